package comms_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/finding"
)

func point(t *testing.T, kind, id, date string, figure finding.Value) comms.Point {
	t.Helper()
	p := comms.Point{About: finding.Ref{Kind: kind, ID: id}, Title: "about " + id, Figure: figure}
	if date != "" {
		p.Date = civil(t, date)
	}
	return p
}

// situation has a little of everything.
func situation(t *testing.T) comms.Situation {
	t.Helper()
	m, closings := weeks(t)
	n := func(n int64) finding.Value { return finding.Number(n, "") }
	return comms.Situation{
		Carried:     comms.CarryOver(comms.ActionLog(m, closings), "weekly"),
		Overdue:     []comms.Point{point(t, "task", "18", "2026-03-27", n(3)), point(t, "task", "17", "2026-03-20", n(8))},
		Risks:       []comms.Point{point(t, "risk", "R1", "", finding.Unknown("no-data")), point(t, "risk", "R2", "", n(12)), point(t, "risk", "R3", "", n(20))},
		Decisions:   []comms.Point{point(t, "decision", "D7", "2026-04-01", finding.Value{})},
		Changes:     []comms.Point{point(t, "change", "C1", "", finding.Value{}), point(t, "change", "C2", "2026-03-01", finding.Value{})},
		Feedback:    []comms.Point{point(t, "feedback", "F1", "2026-03-11", finding.Value{})},
		Loads:       []comms.Point{point(t, "member", "li.na", "", finding.Ratio(3, 4, "")), point(t, "member", "zhao", "", finding.Ratio(5, 4, ""))},
		Shortages:   []comms.Point{point(t, "resource", "test rig", "2026-04-06", finding.Number(40, "h"))},
		Milestones:  []comms.Point{point(t, "milestone", "M2", "2026-05-08", finding.Value{}), point(t, "milestone", "M1", "2026-04-10", finding.Value{})},
		Assumptions: []comms.Point{point(t, "assumption", "S1", "2026-03-01", finding.Value{})},
		Signs:       []comms.Point{{About: finding.Ref{Kind: "sign", ID: "spi"}, Figure: n(2), Links: []finding.Ref{{Kind: "indicator", ID: "spi"}}}},
	}
}

func agendaLines(a comms.Agenda) []string {
	var list []string
	for _, p := range a.Parts {
		list = append(list, fmt.Sprintf("%s %d", p.Section, p.Minutes))
		for _, i := range p.Items {
			line := fmt.Sprintf("  %s %d", i.About, i.Minutes)
			if i.Origin != "" {
				line += fmt.Sprintf(" from %s %s x%d", i.Origin, i.Raised, i.Carried)
			}
			list = append(list, line)
		}
	}
	for _, x := range a.LeftOut {
		list = append(list, fmt.Sprintf("left out %s %s", x.Section, x.About))
	}
	return list
}

// TestRegularAgenda by hand, in order and in minutes.
func TestRegularAgenda(t *testing.T) {
	a, err := comms.MakeAgenda("weekly/2026-03-30", civil(t, "2026-03-30"), 60, comms.RegularTemplate(), situation(t))
	if err != nil {
		t.Fatal(err)
	}
	// 15 slots, weights 2 2 2 3 2 2 2 2 2 1 1 1 1 1 1 = 25; 60 - 15*2 = 30 over 25: weight 1 is 1.2, 2 is 2.4, 3 is 3.6.
	// Whole parts 1, 2, 3 sum to 6*1 + 8*2 + 3 = 25; the 5 left go to the 3.6 and the first four of 2.4.
	want := []string{
		"carried 5", "  action A2 5 from weekly/2026-03-02 2026-03-02 x4",
		"overdue 10", "  task 17 5", "  task 18 5",
		"decisions 6", "  decision D7 6",
		"risks 13", "  risk R3 5", "  risk R2 4", "  risk R1 4",
		"changes 8", "  change C2 4", "  change C1 4",
		"feedback 3", "  feedback F1 3",
		"milestones 6", "  milestone M1 3", "  milestone M2 3",
		"assumptions 3", "  assumption S1 3",
		"signs 3", "  sign spi 3",
		"next_steps 3",
	}
	if diff := cmp.Diff(want, agendaLines(a)); diff != "" {
		t.Error(diff)
	}
	if a.FreeMin != 0 || a.LengthMin != 60 || len(a.Check()) != 0 {
		t.Errorf("%+v", a)
	}
}

// TestResourceAgenda: load, shortage, milestone forecast and early signs, and
// each early sign links to its record.
func TestResourceAgenda(t *testing.T) {
	a, err := comms.MakeAgenda("x", civil(t, "2026-03-30"), 45, comms.ResourceTemplate(), situation(t))
	if err != nil {
		t.Fatal(err)
	}
	// 8 slots, weights 2 1 1 3 2 2 2 1 = 14; 45 - 16 = 29: 2 is 4 2/14, 1 is 2 1/14, 3 is 6 3/14; 4+2+2+6+4+4+4+2 = 28, the one left goes to the 3.
	want := []string{
		"carried 6", "  action A2 6 from weekly/2026-03-02 2026-03-02 x4",
		"loads 8", "  member zhao 4", "  member li.na 4",
		"shortages 9", "  resource test rig 9",
		"milestones 12", "  milestone M1 6", "  milestone M2 6",
		"signs 6", "  sign spi 6",
		"next_steps 4",
	}
	if diff := cmp.Diff(want, agendaLines(a)); diff != "" {
		t.Error(diff)
	}
	if sign := a.Parts[4].Items[0]; len(sign.Links) != 1 || sign.Links[0].Kind != "indicator" {
		t.Errorf("%+v", sign)
	}
}

// TestKickoffAgenda has its parts although there is nothing yet.
func TestKickoffAgenda(t *testing.T) {
	a, err := comms.MakeAgenda("kickoff", civil(t, "2026-03-02"), 90, comms.KickoffTemplate(), comms.Situation{})
	if err != nil {
		t.Fatal(err)
	}
	// 9 slots of 5; 45 left by 1 3 2 3 3 1 2 2 1 = 18: 1 is 2.5, 2 is 5, 3 is 7.5; 42 in whole parts, 3 left to the first three halves.
	want := []string{"welcome 8", "goals 13", "scope 10", "roles 13", "plan 12", "risks 7", "ways 10", "questions 10", "next_steps 7"}
	if diff := cmp.Diff(want, agendaLines(a)); diff != "" {
		t.Error(diff)
	}
}

// TestAgendaThatIsTooShort leaves out from the end, items before fixed parts,
// and says what.
func TestAgendaThatIsTooShort(t *testing.T) {
	a, err := comms.MakeAgenda("x", civil(t, "2026-03-30"), 9, comms.RegularTemplate(), situation(t))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"carried 3", "  action A2 3 from weekly/2026-03-02 2026-03-02 x4",
		"overdue 4", "  task 17 2", "  task 18 2", "next_steps 2",
		"left out decisions decision D7", "left out risks risk R3", "left out risks risk R2", "left out risks risk R1",
		"left out changes change C2", "left out changes change C1", "left out feedback feedback F1", "left out milestones milestone M1",
		"left out milestones milestone M2", "left out assumptions assumption S1", "left out signs sign spi",
	}
	if diff := cmp.Diff(want, agendaLines(a)); diff != "" {
		t.Error(diff)
	}
	found := a.Check()
	if len(found) != 7 || found[0].Code != comms.CodeAgendaLeftOut || found[0].Severity != finding.Warn {
		t.Errorf("%v", found)
	}
	a, err = comms.MakeAgenda("x", civil(t, "2026-03-30"), 1, comms.RegularTemplate(), situation(t))
	if err != nil || len(a.Parts) != 0 || a.FreeMin != 1 || len(a.LeftOut) != 14 {
		t.Errorf("no time at all: %+v, %v", a, err)
	}
}

func TestAgendaRefused(t *testing.T) {
	on := civil(t, "2026-03-30")
	for _, length := range []int{-1, comms.MaxDurationMin + 1} {
		if _, err := comms.MakeAgenda("x", on, length, comms.RegularTemplate(), comms.Situation{}); !errors.Is(err, comms.ErrTooMany) {
			t.Errorf("%d: %v", length, err)
		}
	}
	var found *finding.Error
	if _, err := comms.MakeAgenda("x", on, 60, comms.Template{ID: "x"}, comms.Situation{}); !errors.As(err, &found) {
		t.Errorf("no section: %v", err)
	}
}

func TestTemplates(t *testing.T) {
	for _, x := range []comms.Template{comms.KickoffTemplate(), comms.RegularTemplate(), comms.ResourceTemplate()} {
		if found := x.Check(); len(found) > 0 {
			t.Errorf("%s: %v", x.ID, found)
		}
	}
	sound := func() comms.Template {
		return comms.Template{ID: "x", Sections: []comms.TemplateSection{{Section: comms.SectionRisks, Weight: 1}, {Section: comms.SectionLoads, Weight: 1000}}}
	}
	for _, c := range []struct {
		name  string
		broke func(*comms.Template)
		want  []finding.Code
	}{
		{"sound", func(*comms.Template) {}, nil},
		{"no id", func(x *comms.Template) { x.ID = "" }, []finding.Code{comms.CodeNoID}},
		{"no section", func(x *comms.Template) { x.Sections = nil }, []finding.Code{comms.CodeTemplateEmpty}},
		{"least below zero", func(x *comms.Template) { x.LeastMin = -1 }, []finding.Code{comms.CodeTemplateEmpty}},
		{"a section that is none", func(x *comms.Template) { x.Sections[0].Section, x.Sections[0].Fixed = "chat", true }, []finding.Code{comms.CodeUnknownWord}},
		{"a section twice", func(x *comms.Template) { x.Sections[0].Section = comms.SectionLoads }, []finding.Code{comms.CodeTemplateTwice}},
		{"no weight", func(x *comms.Template) { x.Sections[0].Weight = 0 }, []finding.Code{comms.CodeTemplateWeight}},
		{"too much weight", func(x *comms.Template) { x.Sections[0].Weight = 1001 }, []finding.Code{comms.CodeTemplateWeight}},
		{"at most below zero", func(x *comms.Template) { x.Sections[0].AtMost = -1 }, []finding.Code{comms.CodeTemplateWeight}},
		{"never shown", func(x *comms.Template) { x.Sections[0].Section = comms.SectionGoals }, []finding.Code{comms.CodeTemplateNeverShown}},
	} {
		x := sound()
		c.broke(&x)
		if diff := cmp.Diff(c.want, codes(x.Check())); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

// TestAgendaLaws makes agendas of random states and templates. The time boxes
// sum to the length, each has its least, every record stands once or is left
// out, carry-over is first, and the order of the input does not matter.
func TestAgendaLaws(t *testing.T) {
	const seed = 77
	rng := rand.New(rand.NewPCG(seed, 4))
	for round := range 500 {
		s := randomSituation(t, rng)
		x := comms.Template{ID: "x", LeastMin: rng.IntN(6)}
		for _, section := range comms.Sections() {
			if rng.IntN(3) > 0 {
				x.Sections = append(x.Sections, comms.TemplateSection{Section: section, Weight: 1 + rng.IntN(9), AtMost: rng.IntN(6), Fixed: rng.IntN(2) == 0})
			}
		}
		rng.Shuffle(len(x.Sections), func(i, j int) { x.Sections[i], x.Sections[j] = x.Sections[j], x.Sections[i] })
		if len(x.Sections) == 0 {
			continue
		}
		length := rng.IntN(200)
		a, err := comms.MakeAgenda("m", civil(t, "2026-03-30"), length, x, s)
		if err != nil {
			t.Fatalf("seed %d, round %d: %v", seed, round, err)
		}
		if fault := lawless(a, x, length); fault != "" {
			t.Fatalf("seed %d, round %d: %s: %+v", seed, round, fault, a)
		}
		shuffle(rng, s.Carried)
		shuffle(rng, s.Risks)
		shuffle(rng, s.Overdue)
		if again, err := comms.MakeAgenda("m", civil(t, "2026-03-30"), length, x, s); err != nil || strings.Join(agendaLines(again), "\n") != strings.Join(agendaLines(a), "\n") {
			t.Fatalf("seed %d, round %d: another order of the input gives another agenda", seed, round)
		}
	}
}

func shuffle[T any](rng *rand.Rand, list []T) {
	rng.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
}

func randomSituation(t *testing.T, rng *rand.Rand) comms.Situation {
	t.Helper()
	points := func(kind string) []comms.Point {
		var list []comms.Point
		for n := range rng.IntN(8) {
			p := point(t, kind, fmt.Sprint(n), "", finding.Number(rng.Int64N(5), ""))
			if rng.IntN(3) > 0 {
				p.Date = civil(t, "2026-03-01").AddDays(rng.IntN(9))
			}
			list = append(list, p)
		}
		return list
	}
	s := comms.Situation{Overdue: points("task"), Risks: points("risk"), Decisions: points("decision"), Signs: points("sign")}
	for n := range rng.IntN(6) {
		s.Carried = append(s.Carried, comms.Item{Kind: comms.ActionItem, ID: fmt.Sprint(n), Origin: fmt.Sprint(n % 2), Carried: rng.IntN(3)})
	}
	return s
}

// lawless returns what is wrong with an agenda.
func lawless(a comms.Agenda, x comms.Template, length int) string {
	sum, least, seen := a.FreeMin, max(1, x.LeastMin), map[string]bool{}
	for n, p := range a.Parts {
		inner := 0
		for _, i := range p.Items {
			inner += i.Minutes
			key := string(p.Section) + i.About.String() + i.Origin
			if i.Minutes < least || seen[key] {
				return "an item is too short or there twice"
			}
			seen[key] = true
		}
		if len(p.Items) > 0 && inner != p.Minutes || p.Minutes < least {
			return "a part is not the sum of its items"
		}
		if p.Section == comms.SectionCarried && n > 0 {
			return "carry-over is not first"
		}
		sum += p.Minutes
	}
	if sum != length || a.FreeMin != 0 && len(a.Parts) > 0 {
		return "the time boxes do not sum to the length"
	}
	for _, i := range a.LeftOut {
		key := string(i.Section) + i.About.String() + i.Origin
		if seen[key] || i.Minutes != 0 {
			return "an item is left out and there, or has time"
		}
		seen[key] = true
	}
	return ""
}

// TestAgendaKeepsEveryItem: what the state holds for the sections of a template
// is on the agenda or left out, nothing more.
func TestAgendaKeepsEveryItem(t *testing.T) {
	const seed = 78
	rng := rand.New(rand.NewPCG(seed, 5))
	for round := range 200 {
		s := randomSituation(t, rng)
		s.Risks = append(s.Risks, s.Risks...)
		a, err := comms.MakeAgenda("m", civil(t, "2026-03-30"), rng.IntN(120), comms.RegularTemplate(), s)
		if err != nil {
			t.Fatal(err)
		}
		var got, want []string
		for _, p := range a.Parts {
			for _, i := range p.Items {
				got = append(got, i.About.String())
			}
		}
		for _, i := range a.LeftOut {
			got = append(got, i.About.String())
		}
		for _, p := range slices.Concat(s.Overdue, s.Risks, s.Decisions, s.Signs) {
			want = append(want, p.About.String())
		}
		for _, i := range s.Carried {
			want = append(want, i.Ref().String())
		}
		slices.Sort(got)
		slices.Sort(want)
		if diff := cmp.Diff(slices.Compact(want), got); diff != "" {
			t.Fatalf("seed %d, round %d: %s", seed, round, diff)
		}
	}
}

// TestAgendaOrder by hand: what has no figure or date comes last, ties go by
// the record, and of a carried item given twice one stays.
func TestAgendaOrder(t *testing.T) {
	unknown := finding.Unknown("no-data")
	risk := func(id string, figure finding.Value) comms.Point { return point(t, "risk", id, "", figure) }
	item := func(id, origin, due string, carried int) comms.Item {
		i := comms.Item{Kind: comms.ActionItem, ID: id, Origin: origin, Carried: carried}
		if due != "" {
			i.Due = civil(t, due)
		}
		return i
	}
	s := comms.Situation{
		Risks: []comms.Point{risk("u2", unknown), risk("b", finding.Ratio(1, 3, "")), risk("u1", finding.Text("high")), risk("a", finding.Ratio(1, 3, "")),
			risk("c", finding.Ratio(2, 5, "")), risk("n", finding.Number(-1, ""))},
		Overdue: []comms.Point{point(t, "task", "z", "", unknown), point(t, "task", "y", "2026-03-02", unknown), point(t, "task", "a", "", unknown), point(t, "task", "x", "2026-03-01", unknown)},
		Carried: []comms.Item{item("a", "m2", "", 1), item("b", "m1", "2026-03-09", 1), item("b", "m1", "2026-03-09", 1), item("c", "m1", "2026-03-09", 3),
			item("d", "m1", "2026-03-02", 1), item("a", "m1", "", 1)},
	}
	a, err := comms.MakeAgenda("m", civil(t, "2026-03-30"), 140, comms.RegularTemplate(), s)
	if err != nil {
		t.Fatal(err)
	}
	got := map[comms.Section]string{}
	for _, p := range a.Parts {
		for _, i := range p.Items {
			got[p.Section] += strings.TrimSpace(i.About.ID+" "+i.Origin) + ", "
		}
	}
	for _, x := range a.LeftOut {
		got[x.Section] += "without " + x.About.ID
	}
	want := map[comms.Section]string{
		comms.SectionRisks: "c, a, b, n, u1, without u2", comms.SectionOverdue: "x, y, a, z, ",
		comms.SectionCarried: "d m1, c m1, b m1, a m1, a m2, ",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Points about no record are different things: all of them stay.
func TestAgendaOfPointsAboutNothing(t *testing.T) {
	s := comms.Situation{Decisions: []comms.Point{{Title: "one"}, {Title: "two"}, {Title: "three"}}}
	a, err := comms.MakeAgenda("m", civil(t, "2026-03-02"), 30, comms.RegularTemplate(), s)
	if err != nil || len(a.Parts) == 0 || len(a.Parts[0].Items) != 3 {
		t.Errorf("%+v, %v", a, err)
	}
}
