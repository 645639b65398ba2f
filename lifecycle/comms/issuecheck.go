package comms

import (
	"slices"
	"strconv"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

func issueRef(id, field string) finding.Ref {
	return finding.Ref{Kind: "issue", ID: id, Field: field}
}

// Check returns, sorted, what is wrong with the issue and each of its steps:
// fields that are missing, words that do not exist, steps that were not
// allowed when they were taken, steps before the one before them. An unsettled
// issue that nobody owns is a warning.
func (i Issue) Check() []finding.Finding {
	var c checker
	i.check(&c)
	return c.sorted()
}

func (i Issue) check(c *checker) {
	i.checkRaised(c)
	state := i.raised()
	for n, step := range i.Steps {
		c.list = append(c.list, i.checkStep(state, step, n)...)
		if state.allows(step.Do) {
			state.apply(step)
		}
	}
	if state.Status.Unsettled() && blank(state.Owner) {
		c.warn(CodeIssueNoOwner, issueRef(i.ID, "owner"), nothing, nothing, RemedyAssignIssue)
	}
}

func (i Issue) checkRaised(c *checker) {
	at := issueRef(i.ID, "")
	c.need(CodeIssueIncomplete, field(at, "title"), !blank(i.Title), RemedyDescribeIssue)
	c.need(CodeIssueIncomplete, field(at, "raised_by"), !blank(i.RaisedBy), RemedyDescribeIssue)
	c.need(CodeIssueIncomplete, field(at, "raised"), !i.Raised.IsZero(), RemedyDescribeIssue)
	word(c, field(at, "severity"), i.Severity, Severities()...)
	for _, link := range i.Links {
		c.need(CodeIssueIncomplete, field(at, "links"), link.Kind != "" && link.ID != "", RemedyDescribeIssue)
	}
	c.rows(field(at, "steps"), len(i.Steps))
	c.rows(field(at, "links"), len(i.Links))
	c.texts(at, i.ID, i.Title, i.Effect, i.Owner, i.RaisedBy, i.Source.Kind, i.Source.ID)
}

// checkStep returns what stands against step n in a state.
func (i Issue) checkStep(state IssueState, step IssueStep, n int) []finding.Finding {
	var c checker
	at := issueRef(i.ID, "do")
	word(&c, at, step.Do, IssueActions()...)
	step.checkFields(&c, at)
	switch {
	case len(c.list) == 0 && !state.allows(step.Do):
		c.block(CodeIssueMove, at, finding.List(wordTexts(state.Allowed())...), finding.Text(string(step.Do)), RemedyAllowedStep)
	case step.Do == IssueLink && slices.Contains(state.Links, step.Link):
		c.block(CodeIssueLinkTwice, field(at, "link"), nothing, finding.Text(step.Link.String()), RemedyAllowedStep)
	case step.Do == IssueClose && state.Status != IssueSolved:
		c.need(CodeIssueStep, field(at, "unsolved"), !blank(step.Unsolved), RemedyCompleteStep)
	case step.Do == IssueClose:
		c.need(CodeIssueBoth, field(at, "unsolved"), blank(step.Unsolved), RemedyCompleteStep)
	}
	if last := i.before(n); !step.At.IsZero() && step.At.Before(last) {
		c.block(CodeIssueOrder, field(at, "at"), finding.Instant(last), finding.Instant(step.At), RemedyMendTimes)
	}
	c.rows(field(at, "steps"), n+1)
	for k := range c.list {
		c.list[k].Related = []finding.Ref{{Kind: "step", ID: strconv.Itoa(n + 1)}}
	}
	return c.sorted()
}

// before returns the time that step n must not come before.
func (i Issue) before(n int) time.Time {
	if n == 0 {
		return i.Raised
	}
	return i.Steps[n-1].At
}

// checkFields reports what the action of the step lacks.
func (s IssueStep) checkFields(c *checker, at finding.Ref) {
	need := func(name string, given bool) {
		c.need(CodeIssueStep, field(at, name), given, RemedyCompleteStep)
	}
	need("by", !blank(s.By))
	need("at", !s.At.IsZero())
	switch s.Do {
	case IssueWait:
		need("reason", !blank(string(s.Reason)))
	case IssueSolve:
		need("cause", !blank(s.Cause))
		need("solution", !blank(s.Solution))
	case IssueReopen:
		need("note", !blank(s.Note))
	case IssueAssign:
		need("owner", !blank(s.Owner))
	case IssueLink:
		need("link", s.Link.Kind != "" && s.Link.ID != "")
	case IssueRegrade:
		word(c, field(at, "severity"), s.Severity, Severities()...)
	}
	c.texts(at, s.By, s.Note, string(s.Reason), s.Cause, s.Solution, s.Unsolved, s.Owner, s.Link.Kind, s.Link.ID)
}

// CheckIssues returns, sorted, what [Issue.Check] finds in each issue, ids
// missing or used twice, and those of the risks given, which have occurred,
// that no issue has as its source: what occurs is an issue until it is solved.
func CheckIssues(issues []Issue, occurred []finding.Ref) []finding.Finding {
	var c checker
	seen, covered := map[string]bool{}, map[finding.Ref]bool{}
	for _, i := range issues {
		c.id(issueRef(i.ID, "id"), i.ID, seen)
		i.check(&c)
		covered[i.Source] = true
	}
	for _, risk := range occurred {
		if !covered[risk] {
			c.block(CodeRiskNoIssue, risk, nothing, nothing, RemedyRaiseIssue)
		}
	}
	return c.sorted()
}

// need reports the code where something is not given.
func (c *checker) need(code finding.Code, at finding.Ref, given bool, remedy finding.Code) {
	if !given {
		c.block(code, at, nothing, nothing, remedy)
	}
}

// rows holds a list to [MaxRows].
func (c *checker) rows(at finding.Ref, n int) {
	if n > MaxRows {
		c.block(CodeTooMuch, at, finding.Number(MaxRows, ""), finding.Number(int64(n), ""), RemedyKeepLess)
	}
}

// texts holds each text to [MaxText].
func (c *checker) texts(at finding.Ref, texts ...string) {
	for _, text := range texts {
		if len(text) > MaxText {
			c.block(CodeTooMuch, at, finding.Number(MaxText, "byte"), finding.Number(int64(len(text)), "byte"), RemedyKeepLess)
		}
	}
}

func wordTexts[T ~string](list []T) []string {
	texts := make([]string, len(list))
	for i, word := range list {
		texts[i] = string(word)
	}
	return texts
}
