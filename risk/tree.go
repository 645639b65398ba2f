package risk

import (
	"fmt"
	"math/big"

	"github.com/milepost-go/milepost/kpi/money"
)

// Node is a point of a decision tree of several stages. It is a decision where
// it has Options, a chance where it has Chances, else an end. Whatever it is,
// reaching it costs Cost and brings Payoff. All amounts are in one currency.
type Node struct {
	ID      string       `json:"id"`
	Cost    money.Amount `json:"cost,omitzero"`
	Payoff  money.Amount `json:"payoff,omitzero"`
	Options []Node       `json:"options,omitempty"`
	Chances []Chance     `json:"chances,omitempty"`
}

// Chance is one way a chance node may turn out.
type Chance struct {
	Probability Number `json:"probability"` // of all chances of a node sum to 1
	Node        Node   `json:"node"`
}

// Limits of a decision tree.
const (
	MaxDepth = 50     // nodes from the root to an end
	MaxNodes = 10_000 // nodes of the tree
)

// Rolled is a node with its value: the value of what it leads to, plus Payoff,
// less Cost.
type Rolled struct {
	ID       string   `json:"id"`
	Expected Number   `json:"expected"`       // expected monetary value, exact
	Best     string   `json:"best,omitempty"` // of a decision: id of the option worth most; of equals the first
	Next     []Rolled `json:"next,omitempty"` // the options or the chances, in their order
}

// RollBack values a decision tree from its ends to its root: a chance is worth
// what it is expected to bring, a decision what its best option is worth
// (H. Raiffa, Decision Analysis, 1968). The result is exact. Errors are
// [ErrMoney] for amounts in two currencies, [ErrNumber] for probabilities that
// are missing, negative or do not sum to 1, [ErrForm] for a node with both
// options and chances, and [ErrTooMany] beyond the limits.
func RollBack(root Node) (Rolled, error) {
	t := rolling{}
	rolled, _, err := t.roll(root, 1)
	if err != nil {
		return Rolled{}, err
	}
	return rolled, nil
}

// rolling is the state of one pass over a tree.
type rolling struct {
	currency money.Currency
	nodes    int
}

func (t *rolling) roll(n Node, depth int) (Rolled, *big.Rat, error) {
	if err := t.admit(n, depth); err != nil {
		return Rolled{}, nil, err
	}
	out, value := Rolled{ID: n.ID}, new(big.Rat)
	var err error
	switch {
	case len(n.Options) > 0:
		value, err = t.decide(&out, n.Options, depth)
	case len(n.Chances) > 0:
		value, err = t.expect(&out, n, depth)
	}
	if err != nil {
		return Rolled{}, nil, err
	}
	value = new(big.Rat).Add(value, n.Payoff.Rat())
	value.Sub(value, n.Cost.Rat())
	out.Expected = RatNumber(value)
	return out, value, nil
}

// admit checks one node by itself.
func (t *rolling) admit(n Node, depth int) error {
	if t.nodes++; t.nodes > MaxNodes || depth > MaxDepth {
		return fmt.Errorf("%w: a tree of more than %d nodes or %d levels", ErrTooMany, MaxNodes, MaxDepth)
	}
	if len(n.Options) > 0 && len(n.Chances) > 0 {
		return fmt.Errorf("%w: node %q is both a decision and a chance", ErrForm, clip(n.ID))
	}
	if err := sameCurrency(&t.currency, n.Cost); err != nil {
		return err
	}
	return sameCurrency(&t.currency, n.Payoff)
}

func (t *rolling) decide(out *Rolled, options []Node, depth int) (*big.Rat, error) {
	var best *big.Rat
	for _, option := range options {
		next, value, err := t.roll(option, depth+1)
		if err != nil {
			return nil, err
		}
		out.Next = append(out.Next, next)
		if best == nil || value.Cmp(best) > 0 {
			best, out.Best = value, option.ID
		}
	}
	return best, nil
}

func (t *rolling) expect(out *Rolled, n Node, depth int) (*big.Rat, error) {
	sum, mean := new(big.Rat), new(big.Rat)
	for _, chance := range n.Chances {
		p, ok := chance.Probability.Rat()
		if !ok || p.Sign() < 0 {
			return nil, fmt.Errorf("%w: node %q has a chance without probability", ErrNumber, clip(n.ID))
		}
		next, value, err := t.roll(chance.Node, depth+1)
		if err != nil {
			return nil, err
		}
		out.Next = append(out.Next, next)
		sum.Add(sum, p)
		mean.Add(mean, p.Mul(p, value))
	}
	if sum.Cmp(big.NewRat(1, 1)) != 0 {
		return nil, fmt.Errorf("%w: the probabilities of node %q sum to %s", ErrNumber, clip(n.ID), clip(sum.RatString()))
	}
	return mean, nil
}
