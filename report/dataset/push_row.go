package dataset

import (
	"strconv"
	"unicode"
	"unicode/utf16"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
)

// lay lays a row out as a JSON object.
func (b *batcher) lay(cells []finding.Value) error {
	b.row, b.short = b.row[:0], nil
	for i := range b.writer.fields {
		f := &b.writer.fields[i]
		b.row = append(b.row, f.member...)
		if f.part == unknowns {
			b.unknown(f, cells)
			continue
		}
		v := cells[f.source]
		switch {
		case v.Kind() == finding.NoneKind || v.Kind() == finding.UnknownKind:
			b.row = append(b.row, "null"...)
		case f.part == currency:
			b.text(f, v.Unit())
		default:
			if err := b.cell(f, v); err != nil {
				return err
			}
		}
	}
	b.row = append(b.row, '}')
	return nil
}

// unknown writes what is unknown in the row.
func (b *batcher) unknown(f *field, cells []finding.Value) {
	if text := unknownText(b.writer, cells); text != "" {
		b.text(f, text)
		return
	}
	b.row = append(b.row, "null"...)
}

// cell writes a value as JSON has it: numbers as numbers, all else as texts.
func (b *batcher) cell(f *field, v finding.Value) error {
	column := &b.writer.schema.Columns[f.source]
	text, reason := plain(column, v)
	if reason == "" {
		reason = refused(column, text)
	}
	if reason != "" {
		return b.writer.fault(f.source, reason)
	}
	switch column.Type {
	case report.TypeText:
		b.text(f, text)
	case report.TypeDate:
		if column.Grain == Day {
			text += "T00:00:00"
		}
		b.row = appendString(b.row, text)
	default:
		b.row = append(b.row, text...)
	}
	return nil
}

// refused says why the service would not take a value, "" where it would.
func refused(c *Column, text string) string {
	switch c.Type {
	case report.TypeInteger, report.TypeDuration:
		if _, err := strconv.ParseInt(text, 10, 64); err != nil {
			return "the number " + text + " has more than 64 bits"
		}
	case report.TypeDate:
		if c.Grain != AnyDate && text < "1900" {
			return "the date " + text + " is before 1900"
		}
	case report.TypeText:
		if c.Key && units(text) > PushCharacters {
			return "the key has more than " + strconv.Itoa(PushCharacters) + " characters"
		}
	}
	return ""
}

// text writes a text, shortened where it has to be, and says so.
func (b *batcher) text(f *field, s string) {
	s = report.Clean(s)
	if n := units(s); n > PushCharacters {
		s = s[:edgeBefore(s, PushCharacters-1)] + "…"
		b.short = append(b.short, finding.Finding{
			Code: CodeShortened, Severity: finding.Warn,
			Subject: finding.Ref{Kind: "row", ID: b.writer.schema.Name + "/" + strconv.Itoa(b.writer.rows), Field: f.name},
			Got:     finding.Number(int64(n), ""), Want: finding.Number(PushCharacters, ""), Remedy: RemedyShorten,
		})
	}
	b.row = appendString(b.row, s)
}

// units counts a text in UTF-16 units, as the service does.
func units(s string) int {
	n := 0
	for _, r := range s {
		n += max(utf16.RuneLen(r), 1)
	}
	return n
}

// edgeBefore returns where a text has to end to have at most so many UTF-16
// units, without parting what people see as one character: marks, joiners,
// modifiers, flags.
func edgeBefore(s string, limit int) int {
	edge, n, flags := 0, 0, 0
	var before rune
	for i, r := range s {
		isFlag := r >= 0x1f1e6 && r <= 0x1f1ff
		if !belongs(before, r) && !(isFlag && flags%2 == 1) {
			edge = i
		}
		if flags++; !isFlag {
			flags = 0
		}
		if n += max(utf16.RuneLen(r), 1); n > limit {
			return edge
		}
		before = r
	}
	return len(s)
}

// belongs reports whether r belongs to the character before it.
func belongs(before, r rune) bool {
	const joiner = 0x200d
	return before == joiner || r == joiner || unicode.Is(unicode.M, r) || r >= 0x1f3fb && r <= 0x1f3ff || r >= 0xe0020 && r <= 0xe007f
}
