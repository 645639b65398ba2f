package facts_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/lifecycle/closing"
	"github.com/milepost-go/milepost/lifecycle/facts"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
)

// What the customer has accepted, by hand. The needs name contract and handbook,
// the register has one milestone that the customer accepts.
func TestDeliverablesAccepted(t *testing.T) {
	accept := func(what string, d int) facts.Acceptance {
		return facts.Acceptance{Deliverable: what, By: "customer", On: on(d)}
	}
	refuse := func(what string, d int) facts.Acceptance {
		a := accept(what, d)
		a.Refused = true
		return a
	}
	both := []facts.Acceptance{accept("contract", 5), accept("handbook", 6)}
	signed := schedule.Signature{By: "customer", Role: "customer", At: on(6).At(9 * hour)}
	for name, c := range map[string]struct {
		list  []facts.Acceptance
		entry schedule.MilestoneEntry
		open  string
	}{
		"nothing":                  {[]facts.Acceptance{}, schedule.MilestoneEntry{}, "deliverable contract, deliverable handbook"},
		"both":                     {both, schedule.MilestoneEntry{}, ""},
		"one was refused later":    {append(both[:2:2], refuse("contract", 7)), schedule.MilestoneEntry{}, "deliverable contract"},
		"refused, then accepted":   {append(both[:2:2], refuse("contract", 4)), schedule.MilestoneEntry{}, ""},
		"accepted later that day":  {[]facts.Acceptance{both[1], refuse("contract", 5), accept("contract", 5)}, schedule.MilestoneEntry{}, ""},
		"refused later that day":   {append(both[:2:2], refuse("contract", 5)), schedule.MilestoneEntry{}, "deliverable contract"},
		"accepted tomorrow":        {[]facts.Acceptance{both[0], accept("handbook", 10)}, schedule.MilestoneEntry{}, "deliverable handbook"},
		"by nobody":                {[]facts.Acceptance{both[0], {Deliverable: "handbook", On: on(6)}}, schedule.MilestoneEntry{}, "deliverable handbook"},
		"on no day":                {[]facts.Acceptance{both[0], {Deliverable: "handbook", By: "customer"}}, schedule.MilestoneEntry{}, "deliverable handbook"},
		"something else":           {append(both[:2:2], accept("cake", 6)), schedule.MilestoneEntry{}, ""},
		"a milestone":              {both, schedule.MilestoneEntry{Task: "signed", AcceptedBy: "customer"}, "milestone signed"},
		"a milestone accepted":     {both, schedule.MilestoneEntry{Task: "signed", AcceptedBy: "customer", Acceptance: signed}, ""},
		"by the wrong role":        {both, schedule.MilestoneEntry{Task: "signed", AcceptedBy: "sponsor", Acceptance: signed}, "milestone signed"},
		"a milestone let pass":     {both, schedule.MilestoneEntry{Task: "signed", AcceptedBy: "sponsor", Override: schedule.Signature{By: "x", At: signed.At, Reason: "y"}}, ""},
		"let pass without reason":  {both, schedule.MilestoneEntry{Task: "signed", AcceptedBy: "sponsor", Override: schedule.Signature{By: "x", At: signed.At}}, "milestone signed"},
		"a milestone nobody takes": {both, schedule.MilestoneEntry{Task: "done"}, ""},
	} {
		in := whole(t)
		in.Acceptances, in.Milestones = c.list, []schedule.MilestoneEntry{c.entry}
		known := facts.From(moment, in)
		if got := strings.Join(valueOf(t, known, facts.DeliverablesOpen).Items(), ", "); got != c.open {
			t.Errorf("%s: open are %q, not %q", name, got, c.open)
		}
		if got := valueOf(t, known, lifecycle.FactDeliverablesAccepted); got != finding.Bool(c.open == "") {
			t.Errorf("%s: %v", name, got)
		}
	}
	in := whole(t)
	in.Charter.Needs[0].Deliverables, in.Milestones = nil, nil
	if got := valueOf(t, facts.From(moment, in), lifecycle.FactDeliverablesAccepted); got != finding.Unknown("no-data") {
		t.Errorf("with nothing to deliver: %v", got)
	}
}

func TestOutcomeFacts(t *testing.T) {
	for whole, judged := range map[charter.Verdict]bool{charter.Pass: true, charter.Partial: true, charter.Fail: true, closing.Later: true, charter.Unknown: false, "": false} {
		in := facts.Input{Outcome: &closing.Outcome{Whole: whole, Goals: []closing.GoalOutcome{{Verdict: charter.Fail}, {Verdict: charter.Pass}, {Verdict: charter.Fail}}}}
		known := facts.From(moment, in)
		want := finding.Text(string(whole))
		if !judged {
			want = finding.Unknown("no-data")
		}
		if valueOf(t, known, lifecycle.FactOutcomeJudged) != finding.Bool(judged) || valueOf(t, known, facts.OutcomeWhole) != want ||
			valueOf(t, known, facts.GoalsMissed) != finding.Number(2, "") {
			t.Errorf("%q: %v, %v", whole, valueOf(t, known, lifecycle.FactOutcomeJudged), valueOf(t, known, facts.OutcomeWhole))
		}
	}
}

// An archive is complete by the requirements given, else by the usual ones.
func TestManifestFacts(t *testing.T) {
	item := closing.Item{Name: "report.md", Kind: closing.ReportItem, MediaType: "text/markdown", Retention: "R", Digest: "sha256:" + strings.Repeat("0", 64)}
	manifest, err := closing.Manifest{Project: "P1", On: on(9), By: "li.na", Items: []closing.Item{item}, Classes: []closing.Retention{{ID: "R"}}}.Seal()
	if err != nil {
		t.Fatal(err)
	}
	in := facts.Input{Manifest: &manifest}
	known := facts.From(moment, in)
	if valueOf(t, known, lifecycle.FactReportMade) != finding.Bool(true) || valueOf(t, known, lifecycle.FactManifestComplete) != finding.Bool(false) {
		t.Error("the usual requirements ask for more than a report")
	}
	if got := valueOf(t, known, facts.ArchiveBlocking).Items(); len(got) != len(closing.Required())-1 {
		t.Errorf("missing are %q", got)
	}
	in.Required = []closing.Requirement{{Kind: closing.ReportItem}}
	if got := valueOf(t, facts.From(moment, in), lifecycle.FactManifestComplete); got != finding.Bool(true) {
		t.Errorf("by its own requirements: %v", got)
	}
	in.Required = []closing.Requirement{}
	if got := valueOf(t, facts.From(moment, in), lifecycle.FactManifestComplete); got != finding.Bool(true) {
		t.Errorf("by none: %v", got)
	}
}

// Closing a whole project with a real engine: the gates open when what they ask
// for is there, and not before.
func TestClosingGates(t *testing.T) {
	in := staffed(t)
	o := open(t, in, lifecycle.SalesProject())
	o.plan()
	o.approve(lifecycle.MoveStartExecution)
	o.must(lifecycle.RequestMove{Header: o.head("li.na"), Move: lifecycle.MoveStartExecution})
	move := lifecycle.RequestMove{Header: o.head("li.na"), Move: lifecycle.MoveStartClosing}
	refused := func() []string {
		var names []string
		for _, f := range o.explain(move).Findings {
			if f.Subject.Kind == "fact" {
				names = append(names, f.Subject.ID)
			}
		}
		slices.Sort(names)
		return names
	}
	if got := refused(); !slices.Equal(got, []string{"deliverables.accepted", "work.finished"}) {
		t.Errorf("at first: %q", got)
	}
	for i := range o.in.Plan.Tasks {
		o.in.Plan.Tasks[i].Progress.ActualStart, o.in.Plan.Tasks[i].Progress.ActualFinish = on(2).At(8*hour), on(6).At(17*hour)
	}
	if got := refused(); !slices.Equal(got, []string{"deliverables.accepted"}) {
		t.Errorf("with the work done: %q", got)
	}
	o.in.Acceptances = []facts.Acceptance{{Deliverable: "contract", By: "c", On: on(6)}, {Deliverable: "handbook", By: "c", On: on(6)}}
	o.in.Milestones[0].Acceptance = schedule.Signature{By: "c", Role: "customer", At: on(6).At(9 * hour)}
	if got := refused(); len(got) > 0 {
		t.Errorf("with everything accepted: %q", got)
	}
	o.approve(lifecycle.MoveStartClosing)
	o.must(move)
}
