package mspdi_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/mspdi"
)

// monday is 8 o'clock on the first Monday of March 2026.
var monday = at("2026-03-02T08:00:00")

// days returns a plan of tasks of one day each.
func days(ids ...schedule.TaskID) *schedule.Plan {
	p := &schedule.Plan{Name: "Small", Start: monday}
	for _, id := range ids {
		p.Tasks = append(p.Tasks, schedule.Task{ID: id, Name: "Task " + string(id), Priority: 500,
			Duration: schedule.Duration{Length: 8 * hour, Unit: schedule.Days}})
	}
	return p
}

// written returns the file of a plan without white space between elements, and
// its notes as text.
func written(t *testing.T, e mspdi.Encoder, p *schedule.Plan) (file, notes string) {
	t.Helper()
	source, list := encode(t, e, p)
	return squeezed(string(source)), noted(list)
}

func squeezed(source string) string {
	var b strings.Builder
	for line := range strings.Lines(source) {
		b.WriteString(strings.TrimSpace(line))
	}
	return b.String()
}

// record returns the record of a kind with that UID.
func record(t *testing.T, file, kind string, uid int) string {
	t.Helper()
	_, rest, found := strings.Cut(file, fmt.Sprintf("<%s><UID>%d</UID>", kind, uid))
	if !found {
		t.Fatalf("no %s %d in %s", kind, uid, file)
	}
	inside, _, _ := strings.Cut(rest, "</"+kind+">")
	return inside
}

func wantAll(t *testing.T, what, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("%s has no %s:\n%s", what, part, text)
		}
	}
}

func wantNone(t *testing.T, what, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if strings.Contains(text, part) {
			t.Errorf("%s has %s:\n%s", what, part, text)
		}
	}
}

// A whole file, written by hand from the schema and from how Project writes.
func TestWholeFile(t *testing.T) {
	p := days("1", "2")
	p.Name = "Office <move> & more"
	p.Calendar = "7"
	p.Calendars = []schedule.Calendar{{ID: "7", Name: "Mornings",
		Times: calendar.Definition{Week: calendar.Week{1: calendar.Working(calendar.Hours(8, 16))}}}}
	p.Links = []schedule.Link{{From: "1", To: "2", Lag: schedule.Lag{Length: 2 * hour, Unit: schedule.Hours}}}
	source, notes := encode(t, mspdi.Encoder{Currency: "CNY"}, p)
	if len(notes) > 0 {
		t.Error(noted(notes))
	}
	week := ""
	for day := 1; day <= 7; day++ {
		working := "\t\t\t\t\t<DayWorking>0</DayWorking>\n"
		if day == 2 {
			working = "\t\t\t\t\t<DayWorking>1</DayWorking>\n\t\t\t\t\t<WorkingTimes>\n\t\t\t\t\t\t<WorkingTime>\n" +
				"\t\t\t\t\t\t\t<FromTime>08:00:00</FromTime>\n\t\t\t\t\t\t\t<ToTime>16:00:00</ToTime>\n\t\t\t\t\t\t</WorkingTime>\n\t\t\t\t\t</WorkingTimes>\n"
		}
		week += fmt.Sprintf("\t\t\t\t<WeekDay>\n\t\t\t\t\t<DayType>%d</DayType>\n%s\t\t\t\t</WeekDay>\n", day,
			working)
	}
	task := func(n int, start, finish, lateStart, link string) string {
		date := func(day string) string { return "2026-03-" + day + ":00:00" }
		text := ""
		for _, f := range []string{"UID", fmt.Sprint(n), "ID", fmt.Sprint(n), "Name", fmt.Sprint("Task ", n), "Active", "1", "Manual", "0", "Type", "0", "IsNull", "0", "OutlineNumber", fmt.Sprint(n),
			"OutlineLevel", "1", "Priority", "500", "Start", date(start), "Finish", date(finish), "Duration",
			"PT8H0M0S", "DurationFormat", "7", "Work", "PT0H0M0S", "EffortDriven", "0", "Estimated", "0",
			"Milestone", "0", "Summary", "0", "Critical", "1", "ExternalTask", "0", "EarlyStart", date(start),
			"EarlyFinish", date(finish), "LateStart", date(lateStart), "LateFinish", date(finish),
			"FreeSlack", "0", "TotalSlack", "0", "StartSlack", "0", "FinishSlack", "0", "PercentComplete", "0",
			"PercentWorkComplete", "0", "RemainingDuration", "PT8H0M0S", "ConstraintType", "0",
			"CalendarUID", "-1", "LevelingDelay", "0", "LevelingDelayFormat", "8", "IgnoreResourceCalendar",
			"0"} {
			if text == "" || strings.HasSuffix(text, "\n") {
				text += "\t\t\t<" + f + ">"
				continue
			}
			name := text[strings.LastIndex(text, "<")+1 : len(text)-1]
			text += f + "</" + name + ">\n"
		}
		return "\t\t<Task>\n" + text + link + "\t\t</Task>\n"
	}
	link := "\t\t\t<PredecessorLink>\n\t\t\t\t<PredecessorUID>1</PredecessorUID>\n\t\t\t\t<Type>1</Type>\n\t\t\t\t<CrossProject>0</CrossProject>\n" +
		"\t\t\t\t<LinkLag>1200</LinkLag>\n\t\t\t\t<LagFormat>5</LagFormat>\n\t\t\t</PredecessorLink>\n"
	want := `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Project xmlns="http://schemas.microsoft.com/project">
	<SaveVersion>14</SaveVersion>
	<Name>Office &lt;move&gt; &amp; more</Name>
	<Title>Office &lt;move&gt; &amp; more</Title>
	<ScheduleFromStart>1</ScheduleFromStart>
	<StartDate>2026-03-02T08:00:00</StartDate>
	<FinishDate>2026-03-16T10:00:00</FinishDate>
	<CriticalSlackLimit>0</CriticalSlackLimit>
	<CurrencyDigits>2</CurrencyDigits>
	<CurrencySymbol>CNY</CurrencySymbol>
	<CurrencyCode>CNY</CurrencyCode>
	<CalendarUID>7</CalendarUID>
	<DurationFormat>7</DurationFormat>
	<HonorConstraints>1</HonorConstraints>
	<MultipleCriticalPaths>0</MultipleCriticalPaths>
	<SplitsInProgressTasks>1</SplitsInProgressTasks>
	<Calendars>
		<Calendar>
			<UID>7</UID>
			<Name>Mornings</Name>
			<IsBaseCalendar>1</IsBaseCalendar>
			<IsBaselineCalendar>0</IsBaselineCalendar>
			<BaseCalendarUID>-1</BaseCalendarUID>
			<WeekDays>
` + week + `			</WeekDays>
		</Calendar>
	</Calendars>
	<Tasks>
` + task(1, "02T08", "02T16", "02T08", "") + task(2, "09T10", "16T10", "09T10", link) + `	</Tasks>
</Project>
`
	if string(source) != want {
		t.Errorf("%s", firstDifference([]byte(want), source))
	}
}

func TestNumbersForIDs(t *testing.T) {
	p := days("20", "b", "007", "3", "0", "-4", "99999999999")
	p.Links = []schedule.Link{{From: "b", To: "20", Lag: schedule.Lag{Unit: schedule.Days}}}
	p.Resources = []schedule.Resource{{ID: "ann", Name: "Ann"}, {ID: "5", Name: "Ben"}}
	p.Assignments = []schedule.Assignment{{ID: "b by ann", Task: "b", Resource: "ann", Work: 8 * hour},
		{Task: "3", Resource: "5"}}
	file, notes := written(t, mspdi.Encoder{InputsOnly: true}, p)
	for uid, id := range map[int]string{21: "b", 22: "007", 23: "0", 24: "-4", 25: "99999999999"} {
		wantAll(t, id, record(t, file, "Task", uid),
			"<ExtendedAttribute><FieldID>188744016</FieldID><Value>"+id+"</Value></ExtendedAttribute>")
	}
	wantNone(t, "a plain number", record(t, file, "Task", 20), "ExtendedAttribute")
	wantAll(t, "the link", record(t, file, "Task", 20), "<PredecessorUID>21</PredecessorUID>")
	wantAll(t, "the definitions", file,
		"<ExtendedAttributes><ExtendedAttribute><FieldID>188744016</FieldID><FieldName>Text30</FieldName><Alias>Milepost id</Alias></ExtendedAttribute>"+
			"<ExtendedAttribute><FieldID>205521140</FieldID><FieldName>Text30</FieldName><Alias>Milepost id</Alias></ExtendedAttribute>"+
			"<ExtendedAttribute><FieldID>255852781</FieldID><FieldName>Text30</FieldName><Alias>Milepost id</Alias></ExtendedAttribute></ExtendedAttributes>")
	wantAll(t, "Ann", record(t, file, "Resource", 6), "<Value>ann</Value>")
	wantAll(t, "the first assignment", record(t, file, "Assignment", 1),
		"<TaskUID>21</TaskUID><ResourceUID>6</ResourceUID>", "<Value>b by ann</Value>")
	same(t, "notes", notes, `assignment.id "2" mspdi.id.replaced`+"\n")
	got, _ := decode(t, file)
	p.Assignments[1].ID = "2"
	if diff := planDiff(p, got); diff != "" {
		t.Errorf("(-written +read)\n%s", diff)
	}
}

// What happens to ids in Project: a copied task brings the id with it, and a
// new one may get the UID that an id looks like.
func TestIDsAfterProject(t *testing.T) {
	file, _ := written(t, mspdi.Encoder{InputsOnly: true}, days("a", "b"))
	one := "<Task><UID>1</UID>" + record(t, file, "Task", 1) + "</Task>"
	copied := strings.Replace(file, "</Tasks>", strings.Replace(one, "<UID>1</UID>", "<UID>9</UID>",
		1)+"</Tasks>", 1)
	p, notes := decode(t, copied)
	same(t, "ids", ids(p), "[a b 9]")
	same(t, "notes", noted(notes), `project.currency_code "" `[:0]+`task 9.id "a" mspdi.id.duplicate`+"\n")

	taken := strings.Replace(strings.Replace(copied, "<UID>9</UID>", "<UID>77</UID>", 1), "<Value>b</Value>",
		"<Value>77</Value>", 1)
	taken = strings.Replace(taken, "<Value>a</Value></ExtendedAttribute></Task></Tasks>",
		"</ExtendedAttribute></Task></Tasks>", 1)
	p, notes = decode(t, taken)
	same(t, "ids", ids(p), "[a 2 77]")
	same(t, "notes", noted(notes), `task 2.id "77" mspdi.id.duplicate`+"\n")

	// Another field of the same number is not an id.
	foreign := strings.Replace(file, "<Alias>Milepost id</Alias>", "<Alias>Colour</Alias>", 1)
	p, notes = decode(t, foreign)
	same(t, "ids", ids(p), "[1 2]")
	wantAll(t, "notes", noted(notes), "task.extended_attribute", "project.extended_attributes")
}

func ids(p *schedule.Plan) (list []schedule.TaskID) {
	for _, t := range p.Tasks {
		list = append(list, t.ID)
	}
	return list
}

func TestOutlineIsWrittenInOrder(t *testing.T) {
	p := days("top", "other", "child", "grandchild", "lost", "ring1", "ring2")
	p.Tasks[2].Parent, p.Tasks[3].Parent, p.Tasks[4].Parent = "top", "child", "nowhere"
	p.Tasks[5].Parent, p.Tasks[6].Parent = "ring2", "ring1"
	source, notes := encode(t, mspdi.Encoder{InputsOnly: true}, p)
	got, _ := decode(t, string(source))
	same(t, "order", ids(got), "[top child grandchild other lost ring1 ring2]")
	for id, parent := range map[schedule.TaskID]schedule.TaskID{"top": "", "child": "top", "grandchild": "child", "other": "", "lost": "", "ring1": "", "ring2": "ring1"} {
		same(t, "parent of "+string(id), task(t, got, id).Parent, parent)
	}
	same(t, "notes", noted(notes),
		`project.tasks "" mspdi.write.reordered`+"\n"+`task lost.parent "nowhere" mspdi.reference.unknown`+"\n"+`task ring1.parent "ring2" mspdi.reference.unknown`+"\n")
	numbers := ""
	for _, part := range strings.Split(squeezed(string(source)), "<OutlineNumber>")[1:] {
		number, _, _ := strings.Cut(part, "<")
		numbers += number + " "
	}
	same(t, "numbers", numbers, "1 1.1 1.1.1 2 3 4 4.1 ")

	deep := days()
	for i := range 400 {
		deep.Tasks = append(deep.Tasks, schedule.Task{ID: schedule.TaskID(fmt.Sprint(i + 1)), Priority: 500})
		if i > 0 {
			deep.Tasks[i].Parent = deep.Tasks[i-1].ID
		}
	}
	source, notes = encode(t, mspdi.Encoder{InputsOnly: true}, deep)
	same(t, "levels with a number", strings.Count(string(source), "<OutlineNumber>"), 256)
	if got, _ := decode(t, string(source)); planDiff(deep, got) != "" || len(notes) > 0 {
		t.Errorf("%s %s", planDiff(deep, got), noted(notes))
	}
}

func TestThingsWithoutPlace(t *testing.T) {
	p := days("1", "1", "", "2")
	p.Calendars = []schedule.Calendar{{ID: "1", Name: "Days", Times: calendar.Standard()}, {ID: "1",
		Name: "Again"}, {Name: "Nameless"}}
	p.Calendar = "1"
	p.Resources = []schedule.Resource{{ID: "1", Name: "Ann"}, {ID: "1"}}
	p.Assignments = []schedule.Assignment{{ID: "1", Task: "2"}, {ID: "1", Task: "2"}, {ID: "2", Task: "gone"},
		{ID: "3", Task: "2", Resource: "gone"}}
	p.Links = []schedule.Link{{From: "gone", To: "2"}, {From: "1", To: "gone"}}
	source, notes := encode(t, mspdi.Encoder{InputsOnly: true}, p)
	got, _ := decode(t, string(source))
	same(t, "tasks", ids(got), "[1 2]")
	same(t, "other things", fmt.Sprint(len(got.Calendars), len(got.Resources), len(got.Assignments),
		len(got.Links)), "1 1 1 0")
	same(t, "notes", noted(notes), `link 1>gone.to "gone" mspdi.reference.unknown
task 1.id "1" mspdi.id.duplicate
task.id "" mspdi.id.missing
calendar 1.id "1" mspdi.id.duplicate
calendar.id "" mspdi.id.missing
task 2.predecessor "gone" mspdi.reference.unknown
resource 1.id "1" mspdi.id.duplicate
assignment 1.id "1" mspdi.id.duplicate
assignment 2.task "gone" mspdi.reference.unknown
assignment 3.resource "gone" mspdi.reference.unknown
`)
}

func TestResultsInAFile(t *testing.T) {
	p := days("1", "2", "3")
	p.Links = []schedule.Link{{From: "1", To: "2"}}
	p.Tasks[2].Inactive = true
	other := days("1", "2")
	other.Start = at("2026-04-01T08:00:00")
	result, err := schedule.Compute(other, schedule.Options{})
	if err != nil {
		t.Fatal(err)
	}
	file, _ := written(t, mspdi.Encoder{}, p)
	wantAll(t, "the second task", record(t, file, "Task", 2),
		"<Start>2026-03-03T08:00:00</Start><Finish>2026-03-03T17:00:00</Finish>", "<Critical>1</Critical>")
	wantNone(t, "an inactive task", record(t, file, "Task", 3), "<Start>", "<LateFinish>")

	file, notes := written(t, mspdi.Encoder{Result: result}, p)
	wantAll(t, "the second task", record(t, file, "Task", 2), "<Start>2026-04-01T08:00:00</Start>")
	wantAll(t, "the project", file,
		"<StartDate>2026-03-02T08:00:00</StartDate><FinishDate>2026-04-01T17:00:00</FinishDate>")
	same(t, "notes", notes, `task 3.start "" mspdi.write.no_result`+"\n")

	file, notes = written(t, mspdi.Encoder{Result: result, InputsOnly: true}, p)
	wantNone(t, "inputs", file, "<Start>", "<Finish>", "<EarlyStart>", "<TotalSlack>", "<Critical>",
		"<FinishDate>")
	same(t, "notes", notes, "")

	p.Links = append(p.Links, schedule.Link{From: "2", To: "1"})
	file, notes = written(t, mspdi.Encoder{}, p)
	wantNone(t, "a plan with a ring", file, "<Start>", "<EarlyStart>", "<FinishDate>")
	same(t, "notes", notes, `project.result "schedule.link.cycle" mspdi.write.not_computed`+"\n")
}

func TestFloatsInAFile(t *testing.T) {
	p := days("1", "2")
	p.Tasks[0].Duration.Length = 24*hour + 10 // so that the floats are no tenths of minutes
	file, _ := written(t, mspdi.Encoder{}, p)
	wantAll(t, "the short task", record(t, file, "Task", 2), "<Critical>0</Critical>",
		"<FreeSlack>9602</FreeSlack><TotalSlack>9602</TotalSlack><StartSlack>9602</StartSlack><FinishSlack>9602</FinishSlack>")
}

func TestProjectFieldsAreWritten(t *testing.T) {
	p := days("1")
	p.Rules = schedule.Rules{From: schedule.FromFinish, LinksBeatConstraints: true, CriticalLimit: 16 * hour,
		MultipleCriticalPaths: true, NoSplitInProgress: true}
	p.Start, p.Finish, p.DataDate = 0, at("2026-03-20T17:00:00"), at("2026-03-10T17:00:00")
	p.Units = schedule.Units{MinutesPerDay: 480, MinutesPerWeek: 2400, DaysPerMonth: 20, DefaultStart: 8 * hour,
		DefaultFinish: 17 * hour}
	file, notes := written(t, mspdi.Encoder{}, p)
	wantAll(t, "the project", file,
		"<ScheduleFromStart>0</ScheduleFromStart><StartDate>2026-03-20T08:00:00</StartDate><FinishDate>2026-03-20T17:00:00</FinishDate><CriticalSlackLimit>2</CriticalSlackLimit>",
		"<DefaultStartTime>08:00:00</DefaultStartTime><DefaultFinishTime>17:00:00</DefaultFinishTime><MinutesPerDay>480</MinutesPerDay><MinutesPerWeek>2400</MinutesPerWeek><DaysPerMonth>20</DaysPerMonth>",
		"<HonorConstraints>0</HonorConstraints><MultipleCriticalPaths>1</MultipleCriticalPaths><SplitsInProgressTasks>0</SplitsInProgressTasks><StatusDate>2026-03-10T17:00:00</StatusDate>")
	same(t, "notes", notes, "")
	got, _ := decode(t, file)
	if diff := planDiff(p, got); diff != "" {
		t.Error(diff)
	}

	p.Rules.CriticalLimit, p.Units.MinutesPerDay, p.Units.DaysPerMonth = 3*hour, 2000, -1
	_, notes = written(t, mspdi.Encoder{InputsOnly: true}, p)
	same(t, "notes", notes, `project.rules.critical_limit "3h" mspdi.write.nearest
project.units.minutes_per_day "2000" mspdi.value.out_of_range
project.units.days_per_month "-1" mspdi.value.out_of_range
`)
}

// Everything that only Primavera P6 knows is noted, and nothing else changes.
func TestWhatOnlyPrimaveraHas(t *testing.T) {
	p := days("1", "2", "3")
	p.Rules = schedule.Primavera()
	p.Rules.Critical, p.Rules.OpenEndsCritical, p.Rules.ExpectedFinish = schedule.ByLongestPath, true, true
	p.MustFinish, p.Finish = at("2026-05-01T17:00:00"), at("2026-05-02T17:00:00")
	p.Tasks[0].Constraint = schedule.Constraint{Kind: schedule.MandatoryStart, Date: monday}
	p.Tasks[0].Second = schedule.Constraint{Kind: schedule.FinishNoLaterThan, Date: monday}
	p.Tasks[1].Constraint = schedule.Constraint{Kind: schedule.MandatoryFinish, Date: monday}
	p.Tasks[1].Kind, p.Tasks[1].ExpectedFinish = schedule.FinishMilestone, monday
	p.Tasks[2].Kind = schedule.LevelOfEffort
	p.Tasks[2].Progress.Remaining = 3 * hour
	file, notes := written(t, mspdi.Encoder{InputsOnly: true}, p)
	same(t, "notes", notes, `project.finish "2026-05-02T17:00:00" mspdi.write.left_out
project.must_finish "2026-05-01T17:00:00" mspdi.write.left_out
project.rules.progress "retainedLogic" mspdi.write.left_out
project.rules.data_date_binds "true" mspdi.write.left_out
project.rules.lag_calendar "predecessor" mspdi.write.left_out
project.rules.total_float "finish" mspdi.write.left_out
project.rules.free_float_uncapped "true" mspdi.write.left_out
project.rules.late_by_free_float "true" mspdi.write.left_out
project.rules.critical "1" mspdi.write.left_out
project.rules.open_ends_critical "true" mspdi.write.left_out
project.rules.expected_finish "true" mspdi.write.left_out
task 1.constraint "MS" mspdi.write.nearest
task 1.second "FNLT" mspdi.write.left_out
task 2.constraint "MF" mspdi.write.nearest
task 2.kind "finishMilestone" mspdi.write.left_out
task 2.expected_finish "2026-03-02T08:00:00" mspdi.write.left_out
task 3.kind "levelOfEffort" mspdi.write.left_out
task 3.progress "3h" mspdi.write.left_out
`)
	wantAll(t, "a mandatory start", record(t, file, "Task", 1), "<ConstraintType>2</ConstraintType>",
		"<ConstraintDate>2026-03-02T08:00:00</ConstraintDate>")
	wantAll(t, "a mandatory finish", record(t, file, "Task", 2), "<ConstraintType>3</ConstraintType>",
		"<Milestone>1</Milestone>")
}

func TestErrorsOfWriting(t *testing.T) {
	if _, err := mspdi.Encode(io.Discard, nil); !errors.Is(err, mspdi.ErrNoPlan) {
		t.Error(err)
	}
	doc := parse(t, []byte(file()))
	if _, err := (mspdi.Encoder{}).Update(io.Discard, doc, nil); !errors.Is(err, mspdi.ErrNoPlan) {
		t.Error(err)
	}
	full := errors.New("disk full")
	if _, err := mspdi.Encode(failing{full}, days("1")); !errors.Is(err, full) {
		t.Error(err)
	}
	if _, err := (mspdi.Encoder{}).Update(failing{full}, doc, days("1")); !errors.Is(err, full) {
		t.Error(err)
	}
	var faults *mspdi.Faults
	if _, err := (mspdi.Encoder{}).Update(io.Discard, parse(t, []byte("<Plan/>")), days("1")); !errors.As(err, &faults) {
		t.Error(err)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

func TestNotesOfWritingAreBounded(t *testing.T) {
	p := days()
	for i := range 10_050 {
		p.Tasks = append(p.Tasks, schedule.Task{ID: schedule.TaskID(fmt.Sprint(i + 1)),
			Kind: schedule.LevelOfEffort})
	}
	_, notes := encode(t, mspdi.Encoder{InputsOnly: true}, p)
	same(t, "notes", len(notes), 10_000)
	same(t, "last note", notes[9_999].Reason, mspdi.CodeMoreNotes)
	same(t, "the one before", notes[9_998].Reason, mspdi.CodeNotWritten)
}

func TestCodec(t *testing.T) {
	var codec schedule.Codec = mspdi.Codec{Writing: mspdi.Encoder{InputsOnly: true, Currency: "EUR"}}
	same(t, "name", codec.Name(), "mspdi")
	var b bytes.Buffer
	if notes, err := codec.Encode(&b, days("1")); err != nil || len(notes) > 0 {
		t.Fatal(notes, err)
	}
	wantAll(t, "the file", b.String(), "<CurrencyCode>EUR</CurrencyCode>")
	p, _, err := codec.Decode(&b)
	if err != nil || planDiff(days("1"), p) != "" {
		t.Error(err, planDiff(days("1"), p))
	}
}
