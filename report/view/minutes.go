package view

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
)

// CodeNoQuorum says that a meeting could not decide. Want is how many had to be
// there, got how many were.
const CodeNoQuorum finding.Code = "view.minutes.no_quorum"

// MinutesInput is what minutes are shown from.
type MinutesInput struct {
	Title   string // of the meeting, in the host's words; "" shows its id
	Minutes comms.Minutes
	// Before are the items that were open when the meeting began, such as
	// [comms.CarryOver] of the log without these minutes. Each is shown with what
	// the meeting made of it.
	Before []comms.Item
	// Findings are what the checks say of these minutes ([comms.CheckMinutes]).
	Findings []finding.Finding
}

// Minutes returns the minutes of a meeting as a document: who was there and
// whether they could decide, decisions with their reasons, actions with owner
// and due date, what is left open, what became of what was open before, notes
// and documents. Decisions, actions and what was open before are there also
// where there is none, so that nobody has to guess. Of a personal note it says
// that there is one. People are named as in [Team].
func Minutes(w phrase.Printer, in MinutesInput) *report.Document {
	m := in.Minutes
	doc := &report.Document{Title: w.Label("minutes"), Subtitle: titled(w, in.Title, m.Meeting), Lang: w.Lang, AsOf: day(m.On)}
	doc.Blocks = append(doc.Blocks, quorate(w, m)...)
	doc.Blocks = append(doc.Blocks, minutesFacts(w, m), heading(w, "attendance"), attendanceTable(w, m),
		heading(w, "decisions"), decidedTable(w, m.Decisions), heading(w, "agreed_actions"), agreedTable(w, m.Actions),
		heading(w, "open_before"), beforeTable(w, in))
	if len(m.Topics) > 0 {
		doc.Blocks = append(doc.Blocks, heading(w, "open_topics"), topicTable(w, m.Topics))
	}
	if len(m.Notes) > 0 {
		doc.Blocks = append(doc.Blocks, heading(w, "notes"), report.List{Items: noteItems(w, m.Notes)})
	}
	if len(m.Documents) > 0 {
		doc.Blocks = append(doc.Blocks, heading(w, "documents"), documentTable(w, m.Documents))
	}
	return append2(doc, findings(w, "findings", in.Findings)...)
}

// quorate warns of a meeting that could not decide.
func quorate(w phrase.Printer, m comms.Minutes) []report.Block {
	if m.Quorate() {
		return nil
	}
	least := max(m.Quorum.Least, len(m.Quorum.Required))
	f := finding.Finding{Code: CodeNoQuorum, Severity: finding.Warn, Subject: finding.Ref{Kind: "meeting", ID: m.Meeting},
		Want: finding.Number(int64(least), ""), Got: finding.Number(int64(len(m.Present())), "")}
	return []report.Block{report.Callout{Severity: finding.Warn, Runs: []report.Run{report.T(w.Finding(f))}}}
}

func minutesFacts(w phrase.Printer, m comms.Minutes) report.Block {
	items := []report.Fact{fact(w, "date", report.TypeDate, day(m.On))}
	items = append(items, stated(w, "chair", someone(w, m.Chair))...)
	items = append(items, stated(w, "written_by", someone(w, m.By))...)
	items = append(items, fact(w, "quorum_met", report.TypeBool, finding.Bool(m.Quorate())))
	if m.Revision > 0 {
		items = append(items, fact(w, "revision", report.TypeInteger, whole(m.Revision)))
		items = append(items, stated(w, "reason", text(m.Reason))...)
	}
	return report.Facts{Name: "meeting", Items: items}
}

func attendanceTable(w phrase.Printer, m comms.Minutes) *report.Table {
	table := &report.Table{Name: "attendance", Columns: columns(w, column("person", report.TypeText), column("presence", report.TypeText), column("needed_for_quorum", report.TypeBool))}
	for _, a := range m.Attendance {
		needed := finding.Bool(slices.Contains(m.Quorum.Required, a.Actor))
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{someone(w, a.Actor), word(w, string(a.Presence)), needed}})
	}
	return table
}

func decidedTable(w phrase.Printer, list []comms.Decision) *report.Table {
	table := &report.Table{Name: "decisions", Columns: columns(w, column("id", report.TypeText), column("decision", report.TypeText), column("reason", report.TypeText),
		column("decided_by", report.TypeText), column("concerns", report.TypeText), column("supersedes", report.TypeText))}
	for _, d := range list {
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{text(d.ID), text(d.Text), text(d.Reason), someone(w, d.By), sources(w, d.About), text(d.Supersedes)}})
	}
	return trimmed(table, "reason", "decided_by", "concerns", "supersedes")
}

func agreedTable(w phrase.Printer, list []comms.Action) *report.Table {
	table := &report.Table{Name: "agreed-actions", Columns: columns(w, column("id", report.TypeText), column("action", report.TypeText), column("owner", report.TypeText),
		column("due", report.TypeDate), column("concerns", report.TypeText))}
	for _, a := range list {
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{text(a.ID), text(a.Text), someone(w, a.Owner), day(a.Due), sources(w, a.About)}})
	}
	return trimmed(table, "concerns")
}

func topicTable(w phrase.Printer, list []comms.Topic) *report.Table {
	table := &report.Table{Name: "open-topics", Columns: columns(w, column("id", report.TypeText), column("topic", report.TypeText), column("owner", report.TypeText), column("concerns", report.TypeText))}
	for _, x := range list {
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{text(x.ID), text(x.Text), someone(w, x.Owner), sources(w, x.About)}})
	}
	return trimmed(table, "owner", "concerns")
}

// beforeTable shows what was open when the meeting began, late items first.
func beforeTable(w phrase.Printer, in MinutesInput) *report.Table {
	table := &report.Table{Name: "open-before", Columns: columns(w, column("id", report.TypeText), column("action", report.TypeText), column("owner", report.TypeText),
		column("due", report.TypeDate), column("days_late", report.TypeInteger), column("origin_meeting", report.TypeText), column("state", report.TypeText), column("result", report.TypeText))}
	closed := map[string]comms.Closing{}
	for _, x := range in.Minutes.Closed {
		closed[x.Item] = x
	}
	late, rest := split(in.Before, func(x comms.Item) bool { return x.Overdue(in.Minutes.On) })
	for _, x := range slices.Concat(late, rest) {
		days, state, result := finding.Value{}, word(w, "open"), finding.Value{}
		if x.Overdue(in.Minutes.On) {
			days = whole(in.Minutes.On.DaysSince(x.Due))
		}
		if end, ok := closed[x.ID]; ok {
			state, result = word(w, string(end.Ending)), text(end.Result)
		}
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{text(x.ID), text(x.Text), someone(w, x.Owner), day(x.Due), days, text(x.Origin), state, result}})
	}
	return trimmed(table, "days_late", "result")
}

// split returns the items of which something holds, and the others.
func split[T any](items []T, holds func(T) bool) (yes, no []T) {
	for _, x := range items {
		if holds(x) {
			yes = append(yes, x)
		} else {
			no = append(no, x)
		}
	}
	return yes, no
}

func noteItems(w phrase.Printer, notes []comms.Note) []report.Item {
	var list []report.Item
	for _, n := range notes {
		say := n.Text
		if n.Personal {
			say = w.Label("personal_note")
		}
		if len(n.About) > 0 {
			say = joined(w, sources(w, n.About).Plain(), say)
		}
		list = append(list, report.Item{Runs: []report.Run{report.T(say)}})
	}
	return list
}

func documentTable(w phrase.Printer, list []comms.Document) *report.Table {
	table := &report.Table{Name: "documents", Columns: columns(w, column("address", report.TypeText), column("version", report.TypeInteger), column("owner", report.TypeText), column("digest", report.TypeText))}
	for _, d := range list {
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{text(d.URI), whole(d.Version), someone(w, d.Owner), text(d.Digest)}})
	}
	return table
}
