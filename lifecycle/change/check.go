package change

import (
	"fmt"
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Limits of a list of requests. [Decode] refuses more, Check reports it.
const (
	MaxRequests = 10_000   // requests in one list
	MaxEntries  = 10_000   // edits, answers, votes and the like of one request
	MaxText     = 4_000    // bytes of one text
	MaxBytes    = 64 << 20 // bytes of the JSON form
)

// Check returns, sorted, what is missing in the request or contradicts itself.
// It does not look at the plan: that is what [Assess] is for.
func (r Request) Check() []finding.Finding {
	var found []finding.Finding
	missing := func(absent bool, code, remedy finding.Code, field string) {
		if absent {
			found = append(found, finding.Finding{Code: code, Subject: r.ref(field), Remedy: remedy})
		}
	}
	missing(r.ID == "", CodeNoID, RemedyUniqueID, "id")
	missing(r.Title == "", CodeNoTitle, RemedyDescribe, "title")
	missing(r.Proposer == "", CodeNoProposer, RemedyNameActor, "proposer")
	missing(r.Raised.IsZero(), CodeNoDate, RemedyDateRequest, "raised")
	if len(r.Edits) == 0 && r.CostDelta.Sign() == 0 && len(r.Risks) == 0 {
		found = append(found, finding.Finding{Code: CodeNothingAsked, Severity: finding.Warn, Subject: r.ref("edits"), Remedy: RemedyStateEdits})
	}
	found = slices.Concat(found, r.checkWords(), r.checkRisks(), r.checkSizes())
	finding.Sort(found)
	return found
}

func (r Request) checkWords() []finding.Finding {
	var found []finding.Finding
	if !slices.Contains(Origins(), r.Origin) {
		found = append(found, unknownWord(r.ref("origin"), string(r.Origin), Origins()))
	}
	if !slices.Contains(Kinds(), r.Kind) {
		found = append(found, unknownWord(r.ref("kind"), string(r.Kind), Kinds()))
	}
	if !slices.Contains(Urgencies(), r.Urgency) {
		found = append(found, unknownWord(r.ref("urgency"), string(r.Urgency), Urgencies()))
	}
	if !slices.Contains(States(), r.Standing()) {
		found = append(found, unknownWord(r.ref("state"), string(r.State), States()))
	}
	return found
}

func unknownWord[T ~string](ref finding.Ref, got string, want []T) finding.Finding {
	return finding.Finding{Code: CodeUnknownWord, Subject: ref, Want: finding.List(words(want)...), Got: finding.Text(got), Remedy: RemedyUseNamedWord}
}

func (r Request) checkSizes() []finding.Finding {
	var found []finding.Finding
	for _, t := range r.texts() {
		if len(t.text) > MaxText {
			found = append(found, finding.Finding{Code: CodeTextTooLong, Subject: r.ref(t.field), Want: finding.Number(MaxText, "byte"),
				Got: finding.Number(int64(len(t.text)), "byte"), Remedy: RemedyShorten})
		}
	}
	for _, c := range []struct {
		field string
		n     int
	}{{"affected", len(r.Affected)}, {"necessity", len(r.Necessity)}, {"edits", len(r.Edits)}, {"risks", len(r.Risks)},
		{"change_plan.steps", len(r.Plan.Steps)},
		{"change_plan.inform", len(r.Plan.Inform)}, {"decision.votes", len(r.Decision.Votes)}, {"history", len(r.History)}} {
		if c.n > MaxEntries {
			found = append(found, finding.Finding{Code: CodeTooMany, Subject: r.ref(c.field), Want: finding.Number(MaxEntries, ""),
				Got: finding.Number(int64(c.n), ""), Remedy: RemedySplitRequest})
		}
	}
	return found
}

type namedText struct{ field, text string }

// texts lists the texts that people write, with their fields.
func (r Request) texts() []namedText {
	list := []namedText{{"id", r.ID}, {"title", r.Title}, {"why", r.Why}, {"proposer", r.Proposer}, {"change_plan.rollback", r.Plan.Rollback}, {"decision.reason", r.Decision.Reason}}
	for i, s := range r.Plan.Steps {
		list = append(list, namedText{fmt.Sprintf("change_plan.steps[%d]", i), s.What})
	}
	for _, a := range r.Necessity {
		list = append(list, namedText{"necessity." + a.Question, a.Note})
	}
	for i, s := range r.History {
		list = append(list, namedText{fmt.Sprintf("history[%d]", i), s.Reason})
	}
	return list
}

// CheckPlan reports, sorted, what is missing for carrying the change out:
// steps with an owner and a date, those to be told, and a way back.
func (r Request) CheckPlan() []finding.Finding {
	var found []finding.Finding
	if len(r.Plan.Steps) == 0 {
		found = append(found, finding.Finding{Code: CodeNoPlanStep, Severity: finding.Warn, Subject: r.ref("change_plan.steps"), Remedy: RemedyPlanChange})
	}
	for i, s := range r.Plan.Steps {
		if s.What == "" || s.Owner == "" || s.Due.IsZero() {
			found = append(found, finding.Finding{Code: CodePlanStepOpen, Severity: finding.Warn,
				Subject: r.ref(fmt.Sprintf("change_plan.steps[%d]", i)), Remedy: RemedyPlanChange})
		}
	}
	if len(r.Plan.Inform) == 0 {
		found = append(found, finding.Finding{Code: CodeNoInform, Severity: finding.Warn, Subject: r.ref("change_plan.inform"), Remedy: RemedyPlanChange})
	}
	if r.Plan.Rollback == "" {
		found = append(found, finding.Finding{Code: CodeNoRollback, Severity: finding.Warn, Subject: r.ref("change_plan.rollback"), Remedy: RemedyPlanChange})
	}
	finding.Sort(found)
	return found
}

// CheckAll returns, sorted, what [Request.Check] and [Request.CheckPlan] (of
// approved ones) find in each request, ids used twice, and changes that were
// implemented but whose effect nobody has verified yet.
func CheckAll(requests []Request) []finding.Finding {
	var found []finding.Finding
	seen := map[string]bool{}
	for _, r := range requests {
		found = append(found, r.Check()...)
		if r.ID != "" && seen[r.ID] {
			found = append(found, finding.Finding{Code: CodeDuplicateID, Subject: r.ref("id"), Remedy: RemedyUniqueID})
		}
		seen[r.ID] = true
		switch r.Standing() {
		case Approved:
			found = append(found, r.CheckPlan()...)
		case Implemented:
			found = append(found, finding.Finding{Code: CodeUnverified, Severity: finding.Warn, Subject: r.ref("state"), Remedy: RemedyVerify})
		}
	}
	finding.Sort(found)
	return found
}
