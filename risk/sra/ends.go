package sra

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/quality"
)

// loose returns the offences against logic without those that no network can
// be without: something has to come first and something last. Where only one
// task or milestone has no predecessor it is the start of the network, and
// where only one has no successor its end; delays reach the finish all the
// same. The slice is not changed.
func loose(in quality.Input, offences []finding.Finding) []finding.Finding {
	entered, left := map[string]bool{}, map[string]bool{}
	for _, tie := range in.Ties {
		entered[tie.To], left[tie.From] = true, true
	}
	starts, ends := 0, 0
	for _, a := range in.Activities {
		if a.Kind == quality.Task || a.Kind == quality.Milestone {
			starts, ends = starts+truth(!entered[a.ID]), ends+truth(!left[a.ID])
		}
	}
	return slices.DeleteFunc(slices.Clone(offences), func(f finding.Finding) bool {
		return f.Code == quality.CodeNoPredecessor && starts == 1 || f.Code == quality.CodeNoSuccessor && ends == 1
	})
}

func truth(is bool) int {
	if is {
		return 1
	}
	return 0
}
