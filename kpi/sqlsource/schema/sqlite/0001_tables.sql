-- Measurements of a host, for SQLite 3.42 or later. Texts are compared byte by
-- byte (BINARY), dates are written YYYY-MM-DD.

-- One row a version of these tables; the highest is theirs.
CREATE TABLE milepost_kpi_schema (
    version INTEGER NOT NULL PRIMARY KEY,
    made_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
) STRICT;

-- One row a reading: what was measured, of whom, on the last day of which period.
CREATE TABLE milepost_kpi_readings (
    metric   TEXT NOT NULL,
    at_date  TEXT NOT NULL,
    subject  TEXT NOT NULL,
    number   TEXT NOT NULL,   -- exact: a decimal, or a fraction such as 1/3; '' where it is unknown
    unit     TEXT NOT NULL,   -- '' is a pure number or an amount of money
    currency TEXT NOT NULL,   -- of an amount: CNY, or POINT/0 for one that ISO 4217 does not have
    reason   TEXT NOT NULL,   -- why it is unknown, '' where it is not
    PRIMARY KEY (metric, at_date, subject)
) STRICT, WITHOUT ROWID;
