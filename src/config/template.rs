//! The commented default: every setting with what it is unless it is set. A line that begins with `#` and no blank
//! is a setting; a test takes the signs away and finds the defaults.

use super::key_words;
use super::reading::RECENT;
use crate::app::keymap::{Key, Keymap};
use crate::app::{Action, presets};
use crate::report::catalog;
use crate::ui::ThemeName;
use std::fmt::Write;

/// What `headcount config --print` writes.
pub fn template() -> String {
    let themes = ThemeName::ALL.map(ThemeName::word).join(", ");
    let mut out = format!(
        "\
# headcount's configuration. What is said here is what holds anyway: take the # away and change it.
# The command line outranks it, and so do NO_COLOR, HEADCOUNT_EXPORTS and TZ.
# headcount config checks it.

# Colours: {themes}.
#theme = \"{}\"

# Lines, bars and marks in ASCII: true, false, or \"auto\" where the terminal or the locale has nothing else.
#ascii = \"auto\"

# The time zone to show instants in, like \"Europe/Stockholm\".
#zone = \"system\"

# The dates to begin with; {RECENT} are the last 30 days, or the newest that are held. Else one of
# {}.
#range = \"{RECENT}\"

# The folder that exports go to; beside the database when empty.
#exports = \"\"

# See what the person with this e-mail may see, where --as names nobody; the owner of the file when empty.
#viewer = \"\"

# Listen to the mouse: wheel, tabs, titles, rows.
#mouse = true

# Find tab, report, columns and zone again at the next start; no dates, filters or names are kept.
#remember = true

# Columns by report and view, in their order; an empty list is the report's own choice.
# headcount reports REPORT names them.
#[columns]
",
        ThemeName::default().word(),
        presets::slugs().join(", "),
    );
    for def in catalog::ALL {
        for view in def.views {
            push(&mut out, format_args!("#{}.{} = []\n", def.id, view.id));
        }
    }
    keys(&mut out);
    out
}

/// Writing to a `String` cannot fail.
fn push(out: &mut String, text: std::fmt::Arguments<'_>) {
    let _ = out.write_fmt(text);
}

fn keys(out: &mut String) {
    out.push_str(
        "
# Keys by action. They are written like x, G, ctrl-f, f5, page-down; one key does one thing in a mode. An action that
# has other keys in some modes takes a table. Ctrl-c always quits.
#[keys]
# The keyboard's layout: us, or ru for a Russian one, whose letters then do what the Latin ones of their keys do.
#layout = \"us\"
",
    );
    let keymap = Keymap::default();
    for action in keymap.actions() {
        let value = value(&keymap, action);
        push(out, format_args!("#{} = {value}  # {}\n", action.name(), action.about().what));
    }
}

/// A list where one will do, else a table by mode.
fn value(keymap: &Keymap, action: Action) -> String {
    let modes = keymap.modes(action);
    let Some(longest) = modes.iter().map(|mode| keymap.keys(*mode, action)).max_by_key(|keys| keys.len())
    else {
        let everywhere = keymap.everywhere().iter().find(|(known, _)| *known == action);
        return everywhere.map_or_else(String::new, |(_, keys)| list(keys));
    };
    let mut one = keymap.clone();
    one.bind(action, None, longest);
    if one == *keymap {
        return list(longest);
    }
    let parts: Vec<String> =
        modes.iter().map(|mode| format!("{} = {}", mode.name(), list(keymap.keys(*mode, action)))).collect();
    format!("{{ {} }}", parts.join(", "))
}

fn list(keys: &[Key]) -> String {
    let words: Vec<String> =
        keys.iter().map(|key| toml::Value::from(key_words::word(*key)).to_string()).collect();
    format!("[{}]", words.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::reading::SETTINGS;
    use crate::config::{Config, parse};

    /// With the sign before each setting taken away.
    fn uncommented() -> String {
        let line = |line: &str| match line.strip_prefix('#') {
            Some(setting) if !setting.starts_with(' ') => format!("{setting}\n"),
            _ => format!("{line}\n"),
        };
        template().lines().map(line).collect()
    }

    #[test]
    fn the_commented_default_is_the_default() {
        let said = SETTINGS.into();
        assert_eq!(parse(&uncommented()), Ok(Config { said, ..Config::default() }));
        assert_eq!(parse(&template()), Ok(Config::default()));
    }

    #[test]
    fn it_names_every_setting_and_every_action() {
        let text = uncommented();
        for name in SETTINGS {
            assert!(
                text.contains(&format!("\n{name} = ")) || text.contains(&format!("\n[{name}]")),
                "{name}"
            );
        }
        for action in Keymap::default().actions() {
            assert!(text.contains(&format!("\n{} = ", action.name())), "{}", action.name());
        }
    }
}
