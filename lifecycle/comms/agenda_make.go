package comms

import (
	"fmt"
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// MakeAgenda returns the agenda of a meeting of so many minutes, made from the
// state of the project by a template.
//
// Carried items stand first, those due first at the top. Tasks, decisions,
// changes, feedback, milestones and assumptions stand by date, the earliest
// first and those without a date last; risks, loads, shortages and early signs by figure, the
// largest first and those without one last. Ties go by the record. A record
// stands once in a section.
//
// The time is shared by the weights of the template, in whole minutes by the
// largest remainder, each item getting the least minutes first. Items beyond
// the most of their section, and items from the end of the agenda for which
// there is no time, are listed as left out. Fixed parts are left out last of
// all, and not listed since they have no items.
//
// Errors: findings of severity block of the template as [*finding.Error];
// [ErrTooMany] for a length that is negative or beyond [MaxDurationMin].
func MakeAgenda(meeting string, on calendar.Date, lengthMin int, t Template, s Situation) (Agenda, error) {
	if err := finding.AsError("comms: agenda", t.Check()); err != nil {
		return Agenda{}, err
	}
	if lengthMin < 0 || lengthMin > MaxDurationMin {
		return Agenda{}, fmt.Errorf("%w: agenda of %d minutes", ErrTooMany, lengthMin)
	}
	d := draft{least: max(1, t.LeastMin)}
	for _, ts := range t.ordered() {
		d.section(ts, s.items(ts.Section))
	}
	d.fit(lengthMin)
	d.share(lengthMin)
	a := d.agenda()
	a.Meeting, a.On, a.LengthMin = meeting, on, lengthMin
	if len(a.Parts) == 0 {
		a.FreeMin = lengthMin
	}
	return a, nil
}

// slot is what gets a time box: an item, or a fixed part without items.
type slot struct {
	part   int
	weight int
	item   AgendaItem
	empty  bool // a fixed part without items
	out    bool
	min    int
}

// draft is an agenda in the making.
type draft struct {
	least int
	parts []TemplateSection
	slots []slot
}

// section adds a section with its items in order.
func (d *draft) section(ts TemplateSection, items []AgendaItem) {
	part := len(d.parts)
	d.parts = append(d.parts, ts)
	for i, item := range items {
		d.slots = append(d.slots, slot{part: part, weight: ts.Weight, item: item, out: ts.AtMost > 0 && i >= ts.AtMost})
	}
	if len(items) == 0 && ts.Fixed {
		d.slots = append(d.slots, slot{part: part, weight: ts.Weight, empty: true})
	}
}

// fit leaves out from the end until the least minutes suffice: items first,
// then fixed parts.
func (d *draft) fit(length int) {
	room := length / d.least
	for i := range d.slots {
		if !d.slots[i].out {
			room--
		}
	}
	for _, empty := range []bool{false, true} {
		for i := len(d.slots) - 1; i >= 0 && room < 0; i-- {
			if s := &d.slots[i]; !s.out && s.empty == empty {
				s.out = true
				room++
			}
		}
	}
}

// share gives each slot the least minutes and the rest by weight.
func (d *draft) share(length int) {
	var weights []int
	for _, s := range d.slots {
		if !s.out {
			weights = append(weights, s.weight)
		}
	}
	if len(weights) == 0 {
		return
	}
	boxes := largestRemainder(length-d.least*len(weights), weights)
	for i := range d.slots {
		if !d.slots[i].out {
			d.slots[i].min, boxes = d.least+boxes[0], boxes[1:]
		}
	}
}

// agenda collects the slots by part.
func (d *draft) agenda() Agenda {
	var a Agenda
	for part, ts := range d.parts {
		p, shown := AgendaPart{Section: ts.Section}, false
		for _, s := range d.slots {
			switch {
			case s.part != part:
			case s.out && !s.empty:
				a.LeftOut = append(a.LeftOut, LeftOut{ts.Section, s.item})
			case !s.out:
				shown = true
				p.Minutes += s.min
				if s.item.Minutes = s.min; !s.empty {
					p.Items = append(p.Items, s.item)
				}
			}
		}
		if shown {
			a.Parts = append(a.Parts, p)
		}
	}
	return a
}

// largestRemainder splits a total by weights, which are positive, into whole
// parts that sum to it. Left-over units go to the largest remainders, the
// earlier of equals first.
func largestRemainder(total int, weights []int) []int {
	sum := 0
	for _, w := range weights {
		sum += w
	}
	parts, rest, order := make([]int, len(weights)), total, make([]int, len(weights))
	for i, w := range weights {
		parts[i] = total * w / sum
		rest -= parts[i]
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return total*weights[b]%sum - total*weights[a]%sum })
	for _, i := range order[:rest] {
		parts[i]++
	}
	return parts
}
