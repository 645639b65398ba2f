package closing

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule"
)

// Record is what a project leaves behind when it closes: outcome, final
// figures, where time and money went, problems and lessons. It is a plain value, and
// the source of the project report.
type Record struct {
	Project string   `json:"project"` // id
	Outcome Outcome  `json:"outcome"`
	Figures []Figure `json:"figures,omitempty"`
	Slip    Slip     `json:"slip,omitzero"`
	// Late divides the slip among its causes, Overrun the cost beyond the
	// budget. Zero: not divided.
	Late     schedule.Attribution `json:"late,omitzero"`
	Overrun  Overrun              `json:"overrun,omitzero"`
	Problems []Problem            `json:"problems,omitempty"`
	Lessons  []Lesson             `json:"lessons,omitempty"`
}

// Check returns, sorted, what [CheckProblems] and [CheckLessons] find, and
// final figures of areas that do not exist. Severe are the sources that a
// problem must come from. What [Judge] found about the outcome is not repeated.
func (r Record) Check(severe []finding.Ref) []finding.Finding {
	found := append(CheckProblems(r.Problems, severe), CheckLessons(r.Lessons)...)
	areas := []Area{Time, Cost, Scope, Quality, Risk, Change}
	for _, f := range r.Figures {
		if !slices.Contains(areas, f.Area) {
			found = append(found, finding.Finding{Code: CodeUnknownWord, Subject: finding.Ref{Kind: "figure", ID: string(f.Label), Field: "area"},
				Want: finding.List(words(areas)...), Got: finding.Text(string(f.Area)), Remedy: RemedyUseNamedWord})
		}
	}
	finding.Sort(found)
	return found
}
