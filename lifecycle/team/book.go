package team

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Groups and samples that are too small say more about persons than about the
// work.
const (
	MinSample = 5 // cases below which a share is not shown for a person
	MinGroup  = 4 // people below which figures of a group are not shown; a host may ask for more, not for fewer
)

// Sum is what people contributed together.
type Sum struct {
	People int          `json:"people"`
	Facts  Contribution `json:"facts"`
}

// ReviewBook holds the reviews of a project and what all of them sum to. A
// person may have theirs erased; the sums stay, so that figures of the team do
// not change. With one person erased and all others at hand, a sum gives the
// erased facts away by subtraction: only those who may see every review can do
// that, and [ReviewBook.Summary] gives nothing of the kind.
type ReviewBook struct {
	ID      string   `json:"id"`
	Total   Sum      `json:"total"` // of all reviews, erased ones included
	Reviews []Review `json:"reviews,omitempty"`
}

// Add returns the book with a further review, counted in the total. It reports
// false, and changes nothing, when the person has one already or no id.
func (b ReviewBook) Add(r Review) (ReviewBook, bool) {
	same := func(o Review) bool { return o.Actor == r.Actor }
	if r.Actor == "" || slices.ContainsFunc(b.Reviews, same) {
		return b.Clone(), false
	}
	next := b.Clone()
	next.Reviews = append(next.Reviews, r.Clone())
	next.Total = Sum{next.Total.People + 1, next.Total.Facts.Plus(r.Facts)}
	return next, true
}

// Erase returns the book without the review of a person, and without their name
// on views of others, points and proposals. The total stays. It reports whether
// there was a review.
func (b ReviewBook) Erase(actor lifecycle.ActorID) (ReviewBook, bool) {
	next := b.Clone()
	next.Reviews = slices.DeleteFunc(next.Reviews, func(r Review) bool { return r.Actor == actor })
	for i := range next.Reviews {
		next.Reviews[i].forget(actor)
	}
	return next, len(next.Reviews) < len(b.Reviews)
}

// forget blanks the name of a person.
func (r *Review) forget(actor lifecycle.ActorID) {
	blank := func(name *lifecycle.ActorID) {
		if *name == actor {
			*name = ""
		}
	}
	blank(&r.Manager)
	for i := range r.Views {
		blank(&r.Views[i].By)
	}
	for i := range r.Points {
		blank(&r.Points[i].Owner)
		for j := range r.Points[i].FollowUp {
			blank(&r.Points[i].FollowUp[j].By)
		}
	}
	for i := range r.Proposals {
		blank(&r.Proposals[i].By)
		blank(&r.Proposals[i].Judge)
	}
}

// Clone returns a copy that shares nothing with the receiver.
func (b ReviewBook) Clone() ReviewBook {
	b.Reviews = slices.Clone(b.Reviews)
	for i := range b.Reviews {
		b.Reviews[i] = b.Reviews[i].Clone()
	}
	return b
}

// Figure is one share with what it was counted from.
type Figure struct {
	Name  string        `json:"name"`
	Share finding.Value `json:"share"`        // 0 to 1, or Unknown with the reason
	Of    int           `json:"of,omitempty"` // cases; 0 where they are not shown
}

// Figures returns the shares of a contribution by name: "on_time", "quality",
// "actions", "risk_duties" and "answers". Where there were fewer than
// [MinSample] cases the share is Unknown ("small_sample") and a finding says
// so: a person is not to be judged by them.
func (r Review) Figures() ([]Figure, []finding.Finding) {
	var c checker
	list := r.Facts.figures()
	for i, f := range list {
		if f.Of < MinSample {
			list[i].Share = finding.Unknown("small_sample")
			c.add(finding.Info, CodeSmallSample, memberRef(r.Actor, f.Name), count(MinSample), count(f.Of), RemedyJudgeWithCare)
		}
	}
	return list, c.sorted()
}

func (c Contribution) figures() []Figure {
	var list []Figure
	for _, x := range []struct {
		name string
		t    Tally
	}{{"on_time", c.Tasks}, {"quality", c.Quality}, {"actions", c.Actions}, {"risk_duties", c.RiskDuties}, {"answers", c.Answers}} {
		list = append(list, Figure{x.name, finding.Ratio(int64(x.t.Good), int64(x.t.Of), ""), x.t.Of})
	}
	return list
}

// Summary is the level of a team, without anything of a single person.
type Summary struct {
	People        int           `json:"people,omitempty"` // 0 where there are too few
	Delivery      Figure        `json:"delivery"`         // tasks on time
	Quality       Figure        `json:"quality"`          // accepted at first
	Communication Figure        `json:"communication"`    // answers in time
	RiskDuty      Figure        `json:"risk_duty"`        // duties of risk owners in time
	HelpGiven     finding.Value `json:"help_given"`       // times in all
}

// Summary returns the level of the team over everybody ever reviewed, erased or
// not. For fewer people than group, or than [MinGroup], every figure is Unknown
// ("small_group") and none of their counts is shown.
func (b ReviewBook) Summary(group int) (Summary, []finding.Finding) {
	group = max(group, MinGroup)
	if b.Total.People < group {
		var c checker
		c.add(finding.Info, CodeSmallGroup, finding.Ref{Kind: "team", ID: b.ID}, count(group), nothing, RemedyWidenGroup)
		none := func(name string) Figure { return Figure{Name: name, Share: finding.Unknown("small_group")} }
		return Summary{Delivery: none("on_time"), Quality: none("quality"), Communication: none("answers"), RiskDuty: none("risk_duties"),
			HelpGiven: finding.Unknown("small_group")}, c.list
	}
	f := b.Total.Facts.figures()
	return Summary{People: b.Total.People, Delivery: f[0], Quality: f[1], Communication: f[4], RiskDuty: f[3],
		HelpGiven: count(b.Total.Facts.HelpGiven)}, nil
}

// Check reports, sorted, what is wrong with the reviews on a day: tallies that
// cannot be, views whose author does not fit their angle, improvement points
// that are incomplete or whose follow-up is past, and totals below the sum of
// the reviews.
func (b ReviewBook) Check(on calendar.Date) []finding.Finding {
	var c checker
	var sum Sum
	seen := map[string]bool{}
	for _, r := range b.Reviews {
		c.unique(finding.Ref{Kind: "review", ID: string(r.Actor)}, string(r.Actor), seen)
		sum = Sum{sum.People + 1, sum.Facts.Plus(r.Facts)}
		c.review(r, on)
	}
	if !b.Total.covers(sum) {
		c.block(CodeTotalLow, finding.Ref{Kind: "team", ID: b.ID}, count(sum.People), count(b.Total.People), RemedyMendReview)
	}
	return c.sorted()
}

// covers reports whether no count is below that of other.
func (s Sum) covers(o Sum) bool {
	a, b := s.Facts.tallies(), o.Facts.tallies()
	for i := range a {
		if a[i].Good < b[i].Good || a[i].Of < b[i].Of {
			return false
		}
	}
	return s.People >= o.People && s.Facts.HelpGiven >= o.Facts.HelpGiven
}

func (c Contribution) tallies() []Tally {
	return []Tally{c.Tasks, c.Quality, c.Actions, c.RiskDuties, c.Answers}
}

// review checks one review.
func (c *checker) review(r Review, on calendar.Date) {
	at := finding.Ref{Kind: "review", ID: string(r.Actor)}
	for _, t := range r.Facts.tallies() {
		if t.Good < 0 || t.Good > t.Of {
			c.block(CodeTally, at, count(t.Of), count(t.Good), RemedyMendReview)
		}
	}
	for _, v := range r.Views {
		word(c, at, v.Angle, OwnView, PeerView, ManagerView)
		if !r.fits(v) {
			c.block(CodeViewAuthor, at, finding.Text(string(v.Angle)), nothing, RemedyMendReview, memberRef(v.By, ""))
		}
	}
	for _, p := range r.Points {
		point := finding.Ref{Kind: "improvement", ID: p.ID}
		word(c, point, p.State, PointOpen, PointDone, PointDropped)
		switch {
		case p.State != PointOpen:
		case blank(p.ID) || blank(p.Text) || blank(string(p.Owner)) || p.Due.IsZero():
			c.block(CodePointIncomplete, point, nothing, nothing, RemedyCompletePoint, memberRef(r.Actor, ""))
		case !p.Due.After(on):
			c.warn(CodePointDue, point, date(p.Due), date(on), RemedyFollowUp, memberRef(p.Owner, ""))
		}
	}
}

// fits reports whether the author of a view can have its angle. An erased name
// fits any.
func (r Review) fits(v View) bool {
	switch {
	case v.By == "":
		return true
	case v.Angle == OwnView:
		return v.By == r.Actor
	case v.Angle == ManagerView:
		return v.By == r.Manager
	}
	return v.By != r.Actor
}
