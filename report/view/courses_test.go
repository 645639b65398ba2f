package view_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
	"unicode"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/evm"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/chart"
	"github.com/milepost-go/milepost/report/html"
	"github.com/milepost-go/milepost/report/markdown"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/reporttest"
	"github.com/milepost-go/milepost/report/svg"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// coursesOf are all figures over time, with one name wherever people may give
// one.
func coursesOf(t *testing.T, w phrase.Printer, name string) map[string]*chart.LineChart {
	record, err := threeStatuses(t).Rebaseline("B "+name, evm.KeepHistory, inYuan(700))
	if err != nil {
		t.Fatal(err)
	}
	if record, err = record.Measured(evm.Status{At: friday(3), BAC: inYuan(1180), PV: inYuan(700), EV: inYuan(690), AC: inYuan(800)}); err != nil {
		t.Fatal(err)
	}
	plan := offerPlan(9, 10)
	plan.Tasks[1].Name, plan.Tasks[3].Name = name, name
	trend, result := reported(t, offerPlan(8, 10), plan)
	rules := append(kpi.Nelson(), kpi.Rule{Name: "R" + name, Pattern: kpi.Monotone, Need: 2})
	burn := fewPoints()
	return map[string]*chart.LineChart{
		"s-curve":         view.SCurve(w, view.CurveInput{Record: record, Baseline: twoTasks(t), Finish: friday(7), Spread: true}),
		"burn-down":       view.BurnDown(w, burn),
		"burn-up":         view.BurnUp(w, burn),
		"control-chart":   view.ControlChart(w, view.ControlInput{Series: hours(21, 22, 23, 24, 25, 26, 57), Title: name, Rules: rules}),
		"milestone-trend": view.MilestoneTrend(w, view.TrendInput{Trend: trend, Plan: plan, On: result.ProjectCalendar()}),
	}
}

// The figures keep the clauses, whatever people call things, and go through every writer as sound documents.
func TestCoursesOfHostileNames(t *testing.T) {
	for i, name := range append(reporttest.HostileNames(), "x") {
		lang := report.Langs()[i%2]
		for key, d := range coursesOf(t, phrase.In(lang), name) {
			if d.Name != key {
				t.Errorf("%s is called %s", key, d.Name)
			}
			if err := reporttest.CheckFigure(d); err != nil {
				t.Fatalf("%s with %.40q: %v", key, name, err)
			}
			wellFormed(t, d)
			doc := &report.Document{Title: "t", Lang: lang, Blocks: []report.Block{d}}
			for _, r := range []report.Renderer{markdown.Renderer{}, html.Renderer{}, report.JSON{}} {
				if err := r.Render(io.Discard, doc); err != nil {
					t.Fatalf("%s with %.40q by %T: %v", key, name, r, err)
				}
			}
		}
	}
}

// wellFormed reads the picture with a parser that is not ours; no element has
// come out of a name.
func wellFormed(t *testing.T, d *chart.LineChart) {
	t.Helper()
	var b bytes.Buffer
	if err := svg.Render(&b, d, svg.Options{}); err != nil {
		t.Fatal(err)
	}
	decoder := xml.NewDecoder(&b)
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		if e, ok := token.(xml.StartElement); ok && !strings.Contains(" svg title desc style rect path text pattern ", " "+e.Name.Local+" ") {
			t.Fatalf("element %s", e.Name.Local)
		}
	}
}

// In Chinese all words are Chinese, but for the names that people gave.
func TestCoursesSpeakChinese(t *testing.T) {
	for key, d := range coursesOf(t, phrase.In(phrase.ZhCN), "名称") {
		titles := []string{d.Frame().Title}
		table := d.Table()
		for i := range table.Columns {
			titles = append(titles, report.Format{Lang: report.ZhCN}.Title(&table.Columns[i]))
		}
		for _, n := range d.Events {
			titles = append(titles, n.Name)
		}
		for _, title := range titles {
			if !strings.ContainsFunc(title, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
				t.Errorf("%s: %q has no Chinese", key, title)
			}
		}
	}
}

// A figure is the same in both languages but for its words: the same dates,
// values and lines.
func TestCoursesAreEqualAcrossLanguages(t *testing.T) {
	en, zh := coursesOf(t, phrase.In(phrase.En), "x"), coursesOf(t, phrase.In(phrase.ZhCN), "x")
	for key := range en {
		a, b := en[key].Table(), zh[key].Table()
		if len(a.Rows) != len(b.Rows) || len(a.Columns) != len(b.Columns) {
			t.Fatalf("%s has other dates or columns", key)
		}
		for i := range a.Rows {
			for k := range a.Columns {
				if a.Columns[k].Name != b.Columns[k].Name || a.Columns[k].Type != report.TypeText && a.Rows[i].Cell(k) != b.Rows[i].Cell(k) {
					t.Errorf("%s: %v and %v", key, a.Rows[i].Cell(k), b.Rows[i].Cell(k))
				}
			}
		}
	}
}

// The status report shows the S-curve with the estimate of its own forecast
// table, and the milestone trend with the forecasts of its milestone table; an
// input without them shows neither.
func TestStatusShowsTheCourse(t *testing.T) {
	plan := offerPlan(9, 10)
	trend, result := reported(t, offerPlan(8, 10), plan)
	plan.DataDate = friday(2)
	record := threeStatuses(t)
	stages := record.Stages()
	last := stages[0].Statuses[2]
	in := view.StatusInput{Plan: plan, Result: result, Value: evm.Measurement{Status: last}, Basis: evm.Basis{ETC: inYuan(700)}, Curve: view.CurveInput{Record: record, Method: evm.BottomUp}, Trend: trend}
	figures := map[string]*chart.LineChart{}
	doc := view.Status(phrase.In(phrase.En), in)
	for _, b := range doc.Blocks {
		if d, ok := b.(*chart.LineChart); ok {
			figures[d.Name] = d
		}
	}
	if len(figures) != 2 {
		t.Fatalf("figures %v", figures)
	}
	eac := columnOf(t, figures["s-curve"].Table(), "ac_forecast")[result.Finish().Date().String()]
	said := false
	for _, row := range tableOf(t, doc, "forecasts").Rows {
		said = said || row.Cell(1) == eac
	}
	if !said || eac != inYuan(1300).Finding() {
		t.Errorf("the curve ends at %v, which the forecasts do not say", eac)
	}
	drawn := columnOf(t, figures["milestone-trend"].Table(), "m2")
	for _, row := range tableOf(t, doc, "milestone-list").Rows {
		if row.Cell(0).Plain() == "Contract signed" && row.Cell(2) != drawn[friday(1).Date().String()] {
			t.Errorf("the trend ends at %v, the table says %v", drawn, row.Cell(2))
		}
	}
	for _, b := range view.Status(phrase.In(phrase.En), view.StatusInput{Plan: plan, Result: result}).Blocks {
		if d, ok := b.(*chart.LineChart); ok {
			t.Errorf("%s is drawn from nothing", d.Name)
		}
	}
}

// The document of milestones draws the trend it lists, unless it is given a
// picture.
func TestMilestonesDrawTheTrend(t *testing.T) {
	plan := offerPlan(9, 10)
	trend, result := reported(t, offerPlan(8, 10), plan)
	own := &chart.LineChart{Name: "own", Dates: []calendar.Date{plan.Start.Date()}}
	for want, in := range map[string]view.MilestonesInput{
		"milestone-trend": {Plan: plan, Result: result, Trend: trend}, "own": {Plan: plan, Result: result, Trend: trend, Figure: own},
		"": {Plan: plan, Result: result, Trend: schedule.Trend{Reports: trend.Reports[:1]}},
	} {
		got := ""
		for _, b := range view.Milestones(phrase.In(phrase.En), in).Blocks {
			if d, ok := b.(*chart.LineChart); ok {
				got += d.Name
			}
		}
		if got != want {
			t.Errorf("draws %q, want %q", got, want)
		}
	}
}
