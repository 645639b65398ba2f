package report_test

import (
	"fmt"
	"os"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
)

func ExampleFormat() {
	cost := report.Column{Name: "cost", Title: "Cost", Type: report.TypeMoney}
	done := report.Column{Name: "done", Title: "Done", Type: report.TypePercent}
	for _, lang := range report.Langs() {
		f := report.Format{Lang: lang}
		fmt.Println(f.Cell(&cost, finding.Money("1200.5", "CNY")), "|", f.Cell(&done, finding.Ratio(1, 3, "")), "|", f.Cell(&done, finding.Unknown("no-data")))
	}
	// Output:
	// CNY 1,200.50 | 33% | unknown (no data)
	// 1,200.50 元 | 33% | 未知（无数据）
}

func ExampleJSON() {
	doc := &report.Document{Title: "Status", AsOf: finding.Date("2026-03-02"), Blocks: []report.Block{
		report.P(report.T("The plan "), report.B("holds"), report.T(".")),
	}}
	if err := (report.JSON{}).Render(os.Stdout, doc); err != nil {
		fmt.Println(err)
	}
	// Output:
	// {"schema":"milepost.report/1","lang":"en","title":"Status","as_of":{"kind":"date","value":"2026-03-02"},"blocks":[
	// {"type":"paragraph","runs":[{"text":"The plan ","style":"text"},{"text":"holds","style":"strong"},{"text":".","style":"text"}]}
	// ]}
}

func ExampleDocument_Check() {
	doc := &report.Document{Title: "Status", Blocks: []report.Block{report.P(report.R("see there", "risks"))}}
	for _, f := range doc.Check() {
		fmt.Println(f)
	}
	// Output: warn report.reference.no_target: block 1.target, got risks, remedy report.remedy.mend_target
}
