//! Who registered, in SQL: what lists say, and of those whom no list has, what the attendee report of an occurrence does.
//! One row a registrant. For the reports of registrations and for figures that count them.

use crate::report::{Param, ParamKind};

pub const PARAMS: &[Param] = &[
    Param {
        name: "occurrence",
        kind: ParamKind::Occurrence,
        required: false,
        help: "Only the event of this occurrence, whatever the dates: UUID or NUMBER@START.",
    },
    Param {
        name: "meeting",
        kind: ParamKind::Text,
        required: false,
        help: "Only this meeting ID, whatever the dates; blanks do not count.",
    },
    Param {
        name: "host",
        kind: ParamKind::Host,
        required: false,
        help: "Only what this host held or plans.",
    },
    Param { name: "topic", kind: ParamKind::Text, required: false, help: "Only topics that contain this." },
    Param {
        name: "status",
        kind: ParamKind::Choice(&["all", "approved", "pending", "denied", "cancelled"]),
        required: false,
        help: "all, approved, pending, denied or cancelled.",
    },
];

/// The number of the occurrence that is named.
macro_rules! number_of {
    () => {
        "(SELECT e.number FROM occurrence o JOIN event e ON e.account_id = o.account_id AND e.event_id = o.event_id
     WHERE o.account_id IN (:accounts) AND o.occurrence_id = :occurrence)"
    };
}

/// The events asked are few: they are put down first, and what belongs to them is found by their numbers (`+` keeps the account,
/// which all have, from being taken for a way to find them).
///
/// A bare list does not say whether it is of a meeting or a webinar and is taken for one of a meeting, unless a webinar was
/// held under its number.
///
/// `events`: those that were held, are planned, or took registrations for the dates; with topic, time and whether the
/// registration report has expired. `lent`: what the shown word on a registrant lacks and another source has. `registered`: who
/// registered for them.
macro_rules! registered {
    ($kind:literal) => {
        concat!(
            "
WITH listed AS (
  SELECT account_id, number, max(topic) AS topic, max(scheduled_at) AS scheduled_at, max(minutes) AS minutes, max(day) AS day
  FROM registrant
  WHERE account_id IN (:accounts) AND shown = 1 AND kind = '", $kind, "'
  GROUP BY account_id, number
  HAVING '", $kind, "' = 'webinar' OR NOT EXISTS (
    SELECT 1 FROM event e
    WHERE e.account_id = registrant.account_id AND e.number = registrant.number AND e.kind = 'webinar')
),
asked AS MATERIALIZED (
  SELECT o.account_id, e.number
  FROM occurrence o
  JOIN event e ON e.account_id = o.account_id AND e.event_id = o.event_id AND e.kind = '", $kind, "'
  WHERE o.account_id IN (:accounts) AND o.day BETWEEN :from_day AND :to_day
  UNION
  SELECT p.account_id, p.number FROM planned p
  WHERE p.account_id IN (:accounts) AND p.kind = '", $kind, "' AND p.day BETWEEN :from_day AND :to_day
  UNION
  SELECT l.account_id, l.number FROM listed l
  JOIN account a ON a.account_id = l.account_id
  WHERE coalesce(local_day(l.scheduled_at, a.zone), l.day) BETWEEN :from_day AND :to_day
  [[meeting: UNION SELECT l.account_id, l.number FROM listed l WHERE l.number = replace(:meeting, ' ', '')
             UNION SELECT e.account_id, e.number FROM event e
                   WHERE e.account_id IN (:accounts) AND e.kind = '", $kind, "' AND e.number = replace(:meeting, ' ', '') ]]
  [[occurrence: UNION SELECT e.account_id, e.number FROM occurrence o
                JOIN event e ON e.account_id = o.account_id AND e.event_id = o.event_id AND e.kind = '", $kind, "'
                WHERE o.account_id IN (:accounts) AND o.occurrence_id = :occurrence ]]
),
held AS (
  SELECT o.account_id, e.number, max(o.day) AS last_held, min(o.start_at) AS start_at, min(o.minutes) AS minutes,
         max(o.topic) AS topic
  FROM asked x
  JOIN event e ON e.account_id = +x.account_id AND e.number = x.number
  JOIN occurrence o ON o.account_id = e.account_id AND o.event_id = e.event_id
  GROUP BY o.account_id, e.number
),
plans AS (
  SELECT p.account_id, p.number, max(p.topic) AS topic, min(p.start_at) AS start_at, min(p.minutes) AS minutes,
         min(p.day) AS day, max(p.recurring) AS recurring
  FROM planned p
  WHERE p.account_id IN (:accounts) AND p.kind = '", $kind, "'
  GROUP BY p.account_id, p.number
),
events AS MATERIALIZED (
  SELECT x.account_id, x.number, coalesce(l.topic, h.topic, p.topic) AS topic,
         coalesce(l.scheduled_at, p.start_at, h.start_at) AS scheduled_at, coalesce(l.minutes, p.minutes, h.minutes) AS minutes,
         '", $kind, "' = 'meeting' AND expired(:today, coalesce(local_day(l.scheduled_at, a.zone), p.day), h.last_held, coalesce(p.recurring, 0), 30, 365) AS expired
  FROM asked x
  JOIN account a ON a.account_id = x.account_id
  LEFT JOIN held h ON h.account_id = x.account_id AND h.number = x.number
  LEFT JOIN listed l ON l.account_id = x.account_id AND l.number = x.number
  LEFT JOIN plans p ON p.account_id = x.account_id AND p.number = x.number
  WHERE 1 = 1
    [[meeting: AND x.number = replace(:meeting, ' ', '') ]]
    [[occurrence: AND x.number = ", $crate::report::meetings::registered::number_of!(), " ]]
    [[topic: AND holds(coalesce(l.topic, h.topic, p.topic), :topic) ]]
    [[host: AND (EXISTS (SELECT 1 FROM event e JOIN occurrence o ON o.account_id = e.account_id AND o.event_id = e.event_id
                         WHERE e.account_id = x.account_id AND e.number = x.number AND o.host_user_id = :host)
                 OR EXISTS (SELECT 1 FROM planned q JOIN account_user u ON u.account_id = q.account_id
                            WHERE q.account_id = x.account_id AND q.number = x.number AND u.user_id = :host
                              AND (q.host_id = u.provider_user_id OR fold(q.host_email) = u.email_folded))) ]]
),
told AS MATERIALIZED (
  SELECT v.account_id, v.number, v.topic, v.scheduled_at, v.minutes, v.expired, o.start_at, s.set_id,
         row_number() OVER (PARTITION BY s.account_id, s.occurrence_id
                            ORDER BY s.state = 'shown' DESC, s.grade DESC, s.observed_at DESC, s.set_id) AS place
  FROM events v
  JOIN event e ON e.account_id = +v.account_id AND e.number = v.number
  JOIN occurrence o ON o.account_id = e.account_id AND o.event_id = e.event_id
  JOIN source_set s ON s.account_id = o.account_id AND s.occurrence_id = o.occurrence_id AND s.state <> 'undone'
  WHERE EXISTS (SELECT 1 FROM set_registrant g WHERE g.account_id = s.account_id AND g.set_id = s.set_id)
    [[occurrence: AND o.occurrence_id = :occurrence ]]
),
once AS (
  SELECT t.account_id, t.number, t.topic, t.scheduled_at, t.minutes, t.expired, g.set_id * 65536 + g.registrant_id AS registrant, g.first_name, g.last_name, g.name,
         g.email, coalesce(g.email_folded, fold(g.name)) AS who, g.registered_at, g.status, g.source, g.country, g.phone,
         g.fields,
         row_number() OVER (PARTITION BY t.account_id, t.number, coalesce(g.email_folded, fold(g.name))
                            ORDER BY t.start_at DESC, g.registrant_id) AS place
  FROM told t
  JOIN set_registrant g ON g.account_id = t.account_id AND g.set_id = t.set_id
  WHERE t.place = 1 AND coalesce(g.role, 'attendee') = 'attendee' AND (g.registered_at IS NOT NULL OR g.status IS NOT NULL)
),
lent AS MATERIALIZED (
  SELECT r.account_id, r.row_id,
         max(o.source) AS source, max(o.utm_source) AS utm_source, max(o.utm_medium) AS utm_medium,
         max(o.utm_campaign) AS utm_campaign, max(o.utm_term) AS utm_term, max(o.utm_content) AS utm_content,
         max(o.country) AS country, max(o.city) AS city, max(o.organisation) AS organisation,
         max(o.job_title) AS job_title, max(o.phone) AS phone, max(o.fields) AS fields
  FROM events v
  JOIN registrant r ON r.account_id = +v.account_id AND r.number = v.number AND r.shown = 1
  JOIN registrant o ON o.account_id = r.account_id AND o.key = r.key AND o.shown = 0
  GROUP BY r.account_id, r.row_id
),
named AS (
  SELECT v.account_id, v.number, v.topic, v.scheduled_at, v.minutes, v.expired, 1 AS rank, r.row_id * 2 AS registrant,
         coalesce(r.email_folded, fold(trim(coalesce(r.first_name, '') || ' ' || coalesce(r.last_name, '')))) AS who,
         r.first_name, r.last_name, r.email, r.registered_at, r.status,
         coalesce(r.source, b.source) AS source, coalesce(r.utm_source, b.utm_source) AS utm_source,
         coalesce(r.utm_medium, b.utm_medium) AS utm_medium, coalesce(r.utm_campaign, b.utm_campaign) AS utm_campaign,
         coalesce(r.utm_term, b.utm_term) AS utm_term, coalesce(r.utm_content, b.utm_content) AS utm_content,
         coalesce(r.country, b.country) AS country, coalesce(r.city, b.city) AS city,
         coalesce(r.organisation, b.organisation) AS organisation, coalesce(r.job_title, b.job_title) AS job_title,
         coalesce(r.phone, b.phone) AS phone, coalesce(r.fields, b.fields) AS fields
  FROM events v
  JOIN registrant r ON r.account_id = +v.account_id AND r.number = v.number AND r.shown = 1
  LEFT JOIN lent b ON b.account_id = r.account_id AND b.row_id = r.row_id
  WHERE 1 = 1
    [[occurrence: AND (r.uuid IS NULL OR NOT EXISTS (
                         SELECT 1 FROM occurrence o WHERE o.account_id = r.account_id AND o.occurrence_id = :occurrence
                           AND o.uuid <> r.uuid)) ]]
  UNION ALL
  SELECT c.account_id, c.number, c.topic, c.scheduled_at, c.minutes, c.expired, 2, c.registrant * 2 + 1, c.who,
         coalesce(c.first_name, CASE WHEN c.last_name IS NULL THEN c.name END), c.last_name, c.email, c.registered_at,
         c.status, c.source, NULL, NULL, NULL, NULL, NULL, c.country, NULL, NULL, NULL, c.phone, c.fields
  FROM once c
  WHERE c.place = 1
),
ranked AS (
  SELECT n.*, min(rank) OVER (PARTITION BY account_id, number, who) AS best,
         max(source) OVER (PARTITION BY account_id, number, who) AS any_source
  FROM named n
),
registered AS (SELECT * FROM ranked WHERE rank = best)
"
        )
    };
}

/// What stands over the rows: the event, where it is one, and how many of each status.
macro_rules! registration_facts {
    ($kind:literal) => {
        concat!(
            $crate::report::meetings::registered::registered!($kind),
            "SELECT CASE WHEN min(number) = max(number) THEN min(topic) END,
       CASE WHEN min(number) = max(number) AND substr(min(number), 1, 1) <> '~' THEN min(number) END,
       CASE WHEN min(number) = max(number) THEN min(scheduled_at) END,
       CASE WHEN min(number) = max(number) THEN min(minutes) * 60 END,
       CASE WHEN min(number) < max(number) THEN count(DISTINCT number) END,
       count(*),
       count(*) FILTER (WHERE status = 'approved'),
       count(*) FILTER (WHERE status = 'pending'),
       count(*) FILTER (WHERE status = 'denied'),
       count(*) FILTER (WHERE status = 'cancelled'),
       CASE WHEN min(number) = max(number) AND max(expired) = 1 THEN 'expired: the portal would no longer show it' END
FROM registered"
        )
    };
}

/// The events that took registrations, with how many of each status.
macro_rules! registration_events {
    ($kind:literal, $state:literal) => {
        concat!(
            $crate::report::meetings::registered::registered!($kind),
            "SELECT v.number AS event,
       ",
            $state,
            "CASE WHEN (SELECT count(*) FROM account WHERE account_id IN (:accounts)) > 1
            THEN (SELECT a.name FROM account a WHERE a.account_id = v.account_id) END AS account,
       v.topic AS topic,
       CASE WHEN substr(v.number, 1, 1) <> '~' THEN v.number END AS meeting_id,
       v.scheduled_at AS scheduled,
       v.minutes * 60 AS minutes,
       count(*) AS registered,
       count(*) FILTER (WHERE v.status = 'approved') AS approved,
       count(*) FILTER (WHERE v.status = 'pending') AS pending,
       count(*) FILTER (WHERE v.status = 'denied') AS denied,
       count(*) FILTER (WHERE v.status = 'cancelled') AS cancelled,
       max(v.registered_at) AS latest
FROM registered v
WHERE 1 = 1 [[status: AND v.status = :status ]]
GROUP BY v.account_id, v.number, v.topic, v.scheduled_at, v.minutes, v.expired"
        )
    };
}

/// How many registered for the event of an occurrence.
macro_rules! registered_held {
    ($kind:literal) => {
        concat!(
            "SELECT (SELECT count(*) FROM registrant r WHERE r.account_id = o.account_id AND r.number = e.number AND r.shown = 1
                  AND (r.uuid IS NULL OR o.uuid IS NULL OR r.uuid = o.uuid))
       + (SELECT count(*) FROM set_registrant g
          WHERE g.account_id = o.account_id AND coalesce(g.role, 'attendee') = 'attendee'
            AND (g.registered_at IS NOT NULL OR g.status IS NOT NULL)
            AND g.set_id = (SELECT s.set_id FROM source_set s
                            WHERE s.account_id = o.account_id AND s.occurrence_id = o.occurrence_id AND s.state <> 'undone'
                              AND EXISTS (SELECT 1 FROM set_registrant h
                                          WHERE h.account_id = s.account_id AND h.set_id = s.set_id)
                            ORDER BY s.state = 'shown' DESC, s.grade DESC, s.observed_at DESC, s.set_id LIMIT 1)
            AND NOT EXISTS (
              SELECT 1 FROM registrant r
              WHERE r.account_id = o.account_id AND r.number = e.number AND r.shown = 1
                AND coalesce(r.email_folded, fold(trim(coalesce(r.first_name, '') || ' ' || coalesce(r.last_name, ''))))
                  = coalesce(g.email_folded, fold(g.name))))
FROM occurrence o
JOIN event e ON e.account_id = o.account_id AND e.event_id = o.event_id AND e.kind = '",
            $kind,
            "'
WHERE o.account_id IN (:accounts) AND o.occurrence_id = :occurrence"
        )
    };
}

pub(in crate::report) use {number_of, registered, registered_held, registration_events, registration_facts};
