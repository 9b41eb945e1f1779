//! Pages made from the declarations are as the declarations are. `UPDATE_DOCS=1` writes them anew (`just docs`).

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use headcount::cli::docs;
use std::path::Path;

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
