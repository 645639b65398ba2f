package asana

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
)

// notebook collects notes up to a limit, and counts what gives one note for
// many things.
type notebook struct {
	most   int
	list   []schedule.LossNote
	more   bool
	counts map[counted]int
}

type counted struct {
	kind, field string
	reason      finding.Code
}

func (n *notebook) add(subject finding.Ref, value string, reason finding.Code) {
	if len(n.list) >= n.most {
		n.more = true
		return
	}
	n.list = append(n.list, schedule.LossNote{Subject: subject, Value: clip(value), Reason: reason})
}

// count adds one to what gives a note at the end.
func (n *notebook) count(kind, field string, reason finding.Code) {
	if n.counts == nil {
		n.counts = map[counted]int{}
	}
	key := counted{kind, field, reason}
	if _, known := n.counts[key]; known || len(n.counts) < n.most {
		n.counts[key]++
	} else {
		n.more = true
	}
}

// all returns the notes: those of single things in the order in which they were
// made, then the counts.
func (n *notebook) all() []schedule.LossNote {
	keys := make([]counted, 0, len(n.counts))
	for key := range n.counts {
		keys = append(keys, key)
	}
	slices.SortFunc(keys, func(a, b counted) int {
		return cmp.Or(strings.Compare(a.kind, b.kind), strings.Compare(a.field, b.field), strings.Compare(string(a.reason), string(b.reason)))
	})
	for _, key := range keys {
		n.add(finding.Ref{Kind: key.kind, Field: clip(key.field)}, strconv.Itoa(n.counts[key]), key.reason)
	}
	if n.more {
		n.list = append(n.list, schedule.LossNote{Subject: finding.Ref{Kind: "file"}, Reason: CodeMoreNotes})
	}
	return n.list
}

// grade is how grave a note is, what was wanted and what mends it.
type grade struct {
	severity finding.Severity
	want     finding.Value
	remedy   finding.Code
}

// gradeOf returns what is known about a reason. Others are worth knowing only.
func gradeOf(reason finding.Code) grade {
	switch reason {
	case CodeDamagedID:
		return grade{finding.Warn, finding.Text("1211430000000000"), RemedyExportAgain}
	case CodeAmbiguous, CodeSameName:
		return grade{finding.Warn, finding.Value{}, RemedyRename}
	case CodeDate:
		return grade{finding.Warn, finding.Text("YYYY-MM-DD"), RemedyNameOrder}
	case CodeZone:
		return grade{finding.Info, finding.Value{}, RemedyGiveZone}
	case CodeStartGuessed:
		return grade{finding.Info, finding.Value{}, RemedyGiveStart}
	case CodeMorePages:
		return grade{finding.Warn, finding.Value{}, RemedyAddPages}
	case CodeNoDuration:
		return grade{finding.Info, finding.Value{}, RemedyEstimate}
	case CodeNotComputed:
		return grade{finding.Warn, finding.Value{}, RemedyMendPlan}
	case CodeDuplicateID, CodeUnknownReference, CodeSelf, CodeReversed, CodeType, CodeTwice, CodeCharset, CodeCard, CodeCut:
		return grade{severity: finding.Warn}
	}
	return grade{severity: finding.Info}
}

// Findings grades notes of this package: what was refused or may be wrong is a
// warning, with what was wanted and what mends it where that is known; the rest
// is worth knowing. They stand in the order of the notes; the caller owns them.
func Findings(notes []schedule.LossNote) []finding.Finding {
	list := make([]finding.Finding, len(notes))
	for i, n := range notes {
		g := gradeOf(n.Reason)
		list[i] = n.Finding()
		list[i].Severity, list[i].Want, list[i].Remedy = g.severity, g.want, g.remedy
	}
	return list
}
