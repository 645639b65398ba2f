package card_test

import (
	"fmt"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/card"
	"github.com/milepost-go/milepost/schedule/calendar"
)

func ExampleSlack() {
	doc := &report.Document{Title: "Risk", Blocks: []report.Block{
		report.Callout{Severity: finding.Warn, Runs: []report.Run{report.T("Supplier <A> is late.")}},
	}}
	messages, err := card.Slack(doc, card.Options{Links: []card.Link{{Text: "Open", URL: "https://crm.example/p/17"}}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, m := range messages {
		fmt.Println(m.Text)
		fmt.Println(string(m.Body))
	}
	// Output:
	// Risk
	// ⚠ Warning: Supplier <A> is late.
	// {"text":"Risk\n⚠ Warning: Supplier &lt;A&gt; is late.","mrkdwn":false,"blocks":[{"type":"header","text":{"type":"plain_text","text":"Risk","emoji":false}},{"type":"section","text":{"type":"plain_text","text":"⚠ Warning: Supplier <A> is late.","emoji":false}},{"type":"actions","elements":[{"type":"button","text":{"type":"plain_text","text":"Open","emoji":false},"url":"https://crm.example/p/17","action_id":"link_1"}]}]}
}

func ExampleTeams() {
	doc := &report.Document{Title: "Gate passed", Blocks: []report.Block{report.P(report.T("Planning is done."))}}
	messages, err := card.Teams(doc, card.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(string(messages[0].Body))
	// Output:
	// {"type":"message","attachments":[{"contentType":"application/vnd.microsoft.card.adaptive","contentUrl":null,"content":{"$schema":"http://adaptivecards.io/schemas/adaptive-card.json","type":"AdaptiveCard","version":"1.4","lang":"en","fallbackText":"Gate passed","body":[{"type":"RichTextBlock","inlines":[{"type":"TextRun","text":"Gate passed","weight":"Bolder","size":"Large"}]},{"type":"RichTextBlock","inlines":[{"type":"TextRun","text":"Planning is done."}]}]}}]}
}

func ExampleZoom_Create() {
	meeting := card.Zoom{
		Topic: "Project meeting", Start: calendar.DateOf(2026, 3, 2).At(9 * calendar.Hour), Zone: time.UTC, DurationMin: 60,
		Rule: "FREQ=WEEKLY;BYDAY=MO;COUNT=12",
	}
	request, _, err := meeting.Create()
	fmt.Println(request.Method, request.Path, string(request.Body), err)
	meeting.Rule = "FREQ=YEARLY"
	_, found, _ := meeting.Create()
	fmt.Println(found[0])
	// Output:
	// POST /users/me/meetings {"topic":"Project meeting","type":8,"start_time":"2026-03-02T09:00:00","duration":60,"timezone":"UTC","recurrence":{"type":2,"repeat_interval":1,"weekly_days":"2","end_times":12}} <nil>
	// block card.zoom.rule: meeting.rule, got FREQ=YEARLY, remedy card.remedy.single_meetings
}
