// Package calendar is about working time: civil dates, calendars, and exact
// arithmetic between the two.
package calendar
