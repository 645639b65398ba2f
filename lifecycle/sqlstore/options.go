package sqlstore

import (
	"fmt"
	"regexp"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
)

// Dialect is the SQL that a database speaks. There is no default: the zero
// Dialect is ErrOptions.
type Dialect int

// The dialects.
const (
	SQLite     Dialect = iota + 1 // SQLite 3.42 or later
	PostgreSQL                    // PostgreSQL 13 or later, in the encoding UTF8
)

// String returns "SQLite" or "PostgreSQL".
func (d Dialect) String() string {
	switch d {
	case SQLite:
		return "SQLite"
	case PostgreSQL:
		return "PostgreSQL"
	}
	return fmt.Sprintf("Dialect(%d)", int(d))
}

// What the zero fields of [Options] mean.
const (
	// DefaultPrefix begins the names of all tables.
	DefaultPrefix = "milepost_"
	// DefaultDocumentLimit bounds the bytes of a document.
	DefaultDocumentLimit = 64 << 20
	// DefaultPoll is the pause between two looks for new events.
	DefaultPoll = 200 * time.Millisecond
)

// Options say where and how a store keeps its rows. All stores and [Migrate]
// on one set of tables use the same Dialect, Schema and Prefix.
type Options struct {
	// Dialect is required.
	Dialect Dialect
	// Schema is the PostgreSQL schema that holds the tables; "" is the first of
	// the connection's search path. SQLite has none.
	Schema string
	// Prefix begins the names of the tables; "" means DefaultPrefix. Like
	// Schema it is a lower-case letter and then up to 31 lower-case letters,
	// digits and underscores.
	Prefix string
	// Limit is the most bytes of Data that an event may have; 0 means
	// lifecycle.DefaultLimit.
	Limit int
	// DocumentLimit is the most bytes that a document may have once it is
	// encoded; 0 means DefaultDocumentLimit.
	DocumentLimit int
	// Poll is the pause between two looks while Wait waits; 0 means DefaultPoll.
	Poll time.Duration
	// Now gives StoredAt; nil means the clock of the database.
	Now func() time.Time
}

var plainName = regexp.MustCompile(`^[a-z][a-z0-9_]{0,31}$`)

// filled returns the options with defaults for zero fields, or all that is
// wrong with them.
func (o Options) filled() (Options, error) {
	o.Prefix = orDefault(o.Prefix, DefaultPrefix)
	o.Limit = orDefault(o.Limit, lifecycle.DefaultLimit)
	o.DocumentLimit = orDefault(o.DocumentLimit, DefaultDocumentLimit)
	o.Poll = orDefault(o.Poll, DefaultPoll)
	return o, o.check()
}

func orDefault[T comparable](value, fallback T) T {
	var zero T
	if value == zero {
		return fallback
	}
	return value
}
