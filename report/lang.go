package report

import "strings"

// Lang is the language of a document, as a BCP 47 tag. The zero value means
// English.
type Lang string

// The languages of documents.
const (
	En   Lang = "en"    // English
	ZhCN Lang = "zh-CN" // Simplified Chinese
)

// Langs returns the languages in a fixed order. The caller owns the slice.
func Langs() []Lang { return []Lang{En, ZhCN} }

// ParseLang reads a language tag such as "en", "en-GB", "zh", "zh_CN" or
// "zh-Hans-CN", whatever its case. It reports false for a language that
// documents cannot be written in, Traditional Chinese included.
func ParseLang(tag string) (Lang, bool) {
	tag = strings.ReplaceAll(strings.ToLower(tag), "_", "-")
	switch first, rest, _ := strings.Cut(tag, "-"); first {
	case "en":
		return En, true
	case "zh":
		return ZhCN, rest == "" || rest == "cn" || rest == "sg" || strings.HasPrefix(rest, "hans")
	}
	return En, false
}

// Tag returns the language tag, "en" for the zero value.
func (l Lang) Tag() string {
	if l == "" {
		return string(En)
	}
	return string(l)
}

// index returns the place of the language in a pair of words: English where
// the language is not one of ours.
func (l Lang) index() int {
	if l == ZhCN {
		return 1
	}
	return 0
}
