package view_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/html"
	"github.com/milepost-go/milepost/report/markdown"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

var taskNames = regexp.MustCompile(`Row-\d{5}|Level \d+`)

// deep is a plan of n levels of summaries with a task in the lowest, and rows
// tasks beside them.
func deep(t *testing.T, n, rows int) view.PlanInput {
	t.Helper()
	plan := &schedule.Plan{Name: "Deep", Start: inMarch(2, 8)}
	parent := schedule.TaskID("")
	for i := range n {
		id := schedule.TaskID(fmt.Sprint("s", i+1))
		plan.Tasks = append(plan.Tasks, schedule.Task{ID: id, Name: fmt.Sprint("Level ", i+1), Parent: parent})
		parent = id
	}
	for i := range rows {
		plan.Tasks = append(plan.Tasks, schedule.Task{ID: schedule.TaskID(fmt.Sprint("t", i+1)), Name: fmt.Sprintf("Row-%05d", i+1), Parent: parent, Duration: schedule.Duration{Length: 8 * calendar.Hour}})
	}
	result, err := schedule.Compute(plan, schedule.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return view.PlanInput{Plan: plan, Result: result}
}

// Of a deep outline and of a long table every row is written, in each format,
// and no row stands to the left of the one it belongs to.
func TestDeepAndLong(t *testing.T) {
	for _, in := range []view.PlanInput{deep(t, 14, 3), deep(t, 1, 3000)} {
		doc := view.Plan(phrase.In(phrase.ZhCN), in)
		table := tableOf(t, doc, "tasks")
		last := 0
		for i := range table.Rows {
			if d := table.Rows[i].Depth(); d < last || len(table.Rows) != len(in.Plan.Tasks) {
				t.Errorf("row %d is %d deep after %d; %d rows of %d", i, d, last, len(table.Rows), len(in.Plan.Tasks))
			} else {
				last = d
			}
		}
		for _, r := range []report.Renderer{markdown.Renderer{}, html.Renderer{}, report.JSON{}} {
			var b bytes.Buffer
			if err := r.Render(&b, doc); err != nil {
				t.Fatal(err)
			}
			there := map[string]bool{}
			for _, name := range taskNames.FindAllString(b.String(), -1) {
				there[name] = true
			}
			for i := range in.Plan.Tasks {
				if name := in.Plan.Tasks[i].Name; !there[name] {
					t.Fatalf("%T has no %s", r, name)
				}
			}
			keepPicture(t, fmt.Sprintf("deep-%d.html", len(in.Plan.Tasks)), r, b.Bytes())
		}
	}
}

var keep = flag.String("keep", "", "folder that pages are written to, to be looked at")

// keepPicture writes a page into the folder of the flag keep.
func keepPicture(t *testing.T, name string, r report.Renderer, page []byte) {
	t.Helper()
	if _, ok := r.(html.Renderer); !ok || *keep == "" {
		return
	}
	if err := os.WriteFile(filepath.Join(*keep, filepath.Base(name)), page, 0o644); err != nil {
		t.Fatal(err)
	}
}

// Documents of nothing are documents: they say what is not there.
func TestPapersOfNothing(t *testing.T) {
	plan := &schedule.Plan{Start: inMarch(2, 8)}
	result, err := schedule.Compute(plan, schedule.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range report.Langs() {
		w := phrase.In(lang)
		empty := report.Format{Lang: lang}.Word("no_rows")
		for name, doc := range map[string]*report.Document{
			"milestones": view.Milestones(w, view.MilestonesInput{Plan: plan, Result: result}), "agenda": view.Agenda(w, view.AgendaInput{}), "minutes": view.Minutes(w, view.MinutesInput{}),
			"portfolio": view.Portfolio(w, view.PortfolioInput{}), "personal": view.PersonalWork(w, plan, view.Workload{}),
		} {
			text := shown(t, doc)
			if !strings.Contains(text, empty) {
				t.Errorf("%s in %s does not say that there is nothing:\n%s", name, lang, text)
			}
			var b bytes.Buffer
			if err := (html.Renderer{}).Render(&b, doc); err != nil {
				t.Error(err)
			}
			keepPicture(t, name+"-empty."+string(lang)+".html", html.Renderer{}, b.Bytes())
		}
	}
	if n := len(view.Workloads(view.WorkloadInput{Plan: plan})); n != 0 {
		t.Errorf("%d workloads of nothing", n)
	}
}

// Words of users are never more than text, whatever they hold, and all of them
// are there.
func TestPapersOfHostileNames(t *testing.T) {
	const bad = "<script>alert(1)</script> | a\nb \x00 =1+1 **x** \u202egnp.exe"
	for _, name := range []string{bad, strings.Repeat("x", 10_000), strings.Repeat("茶🍵", 500)} {
		s := newTeaShop(t)
		s.plan = s.plan.Clone()
		for i := range s.plan.Tasks {
			s.plan.Tasks[i].Name = name
		}
		for i := range s.minutes {
			for k := range s.minutes[i].Actions {
				s.minutes[i].Actions[k].Text, s.minutes[i].Actions[k].Owner = name, name
			}
			s.minutes[i].Notes = append(s.minutes[i].Notes, comms.Note{Text: name})
		}
		for paper, doc := range s.papers(t, phrase.In(phrase.En)) {
			for _, r := range []report.Renderer{markdown.Renderer{}, html.Renderer{}, report.JSON{}} {
				var b bytes.Buffer
				if err := r.Render(&b, doc); err != nil {
					t.Fatalf("%s: %v", paper, err)
				}
				if page := b.String(); strings.Contains(page, "<script>alert") && !strings.HasPrefix(page, "{") || strings.ContainsRune(page, 0) {
					t.Errorf("%s by %T holds markup or control characters of a name", paper, r)
				}
				if len(paper) < 12 {
					keepPicture(t, fmt.Sprintf("hostile-%s-%d.html", paper, len(name)), r, b.Bytes())
				}
			}
		}
	}
}

// The first and the last year of the calendar are days like others.
func TestPapersAtTheEndsOfTime(t *testing.T) {
	for _, year := range []int{1, 9999} {
		on := calendar.DateOf(year, 6, 15)
		for _, lang := range report.Langs() {
			w := phrase.In(lang)
			shown(t, view.Agenda(w, view.AgendaInput{Start: on.At(9 * calendar.Hour), Agenda: comms.Agenda{On: on, Parts: []comms.AgendaPart{{Section: comms.SectionWelcome, Minutes: 5}}}}))
			text := shown(t, view.Minutes(w, view.MinutesInput{Minutes: comms.Minutes{On: on}, Before: []comms.Item{{ID: "T", Due: calendar.DateOf(year, 6, 1)}}}))
			has(t, text, fmt.Sprintf("%04d-06-15", year), "| 14 |")
			shown(t, view.Portfolio(w, view.PortfolioInput{On: on, Projects: []view.PortfolioProject{{ID: "P", Planned: on.At(0), Finish: on.AddDays(1).At(0), Decisions: []comms.Point{{Title: "x", Date: on}}}}}))
		}
	}
}
