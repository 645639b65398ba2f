package kpitest

import (
	"cmp"
	"context"
	"errors"
	"math/big"
	"slices"
	"strings"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// clauses returns the contract, in the order of the comments on kpi.Source and
// kpi.Recorder.
func clauses() []clause {
	return []clause{
		{"nothing_measured_gives_nothing", nothing, tryNothing, false},
		{"readings_come_by_date_and_subject", mixed, inOrder, false},
		{"a_query_selects_one_metric", mixed, selectsMetric, false},
		{"a_query_selects_one_subject", mixed, selectsSubject, false},
		{"dates_are_included_at_both_ends", mixed, selectsDates, false},
		{"numbers_survive_exactly", numbers, giveAll, false},
		{"money_keeps_its_currency", amounts, giveAll, false},
		{"gaps_keep_their_reason", gaps, giveAll, false},
		{"names_are_bytes", names, namesApart, false},
		{"many_readings_come_whole", many, giveAll, false},
		{"a_bad_query_is_refused", mixed, badQueries, false},
		{"a_sequence_may_end_early", many, endsEarly, false},
		{"a_sequence_may_be_read_again", mixed, readAgain, false},
		{"other_calls_go_on_while_reading", many, nested, false},
		{"an_ended_context_ends_the_sequence", many, endedContext, false},
		{"readers_do_not_disturb_each_other", many, concurrentReaders, false},
		{"what_is_recorded_is_read", nothing, recordsAll, true},
		{"recording_again_replaces", mixed, replaces, true},
		{"all_or_none_are_recorded", mixed, allOrNone, true},
		{"bad_readings_are_refused", mixed, badReadings, true},
		{"the_readings_are_only_read", nothing, onlyRead, true},
		{"an_ended_context_records_nothing", mixed, endedRecord, true},
		{"recorders_lose_nothing", nothing, concurrentRecorders, true},
	}
}

// start is the first date of the kit's readings.
func start() calendar.Date { return calendar.DateOf(2026, 1, 31) }

func reading(metric, subject string, days int, v kpi.Value) kpi.Reading {
	return kpi.Reading{Metric: metric, Subject: subject, At: start().AddDays(days), Value: v}
}

func nothing() []kpi.Reading { return nil }

// mixed holds two metrics of three subjects on four days.
func mixed() []kpi.Reading {
	var list []kpi.Reading
	for n, at := range []int{28, 0, 59, 400} {
		for k, subject := range []string{"b", "a", "B"} {
			list = append(list, reading("asked", subject, at, kpi.Int(int64(10*n+k), "")), reading("spent", subject, at, kpi.Int(int64(10*n+k), "h")))
		}
	}
	return list
}

func numbers() []kpi.Reading {
	long := new(big.Int).Exp(big.NewInt(7), big.NewInt(2000), nil)
	values := []kpi.Value{
		kpi.Int(0, ""), kpi.Int(0, "h"), kpi.Int(-1, ""), kpi.Ratio(1, 3, ""), kpi.Ratio(-22, 7, "day"), kpi.Ratio(1, 10, ""), kpi.Ratio(1, 1<<40, ""), kpi.Int(1<<62, "period"), kpi.Int(9_007_199_254_740_993, ""),
		kpi.Rat(new(big.Rat).SetInt(long), ""), kpi.Rat(new(big.Rat).SetFrac(big.NewInt(1), long), "h"), kpi.Int(5, "CNY/day"), kpi.Int(5, "人日"), kpi.Int(5, "CNY"), kpi.Int(7, "%"), kpi.Int(7, " h'\"\\ "),
	}
	return listed(values)
}

func listed(values []kpi.Value) []kpi.Reading {
	var list []kpi.Reading
	for i, v := range values {
		list = append(list, reading("number", "a", i, v))
	}
	return list
}

func amounts() []kpi.Reading {
	points, err := money.NewCurrency("POINT", 0)
	yuan, err2 := money.Lookup("CNY")
	yen, err3 := money.Lookup("JPY")
	if errors.Join(err, err2, err3) != nil {
		return nil
	}
	return listed([]kpi.Value{
		kpi.MoneyRat(big.NewRat(1250, 100), yuan), kpi.MoneyRat(big.NewRat(1, 3), yuan), kpi.MoneyRat(new(big.Rat), yuan), kpi.MoneyRat(big.NewRat(-7, 1), yen), kpi.MoneyRat(big.NewRat(9, 1), points),
	})
}

func gaps() []kpi.Reading {
	return listed([]kpi.Value{kpi.Unknown(kpi.ReasonNoData), kpi.Int(0, ""), kpi.Unknown(kpi.ReasonMissingRate), kpi.Unknown("设备停机")})
}

// names are all different: by case, by composition, by blanks, by what a
// database may take for a pattern.
func names() []kpi.Reading {
	var list []kpi.Reading
	for i, subject := range []string{"a", "A", "ä", "a\u0308", "a ", " a", "a%", "a_", "_", "%", "a'", `a"`, `a\`, "团队", "a/b", "a.b", strings.Repeat("x", kpi.MaxNameBytes), "null", "0", "00"} {
		list = append(list, reading("m", subject, 0, kpi.Int(int64(i), "")), reading(subject, "s", 0, kpi.Int(int64(i), "")))
	}
	return list
}

// many are more than sources read at once.
func many() []kpi.Reading {
	var list []kpi.Reading
	for i := range 1500 {
		list = append(list, reading("m", string(rune('a'+i%3)), i/3, kpi.Ratio(int64(i), 7, "h")))
	}
	return list
}

// sorted returns the readings that a query selects, in the order of the
// contract.
func sorted(list []kpi.Reading, q kpi.Query) []kpi.Reading {
	var picked []kpi.Reading
	for _, r := range list {
		if r.Metric == q.Metric && (q.Subject == "" || r.Subject == q.Subject) && (q.From.IsZero() || !r.At.Before(q.From)) && (q.To.IsZero() || !r.At.After(q.To)) {
			picked = append(picked, r)
		}
	}
	slices.SortFunc(picked, func(a, b kpi.Reading) int {
		return cmp.Or(a.At.Compare(b.At), strings.Compare(a.Subject, b.Subject))
	})
	return picked
}

// finds wants what the query selects from all that the source holds.
func (p *probe) finds(q kpi.Query) { p.gives(q, sorted(p.held, q)...) }

func tryNothing(p *probe) {
	p.gives(kpi.Query{Metric: "m"})
	p.gives(kpi.Query{Metric: "m", Subject: "s", From: start(), To: start()})
}

func inOrder(p *probe) { p.finds(kpi.Query{Metric: "asked"}) }

func selectsMetric(p *probe) {
	p.finds(kpi.Query{Metric: "spent"})
	p.gives(kpi.Query{Metric: "other"})
	p.gives(kpi.Query{Metric: "ask"})
	p.gives(kpi.Query{Metric: "Asked"})
}

func selectsSubject(p *probe) {
	for _, subject := range []string{"a", "b", "B"} {
		p.finds(kpi.Query{Metric: "asked", Subject: subject})
	}
	p.gives(kpi.Query{Metric: "asked", Subject: "c"})
}

func selectsDates(p *probe) {
	for _, from := range []int{-1, 0, 1, 28, 400, 401} {
		for _, to := range []int{-1, 0, 27, 28, 400} {
			a, b := start().AddDays(from), start().AddDays(to)
			p.finds(kpi.Query{Metric: "asked", From: a, To: b})
			p.finds(kpi.Query{Metric: "asked", Subject: "a", From: a})
			p.finds(kpi.Query{Metric: "asked", To: b})
		}
	}
}

// giveAll asks for all that is held, metric by metric.
func giveAll(p *probe) {
	seen := map[string]bool{}
	for _, r := range p.held {
		if !seen[r.Metric] {
			p.finds(kpi.Query{Metric: r.Metric})
		}
		seen[r.Metric] = true
	}
}

func namesApart(p *probe) {
	giveAll(p)
	for _, r := range p.held {
		p.finds(kpi.Query{Metric: r.Metric, Subject: r.Subject})
	}
}

func badQueries(p *probe) {
	for _, q := range []kpi.Query{{}, {Subject: "a"}, {Metric: "a\x00"}, {Metric: "\xff"}, {Metric: strings.Repeat("x", kpi.MaxNameBytes+1)}, {Metric: "asked", Subject: "a\n"}} {
		got, err := p.read(q)
		if !errors.Is(err, kpi.ErrReading) || len(got) > 0 {
			p.failf("query %s: got %d readings and error %v, want kpi.ErrReading", shownQuery(q), len(got), err)
		}
	}
}

// endsEarly does so often enough to use up whatever is not given back.
func endsEarly(p *probe) {
	for n := range 150 {
		seen := 0
		for _, err := range p.source.Readings(p.ctx, kpi.Query{Metric: "m"}) {
			if err != nil {
				p.failf("a sequence that ends early: got error %v", err)
				return
			}
			if seen++; seen > n%4 {
				break
			}
		}
	}
	p.finds(kpi.Query{Metric: "m", Subject: "a"})
}

func readAgain(p *probe) {
	q := kpi.Query{Metric: "asked", Subject: "a"}
	want := sorted(p.held, q)
	readings := p.source.Readings(p.ctx, q)
	for range 2 {
		var got []kpi.Reading
		for r, err := range readings {
			if err != nil {
				p.failf("read again: got error %v", err)
			}
			got = append(got, r)
		}
		if !slices.EqualFunc(got, want, same) {
			p.failf("read again: got %d readings, want the same %d", len(got), len(want))
		}
	}
}

func nested(p *probe) {
	outer := 0
	for r, err := range p.source.Readings(p.ctx, kpi.Query{Metric: "m", Subject: "a"}) {
		if err != nil {
			p.failf("reading while others read: got error %v", err)
			return
		}
		if outer++; outer%100 == 1 {
			p.finds(kpi.Query{Metric: "m", Subject: "b", From: r.At, To: r.At})
		}
	}
	if outer != 500 {
		p.failf("a sequence with other calls between: got %d readings, want 500", outer)
	}
}

func endedContext(p *probe) {
	ctx, cancel := context.WithCancel(p.ctx)
	cancel()
	var last error
	for _, err := range p.source.Readings(ctx, kpi.Query{Metric: "m"}) {
		last = err
	}
	if !errors.Is(last, context.Canceled) {
		p.failf("with an ended context: got error %v, want context.Canceled", last)
	}
}
