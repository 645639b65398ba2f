package comms_test

import (
	"slices"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/report/phrase"
)

func texts[T ~string](list ...T) []string {
	var out []string
	for _, x := range list {
		out = append(out, string(x))
	}
	return out
}

// Every stable word that a finding or a digest may show has words in both
// languages.
func TestStableWordsAreTranslated(t *testing.T) {
	keys := phrase.Standard().Keys()
	words := slices.Concat(texts(comms.Severities()...), texts(comms.IssueStatuses()...), texts(comms.IssueActions()...), texts(comms.ClockKinds()...),
		texts(comms.RecordKinds()...), texts(comms.QuestionKinds()...), texts(comms.RowAdded, comms.RowChanged, comms.RowRemoved),
		texts(comms.WaitCustomer, comms.WaitSupplier, comms.WaitDecision), texts(comms.FromMember, comms.FromCustomer),
		texts(comms.FeedbackAccepted, comms.FeedbackDeclined, comms.FeedbackNoted), texts(comms.ReachProject, comms.ReachGiver),
		texts(comms.Sponsor, comms.Manager, comms.Member, comms.Customer, comms.Public))
	for _, word := range words {
		if !slices.Contains(keys, "value."+word) {
			t.Errorf("%q has no words", word)
		}
	}
	if len(words) < 50 {
		t.Errorf("only %d words", len(words))
	}
}
