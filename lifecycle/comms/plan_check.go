package comms

import "github.com/milepost-go/milepost/lifecycle/finding"

// Check returns everything that is wrong with the plan, held against the
// responsibility matrix it is for, sorted. Without a matrix the plan is checked
// on its own.
func (p Plan) Check(matrix []Responsibility) []finding.Finding {
	var c checker
	c.plan(p)
	for i, r := range matrix {
		if !r.sound() {
			at := finding.Ref{Kind: "responsibility", ID: finding.Number(int64(i+1), "").Plain()}
			c.block(CodeMatrixRow, at, nothing, nothing, RemedyMendMatrix)
		}
	}
	for _, r := range p.Unreached(matrix) {
		c.block(CodePlanUnreached, r.Who.Ref(), nothing, nothing, RemedyAddEntry, r.Subject)
	}
	c.staleEntries(p, matrix)
	return c.sorted()
}

// plan checks channels, ladders and entries.
func (c *checker) plan(p Plan) {
	channels, ladders, entries := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, x := range p.Channels {
		at := finding.Ref{Kind: "channel", ID: x.ID}
		c.id(at, x.ID, channels)
		word(c, at, x.Kind, MeetingChannel, MailChannel, ChatChannel, ReportChannel, BoardChannel, CallChannel)
	}
	for _, x := range p.Ladders {
		c.id(finding.Ref{Kind: "ladder", ID: x.ID}, x.ID, ladders)
		c.ladderSteps(x)
	}
	for _, e := range p.Entries {
		c.id(e.Ref(), e.ID, entries)
		c.entry(e, channels, ladders)
	}
}

// ladderSteps checks that a ladder has steps that go up.
func (c *checker) ladderSteps(l Ladder) {
	at := finding.Ref{Kind: "ladder", ID: l.ID}
	if len(l.Steps) == 0 {
		c.block(CodeLadderEmpty, at, nothing, nothing, RemedyMendLadder)
	}
	for i, s := range l.Steps {
		c.party(at, s.To)
		if s.AfterMin < 0 || i > 0 && s.AfterMin <= l.Steps[i-1].AfterMin {
			c.block(CodeLadderOrder, at, nothing, finding.Number(s.AfterMin, "min"), RemedyMendLadder)
		}
	}
}

func (c *checker) entry(e Entry, channels, ladders map[string]bool) {
	at := e.Ref()
	c.party(field(at, "audience"), e.Audience)
	if blank(e.Owner.ID) {
		c.block(CodeEntryNoOwner, at, nothing, nothing, RemedyNameParty)
	} else {
		c.party(field(at, "owner"), e.Owner)
	}
	word(c, field(at, "content"), e.Content, TaskContent, StatusContent, DecisionContent, ConsultingContent, ProgressContent)
	c.cadence(at, e.Cadence, false)
	if !channels[e.Channel] || e.Channel == "" {
		c.block(CodeEntryChannel, at, nothing, finding.Text(e.Channel), RemedyAddChannel)
	}
	if e.Ladder == "" {
		c.warn(CodeEntryNoLadder, at, nothing, nothing, RemedyMendLadder)
	} else if !ladders[e.Ladder] {
		c.block(CodeEntryLadder, at, nothing, finding.Text(e.Ladder), RemedyMendLadder)
	}
}

// staleEntries reports entries for somebody or about something that the matrix
// no longer knows.
func (c *checker) staleEntries(p Plan, matrix []Responsibility) {
	if len(matrix) == 0 {
		return
	}
	parties, subjects := map[Party]bool{}, map[finding.Ref]bool{}
	for _, r := range matrix {
		parties[r.Who], subjects[r.Subject] = true, true
	}
	for _, e := range p.Entries {
		if !parties[e.Audience] {
			c.warn(CodeEntryAudienceUnknown, e.Ref(), nothing, nothing, RemedyMendMatrix, e.Audience.Ref())
		}
		for _, about := range e.About {
			if !subjects[about] {
				c.warn(CodeEntrySubjectUnknown, e.Ref(), nothing, nothing, RemedyMendMatrix, about)
			}
		}
	}
}
