-- Measurements of a host, for PostgreSQL 13 or later. Texts are compared byte by
-- byte (collation "C"), so the database must have the encoding UTF8. Dates are
-- written YYYY-MM-DD.

-- One row a version of these tables; the highest is theirs.
CREATE TABLE milepost_kpi_schema (
    version integer NOT NULL PRIMARY KEY,
    made_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- One row a reading: what was measured, of whom, on the last day of which period.
CREATE TABLE milepost_kpi_readings (
    metric   text COLLATE "C" NOT NULL,
    at_date  text COLLATE "C" NOT NULL,
    subject  text COLLATE "C" NOT NULL,
    number   text COLLATE "C" NOT NULL,   -- exact: a decimal, or a fraction such as 1/3; '' where it is unknown
    unit     text COLLATE "C" NOT NULL,   -- '' is a pure number or an amount of money
    currency text COLLATE "C" NOT NULL,   -- of an amount: CNY, or POINT/0 for one that ISO 4217 does not have
    reason   text COLLATE "C" NOT NULL,   -- why it is unknown, '' where it is not
    PRIMARY KEY (metric, at_date, subject)
);
