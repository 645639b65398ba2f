package view

import (
	"cmp"
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/chart"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// maxUseDays is how many days a resource histogram shows one by one. More are
// shown by weeks from Monday to Sunday.
const maxUseDays = 92

// ResourceHistogram returns what the resources of a plan have to do and what they
// could, in hours per day, or per week where there are more than three months:
// those with work, who has most first. The hours of a resource add up to its work
// in the loads. A week hides what is too much on one of its days and made up on
// another; [schedule.DailyLoads.Window] picks the days to look at. Resources are
// named as the printer names references of kind "resource", else by the plan,
// which may be nil, else by their ids.
func ResourceHistogram(w phrase.Printer, plan *schedule.Plan, loads schedule.DailyLoads) *chart.LoadChart {
	c := &chart.LoadChart{Name: "resource-histogram", Title: w.Label("work_per_day"), Lang: w.Lang,
		Axis: report.Column{Name: "work", Title: w.Label("planned_work"), Type: report.TypeNumber}}
	names := map[schedule.ResourceID]string{"": w.Label("nobody")}
	if plan != nil {
		for i := range plan.Resources {
			names[plan.Resources[i].ID] = plan.Resources[i].Name
		}
	}
	busy := slices.DeleteFunc(slices.Clone(loads.Resources), func(l schedule.DailyLoad) bool { return l.Total() == 0 })
	slices.SortStableFunc(busy, func(a, b schedule.DailyLoad) int { return cmp.Compare(b.Total(), a.Total()) })
	if len(busy) == 0 {
		return c
	}
	var first []int // number of the first day of each period
	first, c.Periods = usePeriods(loads.First, len(busy[0].Work))
	if len(first) < len(busy[0].Work) {
		c.Title = w.Label("work_per_week")
	}
	for _, l := range busy {
		name := cmp.Or(names[l.Resource], string(l.Resource))
		if l.Resource != "" {
			name = called(w, "resource", string(l.Resource), name)
		}
		c.Loads = append(c.Loads, chart.Load{Name: name, Use: hoursBy(l.Work, first), Capacity: hoursBy(l.Capacity, first)})
	}
	return c
}

// usePeriods cuts so many days into days or weeks.
func usePeriods(from calendar.Date, days int) (first []int, periods []chart.Period) {
	for k := 0; k < days; {
		n := 1
		if days > maxUseDays {
			n = min((7-int(from.AddDays(k).Weekday()))%7+1, days-k)
		}
		first = append(first, k)
		periods = append(periods, chart.Period{From: from.AddDays(k), To: from.AddDays(k + n - 1)})
		k += n
	}
	return first, periods
}

// hoursBy sums up days by periods, nil for nil.
func hoursBy(days []calendar.Work, first []int) []finding.Value {
	var list []finding.Value
	for i, k := range first {
		end := len(days)
		if i+1 < len(first) {
			end = min(end, first[i+1])
		}
		if k >= end {
			return list
		}
		var sum calendar.Work
		for _, x := range days[k:end] {
			sum += x
		}
		list = append(list, finding.Ratio(int64(sum), int64(calendar.Hour), "h"))
	}
	return list
}

// maxOverloaded is how many of those with too much to do have a figure of their
// own in a document.
const maxOverloaded = 6

// loadBlocks is the part of a document that shows who has to do how much, and
// each of those with the most that is too much alone; none without work.
func loadBlocks(w phrase.Printer, plan *schedule.Plan, loads schedule.DailyLoads) []report.Block {
	all := ResourceHistogram(w, plan, loads)
	if len(all.Loads) == 0 {
		return nil
	}
	all.Bare = true
	blocks := []report.Block{heading(w, "resource_use"), all}
	if len(all.Loads) == 1 {
		return blocks
	}
	for i, l := range overloaded(loads) {
		c := ResourceHistogram(w, plan, around(schedule.DailyLoads{First: loads.First, Resources: []schedule.DailyLoad{l}}))
		c.Bare, c.Name, c.Title = true, c.Name+"-"+whole(i+1).Plain(), joined(w, c.Loads[0].Name, c.Title)
		blocks = append(blocks, c)
	}
	return blocks
}

// around returns the loads from a week before the first day that is too much to a
// week after the last, where these can be shown day by day, else all of them.
func around(one schedule.DailyLoads) schedule.DailyLoads {
	l := one.Resources[0]
	first, last := -1, -1
	for k := range l.Capacity {
		if l.Work[k] > l.Capacity[k] {
			last = k
			if first < 0 {
				first = k
			}
		}
	}
	if first < 0 || last-first+15 > maxUseDays {
		return one
	}
	return one.Window(one.First.AddDays(first-7), one.First.AddDays(last+7))
}

// overloaded returns those who have more to do than they could on some day, who
// has most of that first.
func overloaded(loads schedule.DailyLoads) []schedule.DailyLoad {
	type excess struct {
		schedule.DailyLoad
		over calendar.Work
	}
	var list []excess
	for _, l := range loads.Resources {
		x := excess{DailyLoad: l}
		for k := range l.Capacity {
			x.over += max(l.Work[k]-l.Capacity[k], 0)
		}
		if x.over > 0 {
			list = append(list, x)
		}
	}
	slices.SortStableFunc(list, func(a, b excess) int { return cmp.Compare(b.over, a.over) })
	var most []schedule.DailyLoad
	for _, x := range list[:min(len(list), maxOverloaded)] {
		most = append(most, x.DailyLoad)
	}
	return most
}
