package card_test

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/card"
	"github.com/milepost-go/milepost/report/reporttest"
)

var update = flag.Bool("update", false, "rewrite the golden files")

type writer func(*report.Document, card.Options) ([]card.Message, error)

var writers = map[string]writer{"slack": card.Slack, "teams": card.Teams}

func status(lang report.Lang) *report.Document {
	text := func(en, zh string) string {
		if lang == report.ZhCN {
			return zh
		}
		return en
	}
	return &report.Document{
		Title: text("Status of <North> & co", "“华北”项目状态"), Lang: lang, AsOf: finding.Date("2026-03-02"),
		Blocks: []report.Block{
			report.Heading{Level: 1, Text: text("Figures", "指标")},
			report.Facts{Items: []report.Fact{
				{Column: report.Column{Name: "cpi", Title: "CPI", Type: report.TypeNumber}, Value: finding.Decimal("0.91", "")},
				{Column: report.Column{Name: "eac", Title: "EAC", Type: report.TypeMoney}, Value: finding.Unknown("no-data")},
			}},
			report.Heading{Level: 1, Text: text("Findings", "发现的问题")},
			report.FindingList{Items: []report.FindingItem{{
				Finding: finding.Finding{Code: "a.b", Severity: finding.Warn}, Text: text("*Offer* is late.", "*报价*已延误。"), Remedy: text("Move it.", "请调整。"),
			}}},
			&report.Table{Title: text("Milestones", "里程碑"), Columns: []report.Column{{Name: "name", Title: text("Name", "名称")}, {Name: "date", Title: text("Date", "日期"), Type: report.TypeDate}},
				Rows: []report.Row{{Cells: []finding.Value{finding.Text("<!channel>"), finding.Date("2026-04-01")}}, {Cells: []finding.Value{finding.Text("Sign")}}}},
		},
	}
}

func TestGolden(t *testing.T) {
	for name, write := range writers {
		for _, lang := range report.Langs() {
			messages, err := write(status(lang), card.Options{Links: []card.Link{{Text: "Report", URL: "https://crm.example/p/17?a=1&b=2"}}})
			if err != nil || len(messages) != 1 {
				t.Fatal(name, len(messages), err)
			}
			got := indent(t, messages[0].Body) + "\n--\n" + messages[0].Text + "\n"
			file := filepath.Join("testdata", name+"."+lang.Tag()+".txt")
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("%s: %s", file, diff)
			}
		}
	}
}

func indent(t *testing.T, body []byte) string {
	t.Helper()
	var v any
	if err := json.Unmarshal(body, &v); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(b.String())
}

func utf16Length(s string) int { return len(utf16.Encode([]rune(s))) }

// walk calls visit for every object of a JSON value.
func walk(v any, visit func(map[string]any)) {
	switch v := v.(type) {
	case map[string]any:
		visit(v)
		for _, x := range v {
			walk(x, visit)
		}
	case []any:
		for _, x := range v {
			walk(x, visit)
		}
	}
}

// slackFaults holds a body against the limits that Slack states, by the names
// and numbers of its documentation.
func slackFaults(body []byte) (faults []string) {
	var m struct {
		Text   string
		Blocks []map[string]any
	}
	if err := json.Unmarshal(body, &m); err != nil {
		return []string{err.Error()}
	}
	fault := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	if m.Text == "" || len(m.Blocks) > 50 || utf16Length(m.Text) > 40_000 || strings.ContainsAny(m.Text, "<>") {
		fault("text %q, %d blocks", m.Text, len(m.Blocks))
	}
	sum := 0
	for _, b := range m.Blocks {
		limits := map[string]int{"header": 150, "section": 3000, "context": 3000, "actions": 75}
		limit, known := limits[b["type"].(string)]
		if !known {
			fault("block %v", b["type"])
		}
		if elements, ok := b["elements"].([]any); ok && (len(elements) == 0 || len(elements) > 10) {
			fault("%d elements", len(elements))
		}
		walk(b, func(o map[string]any) {
			text, ok := o["text"].(string)
			if !ok {
				return
			}
			sum += utf16Length(text)
			if o["type"] != "plain_text" || o["emoji"] != false {
				fault("parsed text %v", o)
			}
			if n := utf16Length(text); n > limit || strings.TrimSpace(text) == "" || !utf8.ValidString(text) {
				fault("%v of %d characters: %.40q", b["type"], n, text)
			}
		})
	}
	if sum > 12_000 {
		fault("%d characters in all", sum)
	}
	return faults
}

// teamsFaults holds a body against the limits and the elements of Teams. It is
// measured with everything beyond ASCII escaped.
func teamsFaults(body []byte) (faults []string) {
	var m struct {
		Type        string
		Attachments []struct {
			ContentType string
			Content     map[string]any
		}
	}
	if err := json.Unmarshal(body, &m); err != nil {
		return []string{err.Error()}
	}
	fault := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	size := 0
	for _, u := range utf16.Encode([]rune(string(body))) {
		size++
		if u >= 0x80 {
			size += 5
		}
	}
	if size > 20*1024 || m.Type != "message" || len(m.Attachments) != 1 || m.Attachments[0].ContentType != "application/vnd.microsoft.card.adaptive" {
		fault("%d bytes, %q", size, m.Type)
		return faults
	}
	c := m.Attachments[0].Content
	tables := 0
	walk(c, func(o map[string]any) {
		switch o["type"] {
		case "Table":
			tables++
		case "TableCell":
			if o["items"] == nil {
				fault("a cell without items")
			}
		case "AdaptiveCard", "RichTextBlock", "TextRun", "TableRow", "Action.OpenUrl", nil:
		default:
			fault("element %v", o["type"])
		}
		if o["type"] == "TextRun" && o["text"] == "" {
			fault("an empty run")
		}
	})
	if want := map[bool]string{true: "1.5", false: "1.4"}[tables > 0]; c["version"] != want || len(c["body"].([]any)) == 0 {
		fault("version %v with %d tables", c["version"], tables)
	}
	return faults
}

func faultsOf(name string, body []byte) []string {
	if name == "slack" {
		return slackFaults(body)
	}
	return teamsFaults(body)
}

// Documents of every kind, hostile ones too, stay within the limits, and with
// room enough every word of them is there.
func TestLimits(t *testing.T) {
	docs := reporttest.Documents()
	for _, unit := range []string{"x", "中", "😀", "a b ", "é́", "👩‍👩‍👧 "} {
		for _, n := range []int{149, 151, 699, 701, 2999, 3001, 10_000} {
			text := strings.Repeat(unit, n/len([]rune(unit)))
			docs = append(docs, reporttest.NamedDocument{Name: fmt.Sprint(n, unit), Document: &report.Document{
				Title: text, Subtitle: text, Blocks: []report.Block{
					report.Heading{Text: text}, report.P(report.T(text)), report.Callout{Title: text, Runs: []report.Run{report.T(text)}},
					report.Facts{Title: text, Items: []report.Fact{{Column: report.Column{Name: "x", Title: text}, Value: finding.Text(text)}}},
					wide(text, 3, 5), wide("y", 3, 400), wide("中中中中", 6, 300), wide("z", 40, 60),
				},
			}})
		}
	}
	for _, d := range docs {
		for name, write := range writers {
			messages, err := write(d.Document, card.Options{MaxPages: 10_000, Links: links(5, 900)})
			if err != nil || len(messages) == 0 {
				t.Fatal(d.Name, name, err)
			}
			for i, m := range messages {
				if faults := faultsOf(name, m.Body); len(faults) > 0 {
					t.Fatalf("%s in %s, message %d of %d: %v", d.Name, name, i+1, len(messages), faults)
				}
				if m.Page != i+1 || m.Pages != len(messages) {
					t.Fatalf("%s: page %d of %d", d.Name, m.Page, m.Pages)
				}
			}
			again, _ := write(d.Document, card.Options{MaxPages: 10_000, Links: links(5, 900)})
			if !reflect.DeepEqual(messages, again) {
				t.Fatalf("%s: other bytes", d.Name)
			}
		}
	}
}

func links(n, length int) (list []card.Link) {
	for range n {
		list = append(list, card.Link{Text: strings.Repeat("中", 500), URL: "https://crm.example/" + strings.Repeat("x", length)})
	}
	return list
}

func wide(text string, columns, rows int) *report.Table {
	t := &report.Table{Title: text}
	for i := range columns {
		t.Columns = append(t.Columns, report.Column{Name: fmt.Sprint("c", i), Title: text})
	}
	for range rows {
		row := report.Row{}
		for range columns {
			row.Cells = append(row.Cells, finding.Text(text))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// Every task of a long list is in exactly one of the messages, in order.
func TestNothingIsLost(t *testing.T) {
	doc := &report.Document{Title: "List", Lang: report.ZhCN, Blocks: []report.Block{report.Heading{Text: "H"}}}
	table := &report.Table{Columns: []report.Column{{Name: "id", Title: "Id"}, {Name: "name", Title: "名称"}}}
	for i := range 700 {
		doc.Blocks = append(doc.Blocks, report.P(report.T(fmt.Sprintf("段落 p%04d; 这是一个比较长的段落。", i))))
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{finding.Text(fmt.Sprintf("r%04d;", i)), finding.Text("任务")}})
	}
	doc.Blocks = append(doc.Blocks, table)
	for name, write := range writers {
		messages, err := write(doc, card.Options{MaxPages: 1000})
		if err != nil || len(messages) < 2 {
			t.Fatal(name, len(messages), err)
		}
		var bodies, texts strings.Builder
		for _, m := range messages {
			bodies.Write(m.Body)
			texts.WriteString(m.Text + "\n")
		}
		for kind, all := range map[string]string{"body": body(bodies.String()), "text": texts.String()} {
			at := 0
			for _, mark := range []string{"p", "r"} {
				for i := range 700 {
					id := fmt.Sprintf("%s%04d;", mark, i)
					next := strings.Index(all[at:], id)
					if next < 0 {
						t.Fatalf("%s %s: %s is not there, or not in its place", name, kind, id)
					}
					at += next
				}
			}
			if n := strings.Count(all, "r0007;"); kind == "text" && n != 1 {
				t.Errorf("%s %s: a row comes %d times", name, kind, n)
			}
		}
	}
}

// body leaves out the fallback of a Slack message, which repeats its beginning.
func body(all string) string {
	var b strings.Builder
	for i, part := range strings.Split(all, `"blocks":`) {
		if i == 0 && strings.Contains(all, `"blocks":`) {
			continue
		}
		end := strings.LastIndex(part, `{"text":`)
		if end < 0 || !strings.Contains(all, `"blocks":`) || i == strings.Count(all, `"blocks":`) {
			end = len(part)
		}
		b.WriteString(part[:end])
	}
	return b.String()
}

// What has no room is counted in the last message.
func TestMaxPages(t *testing.T) {
	doc := &report.Document{Title: "List", Blocks: []report.Block{}}
	for range 60 {
		doc.Blocks = append(doc.Blocks, report.P(report.T(strings.Repeat("x", 600))))
	}
	for name, write := range writers {
		messages, err := write(doc, card.Options{MaxPages: 1})
		if err != nil || len(messages) != 1 {
			t.Fatal(name, err)
		}
		shown := strings.Count(messages[0].Text, strings.Repeat("x", 600))
		if want := fmt.Sprintf("%d more lines are in the full report.", 60-shown); shown == 0 || !strings.Contains(messages[0].Text, want) || !strings.Contains(string(messages[0].Body), want) {
			t.Errorf("%s: %d shown, no %q", name, shown, want)
		}
	}
}

// Text of users stands nowhere but where no markup is parsed.
func TestHostileText(t *testing.T) {
	for _, bad := range []string{"<!channel>", "<@U1>", "*b* _i_ ~s~ `c` :smile:", "[x](javascript:alert(1))", "</at>", "&lt;!here&gt;", "<https://evil.example|ok>"} {
		doc := &report.Document{Title: bad, Subtitle: bad, Blocks: []report.Block{
			report.Heading{Text: bad}, report.P(report.T(bad), report.B(bad), report.R(bad, "https://x.example/")), wide(bad, 2, 2),
			report.FindingList{Title: bad, Items: []report.FindingItem{{Text: bad, Remedy: bad}}},
		}}
		for name, write := range writers {
			messages, err := write(doc, card.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if faults := faultsOf(name, messages[0].Body); len(faults) > 0 {
				t.Errorf("%s: %q: %v", name, bad, faults)
			}
			if !strings.Contains(messages[0].Text, bad) {
				t.Errorf("%s: %q was changed", name, bad)
			}
		}
	}
}

func TestErrors(t *testing.T) {
	for name, write := range writers {
		if _, err := write(nil, card.Options{}); !errors.Is(err, report.ErrNoDocument) {
			t.Errorf("%s: %v", name, err)
		}
		for _, bad := range []string{"", "javascript:alert(1)", "mailto:a@b.example", "/relative", "https://x/\n", "https://x/" + strings.Repeat("x", 1000)} {
			if _, err := write(&report.Document{}, card.Options{Links: []card.Link{{URL: bad}}}); !errors.Is(err, card.ErrLink) {
				t.Errorf("%s: %.40q: %v", name, bad, err)
			}
		}
		if _, err := write(&report.Document{}, card.Options{Links: links(6, 1)}); !errors.Is(err, card.ErrLink) {
			t.Errorf("%s: six links: %v", name, err)
		}
		if m, err := write(&report.Document{}, card.Options{}); err != nil || len(m) != 1 {
			t.Errorf("%s: an empty document: %v", name, err)
		}
	}
}
