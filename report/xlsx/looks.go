package xlsx

import (
	"bytes"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
)

// The colours: dark enough on their ground to be read, and apart for people who
// see few colours.
const (
	colourHead  = "1F3864"
	colourTotal = "E9EDF4"
	colourMuted = "5F6B7A"
	colourLine  = "C5CCD6"
)

// looks are the styles of a workbook by what they are for.
type looks struct {
	b        *binder
	text     int
	guarded  int // text that begins like a formula: shown as it is when somebody edits it
	wrapped  int
	strong   int
	muted    int
	title    int
	subtitle int
	section  int
	head     int
	headEnd  int // head over figures
	link     int
	heading  int
	callouts [3]int // by severity
	plain    [4]int // text by kind of row
	truth    int
	day      int
	minute   int
	instant  int
	made     map[lookKey]int
	indents  map[indentKey]int
}

// lookKind is the kind of row that a cell stands in.
type lookKind uint8

const (
	plainLook  lookKind = iota
	strongLook          // a summary
	totalLook           // a total
	leftLook            // a figure beside its label
)

// lookKey names a style made on demand: a number format in a kind of row.
type lookKey struct {
	format string
	kind   lookKind
}

// indentKey names a style of text in an outline.
type indentKey struct {
	depth int
	kind  lookKind
}

// maxLooks bounds the number formats of a workbook; spreadsheets refuse files
// with many hundreds of them.
const maxLooks = 150

func newLooks(b *binder) looks {
	l := looks{b: b, made: map[lookKey]int{}, indents: map[indentKey]int{}}
	top := &excelize.Alignment{Vertical: "top"}
	l.text = l.style(&excelize.Style{Alignment: top})
	l.guarded = l.style(&excelize.Style{Alignment: &excelize.Alignment{Vertical: "top", Horizontal: "left"}})
	l.wrapped = l.style(&excelize.Style{Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}})
	l.strong = l.style(&excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}})
	l.muted = l.style(&excelize.Style{Font: &excelize.Font{Color: colourMuted}, Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}})
	l.title = l.style(&excelize.Style{Font: &excelize.Font{Bold: true, Size: 18, Color: colourHead}})
	l.subtitle = l.style(&excelize.Style{Font: &excelize.Font{Size: 12, Color: colourMuted}})
	l.section = l.style(&excelize.Style{Font: &excelize.Font{Bold: true, Size: 13, Color: colourHead}, Border: line("bottom")})
	l.head = l.style(headStyle("left", 0))
	l.headEnd = l.style(headStyle("right", 1))
	l.heading = l.style(&excelize.Style{Font: &excelize.Font{Bold: true, Size: 11.5, Color: colourHead}})
	for i, colour := range []string{"FBD5D5", "FFF0C2", "DCE9F9"} {
		l.callouts[i] = l.style(&excelize.Style{Font: &excelize.Font{Bold: true}, Fill: fill(colour), Alignment: &excelize.Alignment{Vertical: "center", WrapText: true}})
	}
	wrap := &excelize.Alignment{Vertical: "top", WrapText: true}
	l.plain = [4]int{l.wrapped, l.strong, l.style(&excelize.Style{Font: &excelize.Font{Bold: true}, Fill: fill(colourTotal), Border: line("top"), Alignment: wrap}), l.wrapped}
	l.link = l.style(&excelize.Style{Font: &excelize.Font{Color: "0B5394", Underline: "single"}, Alignment: top})
	l.truth = l.style(&excelize.Style{CustomNumFmt: new(formatTruth), Alignment: &excelize.Alignment{Vertical: "top", Horizontal: "center"}})
	l.day, _ = l.format(formatDay)
	l.minute, _ = l.format(formatMinute)
	l.instant, _ = l.format(formatInstant)
	return l
}

func headStyle(side string, indent int) *excelize.Style {
	return &excelize.Style{
		Font: &excelize.Font{Bold: true, Color: "FFFFFF"}, Fill: fill(colourHead),
		Alignment: &excelize.Alignment{Vertical: "center", Horizontal: side, WrapText: true, Indent: indent},
	}
}

func fill(colour string) excelize.Fill {
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colour}}
}

func line(side string) []excelize.Border {
	return []excelize.Border{{Type: side, Color: colourLine, Style: 1}}
}

// style registers a style, in the one font of the workbook.
func (l *looks) style(s *excelize.Style) int {
	if s.Font == nil {
		s.Font = &excelize.Font{}
	}
	if s.Font.Family = "Calibri"; s.Font.Size == 0 {
		s.Font.Size = 11
	}
	id, err := l.b.file.NewStyle(s)
	l.b.keep(err)
	return id
}

// format returns the style of a number format. It reports false where the
// workbook has too many of them already.
func (l *looks) format(format string) (int, bool) { return l.formatIn(format, plainLook) }

// formatIn is format in a kind of row.
func (l *looks) formatIn(format string, kind lookKind) (int, bool) {
	key := lookKey{format, kind}
	id, ok := l.made[key]
	if ok || len(l.made) >= maxLooks {
		return id, ok
	}
	code := format
	s := &excelize.Style{CustomNumFmt: &code, Alignment: &excelize.Alignment{Vertical: "top", Horizontal: "right", Indent: 1}}
	if strings.HasPrefix(format, "yyyy") || kind == leftLook {
		s.Alignment.Horizontal, s.Alignment.Indent = "left", 0
	}
	switch kind {
	case strongLook:
		s.Font = &excelize.Font{Bold: true}
	case totalLook:
		s.Font, s.Fill, s.Border = &excelize.Font{Bold: true}, fill(colourTotal), line("top")
	}
	id = l.style(s)
	l.made[key] = id
	return id, true
}

// indent returns the style of text in an outline.
func (l *looks) indent(depth int, kind lookKind) int {
	key := indentKey{depth, kind}
	id, ok := l.indents[key]
	if !ok {
		s := &excelize.Style{Alignment: &excelize.Alignment{Vertical: "top", Horizontal: "left", Indent: depth, WrapText: true}}
		if kind != plainLook {
			s.Font = &excelize.Font{Bold: true}
		}
		id = l.style(s)
		l.indents[key] = id
	}
	return id
}

// formatTruth is for programs that show yes and no as 1 and 0 without it.
const formatTruth = `"TRUE";"TRUE";"FALSE"`

// The number formats of dates.
const (
	formatDay     = "yyyy\\-mm\\-dd"
	formatMinute  = "yyyy\\-mm\\-dd\\ hh:mm"
	formatInstant = "yyyy\\-mm\\-dd\\ hh:mm:ss\\Z"
)

// moneyFormat returns the number format of amounts in a currency: its code and
// as many decimals as it has.
func moneyFormat(currency string) string {
	shown := report.Format{}.Value(finding.Money("0", currency))
	decimals := ""
	if dot := strings.IndexByte(shown, '.'); dot >= 0 {
		decimals = shown[dot:]
	}
	if !isCurrency(currency) {
		return "#,##0" + decimals
	}
	return `"` + currency + `" #,##0` + decimals + `;"` + currency + `" \-#,##0` + decimals
}

// isCurrency reports whether the code is three letters.
func isCurrency(code string) bool {
	return len(code) == 3 && strings.Trim(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// quotePrefixed marks a style as one of text that must stay text when it is
// edited, which the library that wrote the styles cannot.
func quotePrefixed(styles []byte, id int) []byte {
	at := bytes.Index(styles, []byte("<cellXfs"))
	for n := 0; at >= 0 && n <= id; n++ {
		next := bytes.Index(styles[at+1:], []byte("<xf "))
		if next < 0 {
			return styles
		}
		at += 1 + next
	}
	if at < 0 {
		return styles
	}
	var out []byte
	out = append(out, styles[:at+len("<xf ")]...)
	out = append(out, `quotePrefix="1" `...)
	return append(out, styles[at+len("<xf "):]...)
}
