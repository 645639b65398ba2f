package view

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle/closing"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/health"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Codes of the sentences of a comparison.
const (
	CodePartRule  finding.Code = "view.comparison.rule"       // by which rule the first point where projects part is found
	CodeNeverPart finding.Code = "view.comparison.never_part" // no sign differs in verdict
)

// Comparison returns two projects side by side as a document: the verdicts,
// the first point where they part with its dates and its evidence, how they
// were planned, how they were run, sign by sign with the day on which they part
// in it, the causes of failure, and what came of them. The point is the first
// of [health.Part]; where several signs part on that day, all of them are
// shown. Names of a case go before those of w.
func Comparison(w phrase.Printer, first, second Case) *report.Document {
	pair := sides{first, second}
	doc := &report.Document{Title: w.Label("comparison"), Subtitle: first.Project + " / " + second.Project, Lang: w.Lang, AsOf: day(pair.closed())}
	parts := health.Part(first.Course, second.Course)
	doc.Blocks = append(doc.Blocks, pair.verdicts(w), heading(w, "parting_point"))
	append2(doc, pair.parting(w, parts)...)
	return append2(doc,
		heading(w, "plan"), pair.plans(w), heading(w, "practice"), pair.practice(w, parts), heading(w, "failure_causes"), pair.causes(w),
		heading(w, "outcome"), pair.goals(w), pair.figures(w))
}

// sides are the two projects of a comparison.
type sides [2]Case

// closed returns the day of the later closing.
func (s sides) closed() calendar.Date {
	if s[0].Outcome.On.Before(s[1].Outcome.On) {
		return s[1].Outcome.On
	}
	return s[0].Outcome.On
}

// side is a column of one of the projects, with its name in the title.
func (s sides) side(w phrase.Printer, i int, name string, t report.Type) report.Column {
	c := column([]string{"first_", "second_"}[i]+name, t)
	c.Title = s[i].Project
	if name != "value" {
		c.Title = joined(w, c.Title, w.Label(name))
	}
	return c
}

// verdicts is what came of both as a whole.
func (s sides) verdicts(w phrase.Printer) *report.Table {
	table := &report.Table{Name: "verdicts", Columns: columns(w, column("indicator", report.TypeText), s.side(w, 0, "value", report.TypeText), s.side(w, 1, "value", report.TypeText))}
	row := func(label string, value func(Case) finding.Value) {
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{text(w.Label(label)), value(s[0]), value(s[1])}})
	}
	row("verdict", func(c Case) finding.Value { return word(w, string(c.Outcome.Whole)) })
	row("score", func(c Case) finding.Value { return inPercent(number(c.Outcome.Score, "")) })
	row("project_started", func(c Case) finding.Value { return day(c.Course.Start) })
	row("project_closed", func(c Case) finding.Value { return day(c.Outcome.On) })
	row("first_harm", func(c Case) finding.Value { return day(c.Harm.On) })
	return table
}

// parting shows the first point where the projects part: its days, the signs
// that differ and the evidence of the one that went beyond the limit.
func (s sides) parting(w phrase.Printer, parts []health.Parting) []report.Block {
	if len(parts) == 0 {
		return []report.Block{report.P(report.T(w.Finding(finding.Finding{Code: CodeNeverPart})))}
	}
	point := slices.Clone(parts)
	point = slices.DeleteFunc(point, func(p health.Parting) bool { return p.Day != parts[0].Day })
	facts := report.Facts{Name: "parting-day", Items: []report.Fact{fact(w, "project_day", report.TypeInteger, whole(point[0].Day))}}
	for i := range s {
		c := s.side(w, i, "date", report.TypeDate)
		facts.Items = append(facts.Items, report.Fact{Column: c, Value: day(point[0].On[i])})
	}
	return []report.Block{report.P(report.T(w.Finding(finding.Finding{Code: CodePartRule}))), facts, s.pointTable(w, point), s.pointEvidence(w, point)}
}

func (s sides) pointTable(w phrase.Printer, point []health.Parting) *report.Table {
	table := &report.Table{Name: "parting-signs", Columns: columns(w, column("sign_of", report.TypeText), column("limit", report.TypePercent),
		s.side(w, 0, "bad_share", report.TypePercent), s.side(w, 1, "bad_share", report.TypePercent), column("beyond_limit", report.TypeText), column("remedy", report.TypeText))}
	for _, p := range point {
		f, _ := p.Signs[p.Beyond].Finding()
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{
			signWord(w, p.Sign), p.Signs[0].Limit, p.Signs[0].Share, p.Signs[1].Share, text(s[p.Beyond].Project), text(w.Remedy(f)),
		}})
	}
	return table
}

func (s sides) pointEvidence(w phrase.Printer, point []health.Parting) *report.Table {
	table := &report.Table{Name: "parting-evidence", Columns: columns(w, column("date", report.TypeDate), column("project", report.TypeText),
		column("sign_of", report.TypeText), column("finding", report.TypeText))}
	for _, p := range point {
		names := s[p.Beyond].printer(w)
		for _, e := range p.Evidence {
			for _, f := range e.Found {
				table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{day(e.On), text(s[p.Beyond].Project), signWord(w, p.Sign), text(names.Finding(f))}})
			}
		}
	}
	return table
}

// printer calls things by the names of the case.
func (c Case) printer(w phrase.Printer) phrase.Printer {
	before := w.Name
	w.Name = func(r finding.Ref) string {
		name := c.Names[r.Kind+" "+r.ID]
		if name == "" && before != nil {
			name = before(r)
		}
		return name
	}
	return w
}

// plans shows the figures of both plans, those of the first in its order, then
// what only the second has.
func (s sides) plans(w phrase.Printer) *report.Table {
	table := &report.Table{Name: "plans", Columns: columns(w, column("indicator", report.TypeText), s.side(w, 0, "value", report.TypeNumber), s.side(w, 1, "value", report.TypeNumber))}
	value := func(c Case, label string) finding.Value {
		i := slices.IndexFunc(c.Plan, func(f PlanFigure) bool { return f.Label == label })
		if i < 0 {
			return finding.Value{}
		}
		return c.Plan[i].Value
	}
	seen := map[string]bool{}
	for _, f := range slices.Concat(s[0].Plan, s[1].Plan) {
		if !seen[f.Label] {
			seen[f.Label] = true
			table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{text(w.Label(f.Label)), value(s[0], f.Label), value(s[1], f.Label)}})
		}
	}
	return table
}

// practice shows every sign that was judged in one of the projects: its share
// when it was last judged, the day it first went beyond its limit, and the day
// of the project on which the two part in it.
func (s sides) practice(w phrase.Printer, parts []health.Parting) *report.Table {
	table := &report.Table{Name: "practice", Columns: columns(w, column("sign_of", report.TypeText), column("limit", report.TypePercent),
		s.side(w, 0, "bad_share", report.TypePercent), s.side(w, 0, "beyond_since", report.TypeDate),
		s.side(w, 1, "bad_share", report.TypePercent), s.side(w, 1, "beyond_since", report.TypeDate), column("parted_on_day", report.TypeInteger))}
	for _, sign := range s.signs() {
		row := []finding.Value{signWord(w, sign.Code), sign.Limit}
		judged := false
		for _, c := range s {
			last := lastSign(c.Course, sign.Code)
			since, beyond := c.Course.First(sign.Code)
			judged = judged || last.Judged || beyond
			row = append(row, last.Share, day(since))
		}
		if !judged {
			continue
		}
		row = append(row, finding.Value{})
		if i := slices.IndexFunc(parts, func(p health.Parting) bool { return p.Sign == sign.Code }); i >= 0 {
			row[len(row)-1] = whole(parts[i].Day)
		}
		table.Rows = append(table.Rows, report.Row{Cells: row})
	}
	return table
}

// signs returns the signs of the courses in their order, each once.
func (s sides) signs() []health.Sign {
	var list []health.Sign
	for _, c := range s {
		for _, r := range c.Course.Readings {
			for _, sign := range r.Signs {
				if !slices.ContainsFunc(list, func(x health.Sign) bool { return x.Code == sign.Code }) {
					list = append(list, sign)
				}
			}
		}
	}
	return list
}

// lastSign is what a sign said when it was last judged; one that never was has
// no share.
func lastSign(c health.Course, code finding.Code) health.Sign {
	for i := len(c.Readings) - 1; i >= 0; i-- {
		for _, s := range c.Readings[i].Signs {
			if s.Code == code && s.Judged {
				return s
			}
		}
	}
	return health.Sign{Share: finding.Unknown("no-data")}
}

// causes shows at which part of the moments each was shown, and how long before
// the first harm it could be seen.
func (s sides) causes(w phrase.Printer) *report.Table {
	table := &report.Table{Name: "cause-comparison", Columns: columns(w, column("cause", report.TypeText))}
	for i := range s {
		table.Columns = append(table.Columns, s.side(w, i, "moments_shown", report.TypePercent), s.side(w, i, "first_visible", report.TypeDate), s.side(w, i, "lead_days", report.TypeInteger))
	}
	for _, name := range health.Causes() {
		row := []finding.Value{word(w, string(name))}
		for _, c := range s {
			row = append(row, c.shown(name))
			row = append(row, leadCells(c.Leads, name)...)
		}
		table.Rows = append(table.Rows, report.Row{Cells: row})
	}
	return table
}

// shown is the part of the judged moments at which a cause was shown.
func (c Case) shown(name health.Name) finding.Value {
	i := slices.IndexFunc(c.Causes, func(x CauseCourse) bool { return x.Name == name })
	if i < 0 {
		return finding.Unknown("no-data")
	}
	return ratio(int64(c.Causes[i].Shown), int64(c.Causes[i].Judged))
}

// leadCells are the day a cause was first shown and the days of warning, empty
// where it never was.
func leadCells(leads []health.Lead, name health.Name) []finding.Value {
	i := slices.IndexFunc(leads, func(l health.Lead) bool { return l.Name == name })
	if i < 0 || leads[i].First.IsZero() {
		return []finding.Value{{}, {}}
	}
	return []finding.Value{day(leads[i].First), leads[i].Days}
}

// goals shows what became of every goal of both.
func (s sides) goals(w phrase.Printer) *report.Table {
	table := &report.Table{Name: "goal-comparison", Columns: columns(w, column("project", report.TypeText), column("goal", report.TypeText),
		column("target", report.TypeNumber), column("actual", report.TypeNumber), column("attainment", report.TypePercent), column("verdict", report.TypeText))}
	for _, c := range s {
		for _, g := range c.Outcome.Goals {
			name := c.Goals[g.Goal]
			if name == "" {
				name = g.Goal
			}
			table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{
				text(c.Project), text(name), number(g.Planned, g.Unit), number(g.Actual, g.Unit), number(g.Attained, ""), word(w, string(g.Verdict)),
			}})
		}
	}
	return table
}

// figures shows the final figures that are known of one of them, in the order
// of the first and then of the second.
func (s sides) figures(w phrase.Printer) *report.Table {
	table := &report.Table{Name: "figure-comparison", Columns: columns(w, column("indicator", report.TypeText),
		s.side(w, 0, "planned", report.TypeNumber), s.side(w, 0, "actual", report.TypeNumber), s.side(w, 1, "planned", report.TypeNumber), s.side(w, 1, "actual", report.TypeNumber))}
	seen := map[finding.Code]bool{}
	for _, f := range slices.Concat(s[0].Figures, s[1].Figures) {
		if seen[f.Label] {
			continue
		}
		seen[f.Label] = true
		row := []finding.Value{text(w.Finding(finding.Finding{Code: f.Label, Severity: finding.Info}))}
		known := false
		for _, c := range s {
			var x closing.Figure
			if i := slices.IndexFunc(c.Figures, func(y closing.Figure) bool { return y.Label == f.Label }); i >= 0 {
				x = c.Figures[i]
			}
			for _, v := range []finding.Value{shown(c.day(), f.Label, x.Planned), shown(c.day(), f.Label, x.Actual)} {
				known = known || v.Kind() != finding.NoneKind && v.Kind() != finding.UnknownKind
				row = append(row, v)
			}
		}
		if known {
			table.Rows = append(table.Rows, report.Row{Cells: row})
		}
	}
	return table
}

// day is how many working minutes make a day of the plan of a case.
func (c Case) day() int64 {
	if c.Day > 0 {
		return c.Day
	}
	return usualDay
}
