package kpi_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/evm"
	"github.com/milepost-go/milepost/kpi/sales"
)

// sheetFolders are the packages whose names the definition sheet mentions.
var sheetFolders = map[string]string{"kpi": ".", "evm": "evm", "sales": "sales", "tolerance": "tolerance", "portfolio": "portfolio",
	"quality": "../schedule/quality", "closing": "../lifecycle/closing"}

// everyDef returns the definitions of all packages by key.
func everyDef() map[string]kpi.Def {
	all := map[string]kpi.Def{}
	for _, d := range slices.Concat(evm.Defs(), kpi.SheetDefs(), sales.Defs(), sales.Success{}.Defs()) {
		all[d.Key] = d
	}
	return all
}

// declared returns every name that the package in a folder declares at top
// level, with its methods as Type.Method, the fields of structs as Type.Field
// and the names of its tests.
func declared(t *testing.T, folder string) map[string]bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%s: no files, %v", folder, err)
	}
	names := map[string]bool{}
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range file.Decls {
			declare(names, decl)
		}
	}
	return names
}

func declare(names map[string]bool, decl ast.Decl) {
	switch d := decl.(type) {
	case *ast.FuncDecl:
		names[receiver(d)+d.Name.Name] = true
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			switch s := spec.(type) {
			case *ast.TypeSpec:
				names[s.Name.Name] = true
				fields(names, s)
			case *ast.ValueSpec:
				for _, id := range s.Names {
					names[id.Name] = true
				}
			}
		}
	}
}

func receiver(d *ast.FuncDecl) string {
	if d.Recv == nil {
		return ""
	}
	kind := d.Recv.List[0].Type
	if star, ok := kind.(*ast.StarExpr); ok {
		kind = star.X
	}
	if id, ok := kind.(*ast.Ident); ok {
		return id.Name + "."
	}
	return "?."
}

func fields(names map[string]bool, s *ast.TypeSpec) {
	if body, ok := s.Type.(*ast.StructType); ok {
		for _, f := range body.Fields.List {
			for _, id := range f.Names {
				names[s.Name.Name+"."+id.Name] = true
			}
		}
	}
}

var (
	codeSpan  = regexp.MustCompile("`([^`]+)`")
	goName    = regexp.MustCompile(`^(\w+)\.((?:[A-Z]\w*)(?:\.[A-Z]\w*)?)$`)
	keyOfARow = regexp.MustCompile("^\\| `([a-z0-9_.]+)` \\| ")
)

// rowFaults compares a row of the sheet with the definition of its key.
func rowFaults(line string, d kpi.Def) []string {
	var faults []string
	cells := strings.Split(strings.Trim(line, "|"), " | ")
	if len(cells) != 7 {
		return []string{"not seven cells"}
	}
	unit := d.Unit
	if unit == "" {
		unit = "number"
	}
	if want := "`" + d.Formula + "`"; cells[2] != want {
		faults = append(faults, "formula "+cells[2]+", in the code "+want)
	}
	if want := unit + ", " + d.Direction.String(); cells[3] != want {
		faults = append(faults, "unit and direction "+cells[3]+", in the code "+want)
	}
	if strings.TrimSpace(cells[1]) == "" || !codeSpan.MatchString(cells[4]) || !strings.Contains(cells[6], ".Test") {
		faults = append(faults, "no definition, no function or no test")
	}
	return faults
}

// sheetFaults returns what a definition sheet says otherwise than the code:
// definitions that it lacks or has twice, keys that the code does not have, rows
// that differ, functions and tests that do not exist.
func sheetFaults(sheet string, defs map[string]kpi.Def, names map[string]map[string]bool) []string {
	var faults []string
	seen := map[string]bool{}
	for line := range strings.Lines(sheet) {
		line = strings.TrimSpace(line)
		for _, span := range codeSpan.FindAllStringSubmatch(line, -1) {
			name := goName.FindStringSubmatch(span[1])
			if name != nil && !names[name[1]][name[2]] {
				faults = append(faults, "no "+span[1])
			}
		}
		row := keyOfARow.FindStringSubmatch(line)
		if row == nil {
			continue
		}
		d, known := defs[row[1]]
		switch {
		case !known:
			faults = append(faults, "no definition "+row[1])
		case seen[row[1]]:
			faults = append(faults, "twice "+row[1])
		default:
			for _, fault := range rowFaults(line, d) {
				faults = append(faults, row[1]+": "+fault)
			}
		}
		seen[row[1]] = true
	}
	for key := range defs {
		if !seen[key] {
			faults = append(faults, "not on the sheet "+key)
		}
	}
	slices.Sort(faults)
	return faults
}

func TestDefinitionSheet(t *testing.T) {
	sheet, err := os.ReadFile("DEFINITIONS.md")
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]map[string]bool{}
	for name, folder := range sheetFolders {
		names[name] = declared(t, folder)
	}
	for _, fault := range sheetFaults(string(sheet), everyDef(), names) {
		t.Error(fault)
	}
}

// The reader of the sheet sees each kind of fault.
func TestDefinitionSheetFaultsAreSeen(t *testing.T) {
	defs := map[string]kpi.Def{"a.b": {Key: "a.b", Formula: "x / y", Direction: kpi.Higher}}
	names := map[string]map[string]bool{"kpi": {"T.M": true, "TestM": true}}
	good := "| `a.b` | share | `x / y` | number, higher | `kpi.T.M` |  | `kpi.TestM` |\n"
	if faults := sheetFaults(good, defs, names); len(faults) > 0 {
		t.Fatal(faults)
	}
	for want, sheet := range map[string]string{
		"not on the sheet a.b":                  "",
		"twice a.b":                             good + good,
		"no definition a.c":                     good + strings.Replace(good, "a.b", "a.c", 1),
		"no kpi.T.N":                            strings.Replace(good, "T.M", "T.N", 1),
		"no kpi.TestN":                          strings.Replace(good, "TestM", "TestN", 1),
		"no other.T":                            good + "`other.T`",
		"a.b: not seven cells":                  strings.Replace(good, "share | ", "", 1),
		"a.b: formula `x`, in the code `x / y`": strings.Replace(good, "x / y", "x", 1),
		"a.b: unit and direction number, lower, in the code number, higher": strings.Replace(good, "higher", "lower", 1),
		"a.b: no definition, no function or no test":                        strings.Replace(good, "`kpi.T.M`", "", 1),
	} {
		if faults := sheetFaults(sheet, defs, names); !slices.Equal(faults, []string{want}) {
			t.Errorf("got %q, want %q", faults, want)
		}
	}
}
