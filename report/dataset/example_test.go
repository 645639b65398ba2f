package dataset_test

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/dataset"
)

func ExampleCSV() {
	table := dataset.Table{
		Schema: dataset.Schema{Name: "tasks", Columns: []dataset.Column{
			{Name: "task_id", Key: true}, {Name: "cost", Type: report.TypeMoney},
			{Name: "cpi", Type: report.TypeNumber, CanBeUnknown: true},
		}},
		Rows: slices.Values([][]finding.Value{
			{finding.Text("=T1"), finding.Money("1200.50", "CNY"), finding.Ratio(15, 16, "")},
			{finding.Text("T2"), finding.Money("-3", "CNY"), finding.Unknown("no-data")},
		}),
	}
	var csv strings.Builder
	if err := (dataset.CSV{NoBOM: true}).Write(&csv, table); err != nil {
		fmt.Println(err)
	}
	fmt.Print(strings.ReplaceAll(csv.String(), "\r\n", "\n"))
	if err := (dataset.Lines{}).Write(os.Stdout, table); err != nil {
		fmt.Println(err)
	}
	// Output:
	// task_id,cost,cost_currency,cpi,unknown
	// "'=T1",1200.5,CNY,0.9375,
	// T2,-3,CNY,,cpi: no-data
	// {"task_id":"=T1","cost":"1200.5","cost_currency":"CNY","cpi":"0.9375","unknown":null}
	// {"task_id":"T2","cost":"-3","cost_currency":"CNY","cpi":null,"unknown":{"cpi":"no-data"}}
}

func ExampleCheck() {
	links := dataset.Schema{Name: "links", Columns: []dataset.Column{{Name: "from_task", Key: true, Refers: "tasks.task_id", Meaning: "Predecessor."}}}
	for _, f := range dataset.Check(links) {
		fmt.Println(f)
	}
	// Output: block dataset.reference.no_target: table links.from_task, got tasks.task_id, remedy dataset.remedy.mend_reference
}

func ExampleTableau() {
	projects := dataset.Schema{Name: "projects", Title: "Projects", Columns: []dataset.Column{
		{Name: "project_id", Key: true, Title: "Project", Meaning: "Id of the project."},
	}}
	tasks := dataset.Schema{Name: "tasks", Title: "Tasks", Columns: []dataset.Column{
		{Name: "task_id", Key: true, Title: "Task", Meaning: "Id of the task."},
		{Name: "project_id", Refers: "projects.project_id", Title: "Project", Meaning: "The project it belongs to."},
	}}
	var tds strings.Builder
	left, err := dataset.Tableau{Name: "My projects"}.Write(&tds, projects, tasks)
	if err != nil {
		fmt.Println(err)
	}
	fmt.Println("left out:", len(left))
	for line := range strings.Lines(tds.String()) {
		if strings.Contains(line, "<map ") || strings.Contains(line, "filename=") {
			fmt.Print(strings.TrimSpace(line), "\n")
		}
	}
	// Output:
	// left out: 0
	// <connection class='textscan' directory='Data' filename='projects.csv' password='' server='' />
	// <connection class='textscan' directory='Data' filename='tasks.csv' password='' server='' />
	// <map key='[project_id]' value='[projects.csv].[project_id]' />
	// <map key='[task_id]' value='[tasks.csv].[task_id]' />
	// <map key='[project_id (tasks.csv)]' value='[tasks.csv].[project_id]' />
}

func ExamplePowerBI() {
	costs := dataset.Schema{Name: "costs", Title: "Costs", Columns: []dataset.Column{
		{Name: "task_id", Key: true, Title: "Task", Meaning: "Id of the task."},
		{Name: "earned", Type: report.TypeMoney, Unit: "CNY", Title: "Earned value", Meaning: "Value of the work done."},
		{Name: "actual", Type: report.TypeMoney, Unit: "CNY", Title: "Actual cost", Meaning: "Cost of the work done."},
	}}
	cpi := dataset.Measure{
		Name: "CPI", Table: "costs", Title: "Cost performance index", Meaning: "Earned value by actual cost.",
		Type: report.TypeNumber, Places: 2, Formula: dataset.Divide(dataset.Sum("costs.earned"), dataset.Sum("costs.actual")),
	}
	project := dataset.PowerBI{Name: "Costs", Measures: []dataset.Measure{cpi}, Page: dataset.Page{Cards: []string{"CPI"}}}
	files, left, err := project.Files(costs)
	if err != nil {
		fmt.Println(err)
	}
	fmt.Println(len(files), "files,", len(left), "left out")
	for _, f := range files {
		if strings.HasSuffix(f.Path, "costs.tmdl") {
			fmt.Println(strings.Join(strings.Split(string(f.Data), "\n")[3:6], "\n"))
		}
	}
	// Output:
	// 15 files, 0 left out
	// 	/// Earned value by actual cost.
	// 	measure CPI = DIVIDE(SUM('costs'[earned]), SUM('costs'[actual]))
	// 		formatString: #,0.00
}

func ExamplePush() {
	table := dataset.Table{
		Schema: dataset.Schema{Name: "tasks", Columns: []dataset.Column{
			{Name: "task_id", Key: true}, {Name: "finish", Type: report.TypeDate, Grain: dataset.Day},
		}},
		Rows: slices.Values([][]finding.Value{
			{finding.Text("T1"), finding.Date("2026-03-02")}, {finding.Text("T2"), finding.Date("2026-03-06")},
		}),
	}
	for batch, err := range (dataset.Push{}).Batches(table) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println("POST", batch.Path("cfafbeb1"), "rows", batch.First, "to", batch.First+batch.Rows-1)
		fmt.Println(string(batch.Body))
	}
	// Output:
	// POST datasets/cfafbeb1/tables/tasks/rows rows 1 to 2
	// {"rows":[{"task_id":"T1","finish":"2026-03-02T00:00:00"},{"task_id":"T2","finish":"2026-03-06T00:00:00"}]}
}

func ExampleCheckMeasures() {
	late := dataset.Measure{
		Name: "Late tasks", Table: "tasks", Meaning: "Tasks behind their plan.", Type: report.TypeInteger,
		Formula: dataset.Rows("tasks", dataset.Condition{Column: "tasks.is_late", Value: finding.Bool(true)}),
	}
	tasks := dataset.Schema{Name: "tasks", Columns: []dataset.Column{{Name: "task_id", Key: true}}}
	for _, f := range dataset.CheckMeasures([]dataset.Measure{late}, []dataset.Schema{tasks}) {
		fmt.Println(f)
	}
	// Output: block dataset.measure.no_column: measure Late tasks, got tasks.is_late, remedy dataset.remedy.mend_formula
}
