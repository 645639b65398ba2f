package markdown

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/milepost-go/milepost/report"
)

// anchors gives the heading that a name refers to the anchor that common
// readers of Markdown make from its text: lower case, letters, digits, '-' and
// '_' kept, blanks turned into '-', repeats numbered.
func anchors(doc *report.Document) map[string]string {
	found, used := map[string]string{}, map[string]int{}
	take := func(text string) string {
		anchor := slug(text)
		n := used[anchor]
		used[anchor]++
		if n > 0 {
			anchor += "-" + strconv.Itoa(n)
		}
		return anchor
	}
	take(doc.Title)
	for _, b := range doc.Blocks {
		if h, ok := b.(report.Heading); ok {
			anchor := take(h.Text)
			if _, twice := found[h.Name]; !twice && h.Name != "" && anchor != "" {
				found[h.Name] = anchor
			}
		}
	}
	return found
}

func slug(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == '-' || r == '_':
			return unicode.ToLower(r)
		}
		return -1
	}, strings.TrimSpace(report.CleanLine(text)))
}
