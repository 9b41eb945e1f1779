//! Use of the phone by user.

use super::phone::LIMITS;
use super::phone_sql::{accounted, held, uses, whos};
use crate::model::Unit;
use crate::report::{
    Access, Column, Drill, Layout, Param, ParamKind, ReportDef, ReportId, Source, Tab, View, col, def,
};

pub const DEF: ReportDef = ReportDef {
    id: ReportId("phone-users"),
    title: "Phone users",
    tab: Tab::Usage,
    about: "How much each user of the phone system called and was called in the range, counted from the calls held. Who has \
            an extension and called nobody is listed too.",
    who: Access::PHONE,
    limits: LIMITS,
    ranged: true,
    ahead: false,
    layout: Layout::Table,
    params: &[
        Param {
            name: "name",
            kind: ParamKind::Text,
            required: false,
            help: "Only whose name or e-mail contains this, or whose extension it is.",
        },
        Param {
            name: "site",
            kind: ParamKind::Text,
            required: false,
            help: "Only users of a site that contains this.",
        },
        Param {
            name: "group",
            kind: ParamKind::Text,
            required: false,
            help: "Only users of a group that contains this.",
        },
    ],
    actions: &[],
    views: &[View {
        id: "users",
        title: "Users",
        columns: COLUMNS,
        source: Source { sql: SQL, by_key: false },
        order: &["-calls", "name", "extension"],
        facts: None,
        notes: &[],
        chart: None,
        down: Some(Drill {
            to: ReportId("phone"),
            view: Some("calls"),
            with: &[("user", "user")],
            day: None,
            label: &["name"],
        }),
        opens: None,
        further: None,
        held: None,
        noun: ("user", "users"),
    }],
};

const COLUMNS: &[Column] = &[
    def::key("user"),
    def::account(),
    col("name", "Name", Unit::Text).personal(),
    col("email", "Email", Unit::Text).wide().personal(),
    col("extension", "Extension", Unit::Text).wide(),
    col("site", "Site", Unit::Text).wide(),
    col("department", "Department", Unit::Text).wide(),
    col("group", "Group", Unit::Text).wide(),
    col("calls", "Calls", Unit::Count).bar().help(
        "Made and taken; a call between two users is a call of each, so calls of users are not summed.",
    ),
    col("inbound", "Inbound", Unit::Count).wide(),
    col("outbound", "Outbound", Unit::Count).wide(),
    col("answered", "Answered", Unit::Count).wide().help("Of the inbound ones."),
    col("missed", "Missed", Unit::Count).wide().help("Inbound, neither answered nor taken by the voicemail."),
    col("voicemail", "Voicemail", Unit::Count).wide().help("Inbound, left on the voicemail."),
    col("talk", "Talk time", Unit::Duration).help("From answer to end, inbound and outbound."),
    col("average_talk", "Average talk", Unit::Duration).wide().help("Talk time by call that was talked in."),
];

const SQL: &str = concat!(
    "
WITH ",
    whos!(),
    ",
",
    uses!(),
    ",
summed AS (
  SELECT account_id, person, count(DISTINCT call) AS calls, sum(1 - side) AS inbound, sum(side) AS outbound,
         sum(CASE WHEN side = 0 THEN answered ELSE 0 END) AS answered,
         sum(CASE WHEN side = 0 AND answered = 0 AND voicemail = 0 THEN known ELSE 0 END) AS missed,
         sum(CASE WHEN side = 0 AND answered = 0 THEN voicemail ELSE 0 END) AS voicemail,
         sum(talk) AS talk, count(nullif(talk, 0)) AS talked,
         max(name) AS name, max(email) AS email, max(extension) AS extension, max(site) AS site
  FROM used
  GROUP BY account_id, person
),
holding AS (
  SELECT a.account_id FROM account a
  WHERE a.account_id IN (:accounts) AND EXISTS (
    SELECT 1 FROM phone_call c
    WHERE c.account_id = a.account_id AND c.day BETWEEN :from_day AND :to_day AND ",
    held!(),
    ")
),
listed AS (
  SELECT account_id, person, min(name) AS name, min(email) AS email, min(extension) AS extension, min(site) AS site,
         min(department) AS department
  FROM known
  GROUP BY account_id, person
),
people AS (
  SELECT account_id, person FROM listed
  UNION
  SELECT account_id, person FROM summed
),
",
    accounted!(),
    "
SELECT coalesce(fold(coalesce(u.email, k.email, s.email)), k.extension, s.extension, fold(s.name), p.person) AS user,
       CASE WHEN (SELECT count(*) FROM account WHERE account_id IN (:accounts)) > 1
            THEN (SELECT a.name FROM account a WHERE a.account_id = p.account_id) END AS account,
       coalesce(u.name, k.name, s.name, 'ext. ' || coalesce(k.extension, s.extension)) AS name,
       coalesce(u.email, k.email, s.email) AS email,
       coalesce(k.extension, s.extension) AS extension,
       coalesce(k.site, s.site) AS site,
       coalesce(u.department, k.department) AS department,
       u.user_group AS \"group\",
       CASE WHEN h.account_id IS NOT NULL THEN coalesce(s.calls, 0) END AS calls,
       CASE WHEN h.account_id IS NOT NULL THEN coalesce(s.inbound, 0) END AS inbound,
       CASE WHEN h.account_id IS NOT NULL THEN coalesce(s.outbound, 0) END AS outbound,
       CASE WHEN h.account_id IS NOT NULL THEN coalesce(s.answered, 0) END AS answered,
       CASE WHEN h.account_id IS NOT NULL THEN coalesce(s.missed, 0) END AS missed,
       CASE WHEN h.account_id IS NOT NULL THEN coalesce(s.voicemail, 0) END AS voicemail,
       CASE WHEN h.account_id IS NOT NULL THEN coalesce(s.talk, 0) END AS talk,
       CASE WHEN s.talked > 0 THEN (s.talk + s.talked / 2) / s.talked END AS average_talk
FROM people p
LEFT JOIN summed s ON s.account_id = p.account_id AND s.person = p.person
LEFT JOIN listed k ON k.account_id = p.account_id AND k.person = p.person
LEFT JOIN accounted u ON u.account_id = p.account_id AND u.person = p.person
LEFT JOIN holding h ON h.account_id = p.account_id
WHERE 1 = 1
  [[name: AND (holds(coalesce(u.name, k.name, s.name), :name) OR holds(coalesce(u.email, k.email, s.email), :name)
               OR coalesce(k.extension, s.extension) = :name) ]]
  [[site: AND holds(coalesce(k.site, s.site), :site) ]]
  [[group: AND holds(u.user_group, :group) ]]"
);
