package chart

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/reporttest"
	"github.com/milepost-go/milepost/report/svg"
)

// inWords returns the English or the Chinese text.
func inWords(lang report.Lang, en, zh string) string {
	if lang == report.ZhCN {
		return zh
	}
	return en
}

// cny are an amount's bars, in whole yuan.
func cny(x int64) finding.Value { return finding.Money(fmt.Sprint(x), "CNY") }

// costSwings is a tornado of the cost of a house.
func costSwings(lang report.Lang) *Tornado {
	return &Tornado{Title: inWords(lang, "Cost by driver", "各因素对费用的影响"), Lang: lang,
		Axis: report.Column{Type: report.TypeMoney}, Base: cny(500_000),
		LowName: inWords(lang, "at its best", "最有利"), HighName: inWords(lang, "at its worst", "最不利"),
		Swings: []Swing{
			{Name: inWords(lang, "Price of timber", "木材价格"), Low: cny(480_000), High: cny(540_000)},
			{Name: inWords(lang, "Frost", "霜冻"), High: cny(590_000)},
			{Name: inWords(lang, "Discount on tiles", "瓷砖折扣"), Low: cny(470_000), High: cny(500_000)},
			{Name: inWords(lang, "Ground, which nobody has looked at", "尚未勘察的地基"), Low: finding.Unknown("no-data"), High: finding.Unknown("no-data")},
			{Name: inWords(lang, "Overtime", "加班"), Low: cny(505_000), High: cny(512_500)},
		}}
}

// finishes is a histogram of twenty finish dates.
func finishes(lang report.Lang) *Histogram {
	d := &Histogram{Title: inWords(lang, "Finish dates", "完成日期分布"), Lang: lang, Axis: report.Column{Type: report.TypeDate}, Counted: inWords(lang, "Trials", "试验次数"),
		Marks: []ValueMark{
			{Name: "P50", At: finding.Date("2026-05-07"), Share: finding.Ratio(1, 2, ""), Dash: report.Dotted},
			{Name: "P80", At: finding.Date("2026-05-11T17:00:00"), Share: finding.Ratio(4, 5, "")},
			{Name: inWords(lang, "Planned finish", "计划完成"), At: finding.Date("2026-05-05"), Share: finding.Ratio(1, 5, ""), Dash: report.Dashed},
		}}
	for i, n := range []int64{1, 3, 4, 5, 0, 0, 2, 3, 2} {
		on := finding.Date(fmt.Sprintf("2026-05-%02d", 4+i))
		d.Bins = append(d.Bins, Bin{From: on, To: on, Count: n})
	}
	return d
}

// selling is a funnel of four stages.
func selling(lang report.Lang) *Funnel {
	return &Funnel{Title: inWords(lang, "Sales funnel", "销售漏斗"), Lang: lang, Counted: inWords(lang, "Deals", "商机数"),
		Stages: []FunnelStage{
			{Name: inWords(lang, "Lead", "线索"), Count: 240, Rate: finding.Ratio(1, 2, ""), Amount: cny(4_800_000)},
			{Name: inWords(lang, "Proposal", "方案"), Count: 120, Rate: finding.Ratio(3, 8, ""), Amount: cny(2_150_000)},
			{Name: inWords(lang, "Negotiation", "谈判"), Count: 45, Rate: finding.Unknown("insufficient-history"), Amount: cny(900_000)},
			{Name: inWords(lang, "Contract", "签约"), Count: 4, Amount: cny(85_000)},
		}}
}

// hoursOf are hours of work, those below zero not stated.
func hoursOf(list ...int64) []finding.Value {
	var out []finding.Value
	for _, x := range list {
		v := finding.Value{}
		if x >= 0 {
			v = finding.Number(x, "h")
		}
		out = append(out, v)
	}
	return out
}

// crew is what three people have to do in two weeks.
func crew(lang report.Lang) *LoadChart {
	d := &LoadChart{Title: inWords(lang, "Work per day", "每日工作量"), Lang: lang, Axis: report.Column{Name: "work", Title: inWords(lang, "Work", "工作量"), Type: report.TypeInteger},
		Loads: []Load{
			{Name: inWords(lang, "Ann", "安娜"), Use: hoursOf(8, 12, 12, 8, 8, 0, 0, 8, 8, 4, 0, 0), Capacity: hoursOf(8, 8, 8, 8, 8, 0, 0, 8, 8, 8, 8, 8)},
			{Name: inWords(lang, "Bob", "鲍勃"), Use: hoursOf(0, 2, 4, 4, 4, 0, 2, 4, 4, 4, 6, 0), Capacity: hoursOf(4, 4, 4, 4, 4, 0, 0, 4, 4, 4, 4, 4)},
			{Name: inWords(lang, "nobody yet", "尚未分配"), Use: hoursOf(-1, -1, -1, 3, 3, -1, -1, -1, -1, 5, 5, 5)},
		}}
	for i := range 12 {
		d.Periods = append(d.Periods, Period{march(2).AddDays(i), march(2).AddDays(i)})
	}
	return d
}

// goals are indicators against their targets.
func goals(lang report.Lang) *BarChart {
	share := func(n int64) finding.Value { return finding.Ratio(n, 100, "") }
	return &BarChart{Title: inWords(lang, "Share of deals answered in a day", "当日回复的商机比例"), Lang: lang, Axis: report.Column{Name: "share", Type: report.TypePercent},
		Bars: []Bar{
			{Name: inWords(lang, "North", "北区"), Value: share(82), Target: share(75)}, {Name: inWords(lang, "South", "南区"), Value: share(64), Target: share(70)},
			{Name: inWords(lang, "East", "东区"), Value: finding.Unknown("insufficient-history"), Target: share(70)}, {Name: inWords(lang, "West", "西区"), Value: share(31)},
		}}
}

// slip is a waterfall of days.
func slip(lang report.Lang) *BarChart {
	day := func(n int64) finding.Value { return finding.Number(n*480, "min") }
	return &BarChart{Title: inWords(lang, "Slip by cause", "工期偏差的原因"), Lang: lang, Axis: report.Column{Name: "difference", Type: report.TypeDuration}, Waterfall: true,
		Up: inWords(lang, "later", "更晚"), Down: inWords(lang, "earlier", "更早"),
		Bars: []Bar{
			{Name: inWords(lang, "Tasks longer than planned", "任务工期偏离估算"), Value: day(6)}, {Name: inWords(lang, "Scope", "范围"), Value: day(3)},
			{Name: inWords(lang, "Worked on holidays", "节假日加班"), Value: day(-4)}, {Name: inWords(lang, "Risks", "已发生的风险"), Value: day(2)}, {Name: inWords(lang, "Links", "逻辑关系"), Value: day(0)},
		}}
}

// barFigures are the figures of this family that the golden files show.
func barFigures(lang report.Lang) map[string]report.Figure {
	return map[string]report.Figure{"tornado": costSwings(lang), "histogram": finishes(lang), "funnel": selling(lang), "loads": crew(lang), "targets": goals(lang), "waterfall": slip(lang)}
}

// TestBarFiguresAsDrawn: the pictures are as they were looked at.
func TestBarFiguresAsDrawn(t *testing.T) {
	for _, lang := range report.Langs() {
		for name, fig := range barFigures(lang) {
			t.Run(name+"."+lang.Tag(), func(t *testing.T) {
				reporttest.TestFigure(t, fig)
				var b bytes.Buffer
				if err := svg.Render(&b, fig, svg.Options{Lang: lang}); err != nil {
					t.Fatal(err)
				}
				file := filepath.Join("testdata", name+"."+lang.Tag()+".svg")
				if *update {
					if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				if !bytes.Equal(b.Bytes(), want) {
					t.Errorf("%s has changed: look at it and run with -update", file)
				}
			})
		}
	}
}

// drawnTexts returns what a figure writes.
func drawnTexts(fig report.Figure) string {
	var r reporttest.Recorder
	fig.Draw(&r)
	var texts []string
	for _, x := range r.Texts() {
		texts = append(texts, x.Text)
	}
	return strings.Join(texts, "\n")
}

// TestEmptyBarFiguresSaySo: a figure of nothing is no empty frame.
func TestEmptyBarFiguresSaySo(t *testing.T) {
	for _, lang := range report.Langs() {
		for _, fig := range []report.Figure{&Tornado{Lang: lang}, &Histogram{Lang: lang}, &LoadChart{Lang: lang}, &Funnel{Lang: lang}, &BarChart{Lang: lang}, &BarChart{Lang: lang, Waterfall: true}} {
			if texts := drawnTexts(fig); !strings.Contains(texts, inWords(lang, "No entries.", "无记录。")) {
				t.Errorf("%T, %s: %s", fig, lang, texts)
			}
			if err := reporttest.CheckFigure(fig); err != nil {
				t.Errorf("%T: %v", fig, err)
			}
		}
	}
}
