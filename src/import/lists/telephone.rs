//! Kind `zoom-telephone`: audio conferencing, a row a dial-in or call-out. Source: FORMATS-zoom §13, GET /report/telephone; of
//! exports no exact header is known.

use super::super::kinds::About;
use super::super::titles::{
    self, Column, DEPARTMENT, EMAIL, END, HOST_EMAIL, HOST_ID, HOST_NAME, START, TOPIC, UUID, column,
};
use super::super::zoom_tables::{Look, Table};
use super::cells::{Cells, Unreadable, cell};
use super::{Answer, List, csv};
use crate::model::row::{RowRecord, TELEPHONE_USE, Worth};
use crate::model::{Cell, Covered};

pub static TELEPHONE: List = List {
    table: Table {
        kind: "zoom-telephone",
        about: &About {
            title: "Audio conferencing",
            source: "Dial-ins and call-outs of a range of days, with what they cost. Portal: Reports > Usage reports > \
                     Telephone, Export; API: GET /report/telephone.",
            headers: &[
                "Start Time,End Time,Duration (minutes),Meeting ID,Participant,Participant Email,Host,Host Email,Department,\
                 Phone Number,Call-in Number,Country,Type,Rate,Charge,Currency",
                "start_time,end_time,duration,meeting_id,host_name,host_email,dept,phone_number,call_in_number,country_name,\
                 type,rate,total",
            ],
            oddities: &[
                "No exact header of the portal's export is known: titles and API names of one column are found alike.",
                "Start Time, a number (Phone Number, Call-in Number) and Type, Charge, Rate or Country are needed.",
                "The API names no currency: its call-outs are of USD.",
                "An amount without a currency is kept without one, and never added to others.",
            ],
            sample: "telephone.csv",
        },
        look: Look {
            kind: "zoom-telephone",
            title: "dial-ins and call-outs",
            needed: &[&[&[&START], &[&CALLER, &CALLED], &[&TYPE, &CHARGE, &RATE, &COUNTRY]]],
            without: &[&DIRECTION],
            named: "telephone",
            called: &["telephone", "audioconferencing"],
            not_called: &[],
            tells: |_, _| false,
        },
        dates: &[&START, &END],
        row: |reader, row| csv::facts(reader, row, take),
        covers: Some(Covered::Telephone),
        needs_days: None,
    },
    answers: &[Answer { path: &["report", "telephone"], array: "telephony_usage", needs: "" }],
    take,
};

static CALLER: Column = column(
    "phone_number",
    "Phone Number",
    &["phonenumber", "callernumber", "callerid", "signalednumber", "from", "fromnumber"],
);
static CALLED: Column = column(
    "call_in_number",
    "Call-in Number",
    &["callinnumber", "callednumber", "calloutnumber", "dialinnumber", "tonumber"],
);
static COUNTRY: Column =
    column("country_name", "Country", &["countryname", "country", "countryregion", "countryregionname"]);
static TYPE: Column = column("call_type", "Type", &["type", "calltype", "numbertype", "tolltype"]);
static RATE: Column = column("rate", "Rate", &["rate", "rateperminute"]);
static CHARGE: Column =
    column("total", "Charge", &["total", "charge", "cost", "totalcharge", "totalcost", "amount"]);
static CURRENCY: Column = column("currency", "Currency", &["currency", "currencycode"]);
static DIRECTION: Column = column("direction", "Direction", &["direction"]);
static MEETING: Column =
    column("meeting_id", "Meeting ID", &["meetingid", "meetingnumber", "webinarid", "id"]);
static MINUTES: Column =
    column("duration", "Duration (minutes)", &["duration", "durationminutes", "minutes", "totalminutes"]);
static PERSON: Column = column(
    "participant",
    "Participant",
    &["participant", "participantname", "username", "name", "callername"],
);
static PERSON_EMAIL: Column =
    column("participant_email", "Participant Email", &["participantemail", "useremail", "calleremail"]);

fn take(cells: &mut Cells<'_>) -> Result<Vec<RowRecord>, Unreadable> {
    let start = cells.needed_moment(&START)?;
    let number = cells.meeting_number(&MEETING)?;
    let uuid = cells.text(&[&UUID]);
    let kind = cells.text(&[&TYPE]).map(|word| word.to_lowercase());
    let is_call_out = kind.as_deref().is_some_and(|word| word.contains("call-out"));
    let currency = match cells.currency(&CURRENCY) {
        // The API's total of a call-out is of that currency, and names none.
        None if is_call_out && cells.worth() == Worth::Answer => Some("USD"),
        said => said,
    };
    let caller = cells.text(&[&CALLER]);
    // A number in place of a name would be told to those who may not read numbers.
    let digits = |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
    let is_number = |name: &String| {
        !name.chars().any(char::is_alphabetic)
            || caller.as_deref().is_some_and(|number| digits(name) == digits(number))
    };
    let name = cells.decoded(&[&PERSON]).filter(|name| !is_number(name));
    let meeting = uuid.clone().or_else(|| number.clone()).unwrap_or_default();
    // A person may call in twice in one minute: from another number.
    let who = caller.clone().or_else(|| name.clone()).unwrap_or_default();
    cells.met(start);
    let values: Vec<Cell> = vec![
        start.into(),
        cell(cells.moment(&END)?.filter(|end| *end >= start)),
        cell(cells.count(&MINUTES)?),
        cell(number.as_deref()),
        cell(uuid.as_deref()),
        cell(cells.decoded(&[&TOPIC]).as_deref()),
        cell(cells.text(&[&HOST_ID]).as_deref()),
        cell(cells.decoded(&[&HOST_NAME]).as_deref()),
        cell(cells.email(&[&HOST_EMAIL]).as_deref()),
        cell(cells.text(&[&DEPARTMENT]).as_deref()),
        cell(name.as_deref()),
        cell(cells.email(&[&PERSON_EMAIL, &EMAIL]).as_deref()),
        cell(caller.as_deref()),
        cell(cells.text(&[&CALLED]).as_deref()),
        cell(cells.text(&[&COUNTRY, &titles::COUNTRY]).as_deref()),
        cell(kind.as_deref()),
        cell(cells.text(&[&RATE]).as_deref()),
        cell(cells.money(&CHARGE, currency)?),
        cell(currency),
    ];
    // By the number where there is one: exports have no UUID.
    let place = number.unwrap_or(meeting);
    let key = format!("{place} {start} {who}");
    Ok(vec![RowRecord { table: &TELEPHONE_USE, key, worth: cells.worth(), values }])
}
