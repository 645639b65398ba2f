package comms_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// held are sound minutes of a meeting of the series "weekly".
func held(t *testing.T, on string) comms.Minutes {
	t.Helper()
	return comms.Minutes{
		Meeting: "weekly/" + on, Series: "weekly", On: civil(t, on), By: "wang.wei", Chair: "li.na", Quorum: comms.Quorum{Least: 2},
		Attendance: []comms.Attendance{{Actor: "li.na", Presence: comms.Present}, {Actor: "wang.wei", Presence: comms.Remote}, {Actor: "zhao", Presence: comms.Excused}},
	}
}

func do(t *testing.T, id, owner, due string) comms.Action {
	t.Helper()
	return comms.Action{ID: id, Text: "do " + id, Owner: owner, Due: civil(t, due), About: []finding.Ref{{Kind: "task", ID: "17"}}}
}

func done(t *testing.T, id, on string) comms.Closing {
	t.Helper()
	return comms.Closing{Item: id, On: civil(t, on), By: "li.na", Ending: comms.Done, Result: "sent",
		Evidence: []comms.Document{{URI: "doc/7", Digest: "sha256:07", Version: 1}}}
}

// weeks are four meetings: A1 is raised on the 2nd and closed on the 16th, A2
// stays open, T1 is raised on the 9th and settled between meetings.
func weeks(t *testing.T) ([]comms.Minutes, []comms.Closing) {
	t.Helper()
	m := []comms.Minutes{held(t, "2026-03-02"), held(t, "2026-03-09"), held(t, "2026-03-16"), held(t, "2026-03-23")}
	m[0].Actions = []comms.Action{do(t, "A1", "li.na", "2026-03-12"), do(t, "A2", "wang.wei", "2026-03-20")}
	m[0].Decisions = []comms.Decision{{ID: "D1", Text: "two channels"}}
	m[1].Topics = []comms.Topic{{ID: "T1", Text: "prices", Owner: "li.na"}}
	m[2].Closed = []comms.Closing{done(t, "A1", "2026-03-16")}
	m[2].Decisions = []comms.Decision{{ID: "D2", Text: "three channels", Supersedes: "D1"}}
	return m, []comms.Closing{done(t, "T1", "2026-03-18")}
}

// TestActionLog tells the story of those meetings by hand.
func TestActionLog(t *testing.T) {
	m, closings := weeks(t)
	log := comms.ActionLog(m, closings)
	var got []string
	for _, i := range log {
		got = append(got, fmt.Sprintf("%s %s from %s on %s, %d times, closed %t %s", i.Kind, i.ID, i.Origin, i.Raised, i.Carried, i.Closed, i.Closing.On))
	}
	want := []string{
		"action A1 from weekly/2026-03-02 on 2026-03-02, 2 times, closed true 2026-03-16",
		"action A2 from weekly/2026-03-02 on 2026-03-02, 3 times, closed false ",
		"topic T1 from weekly/2026-03-09 on 2026-03-09, 1 times, closed true 2026-03-18",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	open := comms.CarryOver(log, "weekly")
	if len(open) != 1 || open[0].ID != "A2" || open[0].Carried != 4 || open[0].Origin != "weekly/2026-03-02" || log[1].Carried != 3 {
		t.Errorf("carried over: %+v", open)
	}
	if comms.CarryOver(log, "other") != nil {
		t.Error("another series carries it")
	}
	if got := comms.OverdueItems(log, civil(t, "2026-03-20")); got != nil {
		t.Errorf("overdue on its day: %v", got)
	}
	if got := comms.OverdueItems(log, civil(t, "2026-03-21")); len(got) != 1 || got[0].ID != "A2" {
		t.Errorf("overdue: %v", got)
	}
	if got := comms.ItemsOf(log, "li.na"); len(got) != 2 || got[0].ID != "A1" || got[1].ID != "T1" {
		t.Errorf("of li.na: %v", got)
	}
	if got := comms.ItemsOf(comms.OpenItems(log), "wang.wei"); len(got) != 1 {
		t.Errorf("open of wang.wei: %v", got)
	}
	open[0].About[0].ID = "changed"
	if m[0].Actions[1].About[0].ID != "17" || log[1].About[0].ID != "17" {
		t.Error("a result shares its list with the minutes")
	}
}

func TestDecisionLog(t *testing.T) {
	m, _ := weeks(t)
	m[2].Attendance = m[2].Attendance[:1]
	log := comms.DecisionLog(m)
	if len(log) != 2 || log[0].SupersededBy != "D2" || log[1].SupersededBy != "" || log[1].Meeting != "weekly/2026-03-16" || !log[0].Quorate || log[1].Quorate {
		t.Errorf("%+v", log)
	}
	if got := comms.Holding(log); len(got) != 1 || got[0].ID != "D2" {
		t.Errorf("holding: %+v", got)
	}
}

// TestSupersedingInARow: each decision takes the place of the one it names and
// of no other, and only the first to do so counts.
func TestSupersedingInARow(t *testing.T) {
	m := held(t, "2026-03-02")
	for _, pair := range [][2]string{{"D0", ""}, {"D1", ""}, {"D2", "D1"}, {"D3", ""}, {"D4", "D2"}, {"D5", "D1"}, {"D6", "D9"}} {
		m.Decisions = append(m.Decisions, comms.Decision{ID: pair[0], Text: "x", Supersedes: pair[1]})
	}
	got := map[string]string{}
	for _, d := range comms.DecisionLog([]comms.Minutes{m}) {
		got[d.ID] = d.SupersededBy
	}
	want := map[string]string{"D0": "", "D1": "D2", "D2": "D4", "D3": "", "D4": "", "D5": "", "D6": ""}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	m.Decisions[0].About = []finding.Ref{{Kind: "risk", ID: "R1"}}
	all := comms.DecisionLog([]comms.Minutes{m})
	now := comms.Holding(all)
	if len(now) != 5 || now[0].ID != "D0" || now[1].ID != "D3" {
		t.Errorf("%+v", now)
	}
	now[0].About[0].ID = "x"
	if all[0].About[0].ID != "R1" || m.Decisions[0].About[0].ID != "R1" {
		t.Error("a result shares its list")
	}
}

// TestSoundMinutesPass: nothing is found in the story, nor in a correction of
// it, and the correction is what counts.
func TestSoundMinutesPass(t *testing.T) {
	m, closings := weeks(t)
	again := m[0].Corrected("li.na", "the owner was wrong")
	again.Actions[1].Owner = "zhao"
	third := again.Corrected("li.na", "a word")
	m = append(m, third, again)
	if found := comms.CheckMinutes(m, closings); len(found) > 0 {
		t.Errorf("%v", found)
	}
	if m[0].Actions[1].Owner != "wang.wei" {
		t.Error("the correction wrote into the first revision")
	}
	if log := comms.ActionLog(m, closings); len(log) != 3 || log[1].Owner != "zhao" {
		t.Errorf("%+v", log)
	}
	if latest := comms.Latest(m); len(latest) != 4 || latest[0].Revision != 2 || !latest[0].On.Before(latest[1].On) {
		t.Errorf("%+v", latest)
	}
}

// TestQuorum by hand: who counts, and who must be there.
func TestQuorum(t *testing.T) {
	for _, c := range []struct {
		q       comms.Quorum
		present []string
		met     bool
	}{
		{comms.Quorum{}, nil, true},
		{comms.Quorum{Least: 2}, []string{"a"}, false},
		{comms.Quorum{Least: 2}, []string{"a", "a"}, false},
		{comms.Quorum{Least: 2}, []string{"a", "b"}, true},
		{comms.Quorum{Required: []string{"c"}}, []string{"a", "b"}, false},
		{comms.Quorum{Least: 1, Required: []string{"c"}}, []string{"c"}, true},
		{comms.Quorum{Least: 3, Required: []string{"c"}}, []string{"c", "a"}, false},
	} {
		if c.q.Met(c.present) != c.met {
			t.Errorf("%+v with %v: not %t", c.q, c.present, c.met)
		}
	}
	m := comms.Minutes{Quorum: comms.Quorum{Least: 2}, Attendance: []comms.Attendance{
		{Actor: "a", Presence: comms.Present}, {Actor: "b", Presence: comms.Excused}, {Actor: "c", Presence: comms.Absent}}}
	if m.Quorate() {
		t.Error("those excused count")
	}
	if m.Attendance[1].Presence = comms.Remote; !m.Quorate() || !slices.Equal(m.Present(), []string{"a", "b"}) {
		t.Error("those remote do not count")
	}
}

// TestMinutesFaults breaks the story in one place each and wants exactly that
// found.
func TestMinutesFaults(t *testing.T) {
	type story = func(m []comms.Minutes, x []comms.Closing) ([]comms.Minutes, []comms.Closing)
	one := func(change func(m *comms.Minutes)) story {
		return func(m []comms.Minutes, x []comms.Closing) ([]comms.Minutes, []comms.Closing) {
			change(&m[0])
			return m, x
		}
	}
	closing := func(change func(x *comms.Closing)) story {
		return func(m []comms.Minutes, x []comms.Closing) ([]comms.Minutes, []comms.Closing) {
			change(&x[0])
			return m, x
		}
	}
	for _, c := range []struct {
		name  string
		broke story
		want  []finding.Code
	}{
		{"no day", one(func(m *comms.Minutes) { m.On = calendar.Date{} }), []finding.Code{comms.CodeMinutesIncomplete}},
		{"nobody wrote it", one(func(m *comms.Minutes) { m.By = " " }), []finding.Code{comms.CodeMinutesIncomplete}},
		{"no meeting", one(func(m *comms.Minutes) { m.Meeting = "" }), []finding.Code{comms.CodeNoID}},
		{"a presence that is none", one(func(m *comms.Minutes) { m.Attendance[2].Presence = "late" }), []finding.Code{comms.CodeUnknownWord}},
		{"somebody twice", one(func(m *comms.Minutes) { m.Attendance[2].Actor = "li.na" }), []finding.Code{comms.CodeActorTwice}},
		{"nobody attends", one(func(m *comms.Minutes) { m.Attendance[2].Actor = "" }), []finding.Code{comms.CodeNoParty}},
		{"decided without quorum", one(func(m *comms.Minutes) { m.Quorum.Least = 3 }), []finding.Code{comms.CodeDecidedWithoutQuorum}},
		{"met without quorum", func(m []comms.Minutes, x []comms.Closing) ([]comms.Minutes, []comms.Closing) {
			m[1].Quorum.Required = []string{"zhao"}
			return m, x
		}, []finding.Code{comms.CodeNoQuorum}},
		{"an open personal note", one(func(m *comms.Minutes) { m.Notes = []comms.Note{{Text: "is ill", Personal: true, Sealed: "seal/1"}} }), []finding.Code{comms.CodeNoteOpen}},
		{"a personal note that is nowhere", one(func(m *comms.Minutes) { m.Notes = []comms.Note{{Personal: true}} }), []finding.Code{comms.CodeNoteOpen}},
		{"a note of nothing", one(func(m *comms.Minutes) { m.Notes = []comms.Note{{}} }), []finding.Code{comms.CodeItemNoText}},
		{"a document without digest", one(func(m *comms.Minutes) { m.Documents = []comms.Document{{URI: "doc/1", Version: 1}} }), []finding.Code{comms.CodeDocumentIncomplete}},
		{"an action without text", one(func(m *comms.Minutes) { m.Actions[0].Text = "" }), []finding.Code{comms.CodeItemNoText}},
		{"an action of nobody", one(func(m *comms.Minutes) { m.Actions[0].Owner = "" }), []finding.Code{comms.CodeActionNoOwner}},
		{"an action without date", one(func(m *comms.Minutes) { m.Actions[0].Due = calendar.Date{} }), []finding.Code{comms.CodeActionNoDue}},
		{"an action due before", one(func(m *comms.Minutes) { m.Actions[0].Due = m.On.AddDays(-1) }), []finding.Code{comms.CodeActionDueBefore}},
		{"an action due at once", one(func(m *comms.Minutes) { m.Actions[0].Due = m.On }), nil},
		{"an id twice", one(func(m *comms.Minutes) { m.Topics = []comms.Topic{{ID: "A2", Text: "x"}} }), []finding.Code{comms.CodeDuplicateID}},
		{"an item without id", one(func(m *comms.Minutes) { m.Topics = []comms.Topic{{Text: "x"}} }), []finding.Code{comms.CodeNoID}},
		{"a topic without text", one(func(m *comms.Minutes) { m.Topics = []comms.Topic{{ID: "T9"}} }), []finding.Code{comms.CodeItemNoText}},
		{"a decision without text", one(func(m *comms.Minutes) { m.Decisions[0].Text = "" }), []finding.Code{comms.CodeItemNoText}},
		{"supersedes itself", one(func(m *comms.Minutes) { m.Decisions[0].Supersedes = "D1" }), []finding.Code{comms.CodeSupersedesUnknown}},
		{"supersedes a later one", one(func(m *comms.Minutes) { m.Decisions[0].Supersedes = "D2" }), []finding.Code{comms.CodeSupersedesUnknown}},
		{"closed without result", closing(func(x *comms.Closing) { x.Result = "" }), []finding.Code{comms.CodeClosingNoResult}},
		{"closed by nobody", closing(func(x *comms.Closing) { x.By = "" }), []finding.Code{comms.CodeClosingIncomplete}},
		{"done without evidence", closing(func(x *comms.Closing) { x.Evidence = nil }), []finding.Code{comms.CodeClosingNoEvidence}},
		{"dropped without evidence", closing(func(x *comms.Closing) { x.Evidence, x.Ending = nil, comms.Dropped }), nil},
		{"an ending that is none", closing(func(x *comms.Closing) { x.Ending = "lost" }), []finding.Code{comms.CodeUnknownWord}},
		{"closes nothing", closing(func(x *comms.Closing) { x.Item = "T7" }), []finding.Code{comms.CodeClosingIdle}},
		{"closes before it is raised", closing(func(x *comms.Closing) { x.On = x.On.AddDays(-10) }), []finding.Code{comms.CodeClosingIdle}},
		{"closes twice", func(m []comms.Minutes, x []comms.Closing) ([]comms.Minutes, []comms.Closing) {
			return m, append(x, x[0])
		}, []finding.Code{comms.CodeClosingIdle}},
		{"a revision too far", one(func(m *comms.Minutes) { m.Revision = 1 }), []finding.Code{comms.CodeRevisionCount}},
		{"two first revisions", func(m []comms.Minutes, x []comms.Closing) ([]comms.Minutes, []comms.Closing) {
			return append(m, m[3]), x
		}, []finding.Code{comms.CodeRevisionCount}},
		{"a first revision after another", one(func(m *comms.Minutes) { m.Previous = "sha256:00" }), []finding.Code{comms.CodeRevisionChain}},
		{"a revision of something else", func(m []comms.Minutes, x []comms.Closing) ([]comms.Minutes, []comms.Closing) {
			again := m[3].Corrected("li.na", "typo")
			m[3].Reason = "changed afterwards"
			return append(m, again), x
		}, []finding.Code{comms.CodeRevisionChain}},
	} {
		found := comms.CheckMinutes(c.broke(weeks(t)))
		if diff := cmp.Diff(c.want, codes(found)); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

// TestCarryOverLosesNothing raises and closes items at random over meetings of
// several series and compares with a plain list: each item is open or closed,
// once, with the origin it had, and counted for each meeting it stood open in.
func TestCarryOverLosesNothing(t *testing.T) {
	const seed = 31
	rng := rand.New(rand.NewPCG(seed, 3))
	for round := range 200 {
		type model struct {
			origin, series string
			carried        int
			closed         bool
		}
		items, order := map[string]*model{}, []string{}
		var all []comms.Minutes
		var outside []comms.Closing
		on := civil(t, "2026-01-05")
		for n := range 3 + rng.IntN(12) {
			on = on.AddDays(1 + rng.IntN(5))
			m := held(t, on.String())
			m.Series = []string{"weekly", "steering", ""}[rng.IntN(3)]
			m.Meeting = fmt.Sprintf("%s/%d", m.Series, n)
			for _, id := range order {
				if x := items[id]; !x.closed && x.series == m.Series {
					x.carried++
				}
			}
			for k := range rng.IntN(4) {
				id := fmt.Sprintf("I%d-%d", n, k)
				items[id] = &model{origin: m.Meeting, series: m.Series}
				order = append(order, id)
				if k < 2 {
					m.Actions = append(m.Actions, do(t, id, "li.na", "2026-12-31"))
				} else {
					m.Topics = append(m.Topics, comms.Topic{ID: id, Text: id})
				}
			}
			for _, id := range order {
				if x := items[id]; !x.closed && rng.IntN(3) == 0 {
					x.closed = true
					if rng.IntN(2) == 0 {
						m.Closed = append(m.Closed, done(t, id, on.String()))
					} else {
						outside = append(outside, done(t, id, on.String()))
					}
				}
			}
			all = append(all, m)
			if rng.IntN(3) == 0 {
				all = append(all, m.Corrected("li.na", "again"))
			}
		}
		rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		rng.Shuffle(len(outside), func(i, j int) { outside[i], outside[j] = outside[j], outside[i] })
		log := comms.ActionLog(all, outside)
		if len(log) != len(items) {
			t.Fatalf("seed %d, round %d: %d items, want %d", seed, round, len(log), len(items))
		}
		open := 0
		for i, x := range log {
			want := items[x.ID]
			if x.ID != order[i] || x.Origin != want.origin || x.Series != want.series || x.Carried != want.carried || x.Closed != want.closed {
				t.Fatalf("seed %d, round %d: %+v, want %+v", seed, round, x, *want)
			}
			if !x.Closed {
				open++
			}
		}
		carried := 0
		for _, series := range []string{"weekly", "steering", ""} {
			carried += len(comms.CarryOver(log, series))
		}
		if carried != open || len(comms.OpenItems(log)) != open {
			t.Fatalf("seed %d, round %d: %d carried, %d open", seed, round, carried, open)
		}
		if found := comms.CheckMinutes(all, outside); len(found) > 0 {
			t.Fatalf("seed %d, round %d: %v", seed, round, found)
		}
	}
}

// TestDoublesStayInTheLog: two items with one id by mistake are both there, and
// are closed one after the other.
func TestDoublesStayInTheLog(t *testing.T) {
	m, closings := weeks(t)
	m[1].Actions = []comms.Action{do(t, "A2", "zhao", "2026-03-30")}
	log := comms.ActionLog(m, append(closings, done(t, "A2", "2026-03-19")))
	if len(log) != 4 || !log[1].Closed || log[2].Owner != "zhao" || log[2].Closed {
		t.Errorf("%+v", log)
	}
}

func TestDocuments(t *testing.T) {
	known := []comms.Document{{URI: "a", Digest: "1", Version: 1}, {URI: "a", Digest: "2", Version: 2}, {URI: "b", Digest: "1", Version: 1},
		{URI: "c", Digest: "1", Version: 1}, {URI: "d", Digest: "1", Version: 1}}
	seen := []comms.Sighting{{URI: "a", Digest: "2"}, {URI: "b", Digest: "9"}, {URI: "c"}, {URI: "x", Digest: "1"}}
	var got []string
	for _, f := range comms.CheckDocuments(known, seen) {
		got = append(got, fmt.Sprintf("%s %s %s", f.Severity, f.Code, f.Subject.ID))
	}
	want := []string{"block comms.document.broken c", "warn comms.document.changed b"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	d := known[2]
	if got := d.Renewed(seen[1]); got.Version != 2 || got.Digest != "9" || d.Version != 1 {
		t.Errorf("changed: %+v", got)
	}
	for _, s := range []comms.Sighting{{URI: "b", Digest: "1"}, {URI: "b"}, {URI: "a", Digest: "2"}} {
		if got := d.Renewed(s); got != d {
			t.Errorf("%+v: %+v", s, got)
		}
	}
}

func TestObligations(t *testing.T) {
	s := seriesFrom(t, "2026-03-02", comms.EveryWeekOn(comms.Monday))
	s.Title, s.Place = "Weekly", "Room 3"
	s = s.With(comms.Exception{On: civil(t, "2026-03-16"), Kind: comms.CancelledOnce})
	first, last := civil(t, "2026-03-09"), civil(t, "2026-03-22")
	all, err := s.AllOccurrences(chinese(t), place(t, s.Zone), civil(t, "2026-03-01"), civil(t, "2026-03-31"))
	if err != nil {
		t.Fatal(err)
	}
	m, closings := weeks(t)
	m[1].Topics = append(m[1].Topics, comms.Topic{ID: "T2", Text: "tone", Owner: "wang.wei"})
	m[3].Actions = []comms.Action{do(t, "A3", "wang.wei", "2026-04-01"), do(t, "A4", "wang.wei", "2026-03-22")}
	got := comms.ObligationsOf("wang.wei", []comms.Series{s}, all, comms.ActionLog(m, closings), first, last)
	var ids []string
	for _, x := range got.Actions {
		ids = append(ids, x.ID)
	}
	if len(got.Duties) != 1 || got.Duties[0].ID != "s/2026-03-09" || got.Duties[0].Chair || got.Duties[0].Place != "Room 3" || got.MeetMin != 60 {
		t.Errorf("duties: %+v", got.Duties)
	}
	if want := []string{"A2", "A4", "T2"}; !slices.Equal(ids, want) {
		t.Errorf("actions: %v, want %v", ids, want)
	}
	if chair := comms.ObligationsOf("li.na", []comms.Series{s}, all, nil, first, last); len(chair.Duties) != 1 || !chair.Duties[0].Chair {
		t.Errorf("the chair: %+v", chair)
	}
	if none := comms.ObligationsOf("zhao", []comms.Series{s}, all, nil, first, last); none.Duties != nil || none.Actions != nil {
		t.Errorf("somebody else: %+v", none)
	}
}

// TestObligationsShareEverything: over all people, every meeting held stands
// once for each who is expected and every open item that is due once for its
// owner; nothing else.
func TestObligationsShareEverything(t *testing.T) {
	const seed = 41
	rng := rand.New(rand.NewPCG(seed, 8))
	people := []string{"li.na", "wang.wei", "zhao", "chen"}
	for round := range 60 {
		cal, _ := randomWork(t, rng, civil(t, "2025-01-01"))
		first := civil(t, "2025-02-01").AddDays(rng.IntN(90))
		last, want, got := first.AddDays(rng.IntN(40)), map[string]int{}, map[string]int{}
		var series []comms.Series
		var all []comms.Occurrence
		for n := range 3 {
			s := randomSeries(t, rng)
			s.ID, s.Chair, s.Members = fmt.Sprint("s", n), people[rng.IntN(4)], people[:rng.IntN(5)]
			list, err := s.AllOccurrences(cal, place(t, s.Zone), first.AddDays(-20), last.AddDays(20))
			if err != nil {
				t.Fatal(err)
			}
			for _, o := range list {
				for _, p := range people {
					day := o.Local.Date()
					if o.Fate.Held() && !day.Before(first) && !day.After(last) && (p == s.Chair || slices.Contains(s.Members, p)) {
						want[p+" meets "+o.ID]++
					}
				}
			}
			series, all = append(series, s), append(all, list...)
		}
		var items []comms.Item
		for n := range rng.IntN(30) {
			i := comms.Item{ID: fmt.Sprint("i", n), Owner: people[rng.IntN(4)], Closed: rng.IntN(3) == 0}
			if rng.IntN(4) > 0 {
				i.Due = first.AddDays(rng.IntN(80) - 20)
			}
			if !i.Closed && !i.Due.After(last) {
				want[i.Owner+" does "+i.ID]++
			}
			items = append(items, i)
		}
		for _, p := range people {
			o := comms.ObligationsOf(p, series, all, items, first, last)
			minutes := 0
			for _, d := range o.Duties {
				got[p+" meets "+d.ID]++
				minutes += d.DurationMin
			}
			for _, a := range o.Actions {
				got[p+" does "+a.ID]++
			}
			if minutes != o.MeetMin {
				t.Errorf("seed %d, round %d: %d min of %d", seed, round, o.MeetMin, minutes)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("seed %d, round %d: %s", seed, round, diff)
		}
	}
}

// TestLargeLogs: tens of thousands of items and closings are folded at once.
func TestLargeLogs(t *testing.T) {
	const meetings, each = 2_000, 20
	var all []comms.Minutes
	var closings []comms.Closing
	on := civil(t, "2000-01-01")
	for n := range meetings {
		m := comms.Minutes{Meeting: fmt.Sprint(n), Series: "s", On: on.AddDays(n), By: "x"}
		for k := range each {
			m.Topics = append(m.Topics, comms.Topic{ID: fmt.Sprint(n, "/", k), Text: "x"})
			closings = append(closings, comms.Closing{Item: fmt.Sprint(n, "/", k), On: m.On.AddDays(k), By: "x", Ending: comms.Dropped, Result: "x"})
		}
		all = append(all, m)
	}
	log := comms.ActionLog(all, closings)
	if len(log) != meetings*each || len(comms.OpenItems(log)) != 0 {
		t.Fatalf("%d items, %d open", len(log), len(comms.OpenItems(log)))
	}
	// Closed k days later, after that day's meeting: carried by k meetings, fewer at the end.
	for i, x := range log {
		if want := min(i%each, meetings-1-i/each); x.Carried != want {
			t.Fatalf("%s was carried %d times, want %d", x.ID, x.Carried, want)
		}
	}
}

// TestLatestTakesTheHighestRevision in any order, and of two with one number the
// last given.
func TestLatestTakesTheHighestRevision(t *testing.T) {
	first := held(t, "2026-03-02")
	second := first.Corrected("li.na", "a")
	third := second.Corrected("li.na", "b")
	other := second.Clone()
	other.Reason = "c"
	for _, c := range []struct {
		given []comms.Minutes
		want  string
	}{
		{[]comms.Minutes{first}, ""}, {[]comms.Minutes{first, second}, "a"}, {[]comms.Minutes{third, second, first}, "b"},
		{[]comms.Minutes{second, third, first}, "b"}, {[]comms.Minutes{second, other}, "c"}, {[]comms.Minutes{other, first, second}, "a"},
	} {
		got := comms.Latest(c.given)
		if len(got) != 1 || got[0].Reason != c.want {
			t.Errorf("%d given: %+v, want %q", len(c.given), got, c.want)
		}
	}
	if comms.Latest(nil) != nil {
		t.Error("something from nothing")
	}
	if second.Revision != 1 || second.Previous != first.Fingerprint() || third.Previous != second.Fingerprint() || second.By != "li.na" {
		t.Errorf("%+v", second)
	}
}

// TestOverdueByDay: overdue begins on the day after the due date, and never for
// what is closed or has no date.
func TestOverdueByDay(t *testing.T) {
	due := civil(t, "2026-03-10")
	for _, c := range []struct {
		item comms.Item
		on   string
		want bool
	}{
		{comms.Item{Due: due}, "2026-03-09", false}, {comms.Item{Due: due}, "2026-03-10", false}, {comms.Item{Due: due}, "2026-03-11", true},
		{comms.Item{Due: due, Closed: true}, "2026-03-11", false}, {comms.Item{}, "2026-03-11", false},
	} {
		if c.item.Overdue(civil(t, c.on)) != c.want {
			t.Errorf("%+v on %s: not %t", c.item, c.on, c.want)
		}
	}
}

// TestClosingOutsideOnTheDayOfAMeeting comes after that meeting: the item was
// carried by it, and one raised in it can be closed the same day.
func TestClosingOutsideOnTheDayOfAMeeting(t *testing.T) {
	m := []comms.Minutes{held(t, "2026-03-02"), held(t, "2026-03-09")}
	m[0].Actions = []comms.Action{do(t, "A1", "li.na", "2026-03-12")}
	m[1].Actions = []comms.Action{do(t, "A2", "li.na", "2026-03-12")}
	for _, c := range []struct {
		item, on string
		carried  int
	}{{"A1", "2026-03-02", 0}, {"A1", "2026-03-08", 0}, {"A1", "2026-03-09", 1}, {"A1", "2026-03-10", 1}, {"A2", "2026-03-09", 0}} {
		log := comms.ItemsOf(comms.ActionLog(m, []comms.Closing{done(t, c.item, c.on)}), "li.na")
		at := slices.IndexFunc(log, func(i comms.Item) bool { return i.ID == c.item })
		if !log[at].Closed || log[at].Carried != c.carried {
			t.Errorf("%s closed on %s: %+v, want %d", c.item, c.on, log[at], c.carried)
		}
	}
}
