package charter

import (
	"encoding/json"
	"maps"
	"os"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

func day(text string) calendar.Date {
	d, err := calendar.ParseDate(text)
	if err != nil {
		panic(err)
	}
	return d
}

func num(text string) Number {
	n, err := ParseNumber(text)
	if err != nil {
		panic(err)
	}
	return n
}

// codes lists the codes of findings, sorted.
func codes(list []finding.Finding) []string {
	names := []string{}
	for _, f := range list {
		names = append(names, string(f.Code))
	}
	slices.Sort(names)
	return names
}

func holds(list []finding.Finding, code finding.Code) bool {
	return slices.Contains(codes(list), string(code))
}

// sheet is testdata/goals.json: goals that pass, and goals made from them by
// changing some fields, each with the codes that a reader of the rules expects.
type sheet struct {
	Context struct {
		Start    calendar.Date
		Finish   calendar.Date
		Parents  []string
		Needs    []string
		Capacity []Capacity
		Past     []Past
	}
	Good []struct {
		Goal   Goal
		Attest []Attestation
	}
	Bad []struct {
		Name string
		Goal string
		But  map[string]json.RawMessage
		Want []string
	}
}

func readSheet(t testing.TB) (sheet, Context) {
	t.Helper()
	var s sheet
	data, err := os.ReadFile("testdata/goals.json")
	if err == nil {
		err = json.Unmarshal(data, &s)
	}
	if err != nil {
		t.Fatal(err)
	}
	c := s.Context
	return s, Context{Start: c.Start, Finish: c.Finish, Parents: c.Parents, Needs: c.Needs, Capacity: c.Capacity, Past: c.Past}
}

// good returns the goal of that id in the sheet.
func (s sheet) good(t testing.TB, id string) Goal {
	t.Helper()
	for _, x := range s.Good {
		if x.Goal.ID == id {
			return x.Goal
		}
	}
	t.Fatalf("no goal %q", id)
	return Goal{}
}

// changed returns a goal with some members replaced; those of the metric one
// by one, null takes a member away.
func changed(t testing.TB, g Goal, but map[string]json.RawMessage) Goal {
	t.Helper()
	var members map[string]json.RawMessage
	read(t, write(t, g), &members)
	for name, value := range but {
		if name == "metric" {
			var metric, part map[string]json.RawMessage
			read(t, members[name], &metric)
			read(t, value, &part)
			maps.Copy(metric, part)
			value = write(t, metric)
		}
		members[name] = value
		if string(value) == "null" {
			delete(members, name)
		}
	}
	var result Goal
	read(t, write(t, members), &result)
	return result
}

func read[T any](t testing.TB, data []byte, into *T) {
	t.Helper()
	if err := json.Unmarshal(data, into); err != nil {
		t.Fatalf("%s: %v", data, err)
	}
}

func write[T any](t testing.TB, value T) []byte {
	t.Helper()
	data, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestGoodGoals(t *testing.T) {
	s, context := readSheet(t)
	for _, x := range s.Good {
		g := x.Goal
		for _, a := range x.Attest {
			g = g.Attest(a.Judgement, a.By, a.On, a.Basis)
		}
		if found := CheckSMART(g, context); len(found) > 0 {
			t.Errorf("%s: %v", g.ID, found)
		}
	}
	if len(s.Good) < 8 {
		t.Errorf("only %d good goals", len(s.Good))
	}
}

func TestBadGoals(t *testing.T) {
	s, context := readSheet(t)
	for _, x := range s.Bad {
		found := CheckSMART(changed(t, s.good(t, x.Goal), x.But), context)
		if diff := cmp.Diff(x.Want, codes(found)); diff != "" {
			t.Errorf("%s: %s%v", x.Name, diff, found)
		}
	}
	if len(s.Bad) < 24 {
		t.Errorf("only %d bad goals", len(s.Bad))
	}
}

// TestNothingSaidMakesAchievable: whatever the texts of a goal say, without
// yardsticks it is unsupported.
func TestNothingSaidMakesAchievable(t *testing.T) {
	s, context := readSheet(t)
	bare := context
	bare.Capacity, bare.Past = nil, nil
	for _, x := range s.Good {
		g := x.Goal
		for _, boast := range []string{"", " It is achievable.", "，完全可以实现", " Attested by chen.jie."} {
			g.Statement += boast
			g.Metric.Source += boast
			if !holds(CheckSMART(g, bare), CodeUnsupported) {
				t.Errorf("%s%s: achievable by text alone", g.ID, boast)
			}
		}
	}
}

func TestAttestations(t *testing.T) {
	s, context := readSheet(t)
	on := day("2026-01-08")
	bare := s.good(t, "en-renewal")
	bare.Demands = nil // unsupported
	attested := bare.Attest(Achievable, "chen.jie", on, "trial of 2025")
	if found := CheckSMART(attested, context); len(found) > 0 {
		t.Errorf("attested: %v", found)
	}
	if len(bare.Attestations) != 0 {
		t.Error("Attest changed its receiver")
	}
	for _, test := range []struct {
		name string
		harm func(*Goal)
		want []string
	}{
		{"by nobody", func(g *Goal) { g.Attestations[0].By = " " }, []string{"charter.attestation.incomplete", "charter.goal.unsupported"}},
		{"without basis", func(g *Goal) { g.Attestations[0].Basis = "" }, []string{"charter.attestation.incomplete", "charter.goal.unsupported"}},
		{"undated", func(g *Goal) { g.Attestations[0].On = calendar.Date{} }, []string{"charter.attestation.incomplete", "charter.goal.unsupported"}},
		{"of another goal", func(g *Goal) { g.Metric.Target = num("74") }, []string{"charter.attestation.stale", "charter.goal.unsupported"}},
		{"unbound", func(g *Goal) { g.Attestations[0].Of = "" }, []string{"charter.attestation.stale", "charter.goal.unsupported"}},
		{"on another question", func(g *Goal) { g.Attestations[0].Judgement = Wording }, []string{"charter.goal.unsupported"}},
		{"on no question", func(g *Goal) { g.Attestations[0].Judgement = "luck" }, []string{"charter.goal.unsupported", "charter.value.unknown"}},
		{"of what exceeds the capacity", func(g *Goal) {
			g.Demands = []Demand{{Resource: "sales_hours", Amount: num("2001"), Unit: "h"}}
			g.Attestations[0].Of = g.Digest()
		}, []string{"charter.goal.over_capacity"}},
		{"of what nobody has reached", func(g *Goal) {
			g.Metric.Target = num("99")
			g.Attestations[0].Of = g.Digest()
		}, []string{}},
	} {
		g := attested.Clone()
		test.harm(&g)
		if diff := cmp.Diff(test.want, codes(CheckSMART(g, context))); diff != "" {
			t.Errorf("%s: %s", test.name, diff)
		}
	}
	wordy := s.good(t, "zh-renewal")
	wordy.Statement = "尽快提高服务合同的续约率并降低投诉"
	if found := CheckSMART(wordy.Attest(Wording, "chen.jie", on, "客户原话"), context); len(found) > 0 {
		t.Errorf("wording attested: %v", found)
	}
}

// TestSpreadNeedsEnoughProjects: four comparable projects are too few unless
// the context says so, and others do not count.
func TestSpreadNeedsEnoughProjects(t *testing.T) {
	s, context := readSheet(t)
	g := s.good(t, "en-renewal")
	few := context
	few.Past = nil
	for _, p := range context.Past {
		if p.Metric == g.Metric.Name && p.Project != "P1" {
			few.Past = append(few.Past, p)
		}
	}
	if len(few.Past) != 4 {
		t.Fatalf("%d projects", len(few.Past))
	}
	if !holds(CheckSMART(g, few), CodeUnsupported) {
		t.Error("four projects gave a spread")
	}
	few.MinPast = 4
	if found := CheckSMART(g, few); len(found) > 0 {
		t.Errorf("four were enough: %v", found)
	}
	for _, harm := range []func(*Past){
		func(p *Past) { p.Unit = "ratio" }, func(p *Past) { p.Direction = Down }, func(p *Past) { p.Result = Number{} }, func(p *Past) { p.Baseline = num("0") },
	} {
		harmed := few
		harmed.Past = slices.Clone(few.Past)
		harm(&harmed.Past[0])
		if !holds(CheckSMART(g, harmed), CodeUnsupported) {
			t.Errorf("%+v is not comparable", harmed.Past[0])
		}
	}
}

// TestExperienceFigures checks the figures of the finding by hand: the goal
// wants 40 to 80, a change of 1; the best of the projects made 30 to 50, 2/3.
func TestExperienceFigures(t *testing.T) {
	s, context := readSheet(t)
	g := s.good(t, "en-orders")
	g.Metric.Target = num("80")
	for _, f := range CheckSMART(g, context) {
		if f.Code == CodeBeyondExperience {
			if f.Want.Plain() != "2/3" || f.Got.Plain() != "1" || len(f.Related) != 5 {
				t.Errorf("got %v", f)
			}
			return
		}
	}
	t.Error("not found")
}

func TestCapacityUnstatedOrNegativeDemand(t *testing.T) {
	s, context := readSheet(t)
	for _, amount := range []Number{{}, num("-1")} {
		g := s.good(t, "en-renewal")
		g.Demands = []Demand{{Resource: "sales_hours", Unit: "h", Amount: amount}}
		found := CheckSMART(g, context)
		if !holds(found, CodeDemandAmount) || !holds(found, CodeUnsupported) {
			t.Errorf("%q: %v", amount, found)
		}
	}
}

func TestNoWindowIsUnknown(t *testing.T) {
	s, context := readSheet(t)
	context.Finish = calendar.Date{}
	if found := CheckSMART(s.good(t, "en-renewal"), context); len(found) != 1 || found[0].Code != CodeNoWindow || !found[0].Got.IsUnknown() {
		t.Errorf("got %v", found)
	}
}
