package main

import (
	"fmt"
	"time"

	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// planTalk sets up the weekly meeting and says who sees what.
func (s *story) planTalk() {
	s.talk = comms.Record{Project: s.charter.ID, Policy: comms.DefaultPolicy(), Series: []comms.Series{{
		ID: "weekly", Title: s.text("Weekly meeting", "周例会"), Chair: string(manager), Members: []string{string(sponsor), string(customer)},
		Quorum: comms.Quorum{Least: 2, Required: []string{string(manager)}}, Cadence: comms.EveryWeekOn(comms.Friday), From: s.desk.now.Date(),
		At: comms.At(10, 0), Zone: "UTC", DurationMin: 60, DayOff: comms.NextDay,
	}}}
	s.met = s.desk.now.Date()
}

// occurrences returns the meetings from the beginning to a day.
func (s *story) occurrences(last calendar.Date) ([]comms.Occurrence, error) {
	return s.talk.Series[0].AllOccurrences(s.result.ProjectCalendar(), time.UTC, s.talk.Series[0].From, last)
}

// hold writes the minutes of the weekly meetings since the last time.
func (s *story) hold() error {
	all, err := s.occurrences(s.desk.now.Date())
	if err != nil {
		return err
	}
	for _, o := range all {
		if !o.Fate.Held() || !o.Local.Date().After(s.met) || o.Local > s.desk.now {
			continue
		}
		s.talk.Minutes = append(s.talk.Minutes, s.minutes(o.ID, o.Series, o.Local.Date()))
	}
	s.met = s.desk.now.Date()
	return nil
}

// minutes are those of a meeting at which everybody was.
func (s *story) minutes(id, series string, on calendar.Date) comms.Minutes {
	m := comms.Minutes{Meeting: id, Series: series, On: on, By: string(manager), Chair: string(manager), Quorum: s.talk.Series[0].Quorum}
	for _, who := range []string{string(manager), string(sponsor), string(customer)} {
		m.Attendance = append(m.Attendance, comms.Attendance{Actor: who, Presence: comms.Present})
	}
	return m
}

// meet holds the monthly review: its agenda comes from the records, its minutes
// go to them, and every audience is told what is new to it.
func (s *story) meet(n int) error {
	if err := s.hold(); err != nil {
		return err
	}
	id := fmt.Sprintf("review-%d", n)
	agenda, err := comms.MakeAgenda(id, s.desk.now.Date(), 90, comms.RegularTemplate(), s.situation())
	if err != nil {
		return err
	}
	items := 0
	for _, p := range agenda.Parts {
		items += len(p.Items)
	}
	s.on("The review meets. Its agenda, made from the records: %d items in %d parts, %d minutes.", "召开评审会。根据记录生成的议程：%d 项，%d 个部分，%d 分钟。",
		items, len(agenda.Parts), agenda.LengthMin)
	for _, p := range agenda.Parts {
		if len(p.Items) > 0 {
			s.say("    %d min %s: %s", "    %d 分钟 %s：%s", p.Minutes, s.words.Label(p.Section.Label()), s.topics(p.Items))
		}
	}
	m, before := s.minutes(id, "", s.desk.now.Date()), comms.CarryOver(comms.ActionLog(s.talk.Minutes, nil), "")
	if carried := comms.OpenItems(comms.ActionLog(s.talk.Minutes, nil)); len(carried) > 0 {
		for _, item := range carried {
			m.Closed = append(m.Closed, comms.Closing{Item: item.ID, On: m.On, By: string(manager), Ending: comms.Done, Result: s.text("done", "已完成")})
		}
	}
	m.Decisions = []comms.Decision{{ID: fmt.Sprintf("D-%d", n), Text: s.text("the forecast is accepted", "接受当前预测"), By: string(sponsor), About: []finding.Ref{{Kind: "plan", ID: s.charter.ID}}}}
	if n < 4 {
		m.Actions = []comms.Action{{ID: fmt.Sprintf("T-%d", n), Text: s.text("bring the latest tasks forward", "推进最滞后的任务"), Owner: string(manager), Due: s.workday(m.On.AddDays(14))}}
	}
	s.talk.Minutes = append(s.talk.Minutes, m)
	s.on("Minutes: %s, %s, %s.", "会议纪要：%s，%s，%s。", s.count(len(m.Decisions), "decision", "decisions", "项决定"),
		s.count(len(m.Actions), "new action", "new actions", "项新行动"), s.count(len(m.Closed), "action closed", "actions closed", "项行动关闭"))
	if err := s.file(n, agenda, before, m); err != nil {
		return err
	}
	return s.inform(n)
}

// topics names the first things on a part of an agenda.
func (s *story) topics(items []comms.AgendaItem) string {
	text := ""
	for i, item := range items {
		if i == 3 {
			return text + s.pick(fmt.Sprintf(" and %d more", len(items)-3), fmt.Sprintf("等 %d 项", len(items)))
		}
		if i > 0 {
			text += s.pick(", ", "、")
		}
		text += s.words.Ref(item.About)
	}
	return text
}

// situation is what there is to talk about.
func (s *story) situation() comms.Situation {
	today := s.desk.now.Date()
	var now comms.Situation
	now.Carried = comms.CarryOver(comms.ActionLog(s.talk.Minutes, nil), "")
	if items, err := schedule.Worklist(s.plan, s.result, s.plan.DataDate, schedule.WorklistOptions{Baseline: &s.baselines[len(s.baselines)-1]}); err == nil {
		for _, w := range items {
			if w.State == schedule.WorkOverdue {
				now.Overdue = append(now.Overdue, comms.Point{About: finding.Ref{Kind: "task", ID: string(w.Task)}, Date: w.Due.Date(), Owner: string(manager)})
			}
		}
	}
	for _, r := range s.register.Ranked(today, risk.Current) {
		if x, _ := s.register.Risk(r.Risk); x.Status == risk.Open && r.Rated {
			now.Risks = append(now.Risks, comms.Point{About: finding.Ref{Kind: "risk", ID: r.Risk}, Figure: r.Spot.Score.Value(""), Owner: x.Owner})
		}
	}
	for _, f := range s.talk.Feedback {
		if f.Reply.IsZero() {
			now.Feedback = append(now.Feedback, comms.Point{About: finding.Ref{Kind: "feedback", ID: f.ID}, Date: f.Received})
		}
	}
	for _, e := range s.points {
		t, known := s.plan.Task(e.Task)
		if known && t.Progress.ActualFinish.IsZero() && len(now.Milestones) < 2 {
			now.Milestones = append(now.Milestones, comms.Point{About: finding.Ref{Kind: "milestone", ID: string(e.Task)}, Date: s.times(e.Task).Finish.Date()})
		}
	}
	return now
}

// inform tells every audience what is new to it since the last time.
func (s *story) inform(n int) error {
	state, err := s.desk.engine.State(s.context(), s.desk.project)
	if err != nil {
		return err
	}
	seen, err := s.view()
	if err != nil {
		return err
	}
	if seen, err = comms.ViewOf(s.charter.ID, state).With(seen); err != nil {
		return err
	}
	at := s.desk.clock()
	line := ""
	for i, audience := range []comms.AudienceID{comms.Sponsor, comms.Member, comms.Customer} {
		cursor := comms.Cursor{Audience: audience}
		for _, c := range s.talk.Cursors {
			if c.Audience == audience {
				cursor = c
			}
		}
		digest, next, found := s.talk.Policy.Next(cursor, s.seen, seen, at, at)
		if err := finding.AsError("digest", found); err != nil {
			return err
		}
		if i < len(s.talk.Cursors) {
			s.talk.Cursors[i] = next
		} else {
			s.talk.Cursors = append(s.talk.Cursors, next)
		}
		if items := digest.SharedItems(); len(items) > 0 {
			s.talk.Shares = append(s.talk.Shares, comms.Share{
				ID: fmt.Sprintf("digest-%d-%s", n, audience), At: at, By: string(manager), Audience: audience, Items: items,
				To: []comms.Party{{Kind: comms.Group, ID: string(audience)}},
			})
		}
		if i > 0 {
			line += s.pick(", ", "，")
		}
		line += fmt.Sprintf("%s %d", view.Word(s.words, string(audience)), len(digest.Changes))
	}
	s.seen = seen
	s.on("What is new to each audience: %s.", "各受众的更新条数：%s。", line)
	return nil
}

// view is what there is to see of plan, money and risks, beside the history.
func (s *story) view() (comms.View, error) {
	row := func(kind comms.RecordKind, id, field string, value finding.Value) comms.ViewRow {
		return comms.ViewRow{Kind: kind, Ref: finding.Ref{Kind: string(kind), ID: id}, Fields: []comms.ViewField{{Name: field, Value: value}}}
	}
	last := s.statuses[len(s.statuses)-1]
	rows := []comms.ViewRow{
		row(comms.KindPlan, "schedule", "finish", finding.Date(last.finish.Date().String())),
		row(comms.KindBudget, "spent", "spent", last.value.Status.AC.Finding()),
	}
	for _, x := range s.register.Risks {
		rows = append(rows, row(comms.KindRisk, x.ID, "status", finding.Text(string(x.Status))))
	}
	for _, r := range s.requests {
		rows = append(rows, row(comms.KindChange, r.ID, "state", finding.Text(string(r.Standing()))))
	}
	for _, m := range s.talk.Minutes {
		rows = append(rows, row(comms.KindMeeting, m.Meeting, "on", finding.Date(m.On.String())))
	}
	seen, err := comms.NewView(rows...)
	if err != nil {
		return comms.View{}, err
	}
	issues, err := comms.ViewOfIssues(s.talk.Issues, s.desk.clock())
	if err != nil {
		return comms.View{}, err
	}
	return seen.With(issues)
}
