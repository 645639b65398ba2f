package quality_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/quality"
)

// TestStandardLimits holds the limits of the assessment by their published
// figures.
func TestStandardLimits(t *testing.T) {
	want := map[quality.Point]string{
		quality.Logic: "0.05", quality.Leads: "0", quality.Lags: "0.05", quality.LinkTypes: "0.9", quality.HardConstraints: "0.05",
		quality.HighFloat: "0.05", quality.NegativeFloat: "0", quality.HighDuration: "0.05", quality.InvalidDates: "0",
		quality.MissedTasks: "0.05", quality.PathTest: "0", quality.PathLength: "0.95", quality.Execution: "0.95",
	}
	got := quality.StandardLimits()
	for p, text := range want {
		if got[p] != finding.Decimal(text, "") {
			t.Errorf("%s: %v, want %s", p, got[p], text)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d limits, want %d", len(got), len(want))
	}
	var atLeast []quality.Point
	for _, p := range quality.Points() {
		if p.AtLeast() {
			atLeast = append(atLeast, p)
		}
	}
	if want := []quality.Point{quality.LinkTypes, quality.PathLength, quality.Execution, quality.HitTasks, quality.CurrentExecution, quality.PercentComplete}; !slices.Equal(atLeast, want) {
		t.Errorf("at least %v, want %v", atLeast, want)
	}
	if quality.Point("other").AtLeast() {
		t.Error("a point that does not exist has a limit")
	}
	if points := quality.Points(); len(points) != 26 || points[0] != quality.Logic || points[13] != quality.Execution {
		t.Errorf("points %v", points)
	}
}

func TestUnknownLimitLeavesUnjudged(t *testing.T) {
	in := sound()
	in.Ties = in.Ties[5:]
	for name, limit := range map[string]finding.Value{"unknown": finding.Unknown("not-agreed"), "percent": finding.Number(5, "%"), "text": finding.Text("5")} {
		c, _ := quality.Assess(in, quality.Limits{At: map[quality.Point]finding.Value{quality.Logic: limit}}).Check(quality.Logic)
		if c.Verdict != quality.Unjudged || len(c.Found) == 0 {
			t.Errorf("%s: %s with %d offences", name, c.Verdict, len(c.Found))
		}
		if _, some := c.Summary("p"); some {
			t.Errorf("%s: a check without a judgement is summed up", name)
		}
	}
	c, _ := quality.Assess(in, quality.Limits{At: map[quality.Point]finding.Value{quality.Logic: {}}}).Check(quality.Logic)
	if c.Limit != finding.Decimal("0.05", "") || c.Verdict != quality.Fail {
		t.Errorf("the zero limit is no default: %v %s", c.Limit, c.Verdict)
	}
}

func TestLimitsCheck(t *testing.T) {
	bad := quality.Limits{
		At: map[quality.Point]finding.Value{
			quality.Logic: finding.Number(5, "%"), "other": finding.Number(1, ""), quality.Lags: finding.Text("5"),
			quality.Leads: finding.Unknown("off"), quality.HighFloat: finding.Decimal("0.1", ""),
		},
		FloatDays: -1, DurationDays: -1, TrialDays: -1, TrialTasks: -1, FloatBands: []int{5, 5, 20},
		Hard: []schedule.ConstraintKind{99}, Duration: 99,
	}
	var fields []string
	for _, f := range bad.Check() {
		fields = append(fields, f.Subject.Field)
		if f.Code != quality.CodeLimit || f.Severity != finding.Block || f.Remedy != quality.RemedyMendLimit {
			t.Errorf("%v", f)
		}
	}
	if got, want := strings.Join(fields, " "), "duration duration_days float_bands float_days hard lags logic other trial_days trial_tasks"; got != want {
		t.Errorf("fields %s, want %s", got, want)
	}
	if found := (quality.Limits{}).Check(); len(found) != 0 {
		t.Errorf("the zero limits: %v", found)
	}
	if !reflect.DeepEqual(quality.Assess(sound(), quality.Limits{FloatDays: -1, DurationDays: -7, TrialDays: -1, TrialTasks: -1}), quality.Assess(sound(), quality.Limits{})) {
		t.Error("negative numbers of days are no defaults")
	}
}

func TestLimitsJSON(t *testing.T) {
	whole := quality.Limits{
		At:        map[quality.Point]finding.Value{quality.Logic: finding.Ratio(1, 30, ""), quality.Leads: finding.Unknown("off")},
		FloatDays: 30, DurationDays: 20, TrialDays: 1000, TrialTasks: 3, FloatBands: []int{10, 30},
		Hard: []schedule.ConstraintKind{schedule.MustStartOn, schedule.MandatoryFinish}, Duration: quality.RemainingDuration,
		WithoutPlanning: true, BothEnds: true, AllLinks: true, MissedByForecast: true, BaselinedOnly: true, DueOnly: true, WithMilestones: true, ByTime: true,
	}
	for _, l := range []quality.Limits{{}, whole, {Hard: []schedule.ConstraintKind{}, FloatBands: []int{}}} {
		data, err := json.Marshal(l)
		if err != nil {
			t.Fatal(err)
		}
		var back quality.Limits
		if err := json.Unmarshal(data, &back); err != nil || !reflect.DeepEqual(l, back) {
			t.Errorf("%s: %v, back %+v", data, err, back)
		}
	}
	for i := range reflect.TypeFor[quality.Limits]().NumField() {
		if reflect.ValueOf(whole).Field(i).IsZero() {
			t.Errorf("the round trip leaves out %s", reflect.TypeFor[quality.Limits]().Field(i).Name)
		}
	}
	data, _ := json.Marshal(quality.Limits{FloatDays: 30, Hard: []schedule.ConstraintKind{schedule.MustStartOn}, Duration: quality.PlannedDuration})
	if got, want := string(data), `{"float_days":30,"hard":["MSO"],"duration":"planned"}`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	for _, text := range []string{`{"float_day":3}`, `{"hard":["XYZ"]}`, `{"duration":"long"}`, `{"at":{"logic":{"kind":"number","value":"x"}}}`, `[]`} {
		kept := quality.Limits{FloatDays: 7}
		if err := json.Unmarshal([]byte(text), &kept); err == nil || kept.FloatDays != 7 || !strings.HasPrefix(err.Error(), "quality: limits: ") {
			t.Errorf("%s: %v, %+v", text, err, kept)
		}
	}
	for _, l := range []quality.Limits{{Hard: []schedule.ConstraintKind{99}}, {Duration: 99}} {
		if _, err := json.Marshal(l); err == nil {
			t.Errorf("%+v is written", l)
		}
	}
}
