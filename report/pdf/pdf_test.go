package pdf_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/pdf"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/reporttest"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/mspdi"
)

var latin = pdf.Renderer{Fonts: [][]byte{goregular.TTF}, Bold: [][]byte{gobold.TTF}}

// chinese adds a font with Chinese characters, if the machine has one.
func chinese(t testing.TB) pdf.Renderer {
	data, err := os.ReadFile("/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf")
	if err != nil {
		t.Skip("no TrueType font with Chinese characters")
	}
	r := latin
	r.Fonts = append(r.Fonts[:1:1], data)
	return r
}

func render(t testing.TB, r pdf.Renderer, doc *report.Document) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := r.Render(&b, doc); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// read returns the text of the pages as another program reads it.
func read(t testing.TB, data []byte, more ...string) string {
	t.Helper()
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("pdftotext is not there")
	}
	file := filepath.Join(t.TempDir(), "x.pdf")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	var complaints bytes.Buffer
	cmd := exec.Command(tool, append(more, "-enc", "UTF-8", file, "-")...)
	cmd.Stderr = &complaints
	out, err := cmd.Output()
	if err != nil || complaints.Len() > 0 {
		t.Fatal(err, complaints.String())
	}
	return string(out)
}

// without takes blanks out: readers put them where they like.
func without(s string) string {
	return regexp.MustCompile(`[\s\x{3000}\x{a0}]+`).ReplaceAllString(s, "")
}

// Every word of the sample is found again by another program, in both
// languages.
func TestTextIsThere(t *testing.T) {
	for _, lang := range report.Langs() {
		doc := reporttest.Sample(lang)
		text := without(read(t, render(t, chinese(t), doc), "-raw"))
		for _, b := range doc.Blocks {
			switch b := b.(type) {
			case report.Heading:
				has(t, text, b.Text)
			case report.Paragraph:
				for _, r := range b.Runs {
					has(t, text, r.Text)
				}
			case report.FindingList:
				for _, f := range b.Items {
					has(t, text, f.Words())
				}
			case report.Facts:
				for _, f := range b.Items {
					has(t, text, doc.Format().Cell(&f.Column, f.Value))
				}
			}
		}
	}
}

func has(t *testing.T, text, want string) {
	t.Helper()
	if !strings.Contains(text, without(want)) {
		t.Errorf("%q is not in the text", want)
	}
}

func software(t testing.TB, lang phrase.Lang) *report.Document {
	file, err := os.Open(filepath.Join("..", "..", "examples", "salesproject", "testdata", "software-plan.xml"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	plan, _, err := mspdi.Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	result, err := schedule.Compute(plan, schedule.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return view.Plan(phrase.In(lang), view.PlanInput{Plan: plan, Result: result})
}

// A plan with its Gantt chart over several pages: every page has its number,
// the headings of long tables come again, every task is there.
func TestPlan(t *testing.T) {
	for _, lang := range report.Langs() {
		doc := software(t, lang)
		data := render(t, chinese(t), doc)
		if keep := os.Getenv("MILEPOST_PICTURE"); keep != "" {
			if err := os.WriteFile(keep+string(lang)+".pdf", data, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		pages := strings.Split(strings.TrimSuffix(read(t, data, "-layout"), "\f"), "\f")
		for i, page := range pages {
			if number := fmt.Sprintf("%d / %d", i+1, len(pages)); !strings.HasSuffix(without(page), without(number)) {
				t.Errorf("%s: page %d has no number %s", lang, i+1, number)
			}
		}
		if len(pages) < 4 {
			t.Errorf("%s: %d pages", lang, len(pages))
		}
		text := without(strings.Join(pages, ""))
		for _, name := range []string{"Develop prototype based on functional specifications", "Software development template complete"} {
			has(t, text, name)
		}
		if again := render(t, chinese(t), doc); !bytes.Equal(data, again) {
			t.Errorf("%s: other bytes", lang)
		}
	}
}

// Hostile and odd documents are written, by a font that lacks most of their
// characters, and read by another program without complaint.
func TestOddDocuments(t *testing.T) {
	r := chinese(t)
	r.Substitute = '?'
	for _, d := range reporttest.Documents() {
		read(t, render(t, r, d.Document))
	}
	long := strings.Repeat("x", 10_000)
	wide := &report.Table{}
	for i := range 40 {
		wide.Columns = append(wide.Columns, report.Column{Name: fmt.Sprint("c", i), Title: fmt.Sprint("Column ", i)})
	}
	row := report.Row{}
	for range 40 {
		row.Cells = append(row.Cells, finding.Text("some words in a cell"))
	}
	wide.Rows = []report.Row{row, {Cells: []finding.Value{finding.Text(long)}}}
	doc := &report.Document{Title: long, Subtitle: long, Blocks: []report.Block{
		report.Heading{Level: 5, Text: long}, report.Heading{Level: 1, Text: "one"}, report.Heading{Level: 4, Text: "four"}, report.P(report.T(long), report.R(long, "https://x.example/")),
		wide, report.Callout{Title: long, Runs: []report.Run{report.T(long)}},
	}}
	if got := strings.Count(without(read(t, render(t, latin, doc), "-raw")), "x"); got < 70_000 {
		t.Errorf("%d of at least 70000 letters", got)
	}
}

func TestErrors(t *testing.T) {
	doc := &report.Document{Title: "项目"}
	for name, c := range map[string]struct {
		r    pdf.Renderer
		doc  *report.Document
		want error
		says string
	}{
		"nil":          {latin, nil, report.ErrNoDocument, ""},
		"no font":      {pdf.Renderer{}, doc, pdf.ErrFont, ""},
		"not a font":   {pdf.Renderer{Fonts: [][]byte{goregular.TTF, []byte("x")}}, doc, pdf.ErrFont, "Fonts[1]"},
		"collection":   {pdf.Renderer{Fonts: [][]byte{append([]byte("ttcf"), goregular.TTF...)}}, doc, pdf.ErrFont, "Fonts[0]"},
		"no glyph":     {latin, doc, pdf.ErrGlyph, "'目', '项'"},
		"margins":      {pdf.Renderer{Fonts: latin.Fonts, Margin: 290}, doc, pdf.ErrPage, "290"},
		"endless page": {pdf.Renderer{Fonts: latin.Fonts, Width: 1e9}, doc, pdf.ErrPage, ""},
	} {
		var b bytes.Buffer
		err := c.r.Render(&b, c.doc)
		if !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.says) || b.Len() > 0 {
			t.Errorf("%s: %v, %d bytes", name, err, b.Len())
		}
	}
	r := latin
	r.Substitute = '*'
	if text := read(t, render(t, r, doc)); !strings.Contains(text, "**") {
		t.Errorf("substitute: %q", text)
	}
}

// What the kit of renderers asks.
func TestKit(t *testing.T) {
	r := chinese(t)
	r.Substitute = '?'
	var _ report.Renderer = r
	var failing brokenWriter
	if err := r.Render(failing, reporttest.Sample(report.En)); !errors.Is(err, errBroken) {
		t.Errorf("a broken writer: %v", err)
	}
}

var errBroken = errors.New("broken")

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errBroken }

// Broken fonts give an error or pages, never a panic.
func FuzzFont(f *testing.F) {
	f.Add(goregular.TTF[:3000])
	f.Fuzz(func(t *testing.T, data []byte) {
		_ = pdf.Renderer{Fonts: [][]byte{data}}.Render(new(bytes.Buffer), &report.Document{Title: "aé"})
	})
}
