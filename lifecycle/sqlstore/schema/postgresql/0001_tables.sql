-- Histories of projects, their snapshots and documents, for PostgreSQL 13 or later.
-- Texts are compared byte by byte (collation "C"), so the database must have the
-- encoding UTF8. Moments are microseconds since 1970 in UTC.

-- One row a version of these tables; the highest is theirs.
CREATE TABLE milepost_schema (
    version integer NOT NULL PRIMARY KEY,
    made_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- One row a stream: its version is the number of its events. The row is what
-- appends to one stream queue for.
CREATE TABLE milepost_streams (
    stream  text COLLATE "C" NOT NULL PRIMARY KEY,   -- "tenant/project"
    version bigint NOT NULL CHECK (version > 0),
    gate    bigint NOT NULL                          -- of its last event
) WITH (fillfactor = 80);

-- Numbers appends. Numbers of appends that were rolled back are left out.
CREATE SEQUENCE milepost_appends;

-- One row an event. The order of the feed is (gate, pos, part). The gate is the
-- highest id of the transactions that wrote the stream so far. An event is shown
-- to readers of the feed once no transaction up to its gate is running any more:
-- a transaction that commits late then never puts events behind a reader.
CREATE TABLE milepost_events (
    stream    text COLLATE "C" NOT NULL,
    version   bigint  NOT NULL,                      -- 1, 2, 3 in each stream
    part      integer NOT NULL,                      -- the event is this one, counted from 1,
    parts     integer NOT NULL,                      -- of so many that were appended together
    id        text COLLATE "C" NOT NULL,
    type      text COLLATE "C" NOT NULL,
    schema    integer NOT NULL,                      -- version of the form of data
    at_us     bigint  NOT NULL,                      -- business time, the caller's
    data      bytea   NOT NULL,
    meta      text COLLATE "C" NOT NULL,             -- a JSON object of texts, keys sorted
    stored_us bigint  NOT NULL,                      -- the store's clock, for information
    gate      bigint  NOT NULL,
    pos       bigint  NOT NULL,                      -- number of the append
    PRIMARY KEY (stream, version),
    CHECK (part BETWEEN 1 AND parts AND part <= version)
);

CREATE UNIQUE INDEX milepost_events_feed ON milepost_events (gate, pos, part);

-- Snapshots are caches: this table may be emptied at any time.
CREATE TABLE milepost_snapshots (
    stream  text COLLATE "C" NOT NULL PRIMARY KEY,
    version bigint NOT NULL,
    schema  bigint NOT NULL,
    data    bytea  NOT NULL
);

-- Versioned documents: plans, registers, charters and the like.
CREATE TABLE milepost_documents (
    kind    text COLLATE "C" NOT NULL,
    id      text COLLATE "C" NOT NULL,
    version bigint NOT NULL CHECK (version > 0),     -- how many times it was saved
    data    bytea  NOT NULL,
    PRIMARY KEY (kind, id)
);
