package team

import (
	"cmp"
	"slices"

	"github.com/milepost-go/milepost/schedule/calendar"
)

// energy compares work that must lie within some days with what they supply.
type energy struct {
	supply Supply
	per    []int64 // per[i] is the supply of the first i days
}

// prefix returns the supply of the first 0, 1, 2 ... days.
func (s Supply) prefix() []int64 {
	per := make([]int64, len(s.PerDayMin)+1)
	for i, n := range s.PerDayMin {
		per[i+1] = per[i] + bounded(n)
	}
	return per
}

// job is a demand with the days that bind it, counted from the first day of
// the supply; they may lie outside of it.
type job struct {
	task     string
	work     int64
	from, to int
	limited  bool
	could    []int64 // of a limited job: could[i] is the most that fits into the first i of its days
}

// jobs returns the demands that days bind.
func (e energy) jobs(demands []Demand, days func(Demand) Period) []job {
	var list []job
	for _, d := range demands {
		p := days(d)
		if d.Resource != e.supply.Resource || d.work() == 0 || !p.Bounded() || p.To.DaysSince(p.From) > MaxDays {
			continue
		}
		j := job{task: d.Task, work: d.work(), from: p.From.DaysSince(e.supply.From), to: p.To.DaysSince(e.supply.From)}
		if d.MostPerDayMin > 0 {
			j.limit(e, bounded(d.MostPerDayMin))
		}
		list = append(list, j)
	}
	return list
}

// limit works out how much of the job fits into its days.
func (j *job) limit(e energy, most int64) {
	j.limited, j.could = true, make([]int64, j.to-j.from+1)
	for i := range j.to - j.from {
		room := most
		if day := j.from + i; day >= 0 && day < len(e.supply.PerDayMin) {
			room = min(most, bounded(e.supply.PerDayMin[day]))
		}
		j.could[i+1] = j.could[i] + room
	}
}

// must returns how much of the job has to lie in the days from a up to b.
func (j job) must(a, b int) int64 {
	if a <= j.from && j.to <= b {
		return j.work
	}
	if !j.limited || b <= j.from || j.to <= a {
		return 0
	}
	a, b = max(a, j.from)-j.from, min(b, j.to)-j.from
	inside := j.could[b] - j.could[a]
	elsewhere := j.could[len(j.could)-1] - inside
	return min(inside, max(0, j.work-elsewhere))
}

// shortfalls returns the disjoint periods that lack the most, in order, and
// the jobs that do not fit into their own days.
func (e energy) shortfalls(demands []Demand, days func(Demand) Period) []Shortfall {
	jobs := e.jobs(demands, days)
	var list []Shortfall
	var fitting []job
	for _, j := range jobs {
		if j.limited && j.work > j.could[len(j.could)-1] {
			list = append(list, Shortfall{Resource: e.supply.Resource, Period: e.period(j.from, j.to), MissingMin: j.work - j.could[len(j.could)-1], Tasks: []string{j.task}})
			j.work = j.could[len(j.could)-1]
		}
		fitting = append(fitting, j)
	}
	return append(list, e.most(fitting)...)
}

// most returns the disjoint periods between bounds of the jobs that together
// lack the most, the shortest of equal ones.
func (e energy) most(jobs []job) []Shortfall {
	points := e.points(jobs)
	sweep := newSweep(jobs, points)
	best, from := make([]int64, len(points)), make([]int, len(points))
	for end := 1; end < len(points); end++ {
		best[end], from[end] = best[end-1], end
		sweep.to(end)
		for start := range end {
			lack := sweep.must(start, end) - (e.per[points[end]] - e.per[points[start]])
			sum := best[start] + lack
			if lack > 0 && (sum > best[end] || sum == best[end] && from[end] != end) {
				best[end], from[end] = sum, start
			}
		}
	}
	var list []Shortfall
	for end := len(points) - 1; end > 0; {
		start := from[end]
		if start == end {
			end--
			continue
		}
		list = append(list, e.shortfall(jobs, points[start], points[end], best[end]-best[start]))
		end = start
	}
	slices.Reverse(list)
	return list
}

// sweep adds up the work between two points, for one later point after the
// other.
type sweep struct {
	points  []int
	whole   []job   // those without a limit a day, by their last day
	limited []job   // those with one
	inside  []int64 // for each point, the work of whole jobs from there up to the point at hand
}

func newSweep(jobs []job, points []int) *sweep {
	s := &sweep{points: points, inside: make([]int64, len(points))}
	for _, j := range jobs {
		if j.limited {
			s.limited = append(s.limited, j)
		} else {
			s.whole = append(s.whole, j)
		}
	}
	slices.SortFunc(s.whole, func(a, b job) int { return cmp.Compare(a.to, b.to) })
	return s
}

// to goes on to the point at an index.
func (s *sweep) to(end int) {
	for len(s.whole) > 0 && s.whole[0].to <= s.points[end] {
		for i, p := range s.points {
			if p > s.whole[0].from {
				break
			}
			s.inside[i] += s.whole[0].work
		}
		s.whole = s.whole[1:]
	}
}

// must returns the work that has to lie between two points, of which the later
// is the one at hand.
func (s *sweep) must(start, end int) int64 {
	sum := s.inside[start]
	for _, j := range s.limited {
		sum += j.must(s.points[start], s.points[end])
	}
	return sum
}

// points returns the bounds of jobs that lie in the span of the supply, in
// order.
func (e energy) points(jobs []job) []int {
	var points []int
	for _, j := range jobs {
		for _, p := range []int{j.from, j.to} {
			if p >= 0 && p <= len(e.supply.PerDayMin) {
				points = append(points, p)
			}
		}
	}
	slices.Sort(points)
	return slices.Compact(points)
}

// shortfall describes one period.
func (e energy) shortfall(jobs []job, a, b int, missing int64) Shortfall {
	s := Shortfall{Resource: e.supply.Resource, Period: e.period(a, b), MissingMin: missing}
	for _, j := range jobs {
		if j.must(a, b) > 0 {
			s.Tasks = append(s.Tasks, j.task)
		}
	}
	s.Tasks = uniqueSorted(s.Tasks)
	return s
}

func (e energy) period(a, b int) Period {
	return Period{e.day(a), e.day(b)}
}

func (e energy) day(i int) calendar.Date { return e.supply.From.AddDays(i) }
