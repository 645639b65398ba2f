package dataset_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/dataset"
)

// family is a table of parents and one of children that refer to them.
func family(parents, children [][]finding.Value) []dataset.Table {
	return []dataset.Table{
		{Schema: dataset.Schema{Name: "parents", Columns: []dataset.Column{{Name: "parent_id", Key: true}}}, Rows: slices.Values(parents)},
		{Schema: dataset.Schema{Name: "children", Columns: []dataset.Column{
			{Name: "project_id", Key: true}, {Name: "child_id", Key: true}, {Name: "parent_id", Refers: "parents.parent_id"},
			{Name: "age", Type: report.TypeInteger, CanBeUnknown: true}, {Name: "other_id", Refers: "absent.id"},
		}}, Rows: slices.Values(children)},
	}
}

func ExampleCheckRows() {
	parents := [][]finding.Value{{finding.Text("p1")}}
	children := [][]finding.Value{
		{finding.Text("a"), finding.Text("1"), finding.Text("p1"), finding.Number(3, ""), {}},
		{finding.Text("a"), finding.Text("1"), finding.Text("p2"), finding.Text("old"), {}},
	}
	for _, f := range dataset.CheckRows(family(parents, children)...) {
		fmt.Println(f)
	}
	// Output:
	// block dataset.row.cell: table children.age, got 1, with row 2, remedy dataset.remedy.mend_cell
	// block dataset.row.duplicate_key: table children, got 1, with row 2, remedy dataset.remedy.mend_key
	// block dataset.row.orphan: table children.parent_id, got 1, with row 2, remedy dataset.remedy.mend_row
}

// Sound rows have no findings: an empty reference, an unknown value where that
// is foreseen, one id in two projects, parts of keys that meet alike, tables
// without rows, and references to tables that were not given.
func TestSoundRows(t *testing.T) {
	x := finding.Text
	tables := family([][]finding.Value{{x("p1")}}, [][]finding.Value{
		{x("a"), x("1"), {}, finding.Unknown("no-data"), x("anything")}, {x("b"), x("1"), x("p1"), {}, {}},
		{x("ab"), x("c"), {}, {}, {}}, {x("a"), x("bc"), {}, {}, {}},
	})
	tables = append(tables, dataset.Table{Schema: dataset.Schema{Name: "empty", Columns: []dataset.Column{{Name: "id", Refers: "parents.parent_id"}}}})
	for _, f := range dataset.CheckRows(tables...) {
		t.Error(f)
	}
	if found := dataset.CheckRows(); len(found) != 0 {
		t.Error(found)
	}
}

func TestRowsThatDoNotFit(t *testing.T) {
	x := finding.Text
	for name, c := range map[string]struct {
		row  []finding.Value
		code finding.Code
		at   string
	}{
		"too short":     {[]finding.Value{x("a")}, dataset.CodeCell, ""},
		"no key":        {[]finding.Value{x("a"), {}, {}, {}, {}}, dataset.CodeCell, "child_id"},
		"unknown key":   {[]finding.Value{x("a"), finding.Unknown("r"), {}, {}, {}}, dataset.CodeCell, "child_id"},
		"other kind":    {[]finding.Value{x("a"), x("1"), {}, finding.Ratio(1, 2, ""), {}}, dataset.CodeCell, "age"},
		"not foreseen":  {[]finding.Value{x("a"), x("1"), finding.Unknown("r"), {}, {}}, dataset.CodeCell, "parent_id"},
		"no such row":   {[]finding.Value{x("a"), x("1"), x("p9"), {}, {}}, dataset.CodeOrphan, "parent_id"},
		"parents empty": {[]finding.Value{x("a"), x("1"), x("p1"), {}, {}}, dataset.CodeOrphan, "parent_id"},
	} {
		found := dataset.CheckRows(family(nil, [][]finding.Value{c.row})...)
		if i := slices.IndexFunc(found, func(f finding.Finding) bool { return f.Code == c.code && f.Subject.Field == c.at }); i < 0 {
			t.Errorf("%s: %v", name, found)
		}
	}
}

// The counts are those of a slow search through all pairs, and related names at
// most ten rows.
func TestRowsAgainstASlowSearch(t *testing.T) {
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 3))
		var parents, children [][]finding.Value
		for range r.IntN(4) {
			parents = append(parents, []finding.Value{finding.Text(fmt.Sprint("p", r.IntN(6)))})
		}
		for range r.IntN(40) {
			children = append(children, []finding.Value{finding.Text("a"), finding.Text(fmt.Sprint(r.IntN(30))), finding.Text(fmt.Sprint("p", r.IntN(6))), {}, {}})
		}
		want := map[finding.Code]int{}
		for i, c := range children {
			if slices.ContainsFunc(children[:i], func(o []finding.Value) bool { return o[1] == c[1] }) {
				want[dataset.CodeDuplicateKey]++
			}
			if !slices.ContainsFunc(parents, func(p []finding.Value) bool { return p[0] == c[2] }) {
				want[dataset.CodeOrphan]++
			}
		}
		got := map[finding.Code]int{}
		for _, f := range dataset.CheckRows(family(parents, children)...) {
			if f.Subject.ID == "parents" {
				continue
			}
			n, _ := f.Got.Rat()
			got[f.Code] = int(n.Num().Int64())
			if len(f.Related) != min(10, got[f.Code]) {
				t.Errorf("seed %d: %d rows named of %d", seed, len(f.Related), got[f.Code])
			}
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("seed %d: %v, want %v", seed, got, want)
		}
	}
}
