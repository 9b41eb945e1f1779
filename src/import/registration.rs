//! Somebody who registered for an event, as an export or an answer tells it: a row of the list of registrants. Both ways give
//! the same person the same key, so that they meet.

use super::header;
use crate::model::row::{REGISTRANT, RowRecord, Worth};
use crate::model::text::fold;
use crate::model::{Cell, EventKind};

/// Fields of the provider's form beside the ones that have columns of their own, as its API and as its page call them.
pub const FIELDS: [(&str, &str); 11] = [
    ("address", "Address"),
    ("city", "City"),
    ("zip", "Zip/Postal Code"),
    ("state", "State/Province"),
    ("industry", "Industry"),
    ("org", "Organization"),
    ("job_title", "Job Title"),
    ("purchasing_time_frame", "Purchasing Time Frame"),
    ("role_in_purchase_process", "Role in Purchase Process"),
    ("no_of_employees", "Number of Employees"),
    ("comments", "Questions & Comments"),
];

/// The form's other fields.
const NAMES: [(&str, &str); 5] = [
    ("first_name", "First Name"),
    ("last_name", "Last Name"),
    ("email", "Email"),
    ("phone", "Phone"),
    ("country", "Country/Region"),
];

/// What the form's page calls a field of the API; the field itself where that is not known.
pub fn title_of(field: &str) -> &str {
    let known = NAMES.iter().chain(&FIELDS).find(|(name, _)| *name == field);
    known.map_or(field, |(_, title)| title)
}

/// What people registered for.
#[derive(Clone, Debug, Default)]
pub struct Event {
    pub kind: EventKind,
    /// Digits alone.
    pub number: String,
    pub uuid: Option<String>,
    pub topic: Option<String>,
    pub scheduled: Option<i64>,
    pub minutes: Option<i64>,
}

/// A registration.
#[derive(Clone, Debug, Default)]
pub struct Registration {
    pub id: Option<String>,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub email: Option<String>,
    pub registered: Option<i64>,
    /// approved, pending, denied, cancelled.
    pub status: Option<&'static str>,
    /// Registered and did not come.
    pub absent: Option<bool>,
    pub source: Option<String>,
    pub join_link: Option<String>,
    pub country: Option<String>,
    pub city: Option<String>,
    pub organisation: Option<String>,
    pub job_title: Option<String>,
    pub phone: Option<String>,
    pub utm: [Option<String>; 5],
    pub fields: Vec<(String, String)>,
}

/// Titles of fields that have columns, as [`header::key`] makes them.
const COUNTRY: &[&str] =
    &["countryregion", "countryregionname", "country", "paísregião", "país", "pays", "land"];
const CITY: &[&str] = &["city", "town", "cidade", "ciudad", "ville", "città", "stadt"];
const ORGANISATION: &[&str] = &["organization", "organisation", "company", "organização", "organización"];
const JOB_TITLE: &[&str] = &["jobtitle", "cargo", "puesto"];
const PHONE: &[&str] = &["phone", "phonenumber", "telefone", "teléfono", "téléphone", "telefon"];
const JOIN_LINK: &[&str] = &["joinlink", "joinurl"];
const UTM: [&str; 5] = ["utmsource", "utmmedium", "utmcampaign", "utmterm", "utmcontent"];

impl Registration {
    /// Takes a further field of the form by its title; the first of a column counts, others stand as they are written.
    pub fn say(&mut self, title: &str, value: String) {
        let title = title.trim();
        let key = header::key(title);
        let is = |names: &[&str]| names.contains(&key.as_str());
        let utm = UTM.iter().position(|name| *name == key).and_then(|place| self.utm.get_mut(place));
        let column = match utm {
            Some(column) => Some(column),
            None if is(COUNTRY) => Some(&mut self.country),
            None if is(CITY) => Some(&mut self.city),
            None if is(ORGANISATION) => Some(&mut self.organisation),
            None if is(JOB_TITLE) => Some(&mut self.job_title),
            None if is(PHONE) => Some(&mut self.phone),
            None if is(JOIN_LINK) => Some(&mut self.join_link),
            None => None,
        };
        match column {
            Some(column @ None) => *column = Some(value),
            _ => self.fields.push((title.to_owned(), value)),
        }
    }

    /// Whether it names somebody.
    pub fn names_somebody(&self) -> bool {
        self.email.is_some() || self.first_name.is_some() || self.last_name.is_some()
    }

    fn who(&self) -> String {
        let part = |text: &Option<String>| text.as_deref().unwrap_or_default().to_owned();
        self.email.clone().unwrap_or_else(|| format!("{} {}", part(&self.first_name), part(&self.last_name)))
    }

    /// Who registered when for what. The minute, as exports may have no seconds.
    fn key(&self, event: &Event) -> String {
        let minute = self.registered.map(|at| at.div_euclid(60).to_string()).unwrap_or_default();
        format!("{} {} {minute}", event.number, fold(self.who().trim()))
    }

    /// The row of the list.
    pub fn row(self, event: &Event, worth: Worth) -> RowRecord {
        let key = self.key(event);
        let fields = if self.fields.is_empty() { None } else { serde_json::to_string(&self.fields).ok() };
        let [utm_source, utm_medium, utm_campaign, utm_term, utm_content] = self.utm;
        let folded = self.email.as_deref().map(fold);
        let values = vec![
            Cell::from(event.kind.word()),
            Cell::from(event.number.as_str()),
            text(event.uuid.clone()),
            text(event.topic.clone()),
            number(event.scheduled),
            number(event.minutes),
            text(self.id),
            text(self.first_name),
            text(self.last_name),
            text(self.email),
            text(folded),
            number(self.registered),
            self.status.map_or(Cell::Empty, Cell::from),
            number(self.absent.map(i64::from)),
            text(self.source),
            text(self.join_link),
            text(self.country),
            text(self.city),
            text(self.organisation),
            text(self.job_title),
            text(self.phone),
            text(utm_source),
            text(utm_medium),
            text(utm_campaign),
            text(utm_term),
            text(utm_content),
            text(fields),
        ];
        RowRecord { table: &REGISTRANT, key, worth, values }
    }
}

fn text(text: Option<String>) -> Cell {
    text.map_or(Cell::Empty, Cell::Text)
}

fn number(number: Option<i64>) -> Cell {
    number.map_or(Cell::Empty, Cell::Int)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_go_to_their_columns_once() {
        let mut one = Registration { email: Some("Ann@Lumen.example".into()), ..Registration::default() };
        for (title, value) in [
            ("City", "Oslo"),
            ("UTM Source", "letter"),
            ("City", "Bergen"),
            (" Diet? ", "none"),
            ("utm_term", "x"),
        ] {
            one.say(title, value.to_owned());
        }
        one.registered = Some(125);
        let event = Event { number: "912".into(), ..Event::default() };
        let row = one.row(&event, Worth::Export);
        assert_eq!(row.key, "912 ann@lumen.example 2");
        assert_eq!(row.values.len(), REGISTRANT.columns.len());
        let of = |name: &str| {
            let place = REGISTRANT.columns.iter().position(|column| *column == name).unwrap();
            row.values[place].as_text().unwrap_or_default().to_owned()
        };
        assert_eq!([of("city"), of("utm_source"), of("utm_term")], ["Oslo", "letter", "x"]);
        assert_eq!(of("fields"), r#"[["City","Bergen"],["Diet?","none"]]"#);
        assert_eq!([title_of("zip"), title_of("email"), title_of("x")], ["Zip/Postal Code", "Email", "x"]);
    }

    #[test]
    fn titles_stand_as_they_are_compared() {
        for names in [COUNTRY, CITY, ORGANISATION, JOB_TITLE, PHONE, JOIN_LINK, &UTM] {
            for name in names {
                assert_eq!(header::key(name), *name);
            }
        }
    }

    #[test]
    fn fields_that_have_columns_are_no_questions() {
        let mut one = Registration::default();
        for (title, value) in [("Country/Region Name", "Norway"), ("Job Title", "Baker"), ("Diet", "none")] {
            one.say(title, value.to_owned());
        }
        assert_eq!((one.country.as_deref(), one.job_title.as_deref()), (Some("Norway"), Some("Baker")));
        assert_eq!(one.fields, [("Diet".to_owned(), "none".to_owned())]);
    }
}
