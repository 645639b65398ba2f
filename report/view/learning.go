package view

import (
	"github.com/milepost-go/milepost/lifecycle/closing"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// OffersInput is what the document of offered lessons is made of. A part that
// is empty is left out.
type OffersInput struct {
	Project     string               // its name
	On          calendar.Date        // the day of the document
	Suggestions []closing.Suggestion // as of [closing.Similar]
	Offers      []closing.Offer      // those of the project
	Uses        []closing.Use        // of all projects, as of [closing.Uses]
	Findings    []finding.Finding
}

// Offers returns what closed projects have to say to one that plans: the
// lessons that suit it with the reasons for each, what became of earlier
// offers, and how often each lesson has helped.
func Offers(w phrase.Printer, in OffersInput) *report.Document {
	doc := &report.Document{Title: w.Label("lessons_offered"), Subtitle: in.Project, Lang: w.Lang, AsOf: day(in.On)}
	doc.Blocks = append(doc.Blocks, heading(w, "lessons"), suggestionTable(w, in.Suggestions))
	if len(in.Suggestions) > 0 {
		doc.Blocks = append(doc.Blocks, heading(w, "reasons"), likenessTable(w, in.Suggestions))
	}
	if len(in.Offers) > 0 {
		doc.Blocks = append(doc.Blocks, heading(w, "offers"), offerTable(w, in.Offers))
	}
	if len(in.Uses) > 0 {
		doc.Blocks = append(doc.Blocks, heading(w, "use_of_lessons"), useTable(w, in.Uses))
	}
	return append2(doc, findings(w, "findings", in.Findings)...)
}

func suggestionTable(w phrase.Printer, list []closing.Suggestion) *report.Table {
	table := &report.Table{Name: "lesson-list", Columns: columns(w, column("lesson", report.TypeText), column("project", report.TypeText),
		column("situation", report.TypeText), column("cause", report.TypeText), column("advice", report.TypeText), column("likeness", report.TypePercent))}
	for _, s := range list {
		l := s.Lesson
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{text(l.ID), text(l.Project), text(l.Situation), text(l.Cause), text(l.Advice), s.Likeness.Score}})
	}
	return table
}

// likenessTable says what each trait added to each likeness.
func likenessTable(w phrase.Printer, list []closing.Suggestion) *report.Table {
	table := &report.Table{Name: "likeness-list", Columns: columns(w, column("lesson", report.TypeText), column("trait", report.TypeText),
		column("wanted", report.TypeText), column("present", report.TypeText), column("agreement", report.TypeText), column("points", report.TypeNumber), column("weight", report.TypeInteger))}
	same := func(s string) string { return s }
	for _, s := range list {
		for _, r := range s.Likeness.Reasons {
			table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{text(s.Lesson.ID), trait(w, r.Trait), listed(w, r.Wanted, same),
				listed(w, r.Has, same), word(w, string(r.Agreement)), r.Points, finding.Number(r.Weight, "")}})
		}
	}
	return table
}

// trait is the word for a usual trait, and the name of one of the host's own.
func trait(w phrase.Printer, name string) finding.Value {
	for _, x := range closing.UsualWeights().Traits {
		if x.Trait == name {
			return word(w, "trait_"+name)
		}
	}
	return text(name)
}

func offerTable(w phrase.Printer, list []closing.Offer) *report.Table {
	table := &report.Table{Name: "offer-list", Columns: columns(w, column("lesson", report.TypeText), column("from", report.TypeText), column("date", report.TypeDate),
		column("state", report.TypeText), column("actor", report.TypeText), column("reason", report.TypeText), column("used_for", report.TypeText))}
	for _, o := range list {
		last, used := closing.OfferStep{On: o.On}, finding.Ref{}
		for _, s := range o.Steps {
			last = s
			if s.To == closing.OfferUsed {
				used = s.Where
			}
		}
		what := text(o.Lesson)
		if o.Lesson == "" {
			what = word(w, string(o.Aspect))
		}
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{what, text(o.From), day(last.On), word(w, string(o.State)), text(last.By), text(last.Why), reference(w, used)}})
	}
	return table
}

// reference is a thing in words, empty for none.
func reference(w phrase.Printer, r finding.Ref) finding.Value {
	if r == (finding.Ref{}) {
		return finding.Value{}
	}
	return text(w.Ref(r))
}

func useTable(w phrase.Printer, list []closing.Use) *report.Table {
	table := &report.Table{Name: "use-list", Columns: columns(w, column("lesson", report.TypeText), column("offered", report.TypeInteger), column("accepted", report.TypeInteger),
		column("declined", report.TypeInteger), column("used", report.TypeInteger), column("useful", report.TypeInteger), column("useless", report.TypeInteger), column("helped_share", report.TypePercent))}
	for _, u := range list {
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{text(u.Lesson), whole(u.Offered), whole(u.Accepted), whole(u.Declined), whole(u.Used), whole(u.Useful), whole(u.Useless), u.Helped()}})
	}
	return table
}

// Improvements returns improvement items on a day: those that are overdue
// first, then all of them with the figures before and after and the verdict.
func Improvements(w phrase.Printer, items []closing.Improvement, on calendar.Date) *report.Document {
	doc := &report.Document{Title: w.Label("improvements"), Lang: w.Lang, AsOf: day(on)}
	if late := closing.OverdueImprovements(items, on); len(late) > 0 {
		table := &report.Table{Name: "improvement-overdue", Columns: columns(w, column("id", report.TypeText), column("improvement", report.TypeText), column("owner", report.TypeText),
			column("due", report.TypeDate), column("days_late", report.TypeInteger))}
		for _, i := range late {
			table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{text(i.ID), text(i.What), text(i.Owner), day(i.Due), whole(on.DaysSince(i.Due))}})
		}
		doc.Blocks = append(doc.Blocks, heading(w, "overdue_items"), table)
	}
	doc.Blocks = append(doc.Blocks, heading(w, "improvements"), improvementTable(w, items))
	return append2(doc, findings(w, "findings", closing.CheckImprovements(items, on))...)
}

func improvementTable(w phrase.Printer, items []closing.Improvement) *report.Table {
	table := &report.Table{Name: "improvement-list", Columns: columns(w, column("id", report.TypeText), column("improvement", report.TypeText), column("source", report.TypeText),
		column("project", report.TypeText), column("owner", report.TypeText), column("due", report.TypeDate), column("state", report.TypeText), column("measure", report.TypeText),
		column("figure_before", report.TypeNumber), column("figure_after", report.TypeNumber), column("verdict", report.TypeText))}
	for _, i := range items {
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{
			text(i.ID), text(i.What), sources(w, i.From), text(i.Project), text(i.Owner), day(i.Due), word(w, string(i.State)), text(i.Measure.Name),
			i.Measure.Before, i.Measure.After, word(w, string(i.Verdict)),
		}})
	}
	return table
}

// sources names what something comes from.
func sources(w phrase.Printer, refs []finding.Ref) finding.Value {
	var list []string
	for _, r := range refs {
		list = append(list, w.Ref(r))
	}
	return listed(w, list, func(s string) string { return s })
}
