//! Layers hold: a module imports only from those below it, and what is tied to the outside stays where it belongs.
//! One package has no walls between its modules, so this reads the sources. The order stands in ARCHITECTURE.md.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

/// Each layer and what it may import beside itself.
const LAYERS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("rules", &["model"]),
    ("report", &["rules", "model"]),
    ("import", &["rules", "model"]),
    ("export", &["report", "rules", "model"]),
    ("store", &["report", "rules", "model"]),
    ("demo", &["report", "rules", "model"]),
    ("app", &["report", "rules", "model"]),
    ("ui", &["app", "report", "rules", "model"]),
    ("work", &["store", "export", "import", "report", "rules", "model"]),
    ("term", &["ui", "app", "work", "store", "export", "import", "report", "rules", "model"]),
    ("config", &["ui", "app", "report", "rules", "model"]),
    ("log", &[]),
    (
        "cli",
        &[
            "log", "config", "term", "ui", "app", "work", "demo", "store", "export", "import", "report",
            "rules", "model",
        ],
    ),
];

/// What may be named only in some layers: crates and the clock.
const BOUND: &[(&[&str], &[&str])] = &[
    (&["ratatui"], &["ui", "term"]),
    (&["rusqlite"], &["store"]),
    (&["clap"], &["cli"]),
    (&["crossterm"], &["term", "app"]),
    (&["SystemTime::now", "Utc::now", "Local::now", "Instant::now"], &["work", "term", "cli", "main"]),
];

/// A source file, without its tests and comments.
struct Source {
    path: String,
    layer: String,
    code: String,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    walk(&root, &mut files);
    assert!(files.len() > 20, "the sources were not found");
    files
        .into_iter()
        .map(|path| {
            let inside = path.strip_prefix(&root).unwrap();
            let first = inside.components().next().unwrap().as_os_str().to_string_lossy();
            let layer = first.strip_suffix(".rs").unwrap_or(&first).to_owned();
            Source {
                path: inside.display().to_string(),
                layer,
                code: code(&fs::read_to_string(&path).unwrap()),
            }
        })
        .collect()
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        // Files of tests alone are held by a `#[cfg(test)] mod tests;` beside them.
        let only_tests = path.file_stem().is_some_and(|stem| stem == "tests");
        if path.is_dir() {
            walk(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") && !only_tests {
            files.push(path);
        }
    }
}

/// The lines that are compiled into the program: tests stand last in a file, behind `#[cfg(test)]` and a module.
fn code(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let end = lines
        .windows(2)
        .position(|pair| pair[0].trim() == "#[cfg(test)]" && pair[1].contains("mod "))
        .unwrap_or(lines.len());
    let kept = lines[..end].iter().filter(|line| !line.trim_start().starts_with("//"));
    kept.flat_map(|line| [*line, "\n"]).collect()
}

/// The modules that follow `crate::`, also inside `use crate::{a::B, c}`.
fn imports(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        if code[..at].ends_with(is_word) {
            continue;
        }
        let rest = &code[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            Some(group) => found.extend(heads(group)),
            None => found.push(word(rest)),
        }
    }
    found
}

/// The first word of each path of a `{…}` group.
fn heads(group: &str) -> Vec<String> {
    let (mut depth, mut begins, mut found) = (0, true, Vec::new());
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => begins = true,
            c if begins && is_word(c) => {
                found.push(word(&group[at..]));
                begins = false;
            }
            _ => {}
        }
    }
    found
}

fn word(text: &str) -> String {
    text.chars().take_while(|c| is_word(*c)).collect()
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Whether the code names it, as a word of its own.
fn names(code: &str, needle: &str) -> bool {
    code.match_indices(needle)
        .any(|(at, _)| !code[..at].ends_with(is_word) && !code[at + needle.len()..].starts_with(is_word))
}

#[test]
fn imports_only_go_down() {
    let layers: Vec<&str> = LAYERS.iter().map(|(layer, _)| *layer).collect();
    let mut wrong = Vec::new();
    for source in sources() {
        let Some((_, below)) = LAYERS.iter().find(|(layer, _)| *layer == source.layer) else { continue };
        for import in imports(&source.code) {
            let own = import == source.layer;
            if layers.contains(&import.as_str()) && !own && !below.contains(&import.as_str()) {
                wrong.push(format!("src/{} imports crate::{import}", source.path));
            }
        }
    }
    assert!(wrong.is_empty(), "against the layers of ARCHITECTURE.md:\n{}", wrong.join("\n"));
}

#[test]
fn every_folder_is_a_layer() {
    let known =
        |name: &str| LAYERS.iter().any(|(layer, _)| *layer == name) || ["lib", "main"].contains(&name);
    for source in sources() {
        assert!(known(&source.layer), "src/{} is in no layer of tests/layers.rs", source.path);
    }
}

#[test]
fn crates_and_the_clock_stay_where_they_belong() {
    let mut wrong = Vec::new();
    for source in sources() {
        for (needles, layers) in BOUND {
            if layers.contains(&source.layer.as_str()) {
                continue;
            }
            let found = needles.iter().filter(|needle| names(&source.code, needle));
            wrong.extend(found.map(|needle| format!("src/{} names {needle}", source.path)));
        }
    }
    assert!(wrong.is_empty(), "only in their own layers:\n{}", wrong.join("\n"));
}

#[test]
fn the_reading_of_sources_sees_what_it_should() {
    let text = "//! crate::ui\nuse crate::model::{Cell, day};\nuse crate::{report::{Ask, View}, store};\n\
                fn f() { my_crate::x(); crate::work::go() }\n#[cfg(test)]\nmod tests { use crate::term; }";
    assert_eq!(imports(&code(text)), ["model", "report", "store", "work"]);
    assert!(names("let t = Instant::now();", "Instant::now") && !names("use clapper::X;", "clap"));
}
