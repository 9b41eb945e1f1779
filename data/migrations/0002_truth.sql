-- The truth of the data: every source of an occurrence, users lists, plans, the portal's own figures, undo.

-- What a set says beside its facts. `number` is NULL where the source names the occurrence by its UUID alone; its event
-- then has the number `~` and the UUID until another set tells.
ALTER TABLE source_set ADD COLUMN number TEXT;
ALTER TABLE source_set ADD COLUMN webinar INTEGER NOT NULL DEFAULT 0;
ALTER TABLE source_set ADD COLUMN whole_minutes INTEGER NOT NULL DEFAULT 0;
-- The source has not seen the end.
ALTER TABLE source_set ADD COLUMN open INTEGER NOT NULL DEFAULT 0;
ALTER TABLE source_set ADD COLUMN host_id TEXT;
-- Earliest join and latest leave of its rows.
ALTER TABLE source_set ADD COLUMN first_join INTEGER;
ALTER TABLE source_set ADD COLUMN last_leave INTEGER;
UPDATE source_set SET
  number = (SELECT e.number FROM occurrence o
            JOIN event e ON e.account_id = o.account_id AND e.event_id = o.event_id
            WHERE o.account_id = source_set.account_id AND o.occurrence_id = source_set.occurrence_id),
  first_join = (SELECT min(s.join_at) FROM session s WHERE s.account_id = source_set.account_id
                AND s.occurrence_id = source_set.occurrence_id AND s.set_id = source_set.set_id),
  last_leave = (SELECT max(s.leave_at) FROM session s WHERE s.account_id = source_set.account_id
                AND s.occurrence_id = source_set.occurrence_id AND s.set_id = source_set.set_id);
CREATE INDEX source_set_uuid ON source_set (account_id, uuid) WHERE uuid IS NOT NULL;

-- Later imports that say exactly what a set says: it stays while one of them does.
CREATE TABLE set_again (
  account_id  INTEGER NOT NULL,
  set_id      INTEGER NOT NULL,
  import_id   INTEGER NOT NULL,
  PRIMARY KEY (account_id, set_id, import_id),
  FOREIGN KEY (account_id, set_id) REFERENCES source_set (account_id, set_id),
  FOREIGN KEY (account_id, import_id) REFERENCES import (account_id, import_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX set_again_import ON set_again (account_id, import_id);

-- No longer unique: two occurrences that turn out to be one are so for a moment of the import that tells it.
DROP INDEX occurrence_uuid;
CREATE INDEX occurrence_uuid ON occurrence (account_id, uuid) WHERE uuid IS NOT NULL;
ALTER TABLE occurrence ADD COLUMN host_id TEXT;
-- The grade of the shown set; NULL while none with people is held.
ALTER TABLE occurrence ADD COLUMN grade INTEGER;
UPDATE occurrence SET grade = (SELECT s.grade FROM source_set s
  WHERE s.account_id = occurrence.account_id AND s.set_id = occurrence.set_id);
-- Hosts whom only a users list can name.
CREATE INDEX occurrence_unhosted ON occurrence (account_id, host_id) WHERE host_user_id IS NULL AND host_id IS NOT NULL;

-- host, panelist, attendee, other: of a webinar.
ALTER TABLE participant ADD COLUMN role TEXT;
ALTER TABLE session ADD COLUMN role TEXT;
-- The provider's number of the connection within the occurrence.
ALTER TABLE session ADD COLUMN connection TEXT;

-- What the shown set's rows lack and other sets of the occurrence know, by person and time.
CREATE TABLE session_borrowed (
  account_id    INTEGER NOT NULL,
  occurrence_id INTEGER NOT NULL,
  set_id        INTEGER NOT NULL,
  session_id    INTEGER NOT NULL,
  device        TEXT,
  client        TEXT,
  ip            TEXT,
  country       TEXT,
  city          TEXT,
  network       TEXT,
  data_centre   TEXT,
  leave_reason  TEXT,
  PRIMARY KEY (account_id, occurrence_id, set_id, session_id),
  FOREIGN KEY (account_id, occurrence_id, set_id, session_id)
    REFERENCES session (account_id, occurrence_id, set_id, session_id)
) STRICT, WITHOUT ROWID;

-- Who registered, as a set gives them; no-shows are here alone.
CREATE TABLE set_registrant (
  account_id    INTEGER NOT NULL,
  set_id        INTEGER NOT NULL,
  registrant_id INTEGER NOT NULL,
  role          TEXT,
  name          TEXT NOT NULL,
  first_name    TEXT,
  last_name     TEXT,
  email         TEXT,
  email_folded  TEXT,
  registered_at INTEGER,
  status        TEXT,
  attended      INTEGER,
  source        TEXT,
  country       TEXT,
  phone         TEXT,
  -- An array of [title, value].
  fields        TEXT,
  PRIMARY KEY (account_id, set_id, registrant_id),
  FOREIGN KEY (account_id, set_id) REFERENCES source_set (account_id, set_id)
) STRICT, WITHOUT ROWID;

-- Users as lists gave them, a row a list; `account_user` follows from these and from hosts and participants.
CREATE TABLE listed_user (
  account_id       INTEGER NOT NULL,
  import_id        INTEGER NOT NULL,
  listed_id        INTEGER NOT NULL,
  provider_user_id TEXT,
  email            TEXT,
  email_folded     TEXT,
  name             TEXT,
  department       TEXT,
  user_group       TEXT,
  group_ids        TEXT,
  role             TEXT,
  status           TEXT,
  zone             TEXT,
  created_at       INTEGER,
  last_sign_in_at  INTEGER,
  client_version   TEXT,
  licence          TEXT,
  PRIMARY KEY (account_id, import_id, listed_id),
  FOREIGN KEY (account_id, import_id) REFERENCES import (account_id, import_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX listed_user_email ON listed_user (account_id, email_folded) WHERE email_folded IS NOT NULL;
CREATE INDEX listed_user_provider ON listed_user (account_id, provider_user_id) WHERE provider_user_id IS NOT NULL;

-- What `name`, `department` and `user_group` are put together from: lists win.
ALTER TABLE account_user ADD COLUMN seen_name TEXT;
ALTER TABLE account_user ADD COLUMN seen_department TEXT;
ALTER TABLE account_user ADD COLUMN seen_group TEXT;
ALTER TABLE account_user ADD COLUMN listed_name TEXT;
ALTER TABLE account_user ADD COLUMN listed_department TEXT;
ALTER TABLE account_user ADD COLUMN listed_group TEXT;
UPDATE account_user SET seen_name = name, seen_department = department, seen_group = user_group;

CREATE TABLE listed_group (
  account_id        INTEGER NOT NULL,
  import_id         INTEGER NOT NULL,
  provider_group_id TEXT NOT NULL,
  name              TEXT NOT NULL,
  members           INTEGER,
  PRIMARY KEY (account_id, import_id, provider_group_id),
  FOREIGN KEY (account_id, import_id) REFERENCES import (account_id, import_id)
) STRICT, WITHOUT ROWID;

-- What is to come, as lists gave it: `start_at` and `day` are NULL for meetings without fixed time.
CREATE TABLE planned (
  account_id   INTEGER NOT NULL,
  import_id    INTEGER NOT NULL,
  planned_id   INTEGER NOT NULL,
  number       TEXT NOT NULL,
  uuid         TEXT,
  kind         TEXT NOT NULL,
  topic        TEXT,
  host_id      TEXT,
  host_name    TEXT,
  host_email   TEXT,
  department   TEXT,
  start_at     INTEGER,
  day          INTEGER,
  minutes      INTEGER,
  recurring    INTEGER,
  registrants  INTEGER,
  created_at   INTEGER,
  PRIMARY KEY (account_id, import_id, planned_id),
  FOREIGN KEY (account_id, import_id) REFERENCES import (account_id, import_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX planned_day ON planned (account_id, day);

-- The last day that a portal's figure covers; `day` is the first.
ALTER TABLE portal_total ADD COLUMN to_day INTEGER NOT NULL DEFAULT 0;
CREATE INDEX portal_total_day ON portal_total (account_id, scope, day);
CREATE INDEX coverage_day ON coverage (account_id, kind, from_day);

ALTER TABLE import ADD COLUMN undone_by TEXT;

INSERT INTO personal_column (table_name, column_name, kind) VALUES
  ('occurrence', 'host_id', 'id'), ('source_set', 'host_id', 'id'),
  ('session_borrowed', 'ip', 'address'), ('session_borrowed', 'city', 'address'),
  ('session_detail', 'device', 'id'), ('session_borrowed', 'device', 'id'),
  ('set_registrant', 'name', 'name'), ('set_registrant', 'first_name', 'name'), ('set_registrant', 'last_name', 'name'),
  ('set_registrant', 'email', 'email'), ('set_registrant', 'email_folded', 'email'),
  ('set_registrant', 'phone', 'phone'), ('set_registrant', 'fields', 'text'),
  ('listed_user', 'provider_user_id', 'id'), ('listed_user', 'email', 'email'), ('listed_user', 'email_folded', 'email'),
  ('listed_user', 'name', 'name'),
  ('account_user', 'seen_name', 'name'), ('account_user', 'listed_name', 'name'),
  ('planned', 'host_id', 'id'), ('planned', 'host_name', 'name'), ('planned', 'host_email', 'email'),
  ('portal_total', 'scope_key', 'email'), ('coverage', 'scope_key', 'email');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('occurrence', 'occurrence_uuid', '100000 100000 1'),
  ('source_set', 'source_set_uuid', '60000 60000 2'),
  ('set_again', 'set_again', '20000 20000 2 1'),
  ('set_again', 'set_again_import', '20000 20000 300'),
  ('occurrence', 'occurrence_unhosted', '100 100 2'),
  ('session_borrowed', 'session_borrowed', '30000 30000 10 10 1'),
  ('set_registrant', 'set_registrant', '10000 10000 50 1'),
  ('listed_user', 'listed_user', '60000 60000 5000 1'),
  ('listed_user', 'listed_user_email', '60000 60000 3'),
  ('listed_user', 'listed_user_provider', '60000 60000 3'),
  ('listed_group', 'listed_group', '500 500 50 1'),
  ('planned', 'planned', '20000 20000 500 1'),
  ('planned', 'planned_day', '20000 20000 50'),
  ('portal_total', 'portal_total', '50000 50000 500 500 4 4 1'),
  ('portal_total', 'portal_total_day', '50000 50000 25000 300'),
  ('coverage', 'coverage', '1000 1000 2 2 1 1'),
  ('coverage', 'coverage_day', '1000 1000 200 2');
ANALYZE sqlite_schema;
