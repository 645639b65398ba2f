package reporttest_test

import (
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/reporttest"
)

// fake is a renderer whose faults can be chosen. Without any it keeps the
// clauses.
type fake struct {
	panics, raw, random, deaf, stubborn, wordless, trusting bool
	err                                                     error
}

func (f fake) Render(w io.Writer, doc *report.Document) error {
	if doc == nil && !f.trusting {
		return report.ErrNoDocument
	}
	var b strings.Builder
	if f.random {
		fmt.Fprintln(&b, rand.Int64())
	}
	if f.panics {
		_ = b.String()[1<<30:]
	}
	clean := func(s string) string {
		if f.raw {
			return s
		}
		return report.Clean(s)
	}
	b.WriteString(clean(doc.Title) + clean(doc.Subtitle))
	for _, block := range doc.Blocks {
		if block != nil && !f.wordless {
			b.WriteString(clean(dump(block, doc.Format())))
		}
	}
	if f.wordless {
		b.WriteString(strings.Repeat(" ", 80_000))
	}
	_, err := io.WriteString(w, b.String())
	if err != nil && f.stubborn {
		io.WriteString(w, "more")
	}
	if f.deaf {
		return nil
	}
	if f.err != nil {
		return f.err
	}
	return err
}

// dump writes every word of a block.
func dump(b report.Block, format report.Format) string {
	table := b.Table()
	var extra string
	switch b := b.(type) {
	case report.Facts:
		table = b.TableIn(format)
		extra = b.Title
		for _, item := range b.Items {
			extra += item.Column.Title + format.Cell(&item.Column, item.Value)
		}
	case report.FindingList:
		extra = b.Title
		for _, item := range b.Items {
			extra += string(item.Finding.Code) + item.Words() + item.Remedy
		}
	case report.Figure:
		extra = b.Frame().Title
	}
	words := extra + table.Title + table.Note
	for i := range table.Columns {
		words += table.Columns[i].Title
	}
	for _, rows := range [][]report.Row{table.Rows, table.Footer} {
		for i := range rows {
			for j := range table.Columns {
				words += format.Cell(&table.Columns[j], rows[i].Cell(j))
			}
		}
	}
	return words
}

func readAll(out []byte) (string, error) { return string(out), nil }

func TestKitAcceptsAGoodRenderer(t *testing.T) { reporttest.TestRenderer(t, fake{}, readAll) }

func TestKitRefusesBrokenRenderers(t *testing.T) {
	for name, c := range map[string]struct {
		renderer fake
		clause   string
	}{
		"panics":       {fake{panics: true}, "panic"},
		"raw":          {fake{raw: true}, "is written as clean text"},
		"random":       {fake{random: true}, "same bytes"},
		"deaf":         {fake{deaf: true}, "failing writer"},
		"stubborn":     {fake{stubborn: true}, "nothing is written after a failure"},
		"wordless":     {fake{wordless: true}, "reads back"},
		"trusting":     {fake{trusting: true}, "a nil document is refused"},
		"always fails": {fake{err: io.ErrUnexpectedEOF}, "is written as clean text"},
	} {
		err := reporttest.CheckRenderer(c.renderer, readAll)
		if err == nil || !strings.Contains(err.Error(), c.clause) {
			t.Errorf("%s: got %.300v", name, err)
		}
	}
	if err := reporttest.CheckRenderer(fake{wordless: true}, nil); err != nil {
		t.Errorf("without a reader the words are not looked for: %v", err)
	}
}

// square is a figure whose faults can be chosen.
type square struct {
	frame     report.Frame
	rect      report.Rect
	nothing   bool
	random    bool
	tableless bool
}

func (s square) Frame() report.Frame { return s.frame }

func (s square) Draw(c report.Canvas) {
	if s.random {
		s.rect.X = rand.Float64()
	}
	if !s.nothing {
		c.Rect(s.rect)
		c.Text(report.Text{X: 50, Y: 50, Text: "x"})
		var p report.Path
		p.Move(1, 1)
		p.Curve(report.Point{X: 2, Y: 2}, report.Point{X: 3, Y: 3}, report.Point{X: 4, Y: 4})
		p.Close()
		c.Path(&p)
	}
}

func (s square) Table() *report.Table {
	if s.tableless {
		return nil
	}
	return &report.Table{Columns: []report.Column{{Name: "x"}}}
}

func TestKitOnFigures(t *testing.T) {
	frame := report.Frame{Width: 100, Height: 100, Title: "Square"}
	good := square{frame: frame, rect: report.Rect{W: 10, H: 10, Style: report.Style{Fill: report.InkTask}}}
	reporttest.TestFigure(t, good)
	change := func(f func(*square)) square { s := good; f(&s); return s }
	for clause, bad := range map[string]square{
		"has a size and a title":  change(func(s *square) { s.frame.Title = "" }),
		"stays inside its frame":  change(func(s *square) { s.rect.W = 200 }),
		"draws something":         change(func(s *square) { s.nothing = true }),
		"draws the same twice":    change(func(s *square) { s.random = true }),
		"draws with numbers only": change(func(s *square) { s.rect.X = math.NaN() }),
		"uses inks that exist":    change(func(s *square) { s.rect.Stroke = 250 }),
		"has a table form":        change(func(s *square) { s.tableless = true }),
	} {
		if err := reporttest.CheckFigure(bad); err == nil || !strings.Contains(err.Error(), clause) {
			t.Errorf("%s: got %v", clause, err)
		}
	}
	if err := reporttest.CheckFigure(change(func(s *square) { s.frame.Width = math.Inf(1) })); err == nil {
		t.Error("an endless frame was accepted")
	}
}

func TestRecorderKeepsCopies(t *testing.T) {
	var r reporttest.Recorder
	var p report.Path
	p.Reset(report.Style{Stroke: report.InkText})
	p.Move(1, 2)
	p.Line(5, 7)
	r.Path(&p)
	p.Reset(report.Style{})
	p.Move(9, 9)
	r.Rect(report.Rect{X: 1, Y: 2, W: 3, H: 4})
	r.Text(report.Text{X: 20, Y: 10, Text: "里程", Size: 10, Anchor: report.AnchorEnd})
	if len(r.Paths()) != 1 || len(r.Paths()[0].Steps) != 2 || len(r.Rects()) != 1 || len(r.Texts()) != 1 || strings.Count(r.String(), "\n") != 3 {
		t.Fatalf("got %s", r.String())
	}
	want := []reporttest.Box{{Left: 1, Top: 2, Right: 5, Bottom: 7}, {Left: 1, Top: 2, Right: 4, Bottom: 6}, {Left: 0, Top: 2, Right: 20, Bottom: 12}}
	for i, op := range r.Ops {
		if op.Box() != want[i] {
			t.Errorf("call %d: got %v, want %v", i, op.Box(), want[i])
		}
	}
}
