package sra

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"github.com/milepost-go/milepost/risk/montecarlo"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Kinds of error of shards.
var (
	// ErrStudy: the shard belongs to another question.
	ErrStudy = errors.New("sra: shard of another study")
	// ErrOverlap: two shards hold the same trials.
	ErrOverlap = errors.New("sra: shards overlap")
	// ErrForm: the JSON is not that of a shard.
	ErrForm = errors.New("sra: not a shard")
	// ErrNoTrials: there is no shard, or none of its trials was made, so that
	// there are no figures.
	ErrNoTrials = errors.New("sra: no trials")
	// ErrBlocks: blocks are asked for that the study does not have.
	ErrBlocks = errors.New("sra: no such blocks")
)

// Shard is what came out of some blocks of trials of a [Study]: counts and
// sums of whole numbers. Shards of the same study and different blocks merge in
// any order and grouping to the same shard; the zero Shard is that of no
// blocks. It belongs to one goroutine.
type Shard struct {
	study  string
	blocks []span
	trials int64

	scenes     []sceneCounts
	milestones []montecarlo.Counts
	events     []int64 // how often each happened, by column of Study.events
	closures   []int64
	length     montecarlo.Counts // of the project, in working time
	tasks      []taskSums        // by place in Study.varies
	ranks      []rankSums        // by column, against finish and cost
	ranked     rankSums          // of the finish and of the cost, each with itself
	points     []Point
}

// sceneCounts are the finishes, in working seconds of the project's calendar
// besides, and costs of a scene.
type sceneCounts struct {
	Finish montecarlo.Counts
	Cost   montecarlo.Counts
}

// span is a range of blocks, the last not included.
type span struct{ first, end int }

// Point is one trial: when the project finished and what it cost.
type Point struct {
	Trial  int64             `json:"trial"`
	Finish calendar.DateTime `json:"finish"`
	Cost   int64             `json:"cost_minor"` // minor units of the currency
}

// taskSums are what the indices of a task need: lengths d, their squares and
// products with the length T of the project, and d/(d+float) in parts of
// weightUnit times T.
type taskSums struct {
	Critical int64 `json:"critical"`
	D        wide  `json:"d"`
	DD       wide  `json:"dd"`
	DT       wide  `json:"dt"`
	Weight   wide  `json:"weight"`
}

// rankSums are sums over blocks of products of centred ranks, each rank counted
// twice to stay whole: of the column with itself, with the finish and the cost.
// Of tasks also the pairs of trials of one block in which the column differs,
// and how many more pairs move with the finish than against it.
type rankSums struct {
	Own     wide  `json:"own"`
	Finish  wide  `json:"finish"`
	Cost    wide  `json:"cost"`
	Pairs   int64 `json:"pairs"`
	Surplus int64 `json:"surplus"`
}

// newShard returns an empty shard with room for all that a study keeps.
func (s *Study) newShard() *Shard {
	sh := &Shard{study: s.print, scenes: make([]sceneCounts, len(s.scenes)), milestones: make([]montecarlo.Counts, len(s.milestones)),
		events: make([]int64, len(s.events)), closures: make([]int64, len(s.closures))}
	if s.options.Detail != FinishOnly {
		sh.tasks = make([]taskSums, len(s.varies))
	}
	sh.ranks = make([]rankSums, len(s.columns))
	return sh
}

// Trials returns how many trials the shard holds.
func (s *Shard) Trials() int64 { return s.trials }

// Merge returns the shard of the blocks of all of them, which stay as they
// are. Shards of different studies are [ErrStudy], those with blocks in common
// [ErrOverlap], and together they must be what a run can have led to, else the
// error is [ErrForm]. Shards that are nil or zero add nothing; without any other
// the result is the zero one, of which [Study.Outcome] makes no figures.
func Merge(shards ...*Shard) (*Shard, error) {
	out, err := merge(shards...)
	if err == nil {
		err = out.check()
	}
	if err != nil {
		return nil, err
	}
	return out, nil
}

// merge does so without looking whether the figures can be.
func merge(shards ...*Shard) (*Shard, error) {
	out := &Shard{}
	for _, s := range shards {
		if s == nil || s.study == "" {
			continue
		}
		if out.study == "" {
			out = s.empty()
		}
		if err := out.take(s); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(out.points, func(a, b Point) int { return cmp.Compare(a.Trial, b.Trial) })
	return out, nil
}

// empty returns a shard of the same form without trials.
func (s *Shard) empty() *Shard {
	return &Shard{study: s.study, scenes: make([]sceneCounts, len(s.scenes)), milestones: make([]montecarlo.Counts, len(s.milestones)),
		events: make([]int64, len(s.events)), closures: make([]int64, len(s.closures)),
		tasks: make([]taskSums, len(s.tasks)), ranks: make([]rankSums, len(s.ranks))}
}

// alike reports whether two shards have the same form.
func (s *Shard) alike(o *Shard) bool {
	return s.study == o.study && len(s.scenes) == len(o.scenes) && len(s.milestones) == len(o.milestones) && len(s.events) == len(o.events) &&
		len(s.closures) == len(o.closures) && len(s.tasks) == len(o.tasks) && len(s.ranks) == len(o.ranks)
}

// take adds another shard.
func (s *Shard) take(o *Shard) error {
	if !s.alike(o) {
		return fmt.Errorf("%w: %.40q and %.40q", ErrStudy, s.study, o.study)
	}
	blocks, err := join(s.blocks, o.blocks)
	if err != nil {
		return err
	}
	s.blocks = blocks
	s.trials += o.trials
	s.length.Merge(&o.length)
	for i := range s.scenes {
		s.scenes[i].Finish.Merge(&o.scenes[i].Finish)
		s.scenes[i].Cost.Merge(&o.scenes[i].Cost)
	}
	for i := range s.milestones {
		s.milestones[i].Merge(&o.milestones[i])
	}
	for i, n := range o.events {
		s.events[i] += n
	}
	for i, n := range o.closures {
		s.closures[i] += n
	}
	for i := range o.tasks {
		s.tasks[i].plus(&o.tasks[i])
	}
	for i := range o.ranks {
		s.ranks[i].plus(&o.ranks[i])
	}
	s.ranked.plus(&o.ranked)
	s.points = append(s.points, o.points...)
	return nil
}

func (t *taskSums) plus(o *taskSums) {
	t.Critical += o.Critical
	t.D.plus(o.D)
	t.DD.plus(o.DD)
	t.DT.plus(o.DT)
	t.Weight.plus(o.Weight)
}

func (r *rankSums) plus(o *rankSums) {
	r.Own.plus(o.Own)
	r.Finish.plus(o.Finish)
	r.Cost.plus(o.Cost)
	r.Pairs += o.Pairs
	r.Surplus += o.Surplus
}

// join returns the blocks of both lists as few spans in order.
func join(a, b []span) ([]span, error) {
	all := append(slices.Clone(a), b...)
	slices.SortFunc(all, func(x, y span) int { return x.first - y.first })
	var out []span
	for _, x := range all {
		n := len(out)
		switch {
		case n > 0 && x.first < out[n-1].end:
			return nil, fmt.Errorf("%w: block %d", ErrOverlap, x.first)
		case n > 0 && x.first == out[n-1].end:
			out[n-1].end = x.end
		default:
			out = append(out, x)
		}
	}
	return out, nil
}
