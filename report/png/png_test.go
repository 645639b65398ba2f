package png_test

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"

	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
	milepng "github.com/milepost-go/milepost/report/png"
	"github.com/milepost-go/milepost/report/svg"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/mspdi"
)

var fonts = milepng.Options{Fonts: [][]byte{goregular.TTF}, Bold: [][]byte{gobold.TTF}, Scale: 1}

// drawing is a figure of a few calls.
type drawing struct {
	w, h float64
	draw func(report.Canvas)
}

func (d drawing) Table() *report.Table { return &report.Table{} }

func (d drawing) Frame() report.Frame { return report.Frame{Width: d.w, Height: d.h, Title: "d"} }

func (d drawing) Draw(c report.Canvas) { d.draw(c) }

func render(t testing.TB, fig report.Figure, o milepng.Options) image.Image {
	t.Helper()
	var b bytes.Buffer
	if err := milepng.Render(&b, fig, o); err != nil {
		t.Fatal(err)
	}
	picture, err := png.Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	return picture
}

func rgb(ink report.Ink) color.RGBA {
	c, _ := ink.Light()
	return color.RGBA{c.R, c.G, c.B, 0xFF}
}

// count counts the pixels of an ink within a rectangle.
func count(p image.Image, r image.Rectangle, ink report.Ink) (n int) {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			if color.RGBAModel.Convert(p.At(x, y)) == rgb(ink) {
				n++
			}
		}
	}
	return n
}

// A rectangle on whole pixels fills exactly those, at any scale, and what lies
// outside the picture is cut off.
func TestRectangles(t *testing.T) {
	fig := drawing{40, 20, func(c report.Canvas) {
		c.Rect(report.Rect{X: 5, Y: 5, W: 10, H: 4, Style: report.Style{Fill: report.InkTask}})
		c.Rect(report.Rect{X: 30, Y: -100, W: 100, H: 1000, Style: report.Style{Fill: report.InkCritical}})
		c.Rect(report.Rect{X: 1, Y: 1, Style: report.Style{Fill: report.InkBlock}})
		c.Rect(report.Rect{X: math.NaN(), Y: 1, W: 5, H: math.Inf(1), Style: report.Style{Fill: report.InkBlock, Stroke: report.InkBlock}})
	}}
	for _, scale := range []float64{1, 2, 3} {
		o := fonts
		o.Scale = scale
		p := render(t, fig, o)
		if got := p.Bounds(); got != image.Rect(0, 0, int(40*scale), int(20*scale)) {
			t.Fatal(got)
		}
		area := int(scale * scale)
		if a, b, c, page := count(p, p.Bounds(), report.InkTask), count(p, p.Bounds(), report.InkCritical), count(p, p.Bounds(), report.InkBlock), count(p, p.Bounds(), report.InkPaper); a != 40*area || b != 200*area || c != 0 || page != 560*area {
			t.Errorf("at %g: %d task, %d critical, %d block, %d paper", scale, a, b, c, page)
		}
	}
}

// Lines have their width, dashes their lengths, bends no gaps.
func TestStrokes(t *testing.T) {
	row := func(y float64, s report.Style) *report.Path {
		p := &report.Path{Style: s}
		p.Move(0, y)
		p.Line(64, y)
		return p
	}
	p := render(t, drawing{64, 60, func(c report.Canvas) {
		c.Path(row(5, report.Style{Stroke: report.InkTask, Width: 2}))
		c.Path(row(15, report.Style{Stroke: report.InkTask, Width: 2, Dash: report.Dashed}))
		bend := &report.Path{Style: report.Style{Stroke: report.InkCritical, Width: 4}}
		bend.Move(10, 30)
		bend.Line(30, 30)
		bend.Line(30, 50)
		c.Path(bend)
		c.Path(&report.Path{Style: report.Style{Stroke: report.InkCritical}})
	}}, fonts)
	if n := count(p, image.Rect(0, 4, 64, 6), report.InkTask); n != 128 {
		t.Errorf("a line of 64 x 2 has %d pixels", n)
	}
	if n := count(p, image.Rect(0, 14, 64, 16), report.InkTask); n != 80 { // 5 of 8 pixels
		t.Errorf("a dashed line of 64 x 2 has %d pixels", n)
	}
	if n := count(p, image.Rect(28, 28, 31, 31), report.InkCritical); n < 8 {
		t.Errorf("the bend has %d of 9 pixels", n)
	}
}

func TestHatching(t *testing.T) {
	p := render(t, drawing{100, 100, func(c report.Canvas) {
		c.Rect(report.Rect{W: 100, H: 100, Style: report.Style{Fill: report.InkTask, Stroke: report.InkSummary, Hatch: true}})
	}}, milepng.Options{Scale: 4})
	fill, lines := count(p, image.Rect(10, 10, 390, 390), report.InkTask), count(p, image.Rect(10, 10, 390, 390), report.InkSummary)
	if share := float64(lines) / float64(fill+lines); share < 0.2 || share > 0.4 { // 1.5 of 5, less the soft edges
		t.Errorf("%d of the fill, %d of the lines", fill, lines)
	}
}

// extent returns the columns with anything drawn.
func extent(p image.Image) (first, last int) {
	first = -1
	for x := range p.Bounds().Dx() {
		if count(p, image.Rect(x, 0, x+1, p.Bounds().Dy()), report.InkPaper) < p.Bounds().Dy() {
			if last = x; first < 0 {
				first = x
			}
		}
	}
	return first, last
}

// Text stands where its anchor says, bold text is wider.
func TestText(t *testing.T) {
	at := func(a report.Anchor, bold bool) (int, int) {
		return extent(render(t, drawing{300, 40, func(c report.Canvas) {
			c.Text(report.Text{X: 150, Y: 25, Text: "HHHHH", Size: 16, Anchor: a, Bold: bold})
		}}, fonts))
	}
	a, b := at(report.AnchorStart, false)
	if width := b - a; a < 149 || a > 154 || width < 50 || width > 75 {
		t.Errorf("start: %d to %d", a, b)
	}
	if a, b := at(report.AnchorEnd, false); b < 146 || b > 151 || a > 100 {
		t.Errorf("end: %d to %d", a, b)
	}
	if a, b := at(report.AnchorMiddle, false); math.Abs(float64(a+b)/2-150) > 2 {
		t.Errorf("middle: %d to %d", a, b)
	}
	ink := func(bold bool) int {
		p := render(t, drawing{300, 40, func(c report.Canvas) { c.Text(report.Text{X: 20, Y: 25, Text: "HHHHH", Size: 16, Bold: bold}) }}, fonts)
		return count(p, p.Bounds(), report.InkText)
	}
	if regular, bold := ink(false), ink(true); bold <= regular {
		t.Errorf("bold has %d dark pixels, regular %d", bold, regular)
	}
}

func TestErrors(t *testing.T) {
	text := func(s string) report.Figure {
		return drawing{50, 50, func(c report.Canvas) { c.Text(report.Text{X: 1, Y: 20, Text: s}) }}
	}
	for name, c := range map[string]struct {
		fig  report.Figure
		o    milepng.Options
		want error
		says string
	}{
		"no size":      {drawing{0, 10, func(report.Canvas) {}}, fonts, milepng.ErrSize, ""},
		"no number":    {drawing{math.NaN(), 10, func(report.Canvas) {}}, fonts, milepng.ErrSize, ""},
		"endless":      {drawing{1e9, 1e9, func(report.Canvas) {}}, fonts, milepng.ErrSize, "1e+09"},
		"no font":      {text("x"), milepng.Options{}, milepng.ErrGlyph, "'x'"},
		"not a font":   {text("x"), milepng.Options{Fonts: [][]byte{goregular.TTF, []byte("x")}}, milepng.ErrFont, "Fonts[1]"},
		"broken bold":  {text("x"), milepng.Options{Bold: [][]byte{goregular.TTF[:1000]}}, milepng.ErrFont, "Bold[0]"},
		"no Chinese":   {text("a项目b目"), fonts, milepng.ErrGlyph, "'目', '项'"},
		"many unknown": {text("一二三四五六七八九十百千万亿两个人大小多少上下左右"), fonts, milepng.ErrGlyph, "more"},
	} {
		var b bytes.Buffer
		err := milepng.Render(&b, c.fig, c.o)
		if !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.says) || b.Len() > 0 {
			t.Errorf("%s: %v, %d bytes", name, err, b.Len())
		}
	}
}

// Broken fonts give an error or a picture, never a panic.
func FuzzFont(f *testing.F) {
	f.Add(goregular.TTF[:2000])
	f.Add([]byte("ttcf"))
	f.Fuzz(func(t *testing.T, data []byte) {
		_ = milepng.Render(new(bytes.Buffer), drawing{30, 30, func(c report.Canvas) { c.Text(report.Text{X: 1, Y: 20, Text: "aé项"}) }}, milepng.Options{Fonts: [][]byte{data}})
	})
}

// cjk returns a font with Chinese characters, if the machine has one.
func cjk(t testing.TB) []byte {
	for _, name := range []string{
		"/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf", "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
	} {
		if data, err := os.ReadFile(name); err == nil {
			return data
		}
	}
	t.Skip("no font with Chinese characters")
	return nil
}

// software is the Gantt chart of a project of 86 tasks.
func software(t testing.TB) report.Figure {
	file, err := os.Open(filepath.Join("..", "..", "examples", "salesproject", "testdata", "software-plan.xml"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	plan, _, err := mspdi.Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	result, err := schedule.Compute(plan, schedule.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return view.Gantt(phrase.In(phrase.ZhCN), view.PlanInput{Plan: plan, Result: result})
}

// The picture is the one that another program draws from the SVG of the same
// figure, but for softened edges and other fonts.
func TestAgainstSVG(t *testing.T) {
	tool, err := exec.LookPath("rsvg-convert")
	if err != nil {
		t.Skip("rsvg-convert is not there")
	}
	fig := software(t)
	o := fonts
	o.Fonts = [][]byte{goregular.TTF, cjk(t)}
	ours := render(t, fig, o)
	file := filepath.Join(t.TempDir(), "figure.svg")
	var b bytes.Buffer
	if err := svg.Render(&b, fig, svg.Options{}); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(tool, file).Output()
	if err != nil {
		t.Fatal(err)
	}
	theirs, err := png.Decode(bytes.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	if ours.Bounds() != theirs.Bounds() {
		t.Fatal(ours.Bounds(), theirs.Bounds())
	}
	if keep := os.Getenv("MILEPOST_PICTURE"); keep != "" {
		var b bytes.Buffer
		if err := png.Encode(&b, ours); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(keep, b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if off := distance(ours, theirs); off > 0.03 {
		t.Errorf("pictures differ by %.3f of a full step of colour a pixel", off)
	}
}

// distance is the mean difference of colour a pixel, from 0 to 1.
func distance(a, b image.Image) float64 {
	p, q := pixels(a), pixels(b)
	sum := 0
	for i := range p.Pix {
		if d := int(p.Pix[i]) - int(q.Pix[i]); d < 0 {
			sum -= d
		} else {
			sum += d
		}
	}
	return float64(sum) / 255 / float64(len(p.Pix)) * 4 / 3 // opacity is the same everywhere
}

func pixels(p image.Image) *image.RGBA {
	out := image.NewRGBA(image.Rect(0, 0, p.Bounds().Dx(), p.Bounds().Dy()))
	draw.Draw(out, out.Bounds(), p, p.Bounds().Min, draw.Src)
	return out
}
