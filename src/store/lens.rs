//! What a viewer does not see is not there: while a lens is on a connection, temporary views stand before the tables,
//! by the same names, and hold only the rows that may be seen. Every statement of that connection reads through them:
//! a report's rows, its facts and remarks, its filter and order, the look-up of its parameters. (PostgreSQL would have
//! row-level security.)

use super::compile::quoted;
use crate::model::row;
use crate::report::Lens;
use rusqlite::Connection;
use std::collections::BTreeSet;
use std::fmt::Write;

/// Rows of the tables that hang on an occurrence.
const OF_OCCURRENCE: &str = "EXISTS (SELECT 1 FROM main.occurrence o WHERE o.account_id = t.account_id \
     AND o.occurrence_id = t.occurrence_id AND o.host_user_id IN (:users))";
/// Rows of the tables that hang on a source set.
const OF_SET: &str = "EXISTS (SELECT 1 FROM main.source_set s JOIN main.occurrence o ON o.account_id = s.account_id \
     AND o.occurrence_id = s.occurrence_id WHERE s.account_id = t.account_id AND s.set_id = t.set_id \
     AND o.host_user_id IN (:users))";
/// Rows of the tables that hang on a meeting number: of what they held, or plan.
const OF_NUMBER: &str = "EXISTS (SELECT 1 FROM main.event e JOIN main.occurrence o ON o.account_id = e.account_id \
     AND o.event_id = e.event_id WHERE e.account_id = t.account_id AND e.number = t.number \
     AND o.host_user_id IN (:users)) \
     OR t.number IN (SELECT p.number FROM main.planned p WHERE p.account_id = t.account_id \
     AND ('#' || p.host_id IN (:keys) OR (lower(p.host_email) IN (:keys) AND NOT EXISTS (SELECT 1 FROM main.account_user h \
     WHERE h.account_id = p.account_id AND h.provider_user_id = p.host_id))))";
/// Names by which portals' figures and lists call a user.
const KEYS: &str = "SELECT u.email_folded FROM main.account_user u WHERE u.user_id IN (:users) \
     AND u.email_folded IS NOT NULL UNION ALL SELECT '#' || u.provider_user_id FROM main.account_user u \
     WHERE u.user_id IN (:users) AND u.provider_user_id IS NOT NULL";

/// What sources of the phone system call a user: an extension that others had before tells nobody.
const PHONE_KEYS: &str = "SELECT u.account_id, u.email_folded FROM main.account_user u WHERE u.user_id IN (:users) \
     AND u.email_folded IS NOT NULL \
     UNION SELECT u.account_id, '#' || u.provider_user_id FROM main.account_user u WHERE u.user_id IN (:users) \
     AND u.provider_user_id IS NOT NULL \
     UNION SELECT p.account_id, 'id:' || p.extension_id FROM main.account_user u JOIN main.phone_user p ON OF_USER \
     WHERE u.user_id IN (:users) AND p.extension_id IS NOT NULL \
     UNION SELECT p.account_id, 'ext:' || p.extension FROM main.account_user u JOIN main.phone_user p ON OF_USER \
     WHERE u.user_id IN (:users) AND p.extension IS NOT NULL AND NOT EXISTS (SELECT 1 FROM main.phone_user other \
     WHERE other.account_id = p.account_id AND other.extension = p.extension AND other.key <> p.key)";
const OF_USER: &str = "p.account_id = u.account_id AND (p.email_folded = u.email_folded \
     OR p.user_id = u.provider_user_id)";
/// Calls that they made or took.
const OWN_CALL: &str = "(t.account_id, t.caller_who) IN (:phone) OR (t.account_id, t.callee_who) IN (:phone)";

/// What users see of their own: a condition on `t`, a row of the table. Of tables that are not named here they see
/// nothing, so that a new one is closed until somebody thinks about it.
const OWN: &[(&str, &str)] = &[
    ("account", "1"),
    ("occurrence", "t.host_user_id IN (:users)"),
    (
        "event",
        "EXISTS (SELECT 1 FROM main.occurrence o WHERE o.account_id = t.account_id AND o.event_id = t.event_id \
         AND o.host_user_id IN (:users))",
    ),
    ("participant", OF_OCCURRENCE),
    ("session", OF_OCCURRENCE),
    ("session_detail", OF_OCCURRENCE),
    ("session_borrowed", OF_OCCURRENCE),
    ("source_set", OF_OCCURRENCE),
    ("set_again", OF_SET),
    ("set_registrant", OF_SET),
    ("set_part", OF_SET),
    ("answer", OF_SET),
    ("question", OF_SET),
    ("set_figure", OF_SET),
    (
        "person",
        "t.person_id IN (SELECT s.person_id FROM main.occurrence o JOIN main.session s \
         ON s.account_id = o.account_id AND s.occurrence_id = o.occurrence_id WHERE o.host_user_id IN (:users))",
    ),
    ("account_user", "t.user_id IN (:users)"),
    ("user_licence", "t.user_id IN (:users)"),
    ("host_day", "t.user_id IN (:users)"),
    ("phone_call", OWN_CALL),
    (
        "phone_charge",
        "(t.account_id, t.who) IN (:phone) OR EXISTS (SELECT 1 FROM main.phone_call c WHERE c.account_id = t.account_id \
         AND c.key = t.log_id AND ((c.account_id, c.caller_who) IN (:phone) OR (c.account_id, c.callee_who) IN (:phone)))",
    ),
    (
        "phone_user",
        "EXISTS (SELECT 1 FROM main.account_user u WHERE u.user_id IN (:users) AND u.account_id = t.account_id \
         AND (t.email_folded = u.email_folded OR t.user_id = u.provider_user_id))",
    ),
    ("portal_total", "t.scope = 'host' AND t.scope_key IN (:keys)"),
    // Which days lists speak for, not of whom.
    ("coverage", "t.scope = 'account' OR (t.scope = 'host' AND t.scope_key IN (:keys))"),
    // Whose a plan is the portal's id says, where a user has that; else the e-mail.
    (
        "planned",
        "'#' || t.host_id IN (:keys) OR (lower(t.host_email) IN (:keys) AND NOT EXISTS (SELECT 1 FROM main.account_user h \
         WHERE h.account_id = t.account_id AND h.provider_user_id = t.host_id))",
    ),
    ("registrant", OF_NUMBER),
    ("tracking_source", OF_NUMBER),
    ("form_question", OF_NUMBER),
    ("panelist", OF_NUMBER),
    ("import", "1"),
];

/// Tables that are no account's, by their kind: seen by whoever sees accounts whole, or by nobody but the owner.
const OF_NO_ACCOUNT: &[&str] = &["personal_column"];

/// When registrations are no longer shown: so many days after a meeting that was not started was to be, and after a recurring
/// one was held last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Expiry {
    pub account: i64,
    /// Epoch day.
    pub today: i64,
    pub once: u32,
    pub recurring: u32,
}

impl Expiry {
    /// Whether rows of registrations are for a meeting that expired.
    fn has(&self, alias: &str) -> String {
        let Self { account, today, once, recurring } = self;
        format!(
            "({alias}.account_id = {account} AND {alias}.kind = 'meeting' AND {alias}.number IN (SELECT r.number FROM \
             (SELECT number, max(scheduled_at) AS at FROM main.registrant \
              WHERE account_id = {account} AND shown = 1 GROUP BY number) r \
             LEFT JOIN (SELECT number, min(day) AS day, max(recurring) AS recurring FROM main.planned \
              WHERE account_id = {account} GROUP BY number) p ON p.number = r.number \
             WHERE expired({today}, coalesce(local_day(r.at, (SELECT a.zone FROM main.account a \
              WHERE a.account_id = {account})), p.day), (SELECT max(o.day) FROM main.event e JOIN main.occurrence o \
              ON o.account_id = e.account_id AND o.event_id = e.event_id WHERE e.account_id = {account} \
              AND e.number = r.number), coalesce(p.recurring, 0), {once}, {recurring})))"
        )
    }
}

/// What the accounts' policies leave of a question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Limits {
    /// Accounts with the first day that is shown (epoch day).
    pub first_days: Vec<(i64, i64)>,
    /// Accounts in which there is no report of hosts on the free plan.
    pub paid_hosts: Vec<i64>,
    /// Accounts in which registrations for meetings that expired are not shown.
    pub expiry: Vec<Expiry>,
    /// The first day that is asked for, where older ones are held and count.
    pub clipped: Option<i64>,
    /// Accounts of which nothing is shown, and why.
    pub closed: Vec<(i64, String)>,
    /// Where all is shown: before this day the portal would show nothing.
    pub portal_first: Option<chrono::NaiveDate>,
}

impl Limits {
    fn hides(&self) -> bool {
        !self.first_days.is_empty()
            || !self.paid_hosts.is_empty()
            || !self.expiry.is_empty()
            || !self.closed.is_empty()
    }

    /// Whether rows of a table with a day are within the retention.
    fn days(&self, alias: &str) -> String {
        let out = |(account, first): &(i64, i64)| {
            format!("NOT ({alias}.account_id = {account} AND {alias}.day < {first})")
        };
        let all: Vec<String> = self.first_days.iter().map(out).collect();
        if all.is_empty() { "1".to_owned() } else { all.join(" AND ") }
    }

    /// Whether registrations are for what lies within the retention: by the day it was to be, else that of the registration.
    fn registered_days(&self, alias: &str) -> String {
        let out = |(account, first): &(i64, i64)| {
            format!(
                "NOT ({alias}.account_id = {account} AND coalesce(local_day({alias}.scheduled_at, (SELECT a.zone \
                 FROM main.account a WHERE a.account_id = {account})), {alias}.day) < {first})"
            )
        };
        let all: Vec<String> = self.first_days.iter().map(out).collect();
        if all.is_empty() { "1".to_owned() } else { all.join(" AND ") }
    }

    /// Whether registrations are for what was held by hosts on the free plan alone.
    fn is_free_event(&self, alias: &str) -> String {
        if self.paid_hosts.is_empty() {
            return "0".to_owned();
        }
        let held = |which: &str| {
            format!(
                "EXISTS (SELECT 1 FROM main.event e JOIN main.occurrence o ON o.account_id = e.account_id \
                 AND o.event_id = e.event_id WHERE e.account_id = {alias}.account_id AND e.number = {alias}.number \
                 AND {which})"
            )
        };
        let free = self.is_free();
        format!("({} AND NOT {})", held(&free), held(&format!("NOT {free}")))
    }

    /// Whether registrations are for a meeting that expired.
    fn has_expired(&self, alias: &str) -> String {
        let all: Vec<String> = self.expiry.iter().map(|expiry| expiry.has(alias)).collect();
        if all.is_empty() { "0".to_owned() } else { all.join(" OR ") }
    }

    /// Whether rows are of an account of which everything is shown.
    fn unlimited(&self, alias: &str) -> String {
        let limited: Vec<i64> = self.first_days.iter().map(|(account, _)| *account).collect();
        format!("{alias}.account_id NOT IN ({})", list(&[limited, self.paid_hosts.clone()].concat()))
    }

    /// Whether the host of `o` was on the free plan when it started, where that is known and counts.
    fn is_free(&self) -> String {
        if self.paid_hosts.is_empty() {
            return "0".to_owned();
        }
        format!(
            "(o.account_id IN ({}) AND EXISTS (SELECT 1 FROM main.user_licence l WHERE {IN_FORCE} AND {FREE}) \
             AND NOT EXISTS (SELECT 1 FROM main.user_licence l WHERE {IN_FORCE} AND NOT {FREE}))",
            list(&self.paid_hosts)
        )
    }
}

const IN_FORCE: &str = "l.account_id = o.account_id AND l.user_id = o.host_user_id AND l.pack = 0 AND l.from_at <= o.start_at \
     AND (l.to_at IS NULL OR l.to_at > o.start_at)";
const FREE: &str = "lower(trim(l.licence)) IN ('basic', 'free', 'none', 'unassigned')";

/// Columns of an occurrence that are its report.
const FIGURES: [&str; 10] = [
    "people",
    "internal",
    "external",
    "joins",
    "portal_joins",
    "person_seconds",
    "peak",
    "peak_at",
    "set_id",
    "grade",
];

/// Puts a lens on the connection, and what the policy leaves, or takes both off; gives the tables that views stand
/// before. Done whole or not at all.
pub(super) fn look_through(
    conn: &Connection,
    lens: &Lens,
    limits: &Limits,
) -> rusqlite::Result<BTreeSet<String>> {
    let tables = tables(conn)?;
    let mut sql = String::from("SAVEPOINT lens;");
    for table in &tables {
        // Writing to a String cannot fail.
        let _ = write!(sql, "DROP VIEW IF EXISTS temp.{};", quoted(&table.name));
    }
    let hides = *lens != Lens::Everything || limits.hides();
    if hides {
        let sight = Sight::new(lens, limits);
        for table in &tables {
            sql.push_str(&sight.view(table));
        }
    }
    sql.push_str("RELEASE lens;");
    if let Err(error) = conn.execute_batch(&sql) {
        // Cut short: the views that are gone come back. (What interrupts has SQLite do so by itself.)
        let _ = conn.execute_batch("ROLLBACK TO lens; RELEASE lens;");
        return Err(error);
    }
    Ok(if hides { tables.into_iter().map(|table| table.name).collect() } else { BTreeSet::new() })
}

struct Table {
    name: String,
    columns: Vec<String>,
}

/// Every table of the file.
fn tables(conn: &Connection) -> rusqlite::Result<Vec<Table>> {
    let mut out: Vec<Table> = Vec::new();
    let mut statement = conn.prepare_cached(
        "SELECT m.name, c.name FROM main.sqlite_schema m JOIN pragma_table_info(m.name, 'main') c \
         WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY m.name, c.cid",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (name, column): (String, String) = (row.get(0)?, row.get(1)?);
        match out.last_mut().filter(|table| table.name == name) {
            Some(table) => table.columns.push(column),
            None => out.push(Table { name, columns: vec![column] }),
        }
    }
    Ok(out)
}

fn list(keys: &[i64]) -> String {
    keys.iter().map(i64::to_string).collect::<Vec<_>>().join(", ")
}

/// What is seen of each table.
struct Sight<'a> {
    everything: bool,
    whole: String,
    own: String,
    users: String,
    limits: &'a Limits,
}

impl<'a> Sight<'a> {
    fn new(lens: &Lens, limits: &'a Limits) -> Self {
        let (whole, own, users) = match lens {
            Lens::Everything => (String::new(), String::new(), String::new()),
            Lens::Rows { whole, own, users, .. } => (list(whole), list(own), list(users)),
        };
        Self { everything: *lens == Lens::Everything, whole, own, users, limits }
    }

    /// The view that stands before a table.
    fn view(&self, table: &Table) -> String {
        let name = quoted(&table.name);
        let select = match table.name.as_str() {
            "account_day" if !self.own.is_empty() || !self.limits.paid_hosts.is_empty() => {
                self.days_anew("", "count(*) FILTER (WHERE o.provisional = 1)", "provisional")
            }
            "host_day" if !self.limits.paid_hosts.is_empty() => {
                self.days_anew(", o.host_user_id AS user_id", "NULL", "unused")
            }
            "occurrence" => {
                let columns: Vec<String> =
                    table.columns.iter().map(|column| self.of_occurrence(column)).collect();
                let (columns, seen) = (columns.join(", "), self.seen(table, "o"));
                format!(
                    "SELECT {columns} FROM main.occurrence o WHERE ({seen}) AND ({})",
                    self.limits.days("o")
                )
            }
            "phone_call" if !self.own.is_empty() => {
                let columns: Vec<String> = table.columns.iter().map(|column| self.of_call(column)).collect();
                format!(
                    "SELECT {} FROM main.{name} t WHERE ({}) AND ({})",
                    columns.join(", "),
                    self.seen(table, "t"),
                    self.reported(table)
                )
            }
            _ => format!(
                "SELECT t.* FROM main.{name} t WHERE ({}) AND ({})",
                self.seen(table, "t"),
                self.reported(table)
            ),
        };
        format!("CREATE TEMP VIEW {name} AS {select};")
    }

    /// Rows that the viewer may see: a condition on the table by that name.
    fn seen(&self, table: &Table, alias: &str) -> String {
        if self.everything {
            return "1".to_owned();
        }
        let has_account = table.columns.iter().any(|column| column == "account_id");
        let mut seen = Vec::new();
        if has_account && !self.whole.is_empty() {
            seen.push(format!("t.account_id IN ({})", self.whole));
        }
        let own = OWN
            .iter()
            .find(|(known, _)| *known == table.name)
            .filter(|_| has_account && !self.own.is_empty());
        if let Some((_, condition)) = own {
            seen.push(format!("t.account_id IN ({}) AND ({})", self.own, self.fill(condition)));
        }
        if OF_NO_ACCOUNT.contains(&table.name.as_str()) && !self.whole.is_empty() {
            seen.push("1".to_owned());
        }
        let seen = if seen.is_empty() { "0".to_owned() } else { seen.join(" OR ") };
        if alias == "t" { seen } else { seen.replace("t.", &format!("{alias}.")) }
    }

    /// Rows that the policy leaves of tables other than that of occurrences, which all of them are read with.
    fn reported(&self, table: &Table) -> String {
        let has = |wanted: &str| table.columns.iter().any(|column| column == wanted);
        match table.name.as_str() {
            "account_day" | "host_day" | "portal_total" => self.limits.days("t"),
            // Nothing that keeps limits reads them, and they would not follow them.
            "account_hour" | "host_again" => self.limits.unlimited("t"),
            "source_set" => "1".to_owned(),
            "registrant" => format!(
                "{} AND NOT {} AND NOT ({})",
                self.limits.registered_days("t"),
                self.limits.is_free_event("t"),
                self.limits.has_expired("t")
            ),
            _ if has("set_id") && !has("occurrence_id") && !self.limits.paid_hosts.is_empty() => format!(
                "NOT EXISTS (SELECT 1 FROM main.source_set s JOIN main.occurrence o ON o.account_id = s.account_id \
                 AND o.occurrence_id = s.occurrence_id WHERE s.account_id = t.account_id AND s.set_id = t.set_id AND {})",
                self.limits.is_free()
            ),
            _ if row::ALL.iter().any(|list| list.name == table.name) => {
                let days = if has("day") { self.limits.days("t") } else { "1".to_owned() };
                let closed: Vec<i64> = self.limits.closed.iter().map(|(account, _)| *account).collect();
                format!("({days}) AND ({}) AND t.account_id NOT IN ({})", self.hosted(&has), list(&closed))
            }
            _ if has("occurrence_id") && !self.limits.paid_hosts.is_empty() => format!(
                "NOT EXISTS (SELECT 1 FROM main.occurrence o WHERE o.account_id = t.account_id \
                 AND o.occurrence_id = t.occurrence_id AND {})",
                self.limits.is_free()
            ),
            _ => "1".to_owned(),
        }
    }

    /// A column of a call: who else was in it is no user to those who see their own use.
    fn of_call(&self, column: &str) -> String {
        let name = quoted(column);
        if !matches!(column, "caller_who" | "callee_who") {
            return format!("t.{name}");
        }
        let whole =
            if self.whole.is_empty() { "0".to_owned() } else { format!("t.account_id IN ({})", self.whole) };
        let own = self.fill(&format!("(t.account_id, t.{name}) IN (:phone)"));
        format!("CASE WHEN {whole} OR {own} THEN t.{name} END AS {name}")
    }

    /// Rows of a list of which the host was not on the free plan at their start, where the list names hosts.
    fn hosted(&self, has: &impl Fn(&str) -> bool) -> String {
        let by_id = has("host_id").then_some("u.provider_user_id = t.host_id");
        let by_email = has("host_email").then_some("u.email_folded = lower(t.host_email)");
        let by: Vec<&str> = by_id.into_iter().chain(by_email).collect();
        if self.limits.paid_hosts.is_empty() || by.is_empty() || !has("start_at") {
            return "1".to_owned();
        }
        format!(
            "NOT EXISTS (SELECT 1 FROM (SELECT u.account_id, u.user_id AS host_user_id, t.start_at AS start_at \
             FROM main.account_user u WHERE u.account_id = t.account_id AND ({})) o WHERE {})",
            by.join(" OR "),
            self.limits.is_free()
        )
    }

    /// A column of an occurrence: its figures are empty where there is no report of it.
    fn of_occurrence(&self, column: &str) -> String {
        let name = quoted(column);
        if self.limits.paid_hosts.is_empty() {
            return format!("o.{name}");
        }
        let free = self.limits.is_free();
        match column {
            "no_report" => format!("CASE WHEN {free} THEN 'host on the free plan' END AS {name}"),
            figure if FIGURES.contains(&figure) => {
                format!("CASE WHEN NOT {free} THEN o.{name} END AS {name}")
            }
            _ => format!("o.{name}"),
        }
    }

    /// Sums by day from the occurrences that are seen and have a report.
    fn days_anew(&self, by: &str, last: &str, last_name: &str) -> String {
        let group = if by.is_empty() { "" } else { ", o.host_user_id" };
        let hosted = if by.is_empty() { "1" } else { "o.host_user_id IS NOT NULL" };
        let table = Table { name: "occurrence".to_owned(), columns: vec!["account_id".to_owned()] };
        format!(
            "SELECT o.account_id{by}, o.day AS day, count(*) FILTER (WHERE e.kind = 'meeting') AS meetings, \
             count(*) FILTER (WHERE e.kind = 'webinar') AS webinars, sum(o.people) AS participants, sum(o.joins) AS joins, \
             sum(o.person_seconds) AS person_seconds, sum(o.internal) AS internal, sum(o.external) AS external, \
             {last} AS {last_name} \
             FROM main.occurrence o JOIN main.event e ON e.account_id = o.account_id AND e.event_id = o.event_id \
             WHERE {hosted} AND ({}) AND ({}) AND NOT {} GROUP BY o.account_id, o.day{group}",
            self.seen(&table, "o"),
            self.limits.days("o"),
            self.limits.is_free()
        )
    }

    fn fill(&self, sql: &str) -> String {
        sql.replace(":phone", PHONE_KEYS)
            .replace("OF_USER", OF_USER)
            .replace(":keys", KEYS)
            .replace(":users", &self.users)
    }
}
