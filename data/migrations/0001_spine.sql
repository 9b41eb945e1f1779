-- The spine. Instants are epoch seconds in UTC, days are days since 1970-01-01 in the account's zone,
-- durations are seconds, flags 0/1, absent values NULL. `account_id` stands first in every key.

CREATE TABLE account (
  account_id          INTEGER PRIMARY KEY,
  name                TEXT NOT NULL,
  provider            TEXT NOT NULL DEFAULT 'zoom',
  provider_account_id TEXT UNIQUE,
  master_account_id   INTEGER REFERENCES account (account_id),
  zone                TEXT NOT NULL,
  created_at          INTEGER NOT NULL
) STRICT;

CREATE TABLE policy (
  account_id INTEGER NOT NULL REFERENCES account (account_id),
  name       TEXT NOT NULL,
  value      TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by TEXT NOT NULL,
  PRIMARY KEY (account_id, name)
) STRICT, WITHOUT ROWID;

-- Users of the account: from users lists, as hosts, or as participants marked as internal.
CREATE TABLE account_user (
  account_id       INTEGER NOT NULL REFERENCES account (account_id),
  user_id          INTEGER NOT NULL,
  provider_user_id TEXT,
  name             TEXT,
  name_folded      TEXT,
  email            TEXT,
  email_folded     TEXT,
  department       TEXT,
  user_group       TEXT,
  role             TEXT,
  status           TEXT,
  zone             TEXT,
  created_at       INTEGER,
  last_sign_in_at  INTEGER,
  client_version   TEXT,
  -- Start of the newest occurrence that gave the name; that gave department and group.
  name_seen_at     INTEGER NOT NULL DEFAULT 0,
  described_at     INTEGER NOT NULL DEFAULT 0,
  -- What made the user known: 'list' (users list, API) or 'seen' (host or internal participant).
  known_by         TEXT NOT NULL DEFAULT 'seen',
  first_import_id  INTEGER NOT NULL,
  PRIMARY KEY (account_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX account_user_email ON account_user (account_id, email_folded) WHERE email_folded IS NOT NULL;
CREATE UNIQUE INDEX account_user_provider ON account_user (account_id, provider_user_id) WHERE provider_user_id IS NOT NULL;

CREATE TABLE user_licence (
  account_id INTEGER NOT NULL,
  user_id    INTEGER NOT NULL,
  licence    TEXT NOT NULL,
  from_at    INTEGER NOT NULL,
  to_at      INTEGER,
  import_id  INTEGER,
  PRIMARY KEY (account_id, user_id, licence, from_at),
  FOREIGN KEY (account_id, user_id) REFERENCES account_user (account_id, user_id)
) STRICT, WITHOUT ROWID;

-- One file or API answer, read all or nothing.
CREATE TABLE import (
  account_id    INTEGER NOT NULL REFERENCES account (account_id),
  import_id     INTEGER NOT NULL,
  imported_at   INTEGER NOT NULL,
  imported_by   TEXT NOT NULL,
  file_name     TEXT NOT NULL,
  kind          TEXT NOT NULL,
  bytes         INTEGER NOT NULL,
  digest        BLOB NOT NULL,
  zone          TEXT NOT NULL,
  date_order    TEXT,
  observed_at   INTEGER NOT NULL,
  rows_read     INTEGER NOT NULL,
  rows_new      INTEGER NOT NULL,
  rows_known    INTEGER NOT NULL,
  rows_rejected INTEGER NOT NULL,
  notes         TEXT NOT NULL DEFAULT '',
  undone_at     INTEGER,
  PRIMARY KEY (account_id, import_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX import_digest ON import (account_id, digest);

-- Rows that could not be read, with the value cut and cleaned.
CREATE TABLE rejected_row (
  account_id  INTEGER NOT NULL,
  import_id   INTEGER NOT NULL,
  rejected_id INTEGER NOT NULL,
  line        INTEGER NOT NULL,
  column_name TEXT NOT NULL,
  value       TEXT NOT NULL,
  reason      TEXT NOT NULL,
  PRIMARY KEY (account_id, import_id, rejected_id),
  FOREIGN KEY (account_id, import_id) REFERENCES import (account_id, import_id)
) STRICT, WITHOUT ROWID;

-- What an import speaks for: kind, of whom, from and to.
CREATE TABLE coverage (
  account_id INTEGER NOT NULL,
  import_id  INTEGER NOT NULL,
  kind       TEXT NOT NULL,
  scope      TEXT NOT NULL,
  scope_key  TEXT NOT NULL,
  from_day   INTEGER NOT NULL,
  to_day     INTEGER NOT NULL,
  PRIMARY KEY (account_id, import_id, kind, scope, scope_key),
  FOREIGN KEY (account_id, import_id) REFERENCES import (account_id, import_id)
) STRICT, WITHOUT ROWID;

-- A portal's own figures (daily, host summaries), as the import gave them.
CREATE TABLE portal_total (
  account_id INTEGER NOT NULL,
  import_id  INTEGER NOT NULL,
  scope      TEXT NOT NULL,
  scope_key  TEXT NOT NULL,
  day        INTEGER NOT NULL,
  measure    TEXT NOT NULL,
  value      INTEGER NOT NULL,
  PRIMARY KEY (account_id, import_id, scope, scope_key, day, measure),
  FOREIGN KEY (account_id, import_id) REFERENCES import (account_id, import_id)
) STRICT, WITHOUT ROWID;

-- A meeting or a webinar; a recurring one has many occurrences.
CREATE TABLE event (
  account_id INTEGER NOT NULL REFERENCES account (account_id),
  event_id   INTEGER NOT NULL,
  number     TEXT NOT NULL,
  kind       TEXT NOT NULL CHECK (kind IN ('meeting', 'webinar')),
  PRIMARY KEY (account_id, event_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX event_number ON event (account_id, number);

-- One time an event was held, as shown: facts and figures of its shown source set, with what it borrows.
CREATE TABLE occurrence (
  account_id     INTEGER NOT NULL,
  occurrence_id  INTEGER NOT NULL,
  event_id       INTEGER NOT NULL,
  uuid           TEXT,
  start_at       INTEGER NOT NULL,
  end_at         INTEGER NOT NULL,
  day            INTEGER NOT NULL,
  topic          TEXT,
  host_user_id   INTEGER,
  host_name      TEXT,
  host_email     TEXT,
  department     TEXT,
  user_group     TEXT,
  created_at     INTEGER,
  client_source  TEXT,
  minutes        INTEGER NOT NULL,
  -- What the portal calls participants: connections.
  portal_joins   INTEGER,
  -- Made from stays without a meeting block; a later list completes it.
  inferred       INTEGER NOT NULL DEFAULT 0,
  provisional    INTEGER NOT NULL DEFAULT 0,
  observed_at    INTEGER NOT NULL,
  set_id         INTEGER,
  sources        INTEGER NOT NULL DEFAULT 0,
  -- Of the shown set; NULL while no set with people is held.
  people         INTEGER,
  internal       INTEGER,
  external       INTEGER,
  joins          INTEGER,
  person_seconds INTEGER,
  peak           INTEGER,
  peak_at        INTEGER,
  PRIMARY KEY (account_id, occurrence_id),
  FOREIGN KEY (account_id, event_id) REFERENCES event (account_id, event_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX occurrence_event ON occurrence (account_id, event_id, start_at);
CREATE INDEX occurrence_start ON occurrence (account_id, start_at);
CREATE INDEX occurrence_host ON occurrence (account_id, host_user_id, start_at);
CREATE INDEX occurrence_day ON occurrence (account_id, day);
-- Few at a time, counted under every list.
CREATE INDEX occurrence_provisional ON occurrence (account_id, start_at) WHERE provisional = 1;
CREATE UNIQUE INDEX occurrence_uuid ON occurrence (account_id, uuid) WHERE uuid IS NOT NULL;

-- What one import says of one occurrence: its facts, and how many rows stand behind it.
CREATE TABLE source_set (
  account_id    INTEGER NOT NULL,
  set_id        INTEGER NOT NULL,
  occurrence_id INTEGER NOT NULL,
  import_id     INTEGER NOT NULL,
  kind          TEXT NOT NULL,
  -- 1 unique totals, 2 webhooks, 3 CSV with stays, 4 report JSON; 0 facts alone, without people.
  grade         INTEGER NOT NULL,
  observed_at   INTEGER NOT NULL,
  state         TEXT NOT NULL CHECK (state = 'shown' OR state = 'kept' OR state = 'smaller' OR state = 'undone'),
  row_count     INTEGER NOT NULL,
  digest        BLOB NOT NULL,
  uuid          TEXT,
  start_at      INTEGER,
  end_at        INTEGER,
  topic         TEXT,
  host_name     TEXT,
  host_email    TEXT,
  department    TEXT,
  user_group    TEXT,
  created_at    INTEGER,
  client_source TEXT,
  minutes       INTEGER,
  portal_joins  INTEGER,
  portal_minutes INTEGER,
  inferred      INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (account_id, set_id),
  FOREIGN KEY (account_id, occurrence_id) REFERENCES occurrence (account_id, occurrence_id),
  FOREIGN KEY (account_id, import_id) REFERENCES import (account_id, import_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX source_set_occurrence ON source_set (account_id, occurrence_id);
CREATE INDEX source_set_import ON source_set (account_id, import_id);

-- Names and addresses as sources wrote them, each combination once.
CREATE TABLE person (
  account_id       INTEGER NOT NULL REFERENCES account (account_id),
  person_id        INTEGER NOT NULL,
  name             TEXT NOT NULL,
  original_name    TEXT NOT NULL DEFAULT '',
  email            TEXT NOT NULL DEFAULT '',
  provider_user_id TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (account_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX person_as_written ON person (account_id, email, name, original_name, provider_user_id);

-- One person in one occurrence, by the shown set: what needs all intervals is computed once, at import.
CREATE TABLE participant (
  account_id       INTEGER NOT NULL,
  occurrence_id    INTEGER NOT NULL,
  -- occurrence_id * 2^20 + place in the occurrence.
  participant_id   INTEGER NOT NULL,
  person_id        INTEGER NOT NULL,
  user_id          INTEGER,
  guest            INTEGER,
  host             INTEGER NOT NULL DEFAULT 0,
  attended         INTEGER NOT NULL,
  first_join       INTEGER,
  last_leave       INTEGER,
  seconds          INTEGER,
  -- These two only where they differ from seconds.
  device_seconds   INTEGER,
  presence_seconds INTEGER,
  waiting_seconds  INTEGER NOT NULL DEFAULT 0,
  sessions         INTEGER NOT NULL,
  disclaimer       TEXT,
  -- How its connections were told to be one person's: 2 id, 1 e-mail, 0 name.
  certainty        INTEGER NOT NULL CHECK (certainty BETWEEN 0 AND 2),
  PRIMARY KEY (account_id, occurrence_id, participant_id),
  FOREIGN KEY (account_id, occurrence_id) REFERENCES occurrence (account_id, occurrence_id),
  FOREIGN KEY (account_id, person_id) REFERENCES person (account_id, person_id)
) STRICT, WITHOUT ROWID;

-- Those whom no source calls guest or not: users made known later may turn out to be them.
CREATE INDEX participant_unplaced ON participant (account_id, person_id) WHERE user_id IS NULL AND guest IS NULL;

-- The rows of the source sets: one connection each.
CREATE TABLE session (
  account_id     INTEGER NOT NULL,
  occurrence_id  INTEGER NOT NULL,
  set_id         INTEGER NOT NULL,
  session_id     INTEGER NOT NULL,
  -- NULL while the set is not the shown one.
  participant_id INTEGER,
  person_id      INTEGER NOT NULL,
  join_at        INTEGER,
  leave_at       INTEGER,
  minutes        INTEGER,
  guest          INTEGER,
  host           INTEGER NOT NULL DEFAULT 0,
  waiting        INTEGER NOT NULL DEFAULT 0,
  disclaimer     TEXT,
  PRIMARY KEY (account_id, occurrence_id, set_id, session_id),
  FOREIGN KEY (account_id, set_id) REFERENCES source_set (account_id, set_id),
  FOREIGN KEY (account_id, person_id) REFERENCES person (account_id, person_id)
) STRICT, WITHOUT ROWID;

-- What few sources give of a connection.
CREATE TABLE session_detail (
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

-- Rollups, kept true by each import in its own transaction; `headcount check` recomputes them.
CREATE TABLE account_day (
  account_id     INTEGER NOT NULL REFERENCES account (account_id),
  day            INTEGER NOT NULL,
  meetings       INTEGER NOT NULL,
  webinars       INTEGER NOT NULL,
  participants   INTEGER,
  joins          INTEGER,
  person_seconds INTEGER,
  provisional    INTEGER NOT NULL,
  PRIMARY KEY (account_id, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE host_day (
  account_id     INTEGER NOT NULL,
  user_id        INTEGER NOT NULL,
  day            INTEGER NOT NULL,
  meetings       INTEGER NOT NULL,
  webinars       INTEGER NOT NULL,
  participants   INTEGER,
  joins          INTEGER,
  person_seconds INTEGER,
  PRIMARY KEY (account_id, day, user_id),
  FOREIGN KEY (account_id, user_id) REFERENCES account_user (account_id, user_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE export_log (
  export_id   INTEGER PRIMARY KEY,
  exported_at INTEGER NOT NULL,
  exported_by TEXT NOT NULL,
  report      TEXT NOT NULL,
  ask         TEXT NOT NULL,
  format      TEXT NOT NULL,
  path        TEXT NOT NULL,
  rows        INTEGER NOT NULL
) STRICT;

-- Which columns hold personal data: what erasure overwrites and what masks hide.
CREATE TABLE personal_column (
  table_name  TEXT NOT NULL,
  column_name TEXT NOT NULL,
  kind        TEXT NOT NULL CHECK (kind IN ('name', 'email', 'phone', 'address', 'text', 'id')),
  PRIMARY KEY (table_name, column_name)
) STRICT, WITHOUT ROWID;
INSERT INTO personal_column (table_name, column_name, kind) VALUES
  ('account_user', 'name', 'name'), ('account_user', 'name_folded', 'name'),
  ('account_user', 'email', 'email'), ('account_user', 'email_folded', 'email'),
  ('account_user', 'provider_user_id', 'id'),
  ('person', 'name', 'name'), ('person', 'original_name', 'name'), ('person', 'email', 'email'),
  ('person', 'provider_user_id', 'id'),
  ('occurrence', 'host_name', 'name'), ('occurrence', 'host_email', 'email'),
  ('source_set', 'host_name', 'name'), ('source_set', 'host_email', 'email'),
  ('session_detail', 'ip', 'address'), ('session_detail', 'city', 'address'),
  ('session', 'disclaimer', 'text'), ('participant', 'disclaimer', 'text'),
  ('rejected_row', 'value', 'text');

-- How rows spread in an organisation of some size. Without this SQLite takes the account, which stands first in every
-- key, for all it needs to know, and reads whole tables. Not measured again, so that a question is answered the same
-- way in every database.
ANALYZE;
DELETE FROM sqlite_stat1;
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('account_user', 'account_user', '20000 20000 1'),
  ('account_user', 'account_user_email', '20000 20000 1'),
  ('account_user', 'account_user_provider', '20000 20000 1'),
  ('user_licence', 'user_licence', '30000 30000 2 1 1'),
  ('import', 'import', '500 500 1'),
  ('import', 'import_digest', '500 500 1'),
  ('rejected_row', 'rejected_row', '5000 5000 10 1'),
  ('event', 'event', '80000 80000 1'),
  ('event', 'event_number', '80000 80000 1'),
  ('occurrence', 'occurrence', '100000 100000 1'),
  ('occurrence', 'occurrence_event', '100000 100000 2 1'),
  ('occurrence', 'occurrence_start', '100000 100000 1'),
  ('occurrence', 'occurrence_host', '100000 100000 10 1'),
  ('occurrence', 'occurrence_day', '100000 100000 300'),
  ('occurrence', 'occurrence_provisional', '10 10 1'),
  ('occurrence', 'occurrence_uuid', '100000 100000 1'),
  ('source_set', 'source_set', '120000 120000 1'),
  ('source_set', 'source_set_occurrence', '120000 120000 1'),
  ('source_set', 'source_set_import', '120000 120000 300'),
  ('person', 'person', '60000 60000 1'),
  ('person', 'person_as_written', '60000 60000 2 1 1 1'),
  ('participant', 'participant', '900000 900000 10 1'),
  ('participant', 'participant_unplaced', '10000 10000 2'),
  ('session', 'session', '1000000 1000000 10 10 1'),
  ('session_detail', 'session_detail', '300000 300000 10 10 1'),
  ('account_day', 'account_day', '400 400 1'),
  ('host_day', 'host_day', '100000 100000 300 1');
ANALYZE sqlite_schema;
