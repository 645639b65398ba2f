package view

import (
	"fmt"
	"slices"
	"strings"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// AgendaInput is what an agenda is shown from. What is left zero is left out,
// but for the agenda itself.
type AgendaInput struct {
	Title   string            // of the meeting, in the host's words
	Start   calendar.DateTime // when it begins on the clock of its place; zero: items have no time of their own
	Place   string
	Chair   string   // actor id
	Invited []string // actor ids
	Agenda  comms.Agenda
}

// Agenda returns the agenda of a meeting as a document: when and where it is,
// who is invited, every part with its items in their time boxes (with the
// time of day at which each begins where the meeting has one), what each is about,
// what to bring or to read, who speaks to it, since when it is carried over, and
// what found no place. The boxes and the free minutes sum to the length of the
// meeting. People are named as in [Team].
func Agenda(w phrase.Printer, in AgendaInput) *report.Document {
	a := in.Agenda
	doc := &report.Document{Title: w.Label("agenda"), Subtitle: titled(w, in.Title, a.Meeting), Lang: w.Lang, AsOf: day(a.On)}
	doc.Blocks = append(doc.Blocks, agendaFacts(w, in), heading(w, "agenda_items"), agendaTable(w, in))
	if len(a.LeftOut) > 0 {
		doc.Blocks = append(doc.Blocks, heading(w, "found_no_place"), leftOutTable(w, a.LeftOut))
	}
	return append2(doc, findings(w, "findings", a.Check())...)
}

// titled is a title with the id of the thing behind it.
func titled(w phrase.Printer, title, id string) string {
	switch {
	case title == "":
		return id
	case id == "":
		return title
	}
	return title + bracketed(w, id)
}

func agendaFacts(w phrase.Printer, in AgendaInput) report.Block {
	when := moment(in.Start)
	if in.Start.IsZero() {
		when = day(in.Agenda.On)
	}
	items := []report.Fact{fact(w, "date", report.TypeDate, when), fact(w, "length_min", report.TypeInteger, clockMinutes(in.Agenda.LengthMin))}
	items = append(items, stated(w, "meeting_place", text(in.Place))...)
	items = append(items, stated(w, "chair", someone(w, in.Chair))...)
	items = append(items, stated(w, "invited", people(w, in.Invited))...)
	if in.Agenda.FreeMin > 0 {
		items = append(items, fact(w, "free_min", report.TypeInteger, clockMinutes(in.Agenda.FreeMin)))
	}
	return report.Facts{Name: "meeting", Items: items}
}

// boxColumn is a column of minutes by the clock.
func boxColumn() report.Column {
	return report.Column{Name: "time_box", Type: report.TypeInteger, Unit: "min"}
}

// stated is a fact, none where there is no value.
func stated(w phrase.Printer, name string, v finding.Value) []report.Fact {
	if v.IsZero() {
		return nil
	}
	return []report.Fact{fact(w, name, report.TypeText, v)}
}

// clockMinutes is a length by the clock, not working time.
func clockMinutes(n int) finding.Value { return finding.Number(int64(n), "min") }

// someone is a person by name, empty for nobody.
func someone(w phrase.Printer, actor string) finding.Value {
	if actor == "" {
		return finding.Value{}
	}
	return text(person(w, lifecycle.ActorID(actor)))
}

// people are persons by their names.
func people(w phrase.Printer, actors []string) finding.Value {
	return listed(w, actors, func(a string) string { return person(w, lifecycle.ActorID(a)) })
}

func agendaTable(w phrase.Printer, in AgendaInput) *report.Table {
	list := []report.Column{column("item", report.TypeText), boxColumn(), column("inputs", report.TypeText), column("owner", report.TypeText),
		column("date", report.TypeDate), report.Column{Name: "figure", Align: report.AlignRight}, column("origin_meeting", report.TypeText), column("times_carried", report.TypeInteger)}
	if !in.Start.IsZero() {
		list = slices.Insert(list, 1, column("start", report.TypeText))
	}
	table := &report.Table{Name: "agenda-items", Columns: columns(w, list...)}
	at := in.Start
	add := func(level int, strong bool, cells ...finding.Value) {
		if !in.Start.IsZero() {
			cells = slices.Insert(cells, 1, clock(at))
		}
		table.Rows = append(table.Rows, report.Row{Level: level, Strong: strong, Cells: cells})
	}
	for _, p := range in.Agenda.Parts {
		add(0, true, text(w.Label(p.Section.Label())), clockMinutes(p.Minutes))
		for _, x := range p.Items {
			add(1, false, agendaCells(w, x)...)
			at += calendar.DateTime(x.Minutes) * calendar.DateTime(calendar.Minute)
		}
		if len(p.Items) == 0 {
			at += calendar.DateTime(p.Minutes) * calendar.DateTime(calendar.Minute)
		}
	}
	return trimmed(table, "inputs", "owner", "date", "figure", "origin_meeting", "times_carried")
}

// clock is the time of day at a moment.
func clock(at calendar.DateTime) finding.Value {
	hour, minute, _ := at.Clock()
	return text(fmt.Sprintf("%02d:%02d", hour, minute))
}

func agendaCells(w phrase.Printer, x comms.AgendaItem) []finding.Value {
	carried := finding.Value{}
	if x.Origin != "" {
		carried = whole(x.Carried)
	}
	return []finding.Value{text(talked(w, x.About, x.Title)), clockMinutes(x.Minutes), sources(w, x.Links), someone(w, x.Owner), day(x.Date), x.Figure, text(x.Origin), carried}
}

// talked is what is talked about: the record, and what it is called unless the
// name of the record says so.
func talked(w phrase.Printer, about finding.Ref, title string) string {
	if about == (finding.Ref{}) {
		return title
	}
	ref := w.Ref(about)
	if title == "" || strings.Contains(ref, title) {
		return ref
	}
	return joined(w, ref, title)
}

func leftOutTable(w phrase.Printer, list []comms.LeftOut) *report.Table {
	table := &report.Table{Name: "left-out", Columns: columns(w, column("part", report.TypeText), column("item", report.TypeText), column("owner", report.TypeText), column("date", report.TypeDate))}
	for _, x := range list {
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{text(w.Label(x.Section.Label())), text(talked(w, x.About, x.Title)), someone(w, x.Owner), day(x.Date)}})
	}
	return table
}
