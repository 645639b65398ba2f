package sqlsource

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
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

// DefaultPrefix begins the names of the tables.
const DefaultPrefix = "milepost_kpi_"

// Options say where a source keeps its rows. Source and [Migrate] on one set of
// tables use the same.
type Options struct {
	// Dialect is required.
	Dialect Dialect
	// Schema is the PostgreSQL schema that holds the tables; "" is the first of the
	// connection's search path. SQLite has none.
	Schema string
	// Prefix begins the names of the tables; "" means DefaultPrefix. Like Schema it
	// is a lower-case letter and then up to 31 lower-case letters, digits and
	// underscores.
	Prefix string
}

var (
	// ErrOptions: Options lack a dialect or hold what it does not allow.
	ErrOptions = errors.New("sqlsource: bad options")
	// ErrNewer: the tables were made by a later version of this package, which
	// alone may use them.
	ErrNewer = errors.New("sqlsource: tables of a later version")
	// ErrEncoding: a PostgreSQL database has another encoding than UTF8 and cannot
	// keep every text.
	ErrEncoding = errors.New("sqlsource: encoding of the database is not UTF8")
	// ErrRow: a row holds what this package does not write.
	ErrRow = errors.New("sqlsource: row that is no reading")
)

var plainName = regexp.MustCompile(`^[a-z][a-z0-9_]{0,31}$`)

// filled returns the options with defaults for zero fields, or all that is
// wrong with them.
func (o Options) filled() (Options, error) {
	if o.Prefix == "" {
		o.Prefix = DefaultPrefix
	}
	var faults []error
	need := func(ok bool, format string, args ...any) {
		if !ok {
			faults = append(faults, fmt.Errorf("%w: "+format, append([]any{ErrOptions}, args...)...))
		}
	}
	need(o.Dialect == SQLite || o.Dialect == PostgreSQL, "Dialect is %v; name SQLite or PostgreSQL", o.Dialect)
	need(o.Schema == "" || o.Dialect == PostgreSQL, "Schema %q: only PostgreSQL has schemas", o.Schema)
	need(o.Schema == "" || plainName.MatchString(o.Schema), "Schema %q is not a lower-case letter and up to 31 of a-z, 0-9 and _", o.Schema)
	need(plainName.MatchString(o.Prefix), "Prefix %q is not a lower-case letter and up to 31 of a-z, 0-9 and _", o.Prefix)
	return o, errors.Join(faults...)
}

// sql turns a text with the names of the files in schema/ and ? for values into
// one for these tables.
func (o Options) sql(text string) string {
	name := o.Prefix
	if o.Schema != "" {
		name = o.Schema + "." + o.Prefix
	}
	text = strings.ReplaceAll(text, DefaultPrefix, name)
	if o.Dialect != PostgreSQL {
		return text
	}
	var b strings.Builder
	for n := 1; ; n++ {
		before, after, more := strings.Cut(text, "?")
		b.WriteString(before)
		if !more {
			return b.String()
		}
		b.WriteString("$" + strconv.Itoa(n))
		text = after
	}
}
