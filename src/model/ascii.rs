//! ASCII for headcount's own signs, one for one, so that nothing moves. Letters stay as they are.

/// Signs that mean the same wherever they stand: bars and shades, lines, arrows, marks, quotes.
const SIGNS: [(&str, char); 19] = [
    ("█▇", '#'),
    ("▉▊▋▄≈≡", '='),
    ("▍▎▏▃─–—", '-'),
    ("▁", '_'),
    ("▂", '.'),
    ("▅▒╭╮╰╯┌┐└┘┼┬┴", '+'),
    ("▆✓•●", '*'),
    ("░", ':'),
    ("▓", '%'),
    ("│├┤", '|'),
    ("→▸›▶≥", '>'),
    ("←◂‹◀≤⏎", '<'),
    ("▲↑", '^'),
    ("▼↓", 'v'),
    ("○□", 'o'),
    ("✗×", 'x'),
    ("◆", '@'),
    ("≠", '!'),
    ("“”‘’", '\''),
];

/// What stands beside noughts, here and in ASCII; and the edge of a legend.
const MAP: &str = "·░▒▓█◆.:+%#@ ";

/// The sign that stands for one of ours; `before` and `after` are the two characters beside it on each side, the
/// nearest first. `None` where it is none of ours.
pub fn sign(c: char, before: [char; 2], after: [char; 2]) -> Option<char> {
    let apart = before[0] == ' ' && after[0] == ' ';
    match c {
        ' '..='~' => None,
        // Between two parts of a line, else nought, as in a map of hours.
        '·' => Some(if apart && !MAP.contains(before[1]) && !MAP.contains(after[1]) { '|' } else { '.' }),
        // From … to, else something was cut.
        '…' => Some(if apart { '-' } else { '~' }),
        // The end of a bar stands behind a bar or a number, the cursor's mark behind nothing.
        '▌' => {
            let ends_bar = before[0] == '█' || (before[0] == ' ' && before[1].is_alphanumeric());
            Some(if ends_bar { '=' } else { '>' })
        }
        '\u{2800}'..='\u{28FF}' => Some(dots(c)),
        _ => SIGNS.iter().find(|(signs, _)| signs.contains(c)).map(|(_, ascii)| *ascii),
    }
}

/// A cell of two by four dots: how high it stands, or a line upright.
fn dots(c: char) -> char {
    let bits = u32::from(c) - 0x2800;
    // Left and right dot of each row, from the top.
    let row = |mask: u32| bits & mask != 0;
    match [row(0x09), row(0x12), row(0x24), row(0xC0)] {
        [false, false, false, false] => ' ',
        [true, false, false, false] => '"',
        [false, true, _, false] | [false, false, true, false] => '-',
        [false, false, false, true] => '_',
        _ => '|',
    }
}

/// A whole text.
pub fn plain(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let at = |index: Option<usize>| index.and_then(|index| letters.get(index)).copied().unwrap_or(' ');
    let signs = letters.iter().enumerate().map(|(here, c)| {
        let before = [at(here.checked_sub(1)), at(here.checked_sub(2))];
        let after = [at(here.checked_add(1)), at(here.checked_add(2))];
        sign(*c, before, after).unwrap_or(*c)
    });
    signs.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_signs_become_ascii_and_letters_stay() {
        assert_eq!(plain("Daily · [Zoë Ngũgĩ] › 王小明"), "Daily | [Zoë Ngũgĩ] > 王小明");
        assert_eq!(plain("2026-10-23 … 2026-11-22"), "2026-10-23 - 2026-11-22");
        assert_eq!(plain("Physi…  12 ██▌"), "Physi~  12 ##=");
        assert_eq!(plain("▌ Nora  3 ▌"), "> Nora  3 =");
        assert_eq!(plain("··▇▇··░░"), "..##..::");
        assert_eq!(plain("   · none  ░ 1–4"), "   . none  : 1-4");
        assert_eq!(plain("no sign: é ж 王 ~ >"), "no sign: é ж 王 ~ >");
    }

    #[test]
    fn a_curve_of_dots_is_a_curve_of_strokes() {
        assert_eq!(plain("⠉⠒⠤⣀⡇⢸⣇⠀"), "\"--_||| ");
    }

    proptest::proptest! {
        #[test]
        fn nothing_moves(text in ".{0,40}") {
            let plain = plain(&text);
            proptest::prop_assert_eq!(plain.chars().count(), text.chars().count());
            proptest::prop_assert!(text.chars().zip(plain.chars()).all(|(a, b)| a == b || b.is_ascii()));
        }
    }
}
