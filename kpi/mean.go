package kpi

import "slices"

// Mean returns the arithmetic mean of the values. Values that are unknown make
// it unknown; leave them out first with [Known]. None gives [ReasonNoData].
func Mean(values []Value) Value {
	if len(values) == 0 {
		return Unknown(ReasonNoData)
	}
	return Sum(values).Div(Int(int64(len(values)), ""))
}

// Median returns the middle of the values, the mean of the two middle ones
// where their number is even. Unknown values and none are as for [Mean].
func Median(values []Value) Value {
	if total := Sum(values); len(values) == 0 || total.IsUnknown() {
		return Mean(values)
	}
	sorted := slices.Clone(values)
	slices.SortStableFunc(sorted, func(a, b Value) int {
		order, _ := a.Cmp(b) // they have a sum, so they compare
		return order
	})
	n := len(sorted)
	return Mean(sorted[(n-1)/2 : n/2+1])
}

// Known returns the values that are numbers, in order. The caller owns the
// slice.
func Known(values []Value) []Value {
	known := make([]Value, 0, len(values))
	for _, v := range values {
		if !v.IsUnknown() {
			known = append(known, v)
		}
	}
	return known
}

// MovingMean returns for each value the mean of it and the n-1 before it. The
// first n-1 are unknown with [ReasonInsufficientHistory], as all are for n below
// 1; a window with a gap is unknown with the reason of the gap. The caller owns
// the slice.
func MovingMean(values []Value, n int) []Value {
	means := make([]Value, len(values))
	for i := range values {
		if n < 1 || i < n-1 {
			means[i] = Unknown(ReasonInsufficientHistory)
			continue
		}
		means[i] = Mean(values[i+1-n : i+1])
	}
	return means
}

// MovingMedian is to [Median] what [MovingMean] is to [Mean].
func MovingMedian(values []Value, n int) []Value {
	medians := make([]Value, len(values))
	for i := range values {
		if n < 1 || i < n-1 {
			medians[i] = Unknown(ReasonInsufficientHistory)
			continue
		}
		medians[i] = Median(values[i+1-n : i+1])
	}
	return medians
}
