package comms

import (
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Action is what somebody undertakes in a meeting. It stays open until a
// [Closing] ends it.
type Action struct {
	ID    string        `json:"id"`
	Text  string        `json:"text"`
	Owner string        `json:"owner"` // actor id
	Due   calendar.Date `json:"due"`
	About []finding.Ref `json:"about,omitempty"` // records it is about
}

// Topic is something left open in a meeting that no action covers. It comes
// back on the agenda until a [Closing] ends it.
type Topic struct {
	ID    string        `json:"id"`
	Text  string        `json:"text"`
	Owner string        `json:"owner,omitempty"` // actor id
	About []finding.Ref `json:"about,omitempty"`
}

// Ending says how an action or topic ended.
type Ending string

// The endings.
const (
	Done    Ending = "done"
	Dropped Ending = "dropped" // no longer wanted
)

// Closing ends an action or a topic, with what came of it.
type Closing struct {
	Item     string        `json:"item"` // id of the action or topic
	On       calendar.Date `json:"on"`
	By       string        `json:"by"` // actor id
	Ending   Ending        `json:"ending"`
	Result   string        `json:"result"`             // what came of it, or why it was dropped
	Evidence []Document    `json:"evidence,omitempty"` // what shows it
}

func (c *checker) action(at finding.Ref, a Action, held calendar.Date) {
	if blank(a.Text) {
		c.block(CodeItemNoText, at, nothing, nothing, RemedyCompleteItem)
	}
	if blank(a.Owner) {
		c.block(CodeActionNoOwner, at, nothing, nothing, RemedyCompleteItem)
	}
	if a.Due.IsZero() {
		c.block(CodeActionNoDue, at, nothing, nothing, RemedyCompleteItem)
	} else if a.Due.Before(held) {
		c.warn(CodeActionDueBefore, at, finding.Date(held.String()), finding.Date(a.Due.String()), RemedyCompleteItem)
	}
}

func (c *checker) closing(x Closing) {
	at := finding.Ref{Kind: "action", ID: x.Item}
	word(c, field(at, "ending"), x.Ending, Done, Dropped)
	if blank(x.By) || x.On.IsZero() {
		c.block(CodeClosingIncomplete, at, nothing, nothing, RemedyCompleteClosing)
	}
	if blank(x.Result) {
		c.block(CodeClosingNoResult, at, nothing, nothing, RemedyCompleteClosing)
	}
	if x.Ending == Done && len(x.Evidence) == 0 {
		c.warn(CodeClosingNoEvidence, at, nothing, nothing, RemedyCompleteClosing)
	}
	c.documents(at, x.Evidence)
}
