package kpi

import (
	"fmt"
	"io"
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/store"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Aggregation says how the values of teams, projects and periods become one.
type Aggregation string

// The aggregations. None of them is the default.
const (
	SumOf      Aggregation = "sum"           // values add up
	MeanOf     Aggregation = "mean"          // of the values, each counting once
	LastOf     Aggregation = "last"          // the value of the latest date; several of that date add up
	RatioOfSum Aggregation = "ratio_of_sums" // numerators and denominators add up apart: the only right way for a ratio
)

func (a Aggregation) exists() bool {
	return a == SumOf || a == MeanOf || a == LastOf || a == RatioOfSum
}

// UnmarshalText reads the name of an aggregation and refuses others.
func (a *Aggregation) UnmarshalText(text []byte) error {
	if !Aggregation(text).exists() {
		return fmt.Errorf("kpi: no aggregation %.40q", text)
	}
	*a = Aggregation(text)
	return nil
}

// Effective is the target and the rule of the traffic light from a day on.
type Effective struct {
	From   calendar.Date `json:"from,omitzero"` // first day; the zero Date means always
	Target Value         `json:"target,omitzero"`
	Limits Limits        `json:"limits,omitzero"`
}

// Custom is the record of an indicator that a host defines as data. A part is
// what one team or project measured in one period.
type Custom struct {
	Key       string    `json:"key"` // lower-case words joined by dots
	Unit      string    `json:"unit,omitempty"`
	Direction Direction `json:"direction"`
	Inputs    []Measure `json:"inputs"`

	Aggregation Aggregation `json:"aggregation"`
	Formula     string      `json:"formula,omitempty"`     // value of a part; for sum, mean and last
	Numerator   string      `json:"numerator,omitempty"`   // of a part; for ratio_of_sums
	Denominator string      `json:"denominator,omitempty"` //
	Sample      string      `json:"sample,omitempty"`      // formula of what a part adds to n, a pure number; "" counts parts
	MinN        int64       `json:"min_n,omitempty"`       // below it the value has no colour
	SkipUnknown bool        `json:"skip_unknown,omitempty"`

	Period string      `json:"period,omitempty"` // how often it is measured, in the host's words
	Owner  string      `json:"owner,omitempty"`
	Source string      `json:"source,omitempty"`
	Judged []Effective `json:"judged,omitempty"` // in ascending order of From
}

// maxCustomBytes bounds the JSON form of a list of records.
const maxCustomBytes = 4 << 20

// WriteCustoms writes the records as JSON. Errors are those of
// [store.WriteJSON], with at most 4 MiB.
func WriteCustoms(w io.Writer, list []Custom) error {
	return store.WriteJSON(w, maxCustomBytes, list)
}

// ReadCustoms reads what [WriteCustoms] writes. Errors are those of
// [store.ReadJSON], with at most 4 MiB. It does not check the records: see
// [CheckCustoms].
func ReadCustoms(r io.Reader) ([]Custom, error) { return store.ReadJSON[[]Custom](r, maxCustomBytes) }

// At returns the target and the limits of a day, the zero Effective where none
// are in force.
func (c Custom) At(day calendar.Date) Effective {
	var found Effective
	for _, e := range c.Judged {
		if !e.From.After(day) {
			found = e
		}
	}
	return found
}

// Def returns the definition with the target and limits of a day.
func (c Custom) Def(day calendar.Date) Def {
	now := c.At(day)
	d := Def{Key: c.Key, Unit: c.Unit, Direction: c.Direction, Formula: c.formula(), Target: now.Target, Limits: now.Limits, Source: c.Source, Frequency: c.Period}
	for _, m := range c.Inputs {
		d.Inputs = append(d.Inputs, m.Name)
	}
	return d
}

// formula shows how the indicator comes about.
func (c Custom) formula() string {
	if c.Aggregation == RatioOfSum {
		return "sum(" + c.Numerator + ") / sum(" + c.Denominator + ")"
	}
	return string(c.Aggregation) + "(" + c.Formula + ")"
}

// Compile checks the formulas and their units once. The error is a
// [*finding.Error] with what [Custom.Check] finds of severity Block. The record
// is copied.
func (c Custom) Compile() (*Indicator, error) {
	c.Inputs, c.Judged = slices.Clone(c.Inputs), slices.Clone(c.Judged)
	x, found := c.compile()
	if err := finding.AsError("kpi: indicator "+c.Key, found); err != nil {
		return nil, err
	}
	return x, nil
}
