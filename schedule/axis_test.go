package schedule

import (
	"math/rand/v2"
	"testing"

	"github.com/milepost-go/milepost/schedule/calendar"
)

// TestRoutesAreCalendars holds every number of routes between odd calendars
// against the calendars themselves.
func TestRoutesAreCalendars(t *testing.T) {
	week := func(ranges ...calendar.Range) *calendar.Calendar {
		var def calendar.Definition
		for d := 1; d < 6; d++ {
			def.Week[d] = calendar.Working(ranges...)
		}
		def.Exceptions = []calendar.Exception{{From: calendar.DateOf(2026, 3, 4), To: calendar.DateOf(2026, 3, 6)}}
		c, err := calendar.Compile(def, nil)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	origin := calendar.DateOf(2026, 3, 1).At(11 * calendar.Hour)
	horizon := origin + 20*24*3600
	var axes []axis
	for _, c := range []*calendar.Calendar{
		nil, week(calendar.Hours(8, 12), calendar.Hours(13, 17)), week(calendar.Hours(22, 30)), week(calendar.Hours(0, 24)),
		week(calendar.Range{Start: 9*3600 + 7, Finish: 9*3600 + 8}, calendar.Range{Start: 12 * 3600, Finish: 15*3600 + 1}), calendar.AlwaysOn(),
	} {
		a := axis{cal: c, origin: origin}
		if c != nil {
			a.before = c.Worked(origin)
		}
		axes = append(axes, a)
	}
	r, short, long := rand.New(rand.NewPCG(1, 2)), false, false
	for i := range axes {
		for j := range axes {
			for _, s := range []pauseSide{morning, evening} {
				route := newRoute(&axes[i], &axes[j], s, horizon)
				last := int32(axes[i].at(horizon))
				tried := func(x int32) {
					want := int32(noWork)
					if m, ok := axes[i].moment(int64(x), s); ok {
						want = int32(axes[j].at(m))
					}
					if got := route.of(x); got != want {
						t.Fatalf("from %d to %d side %d: %d leads to %d, want %d", i, j, s, x, got, want)
					}
					const lag = 4321
					in, out := lanes{x - lag}, lanes{}
					if route.row(&in, lag, &out); out[0] != want {
						t.Fatalf("from %d to %d side %d: in a row %d leads to %d, want %d", i, j, s, x, out[0], want)
					}
				}
				for range 4000 {
					tried(r.Int32N(last+8000) - 4000)
				}
				short = short || route.short
				long = long || !route.short
				for _, p := range route.pieces { // and around every corner
					for x := p.x - 2; x <= p.x+2; x++ {
						tried(x)
					}
				}
			}
		}
	}
	if !short || !long {
		t.Errorf("routes of short stretches: %v, of long ones: %v", short, long)
	}
}
