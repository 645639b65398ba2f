package view

import (
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/health"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// HealthInput is what the document of a diagnosis is made of. A part that is
// empty is left out.
type HealthInput struct {
	Project  string
	On       calendar.Date
	Causes   []health.Cause  // as of [health.Diagnose]
	History  *health.History // as of [health.Timeline]; nil: none
	Talk     health.Process  // as of [health.Communication]
	Response health.Process  // as of [health.Response]
	Drivers  []health.Driver // as of [health.Overall]
}

// Health returns a diagnosis as a document: causes of failure and factors of
// success with verdict, strength and first date, what they rest on, what would
// clear them, when each was seen and how long before the first harm, the health
// of communication and of the dealings with risks and changes, the drivers of
// the score, and what could not be judged.
func Health(w phrase.Printer, in HealthInput) *report.Document {
	doc := &report.Document{Title: w.Label("diagnosis"), Subtitle: in.Project, Lang: w.Lang, AsOf: day(in.On)}
	causes, factors := parted(in.Causes)
	if len(in.Causes) > 0 {
		doc.Blocks = append(doc.Blocks, heading(w, "failure_causes"), causeTable(w, "causes", "cause", causes),
			heading(w, "success_factors"), causeTable(w, "factors", "success_factor", factors))
	}
	if table := evidenceTable(w, in.Causes); len(table.Rows) > 0 {
		doc.Blocks = append(doc.Blocks, heading(w, "evidence"), table)
	}
	if table := stepTable(w, in.Causes); len(table.Rows) > 0 {
		doc.Blocks = append(doc.Blocks, heading(w, "what_to_do"), table)
	}
	if in.History != nil {
		doc.Blocks = append(doc.Blocks, heading(w, "early_warning"), leadTable(w, *in.History), spellTable(w, in.History.Spells))
	}
	append2(doc, processBlocks(w, "communication_health", in.Talk)...)
	append2(doc, processBlocks(w, "response_health", in.Response)...)
	if len(in.Drivers) > 0 {
		doc.Blocks = append(doc.Blocks, heading(w, "worst_drivers"), driverTable(w, in.Drivers))
	}
	if table := unjudgedTable(w, unjudged(in.Causes)); len(table.Rows) > 0 {
		doc.Blocks = append(doc.Blocks, heading(w, "not_judged"), table)
	}
	return doc
}

// parted tells causes from factors.
func parted(list []health.Cause) (causes, factors []health.Cause) {
	for _, c := range list {
		if c.Name.Factor() {
			factors = append(factors, c)
		} else {
			causes = append(causes, c)
		}
	}
	return causes, factors
}

func causeTable(w phrase.Printer, name, label string, list []health.Cause) *report.Table {
	table := &report.Table{Name: name, Columns: columns(w, column(label, report.TypeText), column("verdict", report.TypeText),
		column("evidence_strength", report.TypePercent), column("taken_from", report.TypeText), column("bad_cases", report.TypeInteger), column("first_visible", report.TypeDate))}
	for _, c := range list {
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{
			word(w, string(c.Name)), word(w, string(c.Verdict)), c.Strength, signWord(w, c.By), whole(c.Weight), day(c.First),
		}})
	}
	return table
}

// signWord is the sentence of a sign without its figures.
func signWord(w phrase.Printer, sign finding.Code) finding.Value {
	if sign == "" {
		return finding.Value{}
	}
	return text(w.Finding(finding.Finding{Code: sign}))
}

// evidenceTable lists what shown and hinted causes rest on.
func evidenceTable(w phrase.Printer, list []health.Cause) *report.Table {
	table := &report.Table{Name: "evidence-list", Columns: columns(w, column("date", report.TypeDate), column("cause", report.TypeText),
		column("sign_of", report.TypeText), column("finding", report.TypeText))}
	causes, _ := parted(list)
	for _, c := range causes {
		for _, e := range c.Evidence {
			for _, f := range e.Found {
				table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{day(e.On), word(w, string(c.Name)), signWord(w, e.Sign), text(w.Finding(f))}})
			}
		}
	}
	return table
}

// stepTable lists what would clear causes, and then what would mend factors
// that have no cause.
func stepTable(w phrase.Printer, list []health.Cause) *report.Table {
	table := &report.Table{Name: "steps", Columns: columns(w, column("cause", report.TypeText), column("remedy", report.TypeText),
		column("cases_needed", report.TypeInteger), column("cases_kind", report.TypeText), column("subject", report.TypeText))}
	for _, c := range list {
		if c.Name.Factor() && c.Name != health.FlexibleResponse {
			continue
		}
		for _, s := range c.Clear {
			table.Rows = append(table.Rows, report.Row{Cells: append([]finding.Value{word(w, string(c.Name))}, stepCells(w, s)...)})
		}
	}
	return table
}

// stepCells are the remedy, how many cases it takes, whether those are to be
// mended or further ones, and which.
func stepCells(w phrase.Printer, s health.Step) []finding.Value {
	kind := "cases_to_mend"
	if s.Further {
		kind = "further_cases"
	}
	return []finding.Value{text(w.Remedy(s.Finding)), whole(s.Need), text(w.Label(kind)), subjects(w, s.Subjects)}
}

// mostNamed bounds the subjects that one row names.
const mostNamed = 8

// subjects names the things of a step, each once, the first few.
func subjects(w phrase.Printer, list []finding.Ref) finding.Value {
	seen := map[string]bool{}
	var names []string
	for _, r := range list {
		if name := w.Ref(r); !seen[name] && len(names) < mostNamed {
			seen[name] = true
			names = append(names, name)
		}
	}
	return listed(w, names, func(name string) string { return name })
}

func leadTable(w phrase.Printer, h health.History) *report.Table {
	table := &report.Table{Name: "leads", Columns: columns(w, column("cause", report.TypeText), column("first_visible", report.TypeDate),
		column("first_harm", report.TypeDate), column("subject", report.TypeText), column("lead_days", report.TypeInteger))}
	for _, l := range h.Leads {
		subject := finding.Value{}
		if !h.Harm.IsZero() {
			subject = text(w.Ref(h.Harm.Subject))
		}
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{word(w, string(l.Name)), day(l.First), day(h.Harm.On), subject, l.Days}})
	}
	return table
}

func spellTable(w phrase.Printer, list []health.Spell) *report.Table {
	table := &report.Table{Name: "spells", Columns: columns(w, column("cause", report.TypeText), column("from", report.TypeDate),
		column("to", report.TypeDate), column("cleared_on", report.TypeDate), column("moments", report.TypeInteger))}
	for _, s := range list {
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{word(w, string(s.Name)), day(s.First), day(s.Last), day(s.Cleared), whole(s.Moments)}})
	}
	return table
}

// processBlocks shows the health of one side of the work, nothing where there
// is none.
func processBlocks(w phrase.Printer, label string, p health.Process) []report.Block {
	if len(p.Signs) == 0 {
		return nil
	}
	table := &report.Table{Name: dashed(label), Columns: columns(w, column("finding", report.TypeText), column("severity", report.TypeText),
		column("remedy", report.TypeText), column("means", report.TypeText))}
	for _, a := range p.Advice {
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{text(w.Finding(a.Finding)), word(w, a.Finding.Severity.String()), text(w.Remedy(a.Finding)), word(w, string(a.Means))}})
	}
	kept := report.Facts{Name: dashed(label) + "-kept", Items: []report.Fact{fact(w, "signs_kept", report.TypePercent, p.Kept), fact(w, "signs_judged", report.TypeInteger, whole(p.Judged))}}
	return []report.Block{heading(w, label), kept, table}
}

func driverTable(w phrase.Printer, list []health.Driver) *report.Table {
	table := &report.Table{Name: "drivers", Columns: columns(w, column("indicator", report.TypeText), column("points_lost", report.TypeNumber),
		column("finding", report.TypeText), column("remedy", report.TypeText))}
	row := func(d health.Driver, f finding.Finding) {
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{text(d.Key), d.Lost.Finding(), text(w.Finding(f)), text(w.Remedy(f))}})
	}
	for _, d := range list {
		for _, s := range d.Steps {
			row(d, s.Finding)
		}
		if d.Unexplained != nil {
			row(d, *d.Unexplained)
		}
	}
	return table
}

func unjudgedTable(w phrase.Printer, list []finding.Finding) *report.Table {
	table := &report.Table{Name: "unjudged", Columns: columns(w, column("finding", report.TypeText))}
	for _, f := range list {
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{text(w.Finding(f))}})
	}
	return table
}

// unjudged lists what could not be judged, each sign once.
func unjudged(list []health.Cause) []finding.Finding {
	seen := map[finding.Ref]bool{}
	var found []finding.Finding
	for _, c := range list {
		for _, f := range c.Missing {
			if !seen[f.Subject] {
				seen[f.Subject] = true
				found = append(found, f)
			}
		}
	}
	return found
}
