package pdf

import (
	"fmt"
	"io"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
)

// Renderer writes PDF. Fonts are required; the zero value of everything else
// is a page of A4, upright.
type Renderer struct {
	Fonts      [][]byte // fonts with TrueType outlines, the first that has a character draws it
	Bold       [][]byte // the same for headings and strong text; characters that none of these has are taken from Fonts
	Substitute rune     // printed for characters that no font has; 0 refuses the document
	Width      float64  // of the page in points; 0 means 595.28, that of A4
	Height     float64  // of the page in points; 0 means 841.89, that of A4
	Landscape  bool     // the longer side lies
	Margin     float64  // on every side in points; 0 means 48
}

var _ report.Renderer = Renderer{}

// Render writes the document. It returns the first error of w,
// report.ErrNoDocument for nil, ErrFont with the place of the font, ErrPage, or
// ErrGlyph with the characters that no font has; unless the error is that of w,
// nothing has been written.
func (r Renderer) Render(w io.Writer, doc *report.Document) (err error) {
	if doc == nil {
		return report.ErrNoDocument
	}
	r = r.defaults()
	if !(r.Width-2*r.Margin >= 100 && r.Height-2*r.Margin >= 100 && r.Width < 15_000 && r.Height < 15_000) {
		return fmt.Errorf("%w: %g x %g with margins of %g", ErrPage, r.Width, r.Height, r.Margin)
	}
	fonts, err := newFaces(r)
	if err != nil {
		return err
	}
	// The library reads fonts without looking: a broken one must not end the
	// program.
	defer func() {
		if x := recover(); x != nil {
			err = fmt.Errorf("%w: %v", ErrFont, x)
		}
	}()
	// The first time counts the pages.
	pages := 0
	for range 2 {
		p, err := r.write(doc, fonts, pages)
		if err != nil {
			return err
		}
		if err := fonts.missingError(); err != nil {
			return err
		}
		if pages > 0 {
			return p.Output(w)
		}
		pages = p.PageNo()
	}
	return nil
}

func (r Renderer) defaults() Renderer {
	if r.Width == 0 {
		r.Width = 595.28
	}
	if r.Height == 0 {
		r.Height = 841.89
	}
	if r.Margin == 0 {
		r.Margin = 48
	}
	if r.Landscape != (r.Width > r.Height) {
		r.Width, r.Height = r.Height, r.Width
	}
	return r
}

// write lays the document out; pages is how many there are, 0 if nobody knows
// yet.
func (r Renderer) write(doc *report.Document, fonts *faces, pages int) (*fpdf.Fpdf, error) {
	p := fpdf.NewCustom(&fpdf.InitType{UnitStr: "pt", Size: fpdf.SizeType{Wd: r.Width, Ht: r.Height}})
	p.SetCatalogSort(true)
	made := moment(doc)
	p.SetCreationDate(made)
	p.SetModificationDate(made)
	p.SetTitle(report.CleanLine(doc.Title), true)
	p.SetSubject(report.CleanLine(doc.Subtitle), true)
	p.SetProducer("Milepost", true)
	p.SetLang(doc.Lang.Tag())
	p.SetMargins(r.Margin, r.Margin, r.Margin)
	p.SetAutoPageBreak(false, 0)
	for _, list := range [][]*face{fonts.regular, fonts.bold} {
		for _, x := range list {
			p.AddUTF8FontFromBytes(x.family, x.style, append([]byte(nil), x.data...))
		}
	}
	l := &layout{pdf: p, fonts: fonts, doc: doc, format: doc.Format(), page: r, pages: pages, links: map[string]int{}, depth: -1}
	l.document()
	if err := p.Error(); err != nil {
		return nil, fmt.Errorf("%w: %v", ErrFont, err)
	}
	return p, nil
}

// moment is the time that the file bears: when the document was made, else the
// moment it speaks of, else the first second that a PDF can bear.
func moment(doc *report.Document) time.Time {
	for _, v := range []finding.Value{doc.Prepared, doc.AsOf} {
		for _, form := range []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02"} {
			if t, err := time.Parse(form, v.Plain()); err == nil && !v.IsZero() {
				return t.UTC()
			}
		}
	}
	return time.Unix(0, 0).UTC()
}
