package health

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Parting is where two projects part in one sign.
type Parting struct {
	Sign finding.Code `json:"sign"`
	Day  int          `json:"day"` // days after the start of each project
	// On are the days of the readings that are compared, Signs what they say:
	// of the first project and of the second.
	On    [2]calendar.Date `json:"on"`
	Signs [2]Sign          `json:"signs"`
	// Beyond is the project whose sign is beyond the limit: 0 or 1. Evidence is
	// what it rested on when it went beyond.
	Beyond   int        `json:"beyond"`
	Evidence []Evidence `json:"evidence,omitempty"`
}

// Part returns where two projects part, the earliest first: for each sign the
// first day on which it differs in verdict, in the order of the signs where
// several differ on one day. The first element is the first point where the
// projects part; none means that they never do.
//
// Projects are compared by the days since they began. On each day on which
// either has a reading, the latest readings of both by that day are compared,
// from the first reading of the one that was read later to the last of the one
// that ended earlier. A sign differs in verdict when both readings judge it and
// it is beyond its limit in one of them only; what is not judged differs from
// nothing. Exchanging the projects exchanges the sides and changes nothing
// else. The result shares nothing with the courses and is the caller's.
func Part(first, second Course) []Parting {
	pair := [2]Course{first.sorted(), second.sorted()}
	var list []Parting
	for _, day := range commonDays(pair) {
		for _, s := range specs() {
			if slices.ContainsFunc(list, func(p Parting) bool { return p.Sign == s.code }) {
				continue
			}
			if p, differs := part(pair, day, s.code); differs {
				list = append(list, p)
			}
		}
	}
	return list
}

// commonDays returns, in order, the days with a reading on which both projects
// were being read.
func commonDays(pair [2]Course) []int {
	days := slices.Concat(pair[0].days(), pair[1].days())
	slices.Sort(days)
	var from, to int
	for i, c := range pair {
		if len(c.Readings) == 0 {
			return nil
		}
		first, last := c.day(0), c.day(len(c.Readings)-1)
		if i == 0 {
			from, to = first, last
		}
		from, to = max(from, first), min(to, last)
	}
	return slices.DeleteFunc(slices.Compact(days), func(d int) bool { return d < from || d > to })
}

// part compares one sign on one day.
func part(pair [2]Course, day int, code finding.Code) (Parting, bool) {
	p := Parting{Sign: code, Day: day}
	for side, c := range pair {
		i := c.by(day)
		s, known := byCode(c.Readings[i].Signs, code)
		if !known || !s.Judged {
			return Parting{}, false
		}
		p.On[side] = c.Readings[i].On
		if s.Beyond {
			p.Beyond, p.Evidence = side, c.evidence(i, s)
		}
		p.Signs[side] = s.clone()
		p.Signs[side].Evidence = nil
	}
	return p, p.Signs[0].Beyond != p.Signs[1].Beyond
}
