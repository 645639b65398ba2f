package main

import (
	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/lifecycle/closing"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/view"
)

// closing judges the goals by the frozen standard, learns from the project,
// writes the report in both languages, files everything and archives the
// project.
func (s *story) closing() error {
	s.scene("5 Closing", "5 收尾")
	s.after(15)
	if err := s.hold(); err != nil {
		return err
	}
	if err := s.survey(); err != nil {
		return err
	}
	if err := s.market(); err != nil {
		return err
	}
	record, found, err := s.record()
	if err != nil {
		return err
	}
	s.tellOutcome(record.Outcome)
	s.tellWhy(record)
	if err := s.learn(record); err != nil {
		return err
	}
	s.on("The course of the project, by its diagnoses:", "从历次诊断看项目过程：")
	if err := s.tellCourse(); err != nil {
		return err
	}
	s.outcome = record.Outcome
	if _, err := s.desk.do(lifecycle.Close{Header: s.desk.head(manager, s.text("the outcome is judged", "结果已评定")), Outcome: verdict(record.Outcome.Whole)}); err != nil {
		return err
	}
	s.on("The project is closed: %s.", "项目关闭：%s。", view.Word(s.words, string(verdict(record.Outcome.Whole))))
	if err := s.reports(record, found); err != nil {
		return err
	}
	return s.archive()
}

// tellOutcome prints the goals and the slip.
func (s *story) tellOutcome(o closing.Outcome) {
	s.on("The outcome against the goals:", "对照目标的结果：")
	for _, g := range o.Goals {
		s.say("    %s: planned %s, actual %s, attained %s: %s", "    %s：计划 %s，实际 %s，达成率 %s：%s", s.names.goal(s.words.Lang, g.Goal),
			s.figure(g.Planned, g.Unit), s.figure(g.Actual, g.Unit), share(g.Attained), view.Word(s.words, string(g.Verdict)))
		if n, known := g.Attained.Rat(); known && n.Sign() < 0 {
			s.say("      Below 0%% it is worse than where the goal started from: %s.", "      达成率低于 0%% 表示比目标的基准值更差：%s。", s.figure(g.Baseline, g.Unit))
		}
	}
	s.say("    as a whole: %s (%s)", "    总体：%s（%s）", view.Word(s.words, string(o.Whole)), share(o.Score))
}

// figure writes a value of a goal, an amount of money as such.
func (s *story) figure(n charter.Number, unit string) string {
	if unit == "CNY" {
		return s.fact(finding.Money(n.Value("").Plain(), unit))
	}
	return s.fact(n.Value(unit))
}

// share writes an attainment in percent.
func share(n charter.Number) string {
	format := report.Format{}
	return format.Cell(&report.Column{Type: report.TypePercent}, n.Value(""))
}

// verdict is what the engine is told.
func verdict(v charter.Verdict) lifecycle.Outcome {
	switch v {
	case charter.Pass:
		return lifecycle.Attained
	case charter.Partial:
		return lifecycle.PartlyAttained
	case charter.Fail:
		return lifecycle.Missed
	}
	return lifecycle.Undetermined
}
