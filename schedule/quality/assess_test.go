package quality_test

import (
	"encoding/json"
	"reflect"
	"regexp"
	"slices"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/quality"
)

func TestFindings(t *testing.T) {
	in := sound()
	in.Trials = nil
	in.Ties[3].Lag, in.Ties[9].Lag, in.Ties[12].Lag = 2*eight, 4*calendar.Hour, -eight
	var texts []string
	for _, f := range quality.Assess(in, quality.Limits{}).Findings() {
		texts = append(texts, f.String())
	}
	want := []string{
		"warn quality.link.lag: link t03>t04.lag, want 0 day, got 2 day, remedy quality.remedy.task_instead_of_lag",
		"warn quality.link.lag: link t09>t10.lag, want 0 day, got 0.5 day, remedy quality.remedy.task_instead_of_lag",
		"warn quality.link.lead: link t12>t13.lag, want 0 day, got -1 day, remedy quality.remedy.split_task",
		"warn quality.check.lags: plan Move.lags, want 0.05, got 0.1",
		"warn quality.check.leads: plan Move.leads, want 0, got 0.05",
		"info quality.check.not_applicable: plan Move.critical_path_test, got unknown (missing-input), remedy quality.remedy.state_input",
		"info quality.plan.no_risk_analysis: plan Move.risk_analysis, remedy quality.remedy.analyse_risk",
	}
	if !slices.Equal(texts, want) {
		t.Errorf("found\n%q\nwant\n%q", texts, want)
	}
}

func TestSoundScheduleHasNothingToSay(t *testing.T) {
	found := quality.Assess(sound(), quality.Limits{}).Findings()
	if len(found) != 1 || found[0].Code != quality.CodeNoRiskAnalysis {
		t.Errorf("found %v", found)
	}
}

func TestUnder(t *testing.T) {
	in := sound()
	in.Ties[12].Lag = -eight
	in.Ties = append(in.Ties[:5], in.Ties[6:]...)
	a := quality.Assess(in, quality.Limits{})
	p, _ := a.Practice(quality.SequenceActivities)
	var codes []finding.Code
	for _, f := range a.Under(p) {
		codes = append(codes, f.Code)
	}
	if want := []finding.Code{quality.CodeLead, quality.CodeLeads, quality.CodeLogic, quality.CodeNoSuccessor, quality.CodeNoPredecessor}; !slices.Equal(codes, want) {
		t.Errorf("codes %v, want %v", codes, want)
	}
}

func TestAssessmentJSON(t *testing.T) {
	in := sound()
	in.Ties[12].Lag = -eight
	a := quality.Assess(in, quality.Limits{})
	data, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	var back quality.Assessment
	if err := json.Unmarshal(data, &back); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(a, back) || !reflect.DeepEqual(a.Findings(), back.Findings()) {
		t.Errorf("back %+v", back)
	}
	c, _ := a.Check(quality.Leads)
	if data, _ := json.Marshal(c); !regexp.MustCompile(`^\{"point":"leads","count":1,"population":20,"unit":"link","ratio":\{"kind":"number","value":"0.05"\},` +
		`"limit":\{"kind":"number","value":"0"\},"verdict":"fail","found":\[\{"code":"quality.link.lead"`).Match(data) {
		t.Errorf("%s", data)
	}
}

func TestVerdictText(t *testing.T) {
	for v := quality.NotApplicable; v <= quality.Unjudged; v++ {
		text, err := v.MarshalText()
		var back quality.Verdict
		if err != nil || back.UnmarshalText(text) != nil || back != v || string(text) != v.String() {
			t.Errorf("%s: %v, back %s", text, err, back)
		}
	}
	if _, err := quality.Verdict(9).MarshalText(); err == nil {
		t.Error("verdict 9 is written")
	}
	v := quality.Fail
	if err := v.UnmarshalText([]byte("perhaps")); err == nil || v != quality.Fail {
		t.Errorf("%v, %s", err, v)
	}
	if quality.Verdict(9).String() != "unknown(9)" || quality.LevelOfEffort.String() != "level_of_effort" || quality.RemainingDuration.String() != "remaining" {
		t.Error("names of kinds")
	}
}

func TestMissing(t *testing.T) {
	a := quality.Assess(quality.Input{}, quality.Limits{})
	if _, ok := a.Check("other"); ok {
		t.Error("a check that does not exist")
	}
	if _, ok := a.Practice("other"); ok {
		t.Error("a practice that does not exist")
	}
	for _, c := range a.Checks {
		if c.Verdict != quality.NotApplicable || len(c.Found) != 0 {
			t.Errorf("%s of nothing: %s", c.Point, c.Verdict)
		}
	}
	p, _ := a.Practice(quality.UpdateProgress)
	if len(p.Found) != 1 || p.Found[0].Code != quality.CodeNoStatus {
		t.Errorf("found %v", p.Found)
	}
	if _, ok := p.Figure("other"); ok {
		t.Error("a figure that does not exist")
	}
}

func TestInputCheck(t *testing.T) {
	in := sound()
	if found := in.Check(); len(found) != 0 {
		t.Fatalf("sound: %v", found)
	}
	in.Activities = append(in.Activities, row("t05"), row(""), row("p", func(a *quality.Activity) { a.Parent = "nowhere" }), row("n", func(a *quality.Activity) { a.Remaining = -1 }))
	in.Ties = append(in.Ties, quality.Tie{From: "t07", To: "t07"})
	var texts []string
	for _, f := range in.Check() {
		texts = append(texts, f.String())
	}
	want := []string{
		"block quality.row.link_to_itself: link t07>t07.to, remedy quality.remedy.mend_row",
		"block quality.row.no_id: task.id, remedy quality.remedy.mend_row",
		"block quality.row.negative_duration: task n.duration, want 0 s, got -1 s, remedy quality.remedy.mend_row",
		"block quality.row.unknown_parent: task p.parent, got nowhere, remedy quality.remedy.mend_row",
		"block quality.row.duplicate_id: task t05.id, want 1, got 2, remedy quality.remedy.mend_row",
		"block quality.row.duplicate_id: task t05.id, want 1, got 2, remedy quality.remedy.mend_row",
	}
	if !slices.Equal(texts, want) {
		t.Errorf("found\n%q\nwant\n%q", texts, want)
	}
}

func TestCodes(t *testing.T) {
	form := regexp.MustCompile(`^quality\.(check|task|link|plan|row|limits|remedy)\.[a-z_]+$`)
	seen := map[finding.Code]bool{}
	for _, c := range quality.Codes() {
		if seen[c] || !form.MatchString(string(c)) {
			t.Errorf("code %s", c)
		}
		seen[c] = true
	}
	// Whatever a fixture finds is in the list, and so is the code of each point.
	for _, f := range fixtures() {
		in := sound()
		if f.change != nil {
			f.change(&in)
		}
		for _, found := range quality.Assess(in, f.limits).Findings() {
			if !seen[found.Code] || found.Remedy != "" && !seen[found.Remedy] {
				t.Errorf("not listed: %v", found)
			}
		}
	}
	for _, p := range quality.Points() {
		c := quality.Check{Point: p, Verdict: quality.Fail}
		if f, some := c.Summary(""); !some || f.Code != finding.Code("quality.check."+string(p)) || !seen[f.Code] {
			t.Errorf("%s: %v", p, f)
		}
	}
}

func TestDefaultDay(t *testing.T) {
	in := sound()
	task(&in, "t05").TotalFloat = 352*calendar.Hour + 1 // 44 days of eight hours
	for _, day := range []calendar.Work{0, -1, eight} {
		in.Day = day
		if c, _ := quality.Assess(in, quality.Limits{}).Check(quality.HighFloat); c.Count != 1 || c.Found[0].Want != finding.Number(44, "day") {
			t.Errorf("day of %v: %d, %v", day, c.Count, c.Found)
		}
	}
}

func TestHardConstraintKinds(t *testing.T) {
	for _, k := range quality.HardConstraintKinds() {
		if !k.Dated() || k == schedule.StartNoEarlierThan || k == schedule.FinishNoEarlierThan {
			t.Errorf("%s is not hard", k)
		}
	}
}
