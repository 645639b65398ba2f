package mspdi

import (
	"strings"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// records are the things read so far by UID, and what of them the plan does
// not hold.
type records struct {
	calendars   map[string]int // index in Plan.Calendars
	tasks       map[string]int // index in Plan.Tasks, or omitted
	resources   map[string]int // index in Plan.Resources, or omitted
	assignments map[string]int
	path        []schedule.TaskID // the task read last and its summaries, outermost first
	marked      []bool            // by task: marked as a summary in the file
	baselines   map[int][]schedule.BaselineTask

	idFields     map[string]bool // numbers of the fields that hold ids
	claims       []idClaim
	standsFor    map[schedule.CalendarID]schedule.CalendarID // calendars made for programs that need them
	placeholders map[schedule.AssignmentID]string            // assignments made likewise, with the UID of their task
}

// omitted marks a thing of the file that the plan does not hold.
const omitted = -1

// project reads the whole document in the order in which its parts need each
// other.
func (m *mapper) project() {
	var name, title string
	var calendars, tasks, resources, assignments []int32
	currency, digits := int32(0), 2
	m.checkNamespace()
	m.records.idFields = m.idFields()
	m.records.standsFor = map[schedule.CalendarID]schedule.CalendarID{}
	m.records.placeholders = map[schedule.AssignmentID]string{}
	m.subject = finding.Ref{Kind: "project"}
	m.children(0, func(at int32, sym sym) {
		switch sym {
		case symName:
			name = m.text(at)
		case symTitle:
			title = m.text(at)
		case symCurrencyCode:
			currency = at
		case symCurrencyDigits:
			digits = m.within(at, 0, 12)
		case symCalendars:
			calendars = append(calendars, at)
		case symTasks:
			tasks = append(tasks, at)
		case symResources:
			resources = append(resources, at)
		case symAssignments:
			assignments = append(assignments, at)
		default:
			m.projectField(at, sym)
		}
	})
	m.plan.Name = title
	if strings.TrimSpace(title) == "" {
		m.plan.Name = name
	}
	m.settle()
	m.setCurrency(currency, digits)
	m.each(calendars, symCalendar, m.calendar)
	m.dropStandIns()
	m.resolveCalendars()
	m.reserve(tasks, assignments)
	m.each(tasks, symTask, m.task)
	m.finishTasks()
	m.each(resources, symResource, m.resource)
	m.each(assignments, symAssignment, m.assignment)
	m.splits()
	m.dropPlaceholders()
	m.finishBaselines()
	m.adoptIDs()
	m.noteLosses()
}

// reserve makes room for tasks and assignments.
func (m *mapper) reserve(tasks, assignments []int32) {
	count := func(containers []int32, name sym) (n int) {
		m.each(containers, name, func(int32) { n++ })
		return n
	}
	if n := count(tasks, symTask); n > 0 {
		m.plan.Tasks = make([]schedule.Task, 0, min(n, m.limits.Tasks))
		m.records.tasks = make(map[string]int, min(n, m.limits.Tasks))
	}
	if n := count(assignments, symAssignment); n > 0 {
		m.plan.Assignments = make([]schedule.Assignment, 0, min(n, m.limits.Assignments))
		m.records.assignments = make(map[string]int, min(n, m.limits.Assignments))
	}
}

// each calls visit for all elements of a name inside the containers.
func (m *mapper) each(containers []int32, name sym, visit func(at int32)) {
	for _, c := range containers {
		m.children(c, func(at int32, sym sym) {
			if sym == name {
				visit(at)
			}
		})
	}
}

func (m *mapper) projectField(at int32, sym sym) {
	p := m.plan
	switch sym {
	case symScheduleFromStart:
		if text := m.raw(at); len(text) > 0 && !m.flag(at) {
			p.Rules.From = schedule.FromFinish
		}
	case symStartDate:
		p.Start = m.moment(at)
	case symFinishDate:
		p.Finish = m.moment(at)
	case symStatusDate:
		p.DataDate = m.moment(at)
	case symCalendarUID:
		p.Calendar = schedule.CalendarID(m.id(at))
	case symMinutesPerDay:
		p.Units.MinutesPerDay = m.within(at, 0, 1440)
	case symMinutesPerWeek:
		p.Units.MinutesPerWeek = m.within(at, 0, 7*1440)
	case symDaysPerMonth:
		p.Units.DaysPerMonth = m.within(at, 0, 31)
	case symDefaultStartTime:
		p.Units.DefaultStart = read(m, at, "a time of day", wholeClock)
	case symDefaultFinishTime:
		p.Units.DefaultFinish = read(m, at, "a time of day", wholeClock)
	default:
		m.rule(at, sym)
	}
}

func (m *mapper) rule(at int32, sym sym) {
	r := &m.plan.Rules
	switch sym {
	case symHonorConstraints:
		r.LinksBeatConstraints = len(m.raw(at)) > 0 && !m.flag(at)
	case symMultipleCriticalPaths:
		r.MultipleCriticalPaths = m.flag(at)
	case symSplitsInProgressTasks:
		r.NoSplitInProgress = len(m.raw(at)) > 0 && !m.flag(at)
	case symCriticalSlackLimit:
		r.CriticalLimit = calendar.Work(m.within(at, -100_000, 100_000)) // days, until settle
	case symExtendedAttributes:
		if m.rows(at, symExtendedAttribute) > len(m.records.idFields) {
			m.lost(at)
		}
	case symOutlineCodes, symWBSMasks:
		if m.doc.nodes[at].next > at+1 {
			m.lost(at)
		}
	default:
		m.lost(at)
	}
}

// settle finishes what depends on several fields of the project.
func (m *mapper) settle() {
	p := m.plan
	p.Rules.CriticalLimit *= calendar.Work(m.minutesPerDay()) * calendar.Minute
	if p.Rules.From == schedule.FromStart {
		p.Finish = 0
	} else {
		p.Start = 0
	}
}

func (m *mapper) minutesPerDay() int {
	if n := m.plan.Units.MinutesPerDay; n > 0 {
		return n
	}
	return 480
}

// setCurrency takes the currency of the file or, with a note, the one of the
// options. A code that ISO 4217 does not list any more is taken as it stands.
func (m *mapper) setCurrency(at int32, digits int) {
	code := ""
	if at > 0 {
		code = strings.ToUpper(strings.TrimSpace(m.text(at)))
	}
	var err error
	if m.currency, err = currencyOf(code, digits); err == nil {
		return
	}
	m.addNote(schedule.LossNote{Subject: finding.Ref{Kind: "project", Field: "currency_code"}, Value: clipText([]byte(code)), Reason: CodeNoCurrency})
	if m.currency, err = currencyOf(m.options.Currency, digits); err != nil {
		m.currency, _ = money.NewCurrency("XXX", digits)
	}
}

func currencyOf(code string, digits int) (money.Currency, error) {
	c, err := money.Lookup(code)
	if err != nil {
		c, err = money.NewCurrency(code, digits)
	}
	return c, err
}

// cost reads an amount that stands in the file times one hundred.
func (m *mapper) cost(at int32) money.Amount { return m.amount(at, -2) }

// amount reads a number times 10^places in the currency of the file.
func (m *mapper) amount(at int32, places int) money.Amount {
	d := read(m, at, "a number", parseDecimal)
	if len(d.digits) == 0 {
		return money.Amount{}
	}
	a, err := money.ParseIn(d.text(places), m.currency)
	if err != nil {
		m.unreadable(at, "an amount of money", m.raw(at))
		return money.Amount{}
	}
	return a
}

// share reads units, where 1 is one full unit.
func (m *mapper) share(at int32) schedule.Share {
	return schedule.Share(read(m, at, "a number of units", func(text []byte) (int64, bool) { return parseScaled(text, 6) }))
}

func wholeClock(text []byte) (calendar.Work, bool) {
	clock, rest, ok := parseClock(text)
	return clock, ok && len(rest) == 0
}

func (m *mapper) checkNamespace() {
	switch space := m.doc.space; space {
	case "", "http://schemas.microsoft.com/project", "http://schemas.microsoft.com/project/2007":
	default:
		m.addNote(schedule.LossNote{Subject: finding.Ref{Kind: "file", Field: "xmlns"}, Value: clipText([]byte(space)), Reason: CodeNamespace})
	}
}
