package view_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Every indicator of this library has a name, a meaning, its limits of use and
// the decision it supports, in both languages; no two have one name, and no
// words are left over.
func TestEveryIndicatorIsExplained(t *testing.T) {
	used := map[string]bool{}
	for _, lang := range []phrase.Lang{phrase.En, phrase.ZhCN} {
		names := map[string]string{}
		for _, d := range view.ShippedIndicators() {
			about := view.IndicatorWords(phrase.In(lang), d.Key)
			if about.Name == "" || about.Meaning == "" || about.Limits == "" || about.Decision == "" || strings.Contains(about.Name, "()") || strings.Contains(about.Name, "（）") {
				t.Errorf("%s in %s: %+v", d.Key, lang, about)
			}
			if other, twice := names[about.Name]; twice {
				t.Errorf("%s and %s are both called %q", d.Key, other, about.Name)
			}
			names[about.Name] = d.Key
			used[d.Key] = true
			for _, family := range []string{"evm.eac", "evm.etc", "evm.vac", "evm.tcpi", "evm.duration"} {
				used[family] = used[family] || strings.HasPrefix(d.Key, family+"_")
			}
		}
	}
	if len(view.ShippedIndicators()) < 160 {
		t.Errorf("%d indicators", len(view.ShippedIndicators()))
	}
	for _, key := range phrase.Standard().Keys() {
		if rest, ok := strings.CutPrefix(key, "label.indicator."); ok && !used[rest] {
			t.Errorf("%s is not used", key)
		}
		if rest, ok := strings.CutPrefix(key, "indicator."); ok && !used[rest[:strings.LastIndexByte(rest, '.')]] {
			t.Errorf("%s is not used", key)
		}
	}
}

func ExampleIndicatorWords() {
	for _, lang := range []phrase.Lang{phrase.En, phrase.ZhCN} {
		about := view.IndicatorWords(phrase.In(lang), "evm.eac_cpi")
		fmt.Println(about.Name)
		fmt.Println(about.Decision)
	}
	// Output:
	// Estimate at completion (by CPI)
	// How much money to expect, and whether the reserve is enough.
	// 完工估算（按成本指数）
	// 预计需要多少资金，储备是否足够。
}

// A host explains an indicator of its own in the book, and an indicator that
// nobody explains has its key alone.
func TestIndicatorsOfTheHost(t *testing.T) {
	book, err := phrase.Standard().With(map[string]phrase.Entry{
		"label.indicator.crm.calls": {En: "Calls", ZhCN: "电话数"}, "indicator.crm.calls.decision": {En: "Whom to call.", ZhCN: "联系谁。"},
	})
	if err != nil {
		t.Fatal(err)
	}
	day := calendar.DateOf(2026, 3, 2)
	in := view.DatasetInput{
		ID: "p", Indicators: []kpi.Def{{Key: "crm.calls", Unit: "call", Direction: kpi.Higher, Formula: "calls", Inputs: []string{"calls"},
			Target: kpi.Int(20, "call"), Limits: kpi.HigherLimits(kpi.Int(18, "call"), kpi.Int(10, "call"))}},
		Series: []kpi.Series{{Key: "crm.calls", Points: []kpi.Point{
			{At: day, Value: kpi.Int(18, "call")}, {At: day.AddDays(1), Value: kpi.Ratio(35, 2, "call")}, {At: day.AddDays(2), Value: kpi.Unknown(kpi.ReasonNoData)},
		}}, {Key: "nobody.knows", Points: []kpi.Point{{At: day, Value: kpi.Int(1, "")}}}},
		Figures: []view.DatedFigure{{On: day, Figure: kpi.Figure{Key: "crm.calls", Value: kpi.Int(99, "call")}}}, // the series has that day
	}
	for _, table := range view.Dataset(phrase.Printer{Book: book}, in) {
		var got []string
		for row := range table.Rows {
			got = append(got, fmt.Sprint(row[1:]))
		}
		switch table.Name {
		case "indicators":
			if len(got) != 2 || !strings.Contains(got[0], "[crm.calls crm.calls Calls call higher calls calls   Whom to call.   20 18  10 ]") || !strings.Contains(got[1], "nobody.knows nobody.knows") {
				t.Errorf("%q", got)
			}
		case "indicator_values":
			want := []string{"[crm.calls 2026-03-02 18 call 20 green]", "[crm.calls 2026-03-03 17.5 call 20 amber]", "[crm.calls 2026-03-04 unknown (no-data) call 20 unknown]", "[nobody.knows 2026-03-02 1   unknown]"}
			if fmt.Sprint(got) != fmt.Sprint(want) {
				t.Errorf("%q", got)
			}
		case "calendar":
			if len(got) != 3 {
				t.Errorf("%d days", len(got))
			}
		}
	}
	if about := view.IndicatorWords(phrase.Printer{}, "evm.nothing"); about != (view.IndicatorNote{}) {
		t.Errorf("%+v", about)
	}
}
