package portfolio

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle"
)

// made is a source of random projects, the same for the same id.
type made struct{ poison map[string]bool }

var errRow = errors.New("no such row")

func (m made) Project(_ context.Context, id string) (Project, error) {
	if m.poison[id] {
		return Project{}, errRow
	}
	var n uint64
	fmt.Sscanf(id, "p%d", &n)
	return random(n), nil
}

func amount(text, code string) money.Amount {
	a, err := money.Parse(text, code)
	if err != nil {
		panic(err)
	}
	return a
}

func random(n uint64) Project {
	r := rand.New(rand.NewPCG(n, 7))
	code := []string{"CNY", "CNY", "EUR", "JPY"}[r.IntN(4)]
	x := Project{ID: fmt.Sprint("p", n), Definition: lifecycle.DefinitionRef{ID: "sales_project", Version: 1 + r.IntN(2)}, Lessons: r.Int64N(3)}
	for _, t := range []string{"region:north", "size:large"} {
		if r.IntN(2) == 0 {
			x.Traits = append(x.Traits, t, t)
		}
	}
	x.Outcome = []lifecycle.Outcome{"", lifecycle.Attained, lifecycle.Attained, lifecycle.PartlyAttained, lifecycle.Missed, lifecycle.Cancelled, lifecycle.Undetermined}[r.IntN(7)]
	x.PlannedDays, x.ActualDays = 10+r.Int64N(40), 10+r.Int64N(60)
	for range r.IntN(5) {
		t := Task{Unknown: r.IntN(40) == 0}
		for _, a := range []*money.Amount{&t.Budget, &t.Planned, &t.Earned, &t.Cost} {
			*a = amount(fmt.Sprint(r.IntN(100_000)-500), code)
			if r.IntN(6) == 0 { // finer than the minor unit
				*a = amount(fmt.Sprintf("%d.%09d", r.IntN(1000), r.IntN(1e9)), code)
			}
		}
		x.Tasks = append(x.Tasks, t)
	}
	return x
}

func ids(n int) iter.Seq2[string, int64] {
	return func(yield func(string, int64) bool) {
		for i := range n {
			if !yield(fmt.Sprint("p", i), int64(i%7)) {
				return
			}
		}
	}
}

func bytesOf(t *testing.T, v any) string {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestPlanHoldsEveryProjectOnce for any target, in the order given.
func TestPlanHoldsEveryProjectOnce(t *testing.T) {
	for _, target := range []int64{-1, 0, 1, 5, 100, 1 << 50} {
		var got []string
		shards := Plan(ids(200), target)
		for i, s := range shards {
			if s.Index != i || s.Of != len(shards) || len(s.IDs) == 0 {
				t.Errorf("target %d: shard %+v at %d of %d", target, s, i, len(shards))
			}
			got = append(got, s.IDs...)
		}
		var want []string
		for id := range ids(200) {
			want = append(want, id)
		}
		if !slices.Equal(got, want) {
			t.Errorf("target %d: %d projects", target, len(got))
		}
	}
	if Plan(ids(0), 5) != nil {
		t.Error("shards of nothing")
	}
}

// TestMergeLaws: any split, order and nesting, with empty partials and by way
// of JSON, comes to the same bytes.
func TestMergeLaws(t *testing.T) {
	source := made{map[string]bool{"p13": true, "p77": true}}
	var want string
	for seed := range uint64(30) {
		r := rand.New(rand.NewPCG(seed, 3))
		shards := Plan(ids(150), 1+r.Int64N(40))
		var parts []Partial
		for _, s := range shards {
			p, err := Compute(t.Context(), s, source)
			if err != nil {
				t.Fatal(err)
			}
			if r.IntN(2) == 0 {
				var again Partial
				if err := json.Unmarshal([]byte(bytesOf(t, p)), &again); err != nil || bytesOf(t, again) != bytesOf(t, p) {
					t.Fatalf("by JSON: %v", err)
				}
				p = again
			}
			parts = append(parts, p)
		}
		r.Shuffle(len(parts), func(i, k int) { parts[i], parts[k] = parts[k], parts[i] })
		for len(parts) > 1 {
			n := min(1+r.IntN(3), len(parts)-1)
			before := bytesOf(t, parts[0])
			joined, err := Merge(append([]Partial{{}}, parts[:n+1]...)...)
			if err != nil || bytesOf(t, parts[0]) != before {
				t.Fatalf("%v, or an input was changed", err)
			}
			parts = append(parts[n+1:], joined)
		}
		s, err := parts[0].Summary(0)
		if err != nil {
			t.Fatal(err)
		}
		if got := bytesOf(t, s); want == "" {
			want = got
		} else if got != want {
			t.Fatalf("seed %d: %.300s\nwant %.300s", seed, got, want)
		}
	}
}

// TestSummaryAgainstList compares with sums over the list of all projects,
// computed in ratios, one after the other.
func TestSummaryAgainstList(t *testing.T) {
	const n = 300
	s, err := Run(t.Context(), ids(n), made{}, Options{Workers: 3, Target: 20})
	if err != nil {
		t.Fatal(err)
	}
	earned, unknown := map[string]*big.Rat{}, map[string]int64{}
	var succeeded, closed, reused, lessons int64
	var days []int64
	var over []*big.Rat
	for i := range uint64(n) {
		x := random(i)
		code, missing := "", false
		for _, task := range x.Tasks {
			code = task.Budget.Currency().Code()
			if earned[code] == nil {
				earned[code] = new(big.Rat)
			}
			earned[code].Add(earned[code], task.Earned.Rat())
			missing = missing || task.Unknown
		}
		if missing {
			unknown[code]++
		}
		switch x.Outcome {
		case lifecycle.Attained:
			succeeded++
			closed++
		case lifecycle.PartlyAttained, lifecycle.Missed, lifecycle.Cancelled:
			closed++
		}
		if x.Outcome != "" && x.Outcome != lifecycle.Cancelled {
			days, over = append(days, x.ActualDays), append(over, big.NewRat(x.ActualDays, x.PlannedDays))
		}
		if lessons += x.Lessons; x.Lessons > 0 {
			reused++
		}
	}
	if s.Projects != n || s.Lessons != lessons || !s.Reuse.Equal(kpi.Ratio(reused, n, "")) || s.Success.Succeeded != succeeded || s.Success.Closed != closed ||
		!s.Success.Rate.Equal(kpi.Ratio(succeeded, closed, "")) || !s.Success.Interval.Low.Equal(kpi.Wilson(succeeded, closed, kpi.Value{}).Low) ||
		!s.Success.Interval.High.Equal(kpi.Wilson(succeeded, closed, kpi.Value{}).High) {
		t.Errorf("%+v", s.Group)
	}
	for _, v := range s.Value {
		c, _ := v.Status.BAC.Currency()
		switch {
		case v.Unknown != unknown[c.Code()]:
			t.Errorf("%s: %d unknown, want %d", c.Code(), v.Unknown, unknown[c.Code()])
		case v.Unknown > 0 && (!v.Status.EV.IsUnknown() || v.Status.EV.Reason() != kpi.ReasonMissingInput):
			t.Errorf("%s: earned %v though some is unknown", c.Code(), v.Status.EV)
		case v.Unknown == 0 && !v.Status.EV.Equal(kpi.MoneyRat(earned[c.Code()], c)):
			t.Errorf("%s: earned %v, want %v", c.Code(), v.Status.EV, earned[c.Code()])
		}
	}
	slices.Sort(days)
	slices.SortFunc(over, (*big.Rat).Cmp)
	rank := func(p int) int { return (len(days)*p+99)/100 - 1 }
	if !s.Days.P80.Equal(kpi.Int(days[rank(80)], "d")) || !s.Overrun.P50.Equal(kpi.Rat(over[rank(50)], "")) || s.Days.N != int64(len(days)) {
		t.Errorf("days %v, overrun %v", s.Days, s.Overrun)
	}
	for _, g := range s.Groups {
		if !strings.HasPrefix(g.Name, "definition:sales_project ") && !strings.HasPrefix(g.Name, "trait:") || g.Projects == 0 || g.Projects >= n {
			t.Errorf("group %q of %d", g.Name, g.Projects)
		}
	}
	if s.Groups[0].Projects+s.Groups[1].Projects != n || len(s.Groups) != 4 {
		t.Errorf("%d groups, versions of %d and %d", len(s.Groups), s.Groups[0].Projects, s.Groups[1].Projects)
	}
}

// TestPoisonIsRecorded: a project that fails, or mixes currencies, is named and
// the others are counted.
func TestPoisonIsRecorded(t *testing.T) {
	s, err := Run(t.Context(), ids(40), mixing{made{map[string]bool{"p7": true}}}, Options{})
	if err != nil || len(s.Failed) != 2 || s.Failed[0].ID != "p11" || s.Failed[1].ID != "p7" || s.Projects != 38 {
		t.Fatalf("%v, %+v, %d projects", err, s.Failed, s.Projects)
	}
	if s.Failed[1].Reason != errRow.Error() || !strings.Contains(s.Failed[0].Reason, "CNY and EUR") {
		t.Errorf("%+v", s.Failed)
	}
}

type mixing struct{ made }

func (m mixing) Project(ctx context.Context, id string) (Project, error) {
	if id == "p11" {
		return Project{ID: id, Tasks: []Task{{Budget: amount("1", "CNY"), Cost: amount("1", "EUR")}}}, nil
	}
	return m.made.Project(ctx, id)
}

func TestShardsThatDoNotFit(t *testing.T) {
	shards := Plan(ids(30), 10)
	parts := make([]Partial, len(shards))
	for i, s := range shards {
		parts[i], _ = Compute(t.Context(), s, made{})
	}
	other, _ := Compute(t.Context(), Shard{0, 1, []string{"p1"}}, made{})
	for name, list := range map[string][]Partial{"twice": {parts[0], parts[1], parts[0]}, "another plan": {parts[0], other}} {
		if _, err := Merge(list...); !errors.Is(err, ErrShard) {
			t.Errorf("%s: %v", name, err)
		}
	}
	some, err := Merge(parts[1:]...)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := some.Summary(0); !errors.Is(err, ErrIncomplete) {
		t.Errorf("a summary of some: %v", err)
	}
	for _, s := range []Shard{{}, {Index: -1, Of: 3}, {Index: 3, Of: 3}} {
		if _, err := Compute(t.Context(), s, made{}); !errors.Is(err, ErrShard) {
			t.Errorf("%+v: %v", s, err)
		}
	}
	if s, err := (Partial{}).Summary(0); err != nil || s.Projects != 0 || !s.Success.Rate.IsUnknown() {
		t.Errorf("of nothing: %+v, %v", s, err)
	}
}

// TestFloor: nine projects give no rate but an interval, ten do.
func TestFloor(t *testing.T) {
	for n, known := range map[int]bool{9: false, 10: true} {
		s, err := Run(t.Context(), ids(n), allAttained{}, Options{Floor: 10})
		if err != nil || s.Success.Rate.IsUnknown() == known || s.Days.P50.IsUnknown() == known || s.Success.Interval.Low.IsUnknown() {
			t.Errorf("%d projects: %+v, %v", n, s.Success, err)
		}
		if !known && s.Success.Rate.Reason() != kpi.ReasonInsufficientData {
			t.Errorf("reason %v", s.Success.Rate.Reason())
		}
	}
}

type allAttained struct{}

func (allAttained) Project(_ context.Context, id string) (Project, error) {
	return Project{ID: id, Outcome: lifecycle.Attained, PlannedDays: 10, ActualDays: 12}, nil
}

// slow waits for the context.
type slow struct{}

func (slow) Project(ctx context.Context, _ string) (Project, error) {
	<-ctx.Done()
	return Project{}, ctx.Err()
}

func TestCancelledRun(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Run(ctx, ids(50), slow{}, Options{Workers: 4, Target: 1}); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

func TestProgressAndWorkers(t *testing.T) {
	var want string
	for _, workers := range []int{0, 1, 2, 16} {
		last := 0
		s, err := Run(t.Context(), ids(120), made{}, Options{Workers: workers, Target: 9, Progress: func(done, total int) {
			if last++; done != last || total < 10 {
				t.Errorf("%d of %d after %d", done, total, last-1)
			}
		}})
		if err != nil || last == 0 {
			t.Fatal(err)
		}
		if got := bytesOf(t, s); want == "" {
			want = got
		} else if got != want {
			t.Errorf("%d workers come to other bytes", workers)
		}
	}
}

func TestPartialJSONRefuses(t *testing.T) {
	for _, bad := range []string{
		``, `{}`, `{"format":"milepost.portfolio/2","of":1,"shards":[0],"groups":{}}`, `{"format":"milepost.portfolio/1","of":1,"shards":[1],"groups":{}}`,
		`{"format":"milepost.portfolio/1","of":2,"shards":[1,0],"groups":{}}`, `{"format":"milepost.portfolio/1","of":-1,"shards":[],"groups":{}}`,
		`{"format":"milepost.portfolio/1","of":1,"shards":[0],"groups":{"":null}}`, `{"format":"milepost.portfolio/1","of":1,"shards":[0],"groups":{"":{"value":{"CNY":{}}}}}`,
		`{"format":"milepost.portfolio/1","of":1,"shards":[0],"groups":{"":{"projects":-1}}}`,
		`{"format":"milepost.portfolio/1","of":1,"shards":[0],"groups":{"":{"overrun":{"1e999999999":1}}}}`,
		`{"format":"milepost.portfolio/1","of":1,"shards":[0],"groups":{"":{"overrun":{"2/4":1}}}}`,
		`{"format":"milepost.portfolio/1","of":1,"shards":[0],"groups":{"":{"days":{"-3":1}}}}`,
		`{"format":"milepost.portfolio/1","of":1,"shards":[0],"groups":{},"extra":1}`,
		`{"format":"milepost.portfolio/1","of":1,"shards":[0],"groups":{"":{"projects":2,"days":{"3":3}}}}`,
		`{"format":"milepost.portfolio/1","of":1,"shards":[0],"groups":{"":{"projects":2,"days":{"3":9223372036854775807,"4":9223372036854775807}}}}`,
		`{"format":"milepost.portfolio/1","of":1,"shards":[0],"groups":{"":{"projects":2,"overrun":{"3":1,"4":2}}}}`,
		`{"format":"milepost.portfolio/1","of":1,"shards":[0],"groups":{"":{"projects":9223372036854775807}}}`,
		`{"format":"milepost.portfolio/1","of":1,"shards":[0],"groups":{"":{"projects":1,"outcomes":{"attained":2}}}}`,
		`{"format":"milepost.portfolio/1","of":1,"shards":[0],"groups":{"":{"projects":1,"lessons":-1}}}`,
		`{"format":"milepost.portfolio/1","of":1,"shards":[0],"groups":{"":{"projects":1,"value":{"CNY":{"places":2,"budget":1,"planned":1,"earned":1,"cost":1,"known":2}}}}}`,
		`{"format":"milepost.portfolio/1","of":1,"shards":[0],"groups":{"":{"projects":1,"value":{"CNY":{"places":2,"budget":1,"planned":1,"earned":1,"cost":1,"unknown":-1}}}}}`,
		`{"format":"milepost.portfolio/1","of":1,"shards":[0],"groups":{"":{"projects":1,"value":{"POINT/0":{"places":1,"budget":1,"planned":1,"earned":1,"cost":1}}}}}`,
		`{"format":"milepost.portfolio/1","of":1,"shards":[0],"groups":{"":{"projects":1,"value":{"":{"places":0,"budget":1,"planned":1,"earned":1,"cost":1}}}}}`,
	} {
		var p Partial
		if err := json.Unmarshal([]byte(bad), &p); err == nil {
			t.Errorf("%s is taken", bad)
		}
	}
}

// points is a source of projects in a unit of the host's own, with as many
// digits as the id says.
type points struct{}

func (points) Project(_ context.Context, id string) (Project, error) {
	c, err := money.NewCurrency("POINT", int(id[0]-'0'))
	if err != nil {
		return Project{}, err
	}
	a, err := money.Minor(1500, c)
	x := Project{ID: id, Traits: []string{"Team", "team"}, Tasks: []Task{{Budget: a, Earned: a}}}
	if id == "9" { // two units of one code in one project
		other, _ := money.NewCurrency("POINT", 1)
		x.Tasks[0].Cost, _ = money.Minor(5, other)
	}
	return x, err
}

// Units of the host's own that share a code, but not their digits, never mix:
// 1500 and 15.00 points are two sums.
func TestUnitsOfOneCodeNeverMix(t *testing.T) {
	projects := func(yield func(string, int64) bool) {
		_ = yield("0", 1) && yield("2", 1) && yield("2a", 1) && yield("9", 1)
	}
	p, err := Compute(context.Background(), Plan(projects, 100)[0], points{})
	if err != nil {
		t.Fatal(err)
	}
	var back Partial
	if err := json.Unmarshal([]byte(bytesOf(t, p)), &back); err != nil {
		t.Fatal(err)
	}
	for _, q := range []Partial{p, back} {
		s, err := q.Summary(1)
		if err != nil || len(s.Value) != 2 || len(s.Groups) != 2 || len(s.Failed) != 1 || s.Failed[0].ID != "9" {
			t.Fatalf("got %+v, %v", s, err)
		}
		for i, want := range []string{"1500 POINT", "30 POINT"} {
			if got := s.Value[i].Status.BAC.String(); got != want {
				t.Errorf("got %s, want %s", got, want)
			}
		}
	}
}

func FuzzPartialJSON(f *testing.F) {
	p, _ := Compute(context.Background(), Plan(ids(20), 1000)[0], made{})
	data, _ := json.Marshal(p)
	f.Add(data)
	f.Fuzz(func(t *testing.T, data []byte) {
		var p, again Partial
		if json.Unmarshal(data, &p) != nil {
			return
		}
		once, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(once, &again); err != nil {
			t.Fatal(err)
		}
		if twice, err := json.Marshal(again); err != nil || !bytes.Equal(once, twice) {
			t.Fatalf("%s\n%s", once, twice)
		}
		if _, err := Merge(p, Partial{}); err != nil {
			t.Fatal(err)
		}
		_, _ = p.Summary(0) // whatever it says, without a panic
	})
}

// thirty is a portfolio of projects of thirty tasks each.
type thirty struct{ list []Project }

func (s thirty) Project(_ context.Context, id string) (Project, error) {
	n := 0
	for _, c := range id {
		n = n*10 + int(c-'0')
	}
	return s.list[n%len(s.list)], nil
}

// BenchmarkPortfolio sums a hundred thousand projects of thirty tasks on one
// core.
func BenchmarkPortfolio(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	source := thirty{make([]Project, 1000)}
	c, _ := money.Lookup("CNY")
	for i := range source.list {
		x := &source.list[i]
		x.Definition, x.Outcome, x.PlannedDays, x.ActualDays = lifecycle.DefinitionRef{ID: "sales_project", Version: 1}, lifecycle.Attained, 40, 30+r.Int64N(30)
		for range 30 {
			var t Task
			for _, a := range []*money.Amount{&t.Budget, &t.Planned, &t.Earned, &t.Cost} {
				*a, _ = money.Minor(r.Int64N(1e9), c)
			}
			x.Tasks = append(x.Tasks, t)
		}
	}
	projects := func(yield func(string, int64) bool) {
		for i := range 100_000 {
			if !yield(fmt.Sprint(i), 30) {
				return
			}
		}
	}
	b.Run("projects=100000/tasks=30", func(b *testing.B) {
		for b.Loop() {
			if s, err := Run(context.Background(), projects, source, Options{Target: 30_000}); err != nil || s.Projects != 100_000 {
				b.Fatal(s.Projects, err)
			}
		}
	})
}
