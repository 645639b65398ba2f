package comms

import (
	"slices"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Measure is a fact about the communication of a project. Sample is how many
// cases it was taken from: shares and medians of no case are Unknown with the
// reason "no-data".
type Measure struct {
	Name   lifecycle.FactName
	Value  finding.Value
	Sample int
}

// The names of the measures.
const (
	MeasureCadence      lifecycle.FactName = "comms.cadence_kept"             // share of due meetings that were held
	MeasureAttendance   lifecycle.FactName = "comms.attendance"               // share of places at meetings that were taken
	MeasureAcknowledged lifecycle.FactName = "comms.acknowledged"             // share of what was to be acknowledged
	MeasureUnanswered   lifecycle.FactName = "comms.feedback_unanswered"      // feedback without reply for that many working days or more
	MeasureReplyDays    lifecycle.FactName = "comms.feedback_reply_days"      // median of working days to the reply
	MeasureResponse     lifecycle.FactName = "comms.issue_response_in_time"   // share of the rounds of issues that had a limit, and were answered or late
	MeasureResolution   lifecycle.FactName = "comms.issue_resolution_in_time" // likewise
	MeasureResponseMin  lifecycle.FactName = "comms.issue_response_min"       // median of working minutes to the response
	MeasureIssuesLate   lifecycle.FactName = "comms.issues_late"              // issues past a limit with no answer yet
	MeasureReached      lifecycle.FactName = "comms.informed_reached"         // share of informed parties that something was shared with
	MeasureGaps         lifecycle.FactName = "comms.informed_may_not_see"     // informed parties that may not see what they are informed of
)

// Evidence is what the measures are taken from, as it stood at a moment.
type Evidence struct {
	At       time.Time
	On       calendar.Date      // the day of At on the clocks of the project
	Calendar *calendar.Calendar // for working days; nil has none

	MeetingsDue, MeetingsHeld   int // occurrences up to the day, and those with minutes
	Places, Attended            int // invited people at those held, and those who came
	ToAcknowledge, Acknowledged int

	Feedback     []Feedback
	FeedbackDays int // working days after which feedback without a reply counts
	Issues       []Issue
	Clock        *IssueClock // nil: no limits, so no figures of issues
	Policy       Policy
	Informed     []Informed
	Shares       []Share
	SharedSince  time.Time // what was shared before does not count
}

// Facts returns the measures in the order of their names above, for gates and
// for the health of the communication. It judges nothing. The caller owns the
// slice.
func Facts(e Evidence) []Measure {
	list := []Measure{
		share(MeasureCadence, e.MeetingsHeld, e.MeetingsDue),
		share(MeasureAttendance, e.Attended, e.Places),
		share(MeasureAcknowledged, e.Acknowledged, e.ToAcknowledge),
	}
	return slices.Concat(list, e.feedback(), e.issues(), e.informed())
}

// Fact returns the measure as a fact for the gates of a lifecycle.
func (m Measure) Fact(at time.Time, source string) lifecycle.Fact {
	return lifecycle.Fact{Name: m.Name, Value: m.Value, At: at, Source: source}
}

func share(name lifecycle.FactName, part, whole int) Measure {
	if whole <= 0 {
		return Measure{name, finding.Unknown("no-data"), 0}
	}
	return Measure{name, finding.Ratio(int64(part), int64(whole), ""), whole}
}

// median returns the middle of the figures, each divided by per; of an even
// number the mean of the two in the middle.
func median(name lifecycle.FactName, figures []int64, per int64, unit string) Measure {
	n := len(figures)
	if n == 0 {
		return Measure{name, finding.Unknown("no-data"), 0}
	}
	slices.Sort(figures)
	return Measure{name, finding.Ratio(figures[(n-1)/2]+figures[n/2], 2*per, unit), n}
}

func (e Evidence) feedback() []Measure {
	var days []int64
	received := 0
	for _, f := range e.Feedback {
		if f.Received.After(e.On) {
			continue
		}
		received++
		if !f.Reply.IsZero() && !f.Reply.On.After(e.On) {
			days = append(days, int64(AgeDays(e.Calendar, f.Received, f.Reply.On)))
		}
	}
	open := len(Unanswered(e.Feedback, e.On, e.Calendar, e.FeedbackDays))
	return []Measure{{MeasureUnanswered, finding.Number(int64(open), ""), received}, median(MeasureReplyDays, days, 1, "day")}
}

// issues counts the rounds that have a limit and were answered or are late.
func (e Evidence) issues() []Measure {
	decided, kept := map[ClockKind]int{}, map[ClockKind]int{}
	var seconds []int64
	for _, r := range e.readings() {
		answered := !r.Answered.IsZero()
		if answered && r.Clock == ResponseClock {
			seconds = append(seconds, int64(r.Ran))
		}
		if r.LimitMin > 0 && (answered || r.Late() > 0) {
			decided[r.Clock]++
			if r.Late() == 0 {
				kept[r.Clock]++
			}
		}
	}
	late := Measure{MeasureIssuesLate, finding.Unknown("no-data"), 0}
	if e.Clock != nil {
		late.Value, late.Sample = finding.Number(int64(e.late()), ""), len(e.Issues)
	}
	return []Measure{share(MeasureResponse, kept[ResponseClock], decided[ResponseClock]),
		share(MeasureResolution, kept[ResolutionClock], decided[ResolutionClock]),
		median(MeasureResponseMin, seconds, int64(calendar.Minute), "min"), late}
}

// readings returns what the clocks of all issues show; none without a clock.
func (e Evidence) readings() []Reading {
	var list []Reading
	for _, i := range e.Issues {
		if e.Clock != nil {
			list = append(list, e.Clock.Read(i, e.At)...)
		}
	}
	return list
}

// late counts the issues that have run past a limit and are not answered.
func (e Evidence) late() int {
	late := map[string]bool{}
	for _, r := range e.Clock.Breaches(e.Issues, e.At) {
		if r.Answered.IsZero() {
			late[r.Issue] = true
		}
	}
	return len(late)
}

func (e Evidence) informed() []Measure {
	reached := 0
	for _, i := range e.Informed {
		if e.reached(i) {
			reached++
		}
	}
	gaps := len(e.Policy.Gaps(e.Informed))
	return []Measure{share(MeasureReached, reached, len(e.Informed)), {MeasureGaps, finding.Number(int64(gaps), ""), len(e.Informed)}}
}

// reached reports whether something of the kind was shared with the party.
func (e Evidence) reached(i Informed) bool {
	return slices.ContainsFunc(e.Shares, func(s Share) bool {
		return s.Audience == i.Audience && !s.At.Before(e.SharedSince) && !s.At.After(e.At) &&
			(len(s.To) == 0 || slices.Contains(s.To, i.Party)) &&
			slices.ContainsFunc(s.Items, func(x SharedItem) bool { return x.Kind == i.Kind })
	})
}
