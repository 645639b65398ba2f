package main

import (
	"fmt"

	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// file writes the agenda of a review and what came of it.
func (s *story) file(n int, agenda comms.Agenda, before []comms.Item, m comms.Minutes) error {
	if err := s.paper(fmt.Sprintf("agenda-%d", n), "minutes", func(w phrase.Printer) *report.Document {
		return view.Agenda(w, view.AgendaInput{Title: review(w), Start: m.On.At(14 * calendar.Hour), Chair: string(manager), Invited: m.Present(), Agenda: s.worded(w.Lang, agenda)})
	}); err != nil {
		return err
	}
	return s.paper(fmt.Sprintf("minutes-%d", n), "minutes", func(w phrase.Printer) *report.Document {
		return view.Minutes(w, view.MinutesInput{Title: review(w), Minutes: m, Before: before})
	})
}

func review(w phrase.Printer) string { return pickIn(w.Lang, "Monthly review", "月度评审会") }

// worded is an agenda with its titles in a language.
func (s *story) worded(lang phrase.Lang, a comms.Agenda) comms.Agenda {
	parts := a.Parts
	a.Parts = nil
	for _, p := range parts {
		items := p.Items
		p.Items = nil
		for _, x := range items {
			x.Title = s.names.in(lang, x.Title)
			p.Items = append(p.Items, x)
		}
		a.Parts = append(a.Parts, p)
	}
	return a
}

// follow keeps what this status forecasts for the milestones and writes where
// they stand against the first baseline.
func (s *story) follow(n int) error {
	var err error
	s.acceptMilestones(fmt.Sprintf("status-%d", n))
	if s.trend, err = s.trend.Append(s.plan.DataDate, schedule.Milestones(s.plan, s.result)); err != nil {
		return err
	}
	return s.paper(fmt.Sprintf("milestones-%d", n), "milestones", func(w phrase.Printer) *report.Document {
		return view.Milestones(w, view.MilestonesInput{Plan: s.plan, Result: s.result, Baseline: &s.baselines[0], Entries: s.points, Trend: s.trend})
	})
}

// acceptMilestones records what was reviewed for the milestones that have been
// reached.
func (s *story) acceptMilestones(evidence string) {
	for i, e := range s.points {
		if t, known := s.plan.Task(e.Task); !known || t.Progress.ActualFinish.IsZero() {
			continue
		}
		for k := range e.Criteria {
			if c := &s.points[i].Criteria[k]; !c.Met {
				c.Met, c.Evidence = true, evidence
			}
		}
	}
}

// hand gives everybody the list of their work for the next four weeks, and files
// those of the first two who have any.
func (s *story) hand() error {
	today := s.plan.DataDate.Date()
	items, err := schedule.Worklist(s.plan, s.result, s.plan.DataDate, schedule.WorklistOptions{Baseline: &s.baselines[len(s.baselines)-1]})
	if err != nil {
		return err
	}
	meetings, err := s.occurrences(today.AddDays(28))
	if err != nil {
		return err
	}
	daily, err := schedule.Loads(s.plan, s.result)
	if err != nil {
		return err
	}
	loads := view.Workloads(view.WorkloadInput{
		On: today, Last: today.AddDays(28), Plan: s.plan, Work: items, Series: s.talk.Series, Meetings: meetings,
		Items: comms.ActionLog(s.talk.Minutes, s.talk.Closings), Risks: s.register, Loads: daily,
	})
	filed, tasks := 0, 0
	for _, x := range loads {
		tasks += len(x.Tasks)
		if filed == 2 || len(x.Tasks) == 0 || x.Member == "" {
			continue
		}
		filed++
		if err := s.paper(fmt.Sprintf("work-%d", filed), "plan", func(w phrase.Printer) *report.Document { return view.PersonalWork(w, s.plan, x) }); err != nil {
			return err
		}
	}
	s.on("Everybody gets the list of their work for four weeks: %d lists, %d tasks on them.", "每人收到未来四周的个人工作清单：%d 份，共 %d 项任务。", len(loads), tasks)
	return nil
}
