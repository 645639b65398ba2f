package storetest

import (
	"context"
	"errors"
	"math"
	"strings"
	"time"

	"github.com/milepost-go/milepost/lifecycle/store"
)

// clauses returns the contract, in the order of the package documentation of
// store.
func clauses() []clause {
	return []clause{
		{"versions_count_the_saves", versionsCount},
		{"many_versions", manyVersions},
		{"documents_are_independent", independent},
		{"a_save_replaces_the_whole", replaces},
		{"every_text_survives", texts},
		{"a_large_document_survives", large},
		{"creating_twice_conflicts", createTwice},
		{"a_stale_save_conflicts", stale},
		{"a_save_ahead_conflicts", ahead},
		{"a_conflict_stores_nothing", conflictStoresNothing},
		{"a_conflict_names_the_versions", conflictNames},
		{"the_unknown_is_not_found", unknown},
		{"ids_are_bytes", idsAreBytes},
		{"tenants_are_apart", tenantsApart},
		{"bad_ids_are_invalid", badIDs},
		{"copies_in", copiesIn},
		{"copies_out", copiesOut},
		{"the_input_is_only_read", inputOnlyRead},
		{"an_ended_context_is_refused", endedContext},
		{"concurrent_writers_lose_nothing", concurrentWriters},
		{"concurrent_documents_do_not_meet", concurrentDocuments},
		{"random_runs_follow_the_model", randomRuns},
	}
}

func versionsCount(p *probe) {
	p.saves("a", 0, sample("first"))
	p.loads("a", 1, sample("first"))
	p.saves("a", 1, sample("second"))
	p.saves("a", 2, sample("third"))
	p.loads("a", 3, sample("third"))
	p.loads("a", 3, sample("third"))
}

func manyVersions(p *probe) {
	const saves = 300 // more than a byte counts
	for v := range store.Version(saves) {
		p.saves("a", v, Doc{Title: "state", Counts: map[string]int64{"n": int64(v) + 1}})
		if len(p.faults) > 0 {
			return
		}
	}
	p.loads("a", saves, Doc{Title: "state", Counts: map[string]int64{"n": saves}})
}

func independent(p *probe) {
	p.saves("a", 0, sample("a1"))
	p.saves("b", 0, sample("b1"))
	p.saves("a", 1, sample("a2"))
	p.saves("b", 1, sample("b2"))
	p.saves("c", 0, sample("c1"))
	p.loads("a", 2, sample("a2"))
	p.loads("b", 2, sample("b2"))
	p.loads("c", 1, sample("c1"))
}

func replaces(p *probe) {
	p.saves("a", 0, sample("long"))
	short := Doc{Title: "short", Tags: []string{"z"}, Counts: map[string]int64{"z": 7}}
	p.saves("a", 1, short)
	p.loads("a", 2, short)
	p.saves("a", 2, Doc{})
	p.loads("a", 3, Doc{})
}

func texts(p *probe) {
	doc := Doc{
		Title:  "O'Brien \"quoted\" \\ % _ ; -- <b>&amp;</b> \u2028 \x00 \t\r\n 项目 😀 e\u0301 \u00e9 \u202e",
		Tags:   []string{"", " ", "null", "{}", strings.Repeat("x", 5000)},
		Counts: map[string]int64{"": 0, "max": math.MaxInt64, "min": math.MinInt64, "a.b": 1, "a b": 2},
	}
	p.saves("a", 0, doc)
	p.loads("a", 1, doc)
}

func large(p *probe) {
	doc := Doc{Title: strings.Repeat("0123456789abcdef", 1<<16)}
	p.saves("a", 0, doc)
	p.loads("a", 1, doc)
}

func createTwice(p *probe) {
	p.saves("a", 0, sample("first"))
	p.conflicts("a", 0)
	p.loads("a", 1, sample("first"))
}

func stale(p *probe) {
	p.saves("a", 0, sample("1"))
	p.saves("a", 1, sample("2"))
	p.saves("a", 2, sample("3"))
	p.conflicts("a", 1)
	p.conflicts("a", 2)
	p.loads("a", 3, sample("3"))
}

func ahead(p *probe) {
	p.conflicts("a", 1)
	p.misses("a")
	p.saves("a", 0, sample("1"))
	for _, expect := range []store.Version{2, 1 << 31, 1 << 62, math.MaxInt64, math.MaxUint64} {
		p.conflicts("a", expect)
	}
	p.loads("a", 1, sample("1"))
}

func conflictStoresNothing(p *probe) {
	p.conflicts("new", 3)
	p.misses("new")
	p.saves("a", 0, sample("kept"))
	p.conflicts("a", 0)
	p.conflicts("a", 5)
	p.loads("a", 1, sample("kept"))
	p.saves("a", 1, sample("next")) // the refused ones used up no version
	p.loads("a", 2, sample("next"))
}

func conflictNames(p *probe) {
	p.saves("a", 0, sample("1"))
	p.saves("a", 1, sample("2"))
	for _, want := range []store.ConflictError{{ID: "a", Expected: 1, Actual: 2}, {ID: "a", Expected: 9, Actual: 2}, {ID: "new", Expected: 4, Actual: 0}} {
		_, err := p.store.Save(p.ctx, want.ID, want.Expected, Doc{})
		var got *store.ConflictError
		if !errors.As(err, &got) {
			p.failf("save %q expecting version %d: got %v, want a *store.ConflictError", want.ID, want.Expected, err)
		} else if *got != want {
			p.failf("save %q: got %+v, want %+v", want.ID, *got, want)
		}
	}
}

func unknown(p *probe) {
	p.misses("a")
	p.saves("a", 0, sample("a"))
	p.misses("b")
	p.misses("a/a")
}

// awkward ids differ in a byte that some media overlook.
var awkward = [...]string{
	"project", "Project", "PROJECT", "project ", " project", "projec", "projects", "project/", "pro%", "pro_ect", "pro*", "pro?ect", "%", "_", "*", ".", "..", "a.b", "a>b", "a/b", "a//b",
	"a\\b", "a'b", "a\"b", "a;b", "a:b", "caf\u00e9", "cafe\u0301", "STRASSE", "stra\u00dfe", "i", "\u0130", "\u0131", "项目", "😀", "\u05e9\u05dc\u05d5\u05dd", "null", "0", "00", "1", "1.0",
}

func idsAreBytes(p *probe) {
	longest := strings.Repeat("x", 256)
	ids := append(awkward[:], longest, longest[:255])
	for i, id := range ids {
		p.saves(id, 0, Doc{Title: id, Counts: map[string]int64{"i": int64(i)}})
	}
	for i, id := range ids {
		p.loads(id, 1, Doc{Title: id, Counts: map[string]int64{"i": int64(i)}})
	}
}

func tenantsApart(p *probe) {
	p.saves("acme/plan", 0, sample("of acme"))
	p.misses("globex/plan")
	p.misses("plan")
	p.misses("acme")
	p.saves("globex/plan", 0, sample("of globex"))
	p.saves("globex/plan", 1, sample("of globex, changed"))
	p.loads("acme/plan", 1, sample("of acme"))
	p.loads("globex/plan", 2, sample("of globex, changed"))
}

func badIDs(p *probe) {
	for _, id := range []string{"", strings.Repeat("x", 257), strings.Repeat("é", 128) + "x", "a\x00b", "a\nb", "\t", "\x7f", "\u0085", "\xff", "a\xc3"} {
		if v, err := p.store.Save(p.ctx, id, 0, Doc{}); !errors.Is(err, store.ErrInvalid) || v != 0 {
			p.failf("save with the bad id %.20q: got version %d and %v, want store.ErrInvalid", id, v, err)
		}
		if _, v, err := p.store.Load(p.ctx, id); !errors.Is(err, store.ErrInvalid) || v != 0 {
			p.failf("load with the bad id %.20q: got version %d and %v, want store.ErrInvalid", id, v, err)
		}
	}
}

func copiesIn(p *probe) {
	doc := sample("kept")
	p.saves("a", 0, doc)
	scribble(doc)
	p.loads("a", 1, sample("kept"))
}

func copiesOut(p *probe) {
	p.saves("a", 0, sample("kept"))
	for range 2 {
		got, _, err := p.store.Load(p.ctx, "a")
		if err != nil {
			p.failf("load: %v", err)
		}
		scribble(got)
		p.loads("a", 1, sample("kept"))
	}
}

func inputOnlyRead(p *probe) {
	doc := sample("mine")
	p.saves("a", 0, doc)
	if !doc.Equal(sample("mine")) {
		p.failf("save changed its argument to %v", doc)
	}
	if _, err := p.store.Save(p.ctx, "a", 0, doc); err == nil || !doc.Equal(sample("mine")) {
		p.failf("a refused save returned %v and left its argument as %v", err, doc)
	}
}

func endedContext(p *probe) {
	p.saves("a", 0, sample("kept"))
	cancelled, cancel := context.WithCancel(p.ctx)
	cancel()
	late, stop := context.WithDeadline(p.ctx, time.Unix(0, 0))
	defer stop()
	for _, ctx := range []context.Context{cancelled, late} {
		if _, err := p.store.Save(ctx, "a", 1, Doc{}); !errors.Is(err, ctx.Err()) {
			p.failf("save: got %v, want %v", err, ctx.Err())
		}
		if _, err := p.store.Save(ctx, "b", 0, Doc{}); !errors.Is(err, ctx.Err()) {
			p.failf("save of a new document: got %v, want %v", err, ctx.Err())
		}
		if _, _, err := p.store.Load(ctx, "a"); !errors.Is(err, ctx.Err()) {
			p.failf("load: got %v, want %v", err, ctx.Err())
		}
	}
	p.loads("a", 1, sample("kept"))
	p.misses("b")
}
