package gantt

import (
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Table returns the rows as a table: ids, names by level, kinds, dates,
// baselines, progress, marks, resources and what each row follows.
func (g *Chart) Table() *report.Table {
	l := &layout{Chart: g, format: report.Format{Lang: g.Lang}}
	l.say.Lang = g.Lang
	t := &report.Table{Name: l.name(), Title: l.title(), Columns: l.columns()}
	before := g.predecessors()
	for i := range g.Rows {
		r := &g.Rows[i]
		t.Rows = append(t.Rows, report.Row{Level: r.Level, Strong: r.bold(), Cells: l.cells(r, before[r.ID])})
	}
	return t
}

func (l *layout) columns() []report.Column {
	return []report.Column{
		{Name: "id", Title: l.say.Label("id"), Align: report.AlignRight}, l.say.Column("name", report.TypeText), l.say.Column("kind", report.TypeText),
		l.say.Column("start", report.TypeDate), l.say.Column("finish", report.TypeDate),
		l.say.Column("baseline_start", report.TypeDate), l.say.Column("baseline_finish", report.TypeDate), l.say.Column("late_finish", report.TypeDate),
		l.say.Column("percent", report.TypePercent), l.say.Column("critical", report.TypeBool), l.say.Column("late", report.TypeBool), l.say.Column("done", report.TypeBool),
		l.say.Column("resources", report.TypeText), l.say.Column("predecessors", report.TypeText), l.say.Column("finding", report.TypeText),
	}
}

func (l *layout) cells(r *Row, before []string) []finding.Value {
	percent := finding.Value{}
	if r.Kind != Milestone {
		percent = finding.Ratio(int64(min(max(r.Percent, 0), 100)), 100, "")
	}
	return []finding.Value{
		words(r.ID), finding.Text(r.Name), finding.Text(l.say.Label(r.Kind.String())),
		date(r.Start), date(r.Finish), date(r.BaselineStart), date(r.BaselineFinish), date(r.LateFinish),
		percent, finding.Bool(r.Critical), finding.Bool(r.Late), finding.Bool(r.Done),
		list(r.Resources), list(before), words(r.Finding),
	}
}

// predecessors returns what each row follows, as "3FS+2d".
func (g *Chart) predecessors() map[string][]string {
	before := map[string][]string{}
	for _, k := range g.Links {
		before[k.To] = append(before[k.To], k.From+k.Type.String()+k.Lag)
	}
	return before
}

func words(s string) finding.Value {
	if s == "" {
		return finding.Value{}
	}
	return finding.Text(s)
}

func list(items []string) finding.Value {
	if len(items) == 0 {
		return finding.Value{}
	}
	return finding.List(items...)
}

// date returns a moment, empty where it is not known: a chart does not know
// why.
func date(t calendar.DateTime) finding.Value {
	if text := t.String(); text != "" {
		return finding.Date(text)
	}
	return finding.Value{}
}
