package chart

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/reporttest"
)

// sample is a small diagram with something in every place.
func sample() *StateDiagram {
	return &StateDiagram{
		Title: "Sample", Start: "a", Label: "At work", Lang: report.En,
		States: []State{
			{ID: "a", Name: "Alpha", Mark: Visited}, {ID: "b", Name: "Beta", Mark: Current, Lines: []string{"now"}}, {ID: "c", Name: "Gamma"},
			{ID: "watch", Name: "Watch", Place: Beside, With: []string{"b"}, Lines: []string{"look"}},
			{ID: "halt", Name: "Halted", Place: Aside}, {ID: "end", Name: "Ended", Place: After},
		},
		Transitions: []Transition{
			{ID: "ab", Name: "go", From: []string{"a"}, To: "b", Gate: "first gate", By: []string{"lead"}},
			{ID: "bc", From: []string{"b"}, To: "c", Open: true},
			{ID: "ba", From: []string{"b", "c"}, To: "a", Kind: Back, By: []string{"lead", "boss"}},
			{ID: "stop", From: []string{"a", "b"}, To: "c", Kind: Stop},
			{ID: "halt", To: "halt", Kind: Stop}, {ID: "resume", From: []string{"halt"}},
			{ID: "done", From: []string{"c"}, To: "end"}, {ID: "lose", To: "end"},
		},
	}
}

// hostile is a diagram whose every text is one that breaks writers.
func hostile() *StateDiagram {
	d := &StateDiagram{Title: "a\"b\\c & <b>\n{", Label: "]]>;"}
	for i, n := range reporttest.HostileNames() {
		id := fmt.Sprintf("%d %s", i, n)
		d.States = append(d.States, State{ID: id, Name: n, Lines: []string{n}, Place: Place(i % 4), With: []string{"x", id}})
		if i > 3 {
			d.Transitions = append(d.Transitions, Transition{ID: id, Name: n, From: []string{d.States[i-4].ID}, To: id, Gate: n, By: []string{n, n}, Kind: Kind(i % 4)})
		}
	}
	d.Start = d.States[0].ID
	return d
}

// random returns any diagram of that seed.
func random(seed uint64) *StateDiagram {
	r := rand.New(rand.NewPCG(seed, 5))
	d := &StateDiagram{Label: "frame", Start: "s0"}
	n := 1 + r.IntN(8)
	ids := []string{"gone"}
	for i := range n {
		s := State{ID: fmt.Sprintf("s%d", i), Name: strings.Repeat("wide ", r.IntN(6)), Place: Inside, Mark: Mark(r.IntN(3))}
		switch r.IntN(6) {
		case 0:
			s.Place = Place(r.IntN(4))
		case 1:
			s.Lines = []string{"one line", "and one more that is longer"}
		}
		s.With = []string{"s0", fmt.Sprintf("s%d", r.IntN(n))}
		d.States = append(d.States, s)
		ids = append(ids, s.ID)
	}
	for i := range r.IntN(14) {
		t := Transition{ID: fmt.Sprintf("t%d", i), Name: strings.Repeat("take it ", 1+r.IntN(4)), To: ids[r.IntN(len(ids))], Kind: Kind(r.IntN(3)), Open: r.IntN(2) == 0}
		for range r.IntN(3) {
			t.From = append(t.From, ids[r.IntN(len(ids))])
		}
		if r.IntN(2) == 0 {
			t.Gate = "some gate"
		}
		if r.IntN(8) == 0 {
			t.To = ""
		}
		d.Transitions = append(d.Transitions, t)
	}
	return d
}

func TestFigures(t *testing.T) {
	for name, d := range map[string]*StateDiagram{
		"sample": sample(), "hostile": hostile(), "empty": {}, "one state": {States: []State{{ID: "x"}}}, "aside only": {States: []State{{ID: "x", Place: Aside}}},
		"strip only": {States: []State{{ID: "x", Place: Beside}}}, "end only": {States: []State{{ID: "x", Place: After}}, Bare: true},
		"twins": {States: []State{{ID: "x"}, {ID: "x"}}, Transitions: []Transition{{From: []string{"x"}, To: "x"}, {}, {To: "nowhere"}, {From: []string{"nowhere"}, To: "x"}}},
	} {
		t.Run(name, func(t *testing.T) { reporttest.TestFigure(t, d) })
	}
	for seed := range uint64(300) {
		if err := reporttest.CheckFigure(random(seed)); err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
	}
}

// labelBox returns what a text on a canvas covers.
func labelBox(x report.Text) reporttest.Box {
	op := reporttest.Op{Text: &x}
	return op.Box()
}

func overlap(a, b reporttest.Box) bool {
	return a.Left < b.Right-1 && b.Left < a.Right-1 && a.Top < b.Bottom-1 && b.Top < a.Bottom-1
}

// TestNothingCoversWords is the law that no words lie on others, and that
// no label of a transition lies on a box.
func TestNothingCoversWords(t *testing.T) {
	check := func(name string, d *StateDiagram) {
		t.Helper()
		var rec reporttest.Recorder
		d.Draw(&rec)
		texts := rec.Texts()
		l := newLayout(d)
		for i, x := range texts {
			for _, y := range texts[:i] {
				if overlap(labelBox(x), labelBox(y)) {
					t.Fatalf("%s: %q lies on %q", name, x.Text, y.Text)
				}
			}
			if x.Anchor == report.AnchorMiddle {
				continue // in its box
			}
			for _, list := range [][]*box{l.boxes, l.aside, l.beside} {
				for _, b := range list {
					if overlap(labelBox(x), reporttest.Box{Left: b.x, Top: b.y, Right: b.x + b.w, Bottom: b.bottom()}) {
						t.Fatalf("%s: the label %q lies on %q", name, x.Text, b.name())
					}
				}
			}
		}
	}
	check("sample", sample())
	for seed := range uint64(400) {
		check(fmt.Sprintf("seed %d", seed), random(seed))
	}
}

// TestBoxesStandApart is the law that no state lies on another.
func TestBoxesStandApart(t *testing.T) {
	for seed := range uint64(400) {
		l := newLayout(random(seed))
		all := slices.Concat(l.boxes, l.aside, l.beside)
		for i, a := range all {
			for _, b := range all[:i] {
				if a.x < b.x+b.w && b.x < a.x+a.w && a.y < b.bottom() && b.y < a.bottom() {
					t.Fatalf("seed %d: %s lies on %s", seed, a.ID, b.ID)
				}
			}
		}
	}
}

// TestLanesStandApart is the law that two lanes in one line never cover each other.
func TestLanesStandApart(t *testing.T) {
	shared := 0
	for seed := range uint64(400) {
		l := newLayout(random(seed))
		for i, a := range l.lanes {
			for _, b := range l.lanes[:i] {
				if a.left != b.left || a.lane != b.lane {
					continue
				}
				shared++
				top, bottom := a.reach()
				top2, bottom2 := b.reach()
				if top < bottom2 && top2 < bottom {
					t.Fatalf("seed %d: %s covers %s", seed, a.ID, b.ID)
				}
			}
		}
	}
	if shared < 30 {
		t.Errorf("only %d pairs share a line", shared)
	}
}

func TestOrder(t *testing.T) {
	on := func(from, to string) Transition { return Transition{From: []string{from}, To: to} }
	for _, c := range []struct {
		name, start, given string
		ways               []Transition
		want               string
	}{
		{"as given", "", "a b c", nil, "a b c"},
		{"by the ways", "", "c b a", []Transition{on("a", "b"), on("b", "c")}, "a b c"},
		{"the start first", "b", "a b c", []Transition{on("a", "b")}, "b a c"},
		{"a circle", "", "b a", []Transition{on("a", "b"), on("b", "a")}, "b a"},
		{"back does not count", "", "a b", []Transition{{From: []string{"b"}, To: "a", Kind: Back}}, "a b"},
		{"two branches", "", "d c b a", []Transition{on("a", "b"), on("a", "c"), on("b", "d"), on("c", "d")}, "a c b d"},
	} {
		d := &StateDiagram{Start: c.start, Transitions: c.ways, States: []State{{ID: "end", Place: After}}}
		for _, id := range strings.Fields(c.given) {
			d.States = append(d.States, State{ID: id})
		}
		var got []string
		for _, s := range d.column() {
			got = append(got, s.ID)
		}
		if text := strings.Join(got, " "); text != c.want+" end" {
			t.Errorf("%s: got %s", c.name, text)
		}
	}
}

// TestDrawing looks at what the sample shows.
func TestDrawing(t *testing.T) {
	var rec reporttest.Recorder
	sample().Draw(&rec)
	var words []string
	for _, x := range rec.Texts() {
		words = append(words, x.Text)
	}
	for _, want := range []string{"Sample", "At work", "Alpha", "now", "Watch", "look", "Halted", "Ended", "go", "◆ first gate", "lead", "lead, boss", "bc", "halt", "resume", "lose"} {
		if !slices.Contains(words, want) {
			t.Errorf("%q is not shown: %q", want, words)
		}
	}
	dashes, heads, thick := map[report.Dash]int{}, 0, 0
	for _, p := range rec.Paths() {
		if p.Fill != report.InkNone {
			heads++
			continue
		}
		dashes[p.Dash]++
		if p.Width > 2 {
			thick++
		}
	}
	// Solid: start, go, bc, resume, done, lose. Dashed: ba from two. Dotted: stop from two, halt.
	if dashes[report.Solid] != 6 || dashes[report.Dashed] != 2 || dashes[report.Dotted] != 3 || heads != 9 || thick != 1 {
		t.Errorf("lines %v, heads %d, thick %d", dashes, heads, thick)
	}
	double := 0
	for _, r := range rec.Rects() {
		if r.Stroke == report.InkTaskEdge {
			double++
		}
	}
	if double != 2 {
		t.Errorf("the present state has %d outlines", double)
	}
}

// TestTooMuchIsCounted wants what nobody can read to be left out of the drawing,
// in a time that does not grow with it, and to stand in the table.
func TestTooMuchIsCounted(t *testing.T) {
	d := &StateDiagram{Label: "frame"}
	var all []string
	for i := range 1000 {
		id := fmt.Sprint("s", i)
		d.States = append(d.States, State{ID: id, Place: Inside}, State{ID: "b" + id, Place: Beside})
		all = append(all, id)
	}
	for i := range 1000 {
		d.Transitions = append(d.Transitions, Transition{ID: fmt.Sprint(i), From: all[i : i+1], To: all[(i*7)%1000]})
	}
	d.Transitions = append(d.Transitions, Transition{From: all, To: "s1"})
	if err := reporttest.CheckFigure(d); err != nil {
		t.Error(err)
	}
	var rec reporttest.Recorder
	d.Draw(&rec)
	// 800 states and 800 strips too many; 400 transitions of two ends are drawn, 601 are not.
	if got := rec.Texts()[1].Text; got != "Not drawn: 2201" {
		t.Errorf("got %q", got)
	}
	if len(d.Table().Rows) != 1001 {
		t.Error("the table leaves something out")
	}
}

func TestTable(t *testing.T) {
	rows := sample().Table().Rows
	var text []string
	for _, r := range rows {
		var cells []string
		for _, c := range r.Cells {
			cells = append(cells, c.String())
		}
		text = append(text, strings.Join(cells, "|"))
	}
	want := []string{
		"Alpha|Beta|go|first gate|lead|onward|false", "Beta|Gamma|bc|||onward|true", "Beta, Gamma|Alpha|ba||lead, boss|back|false",
		"Alpha, Beta|Gamma|stop|||stop|false", "any of the phases|Halted|halt|||stop|false", "Halted|any of the phases|resume|||onward|false",
		"Gamma|Ended|done|||onward|false", "any of the phases|Ended|lose|||onward|false",
	}
	if !slices.Equal(text, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(text, "\n"), strings.Join(want, "\n"))
	}
	zh := sample()
	zh.Lang, zh.Title = report.ZhCN, ""
	if f := zh.Frame(); f.Title != "状态图" || f.Desc != "状态数：6；转移数：8" || f.Name != "states" {
		t.Errorf("got %+v", f)
	}
}

// mermaidLines are the lines that a state diagram may consist of, after the
// grammar of stateDiagram-v2.
var mermaidLines = func() *regexp.Regexp {
	word := `(?:[^"#;:{}<>%\x60\\\n]|#\d+;|<br/>)*`
	end := `(?:s\d+|inside)`
	return regexp.MustCompile(`^(?:stateDiagram-v2| *direction TB| *state "` + word + `" as ` + end + `(?: \{)?| *\}| *\[\*\] --> s\d+` +
		`| *` + end + ` --> ` + end + ` : ` + word + `| *classDef (?:visited|current) [a-z0-9#:,-]+| *class s\d+ (?:visited|current))$`)
}()

func TestMermaid(t *testing.T) {
	want := `stateDiagram-v2
    direction TB
    state "At work" as inside {
        [*] --> s1
        state "Alpha" as s1
        state "Beta<br/>now" as s2
        state "Gamma" as s3
        s1 --> s2 : go<br/>◆ first gate<br/>lead
        s2 --> s3 : bc
        s2 --> s1 : ba<br/>lead, boss
        s3 --> s1 : ba<br/>lead, boss
        s1 --> s3 : stop
        s2 --> s3 : stop
        state "Watch<br/>look" as s4
    }
    state "Halted" as s5
    state "Ended" as s6
    inside --> s5 : halt
    s5 --> inside : resume
    s3 --> s6 : done
    inside --> s6 : lose
    classDef visited fill:#eef1f4
    classDef current fill:#9cc5ea,stroke:#2a679c,stroke-width:3px
    class s1 visited
    class s2 current
`
	var out strings.Builder
	if err := sample().WriteMermaid(&out); err != nil || out.String() != want {
		t.Errorf("%v, got\n%s", err, out.String())
	}
	for i, d := range append([]*StateDiagram{sample(), hostile(), {}}, random(1), random(2), random(3)) {
		out.Reset()
		if err := d.WriteMermaid(&out); err != nil {
			t.Fatal(err)
		}
		for _, line := range strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n") {
			if !mermaidLines.MatchString(line) {
				t.Errorf("diagram %d: %.200q is no line of Mermaid", i, line)
			}
		}
		if strings.Count(out.String(), "{\n") != strings.Count(out.String(), "}\n") {
			t.Errorf("diagram %d: braces differ", i)
		}
	}
}

var dotLines = func() *regexp.Regexp {
	text := `"(?:[^"\\\n]|\\.)*"`
	list := `\[[a-z]+=(?:[a-z_0-9.]+|` + text + `)(?:, [a-z]+=(?:[A-Za-z_0-9.]+|` + text + `))*\]`
	return regexp.MustCompile(`^(?:digraph states \{|\}| *subgraph cluster_inside \{| *\}| *(?:graph|node|edge|start|s\d+) ` + list + `;| *start -> s\d+;| *s\d+ -> s\d+ ` + list + `;)$`)
}()

func TestDOT(t *testing.T) {
	want := `digraph states {
  graph [label="Sample", labelloc=t, compound=true, rankdir=TB];
  node [shape=box, style="rounded,filled", fillcolor=white];
  edge [fontsize=10];
  subgraph cluster_inside {
    graph [label="At work", style="dashed,rounded"];
    start [shape=point, width=0.15, fillcolor=black];
    start -> s1;
    s1 [label="Alpha", fillcolor="#eef1f4"];
    s2 [label="Beta\nnow", fillcolor="#9cc5ea", peripheries=2];
    s3 [label="Gamma"];
    s4 [label="Watch\nlook", style="dashed,rounded"];
  }
  s5 [label="Halted"];
  s6 [label="Ended"];
  s1 -> s2 [label="go\n◆ first gate\nlead"];
  s2 -> s3 [label="bc", penwidth=2.4];
  s2 -> s1 [label="ba\nlead, boss", style=dashed];
  s3 -> s1 [label="ba\nlead, boss", style=dashed];
  s1 -> s3 [label="stop", style=dotted];
  s2 -> s3 [label="stop", style=dotted];
  s1 -> s5 [label="halt", style=dotted, ltail=cluster_inside];
  s5 -> s1 [label="resume", lhead=cluster_inside];
  s3 -> s6 [label="done"];
  s1 -> s6 [label="lose", ltail=cluster_inside];
}
`
	var out strings.Builder
	if err := sample().WriteDOT(&out); err != nil || out.String() != want {
		t.Errorf("%v, got\n%s", err, out.String())
	}
	for i, d := range append([]*StateDiagram{sample(), hostile(), {}}, random(1), random(2), random(3)) {
		out.Reset()
		if err := d.WriteDOT(&out); err != nil {
			t.Fatal(err)
		}
		for _, line := range strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n") {
			if !dotLines.MatchString(line) {
				t.Errorf("diagram %d: %.200q is no line of DOT", i, line)
			}
		}
	}
}

type failing struct{}

var errFailing = errors.New("full")

func (failing) Write([]byte) (int, error) { return 0, errFailing }

func TestWritersPassErrors(t *testing.T) {
	if err := sample().WriteDOT(failing{}); !errors.Is(err, errFailing) {
		t.Errorf("got %v", err)
	}
	if err := sample().WriteMermaid(failing{}); !errors.Is(err, errFailing) {
		t.Errorf("got %v", err)
	}
}
