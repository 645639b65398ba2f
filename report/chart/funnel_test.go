package chart

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/reporttest"
)

// TestFunnelIsTrueToScale: each bar is as wide as its count.
func TestFunnelIsTrueToScale(t *testing.T) {
	p := newFunnel(selling(report.En))
	for i, s := range p.Stages {
		if got, want := 2*p.half(i)*240, (p.right-p.left)*float64(s.Count); math.Abs(got-want) > 1e-6 {
			t.Errorf("%s is %v wide, want %v", s.Name, got/240, want/240)
		}
	}
}

// TestFunnelTable: stages, counts, rates and amounts as given; without any
// amount there is no column of them.
func TestFunnelTable(t *testing.T) {
	d := selling(report.En)
	table := d.Table()
	if len(table.Rows) != 4 || len(table.Columns) != 4 || table.Rows[1].Cell(2).Plain() != "3/8" && table.Rows[1].Cell(2).Plain() != "0.375" || table.Rows[0].Cell(3) != cny(4_800_000) || !table.Rows[3].Cell(2).IsZero() {
		t.Errorf("%+v", table)
	}
	for i := range d.Stages {
		d.Stages[i].Amount = finding.Value{}
	}
	if got := len(d.Table().Columns); got != 3 {
		t.Errorf("%d columns without amounts", got)
	}
}

// TestFunnelSays: every count, rate and amount is written.
func TestFunnelSays(t *testing.T) {
	texts := drawnTexts(selling(report.En))
	for _, want := range []string{"240", "↓ 50.0%", "↓ 37.5%", "↓ unknown (too little history)", "CNY 4,800,000.00", "CNY 85,000.00", "Negotiation"} {
		if !strings.Contains(texts, want) {
			t.Errorf("%q is missing in\n%s", want, texts)
		}
	}
}

// TestOddFunnels: none, one, nothing counted, more than are drawn, and names
// that break writers.
func TestOddFunnels(t *testing.T) {
	many := &Funnel{}
	for i := range 3000 {
		many.Stages = append(many.Stages, FunnelStage{Name: fmt.Sprint(i), Count: int64(i), Rate: finding.Ratio(int64(i), 3000, "")})
	}
	if !strings.Contains(drawnTexts(many), fmt.Sprint("Not drawn: ", 3000-MaxStages)) {
		t.Error("nothing says how many are not drawn")
	}
	odd := map[string]*Funnel{"none": {}, "many": many, "one": {Stages: []FunnelStage{{Name: "x", Count: 1}}}, "empty": {Stages: []FunnelStage{{}, {Count: -4}}},
		"huge": {Stages: []FunnelStage{{Count: math.MaxInt64, Amount: finding.Money("1"+strings.Repeat("0", 300), "CNY")}, {Count: 1}}}}
	names := reporttest.HostileNames()
	for seed := range uint64(100) {
		r := rand.New(rand.NewPCG(seed, 13))
		d := &Funnel{Title: names[r.IntN(len(names))], Counted: names[r.IntN(len(names))], Amount: names[r.IntN(len(names))], Width: r.Float64() * 1200}
		for range r.IntN(9) {
			d.Stages = append(d.Stages, FunnelStage{Name: names[r.IntN(len(names))], Count: r.Int64N(1 << 40), Amount: finding.Number(r.Int64(), names[r.IntN(len(names))])})
		}
		odd[fmt.Sprint("seed ", seed)] = d
	}
	for name, d := range odd {
		if err := reporttest.CheckFigure(d); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
