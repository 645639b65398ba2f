package view

import (
	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/schedule"
)

// Changes returns all change requests as a document: by origin, with external
// changes told from those of the team, and one by one.
func Changes(w phrase.Printer, requests []change.Request) *report.Document {
	doc := &report.Document{Title: w.Label("change_requests"), Lang: w.Lang}
	doc.Blocks = append(doc.Blocks, originTable(w, change.ByOrigin(requests)), requestTable(w, requests))
	doc.Blocks = append(doc.Blocks, findings(w, "findings", change.CheckAll(requests))...)
	return doc
}

func originTable(w phrase.Printer, rows []change.OriginShare) *report.Table {
	table := &report.Table{Name: "change-origins", Title: w.Label("source"), Columns: columns(w, column("source", report.TypeText), column("external_change", report.TypeBool),
		column("requests", report.TypeInteger), column("approved", report.TypeInteger), column("implemented", report.TypeInteger),
		column("impact_time", report.TypeDuration), column("impact_cost", report.TypeMoney))}
	for _, r := range rows {
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{word(w, string(r.Origin)), finding.Bool(r.External), whole(r.Requests), whole(r.Approved),
			whole(r.Implemented), minutes(r.FinishMoved), r.CostMoved}})
	}
	return table
}

func requestTable(w phrase.Printer, requests []change.Request) *report.Table {
	table := &report.Table{Name: "change-requests", Title: w.Label("change_requests"), Columns: columns(w, column("id", report.TypeText), column("title", report.TypeText),
		column("source", report.TypeText), column("external_change", report.TypeBool), column("state", report.TypeText), column("date", report.TypeDate),
		column("impact_time", report.TypeDuration), column("impact_cost", report.TypeMoney), column("reason", report.TypeText))}
	for _, r := range requests {
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{text(r.ID), text(r.Title), word(w, string(r.Origin)), finding.Bool(r.Origin.External()),
			word(w, string(r.Standing())), day(r.Raised), minutes(r.Impact.FinishMoved), amount(r.Impact.CostMoved), text(r.Decision.Reason)}})
	}
	return table
}

// Responses returns the options to respond to a disruption as a document: the
// best first with the outlook of each, the options side by side by the criteria
// and their weights, and how each score was computed.
func Responses(w phrase.Printer, p change.Proposals, plan *schedule.Plan) *report.Document {
	w = naming(w, plan)
	doc := &report.Document{Title: w.Label("ways_to_respond"), Subtitle: p.Disruption, Lang: w.Lang, AsOf: moment(p.At)}
	tr := newTracer(w)
	tr.scores(p, plan)
	append2(doc, replyTable(w, p, plan), comparisonOf(w, p, plan), measureTable(w, p, plan))
	return inDaysOf(append2(doc, tr.appendix()...), plan)
}

func replyTable(w phrase.Printer, p change.Proposals, plan *schedule.Plan) *report.Table {
	table := &report.Table{Name: "responses", Title: w.Label("options"), Columns: columns(w, column("rank", report.TypeInteger), column("item", report.TypeText),
		column("type", report.TypeText), column("finish", report.TypeDate), column("cost", report.TypeMoney), decimals("score"))}
	for i, o := range p.Options {
		after, _ := o.Impact.Option(change.Requested)
		table.Rows = append(table.Rows, report.Row{ID: o.ID, Cells: []finding.Value{whole(o.Place), optionName(w, plan, o.ID), word(w, string(o.Kind)), moment(after.Finish), amount(after.Cost), o.Score},
			Traces: []string{"", "", "", "", "", scoreTrace(i)}})
	}
	return table
}

func measureTable(w phrase.Printer, p change.Proposals, plan *schedule.Plan) *report.Table {
	table := &report.Table{Name: "response-measures", Title: w.Label("reason"), Columns: columns(w, column("item", report.TypeText), column("criterion", report.TypeText),
		column("value", report.TypeNumber), decimals("share"), column("weight", report.TypeInteger))}
	for _, o := range p.Options {
		for _, m := range o.Measures {
			table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{optionName(w, plan, o.ID), word(w, string(m.Criterion)), readable(dayMinutes(plan), m.Value), m.Share, whole(m.Weight)}})
		}
	}
	return table
}

// overloadTable lists the overloads of an option.
func overloadTable(w phrase.Printer, o change.Option, plan *schedule.Plan) []report.Block {
	if len(o.Overloads) == 0 {
		return nil
	}
	table := &report.Table{Name: "overloads-" + dashed(string(o.ID)), Title: joined(w, w.Label("overload"), Word(w, string(o.ID))), Columns: columns(w, column("resource", report.TypeText),
		column("start", report.TypeDate), column("finish", report.TypeDate), column("overload", report.TypeDuration))}
	for _, x := range o.Overloads {
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{text(resourceName(plan, x.Resource)), moment(x.Start), moment(x.Finish), minutes(x.Excess)}})
	}
	return []report.Block{table}
}

// riskEffect sets the exposure after a change beside that before it.
func riskEffect(w phrase.Printer, day int64, e change.RiskEffect) []report.Block {
	if e.IsZero() {
		return nil
	}
	table := &report.Table{Name: "risk-effect", Title: w.Label("exposure"), Columns: columns(w, column("item", report.TypeText),
		column("before", report.TypeNumber), column("after", report.TypeNumber), column("difference", report.TypeNumber))}
	expected := func(t risk.Total) finding.Value { return readable(day, t.Net.Expected.Value(t.Unit)) }
	table.Rows = []report.Row{
		{Cells: []finding.Value{finding.Text(w.Label("cost")), expected(e.Before.Cost), expected(e.After.Cost), e.CostMoved}},
		{Cells: []finding.Value{finding.Text(w.Label("impact_time")), expected(e.Before.Time), expected(e.After.Time), readable(day, e.TimeMoved)}},
	}
	return []report.Block{table}
}

// resourceName is the name of a resource, its id where the plan has none.
func resourceName(plan *schedule.Plan, id schedule.ResourceID) string {
	if plan != nil {
		for _, r := range plan.Resources {
			if r.ID == id && r.Name != "" {
				return r.Name
			}
		}
	}
	return string(id)
}

// decimals is a column of numbers with two decimals.
func decimals(name string) report.Column {
	return report.Column{Name: name, Type: report.TypeNumber, Places: 2}
}
