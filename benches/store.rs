//! Import, first window, page, drill-down, filter, sort and export at 100 k sessions, and at 1 M with
//! `HEADCOUNT_BENCH=full` or once its list is there: `just bench`. Measured, never asserted: only figures of one run on
//! one machine compare.

#[path = "../examples/synth/list.rs"]
mod list;

use anyhow::{Context, Result};
use criterion::measurement::WallTime;
use criterion::{BatchSize, BenchmarkGroup, Criterion, Throughput};
use headcount::export::{Form, Format};
use headcount::model::{Cell, DayRange};
use headcount::report::{Ask, SortKey, catalog};
use headcount::store::Reader;
use headcount::work::exporting;
use list::Wish;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Rows of a screen's first window.
const WINDOW: usize = 300;

fn main() -> Result<()> {
    let mut criterion = Criterion::default().configure_from_args();
    for (name, sessions) in [("100k", 100_000), ("1M", 1_000_000)] {
        let folder =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("target/bench-data").join(sessions.to_string());
        let full = std::env::var("HEADCOUNT_BENCH").is_ok_and(|value| value == "full");
        if sessions <= 100_000 || full || folder.join("meetinglistdetails.csv").exists() {
            measure(&mut criterion, name, &Data::make(sessions, &folder)?)?;
        }
    }
    criterion.final_summary();
    Ok(())
}

/// A list and what the importer makes of it.
struct Data {
    wish: Wish,
    list: PathBuf,
    database: PathBuf,
}

impl Data {
    /// The list is kept from run to run; the database is made anew, as its form may have changed.
    fn make(sessions: u64, folder: &Path) -> Result<Self> {
        let until = "2026-11-22".parse()?;
        let wish = Wish { sessions, seed: 1, until, participants: 0 };
        let list = folder.join("meetinglistdetails.csv");
        let list = if list.exists() { list } else { list::list(&wish, folder)? };
        let database = folder.join("store.db");
        remove(&database)?;
        list::database(&wish, &list, &database)?;
        Ok(Self { wish, list, database })
    }

    /// The plainest question to a view over the last `days`.
    fn ask(&self, report: &str, view: &str, days: u64) -> Result<Ask> {
        let def = catalog::find(report).context("no such report")?;
        let range = DayRange::ending(self.wish.until, days);
        Ok(Ask { view: view.to_owned(), ..Ask::new(def, range, headcount::demo::ZONE) })
    }
}

fn remove(database: &Path) -> io::Result<()> {
    for end in ["", "-wal", "-shm"] {
        match fs::remove_file(format!("{}{end}", database.display())) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

fn measure(criterion: &mut Criterion, name: &str, data: &Data) -> Result<()> {
    let mut group = criterion.benchmark_group(name);
    group.sample_size(10).warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(2));
    import(&mut group, data);
    screens(&mut group, data)?;
    pages(&mut group, data)?;
    drills(&mut group, data)?;
    shapes(&mut group, data)?;
    export(&mut group, data)?;
    group.finish();
    Ok(())
}

type Group<'a> = BenchmarkGroup<'a, WallTime>;

/// What fails in a measured loop is no measurement.
fn done<T, E: std::fmt::Display>(result: Result<T, E>) -> T {
    match result {
        Ok(value) => value,
        #[expect(clippy::panic, reason = "a benchmark has no other way to stop")]
        Err(error) => panic!("{error}"),
    }
}

fn import(group: &mut Group<'_>, data: &Data) {
    let again = data.database.with_file_name("again.db");
    group.throughput(Throughput::Elements(data.wish.sessions));
    group.bench_function("import", |bench| {
        bench.iter_batched(
            || done(remove(&again)),
            |()| done(list::database(&data.wish, &data.list, &again)),
            BatchSize::PerIteration,
        );
    });
    done(remove(&again));
}

/// The first rows of a report, as the console asks for them.
fn screens(group: &mut Group<'_>, data: &Data) -> Result<()> {
    let views = [
        ("daily", "days"),
        ("active-hosts", "users"),
        ("active-hosts", "meetings"),
        ("meetings", "meetings"),
        ("imports", "imports"),
    ];
    let mut reader = Reader::open(&data.database)?;
    for (report, view) in views {
        for (range, days) in [("30 days", 30), ("a year", 366)] {
            let ask = data.ask(report, view, days)?;
            group.bench_function(format!("first window/{report} {view}, {range}"), |bench| {
                bench.iter(|| done(reader.first_window(&ask, WINDOW)));
            });
        }
    }
    Ok(())
}

/// The count and order of all rows, then other rows of them.
fn pages(group: &mut Group<'_>, data: &Data) -> Result<()> {
    for (report, view) in [("active-hosts", "users"), ("meetings", "meetings")] {
        let ask = data.ask(report, view, 366)?;
        group.bench_function(format!("settle/{report} {view}, a year"), |bench| {
            bench.iter_batched(
                || done(Reader::open(&data.database)),
                |mut reader| {
                    let window = done(reader.window(&ask, 0, WINDOW));
                    (reader, window)
                },
                BatchSize::PerIteration,
            );
        });
        let mut reader = Reader::open(&data.database)?;
        let rows = reader.window(&ask, 0, WINDOW)?.totals.context("not counted")?.rows;
        for (place, first) in [("middle", rows / 2), ("end", usize::MAX)] {
            group.bench_function(format!("page/{report} {view}, {place}"), |bench| {
                bench.iter(|| done(reader.window(&ask, first, WINDOW)));
            });
        }
    }
    Ok(())
}

/// Down from a host to a connection: each time another row.
fn drills(group: &mut Group<'_>, data: &Data) -> Result<()> {
    let mut reader = Reader::open(&data.database)?;
    let hosts = keys(&mut reader, &data.ask("active-hosts", "users", 366)?)?;
    let occurrences = keys(&mut reader, &data.ask("meetings", "meetings", 366)?)?;
    let mut people = data.ask("participants", "people", 366)?;
    people.params.insert("occurrence".to_owned(), occurrences.first().context("no occurrence")?.clone());
    let people = keys(&mut reader, &people)?;
    for (report, view, param, keys) in [
        ("active-hosts", "meetings", "host", hosts),
        ("participants", "people", "occurrence", occurrences.clone()),
        ("participants", "connections", "occurrence", occurrences),
        ("sessions", "sessions", "participant", people),
    ] {
        let mut ask = data.ask(report, view, 366)?;
        let mut next = keys.iter().cycle();
        group.bench_function(format!("drill-down/{report} {view}"), |bench| {
            bench.iter(|| {
                ask.params.insert(param.to_owned(), next.next().cloned().unwrap_or_default());
                done(reader.first_window(&ask, WINDOW))
            });
        });
    }
    Ok(())
}

/// The opaque keys of the first rows.
fn keys(reader: &mut Reader, ask: &Ask) -> Result<Vec<String>> {
    let window = reader.first_window(ask, WINDOW)?;
    let key = |row: &Vec<Cell>| row.first().and_then(Cell::as_int).map(|key| format!("#{key}"));
    Ok(window.rows.iter().filter_map(key).collect())
}

/// Filters and orders over a year, first rows and all that follows from them.
fn shapes(group: &mut Group<'_>, data: &Data) -> Result<()> {
    let plain = data.ask("meetings", "meetings", 366)?;
    let filtered = |filter: &str| Ask { filter: filter.to_owned(), ..plain.clone() };
    let by_topic = Ask { sort: vec![SortKey::ascending("topic")], ..plain.clone() };
    for (name, ask) in [
        ("filter/often found", filtered("review")),
        ("filter/in a column, and a number", filtered("department:science minutes>60")),
        ("filter/never found", filtered("qwertyuiop")),
        ("sort/by topic", by_topic),
    ] {
        let mut reader = Reader::open(&data.database)?;
        group.bench_function(format!("{name}, first window"), |bench| {
            bench.iter(|| done(reader.first_window(&ask, WINDOW)));
        });
        group.bench_function(format!("{name}, settle"), |bench| {
            bench.iter_batched(
                || done(Reader::open(&data.database)),
                |mut reader| {
                    let window = done(reader.window(&ask, 0, WINDOW));
                    (reader, window)
                },
                BatchSize::PerIteration,
            );
        });
    }
    Ok(())
}

/// A year of occurrences as CSV, to nowhere.
fn export(group: &mut Group<'_>, data: &Data) -> Result<()> {
    let ask = data.ask("meetings", "meetings", 366)?;
    let form = Form { format: Format::Csv, ..Form::default() };
    let mut reader = Reader::open(&data.database)?;
    let rows = exporting::write(&mut reader, &ask, &form, &mut io::sink(), &mut |_| {})?;
    group.throughput(Throughput::Elements(u64::try_from(rows)?));
    group.bench_function("export/meetings of a year as CSV", |bench| {
        bench.iter(|| done(exporting::write(&mut reader, &ask, &form, &mut io::sink(), &mut |_| {})));
    });
    Ok(())
}
