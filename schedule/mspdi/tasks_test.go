package mspdi_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

const hour = calendar.Hour

// outline writes the tree of a plan as "id<parent".
func outline(plan *schedule.Plan) string {
	var list []string
	for _, t := range plan.Tasks {
		list = append(list, fmt.Sprintf("%s<%s", t.ID, t.Parent))
	}
	return strings.Join(list, " ")
}

func TestOutline(t *testing.T) {
	level := func(n int) string { return fmt.Sprintf("<OutlineLevel>%d</OutlineLevel>", n) }
	for _, c := range []struct {
		name  string
		tasks string
		want  string
		notes string
	}{
		{"flat", tasks(level(1), level(1)), "1< 2<", ""},
		{"tree", tasks(level(1), level(2), level(3), level(3), level(2), level(1), level(2)), "1< 2<1 3<2 4<2 5<1 6< 7<6", ""},
		{"steps down by several", tasks(level(1), level(2), level(3), level(1)), "1< 2<1 3<2 4<", ""},
		{"first too deep", tasks(level(3), level(1)), "1< 2<", "task 1.outline_level \"3\" mspdi.outline.repaired\n"},
		{"skips a level", tasks(level(1), level(3), level(3)), "1< 2<1 3<2", "task 2.outline_level \"3\" mspdi.outline.repaired\n"},
		{"level 0 later", tasks(level(1), level(0), level(2)), "1< 2< 3<2", "task 2.outline_level \"0\" mspdi.outline.repaired\n"},
		{"no level", "<Tasks><Task><UID>1</UID></Task></Tasks>", "1<", "task 1.outline_level \"\" mspdi.outline.repaired\n"},
		{"number alone", "<Tasks><Task><UID>1</UID><OutlineNumber>1</OutlineNumber></Task><Task><UID>2</UID><OutlineNumber>1.1</OutlineNumber></Task></Tasks>", "1< 2<1", ""},
		{"project summary", "<Tasks><Task><UID>0</UID><ID>0</ID><OutlineLevel>0</OutlineLevel></Task><Task><UID>1</UID><OutlineLevel>1</OutlineLevel></Task></Tasks>", "1<", ""},
		{"project summary of another number", "<Tasks><Task><UID>9</UID><ID>0</ID><OutlineLevel>0</OutlineLevel></Task><Task><UID>1</UID><OutlineLevel>1</OutlineLevel></Task></Tasks>", "1<", ""},
		{"task 0 that is a task", "<Tasks><Task><UID>0</UID><ID>1</ID><OutlineLevel>1</OutlineLevel></Task></Tasks>", "0<", ""},
		{"blank rows", "<Tasks><Task><UID>1</UID><OutlineLevel>1</OutlineLevel></Task><Task><UID>2</UID><ID>2</ID><IsNull>1</IsNull></Task>" +
			"<Task><UID>3</UID><OutlineLevel>2</OutlineLevel></Task></Tasks>", "1< 3<1", ""},
		{"ids with zeros", "<Tasks><Task><UID>007</UID><OutlineLevel>1</OutlineLevel></Task></Tasks>", "7<", ""},
	} {
		plan, notes := decode(t, file(c.tasks))
		same(t, c.name, outline(plan), c.want)
		same(t, c.name+": notes", noted(notes), c.notes)
	}
}

func TestDurationFormats(t *testing.T) {
	units := map[int]string{3: "m", 4: "em", 5: "h", 6: "eh", 7: "d", 8: "ed", 9: "w", 10: "ew", 11: "mo", 12: "emo", 19: "%", 20: "e%", 21: ""}
	for format := 0; format <= 53; format++ {
		name, estimated := units[format], false
		if format >= 35 {
			name, estimated = units[format-32], true
		}
		plan, _ := decode(t, file(tasks(fmt.Sprintf("<Duration>PT80H30M5S</Duration><DurationFormat>%d</DurationFormat>", format))))
		got := task(t, plan, "1").Duration
		text := got.Unit.String()
		if got.Elapsed {
			text = "e" + text
		}
		same(t, fmt.Sprint("format ", format), text, name)
		same(t, fmt.Sprint("estimated ", format), got.Estimated, estimated)
		same(t, fmt.Sprint("length ", format), got.Length, 80*hour+30*calendar.Minute+5)
	}
	plan, _ := decode(t, file(tasks("<Duration>PT8H0M0S</Duration><DurationFormat>7</DurationFormat><Estimated>1</Estimated>")))
	same(t, "estimated by its flag", task(t, plan, "1").Duration.Estimated, true)
}

func TestTaskFields(t *testing.T) {
	plan, notes := decode(t, file("<Calendars><Calendar><UID>4</UID><Name>Night</Name></Calendar></Calendars>", tasks(
		`<ID>1</ID><Name>设计 &amp; 评审</Name><Active>0</Active><Type>2</Type><WBS>A.1</WBS><Priority>700</Priority><Duration>PT16H0M0S</Duration><DurationFormat>7</DurationFormat>
		<EffortDriven>1</EffortDriven><Milestone>1</Milestone><ExternalTask>1</ExternalTask><FixedCost>123456</FixedCost><ConstraintType>4</ConstraintType><CalendarUID>4</CalendarUID>
		<ConstraintDate>2026-03-09T08:00:00</ConstraintDate><Deadline>2026-03-31T17:00:00</Deadline><LevelingDelay>14400</LevelingDelay><LevelingDelayFormat>8</LevelingDelayFormat>
		<IgnoreResourceCalendar>1</IgnoreResourceCalendar><Notes>line 1&#13;
line 2</Notes>`)))
	want := schedule.Task{
		ID: "1", Name: "设计 & 评审", WBS: "A.1", Notes: "line 1\r\nline 2", Inactive: true, Type: schedule.FixedWork, EffortDriven: true, Milestone: true, External: true, Priority: 700,
		Duration:   schedule.Duration{Length: 16 * hour, Unit: schedule.Days},
		Constraint: schedule.Constraint{Kind: schedule.StartNoEarlierThan, Date: at("2026-03-09T08:00:00")}, Deadline: at("2026-03-31T17:00:00"), Calendar: "4", IgnoreResourceCalendars: true,
		LevelingDelay: schedule.Duration{Length: 24 * hour, Elapsed: true, Unit: schedule.Days},
	}
	got := task(t, plan, "1")
	same(t, "fixed cost", got.FixedCost, "1234.56 CNY")
	want.FixedCost = got.FixedCost
	same(t, "task", fmt.Sprintf("%+v", got), fmt.Sprintf("%+v", want))
	same(t, "notes", noted(notes), "")
}

// at reads a moment.
func at(text string) calendar.DateTime {
	m, err := calendar.ParseDateTime(text)
	if err != nil {
		panic(err)
	}
	return m
}

func TestConstraints(t *testing.T) {
	for number, name := range []string{"ASAP", "ALAP", "MSO", "MFO", "SNET", "SNLT", "FNET", "FNLT"} {
		plan, _ := decode(t, file(tasks(fmt.Sprintf("<ConstraintType>%d</ConstraintType><ConstraintDate>2026-03-09T08:00:00</ConstraintDate>", number))))
		got := task(t, plan, "1").Constraint
		same(t, "kind", got.Kind, name)
		same(t, name+" has its date", got.Date.IsZero(), number < 2)
	}
	_, notes := decode(t, file(tasks("<ConstraintType>9</ConstraintType>")))
	same(t, "unknown kind", noted(notes), "task 1.constraint_type \"9\" mspdi.value.unknown_kind\n")
}

func TestZonesAreDropped(t *testing.T) {
	for text, want := range map[string]string{"2026-03-09T08:00:00": "", "2026-03-09": "", "2026-03-09T08:00:00.000": "", "2026-03-09T08:00:00Z": "x", "2026-03-09T08:00:00.5-05:00": "x", "2026-03-09T08:00+08:00": "x"} {
		plan, notes := decode(t, file(tasks("<Deadline>"+text+"</Deadline>")))
		same(t, text, task(t, plan, "1").Deadline.Date(), "2026-03-09")
		if want != "" {
			want = fmt.Sprintf("task 1.deadline %q mspdi.value.zone_dropped\n", text)
		}
		same(t, text+": notes", noted(notes), want)
	}
}

func TestManualTasks(t *testing.T) {
	manual := "<Manual>1</Manual><Start>2026-03-03T08:00:00</Start><Finish>2026-03-04T17:00:00</Finish><Duration>PT16H0M0S</Duration>"
	for _, c := range []struct{ name, content, want, notes string }{
		{"automatic", "<Start>2026-03-03T08:00:00</Start><Finish>2026-03-04T17:00:00</Finish><ManualStart>2026-03-05T08:00:00</ManualStart><Duration>PT16H0M0S</Duration>", "false   16h", ""},
		{"older file", manual, "true 2026-03-03T08:00:00 2026-03-04T17:00:00 16h", ""},
		{"own fields", manual + "<ManualStart>2026-03-05T08:00:00</ManualStart><ManualFinish>2026-03-06T17:00:00</ManualFinish><ManualDuration>PT12H0M0S</ManualDuration>",
			"true 2026-03-05T08:00:00 2026-03-06T17:00:00 12h", ""},
		{"flag last", "<Start>2026-03-03T08:00:00</Start><Duration>PT16H0M0S</Duration><Manual>1</Manual>", "true 2026-03-03T08:00:00  16h", ""},
		{"empty own fields", manual + "<ManualStart></ManualStart><ManualFinish/><ManualDuration/>", "true 2026-03-03T08:00:00 2026-03-04T17:00:00 16h", ""},
		{"text", manual + "<StartText>after the fair</StartText><FinishText></FinishText>", "true 2026-03-03T08:00:00 2026-03-04T17:00:00 16h",
			"task 1.start_text \"after the fair\" mspdi.task.text_instead_of_value\n"},
		{"no dates", "<Manual>1</Manual><Duration>PT16H0M0S</Duration>", "false   16h", "task 1.manual \"\" mspdi.task.manual_without_dates\n"},
		{"bad date of an automatic task", "<Start>never</Start>", "false   0s", ""},
	} {
		plan, notes := decode(t, file(tasks(c.content)))
		got := task(t, plan, "1")
		same(t, c.name, fmt.Sprint(got.Manual, " ", got.Start, " ", got.Finish, " ", got.Duration.Length), c.want)
		same(t, c.name+": notes", noted(notes), c.notes)
	}
}

func TestSummaryTasks(t *testing.T) {
	results := "<Summary>1</Summary><Duration>PT80H0M0S</Duration><DurationFormat>7</DurationFormat><PercentComplete>40</PercentComplete><ActualStart>2026-03-02T08:00:00</ActualStart>" +
		"<ActualDuration>PT32H0M0S</ActualDuration><RemainingDuration>PT48H0M0S</RemainingDuration>"
	child := "<OutlineLevel>2</OutlineLevel><Duration>PT8H0M0S</Duration>"
	plan, notes := decode(t, file(tasks(results, child)))
	same(t, "results of a summary", fmt.Sprintf("%+v", task(t, plan, "1")), fmt.Sprintf("%+v", schedule.Task{ID: "1", Priority: 500}))
	same(t, "notes", noted(notes), "")

	plan, _ = decode(t, file(tasks(results+"<Manual>1</Manual><Start>2026-03-02T08:00:00</Start><Finish>2026-03-13T17:00:00</Finish>", child)))
	same(t, "duration of a manual summary", task(t, plan, "1").Duration.Length, 80*hour)
	same(t, "progress of a manual summary", task(t, plan, "1").Progress.Percent, 0)

	plan, notes = decode(t, file(tasks(results)))
	same(t, "duration of an empty summary", task(t, plan, "1").Duration.Length, 80*hour)
	same(t, "notes", noted(notes), "task 1.summary \"\" mspdi.task.summary_without_subtasks\n")

	plan, _ = decode(t, file(tasks("<Summary>0</Summary><Duration>PT80H0M0S</Duration>", child)))
	same(t, "duration of an unmarked summary", task(t, plan, "1").Duration.Length, 0*hour)
}

func TestProgress(t *testing.T) {
	for _, c := range []struct{ name, content, want string }{
		{"not begun", "<PercentComplete>0</PercentComplete><ActualDuration>PT0H0M0S</ActualDuration><RemainingDuration>PT16H0M0S</RemainingDuration><Stop>2026-03-02T08:00:00</Stop>",
			fmt.Sprintf("%+v", schedule.Progress{})},
		{"begun", "<PercentComplete>25</PercentComplete><PercentWorkComplete>30</PercentWorkComplete><ActualStart>2026-03-02T08:00:00</ActualStart><ActualDuration>PT4H0M0S</ActualDuration>" +
			"<RemainingDuration>PT12H0M0S</RemainingDuration><Stop>2026-03-02T12:00:00</Stop><Resume>2026-03-02T13:00:00</Resume>",
			fmt.Sprintf("%+v", schedule.Progress{ActualStart: at("2026-03-02T08:00:00"), Percent: 25, PercentWork: 30, Done: 4 * hour, Remaining: 12 * hour,
				Stop: at("2026-03-02T12:00:00"), Resume: at("2026-03-02T13:00:00")})},
		{"finished", "<PercentComplete>100</PercentComplete><ActualStart>2026-03-02T08:00:00</ActualStart><ActualFinish>2026-03-03T17:00:00</ActualFinish>",
			fmt.Sprintf("%+v", schedule.Progress{ActualStart: at("2026-03-02T08:00:00"), ActualFinish: at("2026-03-03T17:00:00"), Percent: 100})},
		{"time spent alone", "<ActualDuration>PT4H0M0S</ActualDuration>", fmt.Sprintf("%+v", schedule.Progress{Done: 4 * hour})},
		{"percent alone", "<PercentComplete>25</PercentComplete>", fmt.Sprintf("%+v", schedule.Progress{Percent: 25})},
	} {
		plan, _ := decode(t, file(tasks("<Duration>PT16H0M0S</Duration>"+c.content)))
		same(t, c.name, fmt.Sprintf("%+v", task(t, plan, "1").Progress), c.want)
	}
	plan, notes := decode(t, file(tasks("<PercentComplete>130</PercentComplete><ActualCost>250000</ActualCost>")))
	same(t, "cut percent", task(t, plan, "1").Progress.Percent, 100)
	same(t, "actual cost", task(t, plan, "1").Progress.ActualCost, "2500.00 CNY")
	same(t, "note", noted(notes), "task 1.percent_complete \"130\" mspdi.value.out_of_range\n")
}

func TestLinks(t *testing.T) {
	link := func(content string) string { return "<PredecessorLink>" + content + "</PredecessorLink>" }
	const first = "<PredecessorUID>1</PredecessorUID>"
	for _, c := range []struct {
		name, content string
		want          schedule.Link
	}{
		{"usual", "<Type>1</Type><CrossProject>0</CrossProject><LinkLag>0</LinkLag><LagFormat>7</LagFormat>", schedule.Link{Lag: schedule.Lag{Unit: schedule.Days}}},
		{"bare", "", schedule.Link{Lag: schedule.Lag{Unit: schedule.Days}}},
		{"FF", "<Type>0</Type>", schedule.Link{Type: schedule.FinishToFinish, Lag: schedule.Lag{Unit: schedule.Days}}},
		{"SF", "<Type>2</Type>", schedule.Link{Type: schedule.StartToFinish, Lag: schedule.Lag{Unit: schedule.Days}}},
		{"SS", "<Type>3</Type>", schedule.Link{Type: schedule.StartToStart, Lag: schedule.Lag{Unit: schedule.Days}}},
		{"a day", "<LinkLag>4800</LinkLag><LagFormat>7</LagFormat>", schedule.Link{Lag: schedule.Lag{Length: 8 * hour, Unit: schedule.Days}}},
		{"an elapsed day", "<LinkLag>14400</LinkLag><LagFormat>8</LagFormat>", schedule.Link{Lag: schedule.Lag{Length: 24 * hour, Elapsed: true, Unit: schedule.Days}}},
		{"an elapsed month, estimated", "<LagFormat>44</LagFormat><LinkLag>432000</LinkLag>", schedule.Link{Lag: schedule.Lag{Length: 720 * hour, Elapsed: true, Unit: schedule.Months}}},
		{"a lead of weeks", "<LinkLag>-48000</LinkLag><LagFormat>9</LagFormat>", schedule.Link{Lag: schedule.Lag{Length: -80 * hour, Unit: schedule.Weeks}}},
		{"half a minute", "<LinkLag>5</LinkLag><LagFormat>3</LagFormat>", schedule.Link{Lag: schedule.Lag{Length: 30, Unit: schedule.Minutes}}},
		{"percent", "<LinkLag>-75</LinkLag><LagFormat>19</LagFormat>", schedule.Link{Lag: schedule.Lag{Percent: -75, Unit: schedule.PercentUnit}}},
		{"percent, estimated", "<LinkLag>50</LinkLag><LagFormat>51</LagFormat>", schedule.Link{Lag: schedule.Lag{Percent: 50, Unit: schedule.PercentUnit}}},
		{"elapsed percent", "<LinkLag>50</LinkLag><LagFormat>20</LagFormat>", schedule.Link{Lag: schedule.Lag{Percent: 50, Elapsed: true, Unit: schedule.PercentUnit}}},
		{"external", "<CrossProject>1</CrossProject>", schedule.Link{External: true, Lag: schedule.Lag{Unit: schedule.Days}}},
	} {
		c.want.From, c.want.To = "1", "2"
		plan, notes := decode(t, file(tasks("", link(first+c.content))))
		same(t, c.name, fmt.Sprintf("%+v", plan.Links), fmt.Sprintf("%+v", []schedule.Link{c.want}))
		same(t, c.name+": notes", noted(notes), "")
	}
	all := "<Tasks><Task><UID>0</UID><ID>0</ID><OutlineLevel>0</OutlineLevel></Task><Task><UID>5</UID><IsNull>1</IsNull></Task><Task><UID>1</UID><OutlineLevel>1</OutlineLevel>" +
		link("<PredecessorUID>0</PredecessorUID>") + link("<PredecessorUID>5</PredecessorUID>") + link("<PredecessorUID>77</PredecessorUID>") + link("<Type>1</Type>") +
		link("<PredecessorUID>88</PredecessorUID><CrossProject>1</CrossProject><CrossProjectName>other.mpp\\3</CrossProjectName>") + "</Task></Tasks>"
	plan, notes := decode(t, file(all))
	same(t, "kept links", fmt.Sprintf("%+v", plan.Links), fmt.Sprintf("%+v", []schedule.Link{{From: "88", To: "1", External: true, Lag: schedule.Lag{Unit: schedule.Days}}}))
	same(t, "notes", noted(notes), `task 1.predecessor_link "" mspdi.id.missing
task 1.predecessor_uid "0" mspdi.reference.unknown
task 1.predecessor_uid "5" mspdi.reference.unknown
task 1.predecessor_uid "77" mspdi.reference.unknown
`)
	plan, _ = decode(t, file(tasks(link("<PredecessorUID>2</PredecessorUID>"), "")))
	same(t, "a predecessor that comes later", plan.Links[0].From, "2")
}

func TestBaselines(t *testing.T) {
	base := func(number int, cost string) string {
		return fmt.Sprintf("<Baseline><Number>%d</Number><Start>2026-03-02T08:00:00</Start><Finish>2026-03-03T17:00:00</Finish><Duration>PT16H0M0S</Duration>"+
			"<DurationFormat>39</DurationFormat><Work>PT32H0M0S</Work><Cost>%s</Cost></Baseline>", number, cost)
	}
	plan, _ := decode(t, file(tasks(base(10, "0")+base(0, "100050"), base(0, "7.5"), "")))
	if len(plan.Baselines) != 2 {
		t.Fatalf("%d baselines", len(plan.Baselines))
	}
	same(t, "names", plan.Baselines[0].Name+" "+plan.Baselines[1].Name, "0 10")
	same(t, "tasks of the first", len(plan.Baselines[0].Tasks), 2)
	got := plan.Baselines[0].Tasks[0]
	same(t, "cost", got.Cost, "1000.50 CNY")
	same(t, "fraction of a cent", plan.Baselines[0].Tasks[1].Cost, "0.075 CNY")
	want := schedule.BaselineTask{ID: "1", Start: at("2026-03-02T08:00:00"), Finish: at("2026-03-03T17:00:00"),
		Duration: schedule.Duration{Length: 16 * hour, Estimated: true, Unit: schedule.Days}, Work: 32 * hour, Cost: got.Cost}
	same(t, "baseline", fmt.Sprintf("%+v", got), fmt.Sprintf("%+v", want))
}
