package view_test

import (
	"bytes"
	"math/big"
	"slices"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/evm"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/dataset"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// sheet reckons measures over the rows of a star, slowly and as the words of
// the formulas say.
type sheet struct {
	rows     map[string][]map[string]finding.Value
	refers   map[string]string // column to column
	measures map[string]dataset.Formula
}

func newSheet(measures []dataset.Measure, in ...view.DatasetInput) *sheet {
	s := &sheet{rows: map[string][]map[string]finding.Value{}, refers: map[string]string{}, measures: map[string]dataset.Formula{}}
	for _, m := range measures {
		s.measures[m.Name] = m.Formula
	}
	for _, table := range view.Dataset(phrase.Printer{}, in...) {
		for _, c := range table.Columns {
			s.refers[table.Name+"."+c.Name] = c.Refers
		}
		for cells := range table.Rows {
			row := map[string]finding.Value{}
			for i, c := range table.Columns {
				row[c.Name] = cells[i]
			}
			s.rows[table.Name] = append(s.rows[table.Name], row)
		}
	}
	return s
}

// cell is the value of a column seen from a row of a table: of that row, or of
// the one that its references lead to.
func (s *sheet) cell(table string, row map[string]finding.Value, column string) finding.Value {
	at, name, _ := strings.Cut(column, ".")
	if at == table {
		return row[name]
	}
	for own, v := range row {
		to, key, refers := strings.Cut(s.refers[table+"."+own], ".")
		if !refers || to != at && to != "tasks" || to == table {
			continue
		}
		for _, other := range s.rows[to] {
			if other[key] == v {
				if found := s.cell(to, other, column); !found.IsZero() {
					return found
				}
			}
		}
	}
	return finding.Value{}
}

func (s *sheet) meets(table string, row map[string]finding.Value, c dataset.Condition) bool {
	a, b := s.cell(table, row, c.Column), c.Value
	if c.Other != "" {
		b = s.cell(table, row, c.Other)
	}
	if a.IsZero() || b.IsZero() || a.IsUnknown() || b.IsUnknown() {
		return false
	}
	order := strings.Compare(a.Plain(), b.Plain()) // dates of one grain, truth values, equal numbers
	return [...]bool{order == 0, order != 0, order <= 0, order >= 0}[c.Is]
}

// chosen are the values of a formula's column, or one for each row.
func (s *sheet) chosen(f dataset.Formula) []finding.Value {
	table, column, _ := strings.Cut(f.Column, ".")
	if f.Op == dataset.OpRows {
		table = f.Table
	}
	var list []finding.Value
	for _, row := range s.rows[table] {
		meets := true
		for _, c := range f.Where {
			meets = meets && s.meets(table, row, c)
		}
		switch v := row[column]; {
		case !meets:
		case f.Op == dataset.OpRows:
			list = append(list, finding.Bool(true))
		case !v.IsZero() && !v.IsUnknown():
			list = append(list, v)
		}
	}
	return list
}

// number reckons a formula; nil is no value.
func (s *sheet) number(f dataset.Formula) *big.Rat {
	switch f.Op {
	case dataset.OpMeasure:
		return s.number(s.measures[f.Measure])
	case dataset.OpSum, dataset.OpRows:
		var sum *big.Rat
		for _, v := range s.chosen(f) {
			if sum == nil {
				sum = new(big.Rat)
			}
			if r, ok := v.Rat(); ok {
				sum.Add(sum, r)
			} else {
				sum.Add(sum, big.NewRat(1, 1))
			}
		}
		return sum
	}
	a, b := s.number(f.Args[0]), s.number(f.Args[1])
	if a == nil || b == nil || f.Op == dataset.OpDivide && b.Sign() == 0 {
		return nil
	}
	switch f.Op {
	case dataset.OpSubtract:
		return new(big.Rat).Sub(a, b)
	case dataset.OpDivide:
		return new(big.Rat).Quo(a, b)
	}
	return nil
}

// The measures over all rows equal what the room of earned value computes at
// the last measurement.
func TestStarMeasuresAreThoseOfEarnedValue(t *testing.T) {
	measures := view.DatasetMeasures(phrase.Printer{})
	compared := 0
	for seed := range uint64(60) {
		in := randomStar(t, "p", seed)
		s := newSheet(measures, in)
		if len(in.Measured) == 0 {
			if pv := s.number(dataset.Of("PV")); pv != nil {
				t.Errorf("seed %d: PV %v before anything was measured", seed, pv)
			}
			continue
		}
		last := in.Measured[len(in.Measured)-1].Status
		for name, want := range map[string]kpi.Value{
			"PV": last.PV, "EV": last.EV, "AC": last.AC, "SV": last.SV(), "CV": last.CV(), "SPI": last.SPI(), "CPI": last.CPI(), "BAC": last.BAC,
			"EAC": last.EAC(evm.ByCPI, evm.Basis{}), "Planned": in.Budget.BAC(),
		} {
			r, known := want.Rat()
			if !known || last.EV.IsUnknown() || last.AC.IsUnknown() {
				continue
			}
			compared++
			got := s.number(dataset.Of(name))
			if got == nil && r.Sign() == 0 {
				continue // nothing was added, so there is nothing to sum
			}
			if got == nil || got.Cmp(r) != 0 {
				t.Errorf("seed %d: %s is %v, want %v", seed, name, got, want)
			}
		}
	}
	if compared < 100 {
		t.Errorf("only %d figures compared", compared)
	}
}

// slipped is the project with every third task a day longer than its baseline.
func slipped(t *testing.T, in view.DatasetInput) view.DatasetInput {
	t.Helper()
	plan := *in.Plan
	plan.Tasks = slices.Clone(plan.Tasks)
	for i := range plan.Tasks {
		if i%3 == 0 {
			plan.Tasks[i].Duration.Length += 8 * calendar.Hour
		}
	}
	result, err := schedule.Compute(&plan, schedule.Options{})
	if err != nil {
		t.Fatal(err)
	}
	in.Plan, in.Result = &plan, result
	return in
}

// The counts equal those of the tables, one row at a time.
func TestStarMeasuresCount(t *testing.T) {
	measures := view.DatasetMeasures(phrase.Printer{})
	late, critical := 0, 0
	for seed := range uint64(20) {
		in := slipped(t, randomStar(t, "p", seed))
		s := newSheet(measures, in)
		want := map[string]int64{}
		parents, inactive := map[schedule.TaskID]bool{}, map[schedule.TaskID]bool{}
		for _, task := range in.Plan.Tasks {
			parents[task.Parent], inactive[task.ID] = true, task.Inactive
		}
		for id, x := range in.Result.All() {
			if parents[id] || inactive[id] {
				continue
			}
			if x.Critical {
				want["Critical tasks"]++
			}
			if in.Baseline == nil {
				continue
			}
			for _, b := range in.Baseline.Tasks {
				if b.ID == id && !x.Finish.IsZero() && x.Finish > b.Finish {
					want["Tasks late"]++
				}
			}
		}
		late, critical = late+int(want["Tasks late"]), critical+int(want["Critical tasks"])
		for _, name := range []string{"Tasks late", "Critical tasks"} {
			got := s.number(dataset.Of(name))
			if got == nil {
				got = new(big.Rat)
			}
			if got.Cmp(big.NewRat(want[name], 1)) != 0 {
				t.Errorf("seed %d: %s is %v, want %d", seed, name, got, want[name])
			}
		}
	}
	if late == 0 || critical == 0 {
		t.Errorf("%d tasks late, %d critical", late, critical)
	}
}

// Every measure has a title and a meaning of its own in both languages, and the
// book has none that is not used.
func TestStarMeasuresHaveWords(t *testing.T) {
	for _, lang := range report.Langs() {
		w := phrase.In(lang)
		titles := map[string]bool{}
		for _, m := range view.DatasetMeasures(w) {
			if m.Title == "" || m.Meaning == "" || titles[m.Title] || strings.Contains(m.Title, "measure.") || strings.Contains(m.Meaning, "measure.") {
				t.Errorf("%s: %s is called %q, which means %q", lang, m.Name, m.Title, m.Meaning)
			}
			titles[m.Title] = true
		}
		keys := 0
		for _, key := range phrase.Standard().Keys() {
			if strings.HasPrefix(key, "measure.") {
				keys++
			}
		}
		if keys != len(titles) {
			t.Errorf("%d meanings for %d measures", keys, len(titles))
		}
		schemas := view.DatasetSchemas(w)
		for _, f := range dataset.CheckMeasures(view.DatasetMeasures(w), schemas) {
			t.Errorf("%s: %v", lang, f)
		}
	}
}

// The star goes into every tool, in both languages.
func TestStarGoesIntoTheTools(t *testing.T) {
	for _, lang := range report.Langs() {
		w := phrase.In(lang)
		schemas := view.DatasetSchemas(w)
		files, _, err := view.DatasetPowerBI(w, "Projects").Files(schemas...)
		if err != nil {
			t.Fatal(err)
		}
		visuals, cultures := 0, 0
		for _, f := range files {
			if strings.HasSuffix(f.Path, "/visual.json") {
				visuals++
			}
			if strings.Contains(f.Path, "/cultures/") {
				cultures++
			}
		}
		if visuals != 10 || cultures != 2 || len(files) < len(schemas) {
			t.Errorf("%s: %d files, %d visuals, %d cultures", lang, len(files), visuals, cultures)
		}
		var packed bytes.Buffer
		left, err := view.DatasetTableau(w, "Projects").Pack(&packed, dataset.CSV{}, view.Dataset(w, randomStar(t, "p", 7))...)
		if err != nil || packed.Len() == 0 {
			t.Fatal(err)
		}
		for _, f := range left {
			if f.Code != dataset.CodeLeftOut && f.Code != dataset.CodeWithin || f.Subject.Field == "indicator_id" || f.Subject.Field == "from_task_id" {
				t.Errorf("%s: %v", lang, f)
			}
		}
		push := dataset.Push{Name: "Projects", Measures: view.DatasetMeasures(w)}
		if _, _, err := push.Definition(schemas...); err != nil {
			t.Fatal(err)
		}
		for _, table := range view.Dataset(w, randomStar(t, "p", 7)) {
			for _, err := range push.Batches(table) {
				if err != nil {
					t.Error(err)
				}
			}
		}
	}
}

// Over several projects the measures add up, and PV counts up to the status
// date of each.
func TestStarMeasuresAddUp(t *testing.T) {
	measures := view.DatasetMeasures(phrase.Printer{})
	compared := 0
	for seed := range uint64(15) {
		var in []view.DatasetInput
		alone := map[string]*big.Rat{}
		for k, id := range []string{"p", "p/q", "r"} {
			in = append(in, randomStar(t, id, 3*seed+uint64(k)))
			s := newSheet(measures, in[k])
			for _, name := range []string{"Planned", "PV", "EV", "AC", "Critical tasks", "Risk exposure"} {
				if r := s.number(dataset.Of(name)); r != nil {
					alone[name] = new(big.Rat).Add(r, orZero(alone[name]))
				}
			}
		}
		together := newSheet(measures, in...)
		for name, want := range alone {
			compared++
			if got := together.number(dataset.Of(name)); got == nil || got.Cmp(want) != 0 {
				t.Errorf("seed %d: %s is %v together, %v one by one", seed, name, got, want)
			}
		}
	}
	if compared < 60 {
		t.Errorf("only %d figures compared", compared)
	}
}

func orZero(r *big.Rat) *big.Rat {
	if r == nil {
		return new(big.Rat)
	}
	return r
}

// A choice of project or day reaches the figures: these relations filter, and
// those that repeat them do not.
func TestStarRelationsFilter(t *testing.T) {
	files, _, err := view.DatasetPowerBI(phrase.Printer{}, "").Files(view.DatasetSchemas(phrase.Printer{})...)
	if err != nil {
		t.Fatal(err)
	}
	active := map[string]bool{}
	for _, f := range files {
		if !strings.HasSuffix(f.Path, "/relationships.tmdl") {
			continue
		}
		for _, part := range strings.Split(string(f.Data), "\n\n") {
			_, from, _ := strings.Cut(part, "fromColumn: ")
			from, to, _ := strings.Cut(from, "\n\ttoColumn: ")
			active[strings.TrimSpace(from)+">"+strings.TrimSpace(to)] = !strings.Contains(part, "isActive: false")
		}
	}
	for relation, want := range map[string]bool{
		"tasks.project_id>projects.project_id": true, "costs_by_period.task_id>tasks.task_id": true, "costs_by_period.period_end>calendar.date": true,
		"progress_by_period.task_id>tasks.task_id": true, "progress_by_period.period_end>calendar.date": true,
		"assignments.task_id>tasks.task_id": true, "links.from_task_id>tasks.task_id": true, "risks.project_id>projects.project_id": true,
		"responses.risk_id>risks.risk_id": true, "odds.project_id>projects.project_id": true, "indicator_values.indicator_id>indicators.indicator_id": true,
		"costs_by_period.project_id>projects.project_id": false, "links.to_task_id>tasks.task_id": false, "projects.sponsor_id>people.person_id": false,
	} {
		if got, known := active[relation]; got != want || !known {
			t.Errorf("%s filters: %v, want %v", relation, got, want)
		}
	}
}
