package xlsx

import (
	"fmt"
	"io"
	"strconv"

	"github.com/xuri/excelize/v2"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Template is a workbook for people to fill in, which [Codec] reads: the sheet
// of tasks with a comment on every heading and lists to choose from, the sheets
// of the project and of the resources, and a guide. The zero Template is empty
// and English.
type Template struct {
	Chinese bool // the words; either language is read by any Codec
	Example bool // rows that show how it is meant
	// Start is the start of the project. Zero leaves it open, and lets the
	// example start on Monday 2026-03-02.
	Start calendar.DateTime
}

// Write writes the template; the same one gives the same bytes. The error is
// that of the writer, or of the schedule if the example cannot start then.
func (t Template) Write(w io.Writer) error {
	plan := &schedule.Plan{Start: t.Start}
	var result *schedule.Result
	if t.Example {
		plan = t.example()
		var err error
		if result, err = schedule.Compute(plan, schedule.Options{}); err != nil {
			return fmt.Errorf("xlsx: template: %w", err)
		}
	}
	s := newPlanWriter(Codec{Chinese: t.Chinese}, plan, result)
	s.template = true
	if err := s.workbook(w); err != nil {
		return fmt.Errorf("xlsx: template: %w", err)
	}
	return nil
}

// templateRows is how many rows have lists to choose from.
const templateRows = 1000

// example is a small plan with one of everything that people write.
func (t Template) example() *schedule.Plan {
	word := Codec{Chinese: t.Chinese}.word
	days := func(n int) schedule.Duration { return schedule.Duration{Length: calendar.Work(n) * 8 * calendar.Hour} }
	start := t.Start
	if start.IsZero() {
		start = calendar.DateOf(2026, 3, 2).At(8 * calendar.Hour)
	}
	by := start.Date().AddDays(30).At(17 * calendar.Hour)
	return &schedule.Plan{Name: word("Example", "示例项目"), Start: start,
		Tasks: []schedule.Task{
			{ID: "1", WBS: "1", Name: word("Offer", "报价")},
			{ID: "2", WBS: "1.1", Parent: "1", Name: word("Collect the needs", "收集需求"), Duration: days(3), Notes: word("with the customer", "与客户一起")},
			{ID: "3", WBS: "1.2", Parent: "1", Name: word("Write the offer", "编写报价书"), Duration: days(5)},
			{ID: "4", WBS: "2", Name: word("Contract", "合同")},
			{ID: "5", WBS: "2.1", Parent: "4", Name: word("Negotiate", "商务谈判"), Duration: schedule.Duration{Length: 40 * calendar.Hour, Estimated: true}},
			{ID: "6", WBS: "2.2", Parent: "4", Name: word("Contract signed", "合同签订"), Milestone: true, Deadline: by},
		},
		Links: []schedule.Link{
			{From: "2", To: "3"}, {From: "3", To: "5", Lag: schedule.Lag{Length: 16 * calendar.Hour}}, {From: "5", To: "6"},
		},
		Resources:   []schedule.Resource{{ID: "R1", Name: word("Li Lei", "李雷")}, {ID: "R2", Name: word("Han Meimei", "韩梅梅")}},
		Assignments: []schedule.Assignment{{ID: "1", Task: "2", Resource: "R1"}, {ID: "2", Task: "3", Resource: "R1"}, {ID: "3", Task: "3", Resource: "R2", Units: schedule.FullUnit / 2}, {ID: "4", Task: "5", Resource: "R2"}},
	}
}

// prompts puts comments on the headings and lists under them. It comes before
// the sheet is flushed.
func (s *planWriter) prompts(sheet string) {
	for i, column := range written {
		place, err := excelize.CoordinatesToCellName(i+1, 1)
		s.try(err)
		text := s.word(guides[column.field].en, guides[column.field].zh)
		comment := excelize.Comment{Cell: place, Author: "Milepost", Paragraph: []excelize.RichTextRun{{Text: text}}, Width: 260, Height: 90}
		s.try(s.book.AddComment(sheet, comment))
		if v := s.choice(column.field); v != nil {
			name, err := excelize.ColumnNumberToName(i + 1)
			s.try(err)
			v.Sqref = name + "2:" + name + strconv.Itoa(templateRows+1)
			s.try(s.book.AddDataValidation(sheet, v))
		}
	}
}

// choice is what may be entered in a column, nil if anything.
func (s *planWriter) choice(f field) *excelize.DataValidation {
	v := excelize.NewDataValidation(true)
	var err error
	switch f {
	case milestoneField, activeField:
		err = v.SetDropList([]string{s.word("yes", "是"), s.word("no", "否")})
	case modeField:
		err = v.SetDropList([]string{s.word("Auto Scheduled", "自动计划"), s.word("Manually Scheduled", "手动计划")})
	case constraintField:
		var names []string
		for _, name := range constraintNames {
			names = append(names, s.word(name.en, name.zh))
		}
		err = v.SetDropList(names)
	case percentField:
		err = v.SetRange(0, 1, excelize.DataValidationTypeDecimal, excelize.DataValidationOperatorBetween)
	case levelField:
		err = v.SetRange(1, 20, excelize.DataValidationTypeWhole, excelize.DataValidationOperatorBetween)
	case priorityField:
		err = v.SetRange(0, 1000, excelize.DataValidationTypeWhole, excelize.DataValidationOperatorBetween)
	default:
		return nil
	}
	s.try(err)
	v.SetError(excelize.DataValidationErrorStyleStop, s.word("Not understood", "无法识别"), s.word(guides[f].en, guides[f].zh))
	return v
}

// guideSheet says of each column what goes there.
func (s *planWriter) guideSheet() {
	name := s.word("Guide", "填写说明")
	if _, err := s.book.NewSheet(name); err != nil {
		s.try(err)
		return
	}
	out := s.sheet(name, []float64{20, 78, 30}, []string{s.word("Column", "列"), s.word("What goes there", "填写内容"), s.word("For instance", "示例")})
	if out == nil {
		return
	}
	row := 2
	line := func(cells ...any) {
		s.try(out.SetRow("A"+strconv.Itoa(row), cells))
		row++
	}
	for _, column := range written {
		g := guides[column.field]
		line(excelize.Cell{StyleID: s.label, Value: s.word(column.en, column.zh)}, excelize.Cell{StyleID: s.wrap, Value: s.word(g.en, g.zh)}, excelize.Cell{StyleID: s.wrap, Value: s.word(g.sampleEN, g.sampleZH)})
	}
	row++
	for _, rule := range guideRules {
		line(nil, excelize.Cell{StyleID: s.wrap, Value: s.word(rule.en, rule.zh)})
	}
	s.try(out.Flush())
}
