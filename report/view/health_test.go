package view_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/health"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/html"
	"github.com/milepost-go/milepost/report/markdown"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// healthInput is a project whose charter says nothing and whose meetings were
// all missed, three weeks before a milestone was.
func healthInput() view.HealthInput {
	on := func(day int) calendar.Date { return calendar.DateOf(2026, time.March, day) }
	evening := func(day int) time.Time { return time.Date(2026, time.March, day, 18, 0, 0, 0, time.UTC) }
	talk := &health.Talk{}
	for _, day := range []int{2, 9, 16, 23} {
		talk.Meetings = append(talk.Meetings, comms.Occurrence{ID: "M" + on(day).String(), Fate: comms.AsPlanned, Local: on(day).At(9 * calendar.Hour), Start: evening(day).Add(-9 * time.Hour)})
	}
	in := health.Input{Charter: &charter.Charter{ID: "C", Sponsor: "boss"}, CharterOn: on(1), Talk: talk,
		Plan:     &schedule.Plan{Tasks: []schedule.Task{{ID: "opening", Milestone: true}}},
		Baseline: &schedule.Baseline{Tasks: []schedule.BaselineTask{{ID: "opening", Finish: on(20).At(0)}}}}
	var moments []health.Moment
	for _, day := range []int{2, 9, 16, 23} {
		moments = append(moments, health.Moment{At: evening(day), Input: in})
	}
	history := health.Timeline(moments)
	causes := health.Diagnose(in, evening(23))
	score := kpi.Scorecard{Rows: []kpi.ScoreRow{{Key: "satisfaction", Weight: kpi.Int(1, ""), Score: kpi.Ratio(1, 4, "")}, {Key: "cost", Weight: kpi.Int(1, ""), Score: kpi.Ratio(1, 2, "")}}}.Compute()
	return view.HealthInput{Project: "Shop", On: on(23), Causes: causes, History: &history,
		Talk: health.Communication(in, evening(23)), Response: health.Response(in, evening(23)),
		Drivers: health.Overall(score, []health.Bearing{{Key: "satisfaction", Names: []health.Name{health.CommunicationPoor}}}, causes, 0)}
}

func healthTable(t *testing.T, doc *report.Document, name string) *report.Table {
	t.Helper()
	for _, b := range doc.Blocks {
		if table, ok := b.(*report.Table); ok && table.Name == name {
			return table
		}
	}
	t.Fatalf("no table %s", name)
	return nil
}

// The tables of a diagnosis, word by word in both languages.
func TestHealthTables(t *testing.T) {
	for lang, want := range map[phrase.Lang]map[string]string{
		phrase.En: {
			"causes": "Cause | Verdict | Strength of the evidence | Taken from | Bad cases | First visible\n" +
				"Goals are unclear | shown | 6/7 | Parts of the charter that are empty. | 6 | 2026-03-01",
			"leads": "Cause | First visible | First harm | Subject | Days of warning\n" +
				"Goals are unclear | 2026-03-02 | 2026-03-20 | milestone opening | 18",
			"steps": "Cause | Remedy | Cases needed | Cases | Subject\n" +
				"Goals are unclear | Fill in what the charter leaves open. | 6 | to mend |",
			"drivers": "Indicator | Points lost | Finding | Remedy\n" +
				"satisfaction | 0.375 | Recent meetings that were not held: 100%, at most 33.3333%. | Hold the meetings that the plan promises, or plan fewer.\n" +
				"cost | 0.25 | Indicator cost lost points and no finding bears on it. | Look for what lies behind this indicator.",
		},
		phrase.ZhCN: {
			"causes": "原因 | 结论 | 证据强度 | 依据的征兆 | 不良个案数 | 首次可见\n" +
				"目标不明确 | 已证实 | 6/7 | 项目章程中空缺的部分。 | 6 | 2026-03-01",
			"leads": "原因 | 首次可见 | 首次损害 | 对象 | 预警天数\n" +
				"目标不明确 | 2026-03-02 | 2026-03-20 | 里程碑 opening | 18",
			"drivers": "指标 | 失分 | 检查结果 | 处理办法\n" +
				"satisfaction | 0.375 | 近期未召开的会议：100%，上限 33.3333%。 | 按计划召开会议，或减少计划的会议。",
		},
	} {
		doc := view.Health(phrase.In(lang), healthInput())
		for name, text := range want {
			if got := grid(healthTable(t, doc, name)); !strings.HasPrefix(got, text) {
				t.Errorf("%s in %s:\n%s\nwant\n%s", name, lang, got, text)
			}
		}
	}
}

// The document renders in every format and language without a bare code, and a
// part that is empty is left out.
func TestHealthDocument(t *testing.T) {
	for _, lang := range []phrase.Lang{phrase.En, phrase.ZhCN} {
		doc := view.Health(phrase.In(lang), healthInput())
		if found := doc.Check(); len(found) > 0 {
			t.Errorf("%s: %v", lang, found)
		}
		for name, renderer := range map[string]report.Renderer{"markdown": markdown.Renderer{}, "html": html.Renderer{}} {
			var b strings.Builder
			if err := renderer.Render(&b, doc); err != nil {
				t.Fatal(err)
			}
			for _, bare := range []string{"health.", "goals_unclear", "not_enough_data", "comms.meeting", "no_record"} {
				if strings.Contains(b.String(), bare) {
					t.Errorf("%s in %s shows %q", name, lang, bare)
				}
			}
		}
	}
	if doc := view.Health(phrase.In(phrase.En), view.HealthInput{}); len(doc.Blocks) != 0 {
		t.Errorf("of nothing: %v", doc.Blocks)
	}
}

// Every cause, factor, verdict, means and sign has words in both languages.
func TestHealthWords(t *testing.T) {
	var names []string
	for _, n := range append(health.Causes(), health.Factors()...) {
		names = append(names, string(n))
		for _, sign := range n.Signs() {
			if _, ok := phrase.Standard().Entry("name.sign." + string(sign)); !ok {
				t.Errorf("%s has no name", sign)
			}
		}
	}
	for _, v := range []health.Verdict{health.Shown, health.Hinted, health.NotShown, health.NotEnough} {
		names = append(names, string(v))
	}
	for _, m := range []health.Means{health.Mechanism, health.Tool, health.Meeting} {
		names = append(names, string(m))
	}
	for _, name := range names {
		if entry, ok := phrase.Standard().Entry("value." + name); !ok || entry.En == "" || entry.ZhCN == "" {
			t.Errorf("%s has no words", name)
		}
	}
}

// What a project suffers from, in Chinese.
func ExampleHealth() {
	doc := view.Health(phrase.In(phrase.ZhCN), healthInput())
	for _, b := range doc.Blocks {
		if table, ok := b.(*report.Table); ok && table.Name == "evidence-list" {
			for _, row := range table.Rows[len(table.Rows)-2:] {
				fmt.Println(row.Cells[0].Plain(), row.Cells[1].Plain(), row.Cells[3].Plain())
			}
		}
	}
	// Output:
	// 2026-03-16 沟通不畅 2026-03-16 的会议 M2026-03-16 没有会议纪要。
	// 2026-03-23 沟通不畅 2026-03-23 的会议 M2026-03-23 没有会议纪要。
}
