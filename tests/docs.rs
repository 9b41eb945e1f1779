//! Pages made from the declarations are as the declarations are. `UPDATE_DOCS=1` writes them anew (`just docs`).

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use headcount::cli::docs;
use std::path::Path;

/// README between two marks.
const KEYS: (&str, &str) = ("<!-- keys: made from the keymap by `just docs` -->\n", "<!-- end of keys -->");
const RIGHTS: (&str, &str) =
    ("<!-- rights: made from the reports by `just docs` -->\n", "<!-- end of rights -->");

fn is_fresh(name: &str, page: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name);
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, page).unwrap();
    }
    let held = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(held == page, "docs/{name} is stale: run `just docs` and commit what it writes");
}

#[test]
fn the_page_of_reports_is_fresh() {
    is_fresh("reports.md", &docs::reports_markdown());
}

#[test]
fn the_page_of_formats_is_fresh() {
    is_fresh("formats.md", &docs::formats_markdown());
}

#[test]
fn the_keys_and_rights_in_readme_are_those_declared() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    for (marks, page) in [(KEYS, docs::keys_markdown()), (RIGHTS, docs::rights_markdown())] {
        let readme = std::fs::read_to_string(&path).unwrap();
        let (before, rest) = readme.split_once(marks.0).unwrap();
        let (held, after) = rest.split_once(marks.1).unwrap();
        if std::env::var_os("UPDATE_DOCS").is_some() {
            std::fs::write(&path, format!("{before}{}{page}{}{after}", marks.0, marks.1)).unwrap();
        } else {
            assert!(held == page, "README is stale: run `just docs` and commit what it writes");
        }
    }
}

/// README's commands are what CI runs and what the program takes.
#[test]
fn readme_names_commands_that_are_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = std::fs::read_to_string(root.join("README.md")).unwrap();
    let ci = std::fs::read_to_string(root.join(".ci/run")).unwrap();
    assert!(readme.contains("\ncargo test ") && ci.lines().any(|line| line == "cargo test"));
    let help = <headcount::cli::Cli as clap::CommandFactory>::command().render_long_help().to_string();
    for line in readme.lines().filter(|line| line.starts_with("headcount ")) {
        let word = line.split_whitespace().nth(1).unwrap();
        assert!(word.starts_with('#') || help.contains(&format!("  {word} ")), "{line}");
    }
}

/// What README shows of a configuration is one.
#[test]
fn the_configuration_in_readme_is_well() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(path).unwrap();
    let (_, rest) = readme.split_once("```toml\n").unwrap();
    let (shown, _) = rest.split_once("```").unwrap();
    let config = headcount::config::parse(shown).unwrap();
    assert_ne!(config.keymap, headcount::app::Keymap::default());
}
