package schedule

import (
	"cmp"
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// DateKind says which date of a task is meant.
type DateKind uint8

// The dates.
const (
	FinishDate DateKind = iota
	StartDate
)

// String returns "finish" or "start".
func (k DateKind) String() string { return nameOf(k, "finish", "start") }

// External is a date of another project that links of this plan wait for, as it
// was when somebody looked. The two projects share nothing else: each is
// computed by itself.
type External struct {
	From          TaskID            `json:"from"`           // what the links of this plan call the task: their From
	Project       string            `json:"project"`        // where it is
	Task          TaskID            `json:"task,omitempty"` // its id there
	Kind          DateKind          `json:"kind"`
	Value         calendar.DateTime `json:"value,omitzero"`           // zero: it has none
	SourceVersion string            `json:"source_version,omitempty"` // of the project when the date was taken
	TakenAt       calendar.DateTime `json:"taken_at,omitzero"`
}

// MarshalText writes the kind as [DateKind.String] does.
func (k DateKind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (k *DateKind) UnmarshalText(text []byte) (err error) {
	*k, err = kindNamed(string(text), StartDate)
	return err
}

// Refresh returns a copy of the plan in which every link from another project
// asks for what the externals say: Link.Known becomes the date, finish or start
// by the type of the link, moved by its lag. Of several externals for one date
// the one taken last counts.
//
// The lag is counted on the calendar that the rules name; that of a
// predecessor in another project is not known, and the project's own stands in
// for it. The findings, sorted, say which links have moved (worth knowing),
// which have no external and stay as they were, which wait for a task that has
// no date and no longer bind, and whose lag is a percentage of a duration that
// is not known and is left out (warnings). The error is a [*PlanError] with
// what is wrong with the calendars of the plan. The plan is only read.
func Refresh(p *Plan, externals []External) (*Plan, []finding.Finding, error) {
	b := builder{checker: checker{plan: p}, net: &Network{}}
	b.workingTimes()
	if blocking := finding.Filter(b.found, func(f finding.Finding) bool { return f.Severity == finding.Block }); len(blocking) > 0 {
		finding.Sort(blocking)
		return nil, nil, &PlanError{Findings: blocking}
	}
	f := refresher{builder: &b, plan: p.Clone(), dates: latest(externals), tasks: make(map[TaskID]*Task, len(p.Tasks))}
	for i := range p.Tasks {
		f.tasks[p.Tasks[i].ID] = &p.Tasks[i]
	}
	for k := range f.plan.Links {
		f.link(&f.plan.Links[k])
	}
	finding.Sort(f.found)
	return f.plan, f.found, nil
}

// dateOf names one date of a task in another project.
type dateOf struct {
	from TaskID
	kind DateKind
}

// latest returns the externals by the date they are about, of several the one
// taken last.
func latest(externals []External) map[dateOf]External {
	ordered := slices.Clone(externals)
	slices.SortStableFunc(ordered, func(a, b External) int { return cmp.Compare(a.TakenAt, b.TakenAt) })
	dates := make(map[dateOf]External, len(ordered))
	for _, e := range ordered {
		dates[dateOf{e.From, e.Kind}] = e
	}
	return dates
}

// refresher sets what links from other projects ask for.
type refresher struct {
	builder *builder
	plan    *Plan
	dates   map[dateOf]External
	tasks   map[TaskID]*Task
	found   []finding.Finding
}

func (f *refresher) warn(l *Link, code, remedy finding.Code) {
	f.found = append(f.found, finding.Finding{Code: code, Severity: finding.Warn, Subject: linkRef(*l, "known"), Remedy: remedy})
}

func (f *refresher) link(l *Link) {
	to, here := f.tasks[l.To]
	if !l.External || !here {
		return // no link, or one that another project waits for
	}
	kind := FinishDate
	if l.Type == StartToStart || l.Type == StartToFinish {
		kind = StartDate
	}
	e, known := f.dates[dateOf{l.From, kind}]
	if !known {
		f.warn(l, CodeExternalMissing, RemedyTakeExternal)
		return
	}
	before := l.Known
	if l.Known = f.lagged(l, to, e.Value); l.Known.IsZero() {
		f.warn(l, CodeExternalUndated, RemedyTakeExternal)
	}
	if l.Known != before && !l.Known.IsZero() {
		moved := finding.Finding{Code: CodeExternalMoved, Severity: finding.Info, Subject: linkRef(*l, "known"), Got: finding.Date(l.Known.String())}
		if !before.IsZero() {
			moved.Want = finding.Date(before.String())
		}
		f.found = append(f.found, moved)
	}
}

// lagged moves a date by the lag of a link.
func (f *refresher) lagged(l *Link, to *Task, date calendar.DateTime) calendar.DateTime {
	switch {
	case date.IsZero():
		return 0
	case l.Lag.Percent != 0:
		f.warn(l, CodeExternalPercent, RemedyMendLink)
		return date
	}
	id := CalendarID("")
	if f.plan.Rules.LagCalendar == SuccessorCalendar {
		id = to.Calendar
	}
	at := f.builder.calendarOf(id, taskRef(to.ID, "calendar"))
	if f.plan.Rules.LagCalendar == ClockCalendar {
		at = f.builder.always
	}
	if at < 0 {
		return date
	}
	moved, err := span{f.builder.net.calendars[at], l.Lag.Length, l.Lag.Elapsed}.forward(date)
	if err != nil {
		f.warn(l, CodeDateRange, RemedyKeepDatesInside)
	}
	return moved
}

// SourceVersion is the present version of a project that externals came from.
type SourceVersion struct {
	Project string `json:"project"`
	Version string `json:"version"`
}

// CheckExternals returns which externals are stale, sorted: warnings where the
// project has another version now than when the date was taken, and where it is
// not among the sources, so that nobody can tell. The caller owns the findings.
func CheckExternals(externals []External, sources []SourceVersion) []finding.Finding {
	versions := make(map[string]string, len(sources))
	for _, s := range sources {
		versions[s.Project] = s.Version
	}
	var found []finding.Finding
	for _, e := range externals {
		f := finding.Finding{Severity: finding.Warn, Subject: finding.Ref{Kind: "external", ID: string(e.From), Field: "source_version"}, Remedy: RemedyTakeExternal}
		now, known := versions[e.Project]
		switch {
		case !known:
			f.Code, f.Got = CodeExternalNoSource, finding.Text(e.Project)
		case now != e.SourceVersion:
			f.Code, f.Want, f.Got = CodeExternalStale, finding.Text(now), finding.Text(e.SourceVersion)
		default:
			continue
		}
		found = append(found, f)
	}
	finding.Sort(found)
	return found
}
