package asana_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"strconv"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/asana"
)

// TestCodesAreComplete compares the list with the constants of the source.
func TestCodesAreComplete(t *testing.T) {
	source, err := parser.ParseFile(token.NewFileSet(), "codes.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	form := regexp.MustCompile(`^asana\.[a-z]+\.[a-z0-9_]+$`)
	listed := map[finding.Code]bool{}
	for _, code := range asana.Codes() {
		if listed[code] || !form.MatchString(string(code)) {
			t.Errorf("%s is twice or not well formed", code)
		}
		listed[code] = true
	}
	constants := 0
	ast.Inspect(source, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		for _, v := range spec.Values {
			constants++
			if text, err := strconv.Unquote(v.(*ast.BasicLit).Value); err != nil || !listed[finding.Code(text)] {
				t.Errorf("%s is not in Codes", text)
			}
		}
		return true
	})
	same(t, "number of codes", len(listed), constants)
}
