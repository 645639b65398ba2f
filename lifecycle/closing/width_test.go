package closing

import "testing"

// By hand from the code charts: half-width kana are those of the usual width,
// and a sound mark behind a letter is one letter with it.
func TestWidthDoesNotCount(t *testing.T) {
	for half, usual := range map[string]string{
		"\uff83\uff7d\uff84": "\u30c6\u30b9\u30c8", // tesuto
		"\uff8c\uff9f\uff9b\uff7c\uff9e\uff6a\uff78\uff84": "\u30d7\u30ed\u30b8\u30a7\u30af\u30c8", // purojekuto
		"\uff73\uff9e\uff66\uff9d\uff70":                   "\u30f4\u30f2\u30f3\u30fc",
		"\uff76\uff9f":                                     "\u30ab\uff9f", // no such sound
		"\uff9e":                                           "\uff9e",
		"\uff21\uff42\u3000\uff11\uff61\uff9d":             "ab 1\u3002\u30f3",
	} {
		if got := plain(half); got != plain(usual) {
			t.Errorf("%s: %q, want %q", half, got, plain(usual))
		}
	}
	for r := rune(0xFF66); r <= 0xFF9D; r++ { // every letter is a kana
		if got := []rune(wide(string(r))); len(got) != 1 || got[0] < 0x30A1 || got[0] > 0x30FC {
			t.Errorf("%U: %U", r, got)
		}
	}
	hits := Search([]Card{{ID: "1", Title: "\u30c6\u30b9\u30c8\u8a08\u753b"}}, Question{Text: "\uff83\uff7d\uff84"})
	if len(hits) != 1 {
		t.Errorf("%+v", hits)
	}
}
