//! Overview: the range at a glance. Each part is a view of its own, asked, filtered and exported like any other; the
//! console shows all of them at once.

use super::{alerts, figures};
use crate::model::Unit;
use crate::report::def::TOGETHER;
use crate::report::usage::daily::days;
use crate::report::{
    Access, Column, Drill, Form, Layout, Limit, Panel, Place, ReportDef, ReportId, Source, Tab, View, col,
    def,
};

pub const DEF: ReportDef = ReportDef {
    id: ReportId("overview"),
    title: "Overview",
    tab: Tab::Overview,
    about: "The range at a glance: its figures beside those of as many days right before it, its days, the hours at \
            which meetings start, the hosts and departments that met most, and what wants attention. Figures of \
            days are those of Daily; hosts and departments are of what is held.",
    who: Access::USAGE,
    limits: Limit::NONE,
    ranged: true,
    ahead: false,
    actions: &[],
    params: &[],
    layout: Layout::Dashboard(PANELS),
    views: &[
        View {
            columns: figures::COLUMNS,
            source: whole(figures::SQL),
            ..part("figures", "Figures", &["row"])
        },
        View {
            columns: DAYS,
            source: whole(DAYS_SQL),
            down: Some(Drill {
                to: ReportId("meetings"),
                view: None,
                with: &[],
                day: Some("date"),
                label: &["date"],
            }),
            opens: None,
            further: None,
            held: None,
            noun: ("day", "days"),
            ..part("days", "Days", &["date"])
        },
        View {
            columns: HOURS,
            source: whole(HOURS_SQL),
            opens: None,
            further: None,
            held: None,
            noun: ("hour", "hours"),
            ..part("hours", "Hours", &["slot"])
        },
        View {
            columns: HOSTS,
            source: whole(HOSTS_SQL),
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
            noun: ("host", "hosts"),
            ..part("hosts", "Hosts", &["-minutes", "name"])
        },
        View {
            columns: DEPARTMENTS,
            source: whole(DEPARTMENTS_SQL),
            opens: None,
            further: None,
            held: None,
            noun: ("department", "departments"),
            ..part("departments", "Departments", &["-minutes", "department"])
        },
        View {
            columns: alerts::COLUMNS,
            source: whole(alerts::SQL),
            opens: None,
            further: None,
            held: None,
            noun: ("alert", "alerts"),
            ..part("alerts", "Alerts", &["row"])
        },
    ],
};

/// What the console shows at once, the most urgent first.
const PANELS: &[Panel] = &[
    Panel {
        view: "figures",
        title: "Figures",
        form: Form::Figures,
        place: Place::Left,
        opens: Some("opens"),
    },
    Panel { view: "alerts", title: "Alerts", form: Form::Alerts, place: Place::Left, opens: Some("opens") },
    Panel { view: "days", title: "Minutes by day", form: Form::Bars, place: Place::Right, opens: None },
    Panel { view: "hours", title: "Starts by hour", form: Form::Heat, place: Place::Right, opens: None },
    Panel { view: "hosts", title: "Top hosts", form: Form::List, place: Place::Left, opens: None },
    Panel {
        view: "departments",
        title: "Departments",
        form: Form::List,
        place: Place::Right,
        opens: Some("opens"),
    },
];

const fn whole(sql: &'static str) -> Source {
    Source { sql, by_key: false }
}

/// What the parts have in common.
const fn part(id: &'static str, title: &'static str, order: &'static [&'static str]) -> View {
    View {
        id,
        title,
        columns: &[],
        source: whole(""),
        order,
        facts: None,
        notes: &[TOGETHER],
        chart: None,
        down: None,
        opens: None,
        further: None,
        held: None,
        noun: ("figure", "figures"),
    }
}

const DAYS: &[Column] = &[
    col("date", "Date", Unit::Date).help("The day in the account's zone."),
    col("minutes", "Minutes", Unit::Minutes).sum().bar().help("Participant minutes, as in Daily."),
    col("participants", "Participants", Unit::Count)
        .sum()
        .help("People of each occurrence, summed over them."),
    col("meetings", "Meetings", Unit::Count).sum().help("Meetings that started on that day."),
];

const DAYS_SQL: &str = days!(
    ":from_day",
    ":from_at",
    "
SELECT calendar.day AS date,
       CASE WHEN count(judged.day) = 0 THEN 0 ELSE sum(judged.person_seconds) END AS minutes,
       CASE WHEN count(judged.day) = 0 THEN 0 ELSE sum(judged.participants) END AS participants,
       coalesce(sum(judged.meetings), 0) AS meetings
FROM calendar
LEFT JOIN judged ON judged.day = calendar.day
GROUP BY calendar.day"
);

const HOURS: &[Column] = &[
    def::key("slot"),
    col("weekday", "Weekday", Unit::Text),
    col("hour", "Hour", Unit::Count).help("0 to 23, in the account's zone."),
    col("occurrences", "Occurrences", Unit::Count).sum().bar().help(
        "Meetings and webinars that started in that hour of that weekday; hours without any are left out.",
    ),
    col("person_minutes", "Minutes", Unit::Minutes)
        .sum()
        .help("Their participants' own minutes, those of later hours too."),
];

/// `slot` is weekday × 24 + hour, Monday 0. Day 0 was a Thursday; those before it have negative remainders.
const HOURS_SQL: &str = "
WITH slots AS (
  SELECT (day % 7 + 10) % 7 AS weekday, hour, occurrences, person_seconds
  FROM account_hour
  WHERE account_id IN (:accounts) AND day BETWEEN :from_day AND :to_day
)
SELECT weekday * 24 + hour AS slot,
       CASE weekday WHEN 0 THEN 'Mon' WHEN 1 THEN 'Tue' WHEN 2 THEN 'Wed' WHEN 3 THEN 'Thu'
                    WHEN 4 THEN 'Fri' WHEN 5 THEN 'Sat' ELSE 'Sun' END AS weekday,
       hour AS hour,
       sum(occurrences) AS occurrences,
       sum(person_seconds) AS person_minutes
FROM slots
GROUP BY slots.weekday, slots.hour";

const HOSTS: &[Column] = &[
    def::key("host"),
    col("name", "Name", Unit::Text).personal(),
    col("email", "Email", Unit::Text).wide().personal(),
    col("department", "Department", Unit::Text).wide().help("As of the newest source that named one."),
    col("meetings", "Meetings", Unit::Count).help("Meetings and webinars hosted in the range."),
    col("participants", "Participants", Unit::Count).help("People in them, summed over them."),
    col("minutes", "Minutes", Unit::Minutes).bar().help("Participant minutes of what they hosted."),
];

// Only those who can be among the ten are looked up and put in order: as many minutes as the tenth, or more.
const HOSTS_SQL: &str = "
WITH hosted AS (
  SELECT account_id, user_id, sum(meetings + webinars) AS meetings, sum(participants) AS participants,
         sum(person_seconds) AS person_seconds
  FROM host_day
  WHERE account_id IN (:accounts) AND day BETWEEN :from_day AND :to_day
  GROUP BY account_id, user_id
),
tenth AS (
  SELECT coalesce(person_seconds, -1) AS person_seconds
  FROM hosted
  ORDER BY coalesce(person_seconds, -1) DESC
  LIMIT 1 OFFSET 9
)
SELECT u.user_id AS host,
       coalesce(u.name, u.email) AS name,
       u.email AS email,
       u.department AS department,
       hosted.meetings AS meetings,
       hosted.participants AS participants,
       hosted.person_seconds AS minutes
FROM hosted
JOIN account_user u ON u.account_id = hosted.account_id AND u.user_id = hosted.user_id
WHERE coalesce(hosted.person_seconds, -1) >= coalesce((SELECT person_seconds FROM tenth), -1)
ORDER BY hosted.person_seconds DESC NULLS LAST, hosted.meetings DESC, u.name_folded, u.account_id, u.user_id
LIMIT 10";

const DEPARTMENTS: &[Column] = &[
    def::key("opens"),
    col("department", "Department", Unit::Text)
        .help("The hosts', as of the newest source that named one; empty where none is known."),
    col("hosts", "Hosts", Unit::Count).help("Users of it who hosted in the range."),
    col("meetings", "Meetings", Unit::Count).help("Meetings and webinars they hosted."),
    col("participants", "Participants", Unit::Count).help("People in them, summed over them."),
    col("minutes", "Minutes", Unit::Minutes).bar().help("Participant minutes of what they hosted."),
];

// A filter takes no quotation mark in a value.
const DEPARTMENTS_SQL: &str = "
SELECT 'active-hosts/users' || CASE WHEN department <> '' AND replace(department, '\"', '') = department
                                    THEN '?department:\"' || department || '\"' ELSE '' END AS opens,
       department AS department,
       count(*) AS hosts,
       sum(meetings) AS meetings,
       sum(participants) AS participants,
       sum(person_seconds) AS minutes
FROM (
  SELECT account_id, user_id, sum(meetings + webinars) AS meetings, sum(participants) AS participants,
         sum(person_seconds) AS person_seconds
  FROM host_day
  WHERE account_id IN (:accounts) AND day BETWEEN :from_day AND :to_day
  GROUP BY account_id, user_id
) AS hosted
JOIN account_user u ON u.account_id = hosted.account_id AND u.user_id = hosted.user_id
GROUP BY department
ORDER BY sum(person_seconds) DESC NULLS LAST, sum(meetings) DESC, department
LIMIT 10";
