package risk

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Scale cuts a quantity into levels, the mildest first: a likelihood as
// probability ranges, an effect as ranges of its unit. A scale without levels
// means that the quantity is stated by level only, never by number.
type Scale struct {
	Unit   string  `json:"unit,omitempty"` // "min" of working time, a currency, "" for a probability
	Levels []Level `json:"levels,omitempty"`
}

// Level is one band of a scale. It holds the numbers above From up to and
// including To; the mildest level holds its From as well. The To of the
// gravest level may be left out: then nothing lies beyond it.
type Level struct {
	ID      string `json:"id"` // the id of the level on the axis of the matrix
	Name    string `json:"name,omitempty"`
	From    Number `json:"from,omitzero"`
	To      Number `json:"to,omitzero"`
	Typical Number `json:"typical,omitzero"` // stands for the level where no number is stated; none: unknown
}

// Find returns the level that holds the number. A number outside all levels,
// and no number, are a [*LevelError].
func (s Scale) Find(n Number) (Level, error) {
	for i, level := range s.Levels {
		if level.holds(n, i == 0) {
			return level, nil
		}
	}
	return Level{}, &LevelError{Axis: "scale in " + s.unitName(), Level: n.String()}
}

// Level returns the level of that id. Without one it is a [*LevelError].
func (s Scale) Level(id string) (Level, error) {
	for _, level := range s.Levels {
		if level.ID == id {
			return level, nil
		}
	}
	return Level{}, &LevelError{Axis: "scale in " + s.unitName(), Level: id}
}

func (s Scale) unitName() string {
	if s.Unit == "" {
		return "numbers"
	}
	return s.Unit
}

// holds reports whether the number lies in the level; the lowest level of a
// scale holds its From too.
func (l Level) holds(n Number, lowest bool) bool {
	if n.IsZero() || l.From.IsZero() {
		return false
	}
	above := compare(n, l.From)
	if above < 0 || above == 0 && !lowest {
		return false
	}
	return l.To.IsZero() || compare(n, l.To) <= 0
}

// index returns the position of a level of that id, or -1.
func (s Scale) index(id string) int {
	return slices.IndexFunc(s.Levels, func(l Level) bool { return l.ID == id })
}

// check reports what is wrong with a scale: levels other than those of the
// axis it serves, ranges that are missing, do not rise or leave gaps, typical
// values outside their range, numbers outside the bounds of the quantity. An
// upper bound without a number is no bound.
func (s Scale) check(field string, axis []string, upper Number) []finding.Finding {
	at := finding.Ref{Kind: "scale", ID: field}
	if len(s.Levels) == 0 {
		return nil
	}
	if len(s.Levels) > MaxLevels {
		return checkNames(at, make([]string, len(s.Levels)), 1)
	}
	ids := make([]string, len(s.Levels))
	for i, level := range s.Levels {
		ids[i] = level.ID
	}
	if !slices.Equal(ids, axis) {
		return []finding.Finding{{Code: CodeScaleAxis, Subject: at, Want: finding.List(axis...), Got: finding.List(ids...), Remedy: RemedyMatchAxis}}
	}
	var list []finding.Finding
	for i := range s.Levels {
		list = append(list, s.checkLevel(field, i, upper)...)
	}
	return list
}

func (s Scale) checkLevel(field string, i int, upper Number) []finding.Finding {
	level, at := s.Levels[i], finding.Ref{Kind: "scale", ID: field, Field: s.Levels[i].ID}
	var list []finding.Finding
	fault := func(code finding.Code, want, got finding.Value) {
		list = append(list, finding.Finding{Code: code, Subject: at, Want: want, Got: got, Remedy: RemedyMendRange})
	}
	open := level.To.IsZero() && i == len(s.Levels)-1 && upper.IsZero()
	switch {
	case level.From.IsZero() || level.To.IsZero() && !open:
		fault(CodeRangeMissing, finding.Value{}, level.From.Value(s.Unit))
		return list
	case level.From.rat().Sign() < 0:
		fault(CodeRangeBounds, finding.Number(0, s.Unit), level.From.Value(s.Unit))
	case !level.To.IsZero() && compare(level.From, level.To) >= 0:
		fault(CodeRangeOrder, level.To.Value(s.Unit), level.From.Value(s.Unit))
	case !upper.IsZero() && compare(level.To, upper) > 0:
		fault(CodeRangeBounds, upper.Value(s.Unit), level.To.Value(s.Unit))
	}
	if i > 0 && level.From != s.Levels[i-1].To {
		fault(CodeRangeGap, s.Levels[i-1].To.Value(s.Unit), level.From.Value(s.Unit))
	}
	if t := level.Typical; !t.IsZero() && !level.holds(t, true) {
		fault(CodeTypicalOutside, finding.List(level.From.String(), level.To.String()), t.Value(s.Unit))
	}
	return list
}

// Dimension is what a risk has an effect on.
type Dimension string

// The dimensions. Time is counted in minutes of working time, cost in the
// currency of the register; quality and customer in the unit of their scales.
const (
	OnTime     Dimension = "time"
	OnCost     Dimension = "cost"
	OnQuality  Dimension = "quality"
	OnCustomer Dimension = "customer"
)

// Dimensions lists all dimensions.
func Dimensions() []Dimension { return []Dimension{OnTime, OnCost, OnQuality, OnCustomer} }

// Scales are the scales of a register. The levels of Likelihood are the
// likelihood axis of its matrix, those of every other scale the effect axis.
type Scales struct {
	Likelihood Scale `json:"likelihood,omitzero"` // probabilities, 0 to 1
	Time       Scale `json:"time,omitzero"`       // unit "min"
	Cost       Scale `json:"cost,omitzero"`       // unit: the currency of the register
	Quality    Scale `json:"quality,omitzero"`
	Customer   Scale `json:"customer,omitzero"`
}

// Of returns the scale of a dimension, and the empty scale for another word.
func (s Scales) Of(d Dimension) Scale {
	switch d {
	case OnTime:
		return s.Time
	case OnCost:
		return s.Cost
	case OnQuality:
		return s.Quality
	case OnCustomer:
		return s.Customer
	}
	return Scale{}
}
