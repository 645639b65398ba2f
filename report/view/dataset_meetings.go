package view

import (
	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report/dataset"
)

// meetings returns the minutes that count.
func (p starProject) meetings() []comms.Minutes { return comms.Latest(p.Minutes) }

func starMeetings() starTable {
	return starTable{name: "meetings", rows: starProject.meetingRows, columns: []dataset.Column{
		keyed("meeting_id"), worded("series"), on("held"), refers("chair_id", "people.person_id"), refers("minutes_by_id", "people.person_id"),
		count("revision"), flag("quorate"),
	}}
}

func (p starProject) meetingRows(yield func([]finding.Value) bool) {
	for _, m := range p.meetings() {
		if !yield([]finding.Value{
			p.ref(m.Meeting), text(m.Series), day(m.On), p.ref(m.Chair), p.ref(m.By), whole(m.Revision), finding.Bool(m.Quorate()),
		}) {
			return
		}
	}
}

func starAttendance() starTable {
	return starTable{name: "attendance", rows: starProject.attendanceRows, columns: []dataset.Column{
		isKey(refers("meeting_id", "meetings.meeting_id")), isKey(refers("person_id", "people.person_id")), worded("presence"),
	}}
}

// attendanceRows writes everybody once; a second entry of one person is left
// out.
func (p starProject) attendanceRows(yield func([]finding.Value) bool) {
	for _, m := range p.meetings() {
		seen := map[string]bool{}
		for _, a := range m.Attendance {
			if once(seen, a.Actor) && !yield([]finding.Value{p.ref(m.Meeting), p.ref(a.Actor), text(string(a.Presence))}) {
				return
			}
		}
	}
}

func starDecisions() starTable {
	return starTable{name: "decisions", rows: starProject.decisionRows, columns: []dataset.Column{
		keyed("decision_id"), belongs("meeting_id", "meetings.meeting_id"), worded("text"), refers("answers_id", "people.person_id"), worded("reason"),
		refers("supersedes_id", "decisions.decision_id"),
	}}
}

// decisionRows writes the decisions of all meetings. What is superseded is named
// where it is there.
func (p starProject) decisionRows(yield func([]finding.Value) bool) {
	there, seen := map[string]bool{}, map[string]bool{}
	for _, m := range p.meetings() {
		for _, d := range m.Decisions {
			there[d.ID] = true
		}
	}
	for _, m := range p.meetings() {
		for _, d := range m.Decisions {
			before := finding.Value{}
			if there[d.Supersedes] {
				before = p.ref(d.Supersedes)
			}
			if once(seen, d.ID) && !yield([]finding.Value{p.ref(d.ID), p.ref(m.Meeting), text(d.Text), p.ref(d.By), text(d.Reason), before}) {
				return
			}
		}
	}
}

func starActions() starTable {
	return starTable{name: "actions", rows: starProject.actionRows, columns: []dataset.Column{
		keyed("action_id"), worded("kind"), refers("meeting_id", "meetings.meeting_id"), worded("text"), refers("owner_id", "people.person_id"),
		dated("raised"), dated("due"), flag("is_closed"), dated("closed"), worded("ending"), worded("result"), count("times_carried"),
	}}
}

// actionRows writes what meetings left to do. Of items of one id, which the
// check of minutes reports, the first is kept.
func (p starProject) actionRows(yield func([]finding.Value) bool) {
	seen := map[string]bool{}
	for _, i := range comms.ActionLog(p.Minutes, p.Closings) {
		if once(seen, i.ID) && !yield([]finding.Value{
			p.ref(i.ID), text(string(i.Kind)), p.ref(i.Origin), text(i.Text), p.ref(i.Owner), day(i.Raised), day(i.Due),
			finding.Bool(i.Closed), day(i.Closing.On), text(string(i.Closing.Ending)), text(i.Closing.Result), whole(i.Carried),
		}) {
			return
		}
	}
}
