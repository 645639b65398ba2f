// Package finding says what a check found, in a form that a program can act
// on and that any language can print.
//
// Every check of Milepost returns all it found, never only the first and never
// a bare bool. A [Finding] names a stable [Code], how grave it is, what it is
// about, what was wanted, what was there instead and what would mend it. It
// holds no sentences: package report/phrase turns codes into English and
// Simplified Chinese.
//
// A figure or fact travels as a [Value]. A value that could not be determined
// is [Unknown] with its reason; it is never 0 and never left out.
//
//	found := goal.Check()
//	if finding.Blocks(found) {
//		return finding.AsError("goal", found)
//	}
//
// All types are plain values without shared state, safe for concurrent use as
// long as nobody writes to the slices.
//
// Stable: the exported names, the JSON forms and the meaning of the codes.
package finding
