package main

import (
	"errors"
	"fmt"

	"github.com/milepost-go/milepost/kpi/evm"
	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// status is what was known at one data date.
type status struct {
	at     calendar.DateTime
	finish calendar.DateTime
	value  evm.Measurement
}

// execution lets the work go on and looks at it on three data dates; after the
// second the customer asks for a change.
func (s *story) execution() error {
	s.scene("3 Execution and 4 monitoring", "3 执行与 4 监控")
	state, err := s.desk.engine.State(s.context(), s.desk.project)
	if err != nil {
		return err
	}
	region, _ := state.Regions().Lookup(lifecycle.PhaseMonitoring)
	s.on("Execution runs; monitoring runs beside it (step: %s).", "执行进行中；监控与之并行（步骤：%s）。", view.Word(s.words, string(region.Step)))
	first, last := s.begin(), s.result.Finish()
	for k, percent := range []int64{30, 60, 85} {
		at, err := s.dataDate(first, last, percent)
		if err != nil {
			return err
		}
		if err := s.monitor(k+1, at); err != nil {
			return err
		}
		if k == 1 {
			if err := s.changeRequest(); err != nil {
				return err
			}
		}
	}
	return s.finishWork()
}

// dataDate is the end of the working day at that share of the plan as agreed,
// or of a later one when the story is further on. In a plan of few days it is
// the moment itself.
func (s *story) dataDate(first, last calendar.DateTime, percent int64) (calendar.DateTime, error) {
	share := first.AddSeconds(int64(last-first) * percent / 100)
	if last.Date().DaysSince(first.Date()) < 4 && share > s.plan.DataDate && share > s.desk.now {
		return share, nil
	}
	day := share.Date()
	for _, other := range []calendar.Date{s.plan.DataDate.Date().AddDays(1), s.desk.now.Date()} {
		if other.After(day) {
			day = other
		}
	}
	return s.result.ProjectCalendar().Previous(s.workday(day).At(24*calendar.Hour - calendar.Minute))
}

// monitor takes the status at a data date: what was done, how far the forecast
// has moved, what it has earned and cost.
func (s *story) monitor(n int, at calendar.DateTime) error {
	var err error
	if s.plan, s.result, err = s.pace.work(s.plan, at); err != nil {
		return err
	}
	if err := s.keepPlan(); err != nil {
		return err
	}
	s.desk.now = max(s.desk.now, at)
	value, found, err := s.measure(at)
	if err != nil {
		return err
	}
	s.on("Data date %d, %s.", "第 %d 个数据日期，%s。", n, at.String()[11:16])
	s.tellStatus(value.Status)
	for _, step := range []lifecycle.StepID{lifecycle.StepCompare, lifecycle.StepSteer, lifecycle.StepMeasure} {
		if _, err := s.desk.do(lifecycle.RequestStep{Header: s.desk.head(manager, ""), Phase: lifecycle.PhaseMonitoring, To: step}); err != nil {
			return err
		}
	}
	return s.paper(fmt.Sprintf("status-%d", n), view.Status(s.words, view.StatusInput{
		Plan: s.plan, Result: s.result, Baseline: s.baseline(), Value: value, Basis: s.basis(), Findings: append(found, s.result.Findings()...),
	}))
}

// measure takes the earned value of what is done.
func (s *story) measure(at calendar.DateTime) (evm.Measurement, []finding.Finding, error) {
	reports, err := s.pace.reports(s.plan, s.parents(), s.currency())
	if err != nil {
		return evm.Measurement{}, nil, err
	}
	value, found, err := evm.Measure(s.value, reports, at)
	if err == nil {
		s.statuses = append(s.statuses, status{at, s.result.Finish(), value})
	}
	return value, found, err
}

func (s *story) baseline() schedule.Baseline { return s.baselines[len(s.baselines)-1] }

// basis is what the forecasts go by: the statuses so far.
func (s *story) basis() evm.Basis {
	var b evm.Basis
	for _, x := range s.statuses {
		b.History = append(b.History, evm.Point{EV: x.value.Status.EV, AC: x.value.Status.AC})
	}
	return b
}

func (s *story) currency() money.Currency {
	c, err := money.Lookup("CNY")
	if err != nil {
		return money.Currency{}
	}
	return c
}

// tellStatus prints deviation and earned value.
func (s *story) tellStatus(v evm.Status) {
	planned := baselineFinish(s.baseline())
	slip := s.result.ProjectCalendar().Between(planned, s.result.Finish())
	s.say("    finish: %s by baseline %s, forecast %s (%s working days)", "    完成：%s（基线 %s），预测 %s（%s 个工作日）",
		minute(planned), s.baseline().Name, minute(s.result.Finish()), s.days(slip))
	show := func(value finding.Value) string { return s.format().Value(value) }
	s.say("    PV %s, EV %s, AC %s of BAC %s", "    PV %s，EV %s，AC %s，BAC %s", show(v.PV.Finding()), show(v.EV.Finding()), show(v.AC.Finding()), show(v.BAC.Finding()))
	s.say("    SPI %s, CPI %s, EAC %s", "    SPI %s，CPI %s，EAC %s", v.SPI().Round(3, 0), v.CPI().Round(3, 0), show(v.EAC(evm.ByCPI, s.basis()).Finding()))
	worst, moved := s.worst()
	if moved > 0 {
		s.say("    furthest behind: %s, %s working days", "    最滞后的任务：%s，%s 个工作日", s.name(worst), s.days(moved))
	}
}

// worst returns the task whose finish lies furthest behind the baseline, in
// working time of the project; the first in plan order when several do.
func (s *story) worst() (schedule.TaskID, calendar.Work) {
	var id schedule.TaskID
	var most calendar.Work
	parents := s.parents()
	for _, t := range s.baseline().Tasks {
		now := s.times(t.ID).Finish
		if parents[t.ID] || t.Finish.IsZero() || now <= t.Finish {
			continue
		}
		if behind := s.result.ProjectCalendar().Between(t.Finish, now); behind > most {
			id, most = t.ID, behind
		}
	}
	return id, most
}

func baselineFinish(b schedule.Baseline) calendar.DateTime {
	var last calendar.DateTime
	for _, t := range b.Tasks {
		last = max(last, t.Finish)
	}
	return last
}

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
	return s.implement(request, act(manager, s.pick("approved change", "已批准的变更")))
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
		ID: "CR-1", Title: title, Origin: change.FromCustomer, Kind: change.OfScope, Urgency: change.Normal,
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

// decide lets those vote who may: the manager for what changes little, the
// sponsor for the rest.
func (s *story) decide(r change.Request, act func(lifecycle.ActorID, string) change.Act) (change.Request, error) {
	authority := change.Authority{
		{ID: string(lifecycle.RoleManager), Members: []string{string(manager)}, Quorum: 1, MaxDelay: 8 * calendar.Hour},
		{ID: string(lifecycle.RoleSponsor), Members: []string{string(sponsor), string(manager)}, Quorum: 2, Unlimited: true},
	}
	level, _, _ := authority.Required(r.Impact)
	ballot := change.Ballot{Level: level.ID, Outcome: change.MoveApprove}
	for _, who := range level.Members {
		ballot.Votes = append(ballot.Votes, change.Vote{By: who, Choice: change.MoveApprove, At: s.desk.now})
	}
	decided, err := change.Decide(s.plan, r, authority, ballot, act(sponsor, s.pick("worth it", "值得实施")))
	if err == nil {
		s.on("The level “%s” decides: approved, with %s.", "由“%s”一级决定：批准，%s赞成。", view.Word(s.words, level.ID),
			s.count(len(ballot.Votes), "vote", "votes", "票"))
	}
	return decided, err
}

// implement puts the change into the plan and takes the next baseline.
func (s *story) implement(r change.Request, act change.Act) error {
	done, err := change.Implement(s.plan, r, fmt.Sprint(len(s.baselines)), act)
	if err != nil {
		return err
	}
	s.plan, s.change = done.Plan, done.Request
	if err := s.compute(); err != nil {
		return err
	}
	if err := s.addPace(); err != nil {
		return err
	}
	if err := errors.Join(s.keepPlan(), s.keepChange()); err != nil {
		return err
	}
	if err := s.inForce(done.Baseline); err != nil {
		return err
	}
	if err := s.paper("change", view.Change(s.words, s.change, s.plan)); err != nil {
		return err
	}
	again, err := change.Implement(s.plan, s.change, done.Baseline.Name, act)
	if err != nil {
		return err
	}
	if !again.Already {
		return fmt.Errorf("change %s was carried out twice", s.change.ID)
	}
	s.on("Carried out once more, it changes nothing.", "再次执行不产生任何变化。")
	return nil
}

// keepChange saves the request as it stands.
func (s *story) keepChange() error {
	return s.desk.keep.changes.put(s.context(), string(s.desk.project), s.change)
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

// finishWork lets the rest of the work happen and asks for the closing gate.
func (s *story) finishWork() error {
	var err error
	for range 1000 {
		if s.plan, s.result, err = s.pace.work(s.plan, max(s.plan.DataDate, s.result.Finish())); err != nil {
			return err
		}
		if s.allDone() {
			break
		}
	}
	if err := s.keepPlan(); err != nil {
		return err
	}
	s.desk.now = max(s.desk.now, s.result.Finish())
	s.on("The last task is done: %s.", "最后一个任务完成：%s。", minute(s.result.Finish()))
	final, _, err := s.measure(s.result.Finish())
	if err != nil {
		return err
	}
	s.tellStatus(final.Status)
	report, err := change.CheckEffect(s.change.Impact, s.plan, s.result, s.change.Impact.Options[1].Cost, s.desk.now)
	if err != nil {
		return err
	}
	if s.change, err = change.Verify(s.change, report, change.Act{
		By: string(sponsor), At: s.desk.now, Reason: s.pick("other tasks took longer as well", "其他任务也有延长"),
	}); err != nil {
		return err
	}
	if err := s.keepChange(); err != nil {
		return err
	}
	if err := s.paper("change", view.Change(s.words, s.change, s.plan)); err != nil {
		return err
	}
	if err := s.closeRisks(); err != nil {
		return err
	}
	s.desk.know(s.allDone(), lifecycle.FactWorkFinished)
	s.desk.know(true, lifecycle.FactDeliverablesAccepted)
	s.desk.tally(lifecycle.FactChangesOpen, 0)
	if _, err := s.move(s.toClosing(), "The move to closing", "转入收尾阶段"); err != nil {
		return err
	}
	if err := s.desk.approve(lifecycle.MoveStartClosing, s.toClosing()); err != nil {
		return err
	}
	s.on("Lin Hua approves.", "林华批准。")
	allowed, err := s.move(s.toClosing(), "The move to closing", "转入收尾阶段")
	if err == nil && !allowed {
		err = fmt.Errorf("the work of this plan does not end")
	}
	return err
}

func (s *story) toClosing() lifecycle.Command {
	return lifecycle.RequestMove{Header: s.desk.head(manager, s.text("the work is done", "工作已完成")), To: lifecycle.PhaseClosing}
}

func (s *story) allDone() bool {
	parents := s.parents()
	for i := range s.plan.Tasks {
		t := &s.plan.Tasks[i]
		if x, _ := s.result.Times(t.ID); !parents[t.ID] && x.Finish != 0 && t.Progress.ActualFinish.IsZero() {
			return false
		}
	}
	return true
}
