package comms_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/calendar/cn"
)

func place(t *testing.T, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

// china is the calendar of 2026 with its days off and make-up workdays.
func china(t *testing.T) *calendar.Calendar {
	t.Helper()
	def, err := cn.Definition(2026, 2026)
	if err != nil {
		t.Fatal(err)
	}
	return compiled(t, def)
}

func compiled(t *testing.T, def calendar.Definition) *calendar.Calendar {
	t.Helper()
	cal, err := calendar.Compile(def, nil)
	if err != nil {
		t.Fatal(err)
	}
	return cal
}

var ladders = []comms.Ladder{
	{ID: "answer", Steps: []comms.LadderStep{{AfterMin: 120, To: comms.Party{Kind: comms.Role, ID: "manager"}}, {AfterMin: 240, To: comms.Party{Kind: comms.Role, ID: "sponsor"}}}},
	{ID: "solve", Steps: []comms.LadderStep{{AfterMin: 960, To: comms.Party{Kind: comms.Role, ID: "sponsor"}}, {AfterMin: 0, To: comms.Party{Kind: comms.Actor, ID: "wu"}}}},
}

var clockRules = comms.ClockRules{
	Limits: []comms.Limit{
		{Severity: comms.High, ResponseMin: 120, ResolutionMin: 960, ResponseLadder: "answer", ResolutionLadder: "solve"},
		{Severity: comms.Critical, ResponseMin: 30, ResolutionMin: 240, ResponseLadder: "answer", ResolutionLadder: "solve"},
		{Severity: comms.Low, ResolutionMin: 2000},
	},
	Stops: []comms.Stop{{Reason: comms.WaitSupplier, Clock: comms.ResolutionClock}, {Reason: comms.WaitCustomer, Clock: comms.ResolutionClock}, {Reason: comms.WaitCustomer, Clock: comms.ResponseClock}},
}

func newClock(t *testing.T, rules comms.ClockRules, cal *calendar.Calendar, loc *time.Location) *comms.IssueClock {
	t.Helper()
	clock, err := comms.NewIssueClock(rules, ladders, cal.In(loc))
	if err != nil {
		t.Fatal(err)
	}
	return clock
}

// Friday 13 February 2026, 16:00: an hour is left of the day, Saturday is
// worked to make up for the festival, and from Sunday to Monday in a week
// everybody is off. Worked out by hand.
func TestLimitsAcrossAMakeUpDayAndAFestival(t *testing.T) {
	shanghai := place(t, "Asia/Shanghai")
	clock := newClock(t, clockRules, china(t), shanghai)
	i := comms.Issue{ID: "I1", Title: "Mixer down", Severity: comms.High, Owner: "wu", RaisedBy: "lin", Raised: instant(t, shanghai, "2026-02-13 16:00")}
	for kind, want := range map[comms.ClockKind]string{comms.ResponseClock: "2026-02-14 09:00", comms.ResolutionClock: "2026-02-24 16:00"} {
		due, ok := clock.Due(i, kind, i.Raised)
		if !ok || !due.Equal(instant(t, shanghai, want)) || due.Location() != shanghai {
			t.Errorf("%s due %v, want %s", kind, due, want)
		}
	}
	want := []string{"resolution wu 2026-02-13 16:00", "response manager 2026-02-14 09:00", "response sponsor 2026-02-14 11:00", "resolution sponsor 2026-02-24 16:00"}
	all := clock.Escalations([]comms.Issue{i}, instant(t, shanghai, "2026-02-24 16:00"))
	var got []string
	for _, e := range all {
		got = append(got, fmt.Sprintf("%s %s %s", e.Clock, e.To.ID, e.At.Format("2006-01-02 15:04")))
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
	// A second before, the last step has not been reached.
	if early := clock.Escalations([]comms.Issue{i}, instant(t, shanghai, "2026-02-24 16:00").Add(-time.Second)); len(early) != len(all)-1 {
		t.Errorf("%d steps a second before", len(early))
	}
	late := clock.Breaches([]comms.Issue{i}, instant(t, shanghai, "2026-02-24 16:10"))
	if len(late) != 2 || late[0].Clock != comms.ResponseClock || late[1].LateMin() != 10 {
		t.Errorf("breaches %+v", late)
	}
	// Friday 60, Saturday 480, Tuesday 430 minutes are 970; 850 over 120.
	if got := late[0].LateMin(); got != 850 {
		t.Errorf("late by %d minutes", got)
	}
}

// An answer at the end of Friday's last hour and one on Saturday are both in
// time when the limit runs out there: no second of work lies between.
func TestAnswerAtTheLimitIsInTime(t *testing.T) {
	cal := compiled(t, calendar.Standard())
	clock := newClock(t, clockRules, cal, nil)
	raised := time.Date(2026, 3, 6, 15, 0, 0, 0, time.UTC) // Friday; the limit runs out at 17:00
	for at, late := range map[time.Time]int64{
		raised.Add(2 * time.Hour): 0, raised.Add(26 * time.Hour): 0,
		time.Date(2026, 3, 9, 8, 0, 0, 0, time.UTC): 0, time.Date(2026, 3, 9, 8, 0, 1, 0, time.UTC): 1, time.Date(2026, 3, 9, 8, 5, 0, 0, time.UTC): 5,
	} {
		i := comms.Issue{ID: "I1", Title: "x", Severity: comms.High, Owner: "wu", RaisedBy: "lin", Raised: raised}
		i, _ = i.Do(comms.IssueStep{Do: comms.IssueAcknowledge, By: "wu", At: at})
		breaches := clock.Breaches([]comms.Issue{i}, at)
		if (len(breaches) > 0) != (late > 0) || late > 0 && breaches[0].LateMin() != late {
			t.Errorf("answered at %v: %+v, want late by %d", at, breaches, late)
		}
	}
}

// Once answered, a clock stands: later steps and waits do not move it.
func TestAnsweredClocksStand(t *testing.T) {
	clock := newClock(t, clockRules, calendar.AlwaysOn(), nil)
	i := comms.Issue{ID: "I1", Title: "x", Severity: comms.High, Owner: "wu", RaisedBy: "lin", Raised: monday}
	at := func(minutes int) time.Time { return monday.Add(time.Duration(minutes) * time.Minute) }
	wait := fullStep(comms.IssueWait, at(130))
	wait.Reason = comms.WaitCustomer
	for _, s := range []comms.IssueStep{fullStep(comms.IssueAcknowledge, at(120)), wait, fullStep(comms.IssueResume, at(200)), fullStep(comms.IssueSolve, at(300))} {
		next, found := i.Do(s)
		if len(found) > 0 {
			t.Fatal(found)
		}
		i = next
	}
	readings := clock.Read(i, at(400))
	if r := readings[0]; !r.Answered.Equal(at(120)) || r.Ran != 2*calendar.Hour || r.Stopped || r.Late() != 0 {
		t.Errorf("response %+v", r)
	}
	if r := readings[1]; !r.Answered.Equal(at(300)) || r.Ran != 230*calendar.Minute || r.Stopped || !r.Due.IsZero() {
		t.Errorf("resolution %+v", r)
	}
	// Answered in the very second in which it would have gone to the manager.
	if got := clock.Escalations([]comms.Issue{i}, at(400)); len(got) != 1 || got[0].AfterMin != 0 || got[0].Standing {
		t.Errorf("escalations %+v", got)
	}
	if got := clock.Escalations([]comms.Issue{i}, at(-1)); len(got) != 0 {
		t.Errorf("before it was raised: %+v", got)
	}
}

func TestClockChangesDoNotStretchLimits(t *testing.T) {
	york := place(t, "America/New_York")
	night := calendar.Definition{ID: "night", Week: calendar.Standard().Week}
	for d := range night.Week {
		night.Week[d] = calendar.Working(calendar.Hours(0, 6))
	}
	clock := newClock(t, comms.ClockRules{Limits: []comms.Limit{{Severity: comms.High, ResponseMin: 60, ResolutionMin: 300}}}, compiled(t, night), york)
	for raised, want := range map[string][2]string{
		"2026-03-08 01:30": {"2026-03-08 03:30", "2026-03-09 01:30"}, // 2 to 3 is skipped: half an hour, then 3 to 6, then an hour and a half
		"2026-11-01 00:30": {"2026-11-01 01:30", "2026-11-01 04:30"}, // 1 to 2 comes twice
	} {
		i := comms.Issue{ID: "I1", Severity: comms.High, Raised: instant(t, york, raised)}
		for n, kind := range comms.ClockKinds() {
			due, _ := clock.Due(i, kind, i.Raised)
			if got := due.Format("2006-01-02 15:04"); got != want[n] {
				t.Errorf("raised %s: %s due %s, want %s", raised, kind, got, want[n])
			}
		}
	}
}

func TestWaitsStopWhatTheRulesSay(t *testing.T) {
	cal := compiled(t, calendar.Standard())
	clock := newClock(t, clockRules, cal, nil)
	i := comms.Issue{ID: "I1", Title: "x", Severity: comms.High, Owner: "wu", RaisedBy: "lin", Raised: time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)}
	day := func(d, hour int) time.Time { return time.Date(2026, 3, d, hour, 0, 0, 0, time.UTC) }
	for _, s := range []comms.IssueStep{
		{Do: comms.IssueWait, At: day(2, 9), Reason: comms.WaitSupplier}, // resolution stops with 1 hour
		{Do: comms.IssueResume, At: day(4, 8)},
		{Do: comms.IssueWait, At: day(4, 10), Reason: comms.WaitDecision}, // stops nothing
		{Do: comms.IssueResume, At: day(4, 11)},
	} {
		s.By = "wu"
		next, found := i.Do(s)
		if len(found) > 0 {
			t.Fatal(found)
		}
		i = next
	}
	stopped := clock.Read(i, day(3, 12))
	if r := stopped[1]; !r.Stopped || r.Ran != calendar.Hour || !r.Due.IsZero() {
		t.Errorf("while it waits: %+v", r)
	}
	if r := stopped[0]; r.Stopped || r.Ran != 12*calendar.Hour || !r.Due.Equal(day(2, 10)) {
		t.Errorf("the response clock goes on: %+v", r)
	}
	// 1 hour on the 2nd, 8 on the 4th, 7 on the 5th: 08-12 and 13-16.
	if due, ok := clock.Due(i, comms.ResolutionClock, day(4, 12)); !ok || !due.Equal(day(5, 16)) {
		t.Errorf("due %v", due)
	}
}

func TestReopeningGoesOnOrRestarts(t *testing.T) {
	cal := compiled(t, calendar.Standard())
	day := func(d, hour int) time.Time { return time.Date(2026, 3, d, hour, 0, 0, 0, time.UTC) }
	i := comms.Issue{ID: "I1", Title: "x", Severity: comms.High, Owner: "wu", RaisedBy: "lin", Raised: day(2, 8)}
	i, _ = i.Do(fullStep(comms.IssueSolve, day(2, 10)))
	i, _ = i.Do(fullStep(comms.IssueReopen, day(3, 8)))
	for restart, want := range map[bool]time.Time{false: day(4, 15), true: day(4, 17)} {
		rules := clockRules
		rules.Restart = restart
		clock := newClock(t, rules, cal, nil)
		due, ok := clock.Due(i, comms.ResolutionClock, day(3, 9))
		if !ok || !due.Equal(want) {
			t.Errorf("restart %v: due %v, want %v", restart, due, want)
		}
		readings := clock.Read(i, day(3, 9))
		if len(readings) != 4 || readings[2].Round != 2 || !readings[2].Due.Equal(day(3, 10)) || readings[0].Answered.IsZero() {
			t.Errorf("readings %+v", readings)
		}
	}
}

func TestClockRulesRefused(t *testing.T) {
	rules := comms.ClockRules{
		Limits: []comms.Limit{{Severity: "huge", ResponseMin: -1}, {Severity: comms.Low, ResolutionMin: comms.MaxLimitMin + 1}, {Severity: comms.Low, ResponseLadder: "none"}},
		Stops:  []comms.Stop{{Reason: "rain", Clock: "sun"}},
	}
	bad := []comms.Ladder{{ID: "far", Steps: []comms.LadderStep{{AfterMin: 1 << 60}}}}
	want := []finding.Code{comms.CodeLimitRange, comms.CodeNoLadder, comms.CodeDuplicateID, comms.CodeUnknownWord}
	slices.Sort(want)
	found := rules.Check(bad)
	if got := codes(found); !slices.Equal(got, want) || len(found) != 7 {
		t.Errorf("%v", found)
	}
	var refused *finding.Error
	if _, err := comms.NewIssueClock(rules, nil, calendar.AlwaysOn().In(nil)); !errors.As(err, &refused) {
		t.Error(err)
	}
	if found := clockRules.Check(ladders); len(found) > 0 {
		t.Error(found)
	}
}

// simulated follows an issue minute by minute, as somebody with a watch and a
// list of the working hours would. It knows nothing of the clock it checks.
type simulated struct {
	cal       *calendar.Calendar
	loc       *time.Location
	rules     comms.ClockRules
	ran       map[comms.ClockKind]int64 // minutes in the present round
	answered  map[comms.ClockKind]bool
	due       map[comms.ClockKind]time.Time
	escalated []string
	late      map[string]int64 // by clock and round
	round     int
}

func (s *simulated) works(minute time.Time) bool {
	local := calendar.DateTimeOf(minute.In(s.loc))
	for _, r := range s.cal.Ranges(local.Date()) {
		if second := calendar.Work(local.SecondOfDay()); r.Start <= second && second < r.Finish {
			return true
		}
	}
	return false
}

func (s *simulated) begin(keep bool) {
	s.round++
	resolution := s.ran[comms.ResolutionClock]
	s.ran, s.answered, s.due = map[comms.ClockKind]int64{}, map[comms.ClockKind]bool{}, map[comms.ClockKind]time.Time{}
	if keep && !s.rules.Restart {
		s.ran[comms.ResolutionClock] = resolution
	}
}

// run goes through every minute from the raising up to until.
func (s *simulated) run(i comms.Issue, until time.Time) {
	s.late = map[string]int64{}
	s.begin(false)
	limit := func(kind comms.ClockKind) (minutes int64, ladder string) {
		for _, l := range s.rules.Limits {
			if l.Severity == i.StateAt(until).Severity {
				if kind == comms.ResponseClock {
					return l.ResponseMin, l.ResponseLadder
				}
				return l.ResolutionMin, l.ResolutionLadder
			}
		}
		return 0, ""
	}
	began := true
	for now, next := i.Raised, 0; !now.After(until); now = now.Add(time.Minute) {
		for ; next < len(i.Steps) && i.Steps[next].At.Equal(now); next++ {
			switch i.Steps[next].Do {
			case comms.IssueReopen:
				s.begin(true)
				began = true
			case comms.IssueAcknowledge:
				s.answered[comms.ResponseClock] = true
			case comms.IssueSolve, comms.IssueClose:
				s.answered[comms.ResponseClock], s.answered[comms.ResolutionClock] = true, true
			}
		}
		waiting := i.StateAt(now).Waiting
		for _, kind := range comms.ClockKinds() {
			if s.answered[kind] {
				continue
			}
			minutes, ladder := limit(kind)
			s.reach(kind, ladder, now, began)
			runs := s.works(now) && !slices.Contains(s.rules.Stops, comms.Stop{Reason: waiting, Clock: kind})
			if runs && now.Before(until) {
				if s.ran[kind]++; minutes > 0 && s.ran[kind] > minutes {
					s.late[fmt.Sprint(kind, s.round)] = s.ran[kind] - minutes
				}
				s.reach(kind, ladder, now.Add(time.Minute), false)
			}
			if began && minutes > 0 && s.ran[kind] > minutes {
				s.late[fmt.Sprint(kind, s.round)] = s.ran[kind] - minutes
			}
		}
		began = false
	}
}

// reach notes the steps of the ladder at which the clock stands, once each.
func (s *simulated) reach(kind comms.ClockKind, ladder string, now time.Time, began bool) {
	for _, l := range ladders {
		for _, step := range l.Steps {
			at := s.ran[kind] == step.AfterMin || began && s.ran[kind] > step.AfterMin
			if text := fmt.Sprintf("%s %d %d %s", kind, s.round, step.AfterMin, step.To.ID); l.ID == ladder && at &&
				!slices.ContainsFunc(s.escalated, func(e string) bool { return e[:min(len(e), len(text))] == text }) {
				s.escalated = append(s.escalated, text+" "+now.UTC().Format(time.RFC3339))
			}
		}
	}
}

// Random issues over weekends, festivals, make-up days and clock changes: what
// the clock computes is what minute after minute adds up to.
func TestClockAgainstMinuteByMinute(t *testing.T) {
	weekends := calendar.Standard()
	for d := range weekends.Week {
		weekends.Week[d] = calendar.Working(calendar.Hours(0, 7), calendar.Hours(20, 24))
	}
	scenes := []struct {
		cal   *calendar.Calendar
		zone  string
		start string
	}{
		{china(t), "Asia/Shanghai", "2026-02-12 00:00"},
		{china(t), "Asia/Shanghai", "2026-09-29 00:00"},
		{compiled(t, weekends), "Europe/Berlin", "2026-03-27 00:00"},
		{compiled(t, weekends), "America/New_York", "2026-10-30 00:00"},
		{compiled(t, weekends), "Australia/Lord_Howe", "2026-04-03 00:00"},
	}
	rng := rand.New(rand.NewPCG(2026, 4))
	fired, breached := 0, 0
	for n := range 60 {
		scene := scenes[n%len(scenes)]
		loc := place(t, scene.zone)
		i := randomIssue(t, rng, instant(t, loc, scene.start))
		rules := clockRules
		rules.Restart = rng.IntN(2) == 0
		until := i.Raised.Add(time.Duration(rng.IntN(16*24*60)) * time.Minute)
		s := &simulated{cal: scene.cal, loc: loc, rules: rules}
		s.run(i, until)
		clock := newClock(t, rules, scene.cal, loc)
		var got []string
		for _, e := range clock.Escalations([]comms.Issue{i}, until) {
			got = append(got, fmt.Sprintf("%s %d %d %s %s", e.Clock, e.Round, e.AfterMin, e.To.ID, e.At.UTC().Format(time.RFC3339)))
		}
		slices.Sort(got)
		slices.Sort(s.escalated)
		if !slices.Equal(got, s.escalated) {
			t.Fatalf("case %d, %s: escalations\n got %q\nwant %q\n%+v", n, scene.zone, got, s.escalated, i)
		}
		late := map[string]int64{}
		for _, r := range clock.Breaches([]comms.Issue{i}, until) {
			late[fmt.Sprint(r.Clock, r.Round)] = r.LateMin()
		}
		if fmt.Sprint(late) != fmt.Sprint(s.late) {
			t.Fatalf("case %d, %s: late %v, want %v\n%+v", n, scene.zone, late, s.late, i)
		}
		fired, breached = fired+len(got), breached+len(late)
	}
	if fired < 60 || breached < 30 {
		t.Errorf("only %d escalations and %d breaches: the cases are too tame", fired, breached)
	}
}

// randomIssue returns an issue with allowed steps on whole minutes, two of
// them never at one time.
func randomIssue(t *testing.T, rng *rand.Rand, start time.Time) comms.Issue {
	t.Helper()
	at := start.Add(time.Duration(rng.IntN(2*24*60)) * time.Minute)
	i := comms.Issue{ID: "I1", Title: "x", Severity: comms.Severities()[rng.IntN(4)], Owner: "wu", RaisedBy: "lin", Raised: at}
	for range rng.IntN(8) {
		at = at.Add(time.Duration(1+rng.IntN(3*24*60)) * time.Minute)
		allowed := i.State().Allowed()
		if plain := slices.Index(allowed, comms.IssueAssign); plain > 0 && rng.IntN(4) > 0 {
			allowed = allowed[:plain] // mostly what moves the clocks
		}
		step := stepFor(i, allowed[rng.IntN(len(allowed))], at)
		if step.Do == comms.IssueWait {
			step.Reason = []comms.WaitReason{comms.WaitCustomer, comms.WaitSupplier, comms.WaitDecision}[rng.IntN(3)]
		}
		if next, found := i.Do(step); len(found) == 0 {
			i = next
		}
	}
	return i
}
