package chart

import "github.com/milepost-go/milepost/report"

// barWidth returns the width of a picture of bars: 720 where none is asked for,
// never less than 320.
func barWidth(asked float64) float64 {
	if !(asked > 0) || asked > 1e5 {
		return 720
	}
	return max(asked, 320)
}

// headRoom is where what is below the title begins.
func headRoom(bare bool) float64 {
	if bare {
		return margin
	}
	return margin + titleRoom
}

// drawHead draws the paper and the title.
func drawHead(c report.Canvas, width, height float64, title string, bare bool) {
	c.Rect(report.Rect{W: width, H: height, Style: report.Style{Fill: report.InkPaper}})
	if bare {
		return
	}
	shown, _ := report.ClipText(title, 15*17/16, width-2*margin)
	c.Text(report.Text{X: margin, Y: margin + 14, Text: shown, Size: 15, Bold: true, Title: full(shown, title)})
}

// axisLabel writes a text of the axis, cut to a width.
func axisLabel(c report.Canvas, x, y, width float64, text string, anchor report.Anchor, ink report.Ink) {
	shown, _ := report.ClipText(text, axisSize, width+0.5)
	c.Text(report.Text{X: x, Y: y, Text: shown, Size: axisSize, Anchor: anchor, Ink: ink, Title: full(shown, text)})
}

// drawNothing says in the middle of a room that there is nothing to draw.
func drawNothing(c report.Canvas, f report.Format, left, right, y float64) {
	axisLabel(c, (left+right)/2, y, right-left, f.Word("no_rows"), report.AnchorMiddle, report.InkMuted)
}

// or returns the first text that says something, on one line.
func or(texts ...string) string {
	for _, t := range texts {
		if t = plain(t); t != "" {
			return t
		}
	}
	return ""
}
