package main

import (
	"fmt"
	"slices"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/facts"
	"github.com/milepost-go/milepost/lifecycle/team"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// usual is the calendar by which everybody works.
const usual = "usual"

// deputy joins the team when somebody falls ill.
const deputy lifecycle.ActorID = "zhao.lei"

// formTeam takes on the three people of the story and everybody whom the plan
// names.
func (s *story) formTeam() error {
	full := []team.Availability{{Calendar: usual, Percent: 100}}
	s.team = team.Record{ID: s.charter.ID, Members: team.Team{
		{Actor: manager, Roles: []lifecycle.Role{lifecycle.RoleManager}, Availability: full},
		{Actor: sponsor, Roles: []lifecycle.Role{lifecycle.RoleSponsor}, Availability: full},
		{Actor: customer, Roles: []lifecycle.Role{lifecycle.RoleCustomer}, Availability: full},
	}}
	s.heads = map[schedule.ResourceID]int{}
	return s.enlarge()
}

// enlarge takes on who is in the plan and not yet in the team.
func (s *story) enlarge() error {
	for _, r := range s.crew() {
		if slices.ContainsFunc(s.team.Members, func(m team.Member) bool { return m.Actor == lifecycle.ActorID(r.ID) }) {
			continue
		}
		s.team.Members = append(s.team.Members, team.Member{
			Actor: lifecycle.ActorID(r.ID), Roles: []lifecycle.Role{lifecycle.RoleMember},
			Availability: []team.Availability{{Calendar: usual, Percent: 100}},
			Skills:       []team.Skill{{Skill: skillOf(r.ID), Level: 4, Evidence: []string{"interview"}}},
		})
	}
	return s.findPeople()
}

// crew are the people of the plan who have something to do.
func (s *story) crew() []schedule.Resource {
	busy := map[schedule.ResourceID]bool{}
	for _, a := range s.plan.Assignments {
		busy[a.Resource] = true
	}
	var list []schedule.Resource
	for _, r := range s.plan.Resources {
		if r.Kind == schedule.WorkResource && r.ID != "" && busy[r.ID] {
			list = append(list, r)
		}
	}
	return list
}

// demand states what the tasks of the plan need of people, each within the
// time from its start to the end of the project.
func (s *story) demand() {
	last := s.result.Finish().Date().AddDays(1)
	s.team.Demands, s.team.Assignments = nil, nil
	known := map[schedule.ResourceID]bool{}
	for _, r := range s.crew() {
		known[r.ID] = true
	}
	for _, a := range s.plan.Assignments {
		x := s.times(a.Task)
		if !known[a.Resource] || x.Finish == 0 || a.Work <= 0 {
			continue
		}
		from, to := x.Start.Date(), x.Finish.Date()
		s.team.Demands = append(s.team.Demands, team.Demand{
			Task: string(a.Task), Resource: trade(a.Resource), WorkMin: int64(a.Work / calendar.Minute),
			Window: team.Period{From: from, To: last}, Planned: team.Period{From: from, To: to.AddDays(1)},
		})
		s.team.Assignments = append(s.team.Assignments, team.Assignment{
			Task: string(a.Task), Actor: lifecycle.ActorID(a.Resource), WorkMin: int64(a.Work / calendar.Minute), Start: from, Due: to,
		})
	}
}

func trade(id schedule.ResourceID) team.Resource {
	return team.Resource{Kind: team.ByName, ID: string(id)}
}

// findPeople adds people to a trade as long as its work does not fit into the
// days of the plan.
func (s *story) findPeople() error {
	s.demand()
	for range 60 {
		s.supplyOf()
		short := map[string]bool{}
		for _, f := range team.Sufficiency(s.team.Demands, s.supply) {
			if f.Certain && !short[f.Resource.ID] {
				short[f.Resource.ID] = true
				s.heads[schedule.ResourceID(f.Resource.ID)]++
			}
		}
		if len(short) == 0 {
			return nil
		}
	}
	return fmt.Errorf("nobody can do the work of this plan")
}

// supplyOf states how much time there is of each trade, day by day.
func (s *story) supplyOf() {
	s.supply = nil
	first, last := s.begin().Date().AddDays(-1), s.result.Finish().Date().AddDays(90)
	cal := s.result.ProjectCalendar()
	for _, r := range s.crew() {
		supply := team.Supply{Resource: trade(r.ID), From: first}
		for day := first; day.Before(last); day = day.AddDays(1) {
			worked := cal.Between(day.At(0), day.AddDays(1).At(0))
			supply.PerDayMin = append(supply.PerDayMin, int64(worked/calendar.Minute)*int64(1+s.heads[r.ID]))
		}
		s.supply = append(s.supply, supply)
	}
}

// agree lets everybody acknowledge the goals, the plan and the tasks as they
// stand.
func (s *story) agree() {
	at := s.desk.clock()
	s.team.Standing = []team.Standing{{Subject: facts.GoalsSubject(), Digest: facts.GoalsVersion(s.charter)}}
	if v := facts.PlanVersion(s.plan); v != "" {
		s.team.Standing = append(s.team.Standing, team.Standing{Subject: facts.PlanSubject(), Digest: v})
	}
	for _, m := range s.team.Members.AsOf(s.desk.now.Date()) {
		for _, what := range s.team.Standing {
			s.acknowledge(team.Ack{Actor: m.Actor, Subject: what.Subject, Digest: what.Digest, At: at})
		}
	}
}

// tellTasks tells everybody of their tasks and lets them say yes.
func (s *story) tellTasks() {
	s.demand()
	at := s.desk.clock()
	for _, a := range s.team.Assignments {
		s.acknowledge(team.Ack{Actor: a.Actor, Subject: a.Standing().Subject, Digest: a.Digest(), At: at})
	}
}

// acknowledge puts an acknowledgement on record that is not there yet.
func (s *story) acknowledge(a team.Ack) {
	key := fmt.Sprint(a.Actor, a.Subject, a.Digest)
	if s.acked == nil {
		s.acked = map[string]time.Time{}
	}
	if _, again := s.acked[key]; !again {
		s.acked[key] = a.At
		s.team.Acks = append(s.team.Acks, a)
	}
}

// ownMilestones names an owner and a proof for every milestone.
func (s *story) ownMilestones() {
	s.points = nil
	parents := s.parents()
	for i := range s.plan.Tasks {
		t := &s.plan.Tasks[i]
		if t.Inactive || !t.Milestone && (parents[t.ID] || t.Duration.Length > 0) {
			continue
		}
		s.points = append(s.points, schedule.MilestoneEntry{
			Task: t.ID, Owner: string(manager),
			Criteria: []schedule.MilestoneCriterion{{Text: s.text("what leads to it is reviewed", "其前置成果已评审")}},
		})
	}
}
