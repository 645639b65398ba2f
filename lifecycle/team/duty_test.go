package team

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/finding"
)

func pkg(id string) finding.Ref { return finding.Ref{Kind: "package", ID: id} }

var gate = finding.Ref{Kind: "gate", ID: "g1"}

// crew is a lead, two developers and a sponsor.
func crew() []Member {
	return []Member{
		{Actor: "sam", Roles: []lifecycle.Role{"sponsor"}},
		{Actor: "lea", Roles: []lifecycle.Role{"lead"}},
		{Actor: "dan", Roles: []lifecycle.Role{"dev"}},
		{Actor: "dor", Roles: []lifecycle.Role{"dev"}, Period: Period{From: day(time.March, 1)}},
	}
}

// sound is a matrix without faults.
func sound() []Duty {
	return []Duty{
		{Subject: pkg("p1"), Letter: Accountable, Actor: "lea"},
		{Subject: pkg("p1"), Letter: Responsible, Role: "dev"},
		{Subject: pkg("p1"), Letter: Informed, Actor: "sam"},
		{Subject: gate, Letter: Accountable, Actor: "sam"},
		{Subject: gate, Letter: Responsible, Actor: "lea"},
		{Subject: gate, Letter: Consulted, Actor: "lea"},
	}
}

var dutyRules = DutyRules{MostAccountable: 2, MostResponsible: 2, JudgedKinds: []string{"gate"},
	Apart: []Apart{{ID: "four_eyes", Places: []lifecycle.Role{"dev", "dev", "lead"}}}}

func TestResponsibilities(t *testing.T) {
	got := Responsibilities(sound(), crew(), day(time.March, 2))
	want := Matrix{Actors: actors("dan", "dor", "lea", "sam"), Rows: []MatrixRow{
		{gate, []Cell{{"lea", []Letter{Responsible, Consulted}}, {"sam", []Letter{Accountable}}}},
		{pkg("p1"), []Cell{{"dan", []Letter{Responsible}}, {"dor", []Letter{Responsible}}, {"lea", []Letter{Accountable}}, {"sam", []Letter{Informed}}}},
	}}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	row, ok := got.Row(pkg("p1"))
	if who := row.Who(Responsible); !ok || !slices.Equal(who, actors("dan", "dor")) {
		t.Errorf("who does p1: %v", who)
	}
	if got := row.At("lea"); !slices.Equal(got, []Letter{Accountable}) || row.At("max") != nil {
		t.Errorf("lea has %v", got)
	}
	if earlier := Responsibilities(sound(), crew(), day(time.February, 2)); !slices.Equal(earlier.Actors, actors("dan", "lea", "sam")) {
		t.Errorf("in February dor was not there: %v", earlier.Actors)
	}
	if _, ok := got.Row(pkg("p9")); ok {
		t.Error("no such row")
	}
}

// Each rule has a change to the sound matrix that breaks it alone.
func TestEachDutyRule(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(duties *[]Duty, people *[]Member, rules *DutyRules)
		want   []string
	}{
		{"sound", func(*[]Duty, *[]Member, *DutyRules) {}, nil},
		{"nobody accountable", func(d *[]Duty, _ *[]Member, _ *DutyRules) { *d = (*d)[1:] }, []string{"team.duty.no_accountable package p1"}},
		{"two accountable", func(d *[]Duty, _ *[]Member, _ *DutyRules) {
			*d = append(*d, Duty{Subject: pkg("p1"), Letter: Accountable, Actor: "sam"})
		}, []string{"team.duty.many_accountable package p1"}},
		{"a role of two accountable", func(d *[]Duty, _ *[]Member, _ *DutyRules) {
			(*d)[0] = Duty{Subject: pkg("p1"), Letter: Accountable, Role: "dev"}
		}, []string{"team.duty.many_accountable package p1"}},
		{"nobody responsible", func(d *[]Duty, _ *[]Member, _ *DutyRules) { *d = slices.Delete(*d, 1, 2) }, []string{"team.duty.no_responsible package p1"}},
		{"accountable too often", func(_ *[]Duty, _ *[]Member, r *DutyRules) { r.MostAccountable = 1 }, nil},
		{"accountable for two of one", func(d *[]Duty, _ *[]Member, r *DutyRules) {
			r.MostAccountable = 1
			*d = append(*d, Duty{Subject: pkg("p2"), Letter: Accountable, Actor: "lea"}, Duty{Subject: pkg("p2"), Letter: Responsible, Actor: "dan"})
		}, []string{"team.duty.too_accountable member lea"}},
		{"responsible too often", func(d *[]Duty, _ *[]Member, r *DutyRules) {
			r.MostResponsible = 1
			*d = append(*d, Duty{Subject: pkg("p2"), Letter: Accountable, Actor: "lea"}, Duty{Subject: pkg("p2"), Letter: Responsible, Actor: "dan"})
		}, []string{"team.duty.too_responsible member dan"}},
		{"judging oneself", func(d *[]Duty, _ *[]Member, _ *DutyRules) { (*d)[4].Actor = "sam" }, []string{"team.duty.self_judged gate g1"}},
		{"a vacant role", func(d *[]Duty, _ *[]Member, _ *DutyRules) {
			(*d)[2] = Duty{Subject: pkg("p1"), Letter: Informed, Role: "legal"}
		}, []string{"team.duty.vacant_role package p1"}},
		{"an outsider", func(d *[]Duty, _ *[]Member, _ *DutyRules) { (*d)[2].Actor = "zoe" }, []string{"team.duty.absent package p1"}},
		{"an outsider accountable", func(d *[]Duty, _ *[]Member, _ *DutyRules) { (*d)[0].Actor = "zoe" }, []string{"team.duty.absent package p1", "team.duty.no_accountable package p1"}},
		{"twice", func(d *[]Duty, _ *[]Member, _ *DutyRules) { *d = append(*d, (*d)[2]) }, []string{"team.duty.twice package p1"}},
		{"neither person nor role", func(d *[]Duty, _ *[]Member, _ *DutyRules) { (*d)[2].Actor = "" }, []string{"team.duty.incomplete package p1"}},
		{"both", func(d *[]Duty, _ *[]Member, _ *DutyRules) { (*d)[2].Role = "lead" }, []string{"team.duty.incomplete package p1"}},
		{"no such letter", func(d *[]Duty, _ *[]Member, _ *DutyRules) { (*d)[2].Letter = "blamed" }, []string{"team.value.unknown package p1"}},
		{"too few for separation", func(_ *[]Duty, p *[]Member, _ *DutyRules) { *p = (*p)[:3] }, []string{"team.duty.not_apart separation four_eyes"}},
		{"one person in two roles", func(_ *[]Duty, p *[]Member, _ *DutyRules) {
			*p = (*p)[:3]
			(*p)[1].Roles = []lifecycle.Role{"lead", "dev"}
		}, []string{"team.duty.not_apart separation four_eyes"}},
	} {
		duties, people, rules := sound(), crew(), dutyRules
		c.change(&duties, &people, &rules)
		wantCodes(t, c.name, CheckDuties(duties, []finding.Ref{pkg("p1"), gate}, people, day(time.March, 2), rules), c.want...)
	}
	wantCodes(t, "a subject without duties", CheckDuties(sound(), []finding.Ref{pkg("p7")}, crew(), day(3, 2), dutyRules), "team.duty.none package p7")
	wantCodes(t, "in February", CheckDuties(sound(), nil, crew(), day(time.February, 2), dutyRules), "team.duty.not_apart separation four_eyes")
}

// The separation that a gate demands can be met by the team by this check
// exactly when lifecycle.Lint says so of the seats of the same team.
func TestSeparationAgreesWithLint(t *testing.T) {
	r := random(t, 21)
	seen := map[bool]int{}
	for range 300 {
		var team Team
		for i := range 1 + r.IntN(4) {
			m := Member{Actor: lifecycle.ActorID(rune('a' + i))}
			for _, role := range []lifecycle.Role{"x", "y"} {
				if r.IntN(2) == 0 {
					m.Roles = append(m.Roles, role)
				}
			}
			team = append(team, m)
		}
		nx, ny := 1+r.IntN(2), 1+r.IntN(2)
		def, err := lifecycle.Define(lifecycle.Spec{
			ID: "d", Version: 1, Start: "a", Roles: []lifecycle.Role{"x", "y"},
			Phases: []lifecycle.Phase{{ID: "a", Kind: lifecycle.DeliveryPhase}, {ID: "b", Kind: lifecycle.DeliveryPhase}},
			Gates:  []lifecycle.Gate{{ID: "g", OneRoleEach: true, Approvals: []lifecycle.Quorum{{Role: "x", Count: nx}, {Role: "y", Count: ny}}}},
			Moves: []lifecycle.Move{
				{ID: "go", Kind: lifecycle.MoveForward, From: []lifecycle.PhaseID{"a"}, To: "b", Gate: "g", By: []lifecycle.Role{"x", "y"}},
				{ID: "end", Kind: lifecycle.MoveClose, From: []lifecycle.PhaseID{"b"}, By: []lifecycle.Role{"x", "y"}},
			},
		})
		if err != nil {
			t.Fatal(err)
		}
		blocked := slices.ContainsFunc(lifecycle.Lint(def, team.Seats(day(3, 2))), func(f finding.Finding) bool {
			return f.Subject.ID != "end" && f.Severity == finding.Block
		})
		places := append(slices.Repeat([]lifecycle.Role{"x"}, nx), slices.Repeat([]lifecycle.Role{"y"}, ny)...)
		found := CheckDuties(nil, nil, team, day(3, 2), DutyRules{Apart: []Apart{{ID: "g", Places: places}}})
		if finding.Blocks(found) != blocked {
			t.Fatalf("%v for %v: this check %v, lint %v", team.Seats(day(3, 2)), places, found, lifecycle.Lint(def, team.Seats(day(3, 2))))
		}
		seen[blocked]++
	}
	if seen[true] < 20 || seen[false] < 20 {
		t.Errorf("the cases say little: %v", seen)
	}
}

// mostPlaces against trying every way of filling the places.
func TestMostPlacesByTrying(t *testing.T) {
	r := random(t, 4)
	for range 2000 {
		places, persons := r.IntN(5), r.IntN(5)
		able := make([][]bool, places)
		for i := range able {
			able[i] = make([]bool, persons)
			for j := range able[i] {
				able[i][j] = r.IntN(3) == 0
			}
		}
		var best func(place int, used int) int
		best = func(place, used int) int {
			if place == places {
				return 0
			}
			most := best(place+1, used)
			for j := range persons {
				if able[place][j] && used>>j&1 == 0 {
					most = max(most, 1+best(place+1, used|1<<j))
				}
			}
			return most
		}
		if got, want := mostPlaces(places, persons, func(p, q int) bool { return able[p][q] }), best(0, 0); got != want {
			t.Fatalf("%v: %d, by trying %d", able, got, want)
		}
	}
}
