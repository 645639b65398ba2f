package report_test

import (
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/reporttest"
)

func TestPathKeepsItsSteps(t *testing.T) {
	var p report.Path
	p.Move(1, 2)
	p.Line(3, 4)
	p.Curve(report.Point{X: 5}, report.Point{X: 6}, report.Point{X: 7, Y: 8})
	p.Close()
	want := []report.Step{
		{Kind: report.MoveStep, To: report.Point{X: 1, Y: 2}}, {Kind: report.LineStep, To: report.Point{X: 3, Y: 4}},
		{Kind: report.CurveStep, To: report.Point{X: 7, Y: 8}, C1: report.Point{X: 5}, C2: report.Point{X: 6}},
		{Kind: report.CloseStep},
	}
	if len(p.Steps) != len(want) {
		t.Fatalf("got %v", p.Steps)
	}
	for i := range want {
		if p.Steps[i] != want[i] {
			t.Errorf("step %d: got %+v, want %+v", i, p.Steps[i], want[i])
		}
	}
	p.Reset(report.Style{Stroke: report.InkText})
	if len(p.Steps) != 0 || cap(p.Steps) < 4 || p.Stroke != report.InkText {
		t.Error("Reset must empty the path, keep its memory and take the style")
	}
}

func TestColumnsStandWhereTheirTypeWants(t *testing.T) {
	right := map[report.Type]bool{report.TypeInteger: true, report.TypeNumber: true, report.TypeMoney: true, report.TypePercent: true, report.TypeDuration: true}
	for kind := report.TypeText; kind <= report.TypeBool; kind++ {
		c := report.Column{Type: kind}
		if want := map[bool]report.Align{true: report.AlignRight, false: report.AlignLeft}[right[kind]]; c.Aligned() != want {
			t.Errorf("%v: got %v, want %v", kind, c.Aligned(), want)
		}
		c.Align = report.AlignCenter
		if c.Aligned() != report.AlignCenter {
			t.Errorf("%v: what the column says comes first", kind)
		}
	}
}

func TestOutlineIsTheFirstTextColumn(t *testing.T) {
	for want, columns := range map[int][]report.Column{
		0: {{Type: report.TypeText}, {Type: report.TypeText}},
		1: {{Type: report.TypeInteger}, {Type: report.TypeText}},
		2: {{Type: report.TypeDate}, {Type: report.TypeBool}, {Type: report.TypeText}},
	} {
		if got := (&report.Table{Columns: columns}).Outline(); got != want {
			t.Errorf("%v: got %d", columns, got)
		}
	}
	if got := (&report.Table{Columns: []report.Column{{Type: report.TypeDate}}}).Outline(); got != 0 {
		t.Errorf("without a text column: got %d", got)
	}
}

func TestRowsForgive(t *testing.T) {
	r := report.Row{Level: -5, Cells: []finding.Value{finding.Text("a")}}
	if r.Depth() != 0 || (&report.Row{Level: 500}).Depth() != 15 || r.Cell(0) != finding.Text("a") || !r.Cell(1).IsZero() || !r.Cell(-1).IsZero() {
		t.Error("levels are bounded, cells beyond the row are empty")
	}
}

func TestNamesOfKinds(t *testing.T) {
	if report.Type(200).String() != "text" || report.TypeDuration.String() != "duration" || report.RunStyle(9).String() != "text" || report.Ref.String() != "ref" {
		t.Error("a kind out of range has the name of the zero kind")
	}
}

// TestEveryValueHasText shows every value under every type in both languages:
// only what is empty is shown as nothing, and the formats never fail.
func TestEveryValueHasText(t *testing.T) {
	for _, lang := range report.Langs() {
		f := report.Format{Lang: lang}
		for _, v := range reporttest.Values() {
			for kind := report.TypeText; kind <= report.TypeBool; kind++ {
				got := f.Cell(&report.Column{Type: kind}, v)
				empty := v.IsZero() || v == finding.Text("") || v == finding.List()
				if (got == "") != empty {
					t.Errorf("%s: %v as %v is %q", lang, v, kind, got)
				}
			}
			if f.Cell(nil, v) != f.Value(v) {
				t.Errorf("%s: %v without a column", lang, v)
			}
		}
	}
}
