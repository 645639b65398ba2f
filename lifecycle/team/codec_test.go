package team

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/finding"
)

// record holds something in every list.
func record(t testing.TB) Record {
	t.Helper()
	rate, err := money.Parse("120.50", "CNY")
	if err != nil {
		t.Fatal(err)
	}
	crew := Team(people())
	crew[0].CostRate = []Rate{{rate, Period{From: day(time.January, 1)}}}
	return Record{
		ID: "p1", Members: crew, Duties: sound(), DutyRules: dutyRules,
		Skills: []SkillNeed{{Skill: "go", Level: 3}}, Needs: []Need{apiNeed()},
		Assignments: []Assignment{work("t1", "ann", 2, 4)}, Notices: []Notice{{"t1", "ann", work("t1", "ann", 2, 4).Digest(), at(8)}},
		Standing: []Standing{{Subject: goals, Digest: "v1", By: actors("ann")}}, Acks: []Ack{ackOf("ann", "v1", 9)},
		Demands:   []Demand{task("t1", 60, march(2, 9), march(2, 4))},
		Technical: []Technical{{ID: "ide", Kind: Licence, Units: 1, Calendar: "std", Owner: "ann", LeadDays: 5, NeededBy: day(3, 9)}},
	}
}

func encoded(t testing.TB, r Record) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Encode(&b, r); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestRecordRoundTrip(t *testing.T) {
	want := record(t)
	data := encoded(t, want)
	got, err := Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got, comparable); d != "" {
		t.Error(d)
	}
	if again := encoded(t, got); !bytes.Equal(data, again) {
		t.Error("another form after a round trip")
	}
	for _, text := range []string{`"format": "milepost.team/1"`, `"amount": "120.5`, `"work_min": 60`, `"from": "2026-03-02"`, `"letter": "accountable"`} {
		if !bytes.Contains(data, []byte(text)) {
			t.Errorf("the form lacks %s:\n%s", text, data)
		}
	}
}

func TestReviewsRoundTrip(t *testing.T) {
	want := book(t, 3)
	want.Reviews[0].Points[0].FollowUp = []FollowUp{{day(4, 1), "max", "better"}}
	var b bytes.Buffer
	if err := EncodeReviews(&b, want); err != nil {
		t.Fatal(err)
	}
	got, err := DecodeReviews(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got, comparable); d != "" {
		t.Error(d)
	}
	if _, err := Decode(bytes.NewReader(b.Bytes())); !errors.Is(err, ErrForm) {
		t.Errorf("reviews were read as a record: %v", err)
	}
}

func TestDecodeRefuses(t *testing.T) {
	long := strings.Repeat("x", MaxText+1)
	for name, c := range map[string]struct {
		data string
		want error
	}{
		"nothing": {"", ErrForm}, "another format": {`{"format":"milepost.team/2","id":"x"}`, ErrForm}, "no format": {`{"id":"x"}`, ErrForm},
		"unknown member": {`{"format":"milepost.team/1","id":"x","boss":"y"}`, ErrForm}, "twice": {`{"format":"milepost.team/1","id":"x","id":"y"}`, ErrForm},
		"null item": {`{"format":"milepost.team/1","id":"x","acks":[null]}`, ErrForm}, "more": {`{"format":"milepost.team/1","id":"x"} {}`, ErrForm},
		"date":     {`{"format":"milepost.team/1","id":"x","members":[{"actor":"a","from":"2026-02-30"}]}`, ErrForm},
		"amount":   {`{"format":"milepost.team/1","id":"x","members":[{"actor":"a","cost_rate":[{"per_hour":{"amount":1,"currency":"CNY"}}]}]}`, ErrForm},
		"fraction": {`{"format":"milepost.team/1","id":"x","demands":[{"task":"a","resource":{"kind":"role","id":"x"},"work_min":1.5}]}`, ErrForm},
		"long":     {`{"format":"milepost.team/1","id":"` + long + `"}`, ErrTooMany},
		"not text": {"{\"format\":\"milepost.team/1\",\"id\":\"\xff\"}", ErrForm},
	} {
		got, err := Decode(strings.NewReader(c.data))
		if !errors.Is(err, c.want) || got.ID != "" || len(err.Error()) > 400 {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := DecodeReviews(strings.NewReader(c.data)); !errors.Is(err, ErrForm) {
			t.Errorf("%s as reviews: %v", name, err)
		}
	}
	if _, err := DecodeReviews(strings.NewReader(`{"format":"milepost.team_reviews/1","id":"` + long + `","total":{"people":0,"facts":{}}}`)); !errors.Is(err, ErrTooMany) {
		t.Errorf("a long text: %v", err)
	}
}

func TestEncodeRefusesWhatDecodeWould(t *testing.T) {
	long := strings.Repeat("x", MaxText+1)
	for name, c := range map[string]struct {
		change func(*Record)
		want   error
	}{
		"rows":       {func(r *Record) { r.Acks = make([]Ack, MaxRows+1) }, ErrTooMany},
		"members":    {func(r *Record) { r.Members = make([]Member, MaxMembers+1) }, ErrTooMany},
		"duties":     {func(r *Record) { r.Duties = make([]Duty, MaxDuties+1) }, ErrTooMany},
		"roles":      {func(r *Record) { r.Members[0].Roles = make([]lifecycle.Role, MaxRows+1) }, ErrTooMany},
		"evidence":   {func(r *Record) { r.Members[0].Skills[0].Evidence[0] = long }, ErrTooMany},
		"assignment": {func(r *Record) { r.Assignments[0].Text = long }, ErrTooMany},
		"places":     {func(r *Record) { r.DutyRules.Apart[0].Places[0] = lifecycle.Role(long) }, ErrTooMany},
		"work":       {func(r *Record) { r.Demands[0].WorkMin = MaxWork + 1 }, ErrTooMany},
		"name":       {func(r *Record) { r.Technical[0].Name = "\xff" }, ErrForm},
		"digest":     {func(r *Record) { r.Standing[0].Digest = "\xc0" }, ErrForm},
	} {
		r := record(t).Clone()
		c.change(&r)
		var b bytes.Buffer
		if err := Encode(&b, r); !errors.Is(err, c.want) || b.Len() > 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
	b := book(t, 2)
	b.Reviews[1].Views[0].Text = long
	if err := EncodeReviews(&bytes.Buffer{}, b); !errors.Is(err, ErrTooMany) {
		t.Errorf("got %v", err)
	}
	var late Record
	late.Acks = []Ack{{At: time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)}}
	if err := Encode(&bytes.Buffer{}, late); err == nil {
		t.Error("a year that JSON cannot say")
	}
}

// A clone shares nothing: writing to every list of it leaves the original.
func TestRecordCloneSharesNothing(t *testing.T) {
	r := record(t)
	want := encoded(t, r)
	c := r.Clone()
	c.Members[0].Roles[0], c.Members[0].Skills[0].Evidence[0], c.Members[0].Availability[0].Percent = "x", "x", 1
	c.Members[0].CostRate[0] = Rate{}
	c.Duties[0], c.Skills[0], c.Needs[0].Skills[0], c.Assignments[0] = Duty{}, SkillNeed{}, SkillNeed{}, Assignment{}
	c.DutyRules.JudgedKinds[0], c.DutyRules.Apart[0].Places[0] = "x", "x"
	c.Notices[0], c.Standing[0].By[0], c.Acks[0], c.Demands[0], c.Technical[0] = Notice{}, "x", Ack{}, Demand{}, Technical{}
	if !bytes.Equal(want, encoded(t, r)) {
		t.Error("the original changed")
	}
}

func TestRecordCheck(t *testing.T) {
	if found := (Record{ID: "p"}).Check(day(3, 2), nil); len(found) != 1 || found[0].Code != CodeNobody {
		t.Errorf("an empty record: %v", found)
	}
	r := Record{
		ID: "p", Members: people(), Skills: []SkillNeed{{Skill: "sql", Level: 5}},
		Needs:       []Need{{ID: "n", WorkMin: -1, Period: march(5, 4)}, {ID: "n"}},
		Assignments: []Assignment{{Task: "t"}},
		Demands: []Demand{
			{Task: "t1", Resource: Resource{Kind: "luck", ID: "x"}, Confidence: "sure", WorkMin: -1},
			{Task: "t2", Resource: Resource{Kind: ByRole, ID: "dev"}, Window: march(2, 9), Planned: march(8, 10)},
		},
	}
	wantCodes(t, "rows", r.Check(day(3, 2), calendars(t)), "team.demand.negative need n", "team.period.reversed need n", "team.id.duplicate need n",
		"team.id.missing task t", "team.value.unknown task t1", "team.value.unknown task t1", "team.demand.negative task t1", "team.demand.outside_window task t2")
	at := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		found []finding.Finding
		want  bool
	}{{r.Check(day(3, 2), nil), false}, {nil, true}, {[]finding.Finding{{Severity: finding.Warn}}, true}} {
		fact := FormedFact(c.found, at, "team")
		if fact.Name != lifecycle.FactTeamFormed || fact.Value != finding.Bool(c.want) || fact.At != at || fact.Source != "team" {
			t.Errorf("%v", fact)
		}
	}
}

// What is read is written again to the same bytes, and no input makes the
// checks fail.
func FuzzDecode(f *testing.F) {
	f.Add(encoded(f, record(f)))
	f.Add([]byte(`{"format":"milepost.team/1","id":"x"}`))
	f.Add([]byte(`{"format":"milepost.team/1","id":"x","members":[{"actor":"a","availability":[{"calendar":"std","percent":-5,"from":"9999-12-31"}]}]}`))
	f.Add([]byte(`{"format":"milepost.team/1","id":"x","technical":[{"id":"a","kind":"licence","units":1,"owner":"","lead_days":9000000000000}],"demands":[{"task":"t","resource":{"kind":"licence","id":"a"},"work_min":9223372036854775807,"planned":{"from":"0001-01-01","to":"9999-12-31"},"most_per_day_min":1}]}`))
	cals := calendars(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := Decode(bytes.NewReader(data))
		if err != nil {
			if !errors.Is(err, ErrForm) && !errors.Is(err, ErrTooMany) {
				t.Fatalf("an error of no kind: %v", err)
			}
			return
		}
		first := encoded(t, r)
		again, err := Decode(bytes.NewReader(first))
		if err != nil || !bytes.Equal(first, encoded(t, again)) {
			t.Fatalf("another record after a round trip: %v", err)
		}
		r.exercise(cals)
	})
}

// exercise calls what takes a record, for its panics.
func (r Record) exercise(cals Calendars) {
	on := day(3, 2)
	r.Check(on, cals)
	var supply []Supply
	for _, d := range r.Demands {
		if s, err := SupplyOf(d.Resource, r.Members, r.Technical, march(2, 30), cals, on); err == nil {
			supply = append(supply, s)
		}
	}
	Sufficiency(r.Demands, supply)
	_, _, _ = BalanceOf(r.Demands, supply, march(2, 30).Weeks(), cals["std"])
	Delays(r.Technical, r.Demands, on)
	for _, n := range r.Needs {
		Match(n, r.Members, on, Time{Calendars: cals})
	}
	Alignment(r.Standing, r.Acks, actorsOf(r.Members))
	Unacknowledged(r.Assignments, r.Acks, on)
	Notify(r.Assignments, r.Notices, at(8))
}

// FuzzDecodeReviews is the same for reviews.
func FuzzDecodeReviews(f *testing.F) {
	b, _ := ReviewBook{ID: "p"}.Add(review())
	var seed bytes.Buffer
	if err := EncodeReviews(&seed, b); err != nil {
		f.Fatal(err)
	}
	f.Add(seed.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		b, err := DecodeReviews(bytes.NewReader(data))
		if err != nil {
			if !errors.Is(err, ErrForm) && !errors.Is(err, ErrTooMany) {
				t.Fatalf("an error of no kind: %v", err)
			}
			return
		}
		var first, again bytes.Buffer
		if err := EncodeReviews(&first, b); err != nil {
			t.Fatal(err)
		}
		back, err := DecodeReviews(bytes.NewReader(first.Bytes()))
		if err != nil || EncodeReviews(&again, back) != nil || !bytes.Equal(first.Bytes(), again.Bytes()) {
			t.Fatalf("another book after a round trip: %v", err)
		}
		b.Check(day(3, 2))
		b.Summary(0)
		for _, r := range b.Reviews {
			r.Figures()
			r.Seen("pat", nil)
		}
	})
}
