package main

import (
	"fmt"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/kpi/sales"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// market looks at the business in portals as the sales people keep it: the
// funnel, a forecast held against the past, and sales before and after.
func (s *story) market() error {
	today := s.desk.now.Date()
	deals, err := s.deals(today)
	if err != nil {
		return err
	}
	process, err := sales.NewProcess("lead", "proposal")
	if err != nil {
		return err
	}
	s.on("The business in portals, from %d deals:", "门户业务（共 %d 笔商机）：", len(deals))
	funnel := process.Funnel(deals, sales.FunnelOptions{On: today})
	for _, x := range funnel.Stages {
		s.say("    %s: entered by %d, open %d, chance to win %s", "    %s：进入 %d，进行中 %d，赢单概率 %s", s.stage(x.Stage), x.Entered, x.Open, x.Chance.Round(3, 0))
	}
	open, err := process.Pipeline(deals, sales.PipelineOptions{})
	if err != nil {
		return err
	}
	if err := s.paper("funnel", "report", func(w phrase.Printer) *report.Document {
		picture := view.Funnel(w, funnel, &open)
		picture.Bare = true
		return &report.Document{Title: picture.Title, Lang: w.Lang, AsOf: finding.Date(today.String()), Blocks: []report.Block{picture}}
	}); err != nil {
		return err
	}
	ahead := sales.Horizon{On: today, Days: 28}
	f, err := process.Forecast(deals, ahead)
	if err != nil {
		return err
	}
	s.say("    forecast for four weeks: %s, between %s and %s", "    四周预测：%s，介于 %s 与 %s 之间", s.yuan(f.Expected), s.yuan(f.Low), s.yuan(f.High))
	back, err := process.BackTest(deals, ahead)
	if err != nil {
		return err
	}
	s.say("    back-test: %d of %d past forecasts held, Brier score %s", "    回测：%d/%d 次历史预测命中，Brier 分数 %s", back.Inside, back.Intervals, back.Brier.Round(4, 0))
	return s.sold(deals, today)
}

// sold compares the sales of half a year before the project with the half year
// up to now.
func (s *story) sold(deals []sales.Deal, today calendar.Date) error {
	first := s.begin().Date()
	before, err := sales.TallyDeals(deals, sales.Period{From: first.AddDays(-182), To: first.AddDays(-1)}, sales.Exchange{To: s.currency()})
	if err != nil {
		return err
	}
	after, err := sales.TallyDeals(deals, sales.Period{From: today.AddDays(-181), To: today}, sales.Exchange{To: s.currency()})
	if err != nil {
		return err
	}
	s.say("    won in the half year before: %d of %d; in the last half year: %d of %d", "    项目前半年赢单：%d/%d；最近半年：%d/%d",
		before.Won, before.Won+before.Lost, after.Won, after.Won+after.Lost)
	s.soldBefore, s.soldAfter = before.Won, after.Won
	return nil
}

func (s *story) stage(id string) string { return stageIn(s.words.Lang, id) }

// stageIn is how people call a stage in a language.
func stageIn(lang phrase.Lang, id string) string {
	return map[string]string{"lead": pickIn(lang, "lead", "线索"), "proposal": pickIn(lang, "proposal", "报价")}[id]
}

// deals are the deals of two years as the sales people keep them: three a week.
// One in five was won, and one in three since users tell others of the portal.
func (s *story) deals(today calendar.Date) ([]sales.Deal, error) {
	var deals []sales.Deal
	turn := s.begin().Date().AddDays(30)
	for i := range 312 {
		created := today.AddDays(-728 + 7*(i/3))
		amount, err := money.Parse(fmt.Sprintf("%d.00", 40_000+i%7*5_000), "CNY")
		if err != nil {
			return nil, err
		}
		d := sales.Deal{ID: fmt.Sprintf("d%03d", i), Amount: amount, Created: created, Visits: []sales.Visit{{Stage: "lead", On: created}}}
		if i%3 != 2 {
			d.Visits = append(d.Visits, sales.Visit{Stage: "proposal", On: created.AddDays(14)})
		}
		won := i%5 == 0 && i%3 != 2
		if !created.Before(turn) {
			won = i%3 == 0
		}
		d.Outcome, d.Closed = sales.Lost, created.AddDays(35)
		if won {
			d.Outcome, d.Closed = sales.Won, created.AddDays(28)
		}
		if d.Closed.After(today) {
			d.Outcome, d.Closed = sales.Open, calendar.Date{}
		}
		for k := range d.Visits {
			if d.Visits[k].On.After(today) {
				d.Visits = d.Visits[:k]
				break
			}
		}
		deals = append(deals, d)
	}
	return deals, nil
}

// yuan writes a figure as whole yuan.
func (s *story) yuan(v kpi.Value) string {
	return s.fact(finding.Money(v.Round(0, money.HalfUp), "CNY"))
}
