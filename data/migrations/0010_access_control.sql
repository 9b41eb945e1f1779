-- Periods in which users' activity was tracked. None that has ended changes any more.
CREATE TABLE access_period (
  account_id INTEGER NOT NULL REFERENCES account (account_id),
  from_at    INTEGER NOT NULL,
  -- NULL while it is on.
  to_at      INTEGER,
  on_by      TEXT NOT NULL,
  off_by     TEXT,
  PRIMARY KEY (account_id, from_at)
) STRICT, WITHOUT ROWID;

INSERT INTO personal_column (table_name, column_name, kind) VALUES
  ('access_period', 'on_by', 'name'), ('access_period', 'off_by', 'name');
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('access_period', 'access_period', '20 20 1');
ANALYZE sqlite_schema;
