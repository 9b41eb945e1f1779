//! Daily usage: a row for each day of the range, days without use included.

use crate::model::Unit;
use crate::report::{Access, Drill, Note, ReportDef, ReportId, Source, Tab, View, col};

pub const DEF: ReportDef = ReportDef {
    id: ReportId("daily"),
    title: "Daily",
    tab: Tab::Usage,
    about: "How much was met on each day of the range: meetings and webinars that started on it, the people in \
            them, their connections and minutes. Days without use are listed too. Days are the account's.",
    who: Access("O A U"),
    ranged: true,
    params: &[],
    views: &[View {
        id: "days",
        title: "Days",
        columns: &[
            col("date", "Date", Unit::Date).help("The day in the account's zone."),
            col("new_users", "New users", Unit::Count).sum().help("Users created on that day; unknown without a users list."),
            col("meetings", "Meetings", Unit::Count).sum().help("Meetings that started on that day."),
            col("webinars", "Webinars", Unit::Count).wide().sum().help("Webinars that started on that day."),
            col("participants", "Participants", Unit::Count)
                .sum()
                .help("People of each occurrence, summed over the occurrences: someone in two meetings counts twice."),
            col("joins", "Joins", Unit::Count)
                .wide()
                .sum()
                .help("Connections, waiting rooms left out; the portals call these participants."),
            col("minutes", "Minutes", Unit::Minutes)
                .sum()
                .bar()
                .help("Participant minutes: every person's own time, two devices at once counted once; rounded up."),
        ],
        source: Source { sql: SQL, by_key: false },
        order: &["date"],
        facts: None,
        notes: &[PROVISIONAL],
        chart: None,
        down: Some(Drill {
            to: ReportId("meetings"),
            view: None,
            with: &[],
            day: Some("date"),
            label: &["date"],
        }),
        noun: ("day", "days"),
    }],
};

const PROVISIONAL: Note = Note {
    sql: "SELECT coalesce(sum(provisional), 0) FROM account_day
          WHERE account_id IN (:accounts) AND day BETWEEN :from_day AND :to_day",
    one: "1 occurrence provisional ~",
    many: "{} occurrences provisional ~",
};

const SQL: &str = "
WITH RECURSIVE calendar (day) AS (
  SELECT :from_day
  UNION ALL
  SELECT day + 1 FROM calendar WHERE day < :to_day
),
held AS (
  SELECT day, sum(meetings) AS meetings, sum(webinars) AS webinars, sum(participants) AS participants,
         sum(joins) AS joins, sum(person_seconds) AS person_seconds
  FROM account_day
  WHERE account_id IN (:accounts) AND day BETWEEN :from_day AND :to_day
  GROUP BY day
),
listed AS (SELECT count(*) AS users FROM account_user WHERE account_id IN (:accounts) AND known_by = 'list')
SELECT calendar.day AS date,
       CASE WHEN listed.users > 0 THEN 0 END AS new_users,
       coalesce(held.meetings, 0) AS meetings,
       coalesce(held.webinars, 0) AS webinars,
       CASE WHEN held.day IS NULL THEN 0 ELSE held.participants END AS participants,
       CASE WHEN held.day IS NULL THEN 0 ELSE held.joins END AS joins,
       CASE WHEN held.day IS NULL THEN 0 ELSE held.person_seconds END AS minutes
FROM calendar
CROSS JOIN listed
LEFT JOIN held ON held.day = calendar.day";
