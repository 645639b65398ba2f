package ics

import "github.com/milepost-go/milepost/lifecycle/finding"

// Codes of [Calendar.Check]. All are of severity block.
const (
	CodeNoProduct      finding.Code = "ics.calendar.no_product"
	CodeMethod         finding.Code = "ics.calendar.method" // not one of the methods
	CodeNoUID          finding.Code = "ics.event.no_uid"
	CodeDuplicate      finding.Code = "ics.event.duplicate_uid" // two events with one UID and instance
	CodeNoStamp        finding.Code = "ics.event.no_stamp"
	CodeNoStart        finding.Code = "ics.event.no_start"
	CodeSequence       finding.Code = "ics.event.sequence"         // below 0
	CodeFinishFirst    finding.Code = "ics.event.finish_first"     // the finish is before the start
	CodeOtherKind      finding.Code = "ics.event.other_kind"       // a moment in another form than the start
	CodeZone           finding.Code = "ics.event.zone"             // a zone without a name that others know
	CodeYear           finding.Code = "ics.event.year"             // outside the years 1 to 9999
	CodeRule           finding.Code = "ics.event.rule"             // not a rule
	CodeRuleStart      finding.Code = "ics.event.rule_start"       // the start is not the first occurrence
	CodeRuleOfInstance finding.Code = "ics.event.rule_of_instance" // one occurrence has a rule of its own
	CodeStatus         finding.Code = "ics.event.status"           // not one of the statuses
	CodeNoOrganizer    finding.Code = "ics.event.no_organizer"     // an invitation by nobody
	CodeNoAttendees    finding.Code = "ics.event.no_attendees"     // an invitation to nobody
	CodeAddress        finding.Code = "ics.person.address"         // not a mail address
	CodeURL            finding.Code = "ics.event.url"              // not an absolute address
	CodeReminder       finding.Code = "ics.event.reminder"         // below 0 or over a year
)

// Codes of what [Decode] mended or passed over, of severity info or warn.
const (
	CodeLine        finding.Code = "ics.read.line"         // not a line of a calendar file; passed over
	CodeValue       finding.Code = "ics.read.value"        // a value that cannot be read; passed over
	CodeUnknownZone finding.Code = "ics.read.unknown_zone" // a zone that nobody knows: its clock is taken as no zone's
	CodeWindowsZone finding.Code = "ics.read.windows_zone" // a zone by its Windows name
	CodeNotRead     finding.Code = "ics.read.not_read"     // parts that are not events
	CodeNoEnd       finding.Code = "ics.read.no_end"       // the file ends within a part
	CodeManyRules   finding.Code = "ics.read.many_rules"   // only the first rule is kept
	CodeMore        finding.Code = "ics.read.more"         // there were more findings than are told
)

// Remedies.
const (
	RemedyNameProduct  finding.Code = "ics.remedy.name_product"
	RemedyChoose       finding.Code = "ics.remedy.choose"
	RemedyUniqueUID    finding.Code = "ics.remedy.unique_uid"
	RemedySetMoment    finding.Code = "ics.remedy.set_moment"
	RemedySameKind     finding.Code = "ics.remedy.same_kind"
	RemedyNamedZone    finding.Code = "ics.remedy.named_zone"
	RemedyMendRule     finding.Code = "ics.remedy.mend_rule"
	RemedyMoveStart    finding.Code = "ics.remedy.move_start"
	RemedyInvite       finding.Code = "ics.remedy.invite"
	RemedyMendAddress  finding.Code = "ics.remedy.mend_address"
	RemedyMendReminder finding.Code = "ics.remedy.mend_reminder"
)

var remedies = map[finding.Code]finding.Code{
	CodeNoProduct: RemedyNameProduct, CodeMethod: RemedyChoose, CodeStatus: RemedyChoose, CodeNoUID: RemedyUniqueUID, CodeDuplicate: RemedyUniqueUID,
	CodeNoStamp: RemedySetMoment, CodeNoStart: RemedySetMoment, CodeFinishFirst: RemedySetMoment, CodeYear: RemedySetMoment, CodeSequence: RemedyChoose,
	CodeOtherKind: RemedySameKind, CodeZone: RemedyNamedZone, CodeRule: RemedyMendRule, CodeRuleStart: RemedyMoveStart, CodeRuleOfInstance: RemedyMendRule,
	CodeNoOrganizer: RemedyInvite, CodeNoAttendees: RemedyInvite, CodeAddress: RemedyMendAddress, CodeURL: RemedyMendAddress, CodeReminder: RemedyMendReminder,
}

// Codes returns every code of the package, findings and remedies, in a fixed
// order. The caller owns the slice.
func Codes() []finding.Code {
	return []finding.Code{
		CodeNoProduct, CodeMethod, CodeNoUID, CodeDuplicate, CodeNoStamp, CodeNoStart, CodeSequence, CodeFinishFirst, CodeOtherKind, CodeZone, CodeYear,
		CodeRule, CodeRuleStart, CodeRuleOfInstance, CodeStatus, CodeNoOrganizer, CodeNoAttendees, CodeAddress, CodeURL, CodeReminder,
		CodeLine, CodeValue, CodeUnknownZone, CodeWindowsZone, CodeNotRead, CodeNoEnd, CodeManyRules, CodeMore,
		RemedyNameProduct, RemedyChoose, RemedyUniqueUID, RemedySetMoment, RemedySameKind, RemedyNamedZone, RemedyMendRule, RemedyMoveStart, RemedyInvite,
		RemedyMendAddress, RemedyMendReminder,
	}
}
