package evm

import (
	"bytes"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/kpi"
)

// sample is the history of two baselines as a person would write it.
func sample(t testing.TB) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "record.json"))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// The file is the record that was worked by hand, and is written again byte by
// byte.
func TestDecodeSample(t *testing.T) {
	r, err := Decode(strings.NewReader(sample(t)))
	if err != nil {
		t.Fatal(err)
	}
	if !sameRecord(r, twoBaselines(t)) {
		t.Errorf("got %+v", r.Stages())
	}
	if got := encoded(t, r); got != sample(t) {
		t.Errorf("got %s", got)
	}
}

func encoded(t testing.TB, r Record) string {
	t.Helper()
	var b bytes.Buffer
	if err := Encode(&b, r); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// sameRecord compares what both records say, number by number.
func sameRecord(a, b Record) bool {
	x, y := a.Stages(), b.Stages()
	if len(x) != len(y) {
		return false
	}
	for i := range x {
		if x[i].Baseline != y[i].Baseline || len(x[i].Statuses) != len(y[i].Statuses) || (x[i].Change == nil) != (y[i].Change == nil) {
			return false
		}
		for k, s := range x[i].Statuses {
			if s.At != y[i].Statuses[k].At || !sameStatus(s, y[i].Statuses[k]) {
				return false
			}
		}
		if c, d := x[i].Change, y[i].Change; c != nil && (c.Reset != d.Reset || !sameStatus(c.Before, d.Before) || !sameStatus(c.After, d.After) || !c.OverTarget.Equal(d.OverTarget)) {
			return false
		}
	}
	return true
}

func TestDecodeIsStrict(t *testing.T) {
	for name, change := range map[string][2]string{
		"format":         {"evm/1", "evm/2"},
		"no format":      {`"format": "milepost.evm/1",`, ""},
		"unknown member": {`"stages"`, `"extra": 1, "stages"`},
		"member twice":   {`"baseline": "contract"`, `"baseline": "contract", "Baseline": "x"`},
		"number":         {`"value": "100"`, `"value": 100`},
		"exponent":       {`"value": "100"`, `"value": "1e2"`},
		"not a number":   {`"value": "100"`, `"value": "NaN"`},
		"currency":       {`"currency": "CNY"`, `"currency": "XQQ"`},
		"moment":         {"2026-01-28T", "2026-01-32T"},
		"null stage":     {`"stages": [`, `"stages": [null,`},
		"not UTF-8":      {"contract", "contr\xffct"},
		"behind":         {"", "{}"},
	} {
		text := sample(t) + change[1]
		if change[0] != "" {
			if text = strings.Replace(sample(t), change[0], change[1], 1); text == sample(t) {
				t.Fatalf("%s: the sample has no %s", name, change[0])
			}
		}
		if r, err := Decode(strings.NewReader(text)); !errors.Is(err, ErrForm) || r.now != nil {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

// What no calls could have led to is refused, all of it at once and with its
// place.
func TestDecodeRefusesWhatCouldNotBe(t *testing.T) {
	for name, row := range map[string]struct {
		alter  func([]Stage) []Stage
		places []string
	}{
		"no name":          {func(s []Stage) []Stage { s[0].Baseline = ""; return s }, []string{"stages[0].baseline: no name"}},
		"name taken":       {func(s []Stage) []Stage { s[1].Baseline = "contract"; return s }, []string{`stages[1].baseline: the name "contract" is taken`}},
		"first changes":    {func(s []Stage) []Stage { s[0].Change = s[1].Change; return s }, []string{"stages[0].change: the first"}},
		"no change":        {func(s []Stage) []Stage { s[1].Change = nil; return s }, []string{"stages[1].change: missing"}},
		"nothing measured": {func(s []Stage) []Stage { s[0].Statuses = nil; return s }, []string{"stages[1].change: nothing was measured"}},
		"no date":          {func(s []Stage) []Stage { s[0].Statuses[1].At = 0; return s }, []string{"stages[0].statuses[1].at: no date"}},
		"order":            {func(s []Stage) []Stage { s[1].Statuses[0].At = s[0].Statuses[2].At; return s }, []string{"stages[1].statuses[0].at: 2026-03-28"}},
		"reset":            {func(s []Stage) []Stage { s[1].Change.Reset = "forget"; return s }, []string{"stages[1].change.reset"}},
		"other reset":      {func(s []Stage) []Stage { s[1].Change.Reset = ZeroSV; return s }, []string{"change.after.pv: 700 CNY, want 500 CNY", "change.after.ev"}},
		"before and target": {func(s []Stage) []Stage {
			s[1].Change.Before.AC, s[1].Change.OverTarget = kpi.Int(7, ""), kpi.Int(0, "CNY")
			return s
		}, []string{"change.before.ac: 7, want 700 CNY", "change.over_target"}},
		"remaining":        {func(s []Stage) []Stage { s[1].Change.RemainingBefore = kpi.Unknown(kpi.ReasonNoData); return s }, []string{"change.remaining_before: unknown (no-data), want 500 CNY"}},
		"two stages wrong": {func(s []Stage) []Stage { s[0].Baseline, s[1].Statuses[1].At = "", 0; return s }, []string{"stages[0].baseline", "stages[1].statuses[1].at"}},
	} {
		text := encoded(t, recordOf(row.alter(twoBaselines(t).Stages())))
		_, err := Decode(strings.NewReader(text))
		for _, place := range row.places {
			if !errors.Is(err, ErrRecord) || !strings.Contains(err.Error(), place) {
				t.Errorf("%s: got %v, want %s", name, err, place)
			}
		}
	}
}

func TestLimitsOfRecords(t *testing.T) {
	long := strings.Repeat("x", MaxText+1)
	for name, stages := range map[string][]Stage{
		"name":     {{Baseline: long}},
		"unit":     {{Statuses: []Status{{AC: kpi.Int(1, long)}}}},
		"reason":   {{Change: &Rebaselined{OverTarget: kpi.Unknown(kpi.Reason(long))}}},
		"stages":   make([]Stage, MaxStages+1),
		"statuses": {{Statuses: make([]Status, MaxStatuses)}, {Statuses: make([]Status, 1)}},
	} {
		var b bytes.Buffer
		if err := Encode(&b, recordOf(stages)); !errors.Is(err, ErrTooMany) || b.Len() > 0 {
			t.Errorf("%s: %v, %d bytes", name, err, b.Len())
		}
	}
	if err := Encode(new(bytes.Buffer), recordOf([]Stage{{Baseline: "\xff"}})); !errors.Is(err, ErrForm) {
		t.Errorf("got %v", err)
	}
	if _, err := Decode(strings.NewReader(strings.Repeat(" ", MaxBytes+1))); !errors.Is(err, ErrTooMany) {
		t.Errorf("got %v", err)
	}
	text := strings.Replace(sample(t), `"contract"`, `"`+long+`"`, 1)
	if _, err := Decode(strings.NewReader(text)); !errors.Is(err, ErrTooMany) {
		t.Errorf("got %v", err)
	}
}

// Every record that calls lead to survives the way there and back, with figures
// that are missing, unknown or in other units too.
func TestRecordsSurviveTheirJSON(t *testing.T) {
	const seed = 17
	r := rand.New(rand.NewPCG(seed, 2))
	odd := []kpi.Value{{}, kpi.Unknown(kpi.ReasonMissingRate), kpi.Int(0, ""), kpi.Ratio(-1, 3, "h"), cny(t, "7.77"), kpi.Int(4, "CNY")}
	for range 300 {
		record, err := NewRecord("0")
		if err != nil {
			t.Fatal(err)
		}
		day := at(t, "2026-01-01T12:00")
		for step := range r.IntN(12) {
			s := randomStatus(r)
			s.At = day.AddSeconds(int64(step) * 86400)
			for _, v := range []*kpi.Value{&s.BAC, &s.PV, &s.EV, &s.AC} {
				if r.IntN(8) == 0 {
					*v = odd[r.IntN(len(odd))]
				}
			}
			record = measured(t, record, s)
			if r.IntN(3) == 0 {
				remaining := append(odd, kpi.Int(r.Int64N(100), "h"))[r.IntN(len(odd)+1)]
				record, err = record.Rebaseline(string(rune('a'+step)), []Reset{KeepHistory, ZeroSV, ZeroBoth}[r.IntN(3)], remaining)
				if err != nil {
					t.Fatal(err)
				}
			}
		}
		text := encoded(t, record)
		back, err := Decode(strings.NewReader(text))
		if err != nil || !sameRecord(back, record) || encoded(t, back) != text {
			t.Fatalf("seed %d: %v\n%s", seed, err, text)
		}
	}
}

// A record is kept as part of a larger document, and no fault is lost there.
func TestRecordInADocument(t *testing.T) {
	type project struct{ History, None Record }
	data, err := json.Marshal(project{History: twoBaselines(t)})
	if err != nil {
		t.Fatal(err)
	}
	var back project
	if err := json.Unmarshal(data, &back); err != nil || !sameRecord(back.History, twoBaselines(t)) || len(back.None.Stages()) != 0 {
		t.Errorf("%v: %+v", err, back)
	}
	before := back.History
	for _, bad := range []string{`{"History":{}}`, strings.Replace(string(data), `"contract"`, `""`, 1), strings.Replace(string(data), `"stages"`, `"x":1,"stages"`, 1)} {
		if err := json.Unmarshal([]byte(bad), &back); err == nil || !sameRecord(back.History, before) {
			t.Errorf("%.60s was read", bad)
		}
	}
	if err := json.Unmarshal([]byte(`{"History":null}`), &back); err != nil || len(back.History.Stages()) != 0 {
		t.Errorf("%v", err)
	}
}

// Whatever is read can be used and written again.
func FuzzDecode(f *testing.F) {
	f.Add([]byte(sample(f)))
	f.Add([]byte(`{"format":"milepost.evm/1","stages":null}`))
	f.Add([]byte(`{"format":"milepost.evm/1","stages":[{"baseline":"a","statuses":[{"at":"2026-01-01T00:00","bac":{"value":"1/3","unit":"h"},"pv":null,"ev":{"unknown":"no-data"},"ac":{"value":"-2","currency":"CNY"}}]}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := Decode(bytes.NewReader(data))
		if err != nil {
			return
		}
		r.Trends("evm.cpi", Status.CPI)
		RollingCPI(r.History(), 3)
		r.OverTarget()
		text := encoded(t, r)
		back, err := Decode(strings.NewReader(text))
		if err != nil || encoded(t, back) != text {
			t.Fatalf("%v: %s", err, text)
		}
	})
}
