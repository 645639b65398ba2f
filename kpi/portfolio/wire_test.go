package portfolio

import (
	"context"
	"encoding/json"
	"testing"
)

// The summary of a partial that travelled as JSON has the same bytes as that of
// one that stayed, even where the id of a failure is no UTF-8.
func TestFailuresTravelAsTheyAre(t *testing.T) {
	p, err := Compute(context.Background(), Shard{0, 1, []string{"a\xff", "b"}}, made{poison: map[string]bool{"a\xff": true, "b": true}})
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
	if a, b := bytesOf(t, stayed), bytesOf(t, travelled); a != b || len(stayed.Failed) != 2 {
		t.Errorf("stayed\n%s\ntravelled\n%s", a, b)
	}
}
