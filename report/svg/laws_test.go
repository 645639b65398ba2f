package svg

import (
	"bytes"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/reporttest"
)

// scribble draws n random shapes and returns how many of each it drew.
func scribble(c report.Canvas, seed uint64, n int) (rects, paths, texts int) {
	r := rand.New(rand.NewPCG(seed, 1))
	number := func() float64 { return float64(r.IntN(200_000)-100_000) / 37 }
	inks := report.Inks()
	style := func() report.Style {
		return report.Style{Fill: inks[r.IntN(len(inks))], Stroke: inks[r.IntN(len(inks))], Width: float64(r.IntN(4)), Dash: report.Dash(r.IntN(3)), Hatch: r.IntN(3) == 0, Title: reporttest.HostileNames()[r.IntN(8)]}
	}
	for range n {
		switch r.IntN(3) {
		case 0:
			c.Rect(report.Rect{X: number(), Y: number(), W: 1 + r.Float64(), H: 1 + r.Float64(), Radius: float64(r.IntN(3)), Style: style()})
			rects++
		case 1:
			p := &report.Path{Style: style()}
			p.Move(number(), number())
			for range r.IntN(5) {
				p.Line(number(), number())
			}
			p.Close()
			c.Path(p)
			paths++
		default:
			c.Text(report.Text{X: number(), Y: number(), Text: "x" + reporttest.HostileNames()[r.IntN(40)], Size: float64(r.IntN(20)), Anchor: report.Anchor(r.IntN(3)), Bold: r.IntN(2) == 0, Ink: report.Ink(r.IntN(30))})
			texts++
		}
	}
	return rects, paths, texts
}

func TestEveryShapeIsThereOnce(t *testing.T) {
	for seed := range uint64(20) {
		var b bytes.Buffer
		c := NewCanvas(&b, report.Frame{Width: 500, Height: 500, Title: "t"}, Options{})
		rects, paths, texts := scribble(c, seed, 3000)
		if err := c.Close(); err != nil {
			t.Fatal(err)
		}
		p, err := parse(b.Bytes())
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		patterns := p.count["pattern"]
		if p.count["rect"] != rects+patterns || p.count["path"] != paths+patterns || p.count["text"] != texts {
			t.Errorf("seed %d: drawn %d %d %d, read %v", seed, rects, paths, texts, p.count)
		}
	}
}

// chunks collects what is written, piece by piece.
type chunks struct {
	whole  bytes.Buffer
	pieces int
	most   int
}

func (c *chunks) Write(p []byte) (int, error) {
	c.pieces++
	c.most = max(c.most, len(p))
	return c.whole.Write(p)
}

func TestPicturesAreWrittenInPieces(t *testing.T) {
	var c chunks
	canvas := NewCanvas(&c, report.Frame{Width: 9, Height: 9}, Options{})
	scribble(canvas, 1, 20_000)
	if err := canvas.Close(); err != nil {
		t.Fatal(err)
	}
	if c.pieces < 10 || c.most > 4*flushAt || !strings.HasSuffix(c.whole.String(), "</svg>\n") {
		t.Errorf("%d pieces, the largest of %d bytes", c.pieces, c.most)
	}
	if _, err := parse(c.whole.Bytes()); err != nil {
		t.Error(err)
	}
}

var classes = regexp.MustCompile(`class="([^"]*)"`)

func TestEveryClassHasARule(t *testing.T) {
	var b bytes.Buffer
	c := NewCanvas(&b, report.Frame{Width: 9, Height: 9}, Options{Inline: true})
	for _, ink := range report.Inks() {
		for dash := report.Solid; dash <= report.Dotted; dash++ {
			c.Rect(report.Rect{W: 1, H: 1, Style: report.Style{Fill: ink, Stroke: ink, Dash: dash}})
			c.Text(report.Text{Text: "x", Ink: ink, Bold: true})
		}
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	style := Style()
	for _, match := range classes.FindAllStringSubmatch(b.String(), -1) {
		for _, class := range strings.Fields(match[1]) {
			if !strings.Contains(style, "."+class+"{") {
				t.Errorf("class %s has no rule", class)
			}
		}
	}
}

func TestPrefixesKeepPicturesApart(t *testing.T) {
	for in, want := range map[string]string{"": "m", "f12": "f12", "12": "m", "a b\"<c-1": "abc-1", "里程碑": "m", "-x": "x", "9a": "a"} {
		if got := cleanPrefix(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
	shapes := func(c *Canvas) {
		c.Rect(report.Rect{W: 5, H: 5, Style: report.Style{Fill: 1, Stroke: 2, Hatch: true}})
	}
	frame := report.Frame{Width: 1, Height: 1, Title: "t", Desc: "d"}
	one, two := draw(frame, Options{Prefix: "a"}, shapes), draw(frame, Options{Prefix: "b"}, shapes)
	both, err := parse([]byte("<svg>" + one + two + "</svg>"))
	if err != nil || len(both.ids) != 6 {
		t.Errorf("two pictures in one page: %v", err)
	}
}

func TestInlinePicturesBringNoStyle(t *testing.T) {
	frame := report.Frame{Width: 1, Height: 1}
	inline, whole := draw(frame, Options{Inline: true}, func(*Canvas) {}), draw(frame, Options{Lang: report.ZhCN}, func(*Canvas) {})
	if strings.Contains(inline, "<style") || strings.Contains(inline, "xmlns") || !strings.Contains(whole, "<style") || !strings.Contains(whole, `xmlns="http://www.w3.org/2000/svg"`) || !strings.Contains(whole, `lang="zh-CN"`) {
		t.Errorf("inline %s, whole %.200s", inline, whole)
	}
}
