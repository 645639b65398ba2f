package facts_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/facts"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/lifecycletest"
)

// shelf keeps what is known of each project.
type shelf map[lifecycle.StreamID]*facts.Known

var errBurnt = errors.New("the shelf is burnt")

func (s shelf) Load(_ context.Context, id lifecycle.StreamID, _ []facts.Part) (*facts.Known, error) {
	known, ok := s[id]
	switch {
	case id == "acme/burnt":
		return nil, errBurnt
	case id == "acme/nothing":
		return nil, nil
	case !ok:
		return nil, lifecycle.ErrNoProject
	}
	return known, nil
}

// Both sources keep what the kit asks of every source of facts.
func TestSourcesKeepTheContract(t *testing.T) {
	known := facts.From(moment, full(t))
	cases := []lifecycletest.FactCase{
		{Name: "what the rooms say", Stream: stream,
			Ask: []lifecycle.FactName{lifecycle.FactCharterComplete, "deal.discount", facts.Indicator("sales.nobody"), facts.Indicator("sales.win_rate"), facts.RiskExposureMin, facts.OddsTrials, facts.WorkOverdue},
			Want: map[lifecycle.FactName]finding.Value{lifecycle.FactCharterComplete: finding.Bool(true), facts.Indicator("sales.win_rate"): finding.Ratio(2, 5, ""),
				facts.RiskExposureMin: finding.Number(840, "min"), facts.OddsTrials: finding.Number(256, ""), facts.WorkOverdue: finding.Number(2, "")}},
		{Name: "another project", Stream: "acme/other", Ask: []lifecycle.FactName{facts.RisksOpen}},
	}
	for i := range cases {
		slices.Sort(cases[i].Ask)
	}
	t.Run("plain values", func(t *testing.T) { lifecycletest.TestFacts(t, known.For(stream), cases) })
	t.Run("loaded", func(t *testing.T) { lifecycletest.TestFacts(t, facts.Source(shelf{stream: known}), cases) })
}

func TestSourceFaults(t *testing.T) {
	source := facts.Source(shelf{})
	ask := []lifecycle.FactName{facts.RisksOpen}
	if _, err := source.Facts(t.Context(), "acme/burnt", ask); !errors.Is(err, errBurnt) || !strings.HasPrefix(err.Error(), "facts: ") {
		t.Errorf("got %v", err)
	}
	if list, err := source.Facts(t.Context(), "acme/nothing", ask); err != nil || len(list) != 0 {
		t.Errorf("nothing known: %v, %v", list, err)
	}
	// Where nothing of ours is asked for, the loader is left alone.
	if list, err := source.Facts(t.Context(), "acme/burnt", []lifecycle.FactName{"deal.discount"}); err != nil || len(list) != 0 {
		t.Errorf("the host's own: %v, %v", list, err)
	}
}

// The loader is asked for the parts of the facts in the question only.
func TestLoaderIsAskedForTheQuestion(t *testing.T) {
	o := &office{t: t, in: whole(t)}
	if _, err := facts.Source(o).Facts(t.Context(), stream, []lifecycle.FactName{facts.RisksOpen}); err != nil || len(o.asked) != 1 || !slices.Equal(o.asked[0], []facts.Part{facts.PartRisks}) {
		t.Errorf("asked for %v, %v", o.asked, err)
	}
}
