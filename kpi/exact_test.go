package kpi

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// inexact lists the names by which binary floating point would enter.
var inexact = map[string]bool{
	"float32": true, "float64": true, "Float": true, "Float32": true, "Float64": true, "SetFloat64": true, "InexactFloat64": true, "ParseFloat": true, "FormatFloat": true,
}

// floats returns where a source uses binary floating point.
func floats(fset *token.FileSet, file *ast.File) []string {
	var found []string
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			if inexact[n.Name] {
				found = append(found, fset.Position(n.Pos()).String()+": "+n.Name)
			}
		case *ast.BasicLit:
			if n.Kind == token.FLOAT {
				found = append(found, fset.Position(n.Pos()).String()+": "+n.Value)
			}
		}
		return true
	})
	return found
}

// Values and earned value are computed without binary floating point.
func TestNoFloatInTheSource(t *testing.T) {
	for _, dir := range []string{".", "evm"} {
		names, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		read := 0
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			source, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			fset := token.NewFileSet()
			file, err := parser.ParseFile(fset, name, source, 0)
			if err != nil {
				t.Fatal(err)
			}
			read++
			for _, place := range floats(fset, file) {
				t.Error(place)
			}
		}
		if read < 10 {
			t.Errorf("only %d files were read in %s", read, dir)
		}
	}
}

func TestFloatsAreSeen(t *testing.T) {
	for _, line := range []string{"var x float64", "var x = 0.1", "var x, _ = r.Float64()"} {
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, "x.go", "package p\n"+line, 0)
		if err != nil || len(floats(fset, file)) == 0 {
			t.Errorf("%s was not seen: %v", line, err)
		}
	}
}
