package pdf

import (
	"math"
	"strings"
	"testing"

	"golang.org/x/image/font/gofont/goregular"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
)

// By hand: of 500 points the date takes its 80, which leaves 420 to the task of
// 300 and the reason of 1,500: 105 each, and of the other 210 a sixth and five
// sixths. Even shares would break the reason into twice as many lines.
func TestLongTextsGetMoreRoom(t *testing.T) {
	got := share([]float64{300, 80, 1500}, 500)
	for i, want := range []float64{105 + 35, 80, 105 + 175} {
		if math.Abs(got[i]-want) > 1e-9 {
			t.Errorf("column %d is %g points wide, want %g", i, got[i], want)
		}
	}
	if got := share([]float64{100, 80, 300}, 500); got[0] != 100 || got[1] != 80 || got[2] != 300 {
		t.Errorf("columns that fit are changed to %g", got)
	}
}

// Where not all fits, headings are broken before texts are: a column of short
// cells under a heading of three words is as wide as the longest of them.
func TestHeadingsAreBrokenFirst(t *testing.T) {
	table := func(reason string) *report.Table {
		return &report.Table{Columns: []report.Column{{Title: "Left out altogether"}, {Title: "Reason"}}, Rows: []report.Row{
			{Cells: []finding.Value{finding.Text("no"), finding.Text(reason)}}}}
	}
	r := Renderer{Fonts: [][]byte{goregular.TTF}}.defaults()
	fonts, err := newFaces(r)
	if err != nil {
		t.Fatal(err)
	}
	l := &layout{fonts: fonts, format: (&report.Document{}).Format(), page: r}
	narrow, wide := l.grid(table(strings.Repeat("because ", 60))).widths[0], l.grid(table("none")).widths[0]
	if word := l.fonts.measure("altogether", cellSize, true); narrow >= wide || narrow < word {
		t.Errorf("a column of %g points is %g beside a long text, the longest word of its heading %g", wide, narrow, word)
	}
}
