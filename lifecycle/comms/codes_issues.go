package comms

import "github.com/milepost-go/milepost/lifecycle/finding"

// issueCodes lists the codes of issues, feedback, surveys and visibility.
func issueCodes() []finding.Code { return nil }
