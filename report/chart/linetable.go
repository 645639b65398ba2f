package chart

import (
	"slices"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
)

// Table returns a row a date with the value of every series, then both sides of
// every band, then the notes of the date; a moment at no date has a row of its
// own. Without notes and moments there is no column for them.
func (d *LineChart) Table() *report.Table {
	t := &report.Table{Name: d.name(), Title: d.title(), Columns: d.columns()}
	for k, at := range d.Dates {
		row := report.Row{Cells: []finding.Value{finding.Date(at.String())}}
		for i := range d.Series {
			row.Cells = append(row.Cells, valueAt(d.Series[i].Values, k))
		}
		for i := range d.Bands {
			row.Cells = append(row.Cells, valueAt(d.Bands[i].Low, k), valueAt(d.Bands[i].High, k))
		}
		if d.says() {
			row.Cells = append(row.Cells, words(strings.Join(d.wordsAt(k), d.semicolon())))
		}
		t.Rows = append(t.Rows, row)
	}
	d.addMoments(t)
	return t
}

func valueAt(list []finding.Value, k int) finding.Value {
	if k < len(list) {
		return list[k]
	}
	return finding.Value{}
}

func wholeNumber(n int) finding.Value { return finding.Number(int64(n), "") }

func (d *LineChart) columns() []report.Column {
	w := phrase.In(d.Lang)
	list := []report.Column{w.Column("date", report.TypeDate)}
	add := func(key, title string) {
		c := d.Axis
		c.Name, c.Title = key, title
		list = append(list, c)
	}
	for i := range d.Series {
		add(d.key(i), d.label(i))
	}
	for i := range d.Bands {
		add(d.bandKey(i)+"_low", d.bandLabel(i)+colon(d.Lang)+w.Label("band_low"))
		add(d.bandKey(i)+"_high", d.bandLabel(i)+colon(d.Lang)+w.Label("band_high"))
	}
	if d.says() {
		list = append(list, w.Column("notes", report.TypeText))
	}
	return list
}

// says reports whether the table has a column of notes.
func (d *LineChart) says() bool { return len(d.Notes)+len(d.Events) > 0 }

// wordsAt returns the moments at a date and what is noted of its values.
func (d *LineChart) wordsAt(k int) []string {
	var list []string
	for i := range d.Events {
		if m := &d.Events[i]; !m.At.IsZero() && m.At == d.Dates[k] {
			list = append(list, plain(m.Name))
		}
	}
	for i := range d.Notes {
		if d.Notes[i].Date == k {
			list = append(list, d.noteText(&d.Notes[i]))
		}
	}
	return list
}

// addMoments adds a row for each moment that stands at no date, before the
// first row of a later one.
func (d *LineChart) addMoments(t *report.Table) {
	for i := range d.Events {
		m := &d.Events[i]
		if m.At.IsZero() || slices.Contains(d.Dates, m.At) {
			continue
		}
		row := report.Row{Cells: make([]finding.Value, len(t.Columns))}
		row.Cells[0], row.Cells[len(row.Cells)-1] = finding.Date(m.At.String()), words(plain(m.Name))
		at := slices.IndexFunc(t.Rows, func(r report.Row) bool { return r.Cell(0).Plain() > m.At.String() })
		if at < 0 {
			at = len(t.Rows)
		}
		t.Rows = slices.Insert(t.Rows, at, row)
	}
}
