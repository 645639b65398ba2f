package kpi

import (
	"context"
	"errors"
	"strings"
	"testing"
)

// Units are compared by what they say, not by how they are written.
func TestUnitsWrittenOtherwise(t *testing.T) {
	f, err := CompileFormula("effort / 2", []Measure{{Name: "effort", Unit: "h*day"}})
	if err != nil || f.Unit() != "day*h" {
		t.Fatalf("got %v, %v", f, err)
	}
	for unit, want := range map[string]Reason{"h*day": "", "day*h": "", "day*h/x*x": ReasonUnitMismatch, "h": ReasonUnitMismatch, "h day": ReasonUnitMismatch, "": ReasonUnitMismatch} {
		got := f.Evaluate(Given{Values: map[string]Value{"effort": Int(6, unit)}})
		if got.Reason() != want || want == "" && got.String() != "3 day*h" {
			t.Errorf("%q: got %v", unit, got)
		}
	}
	if new(Formula).Unit() != "" {
		t.Error("no formula has no unit")
	}
}

func TestNamesAtTheirBounds(t *testing.T) {
	if _, err := Arrow(len(arrowNames)).MarshalText(); err == nil || Arrow(len(arrowNames)).String() != "arrow(4)" {
		t.Error("an arrow behind the last has a name")
	}
	longest := strings.Repeat("x", 64)
	for name, good := range map[string]bool{longest: true, longest + "x": false, "_a": false, "a_": true, "a1": true, ".a": false, "a-b": false} {
		if _, err := CompileFormula("1", []Measure{{Name: name}}); (err == nil) != good {
			t.Errorf("%q: got %v", name, err)
		}
	}
	deepest := strings.Repeat("(", MaxFormulaDepth) + "1" + strings.Repeat(")", MaxFormulaDepth)
	if _, err := CompileFormula(deepest, nil); err != nil {
		t.Errorf("at the limit of depth: %v", err)
	}
	if _, err := CompileFormula("1"+strings.Repeat(" ", MaxFormulaBytes-1), nil); err != nil {
		t.Errorf("at the limit of length: %v", err)
	}
}

// The denominator that does not compile is a fault of its own, and so is a
// value formula.
func TestFormulasOfARecordAreFaultsOfTheirOwn(t *testing.T) {
	c := Custom{Key: "x", Direction: Higher, Owner: "o", Inputs: []Measure{{Name: "a"}}, Aggregation: SumOf, Formula: "b"}
	if found := c.Check(); len(found) != 1 || found[0].Code != CodeCustomFormula || found[0].Subject.Field != "formula" {
		t.Errorf("got %v", found)
	}
	if _, err := c.Compile(); err == nil {
		t.Error("it compiles")
	}
}

// A denominator of zero and units that cannot be divided are unknown.
func TestQuotientOfOddUnits(t *testing.T) {
	for _, row := range []struct {
		v, w Value
		want string
	}{
		{Int(1, "h"), Int(0, "day"), "unknown (zero-denominator)"}, {Int(1, "h day"), Int(2, "h"), "unknown (unit-mismatch)"}, {Int(1, "h"), Int(2, "2h"), "unknown (unit-mismatch)"},
		{Int(1, "h"), Int(2, "h"), "0.5"}, {Int(1, "h"), Int(2, ""), "0.5 h"}, {Int(1, ""), Int(2, "h"), "0.5 1/h"}, {Unknown(ReasonNoData), Int(2, "h"), "unknown (no-data)"},
	} {
		if got := quotient(row.v, row.w); got.String() != row.want {
			t.Errorf("%v / %v: got %v, want %s", row.v, row.w, got, row.want)
		}
	}
}

// The number in a reading is bounded, as that of any JSON value is.
func TestTooLongANumberIsNoReading(t *testing.T) {
	huge := Int(7, "")
	for range 18 {
		huge = huge.Mul(Value{rat: huge.rat})
	}
	err := new(Memory).Record(t.Context(), Reading{"m", "s", day(t, "2026-01-31"), huge})
	if !errors.Is(err, ErrReading) || !strings.Contains(err.Error(), "too long") {
		t.Errorf("got %v", err)
	}
}

// A context that ends between two readings ends the sequence with its error.
func TestContextEndsWhileReading(t *testing.T) {
	var m Memory
	if err := m.Record(t.Context(), Reading{"m", "a", day(t, "2026-01-31"), Int(1, "")}, Reading{"m", "b", day(t, "2026-01-31"), Int(2, "")}); err != nil {
		t.Fatal(err)
	}
	for after := range 3 { // the sequence is of two readings
		ctx, cancel := context.WithCancel(t.Context())
		if after == 0 {
			cancel()
		}
		seen := 0
		var last error
		for _, err := range m.Readings(ctx, Query{Metric: "m"}) {
			if last = err; err == nil {
				if seen++; seen == after {
					cancel()
				}
			}
		}
		cancel()
		if seen != after || !errors.Is(last, context.Canceled) {
			t.Errorf("after %d: %d readings and %v", after, seen, last)
		}
	}
}
