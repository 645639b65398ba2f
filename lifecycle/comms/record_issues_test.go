package comms_test

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// fullRecord has something in every list about issues, feedback, surveys and
// visibility.
func fullRecord(t testing.TB) comms.Record {
	t.Helper()
	solved := comms.Issue{ID: "I1", Title: "Mixer down", Severity: comms.High, Owner: "wu", RaisedBy: "lin", Raised: monday, Steps: []comms.IssueStep{fullStep(comms.IssueSolve, monday.Add(time.Hour))}}
	s := opinion()
	var responses []comms.Response
	for n := range 7 {
		responses = append(responses, answered("north", "sales", 1+n%5, n))
	}
	answeredFeedback := complaint()
	answeredFeedback.Reply = reply(date(2, 16))
	policy := comms.DefaultPolicy()
	return comms.Record{
		Project: "p", Plan: comms.Plan{Ladders: ladders[:1]},
		Issues:     []comms.Issue{solved},
		IssueRules: comms.ClockRules{Limits: []comms.Limit{{Severity: comms.High, ResponseMin: 60, ResponseLadder: "answer"}}, Stops: []comms.Stop{{Reason: comms.WaitSupplier, Clock: comms.ResolutionClock}}},
		Feedback:   []comms.Feedback{answeredFeedback},
		Surveys:    []comms.Survey{s},
		Results:    []comms.Results{results(t, s, filled(t, s, 9, responses))},
		Policy:     policy,
		Shares:     []comms.Share{{ID: "S1", At: monday, By: "li", Audience: comms.Member, Items: []comms.SharedItem{{Kind: comms.KindPlan, Ref: finding.Ref{Kind: "plan", ID: "p"}}}}},
		Cursors:    []comms.Cursor{cursorAt(policy, comms.Member, comms.View{})},
	}
}

func encoded(t testing.TB, r comms.Record) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := comms.Encode(&b, r); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestRecordGoesThereAndBack(t *testing.T) {
	r := fullRecord(t)
	for _, f := range comms.Check(r) {
		if kind := f.Subject.Kind; f.Severity == finding.Block && kind != "plan" && kind != "entry" {
			t.Error(f)
		}
	}
	back, err := comms.Decode(bytes.NewReader(encoded(t, r)))
	if err != nil || !reflect.DeepEqual(back, r) {
		t.Errorf("%v\n got %+v\nwant %+v", err, back, r)
	}
}

func TestRecordFaultsOfIssues(t *testing.T) {
	r := fullRecord(t)
	r.Plan.Ladders = nil
	r.Surveys = append(r.Surveys, r.Surveys[0])
	r.Results[0].Survey = "other"
	r.Cursors[0].Audience = "nobody"
	r.Issues = append(r.Issues, r.Issues[0])
	r.Shares[0].By = ""
	r.Feedback[0].Text = ""
	got := codes(comms.Check(r))
	for _, want := range []finding.Code{comms.CodeNoLadder, comms.CodeDuplicateID, comms.CodeOtherForm, comms.CodeNoAudience, comms.CodeShareIncomplete, comms.CodeFeedbackIncomplete} {
		if !slices.Contains(got, want) {
			t.Errorf("%s is not among %v", want, got)
		}
	}
	if found := comms.Check(comms.Record{}); finding.Blocks(found) {
		t.Error("an empty record:", found)
	}
}

func TestBoxGoesThereAndBack(t *testing.T) {
	s := opinion()
	box := filled(t, s, 3, []comms.Response{answered("north", "sales", 1, 1), answered("south", "", 5, 10)})
	var b bytes.Buffer
	if err := comms.EncodeBox(&b, box); err != nil {
		t.Fatal(err)
	}
	text := b.String()
	if back, err := comms.DecodeBox(&b); err != nil || !reflect.DeepEqual(back, box) {
		t.Error(err, back)
	}
	for name, c := range map[string]struct {
		text string
		want error
	}{
		"another format": {strings.Replace(text, comms.BoxFormat, "milepost.box/9", 1), comms.ErrForm},
		"unknown member": {strings.Replace(text, "\"survey\"", "\"vote\"", 1), comms.ErrForm},
		"member twice":   {strings.Replace(text, "{", "{\"closed\": true,", 1), comms.ErrForm},
		"not all":        {text[:len(text)/2], comms.ErrForm},
		"too many rows":  {fmt.Sprintf(`{"format": %q, "survey": "V", "form": "", "issued": ["x"%s]}`, comms.BoxFormat, strings.Repeat(`,"x"`, comms.MaxRows)), comms.ErrTooMany},
		"too many bytes": {strings.Repeat(" ", comms.MaxBytes+1), comms.ErrTooMany},
	} {
		if _, err := comms.DecodeBox(strings.NewReader(c.text)); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := comms.EncodeBox(failing{}, box); !errors.Is(err, errFull) {
		t.Error(err)
	}
}

var errFull = errors.New("full")

// failing is a writer without room.
type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errFull }

// Whatever a record says, nothing that reads it fails, and what was read
// writes and reads again as the same.
func FuzzRecordOfIssues(f *testing.F) {
	f.Add(encoded(f, fullRecord(f)))
	f.Add([]byte(`{"format": "milepost.comms/1", "issues": [{"id": "I", "title": "", "severity": "low", "raised_by": "", "raised": "0001-01-01T00:00:00Z", "steps": [{"do": "reopen", "by": "", "at": "9999-12-31T23:59:59Z"}]}]}`))
	hours := calendar.AlwaysOn().In(time.UTC)
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := comms.Decode(bytes.NewReader(data))
		if err != nil {
			return
		}
		comms.Check(r)
		if clock, err := comms.NewIssueClock(r.IssueRules, r.Plan.Ladders, hours); err == nil {
			clock.Escalations(r.Issues, monday)
			comms.Facts(comms.Evidence{At: monday, On: date(3, 2), Calendar: calendar.AlwaysOn(), Feedback: r.Feedback, Issues: r.Issues, Clock: clock, Policy: r.Policy, Shares: r.Shares})
		}
		comms.SolvedIssues(r.Issues, nil)
		if v, err := comms.ViewOfIssues(r.Issues, monday); err == nil {
			for _, c := range r.Policy.Circles {
				r.Policy.Next(comms.Cursor{Audience: c.ID}, comms.View{}, v, monday, monday)
			}
		}
		var b bytes.Buffer
		if err := comms.Encode(&b, r); err != nil {
			t.Fatal(err)
		}
		again, err := comms.Decode(bytes.NewReader(b.Bytes()))
		if err != nil || !bytes.Equal(encoded(t, again), b.Bytes()) {
			t.Fatalf("not the same again: %v\n%s", err, b.Bytes())
		}
	})
}

// Whatever a box says, its results show no group below the minimum.
func FuzzDecodeBox(f *testing.F) {
	s := opinion()
	var b bytes.Buffer
	if err := comms.EncodeBox(&b, filled(f, s, 7, []comms.Response{answered("north", "sales", 1, 1), answered("south", "", 5, 10)})); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		box, err := comms.DecodeBox(bytes.NewReader(data))
		if err != nil {
			return
		}
		s.CheckBox(box)
		s.Put(box, token(1), answered("", "", 3, 3))
		r, found := s.Results(box)
		for _, q := range r.Questions {
			for _, g := range q.Groups {
				if g.N < s.MinGroup {
					t.Fatalf("%+v, found %v", g, found)
				}
			}
		}
		var out bytes.Buffer
		if err := comms.EncodeBox(&out, box); err != nil {
			t.Fatal(err)
		}
	})
}
