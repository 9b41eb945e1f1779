//! Keys as they are meant, before the keymap sees them.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// With `AltGr`, which some terminals tell as Control and Alt, only its character counts. `None` where Control and Alt
/// hold a letter that they did not make.
pub fn typed(event: &KeyEvent) -> Option<KeyEvent> {
    let both = KeyModifiers::CONTROL | KeyModifiers::ALT;
    match event.code {
        KeyCode::Char(c) if event.modifiers.contains(both) => {
            let modifiers = event.modifiers.difference(both | KeyModifiers::SHIFT);
            (!c.is_ascii_alphanumeric() && c != ' ').then_some(KeyEvent { modifiers, ..*event })
        }
        _ => Some(*event),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::keymap::Key;

    #[test]
    fn alt_gr_gives_its_character_and_alt_no_letter() {
        let both = KeyModifiers::CONTROL | KeyModifiers::ALT;
        for c in ['[', ']', '{', '}', '@', '€', 'ł', '\\'] {
            let typed = typed(&KeyEvent::new(KeyCode::Char(c), both)).unwrap();
            assert_eq!((typed.code, typed.modifiers), (KeyCode::Char(c), KeyModifiers::NONE));
        }
        assert_eq!(typed(&KeyEvent::new(KeyCode::Char('q'), both)), None);
        let alt = KeyEvent::new(KeyCode::Char('['), KeyModifiers::ALT);
        assert_eq!(typed(&alt).as_ref().and_then(Key::of), None);
    }
}
