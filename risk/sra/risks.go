package sra

import (
	"math"
	"math/big"
	"slices"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/risk/montecarlo"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// risks takes in the open risks of the register.
func (b *of) risks() {
	b.settleCurrency()
	if len(b.register.Risks) == 0 {
		b.say(finding.Warn, CodeEmptyRegister, finding.Ref{Kind: "register", ID: clip(b.register.ID)}, none(), none(), RemedyEstimate)
	}
	impacts := map[string][]Impact{}
	for _, x := range b.options.Impacts {
		impacts[x.Risk] = append(impacts[x.Risk], x)
	}
	known := map[string]bool{}
	for i := range b.register.Risks {
		r := &b.register.Risks[i]
		switch {
		case r.ID == "":
			b.block(CodeNoID, finding.Ref{Kind: "register", ID: clip(b.register.ID)}, none(), finding.Number(int64(i)+1, ""), RemedyNameOnce)
		case known[r.ID]:
			b.block(CodeTwice, Risk(r.ID).ref(""), none(), none(), RemedyNameOnce)
		case r.Status == risk.Open:
			b.risk(r, impacts[r.ID])
		}
		known[r.ID] = true
	}
	for _, x := range b.options.Impacts {
		if !known[x.Risk] {
			b.block(CodeUnknownRisk, option("impacts"), none(), finding.Text(clip(x.Risk)), RemedyNameExisting)
		}
	}
}

// settleCurrency finds the one currency of all costs.
func (b *of) settleCurrency() {
	b.currency = b.register.Currency
	for _, c := range []money.Currency{b.options.Currency, b.options.Budget.Currency()} {
		switch {
		case c.Code() == "":
		case b.currency.Code() == "":
			b.currency = c
		case b.currency != c:
			b.block(CodeCurrency, option("currency"), finding.Text(b.currency.Code()), finding.Text(c.Code()), RemedyCurrency)
		}
	}
	minor, ok := b.options.Budget.Minor()
	if !ok || minor > maxMoney || minor < -maxMoney {
		b.block(CodeTooDear, option("budget"), none(), none(), RemedyMendInput)
	}
	b.budget = minor
}

// risk takes in one open risk with its impacts.
func (b *of) risk(r *risk.Risk, impacts []Impact) {
	now, after, rated := ratings(*r, b.options.At)
	p, ok := probability(b.register, now)
	if !rated || !ok {
		b.say(finding.Warn, CodeRiskUnrated, Risk(r.ID).ref(""), none(), none(), RemedyRate)
		return
	}
	q, ok := probability(b.register, after)
	if !ok {
		q = p
	}
	for _, x := range []*big.Rat{p, q} {
		if !within(x) {
			b.block(CodeProbability, Risk(r.ID).ref("probability"), finding.List("0", "1"), finding.Rat(x, ""), RemedyProbability)
			return
		}
	}
	e := event{id: r.ID, chance: [2]uint64{chance(p), chance(q)}, sign: 1}
	if r.Kind == risk.Opportunity {
		e.sign = -1
	}
	e.input = b.input(Risk(r.ID).String(), even{}, even{}, 0, 0)
	b.impacts(&e, impacts, now, after)
	b.events = append(b.events, e)
	if b.options.After {
		b.responses(r)
	}
}

// responses adds what the responses still to be made will cost.
func (b *of) responses(r *risk.Risk) {
	for _, x := range r.Responses {
		if x.Cost.Sign() == 0 || !x.Done.IsZero() {
			continue
		}
		minor, ok := x.Cost.Minor()
		if !ok || x.Cost.Currency() != b.currency || minor > maxMoney || minor < 0 {
			b.block(CodeCurrency, Risk(r.ID).ref("responses"), finding.Text(b.currency.Code()), finding.Text(x.Cost.String()), RemedyCurrency)
			continue
		}
		b.spend += minor
	}
}

// impacts takes in what a risk does to tasks and cost.
func (b *of) impacts(e *event, impacts []Impact, now, after risk.Rating) {
	costs, places := false, 0
	delays := slices.ContainsFunc(impacts, func(x Impact) bool { return x.Task != "" && x.Size.Delay != nil })
	for k := range impacts {
		x := &impacts[k]
		costs = costs || x.Size.Cost != nil || x.After != nil && x.After.Cost != nil
		if x.Task == "" {
			b.price(e, Risk(e.id).String()+" cost "+digits(k), x.Size.Cost, x.later().Cost)
			continue
		}
		places++
		b.impact(e, *x, k, now, after)
	}
	b.unsized(e.id, now, delays, costs)
	if !costs {
		b.price(e, Risk(e.id).String()+" cost", effect(b.register, now, risk.OnCost), effect(b.register, after, risk.OnCost))
	}
	if places == 0 && effect(b.register, now, risk.OnTime) != nil {
		b.say(finding.Warn, CodeRiskUnplaced, Risk(e.id).ref(""), none(), none(), RemedyPlace)
	}
}

// unsized says which effects of a rating have no number and none in the
// options either.
func (b *of) unsized(id string, rating risk.Rating, delays, costs bool) {
	for _, e := range rating.Effects {
		stated := e.On == risk.OnTime && delays || e.On == risk.OnCost && costs || e.On != risk.OnTime && e.On != risk.OnCost
		one := risk.Rating{Effects: []risk.Effect{e}}
		if !stated && effect(b.register, one, e.On) == nil {
			b.say(finding.Warn, CodeRiskUnsized, Risk(id).ref(string(e.On)), none(), finding.Text(clip(e.Level)), RemedyRate)
		}
	}
}

// later returns the size after the responses.
func (x *Impact) later() Size {
	if x.After != nil {
		return *x.After
	}
	return x.Size
}

// impact takes in what a risk does to one task.
func (b *of) impact(e *event, x Impact, k int, now, after risk.Rating) {
	at := Risk(e.id).ref("impact")
	i, ok := b.number(x.Task, at)
	if !ok {
		return
	}
	size, later := x.Size, x.later()
	if size.isZero() {
		size.Delay = effect(b.register, now, risk.OnTime)
	}
	if later.isZero() && (x.After == nil || x.Size.isZero()) {
		later.Delay = effect(b.register, after, risk.OnTime)
	}
	name := Risk(e.id).String() + " impact " + digits(k)
	b.price(e, name+" cost", size.Cost, later.Cost)
	if size.Delay == nil && size.Share == nil && later.Delay == nil && later.Share == nil {
		if size.Cost == nil && later.Cost == nil {
			b.say(finding.Warn, CodeImpactEmpty, at, none(), finding.Text(clip(string(x.Task))), RemedyRate)
		}
		return
	}
	if !b.network.Varies(int(i)) {
		f := finding.Finding{Code: CodeDoesNotVary, Severity: finding.Info, Subject: finding.Ref{Kind: "task", ID: clip(string(x.Task))}, Remedy: RemedyNameOpenTask,
			Related: []finding.Ref{Risk(e.id).ref("")}}
		b.found = append(b.found, f)
		return
	}
	im := impact{hit: b.hits(i), delay: -1, share: -1}
	delay, okDelay := b.size(name+" delay", scale(size.Delay, float64(unitOf(size.Unit))), scale(later.Delay, float64(unitOf(later.Unit))), at, maxLength)
	share, okShare := b.size(name+" share", scale(size.Share, shareUnit), scale(later.Share, shareUnit), at, 1000*shareUnit)
	if !okDelay || !okShare {
		return
	}
	im.delay, im.share = delay.input, share.input
	if e.sign > 0 {
		b.longest[i] = min(maxLength, b.longest[i]+calendar.Work(delay.most)+calendar.Work(math.Ceil(float64(b.longest[i])*share.most/shareUnit)))
	}
	e.impacts = append(e.impacts, im)
}

// hits returns the place of a task among those that scenes change.
func (b *of) hits(task int32) int32 {
	at, ok := b.hitAt[task]
	if !ok {
		at = int32(len(b.hit))
		b.hitAt[task] = at
		b.hit = append(b.hit, task)
	}
	return at
}

// sized is an input with the most it may come to.
type sized struct {
	input int32
	most  float64
}

// size takes in a size, now and after, in the unit that is sampled. It reports
// false when it is faulty.
func (b *of) size(id string, now, later montecarlo.Quantiler, at finding.Ref, limit float64) (sized, bool) {
	out, fine := sized{input: -1}, true
	if now == nil && later == nil {
		return out, true
	}
	for _, d := range []*montecarlo.Quantiler{&now, &later} {
		if *d == nil {
			*d = always(0)
			continue
		}
		if !b.sound(*d, at) {
			return out, false
		}
		least, most := ends(*d)
		switch {
		case least < 0:
			b.block(CodeNegative, at, finding.Number(0, ""), none(), RemedyMendInput)
			fine = false
		case most > limit:
			b.block(CodeTooLong, at, none(), none(), RemedyMendInput)
			fine = false
		}
		out.most = max(out.most, math.Ceil(most))
	}
	if fine {
		out.input = b.input(id, now, later, 0, int64(limit))
	}
	return out, fine
}

// price takes in what an event costs.
func (b *of) price(e *event, id string, now, later montecarlo.Quantiler) {
	if now == nil && later == nil {
		return
	}
	if input, ok := b.amount(id, now, later, Risk(e.id).ref("cost"), false); ok {
		e.costs = append(e.costs, input)
	}
}

// amount takes in an amount of money. It reports false when it is faulty.
func (b *of) amount(id string, now, later montecarlo.Quantiler, at finding.Ref, negative bool) (int32, bool) {
	if b.currency.Code() == "" {
		b.block(CodeCurrency, at, none(), none(), RemedyCurrency)
		return -1, false
	}
	minor, fine := math.Pow10(b.currency.Places()), true
	for _, d := range []*montecarlo.Quantiler{&now, &later} {
		if *d == nil {
			*d = always(0)
			continue
		}
		if !b.sound(*d, at) {
			return -1, false
		}
		*d = scale(*d, minor)
		least, most := ends(*d)
		switch {
		case least < 0 && !negative:
			b.block(CodeNegative, at, finding.Number(0, ""), none(), RemedyMendInput)
			fine = false
		case most > maxMoney || least < -maxMoney:
			b.block(CodeTooDear, at, none(), none(), RemedyMendInput)
			fine = false
		}
	}
	if !fine {
		return -1, false
	}
	return b.input(id, now, later, -maxMoney, maxMoney), true
}

// digits returns a small number as text.
func digits(n int) string { return finding.Number(int64(n)+1, "").Plain() }

// lines takes in the costs.
func (b *of) lines() {
	known := map[string]bool{}
	for i, c := range b.options.Costs {
		at := Driver{KindCost, c.ID}.ref("")
		switch {
		case c.ID == "":
			b.block(CodeNoID, option("costs"), none(), finding.Number(int64(i)+1, ""), RemedyNameOnce)
			continue
		case known[c.ID]:
			b.block(CodeTwice, at, none(), none(), RemedyNameOnce)
			continue
		case c.PerDay == nil && c.Fixed == nil:
			b.block(CodeNoDistribution, at, none(), none(), RemedyMendInput)
		}
		known[c.ID] = true
		b.line(c, at)
	}
}

func (b *of) line(c Cost, at finding.Ref) {
	line := cost{id: c.ID, task: -1, perDay: -1, fixed: -1}
	if c.Task != schedule.TaskID("") {
		i, ok := b.number(c.Task, at)
		if !ok {
			return
		}
		line.task = i
	}
	name := Driver{KindCost, c.ID}.String()
	if c.Fixed != nil {
		line.fixed, _ = b.amount(name, c.Fixed, c.Fixed, at, true)
	}
	if c.PerDay != nil {
		if c.Fixed != nil {
			name += " per day"
		}
		line.perDay, _ = b.amount(name, c.PerDay, c.PerDay, at, true)
	}
	b.costs = append(b.costs, line)
}

// inRegister reports whether the register has a risk, open or not.
func (b *of) inRegister(id string) bool {
	_, ok := b.register.Risk(id)
	return ok
}
