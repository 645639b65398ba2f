package comms

import (
	"slices"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Severity says how grave an issue is.
type Severity string

// The severities, the least first. They are the grades of problems at closing.
const (
	Low      Severity = "low"
	Medium   Severity = "medium"
	High     Severity = "high"
	Critical Severity = "critical"
)

// Severities returns every severity, the least first. The caller owns the
// slice.
func Severities() []Severity { return []Severity{Low, Medium, High, Critical} }

// IssueStatus is where an issue stands.
type IssueStatus string

// The statuses of an issue.
const (
	IssueOpen         IssueStatus = "open"         // raised, nobody has answered
	IssueAcknowledged IssueStatus = "acknowledged" // somebody has taken it up
	IssueSolved       IssueStatus = "solved"       // a solution is stated
	IssueReopened     IssueStatus = "reopened"     // it came back, nobody has answered
	IssueClosed       IssueStatus = "closed"       // nothing more to do
)

// IssueStatuses returns every status. The caller owns the slice.
func IssueStatuses() []IssueStatus {
	return []IssueStatus{IssueOpen, IssueAcknowledged, IssueSolved, IssueReopened, IssueClosed}
}

// Unsettled reports whether the issue still needs a solution.
func (s IssueStatus) Unsettled() bool {
	return s == IssueOpen || s == IssueAcknowledged || s == IssueReopened
}

// IssueAction is what a step does to an issue.
type IssueAction string

// The actions on an issue.
const (
	IssueAcknowledge IssueAction = "acknowledge" // somebody takes it up
	IssueWait        IssueAction = "wait"        // work waits for something, named in Reason
	IssueResume      IssueAction = "resume"      // the wait is over
	IssueSolve       IssueAction = "solve"       // with Cause and Solution; ends a wait
	IssueClose       IssueAction = "close"       // of a solved one, or with Unsolved of another; ends a wait
	IssueReopen      IssueAction = "reopen"      // of a solved or closed one, with a Note
	IssueAssign      IssueAction = "assign"      // to another Owner
	IssueRegrade     IssueAction = "regrade"     // to another Severity
	IssueLink        IssueAction = "link"        // to another task, risk or change
)

// IssueActions returns every action. The caller owns the slice.
func IssueActions() []IssueAction {
	return []IssueAction{IssueAcknowledge, IssueWait, IssueResume, IssueSolve, IssueClose, IssueReopen, IssueAssign, IssueRegrade, IssueLink}
}

// Issue is something that stands in the way now, with everything that was done
// about it. What was raised stays as it was; the steps say what came after, and
// [Issue.State] what that adds up to. So status, owner and times cannot
// contradict the history.
type Issue struct {
	ID       string      `json:"id"`
	Title    string      `json:"title"`
	Effect   string      `json:"effect,omitempty"` // what it does to the project
	Severity Severity    `json:"severity"`         // when it was raised
	Owner    string      `json:"owner,omitempty"`  // actor id, when it was raised; "" for nobody yet
	RaisedBy string      `json:"raised_by"`        // actor id
	Raised   time.Time   `json:"raised"`
	Source   finding.Ref `json:"source,omitzero"` // the risk that occurred, or what else it came from; stays for good
	// Links are the tasks, risks and changes it touched when it was raised.
	Links []finding.Ref `json:"links,omitempty"`
	Steps []IssueStep   `json:"steps,omitempty"` // in order of time
}

// IssueStep is one thing that was done about an issue. Fields that the action
// does not use are zero.
type IssueStep struct {
	Do       IssueAction `json:"do"`
	By       string      `json:"by"` // actor id
	At       time.Time   `json:"at"` // not before the step before it
	Note     string      `json:"note,omitempty"`
	Reason   WaitReason  `json:"reason,omitempty"`   // of a wait
	Cause    string      `json:"cause,omitempty"`    // of a solution
	Solution string      `json:"solution,omitempty"` // what solved it
	Unsolved string      `json:"unsolved,omitempty"` // why it is closed without a solution
	Owner    string      `json:"owner,omitempty"`    // of an assignment
	Severity Severity    `json:"severity,omitempty"` // of a regrading
	Link     finding.Ref `json:"link,omitzero"`
}

// WaitReason names what an issue waits for, in lower-case words of the host or
// of the list here. Which waits stop which clock is a rule of [ClockRules].
type WaitReason string

// Reasons that most projects have.
const (
	WaitCustomer WaitReason = "customer"
	WaitSupplier WaitReason = "supplier"
	WaitDecision WaitReason = "decision"
)

// IssueState is what the history of an issue adds up to.
type IssueState struct {
	Status   IssueStatus
	Severity Severity
	Owner    string
	Waiting  WaitReason // "" when it does not wait
	Links    []finding.Ref
	Cause    string // of the latest solution
	Solution string // "" when it is not solved
	Unsolved string // why it was closed without a solution
	Reopened int    // how often
	// Times of the present round, which begins at the raising and again at
	// each reopening; zero when it has not come to that.
	Began, Acknowledged, Solved, Closed time.Time
}

// State returns what all steps add up to. It is total: a step that is not
// allowed, as [Issue.Check] would tell, changes nothing. The caller owns the
// result.
func (i Issue) State() IssueState { return i.stateUntil(func(IssueStep) bool { return true }) }

// StateAt returns the state at a moment, going by the steps up to and at it.
func (i Issue) StateAt(at time.Time) IssueState {
	return i.stateUntil(func(s IssueStep) bool { return !s.At.After(at) })
}

func (i Issue) stateUntil(counts func(IssueStep) bool) IssueState {
	s := i.raised()
	for _, step := range i.Steps {
		if counts(step) && s.allows(step.Do) {
			s.apply(step)
		}
	}
	return s
}

func (i Issue) raised() IssueState {
	return IssueState{Status: IssueOpen, Severity: i.Severity, Owner: i.Owner, Links: slices.Clone(i.Links), Began: i.Raised}
}

// Allowed returns what may be done now, in the order of [IssueActions]. The
// caller owns the slice.
func (s IssueState) Allowed() []IssueAction {
	return slices.DeleteFunc(IssueActions(), func(a IssueAction) bool { return !s.allows(a) })
}

// issueMoves says what may be done in each status. Waiting forbids a second
// wait, and without it there is nothing to resume.
func issueMoves(status IssueStatus) []IssueAction {
	switch status {
	case IssueOpen, IssueReopened:
		return []IssueAction{IssueAcknowledge, IssueWait, IssueResume, IssueSolve, IssueClose, IssueAssign, IssueRegrade, IssueLink}
	case IssueAcknowledged:
		return []IssueAction{IssueWait, IssueResume, IssueSolve, IssueClose, IssueAssign, IssueRegrade, IssueLink}
	case IssueSolved:
		return []IssueAction{IssueClose, IssueReopen, IssueLink}
	case IssueClosed:
		return []IssueAction{IssueReopen, IssueLink}
	}
	return nil
}

func (s IssueState) allows(do IssueAction) bool {
	switch {
	case !slices.Contains(issueMoves(s.Status), do):
		return false
	case do == IssueWait:
		return s.Waiting == ""
	case do == IssueResume:
		return s.Waiting != ""
	}
	return true
}

// apply takes a step that is allowed.
func (s *IssueState) apply(step IssueStep) {
	switch step.Do {
	case IssueAcknowledge:
		s.Status, s.Acknowledged = IssueAcknowledged, step.At
	case IssueWait:
		s.Waiting = step.Reason
	case IssueResume:
		s.Waiting = ""
	case IssueSolve:
		s.Status, s.Waiting, s.Solved, s.Cause, s.Solution = IssueSolved, "", step.At, step.Cause, step.Solution
	case IssueClose:
		s.Status, s.Waiting, s.Closed, s.Unsolved = IssueClosed, "", step.At, step.Unsolved
	case IssueReopen:
		s.reopen(step.At)
	case IssueAssign:
		s.Owner = step.Owner
	case IssueRegrade:
		s.Severity = step.Severity
	case IssueLink:
		s.Links = append(s.Links, step.Link)
	}
}

// reopen begins another round. The cause found before stays: it is what did
// not hold.
func (s *IssueState) reopen(at time.Time) {
	s.Status, s.Reopened = IssueReopened, s.Reopened+1
	s.Solution, s.Unsolved = "", ""
	s.Began, s.Acknowledged, s.Solved, s.Closed = at, time.Time{}, time.Time{}, time.Time{}
}

// Do returns the issue with the step taken. The receiver stays as it was. What
// stands against the step, all of it, comes as findings, and the issue as it
// was.
func (i Issue) Do(step IssueStep) (Issue, []finding.Finding) {
	found := i.checkStep(i.State(), step, len(i.Steps))
	if len(found) > 0 {
		finding.Sort(found)
		return i, found
	}
	i.Links, i.Steps = slices.Clone(i.Links), append(slices.Clone(i.Steps), step)
	return i, nil
}
