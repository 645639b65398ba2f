package health

import (
	"slices"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Bearing says which causes and factors bear on an indicator, as data of the
// host: a late milestone has to do with the plan and the people, a complaint
// with goals and communication.
type Bearing struct {
	Key   string `json:"key"` // of the indicator
	Names []Name `json:"names"`
}

// Driver is an indicator that took points from the score, with what was found
// that bears on it. Lost is as of kpi.Driver.
type Driver struct {
	Key  string    `json:"key"`
	Lost kpi.Value `json:"lost"`
	// Steps are the next steps, each bound to a finding: those of shown causes
	// first, then by strength and in the order of the signs.
	Steps []Step `json:"steps,omitempty"`
	// Unexplained says that the indicator lost points and that nothing found
	// bears on it; nil where there are steps.
	Unexplained *finding.Finding `json:"unexplained,omitempty"`
}

// Overall sets the drivers of a scorecard that lost points beside what was
// found: the worst first, each with the steps of the causes and factors that
// bear on it. Weights change the order of the drivers and nothing else. At
// most most drivers are returned; 0 stands for all. The result is the caller's.
func Overall(score kpi.ScoreResult, bearings []Bearing, found []Cause, most int) []Driver {
	var list []Driver
	for _, d := range score.Drivers {
		if sign, ok := d.Lost.Sign(); !ok || sign <= 0 {
			continue
		}
		x := Driver{Key: d.Key, Lost: d.Lost, Steps: stepsFor(d.Key, bearings, found)}
		if len(x.Steps) == 0 {
			x.Unexplained = &finding.Finding{Code: CodeUnexplained, Severity: finding.Info, Subject: finding.Ref{Kind: "indicator", ID: d.Key}, Remedy: RemedyLookDeeper}
		}
		if list = append(list, x); len(list) == most {
			break
		}
	}
	return list
}

// stepsFor returns the steps of all that bears on an indicator, each sign once.
func stepsFor(key string, bearings []Bearing, found []Cause) []Step {
	var causes []Cause
	for _, c := range found {
		if slices.ContainsFunc(bearings, func(b Bearing) bool { return b.Key == key && slices.Contains(b.Names, c.Name) }) {
			causes = append(causes, c)
		}
	}
	slices.SortStableFunc(causes, func(a, b Cause) int {
		if a.proved() != b.proved() {
			return b.proved() - a.proved()
		}
		order, _ := finding.CompareValues(b.Strength, a.Strength)
		return order
	})
	var steps []Step
	seen := map[finding.Code]bool{}
	for _, c := range causes {
		for _, s := range c.Clear {
			if !seen[s.Sign] {
				seen[s.Sign] = true
				steps = append(steps, s)
			}
		}
	}
	return cloneSteps(steps)
}

// proved is 1 for a cause that is shown, else 0.
func (c Cause) proved() int {
	if !c.Name.Factor() && c.Verdict == Shown {
		return 1
	}
	return 0
}
