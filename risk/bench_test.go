package risk

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// BenchmarkCourse follows a thousand risks over a year of weeks.
func BenchmarkCourse(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 1))
	r := randomRegister(b, random)
	for len(r.Risks) < 1000 {
		more := randomRegister(b, random)
		r.Risks = append(r.Risks, more.Risks...)
	}
	for i := range r.Risks {
		r.Risks[i].ID = fmt.Sprint("R", i)
	}
	dates := days("2026-01-05")
	for len(dates) < 52 {
		dates = append(dates, dates[len(dates)-1].AddDays(7))
	}
	b.Run("course", func(b *testing.B) {
		for b.Loop() {
			r.Course(dates)
		}
	})
	b.Run("check", func(b *testing.B) {
		for b.Loop() {
			r.Check()
		}
	})
}
