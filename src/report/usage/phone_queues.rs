//! Use of the phone by call queue.

use super::phone::LIMITS;
use super::phone_sql::held;
use crate::model::Unit;
use crate::report::{
    Access, Column, Drill, Layout, Note, Param, ParamKind, ReportDef, ReportId, Source, Tab, View, col, def,
};

pub const DEF: ReportDef = ReportDef {
    id: ReportId("phone-queues"),
    title: "Phone queues",
    tab: Tab::Usage,
    about: "What call queues received and what became of it, counted from the calls held. Where the portal's own figures of a \
            queue are held for exactly the range asked, and fewer of its calls, they are shown.",
    who: Access::PHONE,
    limits: LIMITS,
    ranged: true,
    ahead: false,
    layout: Layout::Table,
    params: &[
        Param {
            name: "name",
            kind: ParamKind::Text,
            required: false,
            help: "Only queues whose name contains this, or whose extension it is.",
        },
        Param {
            name: "site",
            kind: ParamKind::Text,
            required: false,
            help: "Only queues of a site that contains this.",
        },
    ],
    actions: &[],
    views: &[View {
        id: "queues",
        title: "Queues",
        columns: COLUMNS,
        source: Source { sql: SQL, by_key: false },
        order: &["-received", "name"],
        facts: None,
        notes: &[PORTAL, ELSEWHEN],
        chart: None,
        down: Some(Drill {
            to: ReportId("phone"),
            view: Some("calls"),
            with: &[("queue", "queue")],
            day: None,
            label: &["name"],
        }),
        opens: None,
        further: None,
        held: None,
        noun: ("queue", "queues"),
    }],
};

const COLUMNS: &[Column] = &[
    def::key("queue"),
    def::account(),
    col("name", "Name", Unit::Text),
    col("extension", "Extension", Unit::Text).wide(),
    col("site", "Site", Unit::Text).wide(),
    col("received", "Received", Unit::Count).sum().bar(),
    col("answered", "Answered", Unit::Count).sum(),
    col("missed", "Missed", Unit::Count).wide().sum().help("Received, and none of the others: nobody took it."),
    col("overflowed", "Overflowed", Unit::Count).wide().sum().help("Sent on, as the queue was full or waited too long."),
    col("abandoned", "Abandoned", Unit::Count).wide().sum().help("The caller gave up waiting."),
    col("average_wait", "Average wait", Unit::Duration).help("In the queue, of all calls whose wait is known."),
    col("average_talk", "Average talk", Unit::Duration)
        .wide()
        .help("Of answered calls. The portal's: handling less what comes after the call, holding included."),
    col("source", "Source", Unit::Text)
        .wide()
        .help("calls, or portal's where its figures are shown, with how many calls of those it counts are held (`3/40`)."),
];

/// `queues`: each queue with names for it; `counted` from calls, `judged` where the portal's figures are shown.
macro_rules! queues {
    ($then:literal) => {
        concat!(
            "
WITH parts AS (
  SELECT c.account_id, c.queue_who AS who, coalesce(c.call_id, c.key) AS call, c.outcome, c.waiting_seconds,
         c.talk_seconds, c.queue_name, c.queue_ext, c.site
  FROM phone_call c
  WHERE c.account_id IN (:accounts) AND c.day BETWEEN :from_day AND :to_day AND c.queue_who IS NOT NULL AND ",
            held!(),
            "
),
names AS (
  SELECT account_id, 'id:' || extension_id AS who, key AS queue FROM phone_queue
  WHERE account_id IN (:accounts) AND shown = 1 AND extension_id IS NOT NULL
  UNION
  SELECT account_id, 'id:' || queue_id, key FROM phone_queue
  WHERE account_id IN (:accounts) AND shown = 1 AND queue_id IS NOT NULL
  UNION
  SELECT account_id, 'ext:' || extension, key FROM phone_queue
  WHERE account_id IN (:accounts) AND shown = 1 AND extension IS NOT NULL
  UNION
  SELECT account_id, 'name:' || fold(name), key FROM phone_queue
  WHERE account_id IN (:accounts) AND shown = 1 AND name IS NOT NULL
),
whos AS (
  SELECT account_id, who, min(queue) AS queue FROM names GROUP BY account_id, who HAVING count(DISTINCT queue) = 1
),
calls AS (
  SELECT p.account_id, coalesce(w.queue, n.queue, p.who) AS queue, p.call,
         max(CASE WHEN p.outcome = 'answered' THEN 1 ELSE 0 END) AS answered,
         max(CASE WHEN p.outcome = 'overflowed' THEN 1 ELSE 0 END) AS overflowed,
         max(CASE WHEN p.outcome = 'abandoned' THEN 1 ELSE 0 END) AS abandoned,
         max(CASE WHEN p.outcome IS NOT NULL THEN 1 ELSE 0 END) AS known,
         max(p.waiting_seconds) AS wait, max(p.talk_seconds) AS talk, max(p.queue_name) AS name,
         max(p.queue_ext) AS extension, max(p.site) AS site
  FROM parts p
  LEFT JOIN whos w ON w.account_id = p.account_id AND w.who = p.who
  LEFT JOIN whos n ON n.account_id = p.account_id AND n.who = 'name:' || fold(p.queue_name)
  GROUP BY p.account_id, coalesce(w.queue, n.queue, p.who), p.call
),
counted AS (
  SELECT account_id, queue, count(*) AS received, sum(answered) AS answered,
         sum(CASE WHEN answered = 0 THEN overflowed ELSE 0 END) AS overflowed,
         sum(CASE WHEN answered = 0 AND overflowed = 0 THEN abandoned ELSE 0 END) AS abandoned,
         sum(CASE WHEN answered = 0 AND overflowed = 0 AND abandoned = 0 THEN known ELSE 0 END) AS missed,
         sum(wait) AS wait, count(wait) AS waits, sum(CASE WHEN answered = 1 THEN talk END) AS talk,
         count(CASE WHEN answered = 1 THEN talk END) AS talks, max(name) AS name, max(extension) AS extension,
         max(site) AS site
  FROM calls
  GROUP BY account_id, queue
),
figures AS (
  SELECT f.account_id, coalesce(w.queue, x.queue, n.queue, 'name:' || fold(f.name), 'id:' || f.queue_id) AS queue, f.name,
         f.site, f.inbound, f.answered, f.abandoned, f.overflowed, f.wait_seconds, f.handle_seconds, f.wrap_up_seconds,
         row_number() OVER (PARTITION BY f.account_id, coalesce(w.queue, x.queue, n.queue, 'name:' || fold(f.name),
                                                                'id:' || f.queue_id)
                            ORDER BY f.grade DESC, f.observed_at DESC, f.content DESC) AS place
  FROM queue_figure f
  LEFT JOIN whos w ON w.account_id = f.account_id AND w.who = 'id:' || f.queue_id
  LEFT JOIN whos x ON x.account_id = f.account_id AND x.who = 'id:' || f.extension_id
  LEFT JOIN whos n ON n.account_id = f.account_id AND n.who = 'name:' || fold(f.name)
  WHERE f.account_id IN (:accounts) AND f.shown = 1 AND f.from_day = :from_day AND f.to_day = :to_day
),
judged AS (
  SELECT f.account_id, f.queue, f.name, f.site, f.inbound, f.answered, f.abandoned, f.overflowed, f.wait_seconds,
         f.handle_seconds, f.wrap_up_seconds, coalesce(c.received, 0) AS counted
  FROM figures f
  LEFT JOIN counted c ON c.account_id = f.account_id AND c.queue = f.queue
  WHERE f.place = 1 AND f.inbound > coalesce(c.received, 0)
)
",
            $then
        )
    };
}

const PORTAL: Note = Note {
    sql: queues!("SELECT count(*) FROM judged"),
    one: "1 queue shows the portal's figures (calls held in part)",
    many: "{} queues show the portal's figures (calls held in part)",
};

const ELSEWHEN: Note = Note {
    sql: "SELECT count(*) FROM (SELECT DISTINCT f.account_id, f.from_day, f.to_day FROM queue_figure f
            WHERE f.account_id IN (:accounts) AND f.shown = 1 AND f.from_day <= :to_day AND f.to_day >= :from_day
              AND NOT (f.from_day = :from_day AND f.to_day = :to_day)
              AND NOT EXISTS (SELECT 1 FROM phone_call c WHERE c.account_id = f.account_id AND c.shown = 1
                                AND c.day BETWEEN :from_day AND :to_day AND c.queue_who IS NOT NULL)) AS ranges",
    one: "the portal's figures are held of other days: ask for exactly those",
    many: "the portal's figures are held of {} other ranges of days: ask for exactly one of those",
};

const SQL: &str = queues!(
    ",
listed AS (
  SELECT account_id, key AS queue, name, extension, site FROM phone_queue
  WHERE account_id IN (:accounts) AND shown = 1
),
holding AS (
  SELECT a.account_id FROM account a
  WHERE a.account_id IN (:accounts) AND EXISTS (
    SELECT 1 FROM phone_call c
    WHERE c.account_id = a.account_id AND c.shown = 1 AND c.day BETWEEN :from_day AND :to_day)
),
every AS (
  SELECT account_id, queue FROM listed
  UNION
  SELECT account_id, queue FROM counted
  UNION
  SELECT account_id, queue FROM judged
)
SELECT coalesce(l.extension, c.extension, fold(coalesce(l.name, c.name, j.name)), e.queue) AS queue,
       CASE WHEN (SELECT count(*) FROM account WHERE account_id IN (:accounts)) > 1
            THEN (SELECT a.name FROM account a WHERE a.account_id = e.account_id) END AS account,
       coalesce(l.name, c.name, j.name, 'ext. ' || coalesce(l.extension, c.extension)) AS name,
       coalesce(l.extension, c.extension) AS extension,
       coalesce(l.site, c.site, j.site) AS site,
       CASE WHEN j.account_id IS NOT NULL THEN j.inbound WHEN h.account_id IS NOT NULL THEN coalesce(c.received, 0) END AS received,
       CASE WHEN j.account_id IS NOT NULL THEN j.answered WHEN h.account_id IS NOT NULL THEN coalesce(c.answered, 0) END AS answered,
       CASE WHEN j.account_id IS NOT NULL
            THEN CASE WHEN j.inbound >= j.answered + j.overflowed + j.abandoned
                      THEN j.inbound - j.answered - j.overflowed - j.abandoned END
            WHEN h.account_id IS NOT NULL THEN coalesce(c.missed, 0) END AS missed,
       CASE WHEN j.account_id IS NOT NULL THEN j.overflowed WHEN h.account_id IS NOT NULL THEN coalesce(c.overflowed, 0) END AS overflowed,
       CASE WHEN j.account_id IS NOT NULL THEN j.abandoned WHEN h.account_id IS NOT NULL THEN coalesce(c.abandoned, 0) END AS abandoned,
       CASE WHEN j.account_id IS NOT NULL THEN j.wait_seconds WHEN c.waits > 0 THEN (c.wait + c.waits / 2) / c.waits END AS average_wait,
       CASE WHEN j.account_id IS NOT NULL
            THEN CASE WHEN j.handle_seconds >= coalesce(j.wrap_up_seconds, 0)
                      THEN j.handle_seconds - coalesce(j.wrap_up_seconds, 0) END
            WHEN c.talks > 0 THEN (c.talk + c.talks / 2) / c.talks END AS average_talk,
       CASE WHEN j.account_id IS NOT NULL THEN 'portal''s ' || j.counted || '/' || j.inbound
            WHEN c.account_id IS NOT NULL THEN 'calls' END AS source
FROM every e
LEFT JOIN listed l ON l.account_id = e.account_id AND l.queue = e.queue
LEFT JOIN counted c ON c.account_id = e.account_id AND c.queue = e.queue
LEFT JOIN judged j ON j.account_id = e.account_id AND j.queue = e.queue
LEFT JOIN holding h ON h.account_id = e.account_id
WHERE 1 = 1
  [[name: AND (holds(coalesce(l.name, c.name, j.name), :name) OR coalesce(l.extension, c.extension) = :name) ]]
  [[site: AND holds(coalesce(l.site, c.site, j.site), :site) ]]"
);
