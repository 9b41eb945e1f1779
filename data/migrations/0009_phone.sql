-- The phone system, in lists kept row by row (0006): calls, what they cost, who has an extension, queues and the portal's
-- own figures of them.

-- Parts of calls: a row a part. Those of one `call_id` are one call.
CREATE TABLE phone_call (
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
  answered_at   INTEGER,
  end_at        INTEGER,
  -- As the source gives it.
  seconds       INTEGER,
  -- From the answer to the end; NULL where nobody answered.
  talk_seconds  INTEGER,
  waiting_seconds INTEGER,
  hold_seconds  INTEGER,
  -- inbound, outbound.
  direction     TEXT,
  -- answered, voicemail, missed, abandoned, overflowed; NULL where it cannot be told.
  outcome       TEXT,
  -- As the source words it.
  result        TEXT,
  call_type     TEXT,
  international INTEGER,
  recorded      INTEGER,
  caller_name   TEXT,
  -- Outside the account; of those inside the extension tells.
  caller_number TEXT,
  caller_ext    TEXT,
  caller_email  TEXT,
  -- user, call_queue and what else has an extension; NULL outside.
  caller_kind   TEXT,
  -- Of a user: the folded e-mail, else `#` and the provider's id, `id:` and the extension's id, `ext:` and its number.
  caller_who    TEXT,
  callee_name   TEXT,
  -- Outside the account; of those inside the extension tells.
  callee_number TEXT,
  callee_ext    TEXT,
  callee_email  TEXT,
  -- user, call_queue and what else has an extension; NULL outside.
  callee_kind   TEXT,
  -- Of a user: the folded e-mail, else `#` and the provider's id, `id:` and the extension's id, `ext:` and its number.
  callee_who    TEXT,
  queue_name    TEXT,
  queue_ext     TEXT,
  -- `id:` and an id, `ext:` and a number, `name:` and the folded name.
  queue_who     TEXT,
  department    TEXT,
  cost_center   TEXT,
  site          TEXT,
  -- The call that this is a part of.
  call_id       TEXT,
  -- What the key is made of: 2 the part's own id, 1 the call's, 0 start, caller and callee.
  certainty     INTEGER NOT NULL,
  -- Start, and end, with the digits of caller and callee: what sources without ids have in common.
  parties       TEXT NOT NULL,
  ending        TEXT,
  PRIMARY KEY (account_id, row_id),
  FOREIGN KEY (account_id, import_id) REFERENCES import (account_id, import_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX phone_call_key ON phone_call (account_id, key);
CREATE INDEX phone_call_import ON phone_call (account_id, import_id);
CREATE INDEX phone_call_day ON phone_call (account_id, day) WHERE shown = 1;
-- Gives the order in which calls are read.
CREATE INDEX phone_call_start ON phone_call (account_id, start_at) WHERE shown = 1;
-- All that is asked of the other parts of a call, so that none of them is read for it.
CREATE INDEX phone_call_whole ON phone_call (account_id, call_id, certainty, start_at, key, outcome, talk_seconds, end_at) WHERE shown = 1;
CREATE INDEX phone_call_parties ON phone_call (account_id, parties) WHERE shown = 1;

-- What calls, messages and faxes cost.
CREATE TABLE phone_charge (
  account_id    INTEGER NOT NULL,
  row_id        INTEGER NOT NULL,
  import_id     INTEGER NOT NULL,
  key           TEXT NOT NULL,
  content       BLOB NOT NULL,
  grade         INTEGER NOT NULL,
  observed_at   INTEGER NOT NULL,
  shown         INTEGER NOT NULL,
  -- Of `at`, in the account's zone.
  day           INTEGER,
  at            INTEGER,
  -- call, sms, fax.
  kind          TEXT NOT NULL,
  -- The part of a call that it is for.
  log_id        TEXT,
  from_name     TEXT,
  from_number   TEXT,
  from_ext      TEXT,
  to_name       TEXT,
  to_number     TEXT,
  to_ext        TEXT,
  -- As `phone_call.caller_who`.
  who           TEXT,
  service       TEXT,
  mode          TEXT,
  -- As the source writes it: finer than the smallest unit.
  rate          TEXT,
  -- In the smallest unit of `currency` (ISO 4217; NULL where the source names none).
  charge        INTEGER,
  currency      TEXT,
  -- As the source writes it.
  written       TEXT,
  -- As the source gives it: of no unit that can be told.
  given_length  TEXT,
  pages         INTEGER,
  department    TEXT,
  cost_center   TEXT,
  billing       TEXT,
  status        TEXT,
  -- As `phone_call.ending`.
  ending        TEXT,
  PRIMARY KEY (account_id, row_id),
  FOREIGN KEY (account_id, import_id) REFERENCES import (account_id, import_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX phone_charge_key ON phone_charge (account_id, key);
CREATE INDEX phone_charge_import ON phone_charge (account_id, import_id);
CREATE INDEX phone_charge_day ON phone_charge (account_id, day) WHERE shown = 1;
CREATE INDEX phone_charge_log ON phone_charge (account_id, log_id) WHERE shown = 1;
CREATE INDEX phone_charge_ending ON phone_charge (account_id, ending) WHERE shown = 1;

-- Who has an extension.
CREATE TABLE phone_user (
  account_id    INTEGER NOT NULL,
  row_id        INTEGER NOT NULL,
  import_id     INTEGER NOT NULL,
  key           TEXT NOT NULL,
  content       BLOB NOT NULL,
  grade         INTEGER NOT NULL,
  observed_at   INTEGER NOT NULL,
  shown         INTEGER NOT NULL,
  -- The provider's id.
  user_id       TEXT,
  email         TEXT,
  email_folded  TEXT,
  name          TEXT,
  extension     TEXT,
  extension_id  TEXT,
  site          TEXT,
  status        TEXT,
  department    TEXT,
  cost_center   TEXT,
  -- Calling plans and packs, joined by `; `.
  plans         TEXT,
  numbers       TEXT,
  PRIMARY KEY (account_id, row_id),
  FOREIGN KEY (account_id, import_id) REFERENCES import (account_id, import_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX phone_user_key ON phone_user (account_id, key);
CREATE INDEX phone_user_import ON phone_user (account_id, import_id);

CREATE TABLE phone_queue (
  account_id    INTEGER NOT NULL,
  row_id        INTEGER NOT NULL,
  import_id     INTEGER NOT NULL,
  key           TEXT NOT NULL,
  content       BLOB NOT NULL,
  grade         INTEGER NOT NULL,
  observed_at   INTEGER NOT NULL,
  shown         INTEGER NOT NULL,
  queue_id      TEXT,
  name          TEXT,
  extension     TEXT,
  extension_id  TEXT,
  site          TEXT,
  status        TEXT,
  numbers       TEXT,
  PRIMARY KEY (account_id, row_id),
  FOREIGN KEY (account_id, import_id) REFERENCES import (account_id, import_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX phone_queue_key ON phone_queue (account_id, key);
CREATE INDEX phone_queue_import ON phone_queue (account_id, import_id);

-- The portal's own figures of a queue in a range of days.
CREATE TABLE queue_figure (
  account_id    INTEGER NOT NULL,
  row_id        INTEGER NOT NULL,
  import_id     INTEGER NOT NULL,
  key           TEXT NOT NULL,
  content       BLOB NOT NULL,
  grade         INTEGER NOT NULL,
  observed_at   INTEGER NOT NULL,
  shown         INTEGER NOT NULL,
  queue_id      TEXT,
  name          TEXT,
  extension_id  TEXT,
  site          TEXT,
  from_day      INTEGER NOT NULL,
  to_day        INTEGER NOT NULL,
  inbound       INTEGER,
  answered      INTEGER,
  abandoned     INTEGER,
  overflowed    INTEGER,
  -- Averages, in seconds.
  handle_seconds INTEGER,
  wrap_up_seconds INTEGER,
  wait_seconds  INTEGER,
  longest_wait  INTEGER,
  outbound      INTEGER,
  PRIMARY KEY (account_id, row_id),
  FOREIGN KEY (account_id, import_id) REFERENCES import (account_id, import_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX queue_figure_key ON queue_figure (account_id, key);
CREATE INDEX queue_figure_import ON queue_figure (account_id, import_id);

-- What a users list says a user holds beside the plan, joined by `; `; empty: nothing; NULL: it does not say.
ALTER TABLE listed_user ADD COLUMN packs TEXT;
-- 0 the plan, 1 named by a users list beside it, 2 a calling plan of the phone system.
ALTER TABLE user_licence ADD COLUMN pack INTEGER NOT NULL DEFAULT 0;

INSERT INTO personal_column (table_name, column_name, kind) VALUES
  ('phone_call', 'key', 'text'), ('phone_call', 'parties', 'text'), ('phone_call', 'ending', 'text'),
  ('phone_call', 'caller_name', 'name'), ('phone_call', 'caller_number', 'phone'), ('phone_call', 'caller_ext', 'phone'),
  ('phone_call', 'caller_email', 'email'), ('phone_call', 'caller_who', 'text'),
  ('phone_call', 'callee_name', 'name'), ('phone_call', 'callee_number', 'phone'), ('phone_call', 'callee_ext', 'phone'),
  ('phone_call', 'callee_email', 'email'), ('phone_call', 'callee_who', 'text'),
  ('phone_charge', 'key', 'text'), ('phone_charge', 'ending', 'text'), ('phone_charge', 'who', 'text'),
  ('phone_charge', 'from_name', 'name'), ('phone_charge', 'from_number', 'phone'), ('phone_charge', 'from_ext', 'phone'),
  ('phone_charge', 'to_name', 'name'), ('phone_charge', 'to_number', 'phone'), ('phone_charge', 'to_ext', 'phone'),
  ('phone_charge', 'billing', 'phone'),
  ('phone_user', 'key', 'text'), ('phone_user', 'user_id', 'id'), ('phone_user', 'email', 'email'),
  ('phone_user', 'email_folded', 'email'), ('phone_user', 'name', 'name'), ('phone_user', 'extension', 'phone'),
  ('phone_user', 'extension_id', 'id'), ('phone_user', 'numbers', 'phone');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('phone_call', 'phone_call', '500000 500000 1'),
  ('phone_call', 'phone_call_key', '500000 500000 1 1'),
  ('phone_call', 'phone_call_import', '500000 500000 5000 1'),
  ('phone_call', 'phone_call_day', '500000 500000 1000 1'),
  ('phone_call', 'phone_call_start', '500000 500000 1'),
  ('phone_call', 'phone_call_whole', '500000 500000 2 2 1 1 1 1 1 1'),
  ('phone_call', 'phone_call_parties', '500000 500000 1 1'),
  ('phone_charge', 'phone_charge', '100000 100000 1'),
  ('phone_charge', 'phone_charge_key', '100000 100000 1 1'),
  ('phone_charge', 'phone_charge_import', '100000 100000 5000 1'),
  ('phone_charge', 'phone_charge_day', '100000 100000 300 1'),
  ('phone_charge', 'phone_charge_log', '100000 100000 1 1'),
  ('phone_charge', 'phone_charge_ending', '100000 100000 1 1'),
  ('phone_user', 'phone_user', '2000 2000 1'),
  ('phone_user', 'phone_user_key', '2000 2000 2 1'),
  ('phone_user', 'phone_user_import', '2000 2000 300 1'),
  ('phone_queue', 'phone_queue', '100 100 1'),
  ('phone_queue', 'phone_queue_key', '100 100 2 1'),
  ('phone_queue', 'phone_queue_import', '100 100 20 1'),
  ('queue_figure', 'queue_figure', '1000 1000 1'),
  ('queue_figure', 'queue_figure_key', '1000 1000 1 1'),
  ('queue_figure', 'queue_figure_import', '1000 1000 20 1');
ANALYZE sqlite_schema;
