package report

import (
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Format turns values into text for people. Every renderer and figure uses it
// and nothing else, so one figure reads the same in every format. The zero
// Format is English.
//
// Numbers have a point, groups of three with a comma and, where they must be
// rounded, halves go away from zero. Dates are ISO 8601 in tables, because
// they sort and read the same in both languages.
type Format struct {
	Lang Lang
}

// Word returns a word that formatting itself needs, such as "unknown" or
// "as_of", and the key made readable where there is none.
func (f Format) Word(key string) string {
	if pair, ok := words[key]; ok {
		return pair[f.Lang.index()]
	}
	return readable(key)
}

// Title returns the heading of a column with its unit.
func (f Format) Title(c *Column) string {
	title := f.title(c)
	switch {
	case c.Unit == "":
		return title
	case f.Lang == ZhCN:
		return title + "（" + f.unitWord(c.Unit, 1) + "）"
	}
	return title + " (" + f.unitWord(c.Unit, 1) + ")"
}

func (f Format) title(c *Column) string {
	if c.Title != "" {
		return c.Title
	}
	return f.Word(c.Name)
}

// Severity returns the word for a severity.
func (f Format) Severity(s finding.Severity) string { return f.Word(s.String()) }

// Unknown returns the words for an unknown value with its reason.
func (f Format) Unknown(reason string) string {
	why := readable(reason)
	if pair, ok := reasons[strings.ReplaceAll(reason, "_", "-")]; ok {
		why = pair[f.Lang.index()]
	}
	switch {
	case why == "":
		return f.Word("unknown")
	case f.Lang == ZhCN:
		return f.Word("unknown") + "（" + why + "）"
	}
	return f.Word("unknown") + " (" + why + ")"
}

// Cell returns a value as a cell of the column shows it. The zero value is
// empty, an unknown value is said to be unknown with its reason. A value that
// does not fit the column's type is shown by its own kind.
func (f Format) Cell(c *Column, v finding.Value) string {
	number := v.Kind() == finding.NumberKind || v.Kind() == finding.MoneyKind
	switch {
	case c == nil || !number:
		return f.Value(v)
	case c.Type == TypePercent:
		return f.percent(c, v)
	case c.Type == TypeDuration && timeUnit(v.Unit()) != 0:
		return f.duration(c, v)
	case v.Kind() == finding.MoneyKind:
		return f.money(v, c.Places, c.Unit)
	case c.Type == TypeInteger:
		return f.unit(decimalText(v.Plain(), maxPlaces, true, true), v.Unit(), c.Unit)
	case c.Type == TypeNumber || c.Type == TypeMoney:
		return f.number(c, v)
	}
	return f.Value(v)
}

// Value returns a value by its own kind: numbers with all their decimals, at
// most four where there is no end to them, money with the decimals of its
// currency, dates in ISO form.
func (f Format) Value(v finding.Value) string {
	switch v.Kind() {
	case finding.UnknownKind:
		return f.Unknown(v.Reason())
	case finding.NumberKind:
		return f.unit(decimalText(v.Plain(), maxPlaces, true, true), v.Unit(), "")
	case finding.MoneyKind:
		return f.money(v, 0, "")
	case finding.DateKind, finding.InstantKind:
		return dateText(v)
	case finding.BoolKind:
		if v.Plain() == "true" {
			return f.Word("yes")
		}
		return f.Word("no")
	case finding.ListKind:
		return strings.Join(v.Items(), f.comma())
	}
	return v.Plain()
}

func (f Format) comma() string {
	if f.Lang == ZhCN {
		return "、"
	}
	return ", "
}

// number shows a number with the decimals of its column. One that brings a
// unit of its own has at most those, without zeros at the end: "3 days".
func (f Format) number(c *Column, v finding.Value) string {
	own := c.Places == 0 && v.Unit() != "" && v.Unit() != c.Unit
	text, decimals := v.Plain(), places(c.Places, 2)
	if own && (strings.IndexByte(text, '/') >= 0 || !fits(text, decimals)) {
		text = rounded(text, decimals, true)
	}
	return f.unit(decimalText(text, decimals, own, true), v.Unit(), c.Unit)
}

func (f Format) percent(c *Column, v finding.Value) string {
	text := v.Plain()
	if v.Unit() != "%" {
		text = scaled(v, 100, 1)
	}
	return decimalText(text, places(c.Places, 0), false, true) + "%"
}

// timeUnit returns how many minutes one of the unit is: 0 for a unit that is
// no length of time, -1 for a day, whose length the column says.
func timeUnit(unit string) int64 {
	switch unit {
	case "min":
		return 1
	case "h":
		return 60
	case "day":
		return -1
	}
	return 0
}

func (f Format) duration(c *Column, v finding.Value) string {
	day := c.DayMinutes
	if day <= 0 {
		day = 480
	}
	text := v.Plain()
	if minutes := timeUnit(v.Unit()); minutes > 0 {
		text = scaled(v, minutes, day)
	}
	text = decimalText(text, places(c.Places, 2), c.Places == 0, true)
	switch {
	case c.Unit != "":
		return text
	case f.Lang == ZhCN:
		return text + " 天"
	}
	return text + " d"
}

// money shows an amount; the currency is left out where the heading says it.
func (f Format) money(v finding.Value, want int, unit string) string {
	text := decimalText(v.Plain(), places(want, exponent(v.Unit())), false, true)
	word, named := currencies[v.Unit()]
	switch {
	case v.Unit() == unit:
		return text
	case f.Lang == ZhCN && named:
		return text + " " + word
	}
	return v.Unit() + " " + text
}

// unit adds the unit of a number unless the heading says it.
func (f Format) unit(text, unit, shown string) string {
	switch {
	case unit == "" || unit == shown:
		return text
	case unit == "%":
		return text + "%"
	case text == "1" || text == "-1":
		return text + " " + f.unitWord(unit, 0)
	}
	return text + " " + f.unitWord(unit, 1)
}

// unitWord returns the word of a unit for one (0) or several (1).
func (f Format) unitWord(unit string, number int) string {
	forms, ok := units[unit]
	switch {
	case !ok:
		return unit
	case f.Lang == ZhCN:
		return forms[2]
	}
	return forms[number]
}

// places returns the decimals a column asks for.
func places(asked, usual int) int {
	if asked == 0 {
		return usual
	}
	return min(max(asked, 0), maxPlaces*3)
}
