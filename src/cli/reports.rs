//! `headcount reports`: every report in a list, or one explained.

use super::args::{ListFormat, ReportsArgs};
use super::ask::find_report;
use super::{params, words};
use crate::export::held::Held;
use crate::export::{ExportError, Header, json, text};
use crate::model::{Cell, Unit};
use crate::report::{Drill, ReportDef, View, catalog, col};
use chrono_tz::Tz;
use serde_json::{Value, json};
use std::io::Write;

/// Writes the list, or the one report named.
///
/// # Errors
/// [`UsageError`](super::UsageError) for a report that is not there; failures of writing.
pub fn run(args: &ReportsArgs, out: &mut dyn Write) -> anyhow::Result<()> {
    match (&args.id, args.format) {
        (None, ListFormat::Table) => list(out)?,
        (None, ListFormat::Json) => {
            let all: Vec<Value> = catalog::ALL.iter().map(|def| object(def)).collect();
            object_out(&json!({ "schema": json::SCHEMA, "reports": all }), out)?;
        }
        (Some(id), ListFormat::Table) => explain(find_report(id)?, out)?,
        (Some(id), ListFormat::Json) => object_out(&object(find_report(id)?), out)?,
    }
    Ok(())
}

fn object_out(value: &Value, out: &mut dyn Write) -> std::io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    writeln!(out)
}

fn list(out: &mut dyn Write) -> Result<(), ExportError> {
    let rows = catalog::ALL.iter().map(|def| {
        let dates = if def.ranged { "yes" } else { "" };
        [def.id.0, def.tab.title(), def.title, &words::views(def), dates, &words::params(def)]
            .map(Cell::from)
            .to_vec()
    });
    table(&["id", "tab", "title", "views", "dates", "parameters"], rows.collect(), out)?;
    writeln!(
        out,
        "\n* is needed. Dates are --from and --to, or --month.\n\
         `headcount reports ID` explains one; `headcount report ID` writes it, like `{}`.",
        example()
    )?;
    Ok(())
}

/// The command line of a report that needs nothing.
fn example() -> String {
    let plain = catalog::ALL.iter().find(|def| def.is_root() && def.ranged && def.views.len() == 1);
    plain.map_or_else(String::new, |def| words::command(def))
}

/// Texts in aligned columns under their names.
fn table(names: &[&'static str], rows: Vec<Vec<Cell>>, out: &mut dyn Write) -> Result<(), ExportError> {
    let columns = names.iter().map(|name| col(name, name, Unit::Text)).collect::<Vec<_>>();
    let mut head = vec![names.iter().map(|name| Cell::from(*name)).collect::<Vec<_>>()];
    head.extend(rows);
    let options = text::Options {
        zone: Tz::UTC,
        header: Header::None,
        totals: None,
        noun: ("", ""),
        notes: &[],
        ascii: false,
    };
    text::write(&columns, &mut Held::new(columns.clone(), head), out, &options).map(drop)
}

fn explain(def: &ReportDef, out: &mut dyn Write) -> Result<(), ExportError> {
    writeln!(out, "{} ({})", def.title, def.id)?;
    writeln!(out, "{}", def.about)?;
    writeln!(out, "Tab: {}. For: {}.{}", def.tab.title(), def.who.letters(), words::dates(def))?;
    if !def.params.is_empty() {
        writeln!(out, "\nParameters")?;
        let rows = def.params.iter().map(|param| {
            let needed = if param.required { "needed" } else { "" };
            let option = format!("--{}", param.name);
            [option.as_str(), &words::takes(param.kind), needed, param.help].map(Cell::from).to_vec()
        });
        table(&["option", "takes", "", "what it does"], rows.collect(), out)?;
    }
    for view in def.views {
        explain_view(def, view, out)?;
    }
    writeln!(out, "\nTo write it: {}", words::command(def))?;
    for param in def.params.iter().filter(|param| param.required) {
        if let Some(by) = params::given_by(def, param) {
            writeln!(out, "--{}: {by}.", param.name)?;
        }
    }
    Ok(())
}

fn explain_view(def: &ReportDef, view: &View, out: &mut dyn Write) -> Result<(), ExportError> {
    let only = def.views.len() == 1;
    writeln!(
        out,
        "\n{}",
        if only { "Columns".to_owned() } else { format!("View {}: {}", view.id, view.title) }
    )?;
    let rows = view.visible().map(|column| {
        let title = crate::export::title(column);
        [column.name.as_ref(), &title, words::holds(column.unit), words::shows(column), column.help]
            .map(Cell::from)
            .to_vec()
    });
    table(&["column", "title", "holds", "shown", "what it means"], rows.collect(), out)?;
    writeln!(out, "Sorted by {} unless asked otherwise.", words::order(view))?;
    if let Some(down) = &view.down {
        writeln!(out, "Enter opens {}.", words::opens(down))?;
    }
    for said in words::leads(view) {
        writeln!(out, "{said}")?;
    }
    Ok(())
}

fn object(def: &ReportDef) -> Value {
    let params: Vec<Value> = def
        .params
        .iter()
        .map(|param| {
            json!({
                "name": param.name,
                "takes": words::takes(param.kind),
                "required": param.required,
                "help": param.help,
            })
        })
        .collect();
    json!({
        "id": def.id,
        "title": def.title,
        "tab": def.tab.title(),
        "about": def.about,
        "who": def.who,
        "ranged": def.ranged,
        "params": params,
        "views": def.views.iter().map(view_object).collect::<Vec<_>>(),
    })
}

fn view_object(view: &View) -> Value {
    let columns: Vec<Value> = view
        .columns
        .iter()
        .map(|column| {
            json!({
                "name": column.name,
                "title": column.title,
                "unit": column.unit,
                "role": column.role,
                "personal": column.personal,
                "help": column.help,
            })
        })
        .collect();
    json!({
        "id": view.id,
        "title": view.title,
        "columns": columns,
        "order": view.order,
        "down": view.down.as_ref().map(down_object),
        "opens": view.opens.map(|opens| opens.column),
    })
}

fn down_object(down: &Drill) -> Value {
    let with: serde_json::Map<String, Value> =
        down.with.iter().map(|(param, key)| ((*param).to_owned(), json!(key))).collect();
    json!({ "report": down.to, "view": down.view, "params": with, "day": down.day })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(id: Option<&str>, format: ListFormat) -> String {
        let mut out = Vec::new();
        run(&ReportsArgs { id: id.map(str::to_owned), format }, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_list_and_one_report() {
        insta::assert_snapshot!("list", written(None, ListFormat::Table));
        insta::assert_snapshot!("participants", written(Some("participants"), ListFormat::Table));
    }

    #[test]
    fn programs_get_the_whole_declaration() {
        let all: Value = serde_json::from_str(&written(None, ListFormat::Json)).unwrap();
        assert_eq!(all["reports"].as_array().unwrap().len(), catalog::ALL.len());
        let one: Value = serde_json::from_str(&written(Some("daily"), ListFormat::Json)).unwrap();
        assert_eq!(one["views"][0]["columns"][0]["unit"], "date");
        assert_eq!(one["views"][0]["down"]["report"], "meetings");
    }

    #[test]
    fn a_wrong_name_is_wrong_usage() {
        let args = ReportsArgs { id: Some("dayly".into()), format: ListFormat::Table };
        let error = run(&args, &mut Vec::new()).unwrap_err();
        assert_eq!(crate::cli::Exit::of(&error), crate::cli::Exit::Usage);
        assert!(error.to_string().contains("daily?"));
    }
}
