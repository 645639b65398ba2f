package html_test

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/gantt"
	"github.com/milepost-go/milepost/report/html"
	"github.com/milepost-go/milepost/schedule/calendar"
)

func ExampleRenderer() {
	doc := &report.Document{Title: "状态", Lang: report.ZhCN, Blocks: []report.Block{
		report.Heading{Level: 1, Text: "进展"},
		report.P(report.T("任务 <17> "), report.B("已完成"), report.T("。")),
	}}
	var page bytes.Buffer
	if err := (html.Renderer{}).Render(&page, doc); err != nil {
		fmt.Println(err)
	}
	_, body, _ := strings.Cut(page.String(), "</header>\n")
	fmt.Print(body)
	// Output:
	// <h2 id="s0">进展</h2>
	// <p>任务 &lt;17&gt; <strong>已完成</strong>。</p>
	// </main></body></html>
}

// A chart to work with in a browser.
func ExampleGantt() {
	start := calendar.DateOf(2026, 3, 2).At(8 * calendar.Hour)
	g := html.Gantt{
		Chart:   &gantt.Chart{Title: "Offer", Rows: []gantt.Row{{ID: "1", Name: "Write", Start: start, Finish: start.AddSeconds(9 * 3600)}}},
		Reasons: []html.Reason{{Text: "Write starts with the project."}},
	}
	var b strings.Builder
	if err := g.Write(&b); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(strings.Contains(b.String(), "Write starts with the project."))
	// Output:
	// true
}
