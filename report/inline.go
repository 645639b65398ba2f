package report

import "strings"

// RunStyle says how a run of text is set.
type RunStyle uint8

// The styles of a run. The zero style is plain text.
const (
	Plain  RunStyle = iota
	Strong          // set off from the text around it
	Code            // an id, a code, a file name: fixed pitch, never translated
	Ref             // a reference to the block or address named in Target
)

var runStyleNames = [...]string{"text", "strong", "code", "ref"}

// String returns "text", "strong", "code" or "ref".
func (s RunStyle) String() string {
	if int(s) < len(runStyleNames) {
		return runStyleNames[s]
	}
	return runStyleNames[Plain]
}

// Run is a stretch of text in one style. The text is plain: no markup in it
// has any meaning in any format.
type Run struct {
	Text   string
	Style  RunStyle
	Target string // for Ref: the Name of a block of the same document, or an http, https or mailto address
}

// T returns a plain run.
func T(text string) Run { return Run{Text: text} }

// B returns a strong run.
func B(text string) Run { return Run{Text: text, Style: Strong} }

// C returns a code run.
func C(text string) Run { return Run{Text: text, Style: Code} }

// R returns a reference to a block of the document by its name, or to an
// address.
func R(text, target string) Run { return Run{Text: text, Style: Ref, Target: target} }

// PlainText returns the texts of the runs in one string.
func PlainText(runs []Run) string {
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(r.Text)
	}
	return b.String()
}

// IsAddress reports whether a target of a reference is an address outside the
// document that a reader may be led to: http, https or mailto, without blanks
// or control characters. Every other target names a block.
func IsAddress(target string) bool {
	lower := strings.ToLower(target)
	for _, scheme := range []string{"http://", "https://", "mailto:"} {
		if len(target) > len(scheme) && strings.HasPrefix(lower, scheme) {
			return !strings.ContainsFunc(target, func(r rune) bool { return r <= ' ' || r == 0x7f || isControl(r) })
		}
	}
	return false
}
