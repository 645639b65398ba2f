package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"testing"
	"time"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/mspdi"
)

// By hand: a day has eight hours unless the plan says otherwise.
func TestDays(t *testing.T) {
	const h = calendar.Hour
	for _, c := range []struct {
		perDay int
		worked calendar.Work
		want   string
	}{
		{0, 0, "0"}, {0, 8 * h, "+1"}, {0, -8 * h, "-1"}, {0, -4 * h, "-0.5"}, {0, 6 * h, "+0.75"}, {0, -6 * h, "-0.75"},
		{0, 28*h + 24*calendar.Minute, "+3.55"}, {0, 80 * h, "+10"}, {0, 2 * calendar.Minute, "0"}, {0, -3 * calendar.Minute, "-0.01"},
		{0, 8*h - 1, "+1"}, {420, 7 * h, "+1"}, {600, -5 * h, "-0.5"},
	} {
		s := &story{plan: &schedule.Plan{Units: schedule.Units{MinutesPerDay: c.perDay}}}
		if got := s.days(c.worked); got != c.want {
			t.Errorf("%d s at %d min a day: got %s, want %s", c.worked, c.perDay, got, c.want)
		}
	}
}

// The change puts a task into the middle of the plan; every milestone keeps
// the name it has in the file.
func TestMilestonesKeepTheirNames(t *testing.T) {
	_, folder := played(t, "en")
	plan, _, err := mspdi.Decode(bytes.NewReader(softwarePlan))
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(folder, "milestones.json"))
	if err != nil {
		t.Fatal(err)
	}
	var list []milestone
	if err := json.Unmarshal(data, &list); err != nil || len(list) < 5 {
		t.Fatal(len(list), err)
	}
	for _, m := range list {
		if task, _ := plan.Task(schedule.TaskID(m.Task)); m.Name != task.Name || !task.Milestone {
			t.Errorf("%s is called %q, in the file %q", m.Task, m.Name, task.Name)
		}
	}
}

// A packed plan is played like an unpacked one.
func TestPackedPlan(t *testing.T) {
	dir := t.TempDir()
	plain, packed := filepath.Join(dir, "plan.xml"), filepath.Join(dir, "plan.xml.gz")
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(softwarePlan); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{plain: softwarePlan, packed: b.Bytes()} {
		if err := os.WriteFile(name, content, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	one, _ := play(t, "-plan", plain)
	two, _ := play(t, "-plan", packed)
	if one != two {
		t.Error("the stories differ")
	}
	if err := os.WriteFile(packed, b.Bytes()[:b.Len()/2], 0o644); err != nil {
		t.Fatal(err)
	}
	if err := run([]string{"-plan", packed, "-out", filepath.Join(dir, "papers")}, &b, &b); err == nil {
		t.Error("half of a packed plan was taken")
	}
}

// Whatever the plan, the four data dates follow each other, and none lies on
// a weekend.
func TestDataDatesFollowEachOther(t *testing.T) {
	dated := regexp.MustCompile(`(?m)^(\d{4}-\d\d-\d\d)  Data date \d, (\d\d:\d\d)`)
	for _, name := range []string{"conflict-manual", "server-plan", "task-calendar-work"} {
		story, _ := play(t, "-plan", filepath.Join("..", "..", "schedule", "testdata", "truth", "schedule", name+".xml"))
		found := dated.FindAllStringSubmatch(story, -1)
		if len(found) != 4 {
			t.Fatalf("%s: %d data dates", name, len(found))
		}
		last := ""
		for _, f := range found {
			if at := f[1] + " " + f[2]; at <= last {
				t.Errorf("%s: %s after %s", name, at, last)
			} else {
				last = at
			}
			day, err := time.Parse(time.DateOnly, f[1])
			weekend := day.Weekday() == time.Saturday || day.Weekday() == time.Sunday
			if err != nil || weekend {
				t.Errorf("%s: a data date on %s, a %s", name, f[1], day.Weekday())
			}
		}
	}
}

// A plan of four hours has its data dates within them: by hand, 30 % of four
// hours are 72 minutes.
func TestDataDateOfAShortPlan(t *testing.T) {
	start := calendar.DateOf(2026, 3, 2).At(8 * calendar.Hour)
	s := &story{plan: &schedule.Plan{Start: start}, desk: &desk{now: start.AddSeconds(-3600)}}
	at, err := s.dataDate(start, start.AddSeconds(4*3600), 30)
	if want := start.AddSeconds(72 * 60); err != nil || at != want {
		t.Errorf("got %s, %v, want %s", at, err, want)
	}
}
