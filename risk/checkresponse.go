package risk

import (
	"slices"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// responses wants each to fit its risk and to have an owner, a date and a
// residual rating better than the current one; and some response to every open
// risk of the gravest class.
func (c *checker) responses(risk Risk) {
	seen := map[string]bool{}
	for _, x := range risk.Responses {
		at := finding.Ref{Kind: "response", ID: risk.ID + pathSeparator + x.ID}
		c.id(at, x.ID, seen)
		c.strategy(field(at, "strategy"), risk.Kind, x.Strategy)
		if x.Owner == "" {
			c.block(CodeResponseNoOwner, field(at, "owner"), none(), none(), RemedyNameOwner)
		}
		if x.Due.IsZero() {
			c.block(CodeResponseNoDate, field(at, "due"), none(), none(), RemedyMendDates)
		}
		if x.Strategy == Escalate && x.To == "" {
			c.warn(CodeEscalatedToNone, field(at, "to"), none(), none(), RemedyNameOwner)
		}
		c.cost(field(at, "cost"), x)
		c.residual(field(at, "residual"), risk, x)
	}
	rating, _ := risk.Rated(calendar.Date{}, Current)
	spot, err := c.r.Place(rating)
	if risk.Status == Open && len(risk.Responses) == 0 && err == nil && c.placeable && spot.Rank == len(c.r.Matrix.Classes)-1 {
		c.warn(CodeNoResponse, risk.ref("responses"), none(), finding.Text(spot.Class), RemedyPlanResponse)
	}
}

func (c *checker) strategy(at finding.Ref, kind Kind, s Strategy) {
	allowed := Strategies(kind)
	if allowed == nil || slices.Contains(allowed, s) {
		return // an unknown kind has its own finding
	}
	names := make([]string, len(allowed))
	for i, a := range allowed {
		names[i] = string(a)
	}
	c.block(CodeStrategyMisfit, at, finding.List(names...), finding.Text(string(s)), RemedyOtherResponse)
}

// cost wants the currency of the register and nothing below zero.
func (c *checker) cost(at finding.Ref, x Response) {
	currency := x.Cost.Currency()
	if x.Cost.Sign() < 0 {
		c.block(CodeResponseCost, at, finding.Money("0", currency.Code()), finding.Money(x.Cost.Text(), currency.Code()), RemedyOtherResponse)
	}
	if currency != (money.Currency{}) && currency != c.r.Currency {
		c.block(CodeCurrency, at, finding.Text(c.r.Currency.Code()), finding.Text(currency.Code()), RemedyOneCurrency)
	}
}

func (c *checker) residual(at finding.Ref, risk Risk, x Response) {
	if !x.Residual.rated() {
		if x.Strategy.changes() {
			c.block(CodeResidualMissing, at, none(), none(), RemedyAssess)
		}
		return
	}
	c.rating(at, x.Residual)
	now, ok := risk.Rated(calendar.Date{}, Current)
	if !ok || !c.placeable || !x.Done.IsZero() || !x.Strategy.changes() {
		return
	}
	if better, err := c.r.Better(risk.Kind, x.Residual, now); err == nil && !better {
		c.block(CodeResidualNoBetter, at, c.class(now), c.class(x.Residual), RemedyOtherResponse)
		return
	}
	c.worth(at, risk, x, now)
}

// worth warns of a response that costs more than it brings, where the effect
// is on cost alone.
func (c *checker) worth(at finding.Ref, risk Risk, x Response, now Rating) {
	for _, effect := range append(slices.Clone(now.Effects), x.Residual.Effects...) {
		if effect.On != OnCost {
			return
		}
	}
	b, err := c.r.Benefit(risk.ID, x.ID, calendar.Date{})
	if err != nil || b.Gain.IsZero() || b.Gain.rat().Sign() >= 0 {
		return
	}
	unit := c.r.Currency.Code()
	c.warn(CodeCostsMore, at, finding.Money(add(b.Gain, b.Cost).String(), unit), finding.Money(b.Cost.String(), unit), RemedyOtherResponse)
}

// secondaries wants the secondary risks of responses to exist and not to lead
// back to the risk they came from.
func (c *checker) secondaries() {
	g := c.links()
	for _, risk := range c.r.Risks {
		for _, x := range risk.Responses {
			for _, id := range x.Secondary {
				if _, known := g.next[id]; !known {
					c.block(CodeSecondaryUnknown, finding.Ref{Kind: "response", ID: risk.ID + pathSeparator + x.ID, Field: "secondary"},
						none(), finding.Text(id), RemedyMendLink)
				}
			}
		}
	}
	for _, ring := range g.rings() {
		refs := make([]finding.Ref, len(ring))
		for i, id := range ring {
			refs[i] = finding.Ref{Kind: "risk", ID: id}
		}
		c.list = append(c.list, finding.Finding{Code: CodeSecondaryCycle, Subject: refs[0], Remedy: RemedyMendLink, Related: refs})
	}
}

// links is the graph from risks to the secondary risks of their responses.
type links struct {
	ids  []string // in the order of the register
	next map[string][]string
}

func (c *checker) links() links {
	g := links{next: map[string][]string{}}
	for _, risk := range c.r.Risks {
		if _, twice := g.next[risk.ID]; !twice {
			g.ids = append(g.ids, risk.ID)
			g.next[risk.ID] = nil
		}
		for _, x := range risk.Responses {
			g.next[risk.ID] = append(g.next[risk.ID], x.Secondary...)
		}
	}
	return g
}

// rings lists the groups of risks that lead back to themselves, each in the
// order of the register (strongly connected components, after Tarjan).
func (g links) rings() [][]string {
	t := tarjan{links: g, number: map[string]int{}, low: map[string]int{}, onStack: map[string]bool{}}
	for _, id := range g.ids {
		if t.number[id] == 0 {
			t.visit(id)
		}
	}
	order := map[string]int{}
	for i, id := range g.ids {
		order[id] = i
	}
	for _, ring := range t.found {
		slices.SortFunc(ring, func(a, b string) int { return order[a] - order[b] })
	}
	slices.SortFunc(t.found, func(a, b []string) int { return order[a[0]] - order[b[0]] })
	return t.found
}

// tarjan is the state of one search for strongly connected components.
type tarjan struct {
	links
	number, low map[string]int
	onStack     map[string]bool
	stack       []string
	found       [][]string
}

func (t *tarjan) visit(id string) {
	t.number[id] = len(t.number) + 1
	t.low[id] = t.number[id]
	t.stack = append(t.stack, id)
	t.onStack[id] = true
	for _, to := range t.next[id] {
		if _, known := t.next[to]; !known {
			continue
		}
		if t.number[to] == 0 {
			t.visit(to)
			t.low[id] = min(t.low[id], t.low[to])
		} else if t.onStack[to] {
			t.low[id] = min(t.low[id], t.number[to])
		}
	}
	if t.low[id] == t.number[id] {
		t.pop(id)
	}
}

// pop takes one component off the stack; a lone risk counts only if it leads
// to itself.
func (t *tarjan) pop(id string) {
	i := slices.Index(t.stack, id)
	ring := slices.Clone(t.stack[i:])
	t.stack = t.stack[:i]
	for _, x := range ring {
		t.onStack[x] = false
	}
	if len(ring) > 1 || slices.Contains(t.next[id], id) {
		t.found = append(t.found, ring)
	}
}
