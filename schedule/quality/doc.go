// Package quality judges how well a schedule is made: the fourteen points of
// the DCMA assessment, the indices beside them, and the ten scheduling
// practices of the GAO. It asks whether the dates of a plan can be believed,
// not whether they are good.
//
//	result, err := schedule.Compute(plan, schedule.Options{})
//	if err != nil {
//		return err
//	}
//	input := quality.From(plan, result, &plan.Baselines[0])
//	input.Trials, err = quality.Trials(plan, result, quality.Limits{}) // the critical path test computes the plan again
//	if err != nil {
//		return err
//	}
//	assessment := quality.Assess(input, quality.Limits{})
//	for _, f := range assessment.Findings() {
//		fmt.Println(f)
//	}
//
// [Assess] is pure and works on plain rows: a host that keeps schedules
// elsewhere fills an [Input] itself. Every [Check] says how many offend, of how
// many, their exact ratio, the limit, the verdict, and what offends. Thresholds
// and the choices that tools make differently are data: the zero [Limits] are
// those of the DCMA, and JSON keeps others as a policy of the host.
//
// # What is counted
//
// A task is discrete work: summaries, milestones, levels of effort and the work
// of other projects are no tasks, but the links that they carry count. A task
// without an actual finish is incomplete. A link counts once, where its
// successor is incomplete ([Limits.AllLinks]: always). Links to anything at all
// satisfy logic. A task is due when its baseline finish is not after the status
// date. Days are working days of Input.Day, dates compare by days
// ([Limits.ByTime]: by time). What is equal to a limit passes. A check of
// nothing is not applicable: neither passed nor zero.
//
//	point                       counts                                              of                limit
//	logic                       without a predecessor, or without a successor       incomplete        at most 5 %
//	leads                       links with negative lag                             links             none
//	lags                        links with positive lag                             links             at most 5 %
//	link_types                  links from finish to start                          links             at least 90 %
//	hard_constraints            with MSO, MFO, SNLT, FNLT, MS or MF                 incomplete        at most 5 %
//	high_float                  total float above 44 days                           incomplete        at most 5 %
//	negative_float              total float below 0                                 incomplete        none
//	high_duration               baseline duration above 44 days                     incomplete        at most 5 %
//	invalid_dates               an actual after, or a forecast before the status    tasks             none
//	resources                   nobody and nothing assigned                         incomplete, 1 d+  not judged
//	missed_tasks                not finished by the baseline finish                 due               at most 5 %
//	critical_path_test          the project does not follow 600 days more           tried             none
//	critical_path_length_index  working time to the finish, plus its float          without float     at least 0.95
//	baseline_execution_index    finished                                            due, unbaselined  at least 0.95
//	hit_tasks                   finished on time                                    due in period     not judged
//	current_execution_index     finished by the end of the period                   forecast so       not judged
//	schedule_percent_complete   planned duration done                               planned duration  not judged
//	open_ends                   linked, but not into the start or out of the finish incomplete        not judged
//	summary_links               at a summary                                        links             not judged
//	untraced                    no chain of links to the finish of the project      incomplete        not judged
//	rollup                      other dates than the activities in them             summaries         not judged
//	manual_dates                set by hand                                         incomplete        not judged
//	estimated_durations         unconfirmed                                         incomplete        not judged
//	overload                    a resource with more to do than it can              incomplete        not judged
//	out_of_sequence             gone past by work                                   all links         not judged
//	unbaselined                 without a baseline finish                           tasks             not judged
//
// The first fourteen are those of the DCMA (Earned Value Management System
// Program Analysis Pamphlet, DCMA-EA PAM 200.1, 2012, section 4) with its
// limits, as tool makers and the Defense Acquisition University describe them.
// Hit tasks are the university's; the current execution index is that of the
// NDIA planning and scheduling guide. The others are what the GAO's Schedule
// Assessment Guide (GAO-16-89G) asks for besides, without pass marks: the guide
// states none, so neither does an [Assessment]. Its practices hold counts and
// findings, and no score. The risk analysis of a schedule is not part of it:
// that figure is unknown here.
//
// Two points hold more than a count. In a network of several calendars the
// critical path test passes where the finish of the project moves by another
// amount than the task, if the chain of links that explains it is the same
// before and after and nothing but calendars lies between ([Trial]). The index
// of the critical path measures the finish of the project against the date that
// the plan must keep, or the baseline ([From]).
//
// All functions are pure and safe for concurrent use; inputs are only read,
// and results are fresh. Money, the earned schedule and SPI(t) are in kpi/evm.
//
// Stable: the exported names, the points, practices and figures by name, the
// JSON forms, and the meaning of the codes.
package quality
