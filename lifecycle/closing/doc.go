// Package closing ends a project so that it can be believed and learnt from:
// the outcome by the standard that was fixed beforehand, final figures,
// problems with their solutions, lessons, and an archive that shows every
// change made to it afterwards.
//
//	outcome, found := closing.Judge(frozen, actuals, later, today)
//	figures, err := closing.Figures(closing.Final{Plan: plan, Result: result, Status: status, Requests: requests, Risks: register})
//	if err != nil {
//		return err
//	}
//	record := closing.Record{Project: "P1", Outcome: outcome, Figures: figures, Problems: problems, Lessons: lessons}
//	found = append(found, record.Check(severeIssues)...)
//
// # Outcome
//
// [Judge] applies the [charter.Frozen] standard to measured figures: each goal
// with target, actual, attainment, verdict, source and date. A goal that can
// only be measured later needs an owner and a date, and has the verdict
// [Later].
//
// # Figures
//
// [Figures] takes the figures of time, cost, scope, risk and change from the
// plan, its baselines, the last earned value and the records; those of quality
// come from the host. None is left out: what cannot be determined is unknown
// with its reason. [SlipOf] divides the slip among changes and execution;
// [schedule.Attribute] divides it among its causes, and [OverrunOf] what was
// spent beyond the budget; the parts always sum to the whole, and with them in
// [Final] the causes are figures too. So are the comparisons with the charter,
// with every baseline and with [SimilarProjects].
//
// # Archive
//
// A [Manifest] lists every file with its size and SHA-256 digest, and has a
// digest of its own. [Required] says what must be there, as data;
// [Manifest.Check] reports what is missing, and [Verify] every item that was
// changed, lost or slipped in:
//
//	item, err := closing.Describe(closing.Item{Name: "plan/plan.json", Kind: closing.PlanItem,
//		MediaType: "application/json", Retention: "ten_years"}, file)
//	...
//	manifest, err := closing.Manifest{Project: "P1", On: today, By: "pm", Items: items, Classes: classes}.Seal()
//	...
//	found := closing.VerifyFS(manifest, os.DirFS("archive"))
//
// [WriteBundle] puts archive and manifest into one file that needs nothing of
// the host to be read: a zip archive whose every byte follows from what it
// holds. [ReadBundle] verifies all of it, names each item that is not what it
// was, and can be given a file from anywhere.
//
// [ArchiveFact] tells the gate of the archive, which so refuses one that lacks
// something unless an exception is on record. [Manifest.Expired] lists what
// need not be kept any longer. Documents travel in the forms of their own
// packages, the closing itself by [EncodeRecord], the history by [WriteLog].
//
// # Learning
//
// What closed projects know is a [Memory]. [Similar] ranks reviewed lessons by
// their likeness to a project, with what each trait added; [OfferTo] makes
// offers of them, each of which is accepted or declined, used and judged by
// [Offer.Take], and [Uses] counts what became of them. [Reference] corrects a
// planned figure by the closed projects that are alike, with an interval whose
// coverage is known, and [BackTestReference] says how such estimates would have
// done so far; below the sample they need, both say unknown. An [Improvement]
// has an owner, a day and a figure before and after; [CarryTo] takes it along
// to the next project. [Search] answers questions to a catalogue of filed
// documents. All of them give reasons, and the same order for the same input
// whatever order it comes in.
//
// [Contributions] counts what each person contributed, for the reviews of
// package team. [EraseFromLessons] and its kin forget a person and keep what
// was learnt.
//
// Nothing here writes files or reads clocks: the host stores the bytes, and
// days are parameters.
//
// Stable: the exported names, the JSON forms and the meaning of the codes. All
// types are plain values, safe for concurrent use as long as nobody writes to
// their slices.
package closing
