package comms

import (
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Missed reports the meetings that should have been held by an instant and
// have no minutes, a warning each, sorted. Occurrences come from
// [Series.Occurrences]; those that are not held are not missed, and one that
// ends at the instant is over.
func Missed(all []Occurrence, minutes []Minutes, at time.Time) []finding.Finding {
	kept := map[string]bool{}
	for _, m := range minutes {
		kept[m.Meeting] = true
	}
	var c checker
	for _, o := range all {
		if o.Fate.Held() && !o.End().After(at) && !kept[o.ID] {
			series := finding.Ref{Kind: "series", ID: o.Series}
			c.warn(CodeMeetingMissed, finding.Ref{Kind: "meeting", ID: o.ID}, finding.Date(o.Local.Date().String()), nothing, RemedyWriteMinutes, series)
		}
	}
	return c.sorted()
}
