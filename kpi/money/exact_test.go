package money

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"strings"
	"testing"
)

// forbidden lists names by which binary floating point, or the division of the
// decimal package with its settable precision, would enter.
var forbidden = map[string]bool{
	"float32": true, "float64": true, "complex64": true, "complex128": true, "Float": true, "Float32": true, "Float64": true, "SetFloat64": true, "BigFloat": true,
	"InexactFloat64": true, "NewFromFloat": true, "NewFromFloat32": true, "NewFromFloatWithExponent": true, "NewFromBigFloat": true,
	"Div": true, "DivisionPrecision": true, "MarshalJSONWithoutQuotes": true, "ExpMaxIterations": true, "ParseFloat": true, "FormatFloat": true,
}

// inexact returns the places of a source where a forbidden name or a floating
// point literal stands.
func inexact(name string, source []byte) ([]string, error) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, name, source, 0)
	if err != nil {
		return nil, err
	}
	var found []string
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			if forbidden[n.Name] {
				found = append(found, fset.Position(n.Pos()).String()+": "+n.Name)
			}
		case *ast.BasicLit:
			if n.Kind == token.FLOAT || n.Kind == token.IMAG {
				found = append(found, fset.Position(n.Pos()).String()+": "+n.Value)
			}
		}
		return true
	})
	return found, nil
}

func TestNoFloatInTheSource(t *testing.T) {
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	read := 0
	for _, file := range files {
		name := file.Name()
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			continue
		}
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		found, err := inexact(name, source)
		if err != nil {
			t.Fatal(err)
		}
		read++
		for _, place := range found {
			t.Error(place)
		}
	}
	if read < 8 {
		t.Errorf("only %d files were read", read)
	}
}

func TestInexactSeesAFloat(t *testing.T) {
	for _, line := range []string{"var x float64", "var x = 0.1", "var x = d.Div(e)", "var x = decimal.NewFromFloat(y)", "var x, _ = r.Float64()", "func f() { decimal.DivisionPrecision = 3 }"} {
		if found, err := inexact("x.go", []byte("package p\n"+line)); err != nil || len(found) == 0 {
			t.Errorf("%s was not found: %v", line, err)
		}
	}
}
