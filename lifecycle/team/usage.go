package team

import (
	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Usage is how much of somebody's time in a period is taken. What is booked
// beyond the time there is counts as over, never as used.
type Usage struct {
	Actor        lifecycle.ActorID `json:"actor"`
	Period       Period            `json:"period"`
	AvailableMin int64             `json:"available_min"`
	UsedMin      int64             `json:"used_min"` // at most what is available
	IdleMin      int64             `json:"idle_min"` // available and not used
	OverMin      int64             `json:"over_min"` // booked and not available
	Share        finding.Value     `json:"share"`    // used by available; Unknown ("zero-denominator") without any time
}

// Utilisation returns the usage of every person in every period, by person and
// period. A booking is spread over its days by the time that its person has
// then, so that over periods that cover it the minutes sum to it exactly; one
// without bounds, or in which there is no time at all, is over in the first
// period that it meets. Periods must be bounded, in order and apart, else it is
// [ErrPeriod]; the other error is [*CalendarError].
func Utilisation(members []Member, booked []Booking, periods []Period, calendars Calendars) ([]Usage, error) {
	if !inOrder(periods) {
		return nil, ErrPeriod
	}
	var list []Usage
	for _, actor := range actorsOf(members) {
		u := usage{actor: actor, calendars: calendars}
		for _, m := range members {
			if m.Actor == actor {
				u.stays = append(u.stays, m)
			}
		}
		rows, err := u.rows(booked, periods)
		if err != nil {
			return nil, err
		}
		list = append(list, rows...)
	}
	return list, nil
}

// usage is one person with all their stays.
type usage struct {
	actor     lifecycle.ActorID
	stays     []Member
	calendars Calendars
}

func (u usage) rows(booked []Booking, periods []Period) ([]Usage, error) {
	rows, taken := make([]Usage, len(periods)), make([]int64, len(periods))
	for _, b := range booked {
		if b.Actor != u.actor {
			continue
		}
		if err := u.book(b, periods, taken); err != nil {
			return nil, err
		}
	}
	for i, p := range periods {
		have, err := u.minutes(p)
		if err != nil {
			return nil, err
		}
		used := min(max(0, taken[i]), have)
		rows[i] = Usage{u.actor, p, have, used, have - used, max(0, taken[i]-have), finding.Ratio(used, have, "")}
	}
	return rows, nil
}

// minutes returns the time of all stays.
func (u usage) minutes(p Period) (int64, error) {
	var sum int64
	for _, m := range u.stays {
		n, err := m.Minutes(p, u.calendars)
		if err != nil {
			return 0, err
		}
		sum += n
	}
	return sum, nil
}

// book adds a booking to what is taken in each period.
func (u usage) book(b Booking, periods []Period, taken []int64) error {
	weights := make([]int64, len(periods)+1)
	if b.Bounded() {
		whole, err := u.minutes(b.Period)
		if err != nil {
			return err
		}
		weights[len(periods)] = whole
		for i, p := range periods {
			if !b.Meets(p) {
				continue
			}
			if weights[i], err = u.minutes(b.Common(p)); err != nil {
				return err
			}
			weights[len(periods)] -= weights[i]
		}
	}
	parts := Spread(b.WorkMin, weights)
	for i, p := range periods {
		switch {
		case parts != nil:
			taken[i] += parts[i]
		case b.Meets(p):
			taken[i] += b.WorkMin
			return nil
		}
	}
	return nil
}

// Suggestion is somebody with idle time who fits work that waits.
type Suggestion struct {
	Need    string  `json:"need"`
	Booking Booking `json:"booking"` // to be made; its task is the need
}

// Suggest goes through needs that wait for somebody, in their order, and
// suggests for each the best candidate of [Match] who fits and whose time is
// known, counting what was suggested before as booked. Needs without work or
// bounds, and those that nobody fits, get none. What is suggested can all be
// done together.
func Suggest(waiting []Need, members []Member, at calendar.Date, time Time) []Suggestion {
	time.Booked = append([]Booking(nil), time.Booked...)
	var list []Suggestion
	for _, n := range waiting {
		if n.WorkMin <= 0 {
			continue
		}
		for _, k := range Match(n, members, at, time) {
			if !k.Fits || k.Free.IsUnknown() {
				continue
			}
			b := Booking{Actor: k.Actor, Task: n.ID, WorkMin: n.WorkMin, Period: n.Period}
			time.Booked = append(time.Booked, b)
			list = append(list, Suggestion{n.ID, b})
			break
		}
	}
	return list
}
