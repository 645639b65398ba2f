package comms

import (
	"cmp"
	"slices"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Assignment is a task given to somebody, as the plan has it now. Version goes
// up whenever what they have to do changes.
type Assignment struct {
	Task    string // task id
	Actor   string // actor id
	Version int
	Start   calendar.Date // planned; zero if it has none
	Due     calendar.Date
	Begun   bool // work has started
	Done    bool
}

// Notice tells somebody of one version of an assignment.
type Notice struct {
	ID           string    `json:"id"` // made of task, actor and version, so that it exists once
	Task         string    `json:"task"`
	Actor        string    `json:"actor"`
	Version      int       `json:"version"`
	Sent         time.Time `json:"sent"`
	Acknowledged time.Time `json:"acknowledged,omitzero"` // zero: not yet
}

// NewNotices returns the notices that are due: one for each assignment
// version that none was sent for, in order of task and actor. Work that is done
// needs none. The caller appends them to those sent and owns the list.
func NewNotices(assignments []Assignment, sent []Notice, at time.Time) []Notice {
	known := map[string]bool{}
	for _, n := range sent {
		known[n.ID] = true
	}
	var list []Notice
	for _, a := range assignments {
		if id := a.noticeID(); !a.Done && !known[id] {
			known[id] = true
			list = append(list, Notice{ID: id, Task: a.Task, Actor: a.Actor, Version: a.Version, Sent: at})
		}
	}
	slices.SortFunc(list, func(a, b Notice) int {
		return cmp.Or(cmp.Compare(a.Task, b.Task), cmp.Compare(a.Actor, b.Actor), cmp.Compare(a.Version, b.Version))
	})
	return list
}

func (a Assignment) noticeID() string {
	return escape(a.Task) + ":" + escape(a.Actor) + ":" + finding.Number(int64(a.Version), "").Plain()
}

// CheckNotices reports, for a day, the assignments that have begun, should have
// or are due and whose present version nobody acknowledged: a warning each,
// sorted. Work that is done is left out.
func CheckNotices(assignments []Assignment, sent []Notice, on calendar.Date) []finding.Finding {
	taken := map[string]bool{}
	for _, n := range sent {
		taken[n.ID] = taken[n.ID] || !n.Acknowledged.IsZero()
	}
	var c checker
	for _, a := range assignments {
		current := a.Begun || reached(a.Start, on) || reached(a.Due, on)
		if current && !a.Done && !taken[a.noticeID()] {
			actor := finding.Ref{Kind: "actor", ID: a.Actor}
			c.warn(CodeUnacknowledged, finding.Ref{Kind: "task", ID: a.Task}, nothing, finding.Date(a.Due.String()), RemedyAcknowledge, actor)
		}
	}
	return c.sorted()
}

// reached reports whether a date is set and not after the day.
func reached(d, on calendar.Date) bool { return !d.IsZero() && !d.After(on) }
