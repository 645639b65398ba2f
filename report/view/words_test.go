package view_test

import (
	"regexp"
	"slices"
	"testing"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/evm"
	"github.com/milepost-go/milepost/kpi/portfolio"
	"github.com/milepost-go/milepost/kpi/sales"
	"github.com/milepost-go/milepost/kpi/tolerance"
	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/lifecycle/closing"
	"github.com/milepost-go/milepost/lifecycle/comms"
	gatefacts "github.com/milepost-go/milepost/lifecycle/facts"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/health"
	"github.com/milepost-go/milepost/lifecycle/team"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/card"
	"github.com/milepost-go/milepost/report/dataset"
	"github.com/milepost-go/milepost/report/ics"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/risk/dist"
	"github.com/milepost-go/milepost/risk/montecarlo"
	"github.com/milepost-go/milepost/risk/sra"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/asana"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/mspdi"
	"github.com/milepost-go/milepost/schedule/quality"
	"github.com/milepost-go/milepost/schedule/trello"
	"github.com/milepost-go/milepost/schedule/xer"
)

// everyCode returns the codes of every package that reports findings.
func everyCode() []finding.Code {
	list := slices.Concat(kpi.Codes(), evm.Codes(), tolerance.Codes(), sales.Codes(), lifecycle.Codes(), change.Codes(), charter.Codes(), closing.Codes(), team.Codes(), comms.Codes(), gatefacts.Codes(), health.Codes(),
		report.Codes(), dataset.Codes(), view.Codes(), risk.Codes(), schedule.Codes(), mspdi.Codes(),
		xer.Codes(), trello.Codes(), asana.Codes(), quality.Codes(), dist.Codes(), montecarlo.Codes(), sra.Codes(), portfolio.Codes(), ics.Codes(), card.Codes())
	for _, code := range calendar.FaultCodes() {
		list = append(list, finding.Code(code))
	}
	return list
}

// Every finding, remedy and label of every room has words in both languages.
func TestEveryCodeHasWords(t *testing.T) {
	for _, code := range everyCode() {
		for _, lang := range []phrase.Lang{phrase.En, phrase.ZhCN} {
			if !phrase.Known(lang, code) {
				t.Errorf("%s has no words in %s", code, lang)
			}
		}
	}
}

// Codes are well formed and mean one thing each.
func TestCodesAreWellFormedAndUnique(t *testing.T) {
	form := regexp.MustCompile(`^[a-z][a-z0-9]*(\.[a-z0-9_]+)+$`)
	seen := map[finding.Code]bool{}
	for _, code := range everyCode() {
		if !form.MatchString(string(code)) {
			t.Errorf("%q is not well formed", code)
		}
		if seen[code] {
			t.Errorf("%s stands twice", code)
		}
		seen[code] = true
	}
	if len(seen) < 300 {
		t.Errorf("only %d codes", len(seen))
	}
}
