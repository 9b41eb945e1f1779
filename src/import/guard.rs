//! What stands between a file and the CSV reader: takes out the BOM and NULs, makes every line end LF, and keeps
//! each record in bounds, so that no cell and no quotation mark can swallow the file. Knows no columns.

use memchr::{memchr, memchr_iter, memchr2, memrchr};
use std::collections::VecDeque;
use std::io::{self, Read};

/// A row is cut behind this many bytes; far over what a record may hold, so that a cut row is always rejected.
pub const MAX_ROW: usize = 1 << 20;
/// A quotation mark that is not closed within so many lines, or bytes, is closed at the end of the line.
pub const MAX_QUOTED_LINES: usize = 32;
const MAX_QUOTED_BYTES: usize = 64 * 1024;
const CHUNK: usize = 64 * 1024;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Outside,
    Quoted,
    /// Behind a quotation mark within quotes: the next byte tells whether it was doubled.
    Mark,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// Nothing is read yet: a BOM may stand first.
    Start,
    Within,
    /// The file is at its end, the last line not yet closed.
    End,
    Done,
}

/// The reader. Its output always ends with a line end and has as many lines as the file.
pub struct Guard<R> {
    inner: R,
    delimiter: u8,
    raw: Vec<u8>,
    out: Vec<u8>,
    given: usize,
    /// Bytes of the file read so far.
    taken: u64,
    stage: Stage,
    after_cr: bool,
    state: State,
    /// The byte before, as read: a quotation mark opens only at the start of a cell.
    previous: u8,
    /// Number of the line at hand, from 1.
    line: u64,
    row_bytes: usize,
    quoted_bytes: usize,
    quoted_lines: usize,
    /// The row was cut: its other bytes are dropped up to its end.
    cut: bool,
    quoted_at_cut: bool,
    /// Lines in which a quotation mark was closed by force.
    forced: VecDeque<u64>,
}

impl<R> std::fmt::Debug for Guard<R> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Guard")
            .field("line", &self.line)
            .field("taken", &self.taken)
            .finish_non_exhaustive()
    }
}

impl<R: Read> Guard<R> {
    pub fn new(inner: R, delimiter: u8) -> Self {
        Self {
            inner,
            delimiter,
            raw: vec![0; CHUNK],
            out: Vec::with_capacity(CHUNK + 1024),
            given: 0,
            taken: 0,
            stage: Stage::Start,
            after_cr: false,
            state: State::Outside,
            previous: b'\n',
            line: 1,
            row_bytes: 0,
            quoted_bytes: 0,
            quoted_lines: 0,
            cut: false,
            quoted_at_cut: false,
            forced: VecDeque::new(),
        }
    }

    pub fn taken(&self) -> u64 {
        self.taken
    }

    /// Whether a quotation mark was closed by force up to that line; each is told once.
    pub fn was_forced(&mut self, up_to: u64) -> bool {
        let mut any = false;
        while self.forced.front().is_some_and(|line| *line <= up_to) {
            self.forced.pop_front();
            any = true;
        }
        any
    }

    fn fill(&mut self) -> io::Result<()> {
        self.out.clear();
        self.given = 0;
        while self.out.is_empty() && self.stage != Stage::Done {
            if self.stage == Stage::End {
                self.finish();
                self.stage = Stage::Done;
                break;
            }
            let mut raw = std::mem::take(&mut self.raw);
            let read = self.read_chunk(&mut raw);
            if let Ok(chunk) = &read {
                self.take(raw.get(chunk.clone()).unwrap_or_default());
            }
            self.raw = raw;
            read?;
        }
        Ok(())
    }

    /// The next bytes of the file as a range of `raw`, without the BOM; empty at the end.
    fn read_chunk(&mut self, raw: &mut [u8]) -> io::Result<std::ops::Range<usize>> {
        const BOM: &[u8] = b"\xEF\xBB\xBF";
        let first = self.stage == Stage::Start;
        self.stage = Stage::Within;
        let mut end = 0;
        // The first chunk must be long enough to show a BOM.
        while end == 0 || (first && end < BOM.len()) {
            match self.inner.read(raw.get_mut(end..).unwrap_or_default()) {
                Ok(0) => {
                    self.stage = Stage::End;
                    break;
                }
                Ok(bytes) => end += bytes,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        self.taken += end as u64;
        let has_bom = first && end >= BOM.len() && raw.starts_with(BOM);
        Ok(if has_bom { BOM.len()..end } else { 0..end })
    }

    /// Takes NULs out and makes line ends LF.
    fn take(&mut self, chunk: &[u8]) {
        let mut rest = chunk;
        if self.after_cr && !rest.is_empty() {
            rest = rest.strip_prefix(b"\n").unwrap_or(rest);
            self.after_cr = false;
        }
        while let Some(at) = memchr2(0, b'\r', rest) {
            let (plain, tail) = rest.split_at(at);
            self.bound(plain);
            let is_cr = tail.first() == Some(&b'\r');
            rest = tail.get(1..).unwrap_or_default();
            if is_cr {
                self.bound(b"\n");
                self.after_cr = rest.is_empty();
                rest = rest.strip_prefix(b"\n").unwrap_or(rest);
            }
        }
        self.bound(rest);
    }

    /// Follows the quotation marks, so that it knows where rows end, and passes the bytes on.
    fn bound(&mut self, mut rest: &[u8]) {
        while !rest.is_empty() {
            let length = match self.state {
                State::Outside => self.outside(rest),
                State::Quoted => self.quoted(rest),
                State::Mark => self.mark(rest),
            };
            let (done, next) = rest.split_at(length.min(rest.len()));
            self.previous = done.last().copied().unwrap_or(self.previous);
            rest = next;
        }
    }

    fn outside(&mut self, rest: &[u8]) -> usize {
        let at = memchr(b'"', rest);
        let plain = rest.get(..at.unwrap_or(rest.len())).unwrap_or_default();
        self.rows(plain);
        if at.is_none() {
            return plain.len();
        }
        let before = plain.last().copied().unwrap_or(self.previous);
        self.bytes(b"\"");
        if before == self.delimiter || before == b'\n' {
            self.state = State::Quoted;
            self.quoted_bytes = 0;
            self.quoted_lines = 0;
        }
        plain.len() + 1
    }

    fn quoted(&mut self, rest: &[u8]) -> usize {
        let at = memchr2(b'"', b'\n', rest);
        let plain = rest.get(..at.unwrap_or(rest.len())).unwrap_or_default();
        self.quoted_bytes += plain.len();
        self.bytes(plain);
        match at.and_then(|at| rest.get(at)) {
            None => return plain.len(),
            Some(b'"') => {
                self.bytes(b"\"");
                self.state = State::Mark;
            }
            Some(_) => {
                self.quoted_lines += 1;
                let too_long = self.quoted_lines >= MAX_QUOTED_LINES || self.quoted_bytes > MAX_QUOTED_BYTES;
                if too_long || self.cut {
                    self.force();
                    self.end_row();
                } else {
                    self.bytes(b"\n");
                    self.line += 1;
                }
            }
        }
        plain.len() + 1
    }

    /// One mark within quotes closes them, two are one mark of the text.
    fn mark(&mut self, rest: &[u8]) -> usize {
        if rest.first() == Some(&b'"') {
            self.bytes(b"\"");
            self.quoted_bytes += 1;
            self.state = State::Quoted;
            return 1;
        }
        self.state = State::Outside;
        0
    }

    fn force(&mut self) {
        if !self.cut {
            self.out.push(b'"');
        }
        self.forced.push_back(self.line);
        self.state = State::Outside;
    }

    /// Bytes outside quotes, with their line ends.
    fn rows(&mut self, plain: &[u8]) {
        if !self.cut && self.row_bytes + plain.len() <= MAX_ROW {
            self.out.extend_from_slice(plain);
            match memrchr(b'\n', plain) {
                Some(last) => {
                    self.line += memchr_iter(b'\n', plain).count() as u64;
                    self.row_bytes = plain.len() - last - 1;
                }
                None => self.row_bytes += plain.len(),
            }
            return;
        }
        for piece in plain.split_inclusive(|byte| *byte == b'\n') {
            match piece.strip_suffix(b"\n") {
                Some(row) => {
                    self.bytes(row);
                    self.end_row();
                }
                None => self.bytes(piece),
            }
        }
    }

    /// Bytes of one row; what goes over the limit is dropped.
    fn bytes(&mut self, bytes: &[u8]) {
        if self.cut {
            return;
        }
        if self.row_bytes + bytes.len() > MAX_ROW {
            self.cut = true;
            self.quoted_at_cut = self.state == State::Quoted;
            let fits = MAX_ROW.saturating_sub(self.row_bytes);
            self.out.extend_from_slice(bytes.get(..fits).unwrap_or(bytes));
            return;
        }
        self.row_bytes += bytes.len();
        self.out.extend_from_slice(bytes);
    }

    fn end_row(&mut self) {
        if self.cut && self.quoted_at_cut {
            self.out.push(b'"');
        }
        self.out.push(b'\n');
        self.line += 1;
        self.row_bytes = 0;
        self.cut = false;
        self.quoted_at_cut = false;
    }

    fn finish(&mut self) {
        if self.state == State::Quoted {
            self.force();
            self.end_row();
        } else if self.previous != b'\n' || self.cut {
            self.end_row();
        }
        self.state = State::Outside;
    }
}

impl<R: Read> Read for Guard<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.given == self.out.len() {
            self.fill()?;
        }
        let ready = self.out.get(self.given..).unwrap_or_default();
        let bytes = ready.len().min(buffer.len());
        if let (Some(from), Some(to)) = (ready.get(..bytes), buffer.get_mut(..bytes)) {
            to.copy_from_slice(from);
        }
        self.given += bytes;
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A reader that gives few bytes at a time.
    struct Drops<'a>(&'a [u8], usize);

    impl Read for Drops<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let most = self.1.min(buffer.len());
            (&mut self.0).take(most as u64).read(buffer)
        }
    }

    fn guarded(bytes: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        Guard::new(bytes, b',').read_to_end(&mut out).unwrap();
        out
    }

    #[test]
    fn bom_and_nuls_go_and_lines_end_with_lf() {
        assert_eq!(guarded(b"\xEF\xBB\xBFa,b\r\nc\0d,e\rf"), b"a,b\ncd,e\nf\n");
        assert_eq!(guarded(b""), b"");
        assert_eq!(guarded(b"\xEF\xBB\xBF"), b"");
        assert_eq!(guarded(b"a\n"), b"a\n");
        assert_eq!(guarded(b"\"a\r\nb\"\r\n"), b"\"a\nb\"\n");
    }

    #[test]
    fn a_mark_within_a_cell_opens_nothing() {
        let text = b"5\" tablet,x\nb,c\n".repeat(40);
        assert_eq!(guarded(&text), text);
    }

    #[test]
    fn an_open_mark_is_closed_after_some_lines() {
        let mut text = b"a,\"open\n".to_vec();
        text.extend(b"b,c\n".repeat(100));
        let mut guard = Guard::new(&text[..], b',');
        let mut out = Vec::new();
        guard.read_to_end(&mut out).unwrap();
        assert_eq!(memchr_iter(b'"', &out).count(), 2);
        assert_eq!(memchr_iter(b'\n', &out).count(), 101);
        assert!(!guard.was_forced(31));
        assert!(guard.was_forced(32));
        assert!(!guard.was_forced(1000));
    }

    #[test]
    fn a_row_is_cut_at_its_limit() {
        for opening in ["", "\"", "a,\""] {
            let mut text = opening.as_bytes().to_vec();
            text.extend(std::iter::repeat_n(b'x', 3 * MAX_ROW));
            text.extend(b"\nnext,row\n");
            let out = guarded(&text);
            assert!(out.len() < MAX_ROW + 20, "{opening}");
            assert!(out.ends_with(b"\nnext,row\n"), "{opening}");
        }
    }

    proptest! {
        #[test]
        fn lines_stay_and_small_reads_change_nothing(
            text in prop::collection::vec(prop::sample::select(b"a,;\"\"\n\n\r\0\xEF\xBB\xBF".to_vec()), 0..300),
            size in 1usize..9,
        ) {
            let whole = guarded(&text);
            let mut parts = Vec::new();
            Guard::new(Drops(&text, size), b',').read_to_end(&mut parts).unwrap();
            prop_assert_eq!(&whole, &parts);
            prop_assert!(!whole.contains(&0) && !whole.contains(&b'\r'));
            prop_assert!(whole.is_empty() || whole.ends_with(b"\n"));
        }
    }
}
