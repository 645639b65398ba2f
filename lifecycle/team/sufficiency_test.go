package team

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/finding"
)

var goSkill = Resource{Kind: BySkill, ID: "go", Level: 3}

// task is work on the skill, movable and planned within days of March 2026.
func task(id string, work int64, window, planned Period) Demand {
	return Demand{Task: id, Resource: goSkill, WorkMin: work, Window: window, Planned: planned}
}

// days is a supply from Monday 2 March on.
func days(perDay ...int64) []Supply {
	return []Supply{{Resource: goSkill, From: day(time.March, 2), PerDayMin: perDay}}
}

// By hand, with 480 minutes on each of five days:
func TestSufficiency(t *testing.T) {
	week := march(2, 7)
	for _, c := range []struct {
		name    string
		demands []Demand
		supply  []Supply
		want    []Shortfall
	}{
		{"all fits", []Demand{task("a", 1200, week, march(2, 5)), task("b", 1200, week, march(4, 7))}, days(480, 480, 480, 480, 480), nil},
		{"too much for the week", []Demand{task("a", 1200, week, week), task("b", 1201, week, week)}, days(480, 480, 480, 480, 480),
			[]Shortfall{{goSkill, week, 1, []string{"a", "b"}, []Option{{Do: RemedyAddCapacity}, {RemedyWidenWindow, []string{"a", "b"}}, {RemedyReduceWork, []string{"a", "b"}}}, true}}},
		{"both now on two days", []Demand{task("b", 700, week, march(2, 4)), task("a", 700, march(2, 4), march(2, 4))}, days(480, 480, 480, 480, 480),
			[]Shortfall{{goSkill, march(2, 4), 440, []string{"a", "b"}, []Option{{RemedyMoveTasks, []string{"b"}}, {Do: RemedyAddCapacity}}, false}}},
		{"one certain, one of now", []Demand{task("a", 500, march(2, 3), march(2, 3)), task("b", 490, week, march(5, 6)), task("c", 10, week, march(6, 7))}, days(480, 480, 480, 480, 480),
			[]Shortfall{
				{goSkill, march(2, 3), 20, []string{"a"}, []Option{{Do: RemedyAddCapacity}, {RemedyWidenWindow, []string{"a"}}, {RemedyReduceWork, []string{"a"}}}, true},
				{goSkill, march(5, 6), 10, []string{"b"}, []Option{{RemedyMoveTasks, []string{"b"}}, {Do: RemedyAddCapacity}}, false},
			}},
		{"a holiday in the window", []Demand{task("a", 961, march(3, 6), Period{})}, days(480, 480, 0, 480, 480),
			[]Shortfall{{goSkill, march(3, 6), 1, []string{"a"}, []Option{{Do: RemedyAddCapacity}, {RemedyWidenWindow, []string{"a"}}, {RemedyReduceWork, []string{"a"}}}, true}}},
		{"another resource", []Demand{{Task: "a", Resource: Resource{Kind: BySkill, ID: "go"}, WorkMin: 9999, Window: week}}, days(480), nil},
		{"days the supply does not cover", []Demand{task("a", 9999, march(2, 20), march(2, 20))}, days(480, 480), nil},
		{"no days", []Demand{task("a", 9999, Period{}, Period{From: day(3, 2)})}, days(480), nil},
		{"no supply", []Demand{task("a", 9999, week, week)}, nil, nil},
	} {
		if d := cmp.Diff(c.want, Sufficiency(c.demands, c.supply), comparable); d != "" {
			t.Errorf("%s: %s", c.name, d)
		}
	}
}

// By hand: a may do 100 a day in four days, so of its 350 at least 150 lie in
// any two of them; with 300 of b these exceed the 400 of Monday and Tuesday. And
// 350 do not fit into three days of 100 at all.
func TestLimitADay(t *testing.T) {
	a, b := task("a", 350, march(2, 6), Period{}), task("b", 300, march(2, 4), Period{})
	a.MostPerDayMin = 100
	got := Sufficiency([]Demand{a, b}, days(200, 200, 200, 200))
	if len(got) != 1 || got[0].MissingMin != 50 || got[0].Period != march(2, 4) || !slices.Equal(got[0].Tasks, []string{"a", "b"}) || !got[0].Certain {
		t.Errorf("%+v", got)
	}
	a.Window = march(2, 5)
	got = Sufficiency([]Demand{a}, days(200, 200, 200, 200))
	if len(got) != 1 || got[0].MissingMin != 50 || got[0].Period != march(2, 5) {
		t.Errorf("%+v", got)
	}
}

// The limit binds on the first day of the supply too: at most 150 a day
// are 100 on Monday, which has no more, and 150 on Tuesday, of 350.
func TestLimitOnTheFirstDay(t *testing.T) {
	a := task("a", 350, march(2, 4), Period{})
	a.MostPerDayMin = 150
	got := Sufficiency([]Demand{a}, days(100, 400))
	if len(got) != 1 || got[0].MissingMin != 100 || got[0].Period != march(2, 4) {
		t.Errorf("%+v", got)
	}
}

// Days that the supply does not cover may hold as much as the limit: of 500 at
// 100 a day in the eight days from 28 February, 200 fit before Monday and 200
// after Thursday, so 100 have to lie in the four days known; 1100 are 300 more
// than fit at all.
func TestLimitBeyondTheSupply(t *testing.T) {
	a := task("a", 500, Period{day(2, 28), day(3, 8)}, Period{})
	a.MostPerDayMin = 100
	b := task("b", 301, march(2, 6), Period{})
	got := Sufficiency([]Demand{a, b}, days(100, 100, 100, 100))
	if len(got) != 1 || got[0].MissingMin != 1 || got[0].Period != march(2, 6) || !slices.Equal(got[0].Tasks, []string{"a", "b"}) {
		t.Errorf("%+v", got)
	}
	a.WorkMin = 1100
	if got := Sufficiency([]Demand{a}, days(100, 100, 100, 100)); len(got) != 1 || got[0].MissingMin != 300 || got[0].Period != a.Window {
		t.Errorf("%+v", got)
	}
	a.Window, a.WorkMin = march(20, 25), 500
	if got := Sufficiency([]Demand{a}, days(100)); got != nil {
		t.Errorf("days nothing is known of: %+v", got)
	}
}

// doable returns the most work that can be done by trying every way of giving
// minutes of days to tasks. State by state: what is left of each day.
func doable(demands []Demand, supply Supply) int64 {
	type left [5]int64
	var start left
	copy(start[:], supply.PerDayMin)
	best := map[left]int64{start: 0}
	for _, d := range demands {
		next := map[left]int64{}
		for state, done := range best {
			var give func(state left, i int, rest, done int64)
			give = func(state left, i int, rest, done int64) {
				if i == len(supply.PerDayMin) {
					if old, ok := next[state]; !ok || done > old {
						next[state] = done
					}
					return
				}
				room := int64(0)
				if d.Window.Has(supply.From.AddDays(i)) {
					room = min(state[i], rest)
					if d.MostPerDayMin > 0 {
						room = min(room, d.MostPerDayMin)
					}
				}
				for n := range room + 1 {
					after := state
					after[i] -= n
					give(after, i+1, rest-n, done+n)
				}
			}
			give(state, 0, d.WorkMin, done)
		}
		best = next
	}
	most := int64(0)
	for _, done := range best {
		most = max(most, done)
	}
	return most
}

func smallPlan(r *rand.Rand, limited bool) ([]Demand, Supply) {
	s := Supply{Resource: goSkill, From: day(3, 2)}
	for range 1 + r.IntN(5) {
		s.PerDayMin = append(s.PerDayMin, r.Int64N(4))
	}
	var demands []Demand
	for i := range 1 + r.IntN(3) {
		a := r.IntN(len(s.PerDayMin))
		b := a + 1 + r.IntN(len(s.PerDayMin)-a)
		d := task(fmt.Sprint("t", i), 1+r.Int64N(4), Period{s.From.AddDays(a), s.From.AddDays(b)}, Period{})
		if limited {
			d.MostPerDayMin = r.Int64N(3)
		}
		demands = append(demands, d)
	}
	return demands, s
}

func missing(list []Shortfall) (sum int64) {
	for _, s := range list {
		sum += s.MissingMin
	}
	return sum
}

// A certain shortfall never appears where trying finds a way; without limits a
// day there is one exactly where there is no way, and what is missing is
// exactly what cannot be done. With limits it is never more than that.
func TestCertainShortfallsByTrying(t *testing.T) {
	r := random(t, 17)
	short := map[bool]int{}
	for i := range 4000 {
		limited := i%2 == 1
		demands, supply := smallPlan(r, limited)
		var total int64
		for _, d := range demands {
			total += d.WorkMin
		}
		lost := total - doable(demands, supply)
		list := Sufficiency(demands, []Supply{supply})
		sum := missing(list)
		if !limited && sum != lost || sum > lost {
			t.Fatalf("supply %v, demands %v: missing %d, by trying %d", supply.PerDayMin, demands, sum, lost)
		}
		for j, s := range list {
			if !s.Certain || s.MissingMin <= 0 || len(s.Tasks) == 0 || !limited && j > 0 && s.Period.From.Before(list[j-1].Period.To) {
				t.Fatalf("%+v", list)
			}
		}
		short[lost > 0]++
	}
	if short[true] < 500 || short[false] < 500 {
		t.Errorf("the plans say little: %v", short)
	}
}

// More supply never makes a shortfall worse.
func TestMoreSupplyNeverHurts(t *testing.T) {
	r := random(t, 23)
	for range 2000 {
		demands, supply := smallPlan(r, false)
		before := Sufficiency(demands, []Supply{supply})
		more := supply
		more.PerDayMin = slices.Clone(supply.PerDayMin)
		more.PerDayMin[r.IntN(len(more.PerDayMin))]++
		if missing(Sufficiency(demands, []Supply{more})) > missing(before) {
			t.Fatalf("%v with %v", demands, more)
		}
	}
}

// The days planned bind just as windows do, but are never certain.
func TestPresentDatesByTrying(t *testing.T) {
	r := random(t, 29)
	for range 1000 {
		demands, supply := smallPlan(r, false)
		certain := Sufficiency(demands, []Supply{supply})
		for i := range demands {
			demands[i].Planned, demands[i].Window = demands[i].Window, Period{}
		}
		now := Sufficiency(demands, []Supply{supply})
		if len(now) != len(certain) {
			t.Fatalf("%v: %+v, by windows %+v", demands, now, certain)
		}
		for i := range now {
			if now[i].Certain || now[i].Period != certain[i].Period || now[i].MissingMin != certain[i].MissingMin {
				t.Fatalf("%+v, by windows %+v", now[i], certain[i])
			}
		}
	}
}

// Figures beyond all measure overflow nothing: they count as the bound, so that
// a supply without end suffices and work without end does not fit.
func TestFiguresBeyondMeasure(t *testing.T) {
	week := march(2, 7)
	most := int64(math.MaxInt64)
	if got := Sufficiency([]Demand{task("a", 2400, week, week)}, days(most, most, most, most, most)); got != nil {
		t.Errorf("more than enough: %+v", got)
	}
	endless := []Demand{task("a", most, week, week), task("b", most, week, week), task("c", most, week, week)}
	endless[2].MostPerDayMin = most
	got := Sufficiency(endless, days(480, 480, 480, 480, 480))
	if len(got) != 1 && len(got) != 2 || missing(got) != 3*MaxWork-2400 || !got[0].Certain {
		t.Errorf("too much: %+v", got)
	}
	if got := days(-5, most, 7)[0].In(Period{}); got != MaxWork+7 {
		t.Errorf("sum %d", got)
	}
}

func TestShortfallFindings(t *testing.T) {
	list := Sufficiency([]Demand{task("a", 500, march(2, 3), march(2, 3)), task("b", 490, march(2, 7), march(5, 6))}, days(480, 480, 480, 480, 480))
	found := ShortfallFindings(list)
	wantCodes(t, "findings", found, "team.supply.short_certain skill go", "team.supply.short_now skill go")
	if !finding.Blocks(found) || found[0].Got != finding.Number(20, "min") || found[1].Severity != finding.Warn {
		t.Errorf("%v", found)
	}
	if d := cmp.Diff([]finding.Ref{{Kind: "task", ID: "a"}}, found[0].Related); d != "" {
		t.Error(d)
	}
}

func TestSufficientFact(t *testing.T) {
	week, at := march(2, 7), time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	now := task("a", 490, week, march(2, 3))
	certain := task("b", 9999, week, week)
	beyond := task("c", 1, march(2, 20), Period{})
	for _, c := range []struct {
		name    string
		demands []Demand
		want    finding.Value
	}{
		{"nothing asked", nil, finding.Bool(true)},
		{"short by the present dates", []Demand{now}, finding.Bool(true)},
		{"short for certain", []Demand{now, certain}, finding.Bool(false)},
		{"not known", []Demand{now, beyond}, finding.Unknown("supply_unknown")},
		{"short for certain, whatever else is not known", []Demand{beyond, certain}, finding.Bool(false)},
	} {
		got := SufficientFact(c.demands, days(480, 480, 480, 480, 480), at, "team")
		if got.Value != c.want || got.Name != lifecycle.FactResourcesSuffice || got.At != at || got.Source != "team" {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

func TestCheckSupply(t *testing.T) {
	week := march(2, 7)
	wantCodes(t, "covered", CheckSupply([]Demand{task("a", 1, week, week)}, days(1, 1, 1, 1, 1)))
	wantCodes(t, "window", CheckSupply([]Demand{task("a", 1, week, Period{})}, days(1, 1, 1, 1)), "team.supply.unknown skill go")
	wantCodes(t, "planned", CheckSupply([]Demand{task("a", 1, Period{}, week)}, days(1)), "team.supply.unknown skill go")
	wantCodes(t, "none", CheckSupply([]Demand{task("a", 1, Period{}, Period{})}, nil), "team.supply.unknown skill go")
}
