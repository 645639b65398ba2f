package view_test

import (
	"fmt"
	"os"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/team"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/markdown"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Who has what to do with a gate, in Chinese.
func ExampleDutyTable() {
	gate := finding.Ref{Kind: "gate", ID: "go_live"}
	duties := []team.Duty{{Subject: gate, Letter: team.Accountable, Actor: "u-1"}, {Subject: gate, Letter: team.Informed, Actor: "u-2"}}
	w := phrase.In(phrase.ZhCN)
	table := view.DutyTable(w, team.Responsibilities(duties, nil, calendar.DateOf(2026, 3, 2)))
	doc := &report.Document{Title: w.Label("duties"), Lang: w.Lang, Blocks: []report.Block{table}}
	if err := (markdown.Renderer{}).Render(os.Stdout, doc); err != nil {
		fmt.Println(err)
	}
	// Output:
	// # 责任分配矩阵
	//
	// | 对象 | u-1 | u-2 |
	// | :--- | :--- | :--- |
	// | 关口 go\_live | 最终负责 | 知会 |
}
