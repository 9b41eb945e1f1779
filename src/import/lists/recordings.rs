//! Kind `zoom-recordings`: recordings of occurrences, and from the API their files (FORMATS-zoom §11, GET
//! /users/{userId}/recordings, GET /meetings/{meetingId}/recordings).

use super::super::kinds::About;
use super::super::titles::{Column, END, HOST_EMAIL, HOST_ID, HOST_NAME, NUMBER, START, TOPIC, UUID, column};
use super::super::zoom_tables::{Look, Table};
use super::cells::{Cells, Unreadable, cell};
use super::{Answer, List, csv};
use crate::model::Covered;
use crate::model::row::{RECORDING, RECORDING_FILE, RowRecord};

pub static RECORDINGS: List = List {
    table: Table {
        kind: "zoom-recordings",
        about: &About {
            title: "Cloud recordings",
            source: "Recordings of meetings and webinars with their sizes, from the API with their files. Portal: Account \
                     Management > Recording Management, Export; API: GET /users/{userId}/recordings, GET \
                     /meetings/{meetingId}/recordings.",
            headers: &[
                "Host,Topic,ID,Start Time,File Size,Total Views,Total Downloads,Last Accessed",
                "uuid,id,host_id,topic,start_time,duration,recording_count,total_size,recording_files",
            ],
            oddities: &[
                "File Size is a text like 3 MB, of 1024 a step; under File Size (MB) a number is of megabytes.",
                "The header has one title more than the rows, and that is empty.",
                "A recording of one meeting number and minute is one, whether an export or the API tells of it.",
            ],
            sample: "recordings.csv",
        },
        look: Look {
            kind: "zoom-recordings",
            title: "cloud recordings",
            needed: &[&[&[&NUMBER, &UUID], &[&START], &[&SIZE, &SIZE_MB]]],
            without: &[],
            named: "recordings",
            called: &["recording"],
            not_called: &["storage"],
            tells: |_, _| false,
        },
        dates: &[&START, &LAST_ACCESS],
        row: |reader, row| csv::facts(reader, row, take),
        covers: Some(Covered::Recordings),
        needs_days: None,
    },
    answers: &[
        Answer { path: &["users", "*", "recordings"], array: "meetings", needs: "recording_files" },
        Answer { path: &["users", "*", "recordings"], array: "meetings", needs: "recording_count" },
        Answer { path: &["meetings", "*", "recordings"], array: "", needs: "recording_files" },
    ],
    take,
};

static SIZE: Column = column("total_size", "File Size", &["totalsize", "filesize", "size"]);
static SIZE_MB: Column = column("size_mb", "File Size (MB)", &["filesizemb", "totalsizemb", "sizemb"]);
static FILES: Column =
    column("recording_count", "File Count", &["recordingcount", "filecount", "files", "numberoffiles"]);
static VIEWS: Column = column("total_views", "Total Views", &["totalviews", "views"]);
static DOWNLOADS: Column = column("total_downloads", "Total Downloads", &["totaldownloads", "downloads"]);
static LAST_ACCESS: Column =
    column("last_accessed", "Last Accessed", &["lastaccessed", "lastaccess", "lastaccesstime"]);
static DELETES: Column =
    column("auto_delete_date", "Auto Delete Date", &["autodeletedate", "autodeletetime", "expirationdate"]);
static AUTO_DELETE: Column = column("auto_delete", "Auto Delete", &["autodelete"]);
static MINUTES: Column = column("duration", "Duration (minutes)", &["duration", "durationminutes"]);
static FILE_ID: Column = column("id", "ID", &["id", "fileid"]);
static FILE_TYPE: Column = column("file_type", "File Type", &["filetype"]);
static EXTENSION: Column = column("file_extension", "File Extension", &["fileextension"]);
static CONTENT: Column = column("recording_type", "Recording Type", &["recordingtype"]);
static FILE_SIZE: Column = column("file_size", "File Size", &["filesize"]);
static STATUS: Column = column("status", "Status", &["status"]);
static FILE_START: Column = column("recording_start", "Recording Start", &["recordingstart"]);
static FILE_END: Column = column("recording_end", "Recording End", &["recordingend"]);
static DELETED: Column = column("deleted_time", "Deleted Time", &["deletedtime"]);

fn take(cells: &mut Cells<'_>) -> Result<Vec<RowRecord>, Unreadable> {
    let start = cells.needed_moment(&START)?;
    let number = cells.meeting_number(&NUMBER)?;
    let uuid = cells.text(&[&UUID]);
    // Exports have no UUID, and some no seconds.
    let place = number.clone().or_else(|| uuid.clone()).unwrap_or_default();
    let key = format!("{place} {}", start.div_euclid(60));
    cells.met(start);
    let size = match cells.size(&SIZE_MB, "mb")? {
        Some(size) => Some(size),
        None => cells.size(&SIZE, "b")?,
    };
    let mut below = Vec::new();
    cells.each_below("recording_files", &mut |file| {
        below.push(file_of(file, &key, start)?);
        Ok(())
    })?;
    let files = match cells.count(&FILES)? {
        Some(files) => Some(files),
        None => i64::try_from(below.len()).ok().filter(|files| *files > 0),
    };
    let deletes = cells.flag(&[&AUTO_DELETE]);
    let values = vec![
        start.into(),
        cell(number.as_deref()),
        cell(uuid.as_deref()),
        cell(cells.decoded(&[&TOPIC]).as_deref()),
        cell(cells.text(&[&HOST_ID]).as_deref()),
        cell(cells.decoded(&[&HOST_NAME]).filter(|host| !host.contains('@')).as_deref()),
        cell(cells.email(&[&HOST_EMAIL]).or_else(|| host_as_email(cells)).as_deref()),
        cell(cells.count(&MINUTES)?),
        cell(files),
        cell(size),
        cell(cells.count(&VIEWS)?),
        cell(cells.count(&DOWNLOADS)?),
        cell(cells.moment(&LAST_ACCESS)?),
        cell(cells.day(&DELETES)?.filter(|_| deletes != Some(false))),
    ];
    let mut rows = vec![RowRecord { table: &RECORDING, key, worth: cells.worth(), values }];
    rows.append(&mut below);
    Ok(rows)
}

/// The portal's page names the host by e-mail.
fn host_as_email(cells: &mut Cells<'_>) -> Option<String> {
    cells.decoded(&[&HOST_NAME]).filter(|host| host.contains('@'))
}

fn file_of(file: &mut Cells<'_>, recording: &str, recorded: i64) -> Result<RowRecord, Unreadable> {
    let start = file.moment(&FILE_START)?.unwrap_or(recorded);
    let end = file.moment(&FILE_END)?.or(file.moment(&END)?).filter(|end| *end >= start);
    let (id, kind, content) = (file.text(&[&FILE_ID]), file.text(&[&FILE_TYPE]), file.text(&[&CONTENT]));
    // What the provider makes of a recording later (a summary) has no id.
    let key = id.clone().unwrap_or_else(|| {
        let words = [kind.as_deref(), content.as_deref()].map(Option::unwrap_or_default).join(" ");
        format!("{recording} {start} {words}")
    });
    let values = vec![
        recording.into(),
        start.into(),
        cell(end),
        cell(id.as_deref()),
        cell(kind.as_deref()),
        cell(file.text(&[&EXTENSION]).as_deref()),
        cell(content.map(|word| word.replace('_', " ")).as_deref()),
        cell(file.size(&FILE_SIZE, "b")?),
        cell(file.text(&[&STATUS]).as_deref()),
        cell(file.moment(&DELETED)?),
    ];
    Ok(RowRecord { table: &RECORDING_FILE, key, worth: file.worth(), values })
}
