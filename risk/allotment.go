package risk

import (
	"math/big"

	"github.com/milepost-go/milepost/schedule/calendar"
)

// Allotment is the part of a reserve that is for one risk.
type Allotment struct {
	Reserve string `json:"reserve"` // id
	Risk    string `json:"risk"`    // id
	Standing
}

// Allotments lists what each risk got of a reserve and what is left of it, by
// the entries made at or before a date (the zero date: all), in the order of
// the ledger. Entries without a risk are in none of them. An unknown reserve
// has none.
func (r Register) Allotments(reserve string, at calendar.Date) []Allotment {
	x, _ := r.Reserve(reserve)
	return x.until(at).allotments()
}

// until returns the reserve with the entries made at or before a date.
func (x Reserve) until(at calendar.Date) Reserve {
	var kept []Entry
	for _, e := range x.Entries {
		if at.IsZero() || !e.At.After(at) {
			kept = append(kept, e)
		}
	}
	x.Entries = kept
	return x
}

// allotments adds up the entries of each risk that the ledger names.
func (x Reserve) allotments() []Allotment {
	var ids []string
	of := map[string][]Entry{}
	for _, e := range x.Entries {
		if e.Risk == "" {
			continue
		}
		if of[e.Risk] == nil {
			ids = append(ids, e.Risk)
		}
		of[e.Risk] = append(of[e.Risk], e)
	}
	list := make([]Allotment, len(ids))
	for i, id := range ids {
		list[i] = Allotment{x.ID, id, Reserve{Entries: of[id]}.Standing(calendar.Date{})}
	}
	return list
}

// Releasable is contingency that is no longer needed, because its risk can no
// longer happen.
type Releasable struct {
	Reserve string        `json:"reserve"` // id
	Risk    string        `json:"risk"`    // id
	Status  Status        `json:"status"`  // closed or expired
	Ended   calendar.Date `json:"ended,omitzero"`
	Amount  Number        `json:"amount"` // above 0, in the unit of the reserve
}

// Releasable lists the contingency that can be given back at a date: what is
// left of the allotments of risks that were closed or expired by then, as far
// as the reserve still holds it. It is in the order of the register. What
// occurred keeps its contingency until it is closed. Nothing is booked: a
// release needs a reason and an approver.
func (r Register) Releasable(at calendar.Date) []Releasable {
	var list []Releasable
	for _, x := range r.Reserves {
		if x.Kind != Contingency {
			continue
		}
		x = x.until(at)
		left := x.Standing(calendar.Date{}).Remaining.rat()
		for _, a := range x.allotments() {
			risk, _ := r.Risk(a.Risk)
			amount := lesser(a.Remaining.rat(), left)
			if !risk.overBy(at) || amount.Sign() <= 0 {
				continue
			}
			left.Sub(left, amount)
			list = append(list, Releasable{x.ID, risk.ID, risk.Status, risk.Ended, RatNumber(amount)})
		}
	}
	return list
}

// overBy reports whether the risk was closed or expired at or before a date.
func (r Risk) overBy(at calendar.Date) bool {
	return (r.Status == Closed || r.Status == Expired) && (at.IsZero() || !r.Ended.After(at))
}

func lesser(a, b *big.Rat) *big.Rat {
	if a.Cmp(b) < 0 {
		return a
	}
	return new(big.Rat).Set(b)
}
