package facts

import (
	"crypto/sha256"
	"encoding/hex"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/team"
	"github.com/milepost-go/milepost/schedule"
)

// Facts of who has taken note of what is to be done.
const (
	GoalsAcknowledged lifecycle.FactName = "alignment.goals_acknowledged" // number: who acknowledged the goals as they stand
	GoalsUnaware      lifecycle.FactName = "alignment.goals_open"         // number: who is asked to and has not
	PlanAcknowledged  lifecycle.FactName = "alignment.plan_acknowledged"  // number: who acknowledged the latest baseline
	PlanUnaware       lifecycle.FactName = "alignment.plan_open"          // number: who is asked to and has not
	AlignmentOpen     lifecycle.FactName = "alignment.open"               // number: acknowledgements open of all that the team record asks for
)

// GoalsSubject is what people acknowledge when they take note of the goals of a
// project as they stand.
func GoalsSubject() finding.Ref { return finding.Ref{Kind: "goals"} }

// PlanSubject is what people acknowledge when they take note of the plan as it
// was agreed: its latest baseline.
func PlanSubject() finding.Ref { return finding.Ref{Kind: "plan"} }

// GoalsVersion returns the version of the goals of a charter: a digest of all of
// them in their order. Changing, adding or removing a goal changes it, so that
// acknowledgements of the goals as they were are stale. Empty without goals.
func GoalsVersion(c charter.Charter) lifecycle.Digest {
	if len(c.Goals) == 0 {
		return ""
	}
	h := sha256.New()
	h.Write([]byte("milepost.goals.1\n"))
	for _, g := range c.Goals {
		h.Write([]byte(string(g.Digest()) + "\n"))
	}
	return lifecycle.Digest("sha256:" + hex.EncodeToString(h.Sum(nil)))
}

// PlanVersion returns the version of a plan that people acknowledge: the digest
// of its latest baseline, since the plan itself changes with every entry of
// progress. Empty without a baseline.
func PlanVersion(p *schedule.Plan) lifecycle.Digest {
	b := latestBaseline(p)
	if b == nil {
		return ""
	}
	digest, err := b.Digest()
	if err != nil {
		return ""
	}
	return lifecycle.Digest("sha256:" + digest)
}

// latestBaseline returns the baseline taken last, of those of one time the last
// in the plan; nil without any.
func latestBaseline(p *schedule.Plan) *schedule.Baseline {
	var latest *schedule.Baseline
	for i := range p.Baselines {
		if b := &p.Baselines[i]; latest == nil || b.Taken >= latest.Taken {
			latest = b
		}
	}
	return latest
}

// Aligned says who has acknowledged one version of a subject: those whom the
// standing of the record on that subject asks, else everybody in the team on
// the day.
func (k *Known) aligned(subject finding.Ref, version lifecycle.Digest) team.Aligned {
	s := team.Standing{Subject: subject, Digest: version}
	for _, stated := range k.in.Team.Standing {
		if stated.Subject == subject {
			s.By = stated.By
		}
	}
	return team.Alignment([]team.Standing{s}, k.in.Team.Acks, k.actors())[0]
}

// actors returns everybody in the team on the day.
func (k *Known) actors() []lifecycle.ActorID {
	var list []lifecycle.ActorID
	for _, m := range k.in.Team.Members.AsOf(k.on) {
		list = append(list, m.Actor)
	}
	return list
}

// goalsAligned says who has acknowledged the goals. It needs charter and team.
func (k *Known) goalsAligned() team.Aligned {
	return k.goals.of(func() team.Aligned { return k.aligned(GoalsSubject(), GoalsVersion(*k.in.Charter)) })
}

// acknowledged returns the row that counts acknowledgements of the present
// version; without a version there is nothing to acknowledge.
func acknowledged(name lifecycle.FactName, of func(*Known) team.Aligned, count func(team.Aligned) int, need Part) row {
	return figure(name, "number", "", func(k *Known) finding.Value {
		a := of(k)
		if a.Digest == "" {
			return finding.Unknown("no-version")
		}
		return number(count(a))
	}, need, PartTeam)
}

func alignmentRows() []row {
	current := func(a team.Aligned) int { return len(a.Current) }
	open := func(a team.Aligned) int { return len(a.Open()) }
	plan := func(k *Known) team.Aligned { return k.aligned(PlanSubject(), PlanVersion(k.in.Plan)) }
	return []row{
		acknowledged(GoalsAcknowledged, (*Known).goalsAligned, current, PartCharter),
		acknowledged(GoalsUnaware, (*Known).goalsAligned, open, PartCharter),
		acknowledged(PlanAcknowledged, plan, current, PartPlan),
		acknowledged(PlanUnaware, plan, open, PartPlan),
		figure(AlignmentOpen, "number", "", func(k *Known) finding.Value {
			return team.OpenFact("", team.Alignment(k.in.Team.Standing, k.in.Team.Acks, k.actors()), k.at, "").Value
		}, PartTeam),
	}
}
