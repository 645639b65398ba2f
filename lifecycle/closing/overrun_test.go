package closing_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/lifecycle/closing"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

const hour = calendar.Hour

func currency(code string) money.Currency {
	c, err := money.Lookup(code)
	if err != nil {
		panic(err)
	}
	return c
}

func amount(text, code string) money.Amount {
	a, err := money.Parse(text, code)
	if err != nil {
		panic(err)
	}
	return a
}

// staffed plans task a with 10 hours of a senior at 100 CNY and 30 hours of a
// junior at 60 CNY, and 500 CNY for a room: 1000 + 1800 + 500 = 3300 CNY.
func staffed() *schedule.Plan {
	return &schedule.Plan{
		Name: "P", Start: on(2, 8), Tasks: []schedule.Task{{ID: "a", Duration: schedule.Duration{Length: 4 * day}, FixedCost: cny("500")}},
		Resources:   []schedule.Resource{{ID: "senior", Rate: cny("100")}, {ID: "junior", Rate: cny("60")}, {ID: "van", Kind: schedule.CostResource, CostPerUse: cny("80")}},
		Assignments: []schedule.Assignment{{ID: "1", Task: "a", Resource: "senior", Work: 10 * hour}, {ID: "2", Task: "a", Resource: "junior", Work: 30 * hour}},
	}
}

func paid(r schedule.ResourceID, hours calendar.Work, cost string) closing.ActualCost {
	return closing.ActualCost{Task: "a", Resource: r, Work: hours * hour, Cost: cny(cost)}
}

// asPlanned is what staffed is to cost.
func asPlanned() []closing.ActualCost {
	return []closing.ActualCost{paid("senior", 10, "1000"), paid("junior", 30, "1800"), paid("", 0, "500")}
}

// overrun prints "total; cause moved (what moved, ...)".
func overrun(t *testing.T, in closing.Spending) string {
	t.Helper()
	if in.Currency == (money.Currency{}) {
		in.Currency = currency("CNY")
	}
	o, err := closing.OverrunOf(in)
	if err != nil {
		t.Fatal(err)
	}
	checkOverrun(t, o)
	text := []string{o.Total.Text()}
	for _, s := range o.Causes {
		var parts []string
		for _, p := range s.Parts {
			parts = append(parts, p.What.ID+" "+p.Moved.Text())
		}
		text = append(text, fmt.Sprintf("%s %s (%s)", s.Cause, s.Moved.Text(), strings.Join(parts, ", ")))
	}
	return strings.Join(text, "; ")
}

// checkOverrun holds parts, shares, total, budget and actual to each other.
func checkOverrun(t *testing.T, o closing.Overrun) {
	t.Helper()
	var all []money.Amount
	for _, s := range o.Causes {
		var parts []money.Amount
		for _, p := range s.Parts {
			parts = append(parts, p.Moved)
		}
		if sum, err := money.Sum(parts); err != nil || !sum.Equal(s.Moved) {
			t.Errorf("parts of %s sum to %s of %s", s.Cause, sum, s.Moved)
		}
		all = append(all, s.Moved)
	}
	if sum, err := money.Sum(all); err != nil || sum.Text() != o.Total.Text() && o.Total.Sign() != 0 || sum.Sign() != o.Total.Sign() {
		t.Errorf("shares sum to %s of %s", sum, o.Total)
	}
	if off, err := o.Actual.Sub(o.Agreed); err != nil || !off.Equal(o.Total) {
		t.Errorf("%s less %s is not %s", o.Actual, o.Agreed, o.Total)
	}
}

func TestOverrunByHand(t *testing.T) {
	for _, c := range []struct {
		name string
		does func(in *closing.Spending)
		want string
	}{
		{"as planned", func(*closing.Spending) {}, "0.00"},
		// Eight hours more in the same mix: 2 of the senior, 6 of the junior. The
		// mean rate is 2800 / 40 = 70: 8 * 70 = 560.
		{"hours", func(in *closing.Spending) {
			in.Actuals[0], in.Actuals[1] = paid("senior", 12, "1200"), paid("junior", 36, "2160")
		}, "560.00; estimate 560.00 (a 560.00)"},
		// The same 40 hours, half by each: (20 - 10) * 100 + (20 - 30) * 60 = 400.
		{"mix", func(in *closing.Spending) {
			in.Actuals[0], in.Actuals[1] = paid("senior", 20, "2000"), paid("junior", 20, "1200")
		}, "400.00; mix 400.00 (a 400.00)"},
		// The junior costs 65 an hour: 30 * 5 = 150.
		{"rate", func(in *closing.Spending) { in.Actuals[1] = paid("junior", 30, "1950") }, "150.00; rate 150.00 (a 150.00)"},
		// The textbook's three at once: 20 hours of the senior at 110 and 28 of the
		// junior at 55. Rate: 20*10 - 28*5 = 60. Hours: 48 - 40 at 70 = 560. Mix:
		// the plan's mix of 48 hours is 12 and 36: 8*100 - 8*60 = 320. In all 940 =
		// 2200 + 1540 - 2800.
		{"all three", func(in *closing.Spending) {
			in.Actuals[0], in.Actuals[1] = paid("senior", 20, "2200"), paid("junior", 28, "1540")
		}, "940.00; estimate 560.00 (a 560.00); mix 320.00 (a 320.00); rate 60.00 (a 60.00)"},
		// An expert whom nobody planned does the senior's ten hours at 180: at the
		// rate that she has, the mix of 40 hours costs 10*180 - 10*100 = 800 more.
		{"another one", func(in *closing.Spending) { in.Actuals[0] = paid("expert", 10, "1800") }, "800.00; mix 800.00 (a 800.00)"},
		// The room costs 620 instead of 500.
		{"fixed cost", func(in *closing.Spending) { in.Actuals[2] = paid("", 0, "620") }, "120.00; estimate 120.00 (a 120.00)"},
		// Nothing was done: all of it is saved.
		{"nothing spent", func(in *closing.Spending) { in.Actuals = nil }, "-3300.00; estimate -3300.00 (a -3300.00)"},
		// Work on a task that the plan does not have.
		{"unplanned", func(in *closing.Spending) {
			in.Actuals = append(in.Actuals, closing.ActualCost{Task: "z", Cost: cny("70")})
		}, "70.00; scope 70.00 (z 70.00)"},
		// The risk cost 300; 400 had been set aside in the budget.
		{"risk and reserve", func(in *closing.Spending) {
			in.Reserve = cny("400")
			in.Actuals = append(in.Actuals, closing.ActualCost{Task: "a", Resource: "junior", Work: 5 * hour, Cost: cny("300"), Risk: "R1"})
		}, "-100.00; risk 300.00 (R1 300.00); reserve -400.00 (P -400.00)"},
		// A change gives the junior ten hours more, 600, which he works, and costs
		// 50 besides.
		{"change", func(in *closing.Spending) {
			in.Requests = []change.Request{{ID: "C1", State: change.Implemented, Edits: []schedule.Edit{{Kind: schedule.EditWork, Assignment: "2", Work: 40 * hour}}},
				{ID: "C2", State: change.Rejected, Edits: []schedule.Edit{{Kind: schedule.EditWork, Assignment: "2", Work: 90 * hour}}}}
			in.Actuals[1] = paid("junior", 40, "2400")
			in.Actuals = append(in.Actuals, closing.ActualCost{Cost: cny("50"), Request: "C1"})
		}, "650.00; scope 650.00 (a 600.00, C1 50.00)"},
		// The van, planned at 80 a use, costs 95.
		{"use", func(in *closing.Spending) {
			in.Agreed.Assignments = append(in.Agreed.Assignments, schedule.Assignment{ID: "3", Task: "a", Resource: "van"})
			in.Actuals = append(in.Actuals, paid("van", 0, "95"))
		}, "15.00; rate 15.00 (a 15.00)"},
		// An inactive task costs nothing.
		{"inactive", func(in *closing.Spending) {
			in.Agreed.Tasks = append(in.Agreed.Tasks, schedule.Task{ID: "off", Inactive: true, FixedCost: cny("900")}, schedule.Task{ID: "in", Parent: "off", FixedCost: cny("90")})
		}, "0.00"},
	} {
		in := closing.Spending{Agreed: staffed(), Actuals: asPlanned()}
		c.does(&in)
		if got := overrun(t, in); got != c.want {
			t.Errorf("%s: got %s\nwant %s", c.name, got, c.want)
		}
	}
}

// A licence of 1000 USD was planned at 7.00 CNY and paid at 7.20 with 1100 USD:
// 100 USD more at the old rate is 700 CNY, and 1100 * 0.20 is 220 CNY.
func TestOverrunCurrency(t *testing.T) {
	usd := currency("USD")
	rate := func(day money.Date, f string) money.Rate {
		return money.Rate{From: usd, To: currency("CNY"), On: day, Factor: decimal.RequireFromString(f)}
	}
	rates, err := money.NewRates([]money.Rate{rate("2026-01-01", "7"), rate("2026-03-01", "7.2")}, money.RateOptions{})
	if err != nil {
		t.Fatal(err)
	}
	p := staffed()
	p.Tasks[0].FixedCost = amount("1000", "USD")
	in := closing.Spending{Agreed: p, Actuals: asPlanned(), Rates: rates, AgreedOn: "2026-01-05"}
	in.Actuals[2] = closing.ActualCost{Task: "a", Cost: amount("1100", "USD"), On: "2026-03-10"}
	if got, want := overrun(t, in), "920.00; estimate 700.00 (a 700.00); currency 220.00 (a 220.00)"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	// A rate in dollars: ten hours at 10 USD, planned at 70 CNY, in a task of
	// its own; two hours more are 140 CNY.
	p = staffed()
	p.Tasks, p.Assignments = append(p.Tasks, schedule.Task{ID: "b"}), append(p.Assignments, schedule.Assignment{ID: "4", Task: "b", Resource: "abroad", Work: 10 * hour})
	p.Resources = append(p.Resources, schedule.Resource{ID: "abroad", Rate: amount("10", "USD")})
	in = closing.Spending{Agreed: p, Rates: rates, AgreedOn: "2026-01-05",
		Actuals: append(asPlanned(), closing.ActualCost{Task: "b", Resource: "abroad", Work: 12 * hour, Cost: amount("120", "USD"), On: "2026-01-20"})}
	if got, want := overrun(t, in), "140.00; estimate 140.00 (b 140.00)"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestOverrunFaults(t *testing.T) {
	var missing *money.MissingRateError
	empty, err := money.NewRates(nil, money.RateOptions{})
	if err != nil {
		t.Fatal(err)
	}
	foreign := []closing.ActualCost{{Task: "a", Cost: amount("1", "USD")}}
	for _, c := range []struct {
		name string
		in   closing.Spending
	}{
		{"no plan", closing.Spending{Currency: currency("CNY")}},
		{"no currency", closing.Spending{Agreed: staffed()}},
		{"no rates", closing.Spending{Agreed: staffed(), Currency: currency("CNY"), Actuals: foreign}},
		{"foreign plan", closing.Spending{Agreed: staffed(), Currency: currency("USD")}},
		{"negative work", closing.Spending{Agreed: staffed(), Currency: currency("CNY"), Actuals: []closing.ActualCost{{Task: "a", Work: -1}}}},
	} {
		if _, err := closing.OverrunOf(c.in); !errors.Is(err, closing.ErrSpending) {
			t.Errorf("%s: got %v", c.name, err)
		}
	}
	if _, err := closing.OverrunOf(closing.Spending{Agreed: staffed(), Currency: currency("CNY"), Rates: empty, AgreedOn: "2026-01-01", Actuals: foreign}); !errors.As(err, &missing) {
		t.Errorf("got %v", err)
	}
	if _, err := closing.OverrunOf(closing.Spending{Agreed: staffed(), Currency: currency("CNY"), Actuals: make([]closing.ActualCost, 1<<20+1)}); !errors.Is(err, closing.ErrTooMany) {
		t.Errorf("got %v", err)
	}
}

// A change whose edits do not fit the agreed plan is named, and what came of it
// is divided like the rest.
func TestOverrunUnapplied(t *testing.T) {
	o, err := closing.OverrunOf(closing.Spending{Agreed: staffed(), Currency: currency("CNY"), Actuals: asPlanned(),
		Requests: []change.Request{{ID: "C9", State: change.Verified, Edits: []schedule.Edit{{Kind: schedule.EditWork, Assignment: "99", Work: hour}}}}})
	if err != nil || !reflect.DeepEqual(o.Unapplied, []string{"C9"}) || o.Total.Sign() != 0 {
		t.Errorf("got %+v, %v", o, err)
	}
}

// Whatever was planned, changed and spent, the shares sum to the cent, the
// budget is what the plan costs, the actual what was spent, and nothing is
// written to.
func TestOverrunSumsOnRandomSpending(t *testing.T) {
	cents := func(rnd *rand.Rand, n int64) money.Amount {
		a, err := money.Minor(rnd.Int64N(n)-n/10, currency("CNY"))
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	seen := map[closing.OverrunCause]int{}
	for seed := range uint64(3000) {
		rnd := rand.New(rand.NewPCG(seed, 3))
		p := &schedule.Plan{Name: "P"}
		people := []schedule.ResourceID{"r0", "r1", "r2", "r3", "nobody"}
		for i := range 4 {
			p.Tasks = append(p.Tasks, schedule.Task{ID: schedule.TaskID(fmt.Sprint("t", i)), FixedCost: cents(rnd, 9999)})
			p.Resources = append(p.Resources, schedule.Resource{ID: people[i], Kind: schedule.ResourceKind(rnd.IntN(4) / 3), Rate: cents(rnd, 9999), CostPerUse: cents(rnd, 99)})
		}
		for i := range rnd.IntN(8) {
			p.Assignments = append(p.Assignments, schedule.Assignment{ID: schedule.AssignmentID(fmt.Sprint(i)), Task: p.Tasks[rnd.IntN(4)].ID,
				Resource: people[rnd.IntN(4)], Work: calendar.Work(rnd.IntN(100000))})
		}
		in := closing.Spending{Agreed: p, Currency: currency("CNY"), Reserve: cents(rnd, 500)}
		if len(p.Assignments) > 0 {
			in.Requests = []change.Request{{ID: "C", State: change.Implemented, Edits: []schedule.Edit{{Kind: schedule.EditWork, Assignment: "0", Work: calendar.Work(rnd.IntN(100000))}}}}
		}
		var spent []money.Amount
		for range rnd.IntN(9) {
			a := closing.ActualCost{Task: schedule.TaskID(fmt.Sprint("t", rnd.IntN(5))), Resource: people[rnd.IntN(5)], Work: calendar.Work(rnd.IntN(100000)), Cost: cents(rnd, 99999)}
			switch rnd.IntN(8) {
			case 0:
				a.Risk = "R"
			case 1:
				a.Request = "C"
			case 2:
				a.Resource, a.Work = "", 0
			}
			in.Actuals, spent = append(in.Actuals, a), append(spent, a.Cost)
		}
		before := p.Clone()
		o, err := closing.OverrunOf(in)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		checkOverrun(t, o)
		costs, err := schedule.Costs(p)
		if err != nil {
			t.Fatal(err)
		}
		budget, err := money.Sum(append(costs, in.Reserve))
		if err != nil {
			t.Fatal(err)
		}
		actual, err := money.Sum(spent)
		if err != nil {
			t.Fatal(err)
		}
		if !o.Agreed.Equal(budget) || actual.Text() != o.Actual.Text() && len(spent) > 0 {
			t.Errorf("seed %d: agreed %s, actual %s; want %s, %s", seed, o.Agreed, o.Actual, budget, actual)
		}
		if !reflect.DeepEqual(before, p) {
			t.Errorf("seed %d: the plan was written to", seed)
		}
		for _, s := range o.Causes {
			seen[s.Cause]++
		}
		if t.Failed() {
			t.FailNow()
		}
	}
	for _, c := range closing.OverrunCauses() {
		if c != closing.OverrunCurrency && seen[c] < 100 {
			t.Errorf("%s moved something %d times", c, seen[c])
		}
	}
}

// SpentOf reads the actual work at the rates of the plan, and the rest of the
// actual cost: 12 hours at 100 and 30 at 60 are 3000 of 3600 spent.
func TestSpentOf(t *testing.T) {
	p := staffed()
	p.Assignments[0].ActualWork, p.Assignments[1].ActualWork = 12*hour, 30*hour
	p.Tasks[0].Progress.ActualCost = cny("3600")
	got, err := closing.SpentOf(p)
	want := []closing.ActualCost{paid("senior", 12, "1200"), paid("junior", 30, "1800"), paid("", 0, "600")}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, %v", got, err)
	}
	// Of the 300 too much 100 are the room's; two hours are half an hour of the
	// senior and 1.5 of the junior more, 140, and the mix the rest of 200.
	if got, want := overrun(t, closing.Spending{Agreed: staffed(), Actuals: got}), "300.00; estimate 240.00 (a 240.00); mix 60.00 (a 60.00)"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	p.Tasks[0].Progress.ActualCost = amount("1", "USD")
	if _, err := closing.SpentOf(p); err == nil {
		t.Error("two currencies")
	}
}

func TestOverrunJSON(t *testing.T) {
	in := closing.Spending{Agreed: staffed(), Actuals: asPlanned(), Currency: currency("CNY")}
	in.Actuals[1] = paid("junior", 30, "1950")
	o, err := closing.OverrunOf(in)
	if err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(o)
	if err != nil {
		t.Fatal(err)
	}
	var back closing.Overrun
	if err := json.Unmarshal(data, &back); err != nil || !reflect.DeepEqual(o, back) {
		t.Errorf("%v\n%s", err, data)
	}
}

func ExampleOverrunOf() {
	in := closing.Spending{Agreed: staffed(), Currency: currency("CNY"), Actuals: []closing.ActualCost{
		paid("senior", 20, "2200"), paid("junior", 28, "1540"), paid("", 0, "500"),
	}}
	o, err := closing.OverrunOf(in)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("budget", o.Agreed, "actual", o.Actual)
	for _, s := range o.Causes {
		fmt.Println(s.Cause, s.Moved)
	}
	// Output:
	// budget 3300.00 CNY actual 4240.00 CNY
	// estimate 560.00 CNY
	// mix 320.00 CNY
	// rate 60.00 CNY
}
