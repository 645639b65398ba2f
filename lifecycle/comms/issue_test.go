package comms_test

import (
	"encoding/json"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle/closing"
	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/finding"
)

// instant reads "2026-02-13 14:30" on the clocks of a zone.
func instant(t *testing.T, loc *time.Location, text string) time.Time {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", text, loc)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func codes(found []finding.Finding) []finding.Code {
	var list []finding.Code
	for _, f := range found {
		list = append(list, f.Code)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

var monday = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

// issueIn returns an issue in the status, waiting or not, with two hours since
// the last step.
func issueIn(t *testing.T, status comms.IssueStatus, waiting bool) comms.Issue {
	t.Helper()
	i := comms.Issue{ID: "I1", Title: "Mixer down", Severity: comms.High, Owner: "wu", RaisedBy: "lin", Raised: monday,
		Source: finding.Ref{Kind: "risk", ID: "R7"}, Links: []finding.Ref{{Kind: "task", ID: "T4"}}}
	path := map[comms.IssueStatus][]comms.IssueAction{
		comms.IssueOpen:         nil,
		comms.IssueAcknowledged: {comms.IssueAcknowledge},
		comms.IssueSolved:       {comms.IssueSolve},
		comms.IssueReopened:     {comms.IssueSolve, comms.IssueReopen},
		comms.IssueClosed:       {comms.IssueSolve, comms.IssueClose},
	}[status]
	if waiting {
		path = append(slices.Clone(path), comms.IssueWait)
	}
	for n, do := range path {
		next, found := i.Do(stepFor(i, do, monday.Add(time.Duration(n+1)*time.Hour)))
		if len(found) > 0 {
			t.Fatalf("%s: %v", do, found)
		}
		i = next
	}
	return i
}

// stepFor returns a step that lacks nothing in the state of the issue.
func stepFor(i comms.Issue, do comms.IssueAction, at time.Time) comms.IssueStep {
	s := fullStep(do, at)
	if i.State().Status == comms.IssueSolved {
		s.Unsolved = ""
	}
	return s
}

// fullStep returns a step that lacks nothing, a closing without solution.
func fullStep(do comms.IssueAction, at time.Time) comms.IssueStep {
	s := comms.IssueStep{Do: do, By: "wu", At: at}
	switch do {
	case comms.IssueWait:
		s.Reason = comms.WaitSupplier
	case comms.IssueSolve:
		s.Cause, s.Solution = "bearing worn", "bearing replaced"
	case comms.IssueClose:
		s.Unsolved = "line sold"
	case comms.IssueReopen:
		s.Note = "noise again"
	case comms.IssueAssign:
		s.Owner = "zhao"
	case comms.IssueRegrade:
		s.Severity = comms.Critical
	case comms.IssueLink:
		s.Link = finding.Ref{Kind: "change", ID: "C2"}
	}
	return s
}

// The whole table: every status, waiting or not, against every action, with
// the status that follows; "-" is refused.
const issueTable = `
status        waits  acknowledge   wait          resume        solve   close   reopen    assign        regrade       link
open          no     acknowledged  open          -             solved  closed  -         open          open          open
open          yes    acknowledged  -             open          solved  closed  -         open          open          open
acknowledged  no     -             acknowledged  -             solved  closed  -         acknowledged  acknowledged  acknowledged
acknowledged  yes    -             -             acknowledged  solved  closed  -         acknowledged  acknowledged  acknowledged
reopened      no     acknowledged  reopened      -             solved  closed  -         reopened      reopened      reopened
reopened      yes    acknowledged  -             reopened      solved  closed  -         reopened      reopened      reopened
solved        no     -             -             -             -       closed  reopened  -             -             solved
closed        no     -             -             -             -       -       reopened  -             -             closed
`

func TestEveryStepInEveryStatus(t *testing.T) {
	rows := strings.Split(strings.TrimSpace(issueTable), "\n")
	actions := strings.Fields(rows[0])[2:]
	if len(actions) != len(comms.IssueActions()) || len(rows) != 1+8 {
		t.Fatalf("the table has %d actions, %d rows", len(actions), len(rows))
	}
	for _, row := range rows[1:] {
		cells := strings.Fields(row)
		i := issueIn(t, comms.IssueStatus(cells[0]), cells[1] == "yes")
		var allowed []comms.IssueAction
		for n, do := range actions {
			do, want := comms.IssueAction(do), cells[2+n]
			next, found := i.Do(stepFor(i, do, monday.Add(10*time.Hour)))
			if want == "-" {
				if !slices.Equal(codes(found), []finding.Code{comms.CodeIssueMove}) || !reflect.DeepEqual(next, i) {
					t.Errorf("%s %s %s: %v", cells[0], cells[1], do, found)
				}
				continue
			}
			allowed = append(allowed, do)
			if got := next.State().Status; len(found) > 0 || string(got) != want {
				t.Errorf("%s %s %s: %s, want %s; %v", cells[0], cells[1], do, got, want, found)
			}
			if s := next.State(); !s.Status.Unsettled() && s.Waiting != "" {
				t.Errorf("%s %s %s: still waits for %s", cells[0], cells[1], do, s.Waiting)
			}
			if found := next.Check(); finding.Blocks(found) {
				t.Errorf("%s %s %s: check: %v", cells[0], cells[1], do, found)
			}
		}
		if got := i.State().Allowed(); !slices.Equal(got, allowed) {
			t.Errorf("%s %s: allowed %v, want %v", cells[0], cells[1], got, allowed)
		}
	}
}

func TestStepFieldsThatAreMissing(t *testing.T) {
	fields := map[comms.IssueAction][]string{
		comms.IssueWait: {"reason"}, comms.IssueSolve: {"cause", "solution"}, comms.IssueReopen: {"note"},
		comms.IssueAssign: {"owner"}, comms.IssueRegrade: {"severity"}, comms.IssueLink: {"link"}, comms.IssueClose: {"unsolved"},
	}
	for _, do := range comms.IssueActions() {
		_, found := issueIn(t, comms.IssueOpen, false).Do(comms.IssueStep{Do: do})
		var got []string
		for _, f := range found {
			if f.Code == comms.CodeIssueStep || f.Code == comms.CodeUnknownWord {
				got = append(got, f.Subject.Field)
			}
		}
		want := append([]string{"at", "by"}, fields[do]...)
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", do, got, want)
		}
	}
}

func TestSolvedIsNotUnsolved(t *testing.T) {
	i := issueIn(t, comms.IssueSolved, false)
	if _, found := i.Do(fullStep(comms.IssueClose, monday.Add(3*time.Hour))); !slices.Equal(codes(found), []finding.Code{comms.CodeIssueBoth}) {
		t.Error(found)
	}
}

func TestWhatReopeningKeepsAndDrops(t *testing.T) {
	i := issueIn(t, comms.IssueReopened, false)
	s := i.State()
	if s.Reopened != 1 || s.Solution != "" || s.Cause != "bearing worn" || !s.Solved.IsZero() || !s.Began.Equal(monday.Add(2*time.Hour)) {
		t.Errorf("%+v", s)
	}
	i, _ = i.Do(fullStep(comms.IssueSolve, monday.Add(5*time.Hour)))
	i, _ = i.Do(fullStep(comms.IssueReopen, monday.Add(6*time.Hour)))
	if got := i.State().Reopened; got != 2 {
		t.Errorf("reopened %d times", got)
	}
	if past := i.StateAt(monday.Add(time.Hour)); past.Status != comms.IssueSolved || past.Reopened != 0 {
		t.Errorf("as of the first solution: %+v", past)
	}
}

func TestStepOrderLinksAndOwner(t *testing.T) {
	i := issueIn(t, comms.IssueAcknowledged, false)
	_, early := i.Do(fullStep(comms.IssueSolve, monday.Add(59*time.Minute)))
	if got := codes(early); !slices.Equal(got, []finding.Code{comms.CodeIssueOrder}) {
		t.Error(got)
	}
	if _, same := i.Do(fullStep(comms.IssueSolve, monday.Add(time.Hour))); len(same) > 0 {
		t.Error("a step at the time of the one before is in order:", same)
	}
	again := comms.IssueStep{Do: comms.IssueLink, By: "wu", At: monday.Add(2 * time.Hour), Link: finding.Ref{Kind: "task", ID: "T4"}}
	if _, found := i.Do(again); !slices.Equal(codes(found), []finding.Code{comms.CodeIssueLinkTwice}) {
		t.Error(found)
	}
	i.Owner = ""
	if found := i.Check(); !slices.Equal(codes(found), []finding.Code{comms.CodeIssueNoOwner}) || finding.Blocks(found) {
		t.Error(found)
	}
	i, _ = i.Do(fullStep(comms.IssueAssign, monday.Add(2*time.Hour)))
	if found := i.Check(); len(found) > 0 || i.State().Owner != "zhao" {
		t.Error(found)
	}
}

func TestOccurredRiskKeepsItsLink(t *testing.T) {
	risks := []finding.Ref{{Kind: "risk", ID: "R7"}, {Kind: "risk", ID: "R8"}}
	i := issueIn(t, comms.IssueClosed, false)
	found := comms.CheckIssues([]comms.Issue{i}, risks)
	if len(found) != 1 || found[0].Code != comms.CodeRiskNoIssue || found[0].Subject.ID != "R8" {
		t.Error(found)
	}
	i.Steps[0].Do = "fly"
	twice := comms.CheckIssues([]comms.Issue{i, i, {}}, nil)
	for _, want := range []finding.Code{comms.CodeDuplicateID, comms.CodeNoID, comms.CodeUnknownWord, comms.CodeIssueIncomplete} {
		if !slices.Contains(codes(twice), want) {
			t.Errorf("%s is not among %v", want, twice)
		}
	}
}

func TestIssueBeyondLimits(t *testing.T) {
	i := issueIn(t, comms.IssueOpen, false)
	i.Title = strings.Repeat("x", comms.MaxText+1)
	i.Links = make([]finding.Ref, comms.MaxRows+1)
	if got := codes(i.Check()); !slices.Contains(got, comms.CodeTooMuch) {
		t.Error(got)
	}
	step := fullStep(comms.IssueSolve, monday)
	step.Solution = i.Title
	if _, found := issueIn(t, comms.IssueOpen, false).Do(step); !slices.Equal(codes(found), []finding.Code{comms.CodeTooMuch}) {
		t.Error(found)
	}
}

// Random steps, allowed or not: what Do takes, Check accepts; what it refuses
// changes nothing; an input is never written to.
func TestRandomIssueHistories(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 17))
	for range 300 {
		i := issueIn(t, comms.IssueOpen, false)
		at := monday
		for range 20 {
			do := comms.IssueActions()[rng.IntN(len(comms.IssueActions()))]
			at = at.Add(time.Duration(rng.IntN(3)) * time.Minute)
			before, err := json.Marshal(i)
			next, found := i.Do(stepFor(i, do, at))
			after, _ := json.Marshal(i)
			if err != nil || string(before) != string(after) {
				t.Fatal("Do changed its receiver")
			}
			if taken := len(next.Steps) > len(i.Steps); taken == (len(found) > 0) {
				t.Fatalf("%s: taken %v, found %v", do, taken, found)
			}
			if i = next; finding.Blocks(i.Check()) {
				t.Fatalf("after %s: %v", do, i.Check())
			}
		}
		reopened := 0
		for _, s := range i.Steps {
			if s.Do == comms.IssueReopen {
				reopened++
			}
		}
		if got := i.State().Reopened; got != reopened {
			t.Fatalf("reopened %d, want %d", got, reopened)
		}
	}
}

// What is solved here is a problem with its solution there, without loss.
func TestSolvedIssuesAreProblemsAtClosing(t *testing.T) {
	open, solved := issueIn(t, comms.IssueOpen, false), issueIn(t, comms.IssueSolved, false)
	given, found := open.Do(comms.IssueStep{Do: comms.IssueClose, By: "wu", At: monday.Add(time.Hour), Unsolved: "line sold"})
	if len(found) > 0 {
		t.Fatal(found)
	}
	open.ID, solved.ID, given.ID = "I3", "I2", "I1"
	solved.Effect, given.Effect = "two days lost", "one day lost"
	list := comms.SolvedIssues([]comms.Issue{open, solved, given}, nil)
	data, err := json.Marshal(list)
	if err != nil {
		t.Fatal(err)
	}
	d := json.NewDecoder(strings.NewReader(string(data)))
	d.DisallowUnknownFields()
	var problems []closing.Problem
	if err := d.Decode(&problems); err != nil || len(problems) != 2 {
		t.Fatal(err, problems)
	}
	if found := problems[1].Check(); len(found) > 0 || problems[1].Solution != "bearing replaced" || problems[1].Solved.String() != "2026-03-02" {
		t.Error(found, problems[1])
	}
	if problems[0].Unsolved != "line sold" || problems[0].Source != (finding.Ref{Kind: "issue", ID: "I1"}) {
		t.Error(problems[0])
	}
	tokyo, err := time.LoadLocation("Asia/Tokyo")
	if err != nil {
		t.Fatal(err)
	}
	solved.Raised = time.Date(2026, 3, 1, 23, 0, 0, 0, time.UTC)
	if got := comms.SolvedIssues([]comms.Issue{solved}, tokyo)[0].Raised.String(); got != "2026-03-02" {
		t.Error("date on the clocks of the place:", got)
	}
}
