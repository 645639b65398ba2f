package main

import (
	"fmt"
	"io"
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/schedule"
)

// words are the sentences of this program.
var words = map[phrase.Lang]map[string]string{
	phrase.En: {
		"found":   "Read as %s: %q with %d tasks, %d links, %d resources, %d assignments, %d calendars.\n",
		"start":   "The file does not say when the project starts; %s was taken.\n",
		"dates":   "Computed: starts %s, finishes %s; %d tasks are critical.\n",
		"checks":  "The computation reports %d findings.\n",
		"lost":    "Reading: %d notes.\n",
		"written": "Written as %s, with %d notes.\n",
		"times":   "  %d x %s\n",
	},
	phrase.ZhCN: {
		"found":   "识别为 %s：“%s”，任务 %d 项，链接 %d 条，资源 %d 个，分配 %d 项，日历 %d 个。\n",
		"start":   "文件未注明项目开始时间，取 %s。\n",
		"dates":   "计算结果：开始 %s，完成 %s；关键任务 %d 项。\n",
		"checks":  "计算共报告 %d 个检查结果。\n",
		"lost":    "读取说明 %d 条。\n",
		"written": "已写为 %s，说明 %d 条。\n",
		"times":   "  %d 次：%s\n",
	},
}

// printer prints what was found in a language. The first error of its writer
// is kept.
type printer struct {
	w    io.Writer
	lang phrase.Lang
	err  error
}

func (p *printer) say(key string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, words[p.lang][key], args...)
	}
}

// found says what the file holds and what was lost on the way.
func (p *printer) found(of *plan) {
	x := of.plan
	p.say("found", of.kind, x.Name, len(x.Tasks), len(x.Links), len(x.Resources), len(x.Assignments), len(x.Calendars))
	p.say("lost", len(of.lost))
	p.notes(of.lost)
}

// computed says what the computation gives.
func (p *printer) computed(of *plan) {
	var critical int
	start, finish := of.plan.Start, of.plan.Start
	first := true
	for i := range of.plan.Tasks {
		x, known := of.result.Times(of.plan.Tasks[i].ID)
		if !known || x.Start.IsZero() || x.Finish.IsZero() {
			continue
		}
		if first {
			start, finish, first = x.Start, x.Finish, false
		}
		start, finish = min(start, x.Start), max(finish, x.Finish)
		if x.Critical {
			critical++
		}
	}
	p.say("dates", start, finish, critical)
	found := of.result.Findings()
	p.say("checks", len(found))
	p.grouped(found)
}

// notes prints each reason once, with the first thing it is about.
func (p *printer) notes(list []schedule.LossNote) {
	var found []finding.Finding
	for _, n := range list {
		found = append(found, n.Finding())
	}
	p.grouped(found)
}

// grouped prints each code once, with how often it comes and the first sentence.
func (p *printer) grouped(list []finding.Finding) {
	count := map[finding.Code]int{}
	var order []finding.Code
	first := map[finding.Code]finding.Finding{}
	for _, f := range list {
		if count[f.Code]++; count[f.Code] == 1 {
			order, first[f.Code] = append(order, f.Code), f
		}
	}
	slices.Sort(order)
	say := phrase.In(p.lang)
	for _, code := range order {
		p.say("times", count[code], say.Finding(first[code]))
	}
}
