package team

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/schedule/calendar"
)

var comparable = cmp.Options{cmpopts.EquateComparable(calendar.Date{}), cmp.Comparer(func(a, b money.Amount) bool { return a.Equal(b) }), cmpopts.EquateEmpty()}

func TestPeriod(t *testing.T) {
	open := Period{}
	for _, c := range []struct {
		p, q          Period
		meets, within bool
		common        string
	}{
		{march(2, 9), march(9, 16), false, false, "2026-03-09/2026-03-09"},
		{march(2, 9), march(8, 16), true, false, "2026-03-08/2026-03-09"},
		{march(3, 5), march(2, 9), true, true, "2026-03-03/2026-03-05"},
		{march(3, 5), open, true, true, "2026-03-03/2026-03-05"},
		{open, march(3, 5), true, false, "2026-03-03/2026-03-05"},
		{open, open, true, true, "/"},
		{Period{From: day(3, 5)}, Period{To: day(3, 5)}, false, false, "2026-03-05/2026-03-05"},
		{march(5, 5), open, false, true, "2026-03-05/2026-03-05"},
	} {
		if c.p.Meets(c.q) != c.meets || c.q.Meets(c.p) != c.meets || c.p.Within(c.q) != c.within || c.p.Common(c.q).String() != c.common {
			t.Errorf("%s and %s: meets %v, within %v, common %s", c.p, c.q, c.p.Meets(c.q), c.p.Within(c.q), c.p.Common(c.q))
		}
	}
	if !march(2, 3).Has(day(3, 2)) || march(2, 3).Has(day(3, 3)) || march(2, 3).Has(day(3, 1)) {
		t.Error("a period has its first day and not its last")
	}
	if got := fmt.Sprint(march(2, 20).Weeks()); got != "[2026-03-02/2026-03-09 2026-03-09/2026-03-16 2026-03-16/2026-03-20]" {
		t.Errorf("weeks %s", got)
	}
	if open.Weeks() != nil || march(5, 5).Weeks() != nil {
		t.Error("a period without days has no weeks")
	}
	last := Period{calendar.DateOf(9999, 12, 30), calendar.DateOf(9999, 12, 31)}
	if got := last.Weeks(); len(got) != 1 || got[0] != last {
		t.Errorf("at the end of time: %v", got)
	}
}

// story is a team over time: Wu comes later, Li leaves, and Li comes back in
// another role.
func story(t *testing.T) Team {
	t.Helper()
	var team Team
	var err error
	for _, m := range []Member{
		{Actor: "li", Roles: []lifecycle.Role{"dev"}, Period: Period{From: day(time.January, 5)}},
		{Actor: "an", Roles: []lifecycle.Role{"lead"}},
		{Actor: "wu", Roles: []lifecycle.Role{"dev"}, Period: Period{From: day(time.February, 2)}},
	} {
		if team, err = team.Join(m); err != nil {
			t.Fatal(err)
		}
	}
	if team, err = team.Leave("li", day(time.March, 1)); err != nil {
		t.Fatal(err)
	}
	if team, err = team.Join(Member{Actor: "li", Roles: []lifecycle.Role{"test"}, Period: Period{From: day(time.May, 4)}}); err != nil {
		t.Fatal(err)
	}
	return team
}

func TestTeamOfAnyDay(t *testing.T) {
	team := story(t)
	for _, c := range []struct {
		on   calendar.Date
		want []string
	}{
		{day(1, 4), []string{"an"}}, {day(1, 5), []string{"an", "li"}}, {day(2, 2), []string{"an", "li", "wu"}},
		{day(2, 28), []string{"an", "li", "wu"}}, {day(3, 1), []string{"an", "wu"}}, {day(5, 3), []string{"an", "wu"}},
		{day(5, 4), []string{"an", "li", "wu"}},
	} {
		if got := actorsOf(team.AsOf(c.on)); !slices.Equal(got, actors(c.want...)) {
			t.Errorf("on %s: %v, want %v", c.on, got, c.want)
		}
	}
	if m, ok := team.Member("li", day(5, 5)); !ok || !m.Holds("test") || m.Holds("dev") {
		t.Errorf("li came back as %v", m.Roles)
	}
	if _, ok := team.Member("li", day(3, 1)); ok {
		t.Error("li had left")
	}
	seats := team.Seats(day(2, 10))
	want := []lifecycle.Seat{{Actor: "an", Roles: []lifecycle.Role{"lead"}}, {Actor: "li", Roles: []lifecycle.Role{"dev"}}, {Actor: "wu", Roles: []lifecycle.Role{"dev"}}}
	if d := cmp.Diff(want, seats); d != "" {
		t.Error(d)
	}
	if Team(nil).Seats(day(1, 1)) == nil {
		t.Error("an empty team is known, so not nil")
	}
}

// Leaving, joining and changing roles never change what was before, nor the
// team they are called on.
func TestHistoryStays(t *testing.T) {
	r := random(t, 7)
	for range 300 {
		team := story(t)
		before := team.Clone()
		on := day(1, 1).AddDays(r.IntN(200))
		var next Team
		var err error
		switch r.IntN(3) {
		case 0:
			next, err = team.Leave("wu", on)
		case 1:
			next, err = team.Reassign("an", on, "sponsor")
		default:
			next, err = team.Join(Member{Actor: "xu", Period: Period{From: on}})
		}
		if d := cmp.Diff(before, team, comparable); d != "" {
			t.Fatalf("the team was changed: %s", d)
		}
		if err != nil {
			continue
		}
		for d := day(1, 1); d.Before(on); d = d.AddDays(1 + r.IntN(20)) {
			if diff := cmp.Diff(before.AsOf(d), next.AsOf(d), comparable, cmpopts.IgnoreFields(Member{}, "Period")); diff != "" {
				t.Fatalf("a change on %s changed %s: %s", on, d, diff)
			}
		}
	}
}

func TestReassign(t *testing.T) {
	team, err := story(t).Reassign("an", day(3, 2), "sponsor", "lead")
	if err != nil {
		t.Fatal(err)
	}
	was, _ := team.Member("an", day(3, 1))
	is, _ := team.Member("an", day(3, 2))
	if !slices.Equal(was.Roles, []lifecycle.Role{"lead"}) || !slices.Equal(is.Roles, []lifecycle.Role{"sponsor", "lead"}) {
		t.Errorf("was %v, is %v", was.Roles, is.Roles)
	}
	if len(team.Check(nil)) != len(team) { // each lacks an availability, nothing else
		t.Errorf("found %v", team.Check(nil))
	}
}

func TestJoinAndLeaveRefuse(t *testing.T) {
	team := story(t)
	for name, m := range map[string]Member{
		"no id": {}, "no days": {Actor: "xu", Period: march(5, 5)}, "twice": {Actor: "wu", Period: march(5, 6)},
		"over a stay": {Actor: "li", Period: Period{From: day(2, 28)}},
	} {
		var e *MemberError
		if next, err := team.Join(m); !errors.Is(err, ErrMember) || !errors.As(err, &e) || e.Actor != m.Actor || next != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := team.Join(Member{Actor: "li", Period: march(1, 9)}); err != nil {
		t.Errorf("between two stays there is room: %v", err)
	}
	for name, on := range map[string]calendar.Date{"before": day(2, 2), "long before": day(1, 1)} {
		if _, err := team.Leave("wu", on); !errors.Is(err, ErrMember) {
			t.Errorf("leaving %s: %v", name, err)
		}
	}
	if _, err := team.Leave("nobody", day(3, 3)); !errors.Is(err, ErrMember) {
		t.Errorf("got %v", err)
	}
}

// Hand-worked: the standard week has 5 times 480 minutes; Wednesday 4 March is
// a holiday.
func TestMinutes(t *testing.T) {
	cals := calendars(t)
	for _, c := range []struct {
		name string
		m    Member
		p    Period
		want int64
	}{
		{"a week with a holiday", Member{Availability: full(100)}, march(2, 9), 4 * 480},
		{"a week without", Member{Availability: full(100)}, march(9, 16), 5 * 480},
		{"a weekend", Member{Availability: full(100)}, march(7, 9), 0},
		{"half time", Member{Availability: full(50)}, march(2, 9), 2 * 480},
		{"leaving on Thursday", Member{Availability: full(100), Period: Period{To: day(3, 12)}}, march(9, 16), 3 * 480},
		{"coming on Thursday", Member{Availability: full(100), Period: Period{From: day(3, 12)}}, march(9, 16), 2 * 480},
		{"more time from Wednesday", Member{Availability: []Availability{{"std", 25, Period{To: day(3, 11)}}, {"std", 75, Period{From: day(3, 11)}}}}, march(9, 16), 240 + 3*360},
		{"nothing known", Member{}, march(9, 16), 0},
	} {
		if got, err := c.m.Minutes(c.p, cals); err != nil || got != c.want {
			t.Errorf("%s: %d, %v, want %d", c.name, got, err, c.want)
		}
	}
	if _, err := (Member{Availability: full(1)}).Minutes(march(2, 3), nil); !errors.Is(err, ErrCalendar) {
		t.Errorf("got %v", err)
	}
	if _, err := (Member{}).Minutes(Period{From: day(3, 1)}, nil); !errors.Is(err, ErrPeriod) {
		t.Errorf("got %v", err)
	}
}

// However a span is cut, its parts sum to the whole, and each is within a
// minute of its share.
func TestMinutesAdd(t *testing.T) {
	r, cals := random(t, 11), calendars(t)
	for range 400 {
		m := Member{Availability: []Availability{
			{"std", 1 + r.IntN(100), Period{To: day(3, 1+r.IntN(20))}},
			{"std", 1 + r.IntN(100), Period{From: day(3, 21)}},
		}, Period: Period{From: day(2, 1+r.IntN(28))}}
		whole := Period{day(2, 1+r.IntN(28)), day(4, 1+r.IntN(28))}
		want, err := m.Minutes(whole, cals)
		if err != nil {
			t.Fatal(err)
		}
		var sum int64
		for at := whole.From; at.Before(whole.To); {
			next := at.AddDays(1 + r.IntN(9))
			if next.After(whole.To) {
				next = whole.To
			}
			n, err := m.Minutes(Period{at, next}, cals)
			if err != nil || n < 0 {
				t.Fatal(n, err)
			}
			sum, at = sum+n, next
		}
		if sum != want {
			t.Fatalf("%s of %v: parts sum to %d, the whole is %d", whole, m, sum, want)
		}
	}
}

func amount(t *testing.T, text string) money.Amount {
	t.Helper()
	a, err := money.Parse(text, "CNY")
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// Hand-worked: 90 minutes at 100.00 are 150.00; 20 minutes at 100.00 and 20 at
// 100.01 are 33.333... and 33.336..., together 66.67 when rounded once.
func TestCost(t *testing.T) {
	m := Member{Actor: "li", CostRate: []Rate{{amount(t, "100"), Period{To: day(3, 9)}}, {amount(t, "100.01"), Period{From: day(3, 9), To: day(4, 1)}}}}
	for _, c := range []struct {
		bookings []Booking
		want     string
	}{
		{[]Booking{{Actor: "li", WorkMin: 90, Period: march(2, 3)}}, "150.00"},
		{[]Booking{{Actor: "li", WorkMin: 20, Period: march(8, 9)}, {Actor: "li", WorkMin: 20, Period: march(9, 10)}, {Actor: "wu", WorkMin: 999}}, "66.67"},
	} {
		if got, err := m.Cost(c.bookings); err != nil || !got.Equal(amount(t, c.want)) {
			t.Errorf("%v, %v, want %s", got, err, c.want)
		}
	}
	if none, err := m.Cost(nil); err != nil || none.Sign() != 0 {
		t.Errorf("nothing costs %v, %v", none, err)
	}
	if _, err := m.Cost([]Booking{{Actor: "li", WorkMin: 1, Period: Period{From: day(4, 1)}}}); !errors.Is(err, ErrNoRate) {
		t.Errorf("got %v", err)
	}
	euro, err := money.Parse("1", "EUR")
	if err != nil {
		t.Fatal(err)
	}
	m.CostRate[1].PerHour = euro
	var mixed *money.MismatchError
	if _, err := m.Cost([]Booking{{Actor: "li", WorkMin: 1, Period: march(2, 3)}, {Actor: "li", WorkMin: 1, Period: march(10, 11)}}); !errors.As(err, &mixed) {
		t.Errorf("got %v", err)
	}
	if _, known := m.RateOn(day(4, 1)); known {
		t.Error("no rate is stated for April")
	}
}

func TestSkilled(t *testing.T) {
	m := Member{Skills: []Skill{
		{Skill: "go", Level: 2, Period: Period{From: day(1, 1)}},
		{Skill: "go", Level: 4, Period: Period{day(2, 1), day(3, 1)}},
		{Skill: "sql", Level: 5, Period: Period{day(2, 1), day(3, 1)}},
		{Skill: "sql", Level: 3, Period: Period{day(2, 1), day(3, 1)}},
	}}
	for _, c := range []struct {
		skill SkillID
		on    calendar.Date
		want  int
	}{
		{"go", calendar.DateOf(2025, 12, 31), 0}, {"go", day(1, 1), 2}, {"go", day(2, 1), 4}, {"go", day(2, 28), 4}, {"go", day(3, 1), 2},
		{"sql", day(2, 2), 3}, {"sql", day(3, 1), 0}, {"c", day(3, 1), 0},
	} {
		if got, ok := m.Skilled(c.skill, c.on); got.Level != c.want || ok != (c.want > 0) {
			t.Errorf("%s on %s: %d, want %d", c.skill, c.on, got.Level, c.want)
		}
	}
}

func TestTeamCheck(t *testing.T) {
	good := Member{Actor: "li", Availability: full(80), Skills: []Skill{{Skill: "go", Level: 3, Evidence: []string{"doc-1"}}}, CostRate: []Rate{{PerHour: amount(t, "80")}}}
	euro, err := money.Parse("1", "EUR")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name   string
		change func(*Member)
		want   []string
	}{
		{"good", func(*Member) {}, nil},
		{"no id", func(m *Member) { m.Actor = " " }, []string{"team.id.missing member"}},
		{"reversed", func(m *Member) { m.Period = march(9, 2) }, []string{"team.period.reversed member li"}},
		{"no time", func(m *Member) { m.Availability = nil }, []string{"team.member.no_availability member li.availability"}},
		{"percent", func(m *Member) { m.Availability = full(101) }, []string{"team.availability.percent member li.availability"}},
		{"none", func(m *Member) { m.Availability = full(0) }, []string{"team.availability.percent member li.availability"}},
		{"calendar", func(m *Member) { m.Availability[0].Calendar = "x" }, []string{"team.availability.no_calendar member li.availability"}},
		{"double time", func(m *Member) { m.Availability = append(full(50), full(50)...) }, []string{"team.period.overlap member li.availability"}},
		{"rate", func(m *Member) { m.CostRate = []Rate{{PerHour: amount(t, "-1")}} }, []string{"team.rate.negative member li.cost_rate"}},
		{"two rates", func(m *Member) { m.CostRate = append(m.CostRate, m.CostRate...) }, []string{"team.period.overlap member li.cost_rate"}},
		{"currencies", func(m *Member) {
			m.CostRate = []Rate{{amount(t, "1"), march(2, 3)}, {euro, march(3, 4)}}
		}, []string{"team.rate.currency member li.cost_rate"}},
		{"level", func(m *Member) { m.Skills[0].Level = 6 }, []string{"team.skill.level member li.go"}},
		{"no level", func(m *Member) { m.Skills[0].Level = 0 }, []string{"team.skill.level member li.go"}},
		{"no skill id", func(m *Member) { m.Skills[0].Skill = "" }, []string{"team.id.missing member li"}},
		{"evidence", func(m *Member) { m.Skills[0].Evidence = nil }, []string{"team.skill.no_evidence member li.go"}},
		{"twice", func(m *Member) { m.Skills = append(m.Skills, m.Skills...) }, []string{"team.skill.twice member li.go"}},
	} {
		m := good.Clone()
		c.change(&m)
		wantCodes(t, c.name, Team{m}.Check(calendars(t)), c.want...)
	}
	wantCodes(t, "two stays", Team{good, good.Clone()}.Check(nil), "team.member.stays_overlap member li")
}
