package sqlstore

import (
	"context"
	"errors"
	"fmt"
)

var (
	// ErrOptions: Options lack a dialect or hold what it does not allow.
	ErrOptions = errors.New("sqlstore: bad options")
	// ErrNewer: the tables were made by a later version of this package, which
	// alone may use them.
	ErrNewer = errors.New("sqlstore: tables of a later version")
	// ErrEncoding: a PostgreSQL database has another encoding than UTF8 and
	// cannot keep every text.
	ErrEncoding = errors.New("sqlstore: encoding of the database is not UTF8")
)

// check returns everything that is wrong, joined.
func (o Options) check() error {
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
	need(o.Limit > 0 && o.Limit <= maxLimit, "Limit of %d bytes is not 1 to %d", o.Limit, maxLimit)
	need(o.DocumentLimit > 0 && o.DocumentLimit <= maxLimit, "DocumentLimit of %d bytes is not 1 to %d", o.DocumentLimit, maxLimit)
	need(o.Poll > 0, "Poll is %v", o.Poll)
	return errors.Join(faults...)
}

// maxLimit is well below what both databases take in one value.
const maxLimit = 512 << 20

// failed returns an error of the database as the driver gave it, so that hosts
// find their driver's types and codes in it. Where the context has ended and
// the error does not say so, the context's error comes before it.
func failed(ctx context.Context, err error) error {
	if ended := ctx.Err(); err != nil && ended != nil && !errors.Is(err, ended) {
		return fmt.Errorf("sqlstore: %w: %w", ended, err)
	}
	return err
}
