package trello

import (
	"io"
	"time"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Options say how a board is read and written. The zero value reads every list
// as a phase and takes the clock of UTC, with a note.
type Options struct {
	Limits Limits
	// Zone is where the people of the project read their clocks: Trello keeps
	// instants, a plan what the clock on the wall shows. Nil stands for UTC.
	Zone *time.Location
	// Start is the project start where the board does not carry one. Zero
	// stands for the earliest date on the cards.
	Start   calendar.DateTime
	Mapping Mapping

	// Key is the host's id of the plan: it tells boards of plans of the same
	// name apart, and ids of boards are derived from it. Empty stands for the
	// name of the plan.
	Key string
	// Layout says what the lists of a written board are.
	Layout Layout
	// InFields carries ids, durations, predecessors and progress in custom
	// fields, where people can see and sort them, and not in descriptions.
	// Boards on free accounts of Trello have no custom fields.
	InFields bool
	// People gives Trello's id of the member that a resource is. Resources
	// without one cannot be on cards; their assignments are kept in the
	// descriptions. The map is only read.
	People map[schedule.ResourceID]string
}

// Layout says what the lists of a written board are.
type Layout uint8

// The layouts.
const (
	// ListsArePhases makes a list of each summary at the top of the plan.
	ListsArePhases Layout = iota
	// ListsAreStates makes the lists To do, Doing and Done.
	ListsAreStates
)

// Codec is a [schedule.Codec] for boards of Trello. The zero Codec reads and
// writes with the zero [Options].
type Codec struct{ Options Options }

var _ schedule.Codec = Codec{}

// Name returns "trello".
func (c Codec) Name() string { return "trello" }

// Decode reads a plan, see [Options.Decode].
func (c Codec) Decode(r io.Reader) (*schedule.Plan, []schedule.LossNote, error) {
	return c.Options.Decode(r)
}

// Encode writes a plan, see [Options.Encode].
func (c Codec) Encode(w io.Writer, p *schedule.Plan) ([]schedule.LossNote, error) {
	return c.Options.Encode(w, p)
}

// Decode reads a board with the zero [Options]. See [Options.Decode].
func Decode(r io.Reader) (*schedule.Plan, []schedule.LossNote, error) { return Options{}.Decode(r) }

// Decode reads a board, or a part of one, into a plan. The notes say what the
// plan cannot carry, what was guessed and what was odd. Errors are those of
// [Parse], and an [*Error] of kind [ErrLimit].
func (o Options) Decode(r io.Reader) (*schedule.Plan, []schedule.LossNote, error) {
	doc, err := Parse(r, o)
	if err != nil {
		return nil, nil, err
	}
	return doc.Plan(o)
}

// Encode writes a plan with the zero [Options]. See [Options.Encode].
func Encode(w io.Writer, p *schedule.Plan) ([]schedule.LossNote, error) {
	return Options{}.Encode(w, p)
}

// Encode writes a plan in the shape of an exported board, equal bytes for equal
// plans. The notes say what the board cannot carry, see [NotCarried]. Errors
// are [ErrNoPlan] and those of the writer.
func (o Options) Encode(w io.Writer, p *schedule.Plan) ([]schedule.LossNote, error) {
	board, notes, err := o.Board(p)
	if err != nil {
		return nil, err
	}
	_, err = w.Write(board.JSON())
	return notes, err
}

func (o Options) zone() *time.Location {
	if o.Zone == nil {
		return time.UTC
	}
	return o.Zone
}

func (o Options) key(p *schedule.Plan) string {
	if o.Key != "" {
		return o.Key
	}
	return p.Name
}
