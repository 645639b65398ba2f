// Package charter states what a project is for and checks that it can be held
// to it: measurable goals, the customer needs behind them, a success standard
// fixed before the work begins, and the charter that carries all of it.
//
// A [Goal] is checked letter by letter ([CheckSMART]): specific, measurable,
// achievable, relevant, timely. What a program cannot judge, whether wording
// that looks vague is clear or a target without precedent can be reached, a
// named person attests ([Goal.Attest]); the attestation is bound to the goal
// by digest and stale as soon as the goal changes. Nothing written in a
// statement makes a goal achievable: only capacity and closed projects of
// one's own do, or that person's word.
//
//	for _, f := range charter.Check(record) {
//		fmt.Println(f)
//	}
//	frozen, err := charter.Freeze(record.Standard, record.Goals, "planning", "li.na", today)
//	if err != nil {
//		return err
//	}
//	outcome := frozen.Judge(actuals) // at the end, by what was fixed
//
// # Goals together
//
// Goals form a tree by their parents; the weights of each level sum to one.
// [CheckTree] finds goals that cannot hold together, [CheckNeeds] needs that no
// goal serves and goals that serve no need. [RollUp] sums attainment upwards,
// exactly.
//
// # The standard
//
// A [Standard] cuts the attainment of each goal into pass, partial and fail
// and combines the verdicts by one rule. [Freeze] fixes it with the terms of
// the goals; [CheckFrozen] reports every later difference; only an approved
// change amends it ([Frozen.Amend]). [Frozen.Judge] never turns worse when a
// figure turns better, and says [Unknown] only where a missing figure matters.
//
// # Strategy and money
//
// A [Strategy] says how the project means to win and lists what it takes for
// granted. An [Assumption] is checked again and again; one whose day has passed
// unchecked has expired, and [Strategy.Due] says so with the tasks and risks
// that rest on it. A [Budget] holds lines of money by cost type over time and
// the reserves apart; [Budget.Phased] spreads it over periods to the last cent.
//
// # The record
//
// A [Charter] is a plain value with a revision and a [Digest] that changes with
// any of its contents and with nothing else. Approvals name the digest. Its
// JSON form is [Format]. A host keeps it in any store of versioned documents.
//
// Figures are exact ([Number]); what is not stated is no number, never 0.
// Words are looked up in the lists under words, one file per language; they
// are data and may grow, so a wording found clear today may be questioned
// tomorrow.
//
// Stable: the exported names, the JSON form, the canonical form under the
// digest and the codes of the findings.
package charter
