package trello_test

import (
	"bytes"
	"testing"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/trello"
)

// What the package documents as carried comes back equal, whatever the layout,
// the carrier and the zone.
func TestRoundTrip(t *testing.T) {
	for _, name := range []string{"UTC", "Asia/Shanghai", "America/New_York"} {
		for _, layout := range []trello.Layout{trello.ListsArePhases, trello.ListsAreStates} {
			for _, inFields := range []bool{false, true} {
				o := trello.Options{Zone: zone(t, name), Layout: layout, InFields: inFields}
				p := launchPlan()
				text, _ := encode(t, o, p)
				back, notes := decode(t, o, string(text))
				if diff := alike(p, back); diff != "" {
					t.Errorf("%s, layout %d, fields %v:\n%s\n%v", name, layout, inFields, diff, notes)
				}
				again, _ := encode(t, o, back)
				if !bytes.Equal(text, again) {
					t.Errorf("%s, layout %d, fields %v: written twice, two texts", name, layout, inFields)
				}
			}
		}
	}
}

func TestEncodeLeavesPlanAlone(t *testing.T) {
	p, before := launchPlan(), launchPlan()
	encode(t, trello.Options{}, p)
	if diff := alike(before, p); diff != "" {
		t.Error(diff)
	}
}

// A plan that was read can be computed.
func TestReadPlanComputes(t *testing.T) {
	text, _ := encode(t, trello.Options{}, launchPlan())
	back, _ := decode(t, trello.Options{}, string(text))
	if _, err := schedule.Compute(back, schedule.Options{}); err != nil {
		t.Error(err)
	}
}
