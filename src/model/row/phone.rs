//! Tables of the phone system.

use super::RowTable;

/// Parts of calls.
pub const PHONE_CALL: RowTable = RowTable {
    name: "phone_call",
    day_of: Some("start_at"),
    columns: &[
        "start_at",
        "answered_at",
        "end_at",
        "seconds",
        "talk_seconds",
        "waiting_seconds",
        "hold_seconds",
        "direction",
        "outcome",
        "result",
        "call_type",
        "international",
        "recorded",
        "caller_name",
        "caller_number",
        "caller_ext",
        "caller_email",
        "caller_kind",
        "caller_who",
        "callee_name",
        "callee_number",
        "callee_ext",
        "callee_email",
        "callee_kind",
        "callee_who",
        "queue_name",
        "queue_ext",
        "queue_who",
        "department",
        "cost_center",
        "site",
        "call_id",
        "certainty",
        "parties",
        "ending",
    ],
    counts: true,
};

/// What calls, messages and faxes cost.
pub const PHONE_CHARGE: RowTable = RowTable {
    name: "phone_charge",
    day_of: Some("at"),
    columns: &[
        "at",
        "kind",
        "log_id",
        "from_name",
        "from_number",
        "from_ext",
        "to_name",
        "to_number",
        "to_ext",
        "who",
        "service",
        "mode",
        "rate",
        "charge",
        "currency",
        "written",
        "given_length",
        "pages",
        "department",
        "cost_center",
        "billing",
        "status",
        "ending",
    ],
    counts: true,
};

/// Who has an extension.
pub const PHONE_USER: RowTable = RowTable {
    name: "phone_user",
    day_of: None,
    columns: &[
        "user_id",
        "email",
        "email_folded",
        "name",
        "extension",
        "extension_id",
        "site",
        "status",
        "department",
        "cost_center",
        "plans",
        "numbers",
    ],
    counts: true,
};

/// Call queues.
pub const PHONE_QUEUE: RowTable = RowTable {
    name: "phone_queue",
    day_of: None,
    columns: &["queue_id", "name", "extension", "extension_id", "site", "status", "numbers"],
    counts: true,
};

/// The portal's own figures of a queue.
pub const QUEUE_FIGURE: RowTable = RowTable {
    name: "queue_figure",
    day_of: None,
    columns: &[
        "queue_id",
        "name",
        "extension_id",
        "site",
        "from_day",
        "to_day",
        "inbound",
        "answered",
        "abandoned",
        "overflowed",
        "handle_seconds",
        "wrap_up_seconds",
        "wait_seconds",
        "longest_wait",
        "outbound",
    ],
    counts: true,
};
