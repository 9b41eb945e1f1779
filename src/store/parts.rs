//! Parts of an occurrence (polls, questions, surveys, a portal's figures): taken in as an import gives them, and of each
//! part the best set shown.

use super::batch::Batch;
use super::error::StoreError;
use super::group::Group;
use super::sets::grade;
use crate::model::text::fold;
use crate::model::{AnswerRecord, Fact, Figure, Grade, Part, QuestionRecord};
use crate::rules::sources::{Candidate, State, choose};
use rusqlite::{Connection, params};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Tables of parts, those that refer to others first.
pub(super) const TABLES: [&str; 4] = ["answer", "question", "set_figure", "set_part"];

/// A part of the occurrence under way.
#[derive(Debug, Default)]
pub(super) struct PartRows {
    grade: Option<Grade>,
    answers: Vec<AnswerRecord<'static>>,
    questions: Vec<QuestionRecord<'static>>,
    figures: BTreeMap<Figure, i64>,
    /// Rows of the file, and the one at hand.
    lines: u64,
    line: Option<u64>,
}

impl PartRows {
    fn row_count(&self) -> usize {
        self.answers.len() + self.questions.len() + self.figures.len()
    }

    /// The content, whatever the order of the rows.
    fn digest(&self) -> u128 {
        let answers = self.answers.iter().map(|one| of_text(&format!("{one:?}")));
        let questions = self.questions.iter().map(|one| of_text(&format!("{one:?}")));
        let figures = self.figures.iter().map(|one| of_text(&format!("{one:?}")));
        answers.chain(questions).chain(figures).fold(0, u128::wrapping_add)
    }

    /// Earliest and latest moment at which somebody was there to answer or ask.
    fn moments(&self) -> impl Iterator<Item = i64> {
        let asked = self.questions.iter().filter_map(|one| one.asked);
        self.answers.iter().filter_map(|one| one.submitted).chain(asked)
    }
}

fn of_text(text: &str) -> u128 {
    Sha256::digest(text).iter().take(16).fold(0, |sum, byte| sum << 8 | u128::from(*byte))
}

/// The parts of the occurrence under way.
#[derive(Debug, Default)]
pub(super) struct Parts {
    held: BTreeMap<Part, PartRows>,
    current: Option<Part>,
}

impl Parts {
    pub(super) fn is_empty(&self) -> bool {
        self.held.is_empty()
    }

    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    /// Takes a part, or a row of the part at hand; false where the fact is none.
    pub(super) fn take(&mut self, line: u64, fact: &Fact<'_>) -> bool {
        if let Fact::Part(part, grade) = fact {
            self.held.entry(*part).or_default().grade = Some(*grade);
            self.current = Some(*part);
            return true;
        }
        let Some(rows) = self.current.and_then(|part| self.held.get_mut(&part)) else { return false };
        match fact {
            Fact::Answer(one) => rows.answers.push((**one).clone().into_owned()),
            Fact::Question(one) => rows.questions.push((**one).clone().into_owned()),
            Fact::Figure(figure, value) => {
                rows.figures.insert(*figure, *value);
            }
            _ => return false,
        }
        if rows.line != Some(line) {
            rows.line = Some(line);
            rows.lines += 1;
        }
        true
    }

    /// The content; nothing adds nothing.
    pub(super) fn digest(&self) -> u128 {
        let one = |(part, rows): (&Part, &PartRows)| of_text(part.word()).wrapping_add(rows.digest());
        self.held.iter().map(one).fold(0, u128::wrapping_add)
    }

    /// Which parts there are, a bit each.
    pub(super) fn mask(&self) -> u8 {
        self.held.keys().fold(0, |sum, part| sum | 1 << (*part as u8))
    }

    /// Rows of the file that told them.
    pub(super) fn lines(&self) -> u64 {
        self.held.values().map(|rows| rows.lines).sum()
    }

    /// The first and the last moment at which somebody answered or asked. A survey goes on when all have left.
    pub(super) fn moments(&self) -> (Option<i64>, Option<i64>) {
        let during = || {
            let parts = self.held.iter().filter(|(part, _)| **part != Part::Survey);
            parts.flat_map(|(_, rows)| rows.moments())
        };
        (during().min(), during().max())
    }
}

impl Batch<'_> {
    /// Writes the parts of a set; `shown` where nobody else speaks of its occurrence.
    pub(super) fn write_parts(&self, group: &Group, set: i64, shown: bool) -> Result<(), StoreError> {
        for (part, rows) in &group.parts.held {
            let number = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
            self.tx
                .prepare_cached(
                    "INSERT INTO set_part (account_id, set_id, part, grade, row_count, line_count, digest, shown) \
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                )?
                .execute(params![
                    self.place.account,
                    set,
                    part.word(),
                    rows.grade.unwrap_or(Grade::Stays) as i64,
                    number(rows.row_count() as u64),
                    number(rows.lines),
                    rows.digest().to_be_bytes(),
                    shown
                ])?;
            self.write_answers(set, *part, &rows.answers)?;
            self.write_questions(set, &rows.questions)?;
            let mut insert = self.tx.prepare_cached(
                "INSERT INTO set_figure (account_id, set_id, measure, value) VALUES (?1, ?2, ?3, ?4)",
            )?;
            for (figure, value) in &rows.figures {
                insert.execute(params![self.place.account, set, figure.word(), value])?;
            }
        }
        Ok(())
    }

    fn write_answers(&self, set: i64, part: Part, answers: &[AnswerRecord<'_>]) -> rusqlite::Result<()> {
        let mut insert = self.tx.prepare_cached(
            "INSERT INTO answer (account_id, set_id, part, answer_id, name, email, email_folded, poll, launch, question, \
             answer, submitted_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        )?;
        for (id, one) in (1_i64..).zip(answers) {
            insert.execute(params![
                self.place.account,
                set,
                part.word(),
                id,
                one.name,
                one.email,
                one.email.as_deref().map(fold),
                one.poll,
                one.launch,
                one.question,
                one.answer,
                one.submitted
            ])?;
        }
        Ok(())
    }

    fn write_questions(&self, set: i64, questions: &[QuestionRecord<'_>]) -> rusqlite::Result<()> {
        let mut insert = self.tx.prepare_cached(
            "INSERT INTO question (account_id, set_id, question_id, name, email, email_folded, question, asked_at, status, \
             answer, answered_by, answered_at, how) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        )?;
        for (id, one) in (1_i64..).zip(questions) {
            insert.execute(params![
                self.place.account,
                set,
                id,
                one.name,
                one.email,
                one.email.as_deref().map(fold),
                one.question,
                one.asked,
                one.status,
                one.answer,
                one.answered_by,
                one.answered,
                one.how
            ])?;
        }
        Ok(())
    }

    /// The set's parts under another set of this import's.
    pub(super) fn copy_parts(&self, held: i64, set: i64) -> rusqlite::Result<()> {
        for sql in [
            "INSERT INTO set_part (account_id, set_id, part, grade, row_count, line_count, digest, shown) \
             SELECT account_id, ?3, part, grade, row_count, line_count, digest, 0 FROM set_part \
             WHERE account_id = ?1 AND set_id = ?2",
            "INSERT INTO answer (account_id, set_id, part, answer_id, name, email, email_folded, poll, launch, question, \
             answer, submitted_at) SELECT account_id, ?3, part, answer_id, name, email, email_folded, poll, launch, \
             question, answer, submitted_at FROM answer WHERE account_id = ?1 AND set_id = ?2",
            "INSERT INTO question (account_id, set_id, question_id, name, email, email_folded, question, asked_at, status, \
             answer, answered_by, answered_at, how) SELECT account_id, ?3, question_id, name, email, email_folded, \
             question, asked_at, status, answer, answered_by, answered_at, how FROM question \
             WHERE account_id = ?1 AND set_id = ?2",
            "INSERT INTO set_figure (account_id, set_id, measure, value) SELECT account_id, ?3, measure, value \
             FROM set_figure WHERE account_id = ?1 AND set_id = ?2",
        ] {
            self.tx.prepare_cached(sql)?.execute(params![self.place.account, held, set])?;
        }
        Ok(())
    }
}

/// A part that a set of an occurrence has.
struct HeldPart {
    set: i64,
    part: String,
    candidate: Candidate,
    shown: bool,
}

/// Chooses anew which set each part of an occurrence is shown by.
pub(super) fn show(conn: &Connection, account: i64, occurrence: i64) -> rusqlite::Result<()> {
    let mut parts: BTreeMap<String, Vec<HeldPart>> = BTreeMap::new();
    for part in held(conn, account, occurrence)? {
        parts.entry(part.part.clone()).or_default().push(part);
    }
    for sets in parts.values() {
        let states = choose(&sets.iter().map(|part| part.candidate).collect::<Vec<_>>());
        for (part, state) in sets.iter().zip(states) {
            let shown = state == State::Shown;
            if shown != part.shown {
                conn.prepare_cached(
                    "UPDATE set_part SET shown = ?4 WHERE account_id = ?1 AND set_id = ?2 AND part = ?3",
                )?
                .execute(params![account, part.set, part.part, shown])?;
            }
        }
    }
    Ok(())
}

fn held(conn: &Connection, account: i64, occurrence: i64) -> rusqlite::Result<Vec<HeldPart>> {
    // A named index: the planner would rather begin with the few parts there are.
    conn.prepare_cached(
        "SELECT p.set_id, p.part, p.grade, s.observed_at, p.row_count, p.digest, p.shown \
         FROM source_set s INDEXED BY source_set_occurrence \
         CROSS JOIN set_part p ON p.account_id = s.account_id AND p.set_id = s.set_id \
         WHERE s.account_id = ?1 AND s.occurrence_id = ?2 ORDER BY p.set_id",
    )?
    .query_map(params![account, occurrence], |row| {
        Ok(HeldPart {
            set: row.get(0)?,
            part: row.get(1)?,
            candidate: Candidate {
                grade: grade(row.get(2)?),
                observed: row.get(3)?,
                rows: u64::try_from(row.get::<_, i64>(4)?).unwrap_or(0),
                digest: u128::from_be_bytes(row.get(5)?),
            },
            shown: row.get(6)?,
        })
    })?
    .collect()
}
