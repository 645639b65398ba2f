package report_test

import (
	"fmt"
	"os"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/markdown"
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

// A figure that leads to how it was computed.
func ExampleTrace() {
	index := report.Column{Name: "cpi", Title: "CPI", Type: report.TypeNumber, Trace: "trace-cpi"}
	cost := func(name, title, amount string) report.TraceInput {
		return report.TraceInput{
			Fact:   report.Fact{Column: report.Column{Name: name, Title: title, Type: report.TypeMoney}, Value: finding.Money(amount, "EUR")},
			Origin: "reported up to 2026-03-02",
		}
	}
	doc := &report.Document{Title: "Status", Lang: report.En, Blocks: []report.Block{
		report.Facts{Items: []report.Fact{{Column: index, Value: finding.Ratio(9, 10, "")}}},
		report.Trace{
			Name: "trace-cpi", Figure: report.Fact{Column: report.Column{Name: "cpi", Title: "CPI", Type: report.TypeNumber}, Value: finding.Ratio(9, 10, "")},
			Formula: "ev / ac", Words: "What was earned by what it cost.",
			Inputs: []report.TraceInput{cost("ev", "Earned value", "900"), cost("ac", "Actual cost", "1000")},
		},
	}}
	fmt.Println(len(doc.Check()), "faults")
	if err := (markdown.Renderer{}).Render(os.Stdout, doc); err != nil {
		fmt.Println(err)
	}
	// Output:
	// 0 faults
	// # Status
	//
	// | Item | Value |
	// | :--- | :--- |
	// | CPI | [0.90](#cpi) |
	//
	// ## CPI
	//
	// | Symbol | Item | Value | Origin |
	// | :--- | :--- | ---: | :--- |
	// | **ev / ac** | **CPI** | **0.90** |  |
	// | ev | Earned value | EUR 900.00 | reported up to 2026-03-02 |
	// | ac | Actual cost | EUR 1,000.00 | reported up to 2026-03-02 |
	//
	// What was earned by what it cost.
}
