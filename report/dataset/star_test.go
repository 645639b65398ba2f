package dataset

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares with a file of testdata, or writes it.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != got {
		t.Errorf("%s differs; run with -update and read the difference\n%s", name, got)
	}
}

// project is a small star of project tables in one language: two facts share
// the tasks and the days, and one table stands apart.
func project(lang report.Lang) []Schema {
	say := func(en, zh string) string { return in(lang, en, zh) }
	projectID := Column{Name: "project_id", Refers: "projects.project_id", Title: say("Project", "项目"), Meaning: say("The project.", "所属项目。")}
	return []Schema{
		{Name: "projects", Title: say("Projects", "项目"), Meaning: say("One project.", "一个项目。"), Columns: []Column{
			{Name: "project_id", Key: true, Title: say("Project", "项目"), Meaning: say("Id of the project.", "项目编号。")},
			{Name: "name", Title: say("Project name", "项目名称"), Meaning: say("What people call it.", "项目的名称。")},
			{Name: "data_date", Type: report.TypeDate, Grain: Day, Title: say("Data date", "数据日期"), Meaning: say("The day progress is known up to.", "进度截至的日期。")},
		}},
		{Name: "tasks", Title: say("Tasks", "任务"), Meaning: say("One task.", "一个任务。"), Columns: []Column{
			projectID,
			{Name: "task_id", Key: true, Title: say("Task", "任务"), Meaning: say("Id of the task.", "任务编号。")},
			{Name: "parent_id", Refers: "tasks.task_id", Title: say("Summary", "上级任务"), Meaning: say("The task above.", "上级任务。")},
			{Name: "start", Type: report.TypeDate, Grain: TimeOfDay, Title: say("Start", "开始"), Meaning: say("Planned start.", "计划开始时间。")},
			{Name: "finish_day", Type: report.TypeDate, Grain: Day, Refers: "calendar.date", Title: say("Finish", "完成"), Meaning: say("Day of the finish.", "完成日期。")},
			{Name: "duration_min", Type: report.TypeDuration, Title: say("Duration", "工期"), Meaning: say("Working time.", "工作时间。")},
			{Name: "done", Type: report.TypePercent, Title: say("Done", "完成比例"), Meaning: say("Part that is done.", "已完成的比例。")},
			{Name: "is_critical", Type: report.TypeBool, Title: say("Critical", "关键"), Meaning: say("Whether it is critical.", "是否为关键任务。")},
		}},
		{Name: "costs_by_period", Title: say("Costs by period", "分期成本"), Meaning: say("Costs of a task in a period.", "某任务在某时段的成本。"), Columns: []Column{
			projectID,
			{Name: "task_id", Key: true, Refers: "tasks.task_id", Title: say("Task", "任务"), Meaning: say("The task.", "所属任务。")},
			{Name: "period_start", Type: report.TypeDate, Grain: Day, Key: true, Refers: "calendar.date", Title: say("Period start", "时段开始"), Meaning: say("First day of the period.", "时段的首日。")},
			{Name: "planned_value", Type: report.TypeMoney, Unit: "CNY", Title: say("Planned value", "计划价值"), Meaning: say("Increment of PV.", "PV 的增量。")},
			{Name: "earned_value", Type: report.TypeMoney, Unit: "CNY", Title: say("Earned value", "挣值"), Meaning: say("Increment of EV.", "EV 的增量。")},
			{Name: "actual_cost", Type: report.TypeMoney, CanBeUnknown: true, Title: say("Actual cost", "实际成本"), Meaning: say("Increment of AC.", "AC 的增量。")},
		}},
		{Name: "risks", Title: say("Risks", "风险"), Meaning: say("One risk.", "一个风险。"), Columns: []Column{
			projectID,
			{Name: "risk_id", Key: true, Title: say("Risk", "风险"), Meaning: say("Id of the risk.", "风险编号。")},
			{Name: "task_id", Refers: "tasks.task_id", Title: say("Task", "任务"), Meaning: say("The task it threatens, if one.", "受影响的任务（如有）。")},
			{Name: "score", Type: report.TypeInteger, Title: say("Score", "评分"), Meaning: say("Rating.", "风险评分。")},
			{Name: "exposure", Type: report.TypeMoney, Unit: "CNY", Title: say("Exposure", "风险敞口"), Meaning: say("Probability times effect.", "概率乘以影响。")},
		}},
		{Name: "odds", Title: say("Finish odds", "完成概率"), Meaning: say("A percentile of the finish.", "完成日期的一个分位数。"), Columns: []Column{
			{Name: "project_id", Key: true, Refers: "projects.project_id", Title: say("Project", "项目"), Meaning: say("The project.", "所属项目。")},
			{Name: "percentile", Key: true, Type: report.TypePercent, Title: say("Percentile", "分位数"), Meaning: say("Part of the trials.", "试验的比例。")},
			{Name: "finish", Type: report.TypeDate, Grain: Day, Title: say("Finish", "完成"), Meaning: say("Day reached in that part.", "该比例下达到的日期。")},
		}},
		{Name: "calendar", Title: say("Calendar", "日历"), Meaning: say("One day.", "一天。"), Columns: []Column{
			{Name: "date", Type: report.TypeDate, Grain: Day, Key: true, Title: say("Date", "日期"), Meaning: say("The day.", "日期。")},
			{Name: "month_start", Type: report.TypeDate, Grain: Day, Title: say("Month", "月份"), Meaning: say("First day of its month.", "所在月的首日。")},
		}},
		{Name: "glossary", Title: say("Glossary", "术语"), Meaning: say("One word.", "一个术语。"), Columns: []Column{
			{Name: "word", Key: true, Title: say("Word", "术语"), Meaning: say("The word.", "术语。")},
		}},
	}
}

// figures are measures over the star.
func figures(lang report.Lang) []Measure {
	say := func(en, zh string) string { return in(lang, en, zh) }
	amount := func(name, title, column string, where ...Condition) Measure {
		return Measure{Name: name, Table: "costs_by_period", Title: title, Meaning: title + say(".", "。"), Type: report.TypeMoney, Places: 2, Formula: Sum("costs_by_period."+column, where...)}
	}
	past := Condition{Column: "costs_by_period.period_start", Is: AtMost, Other: "projects.data_date"}
	return []Measure{
		amount("PV", say("Planned value to date", "截至目前的计划价值"), "planned_value", past),
		amount("EV", say("Earned value", "挣值"), "earned_value"),
		amount("AC", say("Actual cost", "实际成本"), "actual_cost"),
		{Name: "CPI", Table: "costs_by_period", Title: say("Cost performance index", "成本绩效指数"), Meaning: say("EV by AC; nothing without costs.", "EV 除以 AC；无成本时无值。"), Type: report.TypeNumber, Places: 2, Formula: Divide(Of("EV"), Of("AC"))},
		{Name: "CV", Table: "costs_by_period", Title: say("Cost variance", "成本偏差"), Meaning: say("EV less AC.", "EV 减 AC。"), Type: report.TypeMoney, Places: 2, Formula: Subtract(Of("EV"), Of("AC"))},
		{Name: "Critical tasks", Table: "tasks", Title: say("Critical tasks", "关键任务数"), Meaning: say("How many tasks are critical.", "关键任务的数量。"), Type: report.TypeInteger, Formula: Rows("tasks", Condition{Column: "tasks.is_critical", Value: finding.Bool(true)})},
		{Name: "P80 finish", Table: "odds", Title: say("P80 finish", "P80 完成日期"), Meaning: say("Day reached in 80 % of the trials.", "80% 的试验在此日期前完成。"), Type: report.TypeDate, Formula: Least("odds.finish", Condition{Column: "odds.percentile", Value: finding.Ratio(4, 5, "")})},
	}
}

func codesOf(found []finding.Finding) []string {
	var list []string
	for _, f := range found {
		list = append(list, f.String())
	}
	return list
}
