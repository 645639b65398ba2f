package markdown

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/reporttest"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// marks are the beginnings of lines that the renderer writes on purpose.
var marks = regexp.MustCompile(`^(> ?| *(- |\d+\. ))`)

// headings hold words only: nothing after the marks begins a block.
var headings = regexp.MustCompile(`^#{1,6} `)

// forbidden are beginnings that would make a line something else.
var forbidden = regexp.MustCompile("^(#|[-+*] |\\d+[.)] |>|={3}|-{3}|```|~~~|:::|\\|?-{3}| {4})")

// read is a small reader of Markdown that shares no code with the writer. It
// refuses everything that a reader could take for markup where the writer had
// none to write.
func read(out []byte) (string, error) {
	var seen strings.Builder
	columns := 0
	for number, line := range strings.Split(string(out), "\n") {
		text := line
		if strings.HasPrefix(line, "|") {
			cells := splitRow(line)
			if columns == 0 {
				columns = len(cells)
			}
			if len(cells) != columns {
				return "", fmt.Errorf("line %d has %d cells under %d columns: %.80q", number+1, len(cells), columns, line)
			}
			for _, cell := range cells {
				words, err := inline(cell)
				if err != nil {
					return "", fmt.Errorf("line %d: %w", number+1, err)
				}
				seen.WriteString(words + "\x00")
			}
			continue
		}
		columns = 0
		if mark := headings.FindString(text); mark != "" {
			text = text[len(mark):]
		} else if text = text[len(marks.FindString(text)):]; forbidden.MatchString(text) {
			return "", fmt.Errorf("line %d begins like a block: %.80q", number+1, line)
		}
		words, err := inline(text)
		if err != nil {
			return "", fmt.Errorf("line %d: %w", number+1, err)
		}
		seen.WriteString(words + "\x00")
	}
	return seen.String(), nil
}

// splitRow parts a table row at the pipes that are not escaped.
func splitRow(line string) []string {
	var cells []string
	begin := 1
	for i := 1; i < len(line); i++ {
		switch line[i] {
		case '\\':
			i++
		case '|':
			cells = append(cells, line[begin:i])
			begin = i + 1
		}
	}
	return cells
}

var entity = regexp.MustCompile(`^&(lt|gt|amp);`)

var link = regexp.MustCompile(`^\]\(([^()\s<>]*)\)`)

// inline returns the words of a line and an error for markup that is not ours.
func inline(s string) (string, error) {
	var words strings.Builder
	brackets := 0
	for s != "" {
		switch c := s[0]; {
		case c == '\\' && len(s) > 1 && strings.IndexByte("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", s[1]) >= 0:
			words.WriteByte(s[1])
			s = s[2:]
		case c == '`':
			run := len(s) - len(strings.TrimLeft(s, "`"))
			inner, rest, closed := cutRun(s[run:], run)
			if !closed {
				return "", fmt.Errorf("an open code span: %.60q", s)
			}
			words.WriteString(inner)
			s = rest
		case strings.HasPrefix(s, "**"):
			s = s[2:]
		case strings.HasPrefix(s, "!["):
			brackets, s = brackets+1, s[2:]
		case c == '[':
			brackets, s = brackets+1, s[1:]
		case c == ']' && link.MatchString(s) && brackets > 0:
			target := link.FindStringSubmatch(s)[1]
			if !strings.HasPrefix(target, "#") && !report.IsAddress(strings.ReplaceAll(target, "&amp;", "&")) && !strings.HasSuffix(target, ".svg") {
				return "", errors.New("a link to " + target)
			}
			brackets, s = brackets-1, s[len(link.FindString(s)):]
		case c == '&' && entity.MatchString(s):
			mark := entity.FindString(s)
			words.WriteString(map[string]string{"&lt;": "<", "&gt;": ">", "&amp;": "&"}[mark])
			s = s[len(mark):]
		case strings.IndexByte("\\*_[]{}|~$@<>&", c) >= 0 || strings.HasPrefix(s, "://"):
			return "", fmt.Errorf("raw %q in %.60q", c, s)
		default:
			words.WriteByte(c)
			s = s[1:]
		}
	}
	if brackets != 0 {
		return "", errors.New("open brackets")
	}
	return words.String(), nil
}

// cutRun cuts s at the first run of exactly n backticks.
func cutRun(s string, n int) (before, after string, found bool) {
	for i := 0; i < len(s); {
		if s[i] != '`' {
			i++
			continue
		}
		run := len(s[i:]) - len(strings.TrimLeft(s[i:], "`"))
		if run == n {
			return s[:i], s[i+n:], true
		}
		i += run
	}
	return s, "", false
}

func TestClauses(t *testing.T) { reporttest.TestRenderer(t, Renderer{}, read) }

func TestClausesWithPictures(t *testing.T) {
	reporttest.TestRenderer(t, Renderer{FigureDir: "pictures of it"}, read)
}

func written(t *testing.T, r Renderer, doc *report.Document) string {
	t.Helper()
	var b bytes.Buffer
	if err := r.Render(&b, doc); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestGolden(t *testing.T) {
	for _, lang := range report.Langs() {
		got := written(t, Renderer{FigureDir: "figures"}, reporttest.Sample(lang))
		file := "testdata/sample." + lang.Tag() + ".md"
		if *update {
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s (run with -update after looking at it): %s", file, diff)
		}
	}
}

// TestEscape holds cases worked by hand from the CommonMark and GFM
// specifications.
func TestEscape(t *testing.T) {
	for in, want := range map[string]string{
		"plain text": "plain text", "a*b*c": `a\*b\*c`, "a_b": `a\_b`, "x|y": `x\|y`,
		"<b>": "&lt;b&gt;", "AT&T": "AT&amp;T", "&lt;": "&amp;lt;", "`x`": "\\`x\\`",
		"[a](b)": `\[a\](b)`, `a\`: `a\\`, "~~x~~": `\~\~x\~\~`, "$x$": `\$x\$`,
		"https://x.org": `https\://x.org`, "WWW.x.org": `WWW\.x.org`, "a@b": `a\@b`,
		"10:30.": "10:30.", "里程碑": "里程碑", " a\n b ": "a  b", "": "",
	} {
		if got := escape(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{
		"# a": `\# a`, "- a": `\- a`, "+ a": `\+ a`, "1. a": `1\. a`, "12) a": `12\) a`, "1.": `1\.`,
		"2026": "2026", "===": `\===`, "---": `\---`, "a - b": "a - b", "": "", ":::": `\:::`,
	} {
		if got := opening(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{"": "", "T-17": "`T-17`", "a`b": "`` a`b ``", "``": "``` `` ```", " x ": "`x`"} {
		if got := code(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

// TestStrong holds cases of the flanking rules of CommonMark 0.31, section 6.2.
func TestStrong(t *testing.T) {
	for _, c := range []struct {
		runs []report.Run
		want string
	}{
		{[]report.Run{report.T("a "), report.B("b"), report.T(" c")}, "a **b** c"},
		{[]report.Run{report.T("a"), report.B(" b "), report.T("c")}, "a **b** c"},
		{[]report.Run{report.T("关于"), report.B("验收"), report.T("的")}, "关于**验收**的"},
		{[]report.Run{report.T("关于"), report.B("“验收”"), report.T("的")}, "关于“验收”的"},
		{[]report.Run{report.T("关于 "), report.B("“验收”"), report.T(" 的")}, "关于 **“验收”** 的"},
		{[]report.Run{report.B("“验收”")}, "**“验收”**"},
		{[]report.Run{report.B("a"), report.T(""), report.T("b")}, "**a**b"},
	} {
		p := &page{}
		if got := p.runs(c.runs); got != c.want {
			t.Errorf("%v: got %q, want %q", c.runs, got, c.want)
		}
	}
}

func TestReferencesFindTheirHeadings(t *testing.T) {
	doc := &report.Document{Title: "Risks", Lang: report.En, Blocks: []report.Block{
		report.Heading{Level: 1, Text: "Risks", Name: "r1"}, report.Heading{Level: 1, Text: "Cost & time: 基线!", Name: "r2"},
		report.P(report.R("a", "r1"), report.T(" "), report.R("b", "r2"), report.T(" "), report.R("c", "gone"), report.T(" "), report.R("d", "https://example.com/a(b)?x=1&y=*")),
	}}
	// The second heading "Risks" of a page has the anchor risks-1; punctuation goes, blanks become hyphens.
	want := "[a](#risks-1) [b](#cost--time-基线) c [d](https://example.com/a%28b%29?x=1&amp;y=%2A)\n"
	if got := written(t, Renderer{}, doc); !strings.HasSuffix(got, want) {
		t.Errorf("got %q", got)
	}
}

func TestOrderedListsCountPerLevel(t *testing.T) {
	item := func(level int, text string) report.Item {
		return report.Item{Level: level, Runs: []report.Run{report.T(text)}}
	}
	doc := &report.Document{Blocks: []report.Block{report.List{Ordered: true, Items: []report.Item{item(0, "a"), item(1, "b"), item(1, "c"), item(0, "d"), item(1, "e")}}}}
	if got, want := written(t, Renderer{}, doc), "1. a\n   1. b\n   2. c\n2. d\n   1. e\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestFiguresAreLinkedOrTabled(t *testing.T) {
	doc := &report.Document{Blocks: []report.Block{reporttest.Bars{Title: "Load | week", Values: []int64{1}}}}
	if got := written(t, Renderer{FigureDir: "my figs/"}, doc); got != "![Load \\| week](my%20figs/bars.svg)\n\nLoad \\| week\n" {
		t.Errorf("got %q", got)
	}
	if got := written(t, Renderer{}, doc); !strings.Contains(got, "| 1 |") {
		t.Errorf("got %q", got)
	}
}

func FuzzDocument(f *testing.F) {
	for _, name := range reporttest.HostileNames() {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, s string) {
		doc := &report.Document{Title: s, Subtitle: s, Lang: report.Lang(s), Blocks: []report.Block{
			report.Heading{Level: 1, Text: s, Name: s}, report.P(report.T(s)),
			report.P(report.R(s, s), report.C(s)), report.P(report.B(s), report.T(s)),
			report.Callout{Title: s, Runs: []report.Run{report.T(s)}},
			&report.Table{Name: s, Title: s, Columns: []report.Column{{Name: s, Title: s, Unit: s}}, Rows: []report.Row{{Cells: []finding.Value{finding.Text(s)}}, {Strong: true, Cells: []finding.Value{finding.Unknown(s)}}}},
			report.List{Items: []report.Item{{Runs: []report.Run{report.T(s)}}}},
		}}
		out := written(t, Renderer{}, doc)
		seen, err := read([]byte(out))
		if err != nil {
			t.Fatalf("%q: %v", s, err)
		}
		if want := strings.TrimSpace(report.CleanLine(s)); strings.Count(seen, want) < 7 {
			t.Fatalf("%q is not shown everywhere it should be", s)
		}
	})
}
