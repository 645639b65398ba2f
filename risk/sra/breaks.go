package sra

import (
	"math/big"
	"slices"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/risk/montecarlo"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// closure is a Closure with its input.
type closure struct {
	id        string
	input     int32
	chance    uint64
	from, to  calendar.Date
	calendars []schedule.CalendarID
}

// weather is a Weather with the stretches of every year drawn.
type weather struct {
	id        string
	calendars []schedule.CalendarID
	years     [][]stretch // by year of weather
	lost      []int32     // days, by year of weather
}

// stretch is a range of dates, both included, on one calendar.
type stretch struct {
	calendar schedule.CalendarID
	from, to calendar.Date
}

// breaks takes in closures and weather.
func (b *of) breaks() {
	known := map[string]bool{}
	name := func(kind Kind, id, field string) bool {
		switch {
		case id == "":
			b.block(CodeNoID, option(field), none(), none(), RemedyNameOnce)
		case known[id]:
			b.block(CodeTwice, Driver{kind, id}.ref(""), none(), none(), RemedyNameOnce)
		default:
			known[id] = true
			return true
		}
		return false
	}
	for _, c := range b.options.Closures {
		if name(KindClosure, c.ID, "closures") {
			b.closure(c)
		}
	}
	for _, w := range b.options.Weather {
		if name(KindWeather, w.ID, "weather") {
			b.storm(w)
		}
	}
	if len(b.weather) > 0 {
		b.yearInput = b.input("weather", even{}, even{}, 0, 0)
	}
	years := 1
	if len(b.weather) > 0 {
		years = b.options.Years
	}
	if n := years << len(b.closures); n > MaxVariants {
		b.block(CodeVariants, option("closures"), finding.Number(MaxVariants, ""), finding.Number(int64(n), ""), RemedyFewer)
	}
}

func (b *of) closure(c Closure) {
	d := Driver{KindClosure, c.ID}
	p, ok := c.Probability.Rat()
	if !ok || !within(p) {
		b.block(CodeProbability, d.ref("probability"), finding.List("0", "1"), c.Probability.Value(""), RemedyProbability)
		p = new(big.Rat)
	}
	if c.To.IsZero() {
		c.To = c.From
	}
	if c.From.IsZero() || c.To.Before(c.From) {
		b.block(CodeRange, d.ref("to"), finding.Date(c.From.String()), finding.Date(c.To.String()), RemedyMendInput)
	}
	list := b.calendars(c.Calendars, d.ref("calendars"))
	b.closures = append(b.closures, closure{c.ID, b.input(d.String(), even{}, even{}, 0, 0), chance(p), c.From, c.To, list})
}

// calendars returns the calendars named, all of the plan without any named.
func (b *of) calendars(ids []schedule.CalendarID, at finding.Ref) []schedule.CalendarID {
	var all []schedule.CalendarID
	for i := range b.plan.Calendars {
		all = append(all, b.plan.Calendars[i].ID)
	}
	if len(ids) == 0 {
		return all
	}
	for _, id := range ids {
		if !slices.Contains(all, id) {
			b.block(CodeUnknownCalendar, at, none(), finding.Text(clip(string(id))), RemedyNameExisting)
		}
	}
	return slices.Clone(ids)
}

// storm takes in months of weather and draws its years.
func (b *of) storm(w Weather) {
	d := Driver{KindWeather, w.ID}
	list := b.calendars(w.Calendars, d.ref("calendars"))
	months := slices.Clone(w.Months)
	slices.Sort(months)
	months = slices.Compact(months)
	if len(months) == 0 || months[0] < time.January || months[len(months)-1] > time.December {
		b.block(CodeRange, d.ref("months"), none(), none(), RemedyMendInput)
		return
	}
	if w.Lost == nil {
		b.block(CodeNoDistribution, d.ref("lost"), none(), none(), RemedyMendInput)
		return
	}
	if !b.sound(w.Lost, d.ref("lost")) {
		return
	}
	if least, most := ends(w.Lost); least < 0 || most > 31 {
		b.block(CodeRange, d.ref("lost"), finding.List("0", "31"), float64Value(most), RemedyMendInput)
		return
	}
	if b.options.Years < 1 || b.options.Years > MaxYears || finding.Blocks(b.found) {
		return
	}
	b.weather = append(b.weather, b.years(w, months, list))
}

// horizonYears is how many years of weather lie ahead of the planned finish:
// as many as the plan takes, and two more, up to most.
func (b *of) horizonYears() (first, last int) {
	const most = 40
	first, _, _ = b.result.Start().Date().Civil()
	finish, _, _ := b.result.Finish().Date().Civil()
	return first, min(finish+(finish-first)+2, first+most)
}

// years draws the years of weather. The lost days of each month are spread
// evenly over their distribution: every year takes another of so many equal
// shares of it. Which, and where in the month the stretch begins, is drawn.
func (b *of) years(w Weather, months []time.Month, list []schedule.CalendarID) weather {
	n := b.options.Years
	out := weather{id: w.ID, calendars: list, years: make([][]stretch, n), lost: make([]int32, n)}
	first, last := b.horizonYears()
	for year := first; year <= last; year++ {
		for _, month := range months {
			days := calendar.DateOf(year, month, 1)
			lot, place := b.lots(w.ID+" "+days.String(), n)
			for k := range n {
				lost := int(w.Lost.Quantile((float64(lot[k])+0.5)/float64(n)) + 0.5)
				out.lost[k] += int32(lost)
				for _, id := range list {
					if s, ok := b.stretch(id, year, month, lost, place[k]); ok {
						out.years[k] = append(out.years[k], s)
					}
				}
			}
		}
	}
	return out
}

// lots returns a random order of the numbers below n, and as many uniform
// numbers, that follow from the seed and the name alone.
func (b *of) lots(name string, n int) (order []int, place []uint32) {
	m, _ := montecarlo.New([]montecarlo.Input{{ID: "order " + name, Dist: even{}}, {ID: "place " + name, Dist: even{}}}, nil, montecarlo.Options{Seed: b.options.Seed})
	sampler := m.NewSampler()
	sampler.Start(0)
	numbers := [2][]uint32{}
	for at := 0; at*montecarlo.Lanes < n; at++ {
		var u [montecarlo.Lanes]uint32
		for k := range numbers {
			sampler.Uniform(k, at, &u)
			numbers[k] = append(numbers[k], u[:]...)
		}
	}
	by := make([]int, n)
	for i := range by {
		by[i] = i
	}
	slices.SortStableFunc(by, func(i, k int) int {
		switch {
		case numbers[0][i] < numbers[0][k]:
			return -1
		case numbers[0][i] > numbers[0][k]:
			return 1
		}
		return 0
	})
	order = make([]int, n)
	for rank, i := range by {
		order[i] = rank
	}
	return order, numbers[1][:n]
}

// stretch returns so many working days of a month, one after the other, from a
// place in it. It reports false when there are none.
func (b *of) stretch(id schedule.CalendarID, year int, month time.Month, lost int, place uint32) (stretch, bool) {
	cal := b.workCalendar(id)
	var days []calendar.Date
	for d := calendar.DateOf(year, month, 1); !d.IsZero(); d = d.AddDays(1) {
		if _, m, _ := d.Civil(); m != month {
			break
		}
		if cal != nil && len(cal.Ranges(d)) > 0 {
			days = append(days, d)
		}
	}
	lost = min(lost, len(days))
	if lost == 0 {
		return stretch{}, false
	}
	from := int(uint64(place) * uint64(len(days)-lost+1) >> 32)
	return stretch{id, days[from], days[from+lost-1]}, true
}

// workCalendar returns a calendar of the plan, compiled; nil where it cannot
// be.
func (b *of) workCalendar(id schedule.CalendarID) *calendar.Calendar {
	var cal *calendar.Calendar
	var chain []*schedule.Calendar
	for next := id; next != "" && len(chain) <= len(b.plan.Calendars); {
		i := slices.IndexFunc(b.plan.Calendars, func(c schedule.Calendar) bool { return c.ID == next })
		if i < 0 {
			break
		}
		chain = append(chain, &b.plan.Calendars[i])
		next = b.plan.Calendars[i].Base
	}
	for i := len(chain) - 1; i >= 0; i-- {
		made, err := calendar.Compile(chain[i].Times, cal)
		if err != nil {
			return nil
		}
		cal = made
	}
	return cal
}

// variant names one state of the calendars.
type variant struct {
	closed  uint32 // closures that happen
	year    int32  // of weather; -1: none
	without int32  // weather left out; -1: none
}

// variantPlan returns the plan under a state of the calendars.
func (s *Study) variantPlan(v variant) *schedule.Plan {
	var list []stretch
	for i := range s.closures {
		if v.closed>>i&1 != 0 {
			for _, id := range s.closures[i].calendars {
				list = append(list, stretch{id, s.closures[i].from, s.closures[i].to})
			}
		}
	}
	for i := range s.weather {
		if v.year >= 0 && int32(i) != v.without {
			list = append(list, s.weather[i].years[v.year]...)
		}
	}
	p := s.plan.Clone()
	for i := range p.Calendars {
		c := &p.Calendars[i]
		var off []calendar.Exception
		for _, x := range list {
			if x.calendar == c.ID {
				off = append(off, calendar.Exception{From: x.from, To: x.to})
			}
		}
		c.Times.Exceptions = append(off, c.Times.Exceptions...)
	}
	return p
}
