package schedule_test

import (
	"fmt"
	"math"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// A file holds what its tool last saved, which can be older than the last
// edit. The proofs below say of a stored value that it is not what the tool
// would compute from the same inputs, from stored values alone:
//
//   - its own row contradicts it: the stored total slack is not the room
//     between the stored early and late dates;
//   - its family contradicts it: a task finishes later than the summary it
//     belongs to, in the same stored column;
//   - the project contradicts it: nothing that is unfinished follows the task
//     and nothing bounds it, and yet its late finish is not that of the project;
//   - it follows from another value that is proved stale: with that one taken
//     as it is stored, everything else comes out as stored.
type proof struct {
	task, reason string
}

// stored is the row of one task in an expected file.
type stored map[string]any

func (s stored) id() schedule.TaskID { return schedule.TaskID(fmt.Sprint(s["uid"])) }

func (s stored) date(field string) calendar.DateTime {
	text, _ := s[field].(string)
	t, err := calendar.ParseDateTime(text)
	if err != nil {
		return 0
	}
	return t
}

func (s stored) work(field string) calendar.Work {
	minutes, _ := s[field].(float64)
	return calendar.Work(math.Round(minutes * 60))
}

// prove explains the tasks whose stored values differ from the computed ones.
// What it cannot explain it leaves out.
func prove(plan *schedule.Plan, result *schedule.Result, rows map[schedule.TaskID]stored, wrong []schedule.TaskID) []proof {
	var proofs []proof
	proved := map[schedule.TaskID]bool{}
	for _, id := range wrong {
		if reason := contradiction(plan, result, rows, id); reason != "" {
			proofs = append(proofs, proof{string(id), reason})
			proved[id] = true
		}
	}
	for _, id := range follows(plan, rows, wrong, proved) {
		proofs = append(proofs, proof{string(id), "comes out as stored once the late finishes proved stale are taken as stored"})
	}
	return proofs
}

// contradiction returns what in the file contradicts a row, or "".
func contradiction(plan *schedule.Plan, result *schedule.Result, rows map[schedule.TaskID]stored, id schedule.TaskID) string {
	task, _ := plan.Task(id)
	row, cal := rows[id], result.Calendar(id)
	room := func(from, to string) calendar.Work {
		if task.Duration.Elapsed {
			return calendar.Work(row.date(to) - row.date(from))
		}
		return cal.Between(row.date(from), row.date(to))
	}
	begun := !task.Progress.ActualStart.IsZero()
	slack := room("earlyFinish", "lateFinish")
	if !begun {
		slack = min(slack, room("earlyStart", "lateStart"))
	}
	if got := row.work("totalSlackMin"); got != slack && !task.Constraint.Kind.Dated() {
		return fmt.Sprintf("stored total slack %s min, but %s min between its stored dates", minutes(got), minutes(slack))
	}
	if parent, ok := rows[task.Parent]; ok && row.date("lateFinish") > parent.date("lateFinish") {
		return fmt.Sprintf("stored late finish %v, after that of its summary %s (%v)", row.date("lateFinish"), task.Parent, parent.date("lateFinish"))
	}
	finish := calendar.DateTime(0)
	for _, other := range rows {
		finish = max(finish, other.date("earlyFinish"))
	}
	if openEnd(plan, id) && task.Deadline.IsZero() && !task.Constraint.Kind.Dated() && cal.Between(row.date("lateFinish"), finish) > 0 {
		return fmt.Sprintf("stored late finish %v, though nothing follows and the project finishes %v", row.date("lateFinish"), finish)
	}
	return ""
}

// openEnd reports whether nothing unfinished follows a task or a summary
// around it.
func openEnd(plan *schedule.Plan, id schedule.TaskID) bool {
	family := map[schedule.TaskID]bool{}
	for id != "" {
		family[id] = true
		t, _ := plan.Task(id)
		id = t.Parent
	}
	for _, l := range plan.Links {
		if to, _ := plan.Task(l.To); family[l.From] && to.Progress.ActualFinish.IsZero() {
			return false
		}
	}
	return true
}

// follows returns those of the tasks that come out as stored when the late
// finishes of the proved ones are held where they are stored.
func follows(plan *schedule.Plan, rows map[schedule.TaskID]stored, wrong []schedule.TaskID, proved map[schedule.TaskID]bool) []schedule.TaskID {
	held := plan.Clone()
	for i := range held.Tasks {
		if t := &held.Tasks[i]; proved[t.ID] {
			t.Deadline = rows[t.ID].date("lateFinish")
		}
	}
	result, err := schedule.Compute(held, schedule.Options{})
	if err != nil {
		return nil
	}
	var list []schedule.TaskID
	for _, id := range wrong {
		x, _ := result.Times(id)
		row := rows[id]
		same := x.LateStart == row.date("lateStart") && x.LateFinish == row.date("lateFinish") && x.TotalFloat == row.work("totalSlackMin") && x.FreeFloat == row.work("freeSlackMin")
		if !proved[id] && same {
			list = append(list, id)
		}
	}
	return list
}
