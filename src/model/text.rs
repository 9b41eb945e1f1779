//! Text that came from outside: cleaned once, where it is read, so that nothing later need distrust it.

use std::borrow::Cow;

/// Characters that could steer a terminal or turn the reading direction of a line: C0 and C1 controls,
/// bidi marks, embeddings, overrides and isolates, line and paragraph separators, the BOM.
fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{206F}'
            | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0001}')
}

/// The text without unsafe characters; line breaks and tabs become blanks. Borrowed when already clean.
pub fn clean(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|b| (0x20..0x7F).contains(&b)) || !text.chars().any(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\t' | '\u{2028}' | '\u{2029}' => out.push(' '),
            c if is_unsafe(c) => {}
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// The form by which names and e-mails are compared and searched: NFC, lower case.
pub fn fold(text: &str) -> String {
    use unicode_normalization::{UnicodeNormalization, is_nfc};
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    if is_nfc(text) { text.to_lowercase() } else { text.nfc().collect::<String>().to_lowercase() }
}

/// At most `limit` characters, with `…` for what was cut; for values quoted in messages.
pub fn excerpt(text: &str, limit: usize) -> String {
    let cleaned = clean(text);
    if cleaned.chars().count() <= limit {
        return cleaned.into_owned();
    }
    let mut out: String = cleaned.chars().take(limit.saturating_sub(1)).collect();
    out.push('…');
    out
}

/// A telephone number of which the country and the last two digits are told: `+46•••••••89`.
pub fn masked(number: &str) -> String {
    let digits = number.chars().filter(char::is_ascii_digit).count();
    let mut seen = 0;
    number
        .chars()
        .map(|c| {
            seen += usize::from(c.is_ascii_digit());
            let told = seen <= 2 && number.starts_with('+') || seen + 2 > digits;
            if c.is_ascii_digit() && (!told || digits < 6) || c.is_alphabetic() { '•' } else { c }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn escape_sequences_and_bidi_overrides_go() {
        assert_eq!(clean("\x1b[31mred\x1b[0m"), "[31mred[0m");
        assert_eq!(clean("user\u{202E}txt.exe"), "usertxt.exe");
        assert_eq!(clean("a\tb\nc\0"), "a b c");
        assert!(matches!(clean("Zoë Ngũgĩ 王小明 👩‍💻"), Cow::Borrowed(_)));
    }

    #[test]
    fn a_masked_number_tells_country_and_end() {
        assert_eq!(masked("+46701234589"), "+46•••••••89");
        assert_eq!(masked("070-123 45 89"), "•••-••• •• 89");
        assert_eq!(masked("12345"), "•••••");
        assert_eq!(masked("anna +4670123456"), "•••• +••••••••56");
    }

    #[test]
    fn folding_joins_composed_and_decomposed_forms() {
        assert_eq!(fold("ZOE\u{308}"), fold("zoë"));
        assert_eq!(fold("ЁЛКА"), "ёлка");
    }

    proptest! {
        #[test]
        fn cleaned_text_is_clean_and_stays_so(text in "\\PC*|.*|[\\x00-\\x9f\\u{2020}-\\u{2070}]*") {
            let once = clean(&text).into_owned();
            prop_assert!(!once.chars().any(is_unsafe));
            prop_assert_eq!(clean(&once).into_owned(), once.clone());
        }
    }
}
