package chart

import "github.com/milepost-go/milepost/report"

// Place says where a state stands in a diagram.
type Place uint8

// The places. The zero place is inside.
const (
	Inside Place = iota // in the frame, one below the other
	Aside               // at the side of the frame, such as a halt that can befall all states inside
	After               // below the frame, such as an end
	Beside              // in the frame, a strip beside the states it runs together with
)

// Mark says what is to be seen of a state besides its name.
type Mark uint8

// The marks. The zero mark is none.
const (
	Plain   Mark = iota
	Visited      // was gone through: shaded
	Current      // is now: filled, with a double outline
)

var markNames = [...]string{"", "visited", "current"}

// State is one state of a diagram.
type State struct {
	ID    string // what transitions call it
	Name  string // "" shows the ID
	Lines []string
	Place Place
	Mark  Mark
	With  []string // of a state beside: IDs of the states inside that it runs together with
}

// Kind says how a transition is drawn.
type Kind uint8

// The kinds of transition. The zero kind is onward.
const (
	Onward Kind = iota // solid
	Back               // dashed
	Stop               // dotted
)

var kindNames = [...]string{"onward", "back", "stop"}

// String returns the stable name of the kind.
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return kindNames[Onward]
}

// Transition is one way from states to a state.
type Transition struct {
	ID   string
	Name string   // "" shows the ID
	From []string // IDs; none: from every state inside
	To   string   // ID; "": back to the state inside that was left
	Kind Kind
	Gate string   // what has to be passed, "" for nothing
	By   []string // who may take it
	Open bool     // can be asked for now: drawn thick
}

// StateDiagram is a figure of states and the transitions between them. It
// changes nothing and keeps nothing while it draws, so several goroutines may
// draw one diagram as long as nobody changes it.
//
// Of two states with one ID the first counts. A transition with an end that is
// not in the diagram, or that is beside, is not drawn; the table has it.
type StateDiagram struct {
	Name  string // of the figure, see report.Frame; zero means "states"
	Title string // zero means the word for a state diagram
	Desc  string // zero means how many states and transitions there are
	Lang  report.Lang
	Bare  bool   // leaves out the title line, for pages that show the title themselves
	Start string // ID of the state that comes first; "" for none
	Label string // of the frame around the states inside; "" for none

	States      []State
	Transitions []Transition
}

var _ report.Figure = (*StateDiagram)(nil)

// Frame returns the size, title and description.
func (d *StateDiagram) Frame() report.Frame {
	l := newLayout(d)
	return report.Frame{Width: l.width, Height: l.height, Name: d.name(), Title: d.title(), Desc: d.desc()}
}

// name returns the name of a state as it is shown.
func (s *State) name() string {
	if name := plain(s.Name); name != "" {
		return name
	}
	return plain(s.ID)
}

// name returns the name of a transition as it is shown.
func (t *Transition) name() string {
	if name := plain(t.Name); name != "" {
		return name
	}
	return plain(t.ID)
}

// state returns the state of that ID, or nil.
func (d *StateDiagram) state(id string) *State {
	for i := range d.States {
		if d.States[i].ID == id {
			return &d.States[i]
		}
	}
	return nil
}
