package asana

import "strings"

// formula reports whether a spreadsheet would run a text, or whether it begins
// with apostrophes and such a text, which guarding must tell apart.
func formula(text string) bool {
	text = strings.TrimLeft(text, "'")
	return text != "" && strings.ContainsAny(text[:1], "=+-@\t\r") ||
		strings.HasPrefix(text, "\uFF1D") || strings.HasPrefix(text, "\uFF0B") || strings.HasPrefix(text, "\uFF0D") || strings.HasPrefix(text, "\uFF20")
}

// guard puts an apostrophe before a text that a spreadsheet would run.
func guard(text string) string {
	if formula(text) {
		return "'" + text
	}
	return text
}
