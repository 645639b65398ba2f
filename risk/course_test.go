package risk

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/milepost-go/milepost/schedule/calendar"
)

func days(list ...string) []calendar.Date {
	dates := make([]calendar.Date, len(list))
	for i, text := range list {
		dates[i] = day(text)
	}
	return dates
}

// lasting is one risk over its life, by hand. A threat raised on 1 March,
// inherent 60 % of 1000, current 50 % on 5 March, response done on 10 March,
// current 20 % on 12 March, target 10 % set on 12 March, closed on 20 March;
// and an opportunity of 25 % of 400 from 15 March on.
func lasting() Register {
	of := func(at string, basis Basis, percent, size int64) Assessment {
		return Assessment{At: day(at), By: "o", Basis: basis, Rating: Rating{Probability: Fraction(percent, 100),
			Effects: []Effect{{On: OnCost, Likely: Whole(size)}, {On: OnTime, Likely: Whole(size * 6)}}}}
	}
	return Register{Risks: []Risk{
		{ID: "A", Kind: Threat, Status: Closed, Raised: day("2026-03-01"), Ended: day("2026-03-20"),
			Assessments: []Assessment{of("2026-03-02", Inherent, 60, 1000), of("2026-03-05", Current, 50, 1000),
				of("2026-03-12", Current, 20, 1000), of("2026-03-12", Target, 10, 1000)},
			Responses: []Response{{ID: "r", Strategy: Reduce, Done: day("2026-03-10"), Residual: of("2026-03-01", Current, 15, 1000).Rating}}},
		{ID: "B", Kind: Opportunity, Status: Open, Assessments: []Assessment{of("2026-03-15", Current, 25, 400)}},
		{ID: "C", Kind: Threat, Status: Proposed, Raised: day("2026-03-01"), Assessments: []Assessment{of("2026-03-02", Current, 99, 9999)}},
		{ID: "D", Kind: Threat, Status: Closed, Raised: day("2026-03-01"), Ended: day("2026-03-30")}, // refused, never assessed
	}}
}

func TestCourseByHand(t *testing.T) {
	for _, test := range []struct{ at, want string }{
		{"2026-02-28", "0: 0 0 0 time 0"},
		{"2026-03-01", "1:    time "}, // raised, not yet assessed: no value
		{"2026-03-02", "1: 600   time "},
		{"2026-03-05", "1: 600 500 150 time 3000"},
		{"2026-03-12", "1: 600 200 100 time 1200"},
		{"2026-03-15", "2: 500 100 0 time 600"},
		{"2026-03-19", "2: 500 100 0 time 600"},
		{"2026-03-20", "1: -100 -100 -100 time -600"},
	} {
		p := lasting().Course(days(test.at))[0]
		got := fmt.Sprintf("%d: %s %s %s time %s", p.Open, p.Before.Cost.Net.Expected, p.Now.Cost.Net.Expected, p.After.Cost.Net.Expected, p.Now.Time.Net.Expected)
		if p.At != day(test.at) || got != test.want {
			t.Errorf("%s: got %q, want %q", test.at, got, test.want)
		}
	}
	p := lasting().Course(days("2026-03-02"))[0]
	if fmt.Sprint(p.Now.Cost.Unknown, p.Before.Cost.Unknown) != "[A] []" {
		t.Errorf("got %v", p.Now.Cost.Unknown)
	}
}

// TestCourseWithoutInherent: the first current rating stands for what there was
// before responses, unless a response had been done by then.
func TestCourseWithoutInherent(t *testing.T) {
	r := lasting()
	r.Risks[0].Assessments = r.Risks[0].Assessments[1:]
	p := r.Course(days("2026-03-12"))[0]
	if p.Before.Cost.Net.Expected != num("500") {
		t.Errorf("got %s", p.Before.Cost.Net.Expected)
	}
	r.Risks[0].Responses[0].Done = day("2026-03-04")
	p = r.Course(days("2026-03-12"))[0]
	if !p.Before.Cost.Net.Expected.IsZero() || fmt.Sprint(p.Before.Cost.Unknown) != "[A]" || p.Now.Cost.Net.Expected != num("200") {
		t.Errorf("got %+v", p.Before.Cost)
	}
}

// TestCourseEnds: the last point of the course is the exposure as it stands.
func TestCourseEnds(t *testing.T) {
	const seed = 5
	random := rand.New(rand.NewPCG(seed, 5))
	for range 100 {
		r := randomRegister(t, random)
		late := day("2027-01-01")
		p, x := r.Course(append(days("2026-02-20"), late))[1], r.Exposure(late, Current)
		if p.Open != x.Open || spanText(p.Now.Cost.Net) != spanText(x.Cost.Net) || spanText(p.Now.Time.Net) != spanText(x.Time.Net) {
			t.Fatalf("seed %d: got %+v, want %+v", seed, p, x)
		}
	}
}

// TestCourseLooksNoFurther: what is recorded after a date changes nothing of
// the course up to it.
func TestCourseLooksNoFurther(t *testing.T) {
	r := lasting()
	dates := days("2026-03-05", "2026-03-12", "2026-03-19")
	want := fmt.Sprintf("%+v", r.Course(dates))
	r.Risks[1].Assessments = append(r.Risks[1].Assessments, Assessment{At: day("2026-03-21"), Basis: Current})
	r, err := r.Move(Change{Risk: "B", To: Occurred, At: day("2026-03-22"), Issue: "I1"})
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprintf("%+v", r.Course(dates)); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

func TestSeen(t *testing.T) {
	x := Risk{Assessments: []Assessment{{At: day("2026-03-05")}, {}, {At: day("2026-03-04")}}}
	if x.Seen() != day("2026-03-04") || (Risk{}).Seen() != ever {
		t.Errorf("got %s", x.Seen())
	}
	x.Raised = day("2026-04-01")
	if x.Seen() != day("2026-04-01") {
		t.Errorf("what is stated counts: %s", x.Seen())
	}
}

func TestAges(t *testing.T) {
	var got []string
	for _, a := range handWorked(t).Ages(day("2026-04-01")) {
		got = append(got, fmt.Sprint(a.Risk, " ", a.Days, " ", a.Unreviewed, " ", a.Reviews))
	}
	// R1 raised 20 February, assessed 2 March; R2 raised 1 March, assessed 25 March.
	if len(got) < 2 || got[0] != "R1 40 30 1" {
		t.Errorf("got %v", got)
	}
	for _, a := range handWorked(t).Ages(day("2026-03-24")) {
		if a.Risk == "R2" && (a.Unreviewed != 23 || a.Days != 23 || !a.Reviewed.IsZero() || a.Reviews != 0) {
			t.Errorf("R2 had not been assessed: %+v", a)
		}
	}
	if list := handWorked(t).Ages(day("2026-02-19")); len(list) != 0 {
		t.Errorf("nothing was known then: %+v", list)
	}
}

// TestCourseOfTheUndated: an open risk that nothing dates is not left out: it
// makes the sum unknown.
func TestCourseOfTheUndated(t *testing.T) {
	r := lasting()
	r.Risks = append(r.Risks, Risk{ID: "U", Kind: Threat, Status: Open})
	p := r.Course(days("2026-03-16"))[0]
	if p.Open != 3 || !p.Now.Cost.Net.Expected.IsZero() || fmt.Sprint(p.Now.Cost.Unknown) != "[U]" {
		t.Errorf("got %+v", p)
	}
	r.Risks[4].Assessments = []Assessment{{Basis: Current, Rating: r.Risks[1].Assessments[0].Rating}} // 25 % of 400 at no date
	if p = r.Course(days("2026-03-16"))[0]; p.Now.Cost.Net.Expected != num("200") {
		t.Errorf("200 less 100 and 100 more: got %s", p.Now.Cost.Net.Expected)
	}
}

// TestCourseAddsUp compares each point with a plain sum over the risks, taken
// one by one.
func TestCourseAddsUp(t *testing.T) {
	const seed = 99
	random := rand.New(rand.NewPCG(seed, 3))
	for run := range 100 {
		r := randomRegister(t, random)
		at := day("2026-02-01").AddDays(random.IntN(90))
		want, open, unknown := Whole(0), 0, false
		for _, x := range r.Risks {
			over := x.Ended
			if x.Status == Occurred {
				over = x.Occurred
			}
			if x.Status == Proposed || x.Raised.After(at) || !over.IsZero() && !over.After(at) {
				continue
			}
			open++
			rating, _ := x.Rated(at, Current)
			term := r.Estimate(rating, OnCost).Expected
			unknown = unknown || term.IsZero()
			if x.Kind == Opportunity {
				term = negative(term)
			}
			want = add(want, term)
		}
		p := r.Course(append(days("2026-01-01"), at))[1]
		if p.Open != open || p.Now.Cost.Net.Expected != want || unknown != (len(p.Now.Cost.Unknown) > 0) {
			t.Fatalf("seed %d run %d at %s: got %d %s, want %d %s", seed, run, at, p.Open, p.Now.Cost.Net.Expected, open, want)
		}
	}
}

// TestCourseOfTheEnded: a risk that ended is open before that day only; one
// that does not say when it ended is open on no day of the past.
func TestCourseOfTheEnded(t *testing.T) {
	rating := lasting().Risks[1].Assessments[0].Rating
	risk := func(status Status) Risk {
		return Risk{ID: "X", Kind: Threat, Status: status, Raised: day("2026-03-01"),
			Assessments: []Assessment{{At: day("2026-03-01"), Basis: Current, Rating: rating}}}
	}
	for _, status := range []Status{Occurred, Closed, Expired} {
		undated, dated := risk(status), risk(status)
		if dated.Ended = day("2026-03-10"); status == Occurred {
			dated.Occurred, dated.Ended = day("2026-03-10"), ever
		}
		for at, want := range map[string]int{"2026-02-28": 0, "2026-03-01": 1, "2026-03-09": 1, "2026-03-10": 0, "2026-04-01": 0} {
			if got := (Register{Risks: []Risk{dated}}).Course(days(at))[0].Open; got != want {
				t.Errorf("%s on %s: got %d open, want %d", status, at, got, want)
			}
			if got := (Register{Risks: []Risk{undated}}).Course(days(at))[0].Open; got != 0 {
				t.Errorf("%s at no date, on %s: got %d open", status, at, got)
			}
		}
	}
	proposed, open := risk(Proposed), risk(Open)
	for _, at := range []string{"2026-03-01", "2030-01-01"} {
		points := (Register{Risks: []Risk{proposed, open}}).Course(days(at))
		if points[0].Open != 1 || points[0].Now.Cost.Threats.Expected != num("100") {
			t.Errorf("%s: the open one alone counts, with 25 %% of 400: %+v", at, points[0])
		}
	}
	if got := (Register{Risks: []Risk{proposed, open}}).Course(make([]calendar.Date, 1))[0]; got.Open != 1 || got.Now.Cost.Net.Expected != num("100") {
		t.Errorf("without a date it is as things stand: %+v", got)
	}
}

// TestOpportunitiesCountAgainstThreats: by hand, 25 % of 400 each way, and a
// span that is turned round when it is taken away.
func TestOpportunitiesCountAgainstThreats(t *testing.T) {
	wide := Rating{Probability: Fraction(1, 2), Effects: []Effect{{On: OnCost, Low: Whole(10), Likely: Whole(20), High: Whole(60)}}}
	life := func(id string, kind Kind) Risk {
		return Risk{ID: id, Kind: kind, Status: Open, Assessments: []Assessment{{At: day("2026-03-01"), Basis: Current, Rating: wide}}}
	}
	p := (Register{Risks: []Risk{life("A", Threat), life("B", Opportunity)}}).Course(days("2026-03-01"))[0]
	for name, test := range map[string]struct {
		got  Span
		want string
	}{
		"threats":       {p.Now.Cost.Threats, "5 10 30"},
		"opportunities": {p.Now.Cost.Opportunities, "5 10 30"},
		"net":           {p.Now.Cost.Net, "-25 0 25"},
		"time":          {p.Now.Time.Net, "0 0 0"},
	} {
		if got := spanText(test.got); got != test.want {
			t.Errorf("%s: got %s, want %s", name, got, test.want)
		}
	}
}
