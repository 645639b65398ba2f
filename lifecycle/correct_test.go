package lifecycle

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// suspended is a project that was halted on the 10th and taken up on the 14th.
//
//	1 started 2, 2 planning 5, 3 suspended 10, 4 resumed 14, all of March
func suspended(t *testing.T) *play {
	t.Helper()
	p := newPlay(t, SalesProject())
	at := func(d int) Header {
		p.now = day(d)
		return Header{ID: CommandID(day(d).Format("Jan2")), Actor: "pm", At: day(d), Reason: "so"}
	}
	p.do(StartProject{Header: at(2), Definition: SalesProjectID})
	p.do(RequestMove{Header: at(5), To: PhasePlanning}, RoleManager)
	p.do(Suspend{Header: at(10)}, RoleManager)
	p.do(Resume{Header: at(14)}, RoleManager)
	p.now = day(20)
	for i := range p.entries { // written down at noon, the hour added by the play taken away
		p.entries[i].Recorded = p.entries[i].At
	}
	p.state, _ = Replay(sure(p.entries))
	return p
}

func correction(entry Version, d int) CorrectTime {
	return CorrectTime{Header: Header{ID: CommandID(day(d).Format("2.") + finding.Number(int64(entry), "").Plain()), Actor: "pm", Reason: "the minutes say so"}, Entry: entry, To: day(d)}
}

func TestCorrectTimeMovesWhatFollows(t *testing.T) {
	p := suspended(t)
	p.do(correction(3, 8))
	if p.state.Paused != 6*24*time.Hour {
		t.Errorf("suspended from the 8th to the 14th, which is 6 days, not %v", p.state.Paused)
	}
	p.do(correction(2, 4))
	if !p.state.Since.Equal(day(4)) || !p.state.Path()[1].At.Equal(day(4)) {
		t.Errorf("in planning since %v, the path says %v, both are the 4th", p.state.Since, p.state.Path()[1].At)
	}
	p.do(correction(1, 1))
	p.do(correction(4, 16))
	if !p.state.Started.Equal(day(1)) || !p.state.Latest.Equal(day(16)) || p.state.Paused != 8*24*time.Hour {
		t.Errorf("started %v, latest %v, paused %v", p.state.Started, p.state.Latest, p.state.Paused)
	}
	first := p.state.Corrections()[0]
	if len(p.state.Corrections()) != 4 || first.Entry != 3 || first.Version != 5 || !first.Was.Equal(day(10)) || !first.To.Equal(day(8)) || first.Actor != "pm" || first.Reason == "" {
		t.Errorf("the original is not to be read in %+v", first)
	}
	if e := p.entries[2]; !e.At.Equal(day(10)) {
		t.Errorf("the entry itself now says %v", e.At)
	}
	if back, err := Replay(sure(p.entries)); err != nil || form(t, back) != form(t, p.state) {
		t.Errorf("replayed %s, %v", form(t, back), err)
	}
}

func TestCorrectTimeIsRefused(t *testing.T) {
	noReason := correction(2, 4)
	noReason.Reason = ""
	never := correction(2, 4)
	never.To = time.Date(10001, 1, 1, 0, 0, 0, 0, time.UTC)
	cases := []struct {
		name string
		cmd  CorrectTime
		want finding.Code
	}{
		{"no such entry", correction(9, 4), CodeCorrectionUnknown},
		{"version 0", correction(0, 4), CodeCorrectionUnknown},
		{"before the start", correction(2, 1), CodeCorrectionTooEarly},
		{"behind the suspension", correction(2, 11), CodeCorrectionTooLate},
		{"not changed", correction(2, 5), CodeCorrectionSame},
		{"tomorrow", correction(4, 21), CodeCorrectionInFuture},
		{"without a reason", noReason, CodeCorrectionNoReason},
		{"in no year", never, CodeCommandBadTime},
	}
	for _, c := range cases {
		p := suspended(t)
		before := form(t, p.state)
		_, refusal := p.try(c.cmd)
		if refusal == nil || !slices.Contains(codes(refusal.Findings), c.want) {
			t.Errorf("%s: %v, want %s", c.name, refusal, c.want)
		}
		if form(t, p.state) != before {
			t.Errorf("%s: changed the state", c.name)
		}
	}
	notMoves := newPlay(t, SalesProject()).to(PhasePlanning)
	notMoves.do(AddNote{notMoves.by("pm"), "x", finding.Ref{}})
	notMoves.approve(MoveStartExecution)
	for _, v := range []Version{3, 4} {
		cmd := correction(v, 2)
		if _, refusal := notMoves.try(cmd); refusal == nil || refusal.Findings[0].Code != CodeCorrectionUnknown {
			t.Errorf("entry %d is a note or an approval: %v", v, refusal)
		}
	}
}

// TestCorrectTimeStaysBehindApprovals: an approval is a neighbour, too.
func TestCorrectTimeStaysBehindApprovals(t *testing.T) {
	p := newPlay(t, SalesProject()).to(PhaseExecution) // 1 start, 2 planning, 3 approval, 4 execution
	given := p.entries[2].At
	cmd := CorrectTime{Header: p.by("pm"), Entry: 4, To: given.Add(-time.Minute)}
	if _, refusal := p.try(cmd); refusal == nil || refusal.Findings[0].Code != CodeCorrectionTooEarly || refusal.Findings[0].Want != finding.Instant(given) {
		t.Errorf("moved before the approval it rests on: %v", refusal)
	}
	cmd.To = given
	p.do(cmd)
	if !p.state.Since.Equal(given) {
		t.Errorf("since %v", p.state.Since)
	}
}

func TestCorrectStep(t *testing.T) {
	p := newPlay(t, SalesProject()).to(PhaseExecution)
	r, _ := p.state.Regions().Lookup(PhaseMonitoring)
	next := p.def.phase(PhaseMonitoring).after(r.Step)[0]
	p.do(RequestStep{Header: p.by("pm"), Phase: PhaseMonitoring, To: next}, RoleManager)
	at := p.entries[len(p.entries)-1].At
	p.do(CorrectTime{Header: p.by("pm"), Entry: p.state.Version, To: at.Add(-30 * time.Minute)})
	if !p.state.Latest.Equal(at.Add(-30 * time.Minute)) {
		t.Errorf("latest %v, the step was at %v", p.state.Latest, at)
	}
	entries := append([]Entry{}, p.entries...)
	s, err := AsOf(sure(entries), at.Add(-10*time.Minute), time.Time{})
	if r, _ := s.Regions().Lookup(PhaseMonitoring); err != nil || r.Step != next {
		t.Errorf("ten minutes before, as is known now: %v, %v", r, err)
	}
	s, err = AsOf(sure(entries), at.Add(-10*time.Minute), at)
	if r, _ := s.Regions().Lookup(PhaseMonitoring); err != nil || r.Step == next {
		t.Errorf("ten minutes before, as was known then: %v, %v", r, err)
	}
}

// TestAsOfKnowsCorrections asks for both times around a correction.
func TestAsOfKnowsCorrections(t *testing.T) {
	p := suspended(t)
	p.now = day(20)
	p.do(correction(2, 3)) // written down on the 20th, 13 o'clock
	for _, c := range []struct {
		effective, known int
		want             PhaseID
	}{
		{4, 19, PhaseInitiation}, // believed on the 19th: still initiation on the 4th
		{4, 21, PhasePlanning},   // known on the 21st: planning since the 3rd
		{2, 21, PhaseInitiation},
		{6, 19, PhasePlanning},
		{6, 4, PhaseInitiation},
	} {
		s, err := AsOf(sure(p.entries), day(c.effective), day(c.known))
		if err != nil || s.Phase != c.want {
			t.Errorf("on the %d, as known on the %d: %s, want %s, %v", c.effective, c.known, s.Phase, c.want, err)
		}
	}
	late := correction(2, 9)
	late.ID = "late"
	p.do(late)
	if s, _ := AsOf(sure(p.entries), day(6), time.Time{}); s.Phase != PhaseInitiation {
		t.Errorf("on the 6th it was %s; the last correction says the 9th", s.Phase)
	}
}

// TestLateFactChangesThePastOnlyAsKnownLater: facts may be dated freely.
func TestLateFactChangesThePastOnlyAsKnownLater(t *testing.T) {
	p := newPlay(t, SalesProject())
	p.start()
	p.now = day(25)
	p.do(RecordFacts{p.by("pm"), []Fact{{Name: FactChangesOpen, Value: finding.Number(3, ""), At: day(10)}}}, RoleManager)
	march := day(12)
	now, _ := AsOf(sure(p.entries), march, time.Time{})
	if f, ok := now.Facts().Lookup(FactChangesOpen); !ok || f.Value != finding.Number(3, "") {
		t.Errorf("as is known now: %v", f)
	}
	then, _ := AsOf(sure(p.entries), march, march)
	if f, ok := then.Facts().Lookup(FactChangesOpen); ok {
		t.Errorf("as was known then: %v", f)
	}
}

// row is one line of the table the oracle works on: what, from when, known since.
type row struct {
	entry     Entry
	effective time.Time
}

// tableOf returns the rows that were known, each with the time that was last
// said of it.
func tableOf(entries []Entry, known time.Time) []row {
	var rows []row
	for i, e := range entries {
		if e.Recorded.After(known) {
			continue
		}
		e.Version = Version(i + 1)
		if c, ok := e.Body.(TimeCorrected); ok {
			for k := range rows {
				if rows[k].entry.Version == c.Entry {
					rows[k].effective = c.To
				}
			}
		}
		rows = append(rows, row{e, e.At})
	}
	return rows
}

// oracle is what the table says of a moment, worked out the long way.
type oracle struct {
	phase    PhaseID
	standing Standing
	started  time.Time
	since    time.Time
	paused   time.Duration
	path     []time.Time
	facts    map[FactName]finding.Value
	notes    int
}

func (o *oracle) take(rows []row, effective time.Time) {
	o.facts = map[FactName]finding.Value{}
	dated := map[FactName]time.Time{}
	var halted time.Time
	for _, r := range rows {
		if b, ok := r.entry.Body.(FactsRecorded); ok {
			for f := range b.Facts.All() {
				if !f.At.After(effective) && !f.At.Before(dated[f.Name]) {
					o.facts[f.Name], dated[f.Name] = f.Value, f.At
				}
			}
		}
		if r.effective.After(effective) {
			continue
		}
		switch b := r.entry.Body.(type) {
		case ProjectStarted:
			o.phase, o.standing, o.started, o.since = b.Phase, Active, r.effective, r.effective
			o.path = append(o.path, r.effective)
		case MoveTaken:
			if !halted.IsZero() {
				o.paused += r.effective.Sub(halted)
			}
			halted = time.Time{}
			if b.Standing == Suspended {
				halted = r.effective
			}
			switch b.Kind {
			case MoveForward, MoveRework, MoveCancel, MoveReopen:
				o.since = r.effective
			}
			o.phase, o.standing = b.To, b.Standing
			o.path = append(o.path, r.effective)
		case NoteAdded:
			o.notes++
		}
	}
}

// TestAsOfAgreesWithTheTable compares AsOf with the table at random moments of
// random histories with corrections and late facts in them.
func TestAsOfAgreesWithTheTable(t *testing.T) {
	corrected := 0
	eachRandom(t, func(t *testing.T, r *rand.Rand) {
		p := newProject(t, r)
		for range 120 {
			cmd, in := p.step(r)
			if p.state.path.n > 0 && r.IntN(4) == 0 {
				path := p.state.Path()
				at := pick(r, path)
				cmd = CorrectTime{p.header(r), at.Version, at.At.Add(time.Duration(r.IntN(60)-30) * time.Minute)}
			}
			entries, _ := Decide(p.def, p.state, cmd, in)
			p.apply(entries)
		}
		corrected += p.state.corrections.n
		first := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
		for range 40 {
			effective := first.Add(time.Duration(r.Int64N(int64(p.now.Sub(first))) + int64(time.Hour)))
			known := first.Add(time.Duration(r.Int64N(int64(p.now.Sub(first))) + int64(time.Hour)))
			got, err := AsOf(sure(p.entries), effective, known)
			if err != nil {
				t.Fatal(err)
			}
			var want oracle
			want.take(tableOf(p.entries, known), effective)
			compare(t, got, &want)
		}
		whole, _ := AsOf(sure(p.entries), time.Time{}, time.Time{})
		far, _ := AsOf(sure(p.entries), p.now.AddDate(1, 0, 0), time.Time{})
		if form(t, whole) != form(t, p.state) || form(t, far) != form(t, p.state) {
			t.Fatal("without limits it is not the state itself")
		}
	})
	if corrected < 100 {
		t.Errorf("only %d corrections: the test says little", corrected)
	}
}

func compare(t *testing.T, got State, want *oracle) {
	t.Helper()
	var path []time.Time
	for _, p := range got.Path() {
		path = append(path, p.At)
	}
	facts := map[FactName]finding.Value{}
	for f := range got.Facts().All() {
		facts[f.Name] = f.Value
	}
	switch {
	case got.Phase != want.phase || got.Standing != want.standing:
		t.Fatalf("in %s, %s, want %s, %s", got.Phase, got.Standing, want.phase, want.standing)
	case !got.Started.Equal(want.started) || !got.Since.Equal(want.since) || got.Paused != want.paused:
		t.Fatalf("started %v, since %v, paused %v, want %v, %v, %v", got.Started, got.Since, got.Paused, want.started, want.since, want.paused)
	case !slices.EqualFunc(path, want.path, time.Time.Equal):
		t.Fatalf("path %v, want %v", path, want.path)
	case !reflect.DeepEqual(facts, want.facts):
		t.Fatalf("facts %v, want %v", facts, want.facts)
	case len(got.Remarks()) != want.notes:
		t.Fatalf("%d notes, want %d", len(got.Remarks()), want.notes)
	}
}

func TestTrailFirst(t *testing.T) {
	var tr trail[int]
	for i := range 300 {
		tr = tr.add(i)
	}
	for n := range 301 {
		cut := tr.first(n)
		all := cut.all()
		if cut.n != n || len(all) != n || n > 0 && (all[0] != 0 || all[n-1] != n-1) {
			t.Fatalf("first %d: %v", n, all)
		}
		if more := cut.add(-1).all(); more[n] != -1 || len(tr.all()) != 300 || tr.all()[min(n, 299)] != min(n, 299) {
			t.Fatalf("adding behind the first %d touched the others", n)
		}
	}
}
