//! Nobody sees what is not theirs: every report of the catalog, for every kind of viewer, by every way in.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "access/apart.rs"]
mod apart;
#[path = "common/lists.rs"]
mod lists;

use headcount::cli::opening;
use headcount::demo;
use headcount::import::Options;
use headcount::model::{Cell, DayRange};

use headcount::report::{
    Access, Address, Ask, ParamKind, ReportDef, Right, SortKey, Viewer, Window, catalog,
};
use headcount::store::{By, Reader, RoleChange, Store, StoreError};
use headcount::work::importing::{self, Job};
use headcount::work::source::Source;
use rusqlite::Connection;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::LazyLock;

const NOW: i64 = 1_795_420_800;
const STRANGER: &str = "mallory@elsewhere.example";

/// The demo's organisation with rights granted to members of it.
struct World {
    _folder: tempfile::TempDir,
    path: PathBuf,
    /// Members that hosted, the busiest first: one for each set of rights.
    hosts: Vec<String>,
}

/// Rights in REPORTS.md's combinations.
const RIGHTS: &[&[Right]] = &[
    &[],
    &[Right::Owner],
    &[Right::Administrator],
    &[Right::Usage],
    &[Right::UserActivity],
    &[Right::ContactCenter],
    &[Right::ContactCenter, Right::Usage],
    &[Right::Billing],
    &[Right::Activity],
    &[Right::Erase],
];

static WORLD: LazyLock<World> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("demo.db");
    opening::fill_demo(&path, NOW).unwrap();
    let hosts: Vec<String> = Connection::open(&path)
        .unwrap()
        .prepare(
            "SELECT u.email FROM account_user u JOIN occurrence o ON o.account_id = u.account_id AND o.host_user_id = u.user_id \
             WHERE u.email IS NOT NULL AND coalesce(u.role, '') NOT IN ('Owner', 'Admin') \
               AND u.email NOT IN (SELECT email FROM role_grant) \
             GROUP BY u.user_id ORDER BY count(*) DESC, u.user_id",
        )
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    assert!(hosts.len() > RIGHTS.len());
    let mut store = Store::open(&path).unwrap();
    for (email, rights) in hosts.iter().zip(RIGHTS) {
        for right in *rights {
            let change =
                RoleChange { account: 1, email, right: Some(*right), at: NOW, by: "test", viewer: None };
            assert!(store.grant(&change).unwrap());
        }
    }
    let conn = Connection::open(&path).unwrap();
    for (email, _) in hosts.iter().zip(RIGHTS).filter(|(_, rights)| is_licensed(rights)) {
        let sql = "INSERT INTO user_licence (account_id, user_id, licence, from_at) \
                   SELECT account_id, user_id, 'Webinar 500', 0 FROM account_user WHERE email = ?1";
        assert_eq!(conn.execute(sql, [email]).unwrap(), 1);
    }
    World { _folder: folder, path, hosts }
});

/// Who has a webinar licence on their own profile, of those with rights; owner and administrator need none.
fn is_licensed(rights: &[Right]) -> bool {
    ![&[Right::Owner][..], &[Right::Administrator], &[Right::Usage], &[Right::Billing]].contains(&rights)
}

impl World {
    fn holder(&self, rights: &[Right]) -> &str {
        let at = RIGHTS.iter().position(|known| *known == rights).unwrap();
        self.hosts.get(at).unwrap()
    }

    fn reader(&self, email: Option<&str>) -> Reader {
        Reader::open_as(&self.path, email, || NOW).unwrap()
    }

    /// Everything that is held, without parameters.
    fn ask(def: &'static ReportDef, view: &str) -> Ask {
        let range = DayRange::new("2026-10-01".parse().unwrap(), "2026-12-31".parse().unwrap());
        let mut ask = Ask::new(def, range, demo::ZONE);
        view.clone_into(&mut ask.view);
        ask
    }

    /// The question with what the report needs to be asked at all: keys of that occurrence and its first participant.
    fn keyed(&self, def: &'static ReportDef, view: &str, occurrence: i64) -> Ask {
        let mut ask = Self::ask(def, view);
        for param in def.params.iter().filter(|param| param.required) {
            let value = match param.kind {
                ParamKind::Occurrence => format!("#{occurrence}"),
                ParamKind::Participant => {
                    let sql = "SELECT min(participant_id) FROM participant WHERE occurrence_id = ?1";
                    let key: i64 = self.sql(sql, occurrence);
                    format!("#{key}")
                }
                ParamKind::Import => "1".to_owned(),
                ParamKind::Host => format!(
                    "#{}",
                    self.sql::<i64>(
                        "SELECT host_user_id FROM occurrence WHERE occurrence_id = ?1",
                        occurrence
                    )
                ),
                // A call that a host of the organisation made or took; that of its first user else.
                ParamKind::Call => format!(
                    "#{}",
                    self.sql::<i64>(
                        "SELECT row_id FROM phone_call ORDER BY row_id % 7 = ?1 % 7 DESC, row_id LIMIT 1",
                        occurrence
                    )
                ),
                ParamKind::Text | ParamKind::Search => "a".to_owned(),
                ParamKind::Person => self.sql_text(
                    "SELECT n.email FROM session s JOIN person n ON n.person_id = s.person_id \
                     WHERE s.occurrence_id = ?1 AND n.email <> '' ORDER BY s.session_id DESC LIMIT 1",
                    occurrence,
                ),
                ref other => panic!("{}: say what {} takes: {other:?}", def.id, param.name),
            };
            ask.params.insert(param.name.to_owned(), value);
        }
        ask
    }

    fn sql_text(&self, sql: &str, key: i64) -> String {
        self.sql(sql, key)
    }

    fn sql<T: rusqlite::types::FromSql>(&self, sql: &str, key: i64) -> T {
        let conn = Connection::open(&self.path).unwrap();
        conn.query_row(sql, [key], |row| row.get(0)).unwrap()
    }

    /// An occurrence with people that this person hosted, and one that somebody else did.
    fn occurrences(&self, email: &str) -> (i64, i64) {
        let conn = Connection::open(&self.path).unwrap();
        let one = |compare: &str| -> i64 {
            let sql = format!(
                "SELECT occurrence_id FROM occurrence WHERE people > 1 AND host_user_id {compare} \
                 (SELECT user_id FROM account_user WHERE email = ?1) ORDER BY occurrence_id LIMIT 1"
            );
            conn.query_row(&sql, [email], |row| row.get(0)).unwrap()
        };
        (one("="), one("<>"))
    }
}

/// The answer by every way in that a reader has; they agree, or all of them refuse.
fn every_way(reader: &mut Reader, ask: &Ask) -> Result<Window, StoreError> {
    let first = reader.first_window(ask, 5000);
    let page = reader.window(ask, 0, 5000);
    let last = reader.window(ask, usize::MAX, 5000);
    let totals = reader.totals_and_bare(ask);
    let around = reader.surroundings(ask);
    let mut streamed = Vec::new();
    let stream = reader.stream(ask, |rows| {
        while let Some(row) = rows.next()? {
            streamed.push(row.to_vec());
        }
        Ok(())
    });
    let Ok(window) = first else {
        let refused = [page.is_err(), last.is_err(), totals.is_err(), stream.is_err(), around.is_err()];
        // Rows of a streamed answer have no facts around them that could be missing.
        let bare = [page.is_err(), last.is_err(), around.is_err()];
        assert!(
            refused.iter().all(|it| *it) || (bare.iter().all(|it| *it) && streamed.is_empty()),
            "{ask:?}: {refused:?}"
        );
        return first;
    };
    stream.unwrap();
    let (page, last) = (page.unwrap(), last.unwrap());
    assert!(window.rows == page.rows, "{ask:?}");
    assert!(window.rows == last.rows, "{ask:?}");
    assert!(window.rows == streamed, "{ask:?}");
    assert_eq!(totals.unwrap().0.rows, streamed.len(), "{ask:?}");
    assert_eq!(around.unwrap().facts, window.facts, "{ask:?}");
    Ok(window)
}

fn is_not_allowed(answer: &Result<Window, StoreError>) -> bool {
    matches!(answer, Err(StoreError::NotAllowed(_)))
}

/// REPORTS.md, column *who*, told once more by hand: a report that is not here fails the test.
fn told(report: &str, rights: &[Right]) -> (&'static [&'static [Right]], bool) {
    use Right::{Administrator as A, Billing as B, Owner as O, Usage as U, UserActivity as V};
    match report {
        // Of the phone also members with the Power Pack, which none of the holders here has.
        "phone" | "phone-call" | "phone-users" | "phone-queues" | "overview" | "daily" | "inactive-hosts"
        | "telephone" | "captions" | "recordings" | "remote-support" | "zoom-events" | "meeting-activity" => {
            (&[&[O], &[A], &[U]], false)
        }
        "billing" => (&[&[O], &[A], &[B]], false),
        "active-hosts"
        | "upcoming"
        | "meetings"
        | "participants"
        | "sessions"
        | "attendance-curve"
        | "sources"
        | "find"
        | "person"
        | "occurrence"
        | "meeting-registration"
        | "meeting-polls"
        | "meeting-qa"
        | "meeting-survey" => (&[&[O], &[A], &[U]], true),
        // Others than O and A need a webinar licence on their own profile: `is_licensed`.
        "webinars"
        | "webinar-registration"
        | "webinar-attendees"
        | "webinar-performance"
        | "webinar-qa"
        | "webinar-polls"
        | "webinar-survey" => {
            if is_licensed(rights) {
                (&[&[O], &[A], &[U]], true)
            } else {
                (&[&[O], &[A]], false)
            }
        }
        "users" => (&[&[O], &[A], &[V]], false),
        "imports" | "rejected" | "coverage" | "freshness" | "policy" | "access-control" => {
            (&[&[O], &[A]], false)
        }
        "log" => (&[&[O]], false),
        other => panic!("who may see {other}? Say so here, from what its portal says"),
    }
}

/// Who may not see the imports is not told how many of them want mending.
#[test]
fn alerts_lead_to_what_is_the_viewers_alone() {
    let def = catalog::find("overview").unwrap();
    let ask = World::ask(def, "alerts");
    let opens = |email: Option<&str>| -> Vec<String> {
        let mut reader = WORLD.reader(email);
        let window = reader.window(&ask, 0, 100).unwrap();
        assert_eq!(window.totals.as_ref().unwrap().rows, window.rows.len());
        (0..window.rows.len())
            .map(|at| window.cell(at, "opens").unwrap().as_text().unwrap().to_owned())
            .collect()
    };
    let all = opens(None);
    assert!(
        all.iter().any(|to| to.starts_with("imports?")) && all.iter().any(|to| to == "freshness"),
        "{all:?}"
    );
    assert_eq!(opens(Some(WORLD.holder(&[Right::Administrator]))), all);
    let email = WORLD.holder(&[Right::Usage]);
    let viewer = WORLD.reader(Some(email)).viewer().unwrap();
    let is_theirs = |to: &&String| viewer.may(Address::parse(to).unwrap().def);
    let theirs: Vec<String> = all.iter().filter(is_theirs).cloned().collect();
    assert!(!theirs.is_empty() && theirs.len() < all.len());
    assert_eq!(opens(Some(email)), theirs);
}

#[test]
fn every_report_is_for_those_it_is_for() {
    for def in catalog::ALL {
        for rights in RIGHTS {
            let (whole, own) = told(def.id.0, rights);
            let email = WORLD.holder(rights);
            let mut reader = WORLD.reader(Some(email));
            let sees_whole = whole.iter().any(|needed| needed.iter().all(|right| rights.contains(right)));
            assert_eq!(reader.viewer().unwrap().may(def), sees_whole || own, "{} {rights:?}", def.id);
            let (mine, others) = WORLD.occurrences(email);
            for view in def.views {
                let answer = every_way(&mut reader, &WORLD.keyed(def, view.id, mine));
                assert_eq!(
                    answer.is_ok(),
                    sees_whole || own,
                    "{}/{} {rights:?}: {answer:?}",
                    def.id,
                    view.id
                );
                assert!(answer.is_ok() || is_not_allowed(&answer), "{answer:?}");
                let about_others = WORLD.keyed(def, view.id, others);
                // A search is of nobody in particular.
                let named = def.params.iter().any(|param| param.required && param.kind != ParamKind::Search);
                if !named {
                    continue;
                }
                let answer = every_way(&mut reader, &about_others);
                assert_eq!(answer.is_ok(), sees_whole, "{}/{} {rights:?}: {answer:?}", def.id, view.id);
                assert!(answer.is_ok() || is_not_allowed(&answer), "{answer:?}");
            }
        }
    }
}

/// What is held of a webinar is told to those who may see it: not to a role with usage reports and no webinar licence.
#[test]
fn reports_of_webinars_are_not_even_counted_without_the_licence() {
    let webinar: i64 = WORLD.sql(
        "SELECT min(o.occurrence_id) FROM occurrence o JOIN event e ON e.event_id = o.event_id WHERE e.kind = 'webinar' AND ?1",
        1,
    );
    let def = catalog::find("occurrence").unwrap();
    let reports = |rights: &[Right]| -> Vec<String> {
        let mut reader = WORLD.reader(Some(WORLD.holder(rights)));
        let window = every_way(&mut reader, &WORLD.keyed(def, "held", webinar)).unwrap();
        let at = window.column("opens").unwrap();
        window.rows.iter().map(|row| row.get(at).unwrap().as_text().unwrap().to_owned()).collect()
    };
    let with = reports(&[Right::ContactCenter, Right::Usage]);
    for part in
        ["webinar-registration/", "webinar-attendees/", "webinar-polls/", "webinar-qa/", "webinar-survey/"]
    {
        assert!(with.iter().any(|opens| opens.starts_with(part)), "{part}: {with:?}");
    }
    let without = reports(&[Right::Usage]);
    assert!(!without.is_empty() && without.iter().all(|opens| !opens.starts_with("webinar")), "{without:?}");
    assert_eq!(reports(&[Right::Administrator]), with);
}

#[test]
fn a_stranger_sees_nothing_and_learns_nothing() {
    let mut reader = WORLD.reader(Some(STRANGER));
    assert!(reader.accounts().unwrap().is_empty());
    assert_eq!(reader.days_held().unwrap(), None);
    for def in catalog::ALL {
        for view in def.views {
            let there = every_way(&mut reader, &WORLD.keyed(def, view.id, 1));
            let not_there = every_way(
                &mut reader,
                &WORLD.keyed(def, view.id, WORLD.occurrences(WORLD.hosts.first().unwrap()).0),
            );
            let (Err(there), Err(not_there)) = (there, not_there) else { panic!("{}", def.id) };
            assert_eq!(there.to_string(), not_there.to_string());
        }
    }
}

/// Texts that only occurrences of others know, and so must be in no answer to a member.
fn foreign(email: &str) -> BTreeSet<String> {
    let conn = Connection::open(&WORLD.path).unwrap();
    let all = |mine: &str| -> BTreeSet<String> {
        let sql = format!(
            "WITH seen AS (SELECT o.* FROM occurrence o WHERE o.host_user_id {mine} (SELECT user_id FROM account_user WHERE email = ?1))
             SELECT host_email FROM seen UNION SELECT host_name FROM seen UNION SELECT topic FROM seen UNION SELECT uuid FROM seen
             UNION SELECT e.number FROM seen JOIN event e ON e.event_id = seen.event_id
             UNION SELECT n.name FROM seen JOIN session s ON s.occurrence_id = seen.occurrence_id JOIN person n ON n.person_id = s.person_id
             UNION SELECT n.email FROM seen JOIN session s ON s.occurrence_id = seen.occurrence_id JOIN person n ON n.person_id = s.person_id
             UNION SELECT u.email FROM account_user u WHERE u.email {mine} ?1
             UNION SELECT r.email FROM seen JOIN event e ON e.event_id = seen.event_id JOIN registrant r ON r.number = e.number
             UNION SELECT a.email FROM seen JOIN source_set s ON s.occurrence_id = seen.occurrence_id JOIN answer a ON a.set_id = s.set_id
             UNION SELECT q.question FROM seen JOIN source_set s ON s.occurrence_id = seen.occurrence_id JOIN question q ON q.set_id = s.set_id
             UNION SELECT p.topic FROM planned p WHERE p.host_email {mine} ?1"
        );
        let mut statement = conn.prepare(&sql).unwrap();
        let texts = statement.query_map([email], |row| row.get::<_, Option<String>>(0)).unwrap();
        texts.filter_map(|text| text.unwrap()).filter(|text| !text.is_empty()).collect()
    };
    let own = all("=");
    all("<>").into_iter().filter(|text| !own.contains(text)).collect()
}

#[test]
fn a_member_is_given_nothing_of_somebody_elses() {
    let email = WORLD.holder(&[]);
    let foreign = foreign(email);
    assert!(foreign.len() > 100, "{}", foreign.len());
    let mut reader = WORLD.reader(Some(email));
    let (mine, others) = WORLD.occurrences(email);
    let mut seen = 0;
    let mut look = |window: &Window, what: &str| {
        let facts = window.facts.iter().map(|(_, cell)| cell);
        for cell in window.rows.iter().flatten().chain(facts) {
            if let Cell::Text(text) = cell {
                let bare = text.trim_end_matches(" (Guest)");
                assert!(!foreign.contains(bare), "{what} tells a member {bare}");
                seen += 1;
            }
        }
    };
    let viewer = reader.viewer().unwrap();
    for def in catalog::ALL.iter().filter(|def| def.who.own && viewer.may(def)) {
        for view in def.views {
            let ask = WORLD.keyed(def, view.id, mine);
            let whole = every_way(&mut reader, &ask).unwrap();
            look(&whole, def.id.0);
            // Neither filter nor order tells of more: they choose from what is seen.
            for column in view.visible() {
                let sorted = Ask { sort: vec![SortKey::descending(&column.name)], ..ask.clone() };
                assert_eq!(every_way(&mut reader, &sorted).unwrap().rows.len(), whole.rows.len());
            }
            for text in foreign.iter().take(40) {
                let filter = format!("\"{}\"", text.replace('"', ""));
                let window = every_way(&mut reader, &Ask { filter, ..ask.clone() }).unwrap();
                assert!(window.rows.len() <= whole.rows.len());
                look(&window, def.id.0);
            }
            // Parameters that lead to somebody else.
            for param in def.params.iter().filter(|param| !param.required) {
                let value = match param.kind {
                    ParamKind::Host => WORLD.sql::<String>("SELECT u.email FROM occurrence o JOIN account_user u ON u.user_id = o.host_user_id WHERE o.occurrence_id = ?1", others),
                    ParamKind::Text => WORLD.sql::<String>("SELECT topic FROM occurrence WHERE occurrence_id = ?1", others),
                    _ => continue,
                };
                let mut ask = ask.clone();
                ask.params.insert(param.name.to_owned(), value);
                match every_way(&mut reader, &ask) {
                    Ok(window) => look(&window, def.id.0),
                    Err(error) => assert_eq!(error.to_string(), "not allowed", "{} {}", def.id, param.name),
                }
            }
        }
    }
    assert!(seen > 500, "{seen}");
}

/// Of who else came to their meetings there is no row among the hosts, not even an empty one.
#[test]
fn a_members_list_of_hosts_is_the_member() {
    for email in WORLD.hosts.iter().skip(RIGHTS.len()).take(12).map(String::as_str).chain([WORLD.holder(&[])])
    {
        let hosts = World::ask(catalog::find("active-hosts").unwrap(), "users");
        let window = WORLD.reader(Some(email)).window(&hosts, 0, 5000).unwrap();
        let at = window.columns.iter().position(|column| column.name == "email").unwrap();
        let emails: Vec<_> = window.rows.iter().map(|row| row.get(at).unwrap().clone()).collect();
        assert_eq!(emails, [Cell::from(email)]);
    }
}

#[test]
fn what_is_not_theirs_is_refused_in_the_words_for_what_is_not_there() {
    let email = WORLD.holder(&[]);
    let mut reader = WORLD.reader(Some(email));
    let (_, others) = WORLD.occurrences(email);
    let def = catalog::find("participants").unwrap();
    let uuid: Option<String> = WORLD.sql("SELECT uuid FROM occurrence WHERE occurrence_id = ?1", others);
    let number: String =
        WORLD.sql("SELECT e.number FROM occurrence o JOIN event e ON e.event_id = o.event_id WHERE o.occurrence_id = ?1", others);
    let theirs =
        [format!("#{others}"), uuid.unwrap_or_else(|| "none".into()), format!("{number}@2026-11-02T09:00")];
    let nothing = ["#999999999", "abcdefgh==", "11111111111@2026-11-02T09:00"];
    for occurrence in theirs.iter().map(String::as_str).chain(nothing) {
        let mut ask = World::ask(def, "people");
        ask.params.insert("occurrence".into(), occurrence.into());
        assert_eq!(reader.first_window(&ask, 10).unwrap_err().to_string(), "not allowed", "{occurrence}");
    }
}

#[test]
fn a_right_that_is_revoked_is_gone_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("demo.db");
    std::fs::copy(&WORLD.path, &path).unwrap();
    let email = WORLD.holder(&[Right::Usage]);
    let mut reader = Reader::open_as(&path, Some(email), || NOW).unwrap();
    let daily = World::ask(catalog::find("daily").unwrap(), "days");
    let before = reader.window(&daily, 0, 10).unwrap();
    assert!(!before.rows.is_empty());
    let change =
        RoleChange { account: 1, email, right: Some(Right::Usage), at: NOW, by: "test", viewer: None };
    assert!(Store::open(&path).unwrap().revoke(&change).unwrap());
    assert!(is_not_allowed(&reader.window(&daily, 0, 10)));
    let meetings = World::ask(catalog::find("meetings").unwrap(), "meetings");
    let own = reader.window(&meetings, 0, 5000).unwrap();
    let all = Reader::open(&path).unwrap().window(&meetings, 0, 5000).unwrap();
    assert!(own.rows.len() < all.rows.len() && !own.rows.is_empty());
}

/// The same with a second account beside the first: a school whose people are all its own.
static TWO: LazyLock<World> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("two.db");
    std::fs::copy(&WORLD.path, &path).unwrap();
    let list = lists::school().replace("@lumen.example", "@orbit.example");
    let source = Source::memory("school.csv", list.into_bytes(), None);
    let zone = chrono_tz::Tz::America__New_York;
    let job = Job {
        account: Some("Orbit".to_owned()),
        file_zone: None,
        account_zone: zone,
        options: Options { zone, dates: None, meeting: None, start: None },
        now: NOW,
        by: "test".to_owned(),
        dry_run: false,
    };
    let mut store = Store::open(&path).unwrap();
    importing::import(&mut store, &source, &job, &mut |_| true, &mut |_| {}).unwrap();
    let owner = RoleChange {
        account: 2,
        email: PRINCIPAL,
        right: Some(Right::Owner),
        at: NOW,
        by: "test",
        viewer: None,
    };
    store.grant(&owner).unwrap();
    World { _folder: folder, path, hosts: WORLD.hosts.clone() }
});

/// Who owns the school.
const PRINCIPAL: &str = "olga@orbit.example";

/// Fails when the answer holds a text with that in it. A refusal may say again what was typed.
fn tells_nothing_of(answer: &Result<Window, StoreError>, part: &str, what: &str) {
    let Ok(window) = answer else { return };
    let cells = window.rows.iter().flatten().chain(window.facts.iter().map(|(_, cell)| cell));
    let texts = cells.filter_map(Cell::as_text).chain(window.notes.iter().map(String::as_str));
    for text in texts {
        assert!(!text.to_lowercase().contains(part), "{what} tells of {part}: {text}");
    }
}

/// Every report for every right on Lumen, asked of all, of the other account, and of what is in it.
#[test]
fn rights_on_one_account_show_nothing_of_another() {
    let one = |sql: &str| TWO.sql::<i64>(sql, 2);
    let theirs = one("SELECT min(occurrence_id) FROM occurrence WHERE account_id = ?1 AND people > 0");
    let import = one("SELECT min(import_id) FROM import WHERE account_id = ?1");
    for rights in RIGHTS {
        let email = TWO.holder(rights);
        let mut reader = TWO.reader(Some(email));
        let seen: Vec<i64> = reader.accounts().unwrap().into_iter().map(|account| account.id).collect();
        assert_eq!(seen, [1], "{rights:?}");
        let (mine, _) = TWO.occurrences(email);
        for (def, view) in catalog::ALL.iter().flat_map(|def| def.views.iter().map(move |view| (def, view))) {
            let what = format!("{}/{} {rights:?}", def.id, view.id);
            let ask = TWO.keyed(def, view.id, mine);
            tells_nothing_of(&every_way(&mut reader, &ask), "orbit", &what);
            for accounts in [vec![2], vec![1, 2]] {
                let of_theirs = Ask { accounts, ..ask.clone() };
                assert!(is_not_allowed(&every_way(&mut reader, &of_theirs)), "{what}");
            }
            let mut named = TWO.keyed(def, view.id, theirs);
            if let Some(param) = def.params.iter().find(|param| param.kind == ParamKind::Import) {
                named.params.insert(param.name.to_owned(), import.to_string());
            }
            let answer = every_way(&mut reader, &named);
            tells_nothing_of(&answer, "orbit", &what);
            let asks_of_one = def.params.iter().any(|param| {
                let of_one =
                    [ParamKind::Occurrence, ParamKind::Participant, ParamKind::Host, ParamKind::Person];
                param.required && of_one.contains(&param.kind)
            });
            assert!(answer.is_err() || !asks_of_one, "{what}: {answer:?}");
            if def.params.iter().any(|param| param.kind == ParamKind::Import) {
                assert!(answer.is_err() || answer.unwrap().rows.is_empty(), "{what}");
            }
        }
    }
    // And the other way round.
    let mut reader = TWO.reader(Some(PRINCIPAL));
    for def in catalog::ALL.iter().filter(|def| def.is_root()) {
        for view in def.views {
            let answer = every_way(&mut reader, &World::ask(def, view.id));
            assert!(answer.is_ok(), "{}: {answer:?}", def.id);
            tells_nothing_of(&answer, "@lumen.example", def.id.0);
        }
    }
}

#[test]
fn owner_and_administrator_of_a_master_see_its_sub_accounts() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("under.db");
    std::fs::copy(&TWO.path, &path).unwrap();
    let by = By { account: 2, at: NOW, by: "test", viewer: None };
    assert!(Store::open(&path).unwrap().set_master(by, Some(1)).unwrap());
    let seen = |email: &str| -> Vec<i64> {
        let mut reader = Reader::open_as(&path, Some(email), || NOW).unwrap();
        reader.accounts().unwrap().into_iter().map(|account| account.id).collect()
    };
    for rights in RIGHTS {
        let passes = rights.contains(&Right::Owner) || rights.contains(&Right::Administrator);
        assert_eq!(seen(TWO.holder(rights)), if passes { vec![1, 2] } else { vec![1] }, "{rights:?}");
    }
    assert_eq!(seen(PRINCIPAL), [2], "not the other way");
    let mut reader = Reader::open_as(&path, Some(TWO.holder(&[Right::Administrator])), || NOW).unwrap();
    for def in catalog::ALL.iter().filter(|def| def.is_root() && def.id.0 != "log") {
        for view in def.views {
            let ask = World::ask(def, view.id);
            let both = every_way(&mut reader, &ask).unwrap();
            let named = every_way(&mut reader, &Ask { accounts: vec![1, 2], ..ask.clone() }).unwrap();
            assert_eq!(both.rows, named.rows, "{}/{}", def.id, view.id);
            if let Some(at) =
                both.column("account").filter(|_| !["policy", "access-control"].contains(&def.id.0))
            {
                let told = |cell: &Cell| !cell.is_empty();
                assert!(both.rows.iter().all(|row| row.get(at).is_some_and(told)), "{}/{}", def.id, view.id);
                let alone = every_way(&mut reader, &Ask { accounts: vec![2], ..ask }).unwrap();
                assert!(alone.rows.iter().all(|row| row.get(at).is_some_and(Cell::is_empty)));
                assert!(alone.rows.len() < both.rows.len() || both.rows.is_empty(), "{}/{}", def.id, view.id);
            }
        }
    }
    // Taken away, it is gone at once.
    assert!(Store::open(&path).unwrap().set_master(by, None).unwrap());
    assert!(is_not_allowed(&reader.window(
        &Ask { accounts: vec![2], ..World::ask(catalog::find("daily").unwrap(), "days") },
        0,
        10
    )));
}

/// Report SQL names tables as they are seen, never past the lens.
#[test]
fn no_report_reads_past_the_lens() {
    for def in catalog::ALL {
        for view in def.views {
            let facts = view.facts.iter().map(|facts| facts.sql);
            let notes = view.notes.iter().map(|note| note.sql);
            for sql in [view.source.sql].into_iter().chain(facts).chain(notes) {
                assert!(!sql.contains("main.") && !sql.contains("temp."), "{}", def.id);
            }
        }
    }
    assert!(Viewer::Owner.may(catalog::ALL.first().unwrap()) && Access::OWNER.is_whole_for(&[Right::Owner]));
}
