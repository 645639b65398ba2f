package comms_test

import (
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Hiding who did what hides it in references, in digests and in the log of what
// was shared, too.
func TestHiddenActorsAreNamedNowhere(t *testing.T) {
	var s lifecycle.State
	views := []comms.View{comms.ViewOf("p", s)}
	for n, body := range []lifecycle.Body{
		lifecycle.ProjectStarted{Definition: lifecycle.DefinitionRef{ID: "plain"}, Phase: "work"},
		lifecycle.MoveProposed{Move: "close"},
		lifecycle.MoveApproved{Move: "close", Role: "sponsor"},
		lifecycle.MoveApproved{Move: "close", Role: "legal"},
		lifecycle.ObjectionRaised{Move: "close", Role: "legal"},
		lifecycle.ApprovalWithdrawn{Move: "close", Role: "legal"},
		lifecycle.MoveTaken{Move: "close", Kind: lifecycle.MoveClose, Gate: "g", From: "work", To: "work", Standing: lifecycle.Closed, Round: 1, Outcome: lifecycle.Attained},
	} {
		at := monday.AddDate(0, 0, n)
		s = lifecycle.Apply(s, lifecycle.Entry{Command: "c", Actor: "secretive", At: at, Recorded: at, Body: body})
		views = append(views, comms.ViewOf("p", s))
	}
	p := comms.Policy{Circles: []comms.Circle{{ID: "press"}}, Kinds: comms.RecordKinds()}
	for _, kind := range p.Kinds {
		p.Grants = append(p.Grants, comms.Grant{Audience: "press", Kind: kind, Hide: []string{"actor"}})
	}
	seen := 0
	for i := range views[1:] {
		after := p.Filter(views[i+1], "press")
		d := comms.Difference(p.Filter(views[i], "press"), after)
		text := rowsText(after) + strings.Join(lines(d), "\n")
		for _, item := range d.SharedItems() {
			text += item.Ref.String()
		}
		if strings.Contains(text, "secretive") {
			t.Errorf("after %d entries the press reads %s", i+1, text)
		}
		seen += len(d.Changes)
	}
	if seen < 6 {
		t.Errorf("only %d changes told", seen)
	}
}

// A box of a survey with names in which one person speaks twice is not in order.
func TestNobodyAnswersTwiceInAName(t *testing.T) {
	s := comms.Survey{ID: "V2", Title: "Names", Questions: []comms.Question{{ID: "q", Text: "How?", Kind: comms.NPSQuestion}}}
	r := comms.Response{Who: "li", Answers: []comms.Answer{{Question: "q", Number: 9}}}
	b := comms.Box{Survey: s.ID, Form: s.Fingerprint(), Issued: []string{"li", "wu"}, Spent: []string{"li", "wu"}, Responses: []comms.Response{r, r}}
	if found := s.CheckBox(b); len(found) != 1 || found[0].Code != comms.CodeBadToken || found[0].Severity != finding.Block {
		t.Errorf("found %v", found)
	}
}
