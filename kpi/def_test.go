package kpi

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

func winRate() Def {
	return Def{
		Key: "sales.win_rate", Direction: Higher, Formula: "won / (won + lost)", Inputs: []string{"won", "lost"}, Target: Ratio(1, 2, ""),
		Limits: HigherLimits(Ratio(2, 5, ""), Ratio(3, 10, "")), Source: "crm", Frequency: "monthly",
	}
}

func codes(found []finding.Finding) []finding.Code {
	var list []finding.Code
	for _, f := range found {
		list = append(list, f.Code)
	}
	return list
}

func TestCheckOfAGoodDef(t *testing.T) {
	lower, band, cash, plain := winRate(), winRate(), winRate(), winRate()
	lower.Direction, lower.Limits, lower.Target = Lower, LowerLimits(Int(5, ""), Int(10, "")), Int(0, "")
	band.Direction, band.Target = Band, Ratio(75, 100, "")
	band.Limits = BandLimits(Range{Ratio(7, 10, ""), Ratio(8, 10, "")}, Range{Ratio(6, 10, ""), Ratio(9, 10, "")})
	cash.Unit, cash.Target, cash.Limits = MoneyUnit, yuan(t, "0"), HigherLimits(yuan(t, "-1"), yuan(t, "-5"))
	plain.Direction, plain.Limits, plain.Target = Neutral, Limits{}, Value{}
	green := winRate()
	green.Limits.Amber = Range{}
	for i, d := range []Def{winRate(), lower, band, cash, plain, green} {
		if found := d.Check(); len(found) != 0 {
			t.Errorf("definition %d: %v", i, found)
		}
	}
}

func TestCheckFindsEachFault(t *testing.T) {
	for _, row := range []struct {
		want   finding.Code
		field  string
		change func(*Def)
	}{
		{CodeDefNoKey, "key", func(d *Def) { d.Key = "" }},
		{CodeDefNoFormula, "formula", func(d *Def) { d.Formula = "" }},
		{CodeDefNoInputs, "inputs", func(d *Def) { d.Inputs = nil }},
		{CodeDefLimitSide, "limits.green", func(d *Def) { d.Limits.Green = Range{High: Ratio(9, 10, "")} }},
		{CodeDefLimitSide, "limits.amber", func(d *Def) { d.Limits.Amber.High = Ratio(9, 10, "") }},
		{CodeDefLimitSide, "limits.green", func(d *Def) { d.Limits.Green = Range{} }},
		{CodeDefLimitSide, "limits.green", func(d *Def) { d.Direction, d.Limits.Amber = Neutral, Range{} }},
		{CodeDefLimitOrder, "limits.amber.low", func(d *Def) { d.Limits.Amber.Low = Ratio(9, 10, "") }},
		{CodeDefLimitUnit, "limits.amber.low", func(d *Def) { d.Limits.Amber.Low = Int(1, "h") }},
		{CodeDefLimitUnit, "target", func(d *Def) { d.Target = Int(1, "h") }},
		{CodeDefLimitNoNumber, "target", func(d *Def) { d.Target = Unknown(ReasonNoData) }},
		{CodeDefTargetNotGreen, "target", func(d *Def) { d.Target = Ratio(35, 100, "") }},
	} {
		d := winRate()
		row.change(&d)
		found := d.Check()
		if len(found) != 1 || found[0].Code != row.want || found[0].Subject != (finding.Ref{Kind: "indicator", ID: d.Key, Field: row.field}) || found[0].Remedy == "" {
			t.Errorf("want %s at %s, got %v", row.want, row.field, found)
		}
	}
}

func TestCheckFindsAllAtOnce(t *testing.T) {
	d := Def{Direction: Band, Limits: BandLimits(Range{Int(9, ""), Int(7, "")}, Range{Int(8, ""), Int(6, "")}), Target: Int(1, "h")}
	got := codes(d.Check())
	for _, want := range []finding.Code{CodeDefNoKey, CodeDefNoFormula, CodeDefNoInputs, CodeDefLimitUnit, CodeDefLimitOrder} {
		if !slices.Contains(got, want) {
			t.Errorf("%s is missing in %v", want, got)
		}
	}
	if !slices.IsSortedFunc(d.Check(), finding.Compare) {
		t.Errorf("not sorted: %v", d.Check())
	}
}

func TestCheckDefs(t *testing.T) {
	other := winRate()
	other.Key = "sales.other"
	if found := CheckDefs([]Def{winRate(), other}); len(found) != 0 {
		t.Errorf("got %v", found)
	}
	if got := codes(CheckDefs([]Def{winRate(), other, winRate(), {}})); !slices.Equal(got, []finding.Code{CodeDefNoFormula, CodeDefNoInputs, CodeDefNoKey, CodeDefDuplicateKey}) {
		t.Errorf("got %v", got)
	}
}

func TestDefJSON(t *testing.T) {
	data, err := json.Marshal(winRate())
	want := `{"key":"sales.win_rate","direction":"higher","formula":"won / (won + lost)","inputs":["won","lost"],"target":{"value":"0.5"},` +
		`"limits":{"green":{"low":{"value":"0.4"}},"amber":{"low":{"value":"0.3"}}},"source":"crm","frequency":"monthly"}`
	if err != nil || string(data) != want {
		t.Errorf("got %s, %v", data, err)
	}
	var back Def
	if err := json.Unmarshal(data, &back); err != nil {
		t.Fatal(err)
	}
	if again, err := json.Marshal(back); err != nil || string(again) != want || back.Colour(Ratio(1, 3, "")) != Amber {
		t.Errorf("came back as %s, %v", again, err)
	}
}

func TestFigure(t *testing.T) {
	f := Figure{Key: "evm.cpi", Formula: "ev / ac", Value: Ratio(15, 16, ""), Inputs: []Input{{"ev", yuan(t, "450000")}, {"ac", Value{}}}}
	if got := f.String(); got != "evm.cpi = ev / ac = 0.9375 with ev 450000 CNY, ac unknown (missing-input)" {
		t.Errorf("got %s", got)
	}
	data, err := json.Marshal(f)
	want := `{"key":"evm.cpi","value":{"value":"0.9375"},"formula":"ev / ac","inputs":[{"name":"ev","value":{"value":"450000","currency":"CNY"}},{"name":"ac","value":null}]}`
	if err != nil || string(data) != want {
		t.Errorf("got %s, %v", data, err)
	}
}

func TestCodesAreDistinct(t *testing.T) {
	seen := map[finding.Code]bool{}
	for _, code := range Codes() {
		if seen[code] {
			t.Errorf("%s stands twice", code)
		}
		seen[code] = true
	}
	if len(seen) < 22 {
		t.Errorf("%d codes", len(seen))
	}
}
