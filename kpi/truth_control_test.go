package kpi_test

import (
	"fmt"

	"github.com/milepost-go/milepost/kpi"
)

// controlOps are the operations of accuracy, control charts, trends and
// thresholds.
func controlOps() opTable {
	return opTable{
		"fc.accuracy": accuracy, "spc.xmr": xmr, "spc.rules": rules, "trend.ols": ols, "scurve.interpolate": interpolate, "rag": trafficLight,
	}
}

func accuracy(i in) (any, error) {
	var pairs []kpi.Forecasted
	forecast := i.values("forecast")
	for k, actual := range i.values("actual") {
		pairs = append(pairs, kpi.Forecasted{Actual: actual, Forecast: forecast[k]})
	}
	a := kpi.MeasureAccuracy(pairs, 12)
	return out{"mae": a.MAE, "rmse": a.RMSE, "mape": a.MAPE, "wape": a.WAPE, "bias_pct": a.BiasPct, "tracking_signal": a.TrackingSignal}, nil
}

func xmr(i in) (any, error) {
	c := kpi.XmR(i.values("x"), kpi.ChartFactors{Limit: i.value("limit_factor"), Range: i.value("range_factor")})
	return out{"mean": c.Mean, "mr": list(c.Ranges), "mr_bar": c.MeanRange, "unpl": c.Upper, "lnpl": c.Lower, "url": c.RangeLimit}, nil
}

func rules(i in) (any, error) {
	all := append(kpi.Nelson(), kpi.RunRule(8))
	r := out{}
	for _, rule := range all {
		r[rule.Name] = []any{}
	}
	for _, s := range kpi.Signals(i.values("z"), all) {
		before, _ := r[s.Rule].([]any)
		r[s.Rule] = append(before, s.At+1)
	}
	return r, nil
}

func ols(i in) (any, error) {
	line := kpi.LeastSquares(i.values("y"))
	return out{"slope": line.Slope, "intercept": line.Intercept}, nil
}

func interpolate(i in) (any, error) {
	var points []kpi.CurvePoint
	for _, row := range i.list("points") {
		pair := valuesOf(row.([]any))
		points = append(points, kpi.CurvePoint{At: pair[0], Value: pair[1]})
	}
	curve, err := kpi.NewCurve(points)
	return out{"value": curve.At(i.value("t"))}, err
}

func trafficLight(i in) (any, error) {
	limits, known := map[string]kpi.Limits{
		"higher": kpi.HigherLimits(i.value("green"), i.value("amber")),
		"lower":  kpi.LowerLimits(i.value("green"), i.value("amber")),
		"band": kpi.BandLimits(
			kpi.Range{Low: i.value("green_low"), High: i.value("green_high")}, kpi.Range{Low: i.value("amber_low"), High: i.value("amber_high")}),
	}[i.text("direction")]
	if !known {
		return nil, fmt.Errorf("no direction %q", i.text("direction"))
	}
	return out{"status": limits.Colour(i.value("value")).String()}, nil
}
