package main

import (
	"fmt"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/facts"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/health"
	"github.com/milepost-go/milepost/lifecycle/team"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

func clock(d calendar.Date, hour int) time.Time {
	y, m, day := d.Civil()
	return time.Date(y, m, day, hour, 0, 0, 0, time.UTC)
}

// talk is everything that was said and not said from the start to the end: a
// meeting every Thursday, of which few were held; what the customer said; what
// went wrong; who was told.
func (s *story) talk(end calendar.Date) error {
	series := comms.Series{
		ID: "weekly", Chair: string(manager), Members: []string{string(manager), string(developer), string(trainer), string(owner), string(customer)},
		Cadence: comms.EveryWeekOn(comms.Thursday), From: start, At: comms.At(10, 0), Zone: "UTC", DurationMin: 45, DayOff: comms.NextDay,
	}
	due, err := series.AllOccurrences(s.week, time.UTC, start, end)
	if err != nil {
		return err
	}
	s.meetings, s.record.Series = due, []comms.Series{series}
	for week, o := range due {
		if week > 2 && week%5 != 0 {
			continue // "no time this week"
		}
		m := comms.Minutes{Meeting: o.ID, Series: series.ID, On: o.Local.Date(), By: string(manager)}
		for k, who := range series.Members {
			presence := comms.Present
			if week > 0 && k > 0 && (k+week)%2 == 0 {
				presence = comms.Absent
			}
			m.Attendance = append(m.Attendance, comms.Attendance{Actor: who, Presence: presence})
		}
		s.record.Minutes = append(s.record.Minutes, m)
	}
	s.hear()
	s.wrong()
	s.tellOthers()
	return s.setClock()
}

// hear is what the customer said, and the two answers that were given.
func (s *story) hear() {
	said := []struct {
		day    calendar.Date
		en, zh string
		answer int // days until the answer, 0: never
	}{
		{calendar.DateOf(2026, time.March, 12), "Who decides about the price list?", "价格表由谁决定？", 4},
		{calendar.DateOf(2026, time.April, 2), "We have not seen anything yet.", "我们还什么都没看到。", 0},
		{calendar.DateOf(2026, time.April, 20), "The branches ask when the training is.", "门店在问什么时候培训。", 0},
		{calendar.DateOf(2026, time.May, 7), "Returned goods are missing in the screens.", "界面里没有退货功能。", 0},
		{calendar.DateOf(2026, time.May, 28), "Nobody answers our mails.", "没人回复我们的邮件。", 0},
		{calendar.DateOf(2026, time.June, 18), "Shall we look for somebody else?", "我们是不是该另找供应商？", 0},
		{calendar.DateOf(2026, time.July, 9), "The promised day is three weeks away.", "离承诺的日期只剩三周。", 11},
		{calendar.DateOf(2026, time.August, 6), "The day has passed and nobody called.", "日期已过，没有人来电。", 0},
	}
	for i, f := range said {
		x := comms.Feedback{
			ID: fmt.Sprintf("F%d", i+1), Side: comms.FromCustomer, From: string(customer), Text: s.pick(f.en, f.zh), Owner: string(manager),
			About: []finding.Ref{{Kind: "goal", ID: "satisfaction"}}, Received: f.day,
		}
		if f.answer > 0 {
			x.Reply = comms.Reply{By: string(manager), On: f.day.AddDays(f.answer), Text: s.pick("We look into it.", "我们会看一下。"), Outcome: comms.FeedbackNoted}
		}
		s.record.Feedback = append(s.record.Feedback, x)
	}
}

// wrong is what stood in the way. One of it had been a risk.
func (s *story) wrong() {
	events := []struct {
		day    calendar.Date
		en, zh string
		risk   string
		wait   int // days until somebody took it up, 0: nobody did
	}{
		{calendar.DateOf(2026, time.March, 24), "The stock system has no documents", "库存系统没有文档", "r1", 9},
		{calendar.DateOf(2026, time.April, 14), "Li Min works on two things at once", "李敏同时做两件事", "", 15},
		{calendar.DateOf(2026, time.May, 5), "The price list has another form than assumed", "价格表格式与设想不同", "", 7},
		{calendar.DateOf(2026, time.May, 26), "Returned goods were forgotten", "遗漏了退货流程", "", 13},
		{calendar.DateOf(2026, time.June, 23), "Nobody is there to test", "没有人做测试", "", 20},
		{calendar.DateOf(2026, time.July, 21), "The customer stops the pilot", "客户中止试点", "", 0},
	}
	for i, e := range events {
		x := comms.Issue{
			ID: fmt.Sprintf("I%d", i+1), Title: s.pick(e.en, e.zh), Severity: comms.High, Owner: string(manager), RaisedBy: string(developer), Raised: clock(e.day, 9),
		}
		if e.risk != "" {
			x.Source = finding.Ref{Kind: "risk", ID: e.risk}
		}
		if e.wait > 0 {
			x.Steps = []comms.IssueStep{{Do: comms.IssueAcknowledge, By: string(manager), At: clock(e.day.AddDays(e.wait), 16)}}
		}
		s.record.Issues = append(s.record.Issues, x)
	}
}

// tellOthers is the log of what was shared: once, with the owner.
func (s *story) tellOthers() {
	for _, who := range []lifecycle.ActorID{owner, customer} {
		s.informed = append(s.informed, comms.Informed{Party: comms.Party{Kind: comms.Actor, ID: string(who)}, Audience: comms.AudienceID(who), Kind: comms.KindPlan})
	}
	s.record.Shares = []comms.Share{{
		ID: "S1", At: clock(start.AddDays(3), 12), By: string(manager), Audience: comms.AudienceID(owner), To: []comms.Party{{Kind: comms.Actor, ID: string(owner)}},
		Items: []comms.SharedItem{{Kind: comms.KindPlan, Ref: finding.Ref{Kind: "plan", ID: "riverside-portal"}}},
	}}
}

// setClock sets the limits of issues: an answer within two working days, else
// it goes to the owner.
func (s *story) setClock() (err error) {
	ladder := comms.Ladder{ID: "up", Steps: []comms.LadderStep{{AfterMin: 2 * 480, To: comms.Party{Kind: comms.Actor, ID: string(owner)}}}}
	s.clock, err = comms.NewIssueClock(comms.ClockRules{Limits: []comms.Limit{{Severity: comms.High, ResponseMin: 2 * 480, ResponseLadder: "up"}}}, []comms.Ladder{ladder}, s.week.In(time.UTC))
	return err
}

// heard is the talk as it is handed to the diagnosis: what lies after the
// moment does not count.
func (s *story) heard() *health.Talk {
	return &health.Talk{Record: s.record, Meetings: s.meetings, Clock: s.clock, Informed: s.informed, Working: s.week}
}

// people is the team: everybody full-time, and nobody ever confirmed a task,
// the goals or the plan.
func (s *story) people() team.Record {
	r := team.Record{ID: "riverside-portal", Standing: []team.Standing{
		{Subject: facts.GoalsSubject(), Digest: facts.GoalsVersion(s.charter)}, {Subject: facts.PlanSubject(), Digest: "sha256:plan"},
	}}
	for _, who := range []lifecycle.ActorID{manager, developer, trainer} {
		r.Members = append(r.Members, team.Member{Actor: who, Availability: []team.Availability{{Calendar: "std", Percent: 100}}})
	}
	for _, j := range jobs() {
		if x, known := s.happened.Times(schedule.TaskID(j.id)); known && j.who != "" {
			r.Assignments = append(r.Assignments, team.Assignment{Task: j.id, Actor: lifecycle.ActorID(j.who), Start: x.Start.Date(), Due: x.Finish.Date()})
		}
	}
	return r
}
