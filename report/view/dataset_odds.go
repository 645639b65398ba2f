package view

import (
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/dataset"
	"github.com/milepost-go/milepost/risk/sra"
)

func starOdds() starTable {
	percentile := typed("percentile", report.TypePercent)
	percentile.Key = true
	return starTable{name: "odds", rows: starProject.oddsRows, columns: []dataset.Column{
		percentile, timed("finish"), priced("cost"), timed("finish_after_responses"), priced("cost_after_responses"),
	}}
}

// oddsRows writes finish and cost in steps of five percent, before and after
// the responses that are planned.
func (p starProject) oddsRows(yield func([]finding.Value) bool) {
	if p.Odds == nil || p.Odds.Finish.Trials() == 0 {
		return
	}
	after := p.Odds.After
	if after == nil {
		after = &sra.After{}
	}
	for percent := 5; percent <= 95; percent += 5 {
		if !yield([]finding.Value{
			finding.Ratio(int64(percent), 100, ""), finishAt(p.Odds.Finish, percent), costAt(p.Odds.Cost, percent),
			finishAt(after.Finish, percent), costAt(after.Cost, percent),
		}) {
			return
		}
	}
}

func finishAt(d sra.Dates, percent int) finding.Value {
	at, ok := d.Percentile(percent)
	if !ok {
		return finding.Value{}
	}
	return moment(at)
}

func costAt(c sra.Prices, percent int) finding.Value {
	a, ok := c.Percentile(percent)
	if !ok {
		return finding.Value{}
	}
	return amount(a)
}
