package kpi

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// recorded is the number of threshold cases in testdata/truth/kpi, all exact.
const recorded = 7

type truthCase struct {
	ID, Op   string
	Inputs   map[string]*string
	Expected struct{ Status string }
}

func truthCases(t *testing.T) []truthCase {
	t.Helper()
	dir := filepath.Join("testdata", "truth", "kpi")
	if root := os.Getenv("MILEPOST_TRUTH"); root != "" {
		dir = filepath.Join(root, "kpi")
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	var cases []truthCase
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var file struct{ Cases []json.RawMessage }
		if err := json.Unmarshal(data, &file); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, raw := range file.Cases {
			var head struct{ Op string }
			if err := json.Unmarshal(raw, &head); err != nil || head.Op != "rag" {
				continue
			}
			var c truthCase
			if err := json.Unmarshal(raw, &c); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			cases = append(cases, c)
		}
	}
	return cases
}

func TestTruthKPI(t *testing.T) {
	exact, cases := 0, truthCases(t)
	for _, c := range cases {
		in := func(name string) Value {
			if text := c.Inputs[name]; text != nil {
				return number(t, *text)
			}
			return Value{}
		}
		rules := map[string]Limits{
			"higher": HigherLimits(in("green"), in("amber")), "lower": LowerLimits(in("green"), in("amber")),
			"band": BandLimits(Range{in("green_low"), in("green_high")}, Range{in("amber_low"), in("amber_high")}),
		}
		limits, known := rules[*c.Inputs["direction"]]
		got := limits.Colour(in("value")).String()
		if !known || got != c.Expected.Status {
			t.Errorf("%s: got %s, want %s", c.ID, got, c.Expected.Status)
			continue
		}
		exact++
	}
	t.Logf("truth kpi: %d of %d exact", exact, len(cases))
	if exact < recorded {
		t.Errorf("%d exact, recorded are %d", exact, recorded)
	}
}
