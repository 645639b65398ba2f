package mspdi

import (
	"strconv"
	"unicode/utf8"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// emitter sends a draft to a sink, record by record. Its methods named after
// types write one leaf.
type emitter struct {
	*draft
	*notebook
	out     sink
	scratch []byte
	// rowsStay reports whether the gaps of a task stand in a document already.
	rowsStay func(task int) bool
}

func (e *emitter) string(name, value string) {
	e.scratch = append(e.scratch[:0], value...)
	e.out.leaf(name, e.scratch)
}

func (e *emitter) int(name string, value int64) {
	e.scratch = strconv.AppendInt(e.scratch[:0], value, 10)
	e.out.leaf(name, e.scratch)
}

func (e *emitter) flag(name string, value bool) {
	e.scratch = append(e.scratch[:0], '0')
	if value {
		e.scratch[0] = '1'
	}
	e.out.leaf(name, e.scratch)
}

func (e *emitter) work(name string, value calendar.Work) {
	e.scratch = appendWork(e.scratch[:0], value)
	e.out.leaf(name, e.scratch)
}

func (e *emitter) clock(name string, value calendar.Work) {
	e.scratch = appendClock(e.scratch[:0], value)
	e.out.leaf(name, e.scratch)
}

// moment writes a date that was computed, nothing for one that is not set.
func (e *emitter) moment(name string, value calendar.DateTime) {
	if e.scratch = appendMoment(e.scratch[:0], value); len(e.scratch) > 0 {
		e.out.leaf(name, e.scratch)
	}
}

// date writes a date that people gave, and notes one that Microsoft Project
// does not take.
func (e *emitter) date(name, field string, value calendar.DateTime) {
	if value == 0 {
		return
	}
	if value < firstProjectDay || value >= lastProjectDay {
		e.add(field, value.String(), CodeDateRange)
	}
	e.moment(name, value)
}

// Microsoft Project takes dates of these years.
var (
	firstProjectDay = calendar.DateOf(1984, 1, 1).At(0)
	lastProjectDay  = calendar.DateOf(2150, 1, 1).At(0)
)

// tenths writes a length as tenths of minutes. For an input the field names
// what a note says was rounded; "" is a result.
func (e *emitter) tenths(name, field string, value calendar.Work) {
	n, exact := tenthsOf(value)
	if !exact && field != "" {
		e.add(field, value.String(), CodeNearest)
	}
	e.int(name, n)
}

func (e *emitter) share(name string, value schedule.Share) {
	e.scratch = appendShare(e.scratch[:0], value)
	e.out.leaf(name, e.scratch)
}

// money writes an amount times 10^places, nothing for zero. One of another
// currency than the file's has no place.
func (e *emitter) money(name, field string, value money.Amount, places int) {
	switch {
	case value.Sign() == 0:
	case value.Currency() != e.currency:
		e.add(field, value.String(), CodeOtherCurrency)
	default:
		e.scratch = appendAmount(e.scratch[:0], value, places)
		e.out.leaf(name, e.scratch)
	}
}

// The lengths of texts, in characters: longestText is all that the schema
// allows for a name, projectText what Microsoft Project keeps of it.
const (
	longestText = 512
	projectText = 255
)

// text writes a text of people, nothing for an empty one. A text over the
// limit is cut; limit 0 is none.
func (e *emitter) text(name, field, value string, limit int) {
	if value = e.plainText(field, value, limit); value != "" {
		e.string(name, value)
	}
}

// plainText returns the text in the form in which it can be written.
func (e *emitter) plainText(field, value string, limit int) string {
	clean, changed := cleanText(value)
	if changed {
		e.add(field, clean, CodeTextCleaned)
	}
	if limit == 0 || len(clean) <= projectText {
		return clean
	}
	if count := utf8.RuneCountInString(clean); count > limit {
		e.add(field, clean, CodeTextCut)
		return string([]rune(clean)[:limit])
	} else if count > projectText {
		e.add(field, clean, CodeTextLong)
	}
	return clean
}

// lost notes a value that the format has no place for, if there is one.
func (e *emitter) lost(field, value string, there bool) {
	if there {
		e.add(field, value, CodeNotWritten)
	}
}
