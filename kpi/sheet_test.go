package kpi_test

import (
	"encoding/json"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

func pureInt(n int) kpi.Value { return kpi.Int(int64(n), "") }

func yuan(t *testing.T, amount string) kpi.Value {
	t.Helper()
	a, err := money.Parse(amount, "CNY")
	if err != nil {
		t.Fatal(err)
	}
	return kpi.Money(a)
}

// reads checks a value by its text, "3/8 h" or "unknown (no-data)".
func reads(t *testing.T, name string, got kpi.Value, want string) {
	t.Helper()
	if got.String() != want {
		t.Errorf("%s: got %v, want %s", name, got, want)
	}
}

// someFigures computes every indicator of the sheet once from known inputs.
func someFigures() []kpi.Figure {
	one, two, three, four := pureInt(1), pureInt(2), pureInt(3), pureInt(4)
	march := calendar.DateOf(2026, 3, 10)
	marks := []kpi.Value{one, two, three}
	eval := kpi.Evaluation{ScaleMin: one, ScaleMax: four, Criteria: []kpi.Rated{{ID: "a", Weight: one, Score: two}}}
	return slices.Concat(
		kpi.BudgetStatus{Budget: four, Actual: one, Committed: two}.Figures(),
		kpi.Burn{Spent: one, ElapsedDays: two, Budget: four}.Figures(),
		kpi.DefectDensity{Defects: one, Size: two, Per: three}.Figures(),
		kpi.Yield{Total: four, FirstPass: two, Reworked: one, Scrapped: one}.Figures(),
		kpi.ReworkEffort{Rework: one, Total: two}.Figures(),
		kpi.Stages{{In: two, Good: one}}.Figures(),
		kpi.CostOfQuality{Prevention: one, Appraisal: one, InternalFailure: two, ExternalFailure: three, Base: four}.Figures(),
		kpi.DefectRemoval{BeforeRelease: three, AfterRelease: one}.Figures(),
		kpi.Deliverables{{ID: "d", Submissions: 1, Accepted: true, Met: one, Criteria: two, Defects: three, Rework: four, Complaints: one, Reviewed: one, Parts: two}}.Figures(),
		kpi.Utilisation{Gross: four, Leave: one, Worked: two, Billable: one}.Figures(),
		kpi.Allocation{{Capacity: two, Allocated: three}}.Figures(),
		kpi.Demand{Capacity: marks, Items: []kpi.Movable{{Work: four, From: 1, To: 2}}}.Figures(),
		kpi.Cadence{Planned: four, Held: three, OnTime: two}.Figures(),
		kpi.ActionItems{AsOf: march, Items: []kpi.ActionItem{{Due: march.AddDays(-3)}, {Due: march, Closed: march}}}.Figures(),
		eval.Figures(), []kpi.Figure{kpi.Improvement(eval, eval)},
		kpi.ScaleChange{Score: two, From: three, To: four}.Figures(),
		kpi.Ratings{{Rater: "r", Person: "p", Score: two}}.Figures(),
		kpi.TScoresOf(marks).Figures(marks)[:1],
		kpi.Contribution{GroupScore: two, Share: three}.Figures(),
	)
}

// Every definition of the sheet is sound, has a figure, and the trace of the
// figure gives every input that the definition names.
func TestSheetDefsAndFigures(t *testing.T) {
	defs := map[string]kpi.Def{}
	for _, d := range kpi.SheetDefs() {
		defs[d.Key] = d
	}
	if found := kpi.CheckDefs(kpi.SheetDefs()); len(found) > 0 {
		t.Errorf("%v", found)
	}
	computed := map[string]bool{}
	for _, f := range someFigures() {
		computed[f.Key] = true
		def, ok := defs[f.Key]
		if !ok || f.Formula != def.Formula || f.Value.IsUnknown() {
			t.Errorf("%v", f)
			continue
		}
		for _, name := range def.Inputs {
			if !slices.ContainsFunc(f.Inputs, func(in kpi.Input) bool { return in.Name == name || strings.HasPrefix(in.Name, name+".") }) {
				t.Errorf("%s: the trace lacks %s: %v", f.Key, name, f)
			}
		}
		if got := f.Value.Unit(); got != "" && got != def.Unit {
			t.Errorf("%s is in %q, its definition in %q", f.Key, got, def.Unit)
		}
	}
	for key := range defs {
		if !computed[key] {
			t.Errorf("%s has no figure", key)
		}
	}
	if len(defs) != 52 {
		t.Errorf("%d definitions", len(defs))
	}
}

// Nothing measured gives nothing known, and no number out of nowhere. Sums of
// nothing are 0, and so are counts.
func TestNothingMeasured(t *testing.T) {
	sums := map[string]bool{
		"evaluation.weight_used": true, "resource.over": true, "resource.over_days": true, "resource.over_peak": true, "resource.shortage": true, "communication.actions": true,
	}
	for _, f := range slices.Concat(
		kpi.BudgetStatus{}.Figures(), kpi.Burn{}.Figures(), kpi.DefectDensity{}.Figures(), kpi.Yield{}.Figures(), kpi.ReworkEffort{}.Figures(), kpi.Stages(nil).Figures(),
		kpi.CostOfQuality{}.Figures(), kpi.DefectRemoval{}.Figures(), kpi.Deliverables(nil).Figures(), kpi.Utilisation{}.Figures(), kpi.Allocation(nil).Figures(),
		kpi.Demand{}.Figures(), kpi.Cadence{}.Figures(), kpi.ActionItems{}.Figures(), kpi.Evaluation{}.Figures(), kpi.ScaleChange{}.Figures(), kpi.Contribution{}.Figures(),
		[]kpi.Figure{kpi.Improvement(kpi.Evaluation{}, kpi.Evaluation{})},
	) {
		sign, known := f.Value.Sign()
		if known != sums[f.Key] || known && sign != 0 {
			t.Errorf("%v", f)
		}
	}
	if c := kpi.Ratings(nil).Correct(); c.GrandMean.Reason() != kpi.ReasonNoData || len(c.People)+len(c.Raters) > 0 {
		t.Errorf("%v", c)
	}
	if s := kpi.TScoresOf(nil); s.Mean.Reason() != kpi.ReasonNoData || s.Deviation.Reason() != kpi.ReasonNoData || len(s.T) > 0 {
		t.Errorf("%v", s)
	}
}

// Amounts keep their currency, shares lose it, and units that do not belong
// together are refused.
func TestSheetUnits(t *testing.T) {
	b := kpi.BudgetStatus{Budget: yuan(t, "250000"), Actual: yuan(t, "181250.40")}
	reads(t, "variance", b.Variance(), "68749.6 CNY")
	reads(t, "available without commitments", b.Available(), "68749.6 CNY")
	reads(t, "share", b.ConsumedPct(), "72.50016 %")
	b.Committed = kpi.Unknown(kpi.ReasonNoData)
	reads(t, "commitments unknown", b.Available(), "unknown (no-data)")
	b.Actual = kpi.Int(5, "h")
	reads(t, "money and hours", b.Variance(), "unknown (unit-mismatch)")

	burn := kpi.Burn{Spent: yuan(t, "96000"), ElapsedDays: kpi.Int(60, "day"), Budget: yuan(t, "240000")}
	reads(t, "burn", burn.PerDay(), "1600 CNY")
	reads(t, "runway", burn.RunwayDays(), "90 day")
	burn.ElapsedDays = kpi.Int(60, "h")
	reads(t, "hours for days", burn.PerDay(), "unknown (unit-mismatch)")

	d := kpi.DefectDensity{Defects: pureInt(37), Size: kpi.Int(12400, "line"), Per: kpi.Int(1000, "line")}
	reads(t, "density", d.Value(), "185/62")
	d.Per = kpi.Value{}
	reads(t, "per one line", d.Value(), "37/12400")
	d.Per = kpi.Int(1, "page")
	reads(t, "pages for lines", d.Value(), "unknown (unit-mismatch)")

	u := kpi.Utilisation{Gross: kpi.Int(160, "h"), Leave: kpi.Int(24, "h"), Worked: kpi.Int(170, "h"), Billable: kpi.Int(68, "h")}
	reads(t, "overtime", u.Pct(), "125 %")
	reads(t, "billable", u.BillablePct(), "50 %")
}

func TestSheetEdges(t *testing.T) {
	burn := kpi.Burn{Spent: pureInt(0), ElapsedDays: pureInt(9), Budget: pureInt(5)}
	reads(t, "nothing burnt", burn.RunwayDays(), "unknown (zero-denominator)")
	burn.Spent = pureInt(-9)
	reads(t, "credit", burn.PerDay(), "-1")
	reads(t, "runway of a credit", burn.RunwayDays(), "unknown (non-positive-denominator)")
	burn.Spent, burn.ElapsedDays = pureInt(4), pureInt(-1)
	reads(t, "days before the start", burn.PerDay(), "unknown (non-positive-denominator)")
	burn.ElapsedDays, burn.Budget = pureInt(2), pureInt(4)
	reads(t, "just spent", burn.RunwayDays(), "0 day")

	u := kpi.Utilisation{Gross: pureInt(1), Leave: pureInt(2), Worked: pureInt(1), Billable: pureInt(0)}
	reads(t, "more leave than time", u.Pct(), "unknown (non-positive-denominator)")
	reads(t, "capacity below zero is shown", u.Capacity(), "-1")

	stages := kpi.Stages{{In: pureInt(4), Good: pureInt(3)}, {In: pureInt(0), Good: pureInt(0)}}
	reads(t, "a stage that nothing entered", stages.RolledYield(), "unknown (undefined-factor)")

	night := kpi.Allocation{{Capacity: pureInt(0), Allocated: pureInt(3)}, {Capacity: pureInt(8), Allocated: pureInt(8)}}
	reads(t, "work on a day without capacity", night.Over(), "3")
	reads(t, "its days", night.OverDays(), "1")
	night = append(night, kpi.DayLoad{Capacity: pureInt(8)})
	reads(t, "a day that was not stated", night.Over(), "unknown (missing-input)")
	reads(t, "its days", night.OverDays(), "unknown (missing-input)")
	reads(t, "its peak", night.Peak(), "unknown (missing-input)")

	e := kpi.Evaluation{ScaleMin: pureInt(5), ScaleMax: pureInt(5), Criteria: []kpi.Rated{{ID: "a", Weight: pureInt(0), Score: pureInt(5)}}}
	reads(t, "no weight", e.Score(), "unknown (zero-denominator)")
	e.Criteria[0].Weight = pureInt(1)
	reads(t, "one level", e.Normalized(), "unknown (zero-denominator)")

	s := kpi.ScaleChange{Score: pureInt(1), From: pureInt(1), To: pureInt(5)}
	reads(t, "from one level", s.Value(), "unknown (zero-denominator)")
	if s.Check() != kpi.ErrScale || (kpi.ScaleChange{From: pureInt(2)}).Check() != nil {
		t.Error("a scale of one level is an error, another is none")
	}
	reads(t, "same for all", kpi.TScoresOf([]kpi.Value{pureInt(7), pureInt(7)}).T[1], "50")
	reads(t, "a score is missing", kpi.TScoresOf([]kpi.Value{pureInt(7), {}}).T[0], "unknown (missing-input)")
	zero := kpi.Ratings{{Rater: "a", Person: "p", Score: pureInt(0)}, {Rater: "b", Person: "p", Score: pureInt(2)}}.Correct().People[0]
	reads(t, "a rater who gives 0", zero.Ratio, "unknown (zero-denominator)")
	reads(t, "is centred all the same", zero.Centred, "1")
}

func TestImprovementNeedsTheSameCriteria(t *testing.T) {
	before := kpi.Evaluation{ScaleMin: pureInt(1), ScaleMax: pureInt(5), Criteria: []kpi.Rated{{"a", pureInt(2), pureInt(3)}, {"b", pureInt(1), pureInt(4)}}}
	change := func(edit func(*kpi.Evaluation)) kpi.Value {
		now := before
		now.Criteria = slices.Clone(before.Criteria)
		now.Criteria[0].Score = pureInt(5)
		edit(&now)
		return kpi.Improvement(before, now).Value
	}
	reads(t, "better", change(func(*kpi.Evaluation) {}), "4/3")
	reads(t, "in another order", change(func(e *kpi.Evaluation) { slices.Reverse(e.Criteria) }), "4/3")
	const broken = "unknown (insufficient-history)"
	reads(t, "other weight", change(func(e *kpi.Evaluation) { e.Criteria[1].Weight = pureInt(3) }), broken)
	reads(t, "other criterion", change(func(e *kpi.Evaluation) { e.Criteria[1].ID = "c" }), broken)
	reads(t, "one not rated", change(func(e *kpi.Evaluation) { e.Criteria[1].Score = kpi.Value{} }), broken)
	reads(t, "one more", change(func(e *kpi.Evaluation) { e.Criteria = append(e.Criteria, kpi.Rated{"c", pureInt(1), pureInt(1)}) }), broken)
	reads(t, "other scale", change(func(e *kpi.Evaluation) { e.ScaleMax = pureInt(7) }), broken)
}

func TestActionItemsWithoutDates(t *testing.T) {
	day := calendar.DateOf(2026, 3, 31)
	a := kpi.ActionItems{AsOf: day, Items: []kpi.ActionItem{{ID: "never due"}, {ID: "done", Closed: day}, {ID: "closed later", Due: day.AddDays(-2), Closed: day.AddDays(1)}}}
	for i, want := range []string{"3", "1/3", "1", "0", "0", "1", "2 day"} {
		reads(t, a.Figures()[i].Key, a.Figures()[i].Value, want)
	}
	last := kpi.ActionItems{AsOf: day, Items: []kpi.ActionItem{{Due: day, Closed: day}, {Due: day.AddDays(-1), Closed: day}}}
	reads(t, "closed on its last day is on time", last.OnTimeRate(), "0.5")
	a.AsOf = calendar.Date{}
	reads(t, "no date of review", a.ClosedRate(), "unknown (missing-input)")
	reads(t, "the total", a.Total(), "3")
}

func TestSheetWarnings(t *testing.T) {
	if found := (kpi.Yield{Total: pureInt(3), FirstPass: pureInt(1), Reworked: pureInt(1), Scrapped: pureInt(1)}).Check(); len(found) > 0 {
		t.Errorf("%v", found)
	}
	if found := (kpi.Yield{Total: pureInt(3), FirstPass: pureInt(1)}).Check(); len(found) > 0 {
		t.Errorf("what is unknown is not off: %v", found)
	}
	r := kpi.Ratings{{"a", "p", pureInt(1)}, {"a", "q", pureInt(2)}, {"b", "p", pureInt(3)}, {"b", "q", kpi.Value{}}}
	var codes []finding.Code
	for _, f := range r.Check(2) {
		codes = append(codes, f.Code)
		if f.Subject.ID != "b" || f.Got.Plain() != "1" || f.Want.Plain() != "2" {
			t.Errorf("%v", f)
		}
	}
	if !slices.Equal(codes, []finding.Code{kpi.CodeRaterFewPeople, kpi.CodeRaterOtherPeople}) {
		t.Errorf("%v", codes)
	}
	if few, enough := kpi.TScoresOf(make([]kpi.Value, 4)).Check(), kpi.TScoresOf(make([]kpi.Value, 5)).Check(); len(few) != 1 || len(enough) != 0 {
		t.Errorf("%v %v", few, enough)
	}
}

func TestOverDates(t *testing.T) {
	monday := calendar.DateOf(2026, 3, 2)
	var week kpi.Allocation
	for i, hours := range []int{9, 8, 0, 12} {
		week = append(week, kpi.DayLoad{Date: monday.AddDays(i), Capacity: pureInt(8), Allocated: pureInt(hours)})
	}
	if got := week.OverDates(); !slices.Equal(got, []calendar.Date{monday, monday.AddDays(3)}) {
		t.Errorf("%v", got)
	}
}

// The inputs of the sheet keep their form in JSON.
func TestSheetJSON(t *testing.T) {
	b := kpi.BudgetStatus{Budget: yuan(t, "10"), Actual: kpi.Ratio(1, 3, "h")}
	data, err := json.Marshal(b)
	if want := `{"budget":{"value":"10","currency":"CNY"},"actual":{"value":"1/3","unit":"h"}}`; err != nil || string(data) != want {
		t.Errorf("%s, %v", data, err)
	}
}

// fits is the slow oracle of feasibility: it places the work hour by hour,
// moving placed hours out of the way along augmenting paths.
func fits(capacity []int, items []kpi.Movable, hours []int) bool {
	placed := make([][]int, len(capacity)) // items on each day, one entry an hour
	var place func(item int, tried []bool) bool
	place = func(item int, tried []bool) bool {
		for day := items[item].From - 1; day < items[item].To; day++ {
			if tried[day] {
				continue
			}
			tried[day] = true
			if len(placed[day]) < capacity[day] {
				placed[day] = append(placed[day], item)
				return true
			}
			for i, other := range placed[day] {
				if place(other, tried) {
					placed[day][i] = item
					return true
				}
			}
		}
		return false
	}
	for item := range items {
		for range hours[item] {
			if !place(item, make([]bool, len(capacity))) {
				return false
			}
		}
	}
	return true
}

// Hall's condition against placing the work, hour by hour; and the shortage is
// what one must add to the worst window, no less.
func TestFeasibilityAgreesWithPlacing(t *testing.T) {
	const seed = 71
	r := rand.New(rand.NewPCG(seed, 1))
	short := 0
	for round := range 1500 {
		capacity, hours := make([]int, 1+r.IntN(5)), make([]int, r.IntN(5))
		d := kpi.Demand{}
		for i := range capacity {
			capacity[i] = r.IntN(5)
			d.Capacity = append(d.Capacity, pureInt(capacity[i]))
		}
		for i := range hours {
			hours[i] = r.IntN(6)
			from := 1 + r.IntN(len(capacity))
			d.Items = append(d.Items, kpi.Movable{Work: pureInt(hours[i]), From: from, To: from + r.IntN(len(capacity)-from+1)})
		}
		f := d.Feasibility()
		if want := fits(capacity, d.Items, hours); f.Feasible != want {
			t.Fatalf("seed %d round %d: %v, want %v for %v", seed, round, f.Feasible, want, d)
		}
		if f.Feasible {
			reads(t, "over", f.Over, "0")
			continue
		}
		short++
		need := pureInt(0)
		for i, item := range d.Items {
			if item.From >= f.From && item.To <= f.To {
				need = need.Add(pureInt(hours[i]))
			}
		}
		if !need.Sub(kpi.Sum(d.Capacity[f.From-1 : f.To])).Equal(f.Over) {
			t.Fatalf("seed %d round %d: window %d to %d is not short by %v in %v", seed, round, f.From, f.To, f.Over, d)
		}
	}
	if short < 300 {
		t.Errorf("only %d infeasible", short)
	}
}

// Of windows that are equally short the first is named: by its first day, then
// by its last.
func TestFeasibilityNamesTheFirstWindow(t *testing.T) {
	for _, c := range []struct{ day1, day2, item, from, to int }{{0, 1, 2, 1, 2}, {1, 0, 1, 1, 1}} {
		d := kpi.Demand{Capacity: []kpi.Value{pureInt(c.day1), pureInt(c.day2)}, Items: []kpi.Movable{{pureInt(2), c.item, c.item}}}
		if f := d.Feasibility(); f.From != c.from || f.To != c.to || !f.Over.Equal(pureInt(1)) {
			t.Errorf("%v: %v", c, f)
		}
	}
}

// windows is the condition to the letter: every window is summed up.
func windows(d kpi.Demand) (over kpi.Value, from, to int) {
	over = pureInt(0)
	for a := 1; a <= len(d.Capacity); a++ {
		for b := a; b <= len(d.Capacity); b++ {
			need := pureInt(0)
			for _, item := range d.Items {
				if item.From >= a && item.To <= b {
					need = need.Add(item.Work)
				}
			}
			short := need.Sub(kpi.Sum(d.Capacity[a-1 : b]))
			if order, _ := short.Cmp(over); order > 0 {
				over, from, to = short, a, b
			}
		}
	}
	return over, from, to
}

// The sweep against the letter, with fractions, days without capacity and ties.
func TestFeasibilityAgreesWithEveryWindow(t *testing.T) {
	const seed = 75
	r := rand.New(rand.NewPCG(seed, 1))
	for round := range 300 {
		d := kpi.Demand{}
		for range r.IntN(14) {
			d.Capacity = append(d.Capacity, kpi.Ratio(r.Int64N(5), 1+r.Int64N(3), ""))
		}
		for range r.IntN(9) * min(1, len(d.Capacity)) {
			from := 1 + r.IntN(len(d.Capacity))
			d.Items = append(d.Items, kpi.Movable{Work: kpi.Ratio(r.Int64N(9), 1+r.Int64N(3), ""), From: from, To: from + r.IntN(len(d.Capacity)-from+1)})
		}
		over, from, to := windows(d)
		if f := d.Feasibility(); !f.Over.Equal(over) || f.From != from || f.To != to || f.Feasible != (from == 0) {
			t.Fatalf("seed %d round %d: %v, want %v in %d to %d, of %v", seed, round, f, over, from, to, d)
		}
	}
}

// Ten years of days take no longer than a blink.
func BenchmarkFeasibility3650(b *testing.B) {
	d := kpi.Demand{}
	for i := range 3650 {
		d.Capacity = append(d.Capacity, kpi.Ratio(15, 2, "h"))
		d.Items = append(d.Items, kpi.Movable{Work: kpi.Int(8, "h"), From: i + 1, To: min(3650, i+5)})
	}
	for b.Loop() {
		if f := d.Feasibility(); f.From != 1 || f.To != 3650 || !f.Over.Equal(kpi.Int(1825, "h")) { // half an hour a day
			b.Fatal(f)
		}
	}
}

func TestFeasibilityNeedsWindows(t *testing.T) {
	for _, m := range []kpi.Movable{{pureInt(1), 0, 1}, {pureInt(1), 2, 1}, {pureInt(1), 1, 3}} {
		f := kpi.Demand{Capacity: []kpi.Value{pureInt(9), pureInt(9)}, Items: []kpi.Movable{m}}.Feasibility()
		if f.Feasible || f.Over.Reason() != kpi.ReasonMissingInput {
			t.Errorf("%v: %v", m, f)
		}
	}
	f := kpi.Demand{Capacity: []kpi.Value{kpi.Int(8, "h")}, Items: []kpi.Movable{{kpi.Int(1, "day"), 1, 1}}}.Feasibility()
	if f.Feasible || f.Over.Reason() != kpi.ReasonUnitMismatch {
		t.Errorf("%v", f)
	}
}

func randomCounts(r *rand.Rand, n int) []kpi.Value {
	list := make([]kpi.Value, n)
	for i := range list {
		list[i] = kpi.Ratio(r.Int64N(1000), 1+r.Int64N(20), "")
	}
	return list
}

// Identities that hold for any numbers.
func TestSheetIdentities(t *testing.T) {
	const seed = 72
	r := rand.New(rand.NewPCG(seed, 1))
	same := func(name string, a, b kpi.Value) {
		t.Helper()
		if !a.Equal(b) {
			t.Fatalf("seed %d: %s: %v and %v", seed, name, a, b)
		}
	}
	hundred := kpi.Int(100, "%")
	for range 500 {
		v := randomCounts(r, 8)
		b := kpi.BudgetStatus{Budget: v[0].Add(pureInt(1)), Actual: v[1], Committed: v[2]}
		same("what is left and what is used make all", b.VariancePct().Add(b.ConsumedPct()), hundred)
		same("available and committed make the variance", b.Available().Add(v[2]), b.Variance())

		y := kpi.Yield{Total: v[0].Add(v[1]).Add(v[2]).Add(pureInt(1)), FirstPass: v[0].Add(pureInt(1)), Reworked: v[1], Scrapped: v[2]}
		same("accepted and scrapped make all", y.FinalPct().Add(y.FailPct()), hundred)
		if len(y.Check()) > 0 {
			t.Fatalf("%v", y.Check())
		}

		c := kpi.CostOfQuality{Prevention: v[3], Appraisal: v[4], InternalFailure: v[5], ExternalFailure: v[6], Base: v[7].Add(pureInt(1))}
		same("good and poor make the cost", c.Good().Add(c.Poor()), c.Total())

		s := kpi.Stages{{In: v[0].Add(pureInt(1)), Good: v[1].Add(pureInt(1))}}
		s = append(s, kpi.Stage{In: s[0].Good, Good: v[2]})
		same("stages in a row yield last / first", s.RolledYield(), v[2].Div(s[0].In))

		from, to := pureInt(2+r.IntN(8)), pureInt(2+r.IntN(8))
		there := kpi.ScaleChange{Score: v[0], From: from, To: to}.Value()
		same("there and back", kpi.ScaleChange{Score: there, From: to, To: from}.Value(), v[0])
		same("top to top", kpi.ScaleChange{Score: from, From: from, To: to}.Value(), to)

		burn := kpi.Burn{Spent: v[0].Add(pureInt(1)), ElapsedDays: v[1].Add(pureInt(1)), Budget: v[0].Add(v[2]).Add(pureInt(1))}
		days, _ := burn.RunwayDays().Rat()
		same("runway at the rate spends the rest", burn.PerDay().Mul(kpi.Rat(days, "")), v[2])
	}
}

// Corrected means of everybody keep the grand mean when all raters rated the
// same people, and a rater who is stricter by a constant changes no centred one.
func TestRaterCorrectionLaws(t *testing.T) {
	const seed = 73
	r := rand.New(rand.NewPCG(seed, 1))
	for range 200 {
		var ratings, stricter kpi.Ratings
		for _, rater := range []string{"a", "b", "c"} {
			for _, person := range []string{"p", "q", "r", "s"} {
				score := 1 + r.IntN(9)
				ratings = append(ratings, kpi.Rating{Rater: rater, Person: person, Score: pureInt(score)})
				if rater == "b" {
					score += 3
				}
				stricter = append(stricter, kpi.Rating{Rater: rater, Person: person, Score: pureInt(score)})
			}
		}
		c, d := ratings.Correct(), stricter.Correct()
		var raw, ratio, centred []kpi.Value
		for i, p := range c.People {
			raw, ratio, centred = append(raw, p.Raw), append(ratio, p.Ratio), append(centred, p.Centred)
			if !d.People[i].Centred.Sub(d.GrandMean).Equal(p.Centred.Sub(c.GrandMean)) {
				t.Fatalf("seed %d: %s depends on how strict a rater is", seed, p.Person)
			}
		}
		for _, list := range [][]kpi.Value{raw, ratio, centred} {
			if !kpi.Mean(list).Equal(c.GrandMean) {
				t.Fatalf("seed %d: mean %v, want %v", seed, kpi.Mean(list), c.GrandMean)
			}
		}
		r.Shuffle(len(ratings), func(i, j int) { ratings[i], ratings[j] = ratings[j], ratings[i] })
		if again, _ := json.Marshal(ratings.Correct()); string(again) != string(must(json.Marshal(c))) {
			t.Fatalf("seed %d: the order of ratings matters", seed)
		}
	}
}

func must(data []byte, err error) []byte {
	if err != nil {
		panic(err)
	}
	return data
}

// T-scores have mean 50 and deviation 10, and a scale or shift of the scores
// does not change them.
func TestTScoreLaws(t *testing.T) {
	const seed = 74
	r := rand.New(rand.NewPCG(seed, 1))
	near := func(a, b kpi.Value) bool {
		x, ok := a.Sub(b).Rat()
		return ok && x.Abs(x).Cmp(big.NewRat(1, 1_000_000_000_000_000_000)) < 0
	}
	for range 100 {
		scores := append(randomCounts(r, 2+r.IntN(8)), pureInt(2000))
		moved := make([]kpi.Value, len(scores))
		for i, s := range scores {
			moved[i] = s.Mul(pureInt(3)).Add(pureInt(7))
		}
		a, b := kpi.TScoresOf(scores), kpi.TScoresOf(moved)
		squares := make([]kpi.Value, len(scores))
		for i := range a.T {
			off := a.T[i].Sub(pureInt(50))
			squares[i] = off.Mul(off)
			if !near(a.T[i], b.T[i]) {
				t.Fatalf("seed %d: %v and %v", seed, a.T[i], b.T[i])
			}
		}
		if !near(kpi.Mean(a.T), pureInt(50)) || !near(kpi.Mean(squares), pureInt(100)) {
			t.Fatalf("seed %d: mean %v, variance %v", seed, kpi.Mean(a.T), kpi.Mean(squares))
		}
	}
}
