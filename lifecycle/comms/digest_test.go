package comms_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/finding"
)

// randomView returns a view of a few rows, so that several views share many.
func randomView(t *testing.T, rng *rand.Rand) comms.View {
	t.Helper()
	var rows []comms.ViewRow
	for _, kind := range []comms.RecordKind{comms.KindGoal, comms.KindBudget, comms.KindProgress, "recipe"} {
		for id := range 3 {
			if rng.IntN(3) == 0 {
				continue
			}
			row := comms.ViewRow{Kind: kind, Ref: finding.Ref{Kind: "x", ID: fmt.Sprint(id)}, Version: fmt.Sprint(rng.IntN(2))}
			for _, name := range []string{"actor", "amount", "state"} {
				if n := rng.IntN(3); n > 0 {
					row.Fields = append(row.Fields, comms.ViewField{Name: name, Value: finding.Number(int64(n), "")})
				}
			}
			rows = append(rows, row)
		}
	}
	rng.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	return view(t, rows...)
}

func view(t *testing.T, rows ...comms.ViewRow) comms.View {
	t.Helper()
	v, err := comms.NewView(rows...)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// The slow difference: every row of one view looked for in the other.
func slowChanges(before, after comms.View) []string {
	var list []string
	find := func(v comms.View, row comms.ViewRow) (comms.ViewRow, bool) {
		for r := range v.All() {
			if r.Kind == row.Kind && r.Ref == row.Ref {
				return r, true
			}
		}
		return comms.ViewRow{}, false
	}
	for r := range before.All() {
		switch now, still := find(after, r); {
		case !still:
			list = append(list, fmt.Sprint("removed ", r.Kind, r.Ref))
		case !reflect.DeepEqual(now, r):
			list = append(list, fmt.Sprint("changed ", r.Kind, r.Ref))
		}
	}
	for r := range after.All() {
		if _, was := find(before, r); !was {
			list = append(list, fmt.Sprint("added ", r.Kind, r.Ref))
		}
	}
	slices.Sort(list)
	return list
}

// The laws of digests over random views: a view differs from itself in
// nothing, the changes are those a slow search finds, two digests in a row
// compose to the one over both, in any grouping.
func TestDigestLaws(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 15))
	for range 500 {
		a, b, c, d := randomView(t, rng), randomView(t, rng), randomView(t, rng), randomView(t, rng)
		if same := comms.Difference(a, a); len(same.Changes) != 0 {
			t.Fatalf("a view differs from itself: %+v", same)
		}
		ab, bc, cd := comms.Difference(a, b), comms.Difference(b, c), comms.Difference(c, d)
		var kinds []string
		for _, change := range ab.Changes {
			kinds = append(kinds, fmt.Sprint(change.Change, " ", change.Kind, change.Ref))
		}
		if slices.Sort(kinds); !slices.Equal(kinds, slowChanges(a, b)) {
			t.Fatalf("got %q\nwant %q", kinds, slowChanges(a, b))
		}
		ac, err := comms.Compose(ab, bc)
		if err != nil || !reflect.DeepEqual(ac, comms.Difference(a, c)) {
			t.Fatalf("composed %+v, %v\nwant %+v", ac, err, comms.Difference(a, c))
		}
		left, err1 := comms.Compose(ac, cd)
		bd, err2 := comms.Compose(bc, cd)
		right, err3 := comms.Compose(ab, bd)
		if errors.Join(err1, err2, err3) != nil || !reflect.DeepEqual(left, right) {
			t.Fatal("grouping matters", err1, err2, err3)
		}
		if back, err := comms.Compose(ab, comms.Difference(b, a)); err != nil || len(back.Changes) != 0 {
			t.Fatalf("there and back: %+v, %v", back, err)
		}
	}
}

func TestDigestsThatDoNotFollow(t *testing.T) {
	row := comms.ViewRow{Kind: comms.KindGoal, Ref: finding.Ref{Kind: "goal", ID: "G1"}, Version: "1", Fields: []comms.ViewField{{Name: "due", Value: finding.Date("2026-05-01")}}}
	moved := row
	moved.Version, moved.Fields = "2", []comms.ViewField{{Name: "due", Value: finding.Date("2026-06-01")}}
	renamed, field := row, moved
	renamed.Version, field.Version = "2", "1"
	none, one, two := comms.View{}, view(t, row), view(t, moved)
	for _, pair := range [][2]comms.Digest{
		{comms.Difference(none, one), comms.Difference(none, one)},
		{comms.Difference(one, none), comms.Difference(one, two)},
		{comms.Difference(one, two), comms.Difference(one, two)},
		{comms.Difference(one, two), comms.Difference(one, none)},
		{comms.Difference(one, view(t, renamed)), comms.Difference(one, view(t, renamed))}, // by version alone
		{comms.Difference(one, view(t, field)), comms.Difference(one, view(t, field))},     // by a field alone
		{comms.Difference(none, view(t, bareRow(row))), comms.Difference(none, view(t, bareRow(row)))},
	} {
		if _, err := comms.Compose(pair[0], pair[1]); !errors.Is(err, comms.ErrNotNext) || !strings.Contains(err.Error(), "goal G1") {
			t.Errorf("%+v: %v", pair, err)
		}
	}
}

// bareRow returns a row that is only there.
func bareRow(r comms.ViewRow) comms.ViewRow {
	r.Version, r.Fields = "", nil
	return r
}

func TestViewRefusesDoubles(t *testing.T) {
	row := comms.ViewRow{Kind: comms.KindGoal, Ref: finding.Ref{Kind: "goal", ID: "G1"}}
	double := comms.ViewField{Name: "due", Value: finding.Date("2026-05-01")}
	fields := comms.ViewRow{Kind: comms.KindGoal, Ref: finding.Ref{Kind: "goal", ID: "G2"}, Fields: []comms.ViewField{double, double}}
	_, err := comms.NewView(row, row, fields, comms.ViewRow{})
	var faults *finding.Error
	if !errors.As(err, &faults) || len(faults.Findings) != 3 || !slices.Equal(codes(faults.Findings), []finding.Code{comms.CodeRowIncomplete, comms.CodeRowTwice}) {
		t.Error(err)
	}
	one := view(t, row)
	if _, err := one.With(one); err == nil {
		t.Error("a row twice")
	}
	both, err := one.With(view(t, comms.ViewRow{Kind: comms.KindPlan, Ref: row.Ref}))
	if err != nil || both.Len() != 2 || both.Fingerprint() == one.Fingerprint() {
		t.Error(err, both)
	}
	if gone := view(t, comms.ViewRow{Kind: comms.KindGoal, Ref: row.Ref, Fields: []comms.ViewField{{Name: "due"}}}); gone.Fingerprint() != one.Fingerprint() {
		t.Error("a field without value counts")
	}
}

// What an audience may not see cannot be told from its digest: views that
// differ in hidden things only give the same bytes.
func TestDigestTellsNothingHidden(t *testing.T) {
	policy := comms.DefaultPolicy()
	rng := rand.New(rand.NewPCG(4, 4))
	differing := 0
	for range 500 {
		before, after := randomView(t, rng), randomView(t, rng)
		for _, circle := range policy.Circles {
			other := disguise(t, rng, policy, circle.ID, after)
			d1, c1, _ := policy.Next(cursorAt(policy, circle.ID, before), before, after, monday, monday)
			d2, c2, _ := policy.Next(cursorAt(policy, circle.ID, before), before, other, monday, monday)
			if !reflect.DeepEqual(d1, d2) || c1 != c2 {
				t.Fatalf("%s learns of what is hidden:\n%+v\n%+v", circle.ID, d1, d2)
			}
			if after.Fingerprint() != other.Fingerprint() {
				differing++
			}
			for _, change := range d1.Changes {
				hidden, ok := policy.Sees(circle.ID, change.Kind)
				if !ok || slices.ContainsFunc(change.Fields, func(f comms.FieldChange) bool { return slices.Contains(hidden, f.Name) }) {
					t.Fatalf("%s sees %+v", circle.ID, change)
				}
			}
		}
	}
	if differing < 1000 {
		t.Errorf("only %d views were disguised", differing)
	}
}

// cursorAt returns the cursor of an audience that was informed up to the view.
func cursorAt(p comms.Policy, audience comms.AudienceID, v comms.View) comms.Cursor {
	_, c, _ := p.Next(comms.Cursor{Audience: audience}, comms.View{}, v, monday, monday)
	return c
}

// disguise changes, removes and adds what the audience may not see.
func disguise(t *testing.T, rng *rand.Rand, p comms.Policy, audience comms.AudienceID, v comms.View) comms.View {
	t.Helper()
	var rows []comms.ViewRow
	for r := range v.All() {
		hidden, ok := p.Sees(audience, r.Kind)
		if !ok && rng.IntN(2) == 0 {
			continue
		}
		if !ok || len(hidden) > 0 {
			r.Version = "other"
		}
		for i := range r.Fields {
			if !ok || slices.Contains(hidden, r.Fields[i].Name) {
				r.Fields[i].Value = finding.Text("secret")
			}
		}
		rows = append(rows, r)
	}
	for _, kind := range []comms.RecordKind{comms.KindReview, "recipe"} {
		if _, ok := p.Sees(audience, kind); !ok {
			rows = append(rows, comms.ViewRow{Kind: kind, Ref: finding.Ref{Kind: "secret", ID: "S"}})
		}
	}
	return view(t, rows...)
}

// Cursors one after the other tell everything once: composed, what they told
// is the difference from nothing to the last view.
func TestCursorsTellEverythingOnce(t *testing.T) {
	policy := comms.DefaultPolicy()
	rng := rand.New(rand.NewPCG(16, 23))
	for range 100 {
		cursor, told, last := comms.Cursor{Audience: comms.Member}, comms.Digest{}, comms.View{}
		for n := range 6 {
			now := randomView(t, rng)
			at := monday.AddDate(0, 0, n)
			d, next, found := policy.Next(cursor, last, now, at, at)
			if len(found) > 0 || next.Audience != comms.Member || !next.Known.Equal(at) {
				t.Fatal(found, next)
			}
			sum, err := comms.Compose(told, d)
			if err != nil {
				t.Fatal(err)
			}
			cursor, told, last = next, sum, now
		}
		if want := comms.Difference(comms.View{}, policy.Filter(last, comms.Member)); !reflect.DeepEqual(told, want) {
			t.Fatalf("told %+v\nwant %+v", told, want)
		}
	}
}

func TestCursorAfterAnotherPolicyOrAnotherPast(t *testing.T) {
	policy := comms.DefaultPolicy()
	goal := comms.ViewRow{Kind: comms.KindGoal, Ref: finding.Ref{Kind: "goal", ID: "G1"}, Version: "1"}
	other := goal
	other.Version = "2"
	seen := cursorAt(policy, comms.Member, view(t, goal))
	if _, _, found := policy.Next(seen, view(t, other), view(t, other), monday, monday); !slices.Equal(codes(found), []finding.Code{comms.CodeCursorMoved}) {
		t.Error(found)
	}
	wider := comms.DefaultPolicy()
	wider.Grants = append(wider.Grants, comms.Grant{Audience: comms.Member, Kind: comms.KindBudget})
	d, _, found := wider.Next(seen, view(t, goal), view(t, goal), monday, monday)
	if len(found) > 0 || len(d.Changes) != 1 || d.Changes[0].Change != comms.RowAdded {
		t.Error("another policy tells all anew:", d, found)
	}
}

// Digests between two moments of a real history: what was done between them,
// by one set of facts, moves, documents and notes.
func TestDigestOfTwoStatesOfAHistory(t *testing.T) {
	ctx := context.Background()
	now := monday
	engine, err := lifecycle.New(lifecycle.Config{Log: new(lifecycle.MemLog), Definitions: []*lifecycle.Definition{lifecycle.SalesProject()},
		Auth: everybody{}, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	const id lifecycle.StreamID = "acme/p"
	n := 0
	do := func(days int, cmd func(h lifecycle.Header) lifecycle.Command) time.Time {
		t.Helper()
		now = now.AddDate(0, 0, days)
		n++
		if _, err := engine.Do(ctx, id, cmd(lifecycle.Header{ID: lifecycle.CommandID(fmt.Sprint("c", n)), Actor: "li", Reason: "agreed"})); err != nil {
			t.Fatal(err)
		}
		return now
	}
	document := func(title string, digest string) func(lifecycle.Header) lifecycle.Command {
		return func(h lifecycle.Header) lifecycle.Command {
			return lifecycle.AttachDocument{Header: h, Document: lifecycle.Document{URI: "doc/plan", Title: title, Digest: lifecycle.Digest("sha256:" + strings.Repeat(digest, 64))}}
		}
	}
	do(0, func(h lifecycle.Header) lifecycle.Command {
		return lifecycle.StartProject{Header: h, Definition: lifecycle.SalesProjectID}
	})
	first := do(1, document("Plan", "a"))
	do(1, document("Plan, second edition", "b"))
	do(0, func(h lifecycle.Header) lifecycle.Command { return lifecycle.AddNote{Header: h, Text: "hello"} })
	second := do(1, func(h lifecycle.Header) lifecycle.Command {
		return lifecycle.RecordFacts{Header: h, Facts: []lifecycle.Fact{{Name: lifecycle.FactChangesOpen, Value: finding.Number(3, "")}}}
	})
	third := do(1, func(h lifecycle.Header) lifecycle.Command { return lifecycle.Suspend{Header: h} })
	at := func(moment time.Time) comms.View {
		s, err := engine.AsOf(ctx, id, moment, moment)
		if err != nil {
			t.Fatal(err)
		}
		return comms.ViewOf("p", s)
	}
	want := []string{"changed document doc/plan: title", "added fact " + string(lifecycle.FactChangesOpen) + ": at value", "added remark 4: actor at text"}
	d12 := comms.Difference(at(first), at(second))
	if got := lines(d12); !slices.Equal(got, sortedWithoutBlank(want)) {
		t.Errorf("got %q\nwant %q", got, want)
	}
	d13, err := comms.Compose(d12, comms.Difference(at(second), at(third)))
	if err != nil || !reflect.DeepEqual(d13, comms.Difference(at(first), at(third))) {
		t.Error("from the first to the third moment:", err, d13)
	}
	if got := lines(comms.Difference(at(second), at(third))); !slices.ContainsFunc(got, func(s string) bool {
		return strings.HasPrefix(s, "changed project p: ") && strings.Contains(s, "standing")
	}) {
		t.Errorf("suspension is not told: %q", got)
	}
	if public := comms.DefaultPolicy().PublicStatus(at(third)); public.Len() == 0 || strings.Contains(rowsText(public), "doc/plan") || strings.Contains(rowsText(public), "hello") {
		t.Error("public status:", rowsText(public))
	}
	if empty := comms.ViewOf("p", lifecycle.State{}); empty.Len() != 0 {
		t.Error(rowsText(empty))
	}
}

// everybody may do everything.
type everybody struct{}

func (everybody) Authorize(context.Context, lifecycle.StreamID, lifecycle.Ask) (lifecycle.Grant, error) {
	return lifecycle.Grant{Roles: []lifecycle.Role{lifecycle.RoleManager, lifecycle.RoleSponsor}}, nil
}

// lines writes each change with the names of its fields, leaving out "actor"
// and "at" of changed rows, which change with any entry.
func lines(d comms.Digest) []string {
	var list []string
	for _, c := range d.Changes {
		var names []string
		for _, f := range c.Fields {
			if c.Change != comms.RowChanged || f.Name != "actor" && f.Name != "at" {
				names = append(names, f.Name)
			}
		}
		list = append(list, fmt.Sprintf("%s %s: %s", c.Change, c.Ref, strings.Join(names, " ")))
	}
	slices.Sort(list)
	return list
}

func sortedWithoutBlank(list []string) []string {
	list = slices.DeleteFunc(slices.Clone(list), func(s string) bool { return s == "" })
	slices.Sort(list)
	return list
}

func rowsText(v comms.View) string {
	data, err := json.Marshal(slices.Collect(v.All()))
	if err != nil {
		return err.Error()
	}
	return string(data)
}

func TestViewOfIssuesAsTheyStood(t *testing.T) {
	i := issueIn(t, comms.IssueReopened, false)
	at := func(hours int) comms.View {
		v, err := comms.ViewOfIssues([]comms.Issue{i}, monday.Add(time.Duration(hours)*time.Hour))
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	if before := at(-1); before.Len() != 0 {
		t.Error("an issue before it was raised:", rowsText(before))
	}
	d := comms.Difference(at(1), at(2))
	want := []string{"changed issue I1: reopened solution status"}
	if got := lines(d); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if _, err := comms.ViewOfIssues([]comms.Issue{i, i}, monday.Add(time.Hour)); err == nil {
		t.Error("an id twice")
	}
}
