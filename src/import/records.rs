//! Rows of a CSV file with their line numbers, within bounds. Knows no columns.

use super::guard::{Guard, MAX_QUOTED_LINES};
use super::{ImportError, Input};
use csv::ByteRecord;
use memchr::memchr_iter;
use std::io::Read;

const MAX_CELL: usize = 64 * 1024;
const MAX_COLUMNS: usize = 1000;
/// Well under what the guard cuts a row at.
const MAX_RECORD: usize = 256 * 1024;

/// The rows of one file.
pub struct Records<'a> {
    csv: csv::Reader<Guard<Box<dyn Read + 'a>>>,
}

impl std::fmt::Debug for Records<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_tuple("Records").field(self.csv.get_ref()).finish()
    }
}

/// A row at hand: where it begins, and why it cannot be read, where it cannot.
#[derive(Debug)]
pub struct Place {
    /// Line of the file, from 1.
    pub line: u64,
    /// Column from 0 where it is one, and the reason.
    pub fault: Option<(Option<usize>, String)>,
}

impl<'a> Records<'a> {
    /// # Errors
    /// When the file cannot be opened.
    pub fn open(input: &'a dyn Input, delimiter: u8) -> Result<Self, ImportError> {
        let guard = Guard::new(input.open()?, delimiter);
        let csv = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .buffer_capacity(64 * 1024)
            .from_reader(guard);
        Ok(Self { csv })
    }

    /// The next row that is not blank (`,,,` is blank), read into `record`; `None` at the end.
    ///
    /// # Errors
    /// When reading fails.
    pub fn next(&mut self, record: &mut ByteRecord) -> Result<Option<Place>, ImportError> {
        loop {
            if !self.csv.read_byte_record(record).map_err(failed)? {
                return Ok(None);
            }
            // The position of a record counts the blank lines before it; its end and its own lines do not.
            let end = self.csv.position().line().saturating_sub(1);
            let forced = self.csv.get_mut().was_forced(end);
            if !forced && is_blank(record) {
                continue;
            }
            let inner = memchr_iter(b'\n', record.as_slice()).count() as u64;
            let fault = out_of_bounds(record).or_else(|| forced.then(|| (None, open_mark(inner))));
            return Ok(Some(Place { line: end.saturating_sub(inner), fault }));
        }
    }

    /// Bytes of the file read so far; ahead of the row by what is buffered.
    pub fn bytes(&self) -> u64 {
        self.csv.get_ref().taken()
    }
}

fn failed(error: csv::Error) -> ImportError {
    let text = error.to_string();
    match error.into_kind() {
        csv::ErrorKind::Io(error) => ImportError::Io(error),
        _ => ImportError::Refused(text),
    }
}

/// A row without a cell that shows anything.
fn is_blank(record: &ByteRecord) -> bool {
    record.as_slice().iter().all(u8::is_ascii_whitespace)
}

fn open_mark(inner: u64) -> String {
    let most = MAX_QUOTED_LINES;
    match inner {
        0 => "a quotation mark is opened here and never closed".to_owned(),
        lines => format!(
            "a quotation mark is opened here and not closed within {most} lines; {lines} more lines went with it"
        ),
    }
}

fn out_of_bounds(record: &ByteRecord) -> Option<(Option<usize>, String)> {
    if record.len() > MAX_COLUMNS {
        return Some((None, format!("the row has {} cells, the most is {MAX_COLUMNS}", record.len())));
    }
    if record.as_slice().len() <= MAX_CELL {
        return None;
    }
    if let Some(column) = record.iter().position(|cell| cell.len() > MAX_CELL) {
        return Some((Some(column), format!("the cell is longer than {} KiB", MAX_CELL / 1024)));
    }
    (record.as_slice().len() > MAX_RECORD)
        .then(|| (None, format!("the row is longer than {} KiB", MAX_RECORD / 1024)))
}

#[cfg(test)]
mod tests {
    use super::super::Bytes;
    use super::*;

    fn rows(text: &[u8]) -> Vec<(u64, Vec<String>, bool)> {
        let input = Bytes { name: "x.csv", bytes: text };
        let mut records = Records::open(&input, b',').unwrap();
        let mut record = ByteRecord::new();
        let mut out = Vec::new();
        while let Some(place) = records.next(&mut record).unwrap() {
            let cells = record.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect();
            out.push((place.line, cells, place.fault.is_some()));
        }
        out
    }

    #[test]
    fn lines_are_those_of_the_file() {
        let expected = |text: &[u8], lines: &[u64]| {
            assert_eq!(rows(text).iter().map(|row| row.0).collect::<Vec<_>>(), lines, "{text:?}");
        };
        expected(b"a,b\nc,d\n", &[1, 2]);
        expected(b"a,b\r\n\r\n,,\r\nc,d", &[1, 4]);
        expected(b"\n\na,\"b\nb\"\nc\n", &[3, 5]);
        expected(b"a\rb\rc", &[1, 2, 3]);
        expected(b"", &[]);
    }

    #[test]
    fn bounds_mark_the_row_and_the_next_is_read() {
        let mut text = b"a,\"".to_vec();
        text.extend(std::iter::repeat_n(b'x', 10 << 20));
        text.extend(b"\"\nb,c\n");
        let read = rows(&text);
        assert_eq!((read[0].0, read[0].2), (1, true));
        assert_eq!(read[1], (2, vec!["b".into(), "c".into()], false));
        let wide = [",a".repeat(1001).as_bytes(), b"\nb,c\n"].concat();
        let read = rows(&wide);
        assert!(read[0].2 && !read[1].2);
        let long = [format!("{},", "y".repeat(60_000)).repeat(40).as_bytes(), b"\nb,c\n"].concat();
        let read = rows(&long);
        assert!(read[0].2 && !read[1].2 && read.len() == 2);
    }

    #[test]
    fn an_open_mark_is_told_once_with_its_line() {
        let read = rows(b"a,b\nc,\"d\ne,f\n");
        assert_eq!(read.len(), 2);
        assert_eq!((read[1].0, read[1].2), (2, true));
        assert!(!rows(b"a,b\n\"c\nd\",e\n")[1].2);
    }
}
