// Package sra simulates a plan under the risks of a register: when the project
// finishes and what it costs, with which probability, what decides that, and
// what the responses to the risks change.
//
//	odds, err := sra.Run(ctx, plan, register, sra.Options{
//		Seed:      7,
//		Estimates: []sra.Estimate{{Task: "build", Dist: dist.PERT{Least: 30, Likely: 40, Most: 65}, Unit: 8 * calendar.Hour}},
//		Impacts:   []sra.Impact{{Risk: "R1", Task: "build"}}, // as the register rates it
//		After:     true,
//	})
//	if err != nil {
//		return err
//	}
//	p80, _ := odds.Finish.Percentile(80)
//	fmt.Println(p80, odds.OnTime(), odds.Reserve(80).Time, odds.Gain(80))
//
// # A trial
//
// Every trial is the plan itself, computed as [schedule.Compute] does: with its
// calendars, constraints, progress and summaries. Only the lengths of tasks
// that are not finished vary, in working time; of a started task, what remains.
// A task takes what its estimate draws; every risk that happens adds to it its
// delay, or a share of the task's own length; an opportunity takes off.
// Opportunities leave at least a second. Several risks on one task add up.
// Dates follow.
//
// Costs are whole minor units of one currency: fixed parts, parts for each
// working day of a task or of the project, and what risks cost. Working days of
// the project count on its calendar without closures and weather: who waits is
// paid. What the plan carries, rates of resources and fixed costs, is not among
// them: what of it is still to be spent is for [Options].Costs to say, as it has
// to be where a Budget for all of the work is compared with.
//
// Closures and weather change calendars, not lengths. A closure happens or not;
// of weather, some years are drawn beforehand, each month an equal share of its
// distribution, and every trial lives through one of them. Each state of the
// calendars is compiled when a trial first needs it.
//
// # Before and after, with and without
//
// A risk is rated by the register: its probability and sizes now, and as they
// are to be after the responses, which is its target rating, else what the last
// response leaves. Options.After plays every trial a second time so;
// Options.Without, once more without a driver. All play the same random
// numbers, so that they differ by what was changed and not by luck. Responses
// that are not done add their cost to the cost after. [Planned] puts them into
// the plan, for the time they take.
//
// # What comes out
//
// [Outcome] has the distribution of the finish, of milestones and of the cost
// as exact counts, their percentiles, the probability of a date, a cost, or both
// together, contingency by percentile and by mean, how often each risk happened,
// indices by task ([TaskIndex]) and drivers by variance ([DriverIndex]) and by
// removal ([Without]).
//
// Ranks are taken, and pairs of trials compared, within blocks of 1,024 trials,
// and their products added up over the blocks. This bounds memory and merges
// exactly, and differs from ranks over all trials by less than sampling does.
// Lengths are each task's own time; see [TaskIndex] for where that matters.
//
// A trial is critical for a task where its total float, as the rules of the
// plan measure it, is at most zero. Where the plan has a date to keep, a
// deadline or another hard constraint, that counts the trials in which the date
// is missed.
//
// # Numbers that depend on nothing else
//
// The figures follow from the question, the seed and the number of trials, byte
// by byte: not from the number of workers, nor from how blocks of trials were
// spread over machines. [Prepare] checks and compiles a question, [Study.Shard]
// makes some of its blocks, [Merge] joins shards in any order, [Study.Outcome]
// computes the figures. What comes from other machines is not trusted: figures
// that no run can have led to are [ErrForm], each with its place.
//
// # What misleads
//
// The plan is judged first. Missing logic (but for the one start and the one end
// that a network must have), open ends, hard constraints, leads and lags, dates
// set by hand: each is a finding of the outcome that says how it moves the
// percentiles. So are risks that are open but not rated, rated on time
// but without a task, or rated by a level that states no number. [Misleads] tells
// these findings from others. Package report/view shows an outcome as a document
// with this warning first.
//
// # What is not modelled
//
// Branches that are taken or not, resources that become scarce in a trial,
// estimates that depend on the date, and lags: they stay as planned, those in
// percent of a task that has not begun follow its length. Risks happen once or not at all, on every task they name. A calendar event does not
// prolong a task of elapsed duration.
//
// Stable: the exported names, the figures for a seed, the JSON form of shards,
// the codes.
package sra
