package team

import (
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"strings"
	"testing"
)

// TestCodesAreComplete compares the list with the constants in the source.
func TestCodesAreComplete(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "codes.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	declared := map[string]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if ok && len(spec.Values) == 1 {
			if text, ok := spec.Values[0].(*ast.BasicLit); ok {
				declared[strings.Trim(text.Value, `"`)] = true
			}
		}
		return true
	})
	form := regexp.MustCompile(`^team\.[a-z_]+\.[a-z_]+$`)
	listed := map[string]bool{}
	for _, code := range Codes() {
		if listed[string(code)] || !declared[string(code)] || !form.MatchString(string(code)) {
			t.Errorf("%s is listed twice, not declared or badly formed", code)
		}
		listed[string(code)] = true
	}
	if len(listed) != len(declared) || len(listed) < 100 {
		t.Errorf("%d codes listed, %d declared", len(listed), len(declared))
	}
}
