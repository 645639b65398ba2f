package sqlstore

import (
	"context"
	"fmt"
	"strings"

	"github.com/milepost-go/milepost/lifecycle"
)

// Streams returns the streams of a tenant behind a stream, up to limit of them,
// in ascending order of their bytes. After "" it begins with the first; a page
// shorter than limit is the last. A tenant that no stream id can begin with and
// a limit below 1 are ErrInvalid.
func (l *Log) Streams(ctx context.Context, tenant string, after lifecycle.StreamID, limit int) ([]lifecycle.StreamID, error) {
	if strings.Contains(tenant, "/") || lifecycle.StreamID(tenant+"/x").Check() != nil || limit < 1 {
		return nil, fmt.Errorf("sqlstore: streams: %w: tenant %q, limit %d", lifecycle.ErrInvalid, tenant, limit)
	}
	// No stream is "tenant/" itself, and "0" follows "/".
	rows, err := l.db.QueryContext(ctx, l.set.text.streams, max(string(after), tenant+"/"), tenant+"0", limit)
	if err != nil {
		return nil, failed(ctx, err)
	}
	defer rows.Close()
	var list []lifecycle.StreamID
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, failed(ctx, err)
		}
		list = append(list, lifecycle.StreamID(id))
	}
	return list, failed(ctx, rows.Err())
}
