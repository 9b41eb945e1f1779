//! What the console finds again at its next start, as a text. No dates, filters, names or parameters are in it.

use crate::app::ZoneChoice;
use crate::app::columns::choosable;
use crate::app::fit::Fit;
use crate::app::settings::{Columns, Fits, Kept};
use crate::report::catalog;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Of the form of the file; another one is not read.
const VERSION: u32 = 1;

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: u32,
    /// The report of a strip that was open.
    report: Option<String>,
    zone: Option<Zone>,
    mouse: Option<bool>,
    /// Names by report and view.
    #[serde(default)]
    columns: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    #[serde(default)]
    fitted: BTreeMap<String, BTreeMap<String, Fitted>>,
}

/// Columns by their names.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Fitted {
    #[serde(skip_serializing_if = "Option::is_none")]
    frozen: Option<String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    widths: BTreeMap<String, u16>,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Zone {
    Viewer,
    Account,
    Utc,
}

/// The text to keep.
///
/// # Errors
/// None that is known; what TOML cannot say.
pub fn write(kept: &Kept) -> Result<String, String> {
    let mut columns: BTreeMap<String, BTreeMap<String, Vec<String>>> = BTreeMap::new();
    for ((report, view), indices) in &kept.columns {
        let Some(view) = catalog::find(report.0).and_then(|def| def.view(view)) else { continue };
        let held = indices.iter().filter_map(|index| view.columns.get(*index));
        let names = held.map(|column| column.name.to_string()).collect();
        columns.entry(report.0.to_owned()).or_default().insert(view.id.to_owned(), names);
    }
    let zone = kept.zone.map(|zone| match zone {
        ZoneChoice::Viewer => Zone::Viewer,
        ZoneChoice::Account => Zone::Account,
        ZoneChoice::Utc => Zone::Utc,
    });
    let report = kept.report.map(|report| report.0.to_owned());
    let fitted = fitted(&kept.fits);
    let file = File { version: VERSION, report, zone, mouse: kept.mouse, columns, fitted };
    toml::to_string(&file).map_err(|error| error.to_string())
}

fn fitted(fits: &Fits) -> BTreeMap<String, BTreeMap<String, Fitted>> {
    let mut out: BTreeMap<String, BTreeMap<String, Fitted>> = BTreeMap::new();
    for ((report, view), fit) in fits {
        let Some(view) = catalog::find(report.0).and_then(|def| def.view(view)) else { continue };
        let name = |index: usize| view.columns.get(index).map(|column| column.name.to_string());
        let widths = fit.widths.iter().filter_map(|(index, width)| Some((name(*index)?, *width))).collect();
        let one = Fitted { frozen: fit.frozen.and_then(name), widths };
        out.entry(report.0.to_owned()).or_default().insert(view.id.to_owned(), one);
    }
    out
}

fn fits(fitted: &BTreeMap<String, BTreeMap<String, Fitted>>) -> Fits {
    let mut out = Fits::new();
    let all =
        fitted.iter().flat_map(|(report, views)| views.iter().map(move |(view, one)| (report, view, one)));
    for (report, view, one) in all {
        let Some(def) = catalog::find(report) else { continue };
        let Some(view) = def.view(view) else { continue };
        let index =
            |name: &String| choosable(view).find(|(_, column)| column.name == *name).map(|(index, _)| index);
        let widths = one.widths.iter().filter_map(|(name, width)| Some((index(name)?, *width))).collect();
        let fit = Fit { frozen: one.frozen.as_ref().and_then(index), widths };
        if !fit.is_empty() {
            out.insert((def.id, view.id), fit);
        }
    }
    out
}

/// What was kept. Reports, views and columns that are no more are left out.
///
/// # Errors
/// Why nothing can be taken from it.
pub fn read(text: &str) -> Result<Kept, String> {
    let file: File = toml::from_str(text).map_err(|error| error.message().to_owned())?;
    if file.version != VERSION {
        return Err(format!("it is of form {}, not {VERSION}", file.version));
    }
    let mut columns = Columns::new();
    for (report, views) in &file.columns {
        for (view, names) in views {
            let Some(def) = catalog::find(report) else { continue };
            let Some(view) = def.view(view) else { continue };
            let index = |name: &String| choosable(view).find(|(_, column)| column.name == *name);
            let mut indices: Vec<usize> = Vec::new();
            for (index, _) in names.iter().filter_map(index) {
                if !indices.contains(&index) {
                    indices.push(index);
                }
            }
            if !indices.is_empty() {
                columns.insert((def.id, view.id), indices);
            }
        }
    }
    let zone = file.zone.map(|zone| match zone {
        Zone::Viewer => ZoneChoice::Viewer,
        Zone::Account => ZoneChoice::Account,
        Zone::Utc => ZoneChoice::Utc,
    });
    let report = file.report.and_then(|id| catalog::find(&id)).map(|def| def.id);
    Ok(Kept { report, zone, mouse: file.mouse, columns, fits: fits(&file.fitted) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::ReportId;

    #[test]
    fn what_is_kept_comes_back() {
        let kept = Kept {
            report: Some(ReportId("active-hosts")),
            zone: Some(ZoneChoice::Utc),
            mouse: Some(false),
            columns: Columns::from([((ReportId("daily"), "days"), vec![3, 1])]),
            fits: Fits::from([(
                (ReportId("daily"), "days"),
                Fit { frozen: Some(1), widths: BTreeMap::from([(3, 12)]) },
            )]),
        };
        assert_eq!(read(&write(&kept).unwrap()), Ok(kept));
        assert_eq!(read(&write(&Kept::default()).unwrap()), Ok(Kept::default()));
    }

    #[test]
    fn what_is_no_more_is_left_out_and_what_is_broken_is_refused() {
        let old = "version = 1\nreport = \"gone\"\n[columns.daily]\ndays = [\"gone\", \"date\", \"date\"]\nno = [\"x\"]\n[fitted.daily.days]\nfrozen = \"gone\"\n";
        let kept = read(old).unwrap();
        assert_eq!((kept.report, kept.columns.values().map(Vec::len).collect::<Vec<_>>()), (None, vec![1]));
        assert!(kept.fits.is_empty());
        assert!(read("version = 9").unwrap_err().contains("form 9"));
        assert!(read("version = 1\nfilter = \"nora\"").is_err());
        assert!(read("\u{0}\u{1}").is_err() && read("").is_err());
    }
}
