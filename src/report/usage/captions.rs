//! Captions and translation: minutes used, a row a feature and pair of languages.

use super::place::{OCCURRENCE, account, counted, occurrence, of_occurrence};
use crate::model::Unit;
use crate::report::def::TOGETHER;
use crate::report::{
    Access, Column, Drill, Layout, Limit, Param, ParamKind, ReportDef, ReportId, Source, Tab, View, col, def,
};

/// The occurrence; where the source tells the day alone, the only one of that number on it.
macro_rules! held {
    () => {
        concat!(
            "coalesce(",
            occurrence!("t", "t.start_at"),
            ", (SELECT min(o.occurrence_id) FROM event e
               JOIN occurrence o ON o.account_id = e.account_id AND o.event_id = e.event_id
               WHERE e.account_id = t.account_id AND e.number = t.number AND o.day = t.day HAVING count(*) = 1))"
        )
    };
}

pub const DEF: ReportDef = ReportDef {
    id: ReportId("captions"),
    title: "Captions",
    tab: Tab::Usage,
    about: "Minutes of captions and of translated captions, a row a feature and pair of languages in an occurrence, and \
            summed for each pair of languages.",
    who: Access::USAGE,
    limits: Limit::LIST,
    ranged: true,
    ahead: false,
    layout: Layout::Table,
    params: &[
        OCCURRENCE,
        Param {
            name: "pair",
            kind: ParamKind::Text,
            required: false,
            help: "Only pairs of languages that contain this, like `english > german`.",
        },
    ],
    actions: &[],
    views: &[
        View {
            id: "uses",
            title: "Uses",
            columns: USES,
            source: Source { sql: USES_SQL, by_key: true },
            order: &["-date", "topic", "feature", "from", "to"],
            facts: None,
            notes: &[],
            chart: None,
            down: Some(Drill {
                to: ReportId("participants"),
                view: None,
                with: &[("occurrence", "occurrence")],
                day: None,
                label: &["topic", "date"],
            }),
            opens: None,
            further: None,
            held: Some(counted!("caption_use", "t.start_at", held!())),
            noun: ("use", "uses"),
        },
        View {
            id: "pairs",
            title: "By languages",
            columns: PAIRS,
            source: Source { sql: PAIRS_SQL, by_key: false },
            order: &["-minutes", "pair"],
            facts: None,
            notes: &[TOGETHER],
            chart: None,
            down: Some(Drill {
                to: ReportId("captions"),
                view: Some("uses"),
                with: &[("pair", "of_pair")],
                day: None,
                label: &["pair"],
            }),
            opens: None,
            further: None,
            held: None,
            noun: ("pair of languages", "pairs of languages"),
        },
    ],
};

/// `English > German`; one language alone where there is one.
macro_rules! pair {
    () => {
        "CASE WHEN t.to_language IS NULL THEN coalesce(t.from_language, 'not told')
            ELSE coalesce(t.from_language, 'not told') || ' > ' || t.to_language END"
    };
}

macro_rules! asked {
    () => {
        concat!(
            "t.account_id IN (:accounts) AND t.shown = 1
  AND (t.day BETWEEN :from_day AND :to_day [[occurrence: OR 1 = 1 ]])
  [[occurrence: AND ",
            of_occurrence!("t", "t.start_at", held!()),
            " ]]
  [[pair: AND holds(",
            pair!(),
            ", :pair) ]]"
        )
    };
}

const USES: &[Column] = &[
    def::key("account_key"),
    def::key("row"),
    def::key("occurrence"),
    col("date", "Date", Unit::Date).help("The day in the account's zone."),
    def::account(),
    col("meeting_id", "Meeting ID", Unit::Number).wide(),
    col("topic", "Topic", Unit::Text).wide(),
    col("host", "Host", Unit::Text).wide().personal(),
    col("host_email", "Host email", Unit::Text).wide().personal(),
    col("department", "Department", Unit::Text).wide(),
    col("feature", "Feature", Unit::Text).help("captions or translated captions."),
    col("from", "From", Unit::Text).help("The language that was spoken."),
    col("to", "To", Unit::Text).help("The language of the captions, where they were translated."),
    col("minutes", "Minutes", Unit::Minutes).sum().bar(),
];

const USES_SQL: &str = concat!(
    "
SELECT t.account_id AS account_key,
       t.row_id AS row,
       ",
    held!(),
    " AS occurrence,
       t.day AS date,
       ",
    account!("t"),
    " AS account,
       t.number AS meeting_id,
       coalesce(t.topic, (SELECT o.topic FROM occurrence o WHERE o.account_id = t.account_id AND o.occurrence_id = ",
    held!(),
    ")) AS topic,
       t.host_name AS host,
       t.host_email AS host_email,
       t.department AS department,
       t.feature AS feature,
       t.from_language AS \"from\",
       t.to_language AS \"to\",
       t.minutes * 60 AS minutes
FROM caption_use t
WHERE ",
    asked!()
);

const PAIRS: &[Column] = &[
    def::key("of_pair"),
    col("pair", "Languages", Unit::Text),
    col("uses", "Uses", Unit::Count).sum(),
    col("meetings", "Meetings", Unit::Count).help("Occurrences, by meeting ID and day."),
    col("captions", "Captions", Unit::Minutes).wide().sum().help("Minutes of captions."),
    col("translated", "Translated", Unit::Minutes).wide().sum().help("Minutes of translated captions."),
    col("minutes", "Minutes", Unit::Minutes).sum().bar(),
];

const PAIRS_SQL: &str = concat!(
    "
SELECT ",
    pair!(),
    " AS of_pair,
       ",
    pair!(),
    " AS pair,
       count(*) AS uses,
       count(DISTINCT coalesce(t.number, t.topic) || ' ' || t.day) AS meetings,
       sum(t.minutes) FILTER (WHERE t.feature = 'captions') * 60 AS captions,
       sum(t.minutes) FILTER (WHERE t.feature = 'translated captions') * 60 AS translated,
       sum(t.minutes) * 60 AS minutes
FROM caption_use t
WHERE ",
    asked!(),
    "
GROUP BY ",
    pair!()
);
