package portfolio

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/big"
	"slices"
	"strings"

	"github.com/milepost-go/milepost/lifecycle"
)

// The kinds of error of this package.
var (
	// ErrShard: a shard is none of a plan, comes twice, or belongs to another plan.
	ErrShard = errors.New("portfolio: shard does not fit")
	// ErrIncomplete: shards of the plan are missing.
	ErrIncomplete = errors.New("portfolio: shards are missing")
)

// Partial is what some shards come to, exactly. The zero Partial is that of no
// shards. It is a value that [Merge] and its methods only read.
type Partial struct {
	of     int
	shards []int // ascending
	sums   map[string]*sums
	failed []Failure // by id
}

// Failure is a project that could not be counted.
type Failure struct {
	ID     string `json:"id"`
	Reason string `json:"reason"` // the text of the error
}

// sums are the figures of a group of projects. Group "" is all of them.
type sums struct {
	Projects int64                       `json:"projects"`
	Outcomes map[lifecycle.Outcome]int64 `json:"outcomes,omitempty"` // of closed projects
	Value    map[string]*value           `json:"value,omitempty"`    // by currency
	Days     map[int64]int64             `json:"days,omitempty"`     // how many finished projects took so many days
	Overrun  map[string]int64            `json:"overrun,omitempty"`  // how many took this share of the days planned, in lowest terms
	Lessons  int64                       `json:"lessons,omitempty"`
	Reused   int64                       `json:"reused,omitempty"` // projects that used a lesson at least
}

// value are exact sums in one currency, in grains of its minor unit, see grain.
type value struct {
	Places  int      `json:"places"` // of the currency
	Budget  *big.Int `json:"budget"`
	Planned *big.Int `json:"planned"`
	Earned  *big.Int `json:"earned"`
	Cost    *big.Int `json:"cost"`
	Unknown int64    `json:"unknown,omitempty"` // projects whose earned value or cost is not known
	Known   int64    `json:"known"`             // the others
}

// Compute adds up the projects of a shard. Its result depends on the shard and
// the projects alone. The error is that of the context, or [ErrShard] for a
// shard that no plan has made; projects that fail are recorded in the partial.
func Compute(ctx context.Context, s Shard, from Source) (Partial, error) {
	if s.Index < 0 || s.Index >= s.Of {
		return Partial{}, fmt.Errorf("%w: %d of %d", ErrShard, s.Index, s.Of)
	}
	p := Partial{of: s.Of, shards: []int{s.Index}, sums: map[string]*sums{}}
	for _, id := range s.IDs {
		if err := ctx.Err(); err != nil {
			return Partial{}, fmt.Errorf("portfolio: shard %d: %w", s.Index, err)
		}
		project, err := from.Project(ctx, id)
		if err == nil {
			err = p.add(&project)
		}
		if err != nil && ctx.Err() != nil {
			return Partial{}, fmt.Errorf("portfolio: shard %d: %w", s.Index, errors.Join(ctx.Err(), err))
		}
		if err != nil {
			p.failed = append(p.failed, Failure{id, err.Error()})
		}
	}
	slices.SortFunc(p.failed, byFailure)
	return p, nil
}

// add counts a project in all its groups, or in none with an error.
func (p *Partial) add(x *Project) error {
	v, currency, err := total(x.Tasks)
	if err != nil {
		return err
	}
	for _, group := range x.groups() {
		g := p.sums[group]
		if g == nil {
			g = &sums{}
			p.sums[group] = g
		}
		g.count(x, v, currency)
	}
	return nil
}

// groups returns the groups that a project counts in, each once.
func (x *Project) groups() []string {
	list := []string{""}
	if x.Definition.ID != "" {
		list = append(list, fmt.Sprintf("definition:%s %d", x.Definition.ID, x.Definition.Version))
	}
	for _, t := range x.Traits {
		list = append(list, "trait:"+t)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// Merge joins the partials of different shards of one plan, in any order. A
// shard that is in two of them, and partials of plans of different size, are
// [ErrShard]. The partials stay as they are.
func Merge(parts ...Partial) (Partial, error) {
	out := Partial{sums: map[string]*sums{}}
	for _, p := range parts {
		if len(p.shards) == 0 {
			continue
		}
		if out.of != 0 && p.of != out.of {
			return Partial{}, fmt.Errorf("%w: of a plan of %d shards among those of %d", ErrShard, p.of, out.of)
		}
		out.of = p.of
		out.shards = append(out.shards, p.shards...)
		out.failed = append(out.failed, p.failed...)
		for group, g := range p.sums {
			if out.sums[group] == nil {
				out.sums[group] = &sums{}
			}
			out.sums[group].plus(g)
		}
	}
	slices.Sort(out.shards)
	for i := 1; i < len(out.shards); i++ {
		if out.shards[i] == out.shards[i-1] {
			return Partial{}, fmt.Errorf("%w: shard %d comes twice", ErrShard, out.shards[i])
		}
	}
	slices.SortFunc(out.failed, byFailure)
	return out, nil
}

// partialForm is the JSON form of a Partial.
type partialForm struct {
	Format string           `json:"format"`
	Of     int              `json:"of"`
	Shards []int            `json:"shards"`
	Groups map[string]*sums `json:"groups"`
	Failed []Failure        `json:"failed,omitempty"`
}

const partialFormat = "milepost.portfolio/1"

// MarshalJSON writes the partial: what one machine hands to another. Equal
// partials give equal bytes.
func (p Partial) MarshalJSON() ([]byte, error) {
	f := partialForm{partialFormat, p.of, slices.Clone(p.shards), maps.Clone(p.sums), p.failed}
	if f.Shards == nil {
		f.Shards = []int{}
	}
	if f.Groups == nil {
		f.Groups = map[string]*sums{}
	}
	return json.Marshal(f)
}

// UnmarshalJSON reads what MarshalJSON writes. Anything else is [ErrShard].
func (p *Partial) UnmarshalJSON(data []byte) error {
	var f partialForm
	if err := json.Unmarshal(data, &f); err != nil {
		return fmt.Errorf("%w: %w", ErrShard, err)
	}
	if f.Format != partialFormat || f.Of < 0 || len(f.Shards) > f.Of {
		return fmt.Errorf("%w: format %.40q, %d of %d shards", ErrShard, f.Format, len(f.Shards), f.Of)
	}
	for i, s := range f.Shards {
		if s < 0 || s >= f.Of || i > 0 && s <= f.Shards[i-1] {
			return fmt.Errorf("%w: shard %d of %d", ErrShard, s, f.Of)
		}
	}
	for group, g := range f.Groups {
		if err := g.check(); err != nil {
			return fmt.Errorf("%w: group %.40q: %w", ErrShard, group, err)
		}
	}
	*p = Partial{f.Of, f.Shards, f.Groups, f.Failed}
	return nil
}

// check refuses sums that no counting can have led to.
func (s *sums) check() error {
	if s == nil || s.Projects < 0 || s.Lessons < 0 || s.Reused < 0 || s.Reused > s.Projects {
		return errors.New("no sums")
	}
	for days, n := range s.Days {
		if days <= 0 || n <= 0 {
			return fmt.Errorf("%d projects of %d days", n, days)
		}
	}
	for outcome, n := range s.Outcomes {
		if n <= 0 {
			return fmt.Errorf("outcome %.20q of %d projects", outcome, n)
		}
	}
	for share, n := range s.Overrun {
		if r, ok := ratio(share); !ok || n <= 0 || r.RatString() != share {
			return fmt.Errorf("overrun %.20q of %d projects", share, n)
		}
	}
	for code, v := range s.Value {
		if v == nil || v.Budget == nil || v.Planned == nil || v.Earned == nil || v.Cost == nil {
			return fmt.Errorf("currency %.10q lacks a figure", code)
		}
		for _, x := range [...]*big.Int{v.Budget, v.Planned, v.Earned, v.Cost} {
			if x.BitLen() > 512 {
				return fmt.Errorf("currency %.10q has a sum of %d bits", code, x.BitLen())
			}
		}
		if _, err := currencyOf(code, v.Places); err != nil {
			return err
		}
	}
	return nil
}

// ratio reads a share of days such as "6/5".
func ratio(text string) (*big.Rat, bool) {
	if len(text) > 40 || strings.Trim(text, "0123456789/") != "" {
		return nil, false
	}
	r, ok := new(big.Rat).SetString(text)
	return r, ok && r.Sign() > 0
}
