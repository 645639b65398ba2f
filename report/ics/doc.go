// Package ics writes and reads calendar files (iCalendar, RFC 5545), which
// Outlook, Google, Apple, Teams and Zoom take: meetings with their recurrence,
// milestones and deadlines as days.
//
//	shanghai, err := time.LoadLocation("Asia/Shanghai")
//	...
//	file := ics.Calendar{Product: "-//Example//CRM//EN", Events: []ics.Event{
//		{UID: "weekly@crm.example", Stamp: now, Summary: "Project meeting", Rule: "FREQ=WEEKLY;BYDAY=MO",
//			Start: ics.At(monday9, shanghai), Finish: ics.At(monday10, shanghai)},
//		{UID: "signing@crm.example", Stamp: now, Summary: "Contract signed", Transparent: true,
//			Start: ics.On(signing), Finish: ics.On(signing)},
//	}}
//	err = ics.Encode(w, file)
//
// # Three kinds of time
//
// A [When] is a day, a time on the clock of a named zone, or a time on whatever
// clock hangs on the wall ("floating"). A day never becomes midnight of some
// zone. The first and the last day of an event are meant inclusively; the
// file's exclusive end is made when it is written. For every zone used the file
// carries its offsets, taken from the [time.Location] and as rules where the
// zone has any.
//
// # Updates
//
// An event is known for ever by its UID. A later version has a higher Sequence;
// one taken back is sent with the method [Cancel], or with the status
// [Cancelled] in a file that is published. An occurrence of a series that is
// held at another time is an event of its own with the same UID whose Instance
// is the moment that it replaces.
//
// # Writing and reading
//
// [Encode] is strict: [Calendar.Check] says everything that a calendar program
// would refuse, and nothing is written then. The same calendar gives the same
// bytes. Text is escaped, lines are folded at 75 octets between characters;
// control characters, which the format cannot hold, are shown as U+FFFD.
//
// [Decode] is tolerant: bare line feeds, absent zones, zones by their Windows
// names and events without an end are read, and findings say what was mended or
// passed over. It is bounded by [MaxBytes], [MaxEvents] and [MaxFindings].
//
// Nothing here reads a clock. Functions are safe for concurrent use.
//
// Stable: the exported names, the codes, and that a file of one version is read
// by the next.
package ics
