package mspdi

import (
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
)

// notebook collects the notes of one writing, no more than the usual limit.
type notebook struct {
	list    []schedule.LossNote
	subject finding.Ref // what is being written
	most    int
	more    bool
}

func newNotebook() *notebook { return &notebook{most: Limits{}.withDefaults().Notes} }

// about makes a thing the subject of the notes that follow.
func (n *notebook) about(kind, id string) { n.subject = finding.Ref{Kind: kind, ID: id} }

// add notes something about a field of the subject.
func (n *notebook) add(field, value string, reason finding.Code) {
	if len(n.list) >= n.most {
		n.more = true
		return
	}
	subject := n.subject
	subject.Field = field
	n.list = append(n.list, schedule.LossNote{Subject: subject, Value: clipText([]byte(value)), Reason: reason})
}

// mark and back take notes back that turn out not to be true.
func (n *notebook) mark() int { return len(n.list) }

func (n *notebook) back(mark int) { n.list = n.list[:mark] }

// all returns the notes; the last one says if there were more.
func (n *notebook) all() []schedule.LossNote {
	if n.more {
		n.list[len(n.list)-1] = schedule.LossNote{Reason: CodeMoreNotes}
	}
	return n.list
}
