package xer_test

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/scheduletest"
	"github.com/milepost-go/milepost/schedule/xer"
)

// smallPlan is a plan of P6's kind with one of everything.
func smallPlan() *schedule.Plan {
	week := calendar.Standard()
	week.Exceptions = []calendar.Exception{{From: calendar.DateOf(2026, 12, 25)}, {From: calendar.DateOf(2026, 12, 24), Ranges: []calendar.Range{calendar.Hours(8, 12)}}}
	p := &schedule.Plan{Name: "Bridge", Start: at("2026-03-02T08:00:00"), DataDate: at("2026-03-09T08:00:00"), Calendar: "7", Rules: schedule.Primavera(),
		Units:     schedule.Units{MinutesPerDay: 480, MinutesPerWeek: 2400, DaysPerMonth: 20},
		Calendars: []schedule.Calendar{{ID: "7", Name: "Site", Times: week}}}
	activity := func(id, parent schedule.TaskID, name string, hours int) schedule.Task {
		return schedule.Task{ID: id, Parent: parent, Name: name, WBS: "A" + string(id), Priority: 500, Calendar: "7", IgnoreResourceCalendars: true, Type: schedule.FixedDuration,
			Duration: schedule.Duration{Length: calendar.Work(hours) * calendar.Hour}}
	}
	dig, pour := activity("20", "wbs:3", "Dig", 40), activity("21", "wbs:3", "Pour", 16)
	dig.Progress = schedule.Progress{ActualStart: at("2026-03-03T08:00:00"), Percent: 25, Done: 10 * calendar.Hour, Remaining: 30 * calendar.Hour, PercentWork: 20, ActualCost: amount("5", "EUR")}
	dig.FixedCost, dig.Notes = amount("100.5", "EUR"), "Mind the \"gas\" pipe\nand the trees"
	pour.Constraint = schedule.Constraint{Kind: schedule.StartNoEarlierThan, Date: at("2026-03-16T08:00:00")}
	pour.Second = schedule.Constraint{Kind: schedule.FinishNoLaterThan, Date: at("2026-04-01T17:00:00")}
	open := activity("22", "", "Open", 0)
	open.Kind, open.Milestone = schedule.FinishMilestone, true
	p.Tasks = []schedule.Task{open, {ID: "wbs:3", Name: "Foundations", WBS: "F", Priority: 500}, dig, pour}
	p.Links = []schedule.Link{{From: "20", To: "21", Lag: schedule.Lag{Length: 8 * calendar.Hour}}, {From: "21", To: "22", Type: schedule.FinishToFinish}}
	p.Resources = []schedule.Resource{{ID: "5", Name: "Ana", Calendar: "7", Rate: amount("35", "EUR"), Max: schedule.FullUnit}}
	p.Assignments = []schedule.Assignment{{ID: "9", Task: "20", Resource: "5", Units: schedule.FullUnit / 2, Work: 20 * calendar.Hour, ActualWork: 4 * calendar.Hour, RemainingWork: 16 * calendar.Hour}}
	return p
}

// row returns the values of some fields of a row.
func row(doc *xer.Document, table string, i int, fields string) string {
	var values []string
	for _, field := range strings.Fields(fields) {
		values = append(values, doc.Table(table).Row(i).Value(field))
	}
	return strings.Join(values, "|")
}

// TestWrittenByHand compares what stands in the file with what P6 writes for
// the same things.
func TestWrittenByHand(t *testing.T) {
	source, notes := encode(t, smallPlan(), xer.Options{})
	wantNotes(t, notes)
	doc := parse(t, string(source))
	for _, c := range []struct{ table, fields, want string }{
		{"PROJECT", "proj_short_name clndr_id last_recalc_date plan_start_date plan_end_date critical_path_type critical_drtn_hr_cnt", "BRIDGE|7|2026-03-09 08:00|2026-03-02 08:00||CT_TotFloat|0"},
		{"CALENDAR", "clndr_id clndr_name day_hr_cnt week_hr_cnt month_hr_cnt year_hr_cnt", "7|Site|8|40|160|1920"},
		{"SCHEDOPTIONS", "sched_retained_logic sched_progress_override sched_float_type sched_calendar_on_relationship_lag sched_use_expect_end_flag", "Y|N|FT_FF|rcal_Predecessor|N"},
		{"PROJWBS", "proj_node_flag wbs_short_name wbs_name parent_wbs_id", "Y|BRIDGE|Bridge|"},
		{"TASK", "task_id task_code task_name task_type status_code target_drtn_hr_cnt remain_drtn_hr_cnt", "22|A22|Open|TT_FinMile|TK_NotStart|0|0"},
		{"TASKPRED", "task_id pred_task_id pred_type lag_hr_cnt", "21|20|PR_FS|8"},
		{"RSRC", "rsrc_id rsrc_name rsrc_type clndr_id", "5|Ana|RT_Labor|7"},
		{"RSRCRATE", "rsrc_id max_qty_per_hr cost_per_qty", "5|1|35.00"},
		{"TASKRSRC", "taskrsrc_id task_id rsrc_id target_qty remain_qty act_reg_qty target_qty_per_hr", "9|20|5|20|16|4|0.5"},
		{"PROJCOST", "task_id target_cost act_cost remain_cost", "20|100.50|5.00|95.50"},
		{"TASKMEMO", "task_id task_memo", "20|<HTML><BODY>Mind the &#34;gas&#34; pipe<BR>and the trees</BODY></HTML>"},
		{"CURRTYPE", "curr_short_name decimal_digit_cnt base_exch_rate", "EUR|2|1"},
	} {
		same(t, c.table, row(doc, c.table, 0, c.fields), c.want)
	}
	same(t, "node", row(doc, "PROJWBS", 1, "wbs_id wbs_short_name wbs_name"), "3|F|Foundations")
	same(t, "parent of the node", row(doc, "PROJWBS", 1, "parent_wbs_id"), row(doc, "PROJWBS", 0, "wbs_id"))
	same(t, "in progress", row(doc, "TASK", 1, "task_id wbs_id status_code act_start_date remain_drtn_hr_cnt act_work_qty remain_work_qty"), "20|3|TK_Active|2026-03-03 08:00|30|4|16")
	same(t, "constraints", row(doc, "TASK", 2, "cstr_type cstr_date cstr_type2 cstr_date2"), "CS_MSOA|2026-03-16 08:00|CS_MEOB|2026-04-01 17:00")
	same(t, "calendar data", doc.Table("CALENDAR").Row(0).Value("clndr_data"), "(0||CalendarData()((0||DaysOfWeek()((0||1()())"+workdays(2, 6)+"(0||7()())))(0||Exceptions()((0||0(d|46381)())(0||1(d|46380)((0||0(s|08:00|f|12:00)())))))))")
	same(t, "line ends", bytes.Count(source, []byte("\n")), bytes.Count(source, []byte("\r\n")))
	same(t, "end", string(source[len(source)-4:]), "%E\r\n")
	same(t, "header", doc.Header(), "[22.12 2026-03-09 Project admin admin dbxDatabaseNoName Project Management EUR]")
}

func workdays(first, last int) (text string) {
	for day := first; day <= last; day++ {
		text += fmt.Sprintf("(0||%d()((0||0(s|08:00|f|12:00)())(0||1(s|13:00|f|17:00)())))", day)
	}
	return text
}

// TestColumnsAreThoseOfP6: every table has the columns of a real export, in
// their order.
func TestColumnsAreThoseOfP6(t *testing.T) {
	source, _ := encode(t, smallPlan(), xer.Options{})
	written, real := parse(t, string(source)), parse(t, string(readFile(t, filepath.Join("..", "testdata", "truth", "schedule", "p6-mdl4d.xer"))))
	compared := 0
	for table := range written.Tables() {
		if want := real.Table(table.Name()); !want.IsZero() {
			compared++
			same(t, table.Name(), table.Fields(), want.Fields())
		}
		for row := range table.Rows() {
			if values := bytes.Split(bytes.Split(source, []byte("\r\n"))[row.Line()-1], []byte("\t")); len(values) != len(table.Fields())+1 {
				t.Errorf("%s line %d has %d values", table.Name(), row.Line(), len(values)-1)
			}
		}
	}
	same(t, "tables compared", compared, 10)
}

// TestReferencesResolve: every number that stands for a thing of another table
// is there, in wild plans too.
func TestReferencesResolve(t *testing.T) {
	keys := map[string]string{"clndr_id": "CALENDAR", "base_clndr_id": "CALENDAR", "wbs_id": "PROJWBS", "parent_wbs_id": "PROJWBS", "task_id": "TASK", "pred_task_id": "TASK",
		"rsrc_id": "RSRC", "parent_rsrc_id": "RSRC", "proj_id": "PROJECT", "pred_proj_id": "PROJECT", "role_id": "ROLES", "memo_type_id": "MEMOTYPE", "curr_id": "CURRTYPE", "udf_type_id": "UDFTYPE"}
	for seed := range uint64(60) {
		source, _ := encode(t, newGenerator(seed, seed%2 == 0).plan(), xer.Options{})
		doc := parse(t, string(source))
		ids := map[string]bool{}
		for table := range doc.Tables() {
			for row := range table.Rows() {
				id := table.Name() + row.Value(table.Fields()[0])
				if ids[id] && table.Name() != "UDFVALUE" {
					t.Errorf("seed %d: %s twice", seed, id)
				}
				ids[id] = true
			}
		}
		for table := range doc.Tables() {
			for row := range table.Rows() {
				for _, field := range table.Fields() {
					if to, isKey := keys[field]; isKey && row.Value(field) != "" && !ids[to+row.Value(field)] {
						t.Errorf("seed %d: %s.%s is %s", seed, table.Name(), field, row.Value(field))
					}
				}
			}
		}
		codes := map[string]bool{}
		for row := range doc.Table("TASK").Rows() {
			if code := row.Value("task_code"); code == "" || codes[code] || len([]rune(code)) > 40 {
				t.Errorf("seed %d: task code %q", seed, code)
			} else {
				codes[code] = true
			}
		}
	}
}

// TestSubstitutes: what P6 has no word for is written as the nearest it has.
func TestSubstitutes(t *testing.T) {
	p := smallPlan()
	week := at("2026-03-20T17:00:00")
	change := func(i int, f func(*schedule.Task)) { f(&p.Tasks[i]) }
	change(0, func(x *schedule.Task) { x.Deadline = week })
	change(2, func(x *schedule.Task) { x.Duration.Elapsed = true })
	change(3, func(x *schedule.Task) { x.Deadline = week })
	manual := p.Tasks[3]
	manual.ID, manual.WBS, manual.Deadline, manual.Manual, manual.Start = "30", "A30", 0, true, at("2026-03-10T08:00:00")
	point := p.Tasks[0]
	point.ID, point.WBS, point.Deadline, point.Kind = "31", "A31", 0, schedule.WorkTask
	p.Tasks = append(p.Tasks, manual, point)
	p.Tasks[5].Parent = "wbs:3"
	p.Links = []schedule.Link{{From: "20", To: "21", Lag: schedule.Lag{Percent: -25}}, {From: "21", To: "30", Lag: schedule.Lag{Length: 3600, Elapsed: true}},
		{From: "wbs:3", To: "22"}, {From: "7", To: "22", External: true}}
	p.Resources[0].Kind, p.Assignments[0].Resource = schedule.CostResource, ""
	source, notes := encode(t, p, xer.Options{})
	doc := parse(t, string(source))
	same(t, "deadline", row(doc, "TASK", 0, "cstr_type cstr_type2 cstr_date2"), "|CS_MEOB|2026-03-20 17:00")
	same(t, "clock time", row(doc, "CALENDAR", 1, "clndr_id clndr_name")+" "+row(doc, "TASK", 1, "clndr_id target_drtn_hr_cnt"), "1|24 hours 1|40")
	same(t, "manual", row(doc, "TASK", 3, "cstr_type cstr_date cstr_type2"), "CS_MANDSTART|2026-03-10 08:00|")
	same(t, "point", row(doc, "TASK", 4, "task_type"), "TT_FinMile")
	same(t, "lead", row(doc, "TASKPRED", 0, "lag_hr_cnt"), "-10")
	same(t, "links", doc.Table("TASKPRED").Len(), 2)
	same(t, "cost resource", row(doc, "RSRC", 0, "rsrc_type"), "RT_Mat")
	same(t, "work of nobody", row(doc, "ROLES", 0, "role_id role_name")+" "+row(doc, "TASKRSRC", 0, "role_id rsrc_id"), "1|Unassigned 1|")
	for _, want := range []string{
		`calendar 1 "24 hours" xer.write.added`, `task 22.deadline "2026-03-20T17:00:00" xer.write.changed`, `task 20.duration.elapsed "true" xer.write.changed`,
		`task 21.deadline "2026-03-20T17:00:00" xer.write.not_written`, `task 30.manual "true" xer.write.changed`, `task 30.start "2026-03-10T08:00:00" xer.write.changed`,
		`task.kind "1" xer.write.changed`, `link 20>21.lag "-25%" xer.write.changed`, `link 21>30.lag "1h elapsed" xer.write.changed`,
		`link wbs:3>22 "FS" xer.write.left_out`, `link 7>22 "FS" xer.write.left_out`, `resource 5.kind "cost" xer.write.changed`,
	} {
		if !strings.Contains(noted(notes), want+"\n") {
			t.Errorf("no note %s in\n%s", want, noted(notes))
		}
	}
}

// TestLeftOut: inactive tasks go with everything about them.
func TestLeftOut(t *testing.T) {
	p := smallPlan()
	p.Tasks[2].Inactive = true
	p.Tasks = append(p.Tasks, schedule.Task{ID: "wbs:8", Name: "Later", WBS: "L", Priority: 500, Inactive: true})
	source, notes := encode(t, p, xer.Options{})
	wantNotes(t, notes, `task 20 "Dig" xer.write.left_out`, `link 20>21 "FS" xer.write.left_out`, `assignment 9 "20" xer.write.left_out`)
	doc := parse(t, string(source))
	same(t, "activities", doc.Table("TASK").Len(), 2)
	same(t, "empty node", row(doc, "PROJWBS", 2, "wbs_id wbs_name"), "8|Later")
}

// TestFlattenedCalendars compares calendars of seasons, repetitions and night
// shifts with what comes back, day by day over the years of the plan.
func TestFlattenedCalendars(t *testing.T) {
	flattened := 0
	for seed := range uint64(60) {
		p := scheduletest.RandomPlan(seed, scheduletest.Shape{Tasks: 3, Without: scheduletest.Only(scheduletest.Calendars)})
		source, notes := encode(t, p, xer.Options{})
		back, _ := decode(t, source)
		was, is := compileAll(t, p), compileAll(t, back)
		r := renamesOf(notes)
		for id, c := range was {
			if c == nil {
				continue
			}
			if hasNote(notes, ref("calendar", string(id), "times"), xer.CodeFlattened) {
				flattened++
			}
			other := is[schedule.CalendarID(r.of("calendar", string(id)))]
			for date := calendar.DateOf(2024, 6, 1); date.Before(calendar.DateOf(2028, 1, 1)); date = date.AddDays(1) {
				if got, want := minutesOf(other.Ranges(date)), minutesOf(c.Ranges(date)); got != want {
					t.Fatalf("seed %d, calendar %s, %s: %s, want %s", seed, id, date, got, want)
				}
			}
		}
	}
	if flattened < 50 {
		t.Errorf("only %d calendars were flattened", flattened)
	}
}

// minutesOf writes ranges cut to whole minutes.
func minutesOf(ranges []calendar.Range) string {
	var b strings.Builder
	for _, r := range calendar.Merge(ranges) {
		r.Start -= r.Start % calendar.Minute
		r.Finish -= r.Finish % calendar.Minute
		if r.Start < r.Finish {
			b.WriteString(r.String() + " ")
		}
	}
	return b.String()
}

// compileAll compiles the calendars of a plan, whose bases come first.
func compileAll(t *testing.T, p *schedule.Plan) map[schedule.CalendarID]*calendar.Calendar {
	t.Helper()
	all := map[schedule.CalendarID]*calendar.Calendar{}
	for _, c := range p.Calendars {
		compiled, err := calendar.Compile(c.Times, all[c.Base])
		if err != nil && !errors.Is(err, calendar.ErrNoWork) {
			t.Fatal(err)
		}
		all[c.ID] = compiled
	}
	return all
}

// TestDatesSurvive computes plans of P6's kind before and after they were
// written: every date is the same.
func TestDatesSurvive(t *testing.T) {
	computed := 0
	plans := make([]*schedule.Plan, 0, 100)
	for seed := range uint64(80) {
		plans = append(plans, newGenerator(seed, false).plan())
	}
	for _, name := range corpus(t) {
		plan, _ := decode(t, readFile(t, name))
		plans = append(plans, plan)
	}
	for i, p := range plans {
		before, err := schedule.Compute(p, schedule.Options{})
		if err != nil {
			continue // a random plan with a cycle
		}
		computed++
		source, _ := encode(t, p, xer.Options{})
		back, _ := decode(t, source)
		after, err := schedule.Compute(back, schedule.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range p.Tasks {
			was, _ := before.Times(x.ID)
			is, _ := after.Times(x.ID)
			if fmt.Sprint(was) != fmt.Sprint(is) {
				t.Fatalf("plan %d, task %s: %+v became %+v", i, x.ID, was, is)
			}
		}
	}
	if computed < 20 {
		t.Errorf("only %d plans were computed", computed)
	}
}

func TestWrittenCharsets(t *testing.T) {
	name := func(text string, o xer.Options) ([]byte, []schedule.LossNote) {
		p := smallPlan()
		p.Name = text
		return encode(t, p, o)
	}
	source, notes := name("Größe", xer.Options{})
	same(t, "windows", bytes.Contains(source, []byte("Gr\xf6\xdfe")), true)
	wantNotes(t, notes)
	source, notes = name("基坑", xer.Options{})
	same(t, "utf-8", bytes.Contains(source, []byte("基坑")), true)
	wantNotes(t, notes, `file.charset "" xer.write.utf8`)
	source, notes = name("基坑", xer.Options{Charset: xer.UTF8})
	same(t, "wanted utf-8", bytes.Contains(source, []byte("基坑")), true)
	wantNotes(t, notes)
	source, notes = name("基坑 ä", xer.Options{Charset: xer.Windows1252})
	same(t, "forced", bytes.Contains(source, []byte("?? \xe4")), true)
	wantNotes(t, notes, `plan.name "基坑 ä" xer.write.characters`)
	source, notes = name("Ã¤Ã¶Ã¼Ã©", xer.Options{}) // its bytes in Windows-1252 are valid UTF-8
	back, _ := decode(t, source)
	same(t, "deceptive", back.Name, "Ã¤Ã¶Ã¼Ã©")
	wantNotes(t, notes, `file.charset "" xer.write.utf8`)
	for _, c := range []xer.Charset{xer.UTF16, xer.UnknownCharset, 9} {
		if _, err := (xer.Options{Charset: c}).Encode(discard{}, smallPlan()); !errors.Is(err, xer.ErrCharset) {
			t.Errorf("%v: %v", c, err)
		}
	}
}

func TestNoPlan(t *testing.T) {
	if _, err := xer.Encode(discard{}, nil); !errors.Is(err, xer.ErrNoPlan) {
		t.Errorf("%v", err)
	}
	source, _ := encode(t, &schedule.Plan{}, xer.Options{})
	back, _ := decode(t, source)
	same(t, "empty plan", fmt.Sprint(len(back.Tasks), len(back.Calendars), back.Calendar), "0 11")
}

// TestPlanIsOnlyRead: writing changes nothing of the plan, and the same plan
// gives the same bytes.
func TestPlanIsOnlyRead(t *testing.T) {
	for seed := range uint64(20) {
		p := newGenerator(seed, true).plan()
		before := fmt.Sprintf("%+v", p)
		first, _ := encode(t, p, xer.Options{})
		second, _ := encode(t, p, xer.Options{})
		if fmt.Sprintf("%+v", p) != before || !bytes.Equal(first, second) {
			t.Fatalf("seed %d: the plan or the bytes changed", seed)
		}
	}
}

func TestCodec(t *testing.T) {
	var codec schedule.Codec = xer.Codec{}
	same(t, "name", codec.Name(), "xer")
	var b bytes.Buffer
	if _, err := codec.Encode(&b, smallPlan()); err != nil {
		t.Fatal(err)
	}
	plan, _, err := codec.Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	if diff := lawDiff(smallPlan(), plan, nil); len(diff) > 0 {
		t.Error(diff)
	}
}
