package health_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/health"
)

// A fault that strikes in one case of ten hardly ever accuses anybody (three
// meetings in a row may be missed by chance, and are then three of six), one
// that strikes in nine of ten is always found, and in between it is found the
// more, the more often it strikes. Each row is a fault, each column a dose; a cell says in how many of
// four projects it was shown twelve weeks on.
func TestDose(t *testing.T) {
	const projects = 4
	chance := 0
	doses := []int{1, 3, 5, 7, 9}
	table := []string{fmt.Sprintf("%-62s %v tenths", "shown, of 4", doses)}
	for i, f := range faults() {
		var s story
		f.seed(&s)
		if !(s.nameless || s.guessed || s.wrongSkills || s.fizzle || s.empty || s.silence || s.slow || s.overTheWall || s.restless) {
			continue // it is there or it is not
		}
		shown := make([]int, len(doses))
		for k, dose := range doses {
			for p := range projects {
				s := sized(uint64(40000 + 100*i + p))
				s.length, s.dose = 14, dose
				f.seed(&s)
				day := begin.AddDays(81)
				for _, c := range health.Open(health.Diagnose(play(t, s).at(t, day), at(day, 18))) {
					if c.Name == f.cause {
						shown[k]++
					} else {
						t.Errorf("%s, %d tenths, project %d: accused of %s", f.told, dose, p, c.Name)
					}
				}
			}
		}
		table = append(table, fmt.Sprintf("%-62s %v", f.told, shown))
		chance += shown[0]
		if shown[4] < projects {
			t.Errorf("%s: shown %v times", f.told, shown)
		}
		for k := range doses[1:] {
			if shown[k+1] < shown[k]-1 { // projects are drawn anew for each dose
				t.Errorf("%s: shown less with a higher dose: %v", f.told, shown)
			}
		}
	}
	t.Logf("\n%s", strings.Join(table, "\n"))
	if chance > 2 {
		t.Errorf("one case of ten was enough in %d projects", chance)
	}
	if len(table) < 9 {
		t.Errorf("only %d faults come in doses", len(table)-1)
	}
}
