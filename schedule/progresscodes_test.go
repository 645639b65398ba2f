package schedule

import (
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

func TestProgressCodesAreWellFormedAndUnique(t *testing.T) {
	seen := map[finding.Code]bool{}
	remedies := false
	for _, code := range progressCodes() {
		remedy := strings.HasPrefix(string(code), "schedule.remedy.")
		if seen[code] || !strings.HasPrefix(string(code), "schedule.") || strings.Count(string(code), ".") != 2 {
			t.Errorf("code %q", code)
		}
		if remedies && !remedy {
			t.Errorf("%q stands behind remedies", code)
		}
		seen[code], remedies = true, remedy
	}
}
