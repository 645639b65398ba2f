package comms

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// ErrNotNext says that two digests do not follow one another: the second does
// not begin with what the first ends with.
var ErrNotNext = errors.New("comms: the digests do not follow one another")

// ChangeKind says what happened to a row.
type ChangeKind string

// The kinds of change.
const (
	RowAdded   ChangeKind = "added"
	RowChanged ChangeKind = "changed"
	RowRemoved ChangeKind = "removed"
)

// Digest is what changed between two views: their exact difference, by kind
// and reference. The zero Digest is no change.
type Digest struct {
	Changes []RowChange `json:"changes,omitempty"`
}

// RowChange is what happened to one row. An added row lists all its fields, a
// removed one those it had.
type RowChange struct {
	Kind   RecordKind    `json:"kind"`
	Ref    finding.Ref   `json:"ref"`
	Change ChangeKind    `json:"change"`
	Before string        `json:"before,omitempty"` // version
	After  string        `json:"after,omitempty"`  // version
	Fields []FieldChange `json:"fields,omitempty"` // by name
}

// FieldChange is what happened to one field; the zero Value stands for a field
// that was or is not there.
type FieldChange struct {
	Name   string        `json:"name"`
	Before finding.Value `json:"before,omitzero"`
	After  finding.Value `json:"after,omitzero"`
}

// Difference returns what changed from one view to another. Equal views differ
// in nothing. The caller owns the result.
func Difference(before, after View) Digest {
	var d Digest
	merge(before.rows, after.rows, compareRows, func(a, b *ViewRow) {
		if change, some := rowChange(a, b); some {
			d.Changes = append(d.Changes, change)
		}
	})
	return d
}

// rowChange returns the change from a row to a row of the same key, of which
// one may be nil.
func rowChange(a, b *ViewRow) (RowChange, bool) {
	var none ViewRow
	from, to := cmp.Or(a, &none), cmp.Or(b, &none)
	key := cmp.Or(a, b)
	change := RowChange{Kind: key.Kind, Ref: key.Ref, Before: from.Version, After: to.Version, Fields: fieldChanges(from.Fields, to.Fields)}
	return change, change.settle(a != nil, b != nil)
}

// settle names the change by whether there was a row and is one, and reports
// whether there is any change.
func (c *RowChange) settle(was, is bool) bool {
	switch {
	case was && is:
		c.Change = RowChanged
		return c.Before != c.After || len(c.Fields) > 0
	case was:
		c.Change = RowRemoved
	case is:
		c.Change = RowAdded
	}
	return was || is
}

func fieldChanges(a, b []ViewField) []FieldChange {
	var list []FieldChange
	byName := func(x, y ViewField) int { return cmp.Compare(x.Name, y.Name) }
	merge(a, b, byName, func(x, y *ViewField) {
		var none ViewField
		from, to := cmp.Or(x, &none), cmp.Or(y, &none)
		if from.Value != to.Value {
			list = append(list, FieldChange{cmp.Or(x, y).Name, from.Value, to.Value})
		}
	})
	return list
}

// Compose returns the change from the first view of one digest to the last of
// the next, so that Compose(Difference(a, b), Difference(b, c)) is
// Difference(a, c). Digests that do not follow one another give [ErrNotNext],
// which names the row. The caller owns the result.
func Compose(first, second Digest) (Digest, error) {
	var d Digest
	var fault error
	byKey := func(a, b RowChange) int { return compareKeys(a.Kind, a.Ref, b.Kind, b.Ref) }
	merge(first.Changes, second.Changes, byKey, func(a, b *RowChange) {
		change, some, ok := composeRows(a, b)
		if !ok && fault == nil {
			fault = fmt.Errorf("%w: %s %s", ErrNotNext, a.Kind, a.Ref)
		}
		if some {
			d.Changes = append(d.Changes, change)
		}
	})
	if fault != nil {
		return Digest{}, fault
	}
	return d, nil
}

// composeRows returns one change for two in a row, of which one may be nil,
// whether there is any, and whether the second can follow the first.
func composeRows(a, b *RowChange) (change RowChange, some, ok bool) {
	if a == nil || b == nil {
		change = *cmp.Or(a, b)
		change.Fields = slices.Clone(change.Fields)
		return change, true, true
	}
	fields, fit := composeFields(a.Fields, b.Fields)
	fit = fit && a.After == b.Before && (a.Change == RowRemoved) == (b.Change == RowAdded)
	change = RowChange{Kind: a.Kind, Ref: a.Ref, Before: a.Before, After: b.After, Fields: fields}
	some = change.settle(a.Change != RowAdded, b.Change != RowRemoved)
	return change, some, fit
}

func composeFields(a, b []FieldChange) (list []FieldChange, fit bool) {
	fit = true
	byName := func(x, y FieldChange) int { return cmp.Compare(x.Name, y.Name) }
	merge(a, b, byName, func(x, y *FieldChange) {
		both := *cmp.Or(x, y)
		if x != nil && y != nil {
			fit = fit && x.After == y.Before
			both.Before, both.After = x.Before, y.After
		}
		if both.Before != both.After {
			list = append(list, both)
		}
	})
	return list, fit
}

// merge walks two sorted lists and shows each key once, nil where a list does
// not have it.
func merge[T any](a, b []T, compare func(T, T) int, see func(a, b *T)) {
	for len(a) > 0 || len(b) > 0 {
		switch {
		case len(b) == 0 || len(a) > 0 && compare(a[0], b[0]) < 0:
			see(&a[0], nil)
			a = a[1:]
		case len(a) == 0 || compare(a[0], b[0]) > 0:
			see(nil, &b[0])
			b = b[1:]
		default:
			see(&a[0], &b[0])
			a, b = a[1:], b[1:]
		}
	}
}
