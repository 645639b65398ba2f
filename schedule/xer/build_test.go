package xer_test

import (
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/xer"
)

// table writes a table. Fields are separated by blanks, values by commas.
func table(name, fields string, rows ...string) string {
	var b strings.Builder
	b.WriteString("%T\t" + name + "\n%F\t" + strings.Join(strings.Fields(fields), "\t") + "\n")
	for _, row := range rows {
		b.WriteString("%R\t" + strings.ReplaceAll(row, ",", "\t") + "\n")
	}
	return b.String()
}

const headerLine = "ERMHDR\t22.12\t2026-03-02\tProject\tadmin\tadmin\tdbxDatabaseNoName\tProject Management\tEUR\n"

// file writes a file with a project, a calendar of the usual week, and whatever
// else; a table given here stands instead of the usual one.
func file(tables ...string) string {
	all := strings.Join(tables, "")
	var b strings.Builder
	b.WriteString(headerLine)
	for _, usual := range []string{
		table("PROJECT", "proj_id proj_short_name clndr_id last_recalc_date plan_start_date", "1,P1,7,2026-03-02 08:00,2026-03-01 08:00"),
		table("CALENDAR", "clndr_id clndr_name base_clndr_id day_hr_cnt week_hr_cnt month_hr_cnt clndr_data", "7,Week,,8,40,160,"+usualWeek),
		table("PROJWBS", "wbs_id proj_id seq_num proj_node_flag wbs_short_name wbs_name parent_wbs_id", "10,1,1,Y,P1,Project one,9"),
	} {
		name, _, _ := strings.Cut(usual, "\n")
		if !strings.Contains(all, name+"\n") {
			b.WriteString(usual)
		}
	}
	return b.String() + all + "%E\n"
}

const usualWeek = "(0||CalendarData()((0||DaysOfWeek()((0||1()())(0||2()((0||0(s|08:00|f|16:00)())))(0||3()((0||0(s|08:00|f|16:00)())))" +
	"(0||4()((0||0(s|08:00|f|16:00)())))(0||5()((0||0(s|08:00|f|16:00)())))(0||6()((0||0(s|08:00|f|16:00)())))(0||7()())))(0||Exceptions()())))"

// activities writes the table TASK with the fields that every one needs and
// others. Each row goes on after "id,1,10,7,".
func activities(fields string, rows ...string) string {
	for i, row := range rows {
		id, rest, _ := strings.Cut(row, ",")
		rows[i] = id + ",1,10,7," + rest
	}
	return table("TASK", "task_id proj_id wbs_id clndr_id "+fields, rows...)
}

// decodeText reads a file that must be in order.
func decodeText(t testing.TB, source string) (*schedule.Plan, []schedule.LossNote) {
	t.Helper()
	return decode(t, []byte(source))
}

// tolerate reads a file tolerantly.
func tolerate(t testing.TB, source string) (*schedule.Plan, []schedule.LossNote) {
	t.Helper()
	plan, notes, err := xer.Options{Tolerant: true}.Decode(strings.NewReader(source))
	if err != nil {
		t.Fatal(err)
	}
	return plan, notes
}

// task returns a task of a plan.
func task(t testing.TB, plan *schedule.Plan, id schedule.TaskID) schedule.Task {
	t.Helper()
	got, ok := plan.Task(id)
	if !ok {
		t.Fatalf("no task %s", id)
	}
	return got
}

// wantNotes compares the notes, written as "kind id.field value code".
func wantNotes(t testing.TB, notes []schedule.LossNote, want ...string) {
	t.Helper()
	got := strings.Split(strings.TrimSuffix(noted(notes), "\n"), "\n")
	if len(notes) == 0 {
		got = nil
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("notes\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func ref(kind, id, field string) finding.Ref { return finding.Ref{Kind: kind, ID: id, Field: field} }
