// Package reporttest proves renderers and figures of package report, ours and
// the host's own.
//
//	func TestPlainText(t *testing.T) {
//		reporttest.TestRenderer(t, plain.Renderer{}, reporttest.Reader(readBack))
//	}
//
// Each kit is a table of clauses with two faces: TestRenderer and TestFigure
// run one subtest a clause, CheckRenderer and CheckFigure return the broken
// clauses as one error. The documents they use hold what people really put in
// names and what attackers would: markup, formulas, ten thousand characters,
// control characters, text from right to left, pictographs, bytes that are not
// UTF-8, empty tables.
//
// [Recorder] is a canvas that keeps what was drawn on it.
//
// Stable: the exported names. New clauses may be added.
package reporttest
