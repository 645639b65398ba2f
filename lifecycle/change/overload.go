package change

import (
	"cmp"
	"slices"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Overload is a stretch of time in which more is asked of a resource than
// there is of it.
type Overload struct {
	Resource schedule.ResourceID `json:"resource"`
	Start    calendar.DateTime   `json:"start"`
	Finish   calendar.DateTime   `json:"finish"`
	Max      schedule.Share      `json:"max_millionths"`  // how much there is
	Peak     schedule.Share      `json:"peak_millionths"` // the most that is asked at once
	// Excess is the work beyond Max, in seconds on the calendar of the
	// resource, a broken second counted as a whole one.
	Excess calendar.Work     `json:"excess_s"`
	Tasks  []schedule.TaskID `json:"tasks"` // that take part, in plan order
}

// Overloads returns the overloads of a computed plan: resources in plan order,
// windows in order of time. Each assignment with work asks for its units from
// start to finish of its task, on the calendar of its resource; work that is
// done, before the data date or on finished tasks, does not count. Two windows
// are one when no working time lies between them. The result must be that of
// the plan. The caller owns the slice.
func Overloads(p *schedule.Plan, r *schedule.Result) []Overload {
	demands := demandsOf(p, r)
	var list []Overload
	for _, res := range p.Resources {
		if len(demands[res.ID]) < 2 && !above(demands[res.ID], res.Max) {
			continue
		}
		cal, err := calendarOf(p, res.Calendar)
		if err == nil {
			list = append(list, sweep{resource: res.ID, most: cmp.Or(res.Max, schedule.FullUnit), calendar: cal}.windows(demands[res.ID])...)
		}
	}
	return list
}

func above(demands []demand, most schedule.Share) bool {
	return slices.ContainsFunc(demands, func(d demand) bool { return d.units > cmp.Or(most, schedule.FullUnit) })
}

// demand is what one assignment asks for.
type demand struct {
	start, finish calendar.DateTime
	units         schedule.Share
	task          schedule.TaskID
	place         int // of the task in the plan
}

func demandsOf(p *schedule.Plan, r *schedule.Result) map[schedule.ResourceID][]demand {
	places := make(map[schedule.TaskID]int, len(p.Tasks))
	for i := range p.Tasks {
		places[p.Tasks[i].ID] = i
	}
	kinds := make(map[schedule.ResourceID]schedule.ResourceKind, len(p.Resources))
	for _, res := range p.Resources {
		kinds[res.ID] = res.Kind
	}
	demands := map[schedule.ResourceID][]demand{}
	for _, a := range p.Assignments {
		times, known := r.Times(a.Task)
		start := max(times.Start, p.DataDate)
		done := !known || !p.Tasks[places[a.Task]].Progress.ActualFinish.IsZero()
		if kind, there := kinds[a.Resource]; done || !there || kind != schedule.WorkResource || a.Work <= 0 || start >= times.Finish {
			continue
		}
		demands[a.Resource] = append(demands[a.Resource], demand{start, times.Finish, cmp.Or(a.Units, schedule.FullUnit), a.Task, places[a.Task]})
	}
	return demands
}

// sweep walks over what is asked of one resource, in order of time.
type sweep struct {
	resource schedule.ResourceID
	most     schedule.Share
	calendar *calendar.Calendar
}

func (s sweep) windows(demands []demand) []Overload {
	var list []Overload
	var open bool // the window last found may go on
	var at []demand
	times := edgesOf(demands)
	demands = slices.Clone(demands)
	slices.SortStableFunc(demands, func(a, b demand) int { return cmp.Compare(a.start, b.start) })
	for k := 1; k < len(times); k++ {
		from, to := times[k-1], times[k]
		for len(demands) > 0 && demands[0].start <= from {
			at, demands = append(at, demands[0]), demands[1:]
		}
		at = slices.DeleteFunc(at, func(d demand) bool { return d.finish <= from })
		sum := total(at)
		work := s.calendar.Between(from, to)
		if work == 0 {
			continue
		}
		if sum <= s.most {
			open = false
			continue
		}
		if !open {
			start, err := s.calendar.Next(from)
			if err != nil {
				start = from
			}
			list = append(list, Overload{Resource: s.resource, Start: start, Max: s.most})
		}
		list[len(list)-1].extend(to, sum, work, at)
		open = true
	}
	return list
}

// edgesOf returns the moments at which demand changes, in order.
func edgesOf(demands []demand) []calendar.DateTime {
	var times []calendar.DateTime
	for _, d := range demands {
		times = append(times, d.start, d.finish)
	}
	slices.Sort(times)
	return slices.Compact(times)
}

func total(demands []demand) schedule.Share {
	var sum schedule.Share
	for _, d := range demands {
		sum += d.units
	}
	return sum
}

// extend lets a window go on to a moment.
func (o *Overload) extend(to calendar.DateTime, sum schedule.Share, work calendar.Work, at []demand) {
	o.Finish, o.Peak = to, max(o.Peak, sum)
	full := calendar.Work(schedule.FullUnit)
	o.Excess += (work*calendar.Work(sum-o.Max) + full - 1) / full
	for _, d := range slices.SortedStableFunc(slices.Values(at), func(a, b demand) int { return a.place - b.place }) {
		if !slices.Contains(o.Tasks, d.task) {
			o.Tasks = append(o.Tasks, d.task)
		}
	}
}

// excess adds up the excess of some overloads.
func excess(list []Overload) calendar.Work {
	var sum calendar.Work
	for _, o := range list {
		sum += o.Excess
	}
	return sum
}

func cloneOverloads(list []Overload) []Overload {
	list = slices.Clone(list)
	for i := range list {
		list[i].Tasks = slices.Clone(list[i].Tasks)
	}
	return list
}
