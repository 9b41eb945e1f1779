//! The JSON objects of a log, one after another: a line each, run together, or the members of an array. A broken one
//! costs its line, not the log.

use std::io::{self, Read};

/// No delivery comes near it.
const MOST_BYTES: usize = 256 * 1024;
const MOST_DEPTH: usize = 48;
const CHUNK: usize = 64 * 1024;

/// Reads objects from a stream.
pub struct Values<R> {
    reader: R,
    /// Bytes read and not yet given up; `from` is where the next value is sought.
    held: Vec<u8>,
    from: usize,
    /// Line of `from`, from 1.
    line: u64,
    taken: u64,
    at_end: bool,
}

impl<R> std::fmt::Debug for Values<R> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Values")
            .field("line", &self.line)
            .field("taken", &self.taken)
            .finish_non_exhaustive()
    }
}

/// What stands at a place of the log.
#[derive(Debug, PartialEq)]
pub enum Item {
    Object(serde_json::Value),
    /// The beginning of what is no object, and why not.
    Broken {
        text: Vec<u8>,
        reason: String,
    },
}

/// Where an object ends, or why it does not.
enum End {
    /// Behind its last bracket.
    At(usize),
    Never(&'static str),
}

impl<R: Read> Values<R> {
    pub fn new(reader: R) -> Self {
        Self { reader, held: Vec::new(), from: 0, line: 1, taken: 0, at_end: false }
    }

    /// Bytes of the file read so far.
    pub fn bytes(&self) -> u64 {
        self.taken
    }

    /// The next object, or what stands in its place, with its line; `None` at the end.
    ///
    /// # Errors
    /// When reading fails.
    pub fn next(&mut self) -> io::Result<Option<(u64, Item)>> {
        self.skip_between()?;
        let line = self.line;
        let Some(first) = self.byte(self.from)? else { return Ok(None) };
        if first != b'{' {
            return Ok(Some((line, self.broken("this is no JSON object".to_owned())?)));
        }
        match self.end()? {
            End::Never(reason) => Ok(Some((line, self.broken(reason.to_owned())?))),
            End::At(end) => {
                let bytes = self.held.get(self.from..end).unwrap_or_default();
                match parse(bytes) {
                    Ok(value) => {
                        self.give_up(end);
                        Ok(Some((line, Item::Object(value))))
                    }
                    Err(error) => {
                        let text = beginning(bytes);
                        self.give_up(end);
                        Ok(Some((line, Item::Broken { text, reason: format!("this is no JSON: {error}") })))
                    }
                }
            }
        }
    }

    /// Passes over what may stand between objects: blanks, commas, the brackets of an array, a BOM.
    fn skip_between(&mut self) -> io::Result<()> {
        loop {
            match self.byte(self.from)? {
                Some(b' ' | b'\t' | b'\r' | b'\n' | b',' | b'[' | b']' | 0 | 0x1E | 0xEF | 0xBB | 0xBF) => {
                    self.give_up(self.from + 1);
                }
                _ => return Ok(()),
            }
        }
    }

    /// Gives up the line at hand, and those behind it up to the next that may begin an object.
    fn broken(&mut self, reason: String) -> io::Result<Item> {
        let shown = self.held.get(self.from..).unwrap_or_default();
        let text = beginning(shown.split(|byte| *byte == b'\n').next().unwrap_or_default());
        loop {
            // Given up piece by piece: a line may be as long as the file.
            match self.byte(self.from)? {
                None => break,
                Some(b'\n') => {
                    self.give_up(self.from + 1);
                    let mut at = self.from;
                    while matches!(self.byte(at)?, Some(b' ' | b'\t' | b'\r')) && at - self.from < CHUNK {
                        at += 1;
                    }
                    if matches!(self.byte(at)?, Some(b'{') | None) {
                        break;
                    }
                }
                Some(_) => {
                    let rest = self.held.get(self.from..).unwrap_or_default();
                    let step = memchr::memchr(b'\n', rest).unwrap_or(rest.len()).max(1);
                    self.give_up(self.from + step);
                }
            }
        }
        Ok(Item::Broken { text, reason })
    }

    /// Follows brackets and quotation marks from `from` on.
    fn end(&mut self) -> io::Result<End> {
        let mut brackets: Vec<u8> = Vec::new();
        let (mut quoted, mut escaped) = (false, false);
        // The last byte that is no blank, and whether only blanks stand since the line began.
        let (mut before, mut fresh) = (0, false);
        let mut at = self.from;
        loop {
            let Some(byte) = self.byte(at)? else {
                return Ok(End::Never("the object is cut off at the end of the file"));
            };
            if at - self.from > MOST_BYTES {
                return Ok(End::Never("the object is longer than 256 KiB"));
            }
            at += 1;
            if quoted {
                match byte {
                    b'\n' => return Ok(End::Never("the object is cut off within a text")),
                    _ if escaped => escaped = false,
                    b'\\' => escaped = true,
                    b'"' => quoted = false,
                    _ => {}
                }
                continue;
            }
            match byte {
                b'"' => quoted = true,
                b'{' | b'[' => {
                    // Within an object a bracket follows a colon alone: this one begins the next delivery.
                    if byte == b'{' && fresh && brackets.last() == Some(&b'{') && before != b':' {
                        return Ok(End::Never("the object is cut off"));
                    }
                    if brackets.len() == MOST_DEPTH {
                        return Ok(End::Never("the object is nested too deeply"));
                    }
                    brackets.push(byte);
                }
                b'}' | b']' => {
                    let opened = brackets.pop();
                    if opened != Some(if byte == b'}' { b'{' } else { b'[' }) {
                        return Ok(End::Never("a bracket is closed that was not opened"));
                    }
                    if brackets.is_empty() {
                        return Ok(End::At(at));
                    }
                }
                _ => {}
            }
            match byte {
                b'\n' => fresh = true,
                b' ' | b'\t' | b'\r' => {}
                _ => (before, fresh) = (byte, false),
            }
        }
    }

    /// The byte at a place of `held`, reading on where it is not there yet.
    fn byte(&mut self, at: usize) -> io::Result<Option<u8>> {
        while at >= self.held.len() && !self.at_end {
            let end = self.held.len();
            self.held.resize(end + CHUNK, 0);
            let read = self.reader.read(self.held.get_mut(end..).unwrap_or_default());
            self.held.truncate(end + *read.as_ref().unwrap_or(&0));
            match read {
                Ok(0) => self.at_end = true,
                Ok(bytes) => self.taken += bytes as u64,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(self.held.get(at).copied())
    }

    /// Goes on at `to`; what lies before is dropped once it is much.
    fn give_up(&mut self, to: usize) {
        let done = self.held.get(self.from..to).unwrap_or_default();
        self.line += memchr::memchr_iter(b'\n', done).count() as u64;
        self.from = to.min(self.held.len());
        if self.from > CHUNK {
            self.held.drain(..self.from);
            self.from = 0;
        }
    }
}

/// As much of a broken text as a message may need.
fn beginning(bytes: &[u8]) -> Vec<u8> {
    bytes.get(..400).unwrap_or(bytes).to_vec()
}

/// The object; bytes that are not UTF-8 become marks.
fn parse(bytes: &[u8]) -> Result<serde_json::Value, String> {
    let said = |error: serde_json::Error| match error.classify() {
        serde_json::error::Category::Eof => "it is cut off".to_owned(),
        _ => error.to_string(),
    };
    match std::str::from_utf8(bytes) {
        Ok(text) => serde_json::from_str(text).map_err(said),
        Err(_) => serde_json::from_str(&String::from_utf8_lossy(bytes)).map_err(said),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(text: &[u8]) -> Vec<(u64, Option<String>)> {
        let mut values = Values::new(text);
        let mut out = Vec::new();
        while let Some((line, item)) = values.next().unwrap() {
            out.push((line, if let Item::Object(value) = item { Some(value.to_string()) } else { None }));
        }
        out
    }

    fn good(line: u64, text: &str) -> (u64, Option<String>) {
        (line, Some(text.into()))
    }

    #[test]
    fn every_way_of_writing_one_after_another_is_read() {
        let two = [good(1, r#"{"a":1}"#), good(2, r#"{"b":"}{"}"#)];
        assert_eq!(all(b"{\"a\":1}\n{\"b\":\"}{\"}\n"), two);
        assert_eq!(all(b"\xEF\xBB\xBF[{\"a\":1},\r\n{\"b\":\"}{\"}]"), two);
        assert_eq!(all(b"{\"a\":1}{\"b\":\"}{\"}").len(), 2);
        assert_eq!(
            all(b"{\n \"a\":\n {\n  \"b\": [\n {},\n{}]}\n}\n{\"c\":2}"),
            [good(1, r#"{"a":{"b":[{},{}]}}"#), good(8, r#"{"c":2}"#)]
        );
        assert_eq!(all(b" \n[]\n"), []);
    }

    #[test]
    fn a_broken_one_costs_its_line() {
        let next = good(2, r#"{"b":2}"#);
        for broken in
            [r#"{"a":"#, r#"{"a":"x"#, r#"{"a":1"#, "{", "{]", "soon", "{a:1}", r#"{"a":1]}"#, "\"x\""]
        {
            let read = all(format!("{broken}\n{{\"b\":2}}\n").as_bytes());
            assert_eq!(read, [(1, None), next.clone()], "{broken}");
        }
        assert_eq!(all(b"{\"a\":\n  \"x\",\n  \"b\n}\n{\"b\":2}"), [(1, None), good(5, r#"{"b":2}"#)]);
        assert_eq!(all(b"{\"a\":1}\n{\"b\":"), [good(1, r#"{"a":1}"#), (2, None)]);
    }

    #[test]
    fn bounds_hold() {
        let long = [b"{\"a\":\"".as_slice(), &vec![b'x'; 3 << 20], b"\"}\n{\"b\":2}\n"].concat();
        assert_eq!(all(&long), [(1, None), good(2, r#"{"b":2}"#)]);
        let deep = [b"{\"a\":".repeat(100_000).as_slice(), b"\n{\"b\":2}\n"].concat();
        assert_eq!(all(&deep), [(1, None), good(2, r#"{"b":2}"#)]);
    }

    proptest! {
        #[test]
        fn any_bytes_end(text in prop::collection::vec(prop::sample::select(b"{}[]\",:\\1a\n \xFF".to_vec()), 0..300)) {
            let read = all(&text);
            prop_assert!(read.windows(2).all(|pair| pair[0].0 <= pair[1].0));
        }
    }
}
