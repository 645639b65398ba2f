package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/team"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// someoneIll takes away, for two weeks, whoever the longest path waits for
// next, and answers with the best that can be done about it.
func (s *story) someoneIll() error {
	task, who, ok := s.keyPerson()
	if !ok {
		return nil
	}
	from := s.desk.now.Date().AddDays(1)
	to := s.times(task).Start.Date().AddDays(14)
	s.on("The key person falls ill: %s, until %s. The next task on the longest path is %s.", "关键人员病倒：%s，至 %s。最长路径上的下一个任务是%s。",
		s.resourceName(who), to, s.name(task))
	happened := change.Disruption{ID: "ill-1", Kind: change.PersonAway, Resource: who, From: from, To: to}
	means, err := s.means()
	if err != nil {
		return err
	}
	if means.Candidates, err = s.standIns(task, who); err != nil {
		return err
	}
	if err := s.raise("I-1", s.text("a key person is ill", "关键人员生病"), task, ""); err != nil {
		return err
	}
	return s.respond("CR-1", s.text("somebody stands in for the key person", "为关键人员安排替补"), change.OfResource, happened, means)
}

// supplierLate lets a supplier come a week too late for a task that has not
// begun.
func (s *story) supplierLate() error {
	open := s.ahead()
	if len(open) == 0 {
		return nil
	}
	id := open[min(2, len(open)-1)]
	until, err := s.result.ProjectCalendar().Add(s.times(id).Start, 40*calendar.Hour)
	if err != nil {
		return err
	}
	s.on("The supplier of the hand-held scanners is late: %s can start on %s, not on %s.", "手持扫描枪供应商延误：%s最早 %s 才能开始，而不是 %s。",
		s.name(id), until.Date(), s.times(id).Start.Date())
	means, err := s.means()
	if err != nil {
		return err
	}
	for _, a := range s.plan.Assignments {
		if a.Task == id && len(means.Candidates) == 0 {
			if means.Candidates, err = s.standIns(id, a.Resource); err != nil {
				return err
			}
		}
	}
	means.Optional, means.Overtime.Days = open[len(open)-1:], 30
	for _, w := range change.StandardWeights() { // what was promised to the customer counts most
		if w.Criterion == change.CriterionScope {
			w.Weight = 9
		}
		means.Weights = append(means.Weights, w)
	}
	happened := change.Disruption{ID: "late-1", Kind: change.SupplierLate, Task: id, Until: until}
	if err := s.raise("I-4", s.text("a supplier is late", "供应商延误"), id, ""); err != nil {
		return err
	}
	return s.respond("CR-3", s.text("the days lost to the supplier are made up for", "弥补因供应商延误损失的天数"), change.OfDate, happened, means)
}

// ahead returns the tasks on the longest path that take time and have not
// begun, in their order.
func (s *story) ahead() []schedule.TaskID {
	parents := s.parents()
	var open []schedule.TaskID
	for _, id := range s.result.CriticalPath(schedule.ByLongestPath) {
		t, _ := s.plan.Task(id)
		if t.Progress.ActualStart.IsZero() && !parents[id] && !t.Manual && !t.Inactive && t.Duration.Length > 0 && !t.Milestone {
			open = append(open, id)
		}
	}
	return open
}

// keyPerson is who works on the next task of the longest path.
func (s *story) keyPerson() (schedule.TaskID, schedule.ResourceID, bool) {
	known := map[schedule.ResourceID]bool{}
	for _, r := range s.crew() {
		known[r.ID] = true
	}
	for _, id := range s.ahead() {
		for _, a := range s.plan.Assignments {
			if a.Task == id && known[a.Resource] {
				return id, a.Resource, true
			}
		}
	}
	return "", "", false
}

// means are what may be done: two hours of overtime for two weeks, and a day
// of learning for whoever is new.
func (s *story) means() (change.Means, error) {
	learning, err := money.Parse("1500.00", "CNY")
	return change.Means{
		Overtime: change.Overtime{Daily: 2 * calendar.Hour, Days: 10, Premium: 50},
		RampUp:   change.RampUp{Work: 8 * calendar.Hour, Cost: learning},
	}, err
}

// standIns finds who has the skill of somebody, in the team and in the company.
func (s *story) standIns(task schedule.TaskID, who schedule.ResourceID) ([]change.Candidate, error) {
	today := s.desk.now.Date()
	if _, in := s.team.Members.Member(deputy, today); !in {
		rate, err := money.Parse("390.00", "CNY")
		if err != nil {
			return nil, err
		}
		s.team.Members = append(s.team.Members, team.Member{
			Actor: deputy, Roles: []lifecycle.Role{lifecycle.RoleMember}, Availability: []team.Availability{{Calendar: usual, Percent: 100}},
			Skills:   s.everySkill(),
			CostRate: []team.Rate{{PerHour: rate, Period: team.Period{From: today.AddDays(-1)}}}, Period: team.Period{From: today.AddDays(-1)},
		})
	}
	need := team.Need{ID: string(task), Skills: []team.SkillNeed{{Skill: skillOf(who), Level: 3, Must: true}}}
	matched := team.Match(need, s.team.Members, today, team.Time{})
	var others []change.Candidate
	for _, c := range change.CandidatesOf(s.plan, "", matched, s.team.Members, today) {
		if c.Resource.ID != who {
			if c.Resource.Name == "" || c.Resource.ID == schedule.ResourceID(deputy) {
				c.Resource.Name = s.personName(lifecycle.ActorID(c.Resource.ID))
			}
			others = append(others, c)
		}
	}
	var names []string
	for _, c := range others {
		names = append(names, s.names.in(s.words.Lang, c.Resource.Name))
	}
	s.say("    who has the skill besides, the best match first: %s", "    具备该技能的其他人（最匹配者在前）：%s", s.orNobody(names))
	return others, nil
}

// respond lets the library propose what can be done about a disruption, shows
// what each way would lead to, and puts the best into the plan.
func (s *story) respond(id, title string, kind change.Kind, d change.Disruption, means change.Means) error {
	plan := s.plan
	proposals, err := change.Propose(change.Input{Plan: plan, By: string(manager), At: s.desk.now}, d, means)
	if err != nil {
		return err
	}
	s.on("%d ways to respond, the best first:", "%d 种应对方案，按优劣排序：", len(proposals.Options))
	for _, o := range proposals.Options {
		s.names.people[o.ID] = [2]string{s.wayIn(s.inLanguage(phrase.En), o), s.wayIn(s.inLanguage(phrase.ZhCN), o)}
		if o.Place > 6 && o.Kind != change.ByWaiting {
			continue
		}
		after, _ := o.Impact.Option(change.Requested)
		s.say("    %d. %s: finish %s, cost %s, score %s", "    %d. %s：完成 %s，成本 %s，评分 %s", o.Place, s.way(o), minute(after.Finish), s.sum(after.Cost), s.score(o.Score))
	}
	if err := s.paper("responses-"+d.ID, "decision", func(w phrase.Printer) *report.Document { return view.Responses(w, proposals, plan) }); err != nil {
		return err
	}
	best := proposals.Options[0]
	s.compare(d, proposals, best)
	return s.commit(change.Request{
		ID: id, Title: title, Origin: change.FromTeam, Kind: kind, Urgency: change.High, Proposer: string(manager),
		Why: s.text("the plan as it stands cannot be kept", "现有计划已无法执行"), Raised: s.desk.now.Date(),
		Edits: proposals.Edits(best.ID), CostDelta: best.CostDelta,
		Affected:  []finding.Ref{{Kind: "goal", ID: "handover"}},
		Necessity: []change.Answer{{Question: "obligation", Reply: change.Yes, Evidence: papersOf("contract")}},
	}, s.way(best))
}

// compare says what doing nothing would cost, and what the best way does.
func (s *story) compare(d change.Disruption, all change.Proposals, best change.Proposal) {
	finish := func(o change.Proposal) calendar.Work {
		after, _ := o.Impact.Option(change.Requested)
		return s.result.ProjectCalendar().Between(s.result.Finish(), after.Finish)
	}
	for _, o := range all.Options {
		if o.Kind == change.ByWaiting {
			s.say("    doing nothing moves the finish by %s working days, the best way by %s", "    不应对则完成时间变动 %s 个工作日，最佳方案变动 %s 个",
				s.days(finish(o)), s.days(finish(best)))
			if d.Kind == change.PersonAway {
				s.lost = finish(o)
			}
		}
	}
}

// commit takes a response through assessment and decision into the plan.
func (s *story) commit(r change.Request, way string) error {
	act := func(who lifecycle.ActorID, reason string) change.Act {
		return change.Act{By: string(who), At: s.desk.now, Reason: reason}
	}
	r, err := change.Submit(r, act(manager, ""))
	if err != nil {
		return err
	}
	impact, err := s.assess(r)
	if err != nil {
		return err
	}
	if r, err = change.Record(r, impact, act(manager, "")); err != nil {
		return err
	}
	if r, err = s.decide(r, act); err != nil {
		return err
	}
	if _, err = s.implement(r, "", act(manager, s.text("approved change", "已批准的变更"))); err != nil {
		return err
	}
	s.on("Chosen and in the plan: %s. Finish %s, %s working days by the disturbance and the response together.",
		"已选定并写入计划：%s。完成 %s，扰动与应对合计 %s 个工作日。", way, minute(s.result.Finish()), s.days(impact.FinishMoved))
	return nil
}

// assess computes what a request does, on a branch of the plan.
func (s *story) assess(r change.Request) (change.Impact, error) {
	budget, err := s.budget()
	if err != nil {
		return change.Impact{}, err
	}
	return change.Assess(change.Input{
		Plan: s.plan, Request: r, Baseline: s.baseline(), Budget: budget, By: string(manager), At: s.desk.now, Register: s.register,
		Goals: []change.GoalLink{{Goal: "handover", Due: s.charter.Goals[1].Due}, {Goal: "contract", Due: s.charter.Goals[0].Due}},
	})
}

// way names an option: what it is, and what it is about.
func (s *story) way(o change.Proposal) string { return s.wayIn(s.words, o) }

func (s *story) wayIn(w phrase.Printer, o change.Proposal) string {
	_, about, _ := strings.Cut(o.ID, ":")
	text := view.Word(w, string(o.Kind))
	var names []string
	for _, part := range strings.Split(about, ":") {
		t, task := s.plan.Task(schedule.TaskID(part))
		switch who := s.whoIs(w.Lang, part); {
		case task && o.Kind != change.ByReassigning && t.Name != "":
			names = append(names, "“"+s.taskName(w.Lang, part)+"”")
		case who != "":
			names = append(names, who)
		}
	}
	if len(names) == 0 {
		return text
	}
	return fmt.Sprintf(pickIn(w.Lang, "%s (%s)", "%s（%s）"), text, strings.Join(names, pickIn(w.Lang, ", ", "、")))
}

// resourceName is how people call a resource of the plan.
func (s *story) resourceName(id schedule.ResourceID) string {
	for _, r := range s.plan.Resources {
		if r.ID == id {
			return s.names.in(s.words.Lang, r.Name)
		}
	}
	return ""
}

// personName is how people call somebody.
func (s *story) personName(who lifecycle.ActorID) string {
	return s.names.in(s.words.Lang, string(who))
}

// everySkill is what somebody can do who knows every trade of the project.
func (s *story) everySkill() []team.Skill {
	var list []team.Skill
	for _, r := range s.crew() {
		if skill := skillOf(r.ID); !slices.ContainsFunc(list, func(x team.Skill) bool { return x.Skill == skill }) {
			list = append(list, team.Skill{Skill: skill, Level: 3, Evidence: []string{"certificate"}})
		}
	}
	return list
}

// skillOf is the skill of a trade: twins have the one of the first.
func skillOf(who schedule.ResourceID) team.SkillID {
	trade, _, _ := strings.Cut(string(who), "-")
	return team.SkillID(trade)
}

// orNobody lists names.
func (s *story) orNobody(names []string) string {
	if len(names) == 0 {
		return s.pick("nobody", "无")
	}
	return strings.Join(names, s.pick(", ", "、"))
}
