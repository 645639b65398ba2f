package sales

import (
	"cmp"
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Activity is one sales activity of the event feed: a contact, visit,
// demonstration, bid or negotiation with its result, in the host's words.
type Activity struct {
	ID      string        `json:"id"`
	Type    string        `json:"type"`
	Outcome string        `json:"outcome,omitempty"` // "" is an outcome too: none yet
	On      calendar.Date `json:"on"`
}

// ActivityCount is how many activities had a type and an outcome.
type ActivityCount struct {
	Type    string `json:"type"`
	Outcome string `json:"outcome,omitempty"`
	Count   int64  `json:"count"`
}

// Period is a span of days, both ends included. A zero end is open.
type Period struct {
	From calendar.Date `json:"from,omitzero"`
	To   calendar.Date `json:"to,omitzero"`
}

// holds reports whether a day lies in the period.
func (p Period) holds(day calendar.Date) bool {
	return !day.Before(p.From) && (p.To.IsZero() || !day.After(p.To))
}

// Activities are the activities of a period, counted by type and outcome. Every
// event of the feed is in exactly one of the numbers: Total, Outside, Repeated
// and NoType sum to the length of the feed, and the counts sum to Total.
type Activities struct {
	Period   Period          `json:"period"`
	Counts   []ActivityCount `json:"counts"`   // by type, then outcome; owned by the receiver
	Total    int64           `json:"total"`    // counted
	Outside  int64           `json:"outside"`  // not in the period
	Repeated int64           `json:"repeated"` // with the id of an earlier event of the feed, which stands
	NoType   int64           `json:"no_type"`  // without a type
}

// CountActivities counts the events of a feed that lie in a period. An event
// without id repeats none. What is left out is counted and found (warn), in
// sorted order. The caller owns the results.
func CountActivities(feed []Activity, in Period) (Activities, []finding.Finding) {
	a := Activities{Period: in}
	seen, counts := map[string]bool{}, map[ActivityCount]int64{}
	var found []finding.Finding
	for i := range feed {
		e := &feed[i]
		switch {
		case e.ID != "" && seen[e.ID]:
			a.Repeated++
			found = append(found, finding.Finding{Code: CodeActivityDuplicate, Severity: finding.Warn, Subject: about("activity", e.ID, "id"), Remedy: RemedySetID})
		case e.Type == "":
			a.NoType++
			found = append(found, finding.Finding{Code: CodeActivityNoType, Severity: finding.Warn, Subject: about("activity", e.ID, "type"), Remedy: RemedySetType})
		case !in.holds(e.On):
			a.Outside++
		default:
			a.Total++
			counts[ActivityCount{Type: e.Type, Outcome: e.Outcome}]++
		}
		seen[e.ID] = true
	}
	for key, n := range counts {
		key.Count = n
		a.Counts = append(a.Counts, key)
	}
	slices.SortFunc(a.Counts, byTypeAndOutcome)
	finding.Sort(found)
	return a, found
}

func byTypeAndOutcome(a, b ActivityCount) int {
	return cmp.Or(cmp.Compare(a.Type, b.Type), cmp.Compare(a.Outcome, b.Outcome))
}

// Reconcile compares counts that somebody reported with those of the events. It
// returns a finding (block) for each type and outcome whose numbers differ, with
// the number of events wanted and the reported one got, in sorted order; none
// means that the report agrees with the feed. Counts that are reported in parts
// are added up.
func (a Activities) Reconcile(reported []ActivityCount) []finding.Finding {
	type pair struct{ events, reported int64 }
	all := map[ActivityCount]pair{}
	for _, c := range a.Counts {
		all[ActivityCount{Type: c.Type, Outcome: c.Outcome}] = pair{events: c.Count}
	}
	for _, c := range reported {
		key := ActivityCount{Type: c.Type, Outcome: c.Outcome}
		both := all[key]
		both.reported += c.Count
		all[key] = both
	}
	var found []finding.Finding
	for key, n := range all {
		if n.events != n.reported {
			found = append(found, finding.Finding{
				Code: CodeActivityDiffers, Severity: finding.Block, Subject: about("activity", key.Type, key.Outcome),
				Want: finding.Number(n.events, ""), Got: finding.Number(n.reported, ""), Remedy: RemedyReconcile,
			})
		}
	}
	finding.Sort(found)
	return found
}
