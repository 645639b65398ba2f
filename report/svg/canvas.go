package svg

import (
	"io"

	"github.com/milepost-go/milepost/report"
)

// Options say how a picture is written. The zero value writes a file that
// stands alone.
type Options struct {
	Prefix string      // begins every id, so that several pictures fit in one page; letters, digits and '-' are kept, zero means "m"
	Inline bool        // for a picture inside an HTML page that holds [Style] itself
	Lang   report.Lang // language of the texts, which decides the shape of Chinese characters; zero says nothing
}

// Render draws a figure as one picture. It returns the first error of w.
func Render(w io.Writer, fig report.Figure, o Options) error {
	c := NewCanvas(w, fig.Frame(), o)
	fig.Draw(c)
	return c.Close()
}

// flushAt is how many bytes gather before they are written.
const flushAt = 1 << 15

// inkSlots bounds the inks that can be hatched with each other.
const inkSlots = 32

// Canvas is a [report.Canvas] that writes SVG. It belongs to one goroutine.
// Close ends the picture.
type Canvas struct {
	w       io.Writer
	buf     []byte
	err     error
	prefix  string
	hatches [inkSlots]uint32 // by fill: a bit for each stroke in use
}

// NewCanvas begins a picture of the size and with the title of the frame.
func NewCanvas(w io.Writer, frame report.Frame, o Options) *Canvas {
	c := &Canvas{w: w, buf: make([]byte, 0, flushAt+flushAt/4), prefix: cleanPrefix(o.Prefix)}
	c.open(frame, o)
	return c
}

func (c *Canvas) open(f report.Frame, o Options) {
	c.str(`<svg class="m"`)
	if !o.Inline {
		c.str(` xmlns="http://www.w3.org/2000/svg"`)
	}
	if o.Lang != "" {
		c.attr("lang", o.Lang.Tag())
	}
	c.num(` width="`, f.Width)
	c.num(` height="`, f.Height)
	c.str(` viewBox="0 0 `)
	c.buf = appendNumber(c.buf, f.Width)
	c.str(" ")
	c.buf = appendNumber(c.buf, f.Height)
	c.str(`" fill="none" role="img"`)
	c.labels(f)
	if !o.Inline {
		c.str("<style>" + Style() + "</style>\n")
	}
}

// labels ends the opening tag and writes title and description.
func (c *Canvas) labels(f report.Frame) {
	if f.Title != "" {
		c.attr("aria-labelledby", c.prefix+"-t")
	}
	if f.Desc != "" {
		c.attr("aria-describedby", c.prefix+"-d")
	}
	c.str(">\n")
	if f.Title != "" {
		c.element("title", c.prefix+"-t", f.Title)
	}
	if f.Desc != "" {
		c.element("desc", c.prefix+"-d", f.Desc)
	}
}

func (c *Canvas) element(tag, id, text string) {
	c.str("<" + tag)
	c.attr("id", id)
	c.str(">")
	c.buf = appendText(c.buf, text)
	c.str("</" + tag + ">\n")
}

// Close writes the patterns in use and the end of the picture. It returns the
// first error of the writer.
func (c *Canvas) Close() error {
	c.patterns()
	c.str("</svg>\n")
	c.flush()
	return c.err
}

// Rect draws a rectangle. One without width or height draws nothing.
func (c *Canvas) Rect(r report.Rect) {
	if !(r.W > 0) || !(r.H > 0) {
		return
	}
	c.str("<rect")
	c.num(` x="`, r.X)
	c.num(` y="`, r.Y)
	c.num(` width="`, r.W)
	c.num(` height="`, r.H)
	if r.Radius > 0 {
		c.num(` rx="`, r.Radius)
	}
	c.style(&r.Style)
	c.end("rect", r.Title)
}

// Path draws a line. A path without steps draws nothing.
func (c *Canvas) Path(p *report.Path) {
	if len(p.Steps) == 0 {
		return
	}
	c.str(`<path d="`)
	c.buf = appendSteps(c.buf, p.Steps)
	c.buf = append(c.buf, '"')
	c.style(&p.Style)
	c.end("path", p.Title)
}

// Text writes a line of text. An empty text draws nothing.
func (c *Canvas) Text(t report.Text) {
	if t.Text == "" {
		return
	}
	ink := t.Ink
	if ink == report.InkNone {
		ink = report.InkText
	}
	c.str(`<text class="mf`)
	c.buf = appendInt(c.buf, int64(ink))
	if t.Bold {
		c.str(" mb")
	}
	c.buf = append(c.buf, '"')
	c.num(` x="`, t.X)
	c.num(` y="`, t.Y)
	if t.Size > 0 && t.Size != defaultSize {
		c.num(` font-size="`, t.Size)
	}
	c.str(anchors[min(int(t.Anchor), len(anchors)-1)])
	c.buf = append(c.buf, '>')
	c.title(t.Title)
	c.buf = appendText(c.buf, t.Text)
	c.str("</text>\n")
	c.flushFull()
}

// defaultSize is the size of text that names none.
const defaultSize = 12

var anchors = [...]string{"", ` text-anchor="middle"`, ` text-anchor="end"`}

// style writes the classes and attributes of a style.
func (c *Canvas) style(s *report.Style) {
	hatched := s.Hatch && s.Fill != report.InkNone && s.Stroke != report.InkNone && s.Fill < inkSlots && s.Stroke < inkSlots
	if hatched {
		c.hatches[s.Fill] |= 1 << s.Stroke
		c.str(` fill="url(#`)
		c.hatchID(s.Fill, s.Stroke)
		c.str(`)"`)
	}
	c.classes(s, hatched)
	if s.Stroke != report.InkNone && s.Width > 0 && s.Width != 1 {
		c.num(` stroke-width="`, s.Width)
	}
}

func (c *Canvas) classes(s *report.Style, hatched bool) {
	separator := ` class="`
	class := func(name string, n int64) {
		c.str(separator)
		c.str(name)
		c.buf = appendInt(c.buf, n)
		separator = " "
	}
	if s.Fill != report.InkNone && !hatched {
		class("mf", int64(s.Fill))
	}
	if s.Stroke != report.InkNone {
		class("ms", int64(s.Stroke))
	}
	if s.Stroke != report.InkNone && s.Dash != report.Solid {
		class("md", int64(s.Dash))
	}
	if separator == " " {
		c.buf = append(c.buf, '"')
	}
}

func (c *Canvas) hatchID(fill, stroke report.Ink) {
	c.str(c.prefix)
	c.str("-h")
	c.buf = appendInt(c.buf, int64(fill))
	c.buf = append(c.buf, '-')
	c.buf = appendInt(c.buf, int64(stroke))
}

// patterns writes the hatchings in use.
func (c *Canvas) patterns() {
	for fill, strokes := range c.hatches {
		for stroke := range report.Ink(inkSlots) {
			if strokes>>stroke&1 == 1 {
				c.pattern(report.Ink(fill), stroke)
			}
		}
	}
}

func (c *Canvas) pattern(fill, stroke report.Ink) {
	c.str(`<pattern id="`)
	c.hatchID(fill, stroke)
	c.str(`" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="5" height="5" class="mf`)
	c.buf = appendInt(c.buf, int64(fill))
	c.str(`"/><path d="M0 0V5" stroke-width="2" class="ms`)
	c.buf = appendInt(c.buf, int64(stroke))
	c.str("\"/></pattern>\n")
}

// end closes a shape, with its title inside where it has one.
func (c *Canvas) end(tag, title string) {
	if title == "" {
		c.str("/>\n")
	} else {
		c.buf = append(c.buf, '>')
		c.title(title)
		c.str("</")
		c.str(tag)
		c.str(">\n")
	}
	c.flushFull()
}

func (c *Canvas) title(text string) {
	if text != "" {
		c.str("<title>")
		c.buf = appendText(c.buf, text)
		c.str("</title>")
	}
}

func (c *Canvas) str(s string) { c.buf = append(c.buf, s...) }

func (c *Canvas) attr(name, value string) {
	c.str(" " + name + `="`)
	c.buf = appendText(c.buf, value)
	c.buf = append(c.buf, '"')
}

// num writes a number behind what begins its attribute, as in ` x="`.
func (c *Canvas) num(begin string, x float64) {
	c.buf = append(appendNumber(append(c.buf, begin...), x), '"')
}

func (c *Canvas) flushFull() {
	if len(c.buf) >= flushAt {
		c.flush()
	}
}

func (c *Canvas) flush() {
	if c.err == nil && len(c.buf) > 0 {
		_, c.err = c.w.Write(c.buf)
	}
	c.buf = c.buf[:0]
}

// cleanPrefix keeps what an id may hold and makes it begin with a letter.
func cleanPrefix(prefix string) string {
	kept := make([]byte, 0, len(prefix)+1)
	for i := range len(prefix) {
		c := prefix[i]
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || len(kept) > 0 && (c >= '0' && c <= '9' || c == '-') {
			kept = append(kept, c)
		}
	}
	if len(kept) == 0 {
		return "m"
	}
	return string(kept)
}
