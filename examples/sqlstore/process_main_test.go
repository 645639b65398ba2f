package sqlstore

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"os"
	"testing"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/lifecycletest"
	"github.com/milepost-go/milepost/lifecycle/sqlstore"
)

// place says to another process where a log is.
type place struct {
	Driver  string `json:"driver"`
	Source  string `json:"source"`
	Schema  string `json:"schema"` // of PostgreSQL
	Dialect int    `json:"dialect"`
}

func (p place) text() string {
	text, err := json.Marshal(p)
	if err != nil {
		panic(err) // a struct of strings
	}
	return string(text)
}

func (p place) options() sqlstore.Options {
	return sqlstore.Options{Dialect: sqlstore.Dialect(p.Dialect), Schema: p.Schema}
}

// openPlace opens the log where another process says.
func openPlace(_ context.Context, text string) (lifecycle.Log, error) {
	var p place
	if err := json.Unmarshal([]byte(text), &p); err != nil {
		return nil, err
	}
	db, err := sql.Open(p.Driver, p.Source)
	if err != nil {
		return nil, err
	}
	return sqlstore.New(db, p.options())
}

// TestMain lets the test binary be the process that a test kills.
func TestMain(m *testing.M) {
	lifecycletest.Child(openPlace)
	countInChild()
	code := m.Run()
	if err := stopServer(); err != nil {
		os.Stderr.WriteString(err.Error() + "\n")
		code = 1
	}
	os.Exit(code)
}

func joined(list ...func() error) error {
	var faults []error
	for _, f := range list {
		faults = append(faults, f())
	}
	return errors.Join(faults...)
}
