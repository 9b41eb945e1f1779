//! The invented organisation as an importer meets it: its files read back as plain CSV.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests")]

use chrono::{DateTime, NaiveDateTime};
use headcount::cli::opening;
use headcount::demo::{self, DemoFile, write::Layout};
use headcount::import::kinds;
use headcount::model::{DayRange, format, zone};
use headcount::report::{Ask, Window, catalog};
use headcount::store::Reader;
use std::collections::{BTreeMap, BTreeSet};

/// Monday, 23 November 2026, 10:20 in Stockholm.
const NOW: i64 = 1_795_425_600;

fn files() -> Vec<DemoFile> {
    demo::files(NOW, demo::ZONE, demo::SEED)
}

/// Rows of a file; the header line first.
fn table(bytes: &[u8]) -> Vec<Vec<String>> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(bytes)
        .records()
        .map(|record| record.unwrap().iter().map(str::to_owned).collect())
        .collect()
}

fn is_list(file: &DemoFile) -> bool {
    file.name.starts_with("meetinglistdetails_")
}

fn layout_of(header: &[String]) -> Layout {
    let header = header.join(",");
    *[Layout::L1, Layout::L2, Layout::L3].iter().find(|layout| layout.header() == header).unwrap()
}

/// Epoch seconds of a local time, as the importers read it.
fn instant(text: &str) -> i64 {
    let form = if text.ends_with('M') { "%m/%d/%Y %I:%M:%S %p" } else { "%m/%d/%Y %H:%M:%S" };
    zone::instant(demo::ZONE, NaiveDateTime::parse_from_str(text, form).unwrap()).0
}

/// Places of a layout's columns; from `name` on: e-mail, join, leave, minutes, guest…
struct Columns {
    number: usize,
    start: usize,
    end: usize,
    length: usize,
    rows: usize,
    total: Option<usize>,
    created: usize,
    name: usize,
}

fn columns(layout: Layout) -> Columns {
    match layout {
        Layout::L1 | Layout::L2 => {
            Columns { number: 1, start: 8, end: 9, length: 10, rows: 11, total: None, created: 7, name: 12 }
        }
        Layout::L3 => {
            Columns { number: 2, start: 5, end: 6, length: 8, rows: 7, total: Some(9), created: 15, name: 16 }
        }
    }
}

fn minutes(seconds: i64) -> String {
    ((seconds + 59) / 60).to_string()
}

/// The rows of each meeting of a list, by number and start.
fn meetings(rows: &[Vec<String>], columns: &Columns) -> BTreeMap<(String, i64), Vec<Vec<String>>> {
    let mut out: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for row in rows {
        out.entry((row[columns.number].clone(), instant(&row[columns.start]))).or_default().push(row.clone());
    }
    out
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    assert_eq!(files(), files());
    assert_ne!(files(), demo::files(NOW, demo::ZONE, demo::SEED + 1));
}

#[test]
fn a_list_a_month_and_every_layout() {
    let files = files();
    let lists: Vec<&DemoFile> = files.iter().filter(|file| is_list(file)).collect();
    // Of one month there are two, and some days between them that nobody saved.
    assert_eq!(lists.len(), 15);
    assert_eq!(lists[0].name, "meetinglistdetails_20251023_20251031.csv");
    assert_eq!(lists[11].name, "meetinglistdetails_20260901_20260908.csv");
    assert_eq!(lists[12].name, "meetinglistdetails_20260915_20260930.csv");
    assert_eq!(lists[14].name, "meetinglistdetails_20261101_20261122.csv");
    let saved = |list: &DemoFile| DateTime::from_timestamp(list.observed_at, 0).unwrap().to_rfc3339();
    assert_eq!(saved(lists[0]), "2025-11-01T06:00:00+00:00");
    assert_eq!(saved(lists[14]), "2026-11-23T06:00:00+00:00");
    let used: Vec<Layout> = lists.iter().map(|list| layout_of(&table(&list.bytes)[0])).collect();
    for layout in [Layout::L1, Layout::L2, Layout::L3] {
        assert!(used.contains(&layout), "{layout:?}");
    }
    assert_eq!(used[14], Layout::L3);
}

#[test]
fn some_thousand_sessions() {
    let (mut rows, mut all_hands) = (0, 0);
    for file in files().iter().filter(|file| is_list(file)) {
        let table = table(&file.bytes);
        rows += table.len() - 1;
        all_hands += table.iter().filter(|row| row[0].starts_with("All-hands")).count();
    }
    assert!((5_000..=9_000).contains(&rows), "{rows}");
    assert!((280..=420).contains(&all_hands), "{all_hands}");
}

#[test]
fn rows_are_as_wide_as_their_layout() {
    for file in files().iter().filter(|file| is_list(file)) {
        let table = table(&file.bytes);
        let layout = layout_of(&table[0]);
        // The oldest layout has a comma more on its rows than on its header.
        let width = table[0].len() + usize::from(layout == Layout::L1);
        assert!(table[1..].iter().all(|row| row.len() == width), "{}", file.name);
    }
}

#[test]
fn what_a_list_says_of_a_meeting_follows_from_its_rows() {
    for file in files().iter().filter(|file| is_list(file)) {
        let table = table(&file.bytes);
        let at = columns(layout_of(&table[0]));
        let mut newer = i64::MAX;
        for row in &table[1..] {
            let start = instant(&row[at.start]);
            assert!(start <= newer, "newest first: {}", file.name);
            newer = start;
        }
        for ((number, start), rows) in meetings(&table[1..], &at) {
            let end = instant(&rows[0][at.end]);
            let mut seconds = 0;
            for row in &rows {
                let (join, leave) = (instant(&row[at.name + 2]), instant(&row[at.name + 3]));
                assert!(start <= join && join < leave && leave <= end, "{row:?}");
                assert_eq!(row[at.name + 4], minutes(leave - join), "{row:?}");
                assert_eq!(row[..at.name], rows[0][..at.name], "facts repeat");
                seconds += leave - join;
            }
            assert_eq!(rows[0][at.rows], rows.len().to_string(), "{number}");
            assert_eq!(rows[0][at.length], minutes(end - start));
            assert!(at.total.is_none_or(|column| rows[0][column] == minutes(seconds)));
            assert!(instant(&rows[0][at.created]) <= start);
            assert!((9..=11).contains(&number.replace(' ', "").len()), "{number}");
            assert_eq!(rows.iter().filter(|row| row[at.name].ends_with(" (Host)")).count(), 1);
            assert!(end <= NOW);
        }
    }
}

#[test]
fn it_holds_what_the_screens_must_show() {
    let files = files();
    let mut text = String::new();
    let (mut waiting, mut crossing, mut doubled) = (0, 0, 0);
    let mut domains = Vec::new();
    for file in files.iter().filter(|file| is_list(file)) {
        text.push_str(std::str::from_utf8(&file.bytes).unwrap());
        let table = table(&file.bytes);
        let layout = layout_of(&table[0]);
        let at = columns(layout);
        for row in &table[1..] {
            let _end = instant(&row[at.end]);
            waiting += usize::from(layout == Layout::L3 && row.last().unwrap() == "Yes");
            crossing += usize::from(row[at.start][..10] != row[at.end][..10]);
            let form = if layout == Layout::L1 { "%m/%d/%Y %H:%M:%S" } else { "%m/%d/%Y %I:%M:%S %p" };
            let join = NaiveDateTime::parse_from_str(&row[at.name + 2], form).unwrap();
            doubled += usize::from(zone::instant(demo::ZONE, join).1 == zone::Found::Doubled);
            domains.extend(row[at.name + 1].split('@').nth(1).map(str::to_owned));
        }
    }
    assert!(waiting > 100 && crossing > 10, "{waiting} {crossing}");
    assert!(doubled > 0, "a join in the hour that the clocks showed twice");
    for name in [
        "Nora Quist (Host)",
        "Nelly (she/her) (Nelly Park)",
        "王小明",
        "Zoë Ngũgĩ",
        "محمد العلي",
        "田中花子",
        "🦊",
        "***",
        "\"Physics, 10D\"",
        "\"All-hands, autumn\"",
        "\"Book club: \"\"What we read on trains\"\"\"",
        "No Response",
        "iPhone",
    ] {
        assert!(text.contains(name), "{name}");
    }
    domains.sort_unstable();
    domains.dedup();
    assert!(domains.len() > 5 && domains.iter().all(|domain| domain.ends_with(".example")), "{domains:?}");
}

#[test]
fn single_meetings_repeat_rows_of_the_lists() {
    let files = files();
    let single: Vec<&DemoFile> =
        files.iter().filter(|file| file.name.starts_with("participants_")).take(4).collect();
    let header = "Name (original name),Email,Join time,Leave time,Duration (minutes),Guest,\
                  Recording disclaimer response,In waiting room";
    let mut lists = String::new();
    for file in files.iter().filter(|file| is_list(file)) {
        lists.push_str(std::str::from_utf8(&file.bytes).unwrap());
    }
    let (mut with_block, mut broken) = (0, 0);
    for file in single {
        let text = std::str::from_utf8(&file.bytes).unwrap();
        let block = text.starts_with("Topic,ID,Host,Duration (minutes),Start time,End time,Participants\n");
        with_block += usize::from(block);
        assert_eq!(text.lines().nth(if block { 3 } else { 0 }).unwrap(), header);
        let number = file.name.trim_start_matches("participants_").trim_end_matches(".csv");
        assert!(!block || text.lines().nth(1).unwrap().contains(number));
        for row in table(&file.bytes).iter().filter(|row| row.len() == 8).skip(1) {
            let times = format!("{},{}", row[2], row[3]);
            broken += usize::from(!lists.contains(&times));
        }
    }
    assert_eq!((with_block, broken), (3, 3));
}

/// A database of the demo.
fn filled() -> (tempfile::TempDir, Reader) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("demo.db");
    opening::fill_demo(&path, NOW).unwrap();
    let reader = Reader::open(&path).unwrap();
    (folder, reader)
}

/// The first rows of a report of all that is shown.
fn window(reader: &mut Reader, report: &str, view: &str, params: &BTreeMap<String, String>) -> Window {
    let def = catalog::find(report).unwrap();
    let range = DayRange::new("2025-10-01".parse().unwrap(), "2026-12-31".parse().unwrap());
    let mut ask = Ask::new(def, range, demo::ZONE);
    view.clone_into(&mut ask.view);
    for param in def.params.iter().filter(|param| param.required) {
        ask.params.extend(params.get(param.name).map(|value| (param.name.to_owned(), value.clone())));
    }
    reader.window(&ask, 0, 2000).unwrap()
}

/// The cells of a column, as they are shown.
fn column(window: &Window, name: &str) -> Vec<String> {
    let at = window.columns.iter().position(|column| column.name == name).unwrap();
    let unit = window.columns[at].unit;
    window.rows.iter().map(|row| format::shown(&row[at], unit, demo::ZONE)).collect()
}

fn all_kinds() -> BTreeSet<String> {
    kinds::ALL.iter().map(|importer| importer.kind().to_owned()).collect()
}

#[test]
fn any_day_will_do() {
    for day in ["2026-01-01T00:05", "2026-03-01T12:00", "2026-07-15T09:30", "2028-02-29T23:50"] {
        let local = NaiveDateTime::parse_from_str(day, "%Y-%m-%dT%H:%M").unwrap();
        let now = zone::instant(demo::ZONE, local).0;
        let files = demo::files(now, demo::ZONE, demo::SEED);
        let rows: usize =
            files.iter().filter(|file| is_list(file)).map(|file| table(&file.bytes).len() - 1).sum();
        assert!((5_000..=9_000).contains(&rows), "{day}: {rows}");
        for file in &files {
            assert!(file.observed_at <= now, "{day}: {}", file.name);
            let kind = kinds::find_named(&file.bytes[..file.bytes.len().min(65_536)], &file.name);
            assert!(kind.is_ok(), "{day}: {}: {:?}", file.name, kind.err());
        }
        let read: BTreeSet<String> = files
            .iter()
            .map(|file| kinds::find_named(&file.bytes[..file.bytes.len().min(65_536)], &file.name).unwrap())
            .map(|importer| importer.kind().to_owned())
            .collect();
        assert_eq!(read, all_kinds(), "{day}");
    }
}

#[test]
fn every_report_has_rows_and_every_kind_was_read() {
    let (_folder, mut reader) = filled();
    let mut params = BTreeMap::new();
    let imports = window(&mut reader, "imports", "imports", &params);
    let broken = column(&imports, "rejected").iter().position(|rejected| rejected == "3").unwrap();
    params.insert("import".to_owned(), column(&imports, "import")[broken].clone());
    let meetings = window(&mut reader, "meetings", "meetings", &params);
    params.insert("occurrence".to_owned(), format!("#{}", column(&meetings, "occurrence")[0]));
    let people = window(&mut reader, "participants", "people", &params);
    params.insert("participant".to_owned(), column(&people, "participant")[0].clone());
    let webinars = window(&mut reader, "webinars", "webinars", &params);
    let calls = window(&mut reader, "phone", "calls", &params);
    let charged = column(&calls, "charge").iter().position(|charge| charge.contains("SEK")).unwrap();
    params.insert("call".to_owned(), column(&calls, "call")[charged].clone());
    // A topic and a name that are there, and one person.
    let topic = column(&meetings, "topic")[0].clone();
    params.insert("text".to_owned(), topic);
    assert!(!window(&mut reader, "find", "meetings", &params).rows.is_empty());
    params.insert("text".to_owned(), column(&people, "name")[0].clone());
    let found = window(&mut reader, "find", "people", &params);
    params.insert("person".to_owned(), format!("#{}", column(&found, "person")[0]));
    for def in catalog::ALL {
        for view in def.views {
            // Of meetings what was looked for first.
            if (def.id.0, view.id) == ("find", "meetings") {
                continue;
            }
            let mut params = params.clone();
            if def.id.0.starts_with("webinar") {
                params.insert("occurrence".to_owned(), format!("#{}", column(&webinars, "occurrence")[0]));
            }
            let rows = window(&mut reader, def.id.0, view.id, &params).rows.len();
            assert!(rows > 0, "{}/{}", def.id, view.id);
        }
    }
    assert_eq!(column(&imports, "kind").into_iter().collect::<BTreeSet<_>>(), all_kinds());
}

/// What is told of a webinar in several reports is one thing.
#[test]
fn what_belongs_to_a_webinar_agrees() {
    let (_folder, mut reader) = filled();
    let none = BTreeMap::new();
    let webinars = window(&mut reader, "webinars", "webinars", &none);
    let of = |name: &str| column(&webinars, name);
    let registered = window(&mut reader, "webinar-registration", "registrants", &none);
    let attendees = window(&mut reader, "webinar-attendees", "people", &none);
    let number = |text: &String| text.parse::<usize>().unwrap();
    for (at, id) in of("meeting_id").iter().enumerate() {
        let rows = |window: &Window, keep: &dyn Fn(usize) -> bool| {
            column(window, "meeting_id")
                .iter()
                .enumerate()
                .filter(|(row, of)| *of == id && keep(*row))
                .count()
        };
        assert_eq!(number(&of("registered")[at]), rows(&registered, &|_| true), "{id}");
        let sections = column(&attendees, "section");
        let came = column(&attendees, "attended");
        let listened =
            |row: usize| came[row] == "yes" && ["attendee", "other"].contains(&sections[row].as_str());
        assert_eq!(number(&of("attended")[at]), rows(&attendees, &listened), "{id}");
        assert!(rows(&attendees, &|row| came[row] == "no") > 0, "{id}: all came");
        let mut params = BTreeMap::new();
        params.insert("occurrence".to_owned(), format!("#{}", of("occurrence")[at]));
        let figures = window(&mut reader, "webinar-performance", "figures", &params);
        let (value, portal) = (column(&figures, "value"), column(&figures, "portal"));
        assert_eq!((&value[0], &value[2]), (&of("registered")[at], &of("approved")[at]), "{id}");
        // Registered, cancelled, approved and denied are the portal's, too.
        assert_eq!(value[..4], portal[..4], "{id}");
    }
}

#[test]
fn it_holds_what_is_not_whole() {
    let (_folder, mut reader) = filled();
    let none = BTreeMap::new();
    let states = column(&window(&mut reader, "meetings", "meetings", &none), "state");
    // The open line, what just ended, and a file that was saved too early.
    assert!(states.iter().filter(|state| state.contains("provisional")).count() >= 3, "{states:?}");
    let held = column(&window(&mut reader, "daily", "days", &none), "held");
    assert!(held.iter().any(|held| held.starts_with("1/")) && held.iter().any(|held| held.starts_with("0/")));
    let idle = window(&mut reader, "inactive-hosts", "users", &none);
    let licences = column(&idle, "licence");
    assert!(licences.iter().filter(|licence| *licence == "Licensed").count() >= 8, "{licences:?}");
    let missing = column(&window(&mut reader, "coverage", "days", &none), "state");
    assert!(missing.iter().any(|state| state == "missing"));
}

#[test]
fn a_sub_account_stands_beside_and_changes_no_figure_of_the_academy() {
    let (_folder, mut alone) = filled();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("demo.db");
    opening::fill_demo_accounts(&path, NOW).unwrap();
    let mut both = Reader::open(&path).unwrap();
    let accounts = both.accounts().unwrap();
    let told: Vec<_> =
        accounts.iter().map(|account| (account.id, account.name.as_str(), account.master)).collect();
    assert_eq!(told, [(1, "Lumen Academy", None), (2, "Lumen Evening School", Some(1))]);
    let rows = |reader: &mut Reader, report: &str, accounts: &[i64]| {
        let def = catalog::find(report).unwrap();
        let range = DayRange::new("2025-10-01".parse().unwrap(), "2026-12-31".parse().unwrap());
        let ask = Ask { accounts: accounts.to_vec(), ..Ask::new(def, range, demo::ZONE) };
        reader.window(&ask, 0, 2000).unwrap().rows
    };
    for report in ["daily", "active-hosts", "meetings", "users", "inactive-hosts", "upcoming", "overview"] {
        assert_eq!(rows(&mut both, report, &[1]), rows(&mut alone, report, &[]), "{report}");
    }
    for report in ["daily", "active-hosts", "meetings", "users", "overview"] {
        assert!(!rows(&mut both, report, &[2]).is_empty(), "{report}");
    }
    // The owner of the academy has both, its members and the school's administrator one.
    let sees = |who: &str| {
        let mut reader = Reader::open_as(&path, Some(who), || NOW).unwrap();
        reader.accounts().unwrap().into_iter().map(|account| account.id).collect::<Vec<_>>()
    };
    assert_eq!(sees("olena.kravets@lumen.example"), [1, 2]);
    assert_eq!(sees("nora.quist@lumen.example"), [1]);
    assert_eq!(sees("sanna.lehto@evening.example"), [2]);
}
