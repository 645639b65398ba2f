package asana_test

import (
	"encoding/csv"
	"errors"
	"io"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/asana"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// A plan that went through the import file comes back as it was.
func TestCSVRoundTrip(t *testing.T) {
	plan := samplePlan(t)
	text, notes := write(t, asana.Options{}, plan)
	same(t, "notes of writing", reasons(notes), []string{
		"assignment.resource asana.write.carded 1", // 韩梅梅 has no address
		"link asana.write.same_name 2",             // two from a name with a comma
		"link.lag asana.write.carded 1",
		"link.type asana.write.carded 1",
		"task.name asana.write.guarded 1",
	})
	back, notes := read(t, asana.Options{}, text)
	same(t, "plan", back, plan)
	same(t, "notes of reading", len(notes), 0)
}

// The rules of the import, checked with another reader of CSV: known headers,
// dates MM/DD/YYYY, no start without due date or at a milestone, parents and
// predecessors above and named without doubt, no formulas.
func TestImportRules(t *testing.T) {
	day := regexp.MustCompile(`^(0[1-9]|1[0-2])/(0[1-9]|[12][0-9]|3[01])/[0-9]{4}$`)
	shown := 0
	for seed := range uint64(150) {
		text, _ := write(t, asana.Options{}, randomPlan(seed))
		rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		same(t, "header", rows[0], []string{"Name", "Description", "Assignee", "Start Date", "Due Date", "Section/Column", "Dependencies", "Subtask of", "Type"})
		above := map[string]int{}
		for _, row := range rows[1:] {
			for _, c := range row {
				if c != "" && strings.ContainsAny(c[:1], "=+-@\t\r") {
					t.Errorf("seed %d: %q is a formula", seed, c)
				}
			}
			start, due := row[3], row[4]
			if start != "" && (!day.MatchString(start) || due == "" || row[8] == "Milestone") || due != "" && !day.MatchString(due) || row[0] == "" {
				t.Errorf("seed %d: %q", seed, row)
			}
			if row[7] != "" && (above[row[7]] != 1 || row[5] != "") {
				t.Errorf("seed %d: the parent of %q", seed, row)
			}
			if row[6] != "" {
				shown++
				for _, name := range strings.Split(row[6], ", ") {
					if above[name] != 1 {
						t.Errorf("seed %d: %q is not above", seed, name)
					}
				}
			}
			above[row[0]]++
		}
	}
	if shown < 100 {
		t.Errorf("only %d tasks with dependencies", shown)
	}
}

// Dates are civil days: a finish at midnight ends the day before, a day of one
// has a due date only, and nothing is written where nothing is known.
func TestWrittenDates(t *testing.T) {
	manual := func(id, start, finish string) schedule.Task {
		task := schedule.Task{ID: schedule.TaskID(id), Name: id, Manual: true}
		if start != "" {
			task.Start = at(t, start)
		}
		if finish != "" {
			task.Finish = at(t, finish)
		}
		return task
	}
	plan := &schedule.Plan{Name: "p", Start: at(t, "2026-03-02T08:00"), Tasks: []schedule.Task{
		manual("two days", "2026-03-02T08:00", "2026-03-03T17:00"),
		manual("one day", "2026-03-02T08:00", "2026-03-02T17:00"),
		manual("to midnight", "2026-03-02T08:00", "2026-03-04T00:00"),
		manual("due only", "", "2026-03-04T17:00"),
		{ID: "s", Name: "summary", Notes: "so that it is a task"}, {ID: "in it", Name: "in it", Parent: "s", Duration: schedule.Duration{Length: 16 * calendar.Hour}},
		{ID: "off", Name: "off", Inactive: true},
	}}
	text, _ := write(t, asana.Options{}, plan)
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var dates []string
	for _, row := range rows[1:] {
		dates = append(dates, row[0]+" "+row[3]+".."+row[4])
	}
	same(t, "dates", dates, []string{"two days 03/02/2026..03/03/2026", "one day ..03/02/2026", "to midnight 03/02/2026..03/03/2026", "due only ..03/04/2026",
		"summary ..", "in it 03/02/2026..03/03/2026", "off .."})
	back, _ := read(t, asana.Options{}, text)
	same(t, "plan", back, plan)
}

// Texts that are too long are cut, and come back where the card has them.
func TestLongTexts(t *testing.T) {
	plan := samplePlan(t)
	plan.Tasks[1].Name = strings.Repeat("长", 2000)
	plan.Tasks[3].Notes = strings.Repeat("注", 70_000)
	text, notes := write(t, asana.Options{}, plan)
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows[1:] {
		if utf8.RuneCountInString(row[0]) > 1024 || utf8.RuneCountInString(row[1]) > 65_535 {
			t.Errorf("%.20q has %d and %d characters", row[0], utf8.RuneCountInString(row[0]), utf8.RuneCountInString(row[1]))
		}
	}
	said := strings.Join(reasons(notes), "\n")
	if !strings.Contains(said, "task T1.name asana.write.text_cut 2000") || !strings.Contains(said, "task T3.notes asana.write.text_cut 70000") {
		t.Error(said)
	}
	back, _ := read(t, asana.Options{}, text)
	same(t, "name", task(t, back, "T1").Name, plan.Tasks[1].Name)
	if got := task(t, back, "T3").Notes; !strings.HasPrefix(plan.Tasks[3].Notes, got) || len(got) < 3*60_000 {
		t.Errorf("%d bytes of notes", len(got))
	}
}

// A plan that cannot be computed is written with the dates that people set.
func TestPlanThatCannotBeComputed(t *testing.T) {
	plan := samplePlan(t)
	plan.Links = append(plan.Links, schedule.Link{From: "M1", To: "T1"})
	text, notes := write(t, asana.Options{}, plan)
	if !has(notes, asana.CodeNotComputed) {
		t.Error(reasons(notes))
	}
	back, _ := read(t, asana.Options{}, text)
	same(t, "plan", sorted(back), sorted(plan))
	if _, err := (asana.Options{}).Encode(io.Discard, nil); !errors.Is(err, asana.ErrNoPlan) {
		t.Error(err)
	}
	empty, notes := write(t, asana.Options{}, &schedule.Plan{Name: "p", Start: at(t, "2026-03-02T08:00")})
	same(t, "empty", strings.Count(empty, "\r\n"), 1)
	same(t, "note", has(notes, asana.CodeNotWritten), true)
}

// Without the guard texts are written as they stand.
func TestUnguarded(t *testing.T) {
	plan := samplePlan(t)
	text, notes := write(t, asana.Options{Unguarded: true}, plan)
	same(t, "note", has(notes, asana.CodeGuarded), false)
	same(t, "name", strings.Contains(text, "\r\n=SUM(A1),"), true)
	back, _ := read(t, asana.Options{}, text)
	same(t, "plan", back, plan)
}
