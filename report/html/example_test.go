package html_test

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/html"
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
