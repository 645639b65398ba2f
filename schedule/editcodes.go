package schedule

import "github.com/milepost-go/milepost/lifecycle/finding"

// Codes of what [Apply] finds wrong with edits, besides those of [Check] for
// values that no plan may hold.
const (
	CodeEditKind         finding.Code = "schedule.edit.unknown_kind"
	CodeEditFieldUnused  finding.Code = "schedule.edit.field_unused"
	CodeEditNoTask       finding.Code = "schedule.edit.no_such_task"
	CodeEditNoLink       finding.Code = "schedule.edit.no_such_link"
	CodeEditNoAssignment finding.Code = "schedule.edit.no_such_assignment"
	CodeEditNoResource   finding.Code = "schedule.edit.no_such_resource"
	CodeEditNoCalendar   finding.Code = "schedule.edit.no_such_calendar"
	CodeEditTaken        finding.Code = "schedule.edit.already_there"
	CodeEditNotSibling   finding.Code = "schedule.edit.not_a_sibling"
	CodeEditChildren     finding.Code = "schedule.edit.children_not_stated"
	CodeEditNotInside    finding.Code = "schedule.edit.not_inside"
	CodeEditNegative     finding.Code = "schedule.edit.negative"
)

// Codes of the remedies that only those findings name.
const (
	RemedyDropField     finding.Code = "schedule.remedy.drop_field"
	RemedyNameExisting  finding.Code = "schedule.remedy.name_existing"
	RemedyNameSibling   finding.Code = "schedule.remedy.name_sibling"
	RemedyStateChildren finding.Code = "schedule.remedy.state_children"
)

// editCodes lists the codes above, findings first.
func editCodes() []finding.Code {
	return []finding.Code{
		CodeEditKind, CodeEditFieldUnused, CodeEditNoTask, CodeEditNoLink, CodeEditNoAssignment, CodeEditNoResource,
		CodeEditNoCalendar, CodeEditTaken, CodeEditNotSibling, CodeEditChildren, CodeEditNotInside, CodeEditNegative,
		RemedyDropField, RemedyNameExisting, RemedyNameSibling, RemedyStateChildren,
	}
}
