package sales_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/kpi/sales"
	"github.com/shopspring/decimal"
)

// recorded is the number of cases in testdata/truth/kpi that this package
// computes, all of them exact. Other folders may hold more.
const recorded = 39

// truthCase is one case of a vector file.
type truthCase struct {
	ID, Op    string
	Inputs    map[string]any
	Expected  any
	Undefined map[string]string
	Published []struct {
		Field, Printed string
		Compare        struct {
			Places    *int
			Scale     string
			Tolerance string
			Exact     bool
		}
		Agrees bool
	}
}

// in reads the inputs of a case.
type in map[string]any

func (i in) has(key string) bool { return i[key] != nil }

func (i in) value(key string) kpi.Value { return valueOf(i[key]) }

func (i in) list(key string) []any {
	list, _ := i[key].([]any)
	return list
}

func (i in) rows(key string) []in {
	var rows []in
	for _, x := range i.list(key) {
		rows = append(rows, x.(map[string]any))
	}
	return rows
}

func (i in) values(key string) []kpi.Value {
	var list []kpi.Value
	for _, x := range i.list(key) {
		list = append(list, valueOf(x))
	}
	return list
}

func (i in) text(key string) string {
	s, _ := i[key].(string)
	return s
}

func valueOf(x any) kpi.Value {
	text, ok := x.(string)
	if !ok {
		return kpi.Value{}
	}
	v, err := kpi.Parse(text, "")
	if err != nil {
		panic(err)
	}
	return v
}

// out is the result of an operation: values, texts, lists and further outs.
type out = map[string]any

// number reads a whole number, and one that is left out as 0.
func (i in) number(key string) int64 {
	if !i.has(key) {
		return 0
	}
	n, err := strconv.ParseInt(i.text(key), 10, 64)
	if err != nil {
		panic(err)
	}
	return n
}

// ops maps the operations of the vectors to the public functions.
var ops = map[string]func(in) (any, error){
	"sales.win_rate": winRate, "stat.wilson": wilson, "sales.velocity": velocity, "sales.weighted": weighted, "sales.quota": quota,
	"sales.coverage": coverage, "sales.funnel": funnel, "sales.cycle": cycle, "sales.cac": cac, "sales.churn": churn,
	"sales.multi_currency": multiCurrency, "sales.on_time": onTime, "cx.nps": nps, "cx.nps_scores": npsScores, "cx.boxes": boxes,
}

func winRate(i in) (any, error) {
	o := sales.Outcomes{Won: i.number("won"), Lost: i.number("lost"), Open: i.number("open")}
	between := o.Interval()
	r := out{"closed_count": o.WinRate(), "all_count": o.WinRateOverAll(), "wilson_low": between.Low, "wilson_high": between.High}
	if i.has("won_value") {
		o.WonValue, o.LostValue, o.OpenValue = i.value("won_value"), i.value("lost_value"), kpi.Int(0, "")
		if i.has("open_value") {
			o.OpenValue = i.value("open_value")
		}
		r["closed_value"], r["all_value"] = o.WinRateByValue(), o.WinRateOverAllByValue()
	}
	return r, nil
}

func wilson(i in) (any, error) {
	k, n := i.number("k"), i.number("n")
	between := kpi.Wilson(k, n, i.value("z"))
	return out{"p": sales.Outcomes{Won: k, Lost: n - k}.WinRate(), "low": between.Low, "high": between.High}, nil
}

func velocity(i in) (any, error) {
	v := sales.Velocity{Opportunities: i.value("opportunities"), AverageDeal: i.value("avg_deal"), WinRate: i.value("win_rate"), CycleDays: i.value("cycle_days")}
	return out{"per_day": v.PerDay()}, nil
}

// amount reads an amount, exactly.
func amount(text string, c money.Currency) money.Amount {
	a, err := money.New(decimal.RequireFromString(text), c)
	if err != nil {
		panic(err)
	}
	return a
}

func weighted(i in) (any, error) {
	unit, err := money.NewCurrency("UNIT", int(i.number("minor_places")))
	if err != nil {
		return nil, err
	}
	var deals []sales.Deal
	for _, row := range i.rows("deals") {
		var chance sales.Probability
		if row.has("probability") {
			if chance, err = sales.ParseProbability(row.text("probability")); err != nil {
				return nil, err
			}
		}
		deals = append(deals, sales.Deal{Amount: amount(row.text("amount"), unit), Probability: chance})
	}
	process, err := sales.NewProcess("any")
	if err != nil {
		return nil, err
	}
	p, err := process.Pipeline(deals, sales.PipelineOptions{Exchange: sales.Exchange{To: unit}})
	if err != nil {
		return nil, err
	}
	each, err := sales.RoundEach(deals, money.HalfUp)
	if err != nil {
		return nil, err
	}
	once, err := p.Weighted.Amount(money.HalfUp)
	return out{"open_total": p.Open, "weighted": p.Weighted, "round_each_then_sum": kpi.Money(each), "sum_then_round": kpi.Money(once)}, err
}

func quota(i in) (any, error) {
	q := sales.Quota{Actual: i.value("actual"), Quota: i.value("quota")}
	return out{"attainment": q.Attainment(), "gap": q.Gap()}, nil
}

func coverage(i in) (any, error) {
	c := sales.Coverage{OpenPipeline: i.value("open_pipeline"), Quota: i.value("quota"), ClosedWon: i.value("closed_won")}
	return out{"remaining": c.Remaining(), "coverage": c.Ratio()}, nil
}

func anyOf(values []kpi.Value) []any {
	list := []any{}
	for _, v := range values {
		list = append(list, v)
	}
	return list
}

func funnel(i in) (any, error) {
	c := sales.Convert(i.values("entered"))
	return out{"step": anyOf(c.Step), "cumulative": anyOf(c.Cumulative)}, nil
}

func cycle(i in) (any, error) {
	c := sales.CycleOf(i.values("days"))
	return out{"n": kpi.Int(c.N, ""), "mean": c.Mean, "median": c.Median}, nil
}

func cac(i in) (any, error) {
	return out{"cac": sales.Acquisition{Spend: i.value("spend"), NewCustomers: i.value("new_customers")}.CAC()}, nil
}

func churn(i in) (any, error) {
	r := sales.Retention{Start: i.value("start"), Lost: i.value("lost")}
	return out{"churn": r.Churn(), "retention": r.Rate()}, nil
}

func onTime(i in) (any, error) {
	return out{"rate": sales.Delivery{OnTime: i.value("on_time"), Delivered: i.value("delivered")}.Rate()}, nil
}

// currency finds a currency of ISO 4217, else makes one.
func currency(code string) (money.Currency, error) {
	if c, err := money.Lookup(code); err == nil {
		return c, nil
	}
	return money.NewCurrency(code, 4)
}

// multiCurrency converts to a unit of its own, in which the rates of the case
// are given.
func multiCurrency(i in) (any, error) {
	home, err := money.NewCurrency("HOME", 4)
	if err != nil {
		return nil, err
	}
	const day = money.Date("2026-01-01")
	var list []money.Rate
	rates, _ := i["rates"].(map[string]any)
	for _, code := range slices.Sorted(maps.Keys(rates)) {
		c, err := currency(code)
		if err != nil {
			return nil, err
		}
		list = append(list, money.Rate{From: c, To: home, On: day, Factor: decimal.RequireFromString(rates[code].(string))})
	}
	table, err := money.NewRates(list, money.RateOptions{})
	if err != nil {
		return nil, err
	}
	var amounts []money.Amount
	for _, row := range i.rows("deals") {
		c, err := currency(row.text("currency"))
		if err != nil {
			return nil, err
		}
		amounts = append(amounts, amount(row.text("amount"), c))
	}
	total, err := sales.Total(amounts, sales.Exchange{To: home, Rates: table, On: day})
	missing := []any{}
	if fault := (*sales.MissingRateError)(nil); errors.As(err, &fault) {
		for _, c := range fault.Missing {
			missing = append(missing, c.Code())
		}
	}
	return out{"total": total, "missing": missing}, nil
}

func nps(i in) (any, error) {
	n := sales.NPS{Promoters: i.number("promoters"), Passives: i.number("passives"), Detractors: i.number("detractors")}
	return out{"n": n.N(), "nps": n.Score(), "moe": n.Margin()}, nil
}

func npsScores(i in) (any, error) {
	r := sales.Recommend(i.values("scores"))
	whole := func(n int64) kpi.Value { return kpi.Int(n, "") }
	return out{
		"rejected": whole(r.Rejected), "promoters": whole(r.Promoters), "passives": whole(r.Passives), "detractors": whole(r.Detractors),
		"mean": r.Mean, "nps": r.Score(),
	}, nil
}

func boxes(i in) (any, error) {
	rows, _ := i["counts"].(map[string]any)
	counts := map[int]int64{}
	for key, n := range rows {
		box, err := strconv.Atoi(key)
		if err != nil {
			return nil, err
		}
		if counts[box], err = strconv.ParseInt(n.(string), 10, 64); err != nil {
			return nil, err
		}
	}
	a := sales.Answers{}
	if len(counts) > 0 {
		sorted := slices.Sorted(maps.Keys(counts))
		a.Scale = sales.Scale{Low: sorted[0], High: sorted[len(sorted)-1]}
		for box := a.Scale.Low; box <= a.Scale.High; box++ {
			a.Counts = append(a.Counts, counts[box])
		}
	}
	return out{"n": a.N(), "top_box_pct": a.TopShare(int(i.number("top_from"))), "mean": a.Mean()}, nil
}

// compare returns the places at which a result is not what was expected.
func compare(place string, got, want any) []string {
	off := func(shown any) []string { return []string{fmt.Sprintf("%s: got %v, want %v", place, shown, want)} }
	switch got := got.(type) {
	case kpi.Value:
		text, isNumber := want.(string)
		if want == nil && got.IsUnknown() || isNumber && printed(got) == text {
			return nil
		}
		return off(printed(got))
	case string:
		if got == want {
			return nil
		}
		return off(got)
	case []any:
		list, ok := want.([]any)
		if !ok || len(list) != len(got) {
			return off(got)
		}
		var faults []string
		for i := range got {
			faults = append(faults, compare(fmt.Sprintf("%s.%d", place, i), got[i], list[i])...)
		}
		return faults
	case out:
		fields, ok := want.(map[string]any)
		if !ok || !slices.Equal(slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(fields))) {
			return off(got)
		}
		var faults []string
		for _, key := range slices.Sorted(maps.Keys(got)) {
			faults = append(faults, compare(strings.TrimPrefix(place+"."+key, "."), got[key], fields[key])...)
		}
		return faults
	}
	return off(got)
}

// printed writes a value as the vectors do: half-even to 12 decimals, shorter
// where it ends earlier.
func printed(v kpi.Value) string {
	text := v.Round(12, money.HalfEven)
	if !v.IsUnknown() {
		text = strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
	}
	return text
}

// pick returns the part of a result at a path such as "eac.cpi" or "sv.14".
func pick(got any, path string) any {
	for _, key := range strings.Split(path, ".") {
		switch part := got.(type) {
		case out:
			got = part[key]
		case []any:
			i, err := strconv.Atoi(key)
			if err != nil {
				return nil
			}
			got = part[i]
		}
	}
	return got
}

// claims compares reasons, and the figures that the sources printed.
func (c truthCase) claims(got any) []string {
	var faults []string
	for field, reason := range c.Undefined {
		if v, ok := pick(got, field).(kpi.Value); !ok || string(v.Reason()) != reason {
			faults = append(faults, fmt.Sprintf("%s: got %v, want unknown (%s)", field, v, reason))
		}
	}
	for _, p := range c.Published {
		agrees := false
		switch v := pick(got, p.Field).(type) {
		case string:
			agrees = v == p.Printed
		case kpi.Value:
			r, _ := v.Rat()
			source, _ := valueOf(p.Printed).Rat()
			switch {
			case r == nil:
			case p.Compare.Exact:
				agrees = printed(v) == p.Printed
			case p.Compare.Tolerance != "":
				most, _ := new(big.Rat).SetString(p.Compare.Tolerance)
				agrees = r.Sub(r, source).Abs(r).Cmp(most) <= 0
			case p.Compare.Places != nil:
				if p.Compare.Scale != "" {
					scale, _ := valueOf(p.Compare.Scale).Rat()
					r.Mul(r, scale)
				}
				agrees = money.HalfUp.Round(r, *p.Compare.Places).Cmp(source) == 0
			}
		}
		if agrees != p.Agrees {
			faults = append(faults, fmt.Sprintf("%s: the source printed %s, which agrees: %v", p.Field, p.Printed, agrees))
		}
	}
	return faults
}

func truthFiles(t *testing.T) map[string][]truthCase {
	t.Helper()
	dir := filepath.Join("testdata", "truth", "kpi")
	if root := os.Getenv("MILEPOST_TRUTH"); root != "" {
		dir = filepath.Join(root, "kpi")
	}
	names, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]truthCase{}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var file struct{ Cases []json.RawMessage }
		if err := json.Unmarshal(data, &file); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, raw := range file.Cases {
			var c truthCase
			d := json.NewDecoder(bytes.NewReader(raw))
			if err := d.Decode(&c); err != nil && ops[c.Op] != nil {
				t.Fatalf("%s: %v", name, err)
			}
			files[filepath.Base(name)] = append(files[filepath.Base(name)], c)
		}
	}
	return files
}

// try runs one case. What the runner cannot read is a fault of that case alone.
func (c truthCase) try(op func(in) (any, error)) (faults []string) {
	defer func() {
		if r := recover(); r != nil {
			faults = []string{fmt.Sprint(r)}
		}
	}()
	got, err := op(c.Inputs)
	if err != nil {
		return []string{err.Error()}
	}
	return append(compare("", got, c.Expected), c.claims(got)...)
}

// TestTruthKPI computes every case of the vector files whose operation this
// package has, and compares to the last printed digit.
func TestTruthKPI(t *testing.T) {
	files := truthFiles(t)
	exact, all, others := 0, 0, map[string]int{}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		right, tried := 0, 0
		for _, c := range files[name] {
			op := ops[c.Op]
			if op == nil {
				others[c.Op]++
				continue
			}
			tried++
			faults := c.try(op)
			for _, fault := range faults {
				t.Errorf("%s %s: %s", name, c.ID, fault)
			}
			if len(faults) == 0 {
				right++
			}
		}
		if tried > 0 {
			fmt.Printf("truth kpi-sales: %s: %d of %d exact\n", name, right, tried)
		}
		exact, all = exact+right, all+tried
	}
	for _, op := range slices.Sorted(maps.Keys(others)) {
		fmt.Printf("truth kpi-sales: not computed by this package: %s (%d)\n", op, others[op])
	}
	fmt.Printf("truth kpi-sales: %d of %d exact\n", exact, all)
	if exact < recorded {
		t.Errorf("%d exact, recorded are %d", exact, recorded)
	}
}
