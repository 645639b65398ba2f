package trello

import (
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
)

// noter collects notes up to a limit.
type noter struct {
	list  []schedule.LossNote
	limit int
}

// note adds a note. The one past the limit says that there were more.
func (n *noter) note(reason finding.Code, kind, id, field, value string) {
	switch {
	case len(n.list) < n.limit:
		n.list = append(n.list, schedule.LossNote{Subject: finding.Ref{Kind: kind, ID: id, Field: field}, Value: clip(value), Reason: reason})
	case len(n.list) == n.limit:
		n.list = append(n.list, schedule.LossNote{Subject: finding.Ref{Kind: "file"}, Reason: CodeMoreNotes})
	}
}

// clip shortens a text for a note and takes out what is not printable.
func clip(text string) string {
	const most = 120
	if len(text) > 4*most {
		text = strings.ToValidUTF8(text[:4*most], "")
	}
	text = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, text)
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "..."
	}
	return text
}
