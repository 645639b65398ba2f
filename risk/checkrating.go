package risk

import (
	"slices"
	"strconv"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// assessments wants dated, signed and usable ratings, a current one for every
// open risk, and a target that is no worse than it.
func (c *checker) assessments(risk Risk) {
	for i, a := range risk.Assessments {
		at := finding.Ref{Kind: "assessment", ID: risk.ID + pathSeparator + strconv.Itoa(i+1)}
		if a.At.IsZero() {
			c.block(CodeAssessmentUndated, at, none(), none(), RemedyMendDates)
		}
		if a.By == "" {
			c.warn(CodeAssessorMissing, at, none(), none(), RemedyNameOwner)
		}
		word(c, field(at, "basis"), a.Basis, Inherent, Current, Target)
		word(c, field(at, "confidence"), a.Confidence, "", LowConfidence, MediumConfidence, HighConfidence)
		c.rating(at, a.Rating)
	}
	now, rated := risk.Rated(calendar.Date{}, Current)
	if !rated && risk.Status == Open {
		c.block(CodeNotAssessed, risk.ref("assessments"), none(), none(), RemedyAssess)
	}
	if target, ok := risk.Rated(calendar.Date{}, Target); ok && rated && c.placeable {
		if worse, err := c.r.Better(risk.Kind, now, target); err == nil && worse {
			c.warn(CodeTargetWorse, risk.ref("assessments"), c.class(now), c.class(target), RemedyMendRating)
		}
	}
}

func field(at finding.Ref, name string) finding.Ref {
	at.Field = name
	return at
}

// class returns the class of a rating as a value.
func (c *checker) class(rating Rating) finding.Value {
	spot, err := c.r.Place(rating)
	if err != nil {
		return finding.Unknown("no-level")
	}
	return finding.Text(spot.Class)
}

// rating wants a likelihood and effects that the matrix can place and numbers
// that fit them.
func (c *checker) rating(at finding.Ref, rating Rating) {
	c.likelihood(field(at, "likelihood"), rating)
	if len(rating.Effects) == 0 {
		c.block(CodeNoEffectSize, field(at, "effects"), none(), none(), RemedyMendRating)
	}
	seen := map[Dimension]bool{}
	for _, effect := range rating.Effects {
		on := field(at, string(effect.On))
		word(c, on, effect.On, Dimensions()...)
		if seen[effect.On] {
			c.block(CodeEffectTwice, on, none(), none(), RemedyMendRating)
		}
		seen[effect.On] = true
		if slices.Contains(Dimensions(), effect.On) {
			c.effect(on, effect)
		}
	}
}

func (c *checker) likelihood(at finding.Ref, rating Rating) {
	p, level := rating.Probability, rating.Likelihood
	switch {
	case p.IsZero() && level == "":
		c.block(CodeNoLikelihood, at, none(), none(), RemedyMendRating)
		return
	case !p.IsZero() && (p.rat().Sign() < 0 || compare(p, Whole(1)) > 0):
		c.block(CodeProbabilityBounds, at, finding.List("0", "1"), p.Value(""), RemedyMendRating)
		return
	}
	if _, err := c.r.likelihood(rating); err != nil && c.placeable {
		c.noLevel(at, c.r.Scales.Likelihood, c.r.Matrix.Likelihoods, level, p.Value(""))
		return
	}
	c.agree(CodeProbabilityOffLevel, at, c.r.Scales.Likelihood, level, p)
}

// noLevel notes a level that the axis does not have, or a number that is in
// none of its levels, which cannot be otherwise without a scale.
func (c *checker) noLevel(at finding.Ref, scale Scale, axis []string, level string, n finding.Value) {
	switch want := finding.List(axis...); {
	case level != "":
		c.block(CodeUnknownLevel, at, want, finding.Text(level), RemedyMendRating)
	case len(scale.Levels) == 0:
		c.block(CodeNoScale, at, want, n, RemedyGiveScale)
	default:
		c.block(CodeUnknownLevel, at, want, n, RemedyMendRating)
	}
}

// agree wants a number to lie in the level it is stated with.
func (c *checker) agree(code finding.Code, at finding.Ref, scale Scale, id string, n Number) {
	level, err := scale.Level(id)
	if err == nil && !n.IsZero() && !level.holds(n, scale.index(id) == 0) {
		c.warn(code, at, finding.List(level.From.String(), level.To.String()), n.Value(scale.Unit), RemedyMendRating)
	}
}

func (c *checker) effect(at finding.Ref, effect Effect) {
	if effect.Level == "" && effect.Likely.IsZero() {
		c.block(CodeNoEffectSize, at, none(), none(), RemedyMendRating)
		return
	}
	unit := c.r.unit(effect.On)
	if effect.Unit != "" && effect.Unit != unit {
		c.block(CodeEffectUnit, at, finding.Text(unit), finding.Text(effect.Unit), RemedyMendRating)
		return
	}
	if c.sizes(at, effect, unit) {
		return
	}
	if _, err := c.r.effectLevel(effect); err != nil && c.placeable {
		c.noLevel(at, c.r.Scales.Of(effect.On), c.r.Matrix.Effects, effect.Level, effect.Likely.Value(unit))
		return
	}
	c.agree(CodeEffectOffLevel, at, c.r.Scales.Of(effect.On), effect.Level, effect.Likely)
}

// sizes wants 0 <= low <= likely <= high, as far as stated, and reports
// whether they are not.
func (c *checker) sizes(at finding.Ref, effect Effect, unit string) (bad bool) {
	var last Number
	for _, n := range []Number{effect.Low, effect.Likely, effect.High} {
		switch {
		case n.IsZero():
			continue
		case n.rat().Sign() < 0:
			c.block(CodeEffectNegative, at, finding.Number(0, unit), n.Value(unit), RemedyMendRating)
			return true
		case !last.IsZero() && compare(last, n) > 0:
			c.block(CodeEffectOrder, at, last.Value(unit), n.Value(unit), RemedyMendRating)
			return true
		}
		last = n
	}
	return false
}
