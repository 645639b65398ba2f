package markdown_test

import (
	"fmt"
	"os"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/markdown"
)

func ExampleRenderer() {
	doc := &report.Document{Title: "Status", Blocks: []report.Block{
		&report.Table{
			Columns: []report.Column{{Name: "task", Title: "Task"}, {Name: "cost", Title: "Cost", Type: report.TypeMoney}},
			Rows: []report.Row{
				{Cells: []finding.Value{finding.Text("Gate | <A>"), finding.Money("1200.5", "CNY")}},
				{Cells: []finding.Value{finding.Text("Tests"), finding.Unknown("no-data")}, Level: 1},
			},
		},
	}}
	if err := (markdown.Renderer{}).Render(os.Stdout, doc); err != nil {
		fmt.Println(err)
	}
	// Output:
	// # Status
	//
	// | Task | Cost |
	// | :--- | ---: |
	// | Gate \| &lt;A&gt; | CNY 1,200.50 |
	// |  Tests | unknown (no data) |
}
