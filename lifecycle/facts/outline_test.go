package facts_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/facts"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/team"
	"github.com/milepost-go/milepost/schedule"
)

// packages is a plan with two summaries: the first is linked to the second, and
// only one task has links of its own.
func packages() *schedule.Plan {
	work := func(id, parent string) schedule.Task {
		return schedule.Task{ID: taskID(id), Parent: taskID(parent), Duration: schedule.Duration{Length: day}}
	}
	p := &schedule.Plan{Name: "packages", Start: on(2).At(8 * hour), Resources: []schedule.Resource{{ID: "r"}, {ID: "steel", Kind: schedule.MaterialResource}}}
	p.Tasks = []schedule.Task{{ID: "p1"}, work("a", "p1"), {ID: "p11", Parent: "p1"}, work("b", "p11"), {ID: "p2"}, work("c", "p2"), work("d", ""), {ID: "m", Notes: "the keys"}}
	p.Links = []schedule.Link{link("p1", "p2"), link("d", "m")}
	for _, id := range []string{"a", "b", "c", "d"} {
		p.Assignments = append(p.Assignments, schedule.Assignment{ID: schedule.AssignmentID(id), Task: taskID(id), Resource: "r", Work: day})
	}
	return p
}

// check returns what the timetable, resources and milestones of the plan lack.
func check(t *testing.T, p *schedule.Plan, duties ...team.Duty) []string {
	t.Helper()
	known := facts.From(moment, facts.Input{Plan: p, Team: &team.Record{Duties: duties}})
	return lines(known.PlanCheck(facts.TimetablePart, facts.ResourcesPart, facts.MilestonesPart))
}

// A link of a summary joins all that is in it; what is switched off, of another
// project, finished, or only accompanies other work is not asked for anything.
func TestPlanCheckFollowsTheOutline(t *testing.T) {
	noLogic := func(id string) string {
		return "block facts.timetable.no_logic: task " + id + ", remedy facts.remedy.link_task"
	}
	unassigned := func(id string) string {
		return "block facts.resources.unassigned: task " + id + ", remedy facts.remedy.assign_task"
	}
	noOwner := "block facts.resources.no_owner: task b, remedy facts.remedy.name_owner"
	owner := func(kind, id string, letter team.Letter) team.Duty {
		return team.Duty{Subject: finding.Ref{Kind: kind, ID: id}, Letter: letter, Actor: "li.na"}
	}
	for name, c := range map[string]struct {
		change func(*schedule.Plan)
		duties []team.Duty
		want   []string
	}{
		"as it stands":              {func(*schedule.Plan) {}, nil, nil},
		"without the summary link":  {func(p *schedule.Plan) { p.Links = p.Links[1:] }, nil, []string{noLogic("a"), noLogic("b"), noLogic("c")}},
		"a link into the inner one": {func(p *schedule.Plan) { p.Links[0] = link("d", "p11") }, nil, []string{noLogic("a"), noLogic("c")}},
		"a lonely milestone":        {func(p *schedule.Plan) { p.Links = p.Links[:1] }, nil, []string{noLogic("d"), noLogic("m")}},
		"nobody for the inner one":  {func(p *schedule.Plan) { p.Assignments = slices.Delete(p.Assignments, 1, 2) }, nil, []string{unassigned("b")}},
		"a package switched off": {func(p *schedule.Plan) {
			p.Assignments = slices.Delete(p.Assignments, 0, 2)
			p.Tasks[0].Inactive = true
		}, nil, nil},
		"a task of another project": {func(p *schedule.Plan) {
			p.Assignments, p.Links = p.Assignments[:3], p.Links[:1]
			p.Tasks[6].External, p.Tasks[7].External = true, true
		}, nil, nil},
		"effort that accompanies": {func(p *schedule.Plan) {
			p.Assignments = p.Assignments[:3]
			p.Tasks[6].Kind = schedule.LevelOfEffort
			p.Links = append(p.Links[:1], link("c", "m"))
		}, nil, nil},
		"what is finished": {func(p *schedule.Plan) {
			p.Assignments = slices.Delete(p.Assignments, 1, 2)
			p.Tasks[3].Progress = schedule.Progress{ActualStart: p.Start, ActualFinish: on(2).At(17 * hour), Percent: 100}
		}, nil, nil},
		"steel has no owner":             {func(p *schedule.Plan) { p.Assignments[1].Resource = "steel" }, nil, []string{noOwner}},
		"one answers for the package":    {func(p *schedule.Plan) { p.Assignments[1].Resource = "steel" }, []team.Duty{owner("package", "p1", team.Accountable)}, nil},
		"one does the work":              {func(p *schedule.Plan) { p.Assignments[1].Resource = "steel" }, []team.Duty{owner("task", "b", team.Responsible)}, nil},
		"being told is not answering":    {func(p *schedule.Plan) { p.Assignments[1].Resource = "steel" }, []team.Duty{owner("task", "b", team.Informed)}, []string{noOwner}},
		"a risk of that name is no task": {func(p *schedule.Plan) { p.Assignments[1].Resource = "steel" }, []team.Duty{owner("risk", "b", team.Accountable)}, []string{noOwner}},
		"a milestone that was reached needs no proof": {func(p *schedule.Plan) {
			p.Tasks[7].Notes = ""
			p.Tasks[7].Progress = schedule.Progress{ActualStart: p.Start, ActualFinish: p.Start, Percent: 100}
		}, nil, nil},
		"a summary may be a milestone": {func(p *schedule.Plan) { p.Tasks[4].Milestone, p.Tasks[4].Notes = true, "handed over" }, nil, nil},
		"the only milestone switched off": {func(p *schedule.Plan) { p.Tasks[7].Inactive = true }, nil,
			[]string{"block facts.milestones.missing: plan, remedy facts.remedy.set_milestones"}},
		"one task needs no logic": {func(p *schedule.Plan) {
			p.Tasks, p.Links, p.Assignments = p.Tasks[6:7], nil, p.Assignments[3:]
		}, nil, []string{"block facts.milestones.missing: plan, remedy facts.remedy.set_milestones"}},
		"a week by the clock is not long": {func(p *schedule.Plan) {
			p.Tasks[6].Duration = schedule.Duration{Length: 20 * 24 * hour, Elapsed: true}
		}, nil, nil},
		"but a second more is": {func(p *schedule.Plan) {
			p.Tasks[6].Duration = schedule.Duration{Length: 20*24*hour + 1, Elapsed: true}
		}, nil, []string{"block facts.timetable.undetailed: task d, want 20 day, got 1728001/86400 day, remedy facts.remedy.detail_task"}},
	} {
		p := packages()
		c.change(p)
		if got := check(t, p, c.duties...); !slices.Equal(got, append([]string{}, c.want...)) {
			t.Errorf("%s: got %q", name, got)
		}
	}
}

// papers knows what no room says.
type papers map[lifecycle.FactName]finding.Value

func (p papers) Facts(_ context.Context, _ lifecycle.StreamID, names []lifecycle.FactName) ([]lifecycle.Fact, error) {
	var list []lifecycle.Fact
	for _, name := range names {
		if value, ok := p[name]; ok {
			list = append(list, lifecycle.Fact{Name: name, Value: value, At: moment, Source: "host"})
		}
	}
	return list, nil
}

// A host adds the facts that are its own with a source of its own: a staged
// project passes its first gates with both and not with one.
func TestHostFactsStandBeside(t *testing.T) {
	host := papers{"mandate.given": finding.Bool(true), "brief.complete": finding.Bool(true), "documents.complete": finding.Bool(true),
		"plan.stage_ready": finding.Bool(true), "case.justified": finding.Bool(true)}
	in := staffed(t)
	allowed := func(sources ...lifecycle.FactSource) bool {
		engine, err := lifecycle.New(lifecycle.Config{
			Log: new(lifecycle.MemLog), Definitions: []*lifecycle.Definition{lifecycle.ProjectByStages()},
			Auth:  people{"li.na": lifecycle.RoleManager, "bo": lifecycle.RoleBoard},
			Facts: sources, Now: func() time.Time { return moment },
		})
		if err != nil {
			t.Fatal(err)
		}
		ctx, n := t.Context(), 0
		head := func(actor lifecycle.ActorID) lifecycle.Header {
			n++
			return lifecycle.Header{ID: lifecycle.CommandID(finding.Number(int64(n), "").Plain()), Actor: actor}
		}
		if _, err := engine.Do(ctx, stream, lifecycle.StartProject{Header: head("li.na"), Definition: lifecycle.StagedProjectID}); err != nil {
			t.Fatal(err)
		}
		for _, move := range []lifecycle.MoveID{"start_initiating", "start_delivery"} {
			e, err := engine.Explain(ctx, stream, lifecycle.RequestMove{Header: head("li.na"), Move: move})
			if err != nil {
				t.Fatal(err)
			}
			_, approved := engine.Do(ctx, stream, lifecycle.Approve{Header: head("bo"), Move: move, Role: lifecycle.RoleBoard, Evidence: e.Evidence})
			_, moved := engine.Do(ctx, stream, lifecycle.RequestMove{Header: head("li.na"), Move: move})
			if approved != nil || moved != nil {
				return false
			}
		}
		return true
	}
	rooms := facts.From(moment, in).For(stream)
	if allowed(rooms) || allowed(host) || !allowed(host, rooms) || !allowed(rooms, host) {
		t.Error("the gates want what the rooms and the host say together")
	}
}
