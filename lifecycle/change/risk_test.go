package change_test

import (
	"context"
	"errors"
	"math/big"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/risk/sra"
	"github.com/milepost-go/milepost/schedule/calendar"
)

func rating(d int, chance risk.Number, effects ...risk.Effect) risk.Assessment {
	return risk.Assessment{At: calendar.DateOf(2026, 3, d), By: "li.na", Basis: risk.Current, Rating: risk.Rating{Probability: chance, Effects: effects}}
}

func openRisk(id string, a risk.Assessment) risk.Risk {
	return risk.Risk{ID: id, Kind: risk.Threat, Status: risk.Open, Cause: "c", Event: "e " + id, Effect: "f", Assessments: []risk.Assessment{a}}
}

// register holds two threats. By hand: R1 1/10 of 1000.01, R2 1/3 of 300 and of
// 16 h; together 200.001 CNY and 320 min.
func register(t testing.TB) risk.Register {
	t.Helper()
	r, err := risk.PresetRegister(risk.PresetIllustrative5x5, risk.Worst{Cost: cny("500000"), Time: 200 * hour})
	if err != nil {
		t.Fatal(err)
	}
	r.ID = "launch"
	r.Risks = []risk.Risk{openRisk("R1", rating(2, risk.Fraction(1, 10), risk.CostOf(cny("1000.01")))),
		openRisk("R2", rating(2, risk.Fraction(1, 3), risk.CostOf(cny("300")), risk.Delay(16*hour)))}
	return r
}

// hedge closes R1, halves R2 and brings R3.
func hedge() []change.RiskEdit {
	return []change.RiskEdit{
		{Kind: change.MoveRisk, Move: risk.Change{Risk: "R1", To: risk.Closed, At: calendar.DateOf(2026, 3, 4)}},
		{Kind: change.RateRisk, Risk: "R2", Assessment: rating(4, risk.Fraction(1, 6), risk.CostOf(cny("300")), risk.Delay(16*hour))},
		{Kind: change.AddRisk, NewRisk: openRisk("R3", rating(4, risk.Fraction(1, 2), risk.CostOf(cny("20"))))},
	}
}

// R1 goes with 100.001, R2 falls by 50 and by 160 min, R3 brings 10.
func TestRiskEffectByHand(t *testing.T) {
	r := training()
	r.Risks = hedge()
	in := input(t, launch(), r)
	in.Register = register(t)
	was := text(t, in.Register)
	i, err := change.Assess(in)
	if err != nil {
		t.Fatal(err)
	}
	e := i.Risk
	if e.CostMoved != finding.Money("-140.001", "CNY") || e.TimeMoved != finding.Number(-160, "min") {
		t.Errorf("moved by %v and %v", e.CostMoved, e.TimeMoved)
	}
	if e.Before.Cost.Net.Expected.String() != "200.001" || e.After.Cost.Net.Expected.String() != "60" || e.Before.Open != 2 || e.After.Open != 2 {
		t.Errorf("before %+v after %+v", e.Before, e.After)
	}
	if !slices.Equal(e.Added, []string{"R3"}) || !slices.Equal(e.Moved, []string{"R1"}) || !slices.Equal(e.Rerated, []string{"R2"}) {
		t.Errorf("edits %+v", e)
	}
	if text(t, in.Register) != was {
		t.Error("the register was written to")
	}
	after, err := change.EditRegister(in.Register, r.Risks)
	if err != nil {
		t.Fatal(err)
	}
	if digest, err := change.RegisterDigest(after); err != nil || digest != e.RegisterAfter {
		t.Errorf("the register after has digest %s, want %s (%v)", digest, e.RegisterAfter, err)
	}
}

// A rating without a figure makes the difference unknown, never 0.
func TestUnratedRisksAreUnknown(t *testing.T) {
	r := training()
	r.Risks = []change.RiskEdit{{Kind: change.AddRisk, NewRisk: risk.Risk{ID: "R9", Kind: risk.Threat, Status: risk.Open}}}
	in := input(t, launch(), r)
	in.Register = register(t)
	i, err := change.Assess(in)
	if err != nil || i.Risk.CostMoved.Reason() != change.ReasonUnrated || i.Risk.TimeMoved.Reason() != change.ReasonUnrated {
		t.Errorf("got %+v, %v", i.Risk, err)
	}
}

// The exposure moves by what a plain sum over the risks says.
func TestRiskEffectAgainstThePlainSum(t *testing.T) {
	for seed := range uint64(100) {
		r := rand.New(rand.NewPCG(seed, 19))
		before := register(t)
		before.Risks = nil
		sums := [2]*big.Rat{new(big.Rat), new(big.Rat)} // before, after
		var edits []change.RiskEdit
		for n := range 1 + r.IntN(8) {
			id := "R" + strconv.Itoa(n)
			num, cents := r.Int64N(100), r.Int64N(1e7)
			value := func(num int64) *big.Rat { return big.NewRat(num*cents, 100*100) }
			amount, err := money.Minor(cents, cny("1").Currency())
			if err != nil {
				t.Fatal(err)
			}
			rate := func(num int64) risk.Assessment {
				return rating(3, risk.Fraction(num, 100), risk.CostOf(amount))
			}
			switch r.IntN(4) {
			case 0: // stays
				before.Risks = append(before.Risks, openRisk(id, rate(num)))
				sums[0].Add(sums[0], value(num))
				sums[1].Add(sums[1], value(num))
			case 1: // closes
				before.Risks = append(before.Risks, openRisk(id, rate(num)))
				sums[0].Add(sums[0], value(num))
				edits = append(edits, change.RiskEdit{Kind: change.MoveRisk, Move: risk.Change{Risk: id, To: risk.Closed, At: calendar.DateOf(2026, 3, 9)}})
			case 2: // is rated anew
				before.Risks = append(before.Risks, openRisk(id, rate(num)))
				sums[0].Add(sums[0], value(num))
				sums[1].Add(sums[1], value(num/2))
				edits = append(edits, change.RiskEdit{Kind: change.RateRisk, Risk: id, Assessment: rate(num / 2)})
			case 3: // comes
				sums[1].Add(sums[1], value(num))
				edits = append(edits, change.RiskEdit{Kind: change.AddRisk, NewRisk: openRisk(id, rate(num))})
			}
		}
		request := training()
		request.Risks = edits
		in := input(t, launch(), request)
		in.Register = before
		i, err := change.Assess(in)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		got, _ := i.Risk.CostMoved.Rat()
		if want := sums[1].Sub(sums[1], sums[0]); got == nil || got.Cmp(want) != 0 {
			t.Errorf("seed %d: moved by %v, want %v", seed, i.Risk.CostMoved, want)
		}
	}
}

func TestEditRegisterNamesEveryFault(t *testing.T) {
	edits := []change.RiskEdit{
		{Kind: "soup", Risk: "R1"},
		{Kind: change.AddRisk, NewRisk: risk.Risk{ID: "R1"}},
		{Kind: change.MoveRisk, Move: risk.Change{Risk: "R7", To: risk.Closed}},
		{Kind: change.MoveRisk, Move: risk.Change{Risk: "R1", To: risk.Proposed, At: calendar.DateOf(2026, 3, 4)}},
		{Kind: change.RateRisk, Risk: "R2"},
	}
	_, err := change.EditRegister(register(t), edits)
	var refusal *change.RefusedError
	if !errors.As(err, &refusal) {
		t.Fatal(err)
	}
	got := map[string]finding.Code{}
	for _, f := range refusal.Findings {
		got[f.Subject.ID] = f.Code
	}
	want := map[string]finding.Code{"1": change.CodeUnknownWord, "2": change.CodeRiskTaken, "3": change.CodeNoRisk, "4": change.CodeRiskMove, "5": change.CodeRiskRating}
	for id, code := range want {
		if got[id] != code {
			t.Errorf("edit %s: %s, want %s", id, got[id], code)
		}
	}
	r := training()
	r.Risks = edits[:1]
	if found := r.Check(); !finding.Blocks(found) {
		t.Error("a kind that does not exist passes the check")
	}
}

// A register that moved makes the assessment stale, and so do other edits.
func TestStaleRegister(t *testing.T) {
	r := training()
	r.Risks = hedge()
	in := input(t, launch(), r)
	in.Register = register(t)
	i, err := change.Assess(in)
	if err != nil {
		t.Fatal(err)
	}
	if found := i.StaleRegister(register(t), r); len(found) > 0 {
		t.Errorf("got %q", lines(found))
	}
	other := register(t)
	other.Risks[0].Owner = "ann"
	if found := i.StaleRegister(other, r); len(found) != 1 || found[0].Code != change.CodeRegisterMoved {
		t.Errorf("got %q", lines(found))
	}
	if found := assess(t, launch(), training()).StaleRegister(other, r); len(found) > 0 {
		t.Errorf("no register was looked at, yet %q", lines(found))
	}
	r.Risks = r.Risks[:2]
	if found := i.Stale(launch(), r); len(found) != 1 || found[0].Code != change.CodeRequestChanged {
		t.Errorf("got %q", lines(found))
	}
}

// Without any uncertainty the percentiles are the computed figures; a risk that
// is certain shows in them, and goes with the change.
func TestSimulate(t *testing.T) {
	r := training()
	r.Risks = []change.RiskEdit{{Kind: change.MoveRisk, Move: risk.Change{Risk: "R2", To: risk.Closed, At: calendar.DateOf(2026, 3, 4)}}}
	in := input(t, launch(), r)
	in.Register = register(t)
	in.Register.Risks[1].Assessments[0] = rating(2, risk.Whole(1), risk.CostOf(cny("300")), risk.Delay(16*hour))
	in.Register.Risks = in.Register.Risks[1:]
	i, err := change.Assess(in)
	if err != nil {
		t.Fatal(err)
	}
	options := sra.Options{Trials: 50, Seed: 7, Impacts: []sra.Impact{{Risk: "R2", Task: "build"}}}
	i, err = change.Simulate(context.Background(), in, i, options)
	if err != nil {
		t.Fatal(err)
	}
	if i.Odds.Seed != 7 || i.Odds.Trials != 50 || len(i.Odds.Points) != 2 {
		t.Fatalf("odds %+v", i.Odds)
	}
	for _, p := range i.Odds.Points { // two days late before, two days of training after
		if p.FinishBefore != on(17, 17) || p.FinishAfter != on(17, 17) || p.CostBefore.String() != "300.00 CNY" || p.CostAfter.String() != "500.00 CNY" {
			t.Errorf("%+v", p)
		}
	}
	options.Trials = -1
	if back, err := change.Simulate(context.Background(), in, i, options); err == nil || !strings.Contains(err.Error(), "change: simulate") || text(t, back) != text(t, i) {
		t.Errorf("got %v", err)
	}
}
