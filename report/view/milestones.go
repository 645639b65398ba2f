package view

import (
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/risk/sra"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Codes of the sentences about the next milestone. The subject is the
// milestone, want the date that was agreed.
const (
	CodeMilestoneLate      finding.Code = "view.milestone.late"       // got is what is forecast, which is later
	CodeMilestoneInTime    finding.Code = "view.milestone.in_time"    // got is what is forecast, which is not
	CodeMilestoneChance    finding.Code = "view.milestone.chance"     // got is how likely the date is kept
	CodeMilestonesEarlier  finding.Code = "view.milestone.earlier"    // got is how many reports are not in the table
	CodeMilestonesNoRisk   finding.Code = "view.milestone.none"       // no milestone is at risk
	CodeMilestonesOnlyPlan finding.Code = "view.milestone.no_compare" // there is no baseline to be late against
)

// MilestonesInput is what the document of milestones is made of. Plan and
// Result are required; what else is left zero is left out.
type MilestonesInput struct {
	Plan     *schedule.Plan
	Result   *schedule.Result   // of that plan
	Baseline *schedule.Baseline // the dates that were agreed; nil: none
	Entries  []schedule.MilestoneEntry
	Trend    schedule.Trend // what earlier reports forecast, report by report
	// Late divides the slip of milestones, or of the project, among its causes:
	// one attribution for each of them.
	Late []schedule.Attribution
	// Odds is a simulation of the plan which kept its milestones; nil: none.
	Odds *sra.Outcome
	// Sure is the chance in percent of keeping the agreed date below which a
	// milestone is at risk; 0 is 80.
	Sure   int
	Figure report.Figure // a picture; nil: the trend, from two reports on
}

// Milestones returns where the milestones stand as a document: how many were
// hit, the next one at risk with the chance of its date, every milestone with
// agreed date, forecast, variance and, with a simulation, chance, the criteria that are still open,
// what earlier reports forecast and by how much each moved, by what causes, and
// what the check of the entries found. It compares with the baseline alone;
// without one, variance and chance are empty.
//
// At risk is a milestone that is not reached and that is forecast after its
// agreed date, or where the simulation finds that date less likely than Sure.
// The next one is that with the earliest agreed date. The hit rate is that of
// [schedule.Trend.HitRate].
func Milestones(w phrase.Printer, in MilestonesInput) *report.Document {
	w = naming(w, in.Plan)
	s := newMilestoneSheet(in)
	doc := &report.Document{Title: w.Label("milestone_report"), Subtitle: in.Plan.Name, Lang: w.Lang, AsOf: moment(in.Plan.DataDate)}
	doc.Blocks = append(doc.Blocks, s.next(w), s.facts(w), heading(w, "milestones"), s.table(w))
	if in.Figure != nil {
		append2(doc, in.Figure)
	} else {
		append2(doc, trendFigure(w, TrendInput{Trend: in.Trend, Plan: in.Plan, On: in.Result.ProjectCalendar()})...)
	}
	doc.Blocks = append(doc.Blocks, s.criteria(w)...)
	doc.Blocks = append(doc.Blocks, s.history(w)...)
	for i := range in.Late {
		doc.Blocks = append(doc.Blocks, s.late(w, i)...)
	}
	if in.Entries != nil {
		append2(doc, findings(w, "findings", schedule.CheckMilestones(in.Plan, in.Entries))...)
	}
	return inDaysOf(doc, in.Plan)
}

// milestoneSheet is what the parts of the document share.
type milestoneSheet struct {
	MilestonesInput
	rows    []schedule.MilestoneRow
	entries map[schedule.TaskID]*schedule.MilestoneEntry
	odds    map[schedule.TaskID]sra.Dates
}

func newMilestoneSheet(in MilestonesInput) *milestoneSheet {
	s := &milestoneSheet{MilestonesInput: in, entries: map[schedule.TaskID]*schedule.MilestoneEntry{}, odds: map[schedule.TaskID]sra.Dates{}}
	if in.Sure == 0 {
		s.Sure = 80
	}
	s.rows = schedule.Milestones(in.Plan, in.Result)
	if in.Baseline != nil {
		s.rows = schedule.Milestones(in.Plan, in.Result, *in.Baseline)
	}
	for i := range in.Entries {
		if e := &in.Entries[i]; s.entries[e.Task] == nil {
			s.entries[e.Task] = e
		}
	}
	if in.Odds != nil {
		for _, m := range in.Odds.Milestones {
			s.odds[m.Task] = m.Finish
		}
	}
	return s
}

// agreed is where the baseline has a milestone, zero where it does not.
func agreed(m *schedule.MilestoneRow) schedule.MilestonePlan {
	if len(m.Planned) == 0 {
		return schedule.MilestonePlan{}
	}
	return m.Planned[0]
}

// chance is how likely the agreed date of a milestone is kept: empty where it
// is reached or nothing was agreed, unknown where nothing was simulated.
func (s *milestoneSheet) chance(m *schedule.MilestoneRow) finding.Value {
	if m.Actual != 0 || agreed(m).Date == 0 {
		return finding.Value{}
	}
	dates, ok := s.odds[m.Task]
	if !ok {
		return finding.Unknown("not-simulated")
	}
	return dates.By(agreed(m).Date)
}

// atRisk reports whether a milestone is forecast late, and whether it is in
// danger.
func (s *milestoneSheet) atRisk(m *schedule.MilestoneRow) (late, risky bool) {
	if m.Actual != 0 || agreed(m).Date == 0 {
		return false, false
	}
	late = m.Forecast > agreed(m).Date
	chance, known := s.chance(m).Rat()
	return late, late || known && chance.Cmp(big.NewRat(int64(s.Sure), 100)) < 0
}

// next says which milestone is the next one at risk.
func (s *milestoneSheet) next(w phrase.Printer) report.Block {
	var first *schedule.MilestoneRow
	for i := range s.rows {
		m := &s.rows[i]
		if _, risky := s.atRisk(m); risky && (first == nil || agreed(m).Date < agreed(first).Date) {
			first = m
		}
	}
	f := finding.Finding{Code: CodeMilestonesNoRisk, Severity: finding.Info}
	if s.Baseline == nil {
		f.Code = CodeMilestonesOnlyPlan
	}
	said := []finding.Finding{f}
	if first != nil {
		said = s.risky(first)
	}
	var words []string
	for _, f := range said {
		words = append(words, w.Finding(f))
	}
	return report.Callout{Severity: said[0].Severity, Title: w.Label("next_at_risk"), Runs: []report.Run{report.T(sentences(w, words))}}
}

// sentences joins sentences as the language does.
func sentences(w phrase.Printer, list []string) string {
	if w.Lang == phrase.ZhCN {
		return strings.Join(list, "")
	}
	return strings.Join(list, " ")
}

// risky says of a milestone at risk what was agreed and is forecast, and, where
// that is known, how likely it is kept.
func (s *milestoneSheet) risky(m *schedule.MilestoneRow) []finding.Finding {
	f := finding.Finding{Code: CodeMilestoneInTime, Severity: finding.Warn, Subject: finding.Ref{Kind: "task", ID: string(m.Task)}, Want: moment(agreed(m).Date), Got: moment(m.Forecast)}
	if late, _ := s.atRisk(m); late {
		f.Code = CodeMilestoneLate
	}
	odds := f
	odds.Code, odds.Got = CodeMilestoneChance, inPercent(s.chance(m))
	if odds.Got.IsUnknown() {
		return []finding.Finding{f}
	}
	return []finding.Finding{f, odds}
}

func (s *milestoneSheet) facts(w phrase.Printer) report.Block {
	reached := 0
	for i := range s.rows {
		if s.rows[i].Actual != 0 {
			reached++
		}
	}
	items := []report.Fact{fact(w, "milestones", report.TypeInteger, whole(len(s.rows))), fact(w, "reached", report.TypeInteger, whole(reached))}
	if len(s.Entries) > 0 {
		items = append(items, fact(w, "reached_by_weight", report.TypePercent, schedule.MilestonesReached(s.Plan, s.Entries)))
	}
	if s.Baseline != nil {
		hits := s.Trend.HitRate(*s.Baseline)
		items = append(items, fact(w, "baseline", report.TypeText, text(s.Baseline.Name)), fact(w, "milestones_due", report.TypeInteger, whole(hits.Due)),
			fact(w, "milestones_hit", report.TypeInteger, whole(hits.Due-len(hits.Missed))), fact(w, "hit_rate", report.TypePercent, hits.Rate))
	}
	return report.Facts{Name: "overview", Items: items}
}

// table shows every milestone, in plan order; those at risk are set off.
func (s *milestoneSheet) table(w phrase.Printer) *report.Table {
	table := &report.Table{Name: "milestone-list", Columns: columns(w, column("milestone", report.TypeText), column("owner", report.TypeText),
		column("promised", report.TypeBool), column("baseline_finish", report.TypeDate), column("forecast", report.TypeDate), column("actual_finish", report.TypeDate),
		column("variance", report.TypeDuration), column("total_float", report.TypeDuration))}
	if s.Odds != nil {
		table.Columns = append(table.Columns, columns(w, column("chance_of_date", report.TypePercent), column("p80", report.TypeDate))...)
	}
	for i := range s.rows {
		m := &s.rows[i]
		cells := []finding.Value{text(m.Name), {}, {}, moment(agreed(m).Date), moment(m.Forecast), moment(m.Actual), {}, {}}
		if e := s.entries[m.Task]; e != nil {
			cells[1], cells[2] = someone(w, e.Owner), finding.Bool(e.Contractual)
		}
		if agreed(m).Date != 0 {
			cells[6] = minutes(agreed(m).Variance)
		}
		if m.Actual != 0 {
			cells[4] = finding.Value{}
		} else {
			cells[7] = minutes(m.Float)
		}
		if s.Odds != nil {
			cells = append(cells, s.chance(m), s.p80(m))
		}
		_, risky := s.atRisk(m)
		table.Rows = append(table.Rows, report.Row{Strong: risky, Cells: cells})
	}
	return trimmed(table, "owner", "promised", "actual_finish")
}

// p80 is the date by which a milestone is reached in 80 of 100 trials.
func (s *milestoneSheet) p80(m *schedule.MilestoneRow) finding.Value {
	dates, ok := s.odds[m.Task]
	if !ok || m.Actual != 0 {
		return finding.Value{}
	}
	at, _ := dates.Percentile(80)
	return moment(at)
}

// criteria lists what is not met or accepted yet of the milestones, in plan
// order.
func (s *milestoneSheet) criteria(w phrase.Printer) []report.Block {
	table := &report.Table{Name: "open-criteria", Columns: columns(w, column("milestone", report.TypeText), column("criterion", report.TypeText), column("owner", report.TypeText), column("forecast", report.TypeDate))}
	for i := range s.rows {
		m := &s.rows[i]
		e := s.entries[m.Task]
		if e == nil || m.Actual != 0 {
			continue
		}
		for _, what := range openCriteria(w, e) {
			table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{text(m.Name), text(what), someone(w, e.Owner), moment(m.Forecast)}})
		}
	}
	if len(table.Rows) == 0 {
		return nil
	}
	return []report.Block{heading(w, "open_criteria"), table}
}

func openCriteria(w phrase.Printer, e *schedule.MilestoneEntry) []string {
	var list []string
	for i, c := range e.Criteria {
		switch {
		case c.Met:
		case c.Text != "":
			list = append(list, c.Text)
		case c.ID != "":
			list = append(list, c.ID)
		default:
			list = append(list, strconv.Itoa(i+1))
		}
	}
	if e.AcceptedBy != "" && e.Acceptance.By == "" {
		list = append(list, joined(w, w.Label("accepted_by"), Word(w, e.AcceptedBy)))
	}
	return list
}

// shownReports is how many reports the table of forecasts has side by side.
const shownReports = 6

// history shows what the latest reports forecast, and every move of a forecast
// from one report to the next.
func (s *milestoneSheet) history(w phrase.Printer) []report.Block {
	all := s.Trend.Reports
	if len(all) == 0 {
		return nil
	}
	latest := all[max(0, len(all)-shownReports):]
	table := &report.Table{Name: "forecast-history", Columns: columns(w, column("milestone", report.TypeText))}
	for i, r := range latest {
		table.Columns = append(table.Columns, report.Column{Name: "report_" + strconv.Itoa(len(all)-len(latest)+i+1), Title: w.Label("report_of") + " " + r.At.Date().String(), Type: report.TypeDate})
	}
	for i := range s.rows {
		cells := []finding.Value{text(s.rows[i].Name)}
		for _, r := range latest {
			cells = append(cells, forecastIn(r, s.rows[i].Task))
		}
		table.Rows = append(table.Rows, report.Row{Cells: cells})
	}
	if more := len(all) - len(latest); more > 0 {
		table.Note = w.Finding(finding.Finding{Code: CodeMilestonesEarlier, Severity: finding.Info, Got: finding.Number(int64(more), "")})
	}
	return []report.Block{heading(w, "forecast_history"), table, heading(w, "forecast_moves"), s.moves(w)}
}

// forecastIn is what a report said of a milestone.
func forecastIn(r schedule.TrendReport, id schedule.TaskID) finding.Value {
	i := slices.IndexFunc(r.Milestones, func(p schedule.TrendPoint) bool { return p.Task == id })
	if i < 0 {
		return finding.Value{}
	}
	return moment(r.Milestones[i].Forecast)
}

// moves lists every move of a forecast, by milestone and then by report.
func (s *milestoneSheet) moves(w phrase.Printer) *report.Table {
	table := &report.Table{Name: "forecast-moves", Columns: columns(w, column("milestone", report.TypeText), column("from_report", report.TypeDate), column("to_report", report.TypeDate),
		column("before", report.TypeDate), column("after", report.TypeDate), column("difference", report.TypeDuration))}
	for i := range s.rows {
		for _, x := range s.Trend.Slips(s.rows[i].Task, s.on(s.rows[i].Task)) {
			if x.Before == x.After {
				continue
			}
			table.Rows = append(table.Rows, report.Row{Cells: []finding.Value{text(s.rows[i].Name), moment(x.From), moment(x.To), moment(x.Before), moment(x.After), minutes(x.Moved)}})
		}
	}
	return table
}

// on is the calendar that the moves of a milestone are counted on.
func (s *milestoneSheet) on(id schedule.TaskID) *calendar.Calendar {
	if c := s.Result.Calendar(id); c != nil {
		return c
	}
	return s.Result.ProjectCalendar()
}

// late is why one milestone, or the project, has slipped.
func (s *milestoneSheet) late(w phrase.Printer, i int) []report.Block {
	a := s.Late[i]
	title := w.Label("slip_by_cause")
	if a.Task != "" {
		title = joined(w, title, w.Ref(finding.Ref{Kind: "task", ID: string(a.Task)}))
	}
	table := WhyLate(w, a)
	if i > 0 {
		table.Name += "-" + strconv.Itoa(i+1)
	}
	h := report.Heading{Level: 1, Text: title, Name: "section-slip-" + strconv.Itoa(i+1)}
	return []report.Block{h, table}
}
