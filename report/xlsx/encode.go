package xlsx

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// written are the columns of a workbook with their headings.
var written = []struct {
	field   field
	en, zh  string
	columns float64 // width
}{
	{idField, "ID", "编号", 8}, {levelField, "Outline Level", "大纲级别", 9}, {wbsField, "WBS", "WBS 编码", 10}, {nameField, "Task Name", "任务名称", 40}, {durationField, "Duration", "工期", 12},
	{startField, "Start", "开始", 17}, {finishField, "Finish", "完成", 17}, {deadlineField, "Deadline", "截止日期", 17}, {percentField, "% Complete", "完成百分比", 10},
	{beforeField, "Predecessors", "前置任务", 16}, {peopleField, "Resource Names", "资源名称", 24}, {milestoneField, "Milestone", "里程碑", 10},
	{constraintField, "Constraint Type", "限制类型", 22}, {constraintDateField, "Constraint Date", "限制日期", 17},
	{actualStartField, "Actual Start", "实际开始", 17}, {actualFinishField, "Actual Finish", "实际完成", 17},
	{modeField, "Task Mode", "任务模式", 17}, {activeField, "Active", "启用", 8}, {priorityField, "Priority", "优先级", 8}, {notesField, "Notes", "备注", 40},
}

// Encode writes a plan as a workbook that Decode reads again: a sheet of its
// tasks, one of the project, and one of its resources. Start and finish are
// those computed, so that people see them. The notes name what the workbook
// does not hold, as [NotCarried] lists it, and the texts that cells change. The
// error is that of the schedule, which must compute, or of the writer.
func (c Codec) Encode(w io.Writer, p *schedule.Plan) ([]schedule.LossNote, error) {
	result, err := schedule.Compute(p, schedule.Options{})
	if err != nil {
		return nil, fmt.Errorf("xlsx: encode: %w", err)
	}
	s := newPlanWriter(c, p, result)
	if err := s.workbook(w); err != nil {
		return s.notes, fmt.Errorf("xlsx: encode: %w", err)
	}
	return s.notes, nil
}

// planWriter writes the sheets of a plan.
type planWriter struct {
	Codec
	book    *excelize.File
	plan    *schedule.Plan
	result  *schedule.Result // nil: no dates are shown
	before  map[schedule.TaskID][]string
	people  map[schedule.TaskID][]string
	parents map[schedule.TaskID]bool
	depth   map[schedule.TaskID]int
	notes   []schedule.LossNote
	// Of the styles of cells.
	date, share, head, label, wrap, middle int
	names, sums                            []int // of the names of tasks and of summaries, by depth
	template                               bool  // with comments, lists and a guide
	err                                    error
}

func newPlanWriter(c Codec, p *schedule.Plan, result *schedule.Result) *planWriter {
	return &planWriter{Codec: c, plan: p, result: result,
		before: map[schedule.TaskID][]string{}, people: map[schedule.TaskID][]string{}, parents: map[schedule.TaskID]bool{}, depth: map[schedule.TaskID]int{}}
}

func (s *planWriter) note(kind, id, field, value string) {
	s.notes = append(s.notes, schedule.LossNote{Subject: finding.Ref{Kind: kind, ID: id, Field: field}, Value: clip(value), Reason: CodeNotWritten})
}

// workbook writes all sheets. No time of writing is in them: the same plan
// gives the same bytes.
func (s *planWriter) workbook(w io.Writer) error {
	s.book = excelize.NewFile()
	defer s.book.Close()
	s.gather()
	s.styles()
	tasks := s.word("Tasks", "任务")
	s.try(s.book.SetSheetName("Sheet1", tasks))
	s.tasks(tasks)
	// What people ask for first is printed; the rest is for the screen.
	s.try(s.book.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", RefersTo: "'" + tasks + "'!$A:$L", Scope: tasks}))
	s.projectSheet()
	s.resourceSheet()
	if s.template {
		s.guideSheet()
	}
	if s.err != nil {
		return s.err
	}
	data, err := s.book.WriteToBuffer()
	if err != nil {
		return err
	}
	return repack(w, data.Bytes(), coreProperties(s.plan.Name, report.Lang(s.word(string(report.En), string(report.ZhCN)))))
}

// try keeps the first error.
func (s *planWriter) try(err error) {
	if s.err == nil {
		s.err = err
	}
}

func (s *planWriter) style(style excelize.Style) int {
	id, err := s.book.NewStyle(&style)
	s.try(err)
	return id
}

func (s *planWriter) styles() {
	form := "yyyy-mm-dd hh:mm"
	s.date = s.style(excelize.Style{CustomNumFmt: &form, Alignment: &excelize.Alignment{Horizontal: "left"}})
	s.middle = s.style(excelize.Style{Alignment: &excelize.Alignment{Horizontal: "center"}})
	s.share = s.style(excelize.Style{NumFmt: 9})
	fill := excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E8EDF2"}}
	s.head = s.style(excelize.Style{Font: &excelize.Font{Bold: true, Family: "Calibri", Size: 11}, Fill: fill, Alignment: &excelize.Alignment{Vertical: "center", WrapText: true}})
	s.label = s.style(excelize.Style{Font: &excelize.Font{Bold: true, Family: "Calibri", Size: 11}, Alignment: &excelize.Alignment{Vertical: "top"}})
	s.wrap = s.style(excelize.Style{Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}})
	for depth := range 16 {
		in := &excelize.Alignment{Horizontal: "left", Indent: depth}
		s.names = append(s.names, s.style(excelize.Style{Alignment: in}))
		s.sums = append(s.sums, s.style(excelize.Style{Alignment: in, Font: &excelize.Font{Bold: true, Family: "Calibri", Size: 11}}))
	}
}

// sheet begins a sheet with headings that stay in sight.
func (s *planWriter) sheet(name string, widths []float64, head []string, looks ...int) *excelize.StreamWriter {
	s.paper(name)
	out, err := s.book.NewStreamWriter(name)
	if s.try(err); err != nil {
		return nil
	}
	for i, width := range widths {
		s.try(out.SetColWidth(i+1, i+1, width))
		if s.template && i < len(looks) {
			s.try(out.SetColStyle(i+1, i+1, looks[i]))
		}
	}
	s.try(out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}))
	cells := make([]any, len(head))
	for i, text := range head {
		cells[i] = excelize.Cell{StyleID: s.head, Value: text}
	}
	s.try(out.SetRow("A1", cells, excelize.RowOpts{Height: 32}))
	return out
}

// paper prints a sheet across, as wide as the paper, with its headings on every
// page. It comes before the sheet is streamed.
func (s *planWriter) paper(sheet string) {
	yes, no := true, false
	across, size, one, any := "landscape", 9, 1, 0 // A4, one page wide and any number high
	s.try(s.book.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &yes, OutlineSummaryBelow: &no}))
	s.try(s.book.SetPageLayout(sheet, &excelize.PageLayoutOptions{Size: &size, Orientation: &across, FitToWidth: &one, FitToHeight: &any}))
	s.try(s.book.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: "'" + sheet + "'!$1:$1", Scope: sheet}))
}

// tasks writes the sheet of the tasks, in the order of the outline.
func (s *planWriter) tasks(name string) {
	var widths []float64
	var head []string
	var looks []int
	for _, column := range written {
		widths, head, looks = append(widths, column.columns), append(head, s.word(column.en, column.zh)), append(looks, s.look(column.field))
	}
	out := s.sheet(name, widths, head, looks...)
	if out == nil {
		return
	}
	if s.template {
		s.prompts(name)
	}
	for i, t := range s.order() {
		s.try(out.SetRow("A"+strconv.Itoa(i+2), s.row(t), excelize.RowOpts{OutlineLevel: min(s.depth[t.ID], 7)}))
	}
	s.try(out.Flush())
}

// look is the style of the empty cells of a column.
func (s *planWriter) look(f field) int {
	switch f {
	case startField, finishField, deadlineField, constraintDateField, actualStartField, actualFinishField:
		return s.date
	case percentField:
		return s.share
	case levelField:
		return s.middle
	}
	return 0
}

// order returns the tasks with each summary right before what it sums up.
func (s *planWriter) order() []*schedule.Task {
	below := map[schedule.TaskID][]*schedule.Task{}
	for i := range s.plan.Tasks {
		t := &s.plan.Tasks[i]
		below[t.Parent] = append(below[t.Parent], t)
	}
	list := make([]*schedule.Task, 0, len(s.plan.Tasks))
	stack := slices.Clone(below[""])
	slices.Reverse(stack)
	for len(stack) > 0 {
		t := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		list = append(list, t)
		for _, child := range slices.Backward(below[t.ID]) {
			stack = append(stack, child)
		}
	}
	return list
}

// gather collects what stands beside the tasks, and notes what is lost.
func (s *planWriter) gather() {
	lost := newLosses()
	lost.plan(s.plan)
	for i := range s.plan.Tasks {
		t := &s.plan.Tasks[i]
		s.parents[t.Parent] = true
		if t.Parent != "" {
			s.depth[t.ID] = s.depth[t.Parent] + 1
		}
	}
	known := map[string]int{}
	for i := range s.plan.Tasks {
		t := &s.plan.Tasks[i]
		s.textLosses(t)
		known[string(t.ID)] = i
	}
	for i := range s.plan.Links {
		s.link(&s.plan.Links[i], known)
	}
	s.assignments(lost)
	s.notes = append(lost.notes(), s.notes...)
}

// textLosses notes the texts and numbers of a task that come back changed.
func (s *planWriter) textLosses(t *schedule.Task) {
	id := string(t.ID)
	for _, x := range []struct{ field, text string }{{"id", id}, {"name", t.Name}, {"wbs", t.WBS}, {"notes", t.Notes}} {
		if !holds(x.text) || x.field == "id" && len(x.text) > maxID || x.field == "name" && x.text == "" {
			s.note("task", id, x.field, x.text)
		}
	}
	if s.parents[t.ID] && t.Progress != (schedule.Progress{}) {
		s.note("task", id, "progress", strconv.Itoa(t.Progress.Percent))
	}
	if s.parents[t.ID] && !t.Manual && t.Duration.Length != 0 {
		s.note("task", id, "duration", s.lengthText(t.Duration.Length, t.Duration.Elapsed))
	}
	if !t.Manual && (!t.Start.IsZero() || !t.Finish.IsZero()) {
		s.note("task", id, "start", "")
	}
}

// holds reports whether a cell gives a text back as it is.
func holds(text string) bool {
	return text == strings.TrimSpace(text) && text == report.Clean(text) && len(utf16.Encode([]rune(text))) <= excelize.TotalCellChars
}

// link keeps how a link is written, unless it would be read as another.
func (s *planWriter) link(l *schedule.Link, known map[string]int) {
	text := s.linkText(l)
	from, ref := resolve(text, func(name string) int {
		if at, ok := known[name]; ok {
			return at
		}
		return -1
	})
	lag := schedule.Lag{Length: l.Lag.Length, Elapsed: l.Lag.Elapsed, Percent: l.Lag.Percent}
	same := from >= 0 && s.plan.Tasks[from].ID == l.From && ref.kind == l.Type && ref.lag == lag && len(l.From) <= maxID
	if l.External || !same || strings.ContainsFunc(text, apart) || !holds(text) {
		s.note("link", string(l.From)+">"+string(l.To), "", text)
		return
	}
	s.before[l.To] = append(s.before[l.To], text)
}

// linkText writes a link as "3", "3SS+2d".
func (c Codec) linkText(l *schedule.Link) string {
	text := string(l.From)
	lag := l.Lag
	if l.Type != schedule.FinishToStart || lag.Length != 0 || lag.Percent != 0 || lag.Elapsed {
		text += l.Type.String()
	}
	switch {
	case lag.Percent != 0:
		return text + fmt.Sprintf("%+d%%", lag.Percent)
	case lag.Length < 0:
		return text + "-" + c.lengthText(-lag.Length, lag.Elapsed)
	case lag.Length > 0 || lag.Elapsed:
		return text + "+" + c.lengthText(lag.Length, lag.Elapsed)
	}
	return text
}

// lengthText writes a length in days where that is exact, else in minutes or
// seconds.
func (c Codec) lengthText(length calendar.Work, elapsed bool) string {
	day, units := 8*calendar.Hour, [...]string{c.word("d", " 个工作日"), c.word("min", " 分钟"), c.word("s", " 秒")}
	if elapsed {
		day, units = 24*calendar.Hour, [...]string{"ed", "emin", "es"}
	}
	for i, unit := range [...]calendar.Work{day, calendar.Minute} {
		if length%unit == 0 {
			return strconv.FormatInt(int64(length/unit), 10) + units[i]
		}
	}
	return strconv.FormatInt(int64(length), 10) + units[2]
}

// assignments gathers who works on what, with notes of what comes back
// changed. Assignments come back numbered in the order of the rows.
func (s *planWriter) assignments(lost *losses) {
	called := s.called()
	number := map[schedule.AssignmentID]schedule.TaskID{}
	for i := range s.plan.Assignments {
		a := &s.plan.Assignments[i]
		name, ok := called[a.Resource]
		if !ok {
			s.note("assignment", string(a.ID), "resource", string(a.Resource))
			continue
		}
		number[a.ID] = a.Task
		if a.Units != 0 {
			percent := strconv.FormatFloat(float64(a.Units)*100/float64(schedule.FullUnit), 'f', -1, 64) + "%"
			if _, units, ok := parseShare("[" + percent + "]"); !ok || units != a.Units {
				s.note("assignment", string(a.ID), "units", percent)
			}
			name += "[" + percent + "]"
		}
		s.people[a.Task] = append(s.people[a.Task], name)
	}
	s.numbers(lost, number)
}

// numbers counts the assignments whose ids are not the numbers they get.
func (s *planWriter) numbers(lost *losses, number map[schedule.AssignmentID]schedule.TaskID) {
	n := 0
	for _, t := range s.order() {
		for range s.people[t.ID] {
			n++
			if number[schedule.AssignmentID(strconv.Itoa(n))] != t.ID {
				lost.counts["Assignment.ID"]++
			}
		}
	}
}

// called returns what each resource is called in the rows of tasks: its name if
// no other has it, else its id. One that cannot be called so is missing.
func (s *planWriter) called() map[schedule.ResourceID]string {
	names := map[string]int{}
	for i := range s.plan.Resources {
		names[s.plan.Resources[i].Name]++
		if r := &s.plan.Resources[i]; string(r.ID) != r.Name {
			names[string(r.ID)]++
		}
	}
	plain := func(text string) bool {
		return text != "" && holds(text) && names[text] == 1 && !strings.ContainsFunc(text, func(c rune) bool { return apart(c) || c == '[' })
	}
	called := map[schedule.ResourceID]string{}
	for i := range s.plan.Resources {
		switch r := &s.plan.Resources[i]; {
		case plain(r.Name):
			called[r.ID] = r.Name
		case plain(string(r.ID)):
			called[r.ID] = string(r.ID)
		}
	}
	return called
}

// row returns the cells of a task. Text is written as text, never as a formula.
func (s *planWriter) row(t *schedule.Task) []any {
	summary := s.parents[t.ID]
	start, finish := s.dates(t)
	duration := s.lengthText(t.Duration.Length, t.Duration.Elapsed)
	if t.Duration.Estimated {
		duration += "?"
	}
	looks := s.names
	if summary {
		looks = s.sums
	}
	if summary && !t.Manual {
		duration = ""
	}
	name := t.Name
	if name == "" {
		name = string(t.ID)
	}
	row := []any{
		string(t.ID), excelize.Cell{StyleID: s.middle, Value: s.depth[t.ID] + 1}, t.WBS, excelize.Cell{StyleID: looks[min(s.depth[t.ID], len(looks)-1)], Value: name}, duration,
		s.moment(start), s.moment(finish), s.moment(t.Deadline), nil, strings.Join(s.before[t.ID], ", "), strings.Join(s.people[t.ID], ", "), s.mark(t.Milestone, "yes", "是"),
		s.constraintName(t.Constraint.Kind), nil, nil, nil, s.mark(t.Manual, "Manually Scheduled", "手动计划"), s.mark(t.Inactive, "no", "否"), nil, t.Notes,
	}
	if t.Priority != 0 {
		row[18] = t.Priority
	}
	if t.Constraint.Kind.Dated() {
		row[13] = s.moment(t.Constraint.Date)
	}
	if x := t.Progress; !summary {
		row[14], row[15] = s.moment(x.ActualStart), s.moment(x.ActualFinish)
		if x.Percent != 0 {
			row[8] = excelize.Cell{StyleID: s.share, Value: float64(x.Percent) / 100}
		}
	}
	return row
}

// dates are those to show: of a task by hand the stated ones, else those
// computed.
func (s *planWriter) dates(t *schedule.Task) (start, finish calendar.DateTime) {
	if t.Manual {
		return t.Start, t.Finish
	}
	if s.result == nil {
		return 0, 0
	}
	x, _ := s.result.Times(t.ID)
	return x.Start, x.Finish
}

func (s *planWriter) mark(is bool, en, zh string) string {
	if is {
		return s.word(en, zh)
	}
	return ""
}

// moment is a date as a workbook keeps it: a number of days with a format. Days
// that a workbook cannot hold are written as text, and so is midnight, which
// would be read as no time of day.
func (s *planWriter) moment(at calendar.DateTime) any {
	if at.IsZero() {
		return nil
	}
	days := at.Date().DaysSince(calendar.DateOf(1899, 12, 30))
	if days < 61 || days >= 2_958_466 || at.SecondOfDay() == 0 {
		return at.String()
	}
	return excelize.Cell{StyleID: s.date, Value: float64(days) + float64(at.SecondOfDay())/86400}
}
