package evm

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"testing"

	"github.com/milepost-go/milepost/kpi"
)

// daily returns the record with n more statuses, one for each day.
func daily(t testing.TB, r Record, from, n int) Record {
	t.Helper()
	start := at(t, "2026-01-01T12:00")
	for i := range n {
		s := Status{At: start.AddSeconds(int64(from+i) * 86400), BAC: kpi.Int(100, "h"), PV: kpi.Int(1, "h"), EV: kpi.Int(1, "h"), AC: kpi.Int(1, "h")}
		r = measured(t, r, s)
	}
	return r
}

// One more status takes the same room however long the record is.
func TestMeasuredDoesNotGrow(t *testing.T) {
	r, err := NewRecord("b")
	if err != nil {
		t.Fatal(err)
	}
	room := func(from int) uint64 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		r = daily(t, r, from, 200)
		runtime.ReadMemStats(&after)
		return after.TotalAlloc - before.TotalAlloc
	}
	short := room(0)
	r = daily(t, r, 200, 20_000)
	if long := room(20_200); long > 3*short {
		t.Errorf("%d bytes at the start, %d after 20 000 statuses", short, long)
	}
	if n := len(r.Stages()[0].Statuses); n != 20_400 {
		t.Errorf("got %d", n)
	}
}

// A record is a value: whatever is made of it, it stays as it was. The slow
// model copies every list.
func TestRecordsOfOneTrunk(t *testing.T) {
	const seed = 62
	r := rand.New(rand.NewPCG(seed, 1))
	first, err := NewRecord("b")
	if err != nil {
		t.Fatal(err)
	}
	records, models := []Record{first}, [][]int{{}}
	for step := range 300 {
		i := r.IntN(len(records))
		records = append(records, daily(t, records[i], step, 1)) // days go on, so every day is after those before
		models = append(models, append(append([]int{}, models[i]...), step))
	}
	start := at(t, "2026-01-01T12:00")
	for i, record := range records {
		statuses := record.Stages()[0].Statuses
		if len(statuses) != len(models[i]) {
			t.Fatalf("seed %d: record %d has %d statuses, want %d", seed, i, len(statuses), len(models[i]))
		}
		for k, day := range models[i] {
			if want := start.AddSeconds(int64(day) * 86400); statuses[k].At != want {
				t.Errorf("seed %d: record %d status %d: got %v, want %v", seed, i, k, statuses[k].At, want)
			}
		}
	}
}

// Over ten replans the old baselines stay as they were measured, and trends
// never join two of them.
func TestReplansKeepHistory(t *testing.T) {
	r, err := NewRecord("0")
	if err != nil {
		t.Fatal(err)
	}
	var kept []string
	for i := range 10 {
		r = daily(t, r, 10*i, i+1)
		kept = append(kept, encoded(t, r))
		if r, err = r.Rebaseline(fmt.Sprint(i+1), ZeroSV, kpi.Int(int64(100+i), "h")); err != nil {
			t.Fatal(err)
		}
	}
	stages := r.Stages()
	for i, text := range kept {
		if got := encoded(t, recordOf(stages[:i+1])); got != text || len(stages[i].Statuses) != i+1 {
			t.Errorf("baseline %d: got %s, want %s", i, got, text)
		}
	}
	trends := r.Trends("cpi", Status.CPI)
	for i, trend := range trends {
		if len(trend.Series.Points) != len(stages[i].Statuses) || trend.Baseline != fmt.Sprint(i) {
			t.Errorf("trend %d: %v", i, trend)
		}
	}
	if len(trends) != 11 || len(r.History()) != 0 {
		t.Errorf("got %d trends, history %v", len(trends), r.History())
	}
	// each replan: EV 1 and the rest 100 + i, over a budget of 100 in every status: 1+i more
	if want := kpi.Int(1+2+3+4+5+6+7+8+9+10, "h"); !r.OverTarget().Equal(want) {
		t.Errorf("over target: got %v, want %v", r.OverTarget(), want)
	}
}
