//! One person: every occurrence that they were in or hosted, whatever the dates.

use crate::model::Unit;
use crate::report::{
    Access, Column, Drill, Facts, Layout, Limit, Param, ParamKind, ReportDef, ReportId, Source, Tab, View,
    col, def,
};

pub const DEF: ReportDef = ReportDef {
    id: ReportId("person"),
    title: "Person",
    tab: Tab::Users,
    about: "Every occurrence held that one person was in or hosted, newest first. Who has an account-wide id is known by \
            it under any name; else the e-mail tells, else the name.",
    who: Access::USAGE_OR_OWN,
    limits: Limit::NONE,
    ranged: false,
    ahead: false,
    layout: Layout::Table,
    params: &[Param {
        name: "person",
        kind: ParamKind::Person,
        required: true,
        help: "The person's e-mail; where none is known, the whole name.",
    }],
    actions: &[],
    views: &[View {
        id: "occurrences",
        title: "Occurrences",
        columns: COLUMNS,
        source: Source { sql: SQL, by_key: false },
        order: &["-start", "topic"],
        facts: Some(FACTS),
        notes: &[],
        chart: None,
        down: Some(Drill {
            to: ReportId("sessions"),
            view: None,
            with: &[("participant", "participant")],
            day: None,
            label: &["topic", "start"],
        }),
        opens: None,
        further: None,
        held: None,
        noun: ("occurrence", "occurrences"),
    }],
};

/// `same`: the names and addresses of the person; `known`: the users of the account that it is.
macro_rules! person {
    ($then:literal) => {
        concat!(
            "
WITH told AS (
  SELECT p.account_id, p.person_id, p.name, p.email, p.provider_user_id
  FROM person p
  WHERE p.account_id IN (:accounts)
    AND (fold(p.email) = :person OR (p.email = '' AND fold(p.name) = :person))
),
same AS (
  SELECT account_id, person_id, name, email FROM told
  UNION
  SELECT p.account_id, p.person_id, p.name, p.email
  FROM person p
  WHERE p.account_id IN (:accounts) AND p.provider_user_id <> ''
    AND p.provider_user_id IN (SELECT provider_user_id FROM told)
),
known AS (
  SELECT u.account_id, u.user_id, u.name, u.email, u.department
  FROM account_user u
  WHERE u.account_id IN (:accounts)
    AND (u.email_folded = :person OR (u.email_folded IS NULL AND u.name_folded = :person))
)
",
            $then
        )
    };
}

const FACTS: Facts = Facts {
    columns: &[
        col("name", "Name", Unit::Text).personal(),
        col("email", "Email", Unit::Text).personal(),
        col("department", "Department", Unit::Text),
        col("user", "User of the account", Unit::Flag),
        col("names", "Also called", Unit::Text).personal(),
    ],
    sql: person!(
        "SELECT coalesce((SELECT max(name) FROM known), (SELECT s.name FROM same s ORDER BY s.person_id DESC LIMIT 1)),
       coalesce((SELECT max(email) FROM known), (SELECT max(nullif(s.email, '')) FROM same s)),
       (SELECT max(department) FROM known),
       CASE WHEN EXISTS (SELECT 1 FROM known) THEN 1 ELSE 0 END,
       (SELECT string_agg(other.name, ', ' ORDER BY other.name)
        FROM (SELECT DISTINCT s.name FROM same s
              WHERE s.name <> coalesce((SELECT max(name) FROM known),
                                       (SELECT t.name FROM same t ORDER BY t.person_id DESC LIMIT 1))) AS other)
WHERE EXISTS (SELECT 1 FROM same) OR EXISTS (SELECT 1 FROM known)"
    ),
};

const COLUMNS: &[Column] = &[
    def::key("occurrence"),
    def::key("participant"),
    col("state", "", Unit::Mark).wide().help(
        "`provisional` (~): observed less than 30 minutes after its end. `inferred` (≈): known only from a \
         participants file without a meeting block.",
    ),
    def::account(),
    col("topic", "Topic", Unit::Text),
    col("meeting_id", "Meeting ID", Unit::Number).wide(),
    col("start", "Start", Unit::Instant).help("Of the occurrence."),
    col("role", "Role", Unit::Text)
        .wide()
        .help("host, whether there or not; of webinars also panelist or attendee."),
    col("first_join", "First join", Unit::Moment).wide(),
    col("last_leave", "Last leave", Unit::Moment).wide(),
    col("duration", "Duration", Unit::Duration)
        .sum()
        .help("Union of the connections; empty where only the waiting room was seen, or nobody was listed."),
    col("presence_percent", "Presence", Unit::Percent)
        .help("Time inside the occurrence's start and end, as a share of it."),
    col("sessions", "Sessions", Unit::Count)
        .help("Connections, waiting room left out; empty where the source gives a total alone."),
    col("name", "Name", Unit::Text).wide().personal().help("As it was written in that occurrence."),
    col("email", "Email", Unit::Text).wide().personal(),
    col("guest", "Guest", Unit::Flag).wide().help("Not a user of the account, as the source says."),
    col("attended", "Attended", Unit::Flag)
        .wide()
        .help("No: was only in the waiting room, or hosted and is not among the participants."),
    col("host", "Host", Unit::Text).wide().personal(),
];

const SQL: &str = person!(
    ",
attendance AS (
  SELECT a.account_id, a.occurrence_id, a.participant_id, a.host, a.role, a.first_join, a.last_leave, a.seconds,
         a.presence_seconds, a.sessions, a.guest, a.attended, a.person_id
  FROM same
  CROSS JOIN participant a
  WHERE a.account_id = same.account_id AND a.person_id = same.person_id
  UNION ALL
  SELECT o.account_id, o.occurrence_id, NULL, 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL
  FROM known
  JOIN occurrence o ON o.account_id = known.account_id AND o.host_user_id = known.user_id
  WHERE NOT EXISTS (SELECT 1
                    FROM participant b
                    JOIN same ON same.account_id = b.account_id AND same.person_id = b.person_id
                    WHERE b.account_id = o.account_id AND b.occurrence_id = o.occurrence_id)
)
SELECT a.occurrence_id AS occurrence,
       a.participant_id AS participant,
       CASE WHEN o.provisional = 1 THEN 'provisional' WHEN o.inferred = 1 THEN 'inferred' END AS state,
       CASE WHEN (SELECT count(*) FROM account WHERE account_id IN (:accounts)) > 1
            THEN (SELECT named.name FROM account named WHERE named.account_id = o.account_id) END AS account,
       o.topic AS topic,
       CASE WHEN substr(e.number, 1, 1) <> '~' THEN e.number END AS meeting_id,
       o.start_at AS start,
       CASE WHEN a.host = 1 OR EXISTS (SELECT 1 FROM known
                                       WHERE known.account_id = o.account_id AND known.user_id = o.host_user_id)
            THEN 'host' ELSE a.role END AS role,
       a.first_join AS first_join,
       a.last_leave AS last_leave,
       CASE WHEN a.attended = 1 THEN a.seconds END AS duration,
       CASE WHEN a.attended = 1 AND o.end_at > o.start_at
            THEN 100.0 * coalesce(a.presence_seconds, a.seconds) / (o.end_at - o.start_at) END AS presence_percent,
       CASE WHEN a.attended = 1 THEN nullif(a.sessions, 0) END AS sessions,
       n.name AS name,
       nullif(n.email, '') AS email,
       a.guest AS guest,
       a.attended AS attended,
       coalesce(o.host_name, (SELECT u.name FROM account_user u
                              WHERE u.account_id = o.account_id AND u.user_id = o.host_user_id)) AS host
FROM attendance a
CROSS JOIN occurrence o
CROSS JOIN event e
LEFT JOIN person n ON n.account_id = a.account_id AND n.person_id = a.person_id
WHERE o.account_id = a.account_id AND o.occurrence_id = a.occurrence_id
  AND e.account_id = o.account_id AND e.event_id = o.event_id"
);
