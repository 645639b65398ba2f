package closing

import (
	"strings"
	"unicode/utf8"
)

// The half-width forms U+FF61 to U+FF9D in their usual width, and the letters
// that the sound marks U+FF9E and U+FF9F behind them change. Each character
// has three bytes, so places in one text are places in the other.
const (
	kana     = "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン"
	unvoiced = "ウカキクケコサシスセソタチツテトハヒフヘホ"
	voiced   = "ヴガギグゲゴザジズゼゾダヂヅデドバビブベボ"
	unpopped = "ハヒフヘホ"
	popped   = "パピプペポ"
)

// wide returns text with half-width kana in their usual width.
func wide(text string) string {
	if !strings.ContainsFunc(text, func(r rune) bool { return r >= 0xFF61 && r <= 0xFF9F }) {
		return text
	}
	var list []rune
	for _, r := range text {
		switch {
		case r >= 0xFF61 && r <= 0xFF9D:
			r, _ = utf8.DecodeRuneInString(kana[3*(r-0xFF61):])
		case r == 0xFF9E && sound(list, unvoiced, voiced), r == 0xFF9F && sound(list, unpopped, popped):
			continue
		}
		list = append(list, r)
	}
	return string(list)
}

// sound changes the last character to the one at its place in another text. It
// reports false where there is none.
func sound(list []rune, from, to string) bool {
	if len(list) == 0 {
		return false
	}
	place := strings.IndexRune(from, list[len(list)-1])
	if place >= 0 {
		list[len(list)-1], _ = utf8.DecodeRuneInString(to[place:])
	}
	return place >= 0
}
