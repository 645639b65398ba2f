// Package team says who does what: the people of a project over time, what they
// can do and how much time they have, their duties, what they have taken note
// of, whether they and the tools suffice, and what they contributed.
//
// A [Member] is one stay of a person, by an id that only the host can read.
// Joining, leaving and changing roles are dated ([Team.Join], [Team.Leave],
// [Team.Reassign]), so [Team.AsOf] gives the team of any day and a report on the
// past stays right. Skills are assessed with evidence and may expire; time is a
// calendar and a percentage; costs are exact amounts a period.
//
//	need := team.Need{ID: "api", Skills: []team.SkillNeed{{Skill: "go", Level: 3, Must: true}}}
//	for _, c := range team.Match(need, people, today, team.Time{}) { // the best first
//		fmt.Println(c.Actor, c.Fits, c.Score)
//		for _, reason := range c.Reasons {
//			fmt.Println("  ", reason)
//		}
//	}
//
// # Duties
//
// A [Duty] makes somebody responsible or accountable for a work package, gate,
// risk or change, or has them consulted or informed. [CheckDuties] holds the
// duties against those who are present; [Team.Seats] gives the same people to
// [lifecycle.Lint], which asks whether the gates of a definition can be served.
// [Responsibilities] is the matrix as a table for reports.
//
// # What people know
//
// An [Ack] is of one version of a subject, by digest. [Alignment] says who has
// acknowledged the present version, who an earlier one and who none; its
// findings and [OpenFact] let a gate ask for n of m. [Notify] makes each notice
// of an assignment once; [Unacknowledged] lists work that began without.
//
// # Whether there is enough
//
// A [Demand] is work of a task on a resource: a role, a skill, a person, or a
// [Technical] one such as a licence. [BalanceOf] sets demand against supply by
// period, exactly. [Sufficiency] finds what cannot be done: certainly, wherever
// work is moved within its windows, or by the present dates; [SufficientFact]
// tells a gate. [CheckTechnical] names the tasks that a late licence holds up.
// [Utilisation] and [Suggest] find idle time and work that fits it.
//
// # Looking back
//
// A [Review] keeps what was counted apart from opinions. It is of an access
// class of its own: [Visible] says who sees what, and a [ReviewBook] is a
// document apart from the [Record] of the team. Shares of few cases and figures
// of small groups are Unknown with a reason. A person's review can be erased,
// the totals stay. What somebody learned enters the skill record as a
// [Proposal] that somebody else accepts ([Team.Learn]).
//
// All functions are pure and all types plain values, safe for concurrent use as
// long as nobody writes to their slices. Working time is in whole minutes,
// periods are half-open ([Period]). Amounts of money appear as those of package
// money; no other dependency is used.
//
// Stable: the exported names, the JSON forms, the codes of the findings, the
// order of candidates, the rule of [Spread].
package team
