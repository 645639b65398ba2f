package sqlstore

import (
	"context"
	"database/sql"
)

// Events are read in pages, and the rows of a page are closed before the first
// of its events is handed out: whoever iterates may use the connection, even
// when there is only one.
const (
	firstPage = 128     // events
	widePage  = 1024    // events, the most
	pageBytes = 8 << 20 // a page ends early when its events come to this
)

// pager asks for pages of a size that fits the events seen so far.
type pager struct {
	ask int // events of the next page
}

// page reads up to p.ask rows by the query, whose last value is their number.
// It reports whether there may be more.
func (p *pager) page(ctx context.Context, q querier, query string, args []any, scan func(*sql.Rows, *row) error) ([]row, bool, error) {
	if p.ask == 0 {
		p.ask = firstPage
	}
	rows, err := q.QueryContext(ctx, query, append(args, p.ask)...)
	if err != nil {
		return nil, false, failed(ctx, err)
	}
	defer rows.Close()
	list, size := make([]row, 0, min(p.ask, 16)), 0
	for size < pageBytes && rows.Next() {
		var r row
		if err := scan(rows, &r); err != nil {
			return nil, false, failed(ctx, err)
		}
		list = append(list, r)
		size += r.size()
	}
	more := size >= pageBytes || len(list) == p.ask
	if err := rows.Err(); err != nil {
		return nil, false, failed(ctx, err)
	}
	if len(list) > 0 {
		p.ask = max(1, min(widePage, pageBytes*len(list)/size))
	}
	return list, more, failed(ctx, rows.Close())
}
