package schedule_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/scheduletest"
)

func TestPathsByHand(t *testing.T) {
	// a 3 > b 5 > d 2; a > c 3 > d leaves c two days; e 4 stands alone; f 1
	// follows c and has the most room of its kind.
	p := newPlan("a 3;b 5;c 3;d 2;e 4;f 1", "a>b;a>c;b>d;c>d;c>f")
	r := compute(t, p)
	want := "[{[a b d] 0 0s} {[a c] 1 16h} {[a c f] 2 24h} {[e] 0 48h}]"
	if got := fmt.Sprint(r.Paths(10)); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got := r.Paths(2); len(got) != 2 || len(r.Paths(0)) != 0 || len(r.Paths(-1)) != 0 {
		t.Errorf("two paths: %v", got)
	}
	if got := fmt.Sprint(r.NearCritical(24 * hour)); got != "[c f]" {
		t.Error(got)
	}
	if got := fmt.Sprint(r.NearCritical(16*hour - 1)); got != "[]" {
		t.Error(got)
	}
	if got := fmt.Sprint(r.NearCritical(1000 * hour)); got != "[c f e]" {
		t.Error(got)
	}
}

func TestPathsLeadThroughSummariesAndEndAtActuals(t *testing.T) {
	p := newPlan("s 0;a 1 in s;b 2 in s;m 0;c 1 in m;x 1", "s>m")
	task(p, "x").Progress = schedule.Progress{ActualStart: at("2 08:00"), ActualFinish: at("2 17:00"), Percent: 100}
	want := "[{[b c] 0 0s} {[a] 0 8h}]"
	if got := fmt.Sprint(compute(t, p).Paths(10)); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	task(p, "x").Progress.ActualFinish = at("20 17:00")
	if got := compute(t, p).Paths(1); len(got) != 1 || fmt.Sprint(got[0].Tasks) != "[x]" {
		t.Errorf("what finishes last is over: %v", got)
	}
	if got := compute(t, &schedule.Plan{Start: at("2 08:00")}).Paths(3); got != nil {
		t.Error(got)
	}
}

// TestPathsHoldEveryTaskOnce: the first path ends last, each task drives the
// next, floats rise, and together the paths have every task that is not
// finished in one path of its own.
func TestPathsHoldEveryTaskOnce(t *testing.T) {
	for seed := range uint64(600) {
		p := scheduletest.RandomPlan(seed, scheduletest.Shape{Tasks: 3 + int(seed%17)})
		r := compute(t, p)
		seen, parents := map[schedule.TaskID]bool{}, map[schedule.TaskID]bool{}
		for i := range p.Tasks {
			parents[p.Tasks[i].Parent] = true
		}
		last := calendar.DateTime(0)
		for id, x := range r.All() {
			if !parents[id] {
				last = max(last, x.Finish)
			}
		}
		paths := r.Paths(1000)
		for k, path := range paths {
			if fault := pathFault(r, paths, k, last, seen); fault != "" {
				t.Fatalf("%s: path %d %v: %s\n%s", p.Name, k, path, fault, scheduletest.Dump(p))
			}
		}
		for i := range p.Tasks {
			x, _ := r.Times(p.Tasks[i].ID)
			open := p.Tasks[i].Progress.ActualFinish.IsZero() && x.Finish != 0 && !parents[p.Tasks[i].ID]
			if open && !seen[p.Tasks[i].ID] {
				t.Fatalf("%s: %s is on no path", p.Name, p.Tasks[i].ID)
			}
		}
	}
}

// TestFirstPathIsLongest: it lies on the longest paths, where summaries do not
// drive anything and nothing is shown later than it must be.
func TestFirstPathIsLongest(t *testing.T) {
	for seed := range uint64(600) {
		shape := scheduletest.Shape{Tasks: 3 + int(seed%17), Without: scheduletest.Alap | scheduletest.SummaryLinks | scheduletest.Manual}
		p := scheduletest.RandomPlan(seed, shape)
		r := compute(t, p)
		longest := r.CriticalPath(schedule.ByLongestPath)
		for _, path := range r.Paths(1) {
			for _, id := range path.Tasks {
				if !slices.Contains(longest, id) {
					t.Fatalf("%s: %s of %v is not among %v\n%s", p.Name, id, path, longest, scheduletest.Dump(p))
				}
			}
		}
	}
}

func pathFault(r *schedule.Result, paths []schedule.Path, k int, last calendar.DateTime, seen map[schedule.TaskID]bool) string {
	path := paths[k]
	end, _ := r.Times(path.Tasks[len(path.Tasks)-1])
	switch {
	case k == 0 && end.Finish != last:
		return "does not finish last"
	case path.Float != end.TotalFloat:
		return "has another float than its end"
	case k > 1 && path.Float < paths[k-1].Float:
		return "has less float than the one before it"
	}
	for i, id := range path.Tasks {
		if seen[id] != (i < path.Shared) {
			return fmt.Sprintf("%s is shared or not", id)
		}
		seen[id] = true
		if i > 0 && !drives(r, path.Tasks[i-1], id) {
			return fmt.Sprintf("%s does not drive %s", path.Tasks[i-1], id)
		}
	}
	return ""
}

// drives reports whether a task is the next one, summaries aside, in the chain
// of another.
func drives(r *schedule.Result, pred, succ schedule.TaskID) bool {
	steps := r.Why(succ).Steps
	for k := 1; k < len(steps); k++ {
		if steps[k].Task == pred {
			return true
		}
		if driver, _ := steps[k].Driver(); driver.Kind != schedule.ByChild {
			return false
		}
	}
	return false
}

// TestPathsAgainstAllPaths: on plain plans all chains of links can be counted
// out. Up to the end of a path none is longer than the path, and its float is
// what the longest chain through its end lacks to the longest of all.
func TestPathsAgainstAllPaths(t *testing.T) {
	for seed := range uint64(300) {
		shape := scheduletest.Shape{Tasks: 3 + int(seed%10), Depth: 1, Without: scheduletest.AllFeatures}
		p := scheduletest.RandomPlan(seed, shape)
		n := network{plan: p}
		all := calendar.Work(0)
		for i := range p.Tasks {
			all = max(all, n.upTo(p.Tasks[i].ID))
		}
		for _, path := range compute(t, p).Paths(100) {
			length := calendar.Work(0)
			for _, id := range path.Tasks {
				length += n.duration(id)
			}
			end := path.Tasks[len(path.Tasks)-1]
			if through := n.upTo(end) + n.after(end); length != n.upTo(end) || path.Float != all-through {
				t.Fatalf("%s: %v is %v long, want %v and float %v\n%s", p.Name, path, length, n.upTo(end), all-through, scheduletest.Dump(p))
			}
		}
	}
}

// network measures chains of finish-to-start links the slow way.
type network struct{ plan *schedule.Plan }

func (n network) duration(id schedule.TaskID) calendar.Work {
	t, _ := n.plan.Task(id)
	return t.Duration.Length
}

// upTo is the length of the longest chain that ends with a task.
func (n network) upTo(id schedule.TaskID) calendar.Work {
	longest := calendar.Work(0)
	for _, l := range n.plan.Links {
		if l.To == id {
			longest = max(longest, n.upTo(l.From))
		}
	}
	return longest + n.duration(id)
}

// after is the length of the longest chain that follows a task.
func (n network) after(id schedule.TaskID) calendar.Work {
	longest := calendar.Work(0)
	for _, l := range n.plan.Links {
		if l.From == id {
			longest = max(longest, n.duration(l.To)+n.after(l.To))
		}
	}
	return longest
}

func ExampleResult_Paths() {
	plan := smallPlan()
	plan.Tasks = append(plan.Tasks, schedule.Task{ID: "brochure", Duration: schedule.Duration{Length: 8 * calendar.Hour}})
	result, err := schedule.Compute(plan, schedule.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, path := range result.Paths(3) {
		fmt.Println(path.Tasks, "float", path.Float)
	}
	fmt.Println(result.NearCritical(16 * calendar.Hour))
	// Output:
	// [offer contract] float 0s
	// [brochure] float 16h
	// [brochure]
}
