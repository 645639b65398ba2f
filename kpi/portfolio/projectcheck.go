package portfolio

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// ErrProject is the error for a project that cannot be counted: what the source
// returned is another project, has texts that are too long or not UTF-8, more
// traits than [MaxTraits], or days or lessons that cannot be.
var ErrProject = errors.New("portfolio: unusable project")

// Limits of a project.
const (
	MaxText    = 256     // bytes of a trait and of the id of a definition
	MaxTraits  = 1_000   // traits
	MaxLessons = 1 << 20 // lessons used
	maxReason  = 300     // bytes of the reason of a failure that are kept
)

// check returns the first thing that is wrong with what a source returned for
// an id. A project without an id is taken for the one that was asked for.
func (x *Project) check(id string) error {
	switch {
	case x.ID != "" && x.ID != id:
		return fmt.Errorf("%w: the source returned %.40q", ErrProject, x.ID)
	case len(x.Traits) > MaxTraits:
		return fmt.Errorf("%w: %d traits, at most %d", ErrProject, len(x.Traits), MaxTraits)
	case x.PlannedDays < 0 || x.ActualDays < 0:
		return fmt.Errorf("%w: planned %d days, took %d", ErrProject, x.PlannedDays, x.ActualDays)
	case x.Lessons < 0 || x.Lessons > MaxLessons:
		return fmt.Errorf("%w: %d lessons, at most %d", ErrProject, x.Lessons, MaxLessons)
	case !plain(string(x.Definition.ID)) || !plain(string(x.Outcome)):
		return fmt.Errorf("%w: definition %.40q, outcome %.40q", ErrProject, x.Definition.ID, x.Outcome)
	}
	for _, t := range x.Traits {
		if !plain(t) {
			return fmt.Errorf("%w: trait %.40q", ErrProject, t)
		}
	}
	return nil
}

// plain reports whether a text can name a group: two groups that differ here
// differ in JSON too.
func plain(text string) bool { return len(text) <= MaxText && utf8.ValidString(text) }

// clipped is the beginning of a reason, whole characters of it.
func clipped(reason string) string {
	if len(reason) > maxReason {
		reason = reason[:maxReason]
	}
	return strings.ToValidUTF8(reason, "")
}
