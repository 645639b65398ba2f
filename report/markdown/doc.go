// Package markdown writes documents of package report as Markdown with tables
// (GitHub Flavored Markdown on top of CommonMark).
//
//	err := markdown.Renderer{FigureDir: "figures"}.Render(file, doc)
//
// Texts of the document are escaped: names may hold pipes, backticks, links or
// tags and come out as the words they are. Line breaks inside a text become
// blanks. A figure is a link to a picture beside the file, or its table.
//
// Stable: the exported names. The bytes may change between versions, not
// between runs.
package markdown
