package kpi

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"slices"
	"sync"
)

// Memory keeps readings in memory. It is a [Recorder] for tests, examples and
// small hosts, and safe for concurrent use. The zero Memory is empty and ready.
type Memory struct {
	mu   sync.RWMutex
	kept map[string]map[measured]Value // by metric
}

// Record implements [Recorder].
func (m *Memory) Record(ctx context.Context, readings ...Reading) error {
	if err := CheckReadings(readings); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("kpi: record: %w", err)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.kept == nil {
		m.kept = map[string]map[measured]Value{}
	}
	for _, r := range readings {
		if m.kept[r.Metric] == nil {
			m.kept[r.Metric] = map[measured]Value{}
		}
		m.kept[r.Metric][measured{r.Subject, r.At}] = r.Value
	}
	return nil
}

// Readings implements [Source]. The sequence shows what was recorded when its
// reading began.
func (m *Memory) Readings(ctx context.Context, q Query) iter.Seq2[Reading, error] {
	return func(yield func(Reading, error) bool) {
		if err := q.Check(); err != nil {
			yield(Reading{}, err)
			return
		}
		for _, r := range m.selected(q) {
			if err := ctx.Err(); err != nil {
				yield(Reading{}, fmt.Errorf("kpi: readings: %w", err))
				return
			}
			if !yield(r, nil) {
				return
			}
		}
		if err := ctx.Err(); err != nil {
			yield(Reading{}, fmt.Errorf("kpi: readings: %w", err))
		}
	}
}

// selected returns a sorted copy.
func (m *Memory) selected(q Query) []Reading {
	m.mu.RLock()
	defer m.mu.RUnlock()
	var list []Reading
	for at, v := range m.kept[q.Metric] {
		if q.selects(at) {
			list = append(list, Reading{q.Metric, at.subject, at.at, v})
		}
	}
	slices.SortFunc(list, func(a, b Reading) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Subject, b.Subject))
	})
	return list
}

func (q Query) selects(at measured) bool {
	return (q.Subject == "" || q.Subject == at.subject) && (q.From.IsZero() || !at.at.Before(q.From)) && (q.To.IsZero() || !at.at.After(q.To))
}
