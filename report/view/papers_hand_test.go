package view_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/tolerance"
	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/lifecycle/closing"
	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/chart"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// said is the text of the first callout of a document.
func said(doc *report.Document) string {
	for _, b := range doc.Blocks {
		if c, ok := b.(report.Callout); ok {
			return c.Title + ": " + report.PlainText(c.Runs)
		}
	}
	return ""
}

// The next milestone at risk is the earliest by its agreed date that is late or
// unlikely; one that is forecast in time is at risk where its chance is small.
func TestNextMilestoneAtRisk(t *testing.T) {
	s, w := newTeaShop(t), phrase.In(phrase.En)
	in := view.MilestonesInput{Plan: s.plan, Result: s.result, Baseline: &s.baseline}
	late := "Next milestone at risk: Task “Ready to open” (M2) was agreed for 2026-03-23 17:00 and is forecast later, for 2026-03-25 17:00."
	if got := said(view.Milestones(w, in)); got != late {
		t.Error(got)
	}
	// Agreed for 25 and 30 March, as it is forecast: in 30 of 100 trials two days
	// later.
	generous := s.baseline
	generous.Tasks = append([]schedule.BaselineTask(nil), generous.Tasks...)
	for i := range generous.Tasks {
		if x, ok := s.result.Times(generous.Tasks[i].ID); ok {
			generous.Tasks[i].Finish = x.Finish
		}
	}
	in.Baseline, in.Odds, in.Sure = &generous, s.odds, 80
	want := "Next milestone at risk: Task “Ready to open” (M2) was agreed for 2026-03-25 17:00 and is forecast in time, for 2026-03-25 17:00. The chance to keep 2026-03-25 17:00 is 7"
	if got := said(view.Milestones(w, in)); !strings.HasPrefix(got, want) {
		t.Error(got)
	}
	for _, sure := range []int{66, 1} {
		if in.Sure = sure; said(view.Milestones(w, in)) != "Next milestone at risk: No milestone is at risk." {
			t.Errorf("sure %d: %s", sure, said(view.Milestones(w, in)))
		}
	}
	in.Baseline = nil
	if got := said(view.Milestones(w, in)); !strings.Contains(got, "No dates were agreed") {
		t.Error(got)
	}
}

// A picture of the host takes the place of the trend; of many reports the table
// shows the last six and says so, and every move is listed.
func TestMilestoneHistory(t *testing.T) {
	s, w := newTeaShop(t), phrase.In(phrase.En)
	trend := s.trend
	for day := 17; day <= 24; day++ {
		var err error
		if trend, err = trend.Append(inMarch(day, 8), schedule.Milestones(s.plan, s.result)); err != nil {
			t.Fatal(err)
		}
	}
	figure := chart.LineChart{Title: "mine"}
	doc := view.Milestones(w, view.MilestonesInput{Plan: s.plan, Result: s.result, Trend: trend, Figure: &figure})
	table := tableOf(t, doc, "forecast-history")
	if n := len(table.Columns); n != 7 || table.Columns[1].Name != "report_6" || !strings.Contains(table.Note, "5") {
		t.Errorf("%d columns, %q", n, table.Note)
	}
	moves := 0
	for _, id := range []schedule.TaskID{"M1", "M2", "M3"} {
		for _, x := range trend.Slips(id, s.result.ProjectCalendar()) {
			if x.Before != x.After {
				moves++
			}
		}
	}
	if got := len(tableOf(t, doc, "forecast-moves").Rows); got != moves || moves != 5 {
		t.Errorf("%d moves of %d", got, moves)
	}
	for _, b := range doc.Blocks {
		if f, ok := b.(report.Figure); ok && f.Frame().Title != "mine" {
			t.Errorf("another picture: %s", f.Frame().Title)
		}
	}
}

// The boxes of an agenda follow one another and sum to the meeting.
func TestAgendaTimes(t *testing.T) {
	s := newTeaShop(t)
	in := s.agenda(t)
	rows, sum, at := cells(t, view.Agenda(phrase.In(phrase.En), in), "agenda-items"), 0, 10*60
	for _, p := range in.Agenda.Parts {
		sum += p.Minutes
	}
	if sum+in.Agenda.FreeMin != 45 {
		t.Errorf("%d minutes", sum)
	}
	next := 0
	for _, p := range in.Agenda.Parts {
		for range max(1, len(p.Items)) + min(1, len(p.Items)) {
			hour := time.Date(2026, 3, 16, 0, at, 0, 0, time.UTC).Format("15:04")
			if !strings.Contains(rows[next], "|"+hour+"|") && next > 0 {
				break
			}
			next++
		}
		at += p.Minutes
	}
	in.Start = calendar.DateTime(0)
	doc := view.Agenda(phrase.In(phrase.En), in)
	if strings.Contains(strings.Join(cells(t, doc, "agenda-items"), "\n"), "10:00") {
		t.Error("a meeting without a beginning has times")
	}
	var five []comms.Point
	for i, title := range []string{"one", "two", "three", "four", "five"} {
		five = append(five, comms.Point{Title: title, Owner: "li", Date: teaNow.AddDays(i)})
	}
	short, err := comms.MakeAgenda("m", teaNow, 3, comms.RegularTemplate(), comms.Situation{Decisions: five})
	if err != nil {
		t.Fatal(err)
	}
	doc = view.Agenda(phrase.In(phrase.En), view.AgendaInput{Agenda: short})
	if left := cells(t, doc, "left-out"); len(left) != len(short.LeftOut) || len(left) < 2 || !strings.Contains(left[len(left)-1], "five|li|2026-03-20") {
		t.Errorf("left out: %v", left)
	}
}

// A meeting that could not decide says so; a correction says why.
func TestMinutesWithoutQuorum(t *testing.T) {
	m := comms.Minutes{Meeting: "m", On: teaNow, Quorum: comms.Quorum{Least: 2, Required: []string{"li"}}, Attendance: []comms.Attendance{{Actor: "wang", Presence: comms.Present}}}
	m = m.Corrected("wang", "a name")
	doc := view.Minutes(phrase.In(phrase.En), view.MinutesInput{Minutes: m})
	if got := said(doc); !strings.Contains(got, "Meeting m could not decide: 1 took part; wanted: 2") {
		t.Error(got)
	}
	text := shown(t, doc)
	has(t, text, "| Revision | 1 |", "| Reason | a name |", "| Able to decide | no |")
	if said(view.Minutes(phrase.In(phrase.En), view.MinutesInput{})) != "" {
		t.Error("a meeting that needs nobody could not decide")
	}
}

// The gravest deviation comes first, and what is left out is counted.
func TestPortfolioOrder(t *testing.T) {
	on := func(day int) calendar.Date { return calendar.DateOf(2026, 3, day) }
	open := func(place string, seen, crossed calendar.Date) tolerance.Deviation {
		return tolerance.Deviation{Place: place, Aspect: tolerance.Time, FirstSeen: seen, Crossed: crossed, Latest: kpi.Int(1, "day")}
	}
	watch := func(status tolerance.Status, list ...tolerance.Deviation) tolerance.State {
		return tolerance.State{Watches: []tolerance.Watch{{Status: status, Deviations: list}}}
	}
	gone := open("gone", on(1), on(2))
	gone.Cleared = on(3)
	in := view.PortfolioInput{On: on(16), Most: 2, Projects: []view.PortfolioProject{
		{ID: "A", Tolerances: watch(tolerance.Watched, open("a", on(1), calendar.Date{}))},
		{ID: "B", Tolerances: watch(tolerance.Exceeded, gone, open("b", on(5), on(12))), Decisions: []comms.Point{{Title: "late", Date: on(10)}, {Title: "undated"}}},
		{ID: "C", Tolerances: watch(tolerance.Exceeded, open("c", on(7), on(11))), Decisions: []comms.Point{{Title: "soon", Date: on(17)}}},
	}}
	doc := view.Portfolio(phrase.In(phrase.En), in)
	if diff := cmp.Diff([]string{"C|c|time|2026-03-07|2026-03-11||1|", "B|b|time|2026-03-05|2026-03-12||1|"}, cells(t, doc, "top-deviations")); diff != "" {
		t.Error(diff)
	}
	if note := tableOf(t, doc, "top-deviations").Note; !strings.Contains(note, "1") {
		t.Errorf("note %q", note)
	}
	if diff := cmp.Diff([]string{"2026-03-10|B|late||6", "2026-03-17|C|soon||", "|B|undated||"}, cells(t, doc, "decisions-waiting")); diff != "" {
		t.Error(diff)
	}
	in.Most = -1
	if n := len(cells(t, view.Portfolio(phrase.In(phrase.En), in), "top-deviations")); n != 3 {
		t.Errorf("%d of all three", n)
	}
	facts := shown(t, doc)
	has(t, facts, "| Projects listed | 3 |", "| Decisions waiting | 3 |", "| Projects beyond a tolerance | 2 |")
}

// The report of a cancelled project says first that it was, and why; what is
// open has an owner and a date, the earliest first.
func TestReportOfACancelledProject(t *testing.T) {
	on := func(day int) calendar.Date { return calendar.DateOf(2026, 3, day) }
	at := time.Date(2026, 3, 4, 9, 0, 0, 0, time.UTC)
	level := teamInput().Level
	in := view.ClosingInput{Project: "P", State: lifecycle.State{Early: true, Standing: lifecycle.Closed}, Team: level,
		History: []lifecycle.Entry{{Actor: "chen", At: at, Reason: "The landlord sold the house", Body: lifecycle.MoveTaken{Move: lifecycle.MoveCancelProject, Kind: lifecycle.MoveCancel}},
			{Actor: "li", At: at, Body: lifecycle.MoveTaken{Kind: lifecycle.MoveClose}}},
		Record:       closing.Record{Outcome: closing.Outcome{On: on(5), Whole: charter.Unknown, Goals: []closing.GoalOutcome{{Goal: "g2", Metric: "sales", Verdict: closing.Later, Owner: "li", MeasureOn: on(30)}, {Goal: "g1", Verdict: charter.Fail}}}},
		Risks:        risk.Register{Risks: []risk.Risk{{ID: "R1", Kind: risk.Threat, Status: risk.Occurred, Event: "The house is sold", Owner: "chen", Occurred: on(3), Responses: []risk.Response{{ID: "a", Done: on(2)}, {ID: "b"}}}}},
		Open:         []comms.Item{{Kind: comms.ActionItem, ID: "T-1", Text: "Give the keys back", Owner: "wang", Due: on(9)}, {Kind: comms.ActionItem, ID: "T-0", Closed: true}, {Kind: comms.TopicItem, ID: "O-1", Text: "Who keeps the oven"}},
		Improvements: []closing.Improvement{{ID: "IM-1", What: "Look at the lease first", Owner: "li", Due: on(20), State: closing.ImprovementOpen}, {ID: "IM-0", State: closing.ImprovementJudged}},
	}
	for lang, want := range map[phrase.Lang]string{
		phrase.En:   "Cancelled: Member chen cancelled the project on 2026-03-04; the reason given is “The landlord sold the house”.",
		phrase.ZhCN: "已取消: 成员 chen 于 2026-03-04 取消了项目，理由为“The landlord sold the house”。",
	} {
		doc := view.Closing(phrase.In(lang), in)
		if _, first := doc.Blocks[0].(report.Callout); !first || said(doc) != want {
			t.Errorf("%s: %q", lang, said(doc))
		}
	}
	doc := view.Closing(phrase.In(phrase.En), in)
	if diff := cmp.Diff([]string{"action|T-1|Give the keys back|wang|2026-03-09", "improvement|IM-1|Look at the lease first|li|2026-03-20", "measure a goal|g2|sales|li|2026-03-30", "topic|O-1|Who keeps the oven||"}, cells(t, doc, "open-duties")); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"R1|The house is sold|threat|chen|occurred|2026-03-03||2|1"}, cells(t, doc, "risk-outcomes")); diff != "" {
		t.Error(diff)
	}
	order := ""
	for _, b := range doc.Blocks {
		if h, ok := b.(report.Heading); ok {
			order += h.Name + " "
		}
	}
	last := -1
	for _, part := range []string{"goals", "key-results", "phases", "change-control", "risks", "team-level", "lessons", "open-duties"} {
		at := strings.Index(order, "section-"+part+" ")
		if at <= last {
			t.Errorf("%s at %d after %d in %s", part, at, last, order)
		}
		last = at
	}
	if got := said(view.Closing(phrase.In(phrase.En), view.ClosingInput{Project: "P"})); got != "" {
		t.Errorf("a project that was not cancelled: %q", got)
	}
}

// A charter shows every part that is stated, and no heading of one that is not.
func TestCharterParts(t *testing.T) {
	limit := yuan(t, "5000")
	c := charter.Charter{ID: "c", Name: "n", Aims: []charter.Aim{{ID: "A1", Text: "Grow in the east"}},
		Goals: []charter.Goal{{ID: "g", Metric: charter.Metric{Unit: "percent"}, Checkpoints: []charter.Checkpoint{{On: calendar.DateOf(2026, 5, 1), Expect: charter.Whole(40)}, {On: calendar.DateOf(2026, 6, 1)}}}},
		Team:  []charter.Seat{{Actor: "li", Role: "project_manager"}}, Authority: []charter.Authority{{Actor: "li", May: "approve_change", Limit: limit}},
		Tolerances: []charter.Tolerance{{On: "time", Above: charter.Whole(5), Unit: "day"}}, Constraints: []string{"Closed on Mondays", "周一休息"}, Risks: []charter.FirstRisk{{ID: "r", Text: "Rain"}}}
	doc := view.Charter(phrase.In(phrase.En), c, nil)
	for table, want := range map[string][]string{
		"aims": {"A1|Grow in the east"}, "checkpoints": {"g|2026-05-01|40", "g|2026-06-01|"}, "seats": {"li|project manager"}, "authority": {"li|approve a change|5000"},
		"tolerances": {"time||5"}, "first-risks": {"r|Rain"},
	} {
		if diff := cmp.Diff(want, cells(t, doc, table)); diff != "" {
			t.Errorf("%s: %s", table, diff)
		}
	}
	has(t, shown(t, doc), "- Closed on Mondays", "- 周一休息")
	empty := shown(t, view.Charter(phrase.In(phrase.En), charter.Charter{ID: "c", Name: "n"}, nil))
	for _, part := range []string{"Aims", "Checkpoints", "Authority", "Tolerances", "Constraints"} {
		if strings.Contains(empty, part) {
			t.Errorf("%s in an empty charter", part)
		}
	}
}

// A digest names the audience, one of the host's own by its id.
func TestDigestAudience(t *testing.T) {
	for audience, want := range map[comms.AudienceID]string{comms.Manager: "project manager", comms.Public: "public", "board": "board"} {
		has(t, markdownOf(t, view.Digest(phrase.In(phrase.En), view.DigestInput{Project: "P", Audience: audience})), "| "+want+" |")
	}
}

// Without a case there is no share.
func TestTeamLevelWithoutCases(t *testing.T) {
	in := teamInput()
	in.Level.Quality.Of = 0
	if rows := cells(t, view.Team(phrase.In(phrase.En), in), "team-level"); !strings.HasSuffix(rows[1], "|no-data") || !strings.HasSuffix(rows[0], "|0.5") {
		t.Error(rows)
	}
}
