package portfolio

import (
	"context"
	"encoding/json"
	"math"
	"testing"

	"github.com/milepost-go/milepost/lifecycle"
)

// broken is a source of projects with text that is no UTF-8, and one with more
// lessons than there can be.
type broken struct{}

func (broken) Project(_ context.Context, id string) (Project, error) {
	switch id {
	case "1":
		return Project{ID: id, Traits: []string{"region:\xfe", "region:\xff"}, Outcome: "\xfe"}, nil
	case "2":
		return Project{ID: id, Traits: []string{"region:\xff"}, Outcome: "\xff", Definition: lifecycle.DefinitionRef{ID: "\xff", Version: 1}}, nil
	}
	return Project{ID: id, Lessons: math.MaxInt64}, nil
}

// A partial that travels as JSON comes to the same as one that stays: names
// that are no UTF-8 are the same on both sides, and no figure is beyond what is
// read.
func TestPartialTravelsAsItIs(t *testing.T) {
	p, err := Compute(context.Background(), Shard{0, 1, []string{"1", "2", "3", "4", "\xff"}}, broken{})
	if err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	var back Partial
	if err := json.Unmarshal(data, &back); err != nil {
		t.Fatal(err)
	}
	stayed, err := p.Summary(1)
	if err != nil {
		t.Fatal(err)
	}
	travelled, err := back.Summary(1)
	if err != nil {
		t.Fatal(err)
	}
	if a, b := bytesOf(t, stayed), bytesOf(t, travelled); a != b {
		t.Errorf("stayed\n%s\ntravelled\n%s", a, b)
	}
	if len(p.failed) != 3 || p.sums[""].Projects != 2 || p.sums["trait:region:\uFFFD"].Projects != 2 || p.sums[""].Outcomes["\uFFFD"] != 2 {
		t.Errorf("%s", data)
	}
}
