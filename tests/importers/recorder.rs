//! A sink that writes down what an importer pushes, a line each.

use chrono::DateTime;
use headcount::import::{Bytes, DateOrder, ImportError, Options, Summary, kinds};
use headcount::model::{Cell, Fact, Grade, OccurrenceRecord, Rejected, Role, Sink, StayRecord};
use std::collections::BTreeSet;
use std::fmt::Write;

/// Everything pushed, as text and in figures.
#[derive(Debug, Default)]
pub struct Recorder {
    pub text: String,
    pub stays: u64,
    /// Occurrences pushed with people, and as facts alone.
    pub occurrences: u64,
    pub facts: u64,
    /// What came beside occurrences and stays.
    pub told: u64,
    /// Lines of rows that became such.
    told_rows: BTreeSet<u64>,
    /// Lines of rows with a portal's figures of an occurrence.
    figure_rows: BTreeSet<u64>,
    /// Registrants of rows that are no stay as well.
    pub registrants: u64,
    last_stay: u64,
    pub rejects: Vec<Rejected>,
    pub progress: Vec<u64>,
}

fn moment(at: Option<i64>) -> String {
    at.and_then(|at| DateTime::from_timestamp(at, 0))
        .map_or("?".into(), |at| at.format("%Y-%m-%dT%H:%M:%SZ").to_string())
}

fn field(out: &mut String, name: &str, value: Option<impl std::fmt::Display>) {
    if let Some(value) = value {
        write!(out, " {name}={value}").unwrap();
    }
}

impl Sink for Recorder {
    fn occurrence(&mut self, line: u64, record: &OccurrenceRecord<'_>) -> anyhow::Result<()> {
        if record.grade == Grade::Facts {
            self.facts += 1;
        } else {
            self.occurrences += 1;
        }
        let out = &mut self.text;
        write!(out, "{line}: {} {} {:?}", record.kind.word(), record.number, record.grade)?;
        write!(out, " {}..{}", moment(record.start), moment(record.end))?;
        field(out, "topic", record.topic.as_deref());
        field(out, "uuid", record.uuid.as_deref());
        field(out, "host-id", record.host_id.as_deref());
        field(out, "host", record.host_name.as_deref());
        field(out, "email", record.host_email.as_deref());
        field(out, "department", record.department.as_deref());
        field(out, "group", record.group.as_deref());
        field(out, "created", record.created.map(|at| moment(Some(at))));
        field(out, "source", record.client_source.as_deref());
        field(out, "minutes", record.minutes);
        field(out, "joins", record.portal_joins);
        field(out, "participant-minutes", record.portal_minutes);
        field(out, "inferred", record.inferred.then_some(true));
        field(out, "open", record.open.then_some(true));
        field(out, "whole-minutes", record.whole_minutes.then_some(true));
        out.push('\n');
        Ok(())
    }

    fn stay(&mut self, line: u64, record: &StayRecord<'_>) -> anyhow::Result<()> {
        assert!(self.occurrences > 0, "a stay without its occurrence");
        self.stays += 1;
        self.last_stay = line;
        let out = &mut self.text;
        write!(out, "{line}:   {:?}", record.name)?;
        field(out, "original", record.original_name.as_deref());
        field(out, "email", record.email.as_deref());
        write!(out, " {}..{}", moment(record.join), moment(record.leave))?;
        field(out, "minutes", record.minutes);
        field(out, "guest", record.guest);
        field(out, "host", record.host.then_some(true));
        field(out, "device", record.device.as_deref());
        field(out, "client", record.client.as_deref());
        field(out, "ip", record.ip.as_deref());
        field(out, "waiting", record.waiting.then_some(true));
        field(out, "role", record.role.map(Role::word));
        field(out, "id", record.user_id.as_deref());
        field(out, "connection", record.connection.as_deref());
        field(out, "country", record.country.as_deref());
        field(out, "reason", record.leave_reason.as_deref());
        field(out, "disclaimer", record.disclaimer.as_deref());
        out.push('\n');
        Ok(())
    }

    fn fact(&mut self, line: u64, fact: &Fact<'_>) -> anyhow::Result<()> {
        self.told += u64::from(!matches!(fact, Fact::Part(..) | Fact::Figure(..)));
        match fact {
            Fact::Covers(_) | Fact::Observed(_) | Fact::Registrant(_) => {}
            // An occurrence of which parts are told is no row itself.
            Fact::Part(..) => self.facts = self.facts.saturating_sub(1),
            Fact::Figure(..) => {
                self.figure_rows.insert(line);
            }
            _ => {
                self.told_rows.insert(line);
            }
        }
        self.registrants += u64::from(matches!(fact, Fact::Registrant(_)) && self.last_stay != line);
        if let Fact::Row(row) = fact {
            write!(self.text, "{line}: {} {:?} {:?}", row.table.name, row.key, row.worth)?;
            for (column, value) in row.table.columns.iter().zip(&row.values) {
                let value = match value {
                    Cell::Text(text) => Some(format!("{text:?}")),
                    Cell::Int(number) => Some(number.to_string()),
                    Cell::Real(number) => Some(number.to_string()),
                    Cell::Empty => None,
                };
                field(&mut self.text, column, value);
            }
            self.text.push('\n');
            return Ok(());
        }
        writeln!(self.text, "{line}: {fact:?}")?;
        Ok(())
    }

    fn reject(&mut self, rejected: Rejected) -> anyhow::Result<()> {
        let Rejected { line, column, value, reason } = &rejected;
        writeln!(self.text, "{line}: REJECTED {column} {value:?}: {reason}")?;
        self.rejects.push(rejected);
        Ok(())
    }

    fn progress(&mut self, bytes: u64) -> anyhow::Result<()> {
        self.progress.push(bytes);
        Ok(())
    }
}

pub fn options() -> Options {
    Options { zone: chrono_tz::UTC, dates: None, meeting: None, start: None }
}

/// Finds the kind and reads the file; the records and the summary, or the refusal.
pub fn import(name: &str, bytes: &[u8], options: &Options) -> Result<(Recorder, Summary), ImportError> {
    let mut recorder = Recorder::default();
    let importer = kinds::find_named(bytes, name)?;
    let summary = importer.read(&Bytes { name, bytes }, options, &mut recorder)?;
    assert_eq!(summary.rejected, recorder.rejects.len() as u64);
    if importer.kind() == "zoom-webinar-attendees" {
        // Its webinar is no row, whoever came, nor are the figures above.
        recorder.facts = 0;
        recorder.figure_rows.clear();
    }
    if importer.kind() == "zoom-webhooks" {
        // Several deliveries make one stay; tests/importers/webhooks.rs counts them.
        assert!(summary.rows >= summary.rejected + summary.repeated);
        return Ok((recorder, summary));
    }
    assert_eq!(summary.rows, recorder.rows(&summary), "rows are accounted for\n{}", recorder.text);
    Ok((recorder, summary))
}

impl Recorder {
    /// Rows that are accounted for. A file's own meeting that stands above its rows is none.
    fn rows(&self, summary: &Summary) -> u64 {
        let none_taken = summary.rows == summary.rejected + summary.repeated;
        let alone = if self.occurrences == 0 && none_taken { 0 } else { self.facts };
        self.stays
            + self.told_rows.union(&self.figure_rows).count() as u64
            + self.registrants
            + alone
            + summary.rejected
            + summary.repeated
    }
}

/// A file of the samples, with its kind: the text of what it gives, and its summary.
pub fn sample(name: &str, options: &Options) -> String {
    file("data/samples", name, options)
}

/// As [`sample`], of another folder.
pub fn file(folder: &str, name: &str, options: &Options) -> String {
    let path = format!("{}/{folder}/{name}", env!("CARGO_MANIFEST_DIR"));
    let bytes = std::fs::read(path).unwrap();
    let kind = kinds::find_named(&bytes, name).unwrap().kind();
    let (recorder, summary) = import(name, &bytes, options).unwrap();
    format!("{kind}\n{}{}", recorder.text, told(&summary))
}

/// The summary in one line, without what is nought.
pub fn told(summary: &Summary) -> String {
    let mut out = format!("rows={}", summary.rows);
    for (name, value) in [
        ("rejected", summary.rejected),
        ("repeated", summary.repeated),
        ("doubled", summary.doubled),
        ("skipped", summary.skipped),
    ] {
        field(&mut out, name, (value > 0).then_some(value));
    }
    field(&mut out, "dates", summary.date_order.map(DateOrder::word));
    for note in &summary.notes {
        write!(out, "\nnote: {note}").unwrap();
    }
    out
}

pub fn refusal(name: &str, bytes: &[u8], options: &Options) -> String {
    match import(name, bytes, options) {
        Err(ImportError::Refused(message)) => message,
        other => panic!("{name} is not refused: {other:?}"),
    }
}
