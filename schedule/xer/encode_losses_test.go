package xer_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/xer"
)

// TestEachLossIsNoted changes one thing of a plan that P6 can hold whole, and
// wants the note of just that.
func TestEachLossIsNoted(t *testing.T) {
	day := at("2026-03-20T17:00:00")
	dig := func(f func(*schedule.Task)) func(*schedule.Plan) {
		return func(p *schedule.Plan) { f(&p.Tasks[2]) }
	}
	node := func(f func(*schedule.Task)) func(*schedule.Plan) {
		return func(p *schedule.Plan) { f(&p.Tasks[1]) }
	}
	assignment := func(f func(*schedule.Assignment)) func(*schedule.Plan) {
		return func(p *schedule.Plan) { f(&p.Assignments[0]) }
	}
	for name, c := range map[string]struct {
		change func(*schedule.Plan)
		want   string
	}{
		"finish":          {func(p *schedule.Plan) { p.Finish = day }, `plan.finish "2026-03-20T17:00:00" xer.write.not_written`},
		"direction":       {func(p *schedule.Plan) { p.Rules.From = schedule.FromFinish }, `plan.rules.from "finish" xer.write.not_written`},
		"constraints win": {func(p *schedule.Plan) { p.Rules.LinksBeatConstraints = false }, `plan.rules.links_beat_constraints "false" xer.write.not_written`},
		"critical paths":  {func(p *schedule.Plan) { p.Rules.MultipleCriticalPaths = true }, `plan.rules.multiple_critical_paths "true" xer.write.not_written`},
		"no splits":       {func(p *schedule.Plan) { p.Rules.NoSplitInProgress = true }, `plan.rules.no_split_in_progress "true" xer.write.not_written`},
		"as recorded":     {func(p *schedule.Plan) { p.Rules.Progress = schedule.AsRecorded }, `plan.rules.progress "asRecorded" xer.write.not_written`},
		"data date":       {func(p *schedule.Plan) { p.Rules.DataDateBinds = false }, `plan.rules.data_date_binds "false" xer.write.not_written`},
		"free float":      {func(p *schedule.Plan) { p.Rules.FreeFloatUncapped = false }, `plan.rules.free_float_uncapped "false" xer.write.not_written`},
		"late":            {func(p *schedule.Plan) { p.Rules.LateByFreeFloat = false }, `plan.rules.late_by_free_float "false" xer.write.not_written`},
		"default start":   {func(p *schedule.Plan) { p.Units.DefaultStart = 9 * calendar.Hour }, `plan.units.default_start "9h" xer.write.not_written`},
		"default finish":  {func(p *schedule.Plan) { p.Units.DefaultFinish = 18 * calendar.Hour }, `plan.units.default_finish "18h" xer.write.not_written`},
		"baseline":        {func(p *schedule.Plan) { p.Baselines = []schedule.Baseline{{Name: "B1"}} }, `baseline B1 "0" xer.write.not_written`},
		"no name":         {func(p *schedule.Plan) { p.Name = "" }, `plan.name "" xer.write.changed`},
		"no data date":    {func(p *schedule.Plan) { p.DataDate = 0 }, `plan.data_date "" xer.write.changed`},
		"no start":        {func(p *schedule.Plan) { p.Start = 0 }, `plan.start "" xer.write.changed`},
		"seconds":         {func(p *schedule.Plan) { p.MustFinish = day + 7 }, `plan.must_finish "2026-03-20T17:00:07" xer.value.rounded`},
		"long name":       {dig(func(x *schedule.Task) { x.Name = strings.Repeat("x", 121) }), `task 20.name "` + strings.Repeat("x", 121) + `" xer.write.text_cut`},
		"tab":             {dig(func(x *schedule.Task) { x.Name = "a\tb" }), `task 20.name "a\tb" xer.write.characters`},
		"same code":       {dig(func(x *schedule.Task) { x.WBS = "A22" }), `task 20.wbs "A22" xer.write.changed`},
		"no code":         {dig(func(x *schedule.Task) { x.WBS = "" }), `task.wbs "1" xer.write.changed`},
		"estimated":       {dig(func(x *schedule.Task) { x.Duration.Estimated = true }), `task.duration.estimated "1" xer.write.not_written`},
		"unit":            {dig(func(x *schedule.Task) { x.Duration.Unit = schedule.Days }), `task.duration.unit "1" xer.write.not_written`},
		"milestone":       {dig(func(x *schedule.Task) { x.Milestone = true }), `task.milestone "1" xer.write.not_written`},
		"effort":          {dig(func(x *schedule.Task) { x.Type, x.EffortDriven = schedule.FixedUnits, true }), `task.effort_driven "1" xer.write.changed`},
		"priority":        {dig(func(x *schedule.Task) { x.Priority = 600 }), `task.priority "1" xer.write.changed`},
		"project's week":  {dig(func(x *schedule.Task) { x.Calendar = "" }), `task.calendar "1" xer.write.changed`},
		"unknown week":    {dig(func(x *schedule.Task) { x.Calendar = "8" }), `task 20.calendar "8" xer.write.not_written`},
		"resource weeks":  {dig(func(x *schedule.Task) { x.IgnoreResourceCalendars = false }), `task.ignore_resource_calendars "1" xer.write.changed`},
		"external":        {dig(func(x *schedule.Task) { x.External = true }), `task 20.external "true" xer.write.not_written`},
		"levelling":       {dig(func(x *schedule.Task) { x.LevelingDelay.Length = calendar.Hour }), `task 20.leveling_delay "1h" xer.write.not_written`},
		"split":           {dig(func(x *schedule.Task) { x.Splits = []schedule.Split{{After: 1, Gap: 2}} }), `task 20.splits "1" xer.write.not_written`},
		"percent":         {dig(func(x *schedule.Task) { x.Progress.Percent = 30 }), `task 20.percent "30" xer.write.changed`},
		"percent of work": {dig(func(x *schedule.Task) { x.Progress.PercentWork = 30 }), `task 20.percent_work "30" xer.write.changed`},
		"done":            {dig(func(x *schedule.Task) { x.Progress.Done = calendar.Hour }), `task 20.done "1h" xer.write.changed`},
		"other currency":  {dig(func(x *schedule.Task) { x.Progress.ActualCost = amount("5", "USD") }), `task 20.actual_cost "5.00 USD" xer.write.not_written`},
		"second deadline": {func(p *schedule.Plan) { p.Tasks[3].Deadline = day }, `task 21.deadline "2026-03-20T17:00:00" xer.write.not_written`},
		"undated":         {func(p *schedule.Plan) { p.Tasks[3].Constraint.Date = 0 }, `task 21.constraint "SNET" xer.write.not_written`},
		"long milestone":  {func(p *schedule.Plan) { p.Tasks[0].Duration.Length = calendar.Hour }, `task 22.duration "1h" xer.write.not_written`},
		"notes":           {dig(func(x *schedule.Task) { x.Notes = "\nx" }), `task 20.notes "\nx" xer.write.changed`},
		"order": {func(p *schedule.Plan) {
			p.Tasks[0], p.Tasks[1], p.Tasks[2], p.Tasks[3] = p.Tasks[1], p.Tasks[2], p.Tasks[3], p.Tasks[0]
		},
			`plan.tasks "" xer.write.reordered`},
		"unknown parent": {func(p *schedule.Plan) { p.Tasks[0].Parent = "x" }, `task 22.parent "x" xer.write.not_written`},
		"node constraint": {node(func(x *schedule.Task) {
			x.Constraint = schedule.Constraint{Kind: schedule.StartNoEarlierThan, Date: day}
		}), `task wbs:3.constraint "SNET 2026-03-20T17:00:00" xer.write.not_written`},
		"node deadline":       {node(func(x *schedule.Task) { x.Deadline = day }), `task wbs:3.deadline "2026-03-20T17:00:00" xer.write.not_written`},
		"node cost":           {node(func(x *schedule.Task) { x.FixedCost = amount("1", "EUR") }), `task wbs:3.fixed_cost "1.00 EUR" xer.write.not_written`},
		"node priority":       {node(func(x *schedule.Task) { x.Priority = 0 }), `task.priority "1" xer.write.not_written`},
		"node progress":       {node(func(x *schedule.Task) { x.Progress.Percent = 9 }), `task wbs:3.percent "9" xer.write.not_written`},
		"node id":             {func(p *schedule.Plan) { rename(p, "wbs:3", "f\tf") }, `task f` + "\t" + `f.id "wbs:1" xer.write.renumbered`},
		"calendar id":         {func(p *schedule.Plan) { renameCalendar(p, "site") }, `calendar site.id "1" xer.write.renumbered`},
		"exception name":      {func(p *schedule.Plan) { p.Calendars[0].Times.Exceptions[0].Name = "Christmas" }, `calendar.times.exceptions.name "1" xer.write.not_written`},
		"broken calendar":     {func(p *schedule.Plan) { p.Calendars[0].Times.Week[1].Ranges = []calendar.Range{{Start: 5, Finish: 3}} }, `calendar 7.times "calendar: definition \"standard\" has 1 faults; week.monday.ranges[0]: calendar.range.out_of_bounds: 00:00:05-00:00:03" xer.write.left_out`},
		"link to nowhere":     {func(p *schedule.Plan) { p.Links[0].To = "x" }, `link 20>x "FS" xer.write.left_out`},
		"lag unit":            {func(p *schedule.Plan) { p.Links[0].Lag.Unit = schedule.Hours }, `link.lag.unit "1" xer.write.not_written`},
		"huge lag":            {func(p *schedule.Plan) { p.Links[0].Lag.Length = 1 << 60 }, fmt.Sprintf("link 20>21.lag %q xer.write.not_written", calendar.Work(1<<60))},
		"group":               {func(p *schedule.Plan) { p.Resources[0].Group = "Crew" }, `resource 5.group "Crew" xer.write.not_written`},
		"cost per use":        {func(p *schedule.Plan) { p.Resources[0].CostPerUse = amount("2", "EUR") }, `resource 5.cost_per_use "2.00 EUR" xer.write.not_written`},
		"nameless resource":   {func(p *schedule.Plan) { p.Resources[0].Name = "" }, `resource 5.name "" xer.write.changed`},
		"resource's week":     {func(p *schedule.Plan) { p.Resources[0].Calendar = "" }, `resource.calendar "1" xer.write.changed`},
		"negative units":      {func(p *schedule.Plan) { p.Resources[0].Max = -1 }, `resource 5.max "-1" xer.write.not_written`},
		"assignment stop":     {assignment(func(a *schedule.Assignment) { a.Stop = day }), `assignment 9.stop "2026-03-20T17:00:00" xer.write.not_written`},
		"assignment resume":   {assignment(func(a *schedule.Assignment) { a.Resume = day }), `assignment 9.resume "2026-03-20T17:00:00" xer.write.not_written`},
		"contour":             {assignment(func(a *schedule.Assignment) { a.Contour = schedule.Bell }), `assignment 9.contour "bell" xer.write.not_written`},
		"segments":            {assignment(func(a *schedule.Assignment) { a.Segments = make([]schedule.Segment, 2) }), `assignment 9.segments "2" xer.write.not_written`},
		"assignment delay":    {assignment(func(a *schedule.Assignment) { a.LevelingDelay.Length = calendar.Hour }), `assignment 9.leveling_delay "1h" xer.write.not_written`},
		"negative work":       {assignment(func(a *schedule.Assignment) { a.Work = -calendar.Hour }), `assignment 9.work "-1h" xer.write.not_written`},
		"assigned to a node":  {assignment(func(a *schedule.Assignment) { a.Task = "wbs:3" }), `assignment 9 "wbs:3" xer.write.left_out`},
		"unknown resource":    {assignment(func(a *schedule.Assignment) { a.Resource = "x" }), `assignment 9 "20" xer.write.left_out`},
		"an id of the host's": {func(p *schedule.Plan) { rename(p, "20", "dig-1") }, ""},
	} {
		p := smallPlan()
		c.change(p)
		source, notes := encode(t, p, xer.Options{})
		text := noted(notes)
		if c.want != "" && !strings.Contains(text, c.want+"\n") {
			t.Errorf("%s: no note\n%s\nin\n%s", name, c.want, text)
		}
		if c.want == "" && text != "" {
			t.Errorf("%s: notes\n%s", name, text)
		}
		back, _ := decode(t, source)
		for _, diff := range lawDiff(p, back, notes) {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// rename gives a task another id.
func rename(p *schedule.Plan, from, to schedule.TaskID) {
	change := func(id *schedule.TaskID) {
		if *id == from {
			*id = to
		}
	}
	for i := range p.Tasks {
		change(&p.Tasks[i].ID)
		change(&p.Tasks[i].Parent)
	}
	for i := range p.Links {
		change(&p.Links[i].From)
		change(&p.Links[i].To)
	}
	for i := range p.Assignments {
		change(&p.Assignments[i].Task)
	}
}

func renameCalendar(p *schedule.Plan, to schedule.CalendarID) {
	p.Calendar, p.Calendars[0].ID, p.Resources[0].Calendar = to, to, to
	for i := range p.Tasks {
		if p.Tasks[i].Calendar != "" {
			p.Tasks[i].Calendar = to
		}
	}
}

// TestCodesOfActivities: P6 wants them to be there and each once.
func TestCodesOfActivities(t *testing.T) {
	p := smallPlan()
	long := strings.Repeat("C", 40)
	for i, code := range []string{"X", "", long, long} {
		p.Tasks[i].WBS = code
	}
	p.Tasks = append(p.Tasks, schedule.Task{ID: "40", WBS: "X-2", Priority: 500, Calendar: "7"}, schedule.Task{ID: "41", WBS: "X", Priority: 500, Calendar: "7"}, schedule.Task{ID: "42", WBS: "A43", Priority: 500, Calendar: "7"}, schedule.Task{ID: "43", Priority: 500, Calendar: "7"})
	source, _ := encode(t, p, xer.Options{})
	var codes []string
	for row := range parse(t, string(source)).Table("TASK").Rows() {
		codes = append(codes, row.Value("task_code"))
	}
	same(t, "codes", codes, []string{"X", long, long[:38] + "-2", "X-2", "X-3", "A43", "A43-2"})
	same(t, "code of the node", row(parse(t, string(source)), "PROJWBS", 1, "wbs_short_name"), "1")
}

// TestGroups: the resource whose name is the group becomes the parent, unless
// that would close a circle.
func TestGroups(t *testing.T) {
	p := smallPlan()
	p.Resources = []schedule.Resource{{ID: "5", Name: "Ana", Group: "Crew", Calendar: "7"}, {ID: "6", Name: "Crew", Group: "Firm", Calendar: "7"}, {ID: "7", Name: "Firm", Group: "Ana", Calendar: "7"}, {ID: "8", Name: "Crew", Calendar: "7"}, {ID: "9", Name: "Self", Group: "Self", Calendar: "7"}}
	source, notes := encode(t, p, xer.Options{})
	var parents []string
	for row := range parse(t, string(source)).Table("RSRC").Rows() {
		parents = append(parents, row.Value("rsrc_id")+"<"+row.Value("parent_rsrc_id"))
	}
	same(t, "parents", parents, "[5<6 6<7 7< 8< 9<]")
	wantNotes(t, notes, `resource 7.group "Ana" xer.write.not_written`, `resource 9.group "Self" xer.write.not_written`)
}

// TestHostIDsComeBack: ids that are no numbers stand in a field of their own.
func TestHostIDsComeBack(t *testing.T) {
	p := smallPlan()
	rename(p, "20", "dig")
	rename(p, "wbs:3", "part \"one\"")
	p.Resources[0].ID, p.Assignments[0].Resource, p.Assignments[0].ID = "ana@example.org", "ana@example.org", "007"
	source, notes := encode(t, p, xer.Options{})
	wantNotes(t, notes)
	doc := parse(t, string(source))
	same(t, "fields", doc.Table("UDFTYPE").Len(), 4)
	same(t, "label", row(doc, "UDFTYPE", 0, "table_name udf_type_label logical_data_type"), "TASK|Milepost id|FT_TEXT")
}

// TestTables: a table that is not read gives one note, whatever it is.
func TestTables(t *testing.T) {
	var tables, want []string
	for _, name := range []string{"ACTVTYPE", "TASKACTV", "TASKPROC", "UDFVALUE", "RSRCCURVDATA", "TASKFDBK", "PROJISSU", "ANYTHING"} {
		tables = append(tables, table(name, "a b proj_id", "1,2,1", "3,4,1", "5,6,2", "7,8,"))
		if name != "ACTVTYPE" && name != "RSRCCURVDATA" {
			want = append(want, strings.ToLower(name))
		}
	}
	_, notes := decodeText(t, file(tables...))
	same(t, "notes", len(notes), len(want))
	for _, name := range want {
		subject := finding.Ref{Kind: "table", Field: name}
		if !hasNote(notes, subject, xer.CodeNotCarried) {
			t.Errorf("no note of %s in\n%s", name, noted(notes))
		}
	}
	same(t, "rows", notes[0].Value, "3")
}
