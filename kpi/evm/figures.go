package evm

import (
	"slices"
	"strings"

	"github.com/milepost-go/milepost/kpi"
)

// TimeUnit as the unit of a definition means the unit of the [Timing]: periods
// or working hours.
const TimeUnit = "time"

// inputs are what the figures are computed from.
type inputs struct {
	status Status
	basis  Basis
}

// measure is an indicator with the function that computes it.
type measure struct {
	def kpi.Def
	of  func(inputs) kpi.Value
}

const (
	bySource   = "EIA-748, PMI practice standard for earned value management"
	byLipke    = "Lipke, earned schedule"
	byDuration = "Vandevoorde and Vanhoucke 2006"
)

func define(key, unit string, better kpi.Direction, formula, source string, of func(inputs) kpi.Value, names ...string) measure {
	return measure{kpi.Def{Key: "evm." + key, Unit: unit, Direction: better, Formula: formula, Inputs: names, Source: source, Frequency: "status date"}, of}
}

// costMeasures lists what follows from a status alone.
func costMeasures() []measure {
	return []measure{
		define("cv", kpi.MoneyUnit, kpi.Higher, "ev - ac", bySource, func(in inputs) kpi.Value { return in.status.CV() }, "ev", "ac"),
		define("sv", kpi.MoneyUnit, kpi.Higher, "ev - pv", bySource, func(in inputs) kpi.Value { return in.status.SV() }, "ev", "pv"),
		define("cv_share", "", kpi.Higher, "(ev - ac) / ev", bySource, func(in inputs) kpi.Value { return in.status.CVShare() }, "ev", "ac"),
		define("sv_share", "", kpi.Higher, "(ev - pv) / pv", bySource, func(in inputs) kpi.Value { return in.status.SVShare() }, "ev", "pv"),
		define("cpi", "", kpi.Higher, "ev / ac", bySource, func(in inputs) kpi.Value { return in.status.CPI() }, "ev", "ac"),
		define("spi", "", kpi.Higher, "ev / pv", bySource, func(in inputs) kpi.Value { return in.status.SPI() }, "ev", "pv"),
		define("sci", "", kpi.Higher, "cpi * spi", bySource, func(in inputs) kpi.Value { return in.status.SCI() }, "cpi", "spi"),
		define("cpi3", "", kpi.Higher, "ev_3 / ac_3", bySource, func(in inputs) kpi.Value { return RollingCPI(in.basis.History, 3) }, "ev_3", "ac_3"),
		define("cpi6", "", kpi.Higher, "ev_6 / ac_6", bySource, func(in inputs) kpi.Value { return RollingCPI(in.basis.History, 6) }, "ev_6", "ac_6"),
		define("complete", "", kpi.Higher, "ev / bac", bySource, func(in inputs) kpi.Value { return in.status.Complete() }, "ev", "bac"),
		define("spent", "", kpi.Neutral, "ac / bac", bySource, func(in inputs) kpi.Value { return in.status.Spent() }, "ac", "bac"),
		define("planned", "", kpi.Neutral, "pv / bac", bySource, func(in inputs) kpi.Value { return in.status.Planned() }, "pv", "bac"),
		define("tcpi_bac", "", kpi.Lower, "(bac - ev) / (bac - ac)", bySource, func(in inputs) kpi.Value { return in.status.TCPI(in.status.BAC) }, "bac", "ev", "ac"),
	}
}

// factorOf says in words of the inputs which factor a method has.
func factorOf(m Method) (formula string, names []string) {
	switch m {
	case ByBudget:
		return "1", nil
	case BySCI:
		return "(cpi * spi)", []string{"cpi", "spi"}
	case BySCIT:
		return "(cpi * spi_t)", []string{"cpi", "spi_t"}
	case ByW82:
		return "(w * cpi + (1 - w) * spi)", []string{"w", "cpi", "spi"}
	case ByW82T:
		return "(w * cpi + (1 - w) * spi_t)", []string{"w", "cpi", "spi_t"}
	}
	return string(m), []string{string(m)}
}

// forecastMeasures lists the estimates at completion and what follows.
func forecastMeasures() []measure {
	var list []measure
	for _, m := range Methods() {
		factor, names := factorOf(m)
		formula, names := "ac + (bac - ev) / "+factor, slices.Concat([]string{"ac", "bac", "ev"}, names)
		if m == BottomUp {
			formula, names = "ac + etc", []string{"ac", "etc"}
		}
		eac := "eac_" + string(m)
		list = append(list,
			define(eac, kpi.MoneyUnit, kpi.Lower, formula, bySource, func(in inputs) kpi.Value { return in.status.EAC(m, in.basis) }, names...),
			define("etc_"+string(m), kpi.MoneyUnit, kpi.Lower, eac+" - ac", bySource, func(in inputs) kpi.Value { return in.status.Forecast(m, in.basis).ETC }, eac, "ac"),
			define("vac_"+string(m), kpi.MoneyUnit, kpi.Higher, "bac - "+eac, bySource, func(in inputs) kpi.Value { return in.status.Forecast(m, in.basis).VAC }, "bac", eac),
			define("tcpi_"+string(m), "", kpi.Lower, "(bac - ev) / ("+eac+" - ac)", bySource, func(in inputs) kpi.Value { return in.status.Forecast(m, in.basis).TCPI }, "bac", "ev", eac, "ac"))
	}
	return list
}

// timeMeasures lists what is said in units of time.
func timeMeasures() []measure {
	list := []measure{
		define("sv_t", TimeUnit, kpi.Higher, "es - at", byLipke, func(in inputs) kpi.Value { return in.basis.Timing.SVT() }, "es", "at"),
		define("spi_t", "", kpi.Higher, "es / at", byLipke, func(in inputs) kpi.Value { return in.basis.Timing.SPIT() }, "es", "at"),
		define("tspi_pd", "", kpi.Lower, "(pd - es) / (pd - at)", byLipke, func(in inputs) kpi.Value { return in.basis.Timing.TSPI(in.basis.Timing.PD) }, "pd", "es", "at"),
		define("tspi_ed", "", kpi.Lower, "(pd - es) / (ed - at)", byLipke, func(in inputs) kpi.Value { return in.basis.Timing.TSPI(in.basis.Duration) }, "pd", "es", "ed", "at"),
		define("p_factor", "", kpi.Higher, "kept / due", byLipke, func(in inputs) kpi.Value { return PFactor(in.basis.Activities) }, "kept", "due"),
	}
	for _, row := range []struct {
		method  DurationMethod
		formula string
		names   []string
	}{
		{PVRate, "pd - sv / bac * pd", []string{"pd", "sv", "bac"}},
		{PVBySPI, "pd / spi", []string{"pd", "spi"}},
		{PVBySCI, "pd / (cpi * spi)", []string{"pd", "cpi", "spi"}},
		{EDRate, "at + max(pd, at) - at * spi", []string{"at", "pd", "spi"}},
		{EDBySPI, "at + (max(pd, at) - at * spi) / spi", []string{"at", "pd", "spi"}},
		{EDBySCI, "at + (max(pd, at) - at * spi) / (cpi * spi)", []string{"at", "pd", "spi", "cpi"}},
		{ESRate, "at + (pd - es)", []string{"at", "pd", "es"}},
		{ESBySPIT, "at + (pd - es) / spi_t", []string{"at", "pd", "es", "spi_t"}},
		{ESBySCIT, "at + (pd - es) / (spi_t * cpi)", []string{"at", "pd", "es", "spi_t", "cpi"}},
	} {
		source := byDuration
		if row.method == ESRate || row.method == ESBySPIT {
			source = byLipke
		}
		list = append(list, define("duration_"+string(row.method), TimeUnit, kpi.Lower, row.formula, source, func(in inputs) kpi.Value { return in.basis.Timing.Duration(row.method, in.status) }, row.names...))
	}
	return list
}

func measures() []measure {
	return slices.Concat(costMeasures(), forecastMeasures(), timeMeasures())
}

// Defs returns the definitions of all indicators of this package, without
// targets and limits, which are the host's. The caller owns them.
func Defs() []kpi.Def {
	var list []kpi.Def
	for _, m := range measures() {
		list = append(list, m.def)
	}
	return list
}

// Figures returns every indicator of [Defs], in their order, with its formula
// and the inputs it was computed from, unknown ones included. The caller owns
// the slices.
func (s Status) Figures(b Basis) []kpi.Figure {
	in := inputs{s, b}
	var list []kpi.Figure
	for _, m := range measures() {
		f := kpi.Figure{Key: m.def.Key, Value: m.of(in), Formula: m.def.Formula}
		for _, name := range m.def.Inputs {
			f.Inputs = append(f.Inputs, kpi.Input{Name: name, Value: in.named(name)})
		}
		list = append(list, f)
	}
	return list
}

// named returns an input of a formula by its name.
func (in inputs) named(name string) kpi.Value {
	s, b := in.status, in.basis
	switch name {
	case "bac":
		return s.BAC
	case "pv":
		return s.PV
	case "ev":
		return s.EV
	case "ac":
		return s.AC
	case "sv":
		return s.SV()
	case "w":
		return b.weight()
	case "etc":
		return b.ETC
	case "at":
		return b.Timing.AT
	case "es":
		return b.Timing.ES
	case "pd":
		return b.Timing.PD
	case "ed":
		return b.Duration
	case "kept", "due":
		return adhered(b.Activities, name)
	case "ev_3", "ac_3":
		return windowed(b.History, 3, name)
	case "ev_6", "ac_6":
		return windowed(b.History, 6, name)
	}
	if m, isEAC := strings.CutPrefix(name, "eac_"); isEAC {
		return s.EAC(Method(m), b)
	}
	return s.Factor(Method(name), b)
}

func windowed(history []Point, n int, name string) kpi.Value {
	last := window(history, n)
	if strings.HasPrefix(name, "ev") {
		return last.EV
	}
	return last.AC
}

func adhered(activities []Adherence, name string) kpi.Value {
	kept, due := adherence(activities)
	if name == "kept" {
		return kept
	}
	return due
}
