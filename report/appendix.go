package report

import "slices"

// WithoutTraces returns the document without its appendix: what stands from the
// heading over the first [Trace] on, and the references to it. Documents of
// package report/view have the appendix at their end. It is for readers who want
// the figures alone; the host keeps the whole document beside. The copy shares
// blocks that refer to nothing with the document; one without traces comes back
// as a copy of the same blocks.
func (d *Document) WithoutTraces() *Document {
	twin := *d
	twin.Blocks = nil
	for _, b := range d.Blocks[:d.appendix()] {
		switch b := b.(type) {
		case *Table:
			twin.Blocks = append(twin.Blocks, b.untraced())
		case Facts:
			b.Items = slices.Clone(b.Items)
			for i := range b.Items {
				b.Items[i].Column.Trace = ""
			}
			twin.Blocks = append(twin.Blocks, b)
		default:
			twin.Blocks = append(twin.Blocks, b)
		}
	}
	return &twin
}

// appendix returns the block where the appendix begins, the number of blocks
// where there is none.
func (d *Document) appendix() int {
	first := slices.IndexFunc(d.Blocks, func(b Block) bool { _, ok := b.(Trace); return ok })
	if first < 0 {
		return len(d.Blocks)
	}
	for i := first - 1; i >= 0; i-- {
		if _, ok := d.Blocks[i].(Heading); ok {
			return i
		}
	}
	return first
}

func (t *Table) untraced() *Table {
	if t == nil {
		return nil
	}
	twin := t.Table()
	twin.Columns = slices.Clone(t.Columns)
	for i := range twin.Columns {
		twin.Columns[i].Trace = ""
	}
	for _, rows := range [][]Row{twin.Rows, twin.Footer} {
		for i := range rows {
			rows[i].Traces = nil
		}
	}
	return twin
}
