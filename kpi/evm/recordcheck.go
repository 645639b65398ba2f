package evm

import (
	"errors"
	"fmt"

	"github.com/milepost-go/milepost/kpi"
)

// recordCheck walks through a record that was read and gathers what could not
// have come about.
type recordCheck struct {
	names  map[string]bool
	last   Status // latest status so far
	any    bool   // there is one
	faults []error
}

// checkStages returns everything that is wrong with the stages of a record,
// joined; each error unwraps to [ErrRecord].
func checkStages(stages []Stage) error {
	c := recordCheck{names: map[string]bool{}}
	for i, s := range stages {
		c.stage(i, s)
	}
	return errors.Join(c.faults...)
}

func (c *recordCheck) fault(place, what string) {
	c.faults = append(c.faults, fmt.Errorf("%w: %s: %s", ErrRecord, place, what))
}

func (c *recordCheck) stage(i int, s Stage) {
	place := fmt.Sprintf("stages[%d]", i)
	switch {
	case s.Baseline == "":
		c.fault(place+".baseline", "no name")
	case c.names[s.Baseline]:
		c.fault(place+".baseline", fmt.Sprintf("the name %.40q is taken", s.Baseline))
	}
	c.names[s.Baseline] = true
	switch {
	case i == 0 && s.Change != nil:
		c.fault(place+".change", "the first baseline changes none")
	case i > 0 && s.Change == nil:
		c.fault(place+".change", "missing")
	case i > 0:
		c.change(place+".change", *s.Change)
	}
	for k, status := range s.Statuses {
		c.status(fmt.Sprintf("%s.statuses[%d]", place, k), status)
	}
}

func (c *recordCheck) status(place string, s Status) {
	switch {
	case s.At.IsZero():
		c.fault(place+".at", "no date")
		return
	case c.any && s.At.Date().Compare(c.last.At.Date()) <= 0:
		c.fault(place+".at", fmt.Sprintf("%v is not a day after %v", s.At, c.last.At))
	}
	c.last, c.any = s, true
}

// change holds a change of the baseline against what it must be.
func (c *recordCheck) change(place string, got Rebaselined) {
	if !c.any {
		c.fault(place, "nothing was measured before it")
		return
	}
	c.same(place+".before", got.Before, c.last)
	want, err := c.last.Rebaseline(got.Reset, got.After.BAC.Sub(got.After.EV))
	if err != nil {
		c.fault(place+".reset", err.Error())
		return
	}
	c.same(place+".after", got.After, want.After)
	c.value(place+".remaining_before", got.RemainingBefore, want.RemainingBefore)
	c.value(place+".over_target", got.OverTarget, want.OverTarget)
}

func (c *recordCheck) same(place string, got, want Status) {
	if got.At != want.At {
		c.fault(place+".at", fmt.Sprintf("%v, want %v", got.At, want.At))
	}
	c.value(place+".bac", got.BAC, want.BAC)
	c.value(place+".pv", got.PV, want.PV)
	c.value(place+".ev", got.EV, want.EV)
	c.value(place+".ac", got.AC, want.AC)
}

func (c *recordCheck) value(place string, got, want kpi.Value) {
	if !got.Equal(want) {
		c.fault(place, fmt.Sprintf("%.80v, want %.80v", got, want))
	}
}
