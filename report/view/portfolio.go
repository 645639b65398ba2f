package view

import (
	"cmp"
	"slices"
	"strings"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/evm"
	"github.com/milepost-go/milepost/kpi/portfolio"
	"github.com/milepost-go/milepost/kpi/tolerance"
	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// CodeMoreDeviations is the note on how many deviations a portfolio leaves out.
const CodeMoreDeviations finding.Code = "view.note.more_deviations"

// PortfolioInput is what the document of a portfolio is made of.
type PortfolioInput struct {
	Title    string // what people call the portfolio
	On       calendar.Date
	Projects []PortfolioProject // in the order in which they are listed
	// Summary adds up all projects ([portfolio.Run]), those that are closed and
	// not listed among them; nil: nothing is said of totals.
	Summary *portfolio.Summary
	// Most is how many deviations are listed; 0 is 10, below 0 all of them.
	Most int
}

// PortfolioProject is one line of a portfolio. What is left zero is empty, and
// of one without a Value nothing is said of money.
type PortfolioProject struct {
	ID, Name        string
	State           lifecycle.State
	Planned, Finish calendar.DateTime // the finish agreed, and as it is forecast
	Value           evm.Status
	Tolerances      tolerance.State
	// Decisions are what waits for somebody above the project, such as change
	// requests, exceptions and gates. Owner is who has to decide, Date by when.
	Decisions []comms.Point
}

// Portfolio returns many projects as one document: what needs a decision, by
// its date; every project with phase, finish against what was agreed and the
// worst of its tolerances; earned value; the gravest open deviations; and the
// totals by currency with success, time and overrun where a summary is given.
// Projects that could not be counted are named first.
func Portfolio(w phrase.Printer, in PortfolioInput) *report.Document {
	doc := &report.Document{Title: w.Label("portfolio"), Subtitle: in.Title, Lang: w.Lang, AsOf: day(in.On)}
	if s := in.Summary; s != nil && len(s.Failed) > 0 {
		doc.Blocks = append(doc.Blocks, heading(w, "not_counted"), failureTable(w, s.Failed))
	}
	doc.Blocks = append(doc.Blocks, portfolioFacts(w, in), heading(w, "needs_decision"), waitingTable(w, in),
		heading(w, "projects"), projectTable(w, in.Projects))
	append2(doc, worthBlocks(w, in.Projects)...)
	append2(doc, heading(w, "top_deviations"), topDeviations(w, in))
	if in.Summary != nil {
		doc.Blocks = append(doc.Blocks, heading(w, "totals"), currencyTable(w, in.Summary.Value), heading(w, "success_and_time"), groupTable(w, *in.Summary))
	}
	return doc
}

func portfolioFacts(w phrase.Printer, in PortfolioInput) report.Block {
	waiting, beyond := 0, 0
	for i := range in.Projects {
		waiting += len(in.Projects[i].Decisions)
		if worstOf(in.Projects[i].Tolerances) == tolerance.Exceeded {
			beyond++
		}
	}
	items := []report.Fact{fact(w, "projects_listed", report.TypeInteger, whole(len(in.Projects))),
		fact(w, "decisions_waiting", report.TypeInteger, whole(waiting)), fact(w, "projects_beyond", report.TypeInteger, whole(beyond))}
	if s := in.Summary; s != nil {
		items = append(items, fact(w, "projects_counted", report.TypeInteger, finding.Number(s.Projects, "")), fact(w, "projects_closed", report.TypeInteger, finding.Number(s.Success.Closed, "")),
			fact(w, "success_rate", report.TypePercent, s.Success.Rate.Finding()))
	}
	return report.Facts{Name: "overview", Items: items}
}

// called is what people call a project.
func (p *PortfolioProject) called() finding.Value { return text(cmp.Or(p.Name, p.ID)) }

func waitingTable(w phrase.Printer, in PortfolioInput) *report.Table {
	table := &report.Table{Name: "decisions-waiting", Columns: columns(w, column("due", report.TypeDate), column("project", report.TypeText), column("decision", report.TypeText),
		column("decided_by", report.TypeText), column("days_late", report.TypeInteger))}
	type line struct {
		by  calendar.Date
		row report.Row
	}
	var lines []line
	for i := range in.Projects {
		for _, d := range in.Projects[i].Decisions {
			late := finding.Value{}
			if !d.Date.IsZero() && d.Date.Before(in.On) {
				late = whole(in.On.DaysSince(d.Date))
			}
			lines = append(lines, line{d.Date, report.Row{Strong: !late.IsZero(), Cells: []finding.Value{day(d.Date), in.Projects[i].called(), text(talked(w, d.About, d.Title)), someone(w, d.Owner), late}}})
		}
	}
	slices.SortStableFunc(lines, func(a, b line) int { return cmp.Compare(zeroLast(a.by), zeroLast(b.by)) })
	for _, l := range lines {
		table.Rows = append(table.Rows, l.row)
	}
	return trimmed(table, "days_late")
}

func projectTable(w phrase.Printer, list []PortfolioProject) *report.Table {
	table := &report.Table{Name: "project-list", Columns: columns(w, column("project", report.TypeText), column("phase", report.TypeText), column("state", report.TypeText), column("tolerance", report.TypeText),
		column("planned_finish", report.TypeDate), column("forecast_finish", report.TypeDate), column("days_later", report.TypeInteger))}
	for i := range list {
		p := &list[i]
		later := finding.Value{}
		if !p.Planned.IsZero() && !p.Finish.IsZero() {
			later = whole(p.Finish.Date().DaysSince(p.Planned.Date()))
		}
		worst := worstOf(p.Tolerances)
		table.Rows = append(table.Rows, report.Row{ID: p.ID, Strong: worst == tolerance.Exceeded, Cells: []finding.Value{
			p.called(), word(w, string(p.State.Phase)), word(w, string(p.State.Standing)), word(w, string(worst)), day(p.Planned.Date()), day(p.Finish.Date()), later,
		}})
	}
	return table
}

// worthBlocks shows earned value of the projects that state it.
func worthBlocks(w phrase.Printer, list []PortfolioProject) []report.Block {
	table := &report.Table{Name: "project-value", Columns: columns(w, column("project", report.TypeText), column("percent_complete", report.TypePercent), column("spi", report.TypeNumber), column("cpi", report.TypeNumber),
		column("bac", report.TypeMoney), column("ev", report.TypeMoney), column("ac", report.TypeMoney))}
	for i := range list {
		if s := list[i].Value; s != (evm.Status{}) {
			table.Rows = append(table.Rows, report.Row{ID: list[i].ID, Cells: []finding.Value{
				list[i].called(), s.Complete().Finding(), s.SPI().Finding(), s.CPI().Finding(), s.BAC.Finding(), s.EV.Finding(), s.AC.Finding(),
			}})
		}
	}
	return section(w, "earned_value_analysis", table)
}

// worstOf is the worst status among the tolerances, empty where nothing is
// watched.
func worstOf(s tolerance.State) tolerance.Status {
	var worst tolerance.Status
	for _, x := range s.Watches {
		if worst == "" || gravity(x.Status) > gravity(worst) {
			worst = x.Status
		}
	}
	return worst
}

// gravity orders the statuses.
func gravity(s tolerance.Status) int {
	return slices.Index([]tolerance.Status{tolerance.Within, tolerance.Unclear, tolerance.Watched, tolerance.Exceeded}, s)
}

// topDeviations lists the open deviations of all projects: first those beyond
// their outer limit, the longest first, then the others by when they were first
// seen.
func topDeviations(w phrase.Printer, in PortfolioInput) *report.Table {
	table := &report.Table{Name: "top-deviations", Columns: columns(w, column("project", report.TypeText), column("place", report.TypeText), column("aspect", report.TypeText), column("first_seen", report.TypeDate),
		column("crossed_on", report.TypeDate), column("outer_limit", report.TypeNumber), column("latest", report.TypeNumber), column("worst", report.TypeNumber))}
	type line struct {
		project *PortfolioProject
		tolerance.Deviation
	}
	var lines []line
	for i := range in.Projects {
		for _, d := range in.Projects[i].Tolerances.Deviations() {
			if d.Open() {
				lines = append(lines, line{&in.Projects[i], d})
			}
		}
	}
	slices.SortStableFunc(lines, func(a, b line) int {
		return cmp.Or(cmp.Compare(zeroLast(a.Crossed), zeroLast(b.Crossed)), a.FirstSeen.Compare(b.FirstSeen))
	})
	most := len(lines)
	if in.Most >= 0 {
		most = min(most, cmp.Or(in.Most, 10))
	}
	for _, l := range lines[:most] {
		table.Rows = append(table.Rows, report.Row{Strong: !l.Crossed.IsZero(), Cells: []finding.Value{l.project.called(), text(l.Place), word(w, string(l.Aspect)), day(l.FirstSeen), day(l.Crossed),
			l.Limit.Outer.Finding(), l.Latest.Finding(), l.Worst.Finding()}})
	}
	if rest := len(lines) - most; rest > 0 {
		table.Note = w.Finding(finding.Finding{Code: CodeMoreDeviations, Severity: finding.Info, Got: finding.Number(int64(rest), "")})
	}
	return table
}

// currencyTable shows earned value by currency.
func currencyTable(w phrase.Printer, list []portfolio.CurrencyStatus) *report.Table {
	table := &report.Table{Name: "totals", Columns: columns(w, column("currency", report.TypeText), column("bac", report.TypeMoney), column("pv", report.TypeMoney), column("ev", report.TypeMoney),
		column("ac", report.TypeMoney), column("spi", report.TypeNumber), column("cpi", report.TypeNumber), column("projects_unknown", report.TypeInteger))}
	for _, c := range list {
		s := c.Status
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{text(s.BAC.Unit()), s.BAC.Finding(), s.PV.Finding(), s.EV.Finding(), s.AC.Finding(), s.SPI().Finding(), s.CPI().Finding(), finding.Number(c.Unknown, "")}})
	}
	return table
}

// groupTable shows success, time and overrun of all projects and of every
// group.
func groupTable(w phrase.Printer, s portfolio.Summary) *report.Table {
	table := &report.Table{Name: "success-and-time", Columns: columns(w, column("group", report.TypeText), column("projects", report.TypeInteger), column("projects_closed", report.TypeInteger), column("success_rate", report.TypePercent),
		column("success_from", report.TypePercent), column("success_to", report.TypePercent), column("days_p50", report.TypeNumber), column("days_p80", report.TypeNumber),
		column("overrun_p50", report.TypeNumber), column("overrun_p80", report.TypeNumber), column("lessons_reused", report.TypePercent))}
	table.Rows = append(table.Rows, groupRow(text(w.Label("all_projects")), s.Group, true))
	for _, g := range s.Groups {
		table.Rows = append(table.Rows, groupRow(groupName(w, g.Name), g, false))
	}
	return table
}

func groupRow(name finding.Value, g portfolio.Group, strong bool) report.Row {
	figure := func(v kpi.Value) finding.Value { return v.Finding() }
	return report.Row{Strong: strong, Cells: []finding.Value{name, finding.Number(g.Projects, ""), finding.Number(g.Success.Closed, ""), figure(g.Success.Rate), figure(g.Success.Interval.Low), figure(g.Success.Interval.High),
		figure(g.Days.P50), figure(g.Days.P80), figure(g.Overrun.P50), figure(g.Overrun.P80), figure(g.Reuse)}}
}

// groupName is the name of a group in words: "trait:region:north" is a trait
// of the host and stays as it is.
func groupName(w phrase.Printer, name string) finding.Value {
	kind, rest, cut := strings.Cut(name, ":")
	if !cut || kind != "definition" && kind != "trait" {
		return text(name)
	}
	return text(joined(w, w.Label("group_"+kind), rest))
}

func failureTable(w phrase.Printer, list []portfolio.Failure) *report.Table {
	table := &report.Table{Name: "not-counted", Columns: columns(w, column("project", report.TypeText), column("reason", report.TypeText))}
	for _, f := range list {
		table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{text(f.ID), text(f.Reason)}})
	}
	return table
}
