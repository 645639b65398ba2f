package team

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Tally is how often something went well out of how many times.
type Tally struct {
	Good int `json:"good"`
	Of   int `json:"of"`
}

// Plus returns the sum of two tallies.
func (t Tally) Plus(other Tally) Tally { return Tally{t.Good + other.Good, t.Of + other.Of} }

// Contribution is what is known of somebody's part in a project, as counted by
// the host. Opinions are apart from it ([View]).
type Contribution struct {
	Tasks      Tally `json:"tasks"`       // on time, of tasks finished
	Quality    Tally `json:"quality"`     // accepted at first, of results handed over
	Actions    Tally `json:"actions"`     // done in time, of actions agreed
	RiskDuties Tally `json:"risk_duties"` // done in time, of duties as owner of risks
	Answers    Tally `json:"answers"`     // in time, of questions and notices to answer
	HelpGiven  int   `json:"help_given"`  // times others named their help
}

// Plus returns the sum of two contributions.
func (c Contribution) Plus(o Contribution) Contribution {
	return Contribution{c.Tasks.Plus(o.Tasks), c.Quality.Plus(o.Quality), c.Actions.Plus(o.Actions),
		c.RiskDuties.Plus(o.RiskDuties), c.Answers.Plus(o.Answers), c.HelpGiven + o.HelpGiven}
}

// Angle is from where somebody looks.
type Angle string

// The angles of a view.
const (
	OwnView     Angle = "self"
	PeerView    Angle = "peer"
	ManagerView Angle = "manager"
)

// View is an opinion, in words, of one person on the part of another, or on
// their own.
type View struct {
	Angle Angle             `json:"angle"`
	By    lifecycle.ActorID `json:"by,omitempty"` // none: hidden from the reader, or erased
	On    calendar.Date     `json:"on,omitzero"`
	Text  string            `json:"text"`
}

// PointState is where an improvement point stands.
type PointState string

// The states of an improvement point.
const (
	PointOpen    PointState = "open"
	PointDone    PointState = "done"
	PointDropped PointState = "dropped"
)

// Point is something to be better at, agreed with the person.
type Point struct {
	ID       string            `json:"id"`
	Text     string            `json:"text"`
	Owner    lifecycle.ActorID `json:"owner"`        // who follows it up
	Due      calendar.Date     `json:"due,omitzero"` // day of the next follow-up
	State    PointState        `json:"state"`
	FollowUp []FollowUp        `json:"follow_up,omitempty"` // what was seen since, in order of time
}

// FollowUp is one look at an improvement point.
type FollowUp struct {
	On   calendar.Date     `json:"on"`
	By   lifecycle.ActorID `json:"by"`
	Text string            `json:"text"`
}

// Review looks back on the part of one person in a project. It is of an access
// class of its own: who sees what of it, [Visible] says, and it is kept in a
// [ReviewBook] apart from the record of the team.
type Review struct {
	Actor     lifecycle.ActorID `json:"actor"`
	Manager   lifecycle.ActorID `json:"manager,omitempty"`   // who leads the review
	Open      []lifecycle.Role  `json:"open_to,omitempty"`   // roles that see all of it, such as one for personnel
	Facts     Contribution      `json:"facts"`               // counted
	Views     []View            `json:"views,omitempty"`     // opinions
	Points    []Point           `json:"points,omitempty"`    // to be better at
	Proposals []Proposal        `json:"proposals,omitempty"` // for the skill record
}

// Clone returns a copy that shares nothing with the receiver.
func (r Review) Clone() Review {
	r.Open, r.Views, r.Points, r.Proposals = slices.Clone(r.Open), slices.Clone(r.Views), slices.Clone(r.Points), slices.Clone(r.Proposals)
	for i := range r.Points {
		r.Points[i].FollowUp = slices.Clone(r.Points[i].FollowUp)
	}
	for i := range r.Proposals {
		r.Proposals[i].Skill.Evidence = slices.Clone(r.Proposals[i].Skill.Evidence)
	}
	return r
}
