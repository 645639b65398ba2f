package charter

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// vagueWords returns the vague words in a text, in the order of the lists; a
// word that is part of another one found is left out.
func vagueWords(text string) []string {
	found := occurrences(text, words().vague)
	return slices.DeleteFunc(slices.Clone(found), func(entry string) bool {
		return slices.ContainsFunc(found, func(longer string) bool { return longer != entry && strings.Contains(longer, entry) })
	})
}

// The marks that stand for a joiner while a text is split.
const (
	strongMark = '\x1f' // a word or sign that joins
	weakMark   = '\x1e' // a comma or the end of a sentence
	maskMark   = "_"    // a fixed phrase
)

// outcomes returns the parts of a text that each name an outcome; more than
// one means that the text holds several. It splits at joining words and signs.
// The first outcome is in the first part that holds a verb of outcome. From
// there on a part after a joining word counts if it holds one too, or names
// another measure beside one named before; a part after a comma only if it
// begins with such a verb or is such a measure and little else. It works on
// words, not on sense.
func outcomes(text string) []string {
	var list []string
	measured := false
	for _, p := range parts(text) {
		if p.counts(len(list) == 0, measured) {
			list = append(list, strings.TrimSpace(p.text))
		}
		measured = measured || occurs(p.text, words().measure)
	}
	return list
}

// part is a stretch of text after a joiner.
type part struct {
	text string
	weak bool // after a comma or full stop
}

func (p part) counts(first, measured bool) bool {
	const fewWords, fewRunes = 3, 8
	switch {
	case first:
		return occurs(p.text, words().verb)
	case p.begins(words().verb, 0):
		return true
	case p.weak:
		short := len(strings.Fields(plain(p.text))) <= fewWords && utf8.RuneCountInString(p.text) <= fewRunes*4
		if han(p.text) {
			short = utf8.RuneCountInString(strings.TrimSpace(p.text)) <= fewRunes
		}
		return measured && short && p.begins(words().measure, fewWords-1)
	}
	return occurs(p.text, words().verb) || measured && p.begins(words().measure, fewWords-1)
}

// begins reports whether the part begins with an entry, after at most so many
// other words (of Han: characters, one more).
func (p part) begins(entries []entry, skip int) bool {
	return p.beginsPlain(entries, skip) || p.beginsHan(entries, skip)
}

func (p part) beginsPlain(entries []entry, skip int) bool {
	simple := plain(p.text)
	for range skip + 1 {
		for _, e := range entries {
			if e.plain != "" && strings.HasPrefix(simple, e.plain) {
				return true
			}
		}
		if at := strings.IndexByte(simple[1:], ' '); at >= 0 {
			simple = simple[1+at:]
		}
	}
	return false
}

func (p part) beginsHan(entries []entry, skip int) bool {
	text := strings.TrimSpace(p.text)
	for _, e := range entries {
		if e.plain != "" {
			continue
		}
		if at := strings.Index(text, e.text); at >= 0 {
			if before := utf8.RuneCountInString(text[:at]); before == 0 || skip > 0 && before <= skip+1 {
				return true
			}
		}
	}
	return false
}

// parts splits a text at its joiners, fixed phrases kept whole.
func parts(text string) []part {
	text = strings.ToLower(text)
	for _, phrase := range words().phrase {
		text = replaceWord(text, phrase, maskMark)
	}
	for _, joiner := range words().joiner {
		text = replaceWord(text, joiner, string(strongMark))
	}
	text = markSigns(text)
	var list []part
	weak := false
	for {
		at := strings.IndexAny(text, string(strongMark)+string(weakMark))
		if at < 0 {
			return merged(append(list, part{text, weak}))
		}
		list = append(list, part{text[:at], weak})
		weak, text = text[at] == weakMark, text[at+1:]
	}
}

// merged drops empty parts; a part that follows one takes the stronger joiner.
func merged(list []part) []part {
	var kept []part
	strong := false
	for i, p := range list {
		strong = strong || i > 0 && !p.weak
		if strings.TrimSpace(p.text) == "" {
			continue
		}
		p.weak = len(kept) > 0 && !strong
		kept, strong = append(kept, p), false
	}
	return kept
}

// replaceWord replaces an entry of the lexicon in a lower-case text: Han
// entries anywhere, others where no letter or digit touches them.
func replaceWord(text string, e entry, with string) string {
	if e.plain == "" {
		return strings.ReplaceAll(text, e.text, with)
	}
	var b strings.Builder
	done := 0 // up to here the text is written
	for {
		at := strings.Index(text[done:], e.text)
		if at < 0 {
			b.WriteString(text[done:])
			return b.String()
		}
		start, end := done+at, done+at+len(e.text)
		before, _ := utf8.DecodeLastRuneInString(text[:start])
		after, _ := utf8.DecodeRuneInString(text[end:])
		b.WriteString(text[done:start])
		if wordRune(before) || wordRune(after) {
			b.WriteString(e.text)
		} else {
			b.WriteString(with)
		}
		done = end
	}
}

// wordRune reports whether a rune belongs to a word written in letters.
func wordRune(r rune) bool {
	return unicode.Is(unicode.Latin, r) || unicode.IsDigit(r)
}

// markSigns puts marks for the signs that join: semicolons, ampersands and
// line breaks strongly; commas and full stops weakly, unless digits stand on
// both sides.
func markSigns(text string) string {
	runes := []rune(text)
	for i, r := range runes {
		inNumber := i > 0 && i+1 < len(runes) && unicode.IsDigit(runes[i-1]) && unicode.IsDigit(runes[i+1])
		switch {
		case strings.ContainsRune(";；&\n", r):
			runes[i] = strongMark
		case strings.ContainsRune("，、。！!", r), strings.ContainsRune(",.", r) && !inNumber:
			runes[i] = weakMark
		}
	}
	return string(runes)
}
