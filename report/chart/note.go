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

const (
	maxNoted   = 8   // notes that the description of a chart has
	maxWritten = 100 // notes that are written in a drawing
)

// noted returns the first notes, with their dates, and how many more there are.
func (d *LineChart) noted() []string {
	var list []string
	for i := range d.Notes {
		n := &d.Notes[i]
		if n.Date < 0 || n.Date >= len(d.Dates) {
			continue
		}
		list = append(list, d.Dates[n.Date].String()+colon(d.Lang)+d.noteText(n))
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
	return name + colon(d.Lang) + plain(n.Text)
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
// value before is not written again, and no more than a hundred are.
func (p *plot) drawNotes(c report.Canvas) {
	notes, taken := p.notesByValue(), p.drawLevels(c)
	for _, i := range p.drawn {
		key := p.key(i)
		before, last := "", -2
		at := 0
		for _, run := range p.runs(i) {
			for _, s := range run {
				texts, alarm := notesAt(notes[key][s.k])
				words := strings.Join(texts, comma(p.Lang))
				if alarm {
					c.Rect(report.Rect{X: s.x - 7, Y: s.y - 7, W: 14, H: 14, Radius: 7, Style: report.Style{Stroke: report.InkBlock, Width: 1.8, Title: words}})
				}
				if words != "" && len(taken) < maxWritten && !(alarm && words == before && last == at-1) {
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

// notesByValue returns the notes by the key of their series and the place of
// their date.
func (d *LineChart) notesByValue() map[string]map[int][]*Note {
	list := map[string]map[int][]*Note{}
	for i := range d.Notes {
		n := &d.Notes[i]
		if list[n.Series] == nil {
			list[n.Series] = map[int][]*Note{}
		}
		list[n.Series][n.Date] = append(list[n.Series][n.Date], n)
	}
	return list
}

// notesAt returns the texts of the notes of a value, and whether one alarms.
func notesAt(notes []*Note) (texts []string, alarm bool) {
	for _, n := range notes {
		alarm = alarm || n.Alarm
		if text := plain(n.Text); text != "" {
			texts = append(texts, text)
		}
	}
	return texts, alarm
}

// write places a text around its value.
func (p *plot) write(c report.Canvas, taken []patch, s spot, words string, ink report.Ink) []patch {
	text, _ := report.ClipText(words, axisSize, (p.right-p.left)/2)
	for _, b := range around(s, report.TextWidth(text, axisSize)) {
		inside := b.left >= p.left && b.right <= p.right && b.top >= p.top && b.bottom <= p.bottom
		if !inside || slices.ContainsFunc(taken, b.meets) || p.isCrossed(b) || p.parted(s, b) {
			continue
		}
		c.Text(report.Text{X: b.left, Y: b.bottom - 3, Text: text, Size: axisSize, Ink: ink, Title: full(text, words)})
		return append(taken, b)
	}
	return taken
}

// around returns the places for a text of a width, the best first: above and
// below, beside, further away, and for those at an upright line on its sides.
func around(s spot, w float64) []patch {
	const h, gap = 13.0, 9.0
	var list []patch
	over := func(away float64, lefts ...float64) {
		for _, left := range lefts {
			x := s.x + left
			list = append(list, patch{x, s.y - away - h, x + w, s.y - away}, patch{x, s.y + away, x + w, s.y + away + h})
		}
	}
	over(gap, -w/2, 4, -w-4)
	list = append(list, patch{s.x + gap, s.y - h/2, s.x + gap + w, s.y + h/2}, patch{s.x - gap - w, s.y - h/2, s.x - gap, s.y + h/2})
	over(gap+h, -w/2, 4, -w-4)
	over(gap, -w-16, 16)
	over(gap+h, -w-16, 16)
	over(gap+2*h, -w/2, 4, -w-4, -w-16)
	return list
}

// parted reports whether a line of values lies between a spot and a patch above
// or below it: the text would seem to be about that line.
func (p *plot) parted(s spot, b patch) bool {
	between := patch{min(s.x, (b.left+b.right)/2) - 1, b.bottom, max(s.x, (b.left+b.right)/2) + 1, s.y - 5}
	if b.top > s.y {
		between.top, between.bottom = s.y+5, b.top
	}
	if between.top >= between.bottom {
		return false
	}
	return slices.ContainsFunc(p.drawn, func(i int) bool { return p.Series[i].Line.marked() && p.runsThrough(i, between) })
}

// isCrossed reports whether a line runs through the patch: of a series, of a
// moment, or the edge of a band.
func (p *plot) isCrossed(b patch) bool {
	for i := range p.Events {
		if at := p.Events[i].At; !at.IsZero() && p.x(at) > b.left-2 && p.x(at) < b.right+2 {
			return true
		}
	}
	for i := range p.Bands {
		low, high := p.edges(&p.Bands[i])
		if b.crossedBy(low) || b.crossedBy(high) {
			return true
		}
	}
	return slices.ContainsFunc(p.drawn, func(i int) bool { return p.runsThrough(i, b) })
}

// crossedBy reports whether straight lines from spot to spot run through the
// patch.
func (b patch) crossedBy(run []spot) bool {
	for n := 1; n < len(run); n++ {
		if b.crossed(run[n-1], run[n]) {
			return true
		}
	}
	return false
}

// runsThrough reports whether the line of a series runs through the patch.
func (p *plot) runsThrough(i int, b patch) bool {
	for _, run := range p.runs(i) {
		if !p.Series[i].Step && b.crossedBy(run) {
			return true
		}
		for n := 1; p.Series[i].Step && n < len(run); n++ {
			corner := spot{x: run[n].x, y: run[n-1].y}
			if b.crossedBy([]spot{run[n-1], corner, run[n]}) {
				return true
			}
		}
	}
	return false
}
