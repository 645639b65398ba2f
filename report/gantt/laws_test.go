package gantt

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/reporttest"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// TestTicksStandOnTheirDates draws random spans and checks every line of the
// axis: it begins a step of its unit, in order, none is left out, and its place
// is in proportion to elapsed time.
func TestTicksStandOnTheirDates(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 4))
		start := calendar.DateTime(daySeconds * (1 + r.Int64N(3_000_000)))
		finish := start + calendar.DateTime(r.Int64N(int64(1)<<(12+r.IntN(22))))
		l := newLayout(&Chart{Rows: []Row{{Start: start, Finish: finish}}, Width: 500 + float64(r.IntN(2000))})
		var last calendar.DateTime
		l.steps(l.unit, func(at calendar.DateTime, x1, x2 float64) {
			if l.unit.floor(at) != at && at.Date() != calendar.DateOf(1, 1, 1) {
				t.Errorf("seed %d: %s begins no step of %+v", seed, at, l.unit)
			}
			if !last.IsZero() && l.unit.next(last) != at {
				t.Errorf("seed %d: %s does not follow %s", seed, at, last)
			}
			want := l.left + edge + float64(at-l.begin)/float64(l.end-l.begin)*float64(l.spanWidth)/100
			if x1 > l.left && x1 < l.right && math.Abs(x1-want) > 0.02 {
				t.Errorf("seed %d: %s stands at %v, want %v", seed, at, x1, want)
			}
			if x2 < x1 {
				t.Errorf("seed %d: %s ends before it begins", seed, at)
			}
			last = at
		})
		if last.IsZero() {
			t.Errorf("seed %d: no step from %s to %s", seed, start, finish)
		}
	}
}

// TestMomentIsTheInverseOfX goes from time to place and back.
func TestMomentIsTheInverseOfX(t *testing.T) {
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 6))
		start := calendar.DateTime(daySeconds * (400 + r.Int64N(3_000_000)))
		l := newLayout(&Chart{Rows: []Row{{Start: start, Finish: start + calendar.DateTime(r.Int64N(1<<30))}}})
		second := float64(l.spanWidth) / 100 / float64(l.end-l.begin)
		for range 50 {
			at := l.begin + calendar.DateTime(r.Int64N(int64(l.end-l.begin)))
			if back := l.moment(l.x(at)); math.Abs(float64(back-at))*second > 0.021 {
				t.Fatalf("seed %d: %s came back as %s", seed, at, back)
			}
		}
	}
}

// TestNamesStayInTheirColumn looks at the texts left of the chart.
func TestNamesStayInTheirColumn(t *testing.T) {
	for seed := range uint64(100) {
		g := random(seed)
		for i := range g.Rows {
			g.Rows[i].Name = strings.Repeat(g.Rows[i].Name+" ", 1+i%9)
		}
		l := newLayout(g)
		for _, text := range record(g).Texts() {
			if box := reporttest.TextBox(text); text.X < l.left && text.Y > l.body && text.Y < l.bottom() && box.Right > l.left {
				t.Errorf("seed %d: %q reaches to %v, over %v", seed, text.Text, box.Right, l.left)
			}
		}
	}
}

// TestLabelsStandBesideTheirBars checks that no label covers its own bar.
func TestLabelsStandBesideTheirBars(t *testing.T) {
	labels := 0
	for seed := range uint64(300) {
		g := random(seed)
		l := newLayout(g)
		for i, s := range l.shapes() {
			if !s.labelled {
				continue
			}
			labels++
			if s.labelX1 < s.x2+gutter-0.01 && s.labelX1+s.textW > s.x1-gutter+0.01 {
				t.Errorf("seed %d: row %d: label from %v to %v, bar from %v to %v", seed, i, s.labelX1, s.labelX1+s.textW, s.x1, s.x2)
			}
			if width := report.TextWidth(s.label, labelSize); width > s.textW+0.01 {
				t.Errorf("seed %d: row %d: the label is %v wide, %v was kept", seed, i, width, s.textW)
			}
			if full := l.label(&g.Rows[i]); s.label != full && s.full != full {
				t.Errorf("seed %d: row %d: %q lost the rest of %q", seed, i, s.label, full)
			}
		}
	}
	if labels < 500 {
		t.Errorf("only %d labels", labels)
	}
}

// TestBarsKeepTheOrderOfTime compares bars with each other: who starts earlier
// stands further left.
func TestBarsKeepTheOrderOfTime(t *testing.T) {
	for seed := range uint64(200) {
		g := random(seed)
		l := newLayout(g)
		shapes := l.shapes()
		for i := range shapes {
			for j := range shapes {
				a, b := &g.Rows[i], &g.Rows[j]
				plain := a.Kind != Milestone && b.Kind != Milestone && a.Start != 0 && b.Start != 0 && shapes[i].x2-shapes[i].x1 > leastBar && shapes[j].x2-shapes[j].x1 > leastBar
				if plain && a.Start < b.Start && shapes[i].x1 > shapes[j].x1 || plain && a.Finish != 0 && b.Finish != 0 && a.Finish < b.Finish && shapes[i].x2 > shapes[j].x2 {
					t.Fatalf("seed %d: rows %d and %d stand in the wrong order", seed, i, j)
				}
			}
		}
	}
}

// TestProgressIsAShareOfTheBar checks the strip against the percentage.
func TestProgressIsAShareOfTheBar(t *testing.T) {
	m := at(t, "2026-03-02T00:00")
	for percent := -10; percent <= 120; percent += 5 {
		g := &Chart{Rows: []Row{{Start: m, Finish: m + 40*daySeconds, Percent: percent}}}
		s := newLayout(g).shapes()[0]
		want := s.x1 + (s.x2-s.x1)*float64(min(max(percent, 0), 100))/100
		if math.Abs(s.done-want) > 0.02 {
			t.Errorf("%d%%: got %v, want %v", percent, s.done, want)
		}
	}
}

// TestACutBarShowsTheProgressOfTheWhole opens a window in the middle of a bar.
func TestACutBarShowsTheProgressOfTheWhole(t *testing.T) {
	m := at(t, "2026-03-02T00:00")
	row := Row{ID: "1", Start: m, Finish: m + 40*daySeconds, Percent: 50}
	for name, c := range map[string]struct {
		from int
		full bool
	}{"before the half": {5, false}, "after the half": {25, true}} {
		g := &Chart{Rows: []Row{row}, From: m.Date().AddDays(c.from), To: m.Date().AddDays(c.from + 10)}
		s := newLayout(g).shapes()[0]
		if want := map[bool]float64{false: s.x2, true: s.x1}[c.full]; math.Abs(s.done-want) > 0.02 {
			t.Errorf("%s: the progress reaches to %v of %v to %v", name, s.done, s.x1, s.x2)
		}
	}
}

// TestRowsOutsideTheWindowArePointedTo checks the small arrows at the sides.
func TestRowsOutsideTheWindowArePointedTo(t *testing.T) {
	m := at(t, "2026-03-02T08:00")
	g := &Chart{Rows: []Row{{Name: "past", Start: m, Finish: m + daySeconds}, {Name: "inside", Start: m + 20*daySeconds, Finish: m + 21*daySeconds}, {Name: "future", Start: m + 50*daySeconds, Finish: m + 51*daySeconds}, {Name: "undated"}},
		From: m.Date().AddDays(15), To: m.Date().AddDays(30)}
	l := newLayout(g)
	found := map[string]float64{}
	for _, p := range record(g).Paths() {
		if name, _, dated := strings.Cut(p.Title, ";"); dated && p.Fill == report.InkBaseline {
			found[name] = p.Steps[0].To.X
		}
	}
	if len(found) != 2 || found["past"] != l.left+4 || found["future"] != l.right-4 {
		t.Errorf("got %v between %v and %v", found, l.left, l.right)
	}
}

// paths returns the paths whose title begins with a word.
func paths(g *Chart, word string) []report.Path {
	return slices.DeleteFunc(record(g).Paths(), func(p report.Path) bool { return !strings.HasPrefix(p.Title, word) })
}

func TestFloatReachesToTheLateFinish(t *testing.T) {
	m := at(t, "2026-03-02T08:00")
	g := &Chart{Rows: []Row{{Start: m, Finish: m + 5*daySeconds, LateFinish: m + 12*daySeconds}, {Kind: Summary, Start: m, Finish: m + daySeconds, LateFinish: m + 12*daySeconds}, {Start: m, Finish: m + 5*daySeconds, LateFinish: m + 4*daySeconds}}}
	l := newLayout(g)
	lines := paths(g, "Late finish")
	if len(lines) != 1 {
		t.Fatalf("%d lines: summaries and tasks without float have none", len(lines))
	}
	from, to := lines[0].Steps[0].To.X, lines[0].Steps[1].To.X
	if s := l.shapes()[0]; from != s.x2 || math.Abs(to-l.x(l.barFinish(m+12*daySeconds))) > 1 || lines[0].Dash != report.Dotted {
		t.Errorf("from %v to %v", from, to)
	}
}

func TestBaselinesStandWhereTheyWerePlanned(t *testing.T) {
	m := at(t, "2026-03-02T08:00")
	g := &Chart{Rows: []Row{
		{Start: m + 7*daySeconds, Finish: m + 40*daySeconds, BaselineStart: m, BaselineFinish: m + 2*daySeconds},
		{BaselineFinish: m + daySeconds}, {BaselineStart: m + daySeconds}, {Start: m},
	}}
	l := newLayout(g)
	var bars []report.Rect
	for _, r := range record(g).Rects() {
		if strings.HasPrefix(r.Title, "Baseline") {
			bars = append(bars, r)
		}
	}
	if len(bars) != 3 {
		t.Fatalf("%d baselines", len(bars))
	}
	tick := ticks(l)
	if b := bars[0]; b.X != tick["2026-03-02"] || math.Abs(b.X+b.W-tick["2026-03-05"]) > 1e-6 || b.Y != l.rowTop(0)+laneTop || b.Fill != report.InkBaseline {
		t.Errorf("got %+v, days at %v", b, tick)
	}
	if l.row != tallRow || newLayout(&Chart{Rows: []Row{{Start: m}}}).row != plainRow {
		t.Error("rows are taller where there is a baseline")
	}
}

func TestDataDateIsALine(t *testing.T) {
	m := at(t, "2026-03-02T08:00")
	g := &Chart{Rows: []Row{{Start: m, Finish: m + 20*daySeconds}}, DataDate: m + 10*daySeconds}
	lines := paths(g, "Data date")
	l := newLayout(g)
	if len(lines) != 1 || lines[0].Steps[0].To.X != l.x(g.DataDate) || lines[0].Steps[1].To.Y != l.bottom() || lines[0].Stroke != report.InkDataDate {
		t.Errorf("got %+v", lines)
	}
	g.DataDate = m + 10_000*daySeconds
	if len(paths(g, "Data date")) != 0 {
		t.Error("a data date far from the plan must not squeeze the plan")
	}
}

func TestLateAndDeadlineAreMarked(t *testing.T) {
	m := at(t, "2026-03-02T08:00")
	g := &Chart{Lang: report.ZhCN, Rows: []Row{{Start: m, Finish: m + 5*daySeconds, Late: true, Deadline: m + 3*daySeconds}}}
	l := newLayout(g)
	if late := paths(g, "延迟"); len(late) != 1 || math.Abs(late[0].Steps[0].To.X-l.shapes()[0].x2) > 1.1 {
		t.Errorf("late: %+v", late)
	}
	if dead := paths(g, "截止日期"); len(dead) != 1 || math.Abs(dead[0].Steps[2].To.X-l.x(l.barFinish(m+3*daySeconds))) > 1e-9 {
		t.Errorf("deadline: %+v", dead)
	}
}

func TestADropLeadsStraightIntoTheNextBar(t *testing.T) {
	m := at(t, "2026-03-02T00:00")
	for name, g := range map[string]*Chart{
		"bar after bar":         {Rows: []Row{{ID: "a", Start: m, Finish: m + 5*daySeconds}, {ID: "b", Start: m + 5*daySeconds, Finish: m + 9*daySeconds}}},
		"bar under bar":         {Rows: []Row{{ID: "a", Start: m, Finish: m + 9*daySeconds}, {ID: "b", Start: m + 3*daySeconds, Finish: m + 9*daySeconds}}},
		"bar above bar":         {Rows: []Row{{ID: "b", Start: m + 5*daySeconds, Finish: m + 9*daySeconds}, {ID: "a", Start: m, Finish: m + 5*daySeconds}}},
		"milestone after bar":   {Rows: []Row{{ID: "a", Start: m, Finish: m + 9*daySeconds}, {ID: "b", Kind: Milestone, Finish: m + 9*daySeconds}}},
		"milestone on the same": {Rows: []Row{{ID: "a", Kind: Milestone, Finish: m}, {ID: "b", Kind: Milestone, Finish: m}, {ID: "c", Start: m, Finish: m + 20*daySeconds}}},
	} {
		g.Links = []Link{{From: "a", To: "b"}}
		lines := paths(g, "a → b")
		if len(lines) != 1 {
			t.Fatalf("%s: %d lines", name, len(lines))
		}
		steps := lines[0].Steps
		last, before := steps[len(steps)-1].To, steps[len(steps)-2].To
		if len(steps) > 3 || last.X != before.X {
			t.Errorf("%s: %v does not drop straight", name, steps)
		}
	}
}

func TestLinksKnowTheirRowsByTheFirstID(t *testing.T) {
	m := at(t, "2026-03-02T00:00")
	g := &Chart{Rows: []Row{{ID: "a", Start: m, Finish: m + daySeconds}, {ID: "a", Start: m + 30*daySeconds, Finish: m + 31*daySeconds}, {ID: "b", Start: m + 10*daySeconds, Finish: m + 11*daySeconds}},
		Links: []Link{{From: "a", To: "b", Lag: "+1d"}, {From: "a", To: "a"}, {From: "b", To: "zz"}}}
	lines := paths(g, "a → ")
	if len(lines) != 1 || lines[0].Title != "a → b FS+1d" || lines[0].Steps[0].To.X > newLayout(g).shapes()[2].x1 {
		t.Errorf("got %+v", lines)
	}
}

func TestLegendStaysInItsLines(t *testing.T) {
	g := small(t, report.En)
	for width := 480.0; width < 1600; width += 40 {
		g.Width = width
		l := newLayout(g)
		for i, item := range l.legendItems {
			right := item.x + signWidth + report.TextWidth(item.word, labelSize)
			if right > l.width {
				t.Errorf("width %v: %s reaches to %v", width, item.word, right)
			}
			if i > 0 && item.line == l.legendItems[i-1].line && item.x < l.legendItems[i-1].x+signWidth+report.TextWidth(l.legendItems[i-1].word, labelSize) {
				t.Errorf("width %v: %s stands on the one before", width, item.word)
			}
		}
	}
}

func TestHeightGrowsWithRows(t *testing.T) {
	m := at(t, "2026-03-02T00:00")
	last := 0.0
	for n := range 30 {
		g := &Chart{}
		for i := range n {
			g.Rows = append(g.Rows, Row{ID: fmt.Sprint(i), Start: m})
		}
		height := g.Frame().Height
		if n > 1 && height-last != plainRow {
			t.Errorf("%d rows: %v after %v", n, height, last)
		}
		last = height
	}
	bare := (&Chart{Bare: true}).Frame().Height
	if whole := (&Chart{}).Frame().Height; whole-bare != titleHeight {
		t.Errorf("the title line takes %v", whole-bare)
	}
}

func TestManyMayDrawOneChart(t *testing.T) {
	g := small(t, report.En)
	want := record(g).String()
	var group sync.WaitGroup
	differ := make([]bool, 8)
	for i := range differ {
		group.Go(func() { differ[i] = record(g).String() != want })
	}
	group.Wait()
	if slices.Contains(differ, true) {
		t.Error("drawings of goroutines differ")
	}
}

func TestHoursOffAreShaded(t *testing.T) {
	m := at(t, "2026-03-02T09:00")
	g := &Chart{Calendar: standard(t), Rows: []Row{{Start: m, Finish: m + 3*3600}}}
	l := newLayout(g)
	if l.unit.kind != hours {
		t.Fatalf("unit %+v", l.unit)
	}
	day := at(t, "2026-03-02T00:00")
	works := func(x float64) bool {
		for _, r := range record(g).Rects() {
			if r.Fill == report.InkShade && r.Y == l.body && x > r.X && x < r.X+r.W {
				return false
			}
		}
		return true
	}
	for hour, want := range map[int]bool{3: false, 7: false, 9: true, 11: true, 12: false, 14: true, 16: true, 18: false, 23: false} {
		if got := works(l.x(day + calendar.DateTime(hour*3600+1800))); got != want {
			t.Errorf("half past %d: working %v", hour, got)
		}
	}
}
