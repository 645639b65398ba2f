package mspdi

import (
	"fmt"
	"math/bits"
	"slices"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// The format has no gaps of tasks; they are where the work over time of the
// assignments stops. So a plan with gaps needs such rows. Where those that it
// has say the same gaps they are written as they are, else they are made.

// madeRows is the work over time of a task with gaps.
type madeRows struct {
	pieces []piece
	failed bool // there is no date to count from, or the calendar does not work
}

// piece is one stretch of it: where it lies and up to which part of the
// duration it goes. A gap has no part of its own.
type piece struct {
	start, finish calendar.DateTime
	from, to      calendar.Work
	actual        bool
}

// standIn is the work of a task by nobody that is written besides the plan's
// assignments: to carry gaps, or progress, which Microsoft Project does not
// show without any assignment.
type standIn struct {
	task int
	uid  int64
}

// planRows finds the tasks whose gaps differ from what the rows of their
// assignments say.
func (d *draft) planRows() {
	for i := range d.plan.Tasks {
		t := &d.plan.Tasks[i]
		rows, with := d.rowsOf(i)
		if !d.mayHaveGaps(with) {
			if len(t.Splits) > 0 {
				d.make(i, with)
			}
			continue
		}
		length := d.clocks.of(t, d.calendarsOf(with))
		if length != nil && !slices.Equal(gapsIn(rows, t.Duration.Length, length), t.Splits) {
			d.make(i, with)
		}
	}
}

// mayHaveGaps says of the rows that are written what reading asks of those of
// a file.
func (d *draft) mayHaveGaps(with []int32) bool {
	return slices.ContainsFunc(with, func(k int32) bool {
		a := &d.plan.Assignments[k]
		return len(sound(a.Segments)) > 1 && !shaped(a.Contour)
	})
}

// rowsOf returns the rows that tell where a task works, and the assignments
// that have them.
func (d *draft) rowsOf(task int) (rows [][]schedule.Segment, with []int32) {
	for _, k := range d.assigned.of(task) {
		if a := &d.plan.Assignments[k]; d.isWork(a) {
			if s := sound(a.Segments); len(s) > 0 {
				rows, with = append(rows, s), append(with, k)
			}
		}
	}
	return rows, with
}

// sound returns the rows that are written.
func sound(list []schedule.Segment) []schedule.Segment {
	bad := func(s schedule.Segment) bool { return s.Start.IsZero() || s.Finish <= s.Start }
	if !slices.ContainsFunc(list, bad) {
		return list
	}
	return slices.DeleteFunc(slices.Clone(list), bad)
}

// calendarsOf returns the calendars of the resources of assignments, each once
// and no more than two.
func (d *draft) calendarsOf(assignments []int32) (list []schedule.CalendarID) {
	for _, k := range assignments {
		i, named := d.resources.place(string(d.plan.Assignments[k].Resource))
		if !named {
			continue
		}
		if id := d.clocks.known(d.plan.Resources[i].Calendar); !slices.Contains(list, id) && len(list) < 2 {
			list = append(list, id)
		}
	}
	return list
}

// make makes the rows of a task for all of its work; the rows that the
// assignments have do not count any more. Assignments without work cannot
// carry rows.
func (d *draft) make(task int, with []int32) {
	for _, k := range with {
		d.remade[int(k)] = true
	}
	t := &d.plan.Tasks[task]
	var carriers []int32
	for _, k := range d.assigned.of(task) {
		if a := &d.plan.Assignments[k]; d.isWork(a) && a.Work > 0 && len(t.Splits) > 0 {
			carriers = append(carriers, k)
		}
	}
	made := &madeRows{}
	d.made[task] = made
	if len(t.Splits) == 0 {
		return
	}
	if made.pieces = d.lay(task, carriers); made.pieces == nil {
		made.failed = true
		return
	}
	for _, k := range carriers {
		d.remade[int(k)] = true
	}
}

// lay lays the parts of a task between its gaps out in time, from its computed
// start on. It returns nil where that does not give the gaps back.
func (d *draft) lay(task int, carriers []int32) []piece {
	t := &d.plan.Tasks[task]
	x, ok := d.times(task)
	on, cals := calendar.AlwaysOn(), d.calendarsOf(carriers)
	if !t.Duration.Elapsed {
		on = d.clocks.hoursOf(t, cals)
	}
	if !ok || x.Start.IsZero() || on == nil {
		return nil
	}
	pieces, err := layOut(t, x.Start, on)
	if err != nil {
		return nil
	}
	var check []schedule.Segment
	for _, p := range pieces {
		check = append(check, schedule.Segment{Start: p.start, Finish: p.finish, Work: p.to - p.from})
	}
	length := d.clocks.of(t, cals)
	if length == nil || !slices.Equal(gapsIn([][]schedule.Segment{check}, t.Duration.Length, length), t.Splits) {
		return nil
	}
	return pieces
}

func layOut(t *schedule.Task, start calendar.DateTime, on *calendar.Calendar) (pieces []piece, err error) {
	at, done := start, calendar.Work(0)
	for _, s := range append(slices.Clone(t.Splits), schedule.Split{After: t.Duration.Length}) {
		if at, err = on.Next(at); err != nil {
			return nil, err
		}
		for _, to := range cuts(done, s.After, t.Progress.Done) {
			finish, err := on.Add(at, to-done)
			if err != nil {
				return nil, err
			}
			pieces = append(pieces, piece{start: at, finish: finish, from: done, to: to, actual: to <= t.Progress.Done})
			at, done = finish, to
		}
		if s.Gap <= 0 {
			continue
		}
		next, err := on.Add(at, s.Gap)
		if err == nil {
			next, err = on.Next(next)
		}
		if err != nil {
			return nil, err
		}
		pieces = append(pieces, piece{start: at, finish: next, from: done, to: done, actual: done < t.Progress.Done})
		at = next
	}
	return pieces, nil
}

// cuts returns where the part up to a length ends, in two steps where what has
// been done ends within it.
func cuts(from, to, done calendar.Work) []calendar.Work {
	switch {
	case to <= from:
		return nil
	case from < done && done < to:
		return []calendar.Work{done, to}
	}
	return []calendar.Work{to}
}

// hintAtGaps lets a record differ where the gaps of its task do.
func (e *emitter) hintAtGaps(task int) {
	if e.made[task] != nil {
		e.hint(fmt.Sprint(e.plan.Tasks[task].Splits))
	}
}

// madeSegments writes made rows with their share of the work.
func (e *emitter) madeSegments(uid int64, made *madeRows, work calendar.Work) {
	if made == nil || made.failed || len(made.pieces) == 0 || work <= 0 {
		return
	}
	whole := made.pieces[len(made.pieces)-1].to
	for _, p := range made.pieces {
		e.segment(uid, schedule.Segment{Start: p.start, Finish: p.finish, Actual: p.actual,
			Work: shareOf(work, p.to, whole) - shareOf(work, p.from, whole)})
	}
}

// shareOf returns work * part / whole, cut to seconds, for a part that is not
// larger than the whole.
func shareOf(work, part, whole calendar.Work) calendar.Work {
	if part >= whole {
		return work
	}
	high, low := bits.Mul64(uint64(work), uint64(max(part, 0)))
	quotient, _ := bits.Div64(high, low, uint64(whole))
	return calendar.Work(quotient)
}

// placeStandIns finds the tasks that need an assignment to nobody: those with
// gaps that no assignment carries, and those begun without any assignment.
func (d *draft) placeStandIns(before map[int64]int64) {
	for _, r := range d.rows {
		t := &d.plan.Tasks[r.task]
		made := d.made[r.task]
		carried := slices.ContainsFunc(d.assigned.of(r.task), func(k int32) bool { return d.remade[int(k)] && d.plan.Assignments[k].Work > 0 })
		gaps := made != nil && len(made.pieces) > 0 && !carried
		begun := !r.summary && !t.Inactive && started(&t.Progress) && len(d.assigned.of(r.task)) == 0
		uid, known := before[d.tasks.uid[r.task]]
		if gaps || begun || known && made != nil && made.failed { // its rows may still say the gaps
			if !known || uid < 0 {
				uid = d.assignments.fresh()
			}
			d.standIns = append(d.standIns, standIn{task: r.task, uid: uid})
		}
	}
}

// standIn writes the work of a task by nobody.
func (e *emitter) standIn(s *standIn) {
	t := &e.plan.Tasks[s.task]
	p := &t.Progress
	done := p.Done
	if p.Done == 0 && p.Remaining == 0 {
		done = t.Duration.Length / 100 * calendar.Work(min(max(p.Percent, 0), 100))
	}
	done = min(max(done, 0), t.Duration.Length)
	if !p.ActualFinish.IsZero() {
		done = t.Duration.Length
	}
	x, _ := e.times(s.task)
	e.about("task", string(t.ID))
	e.out.open("Assignment")
	e.int("UID", s.uid)
	e.string("GUID", guidOf(guidPlacehold, e.tasks.uid[s.task]))
	e.int("TaskUID", e.tasks.uid[s.task])
	e.int("ResourceUID", unassigned)
	e.moment("ActualFinish", p.ActualFinish)
	e.moment("ActualStart", p.ActualStart)
	e.works("ActualWork", done)
	e.moment("Finish", x.Finish)
	e.work("RemainingWork", t.Duration.Length-done)
	e.moment("Start", x.Start)
	e.share("Units", schedule.FullUnit)
	e.work("Work", t.Duration.Length)
	e.int("WorkContour", 0)
	e.hintAtGaps(s.task)
	e.madeSegments(s.uid, e.made[s.task], t.Duration.Length)
	e.out.close("Assignment")
}
