//! Amounts of money: whole numbers of a currency's smallest unit, with the currency (ISO 4217), never added across
//! currencies.
//!
//! As one cell ([`Unit::Money`](super::Unit::Money)) an amount is `minor * 1024 + numeric code`, so that cells of one
//! currency sort by amount and none loses its currency.

use iso_currency::Currency;

/// The places of the numeric code, which has three decimal digits.
const CODES: i64 = 1024;
/// ISO 4217's code of no currency: the source names none.
const NONE: u16 = 999;

/// The currency of that code, whatever its case.
pub fn currency(code: &str) -> Option<&'static str> {
    Currency::from_code(&code.trim().to_ascii_uppercase()).map(|found| found.code())
}

/// Decimal places of the currency's smallest unit; 2 where none is named.
fn places(numeric: u16) -> usize {
    let exponent = Currency::from_numeric(numeric).and_then(Currency::exponent);
    usize::from(exponent.unwrap_or(2)).min(4)
}

fn numeric(code: Option<&str>) -> u16 {
    code.and_then(|code| Currency::from_code(&code.trim().to_ascii_uppercase()))
        .map_or(NONE, Currency::numeric)
}

/// What an amount as written (`456`, `1,234.50`, `-0.025`) is in the smallest unit; what is finer is rounded half up, away
/// from nought. `None` where it is no amount.
pub fn minor(text: &str, currency: Option<&str>) -> Option<i64> {
    let text = text.trim();
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let whole = ungrouped(whole)?;
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !all_digits(part) || (whole.is_empty() && part.is_empty()) {
        return None;
    }
    let places = places(numeric(currency));
    let kept: String = part.chars().chain(std::iter::repeat('0')).take(places).collect();
    let up = part.as_bytes().get(places).is_some_and(|digit| *digit >= b'5');
    let value: i64 = format!("0{whole}{kept}").parse().ok()?;
    let value = value.checked_add(i64::from(up))?;
    // What no cell could hold is no amount.
    let value = if negative { -value } else { value };
    value.checked_mul(CODES).map(|_| value)
}

/// `1,234,567` without its commas; digits alone as they are.
fn ungrouped(whole: &str) -> Option<String> {
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let mut out = first.to_owned();
    for group in groups {
        if group.len() != 3 || first.is_empty() || first.len() > 3 {
            return None;
        }
        out.push_str(group);
    }
    out.bytes().all(|byte| byte.is_ascii_digit()).then_some(out)
}

/// Amount and currency as one cell.
pub fn cell(minor: i64, currency: Option<&str>) -> Option<i64> {
    minor.checked_mul(CODES)?.checked_add(i64::from(numeric(currency)))
}

/// The amount of a cell in the smallest unit.
pub fn minor_of(cell: i64) -> i64 {
    cell.div_euclid(CODES)
}

/// The currency's code of a cell; empty where the source named none.
pub fn code(cell: i64) -> &'static str {
    let numeric = u16::try_from(cell.rem_euclid(CODES)).unwrap_or(NONE);
    if numeric == NONE { "" } else { Currency::from_numeric(numeric).map_or("", |found| found.code()) }
}

/// The amount of a cell with a point and no currency: `1234.50`.
pub fn plain(cell: i64) -> String {
    let numeric = u16::try_from(cell.rem_euclid(CODES)).unwrap_or(NONE);
    let (minor, places) = (cell.div_euclid(CODES), places(numeric));
    let sign = if minor < 0 { "-" } else { "" };
    let digits = format!("{:0>width$}", minor.unsigned_abs(), width = places + 1);
    let (whole, part) = digits.split_at(digits.len() - places);
    if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") }
}

/// The amount of a cell in the currency's main unit, to compare and to draw.
#[expect(clippy::cast_precision_loss, reason = "only compared and drawn, never stored")]
pub fn amount(cell: i64) -> f64 {
    let numeric = u16::try_from(cell.rem_euclid(CODES)).unwrap_or(NONE);
    let scale = 10_i64.pow(u32::try_from(places(numeric)).unwrap_or(2));
    cell.div_euclid(CODES) as f64 / scale as f64
}

/// As people read it: `1 234.50 EUR`.
pub fn shown(cell: i64) -> String {
    let plain = plain(cell);
    let (whole, part) = plain.split_once('.').unwrap_or((&plain, ""));
    let grouped = match whole.strip_prefix('-') {
        Some(digits) => format!("-{}", super::format::thousands(digits.parse().unwrap_or(0))),
        None => super::format::thousands(whole.parse().unwrap_or(0)),
    };
    let amount = if part.is_empty() { grouped } else { format!("{grouped}.{part}") };
    let code = code(cell);
    if code.is_empty() { amount } else { format!("{amount} {code}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn amounts_are_read_to_the_smallest_unit() {
        for (text, code, expected) in [
            ("456", "USD", Some(45_600)),
            ("0.03", "USD", Some(3)),
            ("0.0205", "usd", Some(2)),
            ("0.025", "EUR", Some(3)),
            ("-1.5", "EUR", Some(-150)),
            ("1,234.50", "EUR", Some(123_450)),
            ("12", "JPY", Some(12)),
            ("1.2345", "BHD", Some(1235)),
            (".5", "EUR", Some(50)),
            ("", "EUR", None),
            (".", "EUR", None),
            ("1,23", "EUR", None),
            ("12 EUR", "EUR", None),
            ("99999999999999999999", "EUR", None),
        ] {
            assert_eq!(minor(text, Some(code)), expected, "{text} {code}");
        }
        assert_eq!(minor("1.5", None), Some(150));
    }

    #[test]
    fn cells_keep_amount_and_currency() {
        let of = |minor, code| cell(minor, code).unwrap();
        assert_eq!(shown(of(123_450, Some("EUR"))), "1 234.50 EUR");
        assert_eq!(shown(of(-5, Some("USD"))), "-0.05 USD");
        assert_eq!(shown(of(12, Some("JPY"))), "12 JPY");
        assert_eq!(shown(of(3, None)), "0.03");
        assert_eq!(plain(of(-123_450, Some("EUR"))), "-1234.50");
        assert_eq!(code(of(1, Some("sek"))), "SEK");
        assert!(of(200, Some("EUR")) > of(199, Some("EUR")));
        assert_eq!(currency(" eur "), Some("EUR"));
        assert_eq!(currency("euros"), None);
    }

    proptest! {
        #[test]
        fn nothing_read_panics_and_what_is_written_reads_back(text in ".{0,24}", minor_units in -1_000_000_000_000_i64..1_000_000_000_000) {
            let _ = minor(&text, Some("EUR"));
            for code in ["EUR", "JPY", "KWD"] {
                let held = cell(minor_units, Some(code)).unwrap();
                prop_assert_eq!(minor(&plain(held), Some(code)), Some(minor_units));
            }
        }
    }
}
