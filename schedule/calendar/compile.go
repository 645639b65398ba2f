package calendar

import "strconv"

// Compile turns a definition into a calendar, upon the base it is derived
// from, or none if base is nil. The definition is not kept, the base is not
// changed; later changes to the definition have no effect.
//
// A definition with faults gives a [*DefinitionError] that lists all of them.
// A calendar that would have no working time at all in the years 1 to 9999
// gives one that wraps [ErrNoWork].
func Compile(def Definition, base *Calendar) (*Calendar, error) {
	if faults := check(def); len(faults) > 0 {
		return nil, &DefinitionError{ID: def.ID, Faults: faults}
	}
	exceptions, faults := exceptionRuns(def)
	if len(faults) > 0 {
		return nil, &DefinitionError{ID: def.ID, Faults: faults}
	}
	below := layers{weeks: everyDay(daily(newShape(nil)))}
	if base != nil && len(base.segments) > 0 {
		below = base.layers
	}
	c := build(layers{
		exceptions: mergeExceptions(exceptions, below.exceptions),
		weeks:      overlay(weekRuns(def), below.weeks),
	})
	if c.total == 0 {
		return nil, &DefinitionError{ID: def.ID, Faults: []Fault{{Code: FaultNoWork}}}
	}
	c.id, c.name = def.ID, def.Name
	return c, nil
}

// AlwaysOn returns the calendar of elapsed time: 24 hours on every day.
func AlwaysOn() *Calendar {
	c := build(layers{weeks: everyDay(daily(newShape([]Range{Hours(0, 24)})))})
	c.id, c.name = "always_on", "24 hours"
	return c
}

func everyDay(week weekShape) []run { return []run{{1, lastDay, week}} }

// weekRuns returns the ordinary week and the work weeks of a definition over
// all days; days not set are nil.
func weekRuns(def Definition) []run {
	ordinary := newWeek(def.Week)
	weeks := make([]weekShape, 0, len(def.WorkWeeks)+1)
	spans := make([]span, 0, len(def.WorkWeeks)+1)
	for _, w := range def.WorkWeeks {
		s := span{1, lastDay}
		if !w.From.IsZero() {
			s.from = w.From.n
		}
		if !w.To.IsZero() {
			s.to = w.To.n
		}
		spans, weeks = append(spans, s), append(weeks, newWeek(w.Week).over(ordinary))
	}
	return divide(append(spans, span{1, lastDay}), append(weeks, ordinary))
}

// exceptionRuns returns the days of the exceptions of a definition.
func exceptionRuns(def Definition) ([]run, []Fault) {
	var spans []span
	var weeks []weekShape
	known := shapes{}
	left := MaxOccurrences
	for _, repeats := range []bool{false, true} { // single ones have the first right
		for i, e := range def.Exceptions {
			if e.Repeat.IsZero() == repeats {
				continue
			}
			days, steps, ok := e.days(left)
			if left -= steps; !ok {
				return nil, []Fault{{FaultOccurrences, place("exceptions", i) + ".repeat", "at most " + strconv.Itoa(MaxOccurrences)}}
			}
			for _, d := range days {
				spans, weeks = append(spans, d), append(weeks, daily(known.of(e.Ranges)))
			}
		}
	}
	return divide(spans, weeks), nil
}

// divide gives each span its days with its week; the first of the list has the
// first right to each day.
func divide(spans []span, weeks []weekShape) []run {
	parts, owners := claim(spans)
	runs := make([]run, len(parts))
	for i, part := range parts {
		runs[i] = run{part.from, part.to, weeks[owners[i]]}
	}
	return runs
}

// mergeExceptions lays one list of exceptions over another.
func mergeExceptions(upper, lower []run) []run {
	if len(lower) == 0 {
		return upper
	}
	var spans []span
	var weeks []weekShape
	for _, list := range [][]run{upper, lower} {
		for _, r := range list {
			spans, weeks = append(spans, span{r.from, r.to}), append(weeks, r.week)
		}
	}
	return divide(spans, weeks)
}
