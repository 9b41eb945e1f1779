//! Kind `zoom-meeting-activities`: what was done in meetings, and by whom (FORMATS-zoom-2 §5, GET /report/meeting_activities).

use super::super::kinds::About;
use super::super::titles::{Column, NUMBER, column};
use super::super::zoom_tables::{Look, Table};
use super::cells::{Cells, Unreadable, cell, unreadable};
use super::{Answer, List, csv};
use crate::model::Covered;
use crate::model::row::{MEETING_ACTIVITY, RowRecord};

pub static ACTIVITIES: List = List {
    table: Table {
        kind: "zoom-meeting-activities",
        about: &About {
            title: "Meeting activities",
            source: "What was done in meetings, and by whom. Portal: Reports > Usage reports > Meeting activities, Export; \
                     API: GET /report/meeting_activities.",
            headers: &[
                "Meeting ID,Activity Time,Operator,Operator Email,Activity Category,Activity Detail",
                "meeting_number,activity_time,operator,operator_email,activity_category,activity_detail",
            ],
            oddities: &[
                "Times have thousandths behind a colon: 2024-03-21 07:09:03:216; they name no zone and are read as the \
                 file's other local times.",
            ],
            sample: "meeting-activities.csv",
        },
        look: Look {
            kind: "zoom-meeting-activities",
            title: "activities in meetings",
            needed: &[&[&[&TIME], &[&MEETING, &NUMBER], &[&CATEGORY, &DETAIL]]],
            without: &[],
            named: "meeting_activities",
            called: &["activit"],
            not_called: &[],
            tells: |_, _| false,
        },
        dates: &[&TIME],
        row: |reader, row| csv::facts(reader, row, take),
        covers: Some(Covered::Activities),
        needs_days: None,
    },
    answers: &[Answer { path: &["report", "meeting_activities"], array: "meeting_activity_logs", needs: "" }],
    take,
};

static MEETING: Column = column("meeting_number", "Meeting ID", &["meetingnumber"]);
static TIME: Column = column("activity_time", "Activity Time", &["activitytime", "timeofactivity"]);
static OPERATOR: Column = column("operator", "Operator", &["operator", "operatorname", "operatedby"]);
static OPERATOR_EMAIL: Column = column("operator_email", "Operator Email", &["operatoremail"]);
static CATEGORY: Column = column(
    "activity_category",
    "Activity Category",
    &["activitycategory", "category", "activity", "activitytype"],
);
static DETAIL: Column =
    column("activity_detail", "Activity Detail", &["activitydetail", "detail", "details", "activitydetails"]);

fn take(cells: &mut Cells<'_>) -> Result<Vec<RowRecord>, Unreadable> {
    let at = cells.needed_moment(&TIME)?;
    let milli = milli(&cells.raw(&[&TIME]));
    let number = match cells.meeting_number(&MEETING)? {
        Some(number) => Some(number),
        None => cells.meeting_number(&NUMBER)?,
    };
    let (category, detail) = (cells.decoded(&[&CATEGORY]), cells.decoded(&[&DETAIL]));
    if category.is_none() && detail.is_none() {
        return Err(unreadable(&CATEGORY, b"", "the row says nothing of what was done"));
    }
    let operator = (cells.decoded(&[&OPERATOR]), cells.email(&[&OPERATOR_EMAIL]));
    cells.met(at);
    // A log has no keys of its own: rows that say the same are one.
    let words = [&number, &operator.0, &operator.1, &category, &detail];
    let words = words.map(|word| word.as_deref().unwrap_or_default()).join(" | ");
    let key = format!("{at}.{milli:03} {words}");
    let values = vec![
        at.into(),
        milli.into(),
        cell(number.as_deref()),
        cell(operator.0.as_deref()),
        cell(operator.1.as_deref()),
        cell(category.as_deref()),
        cell(detail.as_deref()),
    ];
    Ok(vec![RowRecord { table: &MEETING_ACTIVITY, key, worth: cells.worth(), values }])
}

/// The thousandths behind the seconds; 0 where there are none.
fn milli(time: &str) -> i64 {
    let digits = time.rsplit_once([':', '.']).map_or("", |(_, digits)| digits);
    let is_milli = digits.len() == 3 && digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_milli { digits.parse().unwrap_or(0) } else { 0 }
}

#[cfg(test)]
mod tests {
    #[test]
    fn thousandths_stand_behind_the_seconds() {
        assert_eq!(super::milli("2024-03-21 07:09:03:216"), 216);
        assert_eq!(super::milli("2024-03-21 07:09:03.016"), 16);
        assert_eq!(super::milli("2024-03-21 07:09:03"), 0);
        assert_eq!(super::milli("soon"), 0);
    }
}
