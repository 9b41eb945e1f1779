//! Participants of one occurrence: one row a person, or one row a connection.

use super::stay::{joined, lasted, left};
use crate::model::Unit;
use crate::report::{
    Access, Column, Drill, Facts, Layout, Limit, Param, ParamKind, ReportDef, ReportId, Source, Tab, View,
    col, def,
};

pub const DEF: ReportDef = ReportDef {
    id: ReportId("participants"),
    title: "Participants",
    tab: Tab::Usage,
    about: "Everyone who was in one occurrence. `unique` on: one row a person, with the union of their connections; \
            off: one row a connection.",
    who: Access::USAGE_OR_OWN,
    limits: Limit::OCCURRENCE,
    ranged: false,
    ahead: false,
    layout: Layout::Table,
    params: &[
        Param {
            name: "occurrence",
            kind: ParamKind::Occurrence,
            required: true,
            help: "The occurrence: UUID or NUMBER@START.",
        },
        Param {
            name: "unique",
            kind: ParamKind::Switch { on: "people", off: "connections" },
            required: false,
            help: "on: one row a person; off: one row a connection.",
        },
        Param {
            name: "guests",
            kind: ParamKind::Choice(&["all", "internal", "external"]),
            required: false,
            help: "all, internal (users of the account) or external (guests).",
        },
        Param {
            name: "minimum",
            kind: ParamKind::Number { least: 0, most: 100 },
            required: false,
            help: "Only people present for at least this share of the occurrence, in percent.",
        },
        Param {
            name: "early",
            kind: ParamKind::Number { least: 0, most: 1440 },
            required: false,
            help: "Only people who left for good at least so many minutes before the end.",
        },
        Param {
            name: "at",
            kind: ParamKind::Instant,
            required: false,
            help: "Only people who were there at that moment.",
        },
    ],
    actions: &[],
    views: &[
        View {
            id: "people",
            title: "People",
            columns: PEOPLE,
            source: Source { sql: PEOPLE_SQL, by_key: true },
            order: &["first_join", "name"],
            facts: Some(OCCURRENCE_FACTS),
            notes: &[],
            chart: None,
            down: Some(PERSON),
            opens: None,
            further: None,
            held: Some("SELECT count(*) FROM participant p
                 WHERE p.account_id IN (:accounts) AND p.occurrence_id = :occurrence"),
            noun: ("person", "people"),
        },
        View {
            id: "connections",
            title: "Connections",
            columns: CONNECTIONS,
            source: Source { sql: CONNECTIONS_SQL, by_key: true },
            order: &["join", "name"],
            facts: Some(OCCURRENCE_FACTS),
            notes: &[],
            chart: None,
            down: Some(PERSON),
            opens: None,
            further: None,
            held: Some("SELECT count(*) FROM occurrence o
                 JOIN session s ON s.account_id = o.account_id AND s.occurrence_id = o.occurrence_id AND s.set_id = o.set_id
                 WHERE o.account_id IN (:accounts) AND o.occurrence_id = :occurrence"),
            noun: ("connection", "connections"),
        },
    ],
};

const PERSON: Drill = Drill {
    to: ReportId("sessions"),
    view: None,
    with: &[("participant", "participant")],
    day: None,
    label: &["name"],
};

/// The line of facts of an occurrence: what it was, and which source says so.
pub const OCCURRENCE_FACTS: Facts = Facts {
    columns: &[
        col("topic", "Topic", Unit::Text),
        col("meeting_id", "ID", Unit::Number),
        col("host", "Host", Unit::Text).personal(),
        col("start", "Start", Unit::Moment),
        col("end", "End", Unit::Moment),
        col("minutes", "Minutes", Unit::Minutes),
        col("people", "People", Unit::Count),
        col("joins", "Joins", Unit::Count),
        col("peak", "Peak", Unit::Count),
        col("state", "", Unit::Text),
        col("source", "Source", Unit::Text),
        col("observed", "Observed", Unit::Instant),
        col("sources", "Sources held", Unit::Count),
        col("smaller", "", Unit::Text),
        col("same_person", "Same person by", Unit::Text),
    ],
    sql: "SELECT o.topic, CASE WHEN substr(e.number, 1, 1) <> '~' THEN e.number END, coalesce(o.host_name, (SELECT u.name FROM account_user u
            WHERE u.account_id = o.account_id AND u.user_id = o.host_user_id)), o.start_at, o.end_at,
                 o.minutes * 60, o.people, coalesce(o.joins, o.portal_joins), o.peak,
                 CASE WHEN o.no_report IS NOT NULL THEN 'no report: ' || o.no_report WHEN o.provisional = 1 THEN 'provisional ~' WHEN o.inferred = 1 THEN 'inferred ≈' END,
                 s.kind || CASE s.grade WHEN 4 THEN ' (report JSON)' WHEN 3 THEN ' (CSV)' WHEN 2 THEN ' (webhooks)'
                                        WHEN 1 THEN ' (unique totals)' ELSE '' END,
                 o.observed_at,
                 CASE WHEN o.sources > 1 THEN o.sources END,
                 CASE WHEN EXISTS (SELECT 1 FROM source_set t WHERE t.account_id = o.account_id
                                   AND t.occurrence_id = o.occurrence_id AND t.state = 'smaller')
                      THEN 'smaller than before: a later source has fewer rows' END,
                 (SELECT string_agg(word || ' ' || number, ', ' ORDER BY certainty DESC)
                  FROM (SELECT certainty, count(*) AS number,
                               CASE certainty WHEN 2 THEN 'id' WHEN 1 THEN 'email' ELSE 'name' END AS word
                        FROM participant p
                        WHERE p.account_id = o.account_id AND p.occurrence_id = o.occurrence_id AND p.attended = 1
                        GROUP BY certainty) AS sure)
          FROM occurrence o
          JOIN event e ON e.account_id = o.account_id AND e.event_id = o.event_id
          LEFT JOIN source_set s ON s.account_id = o.account_id AND s.set_id = o.set_id
          WHERE o.account_id IN (:accounts) AND o.occurrence_id = :occurrence",
};

const PEOPLE: &[Column] = &[
    def::key("participant"),
    col("name", "Name", Unit::Text)
        .personal()
        .help("With ` (Guest)` behind those who are not users of the account."),
    col("original_name", "Original name", Unit::Text)
        .wide()
        .personal()
        .help("Before the person renamed themselves."),
    col("email", "Email", Unit::Text).personal(),
    col("first_join", "First join", Unit::Moment),
    col("last_leave", "Last leave", Unit::Moment),
    col("left_early", "Early by", Unit::Duration)
        .help("Who left early: time from the last leave to the occurrence's end."),
    col("duration", "Duration", Unit::Duration)
        .help("Union of the connections: two devices at once count once."),
    col("sessions", "Sessions", Unit::Count)
        .help("Connections, waiting room left out; empty where the source gives a total alone."),
    col("presence_percent", "Presence", Unit::Percent)
        .wide()
        .help("Time inside the occurrence's start and end, as a share of it."),
    col("device_duration", "All devices", Unit::Duration)
        .wide()
        .help("Time over all devices: the sum of the connections."),
    col("waiting_duration", "Waited", Unit::Duration)
        .wide()
        .help("Time in the waiting room; never counted as presence."),
    col("role", "Role", Unit::Text).wide().help("host, panelist, attendee or other, where the source says."),
    col("guest", "Guest", Unit::Flag).wide().help("Not a user of the account, as the source says."),
    col("disclaimer", "Disclaimer", Unit::Text).wide().help("Answer to the recording disclaimer."),
    col("in_waiting_room", "In waiting room", Unit::Flag)
        .wide()
        .help("Was in the waiting room at some time."),
    col("attended", "Attended", Unit::Flag).wide().help("No: was only in the waiting room."),
    col("certainty", "Same person by", Unit::Text)
        .wide()
        .help("id, email or name: how connections were told to be one person's."),
];

/// Seconds from somebody's last leave to the end; nothing of those who were never let in.
macro_rules! early {
    () => {
        "CASE WHEN p.attended = 1 AND p.last_leave < o.end_at THEN o.end_at - p.last_leave
              WHEN p.attended = 1 AND p.last_leave IS NOT NULL AND o.end_at IS NOT NULL THEN 0 END"
    };
}

const PEOPLE_SQL: &str = concat!("
SELECT p.participant_id AS participant,
       CASE WHEN p.guest = 1 THEN n.name || ' (Guest)' ELSE n.name END AS name,
       nullif(n.original_name, '') AS original_name,
       nullif(n.email, '') AS email,
       p.first_join AS first_join,
       p.last_leave AS last_leave,
       ", early!(), " AS left_early,
       p.seconds AS duration,
       CASE WHEN p.attended = 1 THEN nullif(p.sessions, 0) ELSE p.sessions END AS sessions,
       CASE WHEN o.end_at > o.start_at THEN 100.0 * coalesce(p.presence_seconds, p.seconds) / (o.end_at - o.start_at) END AS presence_percent,
       coalesce(p.device_seconds, p.seconds) AS device_duration,
       p.waiting_seconds AS waiting_duration,
       p.role AS role,
       p.guest AS guest,
       p.disclaimer AS disclaimer,
       CASE WHEN p.waiting_seconds > 0 OR p.attended = 0 THEN 1 ELSE 0 END AS in_waiting_room,
       p.attended AS attended,
       CASE p.certainty WHEN 2 THEN 'id' WHEN 1 THEN 'email' ELSE 'name' END AS certainty
FROM participant p
JOIN occurrence o ON o.account_id = p.account_id AND o.occurrence_id = p.occurrence_id
JOIN person n ON n.account_id = p.account_id AND n.person_id = p.person_id
WHERE p.account_id IN (:accounts) AND p.occurrence_id = :occurrence
  [[guests: AND (:guests = 'all' OR (:guests = 'internal' AND p.guest = 0) OR (:guests = 'external' AND p.guest = 1)) ]]
  [[minimum: AND 100.0 * coalesce(p.presence_seconds, p.seconds) >= :minimum * (o.end_at - o.start_at) ]]
  [[early: AND ", early!(), " >= :early * 60 ]]
  [[at: AND EXISTS (SELECT 1 FROM session s
                    WHERE s.account_id = o.account_id AND s.occurrence_id = o.occurrence_id AND s.set_id = o.set_id
                      AND s.participant_id = p.participant_id AND s.waiting = 0
                      AND ", joined!(), " <= :at AND ", left!(), " > :at) ]]");

/// Marks a connection of which the source gives one end alone.
pub const STATE: Column = col("state", "", Unit::Mark).wide().help(
    "`inferred` (≈): the source gives no join or no leave; the occurrence's start or end stands for it.",
);

const CONNECTIONS: &[Column] = &[
    def::key("participant"),
    def::key("session"),
    STATE,
    col("name", "Name", Unit::Text).personal(),
    col("original_name", "Original name", Unit::Text).wide().personal(),
    col("email", "Email", Unit::Text).personal(),
    col("join", "Join", Unit::Moment),
    col("leave", "Leave", Unit::Moment),
    col("duration", "Duration", Unit::Duration),
    col("role", "Role", Unit::Text).wide(),
    col("guest", "Guest", Unit::Flag).wide(),
    col("disclaimer", "Disclaimer", Unit::Text).wide(),
    col("in_waiting_room", "In waiting room", Unit::Flag),
];

const CONNECTIONS_SQL: &str = concat!("
SELECT s.participant_id AS participant,
       s.session_id AS session,
       CASE WHEN (s.join_at IS NULL) <> (s.leave_at IS NULL) THEN 'inferred' END AS state,
       CASE WHEN s.guest = 1 THEN n.name || ' (Guest)' ELSE n.name END AS name,
       nullif(n.original_name, '') AS original_name,
       nullif(n.email, '') AS email,
       ", joined!(), " AS \"join\",
       ", left!(), " AS leave,
       ", lasted!(), " AS duration,
       s.role AS role,
       s.guest AS guest,
       s.disclaimer AS disclaimer,
       s.waiting AS in_waiting_room
FROM occurrence o
JOIN session s ON s.account_id = o.account_id AND s.occurrence_id = o.occurrence_id AND s.set_id = o.set_id
JOIN person n ON n.account_id = s.account_id AND n.person_id = s.person_id
[[minimum: JOIN participant p ON p.account_id = s.account_id AND p.occurrence_id = s.occurrence_id
                             AND p.participant_id = s.participant_id ]]
WHERE o.account_id IN (:accounts) AND o.occurrence_id = :occurrence
  [[guests: AND (:guests = 'all' OR (:guests = 'internal' AND s.guest = 0) OR (:guests = 'external' AND s.guest = 1)) ]]
  [[minimum: AND 100.0 * coalesce(p.presence_seconds, p.seconds) >= :minimum * (o.end_at - o.start_at) ]]
  [[early: AND EXISTS (SELECT 1 FROM participant p
                            WHERE p.account_id = s.account_id AND p.occurrence_id = s.occurrence_id
                              AND p.participant_id = s.participant_id AND ", early!(), " >= :early * 60) ]]
  [[at: AND s.waiting = 0 AND ", joined!(), " <= :at AND ", left!(), " > :at ]]");
