package quality

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// TestDrivenBy walks through small plans whose drivers are plain to see. All
// durations are in days from Monday 2 March 2026.
func TestDrivenBy(t *testing.T) {
	const day = 8 * calendar.Hour
	monday := calendar.DateOf(2026, time.March, 2).At(8 * calendar.Hour)
	task := func(id string, days calendar.Work) schedule.Task {
		x := schedule.Task{Duration: schedule.Duration{Length: days * day}}
		child, parent, _ := strings.Cut(id, " in ")
		x.ID, x.Parent = schedule.TaskID(child), schedule.TaskID(parent)
		return x
	}
	// "a>b" is a link from finish to start, "a>b SS" one from start to start.
	links := func(texts ...string) []schedule.Link {
		types := map[string]schedule.LinkType{"SS": schedule.StartToStart, "FF": schedule.FinishToFinish, "SF": schedule.StartToFinish}
		var list []schedule.Link
		for _, text := range texts {
			ends, typ, _ := strings.Cut(text, " ")
			from, to, _ := strings.Cut(ends, ">")
			list = append(list, schedule.Link{From: schedule.TaskID(from), To: schedule.TaskID(to), Type: types[typ]})
		}
		return list
	}
	snet := func(x schedule.Task, days int) schedule.Task {
		x.Constraint = schedule.Constraint{Kind: schedule.StartNoEarlierThan, Date: monday.AddSeconds(int64(days) * 86400)}
		return x
	}
	for name, c := range map[string]struct {
		tasks []schedule.Task
		links []schedule.Link
		path  string // from the last finish back to that of "a"; a start is written in lower case with a dot
	}{
		"itself":           {[]schedule.Task{task("a", 3)}, nil, "a"},
		"in a row":         {[]schedule.Task{task("a", 3), task("b", 2), task("c", 1)}, links("a>b", "b>c"), "c b a"},
		"shorter branch":   {[]schedule.Task{task("a", 3), task("b", 4), task("c", 1)}, links("a>c", "b>c"), ""},
		"equal branches":   {[]schedule.Task{task("x", 3), task("a", 3), task("c", 1)}, links("x>c", "a>c"), "c a"},
		"deep branches":    {[]schedule.Task{task("x", 2), task("y", 3), task("a", 2), task("b", 3), task("c", 1)}, links("x>y", "y>c", "a>b", "b>c"), "c b a"},
		"two last":         {[]schedule.Task{task("x", 4), task("a", 3), task("c", 1)}, links("a>c"), "c a"},
		"by its start":     {[]schedule.Task{task("a", 1), task("b", 3)}, links("a>b SS"), ""},
		"start, then more": {[]schedule.Task{task("a", 1), task("b", 3), task("c", 2)}, links("a>b", "b>c SS"), "b a"},
		"through a start":  {[]schedule.Task{task("a", 1), task("b", 2), task("c", 9)}, links("a>b", "b>c SS"), "c b. a"},
		"to its finish":    {[]schedule.Task{task("a", 5), task("b", 2), task("c", 1)}, links("a>b FF", "b>c"), "c b a"},
		"slack between":    {[]schedule.Task{task("a", 2), snet(task("b", 2), 7)}, links("a>b"), ""},
		"constraint early": {[]schedule.Task{task("a", 5), snet(task("b", 2), 1)}, links("a>b"), "b a"},
		"out of a summary": {[]schedule.Task{task("s", 0), task("a in s", 3), task("x in s", 1), task("b", 1)}, links("s>b"), "b s a"},
		"into a summary":   {[]schedule.Task{task("a", 3), task("s", 0), task("b in s", 2)}, links("a>s"), "b a"},
		"last in summary":  {[]schedule.Task{task("s", 0), task("a in s", 3)}, nil, "a"},
		"start of summary": {[]schedule.Task{task("s", 0), task("a in s", 1), task("x in s", 9), task("b", 20)}, links("s>b SS"), ""},
	} {
		r, err := schedule.Compute(&schedule.Plan{Start: monday, Tasks: c.tasks, Links: c.links}, schedule.Options{})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		path := drivenBy(r, "a")
		var words []string
		for _, at := range path {
			words = append(words, string(at.task)+map[bool]string{true: "", false: "."}[at.finish])
		}
		if got := strings.Join(words, " "); got != c.path {
			t.Errorf("%s: path %q, want %q", name, got, c.path)
		}
		if drivesAlong(r, path) != (c.path != "") {
			t.Errorf("%s: the path %v is not one of its own plan", name, path)
		}
	}
}

// TestDrivesAlong asks one plan about the paths of others.
func TestDrivesAlong(t *testing.T) {
	const day = 8 * calendar.Hour
	plan := &schedule.Plan{Start: calendar.DateOf(2026, time.March, 2).At(8 * calendar.Hour),
		Tasks: []schedule.Task{{ID: "a", Duration: schedule.Duration{Length: 2 * day}}, {ID: "b", Duration: schedule.Duration{Length: 2 * day}}, {ID: "c", Duration: schedule.Duration{Length: day}}},
		Links: []schedule.Link{{From: "a", To: "c"}, {From: "b", To: "c"}}}
	r, err := schedule.Compute(plan, schedule.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]bool{
		"": false, "c": true, "c a": true, "c b": true, "c a.": false, "c. a": false, "a": false, "c a b": false, "gone": false, "c gone": false,
	} {
		var path []side
		for _, word := range strings.Fields(text) {
			id, start := strings.CutSuffix(word, ".")
			path = append(path, side{schedule.TaskID(id), !start})
		}
		if got := drivesAlong(r, path); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

// TestDrivenByLongChain takes a path of two thousand tasks with a tie at each,
// which must not take time in proportion to their square of squares.
func TestDrivenByLongChain(t *testing.T) {
	plan := &schedule.Plan{Start: calendar.DateOf(2026, time.March, 2).At(8 * calendar.Hour)}
	last := schedule.TaskID("")
	for i := range 1000 {
		id := schedule.TaskID(fmt.Sprintf("a%d", i))
		twin := schedule.TaskID(fmt.Sprintf("b%d", i))
		for _, x := range []schedule.TaskID{twin, id} {
			plan.Tasks = append(plan.Tasks, schedule.Task{ID: x, Duration: schedule.Duration{Length: calendar.Hour}})
			if last != "" {
				plan.Links = append(plan.Links, schedule.Link{From: last, To: x})
			}
		}
		if i > 0 {
			plan.Links = append(plan.Links, schedule.Link{From: schedule.TaskID(fmt.Sprintf("b%d", i-1)), To: id})
		}
		last = id
	}
	r, err := schedule.Compute(plan, schedule.Options{})
	if err != nil {
		t.Fatal(err)
	}
	path := drivenBy(r, "b0")
	if len(path) != 1000 || !drivesAlong(r, path) {
		t.Errorf("a path of %d tasks", len(path))
	}
}
