package view

import (
	"strings"

	"github.com/milepost-go/milepost/lifecycle/closing"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// ReferenceInput is what the document of a calibrated estimate is made of.
type ReferenceInput struct {
	Project  string // its name
	On       calendar.Date
	Estimate closing.Estimate  // as of [closing.Reference]
	Planned  finding.Value     // the figure as planned; none: factors only
	Test     *closing.BackTest // how such estimates did so far; nil: left out
	Findings []finding.Finding
}

// Reference returns what closed projects say about a planned figure: the
// figure corrected, the projects it rests on, those left out with the reason,
// and how such estimates would have done about projects whose end is known.
func Reference(w phrase.Printer, in ReferenceInput) *report.Document {
	e := in.Estimate
	doc := &report.Document{Title: w.Label("reference_class"), Subtitle: in.Project, Lang: w.Lang, AsOf: day(in.On)}
	items := []report.Fact{
		fact(w, "subject", report.TypeText, word(w, string(e.Aspect))), fact(w, "projects_compared", report.TypeInteger, whole(len(e.Class))),
		fact(w, "projects_needed", report.TypeInteger, whole(e.Need)), fact(w, "coverage", report.TypePercent, e.Coverage),
	}
	doc.Blocks = append(doc.Blocks, report.Facts{Name: "overview", Items: items}, correctedTable(w, in))
	if len(e.Class) > 0 {
		doc.Blocks = append(doc.Blocks, heading(w, "projects_compared"), classTable(w, e.Class))
	}
	if len(e.Left) > 0 {
		doc.Blocks = append(doc.Blocks, heading(w, "projects_left_out"), leftTable(w, e.Left))
	}
	if in.Test != nil {
		doc.Blocks = append(doc.Blocks, heading(w, "back_test"), testFacts(w, *in.Test), testTable(w, in.Test.Rows))
	}
	return append2(doc, findings(w, "findings", in.Findings)...)
}

func correctedTable(w phrase.Printer, in ReferenceInput) *report.Table {
	figure := report.TypeNumber
	switch {
	case in.Planned.Kind() == finding.MoneyKind:
		figure = report.TypeMoney
	case in.Planned.Unit() == "min":
		figure = report.TypeDuration
	}
	table := &report.Table{Name: "forecast", Columns: columns(w, column("figure", report.TypeText), column("factor", report.TypePercent), column("forecast", figure))}
	f := in.Estimate.Of(in.Planned)
	if in.Planned.IsZero() {
		f = closing.Forecast{}
	} else {
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{text(w.Label("planned")), finding.Number(1, ""), in.Planned}})
	}
	for _, row := range []struct {
		label          string
		factor, figure finding.Value
	}{{"low_end", in.Estimate.Low, f.Low}, {"median", in.Estimate.Median, f.Likely}, {"high_end", in.Estimate.High, f.High}} {
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{text(w.Label(row.label)), row.factor, row.figure}})
	}
	return table
}

func classTable(w phrase.Printer, list []closing.ReferenceMember) *report.Table {
	table := &report.Table{Name: "reference-class", Columns: columns(w, column("project", report.TypeText), column("factor", report.TypePercent), column("likeness", report.TypePercent))}
	for _, m := range list {
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{text(m.Project), m.Factor, m.Likeness.Score}})
	}
	return table
}

func leftTable(w phrase.Printer, list []closing.LeftOut) *report.Table {
	table := &report.Table{Name: "left-out", Columns: columns(w, column("project", report.TypeText), column("reason", report.TypeText))}
	for _, l := range list {
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{text(l.Project), word(w, "left_"+underscored(l.Reason))}})
	}
	return table
}

func testFacts(w phrase.Printer, t closing.BackTest) report.Block {
	return report.Facts{Name: "back-test", Items: []report.Fact{
		fact(w, "tested", report.TypeInteger, whole(t.Tested)), fact(w, "covered", report.TypeInteger, whole(t.Covered)),
		fact(w, "share", report.TypePercent, t.Share), fact(w, "wanted", report.TypePercent, t.Wanted),
		fact(w, "mean_error", report.TypePercent, t.Error), fact(w, "plan_error", report.TypePercent, t.PlanError), fact(w, "interval_score", report.TypeNumber, t.Score),
	}}
}

func testTable(w phrase.Printer, rows []closing.BackTestRow) *report.Table {
	table := &report.Table{Name: "back-test-rows", Columns: columns(w, column("project", report.TypeText), column("date", report.TypeDate), column("projects_compared", report.TypeInteger),
		column("factor", report.TypePercent), column("low_end", report.TypePercent), column("median", report.TypePercent), column("high_end", report.TypePercent), column("covered", report.TypeBool))}
	for _, r := range rows {
		covered := finding.Unknown("small-sample")
		if r.Tested {
			covered = finding.Bool(r.Covered)
		}
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{text(r.Project), day(r.On), whole(r.Known), r.Factor, r.Low, r.Median, r.High, covered}})
	}
	return table
}

// Hits returns the answers to a question to the catalogue of filed documents,
// with where each word was found and how alike the traits are.
func Hits(w phrase.Printer, question closing.Question, hits []closing.Hit) *report.Document {
	doc := &report.Document{Title: w.Label("filed_documents"), Subtitle: question.Text, Lang: w.Lang}
	table := &report.Table{Name: "hit-list", Columns: columns(w, column("title", report.TypeText), column("project", report.TypeText), column("kind", report.TypeText), column("language", report.TypeText),
		column("date", report.TypeDate), column("score", report.TypePercent), column("found", report.TypeText), column("likeness", report.TypePercent))}
	for _, h := range hits {
		var found []string
		for _, t := range h.Terms {
			found = append(found, "“"+t.Term+"”"+bracketed(w, w.Label("in_"+t.Field)))
		}
		like := finding.Value{}
		if h.Likeness != nil {
			like = h.Likeness.Score
		}
		c := h.Card
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{text(c.Title), text(c.Project), itemKind(w, c.Kind), text(c.Language), day(c.On), h.Score,
			text(enumerated(w, found)), like}})
	}
	doc.Blocks = append(doc.Blocks, table)
	return doc
}

// Archive returns the list of an archive with how long each item is kept, the
// exceptions on record, and what was found against it.
func Archive(w phrase.Printer, m closing.Manifest, found []finding.Finding) *report.Document {
	doc := &report.Document{Title: w.Label("archive_manifest"), Subtitle: m.Project, Lang: w.Lang, AsOf: day(m.On)}
	until := map[string]finding.Value{}
	for _, c := range m.Classes {
		until[c.ID] = text(w.Label("for_ever"))
		if last, ends := c.Until(m.On); ends {
			until[c.ID] = text(last.String())
		}
	}
	table := &report.Table{Name: "item-list", Columns: columns(w, column("name", report.TypeText), column("kind", report.TypeText), column("language", report.TypeText),
		column("bytes", report.TypeInteger), column("digest", report.TypeText), column("retention", report.TypeText), column("kept_until", report.TypeText))}
	for _, i := range m.Items {
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{text(i.Name), itemKind(w, i.Kind), text(i.Language), finding.Number(i.Size, ""), text(i.Digest), text(i.Retention), until[i.Retention]}})
	}
	doc.Blocks = append(doc.Blocks, report.Facts{Name: "overview", Items: []report.Fact{fact(w, "date", report.TypeDate, day(m.On)), fact(w, "actor", report.TypeText, text(m.By)),
		fact(w, "digest", report.TypeText, text(m.Digest))}}, heading(w, "archive"), table)
	if len(m.Excepted) > 0 {
		list := &report.Table{Name: "exception-list", Columns: columns(w, column("kind", report.TypeText), column("reason", report.TypeText), column("approver", report.TypeText), column("date", report.TypeDate))}
		for _, e := range m.Excepted {
			list.Rows = append(list.Rows, report.Row{Cells: []finding.Value{itemKind(w, e.Kind), text(e.Reason), text(e.By), day(e.On)}})
		}
		doc.Blocks = append(doc.Blocks, heading(w, "exceptions"), list)
	}
	return append2(doc, findings(w, "findings", found)...)
}

// underscored is a reason as a stable value.
func underscored(reason string) string { return strings.ReplaceAll(reason, "-", "_") }

// itemKind is the word for a kind of filed item, and the kind itself where it
// is one of the host's own.
func itemKind(w phrase.Printer, kind closing.Kind) finding.Value {
	book := w.Book
	if book == nil {
		book = phrase.Standard()
	}
	entry, ok := book.Entry("name.kind." + string(kind))
	switch {
	case !ok:
		return text(string(kind))
	case w.Lang == phrase.ZhCN:
		return text(entry.ZhCN)
	}
	return text(entry.En)
}
