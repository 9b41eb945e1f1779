//! Keys as a configuration writes them: `x`, `G`, `ctrl-f`, `f5`, `page-down`.

use crate::app::keymap::{Key, KeyCode};
use crate::report::catalog;

const NAMED: [(&str, KeyCode); 16] = [
    ("enter", KeyCode::Enter),
    ("esc", KeyCode::Esc),
    ("space", KeyCode::Char(' ')),
    ("tab", KeyCode::Tab),
    ("shift-tab", KeyCode::BackTab),
    ("backspace", KeyCode::Backspace),
    ("delete", KeyCode::Delete),
    ("insert", KeyCode::Insert),
    ("up", KeyCode::Up),
    ("down", KeyCode::Down),
    ("left", KeyCode::Left),
    ("right", KeyCode::Right),
    ("page-up", KeyCode::PageUp),
    ("page-down", KeyCode::PageDown),
    ("home", KeyCode::Home),
    ("end", KeyCode::End),
];

/// What a terminal sends for these is another key.
const SAME: [(char, &str); 5] =
    [('i', "tab"), ('m', "enter"), ('h', "backspace"), ('j', "enter"), ('[', "esc")];

/// The word for a key; the debug form for one that no configuration can name.
pub fn word(key: Key) -> String {
    let named = NAMED.iter().find(|(_, code)| *code == key.code).map(|(name, _)| (*name).to_owned());
    let word = named.unwrap_or_else(|| match key.code {
        KeyCode::Char(c) => c.to_string(),
        KeyCode::F(number) => format!("f{number}"),
        other => format!("{other:?}"),
    });
    if key.control { format!("ctrl-{word}") } else { word }
}

/// The key of a word.
///
/// # Errors
/// Why there is none, with the nearest.
pub fn key(typed: &str) -> Result<Key, String> {
    let mut letters = typed.chars();
    if let (Some(c), None) = (letters.next(), letters.next())
        && !c.is_control()
    {
        let code = KeyCode::Char(c);
        return Ok(Key { code, control: false });
    }
    let lower = typed.to_lowercase();
    let (control, name) = match lower.strip_prefix("ctrl-") {
        Some(rest) => (true, rest),
        None => (false, lower.as_str()),
    };
    let code = code(name).ok_or_else(|| unknown(typed, &lower))?;
    let same = SAME.iter().find(|(c, _)| control && code == KeyCode::Char(*c));
    if let Some((_, other)) = same {
        return Err(format!("a terminal sends the same for {lower} as for {other}"));
    }
    Ok(Key { code, control })
}

fn code(name: &str) -> Option<KeyCode> {
    if let Some((_, code)) = NAMED.iter().find(|(known, _)| *known == name) {
        return Some(*code);
    }
    let mut letters = name.chars();
    if let (Some(c), None) = (letters.next(), letters.next()) {
        return c.is_ascii_graphic().then_some(KeyCode::Char(c));
    }
    let number: u8 = name.strip_prefix('f')?.parse().ok()?;
    (1..=12).contains(&number).then_some(KeyCode::F(number))
}

fn unknown(typed: &str, lower: &str) -> String {
    let typed = crate::model::text::excerpt(typed, 20);
    if let Some(letter) = lower.strip_prefix("shift-").filter(|rest| rest.chars().count() == 1) {
        return format!("no key is called {typed}; write {} for it", letter.to_uppercase());
    }
    let functions = (1..=12).map(|number| format!("f{number}"));
    let names: Vec<String> = NAMED.iter().map(|(name, _)| (*name).to_owned()).chain(functions).collect();
    match catalog::nearest_of(lower, names.iter().map(String::as_str)) {
        Some(near) => format!("no key is called {typed}; did you mean {near}?"),
        None => format!("no key is called {typed}: keys are written like x, G, ctrl-f, f5, page-down"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::keymap::{BINDINGS, EVERYWHERE};

    #[test]
    fn every_key_of_the_table_has_a_word() {
        let all =
            BINDINGS.iter().flat_map(|binding| binding.keys).chain(EVERYWHERE.iter().map(|(_, key)| key));
        for held in all {
            assert_eq!(key(&word(*held)), Ok(*held), "{}", word(*held));
        }
    }

    #[test]
    fn words_are_read_as_people_write_them() {
        let code = |word: &str| key(word).map(|key| (key.code, key.control));
        assert_eq!(code("Ctrl-F"), Ok((KeyCode::Char('f'), true)));
        assert_eq!(code("F5"), Ok((KeyCode::F(5), false)));
        assert_eq!(code("ctrl-left"), Ok((KeyCode::Left, true)));
        assert_eq!(code(" "), Ok((KeyCode::Char(' '), false)));
        assert_eq!(code("ж"), Ok((KeyCode::Char('ж'), false)));
        for (wrong, why) in [
            ("pagedown", "did you mean page-down?"),
            ("shift-x", "write X"),
            ("f13", "f1"),
            ("ctrl-i", "the same for ctrl-i as for tab"),
            ("", "written like"),
            ("\u{1b}", "written like"),
            ("control-alt-delete-everything", "no key is called"),
        ] {
            let told = key(wrong).unwrap_err();
            assert!(told.contains(why), "{wrong}: {told}");
        }
    }
}
