package mspdi

import (
	"errors"
	"io"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
)

// ErrNoPlan is what writing nothing comes to.
var ErrNoPlan = errors.New("mspdi: no plan")

// Encoder says how a plan is written. The zero value is what opens best in
// other programs: many of them do not compute, so the dates are written too.
type Encoder struct {
	// Result is what was computed from the plan. Its dates, floats and critical
	// tasks are written. Nil: they are computed here; a plan that cannot be
	// computed is written without them, with a note.
	Result *schedule.Result
	// InputsOnly writes what people decided and nothing that was computed.
	// Result is not used then.
	InputsOnly bool
	// Currency is the code for a plan that holds no amounts, since the format
	// wants one. Empty stands for XXX, which ISO 4217 has for "no currency".
	Currency string
}

// saveVersion is the version of the format that is written, that of Project
// 2010 and every later one.
const saveVersion = 14

// Encode writes a plan with the zero [Encoder]. See [Encoder.Encode].
func Encode(w io.Writer, p *schedule.Plan) ([]schedule.LossNote, error) {
	return Encoder{}.Encode(w, p)
}

// Encode writes a plan as a file of its own, in the form of Project 2010 to
// 2021, UTF-8, elements in the order of the schema. Equal plans give equal
// bytes. The plan is only read, and never held in memory a second time.
//
// The notes say what the format cannot carry or only nearly. Reading the file
// again gives the plan that was written, but for what is noted. Some things
// are only arranged otherwise: links stand by their later task, exceptions of a
// calendar by their date, the days that a calendar without base leaves open are
// days off, an open end of a period is its first day, and a lag without unit
// counts in days.
//
// UIDs are the ids where those are numbers, and are given in the order of the
// plan otherwise; the id then stands in the field Text30 under the name
// "Milepost id", from where it is read back.
//
// Errors are [ErrNoPlan] and those of the writer.
func (e Encoder) Encode(w io.Writer, p *schedule.Plan) ([]schedule.LossNote, error) {
	if p == nil {
		return nil, ErrNoPlan
	}
	notes := newNotebook()
	d := newDraft(p, e.result(p, notes), e, origin{})
	out := newXMLWriter(w, "")
	out.openWith(rootTag, "Project")
	d.file(&emitter{draft: d, out: out, notebook: notes})
	out.close("Project")
	return notes.all(), out.finish()
}

const rootTag = `<Project xmlns="http://schemas.microsoft.com/project">`

// result returns the results to write, nil for none.
func (e Encoder) result(p *schedule.Plan, notes *notebook) *schedule.Result {
	switch {
	case e.InputsOnly:
		return nil
	case e.Result != nil:
		return e.Result
	}
	result, err := schedule.Compute(p, schedule.Options{})
	if err != nil {
		notes.about("project", "")
		notes.add("result", firstReason(err), CodeNotComputed)
		return nil
	}
	return result
}

// firstReason returns the code of the first finding that kept a plan from
// being computed.
func firstReason(err error) string {
	var plan *schedule.PlanError
	if errors.As(err, &plan) {
		for _, f := range plan.Findings {
			if f.Severity == finding.Block {
				return string(f.Code)
			}
		}
	}
	return err.Error()
}

// file writes everything inside the root element.
func (d *draft) file(e *emitter) {
	e.header()
	e.definitions()
	e.list("Calendars", d.calendarCount(), e.calendar)
	e.list("Tasks", len(d.rows), e.task)
	e.list("Resources", len(d.plan.Resources), e.resource)
	e.list("Assignments", d.assignmentCount(), e.assignment)
}

// list writes a container with so many records, but none without a record.
func (e *emitter) list(name string, count int, record func(int)) {
	if count == 0 && name != "Tasks" {
		return
	}
	e.out.open(name)
	for i := range count {
		record(i)
	}
	e.out.close(name)
}
