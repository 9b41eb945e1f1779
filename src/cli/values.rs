//! Values as they are typed, and what would do where they cannot be read.

use crate::config::Ascii;
use crate::export::{Format, Header};
use crate::import::DateOrder;
use crate::model::text::fold;
use crate::report::catalog;
pub(super) use crate::report::value::local_time;
use crate::report::value::{FOUR_DIGITS, meeting_id};
use crate::ui::ThemeName;
use chrono::{Datelike, NaiveDate};
use chrono_tz::{TZ_VARIANTS, Tz};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::num::NonZeroUsize;
use std::time::Duration;

pub(super) fn formats() -> impl TypedValueParser<Value = Format> {
    words(Format::ALL, Format::word)
}

pub(super) fn headers() -> impl TypedValueParser<Value = Header> {
    words(Header::ALL, Header::word)
}

pub(super) fn themes() -> impl TypedValueParser<Value = ThemeName> {
    words(ThemeName::ALL, ThemeName::word)
}

pub(super) fn asciis() -> impl TypedValueParser<Value = Ascii> {
    words(Ascii::ALL, Ascii::word)
}

pub(super) fn date_orders() -> impl TypedValueParser<Value = DateOrder> {
    words([DateOrder::MonthFirst, DateOrder::DayFirst], DateOrder::word)
}

/// One of a few values, by its word.
fn words<T: Copy + Send + Sync + 'static, const N: usize>(
    all: [T; N],
    word: fn(T) -> &'static str,
) -> impl TypedValueParser<Value = T> {
    PossibleValuesParser::new(all.map(word)).try_map(move |typed| {
        all.into_iter().find(|value| word(*value) == typed).ok_or("not one of the words")
    })
}

/// Names of all time zones, in their order.
pub(super) fn zones() -> impl Iterator<Item = &'static str> {
    TZ_VARIANTS.iter().map(|zone| zone.name())
}

pub(super) fn zone(typed: &str) -> Result<Tz, String> {
    TZ_VARIANTS.iter().copied().find(|zone| zone.name().eq_ignore_ascii_case(typed)).ok_or_else(|| {
        let near = nearest_zone(typed);
        let near = near.map_or_else(
            || "they are named like Europe/Stockholm".to_owned(),
            |name| format!("did you mean {name}?"),
        );
        format!("no time zone is called so: {near} `headcount zones` lists them")
    })
}

/// By the city alone too.
fn nearest_zone(typed: &str) -> Option<&'static str> {
    let city = |name: &'static str| name.rsplit_once('/').map_or(name, |(_, city)| city);
    let typed_city = fold(typed).replace(' ', "_");
    zones()
        .find(|name| fold(city(name)) == typed_city)
        .or_else(|| catalog::nearest_of(typed, zones()))
        .or_else(|| {
            let near = catalog::nearest_of(typed, zones().map(city))?;
            zones().find(|name| city(name) == near)
        })
}

/// `2d`, `36h`, `1w`.
pub(super) fn age(typed: &str) -> Result<Duration, String> {
    humantime::parse_duration(typed).map_err(|_| "ages are written like 2d or 36h".to_owned())
}

pub(super) fn day(typed: &str) -> Result<NaiveDate, String> {
    let day = typed.parse().ok().filter(|day: &NaiveDate| FOUR_DIGITS.contains(&day.year()));
    day.ok_or_else(|| "days are written like 2026-10-05".to_owned())
}

/// The first day of a month.
pub(super) fn month(typed: &str) -> Result<NaiveDate, String> {
    format!("{typed}-01").parse().map_err(|_| "months are written like 2026-10".to_owned())
}

/// A number of rows.
pub(super) fn rows(typed: &str) -> Result<NonZeroUsize, String> {
    typed.parse().map_err(|_| "a number of rows is needed, 1 at least".to_owned())
}

/// The number of an import.
pub(super) fn import_number(typed: &str) -> Result<i64, String> {
    let digits = typed.strip_prefix('#').unwrap_or(typed);
    digits
        .parse()
        .map_err(|_| "imports have numbers, like 12: `headcount report imports` lists them".to_owned())
}

/// A meeting ID, or the UUID of an occurrence (API answers).
pub(super) fn meeting_or_uuid(typed: &str) -> Result<String, String> {
    let is_uuid = typed.len() == 24
        && typed.ends_with("==")
        && typed.bytes().all(|b| b.is_ascii_alphanumeric() || b"+/=".contains(&b));
    if is_uuid { Ok(typed.to_owned()) } else { meeting_id(typed) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_zone_leads_to_the_nearest() {
        for (typed, near) in [
            ("Europe/Stokholm", "Europe/Stockholm?"),
            ("stockholm", "Europe/Stockholm?"),
            ("New York", "America/New_York?"),
            ("Tokio", "Asia/Tokyo?"),
        ] {
            let error = zone(typed).unwrap_err();
            assert!(error.contains(near) && error.contains("`headcount zones`"), "{typed}: {error}");
        }
        assert_eq!(zone("europe/stockholm"), Ok(Tz::Europe__Stockholm));
        assert!(zone("+++").unwrap_err().contains("named like Europe/Stockholm"));
    }

    #[test]
    fn numbers_say_what_would_do() {
        assert!(rows("0").unwrap_err().contains("1 at least"));
        assert!(rows("many").is_err());
        assert_eq!(import_number("#12"), Ok(12));
        assert!(import_number("last").unwrap_err().contains("headcount report imports"));
    }
}
