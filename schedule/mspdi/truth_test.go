package mspdi_test

import (
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/mspdi"
)

// The expected files beside the plans, as far as they tell inputs.
type expectedFile struct {
	Project     expectedProject      `json:"project"`
	Calendars   []expectedCalendar   `json:"calendars"`
	Tasks       []expectedTask       `json:"tasks"`
	Resources   []expectedResource   `json:"resources"`
	Assignments []expectedAssignment `json:"assignments"`
}

type expectedProject struct {
	Name, Title, Start, Finish, StatusDate       string
	ScheduleFrom                                 string
	MinutesPerDay, MinutesPerWeek, DaysPerMonth  int
	DefaultStartTime, DefaultFinishTime          string
	CalendarUID                                  *int
	HonorConstraints                             bool
	CriticalSlackLimitDays                       int
	MultipleCriticalPaths, SplitsInProgressTasks bool
}

type expectedCalendar struct {
	UID        int
	Name       string
	ParentUID  *int
	Week       map[string][][2]string
	WorkWeeks  int
	Exceptions []struct {
		Name, From, To string
		Hours          [][2]string
	}
}

type expectedTask struct {
	UID, ID                                          int
	WBS, Name, Type                                  string
	OutlineLevel                                     int
	EffortDriven, Summary, Milestone, Active, Manual bool
	External, Estimated, Elapsed                     bool
	DurationMin                                      float64
	DurationUnit, Constraint, ConstraintDate         string
	Deadline                                         string
	CalendarUID                                      *int
	IgnoreResourceCalendar                           bool
	Priority                                         int
	LevelingDelayMin                                 float64
	LevelingDelayUnit                                string
	PercentComplete, PercentWorkComplete             int
	ActualStart, ActualFinish                        string
	ActualDurationMin, RemainingDurationMin          float64
	Stop, Resume, Start, Finish                      string
	Splits                                           [][2]string
	Predecessors                                     []expectedLink
	// stored results
	EarlyStart, EarlyFinish, LateStart, LateFinish             string
	FreeSlackMin, TotalSlackMin, StartSlackMin, FinishSlackMin *float64
	Critical                                                   bool
}

type expectedLink struct {
	UID          int
	Type         string
	LagMin       *float64
	LagPercent   float64
	LagUnit      string
	LagElapsed   bool
	CrossProject bool
}

type expectedResource struct {
	UID         int
	Name, Type  string
	MaxUnits    *float64
	CalendarUID *int
}

type expectedAssignment struct {
	UID, TaskUID, ResourceUID                          int
	Units                                              float64
	WorkMin, ActualWorkMin, RemainingWorkMin, DelayMin float64
	WorkContour, Timephased                            int
}

// recordedDecode is how many things of the default corpus are read exactly.
const recordedDecode = 29027

// TestTruthDecode reads every Microsoft Project file of the corpus and
// compares each project, calendar, task, resource and assignment with what the
// expected file tells of its inputs. MILEPOST_TRUTH names another folder of
// the same shape.
func TestTruthDecode(t *testing.T) {
	folder := truthFolder()
	names, err := filepath.Glob(filepath.Join(folder, "*.expected.json*"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no expected files in %s: %v", folder, err)
	}
	c := &truthCheck{t: t}
	for _, name := range names {
		if input, ok := inputOf(name); ok {
			c.file(name, input)
		}
	}
	fmt.Printf("truth decode: %d of %d exact\n", c.exact, c.compared)
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

// inputOf returns the plan that an expected file belongs to, if it is one of
// this format.
func inputOf(expected string) (string, bool) {
	base, _, _ := strings.Cut(expected, ".expected.json")
	for _, name := range []string{base + ".xml", base + ".xml.gz"} {
		if _, err := os.Stat(name); err == nil {
			return name, true
		}
	}
	return "", false
}

func readFile(t testing.TB, name string) []byte {
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(name, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			t.Fatal(err)
		}
	}
	data, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// truthCheck counts things and the exact ones among them.
type truthCheck struct {
	t               *testing.T
	name            string
	compared, exact int
	differences     int
	plan            *schedule.Plan
	stored          []mspdi.StoredTask
}

func (c *truthCheck) file(expected, input string) {
	c.name = filepath.Base(input)
	var want expectedFile
	if err := json.Unmarshal(readFile(c.t, expected), &want); err != nil {
		c.t.Fatalf("%s: %v", expected, err)
	}
	doc, err := mspdi.Parse(strings.NewReader(string(readFile(c.t, input))), mspdi.Limits{})
	if err != nil {
		c.t.Fatalf("%s: %v", c.name, err)
	}
	if c.plan, _, err = doc.Plan(mspdi.Options{}); err != nil {
		c.t.Fatalf("%s: %v", c.name, err)
	}
	if c.stored, err = doc.Stored(); err != nil {
		c.t.Fatalf("%s: %v", c.name, err)
	}
	c.project(want.Project)
	c.calendars(want.Calendars)
	c.tasks(want)
	c.resources(want)
	c.assignments(want)
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
	p := c.plan
	name := want.Title
	if strings.TrimSpace(name) == "" {
		name = want.Name
	}
	start, finish := want.Start, ""
	if want.ScheduleFrom == "finish" {
		start, finish = "", want.Finish
	}
	c.same("project", "name", p.Name, name, "start", p.Start, start, "finish", p.Finish, finish,
		"status date", p.DataDate, want.StatusDate, "from", p.Rules.From, want.ScheduleFrom,
		"minutes a day", p.Units.MinutesPerDay, want.MinutesPerDay, "minutes a week", p.Units.MinutesPerWeek, want.MinutesPerWeek,
		"days a month", p.Units.DaysPerMonth, want.DaysPerMonth, "calendar", p.Calendar, uid(want.CalendarUID),
		"default start", clock(p.Units.DefaultStart), want.DefaultStartTime, "default finish", clock(p.Units.DefaultFinish), want.DefaultFinishTime,
		"links beat constraints", p.Rules.LinksBeatConstraints, !want.HonorConstraints,
		"critical limit", p.Rules.CriticalLimit, calendar.Work(want.CriticalSlackLimitDays*want.MinutesPerDay)*calendar.Minute,
		"critical paths", p.Rules.MultipleCriticalPaths, want.MultipleCriticalPaths,
		"no split", p.Rules.NoSplitInProgress, !want.SplitsInProgressTasks)
}

func clock(w calendar.Work) string {
	return fmt.Sprintf("%02d:%02d:%02d", w/calendar.Hour, w%calendar.Hour/calendar.Minute, w%calendar.Minute)
}

func uid(n *int) string {
	if n == nil || *n == -1 {
		return ""
	}
	return strconv.Itoa(*n)
}

func (c *truthCheck) calendars(want []expectedCalendar) {
	c.same("calendars", "number", len(c.plan.Calendars), len(want))
	for i := range min(len(want), len(c.plan.Calendars)) {
		got, want := c.plan.Calendars[i], want[i]
		exceptions, wanted := "", ""
		for _, e := range got.Times.Exceptions {
			exceptions += fmt.Sprintln(e.Name, e.From, e.To, e.Ranges)
		}
		for _, e := range want.Exceptions {
			wanted += fmt.Sprintln(e.Name, e.From[:10], e.To[:10], ranges(e.Hours))
		}
		c.same("calendar "+strconv.Itoa(want.UID), "id", got.ID, strconv.Itoa(want.UID), "name", got.Name, want.Name, "base", got.Base, uid(want.ParentUID),
			"week", weekText(got.Times.Week), wantedWeek(want.Week), "exceptions", exceptions, wanted, "work weeks", len(got.Times.WorkWeeks), want.WorkWeeks)
	}
}

var weekdayNames = [7]string{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"}

func weekText(week calendar.Week) (text string) {
	for i, name := range weekdayNames {
		if week[i].Set {
			text += fmt.Sprint(name, week[i].Ranges)
		}
	}
	return text
}

func wantedWeek(week map[string][][2]string) (text string) {
	for _, name := range weekdayNames {
		if hours, ok := week[name]; ok {
			text += fmt.Sprint(name, ranges(hours))
		}
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

func (c *truthCheck) tasks(want expectedFile) {
	summaries := map[string]bool{}
	for _, t := range c.plan.Tasks {
		summaries[string(t.Parent)] = true
	}
	rows, links := 0, c.linksByTask()
	var path []string
	for _, w := range want.Tasks {
		if w.ID == 0 {
			continue
		}
		id := strconv.Itoa(w.UID)
		path = append(path[:w.OutlineLevel-1], id)
		if rows >= len(c.plan.Tasks) {
			c.same("task "+id, "missing", "", w.Name)
			continue
		}
		c.task(c.plan.Tasks[rows], w, path, summaries[id])
		c.links(id, links[schedule.TaskID(id)], w.Predecessors)
		c.storedTask(w)
		rows++
	}
	c.same("tasks", "number", len(c.plan.Tasks), rows)
}

func (c *truthCheck) task(got schedule.Task, want expectedTask, path []string, summary bool) {
	parent := ""
	if len(path) > 1 {
		parent = path[len(path)-2]
	}
	fields := []any{"id", got.ID, path[len(path)-1], "name", got.Name, want.Name, "wbs", got.WBS, want.WBS, "parent", got.Parent, parent,
		"type", got.Type, want.Type, "effort driven", got.EffortDriven, want.EffortDriven, "milestone", got.Milestone, want.Milestone,
		"summary", summary, want.Summary, "inactive", got.Inactive, !want.Active, "manual", got.Manual, want.Manual, "external", got.External, want.External,
		"constraint", got.Constraint.Kind, want.Constraint, "constraint date", got.Constraint.Date, want.ConstraintDate, "deadline", got.Deadline, want.Deadline,
		"calendar", got.Calendar, uid(want.CalendarUID), "ignore", got.IgnoreResourceCalendars, want.IgnoreResourceCalendar, "priority", got.Priority, want.Priority,
		"leveling delay", got.LevelingDelay.Length, minutes(want.LevelingDelayMin)}
	if want.LevelingDelayMin != 0 {
		fields = append(fields, "leveling unit", unitText(got.LevelingDelay.Unit, got.LevelingDelay.Elapsed), want.LevelingDelayUnit)
	}
	if want.Manual {
		fields = append(fields, "start", got.Start, want.Start, "finish", got.Finish, want.Finish)
	}
	if want.Manual || !want.Summary {
		fields = append(fields, "duration", got.Duration.Length, minutes(want.DurationMin), "unit", unitText(got.Duration.Unit, got.Duration.Elapsed), want.DurationUnit,
			"elapsed", got.Duration.Elapsed, want.Elapsed, "estimated", got.Duration.Estimated, want.Estimated)
	}
	if !want.Summary {
		fields = append(fields, progressFields(got.Progress, want)...)
	}
	c.same("task "+path[len(path)-1], fields...)
	if want.Splits != nil {
		c.same("splits of task "+path[len(path)-1], "ranges", c.workRanges(got), want.Splits)
	}
}

func progressFields(got schedule.Progress, want expectedTask) []any {
	fields := []any{"percent", got.Percent, want.PercentComplete, "percent of work", got.PercentWork, want.PercentWorkComplete,
		"actual start", got.ActualStart, want.ActualStart, "actual finish", got.ActualFinish, want.ActualFinish,
		"stop", got.Stop, want.Stop, "resume", got.Resume, want.Resume, "done", got.Done, minutes(want.ActualDurationMin)}
	if want.ActualStart != "" {
		fields = append(fields, "remaining", got.Remaining, minutes(want.RemainingDurationMin))
	}
	return fields
}

func minutes(m float64) calendar.Work {
	return calendar.Work(m*60 + 0.5)
}

func unitText(u schedule.Unit, elapsed bool) string {
	text := u.String()
	if u == schedule.DefaultUnit {
		text = "default"
	}
	if elapsed {
		return "e" + text
	}
	return text
}

// workRanges returns where a task works: from its stored start, duration and
// splits, or from the segments of its assignments if it has no splits.
func (c *truthCheck) workRanges(task schedule.Task) (list [][2]string) {
	hours := c.projectHours()
	if len(task.Splits) == 0 {
		for _, a := range c.plan.Assignments {
			for _, s := range a.Segments {
				if a.Task == task.ID && s.Work > 0 {
					list = append(list, [2]string{shortTime(s.Start), shortTime(s.Finish)})
				}
			}
		}
		return list
	}
	at, done := c.storedStart(task.ID), calendar.Work(0)
	for _, s := range append(task.Splits, schedule.Split{After: task.Duration.Length}) {
		from, err := hours.Next(at)
		to, err2 := hours.Add(from, s.After-done)
		next, err3 := hours.Add(to, s.Gap)
		if err := errors.Join(err, err2, err3); err != nil {
			c.t.Fatal(err)
		}
		list = append(list, [2]string{shortTime(from), shortTime(to)})
		at, done = next, s.After
	}
	return list
}

func shortTime(t calendar.DateTime) string { return t.String()[:len("2006-01-02T15:04")] }

func (c *truthCheck) storedStart(id schedule.TaskID) calendar.DateTime {
	for _, s := range c.stored {
		if s.ID == id {
			return s.Start
		}
	}
	return 0
}

// projectHours compiles the calendar of the project, which has no base.
func (c *truthCheck) projectHours() *calendar.Calendar {
	for _, k := range c.plan.Calendars {
		if k.ID == c.plan.Calendar {
			compiled, err := calendar.Compile(k.Times, nil)
			if err != nil {
				c.t.Fatal(err)
			}
			return compiled
		}
	}
	c.t.Fatal("no project calendar")
	return nil
}

func (c *truthCheck) linksByTask() map[schedule.TaskID][]schedule.Link {
	links := map[schedule.TaskID][]schedule.Link{}
	for _, l := range c.plan.Links {
		links[l.To] = append(links[l.To], l)
	}
	return links
}

func (c *truthCheck) links(id string, got []schedule.Link, want []expectedLink) {
	for i, w := range want {
		if i >= len(got) {
			c.same("link to "+id, "missing", "", w.UID)
			continue
		}
		l := got[i]
		length := calendar.Work(0)
		if w.LagMin != nil {
			length = calendar.Work(*w.LagMin * 60)
		}
		unit := strings.TrimPrefix(w.LagUnit, "e")
		c.same("link to "+id, "from", l.From, strconv.Itoa(w.UID), "type", l.Type, w.Type, "lag", l.Lag.Length, length,
			"percent", l.Lag.Percent, w.LagPercent, "unit", unitText(l.Lag.Unit, false), unit, "elapsed", l.Lag.Elapsed, w.LagElapsed, "external", l.External, w.CrossProject)
	}
	if len(got) > len(want) {
		c.same("links to "+id, "number", len(got), len(want))
	}
}

func (c *truthCheck) storedTask(want expectedTask) {
	id := schedule.TaskID(strconv.Itoa(want.UID))
	for _, s := range c.stored {
		if s.ID != id {
			continue
		}
		c.same("stored task "+string(id), "start", s.Start, want.Start, "finish", s.Finish, want.Finish, "early start", s.EarlyStart, want.EarlyStart,
			"early finish", s.EarlyFinish, want.EarlyFinish, "late start", s.LateStart, want.LateStart, "late finish", s.LateFinish, want.LateFinish, "critical", s.Critical, want.Critical,
			"free float", s.FreeFloat, slack(want.FreeSlackMin), "total float", s.TotalFloat, slack(want.TotalSlackMin),
			"start float", s.StartFloat, slack(want.StartSlackMin), "finish float", s.FinishFloat, slack(want.FinishSlackMin))
		return
	}
	c.same("stored task "+string(id), "missing", "", want.Name)
}

func slack(minutes *float64) calendar.Work {
	if minutes == nil {
		return 0
	}
	return calendar.Work(math.Round(*minutes * 60))
}

func (c *truthCheck) resources(want expectedFile) {
	calendars := map[string]bool{}
	for _, w := range want.Calendars {
		calendars[strconv.Itoa(w.UID)] = true
	}
	i := 0
	for _, w := range want.Resources {
		if w.UID == 0 && w.Name == "" {
			continue
		}
		if i >= len(c.plan.Resources) {
			c.same("resource", "missing", "", w.Name)
			continue
		}
		got := c.plan.Resources[i]
		cal := uid(w.CalendarUID)
		if !calendars[cal] {
			cal = ""
		}
		full := 0.0
		if w.MaxUnits != nil {
			full = *w.MaxUnits
		}
		c.same("resource "+got.Name, "id", got.ID, strconv.Itoa(w.UID), "name", got.Name, w.Name, "kind", got.Kind, w.Type,
			"max", got.Max, schedule.Share(full*1e6+0.5), "calendar", got.Calendar, cal)
		i++
	}
	c.same("resources", "number", len(c.plan.Resources), i)
}

func (c *truthCheck) assignments(want expectedFile) {
	i := 0
	for _, w := range want.Assignments {
		if w.TaskUID == 0 {
			continue
		}
		if i >= len(c.plan.Assignments) {
			c.same("assignment", "missing", "", w.UID)
			continue
		}
		got := c.plan.Assignments[i]
		resource := strconv.Itoa(w.ResourceUID)
		if w.ResourceUID == -65535 || w.ResourceUID == 0 {
			resource = ""
		}
		c.same("assignment "+strconv.Itoa(w.UID), "id", got.ID, strconv.Itoa(w.UID), "task", got.Task, strconv.Itoa(w.TaskUID), "resource", got.Resource, resource,
			"units", got.Units, schedule.Share(w.Units*1e6+0.5), "work", got.Work, minutes(w.WorkMin), "actual work", got.ActualWork, minutes(w.ActualWorkMin),
			"remaining work", got.RemainingWork, minutes(w.RemainingWorkMin), "delay", got.Delay, minutes(w.DelayMin),
			"contour", int(got.Contour), w.WorkContour, "segments", len(got.Segments), w.Timephased)
		i++
	}
	c.same("assignments", "number", len(c.plan.Assignments), i)
}
