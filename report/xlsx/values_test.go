package xlsx_test

import (
	"fmt"
	"testing"

	"github.com/milepost-go/milepost/report/xlsx"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Every way in which dates are written, and whether it can be meant in one way
// only. The 4th of March 2026 is a Wednesday, the 3rd of April a Friday.
func TestDates(t *testing.T) {
	march := calendar.DateOf(2026, 3, 4)
	clock := func(h, m, s int) calendar.DateTime { return march.At(calendar.Work(h*3600 + m*60 + s)) }
	for text, want := range map[string]any{
		"2026-03-04": day(4, 8), "2026/3/4": day(4, 8), "2026.3.4": day(4, 8), "2026年3月4日": day(4, 8), "4.3.2026": day(4, 8), "4 Mar 2026": day(4, 8), "March 4, 2026": day(4, 8), "4-Mar-26": day(4, 8),
		"2026-03-04T09:30": clock(9, 30, 0), "2026-03-04 09:30:15": clock(9, 30, 15), "2026年3月4日 9:30": clock(9, 30, 0), "2026年3月4日 下午1：05": clock(13, 5, 0), "4.3.2026 12:00 AM": clock(0, 0, 0),
		"3/4/2026 1:00 PM": xlsx.CodeTwoWays, "03/04/2026": xlsx.CodeTwoWays, "3/4/26": xlsx.CodeTwoWays, "Wed 3/4/26": day(4, 8), "Wed 3/4/26 8:00 AM": day(4, 8), "Fri 3/4/26": calendar.DateOf(2026, 4, 3).At(8 * calendar.Hour),
		"Wednesday, March 4, 2026": day(4, 8), "2026-03-04 星期三": day(4, 8), "周三 2026/3/4": day(4, 8), "Thu 2026-03-04": xlsx.CodeDate, "Mon 3/4/26": xlsx.CodeDate,
		"13/04/2026": calendar.DateOf(2026, 4, 13).At(8 * calendar.Hour), "04/13/2026": calendar.DateOf(2026, 4, 13).At(8 * calendar.Hour), "3/3/2026": day(3, 8), "13/13/2026": xlsx.CodeDate, "2026-02-30": xlsx.CodeDate,
		"2026-03-04 25:00": xlsx.CodeDate, "2026-03-04 13:00 PM": clock(13, 0, 0), "soon": xlsx.CodeDate, "46085": day(4, 8), "46085.5": clock(12, 0, 0), "60": xlsx.CodeDate, "0": xlsx.CodeDate, "-1": xlsx.CodeDate, "1e9": xlsx.CodeDate, "2958466": xlsx.CodeDate,
	} {
		if text == "2026-03-04 13:00 PM" {
			want = xlsx.CodeDate
		}
		plan, notes := decode(t, xlsx.Codec{Start: monday}, book(t, []any{"Task", "Days", "Start"}, []any{"a", 1, text}))
		var got any = plan.Tasks[0].Constraint.Date
		if len(notes) > 0 {
			got = notes[0].Reason
		}
		if got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

// Lengths in both languages, in working and in clock time.
func TestDurations(t *testing.T) {
	for text, want := range map[string]string{
		"5d": "40h", "5 天": "40h", "5 个工作日": "40h", "1.5 days": "12h", "4": "32h", "2w": "80h", "2 周": "80h", "1mo": "160h", "1 个月": "160h", "90min": "1h30m", "8 小时": "8h", "30s": "30s",
		"3ed": "72h elapsed", "3 edays": "72h elapsed", "2h?": "2h estimated", "": "note", "five days": "note", "-5d": "note", "5x": "note", "1e99d": "note", "9999999mo": "note", "NaN": "note",
	} {
		plan, notes := decode(t, xlsx.Codec{Start: monday}, book(t, []any{"Task", "Duration"}, []any{"a", text}))
		d := plan.Tasks[0].Duration
		got := fmt.Sprint(d.Length)
		if d.Elapsed {
			got += " elapsed"
		}
		if d.Estimated {
			got += " estimated"
		}
		if len(notes) > 0 {
			got = "note"
		}
		if got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

// Predecessors by id, code and name, with all types and lags; ids that look
// like lags are still ids.
func TestPredecessors(t *testing.T) {
	const hour = calendar.Hour
	for text, want := range map[string]schedule.Link{
		"3": {From: "3"}, "3FS": {From: "3"}, "3ss": {From: "3", Type: schedule.StartToStart}, "3FF+2d": {From: "3", Type: schedule.FinishToFinish, Lag: schedule.Lag{Length: 16 * hour}},
		"3FS+2 个工作日": {From: "3", Lag: schedule.Lag{Length: 16 * hour}}, "3 SF - 1 天": {From: "3", Type: schedule.StartToFinish, Lag: schedule.Lag{Length: -8 * hour}}, "3FS＋4h": {From: "3", Lag: schedule.Lag{Length: 4 * hour}},
		"3+1ed": {From: "3", Lag: schedule.Lag{Length: 24 * hour, Elapsed: true}}, "3FS-25%": {From: "3", Lag: schedule.Lag{Percent: -25}}, "T-1": {From: "T-1"}, "T-1SS+1d": {From: "T-1", Type: schedule.StartToStart, Lag: schedule.Lag{Length: 8 * hour}},
		"T-1-1d": {From: "T-1", Lag: schedule.Lag{Length: -8 * hour}}, "1.2": {From: "3"}, "1.2FS+1d": {From: "3", Lag: schedule.Lag{Length: 8 * hour}}, "Pour": {From: "3"}, "twice": {}, "x": {}, "T": {}, "3FS+soon": {}, "3FS+2000%": {},
	} {
		plan, notes := decode(t, xlsx.Codec{Start: monday}, book(t, []any{"ID", "WBS", "Task", "Days", "Predecessors"},
			[]any{"3", "1.2", "Pour", 1}, []any{"T-1", "1.3", "twice", 1}, []any{"8", "1.4", "twice", 1}, []any{"9", "1.5", "last", 1, text}))
		want.To = "9"
		if want.From == "" {
			if len(plan.Links) > 0 || len(notes) != 1 || notes[0].Reason != xlsx.CodeReference {
				t.Errorf("%q: %+v %v", text, plan.Links, notes)
			}
		} else if len(notes) > 0 || len(plan.Links) != 1 || plan.Links[0] != want {
			t.Errorf("%q: %+v %v", text, plan.Links, notes)
		}
	}
}

// What stands above the table and on the other sheets belongs to the project.
func TestProjectAboveTheTable(t *testing.T) {
	plan, notes := decode(t, xlsx.Codec{}, book(t,
		[]any{"项目名称：", "", "仓库"}, []any{"Project start:", "2026-03-02"}, []any{"Status date", 46085, "Must finish by", "soon"}, []any{},
		[]any{"Task", "Days", "Task Mode", "Active", "Priority", "Constraint Type", "Constraint Date", "Start", "Finish", "Duration"},
		[]any{"a", 1, "Manually Scheduled", "no", 700, "", "", "2026-03-09", "2026-03-10", "spare"}, []any{"b", 1, "auto", "perhaps", 1001, "不得晚于...完成", "2026-03-20 17:00"}, []any{"c", 1, "sometimes", "yes", "", "Must Start On", ""},
	))
	if plan.Name != "仓库" || plan.Start != day(2, 8) || plan.DataDate != day(4, 17) {
		t.Errorf("%q %s %s", plan.Name, plan.Start, plan.DataDate)
	}
	a, b, c := plan.Tasks[0], plan.Tasks[1], plan.Tasks[2]
	if !a.Manual || a.Start != day(9, 8) || a.Finish != day(10, 17) || !a.Inactive || a.Priority != 700 {
		t.Errorf("%+v", a)
	}
	if b.Constraint != (schedule.Constraint{Kind: schedule.FinishNoLaterThan, Date: day(20, 17)}) || c.Constraint.Kind != schedule.AsSoonAsPossible {
		t.Errorf("%+v\n%+v", b, c)
	}
	want := []string{"Sheet1!D3 cell.date soon", "Sheet1!J5 column.not_read Duration", "Sheet1!D7 cell.value perhaps", "Sheet1!E7 cell.value 1001", "Sheet1!C8 cell.value sometimes", "Sheet1!F8 cell.value Must Start On"}
	if got := reasons(notes); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%q", got)
	}
}
