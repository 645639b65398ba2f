package comms

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Minutes are what a meeting put on record. They are never edited: a
// correction is a new revision ([Minutes.Corrected]), and the one with the
// highest number counts.
type Minutes struct {
	Meeting    string        `json:"meeting"`            // id of the occurrence, or the host's id of a single meeting
	Series     string        `json:"series,omitempty"`   // id of the series; "" for a single meeting
	On         calendar.Date `json:"on"`                 // the day it was held
	Revision   int           `json:"revision,omitempty"` // 0 for the first
	Previous   string        `json:"previous,omitempty"` // [Minutes.Fingerprint] of the revision before
	Reason     string        `json:"reason,omitempty"`   // of the correction
	By         string        `json:"by"`                 // actor id of who wrote them
	Chair      string        `json:"chair,omitempty"`    // actor id
	Quorum     Quorum        `json:"quorum,omitzero"`
	Attendance []Attendance  `json:"attendance,omitempty"`
	Decisions  []Decision    `json:"decisions,omitempty"`
	Actions    []Action      `json:"actions,omitempty"`
	Topics     []Topic       `json:"topics,omitempty"` // left open
	Closed     []Closing     `json:"closed,omitempty"` // of earlier meetings or of this one
	Notes      []Note        `json:"notes,omitempty"`
	Documents  []Document    `json:"documents,omitempty"`
}

// Presence says whether somebody invited took part.
type Presence string

// The kinds of presence. Present and remote count for the quorum.
const (
	Present Presence = "present"
	Remote  Presence = "remote"
	Excused Presence = "excused"
	Absent  Presence = "absent"
)

// Attendance says who took part.
type Attendance struct {
	Actor    string   `json:"actor"`
	Presence Presence `json:"presence"`
}

// Decision is what a meeting decided.
type Decision struct {
	ID         string        `json:"id"`
	Text       string        `json:"text"`
	By         string        `json:"by,omitempty"`         // actor id of who answers for it
	Reason     string        `json:"reason,omitempty"`     // why
	About      []finding.Ref `json:"about,omitempty"`      // records it is about
	Supersedes string        `json:"supersedes,omitempty"` // id of an earlier decision that no longer holds
}

// Note is a remark in minutes. Personal text does not stand here: the host
// seals it in its own place and leaves the reference in Sealed, so that it can
// be erased while the minutes stay as they are.
type Note struct {
	Text     string        `json:"text,omitempty"`
	Personal bool          `json:"personal,omitempty"` // then Text is empty and Sealed is not
	Sealed   string        `json:"sealed,omitempty"`   // the host's reference to the sealed text
	About    []finding.Ref `json:"about,omitempty"`
}

// Present returns the actors who took part, there or remote, in the order of
// the list. The caller owns the list.
func (m Minutes) Present() []string {
	var list []string
	for _, a := range m.Attendance {
		if a.Presence == Present || a.Presence == Remote {
			list = append(list, a.Actor)
		}
	}
	return list
}

// Quorate reports whether those who took part make the quorum.
func (m Minutes) Quorate() bool { return m.Quorum.Met(m.Present()) }

// Fingerprint returns "sha256:" and the hash of the minutes in their JSON form.
// The next revision names it.
func (m Minutes) Fingerprint() string {
	data, err := json.Marshal(m)
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(append([]byte(Format+" minutes\n"), data...))
	return "sha256:" + hex.EncodeToString(sum[:])
}

// Corrected returns a copy to be changed into the next revision: it counts one
// more, names the receiver by fingerprint and says why and by whom.
func (m Minutes) Corrected(by, reason string) Minutes {
	next := m.Clone()
	next.Revision, next.Previous, next.By, next.Reason = m.Revision+1, m.Fingerprint(), by, reason
	return next
}

// Clone returns a copy that shares nothing with the receiver.
func (m Minutes) Clone() Minutes {
	m.Quorum.Required, m.Attendance, m.Documents = clone(m.Quorum.Required), clone(m.Attendance), clone(m.Documents)
	m.Decisions, m.Actions, m.Topics = clone(m.Decisions), clone(m.Actions), clone(m.Topics)
	m.Closed, m.Notes = clone(m.Closed), clone(m.Notes)
	for i := range m.Decisions {
		m.Decisions[i].About = clone(m.Decisions[i].About)
	}
	for i := range m.Actions {
		m.Actions[i].About = clone(m.Actions[i].About)
	}
	for i := range m.Topics {
		m.Topics[i].About = clone(m.Topics[i].About)
	}
	for i := range m.Closed {
		m.Closed[i].Evidence = clone(m.Closed[i].Evidence)
	}
	for i := range m.Notes {
		m.Notes[i].About = clone(m.Notes[i].About)
	}
	return m
}

// Latest returns the minutes that count: of each meeting the revision with the
// highest number (the last in the list, if two have it), in order of day and
// then of meeting id. The caller owns the list; the minutes in it are those
// given.
func Latest(all []Minutes) []Minutes {
	at := map[string]int{}
	var list []Minutes
	for _, m := range all {
		i, seen := at[m.Meeting]
		if !seen {
			at[m.Meeting] = len(list)
			list = append(list, m)
		} else if m.Revision >= list[i].Revision {
			list[i] = m
		}
	}
	slices.SortFunc(list, func(a, b Minutes) int {
		return cmp.Or(a.On.Compare(b.On), cmp.Compare(a.Meeting, b.Meeting))
	})
	return list
}
