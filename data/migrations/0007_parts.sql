-- What belongs to an event beside its people: registrations, polls, questions, surveys, panelists.

-- Who registered, as registration reports and answers of the API list them (0006, rows of lists). Attendee reports say it
-- of one occurrence, too: `set_registrant`.
CREATE TABLE registrant (
  account_id    INTEGER NOT NULL,
  row_id        INTEGER NOT NULL,
  import_id     INTEGER NOT NULL,
  key           TEXT NOT NULL,
  content       BLOB NOT NULL,
  grade         INTEGER NOT NULL,
  observed_at   INTEGER NOT NULL,
  shown         INTEGER NOT NULL,
  -- Of `registered_at`, in the account's zone.
  day           INTEGER,
  kind          TEXT NOT NULL,
  number        TEXT NOT NULL,
  uuid          TEXT,
  topic         TEXT,
  -- The event's, where the source says.
  scheduled_at  INTEGER,
  minutes       INTEGER,
  registrant_id TEXT,
  first_name    TEXT,
  last_name     TEXT,
  email         TEXT,
  email_folded  TEXT,
  registered_at INTEGER,
  -- approved, pending, denied, cancelled.
  status        TEXT,
  -- Listed among those who registered and did not come.
  absent        INTEGER,
  source        TEXT,
  join_link     TEXT,
  country       TEXT,
  city          TEXT,
  organisation  TEXT,
  job_title     TEXT,
  phone         TEXT,
  utm_source    TEXT,
  utm_medium    TEXT,
  utm_campaign  TEXT,
  utm_term      TEXT,
  utm_content   TEXT,
  -- Further fields and answers to the form's own questions: an array of [title, value].
  fields        TEXT,
  PRIMARY KEY (account_id, row_id),
  FOREIGN KEY (account_id, import_id) REFERENCES import (account_id, import_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX registrant_key ON registrant (account_id, key);
CREATE INDEX registrant_import ON registrant (account_id, import_id);
CREATE INDEX registrant_day ON registrant (account_id, day) WHERE shown = 1;
CREATE INDEX registrant_number ON registrant (account_id, number) WHERE shown = 1;

-- Ways by which people come to a registration form.
CREATE TABLE tracking_source (
  account_id    INTEGER NOT NULL,
  row_id        INTEGER NOT NULL,
  import_id     INTEGER NOT NULL,
  key           TEXT NOT NULL,
  content       BLOB NOT NULL,
  grade         INTEGER NOT NULL,
  observed_at   INTEGER NOT NULL,
  shown         INTEGER NOT NULL,
  number        TEXT NOT NULL,
  name          TEXT NOT NULL,
  visitors      INTEGER,
  registrations INTEGER,
  PRIMARY KEY (account_id, row_id),
  FOREIGN KEY (account_id, import_id) REFERENCES import (account_id, import_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX tracking_source_key ON tracking_source (account_id, key);
CREATE INDEX tracking_source_import ON tracking_source (account_id, import_id);
CREATE INDEX tracking_source_number ON tracking_source (account_id, number) WHERE shown = 1;

-- Questions of a registration form, in the order of the form.
CREATE TABLE form_question (
  account_id   INTEGER NOT NULL,
  row_id       INTEGER NOT NULL,
  import_id    INTEGER NOT NULL,
  key          TEXT NOT NULL,
  content      BLOB NOT NULL,
  grade        INTEGER NOT NULL,
  observed_at  INTEGER NOT NULL,
  shown        INTEGER NOT NULL,
  number       TEXT NOT NULL,
  -- From 1; the form's own questions stand behind the fields that every form may have.
  place        INTEGER NOT NULL,
  title        TEXT NOT NULL,
  own          INTEGER NOT NULL,
  required     INTEGER,
  PRIMARY KEY (account_id, row_id),
  FOREIGN KEY (account_id, import_id) REFERENCES import (account_id, import_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX form_question_key ON form_question (account_id, key);
CREATE INDEX form_question_import ON form_question (account_id, import_id);
CREATE INDEX form_question_number ON form_question (account_id, number) WHERE shown = 1;

-- People invited to speak.
CREATE TABLE panelist (
  account_id   INTEGER NOT NULL,
  row_id       INTEGER NOT NULL,
  import_id    INTEGER NOT NULL,
  key          TEXT NOT NULL,
  content      BLOB NOT NULL,
  grade        INTEGER NOT NULL,
  observed_at  INTEGER NOT NULL,
  shown        INTEGER NOT NULL,
  number       TEXT NOT NULL,
  name         TEXT,
  email        TEXT,
  email_folded TEXT,
  PRIMARY KEY (account_id, row_id),
  FOREIGN KEY (account_id, import_id) REFERENCES import (account_id, import_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX panelist_key ON panelist (account_id, key);
CREATE INDEX panelist_import ON panelist (account_id, import_id);
CREATE INDEX panelist_number ON panelist (account_id, number) WHERE shown = 1;

-- A questionnaire of one occurrence as one import gives it, whole: the set stands with facts of the occurrence alone where
-- no people came with it. Of each part of an occurrence the best set is shown, then the latest that is not smaller.
CREATE TABLE set_part (
  account_id INTEGER NOT NULL,
  set_id     INTEGER NOT NULL,
  -- polls, qa, survey, performance.
  part       TEXT NOT NULL CHECK (part IN ('polls', 'qa', 'survey', 'performance')),
  -- 3 CSV, 4 answers of the API.
  grade      INTEGER NOT NULL,
  -- Answers, questions, figures.
  row_count  INTEGER NOT NULL,
  -- Rows of the file that told them.
  line_count INTEGER NOT NULL,
  digest     BLOB NOT NULL,
  shown      INTEGER NOT NULL,
  PRIMARY KEY (account_id, set_id, part),
  FOREIGN KEY (account_id, set_id) REFERENCES source_set (account_id, set_id)
) STRICT, WITHOUT ROWID;

-- An answer to a question of a poll or of a survey.
CREATE TABLE answer (
  account_id   INTEGER NOT NULL,
  set_id       INTEGER NOT NULL,
  part         TEXT NOT NULL,
  answer_id    INTEGER NOT NULL,
  -- NULL where the answer is nobody's (anonymous).
  name         TEXT,
  email        TEXT,
  email_folded TEXT,
  -- The poll's name, or its ordinal where it has none; launches of one poll are told apart.
  poll         TEXT NOT NULL,
  launch       INTEGER NOT NULL DEFAULT 1,
  question     TEXT NOT NULL,
  -- Several chosen are joined as the source joins them; NULL where it was left open.
  answer       TEXT,
  submitted_at INTEGER,
  PRIMARY KEY (account_id, set_id, part, answer_id),
  FOREIGN KEY (account_id, set_id, part) REFERENCES set_part (account_id, set_id, part)
) STRICT, WITHOUT ROWID;

-- Questions that the audience asked.
CREATE TABLE question (
  account_id   INTEGER NOT NULL,
  set_id       INTEGER NOT NULL,
  question_id  INTEGER NOT NULL,
  name         TEXT,
  email        TEXT,
  email_folded TEXT,
  question     TEXT NOT NULL,
  asked_at     INTEGER,
  -- open, answered, dismissed.
  status       TEXT,
  answer       TEXT,
  answered_by  TEXT,
  answered_at  INTEGER,
  -- typed, live.
  how          TEXT,
  PRIMARY KEY (account_id, set_id, question_id),
  FOREIGN KEY (account_id, set_id) REFERENCES source_set (account_id, set_id)
) STRICT, WITHOUT ROWID;

-- A portal's own figures of one occurrence: registered, cancelled, approved, denied, unique_viewers, total_users, peak,
-- average_seconds, questions, polls, answer_rate (tenths of a percent), chat_messages.
CREATE TABLE set_figure (
  account_id INTEGER NOT NULL,
  set_id     INTEGER NOT NULL,
  measure    TEXT NOT NULL,
  value      INTEGER NOT NULL,
  PRIMARY KEY (account_id, set_id, measure),
  FOREIGN KEY (account_id, set_id) REFERENCES source_set (account_id, set_id)
) STRICT, WITHOUT ROWID;

INSERT INTO personal_column (table_name, column_name, kind) VALUES
  ('registrant', 'registrant_id', 'id'), ('registrant', 'first_name', 'name'), ('registrant', 'last_name', 'name'),
  ('registrant', 'email', 'email'), ('registrant', 'email_folded', 'email'), ('registrant', 'key', 'text'),
  ('registrant', 'phone', 'phone'), ('registrant', 'city', 'address'), ('registrant', 'fields', 'text'),
  ('registrant', 'join_link', 'id'),
  ('panelist', 'name', 'name'), ('panelist', 'email', 'email'), ('panelist', 'email_folded', 'email'),
  ('panelist', 'key', 'text'),
  ('answer', 'name', 'name'), ('answer', 'email', 'email'), ('answer', 'email_folded', 'email'), ('answer', 'answer', 'text'),
  ('question', 'name', 'name'), ('question', 'email', 'email'), ('question', 'email_folded', 'email'),
  ('question', 'question', 'text'), ('question', 'answer', 'text'), ('question', 'answered_by', 'name');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('registrant', 'registrant', '50000 50000 1'),
  ('registrant', 'registrant_key', '50000 50000 1 1'),
  ('registrant', 'registrant_import', '50000 50000 300 1'),
  ('registrant', 'registrant_day', '50000 50000 150 1'),
  ('registrant', 'registrant_number', '50000 50000 150 1'),
  ('tracking_source', 'tracking_source', '500 500 1'),
  ('tracking_source', 'tracking_source_key', '500 500 1 1'),
  ('tracking_source', 'tracking_source_import', '500 500 5 1'),
  ('tracking_source', 'tracking_source_number', '500 500 5 1'),
  ('form_question', 'form_question', '500 500 1'),
  ('form_question', 'form_question_key', '500 500 1 1'),
  ('form_question', 'form_question_import', '500 500 5 1'),
  ('form_question', 'form_question_number', '500 500 5 1'),
  ('panelist', 'panelist', '1000 1000 1'),
  ('panelist', 'panelist_key', '1000 1000 1 1'),
  ('panelist', 'panelist_import', '1000 1000 5 1'),
  ('panelist', 'panelist_number', '1000 1000 5 1'),
  ('set_part', 'set_part', '5000 5000 1 1'),
  ('answer', 'answer', '100000 100000 50 50 1'),
  ('question', 'question', '20000 20000 20 1'),
  ('set_figure', 'set_figure', '5000 5000 10 1');
ANALYZE sqlite_schema;
