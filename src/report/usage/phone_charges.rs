//! Charges of the phone system, as two reports list them.

use crate::model::Unit;
use crate::report::{Column, col, def};

pub const CHARGES: &[Column] = &[
    def::key("charge_key"),
    col("at", "At", Unit::Instant).help("The call's end; when the message or fax was sent."),
    col("kind", "Kind", Unit::Text).help("call, sms or fax."),
    col("from", "From", Unit::Text).personal().help("By name; of an extension without a name its number."),
    col("from_number", "From number", Unit::Text).wide().personal().masked(),
    col("to", "To", Unit::Text).personal(),
    col("to_number", "To number", Unit::Text).wide().personal().masked(),
    col("service", "Type", Unit::Text).wide(),
    col("department", "Department", Unit::Text).wide(),
    col("cost_center", "Cost centre", Unit::Text).wide(),
    col("rate", "Rate", Unit::Text)
        .help("As the source writes it: often finer than the currency's smallest unit."),
    col("charge", "Charge", Unit::Money).help("Rounded to the currency's smallest unit."),
    col("currency", "Currency", Unit::Text).wide().help("Empty where the source names none."),
    col("written", "As written", Unit::Text).wide().help("The charge before it was rounded."),
    col("given_length", "Length as given", Unit::Text).wide().help(
        "The source's number for how long it lasted; in which unit cannot be told, so it is no duration.",
    ),
    col("pages", "Pages", Unit::Count).wide().help("Of a fax."),
    col("status", "Status", Unit::Text).wide(),
];

/// A charge `p` as [`CHARGES`] has it.
macro_rules! charge_columns {
    () => {
        "
SELECT p.row_id AS charge_key,
       p.at AS at,
       p.kind AS kind,
       coalesce(p.from_name, 'ext. ' || p.from_ext) AS \"from\",
       p.from_number AS from_number,
       coalesce(p.to_name, 'ext. ' || p.to_ext) AS \"to\",
       p.to_number AS to_number,
       p.service AS service,
       p.department AS department,
       p.cost_center AS cost_center,
       p.rate AS rate,
       money(p.charge, p.currency) AS charge,
       p.currency AS currency,
       p.written AS written,
       p.given_length AS given_length,
       p.pages AS pages,
       p.status AS status
FROM "
    };
}
pub(super) use charge_columns;
