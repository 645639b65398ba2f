package xlsx

import (
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/milepost-go/milepost/report"
)

// maxSheetName is the longest name of a sheet, in UTF-16 units.
const maxSheetName = 31

// sheetName makes a title the name of a sheet: at most 31 characters, none of
// []:*?/\, no apostrophe at its ends, unlike every other whatever the case.
func (b *binder) sheetName(title string) string {
	name := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\`, r) {
			return ' '
		}
		return r
	}, report.CleanLine(title))
	name = trimName(unescaped(name))
	if name == "" || strings.EqualFold(name, "History") { // which spreadsheets keep for themselves
		name = trimName("Sheet " + name)
	}
	base := trimName(shorten(name, maxSheetName))
	return b.unique(base, func(n int) string {
		mark := " (" + strconv.Itoa(n) + ")"
		return trimName(shorten(name, maxSheetName-len(mark))) + mark
	})
}

// trimName cuts what may not stand at the ends of a name.
func trimName(name string) string {
	return strings.Trim(name, " '\u00a0\u3000")
}

// unique returns the name, or the first numbered one, that is not taken.
func (b *binder) unique(name string, numbered func(int) string) string {
	base := name
	for n := 2; b.taken[fold(name)]; n++ {
		name = numbered(n)
	}
	if base == "" {
		name = numbered(1)
	}
	b.taken[fold(name)] = true
	return name
}

// fold makes names equal that differ by case alone.
func fold(name string) string { return strings.ToLower(strings.ToUpper(name)) }

// tableName makes the name of a schema that of a table: letters, digits and
// '_', not like a cell's, unlike every other.
func (b *binder) tableName(schema string) string {
	name := strings.Map(func(r rune) rune {
		if r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			return r
		}
		return '_'
	}, schema)
	name = name[:min(len(name), 200)]
	if name == "" || isReference(name) || name[0] >= '0' && name[0] <= '9' {
		name = "_" + name
	}
	return b.unique("t_"+strings.TrimPrefix(name, "t_"), func(n int) string { return "t_" + name + "_" + strconv.Itoa(n) })
}

// isReference reports whether a spreadsheet takes the name for a cell's: up to
// three letters and digits, or R and C with numbers.
func isReference(name string) bool {
	upper := strings.ToUpper(name)
	letters := len(upper) - len(strings.TrimLeft(upper, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
	if letters <= 3 && strings.Trim(upper[letters:], "0123456789") == "" {
		return true
	}
	return strings.Trim(upper, "RC0123456789") == ""
}

// headers makes texts the heads of a table: on one line, at most 255
// characters, none empty, none like another whatever the case.
func headers(titles []string) []string {
	heads, taken := make([]string, len(titles)), map[string]bool{}
	for i, title := range titles {
		base := strings.TrimSpace(shorten(unescaped(report.CleanLine(title)), 240))
		if base == "" {
			base = "Column " + strconv.Itoa(i+1)
		}
		head := base
		for n := 2; taken[fold(head)]; n++ {
			head = base + " (" + strconv.Itoa(n) + ")"
		}
		taken[fold(head)] = true
		heads[i] = head
	}
	return heads
}

// columnName returns the letters of a column, counted from 0.
func columnName(column int) string {
	name := ""
	for column++; column > 0; column = (column - 1) / 26 {
		name = string(rune('A'+(column-1)%26)) + name
	}
	return name
}

// quoteSheet returns the name of a sheet as formulas write it.
func quoteSheet(name string) string { return "'" + strings.ReplaceAll(name, "'", "''") + "'" }

// utf16Len returns how many UTF-16 units a text takes, which is what spreadsheets
// count.
func utf16Len(s string) int {
	n := 0
	for _, r := range s {
		n += max(utf16.RuneLen(r), 1)
	}
	return n
}

// unescaped breaks what looks like the escape of a character, such as _x0041_,
// with a blank: names stand in places that do not agree on whether it is one.
func unescaped(name string) string {
	for i := 0; i < len(name); i++ {
		if name[i] == '_' && isEscape(name[i:]) {
			name = name[:i+1] + " " + name[i+1:]
		}
	}
	return name
}
