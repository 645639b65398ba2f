package view_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/lifecycle/closing"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/dataset"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// judgedRecord is a project judged by hand: of sales from 100 to 200 it reached
// 150, half the way; of complaints from 40 down to 10 it reached 10, all of it.
// It finished eight hours late.
func judgedRecord() closing.Record {
	return closing.Record{
		Outcome: closing.Outcome{On: calendar.DateOf(2026, 6, 30), Whole: charter.Partial, Score: charter.Fraction(5, 8), Goals: []closing.GoalOutcome{
			{Goal: "sales", Judged: true, Metric: "Sales, 销售额", Unit: "CNY", Baseline: charter.Whole(100), Planned: charter.Whole(200), Actual: charter.Whole(150), Attained: charter.Fraction(1, 2), Verdict: charter.Partial, Source: "ledger"},
			{Goal: "complaints", Judged: true, Metric: "=Complaints", Unit: "percent", Baseline: charter.Whole(40), Planned: charter.Whole(10), Actual: charter.Whole(10), Attained: charter.Whole(1), Verdict: charter.Pass},
		}},
		Figures: []closing.Figure{
			{Label: closing.FigureFinish, Area: closing.Time, Planned: finding.Date("2026-06-25T17:00"), Actual: finding.Date("2026-06-26T17:00"), Off: finding.Number(480, "min"), Sources: []finding.Ref{{Kind: "baseline", ID: "B0"}}},
			{Label: closing.FigureCost, Area: closing.Cost, Planned: finding.Money("1000", "CNY"), Actual: finding.Money("1100.50", "CNY"), Off: finding.Money("100.5", "CNY")},
			{Label: closing.FigureDone, Area: closing.Scope, Planned: finding.Number(1, ""), Actual: finding.Unknown("no-data"), Off: finding.Unknown("no-data")},
			{Label: closing.FigureTasks, Area: closing.Scope, Actual: finding.Number(7, "task")},
		},
		Late:     schedule.Attribution{Total: 8 * calendar.Hour, Causes: []schedule.CauseShare{{Cause: schedule.SlipCalendar, Moved: -2 * calendar.Hour}, {Cause: schedule.SlipEstimate, Moved: 10 * calendar.Hour}}},
		Problems: []closing.Problem{{ID: "p", What: "w", Severity: closing.High, Source: finding.Ref{Kind: "goal", ID: "sales"}, Cause: "No *tester*", Unsolved: "u"}},
		Lessons:  []closing.Lesson{{ID: "l", Cause: "Late start", Evidence: []finding.Ref{{Kind: "goal", ID: "sales"}}, Status: closing.Captured}},
	}
}

// judgedClosing is the report of that project; the second goal weighs a quarter,
// and a goal reached in part counts half: 3/4 x 1/2 + 1/4 = 5/8.
func judgedClosing(t *testing.T, w phrase.Printer) *report.Document {
	t.Helper()
	standard := charter.Frozen{Terms: []charter.Terms{{Goal: "sales", Weight: charter.Whole(3)}, {Goal: "complaints", Weight: charter.Whole(1)}}}
	return view.Closing(w, view.ClosingInput{Project: "P", Record: judgedRecord(), Standard: standard})
}

// By hand: 150 is 50 less than 200, eight hours are a day, or two days of four.
func TestResultsByHand(t *testing.T) {
	text := markdownOf(t, judgedClosing(t, phrase.In(phrase.En)))
	has(t, text, "| CNY 200.00 | CNY 150.00 | CNY -50.00 | reached in part | No \\*tester\\*, Late start |", "| 10% | 10% | 0% | reached |  |",
		"| CNY 1,000.00 | CNY 1,100.50 | CNY 100.50 |  |  |", "](#slip-by-cause) |")
	table := view.Results(phrase.In(phrase.En), judgedRecord(), 240)
	if got := table.Rows[2].Cell(3); got != finding.Number(2, "day") {
		t.Errorf("the finish is %v late", got)
	}
	if len(table.Rows) != 5 || table.Rows[2].ID != string(closing.FigureFinish) || table.Rows[2].Traces[5] != "why-late" {
		t.Errorf("got %+v", table.Rows)
	}
	if empty := view.Results(phrase.In(phrase.En), closing.Record{}, 0); len(empty.Rows) != 0 || len(empty.Columns) != 6 {
		t.Errorf("got %+v", empty)
	}
}

// The table is the same in the report, its JSON form and CSV, in both languages.
func TestResultsAreEqualInReportJSONAndCSV(t *testing.T) {
	for _, lang := range report.Langs() {
		w := phrase.In(lang)
		doc := judgedClosing(t, w)
		blocks := readWire(t, doc).blocks["target-result"]
		shown := resultLines(t, markdownOf(t, doc), tableOf(t, doc, "target-result"))
		for _, f := range dataset.Check(view.ResultTable(w, judgedRecord(), 0).Schema) {
			t.Error(f)
		}
		var b bytes.Buffer
		if err := (dataset.CSV{NoBOM: true}).Write(&b, view.ResultTable(w, judgedRecord(), 0)); err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(&b).ReadAll()
		if err != nil || len(rows) != len(blocks.Rows)+1 || len(shown) != len(blocks.Rows) {
			t.Fatalf("%d rows in CSV, %d in JSON, %d shown, %v", len(rows), len(blocks.Rows), len(shown), err)
		}
		figures := 0
		for i, r := range blocks.Rows {
			line := rows[i+1]
			if line[0] != r.ID || strings.TrimPrefix(line[1], "'") != r.Cells[0].Text || line[8] != r.Cells[4].Text || line[9] != r.Cells[5].Text {
				t.Errorf("%s: CSV %q, JSON %+v", lang, line, r)
			}
			for k, at := range []int{2, 4, 6} { // target, actual, difference
				v := r.Cells[k+1]
				if v.Kind != "number" && v.Kind != "money" && v.Kind != "date" {
					continue
				}
				figures++
				inCSV := line[at]
				if v.Kind == "date" {
					inCSV = strings.Replace(line[at+1], " ", "T", 1)
				}
				if inCSV != v.Text || !shows(shown[i][k+1], v, 0) {
					t.Errorf("%s, %s: CSV %q, JSON %+v, shown %q", lang, r.ID, inCSV, v, shown[i][k+1])
				}
			}
		}
		if figures != 13 {
			t.Errorf("%d figures", figures)
		}
	}
}

// resultLines are the cells of a table as a text in Markdown has it.
func resultLines(t *testing.T, text string, table *report.Table) [][]string {
	t.Helper()
	for _, rows := range tableRows(linkTarget.ReplaceAllString(text, "]")) {
		if len(rows) == len(table.Rows) && len(rows[0]) == len(table.Columns) && strings.Contains(rows[0][5], "tester") {
			return rows
		}
	}
	t.Fatal("the table is not shown")
	return nil
}

// A record goes through its JSON form and gives the same table.
func TestResultsOfAReadRecord(t *testing.T) {
	var b bytes.Buffer
	if err := closing.EncodeRecord(&b, judgedRecord()); err != nil {
		t.Fatal(err)
	}
	record, err := closing.DecodeRecord(io.Reader(&b))
	if err != nil {
		t.Fatal(err)
	}
	first, _ := json.Marshal(view.Results(phrase.In(phrase.ZhCN), judgedRecord(), 480))
	again, _ := json.Marshal(view.Results(phrase.In(phrase.ZhCN), record, 480))
	if !bytes.Equal(first, again) {
		t.Errorf("%s\n%s", first, again)
	}
}
