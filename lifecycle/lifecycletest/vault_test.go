package lifecycletest

import (
	"bytes"
	"context"
	"errors"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/milepost-go/milepost/lifecycle"
)

// drawer is a vault over a map; a bug makes it wrong in one way.
type drawer struct {
	bug    string
	mu     sync.Mutex
	keys   map[string][]byte
	erased map[string][]byte
}

func (d *drawer) name(tenant string, subject lifecycle.SubjectID) string {
	switch d.bug {
	case "tenant ignored":
		tenant = ""
	case "names run together":
		return tenant + string(subject)
	case "case-folding ids":
		subject = lifecycle.SubjectID(strings.ToLower(string(subject)))
	}
	return tenant + "\x00" + string(subject)
}

func (d *drawer) copy(key []byte) []byte {
	if d.bug == "aliasing" {
		return key
	}
	return bytes.Clone(key)
}

func (d *drawer) Key(ctx context.Context, tenant string, subject lifecycle.SubjectID) ([]byte, error) {
	if ctx.Err() != nil && d.bug != "context ignored" {
		return nil, ctx.Err()
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	key, ok := d.keys[d.name(tenant, subject)]
	switch {
	case ok:
		return d.copy(key), nil
	case d.bug == "no key is no error":
		return nil, nil
	case d.bug == "own word for no key":
		return nil, errors.New("no rows")
	}
	return nil, lifecycle.ErrNoKey
}

func (d *drawer) Keep(ctx context.Context, tenant string, subject lifecycle.SubjectID, key []byte) ([]byte, error) {
	if ctx.Err() != nil && d.bug != "context ignored" {
		return nil, ctx.Err()
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	name := d.name(tenant, subject)
	if old, ok := d.erased[name]; ok && d.bug == "brings erased keys back" {
		d.keys[name] = old
	}
	old, ok := d.keys[name]
	if ok && d.bug != "last key wins" {
		return d.copy(old), nil
	}
	switch d.bug {
	case "check and write apart":
		d.mu.Unlock()
		runtime.Gosched()
		d.mu.Lock()
	case "keeps text":
		key = bytes.TrimRight(key, "\x00 \n")
	}
	d.keys[name] = d.copy(key)
	return d.copy(key), nil
}

func (d *drawer) Erase(ctx context.Context, tenant string, subject lifecycle.SubjectID) error {
	if ctx.Err() != nil && d.bug != "context ignored" {
		return ctx.Err()
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	name := d.name(tenant, subject)
	key, ok := d.keys[name]
	switch {
	case !ok && d.bug == "erasing nothing is an error":
		return lifecycle.ErrNoKey
	case d.bug == "erases nothing":
		return nil
	case ok:
		d.erased[name] = key
	}
	delete(d.keys, name)
	return nil
}

func (d *drawer) reopen(context.Context) (lifecycle.Vault, error) {
	switch d.bug {
	case "forgets keys on reopening":
		clear(d.keys)
	case "forgets erasures on reopening":
		for name, key := range d.erased {
			d.keys[name] = key
		}
	}
	return d, nil
}

func openDrawer(bug string) func(context.Context) (*VaultHarness, error) {
	return func(context.Context) (*VaultHarness, error) {
		d := &drawer{bug: bug, keys: map[string][]byte{}, erased: map[string][]byte{}}
		return &VaultHarness{Vault: d, Reopen: d.reopen}, nil
	}
}

func TestDrawer(t *testing.T) { TestVault(t, openDrawer("")) }

func TestMemVault(t *testing.T) {
	TestVault(t, func(context.Context) (*VaultHarness, error) {
		return &VaultHarness{Vault: new(lifecycle.MemVault)}, nil
	})
}

func TestVaultKitFindsSeededBugs(t *testing.T) {
	caught := map[string]bool{}
	for bug, clause := range map[string]string{
		"no key is no error": "is ErrNoKey", "own word for no key": "is ErrNoKey", "last key wins": "first key kept", "keeps text": "any 32 bytes",
		"tenant ignored": "are apart", "names run together": "are apart", "case-folding ids": "are apart", "erases nothing": "erased key is gone",
		"brings erased keys back": "erased key is gone", "erasing nothing is an error": "erasing again", "aliasing": "copies", "context ignored": "ended context",
		"check and write apart": "same time", "forgets keys on reopening": "reopening", "forgets erasures on reopening": "reopening",
	} {
		var err error
		for range 50 { // whether a race is lost is up to the scheduler
			if err = CheckVault(t.Context(), openDrawer(bug)); err != nil {
				break
			}
		}
		if err == nil || !strings.Contains(err.Error(), clause) {
			t.Errorf("%s: clause about %q passes: %v", bug, clause, err)
		}
		for _, c := range vaultClauses() {
			caught[c.name] = caught[c.name] || strings.Contains(c.name, clause)
		}
	}
	for name, ok := range caught {
		if !ok {
			t.Errorf("no seeded bug fails %q", name)
		}
	}
	down := errors.New("no vault")
	closed := errors.New("cannot close")
	for _, want := range []error{down, closed} {
		err := CheckVault(t.Context(), func(context.Context) (*VaultHarness, error) {
			if want == down {
				return nil, down
			}
			return &VaultHarness{Vault: new(lifecycle.MemVault), Close: func() error { return closed }}, nil
		})
		if !errors.Is(err, want) {
			t.Errorf("got %v", err)
		}
	}
}
