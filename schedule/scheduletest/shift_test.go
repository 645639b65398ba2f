package scheduletest

import (
	"errors"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

func TestShift(t *testing.T) {
	def := calendar.Standard()
	def.Exceptions = []calendar.Exception{{From: calendar.DateOf(2025, 3, 4), To: calendar.DateOf(2025, 3, 5)}, {From: calendar.DateOf(2025, 3, 7)}}
	def.WorkWeeks = []calendar.WorkWeek{{To: calendar.DateOf(2025, 3, 16)}}
	p := &schedule.Plan{Start: march(3, 8, 0), DataDate: march(3, 9, 0), Calendars: []schedule.Calendar{{ID: "c", Times: def}},
		Tasks: []schedule.Task{{ID: "a", Deadline: march(10, 17, 0), Progress: schedule.Progress{ActualStart: march(3, 8, 0)}}}}
	before := Dump(p)
	const want = `plan from Mo 2025-03-17T08:00
calendar c: SuSa off MoTuWeThFr 08:00-12:00+13:00-17:00; ..2025-03-30; 2025-03-18..2025-03-19 off; 2025-03-21..2025-03-21 off
a 0s deadline Mo 2025-03-24T17:00 begun Mo 2025-03-17T08:00
`
	moved := Shift(p, 2)
	if got := Dump(moved); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if moved.DataDate != march(17, 9, 0) || !moved.Finish.IsZero() {
		t.Errorf("data date %v, finish %v", moved.DataDate, moved.Finish)
	}
	if Dump(p) != before || Dump(Shift(moved, -2)) != before {
		t.Error("there and back is another plan")
	}
}

// TestShiftLawBroken: a solver that knows a holiday of its own is found out.
func TestShiftLawBroken(t *testing.T) {
	p := &schedule.Plan{Start: march(3, 8, 0), Tasks: []schedule.Task{{ID: "a", Duration: schedule.Duration{Length: 16 * calendar.Hour}}}}
	holiday := func(p *schedule.Plan) (map[schedule.TaskID]schedule.Times, error) {
		def := calendar.Standard()
		def.Exceptions = []calendar.Exception{{From: calendar.DateOf(2025, 3, 4)}}
		q := p.Clone()
		q.Calendar, q.Calendars = "c", []schedule.Calendar{{ID: "c", Times: def}}
		return Oracle(q), nil
	}
	found := strings.Join(ShiftLaw(p, 1, holiday), "\n")
	if !strings.Contains(found, "a: early finish is Tu 2025-03-11T17:00 after 1 weeks, want We 2025-03-12T17:00") {
		t.Error(found)
	}
	fail := func(p *schedule.Plan) (map[schedule.TaskID]schedule.Times, error) {
		if p.Start == march(3, 8, 0) {
			return nil, nil
		}
		return nil, errors.New("not today")
	}
	if found := ShiftLaw(p, 1, fail); len(found) != 1 || found[0] != "1 weeks on: not today" {
		t.Error(found)
	}
	if found := ShiftLaw(Shift(p, 1), 1, fail); len(found) != 1 || found[0] != "not today" {
		t.Error(found)
	}
}
