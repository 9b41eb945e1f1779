//! Calls summed by day and by user: columns and SQL of two views of `phone`.

use super::phone_sql::{
    accounted, calendar, charges, chosen, first, held, of_parts, parts, result, talk, uses, whos,
};
use crate::model::Unit;
use crate::report::{Column, col, def};

pub const DAYS: &[Column] = &[
    col("date", "Date", Unit::Date).help("The day in the account's zone."),
    col("calls", "Calls", Unit::Count).sum().bar(),
    col("inbound", "Inbound", Unit::Count).wide().sum(),
    col("outbound", "Outbound", Unit::Count).wide().sum(),
    col("answered", "Answered", Unit::Count).sum(),
    col("minutes", "Minutes", Unit::Minutes)
        .sum()
        .bar()
        .help("Talk time, rounded up from the summed seconds."),
    col("charges", "Charges", Unit::Text)
        .wide()
        .help("Of all calls, messages and faxes of the day, in each currency by itself."),
];

pub const DAYS_SQL: &str = concat!(
    "
WITH RECURSIVE ",
    calendar!(),
    ",
calls AS (
  SELECT c.day, c.direction, ",
    result!(),
    " AS result, ",
    talk!(),
    " AS talk
  FROM phone_call c
  WHERE c.account_id IN (:accounts) AND c.day BETWEEN :from_day AND :to_day AND ",
    held!(),
    " AND ",
    first!(),
    chosen!("c.site"),
    "
),
summed AS (
  SELECT day, count(*) AS calls, sum(CASE WHEN direction = 'inbound' THEN 1 ELSE 0 END) AS inbound,
         sum(CASE WHEN direction = 'outbound' THEN 1 ELSE 0 END) AS outbound,
         sum(CASE WHEN result = 'answered' THEN 1 ELSE 0 END) AS answered, coalesce(sum(talk), 0) AS talk
  FROM calls
  GROUP BY day
),
cost AS (
  SELECT day, string_agg(money_text(minor, currency), ' · ' ORDER BY currency) AS charges
  FROM (SELECT p.day, p.currency, sum(p.charge) AS minor FROM ",
    charges!(),
    " GROUP BY p.day, p.currency) AS sums
  GROUP BY day
)
SELECT calendar.day AS date,
       coalesce(summed.calls, 0) AS calls,
       coalesce(summed.inbound, 0) AS inbound,
       coalesce(summed.outbound, 0) AS outbound,
       coalesce(summed.answered, 0) AS answered,
       coalesce(summed.talk, 0) AS minutes,
       cost.charges AS charges
FROM calendar
LEFT JOIN summed ON summed.day = calendar.day
LEFT JOIN cost ON cost.day = calendar.day"
);

pub const USERS: &[Column] = &[
    def::key("user"),
    def::account(),
    col("name", "Name", Unit::Text).personal(),
    col("email", "Email", Unit::Text).wide().personal(),
    col("extension", "Extension", Unit::Text),
    col("calls", "Calls", Unit::Count)
        .bar()
        .help("Made and taken; a call between two users is a call of each."),
    col("talk", "Talk time", Unit::Duration),
    col("charges", "Charges", Unit::Text).help("Of calls they made, in each currency by itself."),
];

// What is charged is charged to who called.
pub const USERS_SQL: &str = concat!(
    "
WITH ",
    whos!(),
    ",
",
    uses!(),
    ",
summed AS (
  SELECT account_id, person, count(DISTINCT call) AS calls, sum(talk) AS talk, max(name) AS name, max(email) AS email,
         max(extension) AS extension, max(site) AS site
  FROM used
  WHERE 1 = 1
    [[direction: AND side = CASE :direction WHEN 'outbound' THEN 1 ELSE 0 END ]]
    [[result: AND CASE :result WHEN 'answered' THEN answered WHEN 'voicemail' THEN voicemail
                  WHEN 'missed' THEN CASE WHEN answered = 0 AND voicemail = 0 THEN known ELSE 0 END
                  ELSE 0 END = 1 ]]
  GROUP BY account_id, person
),
billed AS (
  SELECT p.account_id, coalesce(w.person, p.who) AS person, p.currency, sum(p.charge) AS minor
  FROM (SELECT p.account_id, p.currency, p.charge,
               coalesce((SELECT c.caller_who FROM phone_call c
                         WHERE c.account_id = p.account_id AND c.key = p.log_id AND c.shown = 1), p.who) AS who
        FROM ",
    charges!(),
    ") AS p
  LEFT JOIN whos w ON w.account_id = p.account_id AND w.who = p.who
  WHERE p.who IS NOT NULL
  GROUP BY p.account_id, coalesce(w.person, p.who), p.currency
),
",
    accounted!(),
    "
SELECT coalesce(fold(coalesce(u.email, k.email, s.email)), k.extension, s.extension, fold(s.name), s.person) AS user,
       CASE WHEN (SELECT count(*) FROM account WHERE account_id IN (:accounts)) > 1
            THEN (SELECT a.name FROM account a WHERE a.account_id = s.account_id) END AS account,
       coalesce(u.name, k.name, s.name, 'ext. ' || s.extension) AS name,
       coalesce(u.email, k.email, s.email) AS email,
       coalesce(k.extension, s.extension) AS extension,
       s.calls AS calls,
       coalesce(s.talk, 0) AS talk,
       (SELECT string_agg(money_text(b.minor, b.currency), ' · ' ORDER BY b.currency) FROM billed b
        WHERE b.account_id = s.account_id AND b.person = s.person) AS charges
FROM summed s
LEFT JOIN accounted u ON u.account_id = s.account_id AND u.person = s.person
LEFT JOIN (SELECT account_id, person, min(name) AS name, min(email) AS email, min(extension) AS extension,
                  min(site) AS site FROM known GROUP BY account_id, person) k
  ON k.account_id = s.account_id AND k.person = s.person
WHERE 1 = 1
  [[user: AND (holds(coalesce(u.name, k.name, s.name), :user) OR fold(coalesce(u.email, k.email, s.email)) = :user
               OR coalesce(k.extension, s.extension) = :user OR s.person = :user) ]]
  [[site: AND holds(coalesce(k.site, s.site), :site) ]]"
);
