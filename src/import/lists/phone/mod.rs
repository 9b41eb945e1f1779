//! The phone system: calls, charges, users with an extension, queues and the portal's figures of them.

mod calls;
mod charges;
mod figures;
mod outcome;
mod queues;
mod users;

pub use calls::CALLS;
pub use charges::CHARGES;
pub use figures::FIGURES;
pub use queues::QUEUES;
pub use users::USERS;

use super::super::titles::{Column, column};
use super::cells::{Cells, Unreadable};
use crate::model::text::fold;

static EXTENSION: Column = column(
    "extension_number",
    "Extension Number",
    &["extensionnumber", "extension", "ext", "extno", "extnumber"],
);
static EXTENSION_ID: Column = column("extension_id", "Extension ID", &["extensionid"]);
static SITE: Column = column("site", "Site", &["sitename", "site"]);
static COST_CENTER: Column = column("cost_center", "Cost Center", &["costcenter", "costcentre"]);
static NUMBERS: Column =
    column("phone_numbers", "Phone Numbers", &["phonenumbers", "phonenumber", "number", "directnumber"]);
static NUMBER: Column = column("number", "Number", &["number"]);
static STATUS: Column = column("status", "Status", &["status", "activationstatus"]);

/// One end of a call.
#[derive(Debug, Default)]
struct Party {
    name: Option<String>,
    number: Option<String>,
    ext: Option<String>,
    ext_id: Option<String>,
    email: Option<String>,
    /// The provider's id of a user.
    user: Option<String>,
    /// `user`, `call_queue`…
    kind: Option<String>,
}

impl Party {
    /// A name that is a number is none; what is short enough for an extension is no number.
    fn settled(mut self) -> Self {
        if let Some(name) = self.name.take_if(|name| is_number(name)) {
            self.number.get_or_insert(name);
        }
        if let Some(number) = self.number.take_if(|number| is_extension(number)) {
            self.ext.get_or_insert(number);
        }
        if self.is_inside() {
            // Their number of the public net names nobody else.
            self.number = None;
            self.kind.get_or_insert_with(|| "user".to_owned());
        }
        self
    }

    fn is_inside(&self) -> bool {
        let contact = self.kind.as_deref() == Some("external_contact");
        !contact
            && (self.kind.is_some() || self.ext.is_some() || self.ext_id.is_some() || self.user.is_some())
    }

    fn is_queue(&self) -> bool {
        self.kind.as_deref() == Some("call_queue")
    }

    /// What names a user, the surest first.
    fn who(&self) -> Option<String> {
        if self.kind.as_deref() != Some("user") {
            return None;
        }
        let email = self.email.as_deref().map(fold);
        email
            .or_else(|| self.user.as_deref().map(|id| format!("#{id}")))
            .or_else(|| self.ext_id.as_deref().map(|id| format!("id:{id}")))
            .or_else(|| self.ext.as_deref().map(|ext| format!("ext:{ext}")))
    }

    /// What sources without ids name it by.
    fn digits(&self) -> String {
        self.number.as_deref().or(self.ext.as_deref()).map(digits).unwrap_or_default()
    }
}

/// What names a queue: id, number, name.
fn queue_key(id: Option<&str>, ext: Option<&str>, name: Option<&str>) -> Option<String> {
    id.map(|id| format!("id:{id}"))
        .or_else(|| ext.map(|ext| format!("ext:{ext}")))
        .or_else(|| name.map(|name| format!("name:{}", fold(name))))
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

fn is_number(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    digits >= 3 && text.chars().all(|c| c.is_ascii_digit() || " +-()./x".contains(c))
}

/// Up to six digits; longer ones are extensions only where the source says so.
fn is_extension(number: &str) -> bool {
    (1..=6).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// A word as the API writes it: `call_queue`.
fn word(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            ' ' | '-' => out.push('_'),
            c if c.is_uppercase() && out.ends_with(char::is_lowercase) => {
                out.push('_');
                out.extend(c.to_lowercase());
            }
            c => out.extend(c.to_lowercase()),
        }
    }
    out
}

/// The texts of one field in an array below the row, else of a column.
fn several(
    cells: &mut Cells<'_>,
    array: &str,
    field: &'static Column,
    column: &'static Column,
) -> Result<Option<String>, Unreadable> {
    let mut all: Vec<String> = Vec::new();
    cells.each_below(array, &mut |below| {
        all.extend(below.text(&[field]));
        Ok(())
    })?;
    if all.is_empty() { Ok(cells.text(&[column])) } else { Ok(Some(all.join("; "))) }
}

#[cfg(test)]
mod tests {
    use super::{Party, word};

    #[test]
    fn words_are_the_apis() {
        for (said, meant) in [
            ("callQueue", "call_queue"),
            ("Call connected", "call_connected"),
            ("No-Answer", "no_answer"),
            ("user", "user"),
        ] {
            assert_eq!(word(said), meant);
        }
    }

    #[test]
    fn a_number_for_a_name_is_no_name() {
        let party = Party { name: Some("+46 8 555 01 23".into()), ..Party::default() }.settled();
        assert_eq!((party.name.as_deref(), party.number.as_deref()), (None, Some("+46 8 555 01 23")));
        assert_eq!(party.who(), None);
        let party = Party { number: Some("1001".into()), ..Party::default() }.settled();
        assert_eq!((party.ext.as_deref(), party.number.as_deref()), (Some("1001"), None));
        assert_eq!(party.who().as_deref(), Some("ext:1001"));
    }

    #[test]
    fn a_contact_outside_is_no_user_whatever_is_known_of_it() {
        let party = Party {
            name: Some("Mallory".into()),
            email: Some("mallory@elsewhere.example".into()),
            number: Some("+4685550199".into()),
            kind: Some("external_contact".into()),
            ..Party::default()
        }
        .settled();
        assert_eq!(party.who(), None);
        assert_eq!(party.number.as_deref(), Some("+4685550199"));
    }
}
