package html

import (
	"strings"
	"testing"
)

// A column is as wide as the longest word in it, unless that is very long: then
// it breaks anywhere. Chinese text breaks by itself.
func TestLongWord(t *testing.T) {
	for text, want := range map[string]bool{
		"": false, "Management": false, strings.Repeat("a", 24): false, strings.Repeat("a", 25): true,
		strings.Repeat("a", 20) + " " + strings.Repeat("b", 20): false, strings.Repeat("茶", 100): false, strings.Repeat("ab-", 20): false,
		"茶馆" + strings.Repeat("x", 25): true, strings.Repeat("🍵", 25): true,
	} {
		if got := longWord(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
