-- From a person to what they were in.
CREATE INDEX participant_person ON participant (account_id, person_id);
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('participant', 'participant_person', '900000 900000 15');
ANALYZE sqlite_schema;
