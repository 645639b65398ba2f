package comms

import (
	"cmp"
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// CheckMinutes returns everything that is wrong with the minutes of a project,
// sorted: gaps in each, revisions that do not follow from one another, ids
// used twice, closings of what was never open. Closings are those made outside
// of meetings.
func CheckMinutes(all []Minutes, closings []Closing) []finding.Finding {
	var c checker
	c.revisions(all)
	held := Latest(all)
	seen := map[string]bool{}
	for _, m := range held {
		c.minutes(m, seen)
	}
	c.closings(held, closings)
	return c.sorted()
}

func (m Minutes) ref() finding.Ref { return finding.Ref{Kind: "meeting", ID: m.Meeting} }

// minutes checks one meeting; seen are the ids of items of the meetings before.
func (c *checker) minutes(m Minutes, seen map[string]bool) {
	at := m.ref()
	if blank(m.Meeting) {
		c.block(CodeNoID, at, nothing, nothing, RemedyUniqueID)
	}
	if m.On.IsZero() || blank(m.By) {
		c.block(CodeMinutesIncomplete, at, nothing, nothing, RemedyCompleteMinutes)
	}
	c.attendance(m)
	c.items(m, seen)
	for _, n := range m.Notes {
		if n.Personal && (n.Text != "" || blank(n.Sealed)) {
			c.block(CodeNoteOpen, field(at, "notes"), nothing, nothing, RemedySealNote)
		} else if blank(n.Text) && blank(n.Sealed) {
			c.warn(CodeItemNoText, field(at, "notes"), nothing, nothing, RemedyCompleteItem)
		}
	}
	c.documents(at, m.Documents)
}

// attendance checks who was there and whether they could decide.
func (c *checker) attendance(m Minutes) {
	at := field(m.ref(), "attendance")
	var actors []string
	for _, a := range m.Attendance {
		actors = append(actors, a.Actor)
		word(c, at, a.Presence, Present, Remote, Excused, Absent)
	}
	c.actors(at, actors)
	if m.Quorate() {
		return
	}
	got := finding.Number(int64(count(m.Present())), "")
	if len(m.Decisions) > 0 {
		c.block(CodeDecidedWithoutQuorum, m.ref(), m.Quorum.value(), got, RemedyDecideAgain)
	} else {
		c.warn(CodeNoQuorum, m.ref(), m.Quorum.value(), got, RemedyDecideAgain)
	}
}

// items checks decisions, actions and topics.
func (c *checker) items(m Minutes, seen map[string]bool) {
	for _, d := range m.Decisions {
		at := finding.Ref{Kind: "decision", ID: d.ID}
		if d.Supersedes != "" && (!seen[d.Supersedes] || d.Supersedes == d.ID) {
			c.block(CodeSupersedesUnknown, at, nothing, finding.Text(d.Supersedes), RemedyNameItem)
		}
		c.id(at, d.ID, seen)
		if blank(d.Text) {
			c.block(CodeItemNoText, at, nothing, nothing, RemedyCompleteItem)
		}
	}
	for _, a := range m.Actions {
		at := finding.Ref{Kind: "action", ID: a.ID}
		c.id(at, a.ID, seen)
		c.action(at, a, m.On)
	}
	for _, t := range m.Topics {
		at := finding.Ref{Kind: "topic", ID: t.ID}
		c.id(at, t.ID, seen)
		if blank(t.Text) {
			c.block(CodeItemNoText, at, nothing, nothing, RemedyCompleteItem)
		}
	}
}

// closings checks that each ends something that was open.
func (c *checker) closings(held []Minutes, outside []Closing) {
	log := newLog(held, outside)
	for _, m := range held {
		for _, x := range m.Closed {
			c.closing(x)
		}
	}
	for _, x := range outside {
		c.closing(x)
	}
	for _, x := range log.idle {
		c.block(CodeClosingIdle, finding.Ref{Kind: "action", ID: x.Item}, nothing, finding.Date(x.On.String()), RemedyNameItem)
	}
}

// revisions checks that the revisions of each meeting count from 0 and name the
// one before.
func (c *checker) revisions(all []Minutes) {
	list := slices.Clone(all)
	slices.SortStableFunc(list, func(a, b Minutes) int {
		return cmp.Or(cmp.Compare(a.Meeting, b.Meeting), cmp.Compare(a.Revision, b.Revision))
	})
	var before Minutes
	for i, m := range list {
		first := i == 0 || before.Meeting != m.Meeting
		want := 0
		if !first {
			want = before.Revision + 1
		}
		if m.Revision != want {
			c.block(CodeRevisionCount, m.ref(), finding.Number(int64(want), ""), finding.Number(int64(m.Revision), ""), RemedyMendRevision)
		} else if first && m.Previous != "" || !first && m.Previous != before.Fingerprint() {
			c.block(CodeRevisionChain, m.ref(), nothing, finding.Number(int64(m.Revision), ""), RemedyMendRevision)
		}
		before = m
	}
}
