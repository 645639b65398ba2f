package lifecycle

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// small is the smallest definition of use, to be spoiled.
func small() Spec {
	return Spec{
		ID: "small", Version: 1, Start: "doing", Roles: []Role{"lead", "boss"},
		Phases: []Phase{
			{ID: "doing", Kind: DeliveryPhase}, {ID: "done", Kind: DeliveryPhase},
			{ID: "watch", Kind: ControlPhase, Beside: []PhaseID{"doing"}, Steps: []PhaseStep{{"look", []StepID{"look"}}}},
		},
		Facts: []FactSpec{
			{Name: "ready", Kind: "bool"}, {Name: "left", Kind: "number", Unit: "h"}, {Name: "word", Kind: "text"}, {Name: "found", Kind: "list"},
		},
		Gates: []Gate{{
			ID: "gate", Approvals: []Quorum{{Role: "boss", Count: 1}},
			Criteria: []Criterion{
				{Fact: "ready", Op: OpEqual, Want: finding.Bool(true)}, {Fact: "left", Op: OpAtMost, Want: finding.Number(3, "h")},
				{Fact: "word", Op: OpIn, Want: finding.List("a", "b")}, {Fact: "found", Op: OpNone},
			},
		}},
		Moves: []Move{
			{ID: "finish", Kind: MoveForward, From: []PhaseID{"doing"}, To: "done", Gate: "gate", By: []Role{"lead"}},
			{ID: "end", Kind: MoveClose, From: []PhaseID{"done"}, By: []Role{"lead"}},
		},
	}
}

func mustDefine(t *testing.T, spec Spec) *Definition {
	t.Helper()
	def, err := Define(spec)
	if err != nil {
		t.Fatal(err)
	}
	return def
}

// TestDefineFaults spoils one thing at a time and wants exactly one fault, with
// its place.
func TestDefineFaults(t *testing.T) {
	mustDefine(t, small())
	cases := []struct {
		spoil func(*Spec)
		code  finding.Code
		place string
	}{
		{func(s *Spec) { s.ID = "Small" }, CodeDefinitionBadName, "id"},
		{func(s *Spec) { s.ID = "" }, CodeDefinitionBadName, "id"},
		{func(s *Spec) { s.ID = "a..b" }, CodeDefinitionBadName, "id"},
		{func(s *Spec) { s.ID = "a.1b" }, CodeDefinitionBadName, "id"},
		{func(s *Spec) { s.ID = DefinitionID(strings.Repeat("x", 129)) }, CodeDefinitionBadName, "id"},
		{func(s *Spec) { s.Version = 0 }, CodeDefinitionBadNumber, "version"},
		{func(s *Spec) { s.Start = "watch" }, CodeDefinitionUnknownPhase, "start"},
		{func(s *Spec) { s.Start = "nowhere" }, CodeDefinitionUnknownPhase, "start"},
		{func(s *Spec) { s.Roles = append(s.Roles, "lead") }, CodeDefinitionDuplicate, "roles[2]"},
		{func(s *Spec) { s.Phases = append(s.Phases, Phase{ID: "p", Kind: "odd"}) }, CodeDefinitionUnknownWord, "phases[3].kind"},
		{func(s *Spec) { s.Phases = append(s.Phases, Phase{ID: "doing", Kind: DeliveryPhase}) }, CodeDefinitionDuplicate, "phases[3].id"},
		{func(s *Spec) { s.Phases[1].Beside = []PhaseID{"doing"} }, CodeDefinitionNotHere, "phases[1]"},
		{func(s *Spec) { s.Phases[2].Beside = nil }, CodeDefinitionMissing, "phases[2].beside"},
		{func(s *Spec) { s.Phases[2].Beside = []PhaseID{"watch"} }, CodeDefinitionUnknownPhase, "phases[2].beside[0]"},
		{func(s *Spec) { s.Phases[2].Steps = nil }, CodeDefinitionMissing, "phases[2].steps[0].id"},
		{func(s *Spec) { s.Phases[2].Steps[0].Next = []StepID{"leap"} }, CodeDefinitionUnknownStep, "phases[2].steps[0].next[0]"},
		{func(s *Spec) { s.Phases[2].By = []Role{"nobody"} }, CodeDefinitionUnknownRole, "phases[2].by[0]"},
		{func(s *Spec) { s.Facts[2].Unit = "h" }, CodeDefinitionNotHere, "facts[2].unit"},
		{func(s *Spec) { s.Facts = append(s.Facts, FactSpec{Name: "new", Kind: "number", Unit: "\xff"}) }, CodeDefinitionBadText, "facts[4].unit"},
		{func(s *Spec) { s.Gates[0].Criteria[2].Op, s.Gates[0].Criteria[2].Want = OpEqual, finding.Text("\xff") }, CodeDefinitionBadText, "gates[0].criteria[2].want"},
		{func(s *Spec) { s.Facts = append(s.Facts, FactSpec{Name: "new", Kind: "soup"}) }, CodeDefinitionUnknownWord, "facts[4].kind"},
		{func(s *Spec) { s.Facts[0].MaxAgeMin = -1 }, CodeDefinitionBadNumber, "facts[0].max_age_min"},
		{func(s *Spec) { s.Facts[0].By = []Role{"nobody"} }, CodeDefinitionUnknownRole, "facts[0].by[0]"},
		{func(s *Spec) { s.Facts[0].Remedy = "Do It" }, CodeDefinitionBadName, "facts[0].remedy"},
		{func(s *Spec) { s.Gates[0].Criteria[0].Fact = "unheard" }, CodeDefinitionUnknownFact, "gates[0].criteria[0].fact"},
		{func(s *Spec) { s.Gates[0].Criteria[0].Op = "like" }, CodeDefinitionUnknownWord, "gates[0].criteria[0].op"},
		{func(s *Spec) { s.Gates[0].Criteria[0].Op = OpLess }, CodeDefinitionBadOp, "gates[0].criteria[0].op"},
		{func(s *Spec) { s.Gates[0].Criteria[2].Op = OpNone }, CodeDefinitionBadOp, "gates[0].criteria[2].op"},
		{func(s *Spec) { s.Gates[0].Criteria[0].Want = finding.Number(1, "") }, CodeDefinitionBadWant, "gates[0].criteria[0].want"},
		{func(s *Spec) { s.Gates[0].Criteria[1].Want = finding.Number(1, "d") }, CodeDefinitionBadWant, "gates[0].criteria[1].want"},
		{func(s *Spec) { s.Gates[0].Criteria[2].Want = finding.List() }, CodeDefinitionBadWant, "gates[0].criteria[2].want"},
		{func(s *Spec) { s.Gates[0].Criteria[3].Want = finding.Number(0, "") }, CodeDefinitionBadWant, "gates[0].criteria[3].want"},
		{func(s *Spec) { s.Gates[0].Criteria[1].MaxAgeMin = maxAgeMin + 1 }, CodeDefinitionBadNumber, "gates[0].criteria[1].max_age_min"},
		{func(s *Spec) { s.Gates[0].Approvals[0].Role = "nobody" }, CodeDefinitionUnknownRole, "gates[0].approvals[0].role[0]"},
		{func(s *Spec) { s.Gates[0].Approvals[0].Count = 0 }, CodeDefinitionBadNumber, "gates[0].approvals[0].count"},
		{func(s *Spec) { s.Gates[0].Approvals = append(s.Gates[0].Approvals, Quorum{Role: "boss", Count: 2}) }, CodeDefinitionDuplicate, "gates[0].approvals[1].role"},
		{func(s *Spec) { s.Moves[0].Kind = "jump" }, CodeDefinitionUnknownWord, "moves[0].kind"},
		{func(s *Spec) { s.Moves[0].From = nil }, CodeDefinitionMissing, "moves[0].from"},
		{func(s *Spec) { s.Moves[0].From = []PhaseID{"doing", "doing"} }, CodeDefinitionDuplicate, "moves[0].from[1]"},
		{func(s *Spec) { s.Moves[0].To = "nowhere" }, CodeDefinitionUnknownPhase, "moves[0].to"},
		{func(s *Spec) { s.Moves[0].To = "watch" }, CodeDefinitionUnknownPhase, "moves[0].to"},
		{func(s *Spec) { s.Moves[1].To = "done" }, CodeDefinitionNotHere, "moves[1].to"},
		{func(s *Spec) { s.Moves[0].Gate = "stargate" }, CodeDefinitionUnknownGate, "moves[0].gate"},
		{func(s *Spec) { s.Moves[0].By = nil }, CodeDefinitionNobody, "moves[0].by"},
		{func(s *Spec) { s.Moves[0].By = []Role{"nobody"} }, CodeDefinitionUnknownRole, "moves[0].by[0]"},
		{func(s *Spec) { s.Moves[1].ID = "finish" }, CodeDefinitionDuplicate, "moves[1].id"},
	}
	for _, c := range cases {
		spec := small()
		c.spoil(&spec)
		_, err := Define(spec)
		var faults *finding.Error
		if !errors.As(err, &faults) {
			t.Errorf("%s at %s: got %v", c.code, c.place, err)
			continue
		}
		mine := slices.DeleteFunc(slices.Clone(faults.Findings), func(f finding.Finding) bool { return f.Code != c.code || f.Subject.Field != c.place })
		others := len(faults.Findings) - len(mine)
		if len(mine) != 1 || others > 0 {
			t.Errorf("%s at %s: got %v", c.code, c.place, err)
		}
	}
}

func TestDefineTellsAllFaults(t *testing.T) {
	spec := small()
	spec.Version, spec.Moves[0].By, spec.Gates[0].Criteria[0].Fact = 0, nil, "unheard"
	_, err := Define(spec)
	var faults *finding.Error
	if !errors.As(err, &faults) || len(faults.Findings) != 3 {
		t.Errorf("got %v", err)
	}
}

// TestDigestIsOfTheContent changes each part of the data and wants another
// digest, and wants the same for the same data built again.
func TestDigestIsOfTheContent(t *testing.T) {
	seen := map[Digest]string{mustDefine(t, small()).Digest(): "unchanged"}
	if again := mustDefine(t, small()).Digest(); seen[again] == "" {
		t.Errorf("the same data gives %s", again)
	}
	for name, change := range map[string]func(*Spec){
		"id": func(s *Spec) { s.ID = "other" }, "version": func(s *Spec) { s.Version = 2 }, "start": func(s *Spec) { s.Start = "done" },
		"role": func(s *Spec) { s.Roles = append(s.Roles, "guest") }, "beside": func(s *Spec) { s.Phases[2].Beside = []PhaseID{"done"} },
		"next": func(s *Spec) { s.Phases[2].Steps[0].Next = nil }, "unit": func(s *Spec) {
			s.Facts[1].Unit = "d"
			s.Gates[0].Criteria[1].Want = finding.Number(3, "d")
		},
		"age": func(s *Spec) { s.Facts[0].MaxAgeMin = 5 }, "criterion age": func(s *Spec) { s.Gates[0].Criteria[0].MaxAgeMin = 5 },
		"op": func(s *Spec) { s.Gates[0].Criteria[1].Op = OpLess }, "want": func(s *Spec) { s.Gates[0].Criteria[1].Want = finding.Number(4, "h") },
		"count": func(s *Spec) { s.Gates[0].Approvals[0].Count = 2 }, "separation": func(s *Spec) { s.Gates[0].NotProposer = true },
		"roles": func(s *Spec) { s.Gates[0].OneRoleEach = true }, "reason": func(s *Spec) { s.Moves[0].NeedsReason = true },
		"by": func(s *Spec) { s.Moves[0].By = []Role{"boss"} }, "gate": func(s *Spec) { s.Moves[0].Gate = "" },
		"order": func(s *Spec) { s.Facts[0], s.Facts[1] = s.Facts[1], s.Facts[0] }, "recorder": func(s *Spec) { s.Facts[0].By = []Role{"lead"} },
		"remedy": func(s *Spec) { s.Facts[0].Remedy = "small.do_it" }, "list": func(s *Spec) { s.Gates[0].Criteria[2].Want = finding.List("a,b") },
	} {
		spec := small()
		change(&spec)
		digest := mustDefine(t, spec).Digest()
		if other, ok := seen[digest]; ok {
			t.Errorf("%s and %s give one digest", name, other)
		}
		seen[digest] = name
	}
}

func TestDefinitionIsImmutable(t *testing.T) {
	spec := small()
	def := mustDefine(t, spec)
	spoil := func(s Spec) {
		s.Roles[0], s.Phases[0].ID, s.Phases[2].Beside[0], s.Phases[2].Steps[0].Next[0] = "x", "x", "x", "x"
		s.Facts[0].Name, s.Gates[0].Criteria[0].Op, s.Gates[0].Approvals[0].Count = "x", "x", 99
		s.Moves[0].From[0], s.Moves[0].By[0], s.Moves[0].To = "x", "x", "x"
	}
	spoil(spec)
	spoil(def.Spec())
	p := newPlay(t, def)
	p.start()
	for _, c := range Choices(def, p.state, p.input("lead")) {
		c.Move.From[0], c.Move.By[0] = "x", "x"
	}
	if got := def.Spec(); !reflect.DeepEqual(got, small()) {
		t.Errorf("it became %+v", got)
	}
}

func TestSaveAndLoad(t *testing.T) {
	for _, def := range []*Definition{SalesProject(), mustDefine(t, small())} {
		var text strings.Builder
		if err := def.Save(&text); err != nil {
			t.Fatal(err)
		}
		back, err := LoadDefinition(strings.NewReader(text.String()))
		if err != nil {
			t.Fatal(err)
		}
		if back.Ref() != def.Ref() || !reflect.DeepEqual(back.Spec(), def.Spec()) {
			t.Errorf("%s came back as %+v", def.Ref().ID, back.Spec())
		}
	}
}

// TestLoadFaults reads broken JSON and wants each fault at its place and line.
func TestLoadFaults(t *testing.T) {
	good := `{"id":"x","version":1,"start":"p",
"roles":["r"],
"phases":[{"id":"p","kind":"delivery"}],
"moves":[{"id":"m","kind":"close",
  "from":["p"],"by":["r"]}]}`
	if _, err := LoadDefinition(strings.NewReader(good)); err != nil {
		t.Fatal(err)
	}
	cases := []struct{ old, new, want string }{
		{`"version":1`, `"version":"1"`, "wrong_type version line 1; bad_number version line 1"},
		{`"version":1`, `"version":1.5`, "bad_number version line 1; bad_number version line 1"},
		{`"version":1`, `"version":99999999999`, "bad_number version line 1"},
		{`"version":1`, `"version":1,"version":2`, "duplicate version line 1"},
		{`"version":1`, `"version":1,"colour":{"a":[1,{}]}`, "unknown_field colour line 1"},
		{`"roles":["r"]`, `"roles":["r",7]`, "wrong_type roles[1] line 2; bad_name roles[1] line 2"},
		{`"roles":["r"]`, `"roles":null`, "wrong_type roles line 2; missing roles[0] line 2; unknown_role moves[0].by[0] line 5"},
		{`"kind":"close"`, `"kind":"open"`, "unknown_word moves[0].kind line 4"},
		{`"from":["p"],"by":["r"]`, `"from":["q"],"by":[]`, "unknown_phase moves[0].from[0] line 5; nobody moves[0].by line 5"},
		{`{"id":"p","kind":"delivery"}`, `7`, "wrong_type phases[0] line 3; bad_name phases[0].id line 3; unknown_word phases[0].kind line 3; unknown_phase start line 1; unknown_phase moves[0].from[0] line 5"},
		{`"by":["r"]}]}`, `"by":["r"]}]`, "syntax  line 5"},
		{`"by":["r"]}]}`, `"by":["r"]}]} {}`, "syntax  line 5"},
		{`"roles":["r"],`, `"roles":["r"],,`, "syntax  line 2"},
		{`"roles":["r"]`, `"roles":["` + "\xff" + `"]`, "bad_text  line 1"},
		{`"roles":["r"]`, `"roles":["r"],"facts":` + strings.Repeat("[", 20) + strings.Repeat("]", 20), "syntax  line 2"},
	}
	for _, c := range cases {
		_, err := LoadDefinition(strings.NewReader(strings.Replace(good, c.old, c.new, 1)))
		var faults *finding.Error
		if !errors.As(err, &faults) {
			t.Errorf("%s: got %v", c.new, err)
			continue
		}
		var got []string
		for _, f := range faults.Findings {
			got = append(got, fmt.Sprintf("%s %s line %s", strings.TrimPrefix(string(f.Code), "lifecycle.definition."), f.Subject.Field, f.Related[0].ID))
		}
		want := strings.Split(c.want, "; ")
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%.60s:\n got %q\nwant %q", c.new, got, want)
		}
	}
	if _, err := LoadDefinition(strings.NewReader(strings.Repeat(" ", maxDefinition+1))); err == nil || !strings.Contains(err.Error(), "too_large") {
		t.Errorf("too much: %v", err)
	}
	if _, err := LoadDefinition(failing{}); !errors.Is(err, errFailing) {
		t.Errorf("a failing reader: %v", err)
	}
}

// TestLoadHostile reads megabytes of nonsense: it takes no longer than reading
// sense and tells no more than can be read.
func TestLoadHostile(t *testing.T) {
	for name, text := range map[string]string{
		"fields":   `{` + strings.Repeat(`"a":1,`, 100_000) + `"b":1}`,
		"lines":    strings.Repeat("\n", 1<<20) + `{}`,
		"roles":    `{"roles":[` + strings.Repeat(`"a",`, 200_000) + `"a"]}`,
		"criteria": `{"gates":[` + strings.Repeat(`{"criteria":[`+strings.Repeat(`{"fact":"zz"},`, 900)+`{}]},`, 60) + `{}]}`,
		"depth":    strings.Repeat("[", 1<<20),
		"number":   `{"version":` + strings.Repeat("9", 1<<20) + `}`,
		"name":     `{"id":"` + strings.Repeat("a", 1<<20) + `"}`,
	} {
		_, err := LoadDefinition(strings.NewReader(text))
		var faults *finding.Error
		if !errors.As(err, &faults) || len(faults.Findings) > 2*maxFaults || len(err.Error()) > 20_000 {
			t.Errorf("%s: %d bytes of error", name, len(err.Error()))
		}
	}
}

var errFailing = errors.New("unplugged")

type failing struct{}

func (failing) Read([]byte) (int, error)  { return 0, errFailing }
func (failing) Write([]byte) (int, error) { return 0, errFailing }

// TestLoadNamesTypes wants each type of JSON called by its name.
func TestLoadNamesTypes(t *testing.T) {
	for text, name := range map[string]string{`{}`: "object", `[]`: "list", `7`: "number", `true`: "bool", `null`: "null"} {
		_, found := readSpec([]byte(`{"id":` + text + `}`))
		i := slices.IndexFunc(found, func(f finding.Finding) bool { return f.Code == CodeDefinitionWrongType })
		if i < 0 || found[i].Got != finding.Text(name) || found[i].Want != finding.Text("text") || found[i].Subject.Field != "id" {
			t.Errorf("%s: %v", text, found)
		}
	}
	_, found := readSpec([]byte(`{"version":"x","roles":"x","phases":"x"}`))
	got := map[string]finding.Value{}
	for _, f := range found {
		if f.Code == CodeDefinitionWrongType && f.Got == finding.Text("text") {
			got[f.Subject.Field] = f.Want
		}
	}
	if got["version"] != finding.Text("number") || got["roles"] != finding.Text("list") || got["phases"] != finding.Text("list") {
		t.Errorf("got %v", got)
	}
}

func TestSaveFails(t *testing.T) {
	if err := SalesProject().Save(failing{}); !errors.Is(err, errFailing) {
		t.Errorf("got %v", err)
	}
}

func FuzzLoadDefinition(f *testing.F) {
	var text strings.Builder
	if err := SalesProject().Save(&text); err != nil {
		f.Fatal(err)
	}
	f.Add(text.String())
	f.Add(`{"id":"x","version":1,"start":"p","roles":["r"],"phases":[{"id":"p","kind":"delivery"}],"moves":[{"id":"m","kind":"close","from":["p"],"by":["r"]}]}`)
	f.Add(`{"gates":[{"criteria":[{"want":{"kind":"number","value":"1"}}]}]}`)
	f.Add(`[[[[`)
	f.Fuzz(func(t *testing.T, data string) {
		def, err := LoadDefinition(strings.NewReader(data))
		if err != nil {
			return
		}
		var out strings.Builder
		if err := def.Save(&out); err != nil {
			t.Fatal(err)
		}
		back, err := LoadDefinition(strings.NewReader(out.String()))
		if err != nil || back.Ref() != def.Ref() {
			t.Fatalf("saved and loaded it is %v, %v, not %v", back, err, def.Ref())
		}
		Lint(def, []Seat{})
	})
}

func TestLint(t *testing.T) {
	team := []Seat{{"ann", []Role{"lead"}}, {"bob", []Role{"boss"}}}
	if found := Lint(mustDefine(t, small()), team); len(found) > 0 {
		t.Fatalf("found %v", found)
	}
	gate := func(g Gate) func(*Spec) {
		return func(s *Spec) { g.ID = "gate"; g.Criteria = s.Gates[0].Criteria; s.Gates[0] = g }
	}
	cases := []struct {
		name   string
		change func(*Spec)
		team   []Seat
		want   string
	}{
		{"unreachable", func(s *Spec) { s.Phases = append(s.Phases, Phase{ID: "isle", Kind: DeliveryPhase}) }, team,
			"block lifecycle.lint.dead_end_phase phase isle; block lifecycle.lint.unreachable_phase phase isle"},
		{"dead end", func(s *Spec) { s.Moves = s.Moves[:1] }, team,
			"block lifecycle.lint.dead_end_phase phase doing; block lifecycle.lint.dead_end_phase phase done"},
		{"unused", func(s *Spec) {
			s.Facts = append(s.Facts, FactSpec{Name: "idle", Kind: "bool"})
			s.Gates = append(s.Gates, Gate{ID: "shut"})
		}, team, "warn lifecycle.lint.unused_gate gate shut; info lifecycle.lint.unused_fact fact idle"},
		{"nobody to move", func(*Spec) {}, team[1:], "block lifecycle.lint.nobody move end; block lifecycle.lint.nobody move finish"},
		{"nobody to approve", func(*Spec) {}, team[:1], "block lifecycle.lint.quorum role boss.finish"},
		{"an empty team", func(*Spec) {}, []Seat{}, "block lifecycle.lint.nobody move end; block lifecycle.lint.nobody move finish"},
		{"no team known", func(*Spec) {}, nil, ""},
		{"too few", gate(Gate{Approvals: []Quorum{{Role: "boss", Count: 2}}}), team, "block lifecycle.lint.quorum role boss.finish"},
		{"one person twice is one", gate(Gate{Approvals: []Quorum{{Role: "boss", Count: 2}}}), append(team[:2:2], team[1]), "block lifecycle.lint.quorum role boss.finish"},
		{"proposer alone", gate(Gate{Approvals: []Quorum{{Role: "boss", Count: 1}}, NotProposer: true}), []Seat{{"ann", []Role{"lead", "boss"}}},
			"block lifecycle.lint.separation move finish"},
		{"two who can swap", gate(Gate{Approvals: []Quorum{{Role: "boss", Count: 1}}, NotProposer: true}),
			[]Seat{{"ann", []Role{"lead", "boss"}}, {"bob", []Role{"lead", "boss"}}}, ""},
		{"one role each, too few heads", gate(Gate{Approvals: []Quorum{{Role: "boss", Count: 1}, {Role: "lead", Count: 1}}, OneRoleEach: true}),
			[]Seat{{"ann", []Role{"lead", "boss"}}}, "block lifecycle.lint.separation move finish"},
		{"one role each, heads shared cleverly", gate(Gate{Approvals: []Quorum{{Role: "boss", Count: 1}, {Role: "lead", Count: 1}}, OneRoleEach: true}),
			[]Seat{{"ann", []Role{"lead", "boss"}}, {"bob", []Role{"boss"}}}, ""},
	}
	for _, c := range cases {
		spec := small()
		c.change(&spec)
		var got []string
		for _, f := range Lint(mustDefine(t, spec), c.team) {
			got = append(got, fmt.Sprintf("%s %s %s", f.Severity, f.Code, f.Subject))
		}
		if text := strings.Join(got, "; "); text != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, text, c.want)
		}
	}
}

// TestAssignableAgainstBruteForce compares the matching with trying everything.
func TestAssignableAgainstBruteForce(t *testing.T) {
	actors := []ActorID{"a", "b", "c", "d"}
	var try func(places [][]ActorID, used string) bool
	try = func(places [][]ActorID, used string) bool {
		if len(places) == 0 {
			return true
		}
		return slices.ContainsFunc(places[0], func(a ActorID) bool {
			return !strings.Contains(used, string(a)) && try(places[1:], used+string(a))
		})
	}
	yes := 0
	for n := range 1 << 12 { // three places, each able by any subset of four
		places := make([][]ActorID, 3)
		for i := range places {
			for k, actor := range actors {
				if n>>(4*i+k)&1 == 1 {
					places[i] = append(places[i], actor)
				}
			}
		}
		want := try(places, "")
		if got := assignable(places); got != want {
			t.Fatalf("%v: got %v, want %v", places, got, want)
		}
		if want {
			yes++
		}
	}
	if yes == 0 || yes == 1<<12 {
		t.Errorf("%d of %d: nothing was told apart", yes, 1<<12)
	}
}

func TestCodesAreListedOnceAndWellMade(t *testing.T) {
	seen := map[finding.Code]bool{}
	for _, code := range Codes() {
		if seen[code] || !isName(string(code)) || !strings.HasPrefix(string(code), "lifecycle.") {
			t.Errorf("code %q", code)
		}
		seen[code] = true
	}
}
