// Package health says why a project fails or succeeds, with evidence: four
// causes of failure, five factors of success, and how well communication and
// the dealings with risks and changes are kept up.
//
// [Diagnose] looks at the records of the rooms as they stood at a moment:
//
//	causes := health.Diagnose(health.Input{Charter: &charter, Plan: plan, Result: result, Team: &people, Talk: &talk}, at)
//	for _, c := range health.Open(causes) { // what is shown, the strongest first
//		fmt.Println(c.Name, c.Strength, c.First)
//		for _, e := range c.Evidence {
//			fmt.Println("  ", e.On, e.Found)
//		}
//		for _, s := range c.Clear {
//			fmt.Println("   do", s.Remedy, s.Need, "times")
//		}
//	}
//
// # Causes and factors
//
// The causes are those by which projects are commonly said to fail: goals are
// unclear, the plan is not detailed, resources are allocated unreasonably,
// communication is poor. Four of the factors are their opposites. The fifth is
// flexible response: a project meets disturbances it could not avoid, and the
// ones that succeed saw them coming, answered them and changed the plan in
// time. It has signs of its own (risk plan, reviews, triggers, responses,
// surprises, undecided changes) and no cause, so it never accuses.
//
// # Signs and evidence
//
// Each is judged by signs. A [Sign] counts cases: of so many goals, so many
// cannot be measured; of so many meetings due in the last weeks, so many were
// not held. It is judged once there are enough cases, and beyond its limit when
// the share of bad ones is above it. A cause is shown only when the signs
// beyond their limits have the stated number of bad cases together, so one
// missed meeting, or one goal without a checkpoint, accuses nobody. Each bad
// case that can be named is an [Evidence]: the record, since when it shows, and
// what the checks of the other packages found about it. All of these numbers
// are data: [Limits].
//
// The limits are choices of this package, not of a standard: about a third of
// the cases for most signs, a quarter where a single case already costs a week.
//
// Strength is the share of the worst sign beyond its limit, an exact ratio that
// can be traced to its cases. A further bad case never lowers it, since what is
// looked at apart is never averaged.
//
// Where too little is known the verdict says so, and [Cause.Missing] names for
// each sign whether a record was not given or how many cases it takes. A record
// that was not given never counts against anybody.
//
// One fault may hide another. Where most tasks are not linked, dates say nothing
// about who has what to do when, so overload is not judged; where tasks name
// nobody, nobody can have failed to acknowledge them. The missing data say so.
//
// # What goes where
//
// A goal may be out of reach and yet clear, so what CheckSMART says about
// achievability is no sign here. Work that nobody is assigned to belongs to the
// plan, since it says nothing about how people are used; work assigned to people
// without the time, the skill or the tools belongs to the resources.
//
// # What would clear it
//
// [Cause.Clear] is the counterfactual: for each sign beyond its limit how many
// of its cases have to be mended or, where they are over and done with, how many
// further good ones it takes. Take all steps, and the cause is no longer shown.
//
// # Over time
//
// [Timeline] diagnoses one moment after the other and returns when each cause
// was first visible, for how long, and how many days before the first harm: the
// first milestone missed or goal behind its checkpoint.
//
// # Two projects
//
// [CourseOf] takes from a history what the signs said from the first day on, and
// [Part] compares two courses: sign by sign the first day, counted from the start of
// each project, on which one of them was beyond its limit and the other was not.
//
// # Process and score
//
// [Communication] and [Response] give the health of one side of the work with
// advice for each sign and the means by which it works: a mechanism, a tool, a
// meeting. [Overall] sets the worst drivers of a scorecard beside the steps of
// the causes that bear on them.
//
// All functions are pure, leave their input alone and return what the caller
// owns; they may be called at the same time. Lists in the input may stand in any
// order. The package has no dependency outside of this library.
//
// Stable: the exported names, the JSON forms, the codes, the rules of verdict,
// strength and steps. The standard limits may be refined.
package health
