package comms_test

import (
	"reflect"
	"sync"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// The limit is that of the severity the issue has at the moment asked for: an
// issue made critical after three hours is late at once, but was not before.
func TestRegradingMovesTheLimit(t *testing.T) {
	clock := newClock(t, clockRules, calendar.AlwaysOn(), nil)
	i := comms.Issue{ID: "I1", Title: "x", Severity: comms.Low, Owner: "wu", RaisedBy: "lin", Raised: monday}
	i, found := i.Do(fullStep(comms.IssueRegrade, monday.Add(3*time.Hour))) // to critical: 30 and 240 minutes
	if len(found) > 0 {
		t.Fatal(found)
	}
	before, after := monday.Add(3*time.Hour-time.Minute), monday.Add(3*time.Hour)
	if late := clock.Breaches([]comms.Issue{i}, before); len(late) != 0 {
		t.Errorf("before: %+v", late)
	}
	late := clock.Breaches([]comms.Issue{i}, after)
	if len(late) != 1 || late[0].Clock != comms.ResponseClock || late[0].LateMin() != 150 || late[0].Severity != comms.Critical {
		t.Errorf("after: %+v", late)
	}
	for kind, want := range map[comms.ClockKind]time.Time{comms.ResponseClock: monday.Add(30 * time.Minute), comms.ResolutionClock: monday.Add(4 * time.Hour)} {
		if due, ok := clock.Due(i, kind, after); !ok || !due.Equal(want) {
			t.Errorf("%s due %v, want %v", kind, due, want)
		}
	}
	if _, ok := clock.Due(i, comms.ResponseClock, before); ok {
		t.Error("a low issue has no response limit")
	}
}

// Without limits nothing is due, late or escalated; readings still count.
func TestClockWithoutLimits(t *testing.T) {
	clock := newClock(t, comms.ClockRules{}, calendar.AlwaysOn(), nil)
	i := comms.Issue{ID: "I1", Severity: comms.High, Raised: monday}
	now := monday.Add(time.Hour)
	readings := clock.Read(i, now)
	if len(readings) != 2 || readings[0].Ran != calendar.Hour || readings[0].LimitMin != 0 || readings[0].Late() != 0 || !readings[0].Due.IsZero() {
		t.Errorf("%+v", readings)
	}
	if len(clock.Escalations([]comms.Issue{i}, now))+len(clock.Breaches([]comms.Issue{i}, now)) != 0 {
		t.Error("something is late without a limit")
	}
}

// A calendar whose work has come to an end gives no due instant, and no fault.
func TestLimitBeyondTheLastWork(t *testing.T) {
	def := calendar.Definition{ID: "once", Exceptions: []calendar.Exception{{From: date(3, 2), Ranges: []calendar.Range{calendar.Hours(9, 10)}}}}
	clock := newClock(t, clockRules, compiled(t, def), nil)
	i := comms.Issue{ID: "I1", Severity: comms.High, Raised: monday}
	if due, ok := clock.Due(i, comms.ResponseClock, monday); ok {
		t.Errorf("120 minutes in a calendar of 60: due %v", due)
	}
	if r := clock.Read(i, monday.AddDate(1, 0, 0))[0]; r.Ran != calendar.Hour || r.Late() != 0 {
		t.Errorf("%+v", r)
	}
}

// One clock serves many at once, and leaves what it reads as it was.
func TestClockIsShared(t *testing.T) {
	clock := newClock(t, clockRules, china(t), place(t, "Asia/Shanghai"))
	issues := []comms.Issue{issueIn(t, comms.IssueReopened, false), issueIn(t, comms.IssueAcknowledged, true), issueIn(t, comms.IssueClosed, false)}
	copied := []comms.Issue{issueIn(t, comms.IssueReopened, false), issueIn(t, comms.IssueAcknowledged, true), issueIn(t, comms.IssueClosed, false)}
	now := monday.AddDate(0, 0, 9)
	want := clock.Escalations(issues, now)
	if len(want) == 0 {
		t.Fatal("nothing to compare")
	}
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if got := clock.Escalations(issues, now); !reflect.DeepEqual(got, want) {
				t.Errorf("got %+v", got)
			}
		})
	}
	all.Wait()
	if !reflect.DeepEqual(issues, copied) {
		t.Error("the issues were written to")
	}
}

// What was escalated by one moment was escalated by every later one too, at
// the same instant, unless the issue was regraded.
func TestEscalationsOnlyGrow(t *testing.T) {
	clock := newClock(t, clockRules, compiled(t, calendar.Standard()), nil)
	i := issueIn(t, comms.IssueReopened, true)
	type key struct {
		kind  comms.ClockKind
		round int
		after int64
		to    comms.Party
		at    time.Time
	}
	seen := map[key]bool{}
	for hours := range 24 * 14 {
		now := monday.Add(time.Duration(hours) * time.Hour)
		have := map[key]bool{}
		for _, e := range clock.Escalations([]comms.Issue{i}, now) {
			have[key{e.Clock, e.Round, e.AfterMin, e.To, e.At}] = true
			if e.At.After(now) {
				t.Fatalf("at %v: %+v", now, e)
			}
		}
		for k := range seen {
			if !have[k] {
				t.Fatalf("at %v: %+v is gone", now, k)
			}
		}
		seen = have
	}
	if len(seen) < 4 {
		t.Errorf("only %d escalations", len(seen))
	}
}
