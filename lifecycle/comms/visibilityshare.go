package comms

import (
	"slices"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Share is a line of the log of what was shared with whom.
type Share struct {
	ID       string       `json:"id"`
	At       time.Time    `json:"at"`
	By       string       `json:"by"` // actor id
	Audience AudienceID   `json:"audience"`
	To       []Party      `json:"to,omitempty"`      // the people it went to; none: whoever belongs to the audience
	Channel  string       `json:"channel,omitempty"` // the host's word for it
	Items    []SharedItem `json:"items"`
}

// SharedItem is a record that was shared, in the version it had.
type SharedItem struct {
	Kind    RecordKind  `json:"kind"`
	Ref     finding.Ref `json:"ref"`
	Version string      `json:"version,omitempty"`
}

// SharedItems returns the rows that a digest tells of, removed ones included,
// for the log. The caller owns the slice.
func (d Digest) SharedItems() []SharedItem {
	list := make([]SharedItem, 0, len(d.Changes))
	for _, c := range d.Changes {
		list = append(list, SharedItem{c.Kind, c.Ref, c.After})
	}
	return list
}

// SharedWith returns the lines about an audience, in the order of the log. The
// caller owns the slice, not what it holds.
func SharedWith(log []Share, audience AudienceID) []Share {
	return slices.DeleteFunc(slices.Clone(log), func(s Share) bool { return s.Audience != audience })
}

// SharedAbout returns the lines in which a record was shared, in the order of
// the log. The caller owns the slice, not what it holds.
func SharedAbout(log []Share, ref finding.Ref) []Share {
	return slices.DeleteFunc(slices.Clone(log), func(s Share) bool {
		return !slices.ContainsFunc(s.Items, func(i SharedItem) bool { return i.Ref == ref })
	})
}

// CheckShares returns, sorted, lines without id, time, person or items, ids
// used twice, and a finding for each line and kind that its audience may not
// see.
func (p Policy) CheckShares(log []Share) []finding.Finding {
	var c checker
	seen := map[string]bool{}
	for _, s := range log {
		at := finding.Ref{Kind: "share", ID: s.ID}
		c.id(field(at, "id"), s.ID, seen)
		c.need(CodeShareIncomplete, field(at, "at"), !s.At.IsZero(), RemedyCompleteShare)
		c.need(CodeShareIncomplete, field(at, "by"), !blank(s.By), RemedyCompleteShare)
		c.need(CodeShareIncomplete, field(at, "items"), len(s.Items) > 0, RemedyCompleteShare)
		told := map[RecordKind]bool{}
		for _, item := range s.Items {
			if _, ok := p.Sees(s.Audience, item.Kind); !ok && !told[item.Kind] {
				c.block(CodeSharedHidden, at, nothing, finding.Text(string(item.Kind)), RemedyGrant, audienceRef(s.Audience, ""))
			}
			told[item.Kind] = true
		}
	}
	return c.sorted()
}
