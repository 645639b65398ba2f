package facts_test

import (
	"slices"
	"testing"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/facts"
)

func presets() []*lifecycle.Definition {
	return []*lifecycle.Definition{lifecycle.SalesProject(), lifecycle.FivePhases(), lifecycle.StageGateProduct(), lifecycle.ProjectByStages(), lifecycle.SalesFunnel()}
}

// Every fact that a ready definition names is supplied here, of the kind and in
// the unit that it asks for, or is said to be the host's own; none is both, and
// nothing is said to be the host's that no definition names.
func TestPresetsAreServed(t *testing.T) {
	host, named := facts.HostFacts(), map[lifecycle.FactName]bool{}
	for _, def := range presets() {
		for _, spec := range def.Spec().Facts {
			named[spec.Name] = true
			own, supplied := facts.Lookup(spec.Name)
			if supplied == slices.Contains(host, spec.Name) {
				t.Errorf("%s of %s: supplied %v, the host's own %v", spec.Name, def.Ref().ID, supplied, !supplied)
			}
			if supplied && (own.Kind != spec.Kind || own.Unit != spec.Unit) {
				t.Errorf("%s of %s is %s %q, not %s %q", spec.Name, def.Ref().ID, own.Kind, own.Unit, spec.Kind, spec.Unit)
			}
		}
	}
	for _, name := range host {
		if !named[name] {
			t.Errorf("no definition names %s", name)
		}
	}
	if !slices.IsSorted(host) || len(named) < 35 {
		t.Errorf("%d facts are named, in order: %v", len(named), slices.IsSorted(host))
	}
}

// What a supplied fact recommends as its remedy is what the ready definition
// recommends.
func TestRemediesAreThoseOfTheDefinition(t *testing.T) {
	for _, spec := range lifecycle.SalesProject().Spec().Facts {
		if def, _ := facts.Lookup(spec.Name); def.Remedy != spec.Remedy {
			t.Errorf("%s: %s, not %s", spec.Name, def.Remedy, spec.Remedy)
		}
	}
}
