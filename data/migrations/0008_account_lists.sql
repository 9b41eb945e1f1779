-- Lists of the account that are kept row by row (0006): captions, recordings, remote support, billing, events, activities.

-- Captions and translation: a row a feature and pair of languages in an occurrence.
CREATE TABLE caption_use (
  account_id   INTEGER NOT NULL,
  row_id       INTEGER NOT NULL,
  import_id    INTEGER NOT NULL,
  key          TEXT NOT NULL,
  content      BLOB NOT NULL,
  grade        INTEGER NOT NULL,
  observed_at  INTEGER NOT NULL,
  shown        INTEGER NOT NULL,
  -- Of `start_at`, in the account's zone.
  day          INTEGER,
  -- Or the midnight of a day.
  start_at     INTEGER NOT NULL,
  number       TEXT,
  uuid         TEXT,
  topic        TEXT,
  host_id      TEXT,
  host_name    TEXT,
  host_email   TEXT,
  department   TEXT,
  -- captions, translated captions, or the source's own word.
  feature      TEXT,
  from_language TEXT,
  to_language  TEXT,
  minutes      INTEGER,
  PRIMARY KEY (account_id, row_id),
  FOREIGN KEY (account_id, import_id) REFERENCES import (account_id, import_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX caption_use_key ON caption_use (account_id, key);
CREATE INDEX caption_use_import ON caption_use (account_id, import_id);
CREATE INDEX caption_use_day ON caption_use (account_id, day) WHERE shown = 1;

-- Cloud recordings: what the portal says is stored at the end of a day. Bytes; NULL where it says `Unlimited`.
CREATE TABLE storage_day (
  account_id   INTEGER NOT NULL,
  row_id       INTEGER NOT NULL,
  import_id    INTEGER NOT NULL,
  key          TEXT NOT NULL,
  content      BLOB NOT NULL,
  grade        INTEGER NOT NULL,
  observed_at  INTEGER NOT NULL,
  shown        INTEGER NOT NULL,
  day          INTEGER NOT NULL,
  stored       INTEGER NOT NULL,
  plan         INTEGER,
  free         INTEGER,
  -- Which of them are unlimited: plan, free, or both with a comma.
  unlimited    TEXT,
  PRIMARY KEY (account_id, row_id),
  FOREIGN KEY (account_id, import_id) REFERENCES import (account_id, import_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX storage_day_key ON storage_day (account_id, key);
CREATE INDEX storage_day_import ON storage_day (account_id, import_id);
CREATE INDEX storage_day_day ON storage_day (account_id, day) WHERE shown = 1;

-- Recordings of an occurrence together.
CREATE TABLE recording (
  account_id   INTEGER NOT NULL,
  row_id       INTEGER NOT NULL,
  import_id    INTEGER NOT NULL,
  key          TEXT NOT NULL,
  content      BLOB NOT NULL,
  grade        INTEGER NOT NULL,
  observed_at  INTEGER NOT NULL,
  shown        INTEGER NOT NULL,
  -- Of `start_at`, in the account's zone.
  day          INTEGER,
  start_at     INTEGER NOT NULL,
  number       TEXT,
  uuid         TEXT,
  topic        TEXT,
  host_id      TEXT,
  host_name    TEXT,
  host_email   TEXT,
  minutes      INTEGER,
  files        INTEGER,
  -- Bytes.
  size         INTEGER,
  views        INTEGER,
  downloads    INTEGER,
  last_access_at INTEGER,
  -- An epoch day on which it goes by itself.
  delete_day   INTEGER,
  PRIMARY KEY (account_id, row_id),
  FOREIGN KEY (account_id, import_id) REFERENCES import (account_id, import_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX recording_key ON recording (account_id, key);
CREATE INDEX recording_number ON recording (account_id, number, start_at) WHERE shown = 1;
CREATE INDEX recording_uuid ON recording (account_id, uuid) WHERE shown = 1 AND uuid IS NOT NULL;
CREATE INDEX recording_import ON recording (account_id, import_id);
CREATE INDEX recording_day ON recording (account_id, day) WHERE shown = 1;

-- The files of a recording, whose `key` is `recording`.
CREATE TABLE recording_file (
  account_id   INTEGER NOT NULL,
  row_id       INTEGER NOT NULL,
  import_id    INTEGER NOT NULL,
  key          TEXT NOT NULL,
  content      BLOB NOT NULL,
  grade        INTEGER NOT NULL,
  observed_at  INTEGER NOT NULL,
  shown        INTEGER NOT NULL,
  -- Of `start_at`, in the account's zone.
  day          INTEGER,
  recording    TEXT NOT NULL,
  start_at     INTEGER NOT NULL,
  end_at       INTEGER,
  file_id      TEXT,
  -- MP4, M4A, CHAT, TRANSCRIPT and the like.
  type         TEXT,
  extension    TEXT,
  -- What it shows: gallery_view, audio_only and the like.
  content_type TEXT,
  size         INTEGER,
  status       TEXT,
  deleted_at   INTEGER,
  PRIMARY KEY (account_id, row_id),
  FOREIGN KEY (account_id, import_id) REFERENCES import (account_id, import_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX recording_file_key ON recording_file (account_id, key);
CREATE INDEX recording_file_import ON recording_file (account_id, import_id);
CREATE INDEX recording_file_day ON recording_file (account_id, day) WHERE shown = 1;
CREATE INDEX recording_file_recording ON recording_file (account_id, recording) WHERE shown = 1;

-- Remote support sessions.
CREATE TABLE remote_support (
  account_id   INTEGER NOT NULL,
  row_id       INTEGER NOT NULL,
  import_id    INTEGER NOT NULL,
  key          TEXT NOT NULL,
  content      BLOB NOT NULL,
  grade        INTEGER NOT NULL,
  observed_at  INTEGER NOT NULL,
  shown        INTEGER NOT NULL,
  -- Of `start_at`, in the account's zone.
  day          INTEGER,
  start_at     INTEGER NOT NULL,
  end_at       INTEGER,
  requested_at INTEGER,
  waited_seconds INTEGER,
  seconds      INTEGER,
  meeting_start_at INTEGER,
  number       TEXT,
  uuid         TEXT,
  topic        TEXT,
  host_id      TEXT,
  supporter    TEXT,
  supporter_email TEXT,
  supported    TEXT,
  supported_email TEXT,
  PRIMARY KEY (account_id, row_id),
  FOREIGN KEY (account_id, import_id) REFERENCES import (account_id, import_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX remote_support_key ON remote_support (account_id, key);
CREATE INDEX remote_support_import ON remote_support (account_id, import_id);
CREATE INDEX remote_support_day ON remote_support (account_id, day) WHERE shown = 1;

-- Invoices, and billing reports of a period. Amounts here and below are in the smallest unit of `currency` (ISO 4217; NULL
-- where the source names none).
CREATE TABLE invoice (
  account_id   INTEGER NOT NULL,
  row_id       INTEGER NOT NULL,
  import_id    INTEGER NOT NULL,
  key          TEXT NOT NULL,
  content      BLOB NOT NULL,
  grade        INTEGER NOT NULL,
  observed_at  INTEGER NOT NULL,
  shown        INTEGER NOT NULL,
  -- The first of the period.
  day          INTEGER NOT NULL,
  to_day       INTEGER,
  due_day      INTEGER,
  -- The provider's id of the report, by which its lines are asked for; NULL in exports.
  report_id    TEXT,
  number       TEXT,
  status       TEXT,
  amount       INTEGER,
  tax          INTEGER,
  total        INTEGER,
  currency     TEXT,
  PRIMARY KEY (account_id, row_id),
  FOREIGN KEY (account_id, import_id) REFERENCES import (account_id, import_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX invoice_key ON invoice (account_id, key);
CREATE INDEX invoice_import ON invoice (account_id, import_id);
CREATE INDEX invoice_day ON invoice (account_id, day) WHERE shown = 1;

-- What an invoice charges for.
CREATE TABLE invoice_line (
  account_id   INTEGER NOT NULL,
  row_id       INTEGER NOT NULL,
  import_id    INTEGER NOT NULL,
  key          TEXT NOT NULL,
  content      BLOB NOT NULL,
  grade        INTEGER NOT NULL,
  observed_at  INTEGER NOT NULL,
  shown        INTEGER NOT NULL,
  day          INTEGER NOT NULL,
  to_day       INTEGER,
  -- The report that was asked for its lines, where that is known.
  report_id    TEXT,
  number       TEXT,
  charge       TEXT NOT NULL,
  quantity     INTEGER,
  amount       INTEGER,
  tax          INTEGER,
  total        INTEGER,
  currency     TEXT,
  PRIMARY KEY (account_id, row_id),
  FOREIGN KEY (account_id, import_id) REFERENCES import (account_id, import_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX invoice_line_key ON invoice_line (account_id, key);
CREATE INDEX invoice_line_import ON invoice_line (account_id, import_id);
CREATE INDEX invoice_line_day ON invoice_line (account_id, day) WHERE shown = 1;

-- What departments are charged for a service in a period.
CREATE TABLE department_charge (
  account_id   INTEGER NOT NULL,
  row_id       INTEGER NOT NULL,
  import_id    INTEGER NOT NULL,
  key          TEXT NOT NULL,
  content      BLOB NOT NULL,
  grade        INTEGER NOT NULL,
  observed_at  INTEGER NOT NULL,
  shown        INTEGER NOT NULL,
  day          INTEGER NOT NULL,
  to_day       INTEGER,
  number       TEXT,
  department   TEXT,
  service      TEXT,
  users        INTEGER,
  amount       INTEGER,
  currency     TEXT,
  PRIMARY KEY (account_id, row_id),
  FOREIGN KEY (account_id, import_id) REFERENCES import (account_id, import_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX department_charge_key ON department_charge (account_id, key);
CREATE INDEX department_charge_import ON department_charge (account_id, import_id);
CREATE INDEX department_charge_day ON department_charge (account_id, day) WHERE shown = 1;

-- Licences of the events plans in a period.
CREATE TABLE event_licence (
  account_id   INTEGER NOT NULL,
  row_id       INTEGER NOT NULL,
  import_id    INTEGER NOT NULL,
  key          TEXT NOT NULL,
  content      BLOB NOT NULL,
  grade        INTEGER NOT NULL,
  observed_at  INTEGER NOT NULL,
  shown        INTEGER NOT NULL,
  day          INTEGER NOT NULL,
  to_day       INTEGER,
  plan         TEXT NOT NULL,
  licences     INTEGER,
  used         INTEGER,
  PRIMARY KEY (account_id, row_id),
  FOREIGN KEY (account_id, import_id) REFERENCES import (account_id, import_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_licence_key ON event_licence (account_id, key);
CREATE INDEX event_licence_import ON event_licence (account_id, import_id);
CREATE INDEX event_licence_day ON event_licence (account_id, day) WHERE shown = 1;

-- Events of the events plans, a row an event.
CREATE TABLE held_event (
  account_id   INTEGER NOT NULL,
  row_id       INTEGER NOT NULL,
  import_id    INTEGER NOT NULL,
  key          TEXT NOT NULL,
  content      BLOB NOT NULL,
  grade        INTEGER NOT NULL,
  observed_at  INTEGER NOT NULL,
  shown        INTEGER NOT NULL,
  -- Of `start_at`, in the account's zone.
  day          INTEGER,
  start_at     INTEGER NOT NULL,
  end_at       INTEGER,
  event        TEXT,
  name         TEXT,
  kind         TEXT,
  status       TEXT,
  hub          TEXT,
  organiser    TEXT,
  organiser_email TEXT,
  attendees    INTEGER,
  -- The plan of which a licence was charged, and how many.
  charged      TEXT,
  licences     INTEGER,
  PRIMARY KEY (account_id, row_id),
  FOREIGN KEY (account_id, import_id) REFERENCES import (account_id, import_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX held_event_key ON held_event (account_id, key);
CREATE INDEX held_event_import ON held_event (account_id, import_id);
CREATE INDEX held_event_day ON held_event (account_id, day) WHERE shown = 1;

-- Who came to such an event.
CREATE TABLE event_attendance (
  account_id   INTEGER NOT NULL,
  row_id       INTEGER NOT NULL,
  import_id    INTEGER NOT NULL,
  key          TEXT NOT NULL,
  content      BLOB NOT NULL,
  grade        INTEGER NOT NULL,
  observed_at  INTEGER NOT NULL,
  shown        INTEGER NOT NULL,
  event        TEXT NOT NULL,
  name         TEXT,
  email        TEXT,
  email_folded TEXT,
  joined_at    INTEGER,
  seconds      INTEGER,
  PRIMARY KEY (account_id, row_id),
  FOREIGN KEY (account_id, import_id) REFERENCES import (account_id, import_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_attendance_key ON event_attendance (account_id, key);
CREATE INDEX event_attendance_import ON event_attendance (account_id, import_id);
CREATE INDEX event_attendance_event ON event_attendance (account_id, event) WHERE shown = 1;

-- What was done in meetings: a log.
CREATE TABLE meeting_activity (
  account_id   INTEGER NOT NULL,
  row_id       INTEGER NOT NULL,
  import_id    INTEGER NOT NULL,
  key          TEXT NOT NULL,
  content      BLOB NOT NULL,
  grade        INTEGER NOT NULL,
  observed_at  INTEGER NOT NULL,
  shown        INTEGER NOT NULL,
  -- Of `at`, in the account's zone.
  day          INTEGER,
  at           INTEGER NOT NULL,
  -- Thousandths of the second.
  milli        INTEGER NOT NULL,
  number       TEXT,
  operator     TEXT,
  operator_email TEXT,
  category     TEXT,
  detail       TEXT,
  PRIMARY KEY (account_id, row_id),
  FOREIGN KEY (account_id, import_id) REFERENCES import (account_id, import_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX meeting_activity_key ON meeting_activity (account_id, key);
CREATE INDEX meeting_activity_import ON meeting_activity (account_id, import_id);
CREATE INDEX meeting_activity_day ON meeting_activity (account_id, day) WHERE shown = 1;
CREATE INDEX meeting_activity_number ON meeting_activity (account_id, number) WHERE shown = 1;

INSERT INTO personal_column (table_name, column_name, kind) VALUES
  ('caption_use', 'host_id', 'id'),
  ('caption_use', 'host_name', 'name'),
  ('caption_use', 'host_email', 'email'),
  ('caption_use', 'key', 'text'),
  ('recording', 'host_id', 'id'),
  ('recording', 'host_name', 'name'),
  ('recording', 'host_email', 'email'),
  ('recording', 'key', 'text'),
  ('recording_file', 'key', 'text'),
  ('recording_file', 'recording', 'text'),
  ('remote_support', 'host_id', 'id'),
  ('remote_support', 'supporter', 'name'),
  ('remote_support', 'supporter_email', 'email'),
  ('remote_support', 'supported', 'name'),
  ('remote_support', 'supported_email', 'email'),
  ('remote_support', 'key', 'text'),
  ('held_event', 'organiser', 'name'),
  ('held_event', 'organiser_email', 'email'),
  ('held_event', 'key', 'text'),
  ('event_attendance', 'name', 'name'),
  ('event_attendance', 'email', 'email'),
  ('event_attendance', 'email_folded', 'email'),
  ('event_attendance', 'key', 'text'),
  ('meeting_activity', 'operator', 'name'),
  ('meeting_activity', 'operator_email', 'email'),
  ('meeting_activity', 'detail', 'text'),
  ('meeting_activity', 'key', 'text');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('caption_use', 'caption_use', '20000 20000 1'),
  ('caption_use', 'caption_use_key', '20000 20000 1 1'),
  ('caption_use', 'caption_use_import', '20000 20000 200 1'),
  ('caption_use', 'caption_use_day', '20000 20000 40 1'),
  ('storage_day', 'storage_day', '1000 1000 1'),
  ('storage_day', 'storage_day_key', '1000 1000 1 1'),
  ('storage_day', 'storage_day_import', '1000 1000 10 1'),
  ('storage_day', 'storage_day_day', '1000 1000 2 1'),
  ('recording', 'recording', '20000 20000 1'),
  ('recording', 'recording_key', '20000 20000 1 1'),
  ('recording', 'recording_number', '20000 20000 5 1'),
  ('recording', 'recording_uuid', '20000 20000 1'),
  ('recording', 'recording_import', '20000 20000 200 1'),
  ('recording', 'recording_day', '20000 20000 40 1'),
  ('recording_file', 'recording_file', '60000 60000 1'),
  ('recording_file', 'recording_file_key', '60000 60000 1 1'),
  ('recording_file', 'recording_file_import', '60000 60000 600 1'),
  ('recording_file', 'recording_file_day', '60000 60000 120 1'),
  ('recording_file', 'recording_file_recording', '60000 60000 3 1'),
  ('remote_support', 'remote_support', '5000 5000 1'),
  ('remote_support', 'remote_support_key', '5000 5000 1 1'),
  ('remote_support', 'remote_support_import', '5000 5000 50 1'),
  ('remote_support', 'remote_support_day', '5000 5000 10 1'),
  ('invoice', 'invoice', '500 500 1'),
  ('invoice', 'invoice_key', '500 500 1 1'),
  ('invoice', 'invoice_import', '500 500 5 1'),
  ('invoice', 'invoice_day', '500 500 2 1'),
  ('invoice_line', 'invoice_line', '2000 2000 1'),
  ('invoice_line', 'invoice_line_key', '2000 2000 1 1'),
  ('invoice_line', 'invoice_line_import', '2000 2000 20 1'),
  ('invoice_line', 'invoice_line_day', '2000 2000 4 1'),
  ('department_charge', 'department_charge', '2000 2000 1'),
  ('department_charge', 'department_charge_key', '2000 2000 1 1'),
  ('department_charge', 'department_charge_import', '2000 2000 20 1'),
  ('department_charge', 'department_charge_day', '2000 2000 4 1'),
  ('event_licence', 'event_licence', '200 200 1'),
  ('event_licence', 'event_licence_key', '200 200 1 1'),
  ('event_licence', 'event_licence_import', '200 200 2 1'),
  ('event_licence', 'event_licence_day', '200 200 2 1'),
  ('held_event', 'held_event', '1000 1000 1'),
  ('held_event', 'held_event_key', '1000 1000 1 1'),
  ('held_event', 'held_event_import', '1000 1000 10 1'),
  ('held_event', 'held_event_day', '1000 1000 2 1'),
  ('event_attendance', 'event_attendance', '20000 20000 1'),
  ('event_attendance', 'event_attendance_key', '20000 20000 1 1'),
  ('event_attendance', 'event_attendance_import', '20000 20000 200 1'),
  ('event_attendance', 'event_attendance_event', '20000 20000 50 1'),
  ('meeting_activity', 'meeting_activity', '20000 20000 1'),
  ('meeting_activity', 'meeting_activity_key', '20000 20000 1 1'),
  ('meeting_activity', 'meeting_activity_import', '20000 20000 200 1'),
  ('meeting_activity', 'meeting_activity_day', '20000 20000 40 1'),
  ('meeting_activity', 'meeting_activity_number', '20000 20000 20 1');
ANALYZE sqlite_schema;
