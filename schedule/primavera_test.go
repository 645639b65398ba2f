package schedule_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/xer"
)

// primaveraProject is what P6 had computed for one project.
type primaveraProject struct {
	ID    string           `json:"projId"`
	Case  string           `json:"case"`
	Tasks []map[string]any `json:"tasks"`
}

// orPrimavera returns the score itself, or those of the projects of a P6 file.
func (s score) orPrimavera(t *testing.T, expected string, microsoft bool) []score {
	if microsoft {
		return []score{s}
	}
	input := filepath.Join(filepath.Dir(expected), s.name+".xer")
	if !exists(input) {
		return nil
	}
	var file struct {
		primaveraProject
		Projects []primaveraProject `json:"projects"`
	}
	if err := json.Unmarshal(readAll(t, expected), &file); err != nil {
		t.Fatalf("%s: %v", expected, err)
	}
	doc, err := xer.Parse(strings.NewReader(string(readAll(t, input))), xer.Options{})
	if err != nil {
		t.Errorf("%s: %v", s.name, err)
		return nil
	}
	if len(file.Projects) == 0 {
		file.Projects = append(file.Projects, file.primaveraProject)
	}
	var list []score
	for _, p := range file.Projects {
		list = append(list, p.score(t, s.name, doc))
	}
	return list
}

// score schedules one project and compares.
func (want primaveraProject) score(t *testing.T, file string, doc *xer.Document) score {
	s := score{name: file}
	if want.Case != "" {
		s.name = "p6 " + want.Case
	}
	plan, _, err := doc.Plan(xer.Options{Project: want.ID})
	if err != nil {
		t.Errorf("%s: %v", s.name, err)
		return s
	}
	result, err := schedule.Compute(plan, schedule.Options{})
	if err != nil {
		t.Errorf("%s: %v", s.name, err)
		return s
	}
	for _, task := range want.Tasks {
		s.compared++
		s.primavera(t, task, result)
	}
	return s
}

// primavera scores one activity. Of a completed one only its actual dates mean
// anything; of one in progress a date that was shown as actual is its start.
func (s *score) primavera(t *testing.T, want map[string]any, result *schedule.Result) {
	x, ok := result.Times(schedule.TaskID(want["id"].(string)))
	if !ok {
		t.Errorf("%s: activity %v is not in the plan", s.name, want["id"])
		return
	}
	actual := func(field string, value calendar.DateTime) string {
		if want[field+"IsActual"] == true && strings.HasSuffix(field, "Start") {
			return x.Start.String()
		}
		return value.String()
	}
	compared := []struct{ field, got, stored string }{
		{"earlyStart", actual("earlyStart", x.EarlyStart), storedValue(want["earlyStart"])},
		{"earlyFinish", x.EarlyFinish.String(), storedValue(want["earlyFinish"])},
		{"lateStart", actual("lateStart", x.LateStart), storedValue(want["lateStart"])},
		{"lateFinish", x.LateFinish.String(), storedValue(want["lateFinish"])},
		{"freeSlackMin", minutes(x.FreeFloat), storedFloat(want, "freeFloat")},
		{"totalSlackMin", minutes(x.TotalFloat), storedFloat(want, "totalFloat")},
	}
	wrong := ""
	for i, c := range compared {
		if c.stored == "none" || want["status"] == "complete" || c.stored == c.got {
			s.field[i+2]++
			continue
		}
		wrong += fmt.Sprintf(" %s=%s (%s)", c.field, c.got, c.stored)
	}
	if wrong == "" {
		s.exact++
	} else if os.Getenv("MILEPOST_TRUTH_SHOW") == s.name {
		fmt.Printf("  %v %v:%s\n", want["id"], want["code"], wrong)
	}
}

// storedFloat writes a float that is stored in minutes or in days of 8 hours.
func storedFloat(want map[string]any, name string) string {
	if days, ok := want[name+"Days"].(float64); ok {
		return minutes(calendar.Work(days * 8 * 3600))
	}
	return storedValue(want[name+"Min"])
}
