package lifecycletest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle"
)

// VaultHarness is a vault under test with what the kit may do to it.
type VaultHarness struct {
	Vault lifecycle.Vault // empty
	// Reopen closes the vault and opens it again on the same data, as after a
	// restart of the process; nil where that cannot be done.
	Reopen func(ctx context.Context) (lifecycle.Vault, error)
	// Close frees the vault and its data. It is called once, after the clause.
	Close func() error
}

// TestVault runs the clauses for a vault as subtests, each with an empty one
// that open returns: the first key that is kept stays until it is erased, also
// of several kept at the same time; an erased key is gone, now and after
// reopening, and erasing again does nothing; tenants and subjects are apart,
// byte by byte; keys are any 32 bytes and copied in and out; and an ended
// context ends the call. That no backup brings an erased key back, nobody can
// test from here.
func TestVault(t *testing.T, open func(ctx context.Context) (*VaultHarness, error)) {
	t.Helper()
	for _, clause := range vaultClauses() {
		t.Run(clause.name, func(t *testing.T) {
			err := clause.try(t.Context(), open)
			if errors.Is(err, ErrUnable) {
				t.Skip(err)
			}
			if err != nil {
				t.Error(err)
			}
		})
	}
}

// CheckVault runs the clauses of [TestVault] and returns what failed, joined.
func CheckVault(ctx context.Context, open func(ctx context.Context) (*VaultHarness, error)) error {
	var faults []error
	for _, clause := range vaultClauses() {
		if err := clause.try(ctx, open); err != nil && !errors.Is(err, ErrUnable) {
			faults = append(faults, fmt.Errorf("lifecycletest: vault: %s: %w", clause.name, err))
		}
	}
	return errors.Join(faults...)
}

type vaultClause struct {
	name string
	run  func(*vaultTrial) error
}

func vaultClauses() []vaultClause {
	return []vaultClause{
		{"a key that is not there is ErrNoKey", vaultUnknown},
		{"the first key kept stays", vaultFirst},
		{"keys are any 32 bytes", vaultBytes},
		{"tenants and subjects are apart", vaultApart},
		{"an erased key is gone", vaultErased},
		{"erasing again does nothing", vaultErasedAgain},
		{"keys are copies", vaultCopies},
		{"an ended context ends the call", vaultContext},
		{"of several keys at the same time one stays", vaultTogether},
		{"keys and erasures survive reopening", vaultReopened},
	}
}

// vaultTrial is one run of a clause.
type vaultTrial struct {
	ctx   context.Context
	h     *VaultHarness
	vault lifecycle.Vault
}

func (c vaultClause) try(ctx context.Context, open func(ctx context.Context) (*VaultHarness, error)) (err error) {
	h, err := open(ctx)
	if err != nil {
		return fmt.Errorf("open: %w", err)
	}
	if h.Close != nil {
		defer func() { err = errors.Join(err, h.Close()) }()
	}
	return c.run(&vaultTrial{ctx, h, h.Vault})
}

// keyOf returns a key to be told by a number.
func keyOf(n uint64) []byte {
	r := rand.New(rand.NewPCG(n, 14))
	key := make([]byte, 32)
	for i := range key {
		key[i] = byte(r.Uint32())
	}
	return key
}

// keeps wants Keep to answer with a certain key.
func (t *vaultTrial) keeps(tenant string, subject lifecycle.SubjectID, key, want []byte) error {
	got, err := t.vault.Keep(t.ctx, tenant, subject, key)
	if err != nil || !bytes.Equal(got, want) {
		return fmt.Errorf("keep for %q of %q returned %x, %w, not %x", subject, tenant, got, err, want)
	}
	return nil
}

// has wants Key to return a certain key, and ErrNoKey for nil.
func (t *vaultTrial) has(tenant string, subject lifecycle.SubjectID, want []byte) error {
	got, err := t.vault.Key(t.ctx, tenant, subject)
	if want == nil && (!errors.Is(err, lifecycle.ErrNoKey) || len(got) > 0) {
		return fmt.Errorf("key of %q of %q is %x, %v, not ErrNoKey", subject, tenant, got, err)
	}
	if want != nil && (err != nil || !bytes.Equal(got, want)) {
		return fmt.Errorf("key of %q of %q is %x, %v, not %x", subject, tenant, got, err, want)
	}
	return nil
}

func (t *vaultTrial) erase(tenant string, subject lifecycle.SubjectID) error {
	if err := t.vault.Erase(t.ctx, tenant, subject); err != nil {
		return fmt.Errorf("erase %q of %q: %w", subject, tenant, err)
	}
	return nil
}

func vaultUnknown(t *vaultTrial) error {
	return errors.Join(t.has("acme", "ann", nil), t.keeps("acme", "bob", keyOf(1), keyOf(1)), t.has("acme", "ann", nil))
}

func vaultFirst(t *vaultTrial) error {
	return errors.Join(
		t.keeps("acme", "ann", keyOf(1), keyOf(1)), t.has("acme", "ann", keyOf(1)),
		t.keeps("acme", "ann", keyOf(2), keyOf(1)), t.keeps("acme", "ann", keyOf(1), keyOf(1)), t.has("acme", "ann", keyOf(1)),
	)
}

func vaultBytes(t *vaultTrial) error {
	var faults []error
	for i, key := range [][]byte{
		make([]byte, 32), bytes.Repeat([]byte{0xff}, 32), []byte("0123456789abcdef0123456789ABCDEF"),
		bytes.Repeat([]byte(" \r\n\t"), 8), append(make([]byte, 31), 1), append([]byte{1}, make([]byte, 31)...), bytes.Repeat([]byte{0xc3, 0x28}, 16),
	} {
		subject := lifecycle.SubjectID(fmt.Sprintf("s%d", i))
		faults = append(faults, t.keeps("acme", subject, key, key), t.has("acme", subject, key))
	}
	return errors.Join(faults...)
}

func vaultApart(t *vaultTrial) error {
	owners := []struct {
		tenant  string
		subject lifecycle.SubjectID
	}{
		{"acme", "ann"}, {"zenith", "ann"}, {"acme", "Ann"}, {"Acme", "ann"}, {"acme", "ann "}, {"acme", " ann"}, {"acm", "eann"}, {"acmea", "nn"},
		{"acme", "a/b"}, {"acme", "a"}, {"acme", "b"}, {"acme", "/"}, {"acme", "\u00e9"}, {"acme", "e\u0301"}, {"acme", "'; --"}, {"acme", "%"}, {"acme", "_"},
		{"acme", "a:b"}, {"acme:a", "b"}, {"acme", "*"}, {"acme", "."}, {"acme", ".."}, {"acme", "\u4e2d\u6587"}, {"acme", lifecycle.SubjectID(strings.Repeat("x", 128))},
		{"acme", lifecycle.SubjectID(strings.Repeat("x", 127))},
	}
	var faults []error
	for i, o := range owners {
		faults = append(faults, t.has(o.tenant, o.subject, nil), t.keeps(o.tenant, o.subject, keyOf(uint64(i)), keyOf(uint64(i))))
	}
	for i := range owners {
		if i%3 == 0 {
			faults = append(faults, t.erase(owners[i].tenant, owners[i].subject))
		}
	}
	for i, o := range owners {
		want := keyOf(uint64(i))
		if i%3 == 0 {
			want = nil
		}
		faults = append(faults, t.has(o.tenant, o.subject, want))
	}
	return errors.Join(faults...)
}

func vaultErased(t *vaultTrial) error {
	return errors.Join(
		t.keeps("acme", "ann", keyOf(1), keyOf(1)), t.keeps("acme", "bob", keyOf(2), keyOf(2)),
		t.erase("acme", "ann"), t.has("acme", "ann", nil), t.has("acme", "bob", keyOf(2)),
		t.keeps("acme", "ann", keyOf(3), keyOf(3)), t.has("acme", "ann", keyOf(3)), // a new one, not the old
		t.erase("acme", "ann"), t.has("acme", "ann", nil),
	)
}

func vaultErasedAgain(t *vaultTrial) error {
	return errors.Join(
		t.erase("acme", "nobody"), t.has("acme", "nobody", nil),
		t.keeps("acme", "ann", keyOf(1), keyOf(1)), t.erase("acme", "ann"), t.erase("acme", "ann"), t.has("acme", "ann", nil),
	)
}

func vaultCopies(t *vaultTrial) error {
	key := keyOf(1)
	got, err := t.vault.Keep(t.ctx, "acme", "ann", key)
	if err != nil {
		return err
	}
	clear(key)
	if !bytes.Equal(got, keyOf(1)) {
		return errors.New("what keep returned is what it was given")
	}
	clear(got)
	faults := []error{t.has("acme", "ann", keyOf(1))}
	for range 2 {
		got, err = t.vault.Key(t.ctx, "acme", "ann")
		clear(got)
		faults = append(faults, err, t.has("acme", "ann", keyOf(1)))
	}
	got, err = t.vault.Keep(t.ctx, "acme", "ann", keyOf(2))
	clear(got)
	return errors.Join(append(faults, err, t.has("acme", "ann", keyOf(1)))...)
}

func vaultContext(t *vaultTrial) error {
	if err := t.keeps("acme", "ann", keyOf(1), keyOf(1)); err != nil {
		return err
	}
	ended, cancel := context.WithCancel(t.ctx)
	cancel()
	var faults []error
	want := func(what string, err error) {
		if !errors.Is(err, context.Canceled) {
			faults = append(faults, fmt.Errorf("%s with an ended context returned %v", what, err))
		}
	}
	_, err := t.vault.Key(ended, "acme", "ann")
	want("key", err)
	_, err = t.vault.Keep(ended, "acme", "bob", keyOf(2))
	want("keep", err)
	want("erase", t.vault.Erase(ended, "acme", "ann"))
	return errors.Join(append(faults, t.has("acme", "ann", keyOf(1)))...)
}

func vaultTogether(t *vaultTrial) error {
	for round := range 25 {
		subject := lifecycle.SubjectID(fmt.Sprintf("s%d", round))
		got, faults := make([][]byte, 6), make([]error, 6)
		together(len(got), func(i int) { got[i], faults[i] = t.vault.Keep(t.ctx, "acme", subject, keyOf(uint64(i))) })
		if err := errors.Join(faults...); err != nil {
			return err
		}
		for _, key := range got {
			if !bytes.Equal(key, got[0]) {
				return fmt.Errorf("of several that kept a key at the same time two were told different ones, %x and %x", got[0], key)
			}
		}
		if err := t.has("acme", subject, got[0]); err != nil {
			return err
		}
	}
	return nil
}

func vaultReopened(t *vaultTrial) error {
	if t.h.Reopen == nil {
		return fmt.Errorf("%w: the harness has no Reopen", ErrUnable)
	}
	err := errors.Join(
		t.keeps("acme", "ann", keyOf(1), keyOf(1)), t.keeps("acme", "bob", keyOf(2), keyOf(2)), t.erase("acme", "ann"),
	)
	if err != nil {
		return err
	}
	if t.vault, err = t.h.Reopen(t.ctx); err != nil {
		return fmt.Errorf("reopen: %w", err)
	}
	return errors.Join(t.has("acme", "ann", nil), t.keeps("acme", "bob", keyOf(3), keyOf(2)), t.has("acme", "bob", keyOf(2)))
}
