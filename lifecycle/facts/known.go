package facts

import (
	"strings"
	"sync"
	"time"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/team"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/quality"
)

var zeroTime time.Time // never written to

// Known is what is known of one project at a moment. Nothing is computed before
// it is asked for, and nothing twice: a gate that asks for one fact pays for
// that one. It is safe for concurrent use.
type Known struct {
	at    time.Time
	on    calendar.Date
	in    Input
	slots []lazy[finding.Value] // by row of the table

	// What several facts rest on.
	charterFound lazy[[]finding.Finding]
	summary      lazy[charter.Summary]
	goals        lazy[team.Aligned]
	measures     lazy[map[lifecycle.FactName]finding.Value]
	items        lazy[[]comms.Item]
	issues       lazy[[]comms.IssueState]
	outline      lazy[*outline]
	timetable    lazy[timetable]
	lists        lazy[lists]
	milestones   lazy[[]schedule.MilestoneRow]
	moved        lazy[moved]
	checked      [5]lazy[[]finding.Finding] // by part of the plan check
	assessed     lazy[quality.Assessment]
	riskFound    lazy[[]finding.Finding]
	exposure     lazy[risk.Exposure]
	process      lazy[risk.Process]
	cover        lazy[risk.Cover]
	score        lazy[kpi.ScoreResult]

	odds sync.Mutex // an outcome belongs to one goroutine
}

// lazy is a value that is made when it is first asked for.
type lazy[T any] struct {
	once  sync.Once
	value T
}

func (l *lazy[T]) of(make func() T) T {
	l.once.Do(func() { l.value = make() })
	return l.value
}

// From returns what is known at a moment. Its day is that of the zone that the
// moment is in, so give it in the zone of the project's clocks. The documents
// in the input are kept and only read.
func From(at time.Time, in Input) *Known {
	return &Known{at: at, on: calendar.DateTimeOf(at).Date(), in: in, slots: make([]lazy[finding.Value], len(table().rows))}
}

// At returns the moment.
func (k *Known) At() time.Time { return k.at }

// Fact returns the fact of that name: one of the catalogue or an indicator. It
// reports false for a name that is neither. A fact that cannot be determined is
// Unknown, with the reason: "no-" and the part that was not given, "not-yet"
// where a part was taken after the moment, or what the room says.
//
// Its time is that of the oldest part that it rests on.
func (k *Known) Fact(name lifecycle.FactName) (lifecycle.Fact, bool) {
	if i, ok := table().at[name]; ok {
		r := &table().rows[i]
		value := k.slots[i].of(func() finding.Value { return k.valueOf(r) })
		return lifecycle.Fact{Name: name, Value: value, At: k.time(r.parts()), Source: k.in.source()}, true
	}
	if key, ok := strings.CutPrefix(string(name), indicatorPrefix); ok {
		return lifecycle.Fact{Name: name, Value: k.indicator(key), At: k.time([]Part{PartFigures}), Source: k.in.source()}, true
	}
	return lifecycle.Fact{}, false
}

// All returns every fact of the catalogue and every indicator given, Unknown
// ones included, in the order of their names. It computes everything.
func (k *Known) All() lifecycle.Facts {
	var list []lifecycle.Fact
	for i := range table().rows {
		fact, _ := k.Fact(table().rows[i].Name)
		list = append(list, fact)
	}
	for _, f := range k.in.Figures {
		fact, _ := k.Fact(Indicator(f.Key))
		list = append(list, fact)
	}
	return lifecycle.NewFacts(list...)
}

// valueOf computes a fact once its parts are there.
func (k *Known) valueOf(r *row) finding.Value {
	for _, p := range r.Needs {
		if !k.in.Given(p) {
			return p.missing()
		}
	}
	for _, p := range r.parts() {
		if k.in.Taken[p].After(k.at) {
			return finding.Unknown("not-yet")
		}
	}
	return r.value(k)
}

// time returns the time of the oldest of the parts.
func (k *Known) time(parts []Part) time.Time {
	oldest := k.at
	for _, p := range parts {
		if taken, ok := k.in.Taken[p]; ok && k.in.Given(p) && taken.Before(oldest) {
			oldest = taken
		}
	}
	return oldest
}
