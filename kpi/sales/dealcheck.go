package sales

import (
	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// CheckDeals returns what is wrong with the deals, in sorted order: ids, dates
// and stages that contradict each other (block), and what is missing, so that
// the figures leave the deal out (warn).
func (p *Process) CheckDeals(deals []Deal) []finding.Finding {
	c := dealCheck{process: p, seen: make(map[string]bool, len(deals))}
	for i := range deals {
		c.deal = &deals[i]
		c.id(i)
		c.amounts()
		c.dates()
		c.visits()
	}
	finding.Sort(c.found)
	return c.found
}

// dealCheck gathers the findings.
type dealCheck struct {
	process *Process
	deal    *Deal
	seen    map[string]bool
	found   []finding.Finding
}

func (c *dealCheck) add(code finding.Code, severity finding.Severity, field string, want, got finding.Value, remedy finding.Code) {
	c.found = append(c.found, finding.Finding{
		Code: code, Severity: severity, Subject: finding.Ref{Kind: "deal", ID: c.deal.ID, Field: field}, Want: want, Got: got, Remedy: remedy,
	})
}

func (c *dealCheck) id(i int) {
	if id := c.deal.ID; id == "" {
		c.add(CodeDealNoID, finding.Block, "id", finding.Value{}, finding.Number(int64(i)+1, ""), RemedySetID)
	} else if c.seen[id] {
		c.add(CodeDealDuplicate, finding.Block, "id", finding.Value{}, finding.Value{}, RemedySetID)
	}
	c.seen[c.deal.ID] = true
}

func (c *dealCheck) amounts() {
	var none finding.Value
	if c.deal.Outcome != Lost && c.deal.Amount.Currency() == (money.Currency{}) {
		c.add(CodeDealNoAmount, finding.Warn, "amount", none, none, RemedySetAmount)
	}
	if c.deal.Outcome == Open && c.deal.Probability.IsZero() {
		c.add(CodeDealNoProbability, finding.Warn, "probability", none, none, RemedySetProbability)
	}
}

func (c *dealCheck) dates() {
	d := c.deal
	if d.Created.IsZero() {
		c.noDate("created")
	}
	switch {
	case d.Outcome == Open && !d.Closed.IsZero():
		c.add(CodeDealStillOpen, finding.Block, "closed", finding.Value{}, dateOf(d.Closed), RemedySetDates)
	case d.Outcome != Open && d.Closed.IsZero():
		c.noDate("closed")
	case d.Outcome != Open && d.Closed.Before(d.Created):
		c.reversed("closed", d.Created, d.Closed)
	}
}

func (c *dealCheck) noDate(field string) {
	c.add(CodeDealNoDate, finding.Warn, field, finding.Value{}, finding.Value{}, RemedySetDates)
}

// reversed says that a date comes before one that it should follow.
func (c *dealCheck) reversed(field string, first, second calendar.Date) {
	c.add(CodeDealDatesReversed, finding.Block, field, dateOf(first), dateOf(second), RemedySetDates)
}

func (c *dealCheck) visits() {
	d := c.deal
	if len(d.Visits) == 0 {
		c.add(CodeDealNoStage, finding.Warn, "visits", finding.Value{}, finding.Value{}, RemedyMendStage)
	}
	for i, v := range d.Visits {
		if _, known := c.process.index(v.Stage); !known {
			c.add(CodeDealUnknownStage, finding.Warn, "visits", finding.Value{}, finding.Text(v.Stage), RemedyMendStage)
		}
		switch {
		case v.On.IsZero():
			c.noDate("visits")
		case i > 0 && v.On.Before(d.Visits[i-1].On):
			c.reversed("visits", d.Visits[i-1].On, v.On)
		case !d.Closed.IsZero() && d.Closed.Before(v.On):
			c.reversed("closed", v.On, d.Closed)
		}
	}
}

func dateOf(d calendar.Date) finding.Value { return finding.Date(d.String()) }
