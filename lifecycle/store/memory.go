package store

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
)

// Memory is a [Store] in memory. It copies documents on the way in and on the
// way out. The zero Memory is ready for use and copies through JSON; it must
// not be copied after first use.
type Memory[T any] struct {
	clone func(T) T
	mu    sync.RWMutex
	kept  map[string]entry[T]
}

// entry is one stored document: as bytes when copies go through JSON, else as
// a clone that nobody else holds.
type entry[T any] struct {
	version Version
	data    []byte
	doc     T
}

// NewMemory returns an empty store that copies documents by clone, which must
// return a document that shares nothing with its argument. With a nil clone
// documents are copied through their JSON form: what JSON leaves out, such as
// unexported fields, is not kept, and a document that JSON does not write or
// does not read back gives [ErrInvalid].
func NewMemory[T any](clone func(T) T) *Memory[T] { return &Memory[T]{clone: clone} }

// Load implements [Store].
func (m *Memory[T]) Load(ctx context.Context, id string) (T, Version, error) {
	var none T
	if err := usable(ctx, id); err != nil {
		return none, 0, err
	}
	m.mu.RLock()
	kept, ok := m.kept[id]
	m.mu.RUnlock()
	if !ok {
		return none, 0, fmt.Errorf("%w: %q", ErrNotFound, id)
	}
	doc, err := m.unpack(kept)
	if err != nil {
		return none, 0, fmt.Errorf("store: load %q: %w", id, err)
	}
	return doc, kept.version, nil
}

// Save implements [Store].
func (m *Memory[T]) Save(ctx context.Context, id string, expect Version, doc T) (Version, error) {
	if err := usable(ctx, id); err != nil {
		return 0, err
	}
	next, err := m.pack(doc)
	if err != nil {
		return 0, fmt.Errorf("%w: document %q: %w", ErrInvalid, id, err)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if actual := m.kept[id].version; actual != expect {
		return 0, &ConflictError{ID: id, Expected: expect, Actual: actual}
	}
	if m.kept == nil {
		m.kept = map[string]entry[T]{}
	}
	next.version = expect + 1
	m.kept[id] = next
	return next.version, nil
}

// usable refuses an id that is none and a context that has ended.
func usable(ctx context.Context, id string) error {
	if err := CheckID(id); err != nil {
		return err
	}
	return ctx.Err()
}

func (m *Memory[T]) pack(doc T) (entry[T], error) {
	if m.clone != nil {
		return entry[T]{doc: m.clone(doc)}, nil
	}
	data, err := json.Marshal(doc)
	if err != nil {
		return entry[T]{}, err
	}
	var back T
	return entry[T]{data: data}, json.Unmarshal(data, &back)
}

func (m *Memory[T]) unpack(kept entry[T]) (T, error) {
	if m.clone != nil {
		return m.clone(kept.doc), nil
	}
	var doc T
	err := json.Unmarshal(kept.data, &doc)
	return doc, err
}
