package asana_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/asana"
	"github.com/milepost-go/milepost/schedule/scheduletest"
)

// randomPlan is a plan of the kit with names that are hard to carry: equal ones,
// with commas, formulas, line ends, Chinese, and none at all.
func randomPlan(seed uint64) *schedule.Plan {
	p := scheduletest.RandomPlan(seed, scheduletest.Shape{Tasks: 12})
	random := rand.New(rand.NewPCG(seed, 4))
	names := []string{"A", "B", "A, B", "=1+1", "'=1", "-", "", " blank ", "两天, 三家", "\"q\"", "a\nb", "@x", "Untitled section", "C"}
	p.Name = "plan"
	p.Baselines, p.Rules, p.Units = nil, schedule.Rules{}, schedule.Units{}
	for i := range p.Tasks {
		if p.Tasks[i].Name = names[random.IntN(len(names))]; random.IntN(3) == 0 {
			p.Tasks[i].Name = fmt.Sprint("Task ", i)
		}
		if random.IntN(4) == 0 {
			p.Tasks[i].Notes = names[random.IntN(len(names))]
		}
	}
	for i, t := range p.Tasks {
		if i%3 == 0 {
			p.Assignments = append(p.Assignments, schedule.Assignment{ID: schedule.AssignmentID(fmt.Sprint("a", i)), Task: t.ID, Resource: "r"})
		}
	}
	p.Resources = []schedule.Resource{{ID: "r", Name: "=R", Email: "r@example.com"}}
	return p
}

// sorted returns a plan with its lists in an order that both sides share: Asana
// has the tasks of no section first.
func sorted(p *schedule.Plan) *schedule.Plan {
	p = p.Clone()
	slices.SortFunc(p.Tasks, func(a, b schedule.Task) int { return compare(a.ID, b.ID) })
	slices.SortStableFunc(p.Links, func(a, b schedule.Link) int { return compare(a.To, b.To) })
	slices.SortFunc(p.Assignments, func(a, b schedule.Assignment) int { return compare(a.ID, b.ID) })
	return p
}

func compare[T ~string](a, b T) int { return slices.Compare([]byte(a), []byte(b)) }

// Random plans come back both ways, but for what the table says.
func TestRandomPlansComeBack(t *testing.T) {
	sections, linked := 0, 0
	for seed := range uint64(150) {
		plan := randomPlan(seed)
		for _, way := range []string{"CSV", "REST"} {
			back := ways[way](t, plan)
			same(t, fmt.Sprintf("seed %d, %s", seed, way), sorted(back), sorted(plan))
			if t.Failed() {
				return
			}
		}
		list := requests(t, plan, workspace)
		for _, r := range list {
			if r.As[:4] == "sect" {
				sections++
			}
			if r.As[:4] == "link" {
				linked++
			}
		}
	}
	if sections < 20 || linked < 100 {
		t.Errorf("a poor mix: %d sections, %d tasks with links", sections, linked)
	}
}

// The same plan gives the same bytes, and is only read.
func TestWritingIsStable(t *testing.T) {
	plan, untouched := randomPlan(7), randomPlan(7)
	first, _ := write(t, asana.Options{}, plan)
	second, _ := write(t, asana.Options{}, plan)
	same(t, "CSV", second, first)
	same(t, "requests", requests(t, plan, workspace), requests(t, plan, workspace))
	same(t, "plan", plan, untouched)
}
