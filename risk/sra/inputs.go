package sra

import (
	"math"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/risk/dist"
	"github.com/milepost-go/milepost/risk/montecarlo"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// sound reports whether a distribution can be sampled, and says so where not.
func (b *of) sound(d montecarlo.Quantiler, at finding.Ref) bool {
	if own, ok := d.(dist.Distribution); ok {
		if found := dist.Check(at, own); len(found) > 0 {
			b.found = append(b.found, found...)
			return false
		}
	}
	last := math.Inf(-1)
	for _, p := range [...]float64{0.5 / (1 << 32), 1e-6, 0.01, 0.25, 0.5, 0.75, 0.99, 1 - 1e-6, 1 - 0.5/(1<<32)} {
		q := d.Quantile(p)
		if math.IsNaN(q) || math.IsInf(q, 0) || q < last {
			b.block(CodeBadDistribution, at, none(), none(), RemedyMendInput)
			return false
		}
		last = q
	}
	return true
}

// input adds an input to the models and returns its number. Later is what it
// is after the responses.
func (b *of) input(id string, now, later montecarlo.Quantiler, least, most int64) int32 {
	at := int32(len(b.inputs))
	b.seen[id] = at
	b.inputs = append(b.inputs, montecarlo.Input{ID: id, Dist: now, Least: least, Most: most})
	b.later = append(b.later, montecarlo.Input{ID: id, Dist: later, Least: least, Most: most})
	return at
}

// tasks takes in the estimates, stated and general.
func (b *of) tasks() {
	stated := map[schedule.TaskID]bool{}
	for _, e := range b.options.Estimates {
		at := finding.Ref{Kind: "task", ID: clip(string(e.Task)), Field: "estimate"}
		switch {
		case stated[e.Task]:
			b.block(CodeTwice, at, none(), none(), RemedyNameOnce)
			continue
		case e.Dist == nil:
			b.block(CodeNoDistribution, at, none(), none(), RemedyMendInput)
		}
		stated[e.Task] = true
		i, known := b.number(e.Task, at)
		if e.Dist != nil && b.sound(e.Dist, at) && known {
			b.estimate(e, i, at)
		}
	}
	if b.options.Others != nil && b.sound(b.options.Others, option("others")) {
		for i := range b.plan.Tasks {
			if id := b.plan.Tasks[i].ID; !stated[id] && b.network.Varies(i) {
				b.estimate(Estimate{Task: id, Dist: b.options.Others, Factor: true}, int32(i), option("others"))
			}
		}
	}
	for i := range b.plan.Tasks {
		if b.longest[i] == 0 {
			b.longest[i] = b.network.Length(i)
		}
		if b.network.Varies(i) {
			b.varies = append(b.varies, int32(i))
		}
	}
	for _, id := range b.options.Milestones {
		if i, ok := b.number(id, option("milestones")); ok {
			b.milestones = append(b.milestones, i)
		}
	}
}

// estimate takes in the estimate of one task.
func (b *of) estimate(e Estimate, i int32, at finding.Ref) {
	if !b.network.Varies(int(i)) {
		b.say(finding.Info, CodeDoesNotVary, at, none(), none(), RemedyNameOpenTask)
		return
	}
	factor := float64(unitOf(e.Unit))
	if e.Factor {
		factor = float64(b.network.Length(int(i)))
	}
	least, most := ends(e.Dist)
	least, most = least*factor, most*factor
	switch {
	case least < 0:
		b.block(CodeNegative, at, finding.Number(0, ""), float64Value(least/factor), RemedyMendInput)
		return
	case most > maxLength:
		b.block(CodeTooLong, at, finding.Number(maxLength/60, "min"), float64Value(most/60), RemedyMendInput)
		return
	}
	b.longest[i] = max(1, b.network.Length(int(i)), calendar.Work(math.Round(most)))
	input := b.input(Task(e.Task).String(), e.Dist, e.Dist, 1, maxLength)
	b.inputs[input].Scale, b.later[input].Scale = factor, factor
	b.estimates = append(b.estimates, estimate{i, input, e.Task})
}

// unitOf returns the unit of a time, in seconds.
func unitOf(u calendar.Work) calendar.Work {
	if u <= 0 {
		return calendar.Minute
	}
	return u
}

// float64Value returns a float as a value of a finding, to a thousandth.
func float64Value(x float64) finding.Value {
	if math.IsNaN(x) || math.Abs(x) > 1e15 {
		return finding.Unknown("not-a-number")
	}
	return finding.Ratio(int64(math.Round(x*1000)), 1000, "")
}
