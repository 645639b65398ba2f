package facts

import (
	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/risk"
)

// ForTriggers returns the facts that the triggers of a register ask for, in the
// form that [risk.Register.Watch] and [risk.Register.Fire] take: each name of
// this package once, in the order in which the register has them. Names of
// others are left out; append what the host knows of them. The caller owns the
// slice.
func (k *Known) ForTriggers(r risk.Register) []risk.Fact {
	var list []risk.Fact
	asked := map[string]bool{}
	for _, x := range r.Risks {
		for _, t := range x.Triggers {
			if asked[t.Fact] {
				continue
			}
			asked[t.Fact] = true
			if f, ok := k.Fact(lifecycle.FactName(t.Fact)); ok {
				list = append(list, risk.Fact{Name: t.Fact, Value: f.Value})
			}
		}
	}
	return list
}
