package reporttest

import (
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
)

// Sample returns a document with every kind of block as people use it, in a
// language: for golden files, and for looking at what a renderer makes of it.
// The numbers are the same in both languages.
func Sample(lang report.Lang) *report.Document {
	say := func(en, zh string) string {
		if lang == report.ZhCN {
			return zh
		}
		return en
	}
	return &report.Document{
		Title: say("Warehouse system: project report", "仓储系统：项目报告"), Subtitle: say("Third reporting period", "第三报告期"), Lang: lang,
		AsOf: finding.Date("2026-03-02"), Prepared: finding.Date("2026-03-04T09:30"),
		Blocks: []report.Block{
			report.Heading{Level: 1, Text: say("Overall picture", "总体情况"), Name: "overall"},
			report.P(report.T(say("The plan holds, but ", "计划总体受控，但")), report.B(say("acceptance", "验收")), report.T(say(" is nine days late; see ", "晚了九天；参见")), report.R(say("Risks", "风险"), "risks"),
				report.T(say(" and task ", "和任务")), report.C("T-17"), report.T(say(".", "。"))),
			sampleFacts(say),
			report.Callout{Severity: finding.Warn, Title: say("Budget", "预算"), Runs: []report.Run{report.T(say("Two invoices are still missing.", "尚缺两张发票。"))}},
			report.Heading{Level: 1, Text: say("Tasks", "任务"), Name: "tasks"},
			sampleTable(say),
			report.Heading{Level: 2, Text: say("Load per week", "每周负荷")},
			Bars{Title: say("Load per week", "每周负荷"), Values: []int64{32, 40, 55, 12}},
			report.Heading{Level: 1, Text: say("Risks", "风险"), Name: "risks"},
			report.List{Ordered: true, Items: []report.Item{
				{Runs: []report.Run{report.T(say("Supplier delivers late", "供应商延迟交付"))}},
				{Level: 1, Runs: []report.Run{report.T(say("second source asked", "已联系第二供应商"))}},
				{Runs: []report.Run{report.T(say("Tester leaves", "测试人员离职"))}},
			}},
			report.Heading{Level: 1, Text: say("Findings", "检查结果"), Name: "findings"},
			sampleFindings(say),
			report.FindingList{Title: say("Charter", "立项")},
		},
	}
}

func sampleFacts(say func(en, zh string) string) report.Facts {
	return report.Facts{Name: "facts", Title: say("At a glance", "一览"), Items: []report.Fact{
		{Column: report.Column{Name: "progress", Title: say("Complete", "完成百分比"), Type: report.TypePercent}, Value: finding.Ratio(5, 8, "")},
		{Column: report.Column{Name: "cpi", Title: say("Cost performance index", "成本绩效指数"), Type: report.TypeNumber}, Value: finding.Ratio(14, 15, "")},
		{Column: report.Column{Name: "eac", Title: say("Estimate at completion", "完工估算"), Type: report.TypeMoney}, Value: finding.Money("1234567.8", "CNY")},
		{Column: report.Column{Name: "float", Title: say("Total float", "总浮动时间"), Type: report.TypeDuration}, Value: finding.Number(-4320, "min")},
		{Column: report.Column{Name: "csat", Title: say("Customer satisfaction", "客户满意度"), Type: report.TypeNumber}, Value: finding.Unknown("no-data")},
	}}
}

func sampleTable(say func(en, zh string) string) *report.Table {
	row := func(level int, strong bool, cells ...finding.Value) report.Row {
		return report.Row{Level: level, Strong: strong, Cells: cells}
	}
	return &report.Table{
		Name: "task_table", Title: say("Tasks with cost", "任务与费用"), Note: say("Cost without tax.", "费用不含税。"),
		Columns: []report.Column{
			{Name: "task", Title: say("Task", "任务")}, {Name: "finish", Title: say("Finish", "完成"), Type: report.TypeDate},
			{Name: "duration", Title: say("Duration", "工期"), Type: report.TypeDuration, Unit: "day"}, {Name: "percent", Title: say("Complete", "完成"), Type: report.TypePercent},
			{Name: "cost", Title: say("Cost", "费用"), Type: report.TypeMoney, Unit: "CNY"}, {Name: "critical", Title: say("Critical", "关键"), Type: report.TypeBool, Align: report.AlignCenter},
		},
		Rows: []report.Row{
			row(0, true, finding.Text(say("Build", "实施")), finding.Date("2026-03-20"), finding.Number(9600, "min"), finding.Ratio(1, 2, ""), finding.Money("20000", "CNY"), finding.Bool(true)),
			row(1, false, finding.Text(say("Scanners | gates <A&B>", "扫描器 | 闸机 <A&B>")), finding.Date("2026-03-06"), finding.Number(2400, "min"), finding.Number(1, ""), finding.Money("8000.5", "CNY"), finding.Bool(false)),
			row(1, false, finding.Text(say("*Interfaces*", "*接口*")), finding.Date("2026-03-20"), finding.Number(2640, "min"), finding.Value{}, finding.Unknown("no-data"), finding.Bool(true)),
		},
		Footer: []report.Row{row(0, true, finding.Text(say("Total", "合计")), finding.Value{}, finding.Value{}, finding.Value{}, finding.Money("28000.5", "CNY"))},
	}
}

func sampleFindings(say func(en, zh string) string) report.FindingList {
	return report.FindingList{Name: "found", Title: say("Schedule", "进度计划"), Items: []report.FindingItem{
		{
			Finding: finding.Finding{Code: "schedule.conflict.deadline_missed", Subject: finding.Ref{Kind: "task", ID: "17"}},
			Text:    say("Task 17 finishes after its deadline.", "任务 17 的完成时间晚于截止日期。"), Remedy: say("Shorten the path that leads to it.", "压缩通向该任务的路径。"),
		},
		{Finding: finding.Finding{Code: "schedule.task.no_link", Severity: finding.Info}, Text: say("Task 3 has no successor.", "任务 3 没有后续任务。")},
	}}
}

// Bars is the smallest useful figure: one bar a value.
type Bars struct {
	Title  string
	Values []int64 // none below 0
}

// barHeight is the distance from one bar to the next.
const barHeight = 20

// Frame returns the size and the title.
func (b Bars) Frame() report.Frame {
	return report.Frame{Width: 320, Height: float64(len(b.Values))*barHeight + 4, Name: "bars", Title: b.Title}
}

// Draw draws the bars, the largest over the full width.
func (b Bars) Draw(c report.Canvas) {
	largest := int64(1)
	for _, v := range b.Values {
		largest = max(largest, v)
	}
	for i, v := range b.Values {
		y := float64(i)*barHeight + 4
		c.Rect(report.Rect{X: 1, Y: y, W: float64(v*270) / float64(largest), H: barHeight - 6, Style: report.Style{Fill: report.InkTask, Stroke: report.InkTaskEdge}})
		c.Text(report.Text{X: float64(v*270)/float64(largest) + 6, Y: y + 11, Text: report.Format{}.Value(finding.Number(v, "h"))})
	}
}

// Table returns the values.
func (b Bars) Table() *report.Table {
	t := &report.Table{Name: "bars", Title: b.Title, Columns: []report.Column{{Name: "value", Type: report.TypeInteger, Unit: "h"}}}
	for _, v := range b.Values {
		t.Rows = append(t.Rows, report.Row{Cells: []finding.Value{finding.Number(v, "h")}})
	}
	return t
}
