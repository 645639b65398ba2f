package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// changeRequest lets the customer ask for more: the request is assessed on a
// branch of the plan, decided by who may, and put into the plan with a new
// baseline.
func (s *story) changeRequest() error {
	request := s.askForMore()
	act := func(who lifecycle.ActorID, reason string) change.Act {
		return change.Act{By: string(who), At: s.desk.now, Reason: reason}
	}
	s.on("Harbor Foods asks for more: %s", "海港食品提出变更：%s", request.Title)
	request, err := change.Submit(request, act(customer, ""))
	if err != nil {
		return err
	}
	s.after(2)
	budget, err := s.budget()
	if err != nil {
		return err
	}
	impact, err := change.Assess(change.Input{
		Plan: s.plan, Request: request, Baseline: s.baseline(), Budget: budget, By: string(manager), At: s.desk.now,
		Goals: []change.GoalLink{{Goal: "handover", Due: s.charter.Goals[1].Due}, {Goal: "contract", Due: s.charter.Goals[0].Due}},
	})
	if err != nil {
		return err
	}
	if request, err = change.Record(request, impact, act(manager, "")); err != nil {
		return err
	}
	s.on("On a branch of the plan: finish %s working days, cost %s; milestones that move: %d.", "在计划分支上试算：完成时间 %s 个工作日，成本 %s；移动的里程碑：%d 个。",
		s.days(impact.FinishMoved), s.sum(impact.CostMoved), len(impact.Milestones))
	s.list(impact.Findings)
	if request, err = s.decide(request, act); err != nil {
		return err
	}
	_, err = s.implement(request, fmt.Sprint(len(s.baselines)), act(manager, s.pick("approved change", "已批准的变更")))
	return err
}

// askForMore is the request of the customer: a piece of work in the middle of
// what is still to be done.
func (s *story) askForMore() change.Request {
	after, before := s.openEnds()
	id := schedule.TaskID(changeTask)
	title := s.text("access for suppliers", "供应商访问入口")
	t, _ := s.plan.Task(after)
	edits := []schedule.Edit{
		{Kind: schedule.EditAddTask, NewTask: schedule.Task{
			ID: id, Name: title, Parent: t.Parent, Duration: schedule.Duration{Length: 40 * calendar.Hour, Unit: schedule.Days}, Priority: 500,
		}},
		{Kind: schedule.EditAddLink, Link: schedule.Link{From: after, To: id}},
	}
	if before != "" {
		edits = append(edits, schedule.Edit{Kind: schedule.EditAddLink, Link: schedule.Link{From: id, To: before}})
	}
	if r, ok := s.someone(after); ok {
		edits = append(edits, schedule.Edit{Kind: schedule.EditAddAssignment, NewAssignment: schedule.Assignment{
			ID: changeTask, Task: id, Resource: r, Units: schedule.FullUnit, Work: 40 * calendar.Hour, RemainingWork: 40 * calendar.Hour,
		}})
	}
	return change.Request{
		ID: "CR-2", Title: title, Origin: change.FromCustomer, Kind: change.OfScope, Urgency: change.Normal,
		Why:      s.pick("Two suppliers shall see the orders that concern them.", "两家供应商需要查看与其相关的订单。"),
		Proposer: string(customer), Raised: s.desk.now.Date(), Edits: edits,
		Affected: []finding.Ref{{Kind: "goal", ID: "contract"}},
		Necessity: []change.Answer{
			{Question: "customer", Reply: change.Yes, Evidence: papersOf("letter")}, {Question: "worthwhile", Reply: change.Yes, Evidence: papersOf("price list")},
			{Question: "obligation", Reply: change.No, Evidence: papersOf("contract")},
		},
	}
}

func papersOf(id string) []finding.Ref { return []finding.Ref{{Kind: "document", ID: id}} }

// openEnds returns two tasks on the longest path that have not begun, the
// second after the first.
func (s *story) openEnds() (after, before schedule.TaskID) {
	parents := s.parents()
	var open []schedule.TaskID
	for _, id := range s.result.CriticalPath(schedule.ByLongestPath) {
		if t, _ := s.plan.Task(id); t.Progress.ActualStart.IsZero() && !parents[id] && !t.Manual {
			open = append(open, id)
		}
	}
	switch len(open) {
	case 0:
		path := s.result.CriticalPath(schedule.ByLongestPath)
		return path[len(path)-1], ""
	case 1:
		return open[0], ""
	}
	k := (len(open) - 1) / 2
	return open[k], open[k+1]
}

// someone returns who works on a task, or anybody.
func (s *story) someone(id schedule.TaskID) (schedule.ResourceID, bool) {
	for _, a := range s.plan.Assignments {
		if a.Task == id && a.Resource != "" {
			return a.Resource, true
		}
	}
	for _, r := range s.plan.Resources {
		if r.Kind == schedule.WorkResource && r.Rate.Sign() > 0 {
			return r.ID, true
		}
	}
	return "", false
}

// authority says who decides on changes: the manager and the sponsor on what
// moves little, both together on the rest.
func (s *story) authority() change.Authority {
	both := []string{string(sponsor), string(manager)}
	return change.Authority{
		{ID: string(lifecycle.RoleManager), Members: both, Quorum: 1, MaxDelay: 8 * calendar.Hour},
		{ID: string(lifecycle.RoleSponsor), Members: both, Quorum: 2, Unlimited: true, ProposerVotes: true},
	}
}

// decide lets those vote who may, until there are enough votes.
func (s *story) decide(r change.Request, act func(lifecycle.ActorID, string) change.Act) (change.Request, error) {
	authority := s.authority()
	level, _, _ := authority.Required(r.Impact)
	ballot := change.Ballot{Level: level.ID, Outcome: change.MoveApprove}
	for _, who := range level.Members {
		if len(ballot.Votes) < level.Quorum && (who != r.Proposer || level.ProposerVotes) {
			ballot.Votes = append(ballot.Votes, change.Vote{By: who, Choice: change.MoveApprove, At: s.desk.now})
		}
	}
	decided, err := change.Decide(s.plan, r, authority, ballot, act(sponsor, s.text("worth it", "值得实施")))
	if err == nil {
		s.on("The level “%s” decides on %s: approved, with %s of %d needed.", "由“%s”一级对 %s 作出决定：批准，%s（需要 %d 票）。",
			view.Word(s.words, level.ID), r.ID, s.count(len(ballot.Votes), "vote", "votes", "票赞成"), level.Quorum)
	}
	return decided, err
}

// implement puts a change into the plan. With a name it takes a baseline, which
// cites the change.
func (s *story) implement(r change.Request, baseline string, act change.Act) (change.Request, error) {
	before := s.plan
	done, err := change.Implement(s.plan, r, baseline, act)
	if err != nil {
		return r, err
	}
	s.plan, r = done.Plan, done.Request
	if err := s.compute(); err != nil {
		return r, err
	}
	s.pace.follow(before, s.plan)
	if err := s.addPace(); err != nil {
		return r, err
	}
	if err := errors.Join(s.keepPlan(), s.keepRequest(r)); err != nil {
		return r, err
	}
	if baseline != "" {
		if err := s.inForce(done.Baseline); err != nil {
			return r, err
		}
		s.on("It cites its cause: %s.", "新基线注明了原因：%s。", done.Baseline.Reason)
	}
	s.agree()
	s.tellTasks()
	if err := s.paper(strings.ToLower(r.ID), "change", func(w phrase.Printer) *report.Document { return view.Change(w, r, s.plan) }); err != nil {
		return r, err
	}
	again, err := change.Implement(s.plan, r, baseline, act)
	if err != nil {
		return r, err
	}
	if !again.Already {
		return r, fmt.Errorf("change %s was carried out twice", r.ID)
	}
	s.on("%s carried out once more changes nothing.", "再次执行 %s 不产生任何变化。", r.ID)
	return r, nil
}

// keepRequest saves a request as it stands.
func (s *story) keepRequest(r change.Request) error {
	i := slices.IndexFunc(s.requests, func(x change.Request) bool { return x.ID == r.ID })
	if i < 0 {
		i, s.requests = len(s.requests), append(s.requests, r)
	}
	s.requests[i] = r
	return s.desk.keep.changes.put(s.context(), string(s.desk.project)+"/"+r.ID, r)
}

// request returns a request by its id.
func (s *story) request(id string) (change.Request, bool) {
	i := slices.IndexFunc(s.requests, func(x change.Request) bool { return x.ID == id })
	if i < 0 {
		return change.Request{}, false
	}
	return s.requests[i], true
}

// checkEffects holds what the changes were computed to bring about against what
// came of them.
func (s *story) checkEffects() error {
	for _, r := range slices.Clone(s.requests) {
		if r.Standing() != change.Implemented {
			continue
		}
		cost, err := s.budget()
		if err != nil {
			return err
		}
		effect, err := change.CheckEffect(r.Impact, s.plan, s.result, cost, s.desk.now)
		if err != nil {
			return err
		}
		s.on("The effect of %s is checked:", "检查 %s 的效果：", r.ID)
		for _, row := range effect.Rows {
			if row.Subject.Kind == "task" {
				continue
			}
			s.say("    %s: expected %s, is %s", "    %s：预期 %s，实际 %s", s.effectOf(row.Expected), s.fact(row.Expected), s.fact(row.Real))
		}
		if r, err = change.Verify(r, effect, change.Act{
			By: string(sponsor), At: s.desk.now, Reason: s.text("other tasks moved as well", "其他任务也有变动"),
		}); err != nil {
			return err
		}
		if err := s.keepRequest(r); err != nil {
			return err
		}
		if err := s.paper(strings.ToLower(r.ID), "change", func(w phrase.Printer) *report.Document { return view.Change(w, r, s.plan) }); err != nil {
			return err
		}
	}
	return nil
}

// addPace lets new tasks take what they are planned to take.
func (s *story) addPace() error {
	costs, err := schedule.Costs(s.plan)
	if err != nil {
		return err
	}
	for i := range s.plan.Tasks {
		t := &s.plan.Tasks[i]
		if _, known := s.pace.took[t.ID]; !known {
			s.pace.took[t.ID], s.pace.plans[t.ID], s.pace.cost[t.ID] = t.Duration.Length, t.Duration.Length, costs[i]
		}
	}
	return nil
}

// effectOf says whether a row of an effect is about the date or about money.
func (s *story) effectOf(v finding.Value) string {
	if v.Kind() == finding.MoneyKind {
		return s.pick("cost", "成本")
	}
	return s.pick("finish", "完成时间")
}
