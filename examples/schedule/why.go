package main

import (
	"fmt"
	"io"

	"github.com/milepost-go/milepost/schedule"
)

// printWhy explains the start of a task down to its root.
func printWhy(w io.Writer, plan *schedule.Plan, r *schedule.Result, wanted string) error {
	id, ok := find(plan, wanted)
	if !ok {
		return fmt.Errorf("no task has the uid or the name %q; without -why the program lists all", wanted)
	}
	names := map[schedule.TaskID]string{}
	for i := range plan.Tasks {
		names[plan.Tasks[i].ID] = fmt.Sprintf("%s %q", plan.Tasks[i].ID, plan.Tasks[i].Name)
	}
	chain := r.Why(id)
	if len(chain.Steps) == 0 {
		fmt.Fprintf(w, "%s is inactive and has no dates\n", names[id])
	}
	for i, step := range chain.Steps {
		fmt.Fprintf(w, "%d. %s: %s to %s\n", i+1, names[step.Task], short(step.Start), short(step.Finish))
		for _, reason := range step.Reasons {
			mark := "also"
			if reason.Driving {
				mark = "because"
			}
			fmt.Fprintf(w, "   %s %s\n", mark, because(reason, plan, r, step, names))
		}
		for _, m := range step.Moves {
			fmt.Fprintf(w, "   then %s: %s to %s\n", moved(m), short(m.From), short(m.To))
		}
	}
	return nil
}

// find looks a task up by its id, else by its name.
func find(plan *schedule.Plan, wanted string) (schedule.TaskID, bool) {
	if _, ok := plan.Task(schedule.TaskID(wanted)); ok {
		return schedule.TaskID(wanted), true
	}
	for i := range plan.Tasks {
		if plan.Tasks[i].Name == wanted {
			return plan.Tasks[i].ID, true
		}
	}
	return "", false
}

// because puts a reason into words.
func because(r schedule.Reason, plan *schedule.Plan, result *schedule.Result, step schedule.Step, names map[schedule.TaskID]string) string {
	switch r.Kind {
	case schedule.ByProjectStart:
		return "the project starts " + short(r.Asks)
	case schedule.ByLink, schedule.BySummaryLink:
		text := fmt.Sprintf("%s link from %s (%s)", r.Type, names[r.Task], short(r.From))
		text += lag(r, plan)
		if r.Kind == schedule.BySummaryLink {
			text += " into " + names[r.Via]
		}
		if !r.Until.IsZero() {
			return text + " asks for the finish " + short(r.Until) + ", so for the start " + short(r.Asks)
		}
		return text + " asks for " + short(r.Asks)
	case schedule.BySummaryStart:
		return fmt.Sprintf("%s is scheduled by hand and begins %s", names[r.Via], short(r.Asks))
	case schedule.BySummaryConstraint:
		return fmt.Sprintf("%s may not begin before %s", names[r.Via], short(r.From))
	case schedule.ByOutside:
		return "another project asks for " + short(r.Asks)
	case schedule.ByDataDate:
		return "nothing that is not done lies before the data date " + short(r.From)
	case schedule.ByManualDates:
		return "it is scheduled by hand for " + short(r.Asks)
	case schedule.ByActual:
		return "it began " + short(r.Asks)
	case schedule.ByChild:
		return fmt.Sprintf("it holds %s (%s)", names[r.Task], short(r.From))
	}
	return "it is to happen as late as possible, which is " + short(r.Asks) + late(plan, result, step.Task, names)
}

// lag says what was entered: a share of the predecessor, clock time or working
// time.
func lag(r schedule.Reason, plan *schedule.Plan) string {
	switch {
	case r.Lag == 0:
		return ""
	case r.Link >= 0 && plan.Links[r.Link].Lag.Percent != 0:
		return fmt.Sprintf(" with a lag of %d %% of it (%s h)", plan.Links[r.Link].Lag.Percent, hours(r.Lag))
	case r.LagElapsed:
		return fmt.Sprintf(" with a lag of %s h by the clock", hours(r.Lag))
	}
	return fmt.Sprintf(" with a lag of %s h", hours(r.Lag))
}

// late names the successors that the late dates of a task lead up to.
func late(plan *schedule.Plan, r *schedule.Result, id schedule.TaskID, names map[schedule.TaskID]string) string {
	for _, l := range plan.Links {
		if l.From == id {
			x, _ := r.Times(l.To)
			return fmt.Sprintf("; it is followed by %s (%s to %s)", names[l.To], short(x.Start), short(x.Finish))
		}
	}
	return "; the project finishes " + short(r.Finish())
}

func moved(m schedule.Move) string {
	switch m.Kind {
	case schedule.ToWorkingTime:
		return "moved to working time"
	case schedule.ByLevelingDelay:
		return "pushed by levelling"
	}
	return "held by its constraint " + m.Constraint.String()
}
