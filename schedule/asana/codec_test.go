package asana_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/asana"
)

// The codec does what the functions do.
func TestCodec(t *testing.T) {
	var c schedule.Codec = asana.Codec{}
	same(t, "name", c.Name(), "asana")
	plan := samplePlan(t)
	var b bytes.Buffer
	if _, err := c.Encode(&b, plan); err != nil {
		t.Fatal(err)
	}
	back, _, err := c.Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "plan", back, plan)
}

// Errors name their place.
func TestErrorTexts(t *testing.T) {
	for text, want := range map[string]string{
		"Name,Due Date\nA,\"open": "asana: not an Asana file: row 2, column 2: a quoted value does not end",
		"{\"data\":[1,]}":         "asana: not an Asana file: byte 11: not a value",
		"x,y\n":                   "asana: not an Asana file: row 1: no row names a column Name and one more that Asana has",
	} {
		_, _, err := asana.Decode(strings.NewReader(text))
		if err == nil || err.Error() != want {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// failing is a reader and writer that fails.
type failing struct{}

var errFailing = errors.New("no more")

func (failing) Read([]byte) (int, error)  { return 0, errFailing }
func (failing) Write([]byte) (int, error) { return 0, errFailing }

// Errors of the reader and the writer come through.
func TestFailingStreams(t *testing.T) {
	if _, _, err := asana.Decode(failing{}); !errors.Is(err, errFailing) {
		t.Error(err)
	}
	if _, err := asana.Encode(failing{}, samplePlan(t)); !errors.Is(err, errFailing) {
		t.Error(err)
	}
}

// Cards that do not fit are noted: first calendars and resources go, then all.
func TestCardsThatDoNotFit(t *testing.T) {
	plan := lossPlan(t)
	_, notes := write(t, asana.Options{Limits: asana.Limits{Text: 1500}}, plan)
	same(t, "calendars", strings.Contains(strings.Join(reasons(notes), "\n"), "calendars asana.write.not_written"), true)
	text, notes := write(t, asana.Options{Limits: asana.Limits{Text: 60}}, plan)
	same(t, "cards", strings.Contains(strings.Join(reasons(notes), "\n"), "task T1.card asana.write.not_written"), true)
	same(t, "text", strings.Contains(text, "[milepost]"), false)
}

// The project is the one that the options name, and things of others are told.
func TestChosenProject(t *testing.T) {
	text := `{"data":[{"gid":"8","resource_type":"project","name":"Other","start_on":"2026-01-05"},{"gid":"9","resource_type":"project","name":"Ours","start_on":"2026-02-02"},
 {"gid":"1","resource_type":"task","name":"A","due_on":"2026-03-02","assignee":"77","memberships":[{"project":{"gid":"8","name":"Other"},"section":{"gid":"80","name":"S"}},{"project":{"gid":"9","name":"Ours"},"section":{"gid":"90","name":"T"}}]}]}`
	plan, notes := read(t, asana.Options{Project: "9"}, text)
	same(t, "outline", outline(plan), []string{"/section:90 T", "section:90/1 A"})
	same(t, "project", plan.Name+" "+plan.Start.String(), "Ours 2026-02-02T08:00:00")
	same(t, "assignee", plan.Resources, []schedule.Resource{{ID: "77", Name: "77"}})
	same(t, "notes", reasons(notes), []string{"project 8 asana.task.other_home Other", "task 1.memberships asana.task.other_home Other/S", "task.duration asana.task.duration_unknown 1"})
	plan, _ = read(t, asana.Options{}, text)
	same(t, "first project", outline(plan), []string{"/section:80 S", "section:80/1 A"})
}
