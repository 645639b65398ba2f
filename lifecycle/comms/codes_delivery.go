package comms

import "github.com/milepost-go/milepost/lifecycle/finding"

// Codes of what a check of a tray finds, and of its remedies.
const (
	CodeLetterRefused finding.Code = "comms.letter.refused"
	CodeLetterUntaken finding.Code = "comms.letter.untaken"
	CodeLetterHeld    finding.Code = "comms.letter.held"

	RemedyMendMessage finding.Code = "comms.remedy.mend_message"
	RemedyReplay      finding.Code = "comms.remedy.replay_letters"
)

// deliveryCodes lists the codes of deliveries.
func deliveryCodes() []finding.Code {
	return []finding.Code{CodeLetterRefused, CodeLetterUntaken, CodeLetterHeld, RemedyMendMessage, RemedyReplay}
}
