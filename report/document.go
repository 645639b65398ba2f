package report

import "github.com/milepost-go/milepost/lifecycle/finding"

// Document is a report before it has a format. A renderer reads it and never
// changes it; one document may be rendered in several formats at once.
type Document struct {
	Title    string        // one line; every document needs one
	Subtitle string        // one line, "" for none
	Lang     Lang          // language of all texts inside; zero means English
	AsOf     finding.Value // the moment the figures speak of: a date or an instant; zero is left out
	Prepared finding.Value // when the document was made, given by the caller; zero is left out
	Blocks   []Block       // in reading order; nil blocks are skipped
}

// Block is one part of a document. Renderers know the blocks of this package
// and print any other by its table form, so a block of the host's own type is
// shown by every renderer.
type Block interface {
	// Table returns the block as a table, never nil. The caller owns the
	// table and its rows.
	Table() *Table
}

// Format returns the format of the document's language, English for nil.
func (d *Document) Format() Format {
	if d == nil {
		return Format{}
	}
	return Format{Lang: d.Lang}
}
