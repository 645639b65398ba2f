package lifecycle

import (
	"cmp"
	"slices"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// MinRuns is how many closed projects of one version [CompareVersions] wants
// when it is not told. Twenty is a convention, not a law: a share of twenty can
// still be off by twenty in a hundred.
const MinRuns = 20

const (
	// CodeCompareFew says that too few projects of a version are closed to
	// compare it; want is the floor, got how many there are.
	CodeCompareFew finding.Code = "lifecycle.compare.few_runs"
	// RemedyGatherRuns is to wait for more projects to be closed.
	RemedyGatherRuns finding.Code = "lifecycle.remedy.gather_runs"
)

// Run is what is left of a closed project for comparing definitions.
type Run struct {
	Definition DefinitionRef `json:"definition"`
	Outcome    Outcome       `json:"outcome"` // of the last closing
	Took       time.Duration `json:"took_ns"` // from the start to the last closing, without time suspended
	Reworks    int           `json:"reworks"` // rework moves taken
	Reopened   int           `json:"reopened"`
}

// RunOf returns the run of a project that is closed or archived, and reports
// false for every other. It counts for the definition that the project follows
// last.
func RunOf(s State) (Run, bool) {
	if s.Standing != Closed && s.Standing != Archived || s.closings.n == 0 {
		return Run{}, false
	}
	closings := s.closings.all()
	last := closings[len(closings)-1]
	r := Run{Definition: s.Definition, Outcome: last.Outcome, Took: max(last.At.Sub(s.Started)-s.Paused, 0)}
	for p := range s.path.backwards {
		switch {
		case p.kind == 0:
		case moveKinds[p.kind-1] == MoveRework:
			r.Reworks++
		case moveKinds[p.kind-1] == MoveReopen:
			r.Reopened++
		}
	}
	return r, true
}

// OutcomeCount is how many projects closed with an outcome.
type OutcomeCount struct {
	Outcome Outcome `json:"outcome"`
	Count   int     `json:"count"`
}

// VersionFigures are the outcomes of one version of a definition. The figures
// are exact, or unknown with the reason "sample-too-small".
type VersionFigures struct {
	Definition DefinitionRef  `json:"definition"`
	Runs       int            `json:"runs"`        // the sample size
	Outcomes   []OutcomeCount `json:"outcomes"`    // every outcome, those without a project too
	Attained   finding.Value  `json:"attained"`    // share that closed as attained, 0 to 1
	Cancelled  finding.Value  `json:"cancelled"`   // share that closed early, 0 to 1
	MedianTook finding.Value  `json:"median_took"` // minutes; of an even number of runs the mean of the middle two
	Reworks    finding.Value  `json:"reworks"`     // mean number of rework moves of a project
}

// CompareVersions puts the outcomes of each version of each definition side by
// side, in the order of id, version and digest, with the size of each sample. A
// version with fewer runs than floor gets no figures but a warning; a floor
// below 1 means [MinRuns].
//
// Projects are not dealt out to versions by chance: a difference may come from
// the times, the people or the kind of project as well as from the definition.
func CompareVersions(runs []Run, floor int) ([]VersionFigures, []finding.Finding) {
	if floor < 1 {
		floor = MinRuns
	}
	runs = slices.Clone(runs)
	slices.SortStableFunc(runs, func(a, b Run) int { return compareRefs(a.Definition, b.Definition) })
	var list []VersionFigures
	var found []finding.Finding
	for len(runs) > 0 {
		n := 1
		for n < len(runs) && runs[n].Definition == runs[0].Definition {
			n++
		}
		list = append(list, figuresOf(runs[:n], floor))
		if n < floor {
			subject := finding.Ref{Kind: "definition", ID: shorten(string(runs[0].Definition.ID)), Field: finding.Number(int64(runs[0].Definition.Version), "").Plain()}
			found = append(found, finding.Finding{
				Code: CodeCompareFew, Severity: finding.Warn, Subject: subject, Remedy: RemedyGatherRuns,
				Want: finding.Number(int64(floor), ""), Got: finding.Number(int64(n), ""),
			})
		}
		runs = runs[n:]
	}
	finding.Sort(found)
	return list, found
}

func compareRefs(a, b DefinitionRef) int {
	return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Version, b.Version), cmp.Compare(a.Digest, b.Digest))
}

// figuresOf returns the figures of the runs of one version.
func figuresOf(runs []Run, floor int) VersionFigures {
	f := VersionFigures{Definition: runs[0].Definition, Runs: len(runs)}
	count := map[Outcome]int{}
	reworks := 0
	for i := range runs {
		count[runs[i].Outcome]++
		reworks += runs[i].Reworks
	}
	for _, o := range outcomes {
		f.Outcomes = append(f.Outcomes, OutcomeCount{o, count[o]})
	}
	if len(runs) < floor {
		few := finding.Unknown("sample-too-small")
		f.Attained, f.Cancelled, f.MedianTook, f.Reworks = few, few, few, few
		return f
	}
	n := int64(len(runs))
	f.Attained = finding.Ratio(int64(count[Attained]), n, "")
	f.Cancelled = finding.Ratio(int64(count[Cancelled]), n, "")
	f.Reworks = finding.Ratio(int64(reworks), n, "")
	f.MedianTook = medianTook(runs)
	return f
}

// medianTook returns the median of how long the runs took, in minutes.
func medianTook(runs []Run) finding.Value {
	took := make([]int64, len(runs))
	for i := range runs {
		took[i] = runs[i].Took.Microseconds()
	}
	slices.Sort(took)
	low, high := took[(len(took)-1)/2], took[len(took)/2]
	return finding.Ratio(low+high, 2*minute, "min")
}
