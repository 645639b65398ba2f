package mspdi_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/mspdi"
)

func amount(t *testing.T, number, code string) money.Amount {
	t.Helper()
	a, err := money.Parse(number, code)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestTaskFieldsAreWritten(t *testing.T) {
	p := days("1")
	p.Calendars = []schedule.Calendar{{ID: "4", Name: "Nights",
		Times: calendar.Definition{Week: calendar.Standard().Week}}}
	p.Tasks[0] = schedule.Task{ID: "1", Name: "All", WBS: "A.1", Notes: "two\nlines", Milestone: true,
		Type: schedule.FixedWork, EffortDriven: true,
		Duration: schedule.Duration{Length: 36*hour + 90*calendar.Minute + 5, Elapsed: true, Estimated: true,
			Unit: schedule.Weeks},
		Deadline: at("2026-04-01T17:00:00"), Calendar: "4", IgnoreResourceCalendars: true, Inactive: true,
		External: true, Priority: 1000,
		LevelingDelay: schedule.Duration{Length: 4 * hour, Unit: schedule.Hours}, FixedCost: amount(t, "12.50",
			"CNY")}
	file, notes := written(t, mspdi.Encoder{InputsOnly: true}, p)
	same(t, "notes", notes, "")
	wantAll(t, "the task", record(t, file, "Task", 1), "<Active>0</Active>", "<Type>2</Type>", "<WBS>A.1</WBS>",
		"<Priority>1000</Priority>", "<Duration>PT37H30M5S</Duration><DurationFormat>42</DurationFormat>",
		"<EffortDriven>1</EffortDriven><Estimated>1</Estimated><Milestone>1</Milestone>",
		"<ExternalTask>1</ExternalTask>", "<FixedCost>1250</FixedCost>", "<CalendarUID>4</CalendarUID>",
		"<Deadline>2026-04-01T17:00:00</Deadline>",
		"<LevelingDelay>2400</LevelingDelay><LevelingDelayFormat>5</LevelingDelayFormat>",
		"<IgnoreResourceCalendar>1</IgnoreResourceCalendar>", "<Notes>twolines</Notes>")
	if got, _ := decode(t, squeezedKeep(t, p)); planDiff(p, got) != "" {
		t.Error(planDiff(p, got))
	}
}

// squeezedKeep writes inputs without touching texts.
func squeezedKeep(t *testing.T, p *schedule.Plan) string {
	source, _ := encode(t, mspdi.Encoder{InputsOnly: true}, p)
	return string(source)
}

// The numbers of Microsoft Project for units, from its documentation.
func TestFormatsOfDurations(t *testing.T) {
	for format, d := range map[int]schedule.Duration{3: {Unit: schedule.Minutes}, 4: {Unit: schedule.Minutes, Elapsed: true}, 5: {Unit: schedule.Hours}, 7: {Unit: schedule.Days}, 8: {Unit: schedule.Days, Elapsed: true},
		9: {Unit: schedule.Weeks}, 12: {Unit: schedule.Months, Elapsed: true}, 19: {Unit: schedule.PercentUnit},
		20: {Unit: schedule.PercentUnit, Elapsed: true}, 21: {}, 35: {Unit: schedule.Minutes,
			Estimated: true},
		39: {Unit: schedule.Days, Estimated: true}, 44: {Unit: schedule.Months, Elapsed: true, Estimated: true},
		53: {Estimated: true}} {
		p := days("1")
		d.Length = hour
		p.Tasks[0].Duration = d
		file, _ := written(t, mspdi.Encoder{InputsOnly: true}, p)
		wantAll(t, fmt.Sprint(d), file, fmt.Sprintf("<DurationFormat>%d</DurationFormat><Work>", format))
	}
	p := days("1")
	p.Tasks[0].Duration = schedule.Duration{Length: hour, Elapsed: true}
	file, _ := written(t, mspdi.Encoder{InputsOnly: true}, p)
	wantAll(t, "elapsed time without unit", file, "<DurationFormat>8</DurationFormat><Work>")
}

func TestConstraintsAreWritten(t *testing.T) {
	for number, kind := range []schedule.ConstraintKind{schedule.AsSoonAsPossible, schedule.AsLateAsPossible, schedule.MustStartOn, schedule.MustFinishOn,
		schedule.StartNoEarlierThan, schedule.StartNoLaterThan, schedule.FinishNoEarlierThan,
		schedule.FinishNoLaterThan} {
		p := days("1")
		p.Tasks[0].Constraint = schedule.Constraint{Kind: kind, Date: monday}
		file, notes := written(t, mspdi.Encoder{InputsOnly: true}, p)
		wantAll(t, kind.String(), file, fmt.Sprintf("<ConstraintType>%d</ConstraintType>", number))
		same(t, "dated", strings.Contains(file, "<ConstraintDate>2026-03-02T08:00:00</ConstraintDate>"),
			number > 1)
		same(t, "notes", notes, "")
	}
	p := days("1")
	p.Tasks[0].Constraint.Kind, p.Tasks[0].Type, p.Tasks[0].Priority = 77, 9, 2000
	file, notes := written(t, mspdi.Encoder{InputsOnly: true}, p)
	wantAll(t, "unknown kinds", file, "<ConstraintType>0</ConstraintType>", "<Type>0</Type>",
		"<Priority>1000</Priority>")
	same(t, "notes", notes, `task 1.type "9" mspdi.value.unknown_kind
task 1.priority "2000" mspdi.value.out_of_range
task 1.constraint "77" mspdi.value.unknown_kind
`)
}

func TestManualTasksAreWritten(t *testing.T) {
	p := days("1", "2", "3")
	for i := range p.Tasks {
		p.Tasks[i].Manual = true
	}
	p.Tasks[0].Start, p.Tasks[0].Finish = at("2026-03-04T08:00:00"), at("2026-03-05T12:00:00")
	p.Tasks[1].Start = at("2026-03-04T08:00:00")
	p.Tasks[2].Finish = at("2026-03-06T17:00:00")
	file, notes := written(t, mspdi.Encoder{}, p)
	dates := func(start, finish string) string {
		return "<Start>" + start + "</Start><Finish>" + finish + "</Finish><Duration>PT8H0M0S</Duration><ManualStart>" + start + "</ManualStart><ManualFinish>" + finish + "</ManualFinish><ManualDuration>PT8H0M0S</ManualDuration>"
	}
	wantAll(t, "both dates", record(t, file, "Task", 1), "<Manual>1</Manual>", dates("2026-03-04T08:00:00",
		"2026-03-05T12:00:00"))
	wantAll(t, "a start", record(t, file, "Task", 2), dates("2026-03-04T08:00:00", "2026-03-04T17:00:00"))
	wantAll(t, "a finish", record(t, file, "Task", 3), dates("2026-03-06T08:00:00", "2026-03-06T17:00:00"))
	same(t, "notes", notes, `task 2.finish "2026-03-04T17:00:00" mspdi.write.filled_in
task 3.start "2026-03-06T08:00:00" mspdi.write.filled_in
`)

	file, notes = written(t, mspdi.Encoder{InputsOnly: true}, p)
	wantAll(t, "a start", record(t, file, "Task", 2),
		"<Start>2026-03-04T08:00:00</Start><Duration>PT8H0M0S</Duration><ManualStart>2026-03-04T08:00:00</ManualStart><ManualDuration>")
	same(t, "notes", notes, "")
	if got, _ := decode(t, file); planDiff(p, got) != "" {
		t.Error(planDiff(p, got))
	}
}

func TestSummariesAreWritten(t *testing.T) {
	p := days("1", "2", "3")
	p.Tasks[1].Parent, p.Tasks[2].Parent = "1", "1"
	p.Tasks[0].Duration, p.Tasks[0].Progress = schedule.Duration{}, schedule.Progress{ActualStart: monday,
		Percent: 30}
	p.Links = []schedule.Link{{From: "2", To: "3"}}
	p.Assignments = []schedule.Assignment{{ID: "1", Task: "2", Work: 5 * hour, ActualWork: 2 * hour,
		RemainingWork: 3 * hour}, {ID: "2", Task: "3", Work: 4 * hour}}
	file, notes := written(t, mspdi.Encoder{}, p)
	wantAll(t, "the summary", record(t, file, "Task", 1),
		"<Start>2026-03-02T08:00:00</Start><Finish>2026-03-03T17:00:00</Finish><Duration>PT16H0M0S</Duration><DurationFormat>7</DurationFormat><Work>PT9H0M0S</Work>",
		"<Summary>1</Summary>", "<RemainingWork>PT7H0M0S</RemainingWork>")
	wantNone(t, "the summary", record(t, file, "Task", 1), "<PercentComplete>", "<ActualStart>")
	wantAll(t, "a task", record(t, file, "Task", 2), "<Work>PT5H0M0S</Work>", "<Summary>0</Summary>",
		"<ActualWork>PT2H0M0S</ActualWork>", "<RemainingWork>PT3H0M0S</RemainingWork>")
	same(t, "notes", notes, `task 1.progress "30" mspdi.write.left_out`+"\n")
}

func TestProgressIsWritten(t *testing.T) {
	p := days("1", "2", "3", "4")
	p.Tasks[0].Progress = schedule.Progress{ActualStart: monday, Percent: 25, PercentWork: 20, Done: 2 * hour,
		Remaining: 6 * hour, Stop: at("2026-03-02T10:00:00"), Resume: at("2026-03-04T08:00:00"),
		ActualCost: amount(t, "7", "CNY")}
	p.Tasks[1].Progress = schedule.Progress{ActualStart: monday, Percent: 50}
	p.Tasks[2].Progress = schedule.Progress{PercentWork: 10, Resume: monday}
	p.Tasks[3].Progress = schedule.Progress{ActualStart: monday, ActualFinish: at("2026-03-02T17:00:00"),
		Percent: 100, Done: 8 * hour}
	p.Assignments = []schedule.Assignment{{ID: "1", Task: "1", Work: hour}, {ID: "2", Task: "4", Work: 8 * hour,
		ActualWork: 8 * hour}}
	file, notes := written(t, mspdi.Encoder{InputsOnly: true}, p)
	wantAll(t, "begun", record(t, file, "Task", 1),
		"<Stop>2026-03-02T10:00:00</Stop><Resume>2026-03-04T08:00:00</Resume>",
		"<PercentComplete>25</PercentComplete><PercentWorkComplete>20</PercentWorkComplete>"+
			"<ActualStart>2026-03-02T08:00:00</ActualStart><ActualDuration>PT2H0M0S</ActualDuration><ActualCost>700</ActualCost><RemainingDuration>PT6H0M0S</RemainingDuration>")
	wantAll(t, "half done", record(t, file, "Task", 2), "<PercentComplete>50</PercentComplete>")
	wantNone(t, "half done", record(t, file, "Task", 2), "<RemainingDuration>", "<ActualDuration>")
	wantAll(t, "not begun", record(t, file, "Task", 3),
		"<PercentWorkComplete>10</PercentWorkComplete><RemainingDuration>PT8H0M0S</RemainingDuration>")
	wantNone(t, "not begun", record(t, file, "Task", 3), "<Resume>", "<ActualStart>")
	wantAll(t, "finished", record(t, file, "Task", 4),
		"<ActualFinish>2026-03-02T17:00:00</ActualFinish><ActualDuration>PT8H0M0S</ActualDuration>",
		"<RemainingDuration>PT0H0M0S</RemainingDuration>")
	// Project shows work as done only with a date, and progress only with an assignment.
	wantAll(t, "the work done", record(t, file, "Assignment", 2),
		"<ActualFinish>2026-03-02T17:00:00</ActualFinish>")
	wantAll(t, "the work of the half done", record(t, file, "Assignment", 3),
		"<GUID>4D494C45-504F-8354-8003-000000000002</GUID><TaskUID>2</TaskUID><ResourceUID>-65535</ResourceUID>",
		"<ActualStart>2026-03-02T08:00:00</ActualStart><ActualWork>PT4H0M0S</ActualWork><RemainingWork>PT4H0M0S</RemainingWork>",
		"<Work>PT8H0M0S</Work>")
	same(t, "assignments", strings.Count(file, "<Assignment>"), 3)
	same(t, "notes", notes, `task 3.progress "2026-03-02T08:00:00" mspdi.write.left_out
assignment 2.actual_finish "2026-03-02T17:00:00" mspdi.write.filled_in
`)
	got, more := decode(t, file)
	p.Tasks[2].Progress.Resume, p.Assignments[1].ActualFinish = 0, at("2026-03-02T17:00:00")
	if diff := planDiff(p, got); diff != "" || len(more) > 0 {
		t.Errorf("%s%s", diff, noted(more))
	}
	// Somebody takes the work on: then the assignment is real.
	taken := strings.Replace(file, "</Tasks>",
		"</Tasks><Resources><Resource><UID>1</UID><Name>Ann</Name><Type>1</Type></Resource></Resources>", 1)
	taken = strings.Replace(taken, "<TaskUID>2</TaskUID><ResourceUID>-65535</ResourceUID>",
		"<TaskUID>2</TaskUID><ResourceUID>1</ResourceUID>", 1)
	got, _ = decode(t, taken)
	same(t, "assignments", len(got.Assignments), 3)
}

func TestLinksAreWritten(t *testing.T) {
	lag := func(l schedule.Lag) string {
		p := days("1", "2")
		p.Links = []schedule.Link{{From: "1", To: "2", Lag: l}}
		file, notes := written(t, mspdi.Encoder{InputsOnly: true}, p)
		_, rest, _ := strings.Cut(file, "<LinkLag>")
		number, rest, _ := strings.Cut(rest, "</LinkLag><LagFormat>")
		format, _, _ := strings.Cut(rest, "<")
		return strings.TrimSpace(number + " " + format + " " + notes)
	}
	for want, l := range map[string]schedule.Lag{"4800 7": {Length: 8 * hour, Unit: schedule.Days}, "-600 5": {Length: -hour, Unit: schedule.Hours}, "14400 8": {Length: 24 * hour, Elapsed: true, Unit: schedule.Days},
		"-25 19": {Percent: -25, Unit: schedule.PercentUnit}, "30 20": {Percent: 30, Elapsed: true},
		"0 19": {Unit: schedule.PercentUnit}, "600 7": {Length: hour}, "10 7": {Length: 60,
			Unit: schedule.PercentUnit}, "600 8": {Length: hour, Elapsed: true},
		`1 3 task 2.predecessor "7s" mspdi.write.nearest`:   {Length: 7, Unit: schedule.Minutes},
		`2 3 task 2.predecessor "9s" mspdi.write.nearest`:   {Length: 9, Unit: schedule.Minutes},
		`-2 3 task 2.predecessor "-9s" mspdi.write.nearest`: {Length: -9, Unit: schedule.Minutes}} {
		same(t, fmt.Sprint(l), lag(l), want)
	}
	for number, kind := range []schedule.LinkType{schedule.FinishToFinish, schedule.FinishToStart, schedule.StartToFinish, schedule.StartToStart} {
		p := days("1", "2")
		p.Links = []schedule.Link{{From: "1", To: "2", Type: kind}}
		file, _ := written(t, mspdi.Encoder{InputsOnly: true}, p)
		wantAll(t, kind.String(), file,
			fmt.Sprintf("<PredecessorUID>1</PredecessorUID><Type>%d</Type><CrossProject>0</CrossProject>",
				number))
	}
}

func TestLinksFromOutside(t *testing.T) {
	p := days("1", "2", "b")
	known := at("2026-03-09T08:00:00")
	p.Links = []schedule.Link{{From: "90", To: "1", External: true, Known: known}, {From: "other:7", To: "2",
		External: true}, {From: "3", To: "2", Type: schedule.FinishToFinish, External: true,
		Known: at("2026-03-03T17:00:00")}}
	file, notes := written(t, mspdi.Encoder{}, p)
	wantAll(t, "a number", record(t, file, "Task", 1), "<Start>2026-03-09T08:00:00</Start>",
		"<PredecessorLink><PredecessorUID>90</PredecessorUID><Type>1</Type><CrossProject>1</CrossProject>")
	// 3 is what "b" becomes, so the outsider of that number gets another.
	wantAll(t, "a name", record(t, file, "Task", 2), "<PredecessorUID>91</PredecessorUID>",
		"<PredecessorUID>92</PredecessorUID>")
	same(t, "notes", notes, `task 1.predecessor "90" mspdi.link.outside
task 2.predecessor "other:7" mspdi.id.replaced
task 2.predecessor "other:7" mspdi.link.outside
task 2.known "" mspdi.write.nearest
task 2.predecessor "3" mspdi.id.replaced
task 2.predecessor "3" mspdi.link.outside
`)
	got, _ := decode(t, file)
	same(t, "known", got.Links[0].Known, known)

	file, notes = written(t, mspdi.Encoder{InputsOnly: true}, p)
	wantAll(t, "inputs", record(t, file, "Task", 2), "<Finish>2026-03-03T17:00:00</Finish><Duration>")
	got, _ = decode(t, file)
	same(t, "known", fmt.Sprintf("%v/%v/%v", got.Links[0].Known, got.Links[1].Known, got.Links[2].Known),
		"2026-03-09T08:00:00//2026-03-03T17:00:00")
	wantNone(t, "notes", notes, "known")
}

func TestBaselinesAreWritten(t *testing.T) {
	p := days("1")
	for i := range 13 {
		p.Baselines = append(p.Baselines, schedule.Baseline{Name: fmt.Sprint("B", i),
			Tasks: []schedule.BaselineTask{{ID: "1", Work: calendar.Work(i+1) * hour}}})
	}
	p.Baselines[3].Name = "0"
	p.Baselines[4] = schedule.Baseline{Name: "2", Taken: monday, Author: "Ann", Reason: "gate",
		Tasks: []schedule.BaselineTask{{ID: "1", Start: monday, Finish: at("2026-03-02T17:00:00"),
			Duration: schedule.Duration{Length: 8 * hour, Estimated: true, Unit: schedule.Days}, Cost: amount(t,
				"1.005", "CNY")}, {ID: "gone"}}}
	p.Baselines[5].Tasks = nil
	file, notes := written(t, mspdi.Encoder{InputsOnly: true}, p)
	one := record(t, file, "Task", 1)
	wantAll(t, "the baselines", one,
		"<Baseline><Number>0</Number><Work>PT4H0M0S</Work></Baseline><Baseline><Number>1</Number><Work>PT1H0M0S</Work></Baseline>",
		"<Baseline><Number>2</Number><Start>2026-03-02T08:00:00</Start><Finish>2026-03-02T17:00:00</Finish><Duration>PT8H0M0S</Duration><DurationFormat>39</DurationFormat><Cost>100.5</Cost></Baseline>",
		"<Baseline><Number>3</Number><Work>PT2H0M0S</Work></Baseline>")
	same(t, "baselines", strings.Count(one, "<Baseline>"), 10)
	wantAll(t, "notes", notes, `baseline B0.name "1" mspdi.id.replaced`,
		`baseline 2.taken "2026-03-02T08:00:00" mspdi.write.left_out`,
		`baseline 2.author "Ann" mspdi.write.left_out`,
		`baseline 2.reason "gate" mspdi.write.left_out`, `baseline 2.tasks "gone" mspdi.reference.unknown`,
		`baseline B5 "B5" mspdi.write.left_out`, `baseline B12 "B12" mspdi.write.left_out`)
	wantNone(t, "notes", notes, "baseline 0")
}

func TestMoneyIsWritten(t *testing.T) {
	p := days("1", "2")
	p.Tasks[0].FixedCost, p.Tasks[1].FixedCost = amount(t, "-0.0001", "JPY"), amount(t, "3", "EUR")
	p.Resources = []schedule.Resource{{ID: "1", Name: "Ann", Rate: amount(t, "1234.5", "JPY"),
		CostPerUse: amount(t, "40", "JPY")}}
	file, notes := written(t, mspdi.Encoder{InputsOnly: true, Currency: "USD"}, p)
	wantAll(t, "the file", file,
		"<CurrencyDigits>0</CurrencyDigits><CurrencySymbol>JPY</CurrencySymbol><CurrencyCode>JPY</CurrencyCode>",
		"<FixedCost>-0.01</FixedCost>",
		"<StandardRate>1234.5</StandardRate><StandardRateFormat>2</StandardRateFormat><CostPerUse>4000</CostPerUse>")
	same(t, "costs", strings.Count(file, "<FixedCost>"), 1)
	same(t, "notes", notes, `task 2.fixed_cost "3.00 EUR" mspdi.money.other_currency`+"\n")

	points, err := money.NewCurrency("POINTS", 0)
	if err != nil {
		t.Fatal(err)
	}
	p = days("1")
	p.Tasks[0].FixedCost, _ = money.Minor(5, points)
	file, notes = written(t, mspdi.Encoder{InputsOnly: true}, p)
	wantAll(t, "the file", file, "<CurrencyCode>XXX</CurrencyCode>")
	same(t, "notes", notes, `task 1.fixed_cost "5 POINTS" mspdi.money.other_currency`+"\n")
	file, _ = written(t, mspdi.Encoder{InputsOnly: true, Currency: "no such"}, days("1"))
	wantAll(t, "the file", file, "<CurrencyCode>XXX</CurrencyCode>")
}

func TestTextsAreData(t *testing.T) {
	p := days("1", "2", "3", "4")
	p.Tasks[0].Name = "<Task>&\"'>]]>\ttab\nline\rreturn"
	p.Tasks[1].Name = "bell\x07, null\x00, half \xe8\xae, noncharacter \uffff"
	p.Tasks[2].Name = strings.Repeat("长", 300)
	p.Tasks[3].Name = strings.Repeat("x", 511) + "长短"
	source, notes := encode(t, mspdi.Encoder{InputsOnly: true}, p)
	wantAll(t, "the file", string(source), "<Name>&lt;Task&gt;&amp;\"'&gt;]]&gt;\ttab\nline&#13;return</Name>",
		"<Name>bell, null, half \ufffd\ufffd, noncharacter </Name>", strings.Repeat("x", 511)+"长</Name>")
	got, _ := decode(t, string(source))
	same(t, "first", got.Tasks[0].Name, p.Tasks[0].Name)
	same(t, "third", got.Tasks[2].Name, p.Tasks[2].Name)
	for i, reason := range []string{"task 2.name mspdi.text.cleaned", "task 3.name mspdi.text.long", "task 4.name mspdi.text.cut"} {
		same(t, "note", fmt.Sprint(notes[i].Subject, " ", notes[i].Reason), reason)
	}
	same(t, "notes", len(notes), 3)
	p = days()
	p.Name = strings.Repeat("n", 300)
	file, _ := written(t, mspdi.Encoder{InputsOnly: true}, p)
	wantAll(t, "the file", file, "<Name>"+strings.Repeat("n", 255)+"</Name><Title>"+p.Name+"</Title>")
	p.Name = " "
	file, _ = written(t, mspdi.Encoder{InputsOnly: true}, p)
	wantAll(t, "the file", file, "<SaveVersion>14</SaveVersion><Title>")
}

func TestDatesOutsideProject(t *testing.T) {
	p := days("1", "2", "3")
	p.Tasks[0].Deadline, p.Tasks[1].Deadline, p.Tasks[2].Deadline = at("1983-12-31T17:00:00"),
		at("2150-01-01T08:00:00"), at("2149-12-31T17:00:00")
	p.Tasks[2].Constraint = schedule.Constraint{Kind: schedule.MustStartOn, Date: 1 << 60}
	file, notes := written(t, mspdi.Encoder{InputsOnly: true}, p)
	wantAll(t, "the file", file, "<Deadline>1983-12-31T17:00:00</Deadline>",
		"<Deadline>2150-01-01T08:00:00</Deadline>")
	wantNone(t, "the file", file, "<ConstraintDate>")
	same(t, "notes", notes, `task 1.deadline "1983-12-31T17:00:00" mspdi.date.out_of_range
task 2.deadline "2150-01-01T08:00:00" mspdi.date.out_of_range
task 3.constraint_date "" mspdi.date.out_of_range
`)
}
