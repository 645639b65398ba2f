package health

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Course is how a project was run, sign by sign, from its first day on: what a
// [History] says about practice, small enough to be filed with a project and
// held against that of another.
type Course struct {
	Start    calendar.Date `json:"start"`    // day 0
	Readings []Reading     `json:"readings"` // in order of time
}

// Reading is what the signs said on one day.
type Reading struct {
	On calendar.Date `json:"on"`
	// Signs are all of them, each once. A sign beyond its limit has evidence
	// where it went beyond; the readings after it, until it is back, have none.
	// Why a sign was not judged is left to the diagnosis.
	Signs []Sign `json:"signs"`
}

// CourseOf returns the course of a project that began on the day. The result
// shares nothing with the history and is the caller's.
func CourseOf(start calendar.Date, h History) Course {
	c := Course{Start: start}
	for i, causes := range h.Causes {
		r := Reading{On: h.Days[i]}
		for _, cause := range causes {
			for _, s := range cause.Signs {
				if _, taken := byCode(r.Signs, s.Code); taken {
					continue
				}
				s = s.clone()
				s.Missing = nil
				if !s.Beyond || c.beyondBefore(s) {
					s.Evidence = nil
				}
				r.Signs = append(r.Signs, s)
			}
		}
		c.Readings = append(c.Readings, r)
	}
	return c
}

// beyondBefore reports whether the last reading has the sign beyond its limit.
func (c Course) beyondBefore(s Sign) bool {
	if len(c.Readings) == 0 {
		return false
	}
	last, known := byCode(c.Readings[len(c.Readings)-1].Signs, s.Code)
	return known && last.Beyond
}

// First returns the day of the first reading that has the sign beyond its limit,
// and false where none has.
func (c Course) First(code finding.Code) (calendar.Date, bool) {
	for _, r := range c.Readings {
		if x, known := byCode(r.Signs, code); known && x.Beyond {
			return r.On, true
		}
	}
	return calendar.Date{}, false
}

// day returns how many days after the start a reading was taken.
func (c Course) day(i int) int { return c.Readings[i].On.DaysSince(c.Start) }

// by returns the number of the latest reading that was taken by a day after
// the start, -1 where there is none.
func (c Course) by(day int) int {
	i := len(c.Readings) - 1
	for i >= 0 && c.day(i) > day {
		i--
	}
	return i
}

// days returns the days after the start on which there are readings.
func (c Course) days() []int {
	var list []int
	for i := range c.Readings {
		list = append(list, c.day(i))
	}
	return list
}

// evidence returns the evidence of the run beyond the limit that a sign is in
// at a reading.
func (c Course) evidence(i int, s Sign) []Evidence {
	for ; i >= 0; i-- {
		x, known := byCode(c.Readings[i].Signs, s.Code)
		if !known || !x.Beyond {
			break
		}
		if len(x.Evidence) > 0 {
			return cloneEvidence(x.Evidence)
		}
	}
	return nil
}

// sorted returns the course with its readings in order of time; of two of one
// day the later in the list counts.
func (c Course) sorted() Course {
	c.Readings = slices.Clone(c.Readings)
	slices.SortStableFunc(c.Readings, func(a, b Reading) int { return a.On.Compare(b.On) })
	return c
}
