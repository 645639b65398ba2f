package benchmarks

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"testing"

	svgo "github.com/ajstarks/svgo/float"

	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/gantt"
	"github.com/milepost-go/milepost/report/reporttest"
	"github.com/milepost-go/milepost/report/svg"
	"github.com/milepost-go/milepost/schedule/calendar"
)

const bars = 100_000

// ganttOf is a chart of bars with names, ids, progress, three outline levels
// and a link to the next bar.
func ganttOf(n int) *gantt.Chart {
	start := calendar.DateOf(2026, 1, 5).At(8 * calendar.Hour)
	g := &gantt.Chart{}
	for i := range n {
		begin := start + calendar.DateTime(i%2000*86400/4)
		id := "T" + strconv.Itoa(i)
		g.Rows = append(g.Rows, gantt.Row{
			ID: id, Name: "Task " + id, Level: i % 3, Start: begin, Finish: begin + 5*86400,
			Percent: i % 101, Critical: i%7 == 0, Resources: []string{"Anna"},
		})
		if i > 0 {
			g.Links = append(g.Links, gantt.Link{From: g.Rows[i-1].ID, To: id})
		}
	}
	return g
}

// BenchmarkSVG writes a Gantt chart of 100,000 bars, from the rows to the last
// byte: laid out, links routed, labels placed, escaped. Beside it svgo (its form
// for fractions) draws the shapes that came out of that, so without layout: the
// same coordinates to two decimals, classes, font sizes and titles.
//
//	go test ./benchmarks -run xxx -bench SVG -benchtime 5x
func BenchmarkSVG(b *testing.B) {
	chart := ganttOf(bars)
	var seen reporttest.Recorder
	chart.Draw(&seen)
	frame := chart.Frame()
	var ours, theirs counting
	rendered(b, &ours, chart)
	peer(&theirs, frame, seen.Ops)
	b.Logf("%d shapes; %.1f MB, svgo %.1f MB", len(seen.Ops), float64(ours)/1e6, float64(theirs)/1e6)
	b.Run("milepost/chart", func(b *testing.B) {
		cpu(b, func() { rendered(b, io.Discard, chart) })
	})
	b.Run("milepost/shapes", func(b *testing.B) {
		cpu(b, func() { rendered(b, io.Discard, replayed{frame, seen.Ops}) })
	})
	b.Run("svgo/shapes", func(b *testing.B) {
		cpu(b, func() { peer(io.Discard, frame, seen.Ops) })
	})
}

type counting int64

func (c *counting) Write(p []byte) (int, error) { *c += counting(len(p)); return len(p), nil }

func rendered(b *testing.B, w io.Writer, fig report.Figure) {
	if err := svg.Render(w, fig, svg.Options{}); err != nil {
		b.Fatal(err)
	}
}

// replayed is a figure whose shapes are known.
type replayed struct {
	frame report.Frame
	ops   []reporttest.Op
}

func (r replayed) Frame() report.Frame  { return r.frame }
func (r replayed) Table() *report.Table { return &report.Table{} }
func (r replayed) Draw(to report.Canvas) {
	for _, op := range r.ops {
		switch {
		case op.Rect != nil:
			to.Rect(*op.Rect)
		case op.Path != nil:
			to.Path(op.Path)
		case op.Text != nil:
			to.Text(*op.Text)
		}
	}
}

// peer draws shapes with svgo. Rectangles and texts with a title need a group
// there.
func peer(w io.Writer, frame report.Frame, ops []reporttest.Op) {
	buffered := bufio.NewWriterSize(w, 1<<16)
	out := svgo.New(buffered)
	out.Decimals = 2
	out.Start(frame.Width, frame.Height)
	for _, op := range ops {
		switch {
		case op.Rect != nil:
			titled(out, op.Rect.Title, func() { rect(out, op.Rect) })
		case op.Path != nil:
			titled(out, op.Path.Title, func() { out.Path(data(op.Path), class(&op.Path.Style)) })
		case op.Text != nil:
			titled(out, op.Text.Title, func() {
				out.Text(op.Text.X, op.Text.Y, op.Text.Text, fmt.Sprintf(`class="f%d"`, op.Text.Ink), fmt.Sprintf(`font-size="%.1f"`, op.Text.Size))
			})
		}
	}
	out.End()
	buffered.Flush()
}

func titled(out *svgo.SVG, title string, draw func()) {
	if title == "" {
		draw()
		return
	}
	out.Group()
	out.Title(title)
	draw()
	out.Gend()
}

func rect(out *svgo.SVG, r *report.Rect) {
	if r.Radius > 0 {
		out.Roundrect(r.X, r.Y, r.W, r.H, r.Radius, r.Radius, class(&r.Style))
	} else {
		out.Rect(r.X, r.Y, r.W, r.H, class(&r.Style))
	}
}

func class(s *report.Style) string {
	switch {
	case s.Stroke == report.InkNone:
		return fmt.Sprintf(`class="f%d"`, s.Fill)
	case s.Width > 0 && s.Width != 1:
		return fmt.Sprintf(`class="f%d s%d" stroke-width="%.1f"`, s.Fill, s.Stroke, s.Width)
	}
	return fmt.Sprintf(`class="f%d s%d"`, s.Fill, s.Stroke)
}

// data writes the steps of a path.
func data(p *report.Path) string {
	var d []byte
	for i := range p.Steps {
		s := &p.Steps[i]
		switch s.Kind {
		case report.MoveStep:
			d = fmt.Appendf(d, "M%.2f %.2f", s.To.X, s.To.Y)
		case report.LineStep:
			d = fmt.Appendf(d, "L%.2f %.2f", s.To.X, s.To.Y)
		case report.CurveStep:
			d = fmt.Appendf(d, "C%.2f %.2f %.2f %.2f %.2f %.2f", s.C1.X, s.C1.Y, s.C2.X, s.C2.Y, s.To.X, s.To.Y)
		case report.CloseStep:
			d = append(d, 'Z')
		}
	}
	return string(d)
}
