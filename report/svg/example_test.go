package svg_test

import (
	"os"

	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/svg"
)

func ExampleCanvas() {
	c := svg.NewCanvas(os.Stdout, report.Frame{Width: 120, Height: 20, Title: "One bar"}, svg.Options{Inline: true, Prefix: "bar"})
	c.Rect(report.Rect{W: 80, H: 16, Style: report.Style{Fill: report.InkTask, Stroke: report.InkTaskEdge}})
	c.Text(report.Text{X: 84, Y: 12, Text: "里程碑 <1>"})
	if err := c.Close(); err != nil {
		panic(err)
	}
	// Output:
	// <svg class="m" width="120" height="20" viewBox="0 0 120 20" fill="none" role="img" aria-labelledby="bar-t">
	// <title id="bar-t">One bar</title>
	// <rect x="0" y="0" width="80" height="16" class="mf8 ms9"/>
	// <text class="mf1" x="84" y="12">里程碑 &lt;1&gt;</text>
	// </svg>
}
