package view_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/tolerance"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/markdown"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// lateRollout is a history by hand: the phase is forecast 6, 8, 11 and 9 days
// late week by week, with limits of 10 and 5 days of its project, and a warning
// after two worse cycles. Its cost is 3 % over, within 4.
func lateRollout() tolerance.Record {
	r := tolerance.Record{Rules: tolerance.Rules{
		Places: []tolerance.Place{{ID: "crm", Level: tolerance.Project}, {ID: "build", Level: tolerance.Phase, Parent: "crm"}},
		Limits: []tolerance.Limit{
			{Aspect: tolerance.Time, Place: "crm", Outer: kpi.Int(10, "day"), Inner: kpi.Int(5, "day"), Cycles: 2, Measure: "finish"},
			{Aspect: tolerance.Cost, Level: tolerance.Phase, Outer: kpi.Int(8, "%"), Inner: kpi.Int(4, "%")},
		},
	}}
	first := calendar.DateOf(2026, 3, 6)
	for week, late := range []int64{6, 8, 11, 9} {
		r.Observations = append(r.Observations, tolerance.Observation{On: first.AddDays(7 * week), Place: "build", Aspect: tolerance.Time,
			Actual: kpi.Int(0, "day"), Forecast: kpi.Int(late, "day"), Evidence: []finding.Ref{{Kind: "report", ID: fmt.Sprint("W", week+1)}}})
	}
	r.Observations = append(r.Observations, tolerance.Observation{On: first, Place: "build", Aspect: tolerance.Cost, Forecast: kpi.Int(3, "%"), Evidence: []finding.Ref{{Kind: "report", ID: "W1"}}})
	r.Accounts = []tolerance.Account{{Exception: "build/time/1", Cause: "One *tester*", Consequence: "Launch slips", Recommendation: "hire", Reason: "Cheapest cure",
		Options: []tolerance.Option{
			{ID: "wait", Text: "Do nothing", Effects: []tolerance.Effect{{Aspect: tolerance.Time, Change: kpi.Int(0, "day")}}},
			{ID: "hire", Text: "Hire a tester", Effects: []tolerance.Effect{{Aspect: tolerance.Time, Change: kpi.Int(-5, "day")}, {Aspect: tolerance.Cost, Change: kpi.Int(2, "%")}}},
		}}}
	return r
}

// deviationDocuments returns the documents of the history.
func deviationDocuments(w phrase.Printer) (all, exception *report.Document) {
	r, on := lateRollout(), calendar.DateOf(2026, 3, 27)
	state, events, refused := r.Replay()
	all = view.Deviations(w, view.DeviationsInput{Project: "CRM", On: on, Rules: r.Rules, State: state, Events: events, Observations: r.Observations, Findings: refused})
	e := state.Exceptions(r.Accounts)[0]
	return all, view.Exception(w, view.ExceptionInput{Project: "CRM", On: on, Exception: e, Outlooks: state.Outlooks(r.Rules, e), Observations: r.Observations})
}

// shown returns a document as Markdown.
func shown(t *testing.T, doc *report.Document) string {
	t.Helper()
	for _, f := range doc.Check() {
		t.Errorf("%s: %v", doc.Title, f)
	}
	var b bytes.Buffer
	if err := (markdown.Renderer{}).Render(&b, doc); err != nil {
		t.Fatal(err)
	}
	return unlinked(b.String())
}

func wantLines(t *testing.T, text string, want ...string) {
	t.Helper()
	for _, line := range want {
		if !strings.Contains(text, line+"\n") {
			t.Errorf("no line %q in\n%s", line, text)
		}
	}
}

// By hand: 6 is beyond 5, so it is seen on 6 March; 8 and 11 are two worse
// cycles, of which the second warns and crosses 10 on 20 March; 9 is not back at
// 5. The option to hire makes 9 into 4, within 5, and cost of 3 into 5, between
// 4 and 8.
func TestDeviationsDocument(t *testing.T) {
	all, _ := deviationDocuments(phrase.In(phrase.En))
	wantLines(t, shown(t, all),
		"| build | time | tolerance exceeded | 2026-03-27 | 0 days | 9 days | 5 days | 10 days | 0 |", "| build | cost | within tolerance | 2026-03-06 |  | 3% | 4% | 8% | 0 |",
		"| build/time/1 | build | time | 2026-03-06 | 2026-03-20 | 2026-03-20 | 11 days | 11 days | 2026-03-20 | 9 days |  | report W1, report W2, report W3, report W4 |",
		"| 2026-03-06 | seen | build/time/1 | 6 days |", "| 2026-03-20 | limit crossed | build/time/1 | 11 days |")
	all, _ = deviationDocuments(phrase.In(phrase.ZhCN))
	wantLines(t, shown(t, all), "| 2026-03-20 | 越限 | build/time/1 | 11 天 |")
}

func TestExceptionDocument(t *testing.T) {
	_, report := deviationDocuments(phrase.In(phrase.En))
	text := shown(t, report)
	wantLines(t, text, "| wait | Do nothing | no |", "| hire | Hire a tester | yes |", "| Hire a tester | time | -5 days |", "| Hire a tester | cost | 2% |",
		"| Do nothing | time | 9 days | 9 days | tolerance exceeded | no |", "| Hire a tester | time | 9 days | 4 days | within tolerance | yes |", "| Hire a tester | cost | 3% | 5% | watched | yes |",
		"One \\*tester\\*", "Launch slips", "Hire a tester", "Cheapest cure")
	if strings.Contains(text, "Lesson") {
		t.Errorf("a lesson that nobody wrote:\n%s", text)
	}
	_, report = deviationDocuments(phrase.In(phrase.ZhCN))
	wantLines(t, shown(t, report), "| Hire a tester | 费用 | 3% | 5% | 关注 | 是 |")
}

// An exception that nobody has written about says what it lacks, and documents
// of nothing are documents.
func TestExceptionWithoutAccount(t *testing.T) {
	for _, lang := range []phrase.Lang{phrase.En, phrase.ZhCN} {
		w := phrase.In(lang)
		shown(t, view.Deviations(w, view.DeviationsInput{}))
		shown(t, view.Exception(w, view.ExceptionInput{}))
	}
	r := lateRollout()
	state, _, _ := r.Replay()
	text := shown(t, view.Exception(phrase.In(phrase.En), view.ExceptionInput{Exception: state.Exceptions(nil)[0]}))
	for _, want := range []string{"build/time/1 has no cause", "has 0 options; at least 2 are needed", "build/time/1 has no consequence"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}

func ExampleException() {
	record := lateRollout()
	state, _, _ := record.Replay()
	for _, e := range state.Exceptions(record.Accounts) {
		doc := view.Exception(phrase.In(phrase.ZhCN), view.ExceptionInput{Project: "CRM", Exception: e, Outlooks: state.Outlooks(record.Rules, e)})
		fmt.Println(doc.Title, e.Deviation.ID, len(doc.Blocks))
	}
	// Output:
	// 例外报告 build/time/1 21
}
