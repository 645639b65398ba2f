package kpi

// Forecasted is one figure beside the forecast that was made of it.
type Forecasted struct {
	Actual   Value `json:"actual"`
	Forecast Value `json:"forecast"`
}

// Accuracy says how far forecasts were off; error means forecast - actual. All
// figures are unknown with [ReasonNoData] without a pair.
type Accuracy struct {
	N              int   `json:"n"`               // pairs with both numbers
	Missing        int   `json:"missing"`         // pairs left out because one is unknown
	MAE            Value `json:"mae"`             // mean absolute error, in the unit of the figures
	RMSE           Value `json:"rmse"`            // root mean square error, in the unit of the figures
	MAPE           Value `json:"mape"`            // mean absolute percentage error; an actual of 0: ReasonZeroDenominator
	WAPE           Value `json:"wape"`            // weighted absolute percentage error; only actuals of 0: ReasonZeroDenominator
	BiasPct        Value `json:"bias_pct"`        // sum of errors in percent of the sum of actuals; 0 is best
	TrackingSignal Value `json:"tracking_signal"` // sum of errors / MAE, good within -4 to 4; MAE 0: ReasonZeroDenominator
}

// MeasureAccuracy compares forecasts with what came. The root of the mean square
// error has the given number of decimal places, see [Value.Sqrt]; everything
// else is exact.
func MeasureAccuracy(pairs []Forecasted, places int) Accuracy {
	var errors, sizes, shares, squares, actuals, weights []Value
	var a Accuracy
	for _, p := range pairs {
		if p.Actual.IsUnknown() || p.Forecast.IsUnknown() {
			a.Missing++
			continue
		}
		a.N++
		off := p.Forecast.Sub(p.Actual)
		errors, sizes, shares = append(errors, off), append(sizes, off.Abs()), append(shares, off.Div(p.Actual).Abs())
		squares, actuals, weights = append(squares, off.square()), append(actuals, p.Actual), append(weights, p.Actual.Abs())
	}
	percent := Int(100, "")
	a.MAE, a.RMSE, a.MAPE = Mean(sizes), Mean(squares).Sqrt(places), Mean(shares).Mul(percent)
	if a.N == 0 {
		a.WAPE, a.BiasPct, a.TrackingSignal = a.MAE, a.MAE, a.MAE
		return a
	}
	a.WAPE, a.BiasPct = Sum(sizes).Div(Sum(weights)).Mul(percent), Sum(errors).Div(Sum(actuals)).Mul(percent)
	a.TrackingSignal = Sum(errors).Div(a.MAE)
	return a
}

// square returns the number squared with the unit of v, for roots to come.
func (v Value) square() Value {
	pure := Value{rat: v.rat, reason: v.reason}
	return v.Mul(pure)
}
