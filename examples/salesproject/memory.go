package main

import (
	"bytes"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/closing"
	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/team"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// traits are what other projects may have in common with this one.
func traits() []closing.Trait {
	return []closing.Trait{{Name: closing.TraitKind, Value: "portal"}, {Name: closing.TraitSegment, Value: "retail"}, {Name: closing.TraitSize, Value: "large"}}
}

// writeLessons puts down what the project learnt; somebody else than who wrote
// it reviews it.
func (s *story) writeLessons() error {
	today := s.desk.now.Date()
	for _, l := range []closing.Lesson{
		{
			ID: "l1", Situation: s.text("Key users approve designs in season.", "关键用户在旺季审批设计。"),
			WhatHappened: s.text("Deputies who joined the reviews kept them on time.", "代理人参加评审，使评审按时进行。"),
			Cause:        s.text("They could decide.", "他们有决定权。"), Advice: s.text("Name deputies with the right to decide in every contract.", "在每份合同中指定有决定权的代理人。"),
			Evidence: []finding.Ref{{Kind: "risk", ID: "r1"}, {Kind: "action", ID: "A-1"}}, Phase: string(lifecycle.PhaseExecution),
		},
		{
			ID: "l2", Situation: s.text("One person has a skill that the longest path needs.", "最长路径所需的技能只有一人具备。"),
			WhatHappened: s.text("The person fell ill for two weeks.", "此人病假两周。"),
			Cause:        s.text("Nobody else knew the work.", "没有其他人熟悉这项工作。"), Advice: s.text("Train a stand-in before the work begins.", "在工作开始前培养替补人员。"),
			Evidence: []finding.Ref{{Kind: "issue", ID: "I-1"}, {Kind: "change", ID: "CR-1"}}, Phase: string(lifecycle.PhasePlanning),
		},
	} {
		l.Project, l.AppliesTo, l.Author, l.On, l.Status = s.charter.ID, traits(), string(manager), today, closing.Captured
		reviewed, found := l.Review(closing.Accepted, string(sponsor), today)
		if err := finding.AsError("lesson", found); err != nil {
			return err
		}
		s.lessons = append(s.lessons, reviewed)
	}
	return nil
}

// learn tells what the next project will know: lessons, improvements, the team
// as a whole, and how far the plan was from what came.
func (s *story) learn(record closing.Record) error {
	for _, l := range s.lessons {
		s.on("Lesson %s, %s: %s", "经验 %s（%s）：%s", l.ID, s.word(string(l.Status)), l.Advice)
	}
	if err := s.judgeImprovement(); err != nil {
		return err
	}
	if err := s.passOn(); err != nil {
		return err
	}
	if err := s.lookBack(); err != nil {
		return err
	}
	first := s.baselines[0]
	s.memory.Lessons = s.lessons
	s.memory.Closed = []closing.Closed{{
		Project: s.charter.ID, On: s.desk.now.Date(), Traits: traits(),
		Duration: closing.Pair{Planned: s.minutesOf(s.agreedStart(), baselineFinish(first)), Actual: s.minutesOf(s.begin(), s.result.Finish())},
		Cost:     closing.Pair{Planned: finding.Money(record.Overrun.Agreed.Text(), "CNY"), Actual: finding.Money(record.Overrun.Actual.Text(), "CNY")},
	}}
	if err := s.attach("memory.json", "lessons", func() ([]byte, error) {
		var b bytes.Buffer
		err := closing.EncodeMemory(&b, s.memory)
		return b.Bytes(), err
	}); err != nil {
		return err
	}
	return s.paper("improvements", "lessons", func(w phrase.Printer) *report.Document {
		return view.Improvements(w, s.memory.Improvements, s.desk.now.Date())
	})
}

// passOn makes an improvement of a lesson, for the next project to apply.
func (s *story) passOn() error {
	if s.lost <= 0 {
		return nil
	}
	today := s.desk.now.Date()
	x := closing.Improvement{
		ID: "IM-2", What: s.text("A stand-in is trained before the work begins", "在工作开始前培养替补人员"), From: []finding.Ref{{Kind: "lesson", ID: "l2"}},
		Project: s.charter.ID, Owner: string(manager), Raised: today, Due: s.workday(today.AddDays(200)), State: closing.ImprovementOpen,
		Measure: closing.Measure{
			Name: s.text("time lost when a key person is away", "关键人员缺席造成的时间损失"), Smaller: true,
			Before: finding.Number(int64(s.lost/calendar.Minute), "min"), Source: s.text("preview of doing nothing", "不应对的预演"),
		},
	}
	s.memory.Improvements = append(s.memory.Improvements, x)
	s.on("Improvement %s goes on to the next project: %s; before: %s working days lost.", "改进项 %s 带入下一个项目：%s；之前损失 %s 个工作日。", x.ID, x.What, s.days(s.lost))
	return finding.AsError("improvement", closing.CheckImprovements(s.memory.Improvements, today))
}

// agreedStart is the first start of the first baseline.
func (s *story) agreedStart() calendar.DateTime {
	first := baselineFinish(s.baselines[0])
	for _, t := range s.baselines[0].Tasks {
		if t.Start != 0 {
			first = min(first, t.Start)
		}
	}
	return first
}

func (s *story) minutesOf(from, to calendar.DateTime) finding.Value {
	return finding.Number(int64(s.result.ProjectCalendar().Between(from, to)/calendar.Minute), "min")
}

// lookBack counts what people contributed and shows the team as a whole; what
// is said of one person stays with that person.
func (s *story) lookBack() error {
	book := team.ReviewBook{ID: s.charter.ID}
	for _, c := range closing.Contributions(closing.Counted{
		Plan: s.plan, Baseline: s.baseline(), Risks: s.register, Actions: comms.ActionLog(s.talk.Minutes, s.talk.Closings), On: s.desk.now.Date(),
		Actor: func(id schedule.ResourceID) lifecycle.ActorID { return lifecycle.ActorID(id) },
	}) {
		book, _ = book.Add(team.Review{Actor: c.Actor, Manager: manager, Facts: c.Facts})
	}
	level, found := book.Summary(0)
	s.on("The team as a whole, %d people reviewed: tasks on time %s; figures with too few cases: %d.", "团队整体（评价 %d 人）：按时完成任务 %s；样本过少的指标：%d 个。",
		len(book.Reviews), s.percent(level.Delivery.Share), len(found))
	s.level = level
	loads, err := schedule.Loads(s.plan, s.result)
	if err != nil {
		return err
	}
	return s.paper("team", "team", func(w phrase.Printer) *report.Document {
		return view.Team(w, view.TeamInput{Record: s.team, On: s.desk.now.Date(), Plan: s.plan, Loads: loads, Level: &level})
	})
}

// word is a word of the library in the language of the story.
func (s *story) word(id string) string { return view.Word(s.words, id) }
