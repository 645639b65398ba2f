package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/health"
	"github.com/milepost-go/milepost/lifecycle/team"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
)

// diagnosed is what the records say now, for the diagnosis. Records that grow
// later are cut off here.
func (s *story) diagnosed() (health.Input, error) {
	meetings, err := s.occurrences(s.desk.now.Date())
	if err != nil {
		return health.Input{}, err
	}
	charter, crew, register := s.charter.Clone(), s.team.Clone(), s.register.Clone()
	in := health.Input{
		Charter: &charter, CharterOn: s.since, Plan: s.plan.Clone(), Result: s.result, PlanOn: s.since, Team: &crew, Supply: s.supply,
		Calendars: team.Calendars{usual: s.result.ProjectCalendar()}, Risks: &register, ChangesKept: true,
	}
	for _, r := range s.requests {
		in.Changes = append(in.Changes, r.Clone())
	}
	if len(s.baselines) > 0 {
		base := s.baseline()
		in.Baseline = &base
	}
	clock, err := comms.NewIssueClock(comms.ClockRules{Limits: []comms.Limit{{Severity: comms.High, ResponseMin: 960}}}, nil, s.result.ProjectCalendar().In(time.UTC))
	if err != nil {
		return in, err
	}
	talk := s.talk
	talk.Issues, talk.Minutes = append([]comms.Issue(nil), talk.Issues...), append([]comms.Minutes(nil), talk.Minutes...)
	in.Talk = &health.Talk{Record: talk, Meetings: meetings, Clock: clock, Working: s.result.ProjectCalendar()}
	if len(s.talk.Shares) > 0 {
		for _, who := range []comms.AudienceID{comms.Sponsor, comms.Customer} {
			in.Talk.Informed = append(in.Talk.Informed, comms.Informed{Party: comms.Party{Kind: comms.Group, ID: string(who)}, Audience: who, Kind: comms.KindPlan})
		}
	}
	return in, nil
}

// diagnose looks for the four causes of failure and says what it sees.
func (s *story) diagnose() error {
	in, err := s.diagnosed()
	if err != nil {
		return err
	}
	moment := health.Moment{At: s.desk.clock(), Input: in}
	s.moments = append(s.moments, moment)
	n := len(s.moments)
	causes := health.Diagnose(in, moment.At)
	open := health.Open(causes)
	if len(open) == 0 {
		s.on("Diagnosis %d: none of the four causes of failure is shown; factors of success shown: %s.", "诊断 %d：四种失败原因均未出现；已具备的成功因素：%s。", n, s.shown(causes))
	} else {
		s.on("Diagnosis %d: shown are %s.", "诊断 %d：出现 %s。", n, s.causes(open))
		for _, c := range open {
			for _, step := range c.Clear {
				s.say("    what clears it: %s", "    消除办法：%s", s.words.Finding(finding.Finding{Code: step.Remedy}))
			}
		}
	}
	return s.paper(fmt.Sprintf("health-%d", n), "health", func(w phrase.Printer) *report.Document {
		return view.Health(w, view.HealthInput{Project: s.charter.Name, On: s.desk.now.Date(), Causes: causes,
			Talk: health.Communication(in, moment.At), Response: health.Response(in, moment.At)})
	})
}

// causes names causes.
func (s *story) causes(list []health.Cause) string {
	var names []string
	for _, c := range list {
		names = append(names, view.Word(s.words, string(c.Name)))
	}
	return strings.Join(names, s.pick(", ", "、"))
}

// shown names the factors of success that are shown.
func (s *story) shown(list []health.Cause) string {
	var kept []health.Cause
	for _, c := range list {
		if c.Name.Factor() && c.Verdict == health.Shown {
			kept = append(kept, c)
		}
	}
	if len(kept) == 0 {
		return s.pick("none yet", "暂无")
	}
	return s.causes(kept)
}

// tellCourse says how long each cause was open, and how early it was seen.
func (s *story) tellCourse() error {
	h := health.Timeline(s.moments)
	s.course = h
	for _, x := range h.Spells {
		s.say("    %s: open from %s, cleared by %s, seen at %d of %d diagnoses", "    %s：%s 出现，%s 前消除，%d/%d 次诊断中可见",
			view.Word(s.words, string(x.Name)), x.First, x.Cleared, x.Moments, len(h.Days))
	}
	if h.Harm.On.IsZero() {
		s.say("    no harm came of it", "    未造成损害")
		return nil
	}
	s.say("    the first harm: %s was not there on %s", "    首次损害：%s 在 %s 未达成", s.words.Ref(h.Harm.Subject), h.Harm.On)
	for _, l := range h.Leads {
		if !l.First.IsZero() {
			s.say("    early warning of %s: %s ahead", "    %s 的预警：提前 %s", view.Word(s.words, string(l.Name)), s.fact(l.Days))
		}
	}
	return nil
}

// stated is the day since when charter and plan read as they do.
func (s *story) stated() { s.since = s.desk.now.Date() }
