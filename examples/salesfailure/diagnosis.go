package main

import (
	"fmt"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/health"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/risk"
)

// tellDiagnosis prints the four causes over the whole project: when each was
// first shown, on how many evenings, how strongly, and what would have cleared
// it on the first of them; then how the duties around risks were kept up, with
// the share of issues that were never risks.
func (s *story) tellDiagnosis(h health.History) {
	s.say("\nWhy it failed, over %d evenings:", "\n失败原因（共 %d 个观察日）：", len(h.Days))
	for k, name := range health.Causes() {
		evenings, strongest := 0, finding.Number(0, "")
		for _, causes := range h.Causes {
			c, _ := health.Of(causes, name)
			if c.Verdict != health.Shown {
				continue
			}
			evenings++
			if order, known := finding.CompareValues(c.Strength, strongest); known && order > 0 {
				strongest = c.Strength
			}
		}
		s.say("    %s: first shown %s, %s before the harm; on %d evenings, at most %s", "    %s：首次指出 %s，早于损害 %s；共 %d 个观察日，最高强度 %s",
			view.Word(s.words, string(name)), h.Leads[k].First, s.fact(h.Leads[k].Days), evenings, s.percent(strongest))
		s.tellSteps(h, name)
	}
	for _, m := range s.riskProcess().Measures {
		s.say("    %s: %d of %d", "    %s：%d/%d", view.Word(s.words, string(m.Name)), m.Good, m.Sample)
	}
	talk := health.Communication(s.now.input, clock(s.now.day, 18))
	s.say("    health of the communication: %s of %d signs within their limit", "    沟通健康度：%s（共 %d 项征兆）", s.percent(talk.Kept), talk.Judged)
}

// tellSteps prints what would have cleared a cause on the first evening.
func (s *story) tellSteps(h health.History, name health.Name) {
	for _, spell := range h.Spells {
		if spell.Name != name {
			continue
		}
		for _, step := range spell.Clear {
			fmt.Fprintf(s.out, "      - %s (%d)\n", s.words.Remedy(step.Finding), step.Need)
		}
		return
	}
}

// riskProcess says how the duties around risks were kept up, with the share of
// issues that were never risks.
func (s *story) riskProcess() risk.Process {
	var issues []risk.IssueRef
	for _, i := range s.record.Issues {
		x := risk.IssueRef{ID: i.ID, Raised: s.now.day}
		if i.Source.Kind == "risk" {
			x.Risk = i.Source.ID
		}
		issues = append(issues, x)
	}
	return s.risksOn(s.now.day).Process(s.now.day, issues)
}
