package risk

import (
	"fmt"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Book returns a register with the entry added to the ledger of a reserve; the
// receiver stays as it was. An unknown reserve is [ErrNoReserve]. An entry that
// [Register.Check] would block, for one because the balance would go below zero
// without an exception, is [ErrBooking] and a [*finding.Error] with all that is
// wrong with it.
func (r Register) Book(reserve string, e Entry) (Register, error) {
	i := r.reserveIndex(reserve)
	if i < 0 {
		return Register{}, fmt.Errorf("%w: %q", ErrNoReserve, clip(reserve))
	}
	r = r.Clone()
	x := &r.Reserves[i]
	x.Entries = append(x.Entries, e)
	c := checker{r: r}
	c.limits()
	c.entries(*x)
	about := entryRef(x.ID, e.ID)
	wrong := finding.Filter(c.list, func(f finding.Finding) bool {
		at := f.Subject
		at.Field = ""
		return f.Severity == finding.Block && (at == about || f.Code == CodeTooMany || f.Code == CodeTextTooLong || f.Code == CodeFractions)
	})
	if len(wrong) > 0 {
		return Register{}, fmt.Errorf("%w: %w", ErrBooking, finding.AsError("risk: book", wrong))
	}
	return r, nil
}

func entryRef(reserve, entry string) finding.Ref {
	return finding.Ref{Kind: "entry", ID: clip(reserve) + pathSeparator + clip(entry)}
}

// reserves wants each to be of a known kind, in time or money, with a ledger
// that is in order.
func (c *checker) reserves() {
	seen := map[string]bool{}
	for _, x := range c.r.Reserves {
		at := finding.Ref{Kind: "reserve", ID: x.ID}
		c.id(at, x.ID, seen)
		word(c, field(at, "kind"), x.Kind, Contingency, Management)
		word(c, field(at, "on"), x.On, OnTime, OnCost)
		c.entries(x)
	}
}

// entries wants every line of a ledger to say who allowed what, when and why,
// and the balance to stay at zero or above.
func (c *checker) entries(x Reserve) {
	seen, known := map[string]bool{}, c.known()
	for i, line := range x.Ledger() {
		at := entryRef(x.ID, line.ID)
		c.id(at, line.ID, seen)
		word(c, field(at, "kind"), line.Kind, Grant, Draw, Release)
		c.amount(field(at, "amount"), x, line)
		c.authority(at, line.Entry)
		c.entryRisk(field(at, "risk"), x, line.Entry, known)
		if i > 0 && line.At.Before(x.Entries[i-1].At) {
			c.block(CodeEntryOrder, field(at, "at"), finding.Date(x.Entries[i-1].At.String()), finding.Date(line.At.String()), RemedyMendDates)
		}
	}
}

// amount wants more than zero, in whole minor units where it is money, and no
// more taken out than there is.
func (c *checker) amount(at finding.Ref, x Reserve, line Line) {
	unit := c.r.unit(x.On)
	if line.Amount.IsZero() || line.Amount.rat().Sign() <= 0 {
		c.block(CodeEntryAmount, at, finding.Number(0, unit), line.Amount.Value(unit), RemedyMendEntry)
		return
	}
	if x.On == OnCost && !line.Amount.inMinorUnits(c.r.Currency.Places()) {
		c.block(CodeEntryMinorUnit, at, none(), line.Amount.Value(unit), RemedyMendEntry)
	}
	allowed := line.Kind == Grant || line.Kind == Draw && line.Exception != ""
	if !allowed && line.Balance.rat().Sign() < 0 {
		c.block(CodeReserveBelowZero, at, finding.Number(0, unit), line.Balance.Value(unit), RemedyRaiseException)
	}
}

// inMinorUnits reports whether the number has at most so many decimal places.
func (n Number) inMinorUnits(places int) bool {
	scaled := n.rat()
	for range places {
		scaled.Mul(scaled, Whole(10).rat())
	}
	return scaled.IsInt()
}

func (c *checker) authority(at finding.Ref, e Entry) {
	if e.At.IsZero() {
		c.block(CodeEntryUndated, field(at, "at"), none(), none(), RemedyMendDates)
	}
	if e.Approver == "" {
		c.block(CodeEntryApprover, field(at, "approver"), none(), none(), RemedyNameApprover)
	}
	if e.Reason == "" && e.Kind != Grant {
		c.block(CodeEntryReason, field(at, "reason"), none(), none(), RemedyMendEntry)
	}
}

// entryRisk wants contingency to be for a risk of the register.
func (c *checker) entryRisk(at finding.Ref, x Reserve, e Entry, known map[string]bool) {
	switch {
	case e.Risk == "" && x.Kind == Contingency:
		c.block(CodeEntryNoRisk, at, none(), none(), RemedyMendLink)
	case e.Risk != "" && !known[e.Risk]:
		c.block(CodeEntryRiskUnknown, at, none(), finding.Text(e.Risk), RemedyMendLink)
	}
}

// overdrawn warns of a risk that has used up more than was granted for it.
func (c *checker) overdrawn() {
	for _, x := range c.r.Reserves {
		for _, a := range x.allotments() {
			if x.Kind == Contingency && a.Remaining.rat().Sign() < 0 {
				unit := c.r.unit(x.On)
				c.warn(CodeAllotmentOverdrawn, finding.Ref{Kind: "risk", ID: a.Risk, Field: "reserve"},
					a.Granted.Value(unit), add(a.Drawn, a.Released).Value(unit), RemedyGrantMore)
			}
		}
	}
}
