-- Histories of projects, their snapshots and documents, for SQLite 3.42 or later.
-- Texts are compared byte by byte (BINARY). Moments are microseconds since 1970 in UTC.

-- One row a version of these tables; the highest is theirs.
CREATE TABLE milepost_schema (
    version INTEGER NOT NULL PRIMARY KEY,
    made_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
) STRICT;

-- One row a stream: its version is the number of its events.
CREATE TABLE milepost_streams (
    stream  TEXT    NOT NULL PRIMARY KEY,   -- "tenant/project"
    version INTEGER NOT NULL CHECK (version > 0)
) STRICT, WITHOUT ROWID;

-- One row an event. SQLite has one writer at a time, so pos is the order of the feed.
CREATE TABLE milepost_events (
    pos       INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    stream    TEXT    NOT NULL,
    version   INTEGER NOT NULL,             -- 1, 2, 3 in each stream
    part      INTEGER NOT NULL,             -- the event is this one, counted from 1,
    parts     INTEGER NOT NULL,             -- of so many that were appended together
    id        TEXT    NOT NULL,
    type      TEXT    NOT NULL,
    schema    INTEGER NOT NULL,             -- version of the form of data
    at_us     INTEGER NOT NULL,             -- business time, the caller's
    data      BLOB    NOT NULL,
    meta      TEXT    NOT NULL,             -- a JSON object of texts, keys sorted
    stored_us INTEGER NOT NULL,             -- the store's clock, for information
    CHECK (part BETWEEN 1 AND parts AND part <= version)
) STRICT;

CREATE UNIQUE INDEX milepost_events_version ON milepost_events (stream, version);

-- Snapshots are caches: this table may be emptied at any time.
CREATE TABLE milepost_snapshots (
    stream  TEXT    NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    schema  INTEGER NOT NULL,
    data    BLOB    NOT NULL
) STRICT;

-- Versioned documents: plans, registers, charters and the like.
CREATE TABLE milepost_documents (
    kind    TEXT    NOT NULL,
    id      TEXT    NOT NULL,
    version INTEGER NOT NULL CHECK (version > 0), -- how many times it was saved
    data    BLOB    NOT NULL,
    PRIMARY KEY (kind, id)
) STRICT;
