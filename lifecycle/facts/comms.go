package facts

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Facts of communication, beside the measures of package comms
// ([comms.MeasureCadence] and its neighbours), which have the names that it
// gives them.
const (
	CommsBlocking  lifecycle.FactName = "comms.blocking"        // list: what blocks the communication record, [comms.Check]
	ActionsOpen    lifecycle.FactName = "comms.actions_open"    // number: actions and topics of meetings that are open
	ActionsOverdue lifecycle.FactName = "comms.actions_overdue" // number: those past their date
	IssuesOpen     lifecycle.FactName = "issues.open"           // number: issues that still need a solution
	IssuesSevere   lifecycle.FactName = "issues.severe"         // number: of them, high or critical
	IssuesUnowned  lifecycle.FactName = "issues.without_owner"  // number: of them, with nobody to solve them
	DocumentsLost  lifecycle.FactName = "documents.broken"      // number: documents of which nothing was found
	DocumentsMoved lifecycle.FactName = "documents.changed"     // number: documents with a version that the record does not know
)

func commsRows() []row {
	return slices.Concat(measureRows(), []row{
		blocking(CommsBlocking, "", func(k *Known) []finding.Finding { return comms.Check(*k.in.Comms) }, PartComms),
		count(ActionsOpen, "", func(k *Known) int { return len(comms.OpenItems(k.actions())) }, PartComms),
		count(ActionsOverdue, "", func(k *Known) int { return len(comms.OverdueItems(k.actions(), k.on)) }, PartComms),
		count(IssuesOpen, "", issuesWhere(func(comms.IssueState) bool { return true }), PartComms),
		count(IssuesSevere, "", issuesWhere(func(s comms.IssueState) bool {
			return s.Severity == comms.High || s.Severity == comms.Critical
		}), PartComms),
		count(IssuesUnowned, "", issuesWhere(func(s comms.IssueState) bool { return s.Owner == "" }), PartComms),
		count(DocumentsLost, "", documentsWith(comms.CodeDocumentBroken), PartDocuments),
		count(DocumentsMoved, "", documentsWith(comms.CodeDocumentChanged), PartDocuments),
	})
}

// actions returns the actions and topics that meetings raised.
func (k *Known) actions() []comms.Item {
	return k.items.of(func() []comms.Item { return comms.ActionLog(k.in.Comms.Minutes, k.in.Comms.Closings) })
}

// unsettled returns the states of the issues raised so far that still need a
// solution.
func (k *Known) unsettled() []comms.IssueState {
	return k.issues.of(func() []comms.IssueState {
		var list []comms.IssueState
		for _, i := range k.in.Comms.Issues {
			if k.openIssue(i) {
				list = append(list, i.StateAt(k.at))
			}
		}
		return list
	})
}

// openIssue reports whether the issue was raised and still needs a solution.
func (k *Known) openIssue(i comms.Issue) bool {
	return i.StateAt(k.at).Status.Unsettled() && !i.Raised.After(k.at)
}

// issuesWhere counts open issues.
func issuesWhere(is func(comms.IssueState) bool) func(*Known) int {
	return func(k *Known) int {
		n := 0
		for _, s := range k.unsettled() {
			if is(s) {
				n++
			}
		}
		return n
	}
}

// documentsWith counts the findings of a code on documents.
func documentsWith(code finding.Code) func(*Known) int {
	return func(k *Known) int {
		return countCode(comms.CheckDocuments(k.in.Documents, k.in.Sightings), code)
	}
}

func countCode(found []finding.Finding, code finding.Code) int {
	return len(finding.Filter(found, func(f finding.Finding) bool { return f.Code == code }))
}

// measureRows are the measures of package comms.
func measureRows() []row {
	units := map[lifecycle.FactName]string{comms.MeasureReplyDays: "day", comms.MeasureResponseMin: "min"}
	var rows []row
	for _, name := range []lifecycle.FactName{
		comms.MeasureCadence, comms.MeasureAttendance, comms.MeasureAcknowledged, comms.MeasureUnanswered, comms.MeasureReplyDays,
		comms.MeasureResponse, comms.MeasureResolution, comms.MeasureResponseMin, comms.MeasureIssuesLate, comms.MeasureReached, comms.MeasureGaps,
	} {
		rows = append(rows, figure(name, "number", units[name], func(k *Known) finding.Value { return k.measure(name) }, PartEvidence))
	}
	return rows
}

func (k *Known) measure(name lifecycle.FactName) finding.Value {
	return k.measures.of(func() map[lifecycle.FactName]finding.Value {
		values := map[lifecycle.FactName]finding.Value{}
		for _, m := range comms.Facts(*k.in.Evidence) {
			values[m.Name] = m.Value
		}
		return values
	})[name]
}
