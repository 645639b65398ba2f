package risk

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// watched is the worked register with triggers on R1 and R2 (open), R4
// (proposed) and R5 (occurred).
func watched(t testing.TB) Register {
	r := handWorked(t)
	r.Risks[0].Triggers = []Trigger{
		{ID: "late", Fact: "supplier.days_late", Op: ">", Limit: "3", Unit: "day"},
		{ID: "quote", Fact: "supplier.quote", Op: ">=", Limit: "120000.50", Unit: "CNY", Owner: "zhao.lei"},
	}
	r.Risks[1].Triggers = []Trigger{{ID: "bid", Fact: "market.rival_bids", Op: "!=", Limit: "0"}}
	r.Risks[3].Triggers = []Trigger{{ID: "visit", Fact: "customer.visit", Op: "<", Limit: "2026-04-10"}}
	r.Risks[4].Triggers = []Trigger{{ID: "gone", Fact: "market.rival_bids", Op: ">", Limit: "0"}}
	return r
}

func shown(list []Reading) string {
	var out []string
	for _, x := range list {
		out = append(out, fmt.Sprint(x.Risk, "/", x.Trigger, " ", x.State, " ", x.Value))
	}
	return strings.Join(out, "; ")
}

func TestWatch(t *testing.T) {
	facts := []Fact{
		{"supplier.days_late", finding.Number(9, "day")}, // replaced by the next of its name
		{"supplier.days_late", finding.Number(3, "day")},
		{"supplier.quote", finding.Money("120000.5", "CNY")},
		{"customer.visit", finding.Date("2026-04-09")},
	}
	got := shown(watched(t).Watch(facts))
	want := "R1/late quiet 3 day; R1/quote fires 120000.5 CNY; R2/bid cannot_tell unknown (missing); R4/visit fires 2026-04-09"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if x := watched(t).Watch(facts); x[0].Owner != "li.na" || x[1].Owner != "zhao.lei" {
		t.Errorf("the owner of the trigger answers, else the owner of the risk: %+v", x)
	}
}

// TestConditions: each comparison at, below and above its limit, for each kind
// of fact, and what cannot be compared.
func TestConditions(t *testing.T) {
	three := []finding.Value{finding.Decimal("2.99", "day"), finding.Number(3, "day"), finding.Decimal("3.01", "day")}
	money := []finding.Value{finding.Money("2.99", "CNY"), finding.Money("3", "CNY"), finding.Money("3.01", "CNY")}
	dates := []finding.Value{finding.Date("2026-04-09"), finding.Date("2026-04-10"), finding.Date("2026-04-11")}
	for op, want := range map[string]string{
		"<": "true false false", "<=": "true true false", "=": "false true false",
		"!=": "true false true", ">=": "false true true", ">": "false false true",
	} {
		for limit, values := range map[string][]finding.Value{"3": three, "3.00": money, "6/2": three, "2026-04-10": dates} {
			var got []bool
			for _, v := range values {
				met, reason := condition{op, limit, ""}.met(v)
				if reason != "" {
					t.Errorf("%s %s %s: %s", v, op, limit, reason)
				}
				got = append(got, met)
			}
			if text := strings.Trim(fmt.Sprint(got), "[]"); text != want {
				t.Errorf("%s %s: got %s, want %s", op, limit, text, want)
			}
		}
	}
	for _, test := range []struct {
		v      finding.Value
		c      condition
		met    bool
		reason string
	}{
		{finding.Text("red"), condition{"=", "red", ""}, true, ""},
		{finding.Text("red"), condition{"!=", "red", ""}, false, ""},
		{finding.Text("red"), condition{"<", "red", ""}, false, "not-comparable"},
		{finding.Bool(true), condition{"=", "true", ""}, true, ""},
		{finding.Bool(false), condition{"!=", "true", ""}, true, ""},
		{finding.Bool(true), condition{"=", "yes", ""}, false, "not-comparable"},
		{finding.Number(4, "day"), condition{">", "3", "min"}, false, "unit-mismatch"},
		{finding.Number(4, "day"), condition{">", "soon", ""}, false, "not-a-number"},
		{finding.Number(4, "day"), condition{">", "", ""}, false, "not-a-number"},
		{finding.Number(4, "day"), condition{"~", "3", ""}, false, "not-comparable"},
		{finding.Date("2026-04-09"), condition{"<", "soon", ""}, false, "not-a-date"},
		{finding.List("a"), condition{"=", "a", ""}, false, "not-comparable"},
		{finding.Unknown("no-cost"), condition{"=", "1", ""}, false, "no-cost"},
		{finding.Value{}, condition{"=", "1", ""}, false, "not-comparable"},
	} {
		if met, reason := test.c.met(test.v); met != test.met || reason != test.reason {
			t.Errorf("%v %v: got %v %q", test.v, test.c, met, reason)
		}
	}
}

func TestFireAndAnswer(t *testing.T) {
	r := watched(t)
	before := encoded(t, r)
	facts := []Fact{{"supplier.days_late", finding.Number(4, "day")}, {"market.rival_bids", finding.Number(1, "")}}
	fired, list, err := r.Fire(day("2026-04-01"), facts)
	if err != nil || shown(list) != "R1/late fires 4 day; R2/bid fires 1" {
		t.Fatalf("got %s, %v", shown(list), err)
	}
	if encoded(t, r) != before {
		t.Error("firing changed the register it was given")
	}
	again, list, err := fired.Fire(day("2026-04-02"), facts)
	if err != nil || len(list) != 0 || encoded(t, again) != encoded(t, fired) {
		t.Errorf("it fires once: %s, %v", shown(list), err)
	}
	if got := shown(fired.Watch(nil)[:1]); got != "R1/late fired unknown (missing)" {
		t.Errorf("what has fired stays fired: %s", got)
	}
	if x := fired.Risks[0].Triggers[0]; x.Fired != day("2026-04-01") || x.Showed != finding.Number(4, "day") {
		t.Errorf("got %+v", x)
	}
	if !contains(fired.Check(), CodeTriggerWaits) || contains(r.Check(), CodeTriggerWaits) {
		t.Error("a check warns of a trigger without answer, and of no other")
	}
	want := []Waiting{{"R1", "late", "li.na", day("2026-04-01"), 4}, {"R2", "bid", "wang.wei", day("2026-04-01"), 4}}
	if diff := cmp.Diff(want, fired.Unanswered(day("2026-04-05")), cmp.Comparer(func(a, b Waiting) bool { return a == b })); diff != "" {
		t.Error(diff)
	}
	if early := fired.Unanswered(day("2026-03-31")); len(early) != 0 {
		t.Errorf("nothing had fired then: %+v", early)
	}
	done, err := fired.Answer(TriggerAnswer{"R1", "late", day("2026-04-03"), "li.na", "second source ordered"})
	if err != nil || len(done.Unanswered(day("2026-04-05"))) != 1 || len(done.Unanswered(day("2026-04-02"))) != 2 {
		t.Errorf("got %+v, %v", done.Unanswered(day("2026-04-05")), err)
	}
	if len(fired.Unanswered(day("2026-04-05"))) != 2 {
		t.Error("answering changed the register it was given")
	}
}

func TestAnswerRefused(t *testing.T) {
	fired, _, err := watched(t).Fire(day("2026-04-01"), []Fact{{"supplier.days_late", finding.Number(4, "day")}})
	if err != nil {
		t.Fatal(err)
	}
	good := TriggerAnswer{"R1", "late", day("2026-04-03"), "li.na", "done"}
	answered, err := fired.Answer(good)
	if err != nil {
		t.Fatal(err)
	}
	for reason, call := range map[string]func() (Register, error){
		"date":      func() (Register, error) { a := good; a.At = ever; return fired.Answer(a) },
		"by":        func() (Register, error) { a := good; a.By = ""; return fired.Answer(a) },
		"not_fired": func() (Register, error) { a := good; a.Trigger = "quote"; return fired.Answer(a) },
		"answered":  func() (Register, error) { return answered.Answer(good) },
	} {
		var detail *RecordError
		if _, err := call(); !errors.Is(err, ErrRecord) || !errors.As(err, &detail) || detail.Reason != reason {
			t.Errorf("%s: got %v", reason, err)
		}
	}
	early := good
	early.At = day("2026-03-31")
	if _, err := fired.Answer(early); !errors.Is(err, ErrRecord) {
		t.Errorf("an answer before the trigger fired: %v", err)
	}
	for _, a := range []TriggerAnswer{{Risk: "R9", Trigger: "late"}, {Risk: "R1", Trigger: "none"}} {
		if _, err := fired.Answer(a); !errors.Is(err, ErrNoRisk) {
			t.Error(err)
		}
	}
	if _, _, err := fired.Fire(ever, nil); !errors.Is(err, ErrUndated) {
		t.Error(err)
	}
}

// TestSimulatedRunFiresOnce drives random facts through a year: each trigger
// fires at most once, and on the first day, and only there, that an
// independent reading of its condition in whole numbers is met.
func TestSimulatedRunFiresOnce(t *testing.T) {
	const seed = 20260402
	random := rand.New(rand.NewPCG(seed, 1))
	for run := range 40 {
		r := watched(t)
		first := map[string]int{}
		firings := map[string][]int{}
		for d := range 60 {
			late, bids := random.IntN(5), random.IntN(40)/39
			facts := []Fact{{"supplier.days_late", finding.Number(int64(late), "day")}, {"market.rival_bids", finding.Number(int64(bids), "")}}
			for name, met := range map[string]bool{"R1/late": late > 3, "R2/bid": bids != 0} {
				if _, seen := first[name]; met && !seen {
					first[name] = d
				}
			}
			next, list, err := r.Fire(day("2026-01-01").AddDays(d), facts)
			if err != nil {
				t.Fatal(err)
			}
			for _, x := range list {
				firings[x.Risk+"/"+x.Trigger] = append(firings[x.Risk+"/"+x.Trigger], d)
			}
			r = next
		}
		for name, d := range first {
			if fmt.Sprint(firings[name]) != fmt.Sprint([]int{d}) {
				t.Errorf("seed %d run %d: %s fired on %v, was met on %d first", seed, run, name, firings[name], d)
			}
		}
		if len(firings) != len(first) {
			t.Errorf("seed %d run %d: %v fired, %v were met", seed, run, firings, first)
		}
	}
}

func TestTriggerFaults(t *testing.T) {
	for name, test := range map[string]struct {
		harm func(*Trigger)
		want finding.Code
		at   string
	}{
		"a limit without order": {func(x *Trigger) { x.Limit = "soon" }, CodeTriggerLimit, "R1/late.limit"},
		"no limit":              {func(x *Trigger) { x.Limit = "" }, CodeTriggerLimit, "R1/late.limit"},
		"answered, never fired": {func(x *Trigger) { x.Answered = day("2026-04-01") }, CodeTriggerOrder, "R1/late"},
		"answered too early":    {func(x *Trigger) { x.Fired, x.Answered = day("2026-04-02"), day("2026-04-01") }, CodeTriggerOrder, "R1/late"},
		"fired, not answered":   {func(x *Trigger) { x.Fired = day("2026-04-02") }, CodeTriggerWaits, "R1/late"},
	} {
		r := handWorked(t)
		test.harm(&r.Risks[0].Triggers[0])
		found := r.Check()
		if len(found) != 1 || found[0].Code != test.want || found[0].Subject.String() != "trigger "+test.at {
			t.Errorf("%s: got %v", name, codesOf(found))
		}
	}
	for _, limit := range []string{"3", "-1/3", "2026-04-01"} {
		r := handWorked(t)
		r.Risks[0].Triggers[0].Limit = limit
		if found := r.Check(); len(found) != 0 {
			t.Errorf("%s: %v", limit, codesOf(found))
		}
	}
	r := handWorked(t)
	r.Risks[0].Triggers[0].Op, r.Risks[0].Triggers[0].Limit = "=", "red"
	if found := r.Check(); len(found) != 0 {
		t.Errorf("a text can be equal: %v", codesOf(found))
	}
}

func TestNear(t *testing.T) {
	r := handWorked(t)
	at := day("2026-04-01")
	r.Risks[0].Proximity = Proximity{day("2026-04-08"), day("2026-04-30")}
	r.Risks[1].Proximity = Proximity{To: day("2026-04-01")}                // its last day
	r.Risks[2].Proximity = Proximity{day("2026-03-01"), day("2026-03-31")} // has passed
	r.Risks[3].Proximity = Proximity{From: day("2026-04-09")}              // a day too far
	r.Risks[4].Proximity = Proximity{day("2026-03-01"), day("2026-05-31")} // occurred
	r.Risks[0].Responses[0].Done = day("2026-04-01")
	near := func(days int) string {
		var got []string
		for _, x := range r.Near(at, days) {
			got = append(got, fmt.Sprint(x.Risk, " ", x.Days, " ", x.Answered))
		}
		return strings.Join(got, "; ")
	}
	for days, want := range map[int]string{-5: "R2 0 false", 6: "R2 0 false", 7: "R2 0 false; R1 7 true", 8: "R2 0 false; R1 7 true; R4 8 false"} {
		if got := near(days); got != want {
			t.Errorf("%d days: got %q, want %q", days, got, want)
		}
	}
	r.Risks[1].Responses = []Response{{ID: "B", Strategy: Accept}}
	if got := near(0); got != "R2 0 true" {
		t.Errorf("accepting is an answer: %q", got)
	}
}
