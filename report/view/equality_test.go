package view_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	stdhtml "html"
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/html"
	"github.com/milepost-go/milepost/report/markdown"
	"github.com/milepost-go/milepost/report/phrase"
)

// What the numbers of a text are read through.
var (
	figureForm  = regexp.MustCompile(`-?[0-9]+(?:[.,:\-/][0-9]+)*`)
	longDate    = regexp.MustCompile(`([0-9]{1,2}) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) ([0-9]{4})`)
	chineseDate = regexp.MustCompile(`([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日`)
	listNumber  = regexp.MustCompile(`(?m)^ *[0-9]+\. `)
	linkTarget  = regexp.MustCompile(`\]\([^)]*\)`)
	unseen      = regexp.MustCompile(`(?s)<style>.*?</style>|<svg.*?</svg>|<nav.*?</nav>|<title>.*?</title>|<figcaption>.*?</figcaption>`)
	anyTag      = regexp.MustCompile(`<[^>]*>`)
	months      = strings.Fields("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec")
)

// figuresOf returns the numbers, dates and amounts of a text, sorted. Dates in
// prose become those of tables.
func figuresOf(text string) []string {
	text = longDate.ReplaceAllStringFunc(text, func(s string) string {
		part := longDate.FindStringSubmatch(s)
		return fmt.Sprintf("%s-%d-%s", part[3], slices.Index(months, part[2])+1, part[1])
	})
	text = chineseDate.ReplaceAllString(text, "$1-$2-$3")
	list := figureForm.FindAllString(text, -1)
	slices.Sort(list)
	return list
}

// sectionsOf returns the figures of a text section by section.
func sectionsOf(text, heading string) [][]string {
	var list [][]string
	for _, part := range strings.Split(text, heading) {
		list = append(list, figuresOf(part))
	}
	return list
}

func markdownSections(t *testing.T, doc *report.Document) (string, [][]string) {
	t.Helper()
	var b bytes.Buffer
	if err := (markdown.Renderer{}).Render(&b, doc); err != nil {
		t.Fatal(err)
	}
	text := b.String()
	plain := linkTarget.ReplaceAllString(listNumber.ReplaceAllString(text, ""), "]")
	return text, sectionsOf(strings.ReplaceAll(stdhtml.UnescapeString(plain), `\`, ""), "\n## ")
}

func htmlSections(t *testing.T, doc *report.Document) [][]string {
	t.Helper()
	var b bytes.Buffer
	if err := (html.Renderer{}).Render(&b, doc); err != nil {
		t.Fatal(err)
	}
	plain := strings.ReplaceAll(unseen.ReplaceAllString(b.String(), " "), "<h2", "\x00<h2")
	return sectionsOf(stdhtml.UnescapeString(anyTag.ReplaceAllString(plain, " ")), "\x00")
}

// Every number, date and amount of every document is the same in Markdown and
// HTML, in English and Chinese, section by section.
func TestFiguresAreEqualByFormatAndLanguage(t *testing.T) {
	english, chinese := corpus(t, phrase.In(phrase.En)), corpus(t, phrase.In(phrase.ZhCN))
	all := 0
	for name, doc := range english {
		_, want := markdownSections(t, doc)
		_, zh := markdownSections(t, chinese[name])
		for form, got := range map[string][][]string{"HTML": htmlSections(t, doc), "Chinese Markdown": zh, "Chinese HTML": htmlSections(t, chinese[name])} {
			if len(got) != len(want) {
				t.Errorf("%s: %d sections in %s, %d in Markdown", name, len(got), form, len(want))
				continue
			}
			for i := range want {
				if !slices.Equal(got[i], want[i]) {
					more, less := apart(got[i], want[i])
					t.Errorf("%s, section %d, %s: only there %v, only in Markdown %v", name, i, form, more, less)
				}
			}
		}
		for _, section := range want {
			all += len(section)
		}
	}
	if all < 5000 {
		t.Errorf("only %d figures", all)
	}
	t.Logf("%d documents, %d figures, each in four renderings", len(english), all)
}

// apart returns what only one of two sorted lists has.
func apart(a, b []string) (onlyA, onlyB []string) {
	count := map[string]int{}
	for _, s := range a {
		count[s]++
	}
	for _, s := range b {
		if count[s]--; count[s] < 0 {
			onlyB = append(onlyB, s)
		}
	}
	for _, s := range a {
		if count[s]--; count[s] >= 0 {
			onlyA = append(onlyA, s)
		}
	}
	return onlyA, onlyB
}

// tableRows returns the cells of the tables of a text in Markdown, in order.
func tableRows(text string) [][][]string {
	var tables [][][]string
	inside := false
	for _, line := range strings.Split(text, "\n") {
		if !strings.HasPrefix(line, "|") {
			inside = false
			continue
		}
		if !inside {
			tables = append(tables, nil)
			inside = true
		}
		cells := strings.Split(strings.ReplaceAll(line, `\|`, "\x00"), "|")
		tables[len(tables)-1] = append(tables[len(tables)-1], cells[1:len(cells)-1])
	}
	for i := range tables {
		tables[i] = tables[i][2:] // headings and rule
	}
	return tables
}

// jsonTables returns the values of the JSON form in the order in which Markdown
// writes its tables: facts, figures and traces are tables there.
func jsonTables(t *testing.T, doc *report.Document) (tables [][]wireRow, days [][]int64) {
	t.Helper()
	var b bytes.Buffer
	if err := (report.JSON{}).Render(&b, doc); err != nil {
		t.Fatal(err)
	}
	type tableWire struct {
		Columns []struct {
			Type string
			Day  int64 `json:"day_min"`
		}
		Rows, Footer []wireRow
	}
	var wire struct {
		Blocks []struct {
			Type string
			tableWire
			Table  *tableWire
			Items  json.RawMessage
			Figure wireFact
			Inputs []wireFact
		}
	}
	if err := json.Unmarshal(b.Bytes(), &wire); err != nil {
		t.Fatal(err)
	}
	add := func(w *tableWire) {
		if len(w.Columns) == 0 {
			return
		}
		var day []int64
		for _, c := range w.Columns {
			d := int64(0)
			if c.Type == "duration" {
				d = max(c.Day, 0)
				if d == 0 {
					d = 480
				}
			}
			day = append(day, d)
		}
		tables, days = append(tables, slices.Concat(w.Rows, w.Footer)), append(days, day)
	}
	facts := func(list []wireFact, column int) {
		var rows []wireRow
		for _, f := range list {
			row := wireRow{Cells: make([]wireValue, column+1)}
			if f.Type != "duration" {
				row.Cells[column] = f.Value
			}
			rows = append(rows, row)
		}
		tables, days = append(tables, rows), append(days, make([]int64, column+1))
	}
	for _, x := range wire.Blocks {
		switch x.Type {
		case "table":
			add(&x.tableWire)
		case "figure":
			add(x.Table)
		case "facts":
			var items []wireFact
			if err := json.Unmarshal(x.Items, &items); err != nil {
				t.Fatal(err)
			}
			if len(items) > 0 {
				facts(items, 1)
			}
		case "trace":
			facts(append([]wireFact{x.Figure}, x.Inputs...), 2)
		}
	}
	return tables, days
}

// shows reports whether a text shows a value: as it stands, or rounded to the
// decimals shown, halves away from zero, shares in percent and working time in
// days.
func shows(text string, v wireValue, day int64) bool {
	exact, err := v.number()
	if err != nil {
		return false
	}
	if v.Kind == "date" {
		return strings.Contains(text, v.Text[:10])
	}
	shown := figureForm.FindString(strings.ReplaceAll(text, ",", ""))
	whole, decimals, _ := strings.Cut(shown, ".")
	if whole == "" {
		return false
	}
	if strings.Contains(text, "%") {
		exact.Mul(exact, big.NewRat(100, 1))
	}
	if per := map[string]int64{"min": 1, "h": 60}[v.Unit]; day > 0 && per > 0 {
		exact.Mul(exact, big.NewRat(per, day))
	}
	got, want := new(big.Rat), new(big.Rat)
	if _, ok := got.SetString(shown); !ok {
		return false
	}
	want.SetString(exact.FloatString(len(decimals)))
	return got.Cmp(want) == 0
}

// Every figure of the JSON form, exact as it is there, is the one that Markdown
// shows in the same cell of the same table.
func TestShownFiguresAreTheExactOnes(t *testing.T) {
	cells := 0
	for _, lang := range report.Langs() {
		for name, doc := range corpus(t, phrase.In(lang)) {
			text, _ := markdownSections(t, doc)
			shown := tableRows(linkTarget.ReplaceAllString(text, "]"))
			exact, days := jsonTables(t, doc)
			if len(shown) != len(exact) {
				t.Errorf("%s in %s: %d tables in Markdown, %d in JSON", name, lang, len(shown), len(exact))
				continue
			}
			for i, rows := range exact {
				if len(rows) != len(shown[i]) {
					t.Errorf("%s, table %d: %d rows in Markdown, %d in JSON", name, i, len(shown[i]), len(rows))
					continue
				}
				for k, row := range rows {
					for j, v := range row.Cells {
						if v.Kind != "number" && v.Kind != "money" && v.Kind != "date" {
							continue
						}
						cells++
						if !shows(shown[i][k][j], v, days[i][j]) {
							t.Errorf("%s in %s, table %d, row %d, column %d: shown %q, exact %+v", name, lang, i, k, j, shown[i][k][j], v)
						}
					}
				}
			}
		}
	}
	if cells < 5000 {
		t.Errorf("only %d cells", cells)
	}
	t.Logf("%d cells", cells)
}

// The test sees a figure that is shown wrong.
func TestShowsTellsWrongFigures(t *testing.T) {
	for _, c := range []struct {
		text string
		v    wireValue
		day  int64
		want bool
	}{
		{" 0.89 ", wireValue{Kind: "number", Text: "8/9"}, 0, true}, {" 0.88 ", wireValue{Kind: "number", Text: "8/9"}, 0, false},
		{" CNY -1,234.50 ", wireValue{Kind: "money", Text: "-1234.5", Unit: "CNY"}, 0, true}, {" CNY 1,234.50 ", wireValue{Kind: "money", Text: "-1234.5"}, 0, false},
		{" 44% ", wireValue{Kind: "number", Text: "4/9"}, 0, true}, {" 45% ", wireValue{Kind: "number", Text: "45", Unit: "%"}, 0, true}, {" 45% ", wireValue{Kind: "number", Text: "4/9"}, 0, false},
		{" 1.5 d ", wireValue{Kind: "number", Text: "720", Unit: "min"}, 480, true}, {" 1.5 d ", wireValue{Kind: "number", Text: "720", Unit: "min"}, 420, false},
		{" 2026-03-02 08:00 ", wireValue{Kind: "date", Text: "2026-03-02T08:00:00"}, 0, true}, {"", wireValue{Kind: "number", Text: "1"}, 0, false},
	} {
		if got := shows(c.text, c.v, c.day); got != c.want {
			t.Errorf("%s of %+v: %v", strconv.Quote(c.text), c.v, got)
		}
	}
	if finding.Ratio(8, 9, "").Plain() != "8/9" {
		t.Error("exact numbers are written otherwise")
	}
}
