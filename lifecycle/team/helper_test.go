package team

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// day returns a day of 2026: 2 March 2026 is a Monday.
func day(month time.Month, d int) calendar.Date { return calendar.DateOf(2026, month, d) }

// from returns the period from a day of March 2026 up to another.
func march(from, to int) Period { return Period{day(time.March, from), day(time.March, to)} }

// standard is Monday to Friday, eight hours, off on Wednesday 4 March 2026.
func standard(t testing.TB) *calendar.Calendar {
	t.Helper()
	def := calendar.Standard()
	def.Exceptions = []calendar.Exception{{Name: "holiday", From: day(time.March, 4)}}
	c, err := calendar.Compile(def, nil)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func calendars(t testing.TB) Calendars { return Calendars{"std": standard(t)} }

// full is the availability of somebody with all of the standard calendar.
func full(percent int) []Availability { return []Availability{{Calendar: "std", Percent: percent}} }

// codes returns the codes of findings with their subjects, in order.
func codes(found []finding.Finding) []string {
	var list []string
	for _, f := range found {
		list = append(list, string(f.Code)+" "+f.Subject.String())
	}
	return list
}

// wantCodes compares findings with the codes and subjects expected.
func wantCodes(t *testing.T, name string, found []finding.Finding, want ...string) {
	t.Helper()
	got := codes(found)
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("%s: got %q, want %q", name, got, want)
	}
	if !slices.IsSortedFunc(found, finding.Compare) {
		t.Errorf("%s: the findings are not sorted", name)
	}
	for _, f := range found {
		if !slices.Contains(Codes(), f.Code) || !slices.Contains(Codes(), f.Remedy) {
			t.Errorf("%s: %s has a code or remedy that is not listed", name, f)
		}
		if !slices.Contains(gravity(f.Code), f.Severity) {
			t.Errorf("%s: %s is of another severity than %v", name, f, gravity(f.Code))
		}
	}
}

// gravity returns the severities that findings of a code may have: what stops
// work blocks, what may be meant so is a warning, a note is for information.
func gravity(code finding.Code) []finding.Severity {
	switch code {
	case CodeMatchGap, CodeMatchExpired: // blocks where the skill must be
		return []finding.Severity{finding.Block, finding.Warn}
	case CodeSkillNoEvidence: // a warning on the record, a note on a candidate
		return []finding.Severity{finding.Warn, finding.Info}
	case CodeNoAvailability, CodeMatchExpires, CodeCoverOne, CodeCoverThin, CodeDutyTwice, CodeTooAccountable, CodeTooResponsible, CodeTaskStale,
		CodePlannedOutside, CodeDemandNoDays, CodeDemandNoTime, CodeSupplyUnknown, CodeShortPresent, CodeTechPastNeed, CodeTechNeedLate, CodePointDue:
		return []finding.Severity{finding.Warn}
	case CodeDemandOutside, CodeSmallSample, CodeSmallGroup:
		return []finding.Severity{finding.Info}
	}
	return []finding.Severity{finding.Block}
}

// random returns a source with a seed that the test prints when it fails.
func random(t testing.TB, seed uint64) *rand.Rand {
	t.Helper()
	t.Logf("seed %d", seed)
	return rand.New(rand.NewPCG(seed, 26))
}

// actors makes ids of texts.
func actors(list ...string) []lifecycle.ActorID {
	ids := make([]lifecycle.ActorID, len(list))
	for i, x := range list {
		ids[i] = lifecycle.ActorID(x)
	}
	return ids
}
