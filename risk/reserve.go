package risk

import (
	"math/big"
	"slices"

	"github.com/milepost-go/milepost/schedule/calendar"
)

// Reserve is time or money set aside for what may happen, with the ledger of
// all that was put in and taken out. What remains is never stored: it is the
// sum of the ledger.
type Reserve struct {
	ID      string      `json:"id"`
	Kind    ReserveKind `json:"kind"`
	On      Dimension   `json:"on"`                // OnTime: minutes of working time; OnCost: the currency of the register
	Entries []Entry     `json:"entries,omitempty"` // in the order booked, which is the order of dates
}

// ReserveKind says what a reserve is for.
type ReserveKind string

// The kinds of reserve (PMI, PMBOK Guide). Contingency is for the risks of the
// register: each entry names its risk. Management is for what nobody foresaw,
// so it is kept apart and never counted against the exposure of the register.
const (
	Contingency ReserveKind = "contingency"
	Management  ReserveKind = "management"
)

// Entry is one line of the ledger of a reserve. An entry is never changed: a
// mistake is put right by another entry.
type Entry struct {
	ID       string        `json:"id"` // unique in the reserve
	Kind     EntryKind     `json:"kind"`
	At       calendar.Date `json:"at"`
	Amount   Number        `json:"amount"`             // above 0, in the unit of the reserve
	Risk     string        `json:"risk,omitempty"`     // id of the risk it is for; an entry of contingency needs one
	Reason   string        `json:"reason,omitempty"`   // a draw and a release need one
	Approver string        `json:"approver,omitempty"` // actor id; every entry needs one
	// Exception is the id of the record that allows a draw to take out more
	// than there is. Without it the balance never goes below zero.
	Exception string `json:"exception,omitempty"`
}

// EntryKind says which way an entry goes.
type EntryKind string

// The kinds of entry.
const (
	Grant   EntryKind = "grant"   // put in
	Draw    EntryKind = "draw"    // used up
	Release EntryKind = "release" // given back unused
)

// Standing is what a reserve, or the part of it for one risk, amounts to, in
// the unit of the reserve. Remaining is Granted less Drawn less Released,
// exactly; below 0 only where an exception allowed it.
type Standing struct {
	Granted   Number `json:"granted"`
	Drawn     Number `json:"drawn"`
	Released  Number `json:"released"`
	Remaining Number `json:"remaining"`
}

// Line is an entry with the balance after it.
type Line struct {
	Entry
	Balance Number `json:"balance"`
}

// Reserve returns the reserve of that id. It reports false when there is none.
// Its slices belong to the register.
func (r Register) Reserve(id string) (Reserve, bool) {
	if i := r.reserveIndex(id); i >= 0 {
		return r.Reserves[i], true
	}
	return Reserve{}, false
}

func (r Register) reserveIndex(id string) int {
	return slices.IndexFunc(r.Reserves, func(x Reserve) bool { return x.ID == id })
}

// Ledger lists the entries in the order booked, each with the balance after
// it. An entry without amount moves nothing.
func (x Reserve) Ledger() []Line {
	balance := new(big.Rat)
	lines := make([]Line, len(x.Entries))
	for i, e := range x.Entries {
		balance.Add(balance, e.signed())
		lines[i] = Line{e, RatNumber(balance)}
	}
	return lines
}

// signed returns what the entry adds to the balance, nothing for an entry of
// no known kind.
func (e Entry) signed() *big.Rat {
	switch amount := e.Amount.rat(); e.Kind {
	case Grant:
		return amount
	case Draw, Release:
		return amount.Neg(amount)
	}
	return new(big.Rat)
}

// Standing adds up the entries made at or before a date (the zero date: all).
func (x Reserve) Standing(at calendar.Date) Standing {
	sums := map[EntryKind]*big.Rat{Grant: {}, Draw: {}, Release: {}}
	balance := new(big.Rat)
	for _, e := range x.Entries {
		if sum := sums[e.Kind]; sum != nil && (at.IsZero() || !e.At.After(at)) {
			sum.Add(sum, e.Amount.rat())
			balance.Add(balance, e.signed())
		}
	}
	return Standing{RatNumber(sums[Grant]), RatNumber(sums[Draw]), RatNumber(sums[Release]), RatNumber(balance)}
}
