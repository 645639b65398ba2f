package quality_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/quality"
)

// figures writes the figures of a practice on one line.
func figures(p quality.Practice) string {
	var parts []string
	for _, f := range p.Figures {
		part := f.Name + "=" + f.Value.Plain()
		if !f.Bound.IsZero() {
			part = fmt.Sprintf("%s %s=%s", f.Name, f.Bound.Plain(), f.Value.Plain())
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, ", ")
}

// TestPractices counts by hand in the sound schedule with some rows changed.
func TestPractices(t *testing.T) {
	in := sound()
	in.Activities = append(in.Activities, row("s", kind(quality.Summary)), row("loe", kind(quality.LevelOfEffort)), row("else", kind(quality.Outside)))
	task(&in, "t02").Planning = true
	task(&in, "t03").Resourced = false
	task(&in, "t04").Constraint = schedule.StartNoEarlierThan
	task(&in, "t05").Second = schedule.MustFinishOn
	task(&in, "t06").ActualStart = on("06-20")
	task(&in, "t07").BaselineDuration = 29 * eight // 190 days + 19 in 19 tasks
	task(&in, "t08").BaselineFinish = 0
	task(&in, "t02").BaselineFinish = on("06-30")
	for id, days := range map[string]calendar.Work{"t10": -3, "t11": 5, "t12": 6, "t13": 44, "t14": 45, "t15": 20} {
		task(&in, id).TotalFloat = days * eight
	}
	for _, id := range []string{"t01", "t16", "t17", "end"} {
		task(&in, id).Critical = true
	}
	a := quality.Assess(in, quality.Limits{})
	for name, want := range map[quality.PracticeName]string{
		quality.CaptureActivities:  "tasks=20, remaining_tasks=19, milestones=2, summaries=1, level_of_effort=1, outside=1, planning_packages=1",
		quality.SequenceActivities: "links=20, soft_constraints=1",
		quality.AssignResources:    "resourced=18, unresourced=1",
		quality.EstablishDurations: "mean_duration=11",
		quality.Traceability:       "",
		quality.ConfirmPath:        "critical_tasks=2, critical_share=2/19, tried_tasks=1",
		quality.ReasonableFloat:    "float_negative=1, float_zero=13, float_up_to 5=1, float_up_to 20=2, float_up_to 44=1, float_above 44=1",
		quality.AnalyseRisk:        "risk_analysis=missing-input",
		quality.UpdateProgress:     "finished=1, in_progress=1, not_started=18",
		quality.MaintainBaseline:   "baselined=19, due=2",
	} {
		p, ok := a.Practice(name)
		if got := figures(p); !ok || got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}

func TestPracticesAreTen(t *testing.T) {
	a := quality.Assess(sound(), quality.Limits{})
	var names []quality.PracticeName
	seen := map[quality.Point]bool{}
	for _, p := range a.Practices {
		names = append(names, p.Name)
		for _, point := range p.Points {
			if seen[point] {
				t.Errorf("%s stands under two practices", point)
			}
			seen[point] = true
		}
	}
	if want := []quality.PracticeName{quality.CaptureActivities, quality.SequenceActivities, quality.AssignResources, quality.EstablishDurations,
		quality.Traceability, quality.ConfirmPath, quality.ReasonableFloat, quality.AnalyseRisk, quality.UpdateProgress, quality.MaintainBaseline}; !slices.Equal(names, want) {
		t.Errorf("practices %v", names)
	}
	for _, p := range quality.Points() {
		if !seen[p] {
			t.Errorf("%s stands under no practice", p)
		}
	}
}

func TestRiskAnalysisIsUnknown(t *testing.T) {
	p, _ := quality.Assess(sound(), quality.Limits{}).Practice(quality.AnalyseRisk)
	if v, ok := p.Figure("risk_analysis"); !ok || v.Reason() != "missing-input" {
		t.Errorf("%v", v)
	}
}

func TestMilestonesAtTheEnds(t *testing.T) {
	codes := func(change func(*quality.Input)) []finding.Code {
		in := sound()
		change(&in)
		p, _ := quality.Assess(in, quality.Limits{}).Practice(quality.CaptureActivities)
		var list []finding.Code
		for _, f := range p.Found {
			list = append(list, f.Code)
		}
		return list
	}
	for name, c := range map[string]struct {
		change func(*quality.Input)
		want   []finding.Code
	}{
		"both":      {func(*quality.Input) {}, nil},
		"no finish": {func(x *quality.Input) { task(x, "end").Kind = quality.Task }, []finding.Code{quality.CodeNoFinishMilestone}},
		"no start":  {func(x *quality.Input) { task(x, "begin").Kind = quality.Task }, []finding.Code{quality.CodeNoStartMilestone}},
		"inside":    {func(x *quality.Input) { x.Ties = append(x.Ties, chain("t20", "begin")...) }, []finding.Code{quality.CodeNoStartMilestone}},
		"no tasks":  {func(x *quality.Input) { x.Activities = nil }, nil},
	} {
		if got := codes(c.change); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestFloatBands(t *testing.T) {
	in := sound()
	task(&in, "t05").TotalFloat = 11 * eight
	p, _ := quality.Assess(in, quality.Limits{FloatBands: []int{-2, 10, 10, 3, 30}}).Practice(quality.ReasonableFloat)
	if got, want := figures(p), "float_negative=0, float_zero=18, float_up_to 10=0, float_up_to 30=1, float_above 30=0"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	p, _ = quality.Assess(in, quality.Limits{FloatBands: []int{}}).Practice(quality.ReasonableFloat)
	if got, want := figures(p), "float_negative=0, float_zero=18, float_above 0=1"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
