package lifecycle

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// limited returns a sales project that may stay in planning for eight hours,
// and whose proposals at the execution gate wait for two.
func limited(t *testing.T, countPaused bool) *Definition {
	t.Helper()
	spec := SalesProject().Spec()
	for i := range spec.Phases {
		if spec.Phases[i].ID == PhasePlanning {
			spec.Phases[i].LimitMin, spec.Phases[i].CountPaused = 480, countPaused
		}
	}
	for i := range spec.Gates {
		if spec.Gates[i].ID == GateExecution {
			spec.Gates[i].LimitMin = 120
		}
	}
	return mustDefine(t, spec)
}

// hours returns a moment of the second of March.
func hours(h, m int) time.Time { return time.Date(2026, 3, 2, h, m, 0, 0, time.UTC) }

// at carries out a command at a moment.
func (p *play) atTime(now time.Time, cmd Command, roles ...Role) {
	p.tb.Helper()
	p.now = now.Add(-time.Hour) // try adds it again
	p.do(cmd, roles...)
}

// phased returns a project that entered planning at 8:00.
func phased(t *testing.T, def *Definition) *play {
	t.Helper()
	p := newPlay(t, def)
	p.atTime(hours(7, 0), StartProject{Header: p.by("pm"), Definition: def.spec.ID}, RoleManager)
	p.atTime(hours(8, 0), RequestMove{Header: p.by("pm"), To: PhasePlanning}, RoleManager)
	return p
}

// overdue writes what is overdue as "code got/want".
func overdue(p *play, now time.Time) string {
	text := ""
	for _, f := range Overdue(p.def, p.state, now) {
		text += fmt.Sprintf("%s %s %s/%s ", f.Severity, f.Subject.ID, f.Got.Plain(), f.Want.Plain())
	}
	return text
}

// TestLimitsOfTime has hand-worked cases: entered at 8:00, eight hours allowed.
func TestLimitsOfTime(t *testing.T) {
	pause := func(spans ...[2]time.Time) func(*play) {
		return func(p *play) {
			for _, s := range spans {
				p.atTime(s[0], Suspend{Header: p.by("pm")}, RoleManager)
				if !s[1].IsZero() {
					p.atTime(s[1], Resume{Header: p.by("pm")}, RoleManager)
				}
			}
		}
	}
	span := func(h, m, h2, m2 int) [2]time.Time { return [2]time.Time{hours(h, m), hours(h2, m2)} }
	late := func(got int) string { return fmt.Sprintf("warn planning %d/480 ", got) }
	for _, c := range []struct {
		name    string
		paused  bool // counts
		walk    func(*play)
		now     time.Time
		want    string
		in, out time.Duration // in the phase, and paused
	}{
		{"in time", false, pause(), hours(15, 59), "", 479 * time.Minute, 0},
		{"to the minute", false, pause(), hours(16, 0), "", 8 * time.Hour, 0},
		{"a second over", false, pause(), hours(16, 0).Add(time.Second), late(481), 8*time.Hour + time.Second, 0},
		{"a minute over", false, pause(), hours(16, 1), late(481), 481 * time.Minute, 0},
		{"suspended inside", false, pause(span(9, 0, 10, 30)), hours(17, 30), "", 570 * time.Minute, 90 * time.Minute},
		{"suspended inside, over", false, pause(span(9, 0, 10, 30)), hours(17, 40), late(490), 580 * time.Minute, 90 * time.Minute},
		{"suspended inside, counted", true, pause(span(9, 0, 10, 30)), hours(16, 10), late(490), 490 * time.Minute, 90 * time.Minute},
		{"suspended twice", false, pause(span(9, 0, 10, 0), span(11, 15, 12, 0)), hours(17, 45), "", 585 * time.Minute, 105 * time.Minute},
		{"suspended twice, over", false, pause(span(9, 0, 10, 0), span(11, 15, 12, 0)), hours(17, 46), late(481), 586 * time.Minute, 105 * time.Minute},
		{"still suspended", false, pause(span(9, 0, 10, 0), [2]time.Time{hours(12, 0)}), hours(23, 0), "", 900 * time.Minute, 720 * time.Minute},
		{"still suspended, counted", true, pause([2]time.Time{hours(12, 0)}), hours(17, 0), late(540), 540 * time.Minute, 300 * time.Minute},
		{"before it was suspended", false, pause(span(12, 0, 13, 0)), hours(11, 0), "", 180 * time.Minute, 0},
		{"while it was suspended", false, pause(span(12, 0, 14, 0)), hours(13, 0), "", 300 * time.Minute, 60 * time.Minute},
		{"entered anew", false, func(p *play) {
			p.atTime(hours(15, 0), RequestMove{Header: p.by("pm"), To: PhaseInitiation}, RoleManager)
			p.atTime(hours(16, 0), RequestMove{Header: p.by("pm"), To: PhasePlanning}, RoleManager)
		}, hours(23, 0), "", 7 * time.Hour, 0},
		{"without a limit", false, func(p *play) {
			p.atTime(hours(9, 0), RequestMove{Header: p.by("pm"), To: PhaseInitiation}, RoleManager)
		}, hours(23, 0), "", 14 * time.Hour, 0},
	} {
		p := phased(t, limited(t, c.paused))
		c.walk(p)
		if got := overdue(p, c.now); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
		if got := p.state.TimeInPhase(c.now); got.In != c.in || got.Paused != c.out {
			t.Errorf("%s: in the phase %v, paused %v", c.name, got.In, got.Paused)
		}
	}
}

// TestCorrectedTimeCounts moves the time at which the phase was entered.
func TestCorrectedTimeCounts(t *testing.T) {
	p := phased(t, limited(t, false))
	p.atTime(hours(16, 0), CorrectTime{p.by("pm"), 2, hours(7, 30)}, RoleManager)
	if got := overdue(p, hours(16, 0)); got != "warn planning 510/480 " {
		t.Errorf("got %q", got)
	}
}

// TestProposalsWait has hand-worked cases: proposed at 9:00, two hours allowed.
func TestProposalsWait(t *testing.T) {
	p := phased(t, limited(t, false))
	p.atTime(hours(9, 0), ProposeMove{p.by("pm"), MoveStartExecution}, RoleManager)
	for now, want := range map[time.Time]string{hours(11, 0): "", hours(11, 1): "warn start_execution 121/120 "} {
		if got := overdue(p, now); got != want {
			t.Errorf("at %v: got %q", now, got)
		}
	}
	p.atTime(hours(10, 0), Suspend{Header: p.by("pm")}, RoleManager)
	p.atTime(hours(12, 0), Resume{Header: p.by("pm")}, RoleManager)
	for now, want := range map[time.Time]string{hours(13, 0): "", hours(13, 30): "warn start_execution 150/120 "} {
		if got := overdue(p, now); got != want {
			t.Errorf("after a pause, at %v: got %q", now, got)
		}
	}
}

// TestOverdueIsTold wants the warning with every move, allowed or not, and with
// nothing else, and none in a closed project.
func TestOverdueIsTold(t *testing.T) {
	p := phased(t, limited(t, false))
	p.now = hours(20, 0)
	for _, c := range Choices(p.def, p.state, p.input(RoleManager, RoleSponsor)) {
		f := first(t, c.Explanation.Findings, CodePhaseOverdue)
		if f.Severity != finding.Warn || f.Want != finding.Number(480, "min") || f.Got != finding.Number(720, "min") {
			t.Errorf("%s: %v", c.Move.ID, f)
		}
		if blocked := finding.Blocks(c.Explanation.Findings); c.Explanation.Allowed == blocked {
			t.Errorf("%s: allowed %v, findings %v", c.Move.ID, c.Explanation.Allowed, c.Explanation.Findings)
		}
	}
	p.approve(MoveCancelProject)
	p.do(Cancel{Header: p.by("pm")}, RoleManager)
	p.do(Close{Header: p.by("pm"), Outcome: Cancelled}, RoleManager)
	in := p.state.TimeInPhase(hours(23, 59))
	if got := overdue(p, hours(23, 59)); got != "" || in.In != time.Hour {
		t.Errorf("closed: %q after %v", got, in.In)
	}
	if Overdue(SalesProject(), p.state, p.now) != nil || Overdue(nil, p.state, p.now) != nil || Overdue(p.def, State{}, p.now) != nil {
		t.Error("something is overdue under no or another definition")
	}
	if !slices.Contains(Codes(), CodePhaseOverdue) {
		t.Error("not listed")
	}
}
