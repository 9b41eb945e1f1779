//! CSV: RFC 4180 with CRLF. RULES, *Files that leave*.

use super::instant::Instants;
use super::{ExportError, Header, Picked};
use crate::model::{Cell, Unit, format};
use crate::report::{Column, Rows};
use chrono_tz::Tz;
use std::io::Write;

/// What may be chosen about a CSV.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Instants are written in it, with their offset.
    pub zone: Tz,
    pub header: Header,
    pub bom: bool,
}

/// Writes all rows and gives their number.
///
/// # Errors
/// When writing fails or the rows end early.
pub fn write(
    columns: &[Column],
    rows: &mut dyn Rows,
    out: &mut dyn Write,
    options: &Options,
) -> Result<usize, ExportError> {
    let picked = Picked::new(columns, rows);
    let mut line = Line::new(options.zone);
    if options.bom {
        out.write_all("\u{FEFF}".as_bytes())?;
    }
    let titles: Option<Vec<String>> = columns.iter().map(|column| options.header.of(column)).collect();
    if let Some(titles) = titles
        && !titles.is_empty()
    {
        for title in &titles {
            line.text(title);
        }
        out.write_all(line.end())?;
    }
    let mut count = 0;
    while let Some(row) = rows.next().map_err(ExportError::Rows)? {
        picked.of(row).for_each(|(column, cell)| line.cell(cell, column.unit));
        out.write_all(line.end())?;
        count += 1;
    }
    Ok(count)
}

/// One line under construction; its memory serves all lines.
struct Line {
    bytes: Vec<u8>,
    fields: usize,
    zone: Tz,
    instants: Instants,
}

impl Line {
    fn new(zone: Tz) -> Self {
        Self { bytes: Vec::with_capacity(512), fields: 0, zone, instants: Instants::new(zone) }
    }

    /// The finished line; the next call to another method begins a new one.
    fn end(&mut self) -> &[u8] {
        if self.fields == 1 && self.bytes.is_empty() {
            // A blank line would be no row to most readers.
            self.bytes.extend_from_slice(b"\"\"");
        }
        self.bytes.extend_from_slice(b"\r\n");
        self.fields = 0;
        &self.bytes
    }

    fn begin_field(&mut self) {
        if self.fields == 0 {
            self.bytes.clear();
        } else {
            self.bytes.push(b',');
        }
        self.fields += 1;
    }

    fn cell(&mut self, cell: &Cell, unit: Unit) {
        match (cell, unit) {
            (Cell::Text(text), _) => self.text(text),
            (Cell::Int(at), Unit::Instant | Unit::Moment) => {
                self.begin_field();
                self.instants.push(*at, &mut self.bytes);
            }
            // Numbers, days and flags hold nothing that need be quoted.
            _ => {
                self.begin_field();
                self.bytes.extend_from_slice(format::machine(cell, unit, self.zone).as_bytes());
            }
        }
    }

    fn text(&mut self, text: &str) {
        self.begin_field();
        let guard = needs_guard(text);
        let quoted = text.bytes().any(|b| matches!(b, b',' | b'"' | b'\r' | b'\n'));
        if quoted {
            self.bytes.push(b'"');
        }
        if guard {
            self.bytes.push(b'\'');
        }
        if quoted {
            for b in text.bytes() {
                if b == b'"' {
                    self.bytes.push(b'"');
                }
                self.bytes.push(b);
            }
            self.bytes.push(b'"');
        } else {
            self.bytes.extend_from_slice(text.as_bytes());
        }
    }
}

/// Whether a spreadsheet might run the text as a formula.
///
/// Text that already looks guarded (`'=…`) is guarded once more, so that [`unguarded`] gives back what was.
fn needs_guard(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// Undoes the `'` that [`write`] puts before text that begins like a formula; for text cells read back.
pub fn unguarded(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if needs_guard(rest) => rest,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::held::Held;
    use crate::export::{tests::people, visible};
    use crate::report::col;
    use proptest::prelude::*;

    fn written(mut rows: Held, header: Header, bom: bool) -> Vec<u8> {
        let mut out = Vec::new();
        let options = Options { zone: Tz::Europe__Stockholm, header, bom };
        let columns = visible(rows.columns(), None);
        write(&columns, &mut rows, &mut out, &options).unwrap();
        out
    }

    #[test]
    fn golden_bytes() {
        let bytes = written(people(), Header::Titles, true);
        assert_eq!(
            String::from_utf8(bytes).unwrap(),
            "\u{FEFF}State,Name,Meeting ID,First join,Date,Duration,Sessions,Presence,Size,Guest\r\n\
             provisional,\"Zoë \"\"Zo\"\" Ngũgĩ, dr\",84612340849,2026-11-22T08:14:00+01:00,2026-11-22,3900,1200,48.3,1536,yes\r\n\
             ,'=王小明,,,,60,0,,,no\r\n"
        );
        let bytes = written(people(), Header::Names, false);
        assert!(bytes.starts_with(b"state,name,meeting_id,first_join,date,duration,"));
        assert!(written(people(), Header::None, false).starts_with(b"provisional,"));
    }

    #[test]
    fn numbers_below_nought_are_no_formulas() {
        let rows = Held::new(vec![col("n", "N", Unit::Count)], vec![vec![Cell::Int(-5)], vec![Cell::Empty]]);
        assert_eq!(written(rows, Header::None, false), b"-5\r\n\"\"\r\n");
    }

    #[test]
    fn what_looks_guarded_comes_back_as_it_was() {
        for text in ["'=1", "''@", "'", "'plain", "=1", "\tx", "\rx", "-", ""] {
            let mut line = Line::new(Tz::UTC);
            line.text(text);
            let bytes = line.end().to_vec();
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&bytes[..]);
            let record = reader.records().next().unwrap().unwrap();
            assert_eq!(unguarded(&record[0]), text);
        }
    }

    fn cell(unit: Unit) -> BoxedStrategy<Cell> {
        let value = match unit {
            Unit::Flag => (0i64..2).prop_map(Cell::Int).boxed(),
            Unit::Date => (-200_000i64..200_000).prop_map(Cell::Int).boxed(),
            Unit::Instant => (0i64..9_000_000_000).prop_map(Cell::Int).boxed(),
            Unit::Count => any::<i64>().prop_map(Cell::Int).boxed(),
            // An empty text and no text are one in CSV.
            _ => prop_oneof!["['=+@\\t\\r\\n\",; a-]{1,8}", "\\PC{1,12}"].prop_map(Cell::Text).boxed(),
        };
        prop_oneof![1 => Just(Cell::Empty), 4 => value].boxed()
    }

    const UNITS: [Unit; 5] = [Unit::Text, Unit::Instant, Unit::Date, Unit::Count, Unit::Flag];

    fn table() -> impl Strategy<Value = Vec<Vec<Cell>>> {
        prop::collection::vec(UNITS.map(cell).to_vec(), 0..8)
    }

    fn parsed(field: &str, unit: Unit) -> Cell {
        if field.is_empty() {
            return Cell::Empty;
        }
        match unit {
            Unit::Instant => Cell::Int(chrono::DateTime::parse_from_rfc3339(field).unwrap().timestamp()),
            Unit::Date => Cell::Int(crate::model::day::epoch_day(field.parse().unwrap())),
            Unit::Count => Cell::Int(field.parse().unwrap()),
            Unit::Flag => Cell::Int(i64::from(field == "yes")),
            _ => Cell::Text(unguarded(field).to_owned()),
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(rows in table()) {
            let columns: Vec<Column> =
                UNITS.iter().zip(["a", "b", "c", "d", "e"]).map(|(unit, name)| col(name, name, *unit)).collect();
            let bytes = written(Held::new(columns, rows.clone()), Header::Names, true);
            let mut reader = csv::ReaderBuilder::new().from_reader(&bytes[..]);
            let back: Vec<Vec<Cell>> = reader
                .records()
                .map(|record| record.unwrap().iter().zip(UNITS).map(|(field, unit)| parsed(field, unit)).collect())
                .collect();
            prop_assert_eq!(back, rows);
        }
    }
}
