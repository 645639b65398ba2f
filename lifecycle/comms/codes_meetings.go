package comms

import "github.com/milepost-go/milepost/lifecycle/finding"

// Codes of what any check of this package finds in a row.
const (
	CodeNoID        finding.Code = "comms.id.missing"
	CodeDuplicateID finding.Code = "comms.id.duplicate"
	CodeUnknownWord finding.Code = "comms.value.unknown"
	CodeNoParty     finding.Code = "comms.party.missing"
)

// Codes of the remedies that those findings name.
const (
	RemedyUniqueID     finding.Code = "comms.remedy.give_unique_id"
	RemedyUseNamedWord finding.Code = "comms.remedy.use_named_word"
	RemedyNameParty    finding.Code = "comms.remedy.name_party"
)

// meetingCodes lists the codes of the plan and the meetings.
func meetingCodes() []finding.Code {
	return []finding.Code{
		CodeNoID, CodeDuplicateID, CodeUnknownWord, CodeNoParty,

		RemedyUniqueID, RemedyUseNamedWord, RemedyNameParty,
	}
}
