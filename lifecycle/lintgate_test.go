package lifecycle

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

func TestLintOfGates(t *testing.T) {
	team := []Seat{{"pm", []Role{"lead"}}, {"bea", []Role{"board"}}, {"olga", []Role{"owner"}}, {"leo", []Role{"legal"}}, {"carl", []Role{"chief"}}}
	without := func(role Role) []Seat {
		return slices.DeleteFunc(slices.Clone(team), func(s Seat) bool { return s.Roles[0] == role })
	}
	criteria := func(fact FactName, list ...Criterion) func(*Spec) {
		return func(s *Spec) {
			s.Facts = append(s.Facts, FactSpec{Name: "start", Kind: "date"}, FactSpec{Name: "town", Kind: "text"},
				FactSpec{Name: "price", Kind: "money", Unit: "CNY"}, FactSpec{Name: "open.from", Kind: "instant"}, FactSpec{Name: "found", Kind: "list"})
			for _, c := range list {
				c.Fact = fact
				s.Gates[0].Criteria = append(s.Gates[0].Criteria, c)
			}
			s.Gates[1].Criteria = []Criterion{{Fact: "start", Op: OpPresent}, {Fact: "town", Op: OpPresent}, {Fact: "price", Op: OpPresent}, {Fact: "open.from", Op: OpPresent}, {Fact: "found", Op: OpPresent}}
		}
	}
	days := func(op Op, n int64) Criterion { return Criterion{Op: op, Want: finding.Number(n, "d")} }
	date := func(op Op, text string) Criterion { return Criterion{Op: op, Want: finding.Date(text)} }
	price := func(op Op, text string) Criterion { return Criterion{Op: op, Want: finding.Money(text, "CNY")} }
	at := func(op Op, micro int) Criterion {
		return Criterion{Op: op, Want: finding.Instant(day(3).Add(time.Duration(micro) * time.Microsecond))}
	}
	cases := []struct {
		name   string
		change func(*Spec)
		team   []Seat
		want   string
	}{
		{"a price between", criteria("price", price(OpGreater, "9.99"), price(OpLess, "10.00")), nil, ""},
		{"no price", criteria("price", price(OpGreater, "10"), price(OpLess, "10.00")), nil, "block lifecycle.lint.contradiction fact price.g"},
		{"no moment between", criteria("open.from", at(OpGreater, 1), at(OpLess, 2)), nil, "block lifecycle.lint.contradiction fact open.from.g"},
		{"a moment between", criteria("open.from", at(OpGreater, 1), at(OpLess, 3)), nil, ""},
		{"an empty list and one with x", criteria("found", Criterion{Op: OpNone}, Criterion{Op: OpEqual, Want: finding.List("x")}), nil, "block lifecycle.lint.contradiction fact found.g"},
		{"any list but one", criteria("found", Criterion{Op: OpPresent}, Criterion{Op: OpNotEqual, Want: finding.List("x")}), nil, ""},
		{"all is well", nil, team, ""},
		{"nobody decides", nil, without("board"), "block lifecycle.lint.nobody move start_build; warn lifecycle.lint.nobody_conditions gate g"},
		{"nobody may object", nil, without("legal"), "warn lifecycle.lint.nobody_objects role legal.g"},
		{"nobody may override", func(s *Spec) { s.Gates[1].Approvals = nil }, without("chief"), "warn lifecycle.lint.nobody_overrides gate g"},
		{"one person for two roles apart", func(s *Spec) {
			s.Gates[0].Apart, s.Gates[0].Approvals[1].Count = [][]Role{{"owner", "legal"}}, 1
		}, append(without("legal")[:3:3], Seat{"olga", []Role{"legal"}}, Seat{"carl", []Role{"chief"}}), "block lifecycle.lint.separation move start_build"},
		{"the decider approves", func(s *Spec) { s.Gates[0].Deciders = []Role{"owner"} }, team, "block lifecycle.lint.separation move start_build"},
		{"conditions at a closing", func(s *Spec) {
			s.Gates = append(s.Gates, Gate{ID: "end", Criteria: []Criterion{{Fact: "scope.agreed", Op: OpPresent, Conditional: true}}})
			s.Moves[5].Gate = "end"
		}, nil, "warn lifecycle.lint.nobody_conditions gate end"},
		{"no hold", func(s *Spec) { s.Moves = slices.Delete(s.Moves, 2, 3) }, team, "info lifecycle.lint.no_move_for_verdict gate g"},
		{"two ways to stop", func(s *Spec) {
			s.Moves = append(s.Moves, s.Moves[4])
			s.Moves[7].ID = "cancel_too"
		}, team, "info lifecycle.lint.no_move_for_verdict gate g"},
		{"at most 10 and over 10", criteria("permit.days", days(OpGreater, 10)), nil, "block lifecycle.lint.contradiction fact permit.days.g"},
		{"at most 10 and over 9", criteria("permit.days", days(OpGreater, 9)), nil, ""},
		{"two values", criteria("permit.days", days(OpEqual, 3), days(OpEqual, 4)), nil, "block lifecycle.lint.contradiction fact permit.days.g"},
		{"three that meet in pairs only", criteria("permit.days", days(OpAtLeast, 10), days(OpNotEqual, 10)), nil, "block lifecycle.lint.contradiction fact permit.days.g"},
		{"none and one", criteria("permit.days", Criterion{Op: OpNone}, days(OpGreater, 0)), nil, "block lifecycle.lint.contradiction fact permit.days.g"},
		{"true and false", criteria("scope.agreed", Criterion{Op: OpNotEqual, Want: finding.Bool(true)}), nil, "block lifecycle.lint.contradiction fact scope.agreed.g"},
		{"no day between", criteria("start", date(OpGreater, "2026-02-28"), date(OpLess, "2026-03-01")), nil, "block lifecycle.lint.contradiction fact start.g"},
		{"one day between", criteria("start", date(OpGreater, "2026-02-27"), date(OpLess, "2026-03-01")), nil, ""},
		{"two lists", criteria("town", Criterion{Op: OpIn, Want: finding.List("a", "b")}, Criterion{Op: OpIn, Want: finding.List("c")}), nil, "block lifecycle.lint.contradiction fact town.g"},
		{"lists that share one", criteria("town", Criterion{Op: OpIn, Want: finding.List("a", "b")}, Criterion{Op: OpIn, Want: finding.List("b")}), nil, ""},
		{"anything but two", criteria("town", Criterion{Op: OpNotEqual, Want: finding.Text("a")}, Criterion{Op: OpNotEqual, Want: finding.Text("x")}), nil, ""},
	}
	for _, c := range cases {
		spec := gatedSpec()
		if c.change != nil {
			c.change(&spec)
		}
		var got []string
		for _, f := range Lint(mustDefine(t, spec), c.team) {
			got = append(got, fmt.Sprintf("%s %s %s", f.Severity, f.Code, f.Subject))
		}
		if text := strings.Join(got, "; "); text != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, text, c.want)
		}
	}
}

// TestContradictionsAgainstTryingAll compares meetable with trying every
// quarter from -2 to 6 for criteria on whole numbers from 0 to 4.
func TestContradictionsAgainstTryingAll(t *testing.T) {
	fact := &declared{&FactSpec{Name: "n", Kind: "number"}, finding.NumberKind}
	numeric := []Op{OpEqual, OpNotEqual, OpLess, OpAtMost, OpGreater, OpAtLeast, OpNone, OpPresent}
	no := 0
	for seed := range uint64(3000) {
		r := rand.New(rand.NewPCG(seed, 5))
		var list []criterion
		for range 1 + r.IntN(4) {
			c := criterion{Criterion{Fact: "n", Op: pick(r, numeric)}, fact, nil}
			if c.Op != OpNone && c.Op != OpPresent {
				c.Want = finding.Number(int64(r.IntN(5)), "")
			}
			list = append(list, c)
		}
		want := false
		for quarter := int64(-8); quarter <= 24; quarter++ {
			v := finding.Ratio(quarter, 4, "")
			want = want || !slices.ContainsFunc(list, func(c criterion) bool { return !c.met(v) })
		}
		if got := meetable(list); got != want {
			t.Fatalf("seed %d: %v: got %v, want %v", seed, list, got, want)
		}
		if !want {
			no++
		}
	}
	if no < 300 || no > 2700 {
		t.Errorf("%d of 3000 contradict themselves", no)
	}
}

// TestSeatsAgainstBruteForce compares seats with choosing every set of persons
// for every role.
func TestSeatsAgainstBruteForce(t *testing.T) {
	actors := []ActorID{"a", "b", "c", "d"}
	roles := []Role{"r1", "r2", "r3"}
	answers := map[bool]int{}
	for seed := range uint64(4000) {
		r := rand.New(rand.NewPCG(seed, 3))
		var g Gate
		var benches []bench
		for _, role := range roles {
			b := bench{role: role, count: r.IntN(3), able: some(r, actors)}
			benches = append(benches, b)
			g.Approvals = append(g.Approvals, Quorum{Role: role, Count: b.count})
		}
		g.OneRoleEach = r.IntN(5) == 0
		for range r.IntN(3) {
			if group := some(r, roles); len(group) > 1 {
				g.Apart = append(g.Apart, group)
			}
		}
		want := false
		for n := range 1 << 12 { // a set of persons for each role
			want = want || fits(&g, benches, actors, n)
		}
		if got := seats(&g, benches); got != want {
			t.Fatalf("seed %d: %+v, %+v: got %v, want %v", seed, g, benches, got, want)
		}
		answers[want]++
	}
	if answers[true] < 400 || answers[false] < 400 {
		t.Errorf("answers %v", answers)
	}
}

// fits reports whether the sets of persons that n stands for fill the benches.
func fits(g *Gate, benches []bench, actors []ActorID, n int) bool {
	on := map[ActorID][]Role{}
	for i, b := range benches {
		count := 0
		for k, actor := range actors {
			if n>>(4*i+k)&1 == 0 {
				continue
			}
			if !slices.Contains(b.able, actor) || slices.ContainsFunc(on[actor], func(r Role) bool { return g.parts(r, b.role) }) {
				return false
			}
			on[actor] = append(on[actor], b.role)
			count++
		}
		if count != b.count {
			return false
		}
	}
	return true
}
