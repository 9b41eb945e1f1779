//! Active hosts: every occurrence started in the range, or every user who was in at least one.

use crate::model::Unit;
use crate::report::{
    Access, Column, Drill, Layout, Limit, Note, Param, ParamKind, ReportDef, ReportId, Source, Tab, View,
    col, def,
};

const DEPARTMENT: Param = Param {
    name: "department",
    kind: ParamKind::Text,
    required: false,
    help: "Only hosts whose department, as the source gave it, contains this.",
};

pub const DEF: ReportDef = ReportDef {
    id: ReportId("active-hosts"),
    title: "Active hosts",
    tab: Tab::Usage,
    about: "Who met: every occurrence started in the range with its host, or every user of the account who was in \
            at least one, with what they hosted and how many they attended. Where the portal's own figures of a host \
            are held for exactly the range asked, and fewer occurrences with people, they are shown.",
    who: Access::USAGE_OR_OWN,
    limits: Limit::LIST,
    ranged: true,
    ahead: false,
    layout: Layout::Table,
    params: &[
        Param { name: "host", kind: ParamKind::Host, required: false, help: "Only this host." },
        DEPARTMENT,
        Param {
            name: "group",
            kind: ParamKind::Text,
            required: false,
            help: "Only hosts of a group that contains this.",
        },
    ],
    actions: &[],
    views: &[
        View {
            id: "users",
            title: "Users",
            columns: USER_COLUMNS,
            source: Source { sql: USERS_SQL, by_key: false },
            order: &["-minutes", "name"],
            facts: None,
            notes: &[PORTAL, PROVISIONAL],
            chart: None,
            down: Some(Drill {
                to: ReportId("active-hosts"),
                view: Some("meetings"),
                with: &[("host", "host")],
                day: None,
                label: &["name"],
            }),
            opens: None,
            further: None,
            held: None,
            noun: ("user", "users"),
        },
        View {
            id: "meetings",
            title: "Meetings",
            columns: OCCURRENCE_COLUMNS,
            source: Source { sql: OCCURRENCE_SQL, by_key: true },
            order: &["-start"],
            facts: None,
            notes: &[PROVISIONAL],
            chart: None,
            down: Some(occurrence_drill()),
            opens: None,
            further: None,
            held: None,
            noun: ("occurrence", "occurrences"),
        },
    ],
};

/// Remark on occurrences whose data may still grow. They are few, and found by their start: `+` keeps the index of days, under
/// which all others stand too, out of it.
pub const PROVISIONAL: Note = Note {
    sql: "SELECT count(*) FROM occurrence o
          WHERE o.account_id IN (:accounts) AND +o.day BETWEEN :from_day AND :to_day
            AND o.start_at BETWEEN :from_at - 93600 AND :to_at + 93600 AND o.provisional = 1
            [[host: AND o.host_user_id = :host ]]
            [[department: AND holds(o.department, :department) ]]
            [[group: AND holds(o.user_group, :group) ]]
            [[topic: AND holds(o.topic, :topic) ]]
            [[meeting: AND EXISTS (SELECT 1 FROM event e WHERE e.account_id = o.account_id AND e.event_id = o.event_id
                                   AND e.number = replace(:meeting, ' ', '')) ]]",
    one: "1 occurrence provisional ~",
    many: "{} occurrences provisional ~",
};

/// An occurrence opens on its participants.
pub const fn occurrence_drill() -> Drill {
    Drill {
        to: ReportId("participants"),
        view: None,
        with: &[("occurrence", "occurrence")],
        day: None,
        label: &["topic", "start"],
    }
}

const USER_COLUMNS: &[Column] = &[
    def::key("host"),
    def::account(),
    col("name", "Name", Unit::Text).personal(),
    col("email", "Email", Unit::Text).personal(),
    col("department", "Department", Unit::Text).wide().help("As of the newest source that named one."),
    col("licence", "Licence type", Unit::Text)
        .wide()
        .help("The plan at the end of the range; where no users list says it, the first one known after it."),
    col("meetings", "Meetings", Unit::Count).sum().help("Occurrences hosted in the range."),
    col("attended", "Attended", Unit::Count)
        .wide()
        .sum()
        .help("Occurrences of the account the user was in, hosted ones included."),
    col("participants", "Participants", Unit::Count)
        .sum()
        .help("People in the occurrences hosted, summed over them."),
    col("joins", "Joins", Unit::Count)
        .wide()
        .sum()
        .help("Connections to the occurrences hosted; the portals call these participants."),
    col("minutes", "Minutes", Unit::Minutes)
        .sum()
        .bar()
        .help("Participant minutes of the occurrences hosted, rounded up from the summed seconds."),
    col("last_sign_in", "Last sign-in", Unit::Instant).wide().help("Where a users list says so."),
    col("client_version", "Client version", Unit::Text).wide(),
    col("held", "Held", Unit::Text)
        .help("Where the portal's figures of this range are shown: occurrences with people held, of those it counts."),
];

/// Hosts with what they held in the range, beside the portal's figures of exactly that range where they are held. Whom
/// only the portal names has no `user_id`.
macro_rules! hosts {
    ($then:literal) => {
        concat!(
            "
WITH newest AS (
  SELECT t.account_id, t.scope_key, t.measure, t.value,
         row_number() OVER (PARTITION BY t.account_id, t.scope_key, t.measure
                            ORDER BY i.observed_at DESC, i.digest DESC) AS place
  FROM portal_total t
  JOIN import i ON i.account_id = t.account_id AND i.import_id = t.import_id
  WHERE t.account_id IN (:accounts) AND t.scope = 'host' AND t.day = :from_day AND t.to_day = :to_day
),
named AS (
  SELECT n.account_id, n.measure, n.value, u.user_id, CASE WHEN u.user_id IS NULL THEN n.scope_key END AS scope_key
  FROM newest n
  LEFT JOIN account_user u ON u.account_id = n.account_id
    AND u.user_id = coalesce((SELECT e.user_id FROM account_user e
                              WHERE e.account_id = n.account_id AND e.email_folded = n.scope_key),
                             (SELECT e.user_id FROM account_user e
                              WHERE e.account_id = n.account_id AND substr(n.scope_key, 1, 1) = '#'
                                AND e.provider_user_id = substr(n.scope_key, 2)))
  WHERE n.place = 1
),
portal AS (
  SELECT account_id, user_id, scope_key, max(value) FILTER (WHERE measure = 'meetings') AS meetings,
         max(value) FILTER (WHERE measure = 'joins') AS joins,
         max(value) FILTER (WHERE measure = 'minutes') AS minutes
  FROM named
  GROUP BY account_id, user_id, scope_key
),
peopled AS (
  SELECT o.account_id, o.host_user_id AS user_id, count(o.people) AS occurrences
  FROM portal
  JOIN occurrence o ON o.account_id = portal.account_id AND o.host_user_id = portal.user_id
  WHERE o.day BETWEEN :from_day AND :to_day
  GROUP BY o.account_id, o.host_user_id
),
judged AS (
  SELECT portal.account_id, portal.user_id, portal.scope_key, portal.meetings, portal.joins, portal.minutes,
         coalesce(peopled.occurrences, 0) AS peopled
  FROM portal
  LEFT JOIN peopled ON peopled.account_id = portal.account_id AND peopled.user_id = portal.user_id
  WHERE portal.meetings > coalesce(peopled.occurrences, 0)
     OR (portal.meetings IS NULL AND coalesce(peopled.occurrences, 0) = 0)
)
",
            $then
        )
    };
}

const PORTAL: Note = Note {
    sql: hosts!("SELECT count(*) FROM judged WHERE 1 = 1 [[host: AND user_id = :host ]]"),
    one: "1 host shows the portal's figures (held in part)",
    many: "{} hosts show the portal's figures (held in part)",
};

// One pass over hosts' days and attendances, one grouping: both are thousands of rows in a month.
const USERS_SQL: &str = hosts!(
    ",
counted AS (
  SELECT account_id, user_id, scope_key, sum(hosted) AS hosted, sum(meetings) AS meetings, sum(attended) AS attended,
         sum(participants) AS participants, sum(joins) AS joins, sum(person_seconds) AS person_seconds
  FROM (
    SELECT account_id, user_id, NULL AS scope_key, 1 AS hosted, meetings + webinars AS meetings, 0 AS attended,
           participants, joins, person_seconds
    FROM host_day
    WHERE account_id IN (:accounts) AND day BETWEEN :from_day AND :to_day [[host: AND user_id = :host ]]
    UNION ALL
    SELECT p.account_id, p.user_id, NULL, 0, 0, 1, NULL, NULL, NULL
    FROM occurrence o
    JOIN participant p ON p.account_id = o.account_id AND p.occurrence_id = o.occurrence_id
    WHERE o.account_id IN (:accounts) AND o.day BETWEEN :from_day AND :to_day
      AND p.user_id IS NOT NULL AND p.attended = 1 [[host: AND p.user_id = :host ]]
    UNION ALL
    SELECT account_id, user_id, scope_key, 0, 0, 0, NULL, NULL, NULL
    FROM judged
    WHERE 1 = 1 [[host: AND user_id = :host ]]
  ) AS one
  GROUP BY account_id, user_id, scope_key
),
held AS (
  SELECT account_id, user_id, string_agg(licence, '; ' ORDER BY licence) AS licence
  FROM user_licence term
  WHERE account_id IN (:accounts) AND pack = 0 AND (to_at IS NULL OR to_at >= :to_at)
    AND (from_at < :to_at OR NOT EXISTS (
      SELECT 1 FROM user_licence f
      WHERE f.account_id = term.account_id AND f.user_id = term.user_id AND f.pack = 0
        AND f.from_at < term.from_at))
  GROUP BY account_id, user_id
)
SELECT u.user_id AS host,
       CASE WHEN (SELECT count(*) FROM account WHERE account_id IN (:accounts)) > 1
            THEN (SELECT a.name FROM account a WHERE a.account_id = counted.account_id) END AS account,
       u.name AS name,
       coalesce(u.email, CASE WHEN substr(counted.scope_key, 1, 1) <> '#' THEN counted.scope_key END) AS email,
       u.department AS department,
       held.licence AS licence,
       CASE WHEN portal.account_id IS NULL THEN counted.meetings ELSE portal.meetings END AS meetings,
       CASE WHEN u.user_id IS NOT NULL THEN counted.attended END AS attended,
       CASE WHEN portal.account_id IS NOT NULL THEN NULL WHEN counted.hosted = 0 THEN 0
            ELSE counted.participants END AS participants,
       CASE WHEN portal.account_id IS NOT NULL THEN portal.joins WHEN counted.hosted = 0 THEN 0
            ELSE counted.joins END AS joins,
       CASE WHEN portal.account_id IS NOT NULL THEN portal.minutes * 60 WHEN counted.hosted = 0 THEN 0
            ELSE counted.person_seconds END AS minutes,
       u.last_sign_in_at AS last_sign_in,
       u.client_version AS client_version,
       portal.peopled || '/' || portal.meetings AS held
FROM counted
LEFT JOIN account_user u ON u.account_id = counted.account_id AND u.user_id = counted.user_id
LEFT JOIN judged AS portal ON portal.account_id = counted.account_id
  AND (portal.user_id = counted.user_id OR portal.scope_key = counted.scope_key)
LEFT JOIN held ON held.account_id = u.account_id AND held.user_id = u.user_id
WHERE (u.user_id IS NOT NULL OR counted.scope_key IS NOT NULL)
  [[department: AND holds(u.department, :department) ]]
  [[group: AND holds(u.user_group, :group) ]]"
);

/// Columns of a list of occurrences; shared with the Meetings tab.
pub const OCCURRENCE_COLUMNS: &[Column] = &[
    def::key("occurrence"),
    col("state", "", Unit::Mark).wide().help(
        "`provisional` (~): observed less than 30 minutes after its end. `inferred` (≈): known only from a \
         participants file without a meeting block. `no report` (⊘): the host was on the free plan, and the policy shows \
         no report of that.",
    ),
    def::account(),
    col("topic", "Topic", Unit::Text),
    col("meeting_id", "Meeting ID", Unit::Number),
    col("host", "Host", Unit::Text)
        .personal()
        .help("As the source named them; where it gives an id alone, as the users list does."),
    col("host_email", "Host email", Unit::Text).wide().personal(),
    col("department", "Department", Unit::Text).wide().help("The host's at that time, as the source says."),
    col("group", "Group", Unit::Text).wide(),
    col("created", "Created", Unit::Instant).wide().help("When it was scheduled."),
    col("start", "Start", Unit::Instant),
    col("end", "End", Unit::Instant).wide(),
    col("minutes", "Minutes", Unit::Minutes).help("Length of the occurrence, rounded up."),
    col("participants", "Participants", Unit::Count)
        .help("People, by the same-person rule; waiting rooms left out."),
    col("joins", "Joins", Unit::Count)
        .wide()
        .help("Connections; the portal's own count where no people are held."),
    col("internal", "Internal", Unit::Count)
        .wide()
        .help("Participants who are users of the account, where the source says."),
    col("external", "External", Unit::Count).wide().help("Guests, where the source says."),
    col("person_minutes", "Person minutes", Unit::Minutes)
        .wide()
        .help("The participants' own minutes, rounded up from the summed seconds."),
    col("registered", "Registered", Unit::Count)
        .wide()
        .help("Registrations for the meeting or webinar, whatever became of them, where they are held."),
    col("polls", "Polls", Unit::Count).wide().help("Polls that somebody answered, each launch."),
    col("recorded", "Recorded", Unit::Flag).wide().help("Whether a cloud recording of it is held."),
    col("client_source", "Source", Unit::Text).wide().help("The client that held it, where the source says."),
    col("sources", "Sources", Unit::Count).wide().help("Imports that speak of it."),
];

/// Days are those of each occurrence's own account. The instants, wide enough for any zone, are for the indexes that
/// give the order, too; `+ 0` keeps the one of days out of their way.
pub const OCCURRENCE_SQL: &str = "
SELECT o.occurrence_id AS occurrence,
       CASE WHEN o.no_report IS NOT NULL THEN 'no report' WHEN o.provisional = 1 THEN 'provisional'
            WHEN o.inferred = 1 THEN 'inferred' END AS state,
       CASE WHEN (SELECT count(*) FROM account WHERE account_id IN (:accounts)) > 1
            THEN (SELECT a.name FROM account a WHERE a.account_id = o.account_id) END AS account,
       o.topic AS topic,
       CASE WHEN substr(e.number, 1, 1) <> '~' THEN e.number END AS meeting_id,
       coalesce(o.host_name, (SELECT u.name FROM account_user u
                              WHERE u.account_id = o.account_id AND u.user_id = o.host_user_id)) AS host,
       coalesce(o.host_email, (SELECT u.email FROM account_user u
                               WHERE u.account_id = o.account_id AND u.user_id = o.host_user_id)) AS host_email,
       o.department AS department,
       o.user_group AS \"group\",
       o.created_at AS created,
       o.start_at AS start,
       o.end_at AS \"end\",
       o.minutes * 60 AS minutes,
       o.people AS participants,
       coalesce(o.joins, o.portal_joins) AS joins,
       o.internal AS internal,
       o.external AS external,
       o.person_seconds AS person_minutes,
       nullif(coalesce(nullif((SELECT count(*) FROM registrant r
                               WHERE r.account_id = o.account_id AND r.number = e.number AND r.shown = 1
                                 AND (r.uuid IS NULL OR o.uuid IS NULL OR r.uuid = o.uuid)), 0),
                       CASE WHEN e.kind = 'webinar' THEN
                         (SELECT count(*) FROM set_registrant g
                          WHERE g.account_id = o.account_id AND g.set_id = o.set_id AND coalesce(g.role, 'attendee') = 'attendee'
                            AND (g.registered_at IS NOT NULL OR g.status IS NOT NULL)) END), 0) AS registered,
       nullif((SELECT count(DISTINCT a.poll || ' ' || a.launch)
               FROM source_set s
               JOIN set_part p ON p.account_id = s.account_id AND p.set_id = s.set_id AND p.part = 'polls' AND p.shown = 1
               JOIN answer a ON a.account_id = p.account_id AND a.set_id = p.set_id AND a.part = p.part
               WHERE s.account_id = o.account_id AND s.occurrence_id = o.occurrence_id), 0) AS polls,
       CASE WHEN EXISTS (SELECT 1 FROM recording r WHERE r.account_id = o.account_id AND r.uuid = o.uuid AND r.shown = 1)
              OR EXISTS (SELECT 1 FROM recording r WHERE r.account_id = o.account_id AND r.number = e.number AND r.shown = 1
                           AND r.start_at BETWEEN o.start_at - 900 AND o.end_at + 60)
            THEN 1 END AS recorded,
       o.client_source AS client_source,
       o.sources AS sources
FROM occurrence o
JOIN event e ON e.account_id = o.account_id AND e.event_id = o.event_id
WHERE o.account_id IN (:accounts) AND o.day + 0 BETWEEN :from_day AND :to_day
  AND o.start_at >= :from_at - 93600 AND o.start_at < :to_at + 93600
  [[host: AND o.host_user_id = :host ]]
  [[department: AND holds(o.department, :department) ]]
  [[group: AND holds(o.user_group, :group) ]]
  [[topic: AND holds(o.topic, :topic) ]]
  [[meeting: AND e.number = replace(:meeting, ' ', '') ]]";
