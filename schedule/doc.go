// Package schedule computes when the tasks of a plan happen, and says why.
//
// A [Plan] holds what people decided: tasks in an outline, links between them
// with lags, calendars, constraints, deadlines, assignments and progress.
// [Compute] schedules it by the critical path method as Microsoft Project does
// and returns a [Result]: early and late dates, total and free float, critical
// tasks, and findings where wishes contradict each other. The plan is only
// read, and nothing computed ever lands in it.
//
//	plan := &schedule.Plan{
//		Start: calendar.DateOf(2026, 3, 2).At(8 * calendar.Hour),
//		Tasks: []schedule.Task{
//			{ID: "offer", Duration: schedule.Duration{Length: 16 * calendar.Hour}},
//			{ID: "contract", Duration: schedule.Duration{Length: 8 * calendar.Hour}},
//		},
//		Links: []schedule.Link{{From: "offer", To: "contract"}},
//	}
//	result, err := schedule.Compute(plan, schedule.Options{})
//	if err != nil {
//		return err // every reason at once, cycles with all their tasks
//	}
//	times, _ := result.Times("contract") // 2026-03-04 08:00 to 17:00
//	chain := result.Why("contract")      // because "offer" finishes at 17:00 the day before
//
// [Result.Way] walks that chain forward and says what each step adds, [Earlier]
// says what must change for an earlier date, [Drags] where shortening pays, and
// [Result.Paths] which chains come next. [CheckProgress] finds records that
// contradict each other, [RollUp] adds percentages up, [Milestones], [Trend]
// and [Windows] follow milestones and phases, [Worklist] sorts the open tasks
// into overdue, blocked, at risk, due and later, [Baseline.Variances] and
// [CompareBaselines] say how far things have moved, and [Refresh] takes over
// dates of other projects.
// [Attribute] divides the slip of a finish between two plans among its causes,
// so that the shares sum to it exactly.
//
// [Check] returns everything that is wrong with a plan. [Compile] makes a
// [Network] that can be computed often; a [Batch] of one computes sixteen
// variants of its durations at once, for simulations. [TakeBaseline] keeps the dates of a
// result, and [Baseline.Compare] says how far another result has moved.
//
// # How dates follow
//
// Times are civil: dates with a time of day and no zone, on which calendars
// count working time to the second. Early dates come from a forward pass over
// the links, late dates from a backward pass.
//
//   - A task with duration starts at the beginning of a working period and
//     finishes at the end of one. A task without duration stays at the instant
//     that drives it: at 17:00, not at 08:00 the next day. The late finish of
//     an automatic task with duration is the end of a working period; that of
//     an instant or of a manual task is exactly what its successor asks for.
//   - A lag is working time on the successor's calendar, measured before the
//     start is moved to working time; or clock time; or a percentage of the
//     predecessor's duration.
//   - A link into a summary, and the start of a manual summary, bound the tasks
//     in it. A link out of one starts from its rolled-up dates, and bounds the
//     late dates of the tasks in it.
//   - A constraint beats a link unless [Rules] says otherwise; the conflict is
//     a finding, and shows as negative float.
//   - A started task keeps its actual start; the rest follows from where it
//     resumes. A finished task keeps its dates and binds nothing behind it.
//   - A levelling delay acts after the links and before the constraint; late
//     dates do not know it.
//   - Work of resources runs on their calendars, within the task's own if it
//     has one, unless the task is of fixed duration.
//   - From the finish date, the project start is where the first task must
//     start when all are as late as possible, so that the project finishes on
//     the date given.
//
// These rules were read off the dates that Microsoft Project itself stored in
// the files of testdata/truth; TestTruthSchedule compares field by field.
//
// Primavera P6 differs: a lag is counted on the calendar of a choice, no work
// lies before the data date, work out of sequence keeps its logic or overrides
// it, free float looks only at links. Each is a field of [Rules]; [Primavera]
// and [MicrosoftProject] are the two sets, and the plan carries the one it was
// made by.
//
// # Who has to do how much
//
// [Loads] spreads the work of every assignment over its days and sets it against
// what there is of each resource, exactly: the days add up to the work. [Works]
// and [Costs] sum up by task.
//
// # Keeping plans
//
// encoding/json writes a [Plan] with every field and reads it back as it was: for
// a database, a store of package lifecycle/store or the archive of a project. It
// is a form for hosts' own use, with the names of the Go fields; other tools read
// a plan by a [Codec], such as that of package mspdi, which says what is lost.
// Reading does not judge a plan: that is what [Check] is for.
//
// # Ownership and stability
//
// Results and networks are immutable and safe for concurrent use; a [Batch]
// belongs to one goroutine. Exported
// names, the meaning of finding codes and the byte order of results are stable.
package schedule
