package sra

import (
	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/risk/montecarlo"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Study is a question that was checked and compiled: a plan, a register and
// options. It is immutable and safe for concurrent use; it shares nothing with
// what it was made of but the distributions. [Prepare] makes one.
type Study struct {
	options Options // with defaults filled in, lists copied where they are kept
	plan    *schedule.Plan
	network *schedule.Network
	result  *schedule.Result
	project *calendar.Calendar // the project's, without closures and weather
	origin  int64              // worked on it before the start of the project
	day     int64              // seconds of a working day
	print   string             // fingerprint of all that decides the figures
	found   []finding.Finding

	models     [2]*montecarlo.Model // now, and after the responses (nil: not asked for)
	inputs     []montecarlo.Input   // of the first, in order
	later      []montecarlo.Input   // of the second
	seen       map[string]int32
	longest    []calendar.Work // by task
	batch      *schedule.Batch // never run: workers clone it
	estimates  []estimate
	varies     []int32 // tasks that measures are kept of
	milestones []int32
	hit        []int32         // tasks that change between scenes
	hitAt      map[int32]int32 // their places in hit
	events     []event
	costs      []cost
	closures   []closure
	weather    []weather
	yearInput  int32
	scenes     []scene
	columns    []column // what ranks are kept of
	currency   money.Currency
	budget     int64 // minor units
	spend      int64 // minor units that responses cost
	stride     int   // every so many trials one is kept for the scatter
	slow       bool
	priced     bool  // there are costs
	timed      bool  // some depend on the length of the project
	passed     int64 // working time of the project before what is still to do
}

// estimate is a task with its input.
type estimate struct {
	task, input int32
	id          schedule.TaskID
}

// event is a risk.
type event struct {
	id      string
	input   int32     // below chance it happens
	chance  [2]uint64 // now and after
	sign    int64     // of its sizes
	impacts []impact
	costs   []int32 // inputs
}

// impact is what an event does to a task.
type impact struct {
	hit          int32 // place in Study.hit
	delay, share int32 // inputs; none: -1
}

// cost is a line of cost.
type cost struct {
	id            string
	task          int32 // -1: the project
	perDay, fixed int32 // inputs; none: -1
}

// scene is one way of playing the trials: as they are, after the responses, or
// without a driver.
type scene struct {
	model   int // of Study.models
	without Driver
	event   int32 // left out; none: -1
	task    int32 // takes what the plan says; none: -1
	closure int32
	weather int32
	cost    int32
}

// column is something that is ranked within a block: how far it moves with the
// finish and the cost.
type column struct {
	driver Driver
	task   int32 // a length after all effects, or before them where base is set; -1: none
	base   bool
	effect bool  // of events as well: no driver
	event  int32 // whether it happened; -1: none
	close  int32
	storm  int32
}

// of is the whole of a question, while a study is made of it.
type of struct {
	*Study
	register risk.Register
	related  []montecarlo.Correlation
}

// shareUnit is what shares of a length are counted in: millionths.
const shareUnit = 1_000_000

// maxMoney bounds one sampled amount, in minor units.
const maxMoney = 1 << 48

// maxLength bounds the length of a task, in seconds.
const maxLength = 1<<30 - 1

// Prepare checks a question and compiles it. The error is a [*finding.Error]
// with every fault. Findings that do not block are kept and come with every
// outcome, among them what makes the plan a poor one to simulate.
func Prepare(p *schedule.Plan, register risk.Register, o Options) (*Study, error) {
	s := &Study{options: o, seen: map[string]int32{}, hitAt: map[int32]int32{}, yearInput: -1}
	b := of{Study: s, register: register}
	b.defaults()
	b.open(p)
	if s.network != nil {
		b.tasks()
		b.risks()
		b.lines()
		b.breaks()
		b.drivers()
		b.related = b.correlations()
	}
	if !finding.Blocks(s.found) {
		b.compile()
	}
	finding.Sort(s.found)
	if finding.Blocks(s.found) {
		return nil, finding.AsError("sra", finding.Filter(s.found, func(f finding.Finding) bool { return f.Severity == finding.Block }))
	}
	return s, nil
}

func (b *of) say(severity finding.Severity, code finding.Code, at finding.Ref, want, got finding.Value, remedy finding.Code) {
	b.found = append(b.found, finding.Finding{Code: code, Severity: severity, Subject: at, Want: want, Got: got, Remedy: remedy})
}

func (b *of) block(code finding.Code, at finding.Ref, want, got finding.Value, remedy finding.Code) {
	b.say(finding.Block, code, at, want, got, remedy)
}

// none is where a finding has nothing wanted or nothing found to state.
func none() finding.Value { return finding.Value{} }

func option(field string) finding.Ref { return finding.Ref{Kind: "options", Field: field} }

// defaults fills in what the options leave out and checks how much they ask for.
func (b *of) defaults() {
	o := &b.options
	for _, d := range []struct {
		n        *int
		standard int
	}{{&o.Trials, DefaultTrials}, {&o.Points, DefaultPoints}, {&o.Years, DefaultYears}, {&o.Stop.Percent, 80}} {
		if *d.n == 0 {
			*d.n = d.standard
		}
	}
	if o.Trials < 1 || o.Trials > montecarlo.MaxTrials {
		b.block(CodeTrials, option("trials"), finding.Number(montecarlo.MaxTrials, ""), finding.Number(int64(o.Trials), ""), RemedyTrials)
	}
	if o.Stop.Percent < 1 || o.Stop.Percent > 99 || o.Stop.Within < 0 {
		b.block(CodeConvergence, option("stop"), none(), finding.Number(int64(o.Stop.Percent), ""), RemedyMendInput)
	}
	for _, c := range []struct {
		field   string
		n, most int
	}{
		{"estimates", len(o.Estimates), MaxInputs}, {"impacts", len(o.Impacts), MaxInputs}, {"costs", len(o.Costs), MaxInputs},
		{"closures", len(o.Closures), MaxClosures}, {"weather", len(o.Weather), MaxClosures}, {"without", len(o.Without), MaxScenes},
		{"milestones", len(o.Milestones), MaxMilestones}, {"points", o.Points, MaxPoints}, {"years", o.Years, MaxYears},
		{"correlations", len(o.Correlations), MaxInputs}, {"risks", len(b.register.Risks), risk.MaxRisks},
	} {
		if c.n < 0 || c.n > c.most {
			b.block(CodeTooMany, option(c.field), finding.Number(int64(c.most), ""), finding.Number(int64(c.n), ""), RemedyFewer)
		}
	}
	b.stride = max(1, (o.Trials+max(o.Points, 1)-1)/max(o.Points, 1))
}
