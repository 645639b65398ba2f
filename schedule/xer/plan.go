package xer

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// records are the things read so far by id, and what of them the plan does not
// hold.
type records struct {
	calendars   map[string]int // index in Plan.Calendars
	resources   map[string]int // index in Plan.Resources
	tasks       map[string]int // by task_id: index in activities, later in Plan.Tasks, or omitted
	assignments map[string]int
	nodes       map[string]int // index in nodes
	wbs         []node
	activities  []activity
	dayHours    map[string]units
	broken      map[string]*Error         // calendars whose data is broken
	ignoresRest bool                      // the project ignores the links to other projects
	ratesSince  map[int]calendar.DateTime // by resource: when the rate that was taken began
}

// omitted marks a thing of the file that the plan does not hold.
const omitted = -1

// readPlan reads the project in the order in which its parts need each other.
func (m *mapper) readPlan() {
	m.records = records{
		calendars: map[string]int{}, resources: map[string]int{}, tasks: map[string]int{},
		assignments: map[string]int{}, nodes: map[string]int{}, dayHours: map[string]units{},
	}
	m.reserve()
	m.plan.Rules = schedule.Primavera()
	m.noteFile()
	m.noteOthers()
	m.setCurrency()
	m.each("CALENDAR", m.calendar)
	m.resolveCalendars()
	m.own("PROJECT", m.projectRow)
	m.own("SCHEDOPTIONS", m.scheduleOptions)
	m.own("PROJWBS", m.node)
	m.own("TASK", m.task)
	m.outline()
	m.each("TASKPRED", m.link)
	m.each("RSRC", m.resource)
	m.groups()
	m.each("RSRCRATE", m.rate)
	m.own("TASKRSRC", m.assignment)
	m.own("PROJCOST", m.expense)
	m.judgeCalendars()
	m.memos()
	m.baselines()
	m.hostIDs()
	m.noteLosses()
}

// reserve makes room for what a file of one project has much of.
func (m *mapper) reserve() {
	if n := m.rows("TASK", m.limits.Tasks); n > 0 && len(m.all) == 1 {
		m.records.activities = make([]activity, 0, n)
		m.records.tasks = make(map[string]int, n)
	}
	if n := m.rows("TASKPRED", m.limits.Links); n > 0 && len(m.all) == 1 {
		m.plan.Links = make([]schedule.Link, 0, n)
	}
	if n := m.rows("TASKRSRC", m.limits.Assignments); n > 0 && len(m.all) == 1 {
		m.plan.Assignments = make([]schedule.Assignment, 0, n)
		m.records.assignments = make(map[string]int, n)
	}
}

// noteFile notes what is odd about the file as a whole.
func (m *mapper) noteFile() {
	if !m.doc.ended {
		m.addNote(schedule.LossNote{Subject: finding.Ref{Kind: "file"}, Reason: CodeNoEnd})
	}
	lines := len(m.doc.strayLines)
	if len(bytes.TrimSpace(m.doc.text(m.doc.rest))) > 0 {
		lines += 1 + bytes.Count(bytes.TrimSpace(m.doc.text(m.doc.rest)), []byte("\n"))
	}
	if lines > 0 {
		m.addNote(schedule.LossNote{Subject: finding.Ref{Kind: "file"}, Value: strconv.Itoa(lines), Reason: CodeStrayLines})
	}
}

// setCurrency takes the currency that the header names or, with a note, the one
// of the options. Its row in the table of currencies tells the number of digits.
// A currency that ISO 4217 does not list is taken as it stands.
func (m *mapper) setCurrency() {
	name := ""
	if header := m.doc.Header(); len(header) >= 8 {
		name = strings.TrimSpace(header[7])
	}
	digits := 2
	m.each("CURRTYPE", func() {
		if string(m.raw("curr_short_name")) != name {
			return
		}
		if n, ok := parseInt(m.raw("decimal_digit_cnt")); ok {
			digits = int(min(max(n, 0), 12))
		}
	})
	code := strings.ToUpper(name)
	var err error
	if m.currency, err = currencyOf(code, digits); err == nil {
		return
	}
	m.addNote(schedule.LossNote{Subject: finding.Ref{Kind: "file", Field: "currency"}, Value: clip([]byte(name)), Reason: CodeNoCurrency})
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

// projectRow reads the row of the project.
func (m *mapper) projectRow() {
	if m.plan.Name != "" || !m.plan.Start.IsZero() {
		return // the first row of the id counts
	}
	p := m.plan
	m.subject = finding.Ref{Kind: "project", ID: m.project}
	p.Name = m.text("proj_short_name")
	p.DataDate = m.moment("last_recalc_date")
	p.Start = m.moment("plan_start_date")
	if p.Start.IsZero() {
		p.Start = p.DataDate
	}
	p.MustFinish = m.moment("plan_end_date")
	p.Rules.CriticalLimit = m.hours("critical_drtn_hr_cnt")
	p.Rules.Critical = word(m, "critical_path_type", "CT_TotFloat CT_DrivPath", schedule.ByFloat, schedule.ByLongestPath)
	p.Calendar = m.calendarID("clndr_id")
	m.setUnits()
}

// units are the hours of one calendar's day, week and month.
type units struct{ day, week, month calendar.Work }

// setUnits takes the hours of a day, week and month from the project's
// calendar. Other calendars may have others, which only screens use.
func (m *mapper) setUnits() {
	u := m.records.dayHours[string(m.plan.Calendar)]
	minutes := func(w calendar.Work, most int) int {
		return int(min(max((w+30)/calendar.Minute, 0), calendar.Work(most)))
	}
	m.plan.Units.MinutesPerDay = minutes(u.day, 1440)
	m.plan.Units.MinutesPerWeek = minutes(u.week, 7*1440)
	if u.day > 0 {
		m.plan.Units.DaysPerMonth = int(min((u.month+u.day/2)/u.day, 31))
		if u.month%u.day != 0 {
			m.count("month_hr_cnt", CodeRounded)
		}
	}
}

// scheduleOptions reads how the project is scheduled.
func (m *mapper) scheduleOptions() {
	r := &m.plan.Rules
	m.subject = finding.Ref{Kind: "project", ID: m.project}
	switch {
	case !m.has("sched_retained_logic") && !m.has("sched_progress_override") || m.flag("sched_retained_logic"):
	case m.flag("sched_progress_override"):
		r.Progress = schedule.ProgressOverride
	default:
		r.Progress = schedule.ActualDates
	}
	r.LagCalendar = word(m, "sched_calendar_on_relationship_lag", "rcal_Predecessor rcal_Successor rcal_24Hour rcal_ProjDefault",
		schedule.PredecessorCalendar, schedule.SuccessorCalendar, schedule.ClockCalendar, schedule.ProjectLagCalendar)
	r.TotalFloat = word(m, "sched_float_type", "FT_FF FT_SF FT_MIN", schedule.MeasureFinishFloat, schedule.MeasureStartFloat, schedule.SmallerFloat)
	r.ExpectedFinish = m.flag("sched_use_expect_end_flag")
	r.OpenEndsCritical = m.flag("sched_open_critical_flag")
	m.records.ignoresRest = string(m.raw("sched_outer_depend_type")) == "SD_None"
	if m.has("sched_lag_early_start_flag") && !m.flag("sched_lag_early_start_flag") {
		m.note("sched_lag_early_start_flag", CodeNotCarried)
	}
}
