package evm

import (
	"bytes"
	"encoding/json"
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
	"github.com/milepost-go/milepost/schedule/calendar"
)

// recorded is the number of cases in testdata/truth/kpi that this package
// computes, all of them exact. Other folders may hold more.
const recorded = 47

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

func (i in) bool(key string) bool { return i[key] == true }

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

// ops maps the operations of the vectors to the public functions.
var ops = map[string]func(in) (any, error){
	"evm.snapshot": snapshot, "evm.rolling": rolling, "ev.packages": packages, "evm.rebaseline": rebaseline,
	"es.point": point, "es.series": series, "es.pfactor": pfactor, "es.calendar": onCalendar,
}

func snapshot(i in) (any, error) {
	s := Status{BAC: i.value("bac"), PV: i.value("pv"), EV: i.value("ev"), AC: i.value("ac")}
	b := Basis{ETC: i.value("etc_manual")}
	r := out{
		"cv": s.CV(), "sv": s.SV(), "cv_pct": s.CVShare(), "sv_pct": s.SVShare(), "cpi": s.CPI(), "spi": s.SPI(), "sci": s.SCI(),
		"pct_complete": s.Complete(), "pct_spent": s.Spent(), "pct_planned": s.Planned(), "tcpi_bac": s.TCPI(s.BAC),
		"etc_cpi": s.Forecast(ByCPI, b).ETC, "vac_budget": s.Forecast(ByBudget, b).VAC, "vac_cpi": s.Forecast(ByCPI, b).VAC, "tcpi_eac_cpi": s.Forecast(ByCPI, b).TCPI,
	}
	for _, m := range []Method{ByBudget, ByCPI, BySPI, BySCI, ByW82} {
		r["eac_"+string(m)] = s.EAC(m, b)
	}
	if i.has("etc_manual") {
		f := s.Forecast(BottomUp, b)
		r["eac_bottom_up"], r["vac_bottom_up"], r["tcpi_eac_bottom_up"] = f.EAC, f.VAC, f.TCPI
	}
	return r, nil
}

func rolling(i in) (any, error) {
	n, err := strconv.Atoi(i.text("n"))
	if err != nil {
		return nil, err
	}
	var history []Point
	cost := i.values("ac")
	for k, ev := range i.values("ev") {
		history = append(history, Point{ev, cost[k]})
	}
	now := history[len(history)-1]
	s := Status{BAC: i.value("bac"), EV: now.EV, AC: now.AC}
	cpi := RollingCPI(history, n)
	return out{"cpi_n": cpi, "eac_n": s.EACWith(cpi), "cpi_cum": s.CPI()}, nil
}

func packages(i in) (any, error) {
	methods := map[string]Package{
		"fixed_0_100": {Earning: FixedSplit}, "fixed_50_50": {Earning: FixedSplit, AtStart: kpi.Ratio(1, 2, "")}, "fixed_25_75": {Earning: FixedSplit, AtStart: kpi.Ratio(1, 4, "")},
		"weighted_milestones": {Earning: WeightedMilestones}, "percent_complete": {Earning: PercentComplete}, "units": {Earning: Units}, "loe": {Earning: LevelOfEffort}, "apportioned": {Earning: Apportioned},
	}
	var list []Package
	for _, row := range i.rows("packages") {
		p := methods[row.text("method")]
		p.ID, p.Budget, p.Percent, p.Started, p.Finished = row.text("id"), row.value("budget"), row.value("pct"), row.bool("started"), row.bool("finished")
		p.Done, p.Total, p.PV, p.Base = row.value("done"), row.value("total"), row.value("pv"), row.text("base")
		for _, m := range row.rows("milestones") {
			p.Milestones = append(p.Milestones, Milestone{Value: m.value("value"), Reached: m.bool("done")})
		}
		list = append(list, p)
	}
	earnings, _, err := Earn(list)
	ev := out{}
	for _, e := range earnings.Packages {
		ev[e.ID] = e.EV
	}
	return out{"ev": ev, "total": earnings.Total}, err
}

func rebaseline(i in) (any, error) {
	s := Status{BAC: i.value("bac"), PV: i.value("pv"), EV: i.value("ev"), AC: i.value("ac")}
	r, err := s.Rebaseline(Reset(i.text("mode")), i.value("remaining_budget_new"))
	a := r.After
	return out{
		"pv": a.PV, "ev": a.EV, "ac": a.AC, "bac": a.BAC, "cv": a.CV(), "sv": a.SV(), "cpi": a.CPI(), "spi": a.SPI(),
		"remaining_budget_old": r.RemainingBefore, "over_target": r.OverTarget,
	}, err
}

func point(i in) (any, error) {
	t, err := EarnedSchedule(i.values("pv"), i.value("ev"), i.value("at"))
	r := out{
		"pd": t.PD, "es_left": t.Left, "es_right": t.Right, "es": t.ES, "sv_t": t.SVT(), "spi_t": t.SPIT(),
		"ieac_t_1": t.Duration(ESRate, Status{}), "ieac_t_spi": t.Duration(ESBySPIT, Status{}), "tspi_pd": t.TSPI(t.PD),
	}
	if i.has("ed") {
		r["tspi_ed"] = t.TSPI(i.value("ed"))
	}
	if i.has("cpi") {
		r["ieac_t_sci"] = t.Duration(ESBySCIT, Status{EV: i.value("cpi"), AC: kpi.Int(1, "")})
	}
	return r, err
}

func series(i in) (any, error) {
	curve := i.values("pv")
	r := map[string][]any{}
	for k, ev := range i.values("ev") {
		at := k + 1
		t, err := EarnedSchedule(curve, ev, kpi.Int(int64(at), ""))
		if err != nil {
			return nil, err
		}
		s := Status{PV: curve[min(at, len(curve)-1)], EV: ev}
		for key, v := range map[string]kpi.Value{"es": t.ES, "sv_t": t.SVT(), "spi_t": t.SPIT(), "sv": s.SV(), "spi": s.SPI()} {
			r[key] = append(r[key], v)
		}
	}
	result := out{}
	for key, list := range r {
		result[key] = list
	}
	return result, nil
}

func pfactor(i in) (any, error) {
	var list []Adherence
	for _, row := range i.rows("activities") {
		list = append(list, Adherence{row.text("id"), row.value("pv_at_es"), row.value("ev")})
	}
	return out{"p_factor": PFactor(list)}, nil
}

func onCalendar(i in) (any, error) {
	week, err := calendar.Compile(calendar.Standard(), nil)
	if err != nil {
		return nil, err
	}
	date := func(key string) calendar.DateTime {
		t, parseErr := calendar.ParseDateTime(i.text(key))
		if parseErr != nil {
			err = parseErr
		}
		return t
	}
	clock := WorkTime{Calendar: week, Start: date("start"), Grain: secondsPerHour}
	t := Timing{AT: clock.Hours(date("status")), ES: clock.Hours(date("es_time")), PD: clock.Hours(date("baseline_end"))}
	s := Status{BAC: i.value("bac"), PV: i.value("pv"), EV: i.value("ev"), AC: i.value("ac")}
	hours, dates, eac := out{}, out{}, out{}
	for _, f := range t.Durations(s) {
		hours[string(f.Method)] = f.Duration
		finish, dateErr := clock.Date(f.Duration)
		if dateErr != nil {
			err = dateErr
		}
		dates[string(f.Method)] = strings.TrimSuffix(finish.String(), ":00")
	}
	for _, m := range []Method{ByBudget, ByCPI, BySPI, BySPIT, BySCI, BySCIT, ByW82, ByW82T} {
		eac[string(m)] = s.EAC(m, Basis{Timing: t})
	}
	return out{
		"at_hours": t.AT, "es_hours": t.ES, "pd_hours": t.PD, "sv_t_hours": t.SVT(), "spi_t": t.SPIT(), "spi": s.SPI(), "cpi": s.CPI(), "cv": s.CV(), "sv": s.SV(),
		"ieac_hours": hours, "ieac_dates": dates, "eac": eac,
	}, err
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
			got, err := op(c.Inputs)
			faults := append(compare("", got, c.Expected), c.claims(got)...)
			if err != nil {
				faults = []string{err.Error()}
			}
			for _, fault := range faults {
				t.Errorf("%s %s: %s", name, c.ID, fault)
			}
			if len(faults) == 0 {
				right++
			}
		}
		if tried > 0 {
			fmt.Printf("truth kpi: %s: %d of %d exact\n", name, right, tried)
		}
		exact, all = exact+right, all+tried
	}
	for _, op := range slices.Sorted(maps.Keys(others)) {
		fmt.Printf("truth kpi: not computed by this package: %s (%d)\n", op, others[op])
	}
	fmt.Printf("truth kpi: %d of %d exact\n", exact, all)
	if exact < recorded {
		t.Errorf("%d exact, recorded are %d", exact, recorded)
	}
}
