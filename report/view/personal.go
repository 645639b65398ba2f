package view

import (
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/schedule"
)

// PersonalWork returns the workload of one person as a document: the days and
// the work in them, their tasks by urgency, their work by day where the workload
// has loads, what they wait for and from whom, who waits for them and since when,
// open actions, meetings, and what is to do about risks. [WorkList] is the short
// form of it for a message. The plan names the tasks; people are named as in
// [Team]. What belongs to nobody is titled as such.
func PersonalWork(w phrase.Printer, plan *schedule.Plan, x Workload) *report.Document {
	w = naming(w, plan)
	doc := &report.Document{Title: w.Label("personal_work"), Subtitle: w.Label("nobody"), Lang: w.Lang, AsOf: day(x.On)}
	if x.Member != "" {
		doc.Subtitle = someone(w, x.Member).Plain()
	}
	doc.Blocks = append(doc.Blocks, workloadFacts(w, x), heading(w, "tasks"), workloadTable(w, x))
	append2(doc, loadBlocks(w, plan, x.Loads)...)
	if t := handoverTable(w, x, true); len(t.Rows) > 0 {
		doc.Blocks = append(doc.Blocks, heading(w, "inputs_waited_for"), t)
	}
	if t := handoverTable(w, x, false); len(t.Rows) > 0 {
		doc.Blocks = append(doc.Blocks, heading(w, "who_waits"), t)
	}
	if len(x.Obligations.Actions) > 0 {
		doc.Blocks = append(doc.Blocks, heading(w, "actions"), actionTable(w, x.Obligations.Actions))
	}
	if len(x.Obligations.Duties) > 0 {
		doc.Blocks = append(doc.Blocks, heading(w, "meetings"), meetingTable(w, x.Obligations.Duties))
	}
	if len(x.Risks) > 0 {
		doc.Blocks = append(doc.Blocks, heading(w, "risk_duties"), riskDutyTable(w, x.Risks))
	}
	return inDaysOf(doc, plan)
}

func workloadFacts(w phrase.Printer, x Workload) report.Block {
	items := []report.Fact{fact(w, "from", report.TypeDate, day(x.On))}
	if !x.Last.IsZero() {
		items = append(items, fact(w, "to", report.TypeDate, day(x.Last)))
	}
	items = append(items, fact(w, "tasks", report.TypeInteger, whole(len(x.Tasks))), fact(w, "tasks_later", report.TypeInteger, whole(x.Later)),
		fact(w, "planned_work", report.TypeDuration, minutes(x.Work)), fact(w, "actions", report.TypeInteger, whole(len(x.Obligations.Actions))),
		fact(w, "meetings", report.TypeInteger, whole(len(x.Obligations.Duties))), fact(w, "meeting_time", report.TypeInteger, clockMinutes(x.Obligations.MeetMin)),
		fact(w, "risk_duties", report.TypeInteger, whole(len(x.Risks))))
	return report.Facts{Name: "overview", Items: items}
}

// workloadTable lists the tasks, the most pressing list first.
func workloadTable(w phrase.Printer, x Workload) *report.Table {
	table := &report.Table{Name: "workload", Columns: columns(w, column("state", report.TypeText), column("task", report.TypeText), column("planned_work", report.TypeDuration),
		column("start", report.TypeDate), column("due", report.TypeDate), column("forecast", report.TypeDate), column("how_long", report.TypeDuration), column("cause", report.TypeText))}
	for s := schedule.WorkOverdue; s <= schedule.WorkLater; s++ {
		for _, m := range x.Tasks {
			if m.State != s {
				continue
			}
			open := openRow(w, m.WorkItem).Cells
			work := minutes(m.Work)
			if m.Work == 0 {
				work = finding.Value{}
			}
			table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{open[0], open[1], work, moment(m.Start), open[4], open[5], open[6], open[2]}})
		}
	}
	return table
}

// handoverTable lists what the tasks wait for, or who waits for them.
func handoverTable(w phrase.Printer, x Workload, inputs bool) *report.Table {
	name, other, date := "waited-by", "task_of_others", "needed_on"
	if inputs {
		name, other, date = "inputs", "waits_for", "forecast"
	}
	table := &report.Table{Name: name, Columns: columns(w, column("task", report.TypeText), column(other, report.TypeText), column("person", report.TypeText), column(date, report.TypeDate))}
	for _, m := range x.Tasks {
		list := m.Waiting
		if inputs {
			list = m.Inputs
		}
		for _, h := range list {
			table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{taskName(w, m.Task), taskName(w, h.Task), people(w, h.People), moment(h.On)}})
		}
	}
	return table
}

// taskName is a task in words.
func taskName(w phrase.Printer, id schedule.TaskID) finding.Value {
	return text(w.Ref(finding.Ref{Kind: "task", ID: string(id)}))
}

func riskDutyTable(w phrase.Printer, list []RiskDuty) *report.Table {
	table := &report.Table{Name: "risk-duties", Columns: columns(w, column("duty", report.TypeText), column("risk", report.TypeText), column("response", report.TypeText),
		column("text", report.TypeText), column("due", report.TypeDate), column("days_late", report.TypeInteger), column("tasks", report.TypeText))}
	for _, d := range list {
		late := finding.Value{}
		if d.DaysLate > 0 {
			late = whole(d.DaysLate)
		}
		names := listed(w, d.Tasks, func(id string) string { return taskName(w, schedule.TaskID(id)).Plain() })
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{word(w, "duty_"+string(d.Kind)), text(d.Risk), text(d.Response), text(d.Text), day(d.Due), late, names}})
	}
	return trimmed(table, "response", "days_late", "tasks")
}
