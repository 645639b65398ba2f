package evm

import (
	"errors"
	"fmt"

	"github.com/milepost-go/milepost/kpi"
)

// Reset says what becomes of the figures so far when the baseline is changed.
type Reset string

// The resets.
const (
	KeepHistory Reset = "keep_history" // PV, EV and AC stay, the remaining budget changes
	ZeroSV      Reset = "zero_sv"      // PV becomes EV: no schedule variance
	ZeroBoth    Reset = "zero_both"    // PV and EV become AC: no variance at all (single point adjustment)
)

// ErrReset is the error for a reset that does not exist.
var ErrReset = errors.New("evm: no such reset")

// Rebaselined is a change of the baseline. Indices before and after it never
// belong in one trend line, so both states are kept.
type Rebaselined struct {
	Reset           Reset     `json:"reset"`
	Before          Status    `json:"before"`
	After           Status    `json:"after"`
	RemainingBefore kpi.Value `json:"remaining_before"` // BAC - EV before the change
	OverTarget      kpi.Value `json:"over_target"`      // new BAC - old BAC: 0 is an internal replan
}

// NeedsApproval reports whether the change is an over-target baseline: the new
// budget exceeds the old one. It must stay visible and be approved. An unknown
// difference needs approval too.
func (r Rebaselined) NeedsApproval() bool {
	sign, known := r.OverTarget.Sign()
	return !known || sign > 0
}

// Rebaseline returns the status with a new budget for the remaining work; the
// new BAC is EV after the reset plus that. s is not changed. The error is
// [ErrReset].
func (s Status) Rebaseline(reset Reset, remaining kpi.Value) (Rebaselined, error) {
	after := s
	switch reset {
	case KeepHistory:
	case ZeroSV:
		after.PV = s.EV
	case ZeroBoth:
		after.PV, after.EV = s.AC, s.AC
	default:
		return Rebaselined{}, fmt.Errorf("%w: %.40q", ErrReset, reset)
	}
	after.BAC = after.EV.Add(remaining)
	return Rebaselined{reset, s, after, s.BAC.Sub(s.EV), after.BAC.Sub(s.BAC)}, nil
}
