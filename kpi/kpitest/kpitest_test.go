package kpitest

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/schedule/calendar"
)

func openMemory(ctx context.Context, readings []kpi.Reading) (kpi.Source, error) {
	m := new(kpi.Memory)
	return m, m.Record(ctx, readings...)
}

// readOnly hides that a source records.
type readOnly struct{ kpi.Source }

func openReadOnly(ctx context.Context, readings []kpi.Reading) (kpi.Source, error) {
	m, err := openMemory(ctx, readings)
	return readOnly{m}, err
}

func TestCheckIsSilentOnAGoodSource(t *testing.T) {
	for _, open := range []Open{openMemory, openReadOnly} {
		if err := Check(t.Context(), open); err != nil {
			t.Error(err)
		}
	}
}

func TestSourceThatOnlyReads(t *testing.T) { TestSource(t, openReadOnly) }

// broken is a source whose parts may be replaced one by one.
type broken struct {
	hooks
	good kpi.Memory
	mu   sync.Mutex
	open int // sequences that were not given back
}

// hooks are what a broken source does otherwise.
type hooks struct {
	query   func(kpi.Query) kpi.Query
	keep    func(kpi.Reading) kpi.Reading
	results func(kpi.Query, []kpi.Reading) []kpi.Reading
	read    func(*broken, context.Context, kpi.Query) iter.Seq2[kpi.Reading, error]
	record  func(*broken, context.Context, []kpi.Reading) error
}

func (b *broken) Readings(ctx context.Context, q kpi.Query) iter.Seq2[kpi.Reading, error] {
	if b.read != nil {
		return b.read(b, ctx, q)
	}
	if b.query != nil {
		q = b.query(q)
	}
	if b.results == nil {
		return b.good.Readings(ctx, q)
	}
	return func(yield func(kpi.Reading, error) bool) {
		var list []kpi.Reading
		for r, err := range b.good.Readings(ctx, q) {
			if err != nil {
				yield(kpi.Reading{}, err)
				return
			}
			list = append(list, r)
		}
		for _, r := range b.results(q, list) {
			if !yield(r, nil) {
				return
			}
		}
	}
}

func (b *broken) Record(ctx context.Context, readings ...kpi.Reading) error {
	if b.record != nil {
		return b.record(b, ctx, readings)
	}
	return b.put(ctx, readings)
}

func (b *broken) put(ctx context.Context, readings []kpi.Reading) error {
	kept := slices.Clone(readings)
	for i := range kept {
		if b.keep != nil {
			kept[i] = b.keep(kept[i])
		}
	}
	return b.good.Record(ctx, kept...)
}

func value(change func(kpi.Value) kpi.Value) func(kpi.Reading) kpi.Reading {
	return func(r kpi.Reading) kpi.Reading {
		r.Value = change(r.Value)
		return r
	}
}

// fakes break one clause each, some of them others too.
var fakes = map[string]hooks{
	"nothing_measured_gives_nothing": {results: func(q kpi.Query, list []kpi.Reading) []kpi.Reading {
		if len(list) == 0 {
			list = append(list, kpi.Reading{Metric: q.Metric})
		}
		return list
	}},
	"readings_come_by_date_and_subject": {results: func(_ kpi.Query, list []kpi.Reading) []kpi.Reading {
		slices.SortFunc(list, func(a, b kpi.Reading) int { return strings.Compare(a.Subject, b.Subject) })
		return list
	}},
	"a_query_selects_one_metric":      {query: func(q kpi.Query) kpi.Query { q.Metric = strings.ToLower(q.Metric); return q }},
	"a_query_selects_one_subject":     {query: func(q kpi.Query) kpi.Query { q.Subject = ""; return q }},
	"dates_are_included_at_both_ends": {query: func(q kpi.Query) kpi.Query { q.To = q.To.AddDays(-1); return q }},
	"numbers_survive_exactly": {keep: value(func(v kpi.Value) kpi.Value {
		if _, isMoney := v.Currency(); isMoney || v.IsUnknown() {
			return v
		}
		rounded, _ := kpi.Parse(v.Round(12, money.HalfEven), v.Unit())
		return rounded
	})},
	"money_keeps_its_currency": {keep: value(func(v kpi.Value) kpi.Value {
		if r, known := v.Rat(); known {
			return kpi.Rat(r, v.Unit())
		}
		return v
	})},
	"gaps_keep_their_reason": {keep: value(func(v kpi.Value) kpi.Value {
		if v.IsUnknown() {
			return kpi.Unknown(kpi.ReasonNoData)
		}
		return v
	})},
	"names_are_bytes": {
		keep:  func(r kpi.Reading) kpi.Reading { r.Subject = strings.ToLower(r.Subject); return r },
		query: func(q kpi.Query) kpi.Query { q.Subject = strings.ToLower(q.Subject); return q },
		record: func(b *broken, ctx context.Context, list []kpi.Reading) error {
			for _, r := range list { // one by one, as two may fall together
				if err := b.put(ctx, []kpi.Reading{r}); err != nil {
					return err
				}
			}
			return nil
		},
	},
	"many_readings_come_whole": {results: func(_ kpi.Query, list []kpi.Reading) []kpi.Reading { return list[:min(len(list), 1000)] }},
	"a_bad_query_is_refused": {read: func(b *broken, ctx context.Context, q kpi.Query) iter.Seq2[kpi.Reading, error] {
		if q.Check() != nil {
			return func(func(kpi.Reading, error) bool) {}
		}
		return b.good.Readings(ctx, q)
	}},
	"a_sequence_may_end_early": {read: func(b *broken, ctx context.Context, q kpi.Query) iter.Seq2[kpi.Reading, error] {
		return func(yield func(kpi.Reading, error) bool) {
			if b.open++; b.open > 100 { // as a pool of connections
				yield(kpi.Reading{}, errors.New("no connection left"))
				return
			}
			for r, err := range b.good.Readings(ctx, q) {
				if !yield(r, err) {
					return
				}
			}
			b.open--
		}
	}},
	"a_sequence_may_be_read_again": {read: func(b *broken, ctx context.Context, q kpi.Query) iter.Seq2[kpi.Reading, error] {
		done := false
		return func(yield func(kpi.Reading, error) bool) {
			if !done {
				done = true
				b.good.Readings(ctx, q)(yield)
			}
		}
	}},
	"other_calls_go_on_while_reading": {read: func(b *broken, ctx context.Context, q kpi.Query) iter.Seq2[kpi.Reading, error] {
		return func(yield func(kpi.Reading, error) bool) {
			if !b.mu.TryLock() {
				yield(kpi.Reading{}, errors.New("the connection is busy"))
				return
			}
			defer b.mu.Unlock()
			b.good.Readings(ctx, q)(yield)
		}
	}},
	"an_ended_context_ends_the_sequence": {read: func(b *broken, _ context.Context, q kpi.Query) iter.Seq2[kpi.Reading, error] {
		return b.good.Readings(context.Background(), q)
	}},
	"what_is_recorded_is_read": {record: func(b *broken, ctx context.Context, list []kpi.Reading) error {
		return b.put(ctx, list[:min(len(list), 1200)])
	}},
	"recording_again_replaces": {record: func(b *broken, ctx context.Context, list []kpi.Reading) error {
		for _, r := range list {
			p := &probe{ctx: ctx, source: &b.good}
			if was, _ := p.read(kpi.Query{Metric: r.Metric, Subject: r.Subject, From: r.At, To: r.At}); len(was) > 0 {
				return kpi.ErrReading
			}
		}
		return b.put(ctx, list)
	}},
	"all_or_none_are_recorded": {record: func(b *broken, ctx context.Context, list []kpi.Reading) error {
		for _, r := range list {
			if err := b.put(ctx, []kpi.Reading{r}); err != nil {
				return err
			}
		}
		return nil
	}},
	"bad_readings_are_refused": {record: func(b *broken, ctx context.Context, list []kpi.Reading) error {
		if err := kpi.CheckReadings(list); err != nil {
			return errors.New("the database says no")
		}
		return b.put(ctx, list)
	}},
	"the_readings_are_only_read": {record: func(b *broken, ctx context.Context, list []kpi.Reading) error {
		err := b.put(ctx, list)
		slices.Reverse(list)
		return err
	}},
	"an_ended_context_records_nothing": {record: func(b *broken, _ context.Context, list []kpi.Reading) error {
		return b.put(context.Background(), list)
	}},
	"recorders_lose_nothing": {record: func(b *broken, ctx context.Context, list []kpi.Reading) error {
		b.mu.Lock()
		b.open++
		lost := len(list) == 2 && b.open%7 == 3 // as a write that another overtakes
		b.mu.Unlock()
		if lost {
			return nil
		}
		return b.put(ctx, list)
	}},
}

// A conformance kit that nothing fails proves nothing: every clause is broken
// by a fake, and says so.
func TestEveryClauseFailsOnABrokenSource(t *testing.T) {
	for _, c := range clauses() {
		fake, known := fakes[c.name]
		if !known && c.name != "readers_do_not_disturb_each_other" {
			t.Errorf("no fake breaks %s", c.name)
			continue
		}
		if !known {
			fake = overlapping()
		}
		_, err := c.run(t.Context(), func(ctx context.Context, readings []kpi.Reading) (kpi.Source, error) {
			b := &broken{hooks: fake}
			filling := &broken{hooks: hooks{keep: fake.keep}}
			if fake.record != nil && c.recorder {
				return b, b.put(ctx, readings)
			}
			for _, r := range readings { // whatever it makes of them
				if err := filling.put(ctx, []kpi.Reading{r}); err != nil {
					return nil, err
				}
				if err := b.put(ctx, []kpi.Reading{r}); err != nil {
					return nil, err
				}
			}
			return b, nil
		})
		if err == nil {
			t.Errorf("%s passes on a source that breaks it", c.name)
		}
	}
	if len(fakes)+1 != len(clauses()) {
		t.Errorf("%d fakes for %d clauses", len(fakes)+1, len(clauses()))
	}
}

// overlapping is a source that mixes up readers who come at once: the answer of
// each is what the last to ask wanted.
func overlapping() hooks {
	var mu sync.Mutex
	waiting, last := 0, kpi.Query{}
	gate := sync.NewCond(&mu)
	return hooks{read: func(b *broken, ctx context.Context, q kpi.Query) iter.Seq2[kpi.Reading, error] {
		mu.Lock()
		waiting, last = waiting+1, q
		for waiting < 6 {
			gate.Wait()
		}
		gate.Broadcast()
		mu.Unlock()
		return b.good.Readings(ctx, last)
	}}
}

func TestErrorsNameTheClause(t *testing.T) {
	err := Check(t.Context(), func(ctx context.Context, readings []kpi.Reading) (kpi.Source, error) {
		return nil, errors.New("cannot open")
	})
	var fault *ClauseError
	if !errors.As(err, &fault) || fault.Clause != "nothing_measured_gives_nothing" || !strings.Contains(err.Error(), "cannot open") {
		t.Errorf("got %v", err)
	}
	if n := strings.Count(err.Error(), "kpitest: "); n != len(clauses()) {
		t.Errorf("%d of %d clauses say that they could not open", n, len(clauses()))
	}
}

type closing struct {
	kpi.Source
	err error
}

func (c closing) Close() error { return c.err }

func TestSourcesAreClosed(t *testing.T) {
	err := Check(t.Context(), func(ctx context.Context, readings []kpi.Reading) (kpi.Source, error) {
		m, err := openMemory(ctx, readings)
		return closing{m, errors.New("will not close")}, err
	})
	if err == nil || !strings.Contains(err.Error(), "will not close") {
		t.Errorf("got %v", err)
	}
}

// The kit's own readings are valid and differ in their names, or it would
// blame others for its faults.
func TestReadingsOfTheKit(t *testing.T) {
	for _, c := range clauses() {
		if err := kpi.CheckReadings(c.readings()); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	if len(amounts()) == 0 || len(many()) < 1000 {
		t.Error("the kit has no amounts or not many readings")
	}
	list := sorted(mixed(), kpi.Query{Metric: "asked", Subject: "a", From: start(), To: calendar.DateOf(2026, 2, 28)})
	if got := fmt.Sprint(len(list), list[0].At, list[1].At); got != "2 2026-01-31 2026-02-28" {
		t.Errorf("got %s", got)
	}
}
