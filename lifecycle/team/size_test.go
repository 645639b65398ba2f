package team

import (
	"fmt"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// crowded is n tasks over a year with a supply that does not suffice.
func crowded(t testing.TB, n int) ([]Demand, []Supply) {
	t.Helper()
	r := random(t, 151)
	from := calendar.DateOf(2026, time.January, 1)
	s := Supply{Resource: goSkill, From: from, PerDayMin: make([]int64, 365)}
	for i := range s.PerDayMin {
		s.PerDayMin[i] = 480
	}
	var demands []Demand
	for i := range n {
		a := r.IntN(360)
		d := task(fmt.Sprint("t", i), r.Int64N(960), Period{from.AddDays(a), from.AddDays(a + 1 + r.IntN(365-a))}, Period{})
		if i%100 == 0 {
			d.MostPerDayMin = 60
		}
		demands = append(demands, d)
	}
	return demands, []Supply{s}
}

// A year of a thousand tasks: what is missing is never more than all work less
// all supply could make it, and some is.
func TestSufficiencyOfAThousandTasks(t *testing.T) {
	demands, supply := crowded(t, 1000)
	var work int64
	for _, d := range demands {
		work += d.WorkMin
	}
	list := Sufficiency(demands, supply)
	if sum := missing(list); sum < work-365*480 || sum > work || sum == 0 {
		t.Errorf("%d of %d minutes are missing", sum, work)
	}
}

func BenchmarkSufficiency1000(b *testing.B) {
	demands, supply := crowded(b, 1000)
	for b.Loop() {
		Sufficiency(demands, supply)
	}
}

func BenchmarkMatch200(b *testing.B) {
	var crew []Member
	for i := range 200 {
		m := people()[i%5]
		m.Actor = lifecycle.ActorID(fmt.Sprint(m.Actor, i))
		crew = append(crew, m)
	}
	need, time := apiNeed(), Time{Calendars: calendars(b)}
	need.Period, need.WorkMin = march(9, 16), 600
	for b.Loop() {
		Match(need, crew, day(3, 9), time)
	}
}
