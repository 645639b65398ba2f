// Package svg draws the figures of package report as SVG pictures.
//
//	err := svg.Render(file, figure, svg.Options{Lang: report.ZhCN})
//
// A picture is one self-contained file: text stays text, there is no script,
// no font, no image and nothing to fetch. It has a title and a description for
// screen readers, colours for light and dark pages, and prints on white. Any
// text may come from anywhere: it is cleaned and escaped.
//
// [Canvas] appends numbers and text to one buffer, so that a hundred thousand
// shapes take milliseconds, and writes the buffer out as it fills.
//
// Stable: the exported names. The bytes of a picture may change between
// versions, not between runs.
package svg
