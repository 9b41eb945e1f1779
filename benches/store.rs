//! Import, first window, page, drill-down, order and export, on synthetic meetings: `just bench`.
//!
//! 100 000 sessions; with `HEADCOUNT_BENCH=full` also 1 000 000. The files are those of `examples/synth.rs`, made once
//! into `target/bench-data`. Times are printed, never asserted.

#![expect(clippy::unwrap_used, reason = "a bench fails by panicking")]

use chrono_tz::Tz;
use criterion::{Criterion, criterion_group, criterion_main};
use headcount::export::{Form, Format};
use headcount::import::Options;
use headcount::model::DayRange;
use headcount::report::{Ask, catalog};
use headcount::store::{Reader, Store};
use headcount::work::exporting;
use headcount::work::importing::{self, Job};
use headcount::work::source::Source;
use std::path::{Path, PathBuf};
use std::process::Command;

const ZONE: Tz = Tz::Europe__Stockholm;
/// Rows of a window, as the console asks for them.
const ROWS: usize = 300;

fn sizes() -> &'static [u32] {
    let full = std::env::var_os("HEADCOUNT_BENCH").is_some_and(|value| value == "full");
    if full { &[100_000, 1_000_000] } else { &[100_000] }
}

/// The file of so many sessions, made when it is not there.
fn file(sessions: u32) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = root.join("target/bench-data").join(sessions.to_string());
    let path = folder.join("meetinglistdetails.csv");
    if !path.exists() {
        std::fs::create_dir_all(&folder).unwrap();
        let made = Command::new(env!("CARGO"))
            .current_dir(root)
            .args(["run", "--release", "--quiet", "--example", "synth", "--", "--sessions"])
            .arg(sessions.to_string())
            .arg("--out")
            .arg(&folder)
            .status();
        assert!(made.unwrap().success());
    }
    path
}

fn import(database: &Path, file: &Path) {
    let job = Job {
        account: None,
        file_zone: None,
        account_zone: ZONE,
        options: Options { zone: ZONE, dates: None, meeting: None, start: None },
        now: 1_795_424_400,
        by: "bench".to_owned(),
        dry_run: false,
    };
    let mut store = Store::open(database).unwrap();
    importing::import(&mut store, &Source::path(file).unwrap(), &job, &mut |_| true, &mut |_| {}).unwrap();
}

fn ask(report: &str, from: &str) -> Ask {
    let range = DayRange::new(from.parse().unwrap(), "2026-11-22".parse().unwrap());
    Ask::new(catalog::find(report).unwrap(), range, ZONE)
}

fn store(bench: &mut Criterion) {
    for sessions in sizes() {
        let mut group = bench.benchmark_group(sessions.to_string());
        group.sample_size(10);
        let file = file(*sessions);
        let folder = tempfile::tempdir().unwrap();
        let mut number = 0;
        group.bench_function("import", |b| {
            b.iter(|| {
                number += 1;
                import(&folder.path().join(format!("{number}.db")), &file);
            });
        });
        let database = folder.path().join("held.db");
        import(&database, &file);
        let mut reader = Reader::open(&database).unwrap();
        let (month, year) = ("2026-10-24", "2025-11-23");
        for (name, ask) in [
            ("daily, a month", ask("daily", month)),
            ("active hosts, a month", ask("active-hosts", month)),
            ("meetings, a month", ask("meetings", month)),
            ("meetings, a year", ask("meetings", year)),
        ] {
            group.bench_function(format!("first window: {name}"), |b| {
                b.iter(|| reader.first_window(&ask, ROWS).unwrap());
            });
        }
        let all = ask("meetings", year);
        reader.window(&all, 0, ROWS).unwrap();
        let middle = usize::try_from(sessions / 20).unwrap();
        group.bench_function("page in the middle", |b| b.iter(|| reader.window(&all, middle, ROWS).unwrap()));
        let mut by_topic = all.clone();
        by_topic.sort = vec!["topic".parse().unwrap_or_else(|never| match never {})];
        group.bench_function("first window by topic", |b| {
            b.iter(|| reader.first_window(&by_topic, ROWS).unwrap());
        });
        drill_down(&mut group, &mut reader, &all);
        group.bench_function("export CSV", |b| {
            let form = Form { format: Format::Csv, ..Form::default() };
            b.iter(|| exporting::write(&mut reader, &all, &form, &mut std::io::sink(), &mut |_| {}).unwrap());
        });
    }
}

/// From an occurrence to its people, and from one of them to the sessions.
fn drill_down(
    group: &mut criterion::BenchmarkGroup<'_, criterion::measurement::WallTime>,
    reader: &mut Reader,
    all: &Ask,
) {
    let key = |window: &headcount::report::Window, name: &str| {
        format!("#{}", window.cell(0, name).unwrap().as_int().unwrap())
    };
    let mut people = ask("participants", "2026-11-01");
    let occurrence = key(&reader.first_window(all, ROWS).unwrap(), "occurrence");
    people.params.insert("occurrence".to_owned(), occurrence);
    group.bench_function("drill down: participants", |b| {
        b.iter(|| reader.first_window(&people, ROWS).unwrap());
    });
    let mut sessions = ask("sessions", "2026-11-01");
    let person = key(&reader.first_window(&people, ROWS).unwrap(), "participant");
    sessions.params.insert("participant".to_owned(), person);
    group
        .bench_function("drill down: sessions", |b| b.iter(|| reader.first_window(&sessions, ROWS).unwrap()));
}

criterion_group!(benches, store);
criterion_main!(benches);
