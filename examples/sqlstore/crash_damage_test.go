package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/sqlstore"
)

// anyone lets everybody do everything: the test is about bytes.
type anyone struct{}

func (anyone) Authorize(context.Context, lifecycle.StreamID, lifecycle.Ask) (lifecycle.Grant, error) {
	return lifecycle.Grant{Roles: []lifecycle.Role{lifecycle.RoleManager, lifecycle.RoleSponsor}}, nil
}

// TestFlippedBitIsNeverBelieved flips bits of a database file. SQLite has no
// checksums, so what it reads may be wrong; then the hash chain says so. What
// passes for in order is what was written.
func TestFlippedBitIsNeverBelieved(t *testing.T) {
	file := filepath.Join(t.TempDir(), "crm.db")
	want, anchor := historyIn(t, file)
	good, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	const seed, flips = 31, 150
	r := rand.New(rand.NewPCG(seed, 0))
	failed, named, same := 0, 0, 0
	for i := range flips {
		bad := slices.Clone(good)
		at, bit := r.IntN(len(bad)), byte(1)<<r.IntN(8)
		bad[at] ^= bit
		got, err := readDamaged(t, filepath.Join(t.TempDir(), "damaged.db"), bad, anchor)
		switch {
		case errors.Is(err, lifecycle.ErrCorrupt):
			named++
		case err != nil:
			failed++
		case got != want:
			t.Fatalf("seed %d, flip %d, bit %08b of byte %d: a changed history passes:\n%s\nwritten:\n%s", seed, i, bit, at, got, want)
		default:
			same++
		}
	}
	if named == 0 || same == 0 {
		t.Errorf("%d flips found by the chain, %d by the database, %d that changed nothing: not much of a test", named, failed, same)
	}
	t.Logf("%d flips found by the chain, %d by the database, %d changed nothing that was written", named, failed, same)
}

const damagedStream lifecycle.StreamID = "acme/deal-7"

// historyIn writes a project into a file and returns its history as text with
// its last hash.
func historyIn(t *testing.T, file string) (string, lifecycle.Checkpoint) {
	t.Helper()
	db, err := sql.Open("sqlite", sqliteSource(file, "synchronous(OFF)"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	options := sqlstore.Options{Dialect: sqlstore.SQLite}
	if err := sqlstore.Migrate(t.Context(), db, options); err != nil {
		t.Fatal(err)
	}
	log, err := sqlstore.New(db, options)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	engine, err := lifecycle.New(lifecycle.Config{
		Log: log, Auth: anyone{}, Definitions: []*lifecycle.Definition{lifecycle.SalesProject()}, Now: func() time.Time { return now },
	})
	if err != nil {
		t.Fatal(err)
	}
	commands := []lifecycle.Command{lifecycle.StartProject{Header: lifecycle.Header{ID: "start", Actor: "pm"}, Definition: lifecycle.SalesProjectID}}
	for i := range 40 {
		head := lifecycle.Header{ID: lifecycle.CommandID(fmt.Sprintf("n%d", i)), Actor: "pm"}
		commands = append(commands, lifecycle.AddNote{Header: head, Text: fmt.Sprintf("note %d of the project", i)})
	}
	for _, cmd := range commands {
		now = now.Add(time.Hour)
		if _, err := engine.Do(t.Context(), damagedStream, cmd); err != nil {
			t.Fatal(err)
		}
	}
	anchor, err := engine.Verify(t.Context(), damagedStream)
	if err != nil {
		t.Fatal(err)
	}
	text, err := loaded(t.Context(), log)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.ExecContext(t.Context(), "PRAGMA wal_checkpoint(TRUNCATE)"); err != nil {
		t.Fatal(err)
	}
	return text, anchor
}

// loaded returns the events as text.
func loaded(ctx context.Context, log lifecycle.Log) (string, error) {
	text := ""
	for r, err := range log.Load(ctx, damagedStream, 0) {
		if err != nil {
			return "", err
		}
		text += fmt.Sprintln(r.Version, r.ID, r.Type, r.Schema, r.At, string(r.Data), r.Meta)
	}
	return text, nil
}

func readDamaged(t *testing.T, file string, content []byte, anchor lifecycle.Checkpoint) (string, error) {
	t.Helper()
	if err := os.WriteFile(file, content, 0o600); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", sqliteSource(file, "synchronous(OFF)"))
	if err != nil {
		return "", err
	}
	defer db.Close()
	log, err := sqlstore.New(db, sqlstore.Options{Dialect: sqlstore.SQLite})
	if err != nil {
		return "", err
	}
	if _, err := lifecycle.Verify(damagedStream, log.Load(t.Context(), damagedStream, 0), anchor); err != nil {
		return "", err
	}
	return loaded(t.Context(), log)
}
