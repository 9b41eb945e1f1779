//! Sessions of one participant, under a bar of time.

use super::participants::STATE;
use super::stay::{joined, lasted, left};
use crate::model::Unit;
use crate::report::{
    Access, Chart, Column, Facts, Layout, Limit, Param, ParamKind, ReportDef, ReportId, Source, Tab, View,
    col, def,
};

pub const DEF: ReportDef = ReportDef {
    id: ReportId("sessions"),
    title: "Sessions",
    tab: Tab::Usage,
    about: "Each connection of one participant in one occurrence: when, for how long, on what and from where. What \
            the source that is shown does not say is taken from the others of that occurrence.",
    who: Access::USAGE_OR_OWN,
    limits: Limit::OCCURRENCE,
    ranged: false,
    ahead: false,
    layout: Layout::Table,
    params: &[Param {
        name: "participant",
        kind: ParamKind::Participant,
        required: true,
        help: "The participant's key, as `headcount report participants --format json` gives it.",
    }],
    actions: &[],
    views: &[View {
        id: "sessions",
        title: "Sessions",
        columns: COLUMNS,
        source: Source { sql: SQL, by_key: true },
        order: &["join"],
        facts: Some(FACTS),
        notes: &[],
        chart: Some(Chart::TimeBar {
            start: "start",
            end: "end",
            join: "join",
            leave: "leave",
            waiting: "waiting",
            label: "device",
        }),
        down: None,
        opens: None,
        further: None,
        held: None,
        noun: ("session", "sessions"),
    }],
};

const FACTS: Facts = Facts {
    columns: &[
        col("name", "Name", Unit::Text).personal(),
        col("email", "Email", Unit::Text).personal(),
        col("topic", "Topic", Unit::Text),
        col("start", "Start", Unit::Moment),
        col("end", "End", Unit::Moment),
        col("present", "Present", Unit::Duration),
        col("presence_percent", "Presence", Unit::Percent),
        col("waited", "Waited", Unit::Duration),
        col("certainty", "Same person by", Unit::Text),
    ],
    sql: "SELECT n.name, nullif(n.email, ''), o.topic, o.start_at, o.end_at, coalesce(p.presence_seconds, p.seconds),
                 CASE WHEN o.end_at > o.start_at THEN 100.0 * coalesce(p.presence_seconds, p.seconds) / (o.end_at - o.start_at) END,
                 nullif(p.waiting_seconds, 0),
                 CASE p.certainty WHEN 2 THEN 'id' WHEN 1 THEN 'email' ELSE 'name' END
          FROM participant p
          JOIN occurrence o ON o.account_id = p.account_id AND o.occurrence_id = p.occurrence_id
          JOIN person n ON n.account_id = p.account_id AND n.person_id = p.person_id
          WHERE p.account_id IN (:accounts) AND p.occurrence_id = :participant / 1048576
            AND p.participant_id = :participant",
};

const COLUMNS: &[Column] = &[
    def::key("session"),
    STATE,
    col("join", "Join", Unit::Moment),
    col("leave", "Leave", Unit::Moment),
    col("duration", "Duration", Unit::Duration),
    col("waiting", "Waiting room", Unit::Flag)
        .help("Time in the waiting room: shown, never counted as presence."),
    col("name", "Name", Unit::Text).personal().help("As it was shown in this connection."),
    col("role", "Role", Unit::Text).wide(),
    col("device", "Device", Unit::Text),
    col("client", "Client", Unit::Text).wide(),
    col("ip", "IP", Unit::Text).wide().personal(),
    col("country", "Country", Unit::Text).wide(),
    col("city", "City", Unit::Text).wide().personal(),
    col("network", "Network", Unit::Text).wide(),
    col("data_centre", "Data centre", Unit::Text).wide(),
    col("leave_reason", "Leave reason", Unit::Text).wide(),
];

const SQL: &str = concat!(
    "
SELECT s.session_id AS session,
       CASE WHEN (s.join_at IS NULL) <> (s.leave_at IS NULL) THEN 'inferred' END AS state,
       ",
    joined!(),
    " AS \"join\",
       ",
    left!(),
    " AS leave,
       ",
    lasted!(),
    " AS duration,
       s.waiting AS waiting,
       n.name AS name,
       s.role AS role,
       coalesce(d.device, b.device) AS device,
       coalesce(d.client, b.client) AS client,
       coalesce(d.ip, b.ip) AS ip,
       coalesce(d.country, b.country) AS country,
       coalesce(d.city, b.city) AS city,
       coalesce(d.network, b.network) AS network,
       coalesce(d.data_centre, b.data_centre) AS data_centre,
       coalesce(d.leave_reason, b.leave_reason) AS leave_reason
FROM occurrence o
JOIN session s ON s.account_id = o.account_id AND s.occurrence_id = o.occurrence_id AND s.set_id = o.set_id
JOIN person n ON n.account_id = s.account_id AND n.person_id = s.person_id
LEFT JOIN session_detail d ON d.account_id = s.account_id AND d.occurrence_id = s.occurrence_id
                          AND d.set_id = s.set_id AND d.session_id = s.session_id
LEFT JOIN session_borrowed b ON b.account_id = s.account_id AND b.occurrence_id = s.occurrence_id
                            AND b.set_id = s.set_id AND b.session_id = s.session_id
WHERE o.account_id IN (:accounts) AND o.occurrence_id = :participant / 1048576
  AND s.participant_id = :participant"
);
