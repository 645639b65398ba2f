package montecarlo

import (
	"math"
	"reflect"
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Sizes of the parts that trials come in. They are part of what makes results
// reproducible and never change.
const (
	Lanes = 16   // trials sampled at once
	Block = 1024 // trials that are stratified and correlated together; shards are whole blocks
)

// Limits of a model.
const (
	MaxInputs     = 1 << 20
	MaxCorrelated = 512     // inputs that hang together by correlations
	MaxTrials     = 1 << 30 // of one run
)

// Input is one uncertain quantity.
type Input struct {
	ID   string    // unique in the model; its stream depends on it and the seed alone
	Dist Quantiler // in the unit of the values, or in Scale of it
	// Scale is what values are multiplied by before they are rounded; 0 means
	// 1, and nothing else below 0 or no number is sound. Inputs of one
	// distribution that differ in scale share what sampling looks up, which is
	// faster than distributions of their own.
	Scale float64
	// Least and Most bound the values where Least is below Most; what the
	// distribution says beyond them becomes the bound.
	Least, Most int64
}

// Correlation asks that two inputs rise and fall together.
type Correlation struct {
	A, B string // ids of inputs
	// Rank is Spearman's rank correlation of what the two draw, from -1 to 1.
	// Values with ties, such as those of events, show less of it than values
	// without: not every rank can be had of two events.
	Rank float64
}

// Options are the choices of a model. The zero Options samples each trial
// independently.
type Options struct {
	Seed uint64
	// Latin stratifies every input: of the 1024 trials of a block each falls
	// into another 1024th of the distribution (McKay, Beckman and Conover,
	// Technometrics 21, 1979, block by block).
	Latin bool
}

// Model is a set of inputs made ready for sampling. It is immutable and safe
// for concurrent use; each goroutine takes a [Sampler] of its own.
type Model struct {
	inputs  []input
	index   map[string]int
	tables  []*table
	groups  []group
	options Options
}

// input is an Input with its numbers ready.
type input struct {
	key         uint64
	table       int32
	low, width  int64
	least, most int64
	bounded     bool   // least or most lies within the distribution
	small       bool   // a table gives its values, and they fit in 32 bits
	lines       *table // of a small one that is neither bounded nor in a column
	steps       *steps
	column      int32 // in a sampler's columns; -1 where trials are drawn as they are asked for
}

// New checks the inputs and correlations and makes a model of them. The
// findings are of severity Block, with every fault at once and no model, or
// tell of correlations that no quantities can have together: these were moved
// to the nearest that can, and the largest move is said unless it is below a
// thousandth, as for a rank of 1.
func New(inputs []Input, correlations []Correlation, options Options) (*Model, []finding.Finding) {
	found := check(inputs, correlations)
	if finding.Blocks(found) {
		finding.Sort(found)
		return nil, found
	}
	m := &Model{index: make(map[string]int, len(inputs)), options: options, inputs: make([]input, len(inputs))}
	shapes, drawn := map[[3]int64][]int32{}, map[Quantiler]int32{}
	for i, in := range inputs {
		m.index[in.ID] = i
		m.inputs[i] = m.input(in, shapes, drawn)
	}
	found = m.correlate(inputs, correlations)
	finding.Sort(found)
	if finding.Blocks(found) {
		return nil, found
	}
	m.layOut()
	return m, found
}

// input prepares one input. Tables of equal content are shared.
func (m *Model) input(in Input, shapes map[[3]int64][]int32, drawn map[Quantiler]int32) input {
	out := input{key: key(m.options.Seed, in.ID, "sample"), column: -1, least: math.MinInt64, most: math.MaxInt64}
	if in.Least < in.Most {
		out.least, out.most = in.Least, in.Most
	}
	scale := in.scale()
	if s, ok := in.Dist.(Stepper); ok {
		if values, probabilities := s.Steps(); len(values) > 0 {
			out.steps = newSteps(times(values, scale), probabilities)
			return out
		}
	}
	low, high := ends(in.Dist)
	out.low, out.width = whole(low*scale), whole(high*scale)-whole(low*scale)
	out.bounded = out.low < out.least || out.low+out.width > out.most
	out.small = out.low >= -1<<31 && out.low+out.width < 1<<31
	known := reflect.ValueOf(in.Dist).Comparable()
	if k, ok := same(known, drawn, in.Dist); ok {
		out.table = k
		return out
	}
	out.table = m.table(newTable(in.Dist, low, high-low), shapes)
	if known {
		drawn[in.Dist] = out.table
	}
	return out
}

// same returns the table of a distribution that had one before.
func same(comparable bool, drawn map[Quantiler]int32, d Quantiler) (int32, bool) {
	if !comparable {
		return 0, false
	}
	k, ok := drawn[d]
	return k, ok
}

// scale returns what values are multiplied by.
func (in *Input) scale() float64 {
	if in.Scale == 0 {
		return 1
	}
	return in.Scale
}

// times returns the values times a scale, as a fresh slice.
func times(values []float64, scale float64) []float64 {
	out := make([]float64, len(values))
	for i, v := range values {
		out[i] = v * scale
	}
	return out
}

// table returns the number of a table, which is that of an equal one if the
// model has it.
func (m *Model) table(t *table, shapes map[[3]int64][]int32) int32 {
	at := [3]int64{t.axis[lines/3], t.slope[lines/2], int64(t.outer[octaves*32].slope)}
	for _, k := range shapes[at] {
		if m.tables[k].axis == t.axis && m.tables[k].slope == t.slope && m.tables[k].outer == t.outer {
			return k
		}
	}
	k := int32(len(m.tables))
	shapes[at] = append(shapes[at], k)
	m.tables = append(m.tables, t)
	return k
}

// whole returns the nearest whole number within what values may be.
func whole(x float64) int64 {
	const most = 1 << 61
	return int64(math.Round(min(max(x, -most), most)))
}

// Inputs returns how many inputs the model has. They are numbered in the order
// given.
func (m *Model) Inputs() int { return len(m.inputs) }

// Number returns the number of an input. It reports false when the model has
// none of that id.
func (m *Model) Number(id string) (int, bool) {
	i, ok := m.index[id]
	return i, ok
}

// steps are the values of a Stepper with the uniform numbers below which they
// are taken.
type steps struct {
	below  []uint32
	values []int64
}

func newSteps(values, probabilities []float64) *steps {
	s := &steps{}
	sum := 0.0
	for i, v := range values {
		if !(probabilities[i] > 0) {
			continue // even the last uniform number does not lead to it
		}
		sum += probabilities[i]
		s.values = append(s.values, whole(v))
		s.below = append(s.below, uint32(min(math.Round(sum*points), points-1)))
	}
	return s
}

// of returns the value of a uniform number.
func (s *steps) of(u uint32) int64 {
	i, found := slices.BinarySearch(s.below, u)
	if found {
		i++
	}
	return s.values[min(i, len(s.values)-1)]
}

// layOut gives a column to every input that cannot be drawn trial by trial.
func (m *Model) layOut() {
	next := int32(0)
	for _, g := range m.groups {
		for _, i := range g.members {
			m.inputs[i].column = next
			next++
		}
	}
	for i := range m.inputs {
		if m.options.Latin && m.inputs[i].column < 0 {
			m.inputs[i].column = next
			next++
		}
		if in := &m.inputs[i]; in.small && !in.bounded && in.column < 0 {
			in.lines = m.tables[in.table]
		}
	}
}
