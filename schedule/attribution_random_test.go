package schedule_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/scheduletest"
)

// twist changes a plan in one way; it may do nothing.
type twist func(rnd *rand.Rand, p *schedule.Plan)

// leaf returns a random task, nil where it is a summary.
func leaf(rnd *rand.Rand, p *schedule.Plan) *schedule.Task {
	t := &p.Tasks[rnd.IntN(len(p.Tasks))]
	for i := range p.Tasks {
		if p.Tasks[i].Parent == t.ID {
			return nil
		}
	}
	return t
}

func twistDuration(rnd *rand.Rand, p *schedule.Plan) {
	if t := leaf(rnd, p); t != nil && t.Duration.Length > 0 {
		t.Duration.Length = calendar.Work(1+rnd.IntN(60)) * hour
		t.Splits = nil
	}
}

func twistLag(rnd *rand.Rand, p *schedule.Plan) {
	if len(p.Links) > 0 {
		p.Links[rnd.IntN(len(p.Links))].Lag = schedule.Lag{Length: calendar.Work(rnd.IntN(40)-8) * hour}
	}
}

func twistLinkGone(rnd *rand.Rand, p *schedule.Plan) {
	if len(p.Links) > 0 {
		k := rnd.IntN(len(p.Links))
		p.Links = slices.Delete(p.Links, k, k+1)
	}
}

func twistConstraint(rnd *rand.Rand, p *schedule.Plan) {
	if t := leaf(rnd, p); t != nil {
		t.Constraint = schedule.Constraint{Kind: schedule.StartNoEarlierThan, Date: p.Start.AddSeconds(rnd.Int64N(60 * 86400))}
	}
}

func twistCalendar(rnd *rand.Rand, p *schedule.Plan) {
	if len(p.Calendars) > 0 {
		c := &p.Calendars[rnd.IntN(len(p.Calendars))]
		c.Times.Exceptions = append(c.Times.Exceptions, calendar.Exception{From: p.Start.Date().AddDays(rnd.IntN(30))})
	}
}

func twistStart(rnd *rand.Rand, p *schedule.Plan) {
	p.Start = p.Start.AddSeconds(rnd.Int64N(20*86400) - 5*86400)
}

func twistOutside(rnd *rand.Rand, p *schedule.Plan) {
	if t := leaf(rnd, p); t != nil {
		p.Links = append(p.Links, schedule.Link{From: "elsewhere", To: t.ID, External: true, Known: p.Start.AddSeconds(rnd.Int64N(60 * 86400))})
	}
}

func twistAdd(rnd *rand.Rand, p *schedule.Plan) {
	id := schedule.TaskID(fmt.Sprintf("new%d", len(p.Tasks)))
	at := p.Tasks[rnd.IntN(len(p.Tasks))]
	p.Tasks = append(p.Tasks, schedule.Task{ID: id, Duration: schedule.Duration{Length: calendar.Work(rnd.IntN(50)) * hour}})
	p.Links = append(p.Links, schedule.Link{From: at.ID, To: id})
}

func twistRemove(rnd *rand.Rand, p *schedule.Plan) {
	t := leaf(rnd, p)
	if t == nil || len(p.Tasks) < 3 {
		return
	}
	id := t.ID
	p.Tasks = slices.DeleteFunc(p.Tasks, func(t schedule.Task) bool { return t.ID == id })
	p.Links = slices.DeleteFunc(p.Links, func(l schedule.Link) bool { return l.From == id || l.To == id })
	p.Assignments = slices.DeleteFunc(p.Assignments, func(a schedule.Assignment) bool { return a.Task == id })
}

func twistResource(rnd *rand.Rand, p *schedule.Plan) {
	t := leaf(rnd, p)
	if t == nil {
		return
	}
	if len(p.Resources) == 0 {
		p.Calendars = append(p.Calendars, schedule.Calendar{ID: "staff", Times: calendar.Standard()})
		p.Resources = []schedule.Resource{{ID: "staff", Calendar: "staff"}}
	}
	k := schedule.AssignmentID(fmt.Sprintf("new%d", len(p.Assignments)))
	p.Assignments = append(p.Assignments, schedule.Assignment{ID: k, Task: t.ID, Resource: p.Resources[0].ID, Work: t.Duration.Length, Delay: calendar.Work(rnd.IntN(16)) * hour})
}

func twistLevel(rnd *rand.Rand, p *schedule.Plan) {
	if t := leaf(rnd, p); t != nil {
		t.LevelingDelay.Length += calendar.Work(rnd.IntN(40)) * hour
	}
}

func twistProgress(rnd *rand.Rand, p *schedule.Plan) {
	t := leaf(rnd, p)
	if t == nil {
		return
	}
	from := p.Start.AddSeconds(rnd.Int64N(40 * 86400))
	t.Progress = schedule.Progress{ActualStart: from, Percent: rnd.IntN(100)}
	if rnd.IntN(3) > 0 {
		t.Progress = schedule.Progress{ActualStart: from, ActualFinish: from.AddSeconds(rnd.Int64N(15 * 86400)), Percent: 100}
	}
}

func twistStatus(rnd *rand.Rand, p *schedule.Plan) {
	p.DataDate, p.Rules.DataDateBinds = p.Start.AddSeconds(rnd.Int64N(40*86400)), true
	p.Rules.Progress = schedule.ProgressPolicy(rnd.IntN(4))
}

var twists = []twist{twistDuration, twistDuration, twistLag, twistLinkGone, twistConstraint, twistCalendar, twistStart, twistOutside,
	twistAdd, twistRemove, twistResource, twistLevel, twistProgress, twistProgress, twistStatus}

// history returns a random plan and what became of it, or nil where that cannot
// be computed.
func history(seed uint64, shape scheduletest.Shape, ways []twist) (before, after *schedule.Plan, rnd *rand.Rand) {
	before = scheduletest.RandomPlan(seed, shape)
	after = before.Clone()
	rnd = rand.New(rand.NewPCG(seed, 77))
	for range 1 + rnd.IntN(6) {
		ways[rnd.IntN(len(ways))](rnd, after)
	}
	if _, err := schedule.Compute(after, schedule.Options{}); err != nil {
		return nil, nil, rnd
	}
	return before, after, rnd
}

// Whatever happened, the shares sum to the slip and the parts to the shares;
// neither plan is written to, and the same comes out twice.
func TestAttributeSumsOnRandomHistories(t *testing.T) {
	var ran, moved, replaced, recorded int
	seen := map[schedule.SlipCause]int{}
	for seed := range uint64(2000) {
		before, after, rnd := history(seed, scheduletest.Shape{Tasks: 6}, twists)
		if before == nil {
			continue
		}
		o := schedule.AttributionOptions{Method: schedule.AttributionMethod(seed % 2), Risks: []schedule.RiskDelay{{Risk: "R", Task: before.Tasks[rnd.IntN(len(before.Tasks))].ID,
			Kind: schedule.DateKind(seed / 2 % 2), Delay: calendar.Work(rnd.IntN(30)-5) * hour}}}
		was, is := before.Clone(), after.Clone()
		a, err := schedule.Attribute(context.Background(), before, after, o)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		checkSums(t, a)
		if !reflect.DeepEqual(was, before) || !reflect.DeepEqual(is, after) {
			t.Fatalf("seed %d: a plan was written to", seed)
		}
		project, err := schedule.ProjectCalendar(after)
		if err != nil {
			t.Fatal(err)
		}
		if total := project.Between(compute(t, before).Finish(), compute(t, after).Finish()); total != a.Total {
			t.Errorf("seed %d: total %d, want %d", seed, a.Total, total)
		}
		ran++
		if a.Replaced > 0 {
			replaced++
		}
		for _, c := range a.Causes {
			if c.Moved != 0 {
				seen[c.Cause]++
			}
			if c.Cause == schedule.SlipRecord {
				recorded++
			}
		}
		if a.Total != 0 {
			moved++
		}
		if t.Failed() {
			t.Fatalf("seed %d: %s", seed, shares(a))
		}
	}
	t.Logf("%d histories, %d with a slip, %d with mixes replaced, %d with a rest for the record; by cause %v", ran, moved, replaced, recorded, seen)
	if ran < 1800 || moved < 800 {
		t.Errorf("only %d histories, %d with a slip", ran, moved)
	}
	for _, c := range schedule.SlipCauses() {
		if seen[c] == 0 {
			t.Errorf("no history moved anything by %s", c)
		}
	}
}

// A history of one cause gives that cause everything, to the second, in plans
// with everything in them.
func TestAttributeSingleCauses(t *testing.T) {
	for cause, way := range map[schedule.SlipCause]twist{
		schedule.SlipEstimate: twistDuration, schedule.SlipLogic: twistLag, schedule.SlipCalendar: twistCalendar, schedule.SlipLateStart: twistStart,
		schedule.SlipExternal: twistOutside, schedule.SlipScope: twistAdd, schedule.SlipResource: twistLevel,
	} {
		moved := 0
		for seed := range uint64(150) {
			before, after, _ := history(seed, scheduletest.Shape{Tasks: 10, Without: scheduletest.Progress}, []twist{way})
			if before == nil {
				continue
			}
			a, err := schedule.Attribute(context.Background(), before, after, schedule.AttributionOptions{})
			if err != nil {
				t.Fatalf("seed %d: %v", seed, err)
			}
			checkSums(t, a)
			if got := a.Share(cause); got != a.Total {
				t.Errorf("%s, seed %d: %s", cause, seed, shares(a))
			}
			if a.Total != 0 {
				moved++
			}
		}
		if moved < 20 {
			t.Errorf("%s moved only %d plans", cause, moved)
		}
	}
}

// A plan played out with other durations and late starts, of which only the
// actual dates are recorded, is divided among those two alone: replaced first,
// durations get what the plan moves by without the late starts, and nothing is
// left for the record. So it is with links of all types, calendars, outlines,
// constraints and clock time.
func TestAttributePlayedOut(t *testing.T) {
	moved := 0
	for _, with := range []scheduletest.Feature{scheduletest.Lags | scheduletest.LinkTypes, scheduletest.Lags | scheduletest.Calendars,
		scheduletest.Lags | scheduletest.Summaries | scheduletest.SummaryLinks, scheduletest.Lags | scheduletest.Constraints,
		scheduletest.OddStart | scheduletest.OddDurations | scheduletest.Milestones, scheduletest.ElapsedDurations | scheduletest.ElapsedLags,
		scheduletest.Lags | scheduletest.Alap, scheduletest.Lags | scheduletest.Inactive | scheduletest.Deadlines} {
		for seed := range uint64(60) {
			before := scheduletest.RandomPlan(seed, scheduletest.Shape{Tasks: 10, Without: scheduletest.Only(with)})
			after, r, want := playedOut(t, before, rand.New(rand.NewPCG(seed, 5)))
			a, err := schedule.Attribute(context.Background(), before, after, schedule.AttributionOptions{Method: schedule.Sequential})
			if err != nil {
				t.Fatal(err)
			}
			checkSums(t, a)
			total := r.ProjectCalendar().Between(compute(t, before).Finish(), r.Finish())
			if a.Total != total || a.Share(schedule.SlipEstimate) != want || a.Share(schedule.SlipLateStart) != total-want {
				t.Fatalf("%s, seed %d: want an estimate of %d of %d: %s", with, seed, want, total, shares(a))
			}
			if want != 0 && want != total {
				moved++
			}
		}
	}
	if moved < 100 {
		t.Errorf("only %d plans with both", moved)
	}
}

// playedOut returns a plan with the actual dates of one of its stories, the
// dates of that, and what the finish moves by when only durations differ.
func playedOut(t *testing.T, before *schedule.Plan, rnd *rand.Rand) (after *schedule.Plan, r *schedule.Result, longer calendar.Work) {
	t.Helper()
	played, parents := before.Clone(), map[schedule.TaskID]bool{}
	for i := range played.Tasks {
		x := &played.Tasks[i]
		parents[x.Parent] = true
		if x.Duration.Length > 0 {
			x.Duration.Length = max(hour, x.Duration.Length+calendar.Work(rnd.IntN(17)-4)*hour)
		}
	}
	longer = compute(t, before).ProjectCalendar().Between(compute(t, before).Finish(), compute(t, played).Finish())
	for i := range played.Tasks {
		if rnd.IntN(3) == 0 {
			played.Tasks[i].LevelingDelay.Length = calendar.Work(1+rnd.IntN(9)) * hour
		}
	}
	after, r = before.Clone(), compute(t, played)
	for i := range after.Tasks {
		x, _ := r.Times(after.Tasks[i].ID)
		if !parents[after.Tasks[i].ID] && x.Finish != 0 {
			after.Tasks[i].Progress = schedule.Progress{ActualStart: x.Start, ActualFinish: x.Finish, Percent: 100}
		}
	}
	return after, r, longer
}

// Renaming every task and shuffling links, calendars and assignments changes
// no share.
func TestAttributeIsSymmetric(t *testing.T) {
	for seed := range uint64(150) {
		before, after, rnd := history(seed, scheduletest.Shape{Tasks: 8}, twists)
		if before == nil {
			continue
		}
		a, err := schedule.Attribute(context.Background(), before, after, schedule.AttributionOptions{})
		if err != nil {
			t.Fatal(err)
		}
		b, err := schedule.Attribute(context.Background(), renamed(before, rnd), renamed(after, rnd), schedule.AttributionOptions{})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range schedule.SlipCauses() {
			if a.Share(c) != b.Share(c) {
				t.Errorf("seed %d: %s is %d and %d", seed, c, a.Share(c), b.Share(c))
			}
		}
	}
}

// renamed turns the order of the ids round and shuffles what has no order.
func renamed(p *schedule.Plan, rnd *rand.Rand) *schedule.Plan {
	c := p.Clone()
	name := func(id schedule.TaskID) schedule.TaskID {
		turned := []byte(id)
		for i := range turned {
			turned[i] = 255 - turned[i]
		}
		return schedule.TaskID(fmt.Sprintf("%x", turned))
	}
	for i := range c.Tasks {
		if c.Tasks[i].ID = name(c.Tasks[i].ID); c.Tasks[i].Parent != "" {
			c.Tasks[i].Parent = name(c.Tasks[i].Parent)
		}
	}
	for i := range c.Links {
		c.Links[i].From, c.Links[i].To = name(c.Links[i].From), name(c.Links[i].To)
	}
	for i := range c.Assignments {
		c.Assignments[i].Task = name(c.Assignments[i].Task)
	}
	rnd.Shuffle(len(c.Links), func(i, k int) { c.Links[i], c.Links[k] = c.Links[k], c.Links[i] })
	return c
}

// An attribution is the same bytes each time, and survives its JSON form.
func TestAttributionJSON(t *testing.T) {
	before, after := newPlan("a 3;b 2;c 1", "a>b;b>c"), newPlan("a 4;b 2;c 1;n 2", "a>b;b>c;c>n")
	var first []byte
	for range 3 {
		a, err := schedule.Attribute(context.Background(), before, after, schedule.AttributionOptions{Before: "B1"})
		if err != nil {
			t.Fatal(err)
		}
		data, err := json.Marshal(a)
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = data
		}
		var back schedule.Attribution
		if err := json.Unmarshal(data, &back); err != nil || !reflect.DeepEqual(*a, back) || !bytes.Equal(first, data) {
			t.Fatalf("%v\n%s\n%s", err, first, data)
		}
	}
	if !bytes.Contains(first, []byte(`"cause":"scope","moved_s":57600`)) {
		t.Errorf("got %s", first)
	}
}

func BenchmarkAttribute30(b *testing.B)  { benchmarkAttribute(b, 30) }
func BenchmarkAttribute300(b *testing.B) { benchmarkAttribute(b, 300) }

// benchmarkAttribute divides the slip of a plan in which each tenth task, of
// five causes, has changed.
func benchmarkAttribute(b *testing.B, tasks int) {
	before := scheduletest.RandomPlan(1, scheduletest.Shape{Tasks: tasks, Without: scheduletest.Progress})
	after := before.Clone()
	rnd := rand.New(rand.NewPCG(1, 1))
	for range max(1, tasks/50) {
		for _, way := range []twist{twistDuration, twistLag, twistAdd, twistLevel, twistOutside} {
			way(rnd, after)
		}
	}
	for b.Loop() {
		a, err := schedule.Attribute(context.Background(), before, after, schedule.AttributionOptions{})
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(a.Computed), "plans/op")
	}
}
