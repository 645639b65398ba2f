package chart

import (
	"strconv"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report/phrase"
)

// loadRow is what is drawn in one pattern: one load, or all that are too many.
type loadRow struct {
	of   []Load
	name string
	pen  barPen
}

// use returns the exact use of a period.
func (r *loadRow) use(k int) finding.Value {
	return r.sum(func(l *Load) finding.Value { return at(l.Use, k) })
}

// over returns the exact overload of a period.
func (r *loadRow) over(k int) finding.Value {
	return r.sum(func(l *Load) finding.Value { return l.over(k) })
}

func (r *loadRow) sum(of func(*Load) finding.Value) finding.Value {
	list := make([]finding.Value, len(r.of))
	for i := range r.of {
		list[i] = of(&r.of[i])
	}
	return total(list...)
}

// gatherRows takes the loads that have a pattern each, and the others as one.
func (p *loads) gatherRows() {
	most := min(len(p.Loads), MaxLoads)
	for i := range p.Loads[:most] {
		p.rows = append(p.rows, loadRow{of: p.Loads[i : i+1], name: plain(p.Loads[i].Name), pen: barPens[i]})
	}
	if rest := p.Loads[most:]; len(rest) > 0 {
		p.rows = append(p.rows, loadRow{of: rest, name: phrase.In(p.Lang).Label("others_count") + bracketed(p.Lang, strconv.Itoa(len(rest))), pen: otherPen})
	}
}
