package sra_test

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/risk/montecarlo"
	"github.com/milepost-go/milepost/risk/sra"
)

// doctored returns the JSON of a shard with values replaced: by path, such as
// "tasks.0.critical".
func doctored(t *testing.T, s *sra.Shard, with map[string]any) []byte {
	t.Helper()
	decoder := json.NewDecoder(strings.NewReader(text(t, s)))
	decoder.UseNumber()
	var whole any
	if err := decoder.Decode(&whole); err != nil {
		t.Fatal(err)
	}
	for _, path := range slices.Sorted(maps.Keys(with)) {
		at := whole
		parts := strings.Split(path, ".")
		for _, part := range parts[:len(parts)-1] {
			at = entry(t, at, part)
		}
		put(t, at, parts[len(parts)-1], with[path])
	}
	data, err := json.Marshal(whole)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func entry(t *testing.T, at any, part string) any {
	t.Helper()
	if list, ok := at.([]any); ok {
		i, err := strconv.Atoi(part)
		if err != nil {
			t.Fatal(err)
		}
		return list[i]
	}
	return at.(map[string]any)[part]
}

func put(t *testing.T, at any, part string, value any) {
	t.Helper()
	if list, ok := at.([]any); ok {
		i, err := strconv.Atoi(part)
		if err != nil {
			t.Fatal(err)
		}
		list[i] = value
		return
	}
	object := at.(map[string]any)
	if _, there := object[part]; !there {
		t.Fatalf("no %s to replace", part)
	}
	object[part] = value
}

// places returns the places that an error names, and whether it is ErrForm.
func places(err error) ([]string, bool) {
	var list *finding.Error
	var fields []string
	if errors.As(err, &list) {
		for _, f := range list.Findings {
			fields = append(fields, f.Subject.Field)
		}
	}
	return fields, errors.Is(err, sra.ErrForm)
}

// oneBlock returns a study of so many trials and the shard of its first block.
func oneBlock(t *testing.T, trials int) (*sra.Study, *sra.Shard) {
	t.Helper()
	o := whole()
	o.Trials = trials
	study, err := sra.Prepare(site(), hazards(t), o)
	if err != nil {
		t.Fatal(err)
	}
	s, err := study.Shard(context.Background(), 0, 1)
	if err != nil {
		t.Fatal(err)
	}
	return study, s
}

// TestHostileShard: what no run can have led to is refused, and the place is
// named.
func TestHostileShard(t *testing.T) {
	_, s := oneBlock(t, 100)
	huge := "170141183460469231731687303715884105727" // 2^127 - 1
	for place, with := range map[string]map[string]any{
		"trials":           {"trials": 1025},
		"blocks 1":         {"blocks.0.1": -1},
		"study":            {"study": ""},
		"scenes":           {"scenes": nil, "points": nil},
		"events 2":         {"events.1": -1},
		"events 1":         {"events.0": 1025},
		"length":           {"trials": 99},
		"scenes 1 finish":  {"scenes.0.finish.n": -1},
		"scenes 2 finish":  {"scenes.1.finish": empty()},
		"scenes 2 cost":    {"scenes.1.cost": empty()},
		"scenes 3 cost":    {"scenes.2.cost.squares": "-1"},
		"milestones 1":     {"milestones.0.sum": huge},
		"tasks 1 critical": {"tasks.0.critical": 1025},
		"tasks 2 critical": {"tasks.1.critical": -1},
		"tasks 2 d":        {"tasks.1.d": "-5"},
		"tasks 3 d":        {"tasks.2.d": huge},
		"tasks 3 dd":       {"tasks.2.dd": "1"},
		"tasks 2 dd":       {"tasks.1.dd": huge},
		"tasks 2 dt":       {"tasks.1.dt": "0"},
		"tasks 3 dt":       {"tasks.2.dt": huge},
		"tasks 1 weight":   {"tasks.0.weight": huge},
		"ranks 1 own":      {"ranks.0.own": "-1"},
		"ranks 2 own":      {"ranks.1.own": huge},
		"ranks 1 finish":   {"ranks.0.finish": "-" + huge},
		"ranks 1 cost":     {"ranks.0.cost": huge},
		"ranks 1 pairs":    {"ranks.0.pairs": int64(1) << 40},
		"ranks 1 surplus":  {"ranks.0.surplus": -(int64(1) << 40)},
		"ranked finish":    {"ranked.finish": huge},
		"ranked cost":      {"ranked.cost": "-1"},
		"ranked own":       {"ranked.own": "1"},
		"ranked pairs":     {"ranked.pairs": -1},
		"points 1 trial":   {"points.0.trial": -1},
		"points 3 trial":   {"points.2.trial": 1},
		"points 100 trial": {"points.99.trial": 5000},
	} {
		err := new(sra.Shard).UnmarshalJSON(doctored(t, s, with))
		if fields, form := places(err); !form || !slices.Contains(fields, place) {
			t.Errorf("%s: %v names %q", place, err, fields)
		}
	}
	// What is no sum at all has no place, but is refused as well.
	for _, with := range []map[string]any{{"tasks.0.d": "x"}, {"tasks.0.d": "1" + huge}, {"trials": "many"}, {"events.0": 1.5}, {"points.0.finish": "2026-13-45T00:00:00"}} {
		if err := new(sra.Shard).UnmarshalJSON(doctored(t, s, with)); !errors.Is(err, sra.ErrForm) {
			t.Errorf("%v: %v", with, err)
		}
	}
	if err := new(sra.Shard).UnmarshalJSON(doctored(t, s, nil)); err != nil {
		t.Errorf("the shard as it is: %v", err)
	}
}

func empty() map[string]any {
	return map[string]any{"format": "milepost.counts/1", "n": 0, "sum": "0", "squares": "0", "grain": 1, "values": []any{}}
}

// TestHostileDates: dates outside the calendar are refused.
func TestHostileDates(t *testing.T) {
	study, err := sra.Prepare(site(), hazards(t), sra.Options{Trials: 1, Detail: sra.FinishOnly})
	if err != nil {
		t.Fatal(err)
	}
	s, err := study.Shard(context.Background(), 0, 1)
	if err != nil {
		t.Fatal(err)
	}
	late := empty()
	late["n"], late["sum"], late["squares"], late["values"] = 1, "4000000000000000000", "16000000000000000000000000000000000000", []any{[]any{json.Number("4000000000000000000"), 1}}
	err = new(sra.Shard).UnmarshalJSON(doctored(t, s, map[string]any{"scenes.0.finish": late}))
	if fields, form := places(err); !form || !slices.Contains(fields, "scenes 1 finish") {
		t.Errorf("%v names %q", err, fields)
	}
}

// TestHostileMerge: shards that are sound alone are refused together, or by
// their study, where they cannot be parts of one run.
func TestHostileMerge(t *testing.T) {
	o := whole()
	o.Detail = sra.FinishOnly
	short := o
	short.Trials = 500
	study, err := sra.Prepare(site(), hazards(t), o)
	if err != nil {
		t.Fatal(err)
	}
	small, err := sra.Prepare(site(), hazards(t), short)
	if err != nil {
		t.Fatal(err)
	}
	whole, err := study.Shard(context.Background(), 1, 2)
	if err != nil {
		t.Fatal(err)
	}
	part, err := small.Shard(context.Background(), 0, 1)
	if err != nil {
		t.Fatal(err)
	}
	var form struct{ Study string }
	if err := json.Unmarshal([]byte(text(t, whole)), &form); err != nil {
		t.Fatal(err)
	}
	short500 := new(sra.Shard)
	if err := short500.UnmarshalJSON(doctored(t, part, map[string]any{"study": form.Study})); err != nil {
		t.Fatal(err)
	}
	// Its only block is short, which may be the last one; the study knows better.
	_, err = study.Outcome(short500)
	if fields, isForm := places(err); !isForm || !slices.Contains(fields, "trials") {
		t.Errorf("a short block in the middle: %v names %q", err, fields)
	}
	both, err := sra.Merge(short500, whole)
	if err == nil {
		_, err = study.Outcome(both)
	}
	if !errors.Is(err, sra.ErrForm) {
		t.Errorf("together: %v", err)
	}
	fewer := new(sra.Shard)
	if err := fewer.UnmarshalJSON(doctored(t, whole, map[string]any{"points": []any{}})); err != nil {
		t.Fatal(err)
	}
	_, err = study.Outcome(fewer)
	if fields, isForm := places(err); !isForm || !slices.Contains(fields, "points") {
		t.Errorf("points left out: %v names %q", err, fields)
	}
}

// TestNoTrials: of nothing there are no figures, and the error says so.
func TestNoTrials(t *testing.T) {
	study, _ := oneBlock(t, 2*montecarlo.Block)
	none, err := sra.Merge()
	if err != nil {
		t.Fatal(err)
	}
	nils, err := sra.Merge(nil, &sra.Shard{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	stopped, err := study.Shard(ctx, 0, 2)
	if !errors.Is(err, context.Canceled) || stopped == nil || stopped.Trials() != 0 {
		t.Fatalf("%v, %v", stopped, err)
	}
	for name, s := range map[string]*sra.Shard{"nil": nil, "zero": {}, "merged of none": none, "merged of nil": nils, "stopped at once": stopped} {
		if out, err := study.Outcome(s); !errors.Is(err, sra.ErrNoTrials) || out != nil {
			t.Errorf("%s: %v, %v", name, out, err)
		}
	}
	out, err := study.Run(ctx)
	if !errors.Is(err, context.Canceled) || out == nil || !out.Partial || out.Trials != 0 || !has(out.Findings, sra.CodePartial) {
		t.Fatalf("a run stopped at once: %+v, %v", out, err)
	}
	if _, ok := out.Finish.Percentile(80); ok || !out.OnTime().IsUnknown() || !out.Reserve(80).Time.IsUnknown() {
		t.Error("figures of no trials")
	}
	text(t, out)
}

// TestMemoryIsBounded: a shard of sixteen times the trials is not sixteen times
// as large, and its points are no more than asked for.
func TestMemoryIsBounded(t *testing.T) {
	size := func(blocks int) (bytes, points int) {
		o := whole()
		o.Trials, o.Points, o.WithoutEach, o.Without = blocks*montecarlo.Block, 100, false, nil
		o.Costs = o.Costs[:1]
		study, err := sra.Prepare(site(), hazards(t), o)
		if err != nil {
			t.Fatal(err)
		}
		s, err := study.Shard(context.Background(), 0, blocks)
		if err != nil {
			t.Fatal(err)
		}
		out, err := study.Outcome(s)
		if err != nil {
			t.Fatal(err)
		}
		return len(text(t, s)), len(out.Points)
	}
	// Of the largest distribution 65,536 values are kept, each of at most 30 bytes.
	const most = 65_536 * 30 * 6
	if bytes, points := size(100); bytes > most || points > 100 {
		t.Errorf("%d bytes, %d points", bytes, points)
	}
}
