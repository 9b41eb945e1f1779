use super::depth::palette;
use super::*;

/// Roles by name.
fn roles(theme: &Theme) -> Vec<(&'static str, Style)> {
    vec![
        ("text", theme.text),
        ("dim", theme.dim),
        ("header", theme.header),
        ("header_selected", theme.header_selected),
        ("accent", theme.accent),
        ("key", theme.key),
        ("selected", theme.selected),
        ("bar", theme.bar),
        ("totals", theme.totals),
        ("ok", theme.ok),
        ("warn", theme.warn),
        ("bad", theme.bad),
    ]
}

fn rgb(colour: Color) -> [u8; 3] {
    match colour {
        Color::Rgb(red, green, blue) => [red, green, blue],
        indexed => palette().find(|(known, _)| *known == indexed).unwrap().1,
    }
}

/// WCAG 2.2: relative luminance.
fn luminance(colour: [u8; 3]) -> f64 {
    let [red, green, blue] = colour.map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn contrast(a: [u8; 3], b: [u8; 3]) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn contrast_is_as_defined() {
    assert!((contrast([0; 3], [255; 3]) - 21.0).abs() < 0.001);
    assert!((contrast([119; 3], [255; 3]) - 4.48).abs() < 0.01);
}

/// On the darkest and the lightest ground that the theme is meant for.
#[test]
fn every_role_is_read_on_its_ground() {
    let dark = [[0, 0, 0], [0x2E, 0x34, 0x40]];
    let light = [[255, 255, 255], [0xEE, 0xE8, 0xD5]];
    let black = [[0, 0, 0]];
    let themes: [(ThemeName, &[[u8; 3]], f64); 3] = [
        (ThemeName::Dark, &dark, 4.5),
        (ThemeName::Light, &light, 4.5),
        (ThemeName::HighContrast, &black, 7.0),
    ];
    for (name, grounds, least) in themes {
        for depth in [Depth::True, Depth::Palette] {
            let theme = Theme::of(name, depth);
            for (role, style) in roles(&theme) {
                let over = style.bg.map_or(grounds.to_vec(), |ground| vec![rgb(ground)]);
                for ground in over {
                    let found = contrast(rgb(style.fg.unwrap()), ground);
                    assert!(found >= least, "{} {role} on {ground:?} at {depth:?}: {found:.2}", name.word());
                }
            }
        }
    }
}

/// What is told by colour has weight, a line, a ground, or stands beside a sign or a word.
#[test]
fn no_role_is_told_by_colour_alone() {
    // ✓ and ▪, ~ and !, ✗; keys stand before their words, bars are shapes, and what is dim says no less.
    let signed = ["ok", "warn", "key", "bar", "dim"];
    for name in ThemeName::ALL {
        for depth in [Depth::True, Depth::Palette, Depth::Sixteen] {
            let theme = Theme::of(name, depth);
            for (role, style) in roles(&theme).into_iter().filter(|(role, _)| *role != "text") {
                let told = !style.add_modifier.is_empty() || style.bg != theme.text.bg;
                assert!(told || signed.contains(&role), "{} {role}", name.word());
            }
        }
    }
}

#[test]
fn mono_has_no_colour_and_only_high_contrast_has_a_ground() {
    for (_, style) in roles(&Theme::of(ThemeName::Mono, Depth::True)) {
        assert_eq!((style.fg, style.bg), (None, None));
    }
    for name in ThemeName::ALL {
        let ground = Theme::of(name, Depth::True).ground;
        assert_eq!(ground.bg.is_some(), name == ThemeName::HighContrast, "{}", name.word());
    }
}
