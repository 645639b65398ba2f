package gantt

import (
	"math"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Measures of the drawing in pixels.
const (
	titleHeight  = 30
	axisHeight   = 40
	barTop       = 5.0
	barHeight    = 12.0
	laneTop      = 19.5 // of baselines, in a row that has room for them
	laneHeight   = 3.5
	plainRow     = 22.0
	tallRow      = 27.0
	edge         = 16.0 // no bar comes nearer to the sides of the chart
	gutter       = 13.0 // between a bar and its label, for links
	nameSize     = 11.5
	labelSize    = 10.5
	indentWidth  = 12.0
	markWidth    = 15.0
	exactDay     = 48.0 // a day this wide shows times of day
	diamond      = 6.5  // half the width of a milestone
	widestLabels = 150.0
)

const daySeconds = 24 * 3600

// layout is where everything stands. It belongs to one call of Draw or Frame.
type layout struct {
	*Chart
	format report.Format
	say    phrase.Printer

	width, height     float64
	top               float64 // of the axis
	body              float64 // of the first row
	row               float64 // height of a row
	middle            float64 // of a bar, from the top of its row
	idWidth, marks    float64
	left, right       float64 // of the chart, right of the names
	timed             bool    // there is a time axis
	begin, end        calendar.DateTime
	beginX, spanWidth int64 // hundredths of a pixel from begin to end
	unit              unit
	exact             bool
	critical          string // the word
	buf               []byte // of the title being made
	legendItems       []legendItem
	legendTop         float64
}

func newLayout(g *Chart) *layout {
	l := &layout{Chart: g, format: report.Format{Lang: g.Lang}, say: phrase.In(g.Lang)}
	l.critical = l.say.Label("critical")
	l.width = min(max(g.Width, 480), 20_000)
	if g.Width == 0 || math.IsNaN(g.Width) {
		l.width = 1200
	}
	if !g.Bare {
		l.top = titleHeight
	}
	l.body = l.top + axisHeight
	l.rowSize()
	l.panelSize()
	l.times()
	l.items()
	l.legendTop = l.body + l.row*float64(max(len(g.Rows), 1)) + 8
	l.height = l.legendTop + l.legendHeight() + 6
	return l
}

func (l *layout) rowSize() {
	l.row, l.middle = plainRow, barTop+barHeight/2
	for i := range l.Rows {
		if r := &l.Rows[i]; !r.BaselineStart.IsZero() || !r.BaselineFinish.IsZero() || !r.LateFinish.IsZero() {
			l.row = tallRow
			return
		}
	}
}

// panelSize finds the width of the list of names from what is in it.
func (l *layout) panelSize() {
	names := report.TextWidth(l.say.Label("name"), nameSize) + 10
	for i := range l.Rows {
		r := &l.Rows[i]
		names = max(names, l.nameWidth(r)+indent(r))
		l.idWidth = max(l.idWidth, report.TextWidth(r.ID, labelSize))
		if r.Done || r.Marked {
			l.marks = markWidth
		}
	}
	l.idWidth = min(max(l.idWidth, report.TextWidth(l.say.Label("id"), labelSize))+14, max(74, l.width*0.1))
	room := l.width*0.42 - l.idWidth - l.marks
	l.left = math.Round(l.idWidth + l.marks + min(max(names+10, 110), room, 330))
	l.right = l.width - 1
}

func (l *layout) nameWidth(r *Row) float64 {
	w := report.TextWidth(r.Name, nameSize)
	if r.bold() {
		w *= boldFactor
	}
	return w * fontSlack
}

// boldFactor is how much wider bold text is, fontSlack how much wider the fonts
// of some systems are than the estimate.
const (
	boldFactor = 1.07
	fontSlack  = 1.1
)

func (r *Row) bold() bool { return r.Kind == Summary || r.Kind == Phase }

func indent(r *Row) float64 { return float64(min(max(r.Level, 0), 9)) * indentWidth }

// times finds the moments to show and the scale.
func (l *layout) times() {
	l.begin, l.end = l.span()
	if l.timed = !l.begin.IsZero(); !l.timed {
		return
	}
	l.begin = l.begin.Date().At(0)
	if l.end.SecondOfDay() > 0 || l.end == l.begin {
		l.end = dayAfter(l.end)
	}
	l.beginX = hundredths(l.left + edge)
	l.scaleTo(l.right - edge)
	l.scaleTo(l.right - edge - l.labelRoom())
}

// scaleTo lets the time shown end at x and chooses the unit of the axis.
func (l *layout) scaleTo(x float64) {
	l.spanWidth = hundredths(x) - l.beginX
	perDay := float64(l.spanWidth) / 100 * daySeconds / float64(l.end-l.begin)
	l.unit, l.exact = choose(perDay), perDay >= exactDay
}

func hundredths(x float64) int64 { return int64(math.Round(x * 100)) }

// dayAfter returns the end of the day of t.
func dayAfter(t calendar.DateTime) calendar.DateTime {
	return t - calendar.DateTime(t.SecondOfDay()) + daySeconds
}

// span returns the first and last moment to show, zero where nothing is dated.
func (l *layout) span() (begin, end calendar.DateTime) {
	add := func(t calendar.DateTime) {
		if !known(t) {
			return
		}
		if begin.IsZero() || t < begin {
			begin = t
		}
		end = max(end, t)
	}
	for i := range l.Rows {
		r := &l.Rows[i]
		for _, t := range [...]calendar.DateTime{r.Start, r.Finish, r.BaselineStart, r.BaselineFinish, r.LateFinish, r.Deadline} {
			add(t)
		}
	}
	if reach := (end - begin) / 4; begin.IsZero() || l.DataDate >= begin-reach && l.DataDate <= end+reach {
		add(l.DataDate)
	}
	if !l.From.IsZero() {
		begin = l.From.At(0)
		end = max(end, begin)
	}
	if !l.To.IsZero() {
		end = dayAfter(l.To.At(0))
		if begin.IsZero() || begin >= end {
			begin = l.To.At(0)
		}
	}
	return begin, end
}

// known reports whether a moment is set and of the years 1 to 9999.
func known(t calendar.DateTime) bool { return t >= firstMoment && t < afterLast }

var (
	firstMoment = calendar.DateOf(1, 1, 1).At(0)
	afterLast   = calendar.DateOf(9999, 12, 31).At(0) + daySeconds
)

// labelRoom is the width kept free at the right for the labels that would
// reach over the side.
func (l *layout) labelRoom() float64 {
	over := 0.0
	for i := range l.Rows {
		var s shape
		if l.sides(&s, &l.Rows[i]); !s.drawn {
			continue
		}
		if label := l.label(&l.Rows[i]); label != "" {
			over = max(over, s.x2+gutter+float64(report.TextWidth(label, labelSize)*fontSlack)+6-l.right)
		}
	}
	return min(over, widestLabels, (l.width-l.left)/4)
}

// x returns where a moment stands, kept inside the chart.
func (l *layout) x(t calendar.DateTime) float64 {
	t = min(max(t, daySeconds), daySeconds*3652060)
	x := l.beginX + int64(t-l.begin)*l.spanWidth/int64(l.end-l.begin)
	return min(max(float64(x)/100, l.left), l.right)
}

// moment returns the time at the left or right side of the chart.
func (l *layout) moment(x float64) calendar.DateTime {
	t := l.begin + calendar.DateTime((hundredths(x)-l.beginX)*int64(l.end-l.begin)/l.spanWidth)
	return min(max(t, daySeconds), daySeconds*3652060-1)
}

// barStart and barFinish return when a bar begins and ends as drawn: at whole
// days, or at times of day where there is room for them.
func (l *layout) barStart(t calendar.DateTime) calendar.DateTime {
	if l.exact {
		return t
	}
	return t - calendar.DateTime(t.SecondOfDay())
}

func (l *layout) barFinish(t calendar.DateTime) calendar.DateTime {
	if l.exact || t.SecondOfDay() == 0 {
		return t
	}
	return dayAfter(t)
}

// shown reports whether a part of the time from a to b is in the chart.
func (l *layout) shown(a, b calendar.DateTime) bool {
	return (l.From.IsZero() || b >= l.begin) && (l.To.IsZero() || a <= l.end)
}

func (l *layout) rowTop(i int) float64 { return l.body + float64(i)*l.row }

func (l *layout) name() string {
	if l.Name != "" {
		return l.Name
	}
	return "gantt"
}

func (l *layout) title() string {
	if l.Title != "" {
		return l.Title
	}
	return l.say.Label("gantt")
}

// desc returns the description: counts and dates.
func (l *layout) desc() string {
	if l.Desc != "" {
		return l.Desc
	}
	var count [Phase + 1]int64
	critical := int64(0)
	for i := range l.Rows {
		count[min(l.Rows[i].Kind, Phase)]++
		if l.Rows[i].Critical {
			critical++
		}
	}
	number := func(n int64) string { return l.format.Value(finding.Number(n, "")) }
	parts := []string{l.fact("tasks", number(count[Task])), l.fact("milestones", number(count[Milestone])), l.fact("critical", number(critical))}
	if begin, end := l.span(); !begin.IsZero() {
		parts = append(parts, l.fact("start", begin.Date().String()), l.fact("finish", end.Date().String()))
	}
	if !l.DataDate.IsZero() {
		parts = append(parts, l.fact("data_date", l.DataDate.Date().String()))
	}
	if l.Lang == report.ZhCN {
		return strings.Join(parts, "；") + "。"
	}
	return strings.Join(parts, "; ") + "."
}

func (l *layout) fact(label, value string) string {
	return l.say.Label(label) + l.format.Word("colon") + value
}

// when shows a moment as tables do.
func (l *layout) when(t calendar.DateTime) string { return string(appendWhen(nil, t)) }

// appendWhen writes a moment as [report.Format] does, quickly: a chart of many
// bars has two in every title.
func appendWhen(dst []byte, t calendar.DateTime) []byte {
	if !known(t) {
		return dst
	}
	y, m, d := t.Date().Civil()
	hour, minute, second := t.Clock()
	dst = append(dst, byte('0'+y/1000), byte('0'+y/100%10))
	dst = appendTwo(dst, y%100)
	dst = appendTwo(append(dst, '-'), int(m))
	dst = appendTwo(append(dst, '-'), d)
	dst = appendTwo(append(dst, ' '), hour)
	dst = appendTwo(append(dst, ':'), minute)
	if second > 0 {
		dst = appendTwo(append(dst, ':'), second)
	}
	return dst
}

func appendTwo(dst []byte, n int) []byte { return append(dst, byte('0'+n/10), byte('0'+n%10)) }
