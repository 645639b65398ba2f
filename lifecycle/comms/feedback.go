package comms

import (
	"cmp"
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// FeedbackSide says on which side of the project somebody stands.
type FeedbackSide string

// The sides.
const (
	FromMember   FeedbackSide = "member"
	FromCustomer FeedbackSide = "customer"
)

// FeedbackOutcome is what became of a piece of feedback.
type FeedbackOutcome string

// The outcomes.
const (
	FeedbackAccepted FeedbackOutcome = "accepted" // something is done; the reply names it in Result
	FeedbackDeclined FeedbackOutcome = "declined" // nothing is done; the reply says why in Text
	FeedbackNoted    FeedbackOutcome = "noted"    // taken to heart; there is nothing to decide
)

// ReplyReach says who sees a reply.
type ReplyReach string

// The reaches of a reply.
const (
	ReachProject ReplyReach = "project" // whoever may see feedback
	ReachGiver   ReplyReach = "giver"   // only who gave the feedback
)

// Feedback is what a member or a customer has to say about the project.
type Feedback struct {
	ID       string        `json:"id"`
	Side     FeedbackSide  `json:"side"`
	From     string        `json:"from,omitempty"` // opaque id of the person; "" when it is not told
	Text     string        `json:"text"`
	About    []finding.Ref `json:"about"` // goals, milestones, meetings
	Owner    string        `json:"owner,omitempty"`
	Received calendar.Date `json:"received"`
	Reply    Reply         `json:"reply,omitzero"`
}

// Reply is the answer to feedback. The zero Reply is none yet.
type Reply struct {
	By      string          `json:"by"` // actor id
	On      calendar.Date   `json:"on"`
	Text    string          `json:"text"`
	Outcome FeedbackOutcome `json:"outcome"`
	Result  finding.Ref     `json:"result,omitzero"` // the change, action or improvement that came of it
	Reach   ReplyReach      `json:"reach"`
}

// IsZero reports whether there is no reply.
func (r Reply) IsZero() bool { return r == Reply{} }

func (f Feedback) ref(name string) finding.Ref {
	return finding.Ref{Kind: "feedback", ID: f.ID, Field: name}
}

// Answer returns the feedback with a reply. The receiver stays as it was. What
// stands against it, all of it, comes as findings, and the feedback as it was:
// a reply that lacks something, one on feedback that has another.
func (f Feedback) Answer(r Reply) (Feedback, []finding.Finding) {
	var c checker
	c.need(CodeAnswered, f.ref("reply"), f.Reply.IsZero(), RemedyNewFeedback)
	answered := f
	answered.Reply, answered.About = r, slices.Clone(f.About)
	answered.checkReply(&c)
	if len(c.list) > 0 {
		return f, c.sorted()
	}
	return answered, nil
}

// CheckFeedback returns, sorted, what is missing or wrong in each piece of
// feedback and its reply: an accepted one names what came of it, a declined one
// says why. Feedback that is about no goal, milestone or meeting is a warning.
func CheckFeedback(list []Feedback) []finding.Finding {
	var c checker
	seen := map[string]bool{}
	for _, f := range list {
		c.id(f.ref("id"), f.ID, seen)
		word(&c, f.ref("side"), f.Side, FromMember, FromCustomer)
		c.need(CodeFeedbackIncomplete, f.ref("text"), !blank(f.Text), RemedyCompleteFeedback)
		c.need(CodeFeedbackIncomplete, f.ref("received"), !f.Received.IsZero(), RemedyCompleteFeedback)
		c.texts(f.ref("text"), f.Text)
		if !slices.ContainsFunc(f.About, func(r finding.Ref) bool { return slices.Contains([]string{"goal", "milestone", "meeting"}, r.Kind) }) {
			c.warn(CodeFeedbackLoose, f.ref("about"), nothing, nothing, RemedyLinkFeedback)
		}
		if !f.Reply.IsZero() {
			f.checkReply(&c)
		}
	}
	return c.sorted()
}

func (f Feedback) checkReply(c *checker) {
	r := f.Reply
	c.need(CodeReplyIncomplete, f.ref("by"), !blank(r.By), RemedyCompleteReply)
	c.need(CodeReplyIncomplete, f.ref("on"), !r.On.IsZero(), RemedyCompleteReply)
	c.need(CodeReplyIncomplete, f.ref("text"), !blank(r.Text), RemedyCompleteReply)
	c.need(CodeReplyIncomplete, f.ref("result"), r.Outcome != FeedbackAccepted || r.Result.Kind != "" && r.Result.ID != "", RemedyCompleteReply)
	word(c, f.ref("outcome"), r.Outcome, FeedbackAccepted, FeedbackDeclined, FeedbackNoted)
	word(c, f.ref("reach"), r.Reach, ReachProject, ReachGiver)
	c.texts(f.ref("text"), r.Text)
	if !r.On.IsZero() && r.On.Before(f.Received) {
		c.block(CodeReplyEarly, f.ref("on"), finding.Date(f.Received.String()), finding.Date(r.On.String()), RemedyMendTimes)
	}
}

// MaxAge bounds ages, in days of the calendar: what is older counts as this
// old.
const MaxAge = 10_000

// AgeDays returns how many days after from, up to and including to, have
// working time: from Friday to Monday it is one. It is 0 where to is not after
// from, one is not set or the calendar is nil, and looks at no more than [MaxAge] days.
func AgeDays(cal *calendar.Calendar, from, to calendar.Date) int {
	if cal == nil || from.IsZero() || to.IsZero() {
		return 0
	}
	n := 0
	for i, d := 0, from.AddDays(1); i < MaxAge && !d.IsZero() && !d.After(to); i, d = i+1, d.AddDays(1) {
		if len(cal.Ranges(d)) > 0 {
			n++
		}
	}
	return n
}

// Unanswered returns the feedback received by the day that had no reply then
// and is at least so many working days old, the oldest first, as points of an
// agenda: the figure is the age in working days. The caller owns the slice.
func Unanswered(list []Feedback, on calendar.Date, cal *calendar.Calendar, days int) []Point {
	var points []Point
	for _, f := range list {
		if f.Received.IsZero() || f.Received.After(on) || !f.Reply.IsZero() && !f.Reply.On.After(on) {
			continue
		}
		if age := AgeDays(cal, f.Received, on); age >= days {
			points = append(points, Point{About: f.ref(""), Title: f.Text, Owner: f.Owner, Date: f.Received, Figure: finding.Number(int64(age), "day"), Links: slices.Clone(f.About)})
		}
	}
	slices.SortStableFunc(points, func(a, b Point) int { return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.About.ID, b.About.ID)) })
	return points
}

// ViewOfFeedback returns the feedback received by the day, as it stood then.
// Of a reply that is for the giver alone it tells that there is one, when and
// with which outcome, and not what it says. Ids used twice are refused as
// [NewView] does.
func ViewOfFeedback(list []Feedback, on calendar.Date) (View, error) {
	var rows []ViewRow
	for _, f := range list {
		if f.Received.After(on) {
			continue
		}
		fields := []ViewField{textField("side", string(f.Side)), textField("from", f.From), textField("text", f.Text), textField("received", f.Received.String())}
		if r := f.Reply; !r.IsZero() && !r.On.After(on) {
			fields = append(fields, textField("outcome", string(r.Outcome)), textField("replied", r.On.String()))
			if r.Reach == ReachProject {
				fields = append(fields, textField("reply", r.Text), textField("by", r.By), textField("result", r.Result.String()))
			}
		}
		rows = append(rows, ViewRow{KindFeedback, f.ref(""), "", fields})
	}
	return NewView(rows...)
}
