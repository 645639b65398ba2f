package portfolio_test

import (
	"math/big"
	"slices"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/kpi/evm"
	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/kpi/portfolio"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/scheduletest"
)

func eur(t testing.TB, text string) money.Amount {
	t.Helper()
	a, err := money.Parse(text, "EUR")
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// sale is a phase with two tasks, a wait in clock time and a milestone. The
// standard calendar works from 8 to 12 and 13 to 17, Monday to Friday.
//
//	offer     Mon 08:00 - Tue 17:00   800 EUR, two days
//	contract  Wed 08:00 - Wed 17:00   400 EUR, one day
//	wait      Wed 17:00 - Fri 17:00   96 EUR, 48 hours of the clock
//	signed    Fri 17:00               nothing
//	phase     500 EUR of its own
func sale(t testing.TB) (*schedule.Plan, *schedule.Result, schedule.Baseline) {
	t.Helper()
	p := &schedule.Plan{
		Start: calendar.DateOf(2026, 3, 2).At(8 * calendar.Hour),
		Tasks: []schedule.Task{
			{ID: "phase", FixedCost: eur(t, "500")},
			{ID: "offer", Parent: "phase", Duration: schedule.Duration{Length: 16 * calendar.Hour}, FixedCost: eur(t, "800")},
			{ID: "contract", Parent: "phase", Duration: schedule.Duration{Length: 8 * calendar.Hour}, FixedCost: eur(t, "400")},
			{ID: "wait", Parent: "phase", Duration: schedule.Duration{Length: 48 * calendar.Hour, Elapsed: true}, FixedCost: eur(t, "96")},
			{ID: "signed", Parent: "phase", Milestone: true},
		},
		Links: []schedule.Link{{From: "offer", To: "contract"}, {From: "contract", To: "wait"}, {From: "wait", To: "signed"}},
	}
	r, err := schedule.Compute(p, schedule.Options{})
	if err != nil {
		t.Fatal(err)
	}
	b, err := schedule.TakeBaseline("B1", p.Start, "pm", "planning gate", p, r)
	if err != nil {
		t.Fatal(err)
	}
	return p, r, b
}

func budgets(t testing.TB, p *schedule.Plan, r *schedule.Result, b schedule.Baseline, s portfolio.SummaryCost) ([]evm.Task, *evm.Baseline) {
	t.Helper()
	rows, _, err := portfolio.Budgets(p, r, b, s)
	if err != nil {
		t.Fatal(err)
	}
	base, _, err := evm.NewBaseline(rows)
	if err != nil {
		t.Fatal(err)
	}
	return rows, base
}

func TestBudgetsByHand(t *testing.T) {
	p, r, b := sale(t)
	rows, base := budgets(t, p, r, b, portfolio.OwnCost)
	if got := base.BAC().String(); got != "1796 EUR" {
		t.Errorf("BAC %s", got)
	}
	// The phase runs from Monday 08:00 to Friday 17:00, 40 working hours for
	// 500 EUR.
	march := func(day, hour int) calendar.DateTime {
		return calendar.DateOf(2026, 3, day).At(calendar.Work(hour) * calendar.Hour)
	}
	for _, c := range []struct {
		at   calendar.DateTime
		want string
	}{
		{march(2, 8), "0 EUR"},
		{march(2, 12), "250 EUR"},  // 4 h of 40: 50; 4 h of 16: 200
		{march(3, 17), "1000 EUR"}, // 16 of 40: 200; the offer: 800
		{march(4, 17), "1500 EUR"}, // 24 of 40: 300; 800 + 400
		{march(5, 5), "1524 EUR"},  // no working time since, and 12 of 48 hours of the wait: 24
		{march(6, 17), "1796 EUR"},
	} {
		if got := base.PV(c.at).String(); got != c.want {
			t.Errorf("PV at %s is %s, not %s", c.at, got, c.want)
		}
	}
	if at := slices.IndexFunc(rows, func(x evm.Task) bool { return x.ID == "offer" }); !slices.Equal(rows[at].Groups, []string{"phase"}) {
		t.Errorf("groups %v", rows[at].Groups)
	}
}

func TestReportsByHand(t *testing.T) {
	p, r, b := sale(t)
	rows, base := budgets(t, p, r, b, portfolio.OwnCost)
	p.Tasks[0].Progress = schedule.Progress{ActualStart: p.Start, Percent: 25, ActualCost: eur(t, "100")}
	p.Tasks[1].Progress = schedule.Progress{ActualStart: p.Start, Done: 12 * calendar.Hour, Remaining: 4 * calendar.Hour, ActualCost: eur(t, "700")}
	m, found, err := evm.Measure(base, portfolio.Reports(p, rows), calendar.DateOf(2026, 3, 3).At(17*calendar.Hour))
	if err != nil {
		t.Fatal(err, found)
	}
	// Earned: a quarter of 500 and three quarters of 800.
	if s := m.Status; s.EV.String() != "725 EUR" || s.AC.String() != "800 EUR" || s.PV.String() != "1000 EUR" {
		t.Errorf("EV %s AC %s PV %s", s.EV, s.AC, s.PV)
	}
	p.Tasks[1].Progress.ActualCost = money.Amount{}
	if m, _, err = evm.Measure(base, portfolio.Reports(p, rows), calendar.DateOf(2026, 3, 3).At(17*calendar.Hour)); err != nil || !m.Status.AC.IsUnknown() {
		t.Errorf("a cost that nobody stated came to %s, %v", m.Status.AC, err)
	}
}

func TestBudgetsOfSummaries(t *testing.T) {
	p, r, b := sale(t)
	b.Tasks[0].Cost = eur(t, "1796")
	if _, base := budgets(t, p, r, b, portfolio.RolledUpCost); base.BAC().String() != "1796 EUR" {
		t.Errorf("rolled up: %s", base.BAC())
	}
	b.Tasks[0].Cost = eur(t, "1296")
	if rows, base := budgets(t, p, r, b, portfolio.RolledUpCost); base.BAC().String() != "1296 EUR" || rows[0].ID != "offer" {
		t.Errorf("without cost of its own: %s, first row %s", base.BAC(), rows[0].ID)
	}
	if _, found, err := portfolio.Budgets(p, r, b, portfolio.OwnCost); err != nil || len(found) != 1 || found[0].Code != portfolio.CodeSeemsRolledUp {
		t.Errorf("a cost that looks rolled up: %v %v", found, err)
	}
	b.Tasks[0].Cost = eur(t, "1295.99")
	if _, found, err := portfolio.Budgets(p, r, b, portfolio.RolledUpCost); err == nil || found[0].Code != portfolio.CodeBelowParts {
		t.Errorf("a sum below its parts: %v %v", found, err)
	}
	usd, _ := money.Parse("1", "USD")
	b.Tasks[2].Cost = usd
	if _, found, err := portfolio.Budgets(p, r, b, portfolio.RolledUpCost); err == nil || !strings.Contains(err.Error(), string(portfolio.CodeOtherCurrency)) {
		t.Errorf("two currencies: %v %v", found, err)
	}
}

func TestBudgetsOfTasksGone(t *testing.T) {
	p, _, b := sale(t)
	p.Tasks = append(slices.Clone(p.Tasks[:2]), p.Tasks[3:]...)
	p.Links = []schedule.Link{{From: "offer", To: "wait"}, {From: "wait", To: "signed"}}
	r, err := schedule.Compute(p, schedule.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if rows, base := budgets(t, p, r, b, portfolio.OwnCost); base.BAC().String() != "1796 EUR" || len(portfolio.Reports(p, rows)) != 4 {
		t.Errorf("what was budgeted stays budgeted: %s, %d reports", base.BAC(), len(portfolio.Reports(p, rows)))
	}
	b.Tasks[2].Start, b.Tasks[2].Finish = 0, 0
	if _, found, err := portfolio.Budgets(p, r, b, portfolio.OwnCost); err != nil || len(found) != 1 || found[0].Code != portfolio.CodeCostWithoutDates {
		t.Errorf("a cost without dates: %v %v", found, err)
	}
}

// The budget at completion is the cost of the plan, all of it is due at the
// end, and a finished plan has earned it.
func TestBudgetsOfRandomPlans(t *testing.T) {
	checked := 0
	for seed := range uint64(300) {
		p := scheduletest.RandomPlan(seed, scheduletest.Shape{Tasks: 30})
		want := new(big.Rat)
		for i := range p.Tasks {
			p.Tasks[i].FixedCost = eur(t, big.NewRat(int64(seed)*17+int64(i)*331, 100).FloatString(2))
		}
		r, err := schedule.Compute(p, schedule.Options{})
		if err != nil {
			continue
		}
		b, err := schedule.TakeBaseline("B", p.Start, "", "", p, r)
		if err != nil {
			t.Fatal(err)
		}
		var last calendar.DateTime
		for _, x := range b.Tasks {
			if !x.Finish.IsZero() {
				want.Add(want, x.Cost.Rat())
				last = max(last, x.Finish)
			}
		}
		rows, base := budgets(t, p, r, b, portfolio.OwnCost)
		bac, ok := base.BAC().Rat()
		if !ok && len(rows) == 0 {
			continue
		}
		if pv, _ := base.PV(last).Rat(); bac.Cmp(want) != 0 || pv.Cmp(want) != 0 {
			t.Fatalf("seed %d: BAC %s, PV at the end %v, want %s", seed, bac, pv, want)
		}
		for i := range p.Tasks {
			x, _ := r.Times(p.Tasks[i].ID)
			p.Tasks[i].Progress = schedule.Progress{ActualStart: x.Start, ActualFinish: x.Finish, Percent: 100, ActualCost: p.Tasks[i].FixedCost}
		}
		m, found, err := evm.Measure(base, portfolio.Reports(p, rows), last)
		if err != nil {
			t.Fatal(seed, err, found)
		}
		ev, _ := m.Status.EV.Rat()
		ac, known := m.Status.AC.Rat()
		if !known || ev.Cmp(want) != 0 || ac.Cmp(want) != 0 {
			t.Fatalf("seed %d: EV %s AC %s, want %s", seed, m.Status.EV, m.Status.AC, want)
		}
		checked++
	}
	if checked < 200 {
		t.Errorf("only %d plans checked", checked)
	}
}
