package main

import (
	"time"

	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// writeRisks is the register of the firm: two risks of the first week, each
// with a response that nobody did, and never looked at again.
func (s *story) writeRisks() error {
	r, err := risk.PresetRegister(risk.PresetIllustrative5x5, risk.Worst{Time: 40 * workday})
	if err != nil {
		return err
	}
	r.ID = "riverside-portal"
	for _, class := range r.Matrix.Classes {
		r.Cadences = append(r.Cadences, risk.Cadence{Class: class, Days: 30})
	}
	rated := func(days int) []risk.Assessment {
		return []risk.Assessment{{At: start.AddDays(-4), By: string(manager), Basis: risk.Current, Rating: risk.Rating{
			Probability: risk.Fraction(1, 2), Effects: []risk.Effect{risk.Delay(calendar.Work(days) * workday)},
		}}}
	}
	trigger := func(fact, limit string, fired calendar.Date) []risk.Trigger {
		return []risk.Trigger{{ID: "t", Fact: fact, Op: ">", Limit: limit, Fired: fired}}
	}
	r.Risks = []risk.Risk{
		{
			ID: "r1", Kind: risk.Threat, Status: risk.Open, Raised: start.AddDays(-4), Owner: string(manager), Source: risk.Source{Kind: risk.FromPerson, ID: string(developer)},
			Cause: s.pick("The old stock system has no documents", "旧库存系统没有文档"), Event: s.pick("the interface has to be guessed", "接口只能靠猜"),
			Effect: s.pick("connecting takes longer", "对接时间变长"), Assessments: rated(15),
			Responses: []risk.Response{{ID: "a1", Strategy: risk.Reduce, Text: s.pick("ask the maker for documents", "向厂商索取文档"), Owner: string(manager), Due: start.AddDays(21)}},
			Triggers:  trigger("connect.questions_open", "5", calendar.DateOf(2026, time.March, 17)),
		},
		{
			ID: "r2", Kind: risk.Threat, Status: risk.Open, Raised: start.AddDays(-4), Owner: string(owner), Source: risk.Source{Kind: risk.FromPerson, ID: string(manager)},
			Cause: s.pick("Two rivals offer portals", "两家竞争对手提供门户"), Event: s.pick("customers compare", "客户货比三家"),
			Effect: s.pick("customers leave", "客户流失"), Assessments: rated(10),
			Responses: []risk.Response{{ID: "a2", Strategy: risk.Reduce, Text: s.pick("visit every customer", "拜访每一位客户"), Owner: string(owner), Due: start.AddDays(45)}},
			Triggers:  trigger("sales.customers_lost", "0", calendar.DateOf(2026, time.May, 29)),
		},
	}
	s.register = r
	return nil
}

// risksOn is the register as it stood on a day: triggers that had not fired by
// then had not.
func (s *story) risksOn(day calendar.Date) risk.Register {
	r := s.register.Clone()
	for i := range r.Risks {
		for k := range r.Risks[i].Triggers {
			if t := &r.Risks[i].Triggers[k]; t.Fired.After(day) {
				t.Fired = calendar.Date{}
			}
		}
		if x := &r.Risks[i]; x.ID == "r1" && !day.Before(calendar.DateOf(2026, time.March, 24)) {
			x.Status, x.Occurred, x.Issue = risk.Occurred, calendar.DateOf(2026, time.March, 24), "I1"
		}
	}
	return r
}
