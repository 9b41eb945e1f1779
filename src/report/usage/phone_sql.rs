//! Parts of SQL that the reports of the phone system share.
//!
//! A row of `phone_call` is a part of a call; `c` is the part at hand. Sources name parts more or less surely: what a surer
//! row tells, too, is left out.

/// Whether no surer row tells the same part.
macro_rules! held {
    () => {
        "c.shown = 1
  AND (c.certainty = 2 OR NOT EXISTS (
    SELECT 1 FROM phone_call s
    WHERE s.account_id = c.account_id AND s.shown = 1 AND s.call_id = c.call_id AND s.certainty > c.certainty))
  AND (c.certainty > 0 OR NOT EXISTS (
    SELECT 1 FROM phone_call s
    WHERE s.account_id = c.account_id AND s.shown = 1 AND s.parties = c.parties AND s.certainty > 0))"
    };
}

/// Whether it is the first part of its call: the one that stands for it.
macro_rules! first {
    () => {
        "NOT EXISTS (
    SELECT 1 FROM phone_call f
    WHERE f.account_id = c.account_id AND f.shown = 1 AND f.call_id = c.call_id AND f.certainty = c.certainty
      AND f.start_at <= c.start_at AND (f.start_at < c.start_at OR f.key < c.key))"
    };
}

/// What all parts `e` of the call say, in order; NULL where the part at hand is all of it.
macro_rules! of_parts {
    ($what:literal, $order:literal) => {
        concat!(
            "(SELECT ",
            $what,
            " FROM phone_call e
        WHERE e.account_id = c.account_id AND e.shown = 1 AND e.call_id = c.call_id AND e.certainty = c.certainty",
            $order,
            ")"
        )
    };
}

/// What became of the call: the best of its parts.
macro_rules! result {
    () => {
        concat!(
            "coalesce(",
            of_parts!(
                "e.outcome",
                " ORDER BY CASE e.outcome WHEN 'answered' THEN 0 WHEN 'voicemail' THEN 1 WHEN 'abandoned' THEN 2
                 WHEN 'overflowed' THEN 3 WHEN 'missed' THEN 4 ELSE 5 END, e.start_at LIMIT 1"
            ),
            ", c.outcome)"
        )
    };
}

/// The longest talk of its parts: of queues and of both ends the same talk is told.
macro_rules! talk {
    () => {
        concat!("coalesce(", of_parts!("max(e.talk_seconds)", ""), ", c.talk_seconds)")
    };
}

/// From the first start to the last end.
macro_rules! lasted {
    () => {
        concat!("coalesce(coalesce(", of_parts!("max(e.end_at)", ""), ", c.end_at) - c.start_at, c.seconds)")
    };
}

/// Keys of the charges of the call: by the parts' ids, else by end, caller and callee.
macro_rules! charged {
    () => {
        "(SELECT p.row_id FROM phone_charge p
        WHERE p.account_id = c.account_id AND p.shown = 1 AND p.log_id = c.key
        UNION
        SELECT p.row_id FROM phone_call e
        JOIN phone_charge p ON p.account_id = e.account_id AND p.log_id = e.key
        WHERE e.account_id = c.account_id AND e.shown = 1 AND e.call_id = c.call_id AND p.shown = 1
        UNION
        SELECT p.row_id FROM phone_charge p
        WHERE p.account_id = c.account_id AND p.shown = 1 AND p.ending = c.ending AND (p.log_id IS NULL OR c.certainty < 2))"
    };
}

/// The end of a part `$part` that is the account's user.
macro_rules! user_of {
    ($part:literal, $column:literal) => {
        concat!(
            "CASE WHEN ",
            $part,
            ".caller_who IS NOT NULL AND (",
            $part,
            ".direction = 'outbound' OR ",
            $part,
            ".callee_who IS NULL) THEN ",
            $part,
            ".caller_",
            $column,
            " WHEN ",
            $part,
            ".callee_who IS NOT NULL THEN ",
            $part,
            ".callee_",
            $column,
            " END"
        )
    };
}

/// What parameters choose of the calls; `$site` is their site.
macro_rules! chosen {
    ($site:literal) => {
        concat!(
            "
  [[direction: AND c.direction = :direction ]]
  [[result: AND ",
            result!(),
            " = :result ]]
  [[site: AND holds(",
            $site,
            ", :site) ]]
  [[user: AND c.row_id IN (
      ",
            parts!(
                "((e.caller_who IS NOT NULL AND (holds(e.caller_name, :user) OR fold(e.caller_email) = :user
                                            OR e.caller_ext = :user OR e.caller_who = :user))
          OR (e.callee_who IS NOT NULL AND (holds(e.callee_name, :user) OR fold(e.callee_email) = :user
                                            OR e.callee_ext = :user OR e.callee_who = :user)))"
            ),
            ") ]]
  [[queue: AND c.row_id IN (
      ",
            parts!("(holds(e.queue_name, :queue) OR e.queue_ext = :queue)"),
            ") ]]"
        )
    };
}

/// First parts of the calls of the range of which some part `e` is so. A call is not over a day long.
macro_rules! parts {
    ($so:expr) => {
        concat!(
            "SELECT coalesce((SELECT f.row_id FROM phone_call f
                 WHERE f.account_id = e.account_id AND f.shown = 1 AND f.call_id = e.call_id
                   AND f.certainty = e.certainty
                 ORDER BY f.start_at, f.key LIMIT 1), e.row_id)
        FROM phone_call e
        WHERE e.account_id IN (:accounts) AND e.day BETWEEN :from_day AND :to_day + 1 AND e.shown = 1
          AND ",
            $so
        )
    };
}

/// Days from `:from_day` to `:to_day`, those without anything too.
macro_rules! calendar {
    () => {
        "calendar (day) AS (
  SELECT :from_day
  UNION ALL
  SELECT day + 1 FROM calendar WHERE day < :to_day
)"
    };
}

/// Charges in the range, of calls, messages and faxes.
macro_rules! charges {
    () => {
        "phone_charge p
WHERE p.account_id IN (:accounts) AND p.day BETWEEN :from_day AND :to_day AND p.shown = 1"
    };
}

/// `whos (account_id, who, person)`: whom sources mean by a name of a user; `known`: who has an extension. An extension that
/// several had is nobody's.
macro_rules! whos {
    () => {
        "known AS (
  SELECT p.account_id, p.email_folded, p.user_id, p.extension, p.extension_id, p.name, p.email, p.site, p.department,
         coalesce('u' || (SELECT u.user_id FROM account_user u
                          WHERE u.account_id = p.account_id AND u.email_folded = p.email_folded),
                  'u' || (SELECT u.user_id FROM account_user u
                          WHERE u.account_id = p.account_id AND u.provider_user_id = p.user_id),
                  'p' || p.key) AS person
  FROM phone_user p
  WHERE p.account_id IN (:accounts) AND p.shown = 1
),
names AS (
  SELECT account_id, email_folded AS who, 'u' || user_id AS person FROM account_user
  WHERE account_id IN (:accounts) AND email_folded IS NOT NULL
  UNION
  SELECT account_id, '#' || provider_user_id, 'u' || user_id FROM account_user
  WHERE account_id IN (:accounts) AND provider_user_id IS NOT NULL
  UNION SELECT account_id, email_folded, person FROM known WHERE email_folded IS NOT NULL
  UNION SELECT account_id, '#' || user_id, person FROM known WHERE user_id IS NOT NULL
  UNION SELECT account_id, 'id:' || extension_id, person FROM known WHERE extension_id IS NOT NULL
  UNION SELECT account_id, 'ext:' || extension, person FROM known WHERE extension IS NOT NULL
),
whos AS (
  SELECT account_id, who, min(person) AS person
  FROM names
  GROUP BY account_id, who
  HAVING count(DISTINCT person) = 1
)"
    };
}

/// `accounted (account_id, person, …)`: users of the account, by what `whos` calls them; put down first, so that a person is
/// looked up and not sought among all users.
macro_rules! accounted {
    () => {
        "accounted AS MATERIALIZED (
  SELECT account_id, 'u' || user_id AS person, user_id, name, email, department, user_group FROM account_user
  WHERE account_id IN (:accounts)
)"
    };
}

/// `used (account_id, person, side, call, talk, answered, voicemail, name, email, extension, site)`: a row for each call that
/// somebody made (`side` 1) or took (0).
macro_rules! uses {
    () => {
        concat!(
            "ends AS (
  SELECT c.account_id, c.caller_who AS who, 1 AS side, coalesce(c.call_id, c.key) AS call, c.start_at, c.outcome,
         c.talk_seconds, c.caller_name AS name, c.caller_email AS email, c.caller_ext AS extension, c.site
  FROM phone_call c
  WHERE c.account_id IN (:accounts) AND c.day BETWEEN :from_day AND :to_day AND c.caller_who IS NOT NULL AND ",
            held!(),
            "
  UNION ALL
  SELECT c.account_id, c.callee_who, 0, coalesce(c.call_id, c.key), c.start_at, c.outcome, c.talk_seconds,
         c.callee_name, c.callee_email, c.callee_ext, c.site
  FROM phone_call c
  WHERE c.account_id IN (:accounts) AND c.day BETWEEN :from_day AND :to_day AND c.callee_who IS NOT NULL AND ",
            held!(),
            "
),
told AS (
  SELECT e.account_id, coalesce(w.person, x.person, e.who) AS person, e.side, e.call, e.start_at, max(e.talk_seconds) AS talk,
         max(CASE WHEN e.outcome = 'answered' THEN 1 ELSE 0 END) AS answered,
         max(CASE WHEN e.outcome = 'voicemail' THEN 1 ELSE 0 END) AS voicemail,
         max(CASE WHEN e.outcome IS NOT NULL THEN 1 ELSE 0 END) AS known,
         max(e.name) AS name, max(e.email) AS email, max(e.extension) AS extension, max(e.site) AS site
  FROM ends e
  LEFT JOIN whos w ON w.account_id = e.account_id AND w.who = e.who
  LEFT JOIN whos x ON x.account_id = e.account_id AND x.who = 'ext:' || e.extension
  GROUP BY e.account_id, coalesce(w.person, x.person, e.who), e.side, e.call, e.start_at
),
used AS (
  SELECT account_id, person, side, call, sum(talk) AS talk, max(answered) AS answered, max(voicemail) AS voicemail,
         max(known) AS known, max(name) AS name, max(email) AS email, max(extension) AS extension, max(site) AS site
  FROM told
  GROUP BY account_id, person, side, call
)"
        )
    };
}

pub(super) use {
    accounted, calendar, charged, charges, chosen, first, held, lasted, of_parts, parts, result, talk,
    user_of, uses, whos,
};
