package mspdi_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// TestSplitsAgreeWithCountingHours spreads work at random over the hours of
// two weeks and counts the gaps hour by hour.
func TestSplitsAgreeWithCountingHours(t *testing.T) {
	for seed := range uint64(400) {
		random := rand.New(rand.NewPCG(seed, 3))
		var spread [][]bool // by assignment and hour from Monday, 2 March 2026, 00:00
		for range 1 + random.IntN(3) {
			spread = append(spread, randomHours(random))
		}
		var list []string
		for i, hours := range spread {
			list = append(list, assignment(i+1, 1, -65535, hourRows(hours, random)))
		}
		plan, _ := decode(t, file(tasks("<Duration>PT1000H0M0S</Duration><DurationFormat>7</DurationFormat>"), assignments(list...)))
		if got, want := fmt.Sprint(plan.Tasks[0].Splits), fmt.Sprint(countedSplits(spread)); got != want {
			t.Fatalf("seed %d: splits %s, want %s", seed, got, want)
		}
	}
}

const twoWeeks = 14 * 24

// officeHour reports whether the hour works in the standard calendar.
func officeHour(h int) bool {
	day, clock := h/24%7, h%24
	return day < 5 && (clock >= 8 && clock < 12 || clock >= 13 && clock < 17)
}

// randomHours works in stretches of office hours.
func randomHours(random *rand.Rand) []bool {
	hours := make([]bool, twoWeeks)
	works := random.IntN(2) == 0
	for h := range hours {
		if random.IntN(12) == 0 {
			works = !works
		}
		hours[h] = works && officeHour(h)
	}
	return hours
}

// hourRows writes the hours as rows of work over time: whole stretches, single
// hours, and sometimes rows of nothing in between.
func hourRows(hours []bool, random *rand.Rand) string {
	var b strings.Builder
	write := func(from, to int, value string) {
		start := at("2026-03-02T00:00:00")
		fmt.Fprintf(&b, "<TimephasedData><Type>%d</Type><Start>%s</Start><Finish>%s</Finish>%s</TimephasedData>", 1+random.IntN(2),
			start.AddSeconds(int64(from)*3600), start.AddSeconds(int64(to)*3600), value)
	}
	for from := 0; from < len(hours); {
		to := from + 1
		for to < len(hours) && hours[to] == hours[from] && random.IntN(5) > 0 {
			to++
		}
		if hours[from] {
			write(from, to, fmt.Sprintf("<Value>PT%dH0M0S</Value>", to-from))
		} else if random.IntN(2) == 0 {
			write(from, to, []string{"", "<Value>PT0H0M0S</Value>"}[random.IntN(2)])
		}
		from = to
	}
	return b.String()
}

// countedSplits walks through the office hours. A gap is a run of them without
// any work, after some work and before some, in which an assignment that has
// worked will work again.
func countedSplits(spread [][]bool) []schedule.Split {
	list := []schedule.Split{}
	after, gap, interrupted := 0, 0, false
	for h := range twoWeeks {
		if !officeHour(h) {
			continue
		}
		working := slices.ContainsFunc(spread, func(hours []bool) bool { return hours[h] })
		switch {
		case !working && after > 0:
			gap++
			interrupted = interrupted || slices.ContainsFunc(spread, func(hours []bool) bool {
				return slices.Contains(hours[:h], true) && slices.Contains(hours[h:], true)
			})
		case working:
			if gap > 0 && interrupted {
				list = append(list, schedule.Split{After: calendar.Work(after) * hour, Gap: calendar.Work(gap) * hour})
			}
			after, gap, interrupted = after+1, 0, false
		}
	}
	return list
}
