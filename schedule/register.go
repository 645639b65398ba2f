package schedule

import (
	"strconv"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// MilestoneEntry is what people agreed about a milestone beyond its date. A
// plan holds none of it; the host keeps the entries beside the plan.
type MilestoneEntry struct {
	Task        TaskID   `json:"task"`
	Owner       string   `json:"owner,omitempty"`
	Contractual bool     `json:"contractual,omitempty"` // promised to the customer
	Weight      int      `json:"weight,omitempty"`      // how much it counts in [MilestonesReached]; 0 as 1
	Goals       []string `json:"goals,omitempty"`       // ids of the goals that it serves
	Phase       string   `json:"phase,omitempty"`       // id of a [Phase]

	// Criteria are what has to hold when it is reached.
	Criteria []MilestoneCriterion `json:"criteria,omitempty"`
	// AcceptedBy is the role that has to accept it; empty: nobody.
	AcceptedBy string    `json:"accepted_by,omitempty"`
	Acceptance Signature `json:"acceptance,omitzero"`
	// Override lets it be reached without all that; it counts when it says who,
	// when and why.
	Override Signature `json:"override,omitzero"`
}

// MilestoneCriterion is one condition of a milestone.
type MilestoneCriterion struct {
	ID       string `json:"id"`
	Text     string `json:"text,omitempty"`
	Met      bool   `json:"met,omitempty"`
	Evidence string `json:"evidence,omitempty"` // where that can be seen
}

// Signature is somebody's word.
type Signature struct {
	By     string            `json:"by"`
	Role   string            `json:"role,omitempty"`
	At     calendar.DateTime `json:"at"`
	Reason string            `json:"reason,omitempty"`
}

// CheckMilestones returns what is wrong with the entries for the milestones of
// a plan, sorted. Blocking: an entry for a task that is not in the plan or has
// one already, a negative weight, and a milestone that was reached, having an
// actual finish, though a criterion is not met or the role that has to accept
// it has not, and no override is on record. Warnings: an entry for what is no
// milestone, without an owner, without criteria. Worth knowing: a milestone
// without an entry. The caller owns the findings.
func CheckMilestones(p *Plan, entries []MilestoneEntry) []finding.Finding {
	c := registerChecker{entries: make(map[TaskID]bool, len(entries)), tasks: make(map[TaskID]*Task, len(p.Tasks)), parents: map[TaskID]bool{}}
	for i := range p.Tasks {
		c.tasks[p.Tasks[i].ID] = &p.Tasks[i]
		c.parents[p.Tasks[i].Parent] = true
	}
	for i := range entries {
		c.entry(&entries[i])
	}
	for i := range p.Tasks {
		if t := &p.Tasks[i]; c.milestone(t) && !t.Inactive && !c.entries[t.ID] {
			c.report(finding.Finding{Code: CodeMilestoneUnregistered, Severity: finding.Info, Subject: taskRef(t.ID, ""), Remedy: RemedyRegisterMilestone})
		}
	}
	finding.Sort(c.found)
	return c.found
}

// registerChecker collects findings about entries.
type registerChecker struct {
	tasks   map[TaskID]*Task
	parents map[TaskID]bool
	entries map[TaskID]bool
	found   []finding.Finding
}

func (c *registerChecker) report(f finding.Finding) { c.found = append(c.found, f) }

// milestone reports whether a task is one.
func (c *registerChecker) milestone(t *Task) bool {
	return t.Milestone || !c.parents[t.ID] && isMilestone(t)
}

func milestoneRef(id TaskID, field string) finding.Ref {
	return finding.Ref{Kind: "milestone", ID: string(id), Field: field}
}

func (c *registerChecker) entry(e *MilestoneEntry) {
	t, known := c.tasks[e.Task]
	twice := c.entries[e.Task]
	c.entries[e.Task] = true
	switch {
	case !known:
		c.report(finding.Finding{Code: CodeMilestoneUnknownTask, Subject: milestoneRef(e.Task, "task"), Got: finding.Text(string(e.Task)), Remedy: RemedyNameExisting})
		return
	case twice:
		c.report(finding.Finding{Code: CodeMilestoneTwice, Subject: milestoneRef(e.Task, "task"), Remedy: RemedyKeepOneEntry})
		return
	case !c.milestone(t):
		c.report(finding.Finding{Code: CodeMilestoneNoPoint, Severity: finding.Warn, Subject: milestoneRef(e.Task, "task"), Remedy: RemedyMarkMilestone})
	}
	if e.Weight < 0 {
		c.report(finding.Finding{Code: CodeMilestoneWeight, Subject: milestoneRef(e.Task, "weight"), Want: finding.Number(0, ""),
			Got: finding.Number(int64(e.Weight), ""), Remedy: RemedyMendWeight})
	}
	if e.Owner == "" {
		c.report(finding.Finding{Code: CodeMilestoneNoOwner, Severity: finding.Warn, Subject: milestoneRef(e.Task, "owner"), Remedy: RemedyNameOwner})
	}
	if len(e.Criteria) == 0 {
		c.report(finding.Finding{Code: CodeMilestoneNoCriteria, Severity: finding.Warn, Subject: milestoneRef(e.Task, "criteria"), Remedy: RemedyStateCriteria})
	}
	if !t.Progress.ActualFinish.IsZero() && !e.Override.complete() {
		c.reached(e, t.Progress.ActualFinish)
	}
}

// complete reports whether a signature says who, when and why.
func (s Signature) complete() bool { return s.By != "" && s.Reason != "" && !s.At.IsZero() }

// reached holds a milestone that was reached without an override to what was
// agreed.
func (c *registerChecker) reached(e *MilestoneEntry, at calendar.DateTime) {
	var open []string
	for i, k := range e.Criteria {
		if !k.Met {
			name := k.ID
			if name == "" {
				name = strconv.Itoa(i + 1)
			}
			open = append(open, name)
		}
	}
	if len(open) > 0 {
		c.report(finding.Finding{Code: CodeMilestoneUnmet, Subject: milestoneRef(e.Task, "criteria"), Want: finding.List(open...),
			Got: finding.Date(at.String()), Remedy: RemedyMeetOrOverride})
	}
	accepted := e.Acceptance.By != "" && !e.Acceptance.At.IsZero() && e.Acceptance.Role == e.AcceptedBy
	if e.AcceptedBy != "" && !accepted {
		c.report(finding.Finding{Code: CodeMilestoneNotAccepted, Subject: milestoneRef(e.Task, "acceptance"), Want: finding.Text(e.AcceptedBy),
			Got: finding.Text(e.Acceptance.Role), Remedy: RemedyMeetOrOverride})
	}
}

// MilestonesReached returns the part of the registered milestones that have
// been reached, by their weights, exact and in "%". It is unknown for the
// reason "no-tasks" when no entry names a task of the plan, and
// "negative-weight".
func MilestonesReached(p *Plan, entries []MilestoneEntry) finding.Value {
	tasks := make(map[TaskID]*Task, len(p.Tasks))
	for i := range p.Tasks {
		tasks[p.Tasks[i].ID] = &p.Tasks[i]
	}
	reached, all := int64(0), int64(0)
	for i := range entries {
		weight := int64(entries[i].Weight)
		if weight == 0 {
			weight = 1
		}
		t := tasks[entries[i].Task]
		switch {
		case weight < 0:
			return finding.Unknown("negative-weight")
		case t == nil || t.Inactive:
			continue
		case !t.Progress.ActualFinish.IsZero():
			reached += weight
		}
		all += weight
	}
	if all == 0 {
		return finding.Unknown("no-tasks")
	}
	return finding.Ratio(100*reached, all, "%")
}
