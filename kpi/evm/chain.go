package evm

import "slices"

// link is a stage as a record holds it. Links and entries never change once
// they are made: a longer record points at what the shorter one holds, so that
// one more status costs the same however many there are.
type link struct {
	before   *link // stage before; nil for the first
	baseline string
	change   *Rebaselined
	last     *entry // latest status; nil before the first
}

// entry is a status of a stage with those before it.
type entry struct {
	before *entry
	Status
}

// recordOf returns the record of the stages, which it copies.
func recordOf(stages []Stage) Record {
	r := Record{}
	for _, s := range stages {
		r = r.opened(s.Baseline, s.Change)
		for _, status := range s.Statuses {
			r = r.longer(status)
		}
	}
	return r
}

// opened returns the record with one more stage, without a status.
func (r Record) opened(baseline string, change *Rebaselined) Record {
	return Record{&link{before: r.now, baseline: baseline, change: copied(change)}}
}

// longer returns the record with one more status of its last stage.
func (r Record) longer(s Status) Record {
	now := *r.now
	now.last = &entry{now.last, s}
	return Record{&now}
}

// stage returns the stage for the caller to own.
func (l *link) stage() Stage {
	statuses := []Status{}
	for e := l.last; e != nil; e = e.before {
		statuses = append(statuses, e.Status)
	}
	slices.Reverse(statuses)
	return Stage{l.baseline, copied(l.change), statuses}
}

func copied(c *Rebaselined) *Rebaselined {
	if c == nil {
		return nil
	}
	own := *c
	return &own
}
