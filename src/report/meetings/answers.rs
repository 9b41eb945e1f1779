//! Answers to polls and surveys, each by itself and counted: what the reports of meetings and of webinars have in common.

use crate::model::Unit;
use crate::report::{Column, Drill, Param, ParamKind, ReportId, col, def};

/// Parameters of every report of what was answered.
pub const PARAMS: &[Param] = &[
    OCCURRENCE,
    HOST,
    TOPIC,
    NUMBER,
    Param {
        name: "poll",
        kind: ParamKind::Text,
        required: false,
        help: "Only polls whose name contains this.",
    },
    Param {
        name: "question",
        kind: ParamKind::Text,
        required: false,
        help: "Only this question, word for word.",
    },
    Param {
        name: "answer",
        kind: ParamKind::Text,
        required: false,
        help: "Only this answer, word for word; of several given at once, one.",
    },
    Param {
        name: "launch",
        kind: ParamKind::Number { least: 1, most: 1000 },
        required: false,
        help: "Only the first, second, … time that a poll was started.",
    },
];

/// What belongs to one occurrence, whatever the dates.
pub const OCCURRENCE: Param = Param {
    name: "occurrence",
    kind: ParamKind::Occurrence,
    required: false,
    help: "Only this occurrence, whatever the dates: UUID or NUMBER@START.",
};
pub const HOST: Param =
    Param { name: "host", kind: ParamKind::Host, required: false, help: "Only this host's occurrences." };
pub const TOPIC: Param =
    Param { name: "topic", kind: ParamKind::Text, required: false, help: "Only topics that contain this." };
pub const NUMBER: Param = Param {
    name: "meeting",
    kind: ParamKind::Text,
    required: false,
    help: "Only this meeting ID; blanks do not count.",
};

pub const ANSWERS: &[Column] = &[
    def::key("set"),
    def::key("row"),
    def::key("occurrence"),
    def::account(),
    col("topic", "Topic", Unit::Text).wide().help("Where more than one is asked."),
    col("meeting_id", "ID", Unit::Number).wide(),
    col("start", "Start", Unit::Instant).wide(),
    col("name", "Name", Unit::Text).personal().help("Anonymous where the source names nobody."),
    col("email", "Email", Unit::Text).wide().personal(),
    col("poll", "Poll", Unit::Text).help("Its name; where it has none, its number."),
    col("launch", "Launch", Unit::Count).wide().help("A poll that is started again is told apart."),
    col("question", "Question", Unit::Text),
    col("answer", "Answer", Unit::Text)
        .personal()
        .help("As the source joins them where several were chosen."),
    col("submitted", "Submitted at", Unit::Instant).wide(),
];

pub const TALLY: &[Column] = &[
    def::key("occurrence"),
    def::key("poll_key"),
    def::key("launch_key"),
    def::key("question_key"),
    def::key("answer_key"),
    def::account(),
    col("topic", "Topic", Unit::Text).wide().help("Where more than one is asked."),
    col("meeting_id", "ID", Unit::Number).wide(),
    col("start", "Start", Unit::Instant).wide(),
    col("poll", "Poll", Unit::Text),
    col("launch", "Launch", Unit::Count).wide(),
    col("question", "Question", Unit::Text),
    col("answer", "Answer", Unit::Text).personal().help(
        "Answers joined by `;` count each for itself where every one of them was also given alone to that question, else \
         together as they are written.",
    ),
    col("count", "Count", Unit::Count).help("How many answered so."),
    col("share_percent", "Share", Unit::Percent)
        .bar()
        .help("Of those who answered the question; who chose several counts in each."),
];

/// A tally opens on who answered so.
pub const fn who(report: &'static str) -> Drill {
    Drill {
        to: ReportId(report),
        view: Some("answers"),
        with: &[
            ("occurrence", "occurrence"),
            ("poll", "poll_key"),
            ("launch", "launch_key"),
            ("question", "question_key"),
            ("answer", "answer_key"),
        ],
        day: None,
        label: &["question", "answer"],
    }
}

/// Conditions on occurrences `o` of events `e`: of the dates, or the one that is named.
macro_rules! of_events {
    ($kind:literal) => {
        concat!(
            "o.account_id IN (:accounts) AND e.kind = '",
            $kind,
            "'
    AND (o.day BETWEEN :from_day AND :to_day [[occurrence: OR 1 = 1 ]])
    [[occurrence: AND o.occurrence_id = :occurrence ]]
    [[host: AND o.host_user_id = :host ]]
    [[topic: AND holds(o.topic, :topic) ]]
    [[meeting: AND e.number = replace(:meeting, ' ', '') ]]"
        )
    };
}

/// What was answered: `given`, a row an answer; `numbers`, from 1 to 20; `alone`, answers that were given without others
/// beside them. An answer is `split` where each of what it joins was.
macro_rules! given {
    ($part:literal, $kind:literal) => {
        concat!(
            "
WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 20),
given AS MATERIALIZED (
  SELECT o.account_id, o.occurrence_id, o.topic, e.number, o.start_at, a.set_id, a.answer_id, a.name, a.email, a.poll, a.launch,
         a.question, a.answer, a.submitted_at
  FROM occurrence o
  JOIN event e ON e.account_id = o.account_id AND e.event_id = o.event_id
  JOIN source_set s ON s.account_id = o.account_id AND s.occurrence_id = o.occurrence_id
  JOIN set_part p ON p.account_id = s.account_id AND p.set_id = s.set_id AND p.part = '",
            $part,
            "' AND p.shown = 1
  JOIN answer a ON a.account_id = p.account_id AND a.set_id = p.set_id AND a.part = p.part
  WHERE ",
            $crate::report::meetings::answers::of_events!($kind),
            "
    [[poll: AND holds(a.poll, :poll) ]]
    [[launch: AND a.launch = :launch ]]
    [[question: AND fold(a.question) = :question ]]
),
alone AS (
  SELECT DISTINCT set_id, account_id, poll, question, fold(trim(answer)) AS answer FROM given WHERE NOT holds(answer, ';')
),
split AS MATERIALIZED (
  SELECT g.account_id, g.set_id, g.answer_id
  FROM given g
  JOIN numbers ON trim(split_part(g.answer, ';', numbers.n)) <> ''
  LEFT JOIN alone ON alone.account_id = g.account_id AND alone.set_id = g.set_id AND alone.poll = g.poll
    AND alone.question = g.question AND alone.answer = fold(trim(split_part(g.answer, ';', numbers.n)))
  WHERE holds(g.answer, ';') AND split_part(g.answer, ';', 21) = ''
  GROUP BY g.account_id, g.set_id, g.answer_id
  HAVING count(*) = count(alone.answer)
)
"
        )
    };
}

macro_rules! answers_sql {
    ($part:literal, $kind:literal) => {
        concat!(
            $crate::report::meetings::answers::given!($part, $kind),
            "SELECT g.set_id AS \"set\",
       g.answer_id AS \"row\",
       g.occurrence_id AS occurrence,
       CASE WHEN (SELECT count(*) FROM account WHERE account_id IN (:accounts)) > 1
            THEN (SELECT a.name FROM account a WHERE a.account_id = g.account_id) END AS account,
       CASE WHEN 1 = 1 [[occurrence: AND 1 = 0 ]] THEN g.topic END AS topic,
       CASE WHEN substr(g.number, 1, 1) <> '~' [[occurrence: AND 1 = 0 ]] THEN g.number END AS meeting_id,
       CASE WHEN 1 = 1 [[occurrence: AND 1 = 0 ]] THEN g.start_at END AS start,
       CASE WHEN g.name IS NULL AND g.email IS NULL THEN 'Anonymous' ELSE g.name END AS name,
       g.email AS email,
       g.poll AS poll,
       g.launch AS launch,
       g.question AS question,
       g.answer AS answer,
       g.submitted_at AS submitted
FROM given g
WHERE 1 = 1
  [[answer: AND (fold(trim(g.answer)) = :answer
                 OR (EXISTS (SELECT 1 FROM split WHERE split.account_id = g.account_id AND split.set_id = g.set_id
                             AND split.answer_id = g.answer_id)
                     AND EXISTS (SELECT 1 FROM numbers
                                 WHERE fold(trim(split_part(g.answer, ';', numbers.n))) = :answer))) ]]"
        )
    };
}

macro_rules! tally_sql {
    ($part:literal, $kind:literal) => {
        concat!(
            $crate::report::meetings::answers::given!($part, $kind),
            ", asked AS (
  SELECT account_id, set_id, poll, launch, question, count(*) AS people FROM given WHERE answer IS NOT NULL
  GROUP BY account_id, set_id, poll, launch, question
),
told AS (
  SELECT g.account_id, g.set_id, g.answer_id, trim(g.answer) AS answer
  FROM given g
  LEFT JOIN split ON split.account_id = +g.account_id AND split.set_id = g.set_id AND split.answer_id = g.answer_id
  WHERE g.answer IS NOT NULL AND split.answer_id IS NULL
  UNION
  SELECT g.account_id, g.set_id, g.answer_id, trim(split_part(g.answer, ';', numbers.n))
  FROM given g
  JOIN split ON split.account_id = +g.account_id AND split.set_id = g.set_id AND split.answer_id = g.answer_id
  JOIN numbers ON trim(split_part(g.answer, ';', numbers.n)) <> ''
)
SELECT g.occurrence_id AS occurrence,
       g.poll AS poll_key,
       g.launch AS launch_key,
       g.question AS question_key,
       min(told.answer) AS answer_key,
       CASE WHEN (SELECT count(*) FROM account WHERE account_id IN (:accounts)) > 1
            THEN (SELECT a.name FROM account a WHERE a.account_id = g.account_id) END AS account,
       CASE WHEN 1 = 1 [[occurrence: AND 1 = 0 ]] THEN min(g.topic) END AS topic,
       min(CASE WHEN substr(g.number, 1, 1) <> '~' [[occurrence: AND 1 = 0 ]] THEN g.number END) AS meeting_id,
       CASE WHEN 1 = 1 [[occurrence: AND 1 = 0 ]] THEN min(g.start_at) END AS start,
       g.poll AS poll,
       g.launch AS launch,
       g.question AS question,
       min(told.answer) AS answer,
       count(*) AS count,
       100.0 * count(*) / min(asked.people) AS share_percent
FROM told
JOIN given g ON g.account_id = told.account_id AND g.set_id = told.set_id AND g.answer_id = told.answer_id
JOIN asked ON asked.account_id = g.account_id AND asked.set_id = g.set_id AND asked.poll = g.poll
  AND asked.launch = g.launch AND asked.question = g.question
WHERE 1 = 1 [[answer: AND fold(told.answer) = :answer ]]
GROUP BY g.account_id, g.occurrence_id, g.set_id, g.poll, g.launch, g.question, fold(told.answer)"
        )
    };
}

/// How many answers of an occurrence are held.
macro_rules! answers_held {
    ($part:literal, $kind:literal) => {
        concat!(
            "SELECT count(*) FROM occurrence o
          JOIN event e ON e.account_id = o.account_id AND e.event_id = o.event_id AND e.kind = '",
            $kind,
            "'
          JOIN source_set s ON s.account_id = o.account_id AND s.occurrence_id = o.occurrence_id
          JOIN set_part p ON p.account_id = s.account_id AND p.set_id = s.set_id AND p.part = '",
            $part,
            "' AND p.shown = 1
          JOIN answer a ON a.account_id = p.account_id AND a.set_id = p.set_id AND a.part = p.part
          WHERE o.account_id IN (:accounts) AND o.occurrence_id = :occurrence"
        )
    };
}

/// The two views of a report on answers: each of them, and how many gave it.
macro_rules! answer_views {
    ($part:literal, $kind:literal, $report:literal) => {
        &[
            View {
                id: "answers",
                title: "Answers",
                columns: ANSWERS,
                source: Source { sql: answers_sql!($part, $kind), by_key: false },
                order: &["-start", "poll", "launch", "question", "name"],
                facts: None,
                notes: &[],
                chart: None,
                down: None,
                opens: None,
                further: None,
                held: Some(answers_held!($part, $kind)),
                noun: ("answer", "answers"),
            },
            View {
                id: "tally",
                title: "Tally",
                columns: TALLY,
                source: Source { sql: tally_sql!($part, $kind), by_key: false },
                order: &["-start", "poll", "launch", "question", "-count", "answer"],
                facts: None,
                notes: &[],
                chart: None,
                down: Some(who($report)),
                opens: None,
                further: None,
                held: None,
                noun: ("different answer", "different answers"),
            },
        ]
    };
}

pub(in crate::report) use {answer_views, answers_held, answers_sql, given, of_events, tally_sql};
