package main

import (
	"fmt"

	"github.com/milepost-go/milepost/lifecycle/closing"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// past are the portals that the company closed before, as planned and as they
// came, in working days. They are made up.
func past() []closing.Closed {
	var list []closing.Closed
	for i, days := range [][2]int64{
		{60, 66}, {80, 84}, {45, 52}, {100, 104}, {70, 70}, {90, 105}, {55, 61}, {120, 129}, {75, 81}, {65, 72}, {85, 88}, {110, 124},
	} {
		list = append(list, closing.Closed{
			Project: fmt.Sprintf("portal-%02d", i+1), On: calendar.DateOf(2010, 3, 31).AddDays(80 * i), Traits: traits("large"),
			Duration: closing.Pair{Planned: inMinutes(days[0]), Actual: inMinutes(days[1])},
		})
	}
	return list
}

func inMinutes(days int64) finding.Value { return finding.Number(days*480, "min") }

// traits are those of a portal for retail customers.
func traits(size string) []closing.Trait {
	return []closing.Trait{{Name: closing.TraitKind, Value: "portal"}, {Name: closing.TraitSegment, Value: "retail"}, {Name: closing.TraitSize, Value: size}}
}
