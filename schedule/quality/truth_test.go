package quality_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/quality"
)

// recorded is the number of cases in testdata/truth/kpi, all exact.
const recorded = 9

// truthCase is one case of the vector file, with its leaves by their paths.
type truthCase struct {
	ID, Op    string
	Inputs    json.RawMessage
	Expected  json.RawMessage
	Undefined map[string]string
	Published []struct {
		Field, Printed string
		Agrees         bool
		Compare        struct {
			Places    *int
			Mode      string
			Tolerance string
			Exact     bool
		}
	}
}

// longDay is the working day that day figures of the vectors are counted in,
// such that decimals of days stay whole.
const longDay = 1_000_000 * calendar.Second

// amount is a decimal string of the vectors.
type amount struct{ big.Rat }

func (a *amount) UnmarshalJSON(data []byte) error {
	var text string
	if err := json.Unmarshal(data, &text); err != nil {
		return err
	}
	if _, ok := a.SetString(text); !ok {
		return fmt.Errorf("no number: %q", text)
	}
	return nil
}

// times returns so many units, which must be whole.
func (a *amount) times(unit calendar.Work) (calendar.Work, error) {
	scaled := new(big.Rat).Mul(&a.Rat, new(big.Rat).SetInt64(int64(unit)))
	if !scaled.IsInt() || !scaled.Num().IsInt64() {
		return 0, fmt.Errorf("%s is no whole number of parts", a.String())
	}
	return calendar.Work(scaled.Num().Int64()), nil
}

// got is what a function of ours returned, as the vectors write it.
type got map[string]finding.Value

// ops maps the operations of the vectors to the functions of this package.
func ops() map[string]func(json.RawMessage) (got, error) {
	return map[string]func(json.RawMessage) (got, error){
		"dcma.assess": assessCase, "dcma.cpli": cpliCase, "dcma.bei": beiCase,
	}
}

type truthTask struct {
	ID, Type         string
	BaselineDuration *amount       `json:"baseline_duration"`
	TotalFloat       *amount       `json:"total_float"`
	BaselineFinish   calendar.Date `json:"baseline_finish"`
	ForecastStart    calendar.Date `json:"forecast_start"`
	ForecastFinish   calendar.Date `json:"forecast_finish"`
	ActualStart      calendar.Date `json:"actual_start"`
	ActualFinish     calendar.Date `json:"actual_finish"`
	Constraint       string
	Resourced        bool
}

func (t truthTask) activity() (quality.Activity, error) {
	kinds := map[string]quality.Kind{"task": quality.Task, "milestone": quality.Milestone, "summary": quality.Summary, "loe": quality.LevelOfEffort}
	kind, known := kinds[t.Type]
	if !known {
		return quality.Activity{}, fmt.Errorf("no type %q", t.Type)
	}
	a := quality.Activity{
		ID: t.ID, Kind: kind, BaselineFinish: t.BaselineFinish.At(0), Start: t.ForecastStart.At(0), Finish: t.ForecastFinish.At(0),
		ActualStart: t.ActualStart.At(0), ActualFinish: t.ActualFinish.At(0), Resourced: t.Resourced,
	}
	var errs [3]error
	if t.BaselineDuration != nil {
		a.BaselineDuration, errs[0] = t.BaselineDuration.times(longDay)
	}
	if t.TotalFloat != nil {
		a.TotalFloat, errs[1] = t.TotalFloat.times(longDay)
	}
	a.Constraint, errs[2] = constraintNamed(t.Constraint)
	return a, errors.Join(errs[:]...)
}

func constraintNamed(name string) (schedule.ConstraintKind, error) {
	if name == "" {
		return schedule.AsSoonAsPossible, nil
	}
	for k := schedule.AsSoonAsPossible; k <= schedule.MandatoryFinish; k++ {
		if k.String() == name {
			return k, nil
		}
	}
	return 0, fmt.Errorf("no constraint %q", name)
}

type truthLink struct {
	Pred, Succ, Type string
	Lag              amount
}

func (l truthLink) tie() (quality.Tie, error) {
	lag, err := l.Lag.times(longDay)
	for t := schedule.FinishToStart; t <= schedule.StartToFinish; t++ {
		if t.String() == l.Type {
			return quality.Tie{From: l.Pred, To: l.Succ, Type: t, Lag: lag}, err
		}
	}
	return quality.Tie{}, fmt.Errorf("no link type %q", l.Type)
}

func assessCase(raw json.RawMessage) (got, error) {
	var in struct {
		Status calendar.Date `json:"status_date"`
		Tasks  []truthTask
		Links  []truthLink
	}
	if err := json.Unmarshal(raw, &in); err != nil {
		return nil, err
	}
	input := quality.Input{Status: in.Status.At(0), Day: longDay}
	for _, t := range in.Tasks {
		a, err := t.activity()
		if err != nil {
			return nil, err
		}
		input.Activities = append(input.Activities, a)
	}
	for _, l := range in.Links {
		k, err := l.tie()
		if err != nil {
			return nil, err
		}
		input.Ties = append(input.Ties, k)
	}
	a := quality.Assess(input, quality.Limits{})
	return leavesOf(a), nil
}

// leavesOf writes an assessment as the vectors do.
func leavesOf(a quality.Assessment) got {
	names := map[quality.Point]string{
		quality.Logic: "logic", quality.Leads: "leads", quality.Lags: "lags", quality.LinkTypes: "fs",
		quality.HardConstraints: "hard_constraints", quality.HighFloat: "high_float", quality.NegativeFloat: "negative_float",
		quality.HighDuration: "high_duration", quality.InvalidDates: "invalid_dates", quality.Resources: "resources",
		quality.MissedTasks: "missed", quality.Execution: "bei",
	}
	out := got{"incomplete": finding.Number(a.Incomplete, "")}
	for _, c := range a.Checks {
		name, known := names[c.Point]
		if !known {
			continue
		}
		out[name+".count"], out[name+".total"] = finding.Number(c.Count, ""), finding.Number(c.Population, "")
		if c.Point == quality.Execution {
			out[name+".value"] = c.Ratio
		} else {
			out[name+".pct"] = percent(c.Ratio)
		}
		if c.Verdict != quality.Unjudged && c.Point != quality.Resources {
			out["pass."+name] = passed(c.Verdict)
		}
	}
	return out
}

// percent returns a ratio times 100.
func percent(v finding.Value) finding.Value {
	r, known := v.Rat()
	if !known {
		return v
	}
	return finding.Rat(r.Mul(r, big.NewRat(100, 1)), "")
}

func passed(v quality.Verdict) finding.Value {
	if v == quality.NotApplicable {
		return finding.Unknown("zero-denominator")
	}
	return finding.Bool(v == quality.Pass)
}

// judged asks the limits of an assessment about one index.
func judged(p quality.Point, ratio finding.Value) finding.Value {
	order, known := finding.CompareValues(ratio, quality.StandardLimits()[p])
	if !known {
		return finding.Unknown(ratio.Reason())
	}
	return finding.Bool(order >= 0)
}

func cpliCase(raw json.RawMessage) (got, error) {
	var in struct {
		CPL   amount
		Float amount `json:"total_float"`
	}
	if err := json.Unmarshal(raw, &in); err != nil {
		return nil, err
	}
	length, err := in.CPL.times(longDay)
	float, err2 := in.Float.times(longDay)
	cpli := quality.CPLI(length, float)

	// The assessment of rows must say the same.
	whole := quality.Assess(quality.Input{Path: &quality.Path{Length: length, Float: float}}, quality.Limits{})
	c, _ := whole.Check(quality.PathLength)
	pass := judged(quality.PathLength, cpli)
	if c.Ratio != cpli || pass.IsUnknown() != (c.Verdict == quality.NotApplicable) || pass == finding.Bool(true) != (c.Verdict == quality.Pass) {
		return nil, fmt.Errorf("the assessment says %v, %v", c.Ratio, c.Verdict)
	}
	return got{"cpli": cpli, "pass": pass}, errors.Join(err, err2)
}

func beiCase(raw json.RawMessage) (got, error) {
	var in struct {
		Finished, Hit amount
		Due           amount  `json:"baselined_due"`
		None          amount  `json:"no_baseline"`
		DueInPeriod   *amount `json:"due_in_period"`
	}
	if err := json.Unmarshal(raw, &in); err != nil {
		return nil, err
	}
	var n [3]int64
	for i, a := range []*amount{&in.Finished, &in.Due, &in.None} {
		whole, err := a.times(1)
		if err != nil {
			return nil, err
		}
		n[i] = int64(whole)
	}
	bei := quality.BEI(n[0], n[1], n[2])
	out := got{"bei": bei, "bei_without_nobaseline": quality.BEI(n[0], n[1], 0), "pass": judged(quality.Execution, bei)}
	if in.DueInPeriod != nil {
		hit, err := in.Hit.times(1)
		due, err2 := in.DueInPeriod.times(1)
		if err := errors.Join(err, err2); err != nil {
			return nil, err
		}
		out["hit_pct"] = percent(quality.HitRate(int64(hit), int64(due)))
	}
	return out, nil
}

// leaf returns a value as the vectors write it: numbers rounded half-even to
// twelve decimals.
func leaf(v finding.Value) string {
	r, isNumber := v.Rat()
	switch {
	case v.IsUnknown():
		return "null"
	case !isNumber:
		return v.Plain()
	}
	return halfEven(r, 12)
}

// halfEven writes a number with so many decimals at most.
func halfEven(r *big.Rat, places int) string {
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil)
	n := new(big.Int).Mul(r.Num(), scale)
	whole, rest := new(big.Int).DivMod(n, r.Denom(), new(big.Int))
	switch twice := rest.Lsh(rest, 1).Cmp(r.Denom()); {
	case twice > 0, twice == 0 && whole.Bit(0) == 1:
		whole.Add(whole, big.NewInt(1))
	}
	text := new(big.Rat).SetFrac(whole, scale).FloatString(places)
	return strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
}

// flatten writes the leaves of an expected result by their paths.
func flatten(path string, raw json.RawMessage, into map[string]string) error {
	var members map[string]json.RawMessage
	if len(raw) > 0 && raw[0] == '{' {
		if err := json.Unmarshal(raw, &members); err != nil {
			return err
		}
		for name, member := range members {
			if err := flatten(strings.TrimPrefix(path+"."+name, "."), member, into); err != nil {
				return err
			}
		}
		return nil
	}
	into[path] = strings.Trim(string(raw), `"`)
	return nil
}

// faults compares one case, leaf by leaf.
func (c truthCase) faults() []string {
	op := ops()[c.Op]
	if op == nil {
		return []string{"no such operation: " + c.Op}
	}
	out, err := op(c.Inputs)
	want := map[string]string{}
	if err := errors.Join(err, flatten("", c.Expected, want)); err != nil {
		return []string{err.Error()}
	}
	var list []string
	fault := func(format string, args ...any) { list = append(list, fmt.Sprintf(format, args...)) }
	for path, v := range out {
		if text, known := want[path]; !known || text != leaf(v) {
			fault("%s: got %s, want %q", path, leaf(v), text)
		}
	}
	for path := range want {
		if _, known := out[path]; !known {
			fault("%s: missing", path)
		}
	}
	for path, reason := range c.Undefined {
		if out[path].Reason() != reason {
			fault("%s: got reason %q, want %q", path, out[path].Reason(), reason)
		}
	}
	list = append(list, c.claims(out)...)
	slices.Sort(list)
	return list
}

// claims checks what the sources printed.
func (c truthCase) claims(out got) []string {
	var list []string
	for _, p := range c.Published {
		r, known := out[p.Field].Rat()
		printed, ok := new(big.Rat).SetString(p.Printed)
		agrees := false
		switch {
		case !known || !ok:
		case p.Compare.Places != nil:
			half := big.NewRat(1, 2)
			scale := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(*p.Compare.Places)), nil))
			up := new(big.Rat).Add(r.Mul(r, scale), half) // half-up of a positive number
			floor := new(big.Int).Div(up.Num(), up.Denom())
			agrees = new(big.Rat).Mul(printed, scale).Cmp(new(big.Rat).SetInt(floor)) == 0
		case p.Compare.Tolerance != "":
			most, _ := new(big.Rat).SetString(p.Compare.Tolerance)
			agrees = r.Sub(r, printed).Abs(r).Cmp(most) <= 0
		default:
			agrees = r.Cmp(printed) == 0
		}
		if agrees != p.Agrees {
			list = append(list, fmt.Sprintf("%s: the source printed %s, which agrees: %v", p.Field, p.Printed, agrees))
		}
	}
	return list
}

// TestTruthKPI compares with the cases of kpi/schedule-health.json in the folder
// that MILEPOST_TRUTH names, by default the copy in testdata. Every leaf, every
// reason and every printed figure of a case must be exact.
func TestTruthKPI(t *testing.T) {
	root, own := os.Getenv("MILEPOST_TRUTH"), false
	if root == "" {
		root, own = filepath.Join("testdata", "truth"), true
	}
	data, err := os.ReadFile(filepath.Join(root, "kpi", "schedule-health.json"))
	if errors.Is(err, fs.ErrNotExist) && !own {
		t.Skip("no schedule-health.json there")
	}
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Cases []truthCase }
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	exact := 0
	for _, c := range file.Cases {
		faults := c.faults()
		for _, fault := range faults {
			t.Errorf("%s: %s", c.ID, fault)
		}
		if len(faults) == 0 {
			exact++
		}
	}
	fmt.Printf("truth kpi schedule-health: %d of %d exact\n", exact, len(file.Cases))
	if own && exact < recorded {
		t.Errorf("%d exact, recorded are %d", exact, recorded)
	}
}

// TestTruthNoticesADifference shows that the comparison can fail.
func TestTruthNoticesADifference(t *testing.T) {
	right := truthCase{Op: "dcma.cpli", Inputs: json.RawMessage(`{"cpl":"100","total_float":"-5"}`), Expected: json.RawMessage(`{"cpli":"0.95","pass":true}`)}
	if faults := right.faults(); len(faults) != 0 {
		t.Fatal(faults)
	}
	for name, change := range map[string]func(*truthCase){
		"figure":  func(c *truthCase) { c.Expected = json.RawMessage(`{"cpli":"0.950000000001","pass":true}`) },
		"verdict": func(c *truthCase) { c.Expected = json.RawMessage(`{"cpli":"0.95","pass":false}`) },
		"more":    func(c *truthCase) { c.Expected = json.RawMessage(`{"cpli":"0.95","pass":true,"x":"1"}`) },
		"less":    func(c *truthCase) { c.Expected = json.RawMessage(`{"cpli":"0.95"}`) },
		"reason":  func(c *truthCase) { c.Undefined = map[string]string{"cpli": "no-data"} },
		"op":      func(c *truthCase) { c.Op = "dcma.other" },
		"input":   func(c *truthCase) { c.Inputs = json.RawMessage(`{"cpl":"one"}`) },
	} {
		wrong := right
		change(&wrong)
		if len(wrong.faults()) == 0 {
			t.Errorf("%s: no fault", name)
		}
	}
	for want, r := range map[string]*big.Rat{"0.2": big.NewRat(1, 4), "0.8": big.NewRat(3, 4), "-0.7": big.NewRat(-2, 3), "20": big.NewRat(20, 1)} {
		if got := halfEven(r, 1); got != want {
			t.Errorf("half-even writes %v as %s", r, got)
		}
	}
}
