package change

import (
	"context"
	"errors"
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/store"
	"github.com/milepost-go/milepost/schedule"
)

// act is who applies when.
func (o Order) act() Act { return Act{By: o.By, At: o.At} }

// savePlan saves the plan with the edits and the baseline, unless it holds them.
func (d Desk) savePlan(ctx context.Context, app Application) (Application, error) {
	o := app.Order
	r, _, err := d.Requests.Load(ctx, o.Request)
	if err != nil {
		return app, err
	}
	plan, version, err := d.Plans.Load(ctx, o.Plan)
	if err != nil {
		return app, err
	}
	done, err := Implement(plan, r, o.Baseline, o.act())
	if errors.Is(err, ErrRefused) && !r.Impact.heldBy(plan) {
		return app.stopped(version, err)
	}
	if err != nil {
		return app, err
	}
	changed := !done.Already
	if done.Already && o.Baseline != "" && done.Baseline.Name == "" { // somebody made the very edits by hand
		if err := done.cite(o, r); err != nil {
			return app, err
		}
		changed = true
	}
	if changed {
		if _, err := d.Plans.Save(ctx, o.Plan, version, done.Plan); err != nil {
			return app, err
		}
	}
	app.Stage, app.Effect = StagePlanSaved, done.Effect
	return app, nil
}

// heldBy reports whether a plan shows that the change was made.
func (i Impact) heldBy(p *schedule.Plan) bool {
	now, err := PlanDigest(p)
	_, cited := Request{ID: i.Request}.baselineIn(p)
	return cited || err == nil && now == i.PlanAfter && now != i.PlanBefore
}

// stopped returns the application as it is when the plan cannot be saved: to
// be abandoned, or unclear. The plan was saved once or not at all since it
// began, or has the baseline of nobody's: then the edits are surely not in it.
func (a Application) stopped(version store.Version, err error) (Application, error) {
	if a.Order.Baseline == "" && version > a.Version+1 {
		return a, refused([]finding.Finding{{Code: CodeUnclear, Subject: finding.Ref{Kind: "order", ID: a.Order.Command, Field: "plan"},
			Want: finding.Number(int64(a.Version)+1, ""), Got: finding.Number(int64(version), ""), Remedy: RemedyLookAtPlan}})
	}
	var refusal *RefusedError
	if !errors.As(err, &refusal) {
		return a, err
	}
	a.Stage, a.Refusal = StageAbandoned, cloneFindings(refusal.Findings)
	return a, nil
}

// cite gives a plan that holds the edits the baseline that it lacks.
func (i *Implementation) cite(o Order, r Request) error {
	result, err := schedule.Compute(i.Plan, schedule.Options{})
	if err != nil {
		return err
	}
	b, err := schedule.TakeBaseline(o.Baseline, o.At, o.By, Cause(r.ID), i.Plan, result)
	if err != nil {
		return err
	}
	i.Plan.Baselines, i.Effect.Baseline = append(i.Plan.Baselines, b), b.Name
	return nil
}

// saveRegister makes those edits of the register that it does not hold.
func (d Desk) saveRegister(ctx context.Context, app Application) (Application, error) {
	o := app.Order
	r, _, err := d.Requests.Load(ctx, o.Request)
	if err != nil {
		return app, err
	}
	if len(r.Risks) > 0 {
		register, version, err := d.Registers.Load(ctx, o.Register)
		if err != nil {
			return app, err
		}
		edited, err := editRegister(register, r.Risks, true)
		if err != nil {
			return app, err
		}
		if !sameJSON(register, edited) {
			if _, err := d.Registers.Save(ctx, o.Register, version, edited); err != nil {
				return app, err
			}
		}
	}
	app.Stage = StageRegisterSaved
	return app, nil
}

// saveRequest puts on the request that it is implemented, and writes the
// notices.
func (d Desk) saveRequest(ctx context.Context, app Application) (Application, error) {
	r, version, err := d.Requests.Load(ctx, app.Order.Request)
	if err != nil {
		return app, err
	}
	if !slices.Contains([]State{Implemented, Verified}, r.Standing()) {
		if r, err = r.step(MoveImplement, app.Order.act(), nil); err != nil {
			return app, err
		}
		r.Effect = app.Clone().Effect
		if _, err := d.Requests.Save(ctx, app.Order.Request, version, r); err != nil {
			return app, err
		}
	}
	app.Stage, app.Notices = StageRequestSaved, app.notices(r)
	return app, nil
}

// saveNotices keeps the notices for sending, each once.
func (d Desk) saveNotices(ctx context.Context, app Application) (Application, error) {
	for _, n := range app.Notices {
		if _, err := d.Notices.Save(ctx, n.ID, 0, n); err != nil && !errors.Is(err, store.ErrConflict) {
			return app, err
		}
	}
	app.Stage = StageDone
	return app, nil
}
