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
//	m, err := risk.Preset(risk.PresetIllustrative5x5)
//	if err != nil {
//		return err
//	}
//	register := risk.Register{Matrix: m, Risks: risks}
//	if found := register.Check(); finding.Blocks(found) {
//		return finding.AsError("risk", found)
//	}
//	for _, line := range register.Ranked(today, risk.Current) {
//		fmt.Println(line.Place, line.Risk, line.Spot.Class)
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
// 31000, IEC 31010 and the Orange Book prescribe no matrix, so none is named
// after them.
//
// # Life
//
// A risk is proposed, open, occurred, closed or expired. [Register.Move]
// changes that lawfully: what occurred is no longer open and keeps the link to
// its issue. [Register.Due] lists the reviews that are due,
// [Register.OverdueResponses] what should have been done.
//
// Stable: the exported names, the JSON form ([Format]) and the codes of the
// findings. The texts of the checklist may be improved.
//
// Package money is imported for amounts; nothing else is needed.
package risk
