package sales_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/kpi/sales"
	"github.com/milepost-go/milepost/schedule/calendar"
)

func TestTallyDealsByHand(t *testing.T) {
	got, err := sales.TallyDeals(sixDeals(), sales.Period{From: ago(30), To: ago(10)}, sales.Exchange{})
	if err != nil {
		t.Fatal(err)
	}
	// Closed in it: b lost, c won; open at its end: d and e.
	if got.Won != 1 || got.Lost != 1 || got.Open != 2 {
		t.Errorf("got %+v", got)
	}
	same(t, "won", got.WonValue, yuanOf(50, 1))
	same(t, "lost", got.LostValue, yuanOf(100, 1))
	same(t, "open", got.OpenValue, yuanOf(500, 1))
	same(t, "win rate", got.WinRate(), kpi.Ratio(1, 2, ""))
	same(t, "by value", got.WinRateByValue(), kpi.Ratio(1, 3, ""))
	same(t, "over all by value", got.WinRateOverAllByValue(), kpi.Ratio(1, 13, ""))
}

// Months that follow each other have the closed deals of the whole, and the last
// one its open deals.
func TestTallyOfPartsIsThatOfTheWhole(t *testing.T) {
	for seed := range uint64(30) {
		deals := randomDeals(rand.New(rand.NewPCG(seed, 11)), 90)
		whole, err := sales.TallyDeals(deals, sales.Period{From: ago(200), To: today}, sales.Exchange{})
		if err != nil {
			t.Fatal(err)
		}
		var won, lost int64
		value := kpi.Int(0, "")
		var last sales.Tally
		for from := 200; from > 0; from -= 50 {
			to := ago(from - 49)
			if from == 50 {
				to = today
			}
			if last, err = sales.TallyDeals(deals, sales.Period{From: ago(from), To: to}, sales.Exchange{}); err != nil {
				t.Fatal(err)
			}
			won, lost, value = won+last.Won, lost+last.Lost, value.Add(last.WonValue)
		}
		if won != whole.Won || lost != whole.Lost || last.Open != whole.Open {
			t.Fatalf("seed %d: %d won, %d lost, %d open, want %+v", seed, won, lost, last.Open, whole)
		}
		same(t, fmt.Sprint("value, seed ", seed), value, whole.WonValue)
		p, err := process(t, "lead").Pipeline(deals, sales.PipelineOptions{On: today})
		if err != nil || p.Deals != whole.Open {
			t.Fatalf("seed %d: %d deals in the pipeline, %d open: %v", seed, p.Deals, whole.Open, err)
		}
		same(t, fmt.Sprint("open, seed ", seed), p.Open, whole.OpenValue)
	}
}

func TestTallyLeavesOutAndCounts(t *testing.T) {
	deals := append(sixDeals(),
		sales.Deal{Outcome: sales.Won, Amount: yuan("9"), Created: ago(50)}, sales.Deal{Outcome: sales.Lost, Created: ago(50), Closed: ago(20)}, sales.Deal{Outcome: 9, Created: ago(50)})
	got, err := sales.TallyDeals(deals, sales.Period{From: ago(30)}, sales.Exchange{})
	if err != nil || got.NoDate != 1 || got.NoAmount != 1 || got.Lost != 2 || got.Won != 2 {
		t.Errorf("got %+v, %v", got, err)
	}
	if all, err := sales.TallyDeals(deals, sales.Period{}, sales.Exchange{}); err != nil || all.NoDate != 0 || all.Won != 4 {
		t.Errorf("without period dates are not needed: %+v, %v", all, err)
	}
	euro, err := money.Parse("5", "EUR")
	if err != nil {
		t.Fatal(err)
	}
	got, err = sales.TallyDeals(append(deals, sales.Deal{Amount: euro}), sales.Period{}, sales.Exchange{To: euro.Currency()})
	if !errors.Is(err, sales.ErrMissingRate) || got.Won != 4 || got.WonValue.Reason() != kpi.ReasonMissingRate {
		t.Errorf("got %+v, %v", got, err)
	}
	if empty, err := sales.TallyDeals(nil, sales.Period{To: calendar.Date{}}, sales.Exchange{}); err != nil || !empty.WinRate().IsUnknown() {
		t.Errorf("got %+v, %v", empty, err)
	}
}

func ExampleTallyDeals() {
	march := func(day int) calendar.Date { return calendar.DateOf(2026, 3, day) }
	deals := []sales.Deal{
		{ID: "d1", Amount: yuan("900"), Outcome: sales.Won, Created: march(1), Closed: march(9)},
		{ID: "d2", Amount: yuan("300"), Outcome: sales.Lost, Created: march(1), Closed: march(12)},
		{ID: "d3", Amount: yuan("500"), Created: march(5)},
	}
	t, err := sales.TallyDeals(deals, sales.Period{From: march(1), To: march(31)}, sales.Exchange{})
	fmt.Println(t.WinRate(), "by value", t.WinRateByValue(), "over all", t.WinRateOverAll(), err)
	// Output:
	// 0.5 by value 0.75 over all 1/3 <nil>
}
