//! JSON for programs: one object for an answer, or one object a line.
//!
//! Durations are whole seconds, instants RFC 3339, days `YYYY-MM-DD`, flags true or false, shares numbers in
//! percent, what is not known null. Keys are opaque: `"#123"`, good for passing back as a parameter.

use super::{Answer, ExportError, Picked};
use crate::model::{Cell, Unit, day, format, money};
use crate::report::{Column, Rows};
use chrono_tz::Tz;
use serde_json::{Map, Value, json};
use std::io::Write;

/// The version of the object's form; it changes when a reader of the old form would go wrong.
pub const SCHEMA: u32 = 1;

/// Writes the answer as one object, a row a line, and gives the number of rows.
///
/// # Errors
/// When writing fails or the rows end early; what was written then is no whole object.
pub fn write(
    columns: &[Column],
    rows: &mut dyn Rows,
    out: &mut dyn Write,
    answer: &Answer<'_>,
) -> Result<usize, ExportError> {
    let picked = Picked::new(columns, rows);
    let zone = answer.ask.zone;
    let totals = totals(&picked, answer, zone);
    out.write_all(b"{\n")?;
    for (name, value) in head(columns, answer) {
        member(out, &name, &value)?;
        out.write_all(b",\n")?;
    }
    out.write_all(b"\"rows\": [")?;
    let count = each_row(&picked, rows, zone, |count, bytes| {
        out.write_all(if count == 0 { b"\n" } else { b",\n" })?;
        out.write_all(bytes)
    })?;
    out.write_all(if count == 0 { b"],\n" } else { b"\n],\n" })?;
    member(out, "totals", &totals)?;
    out.write_all(b",\n")?;
    member(out, "total", &json!(answer.totals.map(|totals| totals.rows)))?;
    out.write_all(b",\n")?;
    member(out, "notes", &json!(answer.notes))?;
    out.write_all(b"\n}\n")?;
    Ok(count)
}

/// Writes one object a line and nothing else, and gives their number.
///
/// # Errors
/// When writing fails or the rows end early.
pub fn write_lines(
    columns: &[Column],
    rows: &mut dyn Rows,
    out: &mut dyn Write,
    zone: Tz,
) -> Result<usize, ExportError> {
    let picked = Picked::new(columns, rows);
    each_row(&picked, rows, zone, |_, bytes| {
        out.write_all(bytes)?;
        out.write_all(b"\n")
    })
}

/// Hands each row to `put` as the bytes of an object, with its place.
fn each_row(
    picked: &Picked<'_>,
    rows: &mut dyn Rows,
    zone: Tz,
    mut put: impl FnMut(usize, &[u8]) -> std::io::Result<()>,
) -> Result<usize, ExportError> {
    let (mut count, mut bytes) = (0, Vec::with_capacity(512));
    while let Some(row) = rows.next().map_err(ExportError::Rows)? {
        bytes.clear();
        let object: Map<String, Value> = picked
            .of(row)
            .map(|(column, cell)| (column.name.to_string(), value(cell, column.unit, zone)))
            .collect();
        serde_json::to_writer(&mut bytes, &object).map_err(std::io::Error::from)?;
        put(count, &bytes)?;
        count += 1;
    }
    Ok(count)
}

fn member(out: &mut dyn Write, name: &str, value: &Value) -> std::io::Result<()> {
    serde_json::to_writer(&mut *out, name)?;
    out.write_all(b": ")?;
    serde_json::to_writer(&mut *out, value)?;
    Ok(())
}

/// What stands before the rows, in order.
fn head(columns: &[Column], answer: &Answer<'_>) -> Vec<(String, Value)> {
    let ask = answer.ask;
    let def = ask.def();
    let ranged = def.is_some_and(|def| def.ranged);
    let columns: Vec<Value> = columns
        .iter()
        .map(|column| json!({ "name": column.name, "title": column.title, "unit": column.unit }))
        .collect();
    let members = json!({
        "schema": SCHEMA,
        "report": ask.report,
        "view": ask.view,
        "title": def.map(|def| def.title),
        "account": match answer.accounts { [one] => Some(one), _ => None },
        "zone": ask.zone.name(),
        "from": ranged.then(|| ask.range.from.to_string()),
        "to": ranged.then(|| ask.range.to.to_string()),
        "params": ask.params,
        "as_of": answer.as_of.map(|at| format::rfc3339(at, ask.zone)),
        "columns": columns,
    });
    let mut members: Vec<(String, Value)> = match members {
        Value::Object(members) => members.into_iter().collect(),
        _ => Vec::new(),
    };
    // `account` is null where there are several.
    if answer.accounts.len() > 1
        && let Some(at) = members.iter().position(|(name, _)| name == "account")
    {
        members.insert(at + 1, ("accounts".to_owned(), json!(answer.accounts)));
    }
    members
}

/// The summed columns as one object; no object when nothing is summed.
fn totals(picked: &Picked<'_>, answer: &Answer<'_>, zone: Tz) -> Value {
    let sums = answer.totals.map_or(&[][..], |totals| totals.sums.as_slice());
    let object: Map<String, Value> = picked
        .of(sums)
        .filter(|(_, cell)| !cell.is_empty())
        .map(|(column, cell)| (column.name.to_string(), value(cell, column.unit, zone)))
        .collect();
    if object.is_empty() { json!([]) } else { json!([object]) }
}

fn value(cell: &Cell, unit: Unit, zone: Tz) -> Value {
    match (cell, unit) {
        (Cell::Empty, _) => Value::Null,
        (Cell::Text(text), Unit::Spark) => {
            json!(text.split(' ').map(|number| number.parse::<u64>().ok()).collect::<Vec<_>>())
        }
        (Cell::Text(text), _) => json!(text),
        (Cell::Int(key), Unit::Key) => json!(format!("#{key}")),
        (Cell::Int(flag), Unit::Flag) => json!(*flag != 0),
        (Cell::Int(seconds), Unit::Minutes) => json!(format::whole_minutes(*seconds)),
        (Cell::Int(at), Unit::Instant | Unit::Moment) => json!(format::rfc3339(*at, zone)),
        (Cell::Int(days), Unit::Date) => json!(day::from_epoch_day(*days).map(|day| day.to_string())),
        // Amounts as numbers with a point; the currency is a field of its own.
        (Cell::Int(held), Unit::Money) => json!(money::amount(*held)),
        (Cell::Int(number), _) => json!(number),
        // One decimal, as the screen and CSV give it.
        (Cell::Real(share), Unit::Percent) => json!((share * 10.0).round() / 10.0),
        (Cell::Real(number), _) => json!(number),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::{keyed, tests::people};
    use crate::model::DayRange;
    use crate::report::{Ask, Totals, catalog};

    fn ask(report: &str) -> Ask {
        let day = |text: &str| text.parse().unwrap();
        let range = DayRange::new(day("2026-11-01"), day("2026-11-30"));
        Ask::new(catalog::find(report).unwrap(), range, Tz::Europe__Stockholm)
    }

    fn written(ask: &Ask) -> String {
        let mut rows = people();
        let sums = vec![Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty];
        let totals = Totals {
            rows: 2,
            sums: [sums, vec![Cell::Int(3960), Cell::Int(1200)]].concat(),
            highest: Vec::new(),
        };
        let answer = Answer {
            ask,
            accounts: &["Lumen".to_owned()],
            totals: Some(&totals),
            as_of: Some(1_795_331_640),
            notes: &["1 occurrence provisional ~".to_owned()],
            bare: &[],
        };
        let mut out = Vec::new();
        let columns = keyed(rows.columns(), None);
        assert_eq!(write(&columns, &mut rows, &mut out, &answer).unwrap(), 2);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn golden_object() {
        insta::assert_snapshot!(written(&ask("meetings")));
    }

    #[test]
    fn several_accounts_are_named() {
        let ask = ask("meetings");
        let names = ["Lumen".to_owned(), "Orbit".to_owned()];
        let answer = Answer { ask: &ask, accounts: &names, totals: None, as_of: None, notes: &[], bare: &[] };
        let head = head(&[], &answer);
        let of = |wanted: &str| head.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.clone());
        assert_eq!((of("account"), of("accounts")), (Some(Value::Null), Some(json!(["Lumen", "Orbit"]))));
    }

    #[test]
    fn it_is_one_object_with_the_members_in_order() {
        let object: Value = serde_json::from_str(&written(&ask("participants"))).unwrap();
        let names: Vec<&str> = object.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(
            names,
            [
                "schema", "report", "view", "title", "account", "zone", "from", "to", "params", "as_of",
                "columns", "rows", "totals", "total", "notes"
            ]
        );
        // A report without a range of dates has none.
        assert_eq!(object["from"], Value::Null);
        assert_eq!(object["rows"][0]["participant"], "#7");
        assert_eq!(object["rows"][0]["guest"], true);
        assert_eq!(object["rows"][1]["presence_percent"], Value::Null);
    }

    #[test]
    fn lines_hold_a_row_each() {
        let mut out = Vec::new();
        let mut rows = people();
        let columns = crate::export::visible(rows.columns(), Some(&["name".into(), "duration".into()]));
        assert_eq!(write_lines(&columns, &mut rows, &mut out, Tz::UTC).unwrap(), 2);
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "{\"name\":\"Zoë \\\"Zo\\\" Ngũgĩ, dr\",\"duration\":3900}\n{\"name\":\"=王小明\",\"duration\":60}\n"
        );
    }

    /// A pipe whose reader has gone.
    struct Closed;

    impl Write for Closed {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::BrokenPipe.into())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_closed_pipe_is_told_from_other_failures_in_every_format() {
        let ask = ask("meetings");
        let answer = Answer { ask: &ask, accounts: &[], totals: None, as_of: None, notes: &[], bare: &[] };
        for format in crate::export::Format::ALL {
            let form = crate::export::Form { format, ..Default::default() };
            let error = crate::export::write(&form, &answer, &mut people(), &mut Closed).unwrap_err();
            assert!(error.is_broken_pipe(), "{format:?}: {error}");
        }
    }
}
