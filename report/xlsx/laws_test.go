package xlsx

import (
	"encoding/xml"
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/reporttest"
)

// The serial number of a moment is the time since 1899-12-30, which is another
// way to say how spreadsheets count from March 1900 on.
func TestSerialLaw(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	zero := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	for range 5000 {
		at := time.Date(1900+rng.IntN(8100), time.Month(1+rng.IntN(12)), 1+rng.IntN(28), rng.IntN(24), rng.IntN(60), rng.IntN(60), rng.IntN(4)*250_000_000, time.UTC)
		want := float64(at.Unix()-zero.Unix())/86400 + float64(at.Nanosecond())/86400e9
		for _, text := range []string{at.Format("2006-01-02T15:04:05.999"), at.Format(time.RFC3339Nano)} {
			got, timed, ok := serial(text)
			if early := want < 61; ok == early || ok && (!timed || math.Abs(got-want) > 1e-9) {
				t.Fatalf("%s is %v (%v, %v), want %v", text, got, timed, ok, want)
			}
		}
	}
	for _, text := range []string{"", "2026", "2026-13-01", "2026-00-01", "2026-01-00", "2026-01-32", "2026/01/01", "x026-01-01", "2026-01-01Z", "2026-01-01 08:00", "2026-01-01T", "2026-01-01T8:00", "2026-01-01Tab:cd", "2026-01-01T08:00:xx", "2026-01-01T08:00x30"} {
		if at, _, ok := serial(text); ok {
			t.Errorf("%q is read as %v", text, at)
		}
	}
}

// Working days are counted as a walk over the days counts them.
func TestWorkingDaysLaw(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 2))
	zero := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	for seed := range 400 {
		var k Workbook
		for range rng.IntN(30) {
			k.NonWorking = append(k.NonWorking, zero.AddDate(0, 0, 46_000+rng.IntN(200)).Format(time.DateOnly))
			k.MakeUp = append(k.MakeUp, zero.AddDate(0, 0, 46_000+rng.IntN(200)).Format(time.DateOnly))
		}
		from, to := 46_000+rng.IntN(200), 46_000+rng.IntN(200)
		want := 0
		for day := from; day <= to; day++ {
			at := zero.AddDate(0, 0, day)
			date, weekend := at.Format(time.DateOnly), at.Weekday() == time.Saturday || at.Weekday() == time.Sunday
			if weekend && slices.Contains(k.MakeUp, date) || !weekend && !slices.Contains(k.NonWorking, date) {
				want++
			}
		}
		_, got, ok := k.workingDays("A2", "B2", float64(from)+0.4, float64(to)+0.9)
		if ok != (from <= to) || ok && got != float64(want) {
			t.Fatalf("case %d: %d to %d: %v, want %d", seed, from, to, got, want)
		}
	}
}

// Columns and cells are called as the library calls them.
func TestNamesOfCells(t *testing.T) {
	for column := range maxColumns {
		if want, err := excelize.ColumnNumberToName(column + 1); err != nil || columnName(column) != want {
			t.Fatalf("column %d is %s, want %s (%v)", column, columnName(column), want, err)
		}
	}
	rng := rand.New(rand.NewPCG(3, 3))
	for range 20_000 {
		name := ""
		for range 1 + rng.IntN(7) {
			name += string("aRcXFd019_"[rng.IntN(10)])
		}
		if _, _, err := excelize.CellNameToCoordinates(name); err == nil && !isReference(name) {
			t.Errorf("%q is a cell", name)
		}
	}
	for name, want := range map[string]bool{"r1c1": true, "RC": true, "c": true, "kpi1": true, "tasks": false, "tasks1": false, "xfd1": true, "cost_2": false} {
		if isReference(name) != want {
			t.Errorf("%q: %v", name, !want)
		}
	}
}

// randomText mixes characters of all widths, marks, joiners and flags.
func randomText(rng *rand.Rand, most int) string {
	parts := []string{"a", "b ", "\n", "很", "é", "e\u0301", "🚀", "👩\u200d🚀", "🇨🇳", "🏽", "\u200d", "\xff", "_x0041_", "<", "&", `"`, "\u0600"}
	var b strings.Builder
	for range rng.IntN(most) {
		b.WriteString(parts[rng.IntN(len(parts))])
	}
	return b.String()
}

// A shortened text is a beginning of the text, fits, and is as long as it can
// be but for one character of several parts; pieces put together are the text.
func TestShortenLaw(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 4))
	for range 3000 {
		s, limit := report.Clean(randomText(rng, 60)), 8+rng.IntN(40)
		got := shorten(s, limit)
		length := len(utf16.Encode([]rune(s)))
		switch body, cut := strings.CutSuffix(got, "…"); {
		case length <= limit:
			if got != s {
				t.Fatalf("%q became %q", s, got)
			}
		case !cut || !strings.HasPrefix(s, body) || len(utf16.Encode([]rune(got))) > limit || !utf8.ValidString(got):
			t.Fatalf("%q to %d became %q", s, limit, got)
		case body != "" && belongs(firstRune(s[len(body):])):
			t.Fatalf("%q is cut inside a character: %q", s, got)
		}
		parts := pieces(s, limit)
		if strings.Join(parts, "") != s {
			t.Fatalf("%q in pieces is %q", s, parts)
		}
	}
	for _, name := range reporttest.HostileNames() {
		for _, part := range pieces(report.Clean(name), longest) {
			if n := utf16Len(part); n > longest {
				t.Errorf("a piece of %.30q has %d units", name, n)
			}
		}
	}
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// Heads of a table differ, are not empty and not too long, and stay what they
// were where that is possible.
func TestHeadersLaw(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 5))
	for range 500 {
		titles := make([]string, rng.IntN(12))
		for i := range titles {
			titles[i] = []string{"Cost", "cost", "COST", "", " ", "Cost (2)", strings.Repeat("long", 100), "_x0041_", "费用", randomText(rng, 10)}[rng.IntN(10)]
		}
		taken := map[string]bool{}
		for i, head := range headers(titles) {
			if n := utf16Len(head); n == 0 || n > 255 || taken[strings.ToLower(head)] || strings.TrimSpace(head) != head || strings.ContainsAny(head, "\n\t") || regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`).MatchString(head) {
				t.Fatalf("%q gives %q", titles[i], head)
			}
			taken[strings.ToLower(head)] = true
		}
	}
	if got := headers([]string{"a", "费用"}); !slices.Equal(got, []string{"a", "费用"}) {
		t.Errorf("%q", got)
	}
}

// What is written as XML is read as the text again, by a reader of XML and of
// the escapes of workbooks.
func TestTextLaw(t *testing.T) {
	rng := rand.New(rand.NewPCG(6, 6))
	escapes := regexp.MustCompile(`_x([0-9A-Fa-f]{4})_`)
	for range 3000 {
		s := report.Clean(randomText(rng, 30))
		var got string
		if err := xml.Unmarshal([]byte("<t>"+string(appendText(nil, s))+"</t>"), &got); err != nil {
			t.Fatal(err)
		}
		got = escapes.ReplaceAllStringFunc(got, func(e string) string {
			code, _ := strconv.ParseUint(e[2:6], 16, 16)
			return string(rune(code))
		})
		if got != s {
			t.Fatalf("%q is read as %q", s, got)
		}
	}
}

// expression is a random formula with its value: an oracle that never parses.
func expression(rng *rand.Rand, depth int) (text, ref string, value float64, rank int) {
	if depth == 0 || rng.IntN(5) == 0 {
		if n := rng.IntN(9) + 1; rng.IntN(2) == 0 {
			return strconv.Itoa(n), strconv.Itoa(n), float64(n), 3
		}
		i := rng.IntN(3)
		return []string{"a", "bac", "eac_cpi"}[i], []string{"C5", "C6", "C7"}[i], []float64{3, 0.5, -7}[i], 3
	}
	x, xr, xv, xk := expression(rng, depth-1)
	y, yr, yv, yk := expression(rng, depth-1)
	bracket := func(s string) string { return "(" + s + ")" }
	switch op := rng.IntN(6); op {
	case 0, 1:
		if yk < 2 {
			y, yr = bracket(y), bracket(yr)
		}
		sign := []string{"+", "-"}[op]
		return x + " " + sign + " " + y, xr + sign + yr, []float64{xv + yv, xv - yv}[op], 1
	case 2, 3:
		if xk < 2 {
			x, xr = bracket(x), bracket(xr)
		}
		if yk < 3 {
			y, yr = bracket(y), bracket(yr)
		}
		sign := []string{"*", "/"}[op-2]
		return x + sign + y, xr + sign + yr, []float64{xv * yv, xv / yv}[op-2], 2
	case 4:
		return "min(" + x + ", " + y + ")", "MIN(" + xr + "," + yr + ")", math.Min(xv, yv), 3
	}
	return "max(" + x + "," + y + ")", "MAX(" + xr + "," + yr + ")", math.Max(xv, yv), 3
}

func TestArithmeticLaw(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 7))
	names := map[string]operand{"a": {ref: "C5", values: []float64{3}}, "bac": {ref: "C6", values: []float64{0.5}}, "eac_cpi": {ref: "C7", values: []float64{-7}}}
	calculated := 0
	for range 5000 {
		formula, ref, value, _ := expression(rng, 1+rng.IntN(4))
		text, got, ok := arithmetic(formula, names)
		if ok && (text != ref || got != value) {
			t.Fatalf("%s is %s = %v, want %s = %v", formula, text, got, ref, value)
		}
		if infinite := math.IsNaN(value) || math.IsInf(value, 0); !ok && !infinite && strings.ContainsAny(formula, "+-*/(") && len(formula) < 1000 {
			t.Fatalf("%s is refused", formula)
		}
		if ok {
			calculated++
		}
	}
	if calculated < 2000 {
		t.Errorf("only %d formulas calculate", calculated)
	}
}

// A stored number is the number to fifteen digits.
func TestStoredLaw(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 8))
	for range 5000 {
		r := big.NewRat(rng.Int64()-rng.Int64(), 1+rng.Int64N(1<<rng.IntN(60)+1))
		text, _, ok := stored(finding.Rat(r, ""))
		got, err := strconv.ParseFloat(text, 64)
		want, _ := r.Float64()
		if !ok || err != nil || math.Abs(got-want) > 1e-14*math.Abs(want) || significant(strings.Split(text, "E")[0]) > maxDigits {
			t.Fatalf("%v is stored as %s (%v)", r, text, err)
		}
	}
	for text, want := range map[string]int{"0": 0, "100": 1, "-1.50": 3, "0.00123": 3, "1234567890123456": 16, "120.034": 6} {
		if got := significant(text); got != want {
			t.Errorf("%s has %d digits, want %d", text, got, want)
		}
	}
}

// A cell of a document shows the text that every other format shows, or is that
// text: for random numbers under every kind of column.
func TestShownLaw(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 9))
	units := []string{"", "%", "min", "h", "day", "CNY", "点", "m2", `"`}
	numbers := 0
	for range 20_000 {
		c := report.Column{Name: "c", Type: report.Type(rng.IntN(9)), Places: rng.IntN(6) - 1, DayMinutes: int64(rng.IntN(3) * 240)}
		if rng.IntN(4) == 0 {
			c.Unit = units[rng.IntN(len(units))]
		}
		v := finding.Ratio(rng.Int64N(2_000_001)-1_000_000, 1<<rng.IntN(8), units[rng.IntN(len(units))])
		if rng.IntN(3) == 0 {
			v = finding.Money(fmt.Sprintf("%d.%03d", rng.IntN(1e9)-5e8, rng.IntN(1000)), []string{"CNY", "JPY", "KWD", "x<y"}[rng.IntN(4)])
		}
		text := report.Format{Lang: report.Langs()[rng.IntN(2)]}.Cell(&c, v)
		made, format, ok := shownNumber(&c, v, text)
		if !ok {
			continue
		}
		numbers++
		held, err := strconv.ParseFloat(made.text, 64)
		if got := render(format, held); err != nil || got != text {
			t.Fatalf("%v in %+v shows %q by %q, not %q", v, c, got, format, text)
		}
	}
	if numbers < 10_000 {
		t.Errorf("only %d numbers", numbers)
	}
}

// render shows a number by a number format of the few shapes that are used: an
// oracle after the rules of ECMA-376 18.8.31.
func render(format string, x float64) string {
	positive, negative, two := strings.Cut(format, ";")
	sign := ""
	if x < 0 {
		if two {
			positive = negative
		} else {
			sign = "-"
		}
		x = -x
	}
	var out strings.Builder
	for rest := positive; rest != ""; {
		switch {
		case rest[0] == '"':
			end := strings.IndexByte(rest[1:], '"') + 1
			out.WriteString(rest[1:end])
			rest = rest[end+1:]
		case rest[0] == '\\':
			out.WriteByte(rest[1])
			rest = rest[2:]
		case rest[0] == '%':
			out.WriteByte('%')
			rest = rest[1:]
		default:
			figures := rest[:len(rest)-len(strings.TrimLeft(rest, "#,0."))]
			rest = rest[len(figures):]
			if strings.HasPrefix(rest, "%") {
				x *= 100
			}
			_, decimals, _ := strings.Cut(figures, ".")
			out.WriteString(sign + fixed(x, len(decimals), strings.Contains(figures, ",")))
		}
	}
	return out.String()
}

// fixed rounds the fifteen digits that a spreadsheet keeps, halves away from
// zero.
func fixed(x float64, decimals int, grouped bool) string {
	r, _ := new(big.Rat).SetString(strconv.FormatFloat(x, 'g', 15, 64))
	text := r.FloatString(decimals)
	whole, rest, _ := strings.Cut(text, ".")
	if grouped {
		for i := len(whole) - 3; i > 0; i -= 3 {
			whole = whole[:i] + "," + whole[i:]
		}
	}
	if rest != "" {
		return whole + "." + rest
	}
	return whole
}

func FuzzArithmetic(f *testing.F) {
	for _, seed := range []string{"a / b", "sum(c)", "min(a, b) * (3 - a)", "((((", "a..b", "1e309*9", "max(", "- a"} {
		f.Add(seed)
	}
	names := map[string]operand{"a": {ref: "A1", values: []float64{1}}, "b": {ref: "A2", values: []float64{0}}, "c": {ref: "B1:B9", values: []float64{1, 2}, column: true}}
	f.Fuzz(func(t *testing.T, formula string) {
		text, result, ok := arithmetic(formula, names)
		if ok && (math.IsNaN(result) || math.IsInf(result, 0) || strings.Trim(text, "AB1234567890.+-*/(),:SUMINCOTX_eE") != "") {
			t.Errorf("%q is %q = %v", formula, text, result)
		}
	})
}
