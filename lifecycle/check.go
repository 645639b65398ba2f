package lifecycle

import (
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Limits of a definition.
const (
	maxParts  = 1000                // phases, moves, gates, facts or roles
	maxFaults = 1000                // reported at once
	maxShown  = 80                  // bytes of a text from outside that a finding repeats
	maxQuorum = 100                 // persons of one role
	maxAgeMin = 100 * 366 * 24 * 60 // about a hundred years
)

var (
	phaseKinds = [...]PhaseKind{DeliveryPhase, ControlPhase}
	moveKinds  = [...]MoveKind{MoveForward, MoveRework, MoveCancel, MoveSuspend, MoveResume, MoveClose, MoveArchive, MoveReopen}
	factKinds  = [...]FactKind{"bool", "number", "money", "text", "date", "instant", "list"}
	ops        = [...]Op{OpEqual, OpNotEqual, OpLess, OpAtMost, OpGreater, OpAtLeast, OpIn, OpPresent, OpNone}
)

// Check returns every fault that keeps the data from being a definition, up to
// a thousand, each with the place it was found at, such as "moves[2].to". What
// is well made may still be unwise: see [Lint].
func (s Spec) Check() []finding.Finding {
	c := specCheck{
		spec: &s, phases: map[PhaseID]bool{}, gates: map[GateID]bool{}, known: map[Role]bool{}, facts: map[FactName]*FactSpec{},
	}
	c.collect()
	c.head()
	for i := range s.Phases {
		c.phase(fmt.Sprintf("phases[%d]", i), &s.Phases[i])
	}
	for i := range s.Facts {
		c.fact(fmt.Sprintf("facts[%d]", i), &s.Facts[i])
	}
	for i := range s.Gates {
		c.gate(fmt.Sprintf("gates[%d]", i), &s.Gates[i])
	}
	for i := range s.Moves {
		c.move(fmt.Sprintf("moves[%d]", i), &s.Moves[i])
	}
	finding.Sort(c.found)
	return c.found
}

type specCheck struct {
	spec   *Spec
	phases map[PhaseID]bool // the delivery phases
	gates  map[GateID]bool
	known  map[Role]bool
	facts  map[FactName]*FactSpec
	found  []finding.Finding
}

// collect gathers the names that others may refer to.
func (c *specCheck) collect() {
	for _, p := range c.spec.Phases {
		if p.Kind == DeliveryPhase {
			c.phases[p.ID] = true
		}
	}
	for _, g := range c.spec.Gates {
		c.gates[g.ID] = true
	}
	for _, role := range c.spec.Roles {
		c.known[role] = true
	}
	for i := range c.spec.Facts {
		c.facts[c.spec.Facts[i].Name] = &c.spec.Facts[i]
	}
}

func (c *specCheck) fault(code finding.Code, place string, want, got finding.Value) {
	if len(c.found) == maxFaults {
		return
	}
	c.found = append(c.found, finding.Finding{
		Code:    code,
		Subject: finding.Ref{Kind: "definition", ID: shorten(string(c.spec.ID)), Field: place},
		Want:    want, Got: got, Remedy: RemedyMendDefinition,
	})
}

func (c *specCheck) head() {
	s := c.spec
	c.name("id", string(s.ID))
	c.number("version", int64(s.Version), 1, 1<<31-1)
	c.delivery("start", s.Start)
	checkNames(c, "roles[%d]", s.Roles, 1)
	checkNames(c, "phases[%d].id", names(s.Phases, func(p Phase) PhaseID { return p.ID }), 1)
	checkNames(c, "facts[%d].name", names(s.Facts, func(f FactSpec) FactName { return f.Name }), 0)
	checkNames(c, "gates[%d].id", names(s.Gates, func(g Gate) GateID { return g.ID }), 0)
	checkNames(c, "moves[%d].id", names(s.Moves, func(m Move) MoveID { return m.ID }), 1)
}

func (c *specCheck) phase(at string, p *Phase) {
	checkWord(c, at+".kind", p.Kind, phaseKinds[:])
	c.phaseLimit(at, p)
	if p.Kind != ControlPhase {
		if p.Kind == DeliveryPhase && len(p.Beside)+len(p.Steps)+len(p.By) > 0 {
			c.fault(CodeDefinitionNotHere, at, word(ControlPhase), word(p.Kind))
		}
		return
	}
	c.deliveries(at+".beside", p.Beside)
	c.roles(at+".by", p.By)
	checkNames(c, at+".steps[%d].id", names(p.Steps, func(s PhaseStep) StepID { return s.ID }), 1)
	for i, step := range p.Steps {
		for k, next := range step.Next {
			if !slices.ContainsFunc(p.Steps, func(s PhaseStep) bool { return s.ID == next }) {
				c.fault(CodeDefinitionUnknownStep, fmt.Sprintf("%s.steps[%d].next[%d]", at, i, k), finding.Value{}, word(next))
			}
		}
	}
}

func (c *specCheck) fact(at string, f *FactSpec) {
	checkWord(c, at+".kind", f.Kind, factKinds[:])
	c.number(at+".max_age_min", f.MaxAgeMin, 0, maxAgeMin)
	c.roles(at+".by", f.By)
	if f.Unit != "" && f.Kind != "number" && f.Kind != "money" {
		c.fault(CodeDefinitionNotHere, at+".unit", finding.Value{}, word(f.Unit))
	}
	c.utf8(at+".unit", f.Unit)
	if f.Remedy != "" {
		c.name(at+".remedy", string(f.Remedy))
	}
}

func (c *specCheck) gate(at string, g *Gate) {
	c.number(at+".limit_min", g.LimitMin, 0, maxAgeMin)
	for i := range g.Criteria {
		c.criterion(fmt.Sprintf("%s.criteria[%d]", at, i), &g.Criteria[i])
	}
	for i, q := range g.Approvals {
		place := fmt.Sprintf("%s.approvals[%d]", at, i)
		c.roles(place+".role", []Role{q.Role})
		least := int64(1)
		if q.Veto {
			least = 0
		}
		c.number(place+".count", int64(q.Count), least, maxQuorum)
		c.number(place+".valid_min", q.ValidMin, 0, maxAgeMin)
		if slices.ContainsFunc(g.Approvals[:i], func(o Quorum) bool { return o.Role == q.Role }) {
			c.fault(CodeDefinitionDuplicate, place+".role", finding.Value{}, word(q.Role))
		}
	}
	c.rights(at, g)
}

func (c *specCheck) criterion(at string, k *Criterion) {
	checkWord(c, at+".op", k.Op, ops[:])
	c.number(at+".max_age_min", k.MaxAgeMin, 0, maxAgeMin)
	fact := c.facts[k.Fact]
	if fact == nil {
		c.fault(CodeDefinitionUnknownFact, at+".fact", finding.Value{}, word(k.Fact))
		return
	}
	if !k.Op.fits(fact.Kind) {
		c.fault(CodeDefinitionBadOp, at+".op", word(fact.Kind), word(k.Op))
		return
	}
	if !k.Op.takes(fact, k.Want) {
		c.fault(CodeDefinitionBadWant, at+".want", word(fact.Kind), brief(k.Want))
	}
	c.utf8(at+".want", k.Want.Plain())
}

func (c *specCheck) move(at string, m *Move) {
	checkWord(c, at+".kind", m.Kind, moveKinds[:])
	c.deliveries(at+".from", m.From)
	if m.Kind.leads() {
		c.delivery(at+".to", m.To)
	} else if m.To != "" && slices.Contains(moveKinds[:], m.Kind) {
		c.fault(CodeDefinitionNotHere, at+".to", finding.Value{}, word(m.To))
	}
	if m.Gate != "" && !c.gates[m.Gate] {
		c.fault(CodeDefinitionUnknownGate, at+".gate", finding.Value{}, word(m.Gate))
	}
	if len(m.By) == 0 {
		c.fault(CodeDefinitionNobody, at+".by", finding.Value{}, finding.Value{})
	}
	c.roles(at+".by", m.By)
	c.moveLimits(at, m)
}

// value returns the kind of value that a fact of this kind holds.
func (k FactKind) value() finding.Kind {
	kind := finding.TextKind
	for kind < finding.UnknownKind && kind.String() != string(k) {
		kind++
	}
	return kind
}

// leads reports whether a move of this kind leads to a phase.
func (k MoveKind) leads() bool {
	return k == MoveForward || k == MoveRework || k == MoveCancel || k == MoveReopen
}

// fits reports whether the operator can compare facts of the kind. A word that
// is none of ours fits: it is a fault of its own.
func (o Op) fits(kind FactKind) bool {
	switch o {
	case OpLess, OpAtMost, OpGreater, OpAtLeast:
		return kind == "number" || kind == "money" || kind == "date" || kind == "instant"
	case OpIn:
		return kind == "text"
	case OpNone:
		return kind == "number" || kind == "list"
	}
	return true
}

// takes reports whether the operator can compare the fact with want.
func (o Op) takes(fact *FactSpec, want finding.Value) bool {
	switch o {
	case OpPresent, OpNone:
		return want.IsZero()
	case OpIn:
		return want.Kind() == finding.ListKind && len(want.Items()) > 0
	}
	return want.Kind().String() == string(fact.Kind) && want.Unit() == fact.Unit
}

func (c *specCheck) number(place string, n, least, most int64) {
	if n < least {
		c.fault(CodeDefinitionBadNumber, place, finding.Number(least, ""), finding.Number(n, ""))
	}
	if n > most {
		c.fault(CodeDefinitionBadNumber, place, finding.Number(most, ""), finding.Number(n, ""))
	}
}

func (c *specCheck) utf8(place, text string) {
	if !utf8.ValidString(text) {
		c.fault(CodeDefinitionBadText, place, finding.Value{}, finding.Value{})
	}
}

func (c *specCheck) name(place, name string) {
	if !isName(name) {
		c.fault(CodeDefinitionBadName, place, finding.Value{}, word(name))
	}
}

func (c *specCheck) delivery(place string, id PhaseID) {
	if !c.phases[id] {
		c.fault(CodeDefinitionUnknownPhase, place, word(DeliveryPhase), word(id))
	}
}

func (c *specCheck) deliveries(place string, list []PhaseID) {
	if len(list) == 0 {
		c.fault(CodeDefinitionMissing, place, finding.Number(1, ""), finding.Number(0, ""))
	}
	seen := map[PhaseID]bool{}
	for i, id := range list {
		c.delivery(fmt.Sprintf("%s[%d]", place, i), id)
		if seen[id] {
			c.fault(CodeDefinitionDuplicate, fmt.Sprintf("%s[%d]", place, i), finding.Value{}, word(id))
		}
		seen[id] = true
	}
}

func (c *specCheck) roles(place string, list []Role) {
	for i, role := range list {
		if !c.known[role] {
			c.fault(CodeDefinitionUnknownRole, fmt.Sprintf("%s[%d]", place, i), finding.Value{}, word(role))
		}
	}
}

// checkNames checks how many names there are, how each is made, and that none
// comes twice. Place holds a verb for the index.
func checkNames[N ~string](c *specCheck, place string, list []N, least int64) {
	if int64(len(list)) < least || len(list) > maxParts {
		c.fault(CodeDefinitionMissing, fmt.Sprintf(place, 0), finding.Number(least, ""), finding.Number(int64(len(list)), ""))
	}
	seen := map[N]bool{}
	for i, n := range list {
		c.name(fmt.Sprintf(place, i), string(n))
		if seen[n] {
			c.fault(CodeDefinitionDuplicate, fmt.Sprintf(place, i), finding.Value{}, word(n))
		}
		seen[n] = true
	}
}

func checkWord[N ~string](c *specCheck, place string, got N, words []N) {
	if slices.Contains(words, got) {
		return
	}
	texts := names(words, func(n N) string { return string(n) })
	c.fault(CodeDefinitionUnknownWord, place, finding.List(texts...), word(got))
}

func names[T any, N ~string](list []T, name func(T) N) []N {
	out := make([]N, len(list))
	for i := range list {
		out[i] = name(list[i])
	}
	return out
}

// isName reports whether s is lower-case words of letters, digits and
// underscores, each beginning with a letter, joined by dots.
func isName(s string) bool {
	if len(s) > 128 {
		return false
	}
	first := true
	for i := range len(s) {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z':
			first = false
		case first:
			return false
		case c == '.':
			first = true
		case c != '_' && (c < '0' || c > '9'):
			return false
		}
	}
	return !first
}

// word returns a word of a definition as a value, shortened.
func word[N ~string](n N) finding.Value { return finding.Text(shorten(string(n))) }

// brief returns the value, or the beginning of its text when that is long.
func brief(v finding.Value) finding.Value {
	if len(v.Plain()) > maxShown {
		return word(v.Plain())
	}
	return v
}

// shorten keeps the beginning of a text that came from outside.
func shorten(s string) string {
	if len(s) <= maxShown {
		return s
	}
	cut := maxShown
	for cut > 0 && !utf8.RuneStart(s[cut]) {
		cut--
	}
	return s[:cut] + "…"
}
