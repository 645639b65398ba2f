package xer_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/xer"
)

// disguise writes plans of P6's kind in any of the ways in which a file can
// hold them: tables and fields in any order, fields and tables that nobody
// knows, other projects between the rows, line ends of both kinds, numbers and
// dates in several forms. It shares nothing with Encode.
type disguise struct {
	*rand.Rand
	tables []*draftTable
	nodes  map[schedule.TaskID]string
	eol    string
}

// draftTable is a table before it has its form.
type draftTable struct {
	name   string
	fields []string
	rows   []map[string]string
}

func (d *disguise) one(in int) bool { return d.IntN(in) == 0 }

func (d *disguise) table(name string) *draftTable {
	for _, t := range d.tables {
		if t.name == name {
			return t
		}
	}
	t := &draftTable{name: name}
	d.tables = append(d.tables, t)
	return t
}

// row adds a row, given as alternating fields and values.
func (d *disguise) row(table string, pairs ...any) {
	t := d.table(table)
	row := map[string]string{}
	for i := 0; i < len(pairs); i += 2 {
		field := pairs[i].(string)
		if !slices.Contains(t.fields, field) {
			t.fields = append(t.fields, field)
		}
		row[field] = fmt.Sprint(pairs[i+1])
	}
	t.rows = append(t.rows, row)
}

// hours writes a length of time in one of some forms.
func (d *disguise) hours(w calendar.Work) string {
	sign := ""
	if w < 0 {
		sign, w = "-", -w
	}
	whole, rest := int64(w/3600), int64(w%3600)
	text := fmt.Sprintf("%s%d.%015d", sign, whole, (rest*1_000_000_000_000_000+1800)/3600)
	if rest != 0 {
		return text[:len(text)-d.IntN(4)]
	}
	return sign + pickOne(d, fmt.Sprint(whole), fmt.Sprintf("%d.0", whole), fmt.Sprintf("%d,00", whole), fmt.Sprintf("%de0", whole), fmt.Sprintf("0%d", whole))
}

func pickOne(d *disguise, list ...string) string { return list[d.IntN(len(list))] }

// date writes a moment in one of some forms.
func (d *disguise) date(t calendar.DateTime) string {
	if t.IsZero() {
		return pickOne(d, "", "", "1899-12-30 00:00")
	}
	text := strings.Replace(t.String(), "T", " ", 1)
	if strings.HasSuffix(text, ":00") && d.one(2) {
		text = strings.TrimSuffix(text, ":00")
	}
	if strings.HasSuffix(text, " 00:00") && d.one(2) {
		text = strings.TrimSuffix(text, " 00:00")
	}
	return text
}

// text writes a text as P6 does.
func (d *disguise) text(s string) string {
	s = strings.ReplaceAll(s, `"`, `""`)
	return strings.ReplaceAll(s, "\n", pickOne(d, "\x7f\x7f", "\x7f"))
}

func (d *disguise) share(s schedule.Share) string {
	return fmt.Sprintf("%d.%06d", s/schedule.FullUnit, s%schedule.FullUnit)
}

func (d *disguise) amount(a money.Amount) string {
	if a.Sign() == 0 {
		return pickOne(d, "", "0", "0.0000")
	}
	return a.Text()
}

func (d *disguise) ranges(list []calendar.Range) (text string) {
	for i, r := range list {
		clock := func(w calendar.Work) string {
			h, m := int(w/3600)%24, int(w%3600/60)
			switch {
			case d.one(4):
				return fmt.Sprintf("%d:%02d %s", (h+11)%12+1, m, []string{"AM", "PM"}[h/12])
			case d.one(4):
				return fmt.Sprintf("%d:%02d", h, m)
			}
			return fmt.Sprintf("%02d:%02d", h, m)
		}
		keys := "s|" + clock(r.Start) + "|f|" + clock(r.Finish)
		if d.one(2) {
			keys = "f|" + clock(r.Finish) + "|s|" + clock(r.Start)
		}
		text += fmt.Sprintf("%s(0||%d(%s)%s())", d.space(), i, keys, d.space())
	}
	return text
}

func (d *disguise) space() string { return pickOne(d, "", "", "\x7f\x7f  ", "   ") }

func (d *disguise) calendarData(def calendar.Definition) string {
	days := ""
	for _, day := range d.Perm(7) {
		if len(def.Week[day].Ranges) == 0 && d.one(3) {
			continue // a day that is not there does not work
		}
		days += fmt.Sprintf("%s(0||%d()(%s))", d.space(), day+1, d.ranges(def.Week[day].Ranges))
	}
	exceptions := ""
	for i, x := range def.Exceptions {
		exceptions += fmt.Sprintf("%s(0||%d(d|%d)(%s))", d.space(), i, x.From.DaysSince(calendar.DateOf(1899, 12, 30)), d.ranges(x.Ranges))
	}
	parts := []string{"(0||DaysOfWeek()(" + days + "))", "(0||Exceptions()(" + exceptions + "))"}
	if d.one(2) {
		parts = append(parts, "(0||VIEW(ShowTotal|Y)())")
	}
	d.Shuffle(len(parts), func(i, j int) { parts[i], parts[j] = parts[j], parts[i] })
	return "(0||" + pickOne(d, "CalendarData", "") + "()(" + d.space() + strings.Join(parts, d.space()) + "))"
}

// plan writes a plan into tables.
func (d *disguise) plan(p *schedule.Plan) {
	r := p.Rules
	d.row("PROJECT", "proj_id", 17, "proj_short_name", "X1", "clndr_id", p.Calendar, "last_recalc_date", d.date(p.DataDate), "plan_start_date", d.date(p.Start),
		"plan_end_date", d.date(p.MustFinish), "critical_path_type", []string{"CT_TotFloat", "CT_DrivPath"}[r.Critical], "critical_drtn_hr_cnt", d.hours(r.CriticalLimit))
	d.row("SCHEDOPTIONS", "schedoptions_id", 5, "proj_id", 17, "sched_retained_logic", yes(r.Progress == schedule.RetainedLogic), "sched_progress_override", yes(r.Progress == schedule.ProgressOverride),
		"sched_float_type", map[string]string{"smaller": "FT_MIN", "start": "FT_SF", "finish": "FT_FF"}[r.TotalFloat.String()],
		"sched_calendar_on_relationship_lag", map[string]string{"successor": "rcal_Successor", "predecessor": "rcal_Predecessor", "clock": "rcal_24Hour", "project": "rcal_ProjDefault"}[r.LagCalendar.String()],
		"sched_use_expect_end_flag", yes(r.ExpectedFinish), "sched_open_critical_flag", yes(r.OpenEndsCritical))
	for _, c := range p.Calendars {
		day := calendar.Work(p.Units.MinutesPerDay) * 60
		d.row("CALENDAR", "clndr_id", c.ID, "clndr_name", d.text(c.Name), "base_clndr_id", c.Base, "day_hr_cnt", d.hours(day), "week_hr_cnt", d.hours(calendar.Work(p.Units.MinutesPerWeek)*60),
			"month_hr_cnt", d.hours(day*calendar.Work(p.Units.DaysPerMonth)), "clndr_data", d.calendarData(c.Times))
	}
	d.row("PROJWBS", "wbs_id", 99999, "proj_id", 17, "proj_node_flag", "Y", "wbs_name", d.text(p.Name), "parent_wbs_id", pickOne(d, "", "4711"), "seq_num", 3)
	d.nodes = map[schedule.TaskID]string{"": "99999"}
	for i := range p.Tasks {
		d.task(&p.Tasks[i], i)
	}
	for i, l := range p.Links {
		d.row("TASKPRED", "task_pred_id", i, "task_id", l.To, "pred_task_id", l.From, "proj_id", 17, "pred_proj_id", 17, "pred_type", "PR_"+l.Type.String(), "lag_hr_cnt", d.hours(l.Lag.Length))
	}
	d.resources(p)
}

func yes(b bool) string {
	if b {
		return "Y"
	}
	return "N"
}

func (d *disguise) task(t *schedule.Task, i int) {
	if number, ok := strings.CutPrefix(string(t.ID), "wbs:"); ok {
		d.nodes[t.ID] = number
		d.row("PROJWBS", "wbs_id", number, "proj_id", 17, "proj_node_flag", "N", "wbs_name", d.text(t.Name), "wbs_short_name", d.text(t.WBS), "parent_wbs_id", d.nodes[t.Parent], "seq_num", i)
		d.memo("WBSMEMO", "wbs_id", number, "wbs_memo", t.Notes)
		return
	}
	p := t.Progress
	remaining, status := t.Duration.Length, "TK_NotStart"
	switch {
	case !p.ActualFinish.IsZero():
		remaining, status = 0, "TK_Complete"
	case !p.ActualStart.IsZero():
		remaining, status = p.Remaining, "TK_Active"
	case p.Remaining > 0:
		remaining = p.Remaining
	}
	word := map[schedule.ConstraintKind]string{schedule.AsLateAsPossible: "CS_ALAP", schedule.MustStartOn: "CS_MSO", schedule.MustFinishOn: "CS_MEO", schedule.StartNoEarlierThan: "CS_MSOA",
		schedule.StartNoLaterThan: "CS_MSOB", schedule.FinishNoEarlierThan: "CS_MEOA", schedule.FinishNoLaterThan: "CS_MEOB", schedule.MandatoryStart: "CS_MANDSTART", schedule.MandatoryFinish: "CS_MANDFIN"}
	types := map[string]string{"fixedUnits false": "DT_FixedRate", "fixedDuration false": "DT_FixedDrtn", "fixedDuration true": "DT_FixedDUR2", "fixedWork true": "DT_FixedQty"}
	d.row("TASK", "task_id", t.ID, "proj_id", 17, "wbs_id", d.nodes[t.Parent], "clndr_id", t.Calendar, "task_name", d.text(t.Name), "task_code", d.text(t.WBS),
		"task_type", map[string]string{"work": "TT_Task", "startMilestone": "TT_Mile", "finishMilestone": "TT_FinMile", "levelOfEffort": "TT_LOE", "resourceDependent": "TT_Rsrc"}[t.Kind.String()],
		"duration_type", types[fmt.Sprint(t.Type, " ", t.EffortDriven)], "priority_type", map[int]string{100: "PT_Lowest", 300: "PT_Low", 500: "PT_Normal", 700: "PT_High", 900: "PT_Top"}[t.Priority],
		"status_code", status, "target_drtn_hr_cnt", d.hours(t.Duration.Length), "remain_drtn_hr_cnt", d.hours(remaining),
		"cstr_type", word[t.Constraint.Kind], "cstr_date", d.date(t.Constraint.Date), "cstr_type2", word[t.Second.Kind], "cstr_date2", d.date(t.Second.Date),
		"expect_end_date", d.date(t.ExpectedFinish), "act_start_date", d.date(p.ActualStart), "act_end_date", d.date(p.ActualFinish), "suspend_date", d.date(p.Stop), "resume_date", d.date(p.Resume),
		"act_work_qty", p.PercentWork, "remain_work_qty", 100-p.PercentWork, "early_start_date", "2026-01-01 08:00", "total_float_hr_cnt", "-8")
	d.memo("TASKMEMO", "task_id", string(t.ID), "task_memo", t.Notes)
	if t.FixedCost.Sign() != 0 || p.ActualCost.Sign() != 0 {
		d.row("PROJCOST", "cost_item_id", i, "proj_id", 17, "task_id", t.ID, "target_cost", d.amount(t.FixedCost), "act_cost", d.amount(p.ActualCost))
	}
}

func (d *disguise) memo(table, idField, id, textField, notes string) {
	if notes == "" {
		return
	}
	var lines []string
	for _, line := range strings.Split(notes, "\n") {
		line = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", " ", "&nbsp;").Replace(line)
		lines = append(lines, line)
	}
	text := "<html>\n <head>\n </head>\n<body>" + strings.Join(lines, pickOne(d, "<br>", "<BR/>", "<br />")) + "</body></html>"
	d.row(table, "memo_id", d.IntN(1e9), "proj_id", 17, idField, id, textField, d.text(text))
}

func (d *disguise) resources(p *schedule.Plan) {
	byName := map[string]schedule.ResourceID{}
	for _, r := range p.Resources {
		byName[r.Name] = r.ID
		d.row("RSRC", "rsrc_id", r.ID, "rsrc_name", d.text(r.Name), "rsrc_type", []string{"RT_Labor", "RT_Mat"}[r.Kind], "clndr_id", r.Calendar, "email_addr", r.Email, "parent_rsrc_id", byName[r.Group])
		d.row("RSRCRATE", "rsrc_rate_id", r.ID, "rsrc_id", r.ID, "max_qty_per_hr", d.share(r.Max), "cost_per_qty", d.amount(r.Rate), "start_date", "2020-01-01 00:00")
	}
	for _, a := range p.Assignments {
		overtime := calendar.Work(0)
		if a.ActualWork > 3600 {
			overtime = 1800
		}
		d.row("TASKRSRC", "taskrsrc_id", a.ID, "task_id", a.Task, "proj_id", 17, "rsrc_id", a.Resource, "target_qty", d.hours(a.Work), "remain_qty", d.hours(a.RemainingWork),
			"act_reg_qty", d.hours(a.ActualWork-overtime), "act_ot_qty", d.hours(overtime), "target_qty_per_hr", d.share(a.Units), "target_lag_drtn_hr_cnt", d.hours(a.Delay),
			"act_start_date", d.date(a.ActualStart), "act_end_date", d.date(a.ActualFinish), "act_reg_cost", "0.0000")
	}
}

// others adds what does not belong to the plan: rows of another project, whose
// ids are those of this one, and a table and fields that nobody knows.
func (d *disguise) others() {
	if d.one(2) {
		d.row("PROJECT", "proj_id", 18, "proj_short_name", "OTHER", "last_recalc_date", "2020-01-01 00:00", "plan_start_date", "2020-01-01")
		for _, name := range []string{"SCHEDOPTIONS", "PROJWBS", "TASK", "TASKRSRC", "PROJCOST", "TASKMEMO", "WBSMEMO"} {
			t := d.table(name)
			for _, row := range t.rows[:min(len(t.rows), 2)] {
				other := map[string]string{}
				for field, value := range row {
					other[field] = value
				}
				other["proj_id"] = "18"
				t.rows = append(t.rows, other)
			}
		}
	}
	for _, t := range d.tables {
		if d.one(2) {
			t.fields = append(t.fields, "zz_new_field")
		}
	}
	d.row("ZZ_NEW_TABLE", "zz_id", 1, "task_id", 1)
}

// write writes the tables: the ones that others refer to need not come first.
func (d *disguise) write() string {
	d.Shuffle(len(d.tables), func(i, j int) { d.tables[i], d.tables[j] = d.tables[j], d.tables[i] })
	var b strings.Builder
	b.WriteString(strings.TrimSuffix(headerLine, "\n") + d.eol)
	for _, t := range d.tables {
		d.Shuffle(len(t.fields), func(i, j int) { t.fields[i], t.fields[j] = t.fields[j], t.fields[i] })
		cut := len(t.rows)
		if d.one(4) {
			cut = d.IntN(cut + 1)
		}
		d.part(&b, t, t.rows[:cut])
		if cut < len(t.rows) {
			d.part(&b, t, t.rows[cut:])
		}
	}
	return b.String() + "%E" + d.eol
}

// part writes some rows of a table, which may come in several parts.
func (d *disguise) part(b *strings.Builder, t *draftTable, rows []map[string]string) {
	name := t.name
	if d.one(5) {
		name = strings.ToLower(name)
	}
	b.WriteString("%T\t" + name + d.eol + "%F\t" + strings.Join(t.fields, "\t") + d.eol)
	for _, row := range rows {
		values := make([]string, len(t.fields))
		for i, field := range t.fields {
			if values[i] = row[field]; field != "clndr_data" && field != "email_addr" && !strings.HasSuffix(field, "name") && !strings.HasSuffix(field, "code") && !strings.HasSuffix(field, "memo") && d.one(20) {
				values[i] = " " + values[i] + " "
			}
		}
		line := "%R\t" + strings.Join(values, "\t")
		if d.one(3) {
			line = strings.TrimRight(line, "\t") // values at the end that are not there are empty
		}
		b.WriteString(line + d.eol)
		if d.one(30) {
			b.WriteString(d.eol)
		}
	}
}

// TestDisguisedPlansAreRead: however a plan is written down, it is the same
// plan.
func TestDisguisedPlansAreRead(t *testing.T) {
	for seed := range uint64(150) {
		plan := newGenerator(seed, false).plan()
		for i := range plan.Tasks { // percentages of work stand in the activities themselves
			if p := &plan.Tasks[i].Progress; !p.ActualStart.IsZero() {
				p.PercentWork = int(seed+uint64(i)) % 101
			}
		}
		d := &disguise{Rand: rand.New(rand.NewPCG(seed, 99)), eol: []string{"\n", "\r\n"}[seed%2]}
		d.plan(plan)
		d.others()
		source := d.write()
		got, notes, err := xer.Options{Project: "17"}.Decode(strings.NewReader(source))
		if err != nil {
			t.Fatalf("seed %d: %v\n%s", seed, err, source)
		}
		for _, diff := range lawDiff(plan, got, nil) {
			t.Errorf("seed %d: %s", seed, diff)
		}
		for _, n := range notes {
			switch n.Reason {
			case xer.CodeOtherProject, xer.CodeNotCarried, xer.CodeCharsetGuessed, xer.CodeEmptyWBS, xer.CodeRounded:
			default:
				t.Errorf("seed %d: note %v", seed, n)
			}
		}
		if t.Failed() {
			t.FailNow()
		}
	}
}
