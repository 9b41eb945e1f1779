//! Freshness: how new each kind of data is, and how much of it is held.

use crate::model::Unit;
use crate::report::{Access, Column, Layout, Limit, ReportDef, ReportId, Source, Tab, View, col, def};

pub const DEF: ReportDef = ReportDef {
    id: ReportId("freshness"),
    title: "Freshness",
    tab: Tab::Data,
    about: "For each kind of data: its newest and its oldest record, when its newest source was as it says, how many \
            rows are held and what they take in the file.",
    who: Access::ADMINISTRATION,
    limits: Limit::NONE,
    ranged: false,
    ahead: false,
    layout: Layout::Table,
    params: &[],
    actions: &[],
    views: &[View {
        id: "kinds",
        title: "Kinds of data",
        columns: COLUMNS,
        source: Source { sql: SQL, by_key: false },
        order: &["data"],
        facts: None,
        notes: &[],
        chart: None,
        down: None,
        opens: None,
        further: None,
        held: None,
        noun: ("kind of data", "kinds of data"),
    }],
};

const COLUMNS: &[Column] = &[
    def::key("place"),
    col("data", "Data", Unit::Text),
    col("newest", "Newest", Unit::Instant)
        .help("The newest record: an occurrence's start, a figure's day, a user's creation."),
    col("observed", "Observed", Unit::Instant).help("When the newest source was as it says."),
    col("held_since", "Held since", Unit::Instant).help("The oldest record."),
    col("rows", "Rows", Unit::Count),
    col("size", "Size", Unit::Bytes).help("Whole pages of the file, indexes included, whatever the account."),
    col("import", "Import", Unit::Count).wide().help("The newest import that brought any."),
];

// Noon, as a day alone is shown as the same day in nearly every zone.
const SQL: &str = "
WITH imported AS (
  SELECT account_id, import_id, observed_at FROM import WHERE account_id IN (:accounts) AND undone_at IS NULL
),
parts (kind, of) AS (
  VALUES ('occurrence', 1), ('occurrence_event', 1), ('occurrence_start', 1), ('occurrence_host', 1),
         ('occurrence_day', 1), ('occurrence_provisional', 1), ('occurrence_uuid', 1), ('occurrence_unhosted', 1),
         ('event', 1), ('event_number', 1), ('source_set', 1), ('source_set_occurrence', 1), ('source_set_import', 1),
         ('source_set_uuid', 1), ('set_again', 1), ('set_again_import', 1), ('account_day', 1), ('account_hour', 1),
         ('host_day', 1), ('host_day_user', 1), ('host_again', 1),
         ('participant', 2), ('participant_unplaced', 2), ('participant_person', 2), ('person', 2), ('person_as_written', 2),
         ('session', 3), ('session_detail', 3), ('session_borrowed', 3), ('set_registrant', 4), ('portal_total', 5),
         ('portal_total_day', 5), ('listed_user', 6), ('listed_user_email', 6), ('listed_user_provider', 6),
         ('listed_group', 6), ('account_user', 6), ('account_user_email', 6), ('account_user_provider', 6),
         ('account_user_created', 6), ('account_user_listed', 6), ('user_licence', 6), ('planned', 7), ('planned_day', 7), ('import', 8), ('import_digest', 8),
         ('rejected_row', 8), ('coverage', 8), ('coverage_day', 8),
         ('row_again', 8), ('row_again_import', 8), ('telephone_use', 9), ('telephone_use_key', 9),
         ('telephone_use_import', 9), ('telephone_use_day', 9), ('caption_use', 10), ('caption_use_key', 10),
         ('caption_use_import', 10), ('caption_use_day', 10), ('storage_day', 11), ('storage_day_key', 11),
         ('storage_day_import', 11), ('storage_day_day', 11), ('recording', 12), ('recording_key', 12), ('recording_number', 12), ('recording_uuid', 12),
         ('recording_import', 12), ('recording_day', 12), ('recording_file', 13), ('recording_file_key', 13),
         ('recording_file_import', 13), ('recording_file_day', 13), ('recording_file_recording', 13),
         ('remote_support', 14), ('remote_support_key', 14), ('remote_support_import', 14),
         ('remote_support_day', 14), ('invoice', 15), ('invoice_key', 15), ('invoice_import', 15),
         ('invoice_day', 15), ('invoice_line', 15), ('invoice_line_key', 15), ('invoice_line_import', 15),
         ('invoice_line_day', 15), ('department_charge', 15), ('department_charge_key', 15),
         ('department_charge_import', 15), ('department_charge_day', 15), ('event_licence', 16),
         ('event_licence_key', 16), ('event_licence_import', 16), ('event_licence_day', 16), ('held_event', 16),
         ('held_event_key', 16), ('held_event_import', 16), ('held_event_day', 16), ('event_attendance', 16),
         ('event_attendance_key', 16), ('event_attendance_import', 16), ('event_attendance_event', 16),
         ('meeting_activity', 17), ('meeting_activity_key', 17), ('meeting_activity_import', 17),
         ('meeting_activity_day', 17), ('meeting_activity_number', 17),
         ('phone_call', 20), ('phone_call_key', 20), ('phone_call_import', 20), ('phone_call_day', 20),
         ('phone_call_start', 20), ('phone_call_whole', 20), ('phone_call_parties', 20), ('phone_charge', 21),
         ('phone_charge_key', 21), ('phone_charge_import', 21), ('phone_charge_day', 21), ('phone_charge_log', 21),
         ('phone_charge_ending', 21), ('phone_user', 22), ('phone_user_key', 22), ('phone_user_import', 22),
         ('phone_queue', 22), ('phone_queue_key', 22), ('phone_queue_import', 22), ('queue_figure', 23),
         ('queue_figure_key', 23), ('queue_figure_import', 23),
         ('registrant', 24), ('registrant_key', 24), ('registrant_import', 24), ('registrant_day', 24),
         ('registrant_number', 24), ('tracking_source', 24), ('tracking_source_key', 24), ('tracking_source_import', 24),
         ('tracking_source_number', 24), ('form_question', 24), ('form_question_key', 24), ('form_question_import', 24),
         ('form_question_number', 24), ('panelist', 24), ('panelist_key', 24), ('panelist_import', 24),
         ('panelist_number', 24), ('set_part', 25), ('answer', 25), ('question', 26), ('set_figure', 26)
),
sizes AS (
  SELECT parts.of, sum(pages.pgsize) AS size
  FROM dbstat AS pages
  JOIN parts ON parts.kind = pages.name
  WHERE pages.aggregate = 1
  GROUP BY parts.of
),
sets AS (
  SELECT max(s.observed_at) AS observed, max(s.import_id) AS import,
         max(CASE WHEN s.grade > 0 THEN s.observed_at END) AS with_people,
         max(CASE WHEN s.grade > 0 THEN s.import_id END) AS import_with_people,
         sum(CASE WHEN s.grade > 0 THEN s.row_count ELSE 0 END) AS row_count
  FROM source_set s
  WHERE s.account_id IN (:accounts) AND s.state <> 'undone'
),
held AS (
  SELECT count(*) AS all_of_them, min(start_at) AS oldest, max(start_at) AS newest,
         sum(CASE WHEN people IS NOT NULL THEN 1 ELSE 0 END) AS peopled,
         min(CASE WHEN people IS NOT NULL THEN start_at END) AS oldest_peopled,
         max(CASE WHEN people IS NOT NULL THEN start_at END) AS newest_peopled
  FROM occurrence
  WHERE account_id IN (:accounts)
),
kinds (place, data, newest, observed, held_since, rows, import) AS (
  SELECT 1, 'occurrences', held.newest, sets.observed, held.oldest, held.all_of_them, sets.import
  FROM held CROSS JOIN sets
  UNION ALL
  SELECT 2, 'occurrences with people', held.newest_peopled, sets.with_people, held.oldest_peopled, held.peopled,
         sets.import_with_people
  FROM held CROSS JOIN sets
  UNION ALL
  SELECT 3, 'participants', held.newest_peopled, sets.with_people, held.oldest_peopled,
         (SELECT count(*) FROM participant WHERE account_id IN (:accounts)), sets.import_with_people
  FROM held CROSS JOIN sets
  UNION ALL
  SELECT 4, 'sessions', held.newest_peopled, sets.with_people, held.oldest_peopled, coalesce(sets.row_count, 0),
         sets.import_with_people
  FROM held CROSS JOIN sets
  UNION ALL
  SELECT 5, 'registrants', max(r.registered_at), max(s.observed_at), min(r.registered_at), count(*), max(s.import_id)
  FROM set_registrant r
  JOIN source_set s ON s.account_id = r.account_id AND s.set_id = r.set_id
  WHERE r.account_id IN (:accounts)
  UNION ALL
  SELECT 24, 'registrations', max(r.registered_at), max(r.observed_at), min(r.registered_at), count(*), max(r.import_id)
  FROM registrant r
  WHERE r.account_id IN (:accounts) AND r.shown = 1
  UNION ALL
  SELECT 25, 'answers to polls and surveys', max(a.submitted_at), max(s.observed_at), min(a.submitted_at), count(*),
         max(s.import_id)
  FROM answer a
  JOIN source_set s ON s.account_id = a.account_id AND s.set_id = a.set_id
  JOIN set_part p ON p.account_id = a.account_id AND p.set_id = a.set_id AND p.part = a.part
  WHERE a.account_id IN (:accounts) AND p.shown = 1
  UNION ALL
  SELECT 26, 'questions and figures of events', max(s.start_at), max(s.observed_at), min(s.start_at),
         coalesce(sum(p.row_count), 0),
         max(s.import_id)
  FROM set_part p
  JOIN source_set s ON s.account_id = p.account_id AND s.set_id = p.set_id
  WHERE p.account_id IN (:accounts) AND p.shown = 1 AND p.part IN ('qa', 'performance')
  UNION ALL
  SELECT 6, 'portal figures', max(CASE WHEN t.to_day * 86400 + 43200 < i.observed_at THEN t.to_day * 86400 + 43200
                                          ELSE i.observed_at END), max(i.observed_at), min(t.day) * 86400 + 43200, count(*),
         max(i.import_id)
  FROM portal_total t
  JOIN imported i ON i.account_id = t.account_id AND i.import_id = t.import_id
  UNION ALL
  SELECT 7, 'users lists', max(l.created_at), max(i.observed_at), min(l.created_at), count(*), max(i.import_id)
  FROM listed_user l
  JOIN imported i ON i.account_id = l.account_id AND i.import_id = l.import_id
  UNION ALL
  SELECT 8, 'plans', max(p.start_at), max(i.observed_at), min(p.start_at), count(*), max(i.import_id)
  FROM planned p
  JOIN imported i ON i.account_id = p.account_id AND i.import_id = p.import_id
  UNION ALL
  SELECT 9, 'imports', max(i.imported_at), max(i.observed_at), min(i.imported_at), count(*), max(i.import_id)
  FROM import i
  WHERE i.account_id IN (:accounts) AND i.undone_at IS NULL
  UNION ALL
  SELECT 10, 'telephone use', max(start_at), max(observed_at), min(start_at), count(*), max(import_id)
  FROM telephone_use WHERE account_id IN (:accounts) AND shown = 1 HAVING count(*) > 0
  UNION ALL
  SELECT 11, 'captions', max(start_at), max(observed_at), min(start_at), count(*), max(import_id)
  FROM caption_use WHERE account_id IN (:accounts) AND shown = 1 HAVING count(*) > 0
  UNION ALL
  SELECT 12, 'recording storage', max(day * 86400 + 43200), max(observed_at), min(day * 86400 + 43200), count(*), max(import_id)
  FROM storage_day WHERE account_id IN (:accounts) AND shown = 1 HAVING count(*) > 0
  UNION ALL
  SELECT 13, 'recordings', max(start_at), max(observed_at), min(start_at), count(*), max(import_id)
  FROM recording WHERE account_id IN (:accounts) AND shown = 1 HAVING count(*) > 0
  UNION ALL
  SELECT 14, 'recording files', max(start_at), max(observed_at), min(start_at), count(*), max(import_id)
  FROM recording_file WHERE account_id IN (:accounts) AND shown = 1 HAVING count(*) > 0
  UNION ALL
  SELECT 15, 'remote support', max(start_at), max(observed_at), min(start_at), count(*), max(import_id)
  FROM remote_support WHERE account_id IN (:accounts) AND shown = 1 HAVING count(*) > 0
  UNION ALL
  SELECT 16, 'billing', max(day) * 86400 + 43200, max(observed_at), min(day) * 86400 + 43200, count(*), max(import_id)
  FROM (SELECT day, observed_at, import_id FROM invoice WHERE account_id IN (:accounts) AND shown = 1
        UNION ALL SELECT day, observed_at, import_id FROM invoice_line WHERE account_id IN (:accounts) AND shown = 1
        UNION ALL SELECT day, observed_at, import_id FROM department_charge WHERE account_id IN (:accounts) AND shown = 1) AS bills
  HAVING count(*) > 0
  UNION ALL
  SELECT 17, 'events', max(start_at), max(observed_at), min(start_at), count(*), max(import_id)
  FROM held_event WHERE account_id IN (:accounts) AND shown = 1 HAVING count(*) > 0
  UNION ALL
  SELECT 18, 'meeting activities', max(at), max(observed_at), min(at), count(*), max(import_id)
  FROM meeting_activity WHERE account_id IN (:accounts) AND shown = 1 HAVING count(*) > 0

  UNION ALL
  SELECT 20, 'calls', max(c.start_at), max(c.observed_at), min(c.start_at), count(*), max(c.import_id)
  FROM phone_call c
  WHERE c.account_id IN (:accounts) AND c.shown = 1
  HAVING count(*) > 0
  UNION ALL
  SELECT 21, 'phone charges', max(p.at), max(p.observed_at), min(p.at), count(*), max(p.import_id)
  FROM phone_charge p
  WHERE p.account_id IN (:accounts) AND p.shown = 1
  HAVING count(*) > 0
  UNION ALL
  SELECT 22, 'phone users and queues', NULL, max(l.observed_at), NULL, count(*), max(l.import_id)
  FROM (SELECT observed_at, import_id FROM phone_user WHERE account_id IN (:accounts) AND shown = 1
        UNION ALL
        SELECT observed_at, import_id FROM phone_queue WHERE account_id IN (:accounts) AND shown = 1) AS l
  HAVING count(*) > 0
  UNION ALL
  SELECT 23, 'queue figures', max(CASE WHEN f.to_day * 86400 + 43200 < f.observed_at THEN f.to_day * 86400 + 43200
                                       ELSE f.observed_at END), max(f.observed_at), min(f.from_day) * 86400 + 43200,
         count(*), max(f.import_id)
  FROM queue_figure f
  WHERE f.account_id IN (:accounts) AND f.shown = 1
  HAVING count(*) > 0
),
sized (place, of) AS (
  VALUES (1, 1), (3, 2), (4, 3), (5, 4), (6, 5), (7, 6), (8, 7), (9, 8), (10, 9), (11, 10), (12, 11), (13, 12), (14, 13),
         (15, 14), (16, 15), (17, 16), (18, 17), (20, 20), (21, 21), (22, 22), (23, 23), (24, 24), (25, 25), (26, 26)
)
SELECT kinds.place AS place,
       kinds.data AS data,
       kinds.newest AS newest,
       kinds.observed AS observed,
       kinds.held_since AS held_since,
       kinds.rows AS rows,
       CASE WHEN kinds.rows > 0 THEN sizes.size END AS size,
       kinds.import AS import
FROM kinds
LEFT JOIN sized ON sized.place = kinds.place
LEFT JOIN sizes ON sizes.of = sized.of";
