//! A connection of an occurrence in SQL, as `rules::presence` has it: what its source leaves out follows from the
//! occurrence and its minutes. For rows `s` of `session` beside `o` of their occurrence.

/// When it began: where no source says, with the occurrence. Nothing where neither end is known.
macro_rules! joined {
    () => {
        "CASE WHEN s.join_at IS NOT NULL OR s.leave_at IS NULL THEN s.join_at
              WHEN s.leave_at < o.start_at THEN s.leave_at
              ELSE o.start_at END"
    };
}

/// When it ended: where no source says, after its minutes, else with the occurrence; never before it began.
macro_rules! left {
    () => {
        "CASE WHEN s.leave_at IS NOT NULL OR s.join_at IS NULL THEN s.leave_at
              WHEN s.minutes IS NOT NULL THEN s.join_at + s.minutes * 60
              WHEN s.join_at > o.end_at THEN s.join_at
              ELSE o.end_at END"
    };
}

/// How long, in seconds.
macro_rules! lasted {
    () => {
        concat!(
            "CASE WHEN s.join_at IS NULL AND s.leave_at IS NULL THEN s.minutes * 60 ELSE (",
            $crate::report::usage::stay::left!(),
            ") - (",
            $crate::report::usage::stay::joined!(),
            ") END"
        )
    };
}

pub(in crate::report) use {joined, lasted, left};
