package lifecycle

import (
	"cmp"
	"encoding/json"
	"iter"
	"slices"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// FactName names a fact: lower-case words of letters, digits and underscores,
// joined by dots, such as "charter.goals_blocking".
type FactName string

// Fact is something known about a project at a time. What the host knows
// enters the rules as facts and in no other way.
type Fact struct {
	Name   FactName      `json:"name"`
	Value  finding.Value `json:"value"`            // an Unknown value is a fact that could not be determined
	At     time.Time     `json:"at"`               // when it was measured; may be any time up to now
	Source string        `json:"source,omitempty"` // who or what says so
}

// BlockingFact returns the fact that a check found these things: a list of the
// codes of the findings that block, each followed by what it is about. The
// operator [OpNone] is met by it when nothing blocks.
func BlockingFact(name FactName, found []finding.Finding, at time.Time, source string) Fact {
	codes := []string{}
	for _, f := range found {
		if f.Severity != finding.Block {
			continue
		}
		text := string(f.Code)
		if about := f.Subject.String(); about != "" {
			text += " " + about
		}
		codes = append(codes, text)
	}
	return Fact{Name: name, Value: finding.List(codes...), At: at, Source: source}
}

// Facts is a set of facts, one for each name. It is immutable and safe to
// share. The zero Facts is empty.
type Facts struct{ list []*Fact } // ascending by name; neither it nor what it points to is written to after it is built

// NewFacts returns the set of the facts given. Of several facts with one name
// the one with the latest time counts, and of those with the same time the
// last given. Times are cut to microseconds. The slice is not kept.
func NewFacts(list ...Fact) Facts {
	if len(list) == 0 {
		return Facts{}
	}
	sorted := slices.Clone(list)
	kept := make([]*Fact, 0, len(list))
	for i := range sorted {
		sorted[i].At = normalTime(sorted[i].At)
	}
	slices.SortStableFunc(sorted, func(a, b Fact) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), a.At.Compare(b.At))
	})
	for i := range sorted {
		if i+1 == len(sorted) || sorted[i+1].Name != sorted[i].Name {
			kept = append(kept, &sorted[i])
		}
	}
	return Facts{kept}
}

// Len returns the number of facts.
func (f Facts) Len() int { return len(f.list) }

// All yields the facts in the order of their names.
func (f Facts) All() iter.Seq[Fact] {
	return func(yield func(Fact) bool) {
		for _, fact := range f.list {
			if !yield(*fact) {
				return
			}
		}
	}
}

// Lookup returns the fact of that name. It reports false when there is none.
func (f Facts) Lookup(name FactName) (Fact, bool) {
	i, ok := slices.BinarySearchFunc(f.list, name, func(a *Fact, b FactName) int { return cmp.Compare(a.Name, b) })
	if !ok {
		return Fact{}, false
	}
	return *f.list[i], true
}

// find returns the fact of that name, or nil, looking first at the position
// where it stands when every fact that is declared is there.
func (f Facts) find(name FactName, guess int) *Fact {
	if guess < len(f.list) && f.list[guess].Name == name {
		return f.list[guess]
	}
	for low, high := 0, len(f.list); low < high; {
		switch middle := int(uint(low+high) / 2); cmp.Compare(f.list[middle].Name, name) {
		case 0:
			return f.list[middle]
		case -1:
			low = middle + 1
		default:
			high = middle
		}
	}
	return nil
}

// with returns the set with other added: a fact of other counts unless the one
// at hand is later.
func (f Facts) with(other Facts) Facts {
	if len(other.list) == 0 || len(other.list) == 1 && f.holds(other.list[0]) {
		return f
	}
	out := make([]*Fact, 0, len(f.list)+len(other.list))
	a, b := f.list, other.list
	for len(a) > 0 || len(b) > 0 {
		switch {
		case len(b) == 0 || len(a) > 0 && a[0].Name < b[0].Name:
			out, a = append(out, a[0]), a[1:]
		case len(a) == 0 || b[0].Name < a[0].Name:
			out, b = append(out, b[0]), b[1:]
		default:
			out = append(out, later(a[0], b[0]))
			a, b = a[1:], b[1:]
		}
	}
	return Facts{out}
}

// holds reports whether the set with the fact added is the set as it is.
func (f Facts) holds(fact *Fact) bool {
	for _, has := range f.list {
		if has.Name == fact.Name {
			return later(has, fact) == has
		}
	}
	return false
}

// later returns the later of two facts, b where they are of one time.
func later(a, b *Fact) *Fact {
	if a.At.After(b.At) {
		return a
	}
	return b
}

// same reports whether both sets say the same: the same names with the same
// values, whenever and by whomever they were measured.
func (f Facts) same(other Facts) bool {
	if len(f.list) != len(other.list) {
		return false
	}
	for i := range f.list {
		a, b := f.list[i], other.list[i]
		if a != b && (a.Name != b.Name || a.Value != b.Value) {
			return false
		}
	}
	return true
}

// MarshalJSON writes the facts as a list in the order of their names.
func (f Facts) MarshalJSON() ([]byte, error) {
	if len(f.list) == 0 {
		return []byte("[]"), nil
	}
	buf, err := []byte{'['}, error(nil)
	for i, fact := range f.list {
		if i > 0 {
			buf = append(buf, ',')
		}
		if buf, err = fact.appendJSON(buf); err != nil {
			return nil, err
		}
	}
	return append(buf, ']'), nil
}

// UnmarshalJSON reads a list of facts as [NewFacts] does.
func (f *Facts) UnmarshalJSON(data []byte) error {
	var list []Fact
	if err := json.Unmarshal(data, &list); err != nil {
		return err
	}
	*f = NewFacts(list...)
	return nil
}

// IsZero reports whether the set is empty.
func (f Facts) IsZero() bool { return len(f.list) == 0 }
