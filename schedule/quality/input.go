package quality

import (
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Input is a schedule at one status date, as plain rows. [From] makes one of a
// plan; a host that keeps schedules elsewhere fills it itself. It is only
// read. The order of the rows means nothing.
type Input struct {
	Name   string            // of the schedule, for findings
	Status calendar.DateTime // the status date; zero: no status was taken
	Day    calendar.Work     // working time of one day; zero or less: eight hours

	Activities []Activity
	Ties       []Tie

	Path   *Path   // for the critical path length index; nil: unknown
	Trials []Trial // of the critical path test; empty: it was not made
	Period Period  // for hit tasks and the current execution index
}

// Path is the critical path at the status date.
type Path struct {
	// Length is the working time from the status date to the finish of the
	// project.
	Length calendar.Work
	// Float is the working time from that finish to the date that it is
	// measured against: of the baseline, or of a constraint on the project.
	// Negative: the project is late.
	Float calendar.Work
}

// Period is the time that a status looks back on: after the first moment, up
// to and including the second. The zero Period is unknown; a zero After has no
// beginning.
type Period struct{ After, Through calendar.DateTime }

// usualDay is the day of an input that states none.
const usualDay = 8 * calendar.Hour

// Check returns what keeps rows from being counted right, sorted: ids missing
// or used twice, negative durations, parents that are no row, ties from an
// activity to itself. [Assess] counts such rows as they stand.
func (in Input) Check() []finding.Finding {
	var found []finding.Finding
	rows := make(map[string]int, len(in.Activities))
	for i := range in.Activities {
		rows[in.Activities[i].ID]++
	}
	for i := range in.Activities {
		found = append(found, in.Activities[i].faults(rows)...)
	}
	for _, k := range in.Ties {
		if k.From == k.To {
			found = append(found, finding.Finding{Code: CodeRowSelfTie, Subject: tieRef(k, "to"), Remedy: RemedyMendRow})
		}
	}
	finding.Sort(found)
	return found
}

// faults returns what is wrong with one row, given how many rows have each id.
func (a *Activity) faults(rows map[string]int) []finding.Finding {
	var found []finding.Finding
	add := func(code finding.Code, field string, want, got finding.Value) {
		found = append(found, finding.Finding{Code: code, Subject: taskRef(a.ID, field), Want: want, Got: got, Remedy: RemedyMendRow})
	}
	if a.ID == "" {
		add(CodeRowNoID, "id", finding.Value{}, finding.Value{})
	}
	if n := rows[a.ID]; n > 1 {
		add(CodeRowDuplicate, "id", finding.Number(1, ""), finding.Number(int64(n), ""))
	}
	if a.Parent != "" && rows[a.Parent] == 0 {
		add(CodeRowParent, "parent", finding.Value{}, finding.Text(a.Parent))
	}
	if least := min(a.Duration, a.Remaining, a.BaselineDuration); least < 0 {
		add(CodeRowNegative, "duration", finding.Number(0, "s"), finding.Number(int64(least), "s"))
	}
	return found
}
