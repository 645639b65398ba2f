package main

import (
	"errors"
	"fmt"
	"slices"

	"github.com/milepost-go/milepost/kpi/evm"
	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
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

// execution lets the work go on and looks at it on four data dates, a month
// apart. After each the team meets, and something happens: it is behind, a key
// person falls ill, the customer asks for more, a supplier is late.
func (s *story) execution() error {
	s.scene("3 Execution and 4 monitoring", "3 执行与 4 监控")
	state, err := s.desk.engine.State(s.context(), s.desk.project)
	if err != nil {
		return err
	}
	region, _ := state.Regions().Lookup(lifecycle.PhaseMonitoring)
	s.on("Execution runs; monitoring runs beside it (step: %s).", "执行进行中；监控与之并行（步骤：%s）。", view.Word(s.words, string(region.Step)))
	first, last := s.begin(), s.result.Finish()
	events := []func() error{
		inTurn(s.correct, s.hear), inTurn(s.answer, s.someoneIll), inTurn(s.occur, s.changeRequest), inTurn(s.seize, s.supplierLate),
	}
	for k, percent := range []int64{20, 42, 62, 80} {
		at, err := s.dataDate(first, last, percent)
		if err != nil {
			return err
		}
		if err := s.monitor(k+1, at); err != nil {
			return err
		}
		if err := s.cycle(k+1, events[k]); err != nil {
			return err
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
	work, err := schedule.Worklist(s.plan, s.result, at, schedule.WorklistOptions{Baseline: &s.baselines[len(s.baselines)-1], Horizon: 80 * calendar.Hour})
	if err != nil {
		return err
	}
	const fortnight = 14 * 24 * 3600
	work = slices.DeleteFunc(work, func(x schedule.WorkItem) bool { return x.Begin > at.AddSeconds(fortnight) })
	in := view.StatusInput{Plan: s.plan, Result: s.result, Baseline: s.baseline(), Value: value, Basis: s.basis(), Findings: append(found, s.result.Findings()...),
		Curve: view.CurveInput{Record: s.measured, Baseline: s.value, Spread: true}, Work: work, Risks: s.register, Changes: s.requests}
	if err := s.paper(fmt.Sprintf("status-%d", n), "status", func(w phrase.Printer) *report.Document { return view.Status(w, in) }); err != nil {
		return err
	}
	if n == 1 {
		if err := s.hand(); err != nil {
			return err
		}
	}
	return s.follow(n)
}

// measure takes the earned value of what is done.
func (s *story) measure(at calendar.DateTime) (evm.Measurement, []finding.Finding, error) {
	reports, err := s.pace.reports(s.plan, s.parents(), s.currency())
	if err != nil {
		return evm.Measurement{}, nil, err
	}
	value, found, err := evm.Measure(s.value, reports, at)
	if err != nil {
		return value, found, err
	}
	s.statuses = append(s.statuses, status{at, s.result.Finish(), value})
	return value, found, s.remember(value.Status)
}

// remember keeps a status. In a plan of few days a second one of a day has no
// place in the record.
func (s *story) remember(value evm.Status) error {
	longer, err := s.measured.Measured(value)
	switch {
	case err == nil:
		s.measured = longer
	case !errors.Is(err, evm.ErrRecord):
		return err
	}
	return nil
}

// rebase makes a baseline the one that statuses are recorded against. What was
// measured so far stays; the rest has the budget of the new baseline.
func (s *story) rebase(name string) (err error) {
	if len(s.statuses) == 0 {
		s.measured, err = evm.NewRecord(name)
		return err
	}
	last := s.statuses[len(s.statuses)-1].value.Status
	s.measured, err = s.measured.Rebaseline(name, evm.KeepHistory, s.value.BAC().Sub(last.EV))
	return err
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

// cycle is what follows a data date: what was decided before is checked, the
// team meets, what comes up is answered, and the project is diagnosed.
func (s *story) cycle(n int, event func() error) error {
	for _, step := range []func() error{s.checkEffects, s.judgeAction, s.review, s.settle, func() error { return s.meet(n) }, event, s.diagnose, s.relieve} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// inTurn is several events as one.
func inTurn(events ...func() error) func() error {
	return func() error {
		for _, event := range events {
			if err := event(); err != nil {
				return err
			}
		}
		return nil
	}
}

// settle solves the issues of the month before.
func (s *story) settle() error {
	solutions := map[string][2]string{
		"I-1": {s.text("nobody else knew the work", "没有其他人熟悉这项工作"), s.text("the response that was chosen was carried out", "执行了所选的应对方案")},
		"I-2": {s.text("the old stock system was undocumented", "旧库存系统没有文档"), s.text("the interface was rebuilt and is documented", "接口已重做并有了文档")},
		"I-3": {s.text("the portal is liked", "门户受到好评"), s.text("the contract is signed", "合同已签订")},
		"I-4": {s.text("the supplier had no reserve", "供应商没有库存"), s.text("the days lost were made up for", "损失的天数已弥补")},
	}
	for _, i := range slices.Clone(s.talk.Issues) {
		why := solutions[i.ID]
		if err := s.solve(i.ID, why[0], why[1]); err != nil {
			return err
		}
	}
	return nil
}
