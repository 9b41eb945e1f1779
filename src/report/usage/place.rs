//! The occurrence that a row of a list belongs to: by its UUID, else by its meeting number and time.

/// Its key, for rows `$row` with `uuid` and `number`, at the instant `$at` (SQL). A row may be a little earlier than the
/// occurrence: who dials in waits for the host.
macro_rules! occurrence {
    ($row:literal, $at:literal) => {
        concat!(
            "coalesce((SELECT o.occurrence_id FROM occurrence o WHERE o.account_id = ",
            $row,
            ".account_id AND o.uuid = ",
            $row,
            ".uuid ORDER BY o.occurrence_id LIMIT 1), ",
            crate::report::usage::place::by_number!($row, $at),
            ")"
        )
    };
}
pub(in crate::report) use occurrence;

/// The same by the number alone.
macro_rules! by_number {
    ($row:literal, $at:literal) => {
        concat!(
            "(SELECT o.occurrence_id FROM event e JOIN occurrence o ON o.account_id = e.account_id AND o.event_id = e.event_id \
             WHERE e.account_id = ",
            $row,
            ".account_id AND e.number = ",
            $row,
            ".number AND o.start_at <= ",
            $at,
            " + 900 AND coalesce(o.end_at, o.start_at + 86400) >= ",
            $at,
            " - 60 ORDER BY o.start_at DESC LIMIT 1)"
        )
    };
}
pub(in crate::report) use by_number;

/// The name of the row's account, where more than one is asked.
macro_rules! account {
    ($row:literal) => {
        concat!(
            "CASE WHEN (SELECT count(*) FROM account WHERE account_id IN (:accounts)) > 1 \
             THEN (SELECT a.name FROM account a WHERE a.account_id = ",
            $row,
            ".account_id) END"
        )
    };
}
pub(in crate::report) use account;
