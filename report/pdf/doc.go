// Package pdf writes documents of package report as PDF pages: text that can be
// selected, searched and copied, Chinese too, figures as vectors, bookmarks and
// links.
//
//	font, err := os.ReadFile("DroidSansFallbackFull.ttf")
//	...
//	err = pdf.Renderer{Fonts: [][]byte{latin, font}}.Render(file, doc)
//
// # Fonts
//
// The fonts are the host's, as bytes, and must have TrueType outlines:
// collections and OpenType with PostScript outlines, such as Noto CJK, cannot
// be embedded, DejaVu, Noto Sans and Droid Sans Fallback can. Every character is
// taken from the first font that has it, and only characters that are used are
// embedded. A character that none has is refused, unless
// [Renderer.Substitute] says what to print instead; boxes are never printed
// unasked. Characters beyond the Basic Multilingual Plane, such as most
// pictographs, cannot be written. Arabic and Hebrew come out in the order of
// their characters, without shaping.
//
// # Pages
//
// Tables repeat their headings on every page and break between lines; figures
// fit the width and are continued on the next page where they are longer than
// one. Every page has its number. The same document and fonts give the same
// bytes: the time in the file is that of the document.
//
// It is made with codeberg.org/go-pdf/fpdf, kept this year, MIT licence: it
// saves the writing of PDF objects and the subsetting of fonts, and costs the
// modules of its barcode parts, which nothing here calls. Fonts are read with
// golang.org/x/image.
//
// Stable: the exported names. The bytes may change between versions.
package pdf
