package asana

import (
	"bytes"
	"io"
	"time"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// DateOrder says how dates with slashes in a CSV file are meant.
type DateOrder uint8

// The orders. AutoOrder takes month first in a file with the columns of an
// import, which Asana itself reads so, and refuses dates with slashes in any
// other. Dates written YYYY-MM-DD are always read.
const (
	AutoOrder  DateOrder = iota
	MonthFirst           // MM/DD/YYYY
	DayFirst             // DD/MM/YYYY
)

// Options say how a file is read and a plan is written. The zero value is fine
// for files that Asana wrote.
type Options struct {
	Limits Limits
	// Zone is where the people of the project live: moments (due_at, start_at,
	// completed_at) become what a clock there shows. Nil is UTC, with a note
	// where there are moments. Dates are never shifted.
	Zone *time.Location
	// Start is the start of the project where the file states none; zero stands
	// for the earliest date of a task, with a note.
	Start calendar.DateTime
	// Dates says how dates with slashes are read.
	Dates DateOrder

	// Project is the gid of the project: when reading, the one whose sections
	// count (empty: the first that the file names); when writing requests, the
	// project to fill (empty: a new one in Workspace or Team).
	Project string
	// Workspace and Team are gids, for a new project; either will do.
	Workspace, Team string
	// Key is the name under which a new project is found again after a break.
	// Empty stands for the name of the plan.
	Key string
	// Assignees gives the gid or e-mail address of people in Asana by resource.
	// Of others the Email of the resource is taken. It is only read.
	Assignees map[schedule.ResourceID]string

	// Unguarded writes CSV texts that begin with = + - @ or a tab as they stand.
	// Otherwise they get an apostrophe in front, so that no spreadsheet runs
	// them.
	Unguarded bool
}

// Codec is a [schedule.Codec] for files of Asana: it reads CSV and JSON, told
// apart by their first byte, and writes the CSV that Asana imports. The zero
// Codec has the zero [Options].
type Codec struct{ Options Options }

var _ schedule.Codec = Codec{}

// Name returns "asana".
func (c Codec) Name() string { return "asana" }

// Decode reads a plan, see [Options.Decode].
func (c Codec) Decode(r io.Reader) (*schedule.Plan, []schedule.LossNote, error) {
	return c.Options.Decode(r)
}

// Encode writes a plan, see [Options.Encode].
func (c Codec) Encode(w io.Writer, p *schedule.Plan) ([]schedule.LossNote, error) {
	return c.Options.Encode(w, p)
}

// Decode reads a plan with the zero [Options]. See [Options.Decode].
func Decode(r io.Reader) (*schedule.Plan, []schedule.LossNote, error) { return Options{}.Decode(r) }

// Encode writes a plan with the zero [Options]. See [Options.Encode].
func Encode(w io.Writer, p *schedule.Plan) ([]schedule.LossNote, error) {
	return Options{}.Encode(w, p)
}

// Decode reads a CSV file, exported or to be imported, or answers of the REST
// interface: any number of JSON values one after the other, so that pages and
// answers of several requests are simply put together. The notes say what the
// plan cannot carry, what was refused and what had to be guessed; [Findings]
// grades them. Errors are [*Error] and those of the reader.
func (o Options) Decode(r io.Reader) (*schedule.Plan, []schedule.LossNote, error) {
	limits := o.Limits.withDefaults()
	source, err := io.ReadAll(io.LimitReader(r, int64(limits.Bytes)+1))
	switch {
	case err != nil:
		return nil, nil, err
	case len(source) > limits.Bytes:
		return nil, nil, overLimit("Bytes", limits.Bytes)
	}
	source = bytes.TrimPrefix(source, []byte("\xef\xbb\xbf"))
	m := newMapper(o, limits)
	if head := bytes.TrimLeft(source, " \t\r\n"); len(head) > 0 && (head[0] == '{' || head[0] == '[') {
		err = m.readJSON(source)
	} else {
		err = m.readCSV(source)
	}
	if err != nil {
		return nil, nil, err
	}
	return m.finish()
}
