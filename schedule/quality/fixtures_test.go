package quality_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/quality"
)

const eight = 8 * calendar.Hour

// on returns a moment of 2026: "06-30", at 17:00 unless it says otherwise.
func on(text string) calendar.DateTime {
	if !strings.Contains(text, "T") {
		text += "T17:00"
	}
	at, err := calendar.ParseDateTime("2026-" + text)
	if err != nil {
		panic(err)
	}
	return at
}

// row returns a task of ten days with a resource, all of its dates after the
// status of the fixtures.
func row(id string, change ...func(*quality.Activity)) quality.Activity {
	a := quality.Activity{ID: id, Start: on("07-06T08:00"), Finish: on("07-17"), BaselineFinish: on("07-17"),
		Duration: 10 * eight, Remaining: 10 * eight, BaselineDuration: 10 * eight, Resourced: true}
	for _, f := range change {
		f(&a)
	}
	return a
}

// finished lets a task have happened before the status.
func finished(at string) func(*quality.Activity) {
	return func(a *quality.Activity) {
		a.ActualStart, a.ActualFinish = on("06-01T08:00"), on(at)
		a.Start, a.Finish, a.Remaining = a.ActualStart, a.ActualFinish, 0
	}
}

// kind makes an activity no task.
func kind(k quality.Kind) func(*quality.Activity) {
	return func(a *quality.Activity) { a.Kind, a.Duration, a.BaselineDuration = k, 0, 0 }
}

// chain ties activities in their order.
func chain(ids ...string) []quality.Tie {
	var ties []quality.Tie
	for i := 1; i < len(ids); i++ {
		ties = append(ties, quality.Tie{From: ids[i-1], To: ids[i]})
	}
	return ties
}

// sound is a schedule that passes every check: two milestones around twenty
// tasks, the first of which is finished.
func sound() quality.Input {
	in := quality.Input{Name: "Move", Status: on("06-30"), Path: &quality.Path{Length: 100 * eight}}
	ids := []string{"begin"}
	in.Activities = append(in.Activities, row("begin", kind(quality.Milestone), finished("06-01")))
	for i := 1; i <= 20; i++ {
		id := fmt.Sprintf("t%02d", i)
		ids = append(ids, id)
		in.Activities = append(in.Activities, row(id))
	}
	finished("06-15")(&in.Activities[1])
	in.Activities[1].BaselineFinish = on("06-15")
	in.Activities = append(in.Activities, row("end", kind(quality.Milestone)))
	in.Ties = chain(append(ids, "end")...)
	in.Trials = []quality.Trial{{Task: "t02", Added: 600 * eight, TaskMoved: 600 * eight, FinishMoved: 600 * eight, Passed: true}}
	in.Period = quality.Period{After: on("05-31"), Through: on("06-30")}
	in.Activities[1].PreviousFinish = on("06-12")
	return in
}

// task returns the row of an id, to be changed.
func task(in *quality.Input, id string) *quality.Activity {
	i := slices.IndexFunc(in.Activities, func(a quality.Activity) bool { return a.ID == id })
	return &in.Activities[i]
}

// fixture changes the sound schedule and says what a check then finds.
type fixture struct {
	point     quality.Point
	change    func(*quality.Input)
	limits    quality.Limits
	count     int64
	of        int64
	verdict   quality.Verdict
	offenders string         // ids with commas
	codes     []finding.Code // of the offences, in the order of Found; not compared when nil
}

func fixtures() []fixture {
	type in = *quality.Input
	each := func(f func(*quality.Activity), ids ...string) func(in) {
		return func(x in) {
			for _, id := range ids {
				f(task(x, id))
			}
		}
	}
	one := finding.Ratio(1, 100, "")
	limit := func(p quality.Point, v finding.Value) quality.Limits {
		return quality.Limits{At: map[quality.Point]finding.Value{p: v}}
	}
	return []fixture{
		// 19 tasks are not finished; 20 links lead into what is not finished.
		{point: quality.Logic, of: 19, verdict: quality.Pass},
		{point: quality.Logic, change: func(x in) { x.Ties = append(x.Ties[:5], x.Ties[6:]...) }, count: 2, of: 19, verdict: quality.Fail,
			offenders: "t05,t06", codes: []finding.Code{quality.CodeNoSuccessor, quality.CodeNoPredecessor}},
		{point: quality.Logic, change: func(x in) { x.Activities = append(x.Activities, row("loose")) }, count: 1, of: 20, verdict: quality.Pass,
			offenders: "loose", codes: []finding.Code{quality.CodeNoPredecessor, quality.CodeNoSuccessor}}, // 1/20 is the limit itself
		{point: quality.Logic, change: func(x in) { x.Ties = append(x.Ties[:5], x.Ties[6:]...) }, limits: quality.Limits{BothEnds: true}, of: 19, verdict: quality.Pass},
		{point: quality.Logic, change: func(x in) { x.Ties = append(x.Ties[:20], quality.Tie{From: "t20", To: "elsewhere"}) }, of: 19, verdict: quality.Pass},
		{point: quality.Logic, change: func(x in) { x.Activities = x.Activities[:2] }, verdict: quality.NotApplicable},

		{point: quality.Leads, of: 20, verdict: quality.Pass},
		{point: quality.Leads, change: func(x in) { x.Ties[3].Lag = -eight }, count: 1, of: 20, verdict: quality.Fail, offenders: "t03>t04", codes: []finding.Code{quality.CodeLead}},
		{point: quality.Leads, change: func(x in) { x.Ties[0].Lag = -eight }, of: 20, verdict: quality.Pass}, // into a finished task
		{point: quality.Leads, change: func(x in) { x.Ties[0].Lag = -eight }, limits: quality.Limits{AllLinks: true}, count: 1, of: 21, verdict: quality.Fail, offenders: "begin>t01"},
		{point: quality.Leads, change: func(x in) { x.Ties = append(x.Ties, quality.Tie{From: "t20", To: "elsewhere", Lag: -eight}) }, of: 20, verdict: quality.Pass},
		{point: quality.Leads, change: func(x in) { x.Ties = nil }, verdict: quality.NotApplicable},

		{point: quality.Lags, of: 20, verdict: quality.Pass},
		{point: quality.Lags, change: func(x in) { x.Ties[3].Lag = 1 }, count: 1, of: 20, verdict: quality.Pass, offenders: "t03>t04", codes: []finding.Code{quality.CodeLag}},
		{point: quality.Lags, change: func(x in) { x.Ties[3].Lag, x.Ties[9].Lag = 1, 1 }, count: 2, of: 20, verdict: quality.Fail, offenders: "t03>t04,t09>t10"},

		{point: quality.LinkTypes, count: 20, of: 20, verdict: quality.Pass},
		{point: quality.LinkTypes, change: func(x in) { x.Ties[3].Type, x.Ties[4].Type = schedule.StartToStart, schedule.FinishToFinish }, count: 18, of: 20,
			verdict: quality.Pass, offenders: "t03>t04,t04>t05", codes: []finding.Code{quality.CodeLinkType, quality.CodeLinkType}}, // 18/20 is the limit
		{point: quality.LinkTypes, change: func(x in) {
			x.Ties[3].Type, x.Ties[4].Type, x.Ties[5].Type = schedule.StartToStart, schedule.FinishToFinish, schedule.StartToFinish
		}, count: 17, of: 20, verdict: quality.Fail, offenders: "t03>t04,t04>t05,t05>t06",
			codes: []finding.Code{quality.CodeLinkType, quality.CodeLinkType, quality.CodeStartToFinish}},

		{point: quality.HardConstraints, of: 19, verdict: quality.Pass},
		{point: quality.HardConstraints, change: func(x in) {
			for i, k := range []schedule.ConstraintKind{schedule.StartNoEarlierThan, schedule.FinishNoEarlierThan, schedule.AsLateAsPossible} {
				x.Activities[3+i].Constraint = k
			}
		}, of: 19, verdict: quality.Pass},
		{point: quality.HardConstraints, change: func(x in) {
			for i, k := range quality.HardConstraintKinds() {
				x.Activities[3+i].Second = k
			}
		}, count: 6, of: 19, verdict: quality.Fail, offenders: "t03,t04,t05,t06,t07,t08"},
		{point: quality.HardConstraints, change: each(func(a *quality.Activity) { a.Constraint = schedule.FinishNoLaterThan }, "t03", "t04"),
			limits: quality.Limits{Hard: []schedule.ConstraintKind{schedule.MustStartOn}}, of: 19, verdict: quality.Pass},
		{point: quality.HardConstraints, change: each(func(a *quality.Activity) { a.Constraint = schedule.MustStartOn }, "t01", "end"), of: 19, verdict: quality.Pass},

		{point: quality.HighFloat, change: each(func(a *quality.Activity) { a.TotalFloat = 44 * eight }, "t03", "t04"), of: 19, verdict: quality.Pass},
		{point: quality.HighFloat, change: each(func(a *quality.Activity) { a.TotalFloat = 44*eight + 1 }, "t01", "t03"), count: 1, of: 19, verdict: quality.Fail,
			offenders: "t03", codes: []finding.Code{quality.CodeFloatHigh}},
		{point: quality.HighFloat, change: each(func(a *quality.Activity) { a.TotalFloat = 10*eight + 1 }, "t03"), limits: quality.Limits{FloatDays: 10}, count: 1, of: 19,
			verdict: quality.Fail, offenders: "t03"},
		{point: quality.HighFloat, change: func(x in) { x.Day = 10 * calendar.Hour; task(x, "t03").TotalFloat = 440 * calendar.Hour }, of: 19, verdict: quality.Pass},

		{point: quality.NegativeFloat, of: 19, verdict: quality.Pass},
		{point: quality.NegativeFloat, change: each(func(a *quality.Activity) { a.TotalFloat = -1 }, "t01", "t09", "end"), count: 1, of: 19, verdict: quality.Fail,
			offenders: "t09", codes: []finding.Code{quality.CodeFloatNegative}},

		{point: quality.HighDuration, change: each(func(a *quality.Activity) { a.BaselineDuration = 44 * eight }, "t02"), of: 19, verdict: quality.Pass},
		{point: quality.HighDuration, change: each(func(a *quality.Activity) { a.BaselineDuration = 45 * eight }, "t02", "t03"), count: 2, of: 19, verdict: quality.Fail,
			offenders: "t02,t03", codes: []finding.Code{quality.CodeDurationHigh, quality.CodeDurationHigh}},
		{point: quality.HighDuration, change: each(func(a *quality.Activity) { a.Duration, a.BaselineDuration = 45*eight, 0 }, "t02", "t03"), count: 2, of: 19,
			verdict: quality.Fail, offenders: "t02,t03"}, // without a baseline, the one planned now
		{point: quality.HighDuration, change: each(func(a *quality.Activity) { a.Duration = 45 * eight }, "t02", "t03"), of: 19, verdict: quality.Pass},
		{point: quality.HighDuration, change: each(func(a *quality.Activity) { a.Duration = 45 * eight }, "t02", "t03"), limits: quality.Limits{Duration: quality.PlannedDuration},
			count: 2, of: 19, verdict: quality.Fail, offenders: "t02,t03"},
		{point: quality.HighDuration, change: each(func(a *quality.Activity) { a.Remaining = 45 * eight }, "t02", "t03"), limits: quality.Limits{Duration: quality.RemainingDuration},
			count: 2, of: 19, verdict: quality.Fail, offenders: "t02,t03"},
		{point: quality.HighDuration, change: each(func(a *quality.Activity) { a.BaselineDuration, a.Planning = 45*eight, true }, "t02", "t03"),
			limits: quality.Limits{WithoutPlanning: true}, of: 17, verdict: quality.Pass},

		{point: quality.InvalidDates, of: 20, verdict: quality.Pass},
		{point: quality.InvalidDates, change: func(x in) {
			task(x, "t01").ActualFinish = on("07-01")
			task(x, "t02").ActualStart = on("07-02")
			task(x, "t03").Start = on("06-29")
			*task(x, "t04") = row("t04", func(a *quality.Activity) { a.ActualStart, a.Finish = on("06-01"), on("06-29") })
			*task(x, "t05") = row("t05", func(a *quality.Activity) { a.Start, a.Finish = on("06-30T08:00"), on("06-30T09:00") })
			*task(x, "t06") = row("t06", func(a *quality.Activity) { a.Start, a.Finish = 0, 0 })
		}, count: 4, of: 20, verdict: quality.Fail, offenders: "t01,t02,t03,t04",
			codes: []finding.Code{quality.CodeActualAhead, quality.CodeActualAhead, quality.CodeForecastBehind, quality.CodeForecastBehind}},
		{point: quality.InvalidDates, change: func(x in) { task(x, "t05").Start = on("06-30T08:00") }, limits: quality.Limits{ByTime: true}, count: 1, of: 20,
			verdict: quality.Fail, offenders: "t05"},
		{point: quality.InvalidDates, change: func(x in) { x.Status = 0 }, verdict: quality.NotApplicable},

		{point: quality.Resources, of: 19, verdict: quality.Unjudged},
		{point: quality.Resources, change: each(func(a *quality.Activity) { a.Resourced = false }, "t01", "t02"), count: 1, of: 19, verdict: quality.Unjudged,
			offenders: "t02", codes: []finding.Code{quality.CodeNoResource}},
		{point: quality.Resources, change: each(func(a *quality.Activity) { a.Resourced = false }, "t02"), limits: limit(quality.Resources, finding.Number(0, "")), count: 1, of: 19,
			verdict: quality.Fail, offenders: "t02"},
		{point: quality.Resources, change: each(func(a *quality.Activity) { a.Resourced, a.BaselineDuration = false, eight-1 }, "t02"), of: 18, verdict: quality.Unjudged},
		{point: quality.Resources, change: each(func(a *quality.Activity) { a.Resourced, a.BaselineDuration = false, eight }, "t02"), count: 1, of: 19, verdict: quality.Unjudged, offenders: "t02"},

		{point: quality.MissedTasks, of: 1, verdict: quality.Pass},
		{point: quality.MissedTasks, change: func(x in) {
			task(x, "t01").ActualFinish = on("06-16T08:00")
			task(x, "t02").BaselineFinish = on("06-30")
			task(x, "t03").BaselineFinish = on("07-01")
		}, count: 2, of: 2, verdict: quality.Fail, offenders: "t01,t02", codes: []finding.Code{quality.CodeMissed, quality.CodeMissed}},
		{point: quality.MissedTasks, change: func(x in) { task(x, "t01").ActualFinish = on("06-15T23:00") }, of: 1, verdict: quality.Pass},
		{point: quality.MissedTasks, change: func(x in) { task(x, "t01").ActualFinish = on("06-15T23:00") }, limits: quality.Limits{ByTime: true}, count: 1, of: 1,
			verdict: quality.Fail, offenders: "t01"},
		{point: quality.MissedTasks, change: func(x in) { task(x, "t09").Finish = on("07-20"); task(x, "t10").BaselineFinish = 0 },
			limits: quality.Limits{MissedByForecast: true}, count: 1, of: 19, verdict: quality.Fail, offenders: "t09"},
		{point: quality.MissedTasks, change: func(x in) { x.Status = 0 }, verdict: quality.NotApplicable},
		{point: quality.MissedTasks, change: func(x in) { x.Status = on("06-14") }, verdict: quality.NotApplicable}, // nothing due

		{point: quality.PathTest, of: 1, verdict: quality.Pass},
		{point: quality.PathTest, change: func(x in) { x.Trials[0].Passed = false }, count: 1, of: 1, verdict: quality.Fail, offenders: "t02", codes: []finding.Code{quality.CodePathBroken}},
		{point: quality.PathTest, change: func(x in) { x.Trials = nil }, verdict: quality.NotApplicable},

		{point: quality.PathLength, count: int64(100 * eight), of: int64(100 * eight), verdict: quality.Pass},
		{point: quality.PathLength, change: func(x in) { x.Path.Float = -5 * eight }, count: int64(95 * eight), of: int64(100 * eight), verdict: quality.Pass},
		{point: quality.PathLength, change: func(x in) { x.Path.Float = -5*eight - 1 }, count: int64(95*eight) - 1, of: int64(100 * eight), verdict: quality.Fail},
		{point: quality.PathLength, change: func(x in) { x.Path = &quality.Path{} }, verdict: quality.NotApplicable},
		{point: quality.PathLength, change: func(x in) { x.Path = nil }, verdict: quality.NotApplicable},

		{point: quality.Execution, count: 1, of: 1, verdict: quality.Pass},
		{point: quality.Execution, change: func(x in) { task(x, "t02").BaselineFinish = on("06-30"); task(x, "t03").BaselineFinish = 0 }, count: 1, of: 3,
			verdict: quality.Fail, offenders: "t02", codes: []finding.Code{quality.CodeDueOpen}},
		{point: quality.Execution, change: func(x in) { task(x, "t03").BaselineFinish = 0 }, limits: quality.Limits{BaselinedOnly: true}, count: 1, of: 1, verdict: quality.Pass},
		{point: quality.Execution, change: func(x in) { finished("06-30")(task(x, "t02")) }, count: 2, of: 1, verdict: quality.Pass}, // early
		{point: quality.Execution, change: func(x in) { finished("06-30")(task(x, "t02")) }, limits: quality.Limits{DueOnly: true}, count: 1, of: 1, verdict: quality.Pass},
		{point: quality.Execution, change: func(x in) { finished("07-01")(task(x, "t01")) }, of: 1, verdict: quality.Fail, offenders: "t01"}, // in the future
		{point: quality.Execution, change: func(x in) { task(x, "begin").BaselineFinish = on("06-01") }, limits: quality.Limits{WithMilestones: true}, count: 2, of: 2, verdict: quality.Pass},
		{point: quality.Execution, change: func(x in) { x.Status = 0 }, verdict: quality.NotApplicable},

		{point: quality.HitTasks, count: 1, of: 1, verdict: quality.Unjudged},
		{point: quality.HitTasks, change: func(x in) {
			task(x, "t02").BaselineFinish = on("06-20") // open
			task(x, "t03").BaselineFinish = on("05-31") // before the period
			*task(x, "t04") = row("t04", finished("06-22"), func(a *quality.Activity) { a.BaselineFinish = on("06-21") })
		}, limits: limit(quality.HitTasks, finding.Decimal("0.9", "")), count: 1, of: 3, verdict: quality.Fail, offenders: "t02,t04"},
		{point: quality.HitTasks, change: func(x in) { task(x, "t03").BaselineFinish = on("01-31"); x.Period.After = 0 }, count: 1, of: 2, verdict: quality.Unjudged, offenders: "t03"},
		{point: quality.HitTasks, change: func(x in) { x.Period = quality.Period{} }, verdict: quality.NotApplicable},

		{point: quality.CurrentExecution, count: 1, of: 1, verdict: quality.Unjudged},
		{point: quality.CurrentExecution, change: func(x in) {
			task(x, "t02").PreviousFinish = on("06-30")
			task(x, "t03").PreviousFinish = on("07-01")
			*task(x, "t04") = row("t04", finished("06-22"), func(a *quality.Activity) { a.PreviousFinish = on("06-10") })
		}, limits: limit(quality.CurrentExecution, finding.Ratio(2, 3, "")), count: 2, of: 3, verdict: quality.Pass, offenders: "t02", codes: []finding.Code{quality.CodeForecastMissed}},
		{point: quality.CurrentExecution, change: func(x in) { x.Period = quality.Period{} }, verdict: quality.NotApplicable},

		{point: quality.PercentComplete, count: int64(10 * eight), of: int64(200 * eight), verdict: quality.Unjudged},
		{point: quality.PercentComplete, change: func(x in) { task(x, "t02").Remaining = 4 * eight; task(x, "t03").Remaining = 30 * eight }, count: int64(16 * eight),
			of: int64(200 * eight), verdict: quality.Unjudged},

		{point: quality.OpenEnds, of: 19, verdict: quality.Unjudged},
		{point: quality.OpenEnds, change: func(x in) { x.Ties[5].Type = schedule.StartToStart }, count: 1, of: 19, verdict: quality.Unjudged, offenders: "t05", codes: []finding.Code{quality.CodeOpenFinish}},
		{point: quality.OpenEnds, change: func(x in) { x.Ties[5].Type = schedule.FinishToFinish }, count: 1, of: 19, verdict: quality.Unjudged, offenders: "t06", codes: []finding.Code{quality.CodeOpenStart}},
		{point: quality.OpenEnds, change: func(x in) { x.Ties[5].Type = schedule.StartToFinish }, count: 2, of: 19, verdict: quality.Unjudged, offenders: "t05,t06"},
		{point: quality.OpenEnds, change: func(x in) { x.Ties = append(x.Ties[:5], x.Ties[6:]...) }, of: 19, verdict: quality.Unjudged}, // no link at all is a matter of logic

		{point: quality.SummaryLinks, of: 20, verdict: quality.Unjudged},
		{point: quality.SummaryLinks, change: func(x in) {
			x.Activities = append(x.Activities, row("s", kind(quality.Summary)), row("u", kind(quality.Summary)))
			x.Ties = append(x.Ties, quality.Tie{From: "s", To: "t05"}, quality.Tie{From: "t05", To: "u"}, quality.Tie{From: "s", To: "u"})
		}, limits: limit(quality.SummaryLinks, one), count: 3, of: 23, verdict: quality.Fail, offenders: "s>t05,s>u,t05>u"},

		{point: quality.Untraced, of: 19, verdict: quality.Unjudged},
		{point: quality.Untraced, change: func(x in) { x.Ties = append(x.Ties[:4], x.Ties[5:]...) }, count: 3, of: 19, verdict: quality.Unjudged, offenders: "t02,t03,t04",
			codes: []finding.Code{quality.CodeUntracedTask, quality.CodeUntracedTask, quality.CodeUntracedTask}},
		{point: quality.Untraced, change: func(x in) { // a link out of a summary is one out of the task in it
			x.Activities = append(x.Activities, row("s", kind(quality.Summary)))
			task(x, "t04").Parent = "s"
			x.Ties[4].From = "s"
		}, of: 19, verdict: quality.Unjudged},
		{point: quality.Untraced, change: func(x in) { // a link into a summary does not lead out of it
			x.Activities = append(x.Activities, row("s", kind(quality.Summary)), row("dead", func(a *quality.Activity) { a.Parent = "s" }))
			task(x, "t05").Parent = "s"
			x.Ties[4].To = "s"
			x.Ties = append(x.Ties, chain("t06", "dead")...)
		}, count: 1, of: 20, verdict: quality.Unjudged, offenders: "dead"},
		{point: quality.Untraced, change: func(x in) { x.Activities = x.Activities[:21]; task(x, "t09").Finish = on("12-31") }, count: 11, of: 19, verdict: quality.Unjudged,
			offenders: "t10,t11,t12,t13,t14,t15,t16,t17,t18,t19,t20"}, // without a milestone, the last task
		{point: quality.Untraced, change: func(x in) { task(x, "t20").Finish = on("12-31") }, of: 19, verdict: quality.Unjudged}, // the last task, not the milestone before it
		{point: quality.Untraced, change: func(x in) { task(x, "t09").Finish = on("12-31") }, count: 11, of: 19, verdict: quality.Unjudged,
			offenders: "t10,t11,t12,t13,t14,t15,t16,t17,t18,t19,t20"},
		{point: quality.Untraced, change: func(x in) { x.Activities = x.Activities[:2] }, verdict: quality.NotApplicable},

		{point: quality.Rollup, verdict: quality.NotApplicable},
		{point: quality.Rollup, change: func(x in) {
			x.Activities = append(x.Activities, row("s", kind(quality.Summary)))
			task(x, "t04").Parent, task(x, "t05").Parent = "s", "s"
		}, of: 1, verdict: quality.Unjudged},
		{point: quality.Rollup, change: func(x in) {
			x.Activities = append(x.Activities, row("s", kind(quality.Summary)))
			task(x, "t04").Parent, task(x, "t05").Parent = "s", "s"
			task(x, "t04").Start, task(x, "t05").Finish = on("07-03"), on("07-31")
		}, count: 1, of: 1, verdict: quality.Unjudged, offenders: "s", codes: []finding.Code{quality.CodeSummaryDates, quality.CodeSummaryDates}},

		{point: quality.ManualDates, of: 19, verdict: quality.Unjudged},
		{point: quality.ManualDates, change: each(func(a *quality.Activity) { a.Manual = true }, "t01", "t02"), count: 1, of: 19, verdict: quality.Unjudged, offenders: "t02", codes: []finding.Code{quality.CodeManual}},
		{point: quality.Estimates, of: 19, verdict: quality.Unjudged},
		{point: quality.Estimates, change: each(func(a *quality.Activity) { a.Estimated = true }, "t01", "t02"), count: 1, of: 19, verdict: quality.Unjudged, offenders: "t02", codes: []finding.Code{quality.CodeEstimate}},
		{point: quality.Overload, of: 19, verdict: quality.Unjudged},
		{point: quality.Overload, change: each(func(a *quality.Activity) { a.Overloaded = true }, "t01", "t02"), count: 1, of: 19, verdict: quality.Unjudged, offenders: "t02", codes: []finding.Code{quality.CodeOverloaded}},
		{point: quality.Unbaselined, of: 20, verdict: quality.Unjudged},
		{point: quality.Unbaselined, change: each(func(a *quality.Activity) { a.BaselineFinish = 0 }, "t01", "t02", "end"), count: 2, of: 20, verdict: quality.Unjudged, offenders: "t01,t02",
			codes: []finding.Code{quality.CodeNoBaseline, quality.CodeNoBaseline}},

		{point: quality.OutOfSequence, of: 21, verdict: quality.Unjudged},
		{point: quality.OutOfSequence, change: func(x in) { task(x, "t05").ActualStart = on("06-20") }, count: 1, of: 21, verdict: quality.Unjudged, offenders: "t04>t05", codes: []finding.Code{quality.CodeSequence}},
		{point: quality.OutOfSequence, change: func(x in) { task(x, "t02").ActualStart = on("06-12T08:00") }, count: 1, of: 21, verdict: quality.Unjudged, offenders: "t01>t02"}, // three days early
		{point: quality.OutOfSequence, change: func(x in) { task(x, "t02").ActualStart = on("06-15T08:00") }, of: 21, verdict: quality.Unjudged},                                 // the same day
		{point: quality.OutOfSequence, change: func(x in) { task(x, "t05").ActualStart = on("06-20"); x.Ties[4].Lag = -eight }, of: 21, verdict: quality.Unjudged},
		{point: quality.OutOfSequence, change: func(x in) {
			task(x, "t05").ActualStart = on("06-20")
			x.Ties[4].Type = schedule.FinishToFinish // t05 has not finished
		}, of: 21, verdict: quality.Unjudged},
		{point: quality.OutOfSequence, change: func(x in) {
			finished("06-20")(task(x, "t05"))
			x.Ties[4].Type = schedule.StartToFinish // t04 has not started
			x.Ties[5].Type = schedule.StartToStart
			x.Ties = append(x.Ties, quality.Tie{From: "t05", To: "elsewhere"})
		}, count: 1, of: 21, verdict: quality.Unjudged, offenders: "t04>t05"},
	}
}

func TestFixtures(t *testing.T) {
	pass, fail := map[quality.Point]bool{}, map[quality.Point]bool{}
	for i, f := range fixtures() {
		in := sound()
		if f.change != nil {
			f.change(&in)
		}
		c, ok := quality.Assess(in, f.limits).Check(f.point)
		if !ok {
			t.Fatalf("no check %s", f.point)
		}
		if c.Count != f.count || c.Population != f.of || c.Verdict != f.verdict {
			t.Errorf("%d %s: %d of %d %s, want %d of %d %s", i, f.point, c.Count, c.Population, c.Verdict, f.count, f.of, f.verdict)
		}
		if got := strings.Join(c.Offenders(), ","); got != f.offenders {
			t.Errorf("%d %s: offenders %s, want %s", i, f.point, got, f.offenders)
		}
		var codes []finding.Code
		for _, found := range c.Found {
			codes = append(codes, found.Code)
			if want := map[bool]finding.Severity{true: finding.Warn, false: finding.Info}[f.verdict == quality.Fail]; found.Severity != want || found.Remedy == "" {
				t.Errorf("%d %s: %v", i, f.point, found)
			}
		}
		if f.codes != nil && !slices.Equal(codes, f.codes) {
			t.Errorf("%d %s: codes %v, want %v", i, f.point, codes, f.codes)
		}
		if want := finding.Ratio(f.count, f.of, ""); f.verdict != quality.NotApplicable && c.Ratio != want || f.verdict == quality.NotApplicable && !c.Ratio.IsUnknown() {
			t.Errorf("%d %s: ratio %v, want %v", i, f.point, c.Ratio, want)
		}
		clean := f.verdict == quality.Pass || f.verdict == quality.Unjudged || f.verdict == quality.NotApplicable
		pass[f.point] = pass[f.point] || clean && len(c.Found) == 0
		fail[f.point] = fail[f.point] || f.verdict == quality.Fail || len(c.Found) > 0
	}
	for _, p := range quality.Points() {
		if !pass[p] || !fail[p] && p != quality.PercentComplete {
			t.Errorf("%s: fixtures that pass %v, that fail %v", p, pass[p], fail[p])
		}
	}
}

func TestReasons(t *testing.T) {
	in := sound()
	in.Status, in.Trials, in.Period, in.Path = 0, nil, quality.Period{}, &quality.Path{Length: -1, Float: 9}
	in.Ties = nil
	a := quality.Assess(in, quality.Limits{})
	for p, reason := range map[quality.Point]string{
		quality.InvalidDates: "missing-input", quality.MissedTasks: "missing-input", quality.Execution: "missing-input",
		quality.PathTest: "missing-input", quality.HitTasks: "missing-input", quality.CurrentExecution: "missing-input",
		quality.PathLength: "non-positive-denominator", quality.Leads: "zero-denominator", quality.LinkTypes: "zero-denominator",
	} {
		if c, _ := a.Check(p); c.Ratio.Reason() != reason || c.Verdict != quality.NotApplicable {
			t.Errorf("%s: %v %s", p, c.Ratio, c.Verdict)
		}
	}
	// The published example of the index: 720 days with 60 days of negative
	// float (DAU Acquipedia).
	if got := quality.CPLI(720*eight, -60*eight); got != finding.Ratio(11, 12, "") {
		t.Errorf("CPLI %v", got)
	}
	if got := quality.HitRate(18, 25); got != finding.Decimal("0.72", "") {
		t.Errorf("hit rate %v", got)
	}
	if got := quality.HitRate(0, 0); got.Reason() != "zero-denominator" {
		t.Errorf("hit rate of nothing %v", got)
	}
}
