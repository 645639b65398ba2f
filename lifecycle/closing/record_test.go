package closing_test

import (
	"slices"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/closing"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/schedule/calendar"
)

func problem() closing.Problem {
	return closing.Problem{ID: "P1", Severity: closing.High, Source: finding.Ref{Kind: "issue", ID: "I1"}, What: "The tester left", Effect: "two weeks late",
		Cause: "no deputy", Solution: "hired another", Raised: date(3, 2), Solved: date(3, 16), Recurs: closing.Unlikely}
}

func TestProblemCheck(t *testing.T) {
	same(t, "whole", problem().Check())
	for want, alter := range map[string]func(*closing.Problem){
		"block closing.problem.incomplete: problem P1.cause, remedy closing.remedy.describe_problem":           func(p *closing.Problem) { p.Cause = "" },
		"block closing.problem.no_solution: problem P1.solution, remedy closing.remedy.state_solution_or_none": func(p *closing.Problem) { p.Solution = "" },
		"warn closing.problem.no_solution: problem P1.solution, remedy closing.remedy.state_solution_or_none": func(p *closing.Problem) {
			p.Solution, p.Severity = "", closing.Medium
		},
		"block closing.problem.solved_and_unsolved: problem P1.unsolved, remedy closing.remedy.state_solution_or_none":                       func(p *closing.Problem) { p.Unsolved = "no money" },
		"block closing.problem.solved_before_raised: problem P1.solved, want 2026-03-02, got 2026-03-01, remedy closing.remedy.mend_dates":   func(p *closing.Problem) { p.Solved = date(3, 1) },
		"block closing.value.unknown: problem P1.severity, want low, medium, high, critical, got huge, remedy closing.remedy.use_named_word": func(p *closing.Problem) { p.Severity = "huge" },
		"block closing.value.unknown: problem P1.recurs, want likely, unlikely, unclear, got never, remedy closing.remedy.use_named_word":    func(p *closing.Problem) { p.Recurs = "never" },
	} {
		p := problem()
		alter(&p)
		same(t, "altered", p.Check(), want)
	}
	none := problem()
	none.Solution, none.Unsolved = "", "no money for it"
	same(t, "an explicit none", none.Check())
}

func TestDaysToSolve(t *testing.T) {
	p := problem()
	if p.Days() != finding.Number(14, "day") {
		t.Errorf("got %v", p.Days())
	}
	p.Solved = calendar.Date{}
	if p.Days().Reason() != "no-data" {
		t.Errorf("got %v", p.Days())
	}
}

func TestEverySevereIssueHasItsProblem(t *testing.T) {
	severe := []finding.Ref{{Kind: "issue", ID: "I1"}, {Kind: "risk", ID: "R7"}}
	same(t, "one left out", closing.CheckProblems([]closing.Problem{problem(), problem()}, severe),
		"block closing.id.duplicate: problem P1.id, remedy closing.remedy.give_unique_id",
		"block closing.problem.source_not_covered: risk R7, remedy closing.remedy.record_problem")
}

func TestProblemsOfRisksThatOccurred(t *testing.T) {
	register := risk.Register{ID: "r", Risks: []risk.Risk{
		{ID: "R1", Kind: risk.Threat, Cause: "one supplier", Event: "the part is late", Effect: "we wait", Status: risk.Closed, Occurred: date(4, 1)},
		{ID: "R2", Kind: risk.Threat, Status: risk.Open},
		{ID: "R3", Kind: risk.Opportunity, Status: risk.Occurred, Occurred: date(4, 2)},
	}}
	list := closing.Occurred(register)
	want := closing.Problem{ID: "R1", Severity: closing.Medium, Source: finding.Ref{Kind: "risk", ID: "R1"}, What: "the part is late", Effect: "we wait",
		Cause: "one supplier", Raised: date(4, 1)}
	if len(list) != 1 || list[0] != want {
		t.Errorf("got %+v", list)
	}
}

func lesson() closing.Lesson {
	return closing.Lesson{ID: "L1", Situation: "One tester for all", WhatHappened: "She left", Cause: "no deputy", Advice: "Name a deputy at the start",
		AppliesTo: []closing.Trait{{Name: "team", Value: "small"}}, Evidence: []finding.Ref{{Kind: "problem", ID: "P1"}}, Phase: "execution",
		Tags: []string{"staff"}, Author: "ann", On: date(3, 20), Status: closing.Captured}
}

func TestLessonCheck(t *testing.T) {
	same(t, "whole", lesson().Check())
	bad := closing.Lesson{ID: "L1", Author: "ann", Status: closing.Accepted, Reviewer: "ann"}
	same(t, "thin", bad.Check(),
		"block closing.lesson.incomplete: lesson L1.advice, remedy closing.remedy.describe_lesson",
		"block closing.lesson.incomplete: lesson L1.cause, remedy closing.remedy.describe_lesson",
		"block closing.lesson.incomplete: lesson L1.on, remedy closing.remedy.describe_lesson",
		"block closing.lesson.incomplete: lesson L1.situation, remedy closing.remedy.describe_lesson",
		"block closing.lesson.incomplete: lesson L1.what_happened, remedy closing.remedy.describe_lesson",
		"block closing.lesson.reviewer: lesson L1.reviewer, got ann, remedy closing.remedy.ask_other_reviewer",
		"warn closing.lesson.no_evidence: lesson L1.evidence, remedy closing.remedy.give_evidence")
	undated := lesson()
	undated.Status, undated.Reviewer = closing.Declined, "bob"
	same(t, "reviewed at no time", undated.Check(), "block closing.lesson.review_date: lesson L1.reviewed_on, want 2026-03-20, remedy closing.remedy.mend_dates")
	odd := lesson()
	odd.Status = "lost"
	same(t, "no such status", odd.Check(),
		"block closing.value.unknown: lesson L1.status, want captured, accepted, declined, retired, got lost, remedy closing.remedy.use_named_word")
	same(t, "two of one id", closing.CheckLessons([]closing.Lesson{lesson(), lesson()}),
		"block closing.id.duplicate: lesson L1.id, remedy closing.remedy.give_unique_id",
		"warn closing.lesson.not_reviewed: lesson L1.status, remedy closing.remedy.review_lesson",
		"warn closing.lesson.not_reviewed: lesson L1.status, remedy closing.remedy.review_lesson")
}

// Every pair of statuses: those listed are legal, no others.
func TestLessonReview(t *testing.T) {
	legal := map[[2]closing.LessonStatus]bool{
		{closing.Captured, closing.Accepted}: true, {closing.Captured, closing.Declined}: true, {closing.Accepted, closing.Retired}: true,
		{closing.Declined, closing.Captured}: true, {closing.Retired, closing.Captured}: true,
	}
	for _, from := range closing.LessonStatuses() {
		for _, to := range closing.LessonStatuses() {
			l := lesson()
			l.Status = from
			next, found := l.Review(to, "bob", date(7, 1))
			if (len(found) == 0) != legal[[2]closing.LessonStatus{from, to}] {
				t.Errorf("%s to %s: %q", from, to, lines(found))
			}
			if len(found) == 0 && (next.Status != to || next.Reviewer != "bob" || next.ReviewedOn != date(7, 1) || l.Status != from) {
				t.Errorf("%s to %s: %+v", from, to, next)
			}
		}
	}
	_, found := lesson().Review(closing.Accepted, "ann", date(3, 19))
	same(t, "by the author, in the past", found,
		"block closing.lesson.review_date: lesson L1.reviewed_on, want 2026-03-20, got 2026-03-19, remedy closing.remedy.mend_dates",
		"block closing.lesson.reviewer: lesson L1.reviewer, got ann, remedy closing.remedy.ask_other_reviewer")
	next, _ := lesson().Review(closing.Accepted, "bob", date(7, 1))
	next.Tags[0] = "x"
	if !slices.Equal(lesson().Tags, []string{"staff"}) {
		t.Error("lessons share their tags")
	}
}

func TestRecordCheck(t *testing.T) {
	accepted, _ := lesson().Review(closing.Accepted, "bob", date(7, 1))
	r := closing.Record{Project: "P", Problems: []closing.Problem{problem()}, Lessons: []closing.Lesson{accepted},
		Figures: []closing.Figure{{Label: "own.joy", Area: "joy"}, {Label: "own.faults", Area: closing.Quality}}}
	same(t, "record", r.Check([]finding.Ref{{Kind: "issue", ID: "I9"}}),
		"block closing.value.unknown: figure own.joy.area, want time, cost, scope, quality, risk, change, got joy, remedy closing.remedy.use_named_word",
		"block closing.problem.source_not_covered: issue I9, remedy closing.remedy.record_problem")
}
