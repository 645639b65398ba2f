// Package comms keeps people informed: who is told what, when and by whom, the
// meetings where it is talked over, and what came out of them.
//
// A communication plan is drafted from a responsibility matrix, so that every
// informed party has at least one entry. Meetings come in series that keep to
// the working days of the project and to the local clock. An agenda is made
// from the state of the project; minutes hold decisions and actions, and what
// is open after one meeting is on the agenda of the next with its origin.
//
// Every check returns findings with stable codes; words in a language come from
// package report/phrase. All types are plain values, safe for concurrent use as
// long as nobody writes to their slices; no function changes its input.
// Nothing here reads a clock, a time zone database or a file: dates, instants
// and locations are arguments.
//
// Stable: the exported names, the JSON form and the codes of the findings.
package comms
