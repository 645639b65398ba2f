package portfolio

import (
	"bytes"
	"cmp"
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
	Reason string `json:"reason"` // the text of the error, its first 300 bytes
}

// sums are the figures of a group of projects. Group "" is all of them.
type sums struct {
	Projects int64                       `json:"projects"`
	Outcomes map[lifecycle.Outcome]int64 `json:"outcomes,omitempty"` // of closed projects
	Value    map[string]*value           `json:"value,omitempty"`    // by currency: "CNY", "POINT/0"
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
			err = project.check(id)
		}
		if err == nil {
			err = p.add(&project)
		}
		if err != nil && ctx.Err() != nil {
			return Partial{}, fmt.Errorf("portfolio: shard %d: %w", s.Index, errors.Join(ctx.Err(), err))
		}
		if err != nil {
			p.failed = append(p.failed, Failure{strings.ToValidUTF8(id, "\uFFFD"), clipped(err.Error())})
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

// UnmarshalJSON reads what MarshalJSON writes. Anything else is [ErrShard]:
// unknown members too, members given twice, and what no counting leads to.
func (p *Partial) UnmarshalJSON(data []byte) error {
	var f partialForm
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := cmp.Or(d.Decode(&f), onceEach(data)); err != nil {
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
	for _, group := range slices.Sorted(maps.Keys(f.Groups)) {
		if err := f.Groups[group].check(); err != nil {
			return fmt.Errorf("%w: group %.40q: %w", ErrShard, group, err)
		}
	}
	*p = Partial{f.Of, f.Shards, f.Groups, f.Failed}
	return nil
}

// maxCount bounds what a partial can have counted, so that sums of many never
// overflow.
const maxCount = 1 << 40

// check refuses sums that no counting can have led to.
func (s *sums) check() error {
	if s == nil || s.Projects < 0 || s.Projects > maxCount || s.Lessons < 0 || s.Lessons > maxCount || s.Reused < 0 || s.Reused > s.Projects {
		return errors.New("no sums")
	}
	for _, days := range slices.Sorted(maps.Keys(s.Days)) {
		if days <= 0 {
			return fmt.Errorf("%d projects of %d days", s.Days[days], days)
		}
	}
	for _, share := range slices.Sorted(maps.Keys(s.Overrun)) {
		if r, ok := ratio(share); !ok || r.RatString() != share {
			return fmt.Errorf("overrun %.20q of %d projects", share, s.Overrun[share])
		}
	}
	if err := cmp.Or(counts("days", s.Days, s.Projects), counts("overrun", s.Overrun, s.Projects), counts("outcomes", s.Outcomes, s.Projects)); err != nil {
		return err
	}
	for _, key := range slices.Sorted(maps.Keys(s.Value)) {
		if err := s.Value[key].check(key, s.Projects); err != nil {
			return err
		}
	}
	return nil
}

// counts refuses parts of the projects that are none, or more than all of them.
func counts[K comparable](what string, parts map[K]int64, projects int64) error {
	left := projects
	for _, n := range parts {
		if n <= 0 || n > left {
			return fmt.Errorf("%s of other projects than the %d counted", what, projects)
		}
		left -= n
	}
	return nil
}

// check refuses sums that no amounts can have led to.
func (v *value) check(key string, projects int64) error {
	if v == nil || v.Budget == nil || v.Planned == nil || v.Earned == nil || v.Cost == nil {
		return fmt.Errorf("currency %.20q lacks a figure", key)
	}
	for _, x := range [...]*big.Int{v.Budget, v.Planned, v.Earned, v.Cost} {
		if x.BitLen() > 512 {
			return fmt.Errorf("currency %.20q has a sum of %d bits", key, x.BitLen())
		}
	}
	if v.Unknown < 0 || v.Known < 0 || v.Unknown > projects || v.Known > projects-v.Unknown {
		return fmt.Errorf("currency %.20q in other projects than the %d counted", key, projects)
	}
	_, err := currencyOf(key, v.Places)
	return err
}

// ratio reads a share of days such as "6/5".
func ratio(text string) (*big.Rat, bool) {
	if len(text) > 40 || strings.Trim(text, "0123456789/") != "" {
		return nil, false
	}
	r, ok := new(big.Rat).SetString(text)
	return r, ok && r.Sign() > 0
}
