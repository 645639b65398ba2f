package view_test

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/evm"
	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/lifecycle/closing"
	"github.com/milepost-go/milepost/lifecycle/team"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/dataset"
	"github.com/milepost-go/milepost/report/html"
	"github.com/milepost-go/milepost/report/markdown"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/mspdi"
)

// input is one project with something in every room.
type input struct {
	plan   *schedule.Plan
	result *schedule.Result
	base   schedule.Baseline
	value  evm.Measurement
}

func newInput(t *testing.T) input {
	t.Helper()
	f, err := os.Open(filepath.Join("..", "..", "schedule", "testdata", "truth", "schedule", "software-progress.xml"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	plan, _, err := mspdi.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	plan.DataDate = calendar.DateOf(2013, 2, 1).At(17 * calendar.Hour)
	result, err := schedule.Compute(plan, schedule.Options{})
	if err != nil {
		t.Fatal(err)
	}
	base, err := schedule.TakeBaseline("0", plan.Start, "lead", "gate", plan, result)
	if err != nil {
		t.Fatal(err)
	}
	for i := range base.Tasks { // as if the plan had been quicker
		base.Tasks[i].Finish -= calendar.DateTime(24 * calendar.Hour)
	}
	yuan := func(n int64) kpi.Value {
		c, _ := money.Lookup("CNY")
		a, err := money.Minor(n*100, c)
		if err != nil {
			t.Fatal(err)
		}
		return kpi.Money(a)
	}
	status := evm.Status{At: plan.DataDate, BAC: yuan(1000), PV: yuan(500), EV: yuan(400), AC: yuan(450)}
	return input{plan, result, base, evm.Measurement{Status: status}}
}

// twoReports is what the project forecast for its milestones on two days.
func twoReports(t *testing.T, in input) schedule.Trend {
	rows := schedule.Milestones(in.plan, in.result)
	var trend schedule.Trend
	for _, days := range []int{0, 7} {
		for i := range rows {
			rows[i].Forecast = rows[i].Forecast.AddSeconds(int64(days) * 86400)
		}
		var err error
		if trend, err = trend.Append(in.plan.DataDate.AddSeconds(int64(days)*86400), rows); err != nil {
			t.Fatal(err)
		}
	}
	return trend
}

// documents returns every document in one language.
func documents(t *testing.T, in input, lang phrase.Lang) map[string]*report.Document {
	w := phrase.In(lang)
	matrix, err := risk.Preset(risk.PresetPMBOK)
	if err != nil {
		t.Fatal(err)
	}
	register := risk.Register{ID: "r", Matrix: matrix, Risks: []risk.Risk{{
		ID: "r1", Kind: risk.Threat, Status: risk.Open, Cause: "c", Event: "e", Effect: "f", Owner: "o",
		Responses: []risk.Response{{ID: "a", Strategy: risk.Reduce, Text: "x", Owner: "o"}},
	}}}
	goals := charter.Charter{ID: "c", Name: "n", Goals: []charter.Goal{{ID: "g", Statement: "s", Weight: charter.Fraction(1, 3)}}, Needs: []charter.Need{{ID: "n1"}},
		Resources: []charter.Resource{{ID: "r", Kind: charter.Human, Name: "x", Amount: charter.Whole(3), Unit: "h"}}}
	request := change.Request{ID: "CR", Title: "t", Origin: change.FromCustomer, Kind: change.OfScope, Impact: change.Impact{
		Request: "CR", By: "x", At: in.plan.Start, RequestDigest: "d", Options: []change.Option{{ID: change.DoNothing, Finish: in.result.Finish()}},
		Milestones: []change.MilestoneMove{{Name: "m", Before: in.plan.Start, After: in.plan.Start, Moved: calendar.Hour}}, Load: []change.LoadMove{{Name: "r", Before: calendar.Hour}},
	}}
	figures, err := closing.Figures(closing.Final{Plan: in.plan, Result: in.result, Status: in.value.Status, Requests: []change.Request{request}, Risks: register})
	if err != nil {
		t.Fatal(err)
	}
	record := closing.Record{
		Outcome: closing.Outcome{On: in.plan.Start.Date(), Whole: charter.Pass, Goals: []closing.GoalOutcome{{Goal: "g", Verdict: charter.Pass, Attained: charter.Fraction(2, 3)}}},
		Figures: figures, Lessons: []closing.Lesson{{ID: "l", Situation: "s", Status: closing.Captured}},
		Problems: []closing.Problem{{ID: "p", What: "w", Severity: closing.High, Unsolved: "u"}},
	}
	docs := map[string]*report.Document{
		"plan": view.Plan(w, view.PlanInput{Plan: in.plan, Result: in.result, Baseline: &in.base}),
		"status": view.Status(w, view.StatusInput{Plan: in.plan, Result: in.result, Baseline: in.base, Value: in.value, Findings: in.result.Findings(),
			Curve: view.CurveInput{Record: threeStatuses(t), Baseline: twoTasks(t), Finish: friday(6), Spread: true}, Trend: twoReports(t, in)}),
		"charter": view.Charter(w, goals, charter.Check(goals)),
		"risks":   view.Risks(w, register, calendar.Date{}),
		"team":    view.Team(w, teamInput()),
		"change":  view.Change(w, request, in.plan),
		"closing": view.Closing(w, view.ClosingInput{
			Project: "p", State: lifecycle.State{Standing: lifecycle.Closed}, Plan: in.plan, Result: in.result, Record: record, Value: in.value.Status, Changes: []change.Request{request},
			History: []lifecycle.Entry{{Actor: "a", Body: lifecycle.MoveTaken{Move: lifecycle.MoveStartPlanning, From: lifecycle.PhaseInitiation, To: lifecycle.PhasePlanning}}},
		}),
	}
	maps.Copy(docs, learningDocuments(t, w))
	maps.Copy(docs, newTeaShop(t).papers(t, w))
	docs["comparison"] = view.Comparison(w, shopCase(t, "A", charter.Pass, 2, 9, 16, 23, 30), shopCase(t, "B", charter.Fail, 2))
	return docs
}

func TestDocumentsAreSound(t *testing.T) {
	in := newInput(t)
	for _, lang := range []phrase.Lang{phrase.En, phrase.ZhCN} {
		for name, doc := range documents(t, in, lang) {
			for _, f := range doc.Check() {
				t.Errorf("%s in %s: %v", name, lang, f)
			}
			for _, r := range []report.Renderer{markdown.Renderer{}, html.Renderer{}, report.JSON{}} {
				var b bytes.Buffer
				if err := r.Render(&b, doc); err != nil || b.Len() < 200 {
					t.Errorf("%s in %s by %T: %d bytes, %v", name, lang, r, b.Len(), err)
				}
			}
		}
	}
}

// Every table of a document holds the same values in both languages; only the
// words differ.
func TestNumbersAreEqualAcrossLanguages(t *testing.T) {
	in := newInput(t)
	english, chinese := documents(t, in, phrase.En), documents(t, in, phrase.ZhCN)
	for name := range english {
		if len(english[name].Blocks) != len(chinese[name].Blocks) {
			t.Fatalf("%s has other blocks", name)
		}
		for i, block := range english[name].Blocks {
			a, b := numbers(block), numbers(chinese[name].Blocks[i])
			if !reflect.DeepEqual(a, b) {
				t.Errorf("%s, block %d:\n%v\n%v", name, i, a, b)
			}
		}
	}
}

var digits = regexp.MustCompile(`[0-9]+([.,:-][0-9]+)*`)

// numbers returns the values of a block that are no words.
func numbers(block report.Block) []string {
	var list []string
	for _, row := range block.Table().Rows {
		for _, cell := range row.Cells {
			list = append(list, digits.FindAllString(cell.String(), -1)...)
		}
	}
	return list
}

// In a Chinese document every heading, column and label is Chinese, but for
// abbreviations.
func TestLabelsAreChinese(t *testing.T) {
	in := newInput(t)
	for name, doc := range documents(t, in, phrase.ZhCN) {
		for _, block := range doc.Blocks {
			var labels []string
			switch b := block.(type) {
			case report.Heading:
				labels = append(labels, b.Text)
			case *report.Table:
				for i := range b.Columns {
					labels = append(labels, b.Columns[i].Title)
				}
			case report.Facts:
				for i := range b.Items {
					labels = append(labels, b.Items[i].Column.Title)
				}
			}
			for _, label := range labels {
				han := strings.ContainsFunc(label, func(r rune) bool { return unicode.Is(unicode.Han, r) })
				if !han && strings.ToUpper(label) != label {
					t.Errorf("%s: %q has no Chinese", name, label)
				}
			}
		}
	}
}

// Every stable word that a document shows is Chinese in a Chinese one.
func TestWordsAreChinese(t *testing.T) {
	var words []string
	add := func(list ...string) { words = append(words, list...) }
	for _, s := range risk.Statuses() {
		add(string(s))
	}
	for _, kind := range []risk.Kind{risk.Threat, risk.Opportunity} {
		add(string(kind))
		for _, s := range risk.Strategies(kind) {
			add(string(s))
		}
	}
	for _, s := range change.Origins() {
		add(string(s))
	}
	for _, s := range change.Kinds() {
		add(string(s))
	}
	for _, s := range change.States() {
		add(string(s))
	}
	for _, s := range closing.LessonStatuses() {
		add(string(s))
	}
	for _, s := range closing.Grades() {
		add(string(s))
	}
	spec := lifecycle.SalesProject().Spec()
	for _, p := range spec.Phases {
		add(string(p.ID))
	}
	for _, m := range spec.Moves {
		add(string(m.ID))
	}
	for _, r := range spec.Roles {
		add(string(r))
	}
	for _, k := range change.OptionKinds() {
		add(string(k))
	}
	for _, c := range change.Criteria() {
		add(string(c))
	}
	for _, k := range change.DisruptionKinds() {
		add(string(k))
	}
	for _, s := range change.Stages() {
		add(string(s))
	}
	for _, k := range change.RiskEdits() {
		add(string(k))
	}
	for _, b := range change.BufferChoices() {
		add(string(b))
	}
	for _, k := range change.ActionKinds() {
		add(string(k))
	}
	for _, s := range change.ActionStates() {
		add(string(s))
	}
	for _, b := range change.Bounds() {
		add(string(b))
	}
	add(string(charter.Pass), string(charter.Partial), string(charter.Fail), string(charter.Unknown), string(closing.Later),
		string(charter.Human), string(charter.Financial), string(charter.Technical), string(change.DoNothing), string(change.Requested),
		string(lifecycle.Active), string(lifecycle.Suspended), string(lifecycle.Closed), string(lifecycle.Archived),
		string(lifecycle.Attained), string(lifecycle.PartlyAttained), string(lifecycle.Missed), string(lifecycle.Cancelled), string(lifecycle.Undetermined),
		schedule.Added.String(), schedule.Removed.String())
	for _, l := range team.Letters() {
		add(string(l))
	}
	for _, word := range words {
		shown := view.Word(phrase.In(phrase.ZhCN), word)
		if !strings.ContainsFunc(shown, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
			t.Errorf("%q is %q in Chinese", word, shown)
		}
	}
}

func TestTablesJoin(t *testing.T) {
	in := newInput(t)
	for _, f := range dataset.Check(view.Schemas()...) {
		t.Error(f)
	}
	ids := map[string]bool{"": true}
	tasks := view.TaskTable(view.PlanInput{Plan: in.plan, Result: in.result, Baseline: &in.base})
	for row := range tasks.Rows {
		ids[row[0].Plain()] = true
	}
	if len(ids) != len(in.plan.Tasks)+1 {
		t.Errorf("%d tasks of %d", len(ids)-1, len(in.plan.Tasks))
	}
	for row := range tasks.Rows {
		if !ids[row[1].Plain()] {
			t.Errorf("parent %q is no task", row[1].Plain())
		}
	}
	links := 0
	for row := range view.LinkTable(in.plan).Rows {
		links++
		if !ids[row[1].Plain()] || !ids[row[2].Plain()] {
			t.Errorf("link %v joins nothing", row)
		}
	}
	if links != len(in.plan.Links) {
		t.Errorf("%d links of %d", links, len(in.plan.Links))
	}
	var b bytes.Buffer
	if err := (dataset.CSV{}).Write(&b, tasks); err != nil {
		t.Error(err)
	}
}

// Empty input breaks nothing.
func TestEmptyProject(t *testing.T) {
	plan := &schedule.Plan{Start: calendar.DateOf(2026, 3, 2).At(0)}
	result, err := schedule.Compute(plan, schedule.Options{})
	if err != nil {
		t.Fatal(err)
	}
	w := phrase.In(phrase.ZhCN)
	for _, doc := range []*report.Document{
		view.Plan(w, view.PlanInput{Plan: plan, Result: result}), view.Status(w, view.StatusInput{Plan: plan, Result: result}),
		view.Charter(w, charter.Charter{}, nil), view.Risks(w, risk.Register{}, calendar.Date{}), view.Change(w, change.Request{}, nil), view.Changes(w, nil), view.Responses(w, change.Proposals{}, nil), view.Closing(w, view.ClosingInput{}),
	} {
		for _, r := range []report.Renderer{markdown.Renderer{}, html.Renderer{}, report.JSON{}} {
			if err := r.Render(&bytes.Buffer{}, doc); err != nil {
				t.Errorf("%s: %v", doc.Title, err)
			}
		}
	}
}
