package scheduletest

import (
	"maps"

	"github.com/milepost-go/milepost/schedule"
)

// Oracle computes the dates and floats of a plan the slow and obvious way and
// shares no code with [schedule.Compute]: working time is spread out day by
// day, and every task is worked out from its neighbours again and again until
// nothing changes. A plan of 40 tasks over some months takes a few
// milliseconds. It returns an entry for every task, all zero for one without
// dates. It only reads the plan.
//
// The plan must pass schedule.Check. Assignments and recurring exceptions of
// calendars are left out of account, and so are all Rules but
// LinksBeatConstraints and CriticalLimit.
//
// The rules are those of Microsoft Project. Where what is known of it leaves
// something open, the oracle does the following.
//
// Forward:
//   - A split task takes its duration and its gaps wherever a date leads from
//     its start to its finish or back; a percentage is of the duration alone.
//     A gap after the end of the duration is none. Where the work of a task
//     resumes, the gaps behind what is done are over.
//   - A bound from a finish-to-finish or start-to-finish link that lies before
//     the project start is the project start; one from another link, or the
//     start of a manual summary, may lie before it. A finish driven by such a
//     link is the very instant the link gives, though work ended before.
//   - A constraint of a summary that lets its children start or finish no
//     earlier raises their starts after the links, as their own would; it never
//     lets one begin before the project start. The nearest manual summary ends
//     the search for bounds of start: what lies around it counts for nothing.
//   - A levelling delay, working or elapsed, comes after that and before the
//     constraint of the task itself. It does not move a manual task.
//   - A percentage lag after a summary is of the working time between its
//     dates on its calendar, also of a manual one.
//   - The actual dates of a started manual task count before its own. A
//     percentage alone says how much is done to the nearest second.
//   - A task below an inactive summary is inactive. A summary is started when
//     one of its leaves is, finished when all active ones are.
//
// Backward:
//   - Deadline, finish-no-later-than and start-no-later-than of a summary,
//     manual or not, bound the late dates of all tasks below it.
//   - Must-start-on and must-finish-on replace the late finish that the links
//     ask for, or lower it where links beat constraints; a deadline of the same
//     task may lower it further. On a summary they do nothing. They and the other constraints count for a task in
//     progress as well, for a manual task none does.
//   - A successor in progress bounds by the start of its rest, exactly as
//     recorded, in links to its start, by its late finish in the others. One
//     without duration bounds by its late finish. A summary bounds by its
//     rolled-up late dates even if it is in progress.
//   - A link to the start of a delayed successor asks for its late start less
//     the delay.
//   - What bounds the late start of a manual task does not bound its late
//     finish: links from its start or from that of a summary around it, and a
//     start-no-later-than of such a summary.
//   - A manual summary is never late before its own dates, and asks of the
//     summaries around it that they cover these; as a successor it counts with
//     what its children ask for.
//
// Floats:
//   - Start float is none once begun, all floats are none when finished, and of
//     a task held as late as possible.
//   - A task that a date holds before the place where it would lie without has
//     that distance as negative start float.
//   - Free float is measured in working time of the successor, and by the clock
//     after an elapsed task. A task held as late as possible keeps its first
//     early dates, also towards the free float of its predecessors.
func Oracle(plan *schedule.Plan) map[schedule.TaskID]schedule.Times {
	o := &passes{outline: outlineOf(plan)}
	o.forward()
	o.backward()
	report := &reporter{passes: o, first: o.early}
	if o.held = o.lateOnes(); len(o.held) > 0 {
		o.forward()
	}
	all := map[schedule.TaskID]schedule.Times{}
	for id, t := range o.byID {
		all[id] = report.times(t)
	}
	return all
}

// lateOnes returns the late dates of the tasks that wait for them.
func (o *passes) lateOnes() map[schedule.TaskID]dates {
	held := maps.Clone(o.late)
	maps.DeleteFunc(held, func(id schedule.TaskID, _ dates) bool { return !o.asLateAsPossible(o.byID[id]) })
	return held
}
