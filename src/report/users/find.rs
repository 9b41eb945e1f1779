//! Find: who and what is held under a name, an e-mail, a topic or a meeting ID, whatever the dates. Distinct people and
//! meetings are searched, never their connections.

use crate::model::Unit;
use crate::report::usage::active_hosts::occurrence_drill;
use crate::report::{
    Access, Column, Drill, Layout, Limit, Note, Param, ParamKind, ReportDef, ReportId, Source, Tab, View,
    col, def,
};

pub const DEF: ReportDef = ReportDef {
    id: ReportId("find"),
    title: "Find",
    tab: Tab::Users,
    about: "People whose name or e-mail holds a text, and meetings whose ID or topic does, in everything held. Of people \
            under one e-mail, or without one under one name, there is one row.",
    who: Access::USAGE_OR_OWN,
    limits: Limit::NONE,
    ranged: false,
    ahead: false,
    layout: Layout::Table,
    params: &[Param {
        name: "text",
        kind: ParamKind::Search,
        required: true,
        help: "Part of a name, e-mail or topic, or digits of a meeting ID.",
    }],
    actions: &[],
    views: &[
        View {
            id: "people",
            title: "People",
            columns: PEOPLE,
            source: Source { sql: PEOPLE_SQL, by_key: false },
            order: &["-last", "name", "email"],
            facts: None,
            notes: &[MORE],
            chart: None,
            down: Some(Drill {
                to: ReportId("person"),
                view: None,
                with: &[("person", "person")],
                day: None,
                label: &["name"],
            }),
            opens: None,
            further: None,
            held: None,
            noun: ("person", "people"),
        },
        View {
            id: "meetings",
            title: "Meetings",
            columns: MEETINGS,
            source: Source { sql: MEETINGS_SQL, by_key: true },
            order: &["-start"],
            facts: None,
            notes: &[],
            chart: None,
            down: Some(occurrence_drill()),
            opens: None,
            further: None,
            held: None,
            noun: ("occurrence", "occurrences"),
        },
    ],
};

const PEOPLE: &[Column] = &[
    def::key("person"),
    def::account().help("Those the person is known in, where more than one account is asked."),
    col("name", "Name", Unit::Text)
        .personal()
        .help("The users list's, else the one that a source wrote last."),
    col("email", "Email", Unit::Text).personal(),
    col("department", "Department", Unit::Text).wide().help("Of users of the account."),
    col("user", "User", Unit::Flag).wide().help("Whether it is a user of the account."),
    col("attended", "Attended", Unit::Count).help("Occurrences the person was in."),
    col("hosted", "Hosted", Unit::Count).help("Occurrences the person hosted."),
    col("last", "Last", Unit::Instant).help("Start of the last of them."),
];

/// People found at most; whoever finds more has typed too little to look through them.
const MORE: Note = Note {
    sql: "SELECT count(*) FROM (
            SELECT 1 FROM (
              SELECT CASE WHEN p.email <> '' THEN fold(p.email) ELSE fold(p.name) END AS who
              FROM person p
              WHERE p.account_id IN (:accounts)
                AND (holds(p.name, :text) OR holds(p.email, :text) OR holds(p.original_name, :text))
            ) AS found
            GROUP BY who LIMIT 1 OFFSET 1000) AS beyond",
    one: "the first 1 000 by e-mail or name: type more of it",
    many: "the first 1 000 by e-mail or name: type more of it",
};

// Two passes over the distinct people: who is meant, and under which names; then, in that order, their attendances by index.
const PEOPLE_SQL: &str = "
WITH found AS (
  SELECT CASE WHEN p.email <> '' THEN fold(p.email) ELSE fold(p.name) END AS who
  FROM person p
  WHERE p.account_id IN (:accounts)
    AND (holds(p.name, :text) OR holds(p.email, :text) OR holds(p.original_name, :text))
  UNION
  SELECT coalesce(u.email_folded, u.name_folded)
  FROM account_user u
  WHERE u.account_id IN (:accounts) AND (holds(u.name, :text) OR holds(u.email, :text))
  ORDER BY 1
  LIMIT 1000
),
named AS MATERIALIZED (
  SELECT p.account_id, p.person_id, CASE WHEN p.email <> '' THEN fold(p.email) ELSE fold(p.name) END AS who
  FROM person p
  WHERE p.account_id IN (:accounts)
    AND CASE WHEN p.email <> '' THEN fold(p.email) ELSE fold(p.name) END IN (SELECT who FROM found)
),
listed AS MATERIALIZED (
  SELECT u.account_id, u.user_id, coalesce(u.email_folded, u.name_folded) AS who
  FROM account_user u
  WHERE u.account_id IN (:accounts) AND coalesce(u.email_folded, u.name_folded) IN (SELECT who FROM found)
),
newest AS (SELECT who, max(person_id) AS person_id FROM named GROUP BY who),
own AS (SELECT who, max(user_id) AS user_id FROM listed GROUP BY who),
known_in AS (
  SELECT k.who, string_agg(a.name, '; ' ORDER BY a.account_id) AS names
  FROM (SELECT who, account_id FROM named UNION SELECT who, account_id FROM listed) AS k
  JOIN account a ON a.account_id = k.account_id
  WHERE (SELECT count(*) FROM account WHERE account_id IN (:accounts)) > 1
  GROUP BY k.who
),
met AS (
  SELECT n.who, count(*) AS attended, max(o.start_at) AS last
  FROM named n
  CROSS JOIN participant a
  CROSS JOIN occurrence o
  WHERE a.account_id = n.account_id AND a.person_id = n.person_id AND a.attended = 1
    AND o.account_id = a.account_id AND o.occurrence_id = a.occurrence_id
  GROUP BY n.who
),
held AS (
  SELECT l.who, count(*) AS hosted, max(o.start_at) AS last
  FROM listed l
  CROSS JOIN occurrence o
  WHERE o.account_id = l.account_id AND o.host_user_id = l.user_id
  GROUP BY l.who
)
SELECT found.who AS person,
       known_in.names AS account,
       coalesce(u.name, p.name) AS name,
       coalesce(u.email, nullif(p.email, '')) AS email,
       u.department AS department,
       CASE WHEN u.user_id IS NOT NULL THEN 1 ELSE 0 END AS user,
       coalesce(met.attended, 0) AS attended,
       coalesce(held.hosted, 0) AS hosted,
       CASE WHEN met.last >= coalesce(held.last, met.last) THEN met.last ELSE held.last END AS last
FROM found
LEFT JOIN newest ON newest.who = found.who
LEFT JOIN person p ON p.account_id IN (:accounts) AND p.person_id = newest.person_id
LEFT JOIN own ON own.who = found.who
LEFT JOIN account_user u ON u.account_id IN (:accounts) AND u.user_id = own.user_id
LEFT JOIN known_in ON known_in.who = found.who
LEFT JOIN met ON met.who = found.who
LEFT JOIN held ON held.who = found.who
WHERE found.who IS NOT NULL";

const MEETINGS: &[Column] = &[
    def::key("occurrence"),
    col("state", "", Unit::Mark).wide().help(
        "`provisional` (~): observed less than 30 minutes after its end. `inferred` (≈): known only from a \
         participants file without a meeting block.",
    ),
    def::account(),
    col("topic", "Topic", Unit::Text),
    col("meeting_id", "Meeting ID", Unit::Number),
    col("host", "Host", Unit::Text).personal(),
    col("host_email", "Host email", Unit::Text).wide().personal(),
    col("start", "Start", Unit::Instant),
    col("end", "End", Unit::Instant).wide(),
    col("minutes", "Minutes", Unit::Minutes).help("Length of the occurrence, rounded up."),
    col("participants", "Participants", Unit::Count)
        .help("People, by the same-person rule; waiting rooms left out."),
    col("joins", "Joins", Unit::Count)
        .wide()
        .help("Connections; the portal's own count where no people are held."),
    col("sources", "Sources", Unit::Count).wide().help("Imports that speak of it."),
];

const MEETINGS_SQL: &str = "
SELECT o.occurrence_id AS occurrence,
       CASE WHEN o.provisional = 1 THEN 'provisional' WHEN o.inferred = 1 THEN 'inferred' END AS state,
       CASE WHEN (SELECT count(*) FROM account WHERE account_id IN (:accounts)) > 1
            THEN (SELECT a.name FROM account a WHERE a.account_id = o.account_id) END AS account,
       o.topic AS topic,
       CASE WHEN substr(e.number, 1, 1) <> '~' THEN e.number END AS meeting_id,
       coalesce(o.host_name, (SELECT u.name FROM account_user u
                              WHERE u.account_id = o.account_id AND u.user_id = o.host_user_id)) AS host,
       coalesce(o.host_email, (SELECT u.email FROM account_user u
                               WHERE u.account_id = o.account_id AND u.user_id = o.host_user_id)) AS host_email,
       o.start_at AS start,
       o.end_at AS \"end\",
       o.minutes * 60 AS minutes,
       o.people AS participants,
       coalesce(o.joins, o.portal_joins) AS joins,
       o.sources AS sources
FROM occurrence o
CROSS JOIN event e
WHERE o.account_id IN (:accounts) AND e.account_id = o.account_id AND e.event_id = o.event_id
  AND (holds(o.topic, :text)
       OR fold(o.uuid) = :text
       OR (o.account_id, o.event_id) IN (
         SELECT m.account_id, m.event_id
         FROM event m
         WHERE m.account_id IN (:accounts) AND substr(m.number, 1, 1) <> '~'
           AND replace(replace(:text, ' ', ''), '-', '') <> ''
           AND holds(m.number, replace(replace(:text, ' ', ''), '-', ''))))";
