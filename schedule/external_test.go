package schedule_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// twoProjects waits for a delivery of another project.
func twoProjects(change func(*schedule.Link)) *schedule.Plan {
	p := newPlan("a 1;b 2", "a>b")
	l := schedule.Link{From: "site:delivery", To: "b", External: true}
	change(&l)
	p.Links = append(p.Links, l)
	return p
}

func TestRefreshByHand(t *testing.T) {
	delivery := func(k schedule.DateKind, date string) schedule.External {
		return schedule.External{From: "site:delivery", Project: "site", Kind: k, Value: at(date)}
	}
	for _, c := range []struct {
		name   string
		link   func(*schedule.Link)
		date   schedule.External
		known  string
		starts string
	}{
		{"from its finish", func(l *schedule.Link) {}, delivery(schedule.FinishDate, "5 12:00"), "5 12:00", "5 13:00"},
		{"from its start, a day later", func(l *schedule.Link) {
			l.Type, l.Lag.Length = schedule.StartToStart, day
		}, delivery(schedule.StartDate, "5 08:00"), "5 17:00", "6 08:00"},
		{"a lead", func(l *schedule.Link) { l.Lag.Length = -day }, delivery(schedule.FinishDate, "6 17:00"), "6 08:00", "6 08:00"},
		{"a lag in clock time", func(l *schedule.Link) { l.Lag = schedule.Lag{Length: 24 * hour, Elapsed: true} },
			delivery(schedule.FinishDate, "6 17:00"), "7 17:00", "9 08:00"},
		{"to the finish", func(l *schedule.Link) { l.Type = schedule.FinishToFinish }, delivery(schedule.FinishDate, "10 17:00"), "10 17:00", "9 08:00"},
		{"earlier than what else binds", func(l *schedule.Link) {}, delivery(schedule.FinishDate, "1 08:00"), "1 08:00", "3 08:00"},
	} {
		p := twoProjects(c.link)
		fresh, found, err := schedule.Refresh(p, []schedule.External{c.date})
		if err != nil {
			t.Fatal(err)
		}
		x, _ := compute(t, fresh).Times("b")
		if got := fresh.Links[1].Known; got != at(c.known) || x.Start != at(c.starts) {
			t.Errorf("%s: known %s, b starts %s", c.name, got, x.Start)
		}
		if len(found) != 1 || found[0].Code != schedule.CodeExternalMoved || p.Links[1].Known != 0 {
			t.Errorf("%s: %v, the plan has %v", c.name, found, p.Links[1])
		}
		if again, found, _ := schedule.Refresh(fresh, []schedule.External{c.date}); len(found) != 0 || !reflect.DeepEqual(again, fresh) {
			t.Errorf("%s: twice: %v", c.name, found)
		}
	}
}

func TestRefreshFindings(t *testing.T) {
	old := func(l *schedule.Link) { l.Known = at("4 08:00") }
	for _, c := range []struct {
		name      string
		link      func(*schedule.Link)
		externals []schedule.External
		known     calendar.DateTime
		want      string
	}{
		{"nothing is known", old, nil, at("4 08:00"), "warn external.missing: link site:delivery>b.known, remedy remedy.take_external_date"},
		{"the other date is known", old, []schedule.External{{From: "site:delivery", Kind: schedule.StartDate, Value: at("5 08:00")}}, at("4 08:00"),
			"warn external.missing: link site:delivery>b.known, remedy remedy.take_external_date"},
		{"it has no date any more", old, []schedule.External{{From: "site:delivery"}}, 0,
			"warn external.undated: link site:delivery>b.known, remedy remedy.take_external_date"},
		{"it has moved", old, []schedule.External{{From: "site:delivery", Value: at("6 17:00")}}, at("6 17:00"),
			"info external.moved: link site:delivery>b.known, want 2026-03-04T08:00:00, got 2026-03-06T17:00:00"},
		{"the one taken last counts", old, []schedule.External{
			{From: "site:delivery", Value: at("6 17:00"), TakenAt: at("3 08:00")}, {From: "site:delivery", Value: at("4 08:00"), TakenAt: at("2 08:00")},
		}, at("6 17:00"), "info external.moved: link site:delivery>b.known, want 2026-03-04T08:00:00, got 2026-03-06T17:00:00"},
		{"a share of a duration that nobody knows", func(l *schedule.Link) { l.Lag.Percent = 50 }, []schedule.External{{From: "site:delivery", Value: at("6 17:00")}}, at("6 17:00"),
			"warn external.percent_lag: link site:delivery>b.known, remedy remedy.mend_link\ninfo external.moved: link site:delivery>b.known, got 2026-03-06T17:00:00"},
		{"another project waits", func(l *schedule.Link) { l.From, l.To = "b", "site:building" }, nil, 0, ""},
	} {
		fresh, found, err := schedule.Refresh(twoProjects(c.link), c.externals)
		if err != nil {
			t.Fatal(err)
		}
		if got := listed(found); got != c.want || fresh.Links[1].Known != c.known {
			t.Errorf("%s: known %s,\n%s\nwant\n%s", c.name, fresh.Links[1].Known, got, c.want)
		}
	}
	broken := twoProjects(old)
	broken.Calendars = []schedule.Calendar{{ID: "x", Base: "x"}}
	var plan *schedule.PlanError
	if _, _, err := schedule.Refresh(broken, nil); !errors.As(err, &plan) {
		t.Error(err)
	}
}

// TestRefreshCountsLagsByTheRules: a day on the calendar of the successor, of
// the project, or of the clock.
func TestRefreshCountsLagsByTheRules(t *testing.T) {
	p := twoProjects(func(l *schedule.Link) { l.Lag.Length = day })
	p.Calendars = []schedule.Calendar{{ID: "half", Times: calendar.Standard()}}
	for d := 1; d <= 5; d++ {
		p.Calendars[0].Times.Week[d] = calendar.Working(calendar.Hours(8, 12))
	}
	task(p, "b").Calendar = "half"
	for rule, want := range map[schedule.LagCalendar]string{
		schedule.SuccessorCalendar: "4 12:00", schedule.ProjectLagCalendar: "3 17:00", schedule.PredecessorCalendar: "3 17:00", schedule.ClockCalendar: "3 01:00",
	} {
		p.Rules.LagCalendar = rule
		fresh, _, err := schedule.Refresh(p, []schedule.External{{From: "site:delivery", Value: at("2 17:00")}})
		if err != nil || fresh.Links[1].Known != at(want) {
			t.Errorf("%s: %s, want %s, %v", rule, fresh.Links[1].Known, want, err)
		}
	}
}

func TestCheckExternals(t *testing.T) {
	externals := []schedule.External{
		{From: "same", Project: "site", SourceVersion: "7"}, {From: "old", Project: "site", SourceVersion: "6"}, {From: "lost", Project: "gone", SourceVersion: "1"},
	}
	want := "warn external.no_source: external lost.source_version, got gone, remedy remedy.take_external_date\n" +
		"warn external.stale: external old.source_version, want 7, got 6, remedy remedy.take_external_date"
	if got := listed(schedule.CheckExternals(externals, []schedule.SourceVersion{{Project: "site", Version: "7"}})); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestExternalJSON(t *testing.T) {
	e := schedule.External{From: "x", Project: "site", Task: "17", Kind: schedule.StartDate, Value: at("5 08:00"), SourceVersion: "7", TakenAt: at("2 08:00")}
	data, err := json.Marshal(e)
	want := `{"from":"x","project":"site","task":"17","kind":"start","value":"2026-03-05T08:00:00","source_version":"7","taken_at":"2026-03-02T08:00:00"}`
	var back schedule.External
	if err != nil || string(data) != want || json.Unmarshal(data, &back) != nil || back != e {
		t.Errorf("%s came back as %+v", data, back)
	}
	if json.Unmarshal([]byte(`{"kind":"middle"}`), &back) == nil {
		t.Error("a date that does not exist")
	}
}

func ExampleRefresh() {
	plan := smallPlan()
	plan.Links = append(plan.Links, schedule.Link{From: "factory:samples", To: "contract", External: true})
	samples := schedule.External{
		From: "factory:samples", Project: "factory", Value: calendar.DateOf(2026, 3, 5).At(12 * calendar.Hour), SourceVersion: "41",
	}
	fresh, found, err := schedule.Refresh(plan, []schedule.External{samples})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(found[0].Code, found[0].Got)
	result, err := schedule.Compute(fresh, schedule.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	times, _ := result.Times("contract")
	fmt.Println(times.Start, "to", times.Finish)
	for _, f := range schedule.CheckExternals([]schedule.External{samples}, []schedule.SourceVersion{{Project: "factory", Version: "42"}}) {
		fmt.Println(f.Code)
	}
	// Output:
	// schedule.external.moved 2026-03-05T12:00:00
	// 2026-03-05T13:00:00 to 2026-03-06T12:00:00
	// schedule.external.stale
}
