package main

import (
	"context"
	"fmt"
	"time"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/lifecycle/closing"
	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// record is what the project leaves behind: outcome, figures, where time and
// money went, problems and lessons.
func (s *story) record() (closing.Record, []finding.Finding, error) {
	record := closing.Record{Project: s.charter.ID, Problems: s.problems(), Lessons: s.lessons}
	actuals, err := s.actuals()
	if err != nil {
		return record, nil, err
	}
	var judged []finding.Finding
	record.Outcome, judged = closing.Judge(s.frozen, actuals, nil, s.desk.now.Date())
	late, err := schedule.Attribute(context.Background(), s.agreed, s.plan, schedule.AttributionOptions{
		Before: s.baselines[0].Name, Requests: s.implemented(), Computes: 4000,
	})
	if err != nil {
		return record, nil, err
	}
	record.Late = *late
	if record.Overrun, err = s.overrun(); err != nil {
		return record, nil, err
	}
	if record.Figures, err = closing.Figures(closing.Final{
		Plan: s.plan, Result: s.result, Status: s.statuses[len(s.statuses)-1].value.Status, Requests: s.requests, Risks: s.register,
		Late: late, Overrun: &record.Overrun, Charter: &s.charter,
	}); err != nil {
		return record, nil, err
	}
	if record.Slip, err = closing.SlipOf(s.plan, s.result, s.requests); err != nil {
		return record, nil, err
	}
	found := append(judged, record.Check(nil)...)
	finding.Sort(found)
	return record, found, nil
}

// actuals are the goals as measured: by the ledger, by the handover against the
// date last agreed with the customer, and by the survey.
func (s *story) actuals() ([]charter.Actual, error) {
	today := s.desk.now.Date()
	late := s.result.Finish().Date().DaysSince(baselineFinish(s.baseline()).Date())
	invoiced, err := s.invoiced()
	if err != nil {
		return nil, err
	}
	happy, known := s.satisfaction.Rat()
	if !known {
		return nil, fmt.Errorf("the survey says nothing: %s", s.satisfaction)
	}
	return []charter.Actual{
		{Goal: "contract", Value: charter.RatNumber(invoiced.Rat()), On: today, Source: s.text("ledger", "账簿")},
		{Goal: "handover", Value: charter.Whole(int64(max(late, 0))), On: today, Source: s.text("handover report", "移交报告")},
		{Goal: "satisfaction", Value: charter.RatNumber(happy), On: today, Source: s.text("survey", "满意度调查")},
	}, nil
}

// implemented are the changes that came into the plan.
func (s *story) implemented() []schedule.RequestedEdits {
	var list []schedule.RequestedEdits
	for _, r := range s.requests {
		list = append(list, schedule.RequestedEdits{ID: r.ID, Edits: r.Edits})
	}
	return list
}

// overrun divides what was spent beyond the budget.
func (s *story) overrun() (closing.Overrun, error) {
	spent := s.plan.Clone()
	for k := range spent.Assignments {
		a := &spent.Assignments[k]
		if planned := s.pace.plans[a.Task]; planned > 0 {
			a.ActualWork = calendar.Work(int64(a.Work) * int64(s.pace.took[a.Task]) / int64(planned))
		}
	}
	actuals, err := closing.SpentOf(spent)
	if err != nil {
		return closing.Overrun{}, err
	}
	for _, r := range s.requests {
		if r.CostDelta.Sign() != 0 {
			actuals = append(actuals, closing.ActualCost{Cost: r.CostDelta, Request: r.ID})
		}
	}
	return closing.OverrunOf(closing.Spending{Agreed: s.agreed, Requests: s.requests, Actuals: actuals, Currency: s.currency()})
}

// problems are the issues with their solutions.
func (s *story) problems() []closing.Problem {
	var list []closing.Problem
	for _, i := range comms.SolvedIssues(s.talk.Issues, time.UTC) {
		if i.ID == "I-3" { // a contract is no problem
			continue
		}
		list = append(list, closing.Problem{
			ID: i.ID, Severity: closing.Grade(i.Severity), Source: i.Source, What: i.What, Effect: i.Effect, Cause: i.Cause,
			Solution: i.Solution, Unsolved: i.Unsolved, Raised: i.Raised, Solved: i.Solved, Recurs: closing.Unlikely,
		})
	}
	return list
}

// tellWhy prints where time and money went: parts that sum to the whole.
func (s *story) tellWhy(r closing.Record) {
	s.on("Where the time went: %s working days in all, of which", "时间去向：合计 %s 个工作日，其中", s.days(r.Late.Total))
	var sum calendar.Work
	for _, c := range r.Late.Causes {
		sum += c.Moved
		s.say("    %s: %s", "    %s：%s", s.words.Text(c.Cause.Code()), s.days(c.Moved))
	}
	s.say("    the parts sum to %d s of %d s", "    各部分合计 %d 秒，总计 %d 秒", sum, r.Late.Total)
	s.on("Where the money went: %s beyond the first budget, of which", "资金去向：比最初预算多 %s，其中", s.sum(r.Overrun.Total))
	for _, c := range r.Overrun.Causes {
		s.say("    %s: %s", "    %s：%s", s.words.Text(c.Cause.Code()), s.sum(c.Moved))
	}
}

// invoiced is the price of the contract and that of what the customer asked
// for besides.
func (s *story) invoiced() (money.Amount, error) {
	r, asked := s.request(changeTask)
	if !asked || r.Impact.CostMoved.Sign() <= 0 {
		return s.contract, nil
	}
	return s.contract.Add(s.price(r.Impact.CostMoved))
}
