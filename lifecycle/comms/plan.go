package comms

import "github.com/milepost-go/milepost/lifecycle/finding"

// DutyKind is the letter of a responsibility matrix.
type DutyKind string

// The letters.
const (
	ResponsibleFor DutyKind = "responsible"
	AccountableFor DutyKind = "accountable"
	ConsultedOn    DutyKind = "consulted"
	InformedOf     DutyKind = "informed"
)

// Responsibility is one cell of a responsibility matrix.
//
// The letters are those of package team, so a host makes one of each duty there:
//
//	who := comms.Party{Kind: comms.Actor, ID: string(d.Actor)}
//	if d.Role != "" {
//		who = comms.Party{Kind: comms.Role, ID: string(d.Role)}
//	}
//	cell := comms.Responsibility{Subject: d.Subject, Who: who, Kind: comms.DutyKind(d.Letter)}
type Responsibility struct {
	Subject finding.Ref // work package, gate, risk, change
	Who     Party
	Kind    DutyKind
}

// Content is a kind of thing that is told.
type Content string

// The kinds of content.
const (
	TaskContent       Content = "tasks"        // what there is to do
	StatusContent     Content = "status"       // how things stand
	DecisionContent   Content = "decisions"    // what is to be decided and was
	ConsultingContent Content = "consultation" // asking before it is decided
	ProgressContent   Content = "progress"     // what was reached since the last time
)

// Channel is a way of telling that the project has.
type Channel struct {
	ID   string      `json:"id"`
	Kind ChannelKind `json:"kind"`
}

// ChannelKind is the kind of a channel.
type ChannelKind string

// The kinds of channel.
const (
	MeetingChannel ChannelKind = "meeting"
	MailChannel    ChannelKind = "mail"
	ChatChannel    ChannelKind = "chat"
	ReportChannel  ChannelKind = "report"
	BoardChannel   ChannelKind = "board" // a page that all can look at
	CallChannel    ChannelKind = "call"
)

// Entry says what one audience is told, how often, through what and by whom.
type Entry struct {
	ID       string        `json:"id"`
	Audience Party         `json:"audience"`
	Content  Content       `json:"content"`
	About    []finding.Ref `json:"about,omitempty"` // the subjects; none is everything
	Cadence  Cadence       `json:"cadence"`
	Channel  string        `json:"channel"`          // id of a channel
	Owner    Party         `json:"owner"`            // who tells them
	Ladder   string        `json:"ladder,omitempty"` // id of the ladder when nobody answers
	Series   string        `json:"series,omitempty"` // id of the meeting series that carries it
}

// Ref points at the entry in a finding.
func (e Entry) Ref() finding.Ref { return finding.Ref{Kind: "entry", ID: e.ID} }

// Plan is a communication plan. The zero Plan is none.
type Plan struct {
	Channels []Channel `json:"channels,omitempty"`
	Ladders  []Ladder  `json:"ladders,omitempty"`
	Entries  []Entry   `json:"entries,omitempty"`
}

// Clone returns a copy that shares nothing with the receiver.
func (p Plan) Clone() Plan {
	p.Channels, p.Ladders, p.Entries = clone(p.Channels), clone(p.Ladders), clone(p.Entries)
	for i := range p.Ladders {
		p.Ladders[i].Steps = clone(p.Ladders[i].Steps)
	}
	for i := range p.Entries {
		p.Entries[i].About, p.Entries[i].Cadence.Days = clone(p.Entries[i].About), clone(p.Entries[i].Cadence.Days)
	}
	return p
}

// Unreached returns the rows of a matrix whose informed party no entry tells
// about the subject, in their order. The caller owns the list.
func (p Plan) Unreached(matrix []Responsibility) []Responsibility {
	told, everything := map[tellsOf]bool{}, map[Party]bool{}
	for _, e := range p.Entries {
		everything[e.Audience] = everything[e.Audience] || len(e.About) == 0
		for _, about := range e.About {
			told[tellsOf{e.Audience, about}] = true
		}
	}
	var list []Responsibility
	for _, r := range matrix {
		if r.Kind == InformedOf && !everything[r.Who] && !told[tellsOf{r.Who, r.Subject}] {
			list = append(list, r)
		}
	}
	return list
}

// tellsOf is a party told of a subject.
type tellsOf struct {
	who     Party
	subject finding.Ref
}
