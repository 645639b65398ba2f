package sqlstore

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/milepost-go/milepost/lifecycle"
)

// place is where an event stands in the feed. SQLite has only pos.
type place struct{ gate, pos, part int64 }

// cursor writes the place as "pos" or "gate.pos.part".
func (p place) cursor(d Dialect) lifecycle.Cursor {
	text := strconv.FormatInt(p.pos, 10)
	if d == PostgreSQL {
		text = fmt.Sprintf("%d.%d.%d", p.gate, p.pos, p.part)
	}
	return lifecycle.Cursor(text)
}

// placeOf reads a cursor back.
func placeOf(c lifecycle.Cursor, d Dialect) (place, error) {
	if c == "" {
		return place{}, nil
	}
	var p place
	into := []*int64{&p.pos}
	if d == PostgreSQL {
		into = []*int64{&p.gate, &p.pos, &p.part}
	}
	parts := strings.SplitN(string(c), ".", len(into))
	for i := range parts {
		n, err := strconv.ParseInt(parts[i], 10, 64)
		if err != nil || n < 1 {
			return place{}, strange(c)
		}
		*into[i] = n
	}
	if p.cursor(d) != c { // other spellings of a number
		return place{}, strange(c)
	}
	return p, nil
}

func strange(c lifecycle.Cursor) error {
	if len(c) > 64 {
		c = c[:64]
	}
	return fmt.Errorf("sqlstore: read: %w: cursor %q", lifecycle.ErrInvalid, string(c))
}
