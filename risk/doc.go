// Package risk keeps the risk register of a project: what may happen, how
// likely and how grave it is, what is done about it, and what all of it is
// expected to cost.
//
// A [Register] is a plain value. It holds risks written as cause, event and
// effect, both threats and opportunities; scales that give each level of
// likelihood and effect a range of numbers; and a [Matrix] that says how grave
// each pair of levels is. Nothing here reads a clock or a file, keeps state or
// changes its input: a what-if is a changed copy.
//
// # First program
//
//	package main
//
//	import (
//		"fmt"
//		"time"
//
//		"github.com/milepost-go/milepost/kpi/money"
//		"github.com/milepost-go/milepost/lifecycle/finding"
//		"github.com/milepost-go/milepost/risk"
//		"github.com/milepost-go/milepost/schedule/calendar"
//	)
//
//	func main() {
//		worst, err := money.Parse("500000", "CNY") // what the project can hardly bear
//		if err != nil {
//			fmt.Println(err)
//			return
//		}
//		register, err := risk.PresetRegister(risk.PresetIllustrative5x5, risk.Worst{Cost: worst, Time: 200 * calendar.Hour})
//		if err != nil {
//			fmt.Println(err)
//			return
//		}
//		today := calendar.DateOf(2026, time.March, 2)
//		rated := func(probability risk.Number, effects ...risk.Effect) []risk.Assessment {
//			return []risk.Assessment{{At: today, By: "li.na", Basis: risk.Current, Rating: risk.Rating{Probability: probability, Effects: effects}}}
//		}
//		cost := risk.Effect{On: risk.OnCost, Likely: risk.Whole(150_000)}
//		register.ID = "launch"
//		register.Cadences = []risk.Cadence{{Class: "high", Days: 7}, {Class: "medium", Days: 14}}
//		register.Risks = []risk.Risk{
//			{ID: "R1", Kind: risk.Threat, Status: risk.Open, Owner: "li.na", Cause: "One supplier", Event: "It delivers late", Effect: "Assembly waits",
//				Assessments: rated(risk.Fraction(3, 10), risk.Delay(60*calendar.Hour), cost)},
//			{ID: "R2", Kind: risk.Threat, Status: risk.Open, Owner: "wang.wei", Cause: "A rival bids", Event: "It underbids", Effect: "The order is lost",
//				Assessments: rated(risk.Fraction(7, 10), risk.CostOf(worst))},
//		}
//		found := register.Check()
//		if finding.Blocks(found) {
//			fmt.Println(finding.AsError("risk", found))
//			return
//		}
//		for _, line := range register.Ranked(today, risk.Current) {
//			fmt.Println(line.Place, line.Risk, line.Spot.Class, line.Spot.Score, line.Cost.Expected)
//		}
//		for _, f := range found { // what should be thought of
//			fmt.Println(f)
//		}
//	}
//
// # Ratings
//
// An [Assessment] is dated and speaks of the inherent, the current or the
// target state. Its [Rating] gives likelihood and effects by level, by number
// or by both. [Register.Place] finds its cell: the likelihood level and the
// gravest of its effects. A level holds its upper limit, not its lower one.
//
// # Figures
//
// Figures are exact: a [Number] is a ratio of whole numbers, and what is not
// known is no number, never 0. [Register.Estimate] is probability times size;
// [Register.Exposure] adds it up over the open risks; [Register.Outcomes]
// enumerates what they may add up to, which shows how far the mean is from a
// percentile. Sampling with distributions is the business of other packages.
//
// # Matrices
//
// [Matrix.Check] wants every cell defined and none milder than a neighbour it
// should not be milder than, and tests the three axioms of L. A. Cox (see
// [Cox]). The published matrices in [Presets] say where they come from. ISO
// 31000, IEC 31010 and the Orange Book prescribe no matrix: the presets in their
// manner are our own illustrations and say so. [PresetRegister] returns a register that rates by one of them,
// with its scales.
//
// # Life
//
// A risk is proposed, open, occurred, closed or expired. [Register.Move]
// changes that lawfully: what occurred is no longer open and keeps the link to
// its issue. [Register.Due] lists the reviews that are due, [Register.Ages]
// how long nobody has looked, [Register.Near] whose window opens soon,
// [Register.OverdueResponses] what should have been done.
//
// # Triggers
//
// A [Trigger] is a condition on a [Fact], as data. [Register.Watch] compares
// them with facts; [Register.Fire] records those that are met for the first
// time, so that each fires once; [Register.Answer] records what was done, and
// [Register.Unanswered] lists the rest.
//
// # Reserves
//
// A [Reserve] is time or money set aside: contingency for the risks of the
// register, management reserve for what nobody foresaw. Its ledger is all
// there is; what remains is its sum. [Register.Book] adds an entry and refuses
// one without approver or reason, or below zero without an exception.
// [Register.Releasable] lists what closed risks no longer need.
//
// # Over time
//
// [Register.Course] follows the exposure over dates before, with and after the
// responses; [Register.Cover] sets the remaining reserve against it: two curves.
// [Register.Process] measures how well the duties were kept, each share with
// its sample, Unknown where nothing fell into it.
//
// # Prompts
//
// [Register.Suggestions] makes suggestions from a checklist, whose signals
// [Signals] finds in facts, and from lessons of projects with shared traits.
// A suggestion becomes a risk by [Register.Accept] only; [Register.Decline]
// records why it does not.
//
// # Decisions
//
// [Decide] compares options of one stage with the value of perfect
// information; [RollBack] values a decision tree of several.
//
// Stable: the exported names, the JSON form ([Format]) and the codes of the
// findings. The texts of the checklist may be improved.
//
// Package money is imported for amounts; nothing else is needed.
package risk
