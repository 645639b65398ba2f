package main

import (
	"context"
	"fmt"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/lifecycle/closing"
	"github.com/milepost-go/milepost/lifecycle/facts"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/schedule"
)

// known is what the records of the story say now, as facts for the gates. No
// gate of the story is fed by hand.
func (s *story) known() *facts.Known {
	in := facts.Input{
		Charter: &s.charter, Team: &s.team, Supply: s.supply, Comms: &s.talk, Plan: s.plan, Result: s.result,
		Milestones: s.points, Risks: &s.register, Changes: s.requests, Acceptances: s.accepted, Lessons: s.lessons,
		Required: closing.Required(string(phrase.En), string(phrase.ZhCN)), Source: "records",
	}
	if in.Milestones == nil {
		in.Milestones = []schedule.MilestoneEntry{}
	}
	if in.Changes == nil {
		in.Changes = []change.Request{}
	}
	if in.Acceptances == nil {
		in.Acceptances = []facts.Acceptance{}
	}
	// A plan that somebody else wrote may have long tasks or loose ends: that is
	// said, and does not stop it.
	in.Rules.Levels = map[finding.Code]facts.Level{facts.CodeTaskUndetailed: facts.LevelWarn, facts.CodeTaskNoLogic: facts.LevelWarn}
	if s.frozen.Digest != "" {
		in.Frozen = &s.frozen
	}
	if s.outcome.Whole != "" {
		in.Outcome = &s.outcome
	}
	if s.manifest.Project != "" {
		in.Manifest = &s.manifest
	}
	return facts.From(s.desk.clock(), in)
}

// Facts tells the engine what the records of the story say.
func (s *story) Facts(ctx context.Context, id lifecycle.StreamID, names []lifecycle.FactName) ([]lifecycle.Fact, error) {
	return s.known().For(id).Facts(ctx, id, names)
}

// planCheck holds the plan against the five parts and tells what it lacks.
func (s *story) planCheck() []finding.Finding {
	found := s.known().PlanCheck()
	n := blocking(found)
	if n == 0 {
		s.on("The plan check, five parts: nothing blocks; warnings: %d.", "计划检查（五个部分）：无阻断项；警告 %d 个。", len(found))
	} else {
		s.on("The plan check, five parts: %d findings block; warnings: %d.", "计划检查（五个部分）：%d 个阻断项；警告 %d 个。", n, len(found)-n)
	}
	s.summed(finding.Filter(found, func(f finding.Finding) bool { return n == 0 || f.Severity == finding.Block }))
	return found
}

// summed prints the first finding of each kind with its remedy, and how many
// more there are of it.
func (s *story) summed(found []finding.Finding) {
	count := map[finding.Code]int{}
	for _, f := range found {
		count[f.Code]++
	}
	for _, f := range found {
		n := count[f.Code]
		if n == 0 {
			continue
		}
		count[f.Code] = 0
		f.Related = nil // how many they are is said
		more := ""
		if n > 1 {
			more = fmt.Sprintf(s.pick(" (and %d more like it)", "（同类还有 %d 个）"), n-1)
		}
		s.say("    - %s%s", "    - %s%s", s.words.Finding(f), more)
		s.remedy(f)
	}
}
