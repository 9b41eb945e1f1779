//! Keys on keyboards whose letters are not Latin: the character that the same key gives there.

use super::Key;
use crossterm::event::KeyCode;

/// What the letters on the keyboard are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// As the table names them.
    #[default]
    Latin,
    /// The standard Russian layout, beside the Latin one.
    Russian,
}

/// Latin and Russian characters of the same keys, without shift and with it. Only what cannot be meant otherwise:
/// the Russian full stop stands on the key of `/`, but it is a key of its own.
const RUSSIAN: [(&str, &str); 2] = [
    ("qwertyuiop[]asdfghjkl;'zxcvbnm,.`", "йцукенгшщзхъфывапролджэячсмитьбюё"),
    ("QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>~#", "ЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮЁ№"),
];

impl Layout {
    pub const ALL: [Layout; 2] = [Layout::Latin, Layout::Russian];

    pub const fn name(self) -> &'static str {
        match self {
            Layout::Latin => "us",
            Layout::Russian => "ru",
        }
    }

    /// The key as the table names it; `None` where it is named so already.
    pub fn latin(self, key: Key) -> Option<Key> {
        let (Layout::Russian, KeyCode::Char(typed)) = (self, key.code) else { return None };
        let pairs = || RUSSIAN.iter().flat_map(|(latin, russian)| latin.chars().zip(russian.chars()));
        let latin = pairs().find(|(_, russian)| *russian == typed).map(|(latin, _)| latin)?;
        let latin = if key.control { latin.to_ascii_lowercase() } else { latin };
        Some(Key { code: KeyCode::Char(latin), ..key })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(c: char) -> Key {
        Key { code: KeyCode::Char(c), control: false }
    }

    #[test]
    fn each_russian_letter_is_the_latin_one_of_its_key() {
        for (russian, latin) in [
            ("й", 'q'),
            ("о", 'j'),
            ("л", 'k'),
            ("р", 'h'),
            ("д", 'l'),
            ("п", 'g'),
            ("П", 'G'),
            ("в", 'd'),
            ("ы", 's'),
            ("Ы", 'S'),
            ("г", 'u'),
            ("ц", 'w'),
            ("с", 'c'),
            ("м", 'v'),
            ("ч", 'x'),
            ("е", 't'),
            ("у", 'e'),
            ("н", 'y'),
            ("Н", 'Y'),
            ("щ", 'o'),
            ("к", 'r'),
            ("О", 'J'),
            ("Л", 'K'),
            ("т", 'n'),
            ("ю", '.'),
            ("б", ','),
            ("х", '['),
            ("ъ", ']'),
            ("Х", '{'),
            ("Ъ", '}'),
            ("Ж", ':'),
            ("ж", ';'),
            ("№", '#'),
        ] {
            let typed = russian.chars().next().unwrap();
            assert_eq!(Layout::Russian.latin(plain(typed)), Some(plain(latin)), "{russian}");
            assert_eq!(Layout::Latin.latin(plain(typed)), None);
        }
        // 33 letters twice and №: each once.
        let mut all: Vec<char> = RUSSIAN.iter().flat_map(|(_, russian)| russian.chars()).collect();
        assert!(RUSSIAN.iter().all(|(latin, russian)| latin.chars().count() == russian.chars().count()));
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), 67);
    }

    #[test]
    fn what_is_on_both_keyboards_is_itself() {
        for c in "/?.,:;\"1-jQ".chars() {
            assert_eq!(Layout::Russian.latin(plain(c)), None, "{c}");
        }
        let control = Key { code: KeyCode::Char('с'), control: true };
        assert_eq!(Layout::Russian.latin(control), Some(Key { code: KeyCode::Char('c'), control: true }));
    }
}
