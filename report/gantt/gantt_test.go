package gantt

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/reporttest"
	"github.com/milepost-go/milepost/report/svg"
	"github.com/milepost-go/milepost/schedule/calendar"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func at(t testing.TB, s string) calendar.DateTime {
	t.Helper()
	moment, err := calendar.ParseDateTime(s)
	if err != nil {
		t.Fatal(err)
	}
	return moment
}

func standard(t testing.TB) *calendar.Calendar {
	t.Helper()
	c, err := calendar.Compile(calendar.Standard(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// small is a plan with everything a chart can show.
func small(t testing.TB, lang report.Lang) *Chart {
	say := func(en, zh string) string {
		if lang == report.ZhCN {
			return zh
		}
		return en
	}
	m := func(s string) calendar.DateTime { return at(t, s) }
	return &Chart{
		Title: say("Warehouse", "仓储系统"), Lang: lang, Calendar: standard(t), DataDate: m("2026-03-11T17:00"), Width: 1000,
		Rows: []Row{
			{ID: "1", Name: say("Project", "项目"), Kind: Summary, Start: m("2026-03-02T08:00"), Finish: m("2026-03-27T17:00")},
			{ID: "2", Name: say("Design", "设计"), Level: 1, Kind: Phase, Start: m("2026-03-02T08:00"), Finish: m("2026-03-11T17:00"), Percent: 80},
			{ID: "3", Name: say("Data model <A&B>", "数据模型 <A&B>"), Level: 2, Start: m("2026-03-02T08:00"), Finish: m("2026-03-06T17:00"), Percent: 100, Done: true, Resources: []string{say("Anna", "王芳")}, BaselineStart: m("2026-03-02T08:00"), BaselineFinish: m("2026-03-05T17:00")},
			{ID: "4", Name: say("Interfaces to the carriers and to the accounting of the customer", "与承运商以及客户财务系统的全部接口设计和联调准备工作"), Level: 2, Start: m("2026-03-09T08:00"), Finish: m("2026-03-11T17:00"), Percent: 40, Critical: true, Late: true, Resources: []string{say("Ben", "李伟"), say("Chloe", "张敏")}, BaselineStart: m("2026-03-06T08:00"), BaselineFinish: m("2026-03-09T17:00")},
			{ID: "5", Name: say("Design frozen", "设计冻结"), Level: 2, Kind: Milestone, Finish: m("2026-03-11T17:00"), Critical: true, BaselineFinish: m("2026-03-09T17:00")},
			{ID: "6", Name: say("Build", "开发"), Level: 1, Start: m("2026-03-12T08:00"), Finish: m("2026-03-25T17:00"), Critical: true, Deadline: m("2026-03-26T17:00"), Resources: []string{say("Team", "开发组")}},
			{ID: "7", Name: say("Scanners", "扫描枪到货"), Level: 1, Start: m("2026-03-05T08:00"), Finish: m("2026-03-10T12:00"), LateFinish: m("2026-03-20T17:00"), Marked: true, Severity: finding.Warn, Finding: say("No predecessor.", "没有紧前任务。")},
			{ID: "8", Name: say("Training", "培训"), Level: 1},
			{ID: "9", Name: say("Live", "上线"), Level: 1, Kind: Milestone, Start: m("2026-03-27T17:00")},
		},
		Links: []Link{{From: "3", To: "4"}, {From: "4", To: "5"}, {From: "5", To: "6"}, {From: "7", To: "6", Type: SS, Lag: "+2d"}, {From: "6", To: "9"}, {From: "7", To: "9", Type: FF}, {From: "9", To: "8"}, {From: "6", To: "7", Type: SF}, {From: "1", To: "nowhere"}},
	}
}

func record(g *Chart) *reporttest.Recorder {
	r := &reporttest.Recorder{}
	g.Draw(r)
	return r
}

func TestGolden(t *testing.T) {
	for _, lang := range report.Langs() {
		var b bytes.Buffer
		if err := svg.Render(&b, small(t, lang), svg.Options{Lang: lang}); err != nil {
			t.Fatal(err)
		}
		file := "testdata/small." + lang.Tag() + ".svg"
		if *update {
			if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), b.String()); diff != "" {
			t.Errorf("%s (run with -update after looking at it): %s", file, diff)
		}
	}
}

func charts(t testing.TB) map[string]*Chart {
	day := func(s string) calendar.DateTime { return at(t, s) }
	one := []Row{{ID: "1", Name: "One", Start: day("2026-03-02T08:00"), Finish: day("2026-03-02T17:00"), Percent: 50}}
	all := map[string]*Chart{
		"small": small(t, report.En), "small Chinese": small(t, report.ZhCN), "nothing": {},
		"no dates": {Rows: []Row{{ID: "1", Name: "x"}, {Kind: Milestone}}, Links: []Link{{From: "1", To: ""}}},
		"one task": {Rows: one, Calendar: standard(t)}, "an instant": {Rows: []Row{{Kind: Milestone, Start: day("2026-03-02T00:00")}}},
		"all time":       {Rows: []Row{{ID: "a", Start: day("0001-01-01T00:00"), Finish: day("9999-12-31T23:59:59")}, {ID: "b", Start: day("9999-12-31T23:59:59")}}, Links: []Link{{From: "a", To: "b"}, {From: "b", To: "a"}}, Calendar: standard(t)},
		"start only":     {Rows: []Row{{Start: day("2026-03-02T08:00")}, {Finish: day("2026-03-04T08:00")}, {Start: day("2026-03-09T08:00"), Finish: day("2026-03-02T08:00")}}},
		"wrong moments":  {Rows: []Row{{Start: -5, Finish: math.MaxInt64}, {Start: 1, Finish: 2}, {Start: day("2026-03-02T08:00"), Finish: math.MinInt64, Deadline: 7, LateFinish: -1, BaselineStart: 3, BaselineFinish: math.MaxInt64}}, DataDate: math.MaxInt64},
		"data date only": {DataDate: day("2026-03-02T08:00")}, "far data date": {Rows: one, DataDate: day("2031-03-02T08:00")},
		"too wide": {Rows: one, Width: math.Inf(1)}, "no width": {Rows: one, Width: math.NaN()},
		"too narrow": {Rows: small(t, report.En).Rows, Width: 1, Links: small(t, report.En).Links},
		"window":     {Rows: small(t, report.En).Rows, Links: small(t, report.En).Links, From: calendar.DateOf(2026, 3, 6), To: calendar.DateOf(2026, 3, 12), Calendar: standard(t)},
		"from":       {Rows: one, From: calendar.DateOf(2027, 1, 1)},
		"until":      {Rows: one, To: calendar.DateOf(2020, 1, 1)},
		"backward":   {Rows: one, From: calendar.DateOf(2027, 1, 1), To: calendar.DateOf(2020, 1, 1)},
		"odd kinds":  {Rows: []Row{{Kind: 99, Start: day("2026-03-02T08:00"), Percent: 1000, Severity: 99, Marked: true}, {Level: -4, Percent: -5, Start: day("2026-03-02T08:00")}, {Level: 1000, Name: "deep"}}, Links: []Link{{Type: 77}}},
	}
	names := reporttest.HostileNames()
	hostile := &Chart{Title: names[0], Desc: names[1], Name: names[2]}
	for i, name := range names {
		hostile.Rows = append(hostile.Rows, Row{ID: name, Name: name, Resources: []string{name}, Level: i % 4, Kind: Kind(i % 4), Start: day("2026-03-02T08:00") + calendar.DateTime(i*86400), Finish: day("2026-03-09T08:00") + calendar.DateTime(i*86400), Marked: true, Finding: name})
		hostile.Links = append(hostile.Links, Link{From: names[i/2], To: name, Type: LinkType(i % 4), Lag: name})
	}
	all["hostile"] = hostile
	return all
}

func TestFigureClauses(t *testing.T) {
	for name, g := range charts(t) {
		t.Run(name, func(t *testing.T) { reporttest.TestFigure(t, g) })
	}
}

// random returns a chart with anything in it.
func random(seed uint64) *Chart {
	r := rand.New(rand.NewPCG(seed, 5))
	base, _ := calendar.ParseDateTime("2026-01-05T08:00")
	span := int64(1) << (10 + r.IntN(20))
	moment := func() calendar.DateTime {
		if r.IntN(9) == 0 {
			return 0
		}
		return base + calendar.DateTime(r.Int64N(span))
	}
	g := &Chart{Lang: report.Langs()[r.IntN(2)], Width: float64(r.IntN(3) * 700), DataDate: moment()}
	if r.IntN(2) == 0 {
		g.Calendar, _ = calendar.Compile(calendar.Standard(), nil)
	}
	words := []string{"Anna", "王芳", "a rather long name of a team", "", "外部供应商的现场服务小组"}
	n := 1 + r.IntN(40)
	for i := range n {
		row := Row{ID: fmt.Sprint(i), Name: words[r.IntN(len(words))], Level: r.IntN(5), Kind: Kind(r.IntN(4)), Start: moment(), Finish: moment(), Percent: r.IntN(101), Critical: r.IntN(3) == 0, Late: r.IntN(4) == 0, Done: r.IntN(4) == 0, Marked: r.IntN(5) == 0}
		if row.Start > row.Finish && row.Finish != 0 {
			row.Start, row.Finish = row.Finish, row.Start
		}
		if r.IntN(2) == 0 {
			row.BaselineStart, row.BaselineFinish, row.LateFinish, row.Deadline = moment(), moment(), moment(), moment()
		}
		for range r.IntN(3) {
			row.Resources = append(row.Resources, words[r.IntN(len(words))])
		}
		g.Rows = append(g.Rows, row)
	}
	for range r.IntN(3 * n) {
		g.Links = append(g.Links, Link{From: fmt.Sprint(r.IntN(n)), To: fmt.Sprint(r.IntN(n)), Type: LinkType(r.IntN(4))})
	}
	return g
}

func TestRandomChartsKeepTheClauses(t *testing.T) {
	for seed := range uint64(150) {
		if err := reporttest.CheckFigure(random(seed)); err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
	}
}

// segments visits the straight parts of the arrows of a drawing.
func segments(r *reporttest.Recorder, visit func(a, b report.Point, title string)) {
	for _, p := range r.Paths() {
		if !strings.Contains(p.Title, " → ") {
			continue
		}
		for i := 1; i < len(p.Steps); i++ {
			visit(p.Steps[i-1].To, p.Steps[i].To, p.Title)
		}
	}
}

// TestLinksCrossNoTexts looks at every arrow and every text beside a bar of
// random charts.
func TestLinksCrossNoTexts(t *testing.T) {
	arrows, texts := 0, 0
	for seed := range uint64(400) {
		g := random(seed)
		l := newLayout(g)
		drawn := record(g)
		var boxes []reporttest.Box
		for _, text := range drawn.Texts() {
			if text.X > l.left && text.Y > l.body && text.Y < l.bottom() {
				box := reporttest.TextBox(text)
				boxes = append(boxes, box)
			}
		}
		texts += len(boxes)
		segments(drawn, func(a, b report.Point, title string) {
			arrows++
			line := reporttest.Box{Left: min(a.X, b.X) - 0.2, Right: max(a.X, b.X) + 0.2, Top: min(a.Y, b.Y) - 0.2, Bottom: max(a.Y, b.Y) + 0.2}
			for _, box := range boxes {
				if line.Overlaps(box) {
					t.Errorf("seed %d: %s from %v to %v crosses the text in %v", seed, title, a, b, box)
				}
			}
		})
		if t.Failed() {
			return
		}
	}
	if arrows < 10_000 || texts < 1500 {
		t.Errorf("only %d segments and %d texts were seen", arrows, texts)
	}
}

func TestArrowsHaveRightAngles(t *testing.T) {
	for seed := range uint64(50) {
		segments(record(random(seed)), func(a, b report.Point, title string) {
			if a.X != b.X && a.Y != b.Y {
				t.Fatalf("seed %d: %s is slanted from %v to %v", seed, title, a, b)
			}
		})
	}
}

// TestArrowsEndAtTheirBars checks where the arrows of the four types begin and
// point to.
func TestArrowsEndAtTheirBars(t *testing.T) {
	start, finish := at(t, "2026-03-02T00:00"), at(t, "2026-03-05T00:00")
	for _, k := range []LinkType{FS, SS, FF, SF} {
		g := &Chart{Rows: []Row{{ID: "a", Start: start, Finish: finish}, {ID: "b", Start: start + 20*86400, Finish: finish + 20*86400}}, Links: []Link{{From: "a", To: "b", Type: k}}}
		l := newLayout(g)
		shapes := l.shapes()
		var line, tip *report.Path
		for _, p := range record(g).Paths() {
			if strings.Contains(p.Title, " → ") {
				line = &p
			} else if line != nil && tip == nil {
				tip = &p
			}
		}
		out, in := shapes[0].x2, shapes[1].x1
		if k == SS || k == SF {
			out = shapes[0].x1
		}
		if k == FF || k == SF {
			in = shapes[1].x2
		}
		from, to := line.Steps[0].To, tip.Steps[0].To
		if k == FS {
			in += 4 // straight down into the beginning of the bar
		}
		if from.X != out || math.Abs(to.X-in) > 1e-9 || from.Y >= to.Y {
			t.Errorf("%v: from %v to %v, want x %v to %v", k, from, to, out, in)
		}
	}
}

// ticks returns the x of every line of the axis of days.
func ticks(l *layout) map[string]float64 {
	found := map[string]float64{}
	l.steps(unit{kind: days, step: 1}, func(t calendar.DateTime, x1, _ float64) { found[t.Date().String()] = x1 })
	return found
}

func TestBarsFillTheirDays(t *testing.T) {
	g := &Chart{Rows: []Row{
		{ID: "1", Start: at(t, "2026-03-02T08:00"), Finish: at(t, "2026-03-06T17:00")},
		{ID: "2", Start: at(t, "2026-03-09T00:00"), Finish: at(t, "2026-03-11T00:00")},
		{ID: "3", Start: at(t, "2026-03-29T13:00"), Finish: at(t, "2026-03-29T17:00")}, // the clocks change in Europe
		{ID: "4", Kind: Milestone, Finish: at(t, "2026-03-16T12:00")},
	}}
	l := newLayout(g)
	if l.exact || l.unit.kind != days {
		t.Fatalf("unit %v, exact %v", l.unit, l.exact)
	}
	tick, shapes := ticks(l), l.shapes()
	for i, want := range [][2]string{{"2026-03-02", "2026-03-07"}, {"2026-03-09", "2026-03-11"}, {"2026-03-29", "2026-03-30"}} {
		if shapes[i].x1 != tick[want[0]] || shapes[i].x2 != tick[want[1]] {
			t.Errorf("row %d reaches from %v to %v, want %v to %v", i, shapes[i].x1, shapes[i].x2, tick[want[0]], tick[want[1]])
		}
	}
	noon := (tick["2026-03-16"] + tick["2026-03-17"]) / 2
	if middle := (shapes[3].x1 + shapes[3].x2) / 2; math.Abs(middle-noon) > 0.011 {
		t.Errorf("a milestone at noon stands at %v, want %v", middle, noon)
	}
	width := tick["2026-03-03"] - tick["2026-03-02"]
	for day := 2; day < 30; day++ {
		a, b := tick[fmt.Sprintf("2026-03-%02d", day)], tick[fmt.Sprintf("2026-03-%02d", day+1)]
		if math.Abs(b-a-width) > 0.011 {
			t.Errorf("day %d is %v wide, others %v", day, b-a, width)
		}
	}
}

func TestWideDaysShowTimes(t *testing.T) {
	g := &Chart{Rows: []Row{{ID: "1", Start: at(t, "2026-03-02T06:00"), Finish: at(t, "2026-03-02T18:00"), Percent: 50}, {ID: "2", Kind: Milestone, Start: at(t, "2026-03-03T12:00")}}}
	l := newLayout(g)
	s, tick := l.shapes(), ticks(l)
	day := tick["2026-03-03"] - tick["2026-03-02"]
	if !l.exact || math.Abs(s[0].x1-tick["2026-03-02"]-day/4) > 0.02 || math.Abs(s[0].x2-tick["2026-03-02"]-day*3/4) > 0.02 || math.Abs(s[0].done-tick["2026-03-02"]-day/2) > 0.02 {
		t.Errorf("got %+v, a day is %v wide from %v", s[0], day, tick["2026-03-02"])
	}
	if s[1].label != "2026-03-03 12:00" {
		t.Errorf("got %q", s[1].label)
	}
}

func TestTimeOffIsShaded(t *testing.T) {
	g := &Chart{Calendar: standard(t), Rows: []Row{{Start: at(t, "2026-03-02T08:00"), Finish: at(t, "2026-03-29T17:00")}}}
	l := newLayout(g)
	tick := ticks(l)
	var got [][2]float64
	for _, r := range record(g).Rects() {
		if r.Fill == report.InkShade && r.Y == l.body {
			got = append(got, [2]float64{r.X, r.X + r.W})
		}
	}
	for _, weekend := range []string{"07", "14", "21", "28"} {
		var d int
		fmt.Sscan(weekend, &d)
		want := [2]float64{tick["2026-03-"+weekend], tick[fmt.Sprintf("2026-03-%02d", d+2)]}
		if !slices.ContainsFunc(got, func(g [2]float64) bool { return math.Abs(g[0]-want[0]) < 1e-6 && math.Abs(g[1]-want[1]) < 1e-6 }) {
			t.Errorf("the weekend of the %s, %v, is not among %v", weekend, want, got)
		}
	}
}

func TestScales(t *testing.T) {
	for _, c := range []struct {
		start, finish, unit string
	}{
		{"2026-03-02T08:00", "2026-03-02T17:00", "hours 1"},
		{"2026-03-02T08:00", "2026-03-04T17:00", "hours 3"},
		{"2026-03-02T08:00", "2026-03-10T17:00", "hours 6"},
		{"2026-03-02T08:00", "2026-04-10T17:00", "days 1"},
		{"2026-03-02T08:00", "2026-07-10T17:00", "weeks 1"},
		{"2026-03-02T08:00", "2027-11-10T17:00", "months 1"},
		{"2026-03-02T08:00", "2031-11-10T17:00", "months 3"},
		{"2026-03-02T08:00", "2049-11-10T17:00", "years 1"},
		{"1900-03-02T08:00", "2026-11-10T17:00", "years 5"},
		{"1000-03-02T08:00", "2026-11-10T17:00", "years 50"}, {"0001-03-02T08:00", "9999-11-10T17:00", "years 500"},
	} {
		l := newLayout(&Chart{Rows: []Row{{Start: at(t, c.start), Finish: at(t, c.finish)}}})
		if got := fmt.Sprint([]string{"hours", "days", "weeks", "months", "years"}[l.unit.kind], " ", l.unit.step); got != c.unit {
			t.Errorf("%s to %s: got %s, want %s", c.start, c.finish, got, c.unit)
		}
		count := 0
		l.steps(l.unit, func(_ calendar.DateTime, x1, x2 float64) { count++ })
		if count < 3 || count > 80 {
			t.Errorf("%s to %s: %d steps", c.start, c.finish, count)
		}
	}
}

func TestStepsBeginWhereTheCalendarSays(t *testing.T) {
	for _, c := range []struct {
		u                  unit
		t, floor, next, en string
	}{
		{unit{kind: hours, step: 6}, "2026-03-02T17:30", "2026-03-02T12:00:00", "2026-03-02T18:00:00", "12"},
		{unit{kind: days, step: 1}, "2024-02-28T17:30", "2024-02-28T00:00:00", "2024-02-29T00:00:00", "28"},
		{unit{kind: weeks, step: 1}, "2026-03-01T10:00", "2026-02-23T00:00:00", "2026-03-02T00:00:00", "23"}, // 1 March 2026 is a Sunday
		{unit{kind: weeks, step: 1}, "2026-03-02T00:00", "2026-03-02T00:00:00", "2026-03-09T00:00:00", "2"},
		{unit{kind: months, step: 1}, "2025-12-31T10:00", "2025-12-01T00:00:00", "2026-01-01T00:00:00", "Dec"},
		{unit{kind: months, step: 3}, "2026-06-30T10:00", "2026-04-01T00:00:00", "2026-07-01T00:00:00", "Q2"},
		{unit{kind: years, step: 1}, "2026-06-30T10:00", "2026-01-01T00:00:00", "2027-01-01T00:00:00", "2026"},
		{unit{kind: years, step: 10}, "2026-06-30T10:00", "2020-01-01T00:00:00", "2030-01-01T00:00:00", "2020"},
		{unit{kind: years, step: 500}, "0001-06-30T10:00", "0001-01-01T00:00:00", "0500-01-01T00:00:00", "1"},
		{unit{kind: years, step: 500}, "9999-06-30T10:00", "9500-01-01T00:00:00", "", "9500"},
		{unit{kind: weeks, step: 1}, "0001-01-03T10:00", "0001-01-01T00:00:00", "0001-01-08T00:00:00", "1"},
	} {
		floor := c.u.floor(at(t, c.t))
		if floor.String() != c.floor || c.u.next(floor).String() != c.next || c.u.label(report.Format{}, floor) != c.en {
			t.Errorf("%+v of %s: floor %s, next %s, label %s", c.u, c.t, floor, c.u.next(floor), c.u.label(report.Format{}, floor))
		}
	}
	for kind, want := range map[unitKind][2]string{days: {"2 Mar 2026", "2026年3月2日"}, months: {"Mar 2026", "2026年3月"}, years: {"2026", "2026年"}} {
		m := at(t, "2026-03-02T08:00")
		if en, zh := majorLabel(kind, report.Format{}, m), majorLabel(kind, report.Format{Lang: report.ZhCN}, m); en != want[0] || zh != want[1] {
			t.Errorf("%v: got %s and %s", kind, en, zh)
		}
	}
}

func TestCriticalDiffersByMoreThanColour(t *testing.T) {
	m := at(t, "2026-03-02T08:00")
	g := &Chart{Rows: []Row{{ID: "1", Name: "n", Start: m, Finish: m + 5*86400}, {ID: "2", Name: "c", Start: m, Finish: m + 5*86400, Critical: true}}}
	var normal, critical report.Style
	for _, r := range record(g).Rects() {
		switch {
		case strings.HasPrefix(r.Title, "n;"):
			normal = r.Style
		case strings.HasPrefix(r.Title, "c;"):
			critical = r.Style
		}
	}
	if normal.Hatch || !critical.Hatch || critical.Width <= normal.Width || normal.Fill == critical.Fill {
		t.Errorf("normal %+v, critical %+v", normal, critical)
	}
	if !strings.Contains(critical.Title, "Critical") || strings.Contains(normal.Title, "Critical") {
		t.Errorf("titles %q, %q", normal.Title, critical.Title)
	}
}

func TestCutNamesKeepTheirTitle(t *testing.T) {
	g := small(t, report.ZhCN)
	long := g.Rows[3].Name
	found := false
	for _, text := range record(g).Texts() {
		if text.Title == long {
			found = strings.HasSuffix(text.Text, "…") && strings.HasPrefix(long, strings.TrimSuffix(text.Text, "…"))
		}
	}
	if !found {
		t.Error("the long name was not cut, or lost its title")
	}
}

func TestLabelsKeepClearOfMarks(t *testing.T) {
	m := at(t, "2026-03-02T08:00")
	g := &Chart{DataDate: m + 8*86400, Rows: []Row{{ID: "1", Start: m, Finish: m + 7*86400, Resources: []string{"A resource"}, Deadline: m + 10*86400}, {ID: "2", Start: m, Finish: m + 60*86400}}}
	l := newLayout(g)
	s := l.shapes()[0]
	for _, mark := range []float64{l.x(g.DataDate), l.x(g.Rows[0].Deadline)} {
		if mark > s.labelX1-1 && mark < s.labelX1+s.textW {
			t.Errorf("the label from %v to %v stands on the mark at %v", s.labelX1, s.labelX1+s.textW, mark)
		}
	}
}

func TestLegendHoldsWhatIsUsed(t *testing.T) {
	words := func(g *Chart) string {
		var all []string
		for _, item := range newLayout(g).legendItems {
			all = append(all, item.word)
		}
		return strings.Join(all, "|")
	}
	if got, want := words(small(t, report.ZhCN)), "任务|关键任务|进展|摘要任务|阶段|里程碑|基线|浮动时间|截止日期|延迟|已完成|检查结果|非工作时间|数据日期：2026-03-11"; got != want {
		t.Errorf("got %s", got)
	}
	if got := words(&Chart{Rows: []Row{{Start: at(t, "2026-03-02T08:00")}}}); got != "Task" {
		t.Errorf("got %s", got)
	}
	if got := words(&Chart{}); got != "" {
		t.Errorf("got %s", got)
	}
}

func TestTable(t *testing.T) {
	g := small(t, report.ZhCN)
	table := g.Table()
	var lines []string
	for _, i := range []int{3, 4, 5, 7} {
		cells := make([]string, len(table.Columns))
		for j := range cells {
			cells[j] = report.Format{Lang: report.ZhCN}.Cell(&table.Columns[j], table.Rows[i].Cell(j))
		}
		lines = append(lines, fmt.Sprint(table.Rows[i].Level, " ", strings.Join(cells, "|")))
	}
	want := []string{
		"2 4|与承运商以及客户财务系统的全部接口设计和联调准备工作|任务|2026-03-09 08:00|2026-03-11 17:00|2026-03-06 08:00|2026-03-09 17:00||40%|是|是|否|李伟、张敏|3FS|",
		"2 5|设计冻结|里程碑||2026-03-11 17:00||2026-03-09 17:00|||是|否|否||4FS|",
		"1 6|开发|任务|2026-03-12 08:00|2026-03-25 17:00||||0%|是|否|否|开发组|5FS、7SS+2d|",
		"1 8|培训|任务||||||0%|否|否|否||9FS|",
	}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Error(diff)
	}
	if !table.Rows[0].Strong || table.Columns[1].Title != "名称" || table.Title != "仓储系统" {
		t.Errorf("got %+v", table)
	}
}

func TestMomentsReadAsInTables(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	for range 2000 {
		m := calendar.DateTime(daySeconds + random.Int64N(daySeconds*3652059))
		if random.IntN(2) == 0 {
			m -= m % 60
		}
		if got, want := (&layout{}).when(m), (report.Format{}).Value(finding.Date(m.String())); got != want {
			t.Fatalf("got %s, want %s", got, want)
		}
	}
	if got := (&layout{}).when(0); got != "" {
		t.Errorf("got %q", got)
	}
}

func TestDesc(t *testing.T) {
	frame := small(t, report.En).Frame()
	want := "Tasks: 5; Milestones: 2; Critical: 3; Start: 2026-03-02; Finish: 2026-03-27; Data date: 2026-03-11."
	if frame.Desc != want || frame.Name != "gantt" || frame.Title != "Warehouse" {
		t.Errorf("got %+v", frame)
	}
	if frame := (&Chart{Lang: report.ZhCN}).Frame(); frame.Title != "甘特图" || frame.Desc != "任务：0；里程碑：0；关键：0。" {
		t.Errorf("got %+v", frame)
	}
}

func TestPages(t *testing.T) {
	g := small(t, report.En)
	pages := g.Pages(4)
	if len(pages) != 3 || len(pages[2].Rows) != 1 || pages[1].Name != "gantt-2" || pages[1].Title != "Warehouse (2/3)" {
		t.Fatalf("got %d pages", len(pages))
	}
	for _, p := range pages {
		if p.From != calendar.DateOf(2026, 3, 2) || p.To != calendar.DateOf(2026, 3, 27) {
			t.Errorf("a page shows %v to %v", p.From, p.To)
		}
		reporttest.TestFigure(t, p)
	}
	if whole := g.Pages(100); len(whole) != 1 || whole[0].Title != g.Title || len(g.Pages(0)) != 1 || len((&Chart{}).Pages(3)) != 1 {
		t.Error("a chart that fits is one page")
	}
}

func TestInputsStayAsTheyAre(t *testing.T) {
	g, twin := small(t, report.En), small(t, report.En)
	g.Calendar, twin.Calendar = nil, nil
	record(g)
	g.Table()
	if diff := cmp.Diff(twin, g, cmp.AllowUnexported(calendar.Date{})); diff != "" {
		t.Error(diff)
	}
}

func FuzzChart(f *testing.F) {
	f.Add(uint64(1), int64(63_900_000_000), int64(63_900_900_000), 12)
	f.Add(uint64(2), int64(-1), int64(math.MaxInt64), 0)
	f.Fuzz(func(t *testing.T, seed uint64, start, finish int64, percent int) {
		g := random(seed)
		g.Rows = append(g.Rows, Row{ID: "0", Start: calendar.DateTime(start), Finish: calendar.DateTime(finish), Percent: percent, LateFinish: calendar.DateTime(finish), BaselineStart: calendar.DateTime(start)})
		if err := reporttest.CheckFigure(g); err != nil {
			t.Error(err)
		}
	})
}

// chain is a plan of n tasks, each linked to the one before.
func chain(n int) *Chart {
	start, _ := calendar.ParseDateTime("2026-01-05T08:00")
	g := &Chart{}
	for i := range n {
		begin := start + calendar.DateTime(i%2000*86400/4)
		id := fmt.Sprint("T", i)
		g.Rows = append(g.Rows, Row{ID: id, Name: "Task " + id, Level: i % 3, Start: begin, Finish: begin + 5*86400, Percent: i % 101, Critical: i%7 == 0, Resources: []string{"Anna"}})
		if i > 0 {
			g.Links = append(g.Links, Link{From: g.Rows[i-1].ID, To: id})
		}
	}
	return g
}

func benchmark(b *testing.B, n int) {
	g := chain(n)
	var size int64
	for b.Loop() {
		var w counter
		if err := svg.Render(&w, g, svg.Options{}); err != nil {
			b.Fatal(err)
		}
		size = int64(w)
	}
	b.SetBytes(size)
}

type counter int64

func (c *counter) Write(p []byte) (int, error) { *c += counter(len(p)); return len(p), nil }

var _ io.Writer = (*counter)(nil)

func BenchmarkSVG1k(b *testing.B)   { benchmark(b, 1000) }
func BenchmarkSVG100k(b *testing.B) { benchmark(b, 100_000) }

// Ids as hosts make them are shown whole in a chart of the usual width; longer
// ones are cut and keep the whole as their title.
func TestLongIDsAreShown(t *testing.T) {
	long := strings.Repeat("milepost-", 6)
	chart := &Chart{Rows: []Row{{ID: "milepost-change-1", Name: "a", Start: 86_400, Finish: 172_800}, {ID: long, Name: "b"}}}
	whole, cut := false, false
	for _, text := range record(chart).Texts() {
		whole = whole || text.Text == "milepost-change-1"
		cut = cut || text.Title == long && strings.HasSuffix(text.Text, "…")
	}
	if !whole || !cut {
		t.Errorf("shown whole: %v, cut with its title: %v", whole, cut)
	}
}
