package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/quality"
)

// shownOffenders is how many ids of a check are printed.
const shownOffenders = 8

// printQuality prints the fourteen points of the DCMA assessment and what
// stands beside them, judged against the first baseline of the plan.
func printQuality(w io.Writer, plan *schedule.Plan, r *schedule.Result) error {
	var baseline *schedule.Baseline
	if len(plan.Baselines) > 0 {
		baseline = &plan.Baselines[0]
	}
	in := quality.From(plan, r, baseline)
	trials, err := quality.Trials(plan, r, quality.Limits{})
	if err != nil {
		fmt.Fprintln(w, "no critical path test:", err)
	}
	in.Trials = trials
	fmt.Fprintf(w, "%-27s %6s %8s  %-15s %s\n", "point", "count", "of", "verdict", "offenders")
	for _, c := range quality.Assess(in, quality.Limits{}).Checks {
		ids := c.Offenders()
		more := ""
		if len(ids) > shownOffenders {
			more = fmt.Sprintf(" and %d more", len(ids)-shownOffenders)
			ids = ids[:shownOffenders]
		}
		fmt.Fprintf(w, "%-27s %6d %8d  %-15s %s%s\n", c.Point, c.Count, c.Population, c.Verdict, strings.Join(ids, " "), more)
	}
	return nil
}
