//! Kind `zoom-captions`: captions and translation, a row a feature and pair of languages in an occurrence. No API has it, and
//! no exact header is known (FORMATS-zoom-2 §5).

use super::super::kinds::About;
use super::super::titles::{
    Column, DATE, DEPARTMENT, HOST_EMAIL, HOST_ID, HOST_NAME, START, TOPIC, UUID, column,
};
use super::super::zoom_tables::{Look, Table};
use super::cells::{Cells, Unreadable, cell};
use super::{List, csv};
use crate::model::Covered;
use crate::model::row::{CAPTION_USE, RowRecord};

pub static CAPTIONS: List = List {
    table: Table {
        kind: "zoom-captions",
        about: &About {
            title: "Captions and translation",
            source: "Minutes of captions and of translated captions in a range of days. Portal: Reports > Usage reports > \
                     Captions and translation, Export.",
            headers: &["Date,Meeting ID,Topic,Host,Host Email,Department,Feature,From,To,Minutes"],
            oddities: &[
                "No exact header of the portal's export is known: titles that mean the same are found alike.",
                "A date, a language (From, To) and Minutes are needed; without Feature, what has a language to translate to \
                 is translated captions.",
            ],
            sample: "captions.csv",
        },
        look: Look {
            kind: "zoom-captions",
            title: "captions and translations",
            needed: &[&[&[&DATE, &START], &[&FROM, &TO], &[&MINUTES]]],
            without: &[],
            named: "captions",
            called: &["caption", "translation"],
            not_called: &[],
            tells: |_, _| false,
        },
        dates: &[&DATE, &START],
        row: |reader, row| csv::facts(reader, row, take),
        covers: Some(Covered::Captions),
        needs_days: None,
    },
    answers: &[],
    take,
};

static FEATURE: Column =
    column("feature", "Feature", &["feature", "featurename", "captiontype", "captionstype"]);
static FROM: Column = column(
    "from",
    "From",
    &[
        "from",
        "fromlanguage",
        "sourcelanguage",
        "spokenlanguage",
        "speakinglanguage",
        "language",
        "captionlanguage",
    ],
);
static TO: Column =
    column("to", "To", &["to", "tolanguage", "targetlanguage", "translationlanguage", "translatedlanguage"]);
static MINUTES: Column = column(
    "minutes",
    "Minutes",
    &["minutes", "minutesused", "usedminutes", "usageminutes", "duration", "durationminutes", "totalminutes"],
);
static MEETING: Column =
    column("meeting_id", "Meeting ID", &["meetingid", "meetingnumber", "webinarid", "id"]);

fn take(cells: &mut Cells<'_>) -> Result<Vec<RowRecord>, Unreadable> {
    let start = match cells.moment(&START)? {
        Some(start) => start,
        None => cells.needed_moment(&DATE)?,
    };
    let number = cells.meeting_number(&MEETING)?;
    let uuid = cells.text(&[&UUID]);
    let (from, to) = (cells.text(&[&FROM]), cells.text(&[&TO]));
    let feature = match cells.text(&[&FEATURE]) {
        Some(said) => feature(&said),
        None if to.is_some() => "translated captions".to_owned(),
        None => "captions".to_owned(),
    };
    cells.met(start);
    let topic = cells.decoded(&[&TOPIC]);
    let place = number.as_deref().or(uuid.as_deref()).or(topic.as_deref()).unwrap_or_default();
    let languages = [from.as_deref(), to.as_deref()].map(Option::unwrap_or_default).join(" > ");
    let key = format!("{place} {start} {feature} {languages}");
    let values = vec![
        start.into(),
        cell(number.as_deref()),
        cell(uuid.as_deref()),
        cell(topic.as_deref()),
        cell(cells.text(&[&HOST_ID]).as_deref()),
        cell(cells.decoded(&[&HOST_NAME]).as_deref()),
        cell(cells.email(&[&HOST_EMAIL]).as_deref()),
        cell(cells.text(&[&DEPARTMENT]).as_deref()),
        feature.as_str().into(),
        cell(from.as_deref()),
        cell(to.as_deref()),
        cell(cells.count(&MINUTES)?),
    ];
    Ok(vec![RowRecord { table: &CAPTION_USE, key, worth: cells.worth(), values }])
}

/// The portal's feature in our words; another one as it is.
fn feature(said: &str) -> String {
    let folded = crate::model::text::fold(said);
    if folded.contains("transla") {
        "translated captions".to_owned()
    } else if folded.contains("caption") || folded.contains("transcri") {
        "captions".to_owned()
    } else {
        folded
    }
}
