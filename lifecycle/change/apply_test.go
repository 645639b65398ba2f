package change_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/store"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/schedule"
)

// errCrash is what a store says when the process dies under it.
var errCrash = errors.New("crash")

// fate says which call of all stores dies, and whether what it saves is saved
// before that. At 0 none does.
type fate struct {
	mu    sync.Mutex
	at    int
	after bool
	calls int
}

func (f *fate) dies() (now, after bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.calls++
	return f.calls == f.at, f.after
}

// mortal is a store whose calls may die.
type mortal[T any] struct {
	store.Store[T]
	fate *fate
}

func (m mortal[T]) Load(ctx context.Context, id string) (T, store.Version, error) {
	if now, _ := m.fate.dies(); now {
		var none T
		return none, 0, errCrash
	}
	return m.Store.Load(ctx, id)
}

func (m mortal[T]) Save(ctx context.Context, id string, expect store.Version, doc T) (store.Version, error) {
	now, after := m.fate.dies()
	if now && !after {
		return 0, errCrash
	}
	version, err := m.Store.Save(ctx, id, expect, doc)
	if now {
		return 0, errCrash
	}
	return version, err
}

// office is a desk with its stores in memory.
type office struct {
	plans    *store.Memory[*schedule.Plan]
	regs     *store.Memory[risk.Register]
	requests *store.Memory[change.Request]
	apps     *store.Memory[change.Application]
	notices  *store.Memory[change.Notice]
}

func (o office) desk(f *fate) change.Desk {
	return change.Desk{Plans: mortal[*schedule.Plan]{o.plans, f}, Registers: mortal[risk.Register]{o.regs, f}, Requests: mortal[change.Request]{o.requests, f},
		Applications: mortal[change.Application]{o.apps, f}, Notices: mortal[change.Notice]{o.notices, f}, Authority: board(), Appliers: []string{"pm", "office"}}
}

var order = change.Order{Command: "cmd-1", Request: "CR-1", Plan: "launch", Register: "risks", Baseline: "B2", By: "pm", At: on(6, 9), Informed: []string{"customer", "ann"}}

// newOffice has the plan, its register and the approved request.
func newOffice(t testing.TB) office {
	t.Helper()
	o := office{store.NewMemory((*schedule.Plan).Clone), store.NewMemory(risk.Register.Clone), store.NewMemory(change.Request.Clone),
		store.NewMemory(change.Application.Clone), store.NewMemory[change.Notice](nil)}
	plan, request := launch(), training()
	plan.Baselines = []schedule.Baseline{baseline(t, plan)}
	request.Risks, request.Plan.Inform = hedge(), []string{"ann", "bob"}
	in := input(t, plan, request)
	in.Register = register(t)
	impact, err := change.Assess(in)
	if err != nil {
		t.Fatal(err)
	}
	ok := must(t)
	request = ok(change.Submit(request, change.Act{By: "carol", At: on(3, 9)}))
	request = ok(change.Record(request, impact, change.Act{By: "pm", At: on(4, 9)}))
	request = ok(change.Decide(plan, request, board(), change.Ballot{Level: "sponsor", Outcome: change.MoveApprove, Votes: aye("frank")}, change.Act{By: "office", At: on(5, 10)}))
	put(t, o.plans, "launch", plan)
	put(t, o.regs, "risks", in.Register)
	put(t, o.requests, "CR-1", request)
	return o
}

func put[T any](t testing.TB, s store.Store[T], id string, doc T) {
	t.Helper()
	_, version, err := s.Load(context.Background(), id)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		t.Fatal(err)
	}
	if _, err := s.Save(context.Background(), id, version, doc); err != nil {
		t.Fatal(err)
	}
}

// state is everything that the stores hold, with versions.
func (o office) state(t testing.TB) string {
	t.Helper()
	var b strings.Builder
	b.WriteString(line(t, o.plans, "launch") + line(t, o.regs, "risks") + line(t, o.requests, "CR-1") + line(t, o.apps, "CR-1"))
	for _, to := range []string{"ann", "bob", "customer"} {
		b.WriteString(line(t, o.notices, "cmd-1/CR-1/"+to))
	}
	return b.String()
}

func line[T any](t testing.TB, s store.Store[T], id string) string {
	t.Helper()
	doc, version, err := s.Load(context.Background(), id)
	if errors.Is(err, store.ErrNotFound) {
		return id + " none\n"
	}
	return fmt.Sprintf("%s v%d %s %v\n", id, version, text(t, doc), err)
}

func apply(t testing.TB, o office, f *fate, order change.Order) (change.Application, error) {
	t.Helper()
	return o.desk(f).Apply(context.Background(), order)
}

func TestApply(t *testing.T) {
	o := newOffice(t)
	app, err := apply(t, o, &fate{}, order)
	if err != nil || app.Stage != change.StageDone {
		t.Fatalf("%+v, %v", app, err)
	}
	plan, _, err := o.plans.Load(context.Background(), "launch")
	if err != nil {
		t.Fatal(err)
	}
	byHand, err := schedule.Apply(launch(), training().Edits)
	if err != nil {
		t.Fatal(err)
	}
	if len(plan.Baselines) != 2 || plan.Baselines[1].Name != "B2" || plan.Baselines[1].Reason != "change:CR-1" {
		t.Errorf("baselines %+v", plan.Baselines)
	}
	plan.Baselines = nil
	if text(t, plan) != text(t, byHand) {
		t.Error("the plan is not the old one with the edits")
	}
	kept, _, err := o.regs.Load(context.Background(), "risks")
	if err != nil {
		t.Fatal(err)
	}
	edited, err := change.EditRegister(register(t), hedge())
	if err != nil || text(t, kept) != text(t, edited) {
		t.Errorf("the register is not the old one with the edits: %v", err)
	}
	r, _, err := o.requests.Load(context.Background(), "CR-1")
	if err != nil || r.State != change.Implemented || r.Effect.FinishMoved != 2*day || r.Effect.Baseline != "B2" || text(t, r.Effect) != text(t, app.Effect) {
		t.Errorf("request %+v, %v", r.Effect, err)
	}
	var told []string
	for _, n := range app.Notices {
		got, version, err := o.notices.Load(context.Background(), n.ID)
		if err != nil || version != 1 || got != n || n.FinishAfter != on(17, 17) || n.CostMoved.String() != "2100.00 CNY" || n.Title == "" {
			t.Errorf("notice %+v, %v", n, err)
		}
		told = append(told, n.To)
	}
	if !slices.Equal(told, []string{"ann", "bob", "customer"}) {
		t.Errorf("told %q", told)
	}
	if found := change.CheckBaselines(plan, []change.Request{r}); len(found) > 0 {
		t.Errorf("got %q", lines(found))
	}
}

// A process that dies at any call, before or after what it saved, and a second
// one that goes on: the stores hold the same as without a crash.
func TestApplySurvivesACrashAnywhere(t *testing.T) {
	quiet := newOffice(t)
	all := &fate{}
	if _, err := apply(t, quiet, all, order); err != nil {
		t.Fatal(err)
	}
	want := quiet.state(t)
	stages := map[change.Stage]bool{}
	for at := 1; at <= all.calls; at++ {
		for _, after := range []bool{false, true} {
			o := newOffice(t)
			if _, err := apply(t, o, &fate{at: at, after: after}, order); err != nil && !errors.Is(err, errCrash) {
				t.Fatalf("call %d: %v", at, err)
			}
			if app, _, err := o.apps.Load(context.Background(), "CR-1"); err == nil {
				stages[app.Stage] = true
			}
			app, err := apply(t, o, &fate{}, order)
			if err != nil || app.Stage != change.StageDone || o.state(t) != want {
				t.Errorf("died at call %d of %d, saved %v: %s %v\n%s", at, all.calls, after, app.Stage, err, o.state(t))
			}
		}
	}
	if len(stages) != 5 {
		t.Errorf("crashes were seen at %v only", stages)
	}
}

// Many crashes in a row, and Resume instead of the order.
func TestApplySurvivesManyCrashes(t *testing.T) {
	quiet := newOffice(t)
	if _, err := apply(t, quiet, &fate{}, order); err != nil {
		t.Fatal(err)
	}
	want := quiet.state(t)
	for seed := range uint64(100) {
		r := rand.New(rand.NewPCG(seed, 37))
		o := newOffice(t)
		for range 200 {
			f := &fate{at: 1 + r.IntN(9), after: r.IntN(2) == 0}
			_, err := apply(t, o, f, order)
			if _, _, there := o.apps.Load(context.Background(), "CR-1"); there == nil && r.IntN(2) == 0 {
				_, err = o.desk(&fate{}).Resume(context.Background(), "CR-1")
			}
			if err == nil {
				break
			}
			if !errors.Is(err, errCrash) {
				t.Fatalf("seed %d: %v", seed, err)
			}
		}
		if o.state(t) != want {
			t.Errorf("seed %d:\n%s", seed, o.state(t))
		}
	}
}

// Several processes with one order at once.
func TestApplyByManyAtOnce(t *testing.T) {
	quiet := newOffice(t)
	if _, err := apply(t, quiet, &fate{}, order); err != nil {
		t.Fatal(err)
	}
	o := newOffice(t)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if app, err := apply(t, o, &fate{}, order); err != nil || app.Stage != change.StageDone {
				t.Errorf("%s, %v", app.Stage, err)
			}
		})
	}
	wg.Wait()
	if o.state(t) != quiet.state(t) {
		t.Errorf("got\n%s", o.state(t))
	}
}

// Twice changes nothing; another command or another content is refused.
func TestApplyTwice(t *testing.T) {
	o := newOffice(t)
	if _, err := apply(t, o, &fate{}, order); err != nil {
		t.Fatal(err)
	}
	want := o.state(t)
	if app, err := apply(t, o, &fate{}, order); err != nil || app.Stage != change.StageDone {
		t.Errorf("%+v, %v", app, err)
	}
	other, reused := order, order
	other.Command, reused.By = "cmd-2", "office"
	for want, order := range map[finding.Code]change.Order{change.CodeOtherCommand: other, change.CodeCommandReused: reused} {
		if _, err := apply(t, o, &fate{}, order); !refuses(err, want) {
			t.Errorf("want %s, got %v", want, err)
		}
	}
	if o.state(t) != want {
		t.Error("applying again changed something")
	}
}

func refuses(err error, code finding.Code) bool {
	var refusal *change.RefusedError
	return errors.As(err, &refusal) && slices.ContainsFunc(refusal.Findings, func(f finding.Finding) bool { return f.Code == code && f.Remedy != "" })
}

// What cannot begin is refused with the reason and leaves everything as it was.
func TestApplyRefuses(t *testing.T) {
	for _, c := range []struct {
		want  finding.Code
		alter func(t *testing.T, o office, d *change.Desk, order *change.Order)
	}{
		{change.CodeNotApplier, func(_ *testing.T, _ office, _ *change.Desk, order *change.Order) { order.By = "carol" }},
		{change.CodeStepNoActor, func(_ *testing.T, _ office, _ *change.Desk, order *change.Order) { order.By = "" }},
		{change.CodeOrderID, func(_ *testing.T, _ office, _ *change.Desk, order *change.Order) {
			order.Informed = []string{strings.Repeat("x", 300)}
		}},
		{change.CodeOrderRegister, func(_ *testing.T, _ office, _ *change.Desk, order *change.Order) { order.Register = "" }},
		{change.CodeOrderRegister, func(_ *testing.T, _ office, d *change.Desk, _ *change.Order) { d.Registers = nil }},
		{change.CodeBaselineName, func(_ *testing.T, _ office, _ *change.Desk, order *change.Order) { order.Baseline = "B1" }},
		{change.CodeNoLevels, func(_ *testing.T, _ office, d *change.Desk, _ *change.Order) { d.Authority = nil }},
		{change.CodeLevelTooLow, func(t *testing.T, o office, _ *change.Desk, _ *change.Order) {
			alter(t, o.requests, "CR-1", func(r *change.Request) { r.Decision.Level = "manager" })
		}},
		{change.CodeNotMember, func(_ *testing.T, _ office, d *change.Desk, _ *change.Order) {
			d.Authority = change.Authority{{ID: "sponsor", Unlimited: true, Quorum: 1, Members: []string{"gina"}}}
		}},
		{change.CodeNotLegal, func(t *testing.T, o office, _ *change.Desk, _ *change.Order) {
			alter(t, o.requests, "CR-1", func(r *change.Request) { r.State = change.Assessed })
		}},
		{change.CodePlanMoved, func(t *testing.T, o office, _ *change.Desk, _ *change.Order) {
			alter(t, o.plans, "launch", func(p **schedule.Plan) { (*p).Tasks[0].Name = "The bid" })
		}},
		{change.CodeRegisterMoved, func(t *testing.T, o office, _ *change.Desk, _ *change.Order) {
			alter(t, o.regs, "risks", func(r *risk.Register) { r.Risks[0].Owner = "bob" })
		}},
	} {
		o := newOffice(t)
		desk, order := o.desk(&fate{}), order
		c.alter(t, o, &desk, &order)
		was := o.state(t)
		if _, err := desk.Apply(context.Background(), order); !refuses(err, c.want) {
			t.Errorf("want %s, got %v", c.want, err)
		}
		if o.state(t) != was {
			t.Errorf("%s: a refused order left a trace", c.want)
		}
	}
}

func alter[T any](t testing.TB, s store.Store[T], id string, how func(*T)) {
	t.Helper()
	doc, _, err := s.Load(context.Background(), id)
	if err != nil {
		t.Fatal(err)
	}
	how(&doc)
	put(t, s, id, doc)
}

// between lets an application begin, dies before the plan is saved, and lets
// somebody else change the plan some times.
func between(t testing.TB, o office, order change.Order, times int) {
	t.Helper()
	if _, err := apply(t, o, &fate{at: 6}, order); !errors.Is(err, errCrash) {
		t.Fatal(err)
	}
	if app, _, err := o.apps.Load(context.Background(), "CR-1"); err != nil || app.Stage != change.StageBegun {
		t.Fatalf("%+v, %v", app, err)
	}
	for n := range times {
		alter(t, o.plans, "launch", func(p **schedule.Plan) { (*p).Tasks[0].Name = fmt.Sprint("The bid ", n) })
	}
}

// A plan that moves before it is saved: nothing is done, and a new order may
// follow.
func TestThePlanMovesInBetween(t *testing.T) {
	o := newOffice(t)
	between(t, o, order, 1)
	for range 2 {
		app, err := apply(t, o, &fate{}, order)
		if !refuses(err, change.CodePlanMoved) || app.Stage != change.StageAbandoned {
			t.Fatalf("%+v, %v", app.Stage, err)
		}
	}
	if r, _, err := o.requests.Load(context.Background(), "CR-1"); err != nil || r.State != change.Approved {
		t.Errorf("request %s, %v", r.State, err)
	}
	alter(t, o.plans, "launch", func(p **schedule.Plan) { (*p).Tasks[0].Name = "The offer" })
	next := order
	next.Command = "cmd-2"
	if app, err := apply(t, o, &fate{}, next); err != nil || app.Stage != change.StageDone {
		t.Errorf("%+v, %v", app.Stage, err)
	}
}

// Without a baseline nothing in the plan says whether it was saved once it was
// changed twice: a person has to look.
func TestWithoutABaselineItMayBeUnclear(t *testing.T) {
	bare := order
	bare.Baseline = ""
	o := newOffice(t)
	between(t, o, bare, 2)
	if app, err := apply(t, o, &fate{}, bare); !refuses(err, change.CodeUnclear) || app.Stage != change.StageBegun {
		t.Errorf("%+v, %v", app.Stage, err)
	}
	o = newOffice(t)
	between(t, o, bare, 1)
	if app, err := apply(t, o, &fate{}, bare); !refuses(err, change.CodePlanMoved) || app.Stage != change.StageAbandoned {
		t.Errorf("%+v, %v", app.Stage, err)
	}
}

// Somebody makes the very edits by hand in between: the baseline is still taken.
func TestTheEditsWereMadeByHand(t *testing.T) {
	o := newOffice(t)
	between(t, o, order, 0)
	alter(t, o.plans, "launch", func(p **schedule.Plan) {
		edited, err := schedule.Apply(*p, training().Edits)
		if err != nil {
			t.Fatal(err)
		}
		*p = edited
	})
	app, err := apply(t, o, &fate{}, order)
	plan, _, _ := o.plans.Load(context.Background(), "launch")
	if err != nil || app.Stage != change.StageDone || app.Effect.Baseline != "B2" || len(plan.Baselines) != 2 || len(plan.Tasks) != 6 {
		t.Errorf("%+v, %v", app, err)
	}
}

// A request that is taken back while its plan is saved is not said to be
// abandoned.
func TestWithdrawnInBetween(t *testing.T) {
	o := newOffice(t)
	for at := 1; ; at++ { // until the plan is saved and nothing says so
		if _, err := apply(t, o, &fate{at: at, after: true}, order); !errors.Is(err, errCrash) {
			t.Fatal("the plan was never saved without the application knowing")
		}
		plan, _, err := o.plans.Load(context.Background(), "launch")
		if err != nil {
			t.Fatal(err)
		}
		if app, _, err := o.apps.Load(context.Background(), "CR-1"); err == nil && app.Stage == change.StageBegun && len(plan.Baselines) == 2 {
			break
		}
		o = newOffice(t)
	}
	alter(t, o.requests, "CR-1", func(r *change.Request) {
		next, err := change.Withdraw(*r, change.Act{By: "carol", At: on(6, 10), Reason: "too late"})
		if err != nil {
			t.Fatal(err)
		}
		*r = next
	})
	if app, err := apply(t, o, &fate{}, order); !refuses(err, change.CodeNotLegal) || app.Stage != change.StageBegun {
		t.Errorf("%+v, %v", app.Stage, err)
	}
}

func TestResumeOfNothing(t *testing.T) {
	o := newOffice(t)
	if _, err := o.desk(&fate{}).Resume(context.Background(), "CR-1"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("got %v", err)
	}
}
