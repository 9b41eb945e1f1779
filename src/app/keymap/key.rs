//! A key, and how it is named.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// One key, shift already in the character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    pub code: KeyCode,
    pub control: bool,
}

impl Key {
    /// The key of an event; `None` with modifiers that no binding has.
    pub fn of(event: &KeyEvent) -> Option<Self> {
        let foreign = KeyModifiers::ALT | KeyModifiers::SUPER | KeyModifiers::HYPER | KeyModifiers::META;
        if event.modifiers.intersects(foreign) {
            return None;
        }
        let control = event.modifiers.contains(KeyModifiers::CONTROL);
        let code = match event.code {
            KeyCode::Char(c) if control => KeyCode::Char(c.to_ascii_lowercase()),
            KeyCode::Char(c) if event.modifiers.contains(KeyModifiers::SHIFT) => {
                KeyCode::Char(c.to_ascii_uppercase())
            }
            KeyCode::Tab if event.modifiers.contains(KeyModifiers::SHIFT) => KeyCode::BackTab,
            code => code,
        };
        Some(Self { code, control })
    }
}

impl Key {
    /// As footer and help write it: in signs where there are some, or in words.
    pub fn shown(self, words: bool) -> String {
        let name = match self.code {
            KeyCode::Char(' ') => "Space".to_owned(),
            KeyCode::Char(c) => c.to_string(),
            KeyCode::Enter => if words { "Enter" } else { "⏎" }.to_owned(),
            KeyCode::BackTab => "Shift-Tab".to_owned(),
            KeyCode::Up => if words { "Up" } else { "↑" }.to_owned(),
            KeyCode::Down => if words { "Down" } else { "↓" }.to_owned(),
            KeyCode::Left => if words { "Left" } else { "←" }.to_owned(),
            KeyCode::Right => if words { "Right" } else { "→" }.to_owned(),
            KeyCode::PageUp => "PgUp".to_owned(),
            KeyCode::PageDown => "PgDn".to_owned(),
            code => code.to_string(),
        };
        if self.control { format!("Ctrl-{name}") } else { name }
    }
}

/// In signs.
impl std::fmt::Display for Key {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.shown(false))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(code: KeyCode) -> Key {
        Key { code, control: false }
    }

    #[test]
    fn shift_is_in_the_character() {
        let shifted = KeyEvent::new(KeyCode::Char('g'), KeyModifiers::SHIFT);
        assert_eq!(Key::of(&shifted), Some(plain(KeyCode::Char('G'))));
        let upper = KeyEvent::new(KeyCode::Char('G'), KeyModifiers::NONE);
        assert_eq!(Key::of(&upper), Some(plain(KeyCode::Char('G'))));
        let alt = KeyEvent::new(KeyCode::Char('g'), KeyModifiers::ALT);
        assert_eq!(Key::of(&alt), None);
        let tab = KeyEvent::new(KeyCode::Tab, KeyModifiers::SHIFT);
        assert_eq!(Key::of(&tab), Some(plain(KeyCode::BackTab)));
    }

    #[test]
    fn keys_are_named_in_signs_or_in_words() {
        let down = plain(KeyCode::Down);
        assert_eq!((down.to_string(), down.shown(true)), ("↓".to_owned(), "Down".to_owned()));
        let left = Key { code: KeyCode::Left, control: true };
        assert_eq!((left.to_string(), left.shown(true)), ("Ctrl-←".to_owned(), "Ctrl-Left".to_owned()));
        for code in
            [KeyCode::Enter, KeyCode::Up, KeyCode::Right, KeyCode::BackTab, KeyCode::Char(' '), KeyCode::F(5)]
        {
            assert!(plain(code).shown(true).is_ascii());
        }
    }
}
