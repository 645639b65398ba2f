package asana

import (
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// record is a task as either form of file tells it.
type record struct {
	subject finding.Ref // what notes about it name
	gid     string      // "" when there is none that can be used
	made    string      // the id for want of a better one

	name, notes string
	start, due  when
	done        bool
	doneAt      calendar.DateTime
	milestone   bool
	kindKnown   bool // the file says whether it is a milestone
	full        bool // more than an id and a name
	section     section
	person      person

	parent        string // gid
	parentName    cell
	needs, blocks []string // gids of predecessors and successors
	needNames     cell
	blockNames    cell

	card *card
	id   schedule.TaskID
	up   int // index of the parent, or -1
	down []int

	from, to int // in an outline without sections, the task and what is in it stand at [from, to)
}

// cell is a value of a CSV file and its place.
type cell struct {
	text        string
	field       field
	column, row int
}

// subject returns the place, for notes.
func (c cell) subject() finding.Ref {
	return finding.Ref{Kind: "cell", ID: cellName(c.column, c.row), Field: string(c.field)}
}

// person is somebody a task is assigned to.
type person struct{ gid, name, email string }

// section is where a task stands. Those of a CSV file have a name only.
type section struct{ gid, name string }

// key tells sections apart.
func (s section) key() string {
	if s.gid != "" {
		return "g" + s.gid
	}
	return "n" + s.name
}

// unnamed reports whether the section is the one of tasks that are in none.
func (s section) unnamed() bool {
	switch s.name {
	case "", "Untitled section", "Untitled Section", "(no section)":
		return true
	}
	return false
}

// when is a date, or a moment of it.
type when struct {
	day   calendar.Date
	clock calendar.Work // seconds since midnight, where timed
	timed bool
}

func (w when) isZero() bool { return w.day.IsZero() }

// text returns the date, which is what cards compare.
func (w when) text() string { return w.day.String() }

// at returns the moment; a date takes the usual second of the day.
func (w when) at(usual calendar.Work) calendar.DateTime {
	if w.timed {
		usual = w.clock
	}
	return w.day.At(usual)
}

// The usual ends of a working day: a start date means its morning, a due date
// its evening. They are those of schedule.Units.
const (
	morning = 8 * calendar.Hour
	evening = 17 * calendar.Hour
)

// instant returns what a clock in the zone shows at the moment.
func instant(t time.Time, zone *time.Location) calendar.DateTime {
	if zone == nil {
		zone = time.UTC
	}
	return calendar.DateTimeOf(t.In(zone))
}

// whenOf returns a moment as a date with a time.
func whenOf(t calendar.DateTime) when {
	if t.IsZero() {
		return when{}
	}
	return when{t.Date(), calendar.Work(t.SecondOfDay()), true}
}

// project is what a file says about the project itself.
type project struct {
	gid, name  string
	start, due when
}
