package gantt_test

import (
	"fmt"
	"os"

	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/gantt"
	"github.com/milepost-go/milepost/report/reporttest"
	"github.com/milepost-go/milepost/schedule/calendar"
)

func ExampleChart() {
	day := func(d int) calendar.DateTime { return calendar.DateOf(2026, 3, d).At(8 * calendar.Hour) }
	chart := &gantt.Chart{
		Lang: report.ZhCN,
		Rows: []gantt.Row{
			{ID: "1", Name: "设计", Start: day(2), Finish: day(6), Critical: true},
			{ID: "2", Name: "设计冻结", Kind: gantt.Milestone, Finish: day(6)},
		},
		Links: []gantt.Link{{From: "1", To: "2"}},
	}
	fmt.Println(chart.Frame().Title, chart.Frame().Desc)
	var drawn reporttest.Recorder
	chart.Draw(&drawn)
	for _, text := range drawn.Texts() {
		if text.Bold {
			fmt.Println(text.Text)
		}
	}
	// Output:
	// 甘特图 任务：1；里程碑：1；关键：1；开始：2026-03-02；完成：2026-03-06。
	// 甘特图
	// 名称
	// 2026年3月2日
	// 2026年3月3日
	// 2026年3月4日
	// 2026年3月5日
	// 2026年3月6日
}

// The same chart as text, for pages that draw Mermaid.
func ExampleChart_WriteMermaid() {
	start := calendar.DateOf(2026, 3, 2).At(8 * calendar.Hour)
	chart := &gantt.Chart{Title: "Offer", Rows: []gantt.Row{
		{ID: "1", Name: "Write: first draft", Start: start, Finish: start.AddSeconds(33 * 3600), Critical: true},
	}}
	if err := chart.WriteMermaid(os.Stdout); err != nil {
		fmt.Println(err)
	}
	// Output:
	// gantt
	//     title Offer
	//     dateFormat YYYY-MM-DD
	//     axisFormat %Y-%m-%d
	//     Write： first draft :crit, t1, 2026-03-02, 2026-03-04
}
