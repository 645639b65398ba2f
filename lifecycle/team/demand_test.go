package team

import (
	"errors"
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// developers are one full time and one half time, who joins on 11 March and
// whose certificate runs out on the 13th.
func developers() []Member {
	dev := []lifecycle.Role{"dev"}
	return []Member{
		{Actor: "ann", Roles: dev, Availability: full(100), Skills: []Skill{{Skill: "go", Level: 3}}},
		{Actor: "bo", Roles: dev, Availability: full(50), Period: Period{From: day(time.March, 11)},
			Skills: []Skill{{Skill: "go", Level: 4, Period: Period{To: day(3, 13)}}}},
	}
}

// By hand, from Monday 2 March, with Wednesday the 4th off: 480 a day of ann,
// 240 of bo from the 11th.
func TestSupplyOf(t *testing.T) {
	licence := Technical{ID: "ide", Kind: Licence, Units: 2, Calendar: "std", Owner: "ann", LeadDays: 7, Until: day(3, 12)}
	for _, c := range []struct {
		name string
		r    Resource
		want []int64
	}{
		{"role", Resource{Kind: ByRole, ID: "dev"}, []int64{480, 480, 0, 480, 480, 0, 0, 480, 480, 720, 720, 720, 0, 0}},
		{"skill", Resource{Kind: BySkill, ID: "go", Level: 3}, []int64{480, 480, 0, 480, 480, 0, 0, 480, 480, 720, 720, 480, 0, 0}},
		{"higher skill", Resource{Kind: BySkill, ID: "go", Level: 4}, []int64{0, 0, 0, 0, 0, 0, 0, 0, 0, 240, 240, 0, 0, 0}},
		{"person", Resource{Kind: ByName, ID: "bo"}, []int64{0, 0, 0, 0, 0, 0, 0, 0, 0, 240, 240, 240, 0, 0}},
		{"licence, ordered on the 2nd", licence.Resource(), []int64{0, 0, 0, 0, 0, 0, 0, 960, 960, 960, 0, 0, 0, 0}},
		{"nobody", Resource{Kind: ByRole, ID: "test"}, make([]int64, 14)},
	} {
		got, err := SupplyOf(c.r, developers(), []Technical{licence}, march(2, 16), calendars(t), day(3, 2))
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(Supply{c.r, day(3, 2), c.want}, got, comparable); d != "" {
			t.Errorf("%s: %s", c.name, d)
		}
	}
}

func TestSupplyRefuses(t *testing.T) {
	dev := Resource{Kind: ByRole, ID: "dev"}
	if _, err := SupplyOf(dev, nil, nil, Period{}, nil, day(3, 2)); !errors.Is(err, ErrPeriod) {
		t.Errorf("got %v", err)
	}
	if _, err := SupplyOf(dev, nil, nil, Period{day(1, 1), calendar.DateOf(3000, 1, 1)}, nil, day(3, 2)); !errors.Is(err, ErrTooMany) {
		t.Errorf("got %v", err)
	}
	var missing *CalendarError
	if _, err := SupplyOf(dev, developers(), nil, march(2, 3), nil, day(3, 2)); !errors.As(err, &missing) || missing.Calendar != "std" {
		t.Errorf("got %v", err)
	}
	thing := Technical{ID: "x", Kind: Equipment, Calendar: "none", Units: 1}
	if _, err := SupplyOf(thing.Resource(), nil, []Technical{thing}, march(2, 3), nil, day(3, 2)); !errors.Is(err, ErrCalendar) {
		t.Errorf("got %v", err)
	}
}

func plannedOn(task string, role string, work int64, sure Confidence, p Period) Demand {
	return Demand{Task: task, Resource: Resource{Kind: ByRole, ID: role}, WorkMin: work, Confidence: sure, Planned: p}
}

// By hand: the first week has four working days, the second five. Task a of
// 901 minutes over both: 901*4/9 = 400 4/9 and 500 5/9, so 400 and 501. Task b of
// 100 over the second week and the third, which is not shown: 50 and 50.
func TestBalance(t *testing.T) {
	weeks := march(2, 16).Weeks()
	role := Resource{Kind: ByRole, ID: "dev"}
	supply, err := SupplyOf(role, developers(), nil, march(2, 16), calendars(t), day(3, 2))
	if err != nil {
		t.Fatal(err)
	}
	got, found, err := BalanceOf([]Demand{
		plannedOn("a", "dev", 901, Likely, march(2, 16)),
		plannedOn("b", "dev", 100, Firm, march(9, 23)),
		plannedOn("c", "dev", 3000, Possible, march(6, 9)), // Friday and the weekend
		plannedOn("d", "test", 30, "", march(7, 9)),        // a weekend only
		plannedOn("e", "test", 40, "", Period{}),
	}, []Supply{supply}, weeks, standard(t))
	if err != nil {
		t.Fatal(err)
	}
	want := Balance{Periods: weeks, Rows: []BalanceRow{
		{role, []int64{0, 50}, []int64{400, 501}, []int64{3000, 0}, []int64{3400, 551}, []int64{1920, 3120}, []int64{1480, -2569}, 50},
		{Resource{Kind: ByRole, ID: "test"}, []int64{0, 0}, []int64{0, 0}, []int64{0, 0}, []int64{0, 0}, nil, nil, 70},
	}}
	if d := cmp.Diff(want, got, comparable); d != "" {
		t.Error(d)
	}
	wantCodes(t, "notes", found, "team.demand.outside_periods task b", "team.demand.no_working_time task d", "team.demand.no_days task e", "team.supply.unknown role test")
}

func TestBalanceRefuses(t *testing.T) {
	for name, periods := range map[string][]Period{
		"open": {{From: day(3, 2)}}, "overlapping": {march(2, 9), march(8, 12)}, "out of order": {march(9, 12), march(2, 9)},
	} {
		if _, _, err := BalanceOf(nil, nil, periods, standard(t)); !errors.Is(err, ErrPeriod) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, _, err := BalanceOf(nil, nil, nil, nil); !errors.Is(err, ErrCalendar) {
		t.Errorf("got %v", err)
	}
}

// Whatever the demands and periods, each row sums exactly to the work of its
// tasks, by confidence and in all, and the gap is demand less supply.
func TestBalanceSumsExactly(t *testing.T) {
	r, pattern := random(t, 31), standard(t)
	for range 400 {
		var periods []Period
		for at := 1 + r.IntN(10); at < 25; at += r.IntN(4) {
			next := at + 1 + r.IntN(7)
			periods = append(periods, march(at, next))
			at = next
		}
		work := map[Resource]int64{}
		byClass := map[string]int64{}
		var demands []Demand
		for i := range 1 + r.IntN(6) {
			d := plannedOn(fmt.Sprint(i), []string{"dev", "test"}[r.IntN(2)], r.Int64N(5000), []Confidence{"", Firm, Likely, Possible}[r.IntN(4)], Period{})
			if r.IntN(8) > 0 {
				from := 1 + r.IntN(25)
				d.Planned = march(from, from+1+r.IntN(6))
			}
			demands = append(demands, d)
			work[d.Resource] += d.WorkMin
			byClass[d.Resource.ID+string(d.Confidence)] += d.WorkMin
		}
		b, _, err := BalanceOf(demands, []Supply{{Resource{Kind: ByRole, ID: "dev"}, day(3, 1), make([]int64, 40)}}, periods, pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range b.Rows {
			sum := row.OutsideMin
			for i := range periods {
				sum += row.DemandMin[i]
				if row.DemandMin[i] != row.FirmMin[i]+row.LikelyMin[i]+row.PossibleMin[i] || row.GapMin != nil && row.GapMin[i] != row.DemandMin[i]-row.SupplyMin[i] {
					t.Fatalf("%+v", row)
				}
			}
			if sum != work[row.Resource] {
				t.Fatalf("%v sums to %d, the work is %d", row.Resource, sum, work[row.Resource])
			}
		}
	}
}

func TestEarliest(t *testing.T) {
	for _, c := range []struct {
		name string
		t    Technical
		want int
	}{
		{"stated", Technical{Ready: day(3, 5), LeadDays: 99}, 5},
		{"ordered", Technical{Ordered: day(3, 1), LeadDays: 9}, 10},
		{"ordered and overdue", Technical{Ordered: day(2, 1), LeadDays: 9}, 2},
		{"not ordered", Technical{LeadDays: 9}, 11},
		{"at once", Technical{}, 2},
		{"a lead time that cannot be", Technical{LeadDays: -9}, 2},
	} {
		if got := c.t.Earliest(day(3, 2)); got != day(3, c.want) {
			t.Errorf("%s: %s, want day %d", c.name, got, c.want)
		}
	}
	for _, never := range []Technical{{LeadDays: math.MaxInt}, {LeadDays: 9_000_000, Ordered: day(3, 1)}} {
		if got := never.Earliest(day(3, 2)); got != calendar.DateOf(9999, 12, 31) {
			t.Errorf("a lead time of ages: %s", got)
		}
	}
}

// needing is a task that needs a licence on some days.
func needing(task, id string, p Period) Demand {
	return Demand{Task: task, Resource: Resource{Kind: Licence, ID: id}, WorkMin: 60, Planned: p}
}

// A licence of ten days lead time, not ordered by 2 March, is there on the
// 12th: two tasks are held up, by three days and by one, and the finding names
// them and the day.
func TestLateLicence(t *testing.T) {
	licence := Technical{ID: "ide", Kind: Licence, Units: 1, Owner: "ann", LeadDays: 10, NeededBy: day(3, 9)}
	demands := []Demand{needing("t2", "ide", march(11, 13)), needing("t1", "ide", march(9, 10)), needing("t3", "ide", march(12, 13))}
	found := CheckTechnical([]Technical{licence}, demands, day(3, 2))
	wantCodes(t, "late", found, "team.technical.late licence ide")
	f := found[0]
	if f.Want != finding.Date("2026-03-09") || f.Got != finding.Date("2026-03-12") || cmp.Diff(taskRefs([]string{"t1", "t2"}), f.Related) != "" {
		t.Errorf("%v", f)
	}
	want := []Delay{{"t1", licence.Resource(), day(3, 9), day(3, 12), 3}, {"t2", licence.Resource(), day(3, 11), day(3, 12), 1}}
	if d := cmp.Diff(want, Delays([]Technical{licence}, demands, day(3, 2)), comparable); d != "" {
		t.Error(d)
	}
	licence.Ready = day(3, 9)
	wantCodes(t, "in time", CheckTechnical([]Technical{licence}, demands, day(3, 2)))
	if late := Delays([]Technical{licence}, demands, day(3, 2)); late != nil {
		t.Errorf("%v", late)
	}
}

func TestCheckTechnical(t *testing.T) {
	good := Technical{ID: "env", Kind: Environment, Units: 1, Owner: "ann"}
	use := Demand{Task: "t1", Resource: good.Resource(), WorkMin: 60, Planned: march(9, 13)}
	for _, c := range []struct {
		name   string
		change func(*Technical)
		want   []string
	}{
		{"good", func(*Technical) {}, nil},
		{"owner", func(x *Technical) { x.Owner = "" }, []string{"team.technical.no_owner environment env"}},
		{"units", func(x *Technical) { x.Units = 0 }, []string{"team.technical.no_units environment env"}},
		{"lead", func(x *Technical) { x.LeadDays = -1 }, []string{"team.technical.lead_time environment env"}},
		{"ends", func(x *Technical) { x.Until = day(3, 12) }, []string{"team.technical.ends_early environment env"}},
		{"lasts", func(x *Technical) { x.Until = day(3, 13) }, nil},
		{"agreed late", func(x *Technical) { x.NeededBy = day(3, 10) }, []string{"team.technical.need_after_use environment env"}},
		{"past what was agreed", func(x *Technical) { x.NeededBy, x.Ready = day(3, 4), day(3, 9) }, []string{"team.technical.past_need environment env"}},
		{"another kind", func(x *Technical) { x.Kind = "magic" }, []string{"team.value.unknown magic env", "team.technical.unknown environment env"}},
		{"another id", func(x *Technical) { x.ID = "" }, []string{"team.id.missing environment", "team.technical.unknown environment env"}},
	} {
		x := good
		c.change(&x)
		wantCodes(t, c.name, CheckTechnical([]Technical{x}, []Demand{use}, day(3, 2)), c.want...)
	}
}

// By hand: the week from 9 March has 2400 minutes of ann and, with two days
// missing, 720 of bo.
func TestUtilisation(t *testing.T) {
	weeks := march(9, 23).Weeks()
	got, err := Utilisation(developers(), []Booking{
		{Actor: "ann", WorkMin: 3000, Period: march(9, 23)}, // half a week each: 1500 and 1500
		{Actor: "ann", WorkMin: 1000, Period: march(9, 14)},
		{Actor: "bo", WorkMin: 100, Period: march(14, 16)}, // a weekend: nobody works
		{Actor: "bo", WorkMin: 700, Period: march(12, 13)},
		{Actor: "zoe", WorkMin: 9999, Period: march(9, 23)},
	}, weeks, calendars(t))
	if err != nil {
		t.Fatal(err)
	}
	want := []Usage{
		{"ann", weeks[0], 2400, 2400, 0, 100, finding.Number(1, "")},
		{"ann", weeks[1], 2400, 1500, 900, 0, finding.Ratio(5, 8, "")},
		{"bo", weeks[0], 720, 720, 0, 80, finding.Number(1, "")},
		{"bo", weeks[1], 1200, 0, 1200, 0, finding.Number(0, "")},
	}
	if d := cmp.Diff(want, got, comparable, cmp.Comparer(func(a, b finding.Value) bool { return a == b })); d != "" {
		t.Error(d)
	}
	weekend, err := Utilisation(developers()[:1], nil, []Period{march(14, 16)}, calendars(t))
	if err != nil || weekend[0].AvailableMin != 0 || weekend[0].Share.Reason() != "zero-denominator" {
		t.Errorf("%v, %v", weekend, err)
	}
	for _, bad := range [][]Period{{{}}, {march(2, 9), march(8, 12)}, {march(9, 12), march(2, 9)}} {
		if _, err := Utilisation(developers(), nil, bad, calendars(t)); !errors.Is(err, ErrPeriod) {
			t.Errorf("%v: %v", bad, err)
		}
	}
	if _, err := Utilisation(developers(), nil, weeks, nil); !errors.Is(err, ErrCalendar) {
		t.Errorf("got %v", err)
	}
}

// Used and over sum to what is booked, used never exceeds what the calendar
// has, used and idle sum to it.
func TestUtilisationLaws(t *testing.T) {
	r, cals := random(t, 37), calendars(t)
	for range 300 {
		var booked []Booking
		var sum int64
		for range r.IntN(6) {
			from := 2 + r.IntN(12)
			b := Booking{Actor: "ann", WorkMin: r.Int64N(2000), Period: march(from, from+1+r.IntN(16-from))}
			booked, sum = append(booked, b), sum+b.WorkMin
		}
		rows, err := Utilisation(developers(), booked, march(2, 16).Weeks(), cals)
		if err != nil {
			t.Fatal(err)
		}
		var total int64
		for _, u := range rows {
			if u.UsedMin+u.IdleMin != u.AvailableMin || u.UsedMin < 0 || u.IdleMin < 0 || u.OverMin > 0 && u.IdleMin > 0 {
				t.Fatalf("%+v", u)
			}
			total += u.UsedMin + u.OverMin
		}
		if total != sum {
			t.Fatalf("booked %d, counted %d", sum, total)
		}
	}
}

// Idle skill goes to waiting work: the first need takes cai, so that the second,
// which cai would fit as well, gets ann; for the third nobody has time.
func TestSuggest(t *testing.T) {
	need := func(id string, work int64) Need {
		n := apiNeed()
		n.ID, n.WorkMin, n.Period = id, work, march(9, 16)
		return n
	}
	crew := people()
	got := Suggest([]Need{need("n1", 2000), need("n2", 2000), need("n3", 2000), need("n4", 400), need("n5", 0)}, crew, day(3, 9), Time{Calendars: calendars(t)})
	want := []Suggestion{
		{"n1", Booking{"cai", "n1", 2000, march(9, 16)}}, {"n2", Booking{"ann", "n2", 2000, march(9, 16)}}, {"n4", Booking{"cai", "n4", 400, march(9, 16)}},
	}
	if d := cmp.Diff(want, got, comparable); d != "" {
		t.Error(d)
	}
	if none := Suggest([]Need{need("n1", 1)}, crew, day(3, 9), Time{}); none != nil {
		t.Errorf("time that is not known is not suggested: %v", none)
	}
}

// Suggestions are valid: each fits its need, and nobody is booked beyond their
// time.
func TestSuggestionsAreValid(t *testing.T) {
	r, cals := random(t, 41), calendars(t)
	for range 100 {
		var waiting []Need
		for i := range 6 {
			n := apiNeed()
			n.ID, n.WorkMin, n.Skills[0].Level = fmt.Sprint(i), 1+r.Int64N(1500), 1+r.IntN(4)
			from := 9 + r.IntN(4)
			n.Period = march(from, from+1+r.IntN(6))
			waiting = append(waiting, n)
		}
		var booked []Booking
		for _, s := range Suggest(waiting, people(), day(3, 9), Time{Calendars: cals}) {
			booked = append(booked, s.Booking)
			var need Need
			for _, n := range waiting {
				if n.ID == s.Need {
					need = n
				}
			}
			for _, c := range Match(need, people(), day(3, 9), Time{}) {
				if c.Actor == s.Booking.Actor && !c.Fits {
					t.Fatalf("%s does not fit %s", c.Actor, s.Need)
				}
			}
		}
		for _, m := range people() {
			for _, b := range booked {
				have, err := m.Minutes(b.Period, cals)
				inside := int64(0)
				for _, other := range booked {
					if other.Actor == b.Actor && other.Period.Within(b.Period) {
						inside += other.WorkMin
					}
				}
				if err != nil || b.Actor == m.Actor && inside > have {
					t.Fatalf("%s has %d in %s and is booked for %d", m.Actor, have, b.Period, inside)
				}
			}
		}
	}
}
