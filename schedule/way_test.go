package schedule_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/mspdi"
	"github.com/milepost-go/milepost/schedule/scheduletest"
	"github.com/milepost-go/milepost/schedule/xer"
)

// way prints a way as "root kind: task kind work;...", work in hours.
func way(t *testing.T, p *schedule.Plan, id schedule.TaskID) string {
	t.Helper()
	w, ok := compute(t, p).Way(id)
	if !ok {
		t.Fatalf("no way to %s", id)
	}
	parts := make([]string, len(w.Parts))
	for i, part := range w.Parts {
		parts[i] = fmt.Sprintf("%s %s %gh", part.Task, part.Kind, float64(part.Work)/3600)
	}
	return fmt.Sprintf("%s %s: %s", w.Root, w.Kind, strings.Join(parts, "; "))
}

func TestWayByHand(t *testing.T) {
	lagged := newPlan("a 2;b 1;c 1", "a>b FS+1d;b>c")
	if got := way(t, lagged, "c"); got != "a project_start: a duration 16h; b lag 8h; b gap 0h; b duration 8h; c gap 0h" {
		t.Error(got)
	}
	lead := newPlan("a 2;b 1", "a>b FS-1d")
	if got := way(t, lead, "b"); got != "a project_start: a duration 16h; b lag -8h" {
		t.Error(got)
	}
	// a finishes on Wednesday evening, so b of one day starts that morning.
	toFinish := newPlan("a 3;b 1", "a>b FF")
	if got := way(t, toFinish, "b"); got != "a project_start: a duration 24h; b duration -8h" {
		t.Error(got)
	}
	held := newPlan("a 1;b 1;c 1", "a>b;b>c SS")
	task(held, "b").LevelingDelay = schedule.Duration{Length: day}
	task(held, "c").Constraint = schedule.Constraint{Kind: schedule.StartNoEarlierThan, Date: at("9 08:00")}
	// The delay ends on Tuesday evening; b starts on Wednesday, c on the Monday after.
	if got := way(t, held, "c"); got != "a project_start: a duration 8h; b gap 0h; b levelling 8h; b gap 0h; c constraint 24h" {
		t.Error(got)
	}
}

func TestWayFromActualsAndPins(t *testing.T) {
	p := newPlan("s 0;a 3 in s;b 1;c 1", "s>b;b>c")
	task(p, "a").Progress = schedule.Progress{ActualStart: at("3 08:00"), Percent: 50}
	if got := way(t, p, "c"); got != "a actual: a duration 24h; b gap 0h; b duration 8h; c gap 0h" {
		t.Error(got)
	}
	task(p, "b").Manual, task(p, "b").Start = true, at("11 08:00")
	if got := way(t, p, "c"); got != "b manual_dates: b duration 8h; c gap 0h" {
		t.Error(got)
	}
	r := compute(t, p)
	if _, ok := r.Way("nobody"); ok {
		t.Error("a way to nobody")
	}
	w, _ := r.Way("b")
	if w.From != at("11 08:00") || w.To != w.From || w.Parts != nil || w.Work != 0 {
		t.Errorf("%+v", w)
	}
}

// TestWayAddsUp: the parts of every way follow each other from the date of the
// root to the start that the result shows, and add up in working time and in
// clock time.
func TestWayAddsUp(t *testing.T) {
	for seed := range uint64(1500) {
		p := scheduletest.RandomPlan(seed, scheduletest.Shape{Tasks: 3 + int(seed%17)})
		r := compute(t, p)
		for id, x := range r.All() {
			w, ok := r.Way(id)
			if ok != (x.Finish != 0) {
				t.Fatalf("%s: %s: a way %v, dates %v", p.Name, id, ok, x)
			}
			if fault := addsUp(w, x, r.Calendar(id)); ok && fault != "" {
				t.Fatalf("%s: %s: %s\n%+v\n%s", p.Name, id, fault, w, scheduletest.Dump(p))
			}
		}
	}
}

// TestWaysOfRealPlans: in the files that Microsoft Project and P6 wrote, too,
// every chain hangs together and every way adds up.
func TestWaysOfRealPlans(t *testing.T) {
	names, err := filepath.Glob(filepath.Join("testdata", "truth", "schedule", "*.x*"))
	if err != nil || len(names) < 10 {
		t.Fatalf("%d files, %v", len(names), err)
	}
	for _, name := range names {
		decode := mspdi.Decode
		if strings.HasSuffix(name, ".xer") {
			decode = xer.Decode
		}
		p, _, err := decode(strings.NewReader(string(readAll(t, name))))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if fault := hangs(p); fault != "" {
			t.Errorf("%s: %s", name, fault)
		}
		r := compute(t, p)
		for id, x := range r.All() {
			if w, ok := r.Way(id); ok && addsUp(w, x, r.Calendar(id)) != "" {
				t.Errorf("%s: task %s: %s", name, id, addsUp(w, x, r.Calendar(id)))
			}
		}
	}
}

func addsUp(w schedule.Way, x schedule.Times, on *calendar.Calendar) string {
	at, work, clock := w.From, calendar.Work(0), int64(0)
	for _, part := range w.Parts {
		if part.From != at || part.To == at {
			return "a part does not follow"
		}
		if clock := part.Clock(); part.Work < 0 && clock > 0 || part.Work > 0 && clock < 0 {
			return "work and clock go apart"
		}
		at, work, clock = part.To, work+part.Work, clock+part.Clock()
	}
	switch {
	case at != w.To || w.To != x.Start && w.To != x.Finish:
		return "leads elsewhere"
	case w.To != x.Start:
		return "leads to the finish"
	case work != w.Work || work != on.Between(w.From, w.To):
		return "the work does not add up"
	case clock != int64(w.To-w.From):
		return "the clock does not add up"
	}
	return ""
}
