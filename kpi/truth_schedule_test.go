package kpi_test

import (
	"errors"
	"fmt"
	"math/big"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/quality"
)

// qualityOps are the operations of schedule health.
func qualityOps() opTable {
	return opTable{"dcma.assess": assess, "dcma.cpli": cpli, "dcma.bei": bei}
}

// longDay is the working day that day figures of the vectors are counted in,
// such that decimals of days stay whole.
const longDay = 1_000_000 * calendar.Second

// work reads a number of days.
func (i in) work(key string) (calendar.Work, error) {
	if !i.has(key) {
		return 0, nil
	}
	r, _ := i.value(key).Rat()
	r.Mul(r, new(big.Rat).SetInt64(int64(longDay)))
	if !r.IsInt() || !r.Num().IsInt64() {
		return 0, fmt.Errorf("%s is no whole number of parts", key)
	}
	return calendar.Work(r.Num().Int64()), nil
}

func (i in) date(key string) (calendar.DateTime, error) {
	var none calendar.Date
	if !i.has(key) {
		return none.At(0), nil
	}
	d, err := calendar.ParseDate(i.text(key))
	return d.At(0), err
}

// figureOf turns a value of package quality into one of this package.
func figureOf(v finding.Value) kpi.Value {
	r, known := v.Rat()
	if !known {
		return kpi.Unknown(kpi.Reason(v.Reason()))
	}
	return kpi.Rat(r, v.Unit())
}

func percentOf(v finding.Value) kpi.Value { return figureOf(v).Mul(kpi.Int(100, "")) }

func (i in) activity() (quality.Activity, error) {
	kinds := map[string]quality.Kind{"task": quality.Task, "milestone": quality.Milestone, "summary": quality.Summary, "loe": quality.LevelOfEffort}
	kind, known := kinds[i.text("type")]
	if !known {
		return quality.Activity{}, fmt.Errorf("no type %q", i.text("type"))
	}
	a := quality.Activity{ID: i.text("id"), Kind: kind, Resourced: i.bool("resourced")}
	var errs [8]error
	a.BaselineFinish, errs[0] = i.date("baseline_finish")
	a.Start, errs[1] = i.date("forecast_start")
	a.Finish, errs[2] = i.date("forecast_finish")
	a.ActualStart, errs[3] = i.date("actual_start")
	a.ActualFinish, errs[4] = i.date("actual_finish")
	a.BaselineDuration, errs[5] = i.work("baseline_duration")
	a.TotalFloat, errs[6] = i.work("total_float")
	if i.has("constraint") {
		a.Constraint, errs[7] = constraintNamed(i.text("constraint"))
	}
	return a, errors.Join(errs[:]...)
}

func constraintNamed(name string) (schedule.ConstraintKind, error) {
	for k := schedule.AsSoonAsPossible; k <= schedule.MandatoryFinish; k++ {
		if k.String() == name {
			return k, nil
		}
	}
	return 0, fmt.Errorf("no constraint %q", name)
}

func (i in) tie() (quality.Tie, error) {
	lag, err := i.work("lag")
	for t := schedule.FinishToStart; t <= schedule.StartToFinish; t++ {
		if t.String() == i.text("type") {
			return quality.Tie{From: i.text("pred"), To: i.text("succ"), Type: t, Lag: lag}, err
		}
	}
	return quality.Tie{}, fmt.Errorf("no link type %q", i.text("type"))
}

func assess(i in) (any, error) {
	status, err := i.date("status_date")
	if err != nil {
		return nil, err
	}
	input := quality.Input{Status: status, Day: longDay}
	for _, row := range i.rows("tasks") {
		a, err := row.activity()
		if err != nil {
			return nil, err
		}
		input.Activities = append(input.Activities, a)
	}
	for _, row := range i.rows("links") {
		tie, err := row.tie()
		if err != nil {
			return nil, err
		}
		input.Ties = append(input.Ties, tie)
	}
	return assessed(quality.Assess(input, quality.Limits{})), nil
}

// assessed writes an assessment as the vectors do.
func assessed(a quality.Assessment) out {
	names := map[quality.Point]string{
		quality.Logic: "logic", quality.Leads: "leads", quality.Lags: "lags", quality.LinkTypes: "fs",
		quality.HardConstraints: "hard_constraints", quality.HighFloat: "high_float", quality.NegativeFloat: "negative_float",
		quality.HighDuration: "high_duration", quality.InvalidDates: "invalid_dates", quality.Resources: "resources",
		quality.MissedTasks: "missed", quality.Execution: "bei",
	}
	pass := out{}
	r := out{"incomplete": kpi.Int(a.Incomplete, ""), "pass": pass}
	for _, c := range a.Checks {
		name, known := names[c.Point]
		if !known {
			continue
		}
		part := out{"count": kpi.Int(c.Count, ""), "total": kpi.Int(c.Population, "")}
		if c.Point == quality.Execution {
			part["value"] = figureOf(c.Ratio)
		} else {
			part["pct"] = percentOf(c.Ratio)
		}
		r[name] = part
		if c.Point == quality.Resources {
			continue
		}
		pass[name] = any(nil)
		if c.Verdict != quality.NotApplicable {
			pass[name] = c.Verdict == quality.Pass
		}
	}
	return r
}

// passes asks the standard limits about one index.
func passes(p quality.Point, ratio finding.Value) any {
	order, known := finding.CompareValues(ratio, quality.StandardLimits()[p])
	if !known {
		return nil
	}
	return order >= 0
}

func cpli(i in) (any, error) {
	length, err := i.work("cpl")
	float, err2 := i.work("total_float")
	index := quality.CPLI(length, float)
	return out{"cpli": figureOf(index), "pass": passes(quality.PathLength, index)}, errors.Join(err, err2)
}

func bei(i in) (any, error) {
	done, due := int64(i.int("finished")), int64(i.int("baselined_due"))
	index := quality.BEI(done, due, int64(i.int("no_baseline")))
	r := out{"bei": figureOf(index), "bei_without_nobaseline": figureOf(quality.BEI(done, due, 0)), "pass": passes(quality.Execution, index)}
	if i.has("hit") {
		r["hit_pct"] = percentOf(quality.HitRate(int64(i.int("hit")), int64(i.int("due_in_period"))))
	}
	return r, nil
}
