//! Kind `zoom-phone-calls`: parts of calls. Source: GET /phone/call_history, and the older GET /phone/call_logs; of exports
//! no exact header is known.

use super::super::super::kinds::About;
use super::super::super::titles::{Column, DEPARTMENT, END, column};
use super::super::super::zoom_tables::{Look, Table};
use super::super::cells::{Cells, Unreadable, cell, unreadable};
use super::super::{Answer, List, csv};
use super::outcome::{Times, outcome};
use super::{COST_CENTER, Party, SITE, charges, digits, queue_key, word};
use crate::model::row::{PHONE_CALL, RowRecord, Worth};
use crate::model::{Cell, Covered};

pub static CALLS: List = List {
    table: Table {
        kind: "zoom-phone-calls",
        about: &About {
            title: "Calls of the phone system",
            source: "Calls of a range of days, a row a part of a call. Portal: Admin > Phone System Management > Logs > Call \
                     history, Export; API: GET /phone/call_history, and the older /phone/call_logs.",
            headers: &[
                "Call ID,Start Time,Answer Time,End Time,Direction,Caller Name,Caller Number,Caller Extension,Caller Email,\
                 Callee Name,Callee Number,Callee Extension,Callee Email,Call Result,Duration,Queue,Department,Site",
                "id,call_id,start_time,answer_time,end_time,direction,caller_name,caller_did_number,caller_ext_number,\
                 callee_name,callee_did_number,callee_ext_number,duration,call_result,department,site_name",
            ],
            oddities: &[
                "No exact header of the portal's export is known: titles and API names of one column are found alike.",
                "Start Time (or Date Time), Direction and a caller or callee are needed.",
                "Rows of one Call ID are parts of one call. A row that has no ID is the same as one that has, where start, \
                 caller and callee agree.",
                "An answer of call_history says its rows again as call_logs: the first alone are taken.",
                "A number of up to six digits is an extension.",
            ],
            sample: "phone-calls.csv",
        },
        look: Look {
            kind: "zoom-phone-calls",
            title: "calls",
            needed: &[&[
                &[&BEGAN],
                &[&DIRECTION],
                &[&CALLER_NAME, &CALLER_NUMBER, &CALLER_EXT, &CALLEE_NAME, &CALLEE_NUMBER, &CALLEE_EXT],
            ]],
            without: &[],
            named: "calls",
            called: &["call"],
            not_called: &["charge"],
            tells: |_, _| false,
        },
        dates: &[&BEGAN, &ANSWERED, &END],
        row: |reader, row| csv::facts(reader, row, take),
        covers: Some(Covered::Calls),
        needs_days: None,
    },
    answers: &[
        Answer { path: &["phone", "call_history"], array: "call_history", needs: "" },
        Answer { path: &["phone", "call_logs"], array: "call_logs", needs: "" },
        Answer { path: &["phone", "users", "*", "call_history"], array: "call_history", needs: "" },
        Answer { path: &["phone", "users", "*", "call_logs"], array: "call_logs", needs: "" },
    ],
    take,
};

static BEGAN: Column =
    column("call_start", "Start Time", &["starttime", "datetime", "calltime", "callstarttime", "date"]);
static ANSWERED: Column =
    column("answer_time", "Answer Time", &["answertime", "answerstarttime", "answeredtime"]);
static ENDED: Column = column("call_end_time", "End Time", &["endtime", "callendtime"]);
static PART: Column =
    column("call_history_uuid", "Call Log ID", &["callhistoryuuid", "id", "calllogid", "logid"]);
static CALL: Column = column("call_id", "Call ID", &["callid"]);
static DIRECTION: Column = column("direction", "Direction", &["direction", "calldirection"]);
static LASTED: Column = column(
    "call_duration",
    "Duration",
    &["duration", "durationseconds", "calldurationseconds", "callduration", "talktime"],
);
static RESULT: Column = column("call_result", "Call Result", &["callresult", "result"]);
static CALL_TYPE: Column = column("call_type", "Call Type", &["calltype", "connecttype"]);
static INTERNATIONAL: Column = column("international", "International", &["international"]);
static RECORDING: Column =
    column("recording_status", "Recording", &["recordingstatus", "recordingtype", "recording", "recorded"]);
static WAITED: Column = column("waiting_time", "Waiting Time", &["waitingtime", "waittime", "queuewaittime"]);
static HELD: Column = column("hold_time", "Hold Time", &["holdtime"]);
static QUEUE: Column = column("queue", "Queue", &["queue", "callqueue", "queuename", "callqueuename"]);
static QUEUE_EXT: Column =
    column("queue_extension", "Queue Extension", &["queueextension", "queueextensionnumber"]);

static CALLER_NAME: Column = column("caller_name", "Caller Name", &["callername", "caller", "fromname"]);
static CALLER_NUMBER: Column = column(
    "caller_number",
    "Caller Number",
    &["callernumber", "callerdidnumber", "callerid", "from", "fromnumber"],
);
static CALLER_EXT: Column = column(
    "caller_ext_number",
    "Caller Extension",
    &["callerextnumber", "callerextension", "callerext", "callerextensionnumber", "fromextension"],
);
static CALLER_EXT_ID: Column = column("caller_ext_id", "Caller Extension ID", &["callerextid"]);
static CALLER_EMAIL: Column = column("caller_email", "Caller Email", &["calleremail", "fromemail"]);
static CALLER_KIND: Column =
    column("caller_ext_type", "Caller Type", &["callerexttype", "callerextensiontype", "callertype"]);

static CALLEE_NAME: Column = column("callee_name", "Callee Name", &["calleename", "callee", "toname"]);
static CALLEE_NUMBER: Column =
    column("callee_number", "Callee Number", &["calleenumber", "calleedidnumber", "to", "tonumber"]);
static CALLEE_EXT: Column = column(
    "callee_ext_number",
    "Callee Extension",
    &["calleeextnumber", "calleeextension", "calleeext", "calleeextensionnumber", "toextension"],
);
static CALLEE_EXT_ID: Column = column("callee_ext_id", "Callee Extension ID", &["calleeextid"]);
static CALLEE_EMAIL: Column = column("callee_email", "Callee Email", &["calleeemail", "toemail"]);
static CALLEE_KIND: Column =
    column("callee_ext_type", "Callee Type", &["calleeexttype", "calleeextensiontype", "calleetype"]);

static RATE: Column = column("rate", "Rate", &["rate"]);
static CHARGE: Column = column("charge", "Charge", &["charge", "totalcharge", "cost"]);
static CURRENCY: Column = column("currency", "Currency", &["currency", "currencycode"]);

// Whose row of an older log it is.
static OWNER_ID: Column = column("owner_id", "Owner ID", &["ownerid"]);
static OWNER_NAME: Column = column("owner_name", "Owner", &["ownername", "owner"]);
static OWNER_EXT: Column =
    column("owner_extension", "Owner Extension", &["ownerextensionnumber", "ownerextension"]);
static OWNER_KIND: Column = column("owner_type", "Owner Type", &["ownertype"]);

fn take(cells: &mut Cells<'_>) -> Result<Vec<RowRecord>, Unreadable> {
    let start = cells.needed_moment(&BEGAN)?;
    let direction = direction(cells)?;
    let (mut from, mut to) = (caller(cells), callee(cells));
    let owner = owner(cells);
    let worth = match (cells.worth(), &owner) {
        (Worth::Answer, None) => Worth::Fuller,
        (worth, _) => worth,
    };
    if let Some(owner) = owner {
        let side = if direction == "outbound" { &mut from } else { &mut to };
        own(side, owner);
    }
    let (from, to) = (from.settled(), to.settled());
    if from.digits().is_empty() && from.name.is_none() && to.digits().is_empty() && to.name.is_none() {
        return Err(unreadable(&CALLER_NUMBER, b"", "the row names neither caller nor callee"));
    }
    let times = times(cells, start)?;
    let result = cells.text(&[&RESULT]).map(|text| word(&text));
    let outcome = outcome(result.as_deref(), &times);
    let queue = queue(cells, &to);
    let parties = format!("{} {}", name_of(&from), name_of(&to));
    let starting = format!("{start} {parties}");
    let (part, call) = (cells.text(&[&PART]).map(|id| part(&id).to_owned()), cells.text(&[&CALL]));
    let (key, certainty) = match (&part, &call) {
        (Some(part), _) => (part.clone(), 2_i64),
        (None, Some(call)) => (format!("call {call} {starting}"), 1),
        (None, None) => (starting.clone(), 0),
    };
    cells.met(start);
    let talk = times.talk(outcome);
    let recorded = cells.text(&[&RECORDING]).map(|text| i64::from(is_recorded(&text)));
    let mut values: Vec<Cell> = vec![
        start.into(),
        cell(times.answered),
        cell(times.ended),
        cell(times.seconds),
        cell(talk),
        cell(times.waited()),
        cell(cells.seconds(&HELD, 1)?),
        Cell::from(direction),
        cell(outcome),
        cell(result.as_deref()),
        cell(cells.text(&[&CALL_TYPE]).map(|text| word(&text)).as_deref()),
        cell(cells.flag(&[&INTERNATIONAL]).map(i64::from)),
        cell(recorded),
    ];
    values.extend(party_cells(&from));
    values.extend(party_cells(&to));
    values.extend(queue);
    values.extend([
        cell(cells.text(&[&DEPARTMENT]).as_deref()),
        cell(cells.text(&[&COST_CENTER]).as_deref()),
        cell(cells.text(&[&SITE]).as_deref()),
        cell(call.as_deref()),
        certainty.into(),
        Cell::Text(starting),
        cell(times.ended.map(|end| format!("{end} {parties}")).as_deref()),
    ]);
    let charge = charge(cells, &key)?;
    let call = RowRecord { table: &PHONE_CALL, key, worth, values };
    Ok(std::iter::once(call).chain(charge).collect())
}

/// The charge that an older log has beside the call; a list of charges knows more of it.
fn charge(cells: &mut Cells<'_>, log: &str) -> Result<Option<RowRecord>, Unreadable> {
    let currency = cells.currency(&CURRENCY);
    let Some(charge) = cells.money(&CHARGE, currency)? else { return Ok(None) };
    let said = charges::Said {
        at: cells.moment(&ENDED)?.or(cells.moment(&BEGAN)?),
        log,
        rate: cells.text(&[&RATE]),
        charge,
        currency,
        written: cells.text(&[&CHARGE]),
        department: cells.text(&[&DEPARTMENT]),
    };
    Ok(Some(said.row()))
}

/// The id of a part: newer answers put the day before it.
fn part(id: &str) -> &str {
    match id.split_once('-') {
        Some((day, rest)) if day.len() == 8 && day.bytes().all(|b| b.is_ascii_digit()) && rest.len() > 20 => {
            rest
        }
        _ => id,
    }
}

fn direction(cells: &mut Cells<'_>) -> Result<&'static str, Unreadable> {
    let said = cells.raw(&[&DIRECTION]);
    match word(&said).as_str() {
        "inbound" | "incoming" | "in" => Ok("inbound"),
        "outbound" | "outgoing" | "out" => Ok("outbound"),
        _ => Err(unreadable(&DIRECTION, said.as_bytes(), "this is neither inbound nor outbound")),
    }
}

fn kind(cells: &mut Cells<'_>, column: &'static Column) -> Option<String> {
    cells.text(&[column]).map(|text| word(&text))
}

fn caller(cells: &mut Cells<'_>) -> Party {
    Party {
        name: cells.decoded(&[&CALLER_NAME]),
        number: cells.text(&[&CALLER_NUMBER]),
        ext: cells.text(&[&CALLER_EXT]),
        ext_id: cells.text(&[&CALLER_EXT_ID]),
        email: cells.email(&[&CALLER_EMAIL]),
        user: None,
        kind: kind(cells, &CALLER_KIND),
    }
}

fn callee(cells: &mut Cells<'_>) -> Party {
    Party {
        name: cells.decoded(&[&CALLEE_NAME]),
        number: cells.text(&[&CALLEE_NUMBER]),
        ext: cells.text(&[&CALLEE_EXT]),
        ext_id: cells.text(&[&CALLEE_EXT_ID]),
        email: cells.email(&[&CALLEE_EMAIL]),
        user: None,
        kind: kind(cells, &CALLEE_KIND),
    }
}

fn owner(cells: &mut Cells<'_>) -> Option<Party> {
    let mut owner = Party {
        name: cells.decoded(&[&OWNER_NAME]),
        ext: cells.text(&[&OWNER_EXT]),
        user: cells.text(&[&OWNER_ID]),
        kind: kind(cells, &OWNER_KIND),
        ..Party::default()
    };
    // A user's name may be their e-mail.
    owner.email = owner.name.take_if(|name| name.contains('@'));
    (owner.name.is_some() || owner.email.is_some() || owner.ext.is_some() || owner.user.is_some())
        .then_some(owner)
}

/// The side of a call that a row of an older log belongs to.
fn own(side: &mut Party, owner: Party) {
    let kind = owner.kind.unwrap_or_else(|| "user".to_owned());
    if kind == "user" {
        side.user = owner.user;
    } else {
        side.ext_id = owner.user;
    }
    side.kind = Some(kind);
    side.name = side.name.take().or(owner.name);
    side.email = side.email.take().or(owner.email);
    side.ext = owner.ext.or(side.ext.take());
}

/// As [`Party::digits`], else the name: what tells calls of one second apart.
fn name_of(party: &Party) -> String {
    let digits = party.digits();
    if digits.is_empty() {
        party.name.as_deref().map(crate::model::text::fold).unwrap_or_default()
    } else {
        digits
    }
}

fn party_cells(party: &Party) -> [Cell; 6] {
    let inside = party.is_inside().then_some(party.kind.as_deref()).flatten();
    [
        cell(party.name.as_deref()),
        cell(party.number.as_deref()),
        cell(party.ext.as_deref()),
        cell(party.email.as_deref()),
        cell(inside),
        cell(party.who().as_deref()),
    ]
}

fn queue(cells: &mut Cells<'_>, callee: &Party) -> [Cell; 3] {
    if callee.is_queue() {
        let id = callee.ext_id.as_deref().or(callee.user.as_deref());
        let who = queue_key(id, callee.ext.as_deref(), callee.name.as_deref());
        return [cell(callee.name.as_deref()), cell(callee.ext.as_deref()), cell(who.as_deref())];
    }
    let (name, ext) = (cells.decoded(&[&QUEUE]), cells.text(&[&QUEUE_EXT]));
    let who = queue_key(None, ext.as_deref(), name.as_deref());
    [cell(name.as_deref()), cell(ext.as_deref()), cell(who.as_deref())]
}

fn times(cells: &mut Cells<'_>, start: i64) -> Result<Times, Unreadable> {
    let ended = cells.moment(&ENDED)?.filter(|end| *end >= start);
    let within = |at: &i64| *at >= start && ended.is_none_or(|end| *at <= end);
    Ok(Times {
        start,
        answered: cells.moment(&ANSWERED)?.filter(within),
        ended,
        seconds: cells.seconds(&LASTED, 1)?,
        waited: cells.seconds(&WAITED, 1)?,
    })
}

fn is_recorded(text: &str) -> bool {
    !matches!(word(text).as_str(), "non_recorded" | "no" | "false" | "none" | "not_recorded")
}

/// Digits of two numbers with what stands before them, for charges that have no id.
pub(super) fn ending(at: i64, from: &str, to: &str) -> String {
    format!("{at} {} {}", digits(from), digits(to))
}

#[cfg(test)]
mod tests {
    use super::part;

    #[test]
    fn a_part_is_one_in_answers_new_and_old() {
        let id = "48c1dfd4-91ce-4df5-8495-7c9e33d10869";
        assert_eq!(part(&format!("20261008-{id}")), id);
        assert_eq!(part(id), id);
        assert_eq!(part("20261008-12"), "20261008-12");
    }
}
