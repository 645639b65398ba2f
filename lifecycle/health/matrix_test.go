package health_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/health"
)

// fault is one way in which a project goes wrong, in the words of those who
// have seen it.
type fault struct {
	cause health.Name
	told  string
	seed  func(*story)
}

func faults() []fault {
	return []fault{
		{health.GoalsUnclear, "the goals are slogans without figures", func(s *story) { s.slogans = true }},
		{health.GoalsUnclear, "nothing says by when, or what counts as done", func(s *story) { s.endless = true }},
		{health.GoalsUnclear, "nobody can say for whom it is done", func(s *story) { s.pointless = true }},
		{health.GoalsUnclear, "the goals belong to nobody and aim at no figure", func(s *story) { s.ownerless = true }},
		{health.GoalsUnclear, "the goal is another one every fortnight", func(s *story) { s.restless = true }},
		{health.GoalsUnclear, "the charter is a form that was never filled in", func(s *story) { s.hollow = true }},
		{health.PlanThin, "a few bars of months each", func(s *story) { s.bars = true }},
		{health.PlanThin, "a list of things to do, in no order", func(s *story) { s.todo = true }},
		{health.PlanThin, "hardly a task says who does it", func(s *story) { s.nameless = true }},
		{health.PlanThin, "the durations are guesses and there is no milestone", func(s *story) { s.guessed = true }},
		{health.PlanThin, "half of the work turns up on the way", func(s *story) { s.improvised = true }},
		{health.ResourcesMisallocated, "one person does nearly everything, the others look on", func(s *story) { s.hero = true }},
		{health.ResourcesMisallocated, "people are planned full time and are there for a third of it", func(s *story) { s.halftime = true }},
		{health.ResourcesMisallocated, "people do what they have never learnt", func(s *story) { s.wrongSkills = true }},
		{health.ResourcesMisallocated, "half of the people are called away", func(s *story) { s.gone = true }},
		{health.ResourcesMisallocated, "nobody ordered the licence", func(s *story) { s.lateTools = true }},
		{health.ResourcesMisallocated, "one tester has an hour for everybody", func(s *story) { s.short = true }},
		{health.ResourcesMisallocated, "everybody works on everything at once", func(s *story) { s.juggling = true }},
		{health.CommunicationPoor, "the weekly meeting fizzles out", func(s *story) { s.fizzle = true }},
		{health.CommunicationPoor, "hardly anybody comes to the meetings", func(s *story) { s.empty = true }},
		{health.CommunicationPoor, "work is thrown over the wall", func(s *story) { s.overTheWall = true }},
		{health.CommunicationPoor, "customers speak and nobody answers", func(s *story) { s.silence = true }},
		{health.CommunicationPoor, "issues lie about for weeks", func(s *story) { s.slow = true }},
		{health.CommunicationPoor, "sponsor and customer hear nothing any more", func(s *story) { s.dark = true }},
	}
}

// sized returns a story of a size that the seed decides.
func sized(seed uint64) story {
	rng := rand.New(rand.NewPCG(seed, 7))
	return story{rng: rng, chinese: seed%2 == 1, people: 3 + rng.IntN(3), length: 8 + rng.IntN(5), goals: 2 + rng.IntN(4)}
}

// accused returns the causes that were shown at any moment.
func accused(h health.History) []health.Name {
	var list []health.Name
	for _, s := range h.Spells {
		if !slices.Contains(list, s.Name) {
			list = append(list, s.Name)
		}
	}
	return list
}

// confusion counts for each row how many projects were accused of what.
type confusion struct {
	rows  []string
	count map[string]map[health.Name]int
	of    map[string]int
}

func (c *confusion) add(row string, causes []health.Name) {
	if c.count == nil {
		c.count, c.of = map[string]map[health.Name]int{}, map[string]int{}
	}
	if c.count[row] == nil {
		c.rows, c.count[row] = append(c.rows, row), map[health.Name]int{}
	}
	c.of[row]++
	for _, n := range causes {
		c.count[row][n]++
	}
}

func (c *confusion) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%-48s %9s", "seeded \\ accused of", "projects")
	for _, n := range health.Causes() {
		fmt.Fprintf(&b, " %23s", n)
	}
	for _, row := range c.rows {
		fmt.Fprintf(&b, "\n%-48s %9d", row, c.of[row])
		for _, n := range health.Causes() {
			fmt.Fprintf(&b, " %23d", c.count[row][n])
		}
	}
	return b.String()
}

// Projects with one seeded fault each are told apart, and no project that is
// run well is accused, with small slips or without.
func TestFaultsAreToldApart(t *testing.T) {
	var matrix confusion
	leads := map[health.Name][]int{}
	for i, f := range faults() {
		for k := range 2 {
			seed := uint64(100*i + k)
			s := sized(seed)
			s.slips = true
			f.seed(&s)
			h := health.Timeline(play(t, s).weeks(t))
			got := accused(h)
			matrix.add(string(f.cause), got)
			if !slices.Equal(got, []health.Name{f.cause}) {
				t.Errorf("seed %d, %s: accused of %v", seed, f.told, got)
			}
			if !s.todo { // dates by hand stay where they are, whatever is late
				leads[f.cause] = append(leads[f.cause], leadOf(t, h, f.cause))
			}
		}
	}
	for i := range 24 {
		seed := uint64(9000 + i)
		s := sized(seed)
		s.blemishes = i % 4
		row := "run well"
		if s.blemishes > 0 {
			row = "run well, with small slips"
		}
		got := accused(health.Timeline(play(t, s).weeks(t)))
		matrix.add(row, got)
		if len(got) > 0 {
			t.Errorf("seed %d with %d kinds of slip: accused of %v", seed, s.blemishes, got)
		}
	}
	t.Logf("\n%s", &matrix)
	checkLeads(t, leads)
}

// leadOf returns the days from the first moment a cause was shown to the first
// harm; every project with a fault misses a milestone in the end.
func leadOf(t *testing.T, h health.History, n health.Name) int {
	t.Helper()
	for _, l := range h.Leads {
		if days, ok := l.Days.Rat(); l.Name == n && ok {
			whole, _ := strconv.Atoi(days.RatString())
			return whole
		}
	}
	t.Errorf("%s: no lead, harm %v", n, h.Harm)
	return 0
}

// leadBounds are the least lead in days, and the least median, that a change of
// this package may leave: those that were reached, rounded down to weeks.
var leadBounds = map[health.Name][2]int{
	health.GoalsUnclear: {-7, 49}, health.PlanThin: {14, 56}, health.ResourcesMisallocated: {21, 49}, health.CommunicationPoor: {0, 35},
}

func checkLeads(t *testing.T, leads map[health.Name][]int) {
	for _, n := range health.Causes() {
		list := leads[n]
		slices.Sort(list)
		least, median := list[0], list[len(list)/2]
		t.Logf("%s is shown %d to %d days before the first harm, median %d", n, least, list[len(list)-1], median)
		if bound := leadBounds[n]; least < bound[0] || median < bound[1] {
			t.Errorf("%s is shown %d days before the first harm, median %d; the bounds are %v", n, least, median, bound)
		}
	}
}
