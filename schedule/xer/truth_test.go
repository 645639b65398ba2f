package xer_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/xer"
)

// The expected files beside the plans: the inputs, and what Primavera P6 had
// stored.
type expectedFile struct {
	Format      string
	Project     expectedProject
	Calendars   []expectedCalendar
	Resources   []struct{ ID, Name, Type, CalendarID string }
	Assignments []expectedAssignment
	WBS         []struct{ ID, Parent, Code, Name string }
	Tasks       []expectedTask
	Projects    []expectedCase
}

type expectedProject struct {
	ProjID, Name, XerVersion, Exported                      string
	ProjectsInFile                                          int
	PlannedStart, PlannedFinish, DataDate                   string
	DefaultCalendarID, CriticalPathType, CriticalDriveHours string
	SchedOptions                                            map[string]string
}

type expectedCalendar struct {
	ID, Name, BaseID, DayHours string
	Week                       map[string][][2]string
	Exceptions                 []struct {
		From, To string
		Hours    [][2]string
	}
}

type expectedAssignment struct {
	ID, TaskID, ResourceID                            string
	PlannedUnitsPerHour, PlannedUnits, RemainingUnits string
	LagMin                                            float64
}

type expectedTask struct {
	ID, Code, WBSID, Name, Type, Status, DurationType, PercentCompleteType  string
	PhysicalPercent, CalendarID                                             string
	PlannedDurationMin, RemainingDurationMin                                float64
	Constraint, ConstraintDate, Constraint2, Constraint2Date                string
	ExpectedFinish, Suspend, Resume, ExternalEarlyStart, ExternalLateFinish string
	ActualStart, ActualFinish                                               string
	Predecessors                                                            []struct {
		ID, Type string
		LagMin   float64
	}
	// stored results
	TargetStart, TargetFinish, EarlyStart, EarlyFinish, LateStart, LateFinish string
	RemainEarlyStart, RemainEarlyFinish, RemainLateStart, RemainLateFinish    string
	TotalFloatMin, FreeFloatMin                                               *float64
	DrivingPath                                                               bool
}

// expectedCase is one project of the collection of small cases.
type expectedCase struct {
	ProjID, ShortName, Case, DataDate string
	Tasks                             []struct {
		ID, Code, CalendarID, Status                             string
		Constraint, ConstraintDate, Constraint2, Constraint2Date string
	}
}

// recordedDecode is how many things of the default corpus are read exactly.
const recordedDecode = 709

// TestTruthDecodeXER reads every P6 export of the corpus and compares each
// project, calendar, node, activity, link, resource and assignment with what
// the expected file tells, and the stored results as well. MILEPOST_TRUTH names
// another folder of the same shape.
func TestTruthDecodeXER(t *testing.T) {
	folder := truthFolder()
	names, err := filepath.Glob(filepath.Join(folder, "*.expected.json"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no expected files in %s: %v", folder, err)
	}
	c := &truthCheck{t: t}
	for _, name := range names {
		if input := strings.TrimSuffix(name, ".expected.json") + ".xer"; exists(input) {
			c.file(name, input)
		}
	}
	fmt.Printf("truth decode xer: %d of %d exact\n", c.exact, c.compared)
	if os.Getenv("MILEPOST_TRUTH") == "" && c.exact < recordedDecode {
		t.Errorf("%d exact, %d were", c.exact, recordedDecode)
	}
}

func truthFolder() string {
	if root := os.Getenv("MILEPOST_TRUTH"); root != "" {
		return filepath.Join(root, "schedule")
	}
	return filepath.Join("..", "testdata", "truth", "schedule")
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

// truthCheck counts things and the exact ones among them.
type truthCheck struct {
	t               testing.TB
	name            string
	compared, exact int
	differences     int
	doc             *xer.Document
	plan            *schedule.Plan
}

func (c *truthCheck) file(expected, input string) {
	c.name = filepath.Base(input)
	var want expectedFile
	if err := json.Unmarshal(readFile(c.t, expected), &want); err != nil {
		c.t.Fatalf("%s: %v", expected, err)
	}
	var err error
	if c.doc, err = xer.Parse(bytes.NewReader(readFile(c.t, input)), xer.Options{}); err != nil {
		c.same("file", "error", err, nil)
		return
	}
	if want.Projects != nil {
		c.cases(want.Projects)
		return
	}
	if c.plan, _, err = c.doc.Plan(xer.Options{}); err != nil {
		c.same("file", "error", err, nil)
		return
	}
	c.project(want.Project)
	c.calendars(want.Calendars)
	c.wbs(want)
	c.tasks(want)
	c.resources(want)
	c.assignments(want)
	c.stored(want)
}

// same compares the fields of one thing, given as alternating names, values
// found and values wanted.
func (c *truthCheck) same(what string, fields ...any) {
	c.compared++
	ok := true
	for i := 0; i < len(fields); i += 3 {
		got, want := fmt.Sprint(fields[i+1]), fmt.Sprint(fields[i+2])
		if got == want {
			continue
		}
		ok = false
		if c.differences++; c.differences <= 50 {
			c.t.Logf("%s: %s: %v is %s, want %s", c.name, what, fields[i], got, want)
		}
	}
	if ok {
		c.exact++
	}
}

func (c *truthCheck) project(want expectedProject) {
	p, o := c.plan, want.SchedOptions
	progress := "retainedLogic"
	switch {
	case o["sched_retained_logic"] != "N":
	case o["sched_progress_override"] == "Y":
		progress = "progressOverride"
	default:
		progress = "actualDates"
	}
	lags := map[string]string{"": "predecessor", "rcal_Predecessor": "predecessor", "rcal_Successor": "successor", "rcal_24Hour": "clock", "rcal_ProjDefault": "project"}
	floats := map[string]string{"": "finish", "FT_FF": "finish", "FT_SF": "start", "FT_MIN": "smaller"}
	critical := map[string]schedule.Criticality{"CT_TotFloat": schedule.ByFloat, "CT_DrivPath": schedule.ByLongestPath}
	header := c.doc.Header()
	c.same("project", "projects", len(c.doc.Projects()), want.ProjectsInFile, "version", header[0], want.XerVersion, "exported", header[1][:10], want.Exported[:10],
		"start", p.Start, want.PlannedStart, "data date", p.DataDate, want.DataDate, "must finish", p.MustFinish, want.PlannedFinish,
		"calendar", p.Calendar, want.DefaultCalendarID, "critical", p.Rules.Critical, critical[want.CriticalPathType],
		"limit", p.Rules.CriticalLimit, hours(want.CriticalDriveHours), "progress", p.Rules.Progress, progress,
		"lags", p.Rules.LagCalendar, lags[o["sched_calendar_on_relationship_lag"]], "float", p.Rules.TotalFloat, floats[o["sched_float_type"]],
		"expected finish", p.Rules.ExpectedFinish, o["sched_use_expect_end_flag"] == "Y", "open ends", p.Rules.OpenEndsCritical, o["sched_open_critical_flag"] == "Y")
	for _, project := range c.doc.Projects() {
		if project.ID == want.ProjID {
			c.same("project in list", "code", project.ShortName, want.Name)
		}
	}
}

// hours reads a number of hours with all its digits.
func hours(text string) calendar.Work {
	if text == "" {
		return 0
	}
	r, ok := new(big.Rat).SetString(text)
	if !ok {
		return -1
	}
	f, _ := r.Mul(r, big.NewRat(3600, 1)).Float64()
	return calendar.Work(math.Floor(f + 0.5))
}

func (c *truthCheck) calendars(want []expectedCalendar) {
	c.same("calendars", "number", len(c.plan.Calendars), len(want))
	got := map[schedule.CalendarID]schedule.Calendar{}
	for _, k := range c.plan.Calendars {
		got[k.ID] = k
	}
	for _, w := range want {
		k := got[schedule.CalendarID(w.ID)]
		exceptions, wanted := "", ""
		for _, e := range k.Times.Exceptions {
			exceptions += fmt.Sprintln(e.From, e.To, e.Ranges)
		}
		for _, e := range w.Exceptions {
			if e.To == e.From {
				e.To = ""
			}
			wanted += fmt.Sprintln(e.From, e.To, ranges(e.Hours))
		}
		c.same("calendar "+w.ID, "name", k.Name, w.Name, "base", k.Base, w.BaseID, "week", weekText(k.Times.Week), wantedWeek(w.Week), "exceptions", exceptions, wanted)
		if k.ID == c.plan.Calendar {
			c.same("units", "day", calendar.Work(c.plan.Units.MinutesPerDay)*calendar.Minute, hours(w.DayHours))
		}
	}
}

var weekdayNames = [7]string{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"}

func weekText(week calendar.Week) (text string) {
	for i, name := range weekdayNames {
		text += fmt.Sprint(name, week[i].Set, week[i].Ranges)
	}
	return text
}

func wantedWeek(week map[string][][2]string) (text string) {
	for _, name := range weekdayNames {
		text += fmt.Sprint(name, true, ranges(week[name]))
	}
	return text
}

// ranges writes hours as calendar ranges are written.
func ranges(hours [][2]string) []string {
	list := []string{}
	for _, h := range hours {
		if h[1] == "00:00" {
			h[1] = "24:00"
		}
		list = append(list, h[0]+"-"+h[1])
	}
	return list
}

// wbs compares the nodes, of which the root is the plan itself.
func (c *truthCheck) wbs(want expectedFile) {
	known := map[string]bool{}
	for _, w := range want.WBS {
		known[w.ID] = true
	}
	for _, w := range want.WBS {
		if !known[w.Parent] {
			c.same("root", "name", c.plan.Name, w.Name)
			continue
		}
		got, _ := c.plan.Task(schedule.TaskID("wbs:" + w.ID))
		c.same("node "+w.ID, "name", got.Name, w.Name, "code", got.WBS, w.Code, "parent", got.Parent, c.parentOf(want, w.Parent))
	}
}

// parentOf returns the task of a node, none for the root.
func (c *truthCheck) parentOf(want expectedFile, node string) string {
	known := map[string]bool{}
	for _, w := range want.WBS {
		known[w.ID] = true
	}
	for _, w := range want.WBS {
		if w.ID == node && known[w.Parent] {
			return "wbs:" + node
		}
	}
	return ""
}

func (c *truthCheck) tasks(want expectedFile) {
	links := map[schedule.TaskID][]schedule.Link{}
	for _, l := range c.plan.Links {
		links[l.To] = append(links[l.To], l)
	}
	c.same("tasks", "number", len(c.plan.Tasks), len(want.Tasks)+len(want.WBS)-1)
	for _, w := range want.Tasks {
		got, ok := c.plan.Task(schedule.TaskID(w.ID))
		if w.Type == "wbsSummary" {
			c.same("task "+w.ID, "there", ok, false)
			continue
		}
		c.task(got, w, c.parentOf(want, w.WBSID))
		c.links(links[got.ID], w)
	}
}

func (c *truthCheck) task(got schedule.Task, w expectedTask, parent string) {
	kinds := map[string]string{"task": "work", "resourceDependent": "resourceDependent", "levelOfEffort": "levelOfEffort", "startMilestone": "startMilestone", "finishMilestone": "finishMilestone"}
	types := map[string]string{"DT_FixedDrtn": "fixedDuration false", "DT_FixedDUR2": "fixedDuration true", "DT_FixedRate": "fixedUnits false", "DT_FixedQty": "fixedWork true"}
	status := "notStarted"
	switch p := got.Progress; {
	case !p.ActualFinish.IsZero():
		status = "completed"
	case !p.ActualStart.IsZero():
		status = "active"
	}
	if w.Status == "complete" {
		w.Status = "completed"
	}
	remaining := got.Progress.Remaining
	if status == "notStarted" && remaining == 0 {
		remaining = got.Duration.Length
	}
	fields := []any{"id", got.ID, w.ID, "name", got.Name, w.Name, "code", got.WBS, w.Code, "parent", got.Parent, parent, "kind", got.Kind, kinds[w.Type],
		"type", fmt.Sprint(got.Type, got.EffortDriven), types[w.DurationType], "status", status, w.Status, "calendar", got.Calendar, w.CalendarID,
		"ignores", got.IgnoreResourceCalendars, w.Type != "resourceDependent", "milestone", got.Milestone, strings.HasSuffix(w.Type, "Milestone"),
		"duration", got.Duration.Length, minutes(w.PlannedDurationMin), "remaining", remaining, minutes(w.RemainingDurationMin),
		"expected finish", got.ExpectedFinish, w.ExpectedFinish, "actual start", got.Progress.ActualStart, w.ActualStart, "actual finish", got.Progress.ActualFinish, w.ActualFinish}
	if status == "active" {
		fields = append(fields, "stop", got.Progress.Stop, w.Suspend, "resume", got.Progress.Resume, w.Resume)
	}
	fields = append(fields, "constraints", sorted(constraintText(got.Constraint), constraintText(got.Second)), wantedConstraints(w))
	c.same("task "+w.ID, fields...)
}

func minutes(m float64) calendar.Work { return calendar.Work(math.Floor(m*60 + 0.5)) }

func constraintText(k schedule.Constraint) string {
	if k.Kind == schedule.AsSoonAsPossible {
		return ""
	}
	return strings.TrimSpace(k.Kind.String() + " " + k.Date.String())
}

// wantedConstraints returns the constraints of an activity, with the dates that
// other projects impose where there is room for them.
func wantedConstraints(w expectedTask) []string {
	names := map[string]string{"SO": "MSO", "FO": "MFO"}
	text := func(kind, date string) string {
		if long, ok := names[kind]; ok {
			kind = long
		}
		if kind == "" || date == "" && kind != "ALAP" {
			return ""
		}
		if kind == "ALAP" {
			date = ""
		}
		return strings.TrimSpace(kind + " " + date)
	}
	list := []string{text(w.Constraint, w.ConstraintDate), text(w.Constraint2, w.Constraint2Date)}
	for _, external := range []string{text("SNET", w.ExternalEarlyStart), text("FNLT", w.ExternalLateFinish)} {
		for _, i := range []int{1, 0} {
			if external != "" && list[i] == "" {
				list[i], external = external, ""
			}
		}
	}
	return sorted(list...)
}

func sorted(list ...string) []string {
	if list[0] > list[1] {
		return []string{list[1], list[0]}
	}
	return list
}

// links compares the links into an activity, those of other projects by their
// number.
func (c *truthCheck) links(got []schedule.Link, w expectedTask) {
	for i, l := range w.Predecessors {
		if i >= len(got) {
			c.same("link to "+w.ID, "missing", "", l.ID)
			continue
		}
		_, inside := c.plan.Task(schedule.TaskID(l.ID))
		c.same("link to "+w.ID, "from", got[i].From, l.ID, "type", got[i].Type, l.Type, "lag", got[i].Lag.Length, minutes(l.LagMin), "external", got[i].External, !inside)
	}
	if len(got) > len(w.Predecessors) {
		c.same("links to "+w.ID, "number", len(got), len(w.Predecessors))
	}
}

// resources compares the resources. The expected name is the short one, which
// only the document has.
func (c *truthCheck) resources(want expectedFile) {
	got := map[schedule.ResourceID]schedule.Resource{}
	for _, r := range c.plan.Resources {
		got[r.ID] = r
	}
	rows := map[string]xer.Row{}
	for row := range c.doc.Table("RSRC").Rows() {
		rows[row.Value("rsrc_id")] = row
	}
	c.same("resources", "number", len(c.plan.Resources), len(want.Resources))
	kinds := map[string]string{"RT_Labor": "work", "RT_Equip": "work", "RT_Mat": "material"}
	for _, w := range want.Resources {
		r := got[schedule.ResourceID(w.ID)]
		c.same("resource "+w.ID, "id", r.ID, w.ID, "kind", r.Kind, kinds[w.Type], "calendar", r.Calendar, w.CalendarID, "short name", rows[w.ID].Value("rsrc_short_name"), w.Name)
	}
}

func (c *truthCheck) assignments(want expectedFile) {
	c.same("assignments", "number", len(c.plan.Assignments), len(want.Assignments))
	for i, w := range want.Assignments {
		if i >= len(c.plan.Assignments) {
			break
		}
		a := c.plan.Assignments[i]
		fields := []any{"id", a.ID, w.ID, "task", a.Task, w.TaskID, "resource", a.Resource, w.ResourceID, "units", a.Units, share(w.PlannedUnitsPerHour), "delay", a.Delay, minutes(w.LagMin)}
		if c.kindOf(a.Resource) == schedule.WorkResource {
			fields = append(fields, "work", a.Work, hours(w.PlannedUnits), "remaining", a.RemainingWork, hours(w.RemainingUnits))
		}
		c.same("assignment "+w.ID, fields...)
	}
}

func (c *truthCheck) kindOf(id schedule.ResourceID) schedule.ResourceKind {
	for _, r := range c.plan.Resources {
		if r.ID == id {
			return r.Kind
		}
	}
	return schedule.WorkResource
}

func share(text string) schedule.Share {
	r, ok := new(big.Rat).SetString(text)
	if !ok {
		return 0
	}
	f, _ := r.Mul(r, big.NewRat(int64(schedule.FullUnit), 1)).Float64()
	return schedule.Share(math.Floor(f + 0.5))
}

// stored compares what Primavera P6 had computed.
func (c *truthCheck) stored(want expectedFile) {
	list, err := c.doc.Stored("")
	if err != nil {
		c.same("stored", "error", err, nil)
	}
	byID := map[schedule.TaskID]xer.StoredTask{}
	for _, s := range list {
		byID[s.ID] = s
	}
	for _, w := range want.Tasks {
		s := byID[schedule.TaskID(w.ID)]
		total, free := floatText(w.TotalFloatMin), floatText(w.FreeFloatMin)
		c.same("stored "+w.ID, "planned start", s.PlannedStart, w.TargetStart, "planned finish", s.PlannedFinish, w.TargetFinish,
			"early start", s.EarlyStart, w.EarlyStart, "early finish", s.EarlyFinish, w.EarlyFinish, "late start", s.LateStart, w.LateStart, "late finish", s.LateFinish, w.LateFinish,
			"remaining early start", s.RemainingEarlyStart, w.RemainEarlyStart, "remaining early finish", s.RemainingEarlyFinish, w.RemainEarlyFinish,
			"remaining late start", s.RemainingLateStart, w.RemainLateStart, "remaining late finish", s.RemainingLateFinish, w.RemainLateFinish,
			"total float", gotFloat(s.TotalFloat, s.HasTotalFloat), total, "free float", gotFloat(s.FreeFloat, s.HasFreeFloat), free, "driving", s.Driving, w.DrivingPath)
	}
}

func gotFloat(w calendar.Work, has bool) string {
	if !has {
		return "none"
	}
	return w.String()
}

func floatText(m *float64) string {
	if m == nil {
		return "none"
	}
	return minutes(*m).String()
}

// cases compares the collection of small projects in one file.
func (c *truthCheck) cases(want []expectedCase) {
	projects := c.doc.Projects()
	c.same("projects", "number", len(projects), len(want))
	for i, w := range want {
		var err error
		if c.plan, _, err = c.doc.Plan(xer.Options{Project: w.ProjID}); err != nil || i >= len(projects) {
			c.same("project "+w.ProjID, "error", err, nil)
			continue
		}
		c.same("project "+w.ProjID, "id", projects[i].ID, w.ProjID, "code", projects[i].ShortName, w.ShortName, "name", c.plan.Name, w.Case,
			"activities", projects[i].Activities, len(w.Tasks), "tasks", len(c.plan.Tasks), len(w.Tasks), "data date", c.plan.DataDate, w.DataDate)
		codes := map[string]string{"CS_MSO": "SO", "CS_MEO": "FO", "CS_MSOA": "SNET", "CS_MSOB": "SNLT", "CS_MEOA": "FNET", "CS_MEOB": "FNLT", "CS_ALAP": "ALAP", "CS_MANDSTART": "MS", "CS_MANDFIN": "MF"}
		for _, task := range w.Tasks {
			got, _ := c.plan.Task(schedule.TaskID(task.ID))
			status := "TK_NotStart"
			switch p := got.Progress; {
			case !p.ActualFinish.IsZero():
				status = "TK_Complete"
			case !p.ActualStart.IsZero():
				status = "TK_Active"
			}
			c.same("task "+task.ID, "code", got.WBS, task.Code, "calendar", got.Calendar, task.CalendarID, "status", status, task.Status,
				"constraints", sorted(constraintText(got.Constraint), constraintText(got.Second)),
				wantedConstraints(expectedTask{Constraint: codes[task.Constraint], ConstraintDate: task.ConstraintDate, Constraint2: codes[task.Constraint2], Constraint2Date: task.Constraint2Date}))
		}
	}
}

func readFile(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
