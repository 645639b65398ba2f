package sra

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"math"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/risk/montecarlo"
	"github.com/milepost-go/milepost/schedule"
)

// everything is the scene of all trials as they are.
func everything() scene { return scene{event: -1, task: -1, closure: -1, weather: -1, cost: -1} }

// drivers makes the scenes and the columns.
func (b *of) drivers() {
	b.scenes = []scene{everything()}
	if b.options.After {
		after := everything()
		after.model = 1
		b.scenes = append(b.scenes, after)
	}
	seen := map[Driver]bool{}
	for _, d := range b.removals() {
		s, ok := b.leftOut(d)
		switch {
		case seen[d]:
			b.block(CodeTwice, d.ref("without"), none(), none(), RemedyNameOnce)
		case !ok:
			b.block(CodeUnknownDriver, option("without"), none(), finding.Text(clip(d.String())), RemedyNameExisting)
		default:
			b.scenes = append(b.scenes, s)
		}
		seen[d] = true
	}
	if len(b.scenes) > MaxScenes+2 {
		b.block(CodeTooMany, option("without"), finding.Number(MaxScenes, ""), finding.Number(int64(len(b.scenes)), ""), RemedyFewer)
	}
	if b.options.Detail == Indices {
		b.ranked()
	}
}

// removals lists the drivers to be taken out one by one.
func (b *of) removals() []Driver {
	list := append([]Driver(nil), b.options.Without...)
	if !b.options.WithoutEach {
		return list
	}
	named := map[Driver]bool{}
	for _, d := range list {
		named[d] = true
	}
	add := func(kind Kind, id string) {
		if d := (Driver{kind, id}); !named[d] {
			list = append(list, d)
		}
	}
	for i := range b.events {
		add(KindRisk, b.events[i].id)
	}
	for i := range b.closures {
		add(KindClosure, b.closures[i].id)
	}
	for i := range b.weather {
		add(KindWeather, b.weather[i].id)
	}
	return list
}

// leftOut returns the scene without a driver: that of everything for a risk that
// is not open and a task that does not vary. It reports false where there is no
// such driver.
func (b *of) leftOut(d Driver) (scene, bool) {
	s := everything()
	s.without = d
	var at *int32
	var n int
	var id func(int) string
	switch d.Kind {
	case KindRisk:
		at, n, id = &s.event, len(b.events), func(i int) string { return b.events[i].id }
	case KindClosure:
		at, n, id = &s.closure, len(b.closures), func(i int) string { return b.closures[i].id }
	case KindWeather:
		at, n, id = &s.weather, len(b.weather), func(i int) string { return b.weather[i].id }
	case KindCost:
		at, n, id = &s.cost, len(b.costs), func(i int) string { return b.costs[i].id }
	case KindTask:
		at, n, id = &s.task, len(b.estimates), func(i int) string { return string(b.estimates[i].id) }
	default:
		return s, false
	}
	for i := range n {
		if id(i) == d.ID {
			if *at = int32(i); d.Kind == KindTask {
				s.task = b.hits(b.estimates[i].task)
			}
			return s, true
		}
	}
	_, task := b.network.Number(schedule.TaskID(d.ID))
	return s, d.Kind == KindRisk && b.inRegister(d.ID) || d.Kind == KindTask && task
}

// ranked makes the columns: what a task takes, whether an event happens.
func (b *of) ranked() {
	of := func(d Driver) column { return column{driver: d, task: -1, event: -1, close: -1, storm: -1} }
	estimated := map[int32]bool{}
	for _, e := range b.estimates {
		estimated[e.task] = true
	}
	affected := map[int32]bool{}
	for i := range b.events {
		for _, x := range b.events[i].impacts {
			affected[b.hit[x.hit]] = true
		}
	}
	for _, i := range b.varies {
		if !estimated[i] && !affected[i] {
			continue
		}
		c := of(Task(b.plan.Tasks[i].ID))
		c.task = i
		c.effect = affected[i]
		b.columns = append(b.columns, c)
		if estimated[i] && affected[i] {
			c.base, c.effect = true, false
			b.columns = append(b.columns, c)
		}
	}
	for i := range b.events {
		c := of(Risk(b.events[i].id))
		c.event = int32(i)
		b.columns = append(b.columns, c)
	}
	for i := range b.closures {
		c := of(Driver{KindClosure, b.closures[i].id})
		c.close = int32(i)
		b.columns = append(b.columns, c)
	}
	for i := range b.weather {
		c := of(Driver{KindWeather, b.weather[i].id})
		c.storm = int32(i)
		b.columns = append(b.columns, c)
	}
}

// compile makes the models and tries the plan with the longest lengths.
func (b *of) compile() {
	for k, inputs := range [2][]montecarlo.Input{b.inputs, b.later} {
		if k == 1 && !b.options.After {
			break
		}
		m, found := montecarlo.New(inputs, b.related, montecarlo.Options{Seed: b.options.Seed, Latin: b.options.Latin})
		if b.models[k] = m; k == 0 || finding.Blocks(found) {
			b.found = append(b.found, found...)
		}
	}
	if len(b.inputs) == 0 {
		b.say(finding.Warn, CodeNothingVaries, option("estimates"), none(), none(), RemedyEstimate)
	}
	batch, err := b.network.NewBatch(b.longest)
	switch {
	case errors.Is(err, schedule.ErrOutOfRange):
		b.block(CodeBeyondCalendar, finding.Ref{Kind: "plan", ID: clip(b.plan.Name)}, none(), none(), RemedyMendInput)
	case err != nil:
		b.block(CodeTooLong, finding.Ref{Kind: "plan", ID: clip(b.plan.Name)}, none(), none(), RemedyMendInput)
	default:
		b.batch, b.slow = batch, !batch.Kernel()
	}
	if b.slow {
		b.say(finding.Info, CodeSlow, finding.Ref{Kind: "plan", ID: clip(b.plan.Name)}, none(), none(), "")
	}
	b.fingerprint()
	b.reckon()
}

// reckon notes what costs depend on.
func (b *of) reckon() {
	b.priced = len(b.costs) > 0 || b.spend != 0
	for i := range b.costs {
		b.timed = b.timed || b.costs[i].task < 0 && b.costs[i].perDay >= 0
	}
	for i := range b.events {
		b.priced = b.priced || len(b.events[i].costs) > 0
	}
	if at := b.plan.DataDate; at > b.result.Start() {
		b.passed = int64(b.project.Worked(at)) - b.origin
	}
}

// correlations names the inputs of correlated drivers. Those of tasks that do
// not vary are left out.
func (b *of) correlations() []montecarlo.Correlation {
	var list []montecarlo.Correlation
	for _, c := range b.options.Correlations {
		missing := false
		for _, d := range []Driver{c.A, c.B} {
			if _, ok := b.seen[d.String()]; ok {
				continue
			}
			missing = true
			if _, known := b.network.Number(schedule.TaskID(d.ID)); d.Kind == KindTask && known {
				b.say(finding.Info, CodeUnrelated, d.ref(""), none(), none(), RemedyNameOpenTask)
			} else if !(d.Kind == KindRisk && b.inRegister(d.ID)) {
				b.block(CodeUnknownDriver, option("correlations"), none(), finding.Text(clip(d.String())), RemedyNameExisting)
			}
		}
		if !(c.Rank >= -1 && c.Rank <= 1) {
			b.block(CodeCorrelation, finding.Ref{Kind: "correlation", ID: clip(c.A.String() + " " + c.B.String())}, finding.List("-1", "1"), float64Value(c.Rank), RemedyMendInput)
		}
		if !missing {
			list = append(list, montecarlo.Correlation{A: c.A.String(), B: c.B.String(), Rank: c.Rank})
		}
	}
	return list
}

// fingerprint names all that decides the figures: shards of different
// questions must not be merged.
func (b *of) fingerprint() {
	h := sha256.New()
	number := func(list ...int64) {
		for _, x := range list {
			var buffer [8]byte
			binary.LittleEndian.PutUint64(buffer[:], uint64(x))
			h.Write(buffer[:])
		}
	}
	text := func(s string) { number(int64(len(s))); h.Write([]byte(s)) }
	o := &b.options
	number(montecarlo.StreamVersion, int64(o.Seed), int64(o.Trials), int64(o.Points), int64(o.Detail), int64(o.Years), int64(b.result.Start()), int64(b.result.Finish()), b.budget, b.spend)
	text(b.currency.Code())
	if o.Latin {
		text("latin")
	}
	for _, c := range b.plan.Calendars {
		times, _ := json.Marshal(c.Times) // plain data
		text(string(c.ID) + " " + string(c.Base) + " " + string(times))
	}
	b.printBreaks(text, number)
	for i := range b.plan.Tasks {
		text(string(b.plan.Tasks[i].ID))
		number(int64(b.network.Length(i)), int64(b.longest[i]))
		x, _ := b.result.Times(b.plan.Tasks[i].ID)
		number(int64(x.Start), int64(x.Finish), int64(x.TotalFloat))
	}
	for _, list := range [][]montecarlo.Input{b.inputs, b.later} {
		for i := range list {
			text(list[i].ID)
			number(int64(math.Float64bits(list[i].Scale)))
			for _, p := range []float64{0.001, 0.1, 0.3, 0.5, 0.7, 0.9, 0.999} {
				number(int64(math.Float64bits(list[i].Dist.Quantile(p))))
			}
		}
	}
	for i := range b.events {
		number(int64(b.events[i].chance[0]), int64(b.events[i].chance[1]))
	}
	for _, c := range o.Correlations {
		text(c.A.String() + " " + c.B.String())
		number(int64(math.Float64bits(c.Rank)))
	}
	for _, s := range b.scenes {
		text(s.without.String())
		number(int64(s.model))
	}
	for _, i := range b.milestones {
		number(int64(i))
	}
	b.print = hex.EncodeToString(h.Sum(nil)[:16])
}

// printBreaks adds closures and weather to the fingerprint.
func (b *of) printBreaks(text func(string), number func(...int64)) {
	for i := range b.closures {
		c := &b.closures[i]
		text(c.id + " " + c.from.String() + " " + c.to.String())
		number(int64(c.chance))
		for _, id := range c.calendars {
			text(string(id))
		}
	}
	for i := range b.weather {
		text(b.weather[i].id)
		for _, year := range b.weather[i].years {
			for _, s := range year {
				text(string(s.calendar) + " " + s.from.String() + " " + s.to.String())
			}
		}
	}
}
