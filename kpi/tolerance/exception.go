package tolerance

import (
	"slices"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Effect is what an option changes in one aspect: the forecast deviation grows
// by Change, which is negative for relief.
type Effect struct {
	Aspect Aspect    `json:"aspect"`
	Change kpi.Value `json:"change"`
}

// Option is one way to go on. To do nothing is one too.
type Option struct {
	ID      string   `json:"id"`
	Text    string   `json:"text"`
	Effects []Effect `json:"effects,omitempty"` // at least one; a change of 0 says that it does not help
}

// Account is what people say about an exception. All of it is the host's.
type Account struct {
	Exception      string   `json:"exception"` // id of the deviation
	Cause          string   `json:"cause,omitempty"`
	Consequence    string   `json:"consequence,omitempty"`
	Options        []Option `json:"options,omitempty"`
	Recommendation string   `json:"recommendation,omitempty"` // id of an option
	Reason         string   `json:"reason,omitempty"`         // why that one
	Lesson         string   `json:"lesson,omitempty"`
}

func (a Account) clone() Account {
	a.Options = slices.Clone(a.Options)
	for i := range a.Options {
		a.Options[i].Effects = slices.Clone(a.Options[i].Effects)
	}
	return a
}

// Exception is the record of a crossed tolerance: the deviation with its
// figures and evidence, and what people say about it.
type Exception struct {
	Deviation Deviation `json:"deviation"`
	Account   Account   `json:"account"` // the zero Account but for its id: nobody has written it yet
}

// Exceptions returns a record for every deviation that crossed its limit, open
// or cleared, in the order of [State.Deviations], with its account where there
// is one; of two accounts for the same the first counts. The caller owns the
// slices.
func (s State) Exceptions(accounts []Account) []Exception {
	written := map[string]Account{}
	for _, a := range accounts {
		if _, twice := written[a.Exception]; !twice {
			written[a.Exception] = a.clone()
		}
	}
	var list []Exception
	for _, d := range s.Deviations() {
		if !d.Crossed.IsZero() {
			account := written[d.ID]
			account.Exception = d.ID
			list = append(list, Exception{d, account})
		}
	}
	return list
}

// Check returns what the record lacks, in sorted order: cause, consequence, two
// options at least, numbers for the effects of each, a recommendation among
// them, and a lesson once it is cleared.
func (e Exception) Check() []finding.Finding {
	c := checker{subject: finding.Ref{Kind: "exception", ID: e.Deviation.ID}}
	none := finding.Value{}
	if e.Account.Cause == "" {
		c.add(CodeExceptionNoCause, finding.Warn, "cause", none, none, RemedyExplain)
	}
	if e.Account.Consequence == "" {
		c.add(CodeExceptionNoConsequence, finding.Warn, "consequence", none, none, RemedyExplain)
	}
	if n := len(e.Account.Options); n < 2 {
		c.add(CodeExceptionFewOptions, finding.Warn, "options", finding.Number(2, ""), finding.Number(int64(n), ""), RemedyAddOptions)
	}
	if !e.Deviation.Open() && e.Account.Lesson == "" {
		c.add(CodeExceptionNoLesson, finding.Warn, "lesson", none, none, RemedyLearn)
	}
	e.checkAdvice(&c, e.checkOptions(&c))
	return c.sorted()
}

// checkOptions returns the ids of the options.
func (e Exception) checkOptions(c *checker) []string {
	var ids []string
	for _, o := range e.Account.Options {
		if o.ID == "" || slices.Contains(ids, o.ID) {
			c.block(CodeExceptionOption, "options", finding.Value{}, said(o.ID), RemedySetID)
		}
		ids = append(ids, o.ID)
		if len(o.Effects) == 0 {
			c.block(CodeExceptionNoEffect, "effects", finding.Value{}, said(o.ID), RemedyStateEffect)
		}
		for _, effect := range o.Effects {
			e.checkEffect(c, o, effect)
		}
	}
	return ids
}

func (e Exception) checkEffect(c *checker, o Option, effect Effect) {
	switch {
	case !effect.Aspect.known():
		c.block(CodeExceptionNoEffect, "effects", words(Aspects()), said(string(effect.Aspect)), RemedyChooseWord)
	case effect.Change.IsUnknown():
		c.block(CodeExceptionNoEffect, "effects", finding.Value{}, said(o.ID), RemedyStateEffect)
	case effect.Aspect == e.Deviation.Aspect:
		c.units(CodeExceptionUnit, e.Deviation.Limit.Outer, []kpi.Input{{Name: "effects", Value: effect.Change}})
	}
}

func (e Exception) checkAdvice(c *checker, ids []string) {
	switch advice := e.Account.Recommendation; {
	case advice == "":
		c.add(CodeExceptionNoAdvice, finding.Warn, "recommendation", finding.Value{}, finding.Value{}, RemedyRecommend)
	case !slices.Contains(ids, advice):
		c.block(CodeExceptionAdvice, "recommendation", finding.List(ids...), said(advice), RemedyRecommend)
	}
}

// Outcome is what an option makes of one aspect.
type Outcome struct {
	Aspect Aspect    `json:"aspect"`
	Before kpi.Value `json:"before,omitzero"` // the latest forecast deviation
	After  kpi.Value `json:"after,omitzero"`  // with the changes of the option
	Status Status    `json:"status"`          // what the place would be then; Unclear without a limit or a forecast
}

// Outlook is what one option makes of a place.
type Outlook struct {
	Option   string    `json:"option"`
	Clears   bool      `json:"clears"` // the exception would be back inside its inner limit
	Outcomes []Outcome `json:"outcomes"`
}

// Outlooks returns what each option of an exception makes of the aspect that it
// is about, first, and of every other aspect that it changes, in the order of
// [Aspects], judged by the limits of the place. An exceeded aspect stays exceeded
// until it is inside the inner limit. The caller owns the slices.
func (s State) Outlooks(r Rules, e Exception) []Outlook {
	b := r.compile()
	var list []Outlook
	for _, o := range e.Account.Options {
		look := Outlook{Option: o.ID}
		for _, aspect := range aspectsOf(e.Deviation.Aspect, o) {
			look.Outcomes = append(look.Outcomes, s.outcome(b, e.Deviation.Place, aspect, o))
		}
		look.Clears = look.Outcomes[0].Status == Within
		list = append(list, look)
	}
	return list
}

func aspectsOf(own Aspect, o Option) []Aspect {
	list := []Aspect{own}
	for _, aspect := range Aspects() {
		changes := slices.ContainsFunc(o.Effects, func(e Effect) bool { return e.Aspect == aspect })
		if changes && aspect != own {
			list = append(list, aspect)
		}
	}
	return list
}

func (s State) outcome(b *book, place string, aspect Aspect, o Option) Outcome {
	w, _ := s.Watch(place, aspect)
	out := Outcome{Aspect: aspect, Before: w.Forecast, After: w.Forecast, Status: Unclear}
	for _, effect := range o.Effects {
		if effect.Aspect == aspect {
			out.After = out.After.Add(effect.Change)
		}
	}
	limit, found := b.limit(place, aspect)
	if _, comparable := out.After.Cmp(limit.Outer); found && comparable {
		out.Status = limit.judge(out.After, w.Status == Exceeded)
	}
	return out
}

// judge returns the status of a known deviation.
func (l Limit) judge(v kpi.Value, exceeded bool) Status {
	switch {
	case !beyond(v, l.inner()):
		return Within
	case exceeded || beyond(v, l.Outer):
		return Exceeded
	}
	return Watched
}
