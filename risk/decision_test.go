package risk

import (
	"errors"
	"testing"

	"github.com/milepost-go/milepost/kpi/money"
)

func amount(t testing.TB, text, code string) money.Amount {
	t.Helper()
	a, err := money.Parse(text, code)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// TestDecideThirds: a third of an amount is kept exactly, not rounded to its
// minor unit. 1/3 x 100 - 10 = 70/3.
func TestDecideThirds(t *testing.T) {
	third := Option{ID: "bid", Cost: amount(t, "10", "CNY"), Branches: []Branch{
		{Fraction(1, 3), amount(t, "100", "CNY")}, {Fraction(2, 3), amount(t, "0", "CNY")}}}
	d, err := Decide([]Option{third})
	if err != nil || d.Options[0].Expected != Fraction(70, 3) || d.Currency.Code() != "CNY" || d.Information != Whole(0) {
		t.Errorf("got %+v, %v", d, err)
	}
}

func TestDecideTieAndUnsharedBranches(t *testing.T) {
	sure := func(id, pay string) Option {
		return Option{ID: id, Branches: []Branch{{Whole(1), amount(t, pay, "CNY")}}}
	}
	d, err := Decide([]Option{sure("b", "5"), sure("a", "5"), sure("c", "4")})
	if err != nil || d.Best != "b" {
		t.Errorf("of equals the first: got %s, %v", d.Best, err)
	}
	two := Option{ID: "two", Branches: []Branch{{Fraction(1, 2), amount(t, "9", "CNY")}, {Fraction(1, 2), amount(t, "3", "CNY")}}}
	d, err = Decide([]Option{sure("one", "5"), two})
	if err != nil || d.Best != "two" || !d.WithPerfectInformation.IsZero() || !d.Information.IsZero() {
		t.Errorf("the branches are not one world: got %+v, %v", d, err)
	}
}

func TestDecideFaults(t *testing.T) {
	cny, usd := amount(t, "1", "CNY"), amount(t, "1", "USD")
	for _, test := range []struct {
		name    string
		options []Option
		want    error
	}{
		{"none", nil, ErrForm},
		{"no branches", []Option{{ID: "a"}}, ErrNumber},
		{"sum below one", []Option{{ID: "a", Branches: []Branch{{Fraction(99, 100), cny}}}}, ErrNumber},
		{"sum above one", []Option{{ID: "a", Branches: []Branch{{Fraction(2, 3), cny}, {Fraction(2, 3), cny}}}}, ErrNumber},
		{"negative", []Option{{ID: "a", Branches: []Branch{{Whole(2), cny}, {Whole(-1), cny}}}}, ErrNumber},
		{"unstated", []Option{{ID: "a", Branches: []Branch{{Number{}, cny}}}}, ErrNumber},
		{"two currencies", []Option{{ID: "a", Cost: usd, Branches: []Branch{{Whole(1), cny}}}}, ErrMoney},
		{"two currencies across", []Option{{ID: "a", Branches: []Branch{{Whole(1), cny}}}, {ID: "b", Branches: []Branch{{Whole(1), usd}}}}, ErrMoney},
	} {
		if _, err := Decide(test.options); !errors.Is(err, test.want) {
			t.Errorf("%s: got %v, want %v", test.name, err, test.want)
		}
	}
}
