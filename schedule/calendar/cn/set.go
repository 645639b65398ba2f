package cn

import (
	"strings"

	"github.com/milepost-go/milepost/schedule/calendar"
)

// DataSet is the statutory days of a number of years, with where they come
// from.
type DataSet struct {
	Version string `json:"version"` // the last year covered and a counter of corrections: "2026.1"
	Source  string `json:"source"`
	Licence string `json:"licence"`
	Years   []Year `json:"years"` // in order, without a gap
}

// Year is one year as announced.
type Year struct {
	Year      int        `json:"year"`
	Notices   []string   `json:"notices,omitempty"` // numbers of the documents; empty where the number is not known
	Festivals []Festival `json:"festivals"`         // in order of their days off
}

// Festival is one run of days off and the days worked to make up for it. A
// festival with two separate runs is listed twice. A run may begin, and a
// make-up day lie, in the year before.
type Festival struct {
	Name     string          `json:"name"`               // in English: "Spring Festival"
	Chinese  string          `json:"chinese"`            // as the notice calls it
	From     calendar.Date   `json:"from"`               // first day off
	To       calendar.Date   `json:"to"`                 // last day off, included
	Workdays []calendar.Date `json:"workdays,omitempty"` // days of a weekend to be worked (调休), in order
}

// Data returns the whole data set, a fresh copy that the caller owns.
func Data() DataSet {
	set := DataSet{Version: version, Source: source, Licence: licence}
	for _, n := range notices() {
		year := Year{Year: n.year, Notices: n.documents}
		for _, f := range n.festivals {
			year.Festivals = append(year.Festivals, f.in(n.year))
		}
		set.Years = append(set.Years, year)
	}
	return set
}

// in returns the festival with its dates; year completes those written short.
func (f festival) in(year int) Festival {
	english, chinese, _ := strings.Cut(f.names, "|")
	from, to, isRun := strings.Cut(f.off, "/")
	if !isRun {
		to = from
	}
	out := Festival{Name: english, Chinese: chinese, From: date(year, from), To: date(year, to)}
	for _, day := range strings.Fields(f.workdays) {
		out.Workdays = append(out.Workdays, date(year, day))
	}
	return out
}

// date reads a date of the data; a test reads all of them.
func date(year int, text string) calendar.Date {
	if len(text) == len("01-02") {
		text = calendar.DateOf(year, 1, 1).String()[:5] + text
	}
	d, _ := calendar.ParseDate(text)
	return d
}
