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
		return fmt.Errorf("no task has the uid or the name %q", wanted)
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
			fmt.Fprintf(w, "   %s %s\n", mark, because(reason, names))
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
func because(r schedule.Reason, names map[schedule.TaskID]string) string {
	switch r.Kind {
	case schedule.ByProjectStart:
		return "the project starts " + short(r.Asks)
	case schedule.ByLink, schedule.BySummaryLink:
		text := fmt.Sprintf("%s link from %s (%s)", r.Type, names[r.Task], short(r.From))
		if r.Lag != 0 {
			text += fmt.Sprintf(" with %s h of lag", hours(r.Lag))
		}
		if r.Kind == schedule.BySummaryLink {
			text += " into " + names[r.Via]
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
		return "it is scheduled by hand"
	case schedule.ByActual:
		return "it has begun"
	case schedule.ByChild:
		return fmt.Sprintf("it holds %s (%s)", names[r.Task], short(r.From))
	}
	return "it is to happen as late as possible"
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
