package kpi_test

import (
	"context"
	"fmt"
	"maps"
	"math"
	"math/big"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/evm"
	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/kpi/sales"
	"github.com/milepost-go/milepost/kpi/tolerance"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// attacker makes values of any type out of odd parts: zero, negative, unknown,
// missing, huge, of mixed units and currencies.
type attacker struct {
	r    *rand.Rand
	odd  []kpi.Value
	fees []money.Amount

	calls int
}

func newAttacker(t testing.TB, seed uint64) *attacker {
	t.Helper()
	a := &attacker{r: rand.New(rand.NewPCG(seed, 77))}
	for _, text := range []string{"0", "-0.01", "1000000000000.99", "12.5"} {
		for _, code := range []string{"CNY", "JPY"} {
			if m, err := money.Parse(text, code); err == nil {
				a.fees, a.odd = append(a.fees, m), append(a.odd, kpi.Money(m))
			}
		}
	}
	a.fees = append(a.fees, money.Amount{})
	for _, unit := range []string{"", "", "h", "day"} {
		for _, n := range []int64{0, 1, -1, 7, math.MaxInt64, math.MinInt64} {
			a.odd = append(a.odd, kpi.Int(n, unit), kpi.Ratio(n, 3, unit))
		}
	}
	huge := new(big.Rat).SetInt(new(big.Int).Lsh(big.NewInt(3), 700))
	a.odd = append(a.odd, kpi.Value{}, kpi.Unknown(kpi.ReasonNoData), kpi.Unknown(""), kpi.Rat(huge, ""), kpi.Rat(huge.Inv(huge), "h"))
	return a
}

// fill writes odd parts into everything that can be written to.
func (a *attacker) fill(v reflect.Value, depth int) {
	switch x := v.Addr().Interface().(type) {
	case *kpi.Value:
		*x = a.odd[a.r.IntN(len(a.odd))]
		return
	case *money.Amount:
		*x = a.fees[a.r.IntN(len(a.fees))]
		return
	case *calendar.DateTime:
		*x = calendar.DateTime(a.number())
		return
	case *calendar.Date:
		*x = calendar.DateTime(a.number()).Date()
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Field(i).CanSet() {
				a.fill(v.Field(i), depth)
			}
		}
	case reflect.Slice:
		v.SetZero()
		for n := a.r.IntN(5); n > 0 && depth < 4; n-- {
			item := reflect.New(v.Type().Elem()).Elem()
			a.fill(item, depth+1)
			v.Set(reflect.Append(v, item))
		}
	case reflect.Array:
		for i := range v.Len() {
			a.fill(v.Index(i), depth+1)
		}
	case reflect.Map:
		a.table(v, depth)
	case reflect.Pointer:
		if a.r.IntN(2) == 0 && depth < 4 && v.Type().Elem().Kind() == reflect.Struct {
			v.Set(reflect.New(v.Type().Elem()))
			a.fill(v.Elem(), depth+1)
		}
	case reflect.String:
		v.SetString([]string{"", "a", "b", "c", "成", "percent_complete", "units", "cpi", "sum", "\xff"}[a.r.IntN(10)])
	case reflect.Bool:
		v.SetBool(a.r.IntN(2) == 0)
	case reflect.Int, reflect.Int64, reflect.Int32, reflect.Int16, reflect.Int8:
		v.SetInt(a.number())
	case reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uint:
		v.SetUint(uint64(a.number()))
	}
}

func (a *attacker) table(v reflect.Value, depth int) {
	v.Set(reflect.MakeMap(v.Type()))
	for range a.r.IntN(4) {
		key, item := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		a.fill(key, depth+1)
		a.fill(item, depth+1)
		v.SetMapIndex(key, item)
	}
}

func (a *attacker) number() int64 {
	return []int64{0, 1, -1, 2, 3, 10, 63_902_995_200, math.MaxInt64, math.MinInt64, a.r.Int64N(100)}[a.r.IntN(10)]
}

// call calls a function or method with odd arguments. It reports what panicked.
func (a *attacker) call(name string, f reflect.Value) (fault string) {
	defer func() {
		if p := recover(); p != nil {
			fault = fmt.Sprintf("%s: %v", name, p)
		}
	}()
	var args []reflect.Value
	for i := range f.Type().NumIn() {
		arg := reflect.New(f.Type().In(i)).Elem()
		switch {
		case arg.Type() == reflect.TypeFor[context.Context]():
			arg.Set(reflect.ValueOf(context.Background()))
		case arg.Kind() == reflect.Interface || arg.Kind() == reflect.Func || arg.Kind() == reflect.Pointer:
			return "" // a nil of those is the caller's fault
		default:
			a.fill(arg, 0)
		}
		args = append(args, arg)
	}
	a.calls++
	if f.Type().IsVariadic() {
		f.CallSlice(args)
	} else {
		f.Call(args)
	}
	return ""
}

// TestNothingPanics calls every method of every kind of input, and the functions
// beside them, with figures that make no sense. None may panic.
func TestNothingPanics(t *testing.T) {
	const seed = 5
	kinds := []any{
		kpi.Value{}, kpi.Series{}, kpi.Limits{}, kpi.Range{}, kpi.Def{}, kpi.Accuracy{}, kpi.Chart{}, kpi.ActionItems{}, kpi.Allocation{}, kpi.BudgetStatus{}, kpi.Burn{}, kpi.Cadence{}, kpi.ColourScores{},
		kpi.Contribution{}, kpi.Corrected{}, kpi.CostOfQuality{}, kpi.Curve{}, kpi.Custom{}, kpi.DefectDensity{}, kpi.DefectRemoval{}, kpi.Deliverables{}, kpi.Demand{}, kpi.Evaluation{}, kpi.Feasibility{}, kpi.Figure{},
		kpi.Line{}, kpi.Interval{}, kpi.Part{}, kpi.Query{}, kpi.Ratings{}, kpi.Reading{}, kpi.ReworkEffort{}, kpi.Rule{}, kpi.ScaleChange{}, kpi.Scorecard{}, kpi.ScoreResult{}, kpi.Stages{}, kpi.TScores{}, kpi.Trend{}, kpi.TrendRule{},
		kpi.Utilisation{}, kpi.Verdict{}, kpi.Yield{}, kpi.Arrow(0), kpi.Colour(0), kpi.Direction(0), kpi.Aggregation(""),
		evm.Status{}, evm.Timing{}, evm.Basis{}, evm.Forecast{}, evm.Measurement{}, evm.Rebaselined{}, evm.Record{}, evm.Spread{}, evm.WorkTime{}, evm.EarnedTime{}, evm.DurationForecast{}, evm.Row{}, evm.Earnings{},
		sales.Acquisition{}, sales.Activities{}, sales.Answers{}, sales.BackTest{}, sales.CES{}, sales.Calibration{}, sales.Conversion{}, sales.Coverage{}, sales.Cycle{}, sales.Deal{}, sales.Delivery{}, sales.Forecast{}, sales.Funnel{},
		sales.Horizon{}, sales.NPS{}, sales.Pipeline{}, sales.Quota{}, sales.Recommendations{}, sales.Results{}, sales.Retention{}, sales.Success{}, sales.Tally{}, sales.Velocity{}, sales.Outcomes{}, sales.Period{}, sales.Probability{}, sales.Verdict{}, sales.Scale{},
		tolerance.Rules{}, tolerance.Record{}, tolerance.State{}, tolerance.Observation{}, tolerance.Limit{}, tolerance.Deviation{}, tolerance.Exception{}, tolerance.Outlook{}, tolerance.Account{},
	}
	functions := map[string]any{
		"CheckCustoms": kpi.CheckCustoms, "CheckDefs": kpi.CheckDefs, "CheckReadings": kpi.CheckReadings, "CheckRules": kpi.CheckRules, "MeasureAccuracy": kpi.MeasureAccuracy, "XmR": kpi.XmR, "NewCurve": kpi.NewCurve, "Improvement": kpi.Improvement,
		"CompileFormula": kpi.CompileFormula, "Wilson": kpi.Wilson, "LeastSquares": kpi.LeastSquares, "Signals": kpi.Signals, "TScoresOf": kpi.TScoresOf, "Mean": kpi.Mean, "Median": kpi.Median, "MovingMean": kpi.MovingMean, "MovingMedian": kpi.MovingMedian,
		"Sum": kpi.Sum, "RunRule": kpi.RunRule, "PFactor": evm.PFactor, "RollingCPI": evm.RollingCPI, "Earn": evm.Earn, "NewBaseline": evm.NewBaseline, "EarnedSchedule": evm.EarnedSchedule, "SpreadOf": evm.SpreadOf, "NewRecord": evm.NewRecord,
		"RoundEach": sales.RoundEach, "Total": sales.Total, "CountActivities": sales.CountActivities, "AnswersOf": sales.AnswersOf, "EffortByMean": sales.EffortByMean, "EffortByShare": sales.EffortByShare, "Convert": sales.Convert, "CycleOf": sales.CycleOf,
		"CycleOfDeals": sales.CycleOfDeals, "ParseProbability": sales.ParseProbability, "Percent": sales.Percent, "NewProcess": sales.NewProcess, "Recommend": sales.Recommend, "TallyDeals": sales.TallyDeals, "Replay": tolerance.Replay, "Worse": tolerance.Worse,
	}
	a, faults := newAttacker(t, seed), map[string]bool{}
	for range 60 {
		for _, name := range slices.Sorted(maps.Keys(functions)) {
			faults[a.call(name, reflect.ValueOf(functions[name]))] = true
		}
		for _, kind := range kinds {
			v := reflect.New(reflect.TypeOf(kind))
			a.fill(v.Elem(), 0)
			for i := range v.NumMethod() {
				faults[a.call(v.Type().Elem().String()+"."+v.Type().Method(i).Name, v.Method(i))] = true
			}
		}
	}
	if a.calls < 10_000 {
		t.Errorf("only %d calls", a.calls)
	}
	delete(faults, "")
	for fault := range faults {
		t.Errorf("seed %d: %s", seed, fault)
	}
}
