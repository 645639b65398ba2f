package facts

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/milepost-go/milepost/lifecycle"
)

// For returns the facts as the [lifecycle.FactSource] of one project. Of other
// projects it knows nothing.
func (k *Known) For(id lifecycle.StreamID) lifecycle.FactSource { return knownOf{k, id} }

type knownOf struct {
	known *Known
	id    lifecycle.StreamID
}

// Facts returns those of the named facts that this package knows of.
func (s knownOf) Facts(ctx context.Context, id lifecycle.StreamID, names []lifecycle.FactName) ([]lifecycle.Fact, error) {
	if id != s.id {
		return nil, ctx.Err()
	}
	return s.known.answer(ctx, names)
}

// answer returns the facts of the names that are known, in their order.
func (k *Known) answer(ctx context.Context, names []lifecycle.FactName) ([]lifecycle.Fact, error) {
	var list []lifecycle.Fact
	for _, name := range names {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if fact, ok := k.Fact(name); ok {
			list = append(list, fact)
		}
	}
	return list, ctx.Err()
}

// Loader brings what a host knows of its projects. It is safe for concurrent
// use.
type Loader interface {
	// Load returns what is known of a project, made with [From]. Parts are those
	// that the facts asked for rest on, in the order of [Parts]; others may be
	// left out of the input. The slice must not be written to. As long as nothing
	// of a project has changed, the same Known may be returned again: what was
	// computed once is then at hand. A project that nobody knows is
	// [lifecycle.ErrNoProject].
	Load(ctx context.Context, id lifecycle.StreamID, parts []Part) (*Known, error)
}

// Source returns a [lifecycle.FactSource] that loads what the facts asked for
// rest on, once for each question, and not at all where none is asked for that
// this package knows of. Of a project that the loader does not know there are
// no facts; any other error of the loader is returned.
//
// An engine asks for every fact that the definition of a project declares,
// whatever the command. So declare what the gates name and no more, and let the
// loader keep what it returned.
func Source(loader Loader) lifecycle.FactSource { return loaded{loader} }

type loaded struct{ loader Loader }

// Facts loads a project and returns those of the named facts that this package
// knows of.
func (s loaded) Facts(ctx context.Context, id lifecycle.StreamID, names []lifecycle.FactName) ([]lifecycle.Fact, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	parts, some := Needs(names...)
	if !some {
		return nil, nil
	}
	known, err := s.loader.Load(ctx, id, parts)
	switch {
	case errors.Is(err, lifecycle.ErrNoProject):
		return nil, ctx.Err()
	case err != nil:
		return nil, fmt.Errorf("facts: load %q: %w", id, err)
	case known == nil:
		return nil, ctx.Err()
	}
	return known.answer(ctx, names)
}

// Needs returns the parts that the named facts rest on, each once, in the order
// of [Parts]. It reports false where none of the names is a fact of this
// package. The caller owns the slice.
func Needs(names ...lifecycle.FactName) ([]Part, bool) {
	wanted, some := map[Part]bool{}, false
	for _, name := range names {
		needs := []Part{PartFigures}
		if i, ok := table().at[name]; ok {
			needs = table().rows[i].parts()
		} else if !strings.HasPrefix(string(name), indicatorPrefix) {
			continue
		}
		some = true
		for _, p := range needs {
			wanted[p] = true
		}
	}
	return slices.DeleteFunc(Parts(), func(p Part) bool { return !wanted[p] }), some
}
