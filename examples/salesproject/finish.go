package main

import (
	"fmt"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/facts"
)

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
	if err := s.checkEffects(); err != nil {
		return err
	}
	if err := inTurn(s.settle, s.hold, func() error { return s.inform(5) }, s.writeLessons, s.closeRisks, s.diagnose)(); err != nil {
		return err
	}
	s.accepted = append(s.accepted, facts.Acceptance{Deliverable: "portal", By: customer, On: s.desk.now.Date()})
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
