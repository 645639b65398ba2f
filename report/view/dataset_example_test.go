package view_test

import (
	"fmt"
	"strings"

	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
)

func ExampleDatasetMeasures() {
	for _, m := range view.DatasetMeasures(phrase.In(phrase.En))[6:8] {
		fmt.Printf("%s is %s: %s\n", m.Name, m.Title, m.Meaning)
	}
	// Output:
	// SPI is Schedule performance index (SPI): EV by PV; below one means behind the plan. No value where PV is zero. It returns to one when all work is done, however late.
	// CPI is Cost performance index (CPI): EV by AC; below one means over the budget. No value where AC is zero.
}

func ExampleDatasetPowerBI() {
	w := phrase.In(phrase.ZhCN)
	files, _, err := view.DatasetPowerBI(w, "Projects").Files(view.DatasetSchemas(w)...)
	if err != nil {
		fmt.Println(err)
	}
	for _, f := range files {
		if strings.HasSuffix(f.Path, "/page.json") {
			fmt.Println(strings.Split(string(f.Data), "\n")[3])
		}
		if strings.HasSuffix(f.Path, "/risks.tmdl") {
			fmt.Println(strings.Join(strings.Split(string(f.Data), "\n")[4:6], "\n"))
		}
	}
	// Output:
	//   "displayName": "项目概览",
	// 	/// 按登记册中的评级计算，未关闭威胁的预期成本减去机会的预期节约。
	// 	measure 'Risk exposure' = SUM('risks'[exposure_cost])
}

func ExampleDatasetTableau() {
	w := phrase.In(phrase.En)
	var tds strings.Builder
	left, err := view.DatasetTableau(w, "Projects").Write(&tds, view.DatasetSchemas(w)...)
	if err != nil {
		fmt.Println(err)
	}
	fmt.Println(strings.Count(tds.String(), "<relationship>"), "relationships;", left[0].Code, left[0].Subject.ID, left[0].Subject.Field)
	// Output: 25 relationships; dataset.reference.left_out actions meeting_id
}
