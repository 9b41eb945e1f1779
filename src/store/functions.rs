//! Functions that report SQL calls, beside SQLite's own: `fold` and `holds`. PostgreSQL would have the same two.

use crate::model::text;
use rusqlite::Connection;
use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::types::ValueRef;

/// `fold(text)`: the form by which texts are ordered and compared. `holds(text, folded)`: 1 when the folded text
/// contains the other; NULL contains nothing.
pub(super) fn register(conn: &Connection) -> rusqlite::Result<()> {
    let flags =
        FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_DIRECTONLY;
    conn.create_scalar_function("fold", 1, flags, |ctx| Ok(text_of(ctx, 0)?.map(text::fold)))?;
    conn.create_scalar_function("holds", 2, flags, |ctx| {
        let (Some(value), Some(needle)) = (text_of(ctx, 0)?, text_of(ctx, 1)?) else { return Ok(false) };
        Ok(contains(value, needle))
    })
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
