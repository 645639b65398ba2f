package change

import (
	"fmt"
	"slices"
	"strings"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/store"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Stage says how far the application of a change has come.
type Stage string

// The stages, in order; an abandoned application has done nothing.
const (
	StageBegun         Stage = "begun"          // on record: everything was checked, nothing is done yet
	StagePlanSaved     Stage = "plan_saved"     // the plan holds the edits and, if asked for, the baseline
	StageRegisterSaved Stage = "register_saved" // the risk register holds its edits
	StageRequestSaved  Stage = "request_saved"  // the request is implemented, with its effect
	StageDone          Stage = "done"           // every notice is kept for sending
	StageAbandoned     Stage = "abandoned"      // the plan had moved: nothing was done
)

// Stages returns every stage, in the order above. The caller owns the slice.
func Stages() []Stage {
	return []Stage{StageBegun, StagePlanSaved, StageRegisterSaved, StageRequestSaved, StageDone, StageAbandoned}
}

// Order is the command to apply an approved request. All ids but Command are
// those of documents in the stores of a [Desk].
type Order struct {
	Command  string            `json:"command"` // id of the command: the same order again changes nothing more
	Request  string            `json:"request"`
	Plan     string            `json:"plan"`
	Register string            `json:"register,omitempty"` // empty: none
	Baseline string            `json:"baseline,omitempty"` // name of the new one; empty: none is taken
	By       string            `json:"by"`                 // actor id
	At       calendar.DateTime `json:"at"`
	Informed []string          `json:"informed,omitempty"` // actors to be told, besides those of the change plan
}

// Application is one change on its way into the plan. It is plain data: what a
// host keeps, and what another process goes on from.
type Application struct {
	Order   Order             `json:"order"`
	Stage   Stage             `json:"stage"`
	Version store.Version     `json:"plan_version"`      // of the plan when the application began
	Effect  Effect            `json:"effect,omitzero"`   // since the plan was saved
	Notices []Notice          `json:"notices,omitempty"` // since the request was saved
	Refusal []finding.Finding `json:"refusal,omitempty"` // why it was abandoned
}

// Clone returns a copy that shares nothing with the receiver.
func (a Application) Clone() Application {
	a.Order.Informed = slices.Clone(a.Order.Informed)
	a.Effect.Tasks.Tasks = slices.Clone(a.Effect.Tasks.Tasks)
	a.Notices, a.Refusal = slices.Clone(a.Notices), cloneFindings(a.Refusal)
	return a
}

// Notice tells one actor that a change is in the plan. Whoever sends it keeps
// by its id what was sent.
type Notice struct {
	ID           string            `json:"id"` // of command, request and actor
	To           string            `json:"to"` // actor id
	Request      string            `json:"request"`
	Title        string            `json:"title"`
	Plan         string            `json:"plan"`
	Baseline     string            `json:"baseline,omitempty"`
	FinishBefore calendar.DateTime `json:"finish_before"`
	FinishAfter  calendar.DateTime `json:"finish_after"`
	CostMoved    money.Amount      `json:"cost_moved,omitzero"`
	By           string            `json:"by"`
	At           calendar.DateTime `json:"at"`
}

// noticeID names the notice of an order to an actor: no two orders share one,
// not even where a command id was used for two requests.
func (o Order) noticeID(to string) string {
	part := strings.NewReplacer("%", "%25", "/", "%2F")
	return part.Replace(o.Command) + "/" + part.Replace(o.Request) + "/" + to
}

// audience lists whom to tell: those named in the order and in the change
// plan, each once, by id.
func (o Order) audience(r Request) []string {
	all := slices.Concat(o.Informed, r.Plan.Inform)
	slices.Sort(all)
	return slices.Compact(all)
}

// notices writes the notices of an application.
func (a Application) notices(r Request) []Notice {
	var list []Notice
	for _, to := range a.Order.audience(r) {
		list = append(list, Notice{ID: a.Order.noticeID(to), To: to, Request: r.ID, Title: r.Title, Plan: a.Order.Plan, Baseline: a.Order.Baseline,
			FinishBefore: a.Effect.FinishBefore, FinishAfter: a.Effect.FinishAfter, CostMoved: a.Effect.CostMoved, By: a.Order.By, At: a.Order.At})
	}
	return list
}

// check returns what the order lacks.
func (o Order) check(r Request) []finding.Finding {
	ref := func(field string) finding.Ref { return finding.Ref{Kind: "order", ID: o.Command, Field: field} }
	var found []finding.Finding
	if o.By == "" {
		found = append(found, finding.Finding{Code: CodeStepNoActor, Subject: ref("by"), Remedy: RemedyNameActor})
	}
	ids := map[string]string{"command": o.Command, "request": o.Request, "plan": o.Plan}
	if o.Register != "" {
		ids["register"] = o.Register
	}
	for k, to := range o.audience(r) {
		ids[fmt.Sprintf("informed[%d]", k)] = o.noticeID(to)
	}
	for field, id := range ids {
		if store.CheckID(id) != nil {
			found = append(found, finding.Finding{Code: CodeOrderID, Subject: ref(field), Got: finding.Text(fmt.Sprintf("%.80q", id)), Remedy: RemedyMendOrder})
		}
	}
	if len(r.Risks) > 0 && o.Register == "" {
		found = append(found, finding.Finding{Code: CodeOrderRegister, Subject: ref("register"), Remedy: RemedyMendOrder})
	}
	return found
}
