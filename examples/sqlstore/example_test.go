package sqlstore_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	_ "modernc.org/sqlite"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/sqlstore"
	"github.com/milepost-go/milepost/lifecycle/store"
)

// crm is a host with deals of its own beside the projects.
type crm struct {
	db   *sql.DB
	log  *sqlstore.Log
	file string
}

// openCRM makes the tables of the host and those of the store in one database.
func openCRM(ctx context.Context) (*crm, error) {
	folder, err := os.MkdirTemp("", "crm")
	if err != nil {
		return nil, err
	}
	file := filepath.Join(folder, "crm.db")
	db, err := sql.Open("sqlite", "file:"+file+"?_txlock=immediate&_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)")
	if err != nil {
		return nil, err
	}
	if _, err := db.ExecContext(ctx, "CREATE TABLE deals (id INTEGER PRIMARY KEY, state TEXT NOT NULL)"); err != nil {
		return nil, err
	}
	options := sqlstore.Options{Dialect: sqlstore.SQLite}
	if err := sqlstore.Migrate(ctx, db, options); err != nil {
		return nil, err
	}
	log, err := sqlstore.New(db, options)
	return &crm{db, log, file}, err
}

func (c *crm) close() {
	c.db.Close()
	os.RemoveAll(filepath.Dir(c.file))
}

// Authorize lets the manager do everything. A host asks its users.
func (c *crm) Authorize(_ context.Context, _ lifecycle.StreamID, ask lifecycle.Ask) (lifecycle.Grant, error) {
	if ask.Actor != "chen.wei" {
		return lifecycle.Grant{}, lifecycle.ErrForbidden
	}
	return lifecycle.Grant{Roles: []lifecycle.Role{lifecycle.RoleManager}}, nil
}

// win marks the deal as won and starts its project, by one commit.
func (c *crm) win(ctx context.Context, deal int, actor lifecycle.ActorID) error {
	tx, err := c.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "INSERT INTO deals (id, state) VALUES (?, 'won')", deal); err != nil {
		return err
	}
	engine, err := lifecycle.New(lifecycle.Config{
		Log: c.log.In(tx), Definitions: []*lifecycle.Definition{lifecycle.SalesProject()}, Auth: c,
		Now: func() time.Time { return time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC) },
	})
	if err != nil {
		return err
	}
	_, err = engine.Do(ctx, lifecycle.StreamID(fmt.Sprintf("acme/deal-%d", deal)), lifecycle.StartProject{
		Header:     lifecycle.Header{ID: lifecycle.CommandID(fmt.Sprintf("start-%d", deal)), Actor: actor},
		Definition: lifecycle.SalesProject().Ref().ID,
	})
	if err != nil {
		return err // the deal is rolled back with it
	}
	return tx.Commit()
}

// The row of a CRM and the first event of its project are stored by one commit,
// or neither is.
func Example() {
	ctx := context.Background()
	c, err := openCRM(ctx)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer c.close()

	fmt.Println("by the manager:", c.win(ctx, 7, "chen.wei"))
	fmt.Println("by a stranger:", errors.Is(c.win(ctx, 8, "somebody"), lifecycle.ErrForbidden))

	var deals int
	if err := c.db.QueryRowContext(ctx, "SELECT count(*) FROM deals").Scan(&deals); err != nil {
		fmt.Println(err)
		return
	}
	projects, err := c.log.Streams(ctx, "acme", "", 10)
	fmt.Println(deals, "deal;", projects, err)
	for event, err := range c.log.Read(ctx, "", 0) {
		fmt.Println(event.Stream, event.Version, event.Type, err)
	}
	// Output:
	// by the manager: <nil>
	// by a stranger: true
	// 1 deal; [acme/deal-7] <nil>
	// acme/deal-7 1 lifecycle.project_started <nil>
}

// Documents are saved on the condition that nobody else has saved in between.
func ExampleNewDocuments() {
	ctx := context.Background()
	c, err := openCRM(ctx)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer c.close()

	type scorecard struct{ Goals []string }
	cards, err := sqlstore.NewDocuments(c.db, "scorecard", sqlstore.Codec[scorecard]{}, sqlstore.Options{Dialect: sqlstore.SQLite})
	if err != nil {
		fmt.Println(err)
		return
	}
	v, err := cards.Save(ctx, "acme/deal-7", 0, scorecard{Goals: []string{"win rate"}})
	fmt.Println("saved:", v, err)
	_, err = cards.Save(ctx, "acme/deal-7", 0, scorecard{})
	fmt.Println("too late:", errors.Is(err, store.ErrConflict))
	card, v, err := cards.Load(ctx, "acme/deal-7")
	fmt.Println("loaded:", card.Goals, v, err)
	// Output:
	// saved: 1 <nil>
	// too late: true
	// loaded: [win rate] 1 <nil>
}
