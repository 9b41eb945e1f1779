//! Kind `zoom-phone-charges`: what calls, messages and faxes cost. Source: GET /phone/reports/call_charges, sms_charges and
//! fax_charges; of exports no exact header is known.

use super::super::super::kinds::About;
use super::super::super::titles::{Column, DEPARTMENT, START, column};
use super::super::super::zoom_tables::{Look, Table};
use super::super::cells::{Cells, Unreadable, cell, unreadable};
use super::super::{Answer, List, csv};
use super::calls::ending;
use super::{COST_CENTER, Party};
use crate::model::row::{PHONE_CHARGE, RowRecord, Worth};
use crate::model::{Cell, Covered};

pub static CHARGES: List = List {
    table: Table {
        kind: "zoom-phone-charges",
        about: &About {
            title: "Charges of the phone system",
            source: "What calls, messages and faxes of a range of days cost. Portal: Reports > Usage reports > Phone system, \
                     charges, Export; API: GET /phone/reports/call_charges, sms_charges and fax_charges.",
            headers: &[
                "Call Log ID,End Time,Caller Number,Callee Number,Call Type,Department,Rate,Total Charge,Currency",
                "call_log_id,caller_number,callee_number,call_type,service_type,end_time,rate,currency,total_charge",
                "message_id,from_number,to_number,sent_time,rate,currency,total_charge",
                "fax_id,sender_number,receiver_number,end_time,total_pages,rate,currency,total_charge",
            ],
            oddities: &[
                "No exact header of the portal's export is known: titles and API names of one column are found alike.",
                "Total Charge, a caller or callee (sender, receiver) and End Time or Sent Time are needed, and no Start Time.",
                "A charge is of the call whose log ID it names, else of the one with its end, caller and callee.",
                "Rates finer than the smallest unit of the currency are kept as they are written; charges are rounded to it. \
                 An amount without a currency is kept without one, and never added to others.",
                "The duration of a charge is of no unit that can be told: it is kept as it is given.",
            ],
            sample: "phone-charges.csv",
        },
        look: Look {
            kind: "zoom-phone-charges",
            title: "charges of calls",
            needed: &[&[&[&CHARGE], &[&FROM, &TO], &[&AT]]],
            without: &[&START],
            named: "call-charges",
            called: &["charge"],
            not_called: &[],
            tells: |_, _| false,
        },
        dates: &[&AT],
        row: |reader, row| csv::facts(reader, row, take),
        covers: Some(Covered::CallCharges),
        needs_days: None,
    },
    answers: &[
        Answer { path: &["phone", "reports", "call_charges"], array: "call_charges", needs: "" },
        Answer { path: &["phone", "reports", "sms_charges"], array: "sms_charges", needs: "" },
        Answer { path: &["phone", "reports", "fax_charges"], array: "fax_charges", needs: "" },
    ],
    take,
};

static LOG: Column = column("call_log_id", "Call Log ID", &["calllogid"]);
static MESSAGE: Column = column("message_id", "Message ID", &["messageid"]);
static FAX: Column = column("fax_id", "Fax ID", &["faxid"]);
static AT: Column = column("charge_time", "End Time", &["endtime", "callendtime", "senttime"]);
static FROM_NAME: Column = column(
    "from_name",
    "Caller Name",
    &["callingpartyname", "fromdisplayname", "callername", "sendername", "fromname"],
);
static FROM: Column =
    column("from_number", "Caller Number", &["callernumber", "fromnumber", "sendernumber", "from", "sender"]);
static FROM_EXT: Column =
    column("from_extension", "Caller Extension", &["fromextensionnumber", "callerextension"]);
static TO_NAME: Column =
    column("to_name", "Callee Name", &["todisplayname", "calleename", "receivername", "toname"]);
static TO: Column =
    column("to_number", "Callee Number", &["calleenumber", "tonumber", "receivernumber", "to", "receiver"]);
static TO_EXT: Column = column("to_extension", "Callee Extension", &["toextensionnumber", "calleeextension"]);
static SERVICE: Column =
    column("service", "Call Type", &["calltype", "messagetype", "faxtype", "servicetype"]);
static MODE: Column = column("charge_mode", "Charge Mode", &["chargemode"]);
static RATE: Column = column("rate", "Rate", &["rate"]);
static CHARGE: Column = column("total_charge", "Total Charge", &["totalcharge", "charge", "cost", "amount"]);
static CURRENCY: Column = column("currency", "Currency", &["currency", "currencycode"]);
static LENGTH: Column = column("charge_duration", "Duration", &["duration"]);
static PAGES: Column = column("pages", "Pages", &["chargedpages", "totalpages", "pages"]);
static BILLING: Column = column("billing_number", "Billing Number", &["billingnumber"]);
static CHARGE_STATUS: Column = column("charge_status", "Charge Status", &["chargestatus"]);

fn take(cells: &mut Cells<'_>) -> Result<Vec<RowRecord>, Unreadable> {
    let (log, message, fax) = (cells.text(&[&LOG]), cells.text(&[&MESSAGE]), cells.text(&[&FAX]));
    let at = cells.needed_moment(&AT)?;
    let raw = |cells: &mut Cells<'_>, column| cells.text(&[column]).unwrap_or_default();
    let (from_raw, to_raw) = (raw(cells, &FROM), raw(cells, &TO));
    let currency = cells.currency(&CURRENCY);
    let charge =
        cells.money(&CHARGE, currency)?.ok_or_else(|| unreadable(&CHARGE, b"", "the charge is missing"))?;
    let from = party(cells, &FROM_NAME, &FROM, &FROM_EXT);
    let to = party(cells, &TO_NAME, &TO, &TO_EXT);
    let (kind, id) = match (&message, &fax) {
        (Some(id), _) => ("sms", Some(id)),
        (_, Some(id)) => ("fax", Some(id)),
        _ => ("call", log.as_ref()),
    };
    let ends = ending(at, &from_raw, &to_raw);
    let key = id.map_or_else(|| format!("{kind} {ends}"), |id| format!("{kind} {id}"));
    cells.met(at);
    let values: Vec<Cell> = vec![
        at.into(),
        Cell::from(kind),
        cell(log.as_deref()),
        cell(from.name.as_deref()),
        cell(from.number.as_deref()),
        cell(from.ext.as_deref()),
        cell(to.name.as_deref()),
        cell(to.number.as_deref()),
        cell(to.ext.as_deref()),
        cell(from.who().as_deref()),
        cell(cells.text(&[&SERVICE]).map(|word| word.to_lowercase()).as_deref()),
        cell(cells.text(&[&MODE]).as_deref()),
        cell(cells.text(&[&RATE]).as_deref()),
        charge.into(),
        cell(currency),
        cell(cells.text(&[&CHARGE]).as_deref()),
        cell(cells.text(&[&LENGTH]).as_deref()),
        cell(cells.count(&PAGES)?),
        cell(cells.text(&[&DEPARTMENT]).as_deref()),
        cell(cells.text(&[&COST_CENTER]).as_deref()),
        cell(cells.text(&[&BILLING]).as_deref()),
        cell(cells.text(&[&CHARGE_STATUS]).as_deref()),
        Cell::Text(ends),
    ];
    Ok(vec![RowRecord { table: &PHONE_CHARGE, key, worth: cells.worth(), values }])
}

/// What a log of calls says of a charge.
pub(super) struct Said<'s> {
    pub at: Option<i64>,
    pub log: &'s str,
    pub rate: Option<String>,
    pub charge: i64,
    pub currency: Option<&'static str>,
    pub written: Option<String>,
    pub department: Option<String>,
}

impl Said<'_> {
    /// Of less worth than a row of charges, whose key it shares.
    pub(super) fn row(self) -> RowRecord {
        let none = || Cell::Empty;
        let mut values: Vec<Cell> = vec![cell(self.at), Cell::from("call"), Cell::from(self.log)];
        values.extend(std::iter::repeat_with(none).take(9));
        values.extend([
            cell(self.rate.as_deref()),
            self.charge.into(),
            cell(self.currency),
            cell(self.written.as_deref()),
            none(),
            none(),
            cell(self.department.as_deref()),
        ]);
        values.extend(std::iter::repeat_with(none).take(4));
        RowRecord { table: &PHONE_CHARGE, key: format!("call {}", self.log), worth: Worth::Export, values }
    }
}

fn party(
    cells: &mut Cells<'_>,
    name: &'static Column,
    number: &'static Column,
    ext: &'static Column,
) -> Party {
    let party = Party {
        name: cells.decoded(&[name]),
        number: cells.text(&[number]),
        ext: cells.text(&[ext]),
        ..Party::default()
    };
    party.settled()
}
