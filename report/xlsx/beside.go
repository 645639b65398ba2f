package xlsx

import (
	"strconv"
	"strings"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Beside the sheet of tasks a workbook may have one of the project, with a
// label and a value in each row, and one of the resources.

// pairField is what a label of the project stands for.
type pairField int

const (
	projectName pairField = iota
	projectStart
	projectFinish
	mustFinish
	dataDate
	scheduleFrom
)

// pairs are the labels of the project: those written, then others that are read.
var pairs = [...][]string{
	projectName:   {"Project name", "项目名称", "Project title"},
	projectStart:  {"Project start", "项目开始", "Project start date", "项目开始日期", "项目开始时间"},
	projectFinish: {"Project finish", "项目完成", "Project finish date", "项目完成日期", "项目完成时间"},
	mustFinish:    {"Must finish by", "最迟完成"},
	dataDate:      {"Data date", "数据日期", "Status date", "状态日期"},
	scheduleFrom:  {"Schedule from", "日程排定方法"},
}

func pairOf(label string) (pairField, bool) {
	label = strings.TrimRight(strings.Join(strings.Fields(label), " "), ":：")
	for f, names := range pairs {
		for _, name := range names {
			if strings.EqualFold(label, name) {
				return pairField(f), true
			}
		}
	}
	return 0, false
}

// The names of the sheets.
var (
	projectSheets  = []string{"Project", "项目"}
	resourceSheets = []string{"Resources", "资源", "Resource Sheet", "资源工作表"}
)

// readBeside reads the sheets of the project and of the resources, if there are
// any.
func (b *book) readBeside() error {
	for _, part := range b.sheets {
		var err error
		switch {
		case b.project == nil && named(part.name, projectSheets):
			b.project, err = readSheet(b, part)
		case b.resources == nil && named(part.name, resourceSheets):
			b.resources, err = readSheet(b, part)
		}
		if err != nil {
			return err
		}
	}
	if b.project != nil {
		if head, _ := findHeadings(b.project); head >= 0 {
			b.project = nil // it is the plan
		}
	}
	return nil
}

func named(text string, names []string) bool {
	for _, name := range names {
		if strings.EqualFold(strings.TrimSpace(text), name) {
			return true
		}
	}
	return false
}

// readProject reads what stands above the table, and on the sheet of the
// project.
func (r *reading) readProject(head int) {
	r.readPairs(r.sheet, head)
	if r.project != nil && r.project.name != r.name {
		r.readPairs(r.project, min(len(r.project.rows), headingRows))
	}
}

func (r *reading) readPairs(s *sheet, rows int) {
	plan := r.sheet
	r.sheet = s // notes name its cells
	defer func() { r.sheet = plan }()
	for row := range min(rows, len(s.rows)) {
		for column := range s.rows[row] {
			if f, ok := pairOf(s.at(row, column)); ok {
				r.pair(f, row, column+1)
			}
		}
	}
}

// pair takes the first value right of a label.
func (r *reading) pair(f pairField, row, column int) {
	for column < len(r.rows[row]) && r.at(row, column) == "" {
		column++
	}
	text := r.at(row, column)
	if text == "" {
		return
	}
	date := func(to *calendar.DateTime, clock calendar.Work) {
		if at, ok := r.momentAt(row, column, clock); ok {
			*to = at
		}
	}
	switch f {
	case projectName:
		r.plan.Name = text
	case projectStart:
		date(&r.plan.Start, 8*calendar.Hour)
	case projectFinish:
		date(&r.plan.Finish, 17*calendar.Hour)
	case mustFinish:
		date(&r.plan.MustFinish, 17*calendar.Hour)
	case dataDate:
		date(&r.plan.DataDate, 17*calendar.Hour)
	case scheduleFrom:
		r.direction(text, row, column)
	}
}

func (r *reading) direction(text string, row, column int) {
	switch strings.ToLower(text) {
	case "start", "开始":
	case "finish", "完成":
		r.plan.Rules.From = schedule.FromFinish
	default:
		r.note(CodeValue, row, column, text)
	}
}

// resourceColumns are the headings of the resources: those written, then others.
var resourceColumns = [...][]string{
	{"ID", "编号"}, {"Resource Name", "资源名称", "Name", "名称", "姓名"}, {"Type", "类型"}, {"Max Units", "最大单位", "Max. Units"}, {"Group", "组", "组别"}, {"Email", "电子邮件", "E-mail", "邮箱"},
}

var kindNames = [...]struct{ en, zh string }{{"Work", "工时"}, {"Material", "材料"}, {"Cost", "成本"}}

// readResources reads the sheet of the resources.
func (r *reading) readResources() {
	s := r.resources
	if s == nil || s.name == r.name || len(s.rows) == 0 {
		return
	}
	plan := r.sheet
	r.sheet = s
	defer func() { r.sheet = plan }()
	columns := make([]int, len(resourceColumns))
	for i, names := range resourceColumns {
		columns[i] = -1
		for column := range s.rows[0] {
			if columns[i] < 0 && named(s.at(0, column), names) {
				columns[i] = column
			}
		}
	}
	taken := map[schedule.ResourceID]bool{}
	for row := 1; row < len(s.rows); row++ {
		r.resource(row, columns, taken)
	}
}

func (r *reading) resource(row int, columns []int, taken map[schedule.ResourceID]bool) {
	text := func(i int) string { return r.at(row, columns[i]) }
	x := schedule.Resource{ID: schedule.ResourceID(text(0)), Name: text(1), Group: text(4), Email: text(5)}
	if x.ID == "" {
		x.ID = schedule.ResourceID(x.Name)
	}
	if x.ID == "" {
		return
	}
	if taken[x.ID] || len(x.ID) > maxID {
		r.note(CodeID, row, max(columns[0], 0), string(x.ID))
		return
	}
	taken[x.ID] = true
	for i, name := range kindNames {
		if named(text(2), []string{name.en, name.zh}) {
			x.Kind = schedule.ResourceKind(i)
		}
	}
	if share := text(3); share != "" {
		if _, units, ok := parseShare("[" + r.percentText(row, columns[3]) + "]"); ok {
			x.Max = units
		} else {
			r.note(CodePercent, row, columns[3], share)
		}
	}
	r.plan.Resources = append(r.plan.Resources, x)
	r.call(x.Name, x.ID)
	r.call(string(x.ID), x.ID)
}

// call lets a name stand for a resource, unless another has it.
func (r *reading) call(name string, id schedule.ResourceID) {
	if _, taken := r.people[name]; !taken && name != "" {
		r.people[name] = id
	}
}

// percentText is a cell of a share as a text with "%".
func (r *reading) percentText(row, column int) string {
	c := r.raw(row, column)
	n, err := strconv.ParseFloat(c.text, 64)
	if err != nil || !c.number {
		return strings.TrimSpace(c.text)
	}
	if c.percent || n <= 10 {
		n *= 100
	}
	return strconv.FormatFloat(n, 'f', -1, 64) + "%"
}
