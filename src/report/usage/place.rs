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

/// Condition on rows `$row` at `$at`: of `:occurrence` alone. Rows of the days around it are looked at.
macro_rules! of_occurrence {
    ($row:literal, $at:literal, $key:expr) => {
        concat!(
            $row,
            ".day BETWEEN (SELECT o.day - 1 FROM occurrence o WHERE o.account_id IN (:accounts) \
             AND o.occurrence_id = :occurrence) AND (SELECT o.day + 1 + (o.end_at - o.start_at) / 86400 FROM occurrence o \
             WHERE o.account_id IN (:accounts) AND o.occurrence_id = :occurrence) AND ",
            $key,
            " = :occurrence"
        )
    };
    ($row:literal, $at:literal) => {
        crate::report::usage::place::of_occurrence!(
            $row,
            $at,
            crate::report::usage::place::occurrence!($row, $at)
        )
    };
}
pub(in crate::report) use of_occurrence;

/// As what is held of an occurrence: the shown rows of a list.
macro_rules! counted {
    ($table:literal, $at:literal, $key:expr) => {
        concat!(
            "SELECT count(*) FROM ",
            $table,
            " t WHERE t.account_id IN (:accounts) AND t.shown = 1 AND ",
            crate::report::usage::place::of_occurrence!("t", $at, $key)
        )
    };
    ($table:literal, $at:literal) => {
        crate::report::usage::place::counted!($table, $at, crate::report::usage::place::occurrence!("t", $at))
    };
}
pub(in crate::report) use counted;

/// The parameter by which lists are narrowed to an occurrence.
pub(in crate::report) const OCCURRENCE: crate::report::Param = crate::report::Param {
    name: "occurrence",
    kind: crate::report::ParamKind::Occurrence,
    required: false,
    help: "Only of this occurrence, whatever the dates: UUID or NUMBER@START.",
};
