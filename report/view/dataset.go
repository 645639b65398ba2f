package view

import (
	"iter"
	"time"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/evm"
	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/team"
	"github.com/milepost-go/milepost/report/dataset"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/risk/sra"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// DatasetInput is what [Dataset] knows of one project. Everything but ID is
// optional: what is not given leaves its tables empty. It is only read.
type DatasetInput struct {
	ID   string // of the project; not empty, and no other project of the call has it
	Name string // "" takes that of the plan, else that of the charter
	// Qualified writes ids as they are written where several projects stand
	// in one set, for a project whose tables will be stacked with others. One
	// such input makes all ids of the call qualified.
	Qualified bool
	Zone      *time.Location // in which moments become dates; nil means UTC

	Plan     *schedule.Plan // together with Result, else neither is read
	Result   *schedule.Result
	Baseline *schedule.Baseline // what tasks, milestones and progress are compared with

	// Periods are the last days of the reporting periods, in any order. The
	// days on which something was measured end a period too. Weeks follow after
	// the last of them; without any, periods are weeks from Monday to Sunday.
	Periods  []calendar.Date
	Budget   *evm.Baseline     // for what is planned after the last measurement
	Measured []evm.Measurement // earned value by status date, cumulative; the last one of a day counts

	Definition *lifecycle.Definition
	State      lifecycle.State
	At         time.Time              // for forecasts of phases, see [lifecycle.State.Windows]
	Phases     []schedule.PhaseWindow // dates of phases from the plan; they win over those of State

	Milestones []schedule.MilestoneEntry
	Trend      schedule.Trend

	Register  risk.Register
	RiskDate  calendar.Date // ratings made up to it count; zero: all
	RiskBasis risk.Basis    // zero: risk.Current

	Changes  []change.Request
	Minutes  []comms.Minutes // of each meeting the latest revision counts
	Closings []comms.Closing
	Charter  charter.Charter
	Team     team.Team

	// Indicators are definitions with targets and limits. Those of this
	// library need not be given; a definition given here takes their place.
	Indicators []kpi.Def
	Series     []kpi.Series
	Figures    []DatedFigure // further values; one of a key and day that a series has is left out

	Odds *sra.Outcome
}

// DatedFigure is the value of an indicator on a day.
type DatedFigure struct {
	On     calendar.Date
	Figure kpi.Figure
}

// Dataset returns the tables of one or more projects: one star of tidy tables
// that join by single columns, always all of them and in the same order. A
// table of several projects has the rows of one after those of the other. The
// titles and meanings are in the language of the printer; names of tables and
// columns never change, and columns are only added, at the end.
//
// Ids are written as they are where there is one project. Where there are
// several, or an input asks for it, every id but that of the project is
// "project/id", in which "%" and "/" of the project are written "%25" and
// "%2F": so a key is one column, and the same id in two projects is two
// things. The table indicators follows the same rule; only calendar, whose key
// is the date, is shared by all projects and has no project_id.
//
// Every reference resolves: what is only mentioned, such as a task that the
// baseline has and the plan has no more, has a row of its own with its id.
//
// Rows are computed while they are asked for, as often as they are, also by
// several goroutines at once; the inputs must stay unchanged until then. Besides the inputs they need memory for the
// tasks of one project, not for rows. The caller owns the slice.
func Dataset(w phrase.Printer, in ...DatasetInput) []dataset.Table {
	projects := make([]starProject, len(in))
	qualified := len(in) > 1
	for i := range in {
		qualified = qualified || in[i].Qualified
	}
	for i := range in {
		projects[i] = newStarProject(w, &in[i], qualified)
	}
	var tables []dataset.Table
	for _, t := range starTables() {
		tables = append(tables, dataset.Table{Schema: t.schema(w), Rows: t.over(projects)})
	}
	return tables
}

// DatasetSchemas returns the schemas of the tables that [Dataset] returns, in
// their order, for [dataset.Dictionary] and for tools that want the shape
// without data. The caller owns the slice.
func DatasetSchemas(w phrase.Printer) []dataset.Schema {
	var schemas []dataset.Schema
	for _, t := range starTables() {
		schemas = append(schemas, t.schema(w))
	}
	return schemas
}

// starTable is one table of the star: its columns without project_id, and its
// rows for a project.
type starTable struct {
	name    string
	columns []dataset.Column
	rows    func(starProject, func([]finding.Value) bool)
	shared  bool // by all projects: it has no project_id, and its rows come from all
	all     func([]starProject, func([]finding.Value) bool)
}

// starTables returns the tables: those that others refer to first.
func starTables() []starTable {
	return []starTable{
		starProjects(), starCalendar(), starWorkingDays(), starPeople(), starPhases(), starGates(), starGateDecisions(),
		starTasks(), starLinks(), starAssignments(), starMilestones(), starMilestoneForecasts(), starProgress(), starCosts(),
		starRisks(), starResponses(), starRiskLinks(), starChanges(), starChangeEffects(),
		starMeetings(), starAttendance(), starDecisions(), starActions(), starIndicators(), starIndicatorValues(), starOdds(),
	}
}

// over returns the rows of all projects, each with its project before it.
func (t starTable) over(projects []starProject) iter.Seq[[]finding.Value] {
	if t.shared {
		return func(yield func([]finding.Value) bool) { t.all(projects, yield) }
	}
	return func(yield func([]finding.Value) bool) {
		row := make([]finding.Value, 0, len(t.columns)+1)
		goOn := true
		for i := range projects {
			project := finding.Text(projects[i].ID)
			t.rows(projects[i], func(cells []finding.Value) bool {
				row = append(append(row[:0], project), cells...)
				goOn = yield(row)
				return goOn
			})
			if !goOn {
				return
			}
		}
	}
}
