package team

import (
	"cmp"
	"slices"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Standing is what people are asked to acknowledge, in its present version: the
// set of goals, a version of the plan, an assignment.
type Standing struct {
	Subject finding.Ref         `json:"subject"`
	Digest  lifecycle.Digest    `json:"digest"`       // of the present version
	By      []lifecycle.ActorID `json:"by,omitempty"` // who is asked; none: everybody
}

// Ack says that somebody has taken note of one version of a subject.
type Ack struct {
	Actor   lifecycle.ActorID `json:"actor"`
	Subject finding.Ref       `json:"subject"`
	Digest  lifecycle.Digest  `json:"digest"`
	At      time.Time         `json:"at"`
}

// Aligned says who has acknowledged the present version of one subject. The
// lists are in order of id, and everybody asked is in exactly one of them.
type Aligned struct {
	Subject finding.Ref      `json:"subject"`
	Digest  lifecycle.Digest `json:"digest"`
	Current []Ack            `json:"current,omitempty"` // of the present version, the earliest of each person
	Stale   []Ack            `json:"stale,omitempty"`   // of other versions only, the latest of each person
	Never   []Ack            `json:"never,omitempty"`   // of no version: actor and subject alone
}

// Alignment compares what is to be acknowledged with what was. An
// acknowledgement of another version than the present one does not count. The
// members asked are given by id; acknowledgements of others are left out.
func Alignment(subjects []Standing, acks []Ack, members []lifecycle.ActorID) []Aligned {
	type place struct {
		actor   lifecycle.ActorID
		subject finding.Ref
	}
	given := map[place][]Ack{}
	for _, a := range acks {
		p := place{a.Actor, a.Subject}
		given[p] = append(given[p], a)
	}
	var list []Aligned
	for _, s := range subjects {
		a := Aligned{Subject: s.Subject, Digest: s.Digest}
		for _, actor := range s.asked(members) {
			a.take(s, actor, given[place{actor, s.Subject}])
		}
		list = append(list, a)
	}
	return list
}

func (s Standing) asked(members []lifecycle.ActorID) []lifecycle.ActorID {
	if len(s.By) > 0 {
		return uniqueSorted(s.By)
	}
	return uniqueSorted(members)
}

// take sorts one person in by what they have acknowledged.
func (a *Aligned) take(s Standing, actor lifecycle.ActorID, acks []Ack) {
	isCurrent := func(k Ack) bool { return k.Digest == s.Digest && k.Digest != "" }
	current := slices.DeleteFunc(slices.Clone(acks), func(k Ack) bool { return !isCurrent(k) })
	stale := slices.DeleteFunc(slices.Clone(acks), isCurrent)
	switch {
	case len(current) > 0:
		a.Current = append(a.Current, slices.MinFunc(current, compareAcks))
	case len(stale) > 0:
		a.Stale = append(a.Stale, slices.MaxFunc(stale, compareAcks))
	default:
		a.Never = append(a.Never, Ack{Actor: actor, Subject: s.Subject})
	}
}

func compareAcks(a, b Ack) int {
	return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Digest, b.Digest))
}

// Asked returns how many people are asked.
func (a Aligned) Asked() int { return len(a.Current) + len(a.Stale) + len(a.Never) }

// Open returns who has not acknowledged the present version, in order of id.
func (a Aligned) Open() []lifecycle.ActorID {
	var list []lifecycle.ActorID
	for _, k := range slices.Concat(a.Stale, a.Never) {
		list = append(list, k.Actor)
	}
	slices.Sort(list)
	return list
}

// Check reports when fewer people than need have acknowledged the present
// version; 0 stands for everybody asked. Who is stale and who never did are
// two findings, sorted. A subject without digest has no version that anybody
// could acknowledge. A subject that nobody is asked about gives a finding too.
func (a Aligned) Check(need int) []finding.Finding {
	var c checker
	if need <= 0 {
		need = a.Asked()
	}
	want, got := count(need), count(len(a.Current))
	switch {
	case a.Digest == "":
		c.block(CodeAckNoVersion, a.Subject, nothing, nothing, RemedyNameVersion)
	case a.Asked() == 0:
		c.block(CodeAckNobody, a.Subject, nothing, nothing, RemedyAskAck)
	case need > a.Asked():
		c.block(CodeAckTooMany, a.Subject, want, count(a.Asked()), RemedyAskAck)
	}
	if len(a.Current) >= need {
		return c.sorted()
	}
	if len(a.Stale) > 0 {
		c.block(CodeAckStale, a.Subject, want, got, RemedyAcknowledge, ackRefs(a.Stale)...)
	}
	if len(a.Never) > 0 {
		c.block(CodeAckMissing, a.Subject, want, got, RemedyAcknowledge, ackRefs(a.Never)...)
	}
	return c.sorted()
}

func ackRefs(acks []Ack) []finding.Ref {
	var refs []finding.Ref
	for _, k := range acks {
		refs = append(refs, memberRef(k.Actor, ""))
	}
	return refs
}

// OpenFact returns, as a fact for a gate, how many acknowledgements of present
// versions are open: a number, 0 when everybody asked has given theirs. For the
// n of m of [Aligned.Check] use [lifecycle.BlockingFact] with its findings.
func OpenFact(name lifecycle.FactName, list []Aligned, at time.Time, source string) lifecycle.Fact {
	open := 0
	for _, a := range list {
		open += len(a.Open())
	}
	return lifecycle.Fact{Name: name, Value: count(open), At: at, Source: source}
}
