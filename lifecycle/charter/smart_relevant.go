package charter

import (
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// relevant is the R: a known parent or need, and a weight.
func (c *smart) relevant() {
	g := c.goal
	if g.Parent == "" && len(g.Needs) == 0 {
		c.block(CodeNoLink, g.ref("parent"), nothing, nothing, RemedyLink)
	}
	switch {
	case g.Parent == "":
	case g.Parent == g.ID:
		c.block(CodeOwnParent, g.ref("parent"), nothing, finding.Text(g.Parent), RemedyLink)
	case !slices.Contains(c.context.Parents, g.Parent):
		c.block(CodeUnknownParent, g.ref("parent"), nothing, finding.Text(g.Parent), RemedyLink)
	}
	for _, id := range g.Needs {
		if !slices.Contains(c.context.Needs, id) {
			c.block(CodeUnknownNeed, g.ref("needs"), nothing, finding.Text(id), RemedyLink)
		}
	}
	c.weight(g.ref("weight"), g.Weight)
}
