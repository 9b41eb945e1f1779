//! Registrations that a log tells, for the occurrences it has.

use super::envelope::{self, Object};
use super::log::{Fault, fault};
use crate::import::registration::FIELDS;
use crate::model::RegistrantRecord;
use crate::model::text::fold;
use serde_json::Value;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// One delivery about a registrant.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Registration {
    at: Option<i64>,
    /// What the event itself says; empty for one just made.
    status: String,
    pub uuid: String,
    pub number: String,
    first_name: String,
    last_name: String,
    email: String,
    country: String,
    phone: String,
    source: String,
    fields: Vec<(String, String)>,
    pub line: u64,
}

impl Registration {
    /// # Errors
    /// Why the delivery is rejected.
    pub fn read(line: u64, at: Option<i64>, object: &Object, status: &str) -> Result<Self, Fault> {
        let Some(Value::Object(registrant)) = object.get("registrant") else {
            return Err(fault("registrant", "", "the delivery names nobody"));
        };
        let of = |key: &str| envelope::text(registrant, key);
        let source = match registrant.get("tracking_source") {
            Some(Value::Object(source)) => envelope::text(source, "source_name"),
            _ => String::new(),
        };
        let given = of("status");
        let read = Self {
            at,
            status: if status.is_empty() { given } else { status.to_owned() },
            uuid: envelope::text(object, "uuid"),
            number: envelope::text(object, "id").split_whitespace().collect(),
            first_name: of("first_name"),
            last_name: of("last_name"),
            email: of("email"),
            country: of("country"),
            phone: of("phone"),
            source,
            fields: fields(registrant),
            line,
        };
        if read.email.is_empty() && read.name().is_empty() {
            return Err(fault("registrant", "", "the delivery names nobody"));
        }
        Ok(read)
    }

    fn name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name).trim().to_owned()
    }

    /// What one registrant's deliveries have in common.
    fn key(&self) -> String {
        if self.email.is_empty() { fold(&self.name()) } else { fold(&self.email) }
    }
}

fn fields(registrant: &Object) -> Vec<(String, String)> {
    let form = FIELDS.iter().map(|(key, title)| ((*title).to_owned(), envelope::text(registrant, key)));
    let answers = match registrant.get("custom_questions") {
        Some(Value::Array(answers)) => answers.as_slice(),
        _ => &[],
    };
    let answers = answers.iter().filter_map(|answer| {
        let answer = answer.as_object()?;
        Some((envelope::text(answer, "title"), envelope::text(answer, "value")))
    });
    form.chain(answers).filter(|(title, value)| !title.is_empty() && !value.is_empty()).collect()
}

/// One record for each registrant, with the line of the first delivery about them: the latest status, and of every
/// other field the latest that says it.
pub fn merged(mut registrations: Vec<Registration>) -> Vec<(u64, RegistrantRecord<'static>)> {
    registrations.sort_unstable();
    let mut held: BTreeMap<String, (u64, RegistrantRecord<'static>)> = BTreeMap::new();
    for told in registrations {
        let (line, record) = held.entry(told.key()).or_insert_with(|| {
            (told.line, RegistrantRecord { registered: told.at, ..RegistrantRecord::default() })
        });
        *line = told.line.min(*line);
        let name = told.name();
        if !name.is_empty() {
            record.name = Cow::Owned(name);
        }
        for (to, text) in [
            (&mut record.first_name, told.first_name),
            (&mut record.last_name, told.last_name),
            (&mut record.email, told.email),
            (&mut record.status, told.status),
            (&mut record.country, told.country),
            (&mut record.phone, told.phone),
            (&mut record.source, told.source),
        ] {
            if !text.is_empty() {
                *to = Some(Cow::Owned(text));
            }
        }
        if !told.fields.is_empty() {
            record.fields =
                told.fields.into_iter().map(|(title, value)| (title.into(), value.into())).collect();
        }
    }
    held.into_values().collect()
}
