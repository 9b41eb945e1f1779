//! Answers of a file one after another, however they are wrapped: alone, behind each other, in an array, each in an
//! envelope `{"request": …, "response": …}`. Holds one answer at a time.

use super::fields::Row;
use crate::import::{ImportError, Input};
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

/// One answer may be this long: 300 rows of the widest endpoint are far below.
const MAX_ANSWER: u64 = 64 << 20;

/// Counts bytes, takes out a BOM, and stops an answer that does not end.
struct Counted<R> {
    inner: R,
    started: bool,
    read: Rc<Cell<u64>>,
    /// Where the answer at hand began.
    begun: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.read.get().saturating_sub(self.begun.get()) > MAX_ANSWER {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "one answer is over 64 MiB"));
        }
        let bytes = self.inner.read(buffer)?;
        self.read.set(self.read.get() + bytes as u64);
        if !self.started {
            self.started = true;
            // Such a small file that its BOM comes in pieces is none of ours.
            if let Some(mark) = buffer.get_mut(..bytes.min(3))
                && mark == b"\xEF\xBB\xBF"
            {
                mark.fill(b' ');
            }
        }
        Ok(bytes)
    }
}

/// Gives every answer, or envelope, to `take`, with the bytes read so far.
///
/// # Errors
/// When the file is no JSON, or as `take` says.
pub fn each(
    input: &dyn Input,
    take: &mut dyn FnMut(Row, u64) -> Result<(), ImportError>,
) -> Result<u64, ImportError> {
    let (read, begun) = (Rc::new(Cell::new(0)), Rc::new(Cell::new(0)));
    let counted =
        Counted { inner: input.open()?, started: false, read: Rc::clone(&read), begun: Rc::clone(&begun) };
    let mut json = serde_json::Deserializer::from_reader(io::BufReader::with_capacity(64 * 1024, counted));
    let mut failed = None;
    let mut hand = |row: Row| {
        begun.set(read.get());
        take(row, read.get())
    };
    while let Err(rest) = json.end() {
        if rest.is_io() || rest.is_eof() {
            return Err(refused(&rest));
        }
        let one = Answers { take: &mut hand, failed: &mut failed };
        if let Err(error) = one.deserialize(&mut json) {
            return Err(failed.take().unwrap_or_else(|| refused(&error)));
        }
    }
    Ok(read.get())
}

fn refused(error: &serde_json::Error) -> ImportError {
    if error.is_io() && error.io_error_kind() != Some(io::ErrorKind::InvalidData) {
        return ImportError::Io(io::Error::other(error.to_string()));
    }
    let why = if error.is_eof() { "the file ends within an answer" } else { "the file is no JSON" };
    let said = crate::model::text::excerpt(&error.to_string(), 160);
    ImportError::Refused(format!("{why} ({said}): fetch it again"))
}

/// One value of the top: an answer, or an array of such.
struct Answers<'a> {
    take: &'a mut dyn FnMut(Row) -> Result<(), ImportError>,
    failed: &'a mut Option<ImportError>,
}

impl Answers<'_> {
    fn give<E: Error>(&mut self, row: Row) -> Result<(), E> {
        (self.take)(row).map_err(|error| {
            *self.failed = Some(error);
            E::custom("stopped")
        })
    }
}

impl<'de> DeserializeSeed<'de> for Answers<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Answers<'_> {
    type Value = ();

    fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("an answer of the API")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<(), A::Error> {
        while let Some(item) = items.next_element::<Value>()? {
            let Value::Object(row) = item else {
                return Err(A::Error::custom("an array that holds no answers"));
            };
            self.give(row)?;
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut entries: A) -> Result<(), A::Error> {
        let mut row = Row::new();
        while let Some((key, value)) = entries.next_entry::<String, Value>()? {
            row.insert(key, value);
        }
        self.give(row)
    }
}

/// What is wrong with the first value of a head.
pub fn fault(head: &[u8]) -> Option<serde_json::Error> {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    serde_json::Deserializer::from_slice(head).into_iter::<Value>().next()?.err()
}

/// The first answer of a file's head, as far as it is there.
pub fn first(head: &[u8]) -> Option<Row> {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    if !matches!(head.first(), Some(b'{' | b'[')) {
        return None;
    }
    let whole = serde_json::Deserializer::from_slice(head).into_iter::<Value>().next()?;
    let value = match whole {
        Ok(value) => value,
        Err(error) if error.is_eof() => serde_json::from_slice(&closed(head)?).ok()?,
        Err(_) => return None,
    };
    match value {
        Value::Object(row) => Some(row),
        Value::Array(items) => items.into_iter().find_map(|item| match item {
            Value::Object(row) => Some(row),
            _ => None,
        }),
        _ => None,
    }
}

/// A value that was cut off, ended behind its last whole member.
fn closed(head: &[u8]) -> Option<Vec<u8>> {
    let (mut open, mut within, mut escaped) = (Vec::new(), false, false);
    let mut last: Option<(usize, Vec<u8>)> = None;
    for (at, byte) in head.iter().enumerate() {
        if within {
            (within, escaped) = match byte {
                _ if escaped => (true, false),
                b'\\' => (true, true),
                b'"' => (false, false),
                _ => (true, false),
            };
            continue;
        }
        match byte {
            b'"' => within = true,
            b'{' => open.push(b'}'),
            b'[' => open.push(b']'),
            b'}' | b']' => {
                open.pop()?;
            }
            b',' if open.len() < 128 => last = Some((at, open.clone())),
            _ => {}
        }
    }
    let (at, mut ends) = last?;
    ends.reverse();
    Some([head.get(..at)?, ends.as_slice()].concat())
}
