package main

import (
	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// wishes is the charter of the firm: goals as they came to mind, no word of
// what the customer needs, no checkpoint.
func (s *story) wishes() charter.Charter {
	// A goal has an object, a metric and a wish; where it holds is not said.
	goal := func(id, statement, object string, m charter.Metric) charter.Goal {
		return charter.Goal{ID: id, Statement: statement, Object: object, Owner: string(owner), Metric: m, Due: promised, Weight: charter.Fraction(1, 4)}
	}
	c := charter.Charter{
		ID: "riverside-portal", Name: s.project(), Sponsor: string(owner), Start: opening, Finish: promised,
		Goals: []charter.Goal{
			goal("sales", s.pick("Significantly improve sales of portals as soon as possible.", "尽快大幅提升门户销售额。"), s.pick("sales", "销售额"), charter.Metric{
				Name: s.pick("sales in a month", "月销售额"), Kind: charter.Money, Unit: "CNY", Direction: charter.Up,
				Baseline: charter.Whole(420_000), Target: charter.Whole(600_000), Source: s.pick("ledger", "账簿")}),
			goal("satisfaction", s.pick("Make the customer happy and improve our image.", "让客户满意，提升公司形象。"), s.pick("satisfaction", "满意度"), charter.Metric{
				Name: s.pick("satisfied answers", "满意答复比例"), Kind: charter.Share, Unit: "percent", Direction: charter.Up,
				Baseline: charter.Whole(60), Target: charter.Whole(90), Source: s.pick("survey", "满意度调查")}),
			goal("handover", s.pick("Deliver fast.", "快速交付。"), s.pick("portal", "门户"), charter.Metric{
				Name: s.pick("days late", "延迟天数"), Kind: charter.Count, Unit: "day", Direction: charter.Down,
				Baseline: charter.Whole(30), Target: charter.Whole(0), Source: s.pick("handover report", "移交报告")}),
			goal("customers", s.pick("Keep all customers and win a few more.", "留住所有客户，再争取几家新客户。"), s.pick("customers", "客户"), charter.Metric{
				Name: s.pick("customers under contract", "签约客户数"), Kind: charter.Count, Unit: "customer", Direction: charter.Up,
				Baseline: charter.Whole(14), Target: charter.Whole(17), Source: s.pick("contracts", "合同")}),
		},
		Team: []charter.Seat{{Actor: string(manager), Role: "project_manager"}, {Actor: string(owner), Role: "sponsor"}},
	}
	c.Standard.Rule = charter.Rule{Method: charter.Weighted, PassAt: charter.Fraction(4, 5), PartialAt: charter.Fraction(1, 2)}
	for _, g := range c.Goals {
		c.Standard.Limits = append(c.Standard.Limits, charter.Limit{Goal: g.ID, Pass: charter.Fraction(9, 10), Partial: charter.Fraction(1, 2)})
	}
	return c
}

// attest lets the owner put his word in the place of an answer: that the
// wording is clear, that the targets can be reached.
func (s *story) attest(on calendar.Date) {
	next := s.charter.Next()
	for i, g := range next.Goals {
		g = g.Attest(charter.Wording, string(owner), on, s.pick("everybody knows what I mean", "大家都明白我的意思"))
		next.Goals[i] = g.Attest(charter.Achievable, string(owner), on, s.pick("we have always managed", "我们一向都能做到"))
	}
	s.charter, s.attested = next, on
}
