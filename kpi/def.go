package kpi

import "github.com/milepost-go/milepost/lifecycle/finding"

// MoneyUnit as the unit of a [Def] means an amount in the currency of the
// inputs, whichever that is.
const MoneyUnit = "money"

// Def describes an indicator as data. The zero value of a field means that it
// is not stated; Key, Formula and Inputs are required.
type Def struct {
	Key       string    `json:"key"`                 // lower-case words joined by dots, such as "evm.cpi"
	Unit      string    `json:"unit,omitempty"`      // of the value: "" is a pure number, MoneyUnit an amount
	Direction Direction `json:"direction"`           // which way is better
	Formula   string    `json:"formula"`             // id of the formula in terms of the inputs, such as "ev / ac"
	Inputs    []string  `json:"inputs"`              // names of what the formula reads
	Target    Value     `json:"target,omitzero"`     // what is aimed at
	Limits    Limits    `json:"limits,omitzero"`     // rule of the traffic light
	Source    string    `json:"source,omitempty"`    // where the definition or the measurements come from
	Frequency string    `json:"frequency,omitempty"` // how often it is measured, in the host's words
}

// Colour judges a value by the limits.
func (d Def) Colour(v Value) Colour { return d.Limits.Colour(v) }

// Check returns what is wrong with the definition, in sorted order: missing
// key, formula or inputs, limits that contradict the direction, each other,
// the unit or the target.
func (d Def) Check() []finding.Finding {
	c := defCheck{def: d}
	c.required()
	c.numbers()
	c.sides()
	c.order()
	if !d.Target.IsUnknown() && len(c.found) == 0 {
		if colour := d.Colour(d.Target); colour == Amber || colour == Red {
			c.add(CodeDefTargetNotGreen, finding.Warn, "target", finding.Text(Green.String()), finding.Text(colour.String()), RemedyReviewTarget)
		}
	}
	finding.Sort(c.found)
	return c.found
}

// CheckDefs returns what is wrong with the definitions and among them, in
// sorted order.
func CheckDefs(defs []Def) []finding.Finding {
	var found []finding.Finding
	seen := map[string]bool{}
	for _, d := range defs {
		found = append(found, d.Check()...)
		if d.Key != "" && seen[d.Key] {
			found = append(found, finding.Finding{
				Code: CodeDefDuplicateKey, Subject: finding.Ref{Kind: "indicator", ID: d.Key, Field: "key"}, Remedy: RemedySetKey,
			})
		}
		seen[d.Key] = true
	}
	finding.Sort(found)
	return found
}

// defCheck gathers the findings of one definition.
type defCheck struct {
	def   Def
	found []finding.Finding
}

func (c *defCheck) add(code finding.Code, severity finding.Severity, field string, want, got finding.Value, remedy finding.Code) {
	c.found = append(c.found, finding.Finding{
		Code: code, Severity: severity, Subject: finding.Ref{Kind: "indicator", ID: c.def.Key, Field: field}, Want: want, Got: got, Remedy: remedy,
	})
}

func (c *defCheck) required() {
	var none finding.Value
	if c.def.Key == "" {
		c.add(CodeDefNoKey, finding.Block, "key", none, none, RemedySetKey)
	}
	if c.def.Formula == "" {
		c.add(CodeDefNoFormula, finding.Block, "formula", none, none, RemedySetFormula)
	}
	if len(c.def.Inputs) == 0 {
		c.add(CodeDefNoInputs, finding.Block, "inputs", none, none, RemedyNameInputs)
	}
}

// stated lists the target and the limits with their field names.
func (d Def) stated() []Input {
	var list []Input
	for _, in := range []Input{
		{"target", d.Target}, {"limits.green.low", d.Limits.Green.Low}, {"limits.green.high", d.Limits.Green.High},
		{"limits.amber.low", d.Limits.Amber.Low}, {"limits.amber.high", d.Limits.Amber.High},
	} {
		if !in.Value.IsZero() {
			list = append(list, in)
		}
	}
	return list
}

func (c *defCheck) numbers() {
	for _, in := range c.def.stated() {
		_, isMoney := in.Value.Currency()
		switch {
		case in.Value.IsUnknown():
			c.add(CodeDefLimitNoNumber, finding.Block, in.Name, finding.Value{}, in.Value.Finding(), RemedyMendLimits)
		case !in.Value.neutral() && in.Value.Unit() != c.def.Unit && !(isMoney && c.def.Unit == MoneyUnit):
			c.add(CodeDefLimitUnit, finding.Block, in.Name, finding.Text(c.def.Unit), finding.Text(in.Value.Unit()), RemedyMendUnit)
		}
	}
}

// sides compares the stated bounds with those that the direction calls for.
func (c *defCheck) sides() {
	for _, r := range []struct {
		name  string
		given Range
	}{{"green", c.def.Limits.Green}, {"amber", c.def.Limits.Amber}} {
		if r.given.IsZero() && (r.name == "amber" || c.def.Limits.IsZero()) {
			continue
		}
		low, high := !r.given.Low.IsZero(), !r.given.High.IsZero()
		fits := c.def.Direction == Higher && low && !high || c.def.Direction == Lower && high && !low || c.def.Direction == Band && low && high
		if !fits {
			c.add(CodeDefLimitSide, finding.Block, "limits."+r.name, finding.Text(c.def.Direction.String()), finding.Value{}, RemedyMendLimits)
		}
	}
}

// order wants the amber range to reach at least as far as the green one, and
// each band to have its low end first.
func (c *defCheck) order() {
	green, amber := c.def.Limits.Green, c.def.Limits.Amber
	wrong := func(field string, first, second Value) {
		if order, ok := first.Cmp(second); ok && order > 0 {
			c.add(CodeDefLimitOrder, finding.Block, field, second.Finding(), first.Finding(), RemedyMendLimits)
		}
	}
	wrong("limits.green", green.Low, green.High)
	wrong("limits.amber", amber.Low, amber.High)
	wrong("limits.amber.low", amber.Low, green.Low)
	wrong("limits.amber.high", green.High, amber.High)
}
