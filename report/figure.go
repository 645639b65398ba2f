package report

// Figure is a block that can be drawn. Its table form says the same for
// writers without pictures and for readers who cannot see them.
//
// Draw is deterministic: the same figure makes the same calls in the same
// order. It changes nothing, so several goroutines may draw one figure.
type Figure interface {
	Block
	Frame() Frame
	Draw(Canvas)
}

// Frame is the size of a figure and the words that belong to it.
type Frame struct {
	Width, Height float64 // in CSS pixels, above 0; nothing is drawn outside
	Name          string  // what references call it, also its file name without extension; "" for none
	Title         string  // one line, read aloud by screen readers
	Desc          string  // what the figure shows, a sentence or two
}
