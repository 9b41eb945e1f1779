-- Lists that are kept row by row, as they came: telephone use, calls, invoices, registrants.
--
-- Every such table begins with the same columns: `row_id`, the `import_id` that brought the row, `key` (rows of one key are
-- words on one thing), `content` (a digest of all its values), `grade` and `observed_at` (the best word, then the newest,
-- is shown), `shown`. Reports read rows with `shown = 1`.

-- Later imports that say exactly what a row says: it stays while one of them does.
CREATE TABLE row_again (
  account_id INTEGER NOT NULL,
  list       TEXT NOT NULL,
  row_id     INTEGER NOT NULL,
  import_id  INTEGER NOT NULL,
  PRIMARY KEY (account_id, list, row_id, import_id),
  FOREIGN KEY (account_id, import_id) REFERENCES import (account_id, import_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX row_again_import ON row_again (account_id, import_id, list);

-- Audio conferencing: a row a dial-in or call-out.
CREATE TABLE telephone_use (
  account_id    INTEGER NOT NULL,
  row_id        INTEGER NOT NULL,
  import_id     INTEGER NOT NULL,
  key           TEXT NOT NULL,
  content       BLOB NOT NULL,
  grade         INTEGER NOT NULL,
  observed_at   INTEGER NOT NULL,
  shown         INTEGER NOT NULL,
  -- Of `start_at`, in the account's zone.
  day           INTEGER,
  start_at      INTEGER NOT NULL,
  end_at        INTEGER,
  -- As the portal counts them, rounded up.
  minutes       INTEGER,
  number        TEXT,
  uuid          TEXT,
  topic         TEXT,
  host_id       TEXT,
  host_name     TEXT,
  host_email    TEXT,
  department    TEXT,
  name          TEXT,
  email         TEXT,
  caller_number TEXT,
  called_number TEXT,
  country       TEXT,
  -- toll, toll-free, call-out, premium.
  type          TEXT,
  -- A minute, as the source writes it.
  rate          TEXT,
  -- In the smallest unit of `currency` (ISO 4217; NULL where the source names none).
  charge        INTEGER,
  currency      TEXT,
  PRIMARY KEY (account_id, row_id),
  FOREIGN KEY (account_id, import_id) REFERENCES import (account_id, import_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX telephone_use_key ON telephone_use (account_id, key);
CREATE INDEX telephone_use_import ON telephone_use (account_id, import_id);
CREATE INDEX telephone_use_day ON telephone_use (account_id, day) WHERE shown = 1;

INSERT INTO personal_column (table_name, column_name, kind) VALUES
  ('telephone_use', 'host_id', 'id'), ('telephone_use', 'host_name', 'name'), ('telephone_use', 'host_email', 'email'),
  ('telephone_use', 'name', 'name'), ('telephone_use', 'email', 'email'), ('telephone_use', 'caller_number', 'phone'),
  ('telephone_use', 'called_number', 'phone'), ('telephone_use', 'key', 'text');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('row_again', 'row_again', '50000 50000 10000 2 1'),
  ('row_again', 'row_again_import', '50000 50000 500 300 1'),
  ('telephone_use', 'telephone_use', '50000 50000 1'),
  ('telephone_use', 'telephone_use_key', '50000 50000 1 1'),
  ('telephone_use', 'telephone_use_import', '50000 50000 500 1'),
  ('telephone_use', 'telephone_use_day', '50000 50000 100 1');
ANALYZE sqlite_schema;
