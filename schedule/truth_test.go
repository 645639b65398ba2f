package schedule_test

import (
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/mspdi"
)

// recorded is what the default corpus, the copies in testdata, gives. A lower
// count fails.
const recorded = 5845

// fields are the values compared, in the order of the printed table.
var fields = []string{"start", "finish", "earlyStart", "earlyFinish", "lateStart", "lateFinish", "freeSlackMin", "totalSlackMin"}

// expectedFile is what the tool that wrote a plan had stored.
type expectedFile struct {
	Source struct {
		Kind          string   `json:"kind"`
		DerivedFields []string `json:"derivedFields"`
	} `json:"source"`
	Tasks []map[string]any `json:"tasks"`
}

// score counts one file.
type score struct {
	name           string
	compared       int
	exact          int
	field          [8]int
	flags, flagged int // critical flags right, and compared
	stale          []proof
	wrong          []schedule.TaskID
}

func (s *score) add(o score) {
	s.compared += o.compared
	s.exact += o.exact
	s.flags += o.flags
	s.flagged += o.flagged
	s.stale = append(s.stale, o.stale...)
	s.wrong = append(s.wrong, o.wrong...)
	for i := range s.field {
		s.field[i] += o.field[i]
	}
}

func (s score) String() string {
	return fmt.Sprintf("%-22s %5d %5d  %s  %5d/%d", s.name, s.exact, s.compared, strings.Trim(fmt.Sprintf("%5d", s.field), "[]"), s.flags, s.flagged)
}

// TestTruthSchedule schedules every Microsoft Project file of the corpus from
// its inputs alone and compares with the dates and slacks that the tool had
// stored. MILEPOST_TRUTH names another folder of the same shape;
// MILEPOST_TRUTH_SHOW names a file whose differences are printed.
func TestTruthSchedule(t *testing.T) {
	root := os.Getenv("MILEPOST_TRUTH")
	if root == "" {
		root = filepath.Join("testdata", "truth")
	}
	names, err := filepath.Glob(filepath.Join(root, "schedule", "*.expected.json*"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no expected files in %s: %v", root, err)
	}
	all, easy := score{name: "all"}, score{name: "without mpsp"}
	complete := 0
	fmt.Printf("%-22s %5s %5s  %s  critical\n", "file", "exact", "of", strings.Join(fields, " "))
	for _, name := range names {
		s, ok := truthFile(t, name)
		for _, project := range s.orPrimavera(t, name, ok) {
			fmt.Println(project)
			for _, p := range project.stale {
				fmt.Printf("    stale: task %s: %s\n", p.task, p.reason)
			}
			all.add(project)
			if ok && !strings.HasPrefix(s.name, "mpsp-") {
				easy.add(project)
			}
			if project.exact == project.compared {
				complete++
			}
		}
	}
	fmt.Printf("%v\n%v\ncomplete files: %d\n", easy, all, complete)
	fmt.Printf("differ: %d, of these %d stored values are proved stale\n", all.compared-all.exact, len(all.stale))
	fmt.Printf("truth schedule: %d of %d exact\n", all.exact, all.compared)
	checkRecorded(t, all)
}

// truthFile scores one file. It reports false for files of other formats.
func truthFile(t *testing.T, expected string) (score, bool) {
	base, _, _ := strings.Cut(filepath.Base(expected), ".expected.json")
	s := score{name: base}
	input := filepath.Join(filepath.Dir(expected), base+".xml")
	if _, err := os.Stat(input); err != nil {
		if input += ".gz"; !exists(input) {
			return s, false
		}
	}
	var want expectedFile
	if err := json.Unmarshal(readAll(t, expected), &want); err != nil {
		t.Fatalf("%s: %v", expected, err)
	}
	plan, _, err := mspdi.Decode(strings.NewReader(string(readAll(t, input))))
	if err != nil {
		t.Errorf("%s: %v", base, err)
		return s, true
	}
	result, err := schedule.Compute(plan, schedule.Options{})
	if err != nil {
		t.Errorf("%s: %v", base, err)
	}
	rows := map[schedule.TaskID]stored{}
	for _, task := range want.Tasks {
		if task["id"] == 0.0 {
			continue
		}
		s.compared++
		rows[stored(task).id()] = task
		if err == nil {
			s.compare(t, task, plan, result, slices.Contains(want.Source.DerivedFields, "critical"))
		}
	}
	if err == nil {
		s.stale = prove(plan, result, rows, s.wrong)
	}
	return s, true
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

func readAll(t *testing.T, name string) []byte {
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(name, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			t.Fatal(err)
		}
	}
	data, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// compare scores one task.
func (s *score) compare(t *testing.T, want map[string]any, plan *schedule.Plan, result *schedule.Result, derived bool) {
	uid := strconv.FormatFloat(want["uid"].(float64), 'f', -1, 64)
	got, ok := result.Times(schedule.TaskID(uid))
	if !ok {
		t.Errorf("%s: task %s is not in the plan", s.name, uid)
		return
	}
	values := []string{
		got.Start.String(), got.Finish.String(), got.EarlyStart.String(), got.EarlyFinish.String(),
		got.LateStart.String(), got.LateFinish.String(), minutes(got.FreeFloat), minutes(got.TotalFloat),
	}
	wrong := ""
	for i, field := range fields {
		if stored := storedValue(want[field]); stored == values[i] {
			s.field[i]++
		} else {
			wrong += fmt.Sprintf(" %s=%s (%s)", field, values[i], stored)
		}
	}
	if wrong == "" {
		s.exact++
	} else {
		s.wrong = append(s.wrong, schedule.TaskID(uid))
	}
	if task, _ := plan.Task(schedule.TaskID(uid)); !derived || !task.Manual {
		s.flagged++
		if want["critical"] == got.Critical {
			s.flags++
		} else {
			wrong += fmt.Sprintf(" critical=%v", got.Critical)
		}
	}
	if wrong != "" && os.Getenv("MILEPOST_TRUTH_SHOW") == s.name {
		fmt.Printf("  %s %v:%s\n", uid, want["name"], wrong)
	}
}

// storedValue writes a stored value as the result writes its own.
func storedValue(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case float64:
		return minutes(calendar.Work(math.Round(v * 60)))
	}
	return "none"
}

func minutes(w calendar.Work) string {
	return strconv.FormatFloat(float64(w)/60, 'f', -1, 64)
}

// checkRecorded fails when the default corpus gives less than it did.
func checkRecorded(t *testing.T, all score) {
	if os.Getenv("MILEPOST_TRUTH") == "" && all.exact < recorded {
		t.Errorf("%d exact, %d were", all.exact, recorded)
	}
}
