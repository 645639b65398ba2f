package markdown

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/milepost-go/milepost/report"
)

// anchors gives the block that a name refers to the anchor of the heading it
// is, or stands under, that common
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
	above := ""
	for _, b := range doc.Blocks {
		switch b := b.(type) {
		case nil:
			continue
		case report.Heading:
			above = take(b.Text)
		case report.Trace:
			above = take(traceTitle(doc.Format(), b))
		}
		name := report.BlockName(b)
		if _, twice := found[name]; !twice && name != "" && above != "" {
			found[name] = above
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
