package facts_test

import (
	"fmt"
	"testing"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/facts"
	"github.com/milepost-go/milepost/schedule"
)

// large is a project with so many tasks, in packages of ten with a milestone.
func large(b *testing.B, tasks int) facts.Input {
	in := whole(b)
	p := &schedule.Plan{Name: "large", Start: on(2).At(8 * hour), Resources: []schedule.Resource{{ID: "li.na"}, {ID: "wang.wei"}}}
	for i := range tasks {
		t := schedule.Task{ID: taskID(fmt.Sprint("t", i)), Duration: schedule.Duration{Length: 2 * day}}
		if i%10 == 9 {
			t.Duration.Length, t.Milestone, t.Notes = 0, true, "the report"
		} else {
			p.Assignments = append(p.Assignments, schedule.Assignment{ID: schedule.AssignmentID(fmt.Sprint(i)), Task: t.ID, Resource: p.Resources[i%2].ID, Work: 2 * day})
		}
		p.Tasks = append(p.Tasks, t)
		if i > 0 {
			p.Links = append(p.Links, link(fmt.Sprint("t", i-1-i%3%(i)), fmt.Sprint("t", i)))
		}
	}
	in.Plan, in.Milestones = p, nil
	r, err := schedule.Compute(p, schedule.Options{})
	if err != nil {
		b.Fatal(err)
	}
	base, err := schedule.TakeBaseline("b", p.Start, "", "", p, r)
	if err != nil {
		b.Fatal(err)
	}
	p.Baselines = []schedule.Baseline{base}
	return in
}

// BenchmarkFact measures one fact of a project that nothing is known of yet.
func BenchmarkFact(b *testing.B) {
	for _, tasks := range []int{1_000, 10_000} {
		in := large(b, tasks)
		for _, name := range []lifecycle.FactName{facts.RisksOpen, facts.PlanTasks, facts.PlanFinish, lifecycle.FactTimetableComputed, lifecycle.FactResourcesAssigned, facts.WorkOverdue} {
			b.Run(fmt.Sprintf("%s/tasks=%d", name, tasks), func(b *testing.B) {
				for b.Loop() {
					if f, ok := facts.From(moment, in).Fact(name); !ok || f.Value.IsUnknown() {
						b.Fatal(f)
					}
				}
			})
		}
	}
}

// BenchmarkAll measures every fact of the catalogue.
func BenchmarkAll(b *testing.B) {
	for _, tasks := range []int{1_000, 10_000} {
		in := large(b, tasks)
		b.Run(fmt.Sprintf("tasks=%d", tasks), func(b *testing.B) {
			for b.Loop() {
				facts.From(moment, in).All()
			}
		})
	}
}

// BenchmarkGate measures all facts that the sales project declares, which an
// engine asks for with every command.
func BenchmarkGate(b *testing.B) {
	var names []lifecycle.FactName
	for _, spec := range lifecycle.SalesProject().Spec().Facts {
		names = append(names, spec.Name)
	}
	for _, tasks := range []int{1_000, 10_000} {
		in := large(b, tasks)
		b.Run(fmt.Sprintf("fresh/tasks=%d", tasks), func(b *testing.B) {
			for b.Loop() {
				if _, err := facts.From(moment, in).For(stream).Facts(b.Context(), stream, names); err != nil {
					b.Fatal(err)
				}
			}
		})
		source := facts.From(moment, in).For(stream)
		b.Run(fmt.Sprintf("again/tasks=%d", tasks), func(b *testing.B) {
			for b.Loop() {
				if _, err := source.Facts(b.Context(), stream, names); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
