package charter

import (
	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Check reports everything that is wrong with the charter, sorted: the record
// itself, every goal ([CheckSMART]), the goals together ([CheckTree]), the
// success standard ([Standard.Check]), the tracing of needs ([CheckNeeds]), the
// strategy ([Strategy.Check]) and the budget ([Budget.Check]).
// A charter beyond the limits of this package gets findings on the limits
// only.
func Check(charter Charter) []finding.Finding {
	var c checker
	if c.limits(charter); len(c.list) > 0 {
		return c.sorted()
	}
	c.record(charter)
	c.team(charter)
	c.rows(charter)
	c.strategy(charter.Strategy)
	c.budget(charter.Budget)
	context := charter.Context()
	for _, g := range charter.Goals {
		c.list = append(c.list, CheckSMART(g, context)...)
	}
	c.list = append(c.list, CheckTree(charter.Goals, charter.Capacity)...)
	c.list = append(c.list, CheckNeeds(charter.Needs, charter.Goals)...)
	if len(charter.Goals) > 0 {
		c.list = append(c.list, charter.Standard.Check(charter.Goals)...)
	}
	return c.sorted()
}

func charterRef(field string) finding.Ref { return finding.Ref{Kind: "charter", Field: field} }

// record wants what every charter has.
func (c *checker) record(x Charter) {
	c.present(CodeRecordIncomplete, RemedyCompleteRecord, charterRef, []text{{"id", x.ID}, {"name", x.Name}, {"sponsor", x.Sponsor}})
	for _, part := range []struct {
		field string
		rows  int
	}{{"goals", len(x.Goals)}, {"needs", len(x.Needs)}, {"team", len(x.Team)}, {"authority", len(x.Authority)}} {
		if part.rows == 0 {
			c.block(CodeRecordIncomplete, charterRef(part.field), nothing, nothing, RemedyCompleteRecord)
		}
	}
	for _, part := range []struct {
		field string
		rows  int
	}{{"risks", len(x.Risks)}, {"tolerances", len(x.Tolerances)}} {
		if part.rows == 0 {
			c.warn(CodeRecordThin, charterRef(part.field), nothing, nothing, RemedyCompleteRecord)
		}
	}
	switch {
	case x.Start.IsZero() || x.Finish.IsZero():
		c.block(CodeNoWindow, charterRef("start"), nothing, nothing, RemedySetWindow)
	case x.Finish.Before(x.Start):
		c.block(CodeWindowReversed, charterRef("finish"), finding.Date(x.Start.String()), finding.Date(x.Finish.String()), RemedySetWindow)
	}
}

// team wants every seat filled once per role, and goal owners to belong to the
// team or to be the sponsor.
func (c *checker) team(x Charter) {
	seen, members := map[Seat]bool{}, map[string]bool{x.Sponsor: true}
	for _, s := range x.Team {
		at := finding.Ref{Kind: "seat", ID: s.Actor, Field: s.Role}
		if blank(s.Actor) || blank(s.Role) {
			c.block(CodeSeatIncomplete, at, nothing, nothing, RemedyCompleteRecord)
		} else if seen[s] {
			c.warn(CodeSeatTwice, at, nothing, nothing, RemedyCompleteRecord)
		}
		seen[s], members[s.Actor] = true, true
	}
	for _, g := range x.Goals {
		if !blank(g.Owner) && !members[g.Owner] {
			c.warn(CodeOwnerOutside, g.ref("owner"), nothing, finding.Text(g.Owner), RemedyNameOwner)
		}
	}
}

// rows checks resources, aims, risks, authority and tolerances.
func (c *checker) rows(x Charter) {
	c.resources(x.Resources)
	aims, risks := map[string]bool{}, map[string]bool{}
	for _, a := range x.Aims {
		c.id(finding.Ref{Kind: "aim", ID: a.ID}, a.ID, aims)
	}
	for _, r := range x.Risks {
		at := finding.Ref{Kind: "first_risk", ID: r.ID}
		c.id(at, r.ID, risks)
		if blank(r.Text) {
			c.block(CodeRowIncomplete, at, nothing, nothing, RemedyCompleteRecord)
		}
	}
	for _, a := range x.Authority {
		at := finding.Ref{Kind: "authority", ID: a.Actor, Field: a.May}
		if blank(a.Actor) || blank(a.May) {
			c.block(CodeRowIncomplete, at, nothing, nothing, RemedyCompleteRecord)
		}
		if a.Limit.Sign() < 0 {
			c.block(CodeNegative, at, nothing, finding.Money(a.Limit.Text(), a.Limit.Currency().Code()), RemedyCompleteRecord)
		}
	}
	for _, t := range x.Tolerances {
		at := finding.Ref{Kind: "tolerance", ID: t.On}
		word(c, at, t.On, "time", "cost", "quality", "scope", "risk", "benefit")
		if t.Below.IsZero() && t.Above.IsZero() || blank(t.Unit) {
			c.block(CodeRowIncomplete, at, nothing, nothing, RemedyCompleteRecord)
		}
		for _, n := range []Number{t.Below, t.Above} {
			if n.rat().Sign() < 0 {
				c.block(CodeNegative, at, nothing, n.Value(t.Unit), RemedyCompleteRecord)
			}
		}
	}
}

// resources wants usable rows, and some of each kind.
func (c *checker) resources(list []Resource) {
	seen, kinds := map[string]bool{}, map[ResourceKind]bool{}
	for _, r := range list {
		at := finding.Ref{Kind: "resource", ID: r.ID}
		c.id(at, r.ID, seen)
		word(c, at, r.Kind, Human, Financial, Technical)
		if blank(r.Name) {
			c.block(CodeRowIncomplete, at, nothing, nothing, RemedyCompleteRecord)
		}
		if r.Amount.rat().Sign() < 0 {
			c.block(CodeNegative, at, nothing, r.Amount.Value(r.Unit), RemedyCompleteRecord)
		}
		if !r.From.IsZero() && !r.To.IsZero() && r.To.Before(r.From) {
			c.block(CodeWindowReversed, at, finding.Date(r.From.String()), finding.Date(r.To.String()), RemedySetWindow)
		}
		kinds[r.Kind] = true
	}
	for _, kind := range []ResourceKind{Human, Financial, Technical} {
		if !kinds[kind] {
			c.warn(CodeNoResourceKind, charterRef("resources"), finding.Text(string(kind)), nothing, RemedyCompleteRecord)
		}
	}
}
