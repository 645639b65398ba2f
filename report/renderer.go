package report

import (
	"errors"
	"io"
)

// ErrNoDocument is the error for a document that is nil.
var ErrNoDocument = errors.New("report: no document")

// Renderer writes a document in one format.
//
// Render returns the first error of w and stops there. Every document can be
// written; a nil one gives [ErrNoDocument] and nothing is written. There is no
// other error unless the renderer's own page says so.
// The output depends on the document and the renderer's fields alone: the same
// document gives the same bytes. Texts of the document are plain; a renderer
// escapes them so that they cannot become markup. A renderer is a value that
// several goroutines may use at once. Package report/reporttest proves one.
type Renderer interface {
	Render(w io.Writer, doc *Document) error
}
