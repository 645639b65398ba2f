// Package tolerance watches how far a project may deviate without asking: limits
// for time, cost, quality, scope, risk and benefit at project, phase and task;
// records of deviations; and the exception that is due when a limit is crossed.
//
// A [Limit] has two ends. A deviation beyond the outer one is an exception. It
// is over only when the deviation is back at the inner one or inside, so that a
// figure that wavers about the limit raises one exception and not one a cycle.
// Between the two a deviation is watched.
//
//	rules := tolerance.Rules{
//		Places: []tolerance.Place{{ID: "crm", Level: tolerance.Project}, {ID: "build", Level: tolerance.Phase, Parent: "crm"}},
//		Limits: []tolerance.Limit{{Aspect: tolerance.Time, Place: "crm", Outer: kpi.Int(10, "day"), Inner: kpi.Int(5, "day"), Cycles: 3}},
//	}
//	state, events, refused := tolerance.Replay(rules, observations)
//	for _, e := range state.Exceptions(accounts) {
//		fmt.Println(e.Deviation.ID, e.Deviation.CrossedBy, e.Check())
//	}
//
// The limit of a place is its own, else that of its level, else what the place
// has that it is a part of: so "build" above has the limit of "crm". Limits are
// inherited as they stand. Where a part of a budget calls for a part of the
// tolerance, state it as a share of the budget ("%") or give the part a limit of
// its own.
//
// An [Observation] has the deviation so far and the one forecast for the end;
// the worse of the two counts. A deviation counts the bad way: 0 is as planned
// and more is worse, whatever the indicator; [Worse] turns a plan and a forecast
// into it. Without a known forecast nothing is called within and no exception
// clears. What a deviation rests on must be named: an observation without
// evidence is refused.
//
// The rule of worse cycles warns before a limit is reached: so many forecasts in
// a row, each worse than the one before, the last of them worse than planned.
//
// Everything is computed from the sequence of observations, and the same
// sequence gives the same [State]: one by one with [State.Observe], or all at
// once with [Replay]. A [Record] holds what people enter, and has a JSON form.
//
// All types are plain data. All functions leave their arguments alone and return
// fresh values; they may be called at the same time.
//
// Stable: the exported names, the JSON forms, the words of aspects, levels,
// statuses and events, the ids of deviations and the finding codes.
package tolerance
