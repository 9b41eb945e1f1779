//! Tables of an account: users, days, hosts, plans.

use crate::recorder::{Recorder, import, options, refusal, told};
use headcount::import::{Options, kinds};

fn read(name: &str, text: &str) -> (String, Recorder, String) {
    let kind = kinds::find_named(text.as_bytes(), name).unwrap().kind();
    let (recorder, summary) = import(name, text.as_bytes(), &options()).unwrap();
    (kind.to_owned(), recorder, told(&summary))
}

/// Reads it and looks for parts of what was pushed.
fn says(name: &str, text: &str, kind: &str, parts: &[&str]) {
    let (found, recorder, _) = read(name, text);
    assert_eq!(found, kind);
    for part in parts {
        assert!(recorder.text.contains(part), "no “{part}” in\n{}", recorder.text);
    }
}

#[test]
fn the_names_of_the_api_are_titles() {
    says(
        "x.csv",
        "id,email,first_name,last_name,dept,type,status,role_id,last_login_time,user_created_at,timezone,group_ids\n\
         u1,ann@lumen.example,Ann,Berg,Sales,2,active,0,2026-10-01T07:00:00Z,2020-01-01T00:00:00Z,Europe/Stockholm,g1 g2\n\
         u2,,Bo,,,1,pending,2,,,Nowhere/Town,\n",
        "zoom-users",
        &[
            "user_id: Some(\"u1\")",
            "licence: Some(\"Licensed\")",
            "role: Some(\"Owner\")",
            "zone: Some(\"Europe/Stockholm\")",
            "last_sign_in: Some(1790838000)",
            "group_ids: Some(\"g1 g2\")",
            "user_id: Some(\"u2\"), email: None, name: Some(\"Bo\")",
            "zone: None",
        ],
    );
    says(
        "x.csv",
        "date,new_users,meetings,participants,meeting_minutes\n2026-10-01,1,2,3,4\n",
        "zoom-daily",
        &["from: 2026-10-01, to: 2026-10-01 }, measure: Minutes, value: 4"],
    );
    says(
        "x_20261001_20261031.csv",
        "id,user_name,type,dept,meetings,participants,meeting_minutes\nu1,Ann,1,Sales,2,3,4\n",
        "zoom-active-hosts",
        &["scope: Host(\"u1\")".replace("u1", "#u1").as_str(), "licence: Some(\"Basic\")"],
    );
    says(
        "x.csv",
        "id,topic,start_time,host_id,host_name,dept\nvawMH9zAQLytjCnQiQXSUg==,Talk,2026-11-03T07:40:46Z,h1,Ann,Sales\n",
        "zoom-upcoming",
        &[
            "number: \"\", uuid: Some(\"vawMH9zAQLytjCnQiQXSUg==\")",
            "start: Some(1793691646)",
            "host_id: Some(\"h1\")",
        ],
    );
}

/// Last Login(UTC) is in UTC, whatever the file's zone.
#[test]
fn columns_in_utc_are_read_in_utc() {
    let text = "Email,First Name,Last Login(UTC),Creation Date\nann@lumen.example,Ann,2026-10-01 07:00:00,2026-10-01\n";
    let zone = Options { zone: chrono_tz::Asia::Tokyo, ..options() };
    let (recorder, _) = import("x.csv", text.as_bytes(), &zone).unwrap();
    // 07:00 UTC; midnight in Tokyo.
    assert!(recorder.text.contains("last_sign_in: Some(1790838000)"), "{}", recorder.text);
    assert!(recorder.text.contains("created: Some(1790780400)"), "{}", recorder.text);
}

const HOSTS: &str = "User Name,Email,Department,Type,Meetings,Participants,Meeting Minutes\n";

#[test]
fn active_and_inactive_hosts_are_told_apart() {
    let active = format!("{HOSTS}Ann,ann@lumen.example,,Basic,0,0,0\nBo,bo@lumen.example,,Basic,1,2,3\n");
    let none = format!("{HOSTS}Ann,ann@lumen.example,,Basic,0,0,0\n");
    let kind = |name: &str, text: &str| kinds::find_named(text.as_bytes(), name).unwrap().kind();
    assert_eq!(kind("x.csv", &active), "zoom-active-hosts");
    assert_eq!(kind("x.csv", &none), "zoom-inactive-hosts");
    assert_eq!(kind("activehosts_20261001_20261031.csv", &none), "zoom-active-hosts");
    assert_eq!(kind("x.csv", &format!("Active Hosts\n{none}")), "zoom-active-hosts");
    assert_eq!(kind("x.csv", &format!("Inactive hosts\n\n{HOSTS}")), "zoom-inactive-hosts");
    assert_eq!(kind("Inactive-Hosts 2026.csv", &active), "zoom-inactive-hosts");
    // Who hosted is none of them.
    let (_, recorder, told) = read("inactivehosts.csv", &active);
    assert_eq!(recorder.rejects.len(), 1, "{told}");
    assert!(recorder.rejects[0].reason.contains("no inactive host"));
}

#[test]
fn figures_of_hosts_need_their_days() {
    let text = format!("{HOSTS}Bo,bo@lumen.example,,Basic,1,2,3\n");
    let (_, recorder, told) = read("hosts.csv", &text);
    assert!(!recorder.text.contains("Total(") && !recorder.text.contains("Covers("), "{}", recorder.text);
    assert!(recorder.text.contains("User("));
    assert!(
        told.contains("figures left out") && told.contains("activehosts_20261001_20261031.csv"),
        "{told}"
    );
    for above in [
        "Date Range,10/01/2026,10/31/2026\n\n",
        "Date Range: 2026-10-01 - 2026-10-31\n",
        "From,2026-10-01\nTo,2026-10-31\n",
    ] {
        let (_, recorder, _) = read("hosts.csv", &format!("{above}{text}"));
        assert!(
            recorder.text.contains("from: 2026-10-01, to: 2026-10-31 }, measure: Joins, value: 2"),
            "{above}"
        );
    }
}

#[test]
fn a_file_that_fits_two_kinds_is_refused_with_what_settles_it() {
    let both = "User Name,Email,Department,User Type,Last Login(UTC)\nAnn,ann@lumen.example,,Basic,\n";
    let plan =
        "Topic,ID,Start Time,Host,Duration (minutes)\nTalk,912 3344 5566,11/03/2026 07:40:00 AM,Ann,30\n";
    for (text, names, named) in [
        (
            both,
            "users….csv or inactivehosts….csv",
            [("users.csv", "zoom-users"), ("inactivehosts.csv", "zoom-inactive-hosts")],
        ),
        (
            plan,
            "upcoming….csv or meetinglist….csv",
            [("upcoming.csv", "zoom-upcoming"), ("meetinglist.csv", "zoom-meetings")],
        ),
        (
            HOSTS,
            "activehosts….csv or inactivehosts….csv",
            [("activehosts.csv", "zoom-active-hosts"), ("inactive.csv", "zoom-inactive-hosts")],
        ),
    ] {
        let message = refusal("x.csv", text.as_bytes(), &options());
        assert!(message.contains(names), "{message}");
        for (name, kind) in named {
            assert_eq!(kinds::find_named(text.as_bytes(), name).unwrap().kind(), kind);
            import(name, text.as_bytes(), &options()).unwrap();
        }
    }
    let open = plan.replace("11/03/2026 07:40:00 AM", "");
    says("x.csv", &open, "zoom-upcoming", &["start: None"]);
}

#[test]
fn other_lists_of_people_are_no_users() {
    for text in [
        "Name,First Join,Last Leave,Email,Participant ID (UPN),Role\nAnn,x,y,ann@lumen.example,,Presenter\n",
        "Name,Email,Role\nAnn,ann@lumen.example,Pupil\n",
    ] {
        assert!(kinds::find_named(text.as_bytes(), "users.csv").is_err(), "{text}");
    }
    for text in [
        "First Name,Last Name,Email,Registration Time,Approval Status\nAnn,Berg,ann@lumen.example,x,approved\n",
        "First Name,Last Name,Email,Department,Status,Registration Time\nAnn,Berg,ann@lumen.example,,approved,x\n",
    ] {
        assert_eq!(
            kinds::find_named(text.as_bytes(), "users.csv").unwrap().kind(),
            "zoom-registration",
            "{text}"
        );
    }
}

#[test]
fn rows_without_what_they_are_about_are_rejected() {
    for (name, text, column, reason) in [
        ("users.csv", "Email,User Type\n,Basic\n", "Email", "the e-mail is missing"),
        (
            "users.csv",
            "Email,User Type,Creation Date\na@lumen.example,Basic,soon\n",
            "Creation Date",
            "no date",
        ),
        ("daily.csv", "Date,Meetings,Participants\nTotal,1,2\n", "Date", "this is no date"),
        ("daily.csv", "Date,Meetings,Participants\n2026-10-01,,\n", "", "no figures"),
        ("daily.csv", "Date,Meetings,Participants\n2026-10-01,many,\n", "Meetings", "no whole number"),
        ("daily.csv", "Date,Meetings,Participants\n2026-10-01,\"1,2\",\n", "Meetings", "no whole number"),
        ("upcoming.csv", "Topic,ID,Start Time,Host\nTalk,,,Ann\n", "ID", "number is missing"),
        ("upcoming.csv", "Topic,ID,Start Time,Host\nTalk,912,soon,Ann\n", "Start Time", "no date"),
    ] {
        let (_, recorder, told) = read(name, text);
        assert!(recorder.rejects.len() == 1 && recorder.told == 0, "{told}");
        let reject = &recorder.rejects[0];
        assert!(reject.column == column && reject.reason.contains(reason), "{reject:?}");
    }
}

#[test]
fn a_row_that_repeats_another_counts_once() {
    let text = "Email,User Type\na@lumen.example,Basic\na@lumen.example,Basic\nEmail,User Type\n";
    assert_eq!(read("users.csv", text).2, "rows=2 repeated=1");
}

/// RULES, *Time zones*: a table that a spreadsheet saved is settled as other files are.
#[test]
fn days_of_a_table_vote_on_their_order() {
    let rows = |days: &[&str]| {
        days.iter().fold("Date;Meetings;Participants\n".to_owned(), |text, day| text + day + ";1;2\n")
    };
    says("x.csv", &rows(&["01/10/2026", "13/10/2026"]), "zoom-daily", &["from: 2026-10-01, to: 2026-10-13"]);
    let open = rows(&["01/10/2026", "02/10/2026"]);
    assert!(refusal("x.csv", open.as_bytes(), &options()).contains("--dates"));
    says("daily_20261001_20261031.csv", &open, "zoom-daily", &["from: 2026-10-01, to: 2026-10-31"]);
}

#[test]
fn an_export_that_says_when_it_was_made_says_so_first() {
    let text = "Report Generated:,\"Nov 1, 2026 8:00 AM\"\nEmail,User Type\na@lumen.example,Basic\n";
    let (_, recorder, _) = read("users.csv", text);
    assert!(recorder.text.starts_with("1: Observed(1793520000)\n"), "{}", recorder.text);
    assert!(
        recorder
            .text
            .contains("of: Users, scope: Account, days: DayRange { from: 2026-11-01, to: 2026-11-01 }")
    );
    let list = "Report generated time,11/01/2026 08:00:00 AM\n\
        Topic,Meeting ID,Start Time,End Time,Participants\nA,912,10/18/2026 08:00:00 AM,,2\n";
    let (recorder, summary) = import("x.csv", list.as_bytes(), &options()).unwrap();
    assert!(recorder.text.starts_with("1: Observed(1793520000)\n"), "{}", recorder.text);
    assert_eq!(summary.generated, Some(1_793_520_000));
}

/// RULES, *coverage*: the days in the name, whether there is a row of each or not; one host's list is their own.
#[test]
fn lists_cover_the_days_of_their_name() {
    let list = "Topic,Meeting ID,Host email,Start Time,End Time\n";
    let row = "A,912,Ann@lumen.example,10/18/2026 08:00:00 AM,\n";
    let other = "B,913,bo@lumen.example,10/20/2026 11:00:00 PM,\n";
    let name = "meetinglist_20261001_20261031.csv";
    let range = "days: DayRange { from: 2026-10-01, to: 2026-10-31 }";
    says(name, list, "zoom-meetings", &[range, "Account"]);
    says(name, &format!("{list}{row}{other}"), "zoom-meetings", &[range, "Account"]);
    says(name, &format!("{list}{row}"), "zoom-meetings", &[range, "scope: Host(\"ann@lumen.example\")"]);
    let text = format!("{list}{row}{other}");
    says("x.csv", &text, "zoom-meetings", &["from: 2026-10-18, to: 2026-10-20"]);
    // Days are those of the file's zone, whatever day it is elsewhere.
    let zone = Options { zone: chrono_tz::Asia::Tokyo, ..options() };
    let (recorder, _) = import("x.csv", text.as_bytes(), &zone).unwrap();
    assert!(recorder.text.contains("from: 2026-10-18, to: 2026-10-20"));
}
