//! Words of the attendee report in the portal's languages, each as [`header::key`] makes it: titles, sections, marks,
//! and the pieces of its dates.

use super::super::header;
use crate::model::Role;
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

pub const REPORT: &[&str] = &["attendeereport", "relatóriodeparticipante", "참석자보고서"];
pub const GENERATED: &[&str] = &["reportgenerated", "reportgeneratedtime", "relatóriogerado", "생성된보고서"];

const HOST: &[&str] = &["hostdetails", "detalhesdoanfitrião"];
const PANELIST: &[&str] = &["panelistdetails", "detalhesdopalestrante"];
const ATTENDEE: &[&str] = &["attendeedetails", "detalhesdosparticipantes", "참석자세부정보"];
const OTHER: &[&str] = &["otherattended", "otherattendeddetails"];

/// Titles of the summary.
pub const TOPIC: &[&str] = &["topic", "tópico", "argomento", "tema"];
pub const NUMBER: &[&str] = &["webinarid", "iddowebinar", "iddelwebinar"];
pub const START: &[&str] = &["actualstarttime", "horadeinícioreal", "실제시작시간"];
pub const LENGTH: &[&str] = &["actualdurationminutes", "duraçãorealminutos", "실제기간분"];
/// Connections: whoever comes again counts again.
pub const JOINS: &[&str] = &["totalusers", "totaldeusuários"];

/// Titles of a section's rows.
pub const ATTENDED: &[&str] = &["attended", "participou"];
pub const NAME: &[&str] =
    &["usernameoriginalname", "username", "nomedeusuárionomeoriginal", "사용자이름원래이름"];
pub const FIRST_NAME: &[&str] = &["firstname", "nome", "nombre", "prénom", "vorname"];
pub const LAST_NAME: &[&str] = &["lastname", "sobrenome", "apellido", "nom", "nachname"];
pub const EMAIL: &[&str] = &["email", "useremail", "emailaddress", "correoelectrónico", "사용자이메일"];
pub const PHONE: &[&str] = &["phone", "phonenumber", "telefone", "teléfono"];
pub const REGISTERED: &[&str] = &["registrationtime", "horáriodeinscrição"];
pub const STATUS: &[&str] = &["approvalstatus", "statusdaaprovação"];
pub const SOURCE: &[&str] = &["sourcename", "registrationsource"];
pub const JOIN: &[&str] = &["jointime", "horáriodeentrada", "horadoingresso", "참가시간"];
pub const LEAVE: &[&str] = &["leavetime", "horáriodesaída", "나간시간"];
pub const MINUTES: &[&str] = &["timeinsessionminutes", "timeinsession", "tempoemsessãominutos", "세션기간분"];
pub const GUEST: &[&str] = &["isguest", "guest", "éconvidado", "convidado"];
/// Where they joined from, as the portal found out.
pub const COUNTRY: &[&str] = &["countryregionname", "nomedopaísdaregião"];
/// Where they are from, as they registered.
pub const HOME: &[&str] = &["countryregion", "paísregião"];

const YES: &[&str] = &["yes", "y", "true", "sim", "sí", "sì", "oui", "ja", "да", "예", "はい"];
const NO: &[&str] = &["no", "n", "false", "não", "non", "nein", "nee", "нет", "아니요", "아니오", "いいえ"];

/// Beginnings of the approval statuses.
const STATUSES: [(&str, &[&str]); 4] = [
    (
        "approved",
        &["approved", "aprovado", "aprobado", "approuvé", "approvato", "genehmigt", "одобрен", "승인"],
    ),
    (
        "pending",
        &["pending", "pendente", "pendiente", "enattente", "inattesa", "ausstehend", "ожида", "대기"],
    ),
    (
        "denied",
        &[
            "denied",
            "declined",
            "negado",
            "recusado",
            "rechazado",
            "denegado",
            "refusé",
            "rifiutato",
            "abgelehnt",
        ],
    ),
    (
        "cancelled",
        &["cancelled", "canceled", "cancelado", "annulé", "annullato", "storniert", "отмен", "취소"],
    ),
];

/// Beginnings of months' names that are not the English ones.
const MONTHS: [(&str, &str); 26] = [
    ("ene", "Jan"),
    ("gen", "Jan"),
    ("jän", "Jan"),
    ("fev", "Feb"),
    ("fév", "Feb"),
    ("mär", "Mar"),
    ("abr", "Apr"),
    ("avr", "Apr"),
    ("mai", "May"),
    ("mag", "May"),
    ("juin", "Jun"),
    ("giu", "Jun"),
    ("juil", "Jul"),
    ("lug", "Jul"),
    ("ago", "Aug"),
    ("aoû", "Aug"),
    ("set", "Sep"),
    ("out", "Oct"),
    ("okt", "Oct"),
    ("ott", "Oct"),
    ("dez", "Dec"),
    ("dic", "Dec"),
    ("déc", "Dec"),
    ("jan", "Jan"),
    ("jun", "Jun"),
    ("jul", "Jul"),
];

const HALVES: [(&str, &str); 4] =
    [("da manhã", "AM"), ("da madrugada", "AM"), ("da tarde", "PM"), ("da noite", "PM")];

/// A title as the tables have it, composed and decomposed letters alike.
pub fn key(title: &str) -> String {
    header::key(&title.nfc().collect::<String>())
}

pub fn is(title: &str, names: &[&str]) -> bool {
    names.contains(&key(title).as_str())
}

/// The role that a section's title names.
pub fn section(title: &str) -> Option<Role> {
    let key = key(title);
    [(HOST, Role::Host), (PANELIST, Role::Panelist), (ATTENDEE, Role::Attendee), (OTHER, Role::Other)]
        .into_iter()
        .find_map(|(names, role)| names.contains(&key.as_str()).then_some(role))
}

/// Yes or no in any of the languages; `None` for anything else.
pub fn flag(cell: &[u8]) -> Option<bool> {
    match cell {
        b"Yes" => return Some(true),
        b"No" => return Some(false),
        _ => {}
    }
    let key = key(std::str::from_utf8(cell).ok()?);
    match key.as_str() {
        said if YES.contains(&said) => Some(true),
        said if NO.contains(&said) => Some(false),
        _ => None,
    }
}

/// approved, pending, denied or cancelled (`cancelled by self`); `None` for a word that is not known.
pub fn status(text: &str) -> Option<&'static str> {
    let key = key(text);
    STATUSES
        .iter()
        .find(|(_, words)| words.iter().any(|word| key.starts_with(word)))
        .map(|(status, _)| *status)
}

/// A date with its month and its half of the day in English: `jul. 13, 2021 1:41 da tarde` is `Jul 13, 2021 1:41 PM`.
pub fn english_date(cell: &[u8]) -> Cow<'_, [u8]> {
    if !cell.first().is_some_and(u8::is_ascii_alphabetic) {
        return Cow::Borrowed(cell);
    }
    let Ok(text) = std::str::from_utf8(cell) else { return Cow::Borrowed(cell) };
    let text: String = text.nfc().collect();
    let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    let (month, rest) = text.split_at(end);
    let lower = month.to_lowercase();
    let english = MONTHS.iter().find(|(start, _)| lower.starts_with(start)).map(|(_, english)| *english);
    let mut rest = rest.trim_start_matches('.').to_owned();
    for (half, mark) in HALVES {
        if let Some(before) = rest.trim_end().strip_suffix(half) {
            rest = format!("{before}{mark}");
        }
    }
    Cow::Owned(format!("{}{rest}", english.unwrap_or(month)).into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_become_english() {
        for (text, english) in [
            ("jul. 13, 2021 1:41 da tarde", "Jul 13, 2021 1:41 PM"),
            ("jan. 12, 2021 8:53 da manhã", "Jan 12, 2021 8:53 AM"),
            ("out. 2, 2021 8:53 da manha\u{303}", "Oct 2, 2021 8:53 AM"),
            ("Mar 22, 2025 7:13 PM", "Mar 22, 2025 7:13 PM"),
            ("05/20/2026 10:00:00 AM", "05/20/2026 10:00:00 AM"),
            ("May 2, 2021 8:53", "May 2, 2021 8:53"),
            ("soon", "soon"),
        ] {
            assert_eq!(String::from_utf8_lossy(&english_date(text.as_bytes())), english);
        }
    }

    #[test]
    fn marks_and_statuses_are_known_in_other_languages() {
        assert_eq!([flag(b"Yes"), flag("Não".as_bytes()), flag(b"--")], [Some(true), Some(false), None]);
        assert_eq!(status("aprovado"), Some("approved"));
        assert_eq!(status("Cancelled by self"), Some("cancelled"));
        assert_eq!(status("maybe"), None);
        assert_eq!(section("Detalhes do anfitria\u{303}o"), Some(Role::Host));
        assert_eq!(section("Attendee  Details"), Some(Role::Attendee));
        assert_eq!(section("Jo"), None);
    }

    /// Every title of the tables is as `key` makes titles, else it would never be found.
    #[test]
    fn the_tables_are_keys() {
        for names in [
            REPORT, GENERATED, HOST, PANELIST, ATTENDEE, OTHER, TOPIC, NUMBER, START, LENGTH, JOINS,
            ATTENDED, NAME, FIRST_NAME, LAST_NAME, EMAIL, PHONE, REGISTERED, STATUS, SOURCE, JOIN, LEAVE,
            MINUTES, GUEST, COUNTRY, HOME, YES, NO,
        ] {
            for name in names {
                assert_eq!(key(name), *name);
            }
        }
    }
}
