package sqlstore

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/lifecycletest"
)

// try runs one clause.
func try(t *testing.T, number int, open func(context.Context) (*rig, error)) error {
	t.Helper()
	list := lifecycletest.Clauses()
	i := slices.IndexFunc(list, func(c lifecycletest.Clause) bool { return c.Number == number })
	err := list[i].Try(t.Context(), func(ctx context.Context) (*lifecycletest.Harness, error) {
		r, err := open(ctx)
		if err != nil {
			return nil, err
		}
		return r.h, nil
	})
	if errors.Is(err, lifecycletest.ErrUnable) {
		t.Skip(err)
	}
	return err
}

// A database that is told not to wait for the disk keeps all that its processes
// acknowledged when they are killed, and loses it with the power. The count of
// forced writes tells the two apart.
func TestUnforcedSQLiteIsFound(t *testing.T) {
	open := func(ctx context.Context) (*rig, error) { return sqliteRigWith(ctx, "synchronous(OFF)") }
	if err := try(t, 31, open); err == nil {
		t.Error("with synchronous=OFF every append is forced to disk")
	}
	if err := try(t, 30, open); err != nil {
		t.Error(err)
	}
}

// PostgreSQL with synchronous_commit=off acknowledges what it loses when it is
// killed a moment later.
func TestUnforcedPostgresIsFound(t *testing.T) {
	s := needServer(t)
	open := func(ctx context.Context) (*rig, error) { return s.rigWith(ctx, "&synchronous_commit=off") }
	if err := try(t, 54, open); err == nil || !strings.Contains(err.Error(), "were acknowledged") {
		t.Errorf("a killed server lost nothing that it acknowledged early: %v", err)
	}
	if err := try(t, 31, open); err == nil {
		t.Error("with synchronous_commit=off every append is forced to disk")
	}
}
