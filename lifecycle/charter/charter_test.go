package charter

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/store"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// full is a charter with every field filled and nothing wrong.
func full(t testing.TB) Charter {
	t.Helper()
	s, c := readSheet(t)
	limit, err := money.Parse("50000", "CNY")
	if err != nil {
		t.Fatal(err)
	}
	need := func(id, weight string) Need {
		return Need{ID: id, Customer: "Hua Foods", Statement: "Lines that keep running", Source: "visit of 12 January", Weight: num(weight), Measure: "downtime log", Deliverables: []string{"D1"}}
	}
	x := Charter{
		ID: "north-2026", Name: "北方区服务增长", Revision: 2, Previous: "sha256:00", Purpose: "Grow the service business", Sponsor: "chen.jie",
		Start: c.Start, Finish: c.Finish, Aims: []Aim{{"AIM-1", "Half of profit from service by 2028"}},
		Needs: []Need{need("N1", "0.6"), need("N2", "0.4")},
		Goals: []Goal{s.good(t, "en-renewal"), s.good(t, "zh-orders"), s.good(t, "en-response")},
		Team:  []Seat{{"li.na", "manager"}, {"wang.wei", "sales"}, {"zhao.min", "service"}},
		Resources: []Resource{
			{ID: "H1", Kind: Human, Name: "Service engineers", Amount: num("900"), Unit: "h", From: day("2026-02-01"), To: day("2026-11-30")},
			{ID: "F1", Kind: Financial, Name: "Travel", Amount: num("80000"), Unit: "CNY"}, {ID: "T1", Kind: Technical, Name: "Desk software"},
		},
		Risks:       []FirstRisk{{"R1", "One supplier makes the housing"}},
		Constraints: []string{"No new hires"},
		Authority:   []Authority{{"li.na", "approve_change", limit}},
		Tolerances:  []Tolerance{{On: "cost", Below: num("0.1"), Above: num("0.05"), Unit: "ratio"}},
		Capacity:    c.Capacity, Past: c.Past, MinPast: 5,
	}
	x.Goals[1].Demands = x.Goals[1].Demands[:1]
	x.Standard.Rule = Rule{Method: Weighted, PassAt: num("0.8"), PartialAt: num("0.5"), Credit: num("0.5"), Must: []string{"en-renewal"}}
	for _, g := range x.Goals {
		x.Standard.Limits = append(x.Standard.Limits, Limit{g.ID, num("1"), num("0.6")})
	}
	x.Goals[0].Checkpoints[0].Expect = num("65")
	x.Strategy, x.Budget = northStrategy(), northBudget()
	x.Strategy.Assumptions[0] = x.Strategy.Assumptions[0].Try(Trial{On: day("2026-03-01"), By: "li.na", Holds: true, Basis: "calls", CheckBy: day("2026-09-01")})
	x.Goals[0] = x.Goals[0].Attest(Wording, "chen.jie", day("2026-01-08"), "as agreed with the customer")
	return x
}

func TestFullCharterIsClean(t *testing.T) {
	x := full(t)
	var got []string
	for _, f := range Check(x) {
		got = append(got, f.String())
	}
	// Goal zh-orders serves an aim but no need.
	if diff := cmp.Diff([]string{"warn charter.goal.without_need: goal zh-orders.needs, remedy charter.remedy.trace_need"}, got); diff != "" {
		t.Error(diff)
	}
	s := Summarize(x)
	want := Summary{Digest: x.Digest(), Goals: 3, Needs: 2, Warnings: 1, GoalsWithoutNeed: 1}
	if s != want {
		t.Errorf("got %+v", s)
	}
}

func TestSummaryCounts(t *testing.T) {
	x := full(t)
	x.Goals[0].Owner, x.Goals[0].Due = "", calendar.Date{} // the attestation becomes stale as well
	x.Goals[2].Needs, x.Goals[2].Parent = nil, "AIM-1"
	x.Sponsor = ""
	s := Summarize(x)
	want := Summary{Digest: x.Digest(), Goals: 3, Needs: 2, Blocking: 5, Warnings: 2, BlockedGoals: 1, GoalFindings: 3, UncoveredNeeds: 1, GoalsWithoutNeed: 2}
	if s != want {
		t.Errorf("got %+v, want %+v: %v", s, want, Check(x))
	}
}

func TestRecordFaults(t *testing.T) {
	debt, _ := money.Parse("-1", "CNY")
	for _, test := range []struct {
		name string
		harm func(*Charter)
		want finding.Code
		at   string
	}{
		{"no id", func(x *Charter) { x.ID = "" }, CodeRecordIncomplete, "charter.id"},
		{"no name", func(x *Charter) { x.Name = " " }, CodeRecordIncomplete, "charter.name"},
		{"no sponsor", func(x *Charter) { x.Sponsor = "" }, CodeRecordIncomplete, "charter.sponsor"},
		{"no goals", func(x *Charter) { x.Goals = nil }, CodeRecordIncomplete, "charter.goals"},
		{"no needs", func(x *Charter) { x.Needs = nil }, CodeRecordIncomplete, "charter.needs"},
		{"no team", func(x *Charter) { x.Team = nil }, CodeRecordIncomplete, "charter.team"},
		{"no authority", func(x *Charter) { x.Authority = nil }, CodeRecordIncomplete, "charter.authority"},
		{"no risks", func(x *Charter) { x.Risks = nil }, CodeRecordThin, "charter.risks"},
		{"no tolerances", func(x *Charter) { x.Tolerances = nil }, CodeRecordThin, "charter.tolerances"},
		{"no window", func(x *Charter) { x.Start = calendar.Date{} }, CodeNoWindow, "charter.start"},
		{"window reversed", func(x *Charter) { x.Finish = day("2026-01-04") }, CodeWindowReversed, "charter.finish"},
		{"seat without actor", func(x *Charter) { x.Team[0].Actor = "" }, CodeSeatIncomplete, "seat.manager"},
		{"seat twice", func(x *Charter) { x.Team[1] = x.Team[0] }, CodeSeatTwice, "seat li.na.manager"},
		{"owner outside", func(x *Charter) { x.Goals[1].Owner = "he.bo" }, CodeOwnerOutside, "goal zh-orders.owner"},
		{"resource without id", func(x *Charter) { x.Resources[0].ID = "" }, CodeNoID, "resource"},
		{"resource twice", func(x *Charter) { x.Resources[0].ID = "F1" }, CodeDuplicateID, "resource F1"},
		{"resource of no kind", func(x *Charter) { x.Resources[0].Kind = "moral" }, CodeUnknownWord, "resource H1"},
		{"resource unnamed", func(x *Charter) { x.Resources[0].Name = "" }, CodeRowIncomplete, "resource H1"},
		{"resource negative", func(x *Charter) { x.Resources[0].Amount = num("-1") }, CodeNegative, "resource H1"},
		{"resource reversed", func(x *Charter) { x.Resources[0].To = day("2026-01-31") }, CodeWindowReversed, "resource H1"},
		{"no technical resource", func(x *Charter) { x.Resources = x.Resources[:2] }, CodeNoResourceKind, "charter.resources"},
		{"aim without id", func(x *Charter) { x.Aims[0].ID = "" }, CodeNoID, "aim"},
		{"risk without text", func(x *Charter) { x.Risks[0].Text = "" }, CodeRowIncomplete, "first_risk R1"},
		{"authority without actor", func(x *Charter) { x.Authority[0].Actor = "" }, CodeRowIncomplete, "authority.approve_change"},
		{"authority below zero", func(x *Charter) { x.Authority[0].Limit = debt }, CodeNegative, "authority li.na.approve_change"},
		{"tolerance on nothing", func(x *Charter) { x.Tolerances[0].On = "luck" }, CodeUnknownWord, "tolerance luck"},
		{"tolerance without figure", func(x *Charter) { x.Tolerances[0].Above, x.Tolerances[0].Below = Number{}, Number{} }, CodeRowIncomplete, "tolerance cost"},
		{"tolerance negative", func(x *Charter) { x.Tolerances[0].Above = num("-1") }, CodeNegative, "tolerance cost"},
		{"goal not smart", func(x *Charter) { x.Goals[2].Owner = "" }, CodeNoOwner, "goal en-response.owner"},
		{"unknown aim", func(x *Charter) { x.Aims = nil }, CodeUnknownParent, "goal zh-orders.parent"},
		{"weights", func(x *Charter) { x.Goals[2].Weight = num("0.3") }, CodeWeightSum, "goals.weight"},
		{"together above capacity", func(x *Charter) { x.Capacity[0].Amount = num("1799") }, CodeSharedCapacity, "capacity sales_hours"},
		{"need uncovered", func(x *Charter) { x.Needs[0].ID = "N3" }, CodeNeedUncovered, "need N3"},
		{"goal without limits", func(x *Charter) { x.Standard.Limits = x.Standard.Limits[:2] }, CodeNoLimit, "goal en-response"},
		{"too many goals", func(x *Charter) { x.Goals = make([]Goal, MaxRows+1) }, CodeTooMany, "charter.goals"},
		{"too many checkpoints", func(x *Charter) { x.Goals[0].Checkpoints = make([]Checkpoint, MaxRows+1) }, CodeTooMany, "goal en-renewal"},
		{"long statement", func(x *Charter) { x.Goals[0].Statement = strings.Repeat("和", MaxText) }, CodeTextTooLong, "goal en-renewal"},
		{"long constraint", func(x *Charter) { x.Constraints[0] = strings.Repeat("x", MaxText+1) }, CodeTextTooLong, "charter.constraints"},
	} {
		x := full(t).Clone()
		test.harm(&x)
		found, hit := Check(x), false
		for _, f := range found {
			hit = hit || f.Code == test.want && f.Subject.String() == test.at
		}
		if !hit {
			t.Errorf("%s: want %s at %q, got %v", test.name, test.want, test.at, found)
		}
	}
}

// leaves calls touch for every place in a value that holds content, with a
// function that changes it.
func leaves(v reflect.Value, path string, touch func(path string, change func())) {
	switch v.Interface().(type) {
	case Number:
		touch(path, func() { v.Set(reflect.ValueOf(num("123456.5"))) })
		return
	case calendar.Date:
		touch(path, func() { v.Set(reflect.ValueOf(day("2031-05-17"))) })
		return
	case money.Currency:
		euro, err := money.Lookup("EUR")
		if err != nil {
			panic(err)
		}
		touch(path, func() { v.Set(reflect.ValueOf(euro)) })
		return
	case money.Amount:
		other, err := money.Parse("50000.01", "CNY")
		if err != nil {
			panic(err)
		}
		touch(path, func() { v.Set(reflect.ValueOf(other)) })
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			leaves(v.Field(i), path+"."+v.Type().Field(i).Name, touch)
		}
	case reflect.Slice:
		for i := range v.Len() {
			leaves(v.Index(i), fmt.Sprintf("%s[%d]", path, i), touch)
		}
		if v.Len() > 0 {
			touch(path+" cut", func() { v.SetLen(v.Len() - 1) })
		}
	case reflect.String:
		touch(path, func() { v.SetString(v.String() + "x") })
	case reflect.Int:
		touch(path, func() { v.SetInt(v.Int() + 1) })
	case reflect.Bool:
		touch(path, func() { v.SetBool(!v.Bool()) })
	default:
		panic("a field of kind " + v.Kind().String() + " at " + path)
	}
}

// TestDigestCoversEverything changes one thing after the other, every field of
// every row, and wants another digest each time.
func TestDigestCoversEverything(t *testing.T) {
	original := full(t).Digest()
	var paths []string
	x := full(t)
	leaves(reflect.ValueOf(&x).Elem(), "", func(path string, _ func()) { paths = append(paths, path) })
	for k, path := range paths {
		x, i := full(t), 0
		leaves(reflect.ValueOf(&x).Elem(), "", func(_ string, change func()) {
			if i == k {
				change()
			}
			i++
		})
		if x.Digest() == original {
			t.Errorf("%s changed unseen", path)
		}
	}
	if len(paths) < 400 {
		t.Errorf("only %d places found", len(paths))
	}
}

// TestEveryFieldIsFilled guards the test above: a field that the sample leaves
// empty would not be tried.
func TestEveryFieldIsFilled(t *testing.T) {
	x := full(t)
	filled := map[string]bool{}
	var walk func(v reflect.Value, path string)
	walk = func(v reflect.Value, path string) {
		_, known := filled[path]
		if !known {
			filled[path] = false
		}
		if !v.IsZero() {
			filled[path] = true
		}
		switch v.Interface().(type) {
		case Number, calendar.Date, money.Amount, money.Currency:
			return
		}
		if v.Kind() == reflect.Struct {
			for i := range v.NumField() {
				walk(v.Field(i), path+"."+v.Type().Field(i).Name)
			}
		}
		if v.Kind() == reflect.Slice {
			for i := range v.Len() {
				walk(v.Index(i), path+"[]")
			}
		}
	}
	walk(reflect.ValueOf(x), "")
	for path, some := range filled {
		if !some {
			t.Errorf("%s is empty in the sample", path)
		}
	}
}

// shuffle turns every slice of a value.
func shuffle(v reflect.Value, random *rand.Rand) {
	switch v.Interface().(type) {
	case Number, calendar.Date, money.Amount, money.Currency:
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			shuffle(v.Field(i), random)
		}
	case reflect.Slice:
		random.Shuffle(v.Len(), reflect.Swapper(v.Interface()))
		for i := range v.Len() {
			shuffle(v.Index(i), random)
		}
	}
}

func TestDigestIgnoresOrder(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	want := full(t).Digest()
	for range 20 {
		x := full(t)
		shuffle(reflect.ValueOf(&x).Elem(), random)
		if got := x.Digest(); got != want {
			t.Fatalf("got %s, want %s", got, want)
		}
	}
	x := full(t)
	x.Goals[1].Attestations, x.Needs[0].Deliverables = []Attestation{}, append([]string{}, x.Needs[0].Deliverables...)
	if x.Digest() != want {
		t.Error("an empty list is not none")
	}
}

// TestDigestIsTheCanonicalForm recomputes a digest by hand: printf
// 'milepost.charter/1 charter\n{"id":"a","name":"b","sponsor":"c"}' | sha256sum.
func TestDigestIsTheCanonicalForm(t *testing.T) {
	const want = "sha256:25a0b460b9440a5192c1ae47baaab5402e87f2c66d26ed61e5c4427e6b6b9b09"
	if got := (Charter{Sponsor: "c", Name: "b", ID: "a"}).Digest(); got != want {
		t.Errorf("got %s", got)
	}
	if got := Digest(want).Short(); got != want[7:19] {
		t.Errorf("got %s", got)
	}
	if got := Digest("").Short(); got != "" {
		t.Errorf("got %s", got)
	}
}

func TestNextNamesWhatItFollows(t *testing.T) {
	x := full(t)
	before := x.Digest()
	next := x.Next()
	if next.Revision != 3 || next.Previous != before || next.Digest() == before {
		t.Errorf("got revision %d after %s", next.Revision, next.Previous)
	}
	next.Goals[0].Needs[0], next.Needs[0].Deliverables[0], next.Standard.Limits[0].Goal, next.Team[0].Actor = "x", "x", "x", "x"
	next.Goals[0].Checkpoints[0].Expect, next.Goals[0].Attestations[0].By, next.Goals[0].Demands[0].Unit = num("1"), "x", "x"
	next.Standard.Rule.Must[0], next.Constraints[0], next.Capacity[0].Unit, next.Past[0].Unit = "x", "x", "x", "x"
	next.Aims[0].ID, next.Resources[0].ID, next.Risks[0].ID, next.Authority[0].May, next.Tolerances[0].On = "x", "x", "x", "x", "x"
	if x.Digest() != before {
		t.Error("the next revision shares something with this one")
	}
}

func encoded(t testing.TB, x Charter) string {
	t.Helper()
	var b bytes.Buffer
	if err := Encode(&b, x); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestChecksOnlyRead(t *testing.T) {
	x := full(t)
	before := encoded(t, x)
	Check(x)
	Summarize(x)
	RollUp(x.Goals, nil)
	if encoded(t, x) != before {
		t.Error("a check changed the charter")
	}
}

func TestEncodeRoundTrip(t *testing.T) {
	x := full(t)
	once := encoded(t, x)
	back, err := Decode(strings.NewReader(once))
	if err != nil {
		t.Fatal(err)
	}
	if encoded(t, back) != once || back.Digest() != x.Digest() {
		t.Error("it came back as another charter")
	}
	for _, want := range []string{`"format": "milepost.charter/1"`, `"start": "2026-01-05"`, `"weight": "0.5"`, "北方区服务增长", `"amount": "50000.00"`} {
		if !strings.Contains(once, want) {
			t.Errorf("%s is not in the form", want)
		}
	}
}

// TestStoreKeepsCharters: a charter is a document like any other.
func TestStoreKeepsCharters(t *testing.T) {
	s := store.NewMemory(Charter.Clone)
	x := full(t)
	if _, err := s.Save(context.Background(), x.ID, 0, x); err != nil {
		t.Fatal(err)
	}
	back, version, err := s.Load(context.Background(), x.ID)
	if err != nil || version != 1 || back.Digest() != x.Digest() {
		t.Errorf("version %d, %v", version, err)
	}
}

func TestDecodeIsStrict(t *testing.T) {
	const good = `{"format":"milepost.charter/1","id":"x","name":"","sponsor":""}`
	if _, err := Decode(strings.NewReader(good)); err != nil {
		t.Fatal(err)
	}
	with := func(members string) string { return strings.Replace(good, `"id":"x"`, `"id":"x",`+members, 1) }
	for name, bad := range map[string]string{
		"empty": ``, "cut": good[:len(good)-1], "not an object": `[]`, "trailing": good + "1",
		"no format":    strings.Replace(good, `"format":"milepost.charter/1",`, ``, 1),
		"other format": strings.Replace(good, `charter/1`, `charter/2`, 1),
		"unknown":      with(`"colour":"red"`), "twice": with(`"id":"y"`), "twice by case": with(`"Id":"y"`),
		"bare number": with(`"goals":[{"weight":0.5}]`), "bad number": with(`"goals":[{"weight":"half"}]`),
		"bad date": with(`"start":"2026-02-30"`), "bad amount": with(`"authority":[{"limit":{"amount":1,"currency":"CNY"}}]`),
		"deep": with(`"goals":` + strings.Repeat("[", 40) + strings.Repeat("]", 40)),
	} {
		if _, err := Decode(strings.NewReader(bad)); !errors.Is(err, ErrForm) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if _, err := Decode(strings.NewReader(with(`"purpose":"` + strings.Repeat("x", MaxText+1) + `"`))); !errors.Is(err, ErrTooMany) {
		t.Error(err)
	}
	if _, err := Decode(brokenReader{}); !errors.Is(err, os.ErrClosed) {
		t.Error(err)
	}
	if err := Encode(brokenWriter{}, Charter{}); !errors.Is(err, os.ErrClosed) {
		t.Error(err)
	}
	if err := Encode(brokenWriter{}, Charter{Goals: make([]Goal, MaxRows+1)}); !errors.Is(err, ErrTooMany) {
		t.Error(err)
	}
}

// TestDecodeRefusesHiddenMembers wants the error to name the place. A long s
// (U+017F) folds to the s of a member.
func TestDecodeRefusesHiddenMembers(t *testing.T) {
	for bad, want := range map[string]string{
		`{"format":"milepost.charter/1","goals":[{"id":"a"}],"goal\u017f":[{"id":"b"}]}`:    `member "goalſ" twice`,
		`{"format":"milepost.charter/1","sponsor":"a","\u017fpon\u017for":"b"}`:             `member "ſponſor" twice`,
		`{"format":"milepost.charter/1","goals":[null]}`:                                    `"goals[0]" is null`,
		`{"format":"milepost.charter/1","goals":[{"id":"a"}],"standard":{"limits":[null]}}`: `"standard.limits[0]" is null`,
	} {
		if _, err := Decode(strings.NewReader(bad)); !errors.Is(err, ErrForm) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %s", bad, err, want)
		}
	}
}

type brokenReader struct{}

func (brokenReader) Read([]byte) (int, error) { return 0, os.ErrClosed }

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, os.ErrClosed }

// FuzzDecode: no input makes a function of the package panic, and what is read
// is written the same way ever after.
func FuzzDecode(f *testing.F) {
	f.Add([]byte(encoded(f, full(f))))
	f.Add([]byte(`{"format":"milepost.charter/1","goals":[{"id":"a","parent":"a","weight":"1/3","metric":{"baseline":"0","target":"0"}},{"id":"b","parent":"a"}],"standard":{"limits":[{"goal":"b","pass":"1"}],"rule":{"method":"weighted"}}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		x, err := Decode(bytes.NewReader(data))
		if err != nil {
			return
		}
		Summarize(x)
		RollUp(x.Goals, []Actual{{Goal: "a", Value: num("1")}})
		if frozen, err := Freeze(x.Standard, x.Goals, "g", "p", day("2026-01-01")); err == nil {
			frozen.Judge([]Actual{{Goal: "a", Value: num("1")}})
		}
		once := encoded(t, x)
		back, err := Decode(strings.NewReader(once))
		if err != nil || encoded(t, back) != once || back.Digest() != x.Digest() {
			t.Errorf("what was read once is not read again: %v", err)
		}
	})
}
