package evm

import (
	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/lifecycle/finding"
)

// earnCheck gathers what is wrong with packages, and the order in which those
// that follow others are computed.
type earnCheck struct {
	packages []Package
	at       map[string]int // id to index
	ev       []kpi.Value
	order    []int     // every package after its base
	budget   kpi.Value // the first known budget with a unit, which all others share
	found    []finding.Finding
}

func newEarnCheck(packages []Package) *earnCheck {
	c := &earnCheck{packages: packages, at: map[string]int{}, ev: make([]kpi.Value, len(packages)), budget: kpi.Int(0, "")}
	for _, p := range packages {
		if !p.Budget.IsUnknown() && c.budget.Unit() == "" {
			c.budget = p.Budget
		}
	}
	return c
}

func packageRef(id, field string) finding.Ref {
	return finding.Ref{Kind: "package", ID: id, Field: field}
}

func (c *earnCheck) add(f finding.Finding) { c.found = append(c.found, f) }

func (c *earnCheck) ids() {
	for i, p := range c.packages {
		if p.ID == "" {
			c.add(finding.Finding{Code: CodePackageNoID, Subject: packageRef("", "id"), Got: finding.Number(int64(i), ""), Remedy: RemedySetID})
			continue
		}
		if _, twice := c.at[p.ID]; twice {
			c.add(finding.Finding{Code: CodePackageDuplicate, Subject: packageRef(p.ID, "id"), Remedy: RemedySetID})
			continue
		}
		c.at[p.ID] = i
	}
}

// bases orders the packages so that each comes after the one it follows, and
// finds bases that do not exist and circles. A package follows at most one
// other, so each chain is walked once.
func (c *earnCheck) bases() {
	const (
		untouched = iota
		onChain
		done
	)
	state := make([]uint8, len(c.packages))
	for start := range c.packages {
		var chain []int
		i, follows := start, true
		for follows && state[i] == untouched {
			state[i] = onChain
			chain = append(chain, i)
			i, follows = c.base(i)
		}
		if follows && state[i] == onChain {
			c.cycle(chain, i)
		}
		for k := len(chain) - 1; k >= 0; k-- {
			state[chain[k]] = done
			c.order = append(c.order, chain[k])
		}
	}
}

// base returns the package that package i follows.
func (c *earnCheck) base(i int) (int, bool) {
	p := c.packages[i]
	if p.Earning != Apportioned {
		return 0, false
	}
	at, known := c.at[p.Base]
	if !known {
		c.add(finding.Finding{Code: CodePackageUnknownBase, Subject: packageRef(p.ID, "base"), Got: finding.Text(p.Base), Remedy: RemedyMendBase})
	}
	return at, known
}

// cycle reports the part of the chain from package i on.
func (c *earnCheck) cycle(chain []int, i int) {
	for chain[0] != i {
		chain = chain[1:]
	}
	f := finding.Finding{Code: CodePackageCycle, Subject: packageRef(c.packages[i].ID, "base"), Remedy: RemedyMendBase}
	for _, member := range chain[1:] {
		f.Related = append(f.Related, packageRef(c.packages[member].ID, ""))
	}
	c.add(f)
}

// measure looks at what the earning method of a package reads.
func (c *earnCheck) measure(p *Package) {
	c.stated(p, "budget", p.Budget)
	c.unit(p, "budget", p.Budget)
	switch p.Earning {
	case "", PercentComplete:
		c.share(p, "percent", p.Percent)
		if !p.Cap.IsZero() {
			c.share(p, "cap", p.Cap)
		}
	case FixedSplit:
		if !p.AtStart.IsZero() {
			c.share(p, "at_start", p.AtStart)
		}
	case WeightedMilestones:
		c.milestones(p)
	case Units:
		c.units(p)
	case LevelOfEffort:
		c.stated(p, "pv", p.PV)
		c.unit(p, "pv", p.PV)
	case Apportioned:
		c.apportioned(p)
	default:
		c.add(finding.Finding{Code: CodePackageEarning, Subject: packageRef(p.ID, "earning"), Got: finding.Text(string(p.Earning)), Remedy: RemedyChooseMethod})
	}
}

// stated wants a number.
func (c *earnCheck) stated(p *Package, field string, v kpi.Value) bool {
	if v.IsUnknown() {
		c.add(finding.Finding{Code: CodePackageNotMeasured, Severity: finding.Warn, Subject: packageRef(p.ID, field), Got: v.Finding(), Remedy: RemedyReport})
	}
	return !v.IsUnknown()
}

// unit wants an amount in the unit of the budgets.
func (c *earnCheck) unit(p *Package, field string, v kpi.Value) {
	if v.Sub(c.budget).Reason() == kpi.ReasonUnitMismatch {
		c.add(finding.Finding{Code: CodePackageUnit, Subject: packageRef(p.ID, field), Want: finding.Text(c.budget.Unit()), Got: finding.Text(v.Unit()), Remedy: RemedyConvert})
	}
}

// share wants a number within 0 to 1.
func (c *earnCheck) share(p *Package, field string, v kpi.Value) {
	if c.stated(p, field, v) && !isShare(v) {
		c.add(finding.Finding{Code: CodePackageShare, Subject: packageRef(p.ID, field), Want: finding.Text("0..1"), Got: v.Finding(), Remedy: RemedyMendShare})
	}
}

func (c *earnCheck) units(p *Package) {
	if c.stated(p, "done", p.Done) && c.stated(p, "total", p.Total) {
		c.share(p, "done", p.Done.Div(p.Total)) // unknown without units in all
	}
}

func (c *earnCheck) milestones(p *Package) {
	total := kpi.Int(0, "")
	for _, m := range p.Milestones {
		if !c.stated(p, "milestones", m.Value) {
			return
		}
		total = total.Add(m.Value)
	}
	c.unit(p, "milestones", total)
	if order, comparable := total.Cmp(p.Budget); comparable && order != 0 {
		c.add(finding.Finding{Code: CodePackageMilestones, Subject: packageRef(p.ID, "milestones"), Want: p.Budget.Finding(), Got: total.Finding(), Remedy: RemedyMendMilestones})
	}
}

func (c *earnCheck) apportioned(p *Package) {
	at, known := c.at[p.Base]
	if !known {
		return
	}
	if sign, ok := c.packages[at].Budget.Sign(); !ok || sign == 0 {
		c.add(finding.Finding{Code: CodePackageWithoutValue, Severity: finding.Warn, Subject: packageRef(p.ID, "base"), Got: finding.Text(p.Base), Remedy: RemedySetBudget})
	}
}
