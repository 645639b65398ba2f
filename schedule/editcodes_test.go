package schedule

import (
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

func TestEditCodesAreWellFormedAndUnique(t *testing.T) {
	seen := map[finding.Code]bool{}
	for _, code := range editCodes() {
		if seen[code] || !strings.HasPrefix(string(code), "schedule.edit.") && !strings.HasPrefix(string(code), "schedule.remedy.") {
			t.Errorf("code %q", code)
		}
		seen[code] = true
	}
}
