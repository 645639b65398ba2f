package lifecycle

import (
	"fmt"
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// clone returns a copy that shares nothing with g.
func (g Gate) clone() Gate {
	g.Criteria, g.Approvals = slices.Clone(g.Criteria), slices.Clone(g.Approvals)
	g.Deciders, g.Override = slices.Clone(g.Deciders), slices.Clone(g.Override)
	g.Apart = slices.Clone(g.Apart)
	for i := range g.Apart {
		g.Apart[i] = slices.Clone(g.Apart[i])
	}
	return g
}

// parts reports whether nobody approves in both roles.
func (g *Gate) parts(a, b Role) bool {
	if a == b {
		return false
	}
	return g.OneRoleEach || slices.ContainsFunc(g.Apart, func(group []Role) bool {
		return slices.Contains(group, a) && slices.Contains(group, b)
	})
}

// quorum returns what the gate asks of the role, or nil.
func (g *Gate) quorum(role Role) *Quorum {
	for i := range g.Approvals {
		if g.Approvals[i].Role == role {
			return &g.Approvals[i]
		}
	}
	return nil
}

// approving returns the roles that approvals are asked of.
func (g *Gate) approving() []Role {
	return g.rolesWhere(func(q *Quorum) bool { return q.Count > 0 })
}

// vetoing returns the roles that may object.
func (g *Gate) vetoing() []Role {
	return g.rolesWhere(func(q *Quorum) bool { return q.Veto })
}

func (g *Gate) rolesWhere(is func(*Quorum) bool) []Role {
	var list []Role
	for i := range g.Approvals {
		if is(&g.Approvals[i]) {
			list = append(list, g.Approvals[i].Role)
		}
	}
	return list
}

// factNames returns the facts that the criteria name, each once, in order.
func (g *gate) factNames() []FactName {
	return slices.Compact(names(g.criteria, func(c criterion) FactName { return c.Fact }))
}

// deciders returns who may take the move: those whom its gate names, if any.
func (m *move) deciders() []Role {
	if m.gate != nil && len(m.gate.Deciders) > 0 {
		return m.gate.Deciders
	}
	return m.By
}

// rights checks who may decide, who is kept apart and who may override.
func (c *specCheck) rights(at string, g *Gate) {
	c.roles(at+".deciders", g.Deciders)
	c.roles(at+".override", g.Override)
	if g.OverrideVeto && len(g.Override) == 0 {
		c.fault(CodeDefinitionNotHere, at+".override_veto", finding.Value{}, finding.Bool(true))
	}
	for i, group := range g.Apart {
		c.apart(fmt.Sprintf("%s.apart[%d]", at, i), g, group)
	}
}

// apart checks one list of roles that are kept apart: two or more of those
// that approve.
func (c *specCheck) apart(at string, g *Gate, group []Role) {
	if len(group) < 2 {
		c.fault(CodeDefinitionMissing, at, finding.Number(2, ""), finding.Number(int64(len(group)), ""))
	}
	for i, role := range group {
		place := fmt.Sprintf("%s[%d]", at, i)
		if !slices.Contains(g.approving(), role) {
			c.fault(CodeDefinitionUnknownRole, place, roleList(g.approving()), word(role))
		}
		if slices.Contains(group[:i], role) {
			c.fault(CodeDefinitionDuplicate, place, finding.Value{}, word(role))
		}
	}
}
