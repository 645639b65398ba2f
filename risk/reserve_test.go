package risk

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/finding"
)

// entry writes an entry as "kind date amount risk".
func entry(id, text string) Entry {
	f := strings.Fields(text)
	e := Entry{ID: id, Kind: EntryKind(f[0]), At: day(f[1]), Amount: num(f[2]), Reason: "because", Approver: "chen.bo"}
	if len(f) > 3 {
		e.Risk = f[3]
	}
	return e
}

// reserved is the worked register with reserves whose figures are worked out by
// hand here. Contingency in money: 40000 for R1 and 200000.50 for R2 granted on
// 1 March, 15000 drawn for R1 on 10 March, 25000 granted for R6 on 12 March.
// Management reserve in money: 100000. Contingency in time: 2400 minutes for
// R2, 480 drawn on 20 March.
func reserved(t testing.TB) Register {
	r := handWorked(t)
	r.Reserves = []Reserve{
		{ID: "C", Kind: Contingency, On: OnCost, Entries: []Entry{
			entry("1", "grant 2026-03-01 40000 R1"), entry("2", "grant 2026-03-01 200000.50 R2"),
			entry("3", "draw 2026-03-10 15000 R1"), entry("4", "grant 2026-03-12 25000 R6")}},
		{ID: "M", Kind: Management, On: OnCost, Entries: []Entry{entry("1", "grant 2026-03-01 100000")}},
		{ID: "T", Kind: Contingency, On: OnTime, Entries: []Entry{
			entry("1", "grant 2026-03-01 2400 R2"), entry("2", "draw 2026-03-20 480 R2")}},
	}
	return r
}

func standing(s Standing) string {
	return fmt.Sprint(s.Granted, " ", s.Drawn, " ", s.Released, " ", s.Remaining)
}

func TestReserveStanding(t *testing.T) {
	r := reserved(t)
	if found := r.Check(); len(found) != 0 {
		t.Fatalf("%v", codesOf(found))
	}
	for _, test := range []struct{ reserve, at, want string }{
		{"C", "2026-02-28", "0 0 0 0"},
		{"C", "2026-03-01", "240000.5 0 0 240000.5"},
		{"C", "2026-03-09", "240000.5 0 0 240000.5"},
		{"C", "2026-03-10", "240000.5 15000 0 225000.5"},
		{"C", "2026-03-12", "265000.5 15000 0 250000.5"},
		{"M", "2026-03-12", "100000 0 0 100000"},
		{"T", "2026-03-20", "2400 480 0 1920"},
	} {
		x, ok := r.Reserve(test.reserve)
		if got := standing(x.Standing(day(test.at))); !ok || got != test.want {
			t.Errorf("%s %s: got %s, want %s", test.reserve, test.at, got, test.want)
		}
	}
	if _, ok := r.Reserve("none"); ok {
		t.Error("there is no such reserve")
	}
	var balances []string
	for _, line := range r.Reserves[0].Ledger() {
		balances = append(balances, line.ID+":"+line.Balance.String())
	}
	if got := fmt.Sprint(balances); got != "[1:40000 2:240000.5 3:225000.5 4:250000.5]" {
		t.Errorf("got %s", got)
	}
}

func TestAllotmentsAndRelease(t *testing.T) {
	r := reserved(t)
	var got []string
	for _, a := range r.Allotments("C", ever) {
		got = append(got, a.Risk+" "+standing(a.Standing))
	}
	want := []string{"R1 40000 15000 0 25000", "R2 200000.5 0 0 200000.5", "R6 25000 0 0 25000"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if early := r.Allotments("C", day("2026-03-11")); len(early) != 2 {
		t.Errorf("R6 had nothing yet: %+v", early)
	}
	// R6 is closed in the worked register; see when.
	ended := r.Risks[5].Ended
	if list := r.Releasable(ended.AddDays(-1)); len(list) != 0 {
		t.Errorf("R6 was open then: %+v", list)
	}
	list := r.Releasable(ever)
	if len(list) != 1 || list[0].Reserve != "C" || list[0].Risk != "R6" || list[0].Amount != num("25000") || list[0].Status != Closed {
		t.Fatalf("got %+v", list)
	}
	released, err := r.Book("C", entry("5", "release 2026-04-30 25000 R6"))
	if err != nil || len(released.Releasable(ever)) != 0 {
		t.Errorf("what was given back is not to be given back again: %+v, %v", released.Releasable(ever), err)
	}
	closed, err := released.Move(Change{Risk: "R1", To: Closed, At: day("2026-05-01")})
	if err != nil {
		t.Fatal(err)
	}
	if list := closed.Releasable(day("2026-05-01")); len(list) != 1 || list[0].Amount != num("25000") || list[0].Risk != "R1" {
		t.Errorf("40000 less 15000 are left for R1: %+v", list)
	}
	if list := closed.Releasable(day("2026-04-30")); len(list) != 0 {
		t.Errorf("R1 was open then: %+v", list)
	}
	// What another risk used up cannot be given back.
	eaten, err := closed.Book("C", entry("6", "draw 2026-05-02 215000.50 R2"))
	if err != nil {
		t.Fatal(err)
	}
	if list := eaten.Releasable(ever); len(list) != 1 || list[0].Amount != num("10000") {
		t.Errorf("225000.50 less 215000.50 are in the reserve: %+v", list)
	}
	if !contains(eaten.Check(), CodeAllotmentOverdrawn) {
		t.Error("R2 used up more than it was granted")
	}
}

func TestBookRefuses(t *testing.T) {
	r := reserved(t)
	before := encoded(t, r)
	for name, test := range map[string]struct {
		reserve string
		change  func(*Entry)
		want    []finding.Code
	}{
		"below zero":          {"C", func(e *Entry) { e.Amount = num("250000.51") }, []finding.Code{CodeReserveBelowZero}},
		"release below zero":  {"C", func(e *Entry) { e.Kind, e.Amount, e.Exception = Release, num("250000.51"), "X1" }, []finding.Code{CodeReserveBelowZero}},
		"no approver":         {"C", func(e *Entry) { e.Approver = "" }, []finding.Code{CodeEntryApprover}},
		"no reason":           {"C", func(e *Entry) { e.Reason = "" }, []finding.Code{CodeEntryReason}},
		"no date":             {"C", func(e *Entry) { e.At = ever }, []finding.Code{CodeEntryOrder, CodeEntryUndated}},
		"before the last":     {"C", func(e *Entry) { e.At = day("2026-03-11") }, []finding.Code{CodeEntryOrder}},
		"no risk":             {"C", func(e *Entry) { e.Risk = "" }, []finding.Code{CodeEntryNoRisk}},
		"unknown risk":        {"C", func(e *Entry) { e.Risk = "R99" }, []finding.Code{CodeEntryRiskUnknown}},
		"unknown in the rest": {"M", func(e *Entry) { e.Risk = "R99" }, []finding.Code{CodeEntryRiskUnknown}},
		"nothing":             {"C", func(e *Entry) { e.Amount = num("0") }, []finding.Code{CodeEntryAmount}},
		"negative":            {"C", func(e *Entry) { e.Amount = num("-1") }, []finding.Code{CodeEntryAmount}},
		"unstated":            {"C", func(e *Entry) { e.Amount = Number{} }, []finding.Code{CodeEntryAmount}},
		"less than a fen":     {"C", func(e *Entry) { e.Amount = num("0.001") }, []finding.Code{CodeEntryMinorUnit}},
		"an id in use":        {"C", func(e *Entry) { e.ID = "2" }, []finding.Code{CodeDuplicateID}},
		"no id":               {"C", func(e *Entry) { e.ID = "" }, []finding.Code{CodeNoID}},
		"no such kind":        {"C", func(e *Entry) { e.Kind = "gift" }, []finding.Code{CodeUnknownWord}},
		"a long reason":       {"C", func(e *Entry) { e.Reason = strings.Repeat("x", MaxText+1) }, []finding.Code{CodeTextTooLong}},
		"several at once":     {"C", func(e *Entry) { e.Approver, e.Risk, e.Amount = "", "", num("-1") }, []finding.Code{CodeEntryAmount, CodeEntryApprover, CodeEntryNoRisk}},
	} {
		e := entry("9", "draw 2026-03-20 1 R1")
		test.change(&e)
		_, err := r.Book(test.reserve, e)
		var detail *finding.Error
		if !errors.Is(err, ErrBooking) || !errors.As(err, &detail) {
			t.Errorf("%s: got %v", name, err)
			continue
		}
		for _, code := range test.want {
			if !contains(detail.Findings, code) {
				t.Errorf("%s: %s is missing in %v", name, code, codesOf(detail.Findings))
			}
		}
		if len(detail.Findings) != len(test.want) {
			t.Errorf("%s: got %v", name, codesOf(detail.Findings))
		}
	}
	if _, err := r.Book("none", Entry{}); !errors.Is(err, ErrNoReserve) {
		t.Error(err)
	}
	if encoded(t, r) != before {
		t.Error("booking changed the register it was given")
	}
}

// TestOldFaultsDoNotStopBooking: an entry is judged by itself; what is wrong
// with older ones stays a finding of the register.
func TestOldFaultsDoNotStopBooking(t *testing.T) {
	r := reserved(t)
	r.Reserves[0].Entries[1].Approver = ""
	booked, err := r.Book("C", entry("5", "draw 2026-03-20 1 R1"))
	if err != nil {
		t.Fatal(err)
	}
	if !contains(booked.Check(), CodeEntryApprover) || len(booked.Reserves[0].Entries) != 5 {
		t.Errorf("got %v", codesOf(booked.Check()))
	}
}

// TestException: a draw beyond what is left is booked with an exception only,
// and the next one needs its own.
func TestException(t *testing.T) {
	r := reserved(t)
	e := entry("3", "draw 2026-03-20 2000 R2")
	if _, err := r.Book("T", e); !errors.Is(err, ErrBooking) {
		t.Fatalf("1920 minutes are left: %v", err)
	}
	e.Exception = "X1"
	r, err := r.Book("T", e)
	if err != nil {
		t.Fatal(err)
	}
	if x, _ := r.Reserve("T"); x.Standing(ever).Remaining != num("-80") {
		t.Errorf("got %s", standing(x.Standing(ever)))
	}
	if _, err := r.Book("T", entry("4", "draw 2026-03-21 1 R2")); !errors.Is(err, ErrBooking) {
		t.Errorf("one exception is for one entry: %v", err)
	}
	if r, err = r.Book("T", entry("4", "grant 2026-03-21 100 R2")); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Book("T", entry("5", "draw 2026-03-21 20 R2")); err != nil {
		t.Errorf("20 minutes are left: %v", err)
	}
	if finding.Blocks(r.Check()) {
		t.Errorf("what was booked lawfully is lawful: %v", codesOf(r.Check()))
	}
}

// TestLedgerLaws books at random and keeps the books beside it in whole fen:
// the ledger sums exactly, the balance falls below zero under an exception
// only, and a refused entry changes nothing.
func TestLedgerLaws(t *testing.T) {
	const seed = 42
	random := rand.New(rand.NewPCG(seed, 7))
	for run := range 30 {
		r := handWorked(t)
		r.Reserves = []Reserve{{ID: "C", Kind: Contingency, On: OnCost}}
		var fen int64
		sums := map[EntryKind]int64{}
		for i := range 40 {
			kind := []EntryKind{Grant, Draw, Draw, Release}[random.IntN(4)]
			cents := 1 + random.Int64N(1_000_000)
			e := Entry{ID: fmt.Sprint(i), Kind: kind, At: day("2026-01-01").AddDays(i), Amount: Fraction(cents, 100),
				Risk: []string{"R1", "R2", "R3"}[random.IntN(3)], Reason: "r", Approver: "a"}
			if random.IntN(4) == 0 {
				e.Exception = "X"
			}
			after := fen - cents
			if kind == Grant {
				after = fen + cents
			}
			lawful := kind == Grant || after >= 0 || kind == Draw && e.Exception != ""
			next, err := r.Book("C", e)
			if (err == nil) != lawful {
				t.Fatalf("seed %d run %d entry %d: %v", seed, run, i, err)
			}
			if err == nil {
				r, fen = next, after
				sums[kind] += cents
			}
		}
		got := r.Reserves[0].Standing(ever)
		want := Standing{Fraction(sums[Grant], 100), Fraction(sums[Draw], 100), Fraction(sums[Release], 100), Fraction(fen, 100)}
		if got != want {
			t.Errorf("seed %d run %d: got %s, want %s", seed, run, standing(got), standing(want))
		}
		parts := Whole(0)
		for _, a := range r.Allotments("C", ever) {
			parts = add(parts, a.Remaining)
		}
		if parts != got.Remaining {
			t.Errorf("seed %d run %d: the parts sum to %s", seed, run, parts)
		}
		if finding.Blocks(r.Check()) {
			t.Errorf("seed %d run %d: %v", seed, run, codesOf(r.Check()))
		}
	}
}

// TestCover: both curves by hand. The worked register expects, net, 378000 CNY
// and 1440 minutes from 25 March on, when R2 was assessed: 360000 and 1440 of
// R2, 30000 of R1, less 12000 of R3.
func TestCover(t *testing.T) {
	r := reserved(t)
	x := r.Cover(days("2026-04-10"))[0]
	if x.Cost.Contingency != num("250000.5") || x.Cost.Management != num("100000") || x.Cost.Exposure.Net.Expected != num("378000") {
		t.Errorf("got %+v", x.Cost)
	}
	if x.Cost.Short != num("127999.5") || x.Time.Contingency != num("1920") || x.Time.Short != num("-480") {
		t.Errorf("got short %s in cost, %s in time", x.Cost.Short, x.Time.Short)
	}
	early := r.Cover(days("2026-03-12"))[0]
	if early.Cost.Contingency != num("250000.5") || !early.Cost.Short.IsZero() || fmt.Sprint(early.Cost.Exposure.Unknown) != "[R2 R3]" {
		t.Errorf("R2 and R3 were raised but not assessed, so the curve has no value: %+v", early.Cost)
	}
}

func TestReserveFaults(t *testing.T) {
	for name, test := range map[string]struct {
		harm func(*Register)
		want finding.Code
	}{
		"no id":        {func(r *Register) { r.Reserves[0].ID = "" }, CodeNoID},
		"twice":        {func(r *Register) { r.Reserves[1].ID = "C" }, CodeDuplicateID},
		"kind":         {func(r *Register) { r.Reserves[1].Kind = "hidden" }, CodeUnknownWord},
		"dimension":    {func(r *Register) { r.Reserves[1].On = OnQuality }, CodeUnknownWord},
		"overdrawn":    {func(r *Register) { r.Reserves[0].Entries[2].Amount = num("40001") }, CodeAllotmentOverdrawn},
		"negative sum": {func(r *Register) { r.Reserves[0].Entries[2].Amount = num("240001") }, CodeReserveBelowZero},
	} {
		r := reserved(t)
		test.harm(&r)
		if found := r.Check(); !contains(found, test.want) {
			t.Errorf("%s: got %v", name, codesOf(found))
		}
	}
	r := reserved(t)
	r.Reserves[0].Entries = make([]Entry, MaxBookings+1)
	if found := r.Check(); len(found) != 1 || found[0].Code != CodeTooMany {
		t.Errorf("got %d findings", len(found))
	}
	if err := Encode(brokenWriter{}, r); !errors.Is(err, ErrTooMany) {
		t.Error(err)
	}
}

// TestMinorUnits: as many decimal places as the currency has.
func TestMinorUnits(t *testing.T) {
	for code, test := range map[string]struct{ good, bad string }{
		"CNY": {"0.01", "0.005"}, "JPY": {"1", "0.5"}, "KWD": {"0.001", "0.0001"},
	} {
		currency, err := money.Lookup(code)
		if err != nil {
			t.Fatal(err)
		}
		if !num(test.good).inMinorUnits(currency.Places()) || num(test.bad).inMinorUnits(currency.Places()) || num("1/3").inMinorUnits(currency.Places()) {
			t.Error(code)
		}
	}
}

// TestReservesInTheForm: reserves and answers are written and read back the
// same, and a copy shares nothing.
func TestReservesInTheForm(t *testing.T) {
	r := reserved(t)
	r.Answers = []PromptAnswer{{Source: Source{FromLesson, "L1"}, At: day("2026-03-02"), By: "li.na", Reason: "not our market"}}
	r.Risks[0].Responses[0].Tasks = []string{"t2"}
	once := encoded(t, r)
	back, err := Decode(strings.NewReader(once))
	if err != nil || encoded(t, back) != once {
		t.Fatal(err)
	}
	for _, want := range []string{`"amount": "200000.5"`, `"kind": "management"`, `"accepted": false`} {
		if !strings.Contains(once, want) {
			t.Errorf("%s is not in the form", want)
		}
	}
	copied := r.Clone()
	copied.Reserves[0].Entries[0].Amount, copied.Answers[0].By, copied.Risks[0].Responses[0].Tasks[0] = num("1"), "x", "x"
	if encoded(t, r) != once {
		t.Error("a copy shares its ledger, its answers or its tasks")
	}
}
