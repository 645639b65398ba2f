package charter

import (
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// timely is the T: due inside the window of the project, with checkpoints on
// the way.
func (c *smart) timely() {
	g, start, finish := c.goal, c.context.Start, c.context.Finish
	switch {
	case g.Due.IsZero():
		c.block(CodeNoDue, g.ref("due"), nothing, nothing, RemedySetDue)
	case start.IsZero() || finish.IsZero():
		c.block(CodeNoWindow, g.ref("due"), nothing, finding.Unknown("no-window"), RemedySetWindow)
	case g.Due.Before(start):
		c.block(CodeDueOutside, g.ref("due"), finding.Date(start.String()), finding.Date(g.Due.String()), RemedySetDue)
	case g.Due.After(finish):
		c.block(CodeDueOutside, g.ref("due"), finding.Date(finish.String()), finding.Date(g.Due.String()), RemedySetDue)
	}
	if len(g.Checkpoints) == 0 {
		c.block(CodeNoCheckpoints, g.ref("checkpoints"), nothing, nothing, RemedySetCheckpoints)
	}
	c.checkpoints()
}

// checkpoints wants each on a day of its own, from the start of the project to
// before the due date.
func (c *smart) checkpoints() {
	g, start := c.goal, c.context.Start
	seen := map[calendar.Date]bool{}
	for _, p := range g.Checkpoints {
		got := finding.Date(p.On.String())
		switch at := g.ref("checkpoints"); {
		case p.On.IsZero():
			c.block(CodeCheckpointUndated, at, nothing, nothing, RemedySetCheckpoints)
		case seen[p.On]:
			c.block(CodeCheckpointTwice, at, nothing, got, RemedySetCheckpoints)
		case !g.Due.IsZero() && !p.On.Before(g.Due):
			c.block(CodeCheckpointLate, at, finding.Date(g.Due.String()), got, RemedySetCheckpoints)
		case p.On.Before(start):
			c.block(CodeCheckpointEarly, at, finding.Date(start.String()), got, RemedySetCheckpoints)
		}
		seen[p.On] = true
	}
}
