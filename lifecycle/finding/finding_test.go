package finding

import (
	"encoding/json"
	"errors"
	"math/big"
	"strings"
	"testing"
	"time"
)

func TestSortIsTotal(t *testing.T) {
	list := []Finding{
		{Code: "b", Severity: Info, Subject: Ref{Kind: "task", ID: "1"}},
		{Code: "b", Subject: Ref{Kind: "task", ID: "10"}},
		{Code: "a", Subject: Ref{Kind: "task", ID: "9"}},
		{Code: "b", Subject: Ref{Kind: "task", ID: "9"}, Got: Number(2, "")},
		{Code: "b", Subject: Ref{Kind: "task", ID: "9"}, Got: Number(1, "")},
		{Code: "c", Severity: Warn},
	}
	want := []string{"block a: task 9", "block b: task 9, got 1", "block b: task 9, got 2", "block b: task 10", "warn c", "info b: task 1"}
	Sort(list)
	for i, f := range list {
		if f.String() != want[i] {
			t.Errorf("place %d: got %q, want %q", i, f, want[i])
		}
	}
}

func TestWorst(t *testing.T) {
	if _, some := Worst(nil); some {
		t.Error("an empty list has no worst")
	}
	list := []Finding{{Severity: Info}, {Severity: Warn}}
	if worst, _ := Worst(list); worst != Warn || Blocks(list) {
		t.Errorf("got %v", worst)
	}
	if !Blocks(append(list, Finding{})) {
		t.Error("a finding without severity must block")
	}
}

func TestValueJSONRoundTrip(t *testing.T) {
	values := []Value{
		{}, Text("目标"), Text(""), Number(-3, "day"), Ratio(1, 3, ""), Ratio(6, 8, "h"), Decimal("12.500", "%"),
		Money("0.10", "CNY"), Date("2026-02-28"), Date("2026-02-28T08:00"), Instant(time.Unix(1, 5)),
		Bool(true), Bool(false), List("a", "b,c"), List(), Unknown("no-data"),
	}
	for _, v := range values {
		data, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		var back Value
		if err := json.Unmarshal(data, &back); err != nil || back != v {
			t.Errorf("%s came back as %#v, %v", data, back, err)
		}
	}
}

func TestValueJSONRefusesOtherForms(t *testing.T) {
	for _, data := range []string{
		`{"kind":"number","value":"012"}`, `{"kind":"number","value":"1e3"}`, `{"kind":"number","value":"x"}`,
		`{"kind":"date","value":"2026-02-30"}`, `{"kind":"bool","value":"yes"}`, `{"kind":"list","value":"a"}`,
		`{"kind":"number","value":"` + strings.Repeat("1", 201) + `"}`, `{"kind":"soup","value":"1"}`, `{"kind":"text","value":"1","unit":"d"}`, `[]`,
	} {
		var v Value
		if err := json.Unmarshal([]byte(data), &v); err == nil {
			t.Errorf("%.60s was read as %v", data, v)
		}
	}
}

func TestCompareValues(t *testing.T) {
	instant := func(nano int64) Value { return Instant(time.Unix(0, nano)) }
	ascending := [][]Value{
		{Number(-5, ""), Number(9, ""), Decimal("9.5", ""), Number(10, ""), Decimal("123456789012345678901234567890", "")},
		{Ratio(1, 3, "x"), Decimal("0.334", "x"), Ratio(1, 2, "x")},
		{Date("2025-12-31"), Date("2026-01-01")},
		{instant(0), instant(5), instant(1e9), instant(1e9 + 1e8)},
		{Bool(false), Bool(true)},
	}
	for _, row := range ascending {
		for i := range row {
			for j := range row {
				got, ok := CompareValues(row[i], row[j])
				if !ok || got != sign(int64(i-j)) {
					t.Errorf("compare %v with %v: %d, %v", row[i], row[j], got, ok)
				}
			}
		}
	}
	for _, pair := range [][2]Value{
		{Number(1, "day"), Number(1, "h")}, {Text("1"), Number(1, "")}, {Unknown("x"), Unknown("x")}, {{}, {}}, {Money("1", "EUR"), Money("1", "USD")},
	} {
		if _, ok := CompareValues(pair[0], pair[1]); ok {
			t.Errorf("%v and %v must not compare", pair[0], pair[1])
		}
	}
}

func TestUnknownIsAValue(t *testing.T) {
	if v := Ratio(0, 0, ""); v.Reason() != "zero-denominator" {
		t.Errorf("got %v", v)
	}
	if v := Rat(nil, ""); !v.IsUnknown() || v.IsZero() {
		t.Errorf("got %v", v)
	}
	if r, ok := Ratio(2, 6, "").Rat(); !ok || r.Cmp(big.NewRat(1, 3)) != 0 {
		t.Errorf("got %v", r)
	}
}

func TestNumbersAreDecimal(t *testing.T) {
	for text, want := range map[string]string{"010": "10", "010/2": "5", "08/02": "4", "-3/6": "-0.5", "1.50": "1.5", "1/3": "1/3"} {
		if got := Decimal(text, "").Plain(); got != want {
			t.Errorf("%q is %s, want %s", text, got, want)
		}
	}
	for _, text := range []string{"", "1/0", "1/-2", "1/2/3", "0x10", "1.5/2", "1_0", "Inf", "١"} {
		if v := Decimal(text, ""); !v.IsUnknown() {
			t.Errorf("%q was read as %v", text, v)
		}
	}
}

func TestAsError(t *testing.T) {
	if err := AsError("op", []Finding{{Severity: Warn}}); err != nil {
		t.Errorf("a warning is no error: %v", err)
	}
	many := make([]Finding, 25)
	for i := range many {
		many[i] = Finding{Code: "x"}
	}
	err := AsError("op", many)
	var e *Error
	if !errors.As(err, &e) || len(e.Findings) != 25 || !strings.HasSuffix(err.Error(), "and 15 more") {
		t.Errorf("got %v", err)
	}
}
