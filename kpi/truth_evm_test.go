package kpi_test

import (
	"strings"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/evm"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// evmOps are the operations of earned value and earned schedule.
func evmOps() opTable {
	return opTable{
		"evm.snapshot": snapshot, "evm.rolling": rolling, "ev.packages": packages, "evm.rebaseline": rebaseline,
		"es.point": point, "es.series": series, "es.pfactor": pfactor, "es.calendar": onCalendar,
	}
}

func snapshot(i in) (any, error) {
	s := evm.Status{BAC: i.value("bac"), PV: i.value("pv"), EV: i.value("ev"), AC: i.value("ac")}
	b := evm.Basis{ETC: i.value("etc_manual")}
	r := out{
		"cv": s.CV(), "sv": s.SV(), "cv_pct": s.CVShare(), "sv_pct": s.SVShare(), "cpi": s.CPI(), "spi": s.SPI(), "sci": s.SCI(),
		"pct_complete": s.Complete(), "pct_spent": s.Spent(), "pct_planned": s.Planned(), "tcpi_bac": s.TCPI(s.BAC),
		"etc_cpi": s.Forecast(evm.ByCPI, b).ETC, "vac_budget": s.Forecast(evm.ByBudget, b).VAC, "vac_cpi": s.Forecast(evm.ByCPI, b).VAC, "tcpi_eac_cpi": s.Forecast(evm.ByCPI, b).TCPI,
	}
	for _, m := range []evm.Method{evm.ByBudget, evm.ByCPI, evm.BySPI, evm.BySCI, evm.ByW82} {
		r["eac_"+string(m)] = s.EAC(m, b)
	}
	if i.has("etc_manual") {
		f := s.Forecast(evm.BottomUp, b)
		r["eac_bottom_up"], r["vac_bottom_up"], r["tcpi_eac_bottom_up"] = f.EAC, f.VAC, f.TCPI
	}
	return r, nil
}

func rolling(i in) (any, error) {
	s := evm.Status{BAC: i.value("bac"), EV: kpi.Int(0, ""), AC: kpi.Int(0, "")}
	var history []evm.Point
	cost := i.values("ac")
	for k, ev := range i.values("ev") {
		history = append(history, evm.Point{EV: ev, AC: cost[k]})
		s.EV, s.AC = ev, cost[k]
	}
	cpi := evm.RollingCPI(history, i.int("n"))
	return out{"cpi_n": cpi, "eac_n": s.EACWith(cpi), "cpi_cum": s.CPI()}, nil
}

func packages(i in) (any, error) {
	methods := map[string]evm.Package{
		"fixed_0_100": {Earning: evm.FixedSplit}, "fixed_50_50": {Earning: evm.FixedSplit, AtStart: kpi.Ratio(1, 2, "")}, "fixed_25_75": {Earning: evm.FixedSplit, AtStart: kpi.Ratio(1, 4, "")},
		"weighted_milestones": {Earning: evm.WeightedMilestones}, "percent_complete": {Earning: evm.PercentComplete}, "units": {Earning: evm.Units}, "loe": {Earning: evm.LevelOfEffort}, "apportioned": {Earning: evm.Apportioned},
	}
	var list []evm.Package
	for _, row := range i.rows("packages") {
		p := methods[row.text("method")]
		p.ID, p.Budget, p.Percent, p.Started, p.Finished = row.text("id"), row.value("budget"), row.value("pct"), row.bool("started"), row.bool("finished")
		p.Done, p.Total, p.PV, p.Base = row.value("done"), row.value("total"), row.value("pv"), row.text("base")
		for _, m := range row.rows("milestones") {
			p.Milestones = append(p.Milestones, evm.Milestone{Value: m.value("value"), Reached: m.bool("done")})
		}
		list = append(list, p)
	}
	earnings, _, err := evm.Earn(list)
	ev := out{}
	for _, e := range earnings.Packages {
		ev[e.ID] = e.EV
	}
	return out{"ev": ev, "total": earnings.Total}, err
}

func rebaseline(i in) (any, error) {
	s := evm.Status{BAC: i.value("bac"), PV: i.value("pv"), EV: i.value("ev"), AC: i.value("ac")}
	r, err := s.Rebaseline(evm.Reset(i.text("mode")), i.value("remaining_budget_new"))
	a := r.After
	return out{
		"pv": a.PV, "ev": a.EV, "ac": a.AC, "bac": a.BAC, "cv": a.CV(), "sv": a.SV(), "cpi": a.CPI(), "spi": a.SPI(),
		"remaining_budget_old": r.RemainingBefore, "over_target": r.OverTarget,
	}, err
}

func point(i in) (any, error) {
	t, err := evm.EarnedSchedule(i.values("pv"), i.value("ev"), i.value("at"))
	r := out{
		"pd": t.PD, "es_left": t.Left, "es_right": t.Right, "es": t.ES, "sv_t": t.SVT(), "spi_t": t.SPIT(),
		"ieac_t_1": t.Duration(evm.ESRate, evm.Status{}), "ieac_t_spi": t.Duration(evm.ESBySPIT, evm.Status{}), "tspi_pd": t.TSPI(t.PD),
	}
	if i.has("ed") {
		r["tspi_ed"] = t.TSPI(i.value("ed"))
	}
	if i.has("cpi") {
		r["ieac_t_sci"] = t.Duration(evm.ESBySCIT, evm.Status{EV: i.value("cpi"), AC: kpi.Int(1, "")})
	}
	return r, err
}

func series(i in) (any, error) {
	curve := i.values("pv")
	r := map[string][]any{"es": {}, "sv_t": {}, "spi_t": {}, "sv": {}, "spi": {}}
	for k, ev := range i.values("ev") {
		at := k + 1
		t, err := evm.EarnedSchedule(curve, ev, kpi.Int(int64(at), ""))
		if err != nil {
			return nil, err
		}
		s := evm.Status{PV: curve[min(at, len(curve)-1)], EV: ev}
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
	var list []evm.Adherence
	for _, row := range i.rows("activities") {
		list = append(list, evm.Adherence{ID: row.text("id"), PV: row.value("pv_at_es"), EV: row.value("ev")})
	}
	return out{"p_factor": evm.PFactor(list)}, nil
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
	clock := evm.WorkTime{Calendar: week, Start: date("start"), Grain: 3600}
	t := evm.Timing{AT: clock.Hours(date("status")), ES: clock.Hours(date("es_time")), PD: clock.Hours(date("baseline_end"))}
	s := evm.Status{BAC: i.value("bac"), PV: i.value("pv"), EV: i.value("ev"), AC: i.value("ac")}
	hours, dates, eac := out{}, out{}, out{}
	for _, f := range t.Durations(s) {
		hours[string(f.Method)] = f.Duration
		finish, dateErr := clock.Date(f.Duration)
		if dateErr != nil {
			err = dateErr
		}
		dates[string(f.Method)] = strings.TrimSuffix(finish.String(), ":00")
	}
	for _, m := range []evm.Method{evm.ByBudget, evm.ByCPI, evm.BySPI, evm.BySPIT, evm.BySCI, evm.BySCIT, evm.ByW82, evm.ByW82T} {
		eac[string(m)] = s.EAC(m, evm.Basis{Timing: t})
	}
	return out{
		"at_hours": t.AT, "es_hours": t.ES, "pd_hours": t.PD, "sv_t_hours": t.SVT(), "spi_t": t.SPIT(), "spi": s.SPI(), "cpi": s.CPI(), "cv": s.CV(), "sv": s.SV(),
		"ieac_hours": hours, "ieac_dates": dates, "eac": eac,
	}, err
}
