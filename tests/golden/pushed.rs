//! A November of the invented school, pushed into the store as importers push: two lists, the portal's own figures, a
//! users list, plans. Monday, 23 November 2026 is today.

use crate::common::{Sandbox, ZONE};
use headcount::model::{
    CoverageRecord, Covered, DayRange, EventKind, Fact, Grade, Measure, OccurrenceRecord, PlannedRecord,
    Role, Scope, Sink, StayRecord, TotalRecord, UserRecord, zone,
};
use headcount::store::{Begun, Counted, ImportMeta, Store};

pub const NORA: (&str, &str) = ("Nora Quist", "nora.quist@lumen.example");
pub const OTTO: (&str, &str) = ("Otto Brandt", "otto.brandt@lumen.example");
pub const SEVERAL: &str = "84612340849";

/// `16 08:00` of November, in Stockholm.
pub fn at(text: &str) -> i64 {
    let time = format!("2026-11-{}:00", text.replace(' ', "T")).parse().unwrap();
    zone::instant(ZONE.parse().unwrap(), time).0
}

/// Days of November; from 31 on those of December.
fn days(from: u64, to: u64) -> DayRange {
    let first: chrono::NaiveDate = "2026-11-01".parse().unwrap();
    let day = |number: u64| first + chrono::Days::new(number - 1);
    DayRange::new(day(from), day(to))
}

/// One import, whatever `push` says.
pub fn import(
    store: &mut Store,
    file: &str,
    observed: &str,
    push: impl FnOnce(&mut dyn Sink) -> anyhow::Result<()>,
) {
    let mut digest = [0; 32];
    digest.iter_mut().zip(file.bytes()).for_each(|(to, from)| *to = from);
    let meta = ImportMeta {
        account: None,
        provider_account: None,
        new_account_zone: ZONE.parse().unwrap(),
        imported_at: at("23 09:00"),
        imported_by: "astrid".into(),
        file_name: file.into(),
        kind: "test".into(),
        bytes: 1000,
        digest,
        file_zone: None,
        observed_at: at(observed),
    };
    let mut go_on = |_| true;
    let Begun::Open(mut batch) = store.begin(meta, &mut go_on).unwrap() else { panic!("{file} is held") };
    push(&mut *batch).unwrap();
    batch.finish(&Counted { rows: 1, ..Counted::default() }, true).unwrap();
}

fn met(
    number: &'static str,
    host: (&'static str, &'static str),
    from: &str,
    to: &str,
) -> OccurrenceRecord<'static> {
    OccurrenceRecord {
        start: Some(at(from)),
        end: Some(at(to)),
        topic: Some("Physics, 10D".into()),
        host_name: Some(host.0.into()),
        host_email: Some(host.1.into()),
        ..OccurrenceRecord::of_number(number, Grade::Stays)
    }
}

fn stay(person: (&'static str, &'static str), join: &str, leave: &str) -> StayRecord<'static> {
    let time = |text: &str| (!text.is_empty()).then(|| at(text));
    StayRecord {
        name: person.0.into(),
        email: (!person.1.is_empty()).then(|| person.1.into()),
        join: time(join),
        leave: time(leave),
        guest: Some(person.1.is_empty()),
        ..StayRecord::default()
    }
}

fn total(scope: Scope<'static>, days: DayRange, measure: Measure, value: i64) -> Fact<'static> {
    Fact::Total(TotalRecord { scope, days, measure, value })
}

fn covers(of: Covered, scope: Scope<'static>, days: DayRange) -> Fact<'static> {
    Fact::Covers(CoverageRecord { of, scope, days })
}

pub fn fill(sandbox: &Sandbox) {
    let path = sandbox.database();
    let mut store = Store::open(&path).unwrap();
    occurrences(&mut store);
    figures(&mut store);
    users(&mut store);
    plans(&mut store);
    drop(store);
    let conn = rusqlite::Connection::open(&path).unwrap();
    described(&conn);
    borrowed(&conn);
}

/// The same without users list and plans.
pub fn fill_without_users(sandbox: &Sandbox) {
    let mut store = Store::open(&sandbox.database()).unwrap();
    occurrences(&mut store);
    figures(&mut store);
}

/// Users as their list has them: what the store is to make of it by itself; nothing where it does.
fn described(conn: &rusqlite::Connection) {
    let sql = "SELECT count(*) FROM account_user WHERE known_by = 'list'";
    if conn.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap() > 0 {
        return;
    }
    conn.execute_batch(
        "INSERT INTO account_user (account_id, user_id, name, name_folded, email, email_folded, first_import_id)
         SELECT account_id, 100 + listed_id, name, lower(name), email, email_folded, import_id FROM listed_user l
         WHERE NOT EXISTS (SELECT 1 FROM account_user u WHERE u.email_folded = l.email_folded);
         UPDATE account_user AS u SET known_by = 'list', provider_user_id = l.provider_user_id, department = l.department,
           role = l.role, status = l.status, created_at = l.created_at, last_sign_in_at = l.last_sign_in_at,
           client_version = l.client_version
         FROM listed_user l WHERE l.email_folded = u.email_folded;
         INSERT INTO user_licence (account_id, user_id, licence, from_at, import_id)
         SELECT u.account_id, u.user_id, l.licence, i.observed_at, i.import_id
         FROM listed_user l
         JOIN account_user u ON u.email_folded = l.email_folded
         JOIN import i ON i.import_id = l.import_id;",
    )
    .unwrap();
}

/// What another source would know of Nora's second lesson on the 16th: her device is known already.
fn borrowed(conn: &rusqlite::Connection) {
    let sql = "INSERT INTO session_borrowed (account_id, occurrence_id, set_id, session_id, device, city, data_centre)
               SELECT s.account_id, s.occurrence_id, s.set_id, s.session_id, 'another', 'Uppsala', 'Frankfurt'
               FROM session s JOIN occurrence o USING (occurrence_id) JOIN event e USING (event_id)
               WHERE e.number = '81122233344'";
    assert_eq!(conn.execute(sql, []).unwrap(), 1);
}

/// Two lessons of Nora on the 16th with people, one of Otto on the 17th; webhooks and a webinar by UUID alone beside.
fn occurrences(store: &mut Store) {
    let pupil = ("Zoë Lind", "zoe.lind@lumen.example");
    import(store, "list.csv", "20 09:00", |sink| {
        sink.fact(1, &covers(Covered::Meetings, Scope::Account, days(10, 16)))?;
        sink.occurrence(2, &met(SEVERAL, NORA, "16 08:00", "16 09:00"))?;
        sink.stay(2, &stay(NORA, "16 08:00", "16 09:00"))?;
        sink.stay(3, &stay(pupil, "16 08:05", "16 08:50"))?;
        sink.stay(4, &stay(("iPhone", ""), "16 08:10", "16 08:20"))?;
        sink.occurrence(5, &met("81122233344", NORA, "16 13:00", "16 13:45"))?;
        sink.stay(5, &StayRecord { device: Some("Windows".into()), ..stay(NORA, "16 13:00", "16 13:45") })
    });
    import(store, "otto.csv", "20 10:00", |sink| {
        sink.fact(1, &covers(Covered::Meetings, Scope::Host(OTTO.1.into()), days(17, 18)))?;
        sink.occurrence(2, &met("85550001112", OTTO, "17 10:00", "17 11:00"))?;
        sink.stay(2, &stay(OTTO, "17 10:00", "17 11:00"))?;
        // Nobody saw Zoë leave, nor the telephone come.
        sink.stay(3, &stay(pupil, "17 10:15", ""))?;
        sink.stay(4, &stay(("Telephone", ""), "", "17 10:30"))
    });
    // Observed on the 21st, which was not over.
    import(store, "again.csv", "21 10:00", |sink| {
        sink.fact(1, &covers(Covered::Meetings, Scope::Account, days(20, 21)))?;
        sink.occurrence(2, &met(SEVERAL, NORA, "16 08:00", "16 09:00"))?;
        sink.stay(2, &stay(NORA, "16 08:00", "16 09:00"))
    });
    import(store, "webinar.json", "22 10:00", |sink| {
        let webinar = OccurrenceRecord {
            uuid: Some("wEb1nAr+UuId==".into()),
            kind: EventKind::Webinar,
            grade: Grade::ReportJson,
            ..met("", OTTO, "22 10:00", "22 10:45")
        };
        sink.occurrence(1, &webinar)?;
        sink.stay(2, &StayRecord { role: Some(Role::Host), ..stay(OTTO, "22 10:00", "22 10:45") })?;
        sink.stay(
            3,
            &StayRecord { role: Some(Role::Attendee), ..stay(("Guest", ""), "22 10:05", "22 10:25") },
        )
    });
}

/// The portal's own: the 16th is held whole, the 17th in part, the 18th had nothing, the 19th is not held at all.
fn figures(store: &mut Store) {
    use Measure::{Joins, Meetings, Minutes, NewUsers};
    let day = |number: u64, measure, value| total(Scope::Account, days(number, number), measure, value);
    import(store, "daily.json", "20 12:00", |sink| {
        sink.fact(1, &covers(Covered::Daily, Scope::Account, days(1, 20)))?;
        for (number, figures) in
            [(16, [2, 4, 160, 1]), (17, [3, 40, 900, 0]), (18, [0, 0, 0, 0]), (19, [40, 300, 9000, 2])]
        {
            for (measure, value) in [Meetings, Joins, Minutes, NewUsers].into_iter().zip(figures) {
                sink.fact(number, &day(number, measure, value))?;
            }
        }
        Ok(())
    });
    import(store, "daily-newer.json", "21 12:00", |sink| sink.fact(1, &day(17, Joins, 41)));
    // What was observed earlier does not win, however late it is imported.
    import(store, "daily-older.json", "18 12:00", |sink| sink.fact(1, &day(17, Joins, 12)));
    let host =
        |key: &'static str, measure, value| total(Scope::Host(key.into()), days(1, 30), measure, value);
    import(store, "hosts.json", "22 12:00", |sink| {
        sink.fact(1, &covers(Covered::Hosts, Scope::Account, days(1, 30)))?;
        for (key, figures) in
            [(NORA.1, [2, 4, 160]), ("#u-otto", [5, 50, 1200]), ("vera@lumen.example", [7, 21, 333])]
        {
            for (measure, value) in [Meetings, Joins, Minutes].into_iter().zip(figures) {
                sink.fact(1, &host(key, measure, value))?;
            }
        }
        Ok(())
    });
}

fn user(
    person: (&'static str, &'static str),
    id: &'static str,
    licence: &'static str,
) -> UserRecord<'static> {
    UserRecord {
        user_id: Some(id.into()),
        email: Some(person.1.into()),
        name: Some(person.0.into()),
        department: Some("Science".into()),
        role: Some("Member".into()),
        status: Some("active".into()),
        created: Some(at("16 07:00") - 90 * 86_400),
        last_sign_in: Some(at("18 07:00")),
        client_version: Some("6.6.1".into()),
        licence: Some(licence.into()),
        ..UserRecord::default()
    }
}

/// Pia never met, Quentin is not active any more, Rut was made on the 17th.
fn users(store: &mut Store) {
    import(store, "users.csv", "22 08:00", |sink| {
        sink.fact(1, &covers(Covered::Users, Scope::Account, days(22, 22)))?;
        let pia = ("Pia Dahl", "pia.dahl@lumen.example");
        let quentin = ("Quentin Ek", "quentin.ek@lumen.example");
        let rut = ("Rut Falk", "rut.falk@lumen.example");
        let all = [
            user(NORA, "u-nora", "Licensed"),
            user(OTTO, "u-otto", "Licensed"),
            UserRecord { department: Some("Music".into()), ..user(pia, "u-pia", "Licensed") },
            UserRecord { status: Some("inactive".into()), ..user(quentin, "u-quentin", "Basic") },
            UserRecord { created: Some(at("17 12:00")), last_sign_in: None, ..user(rut, "u-rut", "Basic") },
        ];
        all.into_iter().try_for_each(|one| sink.fact(2, &Fact::User(one)))
    });
}

fn planned(number: &'static str, topic: &'static str, start: Option<i64>) -> PlannedRecord<'static> {
    PlannedRecord {
        number: number.into(),
        topic: Some(topic.into()),
        host_id: Some("u-nora".into()),
        host_email: Some(NORA.1.into()),
        host_name: Some(NORA.0.into()),
        start,
        minutes: Some(60),
        recurring: Some(true),
        ..PlannedRecord::default()
    }
}

/// A list of the account; one of Otto's later, in which one of his is gone; one of the account, of other days.
fn plans(store: &mut Store) {
    let next = |days: i64| Some(at("23 08:00") + days * 86_400);
    import(store, "upcoming.csv", "20 08:00", |sink| {
        sink.fact(1, &covers(Covered::Upcoming, Scope::Account, days(20, 40)))?;
        let ottos = |number, topic, start| PlannedRecord {
            host_id: None,
            host_name: Some(OTTO.0.into()),
            host_email: Some("Otto.Brandt@lumen.example".into()),
            ..planned(number, topic, start)
        };
        let all = [
            planned(SEVERAL, "Physics, 10D", next(0)),
            planned(SEVERAL, "Physics, 10D", next(7)),
            planned(SEVERAL, "Office hour", None),
            planned("88800011133", "Club, given up", None),
            ottos("85550001112", "Choir", next(2)),
            ottos("85550001113", "Dropped by Otto", next(3)),
            PlannedRecord {
                kind: EventKind::Webinar,
                registrants: Some(41),
                ..planned("88800011122", "Open evening", next(4))
            },
            planned("81122233344", "Held already", Some(at("16 13:00"))),
            planned("88800011199", "Out of the range", next(200)),
        ];
        all.into_iter().try_for_each(|one| sink.fact(2, &Fact::Planned(one)))
    });
    import(store, "otto-upcoming.csv", "22 08:00", |sink| {
        sink.fact(1, &covers(Covered::Upcoming, Scope::Host(OTTO.1.into()), days(20, 40)))?;
        let choir = PlannedRecord {
            host_id: None,
            host_name: Some(OTTO.0.into()),
            host_email: Some(OTTO.1.into()),
            minutes: Some(90),
            ..planned("85550001112", "Choir, longer", next(2))
        };
        sink.fact(2, &Fact::Planned(choir))
    });
    import(store, "one-week.csv", "23 08:00", |sink| {
        sink.fact(1, &covers(Covered::Upcoming, Scope::Account, days(30, 36)))?;
        // It has meetings without fixed time, so those that it has not are gone.
        sink.fact(2, &Fact::Planned(planned(SEVERAL, "Office hour", None)))?;
        sink.fact(2, &Fact::Planned(planned(SEVERAL, "Physics, 10D", next(7))))
    });
}
