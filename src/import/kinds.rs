//! The list of kinds, and which of them a file is.

use super::layout::{self, HEAD_BYTES};
use super::{
    ImportError, Importer, Input, Sure, lists, zoom_api, zoom_lists, zoom_participants, zoom_performance,
    zoom_polls, zoom_questions, zoom_registration, zoom_tables, zoom_unique, zoom_webhooks, zoom_webinar,
};

/// A kind as docs/formats.md describes it.
#[derive(Clone, Copy, Debug)]
pub struct About {
    pub title: &'static str,
    /// What it holds and on which portal page it is exported.
    pub source: &'static str,
    /// Headers that are read, one a line, as the portal writes them.
    pub headers: &'static [&'static str],
    /// Oddities that are understood, a sentence each.
    pub oddities: &'static [&'static str],
    /// Its example in data/samples.
    pub sample: &'static str,
}

/// Every kind, the most specific first.
pub const ALL: &[&dyn Importer] = &[
    // Before the participants: its last section has their titles.
    &zoom_webinar::Attendees,
    &zoom_registration::Registrants,
    &zoom_performance::Performance,
    // Before the polls: a table of both has questions.
    &zoom_questions::Questions,
    &zoom_polls::Survey,
    &zoom_polls::Polls,
    &zoom_lists::Detail,
    &zoom_participants::Participants,
    &zoom_unique::Unique,
    &zoom_lists::List,
    &zoom_tables::USERS,
    &zoom_tables::DAILY,
    &zoom_tables::ACTIVE,
    &zoom_tables::INACTIVE,
    &zoom_tables::UPCOMING,
    &lists::TELEPHONE,
    &lists::CALLS,
    &lists::CHARGES,
    &lists::FIGURES,
    &lists::QUEUES,
    &lists::USERS,
    &lists::CAPTIONS,
    &lists::STORAGE,
    &lists::RECORDINGS,
    &lists::SUPPORT,
    &lists::INVOICES,
    &lists::LINES,
    &lists::DEPARTMENTS,
    &lists::LICENCES,
    &lists::HELD,
    &lists::ATTENDANCE,
    &lists::ACTIVITIES,
    &zoom_webhooks::Webhooks,
    &zoom_api::Api::Participants,
    &zoom_api::Api::Meetings,
    &zoom_api::Api::Daily,
    &zoom_api::Api::Hosts,
    &zoom_api::Api::Users,
    &zoom_api::Api::Planned,
    &zoom_api::Api::Polls,
    &zoom_api::Api::Registrants,
];

/// Oddities of files that every kind understands, a sentence each; for docs/formats.md.
pub const ANY_FILE: &[&str] = &[
    "UTF-8 with or without BOM; line ends LF, CRLF or CR; commas, semicolons or tabs; NUL bytes are dropped; bytes that \
     are not UTF-8 show as a mark, the row goes in. UTF-16 and workbooks are refused with what to do.",
    "Cells like =\"x\" are unwrapped; &amp; &lt; &gt; &quot; &#39; are decoded in names and topics alone.",
    "Meeting IDs may have blanks and any number of digits.",
    "Dates: MM/DD/YYYY hh:mm:ss AM, MM/DD/YYYY HH:MM:SS, without seconds, Mon DD, YYYY HH:MM:SS, YYYY-MM-DD HH:MM:SS, \
     YYYY/M/D H:MM, DD.MM.YYYY HH:MM:SS, ISO 8601 with an offset. Others are in the zone of --file-tz, else --tz, else \
     the account's.",
    "Titles may be in one of the languages below, and so may Yes and No, Meeting and Webinar; e-mails without @ are none.",
    "Month first, unless a value says otherwise; a file that a spreadsheet saved again or that is not in English is settled by any number over 12, \
     its name, or the times of its rows, else refused until --dates mdy or --dates dmy.",
    "A quotation mark that is never closed costs up to 32 lines; a cell over 64 KiB or a row of over 1000 cells is \
     rejected.",
];

/// The first bytes of a file, as many as [`find`] judges.
///
/// # Errors
/// When it cannot be read.
pub fn head(input: &dyn Input) -> std::io::Result<Vec<u8>> {
    layout::head(input)
}

/// The kind of a file by its head (its first 64 KiB).
///
/// # Errors
/// [`ImportError::Refused`] names the nearest kind and what is missing.
pub fn find(head: &[u8]) -> Result<&'static dyn Importer, ImportError> {
    find_named(head, "")
}

/// As [`find`]; the file's name settles what its content leaves open.
///
/// # Errors
/// As [`find`].
pub fn find_named(head: &[u8], name: &str) -> Result<&'static dyn Importer, ImportError> {
    let most = usize::try_from(HEAD_BYTES).unwrap_or(usize::MAX);
    let head = head.get(..most).unwrap_or(head);
    let mut nearest: Option<(u32, &'static dyn Importer, String)> = None;
    for importer in ALL {
        match importer.sniff_named(head, name) {
            Sure::Yes => return Ok(*importer),
            Sure::Lacks { score, missing } if nearest.as_ref().is_none_or(|(best, ..)| score > *best) => {
                nearest = Some((score, *importer, missing));
            }
            Sure::Lacks { .. } | Sure::No => {}
        }
    }
    if let Some(why) = zoom_tables::undecided(head, name) {
        return Err(ImportError::Refused(why));
    }
    if let Some(importer) = ALL.iter().find(|importer| importer.guess(head)) {
        return Ok(*importer);
    }
    let reason = layout::not_read(head).unwrap_or_else(|| match nearest {
        Some((_, importer, missing)) => format!(
            "the file is of no kind that is read; nearest is {} ({}), for which it lacks {missing}",
            importer.kind(),
            importer.about().title.to_lowercase(),
        ),
        None => format!(
            "the file is of no kind that is read: none of its first rows has the titles of {}",
            titles()
        ),
    });
    Err(ImportError::Refused(reason))
}

/// The kinds' titles, for a message.
fn titles() -> String {
    let titles: Vec<String> = ALL.iter().map(|kind| format!("“{}”", kind.about().title)).collect();
    match titles.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, first)) => format!("{} or {last}", first.join(", ")),
        None => String::new(),
    }
}
