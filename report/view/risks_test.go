package view_test

import (
	"testing"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// rated is a register with one threat of 100,000 CNY at 30 %, assessed on one
// basis only.
func rated(t *testing.T, basis risk.Basis) risk.Register {
	t.Helper()
	m, err := risk.Preset(risk.PresetIllustrative5x5)
	if err != nil {
		t.Fatal(err)
	}
	cny, err := money.Lookup("CNY")
	if err != nil {
		t.Fatal(err)
	}
	return risk.Register{ID: "r", Currency: cny, Matrix: m, Risks: []risk.Risk{{
		ID: "r1", Kind: risk.Threat, Status: risk.Open, Owner: "o", Cause: "c", Event: "e", Effect: "f",
		Assessments: []risk.Assessment{{At: calendar.DateOf(2026, 3, 2), By: "o", Basis: basis, Rating: risk.Rating{
			Likelihood: "2", Probability: risk.Fraction(3, 10), Effects: []risk.Effect{{On: risk.OnCost, Level: "3", Likely: risk.Whole(100_000)}}}}},
	}}}
}

// facts returns the shown facts of the exposure by name.
func facts(t *testing.T, doc *report.Document) map[string]string {
	t.Helper()
	shown, format := map[string]string{}, doc.Format()
	for _, b := range doc.Blocks {
		if f, ok := b.(report.Facts); ok {
			for i := range f.Items {
				shown[f.Items[i].Column.Name] = format.Cell(&f.Items[i].Column, f.Items[i].Value)
			}
		}
	}
	return shown
}

// A register is shown on the basis that is asked for; the default is the
// current one.
func TestRisksOnABasis(t *testing.T) {
	w, at := phrase.In(phrase.En), calendar.DateOf(2026, 3, 3)
	inherent := rated(t, risk.Inherent)
	if got := facts(t, view.RisksOn(w, inherent, at, risk.Inherent)); got["impact_cost"] != "CNY 30,000.00" || got["rating_basis"] != "inherent" {
		t.Errorf("got %v", got)
	}
	if got := facts(t, view.Risks(w, rated(t, risk.Current), at)); got["impact_cost"] != "CNY 30,000.00" || got["rating_basis"] != "current" {
		t.Errorf("got %v", got)
	}
	if got := facts(t, view.Risks(w, inherent, at)); got["impact_cost"] == "CNY 30,000.00" {
		t.Errorf("an inherent rating is no current one: got %v", got)
	}
}
