//! Who had registered for a webinar and who came, in SQL: for the list of webinars, their attendees and their figures.

/// `webs`: the occurrences that the condition names. `present`: who was there, by e-mail, else by name. `seats`: who had
/// registered, with whether they came; a list of registrations wins over the attendee report, which knows of no others' fields.
macro_rules! seats {
    ($of:expr) => {
        concat!(
            "
WITH webs AS (
  SELECT o.account_id, o.occurrence_id, o.uuid, o.set_id, o.people, o.host_user_id, o.topic, o.start_at, o.end_at, e.number
  FROM occurrence o
  JOIN event e ON e.account_id = o.account_id AND e.event_id = o.event_id
  WHERE ",
            $of,
            "
),
present AS (
  SELECT w.account_id, w.occurrence_id, p.participant_id, p.seconds, p.first_join, p.last_leave, p.sessions, p.guest,
         n.name, n.email, CASE WHEN n.email <> '' THEN fold(n.email) ELSE fold(n.name) END AS who,
         coalesce(p.role,
                  CASE WHEN p.user_id = w.host_user_id THEN 'host'
                       WHEN EXISTS (SELECT 1 FROM panelist t WHERE t.account_id = w.account_id AND t.number = w.number
                                    AND t.shown = 1 AND t.email_folded = fold(n.email)) THEN 'panelist'
                       ELSE 'attendee' END) AS section
  FROM webs w
  JOIN participant p ON p.account_id = w.account_id AND p.occurrence_id = w.occurrence_id AND p.attended = 1
  JOIN person n ON n.account_id = p.account_id AND n.person_id = p.person_id
),
there AS (SELECT DISTINCT account_id, occurrence_id, who FROM present),
told AS (
  SELECT w.account_id, w.occurrence_id, s.set_id,
         row_number() OVER (PARTITION BY s.account_id, s.occurrence_id
                            ORDER BY s.state = 'shown' DESC, s.grade DESC, s.observed_at DESC, s.set_id) AS place
  FROM webs w
  JOIN source_set s ON s.account_id = w.account_id AND s.occurrence_id = w.occurrence_id AND s.state <> 'undone'
  WHERE EXISTS (SELECT 1 FROM set_registrant g WHERE g.account_id = s.account_id AND g.set_id = s.set_id)
),
listed AS (
  SELECT w.account_id, w.occurrence_id, w.people, r.row_id * 2 AS registrant, 'attendee' AS section,
         nullif(trim(coalesce(r.first_name, '') || ' ' || coalesce(r.last_name, '')), '') AS name, r.email,
         coalesce(r.email_folded, fold(trim(coalesce(r.first_name, '') || ' ' || coalesce(r.last_name, '')))) AS who,
         r.registered_at, r.status, r.country, r.source, r.fields,
         1 - coalesce(r.absent, (SELECT max(o.absent) FROM registrant o
                                 WHERE o.account_id = r.account_id AND o.key = r.key AND o.shown = 0)) AS attended
  FROM webs w
  JOIN registrant r ON r.account_id = w.account_id AND r.number = w.number AND r.shown = 1
    AND (r.uuid IS NULL OR w.uuid IS NULL OR r.uuid = w.uuid)
),
known AS (
  SELECT account_id, occurrence_id, people, registrant, section, name, email, who, registered_at, status, country, source,
         fields, attended
  FROM listed
  UNION ALL
  SELECT w.account_id, w.occurrence_id, w.people, (g.set_id * 65536 + g.registrant_id) * 2 + 1, coalesce(g.role, 'attendee'),
         g.name, g.email, coalesce(g.email_folded, fold(g.name)), g.registered_at, g.status, g.country, g.source, g.fields,
         g.attended
  FROM told t
  JOIN webs w ON w.account_id = t.account_id AND w.occurrence_id = t.occurrence_id
  JOIN set_registrant g ON g.account_id = t.account_id AND g.set_id = t.set_id
  LEFT JOIN (SELECT DISTINCT account_id, occurrence_id, who FROM listed) l ON l.account_id = t.account_id
    AND l.occurrence_id = t.occurrence_id AND l.who = coalesce(g.email_folded, fold(g.name))
  WHERE t.place = 1 AND l.who IS NULL
  UNION ALL
  SELECT w.account_id, w.occurrence_id, w.people, -t.row_id, 'panelist', t.name, t.email, coalesce(t.email_folded, fold(t.name)),
         NULL, NULL, NULL, NULL, NULL, NULL
  FROM webs w
  JOIN panelist t ON t.account_id = w.account_id AND t.number = w.number AND t.shown = 1
),
seats AS (
  SELECT k.account_id, k.occurrence_id, k.registrant, k.section, k.name, k.email, k.who, k.registered_at, k.status, k.country,
         k.source, k.fields,
         CASE WHEN t.who IS NOT NULL THEN 1 WHEN k.attended IS NOT NULL THEN k.attended
              WHEN k.people IS NOT NULL THEN 0 END AS came,
         CASE WHEN k.section = 'attendee' AND (k.registered_at IS NOT NULL OR k.status IS NOT NULL) THEN 1 ELSE 0
         END AS registered
  FROM known k
  LEFT JOIN there t ON t.account_id = k.account_id AND t.occurrence_id = k.occurrence_id AND t.who = k.who
)
"
        )
    };
}

/// How many of each status registered, and how many of those approved did not come; a row a webinar.
/// Who did not come is known of all or of none: a list of absentees names only them.
macro_rules! counted {
    () => {
        "SELECT account_id, occurrence_id, count(*) AS registered, count(*) FILTER (WHERE status = 'approved') AS approved,
         count(*) FILTER (WHERE status = 'cancelled') AS cancelled, count(*) FILTER (WHERE status = 'denied') AS denied,
         count(*) FILTER (WHERE status = 'approved' AND came = 0) AS missed,
         CASE WHEN count(came) > 0 THEN count(*) FILTER (WHERE status = 'approved') END AS judged
  FROM seats
  WHERE registered = 1
  GROUP BY account_id, occurrence_id"
    };
}

pub(in crate::report) use {counted, seats};
