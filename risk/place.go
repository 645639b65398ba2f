package risk

import (
	"fmt"
	"slices"
)

// Place finds the cell of a rating in the matrix: the stated likelihood level,
// else the one that holds the probability, and the gravest of its effects,
// each by its stated level, else by its likely size. A rating without
// likelihood or without effect, and a level nobody knows, are a [*LevelError].
func (r Register) Place(rating Rating) (Spot, error) {
	likelihood, err := r.likelihood(rating)
	if err != nil {
		return Spot{}, err
	}
	gravest := -1
	for _, effect := range rating.Effects {
		level, err := r.effectLevel(effect)
		if err != nil {
			return Spot{}, err
		}
		gravest = max(gravest, level)
	}
	if gravest < 0 {
		return Spot{}, &LevelError{Axis: "effect"}
	}
	return r.Matrix.At(Cell{likelihood, gravest})
}

// likelihood returns the position of the likelihood level of a rating.
func (r Register) likelihood(rating Rating) (int, error) {
	id := rating.Likelihood
	if id == "" {
		level, err := r.Scales.Likelihood.Find(rating.Probability)
		if err != nil {
			return -1, &LevelError{Axis: "likelihood", Level: rating.Probability.String()}
		}
		id = level.ID
	}
	return position(r.Matrix.Likelihoods, "likelihood", id)
}

// effectLevel returns the position of the level of an effect.
func (r Register) effectLevel(effect Effect) (int, error) {
	id := effect.Level
	if id == "" {
		level, err := r.Scales.Of(effect.On).Find(effect.Likely)
		if err != nil {
			return -1, &LevelError{Axis: string(effect.On), Level: effect.Likely.String()}
		}
		id = level.ID
	}
	return position(r.Matrix.Effects, string(effect.On), id)
}

func position(axis []string, name, id string) (int, error) {
	if i := slices.Index(axis, id); i >= 0 {
		return i, nil
	}
	return -1, &LevelError{Axis: name, Level: id}
}

// graver orders two spots of the matrix by class and then by score.
func (m Matrix) graver(a, b Spot) int {
	if a.Rank != b.Rank {
		return a.Rank - b.Rank
	}
	return m.gravity(a.Cell).Cmp(m.gravity(b.Cell))
}

// Better reports whether rating a leaves the project better off than rating b
// by the matrix: a lower class or, within one class, a lower score for a
// threat, and the other way round for an opportunity. Errors are those of
// [Register.Place] and [ErrForm] for another kind.
func (r Register) Better(kind Kind, a, b Rating) (bool, error) {
	x, err := r.Place(a)
	if err != nil {
		return false, err
	}
	y, err := r.Place(b)
	if err != nil {
		return false, err
	}
	switch kind {
	case Threat:
		return r.Matrix.graver(x, y) < 0, nil
	case Opportunity:
		return r.Matrix.graver(x, y) > 0, nil
	}
	return false, fmt.Errorf("%w: kind %q", ErrForm, clip(string(kind)))
}
