//! Text in cells of a terminal: how wide it is, cut and wrapped at graphemes. The one place that does so.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// What stands where text was cut.
pub const CUT: &str = "…";

/// Cells taken by a text: the sum over its graphemes, as they are written one by one.
pub fn width(text: &str) -> usize {
    if text.bytes().all(|b| (0x20..0x7F).contains(&b)) {
        return text.len();
    }
    text.graphemes(true).map(grapheme_width).sum()
}

/// Cells of one grapheme; one that holds a control character is never written.
fn grapheme_width(grapheme: &str) -> usize {
    if grapheme.contains(char::is_control) { 0 } else { UnicodeWidthStr::width(grapheme) }
}

/// [`width`], capped to what a line can have.
pub fn width16(text: &str) -> u16 {
    u16::try_from(width(text)).unwrap_or(u16::MAX)
}

/// The text, cut with `…` so that it takes at most `limit` cells.
pub fn clip(text: &str, limit: usize) -> String {
    if width(text) <= limit {
        return text.to_owned();
    }
    if limit == 0 {
        return String::new();
    }
    let mut out = fitting(text, limit - 1).to_owned();
    out.truncate(out.trim_end().len());
    out.push_str(CUT);
    out
}

/// The longest beginning of whole graphemes that takes at most `limit` cells.
fn fitting(text: &str, limit: usize) -> &str {
    let mut used = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        used += grapheme_width(grapheme);
        if used > limit {
            return text.get(..at).unwrap_or_default();
        }
    }
    text
}

/// Lines of at most `limit` cells, broken at blanks where there are any; at least one line.
pub fn wrap(text: &str, limit: usize) -> Vec<String> {
    let limit = limit.max(2); // The widest grapheme.
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        for word in paragraph.split(' ') {
            let gap = usize::from(!line.is_empty());
            if width(&line) + gap + width(word) <= limit {
                if gap == 1 {
                    line.push(' ');
                }
                line.push_str(word);
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            line = broken(word, limit, &mut lines);
        }
        lines.push(line);
    }
    lines
}

/// Pushes all of a long word but its end.
fn broken(word: &str, limit: usize, lines: &mut Vec<String>) -> String {
    let mut rest = word;
    while width(rest) > limit {
        let head = fitting(rest, limit);
        if head.is_empty() {
            break;
        }
        lines.push(head.to_owned());
        rest = rest.get(head.len()..).unwrap_or_default();
    }
    rest.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn wide_and_joined_graphemes() {
        assert_eq!(width("王小明"), 6);
        assert_eq!(width("Zoe\u{308}"), 3);
        assert_eq!(clip("王小明", 5), "王小…");
        assert_eq!(clip("王小明", 4), "王…");
        assert_eq!(clip("👩‍💻 Ada", 4), "👩‍💻…");
        assert_eq!(clip("Nora Quist", 6), "Nora…");
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("", 7), [""]);
    }

    fn text() -> impl Strategy<Value = String> {
        prop::collection::vec(
            prop::sample::select(vec![
                "a",
                " ",
                "é",
                "e\u{301}",
                "王",
                "Ё",
                "ش",
                "لا",
                "👩‍💻",
                "🇸🇪",
                "\u{200D}",
                "\u{301}",
                "ﷺ",
                "👍🏽",
                "-",
            ]),
            0..40,
        )
        .prop_map(|parts| parts.concat())
    }

    proptest! {
        #[test]
        fn clipping_never_exceeds_and_never_splits(text in text(), limit in 0usize..30) {
            let cut = clip(&text, limit);
            prop_assert!(width(&cut) <= limit, "{cut:?}");
            let kept = cut.strip_suffix(CUT).unwrap_or(&cut);
            let whole: Vec<&str> = text.graphemes(true).collect();
            let part: Vec<&str> = kept.graphemes(true).collect();
            prop_assert_eq!(&whole[..part.len()], &part[..]);
        }

        #[test]
        fn wrapping_never_exceeds_and_loses_nothing(text in text(), limit in 2usize..30) {
            let lines = wrap(&text, limit);
            prop_assert!(lines.iter().all(|line| width(line) <= limit), "{lines:?}");
            let squeezed = |s: &str| s.replace(' ', "");
            prop_assert_eq!(squeezed(&lines.concat()), squeezed(&text));
        }

        #[test]
        fn ascii_is_as_wide_as_long(text in "[ -~]{0,50}") {
            prop_assert_eq!(width(&text), text.len());
            prop_assert_eq!(width(&format!("{text}é")), text.len() + 1);
        }
    }
}
