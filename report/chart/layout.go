package chart

import (
	"slices"
	"strings"

	"github.com/milepost-go/milepost/report"
)

// Measures of a diagram, in CSS pixels.
const (
	margin    = 20.0
	titleRoom = 34.0
	nameSize  = 13.0
	wordSize  = 11.0
	lineRoom  = 14.0 // from one line of words to the next
	boxRoom   = 26.0 // of a box besides its lines
	portRoom  = 14.0 // between two ends at one side of a box
	minBox    = 150.0
	maxBox    = 260.0 // of the words in it
	maxLabel  = 250.0
	minGap    = 46.0
	laneGap   = 18.0
	strip     = 34.0 // a lane with its arrows, without label
	framePad  = 22.0
)

// What is drawn at most. More than this nobody can read; the table has it all.
const (
	maxStates = 200 // of each place
	maxEnds   = 800 // of transitions
)

// box is a state with its place on the canvas.
type box struct {
	*State
	x, y, w, h  float64
	left, right []*end // ends of lanes at its sides, from top to bottom
}

func (b *box) bottom() float64 { return b.y + b.h }
func (b *box) middle() float64 { return b.x + b.w/2 }

// label is what stands beside a transition.
type label struct {
	lines []string // the first is the name
	w, h  float64
	x, y  float64 // left or right edge, see anchor, and top
	end   bool    // x is the right edge
}

// way is a transition with its place on the canvas.
type way struct {
	*Transition
	label label
	from  []int // positions in the column
	to    int
	lane  int
	left  bool
	x     float64 // of the lane
	ends  []*end  // of a lane: one for each state it leaves, the last where it arrives
}

// end is where a lane meets a box.
type end struct {
	*way
	at *box
	up bool // the lane goes up from here
	y  float64
}

// layout is a diagram worked out.
type layout struct {
	*StateDiagram
	width, height float64
	boxes         []*box // the column
	inside        int    // how many of them are inside
	aside, beside []*box
	straight      []*way // to the next box, by position; nil where there is none
	lanes         []*way
	fromFrame     []*way // to boxes after
	halts         []*way // between the frame and boxes aside
	frame         report.Rect
	framed        bool
	laneEdge      [2]float64 // outer edges of the lanes, left and right
	skipped       int        // states and transitions that are too many to draw
}

func newLayout(d *StateDiagram) *layout {
	l := &layout{StateDiagram: d}
	l.collect()
	l.sort()
	l.assign(true)
	l.assign(false)
	l.down()
	l.across()
	l.ports()
	l.labels()
	l.outer()
	l.shift()
	return l
}

// collect measures every state.
func (l *layout) collect() {
	width := minBox
	for _, s := range l.upTo(l.column()) {
		b := newBox(s)
		width = max(width, b.w)
		l.boxes = append(l.boxes, b)
		if s.Place == Inside {
			l.inside++
		}
	}
	for _, b := range l.boxes {
		b.w = width
	}
	for _, s := range l.upTo(l.at(Aside)) {
		l.aside = append(l.aside, newBox(s))
	}
	for _, s := range l.upTo(l.at(Beside)) {
		l.beside = append(l.beside, newBox(s))
	}
	l.framed = len(l.aside) > 0 || len(l.boxes) > l.inside || l.Label != ""
	l.framed = l.framed && l.inside > 0
}

// upTo returns the beginning of a list that is too long to draw.
func (l *layout) upTo(list []*State) []*State {
	if len(list) <= maxStates {
		return list
	}
	l.skipped += len(list) - maxStates
	return list[:maxStates]
}

func newBox(s *State) *box {
	b := &box{State: s, w: report.TextWidth(s.name(), nameSize) * 17 / 16}
	for _, line := range s.Lines {
		b.w = max(b.w, report.TextWidth(line, wordSize))
	}
	b.w = min(b.w, maxBox) + 24
	b.h = boxRoom + lineRoom + lineRoom*float64(len(s.Lines))
	return b
}

// position returns where in the column the state stands, -1 for nowhere.
func (l *layout) position(id string) int {
	return slices.IndexFunc(l.boxes, func(b *box) bool { return b.ID == id })
}

// sort decides how each transition is drawn.
func (l *layout) sort() {
	l.straight = make([]*way, len(l.boxes))
	ends := 0
	for i := range l.Transitions {
		t := &l.Transitions[i]
		if ends += l.cost(t); ends > maxEnds {
			l.skipped += len(l.Transitions) - i
			return
		}
		w := &way{Transition: t, label: newLabel(t, l.Lang), to: l.position(t.To)}
		for _, id := range t.From {
			if p := l.position(id); p >= 0 && !slices.Contains(w.from, p) {
				w.from = append(w.from, p)
			}
		}
		l.place(w)
	}
}

// cost returns how many ends the transition may have.
func (l *layout) cost(t *Transition) int {
	if len(t.From) == 0 && !l.isAside(t.To) {
		return 1 + l.inside
	}
	return 1 + max(len(t.From), 1)
}

func (l *layout) place(w *way) {
	everywhere := len(w.Transition.From) == 0
	switch {
	case everywhere && l.inside == 0:
	case everywhere && l.isAside(w.To) || w.To == "" && len(w.Transition.From) == 1 && l.isAside(w.Transition.From[0]):
		if l.framed {
			l.halts = append(l.halts, w)
		}
	case everywhere && w.to >= l.inside:
		l.fromFrame = append(l.fromFrame, w)
	case everywhere && w.to >= 0 && l.inside > 1:
		for p := range l.inside {
			if p != w.to {
				w.from = append(w.from, p)
			}
		}
		l.aroundOrStraight(w)
	case w.to >= 0 && len(w.from) > 0:
		l.aroundOrStraight(w)
	}
}

func (l *layout) isAside(id string) bool {
	return slices.ContainsFunc(l.aside, func(b *box) bool { return b.ID == id })
}

// aroundOrStraight draws a way to the next box straight, every other way round
// by a lane: those that lead up to the left, those that lead down to the right.
func (l *layout) aroundOrStraight(w *way) {
	if len(w.from) == 1 && w.to == w.from[0]+1 && l.straight[w.from[0]] == nil && w.Kind != Back {
		l.straight[w.from[0]] = w
		return
	}
	w.left = slices.Max(w.from) >= w.to
	l.lanes = append(l.lanes, w)
}

func newLabel(t *Transition, lang report.Lang) label {
	lb := label{lines: []string{t.name()}}
	if t.Gate != "" {
		lb.lines = append(lb.lines, "◆ "+plain(t.Gate))
	}
	if len(t.By) > 0 {
		lb.lines = append(lb.lines, plain(strings.Join(t.By, comma(lang))))
	}
	for i, line := range lb.lines {
		lb.lines[i], _ = report.ClipText(line, wordSize, maxLabel)
		lb.w = max(lb.w, report.TextWidth(lb.lines[i], wordSize)*17/16)
	}
	lb.h = lineRoom * float64(len(lb.lines))
	return lb
}

// down gives each box its height and its place from top to bottom.
func (l *layout) down() {
	y := margin
	if !l.Bare {
		y += titleRoom
	}
	y += framePad + 44
	for i, b := range l.boxes {
		ends := max(l.endsAt(i, true), l.endsAt(i, false))
		b.h = max(b.h, portRoom*float64(ends)+12)
		b.y = y
		gap := minGap
		if w := l.straight[i]; w != nil {
			gap = max(gap, w.label.h+30)
		}
		if l.framed && i == l.inside-1 {
			gap = max(gap, l.frameLabels()+30) + framePad
		}
		y = b.bottom() + gap
	}
}

// endsAt returns how many lanes meet the box at one side.
func (l *layout) endsAt(i int, left bool) int {
	n := 0
	for _, w := range l.lanes {
		if w.left != left {
			continue
		}
		if w.to == i {
			n++
		}
		if slices.Contains(w.from, i) {
			n++
		}
	}
	return n
}

// frameLabels returns the height of the labels of what leads down from the frame.
func (l *layout) frameLabels() float64 {
	h := 0.0
	for _, w := range l.fromFrame {
		h += w.label.h + 8
	}
	return h
}
