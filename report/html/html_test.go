package html

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/reporttest"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// elements are all elements that a page may hold, with their attributes.
var elements = map[string][]string{
	"html": {"lang"}, "head": {}, "meta": {"charset", "name", "content", "http-equiv"},
	"title": {"id"}, "style": {}, "body": {}, "main": {}, "header": {},
	"h1": {"id"}, "h2": {"id"}, "h3": {"id"}, "h4": {"id"}, "h5": {"id"}, "h6": {"id"},
	"p": {"class"}, "nav": {"aria-label"}, "ol": {}, "ul": {}, "li": {"class"},
	"a": {"href", "rel"}, "strong": {}, "code": {}, "section": {"class", "id"}, "dl": {},
	"div": {"class", "tabindex"}, "dt": {}, "dd": {"class"}, "aside": {"class"},
	"span":  {"class"},
	"table": {}, "caption": {}, "thead": {}, "tbody": {}, "tfoot": {}, "tr": {"class"}, "th": {"class", "scope"}, "td": {"class"},
	"figure": {"id"}, "figcaption": {}, "details": {}, "summary": {},
	"svg":  {"class", "width", "height", "viewBox", "fill", "role", "aria-labelledby", "aria-describedby"},
	"desc": {"id"}, "pattern": {"id", "width", "height", "patternUnits", "patternTransform"},
	"rect": {"x", "y", "width", "height", "rx", "class", "fill", "stroke-width"},
	"path": {"d", "class", "fill", "stroke-width"},
	"text": {"class", "x", "y", "font-size", "text-anchor"},
}

// reader walks a page with the strict XML parser: the page is written so that
// it is well formed as XML too.
type reader struct {
	seen     strings.Builder
	path     []string
	ids      []string
	links    []string
	headings []string
	styles   int
}

func read(page []byte) (string, error) {
	r := &reader{}
	decoder := xml.NewDecoder(bytes.NewReader(page))
	for {
		token, err := decoder.Token()
		if err == io.EOF {
			return r.seen.String(), r.whole()
		}
		if err == nil {
			err = r.token(token)
		}
		if err != nil {
			return "", err
		}
	}
}

func (r *reader) token(token xml.Token) error {
	switch token := token.(type) {
	case xml.StartElement:
		r.path = append(r.path, token.Name.Local)
		return r.start(token)
	case xml.EndElement:
		r.path = r.path[:len(r.path)-1]
		if slices.Contains([]string{"td", "th", "p", "li", "dt", "dd", "title", "text", "caption"}, token.Name.Local) {
			r.seen.WriteByte(0)
		}
	case xml.CharData:
		if len(r.path) == 0 || r.path[len(r.path)-1] != "style" {
			r.seen.Write(token)
		}
	case xml.Comment, xml.ProcInst:
		return fmt.Errorf("unexpected %T", token)
	}
	return nil
}

func (r *reader) start(e xml.StartElement) error {
	name := e.Name.Local
	allowed, ok := elements[name]
	if !ok {
		return errors.New("element " + name)
	}
	if name == "style" {
		r.styles++
	}
	if len(name) == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6' {
		r.headings = append(r.headings, name)
	}
	for _, a := range e.Attr {
		switch key := a.Name.Local; {
		case !slices.Contains(allowed, key):
			return fmt.Errorf("attribute %s of %s", key, name)
		case key == "id" && slices.Contains(r.ids, a.Value):
			return errors.New("id twice: " + a.Value)
		case key == "id":
			r.ids = append(r.ids, a.Value)
		case key == "href":
			r.links = append(r.links, a.Value)
		case key == "scope" && a.Value != "col" && a.Value != "row":
			return errors.New("scope " + a.Value)
		}
	}
	if name == "th" && !slices.ContainsFunc(e.Attr, func(a xml.Attr) bool { return a.Name.Local == "scope" }) {
		return errors.New("a header without scope")
	}
	return nil
}

// whole checks what concerns the page as a whole.
func (r *reader) whole() error {
	if r.styles != 1 {
		return fmt.Errorf("%d style sheets", r.styles)
	}
	for i, h := range r.headings {
		if i == 0 && h != "h1" || i > 0 && (h == "h1" || h[1] > r.headings[i-1][1]+1) {
			return fmt.Errorf("headings in the order %v", r.headings)
		}
	}
	for _, link := range r.links {
		if target, inside := strings.CutPrefix(link, "#"); inside && !slices.Contains(r.ids, target) {
			return errors.New("a link to nowhere: " + link)
		} else if !inside && !report.IsAddress(link) {
			return errors.New("a link to " + link)
		}
	}
	return nil
}

func TestClauses(t *testing.T) { reporttest.TestRenderer(t, Renderer{}, read) }

func TestClausesPicturesOnly(t *testing.T) {
	reporttest.TestRenderer(t, Renderer{PicturesOnly: true}, read)
}

func written(t *testing.T, r Renderer, doc *report.Document) string {
	t.Helper()
	var b bytes.Buffer
	if err := r.Render(&b, doc); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestGolden(t *testing.T) {
	for _, lang := range report.Langs() {
		got := written(t, Renderer{}, reporttest.Sample(lang))
		file := "testdata/sample." + lang.Tag() + ".html"
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
			t.Errorf("%s (run with -update after looking at it): %s", file, diff)
		}
	}
}

func TestPageStandsAlone(t *testing.T) {
	got := written(t, Renderer{}, reporttest.Sample(report.ZhCN))
	for _, want := range []string{`<html lang="zh-CN">`, `<meta charset="utf-8"/>`, "default-src 'none'", "prefers-color-scheme:dark", "@media print", `<th scope="col"`, `<th scope="row"`, "<title>仓储系统：项目报告</title>"} {
		if !strings.Contains(got, want) {
			t.Errorf("%s is missing", want)
		}
	}
	for _, bad := range []string{"<script", "src=", "@import", "url(http", "<link", "javascript:"} {
		if strings.Contains(got, bad) {
			t.Errorf("%s is there", bad)
		}
	}
}

func TestLists(t *testing.T) {
	item := func(level int, text string) report.Item {
		return report.Item{Level: level, Runs: []report.Run{report.T(text)}}
	}
	doc := &report.Document{Title: "L", Blocks: []report.Block{report.List{Items: []report.Item{item(0, "a"), item(1, "b"), item(2, "c"), item(1, "d"), item(0, "e")}}}}
	got := written(t, Renderer{}, doc)
	got = strings.ReplaceAll(got[strings.Index(got, "<ul>"):], "\n", "")
	want := "<ul><li>a<ul><li>b<ul><li>c</li></ul></li><li>d</li></ul></li><li>e</li></ul></main></body></html>"
	if got != want {
		t.Errorf("got %s", got)
	}
}

func TestReferences(t *testing.T) {
	doc := &report.Document{Title: "R", Blocks: []report.Block{
		report.P(report.R("a", "later"), report.R("b", "gone"), report.R("c", "https://example.com/?a=1&b=2"), report.R("d", "javascript:alert(1)"), report.R("e", "no name")),
		&report.Table{Name: "later", Columns: []report.Column{{Name: "x"}}},
		report.Facts{Name: "later", Title: "twice"}, report.Facts{Name: "no name", Title: "odd"},
	}}
	want := `<p><a href="#b-later">a</a>b<a rel="noreferrer noopener" href="https://example.com/?a=1&amp;b=2">c</a>de</p>`
	got := written(t, Renderer{}, doc)
	if !strings.Contains(got, want) || strings.Count(got, `id="b-later"`) != 1 {
		t.Errorf("got %s", got[strings.Index(got, "</header>"):])
	}
}

func TestHeadingsLeaveNoGap(t *testing.T) {
	doc := &report.Document{Title: "H"}
	for _, level := range []int{3, 5, 1, 4, 2, 2, 5} {
		doc.Blocks = append(doc.Blocks, report.Heading{Level: level, Text: "x"})
	}
	r := &reader{}
	decoder := xml.NewDecoder(strings.NewReader(written(t, Renderer{}, doc)))
	for token, err := decoder.Token(); err == nil; token, err = decoder.Token() {
		if err := r.token(token); err != nil {
			t.Fatal(err)
		}
	}
	if got := strings.Join(r.headings, " "); got != "h1 h2 h3 h2 h3 h3 h3 h4" {
		t.Errorf("got %s", got)
	}
}

func FuzzPage(f *testing.F) {
	for _, name := range reporttest.HostileNames() {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, s string) {
		doc := &report.Document{Title: s, Subtitle: s, Lang: report.Lang(s), Blocks: []report.Block{
			report.Heading{Level: 1, Text: s, Name: s}, report.P(report.R(s, s), report.C(s)),
			report.Callout{Title: s, Runs: []report.Run{report.B(s)}},
			&report.Table{Name: s, Title: s, Columns: []report.Column{{Name: s, Title: s, Unit: s}}, Rows: []report.Row{{Cells: []finding.Value{finding.Text(s)}}, {Cells: []finding.Value{finding.Unknown(s)}}}},
			reporttest.Bars{Title: s, Values: []int64{1}},
		}}
		out := []byte(written(t, Renderer{}, doc))
		seen, err := read(out)
		if err != nil {
			t.Fatalf("%q: %v", s, err)
		}
		if want := report.Clean(s); strings.Count(seen, want) < 7 {
			t.Fatalf("%q is not shown everywhere it should be", s)
		}
	})
}

func BenchmarkTable10k(b *testing.B) {
	t := &report.Table{Columns: []report.Column{{Name: "task"}, {Name: "finish", Type: report.TypeDate}, {Name: "cost", Type: report.TypeMoney}, {Name: "n", Type: report.TypeInteger}}}
	for i := range 10_000 {
		t.Rows = append(t.Rows, report.Row{Cells: []finding.Value{finding.Text(fmt.Sprint("Task ", i)), finding.Date("2026-03-02"), finding.Money("12.5", "CNY"), finding.Number(int64(i), "")}})
	}
	doc := &report.Document{Title: "Big", Blocks: []report.Block{t}}
	for b.Loop() {
		if err := (Renderer{}).Render(io.Discard, doc); err != nil {
			b.Fatal(err)
		}
	}
}
