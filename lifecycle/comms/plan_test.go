package comms_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

func person(id string) comms.Party { return comms.Party{Kind: comms.Actor, ID: id} }
func role(id string) comms.Party   { return comms.Party{Kind: comms.Role, ID: id} }
func pkg(id string) finding.Ref    { return finding.Ref{Kind: "package", ID: id} }

// matrix has two packages: the first with all four letters, the second with
// nobody accountable.
func matrix() []comms.Responsibility {
	return []comms.Responsibility{
		{Subject: pkg("1"), Who: person("li.na"), Kind: comms.AccountableFor},
		{Subject: pkg("1"), Who: person("wang.wei"), Kind: comms.ResponsibleFor},
		{Subject: pkg("1"), Who: role("legal"), Kind: comms.ConsultedOn},
		{Subject: pkg("1"), Who: role("customer"), Kind: comms.InformedOf},
		{Subject: pkg("2"), Who: person("wang.wei"), Kind: comms.ResponsibleFor},
		{Subject: pkg("2"), Who: role("customer"), Kind: comms.InformedOf},
		{Subject: pkg("2"), Who: person("li.na"), Kind: comms.InformedOf},
	}
}

func told(e comms.Entry) string {
	return fmt.Sprintf("%s: %s about %v, %s every %d on %v by %s, from %s", e.Audience.Ref(), e.Content, e.About, e.Cadence.Kind, e.Cadence.Every, e.Cadence.Days, e.Channel, e.Owner.Ref())
}

// TestDraft by hand from that matrix.
func TestDraft(t *testing.T) {
	p := comms.DraftPlan(matrix(), comms.Drafting{Sponsor: person("zhao")})
	var got []string
	for _, e := range p.Entries {
		got = append(got, told(e))
	}
	slices.Sort(got)
	want := []string{
		"actor li.na: decisions about [package 1], on_event every 0 on [] by chat, from actor wang.wei",
		"actor li.na: progress about [package 2], weekly every 2 on [fri] by mail, from actor wang.wei",
		"actor li.na: status about [package 1], weekly every 0 on [fri] by report, from actor wang.wei",
		"actor wang.wei: tasks about [package 1], weekly every 0 on [mon] by meeting, from actor li.na",
		"actor wang.wei: tasks about [package 2], weekly every 0 on [mon] by meeting, from actor zhao",
		"role customer: progress about [package 1], weekly every 2 on [fri] by mail, from actor li.na",
		"role customer: progress about [package 2], weekly every 2 on [fri] by mail, from actor wang.wei",
		"role legal: consultation about [package 1], on_event every 0 on [] by chat, from actor li.na",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	var ladder comms.Ladder
	for _, l := range p.Ladders {
		if l.ID == "actor:li.na" {
			ladder = l
		}
	}
	if diff := cmp.Diff([]comms.LadderStep{{AfterMin: 480, To: person("li.na")}, {AfterMin: 1440, To: person("zhao")}}, ladder.Steps); diff != "" {
		t.Error(diff)
	}
	if found := p.Check(matrix()); len(found) > 0 {
		t.Errorf("%v", found)
	}
}

// TestNobodyElseToTell: alone on a subject, somebody owns their own entry.
func TestNobodyElseToTell(t *testing.T) {
	rows := []comms.Responsibility{{Subject: pkg("1"), Who: person("li.na"), Kind: comms.AccountableFor}, {Subject: pkg("1"), Who: person("li.na"), Kind: comms.InformedOf}}
	for _, e := range comms.DraftPlan(rows, comms.Drafting{}).Entries {
		if e.Owner != person("li.na") {
			t.Errorf("%s", told(e))
		}
	}
	for _, e := range comms.DraftPlan(rows, comms.Drafting{Sponsor: person("zhao")}).Entries {
		if e.Owner != person("zhao") {
			t.Errorf("%s", told(e))
		}
	}
}

// TestDraftReachesEveryInformedParty drafts from random matrices with ids made to
// clash. Every informed party has an entry for each subject, nothing blocks, the
// order of the rows does not matter, and taking any one entry away from the
// informed is found.
func TestDraftReachesEveryInformedParty(t *testing.T) {
	const seed = 12
	rng := rand.New(rand.NewPCG(seed, 6))
	ids := []string{"a", "b", "a:b", "a%3Ab", ":", "经理", "%"}
	kinds := []comms.DutyKind{comms.ResponsibleFor, comms.AccountableFor, comms.ConsultedOn, comms.InformedOf, comms.InformedOf}
	alone := 0
	for round := range 300 {
		var rows []comms.Responsibility
		for range 1 + rng.IntN(20) {
			who := comms.Party{Kind: []comms.PartyKind{comms.Actor, comms.Role, comms.Group}[rng.IntN(3)], ID: ids[rng.IntN(len(ids))]}
			rows = append(rows, comms.Responsibility{Subject: pkg(fmt.Sprint(rng.IntN(4))), Who: who, Kind: kinds[rng.IntN(len(kinds))]})
		}
		p := comms.DraftPlan(rows, comms.Drafting{Sponsor: person("zhao")})
		if found := p.Check(rows); finding.Blocks(found) {
			t.Fatalf("seed %d, round %d: %v", seed, round, found)
		}
		for _, r := range rows {
			if r.Kind == comms.InformedOf && entriesFor(p, r) == 0 {
				t.Fatalf("seed %d, round %d: %+v is not reached", seed, round, r)
			}
		}
		shuffle(rng, rows)
		if diff := cmp.Diff(p, comms.DraftPlan(rows, comms.Drafting{Sponsor: person("zhao")})); diff != "" {
			t.Fatalf("seed %d, round %d: %s", seed, round, diff)
		}
		for i := range p.Entries {
			less := p.Clone()
			less.Entries = slices.Delete(less.Entries, i, i+1)
			missed := 0
			for _, r := range rows {
				if r.Kind == comms.InformedOf && entriesFor(less, r) == 0 {
					missed++
				}
			}
			if got := less.Unreached(rows); len(got) != missed {
				t.Fatalf("seed %d, round %d: without %s %d are missed, want %d", seed, round, p.Entries[i].ID, len(got), missed)
			}
			alone += missed
		}
	}
	if alone < 100 {
		t.Errorf("only %d entries were missed", alone)
	}
}

// entriesFor counts the entries that tell the party of a row about its subject.
func entriesFor(p comms.Plan, r comms.Responsibility) int {
	n := 0
	for _, e := range p.Entries {
		for _, about := range e.About {
			if e.Audience == r.Who && about == r.Subject {
				n++
			}
		}
	}
	return n
}

// TestPlanFaults breaks the drafted plan in one place each.
func TestPlanFaults(t *testing.T) {
	for _, c := range []struct {
		name  string
		broke func(*comms.Plan)
		want  []finding.Code
	}{
		{"no id", func(p *comms.Plan) { p.Entries[0].ID = "" }, []finding.Code{comms.CodeNoID}},
		{"an id twice", func(p *comms.Plan) { p.Entries[0].ID = p.Entries[1].ID }, []finding.Code{comms.CodeDuplicateID}},
		{"no owner", func(p *comms.Plan) { p.Entries[0].Owner = comms.Party{} }, []finding.Code{comms.CodeEntryNoOwner}},
		{"an owner of no kind", func(p *comms.Plan) { p.Entries[0].Owner.Kind = "firm" }, []finding.Code{comms.CodeUnknownWord}},
		{"a content that is none", func(p *comms.Plan) { p.Entries[0].Content = "gossip" }, []finding.Code{comms.CodeUnknownWord}},
		{"no channel", func(p *comms.Plan) { p.Entries[0].Channel = "" }, []finding.Code{comms.CodeEntryChannel}},
		{"another channel", func(p *comms.Plan) { p.Entries[0].Channel = "radio" }, []finding.Code{comms.CodeEntryChannel}},
		{"a channel of no kind", func(p *comms.Plan) { p.Channels[0].Kind = "radio" }, []finding.Code{comms.CodeUnknownWord}},
		{"a channel twice", func(p *comms.Plan) { p.Channels = append(p.Channels, p.Channels[0]) }, []finding.Code{comms.CodeDuplicateID}},
		{"no ladder", func(p *comms.Plan) { p.Entries[0].Ladder = "" }, []finding.Code{comms.CodeEntryNoLadder}},
		{"another ladder", func(p *comms.Plan) { p.Entries[0].Ladder = "stairs" }, []finding.Code{comms.CodeEntryLadder}},
		{"a ladder without steps", func(p *comms.Plan) { p.Ladders[0].Steps = nil }, []finding.Code{comms.CodeLadderEmpty}},
		{"a ladder that stays level", func(p *comms.Plan) { p.Ladders[0].Steps[1].AfterMin = p.Ladders[0].Steps[0].AfterMin }, []finding.Code{comms.CodeLadderOrder}},
		{"a ladder below ground", func(p *comms.Plan) { p.Ladders[0].Steps[0].AfterMin = -1 }, []finding.Code{comms.CodeLadderOrder}},
		{"a ladder to nobody", func(p *comms.Plan) { p.Ladders[0].Steps[0].To.ID = "" }, []finding.Code{comms.CodeNoParty}},
		{"no cadence", func(p *comms.Plan) { p.Entries[0].Cadence = comms.Cadence{} }, []finding.Code{comms.CodeUnknownWord}},
		{"an audience without entry", func(p *comms.Plan) {
			p.Entries = slices.DeleteFunc(p.Entries, func(e comms.Entry) bool { return e.Audience == role("customer") && e.Owner == person("li.na") })
		}, []finding.Code{comms.CodePlanUnreached}},
		{"an audience from nowhere", func(p *comms.Plan) {
			p.Entries = append(p.Entries, comms.Entry{ID: "x", Audience: role("press"), Content: comms.StatusContent, Cadence: comms.EveryWeekOn(comms.Friday),
				Channel: "mail", Owner: person("li.na"), Ladder: "actor:li.na"})
		}, []finding.Code{comms.CodeEntryAudienceUnknown}},
		{"a subject from nowhere", func(p *comms.Plan) { p.Entries[0].About = append(p.Entries[0].About, pkg("9")) }, []finding.Code{comms.CodeEntrySubjectUnknown}},
	} {
		p := comms.DraftPlan(matrix(), comms.Drafting{Sponsor: person("zhao")})
		c.broke(&p)
		if diff := cmp.Diff(c.want, codes(p.Check(matrix()))); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
	p := comms.DraftPlan(matrix(), comms.Drafting{Sponsor: person("zhao")})
	p.Entries[0].Audience = comms.Party{}
	if found := p.Check(nil); len(found) != 1 || found[0].Code != comms.CodeNoParty || found[0].Subject.Field != "audience" {
		t.Errorf("no audience: %v", found)
	}
	bad := append(matrix(), comms.Responsibility{Subject: pkg("1"), Who: person("x"), Kind: "R"}, comms.Responsibility{Who: person("x"), Kind: comms.InformedOf})
	found := comms.DraftPlan(bad, comms.Drafting{Sponsor: person("zhao")}).Check(bad)
	if len(found) != 3 || found[0].Code != comms.CodePlanUnreached || found[1].Code != comms.CodeMatrixRow || found[1].Subject.ID != "8" || found[2].Subject.ID != "9" {
		t.Errorf("rows that say nothing: %v", found)
	}
}

// TestEntryAboutEverything reaches its audience on any subject.
func TestEntryAboutEverything(t *testing.T) {
	p := comms.Plan{Entries: []comms.Entry{{Audience: role("customer")}}}
	if got := p.Unreached(matrix()); len(got) != 1 || got[0].Who != person("li.na") {
		t.Errorf("%+v", got)
	}
}

// TestNotices: one for each version of an assignment, however often it is
// asked, and the list of those who never acknowledged.
func TestNotices(t *testing.T) {
	work := []comms.Assignment{
		{Task: "2", Actor: "li.na", Version: 1, Start: civil(t, "2026-03-02"), Due: civil(t, "2026-03-06")},
		{Task: "1", Actor: "wang.wei", Version: 3, Start: civil(t, "2026-03-10"), Due: civil(t, "2026-03-12")},
		{Task: "3", Actor: "zhao", Version: 1, Done: true, Begun: true},
		{Task: "2", Actor: "li.na", Version: 1},
	}
	at := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	sent := comms.NewNotices(work, nil, at)
	var ids []string
	for _, n := range sent {
		ids = append(ids, n.ID)
	}
	if want := []string{"1:wang.wei:3", "2:li.na:1"}; !slices.Equal(ids, want) || !sent[0].Sent.Equal(at) {
		t.Fatalf("got %v, want %v", ids, want)
	}
	if again := comms.NewNotices(work, sent, at.Add(time.Hour)); again != nil {
		t.Errorf("sent again: %v", again)
	}
	work = work[:3]
	late := func(on string) []string {
		var tasks []string
		for _, f := range comms.CheckNotices(work, sent, civil(t, on)) {
			if f.Code != comms.CodeUnacknowledged || f.Severity != finding.Warn {
				t.Errorf("%s", f)
			}
			tasks = append(tasks, f.Subject.ID)
		}
		return tasks
	}
	if got := late("2026-03-01"); got != nil {
		t.Errorf("before the start: %v", got)
	}
	if got := late("2026-03-10"); !slices.Equal(got, []string{"1", "2"}) {
		t.Errorf("both are due: %v", got)
	}
	for i := range sent {
		sent[i].Acknowledged = at
	}
	if got := late("2026-03-10"); got != nil {
		t.Errorf("all acknowledged: %v", got)
	}
	work[0].Version = 2
	if got := late("2026-03-10"); !slices.Equal(got, []string{"2"}) {
		t.Errorf("an acknowledgement of another version: %v", got)
	}
	if more := comms.NewNotices(work, sent, at); len(more) != 1 || more[0].ID != "2:li.na:2" {
		t.Errorf("a new version: %v", more)
	}
	work[0].Start, work[0].Due, work[0].Begun = calendar.Date{}, calendar.Date{}, true
	if got := late("2026-01-01"); !slices.Equal(got, []string{"2"}) {
		t.Errorf("begun without dates: %v", got)
	}
}
