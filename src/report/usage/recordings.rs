//! Cloud recording: what is stored at the end of each day, the recordings, and their files.

use super::place::{OCCURRENCE, account, counted, occurrence, of_occurrence};
use crate::model::Unit;
use crate::report::def::TOGETHER;
use crate::report::{
    Access, Column, Drill, Facts, Layout, Limit, Note, Param, ParamKind, ReportDef, ReportId, Source, Tab,
    View, col, def,
};

pub const DEF: ReportDef = ReportDef {
    id: ReportId("recordings"),
    title: "Recordings",
    tab: Tab::Usage,
    about: "Cloud recording: what is stored at the end of each day, not what the day added, and the share of the plan \
            that it fills; the recordings, and the files of each. Days of which no figure of the portal's is held are \
            reckoned from the recordings held, and marked as ours.",
    who: Access::USAGE,
    limits: Limit::RECORDINGS,
    ranged: true,
    ahead: false,
    layout: Layout::Table,
    params: &[
        OCCURRENCE,
        Param {
            name: "host",
            kind: ParamKind::Text,
            required: false,
            help: "Only recordings of hosts whose name or e-mail contains this; days then show what theirs take.",
        },
        Param {
            name: "recording",
            kind: ParamKind::Text,
            required: false,
            help: "Only the files of this recording, as `recordings --view recordings` has its key.",
        },
    ],
    actions: &[],
    views: &[
        View {
            id: "days",
            title: "Storage by day",
            columns: DAYS,
            source: Source { sql: DAYS_SQL, by_key: false },
            order: &["date"],
            facts: Some(FACTS),
            notes: &[OURS, TOGETHER],
            chart: None,
            down: Some(Drill {
                to: ReportId("recordings"),
                view: Some("recordings"),
                with: &[],
                day: Some("date"),
                label: &["date"],
            }),
            opens: None,
            further: None,
            held: None,
            noun: ("day", "days"),
        },
        View {
            id: "recordings",
            title: "Recordings",
            columns: RECORDINGS,
            source: Source { sql: RECORDINGS_SQL, by_key: true },
            order: &["-start", "topic"],
            facts: None,
            notes: &[],
            chart: None,
            down: Some(Drill {
                to: ReportId("recordings"),
                view: Some("files"),
                with: &[("recording", "recording")],
                day: None,
                label: &["topic", "start"],
            }),
            opens: None,
            further: None,
            held: Some(counted!("recording", "t.start_at")),
            noun: ("recording", "recordings"),
        },
        View {
            id: "files",
            title: "Files",
            columns: FILES,
            source: Source { sql: FILES_SQL, by_key: true },
            order: &["-start", "type", "content"],
            facts: None,
            notes: &[NO_FILES],
            chart: None,
            down: Some(Drill {
                to: ReportId("participants"),
                view: None,
                with: &[("occurrence", "occurrence")],
                day: None,
                label: &["topic", "start"],
            }),
            opens: None,
            further: None,
            held: Some(concat!(
                "SELECT count(*) FROM recording t JOIN recording_file f ON f.account_id = t.account_id \
                 AND f.recording = t.key AND f.shown = 1 WHERE t.account_id IN (:accounts) AND t.shown = 1 AND ",
                of_occurrence!("t", "t.start_at")
            )),
            noun: ("file", "files"),
        },
    ],
};

const FACTS: Facts = Facts {
    columns: &[
        col("stored", "Stored", Unit::Bytes),
        col("on", "On", Unit::Date),
        col("plan", "Plan", Unit::Bytes),
        col("unlimited", "Unlimited", Unit::Text),
        col("recordings", "Recordings held", Unit::Count),
        col("files", "Files held", Unit::Count),
    ],
    sql: "
WITH newest AS (
  SELECT max(day) AS day FROM storage_day
  WHERE account_id IN (:accounts) AND shown = 1 AND day BETWEEN :from_day AND :to_day
)
SELECT sum(s.stored) AS stored, (SELECT day FROM newest) AS \"on\", sum(s.plan) AS plan, min(s.unlimited) AS unlimited,
       (SELECT nullif(count(*), 0) FROM recording r
        WHERE r.account_id IN (:accounts) AND r.shown = 1 AND r.day BETWEEN :from_day AND :to_day) AS recordings,
       (SELECT nullif(count(*), 0) FROM recording_file f
        WHERE f.account_id IN (:accounts) AND f.shown = 1 AND f.day BETWEEN :from_day AND :to_day) AS files
FROM storage_day s
WHERE s.account_id IN (:accounts) AND s.shown = 1 AND s.day = (SELECT day FROM newest)",
};

/// A host's name and e-mail: the source's, else those of the user of that id, else another source's.
macro_rules! host {
    ($what:literal) => {
        concat!(
            "coalesce(r.host_",
            $what,
            ", (SELECT u.",
            $what,
            " FROM account_user u WHERE u.account_id = r.account_id AND u.provider_user_id = r.host_id),
                (SELECT u.",
            $what,
            " FROM account_user u WHERE u.account_id = r.account_id AND u.email_folded = fold(r.host_email)),
                (SELECT max(x.host_",
            $what,
            ") FROM recording x WHERE x.account_id = r.account_id AND x.key = r.key))"
        )
    };
}

/// Each day of the range with the portal's figure of an account, else with its last one and what the recordings held add to
/// it; before the first, with their sum alone (`told` counts the figures so far, `more` is what they have above that sum). Left
/// out are days before anything is held, and those after the newest data.
macro_rules! days {
    () => {
        concat!(
            "
WITH RECURSIVE newest AS (
  SELECT account_id, max(day) AS day
  FROM (
    SELECT account_id, day FROM storage_day WHERE account_id IN (:accounts) AND shown = 1
    UNION ALL
    SELECT r.account_id, local_day(i.observed_at, a.zone)
    FROM (SELECT DISTINCT account_id, import_id FROM recording WHERE account_id IN (:accounts)) r
    JOIN import i ON i.account_id = r.account_id AND i.import_id = r.import_id
    JOIN account a ON a.account_id = r.account_id
  ) AS told
  GROUP BY account_id
),
calendar (day) AS (
  SELECT :from_day
  UNION ALL
  SELECT day + 1 FROM calendar WHERE day < :to_day AND day < (SELECT max(day) FROM newest)
),
kept AS (
  SELECT r.account_id, r.day, r.size,
         coalesce((SELECT CASE WHEN count(f.deleted_at) = count(*) THEN max(local_day(f.deleted_at, a.zone)) END
                   FROM recording_file f
                   WHERE f.account_id = r.account_id AND f.recording = r.key AND f.shown = 1), r.delete_day) AS gone
  FROM recording r
  JOIN account a ON a.account_id = r.account_id
  WHERE r.account_id IN (:accounts) AND r.shown = 1 AND r.day <= :to_day
    [[host: AND (holds(",
            host!("name"),
            ", :host) OR holds(",
            host!("email"),
            ", :host)) ]]
),
portal AS (
  SELECT account_id, day, stored, plan, free, unlimited
  FROM storage_day
  WHERE account_id IN (:accounts) AND shown = 1 AND day <= :to_day [[host: AND 1 = 0 ]]
),
changes AS (
  SELECT account_id, day, size AS added, 1 AS recorded FROM kept
  UNION ALL
  SELECT account_id, gone, -size, NULL FROM kept WHERE gone IS NOT NULL AND gone <= :to_day
  UNION ALL
  SELECT account_id, day, NULL, NULL FROM portal
  UNION ALL
  SELECT n.account_id, c.day, NULL, NULL FROM calendar c JOIN newest n ON c.day <= n.day
),
by_day AS (
  SELECT account_id, day, sum(added) AS added, sum(recorded) AS recorded FROM changes GROUP BY account_id, day
),
running AS (
  SELECT b.account_id, b.day, b.recorded, sum(b.added) OVER (PARTITION BY b.account_id ORDER BY b.day) AS kept,
         p.stored, p.plan, p.free, p.unlimited, count(p.stored) OVER (PARTITION BY b.account_id ORDER BY b.day) AS told
  FROM by_day b
  LEFT JOIN portal p ON p.account_id = b.account_id AND p.day = b.day
),
carried AS (
  SELECT r.*, max(r.stored - coalesce(r.kept, 0)) OVER (PARTITION BY r.account_id, r.told) AS more FROM running r
),
shown_days AS (
  SELECT c.account_id, c.day, c.recorded, c.plan, c.free, c.unlimited,
         CASE WHEN c.stored IS NOT NULL THEN c.stored WHEN c.told > 0 THEN c.more + coalesce(c.kept, 0) ELSE c.kept END AS stored,
         CASE WHEN c.stored IS NULL THEN 'ours' ELSE 'portal' END AS source
  FROM carried c
  JOIN newest n ON n.account_id = c.account_id AND c.day <= n.day
  WHERE c.day BETWEEN :from_day AND :to_day AND (c.stored IS NOT NULL OR c.told > 0 OR c.kept IS NOT NULL)
),
summed AS (
  SELECT day, sum(stored) AS stored, sum(plan) AS plan, sum(free) AS free, min(unlimited) AS unlimited,
         sum(recorded) AS recorded, min(source) AS source
  FROM shown_days
  GROUP BY day
)"
        )
    };
}

/// Days whose figures are summed here.
const OURS: Note = Note {
    sql: concat!(days!(), " SELECT count(*) FROM summed WHERE source = 'ours'"),
    one: "1 day is reckoned from the recordings held: the portal's figure of it is not held",
    many: "{} days are reckoned from the recordings held: the portal's figures of them are not held",
};

const NO_FILES: Note = Note {
    sql: "SELECT CASE WHEN EXISTS (SELECT 1 FROM recording WHERE account_id IN (:accounts) AND shown = 1)
                       AND NOT EXISTS (SELECT 1 FROM recording_file WHERE account_id IN (:accounts) AND shown = 1)
                 THEN 1 ELSE 0 END",
    one: "exports have no files: import answers of GET /users/{userId}/recordings",
    many: "",
};

const DAYS: &[Column] = &[
    col("date", "Date", Unit::Date).help("The portal's days are of UTC."),
    col("stored", "Stored", Unit::Bytes)
        .bar()
        .help("At the end of the day: 20 GB held and 1 GB recorded are 21 GB."),
    col("plan", "Plan", Unit::Bytes).help("What the plan has room for."),
    col("free", "Free", Unit::Bytes).help("What is free of charge, as the portal says."),
    col("unlimited", "Unlimited", Unit::Text).wide().help("What of these the portal calls unlimited."),
    col("plan_percent", "Of the plan", Unit::Percent).bar().help("The share of the plan that is filled."),
    col("recordings", "Recordings", Unit::Count).wide().help("Of that day, as far as they are held."),
    col("source", "Source", Unit::Text).help(
        "portal: its own figure. ours: its last one with what the recordings held add to it, else their sum.",
    ),
];

const DAYS_SQL: &str = concat!(
    days!(),
    "
SELECT day AS date,
       stored AS stored,
       plan AS plan,
       free AS free,
       unlimited AS unlimited,
       100.0 * stored / nullif(plan, 0) AS plan_percent,
       recorded AS recordings,
       source AS source
FROM summed"
);

const RECORDINGS: &[Column] = &[
    def::key("account_key"),
    def::key("row"),
    def::key("recording"),
    def::key("occurrence"),
    col("start", "Start", Unit::Instant),
    def::account(),
    col("topic", "Meeting", Unit::Text),
    col("meeting_id", "ID", Unit::Number).wide(),
    col("host", "Host", Unit::Text).personal(),
    col("host_email", "Host email", Unit::Text).wide().personal(),
    col("minutes", "Minutes", Unit::Minutes).wide(),
    col("files", "Files", Unit::Count).sum(),
    col("size", "Size", Unit::Bytes).sum().bar(),
    col("views", "Views", Unit::Count).wide().sum(),
    col("downloads", "Downloads", Unit::Count).wide().sum(),
    col("last_accessed", "Last accessed", Unit::Instant).wide(),
    col("deleted_on", "Deleted on", Unit::Date)
        .wide()
        .help("The day on which it goes by itself, where the API says so."),
];

/// What the portal's page alone tells, where an answer of the API is shown.
macro_rules! beside {
    ($what:literal) => {
        concat!(
            "coalesce(r.",
            $what,
            ", (SELECT max(x.",
            $what,
            ") FROM recording x WHERE x.account_id = r.account_id AND x.key = r.key))"
        )
    };
}

const RECORDINGS_SQL: &str = concat!(
    "
SELECT r.account_id AS account_key,
       r.row_id AS row,
       r.key AS recording,
       ",
    occurrence!("r", "r.start_at"),
    " AS occurrence,
       r.start_at AS start,
       ",
    account!("r"),
    " AS account,
       r.topic AS topic,
       r.number AS meeting_id,
       ",
    host!("name"),
    " AS host,
       ",
    host!("email"),
    " AS host_email,
       r.minutes * 60 AS minutes,
       r.files AS files,
       r.size AS size,
       ",
    beside!("views"),
    " AS views,
       ",
    beside!("downloads"),
    " AS downloads,
       ",
    beside!("last_access_at"),
    " AS last_accessed,
       r.delete_day AS deleted_on
FROM recording r
WHERE r.account_id IN (:accounts) AND r.shown = 1
  AND (r.day BETWEEN :from_day AND :to_day [[occurrence: OR 1 = 1 ]])
  [[occurrence: AND ",
    of_occurrence!("r", "r.start_at"),
    " ]]
  [[recording: AND fold(r.key) = :recording ]]
  [[host: AND (holds(",
    host!("name"),
    ", :host) OR holds(",
    host!("email"),
    ", :host)) ]]"
);

const FILES: &[Column] = &[
    def::key("account_key"),
    def::key("row"),
    def::key("occurrence"),
    col("topic", "Meeting", Unit::Text),
    col("type", "Type", Unit::Text),
    col("content", "Content", Unit::Text).wide().help("What it shows, as the provider calls it."),
    col("start", "Start", Unit::Moment),
    col("end", "End", Unit::Moment),
    col("size", "Size", Unit::Bytes).sum().bar(),
    col("status", "Status", Unit::Text),
    col("deleted", "Deleted", Unit::Instant)
        .wide()
        .fades()
        .help("When it was deleted; still in the trash perhaps."),
];

const FILES_SQL: &str = concat!(
    "
SELECT f.account_id AS account_key,
       f.row_id AS row,
       ",
    occurrence!("r", "r.start_at"),
    " AS occurrence,
       r.topic AS topic,
       coalesce(f.type, f.extension) AS type,
       f.content_type AS content,
       f.start_at AS start,
       f.end_at AS \"end\",
       f.size AS size,
       f.status AS status,
       f.deleted_at AS deleted
FROM recording_file f
JOIN recording r ON r.account_id = f.account_id AND r.key = f.recording AND r.shown = 1
WHERE f.account_id IN (:accounts) AND f.shown = 1
  AND (r.day BETWEEN :from_day AND :to_day [[occurrence: OR 1 = 1 ]])
  [[occurrence: AND ",
    of_occurrence!("r", "r.start_at"),
    " ]]
  [[recording: AND fold(f.recording) = :recording ]]
  [[host: AND (holds(",
    host!("name"),
    ", :host) OR holds(",
    host!("email"),
    ", :host)) ]]"
);
