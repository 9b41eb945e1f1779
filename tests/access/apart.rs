//! No question of a member's depends on what is somebody else's. The oracle knows nothing of lenses: from a copy of
//! the database all that is not theirs is taken out with plain SQL, and the same question must be answered alike there,
//! to the last figure and word.

use super::{NOW, WORLD};
use headcount::demo;
use headcount::model::DayRange;
use headcount::report::{Access, Ask, Column, ParamKind, ReportDef, Right, SortKey, Window, catalog};
use headcount::store::{Reader, StoreError};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use rusqlite::Connection;
use std::cell::Cell as Counter;
use std::path::Path;

/// What is taken away: everything but what `?1`, a user's key, hosts, and who they are.
const TAKEN: &[&str] = &[
    "DELETE FROM occurrence WHERE host_user_id IS NOT ?1",
    "DELETE FROM event WHERE event_id NOT IN (SELECT event_id FROM occurrence)",
    "DELETE FROM source_set WHERE occurrence_id NOT IN (SELECT occurrence_id FROM occurrence)",
    "DELETE FROM set_again WHERE set_id NOT IN (SELECT set_id FROM source_set)",
    "DELETE FROM set_registrant WHERE set_id NOT IN (SELECT set_id FROM source_set)",
    "DELETE FROM set_part WHERE set_id NOT IN (SELECT set_id FROM source_set)",
    "DELETE FROM answer WHERE set_id NOT IN (SELECT set_id FROM source_set)",
    "DELETE FROM question WHERE set_id NOT IN (SELECT set_id FROM source_set)",
    "DELETE FROM set_figure WHERE set_id NOT IN (SELECT set_id FROM source_set)",
    "DELETE FROM participant WHERE occurrence_id NOT IN (SELECT occurrence_id FROM occurrence)",
    "DELETE FROM session WHERE occurrence_id NOT IN (SELECT occurrence_id FROM occurrence)",
    "DELETE FROM session_detail WHERE occurrence_id NOT IN (SELECT occurrence_id FROM occurrence)",
    "DELETE FROM session_borrowed WHERE occurrence_id NOT IN (SELECT occurrence_id FROM occurrence)",
    "DELETE FROM person WHERE person_id NOT IN (SELECT person_id FROM session)",
    "DELETE FROM account_user WHERE user_id <> ?1",
    "DELETE FROM user_licence WHERE user_id <> ?1",
    "DELETE FROM host_day WHERE user_id <> ?1",
    "DELETE FROM account_day",
    "DELETE FROM account_hour",
    "DELETE FROM host_again",
    "DELETE FROM portal_total WHERE scope <> 'host' OR scope_key NOT IN (SELECT email_folded FROM account_user UNION \
     SELECT '#' || provider_user_id FROM account_user WHERE provider_user_id IS NOT NULL)",
    "DELETE FROM coverage WHERE scope = 'host' AND scope_key NOT IN (SELECT email_folded FROM account_user UNION \
     SELECT '#' || provider_user_id FROM account_user WHERE provider_user_id IS NOT NULL)",
    "DELETE FROM planned WHERE coalesce(host_email, '') NOT IN (SELECT email FROM account_user) \
     AND coalesce(host_id, '') NOT IN (SELECT provider_user_id FROM account_user WHERE provider_user_id IS NOT NULL)",
    // Of what they held, or plan.
    "DELETE FROM registrant WHERE number NOT IN (SELECT number FROM event UNION SELECT number FROM planned)",
    "DELETE FROM tracking_source WHERE number NOT IN (SELECT number FROM event UNION SELECT number FROM planned)",
    "DELETE FROM form_question WHERE number NOT IN (SELECT number FROM event UNION SELECT number FROM planned)",
    "DELETE FROM panelist WHERE number NOT IN (SELECT number FROM event UNION SELECT number FROM planned)",
    "DELETE FROM role_grant WHERE email_folded NOT IN (SELECT email_folded FROM account_user)",
    "DELETE FROM phone_call WHERE coalesce(caller_who, '') NOT IN (SELECT email_folded FROM account_user) \
     AND coalesce(callee_who, '') NOT IN (SELECT email_folded FROM account_user)",
    "DELETE FROM phone_charge WHERE log_id NOT IN (SELECT key FROM phone_call)",
    "DELETE FROM phone_user WHERE email_folded NOT IN (SELECT email_folded FROM account_user)",
    "DELETE FROM phone_queue",
    "DELETE FROM queue_figure",
    "DELETE FROM listed_user",
    "DELETE FROM listed_group",
    "DELETE FROM rejected_row",
    "DELETE FROM audit_log",
    "DELETE FROM export_log",
];

/// The same database with a member's own rows alone.
fn apart(email: &str, folder: &Path) -> std::path::PathBuf {
    let path = folder.join("apart.db");
    Connection::open(&WORLD.path).unwrap().execute("VACUUM INTO ?1", [path.to_str().unwrap()]).unwrap();
    let conn = Connection::open(&path).unwrap();
    conn.execute_batch("PRAGMA foreign_keys = OFF; BEGIN").unwrap();
    let user: i64 = conn
        .query_row("SELECT user_id FROM account_user WHERE email = ?1", [email], |row| row.get(0))
        .unwrap();
    let before: i64 = conn.query_row("SELECT count(*) FROM session", [], |row| row.get(0)).unwrap();
    for sql in TAKEN {
        let mut statement = conn.prepare(sql).unwrap();
        let binds = statement.parameter_count();
        statement.execute(rusqlite::params_from_iter([user].iter().take(binds))).unwrap();
    }
    conn.execute_batch("COMMIT").unwrap();
    let after: i64 = conn.query_row("SELECT count(*) FROM session", [], |row| row.get(0)).unwrap();
    assert!(after > 0 && after * 2 < before, "{after} of {before}");
    path
}

/// What can be said of people and meetings: everybody's, and what nobody would say.
#[derive(Clone, Debug, Default)]
struct Words {
    keys: Vec<i64>,
    emails: Vec<String>,
    texts: Vec<String>,
    occurrences: Vec<String>,
    participants: Vec<i64>,
    calls: Vec<i64>,
}

impl Words {
    /// Of this member's and of all.
    fn of(email: &str) -> Self {
        let conn = Connection::open(&WORLD.path).unwrap();
        let texts = |sql: &str| -> Vec<String> {
            let mut statement = conn.prepare(sql).unwrap();
            let rows = statement.query_map([email], |row| row.get(0)).unwrap();
            rows.collect::<Result<_, _>>().unwrap()
        };
        let numbers =
            |sql: &str| -> Vec<i64> { texts(sql).iter().map(|text| text.parse().unwrap()).collect() };
        // Own ones first, as many as of the others.
        let some = "ORDER BY (o.host_user_id IS (SELECT user_id FROM account_user WHERE email = ?1)) DESC, o.occurrence_id % 37";
        let both = |what: &str, join: &str, most: usize| {
            let sql = |order: &str| {
                format!(
                    "SELECT DISTINCT {what} FROM (SELECT * FROM occurrence o {order} LIMIT {most}) o {join} WHERE {what} IS NOT NULL AND ?1 <> ''"
                )
            };
            let mut all = texts(&sql(some));
            all.extend(texts(&sql(&some.replace("DESC", "ASC"))));
            all
        };
        let number = "cast(o.occurrence_id AS text)";
        let started = "e.number || '@' || strftime('%Y-%m-%dT%H:%M', o.start_at, 'unixepoch')";
        let mut occurrences: Vec<String> = both(number, "", 8).iter().map(|key| format!("#{key}")).collect();
        occurrences.extend(both(started, "JOIN event e ON e.event_id = o.event_id", 8));
        occurrences.extend(both("o.uuid", "", 8));
        let people =
            "JOIN session s ON s.occurrence_id = o.occurrence_id JOIN person n ON n.person_id = s.person_id";
        let mut all = both("o.topic", "", 6);
        all.extend(both("n.name", people, 3));
        all.extend(both("n.email", people, 3));
        Self {
            calls: numbers(
                "SELECT cast(row_id AS text) FROM phone_call ORDER BY ?1 IN (caller_who, callee_who) DESC, row_id LIMIT 30",
            ),
            keys: numbers(
                "SELECT cast(user_id AS text) FROM account_user WHERE ?1 <> '' ORDER BY email = ?1 DESC, user_id LIMIT 12",
            ),
            emails: texts(
                "SELECT email FROM account_user WHERE email IS NOT NULL ORDER BY email = ?1 DESC, user_id LIMIT 12",
            ),
            texts: all,
            occurrences,
            participants: both(
                "cast(p.participant_id AS text)",
                "JOIN participant p ON p.occurrence_id = o.occurrence_id",
                4,
            )
            .iter()
            .map(|text| text.parse().unwrap())
            .collect(),
        }
    }

    fn hostile() -> impl Strategy<Value = String> {
        prop_oneof![
            Just("' OR 1=1 --".to_owned()),
            Just("main.occurrence".to_owned()),
            Just("%".to_owned()),
            Just("\u{1b}]52;c;AAAA\u{7}".to_owned()),
            Just("#".to_owned()),
            Just("#-1".to_owned()),
            Just("#9223372036854775807".to_owned()),
            Just("99999999999@2026-11-02T09:00".to_owned()),
            Just("nobody@lumen.example".to_owned()),
            ".{0,12}",
        ]
    }

    /// A value for a parameter: mostly of its kind.
    fn value(&self, kind: ParamKind) -> BoxedStrategy<String> {
        let select = |texts: Vec<String>| prop::sample::select(texts);
        let keys = |keys: &[i64]| keys.iter().map(|key| format!("#{key}")).collect::<Vec<_>>();
        let own = match kind {
            ParamKind::Choice(words) => select(words.iter().map(|word| (*word).to_owned()).collect()).boxed(),
            ParamKind::Number { least, most } => (least..=most).prop_map(|number| number.to_string()).boxed(),
            ParamKind::Occurrence => select(self.occurrences.clone()).boxed(),
            ParamKind::Call => select(keys(&self.calls)).boxed(),
            ParamKind::Participant => select(keys(&self.participants)).boxed(),
            ParamKind::Host => {
                select(keys(&self.keys).into_iter().chain(self.emails.clone()).collect()).boxed()
            }
            ParamKind::Instant => (1_793_000_000_i64..1_795_500_000).prop_map(|at| format!("#{at}")).boxed(),
            ParamKind::Text | ParamKind::Search | ParamKind::Person => {
                select(self.texts.iter().chain(&self.emails).cloned().chain(["a".to_owned()]).collect())
                    .boxed()
            }
            ParamKind::Import => (1_i64..20).prop_map(|number| number.to_string()).boxed(),
            ParamKind::Switch { .. } => select(vec!["on".into(), "off".into()]).boxed(),
        };
        prop_oneof![9 => own, 1 => Self::hostile()].boxed()
    }

    fn filter(&self) -> BoxedStrategy<String> {
        let texts: Vec<String> = self.texts.iter().chain(&self.emails).cloned().collect();
        prop_oneof![
            9 => Just(String::new()),
            1 => prop::sample::select(texts).prop_map(|text| format!("\"{}\"", text.replace('"', ""))),
            1 => prop::sample::select(vec!["a", "!a", "minutes>10", "participants>=0", "host:a", "!host:a", "start>=2026-11-01", "name:'"])
                .prop_map(str::to_owned),
            1 => Self::hostile(),
        ]
        .boxed()
    }
}

/// Any question to one report: mostly one that can be answered.
fn asks(words: &Words, def: &'static ReportDef) -> BoxedStrategy<Ask> {
    let params: Vec<BoxedStrategy<Option<(String, String)>>> = def
        .params
        .iter()
        .map(|param| {
            let name = param.name.to_owned();
            let given = words.value(param.kind).prop_map(move |value| Some((name.clone(), value)));
            let often = if param.required { 30 } else { 1 };
            prop_oneof![often => given, 2 => Just(None)].boxed()
        })
        .collect();
    let view = prop::sample::select(def.views.iter().collect::<Vec<_>>());
    let days = (0i64..60, 0i64..90);
    let accounts = prop_oneof![14 => Just(vec![]), 7 => Just(vec![1]), 1 => Just(vec![2]), 1 => Just(vec![1, 2]), 1 => Just(vec![-1])];
    let limit = prop_oneof![4 => Just(None), 1 => (0usize..5).prop_map(Some), 1 => Just(Some(usize::MAX))];
    let order = prop::collection::vec((any::<prop::sample::Index>(), any::<bool>()), 0..3);
    (params, view, days, accounts, limit, order, words.filter())
        .prop_map(move |(params, view, (first, more), accounts, limit, order, filter)| {
            let from = chrono::NaiveDate::from_ymd_opt(2026, 10, 1).unwrap()
                + chrono::Days::new(first.unsigned_abs());
            let to = from + chrono::Days::new(more.unsigned_abs());
            let mut ask = Ask::new(def, DayRange::new(from, to), demo::ZONE);
            view.id.clone_into(&mut ask.view);
            ask.params = params.into_iter().flatten().collect();
            let columns: Vec<&Column> = view.columns.iter().collect();
            let key = |(at, descending): (prop::sample::Index, bool)| {
                let column = at.get(&columns).name.to_string();
                SortKey { column, descending }
            };
            ask.sort = order.into_iter().map(key).collect();
            (ask.accounts, ask.limit, ask.filter) = (accounts, limit, filter);
            ask
        })
        .boxed()
}

/// Everything that an answer tells, by every way in; the words of a refusal else.
fn told(reader: &mut Reader, ask: &Ask) -> Vec<Result<String, String>> {
    let window = |window: Window| {
        let Window { columns: _, rows, first, totals, unfiltered, facts, further, shut, notes, bare, as_of } =
            window;
        format!(
            "{further:?} {rows:?} {first} {totals:?} {unfiltered:?} {facts:?} {shut:?} {notes:?} {bare:?} {as_of:?}"
        )
    };
    let words = |error: StoreError| error.to_string();
    let mut streamed = Vec::new();
    let stream = reader.stream(ask, |rows| {
        while let Some(row) = rows.next()? {
            streamed.push(row.to_vec());
        }
        Ok(())
    });
    vec![
        reader.first_window(ask, 7).map(window).map_err(words),
        reader.window(ask, 3, 50).map(window).map_err(words),
        reader.window(ask, usize::MAX, 5).map(window).map_err(words),
        reader.totals_and_bare(ask).map(|it| format!("{it:?}")).map_err(words),
        reader.surroundings(ask).map(window).map_err(words),
        stream.map(|()| format!("{streamed:?}")).map_err(|error| error.to_string()),
        reader.accounts().map(|accounts| format!("{accounts:?}")).map_err(words),
    ]
}

/// Asks `cases` questions of a member's; `between` is asked meanwhile, by the same reader.
fn is_apart(email: &str, cases: u32, between: Option<&Ask>) {
    let folder = tempfile::tempdir().unwrap();
    let path = apart(email, folder.path());
    let words = Words::of(email);
    // Reports that they see whole are not narrowed.
    let viewer = WORLD.reader(Some(email)).viewer().unwrap();
    let narrowed =
        |def: &&&'static ReportDef| viewer.lens(&def.who, &[]).is_none_or(|lens| lens.is_partial());
    let weight = |def: &ReportDef| if def.who.own { 8 } else { 1 };
    let reports: Vec<(u32, BoxedStrategy<Ask>)> =
        catalog::ALL.iter().filter(narrowed).map(|def| (weight(def), asks(&words, def))).collect();
    let (answered, refused) = (Counter::new(0), Counter::new(0));
    // One reader for all: what an answer leaves behind is there for the next.
    let readers = std::cell::RefCell::new((
        WORLD.reader(Some(email)),
        Reader::open_as(&path, Some(email), || NOW).unwrap(),
    ));
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let any = proptest::strategy::Union::new_weighted(reports);
    TestRunner::new(config)
        .run(&any, |ask| {
            let (whole, apart) = &mut *readers.borrow_mut();
            if let Some(between) = between {
                prop_assert!(whole.window(between, 0, 10).is_ok());
            } else {
                prop_assert_eq!(whole.days_held().unwrap(), apart.days_held().unwrap());
            }
            let (there, alone) = (told(whole, &ask), told(apart, &ask));
            prop_assert_eq!(&there, &alone);
            let rows = there.get(5).is_some_and(|rows| rows.as_ref().is_ok_and(|rows| rows != "[]"));
            answered.set(answered.get() + u32::from(rows));
            refused.set(refused.get() + u32::from(there.iter().any(Result::is_err)));
            Ok(())
        })
        .unwrap();
    let told = [answered.get(), refused.get()];
    assert!(told.iter().all(|some| *some > 1), "answers with rows, refusals: {told:?} of {cases}");
}

#[test]
fn a_members_answers_hang_on_nothing_of_anybody_elses() {
    is_apart(WORLD.holder(&[]), 160, None);
}

#[test]
fn nor_do_those_of_one_who_hosts_little() {
    is_apart(WORLD.hosts.get(WORLD.hosts.len() / 3).unwrap(), 80, None);
}

/// One who holds webinars, with the licence for them.
#[test]
fn nor_do_those_of_one_who_holds_webinars() {
    is_apart("zoe.ngugi@lumen.example", 160, None);
}

/// Who sees all users sees no more of meetings for it, though one connection answers both.
#[test]
fn nor_do_those_of_one_who_sees_all_users_between() {
    let email = WORLD.holder(&[Right::UserActivity]);
    let users = super::World::ask(catalog::find("users").unwrap(), "users");
    is_apart(email, 80, Some(&users));
}

#[test]
fn nor_do_those_of_one_who_reads_invoices() {
    is_apart(WORLD.holder(&[Right::Billing]), 60, None);
}

#[test]
fn nor_do_those_of_one_who_sees_their_own_calls() {
    let conn = Connection::open(&WORLD.path).unwrap();
    let email: String = conn
        .query_row(
            "SELECT u.email FROM account_user u JOIN user_licence l USING (account_id, user_id) \
             WHERE l.licence LIKE '%Power Pack' AND l.to_at IS NULL",
            [],
            |row| row.get(0),
        )
        .unwrap();
    let viewer = WORLD.reader(Some(&email)).viewer().unwrap();
    assert!(catalog::ALL.iter().filter(|def| def.who == Access::PHONE).all(|def| viewer.may(def)));
    is_apart(&email, 160, None);
}
