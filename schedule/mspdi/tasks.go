package mspdi

import (
	"bytes"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// taskRecord is one task of the file before it is known whether it has
// subtasks.
type taskRecord struct {
	schedule.Task
	level       int   // 0: not told
	levelAt     int32 // where it is told; 0: nowhere
	summary     bool
	null        bool
	rowID       string
	format      int // of the duration
	estimated   bool
	delayFormat int
	calendarID  schedule.CalendarID
	manual      manualFields
}

// manualFields are the places of what counts only for a manual task, so that
// the order of the elements does not matter. 0 is none.
type manualFields struct {
	start, finish, manualStart, manualFinish, duration int32
	texts                                              [3]int32
}

// begin sets the subject of the notes to a thing and returns its UID.
func (m *mapper) begin(kind string, at int32) string {
	m.subject = finding.Ref{Kind: kind}
	if i := m.child(at, symUID); i > 0 {
		m.subject.ID = m.id(i)
	}
	if m.subject.ID == "" {
		m.note(at, CodeNoID)
	}
	return m.subject.ID
}

// fresh enters an id into an index. It reports false, with a fault or a note,
// when the id is there already.
func (m *mapper) fresh(index *map[string]int, id string, at int32, value int) bool {
	if *index == nil {
		*index = map[string]int{}
	}
	if _, twice := (*index)[id]; twice {
		if m.options.Tolerant {
			m.note(at, CodeDuplicateID)
		} else {
			m.fault(at, "UID %s twice", clipText([]byte(id)))
		}
		return false
	}
	(*index)[id] = value
	return true
}

// task reads one task. Blank rows and the project summary are left out.
func (m *mapper) task(at int32) {
	id := m.begin("task", at)
	if id == "" {
		return
	}
	if len(m.plan.Tasks) >= m.limits.Tasks {
		m.over(at, "Tasks", m.limits.Tasks)
		return
	}
	t := taskRecord{Task: schedule.Task{ID: schedule.TaskID(id), Priority: 500}}
	var links, baselines []int32
	m.children(at, func(at int32, name sym) {
		switch name {
		case symPredecessorLink:
			links = append(links, at)
		case symBaseline:
			baselines = append(baselines, at)
		case symExtendedAttribute:
			m.attribute(at)
		default:
			m.taskField(at, name, &t)
		}
	})
	index := len(m.plan.Tasks)
	if t.null || m.isProjectSummary(&t) {
		index = omitted
	}
	if !m.fresh(&m.records.tasks, id, at, index) || index == omitted {
		return
	}
	m.place(&t, at)
	m.finishTask(&t)
	m.plan.Tasks = append(m.plan.Tasks, t.Task)
	m.records.marked = append(m.records.marked, t.summary)
	before := len(m.plan.Links)
	for _, at := range links {
		m.link(at, t.ID)
	}
	m.knownOutside(m.plan.Links[before:], &t)
	for _, at := range baselines {
		m.baseline(at, t.ID)
	}
}

// isProjectSummary recognises the row that stands for the project itself: the
// first one, on level 0.
func (m *mapper) isProjectSummary(t *taskRecord) bool {
	if len(m.plan.Tasks) > 0 {
		return false
	}
	return t.levelAt > 0 && t.level == 0 || t.ID == "0" && (t.rowID == "0" || t.levelAt == 0)
}

func (m *mapper) taskField(at int32, name sym, t *taskRecord) {
	switch name {
	case symID:
		t.rowID = m.id(at)
	case symName:
		t.Name = m.text(at)
	case symNotes:
		t.Notes = m.text(at)
	case symWBS:
		t.WBS = m.text(at)
	case symIsNull:
		t.null = m.flag(at)
	case symOutlineLevel:
		t.level, t.levelAt = m.within(at, 0, 65_000), at
	case symOutlineNumber:
		if number := m.raw(at); t.levelAt == 0 && len(number) > 0 && string(number) != "0" {
			t.level, t.levelAt = bytes.Count(number, []byte("."))+1, at
		}
	case symSummary:
		t.summary = m.flag(at)
	case symMilestone:
		t.Milestone = m.flag(at)
	case symType:
		t.Type = kind(m, at, schedule.FixedUnits, schedule.FixedDuration, schedule.FixedWork)
	case symEffortDriven:
		t.EffortDriven = m.flag(at)
	case symActive:
		t.Inactive = len(m.raw(at)) > 0 && !m.flag(at)
	case symExternalTask:
		t.External = m.flag(at)
	case symIsSubproject:
		if m.flag(at) {
			m.note(at, CodeSubproject)
		}
	case symPriority:
		t.Priority = m.within(at, 0, 1000)
	case symFixedCost:
		t.FixedCost = m.cost(at)
	default:
		m.taskTimeField(at, name, t)
	}
}

func (m *mapper) taskTimeField(at int32, name sym, t *taskRecord) {
	switch name {
	case symDuration:
		t.Duration.Length = m.work(at)
	case symDurationFormat:
		t.format = m.within(at, 0, 53)
	case symEstimated:
		t.estimated = m.flag(at)
	case symManual:
		t.Manual = m.flag(at)
	case symStart:
		t.manual.start = at
	case symFinish:
		t.manual.finish = at
	case symManualStart:
		t.manual.manualStart = at
	case symManualFinish:
		t.manual.manualFinish = at
	case symManualDuration:
		t.manual.duration = at
	case symStartText:
		t.manual.texts[0] = at
	case symFinishText:
		t.manual.texts[1] = at
	case symDurationText:
		t.manual.texts[2] = at
	case symConstraintType:
		t.Constraint.Kind = kind(m, at, schedule.AsSoonAsPossible, schedule.AsLateAsPossible, schedule.MustStartOn, schedule.MustFinishOn,
			schedule.StartNoEarlierThan, schedule.StartNoLaterThan, schedule.FinishNoEarlierThan, schedule.FinishNoLaterThan)
	case symConstraintDate:
		t.Constraint.Date = m.moment(at)
	case symDeadline:
		t.Deadline = m.moment(at)
	case symCalendarUID:
		t.calendarID = schedule.CalendarID(m.id(at))
	case symIgnoreResourceCalendar:
		t.IgnoreResourceCalendars = m.flag(at)
	case symLevelingDelay:
		t.LevelingDelay.Length = m.tenths(at)
	case symLevelingDelayFormat:
		t.delayFormat = m.within(at, 0, 53)
	default:
		m.progressField(at, name, &t.Progress)
	}
}

func (m *mapper) progressField(at int32, name sym, p *schedule.Progress) {
	switch name {
	case symActualStart:
		p.ActualStart = m.moment(at)
	case symActualFinish:
		p.ActualFinish = m.moment(at)
	case symPercentComplete:
		p.Percent = m.within(at, 0, 100)
	case symPercentWorkComplete:
		p.PercentWork = m.within(at, 0, 100)
	case symActualDuration:
		p.Done = m.work(at)
	case symRemainingDuration:
		p.Remaining = m.work(at)
	case symStop:
		p.Stop = m.moment(at)
	case symResume:
		p.Resume = m.moment(at)
	case symActualCost:
		p.ActualCost = m.cost(at)
	default:
		m.lost(at)
	}
}

// finishTask completes a task from what its fields say together.
func (m *mapper) finishTask(t *taskRecord) {
	t.Calendar = m.calendarID(t.calendarID, "calendar_uid")
	t.Duration.Unit, t.Duration.Elapsed = unitOf(t.format)
	t.Duration.Estimated = t.estimated || t.format >= estimatedFormat
	if t.LevelingDelay.Length != 0 {
		t.LevelingDelay.Unit, t.LevelingDelay.Elapsed = unitOf(t.delayFormat)
	}
	if t.Manual {
		m.finishManual(t)
	}
	if !t.Constraint.Kind.Dated() {
		t.Constraint.Date = 0
	}
	if p := &t.Progress; p.ActualStart.IsZero() && p.Percent == 0 && p.Done == 0 {
		*p = schedule.Progress{PercentWork: p.PercentWork, ActualCost: p.ActualCost}
	}
}

// finishManual takes the dates that people gave; Start and Finish follow them
// in the file and stand in where they are missing.
func (m *mapper) finishManual(t *taskRecord) {
	f := &t.manual
	t.Start, t.Finish = m.firstMoment(f.manualStart, f.start), m.firstMoment(f.manualFinish, f.finish)
	if f.duration > 0 && len(m.raw(f.duration)) > 0 {
		t.Duration.Length = m.work(f.duration)
	}
	for _, at := range f.texts {
		if at > 0 && len(m.raw(at)) > 0 {
			m.note(at, CodeTextInstead)
		}
	}
	if t.Start.IsZero() && t.Finish.IsZero() {
		t.Manual = false
		m.addNote(schedule.LossNote{Subject: finding.Ref{Kind: "task", ID: string(t.ID), Field: "manual"}, Reason: CodePlaceholder})
	}
}

// firstMoment reads the first of the elements that has a value.
func (m *mapper) firstMoment(places ...int32) calendar.DateTime {
	for _, at := range places {
		if at > 0 && len(m.raw(at)) > 0 {
			return m.moment(at)
		}
	}
	return 0
}

// place finds the parent of a task from its outline level and repairs a level
// that leaves one out.
func (m *mapper) place(t *taskRecord, at int32) {
	path := m.records.path
	level := t.level
	if t.levelAt == 0 || level < 1 || level > len(path)+1 {
		m.addNote(schedule.LossNote{Subject: finding.Ref{Kind: "task", ID: string(t.ID), Field: "outline_level"},
			Value: m.rawOf(t.levelAt), Reason: CodeOutlineRepaired})
		level = min(max(level, 1), len(path)+1)
	}
	if level > 1 {
		t.Parent = path[level-2]
	}
	m.records.path = append(path[:level-1], t.ID)
}

func (m *mapper) rawOf(at int32) string {
	if at == 0 {
		return ""
	}
	return clipText(m.raw(at))
}

// finishTasks clears what is a result in summaries, now that they are known,
// and settles the links.
func (m *mapper) finishTasks() {
	parents := map[schedule.TaskID]bool{}
	for i := range m.plan.Tasks {
		parents[m.plan.Tasks[i].Parent] = true
	}
	for i := range m.plan.Tasks {
		t := &m.plan.Tasks[i]
		switch {
		case parents[t.ID]:
			clearSummary(t)
		case m.records.marked[i]:
			m.addNote(schedule.LossNote{Subject: finding.Ref{Kind: "task", ID: string(t.ID), Field: "summary"}, Reason: CodeEmptySummary})
		}
	}
	m.finishLinks()
}

// clearSummary removes what Microsoft Project rolls up from the subtasks.
func clearSummary(t *schedule.Task) {
	t.Progress = schedule.Progress{}
	if !t.Manual {
		t.Duration = schedule.Duration{}
	}
}

// The formats of durations and lags: the numbers of Microsoft Project.
const (
	estimatedFormat = 35 // this and above are the same units 32 lower
	percentFormat   = 19
	noFormat        = 21
)

// unitOf returns the unit of a format and whether it is elapsed.
func unitOf(format int) (schedule.Unit, bool) {
	if format >= estimatedFormat {
		format -= 32
	}
	if format < 3 || format >= noFormat {
		return schedule.DefaultUnit, false
	}
	if format >= percentFormat {
		return schedule.PercentUnit, format == percentFormat+1
	}
	if format > 12 {
		return schedule.DefaultUnit, false
	}
	units := [...]schedule.Unit{schedule.Minutes, schedule.Hours, schedule.Days, schedule.Weeks, schedule.Months}
	return units[(format-3)/2], format%2 == 0
}
