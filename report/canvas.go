package report

// Canvas is what a figure draws on. The origin is the upper left corner, x
// grows to the right, y downward, in CSS pixels. Later shapes cover earlier
// ones. A canvas keeps no reference to what it is given.
//
// Text on a canvas is measured by [TextWidth], which needs no font.
type Canvas interface {
	Rect(Rect)
	Path(*Path)
	Text(Text)
}

// Dash is the pattern of a line.
type Dash uint8

// The patterns of a line. The zero pattern is solid.
const (
	Solid Dash = iota
	Dashed
	Dotted
)

// Style is how a shape is painted. The zero style paints nothing.
type Style struct {
	Fill   Ink     // InkNone leaves the inside empty
	Stroke Ink     // InkNone draws no outline
	Width  float64 // of the outline; zero means 1
	Dash   Dash
	Hatch  bool   // diagonal lines over the fill, so that colour is not the only difference
	Title  string // shown when pointed at and read by screen readers; "" for none
}

// Rect is a rectangle with its sides along the axes.
type Rect struct {
	X, Y, W, H float64 // upper left corner and size, W and H not negative
	Radius     float64 // of the corners
	Style
}

// Anchor says which point of a text stands at its X.
type Anchor uint8

// The anchors. The zero anchor is the start of the text.
const (
	AnchorStart Anchor = iota
	AnchorMiddle
	AnchorEnd
)

// Text is one line of text.
type Text struct {
	X, Y   float64 // Y is the base line
	Text   string
	Size   float64 // of the font in pixels; zero means 12
	Anchor Anchor
	Bold   bool
	Ink    Ink    // zero means InkText
	Title  string // the full text where Text was clipped; "" for none
}

// Point is a place on a canvas.
type Point struct{ X, Y float64 }

// StepKind says what a step of a path does.
type StepKind uint8

// The steps of a path.
const (
	MoveStep  StepKind = iota // begin a new line at To
	LineStep                  // straight to To
	CurveStep                 // cubic curve to To with the control points C1 and C2
	CloseStep                 // straight back to where the line began
)

// Step is one step of a path.
type Step struct {
	Kind   StepKind
	To     Point
	C1, C2 Point // of a curve
}

// Path is a line of straight and curved steps, open or closed. The zero Path
// is empty and ready to use; Reset makes it empty again and keeps its memory.
type Path struct {
	Steps []Step
	Style
}

// Reset empties the path and gives it a style.
func (p *Path) Reset(s Style) { p.Steps, p.Style = p.Steps[:0], s }

// Move begins a new line at x, y.
func (p *Path) Move(x, y float64) {
	p.Steps = append(p.Steps, Step{Kind: MoveStep, To: Point{x, y}})
}

// Line draws a straight line to x, y.
func (p *Path) Line(x, y float64) {
	p.Steps = append(p.Steps, Step{Kind: LineStep, To: Point{x, y}})
}

// Curve draws a cubic curve to the point to.
func (p *Path) Curve(c1, c2, to Point) {
	p.Steps = append(p.Steps, Step{Kind: CurveStep, To: to, C1: c1, C2: c2})
}

// Close draws a straight line to where the line began.
func (p *Path) Close() { p.Steps = append(p.Steps, Step{Kind: CloseStep}) }
