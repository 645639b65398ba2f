package comms

import (
	"cmp"
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// items returns the items of a section in their order, each record once.
func (s Situation) items(section Section) []AgendaItem {
	switch section {
	case SectionCarried:
		return carriedItems(s.Carried)
	case SectionOverdue:
		return pointItems(s.Overdue, byDate)
	case SectionRisks:
		return pointItems(s.Risks, byFigure)
	case SectionDecisions:
		return pointItems(s.Decisions, byDate)
	case SectionChanges:
		return pointItems(s.Changes, byDate)
	case SectionFeedback:
		return pointItems(s.Feedback, byDate)
	case SectionLoads:
		return pointItems(s.Loads, byFigure)
	case SectionShortages:
		return pointItems(s.Shortages, byFigure)
	case SectionMilestones:
		return pointItems(s.Milestones, byDate)
	case SectionAssumptions:
		return pointItems(s.Assumptions, byDate)
	case SectionSigns:
		return pointItems(s.Signs, byFigure)
	}
	return nil
}

// carriedItems puts open items by due date, then by how often they were
// carried, then by origin. Nothing is left out as a double unless kind, id and
// origin are the same.
func carriedItems(items []Item) []AgendaItem {
	list := keep(items, func(i Item) bool { return !i.Closed })
	slices.SortStableFunc(list, func(a, b Item) int {
		return cmp.Or(datesLast(a.Due, b.Due), b.Carried-a.Carried, a.Raised.Compare(b.Raised), cmp.Compare(a.Origin, b.Origin),
			compareRefs(a.Ref(), b.Ref()))
	})
	var out []AgendaItem
	for i, x := range list {
		if i > 0 && list[i-1].Ref() == x.Ref() && list[i-1].Origin == x.Origin {
			continue
		}
		out = append(out, AgendaItem{
			Point:  Point{About: x.Ref(), Title: x.Text, Owner: x.Owner, Date: x.Due, Links: x.About},
			Origin: x.Origin, Raised: x.Raised, Carried: x.Carried,
		})
	}
	return out
}

// pointItems puts points in order; of several about one record the first
// stays, and all that are about none.
func pointItems(points []Point, order func(a, b Point) int) []AgendaItem {
	list := slices.Clone(points)
	slices.SortStableFunc(list, func(a, b Point) int { return cmp.Or(order(a, b), compareRefs(a.About, b.About)) })
	seen := map[finding.Ref]bool{}
	var out []AgendaItem
	for _, p := range list {
		if p.About == (finding.Ref{}) || !seen[p.About] {
			p.Links = clone(p.Links)
			out = append(out, AgendaItem{Point: p})
		}
		seen[p.About] = true
	}
	return out
}

func byDate(a, b Point) int { return datesLast(a.Date, b.Date) }

// byFigure puts the larger number first; what is no number, such as Unknown,
// comes last.
func byFigure(a, b Point) int {
	x, okX := a.Figure.Rat()
	y, okY := b.Figure.Rat()
	switch {
	case okX && okY:
		return y.Cmp(x)
	case okX:
		return -1
	case okY:
		return 1
	}
	return 0
}

// datesLast puts earlier dates first and those not set last.
func datesLast(a, b calendar.Date) int {
	switch {
	case a == b:
		return 0
	case a.IsZero():
		return 1
	case b.IsZero():
		return -1
	}
	return a.Compare(b)
}

func compareRefs(a, b finding.Ref) int {
	return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.ID, b.ID), cmp.Compare(a.Field, b.Field))
}
