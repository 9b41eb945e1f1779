//! Attendees of webinars: who hosted, who spoke, who came, and who had registered and did not.

use super::seats::seats;
use crate::model::Unit;
use crate::report::meetings::answers::{HOST, NUMBER, OCCURRENCE, TOPIC, of_events};
use crate::report::usage::stay::{joined, lasted, left};
use crate::report::{
    Access, Column, Drill, Layout, Limit, Param, ParamKind, ReportDef, ReportId, Source, Tab, View, col, def,
};

pub const DEF: ReportDef = ReportDef {
    id: ReportId("webinar-attendees"),
    title: "Attendees",
    tab: Tab::Webinars,
    about: "Hosts, panelists and attendees of webinars, and who had registered and did not come. `unique` on: one row a \
            person; off: one row a connection.",
    who: Access::WEBINARS,
    limits: Limit::LIST,
    ranged: true,
    ahead: false,
    layout: Layout::Table,
    params: &[
        OCCURRENCE,
        Param {
            name: "unique",
            kind: ParamKind::Switch { on: "people", off: "connections" },
            required: false,
            help: "on: one row a person; off: one row a connection.",
        },
        Param {
            name: "section",
            kind: ParamKind::Choice(&["all", "host", "panelist", "attendee", "other", "audience"]),
            required: false,
            help: "all, host, panelist, attendee, other (by telephone, or not matched to anybody), or audience (the last two).",
        },
        Param {
            name: "attended",
            kind: ParamKind::Choice(&["all", "yes", "no"]),
            required: false,
            help: "all, yes (who came) or no (who did not).",
        },
        HOST,
        TOPIC,
        NUMBER,
    ],
    actions: &[],
    views: &[
        View {
            id: "people",
            title: "People",
            columns: PEOPLE,
            source: Source { sql: PEOPLE_SQL, by_key: false },
            order: &["-start", "place", "-attended", "join", "name"],
            facts: None,
            notes: &[],
            chart: None,
            down: Some(SESSIONS),
            opens: None,
            further: Some("fields"),
            held: Some(HELD),
            noun: ("person", "people"),
        },
        View {
            id: "connections",
            title: "Connections",
            columns: CONNECTIONS,
            source: Source { sql: CONNECTIONS_SQL, by_key: false },
            order: &["-start", "place", "-attended", "join", "name"],
            facts: None,
            notes: &[],
            chart: None,
            down: Some(SESSIONS),
            opens: None,
            further: None,
            held: None,
            noun: ("row", "rows"),
        },
    ],
};

const SESSIONS: Drill = Drill {
    to: ReportId("sessions"),
    view: None,
    with: &[("participant", "participant")],
    day: None,
    label: &["name"],
};

/// People of a webinar, and who registered for it and did not come.
const HELD: &str = concat!(
    seats!("o.account_id IN (:accounts) AND e.kind = 'webinar' AND o.occurrence_id = :occurrence"),
    "SELECT (SELECT count(*) FROM present) + (SELECT count(*) FROM seats WHERE came = 0 AND registered = 1)
       + (SELECT count(*) FROM (SELECT DISTINCT who FROM seats WHERE came = 0 AND registered = 0) AS others)"
);

/// Sections in the order of the portal's report.
const PLACE: Column = def::key("place");
const SECTION: Column = col("section", "Section", Unit::Text).help("host, panelist, attendee or other.");
const TIME: Column =
    col("time_in_session", "Time in session", Unit::Duration).help("Union of the connections.");

const PEOPLE: &[Column] = &[
    def::key("participant"),
    def::key("registrant"),
    PLACE,
    def::account(),
    col("topic", "Topic", Unit::Text).wide().help("Where more than one is asked."),
    col("meeting_id", "ID", Unit::Number).wide(),
    col("start", "Start", Unit::Instant).wide(),
    SECTION,
    col("attended", "Attended", Unit::Flag),
    col("name", "Name", Unit::Text).personal(),
    col("email", "Email", Unit::Text).wide().personal(),
    col("registered_at", "Registered at", Unit::Instant).wide(),
    col("approval", "Approval", Unit::Text).wide().help("approved, pending, denied or cancelled."),
    col("join", "Join", Unit::Moment),
    col("leave", "Leave", Unit::Moment).wide(),
    TIME,
    col("sessions", "Sessions", Unit::Count).wide(),
    col("guest", "Guest", Unit::Flag).wide().help("Not a user of the account, as the source says."),
    col("country", "Country", Unit::Text).wide(),
    col("source", "Source", Unit::Text).wide().help("The link by which they came to the registration form."),
];

/// A participant beside what they said at registration, and those who are in the registration alone.
macro_rules! beside {
    ($rows:expr) => {
        concat!(
            seats!(of_events!("webinar")),
            ", once AS (
  SELECT s.account_id, s.occurrence_id, s.registrant, s.section, s.name, s.email, s.who, s.registered_at, s.status, s.country,
         s.source, s.fields, s.came, s.registered,
         row_number() OVER (PARTITION BY s.account_id, s.occurrence_id, s.who, s.came = 0
                            ORDER BY s.registered DESC, s.registrant) AS turn
  FROM seats s
),
rows_of AS (",
            $rows,
            "
)
SELECT r.participant AS participant,
       r.registrant AS registrant,
       CASE r.section WHEN 'host' THEN 1 WHEN 'panelist' THEN 2 WHEN 'attendee' THEN 3 ELSE 4 END AS place,
       CASE WHEN (SELECT count(*) FROM account WHERE account_id IN (:accounts)) > 1
            THEN (SELECT a.name FROM account a WHERE a.account_id = r.account_id) END AS account,
       CASE WHEN 1 = 1 [[occurrence: AND 1 = 0 ]] THEN w.topic END AS topic,
       CASE WHEN substr(w.number, 1, 1) <> '~' [[occurrence: AND 1 = 0 ]] THEN w.number END AS meeting_id,
       CASE WHEN 1 = 1 [[occurrence: AND 1 = 0 ]] THEN w.start_at END AS start,
       r.section AS section,
       r.attended AS attended,
       CASE WHEN r.guest = 1 AND r.section <> 'attendee' THEN r.name || ' (Guest)' ELSE r.name END AS name,
       nullif(r.email, '') AS email,
       r.registered_at AS registered_at,
       r.status AS approval,
       r.joined AS \"join\",
       r.gone AS leave,
       r.seconds AS time_in_session,"
        )
    };
}

macro_rules! asked {
    () => {
        "
FROM rows_of r
JOIN webs w ON w.account_id = r.account_id AND w.occurrence_id = r.occurrence_id
WHERE 1 = 1
  [[section: AND (r.section = :section OR (:section = 'audience' AND r.section IN ('attendee', 'other'))) ]]
  [[attended: AND r.attended = CASE :attended WHEN 'yes' THEN 1 ELSE 0 END ]]"
    };
}

const PEOPLE_SQL: &str = concat!(
    beside!(
        "
  SELECT p.account_id, p.occurrence_id, p.participant_id AS participant, s.registrant, p.section, 1 AS attended, p.name, p.email,
         s.registered_at, s.status, p.first_join AS joined, p.last_leave AS gone, p.seconds, p.sessions, p.guest,
         coalesce((SELECT min(d.country) FROM webs w
                   JOIN session c ON c.account_id = p.account_id AND c.occurrence_id = p.occurrence_id AND c.set_id = w.set_id
                     AND c.participant_id = p.participant_id
                   JOIN session_detail d ON d.account_id = c.account_id AND d.occurrence_id = c.occurrence_id
                     AND d.set_id = c.set_id AND d.session_id = c.session_id
                   WHERE w.account_id = p.account_id AND w.occurrence_id = p.occurrence_id), s.country) AS country,
         s.source, s.fields
  FROM present p
  LEFT JOIN once s ON s.account_id = p.account_id AND s.occurrence_id = p.occurrence_id AND s.who = p.who AND s.turn = 1
    AND s.came = 1
  UNION ALL
  SELECT s.account_id, s.occurrence_id, NULL, s.registrant, s.section, 0, s.name, s.email, s.registered_at, s.status, NULL,
         NULL, NULL, NULL, NULL, s.country, s.source, s.fields
  FROM once s
  WHERE s.came = 0 AND (s.registered = 1 OR s.turn = 1)"
    ),
    "
       r.sessions AS sessions,
       r.guest AS guest,
       r.country AS country,
       r.source AS source,
       r.fields AS fields",
    asked!()
);

const CONNECTIONS: &[Column] = &[
    def::key("participant"),
    def::key("registrant"),
    PLACE,
    def::account(),
    col("topic", "Topic", Unit::Text).wide().help("Where more than one is asked."),
    col("meeting_id", "ID", Unit::Number).wide(),
    col("start", "Start", Unit::Instant).wide(),
    SECTION,
    col("attended", "Attended", Unit::Flag),
    col("name", "Name", Unit::Text).personal(),
    col("email", "Email", Unit::Text).wide().personal(),
    col("registered_at", "Registered at", Unit::Instant).wide(),
    col("approval", "Approval", Unit::Text).wide(),
    col("join", "Join", Unit::Moment),
    col("leave", "Leave", Unit::Moment).wide(),
    TIME,
    def::key("session"),
    col("guest", "Guest", Unit::Flag).wide(),
    col("country", "Country", Unit::Text).wide(),
    col("source", "Source", Unit::Text).wide(),
];

const CONNECTIONS_SQL: &str = concat!(
    beside!(concat!(
        "
  SELECT p.account_id, p.occurrence_id, p.participant_id AS participant, r.registrant, p.section, 1 AS attended, p.name, p.email,
         r.registered_at, r.status, ", joined!(), " AS joined, ", left!(), " AS gone, ", lasted!(), " AS seconds,
         s.session_id AS session, p.guest, coalesce(d.country, r.country) AS country, r.source, r.fields
  FROM present p
  JOIN occurrence o ON o.account_id = p.account_id AND o.occurrence_id = p.occurrence_id
  JOIN session s ON s.account_id = o.account_id AND s.occurrence_id = o.occurrence_id AND s.set_id = o.set_id
    AND s.participant_id = p.participant_id AND s.waiting = 0
  LEFT JOIN session_detail d ON d.account_id = s.account_id AND d.occurrence_id = s.occurrence_id AND d.set_id = s.set_id
    AND d.session_id = s.session_id
  LEFT JOIN once r ON r.account_id = p.account_id AND r.occurrence_id = p.occurrence_id AND r.who = p.who AND r.turn = 1
    AND r.came = 1
  UNION ALL
  SELECT s.account_id, s.occurrence_id, NULL, s.registrant, s.section, 0, s.name, s.email, s.registered_at, s.status, NULL,
         NULL, NULL, NULL, NULL, s.country, s.source, s.fields
  FROM once s
  WHERE s.came = 0 AND (s.registered = 1 OR s.turn = 1)"
    )),
    "
       r.session AS session,
       r.guest AS guest,
       r.country AS country,
       r.source AS source",
    asked!()
);
