package kpi

import (
	"maps"
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Rating is what one rater gave one person.
type Rating struct {
	Rater  string `json:"rater"`
	Person string `json:"person"`
	Score  Value  `json:"score,omitzero"` // unknown or the zero Value: not rated, left out
}

// Ratings are the ratings of a team by several raters.
type Ratings []Rating

// RaterMean is how a rater rates on average.
type RaterMean struct {
	Rater string `json:"rater"`
	Mean  Value  `json:"mean"`
	N     int    `json:"n"` // ratings given
}

// Corrected are the mean ratings of a person: raw, and corrected for lenient
// and strict raters in two ways. Always show raw beside corrected.
type Corrected struct {
	Person  string `json:"person"`
	Raw     Value  `json:"raw"`
	Ratio   Value  `json:"ratio"`   // score * grand mean / rater mean: keeps a scale from 0, can leave it at the top
	Centred Value  `json:"centred"` // score - rater mean + grand mean
	N       int    `json:"n"`       // ratings received
}

// RaterCorrection is the outcome of [Ratings.Correct].
type RaterCorrection struct {
	GrandMean Value       `json:"grand_mean"` // of all ratings
	Raters    []RaterMean `json:"raters"`     // by id
	People    []Corrected `json:"people"`     // by id
}

// Correct returns the ratings of everybody, raw and corrected for how their
// raters rate. Neither correction is valid when each rater saw few or different
// people: [Ratings.Check] says so. No ratings give a grand mean that is unknown
// with [ReasonNoData]; a rater whose mean is 0 makes the ratio unknown with
// [ReasonZeroDenominator]. The caller owns the result.
func (r Ratings) Correct() RaterCorrection {
	known := r.known()
	grand, byRater, byPerson := Mean(scores(known)), known.groups(Rating.rater), known.groups(Rating.person)
	result, means := RaterCorrection{GrandMean: grand}, map[string]Value{}
	for _, id := range slices.Sorted(maps.Keys(byRater)) {
		means[id] = Mean(scores(byRater[id]))
		result.Raters = append(result.Raters, RaterMean{id, means[id], len(byRater[id])})
	}
	for _, id := range slices.Sorted(maps.Keys(byPerson)) {
		given := byPerson[id]
		var ratio, centred []Value
		for _, one := range given {
			ratio = append(ratio, one.Score.Mul(grand.Div(means[one.Rater])))
			centred = append(centred, one.Score.Sub(means[one.Rater]).Add(grand))
		}
		result.People = append(result.People, Corrected{id, Mean(scores(given)), Mean(ratio), Mean(centred), len(given)})
	}
	return result
}

// Check returns warnings where a correction is not valid: a rater who rated
// fewer than atLeast people, and raters who did not all rate the same people.
// The list is sorted and the caller owns it.
func (r Ratings) Check(atLeast int) []finding.Finding {
	known := r.known()
	people := len(known.groups(Rating.person))
	var found []finding.Finding
	for rater, given := range known.groups(Rating.rater) {
		seen := len(given.groups(Rating.person))
		warn := finding.Finding{Severity: finding.Warn, Subject: finding.Ref{Kind: "rater", ID: rater}, Got: finding.Number(int64(seen), ""), Remedy: RemedyShowRaw}
		if seen < atLeast {
			warn.Code, warn.Want = CodeRaterFewPeople, finding.Number(int64(atLeast), "")
			found = append(found, warn)
		}
		if seen < people {
			warn.Code, warn.Want = CodeRaterOtherPeople, finding.Number(int64(people), "")
			found = append(found, warn)
		}
	}
	finding.Sort(found)
	return found
}

// Figures returns raw and corrected mean of every person with their trace, by
// person. The keys are those of [SheetDefs]. The caller owns the slices.
func (r Ratings) Figures() []Figure {
	var list []Figure
	result := r.Correct()
	means := map[string]Value{}
	for _, m := range result.Raters {
		means[m.Rater] = m.Mean
	}
	for _, c := range result.People {
		inputs := []Input{{"person." + c.Person, count(c.N)}, {"grand_mean", result.GrandMean}}
		for _, one := range r.known() {
			if one.Person == c.Person {
				inputs = append(inputs, Input{"score." + one.Rater, one.Score}, Input{"rater_mean." + one.Rater, means[one.Rater]})
			}
		}
		for i, v := range []Value{c.Raw, c.Ratio, c.Centred} {
			def := ratingDefs()[i]
			list = append(list, Figure{Key: def.Key, Value: v, Formula: def.Formula, Inputs: slices.Clone(inputs)})
		}
	}
	return list
}

func ratingDefs() []Def {
	inputs := func() []string { return []string{"score", "rater_mean", "grand_mean"} }
	return []Def{
		{Key: "evaluation.rating_raw", Direction: Higher, Formula: "mean(score)", Inputs: inputs()[:1]},
		{Key: "evaluation.rating_ratio", Direction: Higher, Formula: "mean(score * grand_mean / rater_mean)", Inputs: inputs()},
		{Key: "evaluation.rating_centred", Direction: Higher, Formula: "mean(score - rater_mean + grand_mean)", Inputs: inputs()},
	}
}

func (r Rating) rater() string  { return r.Rater }
func (r Rating) person() string { return r.Person }

func (r Ratings) known() Ratings {
	var list Ratings
	for _, one := range r {
		if !one.Score.IsUnknown() {
			list = append(list, one)
		}
	}
	return list
}

func (r Ratings) groups(by func(Rating) string) map[string]Ratings {
	groups := map[string]Ratings{}
	for _, one := range r {
		groups[by(one)] = append(groups[by(one)], one)
	}
	return groups
}

func scores(r Ratings) []Value {
	var list []Value
	for _, one := range r {
		list = append(list, one.Score)
	}
	return list
}
