package team

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/finding"
)

// people returns five persons with different fits for [apiNeed].
func people() []Member {
	dev := []lifecycle.Role{"dev"}
	return []Member{
		{Actor: "ann", Roles: dev, Availability: full(100), Skills: []Skill{{Skill: "go", Level: 4, Evidence: []string{"cv"}}, {Skill: "sql", Level: 1, Evidence: []string{"cv"}}}},
		{Actor: "bo", Roles: dev, Availability: full(100), Skills: []Skill{{Skill: "go", Level: 2, Evidence: []string{"cv"}}, {Skill: "sql", Level: 5, Evidence: []string{"cv"}}}},
		{Actor: "cai", Roles: dev, Availability: full(100), Skills: []Skill{{Skill: "go", Level: 3, Evidence: []string{"cv"}}, {Skill: "sql", Level: 2, Evidence: []string{"cv"}}}},
		{Actor: "di", Roles: []lifecycle.Role{"lead"}, Availability: full(100), Skills: []Skill{{Skill: "go", Level: 5, Evidence: []string{"cv"}}, {Skill: "sql", Level: 5, Evidence: []string{"cv"}}}},
		{Actor: "eve", Roles: dev, Availability: full(100), Skills: []Skill{{Skill: "go", Level: 5, Evidence: []string{"cert"}, Period: Period{To: day(time.February, 1)}}}},
	}
}

func apiNeed() Need {
	return Need{ID: "api", Role: "dev", Skills: []SkillNeed{{Skill: "go", Level: 3, Must: true, Weight: 2}, {Skill: "sql", Level: 2}}}
}

func order(list []Candidate) []string {
	var ids []string
	for _, c := range list {
		ids = append(ids, string(c.Actor))
	}
	return ids
}

// By hand: the weighted levels asked for are 2*3 + 2 = 8. cai has all 8, ann
// misses one of sql: 7/8. di fits the skills but not the role; bo lacks one
// level of what must be, eve three.
func TestMatchRanks(t *testing.T) {
	list := Match(apiNeed(), people(), day(time.March, 2), Time{})
	if got := order(list); !slices.Equal(got, []string{"cai", "ann", "di", "bo", "eve"}) {
		t.Fatalf("order %v", got)
	}
	for i, want := range []struct {
		fits  bool
		score finding.Value
		gaps  string
		found []string
	}{
		{true, finding.Ratio(1, 1, ""), "", nil},
		{true, finding.Ratio(7, 8, ""), "sql 1", []string{"team.match.skill_gap member ann.sql"}},
		{false, finding.Ratio(1, 1, ""), "", []string{"team.match.role member di"}},
		{false, finding.Ratio(6, 8, ""), "go 1", []string{"team.match.skill_gap member bo.go"}},
		{false, finding.Ratio(0, 8, ""), "go 3 sql 2", []string{"team.match.skill_expired member eve.go", "team.match.skill_gap member eve.sql"}},
	} {
		c, gaps := list[i], ""
		for j, g := range c.Gaps() {
			gaps += []string{"", " "}[min(j, 1)] + fmt.Sprint(g.Need.Skill, " ", g.Missing)
		}
		if c.Fits != want.fits || c.Score != want.score || gaps != want.gaps || c.Free != finding.Unknown("no_period") {
			t.Errorf("%s: fits %v, score %v, gaps %q, free %v", c.Actor, c.Fits, c.Score, gaps, c.Free)
		}
		wantCodes(t, string(c.Actor), c.Reasons, want.found...)
	}
	if list[3].Reasons[0].Severity != finding.Block || list[1].Reasons[0].Severity != finding.Warn {
		t.Error("a gap blocks exactly where the skill must be")
	}
}

func TestMatchOtherDays(t *testing.T) {
	if got := order(Match(apiNeed(), people(), day(time.January, 31), Time{})); !slices.Equal(got, []string{"cai", "ann", "eve", "di", "bo"}) {
		t.Errorf("before the certificate of eve ran out: %v", got)
	}
	gone := people()
	gone[2].To = day(time.March, 2)
	if got := order(Match(apiNeed(), gone, day(time.March, 2), Time{})); slices.Contains(got, "cai") {
		t.Errorf("cai has left: %v", got)
	}
}

// By hand: the week from 9 March has 2400 minutes.
func TestMatchWeighsTime(t *testing.T) {
	need := apiNeed()
	need.Period, need.WorkMin = march(9, 16), 1200
	time := Time{Calendars: calendars(t), Booked: []Booking{
		{Actor: "cai", WorkMin: 1201, Period: march(9, 14)},
		{Actor: "ann", WorkMin: 2400, Period: march(9, 21)}, // two weeks of five days: half of it
		{Actor: "ann", WorkMin: 9000, Period: march(16, 21)},
	}}
	list := Match(need, people(), day(3, 9), time)
	if got := order(list); !slices.Equal(got, []string{"ann", "di", "cai", "bo", "eve"}) { // di has all 2400 free, cai does not
		t.Errorf("order %v", got)
	}
	if list[0].Free != finding.Number(1200, "min") || !list[0].Fits {
		t.Errorf("ann is free %v, fits %v", list[0].Free, list[0].Fits)
	}
	if list[2].Free != finding.Number(1199, "min") || list[2].Fits {
		t.Errorf("cai is free %v, fits %v", list[2].Free, list[2].Fits)
	}
	wantCodes(t, "cai", list[2].Reasons, "team.match.no_time member cai")
}

func TestUnknownTimeIsNoObstacle(t *testing.T) {
	need := apiNeed()
	need.Period, need.WorkMin = march(9, 16), 1
	crew := people()
	crew[0].Availability = nil
	for _, c := range Match(need, crew, day(3, 9), Time{}) {
		want := finding.Unknown("no_calendar")
		if c.Actor == "ann" {
			want = finding.Unknown("no_availability")
		}
		if c.Free != want || c.Fits != (c.Actor == "ann" || c.Actor == "cai") {
			t.Errorf("%s: free %v, fits %v", c.Actor, c.Free, c.Fits)
		}
	}
}

func TestSkillExpiringDuringTheWork(t *testing.T) {
	m := Member{Actor: "ann", Skills: []Skill{{Skill: "go", Level: 3, Evidence: []string{"x"}, Period: Period{To: day(3, 12)}}}}
	need := Need{ID: "n", Skills: []SkillNeed{{Skill: "go", Level: 3, Must: true}}, Period: march(9, 13)}
	c := Match(need, []Member{m}, day(3, 9), Time{})[0]
	wantCodes(t, "expires", c.Reasons, "team.match.skill_expires member ann.go")
	if !c.Fits || c.Skills[0].Expires != day(3, 12) {
		t.Errorf("fits %v, expires %s", c.Fits, c.Skills[0].Expires)
	}
	need.To = day(3, 12)
	if c := Match(need, []Member{m}, day(3, 9), Time{})[0]; len(c.Reasons) != 0 {
		t.Errorf("the last day of the work is the last of the skill: %v", c.Reasons)
	}
	m.Skills[0].Evidence = nil
	wantCodes(t, "evidence", Match(need, []Member{m}, day(3, 9), Time{})[0].Reasons, "team.skill.no_evidence member ann.go")
}

// Ties go by id, whatever the order of the members; the ranking is the same for
// every order; and nobody below fits where somebody above does not.
func TestRankingIsTotal(t *testing.T) {
	r := random(t, 5)
	for range 300 {
		var crew []Member
		for i := range 8 {
			m := Member{Actor: lifecycle.ActorID(rune('a' + i)), Roles: []lifecycle.Role{"dev"}}
			for _, s := range []SkillID{"go", "sql"} {
				if n := r.IntN(4); n > 0 {
					m.Skills = append(m.Skills, Skill{Skill: s, Level: n})
				}
			}
			crew = append(crew, m)
		}
		list := Match(apiNeed(), crew, day(3, 2), Time{})
		r.Shuffle(len(crew), func(i, j int) { crew[i], crew[j] = crew[j], crew[i] })
		if d := cmp.Diff(order(list), order(Match(apiNeed(), crew, day(3, 2), Time{}))); d != "" {
			t.Fatal(d)
		}
		for i := 1; i < len(list); i++ {
			a, b := list[i-1], list[i]
			worse, _ := finding.CompareValues(a.Score, b.Score)
			switch {
			case b.Fits && !a.Fits, a.Fits && b.Fits && worse < 0:
				t.Fatalf("%s stands before %s", a.Actor, b.Actor)
			case a.Fits == b.Fits && a.Score == b.Score && a.lacking == b.lacking && a.Actor >= b.Actor:
				t.Fatalf("tie of %s and %s is not by id", a.Actor, b.Actor)
			}
		}
	}
}

func TestNeedWithoutSkills(t *testing.T) {
	c := Match(Need{ID: "any"}, people()[:1], day(3, 2), Time{})[0]
	if !c.Fits || c.Score != finding.Number(1, "") || len(c.Gaps()) != 0 {
		t.Errorf("%+v", c)
	}
}

func TestCoverage(t *testing.T) {
	wanted := []SkillNeed{{Skill: "go", Level: 3}, {Skill: "sql", Level: 5}, {Skill: "rust"}, {Skill: "sql", Level: 1}}
	cover := Coverage(people(), wanted, day(time.March, 2))
	want := Cover{Actors: actors("ann", "bo", "cai", "di", "eve"), Rows: []CoverRow{
		{"go", 3, []int{4, 2, 3, 5, 0}, actors("ann", "cai", "di")},
		{"sql", 5, []int{1, 5, 2, 5, 0}, actors("bo", "di")},
		{"rust", 1, []int{0, 0, 0, 0, 0}, nil},
		{"sql", 1, []int{1, 5, 2, 5, 0}, actors("ann", "bo", "cai", "di")},
	}}
	if d := cmp.Diff(want, cover); d != "" {
		t.Error(d)
	}
	wantCodes(t, "least 2", cover.Check(0), "team.cover.nobody skill rust")
	wantCodes(t, "least 3", cover.Check(3), "team.cover.nobody skill rust", "team.cover.thin skill sql")
	if n, ok := cover.BusFactor(); n != 0 || !ok {
		t.Errorf("bus factor %d, %v", n, ok)
	}
	if _, ok := (Cover{}).BusFactor(); ok {
		t.Error("no skill, no bus factor")
	}
}

// Di alone knows Rust: everything hangs on one person.
func TestSinglePersonDependency(t *testing.T) {
	crew := people()
	crew[3].Skills = append(crew[3].Skills, Skill{Skill: "rust", Level: 2})
	cover := Coverage(crew, []SkillNeed{{Skill: "rust", Level: 2}, {Skill: "go", Level: 3}}, day(3, 2))
	found := cover.Check(0)
	wantCodes(t, "one", found, "team.cover.one_person skill rust")
	if d := cmp.Diff([]finding.Ref{{Kind: "member", ID: "di"}}, found[0].Related); d != "" {
		t.Error(d)
	}
	if n, _ := cover.BusFactor(); n != 1 {
		t.Errorf("bus factor %d", n)
	}
	if found := cover.Check(1); len(found) != 0 {
		t.Errorf("one was said to be enough: %v", found)
	}
}

// The bus factor is what it says: removing any smaller group leaves every
// skill covered, and some group of that size does not.
func TestBusFactorByTrying(t *testing.T) {
	r := random(t, 9)
	for range 100 {
		var crew []Member
		for i := range 5 {
			m := Member{Actor: lifecycle.ActorID(rune('a' + i))}
			for _, s := range []SkillID{"x", "y"} {
				if r.IntN(2) == 0 {
					m.Skills = append(m.Skills, Skill{Skill: s, Level: 1})
				}
			}
			crew = append(crew, m)
		}
		least := len(crew) + 1
		for set := range 1 << len(crew) {
			var left []Member
			for i, m := range crew {
				if set>>i&1 == 0 {
					left = append(left, m)
				}
			}
			holds := func(s SkillID) bool {
				return slices.ContainsFunc(left, func(m Member) bool { return slices.ContainsFunc(m.Skills, func(k Skill) bool { return k.Skill == s }) })
			}
			if !holds("x") || !holds("y") {
				least = min(least, len(crew)-len(left))
			}
		}
		got, _ := Coverage(crew, []SkillNeed{{Skill: "x"}, {Skill: "y"}}, day(3, 2)).BusFactor()
		if got != least {
			t.Fatalf("bus factor %d, by trying %d", got, least)
		}
	}
}
