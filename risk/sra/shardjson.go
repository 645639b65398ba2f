package sra

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/milepost-go/milepost/lifecycle/store"
	"github.com/milepost-go/milepost/risk/montecarlo"
)

// shardForm is the JSON form of a Shard: what one machine hands to another.
type shardForm struct {
	Format     string              `json:"format"`
	Study      string              `json:"study"`
	Blocks     [][2]int            `json:"blocks"` // first and the one after the last, ascending
	Trials     int64               `json:"trials"`
	Scenes     []sceneCounts       `json:"scenes"`
	Milestones []montecarlo.Counts `json:"milestones"`
	Events     []int64             `json:"events"`
	Closures   []int64             `json:"closures"`
	Length     montecarlo.Counts   `json:"length"`
	Tasks      []taskSums          `json:"tasks"`
	Ranks      []rankSums          `json:"ranks"`
	Ranked     rankSums            `json:"ranked"`
	Points     []Point             `json:"points"`
}

const (
	shardFormat = "milepost.sra.shard/1"
	// MaxShardBytes bounds the JSON form of a shard.
	MaxShardBytes = 256 << 20
)

// MarshalJSON writes the shard. Equal shards give equal bytes.
func (s *Shard) MarshalJSON() ([]byte, error) {
	f := shardForm{Format: shardFormat, Study: s.study, Trials: s.trials, Scenes: s.scenes, Milestones: s.milestones, Events: s.events, Closures: s.closures,
		Length: s.length, Tasks: s.tasks, Ranks: s.ranks, Ranked: s.ranked, Points: s.points}
	for _, b := range s.blocks {
		f.Blocks = append(f.Blocks, [2]int{b.first, b.end})
	}
	return json.Marshal(&f)
}

// UnmarshalJSON reads what MarshalJSON writes, strictly. Anything else is
// [ErrForm].
func (s *Shard) UnmarshalJSON(data []byte) error {
	f, err := store.ReadJSON[shardForm](bytes.NewReader(data), MaxShardBytes)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrForm, err)
	}
	if f.Format != shardFormat {
		return fmt.Errorf("%w: format %.40q", ErrForm, f.Format)
	}
	out := Shard{study: f.Study, trials: f.Trials, scenes: f.Scenes, milestones: f.Milestones, events: f.Events, closures: f.Closures,
		length: f.Length, tasks: f.Tasks, ranks: f.Ranks, ranked: f.Ranked, points: f.Points}
	most := int64(0)
	for i, b := range f.Blocks {
		if b[0] < 0 || b[1] <= b[0] || b[1] > montecarlo.MaxTrials/block || i > 0 && b[0] <= f.Blocks[i-1][1] {
			return fmt.Errorf("%w: blocks %d", ErrForm, i+1)
		}
		most += int64(b[1]-b[0]) * block
		out.blocks = append(out.blocks, span{b[0], b[1]})
	}
	if err := out.sound(most); err != nil {
		return err
	}
	*s = out
	return nil
}

// sound reports what no run can have led to, where the blocks hold at most so
// many trials.
func (s *Shard) sound(most int64) error {
	wrong := s.trials < 0 || s.trials > most || s.trials <= most-block*int64(min(len(s.blocks), 1)) && s.trials != most || s.length.N() != s.trials && s.study != ""
	for i := range s.scenes {
		wrong = wrong || s.scenes[i].Finish.N() != s.trials || s.scenes[i].Cost.N() != s.trials && s.scenes[i].Cost.N() != 0
	}
	for i := range s.milestones {
		wrong = wrong || s.milestones[i].N() != s.trials
	}
	for _, list := range [][]int64{s.events, s.closures} {
		for _, n := range list {
			wrong = wrong || n < 0 || n > s.trials
		}
	}
	for i := range s.tasks {
		wrong = wrong || s.tasks[i].Critical < 0 || s.tasks[i].Critical > s.trials
	}
	for i, p := range s.points {
		wrong = wrong || p.Trial < 0 || i > 0 && p.Trial <= s.points[i-1].Trial
	}
	if wrong {
		return fmt.Errorf("%w: the counts do not fit together", ErrForm)
	}
	return nil
}
