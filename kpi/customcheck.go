package kpi

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Check returns what is wrong with the record, in sorted order: formulas, units,
// aggregation, sample, limits and their dates. A record without owner is a
// warning.
func (c Custom) Check() []finding.Finding {
	_, found := c.compile()
	return found
}

// CheckCustoms returns what is wrong with the records and among them, in sorted
// order.
func CheckCustoms(list []Custom) []finding.Finding {
	var found []finding.Finding
	seen := map[string]bool{}
	for _, c := range list {
		found = append(found, c.Check()...)
		if c.Key != "" && seen[c.Key] {
			k := defCheck{def: Def{Key: c.Key}}
			k.add(CodeDefDuplicateKey, finding.Block, "key", finding.Value{}, finding.Value{}, RemedySetKey)
			found = append(found, k.found...)
		}
		seen[c.Key] = true
	}
	finding.Sort(found)
	return found
}

// customCheck compiles a record and gathers what is wrong.
type customCheck struct {
	defCheck
	c Custom
	x *Indicator
}

func (c Custom) compile() (*Indicator, []finding.Finding) {
	k := customCheck{defCheck: defCheck{def: Def{Key: c.Key}}, c: c, x: &Indicator{record: c}}
	k.formulas()
	k.sample()
	k.dates()
	k.definitions()
	if c.Owner == "" {
		k.add(CodeCustomNoOwner, finding.Warn, "owner", finding.Value{}, finding.Value{}, RemedySetOwner)
	}
	finding.Sort(k.found)
	return k.x, k.found
}

func (k *customCheck) formula(field, text string) *Formula {
	f, err := CompileFormula(text, k.c.Inputs)
	if err != nil {
		k.add(CodeCustomFormula, finding.Block, field, finding.Value{}, finding.Text(err.Error()), RemedyMendFormula)
		return new(Formula)
	}
	return f
}

// formulas compiles those that the aggregation calls for, and wants no others.
func (k *customCheck) formulas() {
	ratio := k.c.Aggregation == RatioOfSum
	if !k.c.Aggregation.exists() || ratio == (k.c.Formula != "") || ratio != (k.c.Numerator != "" && k.c.Denominator != "") {
		k.add(CodeCustomAggregation, finding.Block, "aggregation", finding.Value{}, finding.Text(string(k.c.Aggregation)), RemedyChooseAggregation)
		return
	}
	var unit dimension
	if ratio {
		k.x.value, k.x.under = k.formula("numerator", k.c.Numerator), k.formula("denominator", k.c.Denominator)
		if k.x.value.root == nil || k.x.under.root == nil {
			return
		}
		unit = k.x.value.root.unit.times(k.x.under.root.unit, -1)
	} else {
		k.x.value = k.formula("formula", k.c.Formula)
		if k.x.value.root == nil {
			return
		}
		unit = k.x.value.root.unit
	}
	stated, err := parseDimension(k.c.Unit)
	if err != nil || !stated.equal(unit) {
		k.add(CodeCustomUnit, finding.Block, "unit", finding.Text(unit.text(MoneyUnit)), finding.Text(k.c.Unit), RemedyMendUnit)
	}
}

func (k *customCheck) sample() {
	wrong := k.c.MinN < 0
	if k.c.Sample != "" {
		k.x.sample = k.formula("sample", k.c.Sample)
		wrong = wrong || k.x.sample.root != nil && len(k.x.sample.root.unit) > 0
	}
	if wrong {
		k.add(CodeCustomSample, finding.Block, "sample", finding.Value{}, finding.Value{}, RemedyMendSample)
	}
}

func (k *customCheck) dates() {
	for i, e := range k.c.Judged {
		if i > 0 && !k.c.Judged[i-1].From.Before(e.From) {
			k.add(CodeCustomDates, finding.Block, "judged", finding.Value{}, finding.Date(e.From.String()), RemedyOrderDates)
		}
	}
}

// definitions checks the record with each of its limits in turn.
func (k *customCheck) definitions() {
	for _, e := range append([]Effective{{}}, k.c.Judged...) {
		d := k.c.Def(e.From)
		d.Target, d.Limits = e.Target, e.Limits
		for _, f := range d.Check() {
			same := func(g finding.Finding) bool { return finding.Compare(f, g) == 0 }
			if !slices.ContainsFunc(k.found, same) {
				k.found = append(k.found, f)
			}
		}
	}
}
