package risk

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/milepost-go/milepost/kpi/money"
)

func usd(t testing.TB, n int) money.Amount {
	t.Helper()
	a, err := money.Parse(fmt.Sprint(n), "USD")
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// TestRollBackByHand: a pilot for 10 tells with 60 % that a launch (cost 50)
// brings 200 for certain, else 20 for certain; without the pilot the launch
// brings 200 or 20 by the same chances. After the pilot one may stop at 0.
//
//	launch at once: 0.6 x 200 + 0.4 x 20 - 50             = 78
//	pilot first:    0.6 x (200 - 50) + 0.4 x max(-30, 0) - 10 = 80
func TestRollBackByHand(t *testing.T) {
	stage := func(payoff int) Node {
		return Node{ID: fmt.Sprint("after ", payoff), Options: []Node{
			{ID: "launch", Cost: usd(t, 50), Payoff: usd(t, payoff)}, {ID: "stop"}}}
	}
	p, q := Fraction(6, 10), Fraction(4, 10)
	root := Node{ID: "root", Options: []Node{
		{ID: "at once", Cost: usd(t, 50), Chances: []Chance{{p, Node{ID: "well", Payoff: usd(t, 200)}}, {q, Node{ID: "badly", Payoff: usd(t, 20)}}}},
		{ID: "pilot", Cost: usd(t, 10), Chances: []Chance{{p, stage(200)}, {q, stage(20)}}},
		{ID: "nothing"},
	}}
	got, err := RollBack(root)
	if err != nil || got.Best != "pilot" || got.Expected != num("80") {
		t.Fatalf("got %+v, %v", got, err)
	}
	var parts []string
	for _, n := range got.Next {
		parts = append(parts, fmt.Sprint(n.ID, " ", n.Expected))
	}
	if fmt.Sprint(parts) != "[at once 78 pilot 80 nothing 0]" {
		t.Errorf("got %v", parts)
	}
	if bad := got.Next[1].Next[1]; bad.Best != "stop" || bad.Expected != num("0") {
		t.Errorf("got %+v", bad)
	}
}

// TestRollBackIsDecide: on trees of one stage it agrees with [Decide].
func TestRollBackIsDecide(t *testing.T) {
	const seed = 11
	random := rand.New(rand.NewPCG(seed, 11))
	for range 100 {
		var options []Option
		root := Node{ID: "root"}
		for i := range 1 + random.IntN(4) {
			n := 1 + random.Int64N(4)
			option := Option{ID: fmt.Sprint(i), Cost: usd(t, random.IntN(50))}
			node := Node{ID: option.ID, Cost: option.Cost}
			for range n {
				payoff := usd(t, random.IntN(200)-50)
				option.Branches = append(option.Branches, Branch{Fraction(1, n), payoff})
				node.Chances = append(node.Chances, Chance{Fraction(1, n), Node{Payoff: payoff}})
			}
			options, root.Options = append(options, option), append(root.Options, node)
		}
		want, err := Decide(options)
		if err != nil {
			t.Fatal(err)
		}
		got, err := RollBack(root)
		if err != nil || got.Best != want.Best {
			t.Fatalf("seed %d: got %s, want %s, %v", seed, got.Best, want.Best, err)
		}
		for i, v := range want.Options {
			if got.Next[i].Expected != v.Expected {
				t.Fatalf("seed %d: got %s, want %s", seed, got.Next[i].Expected, v.Expected)
			}
		}
	}
}

func TestRollBackRefuses(t *testing.T) {
	eur, err := money.Parse("1", "EUR")
	if err != nil {
		t.Fatal(err)
	}
	deep := Node{ID: "end"}
	for range MaxDepth {
		deep = Node{ID: "d", Options: []Node{deep}}
	}
	end := Node{ID: "e", Payoff: usd(t, 1)}
	for name, test := range map[string]struct {
		tree Node
		want error
	}{
		"two currencies":      {Node{Cost: eur, Options: []Node{end}}, ErrMoney},
		"two in one node":     {Node{Cost: eur, Payoff: usd(t, 1)}, ErrMoney},
		"sum above one":       {Node{Chances: []Chance{{Fraction(2, 3), end}, {Fraction(2, 3), end}}}, ErrNumber},
		"no probability":      {Node{Chances: []Chance{{Number{}, end}, {Whole(1), end}}}, ErrNumber},
		"negative":            {Node{Chances: []Chance{{Whole(-1), end}, {Whole(2), end}}}, ErrNumber},
		"decision and chance": {Node{Options: []Node{end}, Chances: []Chance{{Whole(1), end}}}, ErrForm},
		"deep":                {deep, ErrTooMany},
		"wide":                {Node{Options: make([]Node, MaxNodes)}, ErrTooMany},
		"wrong below":         {Node{Options: []Node{{Chances: []Chance{{Fraction(1, 2), end}}}}}, ErrNumber},
	} {
		if got, err := RollBack(test.tree); !errors.Is(err, test.want) || got.Next != nil {
			t.Errorf("%s: got %v", name, err)
		}
	}
	sure := Node{Chances: []Chance{{Whole(0), Node{Payoff: usd(t, 99)}}, {Whole(1), end}}}
	if got, err := RollBack(sure); err != nil || got.Expected != num("1") {
		t.Errorf("a chance of 0 is lawful and worth nothing: %+v, %v", got, err)
	}
	if got, err := RollBack(Node{ID: "x"}); err != nil || got.Expected != num("0") {
		t.Errorf("an end without amounts is worth 0: %+v, %v", got, err)
	}
	if got, err := RollBack(deep.Options[0]); err != nil || got.Expected != num("0") {
		t.Errorf("as deep as allowed: %v", err)
	}
}
