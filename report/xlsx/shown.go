package xlsx

import (
	"math/big"
	"strconv"
	"strings"
	"unicode"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
)

// value makes a cell that shows exactly what the format of the document says: a
// number or a date where a number format can show that text, else the text.
func (d *documentWriter) value(c *report.Column, v finding.Value, kind lookKind) cell {
	if v.IsZero() {
		return cell{look: d.b.looks.plain[kind]}
	}
	text := d.format.Cell(c, v)
	made, format, ok := cell{}, "", false
	switch v.Kind() {
	case finding.NumberKind, finding.MoneyKind:
		made, format, ok = shownNumber(c, v, text)
	case finding.DateKind, finding.InstantKind:
		made, format, ok = shownDate(v, text)
	}
	if ok {
		if made.look, ok = d.b.looks.formatIn(format, kind); ok {
			return made
		}
	}
	return cell{form: words, text: text, look: d.b.looks.plain[kind]}
}

// shownNumber finds the number and the number format that show a text.
func shownNumber(c *report.Column, v finding.Value, text string) (cell, string, bool) {
	s, ok := splitNumber(text)
	if !ok {
		return cell{}, "", false
	}
	held, scale, ok := heldNumber(c, v, strings.HasPrefix(s.suffix, "%"))
	if !ok || !s.shows(held, scale) {
		return cell{}, "", false
	}
	stored, ok := storedRat(held)
	if !ok || significant(s.digits) > maxDigits {
		return cell{}, "", false
	}
	format, ok := s.format()
	return cell{form: number, text: stored}, format, ok
}

// heldNumber returns the number that a cell holds for a value, and by what it is
// multiplied to be shown: a percentage is held as a ratio, working time in days.
func heldNumber(c *report.Column, v finding.Value, percent bool) (*big.Rat, int64, bool) {
	r, ok := v.Rat()
	switch {
	case !ok:
		return nil, 0, false
	case percent && (v.Unit() == "%" || c.Type != report.TypePercent):
		return r.Mul(r, big.NewRat(1, 100)), 100, true
	case percent:
		return r, 100, true
	case c.Type == report.TypeDuration && v.Kind() == finding.NumberKind:
		day := c.DayMinutes
		if day <= 0 {
			day = 480
		}
		switch v.Unit() {
		case "min":
			r.Mul(r, big.NewRat(1, day))
		case "h":
			r.Mul(r, big.NewRat(60, day))
		}
	}
	return r, 1, true
}

// shownText is a number as text, in its parts.
type shownText struct {
	prefix, digits, suffix string
	negative               bool
	decimals               int
}

// splitNumber finds the number in a text such as "CNY -1,200.50" or "5 d".
func splitNumber(text string) (shownText, bool) {
	start := strings.IndexAny(text, "0123456789")
	if start < 0 {
		return shownText{}, false
	}
	s := shownText{prefix: text[:start]}
	end := start
	for end < len(text) && strings.IndexByte("0123456789,.", text[end]) >= 0 {
		end++
	}
	s.digits, s.suffix = strings.ReplaceAll(text[start:end], ",", ""), text[end:]
	if cut, ok := strings.CutSuffix(s.prefix, "-"); ok {
		s.prefix, s.negative = cut, true
	}
	if dot := strings.IndexByte(s.digits, '.'); dot >= 0 {
		s.decimals = len(s.digits) - dot - 1
	}
	grouped := len(s.digits) < end-start
	return s, s.decimals <= 20 && !(grouped && strings.HasPrefix(s.suffix, "%")) // readers show grouped percentages differently
}

// shows reports whether the number, rounded to the decimals of the text, is the
// one in the text.
func (s *shownText) shows(held *big.Rat, scale int64) bool {
	x, ok := new(big.Rat).SetString(s.digits)
	if !ok || s.negative != (held.Sign() < 0) {
		return false
	}
	if s.negative {
		x.Neg(x)
	}
	off := new(big.Rat).Mul(held, big.NewRat(scale, 1))
	off.Sub(off, x).Abs(off)
	half := new(big.Rat).SetFrac(big.NewInt(1), new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(s.decimals)), nil))
	return off.Cmp(half.Mul(half, big.NewRat(1, 2))) <= 0
}

// format returns the number format that shows the text.
func (s *shownText) format() (string, bool) {
	prefix, ok1 := literal(s.prefix)
	rest, percent := strings.CutPrefix(s.suffix, "%")
	suffix, ok2 := literal(rest)
	figures := "#,##0"
	if percent {
		figures = "0"
	}
	if s.decimals > 0 {
		figures += "." + strings.Repeat("0", s.decimals)
	}
	if percent {
		figures += "%"
	}
	if prefix == "" {
		return figures + suffix, ok1 && ok2
	}
	return prefix + figures + suffix + ";" + prefix + `\-` + figures + suffix, ok1 && ok2
}

// literal quotes text for a number format. It reports false for text with
// anything but letters, blanks and a few harmless signs, which readers of number
// formats are not all careful with.
func literal(s string) (string, bool) {
	if s == "" {
		return "", true
	}
	odd := strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !strings.ContainsRune(" ./()（）€£¥$°·", r) })
	if odd || len(s) > 40 {
		return "", false
	}
	return `"` + s + `"`, true
}

// shownDate finds the serial number and the format that show a date.
func shownDate(v finding.Value, text string) (cell, string, bool) {
	days, _, ok := serial(v.Plain())
	if !ok {
		return cell{}, "", false
	}
	zone := ""
	if cut, instant := strings.CutSuffix(text, " UTC"); instant {
		text, zone = cut, `" UTC"`
	}
	formats := map[int]string{len("2026-03-02"): formatDay, len("2026-03-02 08:00"): formatMinute, len("2026-03-02 08:00:00"): formatMinute + ":ss"}
	format, ok := formats[len(text)]
	return cell{form: number, text: strconv.FormatFloat(days, 'f', -1, 64)}, format + zone, ok
}
