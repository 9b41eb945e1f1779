//! Who may see what, on the command line: every report for every kind of viewer, by the built program; who grants and
//! revokes, and what is said of it.

use crate::common::{Ran, Sandbox};
use headcount::cli::opening;
use headcount::report::{ParamKind, ReportDef, catalog};
use rusqlite::Connection;
use std::path::PathBuf;
use std::sync::LazyLock;

const NOW: i64 = 1_795_424_400;
const OWNER: &str = "olena.kravets@lumen.example";
const USAGE: &str = "irina.sokolova@lumen.example";
/// Every kind of viewer in the sample organisation; members first.
const VIEWERS: [&str; 8] = [
    "nora.quist@lumen.example",
    OWNER,
    USAGE,
    "pavel.orlov@lumen.example",
    "maja.forsgren@lumen.example",
    "matti.korhonen@lumen.example",
    "elin.sandell@lumen.example",
    "ingrid.akesson@lumen.example",
];
const MEMBER: &str = VIEWERS[0];

static DEMO: LazyLock<(tempfile::TempDir, PathBuf)> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("demo.db");
    opening::fill_demo(&path, NOW).unwrap();
    (folder, path)
});

/// A sandbox with the sample organisation as its database.
fn demo() -> Sandbox {
    let sandbox = Sandbox::new();
    std::fs::create_dir_all(sandbox.database().parent().unwrap()).unwrap();
    std::fs::copy(&DEMO.1, sandbox.database()).unwrap();
    sandbox
}

fn sql(sandbox: &Sandbox, sql: &str) -> String {
    let conn = Connection::open(sandbox.database()).unwrap();
    conn.query_row(sql, [], |row| row.get::<_, rusqlite::types::Value>(0))
        .map(|value| match value {
            rusqlite::types::Value::Integer(number) => number.to_string(),
            rusqlite::types::Value::Text(text) => text,
            other => format!("{other:?}"),
        })
        .unwrap()
}

/// An occurrence with people that this person hosted, or did not.
fn occurrence(sandbox: &Sandbox, email: &str, own: bool) -> String {
    let is = if own { "IS" } else { "IS NOT" };
    let key = sql(
        sandbox,
        &format!(
            "SELECT coalesce(max(occurrence_id), 0) FROM occurrence WHERE people > 1 AND host_user_id {is} \
             (SELECT user_id FROM account_user WHERE email = '{email}')"
        ),
    );
    format!("#{key}")
}

/// The words that ask a report, about an occurrence where it needs one.
fn words(sandbox: &Sandbox, def: &ReportDef, occurrence: &str, viewer: &str) -> Vec<String> {
    let mut words = vec!["report".to_owned(), def.id.0.to_owned(), "--as".to_owned(), viewer.to_owned()];
    if def.ranged {
        words.extend(["--from".into(), "2026-10-01".into(), "--to".into(), "2026-12-31".into()]);
    }
    for param in def.params.iter().filter(|param| param.required) {
        let key = occurrence.trim_start_matches('#');
        let value = match param.kind {
            ParamKind::Occurrence => occurrence.to_owned(),
            ParamKind::Participant => {
                let of = format!(
                    "SELECT coalesce(min(participant_id), 7) FROM participant WHERE occurrence_id = {key}"
                );
                format!("#{}", sql(sandbox, &of))
            }
            ParamKind::Person => sql(
                sandbox,
                &format!(
                    "SELECT coalesce((SELECT n.email FROM session s JOIN person n ON n.person_id = s.person_id \
                     WHERE s.occurrence_id = {key} AND n.email <> '' LIMIT 1), 'nobody@nowhere.example')"
                ),
            ),
            ParamKind::Import | ParamKind::Call => "1".to_owned(),
            _ => "a".to_owned(),
        };
        words.extend([format!("--{}", param.name), value]);
    }
    words
}

/// Nothing was answered, and the reason is one line.
#[track_caller]
pub fn is_refused(ran: &Ran) {
    assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{ran:?}");
    assert!(ran.err.starts_with("headcount: not allowed"), "{ran:?}");
    assert_eq!(ran.err.lines().count(), 1, "{ran:?}");
}

#[test]
fn every_report_is_for_those_it_is_for_in_every_form() {
    let sandbox = demo();
    let forms = ["table", "csv", "json", "ndjson"];
    let ask = |viewer: &str| {
        let mut reader =
            headcount::store::Reader::open_as(&sandbox.database(), Some(viewer), || NOW).unwrap();
        let rights = reader.viewer().unwrap();
        for (at, def) in catalog::ALL.iter().enumerate() {
            // Each form is asked of each viewer, each report in several.
            let form = forms.get((at + viewer.len()) % forms.len()).unwrap();
            let own = occurrence(&sandbox, viewer, true);
            let other = occurrence(&sandbox, viewer, false);
            let about = if own == "#0" { &other } else { &own };
            let mut line = words(&sandbox, def, about, viewer);
            line.extend(["--format".to_owned(), (*form).to_owned()]);
            let ran = sandbox.run(&line);
            let named = def.params.iter().any(|param| param.required && param.kind != ParamKind::Search);
            let whole = rights.lens(&def.who, &[]).is_some_and(|lens| !lens.is_partial());
            let theirs = rights.may(def) && (whole || !named || own != "#0");
            if theirs {
                ran.is(0, &[]);
                assert!(*form == "ndjson" || !ran.out.is_empty(), "{line:?}: {ran:?}");
            } else {
                is_refused(&ran);
                // Nor into a file.
                let file = sandbox.path(&format!("{at}.json"));
                line.extend(["-o".to_owned(), file.display().to_string()]);
                is_refused(&sandbox.run(&line));
                assert!(!file.exists());
            }
        }
    };
    std::thread::scope(|scope| {
        let (first, second) = VIEWERS.split_at(VIEWERS.len() / 2);
        scope.spawn(|| first.iter().for_each(|viewer| ask(viewer)));
        scope.spawn(|| second.iter().for_each(|viewer| ask(viewer)));
    });
}

#[test]
fn somebody_elses_is_refused_in_the_words_for_what_is_not_there() {
    let sandbox = demo();
    let other = occurrence(&sandbox, MEMBER, false);
    let key = other.trim_start_matches('#');
    let of = |what: &str| {
        let from = "occurrence o JOIN event e ON e.event_id = o.event_id JOIN account_user u ON u.user_id = o.host_user_id";
        sql(&sandbox, &format!("SELECT {what} FROM {from} WHERE occurrence_id = {key}"))
    };
    let start = of("e.number || '@' || strftime('%Y-%m-%dT%H:%M', o.start_at, 'unixepoch')");
    let said = |line: &str| {
        let ran = sandbox.line(&format!("report {line} --as {MEMBER}"));
        is_refused(&ran);
        ran.err
    };
    let nothing = said("participants --occurrence #999999999");
    assert_eq!(nothing, "headcount: not allowed\n");
    for occurrence in [other.clone(), format!("{start} --tz UTC"), of("coalesce(o.uuid, 'none')")] {
        for tricks in [
            "",
            "--filter a",
            "--sort -name",
            "--columns name,email",
            "--limit 1",
            "--format csv",
            "--account 1",
        ] {
            assert_eq!(said(&format!("participants --occurrence {occurrence} {tricks}")), nothing);
        }
    }
    // Near misses do not name what is there.
    let number = of("e.number");
    assert_eq!(said(&format!("participants --occurrence {number}@2026-01-01T00:00")), nothing);
    let host = of("u.email");
    for host in
        [host.clone(), host.replace('.', ""), format!("#{}", of("u.user_id")), "nobody@lumen.example".into()]
    {
        assert_eq!(said(&format!("active-hosts --host {host}")), nothing);
        assert_eq!(said(&format!("meetings --host {host}")), nothing);
    }
    assert_eq!(said(&format!("person --person {host}")), said("person --person nobody@lumen.example"));
}

#[test]
fn nor_does_filter_order_or_choice_of_columns_lead_to_it() {
    let sandbox = demo();
    let host = sql(&sandbox, "SELECT email FROM account_user WHERE email LIKE 'pavel.%'");
    for line in [
        format!("meetings --filter {host}"),
        format!("find --text {host}"),
        "active-hosts --view meetings --sort -host --columns host_email --format csv".to_owned(),
        "upcoming --host pavel".to_owned(),
        "active-hosts --view users --format json --columns email,meetings".to_owned(),
    ] {
        let ran = sandbox.line(&format!("report {line} --as {MEMBER}"));
        ran.is(0, &[]);
        let rows = ran.out.matches(&host).count();
        // The questions that name him are repeated above the answer.
        assert!(rows <= usize::from(line.contains(&host)), "{line}: {}", ran.out);
    }
    // An account that is not theirs is one that is not there.
    sandbox.line(&format!("report meetings --account 2 --as {MEMBER}")).is(2, &["account"]);
}

#[test]
fn a_viewer_whom_nobody_knows_is_told_the_nearest() {
    let sandbox = demo();
    sandbox
        .line("report meetings --as nora.qist@lumen.example")
        .is(2, &["did you mean nora.quist@lumen.example?"]);
    let far = sandbox.line("report meetings --as mallory@elsewhere.example");
    far.is(2, &["nobody is known as mallory@elsewhere.example", "headcount roles list"]);
    assert_eq!(far.out, "");
    // However it is written.
    let ran = sandbox.run(["report", "meetings", "--as", " NORA.Quist@LUMEN.example "]);
    assert_eq!(ran.out, sandbox.line(&format!("report meetings --as {MEMBER}")).out);
    ran.is(0, &[]);
}

#[test]
fn what_changes_data_is_for_owner_and_administrators() {
    let sandbox = demo();
    let copy = sandbox.path("copy.db");
    for line in [
        format!("backup {}", copy.display()),
        "check".to_owned(),
        "purge --before 2027-01-01 --yes".to_owned(),
        "import --undo 1".to_owned(),
        "policy provider".to_owned(),
        "policy show".to_owned(),
        "roles list".to_owned(),
        format!("roles grant {MEMBER} owner"),
        format!("roles revoke {OWNER} owner"),
    ] {
        for viewer in [MEMBER, USAGE] {
            is_refused(&sandbox.line(&format!("{line} --as {viewer}")));
        }
    }
    assert!(!copy.exists());
    // Rights and policy are the owner's, not an administrator's.
    for line in ["policy provider", "roles list", &format!("roles grant {MEMBER} usage")] {
        is_refused(&sandbox.line(&format!("{line} --as elin.sandell@lumen.example")));
    }
    sandbox.line("policy show --as elin.sandell@lumen.example").is(0, &["archive"]);
}

#[test]
fn rights_are_listed_granted_and_revoked_and_each_change_is_logged() {
    let sandbox = demo();
    let roles = |line: &str| sandbox.line(&format!("roles {line} --as {OWNER}"));
    roles("list").is(0, &[USAGE, "usage", "granted", OWNER, "owner", "by the users list"]);
    roles(&format!("grant {MEMBER} usage")).is(0, &["granted usage: nora.quist@lumen.example"]);
    roles(&format!("grant {MEMBER} usage")).is(0, &["has usage already"]);
    let all = |report: &str| {
        sandbox.line(&format!("report {report} --as {MEMBER} --format csv")).out.lines().count()
    };
    let with = all("meetings");
    sandbox.line(&format!("report daily --as {MEMBER}")).is(0, &[]);
    roles(&format!("revoke {MEMBER} usage")).is(0, &["revoked usage"]);
    assert!(all("meetings") < with);
    is_refused(&sandbox.line(&format!("report daily --as {MEMBER}")));
    roles(&format!("revoke {MEMBER} usage")).is(0, &["was never granted usage", "headcount roles list"]);
    // A stranger may be given a right: there is nothing of their own, and that is said.
    roles("grant auditor@elsewhere.example usage").is(0, &["no user of the account has that e-mail"]);
    sandbox.line("report daily --as auditor@elsewhere.example").is(0, &[]);
    roles("grant nonsense usage").is(2, &["is no e-mail address"]);
    roles(&format!("grant {MEMBER} usag")).is(2, &["usage"]);
    roles(&format!("grant {MEMBER} usage --account Nowhere")).is(2, &["Nowhere"]);
    let log = sandbox.line("report log --format csv");
    log.is(0, &["granted", "revoked", MEMBER, OWNER, "astrid"]);
    assert_eq!(sql(&sandbox, &format!("SELECT count(*) FROM audit_log WHERE subject = '{MEMBER}'")), "2");
}

#[test]
fn what_the_users_list_says_is_overruled_by_a_grant() {
    let sandbox = demo();
    let admin = sql(
        &sandbox,
        "SELECT email FROM account_user WHERE lower(role) LIKE 'admin%' AND email NOT IN (SELECT email FROM role_grant) LIMIT 1",
    );
    sandbox.line(&format!("report users --as {admin}")).is(0, &[]);
    // A right that a list gives is not there to be revoked: being a member is what takes it.
    let ran = sandbox.line(&format!("roles revoke {admin} administrator"));
    ran.is(0, &["by the users list", &format!("headcount roles grant {admin} member")]);
    sandbox.line(&format!("report users --as {admin}")).is(0, &[]);
    sandbox.line(&format!("roles grant {admin} member")).is(0, &["granted member"]);
    is_refused(&sandbox.line(&format!("report users --as {admin}")));
    sandbox.line(&format!("roles revoke {admin} member")).is(0, &["revoked member"]);
    sandbox.line(&format!("report users --as {admin}")).is(0, &[]);
}

#[test]
fn a_viewer_with_no_report_is_told_so() {
    let sandbox = demo();
    sandbox.line("roles grant clerk@elsewhere.example contact-center").is(0, &[]);
    is_refused(&sandbox.line("report meetings --as clerk@elsewhere.example"));
}
