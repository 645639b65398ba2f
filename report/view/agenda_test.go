package view_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Every section of an agenda has a name in both languages, as a heading and as
// the field that a finding names.
func TestEverySectionHasWords(t *testing.T) {
	book := phrase.Standard()
	for _, s := range comms.Sections() {
		for _, key := range []string{"label." + s.Label(), "field." + s.Label()} {
			if e, ok := book.Entry(key); !ok || e.En == "" || e.ZhCN == "" {
				t.Errorf("%s has no words", key)
			}
		}
	}
}

// agendaText writes an agenda as lines of words.
func agendaText(a comms.Agenda, lang phrase.Lang) string {
	say, lines := phrase.In(lang), []string{phrase.Label(lang, "agenda")}
	for _, p := range a.Parts {
		lines = append(lines, fmt.Sprintf("%d %s", p.Minutes, say.Label(p.Section.Label())))
		for _, i := range p.Items {
			line := fmt.Sprintf("  %d %s: %s", i.Minutes, say.Ref(i.About), i.Title)
			if i.Origin != "" {
				line += fmt.Sprintf(" (%s: %s, %s: %d)", say.Label("origin_meeting"), i.Origin, say.Label("times_carried"), i.Carried)
			}
			lines = append(lines, line)
		}
	}
	for _, f := range a.Check() {
		lines = append(lines, say.Finding(f))
	}
	return strings.Join(lines, "\n")
}

// stateForAgenda is a project that has fallen behind, with an action open from the first
// of three meetings.
func stateForAgenda(t *testing.T) comms.Situation {
	t.Helper()
	day := func(d int) calendar.Date { return calendar.DateOf(2026, 3, d) }
	at := func(kind, id string) finding.Ref { return finding.Ref{Kind: kind, ID: id} }
	minutes := []comms.Minutes{
		{Meeting: "weekly/2026-03-02", Series: "weekly", On: day(2), By: "wang.wei", Actions: []comms.Action{
			{ID: "A1", Text: "价格表 / price list", Owner: "li.na", Due: day(10)}}},
		{Meeting: "weekly/2026-03-09", Series: "weekly", On: day(9), By: "wang.wei"},
	}
	return comms.Situation{
		Carried:    comms.CarryOver(comms.ActionLog(minutes, nil), "weekly"),
		Overdue:    []comms.Point{{About: at("task", "17"), Title: "demo", Date: day(13)}},
		Risks:      []comms.Point{{About: at("risk", "R2"), Title: "supplier", Figure: finding.Number(12, "")}, {About: at("risk", "R1"), Title: "budget", Figure: finding.Number(16, "")}},
		Decisions:  []comms.Point{{About: at("decision", "D4"), Title: "channel", Date: day(20)}},
		Changes:    []comms.Point{{About: at("change", "C3"), Title: "scope"}},
		Feedback:   []comms.Point{{About: at("feedback", "F9"), Title: "hotline"}},
		Loads:      []comms.Point{{About: at("member", "li.na"), Title: "120 %", Figure: finding.Ratio(6, 5, "")}},
		Shortages:  []comms.Point{{About: at("resource", "lab"), Title: "40 h", Figure: finding.Number(40, "h")}},
		Milestones: []comms.Point{{About: at("milestone", "M1"), Title: "launch", Date: day(31)}},
		Signs:      []comms.Point{{About: at("sign", "S1"), Title: "SPI 0.87", Figure: finding.Number(1, ""), Links: []finding.Ref{at("indicator", "spi")}}},
	}
}

// The regular agenda of that state, in both languages. Ten slots of two minutes
// take 20 of 40; the weights are 2 2 3 2 2 2 1 1 1 1, 17 in all, so a weight of
// 3 gets 3 more minutes, 2 gets 2, 1 gets 1, and the three left go by the
// largest remainder: to the 3 (9/17) and the first two of the 2 (6/17).
func TestRegularAgendaInBothLanguages(t *testing.T) {
	a, err := comms.MakeAgenda("weekly/2026-03-16", calendar.DateOf(2026, 3, 16), 40, comms.RegularTemplate(), stateForAgenda(t))
	if err != nil {
		t.Fatal(err)
	}
	for lang, want := range map[phrase.Lang]string{
		phrase.En: `Agenda
5 Carried over
  5 action A1: 价格表 / price list (Raised in: weekly/2026-03-02, Times carried: 2)
5 Overdue tasks
  5 task 17: demo
6 Decisions due
  6 decision D4: channel
8 Top risks
  4 risk R1: budget
  4 risk R2: supplier
4 Open changes
  4 change C3: scope
3 Feedback without a reply
  3 feedback F9: hotline
3 Milestone forecasts
  3 milestone M1: launch
3 Early signs
  3 early sign S1: SPI 0.87
3 Next steps`,
		phrase.ZhCN: `议程
5 遗留事项
  5 行动项 A1: 价格表 / price list (提出会议: weekly/2026-03-02, 遗留次数: 2)
5 逾期任务
  5 任务 17: demo
6 待决事项
  6 决定 D4: channel
8 主要风险
  4 风险 R1: budget
  4 风险 R2: supplier
4 未决变更
  4 变更 C3: scope
3 未答复的反馈
  3 反馈 F9: hotline
3 里程碑预测
  3 里程碑 M1: launch
3 早期征兆
  3 早期征兆 S1: SPI 0.87
3 下一步`,
	} {
		if diff := cmp.Diff(want, agendaText(a, lang)); diff != "" {
			t.Errorf("%s: %s", lang, diff)
		}
	}
}

// A meeting about resources and time that is too short for all of it says so.
func TestResourceAgendaInBothLanguages(t *testing.T) {
	a, err := comms.MakeAgenda("weekly/2026-03-16", calendar.DateOf(2026, 3, 16), 10, comms.ResourceTemplate(), stateForAgenda(t))
	if err != nil {
		t.Fatal(err)
	}
	for lang, want := range map[phrase.Lang]string{
		phrase.En: `Agenda
2 Carried over
  2 action A1: 价格表 / price list (Raised in: weekly/2026-03-02, Times carried: 2)
2 Load
  2 member li.na: 120 %
2 Shortages
  2 resource lab: 40 h
2 Milestone forecasts
  2 milestone M1: launch
2 Next steps
Meeting weekly/2026-03-16: of “Early signs”, 1 found no place in 10 min.`,
		phrase.ZhCN: `议程
2 遗留事项
  2 行动项 A1: 价格表 / price list (提出会议: weekly/2026-03-02, 遗留次数: 2)
2 资源负荷
  2 成员 li.na: 120 %
2 资源短缺
  2 资源 lab: 40 h
2 里程碑预测
  2 里程碑 M1: launch
2 下一步
会议 weekly/2026-03-16：“早期征兆”中有 1 项未能排入 10 分钟的议程。`,
	} {
		if diff := cmp.Diff(want, agendaText(a, lang)); diff != "" {
			t.Errorf("%s: %s", lang, diff)
		}
	}
}
