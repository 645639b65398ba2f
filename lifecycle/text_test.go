package lifecycle

import (
	"context"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// TestFirstProgramIsTheExample compares the program of the package text with
// the example, whose output is checked.
func TestFirstProgramIsTheExample(t *testing.T) {
	example, err := os.ReadFile("example_first_test.go")
	if err != nil {
		t.Fatal(err)
	}
	body, _, found := strings.Cut(string(example), "\t// Output:")
	body = strings.Replace(body, "package lifecycle_test", "package main", 1)
	body = strings.Replace(body, "// Example_firstProgram is the program of the package text.\nfunc Example_firstProgram()", "func main()", 1)
	text, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(text), "//\tpackage main\n")
	rest, _, _ = strings.Cut(rest, "// # Rules\n")
	program := "package main\n" + strings.ReplaceAll(strings.ReplaceAll(rest, "//\t", ""), "//\n", "\n")
	if want := body + "}\n\n"; !found || program != want {
		t.Errorf("the text has\n%s\nthe example\n%s", program, want)
	}
}

// TestFactsSayTheirKind wants the comment of every fact of the sales project to
// begin with the kind that the definition declares, and to say that it has no
// unit where it could have one.
func TestFactsSayTheirKind(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "sales.go", nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]string{}
	ast.Inspect(file, func(n ast.Node) bool {
		if spec, ok := n.(*ast.ValueSpec); ok && strings.HasPrefix(spec.Names[0].Name, "Fact") {
			said[strings.Trim(spec.Values[0].(*ast.BasicLit).Value, `"`)] = spec.Comment.Text()
		}
		return true
	})
	facts := SalesProject().Spec().Facts
	for _, f := range facts {
		begin := string(f.Kind) + ": "
		if f.Kind == "number" {
			begin = "number, no unit: "
		}
		if !strings.HasPrefix(said[string(f.Name)], begin) || f.Unit != "" {
			t.Errorf("%s of kind %s, unit %q: %q", f.Name, f.Kind, f.Unit, said[string(f.Name)])
		}
	}
	if len(said) != len(facts) {
		t.Errorf("%d constants, %d facts", len(said), len(facts))
	}
}

// slow measures its facts when it is asked, with a clock that moves on.
type slow struct{ clock func() time.Time }

func (s slow) Facts(_ context.Context, _ StreamID, names []FactName) ([]Fact, error) {
	list := make([]Fact, len(names))
	for i, name := range names {
		list[i] = Fact{Name: name, Value: finding.Bool(true), At: s.clock()}
		if name == FactGoalsBlocking {
			list[i].Value = finding.Number(0, "")
		}
	}
	return list, nil
}

// TestFactsMeasuredNow: a fact measured while the engine asks for it is not one
// of the future.
func TestFactsMeasuredNow(t *testing.T) {
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	tick := func() time.Time { now = now.Add(time.Second); return now }
	o, _, log := planning(t)
	e, err := New(Config{Log: log, Definitions: []*Definition{SalesProject()}, Auth: o, Facts: []FactSource{slow{tick}}, Now: tick})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := e.Do(t.Context(), "acme/now", StartProject{Header: head("1", "pm"), Definition: SalesProjectID}); err != nil {
		t.Fatal(err)
	}
	if _, err := e.Do(t.Context(), "acme/now", RequestMove{Header: head("2", "pm"), To: PhasePlanning}); err != nil {
		t.Error(err)
	}
}
