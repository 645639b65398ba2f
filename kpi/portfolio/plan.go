package portfolio

import "iter"

// Shard is a part of a portfolio: what one worker computes at a time.
type Shard struct {
	Index int      `json:"index"` // from 0
	Of    int      `json:"of"`    // shards of the plan
	IDs   []string `json:"ids"`
}

// Plan splits projects into shards of about the target cost each, in the order
// given: a shard is closed when it has reached the target, so a costly project
// makes one of its own or ends one. What the cost counts is the host's choice,
// such as tasks; a cost below 1 counts as 1, and so does a target. A project that
// is given again is in the plan once, where it was given first.
func Plan(projects iter.Seq2[string, int64], target int64) []Shard {
	var shards []Shard
	var ids []string
	sum, target, planned := int64(0), min(target, 1<<62), map[string]bool{}
	flush := func() {
		if len(ids) > 0 {
			shards = append(shards, Shard{Index: len(shards), IDs: ids})
			ids, sum = nil, 0
		}
	}
	for id, cost := range projects {
		if planned[id] {
			continue
		}
		planned[id] = true
		ids = append(ids, id)
		if sum += min(max(cost, 1), 1<<40); sum >= target {
			flush()
		}
	}
	flush()
	for i := range shards {
		shards[i].Of = len(shards)
	}
	return shards
}
