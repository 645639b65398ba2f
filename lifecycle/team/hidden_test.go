package team_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/team"
)

// Whatever a view is called, and wherever else a peer stands in the review, the
// person does not learn the name.
func TestPeersAreNamedNowhere(t *testing.T) {
	for _, angle := range []team.Angle{team.PeerView, "", "Peer", "colleague"} {
		r := team.Review{Actor: "li", Manager: "bo",
			Views:     []team.View{{Angle: team.OwnView, By: "li", Text: "well"}, {Angle: angle, By: "secretive", Text: "slow"}, {Angle: team.ManagerView, By: "bo", Text: "good"}},
			Proposals: []team.Proposal{{Skill: team.Skill{}, By: "secretive", State: team.Proposed}, {By: "bo", State: team.Proposed}}}
		seen, ok := r.Seen("li", []lifecycle.Role{"lead"})
		text, err := json.Marshal(seen)
		if err != nil || !ok || strings.Contains(string(text), "secretive") || !strings.Contains(string(text), "slow") {
			t.Errorf("%q: %s, %v", angle, text, err)
		}
		if seen.Proposals[1].By != "bo" || seen.Views[2].By != "bo" {
			t.Errorf("%q: the manager is hidden: %s", angle, text)
		}
		if whole, _ := r.Seen("bo", nil); whole.Views[1].By != "secretive" || whole.Proposals[0].By != "secretive" {
			t.Errorf("%q: hidden from the manager", angle)
		}
	}
}
