package dataset

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// object is an object of a model as a reader of its files sees it.
type object struct {
	kind, name, value, description string
	properties                     map[string]string
	body                           []string // of the expression on the lines below
	children                       []*object
}

func (o *object) all(kind string) []*object {
	var list []*object
	for _, child := range o.children {
		if child.kind == kind {
			list = append(list, child)
		}
	}
	return list
}

func (o *object) one(kind, name string) *object {
	for _, child := range o.all(kind) {
		if child.name == name {
			return child
		}
	}
	return nil
}

var (
	propertyLine = regexp.MustCompile(`^([a-zA-Z]+): (.*)$`)
	flagLine     = regexp.MustCompile(`^[a-zA-Z]+$`)
	objectLine   = regexp.MustCompile(`^(ref )?([a-zA-Z]+) (.*)$`)
	plainName    = regexp.MustCompile(`^[^\s.=:'"]+$`)
)

// readTMDL reads a file by the published rules of the language: tabs, one
// object or property a line, "///" right above an object, expressions after
// "=" on the line or two levels deeper below it.
func readTMDL(text string) (*object, error) {
	if strings.HasPrefix(text, "\ufeff") {
		return nil, fmt.Errorf("byte-order mark")
	}
	root := &object{kind: "file", properties: map[string]string{}}
	open := []*object{root}
	description, bodyDepth := "", -1
	for number, line := range strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n") {
		fail := func(why string) error { return fmt.Errorf("line %d: %s: %q", number+1, why, line) }
		rest := strings.TrimLeft(line, "\t")
		depth := len(line) - len(rest)
		if bodyDepth >= 0 && (depth >= bodyDepth || rest == "") {
			if rest != "" {
				o := open[len(open)-1]
				o.body = append(o.body, line[bodyDepth:])
			}
			continue
		}
		bodyDepth = -1
		if strings.TrimSpace(rest) == "" {
			if description != "" {
				return nil, fail("an empty line after a description")
			}
			continue
		}
		if strings.HasPrefix(rest, "///") {
			description += strings.TrimPrefix(strings.TrimPrefix(rest, "///"), " ") + "\n"
			continue
		}
		if depth >= len(open) {
			return nil, fail("too deep")
		}
		open = open[:depth+1]
		parent := open[depth]
		if m := propertyLine.FindStringSubmatch(rest); m != nil {
			if _, twice := parent.properties[m[1]]; twice || description != "" {
				return nil, fail("a property twice, or described")
			}
			parent.properties[m[1]] = m[2]
			continue
		}
		o := &object{properties: map[string]string{}, description: description}
		description = ""
		if head, found := strings.CutSuffix(rest, " ="); found && flagLine.MatchString(head) {
			o.kind, bodyDepth = head, depth+2
		} else if flagLine.MatchString(rest) {
			o.kind = rest
		} else if m := objectLine.FindStringSubmatch(rest); m != nil {
			o.kind = m[1] + m[2]
			var err error
			if o.name, o.value, err = nameAndValue(m[3]); err != nil {
				return nil, fail(err.Error())
			}
		} else {
			return nil, fail("no line of the language")
		}
		parent.children = append(parent.children, o)
		open = append(open, o)
	}
	if description != "" {
		return nil, fmt.Errorf("a description of nothing")
	}
	return root, nil
}

func nameAndValue(s string) (name, value string, err error) {
	if !strings.HasPrefix(s, "'") {
		name, value, _ = strings.Cut(s, " = ")
		if !plainName.MatchString(name) {
			err = fmt.Errorf("a name that needs quotes")
		}
		return name, value, err
	}
	for i := 1; i < len(s); i++ {
		if s[i] != '\'' {
			continue
		}
		if i+1 < len(s) && s[i+1] == '\'' {
			i++
			continue
		}
		value, found := strings.CutPrefix(s[i+1:], " = ")
		if !found && s[i+1:] != "" {
			return "", "", fmt.Errorf("something after a name")
		}
		return strings.ReplaceAll(s[1:i], "''", "'"), value, nil
	}
	return "", "", fmt.Errorf("a name without end")
}

func mustRead(t *testing.T, path, text string) *object {
	t.Helper()
	o, err := readTMDL(text)
	if err != nil {
		t.Fatalf("%s: %v\n%s", path, err, text)
	}
	return o
}

// plainText is the text of a property as a reader takes it: a pair of quotes
// around it goes, and those within are single again.
func plainText(s string) string {
	if len(s) > 1 && s[0] == '"' && s[len(s)-1] == '"' {
		return strings.ReplaceAll(s[1:len(s)-1], `""`, `"`)
	}
	return s
}

func TestTMDLTexts(t *testing.T) {
	for _, s := range []string{"CPI", `"a"`, `"a`, `a"`, `"`, `""`, `a "b" c`, `"a" b "c"`, "x: y", "成本"} {
		o, err := readTMDL("table t\n\tcaption: " + tmdlText(s) + "\n")
		if err != nil || plainText(o.one("table", "t").properties["caption"]) != s {
			t.Errorf("%s is written %s (%v)", s, tmdlText(s), err)
		}
	}
	for name, want := range map[string]string{"a_1": "a_1", "a b": "'a b'", "a.b": "'a.b'", "O'Neil": "'O''Neil'", "": "''", "成本": "'成本'"} {
		if got := tmdlName(name); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// shapes gathers which objects and properties stand in which.
func (o *object) shapes(into map[string]bool) {
	for name := range o.properties {
		into[o.kind+">"+name] = true
	}
	for _, child := range o.children {
		into[o.kind+">"+child.kind] = true
		child.shapes(into)
	}
}

func TestReadTMDLRefuses(t *testing.T) {
	for _, text := range []string{
		"\ufefftable a\n", "/// d\n\ntable a\n", "table a b\n", "\ttable a\n", "table 'a\n", "table 'a' x\n", "table a\n\tx: 1\n\tx: 2\n", "// note\n", "/// d\n", "table a.b\n", "///d\nx: 1\n",
	} {
		if _, err := readTMDL(text); err == nil {
			t.Errorf("read %q", text)
		}
	}
}

// TestTMDLShape holds the files against those that Power BI Desktop saved: the
// reader reads theirs, and ours have no object or property where theirs have
// none, but for what stands in the documentation of the language.
func TestTMDLShape(t *testing.T) {
	known := map[string]bool{}
	files := 0
	walk := func(path string, d os.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".tmdl" {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		mustRead(t, path, string(text)).shapes(known)
		files++
		return nil
	}
	if err := filepath.WalkDir(truth(t, "powerbi", "pbip-desktop"), walk); err != nil {
		t.Fatal(err)
	}
	if files != 8 {
		t.Fatalf("%d files", files)
	}
	for _, extra := range []string{
		"relationship>isActive", "column>isKey", // Tabular Object Model
		"cultureInfo>translations", "translations>model", "model>table", "table>caption", "table>description",
		"column>caption", "column>description", "measure>caption", "measure>description",
	} {
		known[extra] = true
	}
	ours := map[string]bool{}
	for path, text := range filesOf(t, everything()) {
		if strings.HasSuffix(path, ".tmdl") {
			mustRead(t, path, text).shapes(ours)
		}
	}
	for shape := range ours {
		if !known[shape] {
			t.Errorf("no sample has %s", shape)
		}
	}
}
