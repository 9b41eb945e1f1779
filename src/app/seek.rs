//! Seeking in a sheet: entries that hold every word stay, under their headings; where the words stand in a line.

use super::sheet::{Kind, Line, Sheet};
use super::text::width;
use crate::model::text::fold;

/// The words sought, as they are compared.
pub fn words(typed: &str) -> Vec<String> {
    typed.split_whitespace().map(fold).collect()
}

/// The sheet without the entries that lack a word; all of it when nothing is sought.
pub fn seek(sheet: Sheet, typed: &str) -> Sheet {
    let words = words(typed);
    if words.is_empty() {
        return sheet;
    }
    let mut kept: Vec<Line> = Vec::new();
    let mut heading: Option<Line> = None;
    for entry in entries(&sheet.lines) {
        match entry {
            [line] if line.kind == Kind::Heading => heading = Some(line.clone()),
            lines if holds(lines, &words) => {
                if let Some(heading) = heading.take() {
                    if !kept.is_empty() {
                        kept.push(Line { kind: Kind::Note, name: String::new(), text: String::new() });
                    }
                    kept.push(heading);
                }
                kept.extend(lines.iter().cloned());
            }
            _ => {}
        }
    }
    if kept.is_empty() {
        let text = "nothing here is called so: fewer letters find more".to_owned();
        kept.push(Line { kind: Kind::Plain, name: String::new(), text });
    }
    Sheet { lines: kept, ..sheet }
}

/// The lines of each entry: those without a name go on with the one before.
fn entries(lines: &[Line]) -> Vec<&[Line]> {
    let goes_on = |line: &Line| line.kind != Kind::Heading && line.name.is_empty() && !line.text.is_empty();
    lines.chunk_by(|before, line| goes_on(line) && (!before.name.is_empty() || goes_on(before))).collect()
}

fn holds(lines: &[Line], words: &[String]) -> bool {
    let whole: Vec<String> = lines.iter().map(|line| fold(&format!("{} {}", line.name, line.text))).collect();
    let whole = whole.join(" ");
    !whole.trim().is_empty() && words.iter().all(|word| whole.contains(word.as_str()))
}

/// Where the words stand in a text: cells before, cells taken.
pub fn places(text: &str, words: &[String]) -> Vec<(usize, usize)> {
    let starts = text.char_indices().map(|(at, _)| at);
    let found = |at: usize| {
        let rest = text.get(at..)?;
        let long =
            words.iter().filter(|word| fold(rest).starts_with(word.as_str())).map(|w| w.chars().count());
        let taken: String = rest.chars().take(long.max()?).collect();
        Some((width(text.get(..at)?), width(&taken)))
    };
    let mut all: Vec<(usize, usize)> = Vec::new();
    for (at, wide) in starts.filter_map(found) {
        if all.last().is_none_or(|(before, taken)| before + taken <= at) {
            all.push((at, wide));
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(kind: Kind, name: &str, text: &str) -> Line {
        Line { kind, name: name.into(), text: text.into() }
    }

    fn sheet() -> Sheet {
        Sheet {
            title: "Keys".into(),
            names: 6,
            lines: vec![
                line(Kind::Heading, "", "On this screen"),
                line(Kind::Entry, "s", "sort by the selected column:"),
                line(Kind::Entry, "", "ascending, descending"),
                line(Kind::Entry, "Ctrl-d", "half a page down"),
                line(Kind::Note, "", ""),
                line(Kind::Heading, "", "Columns"),
                line(Kind::Entry, "J", "move the column down"),
            ],
        }
    }

    fn texts(typed: &str) -> Vec<String> {
        seek(sheet(), typed).lines.into_iter().map(|line| line.name + &line.text).collect()
    }

    #[test]
    fn entries_stay_whole_under_their_headings() {
        assert_eq!(
            texts("ASCEND sort"),
            ["On this screen", "ssort by the selected column:", "ascending, descending"]
        );
        assert_eq!(texts("ctrl"), ["On this screen", "Ctrl-dhalf a page down"]);
        assert_eq!(
            texts("column"),
            [
                "On this screen",
                "ssort by the selected column:",
                "ascending, descending",
                "",
                "Columns",
                "Jmove the column down"
            ]
        );
        assert_eq!(texts(" "), texts(""));
        assert!(texts("zebra")[0].starts_with("nothing here is called so"));
    }

    #[test]
    fn places_are_cells() {
        assert_eq!(places("王 Sort, sort", &words("sort")), [(3, 4), (9, 4)]);
        assert_eq!(places("half a page", &words("a page")), [(1, 1), (5, 1), (7, 4)]);
        assert!(places("half", &[]).is_empty());
    }
}
