package xlsx

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// written are the columns of a workbook with their headings.
var written = []struct {
	field   field
	en, zh  string
	columns float64 // width
}{
	{idField, "ID", "编号", 8}, {levelField, "Outline Level", "大纲级别", 8}, {wbsField, "WBS", "WBS 编码", 10}, {nameField, "Task Name", "任务名称", 44}, {durationField, "Duration", "工期", 10},
	{startField, "Start", "开始", 18}, {finishField, "Finish", "完成", 18}, {deadlineField, "Deadline", "截止日期", 18}, {percentField, "% Complete", "完成百分比", 10},
	{beforeField, "Predecessors", "前置任务", 16}, {peopleField, "Resource Names", "资源名称", 24}, {milestoneField, "Milestone", "里程碑", 10}, {notesField, "Notes", "备注", 40},
}

// Encode writes a plan as a workbook with a sheet of its tasks, which Decode
// reads again. Start and finish are those computed, so that people see them.
// The notes name what the sheet does not hold. The error is that of the
// schedule, which must compute, or of the writer.
func (c Codec) Encode(w io.Writer, p *schedule.Plan) ([]schedule.LossNote, error) {
	result, err := schedule.Compute(p, schedule.Options{})
	if err != nil {
		return nil, fmt.Errorf("xlsx: encode: %w", err)
	}
	book := excelize.NewFile()
	defer book.Close()
	name := "Tasks"
	if c.Chinese {
		name = "任务"
	}
	if err := book.SetSheetName("Sheet1", name); err != nil {
		return nil, fmt.Errorf("xlsx: encode: %w", err)
	}
	// No time of writing: the same plan gives the same bytes.
	if err := book.SetDocProps(&excelize.DocProperties{Title: clip(p.Name), Created: "2000-01-01T00:00:00Z", Modified: "2000-01-01T00:00:00Z"}); err != nil {
		return nil, fmt.Errorf("xlsx: encode: %w", err)
	}
	s := &sheetWriter{Codec: c, plan: p, result: result, before: map[schedule.TaskID][]string{}, people: map[schedule.TaskID][]string{}}
	if err := s.write(book, name); err != nil {
		return nil, fmt.Errorf("xlsx: encode: %w", err)
	}
	if err := book.Write(w); err != nil {
		return s.notes, fmt.Errorf("xlsx: encode: %w", err)
	}
	return s.notes, nil
}

// sheetWriter writes the tasks of a plan.
type sheetWriter struct {
	Codec
	plan    *schedule.Plan
	result  *schedule.Result
	before  map[schedule.TaskID][]string
	people  map[schedule.TaskID][]string
	parents map[schedule.TaskID]bool
	depth   map[schedule.TaskID]int
	notes   []schedule.LossNote
}

func (s *sheetWriter) note(kind, id, field, value string) {
	s.notes = append(s.notes, schedule.LossNote{Subject: finding.Ref{Kind: kind, ID: id, Field: field}, Value: clip(value), Reason: CodeNotWritten})
}

func (s *sheetWriter) write(book *excelize.File, name string) error {
	s.gather()
	date, err1 := book.NewStyle(&excelize.Style{CustomNumFmt: pointer("yyyy-mm-dd hh:mm")})
	share, err2 := book.NewStyle(&excelize.Style{NumFmt: 9})
	bold, err3 := book.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E8EDF2"}}})
	out, err4 := book.NewStreamWriter(name)
	for _, err := range []error{err1, err2, err3, err4} {
		if err != nil {
			return err
		}
	}
	for i, column := range written {
		if err := out.SetColWidth(i+1, i+1, column.columns); err != nil {
			return err
		}
	}
	if err := out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	head := make([]any, len(written))
	for i, column := range written {
		head[i] = excelize.Cell{StyleID: bold, Value: column.en}
		if s.Chinese {
			head[i] = excelize.Cell{StyleID: bold, Value: column.zh}
		}
	}
	if err := out.SetRow("A1", head); err != nil {
		return err
	}
	for i := range s.plan.Tasks {
		t := &s.plan.Tasks[i]
		if err := out.SetRow("A"+strconv.Itoa(i+2), s.row(t, date, share), excelize.RowOpts{OutlineLevel: min(s.depth[t.ID], 7)}); err != nil {
			return err
		}
	}
	return out.Flush()
}

func pointer(s string) *string { return &s }

// gather collects what stands beside the tasks.
func (s *sheetWriter) gather() {
	s.parents, s.depth = map[schedule.TaskID]bool{}, map[schedule.TaskID]int{}
	names := map[schedule.ResourceID]string{}
	for i := range s.plan.Resources {
		names[s.plan.Resources[i].ID] = s.plan.Resources[i].Name
	}
	for i := range s.plan.Tasks {
		t := &s.plan.Tasks[i]
		s.parents[t.Parent] = true
		if t.Parent != "" {
			s.depth[t.ID] = s.depth[t.Parent] + 1
		}
		s.unwritten(t)
	}
	for i := range s.plan.Links {
		l := &s.plan.Links[i]
		if l.External {
			s.note("link", string(l.From)+">"+string(l.To), "", "external")
			continue
		}
		s.before[l.To] = append(s.before[l.To], linkText(l))
	}
	for i := range s.plan.Assignments {
		a := &s.plan.Assignments[i]
		if name := strings.Map(noSeparator, names[a.Resource]); name != "" {
			s.people[a.Task] = append(s.people[a.Task], name)
		}
		if a.Units != 0 && a.Units != schedule.FullUnit || a.Delay != 0 || a.Contour != schedule.Flat {
			s.note("assignment", string(a.ID), "units", "")
		}
	}
	for i := range s.plan.Calendars {
		s.note("calendar", string(s.plan.Calendars[i].ID), "", "")
	}
	for i := range s.plan.Baselines {
		s.note("baseline", s.plan.Baselines[i].Name, "", "")
	}
}

func noSeparator(c rune) rune {
	if strings.ContainsRune(",;、，；\n[", c) {
		return ' '
	}
	return c
}

// unwritten notes what the sheet does not hold of a task.
func (s *sheetWriter) unwritten(t *schedule.Task) {
	switch k := t.Constraint.Kind; {
	case k == schedule.AsSoonAsPossible || k == schedule.StartNoEarlierThan && len(s.linksTo(t.ID)) == 0:
	default:
		s.note("task", string(t.ID), "constraint", k.String())
	}
	if t.Manual || t.Inactive || t.Calendar != "" || t.LevelingDelay.Length != 0 || len(t.Splits) > 0 || t.FixedCost.Sign() != 0 {
		s.note("task", string(t.ID), "", t.Name)
	}
}

func (s *sheetWriter) linksTo(id schedule.TaskID) []int {
	var list []int
	for i := range s.plan.Links {
		if s.plan.Links[i].To == id {
			list = append(list, i)
		}
	}
	return list
}

// linkText writes a link as "3", "3SS+2d".
func linkText(l *schedule.Link) string {
	text := string(l.From)
	lag := l.Lag
	if l.Type != schedule.FinishToStart || lag.Length != 0 || lag.Percent != 0 {
		text += map[schedule.LinkType]string{schedule.FinishToStart: "FS", schedule.StartToStart: "SS", schedule.FinishToFinish: "FF", schedule.StartToFinish: "SF"}[l.Type]
	}
	switch {
	case lag.Percent != 0:
		return text + fmt.Sprintf("%+d%%", lag.Percent)
	case lag.Length < 0:
		return text + "-" + minutes(-lag.Length, lag.Elapsed)
	case lag.Length > 0:
		return text + "+" + minutes(lag.Length, lag.Elapsed)
	}
	return text
}

// minutes writes a length in days where that is exact, else in minutes.
func minutes(length calendar.Work, elapsed bool) string {
	day, mark := 8*calendar.Hour, ""
	if elapsed {
		day, mark = 24*calendar.Hour, "e"
	}
	if length%day == 0 {
		return strconv.FormatInt(int64(length/day), 10) + mark + "d"
	}
	return strconv.FormatInt(int64(length/calendar.Minute), 10) + mark + "min"
}

// row returns the cells of a task. Text is written as text, never as a formula.
func (s *sheetWriter) row(t *schedule.Task, date, share int) []any {
	x, _ := s.result.Times(t.ID)
	duration := minutes(t.Duration.Length, t.Duration.Elapsed)
	if s.parents[t.ID] {
		duration = ""
	} else if t.Duration.Estimated {
		duration += "?"
	}
	milestone := ""
	if t.Milestone {
		milestone = map[bool]string{false: "yes", true: "是"}[s.Chinese]
	}
	percent := any(nil)
	if t.Progress.Percent > 0 && !s.parents[t.ID] {
		percent = excelize.Cell{StyleID: share, Value: float64(t.Progress.Percent) / 100}
	}
	return []any{
		string(t.ID), s.depth[t.ID] + 1, t.WBS, strings.Repeat("  ", s.depth[t.ID]) + t.Name, duration, moment(x.Start, date), moment(x.Finish, date), moment(t.Deadline, date),
		percent, strings.Join(s.before[t.ID], ", "), strings.Join(s.people[t.ID], ", "), milestone, t.Notes,
	}
}

// moment is a date as a workbook keeps it: a number of days with a format. Days
// that a workbook cannot hold are written as text.
func moment(at calendar.DateTime, style int) any {
	if at.IsZero() {
		return nil
	}
	days := at.Date().DaysSince(calendar.DateOf(1899, 12, 30))
	if days < 61 {
		return at.String()
	}
	return excelize.Cell{StyleID: style, Value: float64(days) + float64(at.SecondOfDay())/86400}
}
