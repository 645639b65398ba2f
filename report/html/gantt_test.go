package html

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/gantt"
	"github.com/milepost-go/milepost/report/reporttest"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// chain is a chart of phases with tasks one after another, every third critical.
func chain(t testing.TB, tasks int) Gantt {
	days, err := calendar.Compile(calendar.Standard(), nil)
	if err != nil {
		t.Fatal(err)
	}
	start := calendar.DateOf(2026, 3, 2).At(8 * calendar.Hour)
	g := Gantt{Chart: &gantt.Chart{Title: "Chain", Calendar: days, DataDate: start.AddSeconds(10 * 86400)}}
	for i := range tasks {
		from := start.AddSeconds(int64(i/3) * 86400)
		row := gantt.Row{
			ID: fmt.Sprint("t", i), Name: fmt.Sprint("Task ", i), Level: 1, Start: from, Finish: from.AddSeconds(3*86400 + 9*3600), Critical: i%3 == 0, Percent: i % 101,
			BaselineStart: from, BaselineFinish: from.AddSeconds(2 * 86400), LateFinish: from.AddSeconds(6 * 86400), Resources: []string{"Li", "王"},
		}
		why := Reason{Text: fmt.Sprint("Task ", i, " follows.")}
		switch {
		case i%20 == 0:
			row.Level, row.Kind, row.Name = 0, gantt.Summary, fmt.Sprint("Phase ", i/20)
			row.Finish = from.AddSeconds(8 * 86400)
		case i%20 == 19:
			row.Kind, row.Start = gantt.Milestone, row.Finish
		default:
			g.Chart.Links = append(g.Chart.Links, gantt.Link{From: fmt.Sprint("t", i), To: fmt.Sprint("t", i+1), Type: gantt.LinkType(i % 4)})
			why.From = fmt.Sprint("t", i-1)
		}
		g.Chart.Rows = append(g.Chart.Rows, row)
		g.Reasons = append(g.Reasons, why)
	}
	return g
}

func ganttPage(t testing.TB, g Gantt) string {
	t.Helper()
	var b bytes.Buffer
	if err := g.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// Five thousand tasks scroll with a few hundred elements on the page at any
// time, at every zoom.
func TestGanttScrolls(t *testing.T) {
	b := open(t, ganttPage(t, chain(t, 5000)))
	b.is(`document.getElementById("view").getAttribute("aria-rowcount")`, `"5000"`)
	for _, zoom := range []string{"day", "week", "month", "fit"} {
		b.eval(`document.getElementById("` + zoom + `").click()`)
		for _, share := range []string{"0", "0.25", "0.5", "0.99", "1"} {
			b.eval(`(() => { const v = document.getElementById("view"); v.scrollTop = v.scrollHeight * ` + share + `; v.scrollLeft = v.scrollWidth * ` + share + `; })()`)
			b.settle()
			if n := b.eval(`document.getElementsByTagName("*").length < 1500`); n != "true" {
				t.Errorf("%s at %s: %s elements", zoom, share, b.eval(`document.getElementsByTagName("*").length`))
			}
			b.is(`(() => { const r = document.elementFromPoint(30, 300); return !!r && !!r.closest(".row"); })()`, "true")
		}
		b.eval(`document.getElementById("view").scrollTop = 2000; document.getElementById("view").scrollLeft = 500`)
		b.settle()
		b.picture("gantt-" + zoom)
	}
	b.quiet()
}

// The page is used without a mouse: rows, folding, zoom, search, the critical
// path, and the reasons of a date.
func TestGanttByKeyboard(t *testing.T) {
	b := open(t, ganttPage(t, chain(t, 100)))
	b.eval(`document.getElementById("view").focus()`)
	selected := `document.querySelector(".row[aria-selected=true] bdi").textContent`
	b.is(selected, `"Phase 0"`)
	b.key("ArrowDown")
	b.key("ArrowDown")
	b.is(selected, `"Task 2"`)
	b.is(`document.querySelectorAll("#about ol li").length`, "3") // 2, 1 and the phase, which ends the chain
	b.is(`document.querySelector("#about ol li").textContent`, `"Task 2 follows."`)
	b.key("ArrowLeft")
	b.is(selected, `"Phase 0"`)
	b.key("ArrowLeft")
	b.is(`document.getElementById("view").getAttribute("aria-rowcount")`, `"81"`)
	b.is(`document.getElementById("r0").getAttribute("aria-expanded")`, `"false"`)
	b.key("ArrowDown")
	b.is(selected, `"Phase 1"`)
	b.key("End")
	b.is(selected, `"Task 99"`)
	b.picture("gantt-end")
	b.key("Home")
	b.key("ArrowRight")
	b.is(`document.getElementById("view").getAttribute("aria-rowcount")`, `"100"`)
	before := b.eval(`document.getElementById("space").offsetWidth`)
	b.key("+")
	b.is(`document.getElementById("space").offsetWidth > `+before, "true")
	b.key("/")
	b.is(`document.activeElement.id`, `"search"`)
	for _, c := range "task 42" {
		b.key(string(c))
	}
	b.await(`document.getElementById("count").textContent === "1 found"`)
	b.is(`[...document.querySelectorAll(".row bdi")].map(e => e.textContent).join()`, `"Phase 2,Task 42"`)
	b.key("Escape")
	b.is(`document.getElementById("view").getAttribute("aria-rowcount")`, `"100"`)
	b.is(`document.activeElement.id`, `"view"`)
	b.eval(`document.getElementById("critical").click()`)
	b.settle()
	b.is(`document.getElementById("count").textContent`, `"32 found"`) // 34 of 100, less two phases
	b.quiet()
}

// Names of every kind are shown as they are, nothing in them runs, and nothing
// can be fetched.
func TestGanttHostile(t *testing.T) {
	g := chain(t, 1)
	names := append(reporttest.HostileNames(), `</script><script>window.bad=1</script>`, `<img src=x onerror="window.bad=1">`, "<!--<script>", strings.Repeat("长", 10_000), "\u202etxt.exe", "😀")
	for i, name := range names {
		g.Chart.Rows = append(g.Chart.Rows, gantt.Row{ID: fmt.Sprint(i, name), Name: name, Start: g.Chart.Rows[0].Start, Finish: g.Chart.Rows[0].Finish, Resources: []string{name}, Marked: true, Severity: finding.Warn, Finding: name})
		g.Reasons = append(g.Reasons, Reason{Text: name, From: name})
	}
	g.Chart.Title = names[len(names)-5]
	b := open(t, ganttPage(t, g))
	b.is(`typeof window.bad`, `"undefined"`)
	b.is(`document.images.length + document.scripts.length`, "2")
	b.is(`document.querySelector("h1").textContent === "<img src=x onerror=\"window.bad=1\">"`, "true")
	b.eval(`document.getElementById("view").focus()`)
	for range names {
		b.key("ArrowDown")
	}
	b.is(`typeof window.bad`, `"undefined"`)
	b.is(`document.querySelector("#about strong").textContent`, `"😀"`)
	b.quiet()
	b.is(`fetch("https://crm.example/").then(() => 1, () => 0)`, "0")
	if len(b.wrong) == 0 || !strings.Contains(b.wrong[0], "Content Security Policy") {
		t.Errorf("the policy did not forbid it: %v", b.wrong)
	}
}

// No rows, one row, rows without dates, the first and the last year.
func TestGanttOdd(t *testing.T) {
	one := calendar.DateOf(2026, 3, 2).At(8 * calendar.Hour)
	for name, rows := range map[string][]gantt.Row{
		"none":     nil,
		"one":      {{ID: "1", Name: "One", Start: one, Finish: one.AddSeconds(3600)}},
		"no dates": {{ID: "1", Name: "A"}, {ID: "1", Name: "twice"}, {}},
		"ends":     {{ID: "1", Name: "First", Start: calendar.DateOf(1, 1, 1).At(0), Finish: calendar.DateOf(1, 1, 2).At(0)}, {ID: "2", Name: "Last", Level: 7, Start: calendar.DateOf(9999, 12, 30).At(0), Finish: calendar.DateOf(9999, 12, 31).At(0)}},
	} {
		g := Gantt{Chart: &gantt.Chart{Rows: rows, Lang: report.ZhCN, Links: []gantt.Link{{From: "1", To: "2"}, {From: "1", To: "1"}, {From: "x", To: "1"}}}}
		b := open(t, ganttPage(t, g))
		b.eval(`document.getElementById("view").focus()`)
		for _, key := range []string{"ArrowDown", "ArrowRight", "ArrowLeft", "Enter", "End", "+", "-", "PageUp"} {
			b.key(key)
		}
		for _, zoom := range []string{"day", "week", "month", "fit", "shut", "open"} {
			b.eval(`document.getElementById("` + zoom + `").click()`)
			b.settle()
		}
		b.is(`document.querySelectorAll(".row").length`, fmt.Sprint(len(rows)))
		b.picture("gantt-odd-" + strings.ReplaceAll(name, " ", "-"))
		b.quiet()
	}
}

// The axis counts days as the library does, through leap years and centuries.
func TestGanttDates(t *testing.T) {
	g := chain(t, 1)
	days := []calendar.Date{calendar.DateOf(1, 1, 1), calendar.DateOf(4, 2, 29), calendar.DateOf(1900, 3, 1), calendar.DateOf(2000, 2, 29), calendar.DateOf(2026, 12, 31), calendar.DateOf(2100, 3, 1), calendar.DateOf(9999, 12, 31)}
	for _, day := range days {
		g.Chart.Rows = append(g.Chart.Rows, gantt.Row{ID: day.String(), Name: day.String(), Kind: gantt.Milestone, Finish: day.At(12*calendar.Hour + 30*calendar.Minute)})
	}
	b := open(t, ganttPage(t, g))
	b.eval(`document.getElementById("view").focus()`)
	for _, day := range days {
		b.key("ArrowDown")
		b.is(`document.querySelector("#about p").textContent`, `"Finish: `+day.String()+` 12:30"`)
	}
	b.quiet()
}

func TestGanttWrites(t *testing.T) {
	if err := (Gantt{}).Write(new(bytes.Buffer)); !errors.Is(err, report.ErrNoDocument) {
		t.Error(err)
	}
	first, second := ganttPage(t, chain(t, 50)), ganttPage(t, chain(t, 50))
	if first != second {
		t.Error("other bytes")
	}
	for _, fetched := range []string{"src=", "href=", "url(h", "@import"} {
		if strings.Contains(first, fetched) {
			t.Errorf("the page has %s", fetched)
		}
	}
	if n := len(ganttScript); n > 25_000 {
		t.Errorf("the script has grown to %d bytes", n)
	}
}
