package sra

import (
	"cmp"
	"math"
	"math/big"
	"slices"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
)

// TaskIndex says how far a task decides the finish of the project. With d the
// length of the task in a trial, f its total float and T the length of the
// project, in working time:
//
//	Criticality   share of trials with f at most 0
//	Cruciality    correlation of d with T (Williams, JORS 43, 1992)
//	Ranked        the same of ranks, Spearman's
//	Kendall       tau-b of d and T: pairs of trials in which both move alike less those in which they move oppositely,
//	              by the root of the pairs with different d times those with different T
//	Significance  mean of d/(d+f) * T/mean(T), with f at least 0 (Williams)
//	Sensitivity   criticality * sd(d)/sd(T) (schedule sensitivity index, PMI 2004)
//
// T is working time of the project's calendar; d and f are the task's own time:
// working time of the calendar it runs on (f of its own where a resource drives
// it), clock time for an elapsed duration.
// Only Sensitivity sets one against the other: d is counted there as project
// working time, at the rate at which both calendars work in the 52 weeks from
// the start of the project. So a task that alone makes up the project has about
// 1 whatever its calendar. The other indices do not depend on units.
//
// Spearman's and Kendall's figures compare the trials within each block of 1,024
// and add up over the blocks, which bounds memory and merges exactly.
//
// What was not measured, or is not defined because d or T never varies, is
// unknown with its reason.
type TaskIndex struct {
	Task         schedule.TaskID `json:"task"`
	Criticality  finding.Value   `json:"criticality"`
	Cruciality   finding.Value   `json:"cruciality_pearson"`
	Ranked       finding.Value   `json:"cruciality_spearman"` // of ranks within blocks of 1,024 trials
	Kendall      finding.Value   `json:"cruciality_kendall"`  // tau-b of pairs within blocks of 1,024 trials
	Significance finding.Value   `json:"significance"`
	Sensitivity  finding.Value   `json:"schedule_sensitivity"`
	Mean         finding.Value   `json:"mean_min"`      // of d, in minutes of the task's own time
	Deviation    finding.Value   `json:"deviation_min"` // of d, likewise
}

// DriverIndex says how far a driver moves with the finish and the cost: the
// rank correlation, and the share of its square in those of all drivers.
type DriverIndex struct {
	Driver    Driver        `json:"driver"`
	Finish    finding.Value `json:"finish_rank_correlation"`
	Share     finding.Value `json:"finish_share"`
	Cost      finding.Value `json:"cost_rank_correlation,omitzero"`
	CostShare finding.Value `json:"cost_share,omitzero"`
}

// Reasons why an index is unknown.
const (
	notMeasured  = "not-asked"
	neverVaries  = "never-varies"
	withoutTrial = "no-data"
	noWork       = "no-working-time"
)

// decimals is how many digits after the point indices are given with.
const decimals = 6

// rounded returns a float as a value, to six digits.
func rounded(x float64, unit string) finding.Value {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return finding.Unknown(neverVaries)
	}
	r, ok := new(big.Rat).SetString(big.NewFloat(x).Text('f', decimals))
	if !ok {
		return finding.Unknown(neverVaries)
	}
	return finding.Rat(r, unit)
}

// moments are exact sums of the project's length, as integers: n*n times the
// variance without the correction of the sample.
type moments struct {
	n, sum, spread *big.Int
}

func (s *Study) lengthMoments(all *Shard) moments {
	n := big.NewInt(all.trials)
	m := moments{n: n, sum: new(big.Int), spread: new(big.Int)}
	if mean := all.length.Mean(); mean != nil {
		m.sum.Set(mean.Mul(mean, new(big.Rat).SetInt(n)).Num())
	}
	if v := all.length.Variance(); v != nil {
		v.Mul(v, new(big.Rat).SetInt(n))
		v.Mul(v, new(big.Rat).SetInt64(all.trials-1))
		m.spread.Set(v.Num())
	}
	return m
}

// indices computes those of all tasks.
func (s *Study) indices(all *Shard) []TaskIndex {
	if s.options.Detail == FinishOnly {
		return nil
	}
	m, ranks := s.lengthMoments(all), map[int32]*rankSums{}
	for k := range s.columns {
		if c := &s.columns[k]; c.task >= 0 && !c.base {
			ranks[c.task] = &all.ranks[k]
		}
	}
	list := make([]TaskIndex, len(s.varies))
	for i, task := range s.varies {
		list[i] = s.index(task, &all.tasks[i], m)
		if r, ok := ranks[task]; ok && s.options.Detail == Indices {
			list[i].Ranked = rankCorrelation(r.Finish, r.Own, all.ranked.Finish)
			list[i].Kendall = tau(r, all.ranked.Pairs)
		}
	}
	return list
}

// index computes those of one task.
func (s *Study) index(task int32, t *taskSums, m moments) TaskIndex {
	no := finding.Unknown(notMeasured)
	x := TaskIndex{Task: s.plan.Tasks[task].ID, Criticality: finding.Unknown(withoutTrial), Cruciality: no, Ranked: no, Kendall: no, Significance: no, Sensitivity: no, Mean: no, Deviation: no}
	if m.n.Sign() == 0 {
		return x
	}
	x.Criticality = finding.Ratio(t.Critical, m.n.Int64(), "")
	if s.options.Detail != Indices {
		return x
	}
	d := t.D.big()
	spread := new(big.Int).Mul(m.n, t.DD.big())
	spread.Sub(spread, new(big.Int).Mul(d, d))
	common := new(big.Int).Mul(m.n, t.DT.big())
	common.Sub(common, new(big.Int).Mul(d, m.sum))
	sdD, sdT := root(spread), root(m.spread)
	never := finding.Unknown(neverVaries)
	x.Ranked, x.Kendall, x.Cruciality = never, never, never
	if spread.Sign() > 0 && m.spread.Sign() > 0 {
		x.Cruciality = rounded(number(common)/sdD/sdT, "")
	}
	n := number(m.n)
	x.Significance = rounded(number(t.Weight.big())/weightUnit/number(m.sum), "")
	x.Sensitivity = finding.Unknown(noWork)
	if worth, ok := s.worth(task); ok {
		x.Sensitivity = rounded(float64(t.Critical)/n*sdD*worth/sdT, "")
	}
	x.Mean = rounded(number(d)/n/60, "min")
	x.Deviation = rounded(sdD/n/60, "min")
	return x
}

// number returns the nearest float of an integer.
func number(x *big.Int) float64 {
	f, _ := new(big.Float).SetInt(x).Float64()
	return f
}

func root(x *big.Int) float64 { return math.Sqrt(number(x)) }

// rankCorrelation returns the correlation of ranks: Spearman's within blocks,
// taken together.
func rankCorrelation(common, a, b wide) finding.Value {
	x, y := number(a.big()), number(b.big())
	if x == 0 || y == 0 {
		return finding.Unknown(neverVaries)
	}
	return rounded(number(common.big())/math.Sqrt(x)/math.Sqrt(y), "")
}

// tau returns Kendall's tau-b of a column and the finish, in which so many pairs
// differ.
func tau(r *rankSums, pairs int64) finding.Value {
	if r.Pairs == 0 || pairs == 0 {
		return finding.Unknown(neverVaries)
	}
	return rounded(float64(r.Surplus)/math.Sqrt(float64(r.Pairs))/math.Sqrt(float64(pairs)), "")
}

// tornado puts the drivers in the order of their share of the finish.
func (s *Study) tornado(all *Shard) []DriverIndex {
	var list []DriverIndex
	var squares, costSquares float64
	for k := range s.columns {
		c, r := &s.columns[k], &all.ranks[k]
		if c.effect {
			continue
		}
		x := DriverIndex{Driver: c.driver, Finish: rankCorrelation(r.Finish, r.Own, all.ranked.Finish)}
		squares += square(x.Finish)
		if s.priced {
			x.Cost = rankCorrelation(r.Cost, r.Own, all.ranked.Cost)
			costSquares += square(x.Cost)
		}
		list = append(list, x)
	}
	for i := range list {
		list[i].Share = shareOf(list[i].Finish, squares)
		if s.priced {
			list[i].CostShare = shareOf(list[i].Cost, costSquares)
		}
	}
	slices.SortStableFunc(list, func(a, b DriverIndex) int {
		return cmp.Or(cmp.Compare(square(b.Finish), square(a.Finish)), strings.Compare(string(a.Driver.Kind), string(b.Driver.Kind)), strings.Compare(a.Driver.ID, b.Driver.ID))
	})
	return list
}

// square returns the square of a correlation, 0 for an unknown one.
func square(v finding.Value) float64 {
	r, ok := v.Rat()
	if !ok {
		return 0
	}
	x, _ := r.Float64()
	return x * x
}

func shareOf(v finding.Value, all float64) finding.Value {
	if v.IsUnknown() {
		return v
	}
	return rounded(square(v)/all, "")
}
