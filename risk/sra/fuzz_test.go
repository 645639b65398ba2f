package sra_test

import (
	"context"
	"errors"
	"testing"

	"github.com/milepost-go/milepost/risk/sra"
)

// FuzzShard: reading never panics, refuses with ErrForm, and what it accepts is
// written the same way again and merges with nothing to itself.
func FuzzShard(f *testing.F) {
	o := whole()
	o.Trials, o.Detail, o.Points = 20, sra.Criticality, 4
	study, err := sra.Prepare(site(), hazards(f), o)
	if err != nil {
		f.Fatal(err)
	}
	s, err := study.Shard(context.Background(), 0, 1)
	if err != nil {
		f.Fatal(err)
	}
	f.Add([]byte(text(f, s)))
	f.Add([]byte(`{"format":"milepost.sra.shard/1"}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var s sra.Shard
		if err := s.UnmarshalJSON(data); err != nil {
			if !errors.Is(err, sra.ErrForm) {
				t.Fatal(err)
			}
			return
		}
		first := text(t, &s)
		var again sra.Shard
		if err := again.UnmarshalJSON([]byte(first)); err != nil || text(t, &again) != first {
			t.Fatalf("%v: %s", err, first)
		}
		if _, err := sra.Merge(&s, &sra.Shard{}); err != nil {
			t.Fatal(err)
		}
	})
}
