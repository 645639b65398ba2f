package facts

import (
	"cmp"
	"time"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/evm"
	"github.com/milepost-go/milepost/kpi/tolerance"
	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/lifecycle/closing"
	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/team"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/risk/sra"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/quality"
)

// Part names one part of an [Input]: what a fact is computed from.
type Part string

// The parts.
const (
	PartCharter     Part = "charter"
	PartFrozen      Part = "frozen_standard"
	PartActuals     Part = "goal_actuals"
	PartTeam        Part = "team"
	PartSupply      Part = "supply"
	PartComms       Part = "comms"
	PartEvidence    Part = "comms_evidence"
	PartDocuments   Part = "documents"
	PartPlan        Part = "plan"
	PartMilestones  Part = "milestones"
	PartReports     Part = "status_reports"
	PartQuality     Part = "quality"
	PartRisks       Part = "risks"
	PartOdds        Part = "odds"
	PartScorecard   Part = "scorecard"
	PartFigures     Part = "figures"
	PartStatus      Part = "status"
	PartTolerance   Part = "tolerance"
	PartChanges     Part = "changes"
	PartAcceptances Part = "acceptances"
	PartOutcome     Part = "outcome"
	PartLessons     Part = "lessons"
	PartManifest    Part = "manifest"
)

// Parts returns every part, in the order of the fields of [Input]. The caller
// owns the slice.
func Parts() []Part {
	return []Part{PartCharter, PartFrozen, PartActuals, PartTeam, PartSupply, PartComms, PartEvidence, PartDocuments,
		PartPlan, PartMilestones, PartReports, PartQuality, PartRisks, PartOdds, PartScorecard, PartFigures, PartStatus,
		PartTolerance, PartChanges, PartAcceptances, PartOutcome, PartLessons, PartManifest}
}

// missing returns the value of a fact whose part was not given.
func (p Part) missing() finding.Value { return finding.Unknown("no-" + hyphens(string(p))) }

// Input is what is known of one project: the documents of its rooms. A nil
// part is not known, and the facts that need it are Unknown; an empty one is
// known to hold nothing. It is only read, and nobody may write to it while
// facts are taken from it.
type Input struct {
	Charter *charter.Charter
	Frozen  *charter.Frozen  // the success standard as it was fixed at a gate
	Actuals []charter.Actual // figures of goals, as measured

	Team   *team.Record
	Supply []team.Supply // of what the demands of the team record ask for

	Comms     *comms.Record
	Evidence  *comms.Evidence // what the measures of the communication are taken from
	Documents []comms.Document
	// Sightings are what the host found of the documents; without them they
	// are not looked at.
	Sightings []comms.Sighting

	Plan *schedule.Plan
	// Result is that of the plan. Nil: it is computed from the plan when a fact
	// asks for dates.
	Result     *schedule.Result
	Milestones []schedule.MilestoneEntry // what was agreed beyond their dates
	Reports    []StatusReport            // of progress, by the owners of tasks
	Cycle      Cycle                     // the reporting cycle that Reports are held against
	// Worklist says by which dates open work is sorted into lists. Its zero
	// value holds tasks to the latest baseline of the plan, if it has one.
	Worklist schedule.WorklistOptions

	Quality *quality.Assessment // nil: assessed with the usual limits from Plan
	Risks   *risk.Register
	Odds    *sra.Outcome // nobody else may use it while facts are taken

	Scorecard *kpi.Scorecard
	Figures   []kpi.Figure // indicators as they stand
	Status    *evm.Status
	Tolerance *tolerance.State

	Changes     []change.Request
	Acceptances []Acceptance // of deliverables, by the customer

	Outcome  *closing.Outcome
	Lessons  []closing.Lesson
	Manifest *closing.Manifest
	Required []closing.Requirement // of the archive; nil: [closing.Required]

	// Rules are the depth rules of the plan check.
	Rules PlanRules
	// Taken says when parts were last brought up to date. A part without is as
	// of the moment of the facts.
	Taken map[Part]time.Time
	// Source says on every fact who or what says so, such as "host". Empty:
	// "milepost".
	Source string
}

// Acceptance says that the customer accepted or refused a deliverable.
type Acceptance struct {
	Deliverable string            `json:"deliverable"` // id, as the needs of the charter name it
	By          lifecycle.ActorID `json:"by"`
	On          calendar.Date     `json:"on"`
	Refused     bool              `json:"refused,omitempty"`
	Note        string            `json:"note,omitempty"`
}

// Given reports whether the part is known.
func (in Input) Given(p Part) bool {
	switch p {
	case PartCharter:
		return in.Charter != nil
	case PartFrozen:
		return in.Frozen != nil
	case PartActuals:
		return in.Actuals != nil
	case PartTeam:
		return in.Team != nil
	case PartSupply:
		return in.Supply != nil
	case PartComms:
		return in.Comms != nil
	case PartEvidence:
		return in.Evidence != nil
	case PartDocuments:
		return in.Documents != nil && in.Sightings != nil
	}
	return in.givenWork(p)
}

// givenWork is Given of the parts that speak of the work.
func (in Input) givenWork(p Part) bool {
	switch p {
	case PartPlan:
		return in.Plan != nil
	case PartMilestones:
		return in.Milestones != nil
	case PartReports:
		return in.Reports != nil && in.Cycle != (Cycle{})
	case PartQuality:
		return in.Quality != nil || in.Plan != nil
	case PartRisks:
		return in.Risks != nil
	case PartOdds:
		return in.Odds != nil
	}
	return in.givenFigures(p)
}

// givenFigures is Given of the parts that look at and back on the work.
func (in Input) givenFigures(p Part) bool {
	switch p {
	case PartScorecard:
		return in.Scorecard != nil
	case PartFigures:
		return in.Figures != nil
	case PartStatus:
		return in.Status != nil
	case PartTolerance:
		return in.Tolerance != nil
	case PartChanges:
		return in.Changes != nil
	case PartAcceptances:
		return in.Acceptances != nil
	case PartOutcome:
		return in.Outcome != nil
	case PartLessons:
		return in.Lessons != nil
	case PartManifest:
		return in.Manifest != nil
	}
	return false
}

func (in Input) source() string { return cmp.Or(in.Source, "milepost") }
