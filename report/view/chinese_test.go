package view_test

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/markdown"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Marks of Latin text beside a Chinese character, which a Chinese reader takes
// for a slip of the machine.
var latinMark = regexp.MustCompile(`\p{Han}(?:[,;:] |:$|:\||\s*\(|[.!?](?:\s|$))|\) ?\p{Han}|\p{Han}\)|P \d+\b`)

// Chinese text has Chinese marks between its characters.
func TestMarksAreChinese(t *testing.T) {
	seen := 0
	for name, doc := range corpus(t, phrase.In(phrase.ZhCN)) {
		var b bytes.Buffer
		if err := (markdown.Renderer{}).Render(&b, doc); err != nil {
			t.Fatal(err)
		}
		plain := linkTarget.ReplaceAllString(b.String(), "]")
		for _, line := range strings.Split(plain, "\n") {
			if seen++; strings.Contains(line, " ÷ ") {
				continue // a formula
			}
			if at := latinMark.FindString(line); at != "" {
				t.Errorf("%s: %q in %s", name, at, line)
			}
		}
	}
	if seen < 2000 {
		t.Errorf("only %d lines", seen)
	}
}

// A title says what the document is: a digest of changes is not the digest of a
// file, which Chinese calls otherwise.
func TestDigestsAreTwoThings(t *testing.T) {
	docs := corpus(t, phrase.In(phrase.ZhCN))
	if got := docs["digest"].Title; got != "变更摘要" {
		t.Errorf("the digest of changes is called %q", got)
	}
	if text := shown(t, docs["charter"]); !strings.Contains(text, "摘要值") {
		t.Error("the charter has no digest")
	}
}

// The words of a formula tell its parts apart.
func TestFormulaNamesTwoThings(t *testing.T) {
	for lang, want := range map[phrase.Lang]string{phrase.En: "Trials ÷ All trials", phrase.ZhCN: "试验次数 ÷ 全部试验次数"} {
		if text := shown(t, corpus(t, phrase.In(lang))["odds"]); !strings.Contains(text, want) {
			t.Errorf("%s: no %q", lang, want)
		}
	}
}

// Every reason for which shipped code calls a value unknown has words in both
// languages.
func TestReasonsHaveWords(t *testing.T) {
	reasons := map[string]bool{"no_period": true, "no_availability": true, "no_calendar": true, "currencies-differ": true, "small_sample": true}
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if name := d.Name(); d.IsDir() && path != root && (strings.HasPrefix(name, ".") || name == "testdata" || strings.HasSuffix(name, "test") || isModule(path)) {
			return filepath.SkipDir
		}
		if strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go") {
			reasonsOf(t, path, reasons)
		}
		return nil
	})
	if err != nil || len(reasons) < 40 {
		t.Fatalf("%d reasons, %v", len(reasons), err)
	}
	for reason := range reasons {
		said := report.Format{Lang: report.ZhCN}.Unknown(reason)
		why := strings.TrimSuffix(strings.TrimPrefix(said, "未知（"), "）")
		if !strings.ContainsFunc(why, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
			t.Errorf("%q is %s", reason, said)
		}
	}
}

var reasonName = regexp.MustCompile(`^[rR]eason[A-Z]`)

// reasonsOf collects what a file gives a function Unknown as it stands, and its
// constants whose name begins with "reason".
func reasonsOf(t *testing.T, path string, into map[string]bool) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	add := func(e ast.Expr) {
		if lit, ok := e.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			if s, err := strconv.Unquote(lit.Value); err == nil && s != "" {
				into[s] = true
			}
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			if called(n.Fun) == "Unknown" && len(n.Args) == 1 {
				add(n.Args[0])
			}
		case *ast.ValueSpec:
			for i, name := range n.Names {
				if reasonName.MatchString(name.Name) && i < len(n.Values) {
					add(n.Values[i])
				}
			}
		}
		return true
	})
}

func called(fun ast.Expr) string {
	switch f := fun.(type) {
	case *ast.SelectorExpr:
		return f.Sel.Name
	case *ast.Ident:
		return f.Name
	}
	return ""
}

// Every level and class of every preset of a risk matrix has a word.
func TestRiskLevelsAreChinese(t *testing.T) {
	seen := 0
	for _, preset := range risk.Presets() {
		m, err := risk.Preset(preset)
		if err != nil {
			t.Fatal(err)
		}
		for _, id := range slices.Concat(m.Likelihoods, m.Effects, m.Classes) {
			if _, err := strconv.Atoi(id); err == nil {
				continue
			}
			seen++
			if word := view.Word(phrase.In(phrase.ZhCN), id); !strings.ContainsFunc(word, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
				t.Errorf("%s: %q is %q", preset, id, word)
			}
		}
	}
	if seen < 50 {
		t.Errorf("only %d levels", seen)
	}
	m, _ := risk.Preset(risk.PresetMILSTD882E)
	rows := view.RiskMatrix(phrase.In(phrase.ZhCN), risk.Register{Matrix: m}, calendar.Date{}, risk.Current).Rows
	if want := []string{"极不可能", "很少", "偶尔", "很可能", "经常"}; !slices.Equal(rows, want) {
		t.Errorf("likelihoods are %q, want %q", rows, want)
	}
}
