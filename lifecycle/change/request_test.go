package change_test

import (
	"bytes"
	"context"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/risk/sra"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

func TestRequestCheck(t *testing.T) {
	if found := training().Check(); len(found) > 0 {
		t.Errorf("got %q", lines(found))
	}
	bad := change.Request{ID: "x", Urgency: "now", Why: strings.Repeat("y", change.MaxText+1), Affected: make([]finding.Ref, change.MaxEntries+1)}
	want := []string{
		"block change.request.no_date: change x.raised, remedy change.remedy.date_request",
		"block change.request.no_proposer: change x.proposer, remedy change.remedy.name_actor",
		"block change.request.no_title: change x.title, remedy change.remedy.write_title",
		"block change.request.text_too_long: change x.why, want 4000 byte, got 4001 byte, remedy change.remedy.shorten_text",
		"block change.request.too_many: change x.affected, want 10000, got 10001, remedy change.remedy.split_request",
		"block change.value.unknown: change x.kind, want scope, date, cost, quality, resource, remedy change.remedy.use_named_word",
		"block change.value.unknown: change x.origin, want customer, market, team, regulation, remedy change.remedy.use_named_word",
		"block change.value.unknown: change x.urgency, want low, normal, high, critical, got now, remedy change.remedy.use_named_word",
		"warn change.request.nothing_asked: change x.edits, remedy change.remedy.state_edits_or_cost",
	}
	if got := lines(bad.Check()); !slices.Equal(got, want) {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
}

func TestCheckAll(t *testing.T) {
	approved, done := training(), training()
	approved.State, done.State = change.Approved, change.Implemented
	approved.Plan.Steps = []change.PlanStep{{What: "book the room"}}
	want := []string{
		"block change.request.duplicate_id: change CR-1.id, remedy change.remedy.give_unique_id",
		"warn change.plan.no_rollback: change CR-1.change_plan.rollback, remedy change.remedy.complete_change_plan",
		"warn change.plan.nobody_informed: change CR-1.change_plan.inform, remedy change.remedy.complete_change_plan",
		"warn change.plan.step_incomplete: change CR-1.change_plan.steps[0], remedy change.remedy.complete_change_plan",
		"warn change.request.effect_not_verified: change CR-1.state, remedy change.remedy.verify_effect",
	}
	if got := lines(change.CheckAll([]change.Request{approved, done})); !slices.Equal(got, want) {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
	whole := training()
	whole.Plan = change.ChangePlan{Steps: []change.PlanStep{{"book the room", "ann", calendar.DateOf(2026, 3, 6)}}, Inform: []string{"customer"}, Rollback: "cancel it"}
	if found := whole.CheckPlan(); len(found) > 0 {
		t.Errorf("got %q", lines(found))
	}
	if found := training().CheckPlan(); len(found) != 3 {
		t.Errorf("got %q", lines(found))
	}
}

func TestExternalOrigins(t *testing.T) {
	for _, o := range change.Origins() {
		if o.External() != (o != change.FromTeam) {
			t.Errorf("%s: %v", o, o.External())
		}
	}
}

// By hand: of 11 the yes with evidence weigh 2 and 3, one no weighs 1; a yes
// without evidence (1) and the rest (4) are unknown.
func TestNecessity(t *testing.T) {
	r := training()
	letter := []finding.Ref{{Kind: "document", ID: "letter"}}
	r.Necessity = []change.Answer{{Question: "goal_missed", Reply: change.Yes, Evidence: letter}, {Question: "obligation", Reply: change.Yes, Evidence: letter},
		{Question: "customer", Reply: change.Yes}, {Question: "waiting", Reply: change.No}, {Question: "no_other_way", Reply: change.Unknown}}
	n := r.Score(change.Questions())
	if n.Yes != 5 || n.No != 1 || n.Unknown != 5 || n.Low != finding.Ratio(5, 11, "") || n.High != finding.Ratio(10, 11, "") {
		t.Errorf("got %+v", n)
	}
	want := []string{
		"warn change.necessity.no_evidence: change CR-1.necessity.customer, remedy change.remedy.give_evidence",
		"warn change.necessity.unanswered: change CR-1.necessity.stakeholders, remedy change.remedy.answer_question",
		"warn change.necessity.unanswered: change CR-1.necessity.worthwhile, remedy change.remedy.answer_question",
	}
	if got := lines(r.CheckNecessity(change.Questions())); !slices.Equal(got, want) {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
	if none := r.Score(nil); !none.Low.IsUnknown() || !none.High.IsUnknown() {
		t.Errorf("no questions: %+v", none)
	}
	r.Necessity = []change.Answer{{Question: "why", Reply: change.Yes}, {Question: "own", Reply: "maybe"}, {Question: "own", Reply: change.No}}
	got := lines(r.CheckNecessity([]change.Question{{ID: "own", Text: "Ours?", Weight: 1}}))
	want = []string{
		"block change.necessity.answered_twice: change CR-1.necessity.own, remedy change.remedy.answer_question",
		"block change.necessity.no_such_question: change CR-1.necessity.why, got why, remedy change.remedy.answer_question",
		"block change.value.unknown: change CR-1.necessity.own, want yes, no, unknown, got maybe, remedy change.remedy.use_named_word",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
}

// full is a request that has been all the way.
func full(t testing.TB) change.Request {
	t.Helper()
	r, plan := training(), launch()
	r.Affected = []finding.Ref{{Kind: "contract", ID: "C7"}}
	r.Necessity = []change.Answer{{Question: "customer", Reply: change.Yes, Evidence: []finding.Ref{{Kind: "document", ID: "letter"}}, Note: "培训 <first>"}}
	r.Plan = change.ChangePlan{Steps: []change.PlanStep{{"book the room", "ann", calendar.DateOf(2026, 3, 6)}}, Inform: []string{"customer"}, Rollback: "cancel it"}
	r.Risks = hedge()
	plan.Resources[1].Max = schedule.FullUnit / 4 // so that somebody has too much to do
	plan.Baselines = []schedule.Baseline{baseline(t, plan)}
	in := input(t, plan, r)
	in.Register = register(t)
	impact, err := change.Assess(in)
	if err != nil {
		t.Fatal(err)
	}
	if impact, err = change.Simulate(context.Background(), in, impact, sra.Options{Trials: 20, Seed: 3}); err != nil {
		t.Fatal(err)
	}
	ok := must(t)
	r = ok(change.Submit(r, change.Act{By: "carol", At: on(3, 9)}))
	r = ok(change.Record(r, impact, change.Act{By: "pm", At: on(4, 9)}))
	r = ok(change.Decide(plan, r, board(), change.Ballot{Level: "sponsor", Outcome: change.MoveApprove, Votes: aye("frank")}, change.Act{By: "office", At: on(5, 10)}))
	done, err := change.Implement(plan, r, "B2", change.Act{By: "pm", At: on(6, 9)})
	if err != nil {
		t.Fatal(err)
	}
	report, err := change.CheckEffect(done.Request.Impact, done.Plan, compute(t, done.Plan), cny("7900"), on(18, 9))
	if err != nil {
		t.Fatal(err)
	}
	return must(t)(change.Verify(done.Request, report, change.Act{By: "pm", At: on(18, 9)}))
}

func TestJSONRoundTrip(t *testing.T) {
	list := []change.Request{full(t), training()}
	var b bytes.Buffer
	if err := change.Encode(&b, list); err != nil {
		t.Fatal(err)
	}
	back, err := change.Decode(bytes.NewReader(b.Bytes()))
	if err != nil || text(t, back) != text(t, list) || back[0].State != change.Verified {
		t.Errorf("came back as %+v, %v", back, err)
	}
	var again bytes.Buffer
	if err := change.Encode(&again, back); err != nil || again.String() != b.String() {
		t.Error("the bytes differ")
	}
}

// TestDecodeRefusesHiddenMembers wants the error to name the place. A long s
// (U+017F) folds to the s of a member.
func TestDecodeRefusesHiddenMembers(t *testing.T) {
	for bad, want := range map[string]string{
		`{"format":"milepost.change/1","requests":[{"id":"a"}],"reque\u017fts":[{"id":"b"}]}`: `member "requeſts" twice`,
		`{"format":"milepost.change/1","reque\u017fts":[{"id":"a"}],"requests":[{"id":"b"}]}`: `member "requests" twice`,
		`{"format":"milepost.change/1","requests":[null]}`:                                    `"requests[0]" is null`,
		`{"format":"milepost.change/1","requests":[{"id":"a","edits":[null]}]}`:               `"requests[0].edits[0]" is null`,
	} {
		if _, err := change.Decode(strings.NewReader(bad)); !errors.Is(err, change.ErrForm) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %s", bad, err, want)
		}
	}
}

func TestDecodeRefusesOtherForms(t *testing.T) {
	for _, data := range []string{``, `[]`, `{}`, `{"format":"milepost.change/2","requests":[]}`, `{"format":"milepost.change/1","requests":[],"soup":1}`,
		`{"format":"milepost.change/1","requests":[]}{}`, `{"format":"milepost.change/1","requests":[],"Requests":[]}`,
		`{"format":"milepost.change/1","requests":[`, `{"format":"milepost.change/1",7:[]}`, `{"format":"milepost.change/1","Format":"x","requests":[]}`,
		`{"format":"milepost.change/1","requests":[{"id":"1","edits":[{"kind":"soup"}]}]}`, strings.Repeat("[", 100)} {
		if _, err := change.Decode(strings.NewReader(data)); !errors.Is(err, change.ErrForm) {
			t.Errorf("%.40s: %v", data, err)
		}
	}
	big := []change.Request{{Title: strings.Repeat("x", change.MaxText+1)}}
	if err := change.Encode(&bytes.Buffer{}, big); !errors.Is(err, change.ErrTooMany) {
		t.Errorf("a long text: %v", err)
	}
	long := `{"format":"milepost.change/1","requests":[{"id":"1","title":"` + strings.Repeat("x", change.MaxText+1) + `"}]}`
	if _, err := change.Decode(strings.NewReader(long)); !errors.Is(err, change.ErrTooMany) {
		t.Errorf("a long text: %v", err)
	}
	if err := change.Encode(&bytes.Buffer{}, make([]change.Request, change.MaxRequests+1)); !errors.Is(err, change.ErrTooMany) {
		t.Errorf("many requests: %v", err)
	}
	if err := change.Encode(&bytes.Buffer{}, []change.Request{{Edits: []schedule.Edit{{Kind: "soup"}}}}); err == nil {
		t.Error("an edit of no kind was written")
	}
}

func TestCloneSharesNothing(t *testing.T) {
	r := full(t)
	was := text(t, r)
	scramble(reflect.ValueOf(r.Clone()))
	if text(t, r) != was {
		t.Error("a clone shares memory with its origin")
	}
}

// scramble overwrites everything that a value holds behind slices.
func scramble(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for k := range v.NumField() {
			scramble(v.Field(k))
		}
	case reflect.Slice:
		for k := range v.Len() {
			scramble(v.Index(k))
			if v.Index(k).CanSet() {
				v.Index(k).SetZero()
			}
		}
	}
}

func FuzzDecode(f *testing.F) {
	var b bytes.Buffer
	if err := change.Encode(&b, []change.Request{full(f)}); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Add([]byte(`{"format":"milepost.change/1","requests":[{"id":"1","state":"approved"}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		list, err := change.Decode(bytes.NewReader(data))
		if err != nil {
			return
		}
		var out bytes.Buffer
		if err := change.Encode(&out, list); err != nil {
			t.Fatal(err)
		}
		change.CheckAll(list)
		for _, r := range list {
			if _, err := change.Implement(launch(), r, "", change.Act{By: "x", At: on(9, 9)}); err == nil {
				_ = r.Clone()
			}
		}
	})
}

func TestCodes(t *testing.T) {
	seen := map[finding.Code]bool{}
	for _, code := range change.Codes() {
		if seen[code] || !strings.HasPrefix(string(code), "change.") || strings.Count(string(code), ".") != 2 {
			t.Errorf("code %q", code)
		}
		seen[code] = true
	}
	for _, q := range change.Questions() {
		if !seen[q.Label] || q.Weight < 1 || q.ID == "" {
			t.Errorf("question %+v", q)
		}
	}
}
