package kpi_test

import (
	"maps"
	"slices"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// sheetIn reads the inputs of a case, sheetOut is what a case gives.
type (
	sheetIn  map[string]any
	sheetOut = map[string]any
)

func sheetValue(x any) kpi.Value {
	text, ok := x.(string)
	if !ok {
		return kpi.Value{}
	}
	v, err := kpi.Parse(text, "")
	if err != nil {
		return kpi.Unknown(kpi.Reason(err.Error()))
	}
	return v
}

func (i sheetIn) value(key string) kpi.Value { return sheetValue(i[key]) }

func (i sheetIn) values(key string) []kpi.Value {
	var list []kpi.Value
	for _, x := range i[key].([]any) {
		list = append(list, sheetValue(x))
	}
	return list
}

func (i sheetIn) rows(key string) []sheetIn {
	var rows []sheetIn
	for _, x := range i[key].([]any) {
		rows = append(rows, x.(map[string]any))
	}
	return rows
}

func (i sheetIn) date(key string) calendar.Date {
	text, _ := i[key].(string)
	d, _ := calendar.ParseDate(text)
	return d
}

func (i sheetIn) day(key string) int {
	n, _ := i[key].(float64)
	return int(n)
}

func anys(values []kpi.Value) []any {
	list := []any{}
	for _, v := range values {
		list = append(list, v)
	}
	return list
}

// sheetOps maps the operations of the vectors to the public functions.
var sheetOps = map[string]func(sheetIn) sheetOut{
	"budget.variance": func(i sheetIn) sheetOut {
		b := kpi.BudgetStatus{Budget: i.value("budget"), Actual: i.value("actual"), Committed: i.value("committed")}
		return sheetOut{"variance": b.Variance(), "variance_pct": b.VariancePct(), "consumed_pct": b.ConsumedPct(), "available": b.Available()}
	},
	"budget.burn": func(i sheetIn) sheetOut {
		b := kpi.Burn{Spent: i.value("spent"), ElapsedDays: i.value("elapsed_days"), Budget: i.value("budget")}
		return sheetOut{"burn_per_day": b.PerDay(), "runway_days": b.RunwayDays()}
	},
	"q.density": func(i sheetIn) sheetOut {
		return sheetOut{"density": kpi.DefectDensity{Defects: i.value("defects"), Size: i.value("size"), Per: i.value("per")}.Value()}
	},
	"q.fpy": func(i sheetIn) sheetOut {
		y := kpi.Yield{Total: i.value("total"), FirstPass: i.value("first_pass"), Reworked: i.value("reworked"), Scrapped: i.value("scrapped")}
		return sheetOut{"fpy_pct": y.FirstPassPct(), "rework_pct": y.ReworkPct(), "fail_pct": y.FailPct(), "final_pct": y.FinalPct()}
	},
	"q.rty": func(i sheetIn) sheetOut {
		var stages kpi.Stages
		each := []any{}
		for _, row := range i.rows("stages") {
			s := kpi.Stage{In: row.value("in"), Good: row.value("good")}
			stages, each = append(stages, s), append(each, s.Yield())
		}
		return sheetOut{"fpy": each, "rty": stages.RolledYield()}
	},
	"q.coq": func(i sheetIn) sheetOut {
		c := kpi.CostOfQuality{Prevention: i.value("prevention"), Appraisal: i.value("appraisal"), InternalFailure: i.value("internal_failure"), ExternalFailure: i.value("external_failure"), Base: i.value("base")}
		return sheetOut{"coq": c.Total(), "good": c.Good(), "poor": c.Poor(), "coq_pct": c.TotalPct(), "poor_pct": c.PoorPct()}
	},
	"q.dre": func(i sheetIn) sheetOut {
		return sheetOut{"dre": kpi.DefectRemoval{BeforeRelease: i.value("before_release"), AfterRelease: i.value("after_release")}.Efficiency()}
	},
	"q.rework": func(i sheetIn) sheetOut {
		return sheetOut{"pct": kpi.ReworkEffort{Rework: i.value("rework_hours"), Total: i.value("total_hours")}.Pct()}
	},
	"res.utilization": func(i sheetIn) sheetOut {
		u := kpi.Utilisation{Gross: i.value("gross_hours"), Leave: i.value("leave_hours"), Worked: i.value("worked_hours"), Billable: i.value("billable_hours")}
		return sheetOut{"capacity": u.Capacity(), "utilization_pct": u.Pct(), "billable_pct": u.BillablePct()}
	},
	"res.overallocation": func(i sheetIn) sheetOut {
		var a kpi.Allocation
		allocated := i.values("allocated")
		for k, capacity := range i.values("capacity") {
			a = append(a, kpi.DayLoad{Capacity: capacity, Allocated: allocated[k]})
		}
		return sheetOut{"over_hours": a.Over(), "over_days": a.OverDays(), "peak_over": a.Peak(), "overall_pct": a.OverallPct()}
	},
	"res.feasibility": func(i sheetIn) sheetOut {
		d := kpi.Demand{Capacity: i.values("capacity")}
		for _, row := range i.rows("items") {
			d.Items = append(d.Items, kpi.Movable{Work: row.value("hours"), From: row.day("from"), To: row.day("to")})
		}
		f := d.Feasibility()
		out := sheetOut{"feasible": f.Feasible, "max_over": f.Over, "window": nil}
		if f.From > 0 {
			out["window"] = []any{kpi.Int(int64(f.From), ""), kpi.Int(int64(f.To), "")}
		}
		return out
	},
	"com.cadence": func(i sheetIn) sheetOut {
		c := kpi.Cadence{Planned: i.value("planned"), Held: i.value("held"), OnTime: i.value("held_on_time")}
		return sheetOut{"held_rate": c.HeldRate(), "on_time_rate": c.OnTimeRate()}
	},
	"com.actions": func(i sheetIn) sheetOut {
		a := kpi.ActionItems{AsOf: i.date("as_of")}
		for _, row := range i.rows("items") {
			a.Items = append(a.Items, kpi.ActionItem{Due: row.date("due"), Closed: row.date("closed")})
		}
		return sheetOut{
			"total": a.Total(), "closed_rate": a.ClosedRate(), "due": a.Due(), "due_closed_rate": a.DueClosedRate(), "on_time_rate": a.OnTimeRate(),
			"overdue": a.Overdue(), "mean_overdue_days": a.MeanOverdueDays(),
		}
	},
	"team.scorecard": func(i sheetIn) sheetOut {
		e := kpi.Evaluation{ScaleMin: i.value("scale_min"), ScaleMax: i.value("scale_max")}
		for _, row := range i.rows("criteria") {
			id, _ := row["id"].(string)
			e.Criteria = append(e.Criteria, kpi.Rated{ID: id, Weight: row.value("weight"), Score: row.value("score")})
		}
		return sheetOut{"score": e.Score(), "weight_used": e.WeightUsed(), "normalized": e.Normalized()}
	},
	"team.linear_norm": func(i sheetIn) sheetOut {
		return sheetOut{"score": kpi.ScaleChange{Score: i.value("score"), From: i.value("from_levels"), To: i.value("to_levels")}.Value()}
	},
	"team.rater_norm": func(i sheetIn) sheetOut {
		var ratings kpi.Ratings
		given := i["ratings"].(map[string]any)
		for _, rater := range slices.Sorted(maps.Keys(given)) {
			for person, score := range given[rater].(map[string]any) {
				ratings = append(ratings, kpi.Rating{Rater: rater, Person: person, Score: sheetValue(score)})
			}
		}
		c := ratings.Correct()
		mean, raw, ratio, centred := sheetOut{}, sheetOut{}, sheetOut{}, sheetOut{}
		for _, m := range c.Raters {
			mean[m.Rater] = m.Mean
		}
		for _, p := range c.People {
			raw[p.Person], ratio[p.Person], centred[p.Person] = p.Raw, p.Ratio, p.Centred
		}
		return sheetOut{"grand_mean": c.GrandMean, "rater_mean": mean, "raw": raw, "ratio_corrected": ratio, "mean_centered": centred}
	},
	"team.peer": func(i sheetIn) sheetOut {
		list := []any{}
		for _, share := range i.values("contribution") {
			list = append(list, kpi.Contribution{GroupScore: i.value("group_score"), Share: share}.Score())
		}
		return sheetOut{"individual": list}
	},
	"team.tscore": func(i sheetIn) sheetOut {
		t := kpi.TScoresOf(i.values("scores"))
		out := sheetOut{"mean": t.Mean, "t": anys(t.T)}
		if sign, _ := t.Deviation.Sign(); sign > 0 { // the vectors state no deviation where there is none
			out["sd"] = t.Deviation
		}
		return out
	},
}
