package xlsx

import (
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report/phrase"
)

// maxNotes is how many notes are kept.
const maxNotes = 1000

// note keeps what could not be written as it is.
func (b *binder) note(code finding.Code, subject finding.Ref, want, got finding.Value) {
	if len(b.notes) >= maxNotes {
		b.more++
		return
	}
	b.notes = append(b.notes, finding.Finding{Code: code, Severity: finding.Warn, Subject: subject, Want: want, Got: got})
}

// writeNotes writes the notes on a sheet of their own, if there are any.
func (b *binder) writeNotes() {
	if len(b.notes) == 0 || b.err != nil {
		return
	}
	say := phrase.In(b.lang)
	p, err := b.open(b.reserve(say.Label("workbook_notes")), pageSetup{widths: []float64{100, 28}, frozen: 1})
	if err != nil {
		b.keep(err)
		return
	}
	p.repeat = 1
	b.keep(p.add([]cell{
		{form: words, text: say.Label("workbook_note"), look: b.looks.head}, {form: words, text: say.Label("code"), look: b.looks.head},
	}, rowSetup{height: 20}))
	for _, f := range b.notes {
		text, _ := clean(say.Finding(f))
		cells := []cell{{form: words, text: text, look: b.looks.wrapped}, {form: words, text: string(f.Code), look: b.looks.text}}
		b.keep(p.add(cells, rowSetup{height: heightOf(cells, p.setup.widths)}))
	}
	if b.more > 0 {
		f := finding.Finding{Code: CodeMoreNotes, Subject: finding.Ref{Kind: "workbook"}, Got: finding.Number(int64(b.more), "")}
		text, _ := clean(say.Finding(f))
		b.keep(p.add([]cell{{form: words, text: text, look: b.looks.wrapped}}, rowSetup{}))
	}
	b.keep(p.close())
}
