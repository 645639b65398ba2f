package lifecycle

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// march returns noon of a day in March, and the zero time for 0.
func march(d int) time.Time {
	if d == 0 {
		return time.Time{}
	}
	return day(d)
}

// windowed returns the windows of a sales project: planning until the 10th,
// execution until the 20th, both tied to tasks.
func windowed() []PhaseWindow {
	return []PhaseWindow{
		{
			Phase: PhasePlanning, PlannedStart: march(2), PlannedFinish: march(10), ForecastStart: march(2), ForecastFinish: march(10),
			Gate: GateExecution, GateDate: march(10), GateForecast: march(10), Tasks: []string{"plan"}, GateTasks: []string{"review"},
		},
		{
			Phase: PhaseExecution, PlannedStart: march(10), PlannedFinish: march(20), ForecastStart: march(10), ForecastFinish: march(20),
			Gate: GateClosing, GateDate: march(20), GateForecast: march(20), Tasks: []string{"build", "deliver"},
		},
	}
}

// days writes a window as days of March: start to finish, and the gate.
func days(start, finish, gate time.Time) string {
	d := func(t time.Time) string {
		if t.IsZero() {
			return "?"
		}
		return fmt.Sprint(t.Day())
	}
	return d(start) + "-" + d(finish) + " gate " + d(gate)
}

func forecasts(list []PhaseWindow) string {
	var text []string
	for _, w := range list {
		text = append(text, days(w.ForecastStart, w.ForecastFinish, w.GateForecast))
	}
	return strings.Join(text, ", ")
}

// TestMovingATaskMovesTheForecast has hand-worked cases.
func TestMovingATaskMovesTheForecast(t *testing.T) {
	for _, c := range []struct {
		name  string
		tasks []TaskForecast
		want  string
	}{
		{"nothing known", nil, "2-10 gate 10, 10-20 gate 20"},
		{"others only", []TaskForecast{{"other", march(30)}}, "2-10 gate 10, 10-20 gate 20"},
		{"as planned", []TaskForecast{{"plan", march(9)}, {"review", march(10)}, {"build", march(18)}, {"deliver", march(20)}}, "2-10 gate 10, 10-20 gate 20"},
		{"the gate's task slips", []TaskForecast{{"review", march(14)}}, "2-14 gate 14, 14-24 gate 24"},
		{"the gate's task slips, the rest is known", []TaskForecast{{"review", march(14)}, {"deliver", march(20)}}, "2-14 gate 14, 14-20 gate 20"},
		{"the phase's task slips", []TaskForecast{{"plan", march(12)}}, "2-12 gate 10, 12-22 gate 22"},
		{"the last of two tasks", []TaskForecast{{"build", march(25)}, {"deliver", march(22)}}, "2-10 gate 10, 10-25 gate 20"},
		{"a task named twice", []TaskForecast{{"build", march(21)}, {"build", march(23)}}, "2-10 gate 10, 10-23 gate 20"},
		{"earlier than planned", []TaskForecast{{"plan", march(6)}, {"review", march(7)}}, "2-7 gate 7, 10-20 gate 20"},
		{"not before its gate", []TaskForecast{{"plan", march(6)}}, "2-10 gate 10, 10-20 gate 20"},
	} {
		given := windowed()
		if got := forecasts(MoveForecasts(given, c.tasks)); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
		if !reflect.DeepEqual(given, windowed()) {
			t.Errorf("%s: what was given was written to", c.name)
		}
	}
	if MoveForecasts(nil, nil) != nil {
		t.Error("windows came out of nothing")
	}
}

// TestForecastsOnlyFollow is the law that a later task never makes a forecast
// earlier, and that moving nothing twice is moving it once.
func TestForecastsOnlyFollow(t *testing.T) {
	eachRandom(t, func(t *testing.T, r *rand.Rand) {
		var tasks []TaskForecast
		for _, id := range some(r, []string{"plan", "review", "build", "deliver"}) {
			tasks = append(tasks, TaskForecast{id, march(1 + r.IntN(28))})
		}
		once := MoveForecasts(windowed(), tasks)
		if again := MoveForecasts(once, tasks); !reflect.DeepEqual(again, once) {
			t.Fatalf("%v: first %s, then %s", tasks, forecasts(once), forecasts(again))
		}
		later := slices.Clone(tasks)
		i := r.IntN(len(later))
		later[i].Finish = later[i].Finish.Add(time.Duration(1+r.IntN(72)) * time.Hour)
		moved := MoveForecasts(windowed(), later)
		for k := range once {
			if moved[k].ForecastFinish.Before(once[k].ForecastFinish) || moved[k].GateForecast.Before(once[k].GateForecast) || moved[k].ForecastStart.Before(once[k].ForecastStart) {
				t.Fatalf("%v to %v: from %s to %s", tasks, later, forecasts(once), forecasts(moved))
			}
		}
	})
}

// scheduled returns a project in planning since the second of March whose
// windows are stated.
func scheduled(t *testing.T) *play {
	t.Helper()
	p := newPlay(t, SalesProject())
	p.atTime(march(1), StartProject{Header: p.by("pm"), Definition: SalesProjectID}, RoleManager)
	p.atTime(march(2), RequestMove{Header: p.by("pm"), To: PhasePlanning}, RoleManager)
	p.atTime(march(3), SetWindows{p.by("pm"), windowed()}, RoleManager)
	return p
}

// told writes every window with what became of it.
func actuals(list []Window) string {
	var text []string
	for _, w := range list {
		actual := days(w.ActualStart, w.ActualFinish, w.GatePassed)
		text = append(text, fmt.Sprintf("%s %s, is %s, x%d", w.Phase, days(w.ForecastStart, w.ForecastFinish, w.GateForecast), actual, w.Entered))
	}
	return strings.Join(text, "; ")
}

func TestWindows(t *testing.T) {
	p := scheduled(t)
	want := func(now int, text string) {
		t.Helper()
		if got := actuals(p.state.Windows(march(now))); got != text {
			t.Errorf("on the %dth:\n got %s\nwant %s", now, got, text)
		}
	}
	begun := "; initiation 1-2 gate ?, is 1-2 gate ?, x1"
	want(4, "planning 2-10 gate 10, is 2-? gate ?, x1; execution 10-20 gate 20, is ?-? gate ?, x0"+begun)
	want(13, "planning 2-13 gate 13, is 2-? gate ?, x1; execution 13-20 gate 20, is ?-? gate ?, x0"+begun)
	p.now = march(12).Add(-2 * time.Hour)
	p.approve(MoveStartExecution)
	p.do(RequestMove{Header: p.by("pm"), To: PhaseExecution}, RoleManager)
	want(13, "planning 2-12 gate 12, is 2-12 gate 12, x1; execution 12-20 gate 20, is 12-? gate ?, x1"+begun)
	p.atTime(march(14), RequestMove{Header: p.by("pm"), To: PhasePlanning}, RoleManager)
	want(15, "planning 2-15 gate 15, is 2-? gate ?, x2; execution 12-14 gate 20, is 12-14 gate ?, x1"+begun)
	p.now = march(16)
	p.approve(MoveCancelProject)
	p.do(Cancel{Header: p.by("pm")}, RoleManager)
	p.do(Close{Header: p.by("pm"), Outcome: Cancelled}, RoleManager)
	want(25, "planning 2-16 gate 10, is 2-16 gate ?, x2; execution 12-14 gate 20, is 12-14 gate ?, x1"+begun+"; closing 16-16 gate ?, is 16-16 gate ?, x1")
	if got := (State{}).Windows(march(1)); got != nil {
		t.Errorf("no project has %v", got)
	}
}

func TestCheckWindows(t *testing.T) {
	p := scheduled(t)
	tell := func(now int) string {
		var text []string
		for _, f := range CheckWindows(p.def, p.state, march(now)) {
			if f.Severity != finding.Warn || f.Remedy != RemedySetWindows {
				t.Errorf("found %v", f)
			}
			text = append(text, strings.TrimPrefix(string(f.Code), "lifecycle.window.")+" "+f.Subject.String())
		}
		return strings.Join(text, ", ")
	}
	undated := "no_gate_date phase closing, no_gate_date phase initiation"
	if got := tell(4); got != undated {
		t.Errorf("got %s", got)
	}
	want := "late gate execution_gate, no_gate_date phase closing, no_gate_date phase initiation, late phase planning"
	if got := tell(11); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	p.do(SetWindows{p.by("pm"), MoveForecasts(p.state.PlannedWindows(), []TaskForecast{{"deliver", march(22)}})}, RoleManager)
	if got := tell(4); got != "no_gate_date phase closing, late phase execution, no_gate_date phase initiation" {
		t.Errorf("a task that slips is told as %s", got)
	}
	if CheckWindows(nil, p.state, march(4)) != nil || CheckWindows(p.def, State{}, march(4)) != nil {
		t.Error("found something in nothing")
	}
}

func TestWindowRefusals(t *testing.T) {
	p := scheduled(t)
	ids := make([]string, maxWindowTasks+1)
	for i := range ids {
		ids[i] = "t"
	}
	for name, c := range map[string]struct {
		windows []PhaseWindow
		code    finding.Code
		field   string
	}{
		"unknown phase":        {[]PhaseWindow{{Phase: "isle"}}, CodeWindowPhase, "windows[0].phase"},
		"control phase":        {[]PhaseWindow{{Phase: PhaseMonitoring}}, CodeWindowPhase, "windows[0].phase"},
		"unknown gate":         {[]PhaseWindow{{Phase: PhasePlanning, Gate: "isle"}}, CodeWindowGate, "windows[0].gate"},
		"twice":                {[]PhaseWindow{{Phase: PhasePlanning}, {Phase: PhasePlanning}}, CodeWindowTwice, "windows[1].phase"},
		"planned backwards":    {[]PhaseWindow{{Phase: PhasePlanning, PlannedStart: march(3), PlannedFinish: march(2)}}, CodeWindowOrder, "windows[0].planned_finish"},
		"forecast backwards":   {[]PhaseWindow{{Phase: PhasePlanning, ForecastStart: march(3), ForecastFinish: march(2)}}, CodeWindowOrder, "windows[0].forecast_finish"},
		"beyond the calendar":  {[]PhaseWindow{{Phase: PhasePlanning, GateDate: march(1).AddDate(9000, 0, 0)}}, CodeCommandBadTime, "windows[0].gate_date"},
		"forecast beyond it":   {[]PhaseWindow{{Phase: PhasePlanning, GateForecast: march(1).AddDate(9000, 0, 0)}}, CodeCommandBadTime, "windows[0].gate_forecast"},
		"task without an id":   {[]PhaseWindow{{Phase: PhasePlanning, Tasks: []string{""}}}, CodeCommandBadID, "windows[0].tasks"},
		"gate task with bells": {[]PhaseWindow{{Phase: PhasePlanning, GateTasks: []string{"\a"}}}, CodeCommandBadID, "windows[0].tasks"},
		"too many":             {make([]PhaseWindow, maxParts+1), CodeCommandBadLength, "windows"},
		"too many tasks":       {[]PhaseWindow{{Phase: PhasePlanning, Tasks: ids}}, CodeCommandBadLength, "windows"},
	} {
		_, refusal := Decide(p.def, p.state, SetWindows{p.by("pm"), c.windows}, p.input())
		if refusal == nil || len(refusal.Findings) != 1 || refusal.Findings[0].Code != c.code || refusal.Findings[0].Subject.Field != c.field {
			t.Errorf("%s: %v", name, refusal)
		}
	}
}

// TestWindowsAreCopies writes to everything that was passed in or out.
func TestWindowsAreCopies(t *testing.T) {
	p := newPlay(t, SalesProject()).to(PhasePlanning)
	given := windowed()
	p.do(SetWindows{p.by("pm"), given}, RoleManager)
	before := form(t, p.state)
	given[0].Tasks[0], given[0].Phase = "x", "x"
	out := p.state.PlannedWindows()
	out[0].GateTasks[0] = "x"
	full := p.state.Windows(march(4))
	full[1].Tasks[0] = "x"
	if form(t, p.state) != before {
		t.Error("the state was changed from outside")
	}
	p.do(SetWindows{p.by("pm"), nil}, RoleManager)
	if p.state.PlannedWindows() != nil {
		t.Error("windows stated as none are still there")
	}
}
