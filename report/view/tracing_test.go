package view_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"regexp"
	"slices"
	"testing"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/evm"
	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// A wire document is what a program reads that knows nothing of the library but
// the JSON form.
type wireValue struct {
	Kind, Text, Unit, Reason string
}

func (v *wireValue) UnmarshalJSON(data []byte) error {
	var f finding.Value
	if err := json.Unmarshal(data, &f); err != nil {
		return err
	}
	*v = wireValue{f.Kind().String(), f.Plain(), f.Unit(), f.Reason()}
	return nil
}

// number is the value as an exact number: dates in minutes, nil where it is
// empty.
func (v wireValue) number() (*big.Rat, error) {
	switch v.Kind {
	case "number", "money":
		r, ok := new(big.Rat).SetString(v.Text)
		if !ok {
			return nil, fmt.Errorf("%q is no number", v.Text)
		}
		if v.Unit == "%" {
			r.Quo(r, big.NewRat(100, 1))
		}
		return r, nil
	case "date":
		m, err := dateMinute(v.Text)
		return new(big.Rat).SetInt64(m), err
	case "none":
		return nil, nil
	}
	return nil, fmt.Errorf("%s is no figure", v.Kind)
}

type wireFact struct {
	Name, Title, Type, Trace string
	Value                    wireValue
}

type wireRow struct {
	ID     string
	Cells  []wireValue
	Traces []string
}

type wireBlock struct {
	Type, Name, Formula, Words, Over string
	Items                            json.RawMessage
	Columns                          []struct{ Name, Type, Trace string }
	Rows                             []wireRow
	Figure                           wireFact
	Inputs                           []struct {
		wireFact
		Origin string
	}
	About []wireFact
}

// walker holds a document that was read back.
type walker struct {
	blocks map[string]wireBlock
	order  []wireBlock
}

func readWire(t *testing.T, doc *report.Document) *walker {
	t.Helper()
	var b bytes.Buffer
	if err := (report.JSON{}).Render(&b, doc); err != nil {
		t.Fatal(err)
	}
	var wire struct{ Blocks []wireBlock }
	if err := json.Unmarshal(b.Bytes(), &wire); err != nil {
		t.Fatal(err)
	}
	w := &walker{blocks: map[string]wireBlock{}, order: wire.Blocks}
	for _, x := range wire.Blocks {
		if x.Name != "" {
			w.blocks[x.Name] = x
		}
	}
	return w
}

// cell is the value in the row of an id, in a named column.
func (w *walker) cell(table, id, column string) (*big.Rat, error) {
	t := w.blocks[table]
	for _, r := range t.Rows {
		if r.ID != id {
			continue
		}
		for i, c := range t.Columns {
			if c.Name == column && i < len(r.Cells) {
				return r.Cells[i].number()
			}
		}
	}
	return nil, fmt.Errorf("no %s of %q in %q", column, id, table)
}

func (w *walker) column(table, column string) ([]*big.Rat, error) {
	t := w.blocks[table]
	var list []*big.Rat
	found := false
	for i, c := range t.Columns {
		for _, r := range t.Rows {
			if c.Name == column {
				found = true
				v, err := r.Cells[i].number()
				if err != nil {
					return nil, err
				}
				if v != nil {
					list = append(list, v)
				}
			}
		}
	}
	if !found {
		return nil, fmt.Errorf("no column %s in %q", column, table)
	}
	return list, nil
}

// follow recomputes a figure by its trace, and every figure that this rests on,
// and compares it. The id is that of the row the figure stands in.
func (w *walker) follow(trace, id string, want wireValue, seen map[string]bool) error {
	t, ok := w.blocks[trace]
	if !ok || t.Type != "trace" {
		return fmt.Errorf("no trace %q", trace)
	}
	if seen[trace+" "+id] {
		return nil
	}
	seen[trace+" "+id] = true
	if t.Formula == "" && t.Over != "" { // explained row by row
		return w.root(t.Over, id)
	}
	if t.Formula == "" {
		if len(t.Inputs) == 0 || t.Inputs[0].Origin == "" {
			return fmt.Errorf("%s is given, but not from where", trace)
		}
		return w.same(trace, t.Inputs[0].Value, want)
	}
	if t.Formula == "simulate(trials, seed)" {
		return w.simulated(t)
	}
	one := func(name string) (*big.Rat, error) {
		for _, in := range t.Inputs {
			if in.Name != name {
				continue
			}
			if in.Value.Kind == "none" && t.Over != "" {
				return w.cell(t.Over, id, name)
			}
			if in.Trace == "" && in.Origin == "" {
				return nil, fmt.Errorf("%s: nobody says where %s is from", trace, name)
			}
			if in.Trace != "" {
				if err := w.follow(in.Trace, id, in.Value, seen); err != nil {
					return nil, err
				}
			}
			return in.Value.number()
		}
		return nil, fmt.Errorf("%s has no input %s", trace, name)
	}
	got, err := evaluate(t.Formula, one, func(name string) ([]*big.Rat, error) { return w.column(t.Over, name) })
	if err != nil {
		return fmt.Errorf("%s: %w", trace, err)
	}
	if v, err := want.number(); err != nil || v == nil || v.Cmp(got) != 0 {
		return fmt.Errorf("%s of %q: %s gives %s, the document has %v", trace, id, t.Formula, got.RatString(), want)
	}
	return nil
}

// simulated wants a figure that comes from trials to name how many there were,
// their seed and what was simulated, as the head of the document does.
func (w *walker) simulated(t wireBlock) error {
	var head []wireFact
	if err := json.Unmarshal(w.blocks["odds"].Items, &head); err != nil {
		return err
	}
	for i, name := range []string{"trials", "seed"} {
		k := slices.IndexFunc(head, func(f wireFact) bool { return f.Name == name })
		if k < 0 || len(t.Inputs) != 2 || t.Inputs[i].Value != head[k].Value || t.Inputs[i].Origin == "" || t.Words == "" {
			return fmt.Errorf("%s does not say from which %s", t.Name, name)
		}
	}
	return nil
}

func (w *walker) same(trace string, a, b wireValue) error {
	x, errX := a.number()
	y, errY := b.number()
	if errX != nil || errY != nil || x == nil || y == nil || x.Cmp(y) != 0 {
		return fmt.Errorf("%s: %v is not %v", trace, a, b)
	}
	return nil
}

// root wants a row that explains a date, recomputes its dates where it says how,
// and wants words where it does not.
func (w *walker) root(table, id string) error {
	t := w.blocks[table]
	for _, r := range t.Rows {
		if r.ID != id {
			continue
		}
		var errs []error
		for i, name := range r.Traces {
			if name != "" {
				errs = append(errs, w.follow(name, id, r.Cells[i], map[string]bool{}))
			}
		}
		if r.Cells[len(r.Cells)-1].Text == "" {
			errs = append(errs, fmt.Errorf("%s of %s gives no reason", table, id))
		}
		return errors.Join(errs...)
	}
	return fmt.Errorf("%s has no row %q", table, id)
}

// due lists the tables whose figures must have a trace, by document, with the
// columns that are inputs.
var due = map[string][]string{
	"status earned-value": nil, "status forecasts": nil, "status milestone-list": {"baseline_finish"}, "status deviation-list": nil,
	"deviations deviation-list": {"first_seen", "worsening_since", "crossed_on", "worst_on", "cleared_on"}, "exception exception-outlook": {"forecast"},
	"odds percentiles": nil, "odds contingency": nil, "odds milestone-odds": {"planned"}, "odds drivers": nil, "odds drivers-removed": nil, "odds criticality": nil, "odds happened": nil,
	"closing earned-value": nil, "closing figures": nil, "closing goal-outcomes": {"baseline_value", "target", "actual", "weight", "counts_as"}, "responses responses": {"rank", "finish", "cost"},
}

// check follows every figure of the document that is due, and every trace, and
// returns how many figures it followed.
func (w *walker) check(t *testing.T, doc string) int {
	t.Helper()
	n := 0
	follow := func(where, trace, id string, v wireValue) {
		if v.Kind == "none" || v.Kind == "unknown" {
			return
		}
		n++
		if trace == "" {
			t.Errorf("%s: %v has no trace", where, v)
		} else if err := w.follow(trace, id, v, map[string]bool{}); err != nil {
			t.Errorf("%s: %v", where, err)
		}
	}
	for _, b := range w.order {
		given, isDue := due[corpusName(doc)+" "+b.Name]
		switch {
		case b.Type == "facts":
			var items []wireFact
			if err := json.Unmarshal(b.Items, &items); err != nil {
				t.Fatal(err)
			}
			for _, f := range items {
				if f.Trace != "" {
					follow(b.Name+" "+f.Name, f.Trace, "", f.Value)
				}
			}
		case b.Type == "table" && isDue:
			for _, r := range b.Rows {
				for i, c := range b.Columns {
					if c.Type == "text" || c.Type == "bool" || slices.Contains(given, c.Name) || i >= len(r.Cells) {
						continue
					}
					trace := c.Trace
					if i < len(r.Traces) && r.Traces[i] != "" {
						trace = r.Traces[i]
					}
					follow(b.Name+" "+c.Name, trace, r.ID, r.Cells[i])
				}
			}
		}
	}
	return n
}

// tracedStatus is a status of a project that was measured task by task, by hand:
// of three tasks of 1000 each the first is done, the second half.
func tracedStatus(t *testing.T, w phrase.Printer) *report.Document {
	t.Helper()
	plan := pair(schedule.Link{})
	plan.Tasks = append(plan.Tasks, schedule.Task{ID: "c", Name: "Ship", Duration: schedule.Duration{Length: workday}},
		schedule.Task{ID: "m", Name: "Live", Milestone: true})
	plan.Links = append(plan.Links, schedule.Link{From: "b", To: "c"}, schedule.Link{From: "c", To: "m", Lag: schedule.Lag{Length: workday}})
	before, err := schedule.Compute(plan, schedule.Options{})
	if err != nil {
		t.Fatal(err)
	}
	base, err := schedule.TakeBaseline("B0", plan.Start, "lead", "gate", plan, before)
	if err != nil {
		t.Fatal(err)
	}
	plan.Tasks[2].Duration.Length += workday
	plan.Tasks[0].Progress = schedule.Progress{Percent: 100, ActualStart: base.Tasks[0].Start, ActualFinish: base.Tasks[0].Finish}
	plan.DataDate = calendar.DateOf(2026, 3, 10).At(17 * calendar.Hour)
	after, err := schedule.Compute(plan, schedule.Options{})
	if err != nil {
		t.Fatal(err)
	}
	yuan := func(n int64) money.Amount { return amountOf(t, n) }
	b, _, err := evm.NewBaseline([]evm.Task{
		{ID: "a", Start: base.Tasks[0].Start, Finish: base.Tasks[0].Finish, Budget: yuan(1000), Calendar: after.ProjectCalendar(), Earning: evm.PercentComplete},
		{ID: "b", Start: base.Tasks[1].Start, Finish: base.Tasks[1].Finish, Budget: yuan(1000), Calendar: after.ProjectCalendar(), Earning: evm.PercentComplete},
		{ID: "c", Start: base.Tasks[2].Start, Finish: base.Tasks[2].Finish, Budget: yuan(1000), Calendar: after.ProjectCalendar(), Earning: evm.PercentComplete},
	})
	if err != nil {
		t.Fatal(err)
	}
	m, _, err := evm.Measure(b, []evm.Progress{
		{TaskID: "a", Started: base.Tasks[0].Start, Finished: base.Tasks[0].Finish, ActualCost: kpi.Money(yuan(1100))},
		{TaskID: "b", Started: base.Tasks[1].Start, Percent: kpi.Ratio(1, 3, ""), ActualCost: kpi.Money(yuan(700))},
	}, plan.DataDate)
	if err != nil {
		t.Fatal(err)
	}
	return view.Status(w, view.StatusInput{Plan: plan, Result: after, Baseline: base, Value: m, Basis: evm.Basis{ETC: kpi.Money(yuan(1500))}})
}

func amountOf(t *testing.T, n int64) money.Amount {
	t.Helper()
	a, err := money.Parse(fmt.Sprint(n), "CNY")
	if err != nil {
		t.Fatal(err)
	}
	return a
}

var cellLink = regexp.MustCompile(`\[([^\]]*)\]\(#[^)]*\)`)

// unlinked is a text in Markdown without what its cells lead to.
func unlinked(text string) string { return cellLink.ReplaceAllString(text, "$1") }

// Every figure of a status leads to its inputs, and its formula gives it.
func TestFiguresCanBeRecomputed(t *testing.T) {
	least := map[string]int{"status": 200, "odds": 50, "deviations": 3, "exception": 6, "closing": 10, "closing judged": 11, "status by task": 30, "responses": 3}
	for _, lang := range []phrase.Lang{phrase.En, phrase.ZhCN} {
		all := 0
		for name, doc := range corpus(t, phrase.In(lang)) {
			n := readWire(t, doc).check(t, name)
			if n < least[name] {
				t.Errorf("%s: only %d figures", name, n)
			}
			all += n
		}
		t.Logf("%s: %d figures recomputed", lang, all)
	}
}

// A figure that is changed in the document, or an input, is found.
func TestAWrongFigureIsFound(t *testing.T) {
	doc := tracedStatus(t, phrase.In(phrase.En))
	w := readWire(t, doc)
	for name, b := range w.blocks {
		if b.Type != "trace" || b.Formula == "" || b.Figure.Value.Kind == "none" {
			continue
		}
		wrong := b.Figure.Value
		if wrong.Kind == "date" {
			wrong.Text = "2031-01-01T08:00"
		} else {
			wrong.Text = "123456789"
		}
		if w.follow(name, "", wrong, map[string]bool{}) == nil {
			t.Errorf("%s: nobody minds %v", name, wrong)
		}
	}
}

// By hand: earned are 1000 and a third of 1000, for 1800.
func TestTraceSaysHowCPIWasComputed(t *testing.T) {
	doc := tracedStatus(t, phrase.In(phrase.En))
	var trace report.Trace
	for _, b := range doc.Blocks {
		if x, ok := b.(report.Trace); ok && x.Name == "trace-cpi" {
			trace = x
		}
	}
	if trace.Formula != "ev / ac" || trace.Words != "Earned value (EV) ÷ Actual cost (AC)" || trace.Figure.Value != finding.Ratio(20, 27, "") || len(trace.Inputs) != 2 {
		t.Fatalf("got %+v", trace)
	}
	if got := doc.Format().Cell(&trace.Inputs[0].Column, trace.Inputs[0].Value); got != "CNY 1,333.33" || trace.Inputs[0].Column.Trace != "trace-ev" {
		t.Errorf("got %s", got)
	}
	if len(trace.About) != 4 {
		t.Errorf("%d facts about it", len(trace.About))
	}
}

// Every indicator of every document says what it means, where its use ends and
// which decision it supports, in both languages. Dates of the plan are none.
func TestEveryTracedFigureIsExplained(t *testing.T) {
	dates := []string{"trace-computed-date", "trace-start-date", "trace-finish-date", "trace-instant-date"}
	for _, lang := range report.Langs() {
		seen := map[string]bool{}
		for name, doc := range corpus(t, phrase.In(lang)) {
			for _, b := range doc.Blocks {
				x, ok := b.(report.Trace)
				if !ok || slices.Contains(dates, x.Name) {
					continue
				}
				seen[x.Name] = true
				parts := map[string]bool{}
				for _, f := range x.About {
					parts[f.Column.Name] = f.Value.Plain() != ""
				}
				if !parts["meaning"] || !parts["limits_of_use"] || !parts["decision_supported"] {
					t.Errorf("%s in %s: %s says only %v", name, lang, x.Name, parts)
				}
			}
		}
		if len(seen) < 90 {
			t.Errorf("only %d indicators", len(seen))
		}
	}
}
