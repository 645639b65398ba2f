package sra

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/store"
	"github.com/milepost-go/milepost/risk/montecarlo"
)

// shardForm is the JSON form of a Shard: what one machine hands to another. C is
// Counts in writing; in reading their JSON, so that a fault in them has a place.
type shardForm[C any] struct {
	Format     string         `json:"format"`
	Study      string         `json:"study"`
	Blocks     [][2]int       `json:"blocks"` // first and the one after the last, ascending
	Trials     int64          `json:"trials"`
	Scenes     []sceneForm[C] `json:"scenes"`
	Milestones []C            `json:"milestones"`
	Events     []int64        `json:"events"`
	Closures   []int64        `json:"closures"`
	Length     C              `json:"length"`
	Tasks      []taskSums     `json:"tasks"`
	Ranks      []rankSums     `json:"ranks"`
	Ranked     rankSums       `json:"ranked"`
	Points     []Point        `json:"points"`
}

type sceneForm[C any] struct {
	Finish C `json:"finish"`
	Cost   C `json:"cost"`
}

const (
	shardFormat = "milepost.sra.shard/1"
	// MaxShardBytes bounds the JSON form of a shard.
	MaxShardBytes = 256 << 20
)

// MarshalJSON writes the shard. Equal shards give equal bytes.
func (s *Shard) MarshalJSON() ([]byte, error) {
	f := shardForm[*montecarlo.Counts]{Format: shardFormat, Study: s.study, Trials: s.trials, Events: s.events, Closures: s.closures,
		Length: &s.length, Tasks: s.tasks, Ranks: s.ranks, Ranked: s.ranked, Points: s.points}
	for i := range s.scenes {
		f.Scenes = append(f.Scenes, sceneForm[*montecarlo.Counts]{&s.scenes[i].Finish, &s.scenes[i].Cost})
	}
	for i := range s.milestones {
		f.Milestones = append(f.Milestones, &s.milestones[i])
	}
	for _, b := range s.blocks {
		f.Blocks = append(f.Blocks, [2]int{b.first, b.end})
	}
	return json.Marshal(&f)
}

// UnmarshalJSON reads what MarshalJSON writes, strictly. Anything else is
// [ErrForm]. Figures that no run can have led to, such as counts above the number
// of trials or sums whose variance would be negative, come with it as a
// [*finding.Error] that names the place of each.
func (s *Shard) UnmarshalJSON(data []byte) error {
	f, err := store.ReadJSON[shardForm[json.RawMessage]](bytes.NewReader(data), MaxShardBytes)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrForm, err)
	}
	if f.Format != shardFormat {
		return fmt.Errorf("%w: format %.40q", ErrForm, f.Format)
	}
	out := Shard{study: f.Study, trials: f.Trials, events: f.Events, closures: f.Closures, tasks: f.Tasks, ranks: f.Ranks, ranked: f.Ranked, points: f.Points}
	for _, b := range f.Blocks {
		out.blocks = append(out.blocks, span{b[0], b[1]})
	}
	if err := out.read(&f); err != nil {
		return err
	}
	if err := out.check(); err != nil {
		return err
	}
	*s = out
	return nil
}

// read reads the counts.
func (s *Shard) read(f *shardForm[json.RawMessage]) error {
	c := &inspection{Shard: s}
	one := func(into *montecarlo.Counts, data json.RawMessage, field string) {
		if len(data) == 0 {
			return // left out: none
		}
		if err := into.UnmarshalJSON(data); err != nil {
			c.hold(false, field, none(), finding.Text(clip(err.Error())))
		}
	}
	s.scenes, s.milestones = make([]sceneCounts, len(f.Scenes)), make([]montecarlo.Counts, len(f.Milestones))
	one(&s.length, f.Length, "length")
	for i := range f.Scenes {
		one(&s.scenes[i].Finish, f.Scenes[i].Finish, place("scenes", i, "finish"))
		one(&s.scenes[i].Cost, f.Scenes[i].Cost, place("scenes", i, "cost"))
	}
	for i := range f.Milestones {
		one(&s.milestones[i], f.Milestones[i], place("milestones", i, ""))
	}
	return c.err()
}
