package calendar

import "time"

// Day says how one day of the week works.
type Day struct {
	Set    bool    `json:"set,omitempty"`    // false: as the base calendar says, and off without one
	Ranges []Range `json:"ranges,omitempty"` // if set, the working ranges; none is a day off
}

// Working returns a day that works in the ranges, and a day off without any.
// The day holds the slice given.
func Working(ranges ...Range) Day { return Day{Set: true, Ranges: ranges} }

// Week is the ordinary week, indexed by [time.Weekday].
type Week [7]Day

// WorkWeek replaces the ordinary week for a period.
type WorkWeek struct {
	Name string `json:"name,omitempty"`
	From Date   `json:"from,omitzero"` // first day; zero: since ever
	To   Date   `json:"to,omitzero"`   // last day, included; zero: for ever
	Week Week   `json:"week"`          // days not set are those of the ordinary week
}

// Exception replaces the working time of single days.
type Exception struct {
	Name   string  `json:"name,omitempty"`
	From   Date    `json:"from"`             // first day; must be set
	To     Date    `json:"to,omitzero"`      // last day, included; zero: From alone, or with Repeat.Count as long as it counts
	Ranges []Range `json:"ranges,omitempty"` // none: days off
	Repeat Repeat  `json:"repeat,omitzero"`  // zero: every day from From to To
}

// Definition describes a calendar as data. Where several parts speak about one
// day, the first of these wins: an exception of the definition, an exception
// of its base calendar (of the base's own base, and so on), a work week of the
// definition, its week, a work week of the base, the week of the base. Among
// the exceptions of one definition one without repetition beats a repeating
// one; among equals, as among work weeks, the first in the list wins.
//
// The zero Definition has no working time of its own, so without a base it
// does not compile.
type Definition struct {
	ID         string      `json:"id,omitempty"`
	Name       string      `json:"name,omitempty"`
	Week       Week        `json:"week"`
	WorkWeeks  []WorkWeek  `json:"work_weeks,omitempty"`
	Exceptions []Exception `json:"exceptions,omitempty"`
}

// Standard returns the usual definition: Monday to Friday from 08:00 to 12:00
// and 13:00 to 17:00, Saturday and Sunday off.
func Standard() Definition {
	def := Definition{ID: "standard", Name: "Standard"}
	for day := range def.Week {
		def.Week[day] = Working()
		if weekday := time.Weekday(day); weekday != time.Saturday && weekday != time.Sunday {
			def.Week[day] = Working(Hours(8, 12), Hours(13, 17))
		}
	}
	return def
}
