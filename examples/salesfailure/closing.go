package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/milepost-go/milepost/kpi/evm"
	"github.com/milepost-go/milepost/kpi/portfolio"
	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/lifecycle/closing"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/health"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/schedule"
)

// closing ends the project early, since the customer does not accept what was
// handed over, judges it by the frozen standard, and says why it failed.
func (s *story) closing() error {
	s.scene("5 Closing", "5 收尾")
	s.desk.at(s.now.day.AddDays(1), 10)
	if err := s.giveUp(); err != nil {
		return err
	}
	record, err := s.close()
	if err != nil {
		return err
	}
	s.desk.at(s.now.day.AddDays(3), 10)
	s.tellOutcome(record.Outcome)
	s.desk.known[lifecycle.FactOutcomeJudged], s.desk.known[lifecycle.FactOpenItems] = finding.Bool(true), finding.Number(0, "")
	if err := s.desk.do(lifecycle.Close{Header: s.desk.head(manager, s.pick("the customer has left", "客户已离开")), Outcome: lifecycle.Cancelled}); err != nil {
		return err
	}
	s.on("The project is closed: %s.", "项目关闭：%s。", view.Word(s.words, string(lifecycle.Cancelled)))
	history := health.Timeline(s.moments)
	s.tellWarnings(history)
	s.tellDiagnosis(history)
	s.result = &result{record, history}
	return nil
}

// result is what the project leaves behind.
type result struct {
	record  closing.Record
	history health.History
}

// giveUp closes early: the customer refuses and withdraws.
func (s *story) giveUp() error {
	s.on("Riverside Grocers refuses to sign the handover and withdraws.", "河畔生鲜拒绝签署移交并退出合作。")
	cancel := lifecycle.Cancel{Header: s.desk.head(manager, s.pick("the customer withdraws", "客户退出"))}
	var no *lifecycle.Refusal
	if err := s.desk.do(cancel); !errors.As(err, &no) {
		return fmt.Errorf("early closing without the sponsor: %v", err)
	}
	shown, err := s.desk.engine.Explain(s.context(), s.desk.project, cancel)
	if err != nil {
		return err
	}
	approve := lifecycle.Approve{Header: s.desk.head(owner, ""), Move: lifecycle.MoveCancelProject, Role: lifecycle.RoleSponsor, Evidence: shown.Evidence}
	propose := lifecycle.ProposeMove{Header: s.desk.head(manager, s.pick("the customer withdraws", "客户退出")), Move: lifecycle.MoveCancelProject}
	cancel.Header = s.desk.head(manager, s.pick("the customer withdraws", "客户退出"))
	for _, cmd := range []lifecycle.Command{propose, approve, cancel} {
		if err := s.desk.do(cmd); err != nil {
			return err
		}
	}
	s.on("Zhao Gang approves the early closing.", "赵刚批准提前收尾。")
	return nil
}

// close judges the goals and takes the final figures, with the slip divided
// among its causes.
func (s *story) close() (closing.Record, error) {
	today := s.now.day.AddDays(1)
	late := s.now.result.Finish().Date().DaysSince(promised)
	actuals := append(s.measured(today), charter.Actual{Goal: "handover", Value: charter.Whole(int64(late)), On: today, Source: s.pick("handover report", "移交报告")})
	outcome, _ := closing.Judge(s.frozen, actuals, nil, today)
	status, err := s.value()
	if err != nil {
		return closing.Record{}, err
	}
	why, err := schedule.Attribute(context.Background(), s.agreed, s.now.plan, schedule.AttributionOptions{Before: s.baseline.Name})
	if err != nil {
		return closing.Record{}, err
	}
	slip, err := closing.SlipOf(s.now.plan, s.now.result, nil)
	if err != nil {
		return closing.Record{}, err
	}
	figures, err := closing.Figures(closing.Final{Plan: s.now.plan, Result: s.now.result, Status: status, Risks: s.risksOn(today), Late: why, Charter: &s.charter})
	return closing.Record{Project: s.charter.ID, Outcome: outcome, Figures: figures, Slip: slip, Late: *why, Problems: s.problems(), Lessons: s.lessons()}, err
}

// value is the earned value at the end.
func (s *story) value() (evm.Status, error) {
	rows, _, err := portfolio.Budgets(s.agreed, s.planned, *s.baseline, portfolio.OwnCost)
	if err != nil {
		return evm.Status{}, err
	}
	base, _, err := evm.NewBaseline(rows)
	if err != nil {
		return evm.Status{}, err
	}
	measured, _, err := evm.Measure(base, portfolio.Reports(s.now.plan, rows), s.now.plan.DataDate)
	return measured.Status, err
}

func (s *story) problems() []closing.Problem {
	return []closing.Problem{{
		ID: "p1", Severity: closing.High, Source: finding.Ref{Kind: "issue", ID: "I2"}, What: s.pick("One developer had three tasks at once.", "一名开发人员同时承担三项任务。"),
		Effect: s.pick("Each took nearly twice as long.", "每项任务耗时近两倍。"), Cause: s.pick("Nobody looked at who has how much to do.", "没有人查看每个人的工作量。"),
		Unsolved: s.pick("It was never decided what comes first.", "始终没有决定先做什么。"), Raised: s.meetings[5].Local.Date(), Recurs: closing.Likely,
	}}
}

func (s *story) lessons() []closing.Lesson {
	on := s.now.day.AddDays(2)
	l := closing.Lesson{
		ID: "l1", Situation: s.pick("A portal for a grocer with one developer.", "一名开发人员为零售商开发门户。"), WhatHappened: s.pick("Warnings were given for months and nobody read them.", "警告持续数月，无人查看。"),
		Cause: s.pick("Nobody was responsible for answering them.", "没有人负责回应。"), Advice: s.pick("Name one person who answers every warning within a week.", "指定一人，在一周内回应每项警告。"),
		AppliesTo: []closing.Trait{{Name: "customer", Value: "retail"}}, Evidence: []finding.Ref{{Kind: "issue", ID: "I2"}},
		Phase: string(lifecycle.PhaseExecution), Author: string(manager), On: on, Status: closing.Captured,
	}
	reviewed, found := l.Review(closing.Accepted, string(owner), on)
	if len(found) > 0 {
		return []closing.Lesson{l}
	}
	return []closing.Lesson{reviewed}
}

// tellOutcome prints the goals by the frozen standard.
func (s *story) tellOutcome(o closing.Outcome) {
	s.on("The outcome by the standard that was frozen on %s:", "按 %s 冻结的标准评定结果：", s.frozen.On)
	for _, g := range o.Goals {
		s.say("    %s: from %s, planned %s, actual %s: %s", "    %s：基准 %s，目标 %s，实际 %s：%s", s.names[g.Goal], s.figure(g.Baseline, g.Unit), s.figure(g.Planned, g.Unit),
			s.figure(g.Actual, g.Unit), view.Word(s.words, string(g.Verdict)))
	}
	s.say("    as a whole: %s", "    总体：%s", view.Word(s.words, string(o.Whole)))
}

func (s *story) figure(n charter.Number, unit string) string {
	if unit == "CNY" {
		return s.fact(finding.Money(n.Value("").Plain(), unit))
	}
	if unit == "percent" {
		unit = "%"
	}
	return s.fact(n.Value(unit))
}
