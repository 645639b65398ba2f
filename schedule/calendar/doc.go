// Package calendar is about working time: civil dates, calendars of working
// hours, and exact arithmetic between the two.
//
// A plan says "three days of work from Thursday morning"; a calendar says when
// that is. It knows any number of working ranges a day, shifts that end after
// midnight, weeks that change for a season, single and repeating days off,
// calendars derived from others, and the common time of two.
//
//	standard, err := calendar.Compile(calendar.Standard(), nil) // Monday to Friday, 08:00-12:00 and 13:00-17:00
//	if err != nil {
//		return err
//	}
//	start := calendar.DateOf(2026, time.March, 5).At(8 * calendar.Hour)
//	finish, err := standard.Add(start, 24*calendar.Hour) // Monday 9 March, 17:00
//
// # Types of time
//
// [Date] is a day, [DateTime] what a clock on the wall shows, both without a
// zone; [Work] is working time in seconds and mixes with nothing else by
// accident. All arithmetic is in integers and exact.
//
// A [Definition] is a calendar as data: it can be stored, compared and shown.
// [Compile] checks it, says everything that is wrong with it at once, and
// makes a [Calendar], which is immutable, safe for concurrent use and fast:
// [Calendar.Add], [Calendar.Between] and the others take the same short time
// for an hour and for nine thousand years, and allocate nothing. Calendars
// cover the years 1 to 9999; what leaves them is [ErrRange], never a wrong
// date. A calendar that never works does not compile: [ErrNoWork].
//
// # Which end of the night
//
// The end of one working period and the start of the next are the same amount
// of work, but two moments. An amount going forward ends at the end of a
// period: eight hours from Friday 08:00 are done on Friday at 17:00, not on
// Monday at 08:00. Going back it ends at the start of one. [Calendar.Next] and
// [Calendar.StartAt] give starts, [Calendar.Previous] and [Calendar.FinishAt]
// ends.
//
// # Who has the say about a day
//
// In this order: an exception of the calendar itself; an exception of its base,
// then of the base's base; a work week of the calendar; its ordinary week; the
// work weeks of the base; the week of the base. Among the exceptions of one
// calendar a single one beats a repeating one; among equals, and among work
// weeks, the first in the list wins. A day left open in a work week is that of
// the ordinary week. A shift belongs to the day on which it begins, whatever
// the next day is.
//
// # Time zones
//
// [Calendar.In] gives the same arithmetic on time.Time in a named zone. An
// instant is working time exactly when the clocks show working time at that
// instant; work is what really elapses. So ranges stay on the clock, hours that
// a clock change skips are not worked, and hours that it repeats are worked
// twice. [DateTime.In] takes the first of two instants at which clocks show a
// moment; a skipped moment counts as if the clocks had not changed yet.
//
// # Days of countries
//
// Package cn holds the statutory days of China with their make-up workdays.
// [Differences] shows what another calendar would change before it is adopted.
//
// Stable: the exported names, the JSON forms, the fault codes and the text
// behind [Calendar.Digest].
package calendar
