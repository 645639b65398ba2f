package charter

import (
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// specific is the S: a statement that names its object, a scope, an owner, one
// outcome, no vague words.
func (c *smart) specific() {
	g := c.goal
	for _, x := range []struct {
		code         finding.Code
		remedy       finding.Code
		field, value string
	}{
		{CodeNoStatement, RemedyState, "statement", g.Statement},
		{CodeNoObject, RemedyState, "object", g.Object},
		{CodeNoScope, RemedyState, "scope", g.Scope},
		{CodeNoOwner, RemedyNameOwner, "owner", g.Owner},
	} {
		if blank(x.value) {
			c.block(x.code, g.ref(x.field), nothing, nothing, x.remedy)
		}
	}
	if blank(g.Statement) || g.attested(Wording) {
		return
	}
	if !blank(g.Object) && !strings.Contains(fold(g.Statement), fold(g.Object)) {
		c.warn(CodeObjectNotNamed, g.ref("statement"), finding.Text(g.Object), nothing, RemedyState)
	}
	if found := outcomes(g.Statement); len(found) > 1 {
		c.block(CodeSeveralOutcomes, g.ref("statement"), finding.Number(1, ""), finding.List(found...), RemedySplitGoal)
	}
	if found := vagueWords(g.Statement); len(found) > 0 {
		c.block(CodeVague, g.ref("statement"), nothing, finding.List(found...), RemedyState)
	}
}
