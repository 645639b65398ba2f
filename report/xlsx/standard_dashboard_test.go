package xlsx_test

import (
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/report/xlsx"
)

// TestStandardDashboard holds that every table and column it names is one of
// the star's, and that titles are words of the language.
func TestStandardDashboard(t *testing.T) {
	for _, lang := range report.Langs() {
		var sheets []xlsx.Sheet
		for _, table := range view.Dataset(phrase.In(lang), view.DatasetInput{ID: "p"}) {
			sheets = append(sheets, xlsx.Standard(table))
		}
		d := xlsx.StandardDashboard(lang, sheets...)
		if d == nil || len(d.Tiles) != 6 || len(d.Charts) != 4 {
			t.Fatalf("%s: %+v", lang, d)
		}
		seen := map[string]bool{}
		for _, title := range []string{d.Tiles[0].Title, d.Tiles[3].Title, d.Charts[0].Title, d.Charts[1].Title, d.Charts[2].Title, d.Charts[3].Title} {
			if title == "" || seen[title] || lang == report.ZhCN && !hasHan(title) {
				t.Errorf("%s: title %q", lang, title)
			}
			seen[title] = true
		}
	}
}

func hasHan(s string) bool {
	for _, r := range s {
		if r >= 0x4e00 && r <= 0x9fff {
			return true
		}
	}
	return false
}

// TestStandardDashboardOfSomeTables holds that what is not there is left out.
// By hand, up to 15 March: PV 300, EV 270, AC 320, SPI 0.9, CPI 0.84375; 600 are
// planned in all, so 300 are left by the plan and 330 by what was earned.
func TestStandardDashboardOfSomeTables(t *testing.T) {
	if d := xlsx.StandardDashboard(report.En); d != nil {
		t.Errorf("of nothing: %+v", d)
	}
	sheet := xlsx.Standard(costs(finding.Money("300", "CNY")))
	d := xlsx.StandardDashboard(report.En, sheet)
	if len(d.Tiles) != 5 || len(d.Charts) != 2 {
		t.Fatalf("%d tiles, %d charts", len(d.Tiles), len(d.Charts))
	}
	data, notes := write(t, xlsx.Workbook{AsOf: finding.Date("2026-03-15"), Sheets: []xlsx.Sheet{sheet}, Dashboard: d})
	if len(notes) > 0 {
		t.Errorf("notes %v", notes)
	}
	f := open(t, data)
	stored := map[string]bool{}
	for _, name := range []string{"Dashboard", "Dashboard figures"} {
		rows, err := f.GetRows(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			for _, cell := range row {
				stored[cell] = true
			}
		}
	}
	for _, want := range []string{"300", "270", "320", "0.90", "0.84", "330"} {
		if !stored[want] && !stored["CNY "+want] && !stored[want+".00"] {
			t.Errorf("no cell shows %s: %v", want, stored)
		}
	}
	compare(t, f, calculated(t, data))
}
