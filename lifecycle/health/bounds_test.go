package health

import (
	"fmt"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// One shortfall that thousands of tasks take part in is found for each of them:
// what the evidence holds grows with the tasks and not with their square.
func TestEvidenceIsBounded(t *testing.T) {
	shortfall := finding.Finding{Code: "team.demand.shortfall"}
	for i := range 3000 {
		shortfall.Related = append(shortfall.Related, finding.Ref{Kind: "task", ID: fmt.Sprint(i)})
	}
	s := &survey{code: SignShortfall, known: true}
	for i := range 3000 {
		s.take(shortfall.Related[i], calendar.Date{}, shortfall)
	}
	sign, refs := s.sign(StandardLimits().At[SignShortfall]), 0
	for _, e := range sign.Evidence {
		refs += len(e.Found[0].Related)
	}
	if sign.Bad != 3000 || len(sign.Evidence) != 3000 || refs > 3000*100 || sign.Evidence[7].Found[0].Related[99].ID != "99" {
		t.Errorf("%d bad, %d named, %d related", sign.Bad, len(sign.Evidence), refs)
	}
	if len(shortfall.Related) != 3000 {
		t.Error("the finding given was changed")
	}
}
