package view_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// pairs are what the loads hold as lines, each with who has it.
func pairs(loads []view.Workload) (tasks, items, risks []string, work calendar.Work) {
	for _, x := range loads {
		sum := calendar.Work(0)
		for _, m := range x.Tasks {
			tasks = append(tasks, x.Member+"/"+string(m.Task))
			sum += m.Work
		}
		if sum != x.Work {
			tasks = append(tasks, x.Member+" has work that does not add up")
		}
		work += sum
		for _, i := range x.Obligations.Actions {
			items = append(items, x.Member+"/"+i.ID)
		}
		for _, d := range x.Risks {
			risks = append(risks, fmt.Sprintf("%s/%s/%s", x.Member, d.Risk, d.Response))
		}
	}
	slices.Sort(tasks)
	slices.Sort(items)
	slices.Sort(risks)
	return tasks, items, risks, work
}

// wholeLoad is what the loads must come to, read from plan, log and register
// directly.
func wholeLoad(in view.WorkloadInput) (tasks, items, risks []string, work calendar.Work) {
	for _, m := range in.Work {
		people := map[string]bool{}
		for _, a := range in.Plan.Assignments {
			if a.Task != m.Task || a.Resource == "wood" {
				continue
			}
			people[string(a.Resource)], work = true, work+a.Work
		}
		if len(people) == 0 {
			people[""] = true
		}
		for who := range people {
			tasks = append(tasks, who+"/"+string(m.Task))
		}
	}
	for _, i := range in.Items {
		if !i.Closed {
			items = append(items, i.Owner+"/"+i.ID)
		}
	}
	for _, r := range in.Risks.Risks {
		if r.Status != risk.Open && r.Status != risk.Proposed {
			continue
		}
		risks = append(risks, r.Owner+"/"+r.ID+"/")
		for _, a := range r.Responses {
			who := a.Owner
			if who == "" {
				who = r.Owner
			}
			if a.Done.IsZero() {
				risks = append(risks, who+"/"+r.ID+"/"+a.ID)
			}
		}
	}
	slices.Sort(tasks)
	slices.Sort(items)
	slices.Sort(risks)
	return tasks, items, risks, work
}

func sameLoad(t *testing.T, name string, in view.WorkloadInput) {
	t.Helper()
	tasks, items, risks, work := pairs(view.Workloads(in))
	wantTasks, wantItems, wantRisks, wantWork := wholeLoad(in)
	if diff := cmp.Diff([][]string{wantTasks, wantItems, wantRisks}, [][]string{tasks, items, risks}); diff != "" || work != wantWork {
		t.Errorf("%s: work %d, want %d\n%s", name, work, wantWork, diff)
	}
}

// Together the workloads are the plan, the log and the register, and nothing is
// there twice.
func TestWorkloadsAreTheWhole(t *testing.T) {
	s := newTeaShop(t)
	sameLoad(t, "shop", s.workload(calendar.Date{}))
	for seed := range uint64(40) {
		rng := rand.New(rand.NewPCG(seed, 8))
		in := s.workload(calendar.Date{})
		in.Plan = randomStaff(rng, in.Plan)
		in.Items = nil
		for i := range rng.IntN(6) {
			in.Items = append(in.Items, comms.Item{Kind: comms.ActionItem, ID: fmt.Sprint("T", i), Owner: pick(rng, "", "li", "wang"), Closed: rng.IntN(3) == 0, Due: teaNow.AddDays(rng.IntN(20) - 10)})
		}
		in.Risks.Risks = slices.Clone(in.Risks.Risks)
		for i := range in.Risks.Risks {
			in.Risks.Risks[i].Owner = pick(rng, "", "li", "zhao")
		}
		sameLoad(t, fmt.Sprint("seed ", seed), in)
	}
}

func pick(rng *rand.Rand, words ...string) string { return words[rng.IntN(len(words))] }

// randomStaff gives the tasks of a plan to anybody, nobody and the same person
// twice.
func randomStaff(rng *rand.Rand, p *schedule.Plan) *schedule.Plan {
	c := p.Clone()
	c.Assignments = nil
	for i := range 1 + rng.IntN(30) {
		c.Assignments = append(c.Assignments, schedule.Assignment{ID: schedule.AssignmentID(fmt.Sprint(i)), Task: c.Tasks[rng.IntN(len(c.Tasks))].ID,
			Resource: schedule.ResourceID(pick(rng, "", "li", "wang", "zhao", "wood")), Work: calendar.Work(rng.IntN(40)) * calendar.Hour})
	}
	return c
}

// A window leaves out what begins and is due after it, counts it, and changes
// nothing else.
func TestWorkloadWindow(t *testing.T) {
	s := newTeaShop(t)
	last := calendar.DateOf(2026, 3, 20)
	in := s.workload(last)
	loads, all := view.Workloads(in), view.Workloads(s.workload(calendar.Date{}))
	if len(loads) != 4 || loads[0].Member != "li" || loads[3].Member != "" {
		t.Fatalf("members %+v", loads)
	}
	for i, x := range loads {
		if len(x.Tasks)+x.Later != len(all[i].Tasks) || all[i].Later != 0 {
			t.Errorf("%s: %d tasks and %d later of %d", x.Member, len(x.Tasks), x.Later, len(all[i].Tasks))
		}
		for _, m := range x.Tasks {
			if m.Begin.Date().After(last) && m.Due.Date().After(last) {
				t.Errorf("%s: %s begins %s", x.Member, m.Task, m.Begin)
			}
		}
		for _, d := range x.Obligations.Duties {
			if d.Local.Date().After(last) {
				t.Errorf("%s: meeting on %s", x.Member, d.Local)
			}
		}
	}
	in.Members = []string{"new"}
	if loads = view.Workloads(in); len(loads) != 5 || loads[1].Member != "new" || len(loads[1].Tasks) != 0 {
		t.Errorf("somebody without work: %+v", loads)
	}
	in.Actor = func(id schedule.ResourceID) string { return map[schedule.ResourceID]string{"li": "li.na"}[id] }
	if tasks, _, _, _ := pairs(view.Workloads(in)); !slices.Contains(tasks, "li.na/counter") || !slices.Contains(tasks, "/power") {
		t.Errorf("resources as actors: %v", tasks)
	}
}

// handovers are the other sides of one task as lines.
func handovers(loads []view.Workload, member string, id schedule.TaskID) (inputs, waiting []string) {
	for _, x := range loads {
		for _, m := range x.Tasks {
			if x.Member != member || m.Task != id {
				continue
			}
			for _, h := range m.Inputs {
				inputs = append(inputs, fmt.Sprint(h.Task, h.People, h.On))
			}
			for _, h := range m.Waiting {
				waiting = append(waiting, fmt.Sprint(h.Task, h.People, h.On))
			}
		}
	}
	return inputs, waiting
}

// Who waits for whom, by hand: behind "Ready to open", which nobody works on,
// staff is trained; what is done is not waited for; a summary stands for its
// parts, and links of a summary hold for what is in it.
func TestHandovers(t *testing.T) {
	s := newTeaShop(t)
	loads := view.Workloads(s.workload(calendar.Date{}))
	check := func(member string, id schedule.TaskID, wantIn, wantOut []string) {
		t.Helper()
		in, out := handovers(loads, member, id)
		if diff := cmp.Diff([][]string{wantIn, wantOut}, [][]string{in, out}); diff != "" {
			t.Errorf("%s of %s:\n%s", id, member, diff)
		}
	}
	check("wang", "inspect", []string{"licence[wang] 2026-03-23T17:00:00", "counter[li wang] 2026-03-24T17:00:00", "power[zhao] 2026-03-19T17:00:00"}, []string{"train[zhao] 2026-03-24T08:00:00"})
	check("zhao", "train", []string{"inspect[wang] 2026-03-25T17:00:00", "hire[zhao] 2026-03-19T17:00:00"}, []string{"M3[] 2026-03-26T17:00:00"})
	check("li", "counter", nil, []string{"inspect[wang] 2026-03-23T08:00:00"})

	in := s.workload(calendar.Date{})
	in.Plan = in.Plan.Clone()
	in.Plan.Links = []schedule.Link{{From: "2", To: "3"}, {From: "lease", To: "promo", Type: schedule.StartToStart}, {From: "counter", To: "power", Type: schedule.StartToStart}, {From: "hire", To: "train", Type: schedule.FinishToFinish}}
	loads = view.Workloads(in)
	check("zhao", "train", []string{"2[li wang zhao] 2026-03-25T17:00:00", "hire[zhao] 2026-03-19T17:00:00"}, nil)
	check("", "promo", []string{"2[li wang zhao] 2026-03-25T17:00:00"}, nil)
	check("zhao", "power", nil, []string{"3[zhao] 2026-03-02T08:00:00"})
}

// A plan whose summaries contain each other, which no plan that computes has,
// breaks nothing.
func TestWorkloadOfAKnottedPlan(t *testing.T) {
	s := newTeaShop(t)
	in := s.workload(calendar.Date{})
	in.Plan = in.Plan.Clone()
	in.Plan.Tasks[0].Parent, in.Plan.Tasks[1].Parent = "lease", "1"
	in.Plan.Tasks[4].Parent = "2"
	if n := len(view.Workloads(in)); n != 4 {
		t.Errorf("%d workloads", n)
	}
}
