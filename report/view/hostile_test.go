package view_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/html"
	"github.com/milepost-go/milepost/report/markdown"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// hostile are texts that people write, or that somebody wrote for them.
var hostile = []string{
	`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `</td></table><h1>`, `=HYPERLINK("http://x","y")`, `@SUM(A1)`, "+1", "-1|x",
	"# head", "1. one", "| a | b |", "``` code", "[x](javascript:alert(1))", "![x](http://x/y.png)", "<!-- x", "]]>", "&lt;b&gt;", "a\x00b\x1bc\u009bd", "line\nbreak\r\n| x", "tab\there",
	"\u202eright to left\u202c", "\u0645\u0631\u062d\u0628\u0627 \u05e9\u05dc\u05d5\u05dd", "\U0001F469\u200D\U0001F680\U0001F1E8\U0001F1F3", "e\u0301\u0327", "\xff\xfe broken", strings.Repeat("\u9879\u76eex", 3334), "  ", "\\", "`", "*", "_a_", "$x$", "{{.}}", "%s%n",
}

// spoiled is a document with every text of its own replaced by a hostile one:
// titles, runs, labels, texts of cells. Names stay, since they are not texts.
func spoiled(doc *report.Document, n int) *report.Document {
	next := func() string { n++; return hostile[n%len(hostile)] }
	twin := *doc
	twin.Title, twin.Subtitle = next(), next()
	twin.Blocks = nil
	cells := func(t *report.Table) *report.Table {
		t.Title, t.Note = next(), next()
		for i := range t.Columns {
			t.Columns[i].Title = next()
		}
		for _, rows := range [][]report.Row{t.Rows, t.Footer} {
			for i := range rows {
				for k, v := range rows[i].Cells {
					if v.Kind() == finding.TextKind {
						rows[i].Cells[k] = finding.Text(next())
					}
				}
			}
		}
		return t
	}
	facts := func(list []report.Fact) []report.Fact {
		list = slices.Clone(list)
		for i := range list {
			list[i].Column.Title = next()
			if list[i].Value.Kind() == finding.TextKind {
				list[i].Value = finding.Text(next())
			}
		}
		return list
	}
	for _, b := range doc.Blocks {
		switch b := b.(type) {
		case report.Heading:
			b.Text = next()
			twin.Blocks = append(twin.Blocks, b)
		case report.Paragraph:
			twin.Blocks = append(twin.Blocks, report.P(report.T(next()), report.B(next()), report.C("a`b"), report.R(next(), next())))
		case report.List:
			b.Items = slices.Clone(b.Items)
			for i := range b.Items {
				b.Items[i].Runs = []report.Run{report.T(next())}
			}
			twin.Blocks = append(twin.Blocks, b)
		case report.Facts:
			b.Title, b.Items = next(), facts(b.Items)
			twin.Blocks = append(twin.Blocks, b)
		case report.Trace:
			b.Figure = facts([]report.Fact{b.Figure})[0]
			b.Formula, b.Words, b.About = next(), next(), facts(b.About)
			b.Inputs = slices.Clone(b.Inputs)
			for i := range b.Inputs {
				b.Inputs[i].Fact, b.Inputs[i].Origin = facts([]report.Fact{b.Inputs[i].Fact})[0], next()
			}
			twin.Blocks = append(twin.Blocks, b)
		case report.Callout:
			b.Title, b.Runs = next(), []report.Run{report.T(next())}
			twin.Blocks = append(twin.Blocks, b)
		case report.FindingList:
			b.Title, b.Items = next(), slices.Clone(b.Items)
			for i := range b.Items {
				b.Items[i].Text, b.Items[i].Remedy = next(), next()
			}
			twin.Blocks = append(twin.Blocks, b)
		default:
			twin.Blocks = append(twin.Blocks, cells(b.Table()))
		}
	}
	return &twin
}

var (
	openTag   = regexp.MustCompile(`<(/?[a-zA-Z!][a-zA-Z0-9]*)([^<>]*)>`)
	attribute = regexp.MustCompile(`^(?: (?:[a-z-]+="[^"<>]*"))*/?$`)
)

// tagNames returns the tags of a page and fails where one has an attribute that
// no page of ours has, or leads outside.
func tagNames(t *testing.T, name, page string) map[string]int {
	t.Helper()
	count := map[string]int{}
	for _, m := range openTag.FindAllStringSubmatch(page, -1) {
		count[strings.ToLower(m[1])]++
		if m[1] != "!DOCTYPE" && !attribute.MatchString(m[2]) || strings.Contains(m[2], " on") || strings.Contains(m[2], "javascript:") {
			t.Errorf("%s: the tag %.200q", name, m[0])
		}
	}
	return count
}

// Hostile texts in every place of every document stay texts in every writer:
// HTML has no tag that a page of ours does not write and as many rows as before,
// Markdown as many rows and headings, JSON the texts as they were.
func TestHostileTextsStayTexts(t *testing.T) {
	tags := "!doctype html head meta title style body main header h1 h2 h3 h4 h5 h6 p nav ol ul li a section div dl dt dd table caption thead tbody tfoot tr th td strong code aside span figure figcaption details summary"
	known := map[string]bool{}
	for _, tag := range strings.Fields(tags) {
		known[tag], known["/"+tag] = true, true
	}
	n := 0
	for _, lang := range report.Langs() {
		docs := corpus(t, phrase.In(lang))
		for _, name := range slices.Sorted(maps.Keys(docs)) {
			n++
			bad := spoiled(docs[name], n*7)
			var page, text, wire bytes.Buffer
			if (html.Renderer{}).Render(&page, bad) != nil || (markdown.Renderer{}).Render(&text, bad) != nil || (report.JSON{}).Render(&wire, bad) != nil {
				t.Fatalf("%s cannot be written", name)
			}
			count := tagNames(t, name, page.String())
			for tag := range count {
				if !known[tag] {
					t.Errorf("%s: a tag <%s>", name, tag)
				}
			}
			rows := 0
			for _, b := range bad.Blocks {
				if _, list := b.(report.FindingList); !list {
					if x, ok := b.(*report.Table); ok && len(x.Columns) > 0 {
						rows += 1 + len(x.Rows) + len(x.Footer)
					}
				}
				if x, ok := b.(report.Trace); ok {
					rows += 2 + len(x.Inputs)
				}
			}
			if count["tr"] != rows || count["/tr"] != rows {
				t.Errorf("%s: %d rows opened and %d closed, want %d", name, count["tr"], count["/tr"], rows)
			}
			if strings.ContainsAny(page.String(), "\x00\x1b") || strings.ContainsAny(text.String(), "\x00\x1b") {
				t.Errorf("%s: control characters", name)
			}
			checkHostileMarkdown(t, name, bad, text.String())
			checkHostileJSON(t, name, wire.Bytes())
		}
	}
}

// scriptLink is a link that is none of an escaped text.
var scriptLink = regexp.MustCompile(`[^\\]\]\(javascript:`)

// checkHostileMarkdown counts columns: every line of a table has as many cells
// as its heading, and no line begins as markup that nobody wrote.
func checkHostileMarkdown(t *testing.T, name string, doc *report.Document, text string) {
	t.Helper()
	width := 0
	for _, line := range strings.Split(text, "\n") {
		if !strings.HasPrefix(line, "|") {
			width = 0
			if strings.HasPrefix(line, "```") || strings.HasPrefix(line, "<") {
				t.Errorf("%s: the line %.100q", name, line)
			}
			continue
		}
		cells := strings.Count(strings.ReplaceAll(strings.ReplaceAll(line, `\\`, ""), `\|`, ""), "|")
		if width == 0 {
			width = cells
		} else if cells != width {
			t.Errorf("%s: %d cells instead of %d in %.200q", name, cells, width, line)
		}
	}
	if scriptLink.MatchString(text) {
		t.Errorf("%s: a link runs a script", name)
	}
}

// checkHostileJSON wants the long text whole, so that nothing was cut.
func checkHostileJSON(t *testing.T, name string, data []byte) {
	t.Helper()
	if !json.Valid(data) {
		t.Fatalf("%s: no JSON", name)
	}
	for _, s := range []string{strings.Repeat("\u9879\u76eex", 3334), `=HYPERLINK(\"http://x\",\"y\")`} {
		if len(data) > 200_000 && !bytes.Contains(data, []byte(s)) {
			t.Errorf("%s: %.20q was cut", name, s)
		}
	}
}

// A plan whose tasks have hostile names, and dates at the ends of time, is shown
// in every document that names them.
func TestHostilePlans(t *testing.T) {
	for _, start := range []calendar.Date{calendar.DateOf(1, 1, 1), calendar.DateOf(2026, 3, 2), calendar.DateOf(9998, 12, 1)} {
		plan := &schedule.Plan{Name: hostile[0], Start: start.At(8 * calendar.Hour)}
		for i, name := range hostile {
			plan.Tasks = append(plan.Tasks, schedule.Task{ID: schedule.TaskID("t" + string(rune('A'+i))), Name: name, Milestone: i%5 == 0, Duration: schedule.Duration{Length: calendar.Work(i%3) * workday}})
			if i > 0 {
				plan.Links = append(plan.Links, schedule.Link{From: plan.Tasks[i-1].ID, To: plan.Tasks[i].ID})
			}
		}
		result, err := schedule.Compute(plan, schedule.Options{})
		if err != nil {
			t.Fatal(err)
		}
		base, err := schedule.TakeBaseline(hostile[1], plan.Start, "a", "b", plan, result)
		if err != nil {
			t.Fatal(err)
		}
		for i := range base.Tasks {
			base.Tasks[i].Finish += calendar.DateTime(workday)
		}
		w := phrase.In(phrase.ZhCN)
		for name, doc := range map[string]*report.Document{
			"plan":       view.Plan(w, view.PlanInput{Plan: plan, Result: result, Baseline: &base}),
			"status":     view.Status(w, view.StatusInput{Plan: plan, Result: result, Baseline: base}),
			"milestones": view.Milestones(w, view.MilestonesInput{Plan: plan, Result: result, Baseline: &base}),
			"closing":    view.Closing(w, view.ClosingInput{Project: hostile[2], Plan: plan, Result: result}),
		} {
			for _, f := range doc.Check() {
				t.Errorf("%s: %v", name, f)
			}
			var page, text bytes.Buffer
			if (html.Renderer{PicturesOnly: true}).Render(&page, doc) != nil || (markdown.Renderer{}).Render(&text, doc) != nil {
				t.Fatalf("%s cannot be written", name)
			}
			if strings.Contains(page.String(), "<script") || strings.Contains(page.String(), "<img") {
				t.Errorf("%s: markup of a name in the page", name)
			}
			checkHostileMarkdown(t, name, doc, text.String())
		}
	}
}
