package tolerance_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/kpi/tolerance"
	"github.com/milepost-go/milepost/lifecycle/finding"
)

// sample is a record as a person would write it.
func sample(t testing.TB) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "record.json"))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// The file is read as it says, and written again byte by byte.
func TestDecodeSample(t *testing.T) {
	r, err := tolerance.Decode(strings.NewReader(sample(t)))
	if err != nil {
		t.Fatal(err)
	}
	state, events, found := r.Replay()
	if len(r.Rules.Places) != 2 || len(events) != 2 || len(found) != 0 || len(state.Exceptions(r.Accounts)) != 1 || state.Exceptions(r.Accounts)[0].Account.Cause != "接口交付延迟" {
		t.Errorf("%v %v %v", r, events, found)
	}
	var b bytes.Buffer
	if err := tolerance.Encode(&b, r); err != nil || b.String() != sample(t) {
		t.Errorf("%v\n%s", err, b.String())
	}
}

func TestDecodeIsStrict(t *testing.T) {
	text := sample(t)
	change := func(old, with string) string {
		if !strings.Contains(text, old) {
			t.Fatalf("the sample has no %s", old)
		}
		return strings.Replace(text, old, with, 1)
	}
	for name, data := range map[string]string{
		"empty":           "",
		"format":          change("tolerance/1", "tolerance/2"),
		"no format":       change(`"format": "milepost.tolerance/1",`, ""),
		"unknown member":  change(`"rules"`, `"extra": 1, "rules"`),
		"twice":           change(`"id": "crm"`, `"id": "crm", "ID": "x"`),
		"number":          change(`"value": "10"`, `"value": 10`),
		"long number":     change(`"value": "10"`, `"value": "1e9"`),
		"date":            change(`"2026-03-06"`, `"2026-02-30"`),
		"null row":        change(`"places": [`, `"places": [null,`),
		"behind":          text + "{}",
		"not UTF-8":       change("crm", "\xff"),
		"member of value": change(`"unit": "day"`, `"unit": "day", "per": "h"`),
	} {
		r, err := tolerance.Decode(strings.NewReader(data))
		if !errors.Is(err, tolerance.ErrForm) || len(r.Rules.Places) != 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestLimitsOfSize(t *testing.T) {
	long, many := strings.Repeat("x", tolerance.MaxText+1), tolerance.MaxRows+1
	for name, r := range map[string]tolerance.Record{
		"text":         {Rules: tolerance.Rules{Places: []tolerance.Place{{ID: long}}}},
		"measure":      {Rules: tolerance.Rules{Limits: []tolerance.Limit{{Measure: long}}}},
		"evidence":     {Observations: []tolerance.Observation{{Evidence: []finding.Ref{{ID: long}}}}},
		"lesson":       {Accounts: []tolerance.Account{{Lesson: long}}},
		"option":       {Accounts: []tolerance.Account{{Options: []tolerance.Option{{Text: long}}}}},
		"places":       {Rules: tolerance.Rules{Places: make([]tolerance.Place, many)}},
		"limits":       {Rules: tolerance.Rules{Limits: make([]tolerance.Limit, many)}},
		"observations": {Observations: make([]tolerance.Observation, many)},
		"accounts":     {Accounts: make([]tolerance.Account, many)},
		"references":   {Observations: []tolerance.Observation{{Evidence: make([]finding.Ref, many)}}},
	} {
		var b bytes.Buffer
		if err := tolerance.Encode(&b, r); !errors.Is(err, tolerance.ErrTooMany) || b.Len() > 0 {
			t.Errorf("%s: %v, %d bytes", name, err, b.Len())
		}
	}
	if _, err := tolerance.Decode(strings.NewReader(strings.Repeat(" ", tolerance.MaxBytes+1))); !errors.Is(err, tolerance.ErrTooMany) {
		t.Errorf("%v", err)
	}
	text := strings.Replace(sample(t), "接口交付延迟", long, 1)
	if _, err := tolerance.Decode(strings.NewReader(text)); !errors.Is(err, tolerance.ErrTooMany) {
		t.Errorf("%v", err)
	}
}

// A deep tree is walked once, not once for every place and observation.
func TestDeepTree(t *testing.T) {
	const n = 50_000
	r := tolerance.Record{Rules: tolerance.Rules{Places: []tolerance.Place{{ID: "p0", Level: tolerance.Project}}, Limits: rollout().Limits[:1]}}
	r.Rules.Limits[0].Place = "p0"
	parent := "p0"
	for i := range n {
		id := "t" + strings.Repeat("i", i%7) + string(rune('a'+i%26)) + decimal(i)
		r.Rules.Places = append(r.Rules.Places, tolerance.Place{ID: id, Level: tolerance.Task, Parent: parent})
		o := weekly(3)[0]
		o.Place, parent = id, id
		r.Observations = append(r.Observations, o)
	}
	if found := r.Check(); len(found) != 0 {
		t.Errorf("%d findings, first %v", len(found), found[0])
	}
}

func decimal(n int) string { return days(n).Round(0, 0) }

// Whatever is read can be checked, replayed and written again.
func FuzzDecode(f *testing.F) {
	f.Add([]byte(sample(f)))
	f.Add([]byte(`{"format":"milepost.tolerance/1"}`))
	f.Add([]byte(`{"format":"milepost.tolerance/1","rules":{"places":[{"id":"a","level":"task","parent":"a"}],"limits":[{"aspect":"time","level":"task","outer":{"value":"1/3"}}]},"observations":[{"on":"2026-01-01","place":"a","aspect":"time","forecast":{"value":"2"},"evidence":[{"id":"x"}]}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := tolerance.Decode(bytes.NewReader(data))
		if err != nil {
			return
		}
		r.Check()
		state, _, _ := r.Replay()
		for _, e := range state.Exceptions(r.Accounts) {
			state.Outlooks(r.Rules, e)
		}
		var first, second bytes.Buffer
		if err := tolerance.Encode(&first, r); err != nil {
			t.Fatal(err)
		}
		text := first.String()
		back, err := tolerance.Decode(&first)
		if err != nil {
			t.Fatal(err)
		}
		if err := tolerance.Encode(&second, back); err != nil || second.String() != text {
			t.Fatalf("%v: %s", err, text)
		}
	})
}
