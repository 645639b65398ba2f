package health

import (
	"slices"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/quality"
)

// Cause is what was found of one cause of failure or one factor of success.
type Cause struct {
	Name    Name    `json:"name"`
	Verdict Verdict `json:"verdict"`
	// Strength of a cause is the largest share of bad cases among its signs
	// beyond their limit, and 0 where none is. Strength of a factor is the
	// smallest share of good cases among its judged signs. By names the sign
	// that it is taken from. Unknown with "no-data" where no sign was judged.
	Strength finding.Value `json:"strength"`
	By       finding.Code  `json:"by,omitempty"`
	// Weight is how many bad cases the signs beyond their limit have together:
	// what is compared with Limits.Evidence.
	Weight int `json:"weight"`
	// First is the day by which the stated amount of what is seen now was
	// there: evidence without a date counts from the day of the diagnosis. It
	// is set where a cause is shown. In a [History] such evidence counts from
	// the moment at which it was first seen.
	First calendar.Date `json:"first,omitzero"`

	Signs    []Sign     `json:"signs"`              // all of them, in the order of Name.Signs
	Evidence []Evidence `json:"evidence,omitempty"` // of the signs beyond their limit, the earliest first
	Clear    []Step     `json:"clear,omitempty"`    // what would clear it, in the order of the signs
	// Missing says what could not be judged, in the order of the signs.
	Missing []finding.Finding `json:"missing,omitempty"`
}

// Diagnose looks at a project as of a moment and returns the four causes of
// failure and then the five factors of success, in the order of [Causes] and
// [Factors], each of them whatever its verdict. The location of the moment is
// the clock by which its day is told.
//
// A cause is [Shown] when its signs beyond their limit have at least
// Limits.Evidence bad cases together; with fewer it is [Hinted]. Without a sign
// beyond its limit it is [NotShown] once Limits.Signs of its signs were judged,
// else [NotEnough]. Its factor is the other way round: shown where the cause is
// not, hinted where the cause is hinted, not shown where the cause is.
// [FlexibleResponse] has signs of its own and no cause. So a weakness in it
// is never an accusation.
//
// The order of lists in the input changes nothing. The result shares nothing
// with the input and is the caller's.
func Diagnose(in Input, at time.Time) []Cause {
	d := newDiagnosis(in, at)
	var list []Cause
	for _, name := range slices.Concat(Causes(), Factors()) {
		list = append(list, d.cause(name))
	}
	return list
}

// Open returns the causes of failure that are shown, the strongest first, then
// in their order. The caller owns the slice; what it holds is shared.
func Open(list []Cause) []Cause {
	open := slices.DeleteFunc(slices.Clone(list), func(c Cause) bool { return c.Name.Factor() || c.Verdict != Shown })
	slices.SortStableFunc(open, func(a, b Cause) int {
		order, _ := finding.CompareValues(b.Strength, a.Strength)
		return order
	})
	return open
}

// Of returns the cause or factor of a name. It reports false where the list has
// none.
func Of(list []Cause, name Name) (Cause, bool) {
	i := slices.IndexFunc(list, func(c Cause) bool { return c.Name == name })
	if i < 0 {
		return Cause{}, false
	}
	return list[i], true
}

// diagnosis holds the signs of a project at one moment.
type diagnosis struct {
	moment
	in       Input
	limits   Limits
	assessed quality.Assessment // of the plan, if there is one
	signs    []Sign
}

func newDiagnosis(in Input, at time.Time) *diagnosis {
	d := &diagnosis{moment: momentOf(at), in: in, limits: in.Limits.filled()}
	if in.Plan != nil && in.Result != nil {
		d.assessed = quality.Assess(quality.From(in.Plan, in.Result, in.Baseline),
			quality.Limits{DurationDays: d.limits.CoarseDays, Duration: quality.PlannedDuration})
	}
	surveys := slices.Concat(d.goals(), d.plan(), d.resources(), d.talk(), d.response())
	for _, s := range specs() {
		i := slices.IndexFunc(surveys, func(x *survey) bool { return x.code == s.code })
		d.signs = append(d.signs, surveys[i].sign(d.limits.At[s.code]))
	}
	return d
}

// of returns the signs of a cause or factor.
func (d *diagnosis) of(n Name) []Sign {
	var list []Sign
	for _, code := range n.Signs() {
		s, _ := byCode(d.signs, code)
		list = append(list, s.clone())
	}
	return list
}

func (d *diagnosis) cause(n Name) Cause {
	c := Cause{Name: n, Strength: finding.Unknown("no-data"), Signs: d.of(n)}
	judged := 0
	for _, s := range c.Signs {
		if s.Judged {
			judged++
			c.weigh(s)
		} else {
			c.Missing = append(c.Missing, *s.Missing)
		}
	}
	slices.SortStableFunc(c.Evidence, compareEvidence)
	c.Verdict = d.verdict(c.Weight, judged)
	if n.Factor() {
		c.Verdict = c.Verdict.turned()
	}
	if !n.Factor() && c.Verdict == Shown {
		c.First = firstBy(c.Evidence, d.on, d.limits.Evidence)
	}
	return c
}

// weigh takes a judged sign into the cause.
func (c *Cause) weigh(s Sign) {
	share, better := s.Share, 1
	if c.Name.Factor() {
		share, better = finding.Ratio(int64(s.Of-s.Bad), int64(s.Of), ""), -1
	} else if !s.Beyond {
		share = finding.Number(0, "")
	}
	order, known := finding.CompareValues(share, c.Strength)
	if !known || order == better {
		c.Strength, c.By = share, s.Code
	}
	if r, _ := c.Strength.Rat(); !c.Name.Factor() && r.Sign() == 0 {
		c.By = ""
	}
	if step, beyond := s.step(); beyond {
		c.Weight += s.Bad
		c.Evidence = append(c.Evidence, cloneEvidence(s.Evidence)...)
		c.Clear = append(c.Clear, step)
	}
}

func (d *diagnosis) verdict(weight, judged int) Verdict {
	switch {
	case weight >= d.limits.Evidence:
		return Shown
	case weight > 0:
		return Hinted
	case judged >= d.limits.Signs:
		return NotShown
	}
	return NotEnough
}

// turned is the verdict on a factor where this is the one on its opposite.
func (v Verdict) turned() Verdict {
	switch v {
	case Shown:
		return NotShown
	case NotShown:
		return Shown
	}
	return v
}

// firstBy returns the day by which the needed amount of evidence was there, as
// seen on a day.
func firstBy(list []Evidence, on calendar.Date, need int) calendar.Date {
	var days []calendar.Date
	for _, e := range list {
		if e.On.IsZero() || e.On.After(on) {
			e.On = on
		}
		days = append(days, e.On)
	}
	if len(days) < need {
		return on
	}
	slices.SortFunc(days, calendar.Date.Compare)
	return days[need-1]
}
