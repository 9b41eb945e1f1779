-- Who may see what, and what was done: rights that were granted, and the log of what headcount itself did.

-- Rights on an account by e-mail. Whoever has a row here is what these rows say; others are what the newest users list
-- calls them. The right `member` alone makes somebody a member whatever that list says.
CREATE TABLE role_grant (
  account_id   INTEGER NOT NULL REFERENCES account (account_id),
  email_folded TEXT NOT NULL,
  right_word   TEXT NOT NULL,
  email        TEXT NOT NULL,
  granted_at   INTEGER NOT NULL,
  granted_by   TEXT NOT NULL,
  PRIMARY KEY (account_id, email_folded, right_word)
) STRICT, WITHOUT ROWID;

-- What was granted, changed, taken away and erased; exports have a log of their own. `account_id` is NULL where it
-- concerned the whole database.
CREATE TABLE audit_log (
  audit_id   INTEGER PRIMARY KEY,
  account_id INTEGER REFERENCES account (account_id),
  done_at    INTEGER NOT NULL,
  -- The session's user, and the viewer where one was named.
  done_by    TEXT NOT NULL,
  viewer     TEXT,
  what       TEXT NOT NULL,
  subject    TEXT NOT NULL,
  detail     TEXT NOT NULL DEFAULT '',
  rows       INTEGER
) STRICT;

ALTER TABLE export_log ADD COLUMN viewer TEXT;
-- NULL where it was of several accounts.
ALTER TABLE export_log ADD COLUMN account_id INTEGER;

-- Why there is no report of it, where the policy says so; filled by the view that stands before the table.
ALTER TABLE occurrence ADD COLUMN no_report TEXT;

INSERT INTO personal_column (table_name, column_name, kind) VALUES
  ('role_grant', 'email', 'email'), ('role_grant', 'email_folded', 'email'),
  ('audit_log', 'subject', 'email'), ('audit_log', 'viewer', 'email'), ('audit_log', 'done_by', 'name'),
  ('export_log', 'viewer', 'email'), ('export_log', 'exported_by', 'name');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('role_grant', 'role_grant', '50 50 2 1');
ANALYZE sqlite_schema;
