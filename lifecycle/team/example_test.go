package team_test

import (
	"bytes"
	"fmt"
	"time"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/team"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// on returns a day of March 2026; the 2nd is a Monday.
func on(day int) calendar.Date { return calendar.DateOf(2026, time.March, day) }

// days returns the days of March 2026 from one up to another.
func days(from, to int) team.Period { return team.Period{From: on(from), To: on(to)} }

// crew is two developers and a lead with the usual hours.
func crew() team.Team {
	usual := []team.Availability{{Calendar: "usual", Percent: 100}}
	half := []team.Availability{{Calendar: "usual", Percent: 50}}
	return team.Team{
		{Actor: "u-17", Roles: []lifecycle.Role{"dev"}, Availability: usual, Skills: []team.Skill{{Skill: "go", Level: 4, Evidence: []string{"doc/cert-9"}}}},
		{Actor: "u-23", Roles: []lifecycle.Role{"dev"}, Availability: half, Skills: []team.Skill{{Skill: "go", Level: 2, Evidence: []string{"doc/cv"}}, {Skill: "sql", Level: 3, Evidence: []string{"doc/cv"}}}},
		{Actor: "u-30", Roles: []lifecycle.Role{"lead"}, Availability: usual},
	}
}

// calendars holds Monday to Friday, eight hours a day.
func calendars() team.Calendars {
	usual, err := calendar.Compile(calendar.Standard(), nil)
	if err != nil {
		return nil
	}
	return team.Calendars{"usual": usual}
}

// Who could build the interface, and what speaks against each?
func ExampleMatch() {
	need := team.Need{
		ID: "api", Role: "dev", WorkMin: 2000, Period: days(2, 9),
		Skills: []team.SkillNeed{{Skill: "go", Level: 3, Must: true, Weight: 2}, {Skill: "sql", Level: 2}},
	}
	for _, c := range team.Match(need, crew(), on(2), team.Time{Calendars: calendars()}) {
		fmt.Println(c.Actor, "fits:", c.Fits, "score:", c.Score, "free:", c.Free)
		for _, reason := range c.Reasons {
			fmt.Println("  ", reason)
		}
	}
	// Output:
	// u-17 fits: true score: 0.75 free: 2400 min
	//    warn team.match.skill_gap: member u-17.sql, want 2, got 0, with need api, remedy team.remedy.train_or_hire
	// u-23 fits: false score: 0.75 free: 1200 min
	//    block team.match.no_time: member u-23, want 2000 min, got 1200 min, with need api, remedy team.remedy.free_time
	//    block team.match.skill_gap: member u-23.go, want 3, got 2, with need api, remedy team.remedy.train_or_hire
	// u-30 fits: false score: 0 free: 2400 min
	//    block team.match.role: member u-30, want dev, with need api, remedy team.remedy.give_role
	//    block team.match.skill_gap: member u-30.go, want 3, got 0, with need api, remedy team.remedy.train_or_hire
	//    warn team.match.skill_gap: member u-30.sql, want 2, got 0, with need api, remedy team.remedy.train_or_hire
}

// Which skills hang on one person?
func ExampleCoverage() {
	cover := team.Coverage(crew(), []team.SkillNeed{{Skill: "go", Level: 2}, {Skill: "sql", Level: 2}}, on(2))
	for _, f := range cover.Check(0) {
		fmt.Println(f)
	}
	factor, _ := cover.BusFactor()
	fmt.Println("bus factor:", factor)
	// Output:
	// warn team.cover.one_person: skill sql, want 2, got 1, with member u-23, remedy team.remedy.share_skill
	// bus factor: 1
}

// A person leaves; yesterday's team stays what it was.
func ExampleTeam_Leave() {
	after, err := crew().Leave("u-23", on(16))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(len(after.AsOf(on(15))), len(after.AsOf(on(16))))
	// Output: 3 2
}

// What does a week of work cost? Amounts are exact and rounded once.
func ExampleMember_Cost() {
	rate, err := money.Parse("333.33", "CNY")
	if err != nil {
		fmt.Println(err)
		return
	}
	m := team.Member{Actor: "u-17", CostRate: []team.Rate{{PerHour: rate}}}
	cost, err := m.Cost([]team.Booking{{Actor: "u-17", WorkMin: 100, Period: days(2, 3)}, {Actor: "u-17", WorkMin: 20, Period: days(3, 4)}})
	fmt.Println(cost, err)
	// Output: 666.66 CNY <nil>
}

// Is everything in somebody's hands, and can the gates be served by the same
// people?
func ExampleCheckDuties() {
	design, gate := finding.Ref{Kind: "package", ID: "design"}, finding.Ref{Kind: "gate", ID: "go_live"}
	duties := []team.Duty{
		{Subject: design, Letter: team.Responsible, Role: "dev"},
		{Subject: design, Letter: team.Accountable, Actor: "u-30"},
		{Subject: gate, Letter: team.Accountable, Actor: "u-30"},
		{Subject: gate, Letter: team.Responsible, Actor: "u-30"},
	}
	rules := team.DutyRules{JudgedKinds: []string{"gate"}, Apart: []team.Apart{{ID: "four_eyes", Places: []lifecycle.Role{"lead", "sponsor"}}}}
	for _, f := range team.CheckDuties(duties, []finding.Ref{design, gate}, crew(), on(2), rules) {
		fmt.Println(f)
	}
	matrix := team.Responsibilities(duties, crew(), on(2))
	for _, row := range matrix.Rows {
		fmt.Print(row.Subject)
		for _, actor := range matrix.Actors {
			fmt.Print(" | ", actor, " ", row.At(actor))
		}
		fmt.Println()
	}
	// Output:
	// block team.duty.self_judged: gate go_live, with member u-30, remedy team.remedy.separate_duty
	// block team.duty.not_apart: separation four_eyes, want 2, got 1, remedy team.remedy.fill_role
	// gate go_live | u-17 [] | u-23 [] | u-30 [responsible accountable]
	// package design | u-17 [responsible] | u-23 [responsible] | u-30 [accountable]
}

// Who has not taken note of the goals as they are now? A gate asks for two of
// three.
func ExampleAlignment() {
	goals := finding.Ref{Kind: "goals", ID: "2026"}
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	acks := []team.Ack{
		{Actor: "u-17", Subject: goals, Digest: "sha256:old", At: at},
		{Actor: "u-30", Subject: goals, Digest: "sha256:new", At: at},
	}
	aligned := team.Alignment([]team.Standing{{Subject: goals, Digest: "sha256:new"}}, acks, []lifecycle.ActorID{"u-17", "u-23", "u-30"})
	for _, f := range aligned[0].Check(2) {
		fmt.Println(f)
	}
	fact := team.OpenFact("team.open_acks", aligned, at, "team")
	fmt.Println(fact.Name, fact.Value)
	// Output:
	// block team.ack.missing: goals 2026, want 2, got 1, with member u-23, remedy team.remedy.acknowledge
	// block team.ack.stale: goals 2026, want 2, got 1, with member u-17, remedy team.remedy.acknowledge
	// team.open_acks 2
}

// Each version of an assignment is told once; work that began unknown is named.
func ExampleNotify() {
	work := []team.Assignment{{Task: "t-1", Actor: "u-17", Text: "draw the screens", Start: on(2), Due: on(6)}}
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	sent := team.Notify(work, nil, at)
	again := team.Notify(work, sent, at)
	work[0].Due = on(9)
	changed := team.Notify(work, sent, at)
	fmt.Println(len(sent), len(again), len(changed))
	for _, f := range team.Unacknowledged(work, nil, on(3)) {
		fmt.Println(f)
	}
	// Output:
	// 1 0 1
	// block team.task.started_unknown: task t-1, got 2026-03-02, with member u-17, remedy team.remedy.acknowledge
}

// Two tasks of two days each are planned for the same two days of one person:
// one of them can move, a third cannot be done at all.
func ExampleSufficiency() {
	ann := team.Resource{Kind: team.ByName, ID: "u-17"}
	supply, err := team.SupplyOf(ann, crew(), nil, days(2, 16), calendars(), on(2))
	if err != nil {
		fmt.Println(err)
		return
	}
	list := team.Sufficiency([]team.Demand{
		{Task: "screens", Resource: ann, WorkMin: 960, Window: days(2, 7), Planned: days(2, 4)},
		{Task: "texts", Resource: ann, WorkMin: 960, Window: days(2, 4), Planned: days(2, 4)},
		{Task: "launch", Resource: ann, WorkMin: 600, Window: days(12, 13), Planned: days(12, 13)},
	}, []team.Supply{supply})
	for _, s := range list {
		fmt.Println(s.Period, "lacks", s.MissingMin, "min, tasks", s.Tasks, "certain:", s.Certain)
		for _, o := range s.Options {
			fmt.Println("  ", o.Do, o.Tasks)
		}
	}
	// Output:
	// 2026-03-12/2026-03-13 lacks 120 min, tasks [launch] certain: true
	//    team.remedy.add_capacity []
	//    team.remedy.widen_window [launch]
	//    team.remedy.reduce_work [launch]
	// 2026-03-02/2026-03-04 lacks 960 min, tasks [screens texts] certain: false
	//    team.remedy.move_tasks [screens]
	//    team.remedy.add_capacity []
}

// How much is asked of the developers each week, and how much is there?
func ExampleBalanceOf() {
	devs := team.Resource{Kind: team.ByRole, ID: "dev"}
	supply, err := team.SupplyOf(devs, crew(), nil, days(2, 16), calendars(), on(2))
	if err != nil {
		fmt.Println(err)
		return
	}
	balance, _, err := team.BalanceOf([]team.Demand{
		{Task: "screens", Resource: devs, WorkMin: 4000, Planned: days(2, 7)},
		{Task: "api", Resource: devs, WorkMin: 3001, Planned: days(4, 14), Confidence: team.Likely},
	}, []team.Supply{supply}, days(2, 16).Weeks(), calendars()["usual"])
	if err != nil {
		fmt.Println(err)
		return
	}
	row := balance.Rows[0]
	fmt.Println("demand", row.DemandMin, "supply", row.SupplyMin, "gap", row.GapMin)
	// Output: demand [5125 1876] supply [3600 3600] gap [1525 -1724]
}

// A licence that comes late names the tasks it holds up.
func ExampleCheckTechnical() {
	licence := team.Technical{ID: "cad", Kind: team.Licence, Units: 3, Owner: "u-30", LeadDays: 14}
	use := team.Demand{Task: "model", Resource: licence.Resource(), WorkMin: 480, Planned: days(9, 11)}
	for _, f := range team.CheckTechnical([]team.Technical{licence}, []team.Demand{use}, on(2)) {
		fmt.Println(f)
	}
	for _, d := range team.Delays([]team.Technical{licence}, []team.Demand{use}, on(2)) {
		fmt.Println(d.Task, "not before", d.Earliest, "by", d.Resource.ID)
	}
	// Output:
	// block team.technical.late: licence cad, want 2026-03-09, got 2026-03-16, with task model, remedy team.remedy.order_earlier
	// model not before 2026-03-16 by cad
}

// Idle skill goes to work that waits.
func ExampleSuggest() {
	need := team.Need{ID: "report", Skills: []team.SkillNeed{{Skill: "sql", Level: 3, Must: true}}, WorkMin: 900, Period: days(2, 9)}
	for _, s := range team.Suggest([]team.Need{need}, crew(), on(2), team.Time{Calendars: calendars()}) {
		fmt.Println(s.Need, "to", s.Booking.Actor, s.Booking.WorkMin, "min in", s.Booking.Period)
	}
	// Output: report to u-23 900 min in 2026-03-02/2026-03-09
}

// Who sees what of a review: the person learns everything but who the peers
// were, a sponsor nothing, and few cases are no figure.
func ExampleReview_Seen() {
	review := team.Review{
		Actor: "u-17", Manager: "u-30", Facts: team.Contribution{Tasks: team.Tally{Good: 9, Of: 10}, Answers: team.Tally{Good: 1, Of: 1}},
		Views: []team.View{{Angle: team.PeerView, By: "u-23", On: on(30), Text: "explains well"}},
	}
	seen, _ := review.Seen("u-17", nil)
	fmt.Printf("%s by %q\n", seen.Views[0].Text, seen.Views[0].By)
	_, ok := review.Seen("u-99", []lifecycle.Role{"sponsor"})
	fmt.Println("sponsor:", ok)
	figures, _ := seen.Figures()
	fmt.Println(figures[0].Name, figures[0].Share, "|", figures[4].Name, figures[4].Share)
	// Output:
	// explains well by ""
	// sponsor: false
	// on_time 0.9 | answers unknown (small_sample)
}

// What somebody learned counts once somebody else accepts it.
func ExampleTeam_Learn() {
	proposal := team.Proposal{Skill: team.Skill{Skill: "go", Level: 3, Evidence: []string{"doc/review-4"}, Period: team.Period{From: on(30)}}, By: "u-17", State: team.Proposed}
	_, err := proposal.Decide("u-23", "u-17", true, on(30))
	fmt.Println(err)
	accepted, err := proposal.Decide("u-23", "u-30", true, on(30))
	if err != nil {
		fmt.Println(err)
		return
	}
	after, err := crew().Learn("u-23", accepted)
	if err != nil {
		fmt.Println(err)
		return
	}
	m, _ := after.Member("u-23", on(30))
	before, _ := m.Skilled("go", on(29))
	now, _ := m.Skilled("go", on(30))
	fmt.Println(before.Level, now.Level)
	// Output:
	// team: proposal: "u-17" cannot decide it
	// 2 3
}

// A record is one document.
func ExampleEncode() {
	var b bytes.Buffer
	if err := team.Encode(&b, team.Record{ID: "p-1", Members: crew()[2:]}); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(b.String())
	back, err := team.Decode(&b)
	fmt.Println(back.Members[0].Actor, err)
	// Output:
	// {
	//   "format": "milepost.team/1",
	//   "id": "p-1",
	//   "members": [
	//     {
	//       "actor": "u-30",
	//       "roles": [
	//         "lead"
	//       ],
	//       "availability": [
	//         {
	//           "calendar": "usual",
	//           "percent": 100
	//         }
	//       ]
	//     }
	//   ]
	// }
	// u-30 <nil>
}
