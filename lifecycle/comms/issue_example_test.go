package comms_test

import (
	"fmt"
	"time"

	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/calendar/cn"
)

// A machine stops on Friday before the Spring Festival. Saturday is worked to
// make up for it, so the manager hears of it on Saturday.
func ExampleIssueClock_Escalations() {
	def, err := cn.Definition(2026, 2026)
	if err != nil {
		fmt.Println(err)
		return
	}
	china, err := calendar.Compile(def, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	shanghai := time.FixedZone("CST", 8*60*60)
	rules := comms.ClockRules{Limits: []comms.Limit{{Severity: comms.High, ResponseMin: 120, ResponseLadder: "urgent"}}}
	ladders := []comms.Ladder{{ID: "urgent", Steps: []comms.LadderStep{
		{AfterMin: 120, To: comms.Party{Kind: comms.Role, ID: "manager"}},
		{AfterMin: 600, To: comms.Party{Kind: comms.Role, ID: "sponsor"}},
	}}}
	clock, err := comms.NewIssueClock(rules, ladders, china.In(shanghai))
	if err != nil {
		fmt.Println(err)
		return
	}
	issue := comms.Issue{ID: "I1", Title: "Filling line down", Severity: comms.High, RaisedBy: "lin",
		Raised: time.Date(2026, 2, 13, 16, 0, 0, 0, shanghai)}

	now := time.Date(2026, 2, 24, 12, 0, 0, 0, shanghai)
	for _, e := range clock.Escalations([]comms.Issue{issue}, now) {
		fmt.Println(e.At.Format("Mon 2 Jan 15:04"), e.To.ID)
	}
	for _, r := range clock.Breaches([]comms.Issue{issue}, now) {
		fmt.Println(r.Clock, "late by", r.LateMin(), "working minutes")
	}
	// Output:
	// Sat 14 Feb 09:00 manager
	// Tue 24 Feb 09:00 sponsor
	// response late by 660 working minutes
}

// Each step is checked; what stands against it comes back.
func ExampleIssue_Do() {
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	issue := comms.Issue{ID: "I1", Title: "Filling line down", Severity: comms.High, Owner: "wu", RaisedBy: "lin", Raised: at}

	_, found := issue.Do(comms.IssueStep{Do: comms.IssueReopen, By: "wu", At: at, Note: "again"})
	fmt.Println(found[0])

	issue, _ = issue.Do(comms.IssueStep{Do: comms.IssueSolve, By: "wu", At: at.Add(3 * time.Hour), Cause: "worn bearing", Solution: "bearing replaced"})
	fmt.Println(issue.State().Status)
	fmt.Println(comms.SolvedIssues([]comms.Issue{issue}, time.UTC)[0].Solution)
	// Output:
	// block comms.issue.not_allowed: issue I1.do, want acknowledge, wait, solve, close, assign, regrade, link, got reopen, with step 1, remedy comms.remedy.take_allowed_step
	// solved
	// bearing replaced
}

// What the customer learns: the plan moved. What it cost stays inside.
func ExamplePolicy_Next() {
	row := func(kind comms.RecordKind, id, field, value string) comms.ViewRow {
		return comms.ViewRow{Kind: kind, Ref: finding.Ref{Kind: string(kind), ID: id}, Fields: []comms.ViewField{{Name: field, Value: finding.Text(value)}}}
	}
	march, err := comms.NewView(row(comms.KindPlan, "launch", "finish", "2026-05-29"), row(comms.KindBudget, "p", "spent", "120000"))
	if err != nil {
		fmt.Println(err)
		return
	}
	april, err := comms.NewView(row(comms.KindPlan, "launch", "finish", "2026-06-12"), row(comms.KindBudget, "p", "spent", "180000"))
	if err != nil {
		fmt.Println(err)
		return
	}
	policy := comms.DefaultPolicy()
	day := func(month time.Month) time.Time { return time.Date(2026, month, 1, 9, 0, 0, 0, time.UTC) }

	cursor := comms.Cursor{Audience: comms.Customer}
	_, cursor, _ = policy.Next(cursor, comms.View{}, march, day(3), day(3))
	digest, _, _ := policy.Next(cursor, march, april, day(4), day(4))
	for _, c := range digest.Changes {
		for _, f := range c.Fields {
			fmt.Println(c.Change, c.Ref, f.Name, f.Before, "->", f.After)
		}
	}
	// Output:
	// changed plan launch finish 2026-05-29 -> 2026-06-12
}

// Two digests in a row make the one over both.
func ExampleCompose() {
	view := func(finish string) comms.View {
		v, err := comms.NewView(comms.ViewRow{Kind: comms.KindPlan, Ref: finding.Ref{Kind: "plan", ID: "launch"},
			Fields: []comms.ViewField{{Name: "finish", Value: finding.Date(finish)}}})
		if err != nil {
			fmt.Println(err)
		}
		return v
	}
	a, b := view("2026-05-29"), view("2026-06-12")
	there, back := comms.Difference(a, b), comms.Difference(b, a)
	both, err := comms.Compose(there, back)
	fmt.Println(len(there.Changes), len(back.Changes), len(both.Changes), err)
	// Output:
	// 1 1 0 <nil>
}

// Twelve people in the north and four in the south: four are too few to be
// shown, and all but the north would be the four.
func ExampleSurvey_Results() {
	survey := comms.Survey{ID: "V1", Title: "After the launch", Anonymous: true, MinGroup: 5,
		Questions:  []comms.Question{{ID: "again", Text: "Would you recommend us?", Kind: comms.NPSQuestion}},
		Attributes: []comms.Attribute{{Name: "site", Values: []string{"north", "south"}}},
		Cuts:       [][]string{{"site"}},
	}
	var tokens []string
	for n := range 20 {
		tokens = append(tokens, fmt.Sprintf("use-random-ones-%02d", n))
	}
	box, found := survey.Open(tokens)
	for n := range 16 {
		site := "north"
		if n >= 12 {
			site = "south"
		}
		var more []finding.Finding
		box, more = survey.Put(box, tokens[n], comms.Response{Traits: []comms.Trait{{Name: "site", Value: site}},
			Answers: []comms.Answer{{Question: "again", Number: 7 + n%4}}})
		found = append(found, more...)
	}
	results, more := survey.Results(box.Close())
	fmt.Println(len(found)+len(more), "findings, rate", results.Rate)
	q := results.Questions[0]
	for _, g := range q.Groups {
		fmt.Println(g.Traits, g.N, "answered, NPS", g.NPS)
	}
	fmt.Println("withheld:", q.Withheld)
	// Output:
	// 0 findings, rate 0.8
	// [] 16 answered, NPS 50 %
	// withheld: true
}

// Feedback that nobody answered is on the next agenda, with its age.
func ExampleUnanswered() {
	standard, err := calendar.Compile(calendar.Standard(), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	list := []comms.Feedback{{ID: "F1", Side: comms.FromCustomer, Text: "Labels peel off", About: []finding.Ref{{Kind: "goal", ID: "G2"}},
		Received: calendar.DateOf(2026, 3, 6)}} // a Friday
	for _, p := range comms.Unanswered(list, calendar.DateOf(2026, 3, 10), standard, 2) {
		fmt.Println(p.About, p.Figure)
	}
	// Output:
	// feedback F1 2 day
}

// The facts of a project in which half of the meetings were held.
func ExampleFacts() {
	for _, m := range comms.Facts(comms.Evidence{MeetingsDue: 4, MeetingsHeld: 2})[:2] {
		fmt.Println(m.Name, m.Value, "of", m.Sample)
	}
	// Output:
	// comms.cadence_kept 0.5 of 4
	// comms.attendance unknown (no-data) of 0
}
