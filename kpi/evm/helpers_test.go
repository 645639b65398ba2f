package evm

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

func amount(t testing.TB, text string) money.Amount {
	t.Helper()
	a, err := money.Parse(text, "CNY")
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func cny(t testing.TB, text string) kpi.Value {
	t.Helper()
	return kpi.Money(amount(t, text))
}

func eur(t testing.TB, text string) kpi.Value {
	t.Helper()
	a, err := money.Parse(text, "EUR")
	if err != nil {
		t.Fatal(err)
	}
	return kpi.Money(a)
}

func number(t testing.TB, text string) kpi.Value {
	t.Helper()
	v, err := kpi.Parse(text, "")
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func numbers(t testing.TB, texts ...string) []kpi.Value {
	t.Helper()
	var list []kpi.Value
	for _, text := range texts {
		list = append(list, number(t, text))
	}
	return list
}

func week(t testing.TB) *calendar.Calendar {
	t.Helper()
	c, err := calendar.Compile(calendar.Standard(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func at(t testing.TB, text string) calendar.DateTime {
	t.Helper()
	d, err := calendar.ParseDateTime(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// summed returns codes with their subjects, sorted as the findings are.
func summed(found []finding.Finding) []string {
	var list []string
	for _, f := range found {
		list = append(list, f.Severity.String()+" "+string(f.Code)+" "+f.Subject.String())
	}
	return list
}

func wantFindings(t *testing.T, found []finding.Finding, want ...string) {
	t.Helper()
	if got := summed(found); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	for _, f := range found {
		if f.Severity != finding.Info && f.Remedy == "" {
			t.Errorf("%v names no remedy", f)
		}
	}
}

func same(t *testing.T, name string, got, want kpi.Value) {
	t.Helper()
	if !got.Equal(want) {
		t.Errorf("%s: got %v, want %v", name, got, want)
	}
}

// randomStatus returns a status in which something is planned, earned, spent
// and left.
func randomStatus(r *rand.Rand) Status {
	v := func(n int64) kpi.Value { return kpi.Ratio(n, 100, "h") }
	bac := r.Int64N(100_000) + 10
	return Status{BAC: v(bac), PV: v(r.Int64N(bac) + 1), EV: v(r.Int64N(bac-1) + 1), AC: v(r.Int64N(2*bac) + 1)}
}
