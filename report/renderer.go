package report

import "io"

// Renderer writes a document in one format.
//
// Render returns the first error of w and stops there; every document can be
// written, so there is no other error unless the renderer's own page says so.
// The output depends on the document and the renderer's fields alone: the same
// document gives the same bytes. Texts of the document are plain; a renderer
// escapes them so that they cannot become markup. A renderer is a value that
// several goroutines may use at once. Package report/reporttest proves one.
type Renderer interface {
	Render(w io.Writer, doc *Document) error
}
