package scheduletest

import (
	"slices"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// links joins random pairs of tasks. A pair that is joined already, whose one
// end is within the other, or that would close a cycle is left out.
func (g *generator) links() {
	for range g.shape.Tasks * g.shape.LinkDensity / 100 {
		from, to := &g.plan.Tasks[g.IntN(g.shape.Tasks)], &g.plan.Tasks[g.IntN(g.shape.Tasks)]
		link := schedule.Link{From: from.ID, To: to.ID}
		g.typeAndLag(&link)
		if g.allowed(from, to) {
			g.plan.Links = append(g.plan.Links, link)
		}
	}
	g.Shuffle(len(g.plan.Links), func(i, j int) {
		g.plan.Links[i], g.plan.Links[j] = g.plan.Links[j], g.plan.Links[i]
	})
}

func (g *generator) allowed(from, to *schedule.Task) bool {
	known := slices.ContainsFunc(g.plan.Links, func(l schedule.Link) bool { return l.From == from.ID && l.To == to.ID })
	related := from == to || g.o.around(from, to) || g.o.around(to, from)
	summaries := g.o.summary(from) || g.o.summary(to)
	return !known && !related && (!summaries || g.shape.has(SummaryLinks)) && !g.waits(from, to)
}

func (g *generator) typeAndLag(l *schedule.Link) {
	if g.may(LinkTypes, 2) {
		l.Type = schedule.LinkType(g.IntN(4))
	}
	sign := pick[calendar.Work](g, 1, 1, -1)
	switch {
	case g.may(Lags, 3):
		l.Lag.Length = sign * g.length(30)
	case g.may(ElapsedLags, 8):
		l.Lag = schedule.Lag{Length: sign * g.length(70), Elapsed: true}
	case g.may(PercentLags, 8):
		l.Lag.Percent = int(sign) * (1 + g.IntN(150))
	}
}

// waits reports whether the first of two tasks, or a part of it, waits for the
// second or a part of it. A task waits for what is linked to it or to a summary
// around it, or to part of it if it is a summary itself.
func (g *generator) waits(first, second *schedule.Task) bool {
	reached := map[schedule.TaskID]bool{}
	for _, leaf := range g.o.leaves(second) {
		g.reach(leaf, reached)
	}
	return slices.ContainsFunc(g.o.leaves(first), func(t *schedule.Task) bool { return reached[t.ID] })
}

// reach marks the leaf and every leaf that waits for it.
func (g *generator) reach(leaf *schedule.Task, reached map[schedule.TaskID]bool) {
	if reached[leaf.ID] {
		return
	}
	reached[leaf.ID] = true
	for _, t := range append(g.o.ancestors(leaf), leaf) {
		for _, l := range g.plan.Links {
			if l.From == t.ID {
				for _, next := range g.o.leaves(g.o.byID[l.To]) {
					g.reach(next, reached)
				}
			}
		}
	}
}
