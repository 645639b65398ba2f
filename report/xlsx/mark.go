package xlsx

import (
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/milepost-go/milepost/report"
)

// When says which values of a column are set off.
type When uint8

// The conditions. The zero condition is yes.
const (
	Yes      When = iota // the cell says yes
	Negative             // a number below zero
	Positive             // a number above zero
	After                // a date or number above the one in the column Than of the same row
	Below                // a date or number below the one in the column Than of the same row
	Equals               // the text is Text, whatever the case
)

// Tone says what a mark means; it has a colour and, for people who see few
// colours, a weight or slant of its own.
type Tone uint8

// The tones. The zero tone is bad.
const (
	Bad   Tone = iota // late, over, critical: bold on red
	Warn              // needs a look: on yellow
	Good              // holds: on blue
	Quiet             // over and done: grey and slanted
)

// Mark sets off the cells, or the rows, where a column meets a condition.
type Mark struct {
	Column string
	When   When
	Than   string // the column to compare with, for After and Below
	Text   string // the text, for Equals; at most 255 characters count
	Tone   Tone
	Row    bool // the whole row and not the cell alone
}

// tones returns the style of a tone.
func (b *binder) tone(t Tone) int {
	style := &excelize.Style{}
	switch t {
	case Bad:
		style.Font, style.Fill = &excelize.Font{Bold: true, Color: "9C0006"}, fill("FBD5D5")
	case Warn:
		style.Font, style.Fill = &excelize.Font{Color: "7A4B00"}, fill("FFF0C2")
	case Good:
		style.Font, style.Fill = &excelize.Font{Color: "0B3D91"}, fill("DCE9F9")
	default:
		style.Font = &excelize.Font{Italic: true, Color: colourMuted}
	}
	id, err := b.file.NewConditionalStyle(style)
	b.keep(err)
	return id
}

// mark writes the conditional formats of a table. Every cell belongs to one
// area with all the rules that concern it: areas that overlap are what some
// programs break at.
func (p *page) mark(t *placed, marks []Mark, rows int) {
	if rows == 0 {
		return
	}
	styles := make([]int, len(marks))
	for i, m := range marks {
		styles[i] = p.b.tone(m.Tone)
	}
	for from := 0; from < len(t.columns); {
		rules := rulesOf(t, marks, from)
		to := from + 1
		for to < len(t.columns) && slices.Equal(rules, rulesOf(t, marks, to)) {
			to++
		}
		if len(rules) > 0 {
			p.marks = append(p.marks, `<conditionalFormatting sqref="`+place(from, 2)+`:`+place(to-1, rows+1)+`">`...)
			for _, i := range rules {
				at, than := columnName(t.find(marks[i].Column)), columnName(max(t.find(marks[i].Than), 0))
				p.entry(condition(marks[i], "$"+at+"2", "$"+than+"2"), styles[i], i+1)
			}
			p.marks = append(p.marks, `</conditionalFormatting>`...)
		}
		from = to
	}
}

// rulesOf returns which marks concern a column.
func rulesOf(t *placed, marks []Mark, column int) []int {
	var rules []int
	for i, m := range marks {
		if m.Row || t.find(m.Column) == column {
			rules = append(rules, i)
		}
	}
	return rules
}

// rule writes an area with one conditional format. Areas must not overlap.
func (p *page) rule(area, formula string, style, priority int) {
	p.marks = append(p.marks, `<conditionalFormatting sqref="`+area+`">`...)
	p.entry(formula, style, priority)
	p.marks = append(p.marks, `</conditionalFormatting>`...)
}

// entry writes a conditional format of the area that was begun.
func (p *page) entry(formula string, style, priority int) {
	p.marks = append(p.marks, `<cfRule type="expression" dxfId="`+strconv.Itoa(style)+`" priority="`+strconv.Itoa(priority)+`"><formula>`...)
	p.marks = appendXML(p.marks, formula)
	p.marks = append(p.marks, `</formula></cfRule>`...)
}

// condition returns the condition as a formula over the first row.
func condition(m Mark, cell, than string) string {
	both := "ISNUMBER(" + cell + "),ISNUMBER(" + than + ")"
	switch m.When {
	case Negative:
		return "AND(ISNUMBER(" + cell + ")," + cell + "<0)"
	case Positive:
		return "AND(ISNUMBER(" + cell + ")," + cell + ">0)"
	case After:
		return "AND(" + both + "," + cell + ">" + than + ")"
	case Below:
		return "AND(" + both + "," + cell + "<" + than + ")"
	case Equals:
		text := shorten(report.CleanLine(m.Text), 255)
		return cell + `="` + strings.ReplaceAll(text, `"`, `""`) + `"`
	}
	return "AND(ISLOGICAL(" + cell + ")," + cell + ")"
}
