package sra

import (
	"fmt"
	"math/big"
	"strconv"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/risk/montecarlo"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// inspection looks for figures in a shard that no run can have led to.
type inspection struct {
	*Shard
	found []finding.Finding
	n     *big.Int // trials
	sum   *big.Int // of the lengths of the project
	power *big.Int // of their squares
}

// mostFound is how many faults of one shard are told.
const mostFound = 100

// check returns an error that is [ErrForm] and holds a [*finding.Error] with the
// place of every figure that cannot be.
func (s *Shard) check() error {
	c := &inspection{Shard: s}
	if c.blocksAndTrials(); len(c.found) == 0 {
		c.n = big.NewInt(s.trials)
		c.sum, c.power = sums(&s.length)
		c.counts()
		c.tasksAndRanks()
		c.kept()
	}
	return c.err()
}

func (c *inspection) err() error {
	if len(c.found) == 0 {
		return nil
	}
	return fmt.Errorf("%w: %w", ErrForm, finding.AsError("sra: shard", c.found[:min(len(c.found), mostFound)]))
}

// hold reports what is wrong at a place unless a condition holds.
func (c *inspection) hold(holds bool, field string, want, got finding.Value) {
	if !holds {
		c.found = append(c.found, finding.Finding{Code: CodeShard, Severity: finding.Block, Subject: finding.Ref{Kind: "shard", ID: clip(c.study), Field: field},
			Want: want, Got: got, Remedy: RemedyMakeAgain})
	}
}

// upTo holds a count between 0 and a limit.
func (c *inspection) upTo(most, got int64, field string) {
	c.hold(got >= 0 && got <= most, field, finding.Number(most, ""), finding.Number(got, ""))
}

// same holds a count to another.
func (c *inspection) same(want, got int64, field string) {
	c.hold(got == want, field, finding.Number(want, ""), finding.Number(got, ""))
}

// place names an entry of a list, counted from 1.
func place(list string, i int, field string) string {
	text := list + " " + strconv.Itoa(i+1)
	if field != "" {
		text += " " + field
	}
	return text
}

// blocksAndTrials holds the number of trials to the blocks: only the last block
// of a study is short.
func (c *inspection) blocksAndTrials() {
	most, last := int64(0), -1
	for i, b := range c.blocks {
		c.hold(b.first >= 0 && b.end > b.first && b.end <= montecarlo.MaxTrials/block && b.first > last, place("blocks", i, ""), none(),
			finding.List(strconv.Itoa(b.first), strconv.Itoa(b.end)))
		most += int64(b.end-b.first) * block
		last = b.end
	}
	if len(c.found) > 0 {
		return
	}
	c.hold(c.trials <= most && (c.trials > most-block || c.trials == most), "trials", finding.Number(most, ""), finding.Number(c.trials, ""))
	empty := len(c.blocks)+len(c.scenes)+len(c.milestones)+len(c.events)+len(c.closures)+len(c.tasks)+len(c.ranks)+len(c.points) == 0 && c.length.N() == 0
	c.hold(c.study != "" || empty, "study", none(), none())
	c.hold(c.study == "" || len(c.scenes) > 0, "scenes", none(), none())
}

// counts holds every count to the number of trials.
func (c *inspection) counts() {
	c.same(c.trials, c.length.N(), "length")
	for i := range c.scenes {
		x := &c.scenes[i]
		c.same(c.trials, x.Finish.N(), place("scenes", i, "finish"))
		c.dates(&x.Finish, place("scenes", i, "finish"))
		c.same(c.scenes[0].Cost.N(), x.Cost.N(), place("scenes", i, "cost"))
	}
	if len(c.scenes) > 0 && c.scenes[0].Cost.N() != 0 {
		c.same(c.trials, c.scenes[0].Cost.N(), place("scenes", 0, "cost"))
	}
	for i := range c.milestones {
		c.same(c.trials, c.milestones[i].N(), place("milestones", i, ""))
		c.dates(&c.milestones[i], place("milestones", i, ""))
	}
	for i, n := range c.events {
		c.upTo(c.trials, n, place("events", i, ""))
	}
	for i, n := range c.closures {
		c.upTo(c.trials, n, place("closures", i, ""))
	}
}

// dates holds dates to the calendar.
func (c *inspection) dates(counts *montecarlo.Counts, field string) {
	low, _ := counts.Percentile(0, 1)
	high, _ := counts.Percentile(1, 1)
	last := int64(calendar.DateOf(9999, 12, 31).At(0)) + 86400
	c.hold(low >= 0 && high <= last, field, none(), finding.List(strconv.FormatInt(low, 10), strconv.FormatInt(high, 10)))
}

// tasksAndRanks holds sums to what numbers there can be: no square is negative,
// no correlation beyond 1.
func (c *inspection) tasksAndRanks() {
	for i := range c.tasks {
		c.task(&c.tasks[i], i)
	}
	all := &c.ranked
	c.hold(all.Own == wide{} && all.Surplus == 0, "ranked own", none(), none())
	c.ranksOf(all.Finish, "ranked finish")
	c.ranksOf(all.Cost, "ranked cost")
	c.upTo(c.pairs(), all.Pairs, "ranked pairs")
	for i := range c.ranks {
		r := &c.ranks[i]
		c.ranksOf(r.Own, place("ranks", i, "own"))
		c.within(r.Finish.big(), r.Own.big(), all.Finish.big(), place("ranks", i, "finish"))
		c.within(r.Cost.big(), r.Own.big(), all.Cost.big(), place("ranks", i, "cost"))
		c.upTo(c.pairs(), r.Pairs, place("ranks", i, "pairs"))
		c.upTo(min(all.Pairs, r.Pairs), max(r.Surplus, -r.Surplus), place("ranks", i, "surplus"))
	}
}

// pairs returns how many pairs of trials there are at most within blocks.
func (c *inspection) pairs() int64 { return c.trials * (block - 1) / 2 }

// ranksOf holds a sum of squared ranks between 0 and that of blocks without
// ties: n(n²-1)/3 of n trials.
func (c *inspection) ranksOf(sum wide, field string) {
	most := c.trials * (block*block - 1) / 3
	x := sum.big()
	c.hold(x.Sign() >= 0 && x.Cmp(big.NewInt(most)) <= 0, field, finding.Number(most, ""), finding.Rat(new(big.Rat).SetInt(x), ""))
}

// within holds the square of a sum of products to the product of two sums of
// squares, as Cauchy's inequality has it.
func (c *inspection) within(products, a, b *big.Int, field string) {
	square, most := new(big.Int).Mul(products, products), new(big.Int).Mul(a, b)
	c.hold(square.Cmp(most) <= 0, field, none(), finding.Rat(new(big.Rat).SetInt(products), ""))
}

// task holds the sums of one task.
func (c *inspection) task(t *taskSums, i int) {
	c.upTo(c.trials, t.Critical, place("tasks", i, "critical"))
	d, dd, dt := t.D.big(), t.DD.big(), t.DT.big()
	longest := big.NewInt(maxLength + 1)
	c.hold(d.Sign() >= 0 && d.Cmp(new(big.Int).Mul(c.n, longest)) <= 0, place("tasks", i, "d"), none(), finding.Rat(new(big.Rat).SetInt(d), ""))
	c.hold(dd.Sign() >= 0 && dd.Cmp(new(big.Int).Mul(d, longest)) <= 0, place("tasks", i, "dd"), none(), finding.Rat(new(big.Rat).SetInt(dd), ""))
	spread, own := c.spread(d, dd), c.spread(c.sum, c.power)
	c.hold(spread.Sign() >= 0, place("tasks", i, "dd"), none(), finding.Rat(new(big.Rat).SetInt(dd), ""))
	common := new(big.Int).Mul(c.n, dt)
	c.within(common.Sub(common, new(big.Int).Mul(d, c.sum)), spread, own, place("tasks", i, "dt"))
	most := new(big.Int).Mul(c.n, c.power)
	c.within(t.Weight.big(), most.Mul(most, big.NewInt(weightUnit)), big.NewInt(weightUnit), place("tasks", i, "weight"))
}

// spread returns n times the sum of squares less the square of the sum.
func (c *inspection) spread(sum, squares *big.Int) *big.Int {
	out := new(big.Int).Mul(c.n, squares)
	return out.Sub(out, new(big.Int).Mul(sum, sum))
}

// sums returns the sum of all values and that of their squares.
func sums(counts *montecarlo.Counts) (sum, squares *big.Int) {
	mean := counts.Mean()
	if mean == nil {
		return new(big.Int), new(big.Int)
	}
	n := new(big.Rat).SetInt64(counts.N())
	total := new(big.Rat).Mul(mean, n)
	all := new(big.Rat).Mul(total, mean)
	if v := counts.Variance(); v != nil {
		all.Add(all, v.Mul(v, n.Sub(n, big.NewRat(1, 1))))
	}
	return new(big.Int).Set(total.Num()), new(big.Int).Set(all.Num())
}

// kept holds the trials of the scatter to the blocks and their order.
func (c *inspection) kept() {
	last, at := int64(-1), 0
	for i, p := range c.points {
		for at < len(c.blocks) && p.Trial >= int64(c.blocks[at].end)*block {
			at++
		}
		c.hold(p.Trial > last && at < len(c.blocks) && p.Trial >= int64(c.blocks[at].first)*block, place("points", i, "trial"), none(), finding.Number(p.Trial, ""))
		last = max(last, p.Trial)
	}
	c.hold(len(c.points) == 0 || len(c.scenes) > 0 && c.scenes[0].Cost.N() > 0, "points", none(), finding.Number(int64(len(c.points)), ""))
}

// fits holds a shard to its study: the lists, the number of trials of its
// blocks and the trials of the scatter.
func (s *Study) fits(sh *Shard) error {
	c := &inspection{Shard: sh}
	trials, points := int64(0), int64(0)
	for i, b := range sh.blocks {
		c.hold(b.end <= s.Blocks(), place("blocks", i, ""), finding.Number(int64(s.Blocks()), ""), finding.Number(int64(b.end), ""))
		first, end := int64(b.first)*block, min(int64(b.end)*block, int64(s.options.Trials))
		trials += end - first
		points += upTo(end, s.stride) - upTo(first, s.stride)
	}
	c.same(trials, sh.trials, "trials")
	if !s.priced {
		points = 0
	}
	c.same(points, int64(len(sh.points)), "points")
	for i, p := range sh.points {
		c.hold(p.Trial%int64(s.stride) == 0, place("points", i, "trial"), none(), finding.Number(p.Trial, ""))
	}
	c.hold(len(sh.scenes) == 0 || sh.scenes[0].Cost.N() > 0 == (s.priced && sh.trials > 0), place("scenes", 0, "cost"), none(), none())
	return c.err()
}

// upTo returns how many multiples of a number lie from 0 to below an end.
func upTo(end int64, of int) int64 { return (end + int64(of) - 1) / int64(of) }
