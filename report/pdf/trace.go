package pdf

import "github.com/milepost-go/milepost/report"

// trace writes how a figure came about: the formula with its inputs, the words
// for it, and what is said about the figure.
func (l *layout) trace(t report.Trace) {
	l.table(t.TableIn(l.format))
	if t.Over != "" {
		l.text([]report.Run{report.R(l.format.Word("inputs_of_rows"), t.Over)}, smallSize, 0, false, report.InkMuted)
	}
	for i := range t.About {
		f := &t.About[i]
		l.text([]report.Run{report.B(l.format.Title(&f.Column) + l.format.Word("colon")), report.T(l.format.Cell(&f.Column, f.Value))}, smallSize, 0, false, report.InkText)
	}
}
