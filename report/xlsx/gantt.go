package xlsx

import (
	"iter"
	"math/big"
	"strconv"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/dataset"
	"github.com/milepost-go/milepost/report/phrase"
)

// Gantt is a sheet that draws the tasks of a table as bars over a grid of days,
// weeks or longer times, whichever suits the span. Starts, finishes and what is
// done are formulas over the table and the bars are conditional formats, so
// that they move when somebody changes a cell of the table. Bars of critical
// tasks, of summaries, milestones, what is done, weekends and the moment of the
// workbook are told apart by colour.
//
// The fields name columns; "" takes the name in brackets, and leaves out what
// the table does not have under it. Task, Start and Finish it must have.
type Gantt struct {
	Name      string // on the tab; "" takes the words for Gantt chart
	Table     string // ["tasks"]
	Task      string // text ["name"]
	Start     string // dates ["start"]
	Finish    string // dates ["finish"]
	Done      string // shares ["percent_complete"]
	Level     string // 1 at the top ["outline_level"]
	Critical  string // yes and no ["critical"]
	Summary   string // yes and no ["is_summary"]
	Milestone string // yes and no ["is_milestone"]
	Most      int    // how many rows are drawn, the others noted; zero stands for 500
}

// withDefaults fills in the names of columns.
func (g Gantt) withDefaults() Gantt {
	for _, x := range []struct {
		at    *string
		usual string
	}{
		{&g.Table, "tasks"}, {&g.Task, "name"}, {&g.Start, "start"}, {&g.Finish, "finish"}, {&g.Done, "percent_complete"}, {&g.Level, "outline_level"},
		{&g.Critical, "critical"}, {&g.Summary, "is_summary"}, {&g.Milestone, "is_milestone"},
	} {
		if *x.at == "" {
			*x.at = x.usual
		}
	}
	if g.Most <= 0 {
		g.Most = 500
	}
	return g
}

// check looks for what it must have, and for columns that are named and not
// there.
func (g *Gantt) check(find func(table, column string) error) []error {
	full := g.withDefaults()
	var faults []error
	for _, column := range []string{full.Task, full.Start, full.Finish, g.Done, g.Level, g.Critical, g.Summary, g.Milestone} {
		if err := find(full.Table, column); err != nil {
			faults = append(faults, err)
		}
	}
	return faults
}

// ganttWriter keeps the first rows of the table as they pass, and draws them
// when the table stands.
type ganttWriter struct {
	Gantt
	b       *binder
	asOf    limit
	tab     tab
	schema  *dataset.Schema
	columns [ganttFields]int // in the schema, -1 for none
	rows    [][ganttFields]finding.Value
	seen    int
}

// The columns of the sheet, in their order; the first three, and what is done,
// are seen.
const (
	ganttTask = iota
	ganttStart
	ganttFinish
	ganttDone
	ganttCritical
	ganttSummary
	ganttMilestone
	ganttGrid // the first of the grid

	ganttLevel  = ganttGrid // has no column
	ganttFields = ganttGrid + 1
)

const (
	ganttHead   = 3   // the row of the days
	ganttMostOf = 120 // columns of the grid
)

func newGantt(b *binder, k *Workbook) *ganttWriter {
	g := &ganttWriter{Gantt: k.Gantt.withDefaults(), b: b, asOf: limitOf(k.AsOf)}
	name := g.Name
	if name == "" {
		name = phrase.In(b.lang).Label("gantt")
	}
	g.tab = b.reserve(name)
	for i := range k.Sheets {
		if s := &k.Sheets[i].Table.Schema; s.Name == g.Table {
			g.schema = s
		}
	}
	for i, column := range [ganttFields]string{g.Task, g.Start, g.Finish, g.Done, g.Critical, g.Summary, g.Milestone, g.Level} {
		g.columns[i] = schemaFind(g.schema, column)
	}
	return g
}

// watch returns a sheet whose first rows are kept as they pass.
func (g *ganttWriter) watch(s Sheet) Sheet {
	if s.Table.Name != g.Table || s.Table.Rows == nil {
		return s
	}
	rows, width := s.Table.Rows, len(s.Table.Columns)
	s.Table.Rows = iter.Seq[[]finding.Value](func(yield func([]finding.Value) bool) {
		for row := range rows {
			if g.seen++; len(g.rows) < g.Most && len(row) == width {
				var kept [ganttFields]finding.Value
				for i, at := range g.columns {
					if at >= 0 {
						kept[i] = row[at]
					}
				}
				g.rows = append(g.rows, kept)
			}
			if !yield(row) {
				return
			}
		}
	})
	return s
}

// write draws the rows.
func (g *ganttWriter) write() error {
	t := g.b.placedTable(g.Table)
	if most := t.rows[0]; len(g.rows) > most {
		g.rows = g.rows[:most] // what went on on another sheet
	}
	if g.seen > len(g.rows) {
		g.b.note(CodeGanttRows, finding.Ref{Kind: "table", ID: g.Table}, finding.Number(int64(len(g.rows)), ""), finding.Number(int64(g.seen), ""))
	}
	grid := g.grid()
	setup := pageSetup{widths: []float64{38, 12, 12, 8, 0, 0, 0}, hidden: []int{ganttCritical, ganttSummary, ganttMilestone}, frozen: ganttHead, columns: 1, outlined: true}
	for range grid {
		setup.widths = append(setup.widths, 3.2)
	}
	p, err := g.b.open(g.tab, setup)
	if err != nil {
		return err
	}
	g.heads(p, grid)
	for i := range g.rows {
		g.row(p, t, i)
	}
	if len(grid) > 1 && len(g.rows) > 0 {
		g.rules(p, ganttGrid+len(grid)-2)
	}
	p.repeat = ganttHead
	return p.close()
}

// span is the first and the last day of the bars.
func (g *ganttWriter) span() (first, last int, ok bool) {
	for i := range g.rows {
		start, _, ok1 := serial(g.rows[i][ganttStart].Plain())
		finish, _, ok2 := serial(g.rows[i][ganttFinish].Plain())
		if !ok1 || !ok2 || finish < start {
			continue
		}
		if !ok || int(start) < first {
			first = int(start)
		}
		if !ok || int(finish) > last {
			last = int(finish)
		}
		ok = true
	}
	return first, last, ok
}

// grid is the days on which the columns begin, and the one behind the last.
func (g *ganttWriter) grid() []int {
	first, last, ok := g.span()
	if !ok {
		return nil
	}
	switch days := last - first + 1; {
	case days <= ganttMostOf:
		return steps(first, last, 1)
	case days+6 <= 7*ganttMostOf:
		return steps(first-(first+5)%7, last, 7) // serial 2 is a Monday
	}
	return months(first, last)
}

func steps(first, last, by int) []int {
	var list []int
	for day := first; day <= last+by; day += by {
		list = append(list, day)
	}
	return list
}

// months are columns of so many months that there are not too many.
func months(first, last int) []int {
	date := func(day int) time.Time { return time.Unix(int64(day-epochDays)*86400, 0).UTC() }
	from, to := date(first), date(last)
	count := 12*(to.Year()-from.Year()) + int(to.Month()-from.Month()) + 1
	by := 1200
	for _, n := range [...]int{1, 3, 12, 60, 120} {
		if (count+n-1)/n <= ganttMostOf {
			by = n
			break
		}
	}
	var list []int
	for n := 0; n < count+by; n += by {
		list = append(list, int(time.Date(from.Year(), from.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC).Unix()/86400)+epochDays)
	}
	return list
}

// heads writes the title with the legend, the months and the days.
func (g *ganttWriter) heads(p *page, grid []int) {
	say, looks := phrase.In(g.b.lang), &g.b.looks
	title := []cell{g.text(g.tab.name, looks.title)}
	if g.asOf.set {
		form := formatDay
		look := g.style(&excelize.Style{Font: &excelize.Font{Size: 12, Color: colourMuted}, CustomNumFmt: &form, Alignment: &excelize.Alignment{Horizontal: "left", Vertical: "center"}})
		title = append(title, cell{form: number, text: strconv.FormatFloat(g.asOf.days, 'f', -1, 64), look: look})
	}
	g.legend(&title, len(grid))
	p.addLine(rowSetup{height: 24}, title...)
	upper, lower := make([]cell, ganttGrid), make([]cell, ganttGrid)
	for i, label := range [...]string{"task", "start", "finish", "done"} {
		upper[i], lower[i] = cell{look: looks.head}, g.text(say.Label(label), looks.head)
	}
	for i := 0; i < len(grid)-1; i++ {
		step := grid[i+1] - grid[i]
		upper, lower = append(upper, g.upper(grid, i)), append(lower, cell{form: number, text: strconv.Itoa(grid[i]), look: g.dayLook(step)})
	}
	if len(grid) > 0 { // where the last one ends; it is not shown
		lower = append(lower, cell{form: number, text: strconv.Itoa(grid[len(grid)-1]), look: g.style(&excelize.Style{Font: &excelize.Font{Color: "FFFFFF", Size: 8}, CustomNumFmt: &noFormat})})
	}
	p.addLine(rowSetup{height: 15}, upper...)
	p.addLine(rowSetup{height: 15}, lower...)
}

func (g *ganttWriter) text(s string, look int) cell {
	s, _ = clean(report.CleanLine(s))
	return cell{form: words, text: s, look: look}
}

func (g *ganttWriter) style(s *excelize.Style) int { return g.b.looks.style(s) }

var noFormat, dayFormat, monthFormat, yearFormat = ";;;", "d", "m", "yy"

// upper is the month above the first column of it, or the year above its first.
func (g *ganttWriter) upper(grid []int, i int) cell {
	look := g.style(&excelize.Style{Font: &excelize.Font{Size: 8, Color: colourMuted}})
	layout := "2006-01"
	if grid[i+1]-grid[i] > 7 {
		layout = "2006"
	}
	month := func(day int) string { return time.Unix(int64(day-epochDays)*86400, 0).UTC().Format(layout) }
	if i > 0 && month(grid[i]) == month(grid[i-1]) {
		return cell{}
	}
	return g.text(month(grid[i]), look)
}

// dayLook shows the day, the month or the year on which a column begins.
func (g *ganttWriter) dayLook(step int) int {
	format := &dayFormat
	switch {
	case step > 300:
		format = &yearFormat
	case step > 7:
		format = &monthFormat
	}
	return g.style(&excelize.Style{Font: &excelize.Font{Size: 8, Color: colourMuted}, CustomNumFmt: format, Alignment: &excelize.Alignment{Horizontal: "center"}, Border: line("bottom")})
}

// The colours of the bars.
const (
	barTask     = "6FA8DC"
	barCritical = "E8853D"
	barDone     = "1F4E8C"
	barSummary  = "44546A"
	barPoint    = "000000"
	barOff      = "EEF0F3"
)

// legend says what the colours mean, above the grid.
func (g *ganttWriter) legend(title *[]cell, columns int) {
	const each = 5
	for len(*title) < ganttGrid {
		*title = append(*title, cell{})
	}
	for _, x := range [...]struct{ label, colour string }{{"task", barTask}, {"critical", barCritical}, {"done", barDone}, {"summary", barSummary}, {"milestone", barPoint}} {
		if len(*title)+each > max(ganttGrid+columns, ganttGrid+5*each) {
			return
		}
		*title = append(*title, cell{look: g.style(&excelize.Style{Fill: fill(x.colour)})}, g.text(phrase.In(g.b.lang).Label(x.label), g.style(&excelize.Style{Font: &excelize.Font{Size: 9, Color: colourMuted}, Alignment: &excelize.Alignment{Vertical: "center", Indent: 1}})))
		for range each - 2 {
			*title = append(*title, cell{})
		}
	}
}

// row writes a task: what it is called, and formulas over its row.
func (g *ganttWriter) row(p *page, t *placed, i int) {
	values := &g.rows[i]
	level := 1
	if r, ok := values[ganttLevel].Rat(); ok {
		level = max(1, min(int(new(big.Int).Quo(r.Num(), r.Denom()).Int64()), 15))
	}
	summary := values[ganttSummary].Plain() == "true"
	kind := plainLook
	if summary {
		kind = strongLook
	}
	cells := make([]cell, ganttGrid)
	cells[ganttTask] = g.text(values[ganttTask].Plain(), g.name(level-1, kind))
	for at := ganttStart; at < ganttGrid; at++ {
		if g.columns[at] >= 0 {
			cells[at] = g.linked(t, at, values[at], i+2)
		}
	}
	p.addLine(rowSetup{level: level - 1}, cells...)
}

// name is the style of the names of tasks: on one line.
func (g *ganttWriter) name(depth int, kind lookKind) int {
	s := &excelize.Style{Alignment: &excelize.Alignment{Horizontal: "left", Indent: depth}}
	if kind == strongLook {
		s.Font = &excelize.Font{Bold: true}
	}
	return g.style(s)
}

// linked is a formula over a cell of the table, with its result; blank where
// there is none.
func (g *ganttWriter) linked(t *placed, at int, v finding.Value, row int) cell {
	formula := quoteSheet(t.tabs[0].name) + "!$" + columnName(t.find(g.schema.Columns[g.columns[at]].Name)) + "$" + strconv.Itoa(row)
	switch {
	case v.Kind() == finding.BoolKind:
		text := map[bool]string{false: "0", true: "1"}[v.Plain() == "true"]
		return cell{form: truth, text: text, formula: formula}
	case v.Kind() == finding.DateKind:
		days, _, ok := serial(v.Plain())
		if !ok {
			return cell{}
		}
		look, _ := g.b.looks.format(formatDay)
		return cell{form: number, text: strconv.FormatFloat(days, 'f', -1, 64), formula: formula, look: look}
	case v.Kind() == finding.NumberKind && at == ganttDone:
		if v.Unit() == "%" {
			v = hundredths(v)
		}
		text, _, ok := stored(v)
		if !ok {
			return cell{}
		}
		look, _ := g.b.looks.format("0%")
		return cell{form: number, text: text, formula: formula, look: look}
	}
	return cell{}
}

// rules are the bars. Of a cell of the grid, its column begins with the day in
// the head and ends with that of the next.
func (g *ganttWriter) rules(p *page, last int) {
	top := strconv.Itoa(ganttHead + 1)
	from, to := columnName(ganttGrid)+"$"+strconv.Itoa(ganttHead), columnName(ganttGrid+1)+"$"+strconv.Itoa(ganttHead)
	field := func(at int) string { return "$" + columnName(at) + top }
	start, finish := field(ganttStart), field(ganttFinish)
	bar := "AND(ISNUMBER(" + start + "),ISNUMBER(" + finish + ")," + from + "<" + finish + "," + to + ">" + start
	area := place(ganttGrid, ganttHead+1) + ":" + place(last, ganttHead+len(g.rows))
	priority := 0
	rule := func(formula, colour string) {
		priority++
		p.rule(area, formula, g.tint(colour), priority)
	}
	rule("AND("+field(ganttMilestone)+"=TRUE,ISNUMBER("+finish+"),"+from+"<="+finish+","+to+">"+finish+")", barPoint)
	rule(bar+","+field(ganttSummary)+"=TRUE)", barSummary)
	done := field(ganttDone)
	rule(bar+",ISNUMBER("+done+"),"+done+">0,OR("+done+">=1,("+from+"+"+to+")/2<"+start+"+"+done+"*("+finish+"-"+start+")))", barDone) // to the middle of the cell
	rule(bar+","+field(ganttCritical)+"=TRUE)", barCritical)
	rule(bar+")", barTask)
	if g.asOf.set {
		rule("AND("+from+"<="+asOfCell1+","+to+">"+asOfCell1+")", "F4B6B6")
	}
	rule("AND("+to+"-"+from+"=1,WEEKDAY("+from+",2)>5)", barOff)
}

// asOfCell1 is where the moment of the workbook stands.
const asOfCell1 = "$B$1"

func (g *ganttWriter) tint(colour string) int {
	id, err := g.b.file.NewConditionalStyle(&excelize.Style{Fill: fill(colour)})
	g.b.keep(err)
	return id
}
