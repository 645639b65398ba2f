package chart

import (
	"slices"
	"strings"

	"github.com/milepost-go/milepost/report"
)

// Note says something of one value of a [LineChart], such as which rule it
// breaks or how far a forecast moved.
type Note struct {
	Series string // key of the series
	Date   int    // place in Dates, from 0
	Text   string
	// Alarm circles the value: it is one to look into.
	Alarm bool
}

// maxNoted is how many notes the description of a chart has.
const maxNoted = 8

// noted returns the first notes, with their dates, and how many more there are.
func (d *LineChart) noted() []string {
	var list []string
	for i := range d.Notes {
		n := &d.Notes[i]
		if n.Date < 0 || n.Date >= len(d.Dates) {
			continue
		}
		list = append(list, d.Dates[n.Date].String()+d.colon()+d.noteText(n))
	}
	if more := len(list) - maxNoted; more > 0 {
		list = append(list[:maxNoted], "+"+report.Format{}.Cell(nil, wholeNumber(more)))
	}
	return list
}

// noteText is the text of a note, after the name of its series where there are
// several with values of their own.
func (d *LineChart) noteText(n *Note) string {
	name, marked := "", 0
	for i := range d.Series {
		if d.Series[i].Line.marked() {
			marked++
		}
		if d.key(i) == n.Series {
			name = d.label(i)
		}
	}
	if marked < 2 || name == "" {
		return plain(n.Text)
	}
	return name + d.colon() + plain(n.Text)
}

func (d *LineChart) colon() string {
	if d.Lang == report.ZhCN {
		return "："
	}
	return ": "
}

// patch is a part of the drawing that is taken.
type patch struct{ left, top, right, bottom float64 }

func (b patch) meets(c patch) bool {
	return b.left < c.right && c.left < b.right && b.top < c.bottom && c.top < b.bottom
}

// crossed reports whether a line from one spot to another runs through the patch.
func (b patch) crossed(from, to spot) bool {
	low, high := 0.0, 1.0
	clip := func(at, step, least, most float64) bool {
		if step == 0 {
			return at > least && at < most
		}
		a, z := (least-at)/step, (most-at)/step
		low, high = max(low, min(a, z)), min(high, max(a, z))
		return low < high
	}
	return clip(from.x, to.x-from.x, b.left, b.right) && clip(from.y, to.y-from.y, b.top, b.bottom)
}

// drawNotes circles the values that alarm and writes the notes beside their
// values, each where it covers no line and no other note. One that has no room
// is read when its value is pointed at. An alarm that repeats the one at the
// value before is not written again.
func (p *plot) drawNotes(c report.Canvas) {
	taken := p.drawLevels(c)
	for _, i := range p.drawn {
		key := p.key(i)
		before, last := "", -2
		at := 0
		for _, run := range p.runs(i) {
			for _, s := range run {
				texts, alarm := p.notesAt(key, s.k)
				words := strings.Join(texts, p.comma())
				if alarm {
					c.Rect(report.Rect{X: s.x - 7, Y: s.y - 7, W: 14, H: 14, Radius: 7, Style: report.Style{Stroke: report.InkBlock, Width: 1.8, Title: words}})
				}
				if words != "" && !(alarm && words == before && last == at-1) {
					taken = p.write(c, taken, s, words, noteInk(alarm))
				}
				if words != "" {
					before, last = words, at
				}
				at++
			}
		}
	}
}

// semicolon stands between notes.
func (d *LineChart) semicolon() string {
	if d.Lang == report.ZhCN {
		return "；"
	}
	return "; "
}

func (d *LineChart) comma() string {
	if d.Lang == report.ZhCN {
		return "、"
	}
	return ", "
}

func noteInk(alarm bool) report.Ink {
	if alarm {
		return report.InkBlock
	}
	return report.InkText
}

// drawLevels writes what values are held against at the end of its line.
func (p *plot) drawLevels(c report.Canvas) []patch {
	var taken []patch
	for _, i := range p.drawn {
		kind, runs := p.Series[i].Line, p.runs(i)
		if len(runs) == 0 || kind != LineLevel && kind != LineLimit {
			continue
		}
		run := runs[len(runs)-1]
		at := run[len(run)-1]
		taken = p.write(c, taken, at, p.format.Cell(&p.Axis, p.Series[i].Values[at.k]), report.InkMuted)
	}
	return taken
}

// notesAt returns the notes of a value.
func (p *plot) notesAt(key string, date int) (texts []string, alarm bool) {
	for i := range p.Notes {
		if n := &p.Notes[i]; n.Series == key && n.Date == date {
			alarm = alarm || n.Alarm
			if text := plain(n.Text); text != "" {
				texts = append(texts, text)
			}
		}
	}
	return texts, alarm
}

// write places a note around its value.
func (p *plot) write(c report.Canvas, taken []patch, s spot, words string, ink report.Ink) []patch {
	text, _ := report.ClipText(words, axisSize, (p.right-p.left)/2)
	w := report.TextWidth(text, axisSize)
	for _, b := range around(s, w) {
		inside := b.left >= p.left && b.right <= p.right && b.top >= p.top && b.bottom <= p.bottom
		if !inside || slices.ContainsFunc(taken, b.meets) || p.anyLine(b) {
			continue
		}
		c.Text(report.Text{X: b.left, Y: b.bottom - 3, Text: text, Size: axisSize, Ink: ink, Title: full(text, words)})
		return append(taken, b)
	}
	return taken
}

// around returns the places for a text of a width, the best first.
func around(s spot, w float64) []patch {
	const h, gap = 13.0, 9.0
	var list []patch
	for _, up := range [...]float64{gap, gap + h, gap + 2*h} {
		for _, left := range [...]float64{-w / 2, 4, -w - 4} {
			list = append(list, patch{s.x + left, s.y - up - h, s.x + left + w, s.y - up}, patch{s.x + left, s.y + up, s.x + left + w, s.y + up + h})
		}
	}
	return append(list, patch{s.x + gap, s.y - h/2, s.x + gap + w, s.y + h/2}, patch{s.x - gap - w, s.y - h/2, s.x - gap, s.y + h/2})
}

// anyLine reports whether a line runs through the patch.
func (p *plot) anyLine(b patch) bool {
	for _, i := range p.drawn {
		for _, run := range p.runs(i) {
			for n := range run[1:] {
				from, to := run[n], run[n+1]
				if p.Series[i].Step {
					corner := spot{x: to.x, y: from.y}
					if b.crossed(from, corner) {
						return true
					}
					from = corner
				}
				if b.crossed(from, to) {
					return true
				}
			}
		}
	}
	return false
}
