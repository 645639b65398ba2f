// Package png draws figures of package report as PNG pictures, for mail, chat
// and slides, where SVG is not shown.
//
//	font, err := os.ReadFile("NotoSans-Regular.ttf")
//	...
//	err = png.Render(file, chart, png.Options{Fonts: [][]byte{font}, Scale: 2})
//
// The picture shows what package report/svg draws: the same shapes, inks,
// dashes and hatchings, on a light or a dark page. A picture cannot be read
// aloud: keep the title and the description of the figure beside it.
//
// # Fonts
//
// The fonts are the host's: TrueType, OpenType or collections of them, as
// bytes. Every character is taken from the first font that has it; text with a
// character that none has is refused instead of being printed as boxes. Place
// for text is measured without fonts ([report.TextWidth]), so a font that is
// much wider than Arial or Noto Sans overlaps.
//
// The same figure, fonts and options give the same bytes with the same version
// of the library that draws, golang.org/x/image: kept by the Go project, with a
// licence like Go's; it saves a rasterizer and a reader of fonts, and costs one
// module without others.
//
// A [Canvas] belongs to one goroutine; Render may be called by many at once.
// Stable: the exported names. The pixels may change between versions.
package png
