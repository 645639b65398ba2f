package portfolio

import (
	"cmp"
	"fmt"
	"maps"
	"math/big"
	"slices"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/evm"
	"github.com/milepost-go/milepost/lifecycle"
)

// Summary is what a portfolio comes to.
type Summary struct {
	Group
	Groups []Group   // by definition version and by trait, in the order of their names
	Failed []Failure // projects that could not be counted, by id
}

// Group is the figures of some projects.
type Group struct {
	Name     string // "" for all; "definition:sales_project 1", "trait:region:north"
	Projects int64
	Value    []CurrencyStatus // by currency code; nothing is converted
	Success  Success
	Days     Spread    // working days that finished projects took
	Overrun  Spread    // actual over planned days of finished projects
	Lessons  int64     // lessons used
	Reuse    kpi.Value // share of the projects that used a lesson at least
}

// CurrencyStatus is earned value in one currency.
type CurrencyStatus struct {
	Status  evm.Status
	Unknown int64 // projects with an unknown figure: EV and AC are unknown when there are any
}

// Success is how often projects reach what they were to reach.
type Success struct {
	Succeeded int64        // attained
	Closed    int64        // attained, attained in part, missed or cancelled
	Rate      kpi.Value    // of the closed; unknown below the floor
	Interval  kpi.Interval // Wilson, 95 %; stated whatever the number
}

// Spread is where values lie. All are unknown below the floor; so is the mean
// where it is too long to be written (too-large), see [kpi.Sum].
type Spread struct {
	N                   int64
	P10, P50, P80, Mean kpi.Value
}

// DefaultFloor is the smallest number of projects of which rates and spreads
// are stated.
const DefaultFloor = 10

// Summary returns the figures, for which every shard of the plan has to be
// there; otherwise it is [ErrIncomplete] and says how many are. Rates and
// spreads of fewer projects than the floor are unknown; a floor of 0 is
// [DefaultFloor].
func (p Partial) Summary(floor int64) (Summary, error) {
	if len(p.shards) != p.of {
		return Summary{}, fmt.Errorf("%w: %d of %d are there", ErrIncomplete, len(p.shards), p.of)
	}
	if floor <= 0 {
		floor = DefaultFloor
	}
	s := Summary{Group: (&sums{}).group("", floor), Failed: slices.Clone(p.failed)}
	for _, name := range slices.Sorted(maps.Keys(p.sums)) {
		g := p.sums[name].group(name, floor)
		if name == "" {
			s.Group = g
			continue
		}
		s.Groups = append(s.Groups, g)
	}
	return s, nil
}

func (s *sums) group(name string, floor int64) Group {
	g := Group{Name: name, Projects: s.Projects, Lessons: s.Lessons, Success: s.success(floor)}
	g.Reuse = kpi.Ratio(s.Reused, s.Projects, "")
	if s.Projects > 0 && s.Projects < floor {
		g.Reuse = kpi.Unknown(kpi.ReasonInsufficientData)
	}
	for _, code := range slices.Sorted(maps.Keys(s.Value)) {
		g.Value = append(g.Value, s.Value[code].status(code))
	}
	days := make([]counted, 0, len(s.Days))
	for d, n := range s.Days {
		days = append(days, counted{big.NewRat(d, 1), n})
	}
	over := make([]counted, 0, len(s.Overrun))
	for text, n := range s.Overrun {
		if r, ok := new(big.Rat).SetString(text); ok {
			over = append(over, counted{r, n})
		}
	}
	g.Days, g.Overrun = spread(days, "d", floor), spread(over, "", floor)
	return g
}

func (s *sums) success(floor int64) Success {
	var out Success
	for outcome, n := range s.Outcomes {
		switch outcome {
		case lifecycle.Attained:
			out.Succeeded += n
			out.Closed += n
		case lifecycle.PartlyAttained, lifecycle.Missed, lifecycle.Cancelled:
			out.Closed += n
		}
	}
	out.Rate, out.Interval = kpi.Ratio(out.Succeeded, out.Closed, ""), kpi.Wilson(out.Succeeded, out.Closed, kpi.Value{})
	if out.Closed > 0 && out.Closed < floor {
		out.Rate = kpi.Unknown(kpi.ReasonInsufficientData)
	}
	return out
}

// status returns the sums of one currency.
func (v *value) status(code string) CurrencyStatus {
	c, err := currencyOf(code, v.Places)
	if err != nil {
		return CurrencyStatus{}
	}
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(c.Places())), nil)
	scale.Mul(scale, grain)
	of := func(x *big.Int) kpi.Value { return kpi.MoneyRat(new(big.Rat).SetFrac(x, scale), c) }
	out := CurrencyStatus{evm.Status{BAC: of(v.Budget), PV: of(v.Planned), EV: of(v.Earned), AC: of(v.Cost)}, v.Unknown}
	if v.Unknown > 0 {
		out.Status.EV, out.Status.AC = kpi.Unknown(kpi.ReasonMissingInput), kpi.Unknown(kpi.ReasonMissingInput)
	}
	return out
}

// counted is a value with how often it came.
type counted struct {
	value *big.Rat
	n     int64
}

// spread returns percentiles by nearest rank, and the mean.
func spread(list []counted, unit string, floor int64) Spread {
	slices.SortFunc(list, func(a, b counted) int { return cmp.Or(a.value.Cmp(b.value), cmp.Compare(a.n, b.n)) })
	var s Spread
	var parts []kpi.Value
	for _, c := range list {
		s.N += c.n
		parts = append(parts, kpi.Rat(c.value, unit).Mul(kpi.Int(c.n, "")))
	}
	if s.N < floor {
		unknown := kpi.Unknown(kpi.ReasonInsufficientData)
		s.P10, s.P50, s.P80, s.Mean = unknown, unknown, unknown, unknown
		return s
	}
	at := func(percent int64) kpi.Value {
		rank := (s.N*percent + 99) / 100
		for _, c := range list {
			if rank -= c.n; rank <= 0 {
				return kpi.Rat(c.value, unit)
			}
		}
		return kpi.Unknown(kpi.ReasonNoData)
	}
	s.P10, s.P50, s.P80 = at(10), at(50), at(80)
	s.Mean = kpi.Sum(parts).Div(kpi.Int(s.N, ""))
	return s
}
