package health_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/health"
)

// mixture is a project with two faults of different causes.
type mixture struct {
	a, b fault
	seed uint64
}

// mixtures draws so many of each pair of causes.
func mixtures(each int, seed uint64) []mixture {
	rng := rand.New(rand.NewPCG(seed, 11))
	of := func(n health.Name) fault {
		list := slices.DeleteFunc(faults(), func(f fault) bool { return f.cause != n })
		return list[rng.IntN(len(list))]
	}
	var list []mixture
	for i, a := range health.Causes() {
		for _, b := range health.Causes()[i+1:] {
			for range each {
				list = append(list, mixture{of(a), of(b), rng.Uint64()})
			}
		}
	}
	return list
}

// hidden returns the cause that the other may hide: where the plan has no order
// or no names, nobody can tell how much people have to do in a week, and who was
// given nothing has nothing to acknowledge. The missing data then say so.
func (m mixture) hidden() health.Name {
	var s story
	m.a.seed(&s)
	m.b.seed(&s)
	switch {
	case (s.todo || s.nameless) && (s.hero || s.halftime || s.gone || s.juggling || s.wrongSkills):
		return health.ResourcesMisallocated
	case s.nameless && s.overTheWall:
		return health.CommunicationPoor
	}
	return ""
}

// Of projects with faults of two causes both are found, but for what one fault
// hides of the other, and nothing else.
func TestMixedFaults(t *testing.T) {
	var matrix confusion
	for _, m := range mixtures(3, 77) {
		s := sized(m.seed)
		s.slips = true
		m.a.seed(&s)
		m.b.seed(&s)
		got := accused(health.Timeline(play(t, s).weeks(t)))
		matrix.add(string(m.a.cause)+" + "+string(m.b.cause), got)
		want := []health.Name{m.a.cause, m.b.cause}
		if hidden := m.hidden(); hidden != "" {
			got = slices.DeleteFunc(got, func(n health.Name) bool { return n == hidden })
			want = slices.DeleteFunc(want, func(n health.Name) bool { return n == hidden })
		}
		if !slices.Equal(got, want) {
			t.Errorf("seed %d, %s; %s: accused of %v", m.seed, m.a.told, m.b.told, got)
		}
	}
	t.Logf("\n%s", &matrix)
}
