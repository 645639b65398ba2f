package change

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/store"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/schedule"
)

// Desk applies approved changes to the documents of a host. It holds no state
// of its own and may be used by any number of goroutines, as far as its stores
// may.
type Desk struct {
	Plans        store.Store[*schedule.Plan]
	Registers    store.Store[risk.Register] // nil: no order names one
	Requests     store.Store[Request]
	Applications store.Store[Application] // by the id of the request
	Notices      store.Store[Notice]      // an outbox: what is in it is to be sent
	Authority    Authority                // the decision is checked by it once more
	Appliers     []string                 // who may apply changes; none: whoever the host lets
}

// maxTurns bounds how often other writers may come in between.
const maxTurns = 100

// ErrBusy says that other writers came in between too often. Nothing is lost:
// the same order goes on where it stopped.
var ErrBusy = errors.New("change: too many writers at once")

// Apply brings an approved request into the plan, step by step: the plan with
// its edits and the new baseline that cites the request, in one save; the risk
// register; the request itself, implemented; a notice to everybody who is to be
// told. After each step the application is saved. Whatever fails or dies in
// between, the same order again goes on where it stopped and comes to the same
// end; once done it changes nothing and returns the application as it is.
//
// An order that cannot begin is a [*RefusedError] and leaves no trace: by
// somebody who may not apply, of a request that is not approved or whose
// decision the authority does not bear, on a plan or register that moved since
// the assessment, while another order of the same request is under way or done,
// or with another content under the command id of that order. An application whose plan
// moves before it is saved is abandoned: it has done nothing, and a new order
// may follow once the request is assessed and approved again. Where a plan
// without a baseline was saved by others in between, whether it holds the change
// may be unclear; this is refused too, with [CodeUnclear]. Other errors are
// those of the stores, and [ErrBusy].
func (d Desk) Apply(ctx context.Context, o Order) (Application, error) {
	for range maxTurns {
		app, version, err := d.open(ctx, o)
		if err != nil {
			return Application{}, err
		}
		switch app.Stage {
		case StageDone:
			return app, nil
		case StageAbandoned:
			return app, refused(app.Refusal)
		}
		next, err := d.advance(ctx, app)
		if err == nil {
			_, err = d.Applications.Save(ctx, o.Request, version, next)
		}
		if err != nil && !errors.Is(err, store.ErrConflict) {
			return app, wrapped(err)
		}
	}
	return Application{}, ErrBusy
}

// Resume goes on with the application of a request, whose order is on record.
// Errors are those of [Desk.Apply], and store.ErrNotFound when none has begun.
func (d Desk) Resume(ctx context.Context, request string) (Application, error) {
	app, _, err := d.Applications.Load(ctx, request)
	if err != nil {
		return Application{}, wrapped(err)
	}
	return d.Apply(ctx, app.Order)
}

func wrapped(err error) error {
	if errors.Is(err, ErrRefused) {
		return err
	}
	return fmt.Errorf("change: apply: %w", err)
}

// open returns the application of the order, begun if there is none yet.
func (d Desk) open(ctx context.Context, o Order) (Application, store.Version, error) {
	app, version, err := d.Applications.Load(ctx, o.Request)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return Application{}, 0, wrapped(err)
	}
	ref := finding.Ref{Kind: "order", ID: o.Command, Field: "command"}
	again := version > 0 && app.Order.Command == o.Command
	switch {
	case again && !sameJSON(app.Order, o):
		return Application{}, 0, refused([]finding.Finding{{Code: CodeCommandReused, Subject: ref, Remedy: RemedyUniqueID}})
	case again:
		return app, version, nil
	case version > 0 && app.Stage != StageAbandoned:
		return Application{}, 0, refused([]finding.Finding{{Code: CodeOtherCommand, Subject: ref, Got: finding.Text(app.Order.Command), Remedy: RemedyLeaveOrder}})
	}
	return d.begin(ctx, o, version)
}

// begin checks everything and puts the application on record.
func (d Desk) begin(ctx context.Context, o Order, version store.Version) (Application, store.Version, error) {
	r, _, err := d.Requests.Load(ctx, o.Request)
	if err != nil {
		return Application{}, 0, wrapped(err)
	}
	plan, planVersion, err := d.Plans.Load(ctx, o.Plan)
	if err != nil {
		return Application{}, 0, wrapped(err)
	}
	found := slices.Concat(o.check(r), d.permits(o, r), r.Impact.Stale(plan, r), nameTaken(plan, r, o.Baseline))
	if o.Register != "" && d.Registers != nil {
		register, _, err := d.Registers.Load(ctx, o.Register)
		if err != nil {
			return Application{}, 0, wrapped(err)
		}
		found = append(found, r.Impact.StaleRegister(register, r)...)
	}
	if err := refused(found); err != nil {
		if _, now, again := d.Applications.Load(ctx, o.Request); again == nil && now != version {
			return d.open(ctx, o) // somebody else began meanwhile, and what was found is their work
		}
		return Application{}, 0, err
	}
	o.Informed = slices.Clone(o.Informed)
	app := Application{Order: o, Stage: StageBegun, Version: planVersion}
	saved, err := d.Applications.Save(ctx, o.Request, version, app)
	if errors.Is(err, store.ErrConflict) {
		return d.open(ctx, o) // somebody else was faster
	}
	if err != nil {
		return Application{}, 0, wrapped(err)
	}
	return app, saved, nil
}

// permits returns why the request must not be applied by whoever orders it.
func (d Desk) permits(o Order, r Request) []finding.Finding {
	_, found := r.transition(MoveImplement, Act{By: o.By, At: o.At})
	if len(d.Appliers) > 0 && !slices.Contains(d.Appliers, o.By) {
		found = append(found, finding.Finding{Code: CodeNotApplier, Subject: finding.Ref{Kind: "order", ID: o.Command, Field: "by"},
			Want: finding.List(d.Appliers...), Got: finding.Text(o.By), Remedy: RemedyOtherVoter})
	}
	if o.Register != "" && d.Registers == nil {
		found = append(found, finding.Finding{Code: CodeOrderRegister, Subject: finding.Ref{Kind: "order", ID: o.Command, Field: "register"}, Remedy: RemedyMendOrder})
	}
	if r.Standing() == Approved {
		found = slices.Concat(found, d.Authority.Check(), r.ballot(d.Authority, Ballot{Level: r.Decision.Level, Outcome: r.Decision.Outcome, Votes: r.Decision.Votes}))
	}
	return found
}

// nameTaken reports a baseline of that name which is not the request's own.
func nameTaken(p *schedule.Plan, r Request, name string) []finding.Finding {
	if name == "" || !slices.ContainsFunc(p.Baselines, func(b schedule.Baseline) bool { return b.Name == name && b.Reason != Cause(r.ID) }) {
		return nil
	}
	return []finding.Finding{{Code: CodeBaselineName, Subject: r.ref("effect.baseline"), Got: finding.Text(name), Remedy: RemedyNewName}}
}

// advance does the next step of an application and returns it as it is then.
// A conflict means that the step is to be taken once more.
func (d Desk) advance(ctx context.Context, app Application) (Application, error) {
	app = app.Clone()
	switch app.Stage {
	case StageBegun:
		return d.savePlan(ctx, app)
	case StagePlanSaved:
		return d.saveRegister(ctx, app)
	case StageRegisterSaved:
		return d.saveRequest(ctx, app)
	case StageRequestSaved:
		return d.saveNotices(ctx, app)
	}
	return app, refused([]finding.Finding{unknownWord(finding.Ref{Kind: "order", ID: app.Order.Command, Field: "stage"}, string(app.Stage), Stages())})
}
