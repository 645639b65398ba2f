package comms_test

import (
	"go/ast"
	"go/parser"
	gotoken "go/token"
	"regexp"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/comms"
)

// TestCodesAreComplete compares the list with the constants in the source.
func TestCodesAreComplete(t *testing.T) {
	declared := map[string]bool{}
	for _, name := range []string{"codes_meetings.go", "codes_issues.go", "codes_delivery.go"} {
		file, err := parser.ParseFile(gotoken.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if spec, ok := n.(*ast.ValueSpec); ok && len(spec.Values) == 1 {
				if text, ok := spec.Values[0].(*ast.BasicLit); ok {
					declared[strings.Trim(text.Value, `"`)] = true
				}
			}
			return true
		})
	}
	form := regexp.MustCompile(`^comms\.[a-z_]+\.[a-z_]+$`)
	listed := map[string]bool{}
	for _, code := range comms.Codes() {
		if listed[string(code)] || !declared[string(code)] || !form.MatchString(string(code)) {
			t.Errorf("%s is listed twice, not declared or badly formed", code)
		}
		listed[string(code)] = true
	}
	if len(listed) != len(declared) || len(listed) < 85 {
		t.Errorf("%d codes listed, %d declared", len(listed), len(declared))
	}
}
