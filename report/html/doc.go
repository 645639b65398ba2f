// Package html writes documents of package report as one HTML page.
//
//	err := html.Renderer{}.Render(file, doc)
//
// The page stands alone: its style sheet is inside, figures are inline SVG,
// there is no script, no font and nothing to fetch, and a content policy in
// its head forbids browsers to try. It follows the reader's choice of a light
// or dark screen, prints on white, names its language, and has one h1, headings
// without gaps, and table headers with their scope. Texts are escaped and each
// keeps its own direction.
//
// [Gantt] is another page, of one chart, to work with: zoom, folding, search and
// reasons, by a small script of its own that the page's policy names.
//
// It imports report/svg for the canvas on which figures draw.
//
// Stable: the exported names. Classes and bytes may change between versions,
// not between runs.
package html
