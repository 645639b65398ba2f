package card

import "errors"

// The kinds of error of this package, besides report.ErrNoDocument for a nil
// document.
var (
	// ErrLink: a link is no address on the web or too long, or there are more than five.
	ErrLink = errors.New("card: not a link")
)
