package xlsx

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

const (
	maxSheets  = 1_000
	maxStrings = 2_000_000
	maxFormats = 65_536
)

// book is a workbook that is read: its sheets, and what their cells refer to.
type book struct {
	*archive
	sheets             []sheetPart
	texts              []string // shared by the sheets
	formats            []format // by style
	base1904           bool
	project, resources *sheet // nil if there is none
}

type sheetPart struct{ name, part string }

// format is what matters here of how a cell is shown.
type format struct {
	percent bool
	indent  int
}

// openBook reads everything but the sheets themselves.
func openBook(data []byte) (*book, error) {
	a, err := openArchive(data)
	if err != nil {
		return nil, err
	}
	b := &book{archive: a}
	_, kinds, err := a.relations("")
	if err != nil {
		return nil, err
	}
	part := kinds["officeDocument"]
	if part == "" {
		part = "xl/workbook.xml"
	}
	if !a.has(part) {
		return nil, fmt.Errorf("%w: no %s in it", ErrForm, part)
	}
	byID, kinds, err := a.relations(part)
	if err != nil {
		return nil, err
	}
	if err := b.readSheets(part, byID); err != nil {
		return nil, err
	}
	if err := b.readTexts(kinds["sharedStrings"]); err != nil {
		return nil, err
	}
	return b, b.readFormats(kinds["styles"])
}

// readSheets lists the sheets of cells in the order of their tabs.
func (b *book) readSheets(part string, byID map[string]string) error {
	return b.walk(part, func(e event) error {
		switch {
		case e.begin && e.name == "workbookPr":
			b.base1904 = isTrue(e.attr("date1904"))
		case e.begin && e.name == "sheet" && len(b.sheets) == maxSheets:
			return fmt.Errorf("%w: over %d sheets", ErrSize, maxSheets)
		case e.begin && e.name == "sheet":
			// The id of the relation is r:id, beside sheetId.
			if target := byID[e.attr("id")]; b.has(target) {
				b.sheets = append(b.sheets, sheetPart{tidy(e.attr("name")), target})
			}
		}
		return nil
	})
}

func isTrue(text string) bool { return text == "1" || text == "true" || text == "on" }

// readTexts reads the table of shared texts. Phonetic readings beside them are
// left out.
func (b *book) readTexts(part string) error {
	var text strings.Builder
	in, aside := false, 0
	return b.walk(part, func(e event) error {
		switch {
		case e.name == "rPh" && e.begin:
			aside++
		case e.name == "rPh" && e.end:
			aside--
		case e.name == "t":
			in = e.begin
		case e.name == "si" && e.begin:
			text.Reset()
		case e.name == "si" && e.end:
			if len(b.texts) == maxStrings {
				return fmt.Errorf("%w: over %d texts", ErrSize, maxStrings)
			}
			b.texts = append(b.texts, unescape(text.String()))
		case in && aside == 0:
			text.Write(e.text)
		}
		return nil
	})
}

// readFormats reads which styles show shares, and how far they indent.
func (b *book) readFormats(part string) error {
	shares := map[string]bool{"9": true, "10": true}
	styles := false
	return b.walk(part, func(e event) error {
		switch {
		case e.begin && e.name == "numFmt":
			shares[e.attr("numFmtId")] = strings.Contains(e.attr("formatCode"), "%")
		case e.name == "cellXfs":
			styles = e.begin
		case styles && e.begin && e.name == "xf" && len(b.formats) == maxFormats:
			return fmt.Errorf("%w: over %d styles", ErrSize, maxFormats)
		case styles && e.begin && e.name == "xf":
			b.formats = append(b.formats, format{percent: shares[e.attr("numFmtId")]})
		case styles && e.begin && e.name == "alignment" && len(b.formats) > 0:
			n, _ := strconv.Atoi(e.attr("indent"))
			b.formats[len(b.formats)-1].indent = max(0, min(n, 250))
		}
		return nil
	})
}

var escaped = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// unescape turns the _x000D_ of a workbook into the character it stands for.
func unescape(text string) string {
	if !strings.Contains(text, "_x") {
		return tidy(text)
	}
	return tidy(escaped.ReplaceAllStringFunc(text, func(code string) string {
		n, _ := strconv.ParseUint(code[2:6], 16, 16)
		return string(rune(n)) // half of a pair becomes U+FFFD
	}))
}

func tidy(text string) string {
	if utf8.ValidString(text) {
		return text
	}
	return strings.ToValidUTF8(text, "\uFFFD")
}
