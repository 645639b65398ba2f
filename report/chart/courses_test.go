package chart

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/reporttest"
	"github.com/milepost-go/milepost/report/svg"
	"github.com/milepost-go/milepost/schedule/calendar"
)

func drawing(d report.Figure) *reporttest.Recorder {
	r := &reporttest.Recorder{}
	d.Draw(r)
	return r
}

// textOf returns the first text drawn that is s.
func textOf(t *testing.T, r *reporttest.Recorder, s string) reporttest.Box {
	t.Helper()
	for _, x := range r.Texts() {
		if x.Text == s {
			return reporttest.TextBox(x)
		}
	}
	t.Fatalf("no text %q", s)
	return reporttest.Box{}
}

// TestForecastsContinueTheirSeries: a forecast has the colour of what it
// continues, is dashed, and begins where that ends; what was measured is solid
// then.
func TestForecastsContinueTheirSeries(t *testing.T) {
	p := newPlot(sCurve(report.En))
	actual, forecast := p.pen(3), p.pen(5)
	if actual.Stroke != forecast.Stroke || actual.Dash != report.Solid || forecast.Dash != report.Dashed {
		t.Errorf("%+v and %+v", actual, forecast)
	}
	if p.pen(2).Stroke == actual.Stroke || p.pen(1).Stroke == actual.Stroke {
		t.Error("two series have one colour")
	}
	from, to := p.runs(5), p.runs(3)
	if len(from) != 1 || len(from[0]) != 2 {
		t.Fatalf("the forecast is %v", from)
	}
	if end := to[0][len(to[0])-1]; from[0][0] != end {
		t.Errorf("begins at %v, not at %v", from[0][0], end)
	}
	if got, want := from[0][1], p.y(1106); got.y != want || got.x != p.right {
		t.Errorf("ends at %v, want the right edge and %v", got, want)
	}
}

// TestForecastOfNothing: a forecast without a series of its own still has a pen.
func TestForecastOfNothing(t *testing.T) {
	d := twoCurves()
	for n := range 20 {
		d.Series = append(d.Series, Series{Key: fmt.Sprint("f", n), Line: LineForecast, Of: "nobody", Values: yuan(1, 2)})
	}
	if err := reporttest.CheckFigure(d); err != nil {
		t.Error(err)
	}
	if got := len(drawnSeries(d.Series)); got != 2+MaxSeries {
		t.Errorf("%d are drawn", got)
	}
}

// TestBandIsBetweenItsSides: the corners of the area are the values.
func TestBandIsBetweenItsSides(t *testing.T) {
	d := sCurve(report.En)
	p := newPlot(d)
	var r onePath
	p.drawBands(&r)
	want := []report.Point{{X: p.x(d.Dates[4]), Y: p.y(430)}, {X: p.right, Y: p.y(980)}, {X: p.right, Y: p.y(1290)}, {X: p.x(d.Dates[4]), Y: p.y(430)}}
	if len(r.steps) != len(want)+1 {
		t.Fatalf("steps %v", r.steps)
	}
	for i, at := range want {
		if got := r.steps[i].To; math.Abs(got.X-at.X)+math.Abs(got.Y-at.Y) > 1e-9 {
			t.Errorf("corner %d is at %v, want %v", i, got, at)
		}
	}
}

// TestNamesOfMomentsDoNotMeet: three on neighbouring days are written on
// lines of their own, above the lines.
func TestNamesOfMomentsDoNotMeet(t *testing.T) {
	d := twoCurves()
	for i, name := range []string{"Decision of the steering group", "Contract signed by both", "Data date"} {
		d.Events = append(d.Events, Moment{At: march(10 + i), Name: name, Now: i == 2})
	}
	r := drawing(d)
	var boxes []reporttest.Box
	for _, m := range d.Events {
		boxes = append(boxes, textOf(t, r, m.Name))
	}
	for i, a := range boxes {
		for _, b := range boxes[i+1:] {
			if a.Overlaps(b) {
				t.Errorf("%v meets %v", a, b)
			}
		}
		if top := newPlot(d).top; a.Bottom > top {
			t.Errorf("%v reaches into the plot at %v", a, top)
		}
	}
}

// TestMomentsWidenTheAxis: a moment after the last date is within the drawing
// and has a row in the table, where it belongs.
func TestMomentsWidenTheAxis(t *testing.T) {
	d := twoCurves()
	d.Events = []Moment{{At: march(9), Name: "at a date"}, {At: march(20), Name: "between"}, {At: calendar.DateOf(2026, 5, 4), Name: "after"}, {Name: "never"}}
	if p := newPlot(d); p.x(d.Events[2].At) != p.right {
		t.Errorf("after all is at %v of %v", p.x(d.Events[2].At), p.right)
	}
	var got []string
	for _, row := range d.Table().Rows {
		got = append(got, row.Cell(0).Plain()+" "+row.Cell(3).Plain())
	}
	want := "2026-03-02 |2026-03-09 at a date|2026-03-16 |2026-03-20 between|2026-03-30 |2026-05-04 after"
	if strings.Join(got, "|") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, "|"), want)
	}
}

// TestNotesCoverNothing: every note of the pictures is written clear of all
// lines and other notes, and its value is circled when it alarms.
func TestNotesCoverNothing(t *testing.T) {
	for name, d := range courses(report.En) {
		p := newPlot(d)
		var boxes []patch
		for _, x := range drawing(d).Texts() {
			b := reporttest.TextBox(x)
			inside := patch{b.Left + 1, b.Top + 2, b.Right - 1, b.Bottom - 1}
			if b.Left < p.left || b.Top < p.top || b.Bottom > p.bottom || x.Text == "On this line: reached when reported" {
				continue
			}
			if p.isCrossed(inside) {
				t.Errorf("%s: a line runs through %q", name, x.Text)
			}
			for _, other := range boxes {
				if other.meets(inside) {
					t.Errorf("%s: something covers %q", name, x.Text)
				}
			}
			boxes = append(boxes, inside)
		}
	}
	rings := 0
	for _, r := range drawing(control(report.En)).Rects() {
		if r.Stroke == report.InkBlock && r.Fill == report.InkNone {
			rings++
		}
	}
	if rings != 2 {
		t.Errorf("%d values are circled, want 2", rings)
	}
}

// TestLinesThroughAPatch by hand.
func TestLinesThroughAPatch(t *testing.T) {
	b := patch{10, 10, 20, 20}
	for _, c := range []struct {
		x1, y1, x2, y2 float64
		want           bool
	}{
		{0, 15, 30, 15, true}, {15, 0, 15, 30, true}, {0, 0, 30, 30, true}, {0, 5, 30, 5, false}, {0, 15, 9, 15, false},
		{0, 18, 12, 30, false}, {0, 12, 8, 20, false}, {12, 12, 18, 18, true}, {25, 0, 25, 30, false}, {0, 30, 30, 0, true},
	} {
		if got := b.crossed(spot{x: c.x1, y: c.y1}, spot{x: c.x2, y: c.y2}); got != c.want {
			t.Errorf("%v: %v", c, got)
		}
	}
}

// TestCloseScale: a scale that need not hold zero holds the values, and one of
// a single value has room on both sides.
func TestCloseScale(t *testing.T) {
	p := newPlot(control(report.En))
	if p.scale.low != 15 || p.scale.high != 30 {
		t.Errorf("from %v to %v", p.scale.low, p.scale.high)
	}
	flat := &LineChart{Close: true, Dates: weeks(1), Series: []Series{{Values: numbers("20")}}}
	if p := newPlot(flat); !(p.scale.low < 20 && p.scale.high > 20) {
		t.Errorf("from %v to %v", p.scale.low, p.scale.high)
	}
}

// TestTicksHaveTheDecimalsTheyNeed: whole numbers have none, half days do.
func TestTicksHaveTheDecimalsTheyNeed(t *testing.T) {
	for _, c := range []struct {
		axis   report.Type
		values []finding.Value
		want   string
	}{
		{report.TypeMoney, yuan(900), "CNY 0|CNY 500|CNY 1,000"},
		{report.TypeMoney, []finding.Value{finding.Money("1", "CNY")}, "CNY 0.00|CNY 0.50|CNY 1.00"},
		{report.TypeNumber, numbers("40"), "0|20|40"},
		{report.TypeNumber, numbers("1"), "0.00|0.50|1.00"},
		{report.TypeDuration, []finding.Value{finding.Number(480, "min")}, "0 d|0.5 d|1 d"},
		{report.TypePercent, numbers("1"), "0%|50%|100%"},
	} {
		p := newPlot(&LineChart{Height: 200, Axis: report.Column{Type: c.axis}, Dates: weeks(1), Series: []Series{{Values: c.values}}})
		var got []string
		for _, x := range p.ticks {
			got = append(got, x.text)
		}
		if strings.Join(got, "|") != c.want {
			t.Errorf("%v: %v, want %s", c.axis, got, c.want)
		}
	}
}

// TestForecastsMeetTheDiagonal: a forecast of a day stands at that day on the
// upward axis; the line of one that came true ends on the diagonal.
func TestForecastsMeetTheDiagonal(t *testing.T) {
	d := milestones(report.En)
	p := newPlot(d)
	if p.first != march(2) || p.last != calendar.DateOf(2026, 5, 29) {
		t.Fatalf("from %v to %v", p.first, p.last)
	}
	runs := p.runs(0)
	if len(runs) != 1 || len(runs[0]) != 4 {
		t.Fatalf("offer: %v", runs)
	}
	end := runs[0][3]
	across, up := (end.x-p.left)/(p.right-p.left), (p.bottom-end.y)/(p.bottom-p.top)
	if math.Abs(across-up) > 1e-9 || math.Abs(across-15.0/88) > 1e-9 {
		t.Errorf("ends at %v across and %v upward, want 15/88", across, up)
	}
	if runs := p.runs(2); len(runs[0]) != 6 {
		t.Errorf("live: %v", runs)
	}
	// One that was overdue and then moved again has not come true.
	d.Series[0].Values = days(march(13), march(13), march(13), march(27), march(27), march(27))
	if runs := newPlot(d).runs(0); len(runs[0]) != 5 {
		t.Errorf("overdue: %v", runs)
	}
}

// TestDateScale: lines are Mondays, or the first days of months and years.
func TestDateScale(t *testing.T) {
	date := calendar.DateOf
	for _, c := range []struct {
		from, to calendar.Date
		lines    int
		want     string
	}{
		{date(2026, 3, 2), date(2026, 3, 6), 6, "2026-03-02 2026-03-03 2026-03-04 2026-03-05 2026-03-06"},
		{date(2026, 3, 4), date(2026, 3, 25), 4, "2026-03-09 2026-03-16 2026-03-23"},
		{date(2026, 1, 15), date(2026, 6, 15), 5, "2026-02-01 2026-03-01 2026-04-01 2026-05-01 2026-06-01"},
		{date(2026, 2, 1), date(2031, 1, 1), 6, "2027-01-01 2028-01-01 2029-01-01 2030-01-01 2031-01-01"},
		{date(1, 1, 1), date(9999, 12, 31), 5, "0001-01-01 2000-01-01 4000-01-01 6000-01-01 8000-01-01"},
		{date(9999, 12, 28), date(9999, 12, 31), 2, "9999-12-28 9999-12-30"},
	} {
		_, ticks := dateScale(numberOf(c.from), numberOf(c.to), c.lines)
		var got []string
		for _, x := range ticks {
			got = append(got, x.text)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%v to %v: %v, want %s", c.from, c.to, got, c.want)
		}
	}
}

// TestCoursesSayAllInTheirTable: every value, side of a band, moment and note is
// in the table, and the description names the first of them.
func TestCoursesSayAllInTheirTable(t *testing.T) {
	for _, lang := range report.Langs() {
		for name, d := range courses(lang) {
			var shown strings.Builder
			for _, row := range d.Table().Rows {
				for _, cell := range row.Cells {
					shown.WriteString(cell.Plain() + "\n")
				}
			}
			says := func(what string) {
				if !strings.Contains(shown.String(), what) {
					t.Errorf("%s in %s does not say %q", name, lang, what)
				}
			}
			for _, s := range d.Series {
				for _, v := range s.Values {
					says(v.Plain())
				}
			}
			for _, b := range d.Bands {
				says(b.Low[len(b.Low)-1].Plain())
				says(b.High[len(b.High)-1].Plain())
			}
			for _, n := range d.Notes {
				says(n.Text)
			}
			for _, m := range d.Events {
				says(m.Name)
				if !strings.Contains(d.Frame().Desc, m.Name+colon(d.Lang)+m.At.String()) {
					t.Errorf("%s: the description does not say %s", name, m.Name)
				}
			}
		}
	}
}

// TestManyNotesAreCounted in the description.
func TestManyNotesAreCounted(t *testing.T) {
	d := twoCurves()
	for range 20 {
		d.Notes = append(d.Notes, Note{Series: "reserve", Date: 1, Text: "drawn"}, Note{Date: 99, Text: "nowhere"})
	}
	if desc := d.Frame().Desc; strings.Count(desc, "drawn") != maxNoted || !strings.HasSuffix(desc, "+12") {
		t.Error(desc)
	}
}

// TestEmptyCourses: nothing, one value, values of other kinds, dates at both
// ends of the calendar.
func TestEmptyCourses(t *testing.T) {
	first, last := calendar.DateOf(1, 1, 1), calendar.DateOf(9999, 12, 31)
	dated := report.Column{Type: report.TypeDate}
	for name, d := range map[string]*LineChart{
		"nothing":  {Diagonal: true, Close: true, Axis: dated},
		"one":      {Diagonal: true, Axis: dated, Dates: weeks(1), Series: []Series{{Values: days(march(2))}}},
		"all time": {Diagonal: true, Axis: dated, Dates: []calendar.Date{first, last}, Series: []Series{{Values: days(last, last)}, {Values: days(first, first)}}},
		"late":     {Diagonal: true, Axis: dated, Dates: []calendar.Date{last}, Series: []Series{{Values: days(last)}}},
		"no dates": {Diagonal: true, Dates: weeks(2), Series: []Series{{Values: days(march(2), march(3))}}},
		"numbers":  {Axis: dated, Dates: weeks(2), Series: []Series{{Values: yuan(1, 2)}}},
		"events":   {Events: []Moment{{At: march(2), Name: "alone"}, {At: last, Name: ""}}},
		"band":     {Dates: weeks(2), Bands: []Band{{Low: yuan(1), High: yuan(2, 3)}, {Low: yuan(2, 3), High: yuan(4, 9)}}},
		"notes":    {Dates: weeks(1), Series: []Series{{Values: yuan(1)}}, Notes: []Note{{Series: "series_1", Text: strings.Repeat("long ", 200)}, {Date: -3}, {Series: "x", Date: 9}}},
		"narrow":   {Width: 1, Height: 1, Dates: weeks(3), Series: []Series{{Values: yuan(1, 2, 3)}}, Notes: []Note{{Series: "series_1", Date: 1, Text: "note"}}, Events: []Moment{{At: march(9), Name: strings.Repeat("宽", 90)}}},
		"instants": {Axis: dated, Dates: weeks(2), Series: []Series{{Values: []finding.Value{finding.Date("2026-03-04T17:00:00"), finding.Date("nonsense")}}}},
	} {
		if err := reporttest.CheckFigure(d); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestRandomCourses: whatever the values, names, bands, notes and moments,
// nothing is drawn outside, and a drawing is the same twice.
func TestRandomCourses(t *testing.T) {
	names := reporttest.HostileNames()
	for seed := range uint64(120) {
		r := rand.New(rand.NewPCG(seed, 8))
		name := func() string { return names[r.IntN(len(names))] }
		d := &LineChart{Title: name(), Width: 100 + r.Float64()*900, Height: r.Float64() * 500, Close: r.IntN(2) == 0, Diagonal: r.IntN(2) == 0, Lang: report.ZhCN}
		if r.IntN(2) == 0 {
			d.Axis.Type = report.TypeDate
		}
		value := func() finding.Value {
			switch {
			case r.IntN(5) == 0:
				return finding.Unknown("no-data")
			case d.Axis.Type == report.TypeDate:
				return finding.Date(march(1).AddDays(r.IntN(900) - 300).String())
			}
			return finding.Number(r.Int64N(2000)-900, "")
		}
		values := func() (list []finding.Value) {
			for range r.IntN(40) {
				list = append(list, value())
			}
			return list
		}
		for range r.IntN(40) {
			d.Dates = append(d.Dates, march(1).AddDays(r.IntN(900)-400))
		}
		for n := range r.IntN(9) {
			d.Series = append(d.Series, Series{Key: fmt.Sprint("s", n), Name: name(), Values: values(), Step: r.IntN(2) == 0, Line: LineKind(r.IntN(5)), Of: "s0"})
		}
		for range r.IntN(3) {
			d.Bands = append(d.Bands, Band{Name: name(), Low: values(), High: values()})
			d.Events = append(d.Events, Moment{At: march(1).AddDays(r.IntN(1900) - 900), Name: name(), Now: r.IntN(2) == 0})
			d.Notes = append(d.Notes, Note{Series: "s1", Date: r.IntN(40), Text: name(), Alarm: r.IntN(2) == 0})
		}
		if err := reporttest.CheckFigure(d); err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
	}
}

// TestHostileNamesInCourses: markup stays text.
func TestHostileNamesInCourses(t *testing.T) {
	hostile := `<script>alert(1)</script>`
	d := sCurve(report.En)
	d.Events[0].Name, d.Bands[0].Name, d.Series[2].Name = hostile, hostile, hostile
	d.Notes = []Note{{Series: "ev", Date: 1, Text: hostile, Alarm: true}}
	var b bytes.Buffer
	if err := svg.Render(&b, d, svg.Options{}); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), "<script") || !strings.Contains(b.String(), "&lt;script&gt;") {
		t.Error("markup was written as it came")
	}
}

// TestLongCourses: thousands of values are drawn with marks that do not touch.
func TestLongCourses(t *testing.T) {
	d := &LineChart{Series: []Series{{}}}
	for i := range 5000 {
		d.Dates = append(d.Dates, march(1).AddDays(i))
		d.Series[0].Values = append(d.Series[0].Values, finding.Number(int64(i*i%97), ""))
	}
	var marks []float64
	for _, r := range drawing(d).Rects()[1:] {
		marks = append(marks, r.X)
	}
	slices.Sort(marks)
	if len(marks) < 30 || len(marks) > 80 {
		t.Errorf("%d marks", len(marks))
	}
	for i := range marks[1:] {
		if i > 0 && marks[i+1]-marks[i] < 8 {
			t.Fatalf("marks at %v and %v", marks[i], marks[i+1])
		}
	}
}

// TestManyNotes: thousands of alarms are circled, and some of them written.
func TestManyNotes(t *testing.T) {
	d := &LineChart{Series: []Series{{Key: "v"}}}
	for i := range 3000 {
		d.Dates = append(d.Dates, march(1).AddDays(i))
		d.Series[0].Values = append(d.Series[0].Values, finding.Number(int64(i*i%97), ""))
		d.Notes = append(d.Notes, Note{Series: "v", Date: i, Text: fmt.Sprint(i), Alarm: true})
	}
	r := drawing(d)
	rings := 0
	for _, x := range r.Rects() {
		if x.Stroke == report.InkBlock {
			rings++
		}
	}
	if rings != 3000 || len(r.Texts()) > maxWritten+50 {
		t.Errorf("%d circles, %d texts", rings, len(r.Texts()))
	}
}

// What was measured, and the forecast that continues it.
func ExampleLineChart_forecast() {
	d := burnDown(report.En)
	table := d.Table()
	format := report.Format{}
	for _, k := range []int{4, 8} {
		row := table.Rows[k]
		var cells []string
		for i := range table.Columns {
			cells = append(cells, format.Title(&table.Columns[i])+": "+format.Cell(&table.Columns[i], row.Cell(i)))
		}
		fmt.Println(strings.Join(cells, "; "))
	}
	// Output:
	// Date: 2026-03-30; Even pace: 40; Left: 55; Forecast: 55; Notes: Data date
	// Date: 2026-04-27; Even pace: 0; Left: ; Forecast: 0; Notes:
}
