package kpi_test

import (
	"errors"
	"maps"
	"slices"
	"strconv"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/kpi/sales"
	"github.com/shopspring/decimal"
)

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

// salesOps are the operations of sales and of customers.
func salesOps() opTable {
	return opTable{"sales.win_rate": winRate, "stat.wilson": wilson, "sales.velocity": velocity, "sales.weighted": weighted, "sales.quota": quota,
		"sales.coverage": coverage, "sales.funnel": funnel, "sales.cycle": cycle, "sales.cac": cac, "sales.churn": churn,
		"sales.multi_currency": multiCurrency, "sales.on_time": onTime, "cx.nps": nps, "cx.nps_scores": npsScores, "cx.boxes": boxes,
	}
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

func funnel(i in) (any, error) {
	c := sales.Convert(i.values("entered"))
	return out{"step": list(c.Step), "cumulative": list(c.Cumulative)}, nil
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
	var quotes []money.Rate
	rates, _ := i["rates"].(map[string]any)
	for _, code := range slices.Sorted(maps.Keys(rates)) {
		c, err := currency(code)
		if err != nil {
			return nil, err
		}
		quotes = append(quotes, money.Rate{From: c, To: home, On: day, Factor: decimal.RequireFromString(rates[code].(string))})
	}
	table, err := money.NewRates(quotes, money.RateOptions{})
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
