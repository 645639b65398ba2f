package mspdi

import "slices"

// tree is a rendered element, for comparison.
type tree struct {
	name, text string
	inside     []*tree
}

// grower is the sink that grows a tree.
type grower struct {
	root *tree
	path []*tree
}

// grow returns what is written as the content of a tree without a name.
func grow(e *emitter, write func()) *tree {
	g := &grower{root: &tree{}}
	g.path = []*tree{g.root}
	before := e.out
	e.out = g
	write()
	e.out = before
	return g.root
}

func (g *grower) add(t *tree) {
	top := g.path[len(g.path)-1]
	top.inside = append(top.inside, t)
}

func (g *grower) open(name string) {
	t := &tree{name: name}
	g.add(t)
	g.path = append(g.path, t)
}

func (g *grower) close(string) { g.path = g.path[:len(g.path)-1] }

func (g *grower) leaf(name string, value []byte) { g.add(&tree{name: name, text: string(value)}) }

// hint adds what is not written but tells two renderings apart.
func (e *emitter) hint(text string) {
	if g, ok := e.out.(*grower); ok {
		g.add(&tree{text: text})
	}
}

// only returns the one element inside, nil for none.
func (t *tree) only() *tree {
	if t == nil || len(t.inside) == 0 {
		return nil
	}
	return t.inside[0]
}

// child returns the text of the first element of a name inside.
func (t *tree) child(name string) string {
	for _, c := range t.inside {
		if c.name == name {
			return c.text
		}
	}
	return ""
}

// drop removes the elements of a name inside.
func (t *tree) drop(name string) {
	t.inside = slices.DeleteFunc(t.inside, func(c *tree) bool { return c.name == name })
}

func (t *tree) equal(other *tree) bool {
	if t == nil || other == nil {
		return t == other
	}
	if t.name != other.name || t.text != other.text {
		return false
	}
	return equalTrees(t.inside, other.inside)
}

func equalTrees(a, b []*tree) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if !a[i].equal(b[i]) {
			return false
		}
	}
	return true
}

// write sends the element to a sink, without its hints.
func (t *tree) write(out sink) {
	if t.name == "" {
		return
	}
	if t.inside == nil {
		out.leaf(t.name, []byte(t.text))
		return
	}
	out.open(t.name)
	for _, c := range t.inside {
		c.write(out)
	}
	out.close(t.name)
}
