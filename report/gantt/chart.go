package gantt

import (
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Kind says how a row is drawn.
type Kind uint8

// The kinds of row. The zero kind is a task.
const (
	Task      Kind = iota
	Summary        // bracket over its tasks
	Milestone      // diamond at its Finish, at its Start where it has no Finish
	Phase          // band over its tasks
)

var kindNames = [...]string{"task", "summary_task", "milestone", "phase"}

// String returns the stable name of the kind.
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return kindNames[Task]
}

// Row is one line of the chart. A zero moment is not known; nothing is drawn
// for it.
type Row struct {
	ID    string // what links call it
	Name  string
	Level int // depth in the outline, 0 for the outermost, shown to 9
	Kind  Kind

	Start, Finish                 calendar.DateTime
	BaselineStart, BaselineFinish calendar.DateTime
	LateFinish                    calendar.DateTime // the float reaches from Finish to here
	Deadline                      calendar.DateTime

	Percent   int      // complete, 0 to 100; others count as the nearest of these
	Critical  bool     // on the critical path
	Late      bool     // later than promised
	Done      bool     // finished
	Resources []string // who works on it

	Marked   bool             // a finding concerns it
	Severity finding.Severity // of the gravest finding
	Finding  string           // what was found, in words
}

// LinkType says which ends of two rows a link joins.
type LinkType uint8

// The types of link. The zero type is finish-to-start.
const (
	FS LinkType = iota // the successor starts after the predecessor's finish
	SS                 // starts together
	FF                 // finishes together
	SF                 // the successor finishes after the predecessor's start
)

var linkNames = [...]string{"FS", "SS", "FF", "SF"}

// String returns "FS", "SS", "FF" or "SF".
func (t LinkType) String() string {
	if int(t) < len(linkNames) {
		return linkNames[t]
	}
	return linkNames[FS]
}

// Link is an arrow from one row to another. A link whose ends are not both in
// the chart, or have no dates, is not drawn.
type Link struct {
	From, To string // IDs of rows
	Type     LinkType
	Lag      string // such as "+2d", shown with the link; "" for none
}

// Chart is a Gantt chart. It changes nothing and keeps nothing while it draws,
// so several goroutines may draw one chart as long as nobody changes it.
type Chart struct {
	Name  string // of the figure, see report.Frame; zero means "gantt"
	Title string // zero means the word for a Gantt chart
	Desc  string // zero means counts and dates
	Lang  report.Lang
	Bare  bool // leaves out the title line, for pages that show the title themselves

	Rows     []Row              // top to bottom; of rows with one ID links reach the first
	Links    []Link             // at most one arrow each
	DataDate calendar.DateTime  // zero draws none
	Calendar *calendar.Calendar // whose time off is shaded; nil shades nothing

	Width    float64       // of the whole drawing; zero means 1200, others from 480 to 20000
	From, To calendar.Date // the days to show, To included; zero shows everything
}

var _ report.Figure = (*Chart)(nil)

// Frame returns the size, title and description.
func (g *Chart) Frame() report.Frame {
	l := newLayout(g)
	return report.Frame{Width: l.width, Height: l.height, Name: l.name(), Title: l.title(), Desc: l.desc()}
}

// Draw draws the chart.
func (g *Chart) Draw(c report.Canvas) {
	l := newLayout(g)
	l.ground(c)
	if l.timed {
		l.shade(c)
		l.grid(c)
	}
	l.lines(c)
	if l.timed {
		shapes := l.shapes()
		l.dataDate(c)
		l.bars(c, shapes)
		l.links(c, shapes)
		l.labels(c, shapes)
	}
	l.panel(c)
	l.header(c)
	l.legend(c)
}
