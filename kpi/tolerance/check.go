package tolerance

import (
	"slices"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/lifecycle/finding"
)

// checker gathers findings about one subject at a time.
type checker struct {
	subject finding.Ref
	found   []finding.Finding
}

func (c *checker) add(code finding.Code, severity finding.Severity, field string, want, got finding.Value, remedy finding.Code) {
	at := c.subject
	at.Field = field
	c.found = append(c.found, finding.Finding{Code: code, Severity: severity, Subject: at, Want: want, Got: got, Remedy: remedy})
}

func (c *checker) block(code finding.Code, field string, want, got finding.Value, remedy finding.Code) {
	c.add(code, finding.Block, field, want, got, remedy)
}

// units wants the known values to be comparable with a limit.
func (c *checker) units(code finding.Code, limit kpi.Value, values []kpi.Input) {
	for _, in := range values {
		if _, comparable := in.Value.Cmp(limit); !comparable && !in.Value.IsUnknown() && !limit.IsUnknown() {
			c.block(code, in.Name, limit.Finding(), in.Value.Finding(), RemedyMendUnit)
		}
	}
}

func (c *checker) sorted() []finding.Finding {
	finding.Sort(c.found)
	return c.found
}

// said shows a text, nothing where there is none.
func said(text string) finding.Value {
	if text == "" {
		return finding.Value{}
	}
	return finding.Text(text)
}

// words lists names as a finding shows them.
func words[T ~string](list []T) finding.Value {
	var texts []string
	for _, one := range list {
		texts = append(texts, string(one))
	}
	return finding.List(texts...)
}

// Check returns what is wrong with the rules, in sorted order: the tree of the
// places, the targets, limits and units, and limits that are wider than those of
// the place they are a part of.
func (r Rules) Check() []finding.Finding {
	b, c := r.compile(), &checker{}
	c.places(r, b)
	c.circles(r, b)
	c.limits(r, b)
	c.looser(r, b)
	return c.sorted()
}

func (c *checker) places(r Rules, b *book) {
	seen := map[string]bool{}
	for _, p := range r.Places {
		c.subject = finding.Ref{Kind: "place", ID: p.ID}
		switch {
		case p.ID == "":
			c.block(CodePlaceNoID, "id", finding.Value{}, finding.Value{}, RemedySetID)
		case seen[p.ID]:
			c.block(CodePlaceDuplicate, "id", finding.Value{}, finding.Value{}, RemedySetID)
		}
		seen[p.ID] = true
		if p.Level.depth() < 0 {
			c.block(CodePlaceLevel, "level", words(Levels()), said(string(p.Level)), RemedyChooseWord)
			continue
		}
		c.parent(p, b)
	}
}

// parent wants a phase or task to be a part of something that stands at least
// as high, and a project to be a part of nothing.
func (c *checker) parent(p Place, b *book) {
	parent, exists := b.places[p.Parent]
	switch {
	case p.Level == Project && p.Parent == "":
	case p.Level == Project:
		c.block(CodePlaceParentLevel, "parent", finding.Value{}, said(p.Parent), RemedySetParent)
	case !exists:
		c.block(CodePlaceParent, "parent", finding.Value{}, said(p.Parent), RemedySetParent)
	case parent.Level.depth() > p.Level.depth():
		c.block(CodePlaceParentLevel, "parent", said(string(p.Level)), said(string(parent.Level)), RemedySetParent)
	}
}

// circles reports every circle of parents once, under its first id.
func (c *checker) circles(r Rules, b *book) {
	const onPath, done = 1, 2
	mark := map[string]int{}
	for _, p := range r.Places {
		var path []string
		at := p.ID
		for _, exists := b.places[at]; exists && mark[at] == 0; _, exists = b.places[at] {
			mark[at], path = onPath, append(path, at)
			at = b.places[at].Parent
		}
		if mark[at] == onPath {
			c.circle(path[slices.Index(path, at):])
		}
		for _, id := range path {
			mark[id] = done
		}
	}
}

func (c *checker) circle(members []string) {
	slices.Sort(members)
	f := finding.Finding{Code: CodePlaceCycle, Severity: finding.Block, Subject: finding.Ref{Kind: "place", ID: members[0], Field: "parent"}, Remedy: RemedySetParent}
	for _, id := range members[1:] {
		f.Related = append(f.Related, finding.Ref{Kind: "place", ID: id})
	}
	c.found = append(c.found, f)
}

// ref points at a limit by what it is for.
func (l Limit) ref() finding.Ref {
	id := l.Place
	if id == "" {
		id = string(l.Level)
	}
	return finding.Ref{Kind: "limit", ID: id + "/" + string(l.Aspect)}
}

func (c *checker) limits(r Rules, b *book) {
	seen := map[target]bool{}
	for _, l := range r.Limits {
		c.subject = l.ref()
		if seen[l.target()] {
			c.block(CodeLimitDuplicate, "", finding.Value{}, finding.Value{}, RemedyAim)
		}
		seen[l.target()] = true
		c.aim(l, b)
		c.numbers(l)
	}
}

func (c *checker) aim(l Limit, b *book) {
	if !l.Aspect.known() {
		c.block(CodeLimitAspect, "aspect", words(Aspects()), said(string(l.Aspect)), RemedyChooseWord)
	}
	_, exists := b.places[l.Place]
	switch {
	case (l.Place == "") == (l.Level == ""):
		c.block(CodeLimitTarget, "place", finding.Value{}, finding.Value{}, RemedyAim)
	case l.Place != "" && !exists:
		c.block(CodeLimitPlace, "place", finding.Value{}, said(l.Place), RemedyAim)
	case l.Place == "" && l.Level.depth() < 0:
		c.block(CodeLimitLevel, "level", words(Levels()), said(string(l.Level)), RemedyChooseWord)
	}
}

func (c *checker) numbers(l Limit) {
	if l.Cycles < 0 {
		c.block(CodeLimitCycles, "cycles", finding.Number(0, ""), finding.Number(int64(l.Cycles), ""), RemedySetLimits)
	}
	switch {
	case l.Outer.IsUnknown():
		c.block(CodeLimitNoOuter, "outer", finding.Value{}, l.Outer.Finding(), RemedySetLimits)
	case l.Inner.IsUnknown():
		c.add(CodeLimitNoInner, finding.Warn, "inner", finding.Value{}, l.Inner.Finding(), RemedySetLimits)
	case beyond(l.Inner, l.Outer):
		c.block(CodeLimitOrder, "inner", l.Outer.Finding(), l.Inner.Finding(), RemedySetLimits)
	default:
		c.units(CodeLimitUnit, l.Outer, []kpi.Input{{Name: "inner", Value: l.Inner}})
	}
}

// looser reports limits of a place that allow more than what it would inherit.
func (c *checker) looser(r Rules, b *book) {
	told := map[target]bool{}
	for _, p := range r.Places {
		for _, aspect := range Aspects() {
			own, found := b.here(p, aspect)
			above := b.handsDown(p.Parent, aspect)
			if !found || above == nil || told[own.target()] || !beyond(own.Outer, above.Outer) {
				continue
			}
			told[own.target()] = true
			c.subject = own.ref()
			c.add(CodeLimitLooser, finding.Warn, "outer", above.Outer.Finding(), own.Outer.Finding(), RemedyTighten)
		}
	}
}
