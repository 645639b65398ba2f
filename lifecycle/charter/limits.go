package charter

import (
	"fmt"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// limits reports lists and texts beyond the limits of a charter.
func (c *checker) limits(x Charter) {
	for _, list := range []struct {
		field string
		rows  int
	}{
		{"aims", len(x.Aims)}, {"needs", len(x.Needs)}, {"goals", len(x.Goals)}, {"standard", len(x.Standard.Limits)},
		{"standard", len(x.Standard.Rule.Must)}, {"team", len(x.Team)}, {"resources", len(x.Resources)}, {"risks", len(x.Risks)},
		{"constraints", len(x.Constraints)}, {"authority", len(x.Authority)}, {"tolerances", len(x.Tolerances)},
		{"capacity", len(x.Capacity)}, {"past", len(x.Past)},
	} {
		c.rowLimit(charterRef(list.field), list.rows)
	}
	if len(c.list) > 0 {
		return
	}
	c.texts(charterRef(""), x.ID, x.Name, x.Purpose, x.Sponsor)
	c.texts(charterRef("constraints"), x.Constraints...)
	c.goalLimits(x.Goals)
	c.strategyLimits(x.Strategy)
	c.budgetLimits(x.Budget)
	c.rowTexts(x)
}

func (c *checker) goalLimits(goals []Goal) {
	for _, g := range goals {
		at := finding.Ref{Kind: "goal", ID: clip(g.ID)}
		for _, rows := range []int{len(g.Checkpoints), len(g.Needs), len(g.Demands), len(g.Attestations)} {
			c.rowLimit(at, rows)
		}
		c.texts(at, g.ID, g.Statement, g.Object, g.Scope, g.Owner, g.Parent, g.Metric.Name, g.Metric.Unit, g.Metric.Source)
		for _, a := range g.Attestations {
			c.texts(at, a.By, a.Basis)
		}
	}
}

func (c *checker) rowTexts(x Charter) {
	for _, n := range x.Needs {
		at := finding.Ref{Kind: "need", ID: clip(n.ID)}
		c.rowLimit(at, len(n.Deliverables))
		c.texts(at, n.ID, n.Customer, n.Statement, n.Source, n.Measure)
	}
	for _, a := range x.Aims {
		c.texts(charterRef("aims"), a.ID, a.Text)
	}
	for _, r := range x.Risks {
		c.texts(charterRef("risks"), r.ID, r.Text)
	}
	for _, r := range x.Resources {
		c.texts(charterRef("resources"), r.ID, r.Name, r.Unit)
	}
	for _, s := range x.Team {
		c.texts(charterRef("team"), s.Actor, s.Role)
	}
	for _, a := range x.Authority {
		c.texts(charterRef("authority"), a.Actor, a.May)
	}
}

func (c *checker) rowLimit(at finding.Ref, rows int) {
	if rows > MaxRows {
		c.block(CodeTooMany, at, finding.Number(MaxRows, ""), finding.Number(int64(rows), ""), RemedySplitCharter)
	}
}

func (c *checker) texts(at finding.Ref, texts ...string) {
	for _, x := range texts {
		if len(x) > MaxText {
			c.block(CodeTextTooLong, at, finding.Number(MaxText, "byte"), finding.Number(int64(len(x)), "byte"), RemedyShortenText)
		}
	}
}

// withinLimits returns [ErrTooMany] with the first limit the charter passes.
func (c Charter) withinLimits() error {
	var x checker
	if x.limits(c); len(x.list) > 0 {
		return fmt.Errorf("%w: %s", ErrTooMany, x.list[0])
	}
	return nil
}
