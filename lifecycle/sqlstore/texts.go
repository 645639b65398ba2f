package sqlstore

// texts are the statements for one set of tables.
type texts struct {
	create, grow   string // append to a new stream, to one that is there; in SQLite only their heads
	insert         string // SQLite only, of rowsAtOnce events
	head, parts    string
	load           string
	feed, feedEnd  string
	streams        string
	save, snapshot string
}

const eventColumns = "stream, version, part, parts, id, type, schema, at_us, data, meta, stored_us"

func textsFor(t tables) texts {
	x := texts{
		head:  "SELECT version FROM milepost_streams WHERE stream = ?",
		parts: "SELECT id, part, parts FROM milepost_events WHERE stream = ? AND version > ? AND version <= ? ORDER BY version",
		load: "SELECT version, id, type, schema, at_us, data, meta, stored_us, (SELECT h.version FROM milepost_streams h WHERE h.stream = ?) AS head" +
			" FROM milepost_events WHERE stream = ? AND version > ? AND version <= ? ORDER BY version LIMIT ?",
		streams: "SELECT stream FROM milepost_streams WHERE stream > ? AND stream < ? ORDER BY stream LIMIT ?",
		save: "INSERT INTO milepost_snapshots (stream, version, schema, data) VALUES (?, ?, ?, ?)" +
			" ON CONFLICT (stream) DO UPDATE SET version = excluded.version, schema = excluded.schema, data = excluded.data" +
			" WHERE excluded.version >= milepost_snapshots.version",
		snapshot: "SELECT version, schema, data FROM milepost_snapshots WHERE stream = ?",
	}
	if t.dialect == SQLite {
		x.sqlite()
	} else {
		x.postgres()
	}
	for _, text := range []*string{&x.create, &x.grow, &x.insert, &x.head, &x.parts, &x.load, &x.feed, &x.feedEnd, &x.streams, &x.save, &x.snapshot} {
		*text = t.sql(*text)
	}
	return x
}
