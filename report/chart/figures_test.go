package chart

import (
	"bytes"
	"flag"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/reporttest"
	"github.com/milepost-go/milepost/report/svg"
	"github.com/milepost-go/milepost/schedule/calendar"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func days(list ...calendar.Date) []finding.Value {
	var out []finding.Value
	for _, d := range list {
		v := finding.Value{}
		if !d.IsZero() {
			v = finding.Date(d.String())
		}
		out = append(out, v)
	}
	return out
}

func numbers(list ...string) []finding.Value {
	var out []finding.Value
	for _, s := range list {
		v := finding.Value{}
		if s != "" {
			v = finding.Decimal(s, "")
		}
		out = append(out, v)
	}
	return out
}

func weeks(n int) []calendar.Date {
	var list []calendar.Date
	for i := range n {
		list = append(list, march(2).AddDays(7*i))
	}
	return list
}

// gap is an amount that is missing.
const gap = -1

func amounts(list ...int64) []finding.Value {
	out := yuan(list...)
	for i, x := range list {
		if x == gap {
			out[i] = finding.Value{}
		}
	}
	return out
}

// sayIn returns the words of a language.
func sayIn(lang report.Lang) func(en, zh string) string {
	return func(en, zh string) string {
		if lang == report.ZhCN {
			return zh
		}
		return en
	}
}

// sCurve is a project at its fifth week of nine, late and dear.
func sCurve(lang report.Lang) *LineChart {
	say := sayIn(lang)
	return &LineChart{Name: "s-curve", Title: say("Value and cost", "挣值与成本"), Lang: lang,
		Axis:  report.Column{Name: "amount", Type: report.TypeMoney, Places: -1},
		Dates: weeks(11),
		Series: []Series{
			{Key: "bac", Name: say("Budget at completion", "完工预算"), Line: LineLevel, Values: amounts(900, 900, 900, 900, 900, 900, 900, 900, 900, 900, 900)},
			{Key: "pv", Name: say("Planned value", "计划价值"), Values: amounts(0, 40, 120, 260, 440, 600, 730, 840, 900, gap, gap)},
			{Key: "ev", Name: say("Earned value", "挣值"), Values: amounts(0, 30, 90, 200, 350, gap, gap, gap, gap, gap, gap)},
			{Key: "ac", Name: say("Actual cost", "实际成本"), Values: amounts(0, 45, 130, 270, 430, gap, gap, gap, gap, gap, gap)},
			{Key: "ev_forecast", Name: say("Earned value, forecast", "挣值预测"), Line: LineForecast, Of: "ev", Values: amounts(gap, gap, gap, gap, 350, gap, gap, gap, gap, gap, 900)},
			{Key: "ac_forecast", Name: say("Actual cost, forecast", "实际成本预测"), Line: LineForecast, Of: "ac", Values: amounts(gap, gap, gap, gap, 430, gap, gap, gap, gap, gap, 1106)},
		},
		Bands:  []Band{{Key: "eac", Name: say("Estimates at completion", "完工估算范围"), Low: amounts(gap, gap, gap, gap, 430, gap, gap, gap, gap, gap, 980), High: amounts(gap, gap, gap, gap, 430, gap, gap, gap, gap, gap, 1290)}},
		Events: []Moment{{At: weeks(11)[4], Name: say("Data date", "数据日期"), Now: true}, {At: weeks(11)[8], Name: say("Planned finish", "计划完成")}, {At: weeks(11)[10], Name: say("Forecast finish", "预测完成")}},
	}
}

// burnDown is work that grew once and shrank once.
func burnDown(lang report.Lang) *LineChart {
	say := sayIn(lang)
	return &LineChart{Name: "burn-down", Title: say("Work left", "剩余工作"), Lang: lang, Axis: report.Column{Name: "points", Type: report.TypeInteger},
		Dates: weeks(9),
		Series: []Series{
			{Key: "ideal", Name: say("Even pace", "匀速"), Line: LineIdeal, Values: numbers("80", "70", "60", "50", "40", "30", "20", "10", "0")},
			{Key: "left", Name: say("Left", "剩余"), Values: numbers("80", "74", "81", "66", "55", "", "", "", "")},
			{Key: "forecast", Name: say("Forecast", "预测"), Line: LineForecast, Of: "left", Values: numbers("", "", "", "", "55", "", "", "", "0")},
		},
		Notes:  []Note{{Series: "left", Date: 2, Text: say("+14 scope", "范围 +14")}, {Series: "left", Date: 3, Text: say("-5 scope", "范围 -5")}},
		Events: []Moment{{At: weeks(9)[4], Name: say("Data date", "数据日期"), Now: true}},
	}
}

// burnUp is the same work, done against what there is.
func burnUp(lang report.Lang) *LineChart {
	say := sayIn(lang)
	return &LineChart{Name: "burn-up", Title: say("Work done", "完成的工作"), Lang: lang, Axis: report.Column{Name: "points", Type: report.TypeInteger},
		Dates: weeks(9),
		Series: []Series{
			{Key: "scope", Name: say("Scope", "范围"), Step: true, Values: numbers("80", "80", "94", "89", "89", "", "", "", "")},
			{Key: "done", Name: say("Done", "已完成"), Values: numbers("0", "6", "13", "23", "34", "", "", "", "")},
			{Key: "forecast", Name: say("Forecast", "预测"), Line: LineForecast, Of: "done", Values: numbers("", "", "", "", "34", "", "", "", "89")},
			{Key: "ideal", Name: say("Even pace", "匀速"), Line: LineIdeal, Values: numbers("0", "10", "20", "30", "40", "50", "60", "70", "80")},
		},
		Notes:  []Note{{Series: "scope", Date: 2, Text: "+14"}, {Series: "scope", Date: 3, Text: "-5"}},
		Events: []Moment{{At: weeks(9)[4], Name: say("Data date", "数据日期"), Now: true}},
	}
}

// control is a process that drifts out of its limits.
func control(lang report.Lang) *LineChart {
	say := sayIn(lang)
	level := func(s string) []finding.Value {
		var list []finding.Value
		for range 16 {
			list = append(list, finding.Decimal(s, "h"))
		}
		return list
	}
	var hours []finding.Value
	for _, s := range []string{"20", "22", "19", "21", "20", "23", "21", "20", "", "21", "22", "23", "24", "25", "26", "27"} {
		v := finding.Unknown("no-data")
		if s != "" {
			v = finding.Decimal(s, "h")
		}
		hours = append(hours, v)
	}
	return &LineChart{Name: "control", Title: say("Answer time", "答复时间"), Lang: lang, Axis: report.Column{Name: "hours", Type: report.TypeNumber},
		Close: true, Dates: weeks(16),
		Series: []Series{
			{Key: "upper", Name: say("Upper limit", "上控制限"), Line: LineLimit, Values: level("26.07")},
			{Key: "mean", Name: say("Mean", "均值"), Line: LineLevel, Values: level("20.75")},
			{Key: "lower", Name: say("Lower limit", "下控制限"), Line: LineLimit, Values: level("15.43")},
			{Key: "value", Name: say("Answer time", "答复时间"), Values: hours},
		},
		Notes: []Note{
			{Series: "value", Date: 14, Text: say("six rising", "连续六点上升"), Alarm: true}, {Series: "value", Date: 14, Text: say("two of three beyond 2 sigma", "三点中两点超出 2 倍标准差"), Alarm: true},
			{Series: "value", Date: 15, Text: say("beyond 3 sigma", "超出 3 倍标准差"), Alarm: true}, {Series: "value", Date: 15, Text: say("six rising", "连续六点上升"), Alarm: true},
		},
	}
}

// milestones are three forecasts over six reports: one came true, one slips, one
// is stable.
func milestones(lang report.Lang) *LineChart {
	say := sayIn(lang)
	april, may := func(d int) calendar.Date { return calendar.DateOf(2026, 4, d) }, func(d int) calendar.Date { return calendar.DateOf(2026, 5, d) }
	return &LineChart{Name: "milestones", Title: say("Milestone trend", "里程碑趋势"), Lang: lang, Axis: report.Column{Name: "forecast", Type: report.TypeDate}, Diagonal: true,
		Dates: weeks(6),
		Series: []Series{
			{Key: "offer", Name: say("Offer sent", "报价已发出"), Values: days(march(13), march(13), march(18), march(17), march(17), march(17))},
			{Key: "contract", Name: say("Contract signed", "合同已签署"), Values: days(april(10), april(10), april(17), april(24), april(24), may(6))},
			{Key: "live", Name: say("Live", "上线"), Values: days(may(22), may(22), may(22), may(20), may(20), may(29))},
		},
		Notes: []Note{
			{Series: "offer", Date: 2, Text: "+3 d"}, {Series: "offer", Date: 3, Text: "-1 d"}, {Series: "contract", Date: 2, Text: "+5 d"}, {Series: "contract", Date: 3, Text: "+5 d"},
			{Series: "contract", Date: 5, Text: "+8 d"}, {Series: "live", Date: 3, Text: "-2 d"}, {Series: "live", Date: 5, Text: "+7 d"},
		},
	}
}

// courses are all of them.
func courses(lang report.Lang) map[string]*LineChart {
	return map[string]*LineChart{"scurve": sCurve(lang), "burndown": burnDown(lang), "burnup": burnUp(lang), "control": control(lang), "milestones": milestones(lang)}
}

func TestCoursesGolden(t *testing.T) {
	for _, lang := range report.Langs() {
		for name, d := range courses(lang) {
			var b bytes.Buffer
			if err := svg.Render(&b, d, svg.Options{Lang: lang}); err != nil {
				t.Fatal(err)
			}
			file := "testdata/" + name + "." + lang.Tag() + ".svg"
			if *update {
				if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), b.String()); diff != "" {
				t.Errorf("%s (run with -update after looking at it): %s", file, diff)
			}
		}
	}
}

func TestCoursesKeepTheClauses(t *testing.T) {
	for _, lang := range report.Langs() {
		for name, d := range courses(lang) {
			t.Run(name+" in "+lang.Tag(), func(t *testing.T) { reporttest.TestFigure(t, d) })
		}
	}
}
