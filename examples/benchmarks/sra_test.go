package benchmarks

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"syscall"
	"testing"
	"time"

	"gonum.org/v1/gonum/stat/distuv"

	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/risk/dist"
	"github.com/milepost-go/milepost/risk/sra"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

const (
	simulated  = 1_000 // activities
	iterations = 10_000
	workday    = 8 * calendar.Hour
)

// shapes are the five PERT shapes: least and most as factors on the planned
// length.
var shapes = [5][2]float64{{0.8, 1.3}, {0.8, 1.4}, {0.8, 1.5}, {0.8, 1.6}, {0.8, 1.7}}

// layered returns a network of activities in layers, with one to four links
// each from the layers before: mixed types, a fifth with a lag.
func layered() *schedule.Plan {
	r := rand.New(rand.NewPCG(20260101, 1))
	p := &schedule.Plan{Start: calendar.DateOf(2026, 1, 5).At(8 * calendar.Hour), Tasks: make([]schedule.Task, simulated)}
	width := int(math.Round(math.Sqrt(simulated)))
	back := [10]int{1, 1, 1, 1, 1, 1, 1, 2, 2, 3}
	for i := range p.Tasks {
		p.Tasks[i] = schedule.Task{ID: schedule.TaskID(strconv.Itoa(i)), Duration: schedule.Duration{Length: calendar.Work(1+r.IntN(20)) * workday}}
		for k := 1 + r.IntN(4); i >= width && k > 0; k-- {
			layer := max(0, i/width-back[r.IntN(10)])
			l := schedule.Link{From: schedule.TaskID(strconv.Itoa(layer*width + r.IntN(width))), To: p.Tasks[i].ID}
			switch x := r.IntN(100); {
			case x >= 95:
				l.Type = schedule.StartToFinish
			case x >= 90:
				l.Type = schedule.FinishToFinish
			case x >= 80:
				l.Type = schedule.StartToStart
			}
			if r.IntN(100) < 20 {
				l.Lag.Length = calendar.Work(1+r.IntN(5)) * workday
			}
			p.Links = append(p.Links, l)
		}
	}
	return p
}

// constrained is the same with a calendar of six days for a fifth of the
// activities, constraints and deadlines.
func constrained() *schedule.Plan {
	p := layered()
	six := calendar.Definition{ID: "six"}
	for d := time.Monday; d <= time.Saturday; d++ {
		six.Week[d] = calendar.Working(calendar.Hours(7, 12), calendar.Hours(13, 16))
	}
	p.Calendars = append(p.Calendars, schedule.Calendar{ID: "six", Times: six})
	for i := range p.Tasks {
		switch t := &p.Tasks[i]; i % 20 {
		case 1, 6, 11, 16:
			t.Calendar = "six"
		case 3:
			t.Constraint = schedule.Constraint{Kind: schedule.StartNoEarlierThan, Date: p.Start + calendar.DateTime(i)*calendar.DateTime(calendar.Hour)}
		case 8:
			t.Deadline = p.Start + 900*86400
		}
	}
	return p
}

// BenchmarkSimulate makes 10,000 trials of 1,000 activities with PERT lengths
// on one core, beside a loop over the same network that draws from gonum's beta
// distribution. Times are of the processor: run alone or not.
func BenchmarkSimulate(b *testing.B) {
	b.Run("gonum", func(b *testing.B) {
		g := newGraph(layered())
		cpu(b, func() { g.simulate() })
	})
	for _, c := range []struct {
		name   string
		plan   *schedule.Plan
		detail sra.Detail
	}{
		{"finish", layered(), sra.FinishOnly},
		{"criticality", layered(), sra.Criticality},
		{"indices", layered(), sra.Indices},
		{"calendars/finish", constrained(), sra.FinishOnly},
		{"calendars/criticality", constrained(), sra.Criticality},
	} {
		b.Run(c.name, func(b *testing.B) {
			run := simulation(b, c.plan, sra.Options{Trials: iterations, Detail: c.detail})
			b.ReportAllocs()
			cpu(b, run)
		})
	}
}

// BenchmarkWorkers makes 100,000 trials by one worker and by two in turn:
// speed-up is how many times faster the fastest run of two is than that of one
// by the clock, and speed-up/cores the same by what the processors worked, which
// other work on the machine touches less.
func BenchmarkWorkers(b *testing.B) {
	one := simulation(b, layered(), sra.Options{Trials: 10 * iterations, Detail: sra.FinishOnly, Workers: 1})
	two := simulation(b, layered(), sra.Options{Trials: 10 * iterations, Detail: sra.FinishOnly, Workers: 2})
	wall, busy := [2]float64{math.Inf(1), math.Inf(1)}, [2]float64{}
	for b.Loop() {
		for k, run := range []func(){one, two} {
			start, before := time.Now(), used(b)
			run()
			wall[k] = min(wall[k], float64(time.Since(start)))
			busy[k] += float64(used(b) - before)
		}
	}
	b.ReportMetric(wall[0]/wall[1], "speed-up")
	b.ReportMetric(2*busy[0]/busy[1], "speed-up/cores")
	b.ReportMetric(busy[0]/float64(b.N), "cpu-ns/one")
	b.ReportMetric(busy[1]/float64(b.N), "cpu-ns/two")
}

// simulation returns a run of a study with PERT lengths for all activities.
func simulation(b *testing.B, p *schedule.Plan, o sra.Options) func() {
	b.Helper()
	o.Seed = 1
	for i := range p.Tasks {
		s := shapes[i%len(shapes)]
		o.Estimates = append(o.Estimates, sra.Estimate{Task: p.Tasks[i].ID, Factor: true, Dist: dist.PERT{Least: s[0], Likely: 1, Most: s[1]}})
	}
	study, err := sra.Prepare(p, risk.Register{}, o)
	if err != nil {
		b.Fatal(err)
	}
	return func() {
		if _, err := study.Run(context.Background()); err != nil {
			b.Fatal(err)
		}
	}
}

// cpu reports how long the processor worked on each call.
func cpu(b *testing.B, work func()) {
	before := used(b)
	for b.Loop() {
		work()
	}
	b.ReportMetric(float64(used(b)-before)/float64(b.N), "cpu-ns/op")
}

func used(b *testing.B) int64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return u.Utime.Nano() + u.Stime.Nano()
}

// graph is the network as a plain loop needs it: working days as floats.
type graph struct {
	into  [][]arc
	draw  []distuv.Beta
	width []float64
	least []float64
}

type arc struct {
	from int
	typ  schedule.LinkType
	lag  float64
}

func newGraph(p *schedule.Plan) *graph {
	g := &graph{into: make([][]arc, len(p.Tasks))}
	src := rand.NewPCG(1, 2)
	for i := range p.Tasks {
		days, s := float64(p.Tasks[i].Duration.Length)/float64(workday), shapes[i%len(shapes)]
		mode := (1 - s[0]) / (s[1] - s[0])
		g.draw = append(g.draw, distuv.Beta{Alpha: 1 + 4*mode, Beta: 1 + 4*(1-mode), Src: src})
		g.least, g.width = append(g.least, s[0]*days), append(g.width, (s[1]-s[0])*days)
	}
	for _, l := range p.Links {
		from, _ := strconv.Atoi(string(l.From))
		to, _ := strconv.Atoi(string(l.To))
		g.into[to] = append(g.into[to], arc{from, l.Type, float64(l.Lag.Length) / float64(workday)})
	}
	return g
}

// simulate returns the finishes in order.
func (g *graph) simulate() []float64 {
	start, finish := make([]float64, len(g.into)), make([]float64, len(g.into))
	out := make([]float64, iterations)
	for n := range out {
		for i := range g.into {
			d, at := g.least[i]+g.width[i]*g.draw[i].Rand(), 0.0
			for _, a := range g.into[i] {
				switch a.typ {
				case schedule.StartToStart:
					at = max(at, start[a.from]+a.lag)
				case schedule.FinishToFinish:
					at = max(at, finish[a.from]+a.lag-d)
				case schedule.StartToFinish:
					at = max(at, start[a.from]+a.lag-d)
				default:
					at = max(at, finish[a.from]+a.lag)
				}
			}
			start[i], finish[i] = at, at+d
			out[n] = max(out[n], at+d)
		}
	}
	slices.Sort(out)
	return out
}
