package kpi_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/money"
)

// recorded is the number of cases in the folders that come with the code, all
// of them exact.
const recorded = 140

// truthCase is one case of a vector file.
type truthCase struct {
	ID, Op    string
	Inputs    map[string]any
	Expected  any
	Undefined map[string]string
	Published []struct {
		Field, Printed string
		Compare        struct {
			Places    *int
			Scale     string
			Tolerance string
			Exact     bool
		}
		Agrees bool
	}
}

// in reads the inputs of a case. What a case does not state reads as nothing.
type in map[string]any

func (i in) has(key string) bool { return i[key] != nil }

func (i in) value(key string) kpi.Value { return valueOf(i[key]) }

func (i in) list(key string) []any {
	list, _ := i[key].([]any)
	return list
}

func (i in) rows(key string) []in {
	var rows []in
	for _, x := range i.list(key) {
		rows = append(rows, x.(map[string]any))
	}
	return rows
}

func (i in) values(key string) []kpi.Value { return valuesOf(i.list(key)) }

func valuesOf(list []any) []kpi.Value {
	values := []kpi.Value{}
	for _, x := range list {
		values = append(values, valueOf(x))
	}
	return values
}

func (i in) text(key string) string {
	s, _ := i[key].(string)
	return s
}

func (i in) bool(key string) bool { return i[key] == true }

// int reads a whole number, written as a text or plainly.
func (i in) int(key string) int {
	switch x := i[key].(type) {
	case string:
		if n, err := strconv.Atoi(x); err == nil {
			return n
		}
		panic("no whole number: " + x)
	case float64:
		return int(x)
	}
	return 0
}

func valueOf(x any) kpi.Value {
	switch x := x.(type) {
	case string:
		v, err := kpi.Parse(x, "")
		if err != nil {
			panic(err)
		}
		return v
	case float64:
		return kpi.Int(int64(x), "")
	}
	return kpi.Value{}
}

// out is the result of an operation: values, texts, truths, lists and further
// outs. A nil is something undefined that has no reason.
type out = map[string]any

type opTable = map[string]func(in) (any, error)

// ops maps the operations of the vectors to the public functions that a host
// would call.
func ops() opTable {
	all := opTable{}
	for _, table := range []opTable{controlOps(), evmOps(), qualityOps(), salesOps()} {
		maps.Copy(all, table)
	}
	for name, op := range sheetOps {
		all[name] = func(i in) (any, error) { return op(sheetIn(i)), nil }
	}
	return all
}

// list turns values into a list of results.
func list[T any](values []T) []any {
	items := []any{}
	for _, v := range values {
		items = append(items, v)
	}
	return items
}

// compare returns the places at which a result is not what was expected.
func compare(place string, got, want any) []string {
	off := func(shown any) []string { return []string{fmt.Sprintf("%s: got %v, want %v", place, shown, want)} }
	switch got := got.(type) {
	case nil:
		if want == nil {
			return nil
		}
	case int:
		return compare(place, kpi.Int(int64(got), ""), want)
	case kpi.Value:
		text, isNumber := want.(string)
		if want == nil && got.IsUnknown() || isNumber && printed(got) == text {
			return nil
		}
		return off(printed(got))
	case string, bool:
		if got == want {
			return nil
		}
	case []any:
		list, ok := want.([]any)
		if !ok || len(list) != len(got) {
			return off(got)
		}
		var faults []string
		for i := range got {
			faults = append(faults, compare(fmt.Sprintf("%s.%d", place, i), got[i], list[i])...)
		}
		return faults
	case out:
		fields, ok := want.(map[string]any)
		if !ok || !slices.Equal(slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(fields))) {
			return off(got)
		}
		var faults []string
		for _, key := range slices.Sorted(maps.Keys(got)) {
			faults = append(faults, compare(strings.TrimPrefix(place+"."+key, "."), got[key], fields[key])...)
		}
		return faults
	}
	return off(got)
}

// printed writes a value as the vectors do: half-even to 12 decimals, shorter
// where it ends earlier.
func printed(v kpi.Value) string {
	text := v.Round(12, money.HalfEven)
	if !v.IsUnknown() {
		text = strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
	}
	return text
}

// pick returns the part of a result at a path such as "eac.cpi" or "sv.14".
func pick(got any, path string) any {
	for _, key := range strings.Split(path, ".") {
		switch part := got.(type) {
		case out:
			got = part[key]
		case []any:
			i, err := strconv.Atoi(key)
			if err != nil || i >= len(part) {
				return nil
			}
			got = part[i]
		}
	}
	return got
}

// claims compares reasons, and the figures that the sources printed.
func (c truthCase) claims(got any) []string {
	var faults []string
	for field, reason := range c.Undefined {
		if v, ok := pick(got, field).(kpi.Value); !ok || string(v.Reason()) != reason {
			faults = append(faults, fmt.Sprintf("%s: got %v, want unknown (%s)", field, v, reason))
		}
	}
	for _, p := range c.Published {
		agrees := false
		switch v := pick(got, p.Field).(type) {
		case string:
			agrees = v == p.Printed
		case bool:
			agrees = strconv.FormatBool(v) == p.Printed
		case int:
			agrees = strconv.Itoa(v) == p.Printed
		case kpi.Value:
			agrees = c.near(v, p.Printed, p.Compare.Tolerance, p.Compare.Scale, p.Compare.Places)
		}
		if agrees != p.Agrees {
			faults = append(faults, fmt.Sprintf("%s: the source printed %s, which agrees: %v", p.Field, p.Printed, agrees))
		}
	}
	return faults
}

// near compares a figure with one that a source rounded for print.
func (c truthCase) near(v kpi.Value, printedText, tolerance, scale string, places *int) bool {
	r, known := v.Rat()
	source, _ := valueOf(printedText).Rat()
	switch {
	case !known:
		return false
	case tolerance != "":
		most, _ := new(big.Rat).SetString(tolerance)
		return r.Sub(r, source).Abs(r).Cmp(most) <= 0
	case places != nil:
		if scale != "" {
			by, _ := valueOf(scale).Rat()
			r.Mul(r, by)
		}
		return money.HalfUp.Round(r, *places).Cmp(source) == 0
	}
	return printed(v) == printedText
}

// truthFolders are where the cases are: in the folder of the environment, or
// here and, those of schedules, beside the package that checks them too.
func truthFolders() []string {
	if root := os.Getenv("MILEPOST_TRUTH"); root != "" {
		return []string{root}
	}
	return []string{filepath.Join("testdata", "truth"), filepath.Join("..", "schedule", "quality", "testdata", "truth")}
}

func truthFiles(t *testing.T, folders ...string) map[string][]truthCase {
	t.Helper()
	files := map[string][]truthCase{}
	for _, root := range folders {
		names, err := filepath.Glob(filepath.Join(root, "kpi", "*.json"))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			var file struct{ Cases []truthCase }
			if err := json.Unmarshal(data, &file); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			files[filepath.Base(name)] = file.Cases
		}
	}
	return files
}

// try runs one case. What the runner cannot read is a fault of that case alone.
func (c truthCase) try(op func(in) (any, error)) (faults []string) {
	defer func() {
		if r := recover(); r != nil {
			faults = []string{fmt.Sprint(r)}
		}
	}()
	got, err := op(c.Inputs)
	if err != nil {
		return []string{err.Error()}
	}
	return append(compare("", got, c.Expected), c.claims(got)...)
}

// TestTruthKPI computes every case of the vector files by the function of its
// operation, and compares to the last printed digit. A folder that holds other
// cases than ours may be named by the environment.
func TestTruthKPI(t *testing.T) {
	files, table := truthFiles(t, truthFolders()...), ops()
	exact, all, missing := 0, 0, map[string]int{}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		right := 0
		for _, c := range files[name] {
			op := table[c.Op]
			if op == nil {
				missing[c.Op]++
				continue
			}
			faults := c.try(op)
			for _, fault := range faults {
				t.Errorf("%s %s %s: %s", name, c.ID, c.Op, fault)
			}
			if len(faults) == 0 {
				right++
			}
		}
		fmt.Printf("truth kpi: %s: %d of %d exact\n", name, right, len(files[name]))
		exact, all = exact+right, all+len(files[name])
	}
	for _, op := range slices.Sorted(maps.Keys(missing)) {
		t.Errorf("no function for the operation %s (%d cases)", op, missing[op])
	}
	if os.Getenv("MILEPOST_TRUTH") == "" && exact < recorded {
		t.Errorf("%d exact, recorded are %d", exact, recorded)
	}
	fmt.Printf("truth kpi: %d of %d exact\n", exact, all)
}

// TestWorkedByHand computes the cases that were worked by hand from the
// definitions, for inputs that the vectors do not have: credits, empty lists,
// missing fields, limits themselves, figures that overrun their scale.
func TestWorkedByHand(t *testing.T) {
	table, tried := ops(), map[string]bool{}
	for _, c := range truthFiles(t, filepath.Join("testdata", "hand"))["by-hand.json"] {
		tried[c.Op] = true
		for _, fault := range c.try(table[c.Op]) {
			t.Errorf("%s %s: %s", c.ID, c.Op, fault)
		}
	}
	for op := range table {
		if !tried[op] && op != "dcma.assess" {
			t.Errorf("no case of %s", op)
		}
	}
}

// The runner must be able to fail: a digit, a reason, a missing field and a
// printed figure that is wrong are each seen.
func TestTruthRunnerSeesFaults(t *testing.T) {
	places := 2
	right := truthCase{Inputs: map[string]any{"x": "1"}, Expected: map[string]any{"a": "0.333333333333", "b": nil, "c": []any{"x"}}, Undefined: map[string]string{"b": "no-data"}}
	right.Published = append(right.Published, struct {
		Field, Printed string
		Compare        struct {
			Places    *int
			Scale     string
			Tolerance string
			Exact     bool
		}
		Agrees bool
	}{Field: "a", Printed: "0.33", Agrees: true})
	right.Published[0].Compare.Places = &places
	answer := func(change func(out)) func(in) (any, error) {
		return func(in) (any, error) {
			r := out{"a": kpi.Ratio(1, 3, ""), "b": kpi.Unknown(kpi.ReasonNoData), "c": []any{"x"}}
			change(r)
			return r, nil
		}
	}
	if faults := right.try(answer(func(out) {})); len(faults) != 0 {
		t.Errorf("got %v", faults)
	}
	for name, change := range map[string]func(out){
		"digit":   func(r out) { r["a"] = valueOf("0.333333333334") },
		"printed": func(r out) { r["a"] = valueOf("0.34") },
		"reason":  func(r out) { r["b"] = kpi.Unknown(kpi.ReasonMissingInput) },
		"number":  func(r out) { r["b"] = kpi.Int(0, "") },
		"field":   func(r out) { delete(r, "c") },
		"extra":   func(r out) { r["d"] = true },
		"list":    func(r out) { r["c"] = []any{} },
		"panic":   func(out) { panic("cannot read") },
	} {
		if faults := right.try(answer(change)); len(faults) == 0 {
			t.Errorf("%s is not seen", name)
		}
	}
}
