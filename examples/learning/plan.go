package main

import (
	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

const day = 8 * calendar.Hour

// Ids of the plan.
const (
	buildTask   schedule.TaskID     = "build"
	trainTask   schedule.TaskID     = "train_stand_in"
	developer   schedule.ResourceID = "he.ping"
	standIn     schedule.ResourceID = "xu.yan"
	analyst     schedule.ResourceID = "gao.yu"
	nextProject                     = "bakery-portal"
)

// newPlan is the plan of the second project: one developer builds what
// everything waits for.
func (s *story) newPlan() (*schedule.Plan, error) {
	rate, err := money.Parse("350.00", "CNY")
	if err != nil {
		return nil, err
	}
	task := func(id schedule.TaskID, en, zh string, days calendar.Work) schedule.Task {
		return schedule.Task{ID: id, Name: s.pick(en, zh), Duration: schedule.Duration{Length: days * day}, Milestone: days == 0, Priority: 500}
	}
	p := &schedule.Plan{
		Name: s.pick("Portal for North Bakery", "北方面包房门户"), Start: calendar.DateOf(2013, 7, 1).At(8 * calendar.Hour),
		Tasks: []schedule.Task{
			task("design", "Design", "设计", 15), task(buildTask, "Build", "开发", 30), task("test", "Test", "测试", 15), task("rollout", "Rollout", "上线", 10),
			task("handover", "Handover", "移交", 0),
		},
		Links: []schedule.Link{{From: "design", To: buildTask}, {From: buildTask, To: "test"}, {From: "test", To: "rollout"}, {From: "rollout", To: "handover"}},
		Resources: []schedule.Resource{
			{ID: analyst, Name: s.pick("Gao Yu", "高宇"), Rate: rate}, {ID: developer, Name: s.pick("He Ping", "何平"), Rate: rate}, {ID: standIn, Name: s.pick("Xu Yan", "徐燕"), Rate: rate},
		},
	}
	for _, t := range p.Tasks[:4] {
		who := analyst
		if t.ID == buildTask {
			who = developer
		}
		p.Assignments = append(p.Assignments, assign(t.ID, who, t.Duration.Length))
	}
	return p, nil
}

func assign(task schedule.TaskID, who schedule.ResourceID, work calendar.Work) schedule.Assignment {
	return schedule.Assignment{ID: schedule.AssignmentID(string(task) + ":" + string(who)), Task: task, Resource: who, Work: work, RemainingWork: work}
}

// train puts the training of a stand-in into the plan, beside the design.
func (s *story) train(p *schedule.Plan) (*schedule.Plan, error) {
	return schedule.Apply(p, []schedule.Edit{
		{Kind: schedule.EditAddTask, NewTask: schedule.Task{
			ID: trainTask, Name: s.pick("Train a stand-in", "培养替补人员"), Duration: schedule.Duration{Length: 3 * day}, Priority: 500,
		}},
		{Kind: schedule.EditAddLink, Link: schedule.Link{From: trainTask, To: buildTask}},
		{Kind: schedule.EditAddAssignment, NewAssignment: assign(trainTask, standIn, 3*day)},
	})
}

// away is the mishap: the developer is away for three weeks when building is
// to begin.
func (s *story) away(p *schedule.Plan) (change.Disruption, error) {
	r, err := schedule.Compute(p, schedule.Options{})
	if err != nil {
		return change.Disruption{}, err
	}
	x, _ := r.Times(buildTask)
	return change.Disruption{ID: "away-1", Kind: change.PersonAway, Resource: developer, From: x.Start.Date(), To: x.Start.Date().AddDays(20)}, nil
}
