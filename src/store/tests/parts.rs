//! Polls, questions and surveys of occurrences: taken in, known again, the best of each shown, taken back.

use super::*;
use crate::model::{AnswerRecord, Fact, Part, QuestionRecord};

/// What a file says of one part of one occurrence: whom it asked, and what they said.
type Said<'s> = (OccurrenceRecord<'static>, Part, Grade, &'s [(&'static str, &'static str, i64)]);

fn take(store: &mut Store, file: &str, observed: i64, said: &[Said<'_>]) -> Outcome {
    let mut go_on = |_| true;
    let mut batch = begin(store, meta(file, observed), &mut go_on);
    let mut line = 0;
    for (record, part, grade, rows) in said {
        batch.occurrence(line + 1, record).unwrap();
        batch.fact(line + 1, &Fact::Part(*part, *grade)).unwrap();
        for (name, text, minute) in *rows {
            line += 1;
            let at = Some(NOON + minute * 60);
            let fact = if *part == Part::Qa {
                Fact::Question(Box::new(QuestionRecord {
                    name: Some((*name).into()),
                    question: (*text).into(),
                    asked: at,
                    ..QuestionRecord::default()
                }))
            } else {
                Fact::Answer(Box::new(AnswerRecord {
                    name: Some((*name).into()),
                    poll: "1".into(),
                    launch: 1,
                    question: "Tea?".into(),
                    answer: Some((*text).into()),
                    submitted: at,
                    ..AnswerRecord::default()
                }))
            };
            batch.fact(line, &fact).unwrap();
        }
    }
    let counted = Counted { rows: line, ..Counted::default() };
    batch.finish(&counted, true).unwrap()
}

fn bare(start: Option<i64>, inferred: bool) -> OccurrenceRecord<'static> {
    OccurrenceRecord { start, inferred, ..OccurrenceRecord::of_number("84612340849", Grade::Facts) }
}

fn texts(store: &Store, sql: &str) -> Vec<String> {
    let mut find = store.conn.prepare(sql).unwrap();
    let rows = find.query_map([], |row| row.get(0)).unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}

/// The answers shown, by occurrence.
fn answers(store: &Store) -> Vec<String> {
    texts(
        store,
        "SELECT o.occurrence_id || ' ' || p.part || ' ' || a.name || ': ' || a.answer FROM answer a \
         JOIN set_part p ON p.set_id = a.set_id AND p.part = a.part AND p.shown = 1 \
         JOIN source_set s ON s.set_id = a.set_id JOIN occurrence o ON o.occurrence_id = s.occurrence_id ORDER BY 1",
    )
}

fn occurrences(store: &Store) -> Vec<String> {
    texts(
        store,
        "SELECT ((start_at - 1760954400) / 60) || '..' || ((end_at - 1760954400) / 60) || ' ' || coalesce(people, 'nobody') \
         FROM occurrence ORDER BY start_at",
    )
}

const TWO: &[(&str, &str, i64)] = &[("Nora", "Yes", 10), ("Wang", "No", 12)];
const ONE: &[(&str, &str, i64)] = &[("Nora", "Yes", 10)];

#[test]
fn a_poll_alone_makes_an_occurrence_of_which_nobody_is_known() {
    let place = place();
    let mut store = Store::open(&place.path).unwrap();
    let poll: Said<'_> = (bare(Some(NOON), false), Part::Polls, Grade::Stays, TWO);
    let first = take(&mut store, "poll", NOON, std::slice::from_ref(&poll));
    assert_eq!((first.new, first.known, first.occurrences), (2, 0, 1));
    assert_eq!(occurrences(&store), ["0..12 nobody"]);
    // Fetched a second time, it says the same.
    let again = take(&mut store, "again", NOON + 60, std::slice::from_ref(&poll));
    assert_eq!((again.new, again.known), (0, 2));
    assert_eq!(answers(&store), ["1 polls Nora: Yes", "1 polls Wang: No"]);
    assert_eq!(store.check().unwrap(), []);
    // The one that is left vouches for it.
    assert_eq!(store.undo(first.import, "ada", NOON, &mut |_, _| true).unwrap().rows, 0);
    assert_eq!(answers(&store).len(), 2);
    assert_eq!(store.undo(again.import, "ada", NOON, &mut |_, _| true).unwrap().rows, 2);
    assert_eq!((answers(&store).len(), occurrences(&store).len()), (0, 0));
    assert_eq!(store.check().unwrap(), []);
}

#[test]
fn of_a_part_the_best_is_shown_then_the_latest_that_is_not_smaller() {
    let place = place();
    let mut store = Store::open(&place.path).unwrap();
    let poll = |grade, rows| (bare(Some(NOON), false), Part::Polls, grade, rows);
    take(&mut store, "csv", NOON, &[poll(Grade::Stays, TWO)]);
    let smaller = take(&mut store, "smaller", NOON + 60, &[poll(Grade::Stays, ONE)]);
    assert_eq!(smaller.new, 1);
    assert_eq!(answers(&store), ["1 polls Nora: Yes", "1 polls Wang: No"]);
    let best = take(&mut store, "json", NOON - 60, &[poll(Grade::ReportJson, &[("Ines", "Yes", 9)])]);
    assert_eq!(answers(&store), ["1 polls Ines: Yes"]);
    // Each part by itself.
    take(&mut store, "survey", NOON, &[(bare(Some(NOON), false), Part::Survey, Grade::Stays, ONE)]);
    assert_eq!(answers(&store), ["1 polls Ines: Yes", "1 survey Nora: Yes"]);
    store.undo(best.import, "ada", NOON, &mut |_, _| true).unwrap();
    assert_eq!(answers(&store), ["1 polls Nora: Yes", "1 polls Wang: No", "1 survey Nora: Yes"]);
    assert_eq!(store.check().unwrap(), []);
}

#[test]
fn a_poll_of_a_number_alone_goes_to_the_occurrence_in_whose_time_it_lies() {
    let poll: Said<'_> = (bare(Some(NOON + 600), true), Part::Polls, Grade::Stays, TWO);
    for class_first in [true, false] {
        let place = place();
        let mut store = Store::open(&place.path).unwrap();
        if class_first {
            import(&mut store, "class", NOON, &class());
        }
        take(&mut store, "poll", NOON, std::slice::from_ref(&poll));
        if !class_first {
            assert_eq!(occurrences(&store), ["10..12 nobody"]);
            import(&mut store, "class", NOON, &class());
        }
        assert_eq!(occurrences(&store), ["0..60 3"], "{class_first}");
        assert_eq!(answers(&store).len(), 2);
        assert_eq!(store.check().unwrap(), []);
    }
}

#[test]
fn polls_and_questions_of_one_file_are_both_held_and_a_survey_makes_nothing_longer() {
    let place = place();
    let mut store = Store::open(&place.path).unwrap();
    let days_later: &[(&str, &str, i64)] = &[("Nora", "Good", 4000)];
    let start = || bare(Some(NOON), false);
    let file: [Said<'_>; 4] = [
        (start(), Part::Polls, Grade::ReportJson, TWO),
        (start(), Part::Qa, Grade::ReportJson, &[("Wang", "How long?", 20)]),
        (start(), Part::Survey, Grade::ReportJson, days_later),
        // The archive has the answer twice.
        (start(), Part::Polls, Grade::ReportJson, TWO),
    ];
    let outcome = take(&mut store, "archive", NOON, &file);
    assert_eq!((outcome.new, outcome.known, outcome.occurrences), (4, 2, 1));
    assert_eq!(occurrences(&store), ["0..20 nobody"]);
    assert_eq!(answers(&store), ["1 polls Nora: Yes", "1 polls Wang: No", "1 survey Nora: Good"]);
    assert_eq!(texts(&store, "SELECT name || ': ' || question FROM question"), ["Wang: How long?"]);
    assert_eq!(store.check().unwrap(), []);
    store.purge(NOON / 86_400 + 1, Some(("ada", NOON))).unwrap();
    for table in super::super::parts::TABLES {
        assert_eq!(texts(&store, &format!("SELECT cast(count(*) AS TEXT) FROM {table}")), ["0"], "{table}");
    }
}
