package view_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/closing"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// inMarch reads a time in March 2026, whose 2nd is a Monday.
func inMarch(day int, hour calendar.Work) calendar.DateTime {
	return calendar.DateOf(2026, 3, day).At(hour * calendar.Hour)
}

// talks is an offer of three days, then talks of two, then a contract.
func talks() *schedule.Plan {
	days := func(id schedule.TaskID, name string, n calendar.Work) schedule.Task {
		return schedule.Task{ID: id, Name: name, Duration: schedule.Duration{Length: n * 8 * calendar.Hour}}
	}
	return &schedule.Plan{Start: inMarch(2, 8), Tasks: []schedule.Task{days("o", "Offer", 3), days("t", "Talks", 2), days("c", "Contract", 1)},
		Links: []schedule.Link{{From: "o", To: "t"}, {From: "t", To: "c"}}}
}

// lateTalks is how it went: the offer took five days, of which a risk took one;
// the talks began half a day late; the contract takes a day more by a change.
func lateTalks(t testing.TB) *schedule.Attribution {
	t.Helper()
	now := talks()
	now.Tasks[0].Progress = schedule.Progress{ActualStart: inMarch(2, 8), ActualFinish: inMarch(6, 17), Percent: 100}
	now.Tasks[1].Progress = schedule.Progress{ActualStart: inMarch(9, 12)}
	now.Tasks[2].Duration.Length *= 2
	a, err := schedule.Attribute(context.Background(), talks(), now, schedule.AttributionOptions{
		Risks:    []schedule.RiskDelay{{Risk: "R1", Task: "o", Delay: 8 * calendar.Hour}},
		Requests: []schedule.RequestedEdits{{ID: "C1", Edits: []schedule.Edit{{Kind: schedule.EditDuration, Task: "c", Duration: now.Tasks[2].Duration}}}}})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// dearTalks cost 150 CNY more, 120 of them by the hour.
func dearTalks(t testing.TB) closing.Overrun {
	t.Helper()
	cny := func(text string) money.Amount {
		a, err := money.Parse(text, "CNY")
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	p := talks()
	p.Resources = []schedule.Resource{{ID: "r", Rate: cny("100")}}
	p.Assignments = []schedule.Assignment{{ID: "1", Task: "o", Resource: "r", Work: 24 * calendar.Hour}}
	o, err := closing.OverrunOf(closing.Spending{Agreed: p, Currency: cny("0").Currency(), Actuals: []closing.ActualCost{
		{Task: "o", Resource: "r", Work: 24 * calendar.Hour, Cost: cny("2520")}, {Task: "o", Cost: cny("30"), Risk: "R1"}}})
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// Every row and every word stands there, in both languages.
func TestWhyLateAndDearer(t *testing.T) {
	record := closing.Record{Late: *lateTalks(t), Overrun: dearTalks(t)}
	for lang, want := range map[phrase.Lang][]string{
		phrase.En: {"Slip by cause", "| **Tasks longer or shorter than planned** |", "1 d", "task “Offer” (o): duration", "| **Late or early starts** |", "**0.5 d**", "task “Talks” (t): start",
			"| **Scope** |", "C1", "risk R1: task “Offer” (o)", "| **Total** |", "**3.5 d**", "Overrun by cause", "| **Dearer or cheaper hours** |", "120.00", "30.00", "150.00"},
		phrase.ZhCN: {"工期偏差的原因", "任务工期偏离估算", "任务“Offer”（o）：工期", "开始时间偏离", "任务“Talks”（t）：开始时间", "已发生的风险", "成本偏差的原因", "单价变化", "合计"},
	} {
		doc := view.Closing(phrase.In(lang), view.ClosingInput{Plan: talks(), Record: record})
		got := shownIn(t, doc)
		for _, text := range want {
			if !strings.Contains(got, text) {
				t.Errorf("%s: no %q in\n%s", lang, text, got)
			}
		}
	}
}

// The rows of the causes sum to the footer, those of the parts to their cause.
func TestWhyLateSums(t *testing.T) {
	late, dear := *lateTalks(t), dearTalks(t)
	for _, table := range []*report.Table{view.WhyLate(phrase.In(phrase.En), late), view.WhyDearer(phrase.In(phrase.En), dear)} {
		var causes, parts, total float64
		for _, r := range table.Rows {
			n, _ := r.Cells[1].Rat()
			f, _ := n.Float64()
			if r.Level == 0 {
				causes += f
			} else {
				parts += f
			}
		}
		n, _ := table.Footer[0].Cells[1].Rat()
		if total, _ = n.Float64(); causes != total || parts != total || total == 0 {
			t.Errorf("%s: causes %g, parts %g, total %g", table.Name, causes, parts, total)
		}
	}
}

// A record that divides nothing shows no tables, and every cause, list and part
// has words in both languages.
func TestAttributionWords(t *testing.T) {
	for _, b := range view.Closing(phrase.In(phrase.En), view.ClosingInput{}).Blocks {
		if table, ok := b.(*report.Table); ok && strings.HasPrefix(table.Name, "why-") {
			t.Errorf("there is a table %s", table.Name)
		}
	}
	for _, lang := range []phrase.Lang{phrase.En, phrase.ZhCN} {
		for _, field := range []string{"active", "assignments", "calendar", "constraint", "duration", "external", "links", "outline", "rules", "start"} {
			if label := phrase.In(lang).Label("slip_" + field); label == phrase.In(lang).Label("slip_no_"+field) || strings.HasPrefix(label, "slip ") {
				t.Errorf("%s: %s has no word", lang, field)
			}
		}
	}
}

func TestOpenWork(t *testing.T) {
	p := talks()
	r, err := schedule.Compute(p, schedule.Options{})
	if err != nil {
		t.Fatal(err)
	}
	items, err := schedule.Worklist(p, r, inMarch(5, 12), schedule.WorklistOptions{Horizon: 8 * calendar.Hour, Blocks: []schedule.WorkBlock{{Task: "c", Reason: "issue 7"}}})
	if err != nil {
		t.Fatal(err)
	}
	w := phrase.In(phrase.En)
	table := view.OpenWork(w, items)
	var rows []string
	for _, row := range table.Rows {
		var cells []string
		for _, c := range row.Cells {
			cells = append(cells, c.Plain())
		}
		rows = append(rows, strings.Join(cells, " | "))
	}
	// On Thursday at noon nobody has begun: the offer was due on Wednesday
	// evening, 4 hours ago; the talks should have begun this morning, 4 hours
	// ago; the contract, due on Monday, is forecast for the 12th.
	want := []string{
		"Overdue | task o | Nobody has begun |  | 2026-03-04T17:00:00 | 2026-03-10T12:00:00 | 240",
		"Blocked | task t | Other tasks are not done | task o | 2026-03-06T17:00:00 | 2026-03-12T12:00:00 | 240",
		"At risk | task c | A stated reason holds it | issue 7 | 2026-03-09T17:00:00 | 2026-03-13T12:00:00 | 1680",
	}
	if strings.Join(rows, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(rows, "\n"), strings.Join(want, "\n"))
	}
	for _, f := range (&report.Document{Title: "t", Lang: phrase.En, Blocks: []report.Block{table}}).Check() {
		if f.Severity == finding.Block {
			t.Errorf("%v", f)
		}
	}
}

func ExampleWhyLate() {
	agreed, now := talks(), talks()
	now.Tasks[0].Duration.Length *= 2
	a, err := schedule.Attribute(context.Background(), agreed, now, schedule.AttributionOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	table := view.WhyLate(phrase.In(phrase.En), *a)
	for _, row := range append(table.Rows, table.Footer...) {
		fmt.Println(row.Level, row.Cells[0].Plain(), row.Cells[1].Plain())
	}
	// Output:
	// 0 Tasks longer or shorter than planned 1440
	// 1 task o: duration 1440
	// 0 Total 1440
}
