package facts_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/evm"
	"github.com/milepost-go/milepost/kpi/sales"
	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/facts"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report/phrase"
)

// Each fact has words in both languages, a room, and something it rests on.
func TestCatalogue(t *testing.T) {
	list := facts.Catalogue()
	if len(list) < 150 || !slices.IsSortedFunc(list, func(a, b facts.Def) int { return strings.Compare(string(a.Name), string(b.Name)) }) {
		t.Errorf("%d facts", len(list))
	}
	words := map[string]lifecycle.FactName{}
	for i, d := range list {
		if i > 0 && list[i-1].Name == d.Name {
			t.Errorf("%s stands twice", d.Name)
		}
		if len(d.Needs) == 0 || !slices.Contains(facts.Rooms(), d.Room) || d.MaxAgeMin <= 0 {
			t.Errorf("%+v", d)
		}
		for _, p := range append(slices.Clone(d.Needs), d.Also...) {
			if !slices.Contains(facts.Parts(), p) {
				t.Errorf("%s rests on %s", d.Name, p)
			}
		}
		for _, lang := range []phrase.Lang{phrase.En, phrase.ZhCN} {
			entry, ok := phrase.Standard().Entry(string(d.Words()))
			text := map[phrase.Lang]string{phrase.En: entry.En, phrase.ZhCN: entry.ZhCN}[lang]
			if !ok || text == "" {
				t.Errorf("%s has no words in %s", d.Name, lang)
			} else if other, twice := words[text]; twice {
				t.Errorf("%s and %s are both %q", d.Name, other, text)
			}
			words[text] = d.Name
		}
		if got, ok := facts.Lookup(d.Name); !ok || fmt.Sprint(got) != fmt.Sprint(d) {
			t.Errorf("looked up %s: %+v", d.Name, got)
		}
	}
	if _, ok := facts.Lookup("no.such"); ok {
		t.Error("a fact that does not exist was found")
	}
}

// Every fact may be declared in a definition and named by a criterion.
func TestEveryFactFitsADefinition(t *testing.T) {
	spec := lifecycle.SalesProject().Spec()
	spec.ID, spec.Facts = "everything", nil
	spec.Gates = []lifecycle.Gate{{ID: "all"}}
	add := func(d facts.Def) {
		spec.Facts = append(spec.Facts, d.Spec(lifecycle.RoleManager))
		spec.Gates[0].Criteria = append(spec.Gates[0].Criteria, lifecycle.Criterion{Fact: d.Name, Op: lifecycle.OpPresent})
	}
	for _, d := range facts.Catalogue() {
		if d.Kind == "money" {
			d = d.In("CNY")
		}
		add(d)
	}
	for _, d := range slices.Concat(evm.Defs(), sales.Defs(), kpi.SheetDefs()) {
		def := facts.IndicatorDef(d)
		if def.Kind == "money" {
			def = def.In("CNY")
		}
		add(def)
	}
	for i := range spec.Moves {
		spec.Moves[i].Gate = ""
	}
	spec.Moves[0].Gate = "all"
	if _, err := lifecycle.Define(spec); err != nil {
		t.Error(err)
	}
}

// Every fact has the kind and the unit that its definition says, or is Unknown,
// on the full project and on one of which nothing has begun.
func TestValuesAreOfTheirKind(t *testing.T) {
	known := 0
	for _, in := range []facts.Input{full(t), whole(t)} {
		for f := range facts.From(moment, in).All().All() {
			d, ok := facts.Lookup(f.Name)
			if !ok || f.Value.IsUnknown() {
				continue
			}
			known++
			unit := d.Unit
			if d.Kind == "money" {
				unit = "CNY"
			}
			if f.Value.Kind().String() != string(d.Kind) || f.Value.Unit() != unit {
				t.Errorf("%s is %v: %s %q, not %s %q", f.Name, f.Value, f.Value.Kind(), f.Value.Unit(), d.Kind, unit)
			}
			if f.At != moment || f.Source != "milepost" {
				t.Errorf("%s at %v by %q", f.Name, f.At, f.Source)
			}
		}
	}
	if known < 180 {
		t.Errorf("only %d values were known", known)
	}
}

// Without any one part, exactly the facts that need it are Unknown for that
// reason; every other fact is what it was.
func TestUnknownStaysUnknown(t *testing.T) {
	in := full(t)
	before := facts.From(moment, in).All()
	for part, without := range map[facts.Part]func(*facts.Input){
		facts.PartCharter: func(in *facts.Input) { in.Charter = nil }, facts.PartFrozen: func(in *facts.Input) { in.Frozen = nil },
		facts.PartActuals: func(in *facts.Input) { in.Actuals = nil }, facts.PartTeam: func(in *facts.Input) { in.Team = nil },
		facts.PartSupply: func(in *facts.Input) { in.Supply = nil }, facts.PartComms: func(in *facts.Input) { in.Comms = nil },
		facts.PartEvidence: func(in *facts.Input) { in.Evidence = nil }, facts.PartDocuments: func(in *facts.Input) { in.Sightings = nil },
		facts.PartPlan: func(in *facts.Input) { in.Plan = nil }, facts.PartMilestones: func(in *facts.Input) { in.Milestones = nil },
		facts.PartReports: func(in *facts.Input) { in.Cycle = facts.Cycle{} }, facts.PartQuality: func(in *facts.Input) { in.Plan = nil },
		facts.PartRisks: func(in *facts.Input) { in.Risks = nil }, facts.PartOdds: func(in *facts.Input) { in.Odds = nil },
		facts.PartScorecard: func(in *facts.Input) { in.Scorecard = nil }, facts.PartFigures: func(in *facts.Input) { in.Figures = nil },
		facts.PartStatus: func(in *facts.Input) { in.Status = nil }, facts.PartTolerance: func(in *facts.Input) { in.Tolerance = nil },
		facts.PartChanges: func(in *facts.Input) { in.Changes = nil }, facts.PartAcceptances: func(in *facts.Input) { in.Acceptances = nil },
		facts.PartOutcome: func(in *facts.Input) { in.Outcome = nil }, facts.PartLessons: func(in *facts.Input) { in.Lessons = nil },
		facts.PartManifest: func(in *facts.Input) { in.Manifest = nil },
	} {
		less := in
		without(&less)
		known := facts.From(moment, less)
		reason := "no-" + strings.ReplaceAll(string(part), "_", "-")
		for _, d := range facts.Catalogue() {
			was, _ := before.Lookup(d.Name)
			got := valueOf(t, known, d.Name)
			switch {
			case slices.Contains(d.Needs, part):
				if !got.IsUnknown() || got.Reason() != reason && part != facts.PartQuality && d.Needs[0] == part {
					t.Errorf("without %s, %s is %v", part, d.Name, got)
				}
			case !slices.Contains(d.Also, part) && part != facts.PartPlan && part != facts.PartQuality && got != was.Value:
				t.Errorf("without %s, %s went from %v to %v", part, d.Name, was.Value, got)
			}
		}
		if less.Given(part) {
			t.Errorf("%s is given", part)
		}
	}
	nothing := facts.From(moment, facts.Input{})
	for f := range nothing.All().All() {
		if !f.Value.IsUnknown() || !strings.HasPrefix(f.Value.Reason(), "no-") {
			t.Errorf("of nothing, %s is %v", f.Name, f.Value)
		}
	}
}

// The reason for which a fact is unknown has words of its own in Chinese.
func TestReasonsHaveWords(t *testing.T) {
	for f := range facts.From(moment, facts.Input{}).All().All() {
		f := finding.Finding{Code: facts.CodeGoalsNotAgreed, Got: f.Value}
		said := phrase.Printer{Lang: phrase.ZhCN}.Finding(f)
		if strings.Contains(said, "no ") || strings.Contains(said, "no-") {
			t.Errorf("%v: %s", f.Got, said)
		}
	}
}

// A fact is as old as the oldest part that it rests on, also one that it could do
// without; a part from after the moment leaves it unknown.
func TestAge(t *testing.T) {
	in := full(t)
	in.Taken = map[facts.Part]time.Time{
		facts.PartCharter: moment.Add(-3 * time.Hour), facts.PartTeam: moment.Add(-5 * time.Hour), facts.PartFrozen: moment.Add(-7 * time.Hour),
		facts.PartRisks: moment.Add(time.Minute), facts.PartFigures: moment.Add(-time.Hour),
	}
	in.Source = "host"
	known := facts.From(moment, in)
	for name, want := range map[lifecycle.FactName]time.Time{
		facts.CharterBlocking: moment.Add(-3 * time.Hour), facts.GoalsAcknowledged: moment.Add(-5 * time.Hour),
		lifecycle.FactGoalsAgreed: moment.Add(-7 * time.Hour), facts.PlanFinish: moment, facts.Indicator("sales.win_rate"): moment.Add(-time.Hour),
	} {
		if f, ok := known.Fact(name); !ok || !f.At.Equal(want) || f.Source != "host" || f.Value.IsUnknown() {
			t.Errorf("%s: %+v", name, f)
		}
	}
	for _, name := range []lifecycle.FactName{facts.RisksOpen, lifecycle.FactRisksPlanned, facts.PlanBlocking} {
		if got := valueOf(t, known, name); got != finding.Unknown("not-yet") {
			t.Errorf("%s is %v", name, got)
		}
	}
	if known.At() != moment {
		t.Error(known.At())
	}
}

// What the catalogue hands out is the caller's own.
func TestDefinitionsAreCopies(t *testing.T) {
	d, _ := facts.Lookup(lifecycle.FactGoalsAgreed)
	want := fmt.Sprint(d)
	d.Needs[0], d.Also[0] = "spoiled", "spoiled"
	again, _ := facts.Lookup(lifecycle.FactGoalsAgreed)
	list := facts.Catalogue()
	list[0].Needs[0] = "spoiled"
	if got := fmt.Sprint(again); got != want || facts.Catalogue()[0].Needs[0] == "spoiled" {
		t.Errorf("got %s, want %s", got, want)
	}
	money := again.In("CNY")
	money.Needs[0] = "spoiled"
	if again.Needs[0] == "spoiled" || money.Unit != "CNY" || again.Unit != "" {
		t.Error("a definition in another unit shares its parts")
	}
}

func TestNeeds(t *testing.T) {
	if got, some := facts.Needs(facts.RisksOpen, facts.CharterBlocking, "deal.discount", facts.RisksOpen); !some || !slices.Equal(got, []facts.Part{facts.PartCharter, facts.PartRisks}) {
		t.Errorf("got %v, %v", got, some)
	}
	if got, some := facts.Needs(lifecycle.FactGoalsAgreed); !some || !slices.Equal(got, []facts.Part{facts.PartCharter, facts.PartFrozen, facts.PartTeam}) {
		t.Errorf("with what it looks at beside: %v, %v", got, some)
	}
	if got, some := facts.Needs(facts.Indicator("sales.win_rate")); !some || !slices.Equal(got, []facts.Part{facts.PartFigures}) {
		t.Errorf("an indicator: %v, %v", got, some)
	}
	if got, some := facts.Needs("deal.discount"); some || len(got) > 0 {
		t.Errorf("the host's own: %v, %v", got, some)
	}
}

// Lists say how much they leave out.
func TestListsAreBounded(t *testing.T) {
	in := whole(t)
	in.Plan.Assignments = in.Plan.Assignments[:1]
	for i := range 200 {
		id := fmt.Sprintf("x%03d", i)
		in.Plan.Tasks = append(in.Plan.Tasks, in.Plan.Tasks[2])
		in.Plan.Tasks[len(in.Plan.Tasks)-1].ID = taskID(id)
		in.Plan.Links = append(in.Plan.Links, link("offer", id))
	}
	items := valueOf(t, facts.From(moment, in), facts.PlanBlocking).Items()
	if len(items) != facts.MaxListed+1 || items[50] != "and 151 more" || items[49] != "facts.resources.unassigned task x048" {
		t.Errorf("%d items, %q", len(items), items[len(items)-2:])
	}
}
