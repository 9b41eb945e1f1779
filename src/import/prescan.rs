//! A quick look over a whole file for dates that need a vote, so that a large file as the portal wrote it is parsed
//! once. Knows bytes alone: what it is unsure of, the vote looks at.

use super::Input;
use memchr::memchr;
use std::io;

/// Letters of `09/10/2021 08:00:21` before and behind its first `/`.
const BEFORE: usize = 2;
const BEHIND: usize = 17;
const CHUNK: usize = 256 * 1024;

/// Whether every date like `09/10/2021` of the file is written as the portal writes it, and none is one with the day
/// first alone.
///
/// # Errors
/// When reading fails.
pub fn is_plainly_month_first(input: &dyn Input) -> io::Result<bool> {
    let mut reader = input.open()?;
    let mut buffer = vec![0; CHUNK];
    let mut kept = 0;
    loop {
        let read = match reader.read(buffer.get_mut(kept..).unwrap_or_default()) {
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        let held = kept + read;
        let at_end = read == 0;
        let Some(done) = scan(buffer.get(..held).unwrap_or_default(), at_end) else { return Ok(false) };
        if at_end {
            return Ok(true);
        }
        buffer.copy_within(done..held, 0);
        kept = held - done;
    }
}

/// How many bytes need not be seen again; `None` when a date needs the vote.
fn scan(bytes: &[u8], at_end: bool) -> Option<usize> {
    let mut from = 0;
    while let Some(slash) = bytes.get(from..).and_then(|rest| memchr(b'/', rest)).map(|at| at + from) {
        if slash + BEHIND >= bytes.len() && !at_end {
            return Some(slash.saturating_sub(BEFORE + 1));
        }
        match judge(bytes, slash) {
            Found::NoDate => from = slash + 1,
            Found::Plain => from = slash + BEHIND,
            Found::Doubtful => return None,
        }
    }
    Some(bytes.len().saturating_sub(BEFORE + 1).max(from.min(bytes.len())))
}

enum Found {
    NoDate,
    Plain,
    Doubtful,
}

fn judge(bytes: &[u8], slash: usize) -> Found {
    let digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).filter(|b| b.is_ascii_digit()).copied();
    let Some(ones) = digit(slash.checked_sub(1)) else { return Found::NoDate };
    let tens = digit(slash.checked_sub(2));
    let rest = bytes.get(slash + 1..(slash + 1 + BEHIND).min(bytes.len())).unwrap_or_default();
    if is_plain_tail(rest)
        && let Some(tens) = tens
        && digit(slash.checked_sub(3)).is_none()
    {
        let first = (tens - b'0') * 10 + (ones - b'0');
        return if first <= 12 { Found::Plain } else { Found::Doubtful };
    }
    // `D/YYYY` or `DD/YYYY` behind the slash: a date in another dress.
    let day = rest.iter().take_while(|b| b.is_ascii_digit()).count();
    let year = rest.get(day + 1..day + 5);
    let is_date = (1..=2).contains(&day)
        && rest.get(day) == Some(&b'/')
        && year.is_some_and(|year| year.iter().all(u8::is_ascii_digit));
    if is_date { Found::Doubtful } else { Found::NoDate }
}

/// `10/2021 08:00:21`.
fn is_plain_tail(rest: &[u8]) -> bool {
    const FORM: &[u8] = b"00/0000 00:00:00";
    rest.len() >= FORM.len()
        && rest.iter().zip(FORM).all(|(byte, form)| match form {
            b'0' => byte.is_ascii_digit(),
            sign => byte == sign,
        })
}

#[cfg(test)]
mod tests {
    use super::super::Bytes;
    use super::*;

    fn plain(text: &[u8]) -> bool {
        is_plainly_month_first(&Bytes { name: "", bytes: text }).unwrap()
    }

    #[test]
    fn the_portals_own_dates_need_no_vote() {
        assert!(plain(b"x,09/10/2021 08:00:21,\"01/21/2021 08:58:30 PM\"\nand/or,3/4,12/24\n"));
        assert!(plain(b"2021-03-04 10:00,Jan 12, 2021 08:53:47"));
        assert!(plain(b""));
    }

    #[test]
    fn others_do() {
        for text in
            ["15/08/2022 01:27:00", "9/10/2021 08:00:21", "09/10/2021 08:00", "9/1/2021 8:00", "a 3/4/2022"]
        {
            assert!(!plain(format!("x,{text},y\n").as_bytes()), "{text}");
            assert!(!plain(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn a_date_across_two_reads_is_seen() {
        for shift in 0..40 {
            let mut text = vec![b'x'; CHUNK - 30 + shift];
            text.extend_from_slice(b",15/08/2022 01:27:00,");
            assert!(!plain(&text), "{shift}");
            let mut text = vec![b'x'; CHUNK - 30 + shift];
            text.extend_from_slice(b",08/15/2022 01:27:00,");
            assert!(plain(&text), "{shift}");
        }
    }
}
