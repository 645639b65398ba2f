package comms

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Codes lists every code that a finding of this package can carry: those of
// the plan and the meetings first, then those of issues, feedback, surveys,
// visibility and delivery. The caller owns the slice.
func Codes() []finding.Code { return slices.Concat(meetingCodes(), issueCodes(), deliveryCodes()) }
