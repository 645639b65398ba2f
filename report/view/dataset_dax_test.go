package view_test

import (
	"fmt"
	"math/big"
	"regexp"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/evm"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report/dataset"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
)

// dax reads and reckons the part of DAX that measures are written in, by the
// rules of its documentation: nothing is zero in sums and comparisons, and
// RELATED goes along relations that are active, from many to one.
type dax struct {
	tokens   []string
	at       int
	rows     map[string][]map[string]finding.Value
	measures map[string]string
	active   map[string][]string // table to "column table column"
}

// A cell is nil (nothing), a *big.Rat, a string or a bool.
type cell = any

// daxRow is the row a formula is reckoned for.
type daxRow struct {
	table string
	cells map[string]finding.Value
	names map[string]cell // variables
}

var daxToken = regexp.MustCompile(`'(?:[^']|'')*'|\[(?:[^\]]|\]\])*\]|"(?:[^"]|"")*"|[0-9]+(?:\.[0-9]+)?|[A-Za-z_]+|&&|<=|>=|<>|[-+*=(),]`)

func newDAX(t *testing.T, in ...view.DatasetInput) *dax {
	t.Helper()
	d := &dax{rows: newSheet(nil, in...).rows, measures: map[string]string{}, active: map[string][]string{}}
	files, _, err := view.DatasetPowerBI(phrase.Printer{}, "").Files(view.DatasetSchemas(phrase.Printer{})...)
	if err != nil {
		t.Fatal(err)
	}
	measure := regexp.MustCompile(`(?m)^\tmeasure (?:'([^']*)'|(\S+)) = (.*)$`)
	relation := regexp.MustCompile(`(?m)^relationship \S+\n\tfromColumn: (\w+)\.(\w+)\n\ttoColumn: (\w+)\.(\w+)$`)
	for _, f := range files {
		for _, m := range measure.FindAllStringSubmatch(string(f.Data), -1) {
			d.measures[m[1]+m[2]] = m[3]
		}
		for _, m := range relation.FindAllStringSubmatch(string(f.Data), -1) {
			d.active[m[1]] = append(d.active[m[1]], strings.Join(m[2:], " "))
		}
	}
	return d
}

// measure reckons a measure over all rows.
func (d *dax) measure(name string) cell {
	inner := &dax{tokens: daxToken.FindAllString(d.measures[name], -1), rows: d.rows, measures: d.measures, active: d.active}
	v := inner.and(daxRow{names: map[string]cell{}})
	if inner.at != len(inner.tokens) || len(inner.tokens) == 0 {
		panic(fmt.Sprintf("%s: cannot read %q at %d", name, d.measures[name], inner.at))
	}
	return v
}

func (d *dax) peek() string {
	if d.at < len(d.tokens) {
		return d.tokens[d.at]
	}
	return ""
}

func (d *dax) next() string { d.at++; return d.tokens[d.at-1] }

func (d *dax) want(token string) {
	if got := d.next(); got != token {
		panic(fmt.Sprintf("%q where %q is wanted in %q", got, token, d.tokens))
	}
}

func (d *dax) and(r daxRow) cell {
	v := d.not(r)
	for d.peek() == "&&" {
		d.next()
		w := d.not(r)
		v = v == true && w == true
	}
	return v
}

func (d *dax) not(r daxRow) cell {
	if d.peek() == "NOT" {
		d.next()
		return d.compare(r) != true
	}
	return d.compare(r)
}

func (d *dax) compare(r daxRow) cell {
	a := d.sum(r)
	switch op := d.peek(); op {
	case "=", "<>", "<=", ">=":
		d.next()
		order := daxOrder(a, d.sum(r))
		return map[string]bool{"=": order == 0, "<>": order != 0, "<=": order <= 0, ">=": order >= 0}[op]
	}
	return a
}

// daxOrder compares two values of a kind; nothing is the least of the kind that
// is zero, empty or false.
func daxOrder(a, b cell) int {
	switch {
	case a == nil && b == nil:
		return 0
	case a == nil:
		return -daxOrder(b, a)
	}
	switch x := a.(type) {
	case *big.Rat:
		y, _ := b.(*big.Rat)
		return x.Cmp(orZero(y))
	case string:
		y, _ := b.(string)
		return strings.Compare(x, y)
	}
	y, _ := b.(bool)
	if a == y {
		return 0
	}
	return 1
}

func (d *dax) sum(r daxRow) cell {
	v := d.product(r)
	for d.peek() == "+" || d.peek() == "-" {
		op := d.next()
		a, _ := v.(*big.Rat)
		b, _ := d.product(r).(*big.Rat)
		if op == "-" {
			v = new(big.Rat).Sub(orZero(a), orZero(b))
		} else {
			v = new(big.Rat).Add(orZero(a), orZero(b))
		}
	}
	return v
}

func (d *dax) product(r daxRow) cell {
	v := d.simple(r)
	for d.peek() == "*" {
		d.next()
		a, one := v.(*big.Rat)
		b, two := d.simple(r).(*big.Rat)
		v = nil
		if one && two {
			v = new(big.Rat).Mul(a, b)
		}
	}
	return v
}

func (d *dax) simple(r daxRow) cell {
	switch token := d.next(); {
	case token == "(":
		v := d.block(r)
		d.want(")")
		return v
	case token[0] == '[':
		return d.measure(strings.Trim(token, "[]"))
	case token[0] == '\'':
		return daxCell(r.cells[strings.Trim(d.next(), "[]")])
	case token[0] >= '0' && token[0] <= '9':
		v, _ := new(big.Rat).SetString(token)
		return v
	case token[0] == '"':
		return strings.Trim(token, `"`)
	case strings.HasPrefix(token, "__"):
		return r.names[token]
	default:
		d.want("(")
		v := d.function(token, r)
		d.want(")")
		return v
	}
}

// block reads variables and what they are for.
func (d *dax) block(r daxRow) cell {
	names := map[string]cell{}
	for k, v := range r.names {
		names[k] = v
	}
	for d.peek() == "VAR" {
		d.next()
		name := d.next()
		d.want("=")
		names[name] = d.and(r)
	}
	if len(names) > len(r.names) {
		d.want("RETURN")
	}
	return d.and(daxRow{r.table, r.cells, names})
}

func (d *dax) function(name string, r daxRow) cell {
	switch name {
	case "TRUE", "FALSE":
		return name == "TRUE"
	case "ISBLANK":
		return d.and(r) == nil
	case "IF":
		condition := d.and(r)
		d.want(",")
		if v := d.and(r); condition == true {
			return v
		}
		return nil
	case "DIVIDE":
		a, one := d.and(r).(*big.Rat)
		d.want(",")
		b, two := d.and(r).(*big.Rat)
		if !one || !two || b.Sign() == 0 {
			return nil
		}
		return new(big.Rat).Quo(a, b)
	case "RELATED":
		table, column := strings.Trim(d.next(), "'"), strings.Trim(d.next(), "[]")
		return d.related(r.table, r.cells, table, column)
	case "SUM", "MIN", "MAX":
		table, column := strings.Trim(d.next(), "'"), strings.Trim(d.next(), "[]")
		return daxFold(name, d.rows[table], column)
	case "COUNTROWS":
		if rows, _ := d.table(r); len(rows) > 0 {
			return big.NewRat(int64(len(rows)), 1)
		}
		return nil
	}
	rows, _ := d.table(r)
	d.want(",")
	d.next()
	return daxFold(strings.TrimSuffix(name, "X"), rows, strings.Trim(d.next(), "[]"))
}

// table reads a table, or the rows of one that meet a condition.
func (d *dax) table(r daxRow) ([]map[string]finding.Value, string) {
	if d.peek() != "FILTER" {
		table := strings.Trim(d.next(), "'")
		return d.rows[table], table
	}
	d.next()
	d.want("(")
	rows, table := d.table(r)
	d.want(",")
	start := d.at
	var chosen []map[string]finding.Value
	for _, row := range append(rows, nil) { // once more, to read on where there is no row
		d.at = start
		if meets := d.and(daxRow{table, row, r.names}); meets == true && row != nil {
			chosen = append(chosen, row)
		}
	}
	d.want(")")
	return chosen, table
}

// related goes along active relations.
func (d *dax) related(from string, row map[string]finding.Value, table, column string) cell {
	for _, relation := range d.active[from] {
		part := strings.Fields(relation)
		for _, other := range d.rows[part[1]] {
			if other[part[2]] != row[part[0]] {
				continue
			}
			if part[1] == table {
				return daxCell(other[column])
			}
			if v := d.related(part[1], other, table, column); v != nil {
				return v
			}
		}
	}
	return nil
}

func daxFold(name string, rows []map[string]finding.Value, column string) cell {
	var all cell
	for _, row := range rows {
		v := daxCell(row[column])
		switch {
		case v == nil:
		case name == "SUM":
			sum, _ := all.(*big.Rat)
			all = new(big.Rat).Add(orZero(sum), v.(*big.Rat))
		case all == nil || name == "MIN" && daxOrder(v, all) < 0 || name == "MAX" && daxOrder(v, all) > 0:
			all = v
		}
	}
	return all
}

func daxCell(v finding.Value) cell {
	switch v.Kind() {
	case finding.NoneKind, finding.UnknownKind:
		return nil
	case finding.BoolKind:
		return v.Plain() == "true"
	}
	if r, ok := v.Rat(); ok {
		return r
	}
	return v.Plain()
}

// The measures as Power BI reads them equal what the room of earned value
// computes; where something is missing they have no value instead of one made
// of what is left.
func TestStarMeasuresInDAX(t *testing.T) {
	compared, nothing := 0, 0
	for seed := range uint64(40) {
		in := randomStar(t, "p", seed)
		d, s := newDAX(t, in), newSheet(view.DatasetMeasures(phrase.Printer{}), in)
		for _, name := range []string{"Planned", "BAC", "Tasks late", "Critical tasks", "Risk exposure"} {
			got, _ := d.measure(name).(*big.Rat)
			if orZero(got).Cmp(orZero(s.number(dataset.Of(name)))) != 0 {
				t.Errorf("seed %d: %s is %v", seed, name, got)
			}
		}
		if len(in.Measured) == 0 {
			for _, name := range []string{"PV", "EV", "AC", "SV", "CV", "SPI", "CPI", "EAC"} {
				if v := d.measure(name); v != nil {
					t.Errorf("seed %d: %s is %v before anything was measured", seed, name, v)
				}
				nothing++
			}
			continue
		}
		last := in.Measured[len(in.Measured)-1].Status
		for name, want := range map[string]kpi.Value{
			"PV": last.PV, "EV": last.EV, "AC": last.AC, "SV": last.SV(), "CV": last.CV(), "SPI": last.SPI(), "CPI": last.CPI(), "EAC": last.EAC(evm.ByCPI, evm.Basis{}),
		} {
			r, known := want.Rat()
			if !known || last.EV.IsUnknown() || last.AC.IsUnknown() {
				continue
			}
			compared++
			got, _ := d.measure(name).(*big.Rat)
			if got == nil && r.Sign() == 0 {
				continue // nothing was added, so there is nothing to sum
			}
			if got == nil || got.Cmp(r) != 0 {
				t.Errorf("seed %d: %s is %v, want %v", seed, name, got, want)
			}
		}
	}
	if compared < 60 || nothing == 0 {
		t.Errorf("%d figures compared, %d without a value", compared, nothing)
	}
}
