//! Columns by report and view: `active-hosts.users = ["name", "minutes"]`.

use super::reading::{Reading, Value};
use crate::app::columns::choosable;
use crate::app::settings::Columns;
use crate::report::{ReportDef, View, catalog};

/// The columns of each view that is named; an empty list is the report's own choice.
pub fn read(reading: &mut Reading<'_>, value: &Value<'_>) -> Columns {
    let mut chosen = Columns::new();
    let Some(reports) = value.get_ref().as_table() else {
        reading.problem(&value.span(), "columns takes a table: [columns] and under it a line a view");
        return chosen;
    };
    for (id, views) in reports {
        let Some(def) = catalog::find(id.get_ref()) else {
            let known = catalog::ALL.iter().map(|def| def.id.0);
            reading.unknown(&id.span(), "report", id.get_ref(), known);
            continue;
        };
        let Some(views) = views.get_ref().as_table() else {
            let view = def.first_view().map_or("VIEW", |view| view.id);
            let text = format!("columns are of a view: {}.{view} = [\"…\"]", def.id);
            reading.problem(&views.span(), text);
            continue;
        };
        for (name, names) in views {
            if let Some(view) = def.view(name.get_ref()) {
                self::view(reading, &mut chosen, def, view, names);
            } else {
                let known = def.views.iter().map(|view| view.id);
                reading.unknown(&name.span(), &format!("view of {}", def.id), name.get_ref(), known);
            }
        }
    }
    chosen
}

fn view(
    reading: &mut Reading<'_>,
    chosen: &mut Columns,
    def: &ReportDef,
    view: &'static View,
    value: &Value<'_>,
) {
    let setting = format!("{}.{}", def.id, view.id);
    let Some(names) = reading.texts(value, &setting) else {
        if !value.get_ref().is_array() {
            reading.problem(&value.span(), format!("{setting} takes a list of columns"));
        }
        return;
    };
    let mut indices: Vec<usize> = Vec::new();
    for (name, span) in names {
        match choosable(view).find(|(_, column)| column.name == name) {
            Some((index, _)) if indices.contains(&index) => {
                reading.problem(&span, format!("{setting} names {name} twice"));
            }
            Some((index, _)) => indices.push(index),
            None => {
                let known: Vec<&str> = choosable(view).map(|(_, column)| column.name.as_ref()).collect();
                reading.unknown(&span, &format!("column of {setting}"), name, known);
            }
        }
    }
    if !indices.is_empty() {
        chosen.insert((def.id, view.id), indices);
    }
}

#[cfg(test)]
mod tests {
    use crate::config::parse;

    fn told(source: &str) -> String {
        parse(source).unwrap_err().remove(0).text
    }

    #[test]
    fn columns_are_those_of_the_catalog() {
        let config = parse("[columns]\ndaily.days = [\"minutes\", \"date\"]\nimports.imports = []").unwrap();
        assert_eq!(config.columns.len(), 1);
        let (key, indices) = config.columns.first_key_value().unwrap();
        let view = crate::report::catalog::find(key.0.0).unwrap().view(key.1).unwrap();
        let names: Vec<&str> = indices.iter().map(|index| view.columns[*index].name.as_ref()).collect();
        assert_eq!(names, ["minutes", "date"]);
    }

    #[test]
    fn wrong_names_lead_to_the_nearest() {
        assert!(told("columns = 1").contains("[columns]"));
        assert!(told("columns.dayly.days = []").contains("did you mean daily?"));
        assert!(
            told("columns.daily.day = []").contains("no view of daily is called day; did you mean days?")
        );
        assert!(told("columns.daily.days = [\"minuts\"]").contains("did you mean minutes?"));
        assert!(told("columns.daily.days = [\"date\", \"date\"]").contains("twice"));
        assert!(told("columns.daily.days = \"date\"").contains("takes a list of columns"));
        assert!(told("columns.daily.days = [1]").contains("list of texts"));
        assert!(told("columns.daily = [\"date\"]").contains("daily.days ="));
    }
}
