package kpitest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/milepost-go/milepost/kpi"
)

// recordsAll records what the other clauses find in a filled source.
func recordsAll(p *probe) {
	p.held = slices.Concat(numbers(), amounts(), gaps(), mixed(), names())
	for i := range p.held { // numbers, amounts and gaps have one metric
		p.held[i].Metric = fmt.Sprintf("%s %d", p.held[i].Metric[:min(len(p.held[i].Metric), 200)], i)
	}
	p.records(p.held...)
	giveAll(p)
	p.records() // nothing at all
	p.held = many()
	p.records(p.held...)
	giveAll(p)
}

func replaces(p *probe) {
	for _, v := range []kpi.Value{kpi.Ratio(1, 3, "h"), kpi.Unknown(kpi.ReasonNoData), kpi.Int(5, "")} {
		p.held[0].Value = v
		p.records(p.held[0])
		giveAll(p)
	}
	for i := range p.held {
		p.held[i].Value = kpi.Int(int64(i), "d")
	}
	p.records(p.held...)
	giveAll(p)
}

func allOrNone(p *probe) {
	good, bad := reading("new", "a", 0, kpi.Int(1, "")), reading("", "a", 0, kpi.Int(1, ""))
	for _, list := range [][]kpi.Reading{{good, bad}, {bad, good}, {good, good}} {
		if err := p.recorder.Record(p.ctx, list...); !errors.Is(err, kpi.ErrReading) {
			p.failf("record a good and a bad reading: got error %v, want kpi.ErrReading", err)
		}
		p.gives(kpi.Query{Metric: "new"})
	}
	giveAll(p)
}

func badReadings(p *probe) {
	for name, change := range map[string]func(*kpi.Reading){
		"no metric": func(r *kpi.Reading) { r.Metric = "" }, "no subject": func(r *kpi.Reading) { r.Subject = "" }, "a zero byte": func(r *kpi.Reading) { r.Subject = "a\x00" },
		"not UTF-8": func(r *kpi.Reading) { r.Metric = "\xff" }, "a long name": func(r *kpi.Reading) { r.Subject = strings.Repeat("x", kpi.MaxNameBytes+1) },
		"no date": func(r *kpi.Reading) { r.At = r.At.AddDays(1 << 30) }, "no value": func(r *kpi.Reading) { r.Value = kpi.Value{} },
		"a long unit": func(r *kpi.Reading) { r.Value = kpi.Int(1, strings.Repeat("x", kpi.MaxUnitBytes+1)) },
	} {
		r := reading("asked", "new", 0, kpi.Int(1, ""))
		change(&r)
		if err := p.recorder.Record(p.ctx, r); !errors.Is(err, kpi.ErrReading) {
			p.failf("record a reading with %s: got error %v, want kpi.ErrReading", name, err)
		}
	}
	giveAll(p)
}

func onlyRead(p *probe) {
	p.held = mixed()
	given := slices.Clone(p.held)
	p.records(given...)
	if !slices.EqualFunc(given, p.held, same) {
		p.failf("the readings of the caller were changed")
	}
	for i := range given {
		given[i] = kpi.Reading{}
	}
	giveAll(p)
}

func endedRecord(p *probe) {
	ctx, cancel := context.WithCancel(p.ctx)
	cancel()
	if err := p.recorder.Record(ctx, reading("new", "a", 0, kpi.Int(1, ""))); !errors.Is(err, context.Canceled) {
		p.failf("record with an ended context: got error %v, want context.Canceled", err)
	}
	p.gives(kpi.Query{Metric: "new"})
}

// together runs a function several times at once and keeps its errors.
func (p *probe) together(times int, run func(n int) error) {
	faults := make([]error, times)
	var group sync.WaitGroup
	for n := range times {
		group.Go(func() { faults[n] = run(n) })
	}
	group.Wait()
	if err := errors.Join(faults...); err != nil {
		p.failf("at once: %v", err)
	}
}

func concurrentReaders(p *probe) {
	p.together(6, func(n int) error {
		q := kpi.Query{Metric: "m", Subject: string(rune('a' + n%3))}
		own := &probe{ctx: p.ctx, source: p.source, held: p.held}
		own.finds(q)
		return errors.Join(own.faults...)
	})
}

// concurrentRecorders write readings of their own and one that all share.
func concurrentRecorders(p *probe) {
	p.together(6, func(n int) error {
		for k := range 10 {
			own := reading("m", fmt.Sprint(n), k, kpi.Int(int64(n), ""))
			if err := p.recorder.Record(p.ctx, own, reading("shared", "s", k, kpi.Int(7, ""))); err != nil {
				return err
			}
		}
		return nil
	})
	for n := range 6 {
		for k := range 10 {
			p.held = append(p.held, reading("m", fmt.Sprint(n), k, kpi.Int(int64(n), "")))
		}
	}
	for k := range 10 {
		p.held = append(p.held, reading("shared", "s", k, kpi.Int(7, "")))
	}
	giveAll(p)
}
