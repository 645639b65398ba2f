package health_test

import (
	"fmt"
	"time"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/health"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

func march(day int) calendar.Date { return calendar.DateOf(2026, time.March, day) }

func evening(day int) time.Time { return time.Date(2026, time.March, day, 18, 0, 0, 0, time.UTC) }

// shop is a small firm that wants to sell more, and knows no more than that.
func shop() *charter.Charter {
	return &charter.Charter{ID: "shop", Sponsor: "boss", Start: march(2), Finish: march(31), Goals: []charter.Goal{
		{ID: "G1", Statement: "Significantly improve sales", Object: "sales", Scope: "shop", Owner: "boss", Metric: charter.Metric{Name: "sales"}, Due: march(31)},
	}}
}

// weekly is the meeting of every Monday in March, held on the days given.
func weekly(held ...int) *health.Talk {
	talk := &health.Talk{}
	for _, day := range []int{2, 9, 16, 23, 30} {
		id := "weekly/" + march(day).String()
		talk.Meetings = append(talk.Meetings, comms.Occurrence{ID: id, Series: "weekly", Fate: comms.AsPlanned,
			Local: march(day).At(9 * calendar.Hour), Start: evening(day).Add(-9 * time.Hour), DurationMin: 30})
	}
	for _, day := range held {
		talk.Record.Minutes = append(talk.Record.Minutes, comms.Minutes{Meeting: "weekly/" + march(day).String(), On: march(day)})
	}
	return talk
}

// A failing project: what is shown, since when, on what evidence, and what
// would clear it.
func ExampleDiagnose() {
	in := health.Input{Charter: shop(), CharterOn: march(1), Talk: weekly(2)}
	for _, c := range health.Open(health.Diagnose(in, evening(23))) {
		fmt.Println(c.Name, "strength", c.Strength, "by", c.By, "since", c.First)
		for _, e := range c.Evidence {
			fmt.Println("  ", e.On, e.Subject, e.Found[0].Code)
		}
		for _, s := range c.Clear {
			fmt.Println("   do", s.Remedy, s.Need, "further:", s.Further)
		}
	}
	// Output:
	// goals_unclear strength 1 by health.goals.not_specific since 2026-03-01
	//    2026-03-01 charter shop.aims health.case.charter_part_empty
	//    2026-03-01 charter shop.needs health.case.charter_part_empty
	//    2026-03-01 charter shop.purpose health.case.charter_part_empty
	//    2026-03-01 charter shop.standard health.case.charter_part_empty
	//    2026-03-01 goal G1 health.case.goal_without_limit
	//    2026-03-01 goal G1 charter.goal.no_baseline
	//    2026-03-01 goal G1 charter.goal.vague_words
	//    2026-03-01 goal G1 charter.goal.no_checkpoints
	//    2026-03-01 goal G1 charter.goal.no_link
	//    do health.remedy.state_goals 1 further: false
	//    do health.remedy.make_goals_measurable 1 further: false
	//    do health.remedy.date_goals 1 further: false
	//    do health.remedy.link_goals 1 further: false
	//    do health.remedy.agree_limits 1 further: false
	//    do health.remedy.fill_charter 3 further: false
	// communication_poor strength 0.75 by health.communication.meetings_missed since 2026-03-23
	//    2026-03-09 meeting weekly/2026-03-09 comms.meeting.missed
	//    2026-03-16 meeting weekly/2026-03-16 comms.meeting.missed
	//    2026-03-23 meeting weekly/2026-03-23 comms.meeting.missed
	//    do health.remedy.hold_meetings 5 further: true
}

// Two meetings say nothing, and a plan that nobody gave says nothing either.
func ExampleDiagnose_notEnoughData() {
	causes := health.Diagnose(health.Input{Talk: weekly(2)}, evening(9))
	poor, _ := health.Of(causes, health.CommunicationPoor)
	fmt.Println(poor.Name, poor.Verdict, poor.Strength)
	for _, f := range poor.Missing[:2] {
		fmt.Println(f)
	}
	thin, _ := health.Of(causes, health.PlanThin)
	fmt.Println(thin.Name, thin.Verdict, len(thin.Missing), "signs without a record")
	// Output:
	// communication_poor not_enough_data unknown (no-data)
	// info health.data.too_few: sign health.communication.meetings_missed, want 3, got 2, remedy health.remedy.give_record
	// info health.data.too_few: sign health.communication.absent, want 6, got 0, remedy health.remedy.give_record
	// plan_thin not_enough_data 6 signs without a record
}

// Week by week: the meetings fizzle out eight days before the milestone is
// missed.
func ExampleTimeline() {
	plan := &schedule.Plan{Tasks: []schedule.Task{{ID: "opening", Milestone: true}}}
	baseline := &schedule.Baseline{Tasks: []schedule.BaselineTask{{ID: "opening", Finish: march(24).At(0)}}}
	var moments []health.Moment
	for _, day := range []int{2, 9, 16, 23, 30} {
		moments = append(moments, health.Moment{At: evening(day), Input: health.Input{Plan: plan, Baseline: baseline, Talk: weekly(), Limits: health.Limits{Evidence: 3}}})
	}
	h := health.Timeline(moments)
	for _, s := range h.Spells {
		fmt.Println(s.Name, "from", s.First, "to", s.Last, "in", s.Moments, "weeks")
	}
	fmt.Println("harm:", h.Harm.Subject, "on", h.Harm.On)
	for _, l := range h.Leads {
		fmt.Println(l.Name, l.Days)
	}
	// Output:
	// communication_poor from 2026-03-16 to 2026-03-30 in 3 weeks
	// harm: milestone opening on 2026-03-24
	// goals_unclear unknown (never-shown)
	// plan_thin unknown (never-shown)
	// resources_misallocated unknown (never-shown)
	// communication_poor 8 day
}

// Advice on communication says by what it works: a rule, a tool, a meeting.
func ExampleCommunication() {
	p := health.Communication(health.Input{Talk: weekly(2)}, evening(30))
	fmt.Println("kept", p.Kept, "of", p.Judged)
	for _, a := range p.Advice {
		fmt.Println(a.Finding, "by a", a.Means)
	}
	// Output:
	// kept 0 of 1
	// warn health.communication.meetings_missed: project, want 100/3 %, got 80 %, remedy health.remedy.hold_meetings by a meeting
}

// Three of four issues came out of the blue.
func ExampleResponse() {
	register := &risk.Register{Risks: []risk.Risk{{ID: "R1", Status: risk.Open, Raised: march(1)}}}
	talk := &health.Talk{Record: comms.Record{Issues: []comms.Issue{
		{ID: "I1", Raised: evening(3), Source: finding.Ref{Kind: "risk", ID: "R1"}}, {ID: "I2", Raised: evening(4)}, {ID: "I3", Raised: evening(5)}, {ID: "I4", Raised: evening(6)},
	}}}
	for _, s := range health.Response(health.Input{Risks: register, Talk: talk}, evening(9)).Signs {
		if s.Code == health.SignSurprises {
			fmt.Println(s.Bad, "of", s.Of, s.Share, "beyond the limit:", s.Beyond)
		}
	}
	// Output: 3 of 4 0.75 beyond the limit: true
}

// What takes most from the score, with the next steps.
func ExampleOverall() {
	score := kpi.Scorecard{Rows: []kpi.ScoreRow{
		{Key: "satisfaction", Weight: kpi.Int(2, ""), Score: kpi.Ratio(1, 4, "")}, {Key: "cost", Weight: kpi.Int(1, ""), Score: kpi.Ratio(3, 4, "")},
	}}.Compute()
	bearings := []health.Bearing{{Key: "satisfaction", Names: []health.Name{health.CommunicationPoor}}, {Key: "cost", Names: []health.Name{health.PlanThin}}}
	for _, d := range health.Overall(score, bearings, health.Diagnose(health.Input{Talk: weekly(2)}, evening(30)), 3) {
		fmt.Println(d.Key, "lost", d.Lost)
		for _, s := range d.Steps {
			fmt.Println("  ", s.Remedy, "since", s.Finding.Code)
		}
		if d.Unexplained != nil {
			fmt.Println("  ", d.Unexplained)
		}
	}
	// Output:
	// satisfaction lost 0.5
	//    health.remedy.hold_meetings since health.communication.meetings_missed
	// cost lost 1/12
	//    info health.driver.no_finding: indicator cost, remedy health.remedy.look_deeper
}

// A host that wants more evidence before it accuses says so.
func ExampleLimits() {
	strict := health.Limits{Evidence: 5, At: map[finding.Code]health.Bound{health.SignMeetings: {Sample: 4, Limit: finding.Decimal("0.5", "")}}}
	fmt.Println(len(strict.Check()), "faults")
	c, _ := health.Of(health.Diagnose(health.Input{Talk: weekly(2), Limits: strict}, evening(30)), health.CommunicationPoor)
	fmt.Println(c.Verdict, c.Weight, "bad cases")
	for _, f := range (health.Limits{Evidence: -1}).Check() {
		fmt.Println(f)
	}
	// Output:
	// 0 faults
	// hinted 4 bad cases
	// block health.limits.range: limits.evidence, want 0, got -1, remedy health.remedy.mend_limit
}
