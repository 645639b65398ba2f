package lifecycle

import (
	"fmt"
	"slices"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Limits of windows.
const (
	maxWindowTasks = 10000 // ids in one command
)

const (
	// ActionSetWindows is the action of [SetWindows].
	ActionSetWindows Action = "set_windows"
	// TypeWindowsSet is the type of [WindowsSet].
	TypeWindowsSet EventType = "lifecycle.windows_set"
)

// PhaseWindow is when a phase is planned and forecast to run, and the gate by
// which it is left. A zero time is not known.
type PhaseWindow struct {
	Phase          PhaseID   `json:"phase"`
	PlannedStart   time.Time `json:"planned_start,omitzero"`
	PlannedFinish  time.Time `json:"planned_finish,omitzero"`
	ForecastStart  time.Time `json:"forecast_start,omitzero"`
	ForecastFinish time.Time `json:"forecast_finish,omitzero"`
	Gate           GateID    `json:"gate,omitempty"`         // by which the phase is left
	GateDate       time.Time `json:"gate_date,omitzero"`     // when it is planned to be decided
	GateForecast   time.Time `json:"gate_forecast,omitzero"` // when it is expected to be decided
	Tasks          []string  `json:"tasks,omitempty"`        // the host's ids of the tasks that the phase ends with
	GateTasks      []string  `json:"gate_tasks,omitempty"`   // of the tasks that the gate waits for
}

// SetWindows states the windows of phases, in place of those stated before.
// They are no rule: what is late is a warning, see [CheckWindows].
type SetWindows struct {
	Header
	Windows []PhaseWindow `json:"windows"` // one for a phase, in their order
}

// WindowsSet says what the windows of the phases are from now on.
type WindowsSet struct {
	Windows []PhaseWindow `json:"windows"`
}

// Window is the window of a phase with what became of it.
type Window struct {
	PhaseWindow
	ActualStart  time.Time `json:"actual_start,omitzero"`  // when it was entered first
	ActualFinish time.Time `json:"actual_finish,omitzero"` // when it was left last; zero while the project is in it
	GatePassed   time.Time `json:"gate_passed,omitzero"`   // when the gate was passed last; zero where that does not stand
	Entered      int       `json:"entered"`                // how often
}

// Action returns [ActionSetWindows].
func (SetWindows) Action() Action { return ActionSetWindows }

// EventType returns [TypeWindowsSet].
func (WindowsSet) EventType() EventType { return TypeWindowsSet }

// clone returns a window that shares nothing with w.
func (w PhaseWindow) clone() PhaseWindow {
	w.Tasks, w.GateTasks = slices.Clone(w.Tasks), slices.Clone(w.GateTasks)
	return w
}

func cloneWindows(list []PhaseWindow) []PhaseWindow {
	out := slices.Clone(list)
	for i := range out {
		out[i] = out[i].clone()
	}
	return out
}

func (f *flow) withWindows(list []PhaseWindow) *flow {
	c := f.copied()
	c.windows = list
	return c
}

func (f *flow) planned() []PhaseWindow {
	if f == nil {
		return nil
	}
	return f.windows
}

// PlannedWindows returns the windows as they were last stated.
func (s State) PlannedWindows() []PhaseWindow { return cloneWindows(s.flow.planned()) }

// Windows returns planned, forecast and actual window of each phase for which
// one was stated, in their order, then those of the other phases entered, in
// the order entered.
//
// A forecast never lies in the past: that of a phase which has not begun, or of
// a gate not passed, is moved to now where it was earlier, and that of a phase
// which was left is when it was left.
func (s State) Windows(now time.Time) []Window {
	var list []Window
	for _, p := range s.PlannedWindows() {
		list = append(list, Window{PhaseWindow: p})
	}
	path := passages(s.path)
	for i := range path {
		list = s.visited(list, path, i)
	}
	results := s.Gates()
	for i := range list {
		list[i].passed(results)
		list[i].expect(normalTime(now), s.Standing == Closed || s.Standing == Archived)
	}
	return list
}

// visited notes the passage in the windows of the phases it enters and leaves.
func (s *State) visited(list []Window, path []Passage, i int) []Window {
	p := &path[i]
	if from := windowOf(list, p.From); from >= 0 && (p.enters() && p.From != p.To || p.Kind == MoveClose) {
		list[from].ActualFinish = p.At
	}
	if !p.enters() {
		return list
	}
	k := windowOf(list, p.To)
	if k < 0 {
		k = len(list)
		list = append(list, Window{PhaseWindow: PhaseWindow{Phase: p.To}})
	}
	w := &list[k]
	w.Entered++
	w.ActualFinish = time.Time{}
	if w.Entered == 1 {
		w.ActualStart = p.At
	}
	return list
}

func windowOf(list []Window, phase PhaseID) int {
	return slices.IndexFunc(list, func(w Window) bool { return w.Phase == phase })
}

// passed notes when the gate of the window was passed.
func (w *Window) passed(results []GateResult) {
	for i := range results {
		if w.Gate != "" && results[i].Gate == w.Gate && results[i].Standing {
			w.GatePassed = results[i].At
		}
	}
}

// expect brings the forecast up to what has happened by now.
func (w *Window) expect(now time.Time, over bool) {
	switch {
	case w.Entered > 0:
		w.ForecastStart = w.ActualStart
	case !over:
		w.ForecastStart = notBefore(w.ForecastStart, now)
	}
	switch {
	case !w.ActualFinish.IsZero():
		w.ForecastFinish = w.ActualFinish
	case !over:
		w.ForecastFinish = notBefore(w.ForecastFinish, now)
	}
	switch {
	case !w.GatePassed.IsZero():
		w.GateForecast = w.GatePassed
	case !over:
		w.GateForecast = notBefore(w.GateForecast, now)
	}
}

// notBefore returns the later of t and now, and nothing where t is not known.
func notBefore(t, now time.Time) time.Time {
	if t.IsZero() || !t.Before(now) {
		return t
	}
	return now
}

// TaskForecast is when a task is expected to finish, as the plan says.
type TaskForecast struct {
	Task   string    `json:"task"` // the host's id
	Finish time.Time `json:"finish"`
}

// MoveForecasts returns the windows with their forecasts moved to what the plan
// now says of the tasks they are tied to:
//
//   - a gate is expected when the last of its tasks finishes;
//   - a phase is expected to finish with the last of its tasks, and not before
//     its gate;
//   - a phase does not start before the one in front of it in the list is
//     expected to finish. Where that moves its start and the plan says nothing
//     of its tasks, its finish and its gate move by as much.
//
// A task that the plan says nothing of does not count. Where a task comes
// twice, the later finish counts. Nothing that is given is written to.
func MoveForecasts(windows []PhaseWindow, tasks []TaskForecast) []PhaseWindow {
	out := cloneWindows(windows)
	finish := map[string]time.Time{}
	for i := range tasks {
		finish[tasks[i].Task] = after(finish[tasks[i].Task], tasks[i].Finish)
	}
	for i := range out {
		w := &out[i]
		gate, tied := lastOf(w.GateTasks, finish), lastOf(w.Tasks, finish)
		if i > 0 && out[i-1].ForecastFinish.After(w.ForecastStart) && !w.ForecastStart.IsZero() {
			w.push(out[i-1].ForecastFinish.Sub(w.ForecastStart), gate.IsZero() && tied.IsZero())
		}
		if !gate.IsZero() {
			w.GateForecast = gate
		}
		if last := after(tied, gate); !last.IsZero() {
			w.ForecastFinish = after(last, w.GateForecast)
		}
	}
	return out
}

// push moves the start of the window and, where nothing else says when it
// finishes, the rest of it.
func (w *PhaseWindow) push(by time.Duration, whole bool) {
	w.ForecastStart = w.ForecastStart.Add(by)
	for _, t := range [...]*time.Time{&w.ForecastFinish, &w.GateForecast} {
		if whole && !t.IsZero() {
			*t = t.Add(by)
		}
	}
}

// lastOf returns the latest finish of the tasks named, zero where none is known.
func lastOf(ids []string, finish map[string]time.Time) time.Time {
	var last time.Time
	for _, id := range ids {
		last = after(last, finish[id])
	}
	return last
}

func after(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// CheckWindows returns a warning for each delivery phase that a gate leads out
// of and for which no window states the date of a gate, and for each phase and
// gate that is expected, or came, later than planned. It returns nil for a
// project that has not been started or follows another definition.
func CheckWindows(def *Definition, s State, now time.Time) []finding.Finding {
	if def == nil || s.Standing == NotStarted || def.Ref() != s.Definition {
		return nil
	}
	windows := s.Windows(now)
	var found []finding.Finding
	for i := range def.spec.Phases {
		p := &def.spec.Phases[i]
		k := windowOf(windows, p.ID)
		if p.Kind == DeliveryPhase && def.gated(p.ID) && (k < 0 || windows[k].GateDate.IsZero()) {
			subject := finding.Ref{Kind: "phase", ID: string(p.ID)}
			found = append(found, finding.Finding{Code: CodeWindowNoGateDate, Severity: finding.Warn, Subject: subject, Remedy: RemedySetWindows})
		}
	}
	for i := range windows {
		w := &windows[i]
		found = slip(found, "phase", string(w.Phase), w.PlannedFinish, w.ForecastFinish)
		found = slip(found, "gate", string(w.Gate), w.GateDate, w.GateForecast)
	}
	finding.Sort(found)
	return found
}

// slip notes what is expected later than planned.
func slip(found []finding.Finding, kind, id string, planned, expected time.Time) []finding.Finding {
	if planned.IsZero() || !expected.After(planned) {
		return found
	}
	return append(found, finding.Finding{
		Code: CodeWindowLate, Severity: finding.Warn, Subject: finding.Ref{Kind: kind, ID: id}, Remedy: RemedySetWindows,
		Want: finding.Instant(planned), Got: finding.Instant(expected),
	})
}

// gated reports whether a gate leads forward out of the phase, or closes it.
func (d *Definition) gated(phase PhaseID) bool {
	return slices.ContainsFunc(d.moves, func(m move) bool {
		return m.gate != nil && (m.Kind == MoveForward || m.Kind == MoveClose) && m.leaves(phase)
	})
}

func (w *weighing) setWindows(c *SetWindows) Body {
	if !w.project(c.Header) {
		return nil
	}
	if len(c.Windows) > maxParts {
		w.badCommand(CodeCommandBadLength, "windows", finding.Number(maxParts, ""), finding.Number(int64(len(c.Windows)), ""))
		return nil
	}
	list := cloneWindows(c.Windows)
	tasks := 0
	for i := range list {
		place := fmt.Sprintf("windows[%d]", i)
		w.window(place, &list[i])
		if slices.ContainsFunc(list[:i], func(o PhaseWindow) bool { return o.Phase == list[i].Phase }) {
			w.badCommand(CodeWindowTwice, place+".phase", finding.Value{}, word(list[i].Phase))
		}
		tasks += len(list[i].Tasks) + len(list[i].GateTasks)
	}
	if tasks > maxWindowTasks {
		w.badCommand(CodeCommandBadLength, "windows", finding.Number(maxWindowTasks, ""), finding.Number(int64(tasks), ""))
	}
	if w.blocked() {
		return nil
	}
	return WindowsSet{list}
}

// window checks one window and brings its times to the form in which they are kept.
func (w *weighing) window(place string, p *PhaseWindow) {
	if phase := w.def.phase(p.Phase); phase == nil || phase.Kind != DeliveryPhase {
		w.badCommand(CodeWindowPhase, place+".phase", finding.Value{}, word(p.Phase))
	}
	if p.Gate != "" && !slices.ContainsFunc(w.def.spec.Gates, func(g Gate) bool { return g.ID == p.Gate }) {
		w.badCommand(CodeWindowGate, place+".gate", finding.Value{}, word(p.Gate))
	}
	w.span(place+".planned_finish", &p.PlannedStart, &p.PlannedFinish)
	w.span(place+".forecast_finish", &p.ForecastStart, &p.ForecastFinish)
	w.moment(place+".gate_date", &p.GateDate)
	w.moment(place+".gate_forecast", &p.GateForecast)
	for _, id := range slices.Concat(p.Tasks, p.GateTasks) {
		if !isID(id, maxActorID) {
			w.badCommand(CodeCommandBadID, place+".tasks", finding.Number(maxActorID, "byte"), finding.Text(shorten(id)))
		}
	}
}

// span checks two times that follow each other.
func (w *weighing) span(field string, start, finish *time.Time) {
	w.moment(field, start)
	w.moment(field, finish)
	if !start.IsZero() && !finish.IsZero() && finish.Before(*start) {
		w.badCommand(CodeWindowOrder, field, finding.Instant(*start), finding.Instant(*finish))
	}
}

// moment checks a time, which may be zero for not known.
func (w *weighing) moment(field string, t *time.Time) {
	if t.IsZero() {
		*t = time.Time{}
		return
	}
	*t = normalTime(*t)
	if !isYear(*t) {
		w.badCommand(CodeCommandBadTime, field, finding.Value{}, finding.Value{})
	}
}
