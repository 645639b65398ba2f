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
	return middle(sorted)
}

// middle returns the median of values in ascending order.
func middle(sorted []Value) Value {
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
	if !oneUnit(values) {
		return moving(values, n, Mean)
	}
	means, sum, count := make([]Value, len(values)), Int(0, ""), Int(int64(max(n, 1)), "")
	gap := -1 // the latest unknown value
	for i, v := range values {
		if v.IsUnknown() {
			gap = i
		} else {
			sum = sum.Add(v)
		}
		if i >= n && n > 0 && !values[i-n].IsUnknown() {
			sum = sum.Sub(values[i-n])
		}
		switch {
		case n < 1 || i < n-1:
			means[i] = Unknown(ReasonInsufficientHistory)
		case gap > i-n:
			means[i] = Unknown(firstGap(values[i+1-n : i+1]))
		default:
			means[i] = sum.Div(count)
		}
	}
	return means
}

// oneUnit reports whether all numbers have one unit, so that a sum may go on by
// the difference.
func oneUnit(values []Value) bool {
	known := Known(values)
	for _, v := range known {
		if !v.sameUnit(known[0]) {
			return false
		}
	}
	return true
}

// firstGap returns the reason of the first value that is unknown.
func firstGap(values []Value) Reason {
	for _, v := range values {
		if v.IsUnknown() {
			return v.Reason()
		}
	}
	return ""
}

// moving computes a statistic of every window anew.
func moving(values []Value, n int, of func([]Value) Value) []Value {
	list := make([]Value, len(values))
	for i := range values {
		list[i] = Unknown(ReasonInsufficientHistory)
		if n >= 1 && i >= n-1 {
			list[i] = of(values[i+1-n : i+1])
		}
	}
	return list
}

// MovingMedian is to [Median] what [MovingMean] is to [Mean].
func MovingMedian(values []Value, n int) []Value {
	if !oneUnit(values) || len(Known(values)) < len(values) || n < 1 {
		return moving(values, n, Median)
	}
	medians, window := make([]Value, len(values)), make([]Value, 0, min(n, len(values))+1)
	for i, v := range values {
		at, _ := slices.BinarySearchFunc(window, v, byNumber)
		window = slices.Insert(window, at, v)
		if i >= n {
			at, _ = slices.BinarySearchFunc(window, values[i-n], byNumber)
			window = slices.Delete(window, at, at+1)
		}
		medians[i] = Unknown(ReasonInsufficientHistory)
		if i >= n-1 {
			medians[i] = middle(window)
		}
	}
	return medians
}

func byNumber(v, w Value) int { return v.rat.Cmp(w.rat) }
