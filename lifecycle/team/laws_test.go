package team

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// anyPeriod returns a period of some days of March, at times open or empty.
func anyPeriod(r *rand.Rand) Period {
	p := march(1+r.IntN(8), 1+r.IntN(8))
	if r.IntN(4) == 0 {
		p.From = calendar.Date{}
	}
	if r.IntN(4) == 0 {
		p.To = calendar.Date{}
	}
	return p
}

// Periods are sets of days: every method agrees with asking day by day.
func TestPeriodsAreSetsOfDays(t *testing.T) {
	r := random(t, 101)
	var all []calendar.Date
	for d := day(2, 20); d.Before(day(3, 20)); d = d.AddDays(1) {
		all = append(all, d)
	}
	for range 5000 {
		p, q := anyPeriod(r), anyPeriod(r)
		some, meets, within := false, false, true
		for _, d := range all {
			some = some || p.Has(d)
			meets = meets || p.Has(d) && q.Has(d)
			within = within && (!p.Has(d) || q.Has(d))
			if p.Common(q).Has(d) != (p.Has(d) && q.Has(d)) {
				t.Fatalf("%s and %s on %s: %s", p, q, d, p.Common(q))
			}
		}
		if p.Empty() == some || p.Meets(q) != meets || p.Within(q) != within {
			t.Fatalf("%s and %s: empty %v, meets %v, within %v", p, q, p.Empty(), p.Meets(q), p.Within(q))
		}
		if p.Bounded() != (some && p.From != calendar.Date{} && p.To != calendar.Date{}) {
			t.Fatalf("%s bounded %v", p, p.Bounded())
		}
	}
}

// Minutes against counting the seconds of the working ranges of each day since
// the first day of the availability.
func TestMinutesByCounting(t *testing.T) {
	r, cals := random(t, 103), calendars(t)
	seconds := func(from, to calendar.Date) (sum int64) {
		for d := from; d.Before(to); d = d.AddDays(1) {
			for _, x := range cals["std"].Ranges(d) {
				sum += int64(x.Work())
			}
		}
		return sum
	}
	for range 500 {
		first := day(2, 1+r.IntN(20))
		percent := 1 + r.IntN(100)
		m := Member{Availability: []Availability{{"std", percent, Period{From: first}}}}
		p := Period{first.AddDays(r.IntN(20)), day(3, 14+r.IntN(10))}
		want := seconds(first, p.To)*int64(percent)/6000 - seconds(first, p.From)*int64(percent)/6000
		if got, err := m.Minutes(p, cals); err != nil || got != want {
			t.Fatalf("%d percent from %s in %s: %d, %v, counted %d", percent, first, p, got, err, want)
		}
	}
}

// The supply of a role is that of its people, day by day, and adds up over
// people who come and go.
func TestSupplyIsThatOfPeople(t *testing.T) {
	r, cals := random(t, 107), calendars(t)
	for range 100 {
		var crew []Member
		for i := range 1 + r.IntN(4) {
			m := Member{Actor: lifecycle.ActorID(fmt.Sprint(i)), Availability: full(1 + r.IntN(100)), Period: anyPeriod(r)}
			if r.IntN(2) == 0 {
				m.Roles = []lifecycle.Role{"dev"}
			}
			crew = append(crew, m)
		}
		span := march(1, 12)
		s, err := SupplyOf(Resource{Kind: ByRole, ID: "dev"}, crew, nil, span, cals, day(3, 1))
		if err != nil {
			t.Fatal(err)
		}
		var want int64
		for _, m := range crew {
			if m.Holds("dev") && m.Meets(span) {
				n, err := m.Minutes(m.Common(span), cals)
				if err != nil {
					t.Fatal(err)
				}
				want += n
			}
		}
		if got := s.In(span); got != want || s.In(Period{}) != want || s.Span() != span {
			t.Fatalf("supply %d of %v, people have %d", got, s, want)
		}
		cut := day(3, 1+r.IntN(11))
		if s.In(Period{To: cut})+s.In(Period{From: cut}) != want {
			t.Fatalf("cut on %s", cut)
		}
	}
}

// The order of candidates is that of the rule, told by what is shown of them.
func TestRankingFollowsTheRule(t *testing.T) {
	r, cals := random(t, 109), calendars(t)
	for range 300 {
		var crew []Member
		for i := range 7 {
			m := Member{Actor: lifecycle.ActorID(rune('a' + i)), Availability: full(25 * (1 + r.IntN(4))), Roles: []lifecycle.Role{[]lifecycle.Role{"dev", "lead"}[r.IntN(2)]}}
			for _, s := range []SkillID{"go", "sql"} {
				if n := r.IntN(5); n > 0 {
					m.Skills = append(m.Skills, Skill{Skill: s, Level: n, Evidence: []string{"x"}})
				}
			}
			crew = append(crew, m)
		}
		need := apiNeed()
		need.Period, need.WorkMin = march(9, 16), r.Int64N(2400)
		list := Match(need, crew, day(3, 9), Time{Calendars: cals})
		key := func(c Candidate) string {
			fits, lacking, points, free := "1", 0, 0, int64(0)
			if c.Fits {
				fits = "0"
			}
			for _, s := range c.Skills {
				if s.Need.Must {
					lacking += s.Missing
				}
				points += max(1, s.Need.Weight) * (s.Need.Level - s.Missing)
			}
			if x, ok := c.Free.Rat(); ok {
				free = x.Num().Int64()
			}
			return fmt.Sprintf("%s %03d %03d %06d %s", fits, lacking, 999-points, 999_999-free, c.Actor)
		}
		if !slices.IsSortedFunc(list, func(a, b Candidate) int { return strings.Compare(key(a), key(b)) }) {
			for _, c := range list {
				t.Log(key(c))
			}
			t.Fatal("not in order")
		}
		for _, c := range list {
			if c.Fits == finding.Blocks(c.Reasons) {
				t.Fatalf("%s fits %v for the reasons %v", c.Actor, c.Fits, c.Reasons)
			}
		}
	}
}

// The checks of duties against counting by hand, on random matrices.
func TestDutyChecksByCounting(t *testing.T) {
	r := random(t, 113)
	people := crew()
	ids := actors("dan", "dor", "lea", "sam")
	for range 500 {
		var duties []Duty
		for range r.IntN(12) {
			d := Duty{Subject: pkg(fmt.Sprint("p", r.IntN(3))), Letter: Letters()[r.IntN(4)], Actor: ids[r.IntN(4)]}
			if !slices.Contains(duties, d) {
				duties = append(duties, d)
			}
		}
		var want []string
		who := func(subject finding.Ref, letter Letter) (list []lifecycle.ActorID) {
			for _, d := range duties {
				if d.Subject == subject && d.Letter == letter {
					list = append(list, d.Actor)
				}
			}
			return list
		}
		load := map[lifecycle.ActorID]int{}
		for i := range 3 {
			p := pkg(fmt.Sprint("p", i))
			if !slices.ContainsFunc(duties, func(d Duty) bool { return d.Subject == p }) {
				want = append(want, "team.duty.none "+p.String())
				continue
			}
			answer, does := who(p, Accountable), who(p, Responsible)
			switch {
			case len(answer) == 0:
				want = append(want, "team.duty.no_accountable "+p.String())
			case len(answer) > 1:
				want = append(want, "team.duty.many_accountable "+p.String())
			case slices.Contains(does, answer[0]):
				want = append(want, "team.duty.self_judged "+p.String())
			}
			if len(does) == 0 {
				want = append(want, "team.duty.no_responsible "+p.String())
			}
			for _, a := range does {
				load[a]++
			}
		}
		for a, n := range load {
			if n > 1 {
				want = append(want, "team.duty.too_responsible member "+string(a))
			}
		}
		found := CheckDuties(duties, []finding.Ref{pkg("p0"), pkg("p1"), pkg("p2")}, people, day(3, 2), DutyRules{MostResponsible: 1, JudgedKinds: []string{"package"}})
		wantCodes(t, fmt.Sprint(duties), found, want...)
	}
}

// shifted moves a demand by days.
func shifted(d Demand, n int) Demand {
	move := func(p Period) Period { return Period{p.From.AddDays(n), p.To.AddDays(n)} }
	d.Window, d.Planned = move(d.Window), move(d.Planned)
	return d
}

// Moving all dates by as many days moves every shortfall with them; the order
// of the demands does not count; another resource changes nothing; and nothing
// given is written to.
func TestSufficiencyLaws(t *testing.T) {
	r := random(t, 127)
	for range 1000 {
		demands, supply := smallPlan(r, r.IntN(2) == 0)
		for i := range demands {
			demands[i].Planned = demands[i].Window
		}
		list := Sufficiency(demands, []Supply{supply})
		n := r.IntN(400) - 200
		moved, later := slices.Clone(demands), supply
		later.From = supply.From.AddDays(n)
		for i := range moved {
			moved[i] = shifted(moved[i], n)
		}
		r.Shuffle(len(moved), func(i, j int) { moved[i], moved[j] = moved[j], moved[i] })
		other := Supply{Resource: Resource{Kind: ByRole, ID: "x"}, From: later.From, PerDayMin: []int64{1}}
		before := fmt.Sprint(moved, later)
		got := Sufficiency(append(moved, Demand{Task: "z", Resource: Resource{Kind: ByRole, ID: "y"}, WorkMin: 99}), []Supply{other, later, later})
		if len(got) != len(list) {
			t.Fatalf("%d shortfalls, moved %d", len(list), len(got))
		}
		for i := range got {
			got[i].Period = Period{got[i].Period.From.AddDays(-n), got[i].Period.To.AddDays(-n)}
		}
		byTask := func(a, b Shortfall) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) }
		slices.SortFunc(got, byTask)
		slices.SortFunc(list, byTask)
		if d := cmp.Diff(list, got, comparable); d != "" || before != fmt.Sprint(moved, later) {
			t.Fatal(d)
		}
	}
}

// A limit a day of a day's whole supply or more is no limit; a limit never makes
// less missing.
func TestLimitsADayOnlyHurt(t *testing.T) {
	r := random(t, 131)
	for range 2000 {
		demands, supply := smallPlan(r, false)
		free := missing(Sufficiency(demands, []Supply{supply}))
		wide, tight := slices.Clone(demands), slices.Clone(demands)
		for i := range demands {
			wide[i].MostPerDayMin, tight[i].MostPerDayMin = 9, 1+r.Int64N(2)
		}
		if got := missing(Sufficiency(wide, []Supply{supply})); got != free {
			t.Fatalf("%v of %v: %d with wide limits, %d without", demands, supply.PerDayMin, got, free)
		}
		if got := missing(Sufficiency(tight, []Supply{supply})); got < free {
			t.Fatalf("%v of %v: %d with tight limits, %d without", tight, supply.PerDayMin, got, free)
		}
	}
}

// The tasks that CheckTechnical names are those that Delays lists, and each
// delay ends on the first day the resource is there.
func TestDelaysAndFindingsAgree(t *testing.T) {
	r := random(t, 137)
	for range 500 {
		licence := Technical{ID: "l", Kind: Licence, Units: 1, Owner: "x", LeadDays: r.IntN(12)}
		if r.IntN(2) == 0 {
			licence.Ordered = day(2, 15+r.IntN(14))
		}
		var demands []Demand
		for i := range 1 + r.IntN(4) {
			from := 1 + r.IntN(12)
			demands = append(demands, needing(fmt.Sprint("t", i), "l", march(from, from+1)))
		}
		on := day(3, 1+r.IntN(5))
		delays := Delays([]Technical{licence}, demands, on)
		var late []string
		for _, d := range delays {
			late = append(late, d.Task)
			if d.Earliest != licence.Earliest(on) || d.Planned.AddDays(d.Days) != d.Earliest || d.Days < 1 {
				t.Fatalf("%+v", d)
			}
		}
		found := CheckTechnical([]Technical{licence}, demands, on)
		if len(late) == 0 && len(found) == 0 {
			continue
		}
		if len(found) != 1 || found[0].Code != CodeTechLate || cmp.Diff(taskRefs(late), found[0].Related) != "" {
			t.Fatalf("delays %v, found %v", delays, found)
		}
	}
}

// Nothing of a review reaches somebody who may not see it: no text of it, no
// name, no figure.
func TestNothingLeaks(t *testing.T) {
	r := review()
	secrets := []string{"learned a lot", "explains well", "late at times", "solid", "plan ahead", "max", "bo", "personnel", "work"}
	for viewer, mayKnow := range map[lifecycle.ActorID][]string{"ann": {"explains well"}, "bo": {"late at times", "bo"}, "zoe": nil, "": nil} {
		seen, _ := r.Seen(viewer, []lifecycle.Role{"sponsor"})
		shown := fmt.Sprintf("%+v", seen.Views) + fmt.Sprint(seen.Manager, seen.Open, seen.Points, seen.Proposals)
		for _, secret := range secrets {
			if strings.Contains(shown, secret) && !slices.Contains(mayKnow, secret) {
				t.Errorf("%s learns %q from %s", viewer, secret, shown)
			}
		}
		if seen.Facts != (Contribution{}) {
			t.Errorf("%s sees figures", viewer)
		}
	}
	own, _ := r.Seen("pat", []lifecycle.Role{"personnel"})
	for _, name := range []string{"ann", "bo"} {
		if strings.Contains(fmt.Sprintf("%+v", own.Views), "By:"+name) {
			t.Errorf("pat learns that %s is a peer", name)
		}
	}
}

// Erasing in any order leaves the same book, and the sum never changes.
func TestErasingInAnyOrder(t *testing.T) {
	r := random(t, 139)
	for range 50 {
		b := book(t, 6)
		var last ReviewBook
		for i := range 2 {
			next := b
			for _, k := range r.Perm(4) {
				next, _ = next.Erase(lifecycle.ActorID(fmt.Sprint("m", k)))
				if next.Total != b.Total {
					t.Fatal("the total changed")
				}
			}
			if i == 1 && cmp.Diff(last, next, comparable) != "" {
				t.Fatal(cmp.Diff(last, next, comparable))
			}
			last = next
		}
	}
}

// A booking that reaches beyond a period counts there by its share, rounded
// up, so that the shares of adjoining periods together are at least the whole
// and at most one minute more for each.
func TestBookingsCountByTheirShare(t *testing.T) {
	r, cals := random(t, 149), calendars(t)
	m := Member{Actor: "ann", Availability: full(100)}
	for range 300 {
		b := Booking{Actor: "ann", WorkMin: r.Int64N(3000), Period: march(2, 13+r.IntN(4))}
		cut := 3 + r.IntN(9)
		var sum int64
		for _, p := range []Period{march(2, cut), march(cut, 20)} {
			have, err := m.Minutes(p, cals)
			if err != nil {
				t.Fatal(err)
			}
			free, unknown := (Time{Calendars: cals, Booked: []Booking{b, {Actor: "bo", WorkMin: 1, Period: p}}}).Free(m, p)
			if unknown != "" {
				t.Fatal(unknown)
			}
			sum += have - free
		}
		if sum < b.WorkMin || sum > b.WorkMin+1 {
			t.Fatalf("%d minutes in %s cut on %d count as %d", b.WorkMin, b.Period, cut, sum)
		}
	}
}

// By hand: what a booking counts where shares say nothing.
func TestBookingsAtTheirEdges(t *testing.T) {
	cals := calendars(t)
	m := Member{Actor: "ann", Availability: full(100)}
	for _, c := range []struct {
		name string
		b    Booking
		want int64
	}{
		{"within", Booking{"ann", "", 100, march(9, 10)}, 2400 - 100},
		{"to the day before", Booking{"ann", "", 100, march(2, 9)}, 2400},
		{"more than there is", Booking{"ann", "", 3000, march(9, 16)}, -600},
		{"without bounds", Booking{"ann", "", 100, Period{From: day(3, 10)}}, 2300},
		{"no time in it at all", Booking{"ann", "", 100, march(14, 16)}, 2300},
		{"a weekend that reaches out", Booking{"ann", "", 100, Period{day(3, 7), day(3, 9)}}, 2400},
		{"of which one day of six", Booking{"ann", "", 601, march(12, 20)}, 2400 - 201}, // 2 of 6 days: 200 1/3, up
	} {
		if got, unknown := (Time{Calendars: cals, Booked: []Booking{c.b}}).Free(m, march(9, 16)); got != c.want || unknown != "" {
			t.Errorf("%s: %d, %q, want %d", c.name, got, unknown, c.want)
		}
	}
	missing := Time{Calendars: cals, Booked: []Booking{{"ann", "", 5, Period{calendar.DateOf(2020, 1, 1), day(3, 10)}}}}
	m.Availability = []Availability{{"std", 100, Period{From: day(3, 1)}}, {"old", 100, Period{To: day(3, 1)}}}
	if _, unknown := missing.Free(m, march(9, 16)); unknown != "no_calendar" {
		t.Errorf("the calendar of earlier days is not at hand: %q", unknown)
	}
}

func TestErrorsSayWhat(t *testing.T) {
	for _, c := range []struct {
		err  error
		want string
	}{
		{&MemberError{"li", "has no id"}, `team: membership: "li" has no id`},
		{&CalendarError{"std"}, `team: no such calendar: "std"`},
		{&CalendarError{strings.Repeat("x", 500)}, `team: no such calendar: "` + strings.Repeat("x", 80) + `"`},
	} {
		if c.err.Error() != c.want {
			t.Errorf("%q, want %q", c.err, c.want)
		}
	}
}
