package view

import (
	"strings"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// starProject is one project as the tables of the star read it.
type starProject struct {
	*DatasetInput
	words  phrase.Printer
	prefix string // "" where ids are written as they are
}

// newStarProject prepares a project: its prefix is what stands before its ids
// where several are together.
func newStarProject(w phrase.Printer, in *DatasetInput, qualified bool) starProject {
	p := starProject{DatasetInput: in, words: w}
	if qualified {
		p.prefix = within(in.ID, "")
	}
	return p
}

// ref is an id as a cell, empty for none.
func (p starProject) ref(id string) finding.Value {
	if id == "" {
		return finding.Value{}
	}
	return finding.Text(p.prefix + id)
}

// within names a thing that is unique within another only.
func within(outer, inner string) string {
	return strings.ReplaceAll(strings.ReplaceAll(outer, "%", "%25"), "/", "%2F") + "/" + inner
}

// plan returns the plan, an empty one where plan or result is missing.
func (p starProject) plan() *schedule.Plan {
	if p.Plan == nil || p.Result == nil {
		return &schedule.Plan{}
	}
	return p.Plan
}

// planned reports whether there is a plan with its dates.
func (p starProject) planned() bool { return p.Plan != nil && p.Result != nil }

// times returns the dates of a task, none where it has none.
func (p starProject) times(id schedule.TaskID) schedule.Times {
	if !p.planned() {
		return schedule.Times{}
	}
	x, _ := p.Result.Times(id)
	return x
}

// hours returns the calendar on which a task is worked on.
func (p starProject) hours(t *schedule.Task) *calendar.Calendar {
	if t.Duration.Elapsed {
		return calendar.AlwaysOn()
	}
	if c := p.Result.Calendar(t.ID); c != nil {
		return c
	}
	return p.Result.ProjectCalendar()
}

// days returns the calendar of the project: that of the plan, the usual week
// where there is none.
func (p starProject) days() *calendar.Calendar {
	if p.planned() {
		return p.Result.ProjectCalendar()
	}
	usual, err := calendar.Compile(calendar.Standard(), nil)
	if err != nil {
		return &calendar.Calendar{}
	}
	return usual
}

// on is the civil date of a moment.
func (p starProject) on(t time.Time) calendar.Date {
	if t.IsZero() {
		return calendar.Date{}
	}
	zone := p.Zone
	if zone == nil {
		zone = time.UTC
	}
	return calendar.DateTimeOf(t.In(zone)).Date()
}

// called is what people call a thing, empty where nobody says.
func (p starProject) called(kind, id string) finding.Value {
	if p.words.Name == nil {
		return finding.Value{}
	}
	return text(p.words.Name(finding.Ref{Kind: kind, ID: id}))
}

// baseline returns what the baseline has of every task.
func (p starProject) baseline() map[schedule.TaskID]schedule.BaselineTask {
	list := map[schedule.TaskID]schedule.BaselineTask{}
	if p.Baseline != nil {
		for _, t := range p.Baseline.Tasks {
			list[t.ID] = t
		}
	}
	return list
}

// dayOf is the civil date of a date-time, the zero Date where there is none.
func dayOf(t calendar.DateTime) calendar.Date {
	if t.IsZero() {
		return calendar.Date{}
	}
	return t.Date()
}

// wholeNumber rounds a number to a whole one with a unit, halves away from
// zero. A value that is no number stays as it is.
func wholeNumber(v finding.Value, unit string) finding.Value {
	r, ok := v.Rat()
	if !ok {
		return v
	}
	return finding.Decimal(r.FloatString(0), unit)
}

// once reports whether an id is met for the first time, and marks it. The
// empty id is none.
func once(seen map[string]bool, id string) bool {
	if id == "" || seen[id] {
		return false
	}
	seen[id] = true
	return true
}
