package asana_test

import (
	"testing"

	"github.com/milepost-go/milepost/schedule/asana"
)

// A plan that went through the import file comes back as it was.
func TestCSVRoundTrip(t *testing.T) {
	plan := samplePlan(t)
	text, notes := write(t, asana.Options{}, plan)
	same(t, "notes of writing", reasons(notes), []string{
		"assignment.resource asana.write.carded 1", // 韩梅梅 has no address
		"link.lag asana.write.carded 1",
		"link.type asana.write.carded 1",
		"task.name asana.write.guarded 1",
	})
	back, notes := read(t, asana.Options{}, text)
	same(t, "plan", back, plan)
	same(t, "notes of reading", len(notes), 0)
}
