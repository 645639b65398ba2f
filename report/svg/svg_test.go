package svg

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/reporttest"
)

// picture is what a parser that is not ours finds in an SVG file.
type picture struct {
	texts  []string // of text elements, their titles left out
	titles []string
	ids    []string
	uses   []string // ids that are referred to
	count  map[string]int
}

var allowed = map[string][]string{
	"svg":   {"class", "xmlns", "lang", "width", "height", "viewBox", "fill", "role", "aria-labelledby", "aria-describedby"},
	"title": {"id"}, "desc": {"id"}, "style": {},
	"rect": {"x", "y", "width", "height", "rx", "class", "fill", "stroke-width"}, "path": {"d", "class", "fill", "stroke-width"},
	"text":    {"class", "x", "y", "font-size", "text-anchor"},
	"pattern": {"id", "width", "height", "patternUnits", "patternTransform"},
}

// parse reads a picture strictly and refuses every element and attribute that
// the canvas has no reason to write.
func parse(data []byte) (*picture, error) {
	p := &picture{count: map[string]int{}}
	decoder := xml.NewDecoder(bytes.NewReader(data))
	var path []string
	for {
		token, err := decoder.Token()
		if err == io.EOF {
			return p, nil
		}
		if err != nil {
			return nil, err
		}
		switch token := token.(type) {
		case xml.StartElement:
			path = append(path, token.Name.Local)
			p.count[token.Name.Local]++
			if err := p.attributes(token); err != nil {
				return nil, err
			}
			switch token.Name.Local {
			case "text":
				p.texts = append(p.texts, "")
			case "title":
				p.titles = append(p.titles, "")
			}
		case xml.EndElement:
			path = path[:len(path)-1]
		case xml.CharData:
			if len(path) == 0 {
				continue
			}
			switch path[len(path)-1] {
			case "text":
				p.texts[len(p.texts)-1] += string(token)
			case "title":
				p.titles[len(p.titles)-1] += string(token)
			}
		case xml.Comment, xml.Directive, xml.ProcInst:
			return nil, fmt.Errorf("unexpected %T", token)
		}
	}
}

func (p *picture) attributes(e xml.StartElement) error {
	names, ok := allowed[e.Name.Local]
	if !ok {
		return errors.New("element " + e.Name.Local)
	}
	for _, a := range e.Attr {
		if !slices.Contains(names, a.Name.Local) {
			return fmt.Errorf("attribute %s of %s", a.Name.Local, e.Name.Local)
		}
		switch {
		case a.Name.Local == "id":
			if slices.Contains(p.ids, a.Value) {
				return errors.New("id twice: " + a.Value)
			}
			p.ids = append(p.ids, a.Value)
		case strings.HasPrefix(a.Value, "url(#"):
			p.uses = append(p.uses, strings.TrimSuffix(strings.TrimPrefix(a.Value, "url(#"), ")"))
		case strings.HasPrefix(a.Name.Local, "aria-"):
			p.uses = append(p.uses, a.Value)
		}
	}
	return nil
}

func draw(f report.Frame, o Options, shapes func(*Canvas)) string {
	var b bytes.Buffer
	c := NewCanvas(&b, f, o)
	shapes(c)
	if err := c.Close(); err != nil {
		panic(err)
	}
	return b.String()
}

func body(shapes func(*Canvas)) string {
	whole := draw(report.Frame{Width: 10, Height: 10}, Options{Inline: true}, shapes)
	return strings.TrimSuffix(strings.TrimPrefix(whole, "<svg class=\"m\" width=\"10\" height=\"10\" viewBox=\"0 0 10 10\" fill=\"none\" role=\"img\">\n"), "</svg>\n")
}

func TestShapes(t *testing.T) {
	for want, shapes := range map[string]func(*Canvas){
		"<rect x=\"1\" y=\"2.5\" width=\"3\" height=\"4.13\" rx=\"2\" class=\"mf8 ms9\" stroke-width=\"1.5\"/>\n": func(c *Canvas) {
			c.Rect(report.Rect{X: 1, Y: 2.5, W: 3, H: 4.125, Radius: 2, Style: report.Style{Fill: 8, Stroke: 9, Width: 1.5}})
		},
		"<rect x=\"0\" y=\"0\" width=\"1\" height=\"1\" class=\"mf1\"><title>a &lt; b</title></rect>\n": func(c *Canvas) {
			c.Rect(report.Rect{W: 1, H: 1, Style: report.Style{Fill: 1, Title: "a < b"}})
		},
		"<path d=\"M0 0H5V-2.5L1 1C1 2 3 4 5 6ZH7\" class=\"ms3 md1\"/>\n": func(c *Canvas) {
			var p report.Path
			p.Reset(report.Style{Stroke: 3, Dash: report.Dashed})
			p.Move(0, 0)
			p.Line(5, 0)
			p.Line(5, -2.5)
			p.Line(1, 1)
			p.Curve(report.Point{X: 1, Y: 2}, report.Point{X: 3, Y: 4}, report.Point{X: 5, Y: 6})
			p.Close()
			p.Line(7, 0)
			c.Path(&p)
		},
		"<text class=\"mf1 mb\" x=\"1\" y=\"2\" font-size=\"9\" text-anchor=\"end\"><title>long</title>l…</text>\n": func(c *Canvas) {
			c.Text(report.Text{X: 1, Y: 2, Text: "l…", Title: "long", Size: 9, Bold: true, Anchor: report.AnchorEnd})
		},
		"": func(c *Canvas) {
			c.Rect(report.Rect{W: 0, H: 5, Style: report.Style{Fill: 1}})
			c.Rect(report.Rect{W: math.NaN(), H: 5, Style: report.Style{Fill: 1}})
			c.Rect(report.Rect{W: -1, H: 5, Style: report.Style{Fill: 1}})
			c.Path(&report.Path{})
			c.Text(report.Text{})
		},
		"<rect x=\"0\" y=\"-10000000\" width=\"10000000\" height=\"1\"/>\n": func(c *Canvas) {
			c.Rect(report.Rect{X: math.NaN(), Y: math.Inf(-1), W: math.Inf(1), H: 1})
		},
	} {
		if got := body(shapes); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestHatchIsDefinedOnce(t *testing.T) {
	hatched := func(c *Canvas) {
		for range 3 {
			c.Rect(report.Rect{W: 5, H: 5, Style: report.Style{Fill: report.InkCritical, Stroke: report.InkCriticalEdge, Hatch: true}})
		}
		c.Rect(report.Rect{W: 5, H: 5, Style: report.Style{Fill: report.InkTask, Stroke: report.InkTaskEdge, Hatch: true}})
		c.Rect(report.Rect{W: 5, H: 5, Style: report.Style{Fill: 200, Stroke: 1, Hatch: true}})
	}
	p, err := parse([]byte(draw(report.Frame{Width: 9, Height: 9, Title: "t", Desc: "d"}, Options{Prefix: "g7 \"<"}, hatched)))
	if err != nil {
		t.Fatal(err)
	}
	if p.count["pattern"] != 2 || len(p.uses) != 6 {
		t.Errorf("%d patterns, uses %v", p.count["pattern"], p.uses)
	}
	for _, id := range p.uses {
		if !slices.Contains(p.ids, id) || !strings.HasPrefix(id, "g7-") {
			t.Errorf("%s is not among %v", id, p.ids)
		}
	}
}

func TestHostileNamesStayText(t *testing.T) {
	var b bytes.Buffer
	if err := Render(&b, reporttest.HostileFigure{}, Options{Lang: report.ZhCN, Prefix: reporttest.HostileNames()[0]}); err != nil {
		t.Fatal(err)
	}
	p, err := parse(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, name := range reporttest.HostileNames() {
		if name != "" {
			want = append(want, report.CleanLine(name))
		}
	}
	if !slices.Equal(p.texts, want) {
		t.Errorf("texts differ: %d, want %d", len(p.texts), len(want))
	}
	if p.titles[0] != reporttest.HostileNames()[1] || len(p.titles) != len(want)+1 {
		t.Errorf("titles differ: %d", len(p.titles))
	}
}

func FuzzText(f *testing.F) {
	for _, name := range reporttest.HostileNames() {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, s string) {
		out := draw(report.Frame{Width: 1, Height: 1, Title: s, Desc: s}, Options{Prefix: s}, func(c *Canvas) {
			c.Text(report.Text{Text: "a" + s, Title: s})
			c.Rect(report.Rect{W: 1, H: 1, Style: report.Style{Title: s}})
		})
		p, err := parse([]byte(out))
		if err != nil {
			t.Fatalf("%q: %v", s, err)
		}
		if len(p.texts) != 1 || p.texts[0] != report.CleanLine("a"+s) {
			t.Fatalf("%q became %q", s, p.texts)
		}
	})
}

func FuzzNumber(f *testing.F) {
	f.Add(1.005)
	f.Add(-0.004)
	f.Fuzz(func(t *testing.T, x float64) {
		var got float64
		text := string(appendNumber(nil, x))
		if _, err := fmt.Sscan(text, &got); err != nil {
			t.Fatalf("%v became %q", x, text)
		}
		if math.Abs(x) < farthest && math.Abs(got-x) > 0.005000001+math.Abs(x)*1e-15 {
			t.Fatalf("%v became %s", x, text)
		}
	})
}

type failing struct{ calls int }

func (f *failing) Write([]byte) (int, error) { f.calls++; return 0, io.ErrClosedPipe }

func TestWriterErrorComesBackOnce(t *testing.T) {
	w := &failing{}
	c := NewCanvas(w, report.Frame{Width: 1, Height: 1}, Options{})
	for range 10_000 {
		c.Rect(report.Rect{W: 1, H: 1})
	}
	if err := c.Close(); err != io.ErrClosedPipe || w.calls != 1 {
		t.Errorf("got %v after %d calls", err, w.calls)
	}
}

func TestStyleHoldsEveryInk(t *testing.T) {
	style := Style()
	for _, ink := range report.Inks() {
		for _, rule := range []string{".mf%d{fill:#", ".ms%d{stroke:#"} {
			if strings.Count(style, fmt.Sprintf(rule, ink)) != 2 {
				t.Errorf("ink %d has no rule %s for light and dark", ink, rule)
			}
		}
	}
	if strings.ContainsAny(style, "<&") || strings.Contains(style, "url(") || strings.Contains(style, "@import") {
		t.Error("the style sheet cannot stand in XML or fetches something")
	}
}

func BenchmarkCanvas100k(b *testing.B) {
	names := make([]string, 64)
	for i := range names {
		names[i] = fmt.Sprintf("Task %d build & check", i)
	}
	var p report.Path
	var size int64
	for b.Loop() {
		counter := &counting{}
		c := NewCanvas(counter, report.Frame{Width: 9000, Height: 2e6}, Options{})
		for i := range 100_000 {
			x, y := float64(i%2000)*4, float64(i*20)
			c.Rect(report.Rect{X: x, Y: y, W: 16, H: 16, Radius: 2, Style: report.Style{Fill: report.InkTask, Stroke: report.InkTaskEdge}})
			c.Text(report.Text{X: x + 20, Y: y, Text: names[i%64]})
			p.Reset(report.Style{Stroke: report.InkLink})
			p.Move(x, y)
			p.Line(x, y+20)
			p.Line(x+9, y+20)
			c.Path(&p)
		}
		if err := c.Close(); err != nil {
			b.Fatal(err)
		}
		size = counter.n
	}
	b.SetBytes(size)
}

type counting struct{ n int64 }

func (c *counting) Write(p []byte) (int, error) { c.n += int64(len(p)); return len(p), nil }
