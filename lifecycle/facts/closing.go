package facts

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/lifecycle/closing"
	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/schedule"
)

// Facts of handing over and closing, beside [lifecycle.FactDeliverablesAccepted],
// [lifecycle.FactOutcomeJudged], [lifecycle.FactOpenItems],
// [lifecycle.FactReportMade] and [lifecycle.FactManifestComplete].
//
// Items open at the end are the open actions and topics of meetings, issues that
// still need a solution, change requests that are not decided or not yet in the
// plan, and risks that are proposed or open. Close, settle, implement or hand
// them over in their rooms: FactOpenItems counts what ItemsOpen names.
const (
	DeliverablesOpen lifecycle.FactName = "deliverables.open"    // list: deliverables and milestones that nobody has accepted
	OutcomeWhole     lifecycle.FactName = "closing.outcome"      // text: the verdict on the whole, a [charter.Verdict] or [closing.Later]
	GoalsMissed      lifecycle.FactName = "closing.goals_missed" // number: goals judged as failed
	LessonsOpen      lifecycle.FactName = "closing.lessons_open" // number: lessons that nobody has reviewed
	ItemsOpen        lifecycle.FactName = "closing.items"        // list: what lifecycle.FactOpenItems counts, such as "risk R1"
	ArchiveBlocking  lifecycle.FactName = "archive.blocking"     // list: what blocks the manifest, [closing.Manifest.Check]
)

func closingRows() []row {
	return []row{
		figure(lifecycle.FactDeliverablesAccepted, "bool", "", (*Known).delivered, PartCharter, PartAcceptances).also(PartMilestones).mendedBy(lifecycle.RemedyAcceptDeliverables),
		figure(DeliverablesOpen, "list", "", func(k *Known) finding.Value { return listed(k.undelivered()) }, PartCharter, PartAcceptances).also(PartMilestones),
		yes(lifecycle.FactOutcomeJudged, lifecycle.RemedyJudgeOutcome, func(k *Known) bool { return judged(*k.in.Outcome) }, PartOutcome),
		figure(OutcomeWhole, "text", "", (*Known).verdict, PartOutcome),
		count(GoalsMissed, "", (*Known).goalsMissed, PartOutcome),
		count(lifecycle.FactOpenItems, lifecycle.RemedyDisposeOfItems, (*Known).openItems, PartComms, PartRisks, PartChanges),
		figure(ItemsOpen, "list", "", func(k *Known) finding.Value { return listed(k.itemsOpen()) }, PartComms, PartRisks, PartChanges).mendedBy(lifecycle.RemedyDisposeOfItems),
		count(LessonsOpen, "", (*Known).lessonsOpen, PartLessons),
		yes(lifecycle.FactReportMade, lifecycle.RemedyMakeReport, (*Known).reportMade, PartManifest),
		yes(lifecycle.FactManifestComplete, lifecycle.RemedyCompleteManifest, func(k *Known) bool { return !finding.Blocks(k.manifestCheck()) }, PartManifest),
		blocking(ArchiveBlocking, lifecycle.RemedyCompleteManifest, (*Known).manifestCheck, PartManifest),
	}
}

// delivered is true when everything that the customer's needs name as a
// deliverable, and every milestone that a role has to accept, was accepted. It
// is unknown where nothing is named.
func (k *Known) delivered() finding.Value {
	if len(k.deliverables()) == 0 && len(k.acceptable()) == 0 {
		return finding.Unknown("no-data")
	}
	return finding.Bool(len(k.undelivered()) == 0)
}

// deliverables returns what the needs name, each once, in order.
func (k *Known) deliverables() []string {
	var list []string
	for _, n := range k.in.Charter.Needs {
		list = append(list, n.Deliverables...)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// acceptable returns the milestones that a role has to accept.
func (k *Known) acceptable() []schedule.MilestoneEntry {
	var list []schedule.MilestoneEntry
	for _, e := range k.in.Milestones {
		if e.AcceptedBy != "" {
			list = append(list, e)
		}
	}
	return list
}

// undelivered returns what was not accepted: the deliverables, then the
// milestones. Of several acceptances of one deliverable the latest counts, of
// those of one day the last given.
func (k *Known) undelivered() []string {
	last := map[string]Acceptance{}
	for _, a := range k.in.Acceptances {
		if was, ok := last[a.Deliverable]; (!ok || !a.On.Before(was.On)) && a.By != "" && !a.On.IsZero() && !a.On.After(k.on) {
			last[a.Deliverable] = a
		}
	}
	open := []string{}
	for _, id := range k.deliverables() {
		if a, ok := last[id]; !ok || a.Refused {
			open = append(open, "deliverable "+id)
		}
	}
	for _, e := range k.acceptable() {
		if !accepted(e) {
			open = append(open, "milestone "+string(e.Task))
		}
	}
	return open
}

// accepted reports whether the role has accepted the milestone, or somebody has
// let it pass without, saying who, when and why.
func accepted(e schedule.MilestoneEntry) bool {
	signed := e.Acceptance.By != "" && !e.Acceptance.At.IsZero() && e.Acceptance.Role == e.AcceptedBy
	waived := e.Override.By != "" && !e.Override.At.IsZero() && e.Override.Reason != ""
	return signed || waived
}

// judged reports whether the outcome has a verdict on the whole, if only that
// what is open is measured later.
func judged(o closing.Outcome) bool { return o.Whole != "" && o.Whole != charter.Unknown }

func (k *Known) verdict() finding.Value {
	if !judged(*k.in.Outcome) {
		return finding.Unknown("no-data")
	}
	return finding.Text(string(k.in.Outcome.Whole))
}

func (k *Known) goalsMissed() int {
	n := 0
	for _, g := range k.in.Outcome.Goals {
		if g.Verdict == charter.Fail {
			n++
		}
	}
	return n
}

// openItems counts what the rooms still have on their lists.
func (k *Known) openItems() int { return len(k.itemsOpen()) }

// itemsOpen names what the rooms still have on their lists: open actions and
// topics, unsettled issues, change requests that are not decided or done, and
// risks that were proposed or are open.
func (k *Known) itemsOpen() []string {
	list := []string{}
	for _, i := range comms.OpenItems(k.actions()) {
		list = append(list, string(i.Kind)+" "+i.ID)
	}
	for _, i := range k.in.Comms.Issues {
		if k.openIssue(i) {
			list = append(list, "issue "+i.ID)
		}
	}
	for _, r := range k.in.Changes {
		if slices.Contains(openStates(), r.Standing()) {
			list = append(list, "change "+r.ID)
		}
	}
	for _, r := range k.in.Risks.Risks {
		if r.Status == risk.Proposed || r.Status == risk.Open {
			list = append(list, "risk "+r.ID)
		}
	}
	return list
}

func (k *Known) lessonsOpen() int {
	n := 0
	for _, l := range k.in.Lessons {
		if l.Status == closing.Captured {
			n++
		}
	}
	return n
}

func (k *Known) reportMade() bool {
	return slices.ContainsFunc(k.in.Manifest.Items, func(i closing.Item) bool { return i.Kind == closing.ReportItem })
}

func (k *Known) manifestCheck() []finding.Finding {
	required := k.in.Required
	if required == nil {
		required = closing.Required()
	}
	return k.in.Manifest.Check(required)
}
