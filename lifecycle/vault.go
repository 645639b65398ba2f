package lifecycle

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"sync"
)

// SubjectID names the person whose text is sealed: as a rule the actor's id, or
// that of the person a note is about. 1 to 128 bytes of UTF-8 without control
// characters. It stays in the history, so it must say nothing by itself.
type SubjectID string

// ErrNoKey is what a [Vault] returns for a subject it has no key of: none was
// made, or it was erased.
var ErrNoKey = errors.New("lifecycle: no key")

// Vault keeps the keys of sealed text, one of 32 bytes for each subject of a
// tenant. Hosts implement it apart from the [Log], so that a key that is erased
// is gone from everywhere, backups included. It is safe for concurrent use.
type Vault interface {
	// Key returns the key of the subject, or ErrNoKey. The slice is the caller's own.
	Key(ctx context.Context, tenant string, subject SubjectID) ([]byte, error)
	// Keep keeps the key for the subject, durably, unless it has one, and
	// returns the one it has then. It does not keep the slice.
	Keep(ctx context.Context, tenant string, subject SubjectID, key []byte) ([]byte, error)
	// Erase destroys the key of the subject for good. Where there is none it
	// does nothing, so that it can be repeated.
	Erase(ctx context.Context, tenant string, subject SubjectID) error
}

// MemVault is a [Vault] in memory. The zero MemVault is empty and ready. It is
// safe for concurrent use and must not be copied. What it holds ends with the
// process, and with it every text that was sealed under its keys.
type MemVault struct {
	mu   sync.Mutex
	keys map[owner][]byte
}

type owner struct {
	tenant  string
	subject SubjectID
}

// Key implements [Vault].
func (v *MemVault) Key(ctx context.Context, tenant string, subject SubjectID) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	key, ok := v.keys[owner{tenant, subject}]
	if !ok {
		return nil, ErrNoKey
	}
	return bytes.Clone(key), nil
}

// Keep implements [Vault].
func (v *MemVault) Keep(ctx context.Context, tenant string, subject SubjectID, key []byte) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if old, ok := v.keys[owner{tenant, subject}]; ok {
		return bytes.Clone(old), nil
	}
	if v.keys == nil {
		v.keys = map[owner][]byte{}
	}
	v.keys[owner{tenant, subject}] = bytes.Clone(key)
	return slices.Clone(key), nil
}

// Erase implements [Vault].
func (v *MemVault) Erase(ctx context.Context, tenant string, subject SubjectID) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	key := v.keys[owner{tenant, subject}]
	clear(key)
	delete(v.keys, owner{tenant, subject})
	return nil
}
