package comms_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

func date(month time.Month, day int) calendar.Date { return calendar.DateOf(2026, month, day) }

func complaint() comms.Feedback {
	return comms.Feedback{ID: "F1", Side: comms.FromCustomer, From: "c7", Text: "Labels peel off", About: []finding.Ref{{Kind: "goal", ID: "G2"}}, Owner: "wu", Received: date(2, 13)}
}

func reply(on calendar.Date) comms.Reply {
	return comms.Reply{By: "wu", On: on, Text: "New glue from March on", Outcome: comms.FeedbackAccepted, Result: finding.Ref{Kind: "change", ID: "C4"}, Reach: comms.ReachProject}
}

func TestReplyNeedsAnOutcome(t *testing.T) {
	f := complaint()
	done, found := f.Answer(reply(date(2, 14)))
	if len(found) > 0 || done.Reply.Result.ID != "C4" || !f.Reply.IsZero() || len(comms.CheckFeedback([]comms.Feedback{done})) > 0 {
		t.Fatal(found)
	}
	for name, c := range map[string]struct {
		from comms.Feedback
		do   func(*comms.Reply)
		want finding.Code
	}{
		"answered":                 {done, func(*comms.Reply) {}, comms.CodeAnswered},
		"nobody":                   {f, func(r *comms.Reply) { r.By = "" }, comms.CodeReplyIncomplete},
		"no day":                   {f, func(r *comms.Reply) { r.On = calendar.Date{} }, comms.CodeReplyIncomplete},
		"no words":                 {f, func(r *comms.Reply) { r.Text = " " }, comms.CodeReplyIncomplete},
		"accepted without result":  {f, func(r *comms.Reply) { r.Result = finding.Ref{} }, comms.CodeReplyIncomplete},
		"declined without a word":  {f, func(r *comms.Reply) { r.Outcome, r.Text = comms.FeedbackDeclined, "" }, comms.CodeReplyIncomplete},
		"unknown outcome":          {f, func(r *comms.Reply) { r.Outcome = "lost" }, comms.CodeUnknownWord},
		"unknown reach":            {f, func(r *comms.Reply) { r.Reach = "" }, comms.CodeUnknownWord},
		"before it was received":   {f, func(r *comms.Reply) { r.On = date(2, 12) }, comms.CodeReplyEarly},
		"more words than it holds": {f, func(r *comms.Reply) { r.Text = strings.Repeat("x", comms.MaxText+1) }, comms.CodeTooMuch},
	} {
		r := reply(date(2, 14))
		c.do(&r)
		after, found := c.from.Answer(r)
		if !slices.Equal(codes(found), []finding.Code{c.want}) || !reflect.DeepEqual(after, c.from) {
			t.Errorf("%s: %v", name, found)
		}
	}
	declined := reply(date(2, 14))
	declined.Outcome, declined.Result = comms.FeedbackDeclined, finding.Ref{}
	if _, found := f.Answer(declined); len(found) > 0 {
		t.Error(found)
	}
}

func TestFeedbackFaults(t *testing.T) {
	loose := complaint()
	loose.About = []finding.Ref{{Kind: "weather", ID: "rain"}}
	found := comms.CheckFeedback([]comms.Feedback{complaint(), complaint(), loose, {}})
	want := []finding.Code{comms.CodeDuplicateID, comms.CodeNoID, comms.CodeFeedbackIncomplete, comms.CodeFeedbackLoose, comms.CodeUnknownWord}
	slices.Sort(want)
	if !slices.Equal(codes(found), want) {
		t.Error(found)
	}
}

// Friday 13 February 2026 to Tuesday the 24th: Saturday is worked, then nine
// days are off. By hand: one day to the 14th, still one to the 23rd, two to
// the 24th.
func TestFeedbackAgesInWorkingDays(t *testing.T) {
	cal := china(t)
	for on, want := range map[calendar.Date]int{date(2, 12): 0, date(2, 13): 0, date(2, 14): 1, date(2, 23): 1, date(2, 24): 2, date(2, 28): 6, {}: 0} {
		if got := comms.AgeDays(cal, date(2, 13), on); got != want {
			t.Errorf("%s: %d days, want %d", on, got, want)
		}
	}
	far := comms.AgeDays(calendar.AlwaysOn(), calendar.DateOf(1, 1, 1), calendar.DateOf(9999, 12, 31))
	if far != comms.MaxAge {
		t.Errorf("the age has no bound: %d", far)
	}
	if got := comms.AgeDays(nil, date(2, 1), date(3, 1)); got != 0 {
		t.Errorf("without a calendar: %d", got)
	}
}

func TestUnansweredForTheAgenda(t *testing.T) {
	cal := china(t)
	older, newer, answered := complaint(), complaint(), complaint()
	older.ID, older.Received = "F9", date(2, 11)
	newer.ID, newer.Received = "F2", date(2, 14)
	answered.ID, answered.Reply = "F3", reply(date(2, 14))
	list := []comms.Feedback{newer, complaint(), answered, older}
	for _, c := range []struct {
		on   calendar.Date
		days int
		want []string
	}{
		{date(2, 24), 2, []string{"F9 4 day", "F1 2 day"}},
		{date(2, 24), 0, []string{"F9 4 day", "F1 2 day", "F2 1 day"}},
		{date(2, 13), 0, []string{"F9 2 day", "F1 0 day", "F3 0 day"}}, // the reply was not there yet, nor was F2
	} {
		var got []string
		for _, p := range comms.Unanswered(list, c.on, cal, c.days) {
			got = append(got, p.About.ID+" "+p.Figure.String())
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s, %d days: %v, want %v", c.on, c.days, got, c.want)
		}
	}
	p := comms.Unanswered(list, date(2, 24), cal, 3)
	if len(p) != 1 || p[0].Owner != "wu" || p[0].Title != "Labels peel off" || p[0].Links[0].ID != "G2" {
		t.Errorf("%+v", p)
	}
}

// A reply for the giver alone shows others that there is one, not its words.
func TestReachOfReplies(t *testing.T) {
	open, private := complaint(), complaint()
	open.Reply, private.Reply, private.ID = reply(date(2, 14)), reply(date(2, 14)), "F2"
	private.Reply.Reach = comms.ReachGiver
	v, err := comms.ViewOfFeedback([]comms.Feedback{open, private}, date(2, 14))
	if err != nil {
		t.Fatal(err)
	}
	for r := range v.All() {
		told := slices.ContainsFunc(r.Fields, func(f comms.ViewField) bool { return f.Name == "reply" })
		outcome := slices.ContainsFunc(r.Fields, func(f comms.ViewField) bool { return f.Name == "outcome" })
		if told != (r.Ref.ID == "F1") || !outcome {
			t.Errorf("%+v", r)
		}
	}
	before, err := comms.ViewOfFeedback([]comms.Feedback{open, private}, date(2, 13))
	if err != nil {
		t.Fatal(err)
	}
	if got := lines(comms.Difference(before, v)); !slices.Equal(got, []string{"changed feedback F1: by outcome replied reply result", "changed feedback F2: outcome replied"}) {
		t.Errorf("%q", got)
	}
	if early, err := comms.ViewOfFeedback([]comms.Feedback{open}, date(2, 12)); err != nil || early.Len() != 0 {
		t.Error(early, err)
	}
}

// One project worked out by hand.
func TestFactsOfCommunication(t *testing.T) {
	day := func(d, hour int) time.Time { return time.Date(2026, 3, d, hour, 0, 0, 0, time.UTC) }
	clock := newClock(t, clockRules, compiled(t, calendar.Standard()), nil)
	issue := func(id string, severity comms.Severity, steps ...comms.IssueStep) comms.Issue {
		return comms.Issue{ID: id, Title: "x", Severity: severity, Owner: "wu", RaisedBy: "lin", Raised: day(2, 8), Steps: steps}
	}
	issues := []comms.Issue{
		issue("A", comms.High, fullStep(comms.IssueAcknowledge, day(2, 9)), fullStep(comms.IssueSolve, day(3, 10))), // response 60 of 120, resolution 600 of 960
		issue("B", comms.High, fullStep(comms.IssueAcknowledge, day(2, 15))),                                        // response 360: late; resolution 960 on the 3rd at 17: late
		issue("C", comms.Critical), // both late
		issue("D", comms.Medium, fullStep(comms.IssueAcknowledge, day(2, 10))),                                           // no limit, 120
		issue("E", comms.Critical, fullStep(comms.IssueAcknowledge, day(2, 15)), fullStep(comms.IssueSolve, day(2, 16))), // both late, and answered: 360
	}
	member := comms.Party{Kind: comms.Actor, ID: "li"}
	feedback := []comms.Feedback{complaint(), complaint(), complaint()}
	feedback[0].Reply, feedback[1].Reply = reply(date(2, 16)), reply(date(2, 19)) // one and four working days
	got := map[lifecycle.FactName]string{}
	samples := map[lifecycle.FactName]int{}
	evidence := comms.Evidence{At: day(4, 9), On: date(3, 4), Calendar: compiled(t, calendar.Standard()),
		MeetingsDue: 4, MeetingsHeld: 3, Places: 20, Attended: 15, ToAcknowledge: 0,
		Feedback: feedback, FeedbackDays: 5, Issues: issues, Clock: clock, Policy: comms.DefaultPolicy(),
		Informed: []comms.Informed{{Party: member, Audience: comms.Member, Kind: comms.KindPlan}, {Party: member, Audience: comms.Member, Kind: comms.KindRisk},
			{Party: comms.Party{Kind: comms.Group, ID: "buyer"}, Audience: comms.Customer, Kind: comms.KindRisk}},
		Shares: []comms.Share{
			{ID: "S1", At: day(3, 9), Audience: comms.Member, Items: []comms.SharedItem{{Kind: comms.KindPlan}}},
			{ID: "S2", At: day(1, 9), Audience: comms.Member, Items: []comms.SharedItem{{Kind: comms.KindRisk}}},                                                   // before
			{ID: "S3", At: day(3, 9), Audience: comms.Member, To: []comms.Party{{Kind: comms.Actor, ID: "wu"}}, Items: []comms.SharedItem{{Kind: comms.KindRisk}}}, // somebody else
		},
		SharedSince: day(2, 0)}
	for _, m := range comms.Facts(evidence) {
		got[m.Name], samples[m.Name] = m.Value.String(), m.Sample
	}
	for name, want := range map[lifecycle.FactName]struct {
		value  string
		sample int
	}{
		comms.MeasureCadence: {"0.75", 4}, comms.MeasureAttendance: {"0.75", 20}, comms.MeasureAcknowledged: {"unknown (no-data)", 0},
		comms.MeasureUnanswered: {"1", 3}, comms.MeasureReplyDays: {"2.5 day", 2},
		comms.MeasureResponse: {"0.25", 4}, comms.MeasureResolution: {"0.25", 4}, comms.MeasureResponseMin: {"240 min", 4},
		comms.MeasureReached: {"1/3", 3}, comms.MeasureGaps: {"1", 3}, comms.MeasureIssuesLate: {"2", 5},
	} {
		if got[name] != want.value || samples[name] != want.sample {
			t.Errorf("%s is %s of %d, want %s of %d", name, got[name], samples[name], want.value, want.sample)
		}
	}
	if len(got) != 11 {
		t.Errorf("%d measures", len(got))
	}
	for _, m := range comms.Facts(comms.Evidence{}) {
		f := m.Fact(monday, "comms")
		if m.Sample != 0 || !m.Value.IsUnknown() && m.Value.String() != "0" || f.Name != m.Name || f.Value != m.Value {
			t.Errorf("of nothing: %+v", m)
		}
	}
}
