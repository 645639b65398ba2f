package xlsx

import "strings"

// field is what a column of a table of tasks holds.
type field string

const (
	idField        field = "id"
	wbsField       field = "wbs"
	levelField     field = "level"
	nameField      field = "name"
	startField     field = "start"
	finishField    field = "finish"
	durationField  field = "duration"
	percentField   field = "percent"
	beforeField    field = "predecessors"
	peopleField    field = "resources"
	notesField     field = "notes"
	milestoneField field = "milestone"
	deadlineField  field = "deadline"

	constraintField     field = "constraint_type"
	constraintDateField field = "constraint_date"
	actualStartField    field = "actual_start"
	actualFinishField   field = "actual_finish"
	modeField           field = "mode"
	activeField         field = "active"
	priorityField       field = "priority"
)

// headings are the names that columns go by, in lower case and without what is
// in brackets.
var headings = map[field][]string{
	idField:        {"id", "task id", "no", "no.", "nr", "nr.", "#", "number", "编号", "序号", "任务编号", "标识号"},
	wbsField:       {"wbs", "wbs code", "outline number", "outline code", "wbs 编码", "wbs编码", "大纲数字"},
	levelField:     {"level", "outline level", "级别", "大纲级别", "层级"},
	nameField:      {"task name", "task", "name", "title", "activity", "activity name", "work package", "任务名称", "任务", "名称", "活动", "工作内容", "事项"},
	startField:     {"start", "start date", "begin", "begin date", "planned start", "start time", "开始", "开始时间", "开始日期", "计划开始", "计划开始时间", "计划开始日期"},
	finishField:    {"finish", "end", "finish date", "end date", "planned finish", "planned end", "完成", "完成时间", "完成日期", "结束", "结束时间", "结束日期", "计划完成", "计划完成时间", "计划完成日期"},
	deadlineField:  {"deadline", "due", "due date", "截止日期", "截止时间", "最后期限", "期限"},
	durationField:  {"duration", "dur", "dur.", "days", "duration days", "工期", "持续时间", "天数", "历时"},
	percentField:   {"% complete", "percent complete", "percent", "complete", "progress", "%", "完成百分比", "进度", "完成率", "完成度"},
	beforeField:    {"predecessors", "predecessor", "depends on", "dependencies", "dependency", "after", "前置任务", "紧前任务", "前导任务", "依赖"},
	peopleField:    {"resource names", "resources", "resource", "assigned to", "assignee", "owner", "responsible", "who", "资源名称", "资源", "负责人", "责任人", "执行人"},
	notesField:     {"notes", "note", "comments", "comment", "description", "remarks", "备注", "说明", "描述"},
	milestoneField: {"milestone", "里程碑"},

	constraintField:     {"constraint type", "constraint", "限制类型", "约束类型"},
	constraintDateField: {"constraint date", "限制日期", "约束日期"},
	actualStartField:    {"actual start", "actual start date", "实际开始", "实际开始时间", "实际开始日期"},
	actualFinishField:   {"actual finish", "actual end", "actual finish date", "实际完成", "实际完成时间", "实际完成日期", "实际结束"},
	modeField:           {"task mode", "mode", "任务模式", "模式"},
	activeField:         {"active", "启用", "有效"},
	priorityField:       {"priority", "优先级"},
}

// fields are the headings the other way round.
var fields = func() map[string]field {
	m := map[string]field{}
	for f, names := range headings {
		for _, name := range names {
			m[name] = f
		}
	}
	return m
}()

// fieldOf returns what a heading stands for.
func fieldOf(heading string) (field, bool) {
	text := strings.ToLower(strings.Join(strings.Fields(heading), " "))
	for _, bracket := range []string{"(", "（", "[", ":", "："} {
		if at := strings.Index(text, bracket); at > 0 {
			text = strings.TrimSpace(text[:at])
		}
	}
	f, ok := fields[text]
	return f, ok
}

// headingRows is in how many rows headings are looked for.
const headingRows = 60

// findHeadings returns the row of the headings and the column of each field:
// the first row with a name and something about time.
func findHeadings(s *sheet) (int, map[field]int) {
	for row := range min(len(s.rows), headingRows) {
		columns := map[field]int{}
		for column := range s.rows[row] {
			if f, ok := fieldOf(s.at(row, column)); ok {
				if _, twice := columns[f]; !twice {
					columns[f] = column
				}
			}
		}
		if _, named := columns[nameField]; !named {
			continue
		}
		for _, f := range []field{startField, finishField, durationField, deadlineField, beforeField} {
			if _, ok := columns[f]; ok {
				return row, columns
			}
		}
	}
	return -1, nil
}
