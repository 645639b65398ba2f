package risk

import (
	"slices"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Check reports everything that is wrong with the register, sorted: the matrix
// and the scales, every risk with its assessments and responses, and the links
// between risks. A register beyond the limits of this package gets findings on
// the limits only. Matrix faults that block hide what depends on the matrix.
func (r Register) Check() []finding.Finding {
	c := checker{r: r}
	c.limits()
	if len(c.list) == 0 {
		c.matrix()
		c.scales()
		c.cadences()
		c.categories()
		c.risks()
		c.secondaries()
		c.reserves()
		c.overdrawn()
		c.answers()
	}
	finding.Sort(c.list)
	return c.list
}

// checker collects the findings of one register.
type checker struct {
	r         Register
	list      []finding.Finding
	placeable bool // the matrix can place ratings
}

func (c *checker) block(code finding.Code, at finding.Ref, want, got finding.Value, remedy finding.Code) {
	c.list = append(c.list, finding.Finding{Code: code, Subject: at, Want: want, Got: got, Remedy: remedy})
}

func (c *checker) warn(code finding.Code, at finding.Ref, want, got finding.Value, remedy finding.Code) {
	c.list = append(c.list, finding.Finding{Code: code, Severity: finding.Warn, Subject: at, Want: want, Got: got, Remedy: remedy})
}

// none is where a finding has nothing wanted or nothing found to state.
func none() finding.Value { return finding.Value{} }

func (c *checker) matrix() {
	found := c.r.Matrix.Check()
	c.placeable = !finding.Blocks(c.r.Matrix.checkShape()) && !finding.Blocks(c.r.Matrix.checkCells())
	c.list = append(c.list, found...)
}

func (c *checker) scales() {
	s, m := c.r.Scales, c.r.Matrix
	c.list = append(c.list, s.Likelihood.check("likelihood", m.Likelihoods, Whole(1))...)
	if s.Likelihood.Unit != "" {
		c.block(CodeScaleUnit, finding.Ref{Kind: "scale", ID: "likelihood"}, finding.Text(""), finding.Text(s.Likelihood.Unit), RemedyMendRange)
	}
	for _, on := range Dimensions() {
		scale := s.Of(on)
		c.list = append(c.list, scale.check(string(on), m.Effects, Number{})...)
		if len(scale.Levels) > 0 && scale.Unit != c.r.unit(on) {
			c.block(CodeScaleUnit, finding.Ref{Kind: "scale", ID: string(on)}, finding.Text(c.r.unit(on)), finding.Text(scale.Unit), RemedyMendRange)
		}
	}
}

func (c *checker) cadences() {
	seen := map[string]bool{}
	for _, cadence := range c.r.Cadences {
		at := finding.Ref{Kind: "cadence", ID: cadence.Class}
		if !slices.Contains(c.r.Matrix.Classes, cadence.Class) || seen[cadence.Class] {
			c.block(CodeCadenceClass, at, finding.List(c.r.Matrix.Classes...), finding.Text(cadence.Class), RemedyMendCadence)
		}
		if cadence.Days < 1 {
			c.block(CodeCadenceDays, at, finding.Number(1, "day"), finding.Number(int64(cadence.Days), "day"), RemedyMendCadence)
		}
		seen[cadence.Class] = true
	}
	if n := len(c.r.Matrix.Classes); n > 0 && !seen[c.r.Matrix.Classes[n-1]] {
		c.warn(CodeNoCadence, finding.Ref{Kind: "cadence", ID: c.r.Matrix.Classes[n-1]}, none(), none(), RemedyMendCadence)
	}
}

// pathSeparator joins the steps of a category path where it is shown.
const pathSeparator = "/"

// categories wants the parent of every listed path to be listed, each path
// once, and no category above itself.
func (c *checker) categories() {
	listed, seen := c.paths(), map[string]bool{}
	for _, path := range c.r.Categories {
		at := finding.Ref{Kind: "category", ID: strings.Join(path, pathSeparator)}
		if seen[at.ID] {
			c.block(CodeCategoryTwice, at, none(), none(), RemedyListCategory)
		}
		seen[at.ID] = true
		for i, step := range path {
			if slices.Contains(path[:i], step) {
				c.block(CodeCategoryCycle, at, none(), finding.Text(step), RemedyListCategory)
				break
			}
		}
		if n := len(path); n > 1 && !listed[strings.Join(path[:n-1], pathSeparator)] {
			c.block(CodeCategoryPath, at, finding.Text(strings.Join(path[:n-1], pathSeparator)), none(), RemedyListCategory)
		}
	}
}

// answers wants what became of a suggestion to be dated and, where it was
// accepted, to name its risk.
func (c *checker) answers() {
	known := c.known()
	for _, a := range c.r.Answers {
		at := finding.Ref{Kind: "prompt", ID: clip(a.Source.ID)}
		word(c, field(at, "source"), a.Source.Kind, FromPerson, FromLesson, FromChecklist, FromSignal)
		if a.At.IsZero() {
			c.block(CodeAnswerUndated, at, none(), none(), RemedyMendDates)
		}
		if a.Accepted && !known[a.Risk] {
			c.warn(CodeAnswerNoRisk, at, none(), finding.Text(a.Risk), RemedyMendLink)
		}
	}
}

// known holds the ids of the risks.
func (c *checker) known() map[string]bool {
	ids := make(map[string]bool, len(c.r.Risks))
	for _, risk := range c.r.Risks {
		ids[risk.ID] = true
	}
	return ids
}

func (c *checker) paths() map[string]bool {
	listed := map[string]bool{}
	for _, path := range c.r.Categories {
		listed[strings.Join(path, pathSeparator)] = true
	}
	return listed
}
