package kpi

import "math/big"

// worst returns by how much the worst window is short, and its first and last
// day: of several the first by first day, then by last. All is 0 when none is
// short. The figures are known and of one unit.
//
// It goes through the first days from the last one back. For each it keeps, by
// last day, the work confined to the window less the capacity up to its end, in a
// tree that adds to all later days and finds the largest in steps as many as the
// number of days has binary digits.
func (d Demand) worst() (over *big.Rat, from, to int) {
	scale := d.scale()
	starting := make([][]Movable, len(d.Capacity))
	for _, item := range d.Items {
		starting[item.From-1] = append(starting[item.From-1], item)
	}
	capacity := make([]*big.Int, len(d.Capacity)+1) // of all days before
	capacity[0] = new(big.Int)
	for i, v := range d.Capacity {
		capacity[i+1] = new(big.Int).Add(capacity[i], whole(v, scale))
	}
	tree, most := newSweep(capacity[1:]), new(big.Int)
	for first := len(d.Capacity) - 1; first >= 0; first-- {
		for _, item := range starting[first] {
			tree.add(1, 0, tree.days, item.To-1, whole(item.Work, scale))
		}
		short, last := tree.largest(1, 0, tree.days, first)
		if short.Add(short, capacity[first]); short.Sign() > 0 && short.Cmp(most) >= 0 {
			most, from, to = short, first+1, last+1
		}
	}
	return new(big.Rat).SetFrac(most, scale), from, to
}

// scale returns the least number that makes every figure whole.
func (d Demand) scale() *big.Int {
	scale, rest := big.NewInt(1), new(big.Int)
	add := func(v Value) {
		denominator := v.rat.Denom()
		rest.GCD(nil, nil, scale, denominator)
		scale.Mul(scale, rest.Quo(denominator, rest))
	}
	for _, v := range d.Capacity {
		add(v)
	}
	for _, item := range d.Items {
		add(item.Work)
	}
	return scale
}

// whole returns v times scale.
func whole(v Value, scale *big.Int) *big.Int {
	n := new(big.Int).Mul(v.rat.Num(), scale)
	return n.Quo(n, v.rat.Denom())
}

// sweep is a tree over days. A node stands for a range of days, its two
// children, 2n and 2n+1, for the halves of it.
type sweep struct {
	days int
	most []big.Int // the largest number of the range, less what was added to ranges around it
	at   []int     // the first day that has it
	plus []big.Int // added to the whole range, not yet to its halves
}

// newSweep returns a tree with minus the given number on each day.
func newSweep(minus []*big.Int) *sweep {
	t := &sweep{len(minus), make([]big.Int, 4*len(minus)), make([]int, 4*len(minus)), make([]big.Int, 4*len(minus))}
	if t.days > 0 {
		t.fill(1, 0, t.days, minus)
	}
	return t
}

func (t *sweep) fill(node, low, high int, minus []*big.Int) {
	if high-low == 1 {
		t.most[node].Neg(minus[low])
		t.at[node] = low
		return
	}
	middle := (low + high) / 2
	t.fill(2*node, low, middle, minus)
	t.fill(2*node+1, middle, high, minus)
	t.join(node)
}

// join takes over the larger half, the first if they are equal.
func (t *sweep) join(node int) {
	larger := 2 * node
	if t.most[larger].Cmp(&t.most[larger+1]) < 0 {
		larger++
	}
	t.most[node].Add(&t.most[larger], &t.plus[node])
	t.at[node] = t.at[larger]
}

// add adds an amount to every day from one on.
func (t *sweep) add(node, low, high, from int, amount *big.Int) {
	switch {
	case high <= from:
		return
	case low >= from:
		t.most[node].Add(&t.most[node], amount)
		t.plus[node].Add(&t.plus[node], amount)
		return
	}
	middle := (low + high) / 2
	t.add(2*node, low, middle, from, amount)
	t.add(2*node+1, middle, high, from, amount)
	t.join(node)
}

// largest returns the largest number from a day of the range on, and the first
// day that has it. The caller owns the number.
func (t *sweep) largest(node, low, high, from int) (*big.Int, int) {
	if low >= from {
		return new(big.Int).Set(&t.most[node]), t.at[node]
	}
	middle := (low + high) / 2
	most, at := t.largest(2*node+1, middle, high, max(from, middle))
	if from < middle {
		if left, day := t.largest(2*node, low, middle, from); left.Cmp(most) >= 0 {
			most, at = left, day
		}
	}
	return most.Add(most, &t.plus[node]), at
}
