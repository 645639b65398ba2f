package team

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/finding"
)

// review is one of pat, led by max, with views of two peers.
func review() Review {
	return Review{
		Actor: "pat", Manager: "max", Open: []lifecycle.Role{"personnel"},
		Facts: Contribution{Tasks: Tally{8, 10}, Quality: Tally{3, 4}, Actions: Tally{5, 5}, RiskDuties: Tally{0, 5}, Answers: Tally{1, 2}, HelpGiven: 7},
		Views: []View{
			{OwnView, "pat", day(time.March, 2), "learned a lot"},
			{PeerView, "ann", day(3, 3), "explains well"},
			{PeerView, "bo", day(3, 3), "late at times"},
			{ManagerView, "max", day(3, 4), "solid"},
		},
		Points:    []Point{{ID: "i1", Text: "plan ahead", Owner: "max", Due: day(4, 1), State: PointOpen}},
		Proposals: []Proposal{{Skill: Skill{Skill: "go", Level: 4, Evidence: []string{"work"}, Period: Period{From: day(3, 10)}}, By: "max", State: Proposed}},
	}
}

// The whole policy: every viewer with every set of roles.
func TestVisibleToWhom(t *testing.T) {
	all := Sight{true, true, true, true, true, true, true, true}
	own := all
	own.PeerNames = false
	nothing, written := Sight{}, Sight{WrittenViews: true}
	roles := []lifecycle.Role{"personnel", "sponsor", "project_manager", "team_member", ""}
	// without the role that the review is open to, and with it
	policy := map[lifecycle.ActorID][2]Sight{
		"": {nothing, nothing}, "pat": {own, own}, "max": {all, all}, "ann": {written, all}, "bo": {written, all}, "zoe": {nothing, all}, "PAT": {nothing, all},
	}
	cases := 0
	for viewer, want := range policy {
		for set := range 1 << len(roles) {
			var held []lifecycle.Role
			for i, role := range roles {
				if set>>i&1 == 1 {
					held = append(held, role)
				}
			}
			if got := Visible(viewer, held, review()); got != want[set&1] {
				t.Errorf("%q with %q sees %+v", viewer, held, got)
			}
			cases++
		}
	}
	if cases != 7*32 {
		t.Errorf("%d cases", cases)
	}
	closed := review()
	closed.Open, closed.Manager = []lifecycle.Role{""}, ""
	if got := Visible("zoe", roles, closed); got != nothing {
		t.Errorf("an empty role opens nothing: %+v", got)
	}
	if got := Visible("", nil, Review{}); got != nothing {
		t.Errorf("nobody sees %+v", got)
	}
}

// What is shown holds nothing that may not be seen.
func TestSeen(t *testing.T) {
	for _, c := range []struct {
		viewer lifecycle.ActorID
		roles  []lifecycle.Role
		views  string
		rest   bool
	}{
		{"pat", nil, "self pat, peer , peer , manager max", true},
		{"pat", []lifecycle.Role{"personnel"}, "self pat, peer , peer , manager max", true},
		{"max", nil, "self pat, peer ann, peer bo, manager max", true},
		{"eva", []lifecycle.Role{"personnel"}, "self pat, peer ann, peer bo, manager max", true},
		{"ann", []lifecycle.Role{"sponsor"}, "peer ann", false},
	} {
		before := review()
		r := review()
		got, ok := r.Seen(c.viewer, c.roles)
		var views []string
		for _, v := range got.Views {
			views = append(views, fmt.Sprint(v.Angle, " ", v.By))
		}
		if !ok || strings.Join(views, ", ") != c.views {
			t.Errorf("%s sees the views %q", c.viewer, views)
		}
		hidden := reflect.DeepEqual(got, Review{Actor: "pat", Views: got.Views})
		if hidden == c.rest || c.rest && (got.Facts != r.Facts || len(got.Points) != 1 || len(got.Proposals) != 1) {
			t.Errorf("%s sees %+v", c.viewer, got)
		}
		for i := range got.Views {
			got.Views[i].Text = "x"
		}
		if d := cmp.Diff(before, r, comparable); d != "" {
			t.Errorf("the review was changed: %s", d)
		}
	}
	if got, ok := review().Seen("zoe", []lifecycle.Role{"sponsor", "project_manager"}); ok || !reflect.DeepEqual(got, Review{}) {
		t.Errorf("zoe sees %+v", got)
	}
}

// By hand: 8 of 10 and 0 of 5 are shown, 5 of 5 is; 3 of 4 and 1 of 2 are too
// few.
func TestSmallSamples(t *testing.T) {
	figures, found := review().Figures()
	want := []Figure{
		{"on_time", finding.Ratio(4, 5, ""), 10}, {"quality", finding.Unknown("small_sample"), 4}, {"actions", finding.Number(1, ""), 5},
		{"risk_duties", finding.Number(0, ""), 5}, {"answers", finding.Unknown("small_sample"), 2},
	}
	if !slices.Equal(figures, want) {
		t.Errorf("%v", figures)
	}
	wantCodes(t, "notes", found, "team.review.small_sample member pat.answers", "team.review.small_sample member pat.quality")
	if found[0].Severity != finding.Info || found[0].Want != finding.Number(MinSample, "") {
		t.Errorf("%v", found[0])
	}
	_, none := Review{Actor: "new"}.Figures()
	if len(none) != 5 {
		t.Errorf("without data: %v", none)
	}
}

// book is one of n people, each with the facts of [review].
func book(t *testing.T, n int) ReviewBook {
	t.Helper()
	b := ReviewBook{ID: "p1"}
	for i := range n {
		r := review()
		r.Actor = lifecycle.ActorID(fmt.Sprint("m", i))
		r.Views = []View{{OwnView, r.Actor, day(3, 2), "own"}, {PeerView, lifecycle.ActorID(fmt.Sprint("m", (i+1)%n)), day(3, 2), "peer"}}
		next, ok := b.Add(r)
		if !ok {
			t.Fatal(r.Actor)
		}
		b = next
	}
	return b
}

func TestErasingLeavesTotals(t *testing.T) {
	b := book(t, 5)
	before, _ := b.Summary(0)
	next, ok := b.Erase("m1")
	if !ok || len(next.Reviews) != 4 || next.Total != b.Total || len(b.Reviews) != 5 {
		t.Fatalf("%d reviews, total %v", len(next.Reviews), next.Total)
	}
	after, _ := next.Summary(0)
	if after != before {
		t.Errorf("the summary became %+v", after)
	}
	if strings.Contains(fmt.Sprintf("%+v", next), "m1") {
		t.Errorf("the name is left in %+v", next)
	}
	if v := next.Reviews[0].Views[1]; v.By != "" || v.Text != "peer" {
		t.Errorf("a view on somebody else belongs to them: %+v", v)
	}
	if _, ok := next.Erase("m1"); ok {
		t.Error("erased twice")
	}
	wantCodes(t, "erased", next.Check(day(3, 2)))
	led, _ := b.Erase("max")
	if led.Reviews[0].Manager != "" || led.Reviews[0].Points[0].Owner != "" || led.Reviews[0].Proposals[0].By != "" {
		t.Errorf("the name of the manager is left: %+v", led.Reviews[0])
	}
}

func TestAddRefuses(t *testing.T) {
	b := book(t, 1)
	for _, r := range []Review{{}, {Actor: "m0"}} {
		if next, ok := b.Add(r); ok || next.Total != b.Total || len(next.Reviews) != 1 {
			t.Errorf("%q was added", r.Actor)
		}
	}
}

// By hand, four people alike: 32 of 40 on time, 12 of 16 accepted at first, 4
// of 8 answers, 0 of 20 risk duties, 28 times help.
func TestSummary(t *testing.T) {
	got, found := book(t, 4).Summary(0)
	want := Summary{People: 4, Delivery: Figure{"on_time", finding.Ratio(4, 5, ""), 40}, Quality: Figure{"quality", finding.Ratio(3, 4, ""), 16},
		Communication: Figure{"answers", finding.Ratio(1, 2, ""), 8}, RiskDuty: Figure{"risk_duties", finding.Number(0, ""), 20}, HelpGiven: finding.Number(28, "")}
	if got != want || len(found) != 0 {
		t.Errorf("%+v, %v", got, found)
	}
}

// For a small group nothing at all is shown, and a host can ask for larger
// groups but not for smaller ones.
func TestSummaryOfSmallGroups(t *testing.T) {
	for n := range 8 {
		for ask := range 8 {
			got, found := book(t, n).Summary(ask)
			shown := n >= ask && n >= 4
			if (got.People == n) != (shown || n == 0) || got.Delivery.Share.IsUnknown() == shown || got.HelpGiven.IsUnknown() == shown || (len(found) == 0) != shown {
				t.Errorf("%d people, %d asked for: %+v, %v", n, ask, got, found)
			}
			if !shown && (got.Delivery.Of != 0 || got.Quality.Of != 0 || got.Communication.Of != 0 || got.RiskDuty.Of != 0 || !found[0].Got.IsZero()) {
				t.Errorf("counts of a small group are shown: %+v", got)
			}
		}
	}
}

// A summary never depends on who contributed what, only on the sum.
func TestSummaryShowsNoIndividual(t *testing.T) {
	r := random(t, 43)
	for range 100 {
		a, b := ReviewBook{ID: "p"}, ReviewBook{ID: "p"}
		facts := make([]Contribution, 5)
		for i := range facts {
			of := r.IntN(9)
			facts[i].Tasks = Tally{r.IntN(of + 1), of}
			facts[i].HelpGiven = r.IntN(9)
		}
		for i, k := range r.Perm(5) {
			a, _ = a.Add(Review{Actor: lifecycle.ActorID(fmt.Sprint(i)), Facts: facts[i]})
			b, _ = b.Add(Review{Actor: lifecycle.ActorID(fmt.Sprint(i)), Facts: facts[k]})
		}
		x, _ := a.Summary(0)
		y, _ := b.Summary(0)
		if x != y {
			t.Fatalf("%+v and %+v", x, y)
		}
	}
}

func TestReviewCheck(t *testing.T) {
	sound := func() ReviewBook {
		b, _ := ReviewBook{ID: "p"}.Add(review())
		return b
	}
	for _, c := range []struct {
		name   string
		change func(*ReviewBook)
		want   []string
	}{
		{"sound", func(*ReviewBook) {}, nil},
		{"more good than all", func(b *ReviewBook) { b.Reviews[0].Facts.Answers = Tally{3, 2}; b.Total.Facts.Answers.Good = 3 }, []string{"team.review.tally review pat"}},
		{"below zero", func(b *ReviewBook) { b.Reviews[0].Facts.Answers = Tally{-1, 2} }, []string{"team.review.tally review pat"}},
		{"the total", func(b *ReviewBook) { b.Total.Facts.Tasks.Of = 9 }, []string{"team.review.total_low team p"}},
		{"the help", func(b *ReviewBook) { b.Total.Facts.HelpGiven = 6 }, []string{"team.review.total_low team p"}},
		{"the people", func(b *ReviewBook) { b.Total.People = 0 }, []string{"team.review.total_low team p"}},
		{"own view of another", func(b *ReviewBook) { b.Reviews[0].Views[0].By = "ann" }, []string{"team.review.view_author review pat"}},
		{"peer of oneself", func(b *ReviewBook) { b.Reviews[0].Views[1].By = "pat" }, []string{"team.review.view_author review pat"}},
		{"another manager", func(b *ReviewBook) { b.Reviews[0].Views[3].By = "ann" }, []string{"team.review.view_author review pat"}},
		{"no such angle", func(b *ReviewBook) { b.Reviews[0].Views[2].Angle = "rival" }, []string{"team.value.unknown review pat"}},
		{"follow-up", func(b *ReviewBook) { b.Reviews[0].Points[0].Due = day(3, 20) }, []string{"team.review.follow_up_due improvement i1"}},
		{"done", func(b *ReviewBook) { b.Reviews[0].Points[0] = Point{ID: "i1", State: PointDone} }, nil},
		{"incomplete", func(b *ReviewBook) { b.Reviews[0].Points[0].Owner = "" }, []string{"team.review.point_incomplete improvement i1"}},
		{"no such state", func(b *ReviewBook) { b.Reviews[0].Points[0].State = "stuck" }, []string{"team.value.unknown improvement i1"}},
		{"no id", func(b *ReviewBook) { b.Reviews[0].Actor = "" }, []string{"team.id.missing review", "team.review.view_author review"}},
	} {
		b := sound()
		c.change(&b)
		wantCodes(t, c.name, b.Check(day(3, 20)), c.want...)
	}
}

func TestProposalsAreDecidedByOthers(t *testing.T) {
	p := review().Proposals[0]
	for name, c := range map[string]struct {
		judge lifecycle.ActorID
		state ProposalState
		month time.Month
	}{
		"the person": {"pat", Proposed, 3}, "the proposer": {"max", Proposed, 3}, "nobody": {"", Proposed, 3},
		"again": {"eva", Accepted, 3}, "after declining": {"eva", Declined, 3}, "no day": {"eva", Proposed, 0},
	} {
		q := p
		q.State = c.state
		if got, err := q.Decide("pat", c.judge, true, day(c.month, 12)); !errors.Is(err, ErrProposal) || got.State != "" {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
	yes, err := p.Decide("pat", "eva", true, day(3, 12))
	if err != nil || yes.State != Accepted || yes.Judge != "eva" || yes.On != day(3, 12) || p.State != Proposed {
		t.Errorf("%+v, %v", yes, err)
	}
	no, err := p.Decide("pat", "eva", false, day(3, 12))
	if err != nil || no.State != Declined {
		t.Errorf("%+v, %v", no, err)
	}
}

// An accepted proposal changes who is found from its day on, and no match as
// of a day before.
func TestAcceptedSkillChangesLaterMatches(t *testing.T) {
	team := Team{
		{Actor: "pat", Skills: []Skill{{Skill: "go", Level: 2, Evidence: []string{"cv"}}}},
		{Actor: "ann", Skills: []Skill{{Skill: "go", Level: 3, Evidence: []string{"cv"}}}},
	}
	need := Need{ID: "n", Skills: []SkillNeed{{Skill: "go", Level: 4, Must: true}}}
	accepted, err := review().Proposals[0].Decide("pat", "eva", true, day(3, 12))
	if err != nil {
		t.Fatal(err)
	}
	after, err := team.Learn("pat", accepted)
	if err != nil {
		t.Fatal(err)
	}
	if got := order(Match(need, after, day(3, 10), Time{})); !slices.Equal(got, []string{"pat", "ann"}) {
		t.Errorf("from the 10th: %v", got)
	}
	if d := cmp.Diff(order(Match(need, team, day(3, 9), Time{})), order(Match(need, after, day(3, 9), Time{}))); d != "" {
		t.Error(d)
	}
	if len(team[0].Skills) != 1 {
		t.Error("the team was changed")
	}
	for name, p := range map[string]Proposal{"proposed": review().Proposals[0], "declined": {State: Declined, Skill: accepted.Skill}, "level": {State: Accepted, Skill: Skill{Skill: "go", Level: 9}}} {
		if _, err := team.Learn("pat", p); !errors.Is(err, ErrProposal) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := team.Learn("zoe", accepted); !errors.Is(err, ErrMember) {
		t.Errorf("got %v", err)
	}
}
