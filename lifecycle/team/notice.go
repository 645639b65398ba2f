package team

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"slices"
	"strings"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Assignment is a task given to somebody, as the person is told of it.
type Assignment struct {
	Task    string            `json:"task"`
	Actor   lifecycle.ActorID `json:"actor"`
	Text    string            `json:"text,omitempty"` // what is to be done
	WorkMin int64             `json:"work_min,omitempty"`
	Start   calendar.Date     `json:"start,omitzero"`
	Due     calendar.Date     `json:"due,omitzero"` // last day
}

// Digest returns the digest of the assignment: its version. Any change of its
// contents changes it.
func (a Assignment) Digest() lifecycle.Digest {
	h := sha256.New()
	field := func(text string) {
		var size [8]byte
		binary.BigEndian.PutUint64(size[:], uint64(len(text)))
		h.Write(size[:])
		h.Write([]byte(text))
	}
	var work [8]byte
	binary.BigEndian.PutUint64(work[:], uint64(a.WorkMin))
	for _, text := range []string{"milepost.assignment.1", a.Task, string(a.Actor), a.Text, string(work[:]), a.Start.String(), a.Due.String()} {
		field(text)
	}
	return lifecycle.Digest("sha256:" + hex.EncodeToString(h.Sum(nil)))
}

// Standing returns the assignment as something that its person, and nobody
// else, is to acknowledge.
func (a Assignment) Standing() Standing {
	return Standing{Subject: a.ref(), Digest: a.Digest(), By: []lifecycle.ActorID{a.Actor}}
}

func (a Assignment) ref() finding.Ref { return finding.Ref{Kind: "task", ID: a.Task} }

// Notice tells somebody of one version of an assignment.
type Notice struct {
	Task   string            `json:"task"`
	Actor  lifecycle.ActorID `json:"actor"`
	Digest lifecycle.Digest  `json:"digest"`
	At     time.Time         `json:"at"`
}

type noticeKey struct {
	task   string
	actor  lifecycle.ActorID
	digest lifecycle.Digest
}

// Notify returns the notices still to be sent at a moment: one for each
// assignment whose version was not sent before, by task and person. A host
// that keeps what it was given and passes it as sent tells everybody of each
// version exactly once, however often it asks.
func Notify(assignments []Assignment, sent []Notice, at time.Time) []Notice {
	known := map[noticeKey]bool{}
	for _, n := range sent {
		known[noticeKey{n.Task, n.Actor, n.Digest}] = true
	}
	var list []Notice
	for _, a := range assignments {
		key := noticeKey{a.Task, a.Actor, a.Digest()}
		if !known[key] {
			known[key] = true
			list = append(list, Notice{a.Task, a.Actor, key.digest, at})
		}
	}
	slices.SortFunc(list, func(a, b Notice) int {
		return cmp.Or(strings.Compare(a.Task, b.Task), cmp.Compare(a.Actor, b.Actor), cmp.Compare(a.Digest, b.Digest))
	})
	return list
}

// Unacknowledged reports, sorted, the assignments that have started or are due
// on a day, or on an earlier one, and that their person never acknowledged in
// any version, or only in an earlier one. An assignment without dates has
// not started.
func Unacknowledged(assignments []Assignment, acks []Ack, on calendar.Date) []finding.Finding {
	var c checker
	for _, a := range assignments {
		begun := func(d calendar.Date) bool { return !d.IsZero() && !d.After(on) }
		if !begun(a.Start) && !begun(a.Due) {
			continue
		}
		code, day := CodeTaskStarted, a.Start
		if begun(a.Due) {
			code, day = CodeTaskDue, a.Due
		}
		state := Alignment([]Standing{a.Standing()}, acks, nil)[0]
		switch {
		case len(state.Never) > 0:
			c.block(code, a.ref(), nothing, date(day), RemedyAcknowledge, memberRef(a.Actor, ""))
		case len(state.Stale) > 0:
			c.warn(CodeTaskStale, a.ref(), nothing, date(day), RemedyAcknowledge, memberRef(a.Actor, ""))
		}
	}
	return c.sorted()
}
