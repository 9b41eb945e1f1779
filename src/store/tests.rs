//! The store by itself: what goes in through the sink, and what questions get out of it.

use super::compile::fill;
use super::*;
use crate::model::{Cell, DayRange, EventKind, Grade, OccurrenceRecord, Sink, StayRecord};
use crate::report::{Ask, ParamKind, ReportId, catalog};
use chrono_tz::Europe::Stockholm;
use chrono_tz::Tz;
use rusqlite::types::Value;
use std::borrow::Cow;
use std::path::PathBuf;

mod parts;

const WINDOW_LENGTH: usize = 256;
const NOON: i64 = 1_760_954_400; // 2025-10-20 12:00 in Stockholm, 10:00 UTC

struct Place {
    _folder: tempfile::TempDir,
    path: PathBuf,
}

fn place() -> Place {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("data").join("headcount.db");
    Place { _folder: folder, path }
}

fn meta(file: &str, observed_at: i64) -> ImportMeta {
    let mut digest = [0; 32];
    for (to, from) in digest.iter_mut().zip(file.bytes()) {
        *to = from;
    }
    ImportMeta {
        account: None,
        provider_account: None,
        new_account_zone: Stockholm,
        imported_at: NOON + 86_400,
        imported_by: "ada".into(),
        file_name: file.into(),
        kind: "test".into(),
        bytes: 10,
        digest,
        file_zone: None,
        observed_at,
    }
}

fn begin<'a>(
    store: &'a mut Store,
    meta: ImportMeta,
    go_on: &'a mut dyn FnMut(u64) -> bool,
) -> Box<Batch<'a>> {
    match store.begin(meta, go_on).unwrap() {
        Begun::Open(batch) => batch,
        Begun::Held(import) => panic!("held by {import}"),
    }
}

fn lesson(start: i64) -> OccurrenceRecord<'static> {
    OccurrenceRecord {
        start: Some(start),
        end: Some(start + 3600),
        topic: Some("Physics, 10D".into()),
        host_name: Some("Nora Quist".into()),
        host_email: Some("nora.quist@lumen.example".into()),
        department: Some("Science".into()),
        kind: EventKind::Meeting,
        ..OccurrenceRecord::of_number("84612340849", Grade::Stays)
    }
}

fn stay(name: &'static str, email: Option<&'static str>, from: i64, to: i64) -> StayRecord<'static> {
    StayRecord {
        name: name.into(),
        email: email.map(Cow::Borrowed),
        join: Some(NOON + from * 60),
        leave: Some(NOON + to * 60),
        guest: Some(email.is_none()),
        ..StayRecord::default()
    }
}

type Group = (OccurrenceRecord<'static>, Vec<StayRecord<'static>>);

fn class() -> Vec<Group> {
    vec![(
        lesson(NOON),
        vec![
            stay("Nora Quist", Some("nora.quist@lumen.example"), 0, 60),
            stay("王小明", Some("wang@lumen.example"), 0, 30),
            stay("王小明", Some("wang@lumen.example"), 20, 50),
            StayRecord { waiting: true, ..stay("iPhone", None, 3, 5) },
            stay("iPhone", None, 5, 40),
            StayRecord { waiting: true, ..stay("Only waited", None, 3, 9) },
        ],
    )]
}

fn import(store: &mut Store, file: &str, observed: i64, groups: &[Group]) -> Outcome {
    let mut go_on = |_| true;
    let mut batch = begin(store, meta(file, observed), &mut go_on);
    let mut rows = 0;
    for (record, stays) in groups {
        batch.occurrence(1, record).unwrap();
        for one in stays {
            batch.stay(1, one).unwrap();
            rows += 1;
        }
    }
    let counted = Counted { rows, ..Counted::default() };
    let outcome = batch.finish(&counted, true).unwrap();
    assert_eq!(store.check().unwrap(), []);
    outcome
}

fn ask(report: &str) -> Ask {
    let range = DayRange::new("2025-10-01".parse().unwrap(), "2025-10-31".parse().unwrap());
    Ask::new(catalog::find(report).unwrap(), range, Tz::UTC)
}

fn rows(reader: &mut Reader, ask: &Ask, columns: &[&str]) -> Vec<Vec<Cell>> {
    let window = reader.first_window(ask, WINDOW_LENGTH).unwrap();
    let at: Vec<usize> = columns.iter().map(|name| window.column(name).unwrap()).collect();
    window.rows.iter().map(|row| at.iter().map(|at| row[*at].clone()).collect()).collect()
}

fn text(value: &str) -> Cell {
    Cell::Text(value.into())
}

#[test]
fn every_report_prepares_and_gives_its_declared_columns() {
    let place = place();
    let store = Store::open(&place.path).unwrap();
    for def in catalog::ALL {
        let given: compile::Binds = def
            .params
            .iter()
            .filter(|param| !matches!(param.kind, ParamKind::Switch { .. }))
            .map(|param| (param.name.to_owned(), Value::Integer(1)))
            .collect();
        for view in def.views {
            for binds in [given.clone(), compile::Binds::new()] {
                let sql = view
                    .source
                    .sql
                    .replace(crate::report::held::PLACEHOLDER, &crate::report::held::rows(|_| true));
                let binds = if sql == view.source.sql { binds } else { given.clone() };
                let statement = store.conn.prepare(&fill(&sql, &[1], &binds));
                let statement = statement.unwrap_or_else(|error| panic!("{} {}: {error}", def.id, view.id));
                let names: Vec<&str> = statement.column_names().collect();
                let columns = view.columns.iter().map(|column| column.name.as_ref());
                let declared: Vec<&str> = columns.chain(view.further).collect();
                assert_eq!(names, declared, "{} {}", def.id, view.id);
                if let Some(facts) = view.facts {
                    let statement = store.conn.prepare(&fill(facts.sql, &[1], &binds)).unwrap();
                    assert_eq!(statement.column_count(), facts.columns.len(), "facts of {}", def.id);
                }
                if let Some(count) = view.held {
                    assert_eq!(store.conn.prepare(&fill(count, &[1], &given)).unwrap().column_count(), 1);
                }
                for note in view.notes {
                    let statement = store.conn.prepare(&fill(note.sql, &[1], &binds)).unwrap();
                    assert_eq!(statement.column_count(), 1, "note of {}", def.id);
                }
            }
        }
    }
}

#[test]
fn a_lesson_is_told_from_its_day_to_one_connection() {
    let place = place();
    let mut store = Store::open(&place.path).unwrap();
    let outcome = import(&mut store, "a", NOON + 86_400, &class());
    assert_eq!((outcome.new, outcome.known, outcome.occurrences), (6, 0, 1));
    let mut reader = Reader::open(&place.path).unwrap();

    let daily =
        rows(&mut reader, &ask("daily"), &["meetings", "participants", "joins", "minutes", "new_users"]);
    assert_eq!(daily.len(), 31);
    // Nora 60, Wang 50 (not 60), the phone 35; who only waited did not attend.
    assert_eq!(daily[19], [Cell::Int(1), Cell::Int(3), Cell::Int(4), Cell::Int(145 * 60), Cell::Empty]);
    assert_eq!(daily[0], [Cell::Int(0), Cell::Int(0), Cell::Int(0), Cell::Int(0), Cell::Empty]);

    let hosts =
        rows(&mut reader, &ask("active-hosts"), &["name", "meetings", "attended", "participants", "minutes"]);
    assert_eq!(
        hosts,
        [
            vec![text("Nora Quist"), Cell::Int(1), Cell::Int(1), Cell::Int(3), Cell::Int(145 * 60)],
            vec![text("王小明"), Cell::Int(0), Cell::Int(1), Cell::Int(0), Cell::Int(0)],
        ]
    );

    let mut people = ask("participants");
    people.params.insert("occurrence".into(), "846 1234 0849@2025-10-20T10:00".into());
    let list = rows(&mut reader, &people, &["name", "duration", "sessions", "attended", "waiting_duration"]);
    assert_eq!(
        list,
        [
            vec![text("Nora Quist"), Cell::Int(3600), Cell::Int(1), Cell::Int(1), Cell::Int(0)],
            vec![text("王小明"), Cell::Int(3000), Cell::Int(2), Cell::Int(1), Cell::Int(0)],
            vec![text("Only waited (Guest)"), Cell::Int(0), Cell::Int(0), Cell::Int(0), Cell::Int(360)],
            vec![text("iPhone (Guest)"), Cell::Int(2100), Cell::Int(1), Cell::Int(1), Cell::Int(120)],
        ]
    );
    let window = reader.first_window(&people, WINDOW_LENGTH).unwrap();
    assert_eq!(window.fact("peak"), Some(&Cell::Int(3)));
    let key = window.cell(1, "participant").unwrap().as_int().unwrap();

    let mut sessions = ask("sessions");
    sessions.params.insert("participant".into(), format!("#{key}"));
    let list = rows(&mut reader, &sessions, &["join", "leave", "duration", "waiting"]);
    assert_eq!(list[0], [Cell::Int(NOON), Cell::Int(NOON + 1800), Cell::Int(1800), Cell::Int(0)]);
    assert_eq!(list.len(), 2);

    people.params.insert("guests".into(), "external".into());
    assert_eq!(rows(&mut reader, &people, &["name"]).len(), 2);
    people.params.insert("minimum".into(), "50".into());
    assert_eq!(rows(&mut reader, &people, &["name"]), [vec![text("iPhone (Guest)")]]);
    people.view = "connections".into();
    people.params.remove("minimum");
    assert_eq!(rows(&mut reader, &people, &["in_waiting_room"]).len(), 3);
}

#[test]
fn the_same_rows_again_change_nothing_and_more_rows_win() {
    let place = place();
    let mut store = Store::open(&place.path).unwrap();
    import(&mut store, "a", NOON + 86_400, &class());
    let again = import(&mut store, "b", NOON + 90_000, &class());
    assert_eq!((again.new, again.known), (0, 6));

    let mut more = class();
    more[0].1.push(stay("Late", None, 50, 60));
    let later = import(&mut store, "c", NOON + 90_000, &more);
    assert_eq!((later.new, later.known), (7, 0));
    let mut reader = Reader::open(&place.path).unwrap();
    let people = |reader: &mut Reader| rows(reader, &ask("meetings"), &["participants", "sources"]);
    assert_eq!(people(&mut reader), [[Cell::Int(4), Cell::Int(2)]]);

    // A later, smaller export is held and not shown.
    let mut fewer = class();
    fewer[0].1.truncate(2);
    import(&mut store, "d", NOON + 99_000, &fewer);
    assert_eq!(people(&mut reader), [[Cell::Int(4), Cell::Int(3)]]);
}

#[test]
fn an_occurrence_in_parts_is_one_whole() {
    let place = place();
    let mut store = Store::open(&place.path).unwrap();
    let other = (lesson(NOON + 7200), vec![stay("Nora Quist", Some("nora.quist@lumen.example"), 120, 130)]);
    let mut first = class();
    let rest = first[0].1.split_off(3);
    let parts = vec![first[0].clone(), other.clone(), (lesson(NOON), rest)];
    let outcome = import(&mut store, "parts", NOON + 86_400, &parts);
    assert_eq!((outcome.new, outcome.known), (7, 0));
    let mut reader = Reader::open(&place.path).unwrap();
    let figures = rows(&mut reader, &ask("meetings"), &["participants", "joins", "person_minutes"]);
    assert_eq!(figures[1], [Cell::Int(3), Cell::Int(4), Cell::Int(145 * 60)]);
    // In one piece it is the same again, and so it is in parts.
    let whole = vec![class()[0].clone(), other];
    assert_eq!(import(&mut store, "whole", NOON + 86_400, &whole).new, 0);
    assert_eq!(import(&mut store, "parts again", NOON + 86_400, &parts).new, 0);
    // A row that the file gives again later is the same row.
    let mut doubled = parts.clone();
    doubled[2].1.push(parts[0].1[0].clone());
    let again = import(&mut store, "doubled", NOON + 86_400, &doubled);
    assert_eq!((again.new, again.known), (0, 8));
}

/// A file in any order whose first rows of an occurrence are all that an earlier import had of it.
#[test]
fn rows_met_before_stay_when_more_of_them_come_later_in_the_file() {
    let place = place();
    let mut store = Store::open(&place.path).unwrap();
    let (nora, wang) = (
        stay("Nora Quist", Some("nora.quist@lumen.example"), 0, 60),
        stay("王小明", Some("wang@lumen.example"), 0, 30),
    );
    let other = (lesson(NOON + 7200), vec![stay("iPhone", None, 120, 130)]);
    import(&mut store, "early.csv", NOON + 7200, &[(lesson(NOON), vec![nora.clone()])]);
    let scattered =
        [(lesson(NOON), vec![nora.clone()]), other.clone(), (lesson(NOON), vec![wang.clone(), nora.clone()])];
    let outcome = import(&mut store, "shuffled.csv", NOON + 9000, &scattered);
    assert_eq!((outcome.new, outcome.known, outcome.occurrences), (3, 1, 2));
    let people = || {
        let mut reader = Reader::open(&place.path).unwrap();
        let mut meetings = ask("meetings");
        meetings.sort = vec!["start".parse().unwrap()];
        rows(&mut reader, &meetings, &["participants"])
    };
    assert_eq!(people(), [[Cell::Int(2)], [Cell::Int(1)]]);
    let again = import(&mut store, "again.csv", NOON + 9900, &[(lesson(NOON), vec![wang, nora]), other]);
    assert_eq!((again.new, again.known), (0, 3));
    assert_eq!(people(), [[Cell::Int(2)], [Cell::Int(1)]]);
}

#[test]
fn stays_without_a_meeting_block_join_their_occurrence() {
    for list_first in [true, false] {
        let place = place();
        let mut store = Store::open(&place.path).unwrap();
        let list = vec![(OccurrenceRecord { grade: Grade::Facts, ..lesson(NOON) }, vec![])];
        let stays = vec![(
            OccurrenceRecord {
                start: None,
                end: None,
                inferred: true,
                ..OccurrenceRecord::of_number("84612340849", Grade::Stays)
            },
            class().remove(0).1,
        )];
        let both = if list_first { [&list, &stays] } else { [&stays, &list] };
        for (n, groups) in both.into_iter().enumerate() {
            import(&mut store, &format!("file {n}"), NOON + 86_400, groups);
        }
        let mut reader = Reader::open(&place.path).unwrap();
        let all = rows(&mut reader, &ask("meetings"), &["topic", "host", "participants", "minutes", "state"]);
        assert_eq!(
            all,
            [[text("Physics, 10D"), text("Nora Quist"), Cell::Int(3), Cell::Int(3600), Cell::Empty]],
            "list first: {list_first}"
        );
    }
}

/// Two exports of one meeting, from its begin and from its end, before the list says that they are one.
#[test]
fn parts_without_a_meeting_block_become_one_occurrence_whichever_came_first() {
    let part = |from: i64, to: i64, name: &'static str| {
        let whole = OccurrenceRecord::of_number("84612340849", Grade::Stays);
        let record = OccurrenceRecord {
            start: Some(NOON + from * 60),
            end: Some(NOON + to * 60),
            inferred: true,
            ..whole
        };
        vec![(record, vec![stay(name, None, from, to)])]
    };
    let list = vec![(OccurrenceRecord { grade: Grade::Facts, ..lesson(NOON) }, vec![])];
    let (early, late) = (part(1, 9, "Early"), part(50, 58, "Late"));
    for files in [[&list, &early, &late], [&early, &late, &list], [&early, &list, &late]] {
        let place = place();
        let mut store = Store::open(&place.path).unwrap();
        for (n, groups) in files.into_iter().enumerate() {
            import(&mut store, &format!("file {n}"), NOON + 86_400, groups);
        }
        let mut reader = Reader::open(&place.path).unwrap();
        let figures = rows(&mut reader, &ask("meetings"), &["participants", "minutes", "sources", "state"]);
        assert_eq!(figures, [[Cell::Int(1), Cell::Int(3600), Cell::Int(3), Cell::Empty]]);
        assert_eq!(
            rows(&mut reader, &ask("daily"), &["meetings"])
                .iter()
                .flatten()
                .filter_map(Cell::as_int)
                .sum::<i64>(),
            1
        );
    }
}

#[test]
fn provisional_until_observed_later() {
    let place = place();
    let mut store = Store::open(&place.path).unwrap();
    import(&mut store, "early", NOON + 3600 + 20 * 60, &class());
    let mut reader = Reader::open(&place.path).unwrap();
    assert_eq!(rows(&mut reader, &ask("meetings"), &["state"]), [[text("provisional")]]);
    assert_eq!(
        reader.first_window(&ask("daily"), WINDOW_LENGTH).unwrap().notes,
        ["1 occurrence provisional ~"]
    );
    import(&mut store, "later", NOON + 3600 + 30 * 60, &class());
    assert_eq!(rows(&mut reader, &ask("meetings"), &["state"]), [[Cell::Empty]]);
}

#[test]
fn a_user_made_known_later_was_there_all_the_same() {
    let unmarked = |name, email| StayRecord { guest: None, ..stay(name, Some(email), 0, 30) };
    let old: Vec<Group> = vec![(
        OccurrenceRecord { host_email: None, ..lesson(NOON) },
        vec![unmarked("Pavel Orlov", "pavel.orlov@lumen.example"), unmarked("Ines", "ines@guest.example")],
    )];
    let mut new = class();
    new[0].0.start = Some(NOON + 86_400);
    new[0].0.end = Some(NOON + 90_000);
    new[0].1.push(stay("Pavel Orlov", Some("Pavel.Orlov@lumen.example"), 1440, 1450));
    let mut seen = Vec::new();
    for order in [[&old, &new], [&new, &old]] {
        let place = place();
        let mut store = Store::open(&place.path).unwrap();
        for (n, groups) in order.into_iter().enumerate() {
            import(&mut store, &format!("file {n}"), NOON + 3 * 86_400, groups);
        }
        let mut reader = Reader::open(&place.path).unwrap();
        let mut users = ask("active-hosts");
        users.filter = "orlov".into();
        seen.push(rows(&mut reader, &users, &["name", "attended"]));
    }
    assert_eq!(seen[0], [[text("Pavel Orlov"), Cell::Int(2)]]);
    assert_eq!(seen[0], seen[1]);
}

#[test]
fn a_dropped_import_leaves_nothing() {
    let place = place();
    let mut store = Store::open(&place.path).unwrap();
    let mut go_on = |_| true;
    let mut batch = begin(&mut store, meta("x", NOON), &mut go_on);
    for (record, stays) in class() {
        batch.occurrence(1, &record).unwrap();
        for one in stays {
            batch.stay(1, &one).unwrap();
        }
    }
    drop(batch);
    let mut reader = Reader::open(&place.path).unwrap();
    assert!(reader.is_empty().unwrap());
    assert!(rows(&mut reader, &ask("meetings"), &["topic"]).is_empty());
    assert_eq!(store.check().unwrap(), []);
}

/// Many occurrences, for windows.
fn many(count: i64) -> Vec<Group> {
    (0..count)
        .map(|n| {
            let mut record = lesson(NOON + n * 600);
            record.number = Cow::Owned(format!("8{n:010}"));
            record.topic = Some(Cow::Owned(format!("Lesson {}", n % 7)));
            (record, vec![stay("Nora Quist", Some("nora.quist@lumen.example"), n * 10, n * 10 + 30)])
        })
        .collect()
}

#[test]
fn windows_give_the_rows_of_the_stream() {
    let place = place();
    let mut store = Store::open(&place.path).unwrap();
    import(&mut store, "many", NOON + 90 * 86_400, &many(700));
    let mut reader = Reader::open(&place.path).unwrap();
    let mut ask = ask("meetings");
    ask.range = DayRange::new("2025-10-01".parse().unwrap(), "2025-12-31".parse().unwrap());
    for (sort, filter) in [("", ""), ("topic", ""), ("-topic", "lesson"), ("minutes", "topic:\"lesson 3\"")] {
        ask.sort = if sort.is_empty() { Vec::new() } else { vec![sort.parse().unwrap()] };
        ask.filter = filter.into();
        let all: Vec<Vec<Cell>> = reader
            .stream(&ask, |rows| {
                let mut out = Vec::new();
                while let Some(row) = rows.next()? {
                    out.push(row.to_vec());
                }
                Ok(out)
            })
            .unwrap();
        let expected = if filter.contains('3') { 100 } else { 700 };
        assert_eq!(all.len(), expected);
        let first = reader.first_window(&ask, WINDOW_LENGTH).unwrap();
        assert_eq!(first.rows, all[..expected.min(WINDOW_LENGTH)]);
        assert_eq!(first.totals.is_some(), expected <= WINDOW_LENGTH);
        for start in [0, 100, 500, usize::MAX] {
            let window = reader.window(&ask, start, WINDOW_LENGTH).unwrap();
            assert_eq!(window.totals.as_ref().unwrap().rows, expected);
            assert_eq!(window.rows, all[window.first..(window.first + window.rows.len())]);
            assert!(start != usize::MAX || window.first + window.rows.len() == expected);
        }
        for place in [0, 3, expected / 2, expected - 1] {
            let key = first.columns.iter().zip(&all[place]).filter(|(column, _)| column.is_key());
            let key: Vec<Cell> = key.map(|(_, cell)| cell.clone()).collect();
            let window = reader.window_around(&ask, &key, 0, 40).unwrap();
            assert_eq!(window.row_key(place), Some(key), "{sort} {filter} {place}");
            // What was read whole is given whole.
            let len = if expected > WINDOW_LENGTH { 40 } else { expected };
            assert!(window.rows.len() == len && window.totals.is_some());
        }
        let gone = vec![Cell::Int(-1); first.row_key(0).unwrap().len()];
        let place = if expected > WINDOW_LENGTH { 60 } else { 0 };
        assert_eq!(reader.window_around(&ask, &gone, 60, 40).unwrap().first, place);
        assert_eq!(
            reader.window(&ask, 0, WINDOW_LENGTH).unwrap().unfiltered,
            (!filter.is_empty()).then_some(700)
        );
    }
    // A page is found by its keys: nothing of the occurrences is scanned for it.
    ask.filter.clear();
    let plan = reader.page_plan(&ask).unwrap();
    assert!(plan.iter().all(|step| !step.contains("SCAN o") && !step.contains("MATERIALIZE")), "{plan:?}");
}

#[test]
fn a_query_stops_when_told() {
    let place = place();
    let mut store = Store::open(&place.path).unwrap();
    import(&mut store, "many", NOON + 90 * 86_400, &many(700));
    let mut reader = Reader::open(&place.path).unwrap();
    let mut ask = ask("daily");
    ask.range = DayRange::new("1900-01-01".parse().unwrap(), "9999-12-31".parse().unwrap());
    reader.stop_when(|| true).unwrap();
    assert!(matches!(reader.totals_and_bare(&ask), Err(StoreError::Cancelled)));
}

#[test]
fn files_that_are_not_ours_newer_locked_or_damaged_are_left_alone() {
    let place = place();
    let open = |path: &std::path::Path| Store::open(path).map(|_| ());
    assert!(matches!(Reader::open(&place.path), Err(StoreError::Missing(_))));
    drop(Store::open(&place.path).unwrap());
    let folder = place.path.parent().unwrap();
    let mode = |path: &std::path::Path| {
        use std::os::unix::fs::PermissionsExt;
        std::fs::metadata(path).unwrap().permissions().mode() & 0o777
    };
    assert_eq!((mode(&place.path), mode(folder)), (0o600, 0o700));

    let foreign = folder.join("foreign.db");
    rusqlite::Connection::open(&foreign).unwrap().execute_batch("CREATE TABLE x (y)").unwrap();
    let before = std::fs::read(&foreign).unwrap();
    assert!(matches!(open(&foreign), Err(StoreError::NotOurs(_))));
    assert_eq!(std::fs::read(&foreign).unwrap(), before);

    let text = folder.join("notes.txt");
    std::fs::write(&text, "x".repeat(5000)).unwrap();
    assert!(matches!(open(&text), Err(StoreError::NotOurs(_))));
    assert!(matches!(Reader::open(&text), Err(StoreError::NotOurs(_))));

    let newer = folder.join("newer.db");
    drop(Store::open(&newer).unwrap());
    rusqlite::Connection::open(&newer).unwrap().pragma_update(None, "user_version", 99).unwrap();
    assert!(matches!(open(&newer), Err(StoreError::Newer { found: 99, .. })));
    assert!(matches!(Reader::open(&newer), Err(StoreError::Newer { .. })));

    // Also under a connection that was opened before.
    let brought = folder.join("brought.db");
    drop(Store::open(&brought).unwrap());
    let mut reader = Reader::open(&brought).unwrap();
    let set = |version: i64| {
        let conn = rusqlite::Connection::open(&brought).unwrap();
        conn.pragma_update(None, "user_version", version).unwrap();
    };
    set(99);
    let asked = reader.first_window(&ask("meetings"), WINDOW_LENGTH);
    assert!(matches!(asked, Err(StoreError::Newer { .. })), "{asked:?}");
    set(1);
    assert!(matches!(Reader::open(&brought), Err(StoreError::Older(_))));

    let damaged = folder.join("damaged.db");
    {
        let mut store = Store::open(&damaged).unwrap();
        import(&mut store, "a", NOON + 86_400, &many(300));
        store.conn.pragma_update(None, "journal_mode", "DELETE").unwrap();
    }
    let mut bytes = std::fs::read(&damaged).unwrap();
    let length = bytes.len();
    bytes[4096..length].fill(0xA5);
    std::fs::write(&damaged, &bytes).unwrap();
    let asked = Reader::open(&damaged)
        .and_then(|mut reader| reader.first_window(&ask("meetings"), WINDOW_LENGTH).map(|_| ()));
    assert!(matches!(asked, Err(StoreError::Damaged(_))), "{asked:?}");
}

#[test]
fn a_database_in_a_folder_that_is_read_only_is_read() {
    use std::os::unix::fs::PermissionsExt;
    let place = place();
    let mut store = Store::open(&place.path).unwrap();
    import(&mut store, "a", NOON + 86_400, &class());
    drop(store);
    let folder = place.path.parent().unwrap();
    let mode = |path: &std::path::Path, mode| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    mode(&place.path, 0o400);
    mode(folder, 0o500);
    let read =
        Reader::open(&place.path).map(|mut reader| rows(&mut reader, &ask("meetings"), &["participants"]));
    mode(folder, 0o700);
    assert_eq!(read.unwrap(), [[Cell::Int(3)]]);
}

#[test]
fn a_backup_is_whole_and_comes_back() {
    let place = place();
    let mut store = Store::open(&place.path).unwrap();
    import(&mut store, "a", NOON + 86_400, &class());
    let backup = place.path.with_file_name("copy.db");
    store.backup(&backup).unwrap();
    assert!(store.backup(&backup).is_err());
    import(&mut store, "b", NOON + 86_400, &many(10));
    drop(store);
    let aside = Store::restore(&place.path, &backup).unwrap().unwrap();
    let mut reader = Reader::open(&place.path).unwrap();
    assert_eq!(rows(&mut reader, &ask("meetings"), &["participants"]), [[Cell::Int(3)]]);
    assert_eq!(Store::open(&place.path).unwrap().check().unwrap(), []);
    let mut before = Reader::open(&aside).unwrap();
    assert_eq!(rows(&mut before, &ask("meetings"), &["participants"]).len(), 11);
}

#[test]
fn an_import_in_the_middle_of_an_export_is_not_half_in_it() {
    let place = place();
    let mut store = Store::open(&place.path).unwrap();
    import(&mut store, "a", NOON + 86_400, &class());
    let mut reader = Reader::open(&place.path).unwrap();
    let people = |reader: &mut Reader| rows(reader, &ask("meetings"), &["participants"]);
    let (before, after) = reader
        .at_one_moment(|reader| {
            let before = people(reader);
            let mut more = class();
            more[0].1.push(stay("Late", None, 50, 60));
            import(&mut store, "b", NOON + 90_000, &more);
            (before, people(reader))
        })
        .unwrap();
    assert_eq!(before, after);
    assert_eq!(people(&mut reader), [[Cell::Int(4)]]);
}

#[test]
fn a_file_names_no_account() {
    let place = place();
    let store = Store::open(&place.path).unwrap();
    let choose = |asked: Option<&str>| {
        accounts::choose(&store.conn, &ImportMeta { account: asked.map(str::to_owned), ..meta("a", NOON) })
    };
    let (first, new) = choose(None).unwrap();
    assert!(new && first.zone == Stockholm);
    assert!(!choose(None).unwrap().1);
    let (second, new) = choose(Some("Lumen Academy")).unwrap();
    assert!(new && second.id != first.id);
    assert!(choose(Some("Lumen Acadmy")).unwrap_err().to_string().contains("Lumen Academy"));
    assert!(choose(None).unwrap_err().to_string().contains("--account"));
    assert_eq!(choose(Some("2")).unwrap().0.id, second.id);
    assert_eq!(choose(Some("#2")).unwrap().0.id, second.id);
    assert!(choose(Some("7")).is_err() && choose(Some("#7")).is_err());
}

/// 23:30 on the 20th in Stockholm is the 21st in Tokyo: each account's days are its own.
#[test]
fn a_day_of_several_accounts_has_the_same_occurrences_in_every_report() {
    let place = place();
    let mut store = Store::open(&place.path).unwrap();
    let late = NOON + 11 * 3600 + 1800;
    for (account, zone, start) in [("Lumen", Stockholm, late), ("Orbit", Tz::Asia__Tokyo, late - 86_400)] {
        let meta =
            ImportMeta { account: Some(account.into()), new_account_zone: zone, ..meta(account, late) };
        let mut go_on = |_| true;
        let mut batch = begin(&mut store, meta, &mut go_on);
        batch.occurrence(1, &lesson(start)).unwrap();
        batch.stay(1, &stay("Nora Quist", Some("nora.quist@lumen.example"), 0, 60)).unwrap();
        batch.finish(&Counted::default(), true).unwrap();
    }
    let mut reader = Reader::open(&place.path).unwrap();
    let on = |report: &str| Ask { range: DayRange::day("2025-10-20".parse().unwrap()), ..ask(report) };
    assert_eq!(rows(&mut reader, &on("daily"), &["meetings"]), [[Cell::Int(2)]]);
    assert_eq!(
        rows(&mut reader, &on("meetings"), &["start"]),
        [[Cell::Int(late)], [Cell::Int(late - 86_400)]]
    );
}

#[test]
fn the_same_file_is_not_read_again() {
    let place = place();
    let mut store = Store::open(&place.path).unwrap();
    let first = import(&mut store, "a", NOON + 86_400, &class());
    let mut go_on = |_| true;
    assert!(matches!(store.begin(meta("a", NOON), &mut go_on), Ok(Begun::Held(id)) if id == first.import));
}

#[test]
fn unknown_things_are_named_with_what_is_near() {
    let place = place();
    let mut store = Store::open(&place.path).unwrap();
    import(&mut store, "a", NOON + 86_400, &class());
    let mut reader = Reader::open(&place.path).unwrap();
    let mut hosts = ask("meetings");
    hosts.params.insert("host".into(), "nora.quest@lumen.example".into());
    let error = reader.first_window(&hosts, WINDOW_LENGTH).unwrap_err().to_string();
    assert!(error.contains("nora.quist@lumen.example"), "{error}");
    let mut people = ask("participants");
    people.params.insert("occurrence".into(), "84612340849@2025-10-21T10:00".into());
    let error = reader.first_window(&people, WINDOW_LENGTH).unwrap_err().to_string();
    assert!(error.contains("2025-10-20T10:00"), "{error}");
    people.params.clear();
    assert!(reader.first_window(&people, WINDOW_LENGTH).unwrap_err().to_string().contains("--occurrence"));
    assert_eq!(ReportId("participants"), people.report);
}

/// A webhook names its host by an id alone; the users list that comes later, or came before, says who that is.
#[test]
fn a_host_known_by_id_is_named_by_the_users_list() {
    use crate::model::{Fact, UserRecord};
    for list_first in [true, false] {
        let place = place();
        let mut store = Store::open(&place.path).unwrap();
        for list in [list_first, !list_first] {
            let mut go_on = |_| true;
            let mut batch = begin(&mut store, meta(if list { "users" } else { "log" }, NOON), &mut go_on);
            if list {
                let user = UserRecord {
                    user_id: Some("u-nora".into()),
                    email: Some("nora.quist@lumen.example".into()),
                    name: Some("Nora Quist".into()),
                    licence: Some("Licensed".into()),
                    ..UserRecord::default()
                };
                batch.fact(1, &Fact::User(user)).unwrap();
            } else {
                let record = OccurrenceRecord {
                    host_name: None,
                    host_email: None,
                    host_id: Some("u-nora".into()),
                    uuid: Some("abc==".into()),
                    grade: Grade::Webhooks,
                    ..lesson(NOON)
                };
                batch.occurrence(1, &record).unwrap();
                batch.stay(1, &stay("Guest", None, 0, 30)).unwrap();
            }
            batch.finish(&Counted::default(), true).unwrap();
        }
        assert_eq!(store.check().unwrap(), []);
        let mut reader = Reader::open(&place.path).unwrap();
        assert_eq!(rows(&mut reader, &ask("meetings"), &["host"]), [[text("Nora Quist")]]);
        let hosts = rows(&mut reader, &ask("active-hosts"), &["name", "licence", "meetings"]);
        assert_eq!(hosts, [[text("Nora Quist"), text("Licensed"), Cell::Int(1)]]);
        drop(reader);
        // Without the list nobody knows who it was.
        let list = if list_first { 1 } else { 2 };
        store.undo(list, "ada", NOON, &mut |_, _| true).unwrap();
        assert_eq!(store.check().unwrap(), []);
        let mut reader = Reader::open(&place.path).unwrap();
        assert_eq!(rows(&mut reader, &ask("meetings"), &["host"]), [[Cell::Empty]]);
    }
}

/// A database of the first schema, with rows in it, is brought up to date and loses nothing.
#[test]
fn an_older_database_is_brought_up_to_date() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("old.db");
    let old = rusqlite::Connection::open(&path).unwrap();
    old.execute_batch(include_str!("../../data/migrations/0001_spine.sql")).unwrap();
    old.execute_batch(&format!(
        "PRAGMA application_id = {}; PRAGMA user_version = 1;
         INSERT INTO account (account_id, name, zone, created_at) VALUES (1, 'Lumen', 'Europe/Stockholm', 0);
         INSERT INTO import (account_id, import_id, imported_at, imported_by, file_name, kind, bytes, digest, zone,
           observed_at, rows_read, rows_new, rows_known, rows_rejected)
           VALUES (1, 1, 0, 'ada', 'a.csv', 'zoom-participants', 1, x'00', 'UTC', 5000, 1, 1, 0, 0);
         INSERT INTO account_user (account_id, user_id, name, email, email_folded, department, first_import_id)
           VALUES (1, 1, 'Nora Quist', 'nora@lumen.example', 'nora@lumen.example', 'Science', 1);
         INSERT INTO event (account_id, event_id, number, kind) VALUES (1, 1, '84612340849', 'meeting');
         INSERT INTO occurrence (account_id, occurrence_id, event_id, start_at, end_at, day, minutes, observed_at, set_id,
           sources, people, internal, external, joins, person_seconds, host_user_id)
           VALUES (1, 1, 1, 1000, 2000, 0, 17, 5000, 1, 1, 1, 1, 0, 1, 900, 1);
         INSERT INTO source_set (account_id, set_id, occurrence_id, import_id, kind, grade, observed_at, state, row_count,
           digest, start_at, end_at) VALUES (1, 1, 1, 1, 'zoom-participants', 3, 5000, 'shown', 1,
           x'00000000000000000000000000000001', 1000, 2000);
         INSERT INTO person (account_id, person_id, name) VALUES (1, 1, 'Nora Quist');
         INSERT INTO session (account_id, occurrence_id, set_id, session_id, participant_id, person_id, join_at, leave_at)
           VALUES (1, 1, 1, 0, 1048576, 1, 1050, 1950);
         INSERT INTO participant (account_id, occurrence_id, participant_id, person_id, attended, first_join, last_leave,
           seconds, sessions, certainty) VALUES (1, 1, 1048576, 1, 1, 1050, 1950, 900, 1, 0);
         INSERT INTO account_day (account_id, day, meetings, webinars, participants, joins, person_seconds, provisional)
           VALUES (1, 0, 1, 0, 1, 1, 900, 0);
         INSERT INTO host_day (account_id, user_id, day, meetings, webinars, participants, joins, person_seconds)
           VALUES (1, 1, 0, 1, 0, 1, 1, 900);",
        migrate::APPLICATION_ID
    ))
    .unwrap();
    drop(old);
    let mut store = Store::open(&path).unwrap();
    assert_eq!(store.check().unwrap(), []);
    let set: (String, i64, i64) = store
        .conn
        .query_row("SELECT number, first_join, last_leave FROM source_set", [], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .unwrap();
    assert_eq!(set, ("84612340849".into(), 1050, 1950));
    let seen: (String, String) = store
        .conn
        .query_row("SELECT seen_name, seen_department FROM account_user", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .unwrap();
    assert_eq!(seen, ("Nora Quist".into(), "Science".into()));
    // Its imports can be undone like any other.
    store.undo(1, "ada", 9000, &mut |_, _| true).unwrap();
    assert_eq!(store.check().unwrap(), []);
    let left: i64 = store.conn.query_row("SELECT count(*) FROM session", [], |row| row.get(0)).unwrap();
    assert_eq!(left, 0);
}

#[test]
fn rows_that_are_named_are_all_that_is_answered() {
    use crate::report::KeyCell;
    let place = place();
    let mut store = Store::open(&place.path).unwrap();
    import(&mut store, "a", NOON + 86_400, &many(300));
    let mut reader = Reader::open(&place.path).unwrap();
    for def in crate::report::catalog::ALL.iter().filter(|def| def.params.iter().all(|param| !param.required))
    {
        for view in def.views {
            let mut all = ask(def.id.0);
            view.id.clone_into(&mut all.view);
            let whole = reader.first_window(&all, WINDOW_LENGTH).unwrap();
            let key = |row: &Vec<Cell>| -> Vec<KeyCell> {
                view.known_by()
                    .filter_map(|column| row.get(whole.column(&column.name)?))
                    .map(KeyCell::from)
                    .collect()
            };
            let some: Vec<Vec<Cell>> = whole.rows.iter().step_by(7).take(3).cloned().collect();
            if some.is_empty() {
                continue;
            }
            let those = Ask { rows: some.iter().map(key).collect(), ..all };
            let seen = reader.window(&those, 0, WINDOW_LENGTH).unwrap();
            assert_eq!(
                (&seen.rows, seen.totals.unwrap().rows),
                (&some, some.len()),
                "{} {}",
                def.id,
                view.id
            );
        }
    }
}
