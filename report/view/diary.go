package view

import (
	"fmt"
	"time"

	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/report/card"
	"github.com/milepost-go/milepost/report/ics"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// MeetingsInput is what the events of a meeting series are made of.
type MeetingsInput struct {
	Series   comms.Series       // required
	Calendar *calendar.Calendar // required: the working days that the series minds
	Zone     *time.Location     // required: that of Series.Zone
	Last     calendar.Date      // required: where the list of a series without end is cut, if no rule can say it
	Stamp    time.Time          // required: when this version of the file is made
	Domain   string             // required: makes ids unique in the world, such as "crm.example.com"
	// Invited gives the address of an actor; one without is not invited by the
	// file. Nil invites nobody.
	Invited     func(actor string) (ics.Person, bool)
	Description string // such as the agenda as plain text
}

// Meetings returns a series of meetings as events of a calendar file: one with
// its rule, or with dates where no rule can say them, and one for every
// occurrence that was moved. Their UID is the id of the series at the domain,
// their sequence that of the series. A series without an occurrence until the
// last day has no events. The error is that of [comms.Series.Recurrence]. The
// caller owns the events.
func Meetings(in MeetingsInput) ([]ics.Event, error) {
	r, err := in.Series.Recurrence(in.Calendar, in.Zone, in.Last)
	if err != nil || r.Start.IsZero() {
		return nil, err
	}
	e := in.event(r.Start, r.DurationMin)
	e.Sequence, e.Rule, e.Dates, e.Excluded = r.Sequence, r.Rule, r.Dates, r.Excluded
	events := []ics.Event{e}
	for _, x := range r.Overrides {
		moved := in.event(x.Start, x.DurationMin)
		moved.Sequence, moved.Instance = r.Sequence, ics.At(x.Original, in.Zone)
		events = append(events, moved)
	}
	return events, nil
}

func (in MeetingsInput) event(start calendar.DateTime, minutes int) ics.Event {
	finish := start.In(in.Zone).Add(time.Duration(minutes) * time.Minute)
	e := ics.Event{
		UID: in.Series.ID + "@" + in.Domain, Stamp: in.Stamp, Summary: in.Series.Title, Description: in.Description, Location: in.Series.Place,
		Start: ics.At(start, in.Zone), Finish: ics.At(calendar.DateTimeOf(finish.In(in.Zone)), in.Zone), Status: ics.Confirmed,
	}
	if in.Invited == nil {
		return e
	}
	e.Organizer, _ = in.Invited(in.Series.Chair)
	for _, actor := range in.Series.Members {
		if p, ok := in.Invited(actor); ok && actor != in.Series.Chair {
			e.Attendees = append(e.Attendees, p)
		}
	}
	return e
}

// ZoomMeetings returns the same series as Zoom plans it: one recurring meeting
// where Zoom can say the series as it is held, else a single meeting for every
// occurrence that is held until the last day. The error is that of
// [comms.Series.Recurrence]. The caller owns the list.
func ZoomMeetings(in MeetingsInput) ([]card.Zoom, error) {
	r, err := in.Series.Recurrence(in.Calendar, in.Zone, in.Last)
	if err != nil || r.Start.IsZero() {
		return nil, err
	}
	whole := in.zoom(r.Start, r.DurationMin)
	whole.Rule = r.Rule
	if _, _, err := whole.Create(); err == nil && r.Rule != "" && len(r.Dates)+len(r.Excluded)+len(r.Overrides) == 0 {
		return []card.Zoom{whole}, nil
	}
	held, err := in.Series.Occurrences(in.Calendar, in.Zone, in.Series.From, in.Last)
	if err != nil {
		return nil, err
	}
	var list []card.Zoom
	for _, o := range held {
		list = append(list, in.zoom(o.Local, o.DurationMin))
	}
	return list, nil
}

func (in MeetingsInput) zoom(start calendar.DateTime, minutes int) card.Zoom {
	return card.Zoom{Topic: in.Series.Title, Agenda: in.Description, Start: start, Zone: in.Zone, DurationMin: minutes}
}

// DatesInput is what the events of a plan are made of.
type DatesInput struct {
	Plan     *schedule.Plan   // required
	Result   *schedule.Result // required: of that plan
	Stamp    time.Time        // required: when this version of the file is made
	Sequence int              // of this version of the plan: higher with every change
	Domain   string           // required: makes ids unique in the world, such as "crm.example.com"
	// Before are the events of the version before: those that are no longer
	// there are taken back.
	Before []ics.Event
}

// Dates returns the milestones and the deadlines of a plan as whole days of a
// calendar file, which take nobody's time. A milestone lies on the day of its
// finish, and says when it has been reached; a deadline is its own event. What
// was there before and is no longer is there as cancelled. UIDs are made of the task's id and the
// domain and stay the same from version to version. The caller owns the events.
func Dates(w phrase.Printer, in DatesInput) []ics.Event {
	var events []ics.Event
	for i := range in.Plan.Tasks {
		t := &in.Plan.Tasks[i]
		x, known := in.Result.Times(t.ID)
		if known && !t.Inactive && !x.Finish.IsZero() && (t.Milestone || x.Start == x.Finish) {
			summary := t.Name
			if !t.Progress.ActualFinish.IsZero() {
				summary = fmt.Sprintf(w.Label("diary_reached"), t.Name)
			}
			events = append(events, in.day("milestone", t.ID, summary, x.Finish.Date()))
		}
		if !t.Deadline.IsZero() && !t.Inactive {
			events = append(events, in.day("deadline", t.ID, fmt.Sprintf(w.Label("diary_deadline"), t.Name), t.Deadline.Date()))
		}
	}
	return append(events, in.gone(events)...)
}

// day is an event of a whole day, known by what it is of which task.
func (in DatesInput) day(kind string, id schedule.TaskID, summary string, on calendar.Date) ics.Event {
	return ics.Event{
		UID: kind + "/" + string(id) + "@" + in.Domain, Sequence: in.Sequence, Stamp: in.Stamp,
		Summary: summary, Start: ics.On(on), Finish: ics.On(on), Transparent: true,
	}
}

// gone returns the events of the version before that are not among those of
// now, as cancelled.
func (in DatesInput) gone(now []ics.Event) []ics.Event {
	there := map[string]bool{}
	for i := range now {
		there[now[i].UID] = true
	}
	var list []ics.Event
	for _, e := range in.Before {
		if !there[e.UID] && e.Status != ics.Cancelled {
			e.Status, e.Sequence, e.Stamp = ics.Cancelled, max(in.Sequence, e.Sequence+1), in.Stamp
			list = append(list, e)
		}
	}
	return list
}
