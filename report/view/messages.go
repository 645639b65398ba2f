package view

import (
	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// GateInput is what the answer of a gate is shown from.
type GateInput struct {
	Project string                // what people call it
	On      calendar.Date         // when it was asked
	Answer  lifecycle.Explanation // of the move that leads through the gate
}

// Gate returns the answer of a gate as a document: yes or no, every reason, the
// steps to yes with who can take them, and the approvals that count. It is
// short enough for a message.
func Gate(w phrase.Printer, in GateInput) *report.Document {
	a := in.Answer
	verdict := "refused"
	if a.Allowed {
		verdict = "allowed"
	}
	doc := &report.Document{Title: w.Label("gate_decision"), Subtitle: in.Project, Lang: w.Lang, AsOf: day(in.On)}
	doc.Blocks = append(doc.Blocks, report.Facts{Name: "answer", Items: []report.Fact{
		fact(w, "move", report.TypeText, text(Word(w, string(a.Move)))), fact(w, "result", report.TypeText, text(w.Label(verdict))),
	}})
	doc.Blocks = append(doc.Blocks, findings(w, "findings", a.Findings)...)
	if len(a.Steps) > 0 {
		doc.Blocks = append(doc.Blocks, heading(w, "next_steps"), report.List{Ordered: true, Items: stepItems(w, a.Steps)})
	}
	if len(a.Approvals) > 0 {
		doc.Blocks = append(doc.Blocks, heading(w, "approvals"), approvalTable(w, a.Approvals))
	}
	return doc
}

// stepItems are steps as sentences, each with the roles that can take it.
func stepItems(w phrase.Printer, steps []lifecycle.NextStep) []report.Item {
	var list []report.Item
	for _, s := range steps {
		sentence := w.Finding(finding.Finding{Code: s.Do, Subject: s.Subject, Want: s.Want})
		var who []string
		for _, role := range s.By {
			who = append(who, Word(w, string(role)))
		}
		if s.Actor != "" {
			who = append(who, string(s.Actor))
		}
		if len(who) > 0 {
			sentence += bracketed(w, enumerated(w, who))
		}
		list = append(list, report.Item{Runs: []report.Run{report.T(sentence)}})
	}
	return list
}

func approvalTable(w phrase.Printer, list []lifecycle.Signature) *report.Table {
	t := &report.Table{Name: "approvals", Columns: columns(w, column("role", report.TypeText), column("person", report.TypeText), column("date", report.TypeDate))}
	for _, s := range list {
		t.Rows = append(t.Rows, report.Row{Cells: []finding.Value{text(Word(w, string(s.Role))), text(string(s.Actor)), finding.Instant(s.At)}})
	}
	return t
}

// DigestInput is what a digest is shown from.
type DigestInput struct {
	Project  string
	Audience comms.AudienceID
	From, To calendar.Date // the days of the two views
	Digest   comms.Digest
}

// Digest returns what has changed for an audience between two days as a
// document: what is new, what is gone, and every field that changed with its
// value before and after. It shows what the digest holds, which is what the
// audience may see.
func Digest(w phrase.Printer, in DigestInput) *report.Document {
	doc := &report.Document{Title: w.Label("digest_of_changes"), Subtitle: in.Project, Lang: w.Lang, AsOf: day(in.To)}
	doc.Blocks = append(doc.Blocks, report.Facts{Name: "about", Items: []report.Fact{
		fact(w, "audience", report.TypeText, text(audience(w, in.Audience))), fact(w, "since", report.TypeDate, day(in.From)),
		fact(w, "changes", report.TypeInteger, whole(len(in.Digest.Changes))),
	}})
	t := &report.Table{Name: "changes", Columns: columns(w, column("item", report.TypeText), column("change", report.TypeText), column("field", report.TypeText), column("before", report.TypeText), column("after", report.TypeText))}
	for _, c := range in.Digest.Changes {
		t.Rows = append(t.Rows, digestRows(w, c)...)
	}
	doc.Blocks = append(doc.Blocks, t)
	return doc
}

// audience names an audience; one of the host's own by its word or id.
func audience(w phrase.Printer, a comms.AudienceID) string {
	switch a {
	case comms.Sponsor, comms.Manager, comms.Member, comms.Customer, comms.Public:
		return Word(w, "audience_"+string(a))
	}
	return Word(w, string(a))
}

// digestRows are a row for what happened, and one for every field that changed.
func digestRows(w phrase.Printer, c comms.RowChange) []report.Row {
	rows := []report.Row{{Strong: true, Cells: []finding.Value{text(w.Ref(c.Ref)), text(Word(w, string(c.Change)))}}}
	if c.Change == comms.RowRemoved {
		return rows
	}
	for _, f := range c.Fields {
		rows = append(rows, report.Row{Level: 1, Cells: []finding.Value{{}, {}, text(Word(w, f.Name)), f.Before, f.After}})
	}
	return rows
}

// WorkListInput is what the work list of a person is shown from.
type WorkListInput struct {
	Person string        // as the document calls them
	On     calendar.Date // the day of the list
	// Plan names the tasks. Work is the list of the project ([schedule.Worklist]);
	// Tasks are those of the person, all of them where it is nil.
	Plan  *schedule.Plan
	Work  []schedule.WorkItem
	Tasks []schedule.TaskID
	// Obligations are what meetings ask of the person.
	Obligations comms.Obligations
}

// WorkList returns what somebody has to do as a document: their open tasks by
// urgency with what they wait for, their open actions, their meetings. Every
// task of theirs is there once.
func WorkList(w phrase.Printer, in WorkListInput) *report.Document {
	w = naming(w, in.Plan)
	mine := in.Work
	if in.Tasks != nil {
		own := map[schedule.TaskID]bool{}
		for _, id := range in.Tasks {
			own[id] = true
		}
		mine = nil
		for _, x := range in.Work {
			if own[x.Task] {
				mine = append(mine, x)
			}
		}
	}
	doc := &report.Document{Title: w.Label("work_list"), Subtitle: in.Person, Lang: w.Lang, AsOf: day(in.On)}
	doc.Blocks = append(doc.Blocks, heading(w, "tasks"), OpenWork(w, mine))
	if len(in.Obligations.Actions) > 0 {
		doc.Blocks = append(doc.Blocks, heading(w, "actions"), actionTable(w, in.Obligations.Actions))
	}
	if len(in.Obligations.Duties) > 0 {
		doc.Blocks = append(doc.Blocks, heading(w, "meetings"), meetingTable(w, in.Obligations.Duties))
	}
	return inDaysOf(doc, in.Plan)
}

func actionTable(w phrase.Printer, items []comms.Item) *report.Table {
	t := &report.Table{Name: "actions", Columns: columns(w, column("action", report.TypeText), column("due", report.TypeDate), column("since", report.TypeDate))}
	for _, x := range items {
		t.Rows = append(t.Rows, report.Row{Cells: []finding.Value{text(x.Text), day(x.Due), day(x.Raised)}})
	}
	return t
}

func meetingTable(w phrase.Printer, duties []comms.Duty) *report.Table {
	t := &report.Table{Name: "meetings", Columns: columns(w, column("meeting", report.TypeText), column("start", report.TypeDate), column("meeting_place", report.TypeText))}
	for _, x := range duties {
		title := x.Title
		if title == "" {
			title = x.Series
		}
		t.Rows = append(t.Rows, report.Row{Strong: x.Chair, Cells: []finding.Value{text(title), moment(x.Local), text(x.Place)}})
	}
	return t
}
