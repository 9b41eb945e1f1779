//! docs/reports.md, docs/formats.md and README's keys and rights, from the declarations. A test fails when the files are stale.

use super::words;
use crate::export;
use crate::import::kinds;
use crate::import::titles::{self, Lang};
use crate::report::{Column, Licence, ReportDef, Right, Tab, View, catalog};
use std::fmt::Write;

const GENERATED: &str =
    "<!-- Made from the declarations by `just docs`; what is changed here by hand is lost. -->\n\n";

/// The keys of the table and those that act everywhere, as README lists them: keys that do the same in one row.
pub fn keys_markdown() -> String {
    use crate::app::Action;
    use crate::app::keymap::{Keymap, Mode};
    let keymap = Keymap::default();
    let mut rows: Vec<(String, &str)> = Vec::new();
    for binding in keymap.of(Mode::Table) {
        let keys: Vec<String> = binding.keys.iter().map(|key| format!("`{key}`")).collect();
        match binding.action {
            // Nine lines of one meaning.
            Action::Tab(1) => rows.push(("`1` … `9`".to_owned(), binding.action.about().what)),
            Action::Tab(_) => {}
            action => rows.push((keys.join(" "), action.about().what)),
        }
    }
    let everywhere = keymap.everywhere().iter();
    rows.extend(
        everywhere
            .flat_map(|(action, keys)| keys.iter().map(|key| (format!("`{key}`"), action.about().what))),
    );
    let mut out = String::from("| key | does | key | does |\n|---|---|---|---|\n");
    for pair in rows.chunks(2) {
        for (keys, what) in pair {
            push(&mut out, format_args!("| {keys} | {what} "));
        }
        out.push_str("|\n");
    }
    out
}

/// Who sees which reports, as README lists it: made from what each report asks of its viewers.
pub fn rights_markdown() -> String {
    let sees = |rights: &[Right]| -> String {
        let whole: Vec<&ReportDef> =
            catalog::ALL.iter().copied().filter(|def| def.who.is_whole_for(rights)).collect();
        let others: Vec<&ReportDef> =
            catalog::ALL.iter().copied().filter(|def| !def.who.is_whole_for(rights)).collect();
        match (whole.len(), others.as_slice()) {
            (0, _) => "of the reports there are so far, none".to_owned(),
            (_, []) => "every report".to_owned(),
            (many, few) if few.len() < many => format!("every report but {}", titles_of(few)),
            _ => titles_of(&whole),
        }
    };
    let mut out = String::from("| right | letter | whose | sees whole |\n|---|---|---|---|\n");
    for right in Right::ALL {
        let (word, letter, holder) = (right.word(), right.letter(), right.holder());
        let letter = if letter == word { "" } else { letter };
        let beside = if right == Right::ContactCenter { " (counts only together with `usage`)" } else { "" };
        let sees = sees(&[right]);
        push(&mut out, format_args!("| `{word}` | {letter} | {holder}{beside} | {sees} |\n"));
    }
    let own = |with: Option<Licence>| -> String {
        let own = catalog::ALL.iter().copied().filter(|def| def.who.own && def.who.own_licence == with);
        titles_of(&own.collect::<Vec<_>>())
    };
    let (hosted, calls) = (own(None), own(Some(Licence::PowerPack)));
    push(
        &mut out,
        format_args!(
            "| `member` | M | every other user of the account | of what they hosted: {hosted}; of their own calls, with a \
             {} licence: {calls} |\n",
            Licence::PowerPack.word()
        ),
    );
    out
}

fn titles_of(reports: &[&ReportDef]) -> String {
    reports.iter().map(|def| def.title).collect::<Vec<_>>().join(", ")
}

/// Every report, tab by tab.
pub fn reports_markdown() -> String {
    let mut out = format!("# Reports\n\n{GENERATED}{REPORTS_INTRO}");
    for tab in Tab::ALL {
        let mut reports = catalog::ALL.iter().filter(|def| def.tab == tab).peekable();
        if reports.peek().is_some() {
            push(&mut out, format_args!("\n## {} (key {})\n", tab.title(), tab.number()));
        }
        reports.for_each(|def| report(&mut out, def));
    }
    out
}

const REPORTS_INTRO: &str = "\
Each report is opened in the console from its tab, or by Enter on a row of the report above it; from the command line \
it is `headcount report ID`. `headcount reports ID` says the same as this page.

*For* names who may see a report: O owner, A administrator, U a role with usage reports, V with user activity reports, C \
with contact center usage reports, B with billing, M member (what they hosted); *activity* and *erase* are granted singly.

Columns are called by their names in JSON, `--sort`, `--columns`, `--filter` and CSV with `--header names`. Instants \
are ISO 8601 with their offset, durations are seconds, days are the account's. What is not known is empty, never 0.
Columns shown *when wide* appear where there is room, and in every file.
";

/// Writing to a `String` cannot fail.
fn push(out: &mut String, text: std::fmt::Arguments<'_>) {
    let _ = out.write_fmt(text);
}

fn report(out: &mut String, def: &ReportDef) {
    push(out, format_args!("\n### {} – `{}`\n\n{}\n\n", def.title, def.id, def.about));
    push(out, format_args!("For: {}.{}\n", def.who.letters(), words::dates(def)));
    if !def.params.is_empty() {
        out.push_str("\n| parameter | takes | |\n|---|---|---|\n");
    }
    for param in def.params {
        let needed = if param.required { "Needed. " } else { "" };
        let takes = words::takes(param.kind);
        push(out, format_args!("| `--{}` | {takes} | {needed}{} |\n", param.name, cell(param.help)));
    }
    for view in def.views {
        view_section(out, def, view);
    }
}

fn view_section(out: &mut String, def: &ReportDef, view: &View) {
    if def.views.len() > 1 {
        push(out, format_args!("\n#### {} – `--view {}`\n", view.title, view.id));
    }
    out.push_str("\n| column | title | holds | shown | |\n|---|---|---|---|---|\n");
    view.visible().for_each(|shown| column(out, shown));
    push(out, format_args!("\nSorted by `{}` unless asked otherwise.", words::order(view)));
    if let Some(down) = &view.down {
        push(out, format_args!(" Enter opens {}.", words::opens(down)));
    }
    for said in words::leads(view) {
        push(out, format_args!(" {said}"));
    }
    out.push('\n');
    let facts = view.facts.map_or(&[][..], |facts| facts.columns);
    if !facts.is_empty() {
        let names: Vec<String> = facts.iter().map(|fact| export::title(fact).to_lowercase()).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        push(out, format_args!("\nAbove the rows: {}.\n", words::list(&names, "and")));
    }
}

fn column(out: &mut String, column: &Column) {
    let sum = if column.sum { " Summed." } else { "" };
    let help = format!("{}{sum}", column.help);
    push(
        out,
        format_args!(
            "| `{}` | {} | {} | {} | {} |\n",
            column.name,
            cell(&export::title(column)),
            words::holds(column.unit),
            words::shows(column),
            cell(help.trim())
        ),
    );
}

/// Text that does not end a cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

/// Every kind of file that is read.
pub fn formats_markdown() -> String {
    let mut out = format!("# Files that are read\n\n{GENERATED}{FORMATS_INTRO}");
    for kind in kinds::ALL {
        let about = kind.about();
        push(&mut out, format_args!("\n## {}\n\nKind: `{}`. {}\n", about.title, kind.kind(), about.source));
        if !about.headers.is_empty() {
            push(&mut out, format_args!("\nHeaders:\n\n```\n{}\n```\n", about.headers.join("\n")));
        }
        if !about.oddities.is_empty() {
            out.push_str("\nUnderstood too:\n\n");
        }
        about.oddities.iter().for_each(|oddity| push(&mut out, format_args!("- {oddity}\n")));
        push(&mut out, format_args!("\nExample: {}\n", example(about.sample)));
    }
    out.push_str("\n## Every file\n\n");
    for rule in kinds::ANY_FILE {
        push(&mut out, format_args!("- {rule}\n"));
    }
    out.push_str(TITLES_INTRO);
    titles_table(&mut out);
    out
}

const TITLES_INTRO: &str = "
## Titles of columns

Each column goes by its titles in any of these languages, and by its name in the provider's API. What stands in \
italics no file has shown yet. Participants in yet another language are read by what their cells hold, and the summary \
says how: name first, join and leave as the two columns of date and time, and behind them the minutes between.

";

/// Column by language.
fn titles_table(out: &mut String) {
    out.push_str("| column | English |");
    for lang in Lang::ALL {
        push(out, format_args!(" {} |", lang.tag()));
    }
    push(out, format_args!("\n|---|---|{}\n", "---|".repeat(Lang::ALL.len())));
    for column in titles::ALL {
        push(out, format_args!("| `{}` | {} |", column.key, cell(column.title)));
        for lang in Lang::ALL {
            let of = |(said, _): &&(Lang, &str)| *said == lang;
            let met = column.local.iter().filter(of).map(|(_, title)| cell(title));
            let likely = column.likely.iter().filter(of).map(|(_, title)| format!("*{}*", cell(title)));
            let all: Vec<String> = met.chain(likely).collect();
            push(out, format_args!(" {} |", all.join(", ")));
        }
        out.push('\n');
    }
}

const FORMATS_INTRO: &str = "\
`headcount import PATH...` reads these. The kind of a file is found from its content, never from its name alone. A file \
goes in whole or not at all; a row that cannot be read is rejected with its line, column and reason, and the others go in.
";

/// A link to the sample, which stands in data/samples.
fn example(sample: &str) -> String {
    let name = sample.strip_prefix("data/samples/").unwrap_or(sample);
    format!("[{name}](../data/samples/{name})")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_report_view_and_parameter_is_there() {
        let page = reports_markdown();
        for def in catalog::ALL {
            assert!(page.contains(&format!("– `{}`", def.id)), "{}", def.id);
            assert!(def.params.iter().all(|param| page.contains(&format!("`--{}`", param.name))));
        }
        assert!(formats_markdown().starts_with("# Files that are read"));
    }
}
