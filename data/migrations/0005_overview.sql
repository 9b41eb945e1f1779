-- What the overview counts, by day: guests, starts by hour, hosts by the day on which they hosted before. Kept true like the
-- other rollups.

-- People of the occurrences whose source says who is a guest.
ALTER TABLE account_day ADD COLUMN internal INTEGER;
ALTER TABLE account_day ADD COLUMN external INTEGER;
UPDATE account_day SET (internal, external) =
  (SELECT sum(o.internal), sum(o.external) FROM occurrence o
   WHERE o.account_id = account_day.account_id AND o.day = account_day.day);

CREATE TABLE account_hour (
  account_id     INTEGER NOT NULL REFERENCES account (account_id),
  day            INTEGER NOT NULL,
  -- Of the account's clocks, 0 to 23.
  hour           INTEGER NOT NULL,
  occurrences    INTEGER NOT NULL,
  person_seconds INTEGER,
  PRIMARY KEY (account_id, day, hour)
) STRICT, WITHOUT ROWID;
INSERT INTO account_hour (account_id, day, hour, occurrences, person_seconds)
SELECT account_id, day, hour, count(*), sum(person_seconds)
FROM (SELECT o.account_id, o.day, local_hour(o.start_at, a.zone) AS hour, o.person_seconds
      FROM occurrence o JOIN account a ON a.account_id = o.account_id) AS one
WHERE hour IS NOT NULL
GROUP BY account_id, day, hour;

-- Hosts of a day by the last day before on which they hosted. Who hosted in a range is counted once, on the first of its days:
-- the hosts of a range are those of its days who hosted last before it.
CREATE TABLE host_again (
  account_id INTEGER NOT NULL REFERENCES account (account_id),
  day        INTEGER NOT NULL,
  -- -1000000000, before all days, where they had not hosted yet.
  last_day   INTEGER NOT NULL,
  hosts      INTEGER NOT NULL,
  PRIMARY KEY (account_id, day, last_day)
) STRICT, WITHOUT ROWID;
INSERT INTO host_again (account_id, day, last_day, hosts)
SELECT account_id, day, last_day, count(*)
FROM (SELECT account_id, day,
             coalesce(lag(day) OVER (PARTITION BY account_id, user_id ORDER BY day), -1000000000) AS last_day
      FROM host_day) AS one
GROUP BY account_id, day, last_day;

CREATE INDEX host_day_user ON host_day (account_id, user_id, day);
-- Users are counted by when they came, and days look for who was created on them.
CREATE INDEX account_user_created ON account_user (account_id, created_at, name_seen_at, status);
CREATE INDEX account_user_listed ON account_user (account_id) WHERE known_by = 'list';

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('account_hour', 'account_hour', '9000 9000 24 1'),
  ('host_again', 'host_again', '20000 20000 50 1'),
  ('host_day', 'host_day_user', '100000 100000 10 1'),
  ('account_user', 'account_user_created', '20000 20000 4 2 1'),
  ('account_user', 'account_user_listed', '20000 20000');
ANALYZE sqlite_schema;
