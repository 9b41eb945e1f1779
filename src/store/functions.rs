//! Functions that report SQL calls, beside SQLite's own: of texts `fold`, `holds`, `masked` and `split_part`, of amounts `money`,
//! `money_text` and `amount`, of days `local_day`, `local_weekday`,
//! `local_hour`, `month_start` and `month_name`, of registrations `further` and `expired`. PostgreSQL would have the same.

use crate::model::{day, money, text, zone};
use crate::report::further;
use crate::rules::limits::{self, Scheduled};
use chrono::{Datelike, Months, NaiveDate, NaiveDateTime, Timelike};
use chrono_tz::Tz;
use rusqlite::Connection;
use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::types::ValueRef;

/// `fold(text)`: the form by which texts are ordered and compared. `holds(text, folded)`: 1 when the folded text
/// contains the other; NULL contains nothing. `masked(number)`: a telephone number in part.
pub(super) fn register(conn: &Connection) -> rusqlite::Result<()> {
    let flags =
        FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_DIRECTONLY;
    conn.create_scalar_function("fold", 1, flags, |ctx| Ok(text_of(ctx, 0)?.map(text::fold)))?;
    conn.create_scalar_function("holds", 2, flags, |ctx| {
        let (Some(value), Some(needle)) = (text_of(ctx, 0)?, text_of(ctx, 1)?) else { return Ok(false) };
        Ok(contains(value, needle))
    })?;
    conn.create_scalar_function("masked", 1, flags, |ctx| Ok(text_of(ctx, 0)?.map(text::masked)))?;
    // As PostgreSQL has it: the part of that number, from 1; an empty text where there is none.
    conn.create_scalar_function("split_part", 3, flags, |ctx| {
        let (Some(value), Some(between)) = (text_of(ctx, 0)?, text_of(ctx, 1)?) else { return Ok(None) };
        let at = usize::try_from(ctx.get::<i64>(2)? - 1).unwrap_or(usize::MAX);
        Ok(Some(value.split(between).nth(at).unwrap_or_default().to_owned()))
    })?;
    amounts(conn, flags)?;
    registrations(conn, flags)?;
    days(conn, flags)
}

/// `further(fields, title)`: what a form's array of pairs says under a title. `expired(today, scheduled, last_held, recurring,
/// once, of_recurring)`: whether a registration report is no longer shown (RULES, *expiry*); the first three are epoch days,
/// the last two numbers of days. Without a today nothing has expired.
fn registrations(conn: &Connection, flags: FunctionFlags) -> rusqlite::Result<()> {
    conn.create_scalar_function("further", 2, flags, |ctx| {
        let (Some(fields), Some(title)) = (text_of(ctx, 0)?, text_of(ctx, 1)?) else { return Ok(None) };
        Ok(further::value(fields, title))
    })?;
    conn.create_scalar_function("expired", 6, flags, |ctx| {
        let day =
            |at: usize| Ok::<_, rusqlite::Error>(ctx.get::<Option<i64>>(at)?.and_then(day::from_epoch_day));
        let Some(today) = day(0)? else { return Ok(false) };
        let meeting = Scheduled {
            scheduled: day(1)?,
            last_held: day(2)?,
            is_recurring: ctx.get::<Option<bool>>(3)?.unwrap_or(false),
        };
        Ok(limits::expired(today, &meeting, ctx.get(4)?, ctx.get(5)?))
    })
}

/// `money(minor, currency)`: an amount in the smallest unit as a cell that knows its currency; `money_text` as people read
/// it. `amount(cell)`: in the main unit, to compare. NULL gives NULL, a currency of NULL none.
fn amounts(conn: &Connection, flags: FunctionFlags) -> rusqlite::Result<()> {
    let cell = |ctx: &Context<'_>| -> rusqlite::Result<Option<i64>> {
        let minor = ctx.get::<Option<i64>>(0)?;
        let currency = text_of(ctx, 1)?;
        Ok(minor.and_then(|minor| money::cell(minor, currency)))
    };
    conn.create_scalar_function("money", 2, flags, move |ctx| cell(ctx))?;
    conn.create_scalar_function("money_text", 2, flags, move |ctx| Ok(cell(ctx)?.map(money::shown)))?;
    conn.create_scalar_function("amount", 1, flags, |ctx| Ok(ctx.get::<Option<i64>>(0)?.map(money::amount)))
}

/// `local_day(instant, zone)`: the day on which it is in that zone; `local_weekday` and `local_hour` likewise, from 0 for
/// Monday and midnight. `month_start(day, months)`: the first of the month
/// so many months on. `month_name(day)`: `2026-10`. Days are epoch days; NULL gives NULL.
fn days(conn: &Connection, flags: FunctionFlags) -> rusqlite::Result<()> {
    conn.create_scalar_function("local_day", 2, flags, |ctx| {
        Ok(local(ctx)?.map(|time| day::epoch_day(time.date())))
    })?;
    conn.create_scalar_function("local_weekday", 2, flags, |ctx| {
        Ok(local(ctx)?.map(|time| time.weekday().num_days_from_monday()))
    })?;
    conn.create_scalar_function("local_hour", 2, flags, |ctx| Ok(local(ctx)?.map(|time| time.hour())))?;
    conn.create_scalar_function("month_start", 2, flags, |ctx| {
        let (Some(date), Some(months)) = (date_of(ctx)?, ctx.get::<Option<i32>>(1)?) else { return Ok(None) };
        let by = Months::new(months.unsigned_abs());
        let moved = if months < 0 { date.checked_sub_months(by) } else { date.checked_add_months(by) };
        Ok(moved.and_then(|date| date.with_day(1)).map(day::epoch_day))
    })?;
    conn.create_scalar_function("month_name", 1, flags, |ctx| {
        Ok(date_of(ctx)?.map(|date| date.format("%Y-%m").to_string()))
    })
}

/// What clocks show in the zone of the second argument at the instant of the first.
fn local(ctx: &Context<'_>) -> rusqlite::Result<Option<NaiveDateTime>> {
    let (Some(at), Some(zone)) = (ctx.get::<Option<i64>>(0)?, text_of(ctx, 1)?) else { return Ok(None) };
    let zone: Option<Tz> = zone.parse().ok();
    Ok(zone.and_then(|zone| zone::local(zone, at)))
}

fn date_of(ctx: &Context<'_>) -> rusqlite::Result<Option<NaiveDate>> {
    Ok(ctx.get::<Option<i64>>(0)?.and_then(day::from_epoch_day))
}

fn text_of<'a>(ctx: &'a Context<'_>, at: usize) -> rusqlite::Result<Option<&'a str>> {
    match ctx.get_raw(at) {
        ValueRef::Text(bytes) => {
            std::str::from_utf8(bytes).map(Some).map_err(|e| rusqlite::Error::UserFunctionError(e.into()))
        }
        _ => Ok(None),
    }
}

/// Whether folded `value` contains `needle`, without folding where ASCII allows.
fn contains(value: &str, needle: &str) -> bool {
    if needle.is_empty() {
        return true;
    }
    if value.is_ascii() {
        let (hay, pin) = (value.as_bytes(), needle.as_bytes());
        return hay.windows(pin.len()).any(|part| part.eq_ignore_ascii_case(pin));
    }
    text::fold(value).contains(needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_months() {
        let conn = Connection::open_in_memory().unwrap();
        register(&conn).unwrap();
        let text = |sql: &str| -> Option<String> { conn.query_row(sql, [], |row| row.get(0)).unwrap() };
        // 2026-10-31 23:30 in UTC is the next day in Stockholm.
        assert_eq!(text("SELECT month_name(local_day(1793489400, 'Europe/Stockholm'))").unwrap(), "2026-11");
        assert_eq!(text("SELECT month_name(local_day(1793489400, 'UTC'))").unwrap(), "2026-10");
        assert_eq!(text("SELECT month_name(month_start(20756, -11))").unwrap(), "2025-11");
        assert_eq!(
            text("SELECT cast(month_start(20757, 0) - month_start(20757, -1) AS text)").unwrap(),
            "30"
        );
        assert_eq!(text("SELECT cast(local_day(0, 'Nowhere') AS text)"), None);
        // A Sunday, half past midnight, before the clocks go back and after.
        assert_eq!(
            text(
                "SELECT local_weekday(1792881000, 'Europe/Stockholm') || ' ' || local_hour(1792881000, 'UTC')"
            )
            .unwrap(),
            "6 22"
        );
        assert_eq!(text("SELECT cast(local_hour(1792881000, 'Europe/Stockholm') AS text)").unwrap(), "0");
        assert_eq!(text("SELECT cast(local_hour(1792888200, 'Europe/Stockholm') AS text)").unwrap(), "2");
        assert_eq!(text("SELECT cast(local_hour(1792891800, 'Europe/Stockholm') AS text)").unwrap(), "2");
        assert_eq!(text("SELECT cast(local_weekday(0, 'Nowhere') AS text)"), None);
        assert_eq!(text("SELECT month_name(NULL)"), None);
        assert_eq!(text("SELECT cast(month_start(20757, -2147483648) AS text)"), None);
        assert_eq!(text("SELECT month_name(9223372036854775807)"), None);
    }

    #[test]
    fn holds_folds_the_value() {
        let conn = Connection::open_in_memory().unwrap();
        register(&conn).unwrap();
        let holds = |value: Option<&str>, needle: &str| -> bool {
            conn.query_row("SELECT holds(?1, ?2)", (value, needle), |row| row.get(0)).unwrap()
        };
        assert!(holds(Some("Natural SCIENCE"), "science"));
        assert!(holds(Some("Ёлка"), "ёл"));
        assert!(!holds(Some("abc"), "abcd"));
        assert!(!holds(None, "a"));
        assert!(holds(Some("abc"), ""));
    }
}
