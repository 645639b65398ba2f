package closing

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Problem is something that went wrong, and how it was solved.
type Problem struct {
	ID       string      `json:"id"`
	Severity Grade       `json:"severity"`
	Source   finding.Ref `json:"source,omitzero"` // the issue, risk or change it comes from
	What     string      `json:"what"`
	Effect   string      `json:"effect"`
	Cause    string      `json:"cause"`
	Solution string      `json:"solution,omitempty"`
	// Unsolved says in so many words why there was no solution. One of the two
	// is stated, not both.
	Unsolved string        `json:"unsolved,omitempty"`
	Raised   calendar.Date `json:"raised,omitzero"`
	Solved   calendar.Date `json:"solved,omitzero"` // zero: not, or not known
	Recurs   Chance        `json:"recurs,omitempty"`
}

// Grade says how grave a problem was.
type Grade string

// The grades, the least first. High and Critical ones are severe.
const (
	Low      Grade = "low"
	Medium   Grade = "medium"
	High     Grade = "high"
	Critical Grade = "critical"
)

// Grades returns every grade, the least first. The caller owns the slice.
func Grades() []Grade { return []Grade{Low, Medium, High, Critical} }

// Severe reports whether a problem of the grade must have a solution, or an
// explicit none, on record.
func (g Grade) Severe() bool { return g == High || g == Critical }

// Chance says whether a problem may come back. Empty means that nobody said.
type Chance string

// The chances.
const (
	Likely   Chance = "likely"
	Unlikely Chance = "unlikely"
	Unclear  Chance = "unclear"
)

// Days returns the calendar days from raising a problem to its solution, and
// unknown when one of the dates is not stated.
func (p Problem) Days() finding.Value {
	if p.Raised.IsZero() || p.Solved.IsZero() {
		return finding.Unknown("no-data")
	}
	return finding.Number(int64(p.Solved.DaysSince(p.Raised)), "day")
}

// Check returns, sorted, what is missing in the problem: what, effect and
// cause; for a severe one a solution or an explicit none.
func (p Problem) Check() []finding.Finding {
	var found []finding.Finding
	add := func(code finding.Code, severity finding.Severity, field string, want, got finding.Value, remedy finding.Code) {
		found = append(found, finding.Finding{Code: code, Severity: severity, Subject: finding.Ref{Kind: "problem", ID: p.ID, Field: field}, Want: want, Got: got, Remedy: remedy})
	}
	for _, f := range []struct{ name, text string }{{"id", p.ID}, {"what", p.What}, {"effect", p.Effect}, {"cause", p.Cause}} {
		if f.text == "" {
			add(CodeProblemIncomplete, finding.Block, f.name, nothing, nothing, RemedyDescribeProblem)
		}
	}
	if !slices.Contains(Grades(), p.Severity) {
		add(CodeUnknownWord, finding.Block, "severity", finding.List(words(Grades())...), finding.Text(string(p.Severity)), RemedyUseNamedWord)
	}
	if chances := []Chance{Likely, Unlikely, Unclear}; p.Recurs != "" && !slices.Contains(chances, p.Recurs) {
		add(CodeUnknownWord, finding.Block, "recurs", finding.List(words(chances)...), finding.Text(string(p.Recurs)), RemedyUseNamedWord)
	}
	switch open := p.Solution == "" && p.Unsolved == ""; {
	case open && p.Severity.Severe():
		add(CodeNoSolution, finding.Block, "solution", nothing, nothing, RemedyStateSolution)
	case open:
		add(CodeNoSolution, finding.Warn, "solution", nothing, nothing, RemedyStateSolution)
	case p.Solution != "" && p.Unsolved != "":
		add(CodeBothSolutions, finding.Block, "unsolved", nothing, nothing, RemedyStateSolution)
	}
	if !p.Raised.IsZero() && !p.Solved.IsZero() && p.Solved.Before(p.Raised) {
		add(CodeSolvedBefore, finding.Block, "solved", finding.Date(p.Raised.String()), finding.Date(p.Solved.String()), RemedyMendDates)
	}
	finding.Sort(found)
	return found
}

// CheckProblems returns, sorted, what [Problem.Check] finds in each problem,
// ids used twice, and those of the severe sources given (issues, risks that
// occurred) that no problem comes from.
func CheckProblems(problems []Problem, severe []finding.Ref) []finding.Finding {
	var found []finding.Finding
	seen, covered := map[string]bool{}, map[finding.Ref]bool{}
	for _, p := range problems {
		found = append(found, p.Check()...)
		if p.ID != "" && seen[p.ID] {
			found = append(found, finding.Finding{Code: CodeDuplicateID, Subject: finding.Ref{Kind: "problem", ID: p.ID, Field: "id"}, Remedy: RemedyUniqueID})
		}
		seen[p.ID], covered[p.Source] = true, true
	}
	for _, s := range severe {
		if !covered[s] {
			found = append(found, finding.Finding{Code: CodeNotCovered, Subject: s, Remedy: RemedyRecordProblem})
		}
	}
	finding.Sort(found)
	return found
}

// Occurred returns a problem for every threat of the register that occurred,
// in its order, to be completed by people: its solution is not stated, and its
// severity is Medium. The id is that of the risk. The caller owns the slice.
func Occurred(register risk.Register) []Problem {
	var list []Problem
	for _, r := range register.Risks {
		if r.Kind == risk.Opportunity || r.Occurred.IsZero() {
			continue
		}
		list = append(list, Problem{ID: r.ID, Severity: Medium, Source: finding.Ref{Kind: "risk", ID: r.ID}, What: r.Event, Effect: r.Effect,
			Cause: r.Cause, Raised: r.Occurred})
	}
	return list
}

func words[T ~string](list []T) []string {
	texts := make([]string, len(list))
	for i, word := range list {
		texts[i] = string(word)
	}
	return texts
}
