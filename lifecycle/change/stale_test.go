package change_test

import (
	"fmt"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/risk"
)

// All at once says of each request what the request by itself does.
func TestStaleRequestsAgainstEachByItself(t *testing.T) {
	r := training()
	r.Risks = hedge()
	in := input(t, launch(), r)
	in.Register = register(t)
	impact, err := change.Assess(in)
	if err != nil {
		t.Fatal(err)
	}
	moved, other := launch(), register(t)
	moved.Tasks[0].Name, other.Risks[0].Owner = "The bid", "ann"
	var requests []change.Request
	for n, state := range change.States() {
		for _, alter := range []func(*change.Request){func(*change.Request) {}, func(r *change.Request) { r.Risks = r.Risks[:1] },
			func(r *change.Request) { r.Impact = change.Impact{} }, func(r *change.Request) { r.Impact.Risk = change.RiskEffect{} }} {
			one := r.Clone()
			one.ID, one.State, one.Impact = r.ID, state, impact.Clone()
			alter(&one)
			one.Title = fmt.Sprint(n, len(requests))
			requests = append(requests, one)
		}
	}
	same := register(t)
	for _, p := range []bool{false, true} {
		for _, register := range []*risk.Register{nil, &same, &other} {
			plan, want := launch(), []string(nil)
			if p {
				plan = moved
			}
			for _, r := range requests {
				waits := r.State == change.Assessed || r.State == change.Approved
				if waits && (len(r.Impact.Stale(plan, r)) > 0 || register != nil && len(r.Impact.StaleRegister(*register, r)) > 0) {
					want = append(want, r.Title)
				}
			}
			var got []string
			for _, r := range change.StaleRequests(plan, register, requests) {
				got = append(got, r.Title)
			}
			if fmt.Sprint(got) != fmt.Sprint(want) || len(want) == 0 {
				t.Errorf("plan moved %v, register %v: got %q, want %q", p, register != nil, got, want)
			}
		}
	}
}
