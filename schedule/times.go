package schedule

import "github.com/milepost-go/milepost/schedule/calendar"

// Times are the computed dates and floats of one task. Floats are working time
// on the task's calendar, or clock time for a task of elapsed duration; they
// are negative when the task cannot keep a date that something asks of it. An
// inactive task has no dates: all are zero.
type Times struct {
	// Start and Finish are where the task is shown: the early dates, but for
	// tasks that are to happen as late as possible.
	Start, Finish           calendar.DateTime
	EarlyStart, EarlyFinish calendar.DateTime
	LateStart, LateFinish   calendar.DateTime

	// StartFloat is the room from early to late start, FinishFloat from early
	// to late finish. TotalFloat is the smaller, once started FinishFloat, and
	// 0 when finished.
	StartFloat, FinishFloat, TotalFloat calendar.Work
	// FreeFloat is how far the task can slip before any successor's early
	// dates move.
	FreeFloat calendar.Work

	// Critical: not finished and TotalFloat within Rules.CriticalLimit.
	Critical bool
}
