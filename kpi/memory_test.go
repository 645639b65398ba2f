package kpi_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/kpitest"
	"github.com/milepost-go/milepost/schedule/calendar"
)

func openMemory(ctx context.Context, readings []kpi.Reading) (kpi.Source, error) {
	m := new(kpi.Memory)
	return m, m.Record(ctx, readings...)
}

func TestMemoryKeepsTheContract(t *testing.T) { kpitest.TestSource(t, openMemory) }

// dated returns a day of 2026, in months of 31 days.
func dated(month, dayOf int) calendar.Date {
	return calendar.DateOf(2026, 1, 1).AddDays(31*(month-1) + dayOf - 1)
}

func TestCheckReadingsNamesAll(t *testing.T) {
	err := kpi.CheckReadings([]kpi.Reading{{Metric: "m", Subject: "s", At: dated(1, 1), Value: kpi.Int(1, "")}, {Metric: "", Subject: "\n"}, {Metric: "m", Subject: "s", At: dated(1, 1), Value: kpi.Int(2, "")}})
	for _, part := range []string{"reading 2", "no metric", "the subject is not plain text", "no date", "reading 3", "given twice"} {
		if !errors.Is(err, kpi.ErrReading) || !strings.Contains(err.Error(), part) {
			t.Errorf("%q is missing in %v", part, err)
		}
	}
}

func TestLoadSeries(t *testing.T) {
	var m kpi.Memory
	ctx := t.Context()
	for i, subject := range []string{"north", "south", "north", "north"} {
		if err := m.Record(ctx, kpi.Reading{Metric: "sales.won", Subject: subject, At: dated(4-i, 1), Value: kpi.Int(int64(i), "")}); err != nil {
			t.Fatal(err)
		}
	}
	s, err := kpi.LoadSeries(ctx, &m, kpi.Query{Metric: "sales.won", Subject: "north", From: dated(2, 1)})
	if err != nil || s.Check() != nil || len(s.Points) != 2 || s.Key != "sales.won" {
		t.Fatalf("got %+v, %v", s, err)
	}
	if p, _ := s.Last(); !p.Value.Equal(kpi.Int(0, "")) {
		t.Errorf("got %v", s)
	}
	for _, q := range []kpi.Query{{Metric: "sales.won"}, {Subject: "north"}} {
		if _, err := kpi.LoadSeries(ctx, &m, q); !errors.Is(err, kpi.ErrReading) {
			t.Errorf("%v: got %v", q, err)
		}
	}
}

// Readings of two teams over two months, one of them half measured.
func TestCollect(t *testing.T) {
	c := kpi.Custom{
		Key: "service.answered", Direction: kpi.Higher, Inputs: []kpi.Measure{{Name: "asked"}, {Name: "in_time"}}, Owner: "service",
		Aggregation: kpi.RatioOfSum, Numerator: "in_time", Denominator: "asked", Sample: "asked", SkipUnknown: true,
	}
	x, err := c.Compile()
	if err != nil {
		t.Fatal(err)
	}
	var m kpi.Memory
	put := func(metric, subject string, month int, n int64) {
		t.Helper()
		if err := m.Record(t.Context(), kpi.Reading{Metric: metric, Subject: subject, At: dated(month, 28), Value: kpi.Int(n, "")}); err != nil {
			t.Fatal(err)
		}
	}
	put("asked", "north", 1, 4)
	put("in_time", "north", 1, 4)
	put("asked", "north", 2, 6)
	put("in_time", "north", 2, 1)
	put("asked", "south", 1, 10)
	put("in_time", "south", 1, 3)
	put("asked", "south", 2, 99) // in_time was not measured
	parts, err := x.Collect(t.Context(), &m, calendar.Date{}, calendar.Date{})
	if err != nil || len(parts) != 2 || parts[0].Subject != "north" || parts[1].Subject != "south" || parts[1].Part.Skipped != 1 {
		t.Fatalf("got %+v, %v", parts, err)
	}
	for i, want := range []string{"0.5", "0.3"} {
		if got := x.Judge(parts[i].Part, dated(2, 28)).Figure.Value; got.String() != want {
			t.Errorf("%s: got %v, want %s", parts[i].Subject, got, want)
		}
	}
	if whole := x.Judge(x.Merge(parts[0].Part, parts[1].Part), dated(2, 28)); whole.Figure.Value.String() != "0.4" || !whole.N.Equal(kpi.Int(20, "")) {
		t.Errorf("got %+v", whole)
	}
	if parts, err := x.Collect(t.Context(), &m, dated(2, 1), dated(2, 28)); err != nil || len(parts) != 2 || parts[0].Part.Count != 1 {
		t.Errorf("got %+v, %v", parts, err)
	}
	c.Inputs = append(c.Inputs, kpi.Measure{Name: "all", Many: true})
	if x, err = c.Compile(); err != nil {
		t.Fatal(err)
	}
	if _, err := x.Collect(t.Context(), &m, calendar.Date{}, calendar.Date{}); !errors.Is(err, kpi.ErrReading) {
		t.Errorf("got %v", err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	c.Inputs = c.Inputs[:2]
	if x, err = c.Compile(); err != nil {
		t.Fatal(err)
	}
	if _, err := x.Collect(ended, &m, calendar.Date{}, calendar.Date{}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// Readings of two teams by the week, measured by the month. Worked by hand: in
// January north has 2*10 + 3*20 = 80 of 100, in February 1*30 = 30 of 60.
func TestCollectPeriods(t *testing.T) {
	c := kpi.Custom{
		Key: "service.load", Unit: "", Direction: kpi.Lower, Owner: "service", Inputs: []kpi.Measure{{Name: "calls", Many: true}, {Name: "minutes", Many: true}, {Name: "capacity"}},
		Aggregation: kpi.RatioOfSum, Numerator: "sum(calls * minutes)", Denominator: "capacity",
	}
	x, err := c.Compile()
	if err != nil {
		t.Fatal(err)
	}
	var m kpi.Memory
	put := func(metric, subject string, month, day int, n int64) {
		t.Helper()
		if err := m.Record(t.Context(), kpi.Reading{Metric: metric, Subject: subject, At: dated(month, day), Value: kpi.Int(n, "")}); err != nil {
			t.Fatal(err)
		}
	}
	for _, row := range []struct {
		month, day     int
		calls, minutes int64
	}{{1, 7, 2, 10}, {1, 14, 3, 20}, {2, 7, 1, 30}, {3, 1, 99, 99}} {
		put("calls", "north", row.month, row.day, row.calls)
		put("minutes", "north", row.month, row.day, row.minutes)
	}
	put("capacity", "north", 1, 31, 100)
	put("capacity", "north", 2, 28, 60)
	put("capacity", "north", 2, 7, 5) // not the last day of a period
	put("calls", "south", 1, 7, 1)
	put("minutes", "south", 1, 8, 1) // of another day
	put("capacity", "south", 1, 31, 10)
	ends := []calendar.Date{dated(1, 31), dated(2, 28)}
	parts, err := x.CollectPeriods(t.Context(), &m, calendar.Date{}, ends)
	if err != nil || len(parts) != 2 || parts[0].Subject != "north" || parts[0].Part.Count != 2 || parts[1].Subject != "south" {
		t.Fatalf("got %+v, %v", parts, err)
	}
	if got := x.Judge(parts[0].Part, ends[1]).Figure.Value; !got.Equal(kpi.Ratio(110, 160, "")) {
		t.Errorf("got %v", got)
	}
	if got := parts[1].Part.Numerator; got.Reason() != kpi.ReasonPeriodMismatch {
		t.Errorf("got %v", got)
	}
	if parts, err = x.CollectPeriods(t.Context(), &m, dated(2, 1), ends[1:]); err != nil || len(parts) != 1 || !parts[0].Part.Numerator.Equal(kpi.Int(30, "")) {
		t.Errorf("got %+v, %v", parts, err)
	}
	if parts, err := x.CollectPeriods(t.Context(), &m, calendar.Date{}, nil); err != nil || parts != nil {
		t.Errorf("got %+v, %v", parts, err)
	}
	_, err = x.CollectPeriods(t.Context(), &m, dated(2, 1), []calendar.Date{dated(1, 31), dated(1, 31), {}})
	for _, part := range []string{"period 1", "period 2", "period 3"} {
		if !errors.Is(err, kpi.ErrReading) || !strings.Contains(err.Error(), part) {
			t.Errorf("%s: got %v", part, err)
		}
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := x.CollectPeriods(ended, &m, calendar.Date{}, ends); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
